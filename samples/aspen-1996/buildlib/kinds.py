"""What a holding is: its kind from the words of its class, its id and its name in a schedule."""

import re
import unicodedata

WORDS = "bond, note, agency, agencies, government, preferred, warrant, repurchase, stock, convertible"
RECEIPTS = {"adr": "ADR", "gdr": "GDR"}

# The word by which the ids of the facts file name a kind.
ID_WORD = {
    "common_stock": "common",
    "preferred_stock": "preferred",
    "warrant": "warrant",
    "corporate_bond": "bond",
    "convertible_bond": "convertible",
    "treasury": "treasury",
    "agency": "agency",
    "discount_note": "discount-note",
    "repurchase_agreement": "repo",
}

PRICED_BY_PAR = {"corporate_bond", "convertible_bond", "treasury"}
YEAR = 366  # Paper that lives longer than this pays coupons; shorter notes are discounted.


def class_words(asset_class):
    """The words of a class name in the singular: "U.S. Government Agencies" has "agency"."""
    words = set(re.findall(r"[a-z]+", asset_class.lower()))
    if "agencies" in words:
        words.add("agency")
    return words | {w[:-1] for w in words if w.endswith("s")}


def kind_of(asset_class, quantity_kind, has_coupon, days_left):
    """The kind a class holds, or None when its words, its unit and its terms name none.

    `days_left` is None without a maturity. Depositary receipts are told apart by their own column.
    """
    words, par = class_words(asset_class), quantity_kind == "par"
    dated_debt = par and has_coupon and days_left is not None
    if "warrant" in words:
        return None if par else "warrant"
    if "preferred" in words:
        return None if par else "preferred_stock"
    if "stock" in words:
        return None if par else "common_stock"
    if not dated_debt:
        return None
    if "repurchase" in words:
        return "repurchase_agreement"
    if "convertible" in words:
        return "convertible_bond"
    if "agency" in words:
        return "agency"
    if "government" in words:
        return "treasury"
    if "note" in words and days_left <= YEAR:
        return "discount_note"
    if "bond" in words or "note" in words:
        return "corporate_bond"
    return None


def slug(text):
    """Lower-case words joined by hyphens, as the ids of the facts file are made."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def own_id(position):
    """An id made from name, kind, receipt, class, coupon and maturity, when no facts are given."""
    discounted = position.valued_by_discount
    parts = [slug(position.name), "discount-note" if discounted else ID_WORD[position.base_kind]]
    if position.receipt:
        parts.append(position.receipt)
    if position.share_class:
        parts.append(slug(position.share_class))
    if position.coupon_text:
        parts.append(position.coupon_text)
    if position.maturity:
        parts.append(position.maturity.isoformat())
    return "/".join(parts)


def short_date(date):
    """A date as the schedule writes it: 2/18/97."""
    return f"{date.month}/{date.day}/{date.year % 100:02d}"


def schedule_name(position, name):
    """The line of the schedule without its markers: name, receipt, class, coupon, words, date."""
    text = name
    if position.receipt:
        text += f" ({RECEIPTS[position.receipt]})"
    if position.share_class:
        text += f" - {position.share_class}"
    if position.coupon_text:
        text += f", {position.coupon_text}%"
    if position.base_kind == "repurchase_agreement":
        return f"{text}, {position.description}" if position.description else text
    if position.base_kind == "warrant":
        return f"{text} - exp. {short_date(position.maturity)}" if position.maturity else text
    if position.description:
        text += f" {position.description}"
    if position.maturity:
        due = "" if position.valued_by_discount else "due "
        text += f", {due}{short_date(position.maturity)}"
    return text
