#include "app/session.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/check_delivery.h"
#include "app/check_terms.h"
#include "app/law.h"
#include "app/zones.h"
#include "event/codec.h"

namespace openend::app {

namespace fs = std::filesystem;
using event::BatchKind;
using store::Batch;

namespace {

[[noreturn]] void damaged(const Batch& batch) {
  throw store::StoreFault("batch " + std::to_string(batch.sequence) +
                          " of the store can not be read: run openend verify");
}

template <class T, class Apply>
void apply_all(const Batch& batch, Apply apply) {
  std::vector<T> items;
  if (!event::decode(batch.body, items)) damaged(batch);
  for (T& item : items) apply(std::move(item));
}

/// Applies one reference batch; other kinds are none of the registry's business.
void apply(const Batch& batch, entity::Registry& registry) {
  switch (static_cast<BatchKind>(batch.kind)) {
    case BatchKind::Terms: {
      std::vector<entity::Term> terms = registry.terms();
      if (!event::apply_terms(batch.body, terms) || !registry.set_terms(std::move(terms))) damaged(batch);
      break;
    }
    case BatchKind::Securities:
      apply_all<entity::Security>(batch, [&](entity::Security&& s) { registry.set_security(std::move(s)); });
      break;
    case BatchKind::Coupons:
      apply_all<entity::DatedCoupon>(batch, [&](entity::DatedCoupon&& c) {
        if (!registry.set_coupon(c)) damaged(batch);
      });
      break;
    case BatchKind::Fixings: {
      std::vector<entity::Fixing> fixings;
      if (!event::decode(batch.body, fixings)) damaged(batch);
      registry.set_fixings(fixings);
      break;
    }
    case BatchKind::Classifications:
      apply_all<entity::Classification>(batch,
                                        [&](entity::Classification&& c) { registry.set_classification(std::move(c)); });
      break;
    case BatchKind::Remarks:
      apply_all<entity::Remark>(batch, [&](entity::Remark&& r) { registry.add_remark(std::move(r)); });
      break;
    case BatchKind::Printed:
      apply_all<entity::PrintedFigure>(batch, [&](entity::PrintedFigure&& f) { registry.add_printed(std::move(f)); });
      break;
    case BatchKind::Approvals:
      apply_all<entity::Approval>(batch, [&](entity::Approval&& a) { registry.set_approval(std::move(a)); });
      break;
    default: break;
  }
}

/// A source's facts as the chain keeps them.
Bytes source_bytes(std::string_view name, const Digest& digest, std::uint64_t rows) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.put_text(name);
  for (const std::uint8_t byte : digest) out.put(byte);
  out.put(rows);
  return bytes;
}

}  // namespace

std::vector<std::string> faults_of_sources(const store::EventLog& log) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(BatchKind::Sources);
  std::map<std::uint32_t, SharedBytes> told;
  for (const Batch& batch : log.read(query)) told[batch.source.value] = batch.body;
  std::vector<std::string> faults;
  const auto sources = log.sources();
  for (const auto& source : sources) {
    const auto at = told.find(source.id.value);
    const Bytes bytes = source_bytes(source.name, source.digest, source.rows);
    if (at == told.end() || !std::equal(bytes.begin(), bytes.end(), at->second.begin(), at->second.end())) {
      faults.push_back("E-STORE-012 the imported file " + source.name + " is not the one that the chain names");
    }
  }
  if (told.size() != sources.size())
    faults.emplace_back("E-STORE-013 the list of imported files has another length than the chain says");
  return faults;
}

Session::Session(std::unique_ptr<store::Store> store) : store_(std::move(store)) { catch_up(); }

std::uint64_t Session::catch_up() {
  const std::uint64_t last = store_->events().last_sequence();
  if (last == read_through_) return last;
  std::vector<Batch> batches;
  for (const BatchKind kind : {BatchKind::Terms, BatchKind::Securities, BatchKind::Classifications, BatchKind::Remarks,
                               BatchKind::Printed, BatchKind::Approvals, BatchKind::Coupons, BatchKind::Fixings}) {
    store::Query query;
    query.kind = static_cast<std::uint16_t>(kind);
    query.after_sequence = read_through_;
    for (Batch& batch : store_->events().read(query)) batches.push_back(std::move(batch));
  }
  std::sort(batches.begin(), batches.end(), [](const Batch& a, const Batch& b) { return a.sequence < b.sequence; });
  for (const Batch& batch : batches) apply(batch, registry_);
  return read_through_ = last;
}

