"""What `build` makes of a small set of made-up figures, and what it refuses."""

import shutil
import unittest
from collections import Counter

from support import BuildCase, read
from oracle import disagreements


class Builds(BuildCase):
    def test_every_figure_is_what_the_print_says(self):
        files = self.built()
        self.assertEqual(disagreements(files, read(self.source / "positions_1996.csv")), [])

    def test_the_same_input_gives_the_same_bytes(self):
        self.built()
        first = {p.name: p.read_bytes() for p in self.out.iterdir()}
        self.built()
        self.assertEqual({p.name: p.read_bytes() for p in self.out.iterdir()}, first)

    def test_kinds_come_from_the_words_of_the_class(self):
        kinds = {r["security"]: r["kind"] for r in self.built()["securities.csv"]}
        self.assertEqual(kinds, {
            "oak-mills-inc/common": "common_stock",
            "elm-works-plc/common/adr": "depositary_receipt",
            "ash-bank/common/class-a": "common_stock",
            "fir-telefonia-s-a/preferred/adr": "depositary_receipt",
            "pine-corp/bond/9.125/2003-01-15": "corporate_bond",
            "yew-inc/convertible/8.00/2001-11-15": "convertible_bond",
            "oak-mills-inc/warrant/2001-12-31": "warrant",
            "u-s-treasury-notes/treasury/6.50/2006-10-15": "treasury",
            "larch-credit/discount-note/5.28/1997-02-18": "discount_note",
            "federal-birch-bank/discount-note/6.79/1997-02-05": "agency",
            "cedar-securities-inc/repo/7.00/1997-01-02": "repurchase_agreement",
        })

    def test_notes_and_repurchase_agreements_have_no_price(self):
        priced = {r["security"] for r in self.built()["prices.csv"]}
        self.assertFalse([s for s in priced if "discount-note" in s or "repo" in s])

    def test_terms_and_what_is_assumed_of_them(self):
        rows = {r["security"]: r for r in self.built()["securities.csv"]}
        bond = rows["pine-corp/bond/9.125/2003-01-15"]
        self.assertEqual((bond["day_count"], bond["coupons_per_year"]), ("30/360", "2"))
        self.assertIn("coupon dates and day count assumed", bond["status"])
        self.assertEqual(rows["u-s-treasury-notes/treasury/6.50/2006-10-15"]["day_count"], "actual/actual")
        self.assertEqual(rows["oak-mills-inc/common"]["status"],
                         "assigned; trades in GBP, local price not printed")
        repo = rows["cedar-securities-inc/repo/7.00/1997-01-02"]
        self.assertEqual((repo["issued"], repo["maturity"], repo["redemption_amount"]),
                         ("1996-12-31", "1997-01-02", "1500583"))
        self.assertIn("1,495,000 par of Federal Birch Bank", repo["description"])

    def test_fractional_quantities_are_told(self):
        files = self.built()
        told = {(r["portfolio"], r["printed"]): r["used"] for r in files["remarks.csv"]
                if r["subject"] == "fractional quantity"}
        self.assertEqual(told, {("alpha", "8112"): "8112.5", ("beta", "6413"): "6412.5"})
        price = [r for r in files["prices.csv"] if r["security"].startswith("ash-bank")]
        self.assertEqual([r["price"] for r in price], ["19.625"])

    def test_a_rate_that_does_not_give_its_value_is_replaced(self):
        files = self.built()
        note = [r for r in files["securities.csv"] if r["security"].startswith("federal-birch")][0]
        self.assertEqual(note["rate_pct"], "5.21")
        self.assertIn("rate implied by the printed value", note["status"])
        told = [r for r in files["remarks.csv"] if r["subject"] == "note rate"]
        self.assertEqual([(r["printed"], r["printed_gives"], r["used"], r["used_gives"]) for r in told],
                         [("6.79", "993399", "5.21", "994935")])

    def test_shares_are_inferred_only_where_the_thousand_does_not_give_the_nav(self):
        shares = {r["portfolio"]: (r["shares"], r["basis"]) for r in self.built()["opening-shares.csv"]}
        self.assertEqual(shares, {"alpha": ("100000", "printed"),
                                  "beta": ("150153", "shares inferred from NAV")})

    def test_costs(self):
        held = {(r["portfolio"], r["security"].split("/")[0]): (r["cost"], r["cost_basis"])
                for r in self.built()["opening-holdings.csv"]}
        self.assertEqual(held["alpha", "fir-telefonia-s-a"], ("7000", "reported"))  # printed itself
        self.assertEqual(held["alpha", "larch-credit"], ("496480", "reported"))  # amortised: its value
        self.assertEqual(held["alpha", "elm-works-plc"], ("2466", "allocated"))

    def test_forwards_of_one_date_share_a_rate(self):
        files = self.built()
        self.assertEqual([(r["currency"], r["rate"]) for r in files["forward-rates.csv"]],
                         [("GBP", "1.7115")])
        self.assertEqual({r["contract"]: (r["side"], r["amount"]) for r in files["opening-forwards.csv"]},
                         {"alpha/GBP/1997-01-16": ("sell", "169150"),
                          "beta/GBP/1997-01-16": ("sell", "57149")})

    def test_closing_lines(self):
        lines = {(r["portfolio"], r["account"]): r["amount"] for r in self.built()["opening-balances.csv"]
                 if r["basis"] == "closing line"}
        self.assertEqual(lines["alpha", "rounding_of_print"], "300")
        self.assertEqual(lines["beta", "rounding_of_print"], "-411")
        self.assertEqual(len(lines), 4)

    def test_every_portfolio_is_told_what_is_reconstructed(self):
        told = Counter((r["portfolio"], r["subject"]) for r in self.built()["remarks.csv"])
        for portfolio in ("alpha", "beta"):
            for subject in ("price", "cost", "identity"):
                self.assertEqual(told[portfolio, subject], 1)

    def test_without_facts_the_ids_are_made_here_and_no_country_is_given(self):
        with_facts = self.built()
        (self.source / "security_facts_1996.csv").unlink()
        without = self.built()
        ids = [[r["security"] for r in f["securities.csv"]] for f in (with_facts, without)]
        self.assertEqual(ids[0], ids[1])
        for row in without["securities.csv"]:
            self.assertEqual((row["country"], row["market"], row["currency"]), ("", "", "USD"))
            self.assertIn("country not given", row["status"])
        self.assertEqual({r["country"] for r in without["classification.csv"]}, {""})
        self.assertEqual(disagreements(without, read(self.source / "positions_1996.csv")), [])

    def test_a_subset_of_portfolios(self):
        positions = [r for r in read(self.source / "positions_1996.csv") if r["portfolio"] == "beta"]
        self.write("positions_1996.csv", positions)
        files = self.built()
        for name, rows in files.items():
            self.assertLessEqual({r["portfolio"] for r in rows if "portfolio" in r}, {"beta"}, name)
        self.assertEqual(disagreements(files, positions), [])
        # Alone, the printed quantity has a price of its own and is not fractional.
        self.assertNotIn("fractional quantity", {r["subject"] for r in files["remarks.csv"]})

    def test_a_total_that_does_not_foot_is_told_not_refused(self):
        self.change("class_totals_1996.csv", {"portfolio": "alpha", "asset_class": "Warrants"},
                    total_value="121")
        told = [r["text"] for r in self.built()["remarks.csv"] if r["subject"] == "print"]
        self.assertTrue(any("the total of Warrants is printed as 121" in t for t in told), told)

    def test_an_earlier_output_is_replaced_whole(self):
        self.built()
        before = (self.out / "prices.csv").read_bytes()
        (self.out / "prices.csv").write_text("stale")
        self.built()
        self.assertEqual((self.out / "prices.csv").read_bytes(), before)


