// What values a holding: sources and kinds of price, determinations of fair value, amortised cost, and the checks.
#include "desk.h"
#include "report/report.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kQuotes = "date,security,price,currency,source,kind\n";

/// Alpha holds 100 ACME bought at 50 and has 1,000,000 in all; both portfolios are open.
Desk holding_acme(const std::string& pricing = {}) {
  Terms terms;
  terms.settings = pricing;
  Desk desk(terms);
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.trades("1,1997-01-03,1997-01-08,alpha,ACME,B,100,50,-5000.00,,,\n");
  return desk;
}

std::string gain(Desk& desk, const std::string& date) {
  return desk.balance("alpha", date, "unrealised_on_investments");
}

report::Report report_of(Desk& desk, const std::string& kind, const std::string& date) {
  app::Walk walk(desk.session());
  auto rebuilt = walk.rebuild(desk.id("alpha"), day(date));
  if (!rebuilt) {
    ADD_FAILURE() << told(rebuilt.refusals());
    return {};
  }
  const auto& registry = desk.session().registry();
  report::Struck struck;
  struck.registry = &registry;
  struck.portfolio = registry.trust().find(desk.id("alpha"));
  struck.settings = rebuilt.value().settings;
  struck.date = day(date);
  struck.value_through = rebuilt.value().value_through;
  struck.book = &rebuilt.value().book;
  struck.marks = &rebuilt.value().sealed.marks;
  struck.package = &rebuilt.value().sealed.package;
  struck.prices = &walk.prices();
  struck.fair_values = &walk.fair_values();
  for (const auto& made : report::kinds()) {
    if (made.word == kind) return made.make(struck);
  }
  ADD_FAILURE() << "no report " << kind;
  return {};
}

// -- sources and kinds

TEST(Sources, without_rules_the_price_known_last_is_taken) {
  Desk desk = holding_acme();
  desk.send("prices", std::string(kQuotes) + "1997-01-06,ACME,51,USD,FIRST,\n1997-01-06,ACME,52,USD,SECOND,\n");
  desk.struck("1997-01-06");
  EXPECT_EQ(gain(desk, "1997-01-06"), "200.00");
  desk.send("prices", std::string(kQuotes) + "1997-01-06,ACME,53,USD,FIRST,\n");  // becomes known later
  desk.struck("1997-01-06");
  EXPECT_EQ(gain(desk, "1997-01-06"), "300.00");
  EXPECT_EQ(desk.version("alpha", "1997-01-06"), 2U);
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Sources, the_trusts_order_decides_whatever_became_known_last) {
  Desk desk = holding_acme(
      "[[pricing]]\nfrom = 1996-01-01\nkind = \"common_stock\"\nsources = [\"FIRST\", \"SECOND\"]\n"
      "price = [\"close\", \"bid\"]\n");
  struct Row {
    const char* sentence;
    const char* date;
    const char* quotes;
    const char* gain;
  };
  const Row rows[] = {
      {"the first source's close", "1997-01-06", "1997-01-06,ACME,51,USD,FIRST,\n1997-01-06,ACME,52,USD,SECOND,\n",
       "100.00"},
      {"a close of the second before a bid of the first", "1997-01-07",
       "1997-01-07,ACME,53,USD,SECOND,close\n1997-01-07,ACME,54,USD,FIRST,bid\n", "300.00"},
      {"a bid of today before a close of yesterday", "1997-01-08", "1997-01-08,ACME,49,USD,FIRST,bid\n", "-100.00"},
      {"a source or kind that is not named values nothing", "1997-01-09",
       "1997-01-09,ACME,70,USD,THIRD,\n1997-01-09,ACME,71,USD,FIRST,ask\n1997-01-09,ACME,72,USD,FIRST,evaluated\n",
       "-100.00"},
  };
  for (const Row& row : rows) {
    desk.send("prices", kQuotes + std::string(row.quotes));
    desk.struck(row.date);
    EXPECT_EQ(gain(desk, row.date), row.gain) << row.sentence;
  }
  // A correction of the first source's close, after the second's was known.
  desk.send("prices", std::string(kQuotes) + "1997-01-06,ACME,50.50,USD,FIRST,\n");
  desk.struck("1997-01-09");
  EXPECT_EQ(gain(desk, "1997-01-06"), "50.00");
  EXPECT_EQ(gain(desk, "1997-01-07"), "300.00");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Sources, which_priced_what_is_in_the_holdings) {
  Desk desk = holding_acme();
  desk.send("prices", std::string(kQuotes) + "1997-01-06,ACME,51,USD,FIRST,bid\n");
  desk.struck("1997-01-07");
  const auto table = report_of(desk, "holdings", "1997-01-07").tables.at(0);
  ASSERT_EQ(table.columns.size(), 15U);
  EXPECT_EQ(table.columns[12].key, "source");
  EXPECT_EQ(table.rows.at(0).cells[12], "FIRST");
  EXPECT_EQ(table.rows.at(0).cells[13], "bid");
  EXPECT_EQ(table.rows.at(0).cells[14], "1997-01-06");
}

