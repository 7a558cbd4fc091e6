// event/codec_market.cpp - floor 2
//
// Prices, exchange rates, forward rates and dividends as bytes.
#include "event/codec.h"
#include "event/codec_parts.h"
#include "event/sound.h"

namespace openend::event {

Bytes encode(const PriceSet& set) {
  Bytes bytes;
  bytes.reserve(32 + set.size() * 17);
  ByteWriter out(bytes);
  out.put_text(set.source);
  out.put_text(set.status);
  out.put_column<std::uint32_t>(set.security);
  out.put_column<std::int64_t>(set.price);
  out.put_column<std::uint8_t>(set.places);
  out.put_column<std::uint32_t>(set.row);
  if (set.kind != policy::PriceKind::Close) out.put(set.kind);
  return bytes;
}

bool decode(ByteView bytes, Date date, PriceSet& set) {
  ByteReader in(bytes);
  set.date = date;
  set.source = get_string(in);
  set.status = get_string(in);
  in.get_column(set.security);
  in.get_column(set.price);
  in.get_column(set.places);
  in.get_column(set.row);
  set.kind = in.at_end() ? policy::PriceKind::Close : in.get<policy::PriceKind>();
  return in.ok() && in.at_end() && set.price.size() == set.size() && set.places.size() == set.size() &&
         set.row.size() == set.size() && static_cast<std::size_t>(set.kind) < policy::kPriceKinds.size() &&
         is_sound(set);
}

Bytes encode(const std::vector<ForwardRate>& rates) {
  return encode_list(rates, [](ByteWriter& out, const ForwardRate& rate) {
    put(out, rate.currency);
    put(out, rate.settlement);
    put(out, rate.rate);
    out.put(rate.row);
  });
}
bool decode(ByteView bytes, std::vector<ForwardRate>& rates) {
  const bool whole = decode_list(bytes, rates, [](ByteReader& in) {
    ForwardRate rate;
    rate.currency = get_currency(in);
    rate.settlement = get_date(in);
    rate.rate = get_fixed(in);
    rate.row = in.get<std::uint32_t>();
    return rate;
  });
  return whole && are_sound(rates);
}

Bytes encode(const std::vector<ExchangeRate>& rates) {
  return encode_list(rates, [](ByteWriter& out, const ExchangeRate& rate) {
    put(out, rate.currency);
    put(out, rate.base);
    put(out, rate.rate);
    out.put<std::uint8_t>(rate.inverse);
    out.put(rate.row);
  });
}
bool decode(ByteView bytes, std::vector<ExchangeRate>& rates) {
  const bool whole = decode_list(bytes, rates, [](ByteReader& in) {
    ExchangeRate rate;
    rate.currency = get_currency(in);
    rate.base = get_currency(in);
    rate.rate = get_fixed(in);
    rate.inverse = in.get<std::uint8_t>() != 0;
    rate.row = in.get<std::uint32_t>();
    return rate;
  });
  return whole && are_sound(rates);
}

Bytes encode(const std::vector<Dividend>& dividends) {
  return encode_list(dividends, [](ByteWriter& out, const Dividend& dividend) {
    out.put(dividend.security.value);
    put(out, dividend.pay_date);
    put(out, dividend.rate);
    out.put(dividend.row);
    out.put<std::uint8_t>(dividend.tax.has_value());
    if (!dividend.tax) return;
    put(out, dividend.tax->withheld_pct);
    put(out, dividend.tax->reclaim_pct);
  });
}
bool decode(ByteView bytes, Date ex_date, std::vector<Dividend>& dividends) {
  const bool whole = decode_list(bytes, dividends, [ex_date](ByteReader& in) {
    Dividend dividend;
    dividend.security = SecurityId{in.get<std::uint32_t>()};
    dividend.ex_date = ex_date;
    dividend.pay_date = get_date(in);
    dividend.rate = get_fixed(in);
    dividend.row = in.get<std::uint32_t>();
    if (in.get<std::uint8_t>() == 0) return dividend;
    policy::TaxAtSource& tax = dividend.tax.emplace();
    tax.withheld_pct = get_fixed(in);
    tax.reclaim_pct = get_fixed(in);
    if (!tax.is_sound()) in.fail();
    return dividend;
  });
  return whole && are_sound(dividends);
}

}  // namespace openend::event
