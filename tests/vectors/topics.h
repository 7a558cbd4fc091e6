// The topics of the vectors. An adapter reads fields, calls one public function of a room, and names what it answers;
// it computes nothing itself.
#pragma once

#include <string_view>

#include "answers.h"
#include "base/result.h"

namespace openend::vectors {

using Adapter = Result<Answers> (*)(const Fields&);

struct Topic {
  std::string_view name;
  Adapter answer;
};

/// The adapter of a topic; none where the program does not know it yet.
Adapter find_topic(std::string_view name);

std::vector<Topic> bond_topics();
std::vector<Topic> treasury_topics();
std::vector<Topic> discount_topics();
std::vector<Topic> gain_topics();
std::vector<Topic> fund_topics();

}  // namespace openend::vectors
