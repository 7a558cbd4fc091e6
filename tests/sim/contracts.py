"""Futures, swaps, written options and short sales in the auditor's books, as plainly as possible: docs/decisions/0010-futures-and-options.md.
A lot is a dictionary; its amount is what the contracts were opened at in cents, commission counted."""
import datetime
from fractions import Fraction

import interest
from deliveries import day


class Contracts:
    def __init__(self, books, cents, half_up, share):
        self.books, self.cents, self.half_up, self.share = books, cents, half_up, share
        self.lots, self.gain_before = [], 0

    def terms(self, security):
        return self.books.world.securities[security]

    def money(self, security, price, contracts):
        return self.half_up(Fraction(price) * Fraction(self.terms(security)["multiplier"] or 1) * contracts * 100)

    def owed_as(self, security):
        """The accounts of what is owed at its value: a written option, or a share sold short."""
        if self.is_option(security):
            return "options_written", "realised_on_written_options"
        return "securities_sold_short", "realised_on_short_sales"

    def is_short(self, security):
        return not self.terms(security)["multiplier"]

    def is_owed(self, security):
        return self.is_option(security) or self.is_short(security)

    def is_option(self, security):
        return self.terms(security)["kind"] == "option"

    def pays_rates(self, security):
        return self.terms(security)["kind"].startswith("interest_rate_")

    def open(self, security, sold, contracts, amount):
        self.lots.append({"security": security, "sold": sold, "contracts": contracts, "amount": amount})

    def close(self, security, contracts):
        """First in, first out; gives what was opened for that many."""
        amount = 0
        for lot in [lot for lot in self.lots if lot["security"] == security]:
            taken = min(contracts, lot["contracts"])
            part = self.share(lot["amount"], taken, lot["contracts"])
            lot["contracts"], lot["amount"] = lot["contracts"] - taken, lot["amount"] - part
            contracts, amount = contracts - taken, amount + part
        assert contracts == 0, f"more of {security} is closed than is open"
        self.lots = [lot for lot in self.lots if lot["contracts"]]
        return amount

    def trade(self, row, due):
        security, contracts, sells = row["security"], int(row["contracts"]), row["side"] == "S"
        if self.is_owed(security):
            net = abs(self.cents(row["net_amount"]))
            if row["effect"] == "open":
                self.open(security, True, contracts, net)
                self.books.post("receivable_investments_sold", net)
                self.books.post(self.owed_as(security)[0], -net)
                self.books.wait(due, "cash", "receivable_investments_sold", "USD", net, net)
            else:
                self.end_owed(security, self.close(security, contracts), net, due)
            return
        money, commission = self.money(security, row["price"], contracts), self.cents(row["commission"])
        amount = money - commission if sells else money + commission
        if self.pays_rates(security):
            self.trade_rates(row, contracts, -amount if sells else amount, due)
        elif row["effect"] == "open":
            self.open(security, sells, contracts, amount)
        else:
            opened = self.close(security, contracts)
            self.realise(amount - opened if sells else opened - amount)

    def trade_rates(self, row, contracts, paid, due):
        """What is paid for a swap stands as its cost until it is closed; below zero it was received."""
        security, sells = row["security"], row["side"] == "S"
        if row["effect"] == "open":
            self.open(security, sells, contracts, -paid if sells else paid)
            stands = paid
        else:
            opened = self.close(security, contracts)
            stands = -opened if sells else opened
            self.books.post("realised_on_swaps", paid - stands)
        self.books.post("swaps", stands)
        if paid > 0:
            self.books.post("payable_investments_purchased", -paid)
            self.books.wait(due, "payable_investments_purchased", "cash", "USD", paid, paid)
        elif paid:
            self.books.post("receivable_investments_sold", -paid)
            self.books.wait(due, "cash", "receivable_investments_sold", "USD", -paid, -paid)

    def leg(self, terms, per_year, count, date):
        """The first day and the part of a year of a leg's period that ends on a day, if one does."""
        leg = {**terms, "coupons_per_year": per_year, "day_count": count}
        if not interest.coupon_dates(leg, date - datetime.timedelta(1), date):
            return None, 0
        start = max(day(terms["issued"]), interest.coupon_dates(leg, date - datetime.timedelta(400), date - datetime.timedelta(1))[-1])
        return start, interest.years(leg, start, date)

    def legs(self, terms, date):
        """Percent of the notional that the buyer receives on a day, leg by leg."""
        if not day(terms["issued"]) < date <= day(terms["maturity"]):
            return
        swap = terms["kind"] == "interest_rate_swap"
        fixed, part = self.leg(terms, terms["coupons_per_year"], terms["day_count"], date)
        if swap and fixed:
            yield -Fraction(terms["rate_pct"]) * part
        start, part = self.leg(terms, terms["floating_per_year"] or terms["coupons_per_year"], terms["floating_day_count"] or terms["day_count"], date)
        if start:
            index = [Fraction(row["rate_pct"]) for row in terms["dated"] if row["from"] == start.isoformat()][0]
            above = index - Fraction(terms["rate_pct"])
            yield part * (index + Fraction(terms["spread_pct"] or 0) if swap else
                          max(0, above if terms["kind"] == "interest_rate_cap" else -above))

    def pay(self, date):
        for lot in [lot for lot in self.lots if self.pays_rates(lot["security"])]:
            for percent in self.legs(self.terms(lot["security"]), date):
                money = self.money(lot["security"], percent, lot["contracts"]) * (-1 if lot["sold"] else 1)
                self.books.post("cash", money)
                self.books.post("realised_on_swaps", -money)

    def shorts(self, security):
        return [lot for lot in self.lots if lot["security"] == security and self.is_short(security)]

    def owe_dividends(self, date):
        for row in self.books.world.dividends:
            units = sum(lot["contracts"] for lot in self.shorts(row["security"]))
            if day(row["ex_date"]) == date and units:
                money = self.half_up(units * Fraction(row["rate"]) * 100)
                self.books.post("dividends_on_short_sales", money)
                self.books.post("payable_dividends", -money)
                self.books.wait(day(row["pay_date"] or row["ex_date"]), "payable_dividends", "cash", "USD", money, money)

    def act(self, row):
        """What an issuer does to shares that are owed: units are whole, shared out among the sales by largest remainder."""
        lots = self.shorts(row["security"])
        if not lots or row["kind"] in ("withdrawal", "call", "put", "sinking_fund", "paydown"):
            return
        total, due = sum(lot["contracts"] for lot in lots), day(row["pay_date"] or row["ex_date"])
        shares = lambda whole: self.largest([Fraction(whole * lot["contracts"], total) for lot in lots], [lot["contracts"] for lot in lots], whole)
        if row["kind"] not in ("split", "spin_off"):
            paid = self.half_up(total * Fraction(row["cash"] or 0) * 100)
            ends = row["kind"] == "liquidation"
            taken = [lot["amount"] if ends else min(lot["amount"], part) for lot, part in zip(lots, shares(paid))]
            for lot, part in zip(lots, taken):
                lot["amount"] -= part
            if paid or ends:
                self.end_owed(row["security"], sum(taken), paid, due)
            if ends:
                self.lots = [lot for lot in self.lots if lot not in lots]
        if row["kind"] in ("split", "spin_off", "exchange", "taxed_exchange"):
            come = shares(self.half_up(total * Fraction(row["new"]) / Fraction(row["old"])))
            for lot, units in zip(lots, come):
                if row["kind"] == "spin_off":
                    part = self.half_up(lot["amount"] * Fraction(row["cost_pct"]) / 100) if units else 0
                    lot["amount"] -= part
                    if units:
                        self.lots.append({"security": row["new_security"], "sold": True, "contracts": units, "amount": part})
                else:
                    lot["contracts"], lot["security"] = units, row["security"] if row["kind"] == "split" else row["new_security"]
                    if not units:
                        self.end_owed(lot["security"], lot["amount"], 0, None)
            self.lots = [lot for lot in self.lots if lot["contracts"]]

    @staticmethod
    def largest(exact, weights, whole):
        shares = [int(part) for part in exact]
        order = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], -weights[i], i))
        for i in order[:whole - sum(shares)]:
            shares[i] += 1
        return shares

    def realise(self, gain):
        self.books.post("variation_margin", gain)
        self.books.post("realised_on_futures", -gain)

    def end_owed(self, security, brought, paid, due):
        owed, realised = self.owed_as(security)
        self.books.post(owed, brought)
        self.books.post("payable_investments_purchased", -paid)
        self.books.post(realised, paid - brought)
        if paid:
            self.books.wait(due, "payable_investments_purchased", "cash", "USD", paid, paid)

    def exercise(self, row, date, due):
        """What the option cost goes into what the shares cost or bring, or into the amount at which the future is opened."""
        terms, contracts = self.terms(row["security"]), int(row["contracts"])
        units = contracts * Fraction(terms["multiplier"])
        cost, _ = self.books.holding(row["security"]).sell(units, "fifo", date, 0, None)
        if terms["underlying_kind"] == "future":
            self.open_future(terms, terms["right"] == "call", contracts, cost)
            self.books.post("investments_at_cost", -cost)
            return
        assert terms["underlying_kind"] == "security", "an index is not simulated as held"
        strike = self.money(row["security"], terms["strike"], contracts)
        if terms["right"] == "call":
            self.buy_shares(row, terms, units, strike + cost, date)
            self.books.post("investments_at_cost", strike)
            self.owe(strike, due)
            return
        books = self.books
        tax = Fraction(books.settings["tax_short_pct"]), Fraction(books.settings["tax_long_pct"])
        shares, _ = books.holding(terms["underlying"]).sell(units, books.settings["lot_method"], date, Fraction(strike - cost), tax)
        books.post("investments_at_cost", -shares - cost)
        books.post("receivable_investments_sold", strike)
        books.post("realised_on_investments", shares + cost - strike)
        books.wait(due, "cash", "receivable_investments_sold", "USD", strike, strike)

    def open_future(self, terms, buys, contracts, carried):
        """At the strike, with what the option cost (below zero: brought) in the amount; the margin takes that over."""
        strike = self.money(terms["underlying"], terms["strike"], contracts)
        self.open(terms["underlying"], not buys, contracts, strike + carried if buys else strike - carried)
        self.books.post("variation_margin", carried)

    def buy_shares(self, row, terms, units, cost, date):
        self.books.holding(terms["underlying"]).buy(row["exercise_id"], units, cost, 0, date, self.books.average)

    def owe(self, strike, due):
        self.books.post("payable_investments_purchased", -strike)
        self.books.wait(due, "payable_investments_purchased", "cash", "USD", strike, strike)

    def assign(self, row, date, due):
        security, contracts = row["security"], int(row["contracts"])
        terms, premium = self.terms(security), self.close(security, contracts)
        if terms["underlying_kind"] == "index":
            above = Fraction(row["settlement_price"]) - Fraction(terms["strike"])
            self.end_owed(security, premium, max(0, self.money(security, -above if terms["right"] == "put" else above, contracts)), due)
            return
        if terms["underlying_kind"] == "future":
            self.open_future(terms, terms["right"] == "put", contracts, -premium)
            self.books.post("options_written", premium)
            return
        assert terms["right"] == "put", "simulated calls on shares are not assigned"
        strike = self.money(security, terms["strike"], contracts)
        self.buy_shares(row, terms, contracts * Fraction(terms["multiplier"]), strike - premium, date)
        self.books.post("investments_at_cost", strike - premium)
        self.books.post("options_written", premium)
        self.owe(strike, due)

    def expire(self, before, date):
        """What had its last day before a day ends: futures at the last price known at the strike, options for nothing."""
        self.pay(before)
        for lot in [lot for lot in self.lots if not self.is_short(lot["security"]) and self.terms(lot["security"])["maturity"] <= before.isoformat()]:
            rates = self.pays_rates(lot["security"])
            if not rates and self.terms(lot["security"])["maturity"] == before.isoformat():
                continue  # it can be dealt in until the end of its last day
            self.lots.remove(lot)
            if rates:
                cost = -lot["amount"] if lot["sold"] else lot["amount"]
                self.books.post("swaps", -cost)
                self.books.post("realised_on_swaps", cost)
            elif self.is_option(lot["security"]):
                self.end_owed(lot["security"], lot["amount"], 0, None)
            else:
                self.realise(self.gain(lot, date))

    def value(self, lot, date):
        return self.money(lot["security"], self.books.world.prices[lot["security"]].at(date), lot["contracts"])

    def gain(self, lot, date):
        return (self.value(lot, date) - lot["amount"]) * (-1 if lot["sold"] else 1)

    def mark(self, date, next_day):
        """Books the day's gains; what is due of futures is paid on the next pricing day."""
        gain = sum(self.gain(lot, date) for lot in self.lots if not self.is_owed(lot["security"]) and not self.pays_rates(lot["security"]))
        self.books.post("variation_margin", gain - self.gain_before)
        self.books.post("appreciation_of_futures", self.gain_before - gain)
        self.gain_before = gain
        worth = sum(self.value(lot, date) for lot in self.lots if self.is_option(lot["security"]))
        stands = sum(self.value(lot, date) * (-1 if lot["sold"] else 1) for lot in self.lots if self.pays_rates(lot["security"]))
        moved = stands - self.books.books.get("swaps", 0)
        self.books.post("swaps", moved)
        self.books.post("appreciation_of_swaps", -moved)
        owed = sum(self.value(lot, date) for lot in self.lots if self.is_short(lot["security"]))
        grown = -owed - self.books.books.get("securities_sold_short", 0)
        self.books.post("securities_sold_short", grown)
        self.books.post("appreciation_of_short_sales", -grown)
        step = -worth - self.books.books.get("options_written", 0)
        self.books.post("options_written", step)
        self.books.post("appreciation_of_written_options", -step)
        margin = self.books.books.get("variation_margin", 0)
        if margin > 0:
            self.books.wait(next_day, "cash", "variation_margin", "USD", margin, margin)
        elif margin:
            self.books.wait(next_day, "variation_margin", "cash", "USD", -margin, -margin)
