// sim/contracts.cpp - floor 5
//
// Simulated futures, options, swaps, caps and floors: the market lists and quotes them, portfolios open, close and are
// assigned them. A portfolio keeps to one side of each, so that no late row can open what is open the other way round.
#include <algorithm>

#include "base/assert.h"
#include "money/day_count.h"
#include "sim/fund.h"

namespace openend::sim {

/// Two futures and some options for some months: one multiplier makes values that must be rounded. An option on a
/// future ends before it.
void Market::list_contracts(std::size_t day, Mail& mail) {
  const auto list = [&](const char* kind, std::string underlying, std::int64_t multiplier, std::int64_t price,
                        std::int64_t strike, bool put, bool held, int days, const std::string& currency = "USD") {
    Contract c{"CON" + std::to_string(contracts_.size() + 1),
               kind,
               std::move(underlying),
               multiplier,
               price,
               strike,
               put,
               days_[day] + days,
               day,
               {},
               held,
               currency};
    mail.send(day, "securities",
              {c.id, "Simulated " + c.id, c.is_option() ? "option" : "future", c.currency, "United States", "",
               c.expiry.text(), "", "", "", Decimal::of(c.multiplier, 1).trimmed().text(), c.underlying_kind,
               c.underlying, c.is_option() ? (c.put ? "put" : "call") : "", c.is_option() ? text(c.strike, 2) : ""});
    contracts_.push_back(std::move(c));
    return contracts_.back();
  };
  const auto some_days = [&] { return static_cast<int>(random_.between(30, 90)); };
  const Contract future =
      list("index", "SIMULATED INDEX", 5'000, random_.between(400'000, 900'000), 0, false, false, some_days() + 20);
  list("bond", "SIMULATED BOND", 27, random_.between(90'000, 110'000), 0, false, false, some_days());
  list("index", "SIMULATED INDEX", 1'000, random_.between(2'000, 30'000), random_.between(40'000, 90'000),
       random_.chance(500), false, some_days());
  const std::string abroad = random_.one_of(rates_).currency;
  list("index", "SIMULATED INDEX ABROAD", 1'003, random_.between(90'000, 900'000), 0, false, false, some_days(),
       abroad);
  list("index", "SIMULATED INDEX ABROAD", 1'003, random_.between(2'000, 30'000), random_.between(40'000, 90'000),
       random_.chance(500), false, some_days(), abroad);
  const Security& stock = securities_[static_cast<std::size_t>(random_.between(0, 5))];
  for (const auto& [put, held] : {std::pair{true, false}, std::pair{false, true}, std::pair{true, true}})
    list("security", stock.id, 1'000, random_.between(500, 4'000), stock.price + 1, put, held, some_days());
  for (const bool put : {false, true})
    list("future", future.id, 5'000, random_.between(500, 4'000), future.price / 10, put, false,
         future.expiry - days_[day] - 10);
  for (const char* kind : {"interest_rate_swap", "interest_rate_cap", "interest_rate_floor"})
    list_rate_contract(day, kind, random_.chance(500) ? "USD" : abroad, mail);
}

/// Some months of a million: a fixed leg paid by the quarter, a floating one by the month, from a day inside a period.
/// Each period is fixed on the evening of the listing, and some fixings are told anew when they have been paid.
void Market::list_rate_contract(std::size_t day, const char* kind, const std::string& currency, Mail& mail) {
  Contract c{"CON" + std::to_string(contracts_.size() + 1),
             "money_market",
             "SIMULATED LIBOR",
             100'003,
             0,
             0,
             false,
             {},
             day,
             kind,
             false,
             currency};
  const Date start = days_[day];
  c.expiry = start + static_cast<int>(random_.between(40, 130));
  const bool swap = c.kind == "interest_rate_swap";
  c.price = swap ? random_.between(-900, 900) : random_.between(100, 900);
  mail.send(day, "securities",
            {c.id, "Simulated " + c.id, c.kind, c.currency, "United States", text(random_.between(300, 800), 2),
             c.expiry.text(), start.text(), "30/360", "4", Decimal::of(c.multiplier, 1).trimmed().text(),
             c.underlying_kind, c.underlying, "", "", "12", random_.chance(500) ? "actual/360" : "",
             swap ? text(random_.between(-50, 50), 2) : ""});
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
    mail.send(late ? day + static_cast<std::size_t>(random_.between(2, 9)) : day, "prices",
              {date, c.id, price, c.currency});
  }
}

/// EDGE  Nothing is dealt in shortly before expiry: a row may be dated on the shut days that follow its pricing day.
void Fund::deal_in_contracts(std::size_t day, const Market& market, Mail& mail) {
  const Contract& contract = random_.one_of(market.contracts());
  if (contract.expiry <= days_[day] + 5 || day < 3 || contract.known_on + 2 > day) return;
  const std::int64_t choice = random_.between(0, 9);
  if (holds(contract)) {
    deal_in_held(day, contract, market, mail);
  } else if (choice < 5) {
    open_contracts(day, contract, market, mail);
  } else if (choice < 8 || !contract.is_option()) {
    close_contracts(day, contract, market, mail);
  } else {
    assign(day, contract, mail);
  }
}

