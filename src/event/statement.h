// event/statement.h - floor 2
//
// What another party says that a portfolio had at a day's end: the custodian of holdings and cash, the transfer agent
// of shares. And what somebody found out about a difference. Nothing of this moves a book.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/fixed.h"
#include "money/date.h"

namespace openend::event {

/// What a statement, or an explanation, is of.
enum class StatementOf : std::uint8_t { Holdings, Cash, Shares };
inline constexpr std::string_view kStatementWords[] = {"holdings", "cash", "shares"};

/// One line of a statement. A holding is named by its security's id, cash by "ACCOUNT CURRENCY", shares by their class.
struct StatedBalance {
  std::string subject;
  Fixed amount;  ///< units, money in its currency, shares
  std::uint32_t row = 0;
};

/// LAW   Spec L-9: a difference is cleared by an explaining event, never by an edit.
/// It stands for as long as the difference is the amount it explains.
struct Explanation {
  StatementOf of = StatementOf::Holdings;
  std::string subject;
  Fixed amount;  ///< theirs less ours
  std::string reason, who;
  Date date;  ///< from which it holds
  std::uint32_t row = 0;
};

Bytes encode(const std::vector<StatedBalance>& statement);
bool decode(ByteView bytes, std::vector<StatedBalance>& statement);
Bytes encode(const std::vector<Explanation>& explanations);
/// `date` is the batch's day.
bool decode(ByteView bytes, Date date, std::vector<Explanation>& explanations);

}  // namespace openend::event
