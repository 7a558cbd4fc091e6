// event/book_kinds.h - floor 2
//
// The one list of the kinds of files that hold a portfolio's events, as docs/reference/input-files.md calls them.
#pragma once

#include "event/event.h"

namespace openend::event {

struct BookKindOfFile {
  std::string_view word;
  std::uint8_t body;  ///< place in Body
  bool can_be_withdrawn = true;
};

inline constexpr BookKindOfFile kBookKinds[] = {{"trades", kBodyIndex<Trade>},
                                                {"contract-trades", kBodyIndex<ContractTrade>},
                                                {"exercises", kBodyIndex<OptionExercise>},
                                                {"elections", kBodyIndex<Election>},
                                                {"entries", kBodyIndex<BookEntry>},
                                                {"shares", kBodyIndex<ShareActivity>},
                                                {"currency-deals", kBodyIndex<CurrencyDeal>},
                                                {"forward-deals", kBodyIndex<ForwardDeal>},
                                                {"settlements", kBodyIndex<SettlementNotice>},
                                                {"period-totals", kBodyIndex<PeriodTotal>},
                                                {"loans", kBodyIndex<Loan>},
                                                {"joint-accounts", kBodyIndex<Loan>},
                                                {"loan-payments", kBodyIndex<LoanPayment>},
                                                {"collateral", kBodyIndex<CollateralValue>},
                                                {"opening-holdings", kBodyIndex<OpeningLot>, false},
                                                {"opening-forwards", kBodyIndex<OpeningForward>, false}};

/// None: no such kind.
constexpr const BookKindOfFile* find_book_kind(std::string_view word) {
  for (const BookKindOfFile& kind : kBookKinds) {
    if (kind.word == word) return &kind;
  }
  return nullptr;
}

}  // namespace openend::event
