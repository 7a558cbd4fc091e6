#include <csignal>

#include "app/cli.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

int main(int count, char** words) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a fault that is told, not the end of the process
#if defined(__GLIBC__)
  // Day buffers are used again and again: memory given back to the kernel would be asked for at once.
  ::mallopt(M_MMAP_THRESHOLD, 64 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
  return openend::app::run(count, words);
}
