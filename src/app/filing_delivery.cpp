#include "app/filing_delivery.h"

#include <algorithm>
#include <set>

#include "event/codec.h"
#include "instrument/list.h"

namespace openend::app {

using namespace filing::nport;
using event::BatchKind;
using store::Batch;
using store::feeds::make_batch;
using store::feeds::TextFile;

namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// A text as TOML has it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string trust_text(const Filing& filing) {
  return "[trust]\nid = " + quoted(trust_key(filing)) + "\nname = " + quoted(filing.registrant) +
         (filing.fiscal_year_end ? "\nfiscal_year_end = " + quoted(filing.fiscal_year_end->text().substr(5)) : "") +
         "\nbase_currency = \"USD\"\ncalendar = \"nyse\"\nportfolios = [" + quoted(portfolio_key(filing)) + "]\n";
}

std::string portfolio_text(const OpenedFiling& opened) {
  const std::string from = opened.day.text();
  std::string text = "[portfolio]\nid = " + quoted(portfolio_key(opened.filing)) +
                     "\nname = " + quoted(opened.filing.series_name) + "\ninception = " + from +
                     "\nbase_currency = \"USD\"\nkind = " + quoted(entity::kFiledKind) +
                     "\n\n[[settings]]\nfrom = " + from +
                     "\nholding_value = \"minor unit, half up\"\nshare_places = 3\nshares_outstanding = \"" +
                     (opened.shares ? "known" : "not known") +
                     "\"\ncost_note = \"N-PORT files no cost: a holding's cost is its filed value, a derivative's its "
                     "filed value less its filed unrealised appreciation\"\n\n[[class]]\nid = \"all\"\nname = ";
  std::string classes;
  for (const std::string& id : opened.filing.class_ids) classes += (classes.empty() ? "" : ", ") + id;
  text += quoted(classes.empty() ? "All shares" : "All classes together: " + classes);
  return text + "\nfrom = " + from + "\n";
}

/// What a position is called: by its ISIN, its CUSIP or the filer's own identifier, where no other position has it.
std::vector<std::string> keys_of(const Filing& filing, const std::string& portfolio) {
  std::set<std::string> taken;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < filing.positions.size(); ++i) {
    const Position& position = filing.positions[i];
    std::string key;
    const auto offer = [&](const std::string& id) {
      const bool says = !id.empty() && id.find_first_not_of('0') != std::string::npos &&
                        id.find_first_of(" \t\n:,\"@") == std::string::npos;
      if (key.empty() && says && taken.count(id) == 0) key = id;
    };
    for (const Identifier& id : position.identifiers) {
      if (id.kind == "isin") offer(id.value);
    }
    offer(position.cusip);
    for (const Identifier& id : position.identifiers) {
      if (id.kind != "ticker") offer(id.value);
    }
    if (key.empty()) key = "position-" + std::to_string(i + 1);
    taken.insert(key);
    keys.push_back(portfolio + "." + key);
  }
  return keys;
}

std::string issuer_label(const Position& position) {
  if (!position.other_issuer.empty()) return "Other: " + position.other_issuer;
  return position.issuer.empty() ? "" : std::string(label_of(issuer_categories(), position.issuer));
}

/// The order of the schedule: by category as the form lists them, then as filed.
std::vector<std::size_t> in_order(const OpenedFiling& opened) {
  const auto& holdings = opened.booking.holdings;
  std::vector<std::size_t> order(holdings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto category = [&](std::size_t i) {
    const auto words = asset_categories();
    const std::string& code = opened.filing.positions[holdings[i].position].category;
    return std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.code == code; }) -
           words.begin();
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return category(a) < category(b); });
  return order;
}

class Delivery {
 public:
  Delivery(const OpenedFiling& opened, entity::Registry& registry)
      : opened_(opened),
        filing_(opened.filing),
        registry_(registry),
        portfolio_(registry.find_portfolio(portfolio_key(opened.filing))) {}

