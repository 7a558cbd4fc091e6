"""From a day's dealing value to that of its financial statement, as the command line prints it."""

import csv
import io
import unittest

from cli_test import TRUST, Case, write

TRADES = "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
TUESDAY = {
    "prices.csv": "date,security,price,currency\n1997-01-07,BOLT,10.10,USD\n",
    "securities.csv": "security,name,kind,currency\nBOLT,Bolt Co.,common_stock,USD\n",
    "trades.csv": TRADES + "2,1997-01-07,1997-01-10,alpha,BOLT,B,10,10,-100.00\n3,1997-01-07,1997-01-10,alpha,ACME,S,400,52,20800.00\n",
    "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-07,alpha,one,5015.00,200\n",
}


class Bridge(Case):
    def bridge(self, form, *more, expect=0):
        return self.run_it("report", "bridge", "--portfolio", "alpha", "--date", "1997-01-07", "--format", form,
                           "--store", self.store, *more, expect=expect).stdout

    def told(self):
        self.run_it("import", "folder", write(self.folder / "tuesday", TUESDAY), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-07", "--store", self.store)

    def test_each_entry_between_the_two_values_is_listed(self):
        self.ready()
        self.told()
        # Dealing: 1,000 ACME at 52.50 for 50,000.00: 1,002,500.00, or 10.025, published 10.03.
        rows = list(csv.DictReader(io.StringIO(self.bridge("csv").split("\n\n")[0])))
        figures = [(r["entry"], r["money"], r["value"], r["net_assets"], r["shares"], r["nav_per_share"]) for r in rows]
        self.assertEqual(figures, [
            ("Dealing net asset value", "", "", "1002500.00", "100000.000", "10.03"),
            ("Purchase", "-100.00", "101.00", "1.00", "", ""),
            ("Sale", "20800.00", "-21000.00", "-200.00", "", ""),
            ("Subscription", "5015.00", "", "5015.00", "500.000", ""),
            ("Redemption", "-2006.00", "", "-2006.00", "-200.000", ""),
            ("All entries", "", "", "2810.00", "300.000", ""),
            ("Financial-statement net asset value", "", "", "1005310.00", "100300.000", "10.02"),
        ])
        self.assertEqual([r["source"] for r in rows[1:5]], ["trades.csv:2", "trades.csv:3", "shares.csv:2", "shares.csv:2"])
        answer = self.ask("report", "bridge", "--portfolio", "alpha", "--date", "1997-01-07")
        self.assertEqual((answer["version"], answer["estimate"], answer["differs"]), (1, False, False))
        ledger = answer["tables"][1]["rows"]
        for side in ("dealing", "statement"):
            self.assertEqual(sum(round(float(row[side]) * 100) for row in ledger), 0, side)
        for form in ("text", "html"):
            self.assertIn("Financial-statement net asset value", self.bridge(form))

    def test_the_next_strike_does_not_move_the_bridge(self):
        self.ready()
        self.told()
        before = self.bridge("text")
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)
        self.assertEqual(self.bridge("text"), before)

    def test_trades_that_enter_the_same_day_leave_only_shares(self):
        write(self.trust, {"trust.toml": TRUST["trust.toml"] + '[[settings]]\nfrom = 1996-01-02\ntrades_enter = "same day"\n'})
        self.ready()
        self.told()
        rows = list(csv.DictReader(io.StringIO(self.bridge("csv").split("\n\n")[0])))
        self.assertEqual([r["entry"] for r in rows[1:-2]], ["Subscription", "Redemption"])

    def test_what_the_next_strike_will_refuse_is_refused_and_other_reports_are_not(self):
        self.ready()
        self.run_it("import", "folder", write(self.folder / "tuesday", {"trades.csv": TRADES.replace("\n", ",lots\n") + "2,1997-01-07,1997-01-10,alpha,ACME,S,400,52,20800.00,7:400\n"}), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-07", "--store", self.store)
        refused, = self.refusals("report", "bridge", "--portfolio", "alpha", "--date", "1997-01-07")
        self.assertEqual((refused["code"], refused["file"], refused["row"]), ("E-LOT-015", "trades.csv", 2))
        self.assertIn("1997-01-07", refused["message"])
        self.run_it("report", "holdings", "--portfolio", "alpha", "--date", "1997-01-07", "--store", self.store)


if __name__ == "__main__":
    unittest.main()
