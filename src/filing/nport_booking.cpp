#include "filing/nport_booking.h"

#include "filing/nport_checks.h"

namespace openend::filing::nport {

namespace {

constexpr int kCents = 2;
constexpr int kMostPricePlaces = 16;

std::int64_t cents(const Decimal& amount) {
  return static_cast<std::int64_t>(amount.rounded(kCents, Rounding::HalfUp).scaled_to(kCents));
}

/// The price of fewest decimals at which the quantity is worth the value.
std::optional<Fixed> price_of(const Fixed& quantity, const Decimal& value) {
  const Decimal units = quantity.decimal();
  for (int places = kCents; places <= kMostPricePlaces; ++places) {
    const Decimal price = divide(value, units, places, Rounding::HalfUp);
    const auto found = to_fixed(price.trimmed());
    if (!found) return std::nullopt;
    if ((units * price).rounded(kCents, Rounding::HalfUp) == value) return found;
  }
  return std::nullopt;
}

Holding holding_of(std::size_t place, const Position& position) {
  Holding holding;
  holding.position = place;
  holding.value = cents(*position.value);
  const Decimal value = Decimal::of(holding.value, kCents);
  const auto quantity = position.balance ? to_fixed(position.balance->trimmed()) : std::nullopt;
  const auto price = quantity && quantity->coefficient != 0 ? price_of(*quantity, value) : std::nullopt;
  holding.as_one = !price;
  holding.quantity = price ? *quantity : Fixed{1, 0};
  holding.price = price ? *price : Fixed{holding.value, kCents};
  const bool gains = position.derivative && position.derivative->unrealised;
  holding.cost = holding.value - (gains ? cents(*position.derivative->unrealised) : 0);
  return holding;
}

}  // namespace

Booking booking_of(const Filing& filing) {
  Booking booking;
  for (std::size_t i = 0; i < filing.positions.size(); ++i) {
    if (!filing.positions[i].value) {
      booking.without_value.push_back(i);
      continue;
    }
    booking.holdings.push_back(holding_of(i, filing.positions[i]));
    booking.investments += booking.holdings.back().value;
    booking.cost += booking.holdings.back().cost;
  }
  booking.net_assets = cents(filing.net_assets);
  booking.not_itemised = cents(not_itemised(filing));
  booking.rounding = booking.net_assets - booking.investments - booking.not_itemised;
  booking.rounded_off = (Decimal::of(booking.investments, kCents) - filing.sum_of_values()).trimmed();
  return booking;
}

}  // namespace openend::filing::nport