TEST(Sources, a_day_may_have_a_price_of_each_source_and_kind_but_not_two) {
  Desk desk;
  EXPECT_TRUE(desk.take("prices", std::string(kQuotes) +
                                      "1997-01-06,ACME,51,USD,FIRST,close\n1997-01-06,ACME,50,USD,FIRST,bid\n"
                                      "1997-01-06,ACME,51,USD,SECOND,close\n"));
  const auto twice = desk.take("prices", std::string(kQuotes) +
                                             "1997-01-06,ACME,51,USD,FIRST,bid\n1997-01-06,ACME,51,USD,SECOND,bid\n"
                                             "1997-01-06,ACME,50,USD,FIRST,bid\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(codes(twice.refusals()), "E-PRICE-005");
  EXPECT_EQ(twice.refusals()[0].place.row, 4);
  const auto unknown = desk.take("prices", std::string(kQuotes) + "1997-01-06,ACME,51,USD,FIRST,mid\n");
  EXPECT_EQ(codes(unknown.refusals()), "E-PRICE-007");
}

TEST(Sources, terms_name_kinds_of_the_list_of_instruments) {
  Desk desk;
  std::vector<store::feeds::TextFile> files;
  for (auto& [name, text] :
       trust_texts({.settings = "[[pricing]]\nfrom = 1996-01-01\nkind = \"shares\"\n"
                                "[[checks]]\nfrom = 1996-01-01\nkind = \"bonds\"\nmove_pct = \"5\"\n"}))
    files.push_back(store::feeds::TextFile::of(name, text));
  const auto refused = desk.session().init(store::feeds::read_trust_texts(files).value(), Instant{});
  ASSERT_FALSE(refused);
  EXPECT_EQ(codes(refused.refusals()), "E-TERM-002 E-TERM-002");
  EXPECT_EQ(refused.refusals()[0].found, "bonds");
  EXPECT_EQ(refused.refusals()[1].found, "shares");
  EXPECT_THAT(refused.refusals()[0].expected, HasSubstr("common_stock"));
}

// -- fair value

constexpr const char* kDetermined =
    "id,date,portfolio,security,value,level,method,inputs,reason,who,next_review,expires\n";

TEST(FairValues, hold_while_in_force_and_expire_loudly) {
  Desk desk = holding_acme();
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,50,USD\n1997-01-08,ACME,51,USD\n1997-01-09,ACME,51,USD\n");
  desk.struck("1997-01-06");
  desk.send("fair-values",
            std::string(kDetermined) +
                "F1,1997-01-07,,ACME,40,3,last trade less 20%,tender price,trading halted,committee,,1997-01-08\n");
  desk.struck("1997-01-09");
  EXPECT_EQ(gain(desk, "1997-01-06"), "0.00");
  EXPECT_EQ(gain(desk, "1997-01-07"), "-1000.00");
  EXPECT_EQ(gain(desk, "1997-01-08"), "-1000.00");
  EXPECT_EQ(gain(desk, "1997-01-09"), "100.00");
  EXPECT_THAT(desk.sealed("alpha", "1997-01-08").exceptions, IsEmpty());
  EXPECT_THAT(desk.sealed("alpha", "1997-01-09").exceptions,
              ElementsAre("fair-value-expired: the determination F1 on ACME expired on 1997-01-08"));
  // It is ended: the ordinary rules hold and nothing is expired.
  desk.send("fair-values", std::string(kDetermined) + "F2,1997-01-09,,ACME,,,none,,trading again,committee,,\n");
  desk.struck("1997-01-09");
  EXPECT_THAT(desk.rebuilt("alpha", "1997-01-09").sealed.package.exceptions, IsEmpty());
  EXPECT_EQ(desk.differing(), 0U);
  const auto table = report_of(desk, "fair-values", "1997-01-09").tables.at(0);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].cells[3], "replaced");
  EXPECT_EQ(table.rows[1].cells[3], "ended");
  const auto then = report_of(desk, "fair-values", "1997-01-08").tables.at(0);
  EXPECT_THAT(then.rows.at(0).cells,
              ElementsAre("F1", "1997-01-07", "1997-01-08", "in force", "trust", "ACME", "40", "3", "4000.00",
                          "last trade less 20%", "tender price", "trading halted", "committee", ""));
}

