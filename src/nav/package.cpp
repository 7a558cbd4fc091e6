#include "nav/package.h"

#include <algorithm>

#include "check/list.h"

namespace openend::nav {

Result<NavPackage> strike(const book::Book& book, const value::Marks& marks, const policy::Settings& settings,
                          Date date) {
  const book::ClassShares* holder = nullptr;
  for (const auto& entry : book.classes) {
    if (entry.shares.coefficient == 0) continue;
    if (holder != nullptr) {
      return refuse("E-CLASS-001",
                    "two classes have shares outstanding: " + holder->share_class + " and " + entry.share_class,
                    "net assets are not yet shared between classes; keep one class until they are");
    }
    holder = &entry;
  }
  if (holder == nullptr) {
    return refuse("E-SHARE-001", "no shares are outstanding",
                  "import opening-shares.csv, or a first subscription in shares.csv");
  }
  NavPackage package;
  package.portfolio = book.portfolio;
  package.share_class = holder->share_class;
  package.date = date;
  package.net_assets = book.net_assets();
  package.shares = holder->shares;
  const Decimal net = Decimal::of(package.net_assets, 2);
  package.nav_unrounded = divide(net, holder->shares.decimal(), 10, Rounding::HalfUp);
  package.nav = divide(net, holder->shares.decimal(), settings.nav_places, Rounding::HalfUp);
  package.investments = marks.total;
  package.forwards = marks.forward_total;
  package.balances = book.balances;
  return package;
}

Digest package_digest(Hasher& hasher, const NavPackage& package, const book::Book& book, const value::Marks& marks,
                      std::string_view portfolio_key, std::string_view terms_text) {
  hasher.reset();
  hasher.add_text(kCalculation);
  hasher.add_text(portfolio_key);
  hasher.add_text(package.share_class);
  hasher.add_text(terms_text);
  hasher.add_number(package.date.days);
  hasher.add_number(package.net_assets);
  hasher.add_number(package.shares.coefficient);
  hasher.add_number(package.shares.places);
  hasher.add_text(package.nav.text());
  hasher.add(book.positions_digest);
  hasher.add(marks.price.data(), marks.price.size() * sizeof(std::int64_t));
  hasher.add(marks.places.data(), marks.places.size());
  hasher.add(package.balances.data(), sizeof package.balances);
  for (std::size_t i = 0; i < book.forwards.size(); ++i) {
    const auto& contract = book.forwards[i];
    hasher.add_text(contract.contract);
    hasher.add_text(contract.currency.code());
    hasher.add_number(contract.sell);
    hasher.add_text(contract.units.decimal().trimmed().text());
    hasher.add_number(contract.settlement.days);
    hasher.add_number(contract.amount);
    hasher.add_text(marks.forward_rate[i].decimal().trimmed().text());
  }
  for (const auto& entry : book.sub_balances) {
    hasher.add_number(static_cast<std::int64_t>(entry.account) << 8 | entry.custody);
    hasher.add_text(entry.currency.code());
    hasher.add_number(entry.local);
    hasher.add_number(entry.cost);
  }
  for (const auto& used : marks.rates) {
    hasher.add_text(used.currency.code());
    hasher.add_text(used.quote.text());
  }
  for (const auto& waiting : book.pending) {
    if (waiting.currency.exists()) {
      hasher.add_text(waiting.currency.code());
      hasher.add_number(waiting.local);
    }
    if (waiting.custody != 0 || waiting.failed) hasher.add_number(waiting.custody << 1 | waiting.failed);
    hasher.add_number(waiting.date.days);
    hasher.add_number(static_cast<std::int64_t>(waiting.debit) << 8 | static_cast<std::int64_t>(waiting.credit));
    hasher.add_number(waiting.amount);
  }
  return hasher.finish();
}

void NavPackage::take(check::Finding finding) {
  if (!finding.passed) exceptions.push_back(std::string(finding.check) + ": " + finding.detail);
  findings.push_back(std::move(finding));
}

namespace {

void put(ByteWriter& out, const std::vector<check::Finding>& findings) {
  out.put(static_cast<std::uint32_t>(findings.size()));
  for (const auto& f : findings) {
    const std::size_t place = check::place_of(f.check);
    OE_ASSERT(place < check::kChecks.size(), "a finding is of a check of the list");
    out.put(static_cast<std::uint8_t>(place));
    for (const auto* text : {&f.subject, &f.found, &f.limit, &f.detail}) out.put_text(*text);
    out.put<std::uint8_t>(f.passed);
  }
}
check::Finding get_finding(ByteReader& in) {
  check::Finding f;
  const auto place = in.get<std::uint8_t>();
  if (place < check::kChecks.size()) f.check = check::kChecks[place].id;
  for (auto* text : {&f.subject, &f.found, &f.limit, &f.detail}) *text = std::string(in.get_text());
  f.passed = in.get<std::uint8_t>() != 0;
  return f;
}

void put(ByteWriter& out, const Change& change) {
  out.put<std::uint8_t>(change.from_strike);
  out.put(change.since.days);
  out.put(change.before);
  out.put_text(change.nav_before.text());
  for (const std::int64_t amount : change.by_cause) out.put(amount);
}
Change get_change(ByteReader& in) {
  Change change;
  change.from_strike = in.get<std::uint8_t>() != 0;
  change.since.days = in.get<std::int32_t>();
  change.before = in.get<std::int64_t>();
  change.nav_before = Decimal::parse(in.get_text()).value_or(Decimal{});
  for (std::int64_t& amount : change.by_cause) amount = in.get<std::int64_t>();
  return change;
}

}  // namespace

Bytes encode(const NavPackage& package) {
  Bytes bytes;
  bytes.reserve(1024 + package.findings.size() * 40);  // nearly what is written: a sealed day keeps its capacity
  ByteWriter out(bytes);
  out.put(package.portfolio.value);
  out.put_text(package.share_class);
  out.put(package.date.days);
  out.put(package.net_assets);
  out.put(package.shares.coefficient);
  out.put(package.shares.places);
  out.put_text(package.nav.text());
  out.put_text(package.nav_unrounded.text());
  out.put(package.investments);
  out.put(package.forwards);
  out.put(package.postings);
  out.put(package.entries);
  for (const std::int64_t balance : package.balances) out.put(balance);
  put(out, package.findings);
  put(out, package.change);
  for (std::size_t i = 0; i < kRoundingPlaces.size(); ++i) {
    const RoundingTally& tally = package.roundings.at(static_cast<RoundingPlace>(i));
    out.put(tally.count);
    out.put(tally.changed);
    out.put(static_cast<std::int64_t>(tally.effect / kPowersOfTen[18]));
    out.put(static_cast<std::int64_t>(tally.effect % kPowersOfTen[18]));
  }
  for (const std::uint8_t byte : package.digest) out.put(byte);
  return bytes;
}

bool decode(ByteView bytes, NavPackage& package) {
  package = {};
  ByteReader in(bytes);
  package.portfolio.value = in.get<std::uint32_t>();
  package.share_class = std::string(in.get_text());
  package.date.days = in.get<std::int32_t>();
  package.net_assets = in.get<std::int64_t>();
  package.shares.coefficient = in.get<std::int64_t>();
  package.shares.places = in.get<std::uint8_t>();
  package.nav = Decimal::parse(in.get_text()).value_or(Decimal{});
  package.nav_unrounded = Decimal::parse(in.get_text()).value_or(Decimal{});
  package.investments = in.get<std::int64_t>();
  package.forwards = in.get<std::int64_t>();
  package.postings = in.get<std::int64_t>();
  package.entries = in.get<std::int64_t>();
  for (std::int64_t& balance : package.balances) balance = in.get<std::int64_t>();
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) package.take(get_finding(in));
  package.change = get_change(in);
  for (std::size_t i = 0; i < kRoundingPlaces.size(); ++i) {
    RoundingTally& tally = package.roundings.at(static_cast<RoundingPlace>(i));
    tally.count = in.get<std::int64_t>();
    tally.changed = in.get<std::int64_t>();
    const auto whole = in.get<std::int64_t>();
    tally.effect = static_cast<Int128>(whole) * kPowersOfTen[18] + in.get<std::int64_t>();
  }
  for (std::uint8_t& byte : package.digest) byte = in.get<std::uint8_t>();
  const bool known = std::all_of(package.findings.begin(), package.findings.end(),
                                 [](const auto& f) { return check::place_of(f.check) < check::kChecks.size(); });
  return in.ok() && in.at_end() && known && package.shares.places <= 18;
}

}  // namespace openend::nav
