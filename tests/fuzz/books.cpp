// Snapshots of books, sealed packages and journals as bytes, as reports and the next day read them. The first line says
// which: "book", "package" or "journal".
#include "files.h"
#include "nav/package.h"

namespace {

using namespace openend;

template <class T>
void read(ByteView bytes) {
  T first;
  if (!decode(bytes, first)) return;
  T again;
  OE_ASSERT(decode(encode(first), again), "what was written can be read");
  OE_ASSERT(encode(again) == encode(first), "and is the same");
}

/// Every entry with its postings, as the ledger and explain walk them.
void read_journal(ByteView bytes) {
  book::JournalView journal;
  if (!book::decode(bytes, journal)) return;
  std::size_t posting = 0;
  for (std::size_t entry = 0; entry < journal.rule.size(); ++entry) {
    OE_ASSERT(!policy::rule_of(static_cast<policy::RuleId>(journal.rule[entry])).id.empty(), "an entry has a rule");
    for (const std::size_t end = posting + journal.count[entry]; posting < end; ++posting) {
      OE_ASSERT(posting < journal.account.size(), "an entry's postings are there");
      const auto account = static_cast<entity::Account>(journal.account[posting]);
      OE_ASSERT(!entity::line_of(account).word.empty(), "a posting has an account");
    }
  }
  OE_ASSERT(posting == journal.account.size(), "every posting is of an entry");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [shape, bytes] = fuzz::named(data, size);
  if (shape == "book") read<book::Book>(bytes);
  if (shape == "package") read<nav::NavPackage>(bytes);
  if (shape == "journal") read_journal(bytes);
  return 0;
}
