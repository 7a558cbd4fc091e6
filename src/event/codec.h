// event/codec.h - floor 2
//
// Events as bytes and back: the only place that knows the stored shape of a batch.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "entity/approval.h"
#include "entity/security.h"
#include "entity/trust.h"
#include "event/curve.h"
#include "event/event.h"
#include "event/market.h"

namespace openend::event {

void encode(ByteWriter& out, const Event& event, const std::vector<LotPick>& picks);
/// Adds the batch's events to the list. False on damaged bytes.
bool decode(ByteView bytes, Date date, SourceId source, EventList& list);

Bytes encode(const PriceSet& set);
bool decode(ByteView bytes, Date date, PriceSet& set);
Bytes encode(const std::vector<ForwardRate>& rates);
bool decode(ByteView bytes, std::vector<ForwardRate>& rates);
Bytes encode(const std::vector<ExchangeRate>& rates);
bool decode(ByteView bytes, std::vector<ExchangeRate>& rates);
Bytes encode(const std::vector<Dividend>& dividends);
bool decode(ByteView bytes, Date ex_date, std::vector<Dividend>& dividends);

/// Terms set and removed by one `openend init`.
Bytes encode(const entity::TermDifference& difference);
bool apply_terms(ByteView bytes, std::vector<entity::Term>& terms);

Bytes encode(const std::vector<entity::Security>& securities);
bool decode(ByteView bytes, std::vector<entity::Security>& securities);
Bytes encode(const std::vector<entity::DatedCoupon>& coupons);
bool decode(ByteView bytes, std::vector<entity::DatedCoupon>& coupons);
Bytes encode(const std::vector<entity::Fixing>& fixings);
bool decode(ByteView bytes, std::vector<entity::Fixing>& fixings);
Bytes encode(const std::vector<entity::Classification>& classifications);
bool decode(ByteView bytes, std::vector<entity::Classification>& classifications);
Bytes encode(const std::vector<entity::Remark>& remarks);
bool decode(ByteView bytes, std::vector<entity::Remark>& remarks);
Bytes encode(const std::vector<entity::PrintedFigure>& figures);
bool decode(ByteView bytes, std::vector<entity::PrintedFigure>& figures);

/// One portfolio's day as a strike sealed it.
struct SealedAnswer {
  PortfolioId portfolio;
  Date day;
  std::uint16_t version = 0;
  std::string digest;  ///< hex
  std::string who;     ///< who struck it; taken on trust
};
Bytes encode(const std::vector<SealedAnswer>& answers);
bool decode(ByteView bytes, std::vector<SealedAnswer>& answers);

Bytes encode(const std::vector<FairValue>& values);
bool decode(ByteView bytes, Date date, std::vector<FairValue>& values);
Bytes encode(const std::vector<entity::Approval>& approvals);
bool decode(ByteView bytes, std::vector<entity::Approval>& approvals);
Bytes encode(const std::vector<IndexLevel>& levels);
bool decode(ByteView bytes, std::vector<IndexLevel>& levels);
Bytes encode(const std::vector<CurvePoint>& points);
bool decode(ByteView bytes, std::vector<CurvePoint>& points);

}  // namespace openend::event
