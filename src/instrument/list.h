// instrument/list.h - floor 2
//
// The list of instruments: the one place that names them all. A security's kind is its place here; places are stored,
// so new kinds go at the end. Forward currency contracts are contracts, not securities (forward_currency/).
#pragma once

#include <algorithm>
#include <array>
#include <tuple>

#include "debt/terms.h"
#include "instrument/agency/agency.h"
#include "instrument/certificate_of_deposit/certificate_of_deposit.h"
#include "instrument/common_stock/common_stock.h"
#include "instrument/convertible_bond/convertible_bond.h"
#include "instrument/corporate_bond/corporate_bond.h"
#include "instrument/depositary_receipt/depositary_receipt.h"
#include "instrument/discount_note/discount_note.h"
#include "instrument/filed_position/filed_position.h"
#include "instrument/future/future.h"
#include "instrument/inflation_indexed/inflation_indexed.h"
#include "instrument/municipal_bond/municipal_bond.h"
#include "instrument/option/option.h"
#include "instrument/pass_through/pass_through.h"
#include "instrument/preferred_stock/preferred_stock.h"
#include "instrument/rate_contract/rate_contract.h"
#include "instrument/repurchase_agreement/repurchase_agreement.h"
#include "instrument/strip/strip.h"
#include "instrument/tba/tba.h"
#include "instrument/treasury/treasury.h"
#include "instrument/treasury_bill/treasury_bill.h"
#include "instrument/warrant/warrant.h"

namespace openend::instrument {

template <Instrument... Kinds>
struct KindList {
  static constexpr std::size_t kCount = sizeof...(Kinds);
  static constexpr std::array<std::string_view, kCount> kWords{Kinds::kWord...};
  static constexpr std::array<std::string_view, kCount> kLabels{Kinds::kLabel...};

