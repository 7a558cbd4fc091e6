#include "sim/complex.h"

#include <cstdio>

#include "base/assert.h"

namespace openend::sim {

namespace {

constexpr std::size_t kSpare = 25;  // pricing days beyond the last, for what settles after it

std::string numbered(std::size_t number) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

}  // namespace

Complex::Complex(const Wish& wish, const Calendar& calendar)
    : random_(wish.seed), count_(static_cast<std::size_t>(wish.days)) {
  Date day = Date::of(static_cast<int>(random_.between(1994, 2015)), static_cast<unsigned>(random_.between(1, 12)),
                      static_cast<unsigned>(random_.between(1, 28)));
  while (days_.size() < count_ + kSpare) {
    const auto open = calendar.next_open(day);
    OE_ASSERT(open.has_value(), "the calendar reaches over the simulated years");
    days_.push_back(day = *open);
  }
  std::string names;
  market_ = std::make_unique<Market>(random_.fork(), days_, news_);
  for (int i = 1; i <= wish.portfolios; ++i) {
    std::string id = "sim" + std::to_string(i);
    funds_.push_back(std::make_unique<Fund>(id, random_.fork(), days_, calendar, numbers_, news_));
    trust_[id + ".toml"] = funds_.back()->toml();
    names += (names.empty() ? "\"" : ", \"") + id + "\"";
  }
  trust_["trust.toml"] =
      "# Simulated by openend simulate --seed " + std::to_string(wish.seed) +
      ": nothing in it is real.\n[trust]\nid = \"simulated\"\nname = \"Simulated Complex " + std::to_string(wish.seed) +
      "\"\nbase_currency = \"USD\"\ncalendar = \"nyse\"\nportfolios = [" + names + "]\n" + market_->withholding();
}

Instant Complex::described() const { return {days_.front().days * std::int64_t{86'400'000'000}}; }

Step& Complex::add(std::vector<Step>& steps, std::size_t day, const char* what) {
  Step step;
  step.date = days_[day];
  step.known = {(days_[day].days * std::int64_t{1'440} + 20 * 60 + minute_++) * 60'000'000};
  if (what != nullptr) step.folder = numbered(++folders_) + "-" + days_[day].text() + "-" + what;
  return steps.emplace_back(std::move(step));
}

/// Withdrawals go ahead of the rest: what replaces a withdrawn row may bear its reference.
void Complex::deliver(std::vector<Step>& steps, std::size_t day, Files files) {
  const auto withdrawn = files.find("cancellations");
  if (withdrawn != files.end()) {
    add(steps, day, "withdrawals").files["cancellations"] = withdrawn->second;
    files.erase(withdrawn);
  }
  if (files.empty()) return;
  add(steps, day, "news").files = files;
  sent_.push_back(std::move(files));
  if (sent_.size() > 4) sent_.erase(sent_.begin());
}

/// Something arrives twice: files as they were, or rows among others, which must be refused.
void Complex::repeat(std::vector<Step>& steps, std::size_t day) {
  if (sent_.size() < 2 || !random_.chance(100)) return;
  const Files& before = sent_[sent_.size() - 2];  // nothing of it is withdrawn yet
  ++news_[static_cast<std::size_t>(News::Duplicated)];
  Step& again = add(steps, day, "again");
  again.files = before;
  again.expected = Expected::AlreadyRecorded;
  const auto trades = before.find("trades");
  if (trades == before.end() || !random_.chance(600)) return;
  std::string other_bytes;  // the same rows in another file
  for (const char c : trades->second) other_bytes += c == '\n' ? "\r\n" : std::string(1, c);
  again.files = {{"trades", other_bytes}};
  again.expected = Expected::Refused;
}

std::vector<Step> Complex::next() {
  std::vector<Step> steps;
  const std::size_t day = day_++;
  const bool last = over();
  minute_ = 0;
  if (day == 0) {
    market_->open(mail_);
    for (auto& fund : funds_) fund->open(*market_, mail_);
    market_->quote_rates(0, mail_);
  } else {
    std::set<std::string> held;
    for (const auto& fund : funds_) fund->add_held(day, held);
    market_->pass(day, std::move(held), mail_);
  }
  for (auto& fund : funds_) fund->pass(day, *market_, mail_);
  if (random_.chance(60)) lend_between(day);
  Files files = mail_.take(day);
  if (held_.empty() && day > 3 && !last && random_.chance(25)) {
    ++news_[static_cast<std::size_t>(News::OutOfOrder)];
    held_.emplace_back(day, std::move(files));
    return steps;  // it comes tomorrow, after tomorrow's, and nothing is struck until then
  }
  deliver(steps, day, std::move(files));
  for (auto& [held_day, held] : held_) deliver(steps, day, std::move(held));
  held_.clear();
  if (last) {  // what would have come on later evenings
    while (const auto evening = mail_.next()) deliver(steps, day, mail_.take(*evening));
  }
  repeat(steps, day);
  if (last || !random_.chance(30)) {
    Step& strike = add(steps, day, nullptr);
    strike.strikes = true;
    strike.known.microseconds += 3'600'000'000;
  }
  return steps;
}

}  // namespace openend::sim
