#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

enum class Sort { Futures, Swaps, Options };

/// The open contracts of one sort, line by line, and their sums.
Table table_of(const Struck& struck, std::string key, std::string title, Sort sort) {
  const bool options = sort == Sort::Options, swaps = sort == Sort::Swaps;
  Table table{std::move(key), std::move(title), {}, {}};
  table.columns = {text_column("security", "Contract"),
                   text_column("name", "Name"),
                   text_column("underlying", "On"),
                   text_column("expiry", "Expires"),
                   text_column("side", "Bought or sold"),
                   text_column("opened", "Opened"),
                   number_column("contracts", "Contracts"),
                   number_column("multiplier", "Multiplier"),
                   number_column("price", in_base(struck, "Price")),
                   number_column("value", in_base(struck, "Value")),
                   number_column("opening_amount", in_base(struck, options ? "Premium" : "Opening amount")),
                   number_column("unrealised", "Unrealised gain or loss")};
  if (options) {
    table.columns[4] = text_column("right", "Right");
    table.columns.insert(table.columns.begin() + 5, number_column("strike", in_base(struck, "Strike")));
  }
  const value::Marks& marks = *struck.marks;
  std::int64_t value = 0, amount = 0, gain = 0;
  for (std::size_t i = 0; i < struck.book->contracts.size(); ++i) {
    const book::OpenContract& open = struck.book->contracts[i];
    if (open.option != options || open.swap != swaps) continue;
    const entity::Security& security = struck.registry->security(open.security);
    const entity::ContractTerms& terms = *security.contract;
    std::vector<std::string> cells{security.key,
                                   security.name,
                                   terms.underlying,
                                   security.maturity->text(),
                                   options ? (terms.put ? "put" : "call") : (open.sold ? "sold" : "bought"),
                                   open.opened.text(),
                                   std::to_string(open.contracts),
                                   terms.multiplier.trimmed().text(),
                                   marks.contract_price[i].decimal().trimmed().text(),
                                   money(struck, marks.contract_value[i]),
                                   money(struck, open.amount),
                                   money(struck, open.gain(marks.contract_value[i]))};
    if (options) cells.insert(cells.begin() + 5, terms.strike.trimmed().text());
    table.rows.push_back({Row::Kind::Item, 0, std::move(cells)});
    value += marks.contract_value[i];
    amount += open.amount;
    gain += open.gain(marks.contract_value[i]);
  }
  if (table.rows.empty()) return table;
  std::vector<std::string> total(table.columns.size());
  total[0] = "Total";
  total[total.size() - 1] = money(struck, gain);
  if (options) {  // of futures, bought and sold contract values are not one sum
    total[total.size() - 2] = money(struck, amount);
    total[total.size() - 3] = money(struck, value);
  }
  table.rows.push_back({Row::Kind::Total, 0, std::move(total)});
  return table;
}

}  // namespace

Report futures(const Struck& struck) {
  Report report = begin(struck, "futures", "Futures contracts");
  report.tables.push_back(table_of(struck, "futures", "Futures contracts open", Sort::Futures));
  return finish(std::move(report), struck);
}

Report swaps(const Struck& struck) {
  Report report = begin(struck, "swaps", "Swaps, caps and floors");
  report.tables.push_back(table_of(struck, "swaps", "Swaps, caps and floors open", Sort::Swaps));
  return finish(std::move(report), struck);
}

Report written_options(const Struck& struck) {
  Report report = begin(struck, "written-options", "Options written");
  report.tables.push_back(table_of(struck, "written_options", "Options written and open", Sort::Options));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
