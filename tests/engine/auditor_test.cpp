// Years of random dealing against an auditor too simple to be wrong. The auditor shares no code with the engine: whole
// numbers, maps and queues. What it gets, day by day, the engine must get to the cent.
#include <deque>
#include <random>

#include "desk.h"

namespace openend::desk {
namespace {

using Wide = __int128;

/// a x b / c, half up, of numbers that are not negative.
std::int64_t share(Wide a, Wide b, Wide c) { return static_cast<std::int64_t>((2 * a * b + c) / (2 * c)); }

/// A count of units at so many decimals, as a file writes it.
std::string text(std::int64_t units, int places) {
  std::string digits = std::to_string(units < 0 ? -units : units);
  while (static_cast<int>(digits.size()) <= places) digits.insert(0, "0");
  digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
  return (units < 0 ? "-" : "") + digits;
}

/// What one portfolio was told to do on a day. Quantities are thousandths of a share, prices ten-thousandths of a
/// dollar.
struct Dealt {
  int stock;
  bool sale;
  std::int64_t quantity, price, net, commission;
  int settles;  // day
};

struct Told {
  std::vector<Dealt> trades;
  std::int64_t expense = 0, subscription = 0, redeemed = 0;
  std::map<int, std::pair<std::int64_t, int>> dividends;  // stock: rate in ten-thousandths, pay day
};

/// The auditor's book of one portfolio.
struct Auditor {
  std::map<int, std::deque<std::pair<std::int64_t, std::int64_t>>> lots;  // quantity and cost, oldest first
  std::multimap<int, std::int64_t> due;                                   // day: cash in, or out
  std::int64_t cash = 0, gain = 0, income = 0, expenses = 0, shares = 0, nav = 0, capital = 0, net_assets = 0;

  std::int64_t held(int stock) {
    std::int64_t sum = 0;
    for (const auto& lot : lots[stock]) sum += lot.first;
    return sum;
  }
  std::int64_t cost() const {
    std::int64_t sum = 0;
    for (const auto& stock : lots) {
      for (const auto& lot : stock.second) sum += lot.second;
    }
    return sum;
  }

  void enter(const Dealt& trade) {
    due.emplace(trade.settles, trade.sale ? trade.net : -trade.net);
    auto& queue = lots[trade.stock];
    if (!trade.sale) {
      queue.emplace_back(trade.quantity, trade.net);
      return;
    }
    gain += trade.net;
    for (std::int64_t left = trade.quantity; left > 0;) {
      auto& [quantity, lot_cost] = queue.front();
      const std::int64_t taken = std::min(left, quantity);
      const std::int64_t relieved = taken == quantity ? lot_cost : share(lot_cost, taken, quantity);
      gain -= relieved;
      quantity -= taken;
      lot_cost -= relieved;
      left -= taken;
      if (quantity == 0) queue.pop_front();
    }
  }

