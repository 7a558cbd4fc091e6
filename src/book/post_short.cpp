// book/post_short.cpp - floor 3
//
// What becomes of a security that was sold short: it is owed, so what its issuer pays and gives is owed too.
//
// EDGE  READ AS: units owed are whole. What a split or an exchange makes of all that is owed is rounded half up to a
//       whole unit, and shared out among the sales.
// CASE  101 units are owed at 5,050.00, and split 3 for 2: 152 units at 5,050.00.
// CASE  100 units are owed at 5,000.00, and a dividend of 0.30 is declared: an expense of 30.00.
#include "book/contract_parts.h"
#include "book/proportion.h"
#include "money/split.h"

namespace openend::book {

namespace {

/// Units of a security that may be owed.
constexpr std::int64_t kMostUnits = 1'000'000'000'000;

/// The short sales of a security, by their places in the book, and their units.
struct Shorts {
  std::vector<std::size_t> places;
  std::vector<std::int64_t> units;
  std::int64_t all = 0;
};

Shorts shorts_of(const Book& book, SecurityId security) {
  Shorts found;
  for (std::size_t i = 0; i < book.contracts.size(); ++i) {
    const OpenContract& open = book.contracts[i];
    if (open.sort != ContractSort::ShortSale || open.security != security) continue;
    found.places.push_back(i);
    found.units.push_back(open.contracts);
    found.all += open.contracts;
  }
  return found;
}

Refusals too_much(const char* what, std::uint32_t row, SourceId source, const Decimal& found) {
  Refusals faults =
      refuse("E-SHORT-001", std::string(what) + " than a book can count", "correct what was sold short, or the action");
  faults[0].place.row = row;
  faults[0].source = source;
  faults[0].found = found.text();
  faults[0].expected = "less than 92 quadrillion";
  return faults;
}

/// A count to the nearest whole one, half up.
Result<std::int64_t> whole(RoundingTally& tally, const Decimal& exact, Fixed per, std::uint32_t row, SourceId source) {
  const Decimal rounded = divide(exact, per.decimal(), 0, Rounding::HalfUp);
  if (rounded > Decimal(kMostUnits)) return too_much("more is owed", row, source, rounded);
  ++tally.count;
  tally.changed += rounded * per.decimal() != exact;
  return static_cast<std::int64_t>(rounded.scaled_to(0));
}

/// One corporate action, on the units of one security that are owed.
class Action {
 public:
  Action(Book& book, Journal& journal, const event::CorporateAction& action,
         const std::vector<entity::Security>& securities, const PostingRules& rules)
      : book_(book),
        journal_(journal),
        action_(action),
        securities_(securities),
        rules_(rules),
        shorts_(shorts_of(book, action.security)) {}

  Result<Done> run() {
    if (shorts_.all == 0 || action_.withdraws() || action_.redeems()) return Done{};
    if (action_.is_split()) return take_units(action_.security);
    if (action_.kind == event::CorporateAction::Kind::SpinOff) return spin_off();
    TRY(const std::int64_t paid, cash());
    if (action_.kind == event::CorporateAction::Kind::Liquidation) return end(paid);
    CHECK(pay(paid));
    return action_.brings_units() ? take_units(action_.received) : Done{};
  }

 private:
  using Money = std::vector<std::int64_t>;

  OpenContract& open(std::size_t i) { return book_.contracts[shorts_.places[i]]; }
  Origin origin() const { return {action_.source, action_.row}; }

  const entity::Security& security() const { return securities_[action_.security.value]; }
  Currency currency() const { return security().currency; }
  bool at_home() const { return currency() == rules_.base; }

  Result<std::int64_t> cash() {
    const int minor = currency().minor_places();
    const Decimal exact = action_.cash.decimal() * Decimal(shorts_.all);
    const Decimal rounded = exact.rounded(minor, Rounding::HalfUp);
    if (rounded.scaled_to(minor) > INT64_MAX / 4)
      return too_much("more is paid on a short sale", action_.row, action_.source, rounded);
    book_.roundings.add(RoundingPlace::ActionCash, exact, rounded);
    return static_cast<std::int64_t>(rounded.scaled_to(minor));
  }

  /// So much of what a sale brought, out of it, with what the books carry that at.
  Closed take(OpenContract& from, std::int64_t amount) {
    const std::int64_t carried = at_home() || from.amount == 0 ? amount : proportion(from.carried, amount, from.amount);
    from.amount -= amount;
    from.carried -= carried;
    return {amount, 0, carried};
  }

  /// What it brought leaves, for what is paid on the action's pay date.
  Result<Done> realise(const Closed& opened, std::int64_t paid, const entity::Security& of) {
    TRY(const std::int64_t worth, worth_of(book_, rules_, currency(), paid, action_.ex_date));
    CHECK(end_owed(book_, journal_, {origin(), action_.ex_date, of}, ContractSort::ShortSale, opened, paid, rules_));
    await(book_, origin(), false, action_.pay_date, currency(), paid, worth, rules_);
    return Done{};
  }

