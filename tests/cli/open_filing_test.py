"""A fund's public filing as a portfolio: opened, struck and reported through the command line, and refused whole."""

import csv
import io
import json
import pathlib
import re
import time
import unittest

from cli_test import DONE, FAILED, REFUSED, ROOT, Case, Html

ARBOR = ROOT / "tests" / "data" / "nport" / "arbor.xml"
SHARED = ROOT.parent / "shared" / "data" / "nport"
EVERY_WAY = ("text", "csv", "json", "html")


class Filing(Case):
    def opened(self, path=ARBOR, *words, expect=DONE):
        return self.ask("open-filing", "nport", path, *words, expect=expect)

    def arbor(self, *changes):
        text = ARBOR.read_text()
        for before, after in changes:
            self.assertIn(before, text)
            text = text.replace(before, after, 1)
        path = self.folder / "filing.xml"
        path.write_text(text)
        return path

    def struck(self, date, expect=DONE):
        answer = self.ask("strike", "--date", date, expect=expect)
        self.assertEqual(len(answer["portfolios"]), 1)
        return answer["portfolios"][0]

    def tables(self, kind, portfolio, date, expect=DONE):
        answer = self.ask("report", kind, "--portfolio", portfolio, "--date", date, expect=expect)
        return {table["key"]: table["rows"] for table in answer["tables"]}, answer["notes"]


class OpenFiling(Filing):
    def test_it_opens_agrees_and_strikes(self):
        answer = self.opened()
        self.assertEqual((answer["portfolio"], answer["filing_date"], answer["opened_on"]), ("s000000001", "2024-03-31", "2024-03-28"))
        self.assertEqual(answer["positions"], 31)
        self.assertEqual({check["verdict"] for check in answer["checks"]}, {"agrees"})
        # 8,254,657.53789 filed; the bond's 471,234.56789 is booked as 471,234.57.
        self.assertEqual((answer["sum_of_values"], answer["not_itemised"], answer["rounded_off"]), ("8254657.53789", "1995342.46611", "0.00211"))
        self.assertEqual(answer["books"]["net_assets"], "10250000.00")
        self.assertTrue(answer["books"]["agrees"])
        self.assertIsNone(answer["books"]["nav_per_share"])
        self.assertEqual((answer["masked"], answer["without_value"]), ({"delta": 3}, 1))
        struck = self.struck("2024-03-28")
        self.assertEqual((struck["net_assets"], struck["nav_per_share"], struck["shares_outstanding"], struck["exceptions"]), ("10250000.00", None, None, []))
        self.assertIn("not known", self.run_it("strike", "--date", "2024-03-28", "--store", self.store).stdout)
        self.run_it("verify", "--store", self.store)

    def test_shares_that_are_stated_give_a_value_per_share(self):
        self.opened(ARBOR, "--shares", "1025000")
        self.assertEqual(self.struck("2024-03-28")["nav_per_share"], "10.00")
        for words in ("0", "-5", "many", "1.2345"):
            other = str(self.folder / "store" / "other.db")
            done = self.run_it("open-filing", "nport", ARBOR, "--shares=" + words, "--store", other, "--json", expect=REFUSED)
            self.assertEqual(json.loads(done.stdout)["refused"][0]["code"], "E-NPORT-014")

    def test_reports_show_what_was_filed_and_what_is_held(self):
        self.opened()
        self.struck("2024-03-28")
        tables, notes = self.tables("filing", "s000000001", "2024-03-28")
        self.assertEqual(set(tables), {"totals", "checks", "positions", "debt", "repurchases", "currency_contracts", "futures", "swaps", "options", "other_derivatives"})
        rows = {row["title"]: row for row in tables["positions"]}
        self.assertEqual(rows["First mortgage 4.25% 2031"]["value"], "471234.56789")
        self.assertEqual(rows["Shares, trading halted"]["value"], "")
        swap = next(row for row in tables["swaps"] if row["title"].startswith("Pays"))
        self.assertEqual((swap["terminates"], swap["notional"], swap["unrealised"]), ("2033-10-31", "2000000.00 EUR", "60249.25"))
        self.assertTrue(any("masked" in note for note in notes))
        holdings, notes = self.tables("holdings", "s000000001", "2024-03-28")
        lots = {row["security"]: row for row in holdings["holdings"]}
        self.assertEqual(lots["s000000001.US900003AA31"]["quantity"], "-1000")
        self.assertEqual((lots["s000000001.FX-2"]["price"], lots["s000000001.FX-2"]["source"]), ("-589.42", "N-PORT"))
        self.assertTrue(any("no shares outstanding" in note for note in notes))
        for kind in ("schedule", "assets-liabilities", "holdings", "package", "change", "trial-balance", "countries", "filing"):
            for shape in EVERY_WAY:
                with self.subTest(kind=kind, shape=shape):
                    told = self.run_it("report", kind, "--portfolio", "s000000001", "--date", "2024-03-28", "--store", self.store, "--format", shape).stdout
                    self.assertTrue(told)
                    if shape == "html":
                        Html().feed(told)
                    if shape == "csv":
                        list(csv.reader(io.StringIO(told)))
        statement, _ = self.tables("assets-liabilities", "s000000001", "2024-03-28")
        self.assertIn("Other assets and liabilities, not itemised", json.dumps(statement))
        self.assertIn("not known", json.dumps(statement))

    def test_the_report_of_the_filing_stays_as_it_is(self):
        """After a wanted change: openend report filing ... --format csv > tests/data/nport/arbor-filing.csv"""
        self.opened()
        self.struck("2024-03-28")
        told = self.run_it("report", "filing", "--portfolio", "s000000001", "--date", "2024-03-28", "--store", self.store, "--format", "csv").stdout
        self.assertEqual(told, (ARBOR.parent / "arbor-filing.csv").read_text())

    def test_the_same_file_again_records_nothing(self):
        self.opened()
        before = self.digest()
        self.assertTrue(self.opened()["already_recorded"])
        self.assertEqual(self.digest(), before)

    def test_a_filing_that_disagrees_with_itself_opens_and_says_so(self):
        answer = self.opened(self.arbor(("<netAssets>10250000.004", "<netAssets>10250000.014")), expect=FAILED)
        wrong = [check for check in answer["checks"] if check["verdict"] == "disagrees"]
        self.assertEqual((wrong[0]["found"], wrong[0]["expected"]), ("10250000.014", "10250000.004"))
        self.assertEqual(self.struck("2024-03-28")["net_assets"], "10250000.01")
        self.tables("filing", "s000000001", "2024-03-28", expect=FAILED)

    def test_a_filing_without_positions_opens_as_its_totals(self):
        text = ARBOR.read_text()
        path = self.folder / "totals.xml"
        path.write_text(re.sub(r"(?s)    <invstOrSecs>.*</invstOrSecs>\n", "", text))
        self.assertIn("no positions", self.run_it("open-filing", "nport", path, "--store", self.store).stdout)
        self.assertEqual(self.struck("2024-03-28")["net_assets"], "10250000.00")

    def test_another_series_of_the_registrant_joins_and_another_registrant_does_not(self):
        self.opened()
        sister = self.opened(self.arbor(("<seriesId>S000000001</seriesId>\n", "<seriesId>S000000002</seriesId>\n"), ("Arbor &amp; Grove Fund", "Arbor Second Fund")))
        self.assertEqual(sister["portfolio"], "s000000002")
        answer = self.ask("strike", "--date", "2024-03-28")
        self.assertEqual([p["net_assets"] for p in answer["portfolios"]], ["10250000.00", "10250000.00"])
        codes = [self.refusals("open-filing", "nport", self.arbor(change))[0]["code"] for change in
                 (("<regCik>0000000001", "<regCik>0000000002"), ("<isFinalFiling>N", "<isFinalFiling>Y"))]
        self.assertEqual(codes, ["E-NPORT-011", "E-NPORT-012"])

    def test_a_file_that_can_not_be_read_leaves_no_store_behind(self):
        for change, code in (
            (("</edgarSubmission>", ""), "E-NPORT-001"),
            (("edgar/nport\"", "edgar/ncen\""), "E-NPORT-002"),
            (("<units>NS</units>", ""), "E-NPORT-003"),
            (("612480.00", "6,12"), "E-NPORT-004"),
            (("<assetCat>EC<", "<assetCat>EX<"), "E-NPORT-006"),
            (("<repPdDate>2024-03-31", "<repPdDate>1950-03-31"), "E-NPORT-013"),
        ):
            with self.subTest(code):
                done = self.run_it("open-filing", "nport", self.arbor(change), "--store", self.store, "--json", expect=REFUSED)
                faults = json.loads(done.stdout)["refused"]
                self.assertEqual([fault["code"] for fault in faults], [code])
                self.assertTrue(all(faults[0][key] for key in ("message", "found", "expected", "remedy")))
                self.assertFalse(pathlib.Path(self.store).exists())

    def test_a_refused_file_changes_no_store(self):
        self.opened()
        self.assertEqual(self.refusals("open-filing", "nport", self.arbor(("612480.00", "x")))[0]["code"], "E-NPORT-004")

    def test_shares_are_not_dealt_where_they_are_not_known(self):
        self.opened()
        self.struck("2024-03-28")
        path = self.folder / "shares.csv"
        path.write_text("portfolio,class,date,subscriptions,redemptions\ns000000001,all,2024-03-28,1000.00,0\n")
        self.run_it("import", "shares", path, "--store", self.store, expect=REFUSED)


