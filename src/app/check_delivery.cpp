#include "app/check_delivery.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "app/check_holdings.h"
#include "app/check_loans.h"
#include "app/check_offers.h"
#include "app/check_shares.h"
#include "app/day_groups.h"
#include "app/news.h"
#include "book/book.h"
#include "event/codec.h"
#include "event/event.h"

namespace openend::app {

namespace {

using event::BatchKind;
using store::Batch;

/// One portfolio's day of one kind of batch.
using DayKey = std::tuple<std::uint16_t, std::uint32_t, std::int32_t>;
DayKey key_of(const Batch& batch) { return {batch.kind, batch.portfolio.value, batch.day.days}; }

bool has_events(const Batch& batch) {
  return batch.kind == static_cast<std::uint16_t>(BatchKind::Book) ||
         batch.kind == static_cast<std::uint16_t>(BatchKind::Shares);
}

bool is_opening(const event::Event& event) { return event.body.index() <= event::kBodyIndex<event::OpeningShares>; }

/// What makes an event the same event again: its kind and reference; for opening lots the security too.
bool same_event(const event::Event& a, const event::Event& b) {
  if (a.body.index() != b.body.index() || !(a.reference == b.reference)) return false;
  const auto* lot = std::get_if<event::OpeningLot>(&a.body);
  return lot == nullptr || lot->security == std::get<event::OpeningLot>(b.body).security;
}

class Check {
 public:
  /// Looks at no more of the log than the days and the portfolios of the deliveries.
  Check(const store::EventLog& log, RecordedBooks& books, const std::vector<store::feeds::FileDelivery>& deliveries,
        const entity::Registry& registry)
      : log_(log), books_(books), registry_(registry) {
    std::set<PortfolioId> portfolios;
    store::Query query;
    query.with_bodies = false;
    for (const auto& delivery : deliveries) {
      for (const Batch& batch : delivery.batches) {
        if (!has_events(batch)) continue;
        portfolios.insert(batch.portfolio);
        query.from = std::min(query.from.value_or(batch.day), batch.day);
        query.to = std::max(query.to.value_or(batch.day), batch.day);
      }
    }
    for (const PortfolioId portfolio : portfolios) note_recorded(portfolio);
    if (with_records_.empty()) return;
    for (const BatchKind kind : {BatchKind::Book, BatchKind::Shares}) {
      query.kind = static_cast<std::uint16_t>(kind);
      for (const Batch& batch : log.read(query)) recorded_.insert(key_of(batch));
    }
  }

  void note_openings(const store::feeds::FileDelivery& delivery) {
    if (!delivery.kind.starts_with("opening-")) return;
    for (const Batch& batch : delivery.batches) openings_.emplace(batch.portfolio.value, batch.day);
  }

  /// Most batches are of a day of which nothing is recorded: they pass without being read again.
  void take(const Batch& batch, const store::feeds::FileDelivery& delivery) {
    if (batch.kind == static_cast<std::uint16_t>(BatchKind::Dividends)) check_dividends(batch, delivery.name);
    if (batch.kind == static_cast<std::uint16_t>(BatchKind::CorporateActions)) check_actions(batch, delivery.name);
    if (!has_events(batch)) return;
    auto& earlier = delivered_[key_of(batch)];
    check_references(batch, delivery.name);
    if (delivery.kind.starts_with("opening-")) check_once(batch, delivery.name);
    const bool touches = recorded_.count(key_of(batch)) != 0 || !earlier.empty() || delivery.kind == "cancellations";
    if (touches) check_again(batch, earlier, delivery.name);
    check_opening(batch, delivery);
    earlier.push_back(&batch);
  }

  /// LAW   An opening comes whole and balances: once recorded it could not be mended.
  void check_balance(const std::vector<store::feeds::FileDelivery>& deliveries) {
    std::map<std::uint32_t, Int128> sums;
    for (const auto& delivery : deliveries) {
      if (!delivery.kind.starts_with("opening-")) continue;
      for (const Batch& batch : delivery.batches) {
        Int128& sum = sums[batch.portfolio.value];
        const auto list = decoded(batch);
        for (const auto& event : list.events) {
          if (const auto* lot = std::get_if<event::OpeningLot>(&event.body)) sum += lot->cost;
          const auto* balance = std::get_if<event::OpeningBalance>(&event.body);
          if (balance != nullptr) sum += entity::is_debit_side(balance->account) ? balance->amount : -balance->amount;
        }
      }
    }
    for (const auto& [portfolio, sum] : sums) {
      if (sum == 0) continue;
      Refusals unbalanced = refuse(
          "E-OPEN-001", "the opening book of " + registry_.portfolio_key(PortfolioId{portfolio}) + " does not balance",
          "send all opening files in one folder; cost of lots + assets - liabilities = capital");
      unbalanced[0].place.file = "opening-balances.csv";
      unbalanced[0].found = "debits less credits = " + Decimal::of(sum, 2).text();
      unbalanced[0].expected = "0.00";
      faults.push_back(unbalanced[0]);
    }
  }

