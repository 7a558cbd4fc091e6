"""The workflow of a strike at the command line: checks, overrides, approval by a second person, publication, what is
late, and what late news does to a day that is published."""

import unittest

from cli_test import REFUSED, TRUST, USAGE, Case, write

DAY = "1997-01-07"
NOON = "1997-01-07T17:00:00Z"
SETTINGS = '[[settings]]\nfrom = 1996-01-02\n'


class Flow(Case):

    def struck(self, day=DAY, settings=""):
        write(self.trust, {"trust.toml": TRUST["trust.toml"] + (SETTINGS + settings if settings else "")})
        self.ready()
        self.act("strike", "--date", day, "--as", "ann")

    def act(self, *words, expect=0):
        return self.ask(*words, "--known", NOON, expect=expect)

    def alpha(self, day=DAY, known=NOON):
        answer = self.ask("status", "--date", day, "--known", known)
        return next(entry for entry in answer["portfolios"] if entry["portfolio"] == "alpha")

    def codes(self, *words):
        return [r["code"] for r in self.refusals(*words)]

    def late_expense(self, day=DAY, amount="2500.00"):
        late = write(self.folder / "late", {"entries.csv": f"id,date,portfolio,entry,amount\nx,{day},alpha,expense accrued,{amount}\n"})
        self.run_it("import", "folder", late, "--store", self.store, "--known", NOON)


class Steps(Flow):
    def test_a_day_is_struck_approved_by_another_and_published(self):
        self.struck()
        alpha = self.alpha()
        self.assertEqual((alpha["state"], alpha["version"], alpha["nav_per_share"], alpha["failed"]), ("checks passed", 1, "10.03", []))
        self.assertEqual(alpha["prepared"], {"by": "ann", "at": "1997-01-07T17:00:00.000000Z"})
        self.assertEqual(self.codes("publish", f"alpha@{DAY}", "--as", "bob"), ["E-FLOW-008"])
        for name in ("ann", " Ann "):
            self.assertEqual(self.codes("approve", f"alpha@{DAY}", "--as", name), ["E-FLOW-006"])
        approved = self.act("approve", f"alpha@{DAY}", "--as", "bob")["portfolios"][0]
        self.assertEqual((approved["state"], approved["approved"]["by"]), ("approved", "bob"))
        self.assertEqual(self.codes("approve", f"alpha@{DAY}", "--as", "cat"), ["E-FLOW-009"])
        published = self.act("publish", f"alpha@{DAY}", "--as", "ann")["portfolios"][0]
        self.assertEqual(published["state"], "published")
        self.assertEqual(published["published"], [{"version": 1, "nav_per_share": "10.03", "by": "ann", "at": "1997-01-07T17:00:00.000000Z"}])
        self.assertEqual(self.codes("publish", f"alpha@{DAY}", "--as", "cat"), ["E-FLOW-009"])
        self.assertTrue(self.ask("verify")["ok"])
        # Striking again changes nothing of it.
        self.ask("strike", "--date", DAY, "--as", "dan")
        self.assertEqual(self.alpha()["state"], "published")

    def test_decisions_are_in_the_chain(self):
        self.struck()
        before = self.digest()
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.assertNotEqual(self.digest(), before)
        lines = self.run_it("dump", "--portfolio", "alpha", "--store", self.store).stdout.splitlines()
        self.assertTrue(any('"approval"' in line and '"bob"' in line for line in lines), lines)

    def test_a_failed_check_waits_for_an_override(self):
        self.struck("1997-01-08")  # no price of the 8th
        self.assertEqual([(f["check"], f["override"]) for f in self.alpha("1997-01-08")["failed"]], [("price-missing", None)])
        self.assertEqual(self.alpha("1997-01-08")["state"], "checks failed")
        refused, = self.refusals("approve", "alpha@1997-01-08", "--as", "bob")
        self.assertEqual((refused["code"], refused["found"]), ("E-FLOW-005", "price-missing:ACME"))
        self.assertEqual(self.codes("override", "alpha@1997-01-08", "nav-move", "--reason", "x", "--as", "cat"), ["E-FLOW-003"])
        self.assertEqual(self.codes("override", "alpha@1997-01-08", "price-missing", "--reason", " ", "--as", "cat"), ["E-FLOW-004"])
        alpha = self.act("override", "alpha@1997-01-08", "price-missing", "--reason", "ACME did not trade", "--as", "cat")["portfolios"][0]
        self.assertEqual(alpha["state"], "checks overridden")
        self.assertEqual(alpha["failed"][0]["override"], {"by": "cat", "at": "1997-01-07T17:00:00.000000Z", "reason": "ACME did not trade"})
        self.assertEqual(self.codes("override", "alpha@1997-01-08", "price-missing", "--reason", "again", "--as", "cat"), ["E-FLOW-003"])
        self.assertEqual(self.codes("approve", "alpha@1997-01-08", "--as", "cat"), ["E-FLOW-006"])
        self.assertEqual(self.act("approve", "alpha@1997-01-08", "--as", "bob")["portfolios"][0]["state"], "approved")

    def test_words_that_are_missing_are_2_and_days_that_are_not_struck_are_3(self):
        self.struck()
        for words in (("override", f"alpha@{DAY}", "nav-move"), ("override", f"alpha@{DAY}"), ("approve",), ("publish",)):
            self.run_it(*words, "--store", self.store, expect=USAGE)
        self.run_it("approve", "alpha@1997-01-06x", "--as", "bob", "--store", self.store, expect=USAGE)
        self.assertEqual(self.codes("approve", "alpha@1997-01-09", "--as", "bob"), ["E-FLOW-002"])
        self.assertEqual(self.codes("approve", f"beta@{DAY}", "--as", "bob"), ["E-FLOW-002"])

    def test_what_moved_more_than_the_limit_fails(self):
        self.struck(settings='nav_move_limit_pct = "0.2"\n')
        failed, = self.alpha()["failed"]
        self.assertEqual((failed["check"], failed["found"], failed["limit"]), ("nav-move", "0.3000 percent", "0.2 percent"))
        exceptions = self.ask("strike", "--date", DAY)["portfolios"][0]["exceptions"]
        self.assertEqual(exceptions, ["nav-move: " + failed["detail"]])
        # Another limit gives another verdict: a version of its own, with the same figures.
        write(self.trust, {"trust.toml": TRUST["trust.toml"] + SETTINGS + 'nav_move_limit_pct = "4"\n'})
        self.ask("init", self.trust)
        again = self.ask("strike", "--date", DAY)["portfolios"][0]
        self.assertEqual((again["version"], again["exceptions"], again["nav_per_share"]), (2, [], "10.03"))
        self.assertTrue(self.ask("verify")["ok"])


