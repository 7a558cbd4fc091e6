#include "sim/market.h"

#include <algorithm>
#include <tuple>

#include "base/assert.h"

namespace openend::sim {

namespace {

std::string country_of(const std::string& currency) {
  if (currency == "DEM") return "Germany";
  if (currency == "GBP") return "United Kingdom";
  return currency == "JPY" ? "Japan" : "United States";
}

/// So many weeks from a day, on a weekday.
Date weekday_after(Date day, int days) {
  Date date = day + days;
  while (date.is_weekend()) date = date + 1;
  return date;
}

}  // namespace

Market::Market(Random random, const Days& days, NewsCount& news) : random_(random), days_(days), news_(news) {}

const Rate& Market::rate(const std::string& currency) const {
  const auto at = std::find_if(rates_.begin(), rates_.end(), [&](const Rate& r) { return r.currency == currency; });
  OE_ASSERT(at != rates_.end(), "a simulated currency is quoted");
  return *at;
}

std::int64_t Market::about_in_dollars(const std::string& currency, std::int64_t minor) const {
  if (currency == "USD") return minor;
  const Rate& r = rate(currency);
  const Decimal amount = Decimal::of(minor, r.minor_places), quoted = Decimal::of(r.rate, 4);
  const Decimal worth = r.inverse ? divide(amount, quoted, 2, Rounding::HalfUp) : amount * quoted;
  return static_cast<std::int64_t>(worth.rounded(2, Rounding::HalfUp).scaled_to(2));
}

Decimal Market::forward_rate(const ForwardDate& forward) const {
  const Rate& r = rate(forward.currency);
  const Decimal spot =
      r.inverse ? divide(Decimal(1), Decimal::of(r.rate, 4), 8, Rounding::HalfUp) : Decimal::of(r.rate, 4);
  return (spot * Decimal::from("1.0015")).rounded(r.inverse ? 8 : 6, Rounding::HalfUp);
}

/// What each country keeps back, invented: Germany's rates change on the way, the United Kingdom keeps nothing back.
std::string Market::withholding() {
  const auto rates = [&](const char* country, Date from) {
    const std::int64_t withheld = random_.between(4, 60) * 125 / 2;  // of hundredths of a percent
    return "[[withholding]]\ncountry = \"" + std::string(country) + "\"\nfrom = " + from.text() +
           "\nwithheld_pct = \"" + text(withheld, 2) + "\"\nreclaim_pct = \"" +
           text(random_.chance(300) ? 0 : random_.between(1, withheld), 2) + "\"\n";
  };
  const Date first = days_.front();
  return rates("Germany", first) + rates("Japan", first) +
         rates("Germany", first + static_cast<int>(random_.between(30, 300)));
}

void Market::follow(const ForwardDate& forward) {
  if (std::find(forwards_.begin(), forwards_.end(), forward) == forwards_.end()) forwards_.push_back(forward);
}

void Market::open(Mail& mail) {
  rates_ = {{"DEM", random_.between(5'500, 7'000)},
            {"GBP", random_.between(14'500, 17'000)},
            {"JPY", random_.between(950'000, 1'250'000), true, 0}};
  for (const std::int64_t part : {30, 55, 80, 100}) {
    forward_days_.push_back(days_[(days_.size() - 1) * static_cast<std::size_t>(part) / 100]);
    for (const Rate& rate : rates_) follow({rate.currency, forward_days_.back()});
  }
  const Date first = days_.front();
  int number = 0;
  const auto stock = [&](const char* kind, const char* currency, std::int64_t least, std::int64_t most, int places) {
    Security s{"STOCK" + std::to_string(++number), kind, currency, random_.between(least, most), places};
    s.pays_dividends = std::string_view(kind) != "warrant" && random_.chance(700);
    if (std::string_view(kind) == "warrant")
      s.maturity = weekday_after(first, static_cast<int>(random_.between(60, 300)));
    add(std::move(s), 0, mail);
  };
  for (int i = 0; i < 6; ++i) stock("common_stock", "USD", 600, 15'000, 2);
  stock("preferred_stock", "USD", 2'000, 6'000, 2);
  stock("depositary_receipt", "USD", 1'000, 9'000, 2);
  stock("warrant", "USD", 500, 2'000, 2);
  stock("common_stock", "DEM", 2'000, 60'000, 2);
  stock("common_stock", "DEM", 2'000, 60'000, 2);
  stock("common_stock", "GBP", 300, 2'000, 2);
  stock("common_stock", "JPY", 500, 9'000, 0);
  add_bonds(mail);
  add_indexed_bonds(mail);
  for (int i = 0; i < 3; ++i) add_paper(0, mail);
  list_contracts(0, mail);
}

void Market::add_bonds(Mail& mail) {
  const Date first = days_.front();
  int number = 0;
  const auto bond = [&](const char* kind, const char* currency, DayCount count, int coupons, int least_days) {
    const bool strip = std::string_view(kind) == "strip";
    const std::int64_t price = strip ? random_.between(62'000, 95'000) : random_.between(94'000, 106'000);
    Security s{"BOND" + std::to_string(++number), kind, currency, price, 3, true};
    s.rate_pct = strip ? "0" : text(random_.between(16, 40) * 25, 2);
    s.floats = std::string_view(kind) == "certificate_of_deposit";
    if (number == 11) s.flat_on = static_cast<std::size_t>(random_.between(30, 240));
    s.maturity = first + static_cast<int>(random_.between(least_days, least_days + 1'500));
    if (random_.chance(250))
      s.maturity = add_months(*s.maturity, 0) - static_cast<int>(s.maturity->day());  // a month end
    s.day_count = count;
    s.coupons = coupons;
    add(std::move(s), 0, mail);
  };
  bond("corporate_bond", "USD", DayCount::Thirty360Us, 2, 150);
  bond("corporate_bond", "USD", DayCount::Thirty360Us, random_.chance(500) ? 4 : 1, 60);
  bond("convertible_bond", "USD", DayCount::Actual360, 2, 200);
  bond("treasury", "USD", DayCount::ActualActualIcma, 2, 120);
  bond("agency", "USD", DayCount::Actual365, 12, 200);
  bond("corporate_bond", "DEM", DayCount::Thirty360Us, 1, 200);
  bond("municipal_bond", "USD", DayCount::Thirty360Us, 2, 200);
  bond("certificate_of_deposit", "USD", DayCount::Actual360, 4, 150);
  bond("strip", "USD", DayCount::Thirty360Us, 2, 150);
  bond("corporate_bond", "USD", DayCount::Thirty360Us, 2, 900);
  const Security steps = securities_.back();
  for (const int days : {150, 350}) {
    const CouponPeriod period = coupon_period(*steps.maturity, steps.coupons, first + days);
    mail.send(0, "coupons", {steps.id, period.end.text(), "fixed", text(random_.between(16, 48) * 25, 2)});
  }
  bond("corporate_bond", "USD", DayCount::Thirty360Us, 2, 100);
  bond("pass_through", "USD", DayCount::Thirty360Us, 12, 700);
}

/// Of securities.csv, before those of an index; those of contracts are empty.
constexpr std::size_t kColumnsBeforeIndex = 18;

void Market::add(Security s, std::size_t day, Mail& mail) {
  s.known_on = day;
  const auto date = [](const std::optional<Date>& d) { return d ? d->text() : std::string(); };
  std::vector<std::string> row{s.id,
                               "Simulated " + s.id,
                               s.kind,
                               s.currency,
                               country_of(s.currency),
                               s.rate_pct,
                               date(s.maturity),
                               date(s.issued),
                               s.day_count ? std::string(name_of(*s.day_count)) : "",
                               s.coupons == 0 ? "" : std::to_string(s.coupons)};
  if (!s.follows.empty()) {
    row.resize(kColumnsBeforeIndex);
    row.insert(row.end(), s.follows.begin(), s.follows.end());
  }
  mail.send(day, "securities", row);
  if (s.quoted) quote(s, day, mail);
  securities_.push_back(std::move(s));
}

/// A pool to be announced, delivered some weeks on.
void Market::add_pool_to_come(std::size_t day, Mail& mail) {
  Security s{"TBA" + std::to_string(day), "tba", "USD", random_.between(95'000, 104'000), 3, true};
  s.rate_pct = text(random_.between(24, 32) * 25, 2);
  s.issued = days_[day + static_cast<std::size_t>(random_.between(15, 40))];
  add(std::move(s), day, mail);
}

/// Short paper, valued from its terms: a discount note, an agency's note, or a repurchase agreement.
void Market::add_paper(std::size_t day, Mail& mail) {
  static constexpr std::string_view kKinds[] = {"discount_note", "agency", "repurchase_agreement", "treasury_bill"};
  const auto kind = kKinds[static_cast<std::size_t>(random_.between(0, 3))];
  const bool repo = kind == kKinds[2];
  const char* currency = kind == kKinds[0] && random_.chance(300) ? "DEM" : "USD";
  Security s{"PAPER" + std::to_string(++papers_), std::string(kind), currency, 100'000, 3, true, false};
  s.rate_pct = text(random_.between(300, 800), 2);
  // A repurchase agreement is dated the day on which it can first be bought.
  const std::size_t bought = std::min(day + 2, days_.size() - 1);
  if (repo) s.issued = days_[bought];
  s.maturity = weekday_after(days_[bought], static_cast<int>(repo ? random_.between(1, 14) : random_.between(20, 200)));
  if (!repo && random_.chance(200))
    s.maturity = *s.maturity + static_cast<int>(6 - s.maturity->weekday());  // a Saturday
  add(std::move(s), day, mail);
}

template <class Row>
void Market::tell(std::size_t day, std::string_view kind, std::int64_t value, Mail& mail, Row row) {
  const auto delay = static_cast<std::size_t>(random_.between(2, 15));
  const int fate = day < 3 ? 1'000 : static_cast<int>(random_.between(1, 1'000));
  if (fate <= 4) return;  // never quoted: yesterday's stands
  if (fate <= 10) {
    ++news_[static_cast<std::size_t>(News::Late)];
    mail.send(day + delay, kind, row(value));
  } else if (fate <= 18) {
    ++news_[static_cast<std::size_t>(News::Corrected)];
    mail.send(day, kind, row(value + std::max<std::int64_t>(1, value * random_.between(-30, 90) / 1'000)));
    mail.send(day + delay, kind, row(value));
  } else {
    mail.send(day, kind, row(value));
  }
}

void Market::quote(const Security& s, std::size_t day, Mail& mail) {
  tell(day, "prices", s.price, mail, [&](std::int64_t price) {
    return std::vector<std::string>{days_[day].text(), s.id, text(price, s.places), s.currency};
  });
}

void Market::quote_rates(std::size_t day, Mail& mail) {
  for (const Rate& r : rates_) {
    tell(day, "exchange-rates", r.rate, mail, [&](std::int64_t rate) {
      return std::vector<std::string>{days_[day].text(), r.currency, "USD", text(rate, 4),
                                      r.inverse ? "units per base" : "base per unit"};
    });
  }
  for (const ForwardDate& forward : forwards_) {
    if (forward.settlement < days_[day]) continue;
    const Decimal rate = forward_rate(forward);
    const auto scaled = static_cast<std::int64_t>(rate.scaled_to(rate.places()));
    tell(day, "forward-rates", scaled, mail, [&](std::int64_t quoted) {
      return std::vector<std::string>{days_[day].text(), forward.currency, forward.settlement.text(),
                                      text(quoted, rate.places())};
    });
  }
}

void Market::pass(std::size_t day, std::set<std::string> held, Mail& mail) {
  held_ = std::move(held);
  const Date date = days_[day];
  act_on_some(day, mail);
  pay_back_some(day, mail);
  offer_some(day, mail);
  fix_coupons(day, mail);
  tell_fixings(day, mail);
  for (Security& s : securities_) {
    if (!s.quoted || (s.maturity && *s.maturity < date)) continue;
    if (s.known_on != 0 && day < s.known_on + 2) continue;  // an evening's news may come after the next's
    const std::int64_t swing = s.per_hundred ? 4 : 20;      // bonds move less
    if (random_.chance(900)) s.price += s.price * random_.between(-swing, swing) / 1'000;
    s.price = std::clamp<std::int64_t>(s.price, s.places == 0 ? 300 : s.per_hundred ? 60'000 : 300, 1'000'000);
    quote(s, day, mail);
  }
  for (Rate& r : rates_)
    r.rate = std::clamp<std::int64_t>(r.rate + r.rate * random_.between(-8, 8) / 1'000, 4'000, 2'000'000);
  quote_rates(day, mail);
  declare(day, mail);
  if (day % 40 == 0) list_contracts(day, mail);
  quote_contracts(day, mail);
  if (random_.chance(200) && day + 3 < days_.size()) add_paper(day, mail);
  if (day % 24 == 2 && day + 45 < days_.size()) add_pool_to_come(day, mail);
}

/// Corporate actions: some announced before their ex-date, some learnt of after it, some told wrongly first. A price
/// is in new units, and without what is paid, from the ex-date on, whoever knows it.
void Market::act_on_some(std::size_t day, Mail& mail) {
  static constexpr std::pair<std::int64_t, std::int64_t> kRatios[] = {
      {200, 100}, {300, 200}, {100, 1'000}, {105, 100}, {400, 300}};
  for (Security& s : securities_) {
    if (!s.quoted || s.per_hundred || s.ends || s.offered_until >= day || !random_.chance(10)) continue;
    const std::int64_t choice = random_.between(0, 19);
    const auto kind = choice == 0   ? Split::Kind::End
                      : choice == 1 ? random_.chance(500) ? Split::Kind::Exchange : Split::Kind::TaxedExchange
                      : choice < 4  ? Split::Kind::SpinOff
                      : choice < 9  ? Split::Kind::Capital
                                    : Split::Kind::Units;
    const bool ends = kind == Split::Kind::End || kind == Split::Kind::Exchange || kind == Split::Kind::TaxedExchange;
    const bool late = !ends && random_.chance(350) && is_held(s, day);
    const std::size_t ex = day + static_cast<std::size_t>(late ? 0 : random_.between(1, 10));
    if (ex + 1 >= days_.size() || std::any_of(splits_.begin(), splits_.end(), [&](const Split& known) {
          return known.security == s.id && known.day >= day;
        }))
      continue;
    if (late) ++news_[static_cast<std::size_t>(News::Late)];
    Split split{s.id, ex, late ? day + static_cast<std::size_t>(random_.between(1, 12)) : day, 100, 100};
    split.kind = kind;
    if (kind == Split::Kind::Units) {
      std::tie(split.new_units, split.old_units) =
          kRatios[random_.between(0, static_cast<std::int64_t>(std::size(kRatios)) - 1)];
      split.fractions_paid = random_.chance(500);
    } else if (kind == Split::Kind::Capital) {  // at times more than it cost
      split.cash = std::max<std::int64_t>(1, s.price * random_.between(5, random_.chance(250) ? 900 : 100) / 1'000);
    } else if (kind != Split::Kind::End) {
      if (!find_other(split, s)) continue;
      s.ends = ends;
    } else {
      split.cash = random_.chance(300) ? 0 : s.price * random_.between(1, 1'200) / 1'000;
      s.ends = true;
    }
    splits_.push_back(split);
    announce(split, s, mail);
    if (kind == Split::Kind::Capital && random_.chance(300) && is_held(s, ex)) correct(s, mail);
  }
  for (const Split& split : splits_) {
    if (split.day != day || split.kind == Split::Kind::Par) continue;
    Security& s = *std::find_if(securities_.begin(), securities_.end(),
                                [&](const Security& security) { return security.id == split.security; });
    const bool units = split.kind == Split::Kind::Units;
    const std::int64_t paid = split.kind == Split::Kind::Capital   ? split.cash
                              : split.kind == Split::Kind::SpinOff ? split.worth * split.new_units / split.old_units
                                                                   : 0;
    s.price = std::max<std::int64_t>(1, (units ? s.price * split.old_units / split.new_units : s.price) - paid);
  }
}

/// Another share of the same currency, which goes on: for all of it, with cash at times, or for some.
bool Market::find_other(Split& split, const Security& s) {
  std::vector<const Security*> others;
  for (const Security& other : securities_) {
    const bool alike = other.quoted && !other.per_hundred && other.currency == s.currency && !other.maturity;
    if (alike && !other.ends && other.id != s.id && other.known_on <= split.told) others.push_back(&other);
  }
  if (others.empty()) return false;
  const Security& other =
      *others[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(others.size()) - 1))];
  split.received = other.id;
  split.fractions_paid = random_.chance(500);
  split.worth = other.price;
  split.old_units = random_.chance(500) ? 100 : 300;
  if (split.kind == Split::Kind::SpinOff) {
    split.new_units = random_.between(1, 60);
    split.cost_pct = random_.chance(200) ? 0 : random_.between(1, 6'000);
    return true;
  }
  split.new_units = std::max<std::int64_t>(1, s.price * split.old_units * random_.between(60, 110) / 100 / other.price);
  if (random_.chance(500)) split.cash = std::max<std::int64_t>(1, s.price * random_.between(5, 500) / 1'000);
  return true;
}

/// The last one was told wrongly: it is withdrawn some evenings later, and told anew.
void Market::correct(const Security& s, Mail& mail) {
  Split& split = splits_.back();
  const std::string wrong = "CA" + std::to_string(splits_.size()), date = days_[split.day].text();
  split.told += static_cast<std::size_t>(random_.between(2, 9));
  split.cash = std::max<std::int64_t>(1, split.cash * random_.between(5, 15) / 10);
  ++news_[static_cast<std::size_t>(News::Corrected)];
  mail.send(split.told, "corporate-actions",
            {wrong, date, split.security, "withdrawal", "", "", "", "", "", "", "", "", ""});
  mail.send(split.told, "corporate-actions",
            {wrong + "-again", date, split.security, "return_of_capital", "", "", "", "", text(split.cash, s.places),
             "", "", "", ""});
}

void Market::announce(const Split& split, const Security& s, Mail& mail) {
  using Kind = Split::Kind;
  const bool units = split.kind == Kind::Units, taxed = split.kind == Kind::TaxedExchange;
  const bool exchange = split.kind == Kind::Exchange || taxed, other = exchange || split.kind == Kind::SpinOff;
  const auto count = [&](std::int64_t hundredths) {
    return units || other ? Decimal::of(hundredths, 2).trimmed().text() : std::string();
  };
  const std::int64_t new_price = other ? split.worth : s.price * split.old_units / split.new_units;
  const std::string price = text(std::max<std::int64_t>(1, new_price), s.places);
  const std::string paid = (days_[split.day] + static_cast<int>(random_.between(0, 20))).text();
  static constexpr const char* kWords[] = {"split", "return_of_capital", "liquidation", "exchange", "spin_off",
                                           "call",  "taxed_exchange"};
  const bool cash = !units && split.kind != Kind::SpinOff && (!exchange || split.cash != 0);
  const bool worth = taxed || (other && (split.cash != 0 || random_.chance(500)));
  mail.send(split.told, "corporate-actions",
            {"CA" + std::to_string(splits_.size()), days_[split.day].text(), s.id,
             kWords[static_cast<std::size_t>(split.kind)], count(split.new_units), count(split.old_units),
             split.fractions_paid ? price : "", random_.chance(300) ? "" : paid,
             cash ? text(split.cash, s.places) : std::string(), split.received, worth ? price : std::string(),
             split.kind == Kind::SpinOff ? Decimal::of(split.cost_pct, 2).text() : std::string(), ""});
}

/// Some learn of it days later.
void Market::redeem(const Security& s, std::size_t day, const char* kind, std::int64_t left, std::int64_t of,
                    const std::string& price, Mail& mail) {
  const bool late = random_.chance(300) && is_held(s, day);
  news_[static_cast<std::size_t>(News::Late)] += late;
  const std::size_t told = late ? day + static_cast<std::size_t>(random_.between(1, 10)) : day;
  Split& split = splits_.emplace_back(Split{s.id, day, told, left, of});
  split.kind = Split::Kind::Par;
  const std::string paid = (days_[day] + static_cast<int>(random_.between(0, 9))).text();
  mail.send(told, "corporate-actions",
            {"CA" + std::to_string(splits_.size()), days_[day].text(), s.id, kind, text(left, 6), text(of, 6), "",
             random_.chance(500) ? "" : paid, "", "", "", "", price});
}

/// A pool pays down on its coupon days, or on the pricing day after; other bonds are called, put or drawn in part, now
/// and then whole.
void Market::pay_back_some(std::size_t day, Mail& mail) {
  if (day < 3 || day + 1 >= days_.size()) return;
  for (Security& s : securities_) {
    if (s.coupons == 0 || s.indexed || s.offered_until >= day || *s.maturity <= days_[day + 1]) continue;
    if (s.kind == "pass_through") {
      if (coupon_period(*s.maturity, s.coupons, days_[day]).start <= days_[day - 1]) continue;
      const std::int64_t before = s.factor_millionths;
      s.factor_millionths -= before * random_.between(2, 60) / 1'000;
      redeem(s, day, "paydown", s.factor_millionths, before, "", mail);
    } else if (s.kind != "treasury" && random_.chance(4)) {
      static constexpr const char* kKinds[] = {"call", "put", "sinking_fund"};
      const std::int64_t left = random_.chance(300) ? 0 : random_.between(1, 9) * 100'000;
      const std::string price = random_.chance(300) ? "" : text(random_.between(98'000, 106'000), 3);
      redeem(s, day, kKinds[random_.between(0, 2)], left, 1'000'000, price, mail);
    }
  }
}

/// Dividends: some announced before their ex-date, some learnt of after it. They cannot be withdrawn.
void Market::declare(std::size_t day, Mail& mail) {
  for (const Security& s : securities_) {
    if (!s.pays_dividends || !random_.chance(16)) continue;
    const int ahead = random_.chance(500) ? static_cast<int>(random_.between(0, 20)) : 0;
    const Date ex_date = days_[day] + ahead;
    const Date pay_date = ex_date + static_cast<int>(random_.between(0, 30));
    const bool late = ahead == 0 && random_.chance(200);
    if (late) ++news_[static_cast<std::size_t>(News::Late)];
    const std::int64_t rate = std::max<std::int64_t>(1, s.price * random_.between(20, 150) / 1'000);
    std::string withheld, reclaim;  // a few rows say themselves what is kept back
    if (random_.chance(150)) {
      withheld = text(random_.between(0, 3'500), 2);
      if (withheld != "0.00" && random_.chance(500)) reclaim = "0.01";
    }
    mail.send(late ? day + static_cast<std::size_t>(random_.between(1, 12)) : day, "dividends",
              {ex_date.text(), s.id, text(rate, s.places + 2), pay_date.text(), withheld, reclaim});
  }
}

}  // namespace openend::sim
