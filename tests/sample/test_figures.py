"""The arithmetic of `build` against slow ways that are plainly right. Random cases have fixed seeds."""

import random
import unittest
from fractions import Fraction

import support  # noqa: F401  (puts the sample's modules on the path)
from buildlib import figures, kinds


def rounds_to(quantity, price, value):
    return figures.half_up(quantity * price) == value


def tried_price(fits, most_places, top):
    """The first price that fits, trying all with no places, then one place, and so on."""
    for places in range(most_places + 1):
        for n in range(top * 10**places + 1):
            if fits(Fraction(n, 10**places)):
                return Fraction(n, 10**places)
    return None


class Rounding(unittest.TestCase):
    def test_half_up(self):
        rows = [("2.5", 3), ("2.4999", 2), ("0.5", 1), ("0", 0), ("-0.5", 0), ("-1.5", -1), ("-1.6", -2)]
        for text, whole in rows:
            self.assertEqual(figures.half_up(Fraction(text)), whole, text)

    def test_plain(self):
        for text in ("0", "5", "19.625", "0.0086439", "-1234.5", "100"):
            self.assertEqual(figures.plain(Fraction(text)), text)


class Prices(unittest.TestCase):
    def test_fewest_places_then_smallest(self):
        rng = random.Random(1996)
        for _ in range(40):
            price = Fraction(rng.randrange(1, 1200), 100)
            holders = [(q, figures.half_up(q * price)) for q in rng.sample(range(3, 400), rng.randrange(1, 4))]
            ours = figures.common_price(holders)
            tried = tried_price(lambda p: all(rounds_to(q, p, v) for q, v in holders), 2, 13)
            self.assertEqual(ours, tried, holders)

    def test_the_interval_is_open_above(self):
        self.assertEqual(figures.common_price([(1, 2)]), 2)
        self.assertEqual(figures.simplest_decimal(Fraction(3, 2), Fraction(2)), Fraction(3, 2))
        self.assertIsNone(figures.simplest_decimal(Fraction(2), Fraction(2)))

    def test_half_a_cent_of_a_bond(self):
        # 103.375 gives 258,437.50, which rounds to 258,438: a little less serves both holders.
        holders = [(Fraction(200000, 100), 206750), (Fraction(250000, 100), 258437)]
        self.assertEqual(figures.plain(figures.common_price(holders)), "103.3748")

    def test_no_common_price(self):
        self.assertIsNone(figures.common_price([(8112, 159208), (6413, 125845)]))
        self.assertIsNone(figures.common_price_of_fractions([(100, 1000), (100, 2000)]))

    def test_fractional_quantities_against_brute_force(self):
        rng = random.Random(31)
        half, found = Fraction(1, 2), 0
        for _ in range(40):
            price = Fraction(rng.randrange(20, 160), 8)
            true = [Fraction(rng.randrange(100, 9000), 10) for _ in range(2)]
            holders = [(figures.half_up(q), figures.half_up(q * price)) for q in true]
            if figures.common_price(holders) is not None:
                continue
            found += 1
            ours = figures.common_price_of_fractions(holders)
            self.assertIsNotNone(ours, holders)
            places = len(figures.plain(ours).partition(".")[2])
            if places <= 2:
                # Values grow with the quantity, so a quantity fits when the value lies between the ends.
                def fits(p):
                    return all(p and (q - half) * p < v + half and (q + half) * p >= v - half
                               for q, v in holders)
                self.assertEqual(ours, tried_price(fits, places, 21), holders)
            for q, v in holders:
                used = figures.quantity_near(q, v, ours)
                self.assertTrue(rounds_to(used, ours, v))
                self.assertLessEqual(abs(used - q), half)
        self.assertGreater(found, 10)

    def test_quantities_have_the_fewest_places_nearest_the_print(self):
        rng = random.Random(7)
        for _ in range(60):
            printed, price = rng.randrange(5, 500), Fraction(rng.randrange(10, 4000), 16)
            value = figures.half_up((printed + Fraction(rng.randrange(-499, 500), 1000)) * price)
            ours = figures.quantity_near(printed, value, price)
            tried = None
            for places in range(4):
                scale = 10**places
                near = [Fraction(n, scale) for n in range((2 * printed - 1) * scale // 2,
                                                          (2 * printed + 1) * scale // 2 + 1)
                        if abs(Fraction(n, scale) - printed) <= Fraction(1, 2)
                        and rounds_to(Fraction(n, scale), price, value)]
                if near:
                    tried = min(near, key=lambda q: (abs(q - printed), q))
                    break
            self.assertEqual(ours, tried, (printed, value, price))


class Notes(unittest.TestCase):
    def test_the_value_of_a_note(self):
        self.assertEqual(figures.discount_value(5000000, Fraction("5.28"), 48), 4964800)
        self.assertEqual(figures.discount_value(16300000, Fraction("6.5"), 1), 16297057)

    def test_implied_rates_against_brute_force(self):
        rng = random.Random(12)
        for _ in range(20):
            days, printed = rng.randrange(1, 60), Fraction(rng.randrange(300, 800), 100)
            true = Fraction(rng.randrange(30000, 80000), 10000)
            holders = [(par, figures.discount_value(par, true, days))
                       for par in rng.sample(range(1000, 400000, 1000), rng.randrange(1, 3))]
            fitting = [r for r in (Fraction(n, 100) for n in range(0, 1500))
                       if all(figures.discount_value(par, r, days) == v for par, v in holders)]
            tried = min(fitting, key=lambda r: (abs(r - printed), r)) if fitting else None
            self.assertEqual(figures.implied_rate(holders, printed, days), tried)


class Shares(unittest.TestCase):
    def test_largest_remainder(self):
        rows = [
            ("thirds: the earlier of equals gets the dollar", 100, [1, 1, 1], [34, 33, 33]),
            ("the larger of equal remainders gets it", 2, [1, 3], [0, 2]),
            ("nothing to share", 0, [5, 6], [0, 0]),
            ("weights of nothing count as equal", 3, [0, 0], [2, 1]),
            ("no positions", 0, [], []),
        ]
        for sentence, total, weights, parts in rows:
            self.assertEqual(figures.spread(total, weights), parts, sentence)

    def test_the_parts_sum_and_stay_within_a_dollar(self):
        rng = random.Random(99)
        for _ in range(300):
            weights = [rng.randrange(0, 10**8) for _ in range(rng.randrange(1, 40))]
            total = rng.randrange(0, 10**9)
            parts = figures.spread(total, weights)
            self.assertEqual(sum(parts), total)
            if sum(weights):
                for part, weight in zip(parts, weights):
                    self.assertLess(abs(part - Fraction(total * weight, sum(weights))), 1)

    def test_share_counts(self):
        self.assertEqual(figures.shares_for(325789045, 21003, Fraction("15.51")), 21003000)
        count = figures.shares_for(783000, 72, Fraction("10.83"))
        self.assertEqual(figures.rounded(Fraction(783000, count), 2), Fraction("10.83"))
        self.assertNotEqual(figures.rounded(Fraction(783000, count - 1), 2), Fraction("10.83"))
        self.assertIsNone(figures.shares_for(783000, 72, Fraction("12.00")))


class Kinds(unittest.TestCase):
    def test_words_unit_and_terms(self):
        rows = [
            ("Common Stock", "shares", False, None, "common_stock"),
            ("Convertible Preferred Stock", "shares", True, None, "preferred_stock"),
            ("Warrants", "shares", False, 900, "warrant"),
            ("Corporate Notes", "par", True, 3000, "corporate_bond"),
            ("Short-Term Corporate Note", "par", True, 48, "discount_note"),
            ("Convertible Corporate Bonds", "par", True, 3000, "convertible_bond"),
            ("U.S. Government Agency", "par", True, 2, "agency"),
            ("U.S. Government Notes", "par", True, 200, "treasury"),
            ("Repurchase Agreements", "par", True, 2, "repurchase_agreement"),
            ("Rare Coins", "shares", False, None, None),
            ("Corporate Bonds", "shares", False, None, None),
            ("Corporate Bonds", "par", False, 3000, None),
            ("Common Stock", "par", True, 3000, None),
        ]
        for asset_class, unit, coupon, days, kind in rows:
            self.assertEqual(kinds.kind_of(asset_class, unit, coupon, days), kind, asset_class)

    def test_slugs(self):
        self.assertEqual(kinds.slug("Wrigley (Wm.) Jr., Co."), "wrigley-wm-jr-co")
        self.assertEqual(kinds.slug("Océ-Van Der Grinten N.V."), "oce-van-der-grinten-n-v")


if __name__ == "__main__":
    unittest.main()
