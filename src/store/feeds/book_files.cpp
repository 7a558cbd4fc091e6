// store/feeds/book_files.cpp - floor 6
//
// Files of events of portfolios: openings, trades, entries, share activity, withdrawals. One batch per portfolio and
// day.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/same_text.h"
#include "event/codec.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

/// Encodes events as they are read, each into the batch of its day and portfolio, in the order of the file.
class EventGroups {
 public:
  explicit EventGroups(event::BatchKind kind = event::BatchKind::Book) : kind_(kind) {}

  void add(PortfolioId portfolio, const event::Event& event, const std::vector<event::LotPick>& picks = {}) {
    Group& group = groups_[group_of(event.date, portfolio)];
    ByteWriter out(group.body);
    event::encode(out, event, picks);
    ++group.events;
  }

  std::vector<Batch> batches() {
    std::vector<Batch> batches;
    batches.reserve(groups_.size());
    for (const auto& [day, by_portfolio] : days_) {
      for (std::size_t portfolio = 0; portfolio < by_portfolio.size(); ++portfolio) {
        if (by_portfolio[portfolio] == kNoGroup) continue;
        Group& group = groups_[by_portfolio[portfolio]];
        batches.push_back(make_batch(kind_, PortfolioId{static_cast<std::uint32_t>(portfolio)}, day, group.events,
                                     std::move(group.body)));
      }
    }
    return batches;
  }

 private:
  static constexpr std::uint32_t kNoGroup = 0xffffffffU;
  struct Group {
    Bytes body;
    std::size_t events = 0;
  };

  std::uint32_t group_of(Date date, PortfolioId portfolio) {
    if (last_ == nullptr || date != last_date_) {
      last_ = &days_[date];
      last_date_ = date;
    }
    if (last_->size() <= portfolio.value) last_->resize(portfolio.value + std::size_t{1}, kNoGroup);
    std::uint32_t& group = (*last_)[portfolio.value];
    if (group == kNoGroup) {
      group = static_cast<std::uint32_t>(groups_.size());
      groups_.emplace_back();
    }
    return group;
  }

  event::BatchKind kind_;
  std::vector<Group> groups_;
  std::map<Date, std::vector<std::uint32_t>> days_;
  std::vector<std::uint32_t>* last_ = nullptr;
  Date last_date_;
};

Batches finish(const CsvFile& csv, EventGroups& groups) {
  if (!csv.ok()) return csv.faults();
  return std::pair{groups.batches(), csv.rows_read()};
}

/// Digits are a number; anything else is a text.
event::Reference reference_of(std::string_view text) {
  const bool plain = !text.empty() && text.size() <= 18 && (text[0] != '0' || text.size() == 1) &&
                     std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!plain) return {0, text};
  std::uint64_t number = 0;
  for (const char c : text) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return {number, {}};
}

template <class Body>
event::Event make_event(const CsvFile& csv, Date date, event::Reference reference, const Body& body) {
  event::Event event;
  event.date = date;
  event.row = csv.row();
  event.reference = reference;
  event.body = body;
  return event;
}

std::optional<Fixed> positive(CsvFile& csv, std::size_t place, const char* what) {
  const auto value = csv.number(place);
  if (value && value->coefficient <= 0) {
    csv.fault(place, "E-EVENT-001", std::string(what) + " is not more than zero", "a number above zero",
              "correct it; a sale has its own side");
    return std::nullopt;
  }
  return value;
}

}  // namespace

Batches read_opening_holdings(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kSecurity, kLot, kAcquired, kQuantity, kCost, kBasis, kStatus };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},       {"date"},     {"security"}, {"lot"},
                                            {"acquired", false}, {"quantity"}, {"cost"},     {"cost_basis"},
                                            {"status", false}};
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
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*name), lot));
  }
  return finish(csv, groups);
}

Batches read_opening_balances(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kAccount, kAmount, kBasis };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"date"}, {"account"}, {"amount"}, {"basis"}};
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
                       *account != entity::Account::UnrealisedOnForwards &&
                       *account != entity::Account::UnrealisedAppreciation &&
                       entity::line_of(*account).account_class <= entity::AccountClass::Capital;
    if (!opens)
      csv.fault(kAccount, "E-OPEN-005", "no balance is opened in this account",
                "an account of docs/reference/input-files.md",
                "correct the word; investments and appreciation follow from the lots");
    balance.account = account.value_or(entity::Account::Cash);
    balance.amount = csv.money(kAmount, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    balance.basis = csv.text(kBasis);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, csv.text(kAccount)}, balance));
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

