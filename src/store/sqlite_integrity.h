// store/sqlite_integrity.h - floor 6, private to the store
//
// What `verify` reads again beside the event log: SQLite's pages, with the table named in which one is damaged, the
// sealed days and the snapshots.
#pragma once

#include "store/chain.h"
#include "store/sqlite_connection.h"

namespace openend::store {

void check_pages(const Connection& connection, ChainCheck& check);
void check_seals(const Connection& connection, ChainCheck& check);
void check_snapshots(const Connection& connection, ChainCheck& check);

}  // namespace openend::store
