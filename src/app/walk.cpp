#include "app/walk.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <thread>
#include <tuple>

#include "app/flow.h"
#include "app/walk_track.h"
#include "check/strike_checks.h"
#include "event/codec.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;
using store::Query;

namespace {

std::uint16_t kind_of(BatchKind kind) { return static_cast<std::uint16_t>(kind); }

}  // namespace

std::string_view name_of(StrikeState state) {
  switch (state) {
    case StrikeState::Calculated: return "calculated";
    case StrikeState::Unchanged: return "unchanged";
    case StrikeState::Restated: return "restated";
    case StrikeState::Estimate: return "estimate";
    case StrikeState::Refused: return "refused";
  }
  return "";
}

Walk::Walk(Session& session) : session_(session), columns_(session.registry().securities()) {}
Walk::~Walk() = default;

// -- what a day needs
// -------------------------------------------------------------------------------------------------------

void Walk::read_one(Track& track, Date day, Date previous) {
  Query query;
  query.known_by = known_by;
  query.portfolio = track.portfolio->id;
  query.to = day;
  query.kind = kind_of(BatchKind::Book);
  query.from = track.all_same_day() ? previous + 1 : previous;
  if (!track.book.opened && track.opening < *query.from) query.from = track.opening;
  for (Batch& batch : session_.store().events().read(query)) track.batches.push_back(std::move(batch));
  query.kind = kind_of(BatchKind::Shares);
  query.from = previous;
  for (Batch& batch : session_.store().events().read(query)) track.batches.push_back(std::move(batch));
}

/// Many portfolios are read at once, so that a day's reading does not grow with their square; a few one by one, and
/// those whose first window reaches further back.
void Walk::read_days(const std::vector<Track*>& today, Date day, Date previous) {
  constexpr std::size_t kFew = 4;
  const auto& trust = session_.registry().trust();
  std::vector<Track*> by_id(session_.registry().portfolio_count(), nullptr);
  bool all_same_day = true;
  for (Track* track : today) {
    track->entered_same_day = track->terms_known ? track->settings.trades_enter_same_day
                                                 : trust.settings_of(*track->portfolio, previous).trades_enter_same_day;
    track->know_terms(trust, day);
    track->batches.clear();
    if (today.size() <= kFew || !track->book.opened) {
      read_one(*track, day, track->window_start(day, previous));
    } else {
      by_id[track->portfolio->id.value] = track;
      all_same_day = all_same_day && track->all_same_day();
    }
  }
  Query query;
  query.known_by = known_by;
  query.to = day;
  for (const BatchKind kind : {BatchKind::Book, BatchKind::Shares}) {
    if (std::all_of(by_id.begin(), by_id.end(), [](const Track* track) { return track == nullptr; })) break;
    query.kind = kind_of(kind);
    query.from = kind == BatchKind::Book && all_same_day ? previous + 1 : previous;
    for (Batch& batch : session_.store().events().read(query)) {
      Track* track = batch.portfolio.exists() ? by_id[batch.portfolio.value] : nullptr;
      if (track == nullptr) continue;
      if (kind == BatchKind::Shares || batch.day > previous || !track->all_same_day())
        track->batches.push_back(std::move(batch));
    }
  }
  for (Track* track : today) {
    std::sort(track->batches.begin(), track->batches.end(), [](const Batch& x, const Batch& y) {
      return std::tie(x.day, x.kind, x.sequence) < std::tie(y.day, y.kind, y.sequence);
    });
  }
}

// -- closing
// ------------------------------------------------------------------------------------------------------------------

day::DayInputs Walk::inputs_of(const Track& track, const event::EventList& events, Date day, Date previous,
                               const Calendar& calendar) const {
  day::DayInputs in;
  in.date = day;
  in.previous = previous;
  in.value_through = day::accrual_end(calendar, day);
  in.events = &events;
  in.dividends = dividends_;
  const auto ex_after = [](Date date, const event::CorporateAction& action) { return date < action.ex_date; };
  in.actions = {std::upper_bound(actions_.begin(), actions_.end(), previous, ex_after), actions_.end()};
  in.offers = offers_;
  in.prices = &prices_;
  in.forwards = &forwards_;
  in.rates = &rates_;
  in.columns = &columns_;
  in.securities = &session_.registry().securities();
  in.portfolio = track.portfolio;
  in.calendar = &calendar;
  in.settings = track.settings;
  in.trades_entered_same_day = track.entered_same_day;
  in.terms_text = track.terms_text;
  in.fair_values = &fair_values_;
  in.price_checks = price_checks_ ? &*price_checks_ : nullptr;
  return in;
}

