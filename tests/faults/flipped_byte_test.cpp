// Any byte of the event log that is not what was written is found by `verify`, and found where it is.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <random>

#include "../engine/desk.h"
#include "folder.h"

namespace openend::faults {
namespace {

/// Bytes of the file that hold something: from, and how many.
struct Stretch {
  std::size_t from, size;
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

unsigned number_at(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) * 256U + static_cast<unsigned char>(bytes[at + 1]);
}

/// The stretches of the table's pages that hold rows or what leads to them; what a page has free is left out.
/// The shape of a page is SQLite's (file format, 1.6): a header, the places of the cells, a gap, the cells.
std::vector<Stretch> content_of(const std::string& path, const std::string& bytes, const char* table) {
  sqlite3* base = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &base, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  sqlite3_stmt* pages = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(base, "SELECT pageno, pagetype, unused, pgsize, ncell FROM dbstat WHERE name = ?", -1,
                               &pages, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(base);
  sqlite3_bind_text(pages, 1, table, -1, SQLITE_STATIC);
  std::vector<Stretch> content;
  while (sqlite3_step(pages) == SQLITE_ROW) {
    const auto size = static_cast<std::size_t>(sqlite3_column_int64(pages, 3));
    const std::size_t page = (static_cast<std::size_t>(sqlite3_column_int64(pages, 0)) - 1) * size;
    const std::string type = reinterpret_cast<const char*>(sqlite3_column_text(pages, 1));
    const auto unused = static_cast<std::size_t>(sqlite3_column_int64(pages, 2));
    if (type == "overflow") {
      content.push_back({page, size - unused});
      continue;
    }
    const auto cells = static_cast<std::size_t>(sqlite3_column_int64(pages, 4));
    content.push_back({page, (type == "leaf" ? 8 : 12) + 2 * cells});
    const std::size_t first = number_at(bytes, page + 5);
    content.push_back({page + first, size - first});
  }
  sqlite3_finalize(pages);
  sqlite3_close(base);
  return content;
}

/// What `verify` says of the store: one line for each fault; nothing where all is well.
std::string verdict_on(const std::string& path) {
  try {
    const auto store = store::open_sqlite_store(path, true);
    const auto chain = store->events().verify_chain();
    return chain ? "" : desk::told(chain.refusals());
  } catch (const store::StoreFault& fault) {
    return std::string("fault: ") + fault.what() + "\n";
  }
}

TEST(FlippedByte, OfTheEventLogIsFoundAndLocated) {
  const Folder folder;
  {
    desk::Desk desk({}, store::open_sqlite_store(folder.file(), false));
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    std::string trades, prices;
    for (int i = 0; i < 500; ++i) {
      const Date date = desk::day("1997-01-06") + i % 5;
      trades +=
          std::to_string(i + 1) + "," + date.text() + "," + (date + 5).text() + ",alpha,ACME,B,10,50,-500.00,,,\n";
    }
    for (int i = 0; i < 5; ++i) prices += (desk::day("1997-01-06") + i).text() + ",ACME,50,USD\n";
    desk.prices(prices);
    desk.trades(trades);
    desk.struck("1997-01-10");
  }
  const std::string whole = bytes_of(folder.file());
  const auto content = content_of(folder.file(), whole, "batch");
  std::size_t size = 0;
  for (const Stretch& stretch : content) size += stretch.size;
  ASSERT_GT(size, 25'000U);
  ASSERT_EQ(verdict_on(folder.file()), "");

  std::mt19937 random(19970106);
  std::map<std::string, int> ways;
  std::fstream file(folder.file(), std::ios::binary | std::ios::in | std::ios::out);
  const auto put = [&](std::size_t at, char byte) {
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
    file.flush();
  };
  for (int i = 0; i < 2000; ++i) {
    std::size_t place = random() % size, at = 0;
    for (const Stretch& stretch : content) {
      at = stretch.from + place;
      if (place < stretch.size) break;
      place -= stretch.size;
    }
    put(at, static_cast<char>(whole[at] ^ static_cast<char>(1 + random() % 255)));
    const std::string said = verdict_on(folder.file());
    put(at, whole[at]);
    const bool names_batch = said.find("batch ") != std::string::npos;
    const bool names_log = said.find("event log") != std::string::npos;
    EXPECT_TRUE(names_batch || names_log) << "the byte at " << at << " (page " << at / 8192 + 1 << "): " << said;
    ++ways[names_batch ? "names the batch" : "names the event log"];
    if (HasFailure()) break;
  }
  EXPECT_EQ(bytes_of(folder.file()), whole) << "verify writes nothing";
  EXPECT_GT(ways["names the batch"], 1800);
}

}  // namespace
}  // namespace openend::faults
