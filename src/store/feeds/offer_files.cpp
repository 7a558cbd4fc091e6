// store/feeds/offer_files.cpp - floor 6
//
// What holders are offered: one batch a day, of the day on which offers open, or on which a result is announced. And
// what portfolios choose of it.
#include <map>

#include "event/offer.h"
#include "event/sound.h"
#include "instrument/list.h"
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

using event::CorporateAction;
using event::Offer;
using Kind = Offer::Kind;

enum : std::size_t {
  kId,
  kDate,
  kSecurity,
  kKind,
  kOption,
  kStandard,
  kDeadline,
  kPayDate,
  kNew,
  kOld,
  kReceived,
  kCash,
  kWorth,
  kFractionPrice,
  kInterest,
  kAccepted
};
constexpr ColumnRule kColumns[] = {{"offer_id"},
                                   {"date"},
                                   {"security"},
                                   {"kind"},
                                   {"option", false},
                                   {"standard", false},
                                   {"deadline", false},
                                   {"pay_date", false},
                                   {"new", false},
                                   {"old", false},
                                   {"new_security", false},
                                   {"cash", false},
                                   {"worth", false},
                                   {"fraction_price", false},
                                   {"interest", false},
                                   {"accepted_pct", false}};

/// The columns of the other kinds stay empty.
void refuse_others(CsvFile& csv, std::initializer_list<std::size_t> places) {
  for (const std::size_t place : places) {
    if (csv.has(place))
      csv.fault(place, "E-ELE-005", "the column does not belong to this kind of offer", "nothing",
                "leave it empty, or correct the kind");
  }
}

Fixed read_units(CsvFile& csv, std::size_t place) {
  const auto units = csv.number(place, CorporateAction::kMostPlaces);
  if (units && !CorporateAction::can_count(*units))
    csv.fault(place, "E-ACT-002", "so many units can not be given for others", "above zero, at most 100,000",
              "write what is given and for how many: 40 and 1000 where 1,000 of par bring 40 units");
  return units.value_or(Fixed{});
}

Fixed read_price(CsvFile& csv, std::size_t place, const char* remedy) {
  const auto price = csv.number(place, kMostPlaces);
  if (price && !CorporateAction::can_pay(*price))
    csv.fault(place, "E-ACT-008", "the cash of a unit can not be paid", "above zero, at most 1,000,000,000", remedy);
  return price.value_or(Fixed{});
}

/// LAW   26 USC 356: how much of the cash of an exchange is gain depends on what the units are worth.
void read_worth(CsvFile& csv, Offer& offer) {
  if (csv.has(kWorth)) {
    offer.worth = read_price(csv, kWorth, "write what a unit of the new security is worth on the pay date");
  } else if (offer.kind == Kind::Exchange && offer.cash.coefficient != 0) {
    csv.fault(kWorth, "E-ACT-022", "cash is paid, and what the new units are worth is not said",
              "the worth of a unit of the new security on the pay date",
              "write it: of the cash, what the holding has gained is gain, and the rest lessens the cost");
  }
}

void read_interest(CsvFile& csv, Offer& offer, const entity::Security& given) {
  if (csv.text(kInterest) != "paid" && csv.text(kInterest) != "forfeited")
    csv.fault(kInterest, "E-ELE-006", "what becomes of the interest accrued is not known", "paid or forfeited",
              "write one of these words where a bond is converted");
  offer.pays_interest = csv.text(kInterest) == "paid";
  if (!instrument::is_redeemable(given))
    csv.fault(kInterest, "E-ELE-005", "the security accrues no interest", "nothing", "leave it empty");
}

