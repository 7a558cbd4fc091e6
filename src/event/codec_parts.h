// event/codec_parts.h - floor 2
//
// The small parts of stored records, written and read by twins. For the codec's own files only.
#pragma once

#include <string>
#include <vector>

#include "base/decimal_bytes.h"
#include "base/fixed.h"
#include "money/date.h"
#include "money/money.h"

namespace openend::event {

inline void put(ByteWriter& out, const Fixed& value) {
  out.put(value.coefficient);
  out.put(value.places);
}
inline Fixed get_fixed(ByteReader& in) {
  Fixed value;
  value.coefficient = in.get<std::int64_t>();
  value.places = in.get<std::uint8_t>();
  return value;
}

inline void put(ByteWriter& out, Currency currency) {
  for (const char c : currency.code()) out.put(c);
}
inline Currency get_currency(ByteReader& in) {
  char code[3];
  for (char& c : code) c = in.get<char>();
  return Currency::parse({code, 3}).value_or(Currency{});
}

inline void put(ByteWriter& out, Date date) { out.put(date.days); }
inline Date get_date(ByteReader& in) { return {in.get<std::int32_t>()}; }

inline void put(ByteWriter& out, const Decimal& value) { out.put_text(value.text()); }

template <class T, class Put>
void put_optional(ByteWriter& out, const std::optional<T>& value, Put put_value) {
  out.put<std::uint8_t>(value.has_value());
  if (value) put_value(*value);
}

template <class T, class Put>
Bytes encode_list(const std::vector<T>& list, Put put_one) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.put(static_cast<std::uint32_t>(list.size()));
  for (const T& item : list) put_one(out, item);
  return bytes;
}

template <class T, class Get>
void read_list(ByteReader& in, std::vector<T>& list, Get get_one) {
  const auto count = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) list.push_back(get_one(in));
}

template <class T, class Get>
bool decode_list(ByteView bytes, std::vector<T>& list, Get get_one) {
  ByteReader in(bytes);
  read_list(in, list, get_one);
  return in.ok() && in.at_end();
}

inline std::string get_string(ByteReader& in) { return std::string(in.get_text()); }

}  // namespace openend::event
