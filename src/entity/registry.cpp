#include "entity/registry.h"

#include <algorithm>
#include <cstring>

#include "base/digest.h"

namespace openend::entity {

std::uint64_t content_key_of(std::string_view key) {
  const Digest digest = digest_of({reinterpret_cast<const std::uint8_t*>(key.data()), key.size()});
  std::uint64_t result = 0;
  std::memcpy(&result, digest.data(), sizeof result);
  return result;
}

SecurityId Registry::find_security(std::string_view key) const { return SecurityId{security_ids_.find(key)}; }

PortfolioId Registry::find_portfolio(std::string_view key) const { return PortfolioId{portfolio_ids_.find(key)}; }

const Classification* Registry::classification(PortfolioId portfolio, SecurityId security, Date date) const {
  const auto at = classifications_.find({portfolio, security});
  if (at == classifications_.end()) return nullptr;
  const Classification* in_force = nullptr;
  for (const Classification& entry : at->second) {
    if (entry.from <= date) in_force = &entry;
  }
  return in_force;
}

PortfolioId Registry::number_portfolio(const std::string& key) {
  const PortfolioId known = find_portfolio(key);
  if (known.exists()) return known;
  const PortfolioId id{static_cast<std::uint32_t>(portfolio_keys_.size())};
  portfolio_keys_.push_back(key);
  portfolio_ids_.add(key, id.value);
  return id;
}

Result<Done> Registry::set_terms(std::vector<Term> terms) {
  const auto number = [](void* self, const std::string& key) {
    return static_cast<Registry*>(self)->number_portfolio(key);
  };
  TRY(trust_, build_trust(terms, number, this));
  terms_ = std::move(terms);
  return Done{};
}

namespace {

/// The index that a security's terms go by; empty: none.
std::string_view index_of(const Security& security) {
  if (security.inflation) return security.inflation->index;
  return security.reset ? std::string_view(security.reset->index) : std::string_view();
}

}  // namespace

SecurityId Registry::set_security(Security security) {
  const SecurityId known = find_security(security.key);
  security.content_key = content_key_of(security.key);
  const auto fixings = fixings_.find(index_of(security));
  security.fixings = fixings == fixings_.end() ? nullptr : fixings->second;
  if (known.exists()) {
    security.id = known;
    security.coupons = std::move(securities_[known.value].coupons);
    securities_[known.value] = std::move(security);
    return known;
  }
  security.id = SecurityId{static_cast<std::uint32_t>(securities_.size())};
  security_ids_.add(security.key, security.id.value);
  securities_.push_back(std::move(security));
  return securities_.back().id;
}

bool Registry::set_coupon(const DatedCoupon& coupon) {
  if (coupon.security.value >= securities_.size()) return false;
  auto& all = securities_[coupon.security.value].coupons;
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.from >= coupon.from; });
  if (at != all.end() && at->from == coupon.from) {
    *at = coupon;
  } else {
    all.insert(at, coupon);
  }
  return true;
}

void Registry::set_fixings(const std::vector<Fixing>& fixings) {
  NameMap<std::shared_ptr<Fixings>> changed;
  for (const Fixing& fixing : fixings) {
    auto& series = changed[fixing.index];
    if (series == nullptr) {
      const auto known = fixings_.find(fixing.index);
      series = known == fixings_.end() ? std::make_shared<Fixings>() : std::make_shared<Fixings>(*known->second);
    }
    series->set(fixing.date, fixing.level);
  }
  for (const auto& [index, series] : changed) fixings_[index] = series;
  for (Security& security : securities_) {
    const auto series = changed.find(index_of(security));
    if (series != changed.end()) security.fixings = series->second;
  }
}

void Registry::set_classification(Classification classification) {
  auto& entries = classifications_[{classification.portfolio, classification.security}];
  const auto at =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.from >= classification.from; });
  if (at != entries.end() && at->from == classification.from) {
    *at = std::move(classification);
  } else {
    entries.insert(at, std::move(classification));
  }
}

void Registry::set_approval(Approval approval) {
  const auto at = std::find_if(approvals_.begin(), approvals_.end(), [&](const Approval& a) {
    return a.subject == approval.subject && a.name == approval.name && a.from == approval.from;
  });
  if (at != approvals_.end()) {
    *at = std::move(approval);
  } else {
    approvals_.push_back(std::move(approval));
  }
}

}  // namespace openend::entity
