// base/id.h - floor 0
//
// Dense 32-bit numbers for things that have a name outside. Each kind is its own type, so that a security can not
// be passed where a portfolio is meant. The numbers are ours and local to a store: they never enter a digest.
#pragma once

#include <compare>
#include <cstdint>

namespace openend {

template <class Tag>
struct Id {
  static constexpr std::uint32_t kNone = 0xffffffffU;
  std::uint32_t value = kNone;

  constexpr bool exists() const { return value != kNone; }
  constexpr auto operator<=>(const Id&) const = default;
};

using PortfolioId = Id<struct PortfolioTag>;
using ClassId = Id<struct ClassTag>;
using SecurityId = Id<struct SecurityTag>;
using SourceId = Id<struct SourceTag>;  ///< a file that was imported

}  // namespace openend
