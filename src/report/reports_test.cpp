#include <gtest/gtest.h>

#include <set>

#include "report/figures.h"
#include "report/render.h"
#include "report/table.h"
#include "report/test_desk.h"

namespace openend::report {
namespace {

TEST(Percent, half_up_from_the_values) {
  const struct {
    const char* says;
    std::int64_t part, whole;
    const char* expected;
  } rows[] = {
      {"0.05 is 0.1", 5, 10000, "0.1"},
      {"0.049 is 0.0", 49, 100000, "0.0"},
      {"-0.05 is -0.1: away from zero", -5, 10000, "-0.1"},
      {"of growth's print: 258,106,019 / 325,789,045 = 79.2249%", 25810601900, 32578904500, "79.2"},
      {"more than the whole", 102, 100, "102.0"},
      {"nothing of something", 0, 7, "0.0"},
      {"of nothing there is no percent", 7, 0, ""},
  };
  for (const auto& row : rows) EXPECT_EQ(percent(row.part, row.whole), row.expected) << row.says;
}

TEST(Cents, are_dropped_by_whole_tables_only) {
  Desk desk;
  Table table{"t", "T", {number_column("a", "A"), number_column("b", "B"), number_column("rate", "Rate")}, {}};
  table.rows = {{Row::Kind::Item, 0, {"12.00", "-12.00", "5.25"}}, {Row::Kind::Item, 0, {"", "0.50", "1.00"}}};
  drop_cents(table, desk.struck(), {"a", "b"});
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"12.00", "-12.00", "5.25"})) << "0.50 keeps them for all";
  table.rows[1].cells[1] = "";
  drop_cents(table, desk.struck(), {"a", "b"});
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"12", "-12", "5.25"}));
  EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"", "", "1.00"}));
  desk.settings.holding_to_whole_unit = false;
  table.rows = {{Row::Kind::Item, 0, {"12.00", "12.00", ""}}};
  drop_cents(table, desk.struck(), {"a", "b"});
  EXPECT_EQ(table.rows[0].cells[0], "12.00") << "a trust that values to the cent shows cents";
}

TEST(Schedule, classes_industries_markers_and_totals) {
  Desk desk;
  const auto boeing = desk.hold(desk.make("common_stock", "ba", "Boeing Co."), 10, 600, 500);
  const auto textron = desk.hold(desk.make("common_stock", "txt", "Textron, Inc. (ADR)"), 5, 300, 200);
  const auto bank = desk.hold(desk.make("common_stock", "bank", "Bank"), 1, 50, 40);
  desk.hold(desk.make("preferred_stock", "pfd", "Odd Preferred"), 1, 25, 30);
  desk.hold(desk.make("common_stock", "gone", "Sold Out"), 0, 0, 0);
  desk.opening(entity::Account::Cash, 25);
  // The order is the lines', not the book's.
  desk.classify(boeing, 3, "Common Stock", "Aerospace", "United States");
  auto& marked = desk.classify(textron, 2, "Common Stock", "Aerospace", "United States");
  marked.non_income = marked.segregated = marked.rule_144a = true;
  desk.classify(bank, 9, "Common Stock", "Banks", "Spain");
  desk.balance_capital();
  const Report report = schedule(desk.struck());
  const Table& table = report.tables[0];
  std::string seen;
  for (const Row& row : table.rows) seen += row.cells[0] + "|" + row.cells[2] + "|" + row.cells[3] + "\n";
  EXPECT_EQ(seen,
            "Common Stock||95.0\n"
            "Aerospace||90.0\n"
            "Textron, Inc. (ADR)*,**,+|300|\n"
            "Boeing Co.|600|\n"
            "Total Aerospace|900|90.0\n"
            "Banks||5.0\n"
            "Bank|50|\n"
            "Total Common Stock|950|95.0\n"
            "Preferred Stock||2.5\n"  // without a classification: the instrument's label
            "Odd Preferred|25|\n"
            "Total Preferred Stock|25|2.5\n"
            "Total investments|975|97.5\n"
            "Cash, receivables and other assets, net of liabilities|25|2.5\n"
            "Net assets|1000|100.0\n");
  EXPECT_EQ(row_named(table, "Total Common Stock").cells[4], "740");
  EXPECT_EQ(row_named(table, "Total Common Stock").cells[5], "cost");
  EXPECT_TRUE(has_note(report, "* does not produce income"));
  EXPECT_TRUE(has_note(report, "(ADR)"));
  EXPECT_FALSE(has_note(report, "***")) << "no repurchase agreement is shown";
  EXPECT_FALSE(report.differs);
}

