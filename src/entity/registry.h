// entity/registry.h - floor 2
//
// What is known of the trust as of some point of the log: its terms, portfolios, securities, classifications, remarks
// and printed figures, with the dense numbers that stand for their names. A projection of reference events; nothing
// else may change it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_index.h"
#include "entity/approval.h"
#include "entity/security.h"
#include "entity/trust.h"

namespace openend::entity {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using NameMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

class Registry {
 public:
  // -- reading
  const std::vector<Term>& terms() const { return terms_; }
  const Trust& trust() const { return trust_; }
  bool has_trust() const { return !terms_.empty(); }
  const std::vector<Security>& securities() const { return securities_; }
  const Security& security(SecurityId id) const { return securities_[id.value]; }
  SecurityId find_security(std::string_view key) const;
  PortfolioId find_portfolio(std::string_view key) const;
  const std::string& portfolio_key(PortfolioId id) const { return portfolio_keys_[id.value]; }
  std::size_t portfolio_count() const { return portfolio_keys_.size(); }
  /// The classification in force on a day; none where the portfolio never gave one.
  const Classification* classification(PortfolioId portfolio, SecurityId security, Date date) const;
  const std::vector<Remark>& remarks() const { return remarks_; }
  const std::vector<PrintedFigure>& printed() const { return printed_; }
  const std::vector<Approval>& approvals() const { return approvals_; }

  // -- applying reference events
  /// Records what a trust's folder states; refuses what does not make a trust.
  Result<Done> set_terms(std::vector<Term> terms);
  /// A new security gets the next number; a known key keeps its number and takes the new facts.
  SecurityId set_security(Security security);
  /// The same security and day again takes the place of what was stated. False for a security that is not known.
  bool set_coupon(const DatedCoupon& coupon);
  /// Levels of an index; the same day again takes the place of what was told. All securities that follow it see them.
  void set_fixings(const std::vector<Fixing>& fixings);
  void set_classification(Classification classification);
  void add_remark(Remark remark) { remarks_.push_back(std::move(remark)); }
  void add_printed(PrintedFigure figure) { printed_.push_back(std::move(figure)); }
  /// An approval of the same subject, name and first day takes the place of the earlier record of it.
  void set_approval(Approval approval);
  /// Another print in the place of the recorded one: of a copy, to compare with it.
  void set_printed(std::vector<PrintedFigure> figures) { printed_ = std::move(figures); }

 private:
  PortfolioId number_portfolio(const std::string& key);

  std::vector<Term> terms_;
  Trust trust_;
  std::vector<std::string> portfolio_keys_;
  TextIndex portfolio_ids_;
  std::vector<Security> securities_;
  TextIndex security_ids_;
  std::map<std::pair<PortfolioId, SecurityId>, std::vector<Classification>> classifications_;
  NameMap<std::shared_ptr<const Fixings>> fixings_;  ///< by index; never changed, but replaced
  std::vector<Remark> remarks_;
  std::vector<PrintedFigure> printed_;
  std::vector<Approval> approvals_;
};

/// The key's stand-in inside content digests.
std::uint64_t content_key_of(std::string_view key);

}  // namespace openend::entity
