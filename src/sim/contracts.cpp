// sim/contracts.cpp - floor 5
//
// Simulated futures, options, swaps, caps and floors: the market lists and quotes them, portfolios open, close and are
// assigned them. A portfolio keeps to one side of each, so that no late row can open what is open the other way round.
#include <algorithm>

#include "base/assert.h"
#include "money/day_count.h"
#include "sim/fund.h"

namespace openend::sim {

/// Two futures and three options for some months: one multiplier makes values that must be rounded.
void Market::list_contracts(std::size_t day, Mail& mail) {
  const auto list = [&](const char* kind, std::string underlying, std::int64_t multiplier, std::int64_t price,
                        std::int64_t strike, bool put) {
    Contract c{"CON" + std::to_string(contracts_.size() + 1),
               kind,
               std::move(underlying),
               multiplier,
               price,
               strike,
               put,
               days_[day] + static_cast<int>(random_.between(30, 90)),
               day};
    mail.send(day, "securities",
              {c.id, "Simulated " + c.id, c.is_option() ? "option" : "future", "USD", "United States", "",
               c.expiry.text(), "", "", "", Decimal::of(c.multiplier, 1).trimmed().text(), c.underlying_kind,
               c.underlying, c.is_option() ? (c.put ? "put" : "call") : "", c.is_option() ? text(c.strike, 2) : ""});
    contracts_.push_back(std::move(c));
  };
  list("index", "SIMULATED INDEX", 5'000, random_.between(400'000, 900'000), 0, false);
  list("bond", "SIMULATED BOND", 27, random_.between(90'000, 110'000), 0, false);
  list("index", "SIMULATED INDEX", 1'000, random_.between(2'000, 30'000), random_.between(40'000, 90'000),
       random_.chance(500));
  const Security& stock = securities_[static_cast<std::size_t>(random_.between(0, 5))];
  list("security", stock.id, 1'000, random_.between(500, 4'000), stock.price + 1, true);
  list("security", stock.id, 1'000, random_.between(500, 4'000), stock.price + 1, false);
  for (const char* kind : {"interest_rate_swap", "interest_rate_cap", "interest_rate_floor"})
    list_rate_contract(day, kind, mail);
}

/// Some months of a million: a fixed leg paid by the quarter, a floating one by the month, from a day inside a period.
/// Each period is fixed on the evening of the listing, and some fixings are told anew when they have been paid.
void Market::list_rate_contract(std::size_t day, const char* kind, Mail& mail) {
  Contract c{"CON" + std::to_string(contracts_.size() + 1),
             "money_market",
             "SIMULATED LIBOR",
             100'003,
             0,
             0,
             false,
             {},
             day,
             kind};
  const Date start = days_[day];
  c.expiry = start + static_cast<int>(random_.between(40, 130));
  const bool swap = c.kind == "interest_rate_swap";
  c.price = swap ? random_.between(-900, 900) : random_.between(100, 900);
  mail.send(
      day, "securities",
      {c.id, "Simulated " + c.id, c.kind, "USD", "United States", text(random_.between(300, 800), 2), c.expiry.text(),
       start.text(), "30/360", "4", Decimal::of(c.multiplier, 1).trimmed().text(), c.underlying_kind, c.underlying, "",
       "", "12", random_.chance(500) ? "actual/360" : "", swap ? text(random_.between(-50, 50), 2) : ""});
  for (Date from = start; from < c.expiry; from = coupon_period(c.expiry, 12, from).end) {
    const auto fix = [&](std::size_t evening) {
      mail.send(evening, "coupons", {c.id, from.text(), "reset", text(random_.between(200, 900), 2)});
    };
    fix(day);
    if (!random_.chance(150)) continue;
    fix(day + static_cast<std::size_t>(random_.between(20, 90)));
    ++news_[static_cast<std::size_t>(News::Corrected)];
  }
  contracts_.push_back(std::move(c));
}

