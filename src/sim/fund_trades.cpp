// sim/fund_trades.cpp - floor 5
//
// A simulated fund's trades: their rows, their corrections and withdrawals, and those that fail to settle.
#include <algorithm>

#include "base/assert.h"
#include "sim/fund.h"

namespace openend::sim {

/// One trade and its course. What it needs is taken at once, what it brings comes when nothing will change it any more.
void Fund::trade(std::size_t day, const Security& s, bool sell, std::int64_t quantity, const std::string& lots,
                 Mail& mail, const Market& market) {
  const Course way = course(day, !s.quoted);
  const std::string account = this->account();
  const std::int64_t price = s.quoted ? s.price * random_.between(992, 1'008) / 1'000 : s.price;
  const Date date = s.quoted ? date_of(day) : days_[day];
  // Some bonds are bought and sold when issued, or for a forward day, over a coupon as it may fall.
  const bool forward = s.coupons != 0 && !s.indexed && *s.maturity - date > 60 && random_.chance(150);
  const int days = forward ? static_cast<int>(random_.between(5, 20)) : s.kind == "treasury" ? 1 : 3;
  const Date settles = s.kind == "tba" ? *s.issued : s.quoted ? *calendar_.add_open_days(date, days) : date;
  const bool named = lots.find(':') != std::string::npos;
  auto& parcels = parcels_[s.id];
  const auto use = [&](std::int64_t amount) {
    for (Parcel& parcel : parcels) {
      if (amount == 0 || parcel.from > day || (named && parcel.lot != lots.substr(0, lots.find(':')))) continue;
      const std::int64_t used = std::min(amount, parcel.quantity);
      parcel.quantity -= used;
      amount -= used;
    }
    OE_ASSERT(amount == 0, "what is sold is free");
  };
  const std::string first = trade_row(date, way.told, s, sell, quantity, price, lots, account, settles, mail, market);
  std::string last = first;
  if (sell) use(quantity);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled) withdraw(way.settled, date, "trades", first, mail);
  std::int64_t final_quantity = quantity;
  if (way.fate == Fate::Corrected) {
    const bool price_was_wrong = sell || random_.chance(500);
    if (!price_was_wrong)
      final_quantity = std::max<std::int64_t>(1'000, quantity * random_.between(5, 14) / 10'000 * 1'000);
    last = trade_row(date, way.settled, s, sell, final_quantity,
                     price_was_wrong ? price + random_.between(1, 9) : price, lots, account, settles, mail, market);
  }
  if (!sell && way.fate != Fate::Cancelled) parcels.push_back({last, final_quantity, way.settled + 2});
  if (sell && way.fate == Fate::Cancelled)
    parcels.push_back({named ? lots.substr(0, lots.find(':')) : first, quantity, way.settled + 2});
  if (way.fate == Fate::Plain && s.quoted && random_.chance(40)) fail(day, first, settles, mail);
}

std::string Fund::trade_row(Date date, std::size_t evening, const Security& s, bool sell, std::int64_t quantity,
                            std::int64_t price, const std::string& lots, const std::string& account, Date settles,
                            Mail& mail, const Market& market) {
  const int minor = s.currency == "USD" ? 2 : market.rate(s.currency).minor_places;
  const Decimal ratio = s.indexed ? market.index_ratio(settles) : Decimal(1);
  const Decimal amount = Decimal::of(quantity, 3) * ratio;
  const Decimal gross =
      (amount * Decimal::of(price, s.places + (s.per_hundred ? 2 : 0))).rounded(minor, Rounding::HalfUp);
  const Decimal commission =
      s.per_hundred ? Decimal::of(0, minor) : Decimal::of(quantity / 1'000 * (minor == 0 ? 4 : 5), minor);
  Decimal interest = Decimal::of(0, minor);
  if (s.coupons != 0) {
    const CouponPeriod period = coupon_period(*s.maturity, s.coupons, settles);
    const YearFraction years = year_fraction(*s.day_count, period.start, settles, period, s.coupons);
    interest = divide(amount * Decimal::from(s.rate_pct) * Decimal(years.numerator),
                      Decimal(100) * Decimal(years.denominator), minor, Rounding::HalfUp);
  }
  const Decimal net = sell ? gross - commission + interest : -(gross + commission + interest);
  const std::string id = numbers_.take();
  mail.send(evening, "trades",
            {id, date.text(), settles.text(), id_, s.id, sell ? "S" : "B", quantity_text(quantity),
             text(price, s.places), net.text(), commission.text(), interest.text(), lots, account});
  (s.currency == "USD" ? cash_ : money_[s.currency]) += static_cast<std::int64_t>(net.scaled_to(minor));
  return id;
}

/// A sale or a purchase of currency for a later day, for dollars or for another; some are offset by their opposite.
void Fund::agree_forward(std::size_t day, const Market& market, Mail& mail) {
  const Date settles = random_.one_of(market.forward_days());
  const Date date = date_of(day);
  if (settles - date < 20) return;
  const Rate& rate = random_.one_of(market.rates());
  const Rate& other = random_.one_of(market.rates());
  const bool cross = &rate != &other && random_.chance(250), sells = random_.chance(500);
  const bool delivered = random_.chance(500);
  const std::int64_t units = random_.between(2, 90) * (rate.inverse ? 100'000 : 1'000);
  const Course way = course(day);
  const auto row = [&](std::size_t evening, bool sold, int per_cent) {
    const Decimal worth = (Decimal(units) * market.forward_rate({rate.currency, settles}) * Decimal::of(per_cent, 2))
                              .rounded(2, Rounding::HalfUp);
    const Decimal against =
        cross ? divide(worth, market.forward_rate({other.currency, settles}), other.minor_places, Rounding::HalfUp)
              : worth;
    const std::string id = numbers_.take(), ours = Decimal(units).text(), theirs = against.text();
    const std::string for_what = cross ? other.currency : "USD";
    mail.send(evening, "forward-deals",
              {id, date.text(), settles.text(), id_, sold ? rate.currency : for_what, sold ? ours : theirs,
               sold ? for_what : rate.currency, sold ? theirs : ours, delivered ? "delivery" : "cash", "First Bank",
               cross ? worth.text() : "", account()});
    return id;
  };
  const std::string first = row(way.told, sells, static_cast<int>(random_.between(97, 103)));
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "forward-deals", first, mail);
  if (way.fate == Fate::Corrected) row(way.settled, sells, 101);
  if (way.fate == Fate::Plain && random_.chance(300)) row(way.told, !sells, 100);
}

/// The trade does not settle on its day, and does some days later.
void Fund::fail(std::size_t day, const std::string& trade, Date settles, Mail& mail) {
  std::size_t due = day;
  while (due + 1 < days_.size() && days_[due] < settles) ++due;
  const std::size_t done = due + static_cast<std::size_t>(random_.between(2, 10));
  if (done >= days_.size() || days_[due] != settles) return;
  mail.send(due, "settlements", {settles.text(), id_, trade, "failed"});
  mail.send(done, "settlements", {days_[done].text(), id_, trade, "settled"});
}

}  // namespace openend::sim
