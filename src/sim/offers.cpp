// sim/offers.cpp - floor 5
//
// Simulated offers: the market tells them, at times wrongly at first; portfolios elect, and take some of it back.
// While an offer runs nothing else happens to its security, and what a portfolio has elected it does not sell.
#include <algorithm>

#include "sim/fund.h"

namespace openend::sim {

/// EDGE  An evening's news may come after the next's: elections are made from two evenings after the offer is told.
void Market::offer_some(std::size_t day, Mail& mail) {
  if (day < 3) return;
  for (Security& s : securities_) {
    const bool bond = s.coupons != 0 && s.kind != "pass_through" && !s.indexed;
    if (!s.quoted || s.ends || s.offered_until >= day || s.known_on + 3 > day || !random_.chance(6)) continue;
    if (s.per_hundred && !bond) continue;
    Offer offer;
    offer.id = "OF" + std::to_string(offers_.size() + 1);
    offer.security = s.id;
    offer.opens = day;
    offer.deadline = day + static_cast<std::size_t>(random_.between(5, 12));
    offer.pays = offer.deadline + static_cast<std::size_t>(random_.between(1, 7));
    const bool acts = std::any_of(splits_.begin(), splits_.end(),
                                  [&](const Split& known) { return known.security == s.id && known.day >= day; });
    if (acts || offer.pays + 1 >= days_.size() || (s.maturity && *s.maturity <= days_[offer.pays + 1])) continue;
    offer.pay_date = days_[offer.pays];
    if (random_.chance(150) && days_[offer.pays + 1] - offer.pay_date > 1) offer.pay_date = offer.pay_date + 1;
    if (!choose_options(offer, s)) continue;
    s.offered_until = offer.pays;
    s.ends = s.ends || offer.options.front().standard;
    tell_offer(offer, s, day, false, mail);
    if (random_.chance(500)) {
      const auto told = static_cast<std::size_t>(
          random_.between(static_cast<std::int64_t>(offer.deadline) + 1, static_cast<std::int64_t>(offer.pays)));
      std::vector<std::string> cells{offer.id, days_[told].text(), s.id, "result", offer.options.back().word};
      cells.resize(15);
      cells.push_back(text(random_.between(0, 10'000), 2));
      mail.send(told + static_cast<std::size_t>(random_.chance(300) ? random_.between(1, 6) : 0), "offers", cells);
    }
    if (random_.chance(250)) {  // told wrongly: it is taken back and told anew, perhaps after it was paid
      ++news_[static_cast<std::size_t>(News::Corrected)];
      tell_offer(offer, s, day + static_cast<std::size_t>(random_.between(2, 20)), true, mail);
    }
    offers_.push_back(std::move(offer));
  }
}

/// One option, or two of which the first is for whoever says nothing. False where there is nothing to give.
bool Market::choose_options(Offer& offer, const Security& s) {
  Split other{s.id, offer.opens, offer.opens, 100, 100};
  other.kind = Split::Kind::Exchange;
  const bool has_other = find_other(other, s);
  offer.received = other.received;
  offer.worth = other.worth;
  offer.new_units = other.new_units;
  offer.old_units = other.old_units;
  const bool fractions = random_.chance(500);
  const auto add = [&](const char* kind, std::int64_t cash) {
    offer.options.push_back({kind, kind, cash, false, fractions});
  };
  const std::int64_t near = s.price * random_.between(95, 115) / 100;
  if (s.per_hundred) {
    if (random_.chance(500) || !has_other) {
      add("put", near);
    } else {
      offer.new_units = random_.between(500, 6'000);
      offer.old_units = 100'000;
      offer.pays_interest = random_.chance(500);
      add("conversion", 0);
    }
    return true;
  }
  const std::int64_t choice = random_.between(0, 9);
  if (choice < 3 || !has_other) {
    add("tender", near);
  } else if (choice < 5) {
    add("exchange", other.cash);
  } else if (choice < 7) {
    offer.new_units = random_.between(10, 200);
    offer.old_units = 200;
    add("exercise", std::max<std::int64_t>(1, s.price * random_.between(5, 300) / 1'000));
  } else if (choice < 9) {
    offer.received = s.id;
    offer.worth = s.price;
    offer.new_units = random_.between(1, 5);
    offer.old_units = 100;
    add("stock_dividend", std::max<std::int64_t>(1, s.price * offer.new_units / offer.old_units));
  } else {
    add("exchange", other.cash);
    offer.options.front().standard = true;
    add("tender", near);
  }
  return true;
}

void Market::tell_offer(const Offer& offer, const Security& s, std::size_t evening, bool again, Mail& mail) {
  const std::string opens = days_[offer.opens].text();
  if (again) {
    std::vector<std::string> cells{offer.id, opens, s.id, "withdrawal"};
    cells.resize(16);
    mail.send(evening, "offers", cells);
  }
  for (const OfferOption& option : offer.options) {
    const bool units = option.kind != "tender" && option.kind != "put";
    const auto count = [&](std::int64_t hundredths) {
      return units ? Decimal::of(hundredths, 2).trimmed().text() : std::string();
    };
    const std::int64_t cash = again && option.cash > 1 ? option.cash + 1 : option.cash;
    const std::string worth = text(std::max<std::int64_t>(1, offer.worth), s.places);
    const bool is_own = offer.received == s.id;
    const std::string interest = option.kind != "conversion" ? "" : offer.pays_interest ? "paid" : "forfeited";
    mail.send(evening, "offers",
              {offer.id, opens, s.id, option.kind, option.word, option.standard ? "1" : "",
               days_[offer.deadline].text(), offer.pay_date.text(), count(offer.new_units), count(offer.old_units),
               units && !is_own ? offer.received : "", cash == 0 ? "" : text(cash, s.places),
               option.kind == "exchange" ? worth : "", units && option.fractions_paid ? worth : "", interest, ""});
  }
}

/// Of what is certainly free a part is elected; some of that is taken back before the deadline. Lots that are sold by
/// name stay out of it: an offer takes lots by the portfolio's method.
void Fund::elect(std::size_t day, const Market& market, Mail& mail) {
  for (const Offer& offer : market.offers()) {
    if (day < offer.opens + 2 || day > offer.deadline || !random_.chance(200)) continue;
    const auto s = std::find_if(market.securities().begin(), market.securities().end(),
                                [&](const Security& known) { return known.id == offer.security; });
    const auto held = parcels_.find(offer.security);
    if (held == parcels_.end() || by_name_only(*s)) continue;
    std::int64_t quantity = 0;
    for (Parcel& parcel : held->second) {
      if (parcel.from > day || parcel.quantity <= 0) continue;
      const std::int64_t part =
          random_.chance(500) ? parcel.quantity : parcel.quantity * random_.between(1, 9) / 10'000 * 1'000;
      parcel.quantity -= part;
      quantity += part;
    }
    if (quantity == 0) continue;
    const std::string option = random_.chance(150) ? "decline" : offer.options.back().word;
    const bool late = random_.chance(150);
    news_[static_cast<std::size_t>(News::Late)] += late;
    const std::size_t told = late ? day + static_cast<std::size_t>(random_.between(1, 9)) : day;
    const auto row = [&](std::size_t evening, std::size_t of, std::int64_t units, const char* action) {
      const std::string id = "EL" + numbers_.take();
      mail.send(evening, "elections", {id, days_[of].text(), id_, offer.id, option, quantity_text(units), action});
      return id;
    };
    const std::string first = row(told, day, quantity, random_.chance(500) ? "elect" : "");
    if (random_.chance(100)) {
      ++news_[static_cast<std::size_t>(News::Cancelled)];
      withdraw(told + static_cast<std::size_t>(random_.between(2, 12)), days_[day], "elections", first, mail);
    } else if (random_.chance(200) && day + 2 <= offer.deadline && !late) {
      row(day + 2, day + 2, std::min<std::int64_t>(quantity, 1'000), "withdraw");
    }
  }
}

}  // namespace openend::sim
