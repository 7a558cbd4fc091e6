#include "report/period_figures.h"

#include <initializer_list>

#include "fees/advisory_fee.h"
#include "report/figures.h"

namespace openend::report {

namespace {

using entity::Account;
using event::PeriodUnit;
using Source = PeriodFigure::Source;
using Statement = PeriodStatement;

constexpr Account kIncomeParts[] = {Account::DividendIncome, Account::InterestIncome, Account::SecuritiesLendingIncome,
                                    Account::OtherIncome, Account::ForeignTaxWithheld};
constexpr Account kExpenseParts[] = {Account::AdvisoryFee,   Account::TransferAgentFees, Account::SystemFees,
                                     Account::CustodianFees, Account::InsuranceFees,     Account::AuditFees,
                                     Account::OtherExpenses, Account::InterestExpense,   Account::DividendsOnShortSales,
                                     Account::BorrowingFees};

class Maker {
 public:
  explicit Maker(const Struck& struck) : struck_(struck), period_(*struck.period) {}

  std::vector<PeriodFigure> make() {
    operations();
    changes();
    if (struck_.package->has_shares()) highlights();
    return std::move(figures_);
  }

 private:
  // -- the ledger, credits positive ----------------------------------------------------------------------------------

  Decimal half_units(Account account, bool through_end) const {
    Decimal sum;
    for (const GivenTotal& total : period_.totals) {
      const bool is_of = total.line->moves() && (total.line->debit == account || total.line->credit == account);
      if (is_of && (through_end || total.to < period_.from)) sum += total.half_unit;
    }
    for (const GivenBalance& balance : period_.opening) {
      if (balance.account == account) sum += balance.half_unit;
    }
    return sum;
  }
  static Decimal credit(const nav::NavPackage& package, Account account, int places) {
    return Decimal::of(-package.balances[static_cast<std::size_t>(account)], places);
  }
  Bounded at_begin(Account account) const {
    if (!period_.begin) return {};
    return Bounded::within(credit(*period_.begin, account, minor_places(struck_)), half_units(account, false));
  }
  Bounded at_end(Account account) const {
    return Bounded::within(credit(*struck_.package, account, minor_places(struck_)), half_units(account, true));
  }
  /// What the period added to an account: what was rounded before it is in both of its ends and does not count.
  Bounded flow(Account account) const {
    const int places = minor_places(struck_);
    const Decimal before = period_.begin ? credit(*period_.begin, account, places) : Decimal{};
    return Bounded::within(credit(*struck_.package, account, places) - before,
                           half_units(account, true) - half_units(account, false));
  }
  template <std::size_t N>
  Bounded flows(const Account (&accounts)[N]) const {
    Bounded sum;
    for (const Account account : accounts) sum += flow(account);
    return sum;
  }
  Bounded balance(std::initializer_list<Account> accounts) const {
    Bounded sum;
    for (const Account account : accounts) sum += at_end(account);
    return sum;
  }

  const GivenTotal* given(std::string_view word) const {
    for (const GivenTotal& total : period_.totals) {
      if (total.line->word == word && total.to >= period_.from) return &total;
    }
    return nullptr;
  }
  std::optional<Bounded> stated(std::string_view word) const {
    const GivenTotal* total = given(word);
    if (total == nullptr) return std::nullopt;
    return Bounded::within(total->amount, total->half_unit);
  }

  // -- the figures
  // -----------------------------------------------------------------------------------------------------

  Bounded add(Source source, std::string_view key, std::string_view label, const Bounded& figure,
              Row::Kind row = Row::Kind::Item, PeriodUnit unit = PeriodUnit::Money) {
    figures_.push_back({source, statement_, key, label, unit, row, figure});
    return figure;
  }
  Bounded ledger(std::string_view key, std::string_view label, const Bounded& figure) {
    return add(Source::Ledger, key, label, figure);
  }
  Bounded subtotal(std::string_view key, std::string_view label, const Bounded& figure) {
    return add(Source::Computed, key, label, figure, Row::Kind::Subtotal);
  }
  Bounded total(std::string_view key, std::string_view label, const Bounded& figure) {
    return add(Source::Computed, key, label, figure, Row::Kind::Total);
  }

  /// A line that few portfolios have, for those that do.
  Bounded if_any(std::string_view key, std::string_view label, Account account) {
    const Bounded figure = flow(account);
    return figure.value.is_zero() ? Bounded{} : ledger(key, label, figure);
  }

