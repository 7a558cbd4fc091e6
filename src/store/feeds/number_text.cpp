#include "store/feeds/number_text.h"

namespace openend::store::feeds {

std::optional<Fixed> parse_fixed(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::int64_t coefficient = 0;
  int places = -1;
  const char* const first = at;
  for (; at != end; ++at) {
    const unsigned digit = static_cast<unsigned char>(*at) - static_cast<unsigned>('0');
    if (digit <= 9) {
      if (coefficient > 92'233'720'368'547'757) return std::nullopt;
      coefficient = coefficient * 10 + digit;
      if (places >= 0) ++places;
    } else if (*at == '.' && places < 0 && at != first) {
      places = 0;
    } else {
      return std::nullopt;
    }
  }
  if (at == first || places == 0 || places > 18) return std::nullopt;
  return Fixed{negative ? -coefficient : coefficient, static_cast<std::uint8_t>(places < 0 ? 0 : places)};
}

}  // namespace openend::store::feeds
