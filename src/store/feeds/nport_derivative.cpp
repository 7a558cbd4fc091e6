#include "store/feeds/nport_derivative.h"

namespace openend::store::feeds {

using namespace filing::nport;

std::vector<Identifier> read_identifiers(Element& holder) {
  auto list = holder.find("identifiers");
  if (!list) return {};
  std::vector<Identifier> found;
  for (const std::string_view kind : {"cusip", "isin", "ticker", "other"}) {
    for (Element& one : list->all(kind)) {
      const std::string value = one.need_text("@value");
      const std::string word = kind == "other" ? one.need_text("@otherDesc") : std::string(kind);
      if (!value.empty()) found.push_back({word, value});
    }
  }
  list->refuse_rest();
  return found;
}

namespace {

/// Deeper nesting is not a filing.
constexpr int kDeepest = 8;

class DerivativeReader {
 public:
  DerivativeReader(NportFile& file, Element& at, bool nested, int depth)
      : file_(file), at_(at), nested_(nested), depth_(depth) {}

  Derivative read() {
    const std::string_view kind = at_.name();
    for (Element& party : at_.all("counterparties")) {
      d_.counterparties.push_back({party.need_text("counterpartyName"), party.need_text("counterpartyLei")});
      party.refuse_rest();
    }
    if (d_.counterparties.empty()) at_.need("counterparties");
    if (nested_) skip_additional();
    if (kind == "optionSwaptionWarrantDeriv") {
      static constexpr std::string_view kCodes[] = {"OPT", "SWO", "WAR"};
      d_.category = at_.need_code("@derivCat", kCodes);
      read_option();
    } else if (kind == "othDeriv") {
      d_.category = category("OTH");
      d_.other = at_.need_text("@othDesc");
      read_other();
    } else if (kind == "futrDeriv") {
      d_.category = category("FUT");
      read_future(true);
    } else {
      const bool swap = kind == "swapDeriv";
      d_.category = category(swap ? "SWP" : "FWD");
      if (at_.find("amtCurSold") || at_.find("curSold") || at_.find("amtCurPur")) {
        read_exchange();
      } else if (swap) {
        read_swap();
      } else {
        read_future(nested_);
      }
    }
    if (!nested_) d_.unrealised = at_.need_value("unrealizedAppr");
    at_.refuse_rest();
    return std::move(d_);
  }

 private:
  std::string category(std::string_view only) {
    const std::string_view codes[] = {only};
    return at_.need_code("@derivCat", codes);
  }

  Sum sum(std::string_view amount, std::string_view currency) {
    return {at_.need_number(amount), at_.need_currency(currency)};
  }

  /// What a nested derivative says of itself as an investment: it is none of the fund's.
  void skip_additional() { at_.find("derivAddlInfo"); }

  void read_exchange() {
    d_.sold = sum("amtCurSold", "curSold");
    d_.bought = sum("amtCurPur", "curPur");
    d_.settles = at_.need_date("settlementDt");
  }

  /// Futures, and forwards on anything but currencies.
  void read_future(bool needs_reference) {
    static constexpr std::string_view kPayoffs[] = {"Long", "Short"};
    d_.payoff = at_.need_code("payOffProf", kPayoffs);
    read_reference(needs_reference);
    d_.ends = at_.need_date("expDate");
    d_.notionals.push_back(sum("notionalAmt", "curCd"));
  }

  void read_swap() {
    read_reference(false);
    if (!nested_) d_.custom = at_.need_flag("swapFlag");
    d_.receives = read_leg({"fixedRecDesc", "floatingRecDesc", "otherRecDesc"});
    d_.pays = read_leg({"fixedPmntDesc", "floatingPmntDesc", "otherPmntDesc"});
    d_.ends = at_.need_date("terminationDt");
    d_.paid_upfront = sum("upfrontPmnt", "pmntCurCd");
    d_.received_upfront = sum("upfrontRcpt", "rcptCurCd");
    d_.notionals.push_back(sum("notionalAmt", "curCd"));
  }

