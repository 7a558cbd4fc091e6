#include "check/price_checks.h"

#include <algorithm>

#include "check/bond_yield.h"

namespace openend::check {

namespace {

using value::PriceBoard;

std::string percent_text(int hundredths) { return Decimal::of(hundredths, 2).trimmed().text() + "%"; }

/// What lies below the twelfth place of a price is no matter for a check, and keeps every product below in 128 bits.
constexpr int kPlaces = 12;
Decimal looked_at(const Decimal& price) { return price.rounded(std::min(price.places(), kPlaces), Rounding::HalfEven); }

/// Two prices of one security at one scale: `now` and what it is held against.
struct Pair {
  Int128 now = 0, other = 0;

  Pair(const Decimal& a, const Decimal& b) {
    const Decimal first = looked_at(a), second = looked_at(b);
    const int places = std::max(first.places(), second.places());
    now = first.scaled_to(places);
    other = second.scaled_to(places);
  }
  Int128 apart() const { return now > other ? now - other : other - now; }
  /// Whether they differ by more than so many hundredths of a percent of the other.
  bool beyond(int hundredths) const { return apart() * 10'000 > other * hundredths; }
  /// Their difference in percent of the other, two places.
  std::string percent() const {
    if (other == 0) return "beyond measure";
    const Int128 hundredths = divide_rounded<Int128>((now - other) * 10'000, other, Rounding::HalfUp);
    return (hundredths > 0 ? "+" : "") + Decimal::of(hundredths, 2).text() + "%";
  }
};

class Looker {
 public:
  explicit Looker(const PriceCheckInputs& in) : day_(in.day), book_(in.book), marks_(in.marks) {}

  std::vector<Finding> look() {
    priced_.assign(day_.prices.quotes().size(), {});
    plain_.assign(day_.groups(), 0);
    walk();
    walk_contracts();
    count_plain();
    look_at_sources();
    look_at_determinations();
    sum_up();
    return std::move(findings_);
  }

 private:
  /// Neighbours are mostly of one group: a run of them is counted at once.
  void walk() {
    const book::Positions& p = book_.positions;
    const std::size_t groups = plain_.size();
    std::size_t run_of = groups;
    std::uint32_t run = 0;
    const auto end_run = [&](std::size_t next) {
      if (run_of < groups) plain_[run_of] += run;
      run_of = next;
      run = 0;
    };
    const bool has_own = !marks_.own.empty();
    const auto count = static_cast<std::uint32_t>(p.size());
    for (std::uint32_t slot = 0; slot < count; ++slot) {
      if (p.quantity[slot] == 0) continue;
      const std::uint32_t security = p.security[slot];
      const value::OwnValue* own = has_own ? marks_.own.at(slot) : nullptr;
      if (own != nullptr) {
        fair_valued_ += own->basis == value::Basis::FairValue;
        if (own->basis == value::Basis::Market) look_at(security);
        continue;
      }
      const std::uint16_t group = day_.group_of(security);
      if (group != run_of) {
        if (group == PriceCheckDay::kLook) {
          look_at(security);
          continue;
        }
        end_run(group);
      }
      ++run;
    }
    end_run(groups);
  }

  /// Futures and written options are looked at as holdings are. Of a swap, a cap or a floor, which may be worth
  /// nothing, a move in percent says nothing: only that it has a price of the day.
  void walk_contracts() {
    std::vector<std::uint32_t> open;
    for (const book::OpenContract& contract : book_.contracts) open.push_back(contract.security.value);
    std::sort(open.begin(), open.end());
    open.erase(std::unique(open.begin(), open.end()), open.end());
    for (const std::uint32_t security : open) {
      const std::uint32_t slot = book_.find(SecurityId{security});
      if (slot != book::kNone && book_.positions.quantity[slot] != 0) continue;  // held besides: it was looked at
      if (!instrument::pays_rates(day_.securities[security])) {
        look_at(security);
        continue;
      }
      const PriceBoard::Mark& mark = day_.prices.at(security);
      ++held_;
      if (mark.known) ++priced_[mark.quote][day_.columns.kind[security]];
      if (mark.day != day_.date.days || !mark.known) missing(security, mark);
    }
  }

  const std::string& key(std::uint32_t security) const { return day_.securities[security].key; }
  std::size_t& looked(PriceCheck check) { return looked_[static_cast<std::size_t>(check)]; }

  void fail(PriceCheck check, std::string subject, std::string found, std::string limit, std::string detail) {
    ++failed_[static_cast<std::size_t>(check)];
    findings_.push_back(
        {check_of(check).id, std::move(subject), std::move(found), std::move(limit), false, std::move(detail)});
  }

  void count_plain() {
    for (std::size_t group = 0; group < plain_.size(); ++group) {
      if (plain_[group] == 0) continue;
      const PriceCheckDay::Group of = PriceCheckDay::group_at(group);
      held_ += plain_[group];
      priced_[of.quote][of.kind] += plain_[group];
      if (of.has_past) with_past_ += plain_[group];
    }
  }

  void look_at(std::uint32_t security) {
    const PriceBoard::Mark& mark = day_.prices.at(security);
    const std::size_t kind = day_.columns.kind[security];
    ++held_;
    if (mark.known) ++priced_[mark.quote][kind];
    if (mark.day != day_.date.days || !mark.known) {
      missing(security, mark);
      return;
    }
    const PriceBoard::Past& past = day_.prices.past(security);
    if (past.known) {
      ++with_past_;
      if (!day_.indexes.empty()) against_index(security, mark, past);
      look_back(security, mark, past);
    }
    if (day_.prices.has_others()) look_aside(security, mark);
  }

  void missing(std::uint32_t security, const PriceBoard::Mark& mark) {
    const std::string today = day_.date.text();
    if (!mark.known) {
      fail(PriceCheck::Missing, key(security), "no price", "a price of " + today, key(security) + " has no price");
      return;
    }
    const std::string of = Date{mark.day}.text();
    fail(PriceCheck::Missing, key(security), "last priced " + of, "a price of " + today,
         key(security) + " has no price of " + today + "; its last is of " + of);
    const std::size_t kind = day_.columns.kind[security];
    if (mark.day >= day_.stale_before[kind]) return;
    const std::string days = std::to_string(day_.limits[kind].stale_days);
    fail(PriceCheck::Stale, key(security), "last priced " + of, "at most " + days + " pricing days old",
         "the price of " + key(security) + " is of " + of + ", more than " + days + " pricing days ago");
  }

  /// Against the price of the day before.
  void look_back(std::uint32_t security, const PriceBoard::Mark& mark, const PriceBoard::Past& past) {
    const std::size_t kind = day_.columns.kind[security];
    const policy::CheckLimits& limits = day_.limits[kind];
    const PriceCheckDay::PastPrice before = day_.past_price(security);
    const Pair pair(mark.decimal(), before.price);
    if (pair.now == pair.other) {
      if (past.since > day_.unchanged_through[kind]) return;
      const std::string days = std::to_string(limits.unchanged_days);
      fail(
          PriceCheck::Stale, key(security), "unchanged since " + Date{past.since}.text(),
          "a change within " + days + " pricing days",
          "the price of " + key(security) + " has been " + mark.decimal().text() + " since " + Date{past.since}.text());
      return;
    }
    const auto told = [&] {
      return mark.decimal().text() + " after " + past.decimal().text() + " on " + Date{past.day}.text() +
             (before.split ? ", which is " + before.price.trimmed().text() + " by corporate actions since" : "");
    };
    if (limits.move_bp != 0 && pair.beyond(limits.move_bp)) {
      fail(PriceCheck::Move, key(security), pair.percent(), percent_text(limits.move_bp),
           "the price of " + key(security) + " moved " + pair.percent() + ": " + told());
    }
    // Within a tenth of a hundredfold either way.
    const auto near_hundredfold = [](Int128 large, Int128 small) {
      return large >= small * 90 && large <= small * 110;
    };
    if (near_hundredfold(pair.now, pair.other) || near_hundredfold(pair.other, pair.now)) {
      fail(PriceCheck::Scale, key(security), mark.decimal().text(), "not near 100 or 1/100 of the price before",
           "the price of " + key(security) + " may be in another unit: " + told());
    }
    if (limits.yield_bp != 0) against_yield(security, mark, past, pair, limits);
  }

  void look_aside(std::uint32_t security, const PriceBoard::Mark& mark) {
    const int limit = day_.limits[day_.columns.kind[security]].vendor_bp;
    day_.prices.each_other(security, [&](const PriceBoard::Mark& other) {
      if (day_.prices.quote(other).source == day_.prices.quote(mark).source) return;
      ++looked(PriceCheck::AgainstVendor);
      const Pair pair(other.decimal(), mark.decimal());
      if (limit == 0 || !pair.beyond(limit)) return;
      fail(PriceCheck::AgainstVendor, key(security), pair.percent(), percent_text(limit),
           "for " + key(security) + " " + source(other) + " says " + other.decimal().text() + ", " + source(mark) +
               " says " + mark.decimal().text());
    });
  }
  std::string source(const PriceBoard::Mark& mark) const {
    const std::string& name = day_.prices.quote(mark).source;
    return name.empty() ? "a source without name" : name;
  }

  void against_index(std::uint32_t security, const PriceBoard::Mark& mark, const PriceBoard::Past& past) {
    const std::string& name = day_.securities[security].index;
    const policy::CheckLimits& limits = day_.limits[day_.columns.kind[security]];
    if (name.empty() || limits.index_bp == 0) return;
    const IndexBoard::Levels* index = day_.indexes.find(name);
    if (index == nullptr || !index->has_before || index->day != day_.date || index->day_before.days != past.day) return;
    const Decimal before = looked_at(day_.past_price(security).price),
                  index_before = looked_at(index->before.decimal());
    if (before.is_zero() || index_before.is_zero()) return;
    ++looked(PriceCheck::AgainstIndex);
    const auto move = [](const Decimal& now, const Decimal& from) {
      return divide((now - from) * Decimal(100), from, 4, Rounding::HalfUp);
    };
    const Decimal own = move(looked_at(mark.decimal()), before);
    const Decimal its = move(looked_at(index->now.decimal()), index_before);
    if (abs(own - its) <= Decimal::of(limits.index_bp, 2)) return;
    const auto text = [](const Decimal& pct) { return pct.rounded(2, Rounding::HalfUp).text() + "%"; };
    fail(PriceCheck::AgainstIndex, key(security), text(own - its) + " apart", percent_text(limits.index_bp),
         "the price of " + key(security) + " moved " + text(own) + " while " + name + " moved " + text(its));
  }

  /// With a year or more to run a bond's price moves by at least 0.4 of its years, at most four, times the move of its
  /// yield: a smaller move needs no yield to be found. With less than a year a cent is many basis points.
  void against_yield(std::uint32_t security, const PriceBoard::Mark& mark, const PriceBoard::Past& past,
                     const Pair& pair, const policy::CheckLimits& limits) {
    const entity::Security& bond = day_.securities[security];
    if (!has_yield(bond, day_.date)) return;
    const int days = *bond.maturity - day_.date;
    if (days < 365) return;
    ++looked(PriceCheck::AgainstYield);
    const int tenths_of_years = std::min(days * 4 / 365, 16);  // 0.4 x years, in tenths
    if (!pair.beyond(limits.yield_bp * tenths_of_years / 10)) return;
    const auto before = yield_of(bond, Date{past.day}, past.decimal());
    if (!before) return;
    const YieldTenths limit = limits.yield_bp * 10;
    const Decimal price = mark.decimal();
    const bool too_low = price < price_at(bond, day_.date, *before + limit);
    const bool too_high = *before - limit >= kLowestYield && price > price_at(bond, day_.date, *before - limit);
    if (!too_low && !too_high) return;
    const auto now = yield_of(bond, day_.date, price);
    const auto text = [](YieldTenths yield) { return Decimal::of(yield, 3).rounded(2, Rounding::HalfUp).text() + "%"; };
    const std::string found = now ? text(*now) : std::string("no yield");
    fail(PriceCheck::AgainstYield, key(security), found + " after " + text(*before),
         std::to_string(limits.yield_bp) + " basis points",
         "the price of " + key(security) + ", " + price.text() + ", implies " + found + "; the price of " +
             Date{past.day}.text() + " implied " + text(*before));
  }

  void look_at_sources() {
    for (std::size_t quote = 0; quote < priced_.size(); ++quote) {
      std::size_t count = 0;
      for (std::size_t kind = 0; kind < priced_[quote].size(); ++kind) {
        count += priced_[quote][kind];
        if (day_.second_choice[quote][kind]) second_choices_ += priced_[quote][kind];
      }
      if (!day_.has_approvals || count == 0) continue;
      looked(PriceCheck::SourceApproved) += count;
      if (day_.approved[quote] != 0) continue;
      const auto& told = day_.prices.quotes()[quote];
      const std::string name = told.source.empty() ? "prices without a source" : told.source;
      not_approved(told.source, count, "a pricing service",
                   name + " (" + std::string(policy::name_of(told.kind)) + "), of " + holdings(count) + ",");
    }
    if (!day_.has_approvals || fair_valued_ == 0) return;
    looked(PriceCheck::SourceApproved) += fair_valued_;
    if (!day_.fair_values_approved)
      not_approved("fair value", fair_valued_, "a fair-value procedure",
                   "a procedure for fair value, of " + holdings(fair_valued_) + ",");
  }
  void not_approved(const std::string& subject, std::size_t count, const std::string& what, const std::string& who) {
    const std::string on = " approved on " + day_.date.text();
    fail(PriceCheck::SourceApproved, subject, holdings(count), what + on, who + " is not" + on);
  }
  static std::string holdings(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " holding" : " holdings");
  }

  void look_at_determinations() {
    for (const SecurityId security : day_.determinations.securities()) {
      const std::uint32_t slot = book_.find(security);
      if (slot == book::kNone || book_.positions.quantity[slot] == 0) continue;
      const event::FairValue* told = day_.determinations.last(book_.portfolio, security);
      if (told == nullptr) continue;
      ++looked(PriceCheck::FairValueExpired);
      const bool expired = *told->expires < day_.date;
      if (!expired && (!told->next_review || *told->next_review >= day_.date)) continue;
      const std::string what =
          expired ? "expired on " + told->expires->text() : "was to be reviewed by " + told->next_review->text();
      fail(PriceCheck::FairValueExpired, key(security.value), what, "a determination in force and reviewed",
           "the determination " + told->id + " on " + key(security.value) + " " + what);
    }
  }

  void sum_up() {
    findings_.reserve(findings_.size() + kPriceCheckCount);
    for (const PriceCheck check : {PriceCheck::Missing, PriceCheck::Stale, PriceCheck::Kind}) looked(check) = held_;
    for (const PriceCheck check : {PriceCheck::Move, PriceCheck::Scale}) looked(check) = with_past_;
    for (std::size_t i = 0; i < kPriceCheckCount; ++i) {
      if (looked_[i] == 0) continue;
      const bool kind = static_cast<PriceCheck>(i) == PriceCheck::Kind;
      Finding& line = findings_.emplace_back();
      line.check = check_of(static_cast<PriceCheck>(i)).id;
      line.found = std::to_string(kind ? second_choices_ : failed_[i]);
      line.found += " of ";
      line.found += std::to_string(looked_[i]);
    }
  }

  const PriceCheckDay& day_;
  const book::Book& book_;
  const value::Marks& marks_;
  std::vector<Finding> findings_;
  std::array<std::size_t, kPriceCheckCount> looked_{}, failed_{};
  std::vector<std::uint32_t> plain_;                          ///< holdings by group
  std::vector<PriceCheckDay::ByKind<std::uint32_t>> priced_;  ///< holdings by quote
  std::size_t held_ = 0, with_past_ = 0, fair_valued_ = 0, second_choices_ = 0;
};

}  // namespace

std::vector<Finding> price_checks(const PriceCheckInputs& in) { return Looker(in).look(); }

}  // namespace openend::check
