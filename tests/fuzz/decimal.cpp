// Decimals and their 64-bit form: what is read is written again as the same number.
#include "base/decimal.h"
#include "base/assert.h"
#include "base/fixed.h"
#include "store/feeds/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = Decimal::parse(text);
  const auto fixed = store::feeds::parse_fixed(text);
  if (fixed) {
    OE_ASSERT(value && *value == fixed->decimal(), "both parsers read the same number");
    OE_ASSERT(to_fixed(fixed->decimal()).has_value(), "what was fixed can be fixed again");
  }
  if (!value) return 0;
  const auto again = Decimal::parse(value->text());
  OE_ASSERT(again && *again == *value && again->places() == value->places(), "a decimal written is read the same");
  OE_ASSERT(value->trimmed() == *value, "zeros at the end change nothing");
  for (const Rounding rounding : {Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Ceiling}) {
    const Decimal rounded = value->rounded(value->places() / 2, rounding);
    OE_ASSERT(abs(rounded) <= abs(*value) + Decimal(1), "rounding moves by less than one");
  }
  return 0;
}
