"""Money in other currencies, cash accounts, fails and overdrafts, as the command line takes and prints them."""

import unittest

from cli_test import TRUST, Case, write

WEEK = {
    "securities.csv": "security,name,kind,currency\nSAP,SAP AG,common_stock,DEM\n",
    "exchange-rates.csv": "date,currency,base,rate,quoted\n1997-01-06,DEM,USD,1.5380,units per base\n1997-01-07,DEM,USD,1.6,units per base\n",
    "prices.csv": "date,security,price,currency\n1997-01-07,SAP,210,DEM\n",
    "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,cash_account\n"
                  "S1,1997-01-06,1997-01-07,alpha,SAP,B,100,200,-20000.00,euroclear\n"
                  "S2,1997-01-06,1997-01-07,alpha,SAP,B,10,200,-2000.00,\n",
    "settlements.csv": "date,portfolio,trade_id,state\n1997-01-07,alpha,S2,failed\n",
}


class Currency(Case):
    def told(self):
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"] + '[[cash_account]]\nid = "main"\n[[cash_account]]\nid = "euroclear"\ncustodian = "Euroclear"\n'})
        self.ready()
        self.run_it("import", "folder", write(self.folder / "week", WEEK), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-07", "--store", self.store)

    def rows(self, kind):
        answer = self.ask("report", kind, "--portfolio", "alpha", "--date", "1997-01-07")
        return answer, answer["tables"][0]["rows"]

    def test_cash_stands_by_account_and_currency(self):
        self.told()
        _, rows = self.rows("cash")
        lines = [(r["cash_account"], r["currency"], r["amount"], r["rate"], r["value"], r["state"]) for r in rows[:-1]]
        main = next(line for line in lines if line[0] == "main")
        self.assertEqual(main[1], "USD")
        # DEM 20,000 / 1.6 = 12,500.00
        self.assertIn(("euroclear", "DEM", "-20000.00", "1/1.6", "-12500.00", "due to custodian"), lines)
        statement = self.ask("report", "assets-liabilities", "--portfolio", "alpha", "--date", "1997-01-07")
        due = [r for r in statement["tables"][0]["rows"] if r["line"] == "Due to custodian"]
        self.assertEqual([r["amount"] for r in due], ["12500.00"])
        cash = [r for r in statement["tables"][0]["rows"] if r["line"] == "Cash"]
        self.assertEqual([r["amount"] for r in cash], [main[4]], "what is overdrawn abroad is not set off at home")

    def test_a_fail_is_kept_with_its_age(self):
        self.told()
        self.run_it("strike", "--date", "1997-01-13", "--store", self.store)
        answer = self.ask("report", "unsettled", "--portfolio", "alpha", "--date", "1997-01-13")
        rows = [r for r in answer["tables"][0]["rows"] if r["state"] == "failed"]
        self.assertEqual([(r["due"], r["currency"], r["amount"], r["days_late"], r["age"]) for r in rows],
                         [("1997-01-07", "DEM", "-2000.00", "6", "6 to 10 days")])
        self.assertTrue(any("1 trade has failed" in note for note in answer["notes"]))

    def test_results_are_split(self):
        self.told()
        answer, rows = self.rows("currency-results")
        row = rows[0]
        # Cost DEM 22,000 / 1.538 = 13,003.90 + 1,300.39; value DEM 23,100 / 1.6 = 14,437.50; DEM 1,100 / 1.6 = 687.50.
        self.assertEqual([row[k] for k in ("local_cost", "local_value", "rate", "value", "cost", "unrealised_security", "unrealised_currency")],
                         ["22000.00", "23100.00", "1/1.6", "14437.50", "14304.29", "687.50", "-554.29"])
        self.assertTrue(any("divided by it, once" in note for note in answer["notes"]))

    def test_what_is_wrong_in_the_files_is_named(self):
        self.told()
        before = self.ask("verify")["store_digest"]
        cases = [
            ("exchange-rates", "date,currency,base,rate\n1997-01-08,DEM,USD,0\n", "E-RATE-009"),
            ("exchange-rates", "date,currency,base,rate\n1997-01-08,USD,USD,1\n", "E-RATE-008"),
            ("exchange-rates", "date,currency,base,rate,quoted\n1997-01-08,DEM,USD,1.5,per mark\n", "E-RATE-010"),
            ("exchange-rates", "date,currency,base,rate\n1997-01-08,DEM,USD,1.5\n1997-01-08,DEM,USD,1.6\n", "E-RATE-011"),
            ("entries", "id,date,portfolio,entry,amount,cash_account,to_cash_account\n9,1997-01-08,alpha,cash transferred,1.00,main,main\n", "E-CASH-004"),
            ("entries", "id,date,portfolio,entry,amount,cash_account\n9,1997-01-08,alpha,expense accrued,1.00,main\n", "E-CASH-002"),
            ("entries", "id,date,portfolio,entry,amount,cash_account\n9,1997-01-08,alpha,expense paid,1.00,zurich\n", "E-CASH-001"),
            ("settlements", "date,portfolio,trade_id,state\n1997-01-08,alpha,S2,lost\n", "E-FAIL-002"),
            ("currency-deals", "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount\n"
                               "1,1997-01-08,1997-01-10,alpha,USD,10.00,USD,10.00\n", "E-DEAL-003"),
            ("currency-deals", "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount\n"
                               "1,1997-01-08,1997-01-10,alpha,USD,-10.00,DEM,10.00\n", "E-DEAL-002"),
            ("opening-holdings", "portfolio,date,security,lot,quantity,cost,cost_basis\nbeta,1997-01-03,SAP,1,10,100.00,reported\n", "E-OPEN-007"),
        ]
        for kind, text, code in cases:
            with self.subTest(code=code):
                file = write(self.folder / "wrong", {kind + ".csv": text}) + "/" + kind + ".csv"
                told = self.run_it("import", kind, file, "--store", self.store, expect=3)
                self.assertIn(code, told.stderr)
                self.assertEqual(self.ask("verify")["store_digest"], before)


if __name__ == "__main__":
    unittest.main()
