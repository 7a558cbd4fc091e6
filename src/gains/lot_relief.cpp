#include "gains/lot_relief.h"

#include <algorithm>
#include <numeric>

#include "money/power.h"

namespace openend::gains {

namespace {

/// Cost of the first `sold` units of the lots in an order.
Decimal cost_in_order(const std::vector<PricedLot>& lots, const std::vector<std::size_t>& order, Decimal sold) {
  Decimal cost;
  for (const std::size_t at : order) {
    const Decimal taken = std::min(sold, lots[at].quantity);
    cost += taken * lots[at].unit_cost;
    sold -= taken;
  }
  return cost;
}

}  // namespace

Result<GainByMethod> gain_by_method(const std::vector<PricedLot>& lots, const Decimal& sold, const Decimal& price,
                                    const std::vector<LotPick>& picks) {
  Decimal held, cost;
  for (const PricedLot& lot : lots) {
    held += lot.quantity;
    cost += lot.quantity * lot.unit_cost;
  }
  if (sold > held || sold <= Decimal(0))
    return refuse("E-GAIN-001", sold.text() + " are sold of " + held.text() + " held", "sell what the lots hold");
  const Decimal proceeds = sold * price;
  std::vector<std::size_t> order(lots.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  GainByMethod answer;
  answer.fifo = proceeds - cost_in_order(lots, order, sold);
  answer.average = proceeds - quotient(product(cost, sold), held);
  std::reverse(order.begin(), order.end());
  answer.lifo = proceeds - cost_in_order(lots, order, sold);
  std::sort(order.begin(), order.end());  // of equal costs the first bought goes first
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return lots[a].unit_cost > lots[b].unit_cost; });
  answer.highest_cost = proceeds - cost_in_order(lots, order, sold);
  if (picks.empty()) return answer;
  Decimal picked, picked_cost;
  for (const LotPick& pick : picks) {
    if (pick.lot >= lots.size() || pick.quantity > lots[pick.lot].quantity)
      return refuse("E-GAIN-001", "a lot is identified for more than it holds", "identify lots that are held");
    picked += pick.quantity;
    picked_cost += pick.quantity * lots[pick.lot].unit_cost;
  }
  if (picked != sold) return refuse("E-GAIN-001", "the identified lots are not the sale", "identify all that is sold");
  answer.specific = proceeds - picked_cost;
  return answer;
}

}  // namespace openend::gains
