#include "instrument/list.h"
#include "report/makers.h"
#include "report/priced_by.h"
#include "report/table.h"

namespace openend::report {

namespace {

std::size_t lots_at(const book::Book& book, std::uint32_t slot) {
  std::size_t count = 0;
  for (std::uint32_t lot = book.positions.first_lot[slot]; lot != book::kNone; lot = book.lots[lot].next) ++count;
  return count;
}

}  // namespace

Report holdings(const Struck& struck) {
  Report report = begin(struck, "holdings", "Holdings");
  Table table{"holdings", "Holdings", {}, {}};
  table.columns = {text_column("security", "Security"),
                   text_column("instrument", "Instrument"),
                   number_column("quantity", "Quantity"),
                   number_column("price", "Price"),
                   text_column("quotation", "Quoted"),
                   number_column("value", in_base(struck, "Value")),
                   number_column("cost", in_base(struck, "Cost")),
                   number_column("unrealised", "Unrealised"),
                   number_column("lots", "Lots"),
                   text_column("currency", "Currency"),
                   number_column("rate", "Rate"),
                   number_column("local_value", "Local value"),
                   text_column("source", "Priced by"),
                   text_column("price_kind", "Kind of price"),
                   text_column("price_date", "Priced")};
  std::int64_t value = 0, cost = 0;
  for (const Holding& holding : holdings_of(struck)) {
    const entity::Security& security = *holding.security;
    const PricedBy by = priced_by(struck, holding);
    const Decimal price = Decimal::of(struck.marks->price[holding.slot], struck.marks->places[holding.slot]);
    const bool foreign = struck.book->positions.foreign[holding.slot] != 0;
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {security.key, std::string(instrument::List::kWords[security.kind]), holding.quantity.trimmed().text(),
          by.has_price ? price.trimmed().text() : "", by.quotation, money(struck, holding.value),
          money(struck, holding.cost), money(struck, holding.value - holding.cost),
          std::to_string(lots_at(*struck.book, holding.slot)), std::string(security.currency.code()),
          foreign ? rate_text(struck, security.currency) : "",
          foreign ? Decimal::of(struck.marks->local_value[holding.slot], security.currency.minor_places()).text() : "",
          by.source, by.kind, by.date}});
    value += holding.value;
    cost += holding.cost;
  }
  table.rows.push_back({Row::Kind::Total,
                        0,
                        {"Total", "", "", "", "", money(struck, value), money(struck, cost),
                         money(struck, value - cost), "", "", "", "", "", "", ""}});
  drop_cents(table, struck, {"value", "cost", "unrealised"});
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
