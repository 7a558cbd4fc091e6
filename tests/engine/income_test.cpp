// Dividends, entries, fees and interest over days of a small trust.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;

void hold_acme(Desk& desk, const std::string& shares = "1000") {
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.prices("1997-01-03,ACME,50,USD\n");
  const Decimal cost = Decimal::from(shares) * Decimal(50);
  desk.trades("1,1997-01-03,1997-01-06,alpha,ACME,B," + shares + ",50,-" + cost.rounded(2, Rounding::HalfUp).text() +
              ",,,\n");
}

// -- dividends
// --------------------------------------------------------------------------------------------------------------

TEST(Dividends, are_income_on_the_ex_date_and_cash_on_the_pay_date) {
  Desk desk;
  hold_acme(desk);
  desk.dividends("1997-01-08,ACME,0.25,1997-01-10\n");
  desk.struck("1997-01-10");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1000000.00");
  // 1,000 x 0.25 = 250.00
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "dividend_income"), "250.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "receivable_dividends"), "250.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "receivable_dividends"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "cash"), "950250.00");  // 1,000,000 - 50,000 + 250
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-10"), "1000250.00");
}

TEST(Dividends, belong_to_who_held_at_the_close_before_the_ex_date) {
  for (const char* enter : {"next day", "same day"}) {
    SCOPED_TRACE(enter);
    Desk desk({.settings = "trades_enter = \"" + std::string(enter) + "\"\n"});
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    desk.prices("1997-01-03,ACME,50,USD\n");
    // 1,000 bought the day before the ex-date have the dividend; 500 bought on it have not; nor do 200 sold on it lose
    // it.
    desk.trades(
        "1,1997-01-07,1997-01-10,alpha,ACME,B,1000,50,-50000.00,,,\n"
        "2,1997-01-08,1997-01-13,alpha,ACME,B,500,50,-25000.00,,,\n"
        "3,1997-01-08,1997-01-13,alpha,ACME,S,200,50,10000.00,,,\n");
    desk.dividends("1997-01-08,ACME,0.25,1997-01-20\n");
    desk.struck("1997-01-09");
    EXPECT_EQ(desk.balance("alpha", "1997-01-09", "dividend_income"), "250.00");
  }
}

TEST(Dividends, are_rounded_once_for_each_holding) {
  Desk desk;
  hold_acme(desk, "333");
  // 333 x 0.0375 = 12.4875, half up 12.49
  desk.dividends("1997-01-08,ACME,0.0375,1997-01-08\n");
  desk.struck("1997-01-08");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "dividend_income"), "12.49");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "receivable_dividends"), "0.00");  // paid the same day
}

TEST(Dividends, with_an_ex_date_over_the_weekend_are_in_monday_s_strike) {
  Desk desk;
  hold_acme(desk);
  desk.dividends("1997-01-11,ACME,0.10,1997-01-12\n");
  desk.struck("1997-01-13");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "dividend_income"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "dividend_income"), "100.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "cash"), "950100.00");
}

// -- entries
// ----------------------------------------------------------------------------------------------------------------

TEST(Entries, move_the_two_accounts_of_their_kind) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.entries(
      "a,1997-01-06,alpha,expense accrued,1200.00\n"
      "b,1997-01-07,alpha,expense paid,700.00\n"
      "c,1997-01-07,alpha,other income received,55.50\n"
      "d,1997-01-08,alpha,dividend receivable,80.00\n"
      "e,1997-01-09,alpha,dividend received,30.00\n"
      "f,1997-01-09,alpha,adviser reimbursement due,200.00\n"
      "g,1997-01-11,alpha,expense accrued,-100.00\n");
  desk.struck("1997-01-13");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-06"), "998800.00");                // - 1,200.00
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "accrued_expenses"), "500.00");  // 1,200.00 - 700.00
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "cash"), "999355.50");           // - 700.00 + 55.50
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "998855.50");                // paying changes nothing, income 55.50
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-08"), "998935.50");                // + 80.00
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "receivable_dividends"), "50.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "expense_reimbursement"), "-200.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "other_expenses"), "1200.00");
  // Saturday's correction is in Monday's strike.
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "other_expenses"), "1100.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-13"), "999235.50");  // 998,935.50 + 200.00 + 100.00
}

// -- the advisory fee
// -------------------------------------------------------------------------------------------------------