@unittest.skipUnless(SHARED.is_dir(), "the real filings lie beside the project")
class RealFilings(Filing):
    def opens(self, name, date, net_assets, positions):
        start = time.monotonic()
        answer = self.opened(SHARED / name)
        seconds = time.monotonic() - start
        self.assertEqual((answer["opened_on"], answer["positions"], answer["books"]["net_assets"]), (date, positions, net_assets))
        self.assertEqual({check["verdict"] for check in answer["checks"]}, {"agrees"})
        struck = self.struck(date)
        self.assertEqual((struck["net_assets"], struck["exceptions"]), (net_assets, []))
        tables, _ = self.tables("filing", answer["portfolio"], date)
        self.assertEqual(tables["totals"][-2]["amount"], net_assets)
        self.run_it("verify", "--store", self.store)
        return seconds, tables

    def test_the_bond_fund(self):
        seconds, tables = self.opens("goldman-bond.xml", "2023-03-31", "361898455.93", 1685)
        self.assertLess(seconds, 5, "a second on a machine that is at rest")
        self.assertEqual({key: len(rows) for key, rows in tables.items() if key in ("debt", "currency_contracts", "futures", "swaps", "options")},
                         {"debt": 909, "currency_contracts": 554, "futures": 12, "swaps": 76, "options": 132})

    def test_the_municipal_series_and_the_closed_portfolio(self):
        self.opens("dupree.xml", "2022-12-30", "41349926.01", 55)

    def test_the_portfolio_that_has_closed(self):
        self.opens("advanced-series.xml", "2022-12-30", "1389080.74", 0)


if __name__ == "__main__":
    unittest.main()
