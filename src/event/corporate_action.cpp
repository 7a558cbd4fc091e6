#include "event/corporate_action.h"

#include <algorithm>
#include <tuple>

#include "event/codec_parts.h"

namespace openend::event {

std::optional<Fixed> units_after(Fixed units, const CorporateAction& action) {
  const int places = std::max<int>(units.places, kSplitPlaces);
  const Decimal exact = units.decimal() * action.new_units.decimal();
  const auto after = to_fixed(divide(exact, action.old_units.decimal(), places, Rounding::Down));
  if (!after) return std::nullopt;
  return Fixed{std::max<std::int64_t>(after->coefficient, 1), after->places};
}

void put_in_order(std::vector<CorporateAction>& actions) {
  std::sort(actions.begin(), actions.end(), [](const CorporateAction& a, const CorporateAction& b) {
    return std::tie(a.ex_date, a.id) < std::tie(b.ex_date, b.id);
  });
}

Bytes encode(const std::vector<CorporateAction>& actions) {
  return encode_list(actions, [](ByteWriter& out, const CorporateAction& action) {
    out.put_text(action.id);
    out.put(action.kind);
    out.put(action.security.value);
    put(out, action.pay_date);
    put(out, action.new_units);
    put(out, action.old_units);
    put_optional(out, action.fraction_price, [&](const Fixed& price) { put(out, price); });
    out.put(action.row);
  });
}

bool decode(ByteView bytes, Date ex_date, SourceId source, std::vector<CorporateAction>& actions) {
  return decode_list(bytes, actions, [&](ByteReader& in) {
    CorporateAction action;
    action.id = get_string(in);
    action.kind = in.get<CorporateAction::Kind>();
    action.security = SecurityId{in.get<std::uint32_t>()};
    action.ex_date = ex_date;
    action.pay_date = get_date(in);
    action.new_units = get_fixed(in);
    action.old_units = get_fixed(in);
    if (in.get<std::uint8_t>() != 0) action.fraction_price = get_fixed(in);
    action.row = in.get<std::uint32_t>();
    action.source = source;
    const bool sound = action.kind == CorporateAction::Kind::Split && CorporateAction::can_count(action.new_units) &&
                       CorporateAction::can_count(action.old_units) &&
                       (!action.fraction_price || CorporateAction::can_pay(*action.fraction_price));
    if (!sound) in.fail();
    return action;
  });
}

}  // namespace openend::event
