#include "store/feeds/nport.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace openend::store::feeds {
namespace {

using namespace filing::nport;

std::string arbor() {
  std::ifstream file(OPENEND_ROOT "/tests/data/nport/arbor.xml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Result<Filing> read(std::string text) { return read_nport(TextFile::of("arbor.xml", std::move(text))); }

/// The filing with the first `from` made `to`.
std::string with(const std::string& from, const std::string& to) {
  std::string text = arbor();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const Position& titled(const Filing& filing, std::string_view title) {
  for (const Position& position : filing.positions) {
    if (position.title == title) return position;
  }
  ADD_FAILURE() << title;
  return filing.positions.front();
}

TEST(Nport, every_kind_of_position_is_read) {
  const auto read_one = read(arbor());
  ASSERT_TRUE(read_one) << read_one.refusals()[0].message;
  const Filing& f = read_one.value();
  EXPECT_EQ(f.registrant, "Example \"Arbor\" Trust");
  EXPECT_EQ(f.series_name, "Arbor & Grove Fund");
  EXPECT_EQ(f.date.text(), "2024-03-31");
  EXPECT_EQ(f.class_ids.size(), 2U);
  EXPECT_EQ(f.net_assets.text(), "10250000.004");
  ASSERT_EQ(f.positions.size(), 31U);
  for (const Word& category : asset_categories()) {
    EXPECT_TRUE(std::any_of(f.positions.begin(), f.positions.end(), [&](const Position& p) {
      return p.category == category.code;
    })) << category.code;
  }
  EXPECT_EQ(titled(f, "Claim against the estate").kind(), "Other: litigation claim");
  EXPECT_EQ(f.masked, (std::map<std::string, int>{{"delta", 3}}));
}

TEST(Nport, terms_are_those_of_the_filing) {
  const Filing f = read(arbor()).value();
  const Position& lent = titled(f, "Ordinary shares");
  EXPECT_EQ(lent.currency, "EUR");
  EXPECT_EQ(lent.exchange_rate->text(), "0.92000000");
  EXPECT_EQ(lent.balance->text(), "3500.5");
  EXPECT_EQ(lent.lending.on_loan->text(), "88123.45");
  EXPECT_FALSE(lent.lending.other_collateral);
  const Position& bad = titled(f, "Notes in default");
  EXPECT_TRUE(bad.debt->in_default && bad.debt->in_arrears && bad.debt->paid_in_kind);
  EXPECT_EQ(bad.debt->coupon, "Variable");
  const Debt& convertible = *titled(f, "Convertible 1.00% 2028").debt;
  EXPECT_EQ(convertible.convertible->into, std::vector<std::string>{"Fir Software Inc., Common stock"});
  EXPECT_FALSE(convertible.convertible->delta) << "masked is absent, not zero";
  const Repurchase& repo = *titled(f, "Repurchase agreement 5.30%").repurchase;
  EXPECT_EQ(repo.maturity->text(), "2024-04-01");
  EXPECT_EQ(repo.collateral.at(0).category, "UST");
  const Derivative& forward = *titled(f, "Bought EUR, sold USD").derivative;
  EXPECT_EQ(forward.bought.amount->text() + forward.bought.currency, "128500.00EUR");
  const Derivative& future = *titled(f, "Long bond future, June 2024").derivative;
  EXPECT_EQ(future.reference.name, "Long bond");
  EXPECT_EQ(future.notionals.at(0).amount->text(), "1445679.00");
  const Derivative& swap = *titled(f, "Pays 1.95%, receives Euribor").derivative;
  EXPECT_EQ(swap.receives.index, "Euribor 6 Month");
  EXPECT_EQ(swap.receives.tenors, "resets every 6 Month, rate of 6 Month");
  EXPECT_EQ(swap.pays.rate_pct->text(), "1.95000000");
  EXPECT_EQ(titled(f, "Sold protection on Elm Power Co.").derivative->pays.text, "sell protection");
  const Derivative& swaption = *titled(f, "Payer swaption 3.00%").derivative;
  EXPECT_EQ(swaption.category, "SWO");
  EXPECT_FALSE(swaption.delta);
  ASSERT_EQ(swaption.reference.derivative.size(), 1U);
  EXPECT_EQ(swaption.reference.derivative[0].ends->text(), "2034-05-09");
  EXPECT_EQ(titled(f, "Weather contract").derivative->notionals.size(), 2U);
  const Position& halted = titled(f, "Shares, trading halted");
  EXPECT_FALSE(halted.value);
  EXPECT_EQ(halted.country, "");
}

TEST(Nport, each_fault_is_one_refusal_with_its_place) {
  const std::string text = arbor();
  const std::size_t first = text.find("      <invstOrSec>"), second = text.find("      <invstOrSec>", first + 1);
  const std::string one = text.substr(first, second - first);
  const struct {
    const char* sentence;
    std::string text, code, found, path;
  } rows[] = {
      {"no XML", "hello", "E-NPORT-001", "", ""},
      {"an empty file", "", "E-NPORT-001", "", ""},
      {"cut off", text.substr(0, text.size() / 2), "E-NPORT-001", "", ""},
      {"bytes of another encoding", with("Alder", "\xff\xfe"), "E-NPORT-001", "", ""},
      {"another root", with("<edgarSubmission xmlns", "<edgarReport xmlns"), "E-NPORT-001", "", ""},
      {"another document", "<html><body/></html>", "E-NPORT-002", "html of no namespace", ""},
      {"another form", with("edgar/nport\"", "edgar/ncen\""), "E-NPORT-002",
       "edgarSubmission of http://www.sec.gov/edgar/ncen", ""},
      {"a total is missing", with("<totLiabs>1750000.50</totLiabs>", ""), "E-NPORT-003", "nothing",
       "formData/fundInfo/totLiabs"},
      {"a total is not told", with("1750000.50", "N/A"), "E-NPORT-004", "N/A or masked", "formData/fundInfo/totLiabs"},
      {"an element is missing", with("<units>NS</units>", ""), "E-NPORT-003", "nothing",
       "formData/invstOrSecs/invstOrSec[1]/units"},
      {"an element is empty", with("<units>NS</units>", "<units/>"), "E-NPORT-003", "nothing",
       "formData/invstOrSecs/invstOrSec[1]/units"},
      {"a number is broken", with("612480.00", "612,480.00"), "E-NPORT-004", "612,480.00",
       "formData/invstOrSecs/invstOrSec[1]/valUSD"},
      {"a number has an exponent", with("612480.00", "6.1e5"), "E-NPORT-004", "6.1e5",
       "formData/invstOrSecs/invstOrSec[1]/valUSD"},
      {"a number is too long", with("612480.00", "1234567890123456789012345678"), "E-NPORT-004",
       "1234567890123456789012345678", "formData/invstOrSecs/invstOrSec[1]/valUSD"},
      {"an amount is beyond the books", with("612480.00", "10000000000000"), "E-NPORT-008", "10000000000000",
       "formData/invstOrSecs/invstOrSec[1]/valUSD"},
      {"a date is none", with("2031-06-15", "2031-02-30"), "E-NPORT-005", "2031-02-30",
       "formData/invstOrSecs/invstOrSec[5]/debtSec/maturityDt"},
      {"an unknown category", with("<assetCat>EC<", "<assetCat>EQ<"), "E-NPORT-006", "EQ",
       "formData/invstOrSecs/invstOrSec[1]/assetCat"},
      {"an unknown coupon", with("<couponKind>Fixed", "<couponKind>fixed"), "E-NPORT-006", "fixed",
       "formData/invstOrSecs/invstOrSec[5]/debtSec/couponKind"},
      {"a currency is no code", with("<curCd>USD<", "<curCd>Dollar<"), "E-NPORT-006", "Dollar",
       "formData/invstOrSecs/invstOrSec[1]/curCd"},
      {"a value twice", with("<valUSD>612480.00</valUSD>", "<valUSD>1</valUSD><valUSD>2</valUSD>"), "E-NPORT-007",
       "valUSD", "formData/invstOrSecs/invstOrSec[1]/valUSD[2]"},
      {"a currency twice", with("<curCd>USD</curCd>", "<curCd>USD</curCd><curCd>EUR</curCd>"), "E-NPORT-007", "curCd",
       "formData/invstOrSecs/invstOrSec[1]/curCd[2]"},
      {"two positions that say the same", with(one, one + one), "E-NPORT-007", "line 78",
       "formData/invstOrSecs/invstOrSec[2]"},
      {"an unknown element", with("<units>NS</units>", "<units>NS</units><colour>red</colour>"), "E-NPORT-009",
       "colour", "formData/invstOrSecs/invstOrSec[1]/colour"},
      {"an element in a value", with("612480.00", "612<b/>480"), "E-NPORT-009", "b",
       "formData/invstOrSecs/invstOrSec[1]/valUSD/b"},
      {"a derivative without its attribute", with("fwdDeriv derivCat=\"FWD\"", "fwdDeriv"), "E-NPORT-003", "nothing",
       "formData/invstOrSecs/invstOrSec[21]/derivativeInfo/fwdDeriv/@derivCat"},
  };
  for (const auto& row : rows) {
    const auto answer = read(row.text);
    ASSERT_FALSE(answer) << row.sentence;
    const Refusal& fault = answer.refusals()[0];
    EXPECT_EQ(answer.refusals().size(), 1U) << row.sentence << ": " << answer.refusals().back().message;
    EXPECT_EQ(fault.code, row.code) << row.sentence << ": " << fault.message;
    EXPECT_EQ(fault.place.file, "arbor.xml") << row.sentence;
    EXPECT_GE(fault.place.row, 1) << row.sentence;
    EXPECT_FALSE(fault.found.empty() || fault.expected.empty() || fault.remedy.empty()) << row.sentence;
    if (!row.found.empty()) {
      EXPECT_EQ(fault.found, row.found) << row.sentence;
    }
    if (!row.path.empty()) {
      EXPECT_EQ(fault.place.excerpt, row.path) << row.sentence;
    }
  }
}

TEST(Nport, all_faults_are_told_at_once) {
  std::string text = with("612480.00", "x");
  const std::string from = "2031-06-15";
  text.replace(text.find(from), from.size(), "soon");
  const auto answer = read(text);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.refusals().size(), 2U);
}

TEST(Nport, a_prefix_of_the_namespace_changes_nothing) {
  std::string text = arbor();
  for (const std::string name : {"edgarSubmission", "formData", "valUSD"}) {
    for (const std::string before : {"<", "</"}) {
      for (std::size_t at = 0; (at = text.find(before + name, at)) != std::string::npos; at += 4)
        text.insert(at + before.size(), "n:");
    }
  }
  text.replace(text.find("xmlns=\""), 6, "xmlns:n=");
  const auto answer = read(text);
  ASSERT_TRUE(answer) << answer.refusals()[0].message;
  EXPECT_EQ(answer.value().positions.size(), 31U);
}

TEST(Nport, a_filing_without_positions_is_its_totals) {
  std::string text = arbor();
  const std::size_t begin = text.find("    <invstOrSecs>"), end = text.find("    <signature>");
  const auto answer = read(text.erase(begin, end - begin));
  ASSERT_TRUE(answer) << answer.refusals()[0].message;
  EXPECT_TRUE(answer.value().positions.empty());
}

}  // namespace
}  // namespace openend::store::feeds
