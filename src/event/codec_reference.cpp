// event/codec_reference.cpp - floor 2
//
// Terms, securities, classifications, remarks and printed figures as bytes; and our own sealed answers.
#include <algorithm>

#include "event/codec.h"
#include "event/codec_parts.h"

namespace openend::event {

static void put(ByteWriter& out, const entity::Term& term) {
  out.put_text(term.file);
  out.put_text(term.path);
  out.put_text(term.value);
  out.put(term.type);
}
static entity::Term get_term(ByteReader& in) {
  entity::Term term;
  term.file = get_string(in);
  term.path = get_string(in);
  term.value = get_string(in);
  term.type = in.get<char>();
  return term;
}

Bytes encode(const entity::TermDifference& difference) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.put(static_cast<std::uint32_t>(difference.set.size()));
  for (const auto& term : difference.set) put(out, term);
  out.put(static_cast<std::uint32_t>(difference.removed.size()));
  for (const auto& term : difference.removed) put(out, term);
  return bytes;
}

bool apply_terms(ByteView bytes, std::vector<entity::Term>& terms) {
  ByteReader in(bytes);
  const auto find = [&terms](const entity::Term& wanted) {
    return std::find_if(terms.begin(), terms.end(), [&](const auto& term) { return term.same_place(wanted); });
  };
  // The first recording sets hundreds of terms in an empty list: nothing to look for.
  const bool first = terms.empty();
  const auto set = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < set && in.ok(); ++i) {
    entity::Term term = get_term(in);
    const auto at = first ? terms.end() : find(term);
    if (at == terms.end()) {
      terms.push_back(std::move(term));
    } else {
      *at = std::move(term);
    }
  }
  const auto removed = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < removed && in.ok(); ++i) {
    const auto at = find(get_term(in));
    if (at != terms.end()) terms.erase(at);
  }
  return in.ok() && in.at_end();
}

static void put(ByteWriter& out, const entity::ContractTerms& terms) {
  out.put(terms.kind);
  out.put_text(terms.underlying);
  put(out, terms.multiplier);
  put_optional(out, terms.tick, [&](const Decimal& v) { put(out, v); });
  const bool floats = terms.floating_per_year != 0 || terms.floating_day_count || !terms.spread_pct.is_zero();
  out.put(static_cast<std::uint8_t>(terms.put | terms.european << 1 | floats << 2));
  put(out, terms.strike);
  if (!floats) return;
  out.put(static_cast<std::uint8_t>(terms.floating_per_year));
  put_optional(out, terms.floating_day_count, [&](DayCount v) { out.put(v); });
  put(out, terms.spread_pct);
}
static entity::ContractTerms get_contract_terms(ByteReader& in) {
  entity::ContractTerms terms;
  terms.kind = in.get<entity::ContractTerms::Underlying>();
  terms.underlying = get_string(in);
  terms.multiplier = get_decimal(in);
  if (in.get<std::uint8_t>() != 0) terms.tick = get_decimal(in);
  const auto flags = in.get<std::uint8_t>();
  terms.put = (flags & 1U) != 0;
  terms.european = (flags & 2U) != 0;
  terms.strike = get_decimal(in);
  if ((flags & 4U) != 0) {
    terms.floating_per_year = in.get<std::uint8_t>();
    if (in.get<std::uint8_t>() != 0) terms.floating_day_count = in.get<DayCount>();
    terms.spread_pct = get_decimal(in);
  }
  if (static_cast<std::size_t>(terms.kind) >= std::size(entity::kUnderlyingWords)) in.fail();
  return terms;
}

static void put(ByteWriter& out, const entity::InflationTerms& terms) {
  out.put_text(terms.index);
  put(out, terms.base);
  out.put<std::uint8_t>(terms.at_least_par);
}
static entity::InflationTerms get_inflation(ByteReader& in) {
  entity::InflationTerms terms;
  terms.index = get_string(in);
  terms.base = get_decimal(in);
  terms.at_least_par = in.get<std::uint8_t>() != 0;
  return terms;
}

static void put(ByteWriter& out, const entity::ResetTerms& terms) {
  out.put_text(terms.index);
  put(out, terms.multiplier);
  put(out, terms.spread_pct);
  put_optional(out, terms.cap_pct, [&](const Decimal& v) { put(out, v); });
  put_optional(out, terms.floor_pct, [&](const Decimal& v) { put(out, v); });
  out.put<std::int32_t>(terms.look_back_days);
  out.put<std::int32_t>(terms.every_days);
}
static entity::ResetTerms get_reset(ByteReader& in) {
  entity::ResetTerms terms;
  terms.index = get_string(in);
  terms.multiplier = get_decimal(in);
  terms.spread_pct = get_decimal(in);
  if (in.get<std::uint8_t>() != 0) terms.cap_pct = get_decimal(in);
  if (in.get<std::uint8_t>() != 0) terms.floor_pct = get_decimal(in);
  terms.look_back_days = in.get<std::int32_t>();
  terms.every_days = in.get<std::int32_t>();
  if (terms.look_back_days < 0 || terms.every_days < 0) in.fail();
  return terms;
}

