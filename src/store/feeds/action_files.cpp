// store/feeds/action_files.cpp - floor 6
//
// Corporate actions: one batch a day, of their ex-date.
#include <map>

#include "event/corporate_action.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

using event::CorporateAction;

enum : std::size_t {
  kId,
  kExDate,
  kSecurity,
  kKind,
  kNew,
  kOld,
  kFractionPrice,
  kPayDate,
  kCash,
  kReceived,
  kWorth,
  kPct,
  kPrice,
  kSequence
};
constexpr ColumnRule kColumns[] = {{"action_id"},
                                   {"ex_date"},
                                   {"security"},
                                   {"kind"},
                                   {"new"},
                                   {"old"},
                                   {"fraction_price", false},
                                   {"pay_date", false},
                                   {"cash", false},
                                   {"new_security", false},
                                   {"worth", false},
                                   {"cost_pct", false},
                                   {"price", false},
                                   {"sequence", false}};

std::optional<Fixed> read_units(CsvFile& csv, std::size_t place) {
  const auto units = csv.number(place, CorporateAction::kMostPlaces);
  if (units && !CorporateAction::can_count(*units))
    csv.fault(place, "E-ACT-002", "so many units can not be given for others", "above zero, at most 100,000",
              "write what is given and for how many: 2 and 1 where two new units replace each old one");
  return units;
}

std::optional<Fixed> read_fraction_price(CsvFile& csv) {
  if (!csv.has(kFractionPrice)) return std::nullopt;
  const auto price = csv.number(kFractionPrice, kMostPlaces);
  if (price && !CorporateAction::can_pay(*price))
    csv.fault(kFractionPrice, "E-ACT-003", "the price of fractions can not be used",
              "above zero, at most 1,000,000,000",
              "write the price of a whole new unit, or leave it empty where fractions are kept");
  return price;
}

/// The columns of the other kinds stay empty.
void refuse_others(CsvFile& csv, std::initializer_list<std::size_t> places) {
  for (const std::size_t place : places) {
    if (csv.has(place))
      csv.fault(place, "E-ACT-007", "the column does not belong to this kind of corporate action", "nothing",
                "leave it empty, or correct the kind");
  }
}

void read_split(CsvFile& csv, CorporateAction& action) {
  const auto new_units = read_units(csv, kNew), old_units = read_units(csv, kOld);
  action.fraction_price = read_fraction_price(csv);
  refuse_others(csv, {kCash, kReceived, kWorth, kPct, kPrice});
  if (!new_units || !old_units) return;
  action.new_units = *new_units;
  action.old_units = *old_units;
}

std::optional<Fixed> read_cash_of_unit(CsvFile& csv, CorporateAction::Kind kind) {
  const auto cash = csv.number(kCash, kMostPlaces);
  if (!cash || CorporateAction::can_pay(kind, *cash)) return cash;
  csv.fault(kCash, "E-ACT-008", "the cash of a unit can not be paid",
            kind == CorporateAction::Kind::ReturnOfCapital ? "above zero, at most 1,000,000,000"
                                                           : "zero or above, at most 1,000,000,000",
            "write what is paid for each unit held, in the security's currency");
  return std::nullopt;
}

void read_cash(CsvFile& csv, CorporateAction& action) {
  action.cash = read_cash_of_unit(csv, action.kind).value_or(Fixed{});
  refuse_others(csv, {kNew, kOld, kFractionPrice, kReceived, kWorth, kPct, kPrice});
}

/// LAW   26 USC 356: how much of the cash is gain depends on what the units are worth.
void read_worth(CsvFile& csv, CorporateAction& action) {
  if (csv.has(kWorth)) {
    const auto worth = csv.number(kWorth, kMostPlaces);
    if (worth && CorporateAction::can_pay(*worth)) action.worth = *worth;
    if (worth && !action.worth)
      csv.fault(kWorth, "E-ACT-022", "a new unit can not be worth so much", "above zero, at most 1,000,000,000",
                "write what a unit of the new security is worth on the ex-date, in its currency");
  } else if (action.kind == CorporateAction::Kind::TaxedExchange) {
    csv.fault(kWorth, "E-ACT-022", "the exchange is taxed, and what the new units are worth is not said",
              "the worth of a unit of the new security on the ex-date", "write it: the new units cost as much");
  } else if (action.cash.coefficient != 0) {
    csv.fault(kWorth, "E-ACT-022", "cash is paid, and what the new units are worth is not said",
              "the worth of a unit of the new security on the ex-date",
              "write it: of the cash, what the holding has gained is gain, and the rest lessens the cost");
  }
}

void read_other_units(CsvFile& csv, CorporateAction& action, SecurityColumn& securities,
                      const entity::Registry& registry) {
  const auto new_units = read_units(csv, kNew), old_units = read_units(csv, kOld);
  action.fraction_price = read_fraction_price(csv);
  action.received = securities.read(csv, kReceived, registry);
  if (action.ends_holding()) {
    if (csv.has(kCash)) action.cash = read_cash_of_unit(csv, action.kind).value_or(Fixed{});
    refuse_others(csv, {kPct, kPrice});
  } else {
    const auto percent = csv.number(kPct, CorporateAction::kMostPlaces);
    if (percent && !CorporateAction::can_move(*percent))
      csv.fault(kPct, "E-ACT-023", "so much of the cost can not go over", "0 to 100, with at most six decimals",
                "write the percentage that the issuer states, such as 12.5; 0 where the cost stays");
    action.cost_pct = percent.value_or(Fixed{});
    refuse_others(csv, {kCash, kPrice});
  }
  read_worth(csv, action);
  if (!new_units || !old_units || !csv.ok()) return;
  action.new_units = *new_units;
  action.old_units = *old_units;
  const auto& given = registry.security(action.security);
  const auto& received = registry.security(action.received);
  if (action.received == action.security)
    csv.fault(kReceived, "E-ACT-020", "a security can not bring itself", "another security",
              "write the security that holders receive; more units of the same one are a split");
  else if (instrument::quotation(received) != instrument::Quotation::PerUnit)
    csv.fault(kReceived, "E-ACT-005", "the security has no units that a corporate action could bring",
              "shares, depositary receipts or warrants", "correct the security");
  else if (received.currency != given.currency)
    csv.fault(kReceived, "E-ACT-021", "the two securities are quoted in different currencies",
              std::string(given.currency.code()), "describe the new security in the currency of the old one");
}

