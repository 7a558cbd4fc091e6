// app/explain_posting.cpp - floor 7
//
// What made the amount of a posting, rule by rule: the event and its row, the terms of the security, the fee's tiers;
// and the exchange rate, where the money is in another currency.
#include <algorithm>

#include "app/explain_day.h"
#include "fees/advisory_fee.h"
#include "instrument/list.h"

namespace openend::app {

using entity::Account;
using policy::RuleId;

namespace {

/// Percent a year of the coupon period that a day is in.
Decimal rate_on(const entity::Security& security, Date day) {
  if (security.coupons.empty() || day >= *security.maturity) return *security.rate_pct;
  const CouponPeriod period = coupon_period(*security.maturity, security.coupons_per_year, day);
  return instrument::rate_pct_of(security, period.start);
}

}  // namespace

std::vector<Node> terms_of(const entity::Security& security, Date through) {
  std::vector<Node> facts;
  if (security.rate_pct) facts.push_back(fact("rate", rate_on(security, through).text() + "% a year"));
  if (instrument::is_flat(security, through)) facts.push_back(fact("flat", "no interest accrues"));
  if (security.day_count) facts.push_back(fact("day count", std::string(name_of(*security.day_count))));
  if (security.coupons_per_year != 0 && security.maturity && through < *security.maturity) {
    const CouponPeriod period = coupon_period(*security.maturity, security.coupons_per_year, through);
    facts.push_back(fact("coupon period", period.start.text() + " to " + period.end.text()));
  } else if (security.issued) {
    facts.push_back(fact("issued", security.issued->text()));
  }
  if (security.maturity) facts.push_back(fact("maturity", security.maturity->text()));
  facts.push_back(fact("through", through.text()));
  return facts;
}

Node from_terms(const Explained& x, std::string label, const entity::Security& security,
                const instrument::Fraction& exact, const Decimal& quantity, const Decimal& amount,
                RoundingPlace place) {
  const Decimal rate = security.rate_pct ? rate_on(security, x.day().value_through) * Decimal::of(1, 2) : Decimal{};
  const Decimal per_year = quantity * rate;
  Node numerator = leaf("numerator", exact.numerator.trimmed().text());
  // Interest is par x rate x days; where the terms say it otherwise, the numerator stands by itself.
  const Decimal days =
      per_year.is_zero() ? Decimal{} : divide(exact.numerator, per_year, 6, Rounding::HalfUp).trimmed();
  const Decimal share =
      quantity.is_zero() ? Decimal{} : divide(exact.numerator, quantity, 12, Rounding::HalfUp).trimmed();
  if (days.places() == 0 && !days.is_zero() && days * per_year == exact.numerator) {
    numerator = product("par x rate x days",
                        {leaf("par", quantity.text()), leaf("rate", rate.trimmed().text()), leaf("days", days.text())});
  } else if (!share.is_zero() && share * quantity == exact.numerator) {
    Node rest = leaf("of each unit", share.text());
    const Decimal discount = Decimal(exact.denominator) - share;
    if (instrument::amortises(security) && !rate.is_zero() && discount != Decimal{}) {
      const Decimal left = divide(discount, rate, 6, Rounding::HalfUp).trimmed();
      if (left * rate == discount)
        rest.parts = {leaf("days of the year", std::to_string(exact.denominator)),
                      product("less rate x days to maturity",
                              {leaf("rate", (-rate).trimmed().text()), leaf("days to maturity", left.text())})};
    }
    numerator = product("par x what a unit has reached", {leaf("par", quantity.text()), std::move(rest)});
  }
  Node made = quotient("exact", std::move(numerator), leaf("divided by", std::to_string(exact.denominator)));
  return rounded(leaf(std::move(label), amount.text()), std::move(made), place);
}

namespace {

struct Posting {
  std::size_t entry, place;
  RuleId rule;
  Account account;
  std::int64_t amount;
  book::Origin origin;
  const entity::Security* security;  ///< none: the entry is of no security
  Currency currency;                 ///< none: the base currency
  std::int64_t local;
  const event::Event* event;
};

Posting read(const Explained& x, std::size_t entry, std::size_t place) {
  const auto& j = x.journal();
  Posting p{entry,
            place,
            static_cast<RuleId>(j.rule[entry]),
            static_cast<Account>(j.account[place]),
            j.amount[place],
            {SourceId{j.source[entry]}, j.row[entry]},
            nullptr,
            {},
            0,
            nullptr};
  if (j.item[place] != book::kNoItem) p.security = &x.session().registry().security(SecurityId{j.item[place]});
  const auto at = std::lower_bound(j.local.posting.begin(), j.local.posting.end(), place);
  if (at != j.local.posting.end() && *at == place) {
    const auto i = static_cast<std::size_t>(at - j.local.posting.begin());
    if (j.local.currency[i] != x.portfolio().base) {
      p.currency = j.local.currency[i];
      p.local = j.local.amount[i];
    }
  }
  p.event = x.find(p.origin);
  return p;
}

/// The corporate action that a posting is of: what it paid, or the sale of a fraction that it left.
std::optional<event::CorporateAction> action_of(const Explained& x, const Posting& p) {
  if (p.rule == RuleId::Settlement || !p.origin.source.exists()) return std::nullopt;
  if (p.event != nullptr || p.security == nullptr) return std::nullopt;
  for (const auto& action : x.actions(p.security->id, x.day().previous, x.date())) {
    if (action.source == p.origin.source && action.row == p.origin.row) return action;
  }
  return std::nullopt;
}

Date day_of(const Explained& x, const Posting& p) {
  if (p.event == nullptr) {
    const auto action = action_of(x, p);
    return action ? action->ex_date : paid_on(x, p.security, p.origin);
  }
  if (p.rule != RuleId::Settlement) return p.event->date;
  if (const auto* trade = std::get_if<event::Trade>(&p.event->body)) return std::min(trade->settles, x.date());
  if (const auto* deal = std::get_if<event::CurrencyDeal>(&p.event->body)) return std::min(deal->settles, x.date());
  return x.date();
}

/// The money of a trade in its own currency: quantity x price, rounded; commission; interest.
std::vector<Node> parts_of_trade(const event::Trade& trade, const entity::Security& security, bool with_interest,
                                 std::int64_t sign) {
  const int minor = security.currency.minor_places();
  std::vector<Node> factors{leaf("quantity", (Decimal(sign) * trade.quantity.decimal()).text()),
                            leaf("price", trade.price.decimal().text())};
  if (instrument::quotation(security) == instrument::Quotation::PerHundred)
    factors.push_back(leaf("per 100 of par", "0.01"));
  Node exact = product("quantity x price", std::move(factors));
  const std::int64_t direction = trade.sell ? -1 : 1;  // a purchase adds commission and interest, a sale loses it
  const std::int64_t gross = trade.net - direction * trade.commission - trade.interest;
  const Decimal off = Decimal::of(sign * gross, minor) - amount_of(exact);
  std::vector<Node> parts{std::move(exact)};
  if (!off.is_zero()) parts.push_back(leaf("rounding to the minor unit, as the row states it", off.trimmed().text()));
  if (trade.commission != 0)
    parts.push_back(
        leaf(trade.sell ? "less commission" : "commission", money_text(sign * direction * trade.commission, minor)));
  if (with_interest && trade.interest != 0)
    parts.push_back(leaf("accrued interest", money_text(sign * trade.interest, minor)));
  return parts;
}

/// Units held on an ex-date, before what it does: those of the strike before, with what was traded and split since.
Decimal held_at(const Explained& x, const Posting& p, SecurityId security, Date ex_date) {
  const Explained* before = x.previous();
  const std::uint32_t slot = before == nullptr ? book::kNone : before->day().book.find(security);
  Decimal held;
  if (slot != book::kNone)
    held = Decimal::of(before->day().book.positions.quantity[slot], before->day().book.positions.places[slot]);
  const auto actions = x.actions(security, x.day().previous, ex_date - 1);  // one of its own ex-date comes after it
  auto action = actions.begin();
  const auto act_until = [&](Date date) {
    for (; action != actions.end() && action->ex_date <= date; ++action) {
      const bool brought = action->security != security;
      const auto units = to_fixed(brought ? held_at(x, p, action->security, action->ex_date) : held);
      if (!units || units->coefficient == 0) continue;
      const auto after = brought ? event::received_for(*units, *action) : event::left_after(*units, *action);
      if (after) held = after->decimal().trimmed() + (brought ? held : Decimal{});
    }
  };
  const auto& j = x.journal();
  for (std::size_t entry = 0; entry < p.entry; ++entry) {
    const auto rule = static_cast<RuleId>(j.rule[entry]);
    if (rule != RuleId::Purchase && rule != RuleId::Sale) continue;
    const event::Event* event = x.find({SourceId{j.source[entry]}, j.row[entry]});
    const Decimal moved = event == nullptr ? Decimal{} : units_moved(x, *event, security);
    if (moved.is_zero()) continue;
    act_until(event->date);
    held += moved;
  }
  act_until(ex_date);
  return held;
}

std::optional<std::pair<event::Dividend, std::string>> dividend_of(const Explained& x, const Posting& p) {
  std::optional<std::pair<event::Dividend, std::string>> found;
  x.search_back(event::BatchKind::Dividends, [&](const store::Batch& batch) {
    std::vector<event::Dividend> dividends;
    if (batch.source != p.origin.source || !event::decode(batch.body, batch.day, dividends)) return false;
    for (const auto& dividend : dividends) {
      if (dividend.row == p.origin.row) found.emplace(dividend, x.place(p.origin));
    }
    return found.has_value();
  });
  return found;
}

/// Units x rate, less what was withheld, plus what is claimed: as far as the posting's account takes part in them.
std::vector<Node> parts_of_dividend(const Explained& x, const Posting& p, int minor) {
  const auto found = dividend_of(x, p);
  if (!found) return {};
  const event::Dividend& dividend = found->first;
  const std::string& place = found->second;
  const Decimal held = held_at(x, p, p.security->id, dividend.ex_date);
  if (held.is_zero()) return {};
  const std::string dates = "ex " + dividend.ex_date.text() + ", paid " + dividend.pay_date.text();
  const auto& withholding = x.session().registry().trust().withholding;
  const policy::TaxAtSource tax =
      dividend.tax.value_or(policy::tax_of(withholding, p.security->country, dividend.ex_date));
  const auto gross_of = [&](int sign) {
    const Decimal units = sign < 0 ? -held : held;
    Node exact = product(
        "units x rate", {leaf("units held", units.text()), leaf("rate", dividend.rate.decimal().text(), dates, place)});
    const Decimal gross = (units * dividend.rate.decimal()).rounded(minor, Rounding::HalfUp);
    return rounded(leaf("gross dividend", gross.text()), std::move(exact), RoundingPlace::Dividend);
  };
  const Decimal gross = (held * dividend.rate.decimal()).rounded(minor, Rounding::HalfUp);
  const auto tax_part = [&](std::string label, Fixed pct, int sign) {
    const Decimal of = sign < 0 ? -gross : gross, share = pct.decimal() * Decimal::of(1, 2);
    const std::string from = dividend.tax ? "of the row" : "of " + p.security->country + ", as the trust states it";
    Node exact = product("gross x percent", {leaf("gross dividend", of.text()),
                                             leaf("percent", share.trimmed().text(), from, dividend.tax ? place : "")});
    return rounded(leaf(std::move(label), (of * share).rounded(minor, Rounding::HalfUp).text()), std::move(exact),
                   RoundingPlace::TaxWithheld);
  };
  if (!tax.exists() || p.account == Account::DividendIncome)
    return gross_of(entity::is_debit_side(p.account) ? 1 : -1).parts;
  if (p.account == Account::ReceivableTaxReclaims) return {tax_part("claimed back", tax.reclaim_pct, 1)};
  if (p.account == Account::ForeignTaxWithheld)
    return {tax_part("tax withheld", tax.withheld_pct, 1), tax_part("less claimed back", tax.reclaim_pct, -1)};
  return {gross_of(1), tax_part("less tax withheld", tax.withheld_pct, -1)};
}

/// Units or par x cash, less the cost that it takes.
std::vector<Node> parts_of_cash(const Explained& x, const Posting& p, std::int64_t amount, int minor) {
  const auto action = action_of(x, p);
  if (!action || p.account == Account::InvestmentsAtCost || p.account == Account::RealisedOnCurrency) return {};
  const Decimal held = held_at(x, p, action->security, action->ex_date);
  if (action->redeems()) return parts_of_redemption(x, *action, *p.security, p.account, held, amount, minor);
  const std::int64_t sign = p.account == Account::RealisedOnInvestments ? -1 : 1;
  const Decimal units = Decimal(sign) * held;
  const Decimal money = (units * action->cash.decimal()).rounded(minor, Rounding::HalfUp);
  Node cash = rounded(leaf(sign < 0 ? "less cash" : "cash", money.text()),
                      product("units x cash", {leaf("units held", units.text()),
                                               leaf("cash of a unit", action->cash.decimal().text())}),
                      RoundingPlace::ActionCash);
  if (sign > 0) return std::move(cash.parts);
  const Decimal cost = Decimal::of(amount, minor) - money;
  return {std::move(cash), leaf("cost of the lots lessened", cost.text())};
}

/// The tiers, the days and what was carried.
std::vector<Node> parts_of_fee(const Explained& x, const Posting& p) {
  const day::FeeCharge& fee = x.day().sealed.fee;
  const policy::AdvisoryFee* schedule = x.portfolio().advisory_fee(x.date());
  if (!fee.charged || schedule == nullptr) return {};
  const std::int64_t sign = entity::is_debit_side(p.account) ? 1 : -1;
  const Decimal base = Decimal::of(fee.base, x.places());
  Node year = leaf("a year's fee on the base", {}, schedule->source);
  Decimal total, below;
  for (const policy::Tier& tier : schedule->tiers) {
    const Decimal top = tier.has_limit && tier.up_to < base ? tier.up_to : base;
    if (top <= below) break;
    year.parts.push_back(product("tier from " + below.trimmed().text(),
                                 {leaf("net assets in it", (top - below).text()),
                                  leaf("rate", (tier.rate_pct * Decimal::of(1, 2)).trimmed().text())}));
    total += amount_of(year.parts.back());
    below = top;
  }
  const Decimal capped = fee.days == 0 ? total : divide(fee.exact.numerator, Decimal(fee.days), 12, Rounding::HalfUp);
  if (capped != total)
    year.parts.push_back(leaf("cap of " + schedule->cap_rate_pct.text() + "%", (capped - total).trimmed().text()));
  year.amount = capped.trimmed().text();
  year.facts.push_back(fact("base",
                            x.money(fee.base) + (x.day().settings.fee_after_dealing
                                                     ? ", the prior strike's net assets and what was dealt at it"
                                                     : ", net assets of the prior strike"),
                            "openend explain " + x.subject(x.day().previous) + " net_assets"));
  std::vector<Node> factors{std::move(year), leaf("days", std::to_string(fee.days))};
  if (sign < 0) factors.push_back(leaf("a credit", "-1"));
  Node exact =
      quotient("fee of " + std::to_string(fee.days) + " days", product("a year's fee x days", std::move(factors)),
               leaf("days of the year", std::to_string(fee.year)));
  const Decimal carried = Decimal(sign) * fee.carried;
  const Decimal effect = Decimal::of(p.amount, x.places()) - amount_of(exact) - carried;
  std::vector<Node> parts{std::move(exact)};
  if (!carried.is_zero()) parts.push_back(leaf("carried from earlier roundings", carried.trimmed().text()));
  parts.push_back(leaf("rounding of advisory fee", effect.trimmed().text(),
                       std::string(kRoundingPlaces[static_cast<std::size_t>(RoundingPlace::AdvisoryFee)].sentence)));
  return parts;
}

/// What an issuer paid, where the posting is about a short sale of its security.
std::optional<PaidOnShort> paid_on_short(const Explained& x, const Posting& p) {
  if (p.rule == RuleId::ShortDividend) {
    const auto found = dividend_of(x, p);
    if (found) return PaidOnShort{"rate", found->first.rate.decimal(), found->first.ex_date, RoundingPlace::Dividend};
  }
  const auto action = p.rule == RuleId::ShortSaleEnd ? action_of(x, p) : std::nullopt;
  if (!action || !action->pays_cash()) return std::nullopt;
  return PaidOnShort{"cash", action->cash.decimal(), action->ex_date, RoundingPlace::ActionCash};
}

/// The parts of an amount in the posting's own currency; none where the event's fact is all there is.
std::vector<Node> own_parts(const Explained& x, const Posting& p, std::int64_t amount, int minor) {
  const auto* trade = p.event == nullptr ? nullptr : std::get_if<event::Trade>(&p.event->body);
  if (trade != nullptr && p.security != nullptr) {
    const bool whole = amount == trade->net || amount == -trade->net;
    if (whole && p.rule != RuleId::Settlement) return parts_of_trade(*trade, *p.security, true, amount < 0 ? -1 : 1);
    if (p.rule == RuleId::Purchase && p.account == Account::InvestmentsAtCost)
      return parts_of_trade(*trade, *p.security, false, 1);
    if (p.rule == RuleId::Sale && p.account == Account::RealisedOnInvestments) {
      const Decimal proceeds = Decimal::of(-(trade->net - trade->interest), minor);
      const Decimal cost = Decimal::of(amount, minor) - proceeds;
      return {leaf("less proceeds without interest", proceeds.text()), leaf("cost of the lots relieved", cost.text())};
    }
  }
  if (p.rule == RuleId::AdvisoryFee) return parts_of_fee(x, p);
  if (p.security == nullptr) return {};
  if (p.rule == RuleId::InterestAccrual) return parts_of_accrual(x, *p.security, p.account, amount, minor);
  if (p.rule == RuleId::DividendExDate) return parts_of_dividend(x, p, minor);
  if (const auto paid = paid_on_short(x, p))
    return parts_of_short(x, p.entry, p.security->id, p.account, Decimal::of(amount, minor), *paid);
  return p.rule == RuleId::Sale ? std::vector<Node>{} : parts_of_cash(x, p, amount, minor);
}

/// What swaps, caps and floors paid since the strike before: each leg's rate and part of a year, and its fixing's day.
void add_legs(const Explained& x, const entity::Security& security, Node& node) {
  for (Date day = x.day().previous + 1; day <= x.date(); day = day + 1) {
    const auto legs = instrument::rate_payments(security, day);
    if (!legs) continue;
    for (const instrument::RatePayment& leg : legs.value()) {
      node.facts.push_back(leaf("leg paid on " + day.text(), leg.rate_pct.trimmed().text() + " percent",
                                "from " + leg.start.text() + ", " + std::to_string(leg.part.numerator) + "/" +
                                    std::to_string(leg.part.denominator) + " of a year, of multiplier x 100"));
    }
  }
}

/// What a strike's own entries, which come from no row, stand for.
void add_facts(const Explained& x, const Posting& p, Node& node) {
  if (p.event != nullptr) node.facts.push_back(describe(x, *p.event));
  if (p.security == nullptr) return;
  const bool terms = p.rule == RuleId::CouponPaid || p.rule == RuleId::Maturity || p.rule == RuleId::Amortisation ||
                     p.rule == RuleId::Expiry || p.rule == RuleId::EffectiveYield;
  if (terms) {
    for (Node& known : terms_of(*p.security, x.day().value_through)) node.facts.push_back(std::move(known));
  }
  if (p.rule == RuleId::SwapPayment) add_legs(x, *p.security, node);
  if (p.rule == RuleId::EffectiveYield) {
    const std::uint32_t slot = x.day().book.find(p.security->id);
    const auto& lots = x.day().book.lots;
    for (auto at = x.day().book.positions.first_lot[slot]; at != book::kNone; at = lots[at].next)
      node.facts.push_back(fact("lot " + x.lot_name(p.security->id, lots[at]).name, yield_of(x, slot, lots[at])));
  }
  if (const auto action = action_of(x, p)) node.facts.push_back(describe(x, *action));
  add_option(x, p.security, p.origin, node);
  if (p.rule == RuleId::Sale && p.account == Account::InvestmentsAtCost) node.detail = "cost of the lots relieved";
}

/// Redemption money: shares x net asset value, rounded.
void add_share_money(const Explained& x, const Posting& p, Node& node) {
  for (const day::Dealing& dealing : x.day().sealed.dealings) {
    if (dealing.origin.source != p.origin.source || dealing.origin.row != p.origin.row) continue;
    const Decimal nav = x.day().sealed.dealt_at.decimal();
    node.facts.push_back(leaf("net asset value dealt at", nav.text(),
                              "openend explain " + x.subject(x.day().previous) + " nav_per_share"));
    std::vector<Node> parts;
    const auto out = [&](std::int64_t sign) {
      Node money = leaf("redemption", x.money(sign * dealing.money_out));
      parts.push_back(
          rounded(std::move(money),
                  product("shares x net asset value",
                          {leaf("shares redeemed", (Decimal(sign) * dealing.redeemed).text(), {}, x.place(p.origin)),
                           leaf("net asset value", nav.text())}),
                  RoundingPlace::RedemptionMoney));
    };
    const auto in = [&](std::int64_t sign) {
      parts.push_back(leaf("subscription", x.money(sign * dealing.money_in), {}, x.place(p.origin)));
    };
    const bool is_sold = p.account == Account::SharesSold, is_repurchased = p.account == Account::SharesRepurchased;
    const bool is_due = !is_sold && !is_repurchased;
    if ((is_sold || (is_due && p.amount == dealing.money_in)) && dealing.money_in != 0) in(is_sold ? -1 : 1);
    if ((is_repurchased || (is_due && parts.empty() && p.amount == -dealing.money_out)) && dealing.money_out != 0)
      out(is_repurchased ? 1 : -1);
    node.parts = std::move(parts);
    return;
  }
}

}  // namespace

Node explain_posting(const Explained& x, std::size_t entry, std::size_t place) {
  const Posting p = read(x, entry, place);
  const policy::Rule& rule = policy::rule_of(p.rule);
  std::string label(rule.id);
  if (p.security != nullptr) label += "  " + p.security->key;
  Node node = leaf(std::move(label), x.money(p.amount), {}, x.place(p.origin));
  node.rule = &rule;
  if (p.rule == RuleId::ShareActivity) {
    add_share_money(x, p, node);
  } else if (p.currency.exists()) {
    node.parts = translated(x, p.currency, p.local, day_of(x, p), p.amount);
    // Within its worth stands the local amount; explain that too, where there is more to say.
    if (!node.parts.empty() && !node.parts[0].parts.empty()) {
      Node& local = node.parts[0].parts[0].parts[0];
      local.parts = own_parts(x, p, p.local, p.currency.minor_places());
    }
  } else {
    node.parts = own_parts(x, p, p.amount, x.places());
  }
  add_facts(x, p, node);
  return node;
}

}  // namespace openend::app
