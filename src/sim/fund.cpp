#include "sim/fund.h"

#include <algorithm>

#include "base/assert.h"

namespace openend::sim {

namespace {

constexpr const char* kInstructions[] = {"fifo", "lifo", "highest cost", "lowest tax"};

/// A setting and one of its words, by chance.
std::string setting(Random& random, const char* key, std::vector<const char*> words) {
  return std::string(key) + " = " + random.one_of(words) + "\n";
}

}  // namespace

Fund::Fund(std::string id, Random random, const Days& days, const Calendar& calendar, Numbers& numbers, NewsCount& news)
    : id_(std::move(id)), random_(random), days_(days), calendar_(calendar), numbers_(numbers), news_(news) {
  static constexpr const char* kMethods[] = {"fifo", "lifo", "highest cost", "average", "lowest tax"};
  lot_method_ = kMethods[random_.between(0, 4)];
  taken_over_ = random_.chance(650);
  two_accounts_ = random_.chance(350);
  whole_unit_ = random_.chance(200);
  named_salt_ = random_.between(0, 3);
  size_ = random_.between(5, 60) * 100'000;
  begins_ = taken_over_ ? 0 : static_cast<std::size_t>(random_.between(0, 2));
  settings_ = "lot_method = \"" + lot_method_ +
              "\"\naverage_cost = \"allowed\"\ntax_short_pct = \"39.6\"\ntax_long_pct = \"28\"\n";
  if (whole_unit_) settings_ += "holding_value = \"whole unit, half up\"\n";
  settings_ += setting(random_, "nav_places", {"2", "2", "4"});
  settings_ += setting(random_, "fee_rounding", {"\"cumulative\"", "\"each strike\""});
  settings_ += setting(random_, "fee_year", {"\"actual\"", "365", "360"});
  const auto changing = [&] {
    return setting(random_, "trades_enter", {"\"next day\"", "\"same day\""}) +
           setting(random_, "share_settlement_days", {"0", "1", "3"}) +
           setting(random_, "redemption_money", {"\"one step\"", "\"two steps\""}) +
           setting(random_, "fee_base", {"\"prior net assets\"", "\"prior net assets after dealing\""}) +
           setting(random_, "fee_days", {"\"calendar days\"", "\"calendar days\"", "\"per strike\""}) +
           setting(random_, "currency_part", {"\"within\"", "\"apart\""}) +
           (lot_method_ == "average"
                ? std::string()  // averaged lots have no yields of their own
                : setting(random_, "effective_yield",
                          {"\"none\"", "\"discount\"", "\"discount and premium\"", "\"discount and premium\""}));
  };
  const std::string first = settings_ + changing();
  const auto day = static_cast<std::size_t>(random_.between(5, static_cast<std::int64_t>(days_.size()) - 1));
  const std::string later = "[[settings]]\nfrom = " + days_[day].text() + "\n" + settings_ + changing();
  settings_ = first + (random_.chance(500) ? later : "");
}

std::string Fund::toml() const {
  const std::string from = "from = 1993-01-04\n";
  return "[portfolio]\nid = \"" + id_ + "\"\nname = \"Simulated Portfolio " + id_ + "\"\ninception = 1993-01-04\n" +
         "base_currency = \"USD\"\n[[class]]\nid = \"one\"\nname = \"One\"\n" + from + "initial_price = \"10.00\"\n" +
         (two_accounts_ ? "[[cash_account]]\nid = \"main\"\ncustodian = \"Simulated Bank\"\n[[cash_account]]\nid = "
                          "\"second\"\ncustodian = \"Other Simulated Bank\"\n"
                        : "") +
         "[[settings]]\n" + from + settings_ + "[[advisory_fee]]\n" + from +
         "tiers = [ { up_to = \"1000000\", rate_pct = \"1.00\" }, { up_to = \"3000000\", rate_pct = \"0.75\" }, "
         "{ rate_pct = \"0.65\" } ]\n";
}

std::string Fund::account() { return two_accounts_ && random_.chance(300) ? "second" : ""; }

/// Lots of some securities are sold by name only: a late sale by a method could take the lot that was named.
bool Fund::by_name_only(const Security& s) const {
  return lot_method_ != "average" && !s.per_hundred && static_cast<std::int64_t>(s.id.back()) % 4 == named_salt_;
}

Fund::Course Fund::course(std::size_t day, bool dependable) {
  const auto after = [&](std::int64_t most) { return static_cast<std::size_t>(random_.between(2, most)); };
  const int fate = dependable ? 0 : static_cast<int>(random_.between(1, 1'000));
  if (fate <= 840) return {Fate::Plain, day, day + 2};
  if (fate <= 900) {
    ++news_[static_cast<std::size_t>(News::Late)];
    const std::size_t told = day + after(16) - 1;
    return {Fate::Late, told, told + 2};
  }
  ++news_[static_cast<std::size_t>(fate <= 960 ? News::Corrected : News::Cancelled)];
  return {fate <= 960 ? Fate::Corrected : Fate::Cancelled, day, day + after(16)};
}

/// The pricing day, or one of the shut days that follow it: other markets are open then.
Date Fund::date_of(std::size_t day) {
  if (!random_.chance(100)) return days_[day];
  const auto shut = std::min<std::int64_t>(days_[day + 1] - days_[day] - 1, 2);
  return days_[day] + static_cast<int>(random_.between(0, shut));
}

void Fund::withdraw(std::size_t evening, Date date, std::string_view kind, const std::string& reference, Mail& mail) {
  mail.send(evening, "cancellations", {date.text(), id_, std::string(kind), reference, "simulated mistake"});
}

void Fund::open(Market& market, Mail& mail) {
  if (!taken_over_) return;
  std::int64_t cost = 0;
  open_lots(market, mail, cost);
  open_balances(market, mail, cost);
  if (!random_.chance(500)) return;
  for (int i = 1; i <= 2; ++i) {
    const Rate& rate = random_.one_of(market.rates());
    const std::size_t last = std::min<std::size_t>(days_.size() - 1, static_cast<std::size_t>(random_.between(5, 120)));
    const ForwardDate forward{rate.currency, days_[last]};
    market.follow(forward);
    const std::int64_t units = random_.between(20, 400) * (rate.inverse ? 100'000 : 1'000);
    const Decimal amount = (Decimal(units) * market.forward_rate(forward) * Decimal::of(random_.between(97, 103), 2))
                               .rounded(2, Rounding::HalfUp);
    mail.send(0, "opening-forwards",
              {id_, days_[0].text(), "F" + std::to_string(i), random_.chance(500) ? "sell" : "buy", rate.currency,
               std::to_string(units), forward.settlement.text(), amount.text()});
  }
}

void Fund::open_lots(Market& market, Mail& mail, std::int64_t& cost) {
  int number = 0;
  for (const Security& s : market.securities()) {
    if (!s.quoted || !random_.chance(400)) continue;
    const int lots = by_name_only(s) ? 2 : static_cast<int>(random_.between(1, 3));
    for (int i = 0; i < lots; ++i) {
      const std::int64_t quantity =
          s.per_hundred ? random_.between(10, 60) * 1'000'000 : random_.between(100, 900) * 1'000;
      const Decimal worth = (Decimal::of(quantity, 3) * Decimal::of(s.price, s.places + (s.per_hundred ? 2 : 0)) *
                             Decimal::of(random_.between(80, 115), 2));
      const bool foreign = s.currency != "USD";
      const int minor = foreign ? market.rate(s.currency).minor_places : 2;
      const auto local = static_cast<std::int64_t>(worth.rounded(minor, Rounding::HalfUp).scaled_to(minor));
      const std::int64_t dollars = market.about_in_dollars(s.currency, local);
      cost += dollars;
      const std::string lot = "L" + std::to_string(++number);
      mail.send(0, "opening-holdings",
                {id_, days_[0].text(), s.id, lot, (days_[0] - static_cast<int>(random_.between(5, 900))).text(),
                 quantity_text(quantity), text(dollars, 2), "reported", foreign ? text(local, minor) : ""});
      parcels_[s.id].push_back({lot, quantity, 2});
    }
  }
}

void Fund::open_balances(Market& market, Mail& mail, std::int64_t cost) {
  const auto balance = [&](const char* account, std::int64_t amount, const std::string& currency,
                           const std::string& local) {
    mail.send(0, "opening-balances", {id_, days_[0].text(), account, text(amount, 2), "printed", currency, local});
  };
  cash_ = size_ * 100;
  std::int64_t assets = cash_ + cost;
  balance("cash", cash_, "", "");
  if (random_.chance(500)) {
    const Rate& rate = random_.one_of(market.rates());
    const std::int64_t local = random_.between(10'000, 900'000) * (rate.inverse ? 10 : 100);
    const std::int64_t worth = market.about_in_dollars(rate.currency, local);
    balance("cash", worth, rate.currency, text(local, rate.minor_places));
    money_[rate.currency] = local;
    assets += worth;
  }
  if (random_.chance(500)) {
    const std::int64_t interest = random_.between(1'000, 900'000);
    balance("receivable_interest", interest, "", "");
    assets += interest;
  }
  const std::int64_t income = random_.between(0, 2'000'000);
  if (income != 0) balance("undistributed_income", income, "", "");
  balance("capital", assets - income, "", "");
  shares_ = assets / 100 * 100 - 1'000 * random_.between(0, 40'000);
  mail.send(0, "opening-shares", {id_, "one", days_[0].text(), text(shares_, 3), "printed"});
}

void Fund::add_held(std::size_t day, std::set<std::string>& held) const {
  for (const auto& [security, parcels] : parcels_) {
    const auto is_held = [&](const Parcel& parcel) { return parcel.quantity > 0 && parcel.from <= day; };
    if (std::any_of(parcels.begin(), parcels.end(), is_held)) held.insert(security);
  }
}

/// Parcels in new units: a little less than are certainly held, since fractions are rounded, or sold out of any lot.
/// What a split adds can be sold once it is known. What comes of another security is not counted on.
void Fund::split(const Split& split) {
  const bool other = !split.received.empty();
  const auto held = parcels_.find(other ? split.received : split.security);
  if (held == parcels_.end()) return;
  std::vector<Parcel> added;
  for (Parcel& parcel : held->second) {
    const std::int64_t after = split.left_of(parcel.quantity);
    if (after > parcel.quantity)
      added.push_back({parcel.lot, after - parcel.quantity, std::max(parcel.from, split.told + 2)});
    parcel.quantity = std::min(parcel.quantity, after);
  }
  held->second.insert(held->second.end(), added.begin(), added.end());
}

void Fund::pass(std::size_t day, const Market& market, Mail& mail) {
  for (const Split& known : market.splits()) {
    const bool counts = known.kind == Split::Kind::Units || known.kind == Split::Kind::Par || !known.received.empty();
    if (known.day == day && counts) split(known);
    if (known.day == day) split_shorts(known);
  }
  for (const Offer& offer : market.offers()) {  // a fraction that it leaves is sold out of any lot
    const auto held = offer.pays == day ? parcels_.find(offer.received) : parcels_.end();
    if (held == parcels_.end()) continue;
    for (Parcel& parcel : held->second) parcel.quantity = std::max<std::int64_t>(0, parcel.quantity - 1'001);
  }
  if (day < begins_ || (taken_over_ && day == 0)) return;
  if (day == begins_ && !taken_over_) {
    cash_ = size_ * 100;
    shares_ = size_ * 100;
    mail.send(day, "shares", {days_[day].text(), id_, "one", text(cash_, 2), "0"});
    return;
  }
  for (std::int64_t i = random_.between(0, 3); i > 0; --i) deal(day, market, mail);
  if (random_.chance(400)) deal_in_contracts(day, market, mail);
  if (random_.chance(150)) sell_short(day, market, mail);
  allocate(day, market, mail);
  elect(day, market, mail);
  if (random_.chance(60)) exchange(day, market, mail);
  if (random_.chance(40)) agree_forward(day, market, mail);
  if (random_.chance(50)) borrow_or_lend(day, market, mail);
  if (random_.chance(120)) enter(day, mail);
  if (random_.chance(600)) shareholders(day, mail);
}

void Fund::deal(std::size_t day, const Market& market, Mail& mail) {
  const auto& all = market.securities();
  const bool newest = random_.chance(250);  // short paper has to be bought in its few days
  const std::size_t from = newest && all.size() > 4 ? all.size() - 4 : 0;
  const Security& s = all[static_cast<std::size_t>(
      random_.between(static_cast<std::int64_t>(from), static_cast<std::int64_t>(all.size()) - 1))];
  if ((s.known_on + 2 > day && s.known_on != 0) || s.ends) return;
  const bool tba = s.kind == "tba";  // dealt in until some days before its delivery
  if (s.issued && (tba ? *s.issued <= days_[day] + 9 : *s.issued > days_[day])) return;
  if (s.indexed && market.is_quiet(day)) return;
  if (s.maturity && *s.maturity <= calendar_.add_open_days(days_[day], 5).value_or(days_[day]) && s.quoted) return;
  if (!s.quoted && *s.maturity <= days_[day]) return;
  if (random_.chance(450)) {
    sell_some(day, s, market, mail);
    return;
  }
  const bool repo = s.kind == "repurchase_agreement";
  if (!s.quoted && parcels_.count(s.id) != 0) return;  // paper is bought once
  if (repo && *s.issued != days_[day]) return;         // on the day that it is dated
  const std::int64_t dollars = size_ * random_.between(2, 40) / 1'000;
  const std::int64_t one = std::max<std::int64_t>(1, market.about_in_dollars(s.currency, s.currency == "JPY" ? s.price
                                                                                         : s.per_hundred ? s.price / 10
                                                                                                         : s.price));
  std::int64_t quantity = s.per_hundred ? dollars / 1'000 * 1'000'000 : dollars * 100 / one * 1'000;
  if (!s.per_hundred && random_.chance(100)) quantity += 1'000 * random_.between(0, 9) / 8;
  if (quantity <= 0 || cash_ < dollars * 100) return;
  if (!s.quoted) parcels_[s.id];
  trade(day, s, false, quantity, "", mail, market);
}

void Fund::sell_some(std::size_t day, const Security& s, const Market& market, Mail& mail) {
  const auto held = parcels_.find(s.id);
  if (held == parcels_.end() || s.kind == "repurchase_agreement") return;
  std::vector<Parcel*> free;
  for (Parcel& parcel : held->second) {
    if (parcel.quantity > 0 && parcel.from <= day) free.push_back(&parcel);
  }
  if (free.empty()) return;
  if (by_name_only(s)) {
    Parcel& parcel = *random_.one_of(free);
    const std::int64_t quantity =
        random_.chance(400) ? parcel.quantity : random_.between(1, parcel.quantity / 1'000 + 1) * 1'000;
    if (quantity > parcel.quantity) return;
    trade(day, s, true, quantity, parcel.lot + ":" + quantity_text(quantity), mail, market);
    return;
  }
  std::int64_t all = 0;
  for (const Parcel* parcel : free) all += parcel->quantity;
  const std::int64_t quantity = random_.chance(300) || !s.quoted
                                    ? all
                                    : std::max<std::int64_t>(1'000, all * random_.between(1, 9) / 10'000 * 1'000);
  if (quantity > all) return;
  const bool instructed = lot_method_ != "average" && random_.chance(200);
  trade(day, s, true, quantity, instructed ? kInstructions[random_.between(0, 3)] : "", mail, market);
}

/// The pools of what is to be announced are told: it is sold, and one of them bought, for the day of delivery.
void Fund::allocate(std::size_t day, const Market& market, Mail& mail) {
  for (const Security& s : market.securities()) {
    if (s.kind != "tba" || *s.issued - days_[day] > 7 || *s.issued - days_[day] < 4) continue;
    for (const Parcel& parcel : std::vector<Parcel>(parcels_[s.id])) {
      if (parcel.quantity <= 0 || parcel.from > day) continue;
      const bool named = by_name_only(s);
      trade(day, s, true, parcel.quantity, named ? parcel.lot + ":" + quantity_text(parcel.quantity) : "", mail,
            market);
    }
  }
}

void Fund::exchange(std::size_t day, const Market& market, Mail& mail) {
  const Rate& rate = random_.one_of(market.rates());
  const Rate& other = random_.one_of(market.rates());
  const bool cross = &rate != &other && random_.chance(200);
  std::int64_t& held = money_[rate.currency];
  const bool buy = held <= 0;
  const std::int64_t local = std::max<std::int64_t>(buy ? -held : held / 2, random_.between(100, 4'000) * 100);
  const Course way = course(day);
  const Date date = date_of(day);
  const std::string account = this->account();
  const Date settles = *calendar_.add_open_days(date, static_cast<int>(random_.between(0, 2)));
  const auto row = [&](std::size_t evening, int per_mille) {
    const std::int64_t dollars =
        std::max<std::int64_t>(1, market.about_in_dollars(rate.currency, local) * per_mille / 1'000);
    const std::string id = numbers_.take(), foreign = text(local, rate.minor_places);
    const std::string base = cross ? text(local / 2 + per_mille, other.minor_places) : text(dollars, 2);
    const std::string against = cross ? other.currency : "USD";
    mail.send(evening, "currency-deals",
              {id, date.text(), settles.text(), id_, buy ? against : rate.currency, buy ? base : foreign,
               buy ? rate.currency : against, buy ? foreign : base, account});
    return id;
  };
  const std::string first = row(way.told, static_cast<int>(random_.between(995, 1'005)));
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, date, "currency-deals", first, mail);
  if (way.fate == Fate::Corrected) row(way.settled, 1'002);
  if (way.fate != Fate::Cancelled) held += buy ? local : -local;
}

void Fund::enter(std::size_t day, Mail& mail) {
  struct Kind {
    const char* word;
    bool moves_cash, foreign;
  };
  static constexpr Kind kKinds[] = {
      {"expense accrued", false, false},
      {"expense paid", true, false},
      {"other income received", true, false},
      {"dividend receivable", false, true},
      {"dividend received", true, true},
      {"interest receivable", false, false},
      {"interest received", true, false},
      {"advisory fee paid", true, false},
      {"adviser reimbursement due", false, false},
      {"adviser reimbursement received", true, false},
      {"cash transferred", true, false},
      {"foreign tax withheld", true, true},
      {"tax reclaim due", false, true},
      {"tax reclaim received", true, true},
      {"tax reclaim refused", false, true},
  };
  const Kind& kind = kKinds[random_.between(0, static_cast<std::int64_t>(std::size(kKinds)) - 1)];
  const bool transfer = std::string_view(kind.word) == "cash transferred";
  if (transfer && !two_accounts_) return;
  const std::string currency = kind.foreign && random_.chance(500) ? "DEM" : "";
  const std::string account = kind.moves_cash && !transfer ? this->account() : "";
  const Course way = course(day);
  const Date date = date_of(day);
  const auto row = [&](std::size_t evening) {
    const std::string id = "E" + numbers_.take();
    mail.send(evening, "entries",
              {id, date.text(), id_, kind.word, text(random_.between(1, 400'000), 2), currency, account,
               transfer ? "second" : ""});
    return id;
  };
  const std::string first = row(way.told);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled) withdraw(way.settled, date, "entries", first, mail);
  if (way.fate == Fate::Corrected) row(way.settled);
}

/// Totals of the day's orders. Only shares that are certainly outstanding are redeemed.
void Fund::shareholders(std::size_t day, Mail& mail) {
  const Course way = course(day);
  const std::int64_t sold = random_.chance(700) ? random_.between(100, size_ / 2) : 0;  // dollars
  const std::int64_t redeemed = random_.chance(600) ? random_.between(1, std::max<std::int64_t>(1, shares_ / 200)) : 0;
  if (sold == 0 && redeemed == 0) return;
  const auto row = [&](std::size_t evening, std::int64_t cents) {
    mail.send(evening, "shares", {days_[day].text(), id_, "one", text(cents, 2), text(redeemed, 3)});
  };
  const std::int64_t cents = sold / 10 * 100 + random_.between(0, 99);
  row(way.told, cents);
  shares_ -= redeemed;
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled)
    withdraw(way.settled, days_[day], "shares", "one", mail);
  if (way.fate == Fate::Corrected) row(way.settled, cents + random_.between(1, 100'000));
  if (way.fate != Fate::Cancelled) cash_ += cents - redeemed / 10 * 100;
}

}  // namespace openend::sim
