// sim/market.h - floor 5
//
// The fictitious market: securities that come and go, their prices, rates of exchange, forward rates, dividends and
// corporate actions. It sends its news to the mail day by day, some of it late and some of it wrong at first.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"
#include "money/day_count.h"
#include "sim/mail.h"
#include "sim/random.h"

namespace openend::sim {

struct Security {
  std::string id, kind, currency;
  std::int64_t price = 0;  ///< last, as a count of the smallest step: cents, thousandths of a bond's point, whole yen
  int places = 2;          ///< of the price
  bool per_hundred = false, quoted = true, pays_dividends = false;
  std::string rate_pct = {};
  std::optional<Date> issued = {}, maturity = {};
  std::optional<DayCount> day_count = {};
  int coupons = 0;
  std::int64_t factor_millionths = 950'000;
  bool floats = false;            ///< its rate is fixed anew for every period
  std::size_t flat_on = 0;        ///< the evening on which it is told to pay no more; 0: never
  std::size_t known_on = 0;       ///< the evening on which it is described; it is dealt in from two evenings later
  std::size_t offered_until = 0;  ///< the day on which its last offer is paid
  bool ends = false;              ///< it is to be liquidated: nobody deals in it any more
  bool indexed = false;           ///< its price is times the index ratio
  std::vector<std::string> follows = {};  ///< the columns of securities.csv for an index
};

/// A future, an option that portfolios hold or write, a swap, a cap or a floor.
struct Contract {
  std::string id;
  std::string underlying_kind, underlying;
  std::int64_t multiplier = 0;  ///< tenths
  std::int64_t price = 0;       ///< thousandths
  std::int64_t strike = 0;      ///< hundredths; zero for a future
  bool put = false;
  Date expiry;
  std::size_t known_on = 0;  ///< the evening on which it is described; it is dealt in from two evenings later
  std::string kind = {};     ///< of a swap, a cap or a floor
  bool held = false;         ///< an option on shares that portfolios hold, and do not write
  std::string currency = "USD";

  bool pays_rates() const { return !kind.empty(); }
  bool is_option() const { return strike != 0; }
};

struct Rate {
  std::string currency;
  std::int64_t rate = 0;  ///< of ten-thousandths
  bool inverse = false;   ///< units for one dollar
  int minor_places = 2;
};

/// A forward contract's settlement, for which a rate is quoted daily.
struct ForwardDate {
  std::string currency;
  Date settlement;

  bool operator==(const ForwardDate&) const = default;
};

/// What happens to a security on the morning of a pricing day: new units for old ones, in hundredths; cash for each
/// unit, which changes no count, or ends it; units of another security, which end it or not; par that is paid back, and
/// leaves so much of so much.
struct Split {
  enum class Kind : std::uint8_t { Units, Capital, End, Exchange, SpinOff, Par, TaxedExchange };
  std::string security;
  std::size_t day = 0;
  std::size_t told = 0;  ///< the evening on which it becomes known
  std::int64_t new_units = 0, old_units = 0;
  bool fractions_paid = false;
  Kind kind = Kind::Units;
  std::int64_t cash = 0;  ///< of a unit, in steps of its price
  std::string received = {};
  std::int64_t worth = 0;     ///< of a unit of that, in steps of its price
  std::int64_t cost_pct = 0;  ///< hundredths

  /// What is certainly left of a part of a holding, in thousandths: fractions are rounded, or sold out of any lot.
  std::int64_t left_of(std::int64_t thousandths) const {
    const std::int64_t exact = received.empty() ? thousandths * new_units / old_units : thousandths;
    const bool par = kind == Kind::Par;  // is counted in cents
    const std::int64_t lost = par ? 20 + exact % 10 : fractions_paid ? 1'001 : 1;
    return std::max<std::int64_t>(0, exact - lost);
  }
};

/// What holders of a security may choose: units of another for units, in hundredths; cash in steps of its price.
struct OfferOption {
  std::string word, kind;
  std::int64_t cash = 0;
  bool standard = false, fractions_paid = false;
};
struct Offer {
  std::string id, security, received = {};
  std::size_t opens = 0, deadline = 0, pays = 0;
  Date pay_date = {};
  std::int64_t new_units = 0, old_units = 0, worth = 0;
  bool pays_interest = false;
  std::vector<OfferOption> options = {};
};

/// The pricing days of a simulation, in order.
using Days = std::vector<Date>;

class Market {
 public:
  Market(Random random, const Days& days, NewsCount& news);

