#include "kernels/desk.h"

#include <fmt/format.h>

#include "day/close_day.h"
#include "event/codec.h"

namespace openend::kernels {

namespace {

using store::feeds::TextFile;

constexpr const char* kTrust = R"toml([trust]
id = "desk"
name = "Desk (simulated)"
base_currency = "USD"
calendar = "weekdays"
portfolios = ["desk"]

[[settings]]
from = 1990-01-01
holding_value = "minor unit, half up"
nav_places = 4
share_places = 3
trades_enter = "same day"
share_settlement_days = 0
redemption_money = "two steps"
lot_method = "fifo"
fee_base = "prior net assets after dealing"
fee_days = "per strike"
fee_year = 365
fee_rounding = "each strike"
)toml";

constexpr const char* kPortfolio = R"toml([portfolio]
id = "desk"
name = "Desk (simulated)"
inception = 1990-01-01
base_currency = "USD"

[[class]]
id = "A"
name = "A"
from = 1990-01-01
initial_price = "10.0000"

[[advisory_fee]]
from = 1990-01-01
tiers = [ { rate_pct = "0.50" } ]
source = "simulated"
)toml";

std::string cents(std::int64_t amount) { return Decimal::of(amount, 2).text(); }

}  // namespace

Desk::Desk(DeskSize desk_size) : size(desk_size) {
  std::vector<TextFile> terms;
  terms.push_back(TextFile::of("trust.toml", kTrust));
  terms.push_back(TextFile::of("desk.toml", kPortfolio));
  sure(registry.set_terms(sure(store::feeds::read_trust_texts(terms))));
  std::string securities = "security,name,kind,currency,status\n";
  for (std::uint32_t i = 0; i < size.securities; ++i) {
    securities += fmt::format("S{0:04},S{0:04},common_stock,USD,simulated\n", i);
  }
  read("securities", securities);
  write_files();
  trade_batches = read("trades", trades_csv);
  share_batches = read("shares", shares_csv);
  for (const auto& batch : read("prices", prices_csv)) {
    OE_ASSERT(event::decode(batch.body, batch.day, price_sets.emplace_back()), "a price set can be read back");
  }
}

std::vector<store::Batch> Desk::read(std::string_view kind, const std::string& text) {
  const TextFile file = TextFile::of(std::string(kind) + ".csv", text);
  return sure(store::feeds::read_file(kind, file, registry, {})).batches;
}

/// Day 0 buys two lots of everything; after it purchases and sales take turns, so that positions neither grow nor end.
void Desk::write_files() {
  Draw draw;
  trades_csv = "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n";
  prices_csv = "date,security,price,currency\n";
  shares_csv = "date,portfolio,class,subscriptions,redemptions\n";
  std::vector<std::int64_t> held(size.securities, 0), price(size.securities);
  for (auto& p : price) p = 50'000 + draw.below(1'500'000);
  std::uint64_t number = 0;
  const auto trade = [&](const std::string& day, const std::string& settles, std::uint32_t security, bool sell) {
    const std::int64_t most = sell ? std::min<std::int64_t>(held[security] / 100, 75) : 50;
    if (most == 0) return;
    const std::int64_t quantity = 100 * (1 + draw.below(most));
    held[security] += sell ? -quantity : quantity;
    const std::int64_t net = quantity / 100 * price[security];
    trades_csv +=
        fmt::format("{},{},{},desk,S{:04},{},{},{}.{:04},{}{}\n", ++number, day, settles, security, sell ? 'S' : 'B',
                    quantity, price[security] / 10'000, price[security] % 10'000, sell ? "" : "-", cents(net));
  };
  Date day = Date::of(2025, 1, 2);
  for (std::uint32_t n = 0; n < size.days; ++n, day = calendar.next_open(day).value()) {
    days.push_back(day);
    const std::string text = day.text(), settles = calendar.next_open(day).value().text();
    for (std::uint32_t s = 0; s < size.securities; ++s) {
      price[s] = std::max<std::int64_t>(10'000, price[s] + draw.below(4'001) - 2'000);
      prices_csv += fmt::format("{},S{:04},{}.{:04},USD\n", text, s, price[s] / 10'000, price[s] % 10'000);
      if (n == 0) trade(text, settles, s, false), trade(text, settles, s, false);
    }
    for (std::uint32_t i = 0; n > 0 && i < size.trades_a_day; ++i) {
      trade(text, settles, static_cast<std::uint32_t>(draw.below(size.securities)), i % 2 == 1);
    }
    shares_csv +=
        n == 0 ? fmt::format("{},desk,A,1000000000.00,0\n", text) : fmt::format("{},desk,A,1000.00,10.000\n", text);
  }
}

event::EventList Desk::events_of(std::size_t number) const {
  event::EventList list;
  const auto take = [&](const store::Batch& batch) {
    OE_ASSERT(event::decode(batch.body, batch.day, batch.source, list), "a batch can be read back");
  };
  take(trade_batches[number]);
  if (number > 0) take(share_batches[number - 1]);
  take(share_batches[number]);
  sure(day::resolve(list));
  return list;
}

Desk& usual_desk() {
  static Desk desk({500, 40, 20});
  return desk;
}

}  // namespace openend::kernels
