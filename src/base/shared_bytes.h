// base/shared_bytes.h - floor 0
//
// Bytes that are never changed once they are made, so that they may be handed about without being copied.
#pragma once

#include <memory>
#include <utility>

#include "base/bytes.h"

namespace openend {

class SharedBytes {
 public:
  SharedBytes() = default;
  SharedBytes(Bytes bytes) : bytes_(std::make_shared<const Bytes>(std::move(bytes))) {}

  ByteView view() const { return bytes_ == nullptr ? ByteView{} : ByteView(*bytes_); }
  operator ByteView() const { return view(); }
  std::size_t size() const { return view().size(); }
  bool empty() const { return size() == 0; }
  const std::uint8_t* begin() const { return view().data(); }
  const std::uint8_t* end() const { return view().data() + size(); }

 private:
  std::shared_ptr<const Bytes> bytes_;
};

}  // namespace openend
