// report/period_figures.h - floor 4
//
// The statements of a period as functions of the ledger: its balances before the period and at its end, and the totals
// and stated figures given for it. Nothing that is computed here is posted.
//
// LAW   Regulation S-X 6-07, 6-09; Form N-1A item 13 (financial highlights); spec 14 R-4.
// CASE  Growth Portfolio 1996, thousands: income 4,484 less net expenses 1,488 = 2,996; with gains of 31,054 net assets
//       from operations rise by 34,050.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/period_total.h"
#include "nav/package.h"
#include "report/bounded.h"
#include "report/report.h"

namespace openend::report {

/// A total of a period, as it was given.
struct GivenTotal {
  const event::PeriodLine* line = nullptr;
  Date from, to;
  Decimal amount, half_unit;
  std::string basis;
};

/// What stands in the books before the period and was given rounded: half a unit of it.
struct GivenBalance {
  entity::Account account{};
  Decimal half_unit;
};

struct Period {
  Date from, to;
  std::optional<nav::NavPackage> begin;  ///< the last strike before it; none: nothing was there
  bool opened_within = false;            ///< `begin` is the opening, inside the period: nothing before it is known
  std::vector<GivenTotal> totals;        ///< whose last day lies in it, or before it
  std::vector<GivenBalance> opening;     ///< of the book's opening
  Decimal opening_shares_half;
  std::optional<Decimal> average;  ///< of net assets over its days, in the base currency; none: no day was struck

  int days() const { return to - from + 1; }
};

enum class PeriodStatement : unsigned char { Operations, Changes, Highlights };

struct PeriodFigure {
  enum class Source : unsigned char { Ledger, Computed, Stated } source = Source::Computed;
  PeriodStatement statement = PeriodStatement::Operations;
  std::string_view key;    ///< the printed figure it is compared with
  std::string_view label;  ///< on the statement
  event::PeriodUnit unit = event::PeriodUnit::Money;
  Row::Kind row = Row::Kind::Item;
  Bounded figure;
};

/// In the order of the statements. A figure that can not be made (a ratio without average net assets) is not there.
std::vector<PeriodFigure> period_figures(const Struck& struck);

std::string_view name_of(PeriodStatement statement);

}  // namespace openend::report
