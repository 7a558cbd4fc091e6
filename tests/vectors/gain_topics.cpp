#include "book/lot_choice.h"
#include "gains/corporate_actions.h"
#include "gains/derivatives.h"
#include "gains/lot_relief.h"
#include "topics.h"

namespace openend::vectors {

namespace {

using namespace gains;

/// "3:2" is three for two.
struct Ratio {
  Decimal new_shares = Decimal(1), old_shares = Decimal(1);
};
Ratio ratio_of(const Fields& in) {
  if (!in.has("ratio")) return {};
  const std::string text = in.text("ratio");
  const auto colon = text.find(':');
  const auto more = Decimal::parse(text.substr(0, colon));
  const auto fewer = colon == std::string::npos ? std::optional(Decimal(1)) : Decimal::parse(text.substr(colon + 1));
  if (!more || !fewer) throw Unsupported("ratio " + text);
  return {*more, *fewer};
}

const char* term(bool long_term) { return long_term ? "LT" : "ST"; }

Result<Answers> lot_relief(const Fields& in) {
  std::vector<PricedLot> lots;
  for (const auto& row : in.rows("lots")) {
    if (!row.is_array() || row.size() != 2) throw Unsupported("a lot is [shares, cost per share]");
    lots.push_back({decimal_in(row[0]), decimal_in(row[1])});
  }
  std::vector<LotPick> picks;
  if (in.has("specific")) {
    for (const auto& row : in.rows("specific")) {
      if (!row.is_array() || row.size() != 2 || whole_in(row[0]) < 1) throw Unsupported("a pick is [lot, shares]");
      picks.push_back({static_cast<std::size_t>(whole_in(row[0])) - 1, decimal_in(row[1])});  // 1 is the first
    }
  }
  TRY(const GainByMethod gain, gain_by_method(lots, in.decimal("sell"), in.decimal("price"), picks));
  Answers answers{{"FIFO", gain.fifo}, {"LIFO", gain.lifo}, {"HIFO", gain.highest_cost}, {"AVG", gain.average}};
  if (gain.specific) answers.emplace("SPECIFIC", *gain.specific);
  return answers;
}

Result<Answers> holding_period(const Fields& in) {
  return Answers{{"term", term(book::is_long_term(in.date("acquired").days, in.date("sold")))}};
}

Result<Answers> share_split(const Fields& in) {
  const Ratio ratio = ratio_of(in);
  TRY(const Split answer, split(in.decimal("shares"), in.decimal("cost"), ratio.new_shares, ratio.old_shares,
                                in.decimal_or("cash_in_lieu_price", Decimal())));
  return Answers{{"whole_shares", answer.whole_shares},
                 {"fraction", answer.fraction},
                 {"cash_in_lieu", answer.cash_in_lieu},
                 {"fraction_basis", answer.fraction_cost},
                 {"gain", answer.gain},
                 {"remaining_cost", answer.remaining_cost}};
}

Result<Answers> spun(const Fields& in) {
  const Ratio ratio = ratio_of(in);
  SpinOffTerms terms;
  terms.shares = in.decimal_or("shares", 1);
  terms.cost = in.decimal(in.has("basis") ? "basis" : "cost");
  terms.new_shares = ratio.new_shares;
  terms.old_shares = ratio.old_shares;
  terms.parent_value = in.decimal("parent_fmv");
  terms.spun_value = in.decimal(in.has("spinco_fmv") ? "spinco_fmv" : "spin_fmv");
  TRY(const SpinOff answer, spin_off(terms));
  return Answers{
      {"parent_basis", answer.parent_cost}, {"spinco_basis", answer.spun_cost}, {"spin_basis", answer.spun_cost}};
}

Result<Answers> capital_returned(const Fields& in) {
  std::vector<Answer> cost, gain;
  for (const CapitalReturned& each : return_of_capital(in.decimal("basis"), in.decimals("roc"))) {
    cost.emplace_back(each.cost_after);
    gain.emplace_back(each.gain);
  }
  return Answers{{"basis_after", cost}, {"gain", gain}};
}

Result<Answers> merger(const Fields& in) {
  const Exchange answer =
      exchange_with_cash(in.decimal("basis"), in.decimal("stock_received_fmv"), in.decimal_or("cash_boot", Decimal()));
  return Answers{{"gain_realized", answer.gain_realized},
                 {"gain_recognized", answer.gain_recognized},
                 {"new_basis", answer.new_cost}};
}

Result<Answers> stock_rights(const Fields& in) {
  RightsTerms terms{in.decimal("shares"),
                    in.decimal("cost"),
                    in.decimal("rights"),
                    in.decimal("stock_fmv_ex"),
                    in.decimal("right_fmv"),
                    in.decimal_or("subscription", Decimal()),
                    in.flag_or("elect_allocate", false)};
  TRY(const Rights answer, rights(terms));
  terms.elected = false;
  TRY(const Rights without, rights(terms));
  return Answers{{"basis_stock", answer.stock_cost},    {"basis_rights", answer.rights_cost},
                 {"per_right", answer.per_right},       {"new_share_basis", answer.new_share},
                 {"old_share_basis", answer.old_share}, {"basis_rights_without_election", without.rights_cost}};
}

Answers by_term(const GainByTerm& gain) { return {{"ST", gain.short_term}, {"LT", gain.long_term}}; }

Result<Answers> options(const Fields& in) {
  const Decimal premium = in.decimal("premium");
  const std::string kind = in.text("kind"), event = in.text("event");
  if (kind != "equity" && kind != "nonequity") throw Unsupported("kind " + kind);
  if (event == "exercise") {
    const bool call = in.text("right") == "call";
    const Answer amount = exercised_amount(call, in.decimal("strike_amount"), premium);
    if (call) return Answers{{"holder_stock_basis", amount}, {"writer_amount_realized", amount}};
    return Answers{{"holder_amount_realized", amount}, {"writer_stock_basis", amount}};
  }
  if (event != "expire" && event != "close") throw Unsupported("event " + event);
  const Decimal closing = event == "close" ? in.decimal("closing_price") : Decimal();
  const OptionGain gain = option_gain(kind == "nonequity", premium, in.date("opened"), in.date("closed"), closing);
  return Answers{{"holder", by_term(gain.holder)}, {"writer", by_term(gain.writer)}};
}

Result<Answers> futures(const Fields& in) {
  const FuturesDays days =
      futures_days(in.decimal("open"), in.decimals("settles"), in.decimal("multiplier"), in.decimal_or("contracts", 1));
  return Answers{{"variation_margin", list_of(days.variation_margin)}, {"realized_at_close", days.realized}};
}

Result<Answers> forward(const Fields& in) {
  if (in.has("rows")) {
    std::vector<ForwardRow> rows;
    for (const auto& row : in.rows("rows")) {
      if (!row.is_array() || row.size() != 2) throw Unsupported("a row is [current value, unrealised]");
      rows.push_back({decimal_in(row[0]), decimal_in(row[1])});
    }
    const ForwardRow total = total_of(rows);
    return Answers{{"total_value", total.value}, {"total_unrealized", total.unrealized}};
  }
  return Answers{
      {"unrealized", forward_gain(!in.has("bought"), in.decimal("contract_usd"), in.decimal("current_value_usd"))}};
}

/// [date, shares, total].
struct Deal {
  Date date;
  Decimal total;
};
Deal deal_of(const Fields& in, const char* key) {
  const auto& row = in.rows(key);
  if (row.size() != 3) throw Unsupported(std::string(key) + " is no [date, shares, total]");
  return {date_in(row[0]), decimal_in(row[2])};
}

Result<Answers> short_sale(const Fields& in) {
  const Deal bought = deal_of(in, "bought"), opened = deal_of(in, "short");
  if (in.has("cover")) {
    const Deal cover = deal_of(in, "cover");
    const ShortSale sale{bought.date, opened.date, opened.total, cover.date, cover.total, false};
    const ShortSaleGain gain = short_sale_gain(sale);
    Answers answers{{"short_gain", gain.gain}, {"short_term", term(gain.long_term)}, {"rule", 2}};
    if (!in.has("sold_original")) return answers;
    const Deal sold = deal_of(in, "sold_original");
    const LikeSharesGain original = like_shares_gain(sale, bought.total, sold.date, sold.total);
    answers.emplace("original_gain", original.gain);
    answers.emplace("original_term", term(original.long_term));
    answers.emplace("holding_period_begins", original.holding_begins);
    return answers;
  }
  const ShortSaleGain gain =
      short_sale_gain({bought.date, opened.date, opened.total, in.date("closed"), bought.total, true});
  return Answers{{"gain", gain.gain}, {"term", term(gain.long_term)}, {"rule", 1}};
}

Result<Answers> currency(const Fields& in) {
  const CurrencyParts parts =
      currency_parts(in.decimal("cost_gbp"), in.decimal("fx0"), in.decimal("value_gbp"), in.decimal("fx1"));
  return Answers{
      {"unrealized_total", parts.total}, {"market_component", parts.market}, {"fx_component", parts.currency}};
}

}  // namespace

std::vector<Topic> gain_topics() {
  return {{"lot-relief", lot_relief},
          {"holding-period", holding_period},
          {"split", share_split},
          {"spin-off", spun},
          {"return-of-capital", capital_returned},
          {"merger-boot", merger},
          {"stock-rights", stock_rights},
          {"options", options},
          {"futures", futures},
          {"forward", forward},
          {"short-sale", short_sale},
          {"section-988-gaap", currency}};
}

}  // namespace openend::vectors
