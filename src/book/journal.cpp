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
  local_ = {};
}

void Journal::post_local(Account account, std::int64_t amount, Currency currency, std::int64_t local,
                         std::uint8_t custody, std::uint32_t item) {
  if (local == 0) return post(account, amount, item);
  if (amount == 0) {  // worth less than half a minor unit of base: the posting stands for its local amount
    account_.push_back(static_cast<std::uint8_t>(account));
    item_.push_back(item);
    amount_.push_back(0);
  } else {
    post(account, amount, item);
  }
  local_.posting.push_back(static_cast<std::uint32_t>(account_.size() - 1));
  local_.custody.push_back(custody);
  local_.currency.push_back(currency);
  local_.amount.push_back(local);
  if (currency == base_) return;
  for (auto& [known, sum] : local_sums_) {
    if (known != currency) continue;
    OE_ASSERT(!__builtin_add_overflow(sum, local, &sum), "an entry's local amounts fit 64 bits");
    return;
  }
  local_sums_.emplace_back(currency, local);
}

void Journal::end_local() {
  for (const auto& [currency, sum] : local_sums_) OE_ASSERT(sum == 0, "a journal entry sums to zero in each currency");
  local_sums_.clear();
}

Bytes Journal::encode() const {
  Bytes bytes;
  // exactly what is written: a sealed day keeps its capacity
  bytes.reserve(11 * sizeof(std::uint32_t) + entries() * 11 + postings() * 13 + local_.posting.size() * 16);
  ByteWriter out(bytes);
  out.put_column<std::uint8_t>(rule_);
  out.put_column<std::uint32_t>(source_);
  out.put_column<std::uint32_t>(row_);
  out.put_column<std::uint16_t>(count_);
  out.put_column<std::uint8_t>(account_);
  out.put_column<std::uint32_t>(item_);
  out.put_column<std::int64_t>(amount_);
  out.put_column<std::uint32_t>(local_.posting);
  out.put_column<std::uint8_t>(local_.custody);
  out.put_column<Currency>(local_.currency);
  out.put_column<std::int64_t>(local_.amount);
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
  in.get_column(journal.local.posting);
  in.get_column(journal.local.custody);
  in.get_column(journal.local.currency);
  in.get_column(journal.local.amount);
  const std::size_t locals = journal.local.posting.size();
  std::size_t postings = 0;
  for (const std::uint16_t count : journal.count) postings += count;
  if (postings != journal.account.size()) return false;
  for (const std::uint8_t rule : journal.rule) {
    if (rule >= static_cast<std::uint8_t>(policy::RuleId::kCount)) return false;
  }
  for (const std::uint8_t account : journal.account) {
    if (account >= entity::kAccounts) return false;
  }
  for (const std::uint32_t posting : journal.local.posting) {
    if (posting >= journal.account.size()) return false;
  }
  return in.ok() && in.at_end() && journal.source.size() == journal.rule.size() &&
         journal.row.size() == journal.rule.size() && journal.count.size() == journal.rule.size() &&
         journal.item.size() == journal.account.size() && journal.amount.size() == journal.account.size() &&
         journal.local.custody.size() == locals && journal.local.currency.size() == locals &&
         journal.local.amount.size() == locals;
}

}  // namespace openend::book