/// Par left, of what; of a pool both are factors.
void read_redemption(CsvFile& csv, CorporateAction& action) {
  const auto left = csv.number(kNew, CorporateAction::kFactorPlaces);
  const auto of = csv.number(kOld, CorporateAction::kFactorPlaces);
  const auto price = csv.has(kPrice) ? csv.number(kPrice, kMostPlaces) : Fixed{100, 0};
  refuse_others(csv, {kFractionPrice, kCash, kReceived, kWorth, kPct});
  if (price && !CorporateAction::can_pay(*price))
    csv.fault(kPrice, "E-ACT-008", "the price of par can not be paid", "above zero, at most 1,000,000,000",
              "write what is paid for 100 of par, or leave it empty where that is 100");
  if (!left || !of || !price) return;
  if (action.kind == CorporateAction::Kind::Paydown && of->decimal() > Decimal(1)) {
    csv.fault(kOld, "E-ACT-011", "the factor of a pool is above 1", "at most 1",
              "write the part of the face that was left: 0.95 of 95%");
  } else if (!CorporateAction::can_leave(*left, *of)) {
    csv.fault(kNew, "E-ACT-012", "this can not be what is left of the par",
              "zero or above, less than old: " + of->decimal().text() + ", which is at most 100,000",
              "write in new what is left of so much par as stands in old; 0 where all is paid back");
  }
  action.new_units = *left;
  action.old_units = *of;
  action.cash = *price;
}

/// Whether the security can have such an action.
void check_security(CsvFile& csv, const CorporateAction& action, Date date, const entity::Security& security) {
  const bool has_units = instrument::quotation(security) == instrument::Quotation::PerUnit;
  const bool has_par = instrument::is_redeemable(security);
  if (action.redeems() && !has_par) {
    csv.fault(kSecurity, "E-ACT-005", "the security has no par that could be paid back before its maturity",
              "a bond with a maturity and coupons_per_year", "correct the security, or the kind");
  } else if (!action.redeems() && !has_units && !(action.withdraws() && has_par)) {
    csv.fault(kSecurity, "E-ACT-005", "the security has no units that a corporate action could be of",
              "shares, depositary receipts or warrants", "correct the security, or the kind");
  } else if (action.redeems() && date >= *security.maturity) {
    csv.fault(kExDate, "E-ACT-013", "par is redeemed when the bond has matured", "before " + security.maturity->text(),
              "correct the day, or the maturity in securities.csv");
  }
}

std::uint8_t read_sequence(CsvFile& csv) {
  const int place = csv.whole(kSequence, CorporateAction::kMostSequence).value_or(1);
  if (place < 1)
    csv.fault(kSequence, "E-ACT-014", "the place of the action in its day can not be", "1 to 9",
              "number the actions of a security and day in the order in which they happen");
  return static_cast<std::uint8_t>(std::max(1, place));
}

}  // namespace

Batches read_corporate_actions(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<CorporateAction>> days;
  SecurityColumn securities, received;
  RepeatedRows ids, on_a_day;
  while (csv.next()) {
    CorporateAction action;
    const auto id = csv.word(kId);
    const auto date = csv.date(kExDate);
    action.security = securities.read(csv, kSecurity, in.registry);
    const auto kind = event::parse_action_kind(csv.text(kKind));
    action.kind = kind.value_or(CorporateAction::Kind::Split);
    if (!kind) {
      csv.fault(kKind, "E-ACT-001", "the kind of corporate action is not known",
                "split, return_of_capital, liquidation, exchange, taxed_exchange, spin_off, call, put, sinking_fund, "
                "paydown or "
                "withdrawal",
                "use one of these words; stock dividends and reverse splits are splits too");
    } else if (action.is_split()) {
      read_split(csv, action);
    } else if (action.withdraws()) {
      refuse_others(csv, {kNew, kOld, kFractionPrice, kPayDate, kCash, kReceived, kWorth, kPct, kPrice, kSequence});
    } else if (action.redeems()) {
      read_redemption(csv, action);
    } else if (action.brings_units()) {
      read_other_units(csv, action, received, in.registry);
    } else {
      read_cash(csv, action);
    }
    if (csv.has(kSequence)) action.sequence = read_sequence(csv);
    const auto pay = csv.has(kPayDate) ? csv.date(kPayDate) : date;
    if (date && pay && *pay < *date)
      csv.fault(kPayDate, "E-ACT-004", "what the action brings is paid before the ex-date", "the ex-date or later",
                "correct one of the dates");
    if (!csv.ok()) continue;
    check_security(csv, action, *date, in.registry.security(action.security));
    if (!csv.ok()) continue;
    ids.check(csv, {kId});
    if (csv.ok() && !action.withdraws()) on_a_day.check(csv, {kExDate, kSecurity, kSequence});
    if (!csv.ok()) continue;
    action.id = *id;
    action.ex_date = *date;
    action.pay_date = *pay;
    action.row = csv.row();
    days[*date].push_back(std::move(action));
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [date, actions] : days)
    batches.push_back(make_batch(event::BatchKind::CorporateActions, {}, date, actions.size(), event::encode(actions)));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