class Late(Flow):
    def test_news_takes_the_approval_away(self):
        self.struck()
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.late_expense()
        self.assertEqual(self.codes("publish", f"alpha@{DAY}", "--as", "bob"), ["E-FLOW-007"])
        self.act("strike", "--date", DAY, "--as", "ann")
        alpha = self.alpha()
        self.assertEqual((alpha["state"], alpha["version"], alpha["approved"]), ("checks passed", 2, None))
        self.assertEqual(self.codes("publish", f"alpha@{DAY}", "--as", "bob"), ["E-FLOW-008"])

    def test_a_published_day_stays_and_what_came_late_is_a_version_of_its_own(self):
        self.struck()
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.act("publish", f"alpha@{DAY}", "--as", "bob")
        self.late_expense()
        restated = self.ask("strike", "--date", DAY, "--as", "ann", "--known", NOON)["portfolios"][0]
        self.assertEqual((restated["state"], restated["version"], restated["nav_per_share"]), ("restated", 2, "10.00"))
        alpha = self.alpha()
        self.assertEqual([f["check"] for f in alpha["failed"]], ["closed-day"])
        self.assertEqual((alpha["state"], alpha["amended"]), ("checks failed", True))
        self.assertEqual([(p["version"], p["nav_per_share"]) for p in alpha["published"]], [(1, "10.03")])
        self.act("override", f"alpha@{DAY}", "closed-day", "--reason", "the error is corrected", "--as", "ann")
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.act("publish", f"alpha@{DAY}", "--as", "bob")
        self.assertEqual([p["version"] for p in self.alpha()["published"]], [1, 2])
        self.assertTrue(self.ask("verify")["ok"])

    def test_news_that_changes_nothing_leaves_the_approval(self):
        self.struck()
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.late_expense(amount="5.00")
        self.run_it("import", "folder", write(self.folder / "back", {
            "cancellations.csv": f"date,portfolio,kind,reference\n{DAY},alpha,entries,x\n"}), "--store", self.store, "--known", NOON)
        self.act("strike", "--date", DAY)
        self.assertEqual(self.alpha()["state"], "approved")
        self.act("publish", f"alpha@{DAY}", "--as", "bob")

    def test_the_deadline_is_a_place_s_clock(self):
        self.struck(settings='publication_deadline = "17:55 America/New_York"\n')
        self.assertEqual(self.alpha()["deadline"], "1997-01-07T22:55:00.000000Z")  # winter: five hours behind
        self.assertFalse(self.alpha(known="1997-01-07T22:55:00Z")["late"])
        self.assertTrue(self.alpha(known="1997-01-07T22:55:01Z")["late"])
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.act("publish", f"alpha@{DAY}", "--as", "bob")
        self.assertFalse(self.alpha(known="1997-01-09T00:00:00Z")["late"])

    def test_a_place_without_a_clock_is_refused(self):
        for text, code in (("17:55 Atlantis/Capital", "E-FLOW-010"), ("five o'clock", "E-TERM-002"), ("25:00 America/New_York", "E-TERM-002")):
            write(self.trust, {"trust.toml": TRUST["trust.toml"] + SETTINGS + f'publication_deadline = "{text}"\n'})
            refused = self.ask("init", self.trust, expect=REFUSED)["refused"]
            self.assertEqual([r["code"] for r in refused], [code])


