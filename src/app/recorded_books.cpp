// app/recorded_books.cpp - floor 7
//
// What is recorded already, read from the log when it is asked for, and once.
#include "app/check_holdings.h"
#include "app/day_groups.h"

namespace openend::app {

namespace {

store::Query all_of(event::BatchKind kind) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(kind);
  return query;
}

}  // namespace

const std::vector<store::Batch>& RecordedBooks::of(PortfolioId portfolio) {
  const auto at = read_.try_emplace(portfolio);
  if (at.second) {
    store::Query query = all_of(event::BatchKind::Book);
    query.portfolio = portfolio;
    at.first->second = log_.read(query);
  }
  return at.first->second;
}

const std::vector<event::CorporateAction>& RecordedBooks::actions() {
  if (!actions_) {
    actions_.emplace();
    for (const store::Batch& batch : log_.read(all_of(event::BatchKind::CorporateActions)))
      decode_or_fault(batch, {}, *actions_);
  }
  return *actions_;
}

const std::vector<event::Offer>& RecordedBooks::offers() {
  if (!offers_) {
    offers_.emplace();
    for (const store::Batch& batch : log_.read(all_of(event::BatchKind::Offers))) decode_or_fault(batch, {}, *offers_);
  }
  return *offers_;
}

}  // namespace openend::app
