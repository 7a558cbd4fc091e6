// store/feeds/contract_files.cpp - floor 6
//
// Files of futures, swaps, options and short sales: what is opened and closed, and what is exercised.
#include "event/sound.h"
#include "instrument/list.h"
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

/// A whole count of contracts; every one of them is one.
std::int64_t read_contracts(CsvFile& csv, std::size_t place) {
  const auto count = csv.whole(place, static_cast<int>(event::kMostContracts));
  if (count && *count == 0)
    csv.fault(place, "E-EVENT-001", "there are no contracts", "a whole number above zero", "correct it");
  return count.value_or(0);
}

/// The terms of a contract, on a day on which it can be dealt in.
const entity::Security* read_contract(CsvFile& csv, std::size_t place, SecurityColumn& column,
                                      const entity::Registry& registry, const std::optional<Date>& date,
                                      bool options_only) {
  const SecurityId id = column.read(csv, place, registry);
  if (!id.exists()) return nullptr;
  const entity::Security& security = registry.security(id);
  const bool rates = instrument::pays_rates(security);
  if (options_only ? !instrument::is_option(security)
                   : !(security.contract || instrument::can_be_sold_short(security))) {
    csv.fault(place, "E-CON-001",
              options_only ? "the security is no option"
                           : "the security is no future, option, swap, cap or floor, and no share to be sold short",
              options_only ? "a security of the kind option"
                           : "a security of the kind future, option, interest_rate_swap, _cap or _floor, or a share",
              "send holdings in trades.csv, or correct the security");
    return nullptr;
  }
  if (date && rates && (*date < *security.issued || *date >= *security.maturity))
    csv.fault(place, "E-CON-014", "nothing of the contract is left to be paid, or it has not begun",
              "from " + security.issued->text() + " and before " + security.maturity->text(),
              "correct the date or the contract");
  if (date && security.contract && !rates && *date > *security.maturity)
    csv.fault(place, "E-CON-009", "the contract had expired on " + security.maturity->text(), "a contract that is open",
              "correct the date or the contract");
  return &security;
}

/// An id that each row of a portfolio has for itself.
class Ids {
 public:
  std::optional<std::string_view> read(CsvFile& csv, std::size_t id_place, std::size_t portfolio_place) {
    const auto id = csv.word(id_place);
    if (id && !seen_.emplace(std::string(csv.text(portfolio_place)) + "\n" + std::string(*id), csv.row()).second)
      csv.fault(id_place, "E-TRADE-003", "the id stands twice", "each id once in a portfolio", "give it its own id");
    return id;
  }

 private:
  entity::NameMap<std::uint32_t> seen_;
};

bool divides(const Decimal& tick, const Decimal& price) {
  return divide(price, tick, 0, Rounding::HalfUp) * tick == price;
}

/// fifo, or LOT:contracts;LOT:contracts that add up to what is closed.
void read_lots(CsvFile& csv, std::size_t place, event::ContractTrade& trade, std::vector<event::LotPick>& picks) {
  const std::string_view text = csv.text(place);
  if (text.empty() || text == "fifo") return;
  std::int64_t named = 0;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(';', from), text.size());
    const std::string_view part = text.substr(from, end - from);
    const std::size_t colon = part.rfind(':');
    const auto count = colon == std::string_view::npos ? std::nullopt : parse_fixed(part.substr(colon + 1));
    const bool whole = count && count->places == 0 && event::are_contracts(count->coefficient);
    if (!whole || colon == 0) {
      csv.fault(place, "E-TRADE-006", "the lots can not be read", "fifo, or LOT:contracts joined by ;",
                "correct the instruction");
      return;
    }
    named += count->coefficient;
    picks.push_back({part.substr(0, colon), *count});
    from = end + 1;
  }
  if (!trade.close || named != trade.contracts)
    csv.fault(place, "E-LOT-017", "the named lots do not add up to what is closed",
              std::to_string(trade.contracts) + " contracts that are closed", "correct the lots or the contracts");
  trade.picks = static_cast<std::uint32_t>(picks.size());
}

