// app/cli.h - floor 7
//
// The door of the program: reads the command line, runs the command, and turns what comes back into an exit code.
// 0 done, 1 a check failed or figures differ, 2 usage, 3 input refused, 4 disk or store fault.
#pragma once

namespace openend::app {

int run(int count, char** words);

}  // namespace openend::app
