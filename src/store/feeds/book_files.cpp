// store/feeds/book_files.cpp - floor 6
//
// Files of what happens to a book: trades, entries, share activity, withdrawals. One batch per portfolio and day.
#include <unordered_map>

#include "base/same_text.h"
#include "event/book_kinds.h"
#include "instrument/list.h"
#include "store/feeds/event_groups.h"
#include "store/feeds/trade_ids.h"

namespace openend::store::feeds {

namespace {

enum TradeColumn : std::size_t {
  kTradeId,
  kTradeDate,
  kSettleDate,
  kPortfolio,
  kSecurity,
  kSide,
  kQuantity,
  kPrice,
  kNet,
  kCommission,
  kInterest,
  kLots,
  kTradeCashAccount
};
constexpr ColumnRule kTradeColumns[] = {{"trade_id"},
                                        {"trade_date"},
                                        {"settle_date"},
                                        {"portfolio"},
                                        {"security"},
                                        {"side"},
                                        {"quantity"},
                                        {"price"},
                                        {"net_amount"},
                                        {"commission", false},
                                        {"accrued_interest", false},
                                        {"lots", false},
                                        {"cash_account", false}};

/// |net| = quantity x price, with commission and interest, to the minor unit.
bool net_fits(const event::Trade& trade, bool per_hundred, int minor, const Decimal& ratio) {
  const int places = trade.quantity.places + trade.price.places + (per_hundred ? 2 : 0);
  const std::int64_t extra = trade.sell ? trade.interest - trade.commission : trade.interest + trade.commission;
  const std::int64_t clean = trade.net - extra;
  std::int64_t exact = 0, scaled = 0;
  if (ratio == Decimal(1) && places >= minor && places - minor <= 18 &&
      !__builtin_mul_overflow(trade.quantity.coefficient, trade.price.coefficient, &exact) &&
      !__builtin_mul_overflow(clean, kPowersOfTen[places - minor], &scaled)) {
    const std::int64_t off = exact > scaled ? exact - scaled : scaled - exact;
    return off <= kPowersOfTen[places - minor] / 2;
  }
  const Decimal gap =
      trade.quantity.decimal() * trade.price.decimal() * ratio * (per_hundred ? Decimal::of(1, 2) : Decimal(1)) -
      Decimal::of(clean, minor);
  return abs(gap) <= Decimal::of(5, minor + 1);
}

/// LAW   Spec S-4: what is to be announced is paid for on its day of delivery.
void check_delivery_day(CsvFile& csv, std::size_t place, const entity::Security& security, Date settles) {
  if (settles == *security.issued) return;
  csv.fault(place, "E-TRADE-010", "a trade in a pool to be announced settles on another day than its delivery",
            security.issued->text(), "correct the date, or name the pool that is delivered then");
}

/// LAW   31 CFR 356 App. B III: an indexed bond is paid for at its price times the ratio of the settlement day.
Decimal ratio_paid(CsvFile& csv, std::size_t place, const entity::Security& security, Date settles) {
  const auto ratio = instrument::InflationIndexed::index_ratio(security, settles);
  if (!ratio)
    csv.fault(place, "E-TRADE-009", "the index ratio of the settlement day is not known",
              "levels of " + security.inflation->index + " for the third and the second month before it",
              "send fixings.csv first, or with it");
  return ratio.value_or(Decimal(1));
}

/// A method's word, or LOT:quantity;LOT:quantity
void read_lots(CsvFile& csv, event::Trade& trade, std::vector<event::LotPick>& picks) {
  using Relief = event::Trade::Relief;
  const std::string_view text = csv.text(kLots);
  const auto refuse_text = [&] {
    csv.fault(kLots, "E-TRADE-006", "the lots can not be read",
              "fifo, lifo, highest cost, lowest tax, average, or LOT:quantity joined by ;", "correct the instruction");
  };
  static constexpr std::pair<std::string_view, Relief> kMethods[] = {{"fifo", Relief::Fifo},
                                                                     {"lifo", Relief::Lifo},
                                                                     {"highest cost", Relief::HighestCost},
                                                                     {"lowest tax", Relief::LowestTax},
                                                                     {"average", Relief::Average}};
  for (const auto& [word, method] : kMethods) {
    if (text != word) continue;
    trade.relief = method;
    return;
  }
  trade.relief = Relief::Named;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(';', from), text.size());
    const std::string_view part = text.substr(from, end - from);
    const std::size_t colon = part.rfind(':');
    const auto quantity = colon == std::string_view::npos ? std::nullopt : parse_fixed(part.substr(colon + 1));
    if (!quantity || quantity->coefficient <= 0 || colon == 0) return refuse_text();
    picks.push_back({part.substr(0, colon), *quantity});
    from = end + 1;
  }
  trade.picks = static_cast<std::uint32_t>(picks.size());
}

}  // namespace

