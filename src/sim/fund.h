// sim/fund.h - floor 5
//
// One fictitious portfolio: its terms, its opening, and what happens to it day by day. It knows of itself only what
// keeps its news possible: what may still be sold, and about how many shares are outstanding. No value is computed
// here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "money/calendar.h"
#include "sim/mail.h"
#include "sim/market.h"
#include "sim/random.h"

namespace openend::sim {

/// Numbers that no two events of a complex share.
struct Numbers {
  std::int64_t next = 1000;
  std::string take() { return std::to_string(++next); }
};

class Fund {
 public:
  Fund(std::string id, Random random, const Days& days, const Calendar& calendar, Numbers& numbers, NewsCount& news);

  /// The portfolio's own file of the trust folder.
  std::string toml() const;
  const std::string& id() const { return id_; }

  /// Its first book, taken over or begun with a subscription.
  void open(Market& market, Mail& mail);
  void pass(std::size_t day, const Market& market, Mail& mail);
  /// Adds the securities of which it certainly holds some on the eve of a day.
  void add_held(std::size_t day, std::set<std::string>& held) const;
  /// Whether it was struck before that evening.
  bool has_begun(std::size_t day) const { return day > begins_; }

 private:
  /// A part of a holding that may be sold from some evening on.
  struct Parcel {
    std::string lot;
    std::int64_t quantity = 0;  ///< thousandths
    std::size_t from = 0;
  };
  /// What becomes of an event after it is sent.
  enum class Fate : unsigned char { Plain, Late, Corrected, Cancelled };
  struct Course {
    Fate fate = Fate::Plain;
    std::size_t told = 0;     ///< the evening of its first row
    std::size_t settled = 0;  ///< from which its effect is what it will stay
  };
  Course course(std::size_t day, bool dependable = false);
  Date date_of(std::size_t day);
  void withdraw(std::size_t evening, Date date, std::string_view kind, const std::string& reference, Mail& mail);

  void open_lots(Market& market, Mail& mail, std::int64_t& cost);
  void open_balances(Market& market, Mail& mail, std::int64_t cost);
  void deal(std::size_t day, const Market& market, Mail& mail);
  void trade(std::size_t day, const Security& s, bool sell, std::int64_t quantity, const std::string& lots, Mail& mail,
             const Market& market);
  std::string trade_row(Date date, std::size_t evening, const Security& s, bool sell, std::int64_t quantity,
                        std::int64_t price, const std::string& lots, const std::string& account, Date settles,
                        Mail& mail, const Market& market);
  void split(const Split& split);
  void allocate(std::size_t day, const Market& market, Mail& mail);
  void sell_some(std::size_t day, const Security& s, const Market& market, Mail& mail);
  void deal_in_contracts(std::size_t day, const Market& market, Mail& mail);
  void open_contracts(std::size_t day, const Contract& contract, const Market& market, Mail& mail);
  void close_contracts(std::size_t day, const Contract& contract, const Market& market, Mail& mail);
  bool sells(const std::string& contract) const;
  bool holds(const Contract& contract) const;
  void deal_in_held(std::size_t day, const Contract& contract, const Market& market, Mail& mail);
  void receive_of(const Contract& contract, const std::string& id, std::int64_t contracts, std::size_t from);
  bool give_shares(std::size_t day, const Contract& contract, std::int64_t contracts, const Market& market);
  std::string held_row(Date date, std::size_t evening, const Contract& contract, bool sell, std::int64_t contracts,
                       std::int64_t price, Mail& mail);
  void assign(std::size_t day, const Contract& contract, Mail& mail);
  std::string contract_row(Date date, std::size_t evening, const Contract& contract, bool close, std::int64_t contracts,
                           std::int64_t price, const Market& market, Mail& mail);
  void split_shorts(const Split& split);
  void sell_short(std::size_t day, const Market& market, Mail& mail);
  std::string short_row(Date date, std::size_t evening, const Security& s, bool close, std::int64_t units,
                        std::int64_t price, const Market& market, Mail& mail);
  void elect(std::size_t day, const Market& market, Mail& mail);
  void fail(std::size_t day, const std::string& trade, Date settles, Mail& mail);
  void exchange(std::size_t day, const Market& market, Mail& mail);
  void agree_forward(std::size_t day, const Market& market, Mail& mail);
  void borrow_or_lend(std::size_t day, const Market& market, Mail& mail);
  void enter(std::size_t day, Mail& mail);
  void shareholders(std::size_t day, Mail& mail);
  bool by_name_only(const Security& s) const;
  std::string account();

  std::string id_;
  Random random_;
  const Days& days_;
  const Calendar& calendar_;
  Numbers& numbers_;
  NewsCount& news_;
  std::string lot_method_;
  bool taken_over_ = true, two_accounts_ = false, whole_unit_ = false;
  std::int64_t named_salt_ = 0, size_ = 0;  ///< dollars
  std::size_t begins_ = 0;                  ///< the evening of its first strike
  std::string settings_;
  std::map<std::string, std::vector<Parcel>> parcels_;
  std::map<std::string, std::vector<Parcel>> contracts_;  ///< open, by id; counts, not thousandths
  std::map<std::string, std::vector<Parcel>> shorts_;     ///< owed, by security; units, not thousandths
  std::int64_t cash_ = 0;                                 ///< about, cents
  std::int64_t shares_ = 0;                               ///< at least, thousandths
  std::map<std::string, std::int64_t> money_;             ///< about, minor units of currencies
};

}  // namespace openend::sim
