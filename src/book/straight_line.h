// book/straight_line.h - floor 3
//
// A debt security that is amortised in a straight line from its value on a day to par (value/amortise.h): what a book
// keeps of it, and its bytes.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/fixed.h"

namespace openend::book {

struct StraightLine {
  std::uint32_t security = 0xffffffffU;
  std::int32_t from = 0;  ///< day
  Fixed price;            ///< per 100 of par, on that day
};

inline void put(ByteWriter& out, const std::vector<StraightLine>& lines) {
  out.put(static_cast<std::uint32_t>(lines.size()));
  for (const StraightLine& line : lines) {
    out.put(line.security);
    out.put(line.from);
    out.put(line.price.coefficient);
    out.put(line.price.places);
  }
}

inline void get(ByteReader& in, std::vector<StraightLine>& lines) {
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    StraightLine& line = lines.emplace_back();
    line.security = in.get<std::uint32_t>();
    line.from = in.get<std::int32_t>();
    line.price.coefficient = in.get<std::int64_t>();
    line.price.places = in.get<std::uint8_t>();
  }
}

}  // namespace openend::book
