#include "event/offer.h"

#include <algorithm>
#include <tuple>

#include "event/codec_parts.h"

namespace openend::event {

namespace {

constexpr std::string_view kWords[] = {"tender", "exchange",       "conversion", "exercise",
                                       "put",    "stock_dividend", "result",     "withdrawal"};

}  // namespace

std::string_view word_of(Offer::Kind kind) { return kWords[static_cast<std::size_t>(kind)]; }

std::optional<Offer::Kind> parse_offer_kind(std::string_view word) {
  const auto* at = std::find(std::begin(kWords), std::end(kWords), word);
  if (at == std::end(kWords)) return std::nullopt;
  return static_cast<Offer::Kind>(at - kWords);
}

CorporateAction action_of(const Offer& option) {
  using Kind = CorporateAction::Kind;
  CorporateAction action;
  action.id = option.id;
  action.kind = option.is_paid_for()              ? Kind::SpinOff
                : option.brings_units()           ? Kind::Exchange
                : option.kind == Offer::Kind::Put ? Kind::Put
                                                  : Kind::Liquidation;
  action.security = option.security;
  action.ex_date = action.pay_date = option.pay_date;
  action.new_units = option.new_units;
  action.old_units = option.of_par() ? Fixed{1, 0} : option.old_units;  // nothing of it is left
  action.fraction_price = option.fraction_price;
  action.cash = option.cash;
  action.received = option.received;
  action.worth = option.worth;
  action.row = option.row;
  action.source = option.source;
  return action;
}

void put_in_order(std::vector<Offer>& offers) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].kind == Offer::Kind::Withdrawal) {
      const auto end = offers.begin() + static_cast<std::ptrdiff_t>(kept);
      const auto stays = std::remove_if(offers.begin(), end, [&](const Offer& told) {
        return told.id == offers[i].id && told.date == offers[i].date;
      });
      kept = static_cast<std::size_t>(stays - offers.begin());
      continue;
    }
    if (kept != i) offers[kept] = std::move(offers[i]);
    ++kept;
  }
  offers.resize(kept);
  std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) {
    const bool a_result = !a.is_option(), b_result = !b.is_option();
    return std::tie(a.id, a_result, a.date, a.option) < std::tie(b.id, b_result, b.date, b.option);
  });
}

std::vector<const Offer*> options_of(std::span<const Offer> offers, std::string_view id) {
  const auto before = [](const Offer& offer, std::string_view other) { return offer.id < other; };
  std::vector<const Offer*> options;
  for (auto at = std::lower_bound(offers.begin(), offers.end(), id, before); at != offers.end() && at->id == id; ++at) {
    if (at->is_option()) options.push_back(&*at);
  }
  return options;
}

void answer(AnswersByOffer& answers, const Election& election) {
  const auto offer = answers.try_emplace(std::string(election.offer)).first;
  Answers& of_offer = offer->second;
  const auto option = of_offer.try_emplace(std::string(election.option)).first;
  const Decimal units = election.withdraws ? option->second.decimal() - election.quantity.decimal()
                                           : option->second.decimal() + election.quantity.decimal();
  const auto fixed = to_fixed(units.trimmed());
  option->second = fixed && fixed->coefficient > 0 ? *fixed : Fixed{};
  if (option->second.coefficient == 0) of_offer.erase(option);
  if (of_offer.empty()) answers.erase(offer);
}

const Offer* result_of(std::span<const Offer> offers, const Offer& option, Date until) {
  const Offer* last = nullptr;
  for (const Offer& result : offers) {
    const bool of_it = result.kind == Offer::Kind::Result && result.id == option.id &&
                       (result.option.empty() || result.option == option.option);
    if (of_it && result.date <= until) last = &result;
  }
  return last;
}

Fixed accepted(std::span<const Offer> offers, const Offer& option, Fixed elected, Date until) {
  const Offer* result = result_of(offers, option, until);
  if (result == nullptr) return elected;
  const Decimal exact = elected.decimal() * result->accepted_pct.decimal();
  return to_fixed(divide(exact, Decimal(100), elected.places, Rounding::Floor)).value_or(elected);
}

