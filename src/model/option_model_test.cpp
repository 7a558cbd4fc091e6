#include "model/option_model.h"

#include <gtest/gtest.h>

#include <ql/settings.hpp>

namespace openend::model {
namespace {

const Date kDay = Date::of(1997, 1, 15);

class OptionModel : public testing::Test {
 protected:
  OptionModel() {
    option_.key = "OPT";
    option_.kind = *instrument::parse_kind("option");
    option_.maturity = Date::of(1998, 1, 15);
    option_.contract.emplace();
    option_.contract->underlying = "ACME";
    option_.contract->strike = Decimal(100);
  }
  double price(bool put, bool european, const char* spot = "100") {
    option_.contract->put = put;
    option_.contract->european = european;
    const auto priced = price_option(option_, day_, Decimal::from(spot), curve_);
    EXPECT_TRUE(priced);
    return std::stod(priced.value().price.text());
  }

  entity::Security option_;
  Date day_ = kDay;
  std::vector<event::CurvePoint> curve_{{"ACME", kDay + 100, Decimal(5), {}, 2},
                                        {"ACME", kDay + 700, Decimal(5), Decimal(20), 3}};
};

TEST_F(OptionModel, a_european_option_is_worth_what_black_and_scholes_say) {
  EXPECT_NEAR(price(false, true), 10.450584, 1e-6);
  EXPECT_NEAR(price(true, true), 5.573526, 1e-6);
}

TEST_F(OptionModel, the_right_to_use_a_put_early_is_worth_something_and_that_of_a_call_nothing) {
  EXPECT_NEAR(price(true, false), 6.0904, 0.002);
  EXPECT_NEAR(price(false, false), price(false, true), 0.005);
}

TEST_F(OptionModel, on_its_last_day_it_is_worth_what_using_it_brings_and_the_librarys_day_is_left_alone) {
  const auto before = QuantLib::Settings::instance().evaluationDate().value();
  price(true, false);
  EXPECT_EQ(QuantLib::Settings::instance().evaluationDate().value(), before);
  option_.maturity = kDay;
  EXPECT_EQ(price(false, false, "103.5"), 3.5);
  EXPECT_EQ(price(true, false, "103.5"), 0);
}

TEST_F(OptionModel, refuses_what_it_would_have_to_guess) {
  const auto found = [&] { return price_option(option_, day_, Decimal(100), curve_).refusals()[0].found; };
  curve_[1].volatility_pct.reset();
  EXPECT_EQ(found(), "no volatility");
  curve_[1].to = kDay + 200;
  EXPECT_EQ(found(), "a curve until 1997-08-03");
  curve_.clear();
  EXPECT_EQ(found(), "no curve");
}

}  // namespace
}  // namespace openend::model