  /// Calls `use.template operator()<Kind>()` with the kind at a place; the place must be in the list.
  template <class Use>
  static auto with(std::uint8_t place, Use&& use) {
    using Answer = decltype(use.template operator()<std::tuple_element_t<0, std::tuple<Kinds...>>>());
    using Call = Answer (*)(Use&);
    static constexpr Call kCalls[] = {[](Use& u) -> Answer { return u.template operator()<Kinds>(); }...};
    OE_ASSERT(place < kCount, "a security's kind is in the list of instruments");
    return kCalls[place](use);
  }
};

using List =
    KindList<CommonStock, PreferredStock, DepositaryReceipt, Warrant, CorporateBond, ConvertibleBond, Treasury, Agency,
             DiscountNote, RepurchaseAgreement, FiledPosition, TreasuryBill, Strip, MunicipalBond, CertificateOfDeposit,
             PassThrough, Future, Option, InflationIndexed, InterestRateSwap, InterestRateCap, InterestRateFloor, Tba>;

inline std::optional<std::uint8_t> parse_kind(std::string_view word) {
  const auto at = std::find(List::kWords.begin(), List::kWords.end(), word);
  if (at == List::kWords.end()) return std::nullopt;
  return static_cast<std::uint8_t>(at - List::kWords.begin());
}

inline Quotation quotation(const Security& s) {
  return List::with(s.kind, [&]<class I>() { return I::quotation(s); });
}
inline bool amortises(const Security& s) {
  return List::with(s.kind, [&]<class I>() { return I::amortises(s); });
}
inline Refusals check(const Security& s) {
  return List::with(s.kind, [&]<class I>() { return I::check(s); });
}
inline Fraction value_from_terms(const Security& s, const Decimal& quantity, Date date) {
  return List::with(s.kind, [&]<class I>() { return I::value_from_terms(s, quantity, date); });
}
inline Fraction accrued(const Security& s, const Decimal& quantity, Date through) {
  return List::with(s.kind, [&]<class I>() { return I::accrued(s, quantity, through); });
}
inline std::vector<LifeEvent> life(const Security& s, Date after, Date until) {
  return List::with(s.kind, [&]<class I>() { return I::life(s, after, until); });
}
/// What a bond promises who buys it on a day, for its yield; none for securities that pay otherwise.
inline std::optional<debt::BondTerms> bond_terms(const Security& s, Date bought) {
  return List::with(s.kind, [&]<class I>() -> std::optional<debt::BondTerms> {
    if constexpr (requires { I::bond_terms(s, bought); }) {
      return I::bond_terms(s, bought);
    } else {
      return std::nullopt;
    }
  });
}
/// Whether it has a yield by which lots can amortise: see bond_terms().
inline bool pays_by_terms(const Security& s) {
  return quotation(s) == Quotation::PerHundred && List::with(s.kind, [&]<class I>() {
           return requires { I::bond_terms(s, Date{}); };
         });
}
/// Whether it has par of which some can be paid back before its maturity.
inline bool is_redeemable(const Security& s) {
  return quotation(s) == Quotation::PerHundred && s.maturity.has_value() && s.coupons_per_year != 0 &&
         List::kWords[s.kind] != InflationIndexed::kWord;
}
/// Whether all that a price above par pays for is interest: not so where a right comes with the bond.
inline bool premium_is_interest(const Security& s) {
  return List::with(s.kind, [&]<class I>() {
    if constexpr (requires { I::kPremiumIsInterest; }) {
      return I::kPremiumIsInterest;
    } else {
      return false;
    }
  });
}
/// Whether it is a future: a promise that costs nothing, kept beside the holdings (book/contract.h).
inline bool is_future(const Security& s) { return List::kWords[s.kind] == Future::kWord; }
inline bool is_repurchase_agreement(const Security& s) { return List::kWords[s.kind] == RepurchaseAgreement::kWord; }
/// Whether it is a pool to be announced, whose trades settle on its day of delivery alone.
inline bool is_tba(const Security& s) { return List::kWords[s.kind] == Tba::kWord; }
inline bool is_option(const Security& s) { return List::kWords[s.kind] == Option::kWord; }
inline bool is_swap(const Security& s) { return List::kWords[s.kind] == InterestRateSwap::kWord; }
inline bool is_floor(const Security& s) { return List::kWords[s.kind] == InterestRateFloor::kWord; }
/// Whether it is a swap, a cap or a floor: kept beside the holdings too, at a price that may be below zero.
inline bool pays_rates(const Security& s) {
  return is_swap(s) || is_floor(s) || List::kWords[s.kind] == InterestRateCap::kWord;
}

/// Whether its money follows a price index: its price is quoted without it.
inline bool is_indexed(const Security& s) { return List::kWords[s.kind] == InflationIndexed::kWord; }
/// By what a price, and par, of it are multiplied on a day; 1 where it is not indexed, or not known.
inline Decimal index_ratio(const Security& s, Date day) {
  return is_indexed(s) ? InflationIndexed::index_ratio(s, day).value_or(Decimal(1)) : Decimal(1);
}
/// What is not known of the index that its terms go by, through the end of a day; nothing where all is.
inline std::optional<std::string> missing_level(const Security& s, Date through) {
  if (is_indexed(s) && through < *s.maturity && !InflationIndexed::index_ratio(s, through + 1))
    return s.inflation->index + " of the months before " + (through + 1).text();
  if (!s.reset) return std::nullopt;
  const auto day = missing_fixing(s, through);
  return day ? std::optional(s.reset->index + " of " + day->text()) : std::nullopt;
}

/// Whether interest accrues or the terms make something happen: the strike looks at these one by one.
inline bool has_terms(const Security& s) { return quotation(s) != Quotation::PerUnit || s.maturity.has_value(); }
/// A share or the like: what is owed of it is units, and neither interest nor a last day.
inline bool can_be_sold_short(const Security& s) {
  return !s.contract && !has_terms(s) && List::kWords[s.kind] != FiledPosition::kWord;
}

}  // namespace openend::instrument
