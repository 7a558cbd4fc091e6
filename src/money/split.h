// money/split.h - floor 1
//
// Shares a count of minor units out in proportion to weights, losing nothing: each share is its exact proportion
// rounded down (toward zero), and the units left over go one each to the largest remainders; ties go to the larger
// weight, then to the earlier place.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace openend {

/// The shares, in the order of the weights; they sum to `total`. Weights are not negative; where all are zero the
/// first takes everything. A negative total is shared like its positive. Stops on no weights.
std::vector<std::int64_t> split_by_largest_remainder(std::int64_t total, std::span<const std::int64_t> weights);

}  // namespace openend
