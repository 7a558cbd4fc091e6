// tests/engine/desk.h - for the tests of the engine
//
// A desk where an accountant sits: a small trust of two portfolios, files handed in as text, strikes, and the figures
// of sealed days asked for by name. Amounts are texts, positive on the account's normal side: a payable of 100 is
// "100.00".
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/session.h"
#include "app/walk.h"

namespace openend::desk {

using Texts = std::vector<std::pair<std::string, std::string>>;  // file name, text

inline Date day(const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) {
    ADD_FAILURE() << text << " is no date";
    return {};
  }
  return *date;
}

inline std::string told(const Refusals& refusals) {
  std::string text;
  for (const Refusal& r : refusals) {
    text += r.code + " " + r.message + " [found " + r.found + ", expected " + r.expected + "]\n";
  }
  return text;
}

inline std::string codes(const Refusals& refusals) {
  std::string text;
  for (const Refusal& r : refusals) text += (text.empty() ? "" : " ") + r.code;
  return text;
}

/// How a trust differs from the usual one: TOML lines.
struct Terms {
  std::string calendar = "weekdays";
  std::string settings = {};  // of the trust
  std::string alpha = {};     // more of the portfolio's file, such as [[advisory_fee]]
  std::string beta = {};
};

inline Texts trust_texts(const Terms& terms) {
  const auto portfolio = [](const std::string& id, const std::string& more) {
    return "[portfolio]\nid = \"" + id + "\"\nname = \"" + id +
           " Portfolio\"\ninception = 1996-01-02\nbase_currency = \"USD\"\n[[class]]\nid = \"one\"\nname = "
           "\"One\"\nfrom = 1996-01-02\ninitial_price = \"10.00\"\n" +
           more;
  };
  return {{"trust.toml",
           "[trust]\nid = \"desk\"\nname = \"Desk Trust\"\nbase_currency = \"USD\"\ncalendar = \"" + terms.calendar +
               "\"\nportfolios = [\"alpha\", \"beta\"]\n[[settings]]\nfrom = 1996-01-01\n" + terms.settings},
          {"alpha.toml", portfolio("alpha", terms.alpha)},
          {"beta.toml", portfolio("beta", terms.beta)}};
}

/// The securities that the small trust deals in.
inline constexpr const char* kSecurities =
    "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year\n"
    "ACME,Acme Inc.,common_stock,USD,,,,,\n"
    "BOLT,Bolt Co.,common_stock,USD,,,,,\n"
    "CORK,Cork Ltd.,common_stock,USD,,,,,\n"
    "WARR,Acme warrants,warrant,USD,,1997-01-18,,,\n"
    "CORP6,\"Corp 6%, 2002\",corporate_bond,USD,6,2002-07-15,,30/360,2\n"
    "TREAS6,\"Treasury 6%, 2002\",treasury,USD,6,2002-02-15,,actual/actual,2\n"
    "MONTHEND,\"Corp 6%, end of May\",corporate_bond,USD,6,2003-05-31,,30/360,2\n"
    "NOTE,\"Note, 1997-02-10\",discount_note,USD,5.40,1997-02-10,,,\n"
    "REPO,\"Repo of 1997-01-06\",repurchase_agreement,USD,7.20,1997-01-09,1997-01-06,,\n";

class Desk {
 public:
  explicit Desk(const Terms& terms = {}, std::unique_ptr<store::Store> store = store::open_memory_store())
      : session_(std::move(store)) {
    if (!session_.registry().has_trust()) {
      describe(terms);
      send("securities", kSecurities);
    }
  }

  app::Session& session() { return session_; }

  void describe(const Terms& terms) {
    std::vector<store::feeds::TextFile> files;
    for (auto& [name, text] : trust_texts(terms)) files.push_back(store::feeds::TextFile::of(name, text));
    auto read = store::feeds::read_trust_texts(files);
    ASSERT_TRUE(read) << told(read.refusals());
    const auto done = session_.init(std::move(read).value(), known());
    ASSERT_TRUE(done) << told(done.refusals());
  }