void Session::check_alone(std::uint64_t since, const char* what) const {
  store::Query query;
  query.after_sequence = since;
  query.with_bodies = false;
  for (const Batch& batch : store_->events().read(query)) {
    // Our answers, and what people decided about them, change nothing that was checked.
    if (batch.kind >= static_cast<std::uint16_t>(BatchKind::Strike)) continue;
    throw store::StoreFault("something else was recorded while this " + std::string(what) +
                            " ran: nothing of it was recorded; run the same command again");
  }
}

Result<Done> Session::check_known(Instant known) const {
  const std::uint64_t last = store_->events().last_sequence();
  if (last == 0) return Done{};
  store::Query query;
  query.after_sequence = last - 1;
  query.with_bodies = false;
  const auto latest = store_->events().read(query);
  if (latest.empty() || latest.back().known.microseconds <= known.microseconds) return Done{};
  Refusals faults = refuse("E-KNOWN-001", "this would be known before what is recorded already",
                           "give --known a later moment, or leave it out; with the clock, set the clock right");
  faults[0].found = known.text();
  faults[0].expected = latest.back().known.text() + " or later";
  return faults;
}

Result<Calendar> Session::calendar() const {
  if (!registry_.has_trust())
    return refuse("E-STORE-010", "the store describes no trust yet", "run openend init FOLDER --store S first");
  return calendar_named(registry_.trust().calendar);
}

entity::TermDifference Session::difference(const std::vector<entity::Term>& terms) const {
  return entity::difference(registry_.terms(), terms);
}

Result<Session::Planned> Session::plan(const std::vector<entity::Term>& terms) const {
  Planned planned{difference(terms), {}, registry_};
  // Recorded terms keep the order of recording: build the trust from what a later reader will see.
  std::vector<entity::Term> recorded = registry_.terms();
  planned.body = event::encode(planned.changes);
  OE_ASSERT(event::apply_terms(planned.body, recorded), "what was encoded can be decoded");
  std::map<std::pair<std::string_view, std::string_view>, long> lines;  // for error messages
  for (const auto& term : terms) lines[{term.file, term.path}] = term.line;
  for (auto& term : recorded) {
    const auto at = lines.find({term.file, term.path});
    if (at != lines.end()) term.line = at->second;
  }
  CHECK(check_instruments(recorded));
  CHECK(planned.next.set_terms(std::move(recorded)));
  CHECK(check_clocks(planned.next.trust()));
  return planned;
}

void Session::append(const Planned& planned, Instant known) {
  Batch batch;
  batch.kind = static_cast<std::uint16_t>(BatchKind::Terms);
  batch.known = known;
  batch.count = static_cast<std::uint32_t>(planned.changes.set.size() + planned.changes.removed.size());
  batch.body = planned.body;
  store_->events().append(std::move(batch));
}

Result<Done> Session::init(std::vector<entity::Term> terms, Instant known) {
  const std::uint64_t since = catch_up();
  TRY(Planned planned, plan(terms));
  if (planned.changes.empty()) return Done{};
  store::Transaction transaction(*store_);
  check_alone(since, "init");
  CHECK(check_known(known));
  append(planned, known);
  read_through_ = store_->events().last_sequence();
  transaction.commit();
  registry_ = std::move(planned.next);
  return Done{};
}

Result<Done> Session::open(std::vector<entity::Term> terms,
                           const std::function<store::feeds::FileDelivery(entity::Registry&)>& tell, Instant known) {
  const std::uint64_t since = catch_up();
  TRY(Planned planned, plan(terms));
  auto delivery = tell(planned.next);
  store::Transaction transaction(*store_);
  check_alone(since, "opening");
  CHECK(check_known(known));
  append(planned, known);
  append(delivery, known);
  read_through_ = store_->events().last_sequence();
  transaction.commit();
  registry_ = std::move(planned.next);
  return Done{};
}

/// The file's facts first, then what it tells.
void Session::append(store::feeds::FileDelivery& delivery, Instant known) {
  const SourceId source = store_->events().add_source(delivery.name, delivery.digest, delivery.rows);
  Batch told;
  told.kind = static_cast<std::uint16_t>(BatchKind::Sources);
  told.known = known;
  told.source = source;
  told.count = 1;
  told.body = source_bytes(delivery.name, delivery.digest, delivery.rows);
  store_->events().append(std::move(told));
  for (Batch& batch : delivery.batches) {
    batch.known = known;
    batch.source = source;
    store_->events().append(std::move(batch));
  }
  delivery.batches.clear();
}

