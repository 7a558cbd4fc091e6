// check/financing_checks.h - floor 3
//
// What covers money and securities that a portfolio has lent, how much it has borrowed and lent, and what it has sold
// short.
//
// LAW   Spec G-1, G-10: collateral of a repurchase agreement is worth its resale price at least, interest counted.
//       Spec G-3 (SAI 1999 p.3-6): that of a security on loan, all that it is worth at least; securities and money lent
//       together at most a quarter of total assets.
//       Spec G-6 (SAI 1999 p.3-4): borrowed at most a quarter of what is left without other liabilities.
//       Spec G-7 (SAI 1999 p.6): short sales are paired with what is held of the security, the box; what is sold beyond
//       it is naked.
// EDGE  READ AS: the custodian's last word counts. By the setting `collateral = "daily"` it must be of the day, and
//       must be there; otherwise a repurchase agreement of which nothing was ever told is not looked at.
// CASE  1,500,000.00 at 7.00% for two days come back as 1,500,583.33: collateral of 1,500,000.00 lacks 583.33.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/book.h"
#include "check/finding.h"
#include "entity/security.h"
#include "policy/settings.h"
#include "value/mark.h"

namespace openend::check {

/// A deal that is to be covered. Money in minor units of the base currency.
struct Covered {
  std::string deal, what;
  std::int64_t required = 0, value = 0;
  std::optional<Date> told;  ///< the day of the custodian's last word

  std::int64_t shortfall() const { return value < required ? required - value : 0; }
};

struct FinancingInputs {
  const book::Book& book;
  const value::Marks& marks;
  const std::vector<entity::Security>& securities;
  const policy::Settings& settings;
  Date date;
  int minor_places = 2;
};

/// Repurchase agreements held, shares in joint ones, and securities on loan, in this order.
std::vector<Covered> covered_deals(const FinancingInputs& in);

/// What of a total was borrowed or lent.
struct Part {
  std::int64_t part = 0, total = 0;

  Decimal pct() const;
};
/// Loans of banks and of other portfolios, of assets less other liabilities.
Part borrowed(const book::Book& book);
/// Securities on loan and money lent to other portfolios, of total assets.
Part lent(const FinancingInputs& in);

/// A security sold short, beside what is held and borrowed of it.
struct Short {
  SecurityId security;
  std::int64_t units = 0;
  Decimal held, borrowed;
  std::int64_t value = 0;  ///< of all that is owed
  std::int64_t naked = 0;  ///< of the part beyond what is held
};
/// In the order in which they were first sold.
std::vector<Short> short_sales(const FinancingInputs& in);

std::vector<Finding> financing_checks(const FinancingInputs& in);

}  // namespace openend::check
