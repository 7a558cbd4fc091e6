// store/sqlite_integrity.h - floor 6, private to the store
//
// SQLite's own check of its pages, with the table named in which a page is damaged.
#pragma once

#include "store/chain.h"
#include "store/sqlite_connection.h"

namespace openend::store {

void check_pages(const Connection& connection, ChainCheck& check);

}  // namespace openend::store
