// tests/fuzz/play.h - for the fuzzers
//
// Whole deliveries into the desk's store, and the strikes that follow. Files are separated by a line of their kind:
// "== trades"; "== and shares" comes in one delivery with the file before it; "== strike" strikes the day that is
// written under it, so that later files are late news.
#pragma once

#include "app/walk.h"
#include "files.h"

namespace openend::fuzz {

inline Result<Done> strike(app::Session& session, std::string_view day, std::int64_t known) {
  const auto date = Date::parse(day);
  if (!date || *date > *Date::parse("1997-01-10")) return refuse("fuzz", "no day of this desk", "name another");
  app::StrikeRequest request;
  request.date = *date;
  request.known = {known};
  const auto report = app::Walk(session).strike(request);
  if (!report) return report.refusals();
  return Done{};
}

/// `told` hears of every file and strike that was refused.
template <class Told>
void play(app::Session& session, const std::uint8_t* data, std::size_t size, Told told) {
  open(session);
  std::int64_t known = 10;
  std::vector<app::Session::Named> files;
  const auto deliver = [&] {
    if (files.empty()) return;
    const auto done = session.import(files, {}, {++known}, false);
    if (!done) told(files[0].kind, done.refusals());
    files.clear();
  };
  for (auto& [line, text] : split(data, size)) {
    const bool joins = line.starts_with("and ");
    const std::string kind = line.substr(joins ? 4 : 0);
    if (!joins) deliver();
    if (kind != "strike") {
      files.push_back({kind, store::feeds::TextFile::of(kind + ".csv", text)});
      continue;
    }
    const auto done = strike(session, text.substr(0, text.find('\n')), ++known);
    if (!done) told(kind, done.refusals());
  }
  deliver();
  OE_ASSERT(strike(session, "1997-01-10", ++known), "a pricing day can be struck");
}

}  // namespace openend::fuzz
