// check/strike_checks.h - floor 3
//
// The checks of a strike that need nothing but the day itself and the strike before it: pure functions that give one
// finding each.
#pragma once

#include <vector>

#include "book/book.h"
#include "check/finding.h"
#include "check/list.h"
#include "policy/settings.h"
#include "value/mark.h"

namespace openend::check {

/// A finding of a check of the list; no limit means the list's own.
Finding finding(CheckId id, bool passed, std::string found, std::string detail, std::string limit = {},
                std::string subject = {});

/// What the checks look at. The book is closed and its changed positions are not sealed yet.
struct StrikeFigures {
  const book::Book& book;  ///< its `prior` is the strike before
  const value::Marks& marks;
  const policy::Settings& settings;
  std::int64_t net_assets = 0;
  std::int64_t net_assets_before = 0;  ///< zero where this is the first strike
  std::int64_t explained = 0;          ///< the sum of the causes of the change
  Decimal nav;
  int minor_places = 2;
};

std::vector<Finding> strike_checks(const StrikeFigures& figures);

/// `published_before` is the highest version of that day published before this one; zero: none.
Finding closed_day(unsigned version, unsigned published_before);

}  // namespace openend::check
