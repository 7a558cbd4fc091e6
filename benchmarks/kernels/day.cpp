// What a whole day costs: 500 positions, 40 trades, from events in memory to a sealed package.
#include <benchmark/benchmark.h>

#include "day/close_day.h"
#include "kernels/desk.h"

namespace openend::kernels {
namespace {

void close_day(benchmark::State& state) {
  Desk& desk = usual_desk();
  const instrument::SecurityColumns columns(desk.registry.securities());
  const auto settings = desk.registry.trust().settings_of(desk.portfolio(), desk.days.front());
  const std::string terms = day::terms_text(desk.portfolio(), settings, desk.days.front());
  std::vector<event::EventList> events;
  for (std::size_t n = 0; n < desk.days.size(); ++n) events.push_back(desk.events_of(n));
  value::PriceBoard prices;
  const value::ForwardBoard forwards;
  day::Scratch scratch;
  book::Book book;
  std::size_t number = desk.days.size();
  const auto close = [&] {
    day::DayInputs in;
    in.date = in.value_through = desk.days[number];
    in.previous = number > 0 ? desk.days[number - 1] : in.date - 1;
    in.events = &events[number];
    in.prices = &prices;
    in.forwards = &forwards;
    in.columns = &columns;
    in.securities = &desk.registry.securities();
    in.portfolio = &desk.portfolio();
    in.calendar = &desk.calendar;
    in.settings = settings;
    in.terms_text = terms;
    benchmark::DoNotOptimize(sure(day::close_day(book, in, scratch)));
    ++number;
  };
  for (auto _ : state) {
    if (number == desk.days.size()) {  // begin the story again: its first day is not measured
      state.PauseTiming();
      book = {};
      number = 0;
      prices.apply(desk.price_sets[0]);
      close();
      state.ResumeTiming();
    }
    prices.apply(desk.price_sets[number]);
    close();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(close_day);

}  // namespace
}  // namespace openend::kernels