void Market::quote_contracts(std::size_t day, Mail& mail) {
  for (Contract& c : contracts_) {
    const bool told = c.known_on == 0 || day >= c.known_on + 2;  // an evening's news may come after the next's
    if (!told || c.expiry < days_[day]) continue;
    const std::int64_t swing = c.is_option() ? 90 : 15;
    if (c.pays_rates()) {
      c.price = std::clamp<std::int64_t>(c.price + random_.between(-120, 120),
                                         c.kind == "interest_rate_swap" ? -3'000 : 1, 4'000);
    } else {
      c.price = std::clamp<std::int64_t>(c.price + c.price * random_.between(-swing, swing) / 1'000, 100,
                                         c.is_option() ? 4'500 : 2'000'000);
    }
    const std::string price = text(c.price, 3), date = days_[day].text();
    const bool late = day > c.known_on + 2 && random_.chance(10);
    mail.send(late ? day + static_cast<std::size_t>(random_.between(2, 9)) : day, "prices", {date, c.id, price, "USD"});
  }
}

/// EDGE  Nothing is dealt in shortly before expiry: a row may be dated on the shut days that follow its pricing day.
void Fund::deal_in_contracts(std::size_t day, const Market& market, Mail& mail) {
  const Contract& contract = random_.one_of(market.contracts());
  if (contract.expiry <= days_[day] + 5 || day < 3 || contract.known_on + 2 > day) return;
  const std::int64_t choice = random_.between(0, 9);
  if (contract.underlying_kind == "security" && !contract.put) {
    deal_in_held(day, contract, mail);
  } else if (choice < 5) {
    open_contracts(day, contract, mail);
  } else if (choice < 8 || !contract.is_option()) {
    close_contracts(day, contract, mail);
  } else {
    assign(day, contract, mail);
  }
}

std::string Fund::contract_row(Date date, std::size_t evening, const Contract& contract, bool close,
                               std::int64_t contracts, std::int64_t price, Mail& mail) {
  const bool sold = contract.is_option() || (contract.id.back() + named_salt_) % 2 == 0;  // the side it is kept on
  const bool sells = sold != close;
  const Decimal commission = Decimal::of(contracts * 125, 2);
  const Decimal gross =
      (Decimal::of(price, 3) * Decimal::of(contract.multiplier, 1) * Decimal(contracts)).rounded(2, Rounding::HalfUp);
  const Decimal net = sells ? gross - commission : -(gross + commission);
  const std::string id = numbers_.take();
  mail.send(
      evening, "contract-trades",
      {id, date.text(), contract.is_option() || contract.pays_rates() ? calendar_.add_open_days(date, 1)->text() : "",
       id_, contract.id, sells ? "S" : "B", close ? "close" : "open", std::to_string(contracts), text(price, 3),
       contract.is_option() ? net.text() : "", commission.text()});
  return id;
}

void Fund::open_contracts(std::size_t day, const Contract& contract, Mail& mail) {
  const Course way = course(day);
  const Date date = date_of(day);
  const std::int64_t contracts = random_.between(1, 9), price = contract.price * random_.between(992, 1'008) / 1'000;
  const std::string first = contract_row(date, way.told, contract, false, contracts, price, mail);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "contract-trades", first, mail);
  if (way.fate == Fate::Corrected) contract_row(date, way.settled, contract, false, contracts, price + 3, mail);
  if (way.fate != Fate::Cancelled) contracts_[contract.id].push_back({"", contracts, way.settled + 2});
}

void Fund::close_contracts(std::size_t day, const Contract& contract, Mail& mail) {
  auto& parcels = contracts_[contract.id];
  const auto free =
      std::find_if(parcels.begin(), parcels.end(), [&](const Parcel& p) { return p.quantity > 0 && p.from <= day; });
  if (free == parcels.end()) return;
  const std::int64_t contracts = random_.between(1, free->quantity);
  free->quantity -= contracts;
  const Course way = course(day);
  const Date date = date_of(day);
  const std::int64_t price = contract.price * random_.between(992, 1'008) / 1'000;
  const std::string first = contract_row(date, way.told, contract, true, contracts, price, mail);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "contract-trades", first, mail);
  if (way.fate == Fate::Corrected) contract_row(date, way.settled, contract, true, contracts, price + 3, mail);
  if (way.fate == Fate::Cancelled) parcels.push_back({"", contracts, way.settled + 2});
}

std::string Fund::held_row(Date date, std::size_t evening, const Contract& contract, bool sell, std::int64_t contracts,
                           std::int64_t price, Mail& mail) {
  const std::int64_t units = contracts * contract.multiplier / 10;
  const Decimal gross = (Decimal::of(price, 3) * Decimal(units)).rounded(2, Rounding::HalfUp);
  const Decimal commission = Decimal::of(contracts * 125, 2);
  const std::string id = numbers_.take();
  mail.send(evening, "trades",
            {id, date.text(), calendar_.add_open_days(date, 1)->text(), id_, contract.id, sell ? "S" : "B",
             std::to_string(units), text(price, 3), (sell ? gross - commission : -(gross + commission)).text(),
             commission.text(), "0.00", "", ""});
  return id;
}

/// Calls on shares are held: bought, sold, and used for shares.
void Fund::deal_in_held(std::size_t day, const Contract& contract, Mail& mail) {
  auto& parcels = contracts_[contract.id];
  const auto free =
      std::find_if(parcels.begin(), parcels.end(), [&](const Parcel& p) { return p.quantity > 0 && p.from <= day; });
  const std::int64_t price = contract.price * random_.between(992, 1'008) / 1'000;
  if (free == parcels.end()) {
    const Course way = course(day);
    const Date date = date_of(day);
    const std::int64_t contracts = random_.between(1, 9);
    const std::string first = held_row(date, way.told, contract, false, contracts, price, mail);
    if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled) withdraw(way.settled, date, "trades", first, mail);
    if (way.fate == Fate::Corrected) held_row(date, way.settled, contract, false, contracts, price + 3, mail);
    if (way.fate != Fate::Cancelled) parcels.push_back({"", contracts, way.settled + 2});
    return;
  }
  const std::int64_t contracts = random_.between(1, free->quantity);
  free->quantity -= contracts;
  if (random_.chance(500)) {
    held_row(days_[day], day, contract, true, contracts, price, mail);
    return;
  }
  const std::string id = numbers_.take();
  mail.send(day, "exercises",
            {id, days_[day].text(), calendar_.add_open_days(days_[day], 3)->text(), id_, contract.id, "exercised",
             std::to_string(contracts), ""});
  parcels_[contract.underlying].push_back({id, contracts * 100'000, day + 4});
}

/// Who bought an option uses it: puts bring shares, an index pays the difference.
void Fund::assign(std::size_t day, const Contract& contract, Mail& mail) {
  auto& parcels = contracts_[contract.id];
  const auto free =
      std::find_if(parcels.begin(), parcels.end(), [&](const Parcel& p) { return p.quantity > 0 && p.from <= day; });
  const bool cash = contract.underlying_kind == "index";
  if (free == parcels.end()) return;
  const std::int64_t contracts = random_.between(1, free->quantity);
  free->quantity -= contracts;
  const std::string id = numbers_.take();
  mail.send(day, "exercises",
            {id, days_[day].text(), calendar_.add_open_days(days_[day], 3)->text(), id_, contract.id, "assigned",
             std::to_string(contracts), cash ? text(contract.strike + random_.between(-900, 4'000), 2) : ""});
  if (!cash) parcels_[contract.underlying].push_back({id, contracts * 100'000, day + 4});
}

}  // namespace openend::sim