std::optional<std::vector<Fixed>> units_by_option(std::span<const Offer> offers,
                                                  const std::vector<const Offer*>& options, const Answers& answers,
                                                  Fixed held) {
  std::vector<Fixed> units(options.size());
  Decimal left = held.decimal();
  std::optional<std::size_t> standard;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i]->standard) standard = i;
    const auto elected = answers.find(options[i]->option);
    if (options[i]->standard || elected == answers.end()) continue;
    units[i] = accepted(offers, *options[i], elected->second, options[i]->pay_date);
    left = left - units[i].decimal();
  }
  const auto rest = to_fixed(left);
  if (!rest || rest->coefficient < 0) return std::nullopt;
  if (standard) units[*standard] = *rest;
  return units;
}

namespace {

bool is_sound(const Offer& offer) {
  if (static_cast<std::size_t>(offer.kind) >= std::size(kWords)) return false;
  if (offer.kind == Offer::Kind::Withdrawal) return true;
  if (offer.kind == Offer::Kind::Result) return Offer::can_accept(offer.accepted_pct);
  if (offer.deadline < offer.date || offer.pay_date <= offer.deadline) return false;
  const bool may_pay_nothing = offer.kind == Offer::Kind::Exchange || offer.kind == Offer::Kind::Conversion;
  if (!CorporateAction::can_pay(offer.cash) && (!may_pay_nothing || offer.cash.coefficient != 0)) return false;
  if (offer.cash.places > 18) return false;
  if (!offer.brings_units()) return true;
  const bool other = offer.received != offer.security || offer.kind == Offer::Kind::StockDividend;
  if (!offer.received.exists() || !other) return false;
  if (offer.worth ? !CorporateAction::can_pay(*offer.worth)
                  : offer.kind == Offer::Kind::Exchange && offer.cash.coefficient != 0)
    return false;
  return CorporateAction::can_count(offer.new_units) && CorporateAction::can_count(offer.old_units) &&
         (!offer.fraction_price || CorporateAction::can_pay(*offer.fraction_price));
}

}  // namespace

Bytes encode(const std::vector<Offer>& offers) {
  return encode_list(offers, [](ByteWriter& out, const Offer& offer) {
    out.put_text(offer.id);
    out.put_text(offer.option);
    out.put(offer.kind);
    out.put(offer.security.value);
    out.put(offer.row);
    if (offer.kind == Offer::Kind::Withdrawal) return;
    if (offer.kind == Offer::Kind::Result) {
      put(out, offer.accepted_pct);
      return;
    }
    put(out, offer.deadline);
    put(out, offer.pay_date);
    out.put(static_cast<std::uint8_t>((offer.standard ? 1 : 0) | (offer.pays_interest ? 2 : 0)));
    put(out, offer.cash);
    if (!offer.brings_units()) return;
    put(out, offer.new_units);
    put(out, offer.old_units);
    put_optional(out, offer.fraction_price, [&](const Fixed& price) { put(out, price); });
    out.put(offer.received.value);
    put_optional(out, offer.worth, [&](const Fixed& worth) { put(out, worth); });
  });
}

bool decode(ByteView bytes, Date date, SourceId source, std::vector<Offer>& offers) {
  return decode_list(bytes, offers, [&](ByteReader& in) {
    Offer offer;
    offer.id = get_string(in);
    offer.option = get_string(in);
    offer.kind = in.get<Offer::Kind>();
    offer.security = SecurityId{in.get<std::uint32_t>()};
    offer.row = in.get<std::uint32_t>();
    offer.date = date;
    offer.source = source;
    if (offer.kind == Offer::Kind::Result) {
      offer.accepted_pct = get_fixed(in);
    } else if (offer.is_option()) {
      offer.deadline = get_date(in);
      offer.pay_date = get_date(in);
      const auto flags = in.get<std::uint8_t>();
      if (flags > 3) in.fail();
      offer.standard = (flags & 1U) != 0;
      offer.pays_interest = (flags & 2U) != 0;
      offer.cash = get_fixed(in);
      if (offer.brings_units()) {
        offer.new_units = get_fixed(in);
        offer.old_units = get_fixed(in);
        if (in.get<std::uint8_t>() != 0) offer.fraction_price = get_fixed(in);
        offer.received = SecurityId{in.get<std::uint32_t>()};
        if (in.get<std::uint8_t>() != 0) offer.worth = get_fixed(in);
      }
    }
    if (!is_sound(offer)) in.fail();
    return offer;
  });
}

}  // namespace openend::event
