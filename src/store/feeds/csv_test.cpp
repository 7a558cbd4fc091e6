#include "store/feeds/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "store/ports.h"

namespace openend::store::feeds {
namespace {

enum : std::size_t { kName, kDay, kAmount, kFlag };
constexpr ColumnRule kColumns[] = {{"name"}, {"day"}, {"amount"}, {"flag", false}};

/// Reads a file of four columns to its end, every field by its reader; gives the faults.
Refusals faults_of(const std::string& text, const Mapping& mapping = {}) {
  const TextFile file = TextFile::of("rows.csv", text);
  auto csv = CsvFile::open(file, kColumns, mapping);
  if (!csv) return csv.refusals();
  while (csv.value().next()) {
    (void)csv.value().word(kName);
    (void)csv.value().date(kDay);
    (void)csv.value().money(kAmount, 2);
    (void)csv.value().flag(kFlag);
  }
  return csv.value().faults();
}

const std::string kHead = "name,day,amount,flag\n";

TEST(Csv, tells_each_fault_with_its_place) {
  struct Row {
    const char* sentence;
    std::string text;
    const char* code;
    long row, column;
    const char* found;
  };
  const Row rows[] = {
      {"nothing at all", "", "E-CSV-001", 1, 0, "0 bytes"},
      {"a byte-order mark", "\xef\xbb\xbf" + kHead, "E-CSV-002", 1, 0, "the bytes EF BB BF"},
      {"Latin-1", kHead + "Nestl\xe9,1997-01-06,1,0\n", "E-CSV-003", 2, 0, "the byte E9"},
      {"cut off in the last row", kHead + "a,1997-01-06,1,0", "E-CSV-004", 2, 0, "a,1997-01-06,1,0"},
      {"a column is missing", "name,day,flag\n", "E-CSV-005", 1, 0, "name,day,flag"},
      {"a column stands twice", "name,day,amount,amount\n", "E-CSV-006", 1, 4, "amount"},
      {"a column nobody knows", "name,day,amount,colour\n", "E-CSV-007", 1, 4, "colour"},
      {"semicolons", "name;day;amount;flag\n", "E-CSV-020", 1, 0, "name;day;amount;flag"},
      {"a quote that is not closed", kHead + "\"a,1997-01-06,1,0\n", "E-CSV-008", 2, 0, "\"a,1997-01-06,1,0\n"},
      {"text after a closing quote", kHead + "\"a\"b,1997-01-06,1,0\n", "E-CSV-009", 2, 0, "\"a\"b"},
      {"a quote in the middle", kHead + "a\"b,1997-01-06,1,0\n", "E-CSV-010", 2, 0, "a\"b"},
      {"a thousands separator makes a field too many", kHead + "a,1997-01-06,1,000,0\n", "E-CSV-011", 2, 0, "5 fields"},
      {"a field too few", kHead + "ok,1997-01-06,1,0\na,1997-01-06\n", "E-CSV-011", 3, 0, "2 fields"},
      {"an empty text", kHead + ",1997-01-06,1,0\n", "E-CSV-012", 2, 1, "nothing"},
      {"a day that is none", kHead + "a,1997-02-30,1,0\n", "E-CSV-013", 2, 2, "1997-02-30"},
      {"a date the American way", kHead + "a,02/28/1997,1,0\n", "E-CSV-013", 2, 2, "02/28/1997"},
      {"an exponent", kHead + "a,1997-01-06,1e3,0\n", "E-CSV-014", 2, 3, "1e3"},
      {"blanks in a number", kHead + "a,1997-01-06, 1,0\n", "E-CSV-014", 2, 3, " 1"},
      {"no number", kHead + "a,1997-01-06,,0\n", "E-CSV-014", 2, 3, "nothing"},
      {"nothing before the point", kHead + "a,1997-01-06,.5,0\n", "E-CSV-014", 2, 3, ".5"},
      {"a plus sign", kHead + "a,1997-01-06,+5,0\n", "E-CSV-014", 2, 3, "+5"},
      {"a tenth of a cent", kHead + "a,1997-01-06,1.001,0\n", "E-CSV-015", 2, 3, "1.001"},
      {"more than 64 bits of cents", kHead + "a,1997-01-06,99999999999999999,0\n", "E-CSV-016", 2, 3,
       "99999999999999999"},
      {"a field that never ends", kHead + std::string(1'000'000, 'a') + ",1997-01-06,1,0\n", "E-CSV-018", 2, 1,
       "1000000 bytes"},
      {"a quoted one", kHead + "\"" + std::string(4'097, '\n') + "\",1997-01-06,1,0\n", "E-CSV-018", 2, 1,
       "4097 bytes"},
      {"a surrogate in UTF-8", kHead + "\xed\xa0\x80,1997-01-06,1,0\n", "E-CSV-003", 2, 0, "the byte ED"},
      {"an overlong form", kHead + "\xe0\x80\x80,1997-01-06,1,0\n", "E-CSV-003", 2, 0, "the byte E0"},
      {"beyond the last character", kHead + "\xf4\x90\x80\x80,1997-01-06,1,0\n", "E-CSV-003", 2, 0, "the byte F4"},
      {"a flag of words", kHead + "a,1997-01-06,1,yes\n", "E-CSV-017", 2, 4, "yes"},
  };
  std::vector<std::string> seen;
  for (const Row& row : rows) {
    const auto faults = faults_of(row.text);
    ASSERT_EQ(faults.size(), 1U) << row.sentence;
    EXPECT_EQ(faults[0].code, row.code) << row.sentence;
    EXPECT_EQ(faults[0].place.file, "rows.csv") << row.sentence;
    EXPECT_EQ(faults[0].place.row, row.row) << row.sentence;
    EXPECT_EQ(faults[0].place.column, row.column) << row.sentence;
    EXPECT_EQ(faults[0].found, row.found) << row.sentence;
    EXPECT_FALSE(faults[0].remedy.empty()) << row.sentence;
    if (seen.empty() || seen.back() != faults[0].code) seen.push_back(faults[0].code);
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(seen.size(), 19U);  // E-CSV-001 to E-CSV-020, less the whole number of some readers
}

TEST(Csv, tells_all_faults_of_a_file_at_once_up_to_a_hundred) {
  std::string text = kHead;
  for (int i = 0; i < 30; ++i) text += "a,1997-02-30,x,2\n";  // three faults a row
  EXPECT_EQ(faults_of(text).size(), 90U);
  for (int i = 0; i < 30; ++i) text += "a,1997-02-30,x,2\n";
  const auto most = faults_of(text);
  EXPECT_GE(most.size(), kMostFaults);
  EXPECT_LE(most.size(), kMostFaults + 3);
}

TEST(Csv, reads_what_the_rfc_allows) {
  const TextFile file = TextFile::of("rows.csv",
                                     "amount,name,day\r\n"
                                     "-1234.50,\"a \"\"quoted\"\", comma\",1997-01-06\r\n"
                                     "0.00,\"two\nlines\",1997-01-06\r\n"
                                     "7,plain,1997-01-07\n");
  auto opened = CsvFile::open(file, kColumns, {});
  ASSERT_TRUE(opened);
  CsvFile& csv = opened.value();
  ASSERT_TRUE(csv.next());
  EXPECT_EQ(csv.row(), 2U);
  EXPECT_EQ(csv.text(kName), "a \"quoted\", comma");
  EXPECT_EQ(csv.money(kAmount, 2), -123'450);
  EXPECT_FALSE(csv.has(kFlag));
  EXPECT_EQ(csv.flag(kFlag), false);
  ASSERT_TRUE(csv.next());
  EXPECT_EQ(csv.row(), 3U);
  EXPECT_EQ(csv.text(kName), "two\nlines");
  ASSERT_TRUE(csv.next());
  EXPECT_EQ(csv.row(), 5U);  // the row before had two lines
  EXPECT_EQ(csv.text(kName), "plain");
  EXPECT_EQ(csv.date(kDay), Date::of(1997, 1, 7));
  EXPECT_FALSE(csv.next());
  EXPECT_TRUE(csv.ok());
  EXPECT_EQ(csv.rows_read(), 3U);
}

TEST(Csv, takes_another_party_s_columns_and_units) {
  Mapping mapping;
  mapping.columns = {{"name", "fund"}, {"amount", "thousandths"}};
  mapping.units = {{"amount", Decimal::from("0.001")}};
  mapping.ignore = {"nav"};
  const TextFile file = TextFile::of("rows.csv", "fund,day,thousandths,nav\na,1997-01-06,1500,x\n");
  auto opened = CsvFile::open(file, kColumns, mapping);
  ASSERT_TRUE(opened);
  ASSERT_TRUE(opened.value().next());
  EXPECT_EQ(opened.value().text(kName), "a");
  EXPECT_EQ(opened.value().money(kAmount, 2), 150);  // 1.5
  EXPECT_TRUE(opened.value().ok());
}

TEST(Csv, numbers_keep_their_places) {
  EXPECT_EQ(parse_fixed("1.50"), (Fixed{150, 2}));
  EXPECT_EQ(parse_fixed("-0.05"), (Fixed{-5, 2}));
  EXPECT_EQ(parse_fixed("007"), (Fixed{7, 0}));
  EXPECT_EQ(parse_fixed("0.000000000000000001"), (Fixed{1, 18}));
  for (const char* text : {"", "-", ".", "1.", ".1", "1.2.3", "--1", "1-", "0.0000000000000000001",
                           "99999999999999999999", "1,000", "0x10", "1 ", "NaN"}) {
    EXPECT_FALSE(parse_fixed(text).has_value()) << text;
  }
}

TEST(Csv, short_numbers_are_read_at_once_as_with_care) {
  std::mt19937_64 random(11);
  const std::string_view kCharacters = "00123456789..-5x";
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < kWord; ++i) text += kCharacters[random() % kCharacters.size()];  // stands before it
    const std::size_t length = random() % (kWord + 1);
    for (std::size_t i = 0; i < length; ++i) {
      const bool digit = random() % 8 != 0;  // mostly numbers
      text += digit ? static_cast<char>('0' + random() % 10) : kCharacters[random() % kCharacters.size()];
    }
    const auto field = std::string_view(text).substr(kWord);
    EXPECT_EQ(parse_short_fixed(field), parse_fixed(field)) << field;
  }
}

TEST(TextFile, that_is_not_there_is_a_fault_of_the_disk) {
  EXPECT_THROW((void)TextFile::open("/nowhere/rows.csv"), StoreFault);
}

}  // namespace
}  // namespace openend::store::feeds