/// The net amount of an option or a short sale is its price in money, with commission, to the minor unit.
void check_net(CsvFile& csv, std::size_t place, const event::ContractTrade& trade, const entity::Security& security,
               std::int64_t signed_net) {
  const int minor = security.currency.minor_places();
  if ((signed_net < 0) == trade.sell && signed_net != 0)
    csv.fault(place, "E-TRADE-004", "the net amount has the wrong sign",
              trade.sell ? "cash received: positive" : "cash paid: negative", "correct the sign or the side");
  const Decimal money = instrument::contract_money(security, trade.price.decimal(), trade.contracts);
  const Decimal clean = Decimal::of(trade.sell ? trade.net + trade.commission : trade.net - trade.commission, minor);
  if (abs(money - clean) > Decimal::of(5, minor + 1))
    csv.fault(place, "E-TRADE-005", "the net amount is not contracts x multiplier x price with commission",
              money.trimmed().text() + " before it", "correct the amount, the price or the contracts");
}

}  // namespace

void check_contract_held(CsvFile& csv, std::size_t security_place, std::size_t quantity_place,
                         const entity::Security& security, Fixed quantity) {
  if (instrument::is_future(security) || instrument::pays_rates(security)) {
    csv.fault(security_place, "E-CON-013", "a future, a swap, a cap or a floor is no holding",
              "a security that is held", "send what is dealt in it in contract-trades.csv");
  } else if (!divides(security.contract->multiplier, quantity.decimal())) {
    csv.fault(quantity_place, "E-OPT-007", "the quantity is no whole number of contracts",
              "a multiple of " + security.contract->multiplier.trimmed().text(),
              "count an option in units of its underlying: contracts x multiplier");
  }
}

Batches read_contract_trades(const Reading& in) {
  enum : std::size_t {
    kId,
    kDate,
    kSettle,
    kPortfolio,
    kSecurity,
    kSide,
    kEffect,
    kContracts,
    kPrice,
    kNet,
    kCommission,
    kLots
  };
  static constexpr ColumnRule kColumns[] = {{"trade_id"},
                                            {"trade_date"},
                                            {"settle_date", false},
                                            {"portfolio"},
                                            {"security"},
                                            {"side"},
                                            {"effect"},
                                            {"contracts"},
                                            {"price"},
                                            {"net_amount", false},
                                            {"commission", false},
                                            {"lots", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  Ids ids;
  std::vector<event::LotPick> picks;
  while (csv.next()) {
    event::ContractTrade trade;
    picks.clear();
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto id = ids.read(csv, kId, kPortfolio);
    const auto date = csv.date(kDate);
    const entity::Security* security = read_contract(csv, kSecurity, securities, in.registry, date, false);
    const bool option = security != nullptr && instrument::is_option(*security);
    const bool shorted = security != nullptr && !security->contract;
    if (csv.text(kSide) != "B" && csv.text(kSide) != "S")
      csv.fault(kSide, "E-TRADE-001", "the side is not known", "B or S", "write B for a purchase, S for a sale");
    trade.sell = csv.text(kSide) == "S";
    if (csv.text(kEffect) != "open" && csv.text(kEffect) != "close")
      csv.fault(kEffect, "E-CON-002", "the effect is not known", "open or close", "use one of these words");
    trade.close = csv.text(kEffect) == "close";
    trade.contracts = read_contracts(csv, kContracts);
    const bool rates = security != nullptr && instrument::pays_rates(*security);
    trade.price =
        (rates ? csv.number(kPrice, kMostPlaces) : positive(csv, kPrice, "the price", kMostPlaces)).value_or(Fixed{});
    const int minor = security == nullptr ? 2 : security->currency.minor_places();
    if (csv.has(kCommission)) trade.commission = csv.money(kCommission, minor).value_or(0);
    if (trade.commission < 0)
      csv.fault(kCommission, "E-CON-003", "the commission is negative", "zero or more", "correct it");
    std::int64_t net = 0;
    std::optional<Date> settles;
    if (option || shorted) {
      if (csv.ok() && trade.sell == trade.close)
        csv.fault(kEffect, "E-CON-010", "what is held is not dealt in here",
                  "S with open for an option written or a security sold short, B with close for what is bought back",
                  "send purchases and sales of what is held in trades.csv");
      net = csv.money(kNet, minor).value_or(0);
      if (csv.word(kSettle)) settles = csv.date(kSettle);
    } else if (rates) {
      if (csv.has(kNet))
        csv.fault(kNet, "E-CON-011", "what is paid for a swap, a cap or a floor follows from its price",
                  "an empty field", "leave net_amount empty");
      if (csv.has(kSettle)) settles = csv.date(kSettle);
      if (csv.ok() && !settles && (trade.price.coefficient != 0 || trade.commission != 0))
        csv.fault(kSettle, "E-CON-015", "the day on which the money moves is missing", "a date",
                  "write when what is paid for it settles");
      if (csv.ok() && !instrument::is_swap(*security) && trade.price.coefficient < 0)
        csv.fault(kPrice, "E-EVENT-001", "the price of a cap or a floor is below zero", "zero or more", "correct it");
    } else if (security != nullptr && (csv.has(kNet) || csv.has(kSettle))) {
      csv.fault(csv.has(kNet) ? kNet : kSettle, "E-CON-011", "a future is not paid for when it is traded",
                "an empty field", "leave net_amount and settle_date empty; its moves settle day by day");
    }
    trade.net = net < 0 ? -net : net;
    trade.settles = settles.value_or(Date{});
    if (date && settles && *settles < *date)
      csv.fault(kSettle, "E-TRADE-008", "the trade settles before it is made", "the trade date or later",
                "correct one of the dates");
    if (csv.has(kLots)) read_lots(csv, kLots, trade, picks);
    if (!csv.ok()) continue;
    const auto tick = shorted ? std::nullopt : security->contract->tick;
    if (tick && !divides(*tick, trade.price.decimal()))
      csv.fault(kPrice, "E-CON-012", "the price is no multiple of the contract's tick", "a multiple of " + tick->text(),
                "correct the price, or the tick in securities.csv");
    if (option || shorted) check_net(csv, kNet, trade, *security, net);
    trade.security = security->id;
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), trade), picks);
  }
  return finish(csv, groups);
}

