// app/walk.h - floor 7
//
// Walks portfolios from pricing day to pricing day: finds where each must begin (the day after its last seal, or the
// first day that a late event touches), reads what each day needs, closes the days on as many threads as asked, and
// seals them, one transaction a day. The core that it calls is pure; this is where books meet the store.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/flow.h"
#include "app/session.h"
#include "day/close_day.h"
#include "nav/bridge.h"

namespace openend::app {

struct StrikeRequest {
  Date date;
  std::vector<PortfolioId> portfolios;  ///< empty: all of the trust
  bool record = true;                   ///< false: an estimate, or a rebuild
  unsigned threads = 1;
  Instant known;   ///< of our answers
  std::string as;  ///< who strikes; taken on trust
  std::function<void(Date day, std::size_t done, std::size_t days)> progress;
};

enum class StrikeState : unsigned char { Calculated, Unchanged, Restated, Estimate, Refused };
std::string_view name_of(StrikeState state);

struct StruckPortfolio {
  PortfolioId portfolio;
  StrikeState state = StrikeState::Calculated;
  nav::NavPackage package;
  unsigned version = 1;
  std::vector<Date> restated;  ///< earlier sealed days that got a new version
  Refusals refusals;           ///< why it was not struck; the others were
};

struct StrikeReport {
  Date date;
  std::vector<StruckPortfolio> portfolios;
  std::vector<PortfolioId> not_opened;
  std::size_t days_sealed = 0;  ///< of all portfolios together
};

/// One portfolio's day rebuilt from the log: what reports and `explain` read.
struct RebuiltDay {
  book::Book book;
  day::SealedDay sealed;
  Date previous, value_through;
  policy::Settings settings;
  unsigned version = 0;               ///< of the seal it equals; 0: it was never struck
  std::optional<nav::Bridge> bridge;  ///< to the financial statement, where it was asked for
};

struct VerifyReport {
  std::size_t days = 0, differing = 0;
  std::vector<std::string> faults;
  std::vector<std::string> notes;  ///< news that no strike has taken up: no fault of the store
};

/// What news that no strike has taken up would make of days already sealed.
struct WouldBe {
  struct Day {
    store::Seal sealed;  ///< the latest version
    nav::NavPackage would_be;
  };
  std::vector<Day> days;  ///< those that would get another digest, in order of day
  struct Refused {
    PortfolioId portfolio;
    Refusals reasons;
  };
  std::vector<Refused> refused;  ///< portfolios whose news can not be struck
};

class Walk {
 public:
  explicit Walk(Session& session);
  ~Walk();

  Result<StrikeReport> strike(const StrikeRequest& request);
  /// The books as they stand after the last strike() of this walk, by portfolio; with `stands_every_day` also at each
  /// day that on_closed is told.
  struct Standing {
    const book::Book* book;
    const value::Marks* marks;
  };
  std::optional<Standing> standing(PortfolioId portfolio) const;
  bool stands_every_day = false;

  /// What became known later is not seen: a day as it was known at a moment. Only for rebuild().
  std::optional<Instant> known_by;

  /// Called for every day that strike() closes, in order of day and portfolio.
  std::function<void(const nav::NavPackage&)> on_closed;

  /// `with_bridge`: with the day's financial-statement value too, which may be refused where the strike was not.
  Result<RebuiltDay> rebuild(PortfolioId portfolio, Date date, bool with_bridge = false);
  /// Closes again, in memory, the days that news touches, until a day; records nothing. No portfolios: all of the
  /// trust.
  Result<WouldBe> would_be(const std::vector<PortfolioId>& portfolios, Date until, unsigned threads = 1);
  /// Prices and fair values as of the last day that was closed.
  const value::PriceBoard& prices() const { return prices_; }
  const value::FairValueBoard& fair_values() const { return fair_values_; }
  /// Offers that opened until that day.
  const std::vector<event::Offer>& offers() const { return offers_; }
  /// Replays every sealed day from the first event and compares digests.
  Result<VerifyReport> replay(unsigned threads);

 private:
  struct Track;
  enum class Begin : unsigned char { AfterSeals, AtDay, AtFirstEvent };
  Result<std::vector<Track>> make_tracks(const StrikeRequest& request, const Calendar& calendar, StrikeReport& report,
                                         Begin begin);
  bool begin_track(Track& track, Date wanted, const Calendar& calendar, Begin begin) const;
  void begin_market(Date first);
  void empty_prices();
  bool still_holds(const store::Snapshot& snapshot) const;
  void keep_market(Date day);
  void advance_market(Date previous, Date day);
  void advance_valuation(store::Query query);
  void read_one(Track& track, Date day, Date previous);
  void read_days(const std::vector<Track*>& today, Date day, Date previous);
  void close_all(std::vector<Track>& tracks, Date day, Date previous, const Calendar& calendar, unsigned threads);
  /// Where one thread works: what it keeps from day to day, while it is warm.
  struct Desk {
    event::EventList events;
    day::Scratch scratch;
  };
  day::DayInputs inputs_of(const Track& track, const event::EventList& events, Date day, Date previous,
                           const Calendar& calendar) const;
  void close_one(Track& track, Date day, Date previous, const Calendar& calendar, Desk& desk);
  bool keep_snapshots(const std::vector<Track*>& sealing, Date previous, Date day, const Calendar& calendar);
  std::size_t seal_all(std::vector<Track>& tracks, Date previous, Date day, const StrikeRequest& request,
                       const Calendar& calendar);
  void run(std::vector<Track>& tracks, const Calendar& calendar, const StrikeRequest& request, StrikeReport& report);

  Session& session_;
  instrument::SecurityColumns columns_;
  std::deque<Desk> desks_;
  event::PriceSet price_set_;  ///< as read last; keeps its memory from day to day
  value::PriceBoard prices_;
  value::ForwardBoard forwards_;
  event::RateBoard rates_;
  value::FairValueBoard fair_values_;
  check::IndexBoard indexes_;
  std::vector<event::CorporateAction> actions_;          ///< all until the day being closed
  std::vector<event::Offer> offers_;                     ///< likewise, and results announced until then
  std::optional<check::PriceCheckDay> price_checks_;     ///< of the day being closed
  std::vector<day::DeclaredDividend> dividends_;         ///< of the day being closed
  std::optional<Date> prices_through_, market_through_;  ///< days that the boards know
  PublishedVersions published_;
  std::uint64_t known_through_ = 0;  ///< the log as this walk has read it, and what it has sealed itself
  std::vector<Track> tracks_;
};

}  // namespace openend::app
