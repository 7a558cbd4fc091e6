// entity/approval.h - floor 2
//
// What the trustees have approved, for how long, and by which resolution.
//
// LAW   AR 1996 p.104, SAI 1999 pp.4-5, 35; spec V-10: pricing services and procedures are used once the trustees have
//       approved them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "money/date.h"

namespace openend::entity {

/// What can be approved. Stored; new subjects go at the end.
enum class ApprovalSubject : unsigned char { PricingService, FairValueProcedure, LiquidityProcedure };
inline constexpr std::array<std::string_view, 3> kApprovalSubjects{"pricing service", "fair-value procedure",
                                                                   "liquidity procedure"};

struct Approval {
  Date from;
  std::optional<Date> to;  ///< the last day; none: until further notice
  ApprovalSubject subject{};
  std::string name;        ///< of the service, as in the source of its prices; or of the procedure
  std::string resolution;  ///< where it is written down

  bool in_force(Date date) const { return from <= date && (!to || date <= *to); }
};

}  // namespace openend::entity
