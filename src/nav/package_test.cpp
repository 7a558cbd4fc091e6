#include "nav/package.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace openend::nav {
namespace {

using entity::Account;

/// 325,789,045.00 of cash against capital, 21,003,000 shares.
book::Book growth() {
  book::Book book;
  book.portfolio = PortfolioId{4};
  book.balances[static_cast<std::size_t>(Account::Cash)] = 32'578'904'500;
  book.balances[static_cast<std::size_t>(Account::Capital)] = -32'578'904'500;
  book.classes.push_back({"institutional", {21'003'000'000, 3}, {}, false, {}});
  return book;
}

const Date kDay = Date::of(1996, 12, 31);

TEST(Strike, divides_net_assets_by_shares_and_rounds_half_up) {
  struct Row {
    const char* sentence;
    int places;
    const char* nav;
  };
  // 325,789,045 / 21,003,000 = 15.51154811217...
  for (const Row& row : {Row{"to the cent", 2, "15.51"}, Row{"to four places", 4, "15.5115"},
                         Row{"to five", 5, "15.51155"}, Row{"to none", 0, "16"}}) {
    policy::Settings settings;
    settings.nav_places = row.places;
    const auto package = strike(growth(), {}, settings, kDay);
    ASSERT_TRUE(package);
    EXPECT_EQ(package.value().nav.text(), row.nav) << row.sentence;
    EXPECT_EQ(package.value().nav_unrounded.text(), "15.5115481122");
  }
}

TEST(Strike, needs_one_class_with_shares) {
  book::Book none = growth();
  none.classes[0].shares = {0, 3};
  EXPECT_EQ(strike(none, {}, {}, kDay).refusals()[0].code, "E-SHARE-001");
  book::Book two = growth();
  two.classes.push_back({"service", {1, 0}, {}, false, {}});
  EXPECT_EQ(strike(two, {}, {}, kDay).refusals()[0].code, "E-CLASS-001");
  two.classes[1].shares = {0, 0};
  EXPECT_TRUE(strike(two, {}, {}, kDay));
}

TEST(Strike, gives_no_value_per_share_where_shares_are_not_known) {
  book::Book book = growth();
  book.classes[0].shares = {};
  policy::Settings settings;
  settings.shares_not_known = true;
  const auto package = strike(book, {}, settings, kDay);
  ASSERT_TRUE(package);
  EXPECT_EQ(package.value().net_assets, growth().net_assets());
  EXPECT_FALSE(package.value().has_shares());
  EXPECT_EQ(package.value().nav_text(), "not known");
  EXPECT_NE(settings.canonical_text(), policy::Settings{}.canonical_text()) << "the digest knows of it";
  book.classes.clear();
  EXPECT_EQ(strike(book, {}, settings, kDay).refusals()[0].code, "E-SHARE-001");
}

TEST(Package, comes_back_from_its_bytes) {
  NavPackage package = strike(growth(), {}, {}, kDay).value();
  package.take({"price-stale", "ACME", "of 1996-12-30", "of the day", false, "stale price: ACME is of 1996-12-30"});
  package.take({"nav-move", "", "1 percent", "5 percent", true, ""});
  package.change.from_strike = true;
  package.change.by_cause[2] = -5;
  package.investments = 5;
  package.forwards = -7;
  package.entries = 3;
  package.postings = 9;
  package.digest[31] = 8;
  const Bytes bytes = encode(package);
  NavPackage read;
  ASSERT_TRUE(decode(bytes, read));
  EXPECT_EQ(encode(read), bytes);
  EXPECT_EQ(read.nav.text(), "15.51");
  EXPECT_EQ(read.exceptions, package.exceptions);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    NavPackage cut;
    ASSERT_FALSE(decode(ByteView(bytes).first(size), cut)) << size;
  }
}

TEST(Package, is_not_read_with_a_check_or_places_that_no_list_has) {
  NavPackage package = strike(growth(), {}, {}, kDay).value();
  package.take({"price-stale", "ACME", "", "", false, ""});
  NavPackage read;
  Bytes bytes = encode(package);
  ASSERT_TRUE(decode(bytes, read));
  constexpr std::string_view kSubject = "ACME";
  const auto subject = std::search(bytes.begin(), bytes.end(), kSubject.begin(), kSubject.end());
  const auto there = subject - 5, check = subject - 6;  // before the text's length
  const auto spoilt = [&](auto place, std::uint8_t byte) {
    Bytes other = bytes;
    other[static_cast<std::size_t>(place - bytes.begin())] = byte;
    return !decode(other, read);
  };
  EXPECT_TRUE(spoilt(check, 200));
  EXPECT_TRUE(spoilt(there, static_cast<std::uint8_t>(*there | 0x20U))) << "a finding has four texts and a result";
  package.shares.places = 19;
  EXPECT_FALSE(decode(encode(package), read));
}

/// Where a number of eight bytes stands among them.
std::size_t place_of(const Bytes& bytes, std::int64_t number) {
  const auto* raw = reinterpret_cast<const std::uint8_t*>(&number);
  return static_cast<std::size_t>(std::search(bytes.begin(), bytes.end(), raw, raw + 8) - bytes.begin());
}

// Found by a fuzzer: an effect whose parts do not fit each other was read as a number that could not be written again.
TEST(Package, is_not_read_where_its_bytes_are_none_that_it_would_write) {
  NavPackage package = strike(growth(), {}, {}, kDay).value();
  RoundingTally& tally = package.roundings.at(static_cast<RoundingPlace>(2));
  tally.count = 0x7171717171;
  tally.effect = static_cast<Int128>(0x5151515151) * kPowersOfTen[18] + 0x6161616161;
  const Bytes bytes = encode(package);
  const std::size_t count = place_of(bytes, 0x7171717171), whole = place_of(bytes, 0x5151515151),
                    rest = place_of(bytes, 0x6161616161), cash = place_of(bytes, 32'578'904'500 /* net assets */),
                    balance = cash + 8 +
                              place_of(Bytes(bytes.begin() + static_cast<std::ptrdiff_t>(cash) + 8, bytes.end()),
                                       32'578'904'500);
  NavPackage read;
  ASSERT_TRUE(decode(bytes, read));
  EXPECT_EQ(encode(read), bytes);
  struct Row {
    const char* sentence;
    std::size_t place;
    std::int64_t number;
  };
  for (const Row& row : {
           Row{"a tally of nothing", count, 0},
           Row{"digits of another sign than the whole", rest, -1},
           Row{"a whole of another sign than its digits", whole, -1},
           Row{"more than eighteen digits", rest, kPowersOfTen[18]},
           Row{"a balance of zero", balance, 0},
       }) {
    Bytes spoilt = bytes;
    std::memcpy(spoilt.data() + row.place, &row.number, 8);
    EXPECT_FALSE(decode(spoilt, read)) << row.sentence;
  }
  Bytes spoilt = bytes;
  spoilt[balance - 1] = 200;
  EXPECT_FALSE(decode(spoilt, read)) << "an account of no list";
  spoilt = bytes;
  spoilt[balance + 8] = 0;
  EXPECT_FALSE(decode(spoilt, read)) << "an account a second time, or before the one before it";
  constexpr std::string_view kNav = "15.51";
  spoilt = bytes;
  *std::search(spoilt.begin(), spoilt.end(), kNav.begin(), kNav.end()) = 'x';
  EXPECT_FALSE(decode(spoilt, read)) << "a net asset value that is no number";
}

TEST(PackageDigest, changes_with_each_thing_that_the_answer_depends_on) {
  Hasher hasher;
  const book::Book book = growth();
  const NavPackage package = strike(book, {}, {}, kDay).value();
  const Digest digest = package_digest(hasher, package, book, {}, "growth", "terms");
  EXPECT_EQ(package_digest(hasher, package, book, {}, "growth", "terms"), digest);
  EXPECT_NE(package_digest(hasher, package, book, {}, "balanced", "terms"), digest);
  EXPECT_NE(package_digest(hasher, package, book, {}, "growth", "other terms"), digest);
  NavPackage other = package;
  other.date = kDay + 1;
  EXPECT_NE(package_digest(hasher, other, book, {}, "growth", "terms"), digest);
  other = package;
  other.net_assets += 1;
  EXPECT_NE(package_digest(hasher, other, book, {}, "growth", "terms"), digest);
  other = package;
  other.shares.coefficient += 1;
  EXPECT_NE(package_digest(hasher, other, book, {}, "growth", "terms"), digest);
  other = package;
  other.balances[5] += 1;
  EXPECT_NE(package_digest(hasher, other, book, {}, "growth", "terms"), digest);
  book::Book moved = growth();
  moved.positions_digest[0] ^= 1;
  EXPECT_NE(package_digest(hasher, package, moved, {}, "growth", "terms"), digest);
  moved = growth();
  moved.pending.push_back({kDay + 3, Account::Cash, Account::ReceivableDividends, 1, policy::RuleId::DividendPaid, {}});
  EXPECT_NE(package_digest(hasher, package, moved, {}, "growth", "terms"), digest);
  value::Marks marks;
  marks.price = {106'375};
  marks.places = {3};
  const Digest marked = package_digest(hasher, package, book, marks, "growth", "terms");
  EXPECT_NE(marked, digest);
  marks.price = {106'500};
  EXPECT_NE(package_digest(hasher, package, book, marks, "growth", "terms"), marked);
}

// The digest holds day and amount of what waits to settle, not its accounts. Two books whose balances are the same
// today, and differ tomorrow, have one digest today.
TEST(PackageDigest, tells_apart_money_that_waits_in_other_accounts) {
  Hasher hasher;
  book::Book one = growth(), other = growth();
  const NavPackage package = strike(one, {}, {}, kDay).value();
  const auto wait = [](book::Book& book, int days, Account receivable) {
    book.pending.push_back({kDay + days, Account::Cash, receivable, 100'000, policy::RuleId::Settlement, {}});
  };
  wait(one, 1, Account::ReceivableInvestmentsSold);
  wait(one, 2, Account::ReceivableDividends);
  wait(other, 1, Account::ReceivableDividends);
  wait(other, 2, Account::ReceivableInvestmentsSold);
  EXPECT_NE(package_digest(hasher, package, one, {}, "growth", ""),
            package_digest(hasher, package, other, {}, "growth", ""));
}

}  // namespace
}  // namespace openend::nav
