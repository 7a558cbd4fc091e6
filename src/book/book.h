// book/book.h - floor 3
//
// A portfolio's book: positions in columns, their lots in one arena, balances, forward contracts, shares, and what is
// waiting to settle. A value: it is moved into a day and comes out as the next day's opening. All money is in minor
// units of the base currency; a position's quantity is a scaled integer with its own count of places.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/fixed.h"
#include "base/id.h"
#include "base/result.h"
#include "book/contract.h"
#include "book/journal.h"
#include "book/loan.h"
#include "book/straight_line.h"
#include "book/unsettled.h"
#include "book/yield_line.h"
#include "event/event.h"
#include "event/offer.h"
#include "instrument/forward_currency/forward_currency.h"
#include "money/date.h"
#include "money/rounding_manifest.h"
#include "policy/settings.h"

namespace openend::book {

inline constexpr std::uint32_t kNone = 0xffffffffU;

/// What is held at what total cost. Linked to its neighbours in the order of acquisition.
struct Lot {
  std::int64_t quantity = 0;  ///< at the position's places
  std::int64_t cost = 0;      ///< total, minor units
  std::uint64_t name = 0;     ///< lot_name() of the reference that made it
  std::int32_t acquired = 0;  ///< day; 0 is not known
  std::uint32_t next = kNone, previous = kNone;
  std::uint32_t allocated : 1 = 0;  ///< the cost is a share of a printed total
  std::uint32_t line : 31 = 0;      ///< one more than the place of its line in Book::yield_lines; 0: has none
};
static_assert(sizeof(Lot) == 40);

/// A reference as 64 bits: numbers stand for themselves, texts for the first 63 bits of their hash with the top bit
/// set.
std::uint64_t lot_name(const event::Reference& reference);
/// The name that a text in a lot instruction means: digits are a number.
std::uint64_t lot_name(std::string_view text);

struct Positions {
  std::vector<std::uint32_t> security;
  std::vector<std::int64_t> quantity;
  std::vector<std::uint8_t> places;
  std::vector<std::int64_t> cost;      ///< of the open lots, kept as a running sum
  std::vector<std::int64_t> realised;  ///< since the opening
  std::vector<std::int64_t> accrued;   ///< interest already posted since the last coupon; the security's currency
  std::vector<std::uint32_t> first_lot, last_lot;
  std::vector<std::uint8_t> special;  ///< has terms: accrues, amortises or ends
  std::vector<std::uint8_t> foreign;  ///< quoted in another currency than the base
  std::vector<std::uint8_t> touched;  ///< changed since the last seal
  // Of foreign positions, in minor units of their currency; `accrued` is too. Zero for the others.
  std::vector<std::int64_t> local_cost;
  std::vector<std::int64_t> realised_currency;  ///< of `realised`, what the exchange rate made; base currency
  bool any_special = false;                     ///< whether any position has terms
  bool any_foreign = false;
  std::size_t size() const { return security.size(); }
};

/// A payable or receivable waiting for its day.
struct Pending {
  Date date;
  Account debit{}, credit{};
  std::int64_t amount = 0;
  policy::RuleId rule{};
  Origin origin;
  std::uint8_t custody = 0;  ///< the cash account that it moves
  bool failed = false;       ///< its day came and it did not settle: it waits for a notice
  Currency currency = {};    ///< none: the base currency
  std::int64_t local = 0;    ///< minor units of `currency`; then `amount` is what the books carry it at
  std::uint64_t trade = 0;   ///< lot_name() of the trade that waits; 0 for anything else
};

/// What a monetary account holds in a foreign currency, or at a cash account other than the main one. It is part of the
/// account's balance: `cost` at the rates of the days it moved, and `translation` to the last strike's rate on top.
struct SubBalance {
  Account account{};
  Currency currency;
  std::uint8_t custody = 0;
  std::int64_t local = 0, cost = 0, translation = 0;  ///< debits positive
};

/// What leaves a position with some of its lots.
struct Relieved {
  std::int64_t cost = 0;
  std::int64_t local_cost = 0;  ///< minor units of the security's currency, where that is foreign
};

/// What a choice of lots by tax must know: the sale's day and money, and the two rates.
struct TaxView {
  Date sold;
  std::int64_t proceeds = 0;  ///< minor units, for all of the quantity sold
  Decimal short_pct, long_pct;
};

/// The last strike's figures that the next day needs.
struct Prior {
  bool struck = false;
  Date date;
  std::int64_t net_assets = 0;
  Fixed nav;
  std::int64_t dealt = 0;          ///< net share money of that strike, known when the next day begins; not stored
  std::int64_t currency_part = 0;  ///< of the unrealised results, what the exchange rates made
};

/// How a class's shares came and went since its opening, each above zero.
struct ShareRoll {
  Fixed sold, reinvested, repurchased;

