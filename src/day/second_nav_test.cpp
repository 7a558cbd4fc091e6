#include "day/second_nav.h"

#include <gtest/gtest.h>

namespace openend::day {
namespace {

const Date kMonday = Date::of(1997, 1, 6), kTuesday = kMonday + 1;

/// 100 ACME at 50.00 and 5,000.00 of cash on Monday, 1,000 shares of 10.00; on Tuesday 10 more are bought at 51.00, and
/// the price is 52.00.
struct Fund {
  std::vector<entity::Security> securities;
  entity::Portfolio portfolio;
  Calendar calendar = Calendar::weekdays();
  value::PriceBoard prices;
  value::ForwardBoard forwards;
  event::RateBoard rates;
  event::EventList events;
  book::Book book;
  std::unique_ptr<instrument::SecurityColumns> columns;

  Fund() {
    entity::Security acme;
    acme.id = SecurityId{0};
    acme.key = "ACME";
    acme.kind = *instrument::parse_kind("common_stock");
    acme.currency = Currency::from("USD");
    securities.push_back(acme);
    acme.id = SecurityId{1};
    acme.key = "BOLT";
    securities.push_back(acme);
    columns = std::make_unique<instrument::SecurityColumns>(securities);
    portfolio.key = "alpha";
    portfolio.base = Currency::from("USD");
    portfolio.classes.push_back({"one", "One", kMonday, Decimal(10), "", {}});
    price(kTuesday, 5200);
    book.acquire(book.find_or_add(SecurityId{0}, false), {100, 0}, 500'000, 1, 0, false);
    book.opened = true;
    book.opening = kMonday - 3;
    balance(entity::Account::Cash) = 500'000;
    balance(entity::Account::InvestmentsAtCost) = 500'000;
    balance(entity::Account::Capital) = -1'000'000;
    book.classes.push_back({"one", {1'000'000, 3}, {}, false, {}});
    book.prior = {true, kMonday, 1'000'000, {1000, 2}, 0};
    event::Trade trade;
    trade.security = SecurityId{0};
    trade.quantity = {10, 0};
    trade.price = {5100, 2};
    trade.net = 51'000;
    trade.settles = kTuesday + 3;
    events.events.push_back({{1, {}}, 2, SourceId{0}, kTuesday, trade});
  }
  std::int64_t& balance(entity::Account account) { return book.balances[static_cast<std::size_t>(account)]; }
  void price(Date date, std::int64_t cents) {
    event::PriceSet set;
    set.date = date;
    set.security = {0};
    set.price = {cents};
    set.places = {2};
    set.row = {2};
    prices.apply(set);
  }
  DayInputs inputs() const {
    DayInputs in;
    in.date = in.value_through = kTuesday;
    in.previous = kMonday;
    in.events = &events;
    in.prices = &prices;
    in.forwards = &forwards;
    in.rates = &rates;
    in.columns = columns.get();
    in.securities = &securities;
    in.portfolio = &portfolio;
    in.calendar = &calendar;
    in.settings.trades_enter_same_day = in.trades_entered_same_day = true;
    return in;
  }
};

TEST(SecondNav, agrees_with_the_strike_to_the_cent) {
  Fund fund;
  Scratch scratch;
  const auto struck = close_day(fund.book, fund.inputs(), scratch);
  ASSERT_TRUE(struck);
  // 5,000.00 - 510.00 + 110 x 52.00 = 10,210.00
  EXPECT_EQ(struck.value().package.net_assets, 1'021'000);
  EXPECT_EQ(struck.value().second.net_assets, 1'021'000);
  EXPECT_EQ(struck.value().second.bound, 0);
  EXPECT_EQ(struck.value().second.nav.text(), "10.2100000000");
}

TEST(SecondNav, differs_when_a_fault_is_injected) {
  const struct {
    const char* sentence;
    void (*harm)(Fund&, Yesterday&);
  } rows[] = {
      {"the strike took another price", [](Fund& f, Yesterday&) { f.price(kTuesday, 5201); }},
      {"the strike posted a trade that nobody recorded", [](Fund& f, Yesterday&) { f.events.events.clear(); }},
      {"the strike missed the only trade in a security",
       [](Fund& f, Yesterday&) { std::get<event::Trade>(f.events.events[0].body).security = SecurityId{1}; }},
      {"the strike missed a trade", [](Fund& f, Yesterday&) { f.events.events.push_back(f.events.events[0]); }},
      {"a position was one off", [](Fund&, Yesterday& y) { y.quantity[0] += 1; }},
      {"net assets of the day before were a cent off", [](Fund&, Yesterday& y) { y.prior.net_assets += 1; }},
      {"shares were off", [](Fund&, Yesterday& y) { y.classes[0].shares.coefficient += 1; }},
  };
  for (const auto& row : rows) {
    Fund fund;
    Yesterday yesterday = yesterday_of(fund.book);
    Scratch scratch;
    const auto struck = close_day(fund.book, fund.inputs(), scratch);
    ASSERT_TRUE(struck);
    const auto& package = struck.value().package;
    Yesterday unharmed = yesterday;
    EXPECT_TRUE(second_nav(unharmed, fund.inputs(), fund.book, struck.value().marks)
                    .agrees(package.net_assets, package.shares.decimal()));
    row.harm(fund, yesterday);
    EXPECT_FALSE(second_nav(yesterday, fund.inputs(), fund.book, struck.value().marks)
                     .agrees(package.net_assets, package.shares.decimal()))
        << row.sentence;
  }
}

TEST(SecondNav, has_nothing_to_roll_from_on_the_first_day) {
  Fund fund;
  fund.book.prior = {};
  Yesterday none = yesterday_of(fund.book);
  EXPECT_FALSE(second_nav(none, fund.inputs(), fund.book, {}).rolled);
}

}  // namespace
}  // namespace openend::day
