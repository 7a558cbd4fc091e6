#include "money/money.h"

#include <algorithm>
#include <limits>

namespace openend {

namespace {

// Minor places by ISO 4217 list one (current) and list three (withdrawn since 1978). Those lists of exceptions are
// short; every other code has two. Where a currency changed its places in life, the last ones are kept.
constexpr std::string_view kNoPlaces =
    "ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI VND VUV "
    "XAF XOF XPF";
constexpr std::string_view kThreePlaces = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view kFourPlaces = "CLF UYW";
constexpr std::string_view kTwoPlaces =
    // current
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG "
    // withdrawn
    "AFA ALK AON AOR ARA ARP ATS AYM AZM BAD BGL BOP BRC BRE BRN BRR CSD CSK CUC CYP DDM DEM ECS ECV EEK FIM FRF GEK "
    "GHC GHP GWP HRD HRK IEP ILP ILR LTL LTT LVL LVR MLF MRO MTL MXP MZM NIC NLG PEH PEI PES PLZ RUR SDD SIT SKK SLL "
    "SRG STD SUR TJR TMM UAK UGS USS UYP VEB VEF XEU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWD ZWL ZWN ZWR";

/// Where a code stands in the table of places; none for other text than three capitals.
constexpr std::optional<std::size_t> index_of(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  std::size_t index = 0;
  for (const char c : code) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    index = index * 26 + static_cast<std::size_t>(c - 'A');
  }
  return index;
}

using Places = std::array<signed char, 26 * 26 * 26>;  ///< -1: no currency has this code

constexpr Places make_places() {
  Places places{};
  for (auto& each : places) each = -1;
  const auto enter = [&places](std::string_view codes, signed char count) {
    for (std::size_t at = 0; at < codes.size(); at += 4) places[*index_of(codes.substr(at, 3))] = count;
  };
  enter(kTwoPlaces, 2);
  enter(kNoPlaces, 0);
  enter(kThreePlaces, 3);
  enter(kFourPlaces, 4);
  return places;
}
constexpr Places kPlaces = make_places();

/// The places of a code; none for a code that ISO never gave to a currency with a minor unit.
std::optional<int> places_of(std::string_view code) {
  const auto index = index_of(code);
  if (!index || kPlaces[*index] < 0) return std::nullopt;
  return kPlaces[*index];
}

Money money_of(Int128 minor, Currency currency) {
  OE_ASSERT(minor >= std::numeric_limits<std::int64_t>::min() && minor <= std::numeric_limits<std::int64_t>::max(),
            "money fits 64 bits of minor units");
  return {static_cast<std::int64_t>(minor), currency};
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (!places_of(code)) return std::nullopt;
  Currency result;
  std::copy(code.begin(), code.end(), result.code_.begin());
  return result;
}

Currency Currency::from(std::string_view code) {
  const auto currency = parse(code);
  OE_ASSERT(currency.has_value(), "a currency constant is an ISO 4217 code");
  return *currency;
}

int Currency::minor_places() const {
  const auto places = places_of(code());
  OE_ASSERT(places.has_value(), "a currency is named before it is used");
  return *places;
}

Money operator+(Money a, Money b) {
  OE_ASSERT(a.currency == b.currency, "money is added within one currency");
  std::int64_t sum = 0;
  OE_ASSERT(!__builtin_add_overflow(a.minor, b.minor, &sum), "a sum of money fits 64 bits of minor units");
  return {sum, a.currency};
}

Money operator-(Money a, Money b) {
  OE_ASSERT(a.currency == b.currency, "money is subtracted within one currency");
  std::int64_t rest = 0;
  OE_ASSERT(!__builtin_sub_overflow(a.minor, b.minor, &rest), "a difference of money fits 64 bits of minor units");
  return {rest, a.currency};
}

Money Money::operator-() const { return Money{0, currency} - *this; }

Money round(const Amount& amount, Rounding rounding) {
  return money_of(amount.value.rounded(amount.currency.minor_places(), rounding).coefficient(), amount.currency);
}

Money round_to_whole_unit(const Amount& amount, Rounding rounding) {
  const Decimal whole = amount.value.rounded(0, rounding);
  return money_of(whole.scaled_to(amount.currency.minor_places()), amount.currency);
}

}  // namespace openend