constexpr const char* kTiers =
    "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { up_to = \"30000000\", rate_pct = \"1.00\" }, { up_to = "
    "\"300000000\", "
    "rate_pct = \"0.75\" }, { rate_pct = \"0.65\" } ]\n";

TEST(AdvisoryFee, follows_its_tiers_and_the_calendar_s_days) {
  Desk desk({.alpha = kTiers});
  desk.open("alpha", "1997-01-09", "100000000.00", "10000000");
  desk.struck("1997-01-13");
  // A year on 100,000,000.00: 30,000,000 x 1.00% + 70,000,000 x 0.75% = 300,000 + 525,000 = 825,000.
  // Friday, one day: 825,000 / 365 = 2,260.2739..., posted 2,260.27.
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "payable_advisory_fee"), "2260.27");
  // Monday, three days on Friday's net assets 99,997,739.73: a year costs 300,000 + 69,997,739.73 x 0.75% =
  // 824,983.047975; x 3 / 365 = 6,780.6825...; with Friday's rest of 0.0039... it is 6,780.6864..., posted 6,780.69.
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "payable_advisory_fee"), "9040.96");
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "advisory_fee"), "9040.96");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-13"), "99990959.04");
}

TEST(AdvisoryFee, never_exceeds_its_cap) {
  Desk desk({.alpha = std::string(kTiers) + "cap_rate_pct = \"0.73\"\n"});
  desk.open("alpha", "1997-01-09", "100000000.00", "10000000");
  desk.struck("1997-01-10");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "advisory_fee"), "2000.00");  // 100,000,000 x 0.73% / 365
}

TEST(AdvisoryFee, counts_366_days_in_a_leap_year_and_other_years_where_told) {
  struct Row {
    const char* sentence;
    const char* setting;
    const char* fee;
  };
  const Row rows[] = {
      {"a calendar year has its own days", "", "100.00"},        // 3,660,000 x 1% / 366
      {"a year of 365 days", "fee_year = \"365\"\n", "100.27"},  // 36,600 / 365 = 100.2739...
      {"a year of 360 days", "fee_year = \"360\"\n", "101.67"},  // 36,600 / 360 = 101.6666...
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk({.settings = row.setting,
               .alpha = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"1.00\" } ]\n"});
    desk.open("alpha", "1996-02-13", "3660000.00", "100000");
    desk.struck("1996-02-14");
    EXPECT_EQ(desk.balance("alpha", "1996-02-14", "advisory_fee"), row.fee);
  }
}

TEST(AdvisoryFee, of_a_month_s_last_strike_reaches_the_month_s_last_day) {
  // Friday 30 May 1997 is the month's last pricing day: Saturday 31 May is charged with it, Sunday and Monday with
  // Monday.
  Desk desk({.alpha = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"1.00\" } ]\n"});
  desk.open("alpha", "1997-05-29", "3650000.00", "100000");
  desk.struck("1997-06-02");
  EXPECT_EQ(desk.balance("alpha", "1997-05-30", "advisory_fee"), "200.00");  // 36,500 / 365 x 2
  // Monday: two days on 3,649,800.00: 36,498 / 365 x 2 = 199.9890..., posted 199.99.
  EXPECT_EQ(desk.balance("alpha", "1997-06-02", "advisory_fee"), "399.99");
}

TEST(AdvisoryFee, rounded_over_a_month_leaves_no_residue) {
  // A day's fee is 12,345.67 x 1% / 365 = 0.33823...; what has been posted is always the rounded sum of the exact fees.
  Desk desk({.alpha = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"1.00\" } ]\n"});
  desk.open("alpha", "1997-04-01", "12345.67", "1000");
  desk.struck("1997-04-30");
  // The net assets fall by the fee itself, so the exact sum is taken day by day with the base of the strike before.
  Decimal exact;
  Decimal base = Decimal::from("12345.67");
  Date previous = day("1997-04-01");
  Date date = previous + 1;
  for (; date <= day("1997-04-30"); date = date + 1) {
    if (date.is_weekend()) continue;
    exact += divide(base * Decimal::of(1, 2) * Decimal(date - previous), Decimal(365), 20, Rounding::HalfEven);
    EXPECT_EQ(desk.balance("alpha", date.text(), "advisory_fee"), exact.rounded(2, Rounding::HalfUp).text())
        << date.text();
    base = Decimal::from("12345.67") - exact.rounded(2, Rounding::HalfUp);
    previous = date;
  }
  // 29 days: 9.81. Rounded by themselves, 17 single days at 0.34 and 4 Mondays at 1.01 would have made 9.82.
  EXPECT_EQ(desk.balance("alpha", "1997-04-30", "advisory_fee"), "9.81");
}

