// What news would make of sealed days before a strike takes it up, and that the strike then does just that.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date kEver{INT32_MAX / 2};

/// Both portfolios open with 1,000,000.00 and 100,000 shares; alpha holds 1,000 ACME at 50; sealed through the 10th.
Desk fund(const std::string& settings = "") {
  Desk desk({.settings = settings});
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,50,USD\n1997-01-08,ACME,50,USD\n1997-01-09,ACME,50,USD\n");
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n");
  desk.struck("1997-01-10");
  return desk;
}

app::WouldBe would_be(Desk& desk, Date until = kEver) {
  app::Walk walk(desk.session());
  auto answer = walk.would_be({}, until);
  if (!answer) {
    ADD_FAILURE() << told(answer.refusals());
    return {};
  }
  return std::move(answer).value();
}

std::vector<std::string> lines(Desk& desk, const app::WouldBe& news) {
  std::vector<std::string> all;
  for (const auto& entry : news.days) {
    nav::NavPackage sealed;
    EXPECT_TRUE(nav::decode(entry.sealed.header, sealed));
    all.push_back(desk.session().registry().portfolio_key(entry.sealed.portfolio) + " " + entry.sealed.day.text() +
                  " " + sealed.nav.text() + " " + entry.would_be.nav.text());
  }
  return all;
}

std::vector<std::string> notes(Desk& desk) {
  app::Walk walk(desk.session());
  const auto verdict = walk.replay(1);
  EXPECT_TRUE(verdict);
  EXPECT_EQ(verdict.value().differing, 0U);
  return verdict.value().notes;
}

TEST(Amendments, are_announced_before_the_strike_that_makes_them) {
  Desk desk = fund();
  EXPECT_THAT(lines(desk, would_be(desk)), IsEmpty());
  desk.prices("1997-01-08,ACME,130,USD\n");
  desk.entries("e,1997-01-09,alpha,expense accrued,20000.00\n");
  const std::string store_before = desk.store_digest();
  const auto news = would_be(desk);
  // Wednesday: 80,000.00 more. Thursday: 20,000.00 less, and Friday with it. Nothing is told of beta.
  EXPECT_THAT(lines(desk, news), ElementsAre("alpha 1997-01-08 10.00 10.80", "alpha 1997-01-09 10.00 9.80",
                                             "alpha 1997-01-10 10.00 9.80"));
  EXPECT_EQ(desk.store_digest(), store_before);
  EXPECT_THAT(lines(desk, would_be(desk, day("1997-01-08"))), ElementsAre("alpha 1997-01-08 10.00 10.80"));
  EXPECT_THAT(lines(desk, would_be(desk, day("1997-01-07"))), IsEmpty());
  EXPECT_THAT(notes(desk),
              ElementsAre("alpha has news from 1997-01-08 on that no strike has taken up; sealed days that "
                          "it would change: 3 (openend amendments lists them)"));
  desk.struck("1997-01-10");
  EXPECT_THAT(lines(desk, would_be(desk)), IsEmpty());
  for (const auto& entry : news.days) {
    const auto now = desk.session().store().days().latest(entry.sealed.portfolio, entry.sealed.day, false);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->version, 2U);
    EXPECT_EQ(now->digest, entry.would_be.digest);  // exactly what was announced
  }
  EXPECT_THAT(notes(desk), IsEmpty());
}

TEST(Amendments, of_news_that_can_not_be_struck_are_refused_beside_the_others) {
  Desk desk = fund();
  desk.trades("2,1997-01-08,1997-01-13,alpha,ACME,S,500,50,25000.00,,,7:500\n");
  desk.entries("e,1997-01-09,beta,expense accrued,20000.00\n");
  const auto news = would_be(desk);
  EXPECT_THAT(lines(desk, news), ElementsAre("beta 1997-01-09 10.00 9.80", "beta 1997-01-10 10.00 9.80"));
  ASSERT_EQ(news.refused.size(), 1U);
  EXPECT_EQ(news.refused[0].portfolio, desk.id("alpha"));
  EXPECT_EQ(codes(news.refused[0].reasons), "E-LOT-015");
}

// The last sealed day keeps its seal, and with it the place in the log through which it looked.
TEST(News, that_a_strike_has_taken_up_is_news_no_longer) {
  Desk desk = fund();
  desk.prices("1997-01-07,ACME,51,USD\n");  // moves the 7th alone
  EXPECT_EQ(notes(desk).size(), 1U);
  desk.struck("1997-01-10");
  EXPECT_EQ(desk.version("alpha", "1997-01-07"), 2U);
  EXPECT_EQ(desk.version("alpha", "1997-01-10"), 1U);
  EXPECT_THAT(notes(desk), IsEmpty());
  EXPECT_THAT(lines(desk, would_be(desk)), IsEmpty());
}

TEST(News, that_changes_no_sealed_day_is_not_named) {
  Desk desk = fund();
  desk.prices("1997-01-08,ACME,50,USD\n1997-01-08,CORK,12,USD\n");
  EXPECT_THAT(notes(desk), IsEmpty());
  const std::string store_before = desk.store_digest();
  desk.struck("1997-01-10");
  EXPECT_EQ(desk.store_digest(), store_before);
  EXPECT_THAT(notes(desk), IsEmpty());
  EXPECT_EQ(desk.differing(), 0U);
  EXPECT_EQ(desk.days_replayed, 12U);  // six days of two portfolios: those that news touches are compared too
}

}  // namespace
}  // namespace openend::desk
