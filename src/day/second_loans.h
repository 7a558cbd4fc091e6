// day/second_loans.h - floor 5
//
// What loans add to net assets by other code than the books': the interest that each earned or owed in the days since
// the strike before, told from its facts. What is paid on a loan moves money for a claim, and adds nothing.
#pragma once

#include "day/close_day.h"
#include "day/yesterday.h"

namespace openend::day {

class SecondLoans {
 public:
  explicit SecondLoans(const Yesterday& yesterday) : loans_(yesterday.loans) {}

  void take(const event::Event& event);
  /// The day's events have been taken.
  void end(Date day);
  /// Interest earned less owed, through the day to which the strike accrues.
  std::int64_t earned(Date through);
  bool any() const { return any_ || !loans_.empty(); }

 private:
  /// All of its interest until the day, which goes to what was earned.
  void settle(book::OpenLoan& loan, Date day);
  std::int64_t owed(const book::OpenLoan& loan, Date until) const;

  std::vector<book::OpenLoan> loans_;
  std::int64_t earned_ = 0;
  bool any_ = false;
};

}  // namespace openend::day