TEST(AdvisoryFee, takes_its_base_days_and_rounding_as_the_trust_says) {
  struct Row {
    const char* sentence;
    const char* setting;
    const char* wednesday;  // 8 January
    const char* monday;     // 13 January
  };
  // 3,650,000.00 at 1% of 365: 100.00 on Tuesday 7 January. 365,000.00 is subscribed that day and enters on Wednesday.
  const Row rows[] = {
      // Wednesday: 3,649,900.00 -> 99.997, together 199.997. Then five days on 4,014,800.00 and a little less each
      // time:
      // 109.9945 + 109.9915 + 3 x 109.9885.
      {"the prior net assets, calendar days", "", "200.00", "749.95"},
      // Wednesday: 3,649,900.00 + 365,000.00 = 4,014,900.00 -> 109.997.
      {"with what was dealt at them", "fee_base = \"prior net assets after dealing\"\n", "210.00", "759.95"},
      // Monday counts one day, not three: 2 x 109.9885 less.
      {"one day a strike", "fee_days = \"per strike\"\n", "200.00", "529.97"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk({.settings = row.setting,
               .alpha = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"1.00\" } ]\n"});
    desk.open("alpha", "1997-01-06", "3650000.00", "365000");
    desk.shares("1997-01-07,alpha,one,365000.00,0\n");
    desk.struck("1997-01-13");
    EXPECT_EQ(desk.balance("alpha", "1997-01-08", "advisory_fee"), row.wednesday);
    EXPECT_EQ(desk.balance("alpha", "1997-01-13", "advisory_fee"), row.monday);
    EXPECT_EQ(desk.differing(), 0U);
  }
}

TEST(AdvisoryFee, rounded_each_strike_keeps_the_residue_that_it_makes) {
  Desk desk({.settings = "fee_rounding = \"each strike\"\n",
             .alpha = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"1.00\" } ]\n"});
  desk.open("alpha", "1997-04-01", "12345.67", "1000");
  desk.struck("1997-04-30");
  // 17 single days at 0.34 and 4 Mondays at 1.01, where the rounded sum would be 9.81.
  EXPECT_EQ(desk.balance("alpha", "1997-04-30", "advisory_fee"), "9.82");
}

// -- bonds
// ------------------------------------------------------------------------------------------------------------------

TEST(Bonds, accrue_thirty_days_a_month_and_pay_their_coupon) {
  Desk desk;
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.prices("1997-01-02,CORP6,100,USD\n");
  // 100,000 par at 6%: 16.666... a day of 360; a coupon on 15 January and July of 3,000.00.
  // Bought on Friday 3 January with interest from 15 July through 3 January: 168 days of 360 = 2,800.00.
  desk.trades("1,1997-01-03,1997-01-03,alpha,CORP6,B,100000,100,-102800.00,,2800.00,\n");
  desk.struck("1997-01-16");
  // Monday 6 January: 15 July to 7 January (the day itself has earned) is 172 days: 100,000 x 6% x 172 / 360 =
  // 2,866.67.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "receivable_interest"), "2866.67");
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "interest_income"), "66.67");
  // Day by day: 2,883.33 and 2,900.00, the rounded whole, never a rounded day's step.
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "receivable_interest"), "2883.33");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "receivable_interest"), "2900.00");
  // Tuesday 14 January: the whole coupon has been earned.
  EXPECT_EQ(desk.balance("alpha", "1997-01-14", "receivable_interest"), "3000.00");
  // Wednesday 15 January: it is paid, and the day itself earns 16.67.
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "receivable_interest"), "16.67");
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "interest_income"), "216.67");  // 3,000.00 - 2,800.00 + 16.67
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "cash"), "900200.00");          // 1,000,000 - 102,800 + 3,000
  EXPECT_EQ(desk.balance("alpha", "1997-01-16", "interest_income"), "233.33");  // two days: 33.33
}