  /// Imports one file and expects it to be taken.
  void send(const std::string& kind, const std::string& text) {
    const auto done = take(kind, text);
    ASSERT_TRUE(done) << kind << ": " << told(done.refusals());
  }
  Result<std::vector<app::ImportedFile>> take(const std::string& kind, const std::string& text) {
    std::vector<app::Session::Named> files;
    files.push_back({kind, store::feeds::TextFile::of(kind + "-" + std::to_string(++files_) + ".csv", text)});
    return session_.import(files, {}, known(), false);
  }

  // Rows of the usual columns, without repeating the header.
  void trades(const std::string& rows) {
    send(
        "trades",
        "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,commission,accrued_interest,"
        "lots\n" +
            rows);
  }
  void prices(const std::string& rows) { send("prices", "date,security,price,currency\n" + rows); }
  void entries(const std::string& rows) { send("entries", "id,date,portfolio,entry,amount\n" + rows); }
  void shares(const std::string& rows) { send("shares", "date,portfolio,class,subscriptions,redemptions\n" + rows); }
  void dividends(const std::string& rows) { send("dividends", "ex_date,security,rate,pay_date\n" + rows); }
  void splits(const std::string& rows) {
    send("corporate-actions", "action_id,ex_date,security,kind,new,old,fraction_price,pay_date,cash\n" + rows);
  }
  void cancel(const std::string& rows) { send("cancellations", "date,portfolio,kind,reference\n" + rows); }

  /// A portfolio taken over after the close of a day with nothing but cash.
  void open(const std::string& portfolio, const std::string& date, const std::string& cash, const std::string& count) {
    send("opening-balances", "portfolio,date,account,amount,basis\n" + portfolio + "," + date + ",cash," + cash +
                                 ",printed\n" + portfolio + "," + date + ",capital," + cash + ",printed\n");
    send("opening-shares",
         "portfolio,class,date,shares,basis\n" + portfolio + ",one," + date + "," + count + ",printed\n");
  }

  app::StrikeReport strike(const std::string& date, unsigned threads = 1, bool record = true) {
    app::StrikeRequest request;
    request.date = day(date);
    request.threads = threads;
    request.record = record;
    request.known = known();
    app::Walk walk(session_);
    walk.on_closed = holds_together;
    auto report = walk.strike(request);
    if (!report) {
      ADD_FAILURE() << told(report.refusals());
      return {};
    }
    return std::move(report).value();
  }
  /// What no day of any test may fail: the books against themselves, the change against its causes, and the second
  /// value against the struck one.
  static void holds_together(const nav::NavPackage& package) {
    for (const auto& finding : package.findings) {
      const bool of_the_books = finding.check == "ledger-equals-net-assets" || finding.check == "change-sums" ||
                                finding.check == "holdings-equal-lots" || finding.check == "second-nav";
      EXPECT_TRUE(finding.passed || !of_the_books) << package.date.text() << " " << finding.detail;
    }
  }
  /// Strikes and expects every portfolio to be struck.
  void struck(const std::string& date) {
    for (const auto& portfolio : strike(date).portfolios) {
      EXPECT_NE(portfolio.state, app::StrikeState::Refused) << told(portfolio.refusals);
    }
  }

  PortfolioId id(const std::string& portfolio) const { return session_.registry().find_portfolio(portfolio); }