/// Indexes came later, the terms of contracts after them, then those that follow an index: where no security has any,
/// nothing is added.
Bytes encode(const std::vector<entity::Security>& securities) {
  Bytes bytes = encode_list(securities, [](ByteWriter& out, const entity::Security& s) {
    out.put_text(s.key);
    out.put_text(s.name);
    out.put(s.kind);
    put(out, s.currency);
    out.put_text(s.country);
    out.put_text(s.market);
    put_optional(out, s.rate_pct, [&](const Decimal& v) { put(out, v); });
    put_optional(out, s.maturity, [&](Date v) { put(out, v); });
    put_optional(out, s.issued, [&](Date v) { put(out, v); });
    put_optional(out, s.redemption_amount, [&](const Decimal& v) { put(out, v); });
    put_optional(out, s.day_count, [&](DayCount v) { out.put(v); });
    out.put<std::uint8_t>(static_cast<std::uint8_t>(s.coupons_per_year));
    out.put_text(s.description);
    out.put_text(s.status);
  });
  ByteWriter out(bytes);
  const auto any = [&](const auto& has) { return std::any_of(securities.begin(), securities.end(), has); };
  const bool contracts = any([](const auto& s) { return s.contract.has_value(); });
  const bool estimated = any([](const auto& s) { return s.issue_price || s.prepayment_pct || s.put_date; });
  const bool indexed = estimated || any([](const auto& s) { return s.inflation || s.reset; });
  if (indexed || contracts || any([](const auto& s) { return !s.index.empty(); })) {
    for (const auto& s : securities) out.put_text(s.index);
  }
  if (!contracts && !indexed) return bytes;
  for (const auto& s : securities)
    put_optional(out, s.contract, [&](const entity::ContractTerms& terms) { put(out, terms); });
  if (!indexed) return bytes;
  for (const auto& s : securities) {
    put_optional(out, s.inflation, [&](const entity::InflationTerms& terms) { put(out, terms); });
    put_optional(out, s.reset, [&](const entity::ResetTerms& terms) { put(out, terms); });
  }
  if (!estimated) return bytes;
  for (const auto& s : securities) {
    put_optional(out, s.issue_price, [&](const Decimal& v) { put(out, v); });
    put_optional(out, s.prepayment_pct, [&](const Decimal& v) { put(out, v); });
    put_optional(out, s.put_date, [&](Date v) { put(out, v); });
  }
  return bytes;
}
bool decode(ByteView bytes, std::vector<entity::Security>& securities) {
  ByteReader reader(bytes);
  read_list(reader, securities, [](ByteReader& in) {
    entity::Security s;
    s.key = get_string(in);
    s.name = get_string(in);
    s.kind = in.get<std::uint8_t>();
    s.currency = get_currency(in);
    s.country = get_string(in);
    s.market = get_string(in);
    if (in.get<std::uint8_t>() != 0) s.rate_pct = get_decimal(in);
    if (in.get<std::uint8_t>() != 0) s.maturity = get_date(in);
    if (in.get<std::uint8_t>() != 0) s.issued = get_date(in);
    if (in.get<std::uint8_t>() != 0) s.redemption_amount = get_decimal(in);
    if (in.get<std::uint8_t>() != 0) s.day_count = in.get<DayCount>();
    s.coupons_per_year = in.get<std::uint8_t>();
    s.description = get_string(in);
    s.status = get_string(in);
    return s;
  });
  if (!reader.at_end()) {
    for (auto& s : securities) s.index = get_string(reader);
  }
  if (!reader.at_end()) {
    for (auto& s : securities) {
      if (reader.get<std::uint8_t>() != 0) s.contract = get_contract_terms(reader);
    }
  }
  if (!reader.at_end()) {
    for (auto& s : securities) {
      if (reader.get<std::uint8_t>() != 0) s.inflation = get_inflation(reader);
      if (reader.get<std::uint8_t>() != 0) s.reset = get_reset(reader);
    }
  }
  if (!reader.at_end()) {
    for (auto& s : securities) {
      if (reader.get<std::uint8_t>() != 0) s.issue_price = get_decimal(reader);
      if (reader.get<std::uint8_t>() != 0) s.prepayment_pct = get_decimal(reader);
      if (reader.get<std::uint8_t>() != 0) s.put_date = get_date(reader);
    }
  }
  return reader.ok() && reader.at_end();
}

Bytes encode(const std::vector<entity::Fixing>& fixings) {
  return encode_list(fixings, [](ByteWriter& out, const entity::Fixing& f) {
    out.put_text(f.index);
    put(out, f.date);
    out.put<std::uint8_t>(f.of_month);
    put(out, f.level);
  });
}
bool decode(ByteView bytes, std::vector<entity::Fixing>& fixings) {
  return decode_list(bytes, fixings, [](ByteReader& in) {
    entity::Fixing f;
    f.index = get_string(in);
    f.date = get_date(in);
    f.of_month = in.get<std::uint8_t>() != 0;
    f.level = get_decimal(in);
    return f;
  });
}