  /// What takes back may be of another day than what takes its place: all is looked at at once.
  void check_offers(const std::vector<store::feeds::FileDelivery>& deliveries) {
    std::vector<event::Offer> delivered;
    for (std::size_t at = 0; at < deliveries.size(); ++at) {
      for (const Batch& batch : deliveries[at].batches) {
        if (batch.kind == static_cast<std::uint16_t>(BatchKind::Offers))
          decode_or_fault(batch, SourceId{static_cast<std::uint32_t>(at)}, delivered);
      }
    }
    if (delivered.empty()) return;
    for (const OfferFault& wrong : wrong_offers(books_.offers(), std::move(delivered))) {
      event::Event event;  // for the words of the refusal
      event.date = wrong.offer.date;
      event.row = wrong.offer.row;
      event.reference.text = wrong.offer.id;
      fault(event, deliveries[wrong.offer.source.value].name, wrong.code, wrong.message, wrong.remedy);
    }
  }

  Refusals faults;

 private:
  using Standing = std::vector<event::Event>;

  void note_recorded(PortfolioId portfolio) {
    const auto first = first_event(log_, portfolio);
    if (!first) return;
    with_records_.insert(portfolio.value);
    for (const Batch& batch : read(static_cast<std::uint16_t>(BatchKind::Book), portfolio.value, *first)) {
      const auto list = decoded(batch);
      if (std::any_of(list.events.begin(), list.events.end(), is_opening)) openings_.emplace(portfolio.value, *first);
    }
  }

  void check_again(const Batch& batch, const std::vector<const Batch*>& delivered, const std::string& file) {
    const std::vector<Batch> recorded = read(batch.kind, batch.portfolio.value, batch.day.days);
    Standing standing;  // what is known of the day and not withdrawn
    const auto stand = [&](const Batch& before) {
      for (const auto& event : decoded(before).events) {
        if (const auto* cancel = std::get_if<event::Cancellation>(&event.body)) {
          withdraw(event, *cancel, standing);
        } else {
          standing.push_back(event);
        }
      }
    };
    for (const Batch& before : recorded) stand(before);
    for (const Batch* before : delivered) stand(*before);
    const std::size_t known = standing.size();
    std::size_t left = known;
    for (const event::Event& event : decoded(batch).events) {
      if (const auto* cancel = std::get_if<event::Cancellation>(&event.body)) {
        if (withdraw(event, *cancel, standing)) {
          --left;
        } else {
          fault(event, file, "E-CANCEL-001", "what is withdrawn is not recorded",
                "correct date, portfolio, kind or reference");
        }
        continue;
      }
      const auto end = standing.begin() + static_cast<std::ptrdiff_t>(left);
      if (std::any_of(standing.begin(), end, [&](const auto& s) { return same_event(s, event); })) {
        fault(event, file, "E-DUP-001", "the event is recorded already",
              "leave the row out; to correct it, withdraw the earlier one in cancellations.csv first");
      }
    }
  }

  /// A trade or an entry keeps its reference for good within its portfolio: sent again with another date it is the
  /// same.
  void check_references(const Batch& batch, const std::string& file) {
    if (batch.kind != static_cast<std::uint16_t>(BatchKind::Book) || with_records_.count(batch.portfolio.value) == 0)
      return;
    const auto at = references_.try_emplace(batch.portfolio.value);
    auto& known = at.first->second;
    if (at.second) {
      for (const Batch& before : books_.of(batch.portfolio)) {
        const auto list = decoded(before);
        for (const auto& event : list.events) {
          if (const auto* cancel = std::get_if<event::Cancellation>(&event.body)) {
            known.erase(reference_key(cancel->target, cancel->reference));
          } else if (keeps_reference(event)) {
            known.insert_or_assign(reference_key(event.body.index(), event.reference), event.date);
          }
        }
      }
    }
    const auto list = decoded(batch);
    for (const auto& event : list.events) {
      if (const auto* cancel = std::get_if<event::Cancellation>(&event.body)) {
        known.erase(reference_key(cancel->target, cancel->reference));
        continue;
      }
      const auto before =
          keeps_reference(event) ? known.find(reference_key(event.body.index(), event.reference)) : known.end();
      if (before == known.end() || before->second == event.date) continue;  // of the same day: check_again
      fault(event, file, "E-DUP-001", "the reference is recorded already, for " + before->second.text(),
            "leave the row out; to correct it, withdraw the earlier one in cancellations.csv first");
    }
  }
  static bool keeps_reference(const event::Event& event) {
    return std::holds_alternative<event::Trade>(event.body) || std::holds_alternative<event::BookEntry>(event.body) ||
           std::holds_alternative<event::CurrencyDeal>(event.body) ||
           std::holds_alternative<event::ForwardDeal>(event.body) ||
           std::holds_alternative<event::ContractTrade>(event.body) ||
           std::holds_alternative<event::OptionExercise>(event.body) ||
           std::holds_alternative<event::Election>(event.body) || std::holds_alternative<event::Loan>(event.body) ||
           std::holds_alternative<event::LoanPayment>(event.body) ||
           std::holds_alternative<event::PeriodTotal>(event.body);
  }
  static std::uint64_t reference_key(std::size_t kind, const event::Reference& reference) {
    return book::lot_name(reference) * 31 + kind;
  }