  friend bool operator==(const ShareRoll&, const ShareRoll&) = default;
};

/// Shares of a class outstanding.
struct ClassShares {
  std::string share_class;
  Fixed shares;
  Date seeded;  ///< the day of its first subscription; none for shares taken over at an opening
  bool has_seed = false;
  ShareRoll roll;
};

class Book {
 public:
  PortfolioId portfolio;
  bool opened = false;
  Date opening;  ///< the day of the opening, or of the first subscription
  Positions positions;
  std::vector<Lot> lots;
  std::vector<std::int64_t> lot_local;  ///< beside `lots`: local cost; shorter where no foreign lot came so far
  std::uint32_t free_lot = kNone;
  Balances balances{};
  std::vector<instrument::ForwardCurrency> forwards;
  std::vector<OpenContract> contracts;  ///< futures and written options, in the order in which they were opened
  std::vector<OpenLoan> loans;          ///< in the order in which they were made
  std::vector<Collateral> collateral;   ///< of loans, and of repurchase agreements held
  std::vector<ClassShares> classes;
  event::AnswersByOffer answers;  ///< of offers that are not paid yet
  std::vector<Pending> pending;
  std::vector<Unsettled> unsettled;      ///< what of it is of interest-bearing par, in order of slot
  std::vector<SubBalance> sub_balances;  ///< in order of account, currency, cash account; none is all zero
  std::vector<StraightLine> straight_lines;
  std::vector<YieldLine> yield_lines;           ///< of the lots that amortise by their yields, and places to use again
  std::vector<std::uint32_t> free_yield_lines;  ///< those places
  Prior prior;
  Decimal fee_carry;           ///< what rounding has left of the fee, in fees::kCarryParts of a unit of money
  RoundingManifest roundings;  ///< of the day being closed; not stored with the book
  Digest positions_digest{};   ///< of every change of positions since the opening

  /// The place of a security, or kNone.
  std::uint32_t find(SecurityId security) const {
    if (!may_know(security)) return kNone;
    const std::size_t mask = index_.size() - 1;
    for (std::size_t at = security.value * std::size_t{2654435761U} & mask;; at = (at + 1) & mask) {
      const Found& found = index_[at];
      if (found.slot == kNone || found.security == security.value) return found.slot;
    }
  }
  /// The place of a security, made if need be.
  std::uint32_t find_or_add(SecurityId security, bool special, bool foreign = false);

  /// Asks memory for what a deal in a security is about to change: its sums, its first and its last lot.
  void prefetch(SecurityId security) const {
    const std::uint32_t slot = find(security);
    if (slot == kNone) return;
    __builtin_prefetch(&positions.quantity[slot]);
    __builtin_prefetch(&positions.cost[slot]);
    __builtin_prefetch(&positions.realised[slot]);
    if (positions.first_lot[slot] == kNone) return;
    __builtin_prefetch(&lots[positions.first_lot[slot]]);
    __builtin_prefetch(&lots[positions.last_lot[slot]]);
  }

  /// Adds a lot. Stops on overflow.
  void acquire(std::uint32_t slot, Fixed quantity, std::int64_t cost, std::uint64_t name, std::int32_t acquired,
               bool allocated, std::int64_t local_cost = 0);

  /// Moves the last lot before those that were acquired after it; of a day that is not known is later than any.
  void place_by_day(std::uint32_t slot);

  /// Takes a quantity out of lots by a method, or by names; gives the cost relieved. Refuses more than is held, and
  /// lots that are not there or too small. A refusal leaves the book as it was.
  Result<Relieved> relieve(std::uint32_t slot, Fixed quantity, policy::LotMethod method, const TaxView& tax = {});
  Result<Relieved> relieve_named(std::uint32_t slot, Fixed quantity, const event::LotPick* picks, std::size_t count);

