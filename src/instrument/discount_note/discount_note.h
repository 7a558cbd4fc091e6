// instrument/discount_note/discount_note.h - floor 2
#pragma once

#include "instrument/debt/discount_paper.h"

namespace openend::instrument {

/// Short-term corporate notes and commercial paper, bought below par and paid back at par.
struct DiscountNote : DiscountPaper {
  static constexpr std::string_view kWord = "discount_note";
  static constexpr std::string_view kLabel = "Short-Term Corporate Note";
};

}  // namespace openend::instrument
