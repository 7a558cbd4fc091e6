// base/decimal_bytes.h - floor 0
//
// A decimal among stored bytes: its text.
#pragma once

#include "base/bytes.h"
#include "base/decimal.h"

namespace openend {

/// The decimal that comes next; a text that is no decimal fails the reader.
inline Decimal get_decimal(ByteReader& in) {
  const auto value = Decimal::parse(in.get_text());
  if (value) return *value;
  in.fail();
  return {};
}

}  // namespace openend
