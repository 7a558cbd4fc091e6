// base/result.h - floor 0
//
// A Refusal says that the world asked for what the rules forbid: it has a code, a place, the facts and a remedy.
// A Result<T> is either a T or at least one Refusal, so that a check can return all of its faults at once.
// Faults of disk or network are exceptions, born in the store; bugs are assertions.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/assert.h"
#include "base/id.h"

namespace openend {

/// Where a fault stands in what the user gave us. Row and column count from 1; 0 means "the whole".
struct Place {
  std::string file;
  long row = 0;
  long column = 0;
  std::string excerpt;  ///< the text at fault, shortened for display
};

/// One fault, told so that a person can mend it without reading our code.
struct Refusal {
  std::string code;     ///< e.g. E-CSV-003; `openend explain CODE` tells more
  std::string message;  ///< one sentence
  Place place;
  std::string found;
  std::string expected;
  std::string remedy;
  SourceId source = {};  ///< the imported file, where only its number is known; the app gives `place.file` its name
};

using Refusals = std::vector<Refusal>;

inline Refusals refuse(std::string code, std::string message, std::string remedy = {}) {
  Refusal refusal;
  refusal.code = std::move(code);
  refusal.message = std::move(message);
  refusal.remedy = std::move(remedy);
  return {std::move(refusal)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Refusals refusals) : state_(std::in_place_index<1>, std::move(refusals)) {
    OE_ASSERT(!std::get<1>(state_).empty(), "a refused Result names at least one fault");
  }

  explicit operator bool() const { return state_.index() == 0; }
  T& value() & {
    OE_ASSERT(state_.index() == 0, "the value of a Result is read only where there is one");
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    OE_ASSERT(state_.index() == 0, "the value of a Result is read only where there is one");
    return *std::get_if<0>(&state_);
  }
  T&& value() && { return std::move(value()); }
  const Refusals& refusals() const& { return std::get<1>(state_); }
  Refusals&& refusals() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Refusals> state_;
};

/// The value of a Result that carries nothing: done, without anything to say.
struct Done {};

}  // namespace openend

#define OE_JOIN_(a, b) a##b
#define OE_JOIN(a, b) OE_JOIN_(a, b)
/// TRY(Book posted, post(...)); declares `posted`, or returns the refusals to the caller.
#define TRY(declaration, expression)                                                        \
  auto OE_JOIN(result_, __LINE__) = (expression);                                           \
  if (!OE_JOIN(result_, __LINE__)) return std::move(OE_JOIN(result_, __LINE__)).refusals(); \
  declaration = std::move(OE_JOIN(result_, __LINE__)).value()
/// CHECK(expression); for a Result<Done>.
#define CHECK(expression)                                           \
  do {                                                              \
    auto check_result_ = (expression);                              \
    if (!check_result_) return std::move(check_result_).refusals(); \
  } while (false)
