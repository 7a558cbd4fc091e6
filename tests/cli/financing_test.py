"""Loans, joint accounts and collateral on the command line: both sides of what portfolios lend each other, cents that sum,
the report, the checks, and what is refused."""

import json
import unittest

from cli_test import Case, write

LOANS = "loan_id,date,portfolio,kind,counterparty,principal,rate_pct,due,purpose,security,quantity,worth,fee_pct,repo_rate_pct,bank_rate_pct\n"
LENT = "I1,1997-01-07,alpha,interfund_lending,beta,100000.00,6,1997-01-09,,,,,,5.5,6.25\n"
BORROWED = "I1,1997-01-07,beta,interfund_borrowing,alpha,100000.00,6,1997-01-09,temporary,,,,,5.5,6.25\n"
PAYMENTS = "payment_id,date,portfolio,loan_id,principal,rate_pct,due,repo_rate_pct,bank_rate_pct,worth,quantity\n"
JOINT = ("joint_id,date,due,counterparty,rate_pct,portfolio,amount\n"
         "J1,1997-01-07,1997-01-08,First Dealer,5,alpha,100000.00\nJ1,1997-01-07,1997-01-08,First Dealer,5,beta,200000.00\n")
BETA = {"opening-balances.csv": "portfolio,date,account,amount,basis\nbeta,1997-01-03,cash,1000000.00,printed\nbeta,1997-01-03,capital,1000000.00,printed\n",
        "opening-shares.csv": "portfolio,class,date,shares,basis\nbeta,one,1997-01-03,100000.000,printed\n"}