TEST(Bonds, over_a_whole_coupon_earn_exactly_the_coupon) {
  for (const char* bond : {"CORP6", "TREAS6"}) {
    SCOPED_TRACE(bond);
    Desk desk;
    desk.open("alpha", "1997-01-02", "1000000.00", "100000");
    desk.prices("1997-01-02," + std::string(bond) + ",100,USD\n");
    // 33,333 par: a half-year's coupon is 33,333 x 3% = 999.99. Bought without interest, as on a coupon date.
    const bool corporate = std::string(bond) == "CORP6";
    const std::string first = corporate ? "1997-01-15" : "1997-02-17";  // trade date
    desk.trades("1," + first + "," + first + ",alpha," + bond + ",B,33333,100,-33333.00,,,\n");
    desk.struck("1997-08-18");
    const std::string before = corporate ? "1997-07-14" : "1997-08-14";
    const std::string paid = corporate ? "1997-07-15" : "1997-08-15";
    EXPECT_EQ(desk.balance("alpha", before, "receivable_interest"), "999.99");
    // Both are bought after their coupon was paid (the Treasury's on Saturday 15 February), and their first entry
    // catches up with the days since.
    EXPECT_EQ(desk.balance("alpha", before, "interest_income"), "999.99");
    const std::string each = corporate ? "5.56" : "5.43";  // 999.99 / 180; 999.99 / 184 days to 15 February
    EXPECT_EQ(desk.balance("alpha", paid, "receivable_interest"), each);
    EXPECT_EQ(desk.differing(), 0U);
  }
}

TEST(Bonds, actual_actual_counts_the_days_of_the_coupon_period) {
  Desk desk;
  desk.open("alpha", "1997-01-31", "1000000.00", "100000");
  desk.prices("1997-01-31,TREAS6,100,USD\n");
  desk.trades("1,1997-02-14,1997-02-14,alpha,TREAS6,B,100000,100,-100000.00,,,\n");
  desk.struck("1997-02-28");
  // 15 February to 15 August 1997 has 181 days, and a coupon of 3,000.00. Tuesday 18 February: four days with itself.
  EXPECT_EQ(desk.balance("alpha", "1997-02-18", "receivable_interest"), "66.30");  // 3,000 x 4 / 181 = 66.2983...
  EXPECT_EQ(desk.balance("alpha", "1997-02-19", "receivable_interest"), "82.87");  // 3,000 x 5 / 181 = 82.8729...
  // Friday 28 February is the last day of its month: 14 days. 3,000 x 14 / 181 = 232.0441...
  EXPECT_EQ(desk.balance("alpha", "1997-02-28", "receivable_interest"), "232.04");
}

TEST(Bonds, bought_when_issued_earn_nothing_before_they_settle) {
  Desk desk;
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.prices("1997-01-03,CORP6,100,USD\n1997-01-10,CORP6,99,USD\n");
  // Bought on Friday 3 January to settle on Thursday 23, after the coupon of the 15th: 8 days of interest, 133.33.
  desk.trades("1,1997-01-03,1997-01-23,alpha,CORP6,B,100000,100,-100133.33,,133.33,\n");
  desk.struck("1997-01-31");
  // The market's risk is the buyer's at once, the interest paid stands, nothing is earned, and no coupon comes.
  for (const std::string day : {"1997-01-06", "1997-01-10", "1997-01-15", "1997-01-22"}) {
    EXPECT_EQ(desk.balance("alpha", day, "receivable_interest"), "133.33") << day;
    EXPECT_EQ(desk.balance("alpha", day, "interest_income"), "0.00") << day;
  }
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-22"), "999000.00");
  // The day of settlement is the first that earns: 9 days, 150.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-23", "receivable_interest"), "150.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-23", "interest_income"), "16.67");
  EXPECT_EQ(desk.balance("alpha", "1997-01-23", "cash"), "899866.67");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Bonds, sold_over_a_coupon_day_bring_the_seller_the_coupon) {
  Desk desk;
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.prices("1997-01-03,CORP6,100,USD\n");
  // Bought with 169 days of interest, sold on Friday 10 January to settle on Thursday 16, a day after the coupon.
  desk.trades(
      "1,1997-01-03,1997-01-03,alpha,CORP6,B,100000,100,-102800.00,,2800.00,\n"
      "2,1997-01-10,1997-01-16,alpha,CORP6,S,100000,100,100016.67,,16.67,\n");
  desk.struck("1997-01-17");
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "cash"), "900200.00");  // 1,000,000 - 102,800 + the coupon of 3,000
  EXPECT_EQ(desk.balance("alpha", "1997-01-16", "receivable_interest"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-16", "interest_income"), "216.67");  // 3,000 + 16.67 - 2,800
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-17"), "1000216.67");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Bonds, sold_leave_no_interest_behind) {
  Desk desk;
  desk.open("alpha", "1997-01-14", "1000000.00", "100000");
  desk.prices("1997-01-15,CORP6,100,USD\n");
  desk.trades("1,1997-01-15,1997-01-15,alpha,CORP6,B,100000,100,-100000.00,,,\n");
  // Sold on Monday 20 January, settling on Thursday 23: interest from 15 to 23 January, 8 days = 133.33.
  desk.trades("2,1997-01-20,1997-01-23,alpha,CORP6,S,100000,101,101133.33,,133.33,\n");
  desk.struck("1997-01-24");
  // Tuesday's book has no bond: gain 1,000.00. Until Thursday the par earns for its seller: 7 days so far, 116.67, of
  // the 133.33 that the buyer pays.
  EXPECT_EQ(desk.balance("alpha", "1997-01-21", "realised_on_investments"), "1000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-21", "receivable_interest"), "-16.66");
  EXPECT_EQ(desk.balance("alpha", "1997-01-21", "interest_income"), "116.67");
  EXPECT_EQ(desk.balance("alpha", "1997-01-23", "receivable_interest"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-23", "interest_income"), "133.33");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-24"), "1001133.33");
}

