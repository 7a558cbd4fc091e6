"""Exact arithmetic of printed figures: rounding, prices, rates, shares of a total. No floats."""

from fractions import Fraction

HALF = Fraction(1, 2)
MOST_PLACES = 18


def half_up(value):
    """The nearest whole number; a half goes up."""
    return (value + HALF).__floor__()


def rounded(value, places):
    """`value` to that many places, a half up, as a fraction."""
    return Fraction(half_up(value * 10**places), 10**places)


def plain(value):
    """A fraction that is a decimal, as plain text with no more places than it needs."""
    value = Fraction(value)
    for places in range(MOST_PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if scaled < 0 else ""
            return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")
    raise ValueError(f"{value} is not a decimal of {MOST_PLACES} places")


def thousands(number):
    """A whole number as people read it: 4,964,800."""
    return f"{number:,}"


def simplest_decimal(low, high):
    """The decimal in [low, high) with the fewest places, then the smallest; None when there is none."""
    if low >= high:
        return None
    for places in range(MOST_PLACES + 1):
        scale = 10**places
        candidate = Fraction(-((-low * scale).__floor__()), scale)
        if candidate < high:
            return candidate
    return None


def common_price(holders):
    """One price for printed (quantity, value) pairs: quantity x price rounds half up to each value.

    A value v is the rounding of all amounts in [v - 1/2, v + 1/2), so each holder allows the prices
    [(v - 1/2) / q, (v + 1/2) / q); the price lies in all of them. None when they do not meet.
    """
    low = max((v - HALF) / q for q, v in holders)
    high = min((v + HALF) / q for q, v in holders)
    return simplest_decimal(max(low, Fraction(0)), high)


def common_price_of_fractions(holders, half_share=HALF):
    """The same, when a printed quantity stands for any quantity within half a share of it.

    The prices that holder allows run from (v - 1/2) / (q + half) to (v + 1/2) / (q - half).
    """
    low = max((v - HALF) / (q + half_share) for q, v in holders)
    high = min((v + HALF) / (q - half_share) for q, v in holders)
    return simplest_decimal(max(low, Fraction(0)), high)


def quantity_near(printed, value, price):
    """The quantity within half a share of `printed` that gives `value` at `price`: the fewest places,
    then the nearest to the print. None when there is none."""
    if half_up(printed * price) == value:
        return Fraction(printed)
    if price == 0:
        return None
    low = max((value - HALF) / price, printed - HALF)
    high = (value + HALF) / price  # itself too much
    for places in range(MOST_PLACES + 1):
        scale = 10**places
        first = -((-low * scale).__floor__())
        last = min(-((-high * scale).__floor__()) - 1, ((printed + HALF) * scale).__floor__())
        if first <= last:
            # The printed quantity lies outside, so the nearest is one of the two ends.
            nearest = min((first, last), key=lambda n: (abs(Fraction(n, scale) - printed), n))
            return Fraction(nearest, scale)
    return None


def discount_value(par, rate_pct, days):
    """Straight-line discount paper: par x (1 - rate x days / 360), to the whole dollar."""
    return half_up(par * (1 - rate_pct * days / 36000))


def implied_rate(holders, printed_rate, days):
    """The two-decimal rate, nearest to the printed one, that gives every (par, value); None if none."""
    if days <= 0:
        return None
    low = max((par - v - HALF) * 36000 / (par * days) for par, v in holders)  # itself too little
    high = min((par - v + HALF) * 36000 / (par * days) for par, v in holders)
    first, last = (low * 100).__floor__() + 1, (high * 100).__floor__()
    first = max(first, 0)
    if first > last:
        return None
    wanted = printed_rate * 100
    near = {min(max(n, first), last) for n in (wanted.__floor__(), wanted.__floor__() + 1)}
    return Fraction(min(near, key=lambda n: (abs(n - wanted), n)), 100)


def spread(total, weights):
    """Share a whole total pro rata by largest remainder; ties: the larger weight, then the earlier.

    The parts are whole and sum to the total. Weights that sum to nothing count as equal.
    """
    if not weights:
        return []
    if sum(weights) == 0:
        weights = [1] * len(weights)
    exact = [Fraction(total * w, sum(weights)) for w in weights]
    parts = [e.__floor__() for e in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], -weights[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def shares_for(net_assets, printed_thousands, nav):
    """The share count that gives the printed NAV: the printed thousand, else the nearest whole count
    within 500 shares of it. None when there is none."""
    printed = printed_thousands * 1000

    def gives(count):
        return count > 0 and rounded(Fraction(net_assets) / count, 2) == nav

    for distance in range(501):
        for count in (printed - distance, printed + distance):
            if gives(count):
                return count
    return None
