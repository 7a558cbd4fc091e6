#include "event/codec.h"

#include <algorithm>

namespace openend::event {

namespace {

// -- small parts, written and read by twins ---------------------------------------------------------------------------

void put(ByteWriter& out, const Fixed& value) {
  out.put(value.coefficient);
  out.put(value.places);
}
Fixed get_fixed(ByteReader& in) {
  Fixed value;
  value.coefficient = in.get<std::int64_t>();
  value.places = in.get<std::uint8_t>();
  return value;
}

void put(ByteWriter& out, Currency currency) {
  for (const char c : currency.code()) out.put(c);
}
Currency get_currency(ByteReader& in) {
  char code[3];
  for (char& c : code) c = in.get<char>();
  return Currency::parse({code, 3}).value_or(Currency{});
}

void put(ByteWriter& out, Date date) { out.put(date.days); }
Date get_date(ByteReader& in) { return {in.get<std::int32_t>()}; }

void put(ByteWriter& out, const Decimal& value) { out.put_text(value.text()); }
Decimal get_decimal(ByteReader& in) { return Decimal::parse(in.get_text()).value_or(Decimal{}); }

template <class T, class Put>
void put_optional(ByteWriter& out, const std::optional<T>& value, Put put_value) {
  out.put<std::uint8_t>(value.has_value());
  if (value) put_value(*value);
}

void put(ByteWriter& out, const Reference& reference) {
  out.put(reference.number);
  out.put_text(reference.text);
}
Reference get_reference(ByteReader& in) {
  Reference reference;
  reference.number = in.get<std::uint64_t>();
  reference.text = in.get_text();
  return reference;
}

/// A trade is the one event there are millions of: one fixed record, and a tail only where it has more to say.
struct TradeRecord {
  std::uint8_t kind;
  std::uint8_t flags;
  std::uint8_t quantity_places, price_places;
  std::uint32_t security, row;
  std::int32_t settles;
  std::int64_t quantity, price, net;
  std::uint64_t reference;
};
static_assert(sizeof(TradeRecord) == 48);

enum TradeFlag : std::uint8_t { kSell = 1, kHasTail = 2 };

void encode_trade(ByteWriter& out, const Event& event, const Trade& trade, const std::vector<LotPick>& picks) {
  const bool tail = trade.interest != 0 || trade.commission != 0 || trade.relief != Trade::Relief::Portfolio ||
                    !event.reference.text.empty();
  TradeRecord record{};
  record.kind = kBodyIndex<Trade>;
  record.flags = static_cast<std::uint8_t>((trade.sell ? kSell : 0) | (tail ? kHasTail : 0));
  record.quantity_places = trade.quantity.places;
  record.price_places = trade.price.places;
  record.security = trade.security.value;
  record.row = event.row;
  record.settles = trade.settles.days;
  record.quantity = trade.quantity.coefficient;
  record.price = trade.price.coefficient;
  record.net = trade.net;
  record.reference = event.reference.number;
  out.put_raw(record);
  if (!tail) return;
  out.put(trade.interest);
  out.put(trade.commission);
  out.put(trade.relief);
  out.put_text(event.reference.text);
  out.put(trade.picks);
  for (std::uint32_t i = 0; i < trade.picks; ++i) {
    out.put_text(picks[trade.first_pick + i].lot);
    put(out, picks[trade.first_pick + i].quantity);
  }
}

void decode_trade(ByteReader& in, Event& event, EventList& list) {
  TradeRecord record{};
  in.get_raw(record);
  Trade trade;
  trade.security = SecurityId{record.security};
  trade.sell = (record.flags & kSell) != 0;
  trade.quantity = {record.quantity, record.quantity_places};
  trade.price = {record.price, record.price_places};
  trade.net = record.net;
  trade.settles = {record.settles};
  event.row = record.row;
  event.reference.number = record.reference;
  if ((record.flags & kHasTail) != 0) {
    trade.interest = in.get<std::int64_t>();
    trade.commission = in.get<std::int64_t>();
    trade.relief = in.get<Trade::Relief>();
    event.reference.text = in.get_text();
    trade.picks = in.get<std::uint32_t>();
    trade.first_pick = static_cast<std::uint32_t>(list.picks.size());
    for (std::uint32_t i = 0; i < trade.picks && in.ok(); ++i) {
      const auto lot = in.get_text();
      list.picks.push_back({lot, get_fixed(in)});
    }
  }
  event.body = trade;
}

// -- the other bodies
// ---------------------------------------------------------------------------------------------------

struct BodyWriter {
  ByteWriter& out;
  void operator()(const OpeningLot& e) const {
    out.put(e.security.value);
    put(out, e.quantity);
    out.put(e.cost);
    out.put<std::uint8_t>(e.has_acquired);
    put(out, e.acquired);
    out.put<std::uint8_t>(e.allocated);
  }
  void operator()(const OpeningBalance& e) const {
    out.put(e.account);
    out.put(e.amount);
    out.put_text(e.basis);
  }
  void operator()(const OpeningForward& e) const {
    out.put<std::uint8_t>(e.sell);
    put(out, e.currency);
    put(out, e.units);
    put(out, e.settlement);
    out.put(e.amount);
  }
  void operator()(const OpeningShares& e) const {
    out.put_text(e.share_class);
    put(out, e.shares);
    out.put_text(e.basis);
  }
  void operator()(const Trade&) const {}  // encode_trade
  void operator()(const BookEntry& e) const {
    out.put(e.entry);
    out.put(e.amount);
    out.put_text(e.text);
  }
  void operator()(const ShareActivity& e) const {
    out.put_text(e.share_class);
    out.put(e.subscriptions);
    put(out, e.redemptions);
  }
  void operator()(const Cancellation& e) const {
    out.put(e.target);
    put(out, e.reference);
  }
};

bool decode_body(ByteReader& in, std::uint8_t kind, Body& body) {
  if (kind == kBodyIndex<OpeningLot>) {
    OpeningLot e;
    e.security = SecurityId{in.get<std::uint32_t>()};
    e.quantity = get_fixed(in);
    e.cost = in.get<std::int64_t>();
    e.has_acquired = in.get<std::uint8_t>() != 0;
    e.acquired = get_date(in);
    e.allocated = in.get<std::uint8_t>() != 0;
    body = e;
  } else if (kind == kBodyIndex<OpeningBalance>) {
    OpeningBalance e;
    e.account = in.get<entity::Account>();
    e.amount = in.get<std::int64_t>();
    e.basis = in.get_text();
    body = e;
  } else if (kind == kBodyIndex<OpeningForward>) {
    OpeningForward e;
    e.sell = in.get<std::uint8_t>() != 0;
    e.currency = get_currency(in);
    e.units = get_fixed(in);
    e.settlement = get_date(in);
    e.amount = in.get<std::int64_t>();
    body = e;
  } else if (kind == kBodyIndex<OpeningShares>) {
    OpeningShares e;
    e.share_class = in.get_text();
    e.shares = get_fixed(in);
    e.basis = in.get_text();
    body = e;
  } else if (kind == kBodyIndex<BookEntry>) {
    BookEntry e;
    e.entry = in.get<std::uint8_t>();
    e.amount = in.get<std::int64_t>();
    e.text = in.get_text();
    body = e;
  } else if (kind == kBodyIndex<ShareActivity>) {
    ShareActivity e;
    e.share_class = in.get_text();
    e.subscriptions = in.get<std::int64_t>();
    e.redemptions = get_fixed(in);
    body = e;
  } else if (kind == kBodyIndex<Cancellation>) {
    Cancellation e;
    e.target = in.get<std::uint8_t>();
    e.reference = get_reference(in);
    body = e;
  } else {
    return false;
  }
  return in.ok();
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
bool decode_list(ByteView bytes, std::vector<T>& list, Get get_one) {
  ByteReader in(bytes);
  const auto count = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) list.push_back(get_one(in));
  return in.ok() && in.at_end();
}

std::string get_string(ByteReader& in) { return std::string(in.get_text()); }

void put(ByteWriter& out, const entity::Term& term) {
  out.put_text(term.file);
  out.put_text(term.path);
  out.put_text(term.value);
  out.put(term.type);
}
entity::Term get_term(ByteReader& in) {
  entity::Term term;
  term.file = get_string(in);
  term.path = get_string(in);
  term.value = get_string(in);
  term.type = in.get<char>();
  return term;
}

}  // namespace

bool comes_before(const Event& a, const Event& b) {
  if (a.date != b.date) return a.date < b.date;
  if (a.body.index() != b.body.index()) return a.body.index() < b.body.index();
  return a.reference < b.reference;
}

void encode(ByteWriter& out, const Event& event, const std::vector<LotPick>& picks) {
  if (const auto* trade = std::get_if<Trade>(&event.body)) {
    encode_trade(out, event, *trade, picks);
    return;
  }
  out.put(static_cast<std::uint8_t>(event.body.index()));
  out.put(event.row);
  put(out, event.reference);
  std::visit(BodyWriter{out}, event.body);
}

bool decode(ByteView bytes, Date date, SourceId source, EventList& list) {
  ByteReader in(bytes);
  while (in.ok() && !in.at_end()) {
    Event& event = list.events.emplace_back();
    event.date = date;
    event.source = source;
    if (in.peek() == kBodyIndex<Trade>) {
      decode_trade(in, event, list);
      continue;
    }
    const auto kind = in.get<std::uint8_t>();
    event.row = in.get<std::uint32_t>();
    event.reference = get_reference(in);
    if (!decode_body(in, kind, event.body)) return false;
  }
  return in.ok();
}

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
  return in.ok() && in.at_end() && set.price.size() == set.size() && set.places.size() == set.size() &&
         set.row.size() == set.size();
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
  return decode_list(bytes, rates, [](ByteReader& in) {
    ForwardRate rate;
    rate.currency = get_currency(in);
    rate.settlement = get_date(in);
    rate.rate = get_fixed(in);
    rate.row = in.get<std::uint32_t>();
    return rate;
  });
}