class Status(Flow):
    def test_before_the_strike_it_says_what_is_missing(self):
        self.ready()
        states = {day: (self.alpha(day)["state"], self.alpha(day)["waits_for"]) for day in ("1997-01-02", "1997-01-06", "1997-01-08")}
        self.assertEqual(states["1997-01-02"][0], "not opened")
        self.assertEqual(states["1997-01-06"], ("data complete", ""))
        self.assertEqual(states["1997-01-08"], ("open", "no price of the day is known"))
        self.run_it("import", "folder", write(self.folder / "more", {
            "securities.csv": "security,name,kind,currency\nBOLT,Bolt,common_stock,USD\n",
            "prices.csv": "date,security,price,currency\n1997-01-08,BOLT,1,USD\n"}), "--store", self.store)
        self.assertEqual(self.alpha("1997-01-08")["state"], "incomplete data")
        self.assertIn("ACME", self.alpha("1997-01-08")["waits_for"])

    def test_a_table_for_people(self):
        self.struck("1997-01-08")
        text = self.run_it("status", "--store", self.store).stdout
        for part in ("portfolio", "checks failed", "ann 1997-01-07 17:00", "price-missing: ACME has no price of 1997-01-08", "beta", "not opened", "taken on trust"):
            self.assertIn(part, text)
        self.assertIn("struck as ann", self.run_it("strike", "--date", "1997-01-08", "--as", "ann", "--store", self.store).stdout)

    def test_asking_records_nothing(self):
        self.struck()
        before = self.digest()
        self.ask("status")
        self.ask("status", "--date", "1997-01-08")
        self.assertEqual(self.digest(), before)


class Reports(Flow):
    def table(self, kind, key, day=DAY):
        answer = self.ask("report", kind, "--portfolio", "alpha", "--date", day)
        self.assertFalse(answer["differs"], answer["notes"])
        return next(table["rows"] for table in answer["tables"] if table["key"] == key)

    def test_the_causes_of_a_change_sum_to_it_in_money_and_per_share(self):
        self.ready()
        more = write(self.folder / "more", {
            "entries.csv": "id,date,portfolio,entry,amount\n1,1997-01-07,alpha,expense accrued,100.00\n2,1997-01-07,alpha,dividend receivable,40.00\n",
            "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-06,alpha,one,5000.00,0\n"})
        self.run_it("import", "folder", more, "--store", self.store)
        self.ask("strike", "--date", DAY)
        rows = self.table("change", "change")
        self.assertEqual([row["amount"] for row in rows],
                         ["1000000.00", "2500.00", "0.00", "40.00", "-100.00", "5000.00", "0.00", "7440.00", "1007440.00"])
        ticks = [round(float(row["per_share"]) * 10**10) for row in rows]
        self.assertEqual(sum(ticks[1:7]), ticks[7])
        self.assertEqual(ticks[0] + ticks[7], ticks[8])

    def test_the_package_holds_the_day_in_one(self):
        self.struck("1997-01-08")
        self.act("override", "alpha@1997-01-08", "price-missing", "--reason", "ACME did not trade", "--as", "cat")
        answer = self.ask("report", "package", "--portfolio", "alpha", "--date", "1997-01-08")
        self.assertEqual([table["key"] for table in answer["tables"]],
                         ["per_share", "accounts", "holdings", "accrued", "comparison", "fees", "change", "findings", "steps", "digests"])
        rows = self.table("package", "findings", "1997-01-08")
        self.assertIn(("price-missing", "ACME", "failed, let pass", "cat"),
                      [(r["check"], r["subject"], r["result"], r["let_pass_by"]) for r in rows])
        findings = {row["check"]: row for row in rows}
        self.assertEqual(findings["nav-move"]["result"], "passed")

    def test_a_month_s_evidence_has_every_version_with_who_and_when(self):
        self.struck()
        self.act("approve", f"alpha@{DAY}", "--as", "bob")
        self.act("publish", f"alpha@{DAY}", "--as", "eve")
        self.late_expense()
        self.act("strike", "--date", "1997-01-08", "--as", "dan")
        steps = self.table("evidence", "steps", "1997-01-08")
        self.assertEqual([(s["date"], s["version"], s["state"], s["prepared_by"], s["approved_by"], s["published_by"]) for s in steps],
                         [("1997-01-03", "1", "checks passed", "ann", "", ""), ("1997-01-06", "1", "checks passed", "ann", "", ""),
                          (DAY, "1", "published", "ann", "bob", "eve"), (DAY, "2", "checks failed", "dan", "", ""),
                          ("1997-01-08", "1", "checks failed", "dan", "", "")])
        checks = {row["check"] for row in self.table("evidence", "checks", "1997-01-08")}
        self.assertLessEqual({row["check"] for row in self.table("evidence", "findings", "1997-01-08")}, checks)


if __name__ == "__main__":
    unittest.main()
