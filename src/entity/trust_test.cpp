#include "entity/trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entity/registry.h"

namespace openend::entity {
namespace {

/// The least that makes a trust of one portfolio.
std::vector<Term> least() {
  return {
      {"trust.toml", "trust.id", "desk", 't', 2},
      {"trust.toml", "trust.name", "Desk Trust", 't', 3},
      {"trust.toml", "trust.base_currency", "USD", 't', 4},
      {"trust.toml", "trust.calendar", "nyse", 't', 5},
      {"trust.toml", "trust.portfolios[0]", "alpha", 't', 6},
      {"alpha.toml", "portfolio.id", "alpha", 't', 2},
      {"alpha.toml", "portfolio.name", "Alpha", 't', 3},
      {"alpha.toml", "portfolio.inception", "1996-01-02", 'd', 4},
      {"alpha.toml", "portfolio.base_currency", "USD", 't', 5},
      {"alpha.toml", "class[0].id", "one", 't', 7},
      {"alpha.toml", "class[0].name", "One", 't', 8},
      {"alpha.toml", "class[0].from", "1996-01-02", 'd', 9},
      {"alpha.toml", "class[0].initial_price", "10.00", 't', 10},
  };
}

PortfolioId number(void*, const std::string&) { return PortfolioId{0}; }
Result<Trust> build(const std::vector<Term>& terms) { return build_trust(terms, number, nullptr); }

std::vector<Term> with(std::initializer_list<Term> more) {
  auto terms = least();
  for (const Term& term : more) {
    const auto at = std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return t.same_place(term); });
    if (at == terms.end())
      terms.push_back(term);
    else
      *at = term;
  }
  return terms;
}
std::vector<Term> without(const std::string& path) {
  auto terms = least();
  std::erase_if(terms, [&](const Term& t) { return t.path == path; });
  return terms;
}

TEST(Trust, is_built_from_its_terms) {
  const auto trust = build(least());
  ASSERT_TRUE(trust);
  EXPECT_EQ(trust.value().key, "desk");
  ASSERT_EQ(trust.value().portfolios.size(), 1U);
  EXPECT_EQ(trust.value().find("alpha")->classes[0].initial_price, Decimal::from("10.00"));
  EXPECT_EQ(trust.value().find("beta"), nullptr);
}

