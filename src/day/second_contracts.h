// day/second_contracts.h - floor 5
//
// Futures, swaps, options and short sales for the second net asset value: counts and money only, without entries and
// lots. A future is taken for a holding worth its whole contract value that was paid for at its price: what it gains is
// the same.
#pragma once

#include <map>

#include "day/close_day.h"
#include "day/yesterday.h"

namespace openend::day {

class SecondContracts {
 public:
  SecondContracts(const Yesterday& yesterday, const DayInputs& in);

  /// Units of a holding that come, or go.
  struct Moved {
    SecurityId security;
    Fixed units;
    bool out = false;
  };
  /// A trade in contracts or an exercise; gives what it does to the holdings.
  std::vector<Moved> take(const event::Event& event);
  void expire(Date date);
  /// A dividend of what was sold short is paid to its lender.
  void owe(const event::Dividend& dividend);
  /// A corporate action of what was sold short.
  void act(const event::CorporateAction& action);

  /// What all of them added to net assets since the strike before, but for money in other currencies.
  std::int64_t gained();
  /// That money, by currency, after gained(): what was paid and received, and the margin of futures.
  const std::map<Currency, std::int64_t>& abroad() const { return abroad_; }
  /// Minor units that their roundings may make.
  std::int64_t bound() const { return bound_; }

 private:
  const entity::Security& security(SecurityId id) const { return (*in_.securities)[id.value]; }
  /// Money comes (goes, below zero) for a security, in its currency.
  void flow(const entity::Security& of, std::int64_t amount);
  bool is_abroad(const entity::Security& of) const { return of.currency != in_.portfolio->base; }
  std::int64_t worth(const entity::Security& of, std::int64_t amount);
  std::int64_t money(const entity::Security& of, const Decimal& price, std::int64_t contracts) const;
  void pay(const entity::Security& of, std::int64_t contracts, Date date);
  std::int64_t at_price(std::uint32_t of, std::int64_t contracts) const;

  const DayInputs& in_;
  std::map<std::uint32_t, std::int64_t> count_;  ///< of contracts by security, sold ones below zero
  std::int64_t before_ = 0, flow_ = 0;
  std::map<Currency, std::int64_t> abroad_;
  std::int64_t lots_ = 0;  ///< open at most
  std::int64_t bound_ = 0;
};

}  // namespace openend::day
