#include "event/corporate_action.h"

#include <algorithm>
#include <tuple>

#include "event/codec_parts.h"

namespace openend::event {

std::optional<Fixed> units_after(Fixed units, const CorporateAction& action) {
  const int places = std::max<int>(units.places, kSplitPlaces);
  const Decimal exact = units.decimal() * action.new_units.decimal();
  const auto after = to_fixed(divide(exact, action.old_units.decimal(), places, Rounding::Down));
  if (!after) return std::nullopt;
  return Fixed{std::max<std::int64_t>(after->coefficient, 1), after->places};
}

namespace {

/// Held or left, it is counted in the places of what is left.
std::optional<Fixed> par_left(Fixed par, const CorporateAction& action) {
  const int places = std::max<int>(par.places, kParPlaces);
  const auto left = to_fixed(
      divide(par.decimal() * action.new_units.decimal(), action.old_units.decimal(), places, Rounding::HalfUp));
  std::int64_t held = 0;
  if (!left || __builtin_mul_overflow(par.coefficient, kPowersOfTen[places - par.places], &held)) return std::nullopt;
  return Fixed{left->coefficient * kPowersOfTen[places - left->places], static_cast<std::uint8_t>(places)};
}

/// What is paid for, exactly.
std::optional<Decimal> exact_cash(Fixed units, const CorporateAction& action) {
  if (!action.redeems()) return units.decimal() * action.cash.decimal();
  const auto left = par_left(units, action);
  if (!left) return std::nullopt;
  return (units.decimal() - left->decimal()) * action.cash.decimal() * Decimal::of(1, 2);
}

}  // namespace

std::optional<Fixed> left_after(Fixed units, const CorporateAction& action) {
  if (action.ends_holding()) return Fixed{0, units.places};
  if (action.redeems()) return par_left(units, action);
  return action.is_split() ? received_for(units, action) : units;
}

std::optional<Fixed> received_for(Fixed units, const CorporateAction& action) {
  const auto after = units_after(units, action);
  return after && action.fraction_price ? whole_units(*after) : after;
}

std::optional<std::int64_t> cash_of(Fixed units, const CorporateAction& action, int minor_places) {
  const auto exact = exact_cash(units, action);
  const auto fixed = exact ? to_fixed(exact->rounded(minor_places, Rounding::HalfUp)) : std::nullopt;
  if (!fixed) return std::nullopt;
  std::int64_t minor = 0;
  if (__builtin_mul_overflow(fixed->coefficient, kPowersOfTen[minor_places - fixed->places], &minor))
    return std::nullopt;
  return minor;
}

namespace {
constexpr std::string_view kWords[] = {"split",        "return_of_capital", "liquidation",   "withdrawal",
                                       "exchange",     "spin_off",          "call",          "put",
                                       "sinking_fund", "paydown",           "taxed_exchange"};
}

std::string_view word_of(CorporateAction::Kind kind) { return kWords[static_cast<std::size_t>(kind)]; }

std::optional<CorporateAction::Kind> parse_action_kind(std::string_view word) {
  const auto* at = std::find(std::begin(kWords), std::end(kWords), word);
  if (at == std::end(kWords)) return std::nullopt;
  return static_cast<CorporateAction::Kind>(at - kWords);
}

void put_in_order(std::vector<CorporateAction>& actions) {
  std::sort(actions.begin(), actions.end(), [](const CorporateAction& a, const CorporateAction& b) {
    const bool a_last = a.withdraws(), b_last = b.withdraws();
    return std::tie(a.ex_date, a.id, a_last) < std::tie(b.ex_date, b.id, b_last);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (kept != 0 && actions[i].withdraws() && actions[kept - 1].id == actions[i].id &&
        actions[kept - 1].ex_date == actions[i].ex_date)
      --kept;
    if (kept != i) actions[kept] = std::move(actions[i]);
    ++kept;
  }
  actions.resize(kept);
  std::sort(actions.begin(), actions.end(), [](const CorporateAction& a, const CorporateAction& b) {
    return std::tie(a.ex_date, a.sequence, a.id) < std::tie(b.ex_date, b.sequence, b.id);
  });
}

namespace {

bool is_sound(const CorporateAction& action) {
  if (static_cast<std::size_t>(action.kind) >= std::size(kWords)) return false;
  if (action.sequence < 1 || action.sequence > CorporateAction::kMostSequence) return false;
  if (action.withdraws()) return true;
  if (action.redeems()) {
    if (!CorporateAction::can_leave(action.new_units, action.old_units)) return false;
    const bool is_factor = action.kind != CorporateAction::Kind::Paydown || action.old_units.decimal() <= Decimal(1);
    return is_factor && CorporateAction::can_pay(action.cash);
  }
  if (action.pays_cash() && !CorporateAction::can_pay(action.kind, action.cash)) return false;
  if (action.brings_units()) {
    if (!action.received.exists() || action.received == action.security) return false;
    if (!CorporateAction::can_move(action.cost_pct)) return false;
    const bool needs_worth = action.cash.coefficient != 0 || action.kind == CorporateAction::Kind::TaxedExchange;
    if (action.worth ? !CorporateAction::can_pay(*action.worth) : needs_worth) return false;
  } else if (!action.is_split()) {
    return true;
  }
  return CorporateAction::can_count(action.new_units) && CorporateAction::can_count(action.old_units) &&
         (!action.fraction_price || CorporateAction::can_pay(*action.fraction_price));
}

}  // namespace

Bytes encode(const std::vector<CorporateAction>& actions) {
  return encode_list(actions, [](ByteWriter& out, const CorporateAction& action) {
    out.put_text(action.id);
    out.put(action.kind);
    out.put(action.security.value);
    put(out, action.pay_date);
    if (action.is_split() || action.brings_units()) {
      put(out, action.new_units);
      put(out, action.old_units);
      put_optional(out, action.fraction_price, [&](const Fixed& price) { put(out, price); });
    }
    if (action.redeems()) {
      put(out, action.new_units);
      put(out, action.old_units);
    }
    if (action.pays_cash() || action.redeems()) put(out, action.cash);
    if (action.brings_units()) {
      out.put(action.received.value);
      put_optional(out, action.worth, [&](const Fixed& worth) { put(out, worth); });
      put(out, action.cost_pct);
    }
    out.put(action.sequence);
    out.put(action.row);
  });
}

bool decode(ByteView bytes, Date ex_date, SourceId source, std::vector<CorporateAction>& actions) {
  return decode_list(bytes, actions, [&](ByteReader& in) {
    CorporateAction action;
    action.id = get_string(in);
    action.kind = in.get<CorporateAction::Kind>();
    action.security = SecurityId{in.get<std::uint32_t>()};
    action.ex_date = ex_date;
    action.pay_date = get_date(in);
    if (action.is_split() || action.brings_units()) {
      action.new_units = get_fixed(in);
      action.old_units = get_fixed(in);
      if (in.get<std::uint8_t>() != 0) action.fraction_price = get_fixed(in);
    }
    if (action.redeems()) {
      action.new_units = get_fixed(in);
      action.old_units = get_fixed(in);
    }
    if (action.pays_cash() || action.redeems()) action.cash = get_fixed(in);
    if (action.brings_units()) {
      action.received = SecurityId{in.get<std::uint32_t>()};
      if (in.get<std::uint8_t>() != 0) action.worth = get_fixed(in);
      action.cost_pct = get_fixed(in);
    }
    action.sequence = in.get<std::uint8_t>();
    action.row = in.get<std::uint32_t>();
    action.source = source;
    if (!is_sound(action)) in.fail();
    return action;
  });
}

}  // namespace openend::event
