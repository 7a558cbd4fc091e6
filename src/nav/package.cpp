#include "nav/package.h"

#include <algorithm>
#include <array>

#include "base/decimal_bytes.h"
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
  if (holder == nullptr && settings.shares_not_known && !book.classes.empty()) holder = &book.classes.front();
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
  package.roll = holder->roll;
  const Decimal net = Decimal::of(package.net_assets, 2);
  if (package.has_shares()) {
    package.nav_unrounded = divide(net, holder->shares.decimal(), 10, Rounding::HalfUp);
    package.nav = divide(net, holder->shares.decimal(), settings.nav_places, Rounding::HalfUp);
  }
  package.investments = marks.total;
  package.forwards = marks.forward_total;
  package.balances = book.balances;
  return package;
}

namespace {

/// The prices that the holdings stand at: the places once where all have the same, the coefficients in 32 bits where
/// all fit. What is sold out has a price of zero, whose places say nothing.
void add_prices(Hasher& hasher, const value::Marks& marks) {
  const std::size_t count = marks.price.size();
  std::vector<std::uint32_t> narrow(count);
  std::int64_t all = 0;
  for (std::size_t i = 0; i < count; ++i) {
    all |= marks.price[i];
    narrow[i] = static_cast<std::uint32_t>(marks.price[i]);
  }
  const bool fits = all >= 0 && all <= INT64_C(0xffffffff);
  const auto first =
      std::find_if(marks.price.begin(), marks.price.end(), [](std::int64_t price) { return price != 0; });
  const std::uint8_t places = first == marks.price.end()
                                  ? std::uint8_t{0}
                                  : marks.places[static_cast<std::size_t>(first - marks.price.begin())];
  bool same = true;
  for (std::size_t i = 0; i < count; ++i) same &= marks.places[i] == places || marks.price[i] == 0;
  hasher.add_number(static_cast<std::int64_t>(count));
  hasher.add_number(same ? places : -1);
  if (!same) hasher.add(marks.places.data(), count);
  hasher.add_number(fits);
  if (fits) {
    hasher.add(narrow.data(), count * sizeof(std::uint32_t));
  } else {
    hasher.add(marks.price.data(), count * sizeof(std::int64_t));
  }
}

}  // namespace

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
  add_prices(hasher, marks);
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
  for (std::size_t i = 0; i < book.contracts.size(); ++i) {
    const book::OpenContract& open = book.contracts[i];
    hasher.add_number(static_cast<std::int64_t>(open.content_key));
    hasher.add_number(static_cast<std::int64_t>(open.name));
    hasher.add_number(open.opened.days);
    hasher.add_number(static_cast<int>(open.sort) | (open.sold ? 2 : 0));
    hasher.add_number(open.contracts);
    hasher.add_number(open.amount);
    hasher.add_number(open.margined);
    hasher.add_number(open.carried);
    hasher.add_text(marks.contract_price[i].decimal().trimmed().text());
  }
  for (const book::OpenLoan& loan : book.loans) {
    hasher.add_text(loan.id);
    hasher.add_text(loan.counterparty);
    hasher.add_number(static_cast<std::int64_t>(loan.kind) << 8 | static_cast<std::int64_t>(loan.purpose));
    hasher.add_number((loan.year365 ? 1 : 0) | (loan.has_due ? 2 : 0));
    for (const event::LoanRate rate : {loan.rate, loan.fee_rate, loan.repo_rate, loan.bank_rate})
      hasher.add_number(rate);
    for (const Date date : {loan.opened, loan.due, loan.since}) hasher.add_number(date.days);
    for (const std::int64_t amount : {loan.principal, loan.worth, loan.accrued, loan.fee_accrued})
      hasher.add_number(amount);
    hasher.add_number(static_cast<std::int64_t>(loan.content_key));
    hasher.add_text(loan.quantity.decimal().trimmed().text());
  }
  for (const book::Collateral& told : book.collateral) {
    hasher.add_text(told.deal);
    hasher.add_number(static_cast<std::int64_t>(told.kind));
    hasher.add_number(told.told.days);
    hasher.add_number(told.value);
  }
  for (const auto& [offer, by_option] : book.answers) {
    for (const auto& [option, units] : by_option) {
      hasher.add_text(offer);
      hasher.add_text(option);
      hasher.add_text(units.decimal().trimmed().text());
    }
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

/// The members of a list that say anything, each behind its place: how many first.
template <class Says, class Put>
void put_sparse(ByteWriter& out, std::size_t size, Says says, Put put_one) {
  std::uint8_t count = 0;
  for (std::size_t i = 0; i < size; ++i) count = static_cast<std::uint8_t>(count + says(i));
  out.put(count);
  for (std::size_t i = 0; i < size; ++i) {
    if (!says(i)) continue;
    out.put(static_cast<std::uint8_t>(i));
    put_one(i);
  }
}
/// Fails the reader where a place is not of the list, does not follow the one before it, or says nothing.
template <class Get>
void get_sparse(ByteReader& in, std::size_t size, Get get_one) {
  std::size_t next = 0;
  for (auto left = in.get<std::uint8_t>(); left > 0 && in.ok(); --left) {
    const auto place = in.get<std::uint8_t>();
    if (place < next || place >= size || !get_one(place)) return in.fail();
    next = std::size_t{place} + 1;
  }
}

/// An effect is beyond 64 bits: its whole part and the eighteen digits after it, both of its sign.
void put(ByteWriter& out, const RoundingTally& tally) {
  out.put(tally.count);
  out.put(tally.changed);
  out.put(static_cast<std::int64_t>(tally.effect / kPowersOfTen[18]));
  out.put(static_cast<std::int64_t>(tally.effect % kPowersOfTen[18]));
}
/// False where the two parts of the effect are none of one number, or nothing was counted.
bool get(ByteReader& in, RoundingTally& tally) {
  tally.count = in.get<std::int64_t>();
  tally.changed = in.get<std::int64_t>();
  const auto whole = in.get<std::int64_t>(), rest = in.get<std::int64_t>();
  if (rest <= -kPowersOfTen[18] || rest >= kPowersOfTen[18]) return false;
  if ((whole < 0 && rest > 0) || (whole > 0 && rest < 0)) return false;
  tally.effect = static_cast<Int128>(whole) * kPowersOfTen[18] + rest;
  return tally.count != 0;
}

void put(ByteWriter& out, const std::vector<check::Finding>& findings) {
  out.put(static_cast<std::uint32_t>(findings.size()));
  for (const auto& f : findings) {
    const std::size_t place = check::place_of(f.check);
    OE_ASSERT(place < check::kChecks.size(), "a finding is of a check of the list");
    out.put(static_cast<std::uint8_t>(place));
    // Most findings passed, of nothing in particular: which of the four texts are there comes first.
    const std::array texts{&f.subject, &f.found, &f.limit, &f.detail};
    auto there = static_cast<std::uint8_t>(f.passed ? 1U << texts.size() : 0U);
    for (std::size_t i = 0; i < texts.size(); ++i)
      there |= static_cast<std::uint8_t>((texts[i]->empty() ? 0U : 1U) << i);
    out.put(there);
    for (const auto* text : texts) {
      if (!text->empty()) out.put_text(*text);
    }
  }
}
check::Finding get_finding(ByteReader& in) {
  check::Finding f;
  const auto place = in.get<std::uint8_t>();
  const std::array texts{&f.subject, &f.found, &f.limit, &f.detail};
  const auto there = in.get<std::uint8_t>();
  if (place < check::kChecks.size() && there >> (texts.size() + 1) == 0) f.check = check::kChecks[place].id;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if ((there >> i & 1U) != 0) *texts[i] = std::string(in.get_text());
  }
  f.passed = (there >> texts.size() & 1U) != 0;
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
  change.nav_before = get_decimal(in);
  for (std::int64_t& amount : change.by_cause) amount = in.get<std::int64_t>();
  return change;
}

}  // namespace

