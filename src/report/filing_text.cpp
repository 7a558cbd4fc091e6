#include "report/filing_text.h"

namespace openend::report {

using namespace filing::nport;

namespace {

/// Adds a part where it says anything.
void add(std::string& text, std::string_view part, std::string_view between = ", ") {
  if (part.empty()) return;
  if (!text.empty()) text += between;
  text += part;
}

template <class Part>
std::string joined(const std::vector<Part>& parts, std::string (*one)(const Part&)) {
  std::string text;
  for (const Part& part : parts) add(text, one(part), "; ");
  return text;
}

std::string labelled(std::string_view label, const std::string& text) {
  return text.empty() ? std::string() : std::string(label) + " " + text;
}

std::string identifier(const Identifier& id) { return id.kind + " " + id.value; }
std::string party_name(const Party& party) { return party.name.empty() ? party.lei : party.name; }
std::string one_collateral(const Collateral& collateral) {
  std::string text = collateral.category;
  add(text, labelled("principal", text_of(collateral.principal)));
  add(text, labelled("value", text_of(collateral.value)));
  return text;
}

/// A derivative that another one refers to, in one line.
std::string derivative(const Derivative& d) {
  std::string text = d.category;
  if (d.exchanges_currencies()) {
    add(text, labelled("sold", text_of(d.sold)));
    add(text, labelled("bought", text_of(d.bought)));
    add(text, labelled("settles", text_of(d.settles)));
  }
  add(text, d.payoff);
  add(text, labelled("receives", text_of(d.receives)));
  add(text, labelled("pays", text_of(d.pays)));
  add(text, d.put_or_call);
  add(text, d.written_or_purchased);
  add(text, labelled("exercise", text_of(d.exercise)));
  add(text, labelled("notional", text_of(d.notionals)));
  add(text, labelled("ends", text_of(d.ends)));
  add(text, labelled("on", text_of(d.reference)));
  return text;
}

}  // namespace

std::string text_of(const std::optional<Decimal>& number) { return number ? number->text() : std::string(); }
std::string text_of(const std::optional<Date>& date) { return date ? date->text() : std::string(); }

std::string text_of(const Sum& sum) {
  std::string text = text_of(sum.amount);
  if (!text.empty()) add(text, sum.currency, " ");
  return text;
}

std::string text_of(const std::vector<Sum>& sums) { return joined<Sum>(sums, text_of); }
std::string text_of(const std::vector<Identifier>& identifiers) { return joined(identifiers, identifier); }
std::string text_of(const std::vector<Party>& parties) { return joined(parties, party_name); }
std::string text_of(const std::vector<Collateral>& collateral) { return joined(collateral, one_collateral); }

std::string text_of(const Convertible& convertible) {
  std::string text = convertible.mandatory ? "mandatory" : "optional";
  if (convertible.contingent) add(text, "contingent");
  std::string into;
  for (const std::string& one : convertible.into) add(into, one, "; ");
  add(text, labelled("into", into));
  add(text, labelled("ratio", text_of(convertible.ratios)));
  add(text, labelled("delta", text_of(convertible.delta)));
  return text;
}

std::string text_of(const Reference& reference) {
  if (!reference.derivative.empty()) return derivative(reference.derivative.front());
  std::string text = reference.name;
  add(text, reference.title);
  add(text, text_of(reference.identifiers));
  if (reference.components != 0) add(text, std::to_string(reference.components) + " components");
  return text;
}

std::string text_of(const Leg& leg) {
  std::string text = leg.text;
  if (leg.rate_pct) add(text, text_of(leg.rate_pct) + " %");
  add(text, leg.index);
  if (leg.spread && !leg.spread->is_zero()) add(text, labelled("spread", text_of(leg.spread)));
  add(text, text_of(leg.amount));
  add(text, leg.tenors);
  return text;
}

std::string text_of(const Lending& lending) {
  std::string text;
  add(text, labelled("on loan", text_of(lending.on_loan)));
  add(text, labelled("cash collateral", text_of(lending.cash_collateral)));
  add(text, labelled("other collateral", text_of(lending.other_collateral)));
  return text;
}

}  // namespace openend::report
