#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

Report forwards(const Struck& struck) {
  Report report = begin(struck, "forwards", "Forward currency contracts");
  Table table{"forwards", "Forward currency contracts open", {}, {}};
  table.columns = {text_column("currency", "Currency"),
                   text_column("settlement", "Settles"),
                   text_column("side", "Sold or bought"),
                   number_column("units", "Units"),
                   number_column("rate", in_base(struck, "Forward rate")),
                   number_column("value", in_base(struck, "Value")),
                   number_column("contract_amount", in_base(struck, "Contract amount")),
                   number_column("unrealised", "Unrealised gain or loss")};
  const value::Marks& marks = *struck.marks;
  std::int64_t value = 0, gain = 0;
  bool sold_only = true;
  for (std::size_t i = 0; i < struck.book->forwards.size(); ++i) {
    const instrument::ForwardCurrency& contract = struck.book->forwards[i];
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(contract.currency.code()), contract.settlement.text(),
                           contract.sell ? "sold" : "bought", contract.units.decimal().trimmed().text(),
                           marks.forward_rate[i].decimal().trimmed().text(), money(struck, marks.forward_value[i]),
                           money(struck, contract.amount), money(struck, marks.forward_gain[i])}});
    value += marks.forward_value[i];
    gain += marks.forward_gain[i];
    sold_only = sold_only && contract.sell;
  }
  if (!table.rows.empty()) {
    // Values of currency sold and of currency bought are not one sum.
    table.rows.push_back({Row::Kind::Total,
                          0,
                          {"Total", "", "", "", "", sold_only ? money(struck, value) : "", "", money(struck, gain)}});
  }
  drop_cents(table, struck, {"value", "contract_amount", "unrealised"});
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