  void operations() {
    statement_ = Statement::Operations;
    ledger("interest", "Interest", flow(Account::InterestIncome));
    ledger("dividends", "Dividends", flow(Account::DividendIncome));
    if_any("securities_lending_income", "Securities lending income", Account::SecuritiesLendingIncome);
    ledger("other_income", "Other income", flow(Account::OtherIncome));
    ledger("foreign_tax_withheld", "Foreign tax withheld", flow(Account::ForeignTaxWithheld));
    const Bounded income = subtotal("total_investment_income", "Total investment income", flows(kIncomeParts));
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"advisory_fees", "Advisory fees"},   {"transfer_agent_fees", "Transfer agent fees"},
        {"system_fees", "System fees"},       {"custodian_fees", "Custodian fees"},
        {"insurance_fees", "Insurance fees"}, {"audit_fees", "Audit fees"},
        {"other_expenses", "Other expenses"}};
    for (std::size_t i = 0; i < std::size(kNames); ++i)
      ledger(kNames[i].first, kNames[i].second, -flow(kExpenseParts[i]));
    for (const Account rare : {Account::InterestExpense, Account::DividendsOnShortSales, Account::BorrowingFees}) {
      const entity::AccountLine& line = entity::line_of(rare);
      if (const Bounded amount = -flow(rare); !amount.value.is_zero()) ledger(line.word, line.label, amount);
    }
    expenses_ = subtotal("total_expenses", "Total expenses", -flows(kExpenseParts));
    const Bounded offsets = ledger("expense_offsets", "Expense offsets", -flow(Account::ExpenseOffsets));
    const Bounded net = subtotal("net_expenses", "Net expenses", expenses_ + offsets);
    reimbursed_ = ledger("expense_reimbursement", "Expense reimbursement", -flow(Account::ExpenseReimbursement));
    net_expenses_ = subtotal("net_expenses_after_reimbursement", "Net expenses after reimbursement", net + reimbursed_);
    income_ = subtotal("net_investment_income", "Net investment income", income - net_expenses_);
    Bounded gains = ledger("realized_gain_securities", "Net realised gain from securities transactions",
                           flow(Account::RealisedOnInvestments));
    gains += ledger("realized_gain_fx", "Net realised gain from foreign currency transactions",
                    flow(Account::RealisedOnCurrency));
    gains +=
        ledger("realized_gain_futures", "Net realised gain from futures contracts", flow(Account::RealisedOnFutures));
    gains += if_any("realized_gain_written_options", "Net realised gain from written options",
                    Account::RealisedOnWrittenOptions);
    gains += if_any("realized_gain_swaps", "Net realised gain from swaps, caps and floors", Account::RealisedOnSwaps);
    gains += if_any("realized_gain_short_sales", "Net realised gain from securities sold short",
                    Account::RealisedOnShortSales);
    realised_ = gains;
    unrealised_ = ledger("change_unrealized", "Change in net unrealised appreciation",
                         flow(Account::UnrealisedAppreciation) + flow(Account::CurrencyExchange));
    unrealised_ += if_any("change_unrealized_futures", "Change in net unrealised appreciation of futures contracts",
                          Account::AppreciationOfFutures);
    unrealised_ +=
        if_any("change_unrealized_written_options", "Change in net unrealised appreciation of written options",
               Account::AppreciationOfWrittenOptions);
    unrealised_ += if_any("change_unrealized_swaps", "Change in net unrealised appreciation of swaps, caps and floors",
                          Account::AppreciationOfSwaps);
    unrealised_ +=
        if_any("change_unrealized_short_sales", "Change in net unrealised appreciation of securities sold short",
               Account::AppreciationOfShortSales);
    const Bounded gain = subtotal("net_gain_on_investments", "Net gain on investments", gains + unrealised_);
    operations_ = total("net_increase_from_operations", "Net increase in net assets from operations", income_ + gain);
  }

