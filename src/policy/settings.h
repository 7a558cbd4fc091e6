// policy/settings.h - floor 2
//
// The conventions that a trust or a portfolio chooses, each by name and from a day on. Nothing here knows of any
// particular trust: what differs between two trusts differs in these values.
#pragma once

#include <string>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::policy {

/// Which debt stands at amortised cost besides the paper that is always valued from its terms (value/amortise.h).
enum class AmortisedCost : unsigned char { TermsOnly, SixtyDays, All };
/// Whose cost moves to what is paid back, by the yield of each lot (debt/effective_yield.h).
enum class EffectiveYield : unsigned char { None, Discount, DiscountAndPremium };
enum class LotMethod : unsigned char { Fifo, Lifo, HighestCost, LowestTax, Average };

struct Settings {
  bool holding_to_whole_unit = false;  ///< a holding's value is rounded to the dollar, not the cent
  int nav_places = 2;                  ///< published net asset value, half up
  int share_places = 3;
  bool trades_enter_same_day = false;  ///< false: the next pricing day [17 CFR 270.2a-4(a)(2)]
  int share_settlement_days = 1;       ///< open days until the cash of share activity moves; 0: at once
  bool redemption_two_steps = false;   ///< redemption money first to nav_places, then to the minor unit
  LotMethod lot_method = LotMethod::Fifo;
  bool average_cost_allowed = false;    ///< a fund may not average the cost of its stock for tax [rules 3.1]
  Decimal tax_short_pct, tax_long_pct;  ///< what lowest tax weighs gains with; held more than a year is long
  bool currency_part_apart = false;     ///< report a security's currency result apart, not within the security's
  bool fee_after_dealing = false;       ///< fee base: the prior strike's net assets plus the share activity dealt at it
  bool fee_per_strike = false;          ///< one day's fee a strike, whatever the calendar; else calendar days
  int fee_year = 0;                     ///< days of the fee year; 0: those of the calendar year
  bool fee_rounded_each_strike = false;      ///< else the difference of rounded cumulative amounts is posted
  bool fee_as_recorded = false;              ///< nothing accrues: the fee enters with the entries and totals recorded
  bool capital_returned_from_gains = false;  ///< a tax return of capital reduces undistributed gains, not capital
  std::string cost_note;                     ///< printed on every report where lot costs are not the trust's own
  Decimal correction_per_share = Decimal::of(1, 2);  ///< an error of as much a share, in the base currency, and
  Decimal correction_pct = Decimal::of(5, 1);        ///< of as many percent opens a correction [spec N-7]
  // How a strike is watched; no content of a package, and so not in its digest.
  Decimal nav_move_limit_pct =
      Decimal(5);                 ///< a larger move of the net asset value since the strike before is looked at
  int election_warning_days = 5;  ///< pricing days before its deadline from which an offer without answer is told
  bool collateral_daily = false;  ///< every repurchase agreement has collateral, of which the custodian tells each day
  Decimal lending_collateral_pct = Decimal(100);  ///< of what securities on loan are worth [SAI 1999 p.5-6]
  Decimal borrowing_limit_pct = Decimal(25), lending_limit_pct = Decimal(25);  ///< [SAI 1999 p.3-4]
  Decimal
      naked_short_pct;  ///< of net assets, sold short beyond what is held; none: only against the box [SAI 1999 p.6]
  std::string publication_deadline;  ///< "17:55 America/New_York" on the pricing day; empty: none
  AmortisedCost amortised_cost = AmortisedCost::TermsOnly;
  EffectiveYield effective_yield = EffectiveYield::None;
  bool shares_not_known = false;  ///< opened from a document that states none: no value per share is struck

  /// One line per setting that moves a figure, in a fixed order: part of the package digest.
  std::string canonical_text() const;
};

/// A fee schedule: each tier reaches up to a level of net assets; the last has no limit.
struct Tier {
  bool has_limit = false;
  Decimal up_to;     ///< base currency
  Decimal rate_pct;  ///< percent a year
};

struct AdvisoryFee {
  Date from;
  std::vector<Tier> tiers;
  bool has_cap = false;
  Decimal cap_rate_pct;  ///< the fee is never more than this on all net assets
  std::string source;
};

}  // namespace openend::policy
