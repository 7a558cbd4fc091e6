// app/day_groups.h - floor 7
//
// A portfolio's recorded and delivered batches, day by day, as the books will see them: withdrawals taken out, in the
// books' order. Each event's source is the place of its delivery, or none for what is recorded already.
#pragma once

#include <map>
#include <vector>

#include "day/close_day.h"
#include "event/codec.h"
#include "event/corporate_action.h"
#include "event/offer.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

inline void decode_or_fault(const store::Batch& batch, SourceId source, event::EventList& list) {
  if (event::decode(batch.body, batch.day, source, list)) return;
  throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
}
inline void decode_or_fault(const store::Batch& batch, SourceId source, std::vector<event::CorporateAction>& actions) {
  if (event::decode(batch.body, batch.day, source, actions)) return;
  throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
}
inline void decode_or_fault(const store::Batch& batch, SourceId source, std::vector<event::Offer>& offers) {
  if (event::decode(batch.body, batch.day, source, offers)) return;
  throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
}

/// A batch, and the place of its delivery; none where it is recorded already.
struct BatchPart {
  const store::Batch* batch;
  SourceId delivery;
};

class DayGroups {
 public:
  void add(BatchPart part) { days_[part.batch->day].push_back(part); }

  /// `before(list)` sees a day with its withdrawals still in it, `after(list)` what is left.
  template <class Before, class After>
  void each(Before before, After after) const {
    event::EventList list;
    for (const auto& [day, parts] : days_) {
      list.clear();
      for (const BatchPart& part : parts) decode_or_fault(*part.batch, part.delivery, list);
      before(list);
      OE_ASSERT(day::resolve(list), "withdrawals were checked before");
      after(list);
    }
  }

 private:
  std::map<Date, std::vector<BatchPart>> days_;
};

/// What a refusal needs to point at a delivered row; for a refusal about what is recorded, the row that would spoil it.
struct Cause {
  SourceId delivery;
  std::uint32_t row = 0;
  Date date;
  event::Reference reference;

  Cause() = default;
  explicit Cause(const event::Event& event)
      : delivery(event.source), row(event.row), date(event.date), reference(event.reference) {}
  explicit Cause(const event::CorporateAction& action)
      : delivery(action.source), row(action.row), date(action.ex_date), reference{0, action.id} {}
  explicit Cause(const event::Offer& offer)
      : delivery(offer.source), row(offer.row), date(offer.date), reference{0, offer.id} {}
  bool exists() const { return delivery.exists(); }

  Refusal refusal(const std::vector<store::feeds::FileDelivery>& deliveries, const char* code, std::string message,
                  std::string remedy) const {
    Refusal told = refuse(code, std::move(message), std::move(remedy)).front();
    const std::string name = text_of(reference);
    told.place = {deliveries[delivery.value].name, static_cast<long>(row), 0, name + " of " + date.text()};
    return told;
  }
};

}  // namespace openend::app
