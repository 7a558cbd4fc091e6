"""Interest by the terms of a security, from docs/reference/input-files.md and the market's rules of counting days: what
is earned through a day, what is paid on one. Fractions, never rounded here."""
import calendar
import datetime
from fractions import Fraction

from deliveries import day

DAY = datetime.timedelta(1)
PAPER = ("discount_note", "repurchase_agreement")


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


def repo_interest(terms, days):
    return rate(terms) * days / 360


def accrued(terms, through):
    """Of one unit of par: earned since the last coupon through the end of a day."""
    maturity = day(terms["maturity"])
    if terms["kind"] == "repurchase_agreement":
        issued = day(terms["issued"])
        return repo_interest(terms, (through + DAY - issued).days) if issued <= through < maturity else Fraction(0)
    if not has_coupons(terms) or through + DAY > maturity:
        return Fraction(0)
    since = coupon_dates(terms, through - 400 * DAY, through)[-1]
    return rate(terms) * years(terms, since, through + DAY)


def payments(terms, date):
    """What one unit of par pays on a day: interest, and principal where it ends (a warrant ends with nothing)."""
    ends = bool(terms["maturity"]) and day(terms["maturity"]) == date
    if terms["kind"] == "warrant":
        return Fraction(0), Fraction(0) if ends else None
    interest = Fraction(0)
    if has_coupons(terms) and coupon_dates(terms, date - DAY, date):
        interest = rate(terms) / int(terms["coupons_per_year"])
    if terms["kind"] == "repurchase_agreement" and ends:
        interest = repo_interest(terms, (date - day(terms["issued"])).days)
    return interest, Fraction(1) if ends else None


def amortised(terms, through):
    """Value of one unit of par of paper at the close of a day, which has earned its interest already."""
    if terms["kind"] == "repurchase_agreement":
        return Fraction(1)
    return 1 - rate(terms) * max(0, (day(terms["maturity"]) - through).days - 1) / 360
