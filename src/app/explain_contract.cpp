// app/explain_contract.cpp - floor 7
//
// What open futures, swaps, written options and short sales stand at: what they were opened at, contracts, multiplier
// and settlement price.
#include "app/explain_day.h"
#include "book/contract.h"
#include "instrument/list.h"

namespace openend::app {

using book::ContractSort;
using book::OpenContract;
using entity::Account;

namespace {

const OpenContract& open_at(const Explained& x, std::size_t place) { return x.day().book.contracts[place]; }

bool is_abroad(const Explained& x, const entity::Security& security) { return security.currency != x.portfolio().base; }

std::string local_text(const entity::Security& security, std::int64_t amount) {
  return Decimal::of(amount, security.currency.minor_places()).text();
}

/// The money of an open contract at its settlement price, times a sign, in its currency.
Node local_worth_of(const Explained& x, std::size_t place, std::int64_t sign, const std::string& label) {
  const OpenContract& open = open_at(x, place);
  const auto& marks = x.day().sealed.marks;
  const entity::Security& security = x.session().registry().security(open.security);
  Node exact =
      product("contracts x multiplier x price", {leaf("contracts", std::to_string(sign * open.contracts)),
                                                 leaf("multiplier", instrument::multiplier(security).trimmed().text()),
                                                 price_of(x, open.security, marks.contract_price[place].decimal())});
  return rounded(leaf(label, local_text(security, sign * marks.contract_value[place])), std::move(exact),
                 RoundingPlace::ContractValue);
}

/// The same in base currency: of all but futures, which are worth nothing.
Node worth_of(const Explained& x, std::size_t place, std::int64_t sign, const std::string& label) {
  const entity::Security& security = x.session().registry().security(open_at(x, place).security);
  if (!is_abroad(x, security)) return local_worth_of(x, place, sign, label);
  Node worth = leaf(label, x.money(sign * x.day().sealed.marks.contract_worth[place]));
  return at_rate(x, std::move(worth), local_worth_of(x, place, sign, label), security.currency, x.date());
}

/// `amount`: in base currency, or in the contract's own.
Node opening_of(const Explained& x, std::size_t place, const std::string& amount) {
  const OpenContract& open = open_at(x, place);
  Node node = leaf(open.sold ? "opened for" : "less opened for", amount, open.opened.text());
  for (const event::Event& event : x.on(open.opened).events) {
    const bool ours = std::holds_alternative<event::ContractTrade>(event.body) ||
                      std::holds_alternative<event::OptionExercise>(event.body);
    if (ours && book::lot_name(event.reference) == open.name) node.place = x.place(event);
  }
  return node;
}

policy::RuleId valued_by(ContractSort sort) {
  switch (sort) {
    case ContractSort::Future: break;
    case ContractSort::WrittenOption: return policy::RuleId::WrittenOptionValuation;
    case ContractSort::Swap: return policy::RuleId::SwapValuation;
    case ContractSort::ShortSale: return policy::RuleId::ShortSaleValuation;
  }
  return policy::RuleId::VariationMargin;
}

/// The sort of contracts that an account is about, and whether it holds their value, not their gains.
std::optional<std::pair<ContractSort, bool>> contracts_in(Account account) {
  switch (account) {
    case Account::AppreciationOfFutures: return std::pair{ContractSort::Future, false};
    case Account::OptionsWritten: return std::pair{ContractSort::WrittenOption, true};
    case Account::AppreciationOfWrittenOptions: return std::pair{ContractSort::WrittenOption, false};
    case Account::Swaps: return std::pair{ContractSort::Swap, true};
    case Account::AppreciationOfSwaps: return std::pair{ContractSort::Swap, false};
    case Account::SecuritiesSoldShort: return std::pair{ContractSort::ShortSale, true};
    case Account::AppreciationOfShortSales: return std::pair{ContractSort::ShortSale, false};
    default: return std::nullopt;
  }
}

/// What a future of another currency has gained: day by day, each at its rate.
std::vector<Node> parts_of_margin(const Explained& x, std::size_t place, const entity::Security& security) {
  const OpenContract& open = open_at(x, place);
  const std::int64_t sign = open.sold ? -1 : 1;
  Node local = leaf("gain in " + std::string(security.currency.code()), local_text(security, open.margined));
  local.parts = {opening_of(x, place, local_text(security, -sign * open.amount)),
                 local_worth_of(x, place, sign, open.sold ? "less worth now" : "worth now")};
  std::vector<Node> parts = translated(x, security.currency, open.margined, x.date(), open.carried);
  if (parts.size() > 1) parts[1].detail = "each day's margin counts at the rate of its day";
  if (!parts[0].parts.empty()) parts[0].parts[0].parts[0].parts = std::move(local.parts);
  return parts;
}

Node gain_of(const Explained& x, std::size_t place) {
  const OpenContract& open = open_at(x, place);
  const entity::Security& security = x.session().registry().security(open.security);
  Node node = leaf("contract:" + x.key_of(open.security), x.money(x.day().sealed.marks.contract_gain[place]),
                   std::to_string(open.contracts) + (open.sold ? " sold" : " bought"));
  node.rule = &policy::rule_of(valued_by(open.sort));
  const bool future = open.sort == ContractSort::Future;
  if (future && is_abroad(x, security)) {
    node.parts = parts_of_margin(x, place, security);
    return node;
  }
  const std::int64_t opened = future ? open.amount : open.carried;
  node.parts = {opening_of(x, place, x.money(open.sold ? opened : -opened)),
                worth_of(x, place, open.sold ? -1 : 1, open.sold ? "less worth now" : "worth now")};
  return node;
}

}  // namespace

std::int64_t contract_gain(const Explained& x, SecurityId security) {
  std::int64_t gain = 0;
  for (std::size_t i = 0; i < x.day().book.contracts.size(); ++i) {
    if (open_at(x, i).security == security) gain += x.day().sealed.marks.contract_gain[i];
  }
  return gain;
}

Decimal units_moved(const Explained& x, const event::Event& event, SecurityId security) {
  if (const auto* trade = std::get_if<event::Trade>(&event.body)) {
    if (trade->security != security) return {};
    return trade->sell ? -trade->quantity.decimal() : trade->quantity.decimal();
  }
  const auto* used = std::get_if<event::OptionExercise>(&event.body);
  if (used == nullptr) return {};
  const entity::ContractTerms& terms = *x.session().registry().security(used->security).contract;
  const Decimal units = terms.multiplier * Decimal(used->contracts);
  if (used->security == security) return used->assigned ? Decimal{} : -units;
  if (terms.underlying != x.key_of(security) || instrument::settles_in_cash(terms)) return {};
  return terms.put == used->assigned ? units : -units;
}

Result<Node> explain_contract(const Explained& x, const std::string& key) {
  const SecurityId id = x.session().registry().find_security(key);
  std::vector<Node> parts;
  for (std::size_t i = 0; i < x.day().book.contracts.size(); ++i) {
    if (open_at(x, i).security == id) parts.push_back(gain_of(x, i));
  }
  if (!id.exists() || parts.empty())
    return refuse("E-EXPLAIN-002", "the portfolio has no open contract of " + key,
                  "list the lines with openend explain P@D");
  Node node = leaf("gain of what is open of " + key, x.money(contract_gain(x, id)));
  node.unit = std::string(x.portfolio().base.code());
  node.parts = std::move(parts);
  return node;
}

std::optional<std::vector<Node>> parts_of_contracts(const Explained& x, Account account) {
  const auto contracts = contracts_in(account);
  if (!contracts) return std::nullopt;
  std::vector<Node> parts;
  for (std::size_t i = 0; i < x.day().book.contracts.size(); ++i) {
    const OpenContract& open = open_at(x, i);
    if (open.sort != contracts->first) continue;
    if (contracts->second) {
      parts.push_back(worth_of(x, i, open.sold ? -1 : 1,
                               (is_owed(open.sort) ? "owed for " : "value of ") + x.key_of(open.security)));
      continue;
    }
    Node made = gain_of(x, i);  // a credit balance: each gain stands against it
    Node credit = leaf("credit for " + made.label, (-amount_of(made)).text());
    credit.facts.push_back(std::move(made));
    parts.push_back(std::move(credit));
  }
  return parts;
}

}  // namespace openend::app
