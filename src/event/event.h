// event/event.h - floor 2
//
// What happened to a portfolio, as plain facts in an envelope. An event is never changed or deleted: a correction is
// a new event. Text fields view the bytes of the batch that the event was read from and live as long as it.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "base/fixed.h"
#include "base/id.h"
#include "entity/account.h"
#include "event/loan.h"
#include "event/period_total.h"
#include "money/date.h"
#include "money/money.h"
#include "policy/settings.h"

namespace openend::event {

/// What a batch holds. Stored; never renumber.
enum class BatchKind : std::uint16_t {
  Terms = 1,
  Securities = 2,
  Classifications = 3,
  Remarks = 4,
  Printed = 5,
  Sources = 6,  ///< a file that was imported: its name, digest and rows, so that the chain covers them
  Prices = 10,
  ForwardRates = 11,
  Dividends = 12,
  ExchangeRates = 13,
  FairValues = 14,
  Approvals = 15,
  IndexLevels = 16,
  Filing = 17,  ///< a public filing that a portfolio was opened from: the bytes of its file
  CorporateActions = 18,
  Coupons = 19,
  Book = 20,               ///< events of one portfolio and day
  Shares = 21,             ///< share activity of one portfolio and day: it enters the books of the next
  Strike = 30,             ///< our own answers: the digests of the days sealed by one strike
  Override = 31,           ///< event/flow.h: a failed check let pass
  Approval = 32,           ///< event/flow.h
  Publication = 33,        ///< event/flow.h
  CustodianHoldings = 40,  ///< event/statement.h: of one portfolio and day; the last one counts
  CustodianCash = 41,
  TransferAgentShares = 42,
  Explanations = 43,
  Fixings = 60,  ///< entity/fixings.h: of the first day that they can change
  Offers = 70,   ///< event/offer.h: what holders may choose; their elections are of a Book
  Curves = 80,   ///< event/curve.h: of one day; they value nothing by themselves
};

/// The reference that a file gives an event, unique within its kind and portfolio. Numbers come before texts.
struct Reference {
  std::uint64_t number = 0;  ///< meaningful where text is empty
  std::string_view text;

  friend std::strong_ordering operator<=>(const Reference& a, const Reference& b) {
    if (a.text.empty() != b.text.empty())
      return a.text.empty() ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a.text.empty()) return a.number <=> b.number;
    const int order = a.text.compare(b.text);
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
  }
  friend bool operator==(const Reference& a, const Reference& b) { return (a <=> b) == 0; }
};

/// As the file wrote it.
inline std::string text_of(const Reference& reference) {
  return reference.text.empty() ? std::to_string(reference.number) : std::string(reference.text);
}

struct OpeningLot {
  SecurityId security;
  Fixed quantity;
  std::int64_t cost = 0;  ///< minor units of the base currency
  bool has_acquired = false;
  Date acquired;
  bool allocated = false;       ///< the cost is a share of a printed total, not the lot's own
  std::int64_t local_cost = 0;  ///< minor units of the security's currency, where that is another
};

struct OpeningBalance {
  entity::Account account{};
  std::int64_t amount = 0;  ///< minor units of the base currency, positive on the account's normal side
  std::string_view basis;
  Currency currency = {};    ///< of `local`; none: the base currency
  std::int64_t local = 0;    ///< minor units of `currency`, signed like `amount`
  std::uint8_t custody = 0;  ///< place in the portfolio's list of cash accounts
};

struct OpeningForward {
  bool sell = true;  ///< of the foreign currency
  Currency currency;
  Fixed units;
  Date settlement;
  std::int64_t amount = 0;  ///< agreed, in minor units of the base currency
};

struct OpeningShares {
  std::string_view share_class;
  Fixed shares;
  std::string_view basis;
};

struct LotPick {
  std::string_view lot;
  Fixed quantity;
};

struct Trade {
  SecurityId security;
  bool sell = false;
  Fixed quantity;
  Fixed price;
  std::int64_t net = 0;         ///< cash paid or received, positive, minor units of the security's currency
  std::int64_t interest = 0;    ///< accrued interest within `net`
  std::int64_t commission = 0;  ///< within `net`; part of cost or proceeds
  Date settles;
  enum class Relief : std::uint8_t {
    Portfolio,
    Fifo,
    Lifo,
    HighestCost,
    Named,
    LowestTax,
    Average
  } relief = Relief::Portfolio;
  std::uint8_t custody = 0;                 ///< place in the portfolio's list of cash accounts
  std::uint32_t first_pick = 0, picks = 0;  ///< named lots, in EventList::picks
};

/// A spot deal: one currency sold for another.
struct CurrencyDeal {
  Currency sold, bought;
  std::int64_t sold_amount = 0, bought_amount = 0;  ///< minor units of each, positive
  Date settles;
  std::uint8_t custody = 0;
};

/// What became of a trade's settlement: it failed on its day, or was done after it had failed.
struct SettlementNotice {
  bool failed = true;
};

/// Income, an expense, a receipt or a payment: which accounts it moves follows from its kind.
struct BookEntry {
  std::uint8_t entry = 0;   ///< place in kEntryKinds
  std::int64_t amount = 0;  ///< minor units of `currency`; negative takes back
  std::string_view text;
  Currency currency = {};       ///< none: the base currency
  std::uint8_t custody = 0;     ///< the cash account it moves; of a transfer, the one it leaves
  std::uint8_t to_custody = 0;  ///< of a transfer, the one it reaches
};

/// A day's share activity of a class, as totals, priced at that day's net asset value.
struct ShareActivity {
  std::string_view share_class;
  std::int64_t subscriptions = 0;  ///< minor units
  Fixed redemptions;               ///< shares
};

