#include "event/codec.h"

#include "event/codec_loan.h"
#include "event/codec_parts.h"
#include "event/sound.h"

namespace openend::event {

static void put(ByteWriter& out, const Reference& reference) {
  out.put(reference.number);
  out.put_text(reference.text);
}
static Reference get_reference(ByteReader& in) {
  Reference reference;
  reference.number = in.get<std::uint64_t>();
  reference.text = in.get_text();
  return reference;
}

namespace {

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
                    trade.custody != 0 || !event.reference.text.empty();
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
  out.put(trade.custody);
  out.put_text(event.reference.text);
  out.put(trade.picks);
  for (std::uint32_t i = 0; i < trade.picks; ++i) {
    out.put_text(picks[trade.first_pick + i].lot);
    put(out, picks[trade.first_pick + i].quantity);
  }
}

/// The event is filled where it stands: there are millions of them.
void decode_trade(ByteReader& in, Event& event, EventList& list) {
  TradeRecord record{};
  in.get_raw(record);
  Trade& trade = event.body.emplace<Trade>();
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
    trade.custody = in.get<std::uint8_t>();
    event.reference.text = in.get_text();
    trade.picks = in.get<std::uint32_t>();
    trade.first_pick = static_cast<std::uint32_t>(list.picks.size());
    for (std::uint32_t i = 0; i < trade.picks && in.ok(); ++i) {
      const auto lot = in.get_text();
      list.picks.push_back({lot, get_fixed(in)});
    }
  }
}

// -- the other bodies
// ---------------------------------------------------------------------------------------------------