  void changes() {
    statement_ = Statement::Changes;
    subtotal("net_investment_income", "Net investment income", income_);
    subtotal("net_realized_gain", "Net realised gain", realised_);
    subtotal("change_unrealized", "Change in net unrealised appreciation", unrealised_);
    subtotal("net_increase_from_operations", "Net increase in net assets from operations", operations_);
    Bounded paid =
        ledger("dividends_nii", "Dividends from net investment income", flow(Account::DistributionsFromIncome));
    paid += ledger("distributions_gains", "Distributions of net realised gain", flow(Account::DistributionsFromGains));
    paid += ledger("tax_return_of_capital", "Tax return of capital", flow(Account::ReturnOfCapital));
    subtotal("total_distributions", "Net decrease from dividends and distributions", paid);
    Bounded shares = ledger("shares_sold_amount", "Shares sold", flow(Account::SharesSold));
    shares += ledger("reinvested_amount", "Reinvested dividends and distributions", flow(Account::SharesReinvested));
    shares += ledger("shares_repurchased_amount", "Shares repurchased", flow(Account::SharesRepurchased));
    subtotal("net_capital_share_transactions", "Net increase from capital share transactions", shares);
    const Bounded increase =
        subtotal("net_increase_net_assets", "Net increase in net assets", operations_ + paid + shares + other_moves());
    const Bounded before = subtotal("net_assets_beginning", "Net assets, beginning of period", net_assets_at_begin());
    total("net_assets_end", "Net assets, end of period", before + increase);
    components();
    share_roll();
    for (const auto& [word, key] :
         {std::pair<std::string_view, std::string_view>{"purchases_of_securities", "purchases_securities"},
          {"sales_of_securities", "sales_securities"},
          {"purchases_of_governments", "purchases_lt_govt"},
          {"sales_of_governments", "sales_lt_govt"}}) {
      if (const auto figure = stated(word)) add(Source::Stated, key, given(word)->line->label, *figure);
    }
  }

  /// What moved capital accounts without being activity: reclassifications, which sum to nothing, and an opening.
  Bounded other_moves() const {
    Bounded sum;
    for (const Account account :
         {Account::Capital, Account::UndistributedIncome, Account::UndistributedGains, Account::RoundingAndTranslation})
      sum += Bounded::exact(flow(account).value);
    return sum;
  }

  Bounded net_assets_at_begin() const {
    if (!period_.begin) return {};
    Decimal half;
    for (const GivenBalance& given : period_.opening) {
      if (entity::line_of(given.account).account_class == entity::AccountClass::Capital) half += given.half_unit;
    }
    return Bounded::within(Decimal::of(period_.begin->net_assets, minor_places(struck_)), half);
  }

  void components() {
    const bool from_gains = struck_.settings.capital_returned_from_gains;
    const Bounded returned = at_end(Account::ReturnOfCapital);
    const Bounded capital = subtotal(
        "capital", "Capital",
        balance({Account::Capital, Account::SharesSold, Account::SharesReinvested, Account::SharesRepurchased}) +
            (from_gains ? Bounded{} : returned));
    undistributed_ = balance({Account::UndistributedIncome, Account::DistributionsFromIncome, Account::ExpenseOffsets,
                              Account::ExpenseReimbursement});
    for (const Account account : kIncomeParts) undistributed_ += at_end(account);
    for (const Account account : kExpenseParts) undistributed_ += at_end(account);
    subtotal("undistributed_nii", "Undistributed net investment income", undistributed_);
    const Bounded gains =
        subtotal("undistributed_realized", "Undistributed net realised gain",
                 balance({Account::UndistributedGains, Account::DistributionsFromGains, Account::RealisedOnInvestments,
                          Account::RealisedOnCurrency, Account::RealisedOnFutures, Account::RealisedOnWrittenOptions,
                          Account::RealisedOnSwaps, Account::RealisedOnShortSales}) +
                     (from_gains ? returned : Bounded{}));
    const Bounded appreciation =
        subtotal("unrealized", "Unrealised appreciation",
                 balance({Account::UnrealisedAppreciation, Account::CurrencyExchange, Account::AppreciationOfFutures,
                          Account::AppreciationOfWrittenOptions, Account::AppreciationOfSwaps,
                          Account::AppreciationOfShortSales}));
    total("net_assets_components_total", "Net assets",
          capital + undistributed_ + gains + appreciation +
              Bounded::exact(at_end(Account::RoundingAndTranslation).value));
  }

  /// Shares of the period by what moved them; an opening's are there before it.
  Bounded shares_moved(Fixed book::ShareRoll::*part, std::string_view word) const {
    const Decimal before = period_.begin ? (period_.begin->roll.*part).decimal() : Decimal{};
    const auto total = stated(word);
    const Decimal half = total ? (total->high - total->low) * Decimal::of(5, 1) : Decimal{};
    return Bounded::within((struck_.package->roll.*part).decimal() - before, half);
  }

