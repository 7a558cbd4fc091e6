#include "event/corporate_action.h"

#include <gtest/gtest.h>

namespace openend::event {
namespace {

const Date kDay = Date::of(1997, 1, 8);

CorporateAction split(Fixed new_units, Fixed old_units) {
  CorporateAction action;
  action.id = "CA1";
  action.security = SecurityId{3};
  action.ex_date = kDay;
  action.pay_date = kDay + 12;
  action.new_units = new_units;
  action.old_units = old_units;
  action.row = 7;
  return action;
}

CorporateAction merger() {
  CorporateAction action = split({2, 0}, {3, 0});
  action.kind = CorporateAction::Kind::Exchange;
  action.received = SecurityId{4};
  action.cash = {150, 2};
  action.worth = Fixed{4500, 2};
  return action;
}
CorporateAction spin_off() {
  CorporateAction action = split({1, 0}, {10, 0});
  action.kind = CorporateAction::Kind::SpinOff;
  action.received = SecurityId{4};
  action.cost_pct = {125, 1};
  return action;
}

TEST(CorporateActions, are_read_as_they_were_written) {
  std::vector<CorporateAction> written{split({2, 0}, {1, 0}), split({105, 2}, {1, 0})}, read;
  written[1].fraction_price = Fixed{3010, 2};
  for (const auto kind : {CorporateAction::Kind::ReturnOfCapital, CorporateAction::Kind::Liquidation,
                          CorporateAction::Kind::Withdrawal}) {
    written.push_back(split({}, {}));
    written.back().kind = kind;
    if (written.back().pays_cash()) written.back().cash = {150, 2};
  }
  written.push_back(merger());
  written.push_back(spin_off());
  for (const auto kind : {CorporateAction::Kind::Call, CorporateAction::Kind::Put, CorporateAction::Kind::SinkingFund,
                          CorporateAction::Kind::Paydown}) {
    written.push_back(split({93, 2}, {95, 2}));
    written.back().kind = kind;
    written.back().cash = {100, 0};
  }
  const Bytes bytes = encode(written);
  ASSERT_TRUE(decode(bytes, kDay, SourceId{5}, read));
  EXPECT_EQ(encode(read), bytes);
  EXPECT_EQ(read[0].ex_date, kDay);
  EXPECT_EQ(read[1].source, SourceId{5});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::vector<CorporateAction> cut;
    EXPECT_FALSE(decode(ByteView(bytes).first(size), kDay, {}, cut)) << size;
  }
}

TEST(CorporateActions, leave_par_to_the_cent_and_pay_for_the_rest) {
  auto call = split({1, 0}, {3, 0});
  call.kind = CorporateAction::Kind::Call;
  call.cash = {10150, 2};
  const Fixed left = *left_after({100'000, 0}, call);
  EXPECT_EQ(left.decimal().text(), "33333.33");
  EXPECT_EQ(*cash_of({100'000, 0}, call, 2), 6'766'667);           // 66,666.67 x 101.50 / 100 = 67,666.67005
  EXPECT_EQ(left_after({1, 3}, call)->decimal().text(), "0.000");  // of a thousandth a third is none
  call.new_units = {0, 0};
  EXPECT_TRUE(left_after({100'000, 0}, call)->decimal().is_zero());
  EXPECT_FALSE(left_after({INT64_MAX, 0}, call).has_value());  // its cents can not be counted
  EXPECT_FALSE(cash_of({INT64_MAX, 2}, call, 4).has_value());
}

TEST(CorporateActions, that_pay_par_back_leave_less_than_there_was) {
  const auto reads = [](CorporateAction::Kind kind, Fixed left, Fixed of) {
    auto action = split(left, of);
    action.kind = kind;
    action.cash = {100, 0};
    std::vector<CorporateAction> read;
    return decode(encode({action}), kDay, {}, read);
  };
  using Kind = CorporateAction::Kind;
  EXPECT_TRUE(reads(Kind::Call, {0, 0}, {1, 0}));
  EXPECT_TRUE(reads(Kind::Paydown, {12'345'678, 8}, {1, 0}));
  EXPECT_TRUE(reads(Kind::SinkingFund, {90'000, 0}, {100'000, 0}));
  EXPECT_FALSE(reads(Kind::Call, {1, 0}, {1, 0}));
  EXPECT_FALSE(reads(Kind::Call, {-1, 0}, {1, 0}));
  EXPECT_FALSE(reads(Kind::Call, {0, 0}, {0, 0}));
  EXPECT_FALSE(reads(Kind::Put, {1, 9}, {1, 0}));
  EXPECT_FALSE(reads(Kind::SinkingFund, {90'000, 0}, {100'001, 0}));
  EXPECT_FALSE(reads(Kind::Paydown, {93, 2}, {101, 2}));
  EXPECT_FALSE(reads(Kind::Paydown, {93, 2}, {95, 62}));
}

TEST(CorporateActions, that_could_not_be_reckoned_with_are_damaged) {
  for (const auto& [new_units, old_units] : {std::pair<Fixed, Fixed>{{0, 0}, {1, 0}},
                                             {{-2, 0}, {1, 0}},
                                             {{2, 0}, {0, 3}},
                                             {{100'001, 0}, {1, 0}},
                                             {{1, 7}, {1, 0}}}) {
    std::vector<CorporateAction> read;
    EXPECT_FALSE(decode(encode({split(new_units, old_units)}), kDay, {}, read));
  }
  auto unpaid = split({}, {});
  unpaid.kind = CorporateAction::Kind::ReturnOfCapital;
  std::vector<CorporateAction> paid;
  EXPECT_FALSE(decode(encode({unpaid}), kDay, {}, paid));
  unpaid.kind = CorporateAction::Kind::Liquidation;
  EXPECT_TRUE(decode(encode({unpaid}), kDay, {}, paid));
  CorporateAction of_itself = merger(), of_no_worth = merger(), of_more_than_all = spin_off();
  of_itself.received = of_itself.security;
  of_no_worth.worth.reset();
  of_more_than_all.cost_pct = {100'001, 3};
  for (const auto& action : {of_itself, of_no_worth, of_more_than_all})
    EXPECT_FALSE(decode(encode({action}), kDay, {}, paid));
  of_no_worth.cash = {};
  EXPECT_TRUE(decode(encode({of_no_worth}), kDay, {}, paid));
  auto free = split({2, 0}, {1, 0});
  free.fraction_price = Fixed{0, 2};
  std::vector<CorporateAction> read;
  EXPECT_FALSE(decode(encode({free}), kDay, {}, read));
}

TEST(CorporateActions, are_put_in_order_without_what_was_withdrawn) {
  const auto named = [](const char* id, Date ex_date, CorporateAction::Kind kind) {
    CorporateAction action = split({2, 0}, {1, 0});
    action.id = id;
    action.ex_date = ex_date;
    action.kind = kind;
    return action;
  };
  using Kind = CorporateAction::Kind;
  std::vector<CorporateAction> actions{named("b", kDay, Kind::Withdrawal), named("c", kDay, Kind::Split),
                                       named("b", kDay, Kind::Split),      named("a", kDay + 1, Kind::Split),
                                       named("a", kDay - 1, Kind::Split),  named("z", kDay, Kind::Withdrawal)};
  for (int times = 0; times < 2; ++times) {
    put_in_order(actions);
    std::string order;
    for (const auto& action : actions) order += action.id + (action.withdraws() ? "- " : " ");
    EXPECT_EQ(order, "a b- c z- a ");
  }
}

TEST(CorporateActions, make_new_units_of_old_ones_to_eight_decimals) {
  struct Row {
    const char *sentence, *held, *made;
    Fixed new_units, old_units;
  };
  const Row rows[] = {
      {"two for one", "201", "402.00000000", {2, 0}, {1, 0}},
      {"one for ten", "127", "12.70000000", {1, 0}, {10, 0}},
      {"a stock dividend", "101", "106.05000000", {105, 2}, {1, 0}},
      {"rounded down", "200", "266.66666666", {4, 0}, {3, 0}},
      {"never to nothing", "0.00000001", "0.00000001", {1, 0}, {10, 0}},
      {"the most that can be counted", "92233720368", "92233720368.00000000", {1, 6}, {1, 6}},
      {"the largest numbers", "9223372036854775807", "92233720368547.75807000", {1, 0}, {100'000, 0}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    const auto made = units_after(*to_fixed(Decimal::from(row.held)), split(row.new_units, row.old_units));
    if (Decimal::from(row.made) > Decimal(92'233'720'368)) {
      EXPECT_FALSE(made);
    } else {
      ASSERT_TRUE(made);
      EXPECT_EQ(made->decimal().text(), row.made);
    }
  }
  EXPECT_FALSE(units_after({INT64_MAX, 0}, split({100'000, 0}, {1, 6})));
  EXPECT_EQ(whole_units({1'270'000'000, 8}).decimal().text(), "12.00000000");
}

}  // namespace
}  // namespace openend::event
