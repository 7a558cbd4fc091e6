// Seeds of the stored shapes, made anew by the program that is tested: seeds DELIVERY FOLDER plays a delivery of
// tests/fuzz/corpus/import, of which nothing may be refused, and writes what it left in the store, to FOLDER/events and
// FOLDER/books.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "../play.h"
#include "event/flow.h"

int main(int count, char** words) {
  using namespace openend;
  if (count != 3) return 2;
  std::ifstream in(words[1]);
  const std::string delivery{std::istreambuf_iterator<char>(in), {}};
  const std::filesystem::path folder = words[2];
  int seeds = 0, refused = 0;
  const auto write = [&](const char* target, const std::string& shape, ByteView bytes) {
    std::filesystem::create_directories(folder / target);
    std::ofstream out(folder / target / (shape + "-" + std::to_string(++seeds)));
    out << shape << '\n' << std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  const auto write_batch = [&](event::BatchKind kind, ByteView bytes) {
    write("events", std::to_string(static_cast<int>(kind)), bytes);
  };
  app::Session session(store::open_memory_store());
  fuzz::play(session, reinterpret_cast<const std::uint8_t*>(delivery.data()), delivery.size(),
             [&refused](const std::string& kind, const Refusals& refusals) {
               ++refused;
               std::cerr << kind << ": " << refusals[0].code << " " << refusals[0].message << "\n";
             });
  for (const auto& batch : session.store().events().read({}))
    write_batch(static_cast<event::BatchKind>(batch.kind), batch.body);
  write_batch(event::BatchKind::Override, event::encode(event::Decision{1, "00ff", "ann", "nav-move", "ACME", "seen"}));
  for (const auto& portfolio : session.registry().trust().portfolios) {
    for (const auto& day : session.store().days().days(portfolio.id, {})) {
      const auto seal = session.store().days().latest(portfolio.id, day.day, true);
      write("books", "package", seal->header);
      write("books", "journal", seal->journal);
      if (const auto rebuilt = app::Walk(session).rebuild(portfolio.id, day.day))
        write("books", "book", book::encode(rebuilt.value().book));
    }
  }
  std::cout << seeds << " seeds\n";
  return refused == 0 ? 0 : 1;
}