void read_terms(CsvFile& csv, Offer& offer, const entity::Security& given, SecurityColumn& received,
                const entity::Registry& registry) {
  const bool optional_cash = offer.kind == Kind::Exchange || offer.kind == Kind::Conversion;
  if (offer.kind == Kind::Conversion) refuse_others(csv, {kCash});
  if (!optional_cash || csv.has(kCash))
    offer.cash =
        read_price(csv, kCash, "write what is paid for each unit, or for 100 of par, in the security's currency");
  if (offer.kind != Kind::Conversion || (!csv.has(kInterest) && !instrument::is_redeemable(given))) {
    refuse_others(csv, {kInterest});
  } else {
    read_interest(csv, offer, given);
  }
  if (!offer.brings_units()) {
    refuse_others(csv, {kNew, kOld, kReceived, kWorth, kFractionPrice});
    return;
  }
  offer.new_units = read_units(csv, kNew);
  offer.old_units = read_units(csv, kOld);
  if (csv.has(kFractionPrice))
    offer.fraction_price = read_price(csv, kFractionPrice, "write the price of a whole new unit, or leave it empty");
  const bool own_units = offer.kind == Kind::StockDividend && !csv.has(kReceived);
  offer.received = own_units ? offer.security : received.read(csv, kReceived, registry);
  read_worth(csv, offer);
  if (!csv.ok()) return;
  const entity::Security& other = registry.security(offer.received);
  if (offer.received == offer.security && offer.kind != Kind::StockDividend)
    csv.fault(kReceived, "E-ACT-020", "a security can not bring itself", "another security",
              "write the security that holders receive");
  else if (instrument::quotation(other) != instrument::Quotation::PerUnit)
    csv.fault(kReceived, "E-ACT-005", "the security has no units that a corporate action could bring",
              "shares, depositary receipts or warrants", "correct the security");
  else if (other.currency != given.currency)
    csv.fault(kReceived, "E-ACT-021", "the two securities are quoted in different currencies",
              std::string(given.currency.code()), "describe the new security in the currency of the old one");
}

/// Whether the security can have such an offer.
void check_security(CsvFile& csv, const Offer& offer, const entity::Security& security) {
  const bool has_units = instrument::quotation(security) == instrument::Quotation::PerUnit;
  const bool has_par = instrument::is_redeemable(security);
  if (offer.of_par() && !has_par) {
    csv.fault(kSecurity, "E-ACT-005", "the security has no par that could be paid back before its maturity",
              "a bond with a maturity and coupons_per_year", "correct the security, or the kind");
  } else if (!offer.of_par() && !has_units && !(offer.kind == Kind::Conversion && has_par)) {
    csv.fault(kSecurity, "E-ACT-005", "the security has no units that such an offer could be of",
              "shares, depositary receipts or warrants", "correct the security, or the kind");
  } else if (has_par && offer.pay_date >= *security.maturity) {
    csv.fault(kPayDate, "E-ACT-013", "the offer is paid when the bond has matured",
              "before " + security.maturity->text(), "correct the day, or the maturity in securities.csv");
  } else if (security.maturity && offer.pay_date > *security.maturity) {
    csv.fault(kPayDate, "E-ACT-013", "the offer is paid when the security has expired",
              "until " + security.maturity->text(), "correct the day, or the maturity in securities.csv");
  }
}

void read_option(CsvFile& csv, Offer& offer, SecurityColumn& received, const entity::Registry& registry) {
  refuse_others(csv, {kAccepted});
  offer.option = csv.has(kOption) ? csv.text(kOption) : event::word_of(offer.kind);
  if (offer.option == event::kDecline)
    csv.fault(kOption, "E-ELE-004", "decline is the answer of those who want nothing", "another word",
              "give the option another name");
  offer.standard = csv.has(kStandard) && csv.flag(kStandard).value_or(false);
  const auto deadline = csv.date(kDeadline), paid = csv.date(kPayDate);
  if (deadline && paid && (*deadline < offer.date || *paid <= *deadline))
    csv.fault(kDeadline, "E-ELE-002", "the days of the offer are not in order",
              "the day it opens, then the deadline, then the day on which it is paid", "correct the dates");
  offer.deadline = deadline.value_or(Date{});
  offer.pay_date = paid.value_or(Date{});
  if (!csv.ok()) return;
  const entity::Security& given = registry.security(offer.security);
  check_security(csv, offer, given);
  if (csv.ok()) read_terms(csv, offer, given, received, registry);
}

void read_result(CsvFile& csv, Offer& offer) {
  refuse_others(csv, {kStandard, kDeadline, kPayDate, kNew, kOld, kReceived, kCash, kWorth, kFractionPrice, kInterest});
  offer.option = csv.text(kOption);
  const auto percent = csv.number(kAccepted, CorporateAction::kMostPlaces);
  if (percent && !Offer::can_accept(*percent))
    csv.fault(kAccepted, "E-ELE-007", "such a part of the units can not be taken",
              "0 to 100, with at most six decimals", "write the percentage that was announced, such as 37.5");
  offer.accepted_pct = percent.value_or(Fixed{});
}

