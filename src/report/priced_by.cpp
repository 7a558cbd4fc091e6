#include "report/priced_by.h"

#include "instrument/list.h"

namespace openend::report {

namespace {

std::string_view word_of(instrument::Quotation quotation) {
  switch (quotation) {
    case instrument::Quotation::PerUnit: return "per unit";
    case instrument::Quotation::PerHundred: return "per 100";
    case instrument::Quotation::FromTerms: return "from terms";
  }
  return "";
}

}  // namespace

PricedBy priced_by(const Struck& struck, const Holding& holding) {
  PricedBy by;
  const value::OwnValue* own = struck.marks->own.at(holding.slot);
  const instrument::Quotation quotation = own != nullptr ? own->quotation : instrument::quotation(*holding.security);
  by.has_price = quotation != instrument::Quotation::FromTerms;
  by.quotation = word_of(quotation);
  if (own != nullptr && own->basis == value::Basis::AmortisedCost) {
    by.quotation = by.kind = value::name_of(own->basis);
  } else if (own != nullptr && own->basis == value::Basis::FairValue) {
    by.kind = value::name_of(own->basis);
    if (struck.fair_values == nullptr) return by;
    const event::FairValue& told = struck.fair_values->all()[own->determination];
    by.kind += " level " + std::to_string(int{told.level});
    by.source = told.id;
    by.date = told.date.text();
  } else if (!by.has_price) {
    by.kind = "terms";
  } else if (struck.prices != nullptr && struck.prices->at(holding.security->id.value).known) {
    const value::PriceBoard::Mark& mark = struck.prices->at(holding.security->id.value);
    by.from_board = true;
    by.source = struck.prices->quote(mark).source;
    by.kind = policy::name_of(struck.prices->quote(mark).kind);
    by.date = Date{mark.day}.text();
  }
  return by;
}

}  // namespace openend::report