Bytes encode(const std::vector<Dividend>& dividends) {
  return encode_list(dividends, [](ByteWriter& out, const Dividend& dividend) {
    out.put(dividend.security.value);
    put(out, dividend.pay_date);
    put(out, dividend.rate);
    out.put(dividend.row);
  });
}
bool decode(ByteView bytes, Date ex_date, std::vector<Dividend>& dividends) {
  return decode_list(bytes, dividends, [ex_date](ByteReader& in) {
    Dividend dividend;
    dividend.security = SecurityId{in.get<std::uint32_t>()};
    dividend.ex_date = ex_date;
    dividend.pay_date = get_date(in);
    dividend.rate = get_fixed(in);
    dividend.row = in.get<std::uint32_t>();
    return dividend;
  });
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

Bytes encode(const std::vector<entity::Security>& securities) {
  return encode_list(securities, [](ByteWriter& out, const entity::Security& s) {
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
}
bool decode(ByteView bytes, std::vector<entity::Security>& securities) {
  return decode_list(bytes, securities, [](ByteReader& in) {
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
  });
}
bool decode(ByteView bytes, std::vector<SealedAnswer>& answers) {
  return decode_list(bytes, answers, [](ByteReader& in) {
    SealedAnswer a;
    a.portfolio = PortfolioId{in.get<std::uint32_t>()};
    a.day = get_date(in);
    a.version = in.get<std::uint16_t>();
    a.digest = get_string(in);
    return a;
  });
}

}  // namespace openend::event