TEST(Trust, refuses_what_it_can_not_read_with_file_row_key_and_expectation) {
  struct Row {
    const char* sentence;
    std::vector<Term> terms;
    const char* code;
    const char* file;
    long row;
    const char* key;
  };
  const Row rows[] = {
      {"a key that is not known", with({{"trust.toml", "trust.colour", "blue", 't', 9}}), "E-TERM-003", "trust.toml", 9,
       "trust.colour"},
      {"an unknown key of a portfolio", with({{"alpha.toml", "portfolio.benchmark", "X", 't', 6}}), "E-TERM-003",
       "alpha.toml", 6, "portfolio.benchmark"},
      {"an unknown setting",
       with({{"trust.toml", "settings[0].from", "1996-01-01", 'd', 9},
             {"trust.toml", "settings[0].navplaces", "2", 'i', 10}}),
       "E-TERM-003", "trust.toml", 10, "settings[0].navplaces"},
      {"a setting with another word",
       with({{"trust.toml", "settings[0].from", "1996-01-01", 'd', 9},
             {"trust.toml", "settings[0].lot_method", "best", 't', 10}}),
       "E-TERM-002", "trust.toml", 10, "settings[0].lot_method"},
      {"a setting without a date", with({{"trust.toml", "settings[0].nav_places", "2", 'i', 9}}), "E-TERM-001",
       "trust.toml", 0, "settings[0].from"},
      {"too many places",
       with({{"trust.toml", "settings[0].from", "1996-01-01", 'd', 9},
             {"trust.toml", "settings[0].nav_places", "9", 'i', 10}}),
       "E-TERM-002", "trust.toml", 10, "settings[0].nav_places"},
      {"no id", without("trust.id"), "E-TERM-001", "trust.toml", 0, "trust.id"},
      {"no class's price", without("class[0].initial_price"), "E-TERM-001", "alpha.toml", 0, "class[0].initial_price"},
      {"a calendar of our own", with({{"trust.toml", "trust.calendar", "lunar", 't', 5}}), "E-TERM-002", "trust.toml",
       5, "trust.calendar"},
      {"a currency that is none", with({{"trust.toml", "trust.base_currency", "usd", 't', 4}}), "E-TERM-002",
       "trust.toml", 4, "trust.base_currency"},
      {"a day that is none", with({{"alpha.toml", "portfolio.inception", "1996-02-30", 't', 4}}), "E-TERM-002",
       "alpha.toml", 4, "portfolio.inception"},
      {"a negative price", with({{"alpha.toml", "class[0].initial_price", "-1", 't', 10}}), "E-TERM-002", "alpha.toml",
       10, "class[0].initial_price"},
      {"a portfolio named twice", with({{"trust.toml", "trust.portfolios[1]", "alpha", 't', 6}}), "E-TERM-002",
       "trust.toml", 6, "trust.portfolios"},
      {"a portfolio without its file", with({{"trust.toml", "trust.portfolios[1]", "beta", 't', 6}}), "E-TERM-001",
       "beta.toml", 0, "portfolio"},
      {"another id than the file's name", with({{"alpha.toml", "portfolio.id", "beta", 't', 2}}), "E-TERM-002",
       "alpha.toml", 2, "portfolio.id"},
      {"a class named twice",
       with({{"alpha.toml", "class[1].id", "one", 't', 12},
             {"alpha.toml", "class[1].name", "Two", 't', 13},
             {"alpha.toml", "class[1].from", "1996-01-02", 'd', 14},
             {"alpha.toml", "class[1].initial_price", "10", 't', 15}}),
       "E-TERM-002", "alpha.toml", 12, "class[1].id"},
      {"a kind of price that is none",
       with({{"trust.toml", "pricing[0].from", "1996-01-01", 'd', 9},
             {"trust.toml", "pricing[0].price[0]", "mid", 't', 10}}),
       "E-TERM-002", "trust.toml", 10, "pricing[0].price[0]"},
      {"a limit finer than a hundredth of a percent",
       with({{"trust.toml", "checks[0].from", "1996-01-01", 'd', 9},
             {"trust.toml", "checks[0].move_pct", "1.005", 't', 10}}),
       "E-TERM-002", "trust.toml", 10, "checks[0].move_pct"},
      {"a check that is none",
       with({{"trust.toml", "checks[0].from", "1996-01-01", 'd', 9}, {"trust.toml", "checks[0].colour", "1", 't', 10}}),
       "E-TERM-003", "trust.toml", 10, "checks[0].colour"},
  };
  for (const Row& row : rows) {
    const auto refused = build(row.terms);
    ASSERT_FALSE(refused) << row.sentence;
    ASSERT_EQ(refused.refusals().size(), 1U) << row.sentence << ": " << refused.refusals()[1].message;
    const Refusal& refusal = refused.refusals()[0];
    EXPECT_EQ(refusal.code, row.code) << row.sentence;
    EXPECT_EQ(refusal.place.file, row.file) << row.sentence;
    EXPECT_EQ(refusal.place.row, row.row) << row.sentence;
    EXPECT_EQ(refusal.place.excerpt, row.key) << row.sentence;
    EXPECT_FALSE(refusal.expected.empty()) << row.sentence;
    EXPECT_FALSE(refusal.remedy.empty()) << row.sentence;
  }
}