/// LAW   The options of an offer are told in one file, of one security and with the same days; one at most is for those
///       who say nothing.
class Options {
 public:
  void check(CsvFile& csv, const Offer& offer) {
    const auto at = first_.try_emplace(offer.id, offer);
    const Offer& first = at.first->second;
    if (at.second) return;
    if (first.date != offer.date || first.security != offer.security || first.deadline != offer.deadline ||
        first.pay_date != offer.pay_date) {
      csv.fault(kId, "E-ELE-003", "the options of the offer differ in their security or their days",
                "what row " + std::to_string(first.row) + " says", "correct one of the rows");
    } else if (first.standard && offer.standard) {
      csv.fault(kStandard, "E-ELE-004", "two options are for those who say nothing", "one at most", "mark one of them");
    }
    at.first->second.standard = first.standard || offer.standard;
  }

 private:
  std::map<std::string, Offer, std::less<>> first_;
};

}  // namespace

Batches read_offers(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<Offer>> days;
  SecurityColumn securities, received;
  RepeatedRows repeated;
  Options options;
  while (csv.next()) {
    Offer offer;
    const auto id = csv.word(kId);
    const auto date = csv.date(kDate);
    const auto kind = event::parse_offer_kind(csv.text(kKind));
    offer.security = securities.read(csv, kSecurity, in.registry);
    offer.kind = kind.value_or(Kind::Withdrawal);
    offer.date = date.value_or(Date{});
    offer.row = csv.row();
    if (!kind) {
      csv.fault(kKind, "E-ELE-001", "the kind of offer is not known",
                "tender, exchange, conversion, exercise, put, stock_dividend, result or withdrawal",
                "use one of these words");
    } else if (offer.is_option()) {
      if (date && offer.security.exists()) read_option(csv, offer, received, in.registry);
    } else if (offer.kind == Kind::Result) {
      read_result(csv, offer);
    } else {
      refuse_others(csv, {kOption, kStandard, kDeadline, kPayDate, kNew, kOld, kReceived, kCash, kWorth, kFractionPrice,
                          kInterest, kAccepted});
    }
    if (!csv.ok()) continue;
    offer.id = *id;
    repeated.check(csv, offer.is_option() ? std::initializer_list<std::size_t>{kId, kOption, kKind}
                                          : std::initializer_list<std::size_t>{kId, kDate, kKind, kOption});
    if (csv.ok() && offer.is_option()) options.check(csv, offer);
    if (csv.ok()) days[*date].push_back(std::move(offer));
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (auto& [date, offers] : days) {
    // What is taken back was known before what takes its place.
    std::stable_partition(offers.begin(), offers.end(), [](const Offer& o) { return o.kind == Kind::Withdrawal; });
    batches.push_back(make_batch(event::BatchKind::Offers, {}, date, offers.size(), event::encode(offers)));
  }
  return std::pair{std::move(batches), csv.rows_read()};
}

Batches read_elections(const Reading& in) {
  enum : std::size_t { kElection, kDay, kPortfolio, kOffer, kChosen, kQuantity, kAction };
  static constexpr ColumnRule kWanted[] = {{"election_id"}, {"date"},     {"portfolio"},    {"offer_id"},
                                           {"option"},      {"quantity"}, {"action", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kWanted, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  RepeatedRows ids;
  while (csv.next()) {
    event::Election election;
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto id = csv.word(kElection);
    const auto date = csv.date(kDay);
    election.offer = csv.word(kOffer).value_or("");
    election.option = csv.word(kChosen).value_or("");
    election.quantity = positive(csv, kQuantity, "the quantity").value_or(Fixed{});
    const std::string_view action = csv.text(kAction);
    if (!action.empty() && action != "elect" && action != "withdraw")
      csv.fault(kAction, "E-ELE-008", "it is not known what the row does", "elect, withdraw, or nothing",
                "write withdraw to take back units that were elected before; an empty field elects");
    election.withdraws = action == "withdraw";
    if (!csv.ok()) continue;
    ids.check(csv, {kElection, kPortfolio});
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), election));
  }
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
