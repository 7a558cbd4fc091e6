#include "app/news.h"

#include <algorithm>

#include "event/codec.h"
#include "event/corporate_action.h"
#include "event/offer.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;
using store::Query;

namespace {

constexpr std::uint16_t kind_of(BatchKind kind) { return static_cast<std::uint16_t>(kind); }

/// Terms and securities have no day of their own: they may touch everything.
bool is_timeless(std::uint16_t kind) {
  return kind == kind_of(BatchKind::Terms) || kind == kind_of(BatchKind::Securities) ||
         kind == kind_of(BatchKind::Coupons);
}

[[noreturn]] void damaged(const Batch& batch) {
  throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
}

/// What the book of a seal knows; none where no snapshot of that day is kept.
std::optional<std::vector<std::uint32_t>> known_to_seal(const store::DayArchive& days, const store::Seal& seal) {
  const auto snapshot = days.snapshot(seal.portfolio, seal.day, false);
  if (!snapshot || snapshot->day != seal.day) return std::nullopt;
  std::vector<std::uint32_t> known;
  ByteReader in(snapshot->header);
  in.get_column(known);
  if (!in.ok()) return std::nullopt;
  return known;
}

}  // namespace

bool moves_values(std::uint16_t kind) {
  switch (static_cast<BatchKind>(kind)) {
    case BatchKind::Terms:
    case BatchKind::Securities:
    case BatchKind::Coupons:
    case BatchKind::Fixings:
    case BatchKind::Prices:
    case BatchKind::ForwardRates:
    case BatchKind::ExchangeRates:
    case BatchKind::Dividends:
    case BatchKind::CorporateActions:
    case BatchKind::Offers:
    case BatchKind::FairValues:
    case BatchKind::Book:
    case BatchKind::Shares: return true;
    default: return false;
  }
}

std::optional<Date> first_event(const store::EventLog& log, PortfolioId portfolio,
                                const std::optional<Instant>& known_by) {
  const auto book = log.first_day(portfolio, kind_of(BatchKind::Book), known_by);
  const auto shares = log.first_day(portfolio, kind_of(BatchKind::Shares), known_by);
  if (!book || !shares) return book ? book : shares;
  return std::min(*book, *shares);
}

store::Snapshot snapshot_of(const book::Book& book, Date day) {
  store::Snapshot snapshot{book.portfolio, day, {}, book::encode(book)};
  ByteWriter(snapshot.header).put_column<std::uint32_t>(book.positions.security);
  return snapshot;
}

News::News(const store::Store& store, const entity::Registry& registry, std::uint64_t after)
    : store_(store), registry_(registry) {
  Query query;
  query.after_sequence = after;
  query.with_bodies = false;
  for (Batch& batch : store.events().read(query)) {
    if (moves_values(batch.kind)) items_.push_back({std::move(batch), true, {}});
  }
}

bool News::names_securities(std::uint16_t kind) {
  return kind == kind_of(BatchKind::Securities) || kind == kind_of(BatchKind::Coupons) ||
         kind == kind_of(BatchKind::Fixings) || kind == kind_of(BatchKind::Prices) ||
         kind == kind_of(BatchKind::Dividends) || kind == kind_of(BatchKind::CorporateActions) ||
         kind == kind_of(BatchKind::Offers) || kind == kind_of(BatchKind::FairValues);
}

void News::read_names(Item& item) const {
  Query query;
  query.kind = item.header.kind;
  query.from = query.to = item.header.day;
  query.after_sequence = item.header.sequence - 1;
  const auto read = store_.events().read(query);
  OE_ASSERT(!read.empty() && read.front().sequence == item.header.sequence, "a batch that was read can be read again");
  const Batch& batch = read.front();
  item.of_all = false;
  item.names.assign(registry_.securities().size(), false);
  const auto name = [&](SecurityId security) {
    if (security.value < item.names.size()) item.names[security.value] = true;
  };
  switch (static_cast<BatchKind>(batch.kind)) {
    case BatchKind::Prices: {
      event::PriceSet set;
      if (!event::decode(batch.body, batch.day, set)) damaged(batch);
      for (const std::uint32_t security : set.security) name(SecurityId{security});
      break;
    }
    case BatchKind::Coupons: {
      std::vector<entity::DatedCoupon> coupons;
      if (!event::decode(batch.body, coupons)) damaged(batch);
      for (const auto& coupon : coupons) name(coupon.security);
      break;
    }
    case BatchKind::Fixings: {
      std::vector<entity::Fixing> fixings;
      if (!event::decode(batch.body, fixings)) damaged(batch);
      for (const auto& security : registry_.securities()) {
        const bool follows = std::any_of(fixings.begin(), fixings.end(), [&](const entity::Fixing& fixing) {
          return (security.inflation && security.inflation->index == fixing.index) ||
                 (security.reset && security.reset->index == fixing.index);
        });
        if (follows) name(security.id);
      }
      break;
    }
    case BatchKind::Dividends: {
      std::vector<event::Dividend> dividends;
      if (!event::decode(batch.body, batch.day, dividends)) damaged(batch);
      for (const auto& dividend : dividends) name(dividend.security);
      break;
    }
    case BatchKind::CorporateActions: {
      std::vector<event::CorporateAction> actions;
      if (!event::decode(batch.body, batch.day, batch.source, actions)) damaged(batch);
      for (const auto& action : actions) name(action.security);
      break;
    }
    case BatchKind::Offers: {
      std::vector<event::Offer> offers;
      if (!event::decode(batch.body, batch.day, batch.source, offers)) damaged(batch);
      for (const auto& offer : offers) name(offer.security);
      break;
    }
    case BatchKind::FairValues: {
      std::vector<event::FairValue> values;
      if (!event::decode(batch.body, batch.day, values)) damaged(batch);
      for (const auto& value : values) name(value.security);
      break;
    }
    default: {
      std::vector<entity::Security> securities;
      if (!event::decode(batch.body, securities)) damaged(batch);
      for (const auto& security : securities) name(registry_.find_security(security.key));
    }
  }
}

bool News::touches(Item& item, PortfolioId portfolio, const std::vector<std::uint32_t>* known) const {
  if (item.header.portfolio.exists()) return item.header.portfolio == portfolio;
  if (known == nullptr || !names_securities(item.header.kind)) return true;
  if (item.of_all) read_names(item);
  return std::any_of(known->begin(), known->end(),
                     [&](std::uint32_t security) { return security >= item.names.size() || item.names[security]; });
}

std::optional<Date> News::first_touched(const store::Seal& last) {
  std::optional<Date> first;
  std::optional<std::vector<std::uint32_t>> known;
  bool asked = false;
  for (Item& item : items_) {
    if (item.header.sequence <= last.log_position) continue;
    const Date day = is_timeless(item.header.kind) ? kBeginning : item.header.day;
    if (day > last.day || (first && *first <= day)) continue;
    if (!asked && !item.header.portfolio.exists()) {
      known = known_to_seal(store_.days(), last);
      asked = true;
    }
    if (touches(item, last.portfolio, known ? &*known : nullptr)) first = day;
  }
  return first;
}

}  // namespace openend::app
