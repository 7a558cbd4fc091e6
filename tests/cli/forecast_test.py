"""The cash forecast: every payment of the month ahead that is known today, and when cash runs out."""

import unittest
from decimal import Decimal

from cli_test import TRUST, Case, write

WEEK = {
    "securities.csv": "security,name,kind,currency,rate_pct,maturity,day_count,coupons_per_year\n"
                      "SAP,SAP AG,common_stock,DEM,,,,\n"
                      "BOND,Bond of 1997,corporate_bond,USD,7.25,1997-01-31,30/360,2\n",
    "exchange-rates.csv": "date,currency,base,rate,quoted\n1997-01-06,DEM,USD,0.625,base per unit\n",
    "prices.csv": "date,security,price,currency\n1997-01-06,SAP,210,DEM\n1997-01-06,BOND,100,USD\n",
    "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,accrued_interest\n"
                  "31,1997-01-06,1997-01-10,alpha,SAP,B,100,200,-20000.00,\n"
                  "32,1997-01-06,1997-01-07,alpha,BOND,B,10000,100,-10316.18,316.18\n"
                  "33,1997-01-06,1997-01-07,alpha,SAP,B,10,200,-2000.00,\n"
                  "34,1997-01-07,1997-01-10,alpha,SAP,S,50,210,10500.00,\n"
                  "35,1997-01-07,1997-03-31,alpha,SAP,S,1,210,210.00,\n",
    "settlements.csv": "date,portfolio,trade_id,state\n1997-01-07,alpha,33,failed\n",
    "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-07,alpha,one,100.00,5.000\n",
    "entries.csv": "id,date,portfolio,entry,amount,text\nE1,1997-01-06,alpha,expense accrued,12.34,audit\n",
}


class Forecast(Case):
    def test_what_settles_falls_due_and_was_ordered_today_moves_cash_on_its_day(self):
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"]})
        self.ready()
        self.run_it("import", "folder", write(self.folder / "week", WEEK), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-07", "--store", self.store)
        answer = self.ask("report", "cash-forecast", "--portfolio", "alpha", "--date", "1997-01-07")
        days, flows = (table["rows"] for table in answer["tables"])
        told = [(f["currency"], f["date"], f["what"], f["of"], f["amount"], f["basis"]) for f in flows]
        self.assertEqual(told[:3], [
            ("DEM", "1997-01-08", "Payable: investments purchased", "33", "-2000.00", "was due 1997-01-07"),
            ("DEM", "1997-01-10", "Payable: investments purchased", "31", "-20000.00", "known"),
            ("DEM", "1997-01-10", "Receivable: investments sold", "34", "10500.00", "known"),
        ])
        self.assertIn(("USD", "1997-01-31", "interest", "BOND", "362.50", "by its terms"), told)
        self.assertIn(("USD", "1997-01-31", "principal", "BOND", "10000.00", "by its terms"), told)
        shares = [(what, amount) for _, _, what, _, amount, _ in told if "shares" in what]
        answered = self.ask("report", "assets-liabilities", "--portfolio", "alpha", "--date", "1997-01-07")
        nav = Decimal(answered["tables"][2]["rows"][-1]["figure"])
        self.assertEqual(shares, [("Receivable: fund shares sold", "100.00"), ("Payable: fund shares repurchased", f"-{5 * nav:.2f}")])
        self.assertFalse(any(of == "35" for _, _, _, of, _, _ in told), "it settles after the thirty days")
        marks = [(d["date"], d["in"], d["out"], d["cash"], d["state"]) for d in days if d["currency"] == "DEM"]
        self.assertEqual(marks, [("1997-01-07", "", "", "0.00", ""), ("1997-01-08", "", "-2000.00", "-2000.00", "overdrawn"),
                                 ("1997-01-10", "10500.00", "-20000.00", "-11500.00", "overdrawn")])
        self.assertIn("not in it, since no day is known: Accrued expenses -12.34", answer["notes"])


if __name__ == "__main__":
    unittest.main()