Bytes encode(const NavPackage& package) {
  Bytes bytes;
  bytes.reserve(768 + package.findings.size() * 24);
  ByteWriter out(bytes);
  out.put(package.portfolio.value);
  out.put_text(package.share_class);
  out.put(package.date.days);
  out.put(package.net_assets);
  out.put(package.shares.coefficient);
  out.put(package.shares.places);
  for (const Fixed& part : {package.roll.sold, package.roll.reinvested, package.roll.repurchased}) {
    out.put(part.coefficient);
    out.put(part.places);
  }
  out.put_text(package.nav.text());
  out.put_text(package.nav_unrounded.text());
  out.put(package.investments);
  out.put(package.forwards);
  out.put(package.postings);
  out.put(package.entries);
  put_sparse(
      out, package.balances.size(), [&](std::size_t i) { return package.balances[i] != 0; },
      [&](std::size_t i) { out.put(package.balances[i]); });
  put(out, package.findings);
  put(out, package.change);
  put_sparse(
      out, kRoundingPlaces.size(),
      [&](std::size_t i) { return package.roundings.at(static_cast<RoundingPlace>(i)).count != 0; },
      [&](std::size_t i) { put(out, package.roundings.at(static_cast<RoundingPlace>(i))); });
  out.put_bytes(package.digest);
  bytes.shrink_to_fit();  // a sealed day is kept
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
  for (Fixed* part : {&package.roll.sold, &package.roll.reinvested, &package.roll.repurchased}) {
    part->coefficient = in.get<std::int64_t>();
    part->places = in.get<std::uint8_t>();
    if (part->places > 18) in.fail();
  }
  package.nav = get_decimal(in);
  package.nav_unrounded = get_decimal(in);
  package.investments = in.get<std::int64_t>();
  package.forwards = in.get<std::int64_t>();
  package.postings = in.get<std::int64_t>();
  package.entries = in.get<std::int64_t>();
  get_sparse(in, package.balances.size(),
             [&](std::size_t i) { return (package.balances[i] = in.get<std::int64_t>()) != 0; });
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) package.take(get_finding(in));
  package.change = get_change(in);
  get_sparse(in, kRoundingPlaces.size(),
             [&](std::size_t i) { return get(in, package.roundings.at(static_cast<RoundingPlace>(i))); });
  for (std::uint8_t& byte : package.digest) byte = in.get<std::uint8_t>();
  const bool known = std::all_of(package.findings.begin(), package.findings.end(),
                                 [](const auto& f) { return check::place_of(f.check) < check::kChecks.size(); });
  return in.ok() && in.at_end() && known && package.shares.places <= 18;
}

}  // namespace openend::nav