namespace {

/// Shares are counted to the places that the trust chose.
void refuse_fractions(CsvFile& csv, std::size_t place, const entity::Portfolio& portfolio, Date date, Fixed shares,
                      const entity::Registry& registry) {
  const int places = registry.trust().settings_of(portfolio, date).share_places;
  const int extra = shares.places - places;
  if (extra <= 0 || shares.coefficient % kPowersOfTen[extra] == 0) return;
  csv.fault(place, "E-SHARE-006", "shares have too many decimals", std::to_string(places) + " decimals",
            "round them to the places of shares that the trust counts");
}

}  // namespace

Batches read_opening_shares(const Reading& in) {
  enum : std::size_t { kPortfolio, kClass, kDate, kShares, kBasis };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"class"}, {"date"}, {"shares"}, {"basis"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto date = csv.date(kDate);
    event::OpeningShares shares;
    shares.share_class = csv.text(kClass);
    if (portfolio != nullptr && portfolio->find_class(shares.share_class) == nullptr)
      csv.fault(kClass, "E-CLASS-002", "the class is not one of the portfolio",
                "a class of " + portfolio->key + ".toml", "correct it, or describe the class and run openend init");
    shares.shares = positive(csv, kShares, "the number of shares").value_or(Fixed{});
    if (portfolio != nullptr && date) refuse_fractions(csv, kShares, *portfolio, *date, shares.shares, in.registry);
    shares.basis = csv.text(kBasis);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, shares.share_class}, shares));
  }
  return finish(csv, groups);
}

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
  kLots
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
                                        {"lots", false}};

/// Finds trade ids that repeat. Numbers that only rise, the usual case, need no sorting.
class TradeIds {
 public:
  explicit TradeIds(std::size_t expected) { numbers_.reserve(expected); }
  void add(const event::Reference& reference, std::uint32_t row) {
    if (!reference.text.empty()) {
      if (!texts_.emplace(std::string(reference.text), row).second) repeated_.push_back(row);
      return;
    }
    rising_ = rising_ && (numbers_.empty() || reference.number > numbers_.back().first);
    numbers_.emplace_back(reference.number, row);
  }
  void refuse_repeated(CsvFile& csv) {
    if (!rising_) {
      std::stable_sort(numbers_.begin(), numbers_.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = 1; i < numbers_.size(); ++i) {
        if (numbers_[i].first == numbers_[i - 1].first) repeated_.push_back(numbers_[i].second);
      }
      std::sort(repeated_.begin(), repeated_.end());
    }
    for (const std::uint32_t row : repeated_) {
      csv.fault_of_row("E-TRADE-003", "the trade id stands twice", "an id used before", "each id once in a file",
                       "give the trade its own id", row);
    }
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> numbers_;
  entity::NameMap<std::uint32_t> texts_;
  std::vector<std::uint32_t> repeated_;
  bool rising_ = true;
};

/// |net| = quantity x price, with commission and interest, to the minor unit.
bool net_fits(const event::Trade& trade, bool per_hundred, int minor) {
  const int places = trade.quantity.places + trade.price.places + (per_hundred ? 2 : 0);
  const std::int64_t extra = trade.sell ? trade.interest - trade.commission : trade.interest + trade.commission;
  const std::int64_t clean = trade.net - extra;
  std::int64_t exact = 0, scaled = 0;
  if (places >= minor && places - minor <= 18 &&
      !__builtin_mul_overflow(trade.quantity.coefficient, trade.price.coefficient, &exact) &&
      !__builtin_mul_overflow(clean, kPowersOfTen[places - minor], &scaled)) {
    const std::int64_t off = exact > scaled ? exact - scaled : scaled - exact;
    return off <= kPowersOfTen[places - minor] / 2;
  }
  const Decimal gap =
      trade.quantity.decimal() * trade.price.decimal() * (per_hundred ? Decimal::of(1, 2) : Decimal(1)) -
      Decimal::of(clean, minor);
  return abs(gap) <= Decimal::of(5, minor + 1);
}

/// fifo, lifo, highest cost, or LOT:quantity;LOT:quantity
void read_lots(CsvFile& csv, event::Trade& trade, std::vector<event::LotPick>& picks) {
  using Relief = event::Trade::Relief;
  const std::string_view text = csv.text(kLots);
  const auto refuse_text = [&] {
    csv.fault(kLots, "E-TRADE-006", "the lots can not be read", "fifo, lifo, highest cost, or LOT:quantity joined by ;",
              "correct the instruction");
  };
  if (text == "fifo" || text == "lifo" || text == "highest cost") {
    trade.relief = text == "fifo" ? Relief::Fifo : text == "lifo" ? Relief::Lifo : Relief::HighestCost;
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
  for (const auto& security : in.registry.securities())
    per_hundred.push_back(instrument::quotation(security) != instrument::Quotation::PerUnit);
  std::vector<event::LotPick> picks;
  TradeIds ids(in.file.text().size() / 60);
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
    trade.price = positive(csv, kPrice, "the price").value_or(Fixed{});
    const int minor = portfolio == nullptr ? 2 : portfolio->base.minor_places();
    const auto net = csv.money(kNet, minor);
    if (csv.has(kCommission)) trade.commission = csv.money(kCommission, minor).value_or(0);
    if (csv.has(kInterest)) trade.interest = csv.money(kInterest, minor).value_or(0);
    if (csv.has(kLots)) read_lots(csv, trade, picks);
    const auto reference = reference_of(csv.text(kTradeId));
    if (csv.text(kTradeId).empty())
      csv.fault(kTradeId, "E-TRADE-002", "the trade has no id", "an id used once", "give each trade an id");
    ids.add(reference, csv.row());
    if (!csv.ok()) continue;
    if ((*net < 0) == trade.sell && *net != 0)
      csv.fault(kNet, "E-TRADE-004", "the net amount has the wrong sign",
                trade.sell ? "cash received: positive" : "cash paid: negative", "correct the sign or the side");
    trade.net = *net < 0 ? -*net : *net;
    if (in.registry.security(trade.security).currency != portfolio->base)
      csv.fault(kSecurity, "E-TRADE-007", "the security is quoted in another currency than the portfolio's",
                std::string(portfolio->base.code()), "deals in foreign currency are not taken yet");
    if (*settles < *date)
      csv.fault(kSettleDate, "E-TRADE-008", "the trade settles before it is made", "the trade date or later",
                "correct one of the dates");
    if (csv.ok() && !net_fits(trade, per_hundred[trade.security.value] != 0, minor)) {
      csv.fault(kNet, "E-TRADE-005", "the net amount is not quantity x price with commission and interest",
                (trade.quantity.decimal() * trade.price.decimal()).text() + " before them",
                "correct the amount, the price or the quantity");
    }
    trade.settles = *settles;
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference, trade), picks);
  }
  ids.refuse_repeated(csv);
  return finish(csv, groups);
}

