"""Contracts that nobody quotes, from the command line: curves in, prices by a model recorded with their inputs."""

import math
import unittest

from cli_test import REFUSED, Case, write

SWAPS = {
    "securities.csv": "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year,multiplier,underlying_kind,underlying\n"
    "SWAP,Swap 6%,interest_rate_swap,USD,6,1998-01-08,1997-01-08,actual/365,1,1000,money_market,LIBOR\n"
    "CAP,Cap 5%,interest_rate_cap,USD,5,1998-01-08,1997-01-08,actual/360,4,1000,money_market,LIBOR\n",
    "coupons.csv": "security,from,kind,rate_pct\nSWAP,1997-01-08,reset,5\nCAP,1997-01-08,reset,5.5\n",
    "contract-trades.csv": "trade_id,trade_date,portfolio,security,side,effect,contracts,price\n"
    "S1,1997-01-08,alpha,SWAP,B,open,3,0\nS2,1997-01-08,alpha,CAP,B,open,1,0\n",
}
CURVES = "date,curve,to,rate_pct,volatility_pct\n{0},LIBOR,1997-07-08,5,\n{0},LIBOR,{1},5,20\n"


class Model(Case):
    def setUp(self):
        super().setUp()
        self.run_it("init", self.trust, "--store", self.store)
        for folder in (self.delivery, write(self.folder / "swaps", SWAPS)):
            self.run_it("import", "folder", folder, "--store", self.store)

    def told(self, kind, text):
        path = self.folder / (kind + ".csv")
        path.write_text(text)
        self.run_it("import", kind, path, "--store", self.store)

    def price(self, security):
        waiting = [self.ask("explain", "alpha@1997-01-09", "contract:" + security)]
        while waiting:
            node = waiting.pop(0)
            if node["label"] == "price":
                return node
            waiting += node.get("parts", []) + node.get("facts", [])
        self.fail("no price")

    def test_prices_are_recorded_with_what_they_were_made_of_and_a_quote_wins(self):
        self.told("curves", CURVES.format("1997-01-08", "1999-01-08") + CURVES.format("1997-01-09", "1999-01-08").split("\n", 1)[1])
        first = self.ask("value-contracts", "--date", "1997-01-08")["prices"]
        self.assertEqual([p["security"] for p in first], ["SWAP", "CAP"])
        self.assertEqual(first[0]["price"], f"{-math.exp(-0.05):.6f}".rstrip("0"))
        self.ask("value-contracts", "--date", "1997-01-09")
        self.ask("strike", "--date", "1997-01-09")
        swap = self.price("SWAP")
        self.assertEqual(swap["amount"], f"{-math.exp(-0.05 * 364 / 365):.6f}".rstrip("0"))
        self.assertIn("evaluated of 1997-01-09, model, discounted payments by QuantLib", swap["detail"])
        self.assertIn("curve LIBOR of 1997-01-09 with 2 points to 1999-01-08", swap["detail"])
        self.assertIn("Black by QuantLib", self.price("CAP")["detail"])
        self.assertIn("volatility 20.000000 percent", self.price("CAP")["detail"])
        again = self.ask("value-contracts", "--date", "1997-01-09")["prices"]
        self.assertEqual([p["security"] for p in again], ["SWAP", "CAP"])  # the same bytes: recorded once
        self.told("prices", "date,security,price,currency,source\n1997-01-09,SWAP,-0.5,USD,DEALER\n")
        self.assertEqual([p["security"] for p in self.ask("value-contracts", "--date", "1997-01-09")["prices"]], ["CAP"])
        self.ask("strike", "--date", "1997-01-09")
        self.assertEqual((self.price("SWAP")["amount"], self.price("SWAP")["detail"]), ("-0.5", "close of 1997-01-09, DEALER"))
        self.assertTrue(self.ask("verify")["ok"])

    def test_options_on_shares_that_have_a_curve(self):
        self.told("securities", "security,name,kind,currency,maturity,multiplier,underlying_kind,underlying,right,strike,style\n"
                                "PUT,Acme put,option,USD,1998-01-08,100,security,ACME,put,100,european\nEARLY,Acme put,option,USD,1998-01-08,100,security,ACME,put,100,\n"
                                "OTHER,Bolt put,option,USD,1998-01-08,100,security,BOLT,put,100,\n")
        curves = CURVES.format("1997-01-10", "1999-01-08")
        self.told("curves", curves + curves.split("\n", 1)[1].replace("LIBOR", "ACME"))
        fault, = [f for f in self.ask("value-contracts", "--date", "1997-01-10", expect=REFUSED)["refused"] if "PUT" in f["message"]]
        self.assertEqual(fault["remedy"], "send the price of ACME")
        self.told("prices", "date,security,price,currency,kind\n1997-01-10,ACME,100,USD,close\n1997-01-10,ACME,99,USD,bid\n")
        prices = {p["security"]: p for p in self.ask("value-contracts", "--date", "1997-01-10")["prices"]}
        self.assertEqual(set(prices), {"SWAP", "CAP", "PUT", "EARLY"})
        years, spread = 363 / 365, 0.2 * math.sqrt(363 / 365)
        normal = lambda x: (1 + math.erf(x / math.sqrt(2))) / 2
        d1 = (0.05 * years) / spread + spread / 2
        self.assertAlmostEqual(float(prices["PUT"]["price"]), 100 * math.exp(-0.05 * years) * normal(spread - d1) - 100 * normal(-d1), 5)
        self.assertGreater(float(prices["EARLY"]["price"]), float(prices["PUT"]["price"]) + 0.3)
        self.assertIn("ACME at 100; curve of 1997-01-10", prices["EARLY"]["inputs"])

    def test_nothing_is_recorded_where_one_contract_can_not_be_priced(self):
        before = self.ask("verify")
        self.assertEqual({fault["found"] for fault in self.ask("value-contracts", "--date", "1997-01-08", expect=REFUSED)["refused"]}, {"no curve"})
        self.told("curves", CURVES.format("1997-01-08", "1997-12-31"))
        refused = self.ask("value-contracts", "--date", "1997-01-08", expect=REFUSED)["refused"]
        self.assertEqual([(fault["code"], fault["found"]) for fault in refused], [("E-MODEL-001", "a curve until 1997-12-31")] * 2)
        self.assertTrue(before["ok"])

    def test_a_curve_of_one_point_says_nothing(self):
        path = self.folder / "curves.csv"
        path.write_text("date,curve,to,rate_pct\n1997-01-08,TREASURY,1997-07-08,5\n1997-01-08,TREASURY,1998-01-08,5.5\n1997-01-08,LIBOR,1998-01-08,5\n")
        fault, = self.ask("import", "curves", path, expect=REFUSED)["refused"]
        self.assertEqual((fault["code"], fault["row"], fault["found"]), ("E-CURVE-003", 4, "one point"))


if __name__ == "__main__":
    unittest.main()
