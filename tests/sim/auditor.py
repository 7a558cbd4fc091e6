"""The auditor: recomputes the books of a simulated portfolio from the raw events, day by day, as plainly as possible, and
compares with what the program sealed. It follows the documents (docs/reference, docs/decisions, the specification's pages 3 to
7) and shares no code with the engine. Whole cents and fractions only; debits are positive."""
import datetime
import math
import typing
from decimal import Decimal
from fractions import Fraction

import interest
from contracts import Contracts
from deliveries import Calendar, Simulation, day, rows_of
from loans import Loans
from offers import Offers

DAY = datetime.timedelta(1)
WHOLE_UNITS = {"JPY"}
# docs/reference/chart.md
ENTRIES = {
    "dividend receivable": ("receivable_dividends", "dividend_income"), "dividend received": ("cash", "receivable_dividends"),
    "interest receivable": ("receivable_interest", "interest_income"), "interest received": ("cash", "receivable_interest"),
    "other income received": ("cash", "other_income"), "expense accrued": ("other_expenses", "accrued_expenses"),
    "expense paid": ("accrued_expenses", "cash"), "advisory fee paid": ("payable_advisory_fee", "cash"),
    "adviser reimbursement due": ("receivable_from_adviser", "expense_reimbursement"),
    "adviser reimbursement received": ("cash", "receivable_from_adviser"), "cash transferred": ("cash", "cash"),
    "foreign tax withheld": ("foreign_tax_withheld", "cash"), "tax reclaim due": ("receivable_tax_reclaims", "foreign_tax_withheld"),
    "tax reclaim received": ("cash", "receivable_tax_reclaims"), "tax reclaim refused": ("foreign_tax_withheld", "receivable_tax_reclaims"),
}
REDEMPTIONS = ("call", "put", "sinking_fund", "paydown")
# docs/reference/trust-files.md
DEFAULTS = {"effective_yield": "none", "nav_places": 2, "trades_enter": "next day", "redemption_money": "one step", "currency_part": "within"}
ASSETS = ("investments_at_cost unrealised_on_investments cash receivable_investments_sold receivable_shares_sold receivable_interest "
          "receivable_dividends receivable_tax_reclaims receivable_currency receivable_from_adviser other_assets unrealised_on_forwards rounding_of_print variation_margin loans_receivable swaps deposits_for_borrowed_securities").split()
LIABILITIES = ("payable_investments_purchased payable_currency payable_shares_repurchased payable_advisory_fee due_to_custodian "
               "accrued_expenses options_written loans_payable reverse_repurchases collateral_to_return payable_interest securities_sold_short payable_dividends").split()
MONEY = {"cash", "receivable_investments_sold", "receivable_interest", "receivable_dividends", "receivable_tax_reclaims", "receivable_currency",
         "payable_investments_purchased", "payable_currency", "accrued_expenses", "variation_margin", "payable_dividends"}


