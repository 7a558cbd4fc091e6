"""What `explain` prints follows at every level: the parts of each node make its amount, exactly."""

import json
import subprocess
import unittest
from decimal import ROUND_HALF_UP, Decimal, getcontext

from cli_test import DONE, PROGRAM, REFUSED, SAMPLE, TRUST, USAGE, Case, write
from currency_test import WEEK

getcontext().prec = 60

ABROAD = WEEK | {
    "forward-rates.csv": "date,currency,settlement_date,rate\n1997-01-03,DEM,1997-02-18,0.64\n1997-01-07,DEM,1997-02-18,0.65\n",
    "opening-forwards.csv": "portfolio,date,contract,side,currency,units,settlement_date,amount\n"
                            "beta,1997-01-03,F1,sell,DEM,100000,1997-02-18,65000.00\n",
    "opening-holdings.csv": "portfolio,date,security,lot,quantity,cost,cost_basis,local_cost\n"
                            "beta,1997-01-03,BOND,first lot,100000,98000.00,reported,\n",
    "opening-balances.csv": "portfolio,date,account,amount,basis\nbeta,1997-01-03,cash,2000.00,printed\n"
                            "beta,1997-01-03,capital,100000.00,printed\n",
    "opening-shares.csv": "portfolio,class,date,shares,basis\nbeta,one,1997-01-03,10000.000,printed\n",
    "dividends.csv": "ex_date,security,rate,pay_date,withheld_pct,reclaim_pct\n1997-01-07,ACME,0.333,1997-01-09,12.5,\n"
                     "1997-01-07,SAP,1.25,1997-01-09,25,10.005\n",
    "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-06,beta,one,1000.00,33.333\n",
    "entries.csv": "id,date,portfolio,entry,amount,text,currency\nE1,1997-01-07,alpha,other income received,12.34,lending,\n",
}
ABROAD["securities.csv"] += "ACME,Acme Inc.,common_stock,USD\n"
BOND = ("security,name,kind,currency,rate_pct,maturity,day_count,coupons_per_year\n"
        "BOND,Bond of 2003,corporate_bond,USD,7.25,2003-03-15,30/360,2\n")
ABROAD["prices.csv"] += "1997-01-03,BOND,97.5,USD\n1997-01-06,BOND,97.625,USD\n"


def follows(node):
    """The faults of a tree, as texts."""
    faults = [node["label"] + ": " + node["fault"]] if "fault" in node else []
    parts = [Decimal(part["amount"]) for part in node.get("parts", [])]
    if parts:
        amount = Decimal(node["amount"])
        if node["relation"] == "sum":
            made = sum(parts)
        elif node["relation"] == "product":
            made = Decimal(1)
            for part in parts:
                made *= part
        else:
            made = (parts[0] / parts[1]).quantize(amount, ROUND_HALF_UP)
        if made != amount:
            faults.append(f"{node['label']}: {amount} is stated and {made} made")
    for part in node.get("parts", []) + node.get("facts", []):
        faults += follows(part)
    return faults


def nodes_of(node):
    yield node
    for part in node.get("parts", []) + node.get("facts", []):
        yield from nodes_of(part)


