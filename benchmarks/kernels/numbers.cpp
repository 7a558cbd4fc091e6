// What exact numbers cost: decimals one by one, and the value of a position in 64 and in 128 bits.
#include <benchmark/benchmark.h>

#include "kernels/desk.h"
#include "value/mark.h"

namespace openend::kernels {
namespace {

std::vector<Decimal> decimals(int places) {
  Draw draw;
  std::vector<Decimal> values(1024);
  for (auto& value : values) value = Decimal::of(1 + draw.below(1'000'000'000), places);
  return values;
}

/// Runs over pairs of numbers; `work` answers one pair.
void over_pairs(benchmark::State& state, auto work) {
  const auto a = decimals(2), b = decimals(4);
  for (auto _ : state) {
    for (std::size_t i = 0; i < a.size(); ++i) benchmark::DoNotOptimize(work(a[i], b[i]));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(a.size()));
}

void decimal_multiply(benchmark::State& state) {
  over_pairs(state, [](const Decimal& a, const Decimal& b) { return a * b; });
}
BENCHMARK(decimal_multiply);

void decimal_add(benchmark::State& state) {
  over_pairs(state, [](const Decimal& a, const Decimal& b) { return a + b; });
}
BENCHMARK(decimal_add);

void decimal_divide_rounded(benchmark::State& state) {
  over_pairs(state, [](const Decimal& a, const Decimal& b) { return divide(a, b, 10, Rounding::HalfUp); });
}
BENCHMARK(decimal_divide_rounded);

/// `scale` 1 stays within 64 bits; a large one makes every product overflow them.
void value_of_position(benchmark::State& state, std::int64_t scale) {
  Draw draw;
  std::vector<std::int64_t> quantity(1024), price(1024);
  for (auto& q : quantity) q = (1 + draw.below(50'000)) * scale;
  for (auto& p : price) p = 10'000 + draw.below(2'000'000);
  const int places = scale == 1 ? 4 : 16;
  const value::MarkingRules rules;
  for (auto _ : state) {
    for (std::size_t i = 0; i < price.size(); ++i) {
      benchmark::DoNotOptimize(value::value_of(quantity[i], price[i], places, rules));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(price.size()));
}
BENCHMARK_CAPTURE(value_of_position, in_64_bits, 1);
BENCHMARK_CAPTURE(value_of_position, in_128_bits, 1'000'000'000'000);

}  // namespace
}  // namespace openend::kernels