TEST(Schedule, paper_from_terms_stands_at_amortised_cost) {
  Desk desk;
  entity::Security note = desk.make("discount_note", "note", "Coca-Cola Co., 5.28%, 1/10/97");
  note.rate_pct = Decimal::from("5.28");
  note.maturity = Date::of(1997, 1, 10);
  const auto id = desk.hold(note, 10000000, 9986800, 9986800);
  desk.classify(id, 1, "Short-Term Corporate Notes", "", "United States");
  const Table table = schedule(desk.struck()).tables[0];
  EXPECT_EQ(row_named(table, "Total Short-Term Corporate Notes").cells[5], "amortised cost");
  EXPECT_EQ(table.rows[1].indent, 1U) << "a class that is not divided has no industry heading";
  const Table terms = notes(desk.struck()).tables[0];
  EXPECT_EQ(terms.rows[0].cells[3], "9") << "1 to 10 January: days from the day after";
}

TEST(Countries, home_is_shown_with_and_without_short_term) {
  Desk desk;
  const auto spain = desk.hold(desk.make("common_stock", "es", "Banco"), 1, 100, 100);
  const auto home = desk.hold(desk.make("common_stock", "us", "Boeing"), 1, 600, 600);
  entity::Security note = desk.make("discount_note", "note", "Note");
  note.rate_pct = Decimal(5);
  note.maturity = Date::of(1997, 1, 10);
  const auto paper = desk.hold(note, 300, 300, 300);
  desk.classify(spain, 1, "Common Stock", "", "Spain");
  desk.classify(home, 2, "Common Stock", "", "United States");
  desk.classify(paper, 3, "Notes", "", "United States");
  desk.hold(desk.make("common_stock", "xx", "Nowhere"), 1, 24, 24);
  const Report report = countries(desk.struck());
  const Table& table = report.tables[0];
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"Spain", "100", "9.8", ""}));
  // 900 / 1024 = 87.89%, 600 / 1024 = 58.59%
  EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"United States", "900", "87.9", "58.6"}));
  EXPECT_EQ(table.rows[2].cells, (std::vector<std::string>{"country not given", "24", "2.3", ""}));
  EXPECT_EQ(table.rows[3].cells[1], "1024");
  EXPECT_FALSE(has_note(report, "add up to")) << "9.8 + 87.9 + 2.3 = 100.0";
}

TEST(Statement, foots_and_shows_an_overdraft_as_due_to_the_custodian) {
  using entity::Account;
  Desk desk;
  desk.hold(desk.make("common_stock", "ba", "Boeing"), 10, 1000, 900);
  desk.opening(Account::Cash, -50);
  desk.opening(Account::ReceivableDividends, 20);
  desk.opening(Account::UnrealisedOnForwards, -7);
  desk.balance(Account::UnrealisedAppreciation) += 700;
  desk.opening(Account::PayableAdvisoryFee, -3);
  desk.opening(Account::RoundingOfPrint, -1);
  desk.balance(Account::DividendIncome) = -2000;
  desk.balance(Account::AdvisoryFee) = 300;
  desk.balance_capital();
  const Report report = statement(desk.struck());
  EXPECT_FALSE(report.differs) << render(report, Format::Text);
  const Table& table = report.tables[0];
  EXPECT_EQ(row_named(table, "Due to custodian").cells[2], "50");
  EXPECT_EQ(row_named(table, "Cash").cells[2], "0");
  EXPECT_EQ(row_named(table, "rounding of the printed statement").cells[2], "-1");
  EXPECT_EQ(row_named(table, "Total assets").cells[2], "1019");
  EXPECT_EQ(row_named(table, "Forward currency contracts").cells[2], "7") << "a loss is a liability";
  EXPECT_EQ(row_named(table, "Total liabilities").cells[2], "60");
  EXPECT_EQ(row_named(table, "Net assets").cells[2], "959");
  const Table& capital = report.tables[1];
  EXPECT_EQ(row_named(capital, "Undistributed net investment income").cells[2], "17");
  EXPECT_EQ(row_named(capital, "of which: Advisory fee").cells[1], "-3");
  EXPECT_EQ(row_named(capital, "Unrealised appreciation of investments and currency").cells[2], "93");
  EXPECT_EQ(row_named(capital, "Net assets").cells[2], "959");
  EXPECT_FALSE(has_note(report, "by construction")) << "nothing is printed for a later day";
  EXPECT_TRUE(has_note(report, "fixed at the opening"));
  desk.book.opened = true;
  desk.book.opening = desk.date;
  EXPECT_TRUE(has_note(statement(desk.struck()), "net assets tie to the print by construction"));
}

TEST(Statement, that_does_not_foot_says_so) {
  Desk desk;
  desk.hold(desk.make("common_stock", "ba", "Boeing"), 10, 1000, 900);
  EXPECT_TRUE(statement(desk.struck()).differs) << "there is no capital";
}

entity::Security bond(Desk& desk) {
  entity::Security security = desk.make("corporate_bond", "bond", "Acme, 9.00% notes, due 7/1/05");
  security.rate_pct = Decimal(9);
  security.maturity = Date::of(2005, 7, 1);
  security.day_count = DayCount::Thirty360Us;
  security.coupons_per_year = 2;
  security.status = "assigned; coupon dates and day count assumed";
  return security;
}