Batches read_trades(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kTradeColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolio_column;
  SecurityColumn securities;
  std::vector<std::uint8_t> per_hundred;
  std::vector<std::uint8_t> contracts;  // a future or an option
  std::vector<std::uint8_t> indexed, tba;
  std::vector<int> minors;  // of the currency that the security is quoted and paid in
  for (const auto& security : in.registry.securities()) {
    per_hundred.push_back(instrument::quotation(security) != instrument::Quotation::PerUnit);
    minors.push_back(security.currency.minor_places());
    contracts.push_back(security.contract.has_value());
    indexed.push_back(instrument::is_indexed(security));
    tba.push_back(instrument::is_tba(security));
  }
  std::vector<event::LotPick> picks;
  TradeIds ids;
  std::string_view last_settle_text;
  std::optional<Date> settles;
  while (csv.next()) {
    event::Trade trade;
    picks.clear();
    const auto date = csv.date(kTradeDate);
    const std::string_view settle_text = csv.text(kSettleDate);
    if (!same_text(settle_text, last_settle_text)) {
      settles = Date::parse(settle_text);
      last_settle_text = settle_text;
    }
    if (!settles)
      csv.fault(kSettleDate, "E-CSV-013", "settle_date is not a date", "a day such as 1997-01-06",
                "write year, month, day with hyphens");
    const auto* portfolio = portfolio_column.read(csv, kPortfolio, in.registry);
    trade.security = securities.read(csv, kSecurity, in.registry);
    const std::string_view side = csv.text(kSide);
    const char side_letter = side.size() == 1 ? side[0] : '\0';
    if (side_letter != 'B' && side_letter != 'S')
      csv.fault(kSide, "E-TRADE-001", "the side is not known", "B or S", "write B for a purchase, S for a sale");
    trade.sell = side_letter == 'S';
    trade.quantity = positive(csv, kQuantity, "the quantity").value_or(Fixed{});
    trade.price = positive(csv, kPrice, "the price", kMostPlaces).value_or(Fixed{});
    const int minor = trade.security.exists() ? minors[trade.security.value] : 2;
    const auto net = csv.money(kNet, minor);
    if (csv.has(kCommission)) trade.commission = csv.money(kCommission, minor).value_or(0);
    if (csv.has(kInterest)) trade.interest = csv.money(kInterest, minor).value_or(0);
    if (csv.has(kLots)) read_lots(csv, trade, picks);
    if (csv.has(kTradeCashAccount)) trade.custody = cash_account(csv, kTradeCashAccount, portfolio);
    const auto reference = reference_of(csv.text(kTradeId));
    if (csv.text(kTradeId).empty())
      csv.fault(kTradeId, "E-TRADE-002", "the trade has no id", "an id used once", "give each trade an id");
    ids.add(reference, csv.row());
    if (!csv.ok()) continue;
    if ((*net < 0) == trade.sell && *net != 0)
      csv.fault(kNet, "E-TRADE-004", "the net amount has the wrong sign",
                trade.sell ? "cash received: positive" : "cash paid: negative", "correct the sign or the side");
    trade.net = *net < 0 ? -*net : *net;
    if (*settles < *date)
      csv.fault(kSettleDate, "E-TRADE-008", "the trade settles before it is made", "the trade date or later",
                "correct one of the dates");
    if (tba[trade.security.value] != 0)
      check_delivery_day(csv, kSettleDate, in.registry.security(trade.security), *settles);
    Decimal ratio(1);
    if (indexed[trade.security.value] != 0)
      ratio = ratio_paid(csv, kSettleDate, in.registry.security(trade.security), *settles);
    if (csv.ok() && !net_fits(trade, per_hundred[trade.security.value] != 0, minor, ratio)) {
      csv.fault(kNet, "E-TRADE-005", "the net amount is not quantity x price with commission and interest",
                (trade.quantity.decimal() * trade.price.decimal() * ratio).text() + " before them",
                "correct the amount, the price or the quantity");
    }
    trade.settles = *settles;
    if (contracts[trade.security.value] != 0)
      check_contract_held(csv, kSecurity, kQuantity, in.registry.security(trade.security), trade.quantity);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference, trade), picks);
  }
  ids.refuse_repeated(csv);
  return finish(csv, groups);
}

