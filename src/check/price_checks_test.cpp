#include "check/price_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openend::check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum policy::PriceKind;

/// Seven pricing days of January 1997, from Friday the 3rd; the strike is on the last.
const Date kDays[] = {Date::of(1997, 1, 3), Date::of(1997, 1, 6),  Date::of(1997, 1, 7), Date::of(1997, 1, 8),
                      Date::of(1997, 1, 9), Date::of(1997, 1, 10), Date::of(1997, 1, 13)};
const Date kYesterday = kDays[5], kToday = kDays[6];

class Desk {
 public:
  Desk() {
    add("STOCK", "common_stock");
    auto bond = make("BOND", "corporate_bond");
    bond.rate_pct = Decimal(6);
    bond.maturity = Date::of(2007, 1, 13);
    bond.day_count = DayCount::Thirty360Us;
    bond.coupons_per_year = 2;
    registry.set_security(bond);
    book.portfolio = PortfolioId{0};
    std::vector<entity::Term> terms{{"trust.toml", "trust.id", "desk"},
                                    {"trust.toml", "trust.name", "Desk"},
                                    {"trust.toml", "trust.base_currency", "USD"},
                                    {"trust.toml", "trust.calendar", "weekdays"},
                                    {"trust.toml", "trust.portfolios[0]", "alpha"},
                                    {"alpha.toml", "portfolio.id", "alpha"},
                                    {"alpha.toml", "portfolio.name", "Alpha"},
                                    {"alpha.toml", "portfolio.inception", "1996-01-02"},
                                    {"alpha.toml", "portfolio.base_currency", "USD"},
                                    {"alpha.toml", "class[0].id", "one"},
                                    {"alpha.toml", "class[0].name", "One"},
                                    {"alpha.toml", "class[0].from", "1996-01-02"},
                                    {"alpha.toml", "class[0].initial_price", "10.00"}};
    EXPECT_TRUE(registry.set_terms(terms));
    for (std::uint32_t security = 0; security < registry.securities().size(); ++security) {
      const auto slot = book.find_or_add(SecurityId{security}, security == 1);
      book.acquire(slot, {100, 0}, 10'000, 1, kDays[0].days, false);
    }
  }

  entity::Security make(const char* key, const char* kind) {
    entity::Security security;
    security.key = security.name = key;
    security.kind = *instrument::parse_kind(kind);
    security.currency = Currency::from("USD");
    return security;
  }
  void add(const char* key, const char* kind) { registry.set_security(make(key, kind)); }

  void price(Date day, std::uint32_t security, const char* price, const char* source = "A",
             policy::PriceKind kind = Close) {
    event::PriceSet set;
    set.date = day;
    set.source = source;
    set.kind = kind;
    const Fixed fixed = *to_fixed(Decimal::from(price));
    set.security = {security};
    set.price = {fixed.coefficient};
    set.places = {fixed.places};
    set.row = {2};
    prices.apply(set);
  }

  std::vector<Finding> look() {
    const instrument::SecurityColumns columns(registry.securities());
    const Calendar calendar = Calendar::weekdays();
    const PriceCheckDay day(kToday, registry, columns, calendar, prices, determinations, indexes, actions);
    return price_checks({day, book, marks});
  }
  /// What failed, as "check: detail".
  std::vector<std::string> failures() {
    std::vector<std::string> texts;
    for (const Finding& finding : look()) {
      if (!finding.passed) texts.push_back(std::string(finding.check) + ": " + finding.detail);
    }
    return texts;
  }
  std::string summary(const std::string& check) {
    for (const Finding& finding : look()) {
      if (finding.check == check && finding.subject.empty() && finding.passed) return finding.found;
    }
    return "none";
  }

  entity::Registry registry;
  book::Book book;
  value::Marks marks;
  value::PriceBoard prices;
  value::FairValueBoard determinations;
  IndexBoard indexes;
  std::vector<event::CorporateAction> actions;
};

TEST(PriceChecks, say_how_much_they_looked_at_when_all_is_well) {
  Desk desk;
  for (const Date day : {kYesterday, kToday}) {
    desk.price(day, 0, day == kToday ? "51" : "50");
    desk.price(day, 1, day == kToday ? "100.10" : "100");
  }
  EXPECT_THAT(desk.failures(), IsEmpty());
  EXPECT_EQ(desk.summary("price-missing"), "0 of 2");
  EXPECT_EQ(desk.summary("price-move"), "0 of 2");
  EXPECT_EQ(desk.summary("price-against-yield"), "0 of 1");
  EXPECT_EQ(desk.summary("price-source-approved"), "none");
}

TEST(PriceChecks, name_what_is_missing_and_what_is_stale) {
  Desk desk;
  desk.price(kDays[0], 1, "100");
  EXPECT_THAT(desk.failures(),
              ElementsAre("price-missing: STOCK has no price",
                          "price-missing: BOND has no price of 1997-01-13; its last is of 1997-01-03",
                          "price-stale: the price of BOND is of 1997-01-03, more than 5 pricing days ago"));
  Desk younger;
  younger.price(kToday, 0, "50");
  younger.price(kDays[1], 1, "100");  // five pricing days ago
  EXPECT_THAT(younger.failures(), ElementsAre(HasSubstr("price-missing: BOND")));
}

TEST(PriceChecks, hold_a_price_after_a_split_against_the_price_before_in_new_units) {
  struct Row {
    const char* sentence;
    Date ex_date;
    const char* now;
    std::vector<std::string> failures;
  };
  const Row rows[] = {
      {"half of it after two for one", kToday, "25.5", {}},
      {"split on a Sunday", kToday - 1, "25.5", {}},
      {"not halved",
       kToday,
       "50.50",
       {"price-move: the price of STOCK moved +102.00%: 50.50 after 50 on 1997-01-10, which is 25 by corporate "
        "actions since"}},
      {"split before the price before",
       kYesterday,
       "25.5",
       {"price-move: the price of STOCK moved -49.00%: 25.5 after 50 on 1997-01-10"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk;
    desk.book.positions.quantity[1] = 0;
    desk.price(kYesterday, 0, "50");
    desk.price(kToday, 0, row.now);
    event::CorporateAction split;
    split.security = SecurityId{0};
    split.ex_date = row.ex_date;
    split.new_units = {2, 0};
    split.old_units = {1, 0};
    desk.actions = {split};
    EXPECT_EQ(desk.failures(), row.failures);
  }
  Desk desk;  // the widest ratio of the highest price is still a number
  desk.price(kYesterday, 0, "9000000000000000000");
  desk.price(kToday, 0, "9000000000000000000");
  event::CorporateAction split;
  split.security = SecurityId{0};
  split.ex_date = kToday;
  split.new_units = {1, 6};
  split.old_units = {100'000, 0};
  desk.actions = {split};
  EXPECT_THAT(desk.failures(), testing::Contains(HasSubstr("price-move: the price of STOCK moved")));
}

TEST(PriceChecks, name_a_price_that_never_changes) {
  Desk desk;
  desk.book.positions.quantity[1] = 0;  // what is sold out is not looked at
  for (int back = 14; back >= 0; back -= 7) desk.price(kToday - back, 0, back == 7 ? "50" : "50.00");
  EXPECT_THAT(desk.failures(), ElementsAre("price-stale: the price of STOCK has been 50.00 since 1996-12-30"));
  desk.price(kToday, 0, "50.01");
  EXPECT_THAT(desk.failures(), IsEmpty());
}

TEST(PriceChecks, hold_moves_and_scales_against_the_price_before) {
  struct Row {
    const char* sentence;
    const char* before;
    const char* now;
    std::vector<std::string> failures;
  };
  const Row rows[] = {
      {"at the limit of 10%", "50", "55.00", {}},
      {"a cent beyond it",
       "50",
       "55.01",
       {"price-move: the price of STOCK moved +10.02%: 55.01 after 50 on 1997-01-10"}},
      {"as far down",
       "50.00",
       "44.9",
       {"price-move: the price of STOCK moved -10.20%: 44.9 after 50.00 on 1997-01-10"}},
      {"in cents",
       "50.25",
       "5030",
       {"price-move: the price of STOCK moved +9909.95%: 5030 after 50.25 on 1997-01-10",
        "price-scale: the price of STOCK may be in another unit: 5030 after 50.25 on 1997-01-10"}},
      {"in hundreds",
       "50.25",
       "0.502",
       {"price-move: the price of STOCK moved -99.00%: 0.502 after 50.25 on 1997-01-10",
        "price-scale: the price of STOCK may be in another unit: 0.502 after 50.25 on 1997-01-10"}},
      {"with more digits than any price has",
       "0.000000000000000001",
       "9000000000000000000",
       {"price-move: the price of STOCK moved beyond measure: 9000000000000000000 after 0.000000000000000001 on "
        "1997-01-10"}},
      {"tenfold is a move only",
       "50",
       "500",
       {"price-move: the price of STOCK moved +900.00%: 500 after 50 on 1997-01-10"}},
  };
  for (const Row& row : rows) {
    Desk desk;
    desk.book.positions.quantity[1] = 0;
    desk.price(kYesterday, 0, row.before);
    desk.price(kToday, 0, row.now);
    EXPECT_EQ(desk.failures(), row.failures) << row.sentence;
  }
}

TEST(PriceChecks, hold_sources_against_one_another) {
  Desk desk;
  desk.book.positions.quantity[1] = 0;
  desk.price(kToday, 0, "50", "A");
  desk.price(kToday, 0, "49.5", "A", Bid);  // of the same source: no second opinion
  desk.price(kToday, 0, "51", "B", Bid);
  desk.price(kToday, 0, "51.01", "C", Bid);
  EXPECT_THAT(desk.failures(), ElementsAre("price-against-vendor: for STOCK C says 51.01, A says 50"));
  EXPECT_EQ(desk.summary("price-against-vendor"), "1 of 2");
}

TEST(PriceChecks, hold_moves_against_the_index) {
  struct Row {
    const char* sentence;
    const char* level;
    Date before;
    std::size_t failures;
  };
  const Row rows[] = {
      {"8% up with an index 1% down: 9% apart", "99", kYesterday, 0},
      {"with an index 3% down: 11% apart", "97", kYesterday, 1},
      {"an index that was not told yesterday says nothing", "97", kDays[3], 0},
  };
  for (const Row& row : rows) {
    Desk desk;
    desk.book.positions.quantity[1] = 0;
    auto stock = desk.registry.security(SecurityId{0});
    stock.index = "S&P 500";
    desk.registry.set_security(stock);
    desk.price(kYesterday, 0, "50");
    desk.price(kToday, 0, "54");
    desk.indexes.apply(row.before, {{"S&P 500", *to_fixed(Decimal(100)), 2}});
    desk.indexes.apply(kToday, {{"S&P 500", *to_fixed(Decimal::from(row.level)), 3}});
    const auto failures = desk.failures();
    ASSERT_EQ(failures.size(), row.failures) << row.sentence;
    if (failures.empty()) continue;
    EXPECT_EQ(failures[0], "price-against-index: the price of STOCK moved 8.00% while S&P 500 moved -3.00%");
  }
}

TEST(PriceChecks, hold_a_bonds_price_against_its_yield) {
  // Ten years, 6%: a hundred basis points are about seven and a half points of price.
  struct Row {
    const char* now;
    bool fails;
  };
  const Row rows[] = {{"96", false}, {"93.00", false}, {"92.00", true}, {"107.50", false}, {"108.50", true}};
  for (const Row& row : rows) {
    Desk desk;
    desk.book.positions.quantity[0] = 0;
    desk.price(kYesterday, 1, "100");
    desk.price(kToday, 1, row.now);
    const auto failures = desk.failures();
    EXPECT_EQ(testing::Matches(testing::Contains(HasSubstr("price-against-yield")))(failures), row.fails) << row.now;
  }
  Desk desk;
  desk.book.positions.quantity[0] = 0;
  desk.price(kYesterday, 1, "100");
  desk.price(kToday, 1, "92");
  EXPECT_THAT(desk.failures(),
              testing::Contains("price-against-yield: the price of BOND, 92, implies 7.13%; the price of 1997-01-10 "
                                "implied 6.00%"));
}

TEST(PriceChecks, ask_for_approval_once_anything_is_approved) {
  Desk desk;
  desk.price(kToday, 0, "50", "BRIDGE");
  desk.price(kToday, 1, "100", "");
  EXPECT_THAT(desk.failures(), IsEmpty());
  desk.registry.set_approval({kDays[0], kToday, entity::ApprovalSubject::PricingService, "BRIDGE", "minutes"});
  EXPECT_THAT(desk.failures(), ElementsAre("price-source-approved: prices without a source (close), of 1 holding, is "
                                           "not approved on 1997-01-13"));
  desk.registry.set_approval({kDays[0], kYesterday, entity::ApprovalSubject::PricingService, "BRIDGE", "minutes"});
  EXPECT_EQ(desk.failures().size(), 2U);
}

TEST(PriceChecks, look_at_determinations_and_at_what_kind_priced) {
  Desk desk;
  desk.price(kToday, 0, "50", "A", Bid);
  desk.price(kToday, 1, "100");
  EXPECT_EQ(desk.summary("price-kind"), "1 of 2");
  event::FairValue told;
  told.id = "F1";
  told.date = kDays[0];
  told.security = SecurityId{1};
  told.value = Fixed{90, 0};
  told.expires = kYesterday;
  desk.determinations.apply({told});
  EXPECT_THAT(desk.failures(), ElementsAre("fair-value-expired: the determination F1 on BOND expired on 1997-01-10"));
  told.expires = kToday;
  desk.determinations.apply({told});
  value::OwnValue own;
  own.basis = value::Basis::FairValue;
  own.quotation = instrument::Quotation::PerHundred;
  desk.marks.own.set(1, own);
  desk.registry.set_approval({kDays[0], {}, entity::ApprovalSubject::PricingService, "A", "minutes"});
  EXPECT_THAT(desk.failures(), ElementsAre("price-source-approved: a procedure for fair value, of 1 holding, is "
                                           "not approved on 1997-01-13"));
  EXPECT_EQ(desk.summary("price-missing"), "0 of 1");
}

}  // namespace
}  // namespace openend::check
