// day/second_holdings.h - floor 5
//
// What all holdings are worth, for the second net asset value: only their sum, and by no code that the books use.
#pragma once

#include <cstdint>
#include <vector>

#include "day/close_day.h"

namespace openend::day {

/// The holdings as the second value knows them, by their places in the book.
struct HoldingsAgain {
  const DayInputs& in;
  const value::Marks& marks;  ///< of which only what a holding is valued by is read
  const std::vector<std::uint32_t>& security;
  const std::vector<std::int64_t>& quantity;
  const std::vector<std::uint8_t>& places;
};

/// Minor units of the base currency. A holding without a price or a rate counts as nothing: the strike refuses it.
std::int64_t second_holdings(const HoldingsAgain& held);

/// An amount of another currency in base money at the day's rate, half up; nothing where there is no rate.
Decimal translated_again(const DayInputs& in, Currency currency, const Decimal& amount, int places);

}  // namespace openend::day