  store::feeds::FileDelivery make() {
    store::feeds::FileDelivery delivery;
    delivery.kind = "filing";
    delivery.name = opened_.file.name();
    delivery.digest = opened_.file.digest();
    delivery.rows = filing_.positions.size();
    const auto text = opened_.file.text();
    delivery.batches.push_back(
        make_batch(BatchKind::Filing, portfolio_, opened_.day, 1, Bytes(text.begin(), text.end())));
    tell_securities(delivery.batches);
    tell_remarks(delivery.batches);
    if (!ids_.empty()) delivery.batches.push_back(prices());
    delivery.batches.push_back(opening());
    return delivery;
  }

 private:
  void tell_securities(std::vector<Batch>& batches) {
    const auto keys = keys_of(filing_, registry_.portfolio_key(portfolio_));
    const auto kind = instrument::parse_kind(instrument::FiledPosition::kWord);
    std::vector<entity::Security> securities;
    std::vector<entity::Classification> classifications;
    ids_.resize(opened_.booking.holdings.size());
    int line = 0;
    for (const std::size_t at : in_order(opened_)) {
      const std::size_t place = opened_.booking.holdings[at].position;
      const Position& position = filing_.positions[place];
      entity::Security security;
      security.key = keys[place];
      security.name = position.full_name();
      security.kind = *kind;
      security.currency = *Currency::parse("USD");
      security.country = position.country;
      security.description = position.kind();
      security.status = "filed";
      ids_[at] = registry_.set_security(security);
      entity::Classification classification;
      classification.portfolio = portfolio_;
      classification.security = ids_[at];
      classification.from = opened_.day;
      classification.line = ++line;
      classification.asset_class = position.kind();
      classification.industry = issuer_label(position);
      classification.name = security.name;
      classification.country = position.country;
      registry_.set_classification(classification);
      securities.push_back(std::move(security));
      classifications.push_back(std::move(classification));
    }
    if (securities.empty()) return;
    batches.push_back(make_batch(BatchKind::Securities, {}, {}, securities.size(), event::encode(securities)));
    batches.push_back(
        make_batch(BatchKind::Classifications, {}, {}, classifications.size(), event::encode(classifications)));
  }

  void tell_remarks(std::vector<Batch>& batches) {
    std::vector<entity::Remark> remarks;
    const auto tell = [&](std::string subject, std::string text) {
      entity::Remark remark;
      remark.portfolio = portfolio_;
      remark.date = opened_.day;
      remark.subject = std::move(subject);
      remark.text = std::move(text);
      registry_.add_remark(remark);
      remarks.push_back(std::move(remark));
    };
    tell("price", "values are those that " + filing_.registrant + " filed on Form N-PORT as of " + filing_.date.text() +
                      " (source N-PORT, file " + opened_.file.name() + "); a price is filed value / filed balance");
    tell("identity", "closing line `other assets and liabilities, not itemised`: " +
                         Decimal::of(opened_.booking.not_itemised, 2).text() +
                         ", net assets less the values of the positions; it stands in other assets");
    if (!opened_.shares)
      tell("share count",
           "N-PORT files no shares outstanding: net assets are struck, the value per share is not known");
    batches.push_back(make_batch(BatchKind::Remarks, {}, {}, remarks.size(), event::encode(remarks)));
  }