  Leg read_leg(std::initializer_list<std::string_view> names) {
    Leg leg;
    auto found = at_.one_of(names);
    if (!found) return leg;
    const std::string_view kind = found->name();
    leg.kind = kind.starts_with("fixed") ? "Fixed" : kind.starts_with("floating") ? "Floating" : "Other";
    const std::string_view codes[] = {leg.kind};
    found->need_code("@fixedOrFloating", codes);
    if (leg.kind == "Other") {
      leg.text = found->own_text();
    } else if (leg.kind == "Fixed") {
      leg.rate_pct = found->need_number("@fixedRt");
      leg.amount = {found->need_number("@amount"), found->need_currency("@curCd")};
    } else {
      leg.index = found->need_text("@floatingRtIndex");
      leg.spread = found->need_number("@floatingRtSpread");
      leg.amount = {found->need_number("@pmntAmt"), found->need_currency("@curCd")};
      leg.tenors = read_tenors(*found);
    }
    found->refuse_rest();
    return leg;
  }

  static std::string read_tenors(Element& leg) {
    auto list = leg.need("rtResetTenors");
    if (!list) return {};
    static constexpr std::string_view kSpans[] = {"Day", "Month", "Year"};
    std::string text;
    for (Element& one : list->all("rtResetTenor")) {
      const auto span = [&](std::string_view unit, std::string_view count) {
        const std::string span_word = one.need_code(unit, kSpans), number = one.need_text(count);
        return number + " " + span_word;
      };
      text += (text.empty() ? "" : "; ") + ("resets every " + span("@resetDt", "@resetDtUnit")) + ", rate of " +
              span("@rateTenor", "@rateTenorUnit");
    }
    list->refuse_rest();
    return text;
  }

  void read_option() {
    static constexpr std::string_view kSides[] = {"Put", "Call"}, kWays[] = {"Written", "Purchased"};
    d_.put_or_call = at_.need_code("putOrCall", kSides);
    d_.written_or_purchased = at_.need_code("writtenOrPur", kWays);
    read_reference(true);
    if (at_.find("principalAmt")) {
      d_.principal = sum("principalAmt", "curCd");
    } else {
      d_.shares = at_.need_number("shareNo");
    }
    d_.exercise = sum("exercisePrice", "exercisePriceCurCd");
    d_.ends = at_.need_date("expDt");
    if (!nested_) d_.delta = at_.need_number("delta");
  }

  void read_other() {
    read_reference(nested_);
    d_.ends = at_.need_date("terminationDt");
    if (auto list = at_.need("notionalAmts")) {
      for (Element& one : list->all("notionalAmt"))
        d_.notionals.push_back({one.need_number("@amt"), one.need_currency("@curCd")});
      list->refuse_rest();
    }
    if (!nested_) d_.delta = at_.need_number("delta");
  }

  void read_reference(bool needed) {
    auto holder = needed ? at_.need("descRefInstrmnt") : at_.find("descRefInstrmnt");
    if (!holder) return;
    auto what = holder->one_of({"nestedDerivInfo", "indexBasketInfo", "otherRefInst"});
    holder->refuse_rest();
    if (!what) return;
    Reference& reference = d_.reference;
    if (what->name() == "nestedDerivInfo") {
      if (auto inner = read_derivative(file_, *what, true, depth_ + 1))
        reference.derivative.push_back(std::move(*inner));
      return;
    }
    if (what->name() == "indexBasketInfo") {
      reference.name = what->need_text("indexName");
      const std::string id = what->need_text("indexIdentifier");
      if (!id.empty()) reference.identifiers.push_back({"index", id});
      reference.title = what->text("narrativeDesc");
      if (auto list = what->find("components")) reference.components = list->all("component").size();
    } else {
      reference.name = what->need_text("issuerName");
      reference.title = what->need_text("issueTitle");
      reference.identifiers = read_identifiers(*what);
    }
    what->refuse_rest();
  }

  NportFile& file_;
  Element& at_;
  bool nested_;
  int depth_;
  Derivative d_;
};

}  // namespace

std::optional<Derivative> read_derivative(NportFile& file, Element& holder, bool nested, int depth) {
  if (depth > kDeepest) {
    holder.fault({}, "E-NPORT-010", "derivatives refer to derivatives too deeply", std::to_string(depth) + " levels",
                 "at most " + std::to_string(kDeepest), "ask for the filing again");
    return std::nullopt;
  }
  auto found = holder.one_of({"fwdDeriv", "futrDeriv", "swapDeriv", "optionSwaptionWarrantDeriv", "othDeriv"});
  holder.refuse_rest();
  if (!found) return std::nullopt;
  return DerivativeReader(file, *found, nested, depth).read();
}

}  // namespace openend::store::feeds
