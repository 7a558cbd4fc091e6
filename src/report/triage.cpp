#include <algorithm>
#include <map>

#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

/// An input of the day and what it did to net assets.
struct Input {
  std::string what, detail;
  std::int64_t amount = 0;
};

using BySecurity = std::map<std::uint32_t, std::int64_t>;

bool is_owned(entity::Account account) {
  const auto side = entity::line_of(account).account_class;
  return side == entity::AccountClass::Asset || side == entity::AccountClass::Liability;
}

/// What the day's entries did, by security where they name one, and else by rule and account. Capital and distributions
/// are no inputs of a value; the entry of the valuation is shown holding by holding instead.
void add_entries(const book::JournalView& journal, BySecurity& securities,
                 std::map<std::pair<std::string, std::string>, std::int64_t>& others) {
  std::size_t posting = 0;
  for (std::size_t entry = 0; entry < journal.rule.size(); ++entry) {
    const auto rule = static_cast<policy::RuleId>(journal.rule[entry]);
    const std::size_t end = posting + journal.count[entry];
    bool moves = false;
    for (std::size_t at = posting; at < end; ++at)
      moves = moves || is_owned(static_cast<entity::Account>(journal.account[at]));
    for (; posting < end; ++posting) {
      const auto account = static_cast<entity::Account>(journal.account[posting]);
      if (!moves || is_owned(account) || rule == policy::RuleId::Valuation) continue;
      const nav::Cause cause = nav::cause_of(rule, account);
      if (cause == nav::Cause::Capital || cause == nav::Cause::Distributions) continue;
      if (journal.item[posting] != book::kNoItem)
        securities[journal.item[posting]] -= journal.amount[posting];
      else
        others[{std::string(entity::line_of(account).label), std::string(policy::rule_of(rule).id)}] -=
            journal.amount[posting];
    }
  }
}

/// Adds each holding's unrealised result, `sign` times.
void add_unrealised(const book::Positions& positions, const value::Marks& marks, std::int64_t sign,
                    BySecurity& securities) {
  for (std::size_t slot = 0; slot < positions.size(); ++slot)
    securities[positions.security[slot]] += sign * (marks.value[slot] - positions.cost[slot]);
}

std::string price_text(const book::Book& book, const value::Marks& marks, std::uint32_t security) {
  const std::uint32_t slot = book.find(SecurityId{security});
  if (slot == book::kNone || book.positions.quantity[slot] == 0) return "none held";
  return Decimal::of(marks.price[slot], marks.places[slot]).trimmed().text();
}

std::vector<Input> inputs_of(const Struck& struck, const StruckBefore& before) {
  BySecurity securities;
  std::map<std::pair<std::string, std::string>, std::int64_t> others;
  add_entries(*struck.journal, securities, others);
  add_unrealised(struck.book->positions, *struck.marks, 1, securities);
  add_unrealised(before.book.positions, before.marks, -1, securities);
  std::vector<Input> inputs;
  for (const auto& [security, amount] : securities) {
    if (amount == 0) continue;
    inputs.push_back({struck.registry->security(SecurityId{security}).key,
                      "price " + price_text(before.book, before.marks, security) + " to " +
                          price_text(*struck.book, *struck.marks, security),
                      amount});
  }
  for (const auto& [line, amount] : others) {
    if (amount != 0) inputs.push_back({line.first, line.second, amount});
  }
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const Input& a, const Input& b) { return std::abs(a.amount) > std::abs(b.amount); });
  return inputs;
}

}  // namespace

/// LAW   Spec N-14: the few inputs that explain most of the move of a net asset value, ranked.
/// EDGE  READ AS: the move is the change without shares dealt and distributions; inputs are ranked by their size
///       whatever their sign, until nine tenths of all movement is told, at most twenty.
Report triage(const Struck& struck) {
  Report report = begin(struck, "triage", "What moved the net asset value");
  Table table{
      "inputs",
      "Inputs, the largest first",
      {number_column("rank", "Rank"), text_column("input", "Input"), text_column("detail", "Detail"),
       number_column("amount", in_base(struck, "Amount")), number_column("per_share", in_base(struck, "Per share")),
       number_column("percent_of_move", "Percent of move"), number_column("movement_told", "Of all movement, percent")},
      {}};
  const auto before = struck.before && struck.journal != nullptr ? struck.before() : std::nullopt;
  if (!before) {
    report.notes.emplace_back("there is no strike before to compare with");
    report.tables.push_back(std::move(table));
    return finish(std::move(report), struck);
  }
  const auto inputs = inputs_of(struck, *before);
  std::int64_t move = 0, movement = 0, told = 0, told_move = 0;
  for (const Input& input : inputs) {
    move += input.amount;
    movement += std::abs(input.amount);
  }
  const auto add = [&](Row::Kind kind, std::string rank, std::string what, std::string detail, std::int64_t amount,
                       std::string of_all) {
    const Decimal shares = struck.package->shares.decimal();
    const Decimal share =
        shares.is_zero() ? Decimal{} : divide(Decimal::of(amount, minor_places(struck)), shares, 6, Rounding::HalfUp);
    table.rows.push_back({kind,
                          0,
                          {std::move(rank), std::move(what), std::move(detail), money(struck, amount), share.text(),
                           percent(amount, move), std::move(of_all)}});
  };
  constexpr std::size_t kMost = 20;
  std::size_t shown = 0;
  for (; shown < inputs.size() && shown < kMost && told * 10 < movement * 9; ++shown) {
    told += std::abs(inputs[shown].amount);
    told_move += inputs[shown].amount;
    add(Row::Kind::Item, std::to_string(shown + 1), inputs[shown].what, inputs[shown].detail, inputs[shown].amount,
        percent(told, movement));
  }
  if (shown < inputs.size())
    add(Row::Kind::Item, "", "all others", std::to_string(inputs.size() - shown) + " inputs", move - told_move,
        percent(movement, movement));
  add(Row::Kind::Total, "", "The move since " + before->date.text(), "", move, "");
  report.tables.push_back(std::move(table));
  const nav::Change& change = struck.package->change;
  const auto of = [&](nav::Cause cause) { return change.by_cause[static_cast<std::size_t>(cause)]; };
  report.differs = change.sum() - of(nav::Cause::Capital) - of(nav::Cause::Distributions) != move;
  if (report.differs) report.notes.emplace_back("the inputs do not add up to the change analysis");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
