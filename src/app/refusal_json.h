// app/refusal_json.h - floor 7
//
// The one shape of a refusal in JSON. `refused` of any answer is a list of these; `portfolio` is empty where a refusal
// is not of one portfolio among others.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"

namespace openend::app {

inline void add_refusals(nlohmann::ordered_json& all, const Refusals& refusals, std::string_view portfolio = {}) {
  for (const Refusal& r : refusals) {
    all.push_back({{"code", r.code},
                   {"message", r.message},
                   {"file", r.place.file},
                   {"row", r.place.row},
                   {"column", r.place.column},
                   {"excerpt", r.place.excerpt},
                   {"found", r.found},
                   {"expected", r.expected},
                   {"remedy", r.remedy},
                   {"portfolio", portfolio}});
  }
}

}  // namespace openend::app