class Financing(Case):
    def setUp(self):
        super().setUp()
        self.ready()
        self.give("beta", BETA)

    def give(self, name, files):
        return self.ask("import", "folder", write(self.folder / name, files))

    def refused(self, name, files):
        folder = write(self.folder / name, files)
        return [(refusal["code"], refusal["file"].rsplit("/", 1)[-1], refusal["row"]) for refusal in self.refusals("import", "folder", folder)]

    def books(self, portfolio, date):
        rows = self.ask("report", "trial-balance", "--portfolio", portfolio, "--date", date)["tables"][0]["rows"]
        return {row["account"]: row for row in rows}

    def balance(self, portfolio, date, account):
        row = self.books(portfolio, date).get(account)
        return None if row is None else row["debit"] or "-" + row["credit"]

    def test_a_loan_between_portfolios_is_in_both_books(self):
        self.give("loan", {"loans.csv": LOANS + LENT + BORROWED})
        self.ask("strike", "--date", "1997-01-08")
        self.assertEqual(self.balance("alpha", "1997-01-08", "loans_receivable"), "100000.00")
        self.assertEqual(self.balance("beta", "1997-01-08", "loans_payable"), "-100000.00")
        self.assertEqual(self.balance("alpha", "1997-01-08", "interest_income"), "-33.33")
        self.assertEqual(self.balance("beta", "1997-01-08", "interest_expense"), "33.33")
        flows = self.ask("report", "cash-forecast", "--portfolio", "beta", "--date", "1997-01-08")["tables"][1]["rows"]
        self.assertIn(("1997-01-09", "-100033.33"), [(row["date"], row["amount"]) for row in flows])
        told = json.dumps(self.ask("explain", "event:beta:loans:I1"))
        self.assertIn("interfund_borrowing I1", told)
        self.assertIn("6.25 percent a year of banks", told)

    def test_one_side_alone_is_refused(self):
        self.assertEqual(self.refused("one", {"loans.csv": LOANS + LENT}), [("E-LOAN-017", "loans.csv", 2)])
        self.assertEqual(self.refused("two", {"loans.csv": LOANS + LENT + BORROWED.replace("100000.00", "100000.01")}),
                         [("E-LOAN-017", "loans.csv", 2), ("E-LOAN-017", "loans.csv", 3)])
        self.give("both", {"loans.csv": LOANS + LENT + BORROWED})
        pay = "p1,1997-01-08,alpha,I1,50000.00,,,,,,\n"
        self.assertEqual(self.refused("pay", {"loan-payments.csv": PAYMENTS + pay}), [("E-LOAN-017", "loan-payments.csv", 2)])
        self.give("paid", {"loan-payments.csv": PAYMENTS + pay + pay.replace("alpha", "beta")})

    def test_a_loan_is_not_withdrawn_under_its_payments(self):
        self.give("loan", {"loans.csv": LOANS + "B1,1997-01-07,alpha,bank_borrowing,First Bank,1000.00,6,,temporary,,,,,,\n",
                           "loan-payments.csv": PAYMENTS + "p1,1997-01-08,alpha,B1,400.00,,,,,,\n"})
        cancel = "date,portfolio,kind,reference\n1997-01-07,alpha,loans,B1\n"
        self.assertEqual(self.refused("back", {"cancellations.csv": cancel}), [("E-LOAN-012", "cancellations.csv", 2)])
        self.give("all", {"cancellations.csv": cancel + "1997-01-08,alpha,loan-payments,p1\n"})
        self.ask("strike", "--date", "1997-01-08")
        self.assertIsNone(self.balance("alpha", "1997-01-08", "loans_payable"))

    def test_a_joint_agreement_is_shared_to_the_cent(self):
        self.give("joint", {"joint-accounts.csv": JOINT})  # 300,000 x 5% / 360 = 41.67: 13.89 and 27.78
        self.ask("strike", "--date", "1997-01-08")
        self.assertEqual([self.balance(portfolio, "1997-01-08", "interest_income") for portfolio in ("alpha", "beta")], ["-13.89", "-27.78"])
        self.assertEqual(self.balance("beta", "1997-01-08", "cash"), "1000027.78")

        alone = JOINT.replace("J1", "J2").rsplit("J2", 1)[0]
        self.assertEqual(self.refused("alone", {"joint-accounts.csv": alone}), [("E-JOINT-002", "joint-accounts.csv", 2)])

    def test_a_shortfall_of_collateral_is_called_and_waits_for_an_override(self):
        self.give("lent", {
            "loans.csv": LOANS + "L1,1997-01-07,alpha,securities_loan,Prime Broker,20000.00,4,,,ACME,1000,52500.00,0.5,,\n",
            "collateral.csv": "date,portfolio,deal,kind,value\n1997-01-07,alpha,L1,government,32400.00\n"})
        portfolios = self.ask("strike", "--date", "1997-01-07")["portfolios"]
        struck = next(struck for struck in portfolios if (struck["portfolio"], struck["date"]) == ("alpha", "1997-01-07"))
        self.assertTrue(any("100.00 less than the 52500.00" in text for text in struck["exceptions"]), struck["exceptions"])
        report = self.ask("report", "financing", "--portfolio", "alpha", "--date", "1997-01-07")
        loans, cover, limits = (table["rows"] for table in report["tables"])
        self.assertEqual((loans[0]["loan"], loans[0]["principal"], loans[0]["security"]), ("L1", "20000.00", "1000 ACME"))
        self.assertEqual((cover[0]["required"], cover[0]["value"], cover[0]["shortfall"], cover[0]["told"]), ("52500.00", "52400.00", "100.00", "1997-01-07"))
        self.assertEqual(limits[1]["amount"], "52500.00")
        self.assertIn("call 100.00 for L1", report["notes"])
        failed = self.ask("status", "--date", "1997-01-07")["portfolios"][0]["failed"]
        self.assertEqual([(check["check"], check["subject"], check["override"]) for check in failed], [("collateral", "L1", None)])

    def test_collateral_of_nothing_is_refused(self):
        self.assertEqual(self.refused("stray", {"collateral.csv": "date,portfolio,deal,kind,value\n1997-01-07,alpha,L9,cash,1.00\n"}),
                         [("E-COL-002", "collateral.csv", 2)])


if __name__ == "__main__":
    unittest.main()
