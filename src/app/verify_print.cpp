// app/verify_print.cpp - floor 7
//
// `openend verify --print`: a day beside a printed report, given as a file or imported before.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/period.h"
#include "app/session.h"
#include "app/struck_day.h"
#include "event/codec.h"
#include "report/makers.h"
#include "report/print_check.h"

namespace openend::app {

namespace {

/// The figures of a printed.csv that is not imported.
Result<std::vector<entity::PrintedFigure>> read_print(const Session& session, const std::string& path) {
  entity::Registry registry = session.registry();
  TRY(const auto delivery,
      store::feeds::read_file("printed", store::feeds::TextFile::open(path), registry, store::feeds::Mapping{}));
  std::vector<entity::PrintedFigure> figures;
  for (const auto& batch : delivery.batches) {
    std::vector<entity::PrintedFigure> some;
    OE_ASSERT(event::decode(batch.body, some), "what was encoded can be decoded");
    figures.insert(figures.end(), some.begin(), some.end());
  }
  return figures;
}

}  // namespace

Result<int> verify_print_command(const Common& common, const PrintWords& words) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const PortfolioId id, portfolio_named(session, words.portfolio));
  entity::Registry registry = session.registry();
  if (!words.file.empty()) {
    TRY(auto figures, read_print(session, words.file));
    registry.set_printed(std::move(figures));
  }
  Walk walk(session);
  TRY(const RebuiltDay day, walk.rebuild(id, words.date));
  TRY(const Calendar calendar, session.calendar());
  report::Struck struck = struck_day(registry, calendar, id, day);
  std::optional<report::Period> period;
  if (words.from) {
    TRY(period, period_of(session, id, *words.from, words.date, std::nullopt));
    struck.period = &*period;
  }
  const report::Report made = period ? report::statements(struck) : report::verify_print(struck);
  fmt::print("{}", report::render(made, common.json ? report::Format::Json : report::Format::Text));
  return made.differs ? kFailed : kDone;
}

}  // namespace openend::app
