#include "nav/amendment.h"

#include <gtest/gtest.h>

namespace openend::nav {
namespace {

TEST(Amendments, reach_the_limits_by_the_share_and_by_the_percent) {
  struct Row {
    const char* sentence;
    const char *sealed, *amended;
    const char *limit_per_share, *limit_pct;
    const char *per_share, *percent;
    bool reaches;
  };
  const Row rows[] = {
      {"a cent of a large value is no half percent", "10.00", "10.01", "0.01", "0.5", "0.01", "0.0999", false},
      {"a half percent less a little", "10.00", "10.05", "0.01", "0.5", "0.05", "0.4975", false},
      {"both reached", "10.00", "10.06", "0.01", "0.5", "0.06", "0.5964", true},
      {"exactly one half of one percent reaches", "9.95", "10.00", "0.01", "0.5", "0.05", "0.5000", true},
      {"what rounds up to one half of one percent does not", "99.5001", "100.0000", "0.01", "0.5", "0.4999", "0.4999",
       false},
      {"0.49999 percent prints as a half and is below", "199.00002", "200.00000", "0.01", "0.5", "0.99998", "0.5000",
       false},
      {"downwards counts as well", "10.06", "10.00", "0.01", "0.5", "-0.06", "-0.6000", true},
      {"a tenth of a cent of a small value is no cent", "0.100", "0.101", "0.01", "0.5", "0.001", "0.9901", false},
      {"a trust may be stricter", "10.00", "10.01", "0.01", "0.05", "0.01", "0.0999", true},
      {"limits of nothing are not reached by no difference", "10.00", "10.00", "0", "0", "0.00", "0.0000", false},
      {"a value of nothing has no percent", "0.02", "0.00", "0.01", "0.5", "-0.02", nullptr, true},
  };
  for (const Row& row : rows) {
    NavPackage sealed, amended;
    sealed.nav = Decimal::from(row.sealed);
    amended.nav = Decimal::from(row.amended);
    policy::Settings settings;
    settings.correction_per_share = Decimal::from(row.limit_per_share);
    settings.correction_pct = Decimal::from(row.limit_pct);
    const Amendment made = amendment(sealed, amended, settings);
    EXPECT_EQ(made.per_share.text(), row.per_share) << row.sentence;
    EXPECT_EQ(made.percent ? made.percent->text() : "none", row.percent != nullptr ? row.percent : "none")
        << row.sentence;
    EXPECT_EQ(made.reaches_limits, row.reaches) << row.sentence;
  }
}

TEST(Amendments, have_the_usual_limits_unless_the_trust_says_otherwise) {
  const policy::Settings settings;
  EXPECT_EQ(settings.correction_per_share.text(), "0.01");
  EXPECT_EQ(settings.correction_pct.text(), "0.5");
}

}  // namespace
}  // namespace openend::nav
