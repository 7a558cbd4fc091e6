// app/session.h - floor 7
//
// A store opened for work: what it knows of the trust, and the two ways in, `init` and `import`. Each is one
// transaction.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "entity/registry.h"
#include "money/calendar.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

/// What an import did, or would have done.
struct ImportedFile {
  std::string kind, name, digest;
  std::uint64_t rows = 0, batches = 0;
  bool already_recorded = false;  ///< the same bytes were imported before: nothing is recorded twice
};

class Session {
 public:
  explicit Session(std::unique_ptr<store::Store> store);

  store::Store& store() { return *store_; }
  const store::Store& store() const { return *store_; }
  const entity::Registry& registry() const { return registry_; }
  /// Refuses a store without a trust.
  Result<Calendar> calendar() const;

  /// What recording these terms would change.
  entity::TermDifference difference(const std::vector<entity::Term>& terms) const;
  /// Validates and records a trust's terms; nothing when they are as before.
  Result<Done> init(std::vector<entity::Term> terms, Instant known);
  /// Records terms and what is told with them, all in one transaction: `tell` is given the registry that the terms make
  /// and teaches it what else it says.
  Result<Done> open(std::vector<entity::Term> terms,
                    const std::function<store::feeds::FileDelivery(entity::Registry&)>& tell, Instant known);

  /// Takes files in the order given, all or none.
  struct Named {
    std::string kind;
    store::feeds::TextFile file;
  };
  Result<std::vector<ImportedFile>> import(const std::vector<Named>& files, const store::feeds::FolderMapping& mapping,
                                           Instant known, bool dry_run);

  /// LAW   What was known at a moment stays what it was: nothing is recorded with an earlier knowledge than the last.
  Result<Done> check_known(Instant known) const;

  /// The files of a folder in the order of their kinds, and its import.toml. Refuses files of unknown kinds.
  static Result<std::pair<std::vector<Named>, store::feeds::FolderMapping>> open_folder(const std::string& folder);
  static Result<std::pair<std::vector<Named>, store::feeds::FolderMapping>> open_folder(
      const std::string& folder, store::feeds::FolderMapping mapping);

 private:
  /// The registry of the log as it ends now, and where that is: a walk may have added to it, and so may others.
  std::uint64_t catch_up();
  /// Terms as they will be recorded, and the registry that they make.
  struct Planned {
    entity::TermDifference changes;
    Bytes body;
    entity::Registry next;
  };
  Result<Planned> plan(const std::vector<entity::Term>& terms) const;
  void append(const Planned& planned, Instant known);
  void append(store::feeds::FileDelivery& delivery, Instant known);
  /// Inside a transaction: stops where others have recorded anything since that was not checked against.
  void check_alone(std::uint64_t since, const char* what) const;

  std::unique_ptr<store::Store> store_;
  entity::Registry registry_;
  std::uint64_t read_through_ = 0;  ///< how much of the log the registry knows
};

/// Where the list of imported files disagrees with what the chain says of them.
std::vector<std::string> faults_of_sources(const store::EventLog& log);

}  // namespace openend::app
