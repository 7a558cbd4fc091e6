#include "store/feeds/delivery.h"

#include <algorithm>
#include <array>

#include "base/same_text.h"

#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

struct Reader {
  std::string_view kind;
  Batches (*read)(const Reading&);
  bool teaches = false;  ///< applies what it reads to the registry
};

/// The one list of file kinds, in the order in which a folder is taken.
constexpr std::array kReaders{
    Reader{"securities", read_securities, true},
    Reader{"coupons", read_coupons, true},
    Reader{"fixings", read_fixings, true},
    Reader{"classification", read_classifications, true},
    Reader{"opening-holdings", read_opening_holdings},
    Reader{"opening-balances", read_opening_balances},
    Reader{"opening-forwards", read_opening_forwards},
    Reader{"opening-shares", read_opening_shares},
    Reader{"prices", read_prices},
    Reader{"forward-rates", read_forward_rates},
    Reader{"exchange-rates", read_exchange_rates},
    Reader{"dividends", read_dividends},
    Reader{"corporate-actions", read_corporate_actions},
    Reader{"trades", read_trades},
    Reader{"currency-deals", read_currency_deals},
    Reader{"settlements", read_settlements},
    Reader{"entries", read_entries},
    Reader{"shares", read_shares},
    Reader{"period-totals", read_period_totals},
    Reader{"cancellations", read_cancellations},
    Reader{"remarks", read_remarks, true},
    Reader{"printed", read_printed, true},
    Reader{"approvals", read_approvals, true},
    Reader{"fair-values", read_fair_values},
    Reader{"index-levels", read_index_levels},
    Reader{"custodian-holdings", read_custodian_holdings},
    Reader{"custodian-cash", read_custodian_cash},
    Reader{"transfer-agent-shares", read_transfer_agent_shares},
    Reader{"explanations", read_explanations},
    Reader{"contract-trades", read_contract_trades},
    Reader{"exercises", read_exercises},
    Reader{"forward-deals", read_forward_deals},
    Reader{"offers", read_offers},
    Reader{"elections", read_elections},
    Reader{"loans", read_loans},
    Reader{"loan-payments", read_loan_payments},
    Reader{"joint-accounts", read_joint_accounts},
    Reader{"collateral", read_collateral},
    Reader{"curves", read_curves},
};

constexpr auto kKinds = [] {
  std::array<std::string_view, kReaders.size()> words{};
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = kReaders[i].kind;
  return words;
}();

}  // namespace

std::span<const std::string_view> file_kinds() { return kKinds; }

bool teaches_registry(std::string_view kind) {
  return std::any_of(kReaders.begin(), kReaders.end(),
                     [&](const Reader& reader) { return reader.kind == kind && reader.teaches; });
}

Result<FileDelivery> read_file(std::string_view kind, const TextFile& file, entity::Registry& registry,
                               const Mapping& mapping) {
  for (const Reader& reader : kReaders) {
    if (reader.kind != kind) continue;
    TRY(auto read, reader.read({file, registry, mapping}));
    FileDelivery delivery;
    delivery.kind = kind;
    delivery.name = file.name();
    delivery.rows = read.second;
    delivery.batches = std::move(read.first);
    return delivery;
  }
  std::string words;
  for (const auto& word : kKinds) words += (words.empty() ? "" : ", ") + std::string(word);
  Refusals faults = refuse("E-KIND-001", "there is no kind of file called " + std::string(kind),
                           "name one of the kinds of docs/reference/input-files.md");
  faults[0].found = kind;
  faults[0].expected = words;
  return faults;
}

const entity::Portfolio* PortfolioColumn::read(CsvFile& csv, std::size_t place, const entity::Registry& registry) {
  if (by_id_.empty()) {
    by_id_.resize(registry.portfolio_count());
    for (const auto& portfolio : registry.trust().portfolios) by_id_[portfolio.id.value] = &portfolio;
  }
  const PortfolioId id = registry.find_portfolio(csv.text(place));
  if (!id.exists() || by_id_[id.value] == nullptr) {
    csv.fault(place, "E-REF-001", "the portfolio is not known", "the id of a portfolio of the trust",
              "correct it, or describe the portfolio in the trust's folder and run openend init");
    return nullptr;
  }
  return by_id_[id.value];
}

SecurityId SecurityColumn::read(CsvFile& csv, std::size_t place, const entity::Registry& registry) {
  if (keys_.empty()) {
    keys_.reserve(registry.securities().size());
    for (const auto& security : registry.securities()) {
      const std::string& key = security.key;
      keys_.push_back(key.size() <= 8 ? ShortKey{short_word(key.data(), key.size()), key.size()} : ShortKey{});
    }
  }
  const auto key = csv.text(place);
  const std::uint32_t next = last_ + 1 < keys_.size() ? last_ + 1 : 0;
  SecurityId id;
  if (!key.empty() && next < keys_.size() && keys_[next].size == key.size() &&
      keys_[next].word == short_word(key.data(), key.size())) {
    id.value = next;
  } else {
    id = registry.find_security(key);
  }
  if (!id.exists()) {
    csv.fault(place, "E-REF-002", "the security is not known", "the id of a security",
              "correct it, or send the security in securities.csv first");
    return id;
  }
  last_ = id.value;
  return id;
}

}  // namespace openend::store::feeds