void Walk::close_one(Track& track, Date day, Date previous, const Calendar& calendar, Desk& desk) {
  track.sealed.reset();
  track.spoilt.reset();
  event::EventList& events = desk.events;
  events.clear();
  for (const Batch& batch : track.batches) {
    if (!event::decode(batch.body, batch.day, batch.source, events)) {
      track.spoilt =
          refuse("E-STORE-011", "batch " + std::to_string(batch.sequence) + " can not be read", "run openend verify");
      return;
    }
  }
  if (auto resolved = day::resolve(events); !resolved) {
    track.spoilt = std::move(resolved).refusals();
    return;
  }
  auto sealed = day::close_day(track.book, inputs_of(track, events, day, previous, calendar), desk.scratch);
  if (sealed) {
    track.sealed = std::move(sealed).value();
    if (!stands_every_day && day < track.until) desk.scratch.spent = std::move(track.sealed->marks);
  } else {
    track.spoilt = std::move(sealed).refusals();
  }
}

void Walk::close_all(std::vector<Track>& tracks, Date day, Date previous, const Calendar& calendar, unsigned threads) {
  std::vector<Track*> today;
  for (Track& track : tracks) {
    track.closed_today = track.closes(day);
    if (track.closed_today) today.push_back(&track);
  }
  read_days(today, day, previous);
  std::atomic<std::size_t> next{0};
  const auto work = [&](Desk& desk) {
    for (std::size_t i = next++; i < today.size(); i = next++) {
      Track& track = *today[i];
      close_one(track, day, track.window_start(day, previous), calendar, desk);
    }
  };
  const std::size_t at_work = today.size() <= 1 ? 1 : std::max(threads, 1U);
  while (desks_.size() < at_work) desks_.emplace_back();
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < at_work; ++i) others.emplace_back(work, std::ref(desks_[i]));
    work(desks_.front());
  }
  for (Track* track : today) {
    if (!track->spoilt) continue;
    track->failed = true;
    track->answer.state = StrikeState::Refused;
    track->answer.refusals = std::move(*track->spoilt);
    for (Refusal& refusal : track->answer.refusals) {
      refusal.message = track->portfolio->key + " on " + day.text() + ": " + refusal.message;
      for (const auto& source : session_.store().events().sources()) {
        if (source.id == refusal.source) refusal.place.file = source.name;
      }
    }
  }
}

std::size_t Walk::seal_all(std::vector<Track>& tracks, Date previous, Date day, const StrikeRequest& request,
                           const Calendar& calendar) {
  std::vector<event::SealedAnswer> answers;
  auto& archive = session_.store().days();
  auto& log = session_.store().events();
  std::vector<Track*> sealing;
  for (Track& track : tracks) {
    if (track.closed_today && !track.failed && day >= track.seal_from) sealing.push_back(&track);
  }
  if (sealing.empty()) return 0;
  store::Transaction transaction(session_.store());
  if (log.last_sequence() != known_through_) {
    throw store::StoreFault("something else was recorded while this strike ran: " + day.text() +
                            " and later days are not sealed, earlier ones are; run the same strike again");
  }
  bool changed = keep_snapshots(sealing, previous, day, calendar);
  for (Track* track : sealing) {
    store::Seal seal;
    seal.portfolio = track->portfolio->id;
    seal.day = day;
    seal.log_position = known_through_;
    seal.digest = track->sealed->package.digest;
    const bool may_exist = track->last_sealed && day <= *track->last_sealed;
    const auto earlier = may_exist ? archive.latest(seal.portfolio, day, false) : std::nullopt;
    if (earlier && same_answer(*earlier, track->sealed->package)) {
      // News that changed nothing: the seal stands.
      if (day <= track->until) track->answer.version = earlier->version;
      continue;
    }
    if (earlier) track->answer.restated.push_back(day);
    seal.version = static_cast<std::uint16_t>(earlier ? earlier->version + 1 : 1);
    track->answer.version = seal.version;
    track->sealed->package.take(
        check::closed_day(seal.version, published_before(published_, seal.portfolio, day, seal.version)));
    seal.header = nav::encode(track->sealed->package);
    seal.journal = std::move(track->sealed->journal);
    answers.push_back({seal.portfolio, day, seal.version, hex(seal.digest), request.as});
    archive.add(std::move(seal));
  }
  if (!answers.empty()) {
    Batch batch;
    batch.kind = kind_of(BatchKind::Strike);
    batch.day = day;
    batch.known = request.known;
    batch.count = static_cast<std::uint32_t>(answers.size());
    batch.body = event::encode(answers);
    known_through_ = log.append(std::move(batch));
    changed = true;
  }
  if (changed) transaction.commit();
  return answers.size();
}

