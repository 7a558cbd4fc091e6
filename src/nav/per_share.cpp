#include "nav/per_share.h"

#include "money/power.h"

namespace openend::nav {

namespace {

const Decimal kCent = Decimal::of(1, 2);

Refusals no_shares() {
  return refuse("E-SHARE-001", "no shares are outstanding, or they are worth nothing", "give what the shares divide");
}

}  // namespace

Result<Decimal> per_share(const Decimal& net_assets, const Decimal& shares) {
  if (shares <= Decimal(0)) return no_shares();
  return quotient(net_assets, shares);
}

NetAssets net_assets(const std::vector<Decimal>& assets, const std::vector<Decimal>& liabilities) {
  NetAssets answer;
  for (const Decimal& asset : assets) answer.assets += asset;
  for (const Decimal& liability : liabilities) answer.liabilities += liability;
  answer.net = answer.assets - answer.liabilities;
  return answer;
}

Decimal published(const Decimal& unrounded, int decimals) { return unrounded.rounded(decimals, Rounding::HalfUp); }

Result<SharesDealt> shares_for(const Decimal& dollars, const Decimal& nav, int decimals) {
  if (nav <= Decimal(0)) return no_shares();
  SharesDealt dealt;
  dealt.shares = divide(dollars, nav, decimals, Rounding::HalfUp);
  dealt.value = (dealt.shares * nav).rounded(2, Rounding::HalfUp);
  return dealt;
}

Result<PublishedError> published_error(const Decimal& correct, const Decimal& was_published) {
  if (correct <= Decimal(0)) return no_shares();
  PublishedError error;
  error.difference = abs(was_published - correct);
  error.of_correct = quotient(error.difference, correct);
  error.is_error = error.difference >= kCent;
  error.is_material = error.is_error && error.difference * Decimal(200) >= correct;  // exactly, not of the quotient
  return error;
}

Result<LeftOut> may_be_left_out(const Decimal& net_items, const Decimal& shares) {
  TRY(const Decimal each, per_share(abs(net_items), shares));
  return LeftOut{each, abs(net_items) < kCent * shares};
}

}  // namespace openend::nav
