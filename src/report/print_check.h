// report/print_check.h - floor 4
//
// Whether a print agrees with itself, by its own figures only: totals by their lines, percents by their values, notes
// by their printed rates. Nothing of ours is asked, and no remark is read.
#pragma once

#include <string>
#include <vector>

#include "report/figures.h"

namespace openend::report {

struct PrintDefect {
  enum class Kind : unsigned char { Rounding, Defect } kind = Kind::Defect;
  std::string check;              ///< what was recomputed, in words
  std::string figure, key, key2;  ///< the figure that it was compared with
  std::string printed, gives;     ///< as printed, and what the print's own figures give
  std::string place;
  std::vector<const entity::PrintedFigure*> suspects;  ///< the figure and the lines that it was made of
};

/// In the order of the checks. Kind Rounding: it follows within what the rounding of the lines explains, or was
/// adjusted by a tenth so that percents foot.
std::vector<PrintDefect> print_defects(const Struck& struck);

/// Our report beside the print: every figure with one of six verdicts, and the print's disagreements with itself. A
/// report that `differs` has a figure that nothing explains.
Report verify_print(const Struck& struck);

}  // namespace openend::report
