"""Futures, swaps, written options and short sales in the auditor's books, as plainly as possible: docs/decisions/0010-futures-and-options.md.
A lot is a dictionary; its amount is what the contracts were opened at in cents, commission counted."""
import datetime
from fractions import Fraction

import interest
from deliveries import day


class Contracts:
    def __init__(self, books, minor, half_up, share, places_of):
        self.books, self.minor, self.half_up, self.share, self.places_of = books, minor, half_up, share, places_of
        self.lots, self.gain_before = [], 0

    def terms(self, security):
        return self.books.world.securities[security]

    def currency(self, security):
        return self.terms(security)["currency"]

    def abroad(self, security):
        return self.currency(security) != "USD"

    def unit(self, security):
        return 10 ** self.places_of(self.currency(security))

    def worth(self, security, amount, date):
        return self.books.worth(self.currency(security), amount, date)

    def money(self, security, price, contracts):
        return self.half_up(Fraction(price) * Fraction(self.terms(security)["multiplier"] or 1) * contracts * self.unit(security))

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

    def is_future(self, security):
        return self.terms(security)["kind"] == "future"

    def pays_rates(self, security):
        return self.terms(security)["kind"].startswith("interest_rate_")

    def open(self, security, sold, contracts, amount, carried):
        """`carried`: cents; of a future the margin so far, which is counted in its currency beside it."""
        self.lots.append({"security": security, "sold": sold, "contracts": contracts, "amount": amount, "carried": carried, "margined": 0})

    def close(self, security, contracts):
        """First in, first out; gives what was opened for that many, what it is carried at, and the margin it brought."""
        gone = {"amount": 0, "carried": 0, "margined": 0}
        for lot in [lot for lot in self.lots if lot["security"] == security]:
            taken = min(contracts, lot["contracts"])
            for key in gone if taken else ():
                part = self.share(lot[key], taken, lot["contracts"])
                lot[key], gone[key] = lot[key] - part, gone[key] + part
            lot["contracts"], contracts = lot["contracts"] - taken, contracts - taken
        assert contracts == 0, f"more of {security} is closed than is open"
        self.lots = [lot for lot in self.lots if lot["contracts"]]
        return gone

    def move(self, security, account, local, cents):
        """Money comes or goes; what it moves at, where that is not its worth, is the rate's."""
        moved = self.books.move(account, self.currency(security), "", local, cents)
        self.books.post("realised_on_currency", cents - moved)

    def trade(self, row, due):
        security, contracts, sells = row["security"], int(row["contracts"]), row["side"] == "S"
        currency, date = self.currency(security), day(row["trade_date"])
        if self.is_owed(security):
            net = abs(self.minor(row["net_amount"], currency))
            if row["effect"] == "open":
                worth = self.worth(security, net, date)
                self.open(security, True, contracts, net, worth)
                self.move(security, "receivable_investments_sold", net, worth)
                self.books.post(self.owed_as(security)[0], -worth)
                self.books.wait(due, "cash", "receivable_investments_sold", currency, net, worth)
            else:
                self.end_owed(security, self.close(security, contracts), net, due, date)
            return
        money, commission = self.money(security, row["price"], contracts), self.minor(row["commission"], currency)
        amount = money - commission if sells else money + commission
        if self.pays_rates(security):
            self.trade_rates(row, contracts, -amount if sells else amount, due, date)
        elif row["effect"] == "open":
            self.open(security, sells, contracts, amount, 0)
        else:
            gone = self.close(security, contracts)
            self.realise(security, amount - gone["amount"] if sells else gone["amount"] - amount, gone, date)

    def trade_rates(self, row, contracts, paid, due, date):
        """What is paid for a swap stands as its cost until it is closed; below zero it was received."""
        security, sells = row["security"], row["side"] == "S"
        cents, local, stands = self.worth(security, paid, date), paid, self.worth(security, paid, date)
        if row["effect"] == "open":
            self.open(security, sells, contracts, -paid if sells else paid, -stands if sells else stands)
        else:
            gone = self.close(security, contracts)
            local, stands = (-1 if sells else 1) * gone["amount"], (-1 if sells else 1) * gone["carried"]
        self.books.post("swaps", stands)
        where = "payable_investments_purchased" if paid > 0 else "receivable_investments_sold"
        self.move(security, where, -paid, -cents)
        self.gain("realised_on_swaps", security, local - paid, stands - cents, date)
        if paid > 0:
            self.books.wait(due, where, "cash", self.currency(security), paid, cents)
        elif paid:
            self.books.wait(due, "cash", where, self.currency(security), -paid, -cents)

    def gain(self, account, security, local, cents, date):
        """The currency's part of a gain is shown within it, or apart."""
        shown = cents
        if self.abroad(security) and self.books.settings["currency_part"] == "apart":
            shown = self.worth(security, local, date)
        self.books.post(account, -shown)
        self.books.post("realised_on_currency", shown - cents)

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
                cents = self.worth(lot["security"], money, date)
                self.move(lot["security"], "cash", money, cents)
                self.books.post("realised_on_swaps", -cents)

    def shorts(self, security):
        return [lot for lot in self.lots if lot["security"] == security and self.is_short(security)]

    def owe_dividend(self, row, date):
        security = row["security"]
        units = sum(lot["contracts"] for lot in self.shorts(security))
        if not units:
            return
        money = self.half_up(units * Fraction(row["rate"]) * self.unit(security))
        worth = self.worth(security, money, date)
        self.books.post("dividends_on_short_sales", worth)
        self.move(security, "payable_dividends", -money, -worth)
        self.books.wait(day(row["pay_date"] or row["ex_date"]), "payable_dividends", "cash", self.currency(security), money, worth)

    def act(self, row):
        """What an issuer does to shares that are owed: units are whole, shared out among the sales by largest remainder."""
        lots = self.shorts(row["security"])
        if not lots or row["kind"] in ("withdrawal", "call", "put", "sinking_fund", "paydown"):
            return
        total, due, date = sum(lot["contracts"] for lot in lots), day(row["pay_date"] or row["ex_date"]), day(row["ex_date"])
        shares = lambda whole: self.largest([Fraction(whole * lot["contracts"], total) for lot in lots], [lot["contracts"] for lot in lots], whole)
        if row["kind"] not in ("split", "spin_off"):
            paid = self.half_up(total * Fraction(row["cash"] or 0) * self.unit(row["security"]))
            ends = row["kind"] == "liquidation"
            taken = [self.take(lot, lot["amount"] if ends else min(lot["amount"], part)) for lot, part in zip(lots, shares(paid))]
            if paid or ends:
                self.end_owed(row["security"], self.all_of(taken), paid, due, date)
            if ends:
                self.lots = [lot for lot in self.lots if lot not in lots]
        if row["kind"] in ("split", "spin_off", "exchange", "taxed_exchange"):
            come = shares(self.half_up(total * Fraction(row["new"]) / Fraction(row["old"])))
            for lot, units in zip(lots, come):
                if row["kind"] == "spin_off":
                    part = self.half_up(lot["amount"] * Fraction(row["cost_pct"]) / 100) if units else 0
                    gone = self.take(lot, part)
                    if units:
                        self.lots.append({**gone, "security": row["new_security"], "sold": True, "contracts": units})
                else:
                    lot["contracts"], lot["security"] = units, row["security"] if row["kind"] == "split" else row["new_security"]
            lost = self.all_of([self.take(lot, lot["amount"]) for lot in lots if not lot["contracts"]])
            if lost["amount"]:
                self.end_owed(lots[0]["security"], lost, 0, None, date)
            self.lots = [lot for lot in self.lots if lot["contracts"]]

    def take(self, lot, amount):
        """So much of what a sale brought, out of it."""
        carried = self.share(lot["carried"], amount, lot["amount"]) if lot["amount"] else 0
        lot["amount"], lot["carried"] = lot["amount"] - amount, lot["carried"] - carried
        return {"amount": amount, "carried": carried, "margined": 0}

    @staticmethod
    def all_of(parts):
        return {key: sum(part[key] for part in parts) for key in ("amount", "carried", "margined")}

    @staticmethod
    def largest(exact, weights, whole):
        shares = [int(part) for part in exact]
        order = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], -weights[i], i))
        for i in order[:whole - sum(shares)]:
            shares[i] += 1
        return shares

    def realise(self, security, gain, gone, date):
        """A future's margin of another currency counts at the rate of each day; the last step at this one's."""
        step = gain - gone["margined"]
        worth = self.worth(security, step, date)
        self.move(security, "variation_margin", step, worth)
        self.books.post("appreciation_of_futures", gone["carried"])
        self.books.post("realised_on_futures", -worth - gone["carried"])

    def end_owed(self, security, gone, paid, due, date):
        owed, realised = self.owed_as(security)
        worth = self.worth(security, paid, date)
        self.books.post(owed, gone["carried"])
        self.move(security, "payable_investments_purchased", -paid, -worth)
        self.gain(realised, security, gone["amount"] - paid, gone["carried"] - worth, date)
        if paid:
            self.books.wait(due, "payable_investments_purchased", "cash", self.currency(security), paid, worth)

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
        self.open(terms["underlying"], not buys, contracts, strike + carried if buys else strike - carried, 0)
        self.books.post("variation_margin", carried)

    def buy_shares(self, row, terms, units, cost, date):
        self.books.holding(terms["underlying"]).buy(row["exercise_id"], units, cost, 0, date, self.books.average)

    def owe(self, strike, due):
        self.books.post("payable_investments_purchased", -strike)
        self.books.wait(due, "payable_investments_purchased", "cash", "USD", strike, strike)

    def assign(self, row, date, due):
        security, contracts = row["security"], int(row["contracts"])
        terms, gone = self.terms(security), self.close(security, contracts)
        if terms["underlying_kind"] == "index":
            above = Fraction(row["settlement_price"]) - Fraction(terms["strike"])
            self.end_owed(security, gone, max(0, self.money(security, -above if terms["right"] == "put" else above, contracts)), due, date)
            return
        premium = gone["amount"]
        assert not self.abroad(security), "only options on indices are simulated abroad"
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
                sign = -1 if lot["sold"] else 1
                self.books.post("swaps", -sign * lot["carried"])
                self.gain("realised_on_swaps", lot["security"], -sign * lot["amount"], -sign * lot["carried"], before)
            elif self.is_option(lot["security"]):
                self.end_owed(lot["security"], lot, 0, None, before)
            else:
                self.realise(lot["security"], self.gain_of(lot, date), lot, before)

    def value(self, lot, date):
        return self.money(lot["security"], self.books.world.prices[lot["security"]].at(date), lot["contracts"])

    def gain_of(self, lot, date):
        return (self.value(lot, date) - lot["amount"]) * (-1 if lot["sold"] else 1)

    def worth_now(self, lot, date):
        return self.worth(lot["security"], self.value(lot, date), date)

    def mark(self, date, next_day):
        """Books the day's gains; what is due of futures is paid on the next pricing day."""
        futures = [lot for lot in self.lots if self.is_future(lot["security"])]
        gain = sum(self.gain_of(lot, date) for lot in futures if not self.abroad(lot["security"]))
        self.books.post("variation_margin", gain - self.gain_before)
        self.books.post("appreciation_of_futures", self.gain_before - gain)
        self.gain_before = gain
        moved = {}
        for lot in [lot for lot in futures if self.abroad(lot["security"])]:
            step = self.gain_of(lot, date) - lot["margined"]
            worth = self.worth(lot["security"], step, date)
            lot["margined"], lot["carried"] = lot["margined"] + step, lot["carried"] + worth
            so_far = moved.get(self.currency(lot["security"]), (lot["security"], 0, 0))
            moved[self.currency(lot["security"])] = (lot["security"], so_far[1] + step, so_far[2] + worth)
        for security, step, worth in moved.values():
            self.move(security, "variation_margin", step, worth)
            self.books.post("appreciation_of_futures", -worth)
        stands = sum(self.worth_now(lot, date) * (-1 if lot["sold"] else 1) for lot in self.lots if self.pays_rates(lot["security"]))
        for account, gained, value in (
                ("swaps", "appreciation_of_swaps", stands),
                ("securities_sold_short", "appreciation_of_short_sales", -sum(self.worth_now(lot, date) for lot in self.lots if self.is_short(lot["security"]))),
                ("options_written", "appreciation_of_written_options", -sum(self.worth_now(lot, date) for lot in self.lots if self.is_option(lot["security"])))):
            step = value - self.books.books.get(account, 0)
            self.books.post(account, step)
            self.books.post(gained, -step)
        self.let_margin_settle(next_day)

    def let_margin_settle(self, next_day):
        """All margin that no day waits for yet, in each currency."""
        abroad = {currency: money for (account, currency, _), money in self.books.money.items() if account == "variation_margin"}
        due = {"USD": (self.books.books.get("variation_margin", 0) - sum(worth for _, worth in abroad.values()),) * 2, **abroad}
        for item in self.books.waiting:
            if "variation_margin" in (item["debit"], item["credit"]):
                sign = 1 if item["debit"] == "cash" else -1
                local, worth = due[item["currency"]]
                due[item["currency"]] = local - sign * item["local"], worth - sign * item["worth"]
        for currency, (local, worth) in due.items():
            if local > 0:
                self.books.wait(next_day, "cash", "variation_margin", currency, local, worth)
            elif local:
                self.books.wait(next_day, "variation_margin", "cash", currency, -local, -worth)
