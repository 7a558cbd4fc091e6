// tests/fuzz/files.h - for the fuzzers
//
// A small trust with its securities and an open book, files told apart in one text by lines "== name", and stored bytes
// with the name of their shape in a line before them. Names, not numbers: the seeds outlive a list that grows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/session.h"

namespace openend::fuzz {

using Files = std::vector<std::pair<std::string, std::string>>;

inline Files split(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Files files;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with("== ") && line.ends_with('\n')) {
      files.emplace_back(line.substr(3, line.size() - 4), "");
    } else if (!files.empty()) {
      files.back().second += line;
    }
    at = end;
  }
  return files;
}

/// The name of the first line, and the bytes after it.
inline std::pair<std::string_view, ByteView> named(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const std::size_t rest = std::min(line + 1, size);
  return {text.substr(0, line), ByteView(data + rest, size - rest)};
}

inline void take(app::Session& session, const std::string& kind, const std::string& text) {
  std::vector<app::Session::Named> files;
  files.push_back({kind, store::feeds::TextFile::of(kind + ".csv", text)});
  OE_ASSERT(session.import(files, {}, {2}, false), "the desk's own files are good");
}

/// A trust of two portfolios with two cash accounts and securities of several kinds; alpha's book is open.
inline void open(app::Session& session) {
  std::vector<store::feeds::TextFile> files;
  const auto portfolio = [](const std::string& id) {
    return "[portfolio]\nid = \"" + id +
           "\"\nname = \"Fund\"\ninception = 1996-01-02\nbase_currency = \"USD\"\n[[class]]\nid = \"one\"\nname = "
           "\"One\"\nfrom = 1996-01-02\ninitial_price = \"10.00\"\n[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { "
           "rate_pct = \"0.65\" } ]\n[[cash_account]]\nid = \"main\"\ncustodian = \"Bank\"\n[[cash_account]]\nid = "
           "\"london\"\ncustodian = \"Other\"\n";
  };
  files.push_back(store::feeds::TextFile::of(
      "trust.toml",
      "[trust]\nid = \"desk\"\nname = \"Desk\"\nbase_currency = \"USD\"\ncalendar = \"weekdays\"\nportfolios = "
      "[\"alpha\", \"beta\"]\n"));
  for (const char* id : {"alpha", "beta"})
    files.push_back(store::feeds::TextFile::of(std::string(id) + ".toml", portfolio(id)));
  OE_ASSERT(session.init(store::feeds::read_trust_texts(files).value(), {1}), "the desk's trust is good");
  take(session, "securities",
       "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year\nACME,Acme,common_stock,USD,,,,"
       ",\nWARR,Warrant,warrant,USD,,1997-01-08,,,\nBOND,Bond,corporate_bond,USD,6,2002-07-15,,30/360,2\n"
       "NOTE,Note,discount_note,USD,5.4,1997-02-10,,,\nKRUPP,Krupp,common_stock,DEM,,,,,\n");
  std::vector<app::Session::Named> opening;
  opening.push_back(
      {"opening-balances", store::feeds::TextFile::of("b.csv",
                                                      "portfolio,date,account,amount,basis\nalpha,1997-01-03,cash,"
                                                      "1000000,x\nalpha,1997-01-03,capital,1000000,x\n")});
  opening.push_back({"opening-shares", store::feeds::TextFile::of("s.csv",
                                                                  "portfolio,class,date,shares,basis\nalpha,"
                                                                  "one,1997-01-03,100000,x\n")});
  OE_ASSERT(session.import(opening, {}, {3}, false), "the desk's opening is good");
}

inline entity::Registry desk() {
  app::Session session(store::open_memory_store());
  open(session);
  return session.registry();
}

}  // namespace openend::fuzz
