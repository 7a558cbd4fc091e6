// base/assert.h - floor 0
//
// An assertion that stays on in every build: a wrong NAV must stop before it leaves the house. For bugs only;
// what the world may ask for is refused with a Result instead.
#pragma once

namespace openend {

/// Prints the broken promise with its place and aborts. Never returns.
[[noreturn]] void broken_promise(const char* promise, const char* file, int line);

}  // namespace openend

#define OE_ASSERT(condition, promise) \
  (static_cast<bool>(condition) ? void(0) : ::openend::broken_promise(promise, __FILE__, __LINE__))