Bytes encode(const std::vector<entity::Classification>& classifications) {
  return encode_list(classifications, [](ByteWriter& out, const entity::Classification& c) {
    out.put(c.portfolio.value);
    out.put(c.security.value);
    put(out, c.from);
    out.put<std::int32_t>(c.line);
    out.put_text(c.asset_class);
    out.put_text(c.industry);
    out.put_text(c.name);
    out.put_text(c.country);
    out.put<std::uint8_t>(static_cast<std::uint8_t>(c.non_income | c.segregated << 1 | c.rule_144a << 2 | c.repo << 3));
  });
}
bool decode(ByteView bytes, std::vector<entity::Classification>& classifications) {
  return decode_list(bytes, classifications, [](ByteReader& in) {
    entity::Classification c;
    c.portfolio = PortfolioId{in.get<std::uint32_t>()};
    c.security = SecurityId{in.get<std::uint32_t>()};
    c.from = get_date(in);
    c.line = in.get<std::int32_t>();
    c.asset_class = get_string(in);
    c.industry = get_string(in);
    c.name = get_string(in);
    c.country = get_string(in);
    const auto flags = in.get<std::uint8_t>();
    c.non_income = (flags & 1) != 0;
    c.segregated = (flags & 2) != 0;
    c.rule_144a = (flags & 4) != 0;
    c.repo = (flags & 8) != 0;
    return c;
  });
}

Bytes encode(const std::vector<entity::DatedCoupon>& coupons) {
  return encode_list(coupons, [](ByteWriter& out, const entity::DatedCoupon& c) {
    out.put(c.security.value);
    put(out, c.from);
    out.put(c.kind);
    put(out, c.rate_pct);
  });
}
bool decode(ByteView bytes, std::vector<entity::DatedCoupon>& coupons) {
  return decode_list(bytes, coupons, [](ByteReader& in) {
    entity::DatedCoupon c;
    c.security = SecurityId{in.get<std::uint32_t>()};
    c.from = get_date(in);
    c.kind = in.get<entity::DatedCoupon::Kind>();
    c.rate_pct = get_decimal(in);
    if (c.kind > entity::DatedCoupon::Kind::InKind || c.rate_pct.is_negative() || c.rate_pct > Decimal(1000)) in.fail();
    return c;
  });
}

Bytes encode(const std::vector<entity::Remark>& remarks) {
  return encode_list(remarks, [](ByteWriter& out, const entity::Remark& r) {
    out.put(r.portfolio.value);
    put(out, r.date);
    out.put(r.security.value);
    for (const auto* text : {&r.subject, &r.printed, &r.printed_gives, &r.used, &r.used_gives, &r.text})
      out.put_text(*text);
  });
}
bool decode(ByteView bytes, std::vector<entity::Remark>& remarks) {
  return decode_list(bytes, remarks, [](ByteReader& in) {
    entity::Remark r;
    r.portfolio = PortfolioId{in.get<std::uint32_t>()};
    r.date = get_date(in);
    r.security = SecurityId{in.get<std::uint32_t>()};
    for (auto* text : {&r.subject, &r.printed, &r.printed_gives, &r.used, &r.used_gives, &r.text})
      *text = get_string(in);
    return r;
  });
}

Bytes encode(const std::vector<entity::PrintedFigure>& figures) {
  return encode_list(figures, [](ByteWriter& out, const entity::PrintedFigure& f) {
    out.put(f.portfolio.value);
    put(out, f.date);
    for (const auto* text : {&f.figure, &f.key, &f.key2, &f.unit, &f.place}) out.put_text(*text);
    put(out, f.value);
  });
}
bool decode(ByteView bytes, std::vector<entity::PrintedFigure>& figures) {
  return decode_list(bytes, figures, [](ByteReader& in) {
    entity::PrintedFigure f;
    f.portfolio = PortfolioId{in.get<std::uint32_t>()};
    f.date = get_date(in);
    for (auto* text : {&f.figure, &f.key, &f.key2, &f.unit, &f.place}) *text = get_string(in);
    f.value = get_decimal(in);
    return f;
  });
}

Bytes encode(const std::vector<SealedAnswer>& answers) {
  return encode_list(answers, [](ByteWriter& out, const SealedAnswer& a) {
    out.put(a.portfolio.value);
    put(out, a.day);
    out.put(a.version);
    out.put_text(a.digest);
    out.put_text(a.who);
  });
}
bool decode(ByteView bytes, std::vector<SealedAnswer>& answers) {
  return decode_list(bytes, answers, [](ByteReader& in) {
    SealedAnswer a;
    a.portfolio = PortfolioId{in.get<std::uint32_t>()};
    a.day = get_date(in);
    a.version = in.get<std::uint16_t>();
    a.digest = get_string(in);
    a.who = get_string(in);
    return a;
  });
}

}  // namespace openend::event