Batches read_entries(const Reading& in) {
  enum : std::size_t { kId, kDate, kPortfolioOf, kEntry, kAmount, kText };
  static constexpr ColumnRule kColumns[] = {{"id"}, {"date"}, {"portfolio"}, {"entry"}, {"amount"}, {"text", false}};
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
    entry.amount = csv.money(kAmount, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    entry.text = csv.text(kText);
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
    activity.redemptions = csv.number(kRedemptions).value_or(Fixed{});
    if (portfolio != nullptr && date) {
      refuse_fractions(csv, kRedemptions, *portfolio, *date, activity.redemptions, in.registry);
    }
    if (activity.subscriptions < 0)
      csv.fault(kSubscriptions, "E-SHARE-005", "subscriptions are negative", "zero or more",
                "put redemptions in their own column");
    if (activity.redemptions.coefficient < 0)
      csv.fault(kRedemptions, "E-SHARE-005", "redemptions are negative", "zero or more",
                "put subscriptions in their own column");
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
    if (kind == "trades")
      cancel.target = event::kBodyIndex<event::Trade>;
    else if (kind == "entries")
      cancel.target = event::kBodyIndex<event::BookEntry>;
    else if (kind == "shares")
      cancel.target = event::kBodyIndex<event::ShareActivity>;
    else
      csv.fault(kKind, "E-CANCEL-002", "nothing of this kind can be withdrawn", "trades, entries or shares",
                "use one of these words");
    const auto reference = csv.word(kReference);
    if (reference) cancel.reference = kind == "shares" ? event::Reference{0, *reference} : reference_of(*reference);
    EventGroups& into = kind == "shares" ? share_groups : groups;
    if (csv.ok()) into.add(portfolio->id, make_event(csv, *date, cancel.reference, cancel));
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches = groups.batches();
  for (Batch& batch : share_groups.batches()) batches.push_back(std::move(batch));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
