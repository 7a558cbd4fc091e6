// The filing that a portfolio was opened from, as it was filed: what is masked or not applicable is an empty cell.
#include "filing/nport_booking.h"
#include "filing/nport_checks.h"
#include "report/filing_text.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

using namespace filing::nport;

namespace {

Table totals_table(const Filing& filing) {
  const Booking booking = booking_of(filing);
  Table table{"totals", "Totals", {text_column("line", "Line"), number_column("amount", "Amount (USD)")}, {}};
  const auto add = [&](Row::Kind kind, std::string line, const Decimal& amount) {
    table.rows.push_back({kind, 0, {std::move(line), amount.text()}});
  };
  add(Row::Kind::Item, "Total assets, as filed", filing.total_assets);
  add(Row::Kind::Item, "Total liabilities, as filed", filing.total_liabilities);
  add(Row::Kind::Item, "Sum of the positions' values, as filed", filing.sum_of_values());
  add(Row::Kind::Item, "Rounding each filed value to the cent", booking.rounded_off);
  add(Row::Kind::Subtotal, "Positions, as booked", Decimal::of(booking.investments, 2));
  add(Row::Kind::Item, "Other assets and liabilities, not itemised", Decimal::of(booking.not_itemised, 2));
  add(Row::Kind::Item, "Rounding of the lines", Decimal::of(booking.rounding, 2));
  add(Row::Kind::Total, "Net assets", Decimal::of(booking.net_assets, 2));
  add(Row::Kind::Item, "Net assets, as filed", filing.net_assets);
  return table;
}

Table checks_table(const Filing& filing, bool& differs) {
  Table table{"checks",
              "Whether the filing agrees with itself",
              {text_column("check", "Check"), text_column("subject", "Subject"), number_column("found", "Filed"),
               number_column("expected", "Expected"), text_column("verdict", "Verdict")},
              {}};
  for (const Verdict& verdict : checks(filing)) {
    differs = differs || !verdict.passed;
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {verdict.check, verdict.subject, verdict.found, verdict.expected, verdict.passed ? "agrees" : "DISAGREES"}});
  }
  return table;
}

/// The columns that every position has; the others stand in the table of its sort.
Table positions_table(const Filing& filing) {
  Table table{"positions",
              "Positions",
              {number_column("number", "No."),          text_column("name", "Name"),
               text_column("title", "Title"),           text_column("lei", "LEI"),
               text_column("cusip", "CUSIP"),           text_column("identifiers", "Identifiers"),
               text_column("category", "Category"),     text_column("category_name", "Kind"),
               text_column("issuer", "Issuer"),         text_column("country", "Country"),
               text_column("currency", "Currency"),     number_column("exchange_rate", "Per USD"),
               number_column("balance", "Balance"),     text_column("units", "Units"),
               number_column("value", "Value (USD)"),   number_column("percent", "% of net assets"),
               text_column("payoff", "Payoff"),         text_column("level", "Level"),
               text_column("restricted", "Restricted"), number_column("unrealised", "Unrealised (USD)"),
               text_column("lending", "Lending")},
              {}};
  std::size_t number = 0;
  for (const Position& p : filing.positions) {
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::to_string(++number),
                           p.name,
                           p.title,
                           p.lei,
                           p.cusip,
                           text_of(p.identifiers),
                           p.category,
                           p.kind(),
                           p.other_issuer.empty() ? p.issuer : p.issuer + ": " + p.other_issuer,
                           p.country,
                           p.currency,
                           text_of(p.exchange_rate),
                           text_of(p.balance),
                           p.other_units.empty() ? p.units : p.units + ": " + p.other_units,
                           text_of(p.value),
                           text_of(p.percent),
                           p.payoff,
                           p.level,
                           p.restricted ? "yes" : "",
                           p.derivative ? text_of(p.derivative->unrealised) : "",
                           text_of(p.lending)}});
  }
  table.rows.push_back({Row::Kind::Total, 0, std::vector<std::string>(table.columns.size())});
  table.rows.back().cells[1] = "Sum of the positions' values";
  table.rows.back().cells[14] = filing.sum_of_values().text();
  return table;
}

