#include "check/election_checks.h"

#include <gtest/gtest.h>

namespace openend::check {
namespace {

const Date kOpens = Date::of(1997, 1, 6);

/// 100 units of a security with an offer until the 14th, paid on the 21st; every day is a pricing day.
struct Desk {
  book::Book book;
  std::vector<event::Offer> offers{1};
  std::vector<entity::Security> securities{1};

  Desk() {
    securities[0].key = "ACME";
    event::Offer& offer = offers[0];
    offer.id = "T1";
    offer.option = "cash";
    offer.security = SecurityId{0};
    offer.date = kOpens;
    offer.deadline = kOpens + 8;
    offer.pay_date = kOpens + 15;
    book.acquire(book.find_or_add(SecurityId{0}, false), {100, 0}, 4'000'00, 1, 0, false);
  }
  /// The checks of a day: id, and whether they passed.
  std::string checks(int day) const {
    std::string text;
    for (const Finding& finding : election_checks(open_offers(book, offers, nullptr, kOpens + day), 5, securities)) {
      EXPECT_EQ(finding.detail.empty(), finding.passed);
      EXPECT_EQ(finding.subject, "ACME");
      text += std::string(finding.check) + (finding.passed ? " passed" : " failed");
    }
    return text;
  }
};

TEST(ElectionChecks, warn_from_some_days_before_the_deadline_and_then_tell_what_was_missed) {
  struct Row {
    const char* sentence;
    int day;
    const char* told;
  };
  const Row rows[] = {
      {"before it opens: nothing", -1, ""},
      {"six days before: not yet", 2, ""},
      {"five days before: due", 3, "election-due failed"},
      {"on the deadline: still due", 8, "election-due failed"},
      {"on the day after: missed", 9, "election-missed failed"},
      {"on the pay date: done", 15, ""},
  };
  const Desk desk;
  for (const Row& row : rows) EXPECT_EQ(desk.checks(row.day), row.told) << row.sentence;
}

TEST(ElectionChecks, pass_once_all_units_have_an_answer) {
  Desk desk;
  desk.book.answers["T1"]["cash"] = {80, 0};
  EXPECT_EQ(desk.checks(5), "election-due failed");
  desk.book.answers["T1"]["decline"] = {20, 0};
  EXPECT_EQ(desk.checks(5), "election-due passed");
  EXPECT_EQ(desk.checks(9), "election-missed passed");
}

TEST(ElectionChecks, say_what_becomes_of_who_says_nothing) {
  Desk desk;
  desk.offers[0].standard = true;
  const auto told = election_checks(open_offers(desk.book, desk.offers, nullptr, kOpens + 9), 5, desk.securities);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].detail,
            "of the offer T1, 100 of 100 units have no answer; the deadline 1997-01-14 has passed, and the option cash "
            "is taken for them on 1997-01-21");
}

TEST(ElectionChecks, are_silent_of_what_is_not_held) {
  Desk desk;
  desk.offers[0].security = SecurityId{5};
  EXPECT_EQ(desk.checks(5), "");
}

}  // namespace
}  // namespace openend::check
