// tests/faults/faulty_disk.h
//
// A disk that fails when it is told to. It stands between SQLite and the real disk as SQLite's default file system, so
// that the store under test is the very one that users have. It counts what changes the disk (writes, truncations,
// syncs, deletions), and at the chosen one it
//   - kills the process in the middle of the write,
//   - cuts the power: every write that was not yet synced is taken back, or half of them at random, and then kills,
//   - stops: the same, but the process lives on and every later call fails, so that thousands of moments can be tried,
//   - tears the page: the first half of the write is done, and then it stops,
//   - or says that the disk is full, or broken, until it is healed.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

namespace openend::faults {

enum class Failure { kNone, kKill, kPowerCut, kPowerCutHalf, kStop, kStopHalf, kTear, kFull, kBroken };

class FaultyDisk {
 public:
  /// Fails at the operation with this number, counted from 1.
  FaultyDisk(Failure failure, long at) : failure_(failure), at_(at), random_(static_cast<unsigned>(at)) {
    real_ = sqlite3_vfs_find(nullptr);
    ours_ = *real_;
    ours_.zName = "faulty";
    ours_.pNext = nullptr;
    ours_.pAppData = this;
    ours_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    ours_.xOpen = open;
    ours_.xDelete = remove;
    if (sqlite3_vfs_register(&ours_, 1) != SQLITE_OK) throw std::runtime_error("SQLite takes no other disk");
  }
  ~FaultyDisk() { sqlite3_vfs_unregister(&ours_); }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  long operations() const { return operations_; }
  bool has_failed() const { return failure_ != Failure::kNone && operations_ >= at_; }
  void heal() { failure_ = Failure::kNone; }

 private:
  struct File {
    sqlite3_file base;  ///< first, as SQLite asks
    sqlite3_file* real;
    FaultyDisk* disk;
  };
  /// What stood in a file before a write that was not yet synced.
  struct Unsynced {
    sqlite3_int64 offset;
    sqlite3_int64 size_before;
    std::vector<char> before;
    std::size_t size;
  };

  static File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return ours(file)->real; }

  /// Counts an operation; gives what SQLite is to be told instead of doing it.
  int fault_of(bool is_write) {
    if (stopped_) return SQLITE_IOERR;
    ++operations_;
    if (failure_ == Failure::kNone || operations_ < at_) return SQLITE_OK;
    if (failure_ == Failure::kFull) return is_write ? SQLITE_FULL : SQLITE_OK;
    if (failure_ == Failure::kBroken) return is_write ? SQLITE_IOERR_WRITE : SQLITE_IOERR_FSYNC;
    if (loses_unsynced()) cut_power();
    if (failure_ == Failure::kStop || failure_ == Failure::kStopHalf || failure_ == Failure::kTear) {
      stopped_ = true;
      return failure_ == Failure::kTear && is_write ? SQLITE_OK : SQLITE_IOERR;  // write() tears in its middle
    }
    if (!is_write || failure_ != Failure::kKill) raise(SIGKILL);
    return SQLITE_OK;  // write() kills in its middle
  }

  bool loses_unsynced() const {
    return failure_ == Failure::kPowerCut || failure_ == Failure::kPowerCutHalf || failure_ == Failure::kStop ||
           failure_ == Failure::kStopHalf;
  }

  void cut_power() {
    for (auto& [file, writes] : unsynced_) {
      for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
        const bool all = failure_ == Failure::kPowerCut || failure_ == Failure::kStop;
        if (!all && random_() % 2 == 0) continue;
        write->before.resize(write->size);  // what was not there reads as zeros
        file->pMethods->xWrite(file, write->before.data(), static_cast<int>(write->size), write->offset);
        if (all) file->pMethods->xTruncate(file, write->size_before);
      }
    }
  }

  void remember(sqlite3_file* file, int size, sqlite3_int64 offset) {
    Unsynced write{offset, 0, {}, static_cast<std::size_t>(size)};
    file->pMethods->xFileSize(file, &write.size_before);
    if (offset < write.size_before) {
      write.before.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(size, write.size_before - offset)));
      file->pMethods->xRead(file, write.before.data(), static_cast<int>(write.before.size()), offset);
    }
    unsynced_[file].push_back(std::move(write));
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
    File* opened = ours(file);
    opened->base.pMethods = nullptr;
    if (disk->stopped_) return SQLITE_CANTOPEN;
    opened->real = reinterpret_cast<sqlite3_file*>(opened + 1);
    opened->disk = disk;
    const int code = disk->real_->xOpen(disk->real_, name, opened->real, flags, out_flags);
    opened->base.pMethods = opened->real->pMethods == nullptr ? nullptr : methods();
    return code;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
    const int fault = disk->fault_of(false);
    return fault == SQLITE_OK ? disk->real_->xDelete(disk->real_, name, sync_folder) : SQLITE_IOERR_DELETE;
  }
  static int close(sqlite3_file* file) {
    ours(file)->disk->unsynced_.erase(real(file));
    return real(file)->pMethods->xClose(real(file));
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    FaultyDisk& disk = *ours(file)->disk;
    const int fault = disk.fault_of(true);
    if (fault != SQLITE_OK) return fault;
    if (disk.has_failed()) {
      real(file)->pMethods->xWrite(real(file), bytes, size / 2, offset);
      if (disk.stopped_) return SQLITE_IOERR_WRITE;
      raise(SIGKILL);
    }
    if (disk.loses_unsynced()) disk.remember(real(file), size, offset);
    return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int fault = ours(file)->disk->fault_of(false);
    return fault == SQLITE_OK ? real(file)->pMethods->xTruncate(real(file), size) : SQLITE_IOERR_TRUNCATE;
  }
  static int sync(sqlite3_file* file, int flags) {
    const int fault = ours(file)->disk->fault_of(false);
    if (fault != SQLITE_OK) return fault;
    ours(file)->disk->unsynced_.erase(real(file));
    return real(file)->pMethods->xSync(real(file), flags);
  }

  /// Everything that does not change the disk goes straight through.
  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods kMethods = {
        2,
        close,
        [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
          return ours(f)->disk->stopped_ ? SQLITE_IOERR_READ : real(f)->pMethods->xRead(real(f), to, size, at);
        },
        write,
        truncate,
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
        [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
        [](sqlite3_file* f, int op, void* argument) { return real(f)->pMethods->xFileControl(real(f), op, argument); },
        [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
        [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
          return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
        },
        [](sqlite3_file* f, int from, int count, int flags) {
          return real(f)->pMethods->xShmLock(real(f), from, count, flags);
        },
        [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
        [](sqlite3_file* f, int forget) { return real(f)->pMethods->xShmUnmap(real(f), forget); },
        nullptr,
        nullptr,
    };
    return &kMethods;
  }

  Failure failure_;
  long at_;
  long operations_ = 0;
  bool stopped_ = false;
  std::mt19937 random_;
  std::map<sqlite3_file*, std::vector<Unsynced>> unsynced_;
  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs ours_{};
};

}  // namespace openend::faults
