// sim/fixings.cpp - floor 5
//
// A simulated price index of months and a rate of weeks, and the bonds that go by them.
#include <algorithm>

#include "base/assert.h"
#include "sim/market.h"

namespace openend::sim {

namespace {

constexpr const char *kPrices = "SIMULATED CPI", *kBills = "SIMULATED BILL";
constexpr int kMonthsBefore = 6, kDaysBefore = 250;

Date month_of(Date day) { return Date::of(day.year(), day.month(), 1); }

}  // namespace

/// One bond in the money of prices, one whose rate is reset every week, one whose rate falls as another rises, and one
/// that is paid in kind.
void Market::add_indexed_bonds(Mail& mail) {
  const Date first = days_.front();
  std::int64_t level = random_.between(1'500, 2'400) * 100;
  for (int back = kMonthsBefore; back >= (first.day() >= 15 ? 1 : 2); --back) {
    level += random_.between(-20, 90);
    tell_month(0, add_months(month_of(first), -back), level, mail);
  }
  for (int back = kDaysBefore; back >= 0; back -= 7)
    mail.send(0, "fixings", {kBills, (first - back).text(), text(random_.between(200, 700), 2), "day"});
  const auto bond = [&](const char* id, const char* kind, DayCount count, int coupons, std::vector<std::string> terms) {
    Security s{id, kind, "USD", random_.between(94'000, 106'000), 3, true};
    s.rate_pct = text(random_.between(4, 16) * 25, 2);
    s.maturity = first + static_cast<int>(random_.between(120, 1'900));
    s.day_count = count;
    s.coupons = coupons;
    s.follows = std::move(terms);
    s.indexed = s.kind == "inflation_indexed";
    add(std::move(s), 0, mail);
  };
  const Decimal base = Decimal::of(level * random_.between(880, 1'010) / 1'000, 3);
  bond("BOND13", "inflation_indexed", DayCount::ActualActualIcma, 2,
       {kPrices, base.text(), random_.chance(500) ? "0" : "", "", "", "", "", "", "", ""});
  base_ = base;
  bond("BOND14", "corporate_bond", DayCount::Actual360, 4,
       {"", "", "", kBills, "", text(random_.between(10, 200), 2), random_.chance(300) ? "6.5" : "", "", "2", "7"});
  bond("BOND16", "corporate_bond", DayCount::Thirty360Us, 2, {});
  const Security paid = securities_.back();  // in kind from a coupon day on, at times until another
  const CouponPeriod now = coupon_period(*paid.maturity, 2, first);
  mail.send(0, "coupons", {paid.id, now.start.text(), "in_kind", text(random_.between(24, 60) * 25, 2)});
  if (now.end < *paid.maturity && random_.chance(500)) mail.send(0, "coupons", {paid.id, now.end.text(), "fixed", "6"});
  bond(
      "BOND15", "corporate_bond", DayCount::Thirty360Us, 2,
      {"", "", "", kBills, "-2", text(random_.between(1'000, 1'600), 2), "", random_.chance(500) ? "0.5" : "", "", ""});
}

void Market::tell_month(std::size_t day, Date month, std::int64_t level, Mail& mail) {
  months_[month] = level;
  mail.send(day, "fixings", {kPrices, month.text(), text(level, 3), "month"});
}

/// A month's index in the middle of the next, once wrong until it is in use; the week's rate on its first day, or late.
void Market::tell_fixings(std::size_t day, Mail& mail) {
  const Date date = days_[day], before = days_[day - 1];
  if (date.day() >= 15 && (before.day() < 15 || before.month() != date.month())) {
    const Date month = add_months(month_of(date), -1);
    const std::int64_t level = std::prev(months_.end())->second + random_.between(-20, 90);
    const std::size_t again = day + static_cast<std::size_t>(random_.between(18, 30));
    if (quiet_until_ == 0 && again + 25 < days_.size() && random_.chance(250)) {
      ++news_[static_cast<std::size_t>(News::Corrected)];
      tell_month(day, month, level + random_.between(1, 60), mail);
      tell_month(again, month, level, mail);
      quiet_from_ = day;
      quiet_until_ = again + 20;
    } else {
      tell_month(day, month, level, mail);
    }
  }
  if (date.weekday() > before.weekday()) return;
  const bool late = random_.chance(150);
  news_[static_cast<std::size_t>(News::Late)] += late;
  mail.send(late ? day + static_cast<std::size_t>(random_.between(1, 12)) : day, "fixings",
            {kBills, date.text(), text(random_.between(200, 700), 2), "day"});
}

/// Floating rates are fixed on the evening before their period, or told late; a bond pays no more from a day on that is
/// told on it or some days after it.
void Market::fix_coupons(std::size_t day, Mail& mail) {
  for (const Security& s : securities_) {
    if (s.flat_on == day && day != 0) {
      const Date from = days_[day] - static_cast<int>(random_.between(0, 12));
      news_[static_cast<std::size_t>(News::Late)] += from < days_[day];
      mail.send(day, "coupons", {s.id, from.text(), "flat", ""});
    }
    if (!s.floats || day + 1 >= days_.size() || *s.maturity <= days_[day]) continue;
    const Date next = coupon_period(*s.maturity, s.coupons, days_[day]).end;
    if (next > days_[day + 1] || next == *s.maturity) continue;
    const bool late = random_.chance(250);
    news_[static_cast<std::size_t>(News::Late)] += late;
    mail.send(late ? day + static_cast<std::size_t>(random_.between(1, 12)) : day, "coupons",
              {s.id, next.text(), "reset", text(random_.between(300, 900), 2)});
  }
}

/// Cut to six decimals and rounded to five, as it is published.
Decimal Market::index_ratio(Date day) const {
  const auto level = [&](int back) { return Decimal::of(months_.at(add_months(month_of(day), -back)), 3); };
  const auto shown = [](const Decimal& a, const Decimal& b) {
    return divide(a, b, 6, Rounding::Down).rounded(5, Rounding::HalfUp);
  };
  const Decimal all(add_months(month_of(day), 1) - month_of(day)), gone(day - month_of(day));
  return shown(shown(level(3) * all + (level(2) - level(3)) * gone, all), base_);
}

}  // namespace openend::sim
