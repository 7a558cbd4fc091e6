"""The auditor's view of offers: what was elected, what of it is taken, and what that brings on the pay date. Follows
docs/decisions/0009 and docs/reference/input-files.md."""
import math
from fractions import Fraction


class Offers:
    def __init__(self, books, day, half_up, places_of, holding_of_lots):
        self.books, self.day, self.half_up, self.places_of, self.holding_of_lots = books, day, half_up, places_of, holding_of_lots
        self.said = {}

    def elect(self, row):
        key = row["offer_id"], row["option"]
        self.said[key] = self.said.get(key, 0) + Fraction(row["quantity"]) * (-1 if row["action"] == "withdraw" else 1)

    def pay(self, date):
        paid = [row for row in self.books.world.offers if row["kind"] != "result" and self.day(row["pay_date"]) == date]
        for name in sorted({row["offer_id"] for row in paid}):
            options = sorted((row for row in paid if row["offer_id"] == name), key=lambda row: row["option"])
            holding = self.books.holdings.get(options[0]["security"])
            if holding and holding.quantity:
                for row, units in self.units(options, holding.quantity):
                    if units:
                        self.choose(row, units, holding, date)
            self.said = {key: units for key, units in self.said.items() if key[0] != name}

    def units(self, options, held):
        """What is elected for an option, or the part of it that is taken; the standard option has the rest."""
        taken = {}
        for row in options:
            said = self.said.get((row["offer_id"], row["option"]), Fraction(0))
            results = [result for result in self.books.world.offers if result["kind"] == "result" and result["offer_id"] == row["offer_id"]
                       and result["option"] in ("", row["option"]) and result["date"] <= row["pay_date"]]
            if results:
                step = 1
                while (said * step).denominator != 1:
                    step *= 10
                said = Fraction(math.floor(said * Fraction(max(results, key=lambda result: result["date"])["accepted_pct"]) / 100 * step), step)
            taken[row["option"]] = 0 if row["standard"] == "1" else said
        rest = held - sum(taken.values())
        return [(row, rest if row["standard"] == "1" else taken[row["option"]]) for row in options]

    def choose(self, row, units, holding, date):
        books, unit = self.books, 10 ** self.places_of(holding.currency)
        method = books.settings["lot_method"]
        untaxed = "fifo" if method == "lowest tax" else method
        holding.waits = []
        if row["kind"] in ("put", "conversion"):
            books.amortise(holding, date, date)
        earned = self.earned(row, units, holding, date)
        if row["kind"] in ("tender", "put"):
            each = Fraction(row["cash"]) / (100 if row["kind"] == "put" else 1)
            net = self.half_up(units * each * unit) + earned
            books.trade({"security": row["security"], "side": "S", "trade_id": "", "net_amount": str(Fraction(net, unit)), "quantity": str(units),
                         "accrued_interest": str(Fraction(earned, unit)), "lots": "", "cash_account": "", "settle_date": row["pay_date"]}, date)
        elif row["kind"] in ("exchange", "conversion"):
            if earned:
                books.sold(holding, date, earned, earned, 0, 0, row["pay_date"], "", "")
            part = self.holding_of_lots(holding.terms)
            part.lots = self.take(holding, units, untaxed, date)
            books.bring_units(dict(row, kind="exchange"), part, date)
        else:
            self.subscribe(row, units, holding, untaxed, date)

    def earned(self, row, units, holding, date):
        """The interest of the days before that is paid with par, unless a coupon came."""
        if row["kind"] != "put" and row["interest"] != "paid":
            return 0
        return self.books.interest_before(holding, units, date)

    @staticmethod
    def take(holding, units, method, date):
        """What leaves, lot by lot, with its cost."""
        before = [dict(lot) for lot in holding.lots]
        places = {id(lot): place for place, lot in enumerate(holding.lots)}
        holding.sell(units, method, date, Fraction(0), (0, 0))
        for lot in holding.lots:
            for key in ("quantity", "cost", "local"):
                before[places[id(lot)]][key] -= lot[key]
        return [lot for lot in before if lot["quantity"]]

    def subscribe(self, row, units, holding, method, date):
        """Units are bought for money; what a right cost is part of what they cost."""
        books, unit = self.books, 10 ** self.places_of(holding.currency)
        received = row["new_security"] or row["security"]
        money = self.half_up(units * Fraction(row["cash"]) * unit)
        brought = Fraction(max(1, math.floor(units * Fraction(row["new"]) / Fraction(row["old"]) * 10**8)), 10**8)
        cost = local = 0
        if row["kind"] == "exercise":
            cost, local = holding.sell(units, method, date, Fraction(0), (0, 0))
        books.trade({"security": received, "side": "B", "trade_id": "", "net_amount": str(-Fraction(money, unit)), "quantity": str(brought),
                     "accrued_interest": "0", "lots": "", "cash_account": "", "settle_date": row["pay_date"]}, date)
        lot = books.holding(received).lots[-1]
        lot["cost"], lot["local"] = lot["cost"] + cost, lot["local"] + local
        books.sell_fraction(row, received, brought % 1, date)
