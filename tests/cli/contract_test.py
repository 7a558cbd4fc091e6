"""Futures and options on the command line: terms that are refused, what only the strike can know, and what explains them."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from cli_test import DONE, FAILED, PROGRAM, REFUSED, TRUST, write

SECURITIES = "security,name,kind,currency,maturity,multiplier,underlying_kind,underlying,tick,right,strike,style\n"
TRADES = "trade_id,trade_date,settle_date,portfolio,security,side,effect,contracts,price,net_amount,commission,lots\n"
EXERCISES = "exercise_id,date,settle_date,portfolio,security,side,contracts,settlement_price\n"
KNOWN = ("ACME,Acme Inc.,common_stock,USD,,,,,,,,\n"
         "SPH7,March,future,USD,1997-03-20,500,index,S&P 500,0.05,,,\nCALL,Call,option,USD,1997-03-21,100,security,ACME,,call,50,\n"
         "LATE,Late call,option,USD,1997-03-21,100,index,OEX,,call,700,european\nABROAD,Mark put,option,USD,1997-03-21,100,security,MARK,,put,50,\n"
         "MARK,Mark AG,common_stock,DEM,,,,,,,,\n"
         "DEAR,Dear put,option,USD,1997-03-21,100,security,ACME,,put,2,\n")
WRITTEN = "{0},1997-01-06,1997-01-07,alpha,{1},S,open,2,3.00,600.00,,\n"


class Contracts(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-contracts-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.deliveries = 0
        trust = dict(TRUST)
        trust["alpha.toml"] += '[[settings]]\nfrom = 1996-01-02\ntrades_enter = "same day"\n'
        self.run_it("init", write(self.folder / "trust", trust))
        self.deliver({
            "securities.csv": SECURITIES + KNOWN,
            "opening-balances.csv": "portfolio,date,account,amount,basis\nalpha,1997-01-03,cash,1000000.00,printed\nalpha,1997-01-03,capital,1000000.00,printed\n",
            "opening-shares.csv": "portfolio,class,date,shares,basis\nalpha,one,1997-01-03,100000.000,printed\n",
            "prices.csv": "date,security,price,currency\n1997-01-06,ACME,50,USD\n1997-01-06,SPH7,750,USD\n1997-01-06,CALL,3,USD\n"
                          "1997-01-06,LATE,3,USD\n1997-01-06,ABROAD,3,USD\n1997-01-06,DEAR,3,USD\n"})

    def run_it(self, *words, expect=DONE):
        done = subprocess.run([PROGRAM, *words, "--store", str(self.folder / "desk.db"), "--json"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, expect, (words, done.stdout[:3000], done.stderr[:3000]))
        return json.loads(done.stdout) if done.stdout else {}

    def deliver(self, files, expect=DONE):
        self.deliveries += 1
        return self.run_it("import", "folder", write(self.folder / str(self.deliveries), files), expect=expect)

    def security_is_refused(self, row, code):
        answer = self.deliver({"securities.csv": SECURITIES + row}, REFUSED)
        self.assertEqual([r["code"] for r in answer["refused"]], [code], answer)

    def import_is_refused(self, files, code):
        answer = self.deliver(files, REFUSED)
        self.assertEqual([r["code"] for r in answer["refused"]], [code], answer)

    def strike_is_refused(self, files, code):
        self.deliver(files)
        answer = self.run_it("strike", "--date", "1997-01-06", expect=FAILED)
        told = [r for p in answer["portfolios"] for r in p.get("refused", [])] or answer.get("refused", [])
        self.assertEqual([r["code"] for r in told if r["code"].startswith(("E-CON", "E-OPT"))], [code], answer)

    def test_terms(self):
        for row, code in (("NEW,New,common_stock,USD,,100,,,,,,\n", "E-SEC-008"),
                          ("NEW,New,future,USD,1997-03-20,100,weather,Rain,,,,\n", "E-SEC-009"),
                          ("NEW,New,option,USD,1997-03-20,100,index,OEX,,perhaps,700,\n", "E-SEC-009"),
                          ("NEW,New,option,USD,1997-03-20,100,index,OEX,,call,700,asian\n", "E-SEC-009"),
                          ("SPH7,March,future,USD,1997-03-20,250,index,S&P 500,0.05,,,\n", "E-SEC-010"),
                          ("ACME,Acme,future,USD,1997-03-20,250,index,S&P 500,0.05,,,\n", "E-SEC-010"),
                          ("NEW,New,option,USD,1997-03-20,100,security,MARK,,call,50,\n", "E-SEC-016"),
                          ("NEW,New,future,USD,,100,index,OEX,,,,\n", "E-SEC-001"),
                          ("NEW,New,future,USD,1997-03-20,,index,OEX,,,,\n", "E-SEC-001"),
                          ("NEW,New,future,USD,1997-03-20,2000000,index,OEX,,,,\n", "E-SEC-001"),
                          ("NEW,New,future,USD,1997-03-20,100,index,,,,,\n", "E-SEC-001"),
                          ("NEW,New,future,USD,1997-03-20,100,index,OEX,0,,,\n", "E-SEC-001"),
                          ("NEW,New,future,USD,1997-03-20,100,index,OEX,,,5,\n", "E-SEC-001"),
                          ("NEW,New,option,USD,1997-03-20,100,index,OEX,,call,,\n", "E-SEC-001"),
                          ("NEW,New,option,USD,1997-03-20,100,money_market,LIBOR,,call,5,\n", "E-SEC-001")):
            with self.subTest(row):
                self.security_is_refused(row, code)

    def test_terms_of_swaps_caps_and_floors(self):
        columns = "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year,multiplier,underlying_kind,underlying,right,strike," \
                  "floating_per_year,floating_day_count,spread_pct"
        good = dict(zip(columns.split(","), "NEW,New,interest_rate_swap,USD,6,2002-07-15,1997-01-15,30/360,2,10000,money_market,LIBOR,,,4,actual/360,0.5".split(",")))
        cap = {"kind": "interest_rate_cap", "spread_pct": ""}
        for change, code in (({"right": "call"}, "E-SEC-008"), ({"strike": "5"}, "E-SEC-008"), ({"kind": "future", "issued": ""}, "E-SEC-008"),
                             ({"floating_day_count": "31/361"}, "E-SEC-006"), ({"underlying_kind": "security"}, "E-SEC-001"),
                             ({"issued": "2003-01-01"}, "E-SEC-001"), ({"issued": ""}, "E-SEC-001"), ({"day_count": ""}, "E-SEC-001"),
                             ({"floating_per_year": "5"}, "E-SEC-001"), ({"rate_pct": ""}, "E-SEC-001"), ({"multiplier": ""}, "E-SEC-001"),
                             ({**cap, "spread_pct": "0.5"}, "E-SEC-001"), (cap, None), ({}, "E-SEC-010")):
            with self.subTest(change):
                answer = self.deliver({"securities.csv": columns + "\n" + ",".join({**good, **change}.values()) + "\n"}, REFUSED if code else DONE)
                if code:
                    self.assertEqual({r["code"] for r in answer["refused"]}, {code}, answer)

    def test_more_closed_than_open(self):
        self.import_is_refused({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,2,750,,,\n2,1997-01-06,,alpha,SPH7,S,close,3,750,,,\n"}, "E-CON-005")

    def test_lots_that_are_not_open(self):
        self.strike_is_refused({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,2,750,,,\n2,1997-01-06,,alpha,SPH7,S,close,2,750,,,9:2\n"}, "E-CON-006")

    def test_an_opening_withdrawn_from_under_its_close(self):
        self.deliver({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,2,750,,,\n2,1997-01-06,,alpha,SPH7,S,close,2,750,,,\n"})
        self.import_is_refused({"cancellations.csv": "date,portfolio,kind,reference\n1997-01-06,alpha,contract-trades,1\n"}, "E-CON-005")

    def test_more_assigned_than_written(self):
        self.import_is_refused({"contract-trades.csv": TRADES + WRITTEN.format(1, "DEAR"),
                                "exercises.csv": EXERCISES + "x1,1997-01-06,1997-01-09,alpha,DEAR,assigned,3,\n"}, "E-CON-005")

    def test_both_sides(self):
        self.import_is_refused({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,2,750,,,\n2,1997-01-06,,alpha,SPH7,S,open,1,750,,,\n"}, "E-CON-007")

    def test_more_than_can_be_counted(self):
        self.strike_is_refused({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,999999,900000000000,,,\n"}, "E-CON-008")

    def test_a_strike_in_another_currency(self):
        self.strike_is_refused({"contract-trades.csv": TRADES + WRITTEN.format(1, "ABROAD"),
                                "exercises.csv": EXERCISES + "x1,1997-01-06,1997-01-09,alpha,ABROAD,assigned,1,\n"}, "E-OPT-002")

    def test_a_european_option_before_its_day(self):
        self.strike_is_refused({"contract-trades.csv": TRADES + WRITTEN.format(1, "LATE"),
                                "exercises.csv": EXERCISES + "x1,1997-01-06,1997-01-09,alpha,LATE,assigned,1,710\n"}, "E-OPT-005")

    def test_a_premium_above_the_strike(self):
        self.strike_is_refused({"contract-trades.csv": TRADES + WRITTEN.format(1, "DEAR"),
                                "exercises.csv": EXERCISES + "x1,1997-01-06,1997-01-09,alpha,DEAR,assigned,1,\n"}, "E-OPT-006")

    def test_every_line_explains_itself(self):
        self.deliver({"contract-trades.csv": TRADES + "1,1997-01-06,,alpha,SPH7,B,open,3,748.05,,7.50,\n" + WRITTEN.format(2, "CALL"),
                      "exercises.csv": EXERCISES + "x1,1997-01-06,1997-01-09,alpha,CALL,assigned,1,\n",
                      "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
                                    "5,1997-01-06,1997-01-09,alpha,ACME,B,300,50,-15000.00\n"})
        self.run_it("strike", "--date", "1997-01-06")
        lines = self.run_it("explain", "alpha@1997-01-06")["lines"]
        words = [line["line"] for line in lines]
        for word in ("variation_margin", "appreciation_of_futures", "options_written", "contract:SPH7", "contract:CALL"):
            self.assertIn(word, words)
        self.run_it("explain", "alpha@1997-01-06", "all")  # ends with 0 only where every node is the sum of its parts
        tree = self.run_it("explain", "alpha@1997-01-06", "contract:SPH7")
        self.assertIn("2917.50", json.dumps(tree))  # 3 x 500 x 1.95 - 7.50

    def test_swaps_explain_their_value_and_what_they_pay(self):
        self.deliver({"securities.csv": "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year,multiplier,underlying_kind,underlying,floating_per_year\n"
                                        "SWAP,Swap 6%,interest_rate_swap,USD,6,1998-01-15,1996-10-15,30/360,2,10000,money_market,LIBOR,4\n",
                      "coupons.csv": "security,from,kind,rate_pct\nSWAP,1996-10-15,reset,5.5\nSWAP,1997-01-15,reset,5.75\n",
                      "prices.csv": "date,security,price,currency\n1997-01-06,SWAP,-0.25,USD\n1997-01-15,SWAP,0.1,USD\n",
                      "contract-trades.csv": TRADES + "1,1997-01-06,1997-01-07,alpha,SWAP,S,open,1,-0.2,,10.00,\n"})
        self.run_it("strike", "--date", "1997-01-15")
        self.run_it("explain", "alpha@1997-01-15", "all")  # ends with 0 only where every node is the sum of its parts
        self.assertIn("-1000.00", json.dumps(self.run_it("explain", "alpha@1997-01-15", "contract:SWAP")))  # sold: 0.1 x 10,000 is owed
        paid = json.dumps(self.run_it("explain", "alpha@1997-01-15", "realised_on_swaps", "--depth", "9"))
        self.assertIn("leg paid on 1997-01-15", paid)
        self.assertIn("from 1996-10-15, 90/360 of a year", paid)
        self.assertIn("-6 percent", paid)
        swaps, = self.run_it("report", "swaps", "--portfolio", "alpha", "--date", "1997-01-15")["tables"]
        row = swaps["rows"][0]
        self.assertEqual((row["side"], row["price"], row["value"], row["opening_amount"], row["unrealised"]), ("sold", "0.1", "1000.00", "-2010.00", "-3010.00"))


if __name__ == "__main__":
    unittest.main()
