#include "check/financing_checks.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

using book::ContractSort;

/// The open contracts of one sort, line by line, and their sums. A future's value, which nobody pays, is in its
/// currency.
Table table_of(const Struck& struck, std::string key, std::string title, ContractSort sort) {
  const bool options = sort == ContractSort::WrittenOption, future = sort == ContractSort::Future;
  Table table{std::move(key), std::move(title), {}, {}};
  table.columns = {text_column("security", "Contract"),
                   text_column("name", "Name"),
                   text_column("underlying", "On"),
                   text_column("expiry", "Expires"),
                   text_column("side", "Bought or sold"),
                   text_column("opened", "Opened"),
                   number_column("contracts", "Contracts"),
                   number_column("multiplier", "Multiplier"),
                   text_column("currency", "Currency"),
                   number_column("price", "Price"),
                   number_column("value", future ? "Value" : in_base(struck, "Value")),
                   number_column("opening_amount",
                                 future ? "Opening amount" : in_base(struck, options ? "Premium" : "Opening amount")),
                   number_column("unrealised", in_base(struck, "Unrealised gain or loss"))};
  if (options) {
    table.columns[4] = text_column("right", "Right");
    table.columns.insert(table.columns.begin() + 5, number_column("strike", in_base(struck, "Strike")));
  }
  const value::Marks& marks = *struck.marks;
  std::int64_t value = 0, amount = 0, gain = 0;
  for (std::size_t i = 0; i < struck.book->contracts.size(); ++i) {
    const book::OpenContract& open = struck.book->contracts[i];
    if (open.sort != sort) continue;
    const entity::Security& security = struck.registry->security(open.security);
    const entity::ContractTerms& terms = *security.contract;
    const auto local = [&](std::int64_t minor) { return Decimal::of(minor, security.currency.minor_places()).text(); };
    std::vector<std::string> cells{security.key,
                                   security.name,
                                   terms.underlying,
                                   security.maturity->text(),
                                   options ? (terms.put ? "put" : "call") : (open.sold ? "sold" : "bought"),
                                   open.opened.text(),
                                   std::to_string(open.contracts),
                                   terms.multiplier.trimmed().text(),
                                   std::string(security.currency.code()),
                                   marks.contract_price[i].decimal().trimmed().text(),
                                   future ? local(marks.contract_value[i]) : money(struck, marks.contract_worth[i]),
                                   future ? local(open.amount) : money(struck, open.carried),
                                   money(struck, marks.contract_gain[i])};
    if (options) cells.insert(cells.begin() + 5, terms.strike.trimmed().text());
    table.rows.push_back({Row::Kind::Item, 0, std::move(cells)});
    value += marks.contract_worth[i];
    amount += open.carried;
    gain += marks.contract_gain[i];
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

Table short_table(const Struck& struck, const std::vector<check::Short>& shorts) {
  Table table{"short_sales",
              "Securities sold short",
              {text_column("security", "Security"), text_column("name", "Name"), text_column("opened", "Sold"),
               number_column("units", "Units"), text_column("currency", "Currency"), number_column("price", "Price"),
               number_column("value", in_base(struck, "Value")), number_column("proceeds", in_base(struck, "Proceeds")),
               number_column("unrealised", "Unrealised gain or loss")},
              {}};
  std::int64_t value = 0, amount = 0;
  for (const check::Short& one : shorts) {
    for (std::size_t i = 0; i < struck.book->contracts.size(); ++i) {
      const book::OpenContract& open = struck.book->contracts[i];
      if (open.sort != ContractSort::ShortSale || open.security != one.security) continue;
      const entity::Security& security = struck.registry->security(open.security);
      const std::int64_t worth = struck.marks->contract_worth[i];
      table.rows.push_back(
          {Row::Kind::Item,
           0,
           {security.key, security.name, open.opened.text(), std::to_string(open.contracts),
            std::string(security.currency.code()), struck.marks->contract_price[i].decimal().trimmed().text(),
            money(struck, worth), money(struck, open.carried), money(struck, open.carried - worth)}});
      value += worth;
      amount += open.carried;
    }
  }
  if (!table.rows.empty())
    table.rows.push_back(
        {Row::Kind::Total,
         0,
         {"Total", "", "", "", "", "", money(struck, value), money(struck, amount), money(struck, amount - value)}});
  return table;
}

/// The box: what is owed of a security, beside what is held and borrowed of it.
Table box_table(const Struck& struck, const std::vector<check::Short>& shorts) {
  Table table{"box",
              "Sold short, held and borrowed",
              {text_column("security", "Security"), number_column("units", "Sold short"), number_column("held", "Held"),
               number_column("borrowed", "Borrowed"), number_column("value", in_base(struck, "Value")),
               number_column("naked", "Of that naked")},
              {}};
  for (const check::Short& one : shorts)
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {struck.registry->security(one.security).key, std::to_string(one.units), one.held.trimmed().text(),
          one.borrowed.trimmed().text(), money(struck, one.value), money(struck, one.naked)}});
  return table;
}

}  // namespace

Report futures(const Struck& struck) {
  Report report = begin(struck, "futures", "Futures contracts");
  report.tables.push_back(table_of(struck, "futures", "Futures contracts open", ContractSort::Future));
  return finish(std::move(report), struck);
}

Report swaps(const Struck& struck) {
  Report report = begin(struck, "swaps", "Swaps, caps and floors");
  report.tables.push_back(table_of(struck, "swaps", "Swaps, caps and floors open", ContractSort::Swap));
  return finish(std::move(report), struck);
}

Report written_options(const Struck& struck) {
  Report report = begin(struck, "written-options", "Options written");
  report.tables.push_back(table_of(struck, "written_options", "Options written and open", ContractSort::WrittenOption));
  return finish(std::move(report), struck);
}

/// LAW   Spec G-7: short sales, and what they are paired with.
Report short_sales(const Struck& struck) {
  Report report = begin(struck, "short-sales", "Securities sold short");
  const auto shorts = check::short_sales({*struck.book, *struck.marks, struck.registry->securities(), struck.settings,
                                          struck.date, struck.portfolio->base.minor_places()});
  report.tables.push_back(short_table(struck, shorts));
  report.tables.push_back(box_table(struck, shorts));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