def half_up(number):
    """To a whole number; halves go away from zero."""
    number = Fraction(number)
    whole = math.floor(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


def places_of(currency):
    return 0 if currency in WHOLE_UNITS else 2


def minor(text, currency="USD"):
    amount = Fraction(text or 0) * 10 ** places_of(currency)
    assert amount.denominator == 1, f"{text} has more decimals than {currency}"
    return int(amount)


def share(cost, part, whole):
    return cost if part == whole else half_up(Fraction(cost) * part / whole)


def long_term(acquired, sold):
    """Held for more than a year, counted from the day after it was acquired; from a month's last day, by months."""
    if interest.month_end(acquired):
        return sold >= (acquired + DAY).replace(year=(acquired + DAY).year + 1)
    return sold > acquired.replace(year=acquired.year + 1)


class Holding:
    """What is held of one security: lots in the order in which they came."""

    def __init__(self, terms):
        self.terms, self.lots, self.accrued = terms, [], 0
        self.waits = []  # (settles, par bought, less where it was sold, interest paid with it)
        self.currency = terms["currency"]
        self.foreign = self.currency != "USD"

    @property
    def quantity(self):
        return sum(lot["quantity"] for lot in self.lots)

    @property
    def cost(self):
        return sum(lot["cost"] for lot in self.lots)

    @property
    def local_cost(self):
        return sum(lot["local"] for lot in self.lots)

    def earning(self, date):
        """Par that earns for us on a day: not what was bought and has not settled; what was sold does until then."""
        return self.quantity - sum(par for settles, par, _ in self.waits if settles > date)

    def paid_ahead(self, date):
        return sum(paid for settles, _, paid in self.waits if settles > date)

    def buy(self, name, quantity, cost, local, date, average):
        self.lots.append({"name": name, "quantity": quantity, "cost": cost, "local": local, "date": date, "line": None})
        if average:  # one lot of all
            whole = dict(self.lots[0])
            for key in ("quantity", "cost", "local"):
                whole[key] = sum(lot[key] for lot in self.lots)
            self.lots = [whole]

    def sell(self, quantity, method, date, proceeds, tax):
        """Takes lots out; gives their cost, in dollars and in the security's currency."""
        picks = []
        if ":" in method:
            for part in method.split(";"):
                name, amount = part.split(":")
                picks.append((next(lot for lot in self.lots if lot["name"] == name), Fraction(amount)))
        left, cost, local = quantity, 0, 0
        while left:
            lot, most = picks.pop(0) if picks else (self._next(method, date, proceeds / quantity, tax), left)
            part = min(left, most, lot["quantity"])
            out, out_local = share(lot["cost"], part, lot["quantity"]), share(lot["local"], part, lot["quantity"])
            lot["quantity"], lot["cost"], lot["local"] = lot["quantity"] - part, lot["cost"] - out, lot["local"] - out_local
            left, cost, local = left - part, cost + out, local + out_local
            self.lots = [lot for lot in self.lots if lot["quantity"]]
        return cost, local

    def arrive(self, lot, average):
        """Among the others by the day on which it was acquired; one of no known day is the last."""
        self.buy(lot["name"], lot["quantity"], lot["cost"], lot["local"], lot["date"], average)
        if not average:
            known = lambda other: other["date"] or datetime.date.max
            last = self.lots.pop()
            place = len(self.lots)
            while place and known(self.lots[place - 1]) > known(last):
                place -= 1
            self.lots.insert(place, last)

    def split(self, new, old):
        """The whole holding becomes new / old units, to eight decimals, rounded down; each lot has its share of them, and
        what is left of the last decimal goes to those that lost most of it, then to the larger, then to the earlier."""
        for lot, units in zip(self.lots, self.shares_of(math.floor(self.quantity * new / old * 10**8))):
            lot["quantity"], lot["line"] = Fraction(units, 10**8), None

    def shares_of(self, total):
        have, parts = self.quantity, [lot["quantity"] for lot in self.lots]
        exact = [total * part / have for part in parts]
        shares = [math.floor(part) for part in exact]
        order = sorted(range(len(parts)), key=lambda i: (shares[i] - exact[i], -parts[i], i))
        for i in order[:total - sum(shares)]:
            shares[i] += 1
        return shares

    def leave(self, cents):
        """So many cents of par are left of all lots, of each its share; gives the cost of the rest."""
        cost = local = 0
        for lot, kept in zip(self.lots, self.shares_of(cents)):
            part = lot["quantity"] - Fraction(kept, 100)
            out, out_local = share(lot["cost"], part, lot["quantity"]), share(lot["local"], part, lot["quantity"])
            lot["quantity"], lot["cost"], lot["local"] = Fraction(kept, 100), lot["cost"] - out, lot["local"] - out_local
            cost, local = cost + out, local + out_local
        self.lots = [lot for lot in self.lots if lot["quantity"]]
        return cost, local

    def return_capital(self, money):
        """Money by units lessens each lot's cost to nothing at most; abroad the cost in dollars falls in its proportion."""
        cost = local = 0
        for lot, part in zip(self.lots, self.shares_of(money)):
            taken = min(part, lot["local"] if self.foreign else lot["cost"])
            out = (share(lot["cost"], taken, lot["local"]) if taken else 0) if self.foreign else taken
            lot["cost"] -= out
            lot["local"] -= taken if self.foreign else 0
            cost, local = cost + out, local + (taken if self.foreign else 0)
        return cost, local

    def begin_line(self, lot, date):
        """From this day on the lot amortises by the yield of what it stands at now."""
        unit = 10 ** places_of(self.currency)
        lot["line"] = interest.YieldLine(self.terms, date, lot["quantity"], Fraction(lot["local"] if self.foreign else lot["cost"], unit))

    def may_amortise(self, rule):
        return rule != "none" and interest.has_coupons(self.terms) and self.terms["kind"] not in ("pass_through", "inflation_indexed")

    def _next(self, method, date, price, tax):
        a_unit = lambda lot: Fraction(lot["cost"]) / lot["quantity"]
        if method == "lifo":
            return self.lots[-1]
        if method == "highest cost":
            return max(self.lots, key=a_unit)  # the first of equals
        if method == "lowest tax":
            return min(self.lots, key=lambda lot: (price - a_unit(lot)) * tax[long_term(lot["date"], date)])
        return self.lots[0]


class Books:
    """One portfolio from its opening on, as known by some moment."""

    def __init__(self, name, terms, world, calendar):
        self.name, self.world, self.calendar = name, world, calendar
        self.terms, self.entered = sorted(terms["settings"], key=lambda entry: entry["from"]), set()
        self.settings = {**DEFAULTS, **self.terms[0]}
        self.tiers = terms.get("advisory_fee", [{"tiers": []}])[0]["tiers"]
        self.initial_price = Fraction(terms["class"][0]["initial_price"])
        self.main = terms.get("cash_account", [{"id": "main"}])[0]["id"]
        self.books, self.money, self.holdings, self.waiting, self.forwards = {}, {}, {}, [], []
        self.shares, self.nav, self.net_assets, self.last, self.dealt = Fraction(0), None, 0, None, 0
        self.fee_due, self.fee_posted, self.seeded = Fraction(0), 0, None
        self.contracts = Contracts(self, minor, half_up, share, places_of)
        self.loans = Loans(self, day, half_up, minor)
        self.offers = Offers(self, day, half_up, places_of, Holding)
        self.by_day = {}
        for kind, events in world.events.items():
            for (portfolio, date, reference), row in events.items():
                if portfolio == name:
                    self.by_day.setdefault(day(date), []).append((kind, reference, row))
        self.opening = world.openings.get(name, [])
        shares = [date for date, events in self.by_day.items() if any(kind == "shares" for kind, _, _ in events)]
        self.begins = day(self.opening[0][1]["date"]) if self.opening else min(shares, default=None)

    # -- money

    def post(self, account, amount):
        self.books[account] = self.books.get(account, 0) + amount

    def worth(self, currency, amount, date):
        """Of minor units of a currency, in cents."""
        if currency == "USD":
            return amount
        return half_up(Fraction(amount, 10 ** places_of(currency)) * self.world.rates[currency].at(date) * 100)

    def move(self, account, currency, place, local, worth):
        """Foreign money, or money at another cash account than the main one: what leaves goes at the average cost of what is
        there, what goes beyond it at the day's rate. Gives the cents that it moves at."""
        place = place if account == "cash" and place != self.main else ("" if account == "cash" else place)
        if account not in MONEY or (currency == "USD" and not (account == "cash" and place)):
            self.post(account, worth)
            return worth
        if local == 0:
            self.post(account, worth)
            return worth
        have, cost = self.money.get((account, currency, place), (0, 0))
        if have * local < 0:
            worth = -share(cost, abs(local), abs(have)) if abs(local) <= abs(have) else -cost + worth - half_up(Fraction(worth) * abs(have) / abs(local))
        self.money[account, currency, place] = have + local, cost + worth
        self.post(account, worth)
        return worth

    def settle_exactly(self, account, currency, place, local, cost):
        """A payable or receivable leaves at what it came in at."""
        self.post(account, cost)
        if currency != "USD":
            have, was = self.money.get((account, currency, place), (0, 0))
            self.money[account, currency, place] = have + local, was + cost

    # -- a day

    def strike(self, date):
        """Moves the books to a pricing day and gives its figures."""
        for entry in self.terms:  # in force from its day until the next
            if entry["from"] <= date:
                self.settings = {**DEFAULTS, **entry}
        taken_over = self.opening and date == self.begins
        through = self.accrual_end(date)
        if taken_over:
            self.take_over(date, through)
        else:
            previous = self.calendar.before(date)
            self.deal_shares(previous, date)
            current = previous
            while current <= date:
                if current > previous:
                    self.life(current)
                    self.contracts.expire(current, date)
                    self.dividends(current)
                    self.actions(current)
                    self.offers.pay(current)
                self.events(current, previous, date)
                if current > previous:
                    self.loans.fall_due(current)
                current += DAY
            self.accrue(date, through)
            self.loans.accrue(through)
            self.settle_forwards(date)
            if self.last is not None:
                self.charge(date, through)
        self.settle(date)
        figures = self.mark(date, through)
        self.last = date
        return figures

    def accrual_end(self, date):
        """A strike accrues through itself; a month's last one through the month's last day."""
        following = self.calendar.following(date)
        if following.month == date.month:
            return date
        return following.replace(day=1) - DAY

    def take_over(self, date, through):
        oldest_first = lambda opening: (opening[1].get("acquired") or "9999", opening[1].get("lot") or "")
        for kind, row in sorted(self.opening, key=oldest_first):
            if kind == "opening-holdings":
                holding = self.holding(row["security"])
                local = minor(row["local_cost"], holding.currency) if holding.foreign else 0
                holding.buy(row["lot"], Fraction(row["quantity"]), minor(row["cost"]), local, day(row["acquired"]), self.average)
                self.post("investments_at_cost", minor(row["cost"]))
            elif kind == "opening-balances":
                account = row["account"]
                sign = 1 if account in ASSETS else -1
                if row["currency"]:
                    local = sign * minor(row["local_amount"], row["currency"])
                    self.move(account, row["currency"], "", local, sign * minor(row["amount"]))
                else:
                    self.post(account, sign * minor(row["amount"]))
            elif kind == "opening-forwards":
                self.forwards.append(row)
            else:
                self.shares = Fraction(row["shares"])
        for holding in self.holdings.values():  # the receivable of the opening holds it
            holding.accrued = self.earned(holding, date, through)
            for lot in holding.lots if holding.may_amortise(self.settings["effective_yield"]) else []:
                holding.begin_line(lot, through + DAY)

    @property
    def average(self):
        return self.settings["lot_method"] == "average"

    def holding(self, security):
        return self.holdings.setdefault(security, Holding(self.world.securities[security]))

    def deal_shares(self, previous, date):
        """Share activity is priced at the next computed value and enters the books of the day after; a first subscription at
        the initial price, in the books of its own day."""
        self.dealt = 0
        for kind, _, row in self.by_day.get(date, []):
            if kind == "shares" and self.last is None and not self.opening and self.seeded is None:
                money = minor(row["subscriptions"])
                self.shares, self.seeded = Fraction(half_up(Fraction(money, 100) / self.initial_price * 1000), 1000), date
                self.post("cash", money)
                self.post("shares_sold", -money)
        for kind, _, row in self.by_day.get(previous, []):
            if kind != "shares" or previous == self.seeded:
                continue
            money, redeemed = minor(row["subscriptions"]), Fraction(row["redemptions"])
            bought = Fraction(half_up(Fraction(money, 100) / self.nav * 1000), 1000)
            paid = redeemed * self.nav
            if self.settings["redemption_money"] == "two steps":
                unit = 10 ** self.settings["nav_places"]
                paid = Fraction(half_up(paid * unit), unit)
            paid = half_up(paid * 100)
            self.shares += bought - redeemed
            self.dealt += money - paid
            self.post("shares_sold", -money)
            self.post("shares_repurchased", paid)
            later = self.settings["share_settlement_days"]
            if later == 0:
                self.post("cash", money - paid)
                continue
            self.post("receivable_shares_sold", money)
            self.post("payable_shares_repurchased", -paid)
            due = self.calendar.following(previous, later)
            self.wait(due, "cash", "receivable_shares_sold", "USD", money, money)
            self.wait(due, "payable_shares_repurchased", "cash", "USD", paid, paid)

    def wait(self, due, debit, credit, currency, local, worth, place="", trade=""):
        self.waiting.append({"due": due, "debit": debit, "credit": credit, "currency": currency, "local": local, "worth": worth,
                             "place": place, "trade": trade, "failed": False})

    def life(self, date):
        for security, holding in self.holdings.items():
            terms, quantity = holding.terms, holding.quantity
            if not terms["maturity"]:
                continue
            coupon, principal = interest.payments(terms, date)
            unit = 10 ** places_of(holding.currency)
            paid = half_up(holding.earning(date - DAY) * coupon * unit)
            if coupon and interest.in_kind(terms, date):
                self.pay_in_kind(holding, holding.earning(date - DAY) * coupon, paid, date)
            elif paid:
                total = self.move("cash", holding.currency, "", paid, self.worth(holding.currency, paid, date))
                ahead = holding.paid_ahead(date - DAY)
                was = holding.accrued - ahead
                if was:
                    total += self.move("receivable_interest", holding.currency, "", -was, -self.worth(holding.currency, was, date))
                income = self.worth(holding.currency, paid, date) - self.worth(holding.currency, was, date)
                self.post("interest_income", -income)
                self.post("realised_on_currency", income - total)
                holding.accrued = ahead
            if principal is None or not quantity:
                continue
            holding.waits = []
            money = half_up(quantity * principal * unit)
            self.amortise(holding, date, date)
            self.index_principal(holding, date - DAY, date)
            cost, local_cost = holding.cost, holding.local_cost
            holding.lots = []
            worth = self.worth(holding.currency, money, date)
            total = self.move("cash", holding.currency, "", money, worth) - cost
            self.post("investments_at_cost", -cost)
            gain = worth - cost
            if interest.is_paper(terms):
                gain = self.worth(holding.currency, money - local_cost, date) if holding.foreign else gain
                self.post("interest_income", -gain)
            else:
                gain = self.gain_of_security(holding, gain, money - local_cost, date)
                self.post("realised_on_investments", -gain)
            self.post("realised_on_currency", gain - total)

    def pay_in_kind(self, holding, par, paid, date):
        """More of the bond, to the cent, as a lot that cost what the coupon was."""
        par = Fraction(half_up(par * 100), 100)
        if not par:
            return
        ahead = holding.paid_ahead(date - DAY)
        was = holding.accrued - ahead
        cost = self.worth(holding.currency, paid, date)
        worth_was = self.worth(holding.currency, was, date)
        moved = self.move("receivable_interest", holding.currency, "", -was, -worth_was) if was else 0
        self.post("investments_at_cost", cost)
        self.post("interest_income", -(cost - worth_was))
        self.post("realised_on_currency", -(worth_was + moved))
        holding.accrued = ahead
        holding.buy(f"in kind {date}", par, cost, paid, date, self.average)

    def gain_of_security(self, holding, gain, local_gain, date):
        """The currency's part of a gain is shown within the security's, or apart."""
        apart = holding.foreign and self.settings["currency_part"] == "apart"
        return self.worth(holding.currency, local_gain, date) if apart else gain

    def dividends(self, date):
        for row in self.world.dividends:
            if day(row["ex_date"]) != date:
                continue
            holding = self.holdings.get(row["security"])
            if holding and holding.quantity:
                self.receive_dividend(holding, row, date)
            self.contracts.owe_dividend(row, date)

    def receive_dividend(self, holding, row, date):
        amount = half_up(holding.quantity * Fraction(row["rate"]) * 10 ** places_of(holding.currency))
        withheld, back = (half_up(amount * pct / 100) for pct in self.tax_on(row, date))
        worth, paid = self.worth(holding.currency, amount, date), self.worth(holding.currency, amount - withheld, date)
        claimed = self.worth(holding.currency, back, date)
        moved = self.move("receivable_dividends", holding.currency, "", amount - withheld, paid)
        moved += self.move("receivable_tax_reclaims", holding.currency, "", back, claimed) if withheld else 0
        self.post("dividend_income", -worth)
        self.post("foreign_tax_withheld", worth - paid - claimed)
        self.post("realised_on_currency", paid + claimed - moved)
        self.wait(day(row["pay_date"] or row["ex_date"]), "cash", "receivable_dividends", holding.currency, amount - withheld, paid)

    def actions(self, date):
        for row in sorted(self.world.splits, key=lambda split: (int(split.get("sequence") or 1), split["action_id"])):
            if day(row["ex_date"]) != date:
                continue
            holding = self.holdings.get(row["security"])
            if holding and holding.quantity:
                self.act(row, holding, date)
            self.contracts.act(row)

    def act(self, row, holding, date):
        holding.waits = []
        if row["kind"] in ("exchange", "spin_off"):
            self.bring_units(row, holding, date)
        elif row["kind"] == "taxed_exchange":
            self.exchange_taxed(row, holding, date)
        elif row["kind"] in REDEMPTIONS:
            self.redeem(row, holding, date)
        elif row["kind"] != "split":
            self.pay_cash(row, holding, date)
        else:
            holding.split(Fraction(row["new"]), Fraction(row["old"]))
            self.sell_fraction(row, row["security"], holding.quantity % 1, date)

    def sell_fraction(self, row, security, fraction, date):
        if row["fraction_price"] and fraction:  # a sale like any other
            unit = 10 ** places_of(self.holding(security).currency)
            money = Fraction(half_up(fraction * Fraction(row["fraction_price"]) * unit), unit)
            self.trade({"security": security, "side": "S", "trade_id": "", "net_amount": str(money), "accrued_interest": "0",
                        "quantity": str(fraction), "lots": "", "cash_account": "", "settle_date": row["pay_date"] or row["ex_date"]}, date)

    def bring_units(self, row, holding, date):
        """Each lot becomes, or gives part of its cost to, its share of the units that come; they keep its day."""
        other, unit = self.holding(row["new_security"]), 10 ** places_of(holding.currency)
        total = max(1, math.floor(holding.quantity * Fraction(row["new"]) / Fraction(row["old"]) * 10**8))
        units = [Fraction(part, 10**8) for part in holding.shares_of(total)]
        key = "local" if holding.foreign else "cost"
        money = half_up(holding.quantity * Fraction(row["cash"] or 0) * unit)
        taken = [0, 0]
        arriving, cash = [], holding.shares_of(money)
        for lot, count, paid in zip(holding.lots, units, cash):
            gives = dict(lot, quantity=count, line=None)
            if row["kind"] == "spin_off":
                moved = half_up(Fraction(lot[key]) * Fraction(row["cost_pct"]) / 100)
                gives["cost"], gives["local"] = self.part_of(holding, lot, moved)
                lot["cost"], lot["local"] = lot["cost"] - gives["cost"], lot["local"] - gives["local"]
            elif money:
                gained = half_up(count * Fraction(row["worth"]) * unit) + paid - lot[key]
                cost, local = self.part_of(holding, lot, paid - min(max(gained, 0), paid))
                gives["cost"], gives["local"] = lot["cost"] - cost, lot["local"] - local
                taken = [taken[0] + cost, taken[1] + local]
            arriving.append(gives)
        if row["kind"] == "exchange":
            holding.lots = []
        for i, lot in enumerate(arriving):  # a lot without units hands its cost on
            if not lot["quantity"]:
                to = next((kept for kept in reversed(arriving[:i]) if kept["quantity"]), None) or next(kept for kept in arriving[i:] if kept["quantity"])
                to["cost"], to["local"] = to["cost"] + lot["cost"], to["local"] + lot["local"]
        for lot in arriving:
            if lot["quantity"]:
                other.arrive(lot, self.average)
        if money:
            self.receive(row, holding, money, *taken, date)
        self.sell_fraction(row, row["new_security"], Fraction(total, 10**8) % 1, date)

    def exchange_taxed(self, row, holding, date):
        """Sold for what comes, which is bought at its worth; the cash with it is gain besides."""
        unit = 10 ** places_of(holding.currency)
        total = max(1, math.floor(holding.quantity * Fraction(row["new"]) / Fraction(row["old"]) * 10**8))
        local = half_up(Fraction(total, 10**8) * Fraction(row["worth"]) * unit)
        worth = self.worth(holding.currency, local, date)
        money = half_up(holding.quantity * Fraction(row["cash"] or 0) * unit)
        gain = self.gain_of_security(holding, worth - holding.cost, local - holding.local_cost, date)
        self.post("investments_at_cost", worth - holding.cost)
        self.post("realised_on_investments", -gain)
        self.post("realised_on_currency", gain - (worth - holding.cost))
        holding.lots = []
        self.holding(row["new_security"]).arrive({"name": "", "quantity": Fraction(total, 10**8), "cost": worth, "local": local if holding.foreign else 0,
                                                  "date": date}, self.average)
        if money:
            self.receive(row, holding, money, 0, 0, date)
        self.sell_fraction(row, row["new_security"], Fraction(total, 10**8) % 1, date)

    @staticmethod
    def part_of(holding, lot, money):
        """What so much money takes of a lot: dollars, and the security's currency where it is another."""
        if not holding.foreign:
            return min(money, lot["cost"]), 0
        money = min(money, lot["local"])
        return (share(lot["cost"], money, lot["local"]) if money else 0), money

    def pay_cash(self, row, holding, date):
        money = half_up(holding.quantity * Fraction(row["cash"]) * 10 ** places_of(holding.currency))
        if row["kind"] == "return_of_capital":
            cost, local_cost = holding.return_capital(money)
        else:
            cost, local_cost, holding.lots = holding.cost, holding.local_cost, []
        self.receive(row, holding, money, cost, local_cost, date)

    def receive(self, row, holding, money, cost, local_cost, date):
        worth = self.worth(holding.currency, money, date)
        self.post("investments_at_cost", -cost)
        total = self.move("receivable_investments_sold", holding.currency, "", money, worth) - cost
        gain = self.gain_of_security(holding, worth - cost, money - local_cost, date)
        self.post("realised_on_investments", -gain)
        self.post("realised_on_currency", gain - total)
        self.wait(day(row["pay_date"] or row["ex_date"]), "cash", "receivable_investments_sold", holding.currency, money, worth)

    @staticmethod
    def interest_before(holding, par, date):
        """What has accrued on so much par until the evening before, unless a coupon is paid on the day."""
        if interest.payments(holding.terms, date) != (0, None):
            return 0
        return half_up(par * interest.accrued(holding.terms, date - DAY) * 10 ** places_of(holding.currency))

    def redeem(self, row, holding, date):
        """Par paid back before maturity, at amortised cost; with the interest of the days before, unless a coupon came."""
        have, unit = holding.quantity, 10 ** places_of(holding.currency)
        left = half_up(have * Fraction(row["new"]) / Fraction(row["old"]) * 100)
        paid = have - Fraction(left, 100)
        if not paid:
            return
        self.amortise(holding, date, date)
        earned = self.interest_before(holding, paid, date)
        net = half_up(paid * Fraction(row["price"] or 100) / 100 * unit) + earned
        cost, local_cost = holding.leave(left)
        self.sold(holding, date, net, earned, cost, local_cost, row["pay_date"] or row["ex_date"], "", "")

    def tax_on(self, row, ex_date):
        """Percent of a dividend kept back, and of that given back: the row's own, else its country's."""
        if row["withheld_pct"] or row["reclaim_pct"]:
            return Fraction(row["withheld_pct"] or 0), Fraction(row["reclaim_pct"] or 0)
        country = self.world.securities[row["security"]]["country"]
        found = [rate for rate in self.world.withholding if rate["country"] == country and rate["from"] <= ex_date]
        last = max(found, key=lambda rate: rate["from"], default={})
        return Fraction(last.get("withheld_pct", "0")), Fraction(last.get("reclaim_pct", "0"))

    def events(self, current, previous, date):
        """A day's events: trades, entries, spot deals, notices, each by reference; numbers before texts."""
        order = {"trades": 0, "entries": 1, "currency-deals": 2, "settlements": 3, "contract-trades": 4, "exercises": 5, "forward-deals": 6,
                 "elections": 7, "loans": 8, "joint-accounts": 8, "loan-payments": 9}
        todays = [event for event in self.by_day.get(current, []) if event[0] in order]
        key = lambda event: (order[event[0]], (0, int(event[1]), "") if event[1].isdigit() else (1, 0, event[1]))
        same_day = self.settings["trades_enter"] == "same day"
        for kind, reference, row in sorted(todays, key=key):
            if kind in ("trades", "contract-trades", "exercises"):
                if (same_day or current < date) and (kind, reference) not in self.entered:
                    self.entered.add((kind, reference))
                    due = day(row["settle_date"]) if row["settle_date"] else None
                    if kind == "trades":
                        self.trade(row, current)
                    elif kind == "contract-trades":
                        self.contracts.trade(row, due)
                    elif row["side"] == "assigned":
                        self.contracts.assign(row, current, due)
                    else:
                        self.contracts.exercise(row, current, due)
            elif current > previous:
                if kind == "elections":
                    self.offers.elect(row)
                    continue
                if kind in ("loans", "joint-accounts", "loan-payments"):
                    self.loans.take(kind, reference, row, current)
                    continue
                {"entries": self.entry, "currency-deals": self.exchange, "forward-deals": self.agree,
                 "settlements": self.notice}[kind](row, current)

    def trade(self, row, date):
        holding = self.holding(row["security"])
        currency = holding.currency
        net, earned = abs(minor(row["net_amount"], currency)), minor(row["accrued_interest"], currency)
        worth, worth_earned = self.worth(currency, net, date), self.worth(currency, earned, date)
        quantity, place = Fraction(row["quantity"]), row["cash_account"]
        if row["side"] == "B":
            holding.buy(row["trade_id"], quantity, worth - worth_earned, net - earned, date, self.average)
            if holding.may_amortise(self.settings["effective_yield"]):
                holding.begin_line(holding.lots[-1], day(row["settle_date"]))
            self.catch_up_with_index(holding, quantity, day(row["settle_date"]))
            holding.accrued += earned
            if holding.terms["maturity"]:
                holding.waits.append((day(row["settle_date"]), quantity, earned))
            self.post("investments_at_cost", worth - worth_earned)
            total = worth - worth_earned + self.move("receivable_interest", currency, "", earned, worth_earned)
            moved = self.move("payable_investments_purchased", currency, place, -net, -worth)
            self.post("realised_on_currency", -(total + moved))
            self.wait(day(row["settle_date"]), "payable_investments_purchased", "cash", currency, net, worth, place, row["trade_id"])
            return
        method = row["lots"] or self.settings["lot_method"]
        tax = Fraction(self.settings["tax_short_pct"]), Fraction(self.settings["tax_long_pct"])
        proceeds = Fraction(self.worth(currency, net - earned, date))
        cost, local_cost = holding.sell(quantity, method, date, proceeds, tax)
        if holding.terms["maturity"]:
            holding.waits.append((day(row["settle_date"]), -quantity, -earned))
        self.sold(holding, date, net, earned, cost, local_cost, row["settle_date"], place, row["trade_id"])

    def catch_up_with_index(self, holding, par, settled):
        """What enters after it has settled has followed the index since."""
        if self.last and holding.terms["kind"] == "inflation_indexed" and settled <= self.accrual_end(self.last):
            until = self.accrual_end(self.last) + DAY
            self.add_to_cost(holding, self.indexed_par(holding, par, until) - self.indexed_par(holding, par, settled), settled, holding.lots[-1:])

    def sold(self, holding, date, net, earned, cost, local_cost, due, place, trade):
        currency = holding.currency
        worth, worth_earned = self.worth(currency, net, date), self.worth(currency, earned, date)
        holding.accrued -= earned
        self.post("investments_at_cost", -cost)
        total = self.move("receivable_investments_sold", currency, place, net, worth) - cost
        total += self.move("receivable_interest", currency, "", -earned, -worth_earned)
        gain = self.gain_of_security(holding, worth - worth_earned - cost, net - earned - local_cost, date)
        self.post("realised_on_investments", -gain)
        self.post("realised_on_currency", gain - total)
        self.wait(day(due), "cash", "receivable_investments_sold", currency, net, worth, place, trade)

    def entry(self, row, date):
        debit, credit = ENTRIES[row["entry"]]
        currency = row["currency"] or "USD"
        amount = minor(row["amount"], currency)
        worth = self.worth(currency, amount, date)
        to = row["to_cash_account"] if debit == credit else row["cash_account"]
        total = self.move(debit, currency, to if debit == "cash" else "", amount, worth)
        total += self.move(credit, currency, row["cash_account"] if credit == "cash" else "", -amount, -worth)
        self.post("realised_on_currency", -total)

    def exchange(self, row, date):
        """Both legs are due at the amount of the base currency's; without one, at what is sold is worth."""
        sold, bought, place = row["sell_currency"], row["buy_currency"], row["cash_account"]
        out, into = minor(row["sell_amount"], sold), minor(row["buy_amount"], bought)
        amount = into if bought == "USD" else out if sold == "USD" else self.worth(sold, out, date)
        for account, currency, local, worth in (("receivable_currency", bought, into, amount), ("payable_currency", sold, -out, -amount)):
            self.move(account, currency, place, local, worth)
        self.wait(day(row["settle_date"]), "cash", "receivable_currency", bought, into, amount, place)
        self.wait(day(row["settle_date"]), "payable_currency", "cash", sold, out, amount, place)

    def agree(self, row, date):
        """A forward contract, or one for each side where neither is in dollars."""
        sides = (("sell", row["sell_currency"], row["sell_amount"], row["buy_amount"]),
                 ("buy", row["buy_currency"], row["buy_amount"], row["sell_amount"]))
        for side, currency, units, against in sides:
            if currency != "USD":
                self.forwards.append({"side": side, "currency": currency, "units": units, "amount": row["base_amount"] or against,
                                      "settlement_date": row["settle_date"], "settlement": row["settlement"],
                                      "cash_account": row["cash_account"]})

    def deliver(self, row):
        """The currencies change hands on the day, at what was agreed."""
        dollars, money = ("USD", row["amount"]), (row["currency"], row["units"])
        sold, bought = (money, dollars) if row["side"] == "sell" else (dollars, money)
        self.exchange({"sell_currency": sold[0], "sell_amount": sold[1], "buy_currency": bought[0], "buy_amount": bought[1],
                       "cash_account": row["cash_account"], "settle_date": row["settlement_date"], "agreed": row["amount"]},
                      day(row["settlement_date"]))

    def notice(self, row, date):
        for item in self.waiting:
            if item["trade"] == row["trade_id"] and item["failed"] != (row["state"] == "failed"):
                item["failed"] = row["state"] == "failed"
                if not item["failed"]:
                    item["due"] = date
                return
        raise AssertionError(f"no trade waits for the notice {row}")

    def earned(self, holding, date, through):
        """Interest earned through a day and not paid by the strike: also of a coupon between the two."""
        terms, unit = holding.terms, 10 ** places_of(holding.currency)
        if not terms["maturity"]:
            return 0
        total = holding.paid_ahead(through) + half_up(holding.earning(through) * interest.accrued(terms, through) * unit)
        while date < through:
            total += half_up(holding.earning(date) * interest.payments(terms, date + DAY)[0] * unit)
            date += DAY
        return total

    def index_principal(self, holding, through, date):
        """What the index added to principal since the strike before, of what has settled, is income and part of the cost."""
        if holding.terms["kind"] != "inflation_indexed" or not holding.quantity:
            return
        current, step = (self.accrual_end(self.last) if self.last else self.begins - DAY) + DAY, 0
        while current <= through:
            par = holding.quantity - sum(max(par, 0) for settles, par, _ in holding.waits if settles > current)
            step += self.indexed_par(holding, par, current + DAY) - self.indexed_par(holding, par, current)
            current += DAY
        self.add_to_cost(holding, step, date)

    @staticmethod
    def indexed_par(holding, par, date):
        return half_up(par * interest.index_ratio(holding.terms, date) * 10 ** places_of(holding.currency))

    def add_to_cost(self, holding, step, date, lots=None):
        """Shared by par, of all lots or of one."""
        worth = self.worth(holding.currency, step, date)
        for lot, part in zip(lots or holding.lots, [worth] if lots else holding.shares_of(abs(worth))):
            lot["cost"] += part if lots or worth >= 0 else -part
        if holding.foreign:
            for lot, part in zip(lots or holding.lots, [step] if lots else holding.shares_of(abs(step))):
                lot["local"] += part if lots or step >= 0 else -part
        self.post("investments_at_cost", worth)
        self.post("interest_income", -worth)

    def amortise(self, holding, on, date):
        """Lots at their amortised cost on a day, at the rate of another."""
        rule = self.settings["effective_yield"]
        if not holding.may_amortise(rule):
            for lot in holding.lots:
                lot["line"] = None
            return
        if interest.flat(holding.terms, on - DAY):
            for lot in holding.lots:
                lot["line"] = None
            return
        for lot in holding.lots:
            if lot["line"] is None:
                holding.begin_line(lot, on)
            line = lot["line"]
            if line.cost > line.par and (rule == "discount" or holding.terms["kind"] == "convertible_bond"):
                lot["line"] = None
                continue
            value = line.at(min(on, day(holding.terms["maturity"])), lot["quantity"])
            if value is None:
                continue
            step = half_up(value * 10 ** places_of(holding.currency)) - (lot["local"] if holding.foreign else lot["cost"])
            worth = self.worth(holding.currency, step, date)
            lot["cost"] += worth
            lot["local"] += step if holding.foreign else 0
            self.post("investments_at_cost", worth)
            self.post("interest_income", -worth)

    def accrue(self, date, through):
        whole = self.settings.get("holding_value", "").startswith("whole")
        for holding in self.holdings.values():
            step = self.earned(holding, date, through) - holding.accrued
            if step:
                worth = self.worth(holding.currency, step, date)
                moved = self.move("receivable_interest", holding.currency, "", step, worth)
                self.post("interest_income", -worth)
                self.post("realised_on_currency", worth - moved)
                holding.accrued += step
            self.index_principal(holding, through, date)
            if holding.quantity:
                self.amortise(holding, through + DAY, date)
            if holding.quantity and interest.is_paper(holding.terms):
                value = holding.quantity * interest.amortised(holding.terms, through)
                if holding.foreign:  # in its own currency; the step is income at the day's rate
                    local = half_up(value * 10 ** places_of(holding.currency)) - holding.local_cost
                    holding.lots[0]["local"] += local
                    step = self.worth(holding.currency, local, date)
                else:
                    step = (half_up(value) * 100 if whole else half_up(value * 100)) - holding.cost
                holding.lots[0]["cost"] += step
                self.post("investments_at_cost", step)
                self.post("interest_income", -step)

    def forward_rate(self, currency, settles, date):
        """Of the settlement date if it was quoted last, else on a straight line between the dates around it that were."""
        curve = {day(due): series for (of, due), series in self.world.forward_rates.items()
                 if of == currency and series.last(date)}
        latest = max(series.last(date) for series in curve.values())
        if settles in curve and curve[settles].last(date) == latest:
            return curve[settles].at(date)
        fresh = [due for due, series in curve.items() if series.last(date) == latest]
        before, after = [due for due in fresh if due < settles], [due for due in fresh if due > settles]
        if not before or not after:
            return curve[settles].at(date)
        low, high = max(before), min(after)
        line = (curve[high].at(date) - curve[low].at(date)) * (settles - low).days / (high - low).days
        return curve[low].at(date) + Fraction(round(line * 10**10), 10**10)

    def forward_gain(self, row, date, whole):
        rate = self.forward_rate(row["currency"], day(row["settlement_date"]), date)
        value = Fraction(row["units"]) * rate
        value = half_up(value) * 100 if whole else half_up(value * 100)
        return (1 if row["side"] == "buy" else -1) * (value - minor(row["amount"]))

    def settle_forwards(self, date):
        for row in [row for row in self.forwards if day(row["settlement_date"]) <= date]:
            if row.get("settlement") == "delivery":
                self.deliver(row)
                self.forwards.remove(row)
                continue
            gain = self.forward_gain(row, date, False)
            self.post("cash", gain)
            self.post("realised_on_currency", -gain)
            self.forwards.remove(row)

    def charge(self, date, through):
        base = Fraction(self.net_assets + (self.dealt if self.settings["fee_base"].endswith("after dealing") else 0), 100)
        a_year, below = Fraction(0), Fraction(0)
        for tier in self.tiers:
            top = min(base, Fraction(tier.get("up_to", base)))
            a_year += max(0, top - below) * Fraction(tier["rate_pct"]) / 100
            below = max(below, top)
        leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
        year = {"actual": 366 if leap else 365}.get(self.settings["fee_year"], self.settings["fee_year"])
        days = 1 if self.settings["fee_days"] == "per strike" else (through - self.accrual_end(self.last)).days
        fee = a_year * days / year
        if self.settings["fee_rounding"] == "each strike":
            posted = half_up(fee * 100)
        else:  # the difference of rounded cumulative amounts
            self.fee_due += fee
            posted = half_up(self.fee_due * 100) - self.fee_posted
            self.fee_posted += posted
        self.post("advisory_fee", posted)
        self.post("payable_advisory_fee", -posted)

    def settle(self, date):
        for item in [item for item in self.waiting if item["due"] <= date and not item["failed"]]:
            self.waiting.remove(item)
            worth, total = self.worth(item["currency"], item["local"], item["due"]), 0
            for account, sign in ((item["debit"], 1), (item["credit"], -1)):
                if account == "cash":
                    total += self.move(account, item["currency"], item["place"], sign * item["local"], sign * worth)
                else:
                    self.settle_exactly(account, item["currency"], item["place"], sign * item["local"], sign * item["worth"])
                    total += sign * item["worth"]
            self.post("realised_on_currency", -total)

    def mark(self, date, through):
        whole = self.settings.get("holding_value", "").startswith("whole")
        unit = 100 if whole else 1
        dollars = lambda value: half_up(value) * 100 if whole else half_up(value * 100)
        holdings, investments = {}, 0
        for security, holding in self.holdings.items():
            quantity, terms = holding.quantity, holding.terms
            if not quantity:
                continue
            if interest.is_paper(terms):
                exact = quantity * interest.amortised(terms, through)
            else:
                exact = quantity * self.world.prices[security].at(date) / (100 if terms["coupons_per_year"] or terms["kind"] == "tba" else 1)
                exact *= interest.index_ratio(terms, through + DAY)
            local = half_up(exact * 10 ** places_of(holding.currency)) if holding.foreign else None
            if holding.foreign:
                exact = Fraction(local, 10 ** places_of(holding.currency)) * self.world.rates[holding.currency].at(date)
            value = dollars(exact)
            investments += value
            holdings[security] = {"quantity": quantity, "cost": holding.cost, "value": value, "accrued": holding.accrued,
                                  "local_cost": holding.local_cost if holding.foreign else None, "local_value": local}
        self.contracts.mark(date, self.calendar.following(date))
        books = dict(self.books)
        cost = books.get("investments_at_cost", 0)
        assert cost == sum(holding.cost for holding in self.holdings.values()), "the auditor's own lots and books differ"
        forwards = sum(self.forward_gain(row, date, whole) for row in self.forwards)
        translation, money = 0, {}
        for (account, currency, place), (local, was) in self.money.items():
            worth = self.worth(currency, local, date)
            if currency != "USD":
                books[account] += worth - was
                translation += worth - was
            if local or was:
                money[account, currency, place or self.main] = local, worth
        books["unrealised_on_investments"], books["unrealised_on_forwards"] = investments - cost, forwards
        books["unrealised_appreciation"] = -(investments - cost + forwards + translation)
        assert sum(books.values()) == 0, "the auditor's own books do not balance"
        self.net_assets = sum(books.get(account, 0) for account in ASSETS + LIABILITIES)
        places = 10 ** self.settings["nav_places"]
        nav = Fraction(self.net_assets, 100) / self.shares
        self.nav = Fraction(half_up(nav * places), places)
        currencies = {security: holding.currency for security, holding in self.holdings.items()}
        return {"holdings": holdings, "currencies": currencies, "money": money, "books": books, "net_assets": self.net_assets, "shares": self.shares,
                "nav": self.nav, "nav_unrounded": Fraction(half_up(nav * 10**10), 10**10)}


class Sealed:
    """What the program answered: for each day its latest figures by some step."""

    def __init__(self, folder):
        results = folder / "results"
        self.days = self._by_key(rows_of(results / "simulated-days.csv"))
        self.holdings = self._by_key(rows_of(results / "simulated-holdings.csv"))
        self.money = self._by_key(rows_of(results / "simulated-money.csv"))

    @staticmethod
    def _by_key(rows):
        found = {}
        for row in rows:
            found.setdefault((row["portfolio"], row["date"]), {}).setdefault(int(row["step"]), []).append(row)
        return found

    def at(self, portfolio, date, step):
        """The day's row, its holdings and money; none where it was not struck by then."""
        versions = self.days.get((portfolio, date.isoformat()), {})
        steps = [s for s in versions if s <= step]
        if not steps:
            return None
        of = lambda table: table.get((portfolio, date.isoformat()), {}).get(max(steps), [])
        return versions[max(steps)][0], of(self.holdings), of(self.money)


def differences(sealed, figures):
    """Figure by figure: name, the program's, the auditor's. Causes before what follows from them."""
    row, holdings, money = sealed
    totals = ["shares", "net_assets", "nav", "nav_unrounded"]
    told = {}
    for held in holdings:
        for key in ("quantity", "cost", "value", "accrued", "local_cost", "local_value"):
            told[f"{key} of {held['security']}"] = Fraction(held[key]) if held[key] else None
    for at in money:
        key = f"{at['account']} in {at['currency']}" + (f" at {at['cash_account']}" if at["account"] == "cash" else "")
        told[key] = told.get(key, 0) + Fraction(at["local"])
    own = {}
    for security, held in figures["holdings"].items():
        for key, figure in held.items():
            local = 100 if key in ("cost", "value") else 10 ** places_of(figures["currencies"][security])
            own[f"{key} of {security}"] = None if figure is None else Fraction(figure, 1 if key == "quantity" else local)
    for (account, currency, place), (local, _) in figures["money"].items():
        key = f"{account} in {currency}" + (f" at {place}" if account == "cash" else "")
        own[key] = own.get(key, 0) + Fraction(local, 10 ** places_of(currency))
    for account, amount in figures["books"].items():
        own[account] = Fraction(amount, 100)
    for name in list(row)[list(row).index("digest") + 1:]:
        told[name] = Fraction(row[name])
    for name in totals:
        told[name] = Fraction(row[name])
        own[name] = Fraction(figures[name], 100) if name == "net_assets" else figures[name]
    for name in [name for name in dict.fromkeys([*own, *told]) if name not in totals] + totals:
        if (told.get(name) or 0) != (own.get(name) or 0):
            yield name, told.get(name), own.get(name)


def text(figure):
    if figure is None:
        return "nothing"
    return f"{Decimal(figure.numerator) / Decimal(figure.denominator):,.10f}".rstrip("0").rstrip(".")


class Difference(typing.NamedTuple):
    """Where engine and auditor differ first; `step` is the last one known."""

    portfolio: str
    date: datetime.date
    name: str
    engine: Fraction
    auditor: Fraction
    step: int
    events: tuple

    def __str__(self):
        events = [f"    {kind}: " + ", ".join(filter(None, row.values())) for kind, row in self.events] or ["    none"]
        return (f"{self.portfolio} on {self.date}, as known after step {self.step}: {self.name} is {text(self.engine)} by the engine and "
                f"{text(self.auditor)} by the auditor (simulated)\n  events of the day:\n" + "\n".join(events))


def events_of(world, portfolio, date):
    return tuple((kind, row) for kind, found in world.events.items() for (of, when, _), row in found.items()
                 if of == portfolio and when == date.isoformat())


def audit_figures(simulation, checkpoints=4, books=Books):
    """The first difference of each portfolio, and how many days were compared. Looked at are the days as finally known, and as
    known after some earlier strikes."""
    sealed, calendar, found, compared = Sealed(simulation.folder), Calendar(), [], 0
    strikes = simulation.strikes()
    chosen = sorted({strikes[len(strikes) * (i + 1) // checkpoints - 1] for i in range(checkpoints)} if strikes else ())
    for step, last in reversed(chosen):
        world = simulation.world(step)
        for portfolio, terms in simulation.portfolios.items():
            ours = books(portfolio, terms, world, calendar)
            date = ours.begins
            while date is not None and date <= last:
                figures = ours.strike(date)
                answer = sealed.at(portfolio, date, step)
                compared += 1
                first = next(differences(answer, figures), None) if answer else ("the strike", None, Fraction(1))
                if first:
                    found.append(Difference(portfolio, date, *first, step, events_of(world, portfolio, date)))
                    break  # what follows differs for it
                date = calendar.following(date)
    return found, compared


def audit_steps(simulation):
    """Steps that came out otherwise than they should, and days whose postings do not sum to zero in some currency."""
    for row, outcome in zip(simulation.manifest, simulation.outcomes):
        if outcome["outcome"] != row["expected"]:
            yield f"step {outcome['step']} ({outcome['what']}) was {outcome['outcome']} {outcome['code']} and should be {row['expected']} (simulated)"
        if outcome["outcome"] != "taken" and outcome["store"] != "unchanged" and row["action"] == "import":
            yield f"step {outcome['step']} was not taken, and the store changed (simulated)"
    for row in rows_of(simulation.folder / "results/simulated-sums.csv"):
        if row["sum_of_postings"] != "0":
            yield f"{row['portfolio']} on {row['date']}: postings in {row['currency']} sum to {row['sum_of_postings']} (simulated)"


def audit(folder, checkpoints=4, books=Books):
    """All that is wrong with a simulation, and how many days were compared."""
    simulation = Simulation(folder)
    found, compared = audit_figures(simulation, checkpoints, books)
    return [*audit_steps(simulation), *found], compared
