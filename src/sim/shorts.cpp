// sim/shorts.cpp - floor 5
//
// Simulated short sales: shares are sold short, bought back in parts, and follow what their issuers do.
#include <algorithm>

#include "sim/fund.h"

namespace openend::sim {

namespace {

/// A share that will go on.
bool can_be_sold(const Security& s, std::size_t day) {
  const bool known = s.known_on == 0 || s.known_on + 2 <= day;
  return known && s.quoted && !s.per_hundred && !s.ends && !s.maturity;
}

}  // namespace

/// What is owed in new units: a unit or two less than certainly are, since all of them are rounded together. What is
/// owed of another security is not counted on.
void Fund::split_shorts(const Split& split) {
  const auto owed = shorts_.find(split.security);
  if (owed == shorts_.end()) return;
  const bool ends =
      split.kind == Split::Kind::End || split.kind == Split::Kind::Exchange || split.kind == Split::Kind::TaxedExchange;
  for (Parcel& parcel : owed->second) {
    const std::int64_t after = split.kind == Split::Kind::Units
                                   ? std::max<std::int64_t>(0, parcel.quantity * split.new_units / split.old_units - 2)
                                   : parcel.quantity;
    parcel.quantity = ends ? 0 : std::min(parcel.quantity, after);
  }
}

std::string Fund::short_row(Date date, std::size_t evening, const Security& s, bool close, std::int64_t units,
                            std::int64_t price, const Market& market, Mail& mail) {
  const int minor = market.minor_places(s.currency);
  const Decimal gross = Decimal::of(price, s.places) * Decimal(units), commission = Decimal::of(units * 5, minor);
  const Decimal exact = close ? -(gross + commission) : gross - commission;
  const std::string id = numbers_.take();
  mail.send(evening, "contract-trades",
            {id, date.text(), calendar_.add_open_days(date, 3)->text(), id_, s.id, close ? "B" : "S",
             close ? "close" : "open", std::to_string(units), text(price, s.places),
             exact.rounded(minor, Rounding::HalfUp).text(), commission.text()});
  return id;
}

void Fund::sell_short(std::size_t day, const Market& market, Mail& mail) {
  std::vector<const Security*> known;  // what is owed is looked at more often
  for (const Security& s : market.securities()) {
    const bool owed = shorts_.count(s.id) != 0;
    for (int times = owed ? 8 : 1; times > 0; --times) known.push_back(&s);
  }
  const Security& s = *random_.one_of(known);
  if (!can_be_sold(s, day) || day < 3) return;
  auto& parcels = shorts_[s.id];
  const auto free =
      std::find_if(parcels.begin(), parcels.end(), [&](const Parcel& p) { return p.quantity > 0 && p.from <= day; });
  const bool close = free != parcels.end() && random_.chance(600);
  const std::int64_t units = close ? random_.between(1, free->quantity) : random_.between(20, 3'000);
  const std::int64_t price = std::max<std::int64_t>(1, s.price * random_.between(992, 1'008) / 1'000);
  if (price * units < 1'000) return;  // a sale brings more than its commission
  if (close) free->quantity -= units;
  const Course way = course(day);
  const Date date = date_of(day);
  const std::string first = short_row(date, way.told, s, close, units, price + 6, market, mail);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "contract-trades", first, mail);
  if (way.fate == Fate::Corrected) short_row(date, way.settled, s, close, units, price + 9, market, mail);
  const bool stays = way.fate != Fate::Cancelled;
  if (close != stays) parcels.push_back({"", units, way.settled + 2});
}

}  // namespace openend::sim
