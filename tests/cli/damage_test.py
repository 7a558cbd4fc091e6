"""What a user broke once, and must not break again: each test is a fault that was found by hand."""

import json
import sqlite3
import subprocess
import time
import unittest

from cli_test import DONE, FAILED, FAULT, PROGRAM, REFUSED, SAMPLE, TRUST, Case, write

OPENING = {
    "opening-balances.csv": "portfolio,date,account,amount,basis\n"
    "alpha,1997-01-03,cash,1000000.00,printed\nalpha,1997-01-03,capital,1000000.00,printed\n",
    "opening-shares.csv": "portfolio,class,date,shares,basis\nalpha,one,1997-01-03,100000.000,printed\n",
}


class Found(Case):
    def refused(self, files, code):
        refused = self.refusals("import", "folder", write(self.folder / "bad", files))
        self.assertIn(code, [fault["code"] for fault in refused])

    def test_an_opening_that_does_not_balance_is_refused_at_the_door(self):
        self.init()
        bad = dict(OPENING)
        bad["opening-balances.csv"] = bad["opening-balances.csv"].replace("cash,1000000.00", "cash,1001000.00")
        self.refused(bad, "E-OPEN-001")

    def test_an_opening_row_said_twice_is_refused(self):
        self.init()
        bad = dict(OPENING)
        bad["opening-balances.csv"] += "alpha,1997-01-03,cash,10.00,printed\nalpha,1997-01-03,capital,10.00,printed\n"
        self.refused(bad, "E-DUP-001")

    def test_redeemed_shares_have_the_places_of_shares(self):
        self.ready()
        self.refused({"shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-06,alpha,one,0,10.0005\n"}, "E-SHARE-006")

    def test_more_shares_than_a_book_can_count_refuse_the_portfolio_only(self):
        terms = TRUST["trust.toml"] + "\n[[settings]]\nfrom = 1996-01-02\nshare_places = 6\n"
        self.ask("init", write(self.folder / "finer", {**TRUST, "trust.toml": terms}))
        self.ask("import", "folder", write(self.folder / "many", {
            **OPENING, "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-03,alpha,one,999999999999999.00,0\n"}))
        answer = self.ask("strike", "--date", "1997-01-06", expect=FAILED)
        self.assertEqual([r["code"] for r in answer["refused"]], ["E-SHARE-008"])

    def test_nothing_is_dealt_at_a_value_that_rounds_to_zero(self):
        self.init()
        many = OPENING["opening-shares.csv"].replace("100000.000", "900000000.000")
        self.ask("import", "folder", write(self.folder / "many", {
            **OPENING, "opening-shares.csv": many, "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-03,alpha,one,5.00,0\n"}))
        answer = self.ask("strike", "--date", "1997-01-06", expect=FAILED)
        self.assertEqual([r["code"] for r in answer["refused"]], ["E-SHARE-009"])

    def test_a_price_beyond_every_book_refuses_the_portfolio_only(self):
        self.ready()
        self.ask("import", "folder", write(self.folder / "huge", {
            "prices.csv": "date,security,price,currency\n1997-01-08,ACME,9999999999999999,USD\n"}))
        answer = self.ask("strike", "--date", "1997-01-08", expect=FAILED)
        self.assertEqual([r["code"] for r in answer["refused"]], ["E-PRICE-006"])

    def test_a_portfolio_with_a_trade_and_no_opening_is_not_opened(self):
        self.ready()
        self.ask("import", "folder", write(self.folder / "early", {
            "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
            "9,1997-01-06,1997-01-09,beta,ACME,B,10,50,-500.00\n"}))
        answer = self.ask("strike", "--date", "1997-01-07")
        self.assertEqual(answer["not_opened"], ["beta"])

    def test_a_source_renamed_behind_our_back_is_found(self):
        self.ready()
        raw = sqlite3.connect(self.store)
        with raw:
            raw.execute("UPDATE source SET name = 'invented.csv' WHERE name = 'prices.csv'")
        raw.close()
        answer = self.ask("verify", expect=FAILED)
        self.assertIn("invented.csv", " ".join(answer["faults"]))

    def test_what_is_recorded_beside_a_strike_is_not_lost(self):
        store = str(self.folder / "long.db")
        for words in (["init", str(SAMPLE / "trust")], ["import", "folder", str(SAMPLE / "input")]):
            subprocess.run([PROGRAM, *words, "--store", store], check=True, capture_output=True)
        late = write(self.folder / "late", {"entries.csv": "id,date,portfolio,entry,amount,text\n"
                                                            "R1,1997-01-03,growth,expense accrued,5000.00,\n"})
        strike = [PROGRAM, "strike", "--date", "1997-12-31", "--store", store]
        running = subprocess.Popen(strike, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.1)
        imported = subprocess.run([PROGRAM, "import", "folder", late, "--store", store], capture_output=True)
        self.assertEqual(imported.returncode, DONE)
        self.assertIn(running.wait(), (DONE, FAULT), "it saw the news or stopped at them")
        self.assertEqual(subprocess.run(strike, capture_output=True).returncode, DONE)
        clean = str(self.folder / "clean.db")
        for words in (["init", str(SAMPLE / "trust")], ["import", "folder", str(SAMPLE / "input")], ["import", "folder", late]):
            subprocess.run([PROGRAM, *words, "--store", clean], check=True, capture_output=True)
        digests = []
        for file in (store, clean):
            answer = json.loads(self.run_it("strike", "--date", "1997-12-31", "--store", file, "--json").stdout)
            digests.append([p["digest"] for p in answer["portfolios"]])
        self.assertEqual(digests[0], digests[1])
        self.run_it("verify", "--store", store)

    def test_a_day_can_be_seen_as_it_was_known_then(self):
        self.ask("init", self.trust, "--known", "1997-01-08T11:00:00Z")
        early, late = ["--known", "1997-01-08T12:00:00Z"], ["--known", "1997-01-09T12:00:00Z"]
        self.ask("import", "folder", self.delivery, *early)
        then = self.ask("strike", "--date", "1997-01-07", *early)["portfolios"][0]
        news = write(self.folder / "news", {"prices.csv": "date,security,price,currency\n1997-01-07,ACME,51,USD\n"})
        self.ask("import", "folder", news, *late)
        now = self.ask("strike", "--date", "1997-01-07", *late)["portfolios"][0]
        self.assertEqual((then["net_assets"], now["net_assets"], now["version"]), ("1002500.00", "1001000.00", 2))
        report = ["report", "trial-balance", "--portfolio", "alpha", "--date", "1997-01-07"]
        seen = self.ask(*report, "--as-known", "1997-01-08T13:00:00Z")
        self.assertEqual((seen["digest"], seen["version"], seen["estimate"]), (then["digest"], 1, False))
        self.assertEqual(self.ask(*report)["digest"], now["digest"])

    def test_two_strikes_at_once_end_with_an_answer_or_a_fault(self):
        store = str(self.folder / "two.db")
        for words in (["init", str(SAMPLE / "trust")], ["import", "folder", str(SAMPLE / "input")]):
            subprocess.run([PROGRAM, *words, "--store", store], check=True, capture_output=True)
        strike = [PROGRAM, "strike", "--date", "1997-06-30", "--store", store]
        both = [subprocess.Popen(strike, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
        for one in both:
            self.assertIn(one.wait(), (DONE, FAULT))
        self.assertEqual(subprocess.run(strike, capture_output=True).returncode, DONE)
        self.run_it("verify", "--store", store)

    def test_knowledge_does_not_run_backwards(self):
        at = ["--known", "1997-01-08T12:00:00Z"]
        self.ask("init", self.trust, *at)
        self.ask("import", "folder", self.delivery, *at)
        self.ask("strike", "--date", "1997-01-07", *at)
        earlier = ["--known", "1997-01-08T11:59:59Z"]
        news = write(self.folder / "news", {"prices.csv": "date,security,price,currency\n1997-01-07,ACME,51,USD\n"})
        trust = write(self.folder / "other", {name: text.replace("Desk Trust", "Dusk Trust") for name, text in TRUST.items()})
        for words in (["import", "folder", news], ["import", "folder", news, "--dry-run"], ["init", trust], ["strike", "--date", "1997-01-08"]):
            with self.subTest(words):
                told, = self.refusals(*words, *earlier)
                self.assertEqual((told["code"], told["found"], told["expected"]),
                                 ("E-KNOWN-001", "1997-01-08T11:59:59.000000Z", "1997-01-08T12:00:00.000000Z or later"))
        # What records nothing asks for no moment.
        self.ask("strike", "--date", "1997-01-07", *earlier)
        self.ask("strike", "--date", "1997-01-08", "--estimate", *earlier)
        self.ask("init", self.trust, *earlier)
        self.ask("import", "folder", self.delivery, *earlier)
        self.ask("import", "folder", news, *at)


if __name__ == "__main__":
    unittest.main()