  /// A sealed day; the latest version unless one is named.
  nav::NavPackage sealed(const std::string& portfolio, const std::string& date, std::uint16_t version = 0) const {
    const auto& days = session_.store().days();
    const auto seal = version == 0 ? days.latest(id(portfolio), day(date), false)
                                   : days.version(id(portfolio), day(date), version, false);
    nav::NavPackage package;
    if (!seal) {
      ADD_FAILURE() << portfolio << " is not sealed on " << date;
    } else if (!nav::decode(seal->header, package)) {
      ADD_FAILURE() << "the seal of " << portfolio << " on " << date << " can not be read";
    }
    return package;
  }
  unsigned version(const std::string& portfolio, const std::string& date) const {
    const auto seal = session_.store().days().latest(id(portfolio), day(date), false);
    return seal ? seal->version : 0;
  }
  std::string digest(const std::string& portfolio, const std::string& date, std::uint16_t version = 0) const {
    return hex(sealed(portfolio, date, version).digest);
  }
  /// An account's balance, positive on its normal side.
  std::string balance(const std::string& portfolio, const std::string& date, const std::string& account,
                      std::uint16_t version = 0) const {
    const auto which = entity::parse_account(account);
    if (!which) {
      ADD_FAILURE() << account << " is no account";
      return {};
    }
    const std::int64_t minor = sealed(portfolio, date, version).balances[static_cast<std::size_t>(*which)];
    return Decimal::of(entity::is_debit_side(*which) ? minor : -minor, 2).text();
  }
  std::string net_assets(const std::string& portfolio, const std::string& date, std::uint16_t version = 0) const {
    return Decimal::of(sealed(portfolio, date, version).net_assets, 2).text();
  }
  std::string nav(const std::string& portfolio, const std::string& date) const {
    return sealed(portfolio, date).nav.text();
  }
  std::string shares_of(const std::string& portfolio, const std::string& date) const {
    return sealed(portfolio, date).shares.decimal().text();
  }

  /// The book as it stood, rebuilt from the log.
  app::RebuiltDay rebuilt(const std::string& portfolio, const std::string& date) {
    app::Walk walk(session_);
    auto day_then = walk.rebuild(id(portfolio), day(date));
    if (!day_then) {
      ADD_FAILURE() << told(day_then.refusals());
      return {};
    }
    return std::move(day_then).value();
  }
  struct Line {
    std::string quantity, cost, realised, accrued;
  };
  /// A position; cost, gain realised since the opening and interest accrued in dollars.
  Line held(const std::string& portfolio, const std::string& date, const std::string& security) {
    const auto book = rebuilt(portfolio, date).book;
    const auto slot = book.find(session_.registry().find_security(security));
    if (slot == book::kNone) return {"none", "", "", ""};
    const auto& p = book.positions;
    return {Decimal::of(p.quantity[slot], p.places[slot]).trimmed().text(), Decimal::of(p.cost[slot], 2).text(),
            Decimal::of(p.realised[slot], 2).text(), Decimal::of(p.accrued[slot], 2).text()};
  }
  /// The open lots of a position as "quantity @ cost", oldest first.
  std::vector<std::string> lots(const std::string& portfolio, const std::string& date, const std::string& security) {
    const auto book = rebuilt(portfolio, date).book;
    std::vector<std::string> all;
    const auto slot = book.find(session_.registry().find_security(security));
    if (slot == book::kNone) return all;
    for (auto at = book.positions.first_lot[slot]; at != book::kNone; at = book.lots[at].next) {
      all.push_back(Decimal::of(book.lots[at].quantity, book.positions.places[slot]).trimmed().text() + " @ " +
                    Decimal::of(book.lots[at].cost, 2).text());
    }
    return all;
  }

  /// A moment later than all that is recorded.
  Instant known() {
    const auto recorded = static_cast<std::int64_t>(session_.store().events().last_sequence());
    return {852'076'800'000'000 + recorded * 1'000'000 + ++moments_};
  }
  std::string store_digest() const { return hex(session_.store().events().head()); }

  /// Replays every sealed day from the first event; gives the count of days that differ.
  std::size_t differing(unsigned threads = 1) {
    app::Walk walk(session_);
    const auto verdict = walk.replay(threads);
    if (!verdict) {
      ADD_FAILURE() << told(verdict.refusals());
      return 999;
    }
    for (const auto& fault : verdict.value().faults) faults.push_back(fault);
    days_replayed = verdict.value().days;
    return verdict.value().differing;
  }
  std::vector<std::string> faults;
  std::size_t days_replayed = 0;

 private:
  app::Session session_;
  int files_ = 0;
  std::int64_t moments_ = 0;
};

}  // namespace openend::desk
