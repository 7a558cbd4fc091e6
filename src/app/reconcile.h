// app/reconcile.h - floor 7
//
// The statements of other parties on a portfolio's day, with what the books know about their differences.
#pragma once

#include "app/walk.h"
#include "report/reconciliation.h"

namespace openend::app {

/// `struck` is the day; its differences get their ages from the days before, made again.
Result<report::Reconciliation> reconciliation_of(Session& session, const report::Struck& struck,
                                                 const std::optional<Instant>& known_by);

}  // namespace openend::app
