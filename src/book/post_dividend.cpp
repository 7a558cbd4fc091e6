// book/post_dividend.cpp - floor 3
//
// A dividend on its ex-date: income gross; what is due on the pay date, what is claimed back from the issuer's country,
// and the tax that stays withheld.
#include "book/local_entry.h"
#include "book/post.h"
#include "policy/withholding.h"

namespace openend::book {

using policy::RuleId;

namespace {

/// What a holding's dividend brings, in minor units of its currency.
struct Brought {
  std::int64_t gross = 0, withheld = 0, reclaim = 0;
};

Brought brought(Book& book, std::uint32_t slot, const event::Dividend& dividend, const policy::TaxAtSource& tax,
                int minor) {
  const Int128 exact = static_cast<Int128>(book.positions.quantity[slot]) * dividend.rate.coefficient;
  const int places = book.positions.places[slot] + dividend.rate.places;
  Brought found;
  found.gross = static_cast<std::int64_t>(places >= minor ? drop_places(exact, places - minor, Rounding::HalfUp)
                                                          : exact * power_of_ten(minor - places));
  RoundingTally& tally = book.roundings.at(RoundingPlace::Dividend);
  ++tally.count;
  if (places > minor && places <= 18) {
    const Int128 off = static_cast<Int128>(found.gross) * power_of_ten(places - minor) - exact;
    tally.changed += off != 0;
    tally.effect += off * power_of_ten(18 - places);
  }
  if (tax.exists()) {
    found.withheld = policy::percent_of(found.gross, tax.withheld_pct, minor, book.roundings);
    found.reclaim = policy::percent_of(found.gross, tax.reclaim_pct, minor, book.roundings);
  }
  return found;
}

}  // namespace

Result<Done> post_dividend(Book& book, Journal& journal, const event::Dividend& dividend,
                           const policy::TaxAtSource& tax, SourceId source, const instrument::SecurityColumns& columns,
                           const PostingRules& rules) {
  const std::uint32_t slot = book.find(dividend.security);
  if (slot == kNone || book.positions.quantity[slot] == 0) return Done{};
  const Currency currency = columns.currency[dividend.security.value];
  const bool foreign = currency != rules.base;
  const auto [gross, withheld, reclaim] =
      brought(book, slot, dividend, tax, foreign ? currency.minor_places() : rules.minor_places);
  const std::int64_t net = gross - withheld;
  const std::uint32_t item = dividend.security.value;
  const Origin origin{source, dividend.row};
  Pending due{dividend.pay_date, Account::Cash, Account::ReceivableDividends, net, RuleId::DividendPaid, origin};
  if (foreign) {
    TRY(const std::int64_t gross_worth, worth_of(book, rules, currency, gross, dividend.ex_date));
    TRY(const std::int64_t net_worth, worth_of(book, rules, currency, net, dividend.ex_date));
    TRY(const std::int64_t reclaim_worth, worth_of(book, rules, currency, reclaim, dividend.ex_date));
    due.currency = currency;
    due.local = net;
    due.amount = net_worth;
    LocalEntry entry(book, journal, RuleId::DividendExDate, origin, currency, item);
    entry.money(Account::ReceivableDividends, net, net_worth);
    if (withheld != 0) {
      entry.money(Account::ReceivableTaxReclaims, reclaim, reclaim_worth);
      entry.other(Account::ForeignTaxWithheld, withheld - reclaim, gross_worth - net_worth - reclaim_worth);
    }
    entry.other(Account::DividendIncome, -gross, -gross_worth);
  } else {
    journal.begin(RuleId::DividendExDate, origin);
    journal.post(Account::ReceivableDividends, net, item);
    journal.post(Account::ReceivableTaxReclaims, reclaim, item);
    journal.post(Account::ForeignTaxWithheld, withheld - reclaim, item);
    journal.post(Account::DividendIncome, -gross, item);
    journal.end();
  }
  book.pending.push_back(due);
  return Done{};
}

}  // namespace openend::book