namespace {

/// A transfer leaves one cash account and reaches another; other entries move one, where they move cash at all.
void check_cash_accounts(CsvFile& csv, const event::EntryKind& kind, const event::BookEntry& entry, std::size_t from,
                         std::size_t to) {
  const bool transfer = kind.debit == kind.credit;
  const bool moves_cash = kind.debit == entity::Account::Cash || kind.credit == entity::Account::Cash;
  if (!moves_cash && csv.has(from))
    csv.fault(from, "E-CASH-002", "the entry moves no cash", "an empty field", "leave it empty");
  if (!transfer && csv.has(to))
    csv.fault(to, "E-CASH-003", "only a transfer reaches a second cash account", "an empty field",
              "use the entry \"cash transferred\", or leave it empty");
  if (transfer && entry.custody == entry.to_custody)
    csv.fault(to, "E-CASH-004", "cash is transferred to where it is", "two different cash accounts",
              "name the account that it leaves and the one that it reaches");
}

}  // namespace

Batches read_currency_deals(const Reading& in) {
  enum : std::size_t { kId, kDate, kSettle, kPortfolioOf, kSold, kSoldAmount, kBought, kBoughtAmount, kCashAccount };
  static constexpr ColumnRule kColumns[] = {{"deal_id"},      {"trade_date"},    {"settle_date"},
                                            {"portfolio"},    {"sell_currency"}, {"sell_amount"},
                                            {"buy_currency"}, {"buy_amount"},    {"cash_account", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  entity::NameMap<std::uint32_t> seen;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto id = csv.word(kId);
    if (id && !seen.emplace(std::string(csv.text(kPortfolioOf)) + "\n" + std::string(*id), csv.row()).second)
      csv.fault(kId, "E-DEAL-001", "the id stands twice", "each id once in a portfolio", "give the deal its own id");
    const auto date = csv.date(kDate);
    const auto settles = csv.date(kSettle);
    event::CurrencyDeal deal;
    const auto side = [&](std::size_t currency_place, std::size_t amount_place, Currency& currency,
                          std::int64_t& amount) {
      if (!csv.word(currency_place)) return;
      const auto found = currency_or_base(csv, currency_place, portfolio);
      if (!found) return;
      currency = *found;
      const auto minor = csv.money(amount_place, currency.minor_places());
      if (minor && *minor <= 0)
        csv.fault(amount_place, "E-DEAL-002", "the amount is not more than zero", "an amount above zero",
                  "correct it; what is sold and what is bought have their own columns");
      amount = minor.value_or(0);
    };
    side(kSold, kSoldAmount, deal.sold, deal.sold_amount);
    side(kBought, kBoughtAmount, deal.bought, deal.bought_amount);
    if (csv.ok() && deal.sold == deal.bought)
      csv.fault(kBought, "E-DEAL-003", "a currency is sold for itself", "two currencies", "correct one of them");
    if (date && settles && *settles < *date)
      csv.fault(kSettle, "E-TRADE-008", "the deal settles before it is made", "the trade date or later",
                "correct one of the dates");
    deal.custody = cash_account(csv, kCashAccount, portfolio);
    if (!csv.ok()) continue;
    deal.settles = *settles;
    groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), deal));
  }
  return finish(csv, groups);
}

Batches read_settlements(const Reading& in) {
  enum : std::size_t { kDate, kPortfolioOf, kTrade, kState };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"portfolio"}, {"trade_id"}, {"state"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  RepeatedRows repeated;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto trade = csv.word(kTrade);
    repeated.check(csv, {kDate, kPortfolioOf, kTrade});
    if (csv.text(kState) != "failed" && csv.text(kState) != "settled")
      csv.fault(kState, "E-FAIL-002", "the state is not known", "failed or settled", "use one of these words");
    if (csv.ok())
      groups.add(portfolio->id,
                 make_event(csv, *date, reference_of(*trade), event::SettlementNotice{csv.text(kState) == "failed"}));
  }
  return finish(csv, groups);
}

