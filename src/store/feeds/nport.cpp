#include "store/feeds/nport.h"

#include <algorithm>
#include <unordered_map>

#include "store/feeds/nport_derivative.h"
#include "store/feeds/utf8.h"

namespace openend::store::feeds {

using namespace filing::nport;

namespace {

constexpr std::string_view kNamespace = "http://www.sec.gov/edgar/nport";

class Reader {
 public:
  explicit Reader(const TextFile& file) : file_(file) {}

  Result<Filing> read() {
    const std::string_view text = file_.file.text();
    if (utf8_end(text) != text.size())
      return not_xml(utf8_end(text), "bytes that are not UTF-8", "ask for the filing in UTF-8");
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed)
      return not_xml(static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)), parsed.description(),
                     "fetch the filing again: a file that ends too early looks so");
    const pugi::xml_node root = document.document_element();
    Element top(file_, root);
    if (top.name() != "edgarSubmission" || namespace_of(root) != kNamespace)
      return another_schema(top, std::string(namespace_of(root)));
    read_header(top);
    read_form(top);
    filing_.masked = std::move(file_.masked);
    filing_.not_applicable = std::move(file_.not_applicable);
    if (!file_.faults.empty()) return std::move(file_.faults);
    return std::move(filing_);
  }

 private:
  Refusals not_xml(std::size_t offset, std::string found, std::string remedy) const {
    const std::string_view before = file_.file.text().substr(0, offset);
    Refusals faults = refuse("E-NPORT-001", "the file is not XML that can be read", std::move(remedy));
    faults[0].place = {file_.file.name(), 1 + static_cast<long>(std::count(before.begin(), before.end(), '\n')), 0, {}};
    faults[0].found = std::move(found);
    faults[0].expected = "a whole XML document";
    return faults;
  }

  Refusals another_schema(const Element& top, const std::string& space) const {
    Refusals faults = refuse("E-NPORT-002", "the file is XML of another schema",
                             "give the filing's primary document, an edgarSubmission of Form N-PORT");
    faults[0].place = {file_.file.name(), 1, 0, {}};
    faults[0].found = std::string(top.name()) + " of " + (space.empty() ? "no namespace" : space);
    faults[0].expected = "edgarSubmission of " + std::string(kNamespace);
    return faults;
  }

  static std::string_view namespace_of(pugi::xml_node root) {
    const std::string_view name = root.name();
    const std::size_t colon = name.find(':');
    const std::string key = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
    return root.attribute(key.c_str()).value();
  }

  void read_header(Element& top) {
    auto header = top.need("headerData");
    if (!header) return;
    static constexpr std::string_view kKinds[] = {"NPORT-P", "NPORT-NP", "NPORT-P/A", "NPORT-NP/A"};
    filing_.submission = header->need_code("submissionType", kKinds);
    auto info = header->find("filerInfo");
    auto classes = info ? info->find("seriesClassInfo") : std::nullopt;
    if (!classes) return;
    for (Element& one : classes->all("classId")) filing_.class_ids.push_back(one.own_text());
  }

  void read_form(Element& top) {
    auto form = top.need("formData");
    if (!form) return;
    if (auto general = form->need("genInfo")) read_general(*general);
    if (auto fund = form->need("fundInfo")) {
      filing_.total_assets = fund->need_money("totAssets");
      filing_.total_liabilities = fund->need_money("totLiabs");
      filing_.net_assets = fund->need_money("netAssets");
    }
    auto list = form->find("invstOrSecs");
    if (!list) return;
    for (Element& one : list->all("invstOrSec")) {
      if (file_.full()) return;
      filing_.positions.push_back(read_position(one));
    }
    list->refuse_rest();
  }

  void read_general(Element& general) {
    filing_.registrant = general.need_text("regName");
    filing_.cik = general.need_text("regCik");
    filing_.file_number = general.need_text("regFileNumber");
    filing_.series_name = general.need_text("seriesName");
    filing_.series_id = general.text("seriesId");
    filing_.fiscal_year_end = general.need_date("repPdEnd");
    filing_.date = general.need_date("repPdDate").value_or(Date{});
    filing_.is_final = general.need_flag("isFinalFiling");
    const auto digits = [](std::string_view text) {
      return text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!filing_.cik.empty() && !digits(filing_.cik))
      general.fault("regCik", "E-NPORT-006", "the registrant's number is not one", filing_.cik, "digits",
                    "ask for the filing again");
    if (!filing_.series_id.empty() && !(filing_.series_id.size() == 10 && digits(filing_.series_id.substr(1))))
      general.fault("seriesId", "E-NPORT-006", "the series' number is not one", filing_.series_id, "S and nine digits",
                    "ask for the filing again");
  }

  Position read_position(Element& at) {
    Position p;
    p.line = at.line();
    refuse_again(at, p.line);
    at.find("notDissem");
    p.name = at.need_text("name");
    p.lei = at.need_text("lei");
    p.title = at.need_text("title");
    p.cusip = at.need_text("cusip");
    p.identifiers = read_identifiers(at);
    p.balance = at.need_value("balance");
    p.units = at.need_code("units", units());
    p.other_units = at.text("descOthUnits");
    if (auto currency = at.one_of({"curCd", "currencyConditional"})) {
      if (currency->name() == "curCd") {
        p.currency = at.currency("curCd");
      } else {
        p.currency = currency->need_currency("@curCd");
        p.exchange_rate = currency->need_number("@exchangeRt");
      }
    }
    p.value = at.need_value("valUSD");
    p.percent = at.need_number("pctVal");
    at.find("isIncludedFunds80PercentBasket");
    static constexpr std::string_view kPayoffs[] = {"Long", "Short"};
    p.payoff = at.need_code("payoffProfile", kPayoffs);
    read_kind(at, p);
    p.country = at.need_text("invCountry");
    at.find("invOthCountry");
    p.restricted = at.need_flag("isRestrictedSec");
    at.find("fundCat");
    at.find("fundCats");
    static constexpr std::string_view kLevels[] = {"1", "2", "3"};
    p.level = at.need_code("fairValLevel", kLevels);
    if (auto debt = at.find("debtSec")) p.debt = read_debt(*debt);
    if (auto repo = at.find("repurchaseAgrmt")) p.repurchase = read_repurchase(*repo);
    if (auto info = at.find("derivativeInfo")) p.derivative = read_derivative(file_, *info, false);
    if (auto lending = at.need("securityLending")) p.lending = read_lending(*lending);
    at.refuse_rest();
    return p;
  }

  /// A position that says to the letter what an earlier one says would count twice.
  void refuse_again(Element& at, long line) {
    const std::string_view text = file_.file.text();
    const auto begin = static_cast<std::size_t>(std::max<std::ptrdiff_t>(at.node().offset_debug(), 0));
    const std::size_t end = text.find("</" + std::string(at.node().name()) + ">", begin);
    if (begin >= text.size() || end == std::string_view::npos) return;
    const auto first = seen_.try_emplace(text.substr(begin, end - begin), line);
    if (first.second) return;
    at.fault({}, "E-NPORT-007", "a position says again what an earlier one says", "line " + std::to_string(line),
             "the position of line " + std::to_string(first.first->second) + " once",
             "ask for the filing again; it would count twice");
  }

  void read_kind(Element& at, Position& p) {
    if (auto asset = at.one_of({"assetCat", "assetConditional"})) {
      if (asset->name() == "assetCat") {
        p.category = at.need_code("assetCat", asset_categories());
      } else {
        p.category = "OTHER";
        p.other_category = asset->need_text("@desc");
      }
    }
    if (auto issuer = at.one_of({"issuerCat", "issuerConditional"})) {
      if (issuer->name() == "issuerCat") {
        p.issuer = at.need_code("issuerCat", issuer_categories());
      } else {
        p.issuer = "OTHER";
        p.other_issuer = issuer->need_text("@desc");
      }
    }
  }

  static Debt read_debt(Element& at) {
    static constexpr std::string_view kCoupons[] = {"Fixed", "Floating", "Variable", "None"};
    Debt debt;
    debt.maturity = at.need_date("maturityDt");
    debt.coupon = at.need_code("couponKind", kCoupons);
    debt.rate_pct = at.need_number("annualizedRt");
    debt.in_default = at.need_flag("isDefault");
    debt.in_arrears = at.need_flag("areIntrstPmntsInArrs");
    debt.paid_in_kind = at.need_flag("isPaidKind");
    if (at.find("isMandatoryConvrtbl") || at.find("dbtSecRefInstruments")) debt.convertible = read_convertible(at);
    at.refuse_rest();
    return debt;
  }

  static Convertible read_convertible(Element& at) {
    Convertible convertible;
    convertible.mandatory = at.need_flag("isMandatoryConvrtbl");
    convertible.contingent = at.need_flag("isContngtConvrtbl");
    if (auto list = at.need("dbtSecRefInstruments")) {
      for (Element& one : list->all("dbtSecRefInstrument")) {
        const std::string name = one.need_text("name"), title = one.need_text("title");
        one.need_currency("curCd");
        read_identifiers(one);
        one.refuse_rest();
        convertible.into.push_back(title.empty() || title == name ? name : name + ", " + title);
      }
      list->refuse_rest();
    }
    if (auto list = at.need("currencyInfos")) {
      for (Element& one : list->all("currencyInfo"))
        convertible.ratios.push_back({one.need_number("@convRatio"), one.need_currency("@curCd")});
      list->refuse_rest();
    }
    convertible.delta = at.need_number("delta");
    return convertible;
  }

  static Repurchase read_repurchase(Element& at) {
    static constexpr std::string_view kKinds[] = {"Repurchase", "Reverse repurchase"};
    Repurchase repo;
    repo.reverse = at.need_code("transCat", kKinds) == "Reverse repurchase";
    if (auto cleared = at.one_of({"clearedCentCparty", "notClearedCentCparty"})) {
      if (cleared->name() == "clearedCentCparty") {
        repo.central_counterparty = cleared->need_text("@centralCounterparty");
      } else if (auto list = cleared->need("counterpartyInfos")) {
        for (Element& one : list->all("counterpartyInfo"))
          repo.counterparties.push_back({one.need_text("@name"), one.need_text("@lei")});
        list->refuse_rest();
      }
    }
    repo.tri_party = at.need_flag("isTriParty");
    repo.rate_pct = at.need_number("repurchaseRt");
    repo.maturity = at.need_date("maturityDt");
    if (auto list = at.need("repurchaseCollaterals")) {
      for (Element& one : list->all("repurchaseCollateral")) repo.collateral.push_back(read_collateral(one));
      list->refuse_rest();
    }
    at.refuse_rest();
    return repo;
  }

  static Collateral read_collateral(Element& at) {
    static constexpr std::string_view kKinds[] = {"ABS", "ACMO", "ADAS", "AMBS", "PLCMO", "CDS", "EQT", "MM", "UST"};
    Collateral collateral;
    collateral.principal = {at.need_number("principalAmt"), at.need_currency("principalCd")};
    collateral.value = {at.need_number("collateralVal"), at.need_currency("collateralCd")};
    if (auto kind = at.one_of({"invstCat", "invstCatConditional"}))
      collateral.category =
          kind->name() == "invstCat" ? at.need_code("invstCat", kKinds) : "other: " + kind->need_text("@desc");
    at.refuse_rest();
    return collateral;
  }

  static Lending read_lending(Element& at) {
    const auto read = [&](std::string_view flag, std::string_view condition, std::string_view amount) {
      const auto found = at.one_of({flag, condition});
      if (!found || found->name() == flag) return std::optional<Decimal>{};
      return Element(*found).need_number(amount);
    };
    Lending lending;
    lending.cash_collateral = read("isCashCollateral", "cashCollateralCondition", "@cashCollateralVal");
    lending.other_collateral = read("isNonCashCollateral", "nonCashCollateralCondition", "@nonCashCollateralVal");
    lending.on_loan = read("isLoanByFund", "loanByFundCondition", "@loanVal");
    at.refuse_rest();
    return lending;
  }

  NportFile file_;
  Filing filing_;
  std::unordered_map<std::string_view, long> seen_;  ///< positions as they are written, with their lines
};

}  // namespace

Result<Filing> read_nport(const TextFile& file) { return Reader(file).read(); }

}  // namespace openend::store::feeds
