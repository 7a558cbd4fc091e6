"""What gives each printed value: one price per security, or the terms of a note, and what it cost."""

from collections import defaultdict

from . import figures
from .figures import plain, thousands


class Valuation:
    """Prices by security id, rates by note id, and the remarks that a reader must be told."""

    def __init__(self):
        self.prices, self.rates, self.remarks = {}, {}, []
        self.fractional, self.implied = [], []


def value_positions(positions, date, faults):
    valuation = Valuation()
    by_id = defaultdict(list)
    for p in positions:
        by_id[p.id].append(p)
    for holders in by_id.values():
        if holders[0].priced:
            _price(holders, date, valuation, faults)
        elif holders[0].valued_by_discount:
            _rate(holders, date, valuation, faults)
    return valuation


def _price(holders, date, valuation, faults):
    """One price for all holders; where none fits, the printed quantities are whole shares of fractions."""
    pairs = [(p.quantity / p.per, p.value) for p in holders]
    price = figures.common_price(pairs)
    if price is None:
        price = figures.common_price_of_fractions(pairs, figures.HALF / holders[0].per)
        if price is None:
            _no_price(holders, faults)
            return
        for p in holders:
            p.used_quantity = figures.quantity_near(p.quantity, p.value, price / p.per)
            if p.used_quantity != p.quantity:
                _fractional(p, price, date, valuation)
    valuation.prices[holders[0].id] = price


def _no_price(holders, faults):
    held = "; ".join(f"{p.portfolio} row {p.row.number}: {plain(p.quantity)} for {p.value}"
                     for p in holders)
    holders[0].row.fault(
        "market_value",
        "one price at which every holder's quantity, or one within half a share of it, rounds to its "
        "printed value",
        "correct the quantity or the value, or give the holdings ids of their own",
        f"{holders[0].id}: {held}")


def _fractional(p, price, date, valuation):
    gives = figures.half_up(p.quantity * price / p.per)
    valuation.fractional.append(p)
    valuation.remarks.append({
        "portfolio": p.portfolio, "date": date, "security": p.id, "subject": "fractional quantity",
        "printed": plain(p.quantity), "printed_gives": str(gives),
        "used": plain(p.used_quantity), "used_gives": str(p.value),
        "text": f"No one price serves all holders of the whole quantities printed. At {plain(price)} "
                f"the printed {plain(p.quantity)} would give {thousands(gives)}; the holding is taken as "
                f"{plain(p.used_quantity)}, within half a share, which gives the printed "
                f"{thousands(p.value)}.",
    })


def _rate(holders, date, valuation, faults):
    """The printed discount rate where it gives every printed value, else the two-decimal one that does."""
    first = holders[0]
    days = (first.maturity - date).days - 1  # counted from the day after the strike
    given = [figures.discount_value(p.quantity, first.coupon, days) for p in holders]
    if given == [p.value for p in holders]:
        valuation.rates[first.id] = first.coupon_text
        return
    used = figures.implied_rate([(p.quantity, p.value) for p in holders], first.coupon, days)
    if used is None:
        values = "; ".join(f"{p.portfolio} row {p.row.number}: par {plain(p.quantity)}, value {p.value}, "
                           f"by the printed rate {g}" for p, g in zip(holders, given))
        first.row.fault(
            "coupon_pct", f"a rate of two decimals that gives the printed value over {days} days",
            "correct the rate, the maturity or the value", f"{first.id}, {first.coupon_text}%: {values}")
        return
    valuation.rates[first.id] = rate = f"{used.numerator * 100 // used.denominator / 100:.2f}"
    valuation.implied.append(first.id)
    for p, gives in zip(holders, given):
        valuation.remarks.append({
            "portfolio": p.portfolio, "date": date, "security": p.id, "subject": "note rate",
            "printed": p.coupon_text, "printed_gives": str(gives), "used": rate,
            "used_gives": str(p.value),
            "text": f"Over {days} days the printed {p.coupon_text}% gives {thousands(gives)}, not the "
                    f"printed value {thousands(p.value)}; the value is taken as right and the rate as "
                    f"{rate}%.",
        })


def spread_costs(positions, tables, date, faults):
    """Cost is printed per class; share it over the class's positions. Returns remarks."""
    remarks = []
    classes = defaultdict(list)
    for p in positions:
        classes[p.portfolio, p.asset_class].append(p)
    for (portfolio, asset_class), held in classes.items():
        totals = [r for r in tables.of("class_totals_1996.csv", portfolio)
                  if r.text("asset_class") == asset_class]
        open_ones = [p for p in held if p.printed_cost is None]
        if not totals:
            held[0].row.fault("asset_class", "one row for it in class_totals_1996.csv",
                              "add the class with its printed cost and value",
                              f'{portfolio} "{asset_class}" without totals')
            continue
        if len(totals) > 1:
            totals[1].fault("asset_class", f"each class once in {portfolio}", "delete one of the rows")
            continue
        cost = totals[0].whole("cost")
        if cost is None:
            continue
        rest = cost - sum(p.printed_cost for p in held if p.printed_cost is not None)
        if rest < 0 or (rest and not open_ones):
            if open_ones:
                totals[0].fault("cost", "at least the costs printed in its positions",
                                "correct the class or the positions")
                continue
            remarks.append(print_remark(portfolio, date, "cost of " + asset_class, cost, cost - rest,
                                        "the costs printed in its positions"))
        amortised = cost == sum(p.value for p in held)
        parts = [p.value for p in open_ones] if amortised and rest == sum(p.value for p in open_ones) \
            else figures.spread(rest, [p.value for p in open_ones])
        for p in held:
            p.cost = p.printed_cost
            p.cost_basis = "reported" if p.printed_cost is not None or amortised else "allocated"
        for p, part in zip(open_ones, parts):
            p.cost = part
    return remarks


def print_remark(portfolio, date, what, printed, ours, of_what):
    """The print does not foot: both figures are told, neither is changed."""
    return {
        "portfolio": portfolio, "date": date, "subject": "print", "printed": str(printed),
        "used": str(ours),
        "text": f"The print does not foot: {what} is printed as {thousands(printed)}; {of_what} sum to "
                f"{thousands(ours)}.",
    }