class Tree(Case):
    def abroad(self, settings=""):
        files = {name: text for name, text in TRUST.items()}
        files["trust.toml"] += settings
        files["alpha.toml"] += '[[cash_account]]\nid = "main"\n[[cash_account]]\nid = "euroclear"\n'
        files["alpha.toml"] += '[[advisory_fee]]\nfrom = 1996-01-02\nsource = "note 2"\ntiers = [{ up_to = "500000", rate_pct = "1.00" }, { rate_pct = "0.65" }]\n'
        write(self.trust, files)
        self.ready()
        self.run_it("import", "securities", write(self.folder / "bond", {"securities.csv": BOND}) + "/securities.csv", "--store", self.store)
        self.run_it("import", "folder", write(self.folder / "week", ABROAD), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)

    def check(self, subject):
        told = subprocess.run([PROGRAM, "explain", subject, "all", "--store", self.store, "--json"], capture_output=True, text=True)
        self.assertIn(told.returncode, (0, 1), told.stderr)
        tree = json.loads(told.stdout)
        self.assertEqual(follows(tree), [], subject)
        self.assertEqual(told.returncode, 0)
        return tree

    def test_every_line_of_a_small_trust_with_money_abroad_follows(self):
        self.abroad()
        for day in ("1997-01-03", "1997-01-06", "1997-01-07", "1997-01-08", "1997-01-09"):
            for portfolio in ("alpha", "beta"):
                with self.subTest(day=day, portfolio=portfolio):
                    self.check(f"{portfolio}@{day}")

    def test_every_line_of_the_sample_follows(self):
        self.run_it("init", SAMPLE / "trust", "--store", self.store)
        self.run_it("import", "folder", SAMPLE / "input", "--store", self.store)
        self.run_it("strike", "--date", "1997-01-03", "--store", self.store)
        for portfolio in ("growth", "aggressive_growth", "worldwide_growth", "balanced", "flexible_income", "money_market"):
            for day in ("1996-12-31", "1997-01-03"):
                with self.subTest(day=day, portfolio=portfolio):
                    tree = self.check(f"{portfolio}@{day}")
                    if day == "1996-12-31":
                        places = " ".join(node.get("place", "") for node in nodes_of(tree))
                        self.assertIn("opening-holdings.csv row", places)
                        self.assertIn("opening-balances.csv row", places)

    def test_what_lies_abroad_shows_its_amount_its_rate_and_the_rates_row(self):
        self.abroad()
        tree = self.ask("explain", "alpha@1997-01-07", "holding:SAP")
        # DEM 23,100.00 / 1.6 = 14,437.50
        self.assertEqual(tree["amount"], "14437.50")
        rate, = [node for node in nodes_of(tree) if node["label"].startswith("rate, DEM")]
        self.assertEqual((rate["amount"], rate["place"]), ("1.6", "exchange-rates.csv row 3"))
        local, = [node for node in nodes_of(tree) if node.get("unit") == "DEM"]
        self.assertEqual(local["amount"], "23100.00")

    def test_splits_follow_and_show_their_ratio_and_their_row(self):
        self.abroad()
        self.run_it("import", "folder", write(self.folder / "late", {
            "corporate-actions.csv": "action_id,ex_date,security,kind,new,old,fraction_price,pay_date\n"
                                     "CA1,1997-01-07,SAP,split,4,3,150,1997-01-08\nCA2,1997-01-08,SAP,split,1,10,,\n",
            "dividends.csv": "ex_date,security,rate,pay_date\n1997-01-08,SAP,0.40,1997-01-09\n1997-01-09,SAP,0.50,1997-01-09\n"}),
            "--store", self.store)
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)
        for day in ("1997-01-07", "1997-01-08", "1997-01-09"):
            with self.subTest(day=day):
                self.check(f"alpha@{day}")
        tree = self.ask("explain", "alpha@1997-01-09", "holding:SAP")
        splits = {node["label"]: node["place"] for node in nodes_of(tree) if node["label"].startswith("split ")}
        self.assertEqual(splits, {"split 4 for 3": "corporate-actions.csv row 2", "split 1 for 10": "corporate-actions.csv row 3"})
        # 110 x 4 / 3 = 146.67, of which 146 stay; then 14.6. A dividend is of the units before a split of its own day.
        for day, held in (("1997-01-08", "146"), ("1997-01-09", "14.6")):
            tree = self.ask("explain", f"alpha@{day}", "dividend_income")
            units = {node["amount"].lstrip("-") for node in nodes_of(tree) if node["label"] == "units held"}
            self.assertIn(held, {f"{Decimal(text).normalize():f}" for text in units}, day)

    def test_cash_of_corporate_actions_follows_from_units_held(self):
        self.abroad()
        self.run_it("import", "folder", write(self.folder / "late", {
            "corporate-actions.csv": "action_id,ex_date,security,kind,new,old,cash\nCA1,1997-01-07,SAP,return_of_capital,,,1.25\n"
                                     "CA2,1997-01-08,SAP,liquidation,,,201.50\n"}), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)
        for day in ("1997-01-07", "1997-01-08", "1997-01-09"):
            with self.subTest(day=day):
                self.check(f"alpha@{day}")
        for day, label, row in (("1997-01-07", "return of capital of 1.25 a unit", 2), ("1997-01-08", "liquidation at 201.50 a unit", 3)):
            tree = self.ask("explain", f"alpha@{day}", "realised_on_investments")
            found = {node["label"]: node.get("place") for node in nodes_of(tree)}
            self.assertEqual(found.get(label), f"corporate-actions.csv row {row}", found)

    def test_units_of_another_security_are_explained_to_their_row(self):
        self.abroad()
        self.run_it("import", "folder", write(self.folder / "late", {
            "securities.csv": "security,name,kind,currency\nMANN,Mannesmann,common_stock,DEM\n",
            "prices.csv": "date,security,price,currency\n1997-01-07,MANN,190,DEM\n",
            "corporate-actions.csv": "action_id,ex_date,security,kind,new,old,cash,new_security,worth,cost_pct,fraction_price\n"
                                     "CA1,1997-01-07,SAP,spin_off,1,3,,MANN,,12.5,10\n"
                                     "CA2,1997-01-08,SAP,exchange,1,2,1.25,MANN,190,,\n"}), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)
        for day in ("1997-01-07", "1997-01-08", "1997-01-09"):
            with self.subTest(day=day):
                self.check(f"alpha@{day}")
        for day, label, row in (("1997-01-07", "spin-off of MANN from SAP, 1 for 3", 2), ("1997-01-08", "exchange of SAP into MANN, 1 for 2", 3)):
            found = {node["label"]: node.get("place") for node in nodes_of(self.ask("explain", f"alpha@{day}", "holding:MANN"))}
            self.assertEqual(found.get(label), f"corporate-actions.csv row {row}", found)
        tree = self.ask("explain", "alpha@1997-01-08", "realised_on_investments")
        self.assertIn("exchange of SAP into MANN, 1 for 2", {node["label"] for node in nodes_of(tree)})

    def test_par_paid_back_follows_from_par_price_and_interest(self):
        self.abroad('[[settings]]\nfrom = 1996-01-02\neffective_yield = "discount"\n')
        self.run_it("import", "folder", write(self.folder / "late", {
            "corporate-actions.csv": "action_id,ex_date,security,kind,new,old,price\nCA1,1997-01-07,BOND,call,2,3,101.25\n"
                                     "CA2,1997-01-08,BOND,sinking_fund,0,1,\n"}), "--store", self.store)
        self.run_it("strike", "--date", "1997-01-09", "--store", self.store)
        for day in ("1997-01-07", "1997-01-08", "1997-01-09"):
            with self.subTest(day=day):
                self.check(f"beta@{day}")
        for day, label, row in (("1997-01-07", "call that leaves 2 of 3", 2), ("1997-01-08", "sinking_fund that leaves 0 of 1", 3)):
            found = {node["label"]: node for node in nodes_of(self.ask("explain", f"beta@{day}", "realised_on_investments"))}
            self.assertEqual(found[label]["place"], f"corporate-actions.csv row {row}")
            self.assertIn("par paid back", found)

    def test_a_lot_named_by_a_text_shows_its_name_and_its_row(self):
        self.abroad()
        tree = self.ask("explain", "beta@1997-01-07", "holding:BOND")
        lots = [node for node in nodes_of(tree) if node["label"] == "lot first lot"]
        self.assertEqual({lot["place"] for lot in lots}, {"opening-holdings.csv row 2"})
        price, = [node for node in nodes_of(tree) if node["label"] == "price"]
        self.assertIn("1997-01-06", price["detail"])

    def test_a_lot_at_amortised_cost_shows_its_yield_and_its_line(self):
        self.abroad('[[settings]]\nfrom = 1996-01-02\neffective_yield = "discount"\n')
        self.check("beta@1997-01-07")
        lot, = [node for node in nodes_of(self.ask("explain", "beta@1997-01-07", "holding:BOND")) if "amortised at" in node.get("detail", "")]
        self.assertIn("% a year", lot["detail"])
        self.assertIn("1997-03-15", lot["detail"])
        income = self.ask("explain", "beta@1997-01-07", "interest_income")
        self.assertTrue(any(node["label"] == "effective-yield  BOND" for node in nodes_of(income)))

    def test_interest_shows_par_rate_and_days(self):
        self.abroad()
        tree = self.ask("explain", "beta@1997-01-06", "receivable_interest")
        labels = {node["label"]: node for node in nodes_of(tree)}
        self.assertEqual(labels["par"]["amount"], "100000")
        self.assertEqual(labels["rate"].get("amount", "0.0725"), "0.0725")
        self.assertIn("rounding of interest", labels)
        self.assertEqual(labels["day count"]["detail"], "30/360")

    def test_the_fee_shows_its_base_and_tiers(self):
        self.abroad()
        tree = self.ask("explain", "alpha@1997-01-07", "advisory_fee")
        labels = [node["label"] for node in nodes_of(tree)]
        self.assertIn("tier from 500000", labels)
        self.assertIn("base", labels)

    def test_a_forward_goes_down_to_its_contract_and_rate(self):
        self.abroad()
        tree = self.ask("explain", "beta@1997-01-07", "forward:F1")
        self.assertEqual(tree["amount"], "0.00", "65,000 agreed less 100,000 x 0.65")
        places = {node.get("place") for node in nodes_of(tree)}
        self.assertLessEqual({"opening-forwards.csv row 2", "forward-rates.csv row 3"}, places)

    def test_a_balance_is_walked_down_as_far_as_asked(self):
        self.abroad()
        flat = self.ask("explain", "alpha@1997-01-09", "capital")
        self.assertNotIn("opening-balances.csv", json.dumps(flat))
        deep = self.ask("explain", "alpha@1997-01-09", "capital", "--depth", "9")
        self.assertEqual(follows(deep), [])
        self.assertIn("opening-balances.csv row 3", json.dumps(deep))

    def test_an_event_shows_its_row_and_its_entries(self):
        self.abroad()
        tree = self.ask("explain", "event:alpha:trades:1")
        self.assertEqual(follows(tree), [])
        told = json.dumps(tree)
        for part in ("purchase 1 of ACME", "trades.csv row 2", "entry of the strike of 1997-01-07: purchase", "entry of the strike of 1997-01-09: settlement"):
            self.assertIn(part, told)
        refused = json.loads(self.run_it("explain", "event:alpha:trades:999", "--store", self.store, "--json", expect=REFUSED).stdout)
        self.assertEqual(refused["refused"][0]["code"], "E-EXPLAIN-005")

    def test_a_rule_prints_its_sentence(self):
        self.assertIn("lots", self.run_it("explain", "rule:sale").stdout)
        self.assertIn("no rule", self.run_it("explain", "rule:of thumb", expect=USAGE).stderr)

    def test_what_can_not_be_read_is_a_usage_error(self):
        self.ready()
        for subject in ("alpha", "@1997-01-06", "alpha@yesterday", "event:alpha:17", "event:alpha:poems:17", "E-1"):
            told = self.run_it("explain", subject, "--store", self.store, expect=USAGE)
            self.assertIn("write a day as", told.stderr)
            self.assertNotIn("recorded", told.stderr)


if __name__ == "__main__":
    unittest.main()
