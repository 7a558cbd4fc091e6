// store/feeds/text_file.cpp - floor 6
//
// Files as bytes in memory, for the readers of CSV and TOML.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/feeds/csv.h"
#include "store/ports.h"

namespace openend::store::feeds {

TextFile TextFile::open(const std::string& path) {
  const auto fail = [&](const char* what) -> StoreFault {
    return StoreFault("can not " + std::string(what) + " " + path + ": " + std::strerror(errno));
  };
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) throw fail("open");
  struct stat state {};
  if (::fstat(handle, &state) != 0 || !S_ISREG(state.st_mode)) {
    const auto fault =
        S_ISREG(state.st_mode) ? fail("read") : StoreFault("can not read " + path + ": it is not a file");
    ::close(handle);
    throw fault;
  }
  TextFile file;
  file.name_ = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  const auto size = static_cast<std::size_t>(state.st_size);
  if (size != 0) {
    file.mapped_ = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, handle, 0);
    if (file.mapped_ == MAP_FAILED) {
      file.mapped_ = nullptr;
      const auto fault = fail("map");
      ::close(handle);
      throw fault;
    }
    file.text_ = {static_cast<const char*>(file.mapped_), size};
  }
  ::close(handle);
  return file;
}

TextFile TextFile::of(std::string name, std::string text) {
  TextFile file;
  file.name_ = std::move(name);
  file.owned_ = std::move(text);
  file.text_ = file.owned_;
  return file;
}

TextFile::TextFile(TextFile&& other) noexcept
    : name_(std::move(other.name_)), owned_(std::move(other.owned_)), text_(other.text_), mapped_(other.mapped_) {
  if (mapped_ == nullptr && !owned_.empty()) text_ = owned_;
  other.mapped_ = nullptr;
  other.text_ = {};
}

TextFile::~TextFile() {
  if (mapped_ != nullptr) ::munmap(mapped_, text_.size());
}

Digest TextFile::digest() const {
  return digest_of({reinterpret_cast<const std::uint8_t*>(text_.data()), text_.size()});
}

}  // namespace openend::store::feeds
