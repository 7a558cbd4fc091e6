// value/price_board.h - floor 3
//
// The price of each security as of a day, and where it came from. The price in use stands in one column; what other
// sources said on the day, and the price of the day before, stand beside it for the checks.
//
// LAW   SAI 1999 p.35; spec V-1, V-7 (policy/pricing.h): a later day wins; on one day, the better kind and source.
// EDGE  The same source, kind and day again is a correction. Of two prices of equal rank the one known last is taken.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "event/market.h"
#include "instrument/list.h"
#include "policy/pricing.h"

namespace openend::value {

class PriceBoard {
 public:
  struct Mark {
    std::int64_t price = 0;
    std::int32_t day = 0;
    std::uint8_t places = 0;
    bool known = false;
    std::uint16_t quote = 0;  ///< place in quotes()

    Decimal decimal() const { return Decimal::of(price, places); }
  };
  /// The price that was in use on the last priced day before a mark's.
  struct Past {
    std::int64_t price = 0;
    std::int32_t day = 0;
    std::int32_t since = 0;  ///< the day from which that price had stood unchanged
    std::uint8_t places = 0;
    bool known = false;
    std::uint8_t rest[6] = {};  ///< nothing: without it a record in a snapshot would have bytes of no value

    Decimal decimal() const { return Decimal::of(price, places); }
  };
  /// A vendor and the kind of its prices.
  struct Quote {
    std::string source;
    policy::PriceKind kind{};
  };

  PriceBoard() = default;
  /// Ranks by the trust's rules; both are kept by reference. A board made without ranks by the default.
  PriceBoard(const policy::Pricing& pricing, const std::vector<std::uint8_t>& kind_of_security)
      : pricing_(&pricing), kinds_(&kind_of_security) {}

  /// Sets are applied in order of date, then of becoming known.
  void apply(const event::PriceSet& set);
  void reserve(std::size_t securities) {
    if (marks_.size() >= securities) return;
    marks_.resize(securities);
    pasts_.resize(securities);
  }

  /// The board as bytes and back, for snapshots. Ranks are not in it: they follow from the rules when a source speaks.
  void write(ByteWriter& out) const;
  bool read(ByteReader& in);

  const Mark& at(std::uint32_t security) const { return security < marks_.size() ? marks_[security] : no_mark_; }
  /// All of them by security; shorter where no price ever came for the last ones.
  std::span<const Mark> marks() const { return marks_; }
  const Past& past(std::uint32_t security) const { return security < pasts_.size() ? pasts_[security] : no_past_; }
  const std::vector<Quote>& quotes() const { return quotes_; }
  const Quote& quote(const Mark& mark) const { return quotes_[mark.quote]; }

  /// Whether any security has prices of the board's last day that are not in use.
  bool has_others() const { return !others_.empty(); }
  /// Calls `see` with what other sources or kinds said of a security on the board's last day.
  template <class See>
  void each_other(std::uint32_t security, See see) const {
    if (security >= first_other_.size()) return;
    for (std::uint32_t at = first_other_[security]; at != kNone; at = others_[at].next) {
      if (others_[at].mark.known) see(others_[at].mark);
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU;
  using Ranks = std::array<std::uint8_t, instrument::List::kCount>;
  struct Other {
    Mark mark;
    std::uint32_t next = kNone;
  };

  std::uint16_t quote_of(const event::PriceSet& set);
  Ranks ranks_of(const Quote& quote, Date day) const;
  std::uint8_t rank(std::uint16_t quote, std::uint32_t security) const {
    return ranks_[quote][kinds_ == nullptr ? 0 : (*kinds_)[security]];
  }
  void use(std::uint32_t security, const Mark& told);
  void compete(std::uint32_t security, const Mark& told);
  void put_aside(std::uint32_t security, const Mark& mark);

  const policy::Pricing* pricing_ = nullptr;
  const std::vector<std::uint8_t>* kinds_ = nullptr;
  std::int32_t day_ = INT32_MIN;  ///< of the last set
  std::vector<Mark> marks_;
  std::vector<Past> pasts_;
  std::vector<Quote> quotes_;
  std::vector<Ranks> ranks_;  ///< by quote, on day_ for those that spoke on it
  std::vector<Other> others_;
  std::vector<std::uint32_t> first_other_;  ///< by security, in others_
  Mark no_mark_;
  Past no_past_;
};

/// Whether two scaled prices are the same number.
inline bool same_price(std::int64_t a, int a_places, std::int64_t b, int b_places) {
  return a_places == b_places ? a == b : Decimal::of(a, a_places) == Decimal::of(b, b_places);
}
/// The first day of the run of days on which the price in use has been the same.
inline std::int32_t unchanged_since(const PriceBoard::Mark& mark, const PriceBoard::Past& past) {
  return past.known && same_price(mark.price, mark.places, past.price, past.places) ? past.since : mark.day;
}

}  // namespace openend::value
