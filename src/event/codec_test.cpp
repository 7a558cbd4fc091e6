#include "event/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openend::event {
namespace {

const Date kDay = Date::of(1997, 1, 6);

Event make(Reference reference, std::uint32_t row, const Body& body) {
  Event event;
  event.reference = reference;
  event.row = row;
  event.date = kDay;
  event.body = body;
  return event;
}

/// The event as it comes back from its bytes; its texts view `bytes`.
EventList back(const Event& event, const std::vector<LotPick>& picks, Bytes& bytes) {
  ByteWriter out(bytes);
  encode(out, event, picks);
  EventList list;
  EXPECT_TRUE(decode(bytes, kDay, SourceId{7}, list));
  EXPECT_EQ(list.events.size(), 1U);
  EXPECT_EQ(list.events[0].date, kDay);
  EXPECT_EQ(list.events[0].source, SourceId{7});
  EXPECT_EQ(list.events[0].row, event.row);
  EXPECT_EQ(list.events[0].reference, event.reference);
  EXPECT_EQ(list.events[0].body.index(), event.body.index());
  // Written again it is the same bytes: nothing of it was lost.
  Bytes again;
  ByteWriter rewrite(again);
  encode(rewrite, list.events[0], list.picks);
  EXPECT_EQ(again, bytes);
  return list;
}

Loan interfund_loan() {
  Loan loan;
  loan.kind = LoanKind::InterfundBorrowing;
  loan.purpose = LoanPurpose::Emergency;
  loan.year365 = true;
  loan.has_due = true;
  loan.rate = 5'250'000;
  loan.fee_rate = 100'000;
  loan.repo_rate = 5'000'000;
  loan.bank_rate = 6'125'000;
  loan.due = kDay + 7;
  loan.security = SecurityId{9};
  loan.principal = 100'000'000;
  loan.worth = 4'000;
  loan.quantity = {50, 1};
  loan.counterparty = "growth";
  return loan;
}

LoanPayment loan_payment() {
  LoanPayment payment;
  payment.loan = "LN2";
  payment.principal = -5'000'00;
  payment.has_rate = payment.has_due = payment.has_worth = true;
  payment.rate = 1;
  payment.repo_rate = 2;
  payment.bank_rate = 3;
  payment.due = kDay + 3;
  payment.worth = 55'000'00;
  payment.quantity = {7, 0};
  return payment;
}

/// Every body, with values that no field leaves at its default.
std::vector<std::pair<const char*, Event>> every_body() {
  Trade plain;
  plain.security = SecurityId{5};
  plain.quantity = {1'000'500, 3};
  plain.price = {49'125, 3};
  plain.net = 4'914'956;
  plain.settles = kDay + 3;
  Trade full = plain;
  full.sell = true;
  full.interest = 133;
  full.commission = 250;
  full.custody = 3;
  full.relief = Trade::Relief::HighestCost;
  return {
      {"an opening lot",
       make({0, "opening"}, 2, OpeningLot{SecurityId{3}, {132'0, 1}, 5'640'400, true, kDay - 400, true, 9'000'000})},
      {"an opening lot of unknown age", make({12, {}}, 3, OpeningLot{SecurityId{3}, {1, 0}, -1, false, {}, false})},
      {"an opening balance", make({0, "cash"}, 4,
                                  OpeningBalance{entity::Account::RoundingOfPrint, -31'100, "closing line",
                                                 Currency::from("DEM"), -48'000, 3})},
      {"an opening forward",
       make({0, "F1"}, 5, OpeningForward{false, Currency::from("NLG"), {69, 0}, kDay + 40, 409'945'700})},
      {"opening shares", make({0, "one"}, 6, OpeningShares{"one", {21'003'000'000, 3}, "printed"})},
      {"a plain purchase", make({18, {}}, 7, plain)},
      {"a sale with all it may have", make({0, "T-9"}, 8, full)},
      {"an entry", make({0, "e"}, 9, BookEntry{5, -120'000, "audit", Currency::from("DEM"), 1, 2})},
      {"share activity", make({2, "one"}, 10, ShareActivity{"one", 515'000, {200'125, 3}})},
      {"a withdrawal", make({0, "T-9"}, 11, Cancellation{kBodyIndex<Trade>, {0, "T-9"}})},
      {"a spot deal",
       make({0, "X"}, 12, CurrencyDeal{Currency::from("USD"), Currency::from("DEM"), 13'000, 20'000, kDay + 2, 1})},
      {"a notice", make({0, "T-9"}, 13, SettlementNotice{false})},
      {"a total of a period",
       make({0, "1996 interest"}, 14, PeriodTotal{3, {-12'5, 1}, true, kDay - 365, "one", "page 88"})},
      {"contracts closed",
       make({7, {}}, 15, ContractTrade{SecurityId{4}, true, true, 12, {640'05, 2}, 0, 250, {}, 0, 0})},
      {"an assignment", make({0, "X1"}, 16, OptionExercise{SecurityId{5}, true, 3, {706'25, 2}, 11, kDay + 3})},
      {"a forward contract",
       make({0, "F"}, 17,
            ForwardDeal{Currency::from("USD"), Currency::from("DEM"), 13'000, 20'000, 0, kDay + 90, true, 1, "Bank"})},
      {"an election taken back", make({0, "EL1"}, 18, Election{"T1", "cash", {80'5, 1}, true})},
      {"a loan between portfolios", make({0, "LN1"}, 19, interfund_loan())},
      {"a security on loan marked anew", make({77, {}}, 20, loan_payment())},
      {"collateral of a repurchase agreement",
       make({0, "REPO1"}, 21, CollateralValue{"REPO1", SecurityId{7}, CollateralKind::LetterOfCredit, 150'000'000})},
  };
}

TEST(Codec, brings_every_body_back) {
  std::vector<std::size_t> kinds;
  for (const auto& [sentence, event] : every_body()) {
    SCOPED_TRACE(sentence);
    Bytes bytes;
    back(event, {}, bytes);
    kinds.push_back(event.body.index());
  }
  for (std::size_t kind = 0; kind < std::variant_size_v<Body>; ++kind) EXPECT_THAT(kinds, testing::Contains(kind));
}

TEST(Codec, keeps_every_field_of_a_trade_and_its_named_lots) {
  Trade trade;
  trade.security = SecurityId{5};
  trade.sell = true;
  trade.quantity = {150, 0};
  trade.price = {55, 0};
  trade.net = 825'000;
  trade.settles = kDay + 3;
  trade.relief = Trade::Relief::Named;
  trade.first_pick = 1;
  trade.picks = 2;
  const std::vector<LotPick> picks{{"not mine", {9, 0}}, {"LOT-7", {1'000, 1}}, {"12", {50, 0}}};
  Bytes bytes;
  const EventList list = back(make({4, {}}, 31, trade), picks, bytes);
  const auto& read = std::get<Trade>(list.events[0].body);
  EXPECT_TRUE(read.sell);
  EXPECT_EQ(read.net, 825'000);
  EXPECT_EQ(read.settles, kDay + 3);
  EXPECT_EQ(read.relief, Trade::Relief::Named);
  ASSERT_EQ(list.picks.size(), 2U);
  EXPECT_EQ(list.picks[0].lot, "LOT-7");
  EXPECT_EQ(list.picks[0].quantity, (Fixed{1'000, 1}));
  EXPECT_EQ(list.picks[1].lot, "12");
}

TEST(Codec, reads_many_events_of_a_batch_in_their_order) {
  Bytes bytes;
  ByteWriter out(bytes);
  for (const auto& [sentence, event] : every_body()) encode(out, event, {});
  EventList list;
  ASSERT_TRUE(decode(bytes, kDay, SourceId{7}, list));
  std::vector<std::uint32_t> rows;
  for (const auto& event : list.events) rows.push_back(event.row);
  EXPECT_THAT(rows, testing::ElementsAre(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21));
}

TEST(Codec, refuses_bytes_that_were_cut_off) {
  for (const auto& [sentence, event] : every_body()) {
    Bytes bytes;
    ByteWriter out(bytes);
    encode(out, event, {});
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      EventList list;
      ASSERT_FALSE(decode(ByteView(bytes).first(size), kDay, {}, list)) << sentence << " at " << size;
    }
  }
}

TEST(Codec, refuses_a_kind_it_does_not_know) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.put<std::uint8_t>(std::variant_size_v<Body>);
  for (int i = 0; i < 40; ++i) out.put<std::uint8_t>(0);
  EventList list;
  EXPECT_FALSE(decode(bytes, kDay, {}, list));
}

TEST(Events, stand_in_one_order_whatever_order_they_came_in) {
  std::vector<Event> events;
  for (const auto& [sentence, event] : every_body()) events.push_back(event);
  Event tomorrow = events[0];
  tomorrow.date = kDay + 1;
  for (std::size_t i = 1; i < events.size(); ++i) {
    EXPECT_FALSE(comes_before(events[i], events[i])) << i;
    EXPECT_TRUE(comes_before(events[i], tomorrow)) << i;
  }
  EXPECT_TRUE(comes_before(make({9, {}}, 1, Trade{}), make({10, {}}, 1, Trade{})));    // as numbers
  EXPECT_TRUE(comes_before(make({10, {}}, 1, Trade{}), make({0, "1a"}, 1, Trade{})));  // numbers before texts
  EXPECT_TRUE(comes_before(make({0, "a"}, 1, Trade{}), make({0, "b"}, 1, Trade{})));
  EXPECT_TRUE(comes_before(make({99, {}}, 1, Trade{}), make({1, {}}, 1, BookEntry{})));  // kind before reference
}

TEST(Codec, brings_market_lists_back) {
  PriceSet set;
  set.source = "vendor";
  set.status = "given";
  set.security = {4, 2};
  set.price = {106'375, 50};
  set.places = {3, 0};
  set.row = {2, 3};
  PriceSet read;
  ASSERT_TRUE(decode(encode(set), kDay, read));
  EXPECT_EQ(encode(read), encode(set));
  EXPECT_EQ(read.date, kDay);
  const std::vector<ForwardRate> rates{{Currency::from("DEM"), kDay + 9, {64'125, 5}, 2}};
  std::vector<ForwardRate> rates_read;
  ASSERT_TRUE(decode(encode(rates), rates_read));
  EXPECT_EQ(encode(rates_read), encode(rates));
  const std::vector<Dividend> dividends{{SecurityId{3}, kDay, kDay + 4, {25, 2}, 9}};
  std::vector<Dividend> dividends_read;
  ASSERT_TRUE(decode(encode(dividends), kDay, dividends_read));
  EXPECT_EQ(encode(dividends_read), encode(dividends));
  EXPECT_EQ(dividends_read[0].ex_date, kDay);
}

TEST(Codec, brings_reference_lists_back) {
  entity::Security bond;
  bond.key = "CORP6";
  bond.name = "Corp 6%, 2002";
  bond.kind = 4;
  bond.currency = Currency::from("USD");
  bond.country = "France";
  bond.market = "FR";
  bond.rate_pct = Decimal::from("6.00");
  bond.maturity = kDay + 2000;
  bond.issued = kDay - 100;
  bond.redemption_amount = Decimal::from("100.5");
  bond.day_count = DayCount::Thirty360Us;
  bond.coupons_per_year = 2;
  bond.description = "senior";
  bond.status = "given";
  entity::Security bare;
  bare.key = "ACME";
  bare.currency = Currency::from("USD");
  std::vector<entity::Security> securities;
  ASSERT_TRUE(decode(encode(std::vector{bond, bare}), securities));
  ASSERT_EQ(securities.size(), 2U);
  EXPECT_EQ(encode(securities), encode(std::vector{bond, bare}));
  EXPECT_EQ(securities[0].rate_pct->text(), "6.00");
  EXPECT_FALSE(securities[1].maturity.has_value());
  entity::Classification place{PortfolioId{1}, SecurityId{2},   kDay, 17,    "Common Stock", "Aerospace",
                               "Boeing Co.",   "United States", true, false, true,           false};
  std::vector<entity::Classification> places;
  ASSERT_TRUE(decode(encode(std::vector{place}), places));
  EXPECT_EQ(encode(places), encode(std::vector{place}));
  EXPECT_TRUE(places[0].non_income && !places[0].segregated && places[0].rule_144a && !places[0].repo);
  entity::Remark remark{PortfolioId{1}, kDay, SecurityId{2}, "price", "1", "2", "3", "4", "text"};
  std::vector<entity::Remark> remarks;
  ASSERT_TRUE(decode(encode(std::vector{remark}), remarks));
  EXPECT_EQ(encode(remarks), encode(std::vector{remark}));
  entity::PrintedFigure figure{PortfolioId{1}, kDay,    "class_total", "Common Stock", "", Decimal::from("258106019"),
                               "dollars",      "page 3"};
  std::vector<entity::PrintedFigure> figures;
  ASSERT_TRUE(decode(encode(std::vector{figure}), figures));
  EXPECT_EQ(encode(figures), encode(std::vector{figure}));
}

TEST(Codec, applies_terms_set_and_removed) {
  std::vector<entity::Term> terms;
  entity::TermDifference first;
  first.set = {{"trust.toml", "trust.id", "desk", 't', 1}, {"trust.toml", "trust.name", "Desk", 't', 2}};
  ASSERT_TRUE(apply_terms(encode(first), terms));
  EXPECT_EQ(terms.size(), 2U);
  entity::TermDifference second;
  second.set = {{"trust.toml", "trust.name", "New Desk", 't', 2}};
  second.removed = {{"trust.toml", "trust.id", "desk", 't', 1}};
  ASSERT_TRUE(apply_terms(encode(second), terms));
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_EQ(terms[0].value, "New Desk");
}

TEST(Codec, brings_a_strike_s_answers_back) {
  std::vector<SealedAnswer> answers{{PortfolioId{3}, kDay, 2, std::string(64, 'a'), "ann"}}, read;
  ASSERT_TRUE(decode(encode(answers), read));
  EXPECT_EQ(encode(read), encode(answers));
}

template <class T, class Value>
Body with(Value T::*field, Value value) {
  T body;
  body.*field = value;
  return body;
}

TEST(Codec, refuses_what_has_the_shape_of_an_event_and_can_be_none) {
  struct Row {
    const char* sentence;
    Body body;
  };
  const Row rows[] = {
      {"a quantity of 200 places", with(&Trade::quantity, Fixed{1, 200})},
      {"a price of 19 places", with(&Trade::price, Fixed{1, 19})},
      {"an opening lot of 19 places", with(&OpeningLot::quantity, Fixed{1, 19})},
      {"redemptions of 19 places", with(&ShareActivity::redemptions, Fixed{1, 19})},
      {"an account beyond the chart", with(&OpeningBalance::account, static_cast<entity::Account>(250))},
      {"an entry beyond the list", with(&BookEntry::entry, std::uint8_t{250})},
      {"a withdrawal of no kind", with(&Cancellation::target, std::uint8_t{250})},
      {"a total of no line", with(&PeriodTotal::line, std::uint8_t{250})},
      {"a total of 19 places", with(&PeriodTotal::figure, Fixed{1, 19})},
      {"lots chosen by no method", with(&Trade::relief, static_cast<Trade::Relief>(250))},
  };
  for (const Row& row : rows) {
    Bytes bytes;
    ByteWriter out(bytes);
    encode(out, make({1, {}}, 2, row.body), {});
    EventList list;
    EXPECT_FALSE(decode(bytes, kDay, SourceId{7}, list)) << row.sentence;
  }
  std::vector<Dividend> dividends{{SecurityId{0}, kDay, kDay, {1, 19}, 2}};
  EXPECT_FALSE(decode(encode(dividends), kDay, dividends));
  PriceSet prices;
  prices.security = {0};
  prices.price = {1};
  prices.places = {19};
  prices.row = {2};
  EXPECT_FALSE(decode(encode(prices), kDay, prices));
}

}  // namespace
}  // namespace openend::event
