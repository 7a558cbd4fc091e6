#include "nav/bridge.h"

#include <gtest/gtest.h>

#include "report/test_desk.h"

namespace openend::report {
namespace {

/// A purchase at 100.00 that closes at 101.00, a sale, a subscription and a redemption.
nav::Bridge four_entries(const nav::NavPackage& dealing, SecurityId security) {
  using Kind = nav::BridgeLine::Kind;
  nav::Bridge bridge;
  const auto line = [&](Kind kind, std::int64_t money, std::int64_t value, std::string_view shares) {
    nav::BridgeLine& made = bridge.lines.emplace_back();
    made.kind = kind;
    made.place = "trades.csv:2";
    made.money = money;
    made.value = value;
    made.shares = Decimal::from(shares);
    if (value != 0) {
      made.security = security;
      made.quantity = {10, 0};
    }
  };
  line(Kind::Purchase, -10'000, 10'100, "0");
  line(Kind::Sale, 2'500, -2'000, "0");
  line(Kind::Subscription, 5'000, 0, "5.000");
  line(Kind::Redemption, -3'000, 0, "-3.000");
  bridge.statement = dealing;
  bridge.statement.net_assets += 100 + 500 + 5'000 - 3'000;
  bridge.statement.shares = {1'002'000, 3};
  bridge.statement.nav = Decimal::from("10.02");
  return bridge;
}

TEST(Bridge, leads_from_dealing_to_statement_line_by_line) {
  Desk desk;
  desk.settings.holding_to_whole_unit = false;
  const SecurityId acme = desk.hold(desk.make("common_stock", "acme", "Acme Inc."), 10, 10000, 9000);
  desk.package.shares = {1'000'000, 3};
  desk.balance_capital();
  Struck struck = desk.struck();
  const nav::Bridge made = four_entries(desk.package, acme);
  struck.bridge = &made;
  const Report report = bridge(struck);
  EXPECT_FALSE(report.differs);
  const Table& entries = report.tables[0];
  using Cells = std::vector<std::string>;
  EXPECT_EQ(row_named(entries, "Dealing net asset value").cells,
            (Cells{"Dealing net asset value", "", "", "", "", "", "", "10000.00", "1000.000", "10.00"}));
  EXPECT_EQ(row_named(entries, "Purchase").cells,
            (Cells{"Purchase", "Acme Inc.", "trades.csv:2", "10", "-100.00", "101.00", "", "1.00", "", ""}));
  EXPECT_EQ(row_named(entries, "Sale").cells[7], "5.00");
  EXPECT_EQ(row_named(entries, "Redemption").cells,
            (Cells{"Redemption", "shares of class A", "trades.csv:2", "", "-30.00", "", "", "-30.00", "-3.000", ""}));
  EXPECT_EQ(row_named(entries, "All entries").cells[7], "26.00");
  EXPECT_EQ(row_named(entries, "All entries").cells[8], "2.000");
  EXPECT_EQ(row_named(entries, "Financial-statement net asset value").cells,
            (Cells{"Financial-statement net asset value", "", "", "", "", "", "", "10026.00", "1002.000", "10.02"}));
  EXPECT_TRUE(has_note(report, "dealt at 10.00"));
}

TEST(Bridge, that_does_not_foot_says_so) {
  Desk desk;
  const SecurityId acme = desk.hold(desk.make("common_stock", "acme", "Acme Inc."), 10, 10000, 9000);
  desk.package.shares = {1'000'000, 3};
  const struct {
    const char* says;
    std::int64_t cents, thousandths;
    bool differs;
  } rows[] = {{"all is named", 0, 0, false}, {"a cent is not", 1, 0, true}, {"a thousandth share is not", 0, 1, true}};
  for (const auto& row : rows) {
    nav::Bridge made = four_entries(desk.package, acme);
    made.statement.net_assets += row.cents;
    made.statement.shares.coefficient += row.thousandths;
    Struck struck = desk.struck();
    struck.bridge = &made;
    const Report report = bridge(struck);
    EXPECT_EQ(report.differs, row.differs) << row.says;
    EXPECT_EQ(has_note(report, "do not use this"), row.differs) << row.says;
  }
}

}  // namespace
}  // namespace openend::report
