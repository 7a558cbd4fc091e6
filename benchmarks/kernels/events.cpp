// What events cost on their way in: CSV rows, their stored bytes, the chain; and the log's way back to the book.
#include <benchmark/benchmark.h>

#include "day/close_day.h"
#include "event/codec.h"
#include "kernels/desk.h"

namespace openend::kernels {
namespace {

void read_rows(benchmark::State& state, const char* kind, std::string Desk::*text) {
  Desk& desk = usual_desk();
  const auto file = store::feeds::TextFile::of(std::string(kind) + ".csv", desk.*text);
  std::uint64_t rows = 0;
  for (auto _ : state) rows += sure(store::feeds::read_file(kind, file, desk.registry, {})).rows;
  state.SetItemsProcessed(static_cast<std::int64_t>(rows));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>((desk.*text).size()));
}
BENCHMARK_CAPTURE(read_rows, trades, "trades", &Desk::trades_csv);
BENCHMARK_CAPTURE(read_rows, prices, "prices", &Desk::prices_csv);

void encode_trade(benchmark::State& state) {
  const auto list = usual_desk().events_of(1);
  Bytes bytes;
  for (auto _ : state) {
    bytes.clear();
    ByteWriter out(bytes);
    for (const auto& event : list.events) event::encode(out, event, list.picks);
    benchmark::DoNotOptimize(bytes.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(list.events.size()));
}
BENCHMARK(encode_trade);

/// A day's batch decoded and put in its fixed order, as a strike reads it.
void decode_trade(benchmark::State& state) {
  const store::Batch& batch = usual_desk().trade_batches[1];
  event::EventList list;
  for (auto _ : state) {
    list.clear();
    benchmark::DoNotOptimize(event::decode(batch.body, batch.day, batch.source, list));
    sure(day::resolve(list));
  }
  state.SetItemsProcessed(state.iterations() * batch.count);
}
BENCHMARK(decode_trade);

void sha256_batch(benchmark::State& state) {
  const store::Batch& batch = usual_desk().trade_batches[1];
  for (auto _ : state) benchmark::DoNotOptimize(digest_of(batch.body));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(batch.body.size()));
}
BENCHMARK(sha256_batch);

/// A day's batch of some forty trades in the chain: its digest and the next head.
void chain_event(benchmark::State& state) {
  const store::Batch& batch = usual_desk().trade_batches[1];
  Digest head{};
  for (auto _ : state) benchmark::DoNotOptimize(head = store::next_head(head, store::digest_of_batch(batch)));
  state.SetItemsProcessed(state.iterations() * batch.count);
}
BENCHMARK(chain_event);

/// The same with what the memory store keeps of it.
void append_event(benchmark::State& state) {
  const store::Batch& batch = usual_desk().trade_batches[1];
  auto store = store::open_memory_store();
  store->begin();
  for (auto _ : state) store->events().append(batch);
  store->commit();
  state.SetItemsProcessed(state.iterations() * batch.count);
}
BENCHMARK(append_event)->Iterations(20'000);

}  // namespace
}  // namespace openend::kernels
