// store/feeds/readers.h - floor 6
//
// The readers of the kinds of files, for delivery.cpp. Each takes an open file and gives batches; faults stay in the
// file.
#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>

#include "store/feeds/delivery.h"

namespace openend::store::feeds {

/// What every reader is given.
struct Reading {
  const TextFile& file;
  entity::Registry& registry;
  const Mapping& mapping;
};

using Batches = Result<std::pair<std::vector<Batch>, std::uint64_t>>;  ///< and the count of rows

Batches read_securities(const Reading& in);
Batches read_coupons(const Reading& in);
Batches read_classifications(const Reading& in);
Batches read_remarks(const Reading& in);
Batches read_printed(const Reading& in);
Batches read_prices(const Reading& in);
Batches read_forward_rates(const Reading& in);
Batches read_exchange_rates(const Reading& in);
Batches read_dividends(const Reading& in);
Batches read_corporate_actions(const Reading& in);
Batches read_opening_holdings(const Reading& in);
Batches read_opening_balances(const Reading& in);
Batches read_opening_forwards(const Reading& in);
Batches read_opening_shares(const Reading& in);
Batches read_period_totals(const Reading& in);
Batches read_custodian_holdings(const Reading& in);
Batches read_custodian_cash(const Reading& in);
Batches read_transfer_agent_shares(const Reading& in);
Batches read_explanations(const Reading& in);
Batches read_trades(const Reading& in);
Batches read_entries(const Reading& in);
Batches read_currency_deals(const Reading& in);
Batches read_forward_deals(const Reading& in);
Batches read_settlements(const Reading& in);
Batches read_contract_trades(const Reading& in);
Batches read_exercises(const Reading& in);
Batches read_offers(const Reading& in);
Batches read_elections(const Reading& in);
Batches read_loans(const Reading& in);
Batches read_loan_payments(const Reading& in);
Batches read_joint_accounts(const Reading& in);
Batches read_collateral(const Reading& in);
Batches read_shares(const Reading& in);
Batches read_cancellations(const Reading& in);
Batches read_approvals(const Reading& in);
Batches read_fair_values(const Reading& in);
Batches read_index_levels(const Reading& in);
Batches read_curves(const Reading& in);

Batches read_fixings(const Reading& in);

// Columns of securities.csv that stand together, from the place of the first; kinds that have no such terms have none.
std::optional<entity::InflationTerms> read_inflation_terms(CsvFile& csv, const entity::Security& security,
                                                           std::size_t first);
/// What its price was, how fast it is prepaid, when it can be put.
void read_debt_estimates(CsvFile& csv, entity::Security& security, std::size_t first);
std::optional<entity::ResetTerms> read_reset_terms(CsvFile& csv, const entity::Security& security, std::size_t first);

/// Looks a portfolio up, or records a fault.
class PortfolioColumn {
 public:
  const entity::Portfolio* read(CsvFile& csv, std::size_t place, const entity::Registry& registry);

 private:
  std::vector<const entity::Portfolio*> by_id_;  ///< of the trust, by number
};

/// Looks a security up, or records a fault. Tries the one after the last first: price files repeat their order.
class SecurityColumn {
 public:
  SecurityId read(CsvFile& csv, std::size_t place, const entity::Registry& registry);

 private:
  /// A key of at most eight bytes; of longer ones nothing is kept.
  struct ShortKey {
    std::uint64_t word = 0;
    std::uint64_t size = 0;
  };
  std::vector<ShortKey> keys_;  ///< of the securities, by number: they are met in this order
  std::uint32_t last_ = 0;
};

/// Finds rows that say again what an earlier row of the file says.
class RepeatedRows {
 public:
  /// `places` are the columns that make a row what it is.
  void check(CsvFile& csv, std::initializer_list<std::size_t> places) {
    key_.clear();
    for (const std::size_t place : places) (key_ += csv.text(place)) += '\n';
    const auto first = seen_.try_emplace(key_, csv.row());
    if (first.second) return;
    csv.fault_of_row("E-DUP-002", "the row says again what row " + std::to_string(first.first->second) + " says",
                     std::string(csv.text(*places.begin())), "each row once", "remove one of the rows");
  }

 private:
  std::string key_;
  std::unordered_map<std::string, std::uint32_t> seen_;
};

}  // namespace openend::store::feeds
