// policy/rules.h - floor 2
//
// The rules that make journal entries: each with its source and one plain sentence of ours. An entry keeps the place
// of its rule here, so that `openend explain` can print it. Places are stored: new rules go at the end.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace openend::policy {

enum class RuleId : std::uint8_t {
  Opening,
  Purchase,
  Sale,
  Settlement,
  DividendExDate,
  DividendPaid,
  InterestAccrual,
  CouponPaid,
  Amortisation,
  Maturity,
  Expiry,
  RecordedEntry,
  AdvisoryFee,
  ShareActivity,
  ShareSettlement,
  Valuation,
  ForwardValuation,
  ForwardSettlement,
  SpotDeal,
  Translation,
  PeriodTotal,
  EffectiveYield,
  ReturnOfCapital,
  Liquidation,
  Exchange,
  SpinOff,
  Redemption,
  FuturesClosing,
  VariationMargin,
  VariationSettlement,
  OptionWritten,
  WrittenOptionEnd,
  WrittenOptionValuation,
  OptionExercise,
  Tender,
  Conversion,
  RightsExercise,
  TaxedExchange,
  LoanMade,
  LoanInterest,
  LoanPaid,
  InflationAdjustment,
  InKindCoupon,
  SwapTrade,
  SwapPayment,
  SwapValuation,
  ShortSale,
  ShortSaleEnd,
  ShortSaleValuation,
  ShortDividend,
  ShortAction,
  kCount,
};

struct Rule {
  std::string_view id;
  std::string_view source;
  std::string_view sentence;
};

