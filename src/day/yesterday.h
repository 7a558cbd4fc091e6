// day/yesterday.h - floor 5
//
// What the strike before left of a book, copied before anything of the day is posted: where the second net asset value
// begins.
#pragma once

#include <vector>

#include "book/book.h"

namespace openend::day {

struct Yesterday {
  book::Prior prior;
  std::int64_t holdings = 0, forwards = 0;  ///< their values, as sealed
  // Of the positions, by their places, which stay: new ones come behind.
  std::vector<std::int64_t> quantity;
  std::vector<std::uint8_t> places;
  std::vector<std::int64_t> accrued;       ///< empty where nothing accrues
  std::vector<book::Unsettled> unsettled;  ///< par that earns for another so far
  std::vector<book::SubBalance> money;
  std::vector<instrument::ForwardCurrency> contracts;
  std::vector<book::OpenContract> open;  ///< futures, swaps, written options, short sales
  std::int64_t contracts_worth = 0;  ///< gains of the futures, swaps, less what written options and short sales were
  std::vector<book::ClassShares> classes;
  std::vector<book::OpenLoan> loans;
  event::AnswersByOffer answers;
  bool any_special = false;
};

/// `spent`: one that nobody needs any more, for its memory.
Yesterday yesterday_of(const book::Book& book, Yesterday spent = {});

}  // namespace openend::day
