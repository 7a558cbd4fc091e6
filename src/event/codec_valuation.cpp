// event/codec_valuation.cpp - floor 2
//
// Fair values, approvals, index levels and curves as bytes.
#include "event/codec.h"
#include "event/codec_parts.h"
#include "event/sound.h"

namespace openend::event {

static void put_date(ByteWriter& out, const std::optional<Date>& date) {
  put_optional(out, date, [&](Date given) { put(out, given); });
}
static std::optional<Date> get_optional_date(ByteReader& in) {
  if (in.get<std::uint8_t>() == 0) return std::nullopt;
  return get_date(in);
}

Bytes encode(const std::vector<FairValue>& values) {
  return encode_list(values, [](ByteWriter& out, const FairValue& v) {
    out.put_text(v.id);
    out.put(v.portfolio.value);
    out.put(v.security.value);
    put_optional(out, v.value, [&](const Fixed& value) { put(out, value); });
    out.put(v.level);
    for (const auto* text : {&v.method, &v.inputs, &v.reason, &v.who}) out.put_text(*text);
    put_date(out, v.next_review);
    put_date(out, v.expires);
    out.put(v.row);
  });
}
bool decode(ByteView bytes, Date date, std::vector<FairValue>& values) {
  const bool whole = decode_list(bytes, values, [date](ByteReader& in) {
    FairValue v;
    v.id = get_string(in);
    v.date = date;
    v.portfolio = PortfolioId{in.get<std::uint32_t>()};
    v.security = SecurityId{in.get<std::uint32_t>()};
    if (in.get<std::uint8_t>() != 0) v.value = get_fixed(in);
    v.level = in.get<std::uint8_t>();
    for (auto* text : {&v.method, &v.inputs, &v.reason, &v.who}) *text = get_string(in);
    v.next_review = get_optional_date(in);
    v.expires = get_optional_date(in);
    v.row = in.get<std::uint32_t>();
    return v;
  });
  return whole &&
         std::all_of(values.begin(), values.end(), [](const auto& v) { return !v.value || is_sound(*v.value); });
}

Bytes encode(const std::vector<entity::Approval>& approvals) {
  return encode_list(approvals, [](ByteWriter& out, const entity::Approval& a) {
    put(out, a.from);
    put_date(out, a.to);
    out.put(a.subject);
    out.put_text(a.name);
    out.put_text(a.resolution);
  });
}
bool decode(ByteView bytes, std::vector<entity::Approval>& approvals) {
  bool known = true;
  const bool read = decode_list(bytes, approvals, [&known](ByteReader& in) {
    entity::Approval a;
    a.from = get_date(in);
    a.to = get_optional_date(in);
    a.subject = in.get<entity::ApprovalSubject>();
    known = known && static_cast<std::size_t>(a.subject) < entity::kApprovalSubjects.size();
    a.name = get_string(in);
    a.resolution = get_string(in);
    return a;
  });
  return read && known;
}

Bytes encode(const std::vector<IndexLevel>& levels) {
  return encode_list(levels, [](ByteWriter& out, const IndexLevel& level) {
    out.put_text(level.index);
    put(out, level.level);
    out.put(level.row);
  });
}
bool decode(ByteView bytes, std::vector<IndexLevel>& levels) {
  const bool whole = decode_list(bytes, levels, [](ByteReader& in) {
    IndexLevel level;
    level.index = get_string(in);
    level.level = get_fixed(in);
    level.row = in.get<std::uint32_t>();
    return level;
  });
  return whole && std::all_of(levels.begin(), levels.end(), [](const auto& l) { return is_sound(l.level); });
}

Bytes encode(const std::vector<CurvePoint>& points) {
  return encode_list(points, [](ByteWriter& out, const CurvePoint& point) {
    out.put_text(point.curve);
    put(out, point.to);
    put(out, point.rate_pct);
    put_optional(out, point.volatility_pct, [&](const Decimal& v) { put(out, v); });
    out.put(point.row);
  });
}
bool decode(ByteView bytes, std::vector<CurvePoint>& points) {
  return decode_list(bytes, points, [](ByteReader& in) {
    CurvePoint point;
    point.curve = get_string(in);
    point.to = get_date(in);
    point.rate_pct = get_decimal(in);
    if (in.get<std::uint8_t>() != 0) point.volatility_pct = get_decimal(in);
    point.row = in.get<std::uint32_t>();
    return point;
  });
}

}  // namespace openend::event
