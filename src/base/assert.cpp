#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace openend {

void broken_promise(const char* promise, const char* file, int line) {
  std::fprintf(stderr, "openend stopped: %s does not hold (%s:%d). This is a bug; nothing was recorded.\n", promise,
               file, line);
  std::abort();
}

}  // namespace openend
