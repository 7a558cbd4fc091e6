// report/reconciliation.h - floor 4
//
// The books of a day beside the statements of custodian and transfer agent: what they must show once trades on their
// way are counted, what they do show, and what is known of each difference.
//
// LAW   Spec L-9: holdings and cash against the custodian, shares against the transfer agent; differences by reason and
//       with their age, cleared by an explaining event.
// CASE  1,000 shares held, 200 of them bought and settling tomorrow: the custodian must show 800.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "event/statement.h"
#include "report/report.h"

namespace openend::report {

/// A trade that may stand between the books and the custodian.
struct DealtTrade {
  std::string id;
  SecurityId security;
  bool sell = false;
  Decimal quantity, net;  ///< net in the security's currency, above zero
  std::uint8_t custody = 0;
  Date settles;
  bool waits = false;  ///< the books hold it as a payable or receivable
};

/// Share activity of the day: in the transfer agent's statement, not yet in the books.
struct DealtShares {
  std::string share_class;
  Decimal money, redeemed;
};

struct Reconciled {
  enum class Verdict : unsigned char { Agrees, Timing, Explained, Open } verdict = Verdict::Agrees;
  event::StatementOf of{};
  std::string subject;
  Decimal ours, on_its_way, theirs;  ///< the statement must show ours plus what is on its way
  std::string reason;
  std::optional<Date> since;  ///< the first statement that showed the same difference

  Decimal difference() const { return theirs - ours - on_its_way; }
};

struct Reconciliation {
  std::optional<std::vector<event::StatedBalance>> holdings, cash, shares;  ///< of the day; none: not received
  std::vector<DealtTrade> trades;
  std::vector<DealtShares> dealt;
  std::vector<event::Explanation> explanations;  ///< known by the day, the latest of a subject last
  std::vector<Reconciled> lines;                 ///< made by reconcile(), with their ages
};

/// Every subject that either side names, in the order of sort and name.
std::vector<Reconciled> reconcile(const Struck& struck, const Reconciliation& given);

}  // namespace openend::report
