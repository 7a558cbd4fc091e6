#include "debt/effective_yield.h"
#include "debt/original_issue_discount.h"
#include "instrument/list.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

/// Adjusted issue prices of a bond per 100: on the day on which a lot was bought, and now.
struct IssuePrices {
  Decimal bought, now;
  bool is_discount = false;  ///< more than de minimis
};

/// LAW   26 USC 1272(a)(4), 1273(a)(3): what was paid for the bond first, with what has accrued of its own discount; a
///       discount below a quarter of a percent for each full year is none.
std::optional<IssuePrices> issue_prices(const entity::Security& bond, Date bought, Date now) {
  if (!bond.issue_price || !bond.issued || !bond.maturity) return std::nullopt;
  const auto terms = instrument::bond_terms(bond, *bond.issued);
  if (!terms) return std::nullopt;
  const Decimal par(100);
  IssuePrices prices{par, par, false};
  const int years = (*bond.maturity - *bond.issued) / 365;
  if (*bond.issue_price >= par || debt::is_de_minimis(par - *bond.issue_price, par, years)) return prices;
  prices.is_discount = true;
  const auto lot = debt::lot_at_yield(*terms, *bond.issued, par, *bond.issue_price);
  if (!lot) return std::nullopt;
  const auto then = debt::carrying_value(*terms, lot.value(), bought),
             today = debt::carrying_value(*terms, lot.value(), now);
  if (!then || !today) return std::nullopt;
  prices.bought = then.value();
  prices.now = today.value();
  return prices;
}

}  // namespace

/// LAW   Spec L-5; 26 USC 1272, 1276, 1278; rules 2.5: original issue discount and market discount apart. What a lot
/// has
///       accreted is first the bond's own discount since it was bought; the rest is market discount, or, where more was
///       paid than the adjusted issue price, acquisition premium, which takes from it.
Report discount(const Struck& struck) {
  Report report = begin(struck, "discount", "Discount of bonds, by lot");
  Table table{"lots",
              "What lots have accreted since they were bought",
              {text_column("security", "Security"), text_column("bought", "Bought"), number_column("par", "Par"),
               number_column("cost", "Cost then"), number_column("carried", "Carried at"),
               number_column("accreted", "Accreted"), number_column("original", "Original issue discount"),
               number_column("market", "Market discount"), text_column("issue_price", "Issue price")},
              {}};
  const book::Book& book = *struck.book;
  std::size_t without = 0;
  for (const Holding& holding : holdings_of(struck)) {
    const entity::Security& bond = *holding.security;
    for (std::uint32_t at = book.positions.first_lot[holding.slot]; at != book::kNone; at = book.lots[at].next) {
      const book::Lot& lot = book.lots[at];
      if (lot.line == 0 || book.positions.foreign[holding.slot] != 0) continue;
      const book::YieldLine& line = book.yield_lines[lot.line - 1];
      const Decimal par = Decimal::of(lot.quantity, book.positions.places[holding.slot]);
      const Decimal cost = divide(Decimal(line.cost) * Decimal(lot.quantity), Decimal(line.par), 0, Rounding::HalfUp);
      const auto then = static_cast<std::int64_t>(cost.scaled_to(0)), accreted = lot.cost - then;
      const auto prices = issue_prices(bond, Date{line.bought}, struck.value_through + 1);
      without += !prices;
      std::string original, market;
      if (prices) {
        const Decimal own = (prices->now - prices->bought) * par;  // of a hundredth: minor units
        const auto oid = static_cast<std::int64_t>(own.rounded(0, Rounding::HalfUp).scaled_to(0));
        original = money(struck, oid);
        market = money(struck, accreted - oid);
      }
      table.rows.push_back(
          {Row::Kind::Item,
           0,
           {bond.key, Date{line.bought}.text(), par.trimmed().text(), money(struck, then), money(struck, lot.cost),
            money(struck, accreted), original, market, bond.issue_price ? bond.issue_price->trimmed().text() : ""}});
    }
  }
  report.tables.push_back(std::move(table));
  if (without != 0)
    report.notes.push_back(std::to_string(without) +
                           " lots are of bonds without issue_price and issued in securities.csv: they are not parted");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