TEST(Trust, reads_how_prices_are_ranked_and_checked) {
  const auto built = build(with({{"trust.toml", "pricing[0].from", "1997-01-01", 'd', 9},
                                 {"trust.toml", "pricing[0].kind", "treasury", 't', 10},
                                 {"trust.toml", "pricing[0].sources[0]", "A", 't', 11},
                                 {"trust.toml", "pricing[0].sources[1]", "B", 't', 11},
                                 {"trust.toml", "pricing[0].price[0]", "evaluated", 't', 12},
                                 {"trust.toml", "pricing[1].from", "1996-01-01", 'd', 14},
                                 {"trust.toml", "checks[0].from", "1996-01-01", 'd', 16},
                                 {"trust.toml", "checks[0].move_pct", "7.5", 't', 17},
                                 {"trust.toml", "checks[0].yield_bp", "40", 'i', 18}}));
  ASSERT_TRUE(built);
  const auto& pricing = built.value().pricing;
  ASSERT_EQ(pricing.size(), 2U);
  EXPECT_EQ(pricing[0].instrument, "any");
  EXPECT_EQ(pricing[1].sources, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(pricing[1].kinds, std::vector{policy::PriceKind::Evaluated});
  const auto limits = policy::check_limits(built.value().checks, "treasury", Date::of(1996, 1, 1));
  EXPECT_EQ(limits.move_bp, 750);
  EXPECT_EQ(limits.yield_bp, 40);
}

/// A fee of tiers up to the levels given; an empty level has no limit.
std::vector<Term> fee(std::initializer_list<const char*> levels) {
  auto terms = with({{"alpha.toml", "advisory_fee[0].from", "1996-01-02", 'd', 20}});
  int i = 0;
  for (const char* level : levels) {
    const std::string at = "advisory_fee[0].tiers[" + std::to_string(i++) + "]";
    if (*level != 0) terms.push_back({"alpha.toml", at + ".up_to", level, 't', 20 + i});
    terms.push_back({"alpha.toml", at + ".rate_pct", "0.75", 't', 20 + i});
  }
  return terms;
}

TEST(Tiers, rise_and_only_the_last_has_no_limit) {
  EXPECT_TRUE(build(fee({""})));
  EXPECT_TRUE(build(fee({"30000000", "300000000", ""})));
  EXPECT_TRUE(build(fee({"30000000"})));
  for (const auto& levels : {fee({"30000000", "30000000", ""}), fee({"300000000", "30000000", ""}),
                             fee({"", "30000000"}), fee({"", ""}), fee({})}) {
    const auto refused = build(levels);
    EXPECT_FALSE(refused);
  }
}

TEST(Settings, are_the_defaults_then_the_trust_s_then_the_portfolio_s_each_from_its_day) {
  const auto built = build(with({
      {"trust.toml", "settings[0].from", "1996-06-01", 'd', 9},
      {"trust.toml", "settings[0].nav_places", "4", 'i', 10},
      {"trust.toml", "settings[0].lot_method", "lifo", 't', 11},
      {"trust.toml", "settings[1].from", "1997-01-01", 'd', 12},
      {"trust.toml", "settings[1].nav_places", "3", 'i', 13},
      {"alpha.toml", "settings[0].from", "1996-09-01", 'd', 20},
      {"alpha.toml", "settings[0].lot_method", "highest cost", 't', 21},
  }));
  ASSERT_TRUE(built);
  const Trust& trust = built.value();
  const auto at = [&](int year, unsigned month, unsigned day) {
    return trust.settings_of(trust.portfolios[0], Date::of(year, month, day));
  };
  EXPECT_EQ(at(1996, 5, 31).nav_places, 2);
  EXPECT_EQ(at(1996, 5, 31).lot_method, policy::LotMethod::Fifo);
  EXPECT_EQ(at(1996, 6, 1).nav_places, 4);
  EXPECT_EQ(at(1996, 8, 31).lot_method, policy::LotMethod::Lifo);
  EXPECT_EQ(at(1996, 9, 1).lot_method, policy::LotMethod::HighestCost);
  EXPECT_EQ(at(1996, 9, 1).nav_places, 4);
  EXPECT_EQ(at(1997, 1, 1).nav_places, 3);
  EXPECT_EQ(at(1997, 1, 1).lot_method, policy::LotMethod::HighestCost);  // the portfolio's own wins
  EXPECT_NE(at(1996, 5, 31).canonical_text(), at(1996, 6, 1).canonical_text());
  // The days on which something changes.
  EXPECT_EQ(trust.next_change(trust.portfolios[0], Date::of(1996, 1, 1)), Date::of(1996, 6, 1));
  EXPECT_EQ(trust.next_change(trust.portfolios[0], Date::of(1996, 6, 1)), Date::of(1996, 9, 1));
  EXPECT_EQ(trust.next_change(trust.portfolios[0], Date::of(1997, 1, 1)), std::nullopt);
}

TEST(Settings, of_corrections_are_decimals_and_move_no_digest) {
  const auto stated = [](const std::string& key, const std::string& value) {
    return build(with({{"trust.toml", "settings[0].from", "1996-01-01", 'd', 9},
                       {"trust.toml", "settings[0]." + key, value, 't', 10}}));
  };
  const auto built = stated("correction_pct", "0.25");
  ASSERT_TRUE(built);
  const auto settings = built.value().settings_of(built.value().portfolios[0], Date::of(1997, 1, 2));
  EXPECT_EQ(settings.correction_pct, Decimal::from("0.25"));
  EXPECT_EQ(settings.correction_per_share, Decimal::from("0.01"));
  EXPECT_EQ(settings.canonical_text(), policy::Settings().canonical_text());
  for (const char* value : {"-0.01", "a cent", "0.0000001", "1001"}) {
    const auto refused = stated("correction_per_share", value);
    ASSERT_FALSE(refused) << value;
    EXPECT_EQ(refused.refusals()[0].code, "E-TERM-002") << value;
  }
}

TEST(AdvisoryFees, are_in_force_from_their_day) {
  const auto built = build(with({
      {"alpha.toml", "advisory_fee[0].from", "1997-01-01", 'd', 20},
      {"alpha.toml", "advisory_fee[0].tiers[0].rate_pct", "0.65", 't', 21},
      {"alpha.toml", "advisory_fee[1].from", "1996-01-02", 'd', 22},
      {"alpha.toml", "advisory_fee[1].tiers[0].rate_pct", "0.75", 't', 23},
      {"alpha.toml", "advisory_fee[1].cap_rate_pct", "0.70", 't', 24},
  }));
  ASSERT_TRUE(built);
  const Portfolio& alpha = built.value().portfolios[0];
  EXPECT_EQ(alpha.advisory_fee(Date::of(1996, 1, 1)), nullptr);
  EXPECT_EQ(alpha.advisory_fee(Date::of(1996, 12, 31))->tiers[0].rate_pct, Decimal::from("0.75"));
  EXPECT_TRUE(alpha.advisory_fee(Date::of(1996, 12, 31))->has_cap);
  EXPECT_EQ(alpha.advisory_fee(Date::of(1997, 1, 1))->tiers[0].rate_pct, Decimal::from("0.65"));
}

TEST(TermDifferences, name_what_was_set_changed_and_removed) {
  auto now =
      with({{"trust.toml", "trust.name", "New Desk", 't', 3}, {"trust.toml", "trust.legal_form", "trust", 't', 7}});
  std::erase_if(now, [](const Term& t) { return t.path == "class[0].name"; });
  const auto changes = difference(least(), now);
  ASSERT_EQ(changes.set.size(), 2U);
  EXPECT_EQ(changes.set[0].value, "New Desk");
  ASSERT_EQ(changes.changed_from.size(), 1U);
  EXPECT_EQ(changes.changed_from[0].value, "Desk Trust");
  ASSERT_EQ(changes.removed.size(), 1U);
  EXPECT_EQ(changes.removed[0].path, "class[0].name");
  EXPECT_TRUE(difference(least(), least()).empty());
}

TEST(Registry, numbers_securities_once_and_dates_their_classifications) {
  Registry registry;
  Security acme;
  acme.key = "ACME";
  acme.name = "Acme";
  const auto id = registry.set_security(acme);
  acme.name = "Acme Inc.";
  EXPECT_EQ(registry.set_security(acme), id);
  EXPECT_EQ(registry.security(id).name, "Acme Inc.");
  EXPECT_EQ(registry.find_security("ACME"), id);
  EXPECT_FALSE(registry.find_security("BOLT").exists());
  Classification place;
  place.portfolio = PortfolioId{0};
  place.security = id;
  for (const int month : {6, 1, 3}) {
    place.from = Date::of(1996, static_cast<unsigned>(month), 1);
    place.line = month;
    registry.set_classification(place);
  }
  EXPECT_EQ(registry.classification(PortfolioId{0}, id, Date::of(1995, 12, 31)), nullptr);
  EXPECT_EQ(registry.classification(PortfolioId{0}, id, Date::of(1996, 2, 29))->line, 1);
  EXPECT_EQ(registry.classification(PortfolioId{0}, id, Date::of(1996, 5, 31))->line, 3);
  EXPECT_EQ(registry.classification(PortfolioId{0}, id, Date::of(1999, 1, 1))->line, 6);
  EXPECT_EQ(registry.classification(PortfolioId{1}, id, Date::of(1999, 1, 1)), nullptr);
}

}  // namespace
}  // namespace openend::entity
