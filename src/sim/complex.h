// sim/complex.h - floor 5
//
// A fictitious fund complex and its years, told from a seed: the folder that describes the trust, and evening by
// evening the deliveries and strikes. Pure: the same seed and calendar give the same bytes on every platform.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "money/calendar.h"
#include "sim/fund.h"
#include "sim/mail.h"
#include "sim/market.h"

namespace openend::sim {

struct Wish {
  std::uint64_t seed = 1;
  int portfolios = 1;
  int days = 0;  ///< pricing days
};

class Complex {
 public:
  /// Stops where the calendar does not reach far enough: 45 days more than the wish's year, from a year between 1994
  /// and 2015.
  Complex(const Wish& wish, const Calendar& calendar);

  /// trust.toml and a file for each portfolio, by name.
  const Files& trust() const { return trust_; }
  /// When the trust's folder is recorded.
  Instant described() const;
  bool over() const { return day_ >= count_; }
  /// What is done on the next evening, in order: withdrawals, the delivery, what was sent twice, the strike.
  std::vector<Step> next();

  const NewsCount& news() const { return news_; }

 private:
  void deliver(std::vector<Step>& steps, std::size_t day, Files files);
  void repeat(std::vector<Step>& steps, std::size_t day);
  void lend_between(std::size_t day);
  Step& add(std::vector<Step>& steps, std::size_t day, const char* what);

  Random random_;
  NewsCount news_{};
  Numbers numbers_;
  Days days_;
  std::size_t count_ = 0, day_ = 0, folders_ = 0;
  Mail mail_;
  std::unique_ptr<Market> market_;
  std::vector<std::unique_ptr<Fund>> funds_;
  Files trust_;
  int minute_ = 0;                                   ///< of the evening
  std::vector<std::pair<std::size_t, Files>> held_;  ///< deliveries on their way while later ones overtake them
  std::vector<Files> sent_;                          ///< the last few deliveries, which may be sent again
};

}  // namespace openend::sim
