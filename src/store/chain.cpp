#include "store/chain.h"

#include <array>
#include <cstring>

namespace openend::store {
namespace {

/// The fixed fields of a record, little-endian, in front of what is hashed after them.
class FixedFields {
 public:
  template <class T>
  FixedFields& put(T value) {
    OE_ASSERT(size_ + sizeof value <= bytes_.size(), "the fixed fields fit their place");
    std::memcpy(bytes_.data() + size_, &value, sizeof value);
    size_ += sizeof value;
    return *this;
  }
  void add_to(Hasher& hasher) const { hasher.add(bytes_.data(), size_); }

 private:
  std::array<std::uint8_t, 64> bytes_{};
  std::size_t size_ = 0;
};

Hasher& scratch_hasher() {
  thread_local Hasher hasher;  // a scratch context, not state: every use begins and ends in one function
  return hasher;
}

std::string batch_name(std::uint64_t sequence) { return "batch " + std::to_string(sequence); }

}  // namespace

Digest digest_of_batch(const Batch& batch) {
  Hasher& hasher = scratch_hasher();
  FixedFields()
      .put(batch.sequence)
      .put(batch.kind)
      .put(batch.portfolio.value)
      .put(batch.day.days)
      .put(batch.known.microseconds)
      .put(batch.source.value)
      .put(batch.count)
      .put(std::uint64_t{batch.body.size()})
      .add_to(hasher);
  hasher.add(batch.body.view());
  return hasher.finish();
}

Digest next_head(const Digest& head, const Digest& batch_digest) {
  Hasher& hasher = scratch_hasher();
  hasher.add(head);
  hasher.add(batch_digest);
  return hasher.finish();
}

Digest digest_of_seal(const Seal& seal) {
  Hasher& hasher = scratch_hasher();
  FixedFields()
      .put(seal.portfolio.value)
      .put(seal.day.days)
      .put(seal.version)
      .put(seal.log_position)
      .put(std::uint64_t{seal.header.size()})
      .put(std::uint64_t{seal.journal.size()})
      .add_to(hasher);
  hasher.add(seal.digest);
  hasher.add(seal.header);
  hasher.add(seal.journal);
  return hasher.finish();
}

Digest digest_of_snapshot(const Snapshot& snapshot) {
  Hasher& hasher = scratch_hasher();
  FixedFields().put(std::uint64_t{snapshot.header.size()}).add_to(hasher);
  hasher.add(snapshot.header);
  hasher.add(snapshot.body.view());
  return hasher.finish();
}

void ChainCheck::take(const Batch& batch, const Digest& digest, const Digest& head) {
  const std::uint64_t expected = last_sequence_ + 1;
  const bool follows = batch.sequence == expected;
  if (!follows) {
    const std::uint64_t before = batch.sequence - 1;
    const std::string missing = before == expected
                                    ? batch_name(expected)
                                    : "batches " + std::to_string(expected) + " to " + std::to_string(before);
    add("E-STORE-001", "the event log lacks " + missing, missing, batch_name(batch.sequence));
  }
  const Digest computed = digest_of_batch(batch);
  if (computed != digest) {
    add("E-STORE-002",
        batch_name(batch.sequence) + " of " + batch.day.text() + " is not what was recorded: its digest differs",
        hex(digest), hex(computed));
  }
  // After a gap the previous head is unknown. Going on from the stored values names each fault once, not all that
  // follow.
  if (follows && next_head(head_, digest) != head) {
    add("E-STORE-003", batch_name(batch.sequence) + " does not continue the chain: its head differs",
        hex(next_head(head_, digest)), hex(head));
  }
  last_sequence_ = batch.sequence;
  head_ = head;
}

void ChainCheck::finish(std::uint64_t last_sequence, const Digest& head) {
  if (last_sequence > last_sequence_) {
    add("E-STORE-001", "the event log was cut off after " + batch_name(last_sequence_), batch_name(last_sequence),
        batch_name(last_sequence_));
  } else if (last_sequence < last_sequence_ || head != head_) {
    add("E-STORE-004", "the event log goes on after its recorded end, " + batch_name(last_sequence), hex(head),
        hex(head_));
  }
}

void ChainCheck::add(std::string code, std::string message, std::string expected, std::string found) {
  Refusals one = refuse(std::move(code), std::move(message),
                        "Restore the store from a backup made before the change; keep this file as evidence.");
  one.front().place.file = place_;
  one.front().expected = std::move(expected);
  one.front().found = std::move(found);
  refusals_.push_back(std::move(one.front()));
}

Result<Done> ChainCheck::result() && {
  if (!refusals_.empty()) return std::move(refusals_);
  return Done{};
}

}  // namespace openend::store