TEST(Bonds, whose_coupon_falls_on_a_month_s_last_weekend_lose_nothing_at_the_month_s_end) {
  Desk desk;
  desk.open("alpha", "1997-04-30", "1000000.00", "100000");
  desk.prices("1997-05-01,MONTHEND,100,USD\n");
  // 100,000 par at 6%, coupons on 30 November and 31 May. Interest from 30 November through 1 May: 151 days = 2,516.67.
  desk.trades("1,1997-05-01,1997-05-01,alpha,MONTHEND,B,100000,100,-102516.67,,2516.67,\n");
  desk.struck("1997-06-02");
  // Thursday 29 May: through the 29th, 180 days of 360 (30 November to the 30th) are the whole 3,000.00.
  EXPECT_EQ(desk.balance("alpha", "1997-05-29", "interest_income"), "483.33");  // 3,000.00 - 2,516.67
  // Friday 30 May reaches Saturday 31: the coupon due on Saturday is not lost, and Saturday earns a day of the next.
  EXPECT_GE(desk.sealed("alpha", "1997-05-30").net_assets, desk.sealed("alpha", "1997-05-29").net_assets);
  // Monday 2 June: the coupon is cash; 31 May, 1 June and 2 June have earned. 30/360 from 31 May (the 30th) to 3 June:
  // 3 days.
  EXPECT_EQ(desk.balance("alpha", "1997-06-02", "cash"), "900483.33");  // 1,000,000 - 102,516.67 + 3,000.00
  EXPECT_EQ(desk.balance("alpha", "1997-06-02", "receivable_interest"), "50.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-06-02"), "1000533.33");  // 483.33 + 50.00
}

// -- notes, repurchase agreements, warrants
// -----------------------------------------------------------------------------------

