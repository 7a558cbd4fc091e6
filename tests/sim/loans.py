"""Loans in the auditor's books, as plainly as possible: docs/decisions/0011-financing.md. Interest is counted from the day on
which a loan was last paid, or made, to the day before it is paid again; whatever is paid on it pays all of that."""
import datetime
from fractions import Fraction

DAY = datetime.timedelta(1)
OWED_AS = {"bank_borrowing": "loans_payable", "interfund_borrowing": "loans_payable", "reverse_repurchase": "reverse_repurchases",
           "securities_loan": "collateral_to_return", "interfund_lending": "loans_receivable", "joint": "loans_receivable",
           "securities_borrowing": "deposits_for_borrowed_securities"}


class Loans:
    def __init__(self, books, day, half_up, cents):
        self.books, self.day, self.half_up, self.cents = books, day, half_up, cents
        self.open = {}

    def take(self, kind, reference, row, date):
        if kind == "loan-payments":
            self.pay(self.open[row["loan_id"]], row, date)
            return
        joint = kind == "joint-accounts"
        loan = {"kind": "joint" if joint else row["kind"], "rate": Fraction(row["rate_pct"]), "made": date, "since": date,
                "due": self.day(row["due"]) if row["due"] else None, "principal": self.cents(row["amount" if joint else "principal"]),
                "accrued": 0, "fee_accrued": 0, "year": 360, "worth": 0, "fee": Fraction(0), "away": Fraction(0)}
        if joint:
            loan["interest"] = self.share_of(reference, loan, date)
        else:
            loan["year"] = 365 if row["day_count"] == "actual/365" else 360
            loan["worth"], loan["fee"] = self.cents(row["worth"]), Fraction(row["fee_pct"] or 0)
            loan["away"] = Fraction(row["quantity"] or 0)
        self.open[reference] = loan
        self.principal(loan, loan["principal"])

    def share_of(self, reference, loan, date):
        """Of the interest on all of the money, to the cent: rounded down, and a cent more for those that lost most by it, then
        for the larger, then for the earlier row."""
        rows = [row for (_, when, of), row in self.books.world.events["joint-accounts"].items()
                if of == reference and when == date.isoformat()]
        money = [self.cents(row["amount"]) for row in rows]
        whole = self.half_up(Fraction(sum(money)) * loan["rate"] / 100 * (loan["due"] - date).days / 360)
        shares = [whole * part // sum(money) for part in money]
        order = sorted(range(len(rows)), key=lambda i: (shares[i] - Fraction(whole * money[i], sum(money)), -money[i], i))
        for i in order[:whole - sum(shares)]:
            shares[i] += 1
        return next(share for share, row in zip(shares, rows) if row["portfolio"] == self.books.name)

    def lent(self, loan):
        return loan["kind"] in ("joint", "interfund_lending", "securities_borrowing")

    def borrows(self, loan):
        return loan["kind"] == "securities_borrowing"

    def principal(self, loan, money):
        """Money that is lent, or borrowed; below zero it comes back."""
        sign = 1 if self.lent(loan) else -1
        self.books.post(OWED_AS[loan["kind"]], sign * money)
        self.books.post("cash", -sign * money)

    def accrue_to(self, loan, end):
        """Until a day, which is not counted itself."""
        end = min(end, loan["due"]) if loan["due"] else end
        days = max(0, (end - loan["since"]).days)
        if loan["kind"] == "joint":
            interest = self.half_up(Fraction(loan["interest"] * days, (loan["due"] - loan["made"]).days))
        else:
            interest = self.half_up(loan["principal"] * loan["rate"] / 100 * days / loan["year"])
        fee = self.half_up(loan["worth"] * loan["fee"] / 100 * days / loan["year"])
        step, fee_step = interest - loan["accrued"], fee - loan["fee_accrued"]
        if self.lent(loan):
            self.books.post("receivable_interest", step)
            self.books.post("interest_income", -step)
        else:
            self.books.post("payable_interest", -step)
            self.books.post("securities_lending_income" if loan["kind"] == "securities_loan" else "interest_expense", step)
        if self.borrows(loan):
            self.books.post("payable_interest", -fee_step)
            self.books.post("borrowing_fees", fee_step)
        else:
            self.books.post("receivable_interest", fee_step)
            self.books.post("securities_lending_income", -fee_step)
        loan["accrued"], loan["fee_accrued"] = interest, fee

    def settle(self, loan, date):
        self.accrue_to(loan, date)
        self.books.post("receivable_interest" if self.lent(loan) else "payable_interest", -loan["accrued"] if self.lent(loan) else loan["accrued"])
        self.books.post("cash", loan["accrued"] if self.lent(loan) else -loan["accrued"])
        fee = -loan["fee_accrued"] if self.borrows(loan) else loan["fee_accrued"]
        self.books.post("payable_interest" if self.borrows(loan) else "receivable_interest", -fee)
        self.books.post("cash", fee)
        loan["accrued"] = loan["fee_accrued"] = 0
        loan["since"] = date

    def pay(self, loan, row, date):
        self.settle(loan, date)
        money = self.cents(row["principal"])
        self.principal(loan, -money)
        loan["principal"] -= money
        loan["away"] -= Fraction(row["quantity"] or 0)
        loan["rate"] = Fraction(row["rate_pct"] or loan["rate"])
        loan["due"] = self.day(row["due"]) if row["due"] else loan["due"]
        loan["worth"] = self.cents(row["worth"]) if row["worth"] else loan["worth"]
        if loan["principal"] == 0 and not (loan["kind"].startswith("securities_") and loan["away"]):
            self.open = {name: other for name, other in self.open.items() if other is not loan}

    def fall_due(self, date):
        for name in [name for name, loan in self.open.items() if loan["due"] and loan["due"] <= date]:
            loan = self.open.pop(name)
            self.settle(loan, date)
            self.principal(loan, -loan["principal"])

    def accrue(self, through):
        for loan in self.open.values():
            self.accrue_to(loan, through + DAY)
