// app/period.h - floor 7
//
// What the statements of a period are made from: the strike before it, the totals given for it, the average of its
// days.
#pragma once

#include "app/walk.h"
#include "report/period_figures.h"

namespace openend::app {

/// The first day of the fiscal year that a day lies in.
Date fiscal_year_start(const entity::Trust& trust, Date day);

/// Of a portfolio whose day `to` can be rebuilt. Refuses a period that ends before it begins, or begins after the
/// books.
Result<report::Period> period_of(Session& session, PortfolioId portfolio, Date from, Date to,
                                 const std::optional<Instant>& known_by);

}  // namespace openend::app
