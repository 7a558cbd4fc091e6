// store/feeds/event_groups.h - floor 6
//
// What the readers of events share: batches grouped by day and portfolio, references, checks of numbers.
#pragma once

#include <algorithm>
#include <map>

#include "event/codec.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

/// Encodes events as they are read, each into the batch of its day and portfolio, in the order of the file.
class EventGroups {
 public:
  explicit EventGroups(event::BatchKind kind = event::BatchKind::Book) : kind_(kind) {}

  void add(PortfolioId portfolio, const event::Event& event, const std::vector<event::LotPick>& picks = {}) {
    Group& group = groups_[group_of(event.date, portfolio)];
    const std::size_t before = group.body.size();
    ByteWriter out(group.body);
    event::encode(out, event, picks);
    ++group.events;
    written_ += group.body.size() - before;
  }

  std::vector<Batch> batches() {
    std::vector<Batch> batches;
    batches.reserve(groups_.size());
    for (const auto& [day, by_portfolio] : days_) {
      for (std::size_t portfolio = 0; portfolio < by_portfolio.size(); ++portfolio) {
        if (by_portfolio[portfolio] == kNoGroup) continue;
        Group& group = groups_[by_portfolio[portfolio]];
        batches.push_back(make_batch(kind_, PortfolioId{static_cast<std::uint32_t>(portfolio)}, day, group.events,
                                     std::move(group.body)));
      }
    }
    return batches;
  }

 private:
  static constexpr std::uint32_t kNoGroup = 0xffffffffU;
  struct Group {
    Bytes body;
    std::size_t events = 0;
  };

  std::uint32_t group_of(Date date, PortfolioId portfolio) {
    if (last_ == nullptr || date != last_date_) {
      const auto [day, is_new] = days_.try_emplace(date);
      if (is_new) give_back_room();
      last_ = &day->second;
      last_date_ = date;
    }
    if (last_->size() <= portfolio.value) last_->resize(portfolio.value + std::size_t{1}, kNoGroup);
    std::uint32_t& group = (*last_)[portfolio.value];
    if (group == kNoGroup) {
      group = static_cast<std::uint32_t>(groups_.size());
      const std::size_t usual =
          groups_.empty() ? 0 : written_ / groups_.size();  // days are alike: grow once, not often
      groups_.emplace_back().body.reserve(usual + usual / 2);
    }
    return group;
  }

  /// Files are mostly in order of day: a day that another follows has all its events.
  void give_back_room() {
    if (last_ == nullptr) return;
    for (const std::uint32_t group : *last_) {
      if (group != kNoGroup) groups_[group].body.shrink_to_fit();
    }
  }

  event::BatchKind kind_;
  std::vector<Group> groups_;
  std::map<Date, std::vector<std::uint32_t>> days_;
  std::vector<std::uint32_t>* last_ = nullptr;
  Date last_date_;
  std::size_t written_ = 0;  ///< bytes of all bodies
};

inline Batches finish(const CsvFile& csv, EventGroups& groups) {
  if (!csv.ok()) return csv.faults();
  return std::pair{groups.batches(), csv.rows_read()};
}

/// Digits are a number; anything else is a text.
inline event::Reference reference_of(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text[0] == '0' && text.size() > 1)) return {0, text};
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {0, text};
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return {number, {}};
}

template <class Body>
inline event::Event make_event(const CsvFile& csv, Date date, event::Reference reference, const Body& body) {
  event::Event event;
  event.date = date;
  event.row = csv.row();
  event.reference = reference;
  event.body = body;
  return event;
}

inline std::optional<Fixed> positive(CsvFile& csv, std::size_t place, const char* what,
                                     int most_places = kMostQuantityPlaces) {
  const auto value = csv.number(place, most_places);
  if (value && value->coefficient <= 0) {
    csv.fault(place, "E-EVENT-001", std::string(what) + " is not more than zero", "a number above zero",
              "correct it; a sale has its own side");
    return std::nullopt;
  }
  return value;
}

/// The cash account of a row; the main one where the column is empty.
inline std::uint8_t cash_account(CsvFile& csv, std::size_t place, const entity::Portfolio* portfolio) {
  if (portfolio == nullptr || !csv.has(place)) return 0;
  const auto found = portfolio->find_cash_account(csv.text(place));
  if (!found) {
    std::string ids;
    for (const auto& account : portfolio->cash_accounts) ids += (ids.empty() ? "" : ", ") + account.id;
    csv.fault(place, "E-CASH-001", "the portfolio has no such cash account", ids,
              "correct it, or describe the account in [[cash_account]] and run openend init");
  }
  return found.value_or(0);
}

/// A currency by its code; the portfolio's own where the column is empty.
inline std::optional<Currency> currency_or_base(CsvFile& csv, std::size_t place, const entity::Portfolio* portfolio) {
  if (!csv.has(place)) return portfolio == nullptr ? std::nullopt : std::optional(portfolio->base);
  const auto currency = Currency::parse(csv.text(place));
  if (!currency)
    csv.fault(place, "E-CUR-001", "the currency is not known", "an ISO code such as DEM", "correct the code");
  return currency;
}

/// Refuses a future as a holding, and options that are no whole contracts: of them a holding counts units.
void check_contract_held(CsvFile& csv, std::size_t security_place, std::size_t quantity_place,
                         const entity::Security& security, Fixed quantity);

/// Refuses shares of more places than the trust counts, and of a portfolio whose shares are not known. Remembers each
/// portfolio's setting while it is in force.
class SharePlaces {
 public:
  void check(CsvFile& csv, std::size_t place, const entity::Portfolio& portfolio, Date date, Fixed shares,
             const entity::Registry& registry) {
    Known& known = known_[portfolio.id.value];
    if (!known.read || date < known.from || (known.until && date >= *known.until)) {
      const auto settings = registry.trust().settings_of(portfolio, date);
      known = {true, date, registry.trust().next_change(portfolio, date), settings.share_places,
               settings.shares_not_known};
    }
    if (known.shares_not_known)
      csv.fault(place, "E-SHARE-007", "the portfolio's shares outstanding are not known",
                "a portfolio whose shares are known", "open the filing into a new store with --shares");
    const int extra = shares.places - known.places;
    if (extra <= 0 || shares.coefficient % kPowersOfTen[extra] == 0) return;
    csv.fault(place, "E-SHARE-006", "shares have too many decimals", std::to_string(known.places) + " decimals",
              "round them to the places of shares that the trust counts");
  }

 private:
  struct Known {
    bool read = false;
    Date from;
    std::optional<Date> until;
    int places = 0;
    bool shares_not_known = false;
  };
  std::map<std::uint32_t, Known> known_;
};

/// Refuses shares of a class before it exists; what the portfolio never has is refused by the reader.
inline void check_class_exists(CsvFile& csv, std::size_t place, const entity::Portfolio& portfolio, Date date) {
  const auto* share_class = portfolio.find_class(csv.text(place));
  if (share_class == nullptr || date >= share_class->from) return;
  csv.fault(place, "E-CLASS-003", "the class begins on " + share_class->from.text(), "a class that exists on the day",
            "correct the date, or the class's from in " + portfolio.key + ".toml");
}

}  // namespace openend::store::feeds