/// A table of the positions of one sort: number and title before its own columns, value and appreciation behind them.
class SortTable {
 public:
  SortTable(std::string key, std::string title, std::vector<Column> columns) : table_{std::move(key), title, {}, {}} {
    table_.columns = {number_column("number", "No."), text_column("title", "Title")};
    for (Column& column : columns) table_.columns.push_back(std::move(column));
    table_.columns.push_back(number_column("value", "Value (USD)"));
  }
  void add(std::size_t number, const Position& position, std::vector<std::string> cells) {
    cells.insert(cells.begin(), {std::to_string(number), position.title});
    cells.push_back(text_of(position.value));
    table_.rows.push_back({Row::Kind::Item, 0, std::move(cells)});
  }
  void give(Report& report) {
    if (!table_.rows.empty()) report.tables.push_back(std::move(table_));
  }

 private:
  Table table_;
};

std::vector<Column> texts_then_numbers(std::initializer_list<std::pair<const char*, const char*>> texts,
                                       std::initializer_list<std::pair<const char*, const char*>> numbers) {
  std::vector<Column> columns;
  for (const auto& [key, title] : texts) columns.push_back(text_column(key, title));
  for (const auto& [key, title] : numbers) columns.push_back(number_column(key, title));
  return columns;
}

class Sorts {
 public:
  void take(std::size_t number, const Position& p) {
    if (p.debt) {
      const Debt& d = *p.debt;
      debt_.add(number, p,
                {text_of(d.maturity), d.coupon, yes(d.in_default), yes(d.in_arrears), yes(d.paid_in_kind),
                 d.convertible ? text_of(*d.convertible) : "", text_of(d.rate_pct)});
    }
    if (p.repurchase) {
      const Repurchase& r = *p.repurchase;
      repurchases_.add(
          number, p,
          {r.reverse ? "reverse repurchase" : "repurchase", text_of(r.maturity),
           r.central_counterparty.empty() ? text_of(r.counterparties) : r.central_counterparty,
           yes(!r.central_counterparty.empty()), yes(r.tri_party), text_of(r.collateral), text_of(r.rate_pct)});
    }
    if (p.derivative) take_derivative(number, p, *p.derivative);
  }

  void give(Report& report) {
    for (SortTable* table : {&debt_, &repurchases_, &currencies_, &futures_, &swaps_, &options_, &others_})
      table->give(report);
  }

 private:
  static std::string yes(bool flag) { return flag ? "yes" : ""; }

  void take_derivative(std::size_t number, const Position& p, const Derivative& d) {
    const std::string parties = text_of(d.counterparties), ends = text_of(d.ends), gain = text_of(d.unrealised);
    if (d.exchanges_currencies()) {
      currencies_.add(number, p,
                      {d.category, parties, text_of(d.settles), d.sold.currency, d.bought.currency,
                       text_of(d.sold.amount), text_of(d.bought.amount), gain});
    } else if (d.category == "FUT" || d.category == "FWD") {
      futures_.add(number, p, {d.category, parties, d.payoff, text_of(d.reference), ends, text_of(d.notionals), gain});
    } else if (d.category == "SWP") {
      swaps_.add(
          number, p,
          {parties, text_of(d.reference), text_of(d.receives), text_of(d.pays), ends, text_of(d.notionals),
           d.custom ? (*d.custom ? "yes" : "no") : "", text_of(d.paid_upfront), text_of(d.received_upfront), gain});
    } else if (d.category == "OTH") {
      others_.add(number, p,
                  {d.other, parties, text_of(d.reference), ends, text_of(d.notionals), text_of(d.delta), gain});
    } else {
      options_.add(number, p,
                   {d.category, parties, d.put_or_call, d.written_or_purchased, text_of(d.reference), ends,
                    text_of(d.principal), text_of(d.shares), text_of(d.exercise), text_of(d.delta), gain});
    }
  }

