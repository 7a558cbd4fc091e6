// store/feeds/forward_files.cpp - floor 6
//
// Files of forward currency contracts that are agreed after the opening.
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

enum Column : std::size_t {
  kId,
  kTradeDate,
  kSettleDate,
  kPortfolio,
  kSold,
  kSoldAmount,
  kBought,
  kBoughtAmount,
  kSettlement,
  kCounterparty,
  kBaseAmount,
  kCashAccount
};
constexpr ColumnRule kColumns[] = {{"deal_id"},      {"trade_date"},         {"settle_date"},
                                   {"portfolio"},    {"sell_currency"},      {"sell_amount"},
                                   {"buy_currency"}, {"buy_amount"},         {"settlement"},
                                   {"counterparty"}, {"base_amount", false}, {"cash_account", false}};

std::int64_t amount_above_zero(CsvFile& csv, std::size_t place, Currency currency) {
  const auto minor = csv.money(place, currency.minor_places());
  if (minor && *minor <= 0)
    csv.fault(place, "E-DEAL-002", "the amount is not more than zero", "an amount above zero",
              "correct it; what is sold and what is bought have their own columns");
  return minor.value_or(0);
}

Currency currency_at(CsvFile& csv, std::size_t place, const entity::Portfolio* portfolio) {
  if (!csv.word(place)) return {};
  return currency_or_base(csv, place, portfolio).value_or(Currency{});
}

void check_base_amount(CsvFile& csv, event::ForwardDeal& deal, Currency base) {
  const bool cross = deal.sold != base && deal.bought != base;
  const std::size_t before = csv.faults().size();
  if (csv.has(kBaseAmount)) deal.base_amount = amount_above_zero(csv, kBaseAmount, base);
  if (csv.faults().size() != before) return;
  if (cross && !csv.has(kBaseAmount)) {
    csv.fault(kBaseAmount, "E-FWD-004", "a contract between two foreign currencies has no amount of base currency",
              "what both sides are agreed to be worth in " + std::string(base.code()),
              "write it as the confirmation states it, or the bought amount at the day's rate");
  } else if (!cross && csv.has(kBaseAmount)) {
    csv.fault(kBaseAmount, "E-FWD-005", "one side of the contract is base currency already", "an empty field",
              "leave it empty");
  }
}

}  // namespace

Batches read_forward_deals(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  entity::NameMap<std::uint32_t> seen;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto id = csv.word(kId);
    if (id && !seen.emplace(std::string(csv.text(kPortfolio)) + "\n" + std::string(*id), csv.row()).second)
      csv.fault(kId, "E-DEAL-001", "the id stands twice", "each id once in a portfolio", "give the deal its own id");
    const auto date = csv.date(kTradeDate);
    const auto settles = csv.date(kSettleDate);
    if (date && settles && *settles <= *date)
      csv.fault(kSettleDate, "E-FWD-007", "the contract settles on its trade date or before", "a later date",
                "correct one of the dates; what settles at once is a spot deal");
    event::ForwardDeal deal;
    deal.sold = currency_at(csv, kSold, portfolio);
    deal.bought = currency_at(csv, kBought, portfolio);
    if (deal.sold.exists()) deal.sold_amount = amount_above_zero(csv, kSoldAmount, deal.sold);
    if (deal.bought.exists()) deal.bought_amount = amount_above_zero(csv, kBoughtAmount, deal.bought);
    if (deal.sold.exists() && deal.sold == deal.bought)
      csv.fault(kBought, "E-DEAL-003", "a currency is sold for itself", "two currencies", "correct one of them");
    if (csv.word(kSettlement) && csv.text(kSettlement) != "delivery" && csv.text(kSettlement) != "cash")
      csv.fault(kSettlement, "E-FWD-006", "how the contract settles is not known", "delivery or cash",
                "write delivery where both currencies change hands, cash where the difference is paid");
    deal.delivered = csv.text(kSettlement) == "delivery";
    deal.counterparty = csv.word(kCounterparty).value_or("");
    if (portfolio != nullptr && deal.sold.exists() && deal.bought.exists())
      check_base_amount(csv, deal, portfolio->base);
    deal.custody = cash_account(csv, kCashAccount, portfolio);
    if (!csv.ok()) continue;
    deal.settles = *settles;
    groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), deal));
  }
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
