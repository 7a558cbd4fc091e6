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
                                     RoundingTally& tally) {
  return counted(instrument::contract_money(security, price, contracts), 1, security.currency.minor_places(), tally);
}

std::optional<std::int64_t> money_of_leg(const entity::Security& security, const instrument::RatePayment& leg,
                                         std::int64_t contracts, RoundingTally& tally) {
  const Decimal part = instrument::contract_money(security, leg.rate_pct, contracts) * Decimal(leg.part.numerator);
  return counted(part, leg.part.denominator, security.currency.minor_places(), tally);
}

static std::int64_t count_open(const Book& book, SecurityId security, bool sold) {
  std::int64_t count = 0;
  for (const OpenContract& open : book.contracts)
    count += open.security == security && open.sold == sold ? open.contracts : 0;
  return count;
}

/// Takes contracts out of one place, with the part of what it stands at that goes with them.
static void take(Book& book, OpenContract& open, std::int64_t contracts, const entity::Security& terms,
                 const PostingRules& rules, Closed& closed) {
  const auto part_of = [&](std::int64_t& of, int places) {
    std::int64_t part = of;
    if (contracts != open.contracts) {
      part = proportion(of, contracts, open.contracts);
      book.roundings.add_fraction(RoundingPlace::RelievedCost, Decimal::of(of, places) * Decimal(contracts),
                                  open.contracts, Decimal::of(part, places));
    }
    of -= part;
    return part;
  };
  const std::int64_t amount = part_of(open.amount, terms.currency.minor_places());
  closed.amount += amount;
  if (terms.currency != rules.base) {
    closed.margined += part_of(open.margined, terms.currency.minor_places());
    closed.carried += part_of(open.carried, rules.minor_places);
  } else if (open.sort != ContractSort::Future) {
    open.carried -= amount;
    closed.carried += amount;
  }
  open.contracts -= contracts;
}

static void drop_closed(Book& book) {
  std::erase_if(book.contracts, [](const OpenContract& open) { return open.contracts == 0; });
}

Result<Closed> relieve(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                       std::span<const event::LotPick> picks, const entity::Security& terms,
                       const PostingRules& rules) {
  const std::int64_t held = count_open(book, security, sold);
  if (held < contracts) {
    return located(event, "E-CON-005", "more of " + terms.key + " is closed than is open",
                   std::to_string(contracts) + " asked", "at most " + std::to_string(held) + " open",
                   "correct the contracts, or send the trade that opened them with an earlier date");
  }
  Closed closed;
  std::int64_t left = contracts;
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
    take(book, *open, wanted, terms, rules, closed);
    left -= wanted;
  }
  for (OpenContract& open : book.contracts) {
    if (left == 0) break;
    if (open.security != security || open.sold != sold) continue;
    const std::int64_t taken = std::min(left, open.contracts);
    take(book, open, taken, terms, rules, closed);
    left -= taken;
  }
  drop_closed(book);
  return closed;
}

/// A book that knows a security is told when its price changes: what is open has a place among the positions.
static void make_place(Book& book, const entity::Security& security, const PostingRules& rules) {
  book.find_or_add(security.id, instrument::has_terms(security), security.currency != rules.base);
}

Result<Done> open_contract(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                           std::int64_t amount, std::int64_t carried, const Securities& securities,
                           const PostingRules& rules) {
  const entity::Security& terms = securities[security.value];
  if (count_open(book, security, !sold) != 0) {
    return located(event, "E-CON-007", terms.key + " is opened while it is open the other way round",
                   sold ? "a sale" : "a purchase", sold ? "a sale that closes" : "a purchase that closes",
                   "close what is open first, or write close in the column effect");
  }
  make_place(book, terms, rules);
  book.contracts.push_back({security, terms.content_key, lot_name(event.reference), event.date, sort_of(terms), sold,
                            contracts, amount, 0, carried});
  return Done{};
}

void note_realised(Book& book, const entity::Security& security, std::int64_t gain, std::int64_t by_security,
                   const PostingRules& rules) {
  const std::uint32_t slot = book.find(security.id);
  book.positions.realised[slot] += gain;
  if (security.currency != rules.base) book.positions.realised_currency[slot] += gain - by_security;
}

Result<Done> end_owed(Book& book, Journal& journal, const ContractEvent& at, ContractSort sort, const Closed& opened,
                      std::int64_t paid, const PostingRules& rules) {
  const Owed& owed = owed_as(sort);
  const Currency currency = at.security.currency;
  TRY(const std::int64_t worth, worth_of(book, rules, currency, paid, at.date));
  TRY(const std::int64_t by_security, worth_of(book, rules, currency, opened.amount - paid, at.date));
  const std::int64_t gain = opened.carried - worth;
  note_realised(book, at.security, gain, by_security, rules);
  LocalEntry entry(book, journal, owed.ends, at.origin, currency, at.security.id.value, rules.base);
  entry.other(owed.at_value, opened.amount, opened.carried);
  entry.money(Account::PayableInvestmentsPurchased, -paid, -worth);
  entry.other(owed.realised, paid - opened.amount, rules.currency_part_apart ? -by_security : -gain);
  return Done{};
}

