// store/feeds/opening_files.cpp - floor 6
//
// The files of an opening book: lots, balances, forward contracts, shares.
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

Batches read_opening_holdings(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kSecurity, kLot, kAcquired, kQuantity, kCost, kBasis, kStatus, kLocalCost };
  static constexpr ColumnRule kColumns[] = {
      {"portfolio"}, {"date"}, {"security"},   {"lot"},           {"acquired", false},
      {"quantity"},  {"cost"}, {"cost_basis"}, {"status", false}, {"local_cost", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto date = csv.date(kDate);
    event::OpeningLot lot;
    lot.security = securities.read(csv, kSecurity, in.registry);
    const auto name = csv.word(kLot);
    if (csv.has(kAcquired)) {
      lot.has_acquired = true;
      lot.acquired = csv.date(kAcquired).value_or(Date{});
    }
    lot.quantity = positive(csv, kQuantity, "the quantity").value_or(Fixed{});
    lot.cost = csv.money(kCost, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    if (csv.text(kBasis) != "reported" && csv.text(kBasis) != "allocated")
      csv.fault(kBasis, "E-OPEN-004", "the cost basis is not known", "reported or allocated", "use one of these words");
    lot.allocated = csv.text(kBasis) == "allocated";
    if (portfolio != nullptr && lot.security.exists()) {
      const Currency currency = in.registry.security(lot.security).currency;
      const bool foreign = currency != portfolio->base;
      if (foreign != csv.has(kLocalCost))
        csv.fault(kLocalCost, "E-OPEN-007",
                  foreign ? "the lot's cost in its own currency is missing" : "the lot has no currency of its own",
                  foreign ? "its cost in " + std::string(currency.code()) : "an empty field",
                  "give local_cost for securities of other currencies, and only for them");
      if (foreign && csv.has(kLocalCost)) lot.local_cost = csv.money(kLocalCost, currency.minor_places()).value_or(0);
    }
    if (csv.ok() && in.registry.security(lot.security).contract)
      check_contract_held(csv, kSecurity, kQuantity, in.registry.security(lot.security), lot.quantity);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*name), lot));
  }
  return finish(csv, groups);
}

Batches read_opening_balances(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kAccount, kAmount, kBasis, kCurrency, kLocal, kCashAccount };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},
                                            {"date"},
                                            {"account"},
                                            {"amount"},
                                            {"basis"},
                                            {"currency", false},
                                            {"local_amount", false},
                                            {"cash_account", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto date = csv.date(kDate);
    event::OpeningBalance balance;
    const auto account = entity::parse_account(csv.text(kAccount));
    const bool opens = account && *account != entity::Account::InvestmentsAtCost &&
                       *account != entity::Account::UnrealisedOnInvestments &&
                       *account != entity::Account::UnrealisedOnForwards && !entity::follows_from_contracts(*account) &&
                       entity::line_of(*account).account_class <= entity::AccountClass::Capital;
    if (!opens)
      csv.fault(kAccount, "E-OPEN-005", "no balance is opened in this account",
                "an account of docs/reference/input-files.md",
                "correct the word; investments and appreciation follow from the lots");
    balance.account = account.value_or(entity::Account::Cash);
    balance.amount = csv.money(kAmount, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    balance.basis = csv.text(kBasis);
    balance.custody = cash_account(csv, kCashAccount, portfolio);
    if (csv.has(kCashAccount) && account && *account != entity::Account::Cash)
      csv.fault(kCashAccount, "E-CASH-002", "only cash lies at a cash account", "an empty field", "leave it empty");
    const auto currency = currency_or_base(csv, kCurrency, portfolio);
    if (currency && portfolio != nullptr && *currency != portfolio->base) {
      balance.currency = *currency;
      if (account && !entity::is_monetary(*account))
        csv.fault(kCurrency, "E-OPEN-008", "the account holds no money of other currencies",
                  std::string(portfolio->base.code()), "leave the currency empty");
      const auto local = csv.money(kLocal, currency->minor_places());
      balance.local = local.value_or(0);
      if (local && (balance.local < 0) != (balance.amount < 0))
        csv.fault(kLocal, "E-OPEN-009", "the two amounts have different signs", "the sign of the amount",
                  "correct one of them");
    } else if (csv.has(kLocal)) {
      csv.fault(kLocal, "E-OPEN-009", "a local amount is given without another currency", "an empty field",
                "name the currency, or leave the amount empty");
    }
    // What is opened once: an account, in a currency, at a cash account.
    std::string key(csv.text(kAccount));
    for (const std::size_t part : {kCurrency, kCashAccount}) {
      if (csv.has(part)) key += " " + std::string(csv.text(part));
    }
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, key}, balance));
  }
  return finish(csv, groups);
}

Batches read_opening_forwards(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kContract, kSide, kCurrency, kUnits, kSettlement, kAmount, kStatus };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},    {"date"},  {"contract"},        {"side"},
                                            {"currency"},     {"units"}, {"settlement_date"}, {"amount"},
                                            {"status", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto date = csv.date(kDate);
    event::OpeningForward forward;
    const auto contract = csv.word(kContract);
    if (csv.text(kSide) != "sell" && csv.text(kSide) != "buy")
      csv.fault(kSide, "E-FWD-001", "the side is not known", "sell or buy",
                "say what is done with the foreign currency");
    forward.sell = csv.text(kSide) == "sell";
    const auto currency = Currency::parse(csv.text(kCurrency));
    if (!currency || (portfolio != nullptr && *currency == portfolio->base))
      csv.fault(kCurrency, "E-FWD-002", "the currency can not be forward", "an ISO code other than the base currency",
                "correct the code");
    forward.currency = currency.value_or(Currency{});
    forward.units = positive(csv, kUnits, "the number of units").value_or(Fixed{});
    forward.settlement = csv.date(kSettlement).value_or(Date{});
    if (csv.ok() && forward.settlement <= *date)
      csv.fault(kSettlement, "E-FWD-003", "the contract has settled before the opening", "a date after the opening",
                "leave out contracts that have settled");
    forward.amount = csv.money(kAmount, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, *contract}, forward));
  }
  return finish(csv, groups);
}

Batches read_opening_shares(const Reading& in) {
  enum : std::size_t { kPortfolio, kClass, kDate, kShares, kBasis };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"class"}, {"date"}, {"shares"}, {"basis"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  SharePlaces places;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto date = csv.date(kDate);
    event::OpeningShares shares;
    shares.share_class = csv.text(kClass);
    if (portfolio != nullptr && portfolio->find_class(shares.share_class) == nullptr)
      csv.fault(kClass, "E-CLASS-002", "the class is not one of the portfolio",
                "a class of " + portfolio->key + ".toml", "correct it, or describe the class and run openend init");
    shares.shares = positive(csv, kShares, "the number of shares").value_or(Fixed{});
    if (portfolio != nullptr && date) places.check(csv, kShares, *portfolio, *date, shares.shares, in.registry);
    if (portfolio != nullptr && date) check_class_exists(csv, kClass, *portfolio, *date);
    shares.basis = csv.text(kBasis);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, shares.share_class}, shares));
  }
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