Batches read_entries(const Reading& in) {
  enum : std::size_t { kId, kDate, kPortfolioOf, kEntry, kAmount, kText, kCurrency, kFrom, kTo };
  static constexpr ColumnRule kColumns[] = {{"id"},
                                            {"date"},
                                            {"portfolio"},
                                            {"entry"},
                                            {"amount"},
                                            {"text", false},
                                            {"currency", false},
                                            {"cash_account", false},
                                            {"to_cash_account", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  entity::NameMap<std::uint32_t> seen;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto id = csv.word(kId);
    if (id && !seen.emplace(std::string(csv.text(kPortfolioOf)) + "\n" + std::string(*id), csv.row()).second)
      csv.fault(kId, "E-ENTRY-001", "the id stands twice", "each id once in a portfolio", "give the entry its own id");
    const auto date = csv.date(kDate);
    event::BookEntry entry;
    const auto* kind = std::find_if(std::begin(event::kEntryKinds), std::end(event::kEntryKinds),
                                    [&](const auto& k) { return k.word == csv.text(kEntry); });
    if (kind == std::end(event::kEntryKinds)) {
      std::string words;
      for (const auto& k : event::kEntryKinds) words += (words.empty() ? "" : ", ") + std::string(k.word);
      csv.fault(kEntry, "E-ENTRY-002", "the entry is not known", words, "use one of these");
    }
    entry.entry = static_cast<std::uint8_t>(kind - std::begin(event::kEntryKinds));
    const auto currency = currency_or_base(csv, kCurrency, portfolio);
    if (currency && portfolio != nullptr && *currency != portfolio->base) entry.currency = *currency;
    entry.amount = csv.money(kAmount, currency ? currency->minor_places() : 2).value_or(0);
    entry.text = csv.text(kText);
    entry.custody = cash_account(csv, kFrom, portfolio);
    entry.to_custody = cash_account(csv, kTo, portfolio);
    if (kind != std::end(event::kEntryKinds)) check_cash_accounts(csv, *kind, entry, kFrom, kTo);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), entry));
  }
  return finish(csv, groups);
}

Batches read_shares(const Reading& in) {
  enum : std::size_t { kDate, kPortfolioOf, kClass, kSubscriptions, kRedemptions };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"portfolio"}, {"class"}, {"subscriptions"}, {"redemptions"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups(event::BatchKind::Shares);
  PortfolioColumn portfolios;
  // A class's rows of one day are numbered as they come; the first may be its first subscription of all.
  std::unordered_map<std::uint64_t, std::uint64_t> counts;  // by class, portfolio and day
  SharePlaces places;
  RepeatedRows repeated;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    event::ShareActivity activity;
    activity.share_class = csv.text(kClass);
    if (portfolio != nullptr && portfolio->find_class(activity.share_class) == nullptr)
      csv.fault(kClass, "E-CLASS-002", "the class is not one of the portfolio",
                "a class of " + portfolio->key + ".toml", "correct it, or describe the class and run openend init");
    activity.subscriptions =
        csv.money(kSubscriptions, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    activity.redemptions = csv.number(kRedemptions, kMostQuantityPlaces).value_or(Fixed{});
    if (portfolio != nullptr && date) {
      places.check(csv, kRedemptions, *portfolio, *date, activity.redemptions, in.registry);
    }
    if (activity.subscriptions < 0)
      csv.fault(kSubscriptions, "E-SHARE-005", "subscriptions are negative", "zero or more",
                "put redemptions in their own column");
    if (activity.redemptions.coefficient < 0)
      csv.fault(kRedemptions, "E-SHARE-005", "redemptions are negative", "zero or more",
                "put subscriptions in their own column");
    repeated.check(csv, {kDate, kPortfolioOf, kClass, kSubscriptions, kRedemptions});
    if (portfolio != nullptr && date) check_class_exists(csv, kClass, *portfolio, *date);
    if (!csv.ok()) continue;
    const auto place =
        static_cast<std::uint64_t>(portfolio->find_class(activity.share_class) - portfolio->classes.data());
    const std::uint64_t number =
        ++counts[(place << 56) ^ (std::uint64_t{portfolio->id.value} << 32) ^ static_cast<std::uint32_t>(date->days)];
    groups.add(portfolio->id, make_event(csv, *date, {number, activity.share_class}, activity));
  }
  return finish(csv, groups);
}

Batches read_cancellations(const Reading& in) {
  enum : std::size_t { kDate, kPortfolioOf, kKind, kReference, kText };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"portfolio"}, {"kind"}, {"reference"}, {"text", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  EventGroups share_groups(event::BatchKind::Shares);
  PortfolioColumn portfolios;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    event::Cancellation cancel;
    const std::string_view kind = csv.text(kKind);
    const event::BookKindOfFile* known = event::find_book_kind(kind);
    if (known != nullptr && known->can_be_withdrawn) {
      cancel.target = known->body;
    } else {
      std::string words;
      for (const auto& entry : event::kBookKinds)
        words += !entry.can_be_withdrawn ? "" : (words.empty() ? "" : ", ") + std::string(entry.word);
      csv.fault(kKind, "E-CANCEL-002", "nothing of this kind can be withdrawn", words, "use one of these words");
    }
    const auto reference = csv.word(kReference);
    const bool is_name = kind == "shares" || kind == "collateral";
    if (reference) cancel.reference = is_name ? event::Reference{0, *reference} : reference_of(*reference);
    EventGroups& into = kind == "shares" ? share_groups : groups;
    if (csv.ok()) into.add(portfolio->id, make_event(csv, *date, cancel.reference, cancel));
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches = groups.batches();
  for (Batch& batch : share_groups.batches()) batches.push_back(std::move(batch));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
