#include "book/post_contract.h"

#include <algorithm>

#include "book/contract_parts.h"
#include "book/proportion.h"

namespace openend::book {

using event::Event;

static ContractSort sort_of(const entity::Security& security) {
  if (instrument::pays_rates(security)) return ContractSort::Swap;
  if (instrument::is_option(security)) return ContractSort::WrittenOption;
  return instrument::is_future(security) ? ContractSort::Future : ContractSort::ShortSale;
}

const Owed& owed_as(ContractSort sort) {
  static constexpr Owed kWritten{Account::OptionsWritten, Account::AppreciationOfWrittenOptions,
                                 Account::RealisedOnWrittenOptions, RuleId::OptionWritten, RuleId::WrittenOptionEnd};
  static constexpr Owed kShort{Account::SecuritiesSoldShort, Account::AppreciationOfShortSales,
                               Account::RealisedOnShortSales, RuleId::ShortSale, RuleId::ShortSaleEnd};
  return sort == ContractSort::ShortSale ? kShort : kWritten;
}

/// A fraction to the minor unit, counted in the manifest.
static std::optional<std::int64_t> counted(const Decimal& exact, std::int64_t parts, int minor_places,
                                           RoundingTally& tally) {
  const Decimal rounded = divide(exact, Decimal(parts), minor_places, Rounding::HalfUp);
  const Int128 minor = rounded.scaled_to(minor_places);
  if (minor > INT64_MAX || minor < -INT64_MAX) return std::nullopt;
  ++tally.count;
  const Decimal off = rounded - divide(exact, Decimal(parts), 18, Rounding::HalfEven);
  tally.changed += !off.is_zero();
  tally.effect += off.rounded(18, Rounding::HalfEven).scaled_to(18);
  return static_cast<std::int64_t>(minor);
}

std::optional<std::int64_t> money_of(const entity::Security& security, const Decimal& price, std::int64_t contracts,
                                     int minor_places, RoundingTally& tally) {
  return counted(instrument::contract_money(security, price, contracts), 1, minor_places, tally);
}

std::optional<std::int64_t> money_of_leg(const entity::Security& security, const instrument::RatePayment& leg,
                                         std::int64_t contracts, int minor_places, RoundingTally& tally) {
  const Decimal part = instrument::contract_money(security, leg.rate_pct, contracts) * Decimal(leg.part.numerator);
  return counted(part, leg.part.denominator, minor_places, tally);
}

static std::int64_t count_open(const Book& book, SecurityId security, bool sold) {
  std::int64_t count = 0;
  for (const OpenContract& open : book.contracts)
    count += open.security == security && open.sold == sold ? open.contracts : 0;
  return count;
}

/// Takes contracts out of one place; gives the part of the opening amount that goes with them.
static std::int64_t take(Book& book, OpenContract& open, std::int64_t contracts, const PostingRules& rules) {
  std::int64_t part = open.amount;
  if (contracts != open.contracts) {
    part = proportion(open.amount, contracts, open.contracts);
    const auto money = [&](std::int64_t minor) { return Decimal::of(minor, rules.minor_places); };
    book.roundings.add_fraction(RoundingPlace::RelievedCost, money(open.amount) * Decimal(contracts), open.contracts,
                                money(part));
  }
  open.amount -= part;
  open.contracts -= contracts;
  return part;
}

static void drop_closed(Book& book) {
  std::erase_if(book.contracts, [](const OpenContract& open) { return open.contracts == 0; });
}

Result<std::int64_t> relieve(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                             std::span<const event::LotPick> picks, const entity::Security& terms,
                             const PostingRules& rules) {
  const std::int64_t held = count_open(book, security, sold);
  if (held < contracts) {
    return located(event, "E-CON-005", "more of " + terms.key + " is closed than is open",
                   std::to_string(contracts) + " asked", "at most " + std::to_string(held) + " open",
                   "correct the contracts, or send the trade that opened them with an earlier date");
  }
  std::int64_t amount = 0, left = contracts;
  for (const event::LotPick& pick : picks) {
    const std::uint64_t name = lot_name(pick.lot);
    const auto open = std::find_if(book.contracts.begin(), book.contracts.end(), [&](const OpenContract& c) {
      return c.security == security && c.sold == sold && c.name == name;
    });
    const std::int64_t wanted = pick.quantity.coefficient;  // whole: the file's reader sees to it
    if (open == book.contracts.end() || open->contracts < wanted) {
      return located(event, "E-CON-006", "the lot " + std::string(pick.lot) + " can not be closed so",
                     std::to_string(wanted) + " asked",
                     "at most " + std::to_string(open == book.contracts.end() ? 0 : open->contracts) + " in that lot",
                     "name lots that are open, with at most their contracts");
    }
    amount += take(book, *open, wanted, rules);
    left -= wanted;
  }
  for (OpenContract& open : book.contracts) {
    if (left == 0) break;
    if (open.security != security || open.sold != sold) continue;
    const std::int64_t taken = std::min(left, open.contracts);
    amount += take(book, open, taken, rules);
    left -= taken;
  }
  drop_closed(book);
  return amount;
}

/// A book that knows a security is told when its price changes: what is open has a place among the positions.
static std::uint32_t place_of(Book& book, SecurityId security, const Securities& securities) {
  return book.find_or_add(security, instrument::has_terms(securities[security.value]));
}

Result<Done> open_contract(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                           std::int64_t amount, const Securities& securities) {
  const entity::Security& terms = securities[security.value];
  if (count_open(book, security, !sold) != 0) {
    return located(event, "E-CON-007", terms.key + " is opened while it is open the other way round",
                   sold ? "a sale" : "a purchase", sold ? "a sale that closes" : "a purchase that closes",
                   "close what is open first, or write close in the column effect");
  }
  place_of(book, security, securities);
  book.contracts.push_back(
      {security, terms.content_key, lot_name(event.reference), event.date, sort_of(terms), sold, contracts, amount});
  return Done{};
}

static void realise_future(Book& book, Journal& journal, Origin origin, SecurityId security, std::int64_t gain) {
  book.positions.realised[book.find(security)] += gain;
  journal.move(RuleId::FuturesClosing, origin, Account::VariationMargin, Account::RealisedOnFutures, gain,
               security.value);
}

void end_owed(Book& book, Journal& journal, Origin origin, SecurityId security, ContractSort sort, std::int64_t opened,
              std::int64_t paid) {
  const Owed& owed = owed_as(sort);
  book.positions.realised[book.find(security)] += opened - paid;
  journal.begin(owed.ends, origin);
  journal.post(owed.at_value, opened, security.value);
  journal.post(Account::PayableInvestmentsPurchased, -paid, security.value);
  journal.post(owed.realised, paid - opened, security.value);
  journal.end();
}

void await(Book& book, Origin origin, bool receivable, Date settles, std::int64_t amount) {
  if (amount == 0) return;
  const auto [debit, credit] = receivable ? std::pair{Account::Cash, Account::ReceivableInvestmentsSold}
                                          : std::pair{Account::PayableInvestmentsPurchased, Account::Cash};
  book.pending.push_back({settles, debit, credit, amount, RuleId::Settlement, origin, 0, false, {}, 0, 0});
}

Result<std::int64_t> traded_money(Book& book, const Event& event, const entity::Security& security,
                                  const Decimal& price, std::int64_t contracts, const PostingRules& rules) {
  const auto money =
      money_of(security, price, contracts, rules.minor_places, book.roundings.at(RoundingPlace::ContractValue));
  if (money) return *money;
  return located(event, "E-CON-008", "the contracts of " + security.key + " are worth more than a book can count",
                 price.text() + " x " + std::to_string(contracts), "less than 92 quadrillion",
                 "correct the price or the contracts");
}

namespace {

Result<Done> trade_future(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                          const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  TRY(const std::int64_t money, traded_money(book, event, security, trade.price.decimal(), trade.contracts, rules));
  const std::int64_t amount = trade.sell ? money - trade.commission : money + trade.commission;
  if (!trade.close) return open_contract(book, event, trade.security, trade.sell, trade.contracts, amount, securities);
  const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
  TRY(const std::int64_t opened,
      relieve(book, event, trade.security, !trade.sell, trade.contracts, picks, security, rules));
  const std::int64_t gain = trade.sell ? amount - opened : opened - amount;
  realise_future(book, journal, origin_of(event), trade.security, gain);
  return Done{};
}

Result<Done> trade_owed(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                        const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const Origin origin = origin_of(event);
  const ContractSort sort = sort_of(securities[trade.security.value]);
  if (!trade.close) {
    CHECK(open_contract(book, event, trade.security, true, trade.contracts, trade.net, securities));
    journal.move(owed_as(sort).opens, origin, Account::ReceivableInvestmentsSold, owed_as(sort).at_value, trade.net,
                 trade.security.value);
  } else {
    const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
    TRY(const std::int64_t premium,
        relieve(book, event, trade.security, true, trade.contracts, picks, securities[trade.security.value], rules));
    end_owed(book, journal, origin, trade.security, sort, premium, trade.net);
  }
  await(book, origin, !trade.close, trade.settles, trade.net);
  return Done{};
}

}  // namespace

Result<Done> post_contract_trade(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                                 const event::EventList& list, const Securities& securities,
                                 const PostingRules& rules) {
  const ContractSort sort = sort_of(securities[trade.security.value]);
  if (sort == ContractSort::Swap) return trade_swap(book, journal, event, trade, list, securities, rules);
  return is_owed(sort) ? trade_owed(book, journal, event, trade, list, securities, rules)
                       : trade_future(book, journal, event, trade, list, securities, rules);
}

void end_contract(Book& book, Journal& journal, std::size_t place, std::int64_t closing) {
  const OpenContract open = book.contracts[place];
  book.contracts.erase(book.contracts.begin() + static_cast<std::ptrdiff_t>(place));
  if (is_owed(open.sort)) {
    end_owed(book, journal, {}, open.security, open.sort, open.amount, 0);
  } else if (open.sort == ContractSort::Swap) {
    const std::int64_t carried = open.sold ? -open.amount : open.amount;
    book.positions.realised[book.find(open.security)] -= carried;
    journal.move(RuleId::SwapTrade, {}, Account::RealisedOnSwaps, Account::Swaps, carried, open.security.value);
  } else {
    realise_future(book, journal, {}, open.security, open.gain(closing));
  }
}

void post_contract_marks(Book& book, Journal& journal, const ContractMarks& marks, Date due) {
  const auto balance = [&](Account account) { return book.balances[static_cast<std::size_t>(account)]; };
  journal.move(RuleId::VariationMargin, {}, Account::VariationMargin, Account::AppreciationOfFutures,
               marks.futures_gain + balance(Account::AppreciationOfFutures));
  journal.move(RuleId::WrittenOptionValuation, {}, Account::OptionsWritten, Account::AppreciationOfWrittenOptions,
               -marks.written_value - balance(Account::OptionsWritten));
  journal.move(RuleId::SwapValuation, {}, Account::Swaps, Account::AppreciationOfSwaps,
               marks.swap_value - balance(Account::Swaps));
  journal.move(RuleId::ShortSaleValuation, {}, Account::SecuritiesSoldShort, Account::AppreciationOfShortSales,
               -marks.short_value - balance(Account::SecuritiesSoldShort));
  std::int64_t margin = balance(Account::VariationMargin);
  for (const Pending& waiting : book.pending) {
    if (waiting.rule == RuleId::VariationSettlement)
      margin -= waiting.debit == Account::Cash ? waiting.amount : -waiting.amount;
  }
  if (margin == 0) return;
  const bool ours = margin > 0;
  book.pending.push_back({due,
                          ours ? Account::Cash : Account::VariationMargin,
                          ours ? Account::VariationMargin : Account::Cash,
                          ours ? margin : -margin,
                          RuleId::VariationSettlement,
                          {},
                          0,
                          false,
                          {},
                          0,
                          0});
}

}  // namespace openend::book