void Walk::run(std::vector<Track>& tracks, const Calendar& calendar, const StrikeRequest& request,
               StrikeReport& report) {
  if (tracks.empty()) return;
  Date first = tracks.front().first, last = tracks.front().until;
  for (const Track& track : tracks) {
    first = std::min(first, track.first);
    last = std::max(last, track.until);
  }
  std::vector<Date> days;
  for (auto day = calendar.add_open_days(first, 0); day && *day <= last; day = calendar.next_open(*day))
    days.push_back(*day);
  for (Track& track : tracks) {
    const auto after = std::upper_bound(days.begin(), days.end(), track.until);
    track.keep_from = after - days.begin() < kLastDays ? first : *(after - kLastDays);
  }
  begin_market(first);
  std::size_t done = 0;
  for (const Date day : days) {
    const Date previous = calendar.previous_open(day).value_or(day - 1);
    if (std::none_of(tracks.begin(), tracks.end(), [&](const Track& t) { return t.closes(day); })) continue;
    advance_market(previous, day);
    price_checks_.emplace(day, session_.registry(), columns_, calendar, prices_, fair_values_, indexes_, actions_);
    close_all(tracks, day, previous, calendar, request.threads);
    if (request.record) report.days_sealed += seal_all(tracks, previous, day, request, calendar);
    for (Track& track : tracks) {
      if (!track.closed_today || track.failed || day > track.until) continue;
      if (on_closed) on_closed(track.sealed->package);
      if (day == std::min(request.date, track.until)) track.answer.package = track.sealed->package;
    }
    if (request.progress) request.progress(day, ++done, days.size());
  }
}

Result<StrikeReport> Walk::strike(const StrikeRequest& request) {
  TRY(const Calendar calendar, session_.calendar());
  if (!calendar.covers(request.date)) {
    return refuse("E-DAY-001", "the calendar " + calendar.name() + " does not reach " + request.date.text(),
                  "add the years to law/" + calendar.name() + ".toml");
  }
  if (!calendar.is_open(request.date)) {
    return refuse("E-DAY-002", request.date.text() + " is no pricing day of the calendar " + calendar.name(),
                  "name a day on which it is open");
  }
  StrikeReport report;
  report.date = request.date;
  TRY(tracks_, make_tracks(request, calendar, report, Begin::AfterSeals));
  const bool records = request.record && std::any_of(tracks_.begin(), tracks_.end(),
                                                     [](const Track& t) { return t.seal_from <= t.until; });
  if (records) CHECK(session_.check_known(request.known));
  for (Track& track : tracks_) {
    track.answer.portfolio = track.portfolio->id;
    track.answer.state = request.record ? StrikeState::Calculated : StrikeState::Estimate;
  }
  run(tracks_, calendar, request, report);
  for (Track& track : tracks_) {
    StruckPortfolio& answer = track.answer;
    if (track.failed && answer.refusals.front().code == "E-OPEN-003") {  // it has events, and no opening before them
      report.not_opened.push_back(answer.portfolio);
      continue;
    }
    const bool sealed_before = track.last_sealed && *track.last_sealed >= request.date;
    // An estimate over news that no strike has taken up was closed above; it is not in the archive.
    if (!track.failed && sealed_before && (request.record || !track.dirty_from)) {
      // Struck before: what the archive holds now is the answer.
      const auto seal = session_.store().days().latest(answer.portfolio, request.date, false);
      if (seal) {
        if (!nav::decode(seal->header, answer.package))
          throw store::StoreFault("a sealed day can not be read: run openend verify");
        answer.version = seal->version;
        const bool again =
            std::find(answer.restated.begin(), answer.restated.end(), request.date) != answer.restated.end();
        answer.state = !request.record ? StrikeState::Estimate : again ? StrikeState::Restated : StrikeState::Unchanged;
      }
    }
    report.portfolios.push_back(std::move(answer));
  }
  return report;
}

std::optional<Walk::Standing> Walk::standing(PortfolioId portfolio) const {
  for (const Track& track : tracks_) {
    if (track.portfolio->id == portfolio && track.sealed) return Standing{&track.book, &track.sealed->marks};
  }
  return std::nullopt;
}

}  // namespace openend::app
