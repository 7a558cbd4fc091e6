// app/struck_day.h - floor 7
//
// A rebuilt day as reports read it. The arguments must outlive what is given.
#pragma once

#include "app/walk.h"
#include "report/report.h"

namespace openend::app {

inline report::Struck struck_day(const entity::Registry& registry, const Calendar& calendar, PortfolioId portfolio,
                                 const RebuiltDay& day) {
  report::Struck struck;
  struck.registry = &registry;
  struck.portfolio = registry.trust().find(portfolio);
  struck.settings = day.settings;
  struck.calendar = &calendar;
  struck.date = day.sealed.package.date;
  struck.value_through = day.value_through;
  struck.book = &day.book;
  struck.marks = &day.sealed.marks;
  struck.package = &day.sealed.package;
  struck.version = day.version;
  struck.estimate = day.version == 0;
  if (day.bridge) struck.bridge = &*day.bridge;
  return struck;
}

}  // namespace openend::app
