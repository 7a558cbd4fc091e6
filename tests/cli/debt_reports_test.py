"""What the reports on debt say: maturities with their bases and average, and discount parted into its two kinds."""
import datetime
import unittest
from decimal import Decimal

from cli_test import TRUST, Case, write

HEAD = "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year,issue_price,prepayment_pct,put_date\n"
TRADES = "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"


class DebtReports(Case):
    def setUp(self):
        super().setUp()
        setting = '[[settings]]\nfrom = 1996-01-02\neffective_yield = "discount"\ntrades_enter = "same day"\n'
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"] + setting})
        self.ready()

    def give(self, name, files):
        self.ask("import", "folder", write(self.folder / name, files))

    def test_a_pool_counts_by_its_average_life_and_a_demand_note_until_it_can_be_put(self):
        self.give("bonds", {
            "securities.csv": HEAD + "POOL,Pool,pass_through,USD,6,2027-01-07,,30/360,12,,0,\nTENDER,Tender,municipal_bond,USD,4,2020-01-15,,30/360,2,,,1997-03-08\n"
                                     "PLAIN,Plain,corporate_bond,USD,4,1998-01-07,,30/360,2,,,\n",
            "prices.csv": "date,security,price,currency\n1997-01-07,POOL,100,USD\n1997-01-07,TENDER,100,USD\n1997-01-07,PLAIN,100,USD\n",
            "trades.csv": TRADES + "11,1997-01-07,1997-01-07,alpha,POOL,B,100000,100,-100000.00\n12,1997-01-07,1997-01-07,alpha,TENDER,B,200000,100,-200000.00\n"
                                   "13,1997-01-07,1997-01-07,alpha,PLAIN,B,100000,100,-100000.00\n"})
        self.ask("strike", "--date", "1997-01-07", "--portfolio", "alpha")
        *rows, total = self.ask("report", "maturity", "--portfolio", "alpha", "--date", "1997-01-07")["tables"][0]["rows"]
        told = {row["security"]: (row["days"], row["basis"]) for row in rows}
        # Thirty years at 6% are 231.676 months of 30.4375 days on average.
        self.assertEqual(told, {"POOL": ("7052", "average life at 0% prepaid a year"), "TENDER": ("60", "until it can be put"),
                                "PLAIN": ("365", "final maturity")})
        self.assertEqual(total["days"], "1884.25")  # (7052 + 2 x 60 + 365) / 4

    def test_discount_is_parted_into_the_bonds_own_and_the_markets(self):
        """A strip sold at 60 for five years; a lot of it bought a year later for less than it had grown to."""
        self.give("bonds", {
            "securities.csv": HEAD + "STRIP,Strip,strip,USD,0,2001-01-15,1996-01-15,30/360,2,60,,\n",
            "prices.csv": "date,security,price,currency\n1997-01-07,STRIP,64,USD\n1997-01-31,STRIP,65,USD\n",
            "trades.csv": TRADES + "11,1997-01-07,1997-01-07,alpha,STRIP,B,100000,64,-64000.00\n"})
        self.ask("strike", "--date", "1997-01-31", "--portfolio", "alpha")
        row, = self.ask("report", "discount", "--portfolio", "alpha", "--date", "1997-01-31")["tables"][0]["rows"]
        half_year = (Decimal(100) / 60) ** (Decimal(1) / 10)
        day = datetime.date

        def adjusted(date):
            ends = [day(1996, 1, 15), day(1996, 7, 15), day(1997, 1, 15), day(1997, 7, 15)]
            k = max(i for i, end in enumerate(ends) if end <= date)
            part = Decimal((date - ends[k]).days) / (ends[k + 1] - ends[k]).days
            return 60 * half_year**k * (1 + (half_year - 1) * part)

        own = (adjusted(day(1997, 2, 1)) - adjusted(day(1997, 1, 7))) * 1000
        self.assertLess(abs(Decimal(row["original"]) - own), Decimal("0.011"))
        self.assertEqual(Decimal(row["original"]) + Decimal(row["market"]), Decimal(row["accreted"]))
        self.assertEqual(Decimal(row["carried"]) - Decimal(row["cost"]), Decimal(row["accreted"]))
        self.assertGreater(Decimal(row["market"]), 0)
        self.assertEqual((row["cost"], row["issue_price"]), ("64000.00", "60"))


if __name__ == "__main__":
    unittest.main()
