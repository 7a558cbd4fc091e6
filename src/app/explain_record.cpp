#include "app/explain_record.h"

#include <algorithm>
#include <map>

#include "app/explain_day.h"
#include "event/book_kinds.h"

namespace openend::app {

namespace {

bool answers(const event::Event& event, std::uint8_t body, const EventName& name) {
  if (event.body.index() != body || (name.date && event.date != *name.date)) return false;
  if (const auto* shares = std::get_if<event::ShareActivity>(&event.body)) return shares->share_class == name.reference;
  return text_of(event.reference) == name.reference;
}

/// The entries that sealed days made of a row, each with its postings; an entry's postings sum to nothing.
void add_entries(const Session& session, PortfolioId portfolio, const event::Event& event, Node& node) {
  const auto& archive = session.store().days();
  const int places = session.registry().trust().find(portfolio)->base.minor_places();
  for (const store::Seal& sealed : archive.days(portfolio, event.date)) {
    const auto seal = archive.latest(portfolio, sealed.day, true);
    book::JournalView journal;
    if (!seal || !book::decode(seal->journal, journal)) continue;
    std::size_t posting = 0;
    for (std::size_t entry = 0; entry < journal.rule.size(); posting += journal.count[entry], ++entry) {
      if (journal.source[entry] != event.source.value || journal.row[entry] != event.row) continue;
      const policy::Rule& rule = policy::rule_of(static_cast<policy::RuleId>(journal.rule[entry]));
      Node made =
          leaf("entry of the strike of " + sealed.day.text() + ": " + std::string(rule.id), money_text(0, places));
      made.rule = &rule;
      for (std::size_t i = posting; i < posting + journal.count[entry]; ++i)
        made.parts.push_back(leaf(std::string(entity::line_of(static_cast<entity::Account>(journal.account[i])).word),
                                  money_text(journal.amount[i], places)));
      node.facts.push_back(std::move(made));
    }
  }
}

}  // namespace

std::optional<EventName> EventName::parse(const std::string& subject) {
  const std::size_t portfolio = subject.find(':');
  const std::size_t kind = portfolio == std::string::npos ? portfolio : subject.find(':', portfolio + 1);
  const std::size_t reference = kind == std::string::npos ? kind : subject.find(':', kind + 1);
  if (reference == std::string::npos || reference + 1 == subject.size()) return std::nullopt;
  EventName name;
  name.portfolio = subject.substr(portfolio + 1, kind - portfolio - 1);
  name.kind = subject.substr(kind + 1, reference - kind - 1);
  name.reference = subject.substr(reference + 1);
  if (name.portfolio.empty() || event::find_book_kind(name.kind) == nullptr) return std::nullopt;
  const std::size_t at = name.reference.rfind('@');
  if (at != std::string::npos) name.date = Date::parse(name.reference.substr(at + 1));
  if (name.date) name.reference.resize(at);
  return name;
}

Result<Node> explain_event(Session& session, const std::optional<Instant>& known_by, PortfolioId portfolio,
                           const EventName& name) {
  store::Query query;
  query.portfolio = portfolio;
  query.known_by = known_by;
  query.from = query.to = name.date;
  Node node = fact("event:" + name.portfolio + ":" + name.kind + ":" + name.reference, {});
  for (const auto& batch : session.store().events().read(query)) {
    const auto kind = static_cast<event::BatchKind>(batch.kind);
    if (kind != event::BatchKind::Book && kind != event::BatchKind::Shares) continue;
    event::EventList list;
    if (!event::decode(batch.body, batch.day, batch.source, list))
      throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
    for (const event::Event& event : list.events) {
      const auto* withdrawn = std::get_if<event::Cancellation>(&event.body);
      const std::uint8_t body = event::find_book_kind(name.kind)->body;
      event::Event target = event;
      if (withdrawn != nullptr) {
        if (withdrawn->target != body || withdrawn->reference.text != name.reference) {
          if (withdrawn->target != body || std::to_string(withdrawn->reference.number) != name.reference) continue;
        }
      } else if (!answers(event, body, name)) {
        continue;
      }
      Node told = describe(session, portfolio, target, list);
      told.facts.push_back(fact("known", batch.known.text()));
      add_entries(session, portfolio, event, told);
      node.facts.push_back(std::move(told));
    }
  }
  if (node.facts.empty())
    return refuse("E-EXPLAIN-005", "no event of the portfolio is called " + name.kind + ":" + name.reference,
                  "find its row with openend dump --portfolio " + name.portfolio);
  return node;
}

}  // namespace openend::app
