// book/proportion.h - floor 3
#pragma once

#include <cstdint>

#include "base/fixed.h"

namespace openend::book {

/// cost x part / whole, half up, exact; 64 bits where they suffice.
inline std::int64_t proportion(std::int64_t cost, std::int64_t part, std::int64_t whole) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(cost, part, &product))
    return divide_rounded<std::int64_t>(product, whole, Rounding::HalfUp);
  return static_cast<std::int64_t>(divide_rounded<Int128>(static_cast<Int128>(cost) * part, whole, Rounding::HalfUp));
}

}  // namespace openend::book
