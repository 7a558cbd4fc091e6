"""The rows of securities.csv: each security once, with its terms and where they come from."""

from .kinds import schedule_name
from .figures import plain, thousands

ASSUMED = "coupon dates and day count assumed"


def security_rows(positions, valuation, tables):
    """Sorted by id. Terms that the print leaves open are assumed, and the status says so."""
    first = {}
    for p in positions:
        first.setdefault(p.id, p)
    return [_row(p, valuation, tables) for _, p in sorted(first.items())]


def _row(p, valuation, tables):
    facts = p.facts
    name = facts.text("name") if facts else p.name
    row = {
        "security": p.id, "name": schedule_name(p, name), "kind": p.kind, "currency": "USD",
        "country": facts.text("country") if facts else "",
        "market": facts.text("market") if facts else "",
        "rate_pct": p.coupon_text, "maturity": p.maturity, "description": p.description,
    }
    status = ["assigned"] if facts else ["assigned", "country not given"]
    traded_in = facts.text("trading_currency") if facts else ""
    if traded_in not in ("", "USD"):
        status.append(f"trades in {traded_in}, local price not printed")
    if p.valued_by_discount:
        row["rate_pct"], row["day_count"] = valuation.rates[p.id], "actual/360"
        if p.id in valuation.implied:
            status.append("rate implied by the printed value")
    elif p.base_kind in ("corporate_bond", "convertible_bond", "agency", "treasury"):
        row["day_count"] = "actual/actual" if p.base_kind == "treasury" else "30/360"
        row["coupons_per_year"] = 2
        status.append(ASSUMED)
    elif p.base_kind == "repurchase_agreement":
        row.update(_repurchase(p, name, tables))
    row["status"] = "; ".join(status)
    return row


def _repurchase(p, name, tables):
    """The agreement's terms and its collateral, from their own table."""
    rows = [r for r in tables.of("repo_1996.csv", p.portfolio)
            if r.text("counterparty") == p.name and r.decimal("par") == p.quantity
            and r.date("maturing") == p.maturity]
    if len(rows) != 1:
        p.row.fault("name", "one row of repo_1996.csv with its counterparty, par and maturity",
                    "give the agreement's terms", f"{p.named()} with {len(rows)} such rows")
        return {}
    r = rows[0]
    collateral_par, collateral_value = r.whole("collateral_par"), r.whole("collateral_value")
    repurchase, rate = r.decimal("repurchase_amount"), r.decimal("rate_pct")
    if None in (collateral_par, collateral_value, repurchase, rate):
        return {}
    return {
        "name": f"Repurchase agreement with {name}", "rate_pct": r.text("rate_pct"),
        "issued": r.date("dated"), "redemption_amount": plain(repurchase), "day_count": "actual/360",
        "description": f"collateral: {thousands(collateral_par)} par of {r.text('collateral')}, "
                       f"{r.text('collateral_rate_pct')}%, due {r.text('collateral_maturity')}, "
                       f"worth {thousands(collateral_value)}",
    }