  /// Gives a position's lots other quantities, in their order, at so many places; names, days and costs stay. A lot
  /// that is left with nothing hands its cost to the last before it that has something, or else to the first after it.
  void set_quantities(std::uint32_t slot, std::uint8_t places, const std::vector<std::int64_t>& quantities);

  /// Capital paid back: money of the security's currency, shared by quantity, largest remainder, lessens the cost of
  /// each lot, at most to zero; gives what it lessened. Foreign: the base cost falls as the local one. `pooled`: all
  /// lots are one, at average cost.
  Relieved give_back_cost(std::uint32_t slot, std::int64_t money, bool pooled);

  /// Leaves so much of a position, of each lot its share, largest remainder; gives the cost of the rest. `pooled`: all
  /// lots are one, at average cost.
  Relieved leave(std::uint32_t slot, Fixed left, bool pooled);

  /// Raises (or lowers) the cost of a position's lots by a total, shared by quantity, largest remainder.
  void add_cost(std::uint32_t slot, std::int64_t amount, std::int64_t local_amount = 0);

  /// Makes a lot amortise by its yield from a day on: its quantity and cost are taken as they are.
  void begin_line(std::uint32_t slot, std::uint32_t lot, Date bought);
  /// The lot amortises no more: its cost stays. Nothing where it did not.
  void drop_line(Lot& lot) {
    if (lot.line == 0) return;
    free_yield_lines.push_back(lot.line - 1);
    lot.line = 0;
  }
  void drop_all_lines();
  /// Moves the cost of one lot.
  void add_cost_of(std::uint32_t slot, std::uint32_t lot, std::int64_t amount, std::int64_t local_amount = 0);

  /// Moves money in or out of a sub-balance (debits positive) and gives what the books carry the move at: `worth` where
  /// it adds to what is there, the average cost of what is there where it takes from it.
  std::int64_t move_local(Account account, Currency currency, std::uint8_t custody, std::int64_t local,
                          std::int64_t worth);
  /// Takes out of a sub-balance what one payable or receivable put in, at what it was carried at.
  void settle_local(Account account, Currency currency, std::uint8_t custody, std::int64_t local, std::int64_t cost);

  /// What the ledger says the portfolio is worth: assets less liabilities.
  std::int64_t net_assets() const;
  /// The sum of all balances: zero, or the program is wrong.
  std::int64_t ledger_sum() const;

  /// Hashes the positions changed since the last seal into positions_digest; `content_key` gives a security's stand-in.
  void seal_positions(Hasher& hasher, const std::vector<std::uint64_t>& content_keys);

 private:
  void take(std::uint32_t slot, std::uint32_t lot, std::int64_t quantity, Relieved& relieved);
  /// The lot that a method sells next.
  std::uint32_t choose(std::uint32_t slot, std::int64_t sold, policy::LotMethod method, const TaxView& tax) const;
  void level_costs(std::uint32_t slot);
  SubBalance& sub_balance(Account account, Currency currency, std::uint8_t custody);
  void drop_empty(const SubBalance& entry);
  void close_lot(std::uint32_t slot, std::uint32_t lot);
  /// Brings a quantity to the position's places, adding places to the position if need be.
  std::int64_t align(std::uint32_t slot, Fixed quantity);
  void index(std::uint32_t slot);
  void grow_index();

  /// False: it has no place.
  bool may_know(SecurityId security) const {
    return !known_.empty() && (known_[security.value / 64 & (known_.size() - 1)] >> security.value % 64 & 1) != 0;
  }

  struct Found {
    std::uint32_t security = kNone, slot = kNone;
  };
  std::vector<Found> index_;  ///< open addressing: security number to slot
  /// Bits of the security numbers in the index, by their low bits. Most of what happens, happens to securities that a
  /// book never held: the answer to that lies in few bytes.
  std::vector<std::uint64_t> known_;

  friend Bytes encode(const Book& book);
  friend bool decode(ByteView bytes, Book& book);
};

/// A book as bytes, for snapshots; lots are written position by position, so reading compacts the arena.
Bytes encode(const Book& book);
bool decode(ByteView bytes, Book& book);

}  // namespace openend::book
