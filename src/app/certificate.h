// app/certificate.h - floor 7
//
// What a replay certificate states, and how its file is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "money/date.h"

namespace openend::app {

/// Each line is compared by itself.
struct Certificate {
  std::string portfolio;
  Date date;
  unsigned version = 0;
  std::uint64_t through = 0;  ///< the last batch of the log that was known
  std::string program, events, prices, policies, package, net_assets, nav;
};

/// The JSON text of a certificate, as it stands in the file of that name.
std::string text_of(const Certificate& certificate);
Result<Certificate> read_certificate(const std::string& file, std::string_view text);

}  // namespace openend::app