  /// What is paid lessens what is owed; what is more than that is lost.
  Result<Done> pay(std::int64_t paid) {
    if (paid == 0) return Done{};
    const Money shares = split_by_largest_remainder(paid, shorts_.units);
    Closed lessened;
    for (std::size_t i = 0; i < shares.size(); ++i) add(lessened, take(open(i), std::min(shares[i], open(i).amount)));
    return realise(lessened, paid, security());
  }

  Result<Done> end(std::int64_t paid) {
    Closed opened;
    for (std::size_t i = 0; i < shorts_.places.size(); ++i) {
      add(opened, take(open(i), open(i).amount));
      open(i).contracts = 0;
    }
    CHECK(realise(opened, paid, security()));
    drop();
    return Done{};
  }

  static void add(Closed& sum, const Closed& part) {
    sum.amount += part.amount;
    sum.carried += part.carried;
  }

  /// The units that come for all of them, shared out.
  Result<Money> new_units() {
    TRY(const std::int64_t units,
        whole(book_.roundings.at(RoundingPlace::SplitUnits), action_.new_units.decimal() * Decimal(shorts_.all),
              action_.old_units, action_.row, action_.source));
    return split_by_largest_remainder(units, shorts_.units);
  }

  /// What is owed is owed in other units, or of another security, for the same money.
  Result<Done> take_units(SecurityId security) {
    TRY(const Money units, new_units());
    Closed lost;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i] == 0) add(lost, take(open(i), open(i).amount));  // shrinks to nothing: what it brought is gained
      open(i).contracts = units[i];
      name(open(i), security);
    }
    if (lost.amount != 0) CHECK(realise(lost, 0, securities_[security.value]));
    drop();
    return Done{};
  }

  /// Part of what the sale brought was for what is now owed beside it.
  Result<Done> spin_off() {
    TRY(const Money units, new_units());
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i] == 0) continue;
      const Decimal part =
          divide(Decimal(open(i).amount) * action_.cost_pct.decimal(), Decimal(100), 0, Rounding::HalfUp);
      OpenContract beside = open(i);
      const Closed moved = take(open(i), static_cast<std::int64_t>(part.scaled_to(0)));
      beside.amount = moved.amount;
      beside.carried = moved.carried;
      beside.contracts = units[i];
      name(beside, action_.received);
      book_.contracts.push_back(beside);
    }
    return Done{};
  }

  void name(OpenContract& open, SecurityId security) {
    open.security = security;
    open.content_key = securities_[security.value].content_key;
    book_.find_or_add(security, instrument::has_terms(securities_[security.value]), !at_home());
  }

  void drop() {
    std::erase_if(book_.contracts, [](const OpenContract& open) { return open.contracts == 0; });
  }

  Book& book_;
  Journal& journal_;
  const event::CorporateAction& action_;
  const std::vector<entity::Security>& securities_;
  const PostingRules& rules_;
  Shorts shorts_;
};

}  // namespace

Result<Done> owe_dividend(Book& book, Journal& journal, const event::Dividend& dividend, SourceId source,
                          const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const Shorts shorts = shorts_of(book, dividend.security);
  if (shorts.all == 0) return Done{};
  const Currency currency = columns.currency[dividend.security.value];
  const int minor = currency.minor_places();
  const Decimal exact = dividend.rate.decimal() * Decimal(shorts.all);
  const Decimal rounded = exact.rounded(minor, Rounding::HalfUp);
  if (rounded.scaled_to(minor) > INT64_MAX / 4)
    return too_much("a dividend of a short sale is more", dividend.row, source, rounded);
  book.roundings.add(RoundingPlace::Dividend, exact, rounded);
  const auto owed = static_cast<std::int64_t>(rounded.scaled_to(minor));
  TRY(const std::int64_t worth, worth_of(book, rules, currency, owed, dividend.ex_date));
  const Origin origin{source, dividend.row};
  LocalEntry entry(book, journal, RuleId::ShortDividend, origin, currency, dividend.security.value, rules.base);
  entry.other(Account::DividendsOnShortSales, owed, worth);
  entry.money(Account::PayableDividends, -owed, -worth);
  const bool abroad = currency != rules.base;
  book.pending.push_back({dividend.pay_date, Account::PayableDividends, Account::Cash, worth, RuleId::DividendPaid,
                          origin, 0, false, abroad ? currency : Currency{}, abroad ? owed : 0, 0});
  return Done{};
}

Result<Done> act_on_short(Book& book, Journal& journal, const event::CorporateAction& action,
                          const std::vector<entity::Security>& securities, const PostingRules& rules) {
  if (book.contracts.empty()) return Done{};
  return Action(book, journal, action, securities, rules).run();
}

}  // namespace openend::book