  /// A dividend has no reference: one of the same security, days and rate is the same again, and would be paid twice.
  void check_dividends(const Batch& batch, const std::string& file) {
    std::vector<event::Dividend> known;
    for (const Batch& before : read(batch.kind, PortfolioId{}.value, batch.day.days)) known_dividends(before, known);
    std::vector<event::Dividend> delivered;
    known_dividends(batch, delivered);
    for (const event::Dividend& dividend : delivered) {
      const bool again = std::any_of(known.begin(), known.end(), [&](const event::Dividend& k) {
        return k.security == dividend.security && k.pay_date == dividend.pay_date &&
               k.rate.decimal() == dividend.rate.decimal();
      });
      if (!again) continue;
      event::Event event;  // for the words of the refusal
      event.date = batch.day;
      event.row = dividend.row;
      event.reference.text = registry_.security(dividend.security).key;
      fault(event, file, "E-DUP-001", "the dividend is recorded already", "leave the row out");
    }
  }
  static void known_dividends(const Batch& batch, std::vector<event::Dividend>& dividends) {
    if (!event::decode(batch.body, batch.day, dividends)) damaged(batch);
  }
  /// A corporate action keeps its id for good, and a security has one on an ex-date that stands, whatever it is called.
  void check_actions(const Batch& batch, const std::string& file) {
    std::vector<event::CorporateAction> delivered;
    decode_or_fault(batch, {}, delivered);
    std::set<std::string> withdrawn, going;
    for (const event::CorporateAction& known : books_.actions()) {
      if (known.withdraws()) withdrawn.insert(known.id);
    }
    for (const event::CorporateAction& action : delivered) {
      if (action.withdraws()) going.insert(action.id);
    }
    for (const event::CorporateAction& action : delivered) {
      event::Event event;  // for the words of the refusal
      event.date = batch.day;
      event.row = action.row;
      event.reference.text = action.id;
      const auto known =
          std::find_if(books_.actions().begin(), books_.actions().end(), [&](const event::CorporateAction& other) {
            if (other.withdraws()) return false;
            const bool same_day = other.security == action.security && other.ex_date == action.ex_date;
            if (action.withdraws()) return same_day && other.id == action.id && withdrawn.count(other.id) == 0;
            const bool stands = withdrawn.count(other.id) == 0 && going.count(other.id) == 0;
            return other.id == action.id || (same_day && stands && other.sequence == action.sequence);
          });
      const bool found = known != books_.actions().end();
      if (action.withdraws() && !found) {
        fault(event, file, "E-ACT-010", "there is no such corporate action to withdraw",
              "write the id, the ex-date and the security of the recorded action; it can be withdrawn once");
      } else if (!action.withdraws() && found) {
        fault(event, file, "E-DUP-001",
              known->id == action.id ? "the corporate action is recorded already, for " + known->ex_date.text()
                                     : "the security has a corporate action on that day already: " + known->id,
              "leave the row out; to correct it, withdraw the earlier one and give the other a new id; what happens "
              "after "
              "it on the day has another sequence");
      }
    }
  }
  [[noreturn]] static void damaged(const Batch& batch) {
    throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
  }

  /// The same lot, balance, contract or class twice in one file.
  void check_once(const Batch& batch, const std::string& file) {
    const auto list = decoded(batch);
    for (std::size_t i = 0; i < list.events.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!same_event(list.events[i], list.events[j])) continue;
        fault(list.events[i], file, "E-DUP-001",
              "the row says again what row " + std::to_string(list.events[j].row) + " says", "keep one of the rows");
        break;
      }
    }
  }

