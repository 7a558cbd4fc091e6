// event/flow.h - floor 2
//
// What people decide about a struck day: to let a failed check pass, to approve, to publish. Each is a batch of its
// own in the log, of one portfolio and day, and is about one version of that day and no other.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace openend::event {

/// An override (with check, subject and reason), an approval or a publication: the kind of its batch says which.
struct Decision {
  std::uint16_t version = 0;
  std::string digest;   ///< of the package decided on, in hex
  std::string who;      ///< taken on trust
  std::string check;    ///< overrides: id in the list of checks
  std::string subject;  ///< overrides: one subject of the check; empty: all of them
  std::string reason;   ///< overrides
};
Bytes encode(const Decision& decision);
bool decode(ByteView bytes, Decision& decision);

}  // namespace openend::event
