#include "check/strike_checks.h"

#include <algorithm>
#include <numeric>

namespace openend::check {

using entity::Account;

Finding finding(CheckId id, bool passed, std::string found, std::string detail, std::string limit,
                std::string subject) {
  return {check_of(id).id, std::move(subject), std::move(found), std::move(limit), passed, std::move(detail)};
}

namespace {

std::int64_t balance(const book::Book& book, Account account) {
  return book.balances[static_cast<std::size_t>(account)];
}

/// Futures stand at their gains, written options, swaps and short sales at their value, and the margin that is due
/// waits to settle.
bool contracts_are_valued(const StrikeFigures& f) {
  std::int64_t due = 0;
  for (const book::Pending& waiting : f.book.pending) {
    if (waiting.debit == Account::VariationMargin) due -= waiting.amount;
    if (waiting.credit == Account::VariationMargin) due += waiting.amount;
  }
  for (const book::SubBalance& entry : f.book.sub_balances)
    due += entry.account == Account::VariationMargin ? entry.translation : 0;
  return -balance(f.book, Account::AppreciationOfFutures) == f.marks.futures_gain &&
         -balance(f.book, Account::OptionsWritten) == f.marks.written_value &&
         balance(f.book, Account::Swaps) == f.marks.swap_value &&
         -balance(f.book, Account::SecuritiesSoldShort) == f.marks.short_value &&
         balance(f.book, Account::VariationMargin) == due;
}

/// LAW   Spec N-6: the ledger equals net assets.
/// WHY   Net assets are summed from assets and liabilities; what belongs to the holders is summed from the other side.
///       The value of the holdings comes from the marks, which know nothing of the ledger.
Finding ledger_equals_net_assets(const StrikeFigures& f) {
  std::int64_t owed = 0;
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const auto side = entity::kChart[i].account_class;
    if (side != entity::AccountClass::Asset && side != entity::AccountClass::Liability) owed -= f.book.balances[i];
  }
  const std::int64_t invested =
      balance(f.book, Account::InvestmentsAtCost) + balance(f.book, Account::UnrealisedOnInvestments);
  const std::int64_t forwards = balance(f.book, Account::UnrealisedOnForwards);
  const auto money = [&](std::int64_t minor) { return Decimal::of(minor, f.minor_places).text(); };
  const bool equal = owed == f.net_assets;
  const bool valued = invested == f.marks.total && forwards == f.marks.forward_total && contracts_are_valued(f);
  if (equal && valued) return finding(CheckId::LedgerEqualsNetAssets, true, money(owed), {});
  std::string detail = equal ? "the ledger shows investments of " + money(invested) + " and forwards of " +
                                   money(forwards) + "; they are worth " + money(f.marks.total) + " and " +
                                   money(f.marks.forward_total) + "; futures gained " + money(f.marks.futures_gain) +
                                   ", written options are worth " + money(f.marks.written_value) + ", swaps " +
                                   money(f.marks.swap_value) + ", short sales " + money(f.marks.short_value)
                             : "the ledger owes its holders " + money(owed) + "; net assets are " + money(f.net_assets);
  return finding(CheckId::LedgerEqualsNetAssets, false, money(equal ? invested : owed), std::move(detail),
                 money(equal ? f.marks.total : f.net_assets));
}

/// The lots of a position, added up one by one.
struct LotSum {
  std::uint32_t slot, lot;  ///< the lot to be taken next
  std::int64_t quantity, cost;

  void take(const book::Book& book) {
    quantity += book.lots[lot].quantity;
    cost += book.lots[lot].cost;
    lot = book.lots[lot].next;
  }
  void ask(const book::Book& book) const {
    if (lot != book::kNone) __builtin_prefetch(&book.lots[lot]);
  }
};

/// LAW   Spec N-6: holdings equal lots.
/// WHY   Quantity and cost of a position are kept as running sums; here they are added up anew.
/// EDGE  Only positions that changed since the last strike are added up: the others were, at the strike they changed
/// in.
Finding holdings_equal_lots(const StrikeFigures& f) {
  const book::Positions& p = f.book.positions;
  std::vector<LotSum> open;
  open.reserve(p.size() - static_cast<std::size_t>(std::count(p.touched.begin(), p.touched.end(), 0)));
  const std::int64_t all_cost = std::accumulate(p.cost.begin(), p.cost.end(), std::int64_t{0});
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.touched[slot] == 0) continue;
    open.push_back({slot, p.first_lot[slot], 0, 0});
    open.back().ask(f.book);
  }
  const std::size_t changed = open.size();
  std::size_t wrong = 0;
  // One lot of each position in turn: lots lie far apart, and memory is asked for many of them at once.
  while (!open.empty()) {
    std::size_t left = 0;
    for (LotSum sum : open) {
      if (sum.lot == book::kNone) {
        wrong += sum.quantity != p.quantity[sum.slot] || sum.cost != p.cost[sum.slot];
        continue;
      }
      sum.take(f.book);
      sum.ask(f.book);
      open[left++] = sum;
    }
    open.resize(left);
  }
  const std::int64_t at_cost = balance(f.book, Account::InvestmentsAtCost);
  if (wrong == 0 && all_cost == at_cost)
    return finding(CheckId::HoldingsEqualLots, true, std::to_string(changed) + " changed", {});
  const auto money = [&](std::int64_t minor) { return Decimal::of(minor, f.minor_places).text(); };
  return finding(CheckId::HoldingsEqualLots, false, std::to_string(wrong) + " positions, cost " + money(all_cost),
                 std::to_string(wrong) + " positions differ from the sum of their lots; positions cost " +
                     money(all_cost) + ", the ledger says " + money(at_cost));
}

