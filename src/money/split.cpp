#include "money/split.h"

#include <algorithm>
#include <numeric>

#include "base/assert.h"
#include "base/decimal.h"

namespace openend {

namespace {

struct Remainder {
  Int128 left;
  std::int64_t weight;
  std::size_t at;
};

bool served_before(const Remainder& a, const Remainder& b) {
  if (a.left != b.left) return a.left > b.left;
  if (a.weight != b.weight) return a.weight > b.weight;
  return a.at < b.at;
}

}  // namespace

std::vector<std::int64_t> split_by_largest_remainder(std::int64_t total, std::span<const std::int64_t> weights) {
  OE_ASSERT(!weights.empty(), "something is shared among at least one");
  Int128 all = 0;
  for (const std::int64_t weight : weights) {
    OE_ASSERT(weight >= 0, "a weight is not negative");
    all += weight;
  }
  std::vector<std::int64_t> shares(weights.size(), 0);
  if (all == 0) {
    shares[0] = total;
    return shares;
  }

  // 2^63 x 2^63 fits 128 bits, so the products are exact. Truncation works toward zero for both signs.
  const std::int64_t unit = total < 0 ? -1 : 1;
  std::vector<Remainder> remainders;
  remainders.reserve(weights.size());
  std::int64_t rest = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Int128 product = Int128{total} * weights[i];
    shares[i] = static_cast<std::int64_t>(product / all);
    rest -= shares[i];
    remainders.push_back({product % all * unit, weights[i], i});
  }
  // The remainders sum to rest x all and each is less than all: there are more of them than units left over.
  std::sort(remainders.begin(), remainders.end(), served_before);
  for (std::size_t i = 0; rest != 0; ++i, rest -= unit) shares[remainders[i].at] += unit;
  return shares;
}

}  // namespace openend
