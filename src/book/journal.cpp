#include "book/journal.h"

#include <algorithm>

namespace openend::book {

void Journal::clear() {
  entries_ = postings_ = 0;
  local_ = {};
}

void Journal::make_room_for_entries() {
  const std::size_t room = std::max<std::size_t>(64, 2 * rule_.size());
  rule_.resize(room);
  source_.resize(room);
  row_.resize(room);
  count_.resize(room);
}

void Journal::make_room_for_postings() {
  const std::size_t room = std::max<std::size_t>(256, 2 * account_.size());
  account_.resize(room);
  item_.resize(room);
  amount_.resize(room);
}

void Journal::post_local(Account account, std::int64_t amount, Currency currency, std::int64_t local,
                         std::uint8_t custody, std::uint32_t item) {
  if (local == 0) return post(account, amount, item);
  if (amount == 0) {  // worth less than half a minor unit of base: the posting stands for its local amount
    write(account, 0, item);
  } else {
    post(account, amount, item);
  }
  local_.posting.push_back(static_cast<std::uint32_t>(postings_ - 1));
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

namespace {

/// The number of all ones, which says that there is none, is mostly written: as a zero.
std::int64_t one_up(std::uint32_t number) { return static_cast<std::uint32_t>(number + 1); }
static_assert(kNoItem + 1 == 0 && SourceId::kNone + 1 == 0);

}  // namespace

// A sealed day keeps its journal for good, and there are many: most numbers are near zero or near the one before, so
// each takes a byte or three. The last posting of an entry is not written: it is what the entry lacks to zero, and an
// entry that does not balance can not be stored.
Bytes Journal::encode() {
  packed_.resize(std::max(packed_.size(), 2 * kMostOfSmall * (entries_ + postings_)));
  std::uint8_t* to = packed_.data();
  std::uint32_t row = 0;
  std::size_t at = 0;
  for (std::size_t entry = 0; entry < entries_; ++entry) {
    to = write_small(to, one_up(source_[entry]));
    to = write_small(to, std::int64_t{row_[entry]} - row);
    row = row_[entry];
    for (const std::size_t end = at + count_[entry]; at < end; ++at) {
      to = write_small(to, one_up(item_[at]));
      if (at + 1 != end) to = write_small(to, amount_[at]);
    }
  }
  const auto packed = ByteView(packed_).first(static_cast<std::size_t>(to - packed_.data()));
  constexpr std::size_t kColumns = 7, kLocal = 4 + 1 + sizeof(Currency) + 8;
  Bytes bytes;
  bytes.reserve(kColumns * sizeof(std::uint32_t) + entries_ * 3 + postings_ + local_.posting.size() * kLocal +
                packed.size());
  ByteWriter out(bytes);
  out.put_column(std::span<const std::uint8_t>(rule_).first(entries_));
  out.put_column(std::span<const std::uint16_t>(count_).first(entries_));
  out.put_column(std::span<const std::uint8_t>(account_).first(postings_));
  out.put_column<std::uint32_t>(local_.posting);
  out.put_column<std::uint8_t>(local_.custody);
  out.put_column<Currency>(local_.currency);
  out.put_column<std::int64_t>(local_.amount);
  out.put_bytes(packed);
  return bytes;
}

namespace {

/// A number of 32 bits that lies so far from another, or a reader that has failed.
std::uint32_t get_from(ByteReader& in, std::uint32_t base) {
  constexpr std::int64_t kMost = 0xffffffff;
  const std::int64_t apart = in.get_small();
  if (apart < -kMost || apart > kMost || base + apart < 0 || base + apart > kMost) in.fail();
  return base + static_cast<std::uint32_t>(apart);
}

/// The sum of an entry's amounts so far: what its last posting undoes.
std::int64_t add_up(ByteReader& in, std::int64_t sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum) || sum == INT64_MIN) in.fail();
  return sum;
}

void read_entries(ByteReader& in, JournalView& journal) {
  std::uint32_t row = 0;
  for (const std::uint16_t count : journal.count) {
    journal.source.push_back(get_from(in, 0) - 1);
    journal.row.push_back(row = get_from(in, row));
    std::int64_t sum = 0;
    for (std::uint16_t posting = 0; posting < count && in.ok(); ++posting) {
      journal.item.push_back(get_from(in, 0) - 1);
      const std::int64_t amount = posting + 1 == count ? -sum : in.get_small();
      sum = add_up(in, sum, amount);
      journal.amount.push_back(amount);
    }
    if (!in.ok()) return;
  }
}

}  // namespace

bool decode(ByteView bytes, JournalView& journal) {
  ByteReader in(bytes);
  journal = {};
  in.get_column(journal.rule);
  in.get_column(journal.count);
  in.get_column(journal.account);
  in.get_column(journal.local.posting);
  in.get_column(journal.local.custody);
  in.get_column(journal.local.currency);
  in.get_column(journal.local.amount);
  const std::size_t locals = journal.local.posting.size();
  std::size_t postings = 0;
  for (const std::uint16_t count : journal.count) postings += count;
  if (postings != journal.account.size() || journal.count.size() != journal.rule.size()) return false;
  for (const std::uint8_t rule : journal.rule) {
    if (rule >= static_cast<std::uint8_t>(policy::RuleId::kCount)) return false;
  }
  for (const std::uint8_t account : journal.account) {
    if (account >= entity::kAccounts) return false;
  }
  for (const std::uint32_t posting : journal.local.posting) {
    if (posting >= journal.account.size()) return false;
  }
  if (journal.local.custody.size() != locals || journal.local.currency.size() != locals ||
      journal.local.amount.size() != locals)
    return false;
  read_entries(in, journal);
  return in.ok() && in.at_end();
}

}  // namespace openend::book
