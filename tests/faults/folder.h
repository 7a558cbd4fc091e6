// tests/faults/folder.h
//
// A folder with a store in it, gone after the test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace openend::faults {

class Folder {
 public:
  Folder() {
    // Where memory serves as a disk a sync costs nothing; the faults are of our own making anyway.
    const std::filesystem::path memory = "/dev/shm";
    const auto& at = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    std::string name = (at / "openend-faults-XXXXXX").string();
    const char* made = mkdtemp(name.data());
    if (made == nullptr) std::abort();
    path_ = made;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file() const { return (path_ / "store.openend").string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace openend::faults
