"""The sample that is kept in the repository: what it says of itself, and that it can be made again."""

import tomllib
import unittest
from fractions import Fraction

from support import FILINGS, SAMPLE, BuildCase, read
from oracle import Opening, by_portfolio, disagreements

INPUT = SAMPLE / "input"


class Kept(unittest.TestCase):
    """Needs nothing but the repository."""

    @classmethod
    def setUpClass(cls):
        cls.files = {p.name: read(p) for p in INPUT.iterdir()}

    def test_net_assets_nav_and_totals_of_six_portfolios_are_the_printed_ones(self):
        printed = {(r["portfolio"], r["figure"], r["key"]): Fraction(r["value"])
                   for r in self.files["printed.csv"]}
        portfolios = list(by_portfolio(self.files["opening-shares.csv"]))
        self.assertEqual(len(portfolios), 6)
        for portfolio in portfolios:
            book = Opening(portfolio, self.files)
            self.assertEqual(book.net_assets(), printed[portfolio, "net_assets", ""])
            self.assertEqual(book.nav(), printed[portfolio, "nav", ""])
            self.assertEqual(book.imbalance(), 0)
            for asset_class, value in book.class_sum(book.value).items():
                self.assertEqual(value, printed[portfolio, "class_total", asset_class])
            for asset_class, cost in book.class_sum(lambda h: Fraction(h["cost"])).items():
                self.assertEqual(cost, printed[portfolio, "class_cost", asset_class])

    def test_ids_are_unique_and_known(self):
        ids = [r["security"] for r in self.files["securities.csv"]]
        self.assertEqual(len(ids), len(set(ids)))
        for file in ("classification.csv", "opening-holdings.csv"):
            pairs = [(r["portfolio"], r["security"]) for r in self.files[file]]
            self.assertEqual(len(pairs), len(set(pairs)))
            self.assertLessEqual({s for _, s in pairs}, set(ids))

    def test_a_trust_of_nine_portfolios(self):
        def load(name):
            return tomllib.loads((SAMPLE / "trust" / f"{name}.toml").read_text(encoding="utf-8"))
        portfolios = load("trust")["trust"]["portfolios"]
        self.assertEqual(len(portfolios), 9)
        for portfolio in portfolios:
            terms = load(portfolio)
            self.assertEqual(terms["portfolio"]["id"], portfolio)
            self.assertEqual([c["id"] for c in terms["class"]], ["institutional"])
            for entry in terms["advisory_fee"] + terms["expense_limit"]:
                self.assertNotIn("up_to", entry["tiers"][-1])
                steps = [Fraction(t["up_to"]) for t in entry["tiers"][:-1]]
                self.assertEqual(steps, sorted(steps))


@unittest.skipUnless(FILINGS.is_dir(), "the filings' figures are not on this machine")
class Made(BuildCase):
    def test_again_byte_for_byte(self):
        result = self.build(source=FILINGS)
        self.assertEqual(result.returncode, 0, result.stderr)
        made = {p.name: p.read_bytes() for p in self.out.iterdir()}
        self.assertEqual(sorted(made), sorted(p.name for p in INPUT.iterdir()))
        for name, content in made.items():
            self.assertTrue(content == (INPUT / name).read_bytes(), f"{name} differs")

    def test_every_holding_is_what_the_schedule_prints(self):
        files = {p.name: read(p) for p in INPUT.iterdir()}
        self.assertEqual(disagreements(files, read(FILINGS / "positions_1996.csv")), [])

    def test_each_portfolio_can_come_alone(self):
        positions = by_portfolio(read(FILINGS / "positions_1996.csv"))
        for portfolio in ("money_market", "flexible_income"):
            for name in FILINGS.glob("*_1996*.csv"):
                (self.source / name.name).write_bytes(name.read_bytes())
            self.write("positions_1996.csv", positions[portfolio])
            self.assertEqual(disagreements(self.built(), positions[portfolio]), [])

    def test_without_facts(self):
        for name in FILINGS.glob("*_1996*.csv"):
            (self.source / name.name).write_bytes(name.read_bytes())
        (self.source / "security_facts_1996.csv").unlink()
        self.assertEqual(disagreements(self.built(), read(FILINGS / "positions_1996.csv")), [])


if __name__ == "__main__":
    unittest.main()
