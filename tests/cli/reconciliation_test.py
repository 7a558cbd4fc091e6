"""The books beside the statements of custodian and transfer agent: what is on its way, what is open, how it is cleared."""
import csv
import io
import pathlib
import subprocess
import unittest

from cli_test import DELIVERY, DONE, FAILED, PROGRAM, TRUST, Case, write

TRADES = "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"


class Reconciliation(Case):
    def setUp(self):
        super().setUp()
        self.store = self.folder / "desk.db"
        self.openend("init", write(self.folder / "trust", TRUST))
        # Bought on Monday, settling on Thursday. Tuesday's orders bring 1,000.00 less 105.32 on Wednesday.
        self.deliver("opening", DELIVERY)
        self.deliver("more", {"prices.csv": "date,security,price,currency\n" + "".join(f"1997-01-{d:02},ACME,52.5,USD\n" for d in (8, 9, 10)),
                              "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-07,alpha,one,1000.00,10.5\n"})
        self.openend("strike", "--date", "1997-01-10", "--portfolio", "alpha")

    def openend(self, *words, expect=DONE):
        done = subprocess.run([PROGRAM, *map(str, words), "--store", str(self.store)], capture_output=True, text=True)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout

    def deliver(self, name, files):
        return self.openend("import", "folder", write(self.folder / name, files))

    def differences(self, day, expect=DONE):
        text = self.openend("report", "reconciliation", "--portfolio", "alpha", "--date", day, "--format", "csv", expect=expect)
        lines = list(csv.reader(io.StringIO(text)))
        return [tuple(row[2:]) for row in lines if row[:2] == ["differences", "item"]]

    def holdings(self, day, quantity):
        return {"custodian-holdings.csv": f"portfolio,date,security,quantity\nalpha,{day},ACME,{quantity}\n"}

    def cash(self, day, balance):
        return {"custodian-cash.csv": f"portfolio,date,balance\nalpha,{day},{balance}\n"}

    def test_what_waits_to_settle_is_no_difference(self):
        self.deliver("s8", {**self.holdings("1997-01-08", 0), **self.cash("1997-01-08", "1000894.68")})
        self.assertEqual(self.differences("1997-01-08"), [])

    def test_orders_of_the_day_are_with_the_transfer_agent_already(self):
        # Tuesday: 100,000 shares; 1,000.00 at 10.02 (1,002,500 / 100,000, published 10.03) less 10.5.
        told = self.openend("report", "assets-liabilities", "--portfolio", "alpha", "--date", "1997-01-07", "--format", "csv")
        self.assertIn("10.03", told)
        self.deliver("ta", {"transfer-agent-shares.csv": "portfolio,date,class,shares\nalpha,1997-01-07,one,100089.201\n"})  # 99.701 - 10.5
        self.assertEqual(self.differences("1997-01-07"), [])

    def test_a_trade_that_settled_only_here_is_timing(self):
        self.deliver("s9", {**self.holdings("1997-01-09", 0), **self.cash("1997-01-09", "1000894.68")})
        found = self.differences("1997-01-09")
        self.assertEqual([row[:7] for row in found], [("holdings", "ACME", "1000", "0", "0", "-1000", "timing"),
                                                      ("cash", "main USD", "950894.68", "0", "1000894.68", "50000.00", "timing")])
        self.assertEqual({row[7] for row in found}, {"trade 1 due 1997-01-09: settled in the books, not there"})

    def test_an_open_difference_ages_until_an_explanation_fits(self):
        for day in ("1997-01-09", "1997-01-10"):
            self.deliver("s" + day, self.holdings(day, 900))
        found = self.differences("1997-01-10", expect=FAILED)
        self.assertEqual(found, [("holdings", "ACME", "1000", "0", "900", "-100", "open", "nothing known makes it", "1997-01-09", "1")])
        self.deliver("why", {"explanations.csv": "portfolio,date,of,subject,amount,reason,who\nalpha,1997-01-09,holdings,ACME,-100,100 lent to a broker,ann\n"})
        self.assertEqual([row[6:8] for row in self.differences("1997-01-10")], [("explained", "100 lent to a broker (ann, 1997-01-09)")])
        # Another difference is not what was explained; and a later statement takes the place of the one before.
        self.deliver("again", self.holdings("1997-01-10", 850))
        found = self.differences("1997-01-10", expect=FAILED)
        self.assertEqual([row[5:8] for row in found], [("-150", "open", "nothing known makes it; an explanation of -100 does not fit any more")])

    def test_what_only_one_side_names(self):
        self.deliver("bolt", {"securities.csv": "security,name,kind,currency\nBOLT,Bolt Ltd.,common_stock,USD\n",
                              "custodian-holdings.csv": "portfolio,date,security,quantity\nalpha,1997-01-10,BOLT,5\n"})
        self.assertEqual([(row[1], row[5], row[7]) for row in self.differences("1997-01-10", expect=FAILED)],
                         [("ACME", "-1000", "trade 1 due 1997-01-09: settled in the books, not there"), ("BOLT", "5", "not in the books")])

    def test_a_fail_is_on_its_way(self):
        self.deliver("fail", {"settlements.csv": "date,portfolio,trade_id,state\n1997-01-09,alpha,1,failed\n"})
        self.openend("strike", "--date", "1997-01-10", "--portfolio", "alpha")
        self.deliver("s10", self.holdings("1997-01-10", 0))
        self.assertEqual(self.differences("1997-01-10"), [])

    def test_statements_move_no_book(self):
        before = self.openend("report", "trial-balance", "--portfolio", "alpha", "--date", "1997-01-10")
        self.deliver("s10", {**self.holdings("1997-01-10", 1), **self.cash("1997-01-10", "1.00")})
        self.assertIn("unchanged", self.openend("strike", "--date", "1997-01-10", "--portfolio", "alpha"))
        self.assertEqual(self.openend("report", "trial-balance", "--portfolio", "alpha", "--date", "1997-01-10"), before)
        self.openend("verify")


if __name__ == "__main__":
    unittest.main()
