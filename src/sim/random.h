// sim/random.h - floor 5
//
// Numbers that look like chance and follow from a seed: splitmix64 [Steele, Lea, Flood 2014], whole numbers only, so
// that every platform draws the same. The distributions of std:: differ between libraries and are not used.
#pragma once

#include <cstdint>

#include "base/assert.h"

namespace openend::sim {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  /// From `least` to `most`, both included; the bias of the modulus is below 2^-32 for what is asked here.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    OE_ASSERT(least <= most, "a range has a number");
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
  }

  /// True so many times in a thousand.
  bool chance(int per_mille) { return between(1, 1000) <= per_mille; }

  template <class List>
  auto& one_of(List& list) {
    return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(list.size()) - 1))];
  }

  /// A stream of its own, so that what one part draws does not move the others.
  Random fork() { return Random(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace openend::sim
