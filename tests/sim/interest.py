"""Interest by the terms of a security, from docs/reference/input-files.md and the market's rules of counting days: what
is earned through a day, what is paid on one. Fractions, never rounded here."""
import calendar
import datetime
import decimal
from decimal import Decimal
from fractions import Fraction

from deliveries import day

DAY = datetime.timedelta(1)
PAPER = ("discount_note", "repurchase_agreement", "treasury_bill")


def is_paper(terms):
    """Valued from its terms at amortised cost."""
    return terms["kind"] in PAPER or (terms["kind"] == "agency" and not terms["coupons_per_year"])


def has_coupons(terms):
    return bool(terms["coupons_per_year"])


def month_end(date):
    return (date + DAY).month != date.month


def months_before(date, months, at_end):
    """The same day so many months earlier; of a bond that pays at month ends, the month's end."""
    index = date.year * 12 + date.month - 1 - months
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return datetime.date(index // 12, index % 12 + 1, last if at_end else min(date.day, last))


def coupon_dates(terms, first, last):
    """Coupon dates counted back from maturity, after `first` through `last`, maturity among them; oldest first."""
    maturity, step, count, dates = day(terms["maturity"]), 12 // int(terms["coupons_per_year"]), 0, []
    while True:
        date = months_before(maturity, step * count, month_end(maturity))
        if date <= first:
            return dates[::-1]
        if date <= last:
            dates.append(date)
        count += 1


def thirty_360(start, end):
    def february_end(date):
        return date.month == 2 and month_end(date)
    first, second = start.day, end.day
    if february_end(start) and february_end(end):
        second = 30
    if february_end(start):
        first = 30
    if second == 31 and first >= 30:
        second = 30
    if first == 31:
        first = 30
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + second - first


def years(terms, start, end):
    """The part of a year between two days of one coupon period."""
    count = terms["day_count"]
    if count == "30/360":
        return Fraction(thirty_360(start, end), 360)
    if count == "actual/360":
        return Fraction((end - start).days, 360)
    if count == "actual/365":
        return Fraction((end - start).days, 365)
    frequency = int(terms["coupons_per_year"])
    following = coupon_dates(terms, start, datetime.date.max)[0]
    return Fraction((end - start).days, (following - start).days * frequency)


def rate(terms):
    return Fraction(terms["rate_pct"]) / 100


def flat(terms, date):
    """Whether a bond pays no more on a day."""
    rows = [row for row in terms.get("dated", []) if row["from"] <= date.isoformat()]
    return bool(rows) and rows[-1]["kind"] == "flat"


def rate_in(terms, start):
    """Of the period that begins on a day: the rate in force then."""
    rows = [row for row in terms.get("dated", []) if row["from"] <= start.isoformat() and row["kind"] != "flat"]
    return Fraction(rows[-1]["rate_pct"]) / 100 if rows else rate(terms)


def in_kind(terms, date):
    """Whether the coupon of a day is paid in more of the bond: its period began under such a row, and it is not the last."""
    if not has_coupons(terms) or date >= day(terms["maturity"]):
        return False
    since = coupon_dates(terms, date - 400 * DAY, date - DAY)[-1]
    rows = [row for row in terms.get("dated", []) if row["from"] <= since.isoformat() and row["kind"] != "flat"]
    return bool(rows) and rows[-1]["kind"] == "in_kind"


def level(terms, date):
    """Of the index that a rate follows: the last on or before a day."""
    days = [told for told in terms["levels"] if told <= date]
    return terms["levels"][max(days)]


def rate_on(terms, date):
    """The rate that begins on a day: fixed for its coupon period, or by the formula, or by the terms."""
    rows = [row for row in terms.get("dated", []) if row["from"] <= date.isoformat() and row["kind"] != "flat"]
    since = coupon_dates(terms, date - 400 * DAY, date)[-1]
    if not terms.get("reset_index") or (rows and rows[-1]["from"] >= since.isoformat()):
        return rate_in(terms, date)
    multiplier = Fraction(terms["reset_multiplier"] or 1)
    found = multiplier * level(terms, date - int(terms["look_back_days"] or 0) * DAY) + Fraction(terms["reset_spread_pct"] or 0)
    floor = terms["floor_pct"] or ("0" if multiplier < 0 else "")
    found = min(found, Fraction(terms["cap_pct"])) if terms["cap_pct"] else found
    return (max(found, Fraction(floor)) if floor else found) / 100


def earned_until(terms, since, end):
    """Of one unit from the first day of a coupon period: stretch by stretch, each at its rate."""
    every, total, start = int(terms.get("reset_days") or 0) or 400, Fraction(0), since
    while start < end:
        until = min(start + every * DAY, end)
        total += rate_on(terms, start) * (years(terms, since, until) - years(terms, since, start))
        start = until
    return total


def index_ratio(terms, date):
    """What the money of the dated date has become: 1 for bonds that follow no prices. Cut to six decimals, rounded to five."""
    if terms["kind"] != "inflation_indexed":
        return Fraction(1)
    first = date.replace(day=1)
    third, second = (terms["levels"].get(months_before(first, back, False)) for back in (3, 2))
    days = (months_before(first, -1, False) - first).days
    shown = lambda number: Fraction((number * 10**6 // 1 + 5) // 10, 10**5)
    return shown(shown(third + ((second or third) - third) * (date - first).days / days) / Fraction(terms["base_index"]))


def as_bought(terms, date):
    """What a bond promises who buys it on a day: steps, and the resets that were fixed by then."""
    rows = [row for row in terms.get("dated", []) if row["kind"] in ("fixed", "in_kind") or (row["kind"] == "reset" and row["from"] <= date.isoformat())]
    if terms.get("reset_index"):
        since = coupon_dates(terms, date - 400 * DAY, date)[-1]
        return {**terms, "reset_index": "", "rate_pct": str(rate_on(terms, since) * 100), "dated": []}
    return {**terms, "dated": rows}


def repo_interest(terms, days):
    return rate(terms) * days / 360


def accrued(terms, through):
    """Of one unit of par: earned since the last coupon through the end of a day."""
    maturity = day(terms["maturity"])
    if terms["kind"] == "repurchase_agreement":
        issued = day(terms["issued"])
        return repo_interest(terms, (through + DAY - issued).days) if issued <= through < maturity else Fraction(0)
    if not has_coupons(terms) or through + DAY > maturity or flat(terms, through):
        return Fraction(0)
    since = coupon_dates(terms, through - 400 * DAY, through)[-1]
    return earned_until(terms, since, through + DAY) * index_ratio(terms, through + DAY)


def payments(terms, date):
    """What one unit of par pays on a day: interest, and principal where it ends (a warrant ends with nothing)."""
    ends = bool(terms["maturity"]) and day(terms["maturity"]) == date and not flat(terms, date)
    if terms["kind"] == "warrant":
        return Fraction(0), Fraction(0) if ends else None
    if terms["kind"] == "option":  # it can be used until the end of its last day
        return Fraction(0), Fraction(0) if day(terms["maturity"]) + DAY == date else None
    interest = Fraction(0)
    if has_coupons(terms) and coupon_dates(terms, date - DAY, date) and not flat(terms, date) and not flat(terms, date - DAY):
        since = coupon_dates(terms, date - 400 * DAY, date - DAY)[-1]
        by_days = terms["day_count"] in ("actual/360", "actual/365") or terms.get("reset_days")
        interest = earned_until(terms, since, date) if by_days else rate_on(terms, since) / int(terms["coupons_per_year"])
        interest *= index_ratio(terms, date)
    if terms["kind"] == "repurchase_agreement" and ends:
        interest = repo_interest(terms, (date - day(terms["issued"])).days)
    if ends and terms["kind"] == "inflation_indexed":
        ratio = index_ratio(terms, date)
        return interest, max(ratio, Fraction(1)) if terms["at_least_par"] != "0" else ratio
    return interest, Fraction(1) if ends else None


def amortised(terms, through):
    """Value of one unit of par of paper at the close of a day, which has earned its interest already."""
    if terms["kind"] == "repurchase_agreement":
        return Fraction(1)
    return 1 - rate(terms) * max(0, (day(terms["maturity"]) - through).days - 1) / 360


EXACT = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN)


def exact(fraction):
    return EXACT.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def coupon(terms, start, end):
    """Of one unit of par for a period: the rate over the frequency, or what its days earned by counts of calendar days."""
    if terms["day_count"] in ("30/360", "actual/actual"):
        return rate_in(terms, start) / int(terms["coupons_per_year"])
    return rate_in(terms, start) * years(terms, start, end)


def periods_from(terms, date):
    """Coupon periods from the one that holds a day before maturity."""
    before = coupon_dates(terms, date - 400 * DAY, date)[-1]
    ends = coupon_dates(terms, date, datetime.date.max)
    return list(zip([before, *ends], ends))


def price(terms, date, a_year):
    """What one unit pays after a day, at its value on that day by a yield, interest accrued included."""
    frequency, periods = int(terms["coupons_per_year"]), periods_from(terms, date)
    start, end = periods[0]
    if terms["day_count"] == "30/360":
        part = Fraction(max(360 // frequency - thirty_360(start, date), 0), 360 // frequency)
    else:
        part = Fraction((end - date).days, (end - start).days)
    payments = [exact(coupon(terms, *period)) for period in periods]
    payments[-1] += 1
    growth = EXACT.divide(a_year, Decimal(frequency))
    if len(payments) == 1:
        return EXACT.divide(payments[0], 1 + EXACT.multiply(growth, exact(part)))
    factor, value = EXACT.divide(Decimal(1), 1 + growth), Decimal(0)
    for paid in reversed(payments[1:]):
        value = EXACT.multiply(EXACT.add(value, paid), factor)
    return EXACT.multiply(EXACT.add(value, payments[0]), EXACT.power(factor, exact(part)))


def yield_of(terms, date, cost):
    """The yield a year, in whole trillionths, of one unit bought at a cost without interest; none where none gives it."""
    if date >= day(terms["maturity"]):
        return None
    start = periods_from(terms, date)[0][0]
    paid = exact(cost + rate_in(terms, start) * years(terms, start, date))
    low, high = -10**12 // 2, 10**13
    at = lambda units: price(terms, date, Decimal(units).scaleb(-12))
    if at(low) < paid or at(high) > paid:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(middle) >= paid else (low, middle)
    return high if paid - at(high) < at(low) - paid else low


class YieldLine:
    """A lot at amortised cost: on coupon days the value of what is to come at its yield, between them in a straight line. The ends
    of a line are kept to six decimals of the currency's smallest unit."""

    def __init__(self, terms, bought, par, cost):
        self.terms, self.bought, self.par, self.cost = as_bought(terms, bought), bought, par, cost
        self.solved, self.a_year, self.line = False, None, None

    def at(self, date, quantity):
        """What so much of the lot stands at; none where its cost stays."""
        if self.cost == self.par or date <= self.bought:
            return None
        if not self.solved:
            self.solved, self.a_year = True, yield_of(self.terms, self.bought, self.cost / self.par)
        if self.a_year is None:
            return None
        if not self.line or date > self.line[1]:
            first, last = next(period for period in periods_from(self.terms, self.bought) if date <= period[1])
            start, end = max(first, self.bought), last
            self.line = start, end, self._value(start), self._value(end)
        start, end, before, after = self.line
        return (before + (after - before) * (date - start).days / (end - start).days) * quantity / self.par

    def _value(self, date):
        if date == self.bought:
            return self.cost
        if date == day(self.terms["maturity"]):
            return self.par
        value = EXACT.multiply(exact(self.par), price(self.terms, date, Decimal(self.a_year).scaleb(-12)))
        places = 6 + (0 if self.terms["currency"] == "JPY" else 2)
        return Fraction(value.quantize(Decimal(1).scaleb(-places), decimal.ROUND_HALF_EVEN, EXACT))