  SortTable debt_{"debt", "Debt",
                  texts_then_numbers({{"maturity", "Maturity"},
                                      {"coupon", "Coupon"},
                                      {"default", "In default"},
                                      {"arrears", "In arrears"},
                                      {"paid_in_kind", "Paid in kind"},
                                      {"convertible", "Convertible"}},
                                     {{"rate", "Rate %"}})};
  SortTable repurchases_{"repurchases", "Repurchase agreements",
                         texts_then_numbers({{"transaction", "Transaction"},
                                             {"maturity", "Maturity"},
                                             {"counterparty", "Counterparty"},
                                             {"cleared", "Cleared"},
                                             {"tri_party", "Tri-party"},
                                             {"collateral", "Collateral"}},
                                            {{"rate", "Rate %"}})};
  SortTable currencies_{
      "currency_contracts", "Currency forwards and swaps",
      texts_then_numbers({{"category", "Sort"},
                          {"counterparty", "Counterparty"},
                          {"settles", "Settles"},
                          {"sold_currency", "Sold"},
                          {"bought_currency", "Bought"}},
                         {{"sold", "Amount sold"}, {"bought", "Amount bought"}, {"unrealised", "Unrealised (USD)"}})};
  SortTable futures_{"futures", "Futures and other forwards",
                     texts_then_numbers({{"category", "Sort"},
                                         {"counterparty", "Counterparty"},
                                         {"payoff", "Payoff"},
                                         {"reference", "Reference"},
                                         {"expires", "Expires"}},
                                        {{"notional", "Notional"}, {"unrealised", "Unrealised (USD)"}})};
  SortTable swaps_{"swaps", "Swaps",
                   texts_then_numbers({{"counterparty", "Counterparty"},
                                       {"reference", "Reference"},
                                       {"receives", "Receives"},
                                       {"pays", "Pays"},
                                       {"terminates", "Terminates"}},
                                      {{"notional", "Notional"},
                                       {"swap_flag", "Swap flag"},
                                       {"paid_upfront", "Paid upfront"},
                                       {"received_upfront", "Received upfront"},
                                       {"unrealised", "Unrealised (USD)"}})};
  SortTable options_{"options", "Options, swaptions and warrants",
                     texts_then_numbers({{"category", "Sort"},
                                         {"counterparty", "Counterparty"},
                                         {"put_or_call", "Put or call"},
                                         {"written_or_purchased", "Written or purchased"},
                                         {"reference", "Reference"},
                                         {"expires", "Expires"}},
                                        {{"principal", "Principal"},
                                         {"shares", "Shares"},
                                         {"exercise", "Exercise price"},
                                         {"delta", "Delta"},
                                         {"unrealised", "Unrealised (USD)"}})};
  SortTable others_{
      "other_derivatives", "Other derivatives",
      texts_then_numbers({{"what", "What"},
                          {"counterparty", "Counterparty"},
                          {"reference", "Reference"},
                          {"terminates", "Terminates"}},
                         {{"notional", "Notional"}, {"delta", "Delta"}, {"unrealised", "Unrealised (USD)"}})};
};

std::string told(const std::map<std::string, int>& fields) {
  std::string text;
  for (const auto& [field, count] : fields)
    text += (text.empty() ? "" : ", ") + field + " (" + std::to_string(count) + ")";
  return text;
}

}  // namespace

/// LAW   Form N-PORT, Parts B and C: what the fund filed, position by position.
Report filing(const Struck& struck) {
  Report report = begin(struck, "filing", "Form N-PORT as filed");
  if (struck.filing == nullptr) {
    report.notes.emplace_back("the portfolio was not opened from a filing");
    return finish(std::move(report), struck);
  }
  const Filing& filing = *struck.filing;
  report.notes.push_back(filing.registrant + ", " + filing.series_name + ": " + filing.submission + " as of " +
                         filing.date.text());
  report.tables = {totals_table(filing), checks_table(filing, report.differs)};
  if (filing.positions.empty()) {
    report.notes.emplace_back("the filing holds no positions: only its totals are told");
  } else {
    report.tables.push_back(positions_table(filing));
  }
  Sorts sorts;
  std::size_t number = 0;
  for (const Position& position : filing.positions) sorts.take(++number, position);
  sorts.give(report);
  if (!filing.masked.empty()) report.notes.push_back("masked by the filer (XXXX): " + told(filing.masked));
  if (!filing.not_applicable.empty()) report.notes.push_back("not applicable (N/A): " + told(filing.not_applicable));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