TEST(Notes, move_to_par_in_a_straight_line_and_are_repaid) {
  Desk desk;
  desk.open("alpha", "1997-01-30", "2000000.00", "100000");
  // 1,000,000 to 10 February at 5.40%: a day's discount is 150.00. On Monday 3 February, counted from the day after:
  // 6 days, 999,100.00. Bought at 99.895: 998,950.00, seven days of discount.
  desk.trades("1,1997-01-31,1997-02-03,alpha,NOTE,B,1000000,99.895,-998950.00,,,\n");
  desk.struck("1997-02-11");
  EXPECT_EQ(desk.balance("alpha", "1997-02-03", "investments_at_cost"), "999100.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-03", "interest_income"), "150.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-04", "interest_income"), "300.00");
  // Friday 7 February: two days left. Monday 10 February: matured, all of 1,050.00 earned, par in cash.
  EXPECT_EQ(desk.balance("alpha", "1997-02-07", "investments_at_cost"), "999700.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-10", "investments_at_cost"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-10", "interest_income"), "1050.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-10", "cash"), "2001050.00");  // 2,000,000 - 998,950 + 1,000,000
  EXPECT_EQ(desk.balance("alpha", "1997-02-10", "realised_on_investments"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-02-11"), "2001050.00");
  // It never shows as appreciation.
  EXPECT_EQ(desk.balance("alpha", "1997-02-05", "unrealised_on_investments"), "0.00");
}

TEST(RepurchaseAgreements, stand_at_cost_and_come_back_with_interest) {
  Desk desk({.settings = "trades_enter = \"same day\"\n"});
  desk.open("alpha", "1997-01-03", "2000000.00", "100000");
  desk.trades("1,1997-01-06,1997-01-06,alpha,REPO,B,1000000,100,-1000000.00,,,\n");
  desk.struck("1997-01-10");
  // 7.20% on 1,000,000 is 200.00 a day of 360; three days from 6 to 9 January.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "investments_at_cost"), "1000000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "receivable_interest"), "200.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "receivable_interest"), "600.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "receivable_interest"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "investments_at_cost"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "2000600.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "interest_income"), "600.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-10"), "2000600.00");
}

TEST(Warrants, expire_as_a_realised_loss) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,WARR,2,USD\n");
  desk.trades("1,1997-01-06,1997-01-07,alpha,WARR,B,500,2.50,-1250.00,,,\n");
  desk.struck("1997-01-20");
  // Worth 500 x 2 through Friday 17 January; they expire on Saturday, and Monday's book has none.
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-17"), "999750.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-20", "investments_at_cost"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-20", "realised_on_investments"), "-1250.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-20", "unrealised_on_investments"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-20"), "998750.00");
  EXPECT_EQ(desk.held("alpha", "1997-01-20", "WARR").realised, "-1250.00");
}

// -- forward contracts
// --------------------------------------------------------------------------------------------------------

TEST(Forwards, are_marked_each_day_and_settle_in_cash) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.send("opening-forwards",
            "portfolio,date,contract,side,currency,units,settlement_date,amount\n"
            "alpha,1997-01-03,F1,sell,DEM,100000,1997-01-08,65000.00\n"
            "alpha,1997-01-03,F2,buy,DEM,100000,1997-01-15,66000.00\n");
  desk.send("forward-rates",
            "date,currency,settlement_date,rate\n"
            "1997-01-03,DEM,1997-01-08,0.6500\n1997-01-03,DEM,1997-01-15,0.6600\n"
            "1997-01-06,DEM,1997-01-08,0.6450\n1997-01-06,DEM,1997-01-15,0.6580\n"
            "1997-01-08,DEM,1997-01-08,0.64125\n1997-01-08,DEM,1997-01-15,0.6610\n");
  desk.struck("1997-01-15");
  EXPECT_EQ(desk.balance("alpha", "1997-01-03", "unrealised_on_forwards"), "0.00");
  // Monday: the sale gains 65,000 - 64,500 = 500; the purchase loses 66,000 - 65,800 = 200.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "unrealised_on_forwards"), "300.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-06"), "1000300.00");
  // Wednesday: the sale settles at 0.64125: 65,000 - 64,125 = 875.00 in cash; the purchase gains 100.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "realised_on_currency"), "875.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "cash"), "1000875.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "unrealised_on_forwards"), "100.00");
  // Thursday has no rate: the last one stands, and is named.
  EXPECT_THAT(desk.sealed("alpha", "1997-01-09").exceptions,
              ElementsAre("rate-stale: stale forward rate: DEM to 1997-01-15 is of 1997-01-08"));
  // The purchase settles on the 15th at the last rate.
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "realised_on_currency"), "975.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "unrealised_on_forwards"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-15"), "1000975.00");
}

TEST(Forwards, without_a_rate_refuse_the_strike) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.send("opening-forwards",
            "portfolio,date,contract,side,currency,units,settlement_date,amount\n"
            "alpha,1997-01-03,F1,sell,DEM,100000,1997-01-08,65000.00\n");
  EXPECT_EQ(codes(desk.strike("1997-01-03").portfolios.at(0).refusals), "E-RATE-001");
}

}  // namespace
}  // namespace openend::desk
