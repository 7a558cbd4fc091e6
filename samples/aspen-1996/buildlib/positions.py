"""The positions of the schedules, each with its kind, its identity and its printed figures."""

from . import kinds

FLAGS = ("non_income", "segregated", "rule_144a", "repo")


class Position:
    """One printed line. `quantity` and `value` are the print; `used_quantity`, `cost` come later."""

    def __init__(self, row, date):
        self.row = row
        self.portfolio = row.required("portfolio")
        self.order = row.whole("order")
        self.asset_class = row.required("asset_class")
        self.industry = row.text("industry")
        self.name = row.required("name")
        self.share_class = row.text("share_class")
        self.coupon_text = row.text("coupon_pct")
        self.coupon = row.decimal("coupon_pct") if self.coupon_text else None
        self.maturity = row.date("maturity_date")
        self.description = row.text("description")
        self.quantity = row.decimal("quantity")
        self.value = row.whole("market_value")
        self.printed_cost = row.whole("cost") if row.text("cost") else None
        self.flags = {f: row.text(f) or "0" for f in FLAGS}
        self.receipt = self._receipt()
        self.used_quantity, self.cost, self.cost_basis = self.quantity, None, None
        self.base_kind = self._base_kind(date)
        self._check_figures(date)
        self.id, self.facts = None, None

    @property
    def kind(self):
        return "depositary_receipt" if self.receipt else self.base_kind

    @property
    def valued_by_discount(self):
        """Notes, and agency paper that ends within a year, print a discount rate and have no price."""
        return self.base_kind == "discount_note" or (
            self.base_kind == "agency" and self.days_left <= kinds.YEAR)

    @property
    def priced(self):
        return not self.valued_by_discount and self.base_kind != "repurchase_agreement"

    @property
    def per(self):
        """A price is for one share, or for 100 of par."""
        return 1 if self.row.text("quantity_kind") == "shares" else 100

    def named(self):
        return f"{self.name} ({self.portfolio} {self.order})"

    def _receipt(self):
        word = self.row.text("kind")
        if word in ("", "none"):
            return None
        if word not in kinds.RECEIPTS:
            self.row.fault("kind", "adr, gdr or none", "correct the word")
        return word

    def _base_kind(self, date):
        unit = self.row.text("quantity_kind")
        if unit not in ("shares", "par"):
            self.row.fault("quantity_kind", "shares or par", "say what the quantity counts")
            return None
        self.days_left = (self.maturity - date).days if self.maturity else None
        kind = kinds.kind_of(self.asset_class, unit, self.coupon is not None, self.days_left)
        if kind is None:
            terms = ", ".join([unit, f"coupon {self.coupon_text or 'none'}",
                               f"maturity {self.maturity or 'none'}"])
            self.row.fault(
                "asset_class",
                f"a class whose words name a kind that fits ({kinds.WORDS}; debt has par, a coupon "
                "and a maturity)",
                "correct the class or its terms, or add the kind to buildlib/kinds.py",
                f'class "{self.asset_class}" of {self.named()} ({terms})')
        elif self.receipt and kind not in ("common_stock", "preferred_stock"):
            self.row.fault("kind", "none: only shares have depositary receipts", "correct the word")
        return kind

    def _check_figures(self, date):
        if self.quantity is not None and self.quantity < 1:
            self.row.fault("quantity", "a quantity of one or more", "give the printed quantity")
        if self.value is not None and self.value < 0:
            self.row.fault("market_value", "a value of zero or more", "give the printed value")
        if self.coupon is not None and self.coupon < 0:
            self.row.fault("coupon_pct", "a rate of zero or more", "give the printed rate")
        for flag, mark in self.flags.items():
            if mark not in ("0", "1"):
                self.row.fault(flag, "0 or 1", "mark the line or not")
        if self.maturity and self.days_left <= 0:
            self.row.fault("maturity_date", f"a date after {date}", "correct the date")


def read_positions(tables, date):
    """All positions, checked; ids and facts are given by `identify`."""
    positions = [Position(r, date) for r in tables.by_file["positions_1996.csv"]]
    tables.faults.stop_if_any()
    identify(tables, positions)
    tables.faults.stop_if_any()
    return positions


def identify(tables, positions):
    """Give each position its permanent id, from the facts when there are any."""
    facts = {}
    for row in tables.by_file.get("security_facts_1996.csv", []):
        facts[row.text("portfolio"), row.text("order")] = row
    seen, terms = {}, {}
    for p in positions:
        if tables.has("security_facts_1996.csv"):
            p.facts = facts.get((p.portfolio, str(p.order)))
            if not _facts_fit(p):
                continue
            p.id = p.facts.required("security_id")
        else:
            p.id = kinds.own_id(p)
        if len(p.id.encode()) > 120 or "," in p.id:
            p.row.fault("name", "an id of at most 120 bytes without commas", "shorten the id",
                        f'the id "{p.id}"')
        twin = seen.setdefault((p.portfolio, p.id), p)
        if twin is not p:
            p.row.fault("name", f"each security once in {p.portfolio}",
                        "add the positions together, or give them ids of their own",
                        f'{p.id}, already in row {twin.row.number}')
        first = terms.setdefault(p.id, p)
        if (first.kind, first.coupon, first.maturity, first.per) != (p.kind, p.coupon, p.maturity, p.per):
            p.row.fault("name", "one kind, coupon and maturity for one security",
                        "correct the terms, or give the positions ids of their own",
                        f"{p.id} with other terms than in row {first.row.number}")


def _facts_fit(p):
    if p.facts is None:
        p.row.fault("order", "a row for it in security_facts_1996.csv",
                    "add the row, or leave the whole file out", f"{p.named()} without facts")
        return False
    if p.facts.text("printed_name") != p.name:
        p.facts.fault("printed_name", f'"{p.name}", as in row {p.row.number} of positions_1996.csv',
                      "bring the facts into step with the positions")
        return False
    return True
