// A public filing: read, checked and booked. Its books are what was filed, whatever was filed.
#include "store/feeds/nport.h"
#include "base/assert.h"
#include "filing/nport_booking.h"
#include "filing/nport_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto filing = store::feeds::read_nport(store::feeds::TextFile::of("filing.xml", text));
  if (!filing) return 0;
  filing::nport::checks(filing.value());
  const auto booking = filing::nport::booking_of(filing.value());
  std::int64_t sum = booking.not_itemised + booking.rounding;
  for (const auto& holding : booking.holdings) {
    const Decimal worth = (holding.quantity.decimal() * holding.price.decimal()).rounded(2, Rounding::HalfUp);
    OE_ASSERT(worth == Decimal::of(holding.value, 2), "quantity x price is the filed value");
    sum += holding.value;
  }
  OE_ASSERT(sum == booking.net_assets, "the lines sum to net assets");
  return 0;
}