void await(Book& book, Origin origin, bool receivable, Date settles, Currency currency, std::int64_t amount,
           std::int64_t worth, const PostingRules& rules) {
  if (amount == 0) return;
  const auto [debit, credit] = receivable ? std::pair{Account::Cash, Account::ReceivableInvestmentsSold}
                                          : std::pair{Account::PayableInvestmentsPurchased, Account::Cash};
  const bool abroad = currency != rules.base;
  book.pending.push_back({settles, debit, credit, worth, RuleId::Settlement, origin, 0, false,
                          abroad ? currency : Currency{}, abroad ? amount : 0, 0});
}

Result<std::int64_t> traded_money(Book& book, const Event& event, const entity::Security& security,
                                  const Decimal& price, std::int64_t contracts) {
  const auto money = money_of(security, price, contracts, book.roundings.at(RoundingPlace::ContractValue));
  if (money) return *money;
  return located(event, "E-CON-008", "the contracts of " + security.key + " are worth more than a book can count",
                 price.text() + " x " + std::to_string(contracts), "less than 92 quadrillion",
                 "correct the price or the contracts");
}

static Result<Done> trade_owed(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                               const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  const Currency currency = security.currency;
  const ContractEvent at{origin_of(event), event.date, security};
  const ContractSort sort = sort_of(security);
  TRY(const std::int64_t worth, worth_of(book, rules, currency, trade.net, event.date));
  if (!trade.close) {
    CHECK(open_contract(book, event, trade.security, true, trade.contracts, trade.net, worth, securities, rules));
    LocalEntry entry(book, journal, owed_as(sort).opens, at.origin, currency, trade.security.value, rules.base);
    entry.money(Account::ReceivableInvestmentsSold, trade.net, worth);
    entry.other(owed_as(sort).at_value, -trade.net, -worth);
  } else {
    const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
    TRY(const Closed closed, relieve(book, event, trade.security, true, trade.contracts, picks, security, rules));
    CHECK(end_owed(book, journal, at, sort, closed, trade.net, rules));
  }
  await(book, at.origin, !trade.close, trade.settles, currency, trade.net, worth, rules);
  return Done{};
}

Result<Done> post_contract_trade(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                                 const event::EventList& list, const Securities& securities,
                                 const PostingRules& rules) {
  const ContractSort sort = sort_of(securities[trade.security.value]);
  if (sort == ContractSort::Swap) return trade_swap(book, journal, event, trade, list, securities, rules);
  return is_owed(sort) ? trade_owed(book, journal, event, trade, list, securities, rules)
                       : trade_future(book, journal, event, trade, list, securities, rules);
}

Result<Done> end_contract(Book& book, Journal& journal, std::size_t place, std::int64_t closing, Date date,
                          const Securities& securities, const PostingRules& rules) {
  const OpenContract open = book.contracts[place];
  const entity::Security& security = securities[open.security.value];
  book.contracts.erase(book.contracts.begin() + static_cast<std::ptrdiff_t>(place));
  const ContractEvent at{{}, date, security};
  const Closed closed{open.amount, open.margined, open.carried};
  if (is_owed(open.sort)) return end_owed(book, journal, at, open.sort, closed, 0, rules);
  if (open.sort == ContractSort::Future) return realise_future(book, journal, at, open.gain(closing), closed, rules);
  return end_swap(book, journal, at, open.sold, closed, rules);
}

void post_contract_marks(Book& book, Journal& journal, const ContractMarks& marks) {
  const auto balance = [&](Account account) { return book.balances[static_cast<std::size_t>(account)]; };
  journal.move(RuleId::VariationMargin, {}, Account::VariationMargin, Account::AppreciationOfFutures,
               marks.futures_gain + balance(Account::AppreciationOfFutures));
  journal.move(RuleId::WrittenOptionValuation, {}, Account::OptionsWritten, Account::AppreciationOfWrittenOptions,
               -marks.written_value - balance(Account::OptionsWritten));
  journal.move(RuleId::SwapValuation, {}, Account::Swaps, Account::AppreciationOfSwaps,
               marks.swap_value - balance(Account::Swaps));
  journal.move(RuleId::ShortSaleValuation, {}, Account::SecuritiesSoldShort, Account::AppreciationOfShortSales,
               -marks.short_value - balance(Account::SecuritiesSoldShort));
}

}  // namespace openend::book
