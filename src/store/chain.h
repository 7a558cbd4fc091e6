// store/chain.h - floor 6, private to the store
//
// What both stores check in the same words: the chain of batches, and the digest that keeps a sealed day from changing.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/digest.h"
#include "base/result.h"
#include "store/ports.h"

namespace openend::store {

/// All of a seal: portfolio, day, version, log position, package digest, header and journal.
Digest digest_of_seal(const Seal& seal);
/// A snapshot's header and body.
Digest digest_of_snapshot(const Snapshot& snapshot);

/// Walks a stored chain from its first batch and keeps one refusal for each batch that is missing or was changed.
class ChainCheck {
 public:
  /// `place` is the file that holds the chain, empty for memory.
  explicit ChainCheck(std::string place) : place_(std::move(place)) {}

  /// The next batch in order of sequence, with the digest and the head that were stored beside it.
  void take(const Batch& batch, const Digest& digest, const Digest& head);
  /// After the last batch: where the store says that its log ends. Without this, batches cut off the end go unseen.
  void finish(std::uint64_t last_sequence, const Digest& head);
  /// Any other fault of the same store.
  void add(std::string code, std::string message, std::string expected, std::string found);

  std::uint64_t last_sequence() const { return last_sequence_; }
  Result<Done> result() &&;

 private:
  std::string place_;
  std::uint64_t last_sequence_ = 0;
  Digest head_{};
  Refusals refusals_;
};

}  // namespace openend::store
