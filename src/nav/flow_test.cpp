#include "nav/flow.h"

#include <gtest/gtest.h>

namespace openend::nav {
namespace {

check::Finding failed(const char* check, const std::string& subject) {
  return {check, subject, "found", "limit", false, std::string(check) + " failed"};
}
Signed by(const std::string& who, const std::string& check = {}, const std::string& subject = {}) {
  return {{1, "digest", who, check, subject, "a reason"}, Instant{1}};
}
DayVersion struck() {
  DayVersion version;
  version.version = 1;
  version.prepared_by = "ann";
  version.package.take({"nav-move", "", "1 percent", "5 percent", true, ""});
  return version;
}
std::string code(const Result<Done>& result) { return result ? "" : result.refusals()[0].code; }

TEST(Decision, comes_back_from_its_bytes) {
  const event::Decision decision{7, std::string(64, 'a'), "bob", "price-stale", "ACME", "it did not trade"};
  const Bytes bytes = event::encode(decision);
  event::Decision read;
  ASSERT_TRUE(event::decode(bytes, read));
  EXPECT_EQ(event::encode(read), bytes);
  EXPECT_EQ(read.reason, "it did not trade");
  EXPECT_FALSE(event::decode(ByteView(bytes).first(bytes.size() - 1), read));
}

TEST(Flow, a_version_goes_from_checks_to_approval_to_publication) {
  DayVersion version;
  EXPECT_EQ(version.state(), FlowState::Calculated) << "a program without checks struck it";
  version = struck();
  EXPECT_EQ(version.state(), FlowState::ChecksPassed);
  version.package.take(failed("price-stale", "ACME"));
  version.package.take(failed("price-stale", "BOLT"));
  EXPECT_EQ(version.state(), FlowState::ChecksFailed);
  version.overrides.push_back(by("cat", "price-stale", "ACME"));
  EXPECT_EQ(version.state(), FlowState::ChecksFailed) << "BOLT is open";
  ASSERT_EQ(version.open_findings().size(), 1U);
  EXPECT_EQ(code(may_override(version, by("cat", "price-stale", "ACME").decision)), "E-FLOW-003");
  version.overrides.push_back(by("cat", "price-stale"));
  EXPECT_EQ(version.state(), FlowState::ChecksOverridden);
  version.approved = by("bob");
  EXPECT_EQ(version.state(), FlowState::Approved);
  version.published = by("bob");
  EXPECT_EQ(version.state(), FlowState::Published);
}

TEST(Flow, the_approver_is_neither_who_struck_nor_who_let_a_check_pass) {
  DayVersion version = struck();
  version.package.take(failed("nav-move", ""));
  EXPECT_EQ(code(may_approve(version, by("bob").decision)), "E-FLOW-005");
  version.overrides.push_back(by("Cat", "nav-move"));
  EXPECT_EQ(code(may_approve(version, by("ANN ").decision)), "E-FLOW-006");
  EXPECT_EQ(code(may_approve(version, by("cat").decision)), "E-FLOW-006");
  EXPECT_EQ(code(may_approve(version, by("bob").decision)), "");
}

TEST(Flow, verdicts_are_the_same_when_the_same_checks_failed_of_the_same_subjects) {
  NavPackage one, other;
  one.take(failed("price-stale", "ACME"));
  EXPECT_FALSE(same_verdicts(one, other));
  other.take(failed("closed-day", ""));  // about the version, not the figures
  other.take({"price-stale", "ACME", "another day", "limit", false, "other words"});
  EXPECT_TRUE(same_verdicts(one, other));
}

}  // namespace
}  // namespace openend::nav
