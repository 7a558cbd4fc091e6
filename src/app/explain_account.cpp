// app/explain_account.cpp - floor 7
//
// An account is its balance at the strike before and the day's postings; net assets are their accounts, and the net
// asset value is net assets by shares.
#include "app/explain_day.h"

namespace openend::app {

using entity::Account;
using policy::RuleId;

namespace {

std::string word_of(Account account) { return std::string(entity::line_of(account).word); }

/// The balance at the strike before: walked down as far as was asked, or where to ask.
Node balance_before(const Explained& x, Account account, unsigned depth) {
  Node node = leaf("balance at the strike before", x.money(x.before(account)), x.day().previous.text());
  const Explained* previous = depth > 1 ? x.previous() : nullptr;
  if (previous == nullptr) {
    node.detail = "openend explain " + x.subject(x.day().previous) + " " + word_of(account);
    return node;
  }
  node.parts.push_back(explain_account(*previous, account, depth - 1));
  return node;
}

/// Rows of the opening files that this account was opened with.
Node opened_with(const Explained& x, Account account, std::int64_t amount) {
  Node node = leaf("opening", x.money(amount));
  node.rule = &policy::rule_of(RuleId::Opening);
  for (const event::Event& event : x.opening().events) {
    const auto* lot = std::get_if<event::OpeningLot>(&event.body);
    const auto* balance = std::get_if<event::OpeningBalance>(&event.body);
    if (lot != nullptr && account == Account::InvestmentsAtCost && lot->cost != 0) {
      Node part = describe(x, event);
      part.amount = x.money(lot->cost);
      node.parts.push_back(std::move(part));
    } else if (balance != nullptr && balance->account == account && balance->amount != 0) {
      Node part = describe(x, event);
      part.amount = x.money(entity::is_debit_side(account) ? balance->amount : -balance->amount);
      node.parts.push_back(std::move(part));
    }
  }
  return node;
}

/// Accounts that stand at what the strike says they are worth, however they came there.
std::optional<Node> by_marks(const Explained& x, Account account) {
  Node node = leaf(std::string(entity::line_of(account).label), x.money(x.balance(account)), "debit positive");
  if (account == Account::UnrealisedOnInvestments) {
    node.rule = &policy::rule_of(RuleId::Valuation);
    node.parts = {appreciation_of_holdings(x)};
    return node;
  }
  if (account == Account::UnrealisedOnForwards) {
    node.rule = &policy::rule_of(RuleId::ForwardValuation);
    node.parts = {appreciation_of_forwards(x)};
    return node;
  }
  if (auto contracts = parts_of_contracts(x, account)) {
    node.parts = std::move(*contracts);
    return node;
  }
  if (account != Account::UnrealisedAppreciation) return std::nullopt;
  // A credit balance: each asset's appreciation stands against it.
  Decimal total;
  for (Node made : {appreciation_of_holdings(x), appreciation_of_forwards(x), appreciation_by_translation(x)}) {
    if (amount_of(made).is_zero()) continue;
    total -= amount_of(made);
    Node credit = leaf("credit for " + made.label, (-amount_of(made)).text());
    credit.facts.push_back(std::move(made));
    node.parts.push_back(std::move(credit));
  }
  if (total != amount_of(node)) return std::nullopt;  // something was booked here by hand: its postings tell
  return node;
}

}  // namespace

Node explain_account(const Explained& x, Account account, unsigned depth) {
  if (auto marked = by_marks(x, account)) return *std::move(marked);
  const auto index = static_cast<std::size_t>(account);
  Node node = leaf(std::string(entity::line_of(account).label), x.money(x.balance(account)), "debit positive");
  if (x.before(account) != 0) node.parts.push_back(balance_before(x, account, depth));
  const auto& journal = x.journal();
  std::int64_t opened = 0;
  std::size_t posting = 0;
  for (std::size_t entry = 0; entry < journal.rule.size(); ++entry) {
    const bool opening = journal.rule[entry] == static_cast<std::uint8_t>(RuleId::Opening);
    for (std::uint16_t i = 0; i < journal.count[entry]; ++i, ++posting) {
      if (journal.account[posting] != index) continue;
      if (opening)
        opened += journal.amount[posting];
      else
        node.parts.push_back(explain_posting(x, entry, posting));
    }
  }
  if (opened != 0) node.parts.insert(node.parts.begin(), opened_with(x, account, opened));
  return node;
}

Node explain_net_assets(const Explained& x, bool deep, unsigned depth) {
  Node node = leaf("net assets", x.money(x.package().net_assets), "assets less liabilities");
  node.unit = std::string(x.portfolio().base.code());
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const auto account = static_cast<Account>(i);
    const auto kind = entity::line_of(account).account_class;
    if (kind != entity::AccountClass::Asset && kind != entity::AccountClass::Liability) continue;
    if (x.balance(account) == 0) continue;
    node.parts.push_back(deep ? explain_account(x, account, depth)
                              : leaf(word_of(account), x.money(x.balance(account))));
  }
  return node;
}

