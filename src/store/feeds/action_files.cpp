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

enum : std::size_t { kId, kExDate, kSecurity, kKind, kNew, kOld, kFractionPrice, kPayDate, kCash, kPrice };
constexpr ColumnRule kColumns[] = {
    {"action_id"},       {"ex_date"},     {"security"},    {"kind"}, {"new"}, {"old"}, {"fraction_price", false},
    {"pay_date", false}, {"cash", false}, {"price", false}};

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
  refuse_others(csv, {kCash, kPrice});
  if (!new_units || !old_units) return;
  action.new_units = *new_units;
  action.old_units = *old_units;
}

void read_cash(CsvFile& csv, CorporateAction& action) {
  const auto cash = csv.number(kCash, kMostPlaces);
  if (cash && !CorporateAction::can_pay(action.kind, *cash))
    csv.fault(kCash, "E-ACT-008", "the cash of a unit can not be paid",
              action.kind == CorporateAction::Kind::Liquidation ? "zero or above, at most 1,000,000,000"
                                                                : "above zero, at most 1,000,000,000",
              "write what is paid for each unit held, in the security's currency");
  refuse_others(csv, {kNew, kOld, kFractionPrice, kPrice});
  if (cash) action.cash = *cash;
}

/// Par left, of what; of a pool both are factors.
void read_redemption(CsvFile& csv, CorporateAction& action) {
  const auto left = csv.number(kNew, CorporateAction::kFactorPlaces);
  const auto of = csv.number(kOld, CorporateAction::kFactorPlaces);
  const auto price = csv.has(kPrice) ? csv.number(kPrice, kMostPlaces) : Fixed{100, 0};
  refuse_others(csv, {kFractionPrice, kCash});
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

}  // namespace

Batches read_corporate_actions(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<CorporateAction>> days;
  SecurityColumn securities;
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
                "split, return_of_capital, liquidation, call, put, sinking_fund, paydown or withdrawal",
                "use one of these words; stock dividends and reverse splits are splits too");
    } else if (action.is_split()) {
      read_split(csv, action);
    } else if (action.withdraws()) {
      refuse_others(csv, {kNew, kOld, kFractionPrice, kPayDate, kCash, kPrice});
    } else if (action.redeems()) {
      read_redemption(csv, action);
    } else {
      read_cash(csv, action);
    }
    const auto pay = csv.has(kPayDate) ? csv.date(kPayDate) : date;
    if (date && pay && *pay < *date)
      csv.fault(kPayDate, "E-ACT-004", "what the action brings is paid before the ex-date", "the ex-date or later",
                "correct one of the dates");
    if (!csv.ok()) continue;
    check_security(csv, action, *date, in.registry.security(action.security));
    if (!csv.ok()) continue;
    ids.check(csv, {kId});
    if (csv.ok() && !action.withdraws()) on_a_day.check(csv, {kExDate, kSecurity});
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
