// report/engine.h - floor 4
//
// Our own side of a tie-out: the figure that answers to a printed figure's name and keys.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "report/figures.h"

namespace openend::report {

/// Part and whole of a percent, in minor units.
struct Share {
  std::int64_t part = 0, whole = 0;
};

class Engine {
 public:
  explicit Engine(const Struck& struck);

  /// The amount in minor units; none where we have no such figure. Countries are asked for below.
  std::optional<std::int64_t> amount(const entity::PrintedFigure& figure) const;
  /// What a printed percent is a percent of; none where we have no such figure.
  std::optional<Share> share(const entity::PrintedFigure& figure) const;
  /// A country's own holdings; zero where there are none.
  std::int64_t country(const std::string& name) const;
  /// What the printed rows of the other countries leave for the home country.
  std::int64_t home_by_balance() const { return total_ - printed_abroad_; }
  /// Interest from the terms, the strike day's included.
  std::int64_t accrued_interest() const { return accrued_; }
  /// Whether the printed lines of a printed total add up to it, and how many lines those are.
  bool print_foots(std::string_view total, int& lines) const;
  /// Whether the printed percents of the group that a percent belongs to add up: industries to their class, classes to
  /// total investments, countries and the two last lines of a schedule to 100.
  bool percents_foot(const entity::PrintedFigure& figure) const;
  /// The closing line between the capital lines and net assets.
  std::int64_t rounding_and_translation() const;
  std::int64_t net_assets() const { return net_; }
  /// Ours that the print does not name although it names others of the sort: figure and keys, with the amount.
  std::vector<std::pair<entity::PrintedFigure, std::int64_t>> not_printed() const;

 private:
  struct Value {
    std::int64_t value = 0, cost = 0;
  };
  Decimal printed(std::string_view figure) const;
  void count_forwards();

  const Struck& struck_;
  std::vector<const entity::PrintedFigure*> printed_;
  Statement statement_;
  std::map<std::string, Value, std::less<>> classes_;
  std::map<std::pair<std::string, std::string>, std::int64_t> industries_;
  std::map<std::string, CountryValue, std::less<>> countries_;
  std::map<std::pair<std::string, std::string>, Value> forwards_;  ///< by currency and date; cost is the gain
  std::int64_t total_ = 0, total_cost_ = 0, net_ = 0, accrued_ = 0, printed_abroad_ = 0;
  std::int64_t forward_value_ = 0, forward_gain_ = 0;
};

}  // namespace openend::report