TEST(FairValues, known_late_restate_and_a_portfolios_own_goes_first) {
  Desk desk = holding_acme();
  desk.open("beta", "1997-01-02", "1000000.00", "100000");
  desk.trades("2,1997-01-03,1997-01-08,beta,ACME,B,100,50,-5000.00,,,\n");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,50,USD\n");
  desk.struck("1997-01-07");
  desk.send("fair-values", std::string(kDetermined) +
                               "T,1997-01-07,,ACME,40,2,model,,halted,committee,,1997-02-07\n"
                               "A,1997-01-06,alpha,ACME,45,2,model,,block discount,committee,,1997-02-06\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(gain(desk, "1997-01-06"), "-500.00");
  EXPECT_EQ(gain(desk, "1997-01-07"), "-500.00");
  EXPECT_EQ(desk.version("beta", "1997-01-06"), 1U);
  EXPECT_EQ(desk.balance("beta", "1997-01-07", "unrealised_on_investments"), "-1000.00");
  EXPECT_EQ(desk.version("beta", "1997-01-07"), 2U);
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(FairValues, price_what_has_no_price_and_are_refused_when_not_complete) {
  Desk desk = holding_acme();
  EXPECT_EQ(codes(desk.strike("1997-01-06").portfolios.at(0).refusals), "E-PRICE-001");
  desk.send("fair-values",
            std::string(kDetermined) +
                "F1,1997-01-06,alpha,ACME,0,3,nothing is left,,bankrupt,committee,1997-01-06,1997-03-01\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(gain(desk, "1997-01-06"), "-5000.00");
  EXPECT_THAT(desk.sealed("alpha", "1997-01-07").exceptions,
              ElementsAre("fair-value-expired: the determination F1 on ACME was to be reviewed by 1997-01-06"));
  struct Row {
    const char* sentence;
    const char* row;
    const char* codes;
  };
  const Row rows[] = {
      {"no last day", "F,1997-01-06,,ACME,40,3,m,,r,w,,\n", "E-FAIR-003"},
      {"no level", "F,1997-01-06,,ACME,40,,m,,r,w,,1997-01-09\n", "E-FAIR-004"},
      {"less than nothing", "F,1997-01-06,,ACME,-1,3,m,,r,w,,1997-01-09\n", "E-FAIR-002"},
      {"over before it begins", "F,1997-01-06,,ACME,40,3,m,,r,w,,1997-01-03\n", "E-FAIR-005"},
      {"the same id twice", "F,1997-01-06,,ACME,40,3,m,,r,w,,1997-01-09\nF,1997-01-07,,ACME,4,3,m,,r,w,,1997-01-09\n",
       "E-FAIR-001"},
      {"nobody determined it", "F,1997-01-06,,ACME,40,3,m,,r,,,1997-01-09\n", "E-CSV-012"},
  };
  for (const Row& row : rows) {
    const auto refused = desk.take("fair-values", std::string(kDetermined) + row.row);
    ASSERT_FALSE(refused) << row.sentence;
    EXPECT_EQ(codes(refused.refusals()), row.codes) << row.sentence;
  }
}

// -- amortised cost

/// Alpha holds 1,000,000 of par of a bond that matures on Monday 1997-03-31; day 61 is Wednesday 1997-01-29.
Desk holding_bond(const std::string& rule, const std::string& trade) {
  Terms terms;
  if (!rule.empty()) terms.settings = "amortised_cost = \"" + rule + "\"\n";
  Desk desk(terms);
  desk.send("securities",
            "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year\n"
            "SHORT,\"Zero coupon\",corporate_bond,USD,0,1997-03-31,,30/360,2\n");
  desk.open("alpha", "1997-01-03", "2000000.00", "100000");
  desk.trades(trade);
  return desk;
}
constexpr const char* kEarly = "1,1997-01-06,1997-01-09,alpha,SHORT,B,1000000,99,-990000.00,,,\n";
constexpr const char* kBondPrices =
    "1997-01-07,SHORT,99.00,USD\n1997-01-28,SHORT,99.05,USD\n1997-01-29,SHORT,99.10,USD\n1997-01-30,SHORT,98.00,USD\n"
    "1997-02-28,SHORT,98.00,USD\n1997-03-28,SHORT,98.00,USD\n1997-03-31,SHORT,98.00,USD\n";

/// The holding's value: its cost and what it has gained.
std::string value_of(Desk& desk, const std::string& date) {
  const auto built = desk.rebuilt("alpha", date);
  return Decimal::of(built.sealed.marks.total, 2).text();
}

TEST(SixtyDays, at_market_until_day_61_and_then_in_a_straight_line) {
  Desk desk = holding_bond("60 days", kEarly);
  desk.prices(kBondPrices);
  desk.struck("1997-03-31");
  EXPECT_EQ(value_of(desk, "1997-01-28"), "990500.00");  // day 62
  EXPECT_EQ(value_of(desk, "1997-01-29"), "991000.00");  // day 61
  EXPECT_EQ(value_of(desk, "1997-01-30"), "991147.54");  // day 60: 991,000 + 9,000 x 1 / 61
  EXPECT_EQ(value_of(desk, "1997-03-26"), "999262.30");  // day 5: 991,000 + 9,000 x 56 / 61
  EXPECT_EQ(value_of(desk, "1997-03-28"), "999557.38");  // day 3
  EXPECT_EQ(value_of(desk, "1997-03-31"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-03-31", "cash"), "2010000.00");
  EXPECT_EQ(desk.differing(), 0U);
  const auto table = report_of(desk, "holdings", "1997-01-30").tables.at(0);
  EXPECT_EQ(table.rows.at(0).cells[4], "amortised cost");
}

TEST(SixtyDays, is_off_unless_the_trust_turns_it_on) {
  Desk desk = holding_bond("", kEarly);
  desk.prices(kBondPrices);
  desk.struck("1997-01-30");
  EXPECT_EQ(value_of(desk, "1997-01-30"), "980000.00");
}

TEST(SixtyDays, what_is_bought_within_them_amortises_its_cost_and_needs_no_price) {
  // Bought on day 60, 1997-01-30, at 99.40: 6,000 of discount over 60 days.
  Desk desk = holding_bond("60 days", "1,1997-01-30,1997-02-04,alpha,SHORT,B,1000000,99.40,-994000.00,,,\n");
  desk.struck("1997-02-28");
  EXPECT_EQ(value_of(desk, "1997-01-31"), "994100.00");  // day 59: 994,000 + 6,000 x 1 / 60
  EXPECT_EQ(value_of(desk, "1997-02-28"), "996900.00");  // day 31: 29 / 60
}

TEST(SixtyDays, lots_of_before_and_of_within_stand_side_by_side) {
  Desk desk = holding_bond("60 days",
                           std::string(kEarly) + "2,1997-01-30,1997-02-04,alpha,SHORT,B,100000,99.40,-99400.00,,,\n");
  desk.prices(kBondPrices);
  desk.struck("1997-02-28");
  // 991,000 + 9,000 x 30 / 61 = 995,426.229508...; 99,400 + 600 x 29 / 60 = 99,690
  EXPECT_EQ(value_of(desk, "1997-02-28"), "1095116.23");
}

TEST(SixtyDays, a_line_survives_snapshots_late_news_and_a_sale) {
  Desk desk = holding_bond("60 days", kEarly);
  desk.prices(kBondPrices);
  for (const char* date : {"1997-01-29", "1997-01-30", "1997-02-14", "1997-02-28"}) desk.struck(date);
  Desk at_once = holding_bond("60 days", kEarly);
  at_once.prices(kBondPrices);
  at_once.struck("1997-02-28");
  EXPECT_EQ(desk.digest("alpha", "1997-02-28"), at_once.digest("alpha", "1997-02-28"));
  // The price of day 61 is corrected: every day of the line moves.
  desk.prices("1997-01-29,SHORT,99.39,USD\n");
  desk.struck("1997-02-28");
  EXPECT_EQ(value_of(desk, "1997-01-30"), "994000.00");  // 993,900 + 6,100 x 1 / 61
  desk.trades("2,1997-02-28,1997-03-03,alpha,SHORT,S,1000000,99.50,995000.00,,,\n");
  desk.struck("1997-03-03");
  EXPECT_TRUE(desk.rebuilt("alpha", "1997-03-03").book.straight_lines.empty());
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(SixtyDays, a_credit_event_puts_it_back_to_the_market) {
  Desk desk = holding_bond("60 days", kEarly);
  desk.prices(kBondPrices);
  desk.send("fair-values", std::string(kDetermined) +
                               "C1,1997-01-30,,SHORT,,,market price,,issuer downgraded,committee,,1997-01-31\n");
  desk.struck("1997-02-28");
  EXPECT_EQ(value_of(desk, "1997-01-30"), "980000.00");
  EXPECT_EQ(value_of(desk, "1997-02-28"), "995426.23");  // the determination has run out: back on the line, and told
  EXPECT_THAT(desk.sealed("alpha", "1997-02-28").exceptions,
              ElementsAre("fair-value-expired: the determination C1 on SHORT expired on 1997-01-31"));
}

TEST(SixtyDays, discount_paper_too_can_be_put_to_the_market_or_at_fair_value) {
  Desk desk;
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.trades("1,1997-01-06,1997-01-09,alpha,NOTE,B,100000,99.4750,-99475.00,,,\n");
  desk.send("fair-values", std::string(kDetermined) +
                               "C1,1997-01-08,,NOTE,,,market price,,default feared,committee,,1997-01-08\n"
                               "F1,1997-01-09,,NOTE,60,3,recovery,,default,committee,,1997-03-01\n");
  desk.prices("1997-01-08,NOTE,80,USD\n");
  desk.struck("1997-01-09");
  EXPECT_EQ(value_of(desk, "1997-01-07"), "99505.00");  // 100,000 x (1 - 0.054 x 33 / 360)
  EXPECT_EQ(value_of(desk, "1997-01-08"), "80000.00");
  EXPECT_EQ(value_of(desk, "1997-01-09"), "60000.00");
}

TEST(AmortisedCost, of_all_debt_runs_from_the_day_of_each_lot) {
  // 10,000 of discount from 1997-01-06 to 1997-03-31, 84 days; no price is asked for.
  Desk desk = holding_bond("all", kEarly);
  desk.struck("1997-02-14");
  EXPECT_EQ(value_of(desk, "1997-01-07"), "990119.05");  // 1 / 84
  EXPECT_EQ(value_of(desk, "1997-01-27"), "992500.00");  // 21 / 84
}

// -- approvals and checks

TEST(Approvals, are_looked_at_once_there_are_any) {
  Desk desk = holding_acme();
  desk.send("prices", std::string(kQuotes) +
                          "1997-01-06,ACME,50,USD,BRIDGE,\n1997-01-07,ACME,51,USD,BRIDGE,\n"
                          "1997-01-08,ACME,50,USD,BRIDGE,\n");
  desk.struck("1997-01-06");
  EXPECT_THAT(desk.sealed("alpha", "1997-01-06").exceptions, IsEmpty());
  desk.send("approvals",
            "from,to,subject,name,resolution\n1997-01-07,1997-01-07,pricing service,BRIDGE,minutes of 1997-01-06\n");
  desk.struck("1997-01-08");
  EXPECT_EQ(desk.version("alpha", "1997-01-06"), 1U);  // an approval moves no value
  EXPECT_THAT(desk.sealed("alpha", "1997-01-07").exceptions, IsEmpty());
  EXPECT_THAT(desk.sealed("alpha", "1997-01-08").exceptions,
              ElementsAre("price-source-approved: BRIDGE (close), of 1 holding, is not approved on 1997-01-08"));
  const auto table = report_of(desk, "approvals", "1997-01-07").tables.at(0);
  EXPECT_THAT(table.rows.at(0).cells, ElementsAre("pricing service", "BRIDGE", "1997-01-07", "1997-01-07", "in force",
                                                  "1", "minutes of 1997-01-06"));
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Checks, that_fail_are_exceptions_of_the_strike_and_stop_nothing) {
  Desk desk =
      holding_acme("[[checks]]\nfrom = 1996-01-01\nkind = \"common_stock\"\nmove_pct = \"5\"\nvendor_pct = \"1.5\"\n");
  desk.send("prices", std::string(kQuotes) +
                          "1997-01-06,ACME,50,USD,A,\n1997-01-07,ACME,52.60,USD,A,\n"
                          "1997-01-08,ACME,53.40,USD,B,\n1997-01-08,ACME,52.50,USD,A,\n"
                          "1997-01-09,ACME,5250,USD,A,\n");
  desk.struck("1997-01-09");
  EXPECT_THAT(desk.sealed("alpha", "1997-01-07").exceptions,
              ElementsAre("price-move: the price of ACME moved +5.20%: 52.60 after 50 on 1997-01-06"));
  EXPECT_THAT(desk.sealed("alpha", "1997-01-08").exceptions,
              ElementsAre("price-against-vendor: for ACME A says 52.50, B says 53.40"));
  EXPECT_THAT(desk.sealed("alpha", "1997-01-09").exceptions,
              ElementsAre(HasSubstr("price-move: "),
                          "price-scale: the price of ACME may be in another unit: 5250 after 53.40 on 1997-01-08",
                          HasSubstr("nav-move: ")));
}

}  // namespace
}  // namespace openend::desk