  /// The first evening: every security that exists then, quoted. Rates are, once the portfolios have opened.
  void open(Mail& mail);
  /// Rates of exchange, and forward rates for the settlements that are followed.
  void quote_rates(std::size_t day, Mail& mail);
  /// One more pricing day. `held`: what somebody certainly holds; news of anything else is not told late, since an
  /// action on what nobody held is refused.
  void pass(std::size_t day, std::set<std::string> held, Mail& mail);

  const std::vector<Security>& securities() const { return securities_; }
  const std::vector<Contract>& contracts() const { return contracts_; }
  const std::vector<Rate>& rates() const { return rates_; }
  const std::vector<Split>& splits() const { return splits_; }
  const std::vector<Offer>& offers() const { return offers_; }
  const Rate& rate(const std::string& currency) const;
  int minor_places(const std::string& currency) const { return currency == "USD" ? 2 : rate(currency).minor_places; }
  /// Dollars for so many minor units, about; for sizes and opening costs, which are facts of their own.
  std::int64_t about_in_dollars(const std::string& currency, std::int64_t minor) const;
  /// The trust's terms of it, as TOML.
  std::string withholding();
  /// Quotes forward rates for this settlement from now on.
  void follow(const ForwardDate& forward);
  /// Settlement days for which every currency is quoted from the first day on.
  const std::vector<Date>& forward_days() const { return forward_days_; }
  /// A rate of today to that settlement, to six decimals.
  Decimal forward_rate(const ForwardDate& forward) const;
  /// Of the bond that follows prices. Stops on a day whose months are not told yet.
  Decimal index_ratio(Date day) const;
  /// Whether a month's index is being corrected: nobody deals by it.
  bool is_quiet(std::size_t day) const { return quiet_until_ != 0 && day >= quiet_from_ && day <= quiet_until_; }

 private:
  void add(Security security, std::size_t day, Mail& mail);
  void add_paper(std::size_t day, Mail& mail);
  void add_pool_to_come(std::size_t day, Mail& mail);
  void add_indexed_bonds(Mail& mail);
  void tell_month(std::size_t day, Date month, std::int64_t level, Mail& mail);
  void tell_fixings(std::size_t day, Mail& mail);
  void quote(const Security& security, std::size_t day, Mail& mail);
  void list_contracts(std::size_t day, Mail& mail);
  void list_rate_contract(std::size_t day, const char* kind, const std::string& currency, Mail& mail);
  void quote_contracts(std::size_t day, Mail& mail);
  void declare(std::size_t day, Mail& mail);
  void add_bonds(Mail& mail);
  void pay_back_some(std::size_t day, Mail& mail);
  void redeem(const Security& security, std::size_t day, const char* kind, std::int64_t left, std::int64_t of,
              const std::string& price, Mail& mail);
  void fix_coupons(std::size_t day, Mail& mail);
  /// Whether somebody certainly holds it at the beginning of a day that is no earlier than today.
  bool is_held(const Security& s, std::size_t day) const {
    return held_.contains(s.id) && (!s.maturity || *s.maturity > days_[day]);
  }
  void act_on_some(std::size_t day, Mail& mail);
  void correct(const Security& security, Mail& mail);
  void announce(const Split& split, const Security& security, Mail& mail);
  bool find_other(Split& split, const Security& security);
  void offer_some(std::size_t day, Mail& mail);
  bool choose_options(Offer& offer, const Security& security);
  void tell_offer(const Offer& offer, const Security& security, std::size_t evening, bool again, Mail& mail);
  /// Sends a quotation: on its evening; some late; some wrong at first.
  template <class Row>
  void tell(std::size_t day, std::string_view kind, std::int64_t value, Mail& mail, Row row);

  Random random_;
  const Days& days_;
  NewsCount& news_;
  std::vector<Security> securities_;
  std::vector<Contract> contracts_;
  std::vector<Rate> rates_;
  std::vector<Split> splits_;
  std::vector<Offer> offers_;
  std::vector<ForwardDate> forwards_;
  std::vector<Date> forward_days_;
  std::map<Date, std::int64_t> months_;  ///< of the price index, thousandths
  Decimal base_;                         ///< its reference index
  std::size_t quiet_from_ = 0, quiet_until_ = 0;
  std::set<std::string> held_;
  std::size_t papers_ = 0;
};

}  // namespace openend::sim