  void share_roll() {
    const auto shares = [&](Source source, std::string_view key, std::string_view label, const Bounded& figure,
                            Row::Kind row) { return add(source, key, label, figure, row, PeriodUnit::Shares); };
    using Roll = book::ShareRoll;
    const Bounded sold =
        shares(Source::Ledger, "shares_sold", "Shares sold", shares_moved(&Roll::sold, "shares_sold"), Row::Kind::Item);
    const Bounded reinvested = shares(Source::Ledger, "shares_reinvested", "Shares issued for reinvested distributions",
                                      shares_moved(&Roll::reinvested, "shares_reinvested"), Row::Kind::Item);
    const Bounded issued =
        shares(Source::Computed, "shares_total_issued", "Shares issued", sold + reinvested, Row::Kind::Subtotal);
    const Bounded repurchased = shares(Source::Ledger, "shares_repurchased", "Shares repurchased",
                                       -shares_moved(&Roll::repurchased, "shares_repurchased"), Row::Kind::Item);
    const Bounded net = shares(Source::Computed, "shares_net_increase", "Net increase in shares", issued + repurchased,
                               Row::Kind::Subtotal);
    shares_begin_ =
        period_.begin ? Bounded::within(period_.begin->shares.decimal(), period_.opening_shares_half) : Bounded{};
    shares(Source::Ledger, "shares_beginning", "Shares outstanding, beginning of period", shares_begin_,
           Row::Kind::Item);
    shares_end_ = shares(Source::Computed, "shares_end", "Shares outstanding, end of period", shares_begin_ + net,
                         Row::Kind::Total);
  }

  // -- per share and ratios
  // --------------------------------------------------------------------------------------------

  Bounded per_share(std::string_view key, std::string_view label, const Bounded& figure,
                    Source source = Source::Computed, Row::Kind row = Row::Kind::Item) {
    return add(source, key, label, figure, row, PeriodUnit::PerShare);
  }
  int places() const { return struck_.settings.nav_places; }

  Bounded value_at_begin() const {
    if (period_.begin && shares_begin_.low > Decimal{}) return divided(net_assets_at_begin(), shares_begin_, 10);
    const auto* share_class = struck_.portfolio->find_class(struck_.package->share_class);
    return Bounded::exact(share_class == nullptr ? Decimal{} : share_class->initial_price);
  }
  Bounded undistributed_at_begin() const {
    Bounded sum = at_begin(Account::UndistributedIncome) + at_begin(Account::DistributionsFromIncome) +
                  at_begin(Account::ExpenseOffsets) + at_begin(Account::ExpenseReimbursement);
    for (const Account account : kIncomeParts) sum += at_begin(account);
    for (const Account account : kExpenseParts) sum += at_begin(account);
    return sum;
  }

  /// LAW   Spec R-4: dividends a share, and the undistributed income a share at the end less that at the beginning;
  ///       gains are what is left of the move of the published values.
  void highlights() {
    statement_ = Statement::Highlights;
    if (shares_end_.low <= Decimal{}) return;
    const bool began_with_shares = period_.begin && period_.begin->has_shares() && shares_begin_.low > Decimal{};
    const Bounded begin =
        per_share("nav_begin", "Net asset value, beginning of period", printed(value_at_begin(), places()));
    const Bounded from_income = stated("dividends_per_share").value_or(Bounded{});
    const Bounded from_gains = stated("distributions_per_share").value_or(Bounded{});
    const Bounded of_capital = stated("return_of_capital_per_share").value_or(Bounded{});
    Bounded income = divided(undistributed_, shares_end_, 10) - from_income;
    if (began_with_shares) income = income - divided(undistributed_at_begin(), shares_begin_, 10);
    income = printed(income, places());
    const Bounded end = printed(divided(end_net_assets(), shares_end_, 10), places());
    const Bounded paid = from_income + from_gains + of_capital;  // below zero
    const Bounded gains = end - begin - income - paid;
    per_share("nii", "Net investment income", income);
    per_share("gains", "Net gains on securities, realised and unrealised", gains);
    per_share("total_from_operations", "Total from investment operations", end - begin - paid, Source::Computed,
              Row::Kind::Subtotal);
    for (const auto& [word, key] :
         {std::pair<std::string_view, std::string_view>{"dividends_per_share", "dividends_nii"},
          {"distributions_per_share", "distributions_gains"},
          {"return_of_capital_per_share", "tax_return_of_capital"}}) {
      if (const auto figure = stated(word)) per_share(key, given(word)->line->label, *figure, Source::Stated);
    }
    per_share("total_distributions", "Total dividends and distributions", paid, Source::Computed, Row::Kind::Subtotal);
    per_share("nav_end", "Net asset value, end of period", end, Source::Computed, Row::Kind::Total);
    if (const auto figure = stated("total_return"))
      add(Source::Stated, "total_return", "Total return", *figure, Row::Kind::Item, PeriodUnit::Percent);
    add(Source::Computed, "net_assets_end", "Net assets, end of period", end_net_assets());
    ratios();
    if (const auto figure = stated("turnover"))
      add(Source::Stated, "turnover", "Portfolio turnover rate", *figure, Row::Kind::Item, PeriodUnit::Percent);
    if (const auto figure = stated("average_commission"))
      per_share("avg_commission_per_share", "Average commission per share", *figure, Source::Stated);
  }

