#include "filing/nport.h"

namespace openend::filing::nport {

namespace {

constexpr Word kAssetCategories[] = {
    {"STIV", "Short-term investment vehicle"},
    {"RA", "Repurchase agreement"},
    {"EC", "Common equity"},
    {"EP", "Preferred equity"},
    {"DBT", "Debt"},
    {"DCO", "Derivative: commodity"},
    {"DCR", "Derivative: credit"},
    {"DE", "Derivative: equity"},
    {"DFE", "Derivative: foreign exchange"},
    {"DIR", "Derivative: interest rate"},
    {"DO", "Derivative: other"},
    {"SN", "Structured note"},
    {"LON", "Loan"},
    {"ABS-MBS", "Asset-backed: mortgages"},
    {"ABS-APCP", "Asset-backed: commercial paper"},
    {"ABS-CBDO", "Asset-backed: bond or debt obligation"},
    {"ABS-O", "Asset-backed: other"},
    {"COMM", "Commodity"},
    {"RE", "Real estate"},
};
constexpr Word kIssuerCategories[] = {
    {"CORP", "Corporate"},
    {"UST", "United States Treasury"},
    {"USGA", "United States government agency"},
    {"USGSE", "United States government-sponsored entity"},
    {"MUN", "Municipal"},
    {"NUSS", "Sovereign other than the United States"},
    {"PF", "Private fund"},
    {"RF", "Registered fund"},
};
constexpr Word kUnits[] = {
    {"NS", "shares"},
    {"PA", "principal"},
    {"NC", "contracts"},
    {"OU", "other units"},
};

}  // namespace

std::span<const Word> asset_categories() { return kAssetCategories; }
std::span<const Word> issuer_categories() { return kIssuerCategories; }
std::span<const Word> units() { return kUnits; }

std::string_view label_of(std::span<const Word> words, std::string_view code) {
  for (const Word& word : words) {
    if (word.code == code) return word.label;
  }
  return code;
}

std::string Position::kind() const {
  if (!other_category.empty()) return "Other: " + other_category;
  return std::string(label_of(asset_categories(), category));
}

std::string Position::full_name() const {
  if (title.empty() || title == name) return name;
  return name.empty() ? title : name + ", " + title;
}

Decimal Filing::sum_of_values() const {
  Decimal sum;
  for (const Position& position : positions) {
    if (position.value) sum += *position.value;
  }
  return sum;
}

}  // namespace openend::filing::nport