/// Futures with some numbers are sold, the others bought. Who exercises an option on one, or is assigned it, gets that
/// side; an option that would bring the other is written, or held.
bool Fund::sells(const std::string& contract) const { return (contract.back() + named_salt_) % 2 == 0; }
bool Fund::holds(const Contract& contract) const {
  return contract.underlying_kind == "future" ? contract.put == sells(contract.underlying) : contract.held;
}

std::string Fund::contract_row(Date date, std::size_t evening, const Contract& contract, bool close,
                               std::int64_t contracts, std::int64_t price, const Market& market, Mail& mail) {
  const bool sold = contract.is_option() || sells(contract.id);  // the side it is kept on
  const bool sells = sold != close;
  const int minor = market.minor_places(contract.currency);
  const Decimal commission = Decimal::of(contracts * 125, minor);
  const Decimal gross = (Decimal::of(price, 3) * Decimal::of(contract.multiplier, 1) * Decimal(contracts))
                            .rounded(minor, Rounding::HalfUp);
  const Decimal net = sells ? gross - commission : -(gross + commission);
  const std::string id = numbers_.take();
  mail.send(
      evening, "contract-trades",
      {id, date.text(), contract.is_option() || contract.pays_rates() ? calendar_.add_open_days(date, 1)->text() : "",
       id_, contract.id, sells ? "S" : "B", close ? "close" : "open", std::to_string(contracts), text(price, 3),
       contract.is_option() ? net.text() : "", commission.text()});
  return id;
}

void Fund::open_contracts(std::size_t day, const Contract& contract, const Market& market, Mail& mail) {
  const Course way = course(day);
  const Date date = date_of(day);
  const std::int64_t contracts = random_.between(1, 9), price = contract.price * random_.between(992, 1'008) / 1'000;
  const std::string first = contract_row(date, way.told, contract, false, contracts, price, market, mail);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "contract-trades", first, mail);
  if (way.fate == Fate::Corrected) contract_row(date, way.settled, contract, false, contracts, price + 3, market, mail);
  if (way.fate != Fate::Cancelled) contracts_[contract.id].push_back({"", contracts, way.settled + 2});
}

void Fund::close_contracts(std::size_t day, const Contract& contract, const Market& market, Mail& mail) {
  auto& parcels = contracts_[contract.id];
  const auto free =
      std::find_if(parcels.begin(), parcels.end(), [&](const Parcel& p) { return p.quantity > 0 && p.from <= day; });
  if (free == parcels.end()) return;
  const std::int64_t contracts = random_.between(1, free->quantity);
  free->quantity -= contracts;
  const Course way = course(day);
  const Date date = date_of(day);
  const std::int64_t price = contract.price * random_.between(992, 1'008) / 1'000;
  const std::string first = contract_row(date, way.told, contract, true, contracts, price, market, mail);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "contract-trades", first, mail);
  if (way.fate == Fate::Corrected) contract_row(date, way.settled, contract, true, contracts, price + 3, market, mail);
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

/// What is held is bought, sold, and used: for shares or against them, or for a future.
void Fund::deal_in_held(std::size_t day, const Contract& contract, const Market& market, Mail& mail) {
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
  const bool gives = contract.underlying_kind == "security" && contract.put;
  if (random_.chance(500) || (gives && !give_shares(day, contract, contracts, market))) {
    free->quantity -= contracts;
    held_row(days_[day], day, contract, true, contracts, price, mail);
    return;
  }
  free->quantity -= contracts;
  const std::string id = numbers_.take();
  mail.send(day, "exercises",
            {id, days_[day].text(), calendar_.add_open_days(days_[day], 3)->text(), id_, contract.id, "exercised",
             std::to_string(contracts), ""});
  if (!gives) receive_of(contract, id, contracts, day + 4);
}

/// What the exercise of an option brings: shares, or a future.
void Fund::receive_of(const Contract& contract, const std::string& id, std::int64_t contracts, std::size_t from) {
  if (contract.underlying_kind == "future") {
    contracts_[contract.underlying].push_back({"", contracts, from});
  } else {
    parcels_[contract.underlying].push_back({id, contracts * 100'000, from});
  }
}

/// Takes shares for a put, where they are certainly there; false where they are not, or can be sold by name only.
bool Fund::give_shares(std::size_t day, const Contract& contract, std::int64_t contracts, const Market& market) {
  const auto& all = market.securities();
  const auto share =
      std::find_if(all.begin(), all.end(), [&](const Security& s) { return s.id == contract.underlying; });
  auto& parcels = parcels_[contract.underlying];
  std::int64_t free = 0, left = contracts * 100'000;
  for (const Parcel& parcel : parcels) free += parcel.from <= day ? parcel.quantity : 0;
  if (share->ends || by_name_only(*share) || contract.strike < 1'000 || free < left) return false;
  for (Parcel& parcel : parcels) {
    const std::int64_t used = parcel.from <= day ? std::min(left, parcel.quantity) : 0;
    parcel.quantity -= used;
    left -= used;
  }
  return true;
}

/// Who bought an option uses it: puts bring shares, a future is opened, an index pays the difference.
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
  if (!cash) receive_of(contract, id, contracts, day + 4);
}

}  // namespace openend::sim