  Bounded end_net_assets() const {
    for (const PeriodFigure& figure : figures_) {
      if (figure.key == "net_assets_end") return figure.figure;
    }
    return {};
  }

  /// Percent of average net assets, annualised where the period is shorter than its year.
  void ratio(std::string_view key, std::string_view label, const Bounded& part, const Bounded& average) {
    const int year = is_leap_year(period_.to.year()) ? 366 : 365;
    Bounded percent = divided(part * Decimal(100), average, 12);
    if (period_.days() < year) percent = divided(percent * Decimal(year), Bounded::exact(Decimal(period_.days())), 10);
    add(Source::Computed, key, label, printed(percent, 2), Row::Kind::Item, PeriodUnit::Percent);
  }

  void ratios() {
    const auto given_average = stated("average_net_assets");
    if (!given_average && !period_.average) return;
    const Bounded average = given_average ? *given_average : Bounded::exact(*period_.average);
    add(given_average ? Source::Stated : Source::Ledger, "average_net_assets", "Average net assets", average);
    if (average.low <= Decimal{}) return;
    ratio("gross_expense_ratio", "Gross expenses to average net assets", expenses_ + reimbursed_, average);
    ratio("net_expense_ratio", "Net expenses to average net assets", net_expenses_, average);
    ratio("nii_ratio", "Net investment income to average net assets", income_, average);
    if (const auto contract = contract_fee(average)) {
      const Bounded fee = flow(Account::AdvisoryFee);  // a cost: below zero
      ratio("expense_ratio_before_waivers", "Expenses before waivers to average net assets",
            expenses_ + fee + *contract, average);
    }
  }

  /// LAW   Note 2 of 1996: the fee of the contract's tiers, whatever was charged.
  std::optional<Bounded> contract_fee(const Bounded& average) const {
    const policy::AdvisoryFee* schedule = struck_.portfolio->advisory_fee(period_.to);
    if (schedule == nullptr) return std::nullopt;
    policy::AdvisoryFee tiers = *schedule;
    tiers.has_cap = false;
    const int year = is_leap_year(period_.to.year()) ? 366 : 365;
    const auto of = [&](const Decimal& net_assets) {
      return fees::advisory_fee(tiers, net_assets, std::min(period_.days(), year), year)
          .rounded(minor_places(struck_), Rounding::HalfUp);
    };
    return Bounded{of(average.value), of(average.low), of(average.high)};
  }

  const Struck& struck_;
  const Period& period_;
  Statement statement_ = Statement::Operations;
  std::vector<PeriodFigure> figures_;
  Bounded expenses_, reimbursed_, net_expenses_, income_, realised_, unrealised_, operations_, undistributed_;
  Bounded shares_begin_, shares_end_;
};

}  // namespace

std::vector<PeriodFigure> period_figures(const Struck& struck) { return Maker(struck).make(); }

std::string_view name_of(PeriodStatement statement) {
  switch (statement) {
    case PeriodStatement::Operations: return "operations";
    case PeriodStatement::Changes: return "changes";
    case PeriodStatement::Highlights: return "highlights";
  }
  return {};
}

}  // namespace openend::report