TEST(AccruedInterest, with_the_strike_day_and_without_it) {
  Desk desk;
  desk.hold(bond(desk), 100000, 101000, 100000);
  desk.print("receivable_interest", "", "4", "thousands");
  const Report report = accrued_interest(desk.struck());
  const Row& row = report.tables[0].rows[0];
  EXPECT_EQ(row.cells[4], "1996-07-01");
  // To the end of 31 December is to 1 January: 180 / 360 x 9% x 100,000 = 4,500. To the end of the 30th is to the 31st:
  // 30/360 from the 1st to the 31st counts 180 too, for a start on the 1st leaves the 31st as it is: 5 x 30 + 30.
  EXPECT_EQ(row.cells[5], "4500.00");
  EXPECT_EQ(row.cells[6], "4500.00");
  EXPECT_EQ(row.cells[7], "assigned; coupon dates and day count assumed");
  EXPECT_EQ(row_named(report.tables[1], "From the terms, with the strike day").cells[2], "500.00");
  EXPECT_EQ(row_named(report.tables[1], "From the terms, with the strike day").cells[3], "differs")
      << "4,500 rounds to 5";
  EXPECT_TRUE(has_note(report, "1 of 1 holdings rest on assumed terms"));
}

TEST(AccruedInterest, the_strike_day_earns_a_day) {
  Desk desk;
  entity::Security security = bond(desk);
  security.day_count = DayCount::Actual365;
  desk.hold(security, 100000, 101000, 100000);
  const Report report = accrued_interest(desk.struck());
  // 1 July to 1 January is 184 days: 100,000 x 9% x 184 / 365 = 4,536.99; a day is 24.66.
  EXPECT_EQ(report.tables[0].rows[0].cells[5], "4536.99");
  EXPECT_EQ(report.tables[0].rows[0].cells[6], "4512.33");
  EXPECT_TRUE(has_note(report, "is USD 24.66"));
}

TEST(AccruedInterest, a_bond_on_its_last_day_stops_nothing) {
  Desk desk;
  entity::Security security = bond(desk);
  security.maturity = desk.date;
  desk.hold(security, 100000, 100000, 100000);
  const Report report = accrued_interest(desk.struck());
  EXPECT_EQ(report.tables[0].rows[0].cells[5], "0.00");
}

TEST(Forwards, bought_and_sold_values_are_not_one_sum) {
  Desk desk;
  const auto contract = [&](bool sell, std::int64_t amount, std::int64_t value) {
    instrument::ForwardCurrency forward{"f", sell, Currency::from("NLG"), {6900000, 0}, Date::of(1997, 2, 18), amount};
    desk.marks.forward_rate.push_back({58068639, 8});
    desk.marks.forward_value.push_back(value);
    desk.marks.forward_gain.push_back(forward.unrealised(value));
    desk.book.forwards.push_back(forward);
  };
  contract(true, 409945700, 400673600);
  Table table = forwards(desk.struck()).tables[0];
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"NLG", "1997-02-18", "sold", "6900000", "0.58068639",
                                                           "4006736", "4099457", "92721"}));
  EXPECT_EQ(table.rows[1].cells[5], "4006736");
  contract(false, 100, 90);
  table = forwards(desk.struck()).tables[0];
  EXPECT_EQ(table.rows[2].cells[5], "");
  EXPECT_EQ(table.rows[2].cells[7], "92720.90");
  EXPECT_EQ(table.rows[0].cells[5], "4006736.00");
}

TEST(Notes, of_every_report_tell_once_what_a_reader_must_know) {
  Desk desk;
  desk.settings.cost_note = "costs are allocated";
  desk.remark("price", "prices are reconstructed");
  desk.remark("price", "prices are reconstructed");
  desk.remark("fractional quantity", "not everywhere");
  desk.package.exceptions = {"stale price: ba"};
  desk.balance_capital();
  std::set<std::string_view> words;
  for (const Kind& kind : kinds()) {
    Struck day = desk.struck();
    day.estimate = true;
    const Report report = kind.make(day);
    EXPECT_EQ(report.kind, kind.word);
    EXPECT_TRUE(words.insert(kind.word).second);
    EXPECT_EQ(report.notes[0], "ESTIMATE: not a struck net asset value") << kind.word;
    EXPECT_TRUE(has_note(report, "costs are allocated")) << kind.word;
    EXPECT_TRUE(has_note(report, "exception: stale price: ba")) << kind.word;
    EXPECT_FALSE(has_note(report, "not everywhere")) << kind.word;
    EXPECT_EQ(std::count(report.notes.begin(), report.notes.end(), "prices are reconstructed"), 1) << kind.word;
    for (const Format format : {Format::Text, Format::Csv, Format::Json, Format::Html}) render(report, format);
    for (const Table& table : report.tables) {
      for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), table.columns.size()) << kind.word;
    }
  }
}

}  // namespace
}  // namespace openend::report