struct Cancellation {
  std::uint8_t target = 0;  ///< place in the variant of the kind withdrawn
  Reference reference;
};

/// A future opened or closed, or an option written or bought back.
struct ContractTrade {
  SecurityId security;
  bool sell = false, close = false;
  std::int64_t contracts = 0;  ///< above zero
  Fixed price;
  std::int64_t net = 0;         ///< of options: cash paid or received, positive, minor units of the base currency
  std::int64_t commission = 0;  ///< of futures paid with the day's variation margin; of options within `net`
  Date settles;
  std::uint32_t first_pick = 0, picks = 0;  ///< lots closed by name, in EventList::picks; none: first in, first out
};

/// An option used: by us, or by who bought it from us.
struct OptionExercise {
  SecurityId security;
  bool assigned = false;  ///< it was written, and its holder used it
  std::int64_t contracts = 0;
  Fixed settlement;           ///< the underlying's price where the difference is paid in cash
  std::int64_t interest = 0;  ///< accrued interest that goes with a bond, minor units of the base currency
  Date settles;
};

/// A forward contract: one currency sold for another on a later day, at amounts agreed now.
struct ForwardDeal {
  Currency sold, bought;
  std::int64_t sold_amount = 0, bought_amount = 0;  ///< minor units of each, above zero
  std::int64_t base_amount = 0;  ///< where neither is the base currency: what both are agreed to be worth in it
  Date settles;
  bool delivered = false;  ///< both currencies change hands; else the difference is paid
  std::uint8_t custody = 0;
  std::string_view counterparty;
};

/// What a portfolio chose of an offer, or takes back of what it chose.
struct Election {
  std::string_view offer, option;
  Fixed quantity;
  bool withdraws = false;
};

using Body = std::variant<OpeningLot, OpeningBalance, OpeningForward, OpeningShares, Trade, BookEntry, ShareActivity,
                          Cancellation, CurrencyDeal, SettlementNotice, PeriodTotal, ContractTrade, OptionExercise,
                          ForwardDeal, Election, Loan, LoanPayment, CollateralValue>;

template <class T>
inline constexpr std::uint8_t kBodyIndex = static_cast<std::uint8_t>(Body(T{}).index());

struct Event {
  Reference reference;
  std::uint32_t row = 0;  ///< of the source file, from 1; the header is row 1
  SourceId source;
  Date date;  ///< effective
  Body body;
};

/// What enters the books with the trades of its day, by the trust's setting.
inline bool enters_as_trade(const Event& event) {
  return std::holds_alternative<Trade>(event.body) || std::holds_alternative<ContractTrade>(event.body) ||
         std::holds_alternative<OptionExercise>(event.body);
}

/// The events of some batches, with the side table of named lots. Keep the batches' bytes alive while it is used.
struct EventList {
  std::vector<Event> events;
  std::vector<LotPick> picks;
  void clear() {
    events.clear();
    picks.clear();
  }
};

/// The fixed order of events within a portfolio's day, whatever order they became known in: by kind, then by reference.
bool comes_before(const Event& a, const Event& b);

/// What a [BookEntry] moves: debit and credit account for a positive amount.
struct EntryKind {
  std::string_view word;
  entity::Account debit, credit;
};
using entity::Account;
inline constexpr EntryKind kEntryKinds[] = {
    {"dividend receivable", Account::ReceivableDividends, Account::DividendIncome},
    {"dividend received", Account::Cash, Account::ReceivableDividends},
    {"interest receivable", Account::ReceivableInterest, Account::InterestIncome},
    {"interest received", Account::Cash, Account::ReceivableInterest},
    {"other income received", Account::Cash, Account::OtherIncome},
    {"expense accrued", Account::OtherExpenses, Account::AccruedExpenses},
    {"expense paid", Account::AccruedExpenses, Account::Cash},
    {"advisory fee paid", Account::PayableAdvisoryFee, Account::Cash},
    {"adviser reimbursement due", Account::ReceivableFromAdviser, Account::ExpenseReimbursement},
    {"adviser reimbursement received", Account::Cash, Account::ReceivableFromAdviser},
    {"investments sold received", Account::Cash, Account::ReceivableInvestmentsSold},
    {"investments purchased paid", Account::PayableInvestmentsPurchased, Account::Cash},
    {"shares sold received", Account::Cash, Account::ReceivableSharesSold},
    {"shares repurchased paid", Account::PayableSharesRepurchased, Account::Cash},
    {"custodian advance repaid", Account::DueToCustodian, Account::Cash},
    {"other assets received", Account::Cash, Account::OtherAssets},
    {"cash transferred", Account::Cash, Account::Cash},
    {"foreign tax withheld", Account::ForeignTaxWithheld, Account::Cash},
    {"tax reclaim due", Account::ReceivableTaxReclaims, Account::ForeignTaxWithheld},
    {"tax reclaim received", Account::Cash, Account::ReceivableTaxReclaims},
    {"tax reclaim refused", Account::ForeignTaxWithheld, Account::ReceivableTaxReclaims},
    {"transfer agent fees accrued", Account::TransferAgentFees, Account::AccruedExpenses},
    {"system fees accrued", Account::SystemFees, Account::AccruedExpenses},
    {"custodian fees accrued", Account::CustodianFees, Account::AccruedExpenses},
    {"insurance fees accrued", Account::InsuranceFees, Account::AccruedExpenses},
    {"audit fees accrued", Account::AuditFees, Account::AccruedExpenses},
    {"expenses offset", Account::AccruedExpenses, Account::ExpenseOffsets},
};

}  // namespace openend::event
