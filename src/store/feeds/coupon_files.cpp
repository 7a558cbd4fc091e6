// store/feeds/coupon_files.cpp - floor 6
//
// What bonds pay from days on: steps, resets, and that they pay nothing more; the fixings of swaps, caps and floors.
#include <algorithm>

#include "event/codec.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

using entity::DatedCoupon;
using Kind = DatedCoupon::Kind;

enum : std::size_t { kSecurity, kFrom, kKind, kRate };
constexpr ColumnRule kColumns[] = {{"security"}, {"from"}, {"kind"}, {"rate_pct", false}};

std::optional<Kind> read_kind(CsvFile& csv) {
  const auto word = csv.text(kKind);
  if (word == "fixed") return Kind::Fixed;
  if (word == "reset") return Kind::Reset;
  if (word == "flat") return Kind::Flat;
  if (word == "in_kind") return Kind::InKind;
  csv.fault(kKind, "E-COUPON-001", "the kind of coupon is not known", "fixed, reset, flat or in_kind",
            "use one of these words");
  return std::nullopt;
}

Decimal read_rate(CsvFile& csv, std::optional<Kind> kind) {
  if (!csv.has(kRate)) {
    if (kind && *kind != Kind::Flat)
      csv.fault(kRate, "E-COUPON-002", "the coupon has no rate", "a percentage from 0 to 1000",
                "write the rate a year, after spread, cap and floor");
    return {};
  }
  const Decimal rate = csv.decimal(kRate).value_or(Decimal{});
  const bool flat = kind == Kind::Flat;
  if (rate.is_negative() || rate > Decimal(1000) || (flat && !rate.is_zero()))
    csv.fault(kRate, "E-COUPON-002", "the rate can not be",
              flat ? "nothing: it pays none" : "a percentage from 0 to 1000",
              "write the rate a year, after spread, cap and floor");
  return rate;
}

/// LAW   Docs, input files: the rate of a period is the one in force on its first day.
void check_day(CsvFile& csv, const entity::Security& bond, const DatedCoupon& coupon) {
  if (coupon.from >= *bond.maturity && coupon.kind != Kind::Flat) {
    csv.fault(kFrom, "E-COUPON-003", "a coupon begins when the bond has matured", "before " + bond.maturity->text(),
              "correct the day, or the maturity in securities.csv");
    return;
  }
  if (coupon.kind == Kind::Flat) return;
  const bool rates = instrument::pays_rates(bond);
  if (rates && coupon.from == *bond.issued) return;  // a short first period
  const int per_year = rates ? instrument::floating_per_year(bond) : bond.coupons_per_year;
  const CouponPeriod period = coupon_period(*bond.maturity, per_year, coupon.from);
  const bool replaces = std::any_of(bond.coupons.begin(), bond.coupons.end(),
                                    [&](const DatedCoupon& known) { return known.from == coupon.from; });
  if (period.start != coupon.from && !replaces)
    csv.fault(kFrom, "E-COUPON-004", "the rate changes within a coupon period",
              period.start.text() + " or " + period.end.text(),
              "write a coupon day, counted back from maturity, or correct the security's terms");
}

}  // namespace

Batches read_coupons(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<DatedCoupon> all;
  RepeatedRows repeated;
  SecurityColumn securities;
  while (csv.next()) {
    DatedCoupon coupon;
    coupon.security = securities.read(csv, kSecurity, in.registry);
    const auto from = csv.date(kFrom);
    const auto kind = read_kind(csv);
    coupon.rate_pct = read_rate(csv, kind);
    if (!csv.ok()) continue;
    const entity::Security& bond = in.registry.security(coupon.security);
    if (instrument::pays_rates(bond)) {
      if (kind != Kind::Reset)
        csv.fault(kKind, "E-COUPON-006", "a swap, a cap or a floor has fixings only", "reset",
                  "write reset and the index of the period, before spread and strike");
    } else if (!instrument::pays_by_terms(bond)) {
      csv.fault(kSecurity, "E-COUPON-005", "the security is no bond with coupons", "a bond with coupons_per_year",
                "correct the security");
      continue;
    }
    if (!csv.ok()) continue;
    coupon.from = *from;
    coupon.kind = *kind;
    check_day(csv, bond, coupon);
    repeated.check(csv, {kSecurity, kFrom});
    if (!csv.ok()) continue;
    in.registry.set_coupon(coupon);
    all.push_back(coupon);
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  if (!all.empty()) batches.push_back(make_batch(event::BatchKind::Coupons, {}, {}, all.size(), event::encode(all)));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