class Refuses(BuildCase):
    def test_an_unknown_class_by_name(self):
        self.change("positions_1996.csv", {"name": "Elm Works PLC"}, asset_class="Rare Coins")
        text = self.refused("positions_1996.csv, row 3, column asset_class", "Rare Coins", "Elm Works PLC",
                            "expected", "remedy", "nothing was written")
        self.assertEqual(text.count("refused "), 1)

    def test_every_fault_at_once(self):
        self.change("positions_1996.csv", {"name": "Elm Works PLC"}, asset_class="Rare Coins")
        self.change("positions_1996.csv", {"name": "Yew, Inc."}, market_value="50,313",
                    maturity_date="11/15/01")
        text = self.refused("Rare Coins", "50,313", "11/15/01")
        self.assertIn("row 7, column market_value", text)

    def test_a_closing_line_too_large(self):
        # Seven printed lines of alpha can explain 3,500 dollars; 300 are there already.
        self.change("portfolio_totals_1996.csv", {"portfolio": "alpha"}, net_assets=str(2051793 + 3200))
        self.built()
        shutil.rmtree(self.out)
        self.change("portfolio_totals_1996.csv", {"portfolio": "alpha"}, net_assets=str(2051793 + 3201))
        self.refused("portfolio_totals_1996.csv", "net_assets", "3,501", "at most $3,500")

    def test_a_price_that_cannot_be(self):
        self.change("positions_1996.csv", {"portfolio": "beta", "name": "Pine Corp."},
                    market_value="259437")
        self.refused("pine-corp/bond", "one price", "alpha row 6", "beta row 13")

    def test_a_note_whose_holders_need_different_rates(self):
        self.change("positions_1996.csv", {"portfolio": "beta", "name": "Larch Credit"},
                    market_value="99000")
        self.refused("larch-credit/discount-note", "coupon_pct", "48 days")

    def test_forwards_without_a_common_rate(self):
        self.change("forwards_1996.csv", {"portfolio": "beta", "row": "contract"}, value_usd="57149")
        self.refused("forwards_1996.csv", "GBP for 1997-01-16", "one rate")

    def test_shares_that_no_count_near_the_print_explains(self):
        self.change("assets_liabilities_1996.csv", {"portfolio": "beta", "line_item": "nav_per_share"},
                    value="14.00")
        self.refused("column value", "within 500 shares of 150,000", "14.00")

    def test_a_security_twice_in_a_portfolio(self):
        self.change("security_facts_1996.csv", {"portfolio": "alpha", "order": "1"},
                    security_id="ash-bank/common/class-a")
        self.refused("ash-bank/common/class-a, already in row 2", "each security once in alpha")

    def test_facts_that_speak_of_another_security(self):
        self.change("security_facts_1996.csv", {"portfolio": "alpha", "order": "1"},
                    printed_name="Beech Mills")
        self.refused("security_facts_1996.csv, row 2, column printed_name", "Beech Mills", "Oak Mills, Inc.")

    def test_a_missing_table_and_a_missing_column(self):
        (self.source / "class_totals_1996.csv").unlink()
        text = (self.source / "positions_1996.csv").read_text().replace("quantity_kind", "unit", 1)
        (self.source / "positions_1996.csv").write_text(text)
        self.refused("class_totals_1996.csv", "no such file", "column quantity_kind")

    def test_a_missing_statement_line(self):
        rows = [r for r in read(self.source / "assets_liabilities_1996.csv") if r["line_item"] != "cash"]
        self.write("assets_liabilities_1996.csv", rows)
        self.refused("no line cash of alpha", "no line cash of beta", "a printed dash is 0")

    def test_a_repurchase_agreement_without_terms(self):
        self.change("repo_1996.csv", {}, counterparty="Juniper")
        self.refused("Cedar Securities, Inc.", "repo_1996.csv")

    def test_a_folder_that_holds_something_else(self):
        self.out.mkdir()
        (self.out / "letters.txt").write_text("mine")
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn("letters.txt", result.stderr)
        self.assertEqual([p.name for p in self.out.iterdir()], ["letters.txt"])

    def test_the_earlier_output_stays_when_a_build_is_refused(self):
        self.built()
        before = {p.name: p.read_bytes() for p in self.out.iterdir()}
        self.change("positions_1996.csv", {"name": "Elm Works PLC"}, asset_class="Rare Coins")
        self.assertEqual(self.build().returncode, 1)
        self.assertEqual({p.name: p.read_bytes() for p in self.out.iterdir()}, before)

    def test_usage(self):
        self.assertEqual(self.build(source=self.folder / "nowhere").returncode, 1)


if __name__ == "__main__":
    unittest.main()
