// book/post_foreign.cpp - floor 3
//
// The same events where money is in another currency, and what only exists then: spot deals and translation. Amounts
// are posted in both currencies; an entry sums to zero in each.
#include "book/post_foreign.h"

#include "book/local_entry.h"

namespace openend::book {

using policy::RuleId;

Result<std::int64_t> worth_of(Book& book, const PostingRules& rules, Currency currency, std::int64_t minor, Date day) {
  if (currency == rules.base) return minor;
  const event::RateQuote* quote = rules.rates->at(currency, rules.base, day);
  if (quote == nullptr) return event::no_rate(currency, rules.base, day);
  const auto worth = event::translate(*quote, minor, currency.minor_places(), rules.minor_places,
                                      book.roundings.at(RoundingPlace::Translation));
  if (worth) return *worth;
  return refuse("E-RATE-007", "an amount is larger than the books can hold once it is translated",
                "correct the amount or the rate of " + day.text());
}

/// LAW   Spec L-4: a security's result is split always. The part of its currency gain that the security made is the
///       gain in its own currency at the rate of the sale; the rest, the cost's change of worth, is the currency's.
/// CASE  Bought for DEM 1,000 at 0.60, sold for DEM 1,500 at 0.65: gain 375.00 = 325.00 security + 50.00 currency.
Result<Done> post_foreign_sale(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                               std::uint64_t name, Currency currency, std::uint32_t slot, const Relieved& relieved,
                               const PostingRules& rules, RuleId rule) {
  const std::int64_t local_gain = trade.net - trade.interest - relieved.local_cost;
  TRY(const std::int64_t net, worth_of(book, rules, currency, trade.net, day));
  TRY(const std::int64_t interest, worth_of(book, rules, currency, trade.interest, day));
  TRY(const std::int64_t by_security, worth_of(book, rules, currency, local_gain, day));
  const std::int64_t gain = net - interest - relieved.cost;
  book.positions.realised[slot] += gain;
  book.positions.realised_currency[slot] += gain - by_security;
  book.positions.accrued[slot] -= trade.interest;
  {
    LocalEntry entry(book, journal, rule, origin, currency, trade.security.value);
    entry.money(Account::ReceivableInvestmentsSold, trade.net, net, trade.custody);
    entry.other(Account::InvestmentsAtCost, -relieved.local_cost, -relieved.cost);
    if (trade.interest != 0) entry.money(Account::ReceivableInterest, -trade.interest, -interest);
    // Apart: the rest of the gain is left to the entry, which posts it as currency gain.
    entry.other(Account::RealisedOnInvestments, -local_gain, rules.currency_part_apart ? -by_security : -gain);
  }
  book.pending.push_back({trade.settles, Account::Cash, Account::ReceivableInvestmentsSold, net, RuleId::Settlement,
                          origin, trade.custody, false, currency, trade.net, name});
  return Done{};
}

Result<Done> post_foreign_purchase(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                                   std::uint64_t name, Currency currency, std::uint32_t slot,
                                   const PostingRules& rules) {
  TRY(const std::int64_t net, worth_of(book, rules, currency, trade.net, day));
  TRY(const std::int64_t interest, worth_of(book, rules, currency, trade.interest, day));
  const std::int64_t local_cost = trade.net - trade.interest;
  book.acquire(slot, trade.quantity, net - interest, name, day.days, false, local_cost);
  book.positions.accrued[slot] += trade.interest;
  {
    LocalEntry entry(book, journal, RuleId::Purchase, origin, currency, trade.security.value);
    entry.other(Account::InvestmentsAtCost, local_cost, net - interest);
    if (trade.interest != 0) entry.money(Account::ReceivableInterest, trade.interest, interest);
    entry.money(Account::PayableInvestmentsPurchased, -trade.net, -net, trade.custody);
  }
  book.pending.push_back({trade.settles, Account::PayableInvestmentsPurchased, Account::Cash, net, RuleId::Settlement,
                          origin, trade.custody, false, currency, trade.net, name});
  return Done{};
}

Result<Done> post_foreign_income(Book& book, Journal& journal, RuleId rule, Origin origin, Date day, Currency currency,
                                 Account receivable, Account income, std::int64_t local, std::uint32_t item,
                                 const PostingRules& rules) {
  TRY(const std::int64_t worth, worth_of(book, rules, currency, local, day));
  LocalEntry entry(book, journal, rule, origin, currency, item);
  entry.money(receivable, local, worth);
  entry.other(income, -local, -worth);
  return Done{};
}

Result<Done> post_foreign_coupon(Book& book, Journal& journal, Date day, Currency currency, std::int64_t interest,
                                 std::int64_t accrued, std::uint32_t item, const PostingRules& rules) {
  TRY(const std::int64_t cash, worth_of(book, rules, currency, interest, day));
  TRY(const std::int64_t receivable, worth_of(book, rules, currency, accrued, day));
  LocalEntry entry(book, journal, RuleId::CouponPaid, {}, currency, item);
  entry.money(Account::Cash, interest, cash);
  if (accrued != 0) entry.money(Account::ReceivableInterest, -accrued, -receivable);
  entry.other(Account::InterestIncome, accrued - interest, receivable - cash);
  return Done{};
}

Result<Done> post_foreign_redemption(Book& book, Journal& journal, RuleId rule, Date day, Currency currency,
                                     std::int64_t principal, bool discount, std::uint32_t slot,
                                     const Relieved& relieved, const PostingRules& rules) {
  const std::int64_t local_gain = principal - relieved.local_cost;
  TRY(const std::int64_t cash, worth_of(book, rules, currency, principal, day));
  TRY(const std::int64_t by_security, worth_of(book, rules, currency, local_gain, day));
  const std::int64_t gain = cash - relieved.cost;
  LocalEntry entry(book, journal, rule, {}, currency, book.positions.security[slot]);
  entry.money(Account::Cash, principal, cash);
  entry.other(Account::InvestmentsAtCost, -relieved.local_cost, -relieved.cost);
  if (discount) {  // the last step to par is income; what the rate made of the cost is currency gain
    entry.other(Account::InterestIncome, -local_gain, -by_security);
  } else {
    book.positions.realised[slot] += gain;
    book.positions.realised_currency[slot] += gain - by_security;
    entry.other(Account::RealisedOnInvestments, -local_gain, rules.currency_part_apart ? -by_security : -gain);
  }
  return Done{};
}

Result<Done> post_foreign_entry(Book& book, Journal& journal, const event::Event& event, const event::BookEntry& entry,
                                Currency currency, const PostingRules& rules) {
  const event::EntryKind& kind = event::kEntryKinds[entry.entry];
  TRY(const std::int64_t worth, worth_of(book, rules, currency, entry.amount, event.date));
  LocalEntry local(book, journal, RuleId::RecordedEntry, {event.source, event.row}, currency);
  const bool transfer = kind.debit == kind.credit;
  const auto side = [&](Account account, std::int64_t sign, std::uint8_t custody, std::int64_t at) {
    const std::uint8_t place = account == Account::Cash ? custody : std::uint8_t{0};
    if (currency == rules.base && place == 0) {
      local.other(account, 0, sign * at);
      return;
    }
    if (entity::is_monetary(account))
      local.money(account, sign * entry.amount, sign * at, place);
    else
      local.other(account, sign * entry.amount, sign * at);
  };
  if (transfer && currency != rules.base) {
    // It arrives at what it left at.
    const std::int64_t carried = -book.move_local(kind.credit, currency, entry.custody, -entry.amount, -worth);
    book.settle_local(kind.debit, currency, entry.to_custody, entry.amount, carried);
    journal.post_local(kind.credit, -carried, currency, -entry.amount, entry.custody);
    journal.post_local(kind.debit, carried, currency, entry.amount, entry.to_custody);
    return Done{};
  }
  side(kind.debit, 1, transfer ? entry.to_custody : entry.custody, worth);
  side(kind.credit, -1, entry.custody, worth);
  return Done{};
}

Result<Done> post_spot_deal(Book& book, Journal& journal, const event::Event& event, const event::CurrencyDeal& deal,
                            const PostingRules& rules, RuleId rule) {
  const Origin origin{event.source, event.row};
  std::int64_t amount = deal.bought == rules.base ? deal.bought_amount : deal.sold_amount;
  if (deal.bought != rules.base && deal.sold != rules.base) {
    TRY(amount, worth_of(book, rules, deal.sold, deal.sold_amount, event.date));
  }
  const auto leg = [&](Account account, Currency currency, std::int64_t local, std::int64_t worth) {
    if (currency == rules.base) {
      journal.post(account, worth);
      journal.post(Account::CurrencyExchange, -worth);
      return;
    }
    const std::int64_t carried = book.move_local(account, currency, deal.custody, local, worth);
    OE_ASSERT(carried == worth, "a receivable grows and a payable grows: nothing is relieved at a deal");
    journal.post_local(account, worth, currency, local, deal.custody);
    journal.post_local(Account::CurrencyExchange, -worth, currency, -local);
  };
  journal.begin(rule, origin);
  leg(Account::ReceivableCurrency, deal.bought, deal.bought_amount, amount);
  leg(Account::PayableCurrency, deal.sold, -deal.sold_amount, -amount);
  journal.end();
  const auto wait = [&](Account debit, Account credit, Currency currency, std::int64_t local) {
    const bool base = currency == rules.base;
    book.pending.push_back({deal.settles, debit, credit, amount, RuleId::Settlement, origin, deal.custody, false,
                            base ? Currency{} : currency, base ? 0 : local, 0});
  };
  wait(Account::Cash, Account::ReceivableCurrency, deal.bought, deal.bought_amount);
  wait(Account::PayableCurrency, Account::Cash, deal.sold, deal.sold_amount);
  return Done{};
}

Result<Done> settle_foreign(Book& book, Journal& journal, const Pending& waiting, const PostingRules& rules) {
  const Currency currency = waiting.currency.exists() ? waiting.currency : rules.base;
  const std::int64_t local = currency == rules.base ? waiting.amount : waiting.local;
  TRY(const std::int64_t worth, worth_of(book, rules, currency, local, waiting.date));
  LocalEntry entry(book, journal, waiting.rule, waiting.origin, currency);
  const auto side = [&](Account account, std::int64_t sign) {
    if (account == Account::Cash) {
      if (currency == rules.base && waiting.custody == 0)
        entry.other(account, 0, sign * worth);
      else
        entry.money(account, sign * local, sign * worth, waiting.custody);
    } else if (currency == rules.base) {
      entry.other(account, 0, sign * waiting.amount);
    } else {
      entry.exactly(account, sign * local, sign * waiting.amount, waiting.custody);
    }
  };
  side(waiting.debit, 1);
  side(waiting.credit, -1);
  return Done{};
}

Result<Done> translate_balances(Book& book, Journal& journal, Date day, const PostingRules& rules) {
  for (std::size_t i = 0; i < book.sub_balances.size();) {
    SubBalance& entry = book.sub_balances[i];
    if (entry.currency != rules.base) {
      TRY(const std::int64_t worth, worth_of(book, rules, entry.currency, entry.local, day));
      const std::int64_t step = worth - entry.cost - entry.translation;
      journal.move(RuleId::Translation, {}, entry.account, Account::UnrealisedAppreciation, step);
      entry.translation += step;
    }
    const bool empty = entry.local == 0 && entry.cost == 0 && entry.translation == 0;
    if (empty)
      book.sub_balances.erase(book.sub_balances.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
  return Done{};
}

}  // namespace openend::book
