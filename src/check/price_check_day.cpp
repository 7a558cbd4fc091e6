#include <algorithm>

#include "check/price_checks.h"

namespace openend::check {

namespace {

/// A price that moved by less than half has not changed its unit.
constexpr int kNoHundredfold = 5'000;

/// The pricing day so many before another; further back than the calendar's data, the first day of all.
Date open_days_before(const Calendar& calendar, Date date, int count) {
  std::optional<Date> day = date;
  for (; count > 0 && day; --count) day = calendar.previous_open(*day);
  return day.value_or(Date{INT32_MIN});
}

bool approved_on(const std::vector<entity::Approval>& approvals, Date date, entity::ApprovalSubject subject,
                 const std::string* name) {
  return std::any_of(approvals.begin(), approvals.end(), [&](const entity::Approval& a) {
    return a.subject == subject && a.in_force(date) && (name == nullptr || a.name == *name);
  });
}

/// What a unit loses: its cash, or what comes with it of another security, where that is said.
Decimal falls_by(const event::CorporateAction& action) {
  if (!action.brings_units() || !action.worth) return action.cash.decimal();
  constexpr int kPlaces = 8;
  return divide(action.worth->decimal() * action.new_units.decimal(), action.old_units.decimal(), kPlaces,
                Rounding::HalfEven);
}

}  // namespace

PriceCheckDay::PriceCheckDay(Date the_date, const entity::Registry& registry,
                             const instrument::SecurityColumns& the_columns, const Calendar& calendar,
                             const value::PriceBoard& the_prices, const value::FairValueBoard& the_determinations,
                             const IndexBoard& the_indexes, std::span<const event::CorporateAction> actions)
    : date(the_date),
      securities(registry.securities()),
      columns(the_columns),
      prices(the_prices),
      determinations(the_determinations),
      indexes(the_indexes) {
  const entity::Trust& trust = registry.trust();
  ByKind<const policy::PricingRule*> rules{};
  for (std::size_t kind = 0; kind < limits.size(); ++kind) {
    const std::string_view word = instrument::List::kWords[kind];
    limits[kind] = policy::check_limits(trust.checks, word, date);
    rules[kind] = policy::pricing_rule(trust.pricing, word, date);
    const auto days_back = [&](int days) {
      return days == 0 ? INT32_MIN : open_days_before(calendar, date, days).days;
    };
    stale_before[kind] = days_back(limits[kind].stale_days);
    unchanged_through[kind] = days_back(limits[kind].unchanged_days);
  }
  const auto& approvals = registry.approvals();
  has_approvals = !approvals.empty();
  fair_values_approved = approved_on(approvals, date, entity::ApprovalSubject::FairValueProcedure, nullptr);
  for (const value::PriceBoard::Quote& quote : prices.quotes()) {
    approved.push_back(approved_on(approvals, date, entity::ApprovalSubject::PricingService, &quote.source));
    ByKind<bool>& second = second_choice.emplace_back();
    for (std::size_t kind = 0; kind < second.size(); ++kind)
      second[kind] = policy::kind_rank(rules[kind], quote.kind) != 0;
  }
  note_splits(actions);
  groups_.reserve(columns.kind.size());
  for (std::uint32_t security = 0; security < columns.kind.size(); ++security) {
    const value::PriceBoard::Mark& mark = prices.at(security);
    const std::size_t group = (mark.quote * instrument::List::kCount + columns.kind[security]) * 2 +
                              static_cast<std::size_t>(prices.past(security).known);
    if (static_cast<instrument::Quotation>(columns.quotation[security]) == instrument::Quotation::FromTerms) {
      groups_.push_back(kNone);
    } else {
      groups_.push_back(group < groups() && is_plain(security) ? static_cast<std::uint16_t>(group) : kLook);
    }
  }
}

void PriceCheckDay::note_splits(std::span<const event::CorporateAction> actions) {
  const Decimal most = Decimal(1'000'000'000'000'000'000);  // beyond it a check could not multiply
  constexpr int kPlaces = 8;                                // of a price that was never quoted
  for (const event::CorporateAction& action : actions) {
    const value::PriceBoard::Past& past = prices.past(action.security.value);
    if (action.withdraws() || action.redeems()) continue;  // a price is for 100 of par, before and after
    if (!past.known || action.ex_date.days <= past.day || action.ex_date > date) continue;
    const auto at = std::find_if(split_since_.begin(), split_since_.end(),
                                 [&](const auto& split) { return split.first == action.security.value; });
    auto& split = at != split_since_.end() ? *at : split_since_.emplace_back(action.security.value, past.decimal());
    const Decimal before = split.second.rounded(std::min(split.second.places(), kPlaces), Rounding::HalfEven);
    if (!action.is_split()) {  // a price falls by what is paid; by all of it, and it stands where it stood
      const Decimal paid = falls_by(action);
      if (paid < before) split.second = before - paid;
      continue;
    }
    split.second = std::min(
        most, divide(before * action.old_units.decimal(), action.new_units.decimal(), kPlaces, Rounding::HalfEven));
  }
}

PriceCheckDay::PastPrice PriceCheckDay::past_price(std::uint32_t security) const {
  for (const auto& [split, price] : split_since_) {
    if (split == security) return {price, true};
  }
  return {prices.past(security).decimal(), false};
}

bool PriceCheckDay::is_plain(std::uint32_t security) const {
  const value::PriceBoard::Mark& mark = prices.at(security);
  const value::PriceBoard::Past& past = prices.past(security);
  if (!mark.known || mark.day != date.days) return false;
  if (prices.has_others() || (!indexes.empty() && !securities[security].index.empty())) return false;
  if (!past.known) return true;
  if (past_price(security).split) return false;
  const policy::CheckLimits& of_kind = limits[columns.kind[security]];
  constexpr std::int64_t kSafe = INT64_MAX / 10'000;
  if (of_kind.yield_bp != 0 || mark.places != past.places || mark.price == past.price) return false;
  if (mark.price > kSafe || past.price > kSafe) return false;
  const std::int64_t apart = mark.price > past.price ? mark.price - past.price : past.price - mark.price;
  const int limit = of_kind.move_bp != 0 ? std::min(of_kind.move_bp, kNoHundredfold) : kNoHundredfold;
  return apart * 10'000 <= past.price * limit;
}

}  // namespace openend::check