Node explain_nav(const Explained& x, unsigned depth) {
  Node node = leaf("net asset value per share", x.package().nav_text());
  node.unit = std::string(x.portfolio().base.code());
  Node shares = explain_shares(x, depth);
  if (amount_of(shares).is_zero()) return node;
  Node exact = quotient("net assets / shares", explain_net_assets(x, false, depth), std::move(shares));
  return rounded(std::move(node), std::move(exact), RoundingPlace::NetAssetValue);
}

namespace {

/// One row of share activity in shares: what came in at the net asset value it was dealt at, and what went out.
void add_dealing(const Explained& x, const day::Dealing& dealing, std::vector<Node>& parts) {
  const std::string place = x.place(dealing.origin);
  if (!dealing.bought.is_zero()) {
    Node bought = leaf("shares sold", dealing.bought.text(), {}, place);
    bought.rule = &policy::rule_of(RuleId::ShareActivity);
    Node nav = leaf("net asset value dealt at", x.day().sealed.dealt_at.decimal().text(),
                    "openend explain " + x.subject(x.day().previous) + " nav_per_share");
    parts.push_back(rounded(
        std::move(bought),
        quotient("money / net asset value", leaf("subscription", x.money(dealing.money_in), {}, place), std::move(nav)),
        RoundingPlace::SharesIssued));
  }
  if (!dealing.redeemed.is_zero()) {
    Node out = leaf("shares redeemed", (-dealing.redeemed).text(), {}, place);
    out.rule = &policy::rule_of(RuleId::ShareActivity);
    parts.push_back(std::move(out));
  }
}

/// Shares that the opening or the first subscription of the day made.
void add_beginnings(const Explained& x, std::vector<Node>& parts) {
  for (const event::Event& event : x.opening().events) {
    if (const auto* opened = std::get_if<event::OpeningShares>(&event.body)) {
      Node part = describe(x, event);
      part.amount = opened->shares.decimal().text();
      part.rule = &policy::rule_of(RuleId::Opening);
      parts.push_back(std::move(part));
    }
    const auto* first = std::get_if<event::ShareActivity>(&event.body);
    for (const auto& entry : x.day().book.classes) {
      if (first == nullptr || first->share_class != entry.share_class || !entry.has_seed || entry.seeded != x.date())
        continue;
      const auto* share_class = x.portfolio().find_class(entry.share_class);
      const Decimal money = Decimal::of(first->subscriptions, x.places());
      if (share_class == nullptr || share_class->initial_price.is_zero()) continue;
      Node part =
          leaf("first subscription",
               divide(money, share_class->initial_price, x.day().settings.share_places, Rounding::HalfUp).text(), {},
               x.place(event));
      parts.push_back(rounded(std::move(part),
                              quotient("money / initial price", leaf("subscription", money.text(), {}, x.place(event)),
                                       leaf("initial price", share_class->initial_price.text())),
                              RoundingPlace::SharesIssued));
      return;  // the others of its day are dealt at the next strike
    }
  }
}

}  // namespace

Node explain_shares(const Explained& x, unsigned depth) {
  Node node = leaf("shares outstanding", x.package().shares.decimal().text(), x.package().share_class);
  std::vector<Node> parts;
  Decimal left = x.package().shares.decimal();
  for (const day::Dealing& dealing : x.day().sealed.dealings) add_dealing(x, dealing, parts);
  if (x.day().book.opening == x.date()) add_beginnings(x, parts);
  for (const Node& part : parts) left -= amount_of(part);
  if (!left.is_zero()) {
    Node before = leaf("shares at the strike before", left.text());
    const Explained* previous = depth > 1 ? x.previous() : nullptr;
    if (previous != nullptr)
      before.parts.push_back(explain_shares(*previous, depth - 1));
    else
      before.detail = "openend explain " + x.subject(x.day().previous) + " shares";
    node.parts.push_back(std::move(before));
  }
  for (Node& part : parts) node.parts.push_back(std::move(part));
  return node;
}

}  // namespace openend::app