  Batch prices() const {
    event::PriceSet set;
    set.date = opened_.day;
    set.source = kFilingSource;
    set.status = "filed value / filed balance";
    set.kind = policy::PriceKind::Evaluated;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const Holding& holding = opened_.booking.holdings[i];
      set.security.push_back(ids_[i].value);
      set.price.push_back(holding.price.coefficient);
      set.places.push_back(holding.price.places);
      set.row.push_back(row_of(holding));
    }
    return make_batch(BatchKind::Prices, {}, opened_.day, set.size(), event::encode(set));
  }

  std::uint32_t row_of(const Holding& holding) const {
    return static_cast<std::uint32_t>(filing_.positions[holding.position].line);
  }

  Batch opening() const {
    Bytes body;
    ByteWriter out(body);
    std::size_t count = 0;
    const auto add = [&](event::Body what, event::Reference reference, std::uint32_t row) {
      event::Event event;
      event.date = opened_.day;
      event.row = row;
      event.reference = reference;
      event.body = std::move(what);
      event::encode(out, event, {});
      ++count;
    };
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const Holding& holding = opened_.booking.holdings[i];
      event::OpeningLot lot;
      lot.security = ids_[i];
      lot.quantity = holding.quantity;
      lot.cost = holding.cost;
      lot.allocated = true;
      add(lot, {1, {}}, row_of(holding));
    }
    const Booking& booking = opened_.booking;
    const auto balance = [&](entity::Account account, std::int64_t amount, std::string_view basis) {
      if (amount == 0 && account != entity::Account::Capital) return;
      event::OpeningBalance line;
      line.account = account;
      line.amount = amount;
      line.basis = basis;
      add(line, {0, entity::line_of(account).word}, 0);
    };
    balance(entity::Account::OtherAssets, booking.not_itemised, "other assets and liabilities, not itemised (N-PORT)");
    balance(entity::Account::RoundingOfPrint, booking.rounding, "filed values rounded one by one (N-PORT)");
    balance(entity::Account::Capital, booking.cost + booking.not_itemised + booking.rounding,
            "net assets less unrealised appreciation (N-PORT)");
    event::OpeningShares shares;
    shares.share_class = "all";
    shares.shares = opened_.shares.value_or(Fixed{});
    shares.basis = opened_.shares ? "given when the filing was opened" : "N-PORT files none";
    add(shares, {0, "all"}, 0);
    return make_batch(BatchKind::Book, portfolio_, opened_.day, count, std::move(body));
  }

  const OpenedFiling& opened_;
  const Filing& filing_;
  entity::Registry& registry_;
  PortfolioId portfolio_;
  std::vector<SecurityId> ids_;  ///< by place in the booking
};

}  // namespace

std::string trust_key(const Filing& filing) { return "cik" + filing.cik; }

std::string portfolio_key(const Filing& filing) {
  return filing.series_id.empty() ? "fund-" + filing.cik : lower(filing.series_id);
}

Result<Date> opening_day(const Filing& filing, const Calendar& calendar) {
  if (calendar.is_open(filing.date)) return filing.date;
  const auto before = calendar.previous_open(filing.date);
  if (before && calendar.covers(filing.date)) return *before;
  Refusals faults = refuse("E-NPORT-013", "the calendar does not reach the filing's day",
                           "use an OpenEnd whose calendar reaches it (docs/reference/calendar.md)");
  faults[0].found = filing.date.text();
  faults[0].expected = "a day of the calendar " + calendar.name();
  return faults;
}

Result<std::vector<entity::Term>> terms_of(const OpenedFiling& opened, const std::vector<entity::Term>& recorded) {
  const std::string key = portfolio_key(opened.filing);
  std::vector<TextFile> files;
  files.push_back(TextFile::of(key + ".toml", portfolio_text(opened)));
  if (recorded.empty()) files.push_back(TextFile::of("trust.toml", trust_text(opened.filing)));
  TRY(auto terms, store::feeds::read_trust_texts(files));
  if (recorded.empty()) return terms;
  std::size_t listed = 0;
  for (const entity::Term& term : recorded)
    listed += term.file == "trust.toml" && term.path.starts_with("trust.portfolios[");
  terms.push_back({"trust.toml", "trust.portfolios[" + std::to_string(listed) + "]", key, 't', 0});
  terms.insert(terms.begin(), recorded.begin(), recorded.end());
  return terms;
}

store::feeds::FileDelivery deliver(const OpenedFiling& opened, entity::Registry& registry) {
  return Delivery(opened, registry).make();
}

}  // namespace openend::app