/// LAW   Spec N-6: the move of the net asset value is held against a limit.
/// CASE  From 10.00 to 10.51 is 5.1 percent: more than 5. To 10.50 is 5: it passes.
Finding nav_move(const StrikeFigures& f) {
  const std::string limit = f.settings.nav_move_limit_pct.trimmed().text() + " percent";
  if (!f.book.prior.struck || f.book.prior.nav.coefficient == 0)
    return finding(CheckId::NavMove, true, "no strike before", {}, limit);
  const Decimal before = f.book.prior.nav.decimal();
  const Decimal move = f.nav - before;
  const bool passed = abs(move) * Decimal(100) <= f.settings.nav_move_limit_pct * abs(before);
  const std::string found = divide(move * Decimal(100), before, 4, Rounding::HalfUp).text() + " percent";
  if (passed) return finding(CheckId::NavMove, true, found, {}, limit);
  return finding(CheckId::NavMove, false, found,
                 "the net asset value moved from " + before.text() + " to " + f.nav.text() + ", " + found +
                     "; the limit is " + limit,
                 limit);
}

Finding net_assets_above_zero(const StrikeFigures& f) {
  const bool above = f.net_assets > 0;
  return finding(CheckId::NetAssetsAboveZero, above, Decimal::of(f.net_assets, f.minor_places).text(),
                 above ? "" : "net assets are not above zero");
}

/// LAW   Spec N-5: the change analysis sums exactly to the change.
/// WHY   The causes come from the day's entries; the change is the difference of two sealed figures.
Finding change_sums(const StrikeFigures& f) {
  const auto money = [&](std::int64_t minor) { return Decimal::of(minor, f.minor_places).text(); };
  const std::int64_t change = f.net_assets - f.net_assets_before;
  if (change == f.explained) return finding(CheckId::ChangeSums, true, money(change), {});
  return finding(CheckId::ChangeSums, false, money(f.explained),
                 "net assets changed by " + money(change) + "; the entries explain " + money(f.explained),
                 money(change));
}

}  // namespace

std::vector<Finding> strike_checks(const StrikeFigures& figures) {
  std::vector<Finding> findings;
  findings.reserve(5);
  findings.push_back(ledger_equals_net_assets(figures));
  findings.push_back(holdings_equal_lots(figures));
  findings.push_back(nav_move(figures));
  findings.push_back(net_assets_above_zero(figures));
  findings.push_back(change_sums(figures));
  return findings;
}

/// LAW   Spec N-11: the two values must agree.
Finding second_nav(const SecondFigures& f) {
  if (!f.rolled) return finding(CheckId::SecondNav, true, "no strike before", {});
  const std::string limit = f.struck.text() + " within " + f.bound.text();
  if (f.agrees) return finding(CheckId::SecondNav, true, f.net_assets.text(), {}, limit);
  std::string detail = "rolled forward from the strike before, net assets are " + f.net_assets.text() +
                       "; struck are " + f.struck.text();
  if (f.shares != f.struck_shares)
    detail += "; shares are " + f.shares.text() + ", struck with " + f.struck_shares.text();
  return finding(CheckId::SecondNav, false, f.net_assets.text(), std::move(detail), limit);
}

/// LAW   Spec N-6: nothing is posted to a closed day; spec N-4: what is published stays as it is.
/// EDGE  News for a published day gives a version of its own, which says what the figure would have been.
Finding closed_day(unsigned version, unsigned published_before) {
  if (published_before == 0) return finding(CheckId::ClosedDay, true, "version " + std::to_string(version), {});
  return finding(CheckId::ClosedDay, false, "version " + std::to_string(published_before) + " is published",
                 "version " + std::to_string(published_before) +
                     " of this day is published; what became known since makes this version " +
                     std::to_string(version));
}

}  // namespace openend::check
