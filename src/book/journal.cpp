#include "book/journal.h"

namespace openend::book {

void Journal::clear() {
  rule_.clear();
  source_.clear();
  row_.clear();
  count_.clear();
  account_.clear();
  item_.clear();
  amount_.clear();
}

Bytes Journal::encode() const {
  Bytes bytes;
  bytes.reserve(28 + entries() * 11 + postings() * 13);
  ByteWriter out(bytes);
  out.put_column<std::uint8_t>(rule_);
  out.put_column<std::uint32_t>(source_);
  out.put_column<std::uint32_t>(row_);
  out.put_column<std::uint16_t>(count_);
  out.put_column<std::uint8_t>(account_);
  out.put_column<std::uint32_t>(item_);
  out.put_column<std::int64_t>(amount_);
  return bytes;
}

bool decode(ByteView bytes, JournalView& journal) {
  ByteReader in(bytes);
  in.get_column(journal.rule);
  in.get_column(journal.source);
  in.get_column(journal.row);
  in.get_column(journal.count);
  in.get_column(journal.account);
  in.get_column(journal.item);
  in.get_column(journal.amount);
  return in.ok() && in.at_end() && journal.source.size() == journal.rule.size() &&
         journal.row.size() == journal.rule.size() && journal.count.size() == journal.rule.size() &&
         journal.item.size() == journal.account.size() && journal.amount.size() == journal.account.size();
}

}  // namespace openend::book