inline constexpr std::array<Rule, static_cast<std::size_t>(RuleId::kCount)> kRules{{
    {"opening", "spec L-1", "The opening book is taken over as stated; its debits equal its credits."},
    {"purchase", "AR 1996 note 1; spec L-2",
     "A purchase enters at cost, commission included, on its trade date, against a payable until it settles."},
    {"sale", "AR 1996 note 1; spec L-3",
     "A sale relieves lots at their cost; proceeds less commission and cost are a realised gain or loss."},
    {"settlement", "spec L-8", "On the settlement date the payable or receivable of a trade becomes cash."},
    {"dividend-ex-date", "17 CFR 270.2a-4(a)(5); AR 1996 note 1",
     "A dividend is income on its ex-date, on the units held at the close before it, each holding rounded to the minor "
     "unit, half up."},
    {"dividend-paid", "spec L-8", "On the pay date a dividend receivable becomes cash."},
    {"interest-accrual", "17 CFR 270.2a-4(a)(6); spec L-11",
     "Interest is income every calendar day; what is posted is the difference of the rounded cumulative accruals."},
    {"coupon-paid", "spec F-1", "On a coupon date the accrued interest becomes cash."},
    {"amortisation", "AR 1996 note 1; rules 2.4",
     "Discount paper moves to par in a straight line; the day's step is interest income and raises its cost."},
    {"maturity", "spec L-7", "At maturity principal, and interest due with it, become cash."},
    {"expiry", "spec L-7", "An expired right is worth nothing; its cost is a realised loss."},
    {"recorded-entry", "spec 06", "An entry that the accountant recorded, between the two accounts of its kind."},
    {"advisory-fee", "AR 1996 note 2; spec F-2",
     "The advisory fee accrues at the tiers' annual rates on the prior strike's net assets, for the days since it."},
    {"share-activity", "17 CFR 270.2a-4(a)(3); spec N-3",
     "Shares dealt at a day's net asset value join the books of the next pricing day."},
    {"share-settlement", "spec A-5", "The money of share activity moves when the activity settles."},
    {"valuation", "SAI 1999 p.35; spec V-1",
     "Holdings stand at quantity times price, each rounded as the trust's setting says; the change is unrealised "
     "appreciation."},
    {"forward-valuation", "AR 1996 note 1; spec V-3",
     "A forward contract stands at the gain it would bring at the forward rate for its settlement date."},
    {"forward-settlement", "AR 1996 note 1; spec L-4",
     "A settled forward contract's gain or loss is realised currency gain."},
    {"spot-deal", "AR 1996 note 1; spec L-4",
     "Currency bought and sold is due until it settles; both legs stand at the amount of the base leg."},
    {"translation", "AR 1996 note 1; spec V-4",
     "Cash, receivables and payables in a foreign currency stand at the strike's exchange rate; the change is "
     "unrealised "
     "appreciation until they move."},
    {"period-total", "spec 05, 15",
     "A period's activity of a line of the statements enters as one total, as it was given, against other assets."},
    {"effective-yield", "ASC 310-20-35-18; Reg. 1.1272-1(b), 1.171-2(a); spec L-5",
     "A lot moves from its cost to what is paid back at the yield at which it was bought; the day's step is interest "
     "income and moves its cost."},
    {"return-of-capital", "26 USC 301(c)(2), (3); rules 3.5",
     "Capital paid back lessens the cost of each lot by its units, to zero; what goes beyond is a realised gain."},
    {"liquidation", "26 USC 331; rules 3.5",
     "A liquidation ends the holding for cash; cash less cost is a realised gain or loss."},
    {"exchange", "26 USC 354, 356(a), (c), 358(a), 1223(1); rules 3.5",
     "Units received for units carry each lot's cost and day on; cash with them is gain as far as the lot has gained, "
     "no loss, and lessens the cost by the rest."},
    {"spin-off", "26 USC 355, 358(b), (c), 1223(1), 305(a), 307; rules 3.5",
     "Units of another security that come without payment take over the stated part of each lot's cost, and its day."},
    {"redemption", "26 USC 1271(a)(1); spec L-7",
     "Par paid back before maturity takes its share of every lot at amortised cost; what is paid less cost is a "
     "realised gain or loss, and the interest accrued comes with it."},
    {"futures-closing", "AR 1996 note 1; spec L-6",
     "A future that is closed or expires realises what its closing value is above its opening value, commissions "
     "counted."},
    {"variation-margin", "AR 1996 note 1; spec L-6",
     "The move of the settlement price since the strike before is due in cash, and unrealised while the future is "
     "open."},
    {"variation-settlement", "spec L-6", "A day's variation margin becomes cash on the next pricing day."},
    {"option-written", "SAI 1999 p.17; spec L-6",
     "The premium of a written option is a liability until the option "
     "ends."},
    {"written-option-end", "SAI 1999 p.17; spec L-6",
     "A written option that is bought back, expires or is settled in cash realises its premium less what its end "
     "cost."},
    {"written-option-valuation", "SAI 1999 p.17; spec V-3",
     "A written option stands at what buying it back would cost; the change is unrealised appreciation."},
    {"option-exercise", "SAI 1999 p.17; rules 3.6",
     "At exercise the premium becomes part of what the underlying costs or brings."},
    {"tender", "26 USC 1001; rules 3.5",
     "Units tendered for cash relieve lots by the portfolio's method; cash less cost is a realised gain or loss."},
    {"conversion", "Rev. Rul. 72-265; 26 USC 1223(1); spec L-7",
     "What is converted carries the cost and the day of each of its lots over to the units that come, without a gain; "
     "interest accrued comes only where the terms say so."},
    {"rights-exercise", "26 USC 1012, 1223(5); rules 3.5",
     "What a right cost becomes part of what the units cost that it was exercised for; they are new from that day."},
    {"taxed-exchange", "26 USC 1001, 1012; rules 3.5",
     "Units received in an exchange that is taxed whole cost what they are worth; that and the cash, less the cost of "
     "what went, is a realised gain or loss, and they are new from that day."},
    {"loan-made", "SAI 1999 p.3-6, 10, 24; spec G-2 to G-6",
     "Money borrowed, lent, or taken as collateral is owed, or due, from the day on which it changes hands."},
    {"loan-interest", "17 CFR 270.2a-4(a)(6); spec G-2, G-5, L-11",
     "Interest on a loan counts every calendar day from the day it begins to the day before it ends; what is posted is "
     "the difference of the rounded cumulative accruals."},
    {"loan-paid", "spec G-2 to G-6",
     "What is paid back, or falls due, leaves with all the interest that has accrued on the loan."},
    {"inflation-adjustment", "Reg. 1.1275-7(d); 31 CFR 356 App. B III",
     "What a day's index adds to the principal of an indexed bond is income, and part of its cost."},
    {"in-kind-coupon", "Reg. 1.1275-2(c)(3); spec S-2",
     "A coupon paid in more of the bond is par that cost what the coupon was: the accrued interest becomes its cost."},
    {"swap-trade", "SAI 1999 p.19; spec S-5",
     "A swap, a cap or a floor enters at what was paid for it; closing realises what is paid then less that."},
    {"swap-payment", "SAI 1999 p.19; spec S-5",
     "At the end of a period each leg pays its rate on the notional for the period's part of a year; what comes and "
     "goes is realised."},
    {"swap-valuation", "SAI 1999 p.19; spec V-3",
     "A swap, a cap or a floor stands at its present value; the change is unrealised appreciation."},
    {"short-sale", "SAI 1999 p.6; spec S-6, G-7",
     "What a security sold short brought is owed, as the security is, until it is bought back."},
    {"short-sale-end", "SAI 1999 p.6; 26 USC 1233(a); spec G-7",
     "A short sale that is closed realises what the sale brought less what the security cost to buy back."},
    {"short-sale-valuation", "17 CFR 210.6-04.9; spec V-3",
     "A security sold short stands at what buying it back would cost; the change is unrealised appreciation."},
    {"short-dividend", "17 CFR 210.6-07.2; spec G-7",
     "A dividend of a security sold short is owed to whoever lent it from the ex-date, as an expense."},
    {"short-action", "spec L-7, G-7",
     "What an issuer does to a security does to what is owed of it: units, cash, or another security."},
}};

constexpr const Rule& rule_of(RuleId id) { return kRules[static_cast<std::size_t>(id)]; }

}  // namespace openend::policy
