// app/exit_codes.h - floor 7
//
// How a command of `openend` ends: the one list, for the program and for what it says about itself.
#pragma once

#include <array>
#include <string_view>

namespace openend::app {

enum Exit : int { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3, kFault = 4 };

struct ExitCode {
  Exit code;
  std::string_view means;
};

inline constexpr std::array<ExitCode, 5> kExits{{{kDone, "done"},
                                                 {kFailed, "a check failed or figures differ"},
                                                 {kUsage, "usage"},
                                                 {kRefused, "input refused"},
                                                 {kFault, "disk or store fault"}}};

}  // namespace openend::app
