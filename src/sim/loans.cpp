// sim/loans.cpp - floor 5
//
// Simulated loans: of one fund with a bank or a dealer, and between the funds of a complex.
#include <algorithm>

#include "sim/complex.h"
#include "sim/fund.h"

namespace openend::sim {

namespace {

std::string rate_text(std::int64_t hundredths) { return text(hundredths, 2); }

}  // namespace

/// Money borrowed, a security given for money, one lent or borrowed; some are paid in parts, renewed, or marked anew.
/// What follows a loan comes two evenings later at least: a delivery may be late.
void Fund::borrow_or_lend(std::size_t day, const Market& market, Mail& mail) {
  const auto kind = random_.between(0, 3);  // from a bank, for a security, of a security, and one borrowed
  const Security& security = random_.one_of(market.securities());
  const bool lends = kind >= 2, cash = !lends || random_.chance(700), on_demand = lends || random_.chance(300);
  const Course way = course(day);
  const Date date = date_of(day);
  const auto last = std::min(day + static_cast<std::size_t>(random_.between(2, 40)), days_.size() - 1);
  const Date due = days_[last] + static_cast<int>(random_.between(0, 1));
  if (due <= date || (kind != 0 && security.known_on + 2 > day && security.known_on != 0)) return;
  std::int64_t principal = cash ? size_ * random_.between(1, 60) / 10 : 0;  // up to six percent of its size
  const std::string quantity = std::to_string(random_.between(100, 900));
  const auto worth = [&] { return text(size_ * random_.between(10, 90), 2); };
  const auto row = [&](std::size_t evening) {
    static constexpr const char* kKinds[] = {"bank_borrowing", "reverse_repurchase", "securities_loan",
                                             "securities_borrowing"};
    const std::string id = numbers_.take();
    mail.send(evening, "loans",
              {id, date.text(), id_, kKinds[kind], "First Bank", text(principal, 2), rate_text(random_.between(0, 900)),
               random_.chance(300) ? "actual/365" : "", on_demand ? "" : due.text(),
               lends       ? ""
               : kind == 1 ? "redemptions"
                           : "temporary",
               kind == 0 ? "" : security.id, kind == 0 ? "" : quantity, lends ? worth() : "",
               lends ? rate_text(random_.between(1, 200)) : "", "", ""});
    return id;
  };
  const auto payment = [&](std::size_t evening, std::size_t at, const std::string& loan, const std::string& money,
                           const std::string& rate, const std::string& now_worth, const std::string& back) {
    mail.send(evening, "loan-payments",
              {numbers_.take(), days_[at].text(), id_, loan, money, rate, "", "", "", now_worth, back});
  };
  const std::string first = row(way.told);
  if (way.fate == Fate::Corrected || way.fate == Fate::Cancelled) withdraw(way.settled, date, "loans", first, mail);
  if (way.fate == Fate::Corrected) {
    principal += cash ? 100 : 0;
    row(way.settled);
  }
  if (way.fate != Fate::Plain) return;
  for (std::size_t at = day + 2; lends && at + 2 < last; at += 3) {
    mail.send(at, "collateral", {days_[at].text(), id_, first, "government", text(size_ * random_.between(0, 90), 2)});
    payment(at, at, first, "", random_.chance(300) ? rate_text(450) : "", worth(), "");
  }
  if (lends) {
    payment(last, last, first, text(principal, 2), "", "", quantity);
    return;
  }
  for (std::size_t at = day + 2; at < last && random_.chance(600); at += 4) {
    const bool whole = random_.chance(150);
    const std::int64_t part = whole                 ? principal
                              : random_.chance(200) ? -100 * random_.between(0, 900)
                                                    : principal / random_.between(2, 9);
    principal -= part;
    payment(at + (random_.chance(200) ? 1 : 0), at, first, text(part, 2),
            !whole && random_.chance(300) ? rate_text(random_.between(1, 900)) : "", "", "");
    if (whole) return;
  }
}

/// One fund lends to another, or several make a repurchase agreement together. Both sides come in one delivery.
void Complex::lend_between(std::size_t day) {
  std::vector<const Fund*> funds;
  for (const auto& fund : funds_) {
    if (fund->has_begun(day)) funds.push_back(fund.get());
  }
  if (funds.size() < 2) return;
  const std::string id = numbers_.take(), date = days_[day].text();
  const std::int64_t bank = random_.between(500, 800), repo = bank - random_.between(50, 300);
  if (random_.chance(500)) {
    const std::string due = (days_[day] + static_cast<int>(random_.between(1, 5))).text(), rate = text(repo, 2);
    for (const Fund* fund : funds)
      mail_.send(day, "joint-accounts",
                 {id, date, due, "First Dealer", rate, fund->id(), text(random_.between(10'000, 90'000'000), 2)});
    if (!random_.chance(100)) return;
    ++news_[static_cast<std::size_t>(News::Cancelled)];
    for (const Fund* fund : funds)
      mail_.send(day + 2, "cancellations", {date, fund->id(), "joint-accounts", id, "simulated mistake"});
    return;
  }
  const auto lender = static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(funds.size()) - 1));
  const std::string from = funds[lender]->id(), to = funds[(lender + 1) % funds.size()]->id();
  const std::string money = text(random_.between(1'000'000, 90'000'000), 2), rate = text((repo + bank + 1) / 2, 2);
  const Date due = days_[day] + static_cast<int>(random_.between(2, 7)), renewed = days_[day + 2];
  for (const bool lends : {true, false})
    mail_.send(day, "loans",
               {id, date, lends ? from : to, lends ? "interfund_lending" : "interfund_borrowing", lends ? to : from,
                money, rate, "", due.text(), lends ? "" : "temporary", "", "", "", "", text(repo, 2), text(bank, 2)});
  if (renewed > due || !random_.chance(400)) return;
  for (const auto& fund : {from, to})
    mail_.send(day + 2, "loan-payments",
               {numbers_.take(), renewed.text(), fund, id, "", text(bank, 2), (renewed + 3).text(), text(repo, 2),
                text(bank, 2), "", ""});
}

}  // namespace openend::sim
