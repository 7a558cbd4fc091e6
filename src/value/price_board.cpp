#include "value/price_board.h"

#include <algorithm>

namespace openend::value {

std::uint16_t PriceBoard::quote_of(const event::PriceSet& set) {
  for (std::size_t i = 0; i < quotes_.size(); ++i) {
    if (quotes_[i].kind == set.kind && quotes_[i].source == set.source) return static_cast<std::uint16_t>(i);
  }
  OE_ASSERT(quotes_.size() < 0xffff, "prices come from fewer than 65,535 sources");
  quotes_.push_back({set.source, set.kind});
  ranks_.emplace_back();
  return static_cast<std::uint16_t>(quotes_.size() - 1);
}

PriceBoard::Ranks PriceBoard::ranks_of(const Quote& quote, Date day) const {
  static const policy::Pricing kNoRules;
  Ranks ranks{};
  for (std::size_t kind = 0; kind < ranks.size(); ++kind) {
    const auto* rule =
        policy::pricing_rule(pricing_ == nullptr ? kNoRules : *pricing_, instrument::List::kWords[kind], day);
    ranks[kind] = policy::price_rank(rule, quote.source, quote.kind);
  }
  return ranks;
}

void PriceBoard::apply(const event::PriceSet& set) {
  if (set.date.days != day_) {
    day_ = set.date.days;
    others_.clear();
    first_other_.clear();
  }
  const std::uint16_t quote = quote_of(set);
  ranks_[quote] = ranks_of(quotes_[quote], set.date);
  const bool may_be_unused =
      std::find(ranks_[quote].begin(), ranks_[quote].end(), policy::kNotUsed) != ranks_[quote].end();
  for (std::size_t i = 0; i < set.size(); ++i) {
    const std::uint32_t security = set.security[i];
    if (security >= marks_.size()) reserve(security + std::size_t{1});
    const Mark& mark = marks_[security];
    const Mark told{set.price[i], set.date.days, set.places[i], true, quote};
    const bool contested = mark.known && mark.day == told.day && mark.quote != quote;
    if (contested || (may_be_unused && rank(quote, security) == policy::kNotUsed)) {
      compete(security, told);
    } else {
      use(security, told);
    }
  }
}

inline void PriceBoard::use(std::uint32_t security, const Mark& told) {
  Mark& mark = marks_[security];
  if (mark.known && mark.day != told.day) {
    Past& past = pasts_[security];
    past = {mark.price, mark.day, unchanged_since(mark, past), mark.places, true};
  }
  mark = told;
}

/// A price of a day that has another already, or one that values nothing.
void PriceBoard::compete(std::uint32_t security, const Mark& told) {
  const Mark mark = marks_[security];
  const std::uint8_t now = rank(told.quote, security);
  const bool of_the_day = mark.known && mark.day == told.day;
  if (now == policy::kNotUsed || (of_the_day && now > rank(mark.quote, security))) {
    put_aside(security, told);
    return;
  }
  put_aside(security, mark);
  use(security, told);
  Mark taken = told;
  taken.known = false;  // what the same source said before is not another price
  put_aside(security, taken);
}

void PriceBoard::put_aside(std::uint32_t security, const Mark& mark) {
  if (first_other_.size() < marks_.size()) first_other_.resize(marks_.size(), kNone);
  std::uint32_t at = first_other_[security];
  while (at != kNone && others_[at].mark.quote != mark.quote) at = others_[at].next;
  if (at != kNone) {
    others_[at].mark = mark;
  } else if (mark.known) {
    others_.push_back({mark, first_other_[security]});
    first_other_[security] = static_cast<std::uint32_t>(others_.size() - 1);
  }
}

void PriceBoard::write(ByteWriter& out) const {
  out.put(day_);
  out.put_column<Mark>(marks_);
  out.put_column<Past>(pasts_);
  out.put(static_cast<std::uint32_t>(quotes_.size()));
  for (const Quote& quote : quotes_) {
    out.put_text(quote.source);
    out.put(quote.kind);
  }
  out.put(static_cast<std::uint32_t>(others_.size()));
  for (const Other& other : others_) {
    out.put_column<Mark>({&other.mark, 1});
    out.put(other.next);
  }
  out.put_column<std::uint32_t>(first_other_);
}

bool PriceBoard::read(ByteReader& in) {
  day_ = in.get<std::int32_t>();
  in.get_column(marks_);
  in.get_column(pasts_);
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    Quote& quote = quotes_.emplace_back();
    quote.source = std::string(in.get_text());
    quote.kind = in.get<policy::PriceKind>();
    ranks_.emplace_back();
  }
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    std::vector<Mark> mark;
    in.get_column(mark);
    const auto next = in.get<std::uint32_t>();
    if (mark.size() != 1) return false;
    others_.push_back({mark.front(), next});
  }
  in.get_column(first_other_);
  const auto is_sound = [&](const Mark& mark) { return !mark.known || mark.quote < quotes_.size(); };
  const auto leads_somewhere = [&](std::uint32_t at) { return at == kNone || at < others_.size(); };
  return in.ok() && marks_.size() == pasts_.size() && first_other_.size() <= marks_.size() &&
         std::all_of(marks_.begin(), marks_.end(), is_sound) &&
         std::all_of(first_other_.begin(), first_other_.end(), leads_somewhere) &&
         std::all_of(others_.begin(), others_.end(),
                     [&](const Other& other) { return is_sound(other.mark) && leads_somewhere(other.next); });
}

}  // namespace openend::value
