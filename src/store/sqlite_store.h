// store/sqlite_store.h - floor 6, private to the store and its tests
//
// What a test may want to be different about a SQLite store; everyone else calls open_sqlite_store of ports.h.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "store/ports.h"

namespace openend::store {

struct SqliteOptions {
  std::chrono::milliseconds wait_for_writer{5000};  ///< before "another openend is writing"
  int page_size = 8192;                             ///< of a new file; measured, see docs/decisions/0003-store.md
};

std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist, const SqliteOptions& options);

}  // namespace openend::store
