// store/sqlite_connection.h - floor 6, private to the store
//
// One SQLite file and its statements, as thin as they can be: a Statement is prepared at its first use and kept; Rows
// are its answers, which end with their scope. Every error of SQLite leaves here as a StoreFault that says what failed,
// in which file, and what to do; the open transaction is rolled back before it is thrown.
//
// Not for two threads at once. Several processes may read while one writes.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/digest.h"
#include "store/sqlite_store.h"

namespace openend::store {

class Connection {
 public:
  /// Opens the file, or creates it with the schema. Refuses what is no store of ours or is newer than us.
  Connection(const std::string& path, bool must_exist, const SqliteOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

  /// Runs statements that answer nothing and are not worth keeping.
  void run(const char* doing, const char* sql) const;
  /// Ends the open transaction, if there is one, as if it had not begun. Cannot fail: what was not committed is not
  /// there.
  void roll_back() const noexcept;
  /// Rolls back and throws the fault that SQLite last reported. `doing` completes the sentence "cannot ...".
  [[noreturn]] void fail(const char* doing) const;
  /// The same for a fault that we found ourselves.
  [[noreturn]] void fail_with(const std::string& message) const;

 private:
  void open(bool must_exist);
  void check_or_create(bool must_exist);
  void create();
  void check_meta() const;
  std::int64_t number_of(const char* sql) const;
  std::string text_of(const char* sql) const;
  void close();

  sqlite3* handle_ = nullptr;
  std::string path_;
  SqliteOptions options_;
};

/// The answers of one run of a statement. What it points to is valid until the next call of next().
class Rows {
 public:
  Rows(const Connection& connection, sqlite3_stmt* statement, const char* doing)
      : connection_(connection), statement_(statement), doing_(doing) {}
  ~Rows() { sqlite3_reset(statement_); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    connection_.fail(doing_);
  }
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const { return std::string(as_characters(view(column))); }
  Bytes bytes(int column) const {
    const ByteView from = view(column);
    return {from.begin(), from.end()};
  }
  /// All zeros when what is stored there is no digest: it then differs from every true one.
  Digest digest(int column) const {
    const ByteView from = view(column);
    Digest digest{};
    if (from.size() == digest.size()) std::copy(from.begin(), from.end(), digest.begin());
    return digest;
  }

 private:
  ByteView view(int column) const {
    const void* from = sqlite3_column_blob(statement_, column);
    return {static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  static std::string_view as_characters(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  const Connection& connection_;
  sqlite3_stmt* statement_;
  const char* doing_;
};

class Statement {
 public:
  /// `doing` completes the sentence "cannot ..."; it and `sql` are kept.
  Statement(const Connection& connection, const char* doing, std::string sql)
      : connection_(connection), doing_(doing), sql_(std::move(sql)) {}
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Starts a run. Blobs and texts are not copied: they must live as long as the Rows.
  template <class... Values>
  Rows run(const Values&... values) {
    prepare();
    int index = 0;
    (bind(++index, values), ...);
    return Rows(connection_, statement_, doing_);
  }
  /// For statements that answer nothing.
  template <class... Values>
  void execute(const Values&... values) {
    run(values...).next();
  }

 private:
  void prepare() {
    if (statement_ != nullptr) return;
    const int size = static_cast<int>(sql_.size()) + 1;
    if (sqlite3_prepare_v3(connection_.handle(), sql_.c_str(), size, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK) {
      connection_.fail(doing_);
    }
  }
  void bind(int index, std::int64_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
  void bind(int index, ByteView value) {
    static constexpr char kNothing = 0;  // a null pointer would be stored as NULL
    const void* from = value.empty() ? static_cast<const void*>(&kNothing) : value.data();
    check(sqlite3_bind_blob64(statement_, index, from, value.size(), SQLITE_STATIC));
  }
  void bind(int index, std::string_view value) {
    check(sqlite3_bind_text64(statement_, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  void check(int code) {
    if (code != SQLITE_OK) connection_.fail(doing_);
  }

  const Connection& connection_;
  const char* doing_;
  std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace openend::store
