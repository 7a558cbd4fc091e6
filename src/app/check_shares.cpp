#include "app/check_shares.h"

#include <algorithm>
#include <map>

#include "app/day_groups.h"
#include "app/news.h"
#include "nav/package.h"

namespace openend::app {

namespace {

using store::Batch;
using store::feeds::FileDelivery;

constexpr auto kShares = static_cast<std::uint16_t>(event::BatchKind::Shares);
constexpr auto kBook = static_cast<std::uint16_t>(event::BatchKind::Book);

/// What a class has outstanding, as far as it can be told.
struct Outstanding {
  Decimal shares;
  bool begun = false;   ///< it has had shares
  bool certain = true;  ///< false once money has come in at a price that is not struck yet
  Cause touched;        ///< a delivered redemption, or a delivered withdrawal of a subscription
};

/// Where counting begins: the last seal that no news touches, or before everything.
struct Start {
  std::optional<nav::NavPackage> sealed;
  bool seeded_then = false;  ///< the first row of the sealed day is in its shares already
};

class ShareCheck {
 public:
  ShareCheck(const store::Store& store, const std::vector<FileDelivery>& deliveries, const entity::Registry& registry,
             const Calendar& calendar)
      : store_(store), deliveries_(deliveries), registry_(registry), calendar_(calendar) {
    for (const FileDelivery& delivery : deliveries) {
      const bool opens = delivery.kind == "opening-shares";
      for (const Batch& batch : delivery.batches) {
        if (opens) openings_[batch.portfolio].push_back(&batch);
        if (!moves_values(batch.kind)) continue;
        Date& first = first_delivered_.try_emplace(batch.portfolio, batch.day).first->second;
        first = std::min(first, batch.day);
      }
    }
  }

  /// LAW   17 CFR 270.2a-4(a)(3): share activity is priced by the strike of its day, so its day must have one.
  void check_days() {
    for (std::size_t at = 0; at < deliveries_.size(); ++at) {
      for (const Batch& batch : deliveries_[at].batches) {
        if (batch.kind != kShares || calendar_.is_open(batch.day)) continue;
        event::EventList list;
        decode_or_fault(batch, SourceId{static_cast<std::uint32_t>(at)}, list);
        for (const event::Event& event : list.events) {
          if (!std::holds_alternative<event::ShareActivity>(event.body)) continue;
          report(Cause(event), "E-SHARE-004", "share activity has no net asset value to be dealt at",
                 batch.day.text() + (calendar_.covers(batch.day) ? " is no pricing day" : " lies outside the calendar"),
                 "a pricing day of the calendar " + calendar_.name(),
                 "give it the date of the pricing day at which it was dealt");
        }
      }
    }
  }

  void check_redemptions() {
    std::map<PortfolioId, std::vector<BatchPart>> delivered;
    for (std::size_t at = 0; at < deliveries_.size(); ++at) {
      for (const Batch& batch : deliveries_[at].batches) {
        if (batch.kind == kShares)
          delivered[batch.portfolio].push_back({&batch, SourceId{static_cast<std::uint32_t>(at)}});
      }
    }
    std::erase_if(delivered, [](const auto& entry) {
      return std::none_of(entry.second.begin(), entry.second.end(),
                          [](const BatchPart& part) { return takes_shares(*part.batch); });
    });
    if (delivered.empty()) return;
    for (const auto& [id, parts] : delivered) count(*registry_.trust().find(id), parts);
  }

  Refusals faults;

 private:
  static bool takes_shares(const Batch& batch) {
    event::EventList list;
    decode_or_fault(batch, {}, list);
    return std::any_of(list.events.begin(), list.events.end(), [](const event::Event& event) {
      const auto* activity = std::get_if<event::ShareActivity>(&event.body);
      return activity == nullptr || activity->redemptions.coefficient != 0;
    });
  }

  /// The first day of a portfolio whose net asset value the delivery, or news not struck yet, may change.
  Date first_news(const entity::Portfolio& portfolio, const std::optional<store::Seal>& last) const {
    std::optional<Date> first;
    const auto note = [&](Date day) {
      if (!first || day < *first) first = day;
    };
    if (last) {
      if (const auto dirty = News(store_, registry_, last->log_position).first_touched(*last)) note(*dirty);
      note(last->day + 1);
    }
    for (const PortfolioId told : {portfolio.id, PortfolioId{}}) {
      if (const auto delivered = first_delivered_.find(told); delivered != first_delivered_.end())
        note(delivered->second);
    }
    return *first;
  }

  Start start_of(const entity::Portfolio& portfolio) const {
    const auto& archive = store_.days();
    const auto last = archive.last(portfolio.id);
    const auto before = last ? calendar_.previous_open(first_news(portfolio, last)) : std::nullopt;
    const auto seal = before ? archive.latest(portfolio.id, *before, false) : std::nullopt;
    if (!seal) return {};
    Start start;
    start.sealed.emplace();
    if (!nav::decode(seal->header, *start.sealed))
      throw store::StoreFault("a sealed day can not be read: run openend verify");
    start.seeded_then = first_event(store_.events(), portfolio.id) == seal->day && openings_of(portfolio).empty();
    return start;
  }