Result<std::vector<ImportedFile>> Session::import(const std::vector<Named>& files,
                                                  const store::feeds::FolderMapping& mapping, Instant known,
                                                  bool dry_run) {
  if (!registry_.has_trust())
    return refuse("E-STORE-010", "the store describes no trust yet", "run openend init FOLDER --store S first");
  const std::uint64_t since = catch_up();
  TRY(const Calendar calendar, this->calendar());
  const auto sources = store_->events().sources();
  std::optional<entity::Registry> taught;  // a copy costs more than a small file, and most files need none
  if (std::any_of(files.begin(), files.end(), [](const Named& f) { return store::feeds::teaches_registry(f.kind); }))
    taught = registry_;
  entity::Registry& next = taught ? *taught : registry_;
  std::vector<store::feeds::FileDelivery> deliveries;
  std::vector<ImportedFile> report;
  Refusals faults;
  for (const Named& named : files) {
    const Digest digest = named.file.digest();
    const auto kinds = store::feeds::file_kinds();
    const bool is_kind = std::find(kinds.begin(), kinds.end(), named.kind) != kinds.end();  // else refused below
    const bool known_before = is_kind && std::any_of(sources.begin(), sources.end(), [&](const auto& s) {
                                return s.digest == digest && s.name == named.file.name();
                              });
    if (known_before) {
      report.push_back({named.kind, named.file.name(), hex(digest), 0, 0, true});
      continue;
    }
    const auto at = mapping.kinds.find(named.kind);
    auto read = store::feeds::read_file(named.kind, named.file, next,
                                        at == mapping.kinds.end() ? store::feeds::Mapping{} : at->second);
    if (!read) {
      for (Refusal& fault : std::move(read).refusals()) faults.push_back(std::move(fault));
      continue;
    }
    report.push_back(
        {named.kind, named.file.name(), hex(digest), read.value().rows, read.value().batches.size(), false});
    deliveries.push_back(std::move(read).value());
    deliveries.back().digest = digest;
  }
  if (faults.empty()) faults = check_against_store(*store_, deliveries, next, calendar);
  if (!faults.empty()) {
    check_alone(since, "import");  // else what another recorded meanwhile would look like a fault of these files
    return faults;
  }
  if (deliveries.empty()) return report;
  CHECK(check_known(known));  // for a dry run too
  if (dry_run) return report;
  store::Transaction transaction(*store_);
  check_alone(since, "import");
  CHECK(check_known(known));
  for (auto& delivery : deliveries) append(delivery, known);
  read_through_ = store_->events().last_sequence();
  transaction.commit();
  if (taught) registry_ = std::move(*taught);
  return report;
}

Result<std::pair<std::vector<Session::Named>, store::feeds::FolderMapping>> Session::open_folder(
    const std::string& folder) {
  const fs::path mapping_path = fs::path(folder) / "import.toml";
  std::error_code error;
  if (!fs::exists(mapping_path, error)) return open_folder(folder, {});
  TRY(auto mapping, store::feeds::read_mapping(store::feeds::TextFile::open(mapping_path.string())));
  return open_folder(folder, std::move(mapping));
}

Result<std::pair<std::vector<Session::Named>, store::feeds::FolderMapping>> Session::open_folder(
    const std::string& folder, store::feeds::FolderMapping mapping) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".csv") paths.push_back(entry.path());
  }
  if (error) throw store::StoreFault("can not read the folder " + folder + ": " + error.message());
  std::sort(paths.begin(), paths.end());
  Refusals faults;
  const auto kinds = store::feeds::file_kinds();
  for (const auto& path : paths) {
    const std::string stem = path.stem().string(), name = path.filename().string();
    const bool ignored =
        std::find(mapping.ignore_files.begin(), mapping.ignore_files.end(), name) != mapping.ignore_files.end();
    if (!ignored && std::find(kinds.begin(), kinds.end(), stem) == kinds.end()) {
      faults.push_back(
          refuse("E-KIND-002", "the file " + name + " is of no known kind",
                 "rename it to a kind of docs/reference/input-files.md, or list it in ignore_files of import.toml")[0]);
    }
  }
  if (!faults.empty()) return faults;
  std::vector<Named> files;
  for (const auto& kind : kinds) {
    for (const auto& path : paths) {
      if (path.stem() == kind) files.push_back({std::string(kind), store::feeds::TextFile::open(path.string())});
    }
  }
  if (files.empty())
    return refuse("E-KIND-003", "the folder " + folder + " holds no CSV file", "name the folder of a delivery");
  return std::pair{std::move(files), std::move(mapping)};
}

}  // namespace openend::app
