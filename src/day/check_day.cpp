#include "day/check_day.h"

#include <numeric>

#include "check/election_checks.h"
#include "check/financing_checks.h"
#include "check/strike_checks.h"

namespace openend::day {

namespace {

std::int64_t sum_of(const std::vector<std::int64_t>& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
}

/// LAW   Spec N-5, V-4: what the exchange rate made of foreign holdings is currency, the rest market. Their entries
/// hold
///       both in one; the marks and the positions know the parts.
void part_currency(Before& before, const book::Book& book, const DayInputs& in, const value::Marks& marks) {
  if (!before.change.from_strike || !book.positions.any_foreign) return;
  std::int64_t part = currency_part_of(marks) - book.prior.currency_part;
  if (!in.settings.currency_part_apart) part += sum_of(book.positions.realised_currency) - before.realised_currency;
  before.change.by_cause[static_cast<std::size_t>(nav::Cause::Currency)] += part;
  before.change.by_cause[static_cast<std::size_t>(nav::Cause::Market)] -= part;
}

}  // namespace

std::int64_t currency_part_of(const value::Marks& marks) { return sum_of(marks.currency_part); }

Before before_day(const book::Book& book, int minor_places, Yesterday spent) {
  return {yesterday_of(book, std::move(spent)), nav::change_from(book, minor_places),
          book.positions.any_foreign ? sum_of(book.positions.realised_currency) : 0};
}

/// As many findings as a day without failures has.
constexpr std::size_t kUsualFindings = 16;

void check_day(Before& before, const book::Book& book, const book::Journal& journal, const DayInputs& in,
               SealedDay& sealed) {
  nav::NavPackage& package = sealed.package;
  nav::explain(before.change, journal);
  part_currency(before, book, in, sealed.marks);
  package.change = std::move(before.change);
  sealed.second = second_nav(before.yesterday, in, book, sealed.marks);
  package.findings.reserve(kUsualFindings);
  if (in.price_checks != nullptr) {
    for (auto& finding : check::price_checks({*in.price_checks, book, sealed.marks})) package.take(std::move(finding));
  }
  for (const auto& text : sealed.marks.exceptions)
    package.take(check::finding(check::CheckId::RateStale, false, text, text));
  if (sealed.marks.exceptions.empty()) package.take(check::finding(check::CheckId::RateStale, true, "every rate", {}));
  const int minor_places = in.portfolio->base.minor_places();
  for (auto& finding : check::strike_checks({book, sealed.marks, in.settings, package.net_assets, package.change.before,
                                             package.change.sum(), package.nav, minor_places}))
    package.take(std::move(finding));
  if (!in.offers.empty()) {
    const auto open = check::open_offers(book, in.offers, in.calendar, in.date);
    for (auto& finding : check::election_checks(open, in.settings.election_warning_days, *in.securities))
      package.take(std::move(finding));
  }
  for (auto& finding :
       check::financing_checks({book, sealed.marks, *in.securities, in.settings, in.date, minor_places}))
    package.take(std::move(finding));
  package.take(check::second_nav(
      {sealed.second.rolled, sealed.second.agrees(package.net_assets, package.shares.decimal()),
       Decimal::of(sealed.second.net_assets, minor_places), Decimal::of(package.net_assets, minor_places),
       Decimal::of(sealed.second.bound, minor_places), sealed.second.shares, package.shares.decimal()}));
}

}  // namespace openend::day