Batches read_exercises(const Reading& in) {
  enum : std::size_t { kId, kDate, kSettle, kPortfolio, kSecurity, kSide, kContracts, kPrice, kInterest };
  static constexpr ColumnRule kColumns[] = {{"exercise_id"},
                                            {"date"},
                                            {"settle_date"},
                                            {"portfolio"},
                                            {"security"},
                                            {"side"},
                                            {"contracts"},
                                            {"settlement_price", false},
                                            {"accrued_interest", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  Ids ids;
  while (csv.next()) {
    event::OptionExercise used;
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto id = ids.read(csv, kId, kPortfolio);
    const auto date = csv.date(kDate);
    const auto settles = csv.date(kSettle);
    const entity::Security* option = read_contract(csv, kSecurity, securities, in.registry, date, true);
    if (csv.text(kSide) != "exercised" && csv.text(kSide) != "assigned")
      csv.fault(kSide, "E-OPT-003", "the side is not known", "exercised or assigned",
                "write exercised for an option that is held, assigned for one that was written");
    used.assigned = csv.text(kSide) == "assigned";
    used.contracts = read_contracts(csv, kContracts);
    if (option != nullptr && instrument::settles_in_cash(*option->contract) != csv.has(kPrice))
      csv.fault(kPrice, "E-OPT-004",
                csv.has(kPrice) ? "an option that delivers has no settlement price" : "the settlement price is missing",
                csv.has(kPrice) ? "an empty field" : "the price of the underlying that the difference is paid on",
                "give settlement_price for options on indices and currencies, and only for them");
    if (csv.has(kPrice)) used.settlement = positive(csv, kPrice, "the price", kMostPlaces).value_or(Fixed{});
    if (csv.has(kInterest))
      used.interest = csv.money(kInterest, option == nullptr ? 2 : option->currency.minor_places()).value_or(0);
    if (used.interest < 0) csv.fault(kInterest, "E-CON-003", "the interest is negative", "zero or more", "correct it");
    if (date && settles && *settles < *date)
      csv.fault(kSettle, "E-TRADE-008", "the exercise settles before it is made", "its date or later",
                "correct one of the dates");
    if (!csv.ok()) continue;
    used.security = option->id;
    used.settles = *settles;
    groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), used));
  }
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
