#include "app/law.h"
#include "money/settlement.h"
#include "nav/per_share.h"
#include "report/statement_sums.h"
#include "topics.h"

namespace openend::vectors {

namespace {

Result<Answers> nav_of(const Fields& in) {
  if (in.has("assets")) {
    const auto net = nav::net_assets(in.decimals_by_name("assets"), in.decimals_by_name("liabilities"));
    return Answers{{"total_assets", net.assets}, {"total_liabilities", net.liabilities}, {"net_assets", net.net}};
  }
  TRY(const Decimal nav, nav::per_share(in.decimal("net_assets_thousands"), in.decimal("shares_thousands")));
  return Answers{{"nav_per_share", nav}};
}

int decimals_of(const Fields& in, int otherwise) {
  const int decimals = in.whole_or("decimals", otherwise);
  if (decimals < 0 || decimals > 12) throw Unsupported("decimals");
  return decimals;
}

Result<Answers> nav_rounding(const Fields& in) {
  if (in.has("rule") && in.text("rule") != "half-up") throw Unsupported("rule " + in.text("rule"));
  return Answers{{"nav", nav::published(in.decimal("nav_unrounded"), decimals_of(in, 2))}};
}

Result<Answers> share_rounding(const Fields& in) {
  TRY(const auto dealt, nav::shares_for(in.decimal("dollars"), in.decimal("nav"), decimals_of(in, 3)));
  return Answers{{"shares", dealt.shares}, {"value_at_nav", dealt.value}};
}

Result<Answers> nav_error(const Fields& in) {
  TRY(const auto error, nav::published_error(in.decimal("correct_nav"), in.decimal("published_nav")));
  return Answers{{"diff", error.difference},
                 {"pct", Part{error.of_correct}},
                 {"nav_error", error.is_error},
                 {"material_reprocess", error.is_material}};
}

Result<Answers> de_minimis(const Fields& in) {
  TRY(const auto left_out, nav::may_be_left_out(in.decimal("net_unaccrued_items"), in.decimal("shares")));
  return Answers{{"per_share", left_out.per_share}, {"may_omit", left_out.allowed}};
}

Result<Answers> calendar(const Fields& in) {
  if (in.has("year")) {
    TRY(const int days, app::nyse_open_days(in.whole("year")));
    return Answers{{"nyse_open_days", days}};
  }
  TRY(const app::ExchangeDay day, app::nyse_day(in.date("date")));
  return Answers{{"open", day.open}, {"close_ET", day.closes}};
}

Result<Answers> settlement(const Fields& in) {
  const Date trade = in.date("trade_date");
  int days = settlement_days(trade);
  if (in.has("cycle")) {
    const std::string cycle = in.text("cycle");
    const auto number = cycle.rfind("T+", 0) == 0 ? Decimal::parse(cycle.substr(2)) : std::nullopt;
    if (!number || number->places() != 0 || *number > Decimal(30)) throw Unsupported("cycle " + cycle);
    days = static_cast<int>(number->coefficient());
  }
  TRY(const Date settles, app::nyse_settlement(trade, days));
  return Answers{{"settle_date", settles}};
}

std::vector<Decimal> lines(const Fields& in, const char* key) {
  return in.has(key) ? in.decimals(key) : std::vector<Decimal>();
}

Result<Answers> operations(const Fields& in) {
  const Decimal none;
  const auto sums = report::operations({in.decimal_or("interest", none), in.decimal_or("dividends", none),
                                        in.decimal_or("foreign_tax", none), lines(in, "expenses"),
                                        in.decimal_or("offset", none), lines(in, "realized"), lines(in, "unrealized")});
  return Answers{{"income", sums.income},
                 {"expenses", sums.expenses},
                 {"net_expenses", sums.net_expenses},
                 {"nii", sums.net_investment_income},
                 {"gain", sums.gain},
                 {"net_increase", sums.net_increase}};
}

Result<Answers> changes(const Fields& in) {
  const Decimal none;
  const auto sums = report::changes_in_net_assets(
      {in.decimal("begin"), in.decimal_or("operations", none), in.decimal_or("distributions", none),
       in.decimal_or("sold", none), in.decimal_or("reinvested", none), in.decimal_or("repurchased", none)});
  return Answers{{"end", sums.end}, {"capital", sums.capital}};
}

Result<Answers> components(const Fields& in) {
  const Answer net = report::net_assets_of(in.all_numbers());
  return Answers{{"net_assets", net}, {"total", net}};
}

Result<Answers> rollforward(const Fields& in) {
  const Decimal none;
  return Answers{{"end", report::shares_at_end(in.decimal("begin"), in.decimal_or("sold", none),
                                               in.decimal_or("reinvested", none), in.decimal_or("repurchased", none))}};
}

Result<Answers> highlights(const Fields& in) {
  const auto sums =
      report::highlights(in.decimal("nav_begin"), in.decimal("nii"), in.decimal("gains"), lines(in, "distributions"));
  return Answers{{"total_from_operations", sums.from_operations},
                 {"total_distributions", sums.distributions},
                 {"nav_end", sums.end}};
}

Result<Answers> tax_cost(const Fields& in) {
  const auto sums = report::tax_cost(in.decimal("tax_cost"), in.decimal("appreciation"), in.decimal("depreciation"));
  return Answers{{"net", sums.net_appreciation}, {"value", sums.value}};
}

Result<Answers> schedule_percent(const Fields& in) {
  TRY(const Decimal percent, report::percent_of_net_assets(in.decimal("value"), in.decimal("net_assets")));
  return Answers{{"pct", percent}};
}

Result<Answers> n_port(const Fields& in) {
  TRY(const auto sums, report::filing(in.decimal("totAssets"), in.decimal("totLiabs"), in.decimal("valUSD")));
  return Answers{{"netAssets", sums.net_assets}, {"pctVal", sums.percent}};
}

}  // namespace

std::vector<Topic> fund_topics() {
  return {{"nav", nav_of},
          {"nav-rounding", nav_rounding},
          {"share-rounding", share_rounding},
          {"nav-error", nav_error},
          {"rule-2a-4-de-minimis", de_minimis},
          {"nyse-calendar", calendar},
          {"settlement", settlement},
          {"statement-of-operations", operations},
          {"changes-in-net-assets", changes},
          {"net-assets-components", components},
          {"share-rollforward", rollforward},
          {"financial-highlights", highlights},
          {"federal-tax-cost", tax_cost},
          {"schedule-percent", schedule_percent},
          {"n-port", n_port}};
}

}  // namespace openend::vectors