struct BodyWriter {
  ByteWriter& out;
  const std::vector<LotPick>& picks;
  void operator()(const OpeningLot& e) const {
    out.put(e.security.value);
    put(out, e.quantity);
    out.put(e.cost);
    out.put(e.local_cost);
    out.put<std::uint8_t>(e.has_acquired);
    put(out, e.acquired);
    out.put<std::uint8_t>(e.allocated);
  }
  void operator()(const OpeningBalance& e) const {
    out.put(e.account);
    out.put(e.amount);
    out.put_text(e.basis);
    put(out, e.currency);
    out.put(e.local);
    out.put(e.custody);
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
    put(out, e.currency);
    out.put(e.custody);
    out.put(e.to_custody);
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
  void operator()(const CurrencyDeal& e) const {
    put(out, e.sold);
    put(out, e.bought);
    out.put(e.sold_amount);
    out.put(e.bought_amount);
    put(out, e.settles);
    out.put(e.custody);
  }
  void operator()(const ForwardDeal& e) const {
    put(out, e.sold);
    put(out, e.bought);
    out.put(e.sold_amount);
    out.put(e.bought_amount);
    out.put(e.base_amount);
    put(out, e.settles);
    out.put<std::uint8_t>(e.delivered);
    out.put(e.custody);
    out.put_text(e.counterparty);
  }
  void operator()(const SettlementNotice& e) const { out.put<std::uint8_t>(e.failed); }
  void operator()(const ContractTrade& e) const {
    out.put(e.security.value);
    out.put(static_cast<std::uint8_t>((e.sell ? 1 : 0) | (e.close ? 2 : 0)));
    out.put(e.contracts);
    put(out, e.price);
    out.put(e.net);
    out.put(e.commission);
    put(out, e.settles);
    out.put(e.picks);
    for (std::uint32_t i = 0; i < e.picks; ++i) {
      out.put_text(picks[e.first_pick + i].lot);
      put(out, picks[e.first_pick + i].quantity);
    }
  }
  void operator()(const OptionExercise& e) const {
    out.put(e.security.value);
    out.put<std::uint8_t>(e.assigned);
    out.put(e.contracts);
    put(out, e.settlement);
    out.put(e.interest);
    put(out, e.settles);
  }
  void operator()(const Election& e) const {
    out.put_text(e.offer);
    out.put_text(e.option);
    put(out, e.quantity);
    out.put<std::uint8_t>(e.withdraws);
  }
  void operator()(const Loan& e) const { put(out, e); }
  void operator()(const LoanPayment& e) const { put(out, e); }
  void operator()(const CollateralValue& e) const { put(out, e); }
  void operator()(const PeriodTotal& e) const {
    out.put(e.line);
    put(out, e.figure);
    out.put<std::uint8_t>(e.in_thousands);
    put(out, e.from);
    out.put_text(e.share_class);
    out.put_text(e.basis);
  }
};

ContractTrade get_contract_trade(ByteReader& in, std::vector<LotPick>& picks) {
  ContractTrade e;
  e.security = SecurityId{in.get<std::uint32_t>()};
  const auto flags = in.get<std::uint8_t>();
  e.sell = (flags & 1U) != 0;
  e.close = (flags & 2U) != 0;
  e.contracts = in.get<std::int64_t>();
  e.price = get_fixed(in);
  e.net = in.get<std::int64_t>();
  e.commission = in.get<std::int64_t>();
  e.settles = get_date(in);
  e.picks = in.get<std::uint32_t>();
  e.first_pick = static_cast<std::uint32_t>(picks.size());
  for (std::uint32_t i = 0; i < e.picks && in.ok(); ++i) {
    const auto lot = in.get_text();
    picks.push_back({lot, get_fixed(in)});
  }
  return e;
}

bool decode_body(ByteReader& in, std::uint8_t kind, Body& body, std::vector<LotPick>& picks) {
  if (kind == kBodyIndex<OpeningLot>) {
    OpeningLot e;
    e.security = SecurityId{in.get<std::uint32_t>()};
    e.quantity = get_fixed(in);
    e.cost = in.get<std::int64_t>();
    e.local_cost = in.get<std::int64_t>();
    e.has_acquired = in.get<std::uint8_t>() != 0;
    e.acquired = get_date(in);
    e.allocated = in.get<std::uint8_t>() != 0;
    body = e;
  } else if (kind == kBodyIndex<OpeningBalance>) {
    OpeningBalance e;
    e.account = in.get<entity::Account>();
    e.amount = in.get<std::int64_t>();
    e.basis = in.get_text();
    e.currency = get_currency(in);
    e.local = in.get<std::int64_t>();
    e.custody = in.get<std::uint8_t>();
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
    e.currency = get_currency(in);
    e.custody = in.get<std::uint8_t>();
    e.to_custody = in.get<std::uint8_t>();
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
  } else if (kind == kBodyIndex<CurrencyDeal>) {
    CurrencyDeal e;
    e.sold = get_currency(in);
    e.bought = get_currency(in);
    e.sold_amount = in.get<std::int64_t>();
    e.bought_amount = in.get<std::int64_t>();
    e.settles = get_date(in);
    e.custody = in.get<std::uint8_t>();
    body = e;
  } else if (kind == kBodyIndex<ForwardDeal>) {
    ForwardDeal e;
    e.sold = get_currency(in);
    e.bought = get_currency(in);
    e.sold_amount = in.get<std::int64_t>();
    e.bought_amount = in.get<std::int64_t>();
    e.base_amount = in.get<std::int64_t>();
    e.settles = get_date(in);
    e.delivered = in.get<std::uint8_t>() != 0;
    e.custody = in.get<std::uint8_t>();
    e.counterparty = in.get_text();
    body = e;
  } else if (kind == kBodyIndex<SettlementNotice>) {
    body = SettlementNotice{in.get<std::uint8_t>() != 0};
  } else if (kind == kBodyIndex<PeriodTotal>) {
    PeriodTotal e;
    e.line = in.get<std::uint8_t>();
    e.figure = get_fixed(in);
    e.in_thousands = in.get<std::uint8_t>() != 0;
    e.from = get_date(in);
    e.share_class = in.get_text();
    e.basis = in.get_text();
    body = e;
  } else if (kind == kBodyIndex<ContractTrade>) {
    body = get_contract_trade(in, picks);
  } else if (kind == kBodyIndex<OptionExercise>) {
    OptionExercise e;
    e.security = SecurityId{in.get<std::uint32_t>()};
    e.assigned = in.get<std::uint8_t>() != 0;
    e.contracts = in.get<std::int64_t>();
    e.settlement = get_fixed(in);
    e.interest = in.get<std::int64_t>();
    e.settles = get_date(in);
    body = e;
  } else if (kind == kBodyIndex<Election>) {
    Election e;
    e.offer = in.get_text();
    e.option = in.get_text();
    e.quantity = get_fixed(in);
    e.withdraws = in.get<std::uint8_t>() != 0;
    body = e;
  } else if (kind == kBodyIndex<Loan>) {
    body = get_loan(in);
  } else if (kind == kBodyIndex<LoanPayment>) {
    body = get_loan_payment(in);
  } else if (kind == kBodyIndex<CollateralValue>) {
    body = get_collateral(in);
  } else {
    return false;
  }
  return in.ok();
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
  std::visit(BodyWriter{out, picks}, event.body);
}

bool decode(ByteView bytes, Date date, SourceId source, EventList& list) {
  ByteReader in(bytes);
  const std::size_t first_event = list.events.size(), first_pick = list.picks.size();
  while (in.ok() && !in.at_end()) {
    Event& event = list.events.emplace_back(Event{Reference{}, 0U, source, date, Cancellation{}});
    if (in.peek() == kBodyIndex<Trade>) {
      decode_trade(in, event, list);
      continue;
    }
    const auto kind = in.get<std::uint8_t>();
    event.row = in.get<std::uint32_t>();
    event.reference = get_reference(in);
    if (!decode_body(in, kind, event.body, list.picks)) return false;
  }
  return in.ok() && is_sound(list, first_event, first_pick);
}

}  // namespace openend::event