  event::EventList decoded(const Batch& batch) const {
    event::EventList events;
    if (!event::decode(batch.body, batch.day, batch.source, events)) damaged(batch);
    return events;
  }
  std::vector<Batch> read(std::uint16_t kind, std::uint32_t portfolio, Date day) const {
    return read(kind, portfolio, day.days);
  }
  std::vector<Batch> read(std::uint16_t kind, std::uint32_t portfolio, std::int32_t day) const {
    store::Query query;
    query.kind = kind;
    query.portfolio = PortfolioId{portfolio};
    query.from = query.to = Date{day};
    return log_.read(query);
  }
  static bool withdraw(const event::Event& event, const event::Cancellation& cancel, Standing& standing) {
    const auto at = std::find_if(standing.begin(), standing.end(), [&](const auto& s) {
      return s.body.index() == cancel.target && s.reference == cancel.reference && s.date == event.date;
    });
    if (at == standing.end()) return false;
    standing.erase(at);
    return true;
  }

  /// LAW   Issue 2: an opening is the book after the close of its day.
  void check_opening(const Batch& batch, const store::feeds::FileDelivery& delivery) {
    const auto at = openings_.find(batch.portfolio.value);
    if (at == openings_.end()) return;
    const bool opens = delivery.kind.starts_with("opening-");
    const bool shares = batch.kind == static_cast<std::uint16_t>(BatchKind::Shares);  // dealt at the opening's price
    if (opens ? batch.day == at->second : shares ? batch.day >= at->second : batch.day > at->second) return;
    for (const event::Event& event : decoded(batch).events) {
      fault(event, delivery.name, "E-OPEN-006",
            "the book of " + registry_.portfolio_key(batch.portfolio) + " was taken over at the close of " +
                at->second.text() + " and holds all of that day",
            "give the event a later date, or leave it out");
    }
  }

  void fault(const event::Event& event, const std::string& file, const char* code, std::string message,
             std::string remedy) {
    if (faults.size() >= store::feeds::kMostFaults) return;
    Refusal refusal;
    refusal.code = code;
    refusal.message = std::move(message);
    refusal.found = text_of(event.reference);
    refusal.found += " of " + event.date.text();
    refusal.place = {file, static_cast<long>(event.row), 0, refusal.found};
    const bool withdraws = refusal.code == "E-CANCEL-001" || refusal.code == "E-ACT-010" || refusal.code == "E-ELE-009";
    refusal.expected = withdraws ? "an event that is recorded and not withdrawn"
                                 : "an event that is not recorded yet, dated after the opening";
    refusal.remedy = std::move(remedy);
    faults.push_back(std::move(refusal));
  }

  const store::EventLog& log_;
  RecordedBooks& books_;
  const entity::Registry& registry_;
  std::set<DayKey> recorded_;
  std::map<std::uint32_t, Date> openings_;
  std::map<DayKey, std::vector<const Batch*>> delivered_;
  std::set<std::uint32_t> with_records_;  ///< portfolios of which the log holds events
  std::map<std::uint32_t, std::unordered_map<std::uint64_t, Date>> references_;
};

}  // namespace

/// The last day for which every portfolio that has books is struck; none before the first strike.
static std::optional<Date> struck_everywhere(const store::Store& store, const entity::Registry& registry) {
  std::optional<Date> struck;
  for (const auto& portfolio : registry.trust().portfolios) {
    const auto last = store.days().last(portfolio.id);
    if (last && (!struck || last->day < *struck)) struck = last->day;
  }
  return struck;
}

Refusals check_against_store(const store::Store& store, const std::vector<store::feeds::FileDelivery>& deliveries,
                             const entity::Registry& registry, const Calendar& calendar) {
  RecordedBooks books(store.events());
  Check check(store.events(), books, deliveries, registry);
  for (const auto& delivery : deliveries) check.note_openings(delivery);
  for (const auto& delivery : deliveries) {
    for (const Batch& batch : delivery.batches) check.take(batch, delivery);
  }
  check.check_offers(deliveries);
  if (check.faults.empty()) check.check_balance(deliveries);  // with a row twice it would only be told twice
  if (!check.faults.empty()) return std::move(check.faults);  // with a row too many, nothing can be counted
  Refusals faults = check_holdings(books, deliveries, registry, struck_everywhere(store, registry));
  for (Refusal& fault : check_loans(books, deliveries, registry)) faults.push_back(std::move(fault));
  for (Refusal& fault : check_shares(store, deliveries, registry, calendar)) faults.push_back(std::move(fault));
  return faults;
}

}  // namespace openend::app
