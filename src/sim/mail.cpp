#include "sim/mail.h"

#include <algorithm>

#include "base/assert.h"

namespace openend::sim {

namespace {

struct Columns {
  std::string_view kind, header;
};
constexpr Columns kColumns[] = {
    {"securities",
     "security,name,kind,currency,country,rate_pct,maturity,issued,day_count,coupons_per_year,multiplier,underlying_"
     "kind,"
     "underlying,right,strike,floating_per_year,floating_day_count,spread_pct,inflation_index,base_index,at_least_par,"
     "reset_index,reset_multiplier,reset_spread_pct,cap_pct,floor_pct,look_back_days,reset_days"},
    {"fixings", "index,date,level,of"},
    {"coupons", "security,from,kind,rate_pct"},
    {"opening-holdings", "portfolio,date,security,lot,acquired,quantity,cost,cost_basis,local_cost"},
    {"opening-balances", "portfolio,date,account,amount,basis,currency,local_amount"},
    {"opening-forwards", "portfolio,date,contract,side,currency,units,settlement_date,amount"},
    {"opening-shares", "portfolio,class,date,shares,basis"},
    {"prices", "date,security,price,currency"},
    {"forward-rates", "date,currency,settlement_date,rate"},
    {"exchange-rates", "date,currency,base,rate,quoted"},
    {"dividends", "ex_date,security,rate,pay_date,withheld_pct,reclaim_pct"},
    {"corporate-actions",
     "action_id,ex_date,security,kind,new,old,fraction_price,pay_date,cash,new_security,worth,cost_pct,price"},
    {"trades",
     "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,commission,accrued_interest,"
     "lots,cash_account"},
    {"currency-deals",
     "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount,cash_account"},
    {"forward-deals",
     "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount,settlement,"
     "counterparty,"
     "base_amount,cash_account"},
    {"settlements", "date,portfolio,trade_id,state"},
    {"entries", "id,date,portfolio,entry,amount,currency,cash_account,to_cash_account"},
    {"shares", "date,portfolio,class,subscriptions,redemptions"},
    {"contract-trades",
     "trade_id,trade_date,settle_date,portfolio,security,side,effect,contracts,price,net_amount,commission"},
    {"exercises", "exercise_id,date,settle_date,portfolio,security,side,contracts,settlement_price"},
    {"offers",
     "offer_id,date,security,kind,option,standard,deadline,pay_date,new,old,new_security,cash,worth,fraction_price,"
     "interest,accepted_pct"},
    {"elections", "election_id,date,portfolio,offer_id,option,quantity,action"},
    {"loans",
     "loan_id,date,portfolio,kind,counterparty,principal,rate_pct,day_count,due,purpose,security,quantity,worth,fee_"
     "pct,repo_rate_pct,bank_rate_pct"},
    {"loan-payments",
     "payment_id,date,portfolio,loan_id,principal,rate_pct,due,repo_rate_pct,bank_rate_pct,worth,quantity"},
    {"joint-accounts", "joint_id,date,due,counterparty,rate_pct,portfolio,amount"},
    {"collateral", "date,portfolio,deal,kind,value"},
    {"cancellations", "date,portfolio,kind,reference,text"},
};

}  // namespace

std::string with_header(std::string_view kind, const std::string& rows) {
  const auto* at =
      std::find_if(std::begin(kColumns), std::end(kColumns), [&](const auto& c) { return c.kind == kind; });
  OE_ASSERT(at != std::end(kColumns), "a simulated file is of a kind with columns");
  return std::string(at->header) + "\n" + rows;
}

void Mail::send(std::size_t evening, std::string_view kind, const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) row += (row.empty() ? "" : ",") + cell;
  const std::string header = with_header(kind, "");
  const auto columns = static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')) + 1;
  OE_ASSERT(cells.size() <= columns, "a simulated row has no more cells than columns");
  row.append(columns - cells.size(), ',');
  waiting_[evening][std::string(kind)] += row + "\n";
}

std::optional<std::size_t> Mail::next() const {
  return waiting_.empty() ? std::nullopt : std::optional(waiting_.begin()->first);
}

Files Mail::take(std::size_t evening) {
  Files files;
  while (!waiting_.empty() && waiting_.begin()->first <= evening) {
    for (auto& [kind, rows] : waiting_.begin()->second) files[kind] += rows;
    waiting_.erase(waiting_.begin());
  }
  for (auto& [kind, rows] : files) rows = with_header(kind, rows);
  return files;
}

}  // namespace openend::sim
