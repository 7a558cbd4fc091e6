// What bookkeeping costs: lots, entries, a trade posted, settlement, and the marks of a whole book.
#include <benchmark/benchmark.h>

#include "book/post.h"
#include "kernels/desk.h"
#include "nav/package.h"

namespace openend::kernels {
namespace {

constexpr std::int64_t kLot = 100;

/// A book with one position of so many lots, each of another cost.
book::Book book_of_lots(std::int64_t lots, std::uint64_t& name) {
  book::Book book;
  const std::uint32_t slot = book.find_or_add(SecurityId{0}, false);
  Draw draw;
  for (std::int64_t i = 0; i < lots; ++i) {
    book.acquire(slot, {kLot, 0}, 500'000 + draw.below(100'000), ++name, 20'000, false);
  }
  return book;
}

/// A purchase of one lot and a sale of one lot and a half, then of half a lot: two reliefs, as many lots as before.
void relieve(benchmark::State& state, policy::LotMethod method) {
  std::uint64_t name = 0;
  book::Book book = book_of_lots(state.range(0), name);
  Draw draw;
  for (auto _ : state) {
    for (int i = 0; i < 2; ++i) book.acquire(0, {kLot, 0}, 500'000 + draw.below(100'000), ++name, 20'000, false);
    benchmark::DoNotOptimize(sure(book.relieve(0, {kLot * 3 / 2, 0}, method)));
    benchmark::DoNotOptimize(sure(book.relieve(0, {kLot / 2, 0}, method)));
  }
  state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK_CAPTURE(relieve, fifo, policy::LotMethod::Fifo)->Arg(4)->Arg(64)->Arg(512);
BENCHMARK_CAPTURE(relieve, highest_cost, policy::LotMethod::HighestCost)->Arg(4)->Arg(64)->Arg(512);

/// Names a lot in the middle of the position.
void relieve_named(benchmark::State& state) {
  std::uint64_t name = 0;
  book::Book book = book_of_lots(state.range(0), name);
  const auto back = static_cast<std::uint64_t>(state.range(0) / 2);
  for (auto _ : state) {
    book.acquire(0, {kLot, 0}, 500'000, ++name, 20'000, false);
    const std::string lot = std::to_string(name - back);
    const event::LotPick pick{lot, {kLot, 0}};
    benchmark::DoNotOptimize(sure(book.relieve_named(0, {kLot, 0}, &pick, 1)));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(relieve_named)->Arg(4)->Arg(64)->Arg(512);

/// Entries of three postings, summed and checked.
void journal_posting(benchmark::State& state) {
  book::Balances balances{};
  book::Journal journal;
  for (auto _ : state) {
    journal.start(balances);
    for (std::uint32_t i = 0; i < 100; ++i) {
      const std::int64_t gain = 100'000 - std::int64_t{i};
      journal.begin(policy::RuleId::Sale, {SourceId{0}, i});
      journal.post(book::Account::ReceivableInvestmentsSold, 500'000, i);
      journal.post(book::Account::InvestmentsAtCost, gain - 500'000, i);
      journal.post(book::Account::RealisedOnInvestments, -gain, i);
      journal.end();
    }
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 300);
}
BENCHMARK(journal_posting);

void journal_encode_posting(benchmark::State& state) {
  book::Balances balances{};
  book::Journal journal;
  journal.start(balances);
  for (std::uint32_t i = 0; i < 100; ++i) {
    journal.move(policy::RuleId::Settlement, {SourceId{0}, i}, book::Account::Cash, book::Account::Capital, 100 + i);
  }
  for (auto _ : state) benchmark::DoNotOptimize(journal.encode());
  state.SetItemsProcessed(state.iterations() * 200);
}
BENCHMARK(journal_encode_posting);

/// The desk's days, day by day: purchases and sales by FIFO, with their entries and what waits to settle.
void post_trade(benchmark::State& state) {
  Desk& desk = usual_desk();
  const instrument::SecurityColumns columns(desk.registry.securities());
  std::vector<event::EventList> days;
  for (std::size_t n = 0; n < desk.days.size(); ++n) days.push_back(desk.events_of(n));
  book::PostingRules rules;
  rules.base = Currency::parse("USD").value();
  book::Journal journal;
  std::int64_t trades = 0;
  for (auto _ : state) {
    book::Book book;
    for (const auto& list : days) {
      journal.start(book.balances);
      book.pending.clear();
      for (const auto& event : list.events) {
        const auto* trade = std::get_if<event::Trade>(&event.body);
        if (trade == nullptr) continue;
        ++trades;
        sure(book::post_trade(book, journal, event, *trade, list, columns, rules));
      }
    }
  }
  state.SetItemsProcessed(trades);
}
BENCHMARK(post_trade);

/// Half of what waits is due.
void settle_one(benchmark::State& state) {
  book::Book book;
  std::vector<book::Pending> waiting;
  for (std::uint32_t i = 0; i < 80; ++i) {
    waiting.push_back({Date{static_cast<std::int32_t>(20'000 + i / 40)},
                       book::Account::Cash,
                       book::Account::ReceivableInvestmentsSold,
                       100,
                       policy::RuleId::Settlement,
                       {SourceId{0}, i}});
  }
  book::Journal journal;
  const book::PostingRules rules;
  for (auto _ : state) {
    journal.start(book.balances);
    book.pending = waiting;
    sure(book::settle(book, journal, Date{20'000}, rules));
  }
  state.SetItemsProcessed(state.iterations() * 40);
}
BENCHMARK(settle_one);

/// A book of 500 positions with the desk's first day in it.
struct MarkedBook {
  Desk& desk = usual_desk();
  instrument::SecurityColumns columns{desk.registry.securities()};
  value::PriceBoard prices;
  value::ForwardBoard forwards;
  book::Book book;
  MarkedBook() {
    for (std::uint32_t s = 0; s < desk.size.securities; ++s) {
      const std::uint32_t slot = book.find_or_add(SecurityId{s}, false);
      for (std::uint64_t lot = 0; lot < 3; ++lot) book.acquire(slot, {100 * (s + 1), 0}, 5'000'000, lot, 20'000, false);
    }
    prices.apply(desk.price_sets.front());
  }
  Result<value::Marks> mark() const {
    return value::mark(book, prices, forwards, columns, desk.registry.securities(), desk.days.front(),
                       desk.days.front(), {});
  }
};

void mark_position(benchmark::State& state) {
  const MarkedBook marked;
  for (auto _ : state) benchmark::DoNotOptimize(marked.mark());
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(mark_position);

void apply_price(benchmark::State& state) {
  const Desk& desk = usual_desk();
  value::PriceBoard board;
  for (auto _ : state) board.apply(desk.price_sets.front());
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(apply_price);

/// The package digest with one position in ten changed, as on an ordinary day.
void digest_position(benchmark::State& state) {
  MarkedBook marked;
  const auto marks = sure(marked.mark());
  nav::NavPackage package;
  package.share_class = "A";
  Hasher hasher;
  for (auto _ : state) {
    for (std::size_t slot = 0; slot < 500; slot += 10) marked.book.positions.touched[slot] = 1;
    marked.book.seal_positions(hasher, marked.columns.content_key);
    benchmark::DoNotOptimize(nav::package_digest(hasher, package, marked.book, marks, "desk", "terms"));
  }
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(digest_position);

void snapshot_lot(benchmark::State& state) {
  const MarkedBook marked;
  for (auto _ : state) benchmark::DoNotOptimize(book::encode(marked.book));
  state.SetItemsProcessed(state.iterations() * 1500);
}
BENCHMARK(snapshot_lot);

/// A day of bonds at amortised cost: every lot has its yield and is in the middle of a coupon period.
void amortise_lot(benchmark::State& state) {
  entity::Security bond;
  bond.id = SecurityId{0};
  bond.kind = instrument::parse_kind("corporate_bond").value();
  bond.currency = Currency::parse("USD").value();
  bond.rate_pct = Decimal::from("6.5");
  bond.maturity = Date::of(2009, 6, 15);
  bond.day_count = DayCount::Thirty360Us;
  bond.coupons_per_year = 2;
  book::PostingRules rules;
  rules.base = bond.currency;
  rules.effective_yield = policy::EffectiveYield::DiscountAndPremium;
  book::Book book;
  const std::uint32_t slot = book.find_or_add(SecurityId{0}, true);
  const Date bought = Date::of(1999, 7, 1);
  for (std::int64_t lot = 0; lot < state.range(0); ++lot) {
    book.acquire(slot, {100'000, 0}, 9'512'345, 1, bought.days, false);
    book.begin_line(slot, book.positions.last_lot[slot], bought);
  }
  book::Book one = book;  // one yield is solved, for all of the lots
  sure(one.relieve(slot, {100'000 * (state.range(0) - 1), 0}, policy::LotMethod::Lifo));
  book::Journal journal;
  journal.start(one.balances);
  sure(book::amortise_lots(one, journal, slot, bond, bought + 1, bought + 1, rules));
  for (book::YieldLine& line : book.yield_lines) line = one.yield_lines[0];
  int day = 0;
  for (auto _ : state) {
    journal.start(book.balances);
    const Date date = bought + 1 + ++day % 150;
    sure(book::amortise_lots(book, journal, slot, bond, date, date, rules));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(amortise_lot)->Arg(1'000)->Arg(100'000);

}  // namespace
}  // namespace openend::kernels