  void count(const entity::Portfolio& portfolio, const std::vector<BatchPart>& parts) {
    portfolio_ = &portfolio;
    classes_.clear();
    start_ = start_of(portfolio);
    if (start_.sealed) {
      const bool priced = start_.sealed->nav > Decimal{};
      classes_[start_.sealed->share_class] = {start_.sealed->shares.decimal(), true, priced, {}};
    } else {
      classes_ = openings_of(portfolio);
    }
    store::Query query;
    query.portfolio = portfolio.id;
    query.kind = kShares;
    if (start_.sealed) query.from = start_.sealed->date;
    const std::vector<Batch> recorded = store_.events().read(query);
    DayGroups days;
    for (const Batch& batch : recorded) days.add({&batch, {}});
    for (const BatchPart& part : parts) days.add(part);  // all of them after the start
    days.each([&](const event::EventList& list) { note_withdrawn(list); },
              [&](const event::EventList& list) {
                for (const event::Event& event : list.events) {
                  if (const auto* activity = std::get_if<event::ShareActivity>(&event.body)) deal(event, *activity);
                }
              });
  }

  /// The shares of an opening, recorded or delivered.
  std::map<std::string, Outstanding> openings_of(const entity::Portfolio& portfolio) const {
    event::EventList list;
    if (const auto delivered = openings_.find(portfolio.id); delivered != openings_.end()) {
      for (const Batch* batch : delivered->second) decode_or_fault(*batch, {}, list);
    }
    store::Query query;
    query.portfolio = portfolio.id;
    query.kind = kBook;
    const std::vector<Batch> recorded = store_.events().read(query);
    for (const Batch& batch : recorded) decode_or_fault(batch, {}, list);
    std::map<std::string, Outstanding> classes;
    for (const event::Event& event : list.events) {
      const auto* shares = std::get_if<event::OpeningShares>(&event.body);
      if (shares != nullptr) classes[std::string(shares->share_class)] = {shares->shares.decimal(), true, true, {}};
    }
    return classes;
  }

  void note_withdrawn(const event::EventList& list) {
    for (const event::Event& event : list.events) {
      if (!std::holds_alternative<event::Cancellation>(event.body) || !event.source.exists()) continue;
      for (auto& [share_class, outstanding] : classes_) outstanding.touched = Cause(event);
    }
  }

  void deal(const event::Event& event, const event::ShareActivity& activity) {
    const auto at = classes_.try_emplace(std::string(activity.share_class));
    Outstanding& outstanding = at.first->second;
    if (at.second && start_.sealed) outstanding = {{}, true, false, {}};  // a class that the seal does not tell of
    const bool redeems = activity.redemptions.coefficient != 0;
    if (redeems && event.source.exists()) outstanding.touched = Cause(event);
    if (!outstanding.begun) {
      begin(event, activity, outstanding);
      return;
    }
    const bool struck = start_.sealed && start_.sealed->date == event.date;
    if (struck && start_.seeded_then) {
      start_.seeded_then = false;
      return;
    }
    if (activity.subscriptions != 0 && struck) {
      const auto& settings = registry_.trust().settings_of(*portfolio_, event.date);
      outstanding.shares =
          outstanding.shares + divide(Decimal::of(activity.subscriptions, portfolio_->base.minor_places()),
                                      start_.sealed->nav, settings.share_places, Rounding::HalfUp);
    } else if (activity.subscriptions != 0) {
      outstanding.certain = false;
    }
    if (!redeems || !outstanding.certain) return;
    const Decimal redeemed = activity.redemptions.decimal();
    if (redeemed <= outstanding.shares) {
      outstanding.shares = outstanding.shares - redeemed;
      return;
    }
    if (!outstanding.touched.exists()) return;  // recorded so, and no row of ours caused it: the strike refuses it
    report(outstanding.touched, "E-SHARE-003",
           event.source.exists()
               ? "more shares are redeemed than are outstanding"
               : "the recorded redemption of " + event.date.text() + " would be of more shares than are outstanding",
           redeemed.text() + " redeemed", "at most " + outstanding.shares.trimmed().text() + " outstanding",
           "correct the row in shares.csv");
  }

  /// The first subscription of a class is dealt at its initial price, on its own day.
  void begin(const event::Event& event, const event::ShareActivity& activity, Outstanding& outstanding) {
    if (activity.redemptions.coefficient != 0) {
      if (!event.source.exists()) return;
      report(Cause(event), "E-SHARE-002", "shares are redeemed before any were sold",
             activity.redemptions.decimal().text() + " redeemed", "at most 0 outstanding",
             "correct the row, or send the opening of the portfolio first");
      return;
    }
    const auto* share_class = portfolio_->find_class(activity.share_class);
    if (share_class == nullptr) return;
    const auto& settings = registry_.trust().settings_of(*portfolio_, event.date);
    outstanding.shares = divide(Decimal::of(activity.subscriptions, portfolio_->base.minor_places()),
                                share_class->initial_price, settings.share_places, Rounding::HalfUp);
    outstanding.begun = true;
  }

  void report(const Cause& cause, const char* code, std::string message, std::string found, std::string expected,
              std::string remedy) {
    if (faults.size() >= store::feeds::kMostFaults) return;
    Refusal& told = faults.emplace_back(cause.refusal(deliveries_, code, std::move(message), std::move(remedy)));
    told.found = std::move(found);
    told.expected = std::move(expected);
  }

  const store::Store& store_;
  const std::vector<FileDelivery>& deliveries_;
  const entity::Registry& registry_;
  const Calendar& calendar_;
  // Of the delivery, looked up once for all portfolios.
  std::map<PortfolioId, std::vector<const Batch*>> openings_;
  std::map<PortfolioId, Date> first_delivered_;  ///< of what moves values; under no portfolio, what moves all
  const entity::Portfolio* portfolio_ = nullptr;
  Start start_;
  std::map<std::string, Outstanding> classes_;
};

}  // namespace

Refusals check_shares(const store::Store& store, const std::vector<FileDelivery>& deliveries,
                      const entity::Registry& registry, const Calendar& calendar) {
  ShareCheck check(store, deliveries, registry, calendar);
  check.check_days();
  check.check_redemptions();
  return std::move(check.faults);
}

}  // namespace openend::app