  /// One pricing day: yesterday's orders and trades come in, today's dividends and expenses, then the price.
  void close(int day_number, const Told& yesterday, const Told& today, const std::vector<std::int64_t>& prices) {
    const std::int64_t paid = share(yesterday.redeemed, nav, 1000);
    if (yesterday.subscription != 0) shares += share(yesterday.subscription, 1000, nav);
    shares -= yesterday.redeemed;
    cash += yesterday.subscription - paid;
    capital += yesterday.subscription - paid;
    for (const Dealt& trade : yesterday.trades) enter(trade);
    for (const auto& [stock, dividend] : today.dividends) {
      const std::int64_t amount = share(held(stock), dividend.first, 100'000);
      income += amount;
      due.emplace(dividend.second, amount);
    }
    expenses += today.expense;
    while (!due.empty() && due.begin()->first <= day_number) {
      cash += due.begin()->second;
      due.erase(due.begin());
    }
    net_assets = cash - expenses;
    for (const auto& pending : due) net_assets += pending.second;
    for (const auto& stock : lots) {
      net_assets += share(held(stock.first), prices[static_cast<std::size_t>(stock.first)], 100'000);
    }
    nav = share(net_assets, 1000, shares);
  }
};

constexpr int kStocks = 5;
constexpr int kDays = 250;

std::vector<Date> weekdays(const std::string& first, int count) {
  std::vector<Date> days;
  for (Date date = day(first); static_cast<int>(days.size()) < count; date = date + 1) {
    if (!date.is_weekend()) days.push_back(date);
  }
  return days;
}

/// A random year, the files that tell it, and what the auditor makes of it.
class Year {
 public:
  explicit Year(std::uint64_t seed) : random_(seed) {
    for (int stock = 0; stock < kStocks; ++stock) price_.push_back(between(50'000, 900'000));
    for (int i = 0; i < kDays; ++i) tell_market(i);
    for (const char* portfolio : {"alpha", "beta"}) tell_portfolio(portfolio);
  }

  std::string securities = "security,name,kind,currency\n", prices, dividends, opening;
  /// Files on time, and files that arrive only after the middle of the year has been struck.
  std::string trades[2], entries[2], shares[2];
  std::map<std::string, std::vector<Auditor>> books;  // by portfolio, one a day
  std::vector<Date> days = weekdays("1996-01-02", kDays + 6);

 private:
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }
  std::string stock_name(int stock) const { return "S" + std::to_string(stock); }
  std::string date(int i) const { return days[static_cast<std::size_t>(i)].text(); }

  void tell_market(int i) {
    if (i == 0) {
      for (int stock = 0; stock < kStocks; ++stock) {
        securities += stock_name(stock) + ",Stock " + std::to_string(stock) + ",common_stock,USD\n";
      }
    }
    for (int stock = 0; stock < kStocks; ++stock) {
      auto& price = price_[static_cast<std::size_t>(stock)];
      price = std::max<std::int64_t>(10'000, price + between(-price / 40, price / 40));
      prices += date(i) + "," + stock_name(stock) + "," + text(price, 4) + ",USD\n";
      if (i > 5 && chance(1)) {
        const std::int64_t rate = between(100, 9'000);
        const int pays = i + static_cast<int>(between(0, 6));
        paid_[i][stock] = {rate, pays};
        dividends += date(i) + "," + stock_name(stock) + "," + text(rate, 4) + "," + date(pays) + "\n";
      }
    }
    closes_.push_back(price_);
  }

  void tell_portfolio(const std::string& portfolio) {
    Auditor book;
    book.cash = book.capital = 1'000'000'000;  // 10,000,000.00
    book.shares = 1'000'000'000;               // 1,000,000.000
    opening += portfolio + "," + date(0) + ",cash,10000000.00,printed\n" + portfolio + "," + date(0) +
               ",capital,10000000.00,printed\n";
    book.close(0, {}, {}, closes_[0]);
    auto& answers = books[portfolio];
    answers.push_back(book);
    std::map<int, std::int64_t> held;  // with everything told so far
    Told yesterday;
    // Orders and trades of the opening's day enter the next day's book: the first are told on day 1.
    for (int i = 1; i < kDays; ++i) {
      Told today = tell_day(portfolio, i, held, book.shares);
      if (paid_.count(i) != 0) today.dividends = paid_[i];
      book.close(i, yesterday, today, closes_[static_cast<std::size_t>(i)]);
      answers.push_back(book);
      yesterday = today;
    }
  }

  Told tell_day(const std::string& portfolio, int i, std::map<int, std::int64_t>& held, std::int64_t outstanding) {
    Told told;
    for (std::int64_t count = between(0, 4); count > 0; --count) {
      Dealt trade{};
      trade.stock = static_cast<int>(between(0, kStocks - 1));
      trade.sale = chance(45) && held[trade.stock] > 0;
      trade.quantity = trade.sale ? between(1, held[trade.stock]) : between(1, 400'000);
      if (trade.sale && chance(25)) trade.quantity = held[trade.stock];
      trade.price = closes_[static_cast<std::size_t>(i)][static_cast<std::size_t>(trade.stock)] + between(-500, 500);
      const std::int64_t gross = share(trade.quantity, trade.price, 100'000);
      trade.commission = std::min<std::int64_t>(between(0, 2'500), trade.sale ? gross : 2'500);
      trade.net = trade.sale ? gross - trade.commission : gross + trade.commission;
      trade.settles = i + static_cast<int>(between(0, 5));
      held[trade.stock] += trade.sale ? -trade.quantity : trade.quantity;
      told.trades.push_back(trade);
      // Stock 4 is the one whose trades come late.
      trades[trade.stock == 4] += std::to_string(++trade_id_) + "," + date(i) + "," + date(trade.settles) + "," +
                                  portfolio + "," + stock_name(trade.stock) + "," + (trade.sale ? "S" : "B") + "," +
                                  text(trade.quantity, 3) + "," + text(trade.price, 4) + "," +
                                  text(trade.sale ? trade.net : -trade.net, 2) + "," + text(trade.commission, 2) +
                                  ",,\n";
    }
    if (chance(20)) {
      told.expense = between(1, 500'000);
      entries[chance(20)] += "e" + std::to_string(++trade_id_) + "," + date(i) + "," + portfolio + ",expense accrued," +
                             text(told.expense, 2) + "\n";
    }
    if (chance(50)) {
      told.subscription = chance(70) ? between(1, 5'000'000) : 0;
      told.redeemed = chance(70) ? between(1, outstanding / 400) : 0;
      shares[chance(20)] +=
          date(i) + "," + portfolio + ",one," + text(told.subscription, 2) + "," + text(told.redeemed, 3) + "\n";
    }
    return told;
  }

  std::mt19937_64 random_;
  std::vector<std::int64_t> price_;
  std::vector<std::vector<std::int64_t>> closes_;
  std::map<int, std::map<int, std::pair<std::int64_t, int>>> paid_;
  int trade_id_ = 0;
};

void send(Desk& desk, const Year& year, int which) {
  if (!year.trades[which].empty()) desk.trades(year.trades[which]);
  if (!year.entries[which].empty()) desk.entries(year.entries[which]);
  if (!year.shares[which].empty()) desk.shares(year.shares[which]);
}

void compare(Desk& desk, const Year& year) {
  for (const auto& [portfolio, answers] : year.books) {
    for (int i = 0; i < kDays; ++i) {
      const Auditor& auditor = answers[static_cast<std::size_t>(i)];
      const std::string date = year.days[static_cast<std::size_t>(i)].text();
      const auto package = desk.sealed(portfolio, date);
      const auto of = [&](entity::Account account) { return package.balances[static_cast<std::size_t>(account)]; };
      ASSERT_EQ(package.net_assets, auditor.net_assets) << portfolio << " " << date;
      ASSERT_EQ(of(entity::Account::Cash), auditor.cash) << portfolio << " " << date;
      ASSERT_EQ(of(entity::Account::InvestmentsAtCost), auditor.cost()) << portfolio << " " << date;
      ASSERT_EQ(-of(entity::Account::RealisedOnInvestments), auditor.gain) << portfolio << " " << date;
      ASSERT_EQ(-of(entity::Account::DividendIncome), auditor.income) << portfolio << " " << date;
      ASSERT_EQ(
          -of(entity::Account::Capital) - of(entity::Account::SharesSold) - of(entity::Account::SharesRepurchased),
          auditor.capital)
          << portfolio << " " << date;
      ASSERT_EQ(package.nav, Decimal::of(auditor.nav, 2)) << portfolio << " " << date;
      ASSERT_EQ(package.shares.decimal(), Decimal::of(auditor.shares, 3)) << portfolio << " " << date;
      Wide sum = 0;
      for (const std::int64_t balance : package.balances) sum += balance;
      ASSERT_TRUE(sum == 0) << "the book of " << portfolio << " on " << date << " sums to zero";
    }
    // At the end, lot by lot.
    const auto book = desk.rebuilt(portfolio, year.days[kDays - 1].text()).book;
    for (const auto& [stock, lots] : answers.back().lots) {
      const auto slot = book.find(desk.session().registry().find_security("S" + std::to_string(stock)));
      ASSERT_TRUE(slot != book::kNone);
      auto at = book.positions.first_lot[slot];
      for (const auto& [quantity, cost] : lots) {
        ASSERT_NE(at, book::kNone);
        EXPECT_EQ(Decimal::of(book.lots[at].quantity, book.positions.places[slot]), Decimal::of(quantity, 3));
        EXPECT_EQ(book.lots[at].cost, cost);
        at = book.lots[at].next;
      }
      EXPECT_EQ(at, book::kNone);
    }
  }
}

class RandomYears : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomYears, agree_with_the_auditor_to_the_cent_on_time_or_late) {
  const Year year(GetParam());
  Desk desk;
  desk.send("securities", year.securities);
  desk.send("opening-balances", "portfolio,date,account,amount,basis\n" + year.opening);
  desk.send("opening-shares",
            "portfolio,class,date,shares,basis\nalpha,one,1996-01-02,1000000.000,printed\nbeta,one,1996-01-02,1000000."
            "000,printed\n");
  desk.prices(year.prices);
  if (!year.dividends.empty()) desk.dividends(year.dividends);
  send(desk, year, 0);
  const bool late = GetParam() % 2 == 1;
  if (late) desk.struck(year.days[kDays / 2].text());  // with what is known by then
  send(desk, year, 1);
  desk.struck(year.days[kDays - 1].text());
  compare(desk, year);
  EXPECT_EQ(desk.differing(), 0U) << testing::PrintToString(desk.faults);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomYears, testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace openend::desk
