"""Bad input: every kind of file, spoilt in every way that applies to it, is refused whole, and each fault is told once.

A kind's columns, two good rows and what each column may hold stand in KINDS; which spoilt fields a column's type has, in
SPOILT; what only one kind can get wrong, in RULES. From these the cases are made: a case is a sentence, a file, and the
code, row and column of its one refusal.
"""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from cli_test import DONE, PROGRAM, REFUSED, TRUST, write

LONG = "x" * 1_000_000


class Kind:
    """`columns` are "name:type"; a type with ? may be empty. `beside` are files that must come in the same folder."""

    def __init__(self, columns, first, second, codes=None, beside=None):
        self.columns = [column.split(":")[0] for column in columns.split()]
        self.types = [column.split(":")[1] for column in columns.split()]
        self.first, self.second = first.split("|"), second.split("|")
        assert len(self.first) == len(self.second) == len(self.columns), self.columns
        self.codes = codes or {}
        self.beside = beside or {}

    def text(self, *rows):
        return "".join(",".join(field(f) for f in row) + "\n" for row in (self.columns, *rows))


def field(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text


BALANCES = "portfolio,date,account,amount,basis\n"
OPENING = {"opening-balances.csv": BALANCES + "beta,1997-01-03,cash,1000.00,printed\nbeta,1997-01-03,capital,1000.00,printed\n"}
WITH_LOTS = {"opening-balances.csv": BALANCES + "beta,1997-01-03,cash,1000.00,printed\nbeta,1997-01-03,capital,8000.00,printed\n"}

KINDS = {
    "securities": Kind(
        "security:text name:text kind:word currency:word country:text? market:text? rate_pct:number? maturity:date? "
        "issued:date? redemption_amount:number? day_count:word? coupons_per_year:whole? description:text? status:text?",
        "NEW1|Newco Inc.|common_stock|USD|United States|US|||||||a maker|given",
        "NEW2|Newco 6%, 2002|corporate_bond|USD|United States|US|6|2002-07-15|1996-07-15|1000|30/360|2|a bond|given",
        {"kind": "E-SEC-004", "currency": "E-SEC-005", "day_count": "E-SEC-006", "repeated": "E-SEC-003"}),
    "coupons": Kind(
        "security:security from:date kind:word rate_pct:number?",
        "DEBT|1998-01-15|fixed|7.5", "DEBT|1999-01-15|reset|8.125",
        {"kind": "E-COUPON-001", "repeated": "E-DUP-002"}),
    "fixings": Kind(
        "index:text date:date level:number of:word?",
        "CPI|1996-10-01|153.1|month", "BILL|1997-01-06|5.25|day", {"of": "E-FIX-003", "repeated": "E-DUP-002"}),
    "classification": Kind(
        "portfolio:portfolio security:security from:date line:whole asset_class:text industry:text? name:text country:text? "
        "non_income:flag? segregated:flag? rule_144a:flag? repo:flag?",
        "alpha|ACME|1997-01-03|1|Common Stock|Metals|Acme|United States|0|0|0|0",
        "alpha|BOLT|1997-01-03|2|Common Stock|Metals|Bolt||0|1||0"),
    "opening-holdings": Kind(
        "portfolio:portfolio date:date security:security lot:text acquired:date? quantity:quantity cost:money cost_basis:word status:text? local_cost:word?",
        "beta|1997-01-03|ACME|L1|1996-05-01|100|5000.00|reported|given|", "beta|1997-01-03|BOLT|L2||40.5|2000.00|allocated||",
        {"cost_basis": "E-OPEN-004", "local_cost": "E-OPEN-007", "repeated": "E-DUP-001"}, WITH_LOTS),
    "opening-balances": Kind(
        "portfolio:portfolio date:date account:word amount:money basis:text? currency:word? local_amount:word? cash_account:word?",
        "beta|1997-01-03|capital|1000.00|printed|||", "beta|1997-01-03|cash|1000.00|printed|||",
        {"account": "E-OPEN-005", "currency": "E-CUR-001", "local_amount": "E-OPEN-009", "cash_account": "E-CASH-001", "repeated": "E-DUP-001"},
        {"opening-shares.csv": "portfolio,class,date,shares,basis\nbeta,one,1997-01-03,100,printed\n"}),
    "opening-forwards": Kind(
        "portfolio:portfolio date:date contract:text side:word currency:word units:quantity settlement_date:date amount:money status:text?",
        "beta|1997-01-03|F1|sell|DEM|1000|1997-03-03|650.00|given", "beta|1997-01-03|F2|buy|CHF|500|1997-03-03|370.00|",
        {"side": "E-FWD-001", "currency": "E-FWD-002", "repeated": "E-DUP-001"}, OPENING),
    "opening-shares": Kind(
        "portfolio:portfolio class:word date:date shares:quantity basis:text?",
        "beta|one|1997-01-03|100.000|printed", "gamma|one|1997-01-03|100.000|printed",
        {"class": "E-CLASS-002", "repeated": "E-DUP-001"}, OPENING),
    "prices": Kind(
        "date:date security:security price:price currency:word source:text? status:text? kind:word?",
        "1997-01-08|ACME|50.125|USD|desk|given|", "1997-01-08|BOLT|8.5|USD|desk|given|bid",
        {"kind": "E-PRICE-007", "currency": "E-PRICE-003", "price": "E-PRICE-002", "repeated": "E-PRICE-005"}),
    "forward-rates": Kind(
        "date:date currency:word settlement_date:date rate:price source:text? status:text?",
        "1997-01-08|DEM|1997-03-03|0.6412|desk|given", "1997-01-08|DEM|1997-04-03|0.6420||",
        {"currency": "E-RATE-003", "rate": "E-RATE-004", "repeated": "E-DUP-002"}),
    "exchange-rates": Kind(
        "date:date currency:word base:word rate:exchange quoted:word? source:text?",
        "1997-01-08|DEM|USD|0.6412|base per unit|desk", "1997-01-08|CHF|USD|1.35|units per base|",
        {"currency": "E-RATE-003", "base": "E-RATE-008", "rate": "E-RATE-009", "quoted": "E-RATE-010", "repeated": "E-RATE-011"}),
    "dividends": Kind(
        "ex_date:date security:security rate:price pay_date:date?",
        "1997-01-09|ACME|0.25|1997-01-20", "1997-01-09|BOLT|0.10|",
        {"rate": "E-DIV-001", "repeated": "E-DUP-002"}),
    "corporate-actions": Kind(
        "action_id:text ex_date:date security:security kind:word new:ratio old:ratio fraction_price:price? pay_date:date? cash:text? "
        "new_security:text? worth:text? cost_pct:text? price:text? sequence:text?",
        "s1|1997-01-09|ACME|split|2|1|25.50|1997-01-20||||||", "s2|1997-01-09|BOLT|split|1.05|1||||||||",
        {"kind": "E-ACT-001", "new": "E-ACT-002", "old": "E-ACT-002", "fraction_price": "E-ACT-003", "repeated": "E-DUP-002"}),
    "trades": Kind(
        "trade_id:text trade_date:date settle_date:date portfolio:portfolio security:security side:word quantity:quantity "
        "price:price net_amount:money commission:money? accrued_interest:money? lots:word? cash_account:word?",
        "11|1997-01-08|1997-01-13|alpha|ACME|B|100|50|-5001.00|1.00|0.00||", "12|1997-01-09|1997-01-14|alpha|ACME|S|50|50|2500.00|||fifo|",
        {"trade_id": "E-TRADE-002", "side": "E-TRADE-001", "price": "E-EVENT-001", "lots": "E-TRADE-006", "cash_account": "E-CASH-001", "repeated": "E-TRADE-003"}),
    "currency-deals": Kind(
        "deal_id:text trade_date:date settle_date:date portfolio:portfolio sell_currency:word sell_amount:positive "
        "buy_currency:word buy_amount:positive cash_account:word?",
        "d1|1997-01-08|1997-01-10|alpha|USD|64.00|DEM|100.00|", "d2|1997-01-08|1997-01-10|alpha|USD|135.00|CHF|182.00|",
        {"sell_currency": "E-CUR-001", "buy_currency": "E-CUR-001", "empty": "E-CSV-012", "sell_amount": "E-DEAL-002", "buy_amount": "E-DEAL-002",
         "cash_account": "E-CASH-001", "repeated": "E-DEAL-001"}),
    "contract-trades": Kind(
        "trade_id:text trade_date:date settle_date:date? portfolio:portfolio security:security side:word effect:word contracts:whole price:price "
        "net_amount:money? commission:money? lots:word?",
        "f1|1997-01-08||alpha|SPH7|B|open|2|750.25||2.50|", "o1|1997-01-09|1997-01-10|alpha|PUT|S|open|2|3.05|608.00|2.00|",
        {"side": "E-TRADE-001", "effect": "E-CON-002", "price": "E-EVENT-001", "lots": "E-TRADE-006", "repeated": "E-TRADE-003"}),
    "exercises": Kind(
        "exercise_id:text date:date settle_date:date portfolio:portfolio security:security side:word contracts:whole settlement_price:price? "
        "accrued_interest:money?",
        "x1|1997-01-08|1997-01-13|alpha|PUT|assigned|2||", "x2|1997-01-09|1997-01-10|alpha|OEX|assigned|1|700.50|",
        {"side": "E-OPT-003", "settlement_price": "E-EVENT-001", "repeated": "E-TRADE-003"}),
    "forward-deals": Kind(
        "deal_id:text trade_date:date settle_date:date portfolio:portfolio sell_currency:word sell_amount:positive "
        "buy_currency:word buy_amount:positive settlement:word counterparty:text base_amount:positive? cash_account:word?",
        "w1|1997-01-08|1997-03-10|alpha|DEM|100.00|CHF|95.00|delivery|First Bank|64.00|", "w2|1997-01-08|1997-03-10|alpha|DEM|100.00|USD|64.00|cash|First Bank||",
        {"sell_currency": "E-CUR-001", "buy_currency": "E-CUR-001", "empty": "E-CSV-012", "sell_amount": "E-DEAL-002", "buy_amount": "E-DEAL-002",
         "settlement": "E-FWD-006", "base_amount": "E-DEAL-002", "cash_account": "E-CASH-001", "repeated": "E-DEAL-001"}),
    "offers": Kind(
        "offer_id:text date:date security:security kind:word option:text? standard:flag? deadline:date? pay_date:date? new:ratio? old:ratio? "
        "new_security:text? cash:price? worth:price? fraction_price:price? interest:text? accepted_pct:text?",
        "o1|1997-01-08|ACME|tender|||1997-01-10|1997-01-15||||48||||", "o2|1997-01-09|ACME|exchange|units|1|1997-01-13|1997-01-15|1|2|BOLT|3|45|45.50||",
        {"kind": "E-ELE-001", "new": "E-ACT-002", "old": "E-ACT-002", "cash": "E-ACT-008", "worth": "E-ACT-008", "fraction_price": "E-ACT-008", "repeated": "E-DUP-002"}),
    "elections": Kind(
        "election_id:text date:date portfolio:portfolio offer_id:text option:text quantity:quantity action:word?",
        "e1|1997-01-08|gamma|r1|tender|100|", "e2|1997-01-09|gamma|r1|decline|50|elect", {"action": "E-ELE-008", "repeated": "E-DUP-002"}),
    "loans": Kind(
        "loan_id:text date:date portfolio:portfolio kind:word counterparty:text principal:positive rate_pct:rate day_count:word? due:date? purpose:word? "
        "security:text? quantity:text? worth:text? fee_pct:text? repo_rate_pct:text? bank_rate_pct:text?",
        "n1|1997-01-08|alpha|bank_borrowing|First Bank|1000.00|6|||temporary||||||", "n2|1997-01-09|alpha|bank_borrowing|First Bank|1000.00|6|actual/365|1997-02-09|emergency||||||",
        {"kind": "E-LOAN-001", "principal": "E-LOAN-002", "rate_pct": "E-LOAN-003", "day_count": "E-LOAN-004", "purpose": "E-LOAN-015", "repeated": "E-DUP-002"}),
    "loan-payments": Kind(
        "payment_id:text date:date portfolio:portfolio loan_id:text principal:money? rate_pct:rate? due:date? repo_rate_pct:text? bank_rate_pct:text? worth:text? quantity:text?",
        "q1|1997-01-08|alpha|k1|10.00||||||", "q2|1997-01-09|alpha|k1|10.00|7|1997-02-09||||",
        {"rate_pct": "E-LOAN-003", "repeated": "E-DUP-002"}),
    "joint-accounts": Kind(
        "joint_id:text date:date due:date counterparty:text rate_pct:rate portfolio:portfolio amount:positive",
        "j1|1997-01-08|1997-01-09|First Dealer|5|alpha|1000.00", "j1|1997-01-08|1997-01-09|First Dealer|5|gamma|1000.00",
        {"rate_pct": "E-LOAN-003", "amount": "E-LOAN-002", "repeated": "E-DUP-002"}),
    "collateral": Kind(
        "date:date portfolio:portfolio deal:text kind:word value:money",
        "1997-01-08|alpha|k1|government|10.00", "1997-01-09|alpha|k1|cash|10.00", {"kind": "E-COL-001", "repeated": "E-DUP-002"}),
    "settlements": Kind(
        "date:date portfolio:portfolio trade_id:text state:word",
        "1997-01-09|alpha|1|failed", "1997-01-10|alpha|2|failed", {"state": "E-FAIL-002"}),
    "entries": Kind(
        "id:text date:date portfolio:portfolio entry:word amount:money text:text? currency:word? cash_account:word? to_cash_account:text?",
        "e1|1997-01-08|alpha|expense accrued|10.00|audit|||", "e2|1997-01-08|alpha|expense paid|5.00||||",
        {"entry": "E-ENTRY-002", "currency": "E-CUR-001", "cash_account": "E-CASH-001", "repeated": "E-ENTRY-001"}),
    "shares": Kind(
        "date:date portfolio:portfolio class:word subscriptions:money redemptions:shares",
        "1997-01-08|alpha|one|100.00|1.5", "1997-01-09|alpha|one|0|2.125",
        {"class": "E-CLASS-002"}),
    "period-totals": Kind(
        "portfolio:portfolio from:date to:date line:word amount:number scale:word class:word? basis:text?",
        "alpha|1997-01-01|1997-01-08|interest|12.5|1000||printed", "alpha|1997-01-01|1997-01-08|shares_sold|100.000|1|one|",
        {"line": "E-PERIOD-001", "scale": "E-PERIOD-003", "class": "E-CLASS-002", "repeated": "E-DUP-002"}),
    "custodian-holdings": Kind(
        "portfolio:portfolio date:date security:security quantity:number",
        "alpha|1997-01-08|ACME|1000", "alpha|1997-01-08|BOLT|-5.5", {"repeated": "E-RECON-001"}),
    "custodian-cash": Kind(
        "portfolio:portfolio date:date cash_account:word? currency:word? balance:money",
        "alpha|1997-01-08|main|USD|1000.00", "alpha|1997-01-09|||-5.50",
        {"cash_account": "E-CASH-001", "currency": "E-CUR-001", "repeated": "E-RECON-001"}),
    "transfer-agent-shares": Kind(
        "portfolio:portfolio date:date class:word shares:number",
        "alpha|1997-01-08|one|100000.000", "alpha|1997-01-09|one|100001.5", {"class": "E-CLASS-002", "repeated": "E-RECON-001"}),
    "explanations": Kind(
        "portfolio:portfolio date:date of:word subject:text amount:number reason:text who:text",
        "alpha|1997-01-08|holdings|ACME|-100|lent|ann", "alpha|1997-01-08|cash|main USD|12.50|bank error|ann",
        {"of": "E-RECON-003", "repeated": "E-RECON-001"}),
    "cancellations": Kind(
        "date:date portfolio:portfolio kind:word reference:text text:text?",
        "1997-01-07|alpha|entries|e0|wrong", "1997-01-07|alpha|trades|2|",
        {"kind": "E-CANCEL-002", "repeated": "E-CANCEL-001"}),
    "approvals": Kind(
        "from:date to:date? subject:word name:text resolution:text",
        "1997-01-03|1999-12-31|pricing service|desk|Meeting of 1996-12-10", "1997-01-03||fair-value procedure|Procedures of 1996|Meeting of 1996-12-10",
        {"subject": "E-APPROVAL-002", "repeated": "E-APPROVAL-003"}),
    "fair-values": Kind(
        "id:text date:date portfolio:portfolio? security:security value:number? level:word? method:text inputs:text? reason:text who:text next_review:date? expires:date?",
        "F1|1997-01-08|alpha|ACME|51.25|2|comparable|peers|halted|committee|1997-02-08|1997-03-08", "F2|1997-01-09||BOLT|8.00|3|model|accounts|no market|committee||1997-03-09",
        {"level": "E-FAIR-004", "repeated": "E-FAIR-001"}),
    "index-levels": Kind(
        "date:date index:text level:price",
        "1997-01-08|S&P 500|748.41", "1997-01-09|S&P 500|754.85", {"level": "E-INDEX-001", "repeated": "E-INDEX-002"}),
    "curves": Kind(
        "date:date curve:text to:date rate_pct:number volatility_pct:number?",
        "1997-01-08|LIBOR|1997-04-08|5.25|", "1997-01-08|LIBOR|1998-01-08|5.75|18.5", {"repeated": "E-CURVE-002"}),
    "remarks": Kind(
        "portfolio:portfolio date:date security:security? subject:text printed:text? printed_gives:text? used:text? used_gives:text? text:text",
        "alpha|1997-01-03||cost|||||Lots are of the house before ours.", "alpha|1997-01-03|ACME|price|50|5000|51|5100|A misprint."),
    "printed": Kind(
        "portfolio:portfolio date:date figure:text key:text? key2:text? value:number unit:text place:text?",
        "alpha|1997-01-03|net_assets|||1000000|dollars|page 1", "alpha|1997-01-03|class_pct|Common Stock||79.3|percent|page 1"),
}

NO_NUMBERS = {
    "no number at all": "ten", "a thousands separator": "1,000", "a decimal comma": "10,5", "a thousands point": "1.000.000",
    "a blank before it": " 5", "an exponent": "1e3", "a plus sign": "+5", "a point at its end": "5.", "not a number": "NaN",
    "more than 64 bits": "99999999999999999999", "a currency sign": "$5", "Arabic digits": "\u0665", "a minus sign of print": "\u22125",
}
NUMBER = {sentence: (text, "E-CSV-014") for sentence, text in NO_NUMBERS.items()}
NOT_ABOVE_ZERO = {"zero": ("0.00", None), "less than zero": ("-1", None)}
NO_DATES = ("1997-02-30", "1997-13-01", "31.12.1996", "01/06/1997", "1997-1-6", "1997-01-06T00:00:00Z", "19970106", "0000-01-01", "today")

# What a field of a type may be wrongly: sentence -> (text, code); no code: the column's own of Kind.codes.
SPOILT = {
    "number": {**NUMBER, "thirteen decimals": ("0.1234567890123", "E-CSV-015")},
    "whole": {**NUMBER, "a fraction": ("1.5", "E-CSV-019"), "less than zero": ("-1", "E-CSV-019"), "beyond counting": ("9999999999", "E-CSV-019")},
    "money": {**NUMBER, "a tenth of a cent": ("1.001", "E-CSV-015"), "more than a book can add up": ("1000000000000000.01", "E-CSV-016")},
    "quantity": {**NUMBER, **{s: (t, "E-EVENT-001") for s, (t, _) in NOT_ABOVE_ZERO.items()}, "nine decimals": ("0.123456789", "E-CSV-015")},
    "positive": {**NUMBER, **NOT_ABOVE_ZERO, "a tenth of a cent": ("1.001", "E-CSV-015"), "more than a book can add up": ("1000000000000000.01", "E-CSV-016")},
    "exchange": {**NUMBER, **NOT_ABOVE_ZERO, "eleven decimals": ("0.12345678901", None), "a million": ("1000000", None)},
    "ratio": {**NUMBER, **NOT_ABOVE_ZERO, "seven decimals": ("1.0000001", "E-CSV-015"), "too many": ("100001", None)},
    "rate": {**NUMBER, "less than zero": ("-1", None), "beyond sense": ("1000.5", None), "seven decimals": ("1.0000001", "E-CSV-015")},
    "price": {**NUMBER, **NOT_ABOVE_ZERO, "thirteen decimals": ("0.1234567890123", "E-CSV-015")},
    "shares": {**NUMBER, "nine decimals": ("0.123456789", "E-CSV-015"), "more decimals than shares have": ("1.0005", "E-SHARE-006"),
               "less than zero": ("-1", "E-SHARE-005")},
    "date": {f"a date that is none: {text}": (text, "E-CSV-013") for text in NO_DATES},
    "flag": {"a word": ("yes", "E-CSV-017"), "a two": ("2", "E-CSV-017")},
    "word": {"an unknown word": ("gibberish", None)},
    "portfolio": {"an unknown portfolio": ("omega", "E-REF-001"), "another case": ("ALPHA", "E-REF-001")},
    "security": {"an unknown security": ("NOBODY", "E-REF-002"), "a blank behind it": ("ACME ", "E-REF-002")},
    "text": {},
}
EMPTY = {"number": "E-CSV-014", "rate": "E-CSV-012", "whole": "E-CSV-014", "money": "E-CSV-014", "quantity": "E-CSV-014", "price": "E-CSV-014", "positive": "E-CSV-014", "ratio": "E-CSV-014",
         "exchange": "E-CSV-014", "shares": "E-CSV-014", "date": "E-CSV-013", "portfolio": "E-REF-001", "security": "E-REF-002", "text": "E-CSV-012", "word": None}

MERGER = {"security": "ACME", "kind": "exchange", "new": "1", "old": "2", "fraction_price": "", "cash": "", "new_security": "BOLT"}
SPIN_OFF = {**MERGER, "kind": "spin_off", "cost_pct": "20"}
CAPITAL = {"kind": "return_of_capital", "new": "", "old": "", "fraction_price": "", "pay_date": "", "cash": "1"}
CALL = {**CAPITAL, "kind": "call", "security": "DEBT", "new": "0", "old": "1", "cash": "", "price": "102"}
WITHDRAWAL = {**CAPITAL, "kind": "withdrawal", "cash": ""}

NO_TERMS = {"option": "", "standard": "", "deadline": "", "pay_date": "", "new": "", "old": "", "new_security": "", "cash": "", "worth": "", "fraction_price": ""}
CONVERSION = {"security": "DEBT", "kind": "conversion", "cash": "", "worth": "", "interest": "paid"}
PUT = {**NO_TERMS, "security": "DEBT", "kind": "put", "deadline": "1997-01-13", "pay_date": "1997-01-15", "cash": "101"}
INTERFUND = {"kind": "interfund_lending", "counterparty": "gamma", "due": "1997-01-16", "purpose": "", "repo_rate_pct": "5.5", "bank_rate_pct": "6.25"}
RESULT = {**NO_TERMS, "offer_id": "r1", "date": "1997-01-10", "security": "TEND", "kind": "result", "accepted_pct": "50"}

# What only this kind can get wrong: the second row with these fields instead, the code, the column (none: the row).
SWAPPED = {"security": "SWAP", "net_amount": "", "lots": "", "side": "S", "effect": "open"}
RULES = {
    "securities": [
        ("a comma in the id", {"security": "A,B"}, "E-SEC-002", "security"),
        ("a rate beyond sense", {"rate_pct": "1001"}, "E-SEC-007", "rate_pct"),
        ("a bond without a maturity", {"maturity": ""}, "E-SEC-001", None),
        ("a bond that matures before it is issued", {"issued": "2003-01-01"}, "E-SEC-001", None),
    ],
    "fixings": [
        ("a level of a month on its last day", {"of": "month"}, "E-FIX-004", "date"),
        ("prices that are nothing", {"of": "month", "date": "1997-01-01", "level": "0"}, "E-FIX-002", "level"),
        ("prices of a million", {"level": "1000000"}, "E-FIX-002", "level"),
    ],
    "opening-forwards": [
        ("the base currency forward", {"currency": "USD"}, "E-FWD-002", "currency"),
        ("settled before the opening", {"settlement_date": "1997-01-03"}, "E-FWD-003", "settlement_date"),
    ],
    "coupons": [
        ("no rate", {"rate_pct": ""}, "E-COUPON-002", "rate_pct"),
        ("a rate below zero", {"rate_pct": "-0.5"}, "E-COUPON-002", "rate_pct"),
        ("a rate and flat", {"kind": "flat"}, "E-COUPON-002", "rate_pct"),
        ("on the maturity", {"from": "2002-07-15"}, "E-COUPON-003", "from"),
        ("within a period", {"from": "1999-01-16"}, "E-COUPON-004", "from"),
        ("of a share", {"security": "ACME"}, "E-COUPON-005", "security"),
        ("a step of a swap", {"security": "SWAP", "from": "1997-04-07", "kind": "fixed"}, "E-COUPON-006", "kind"),
        ("a fixing within a period", {"security": "SWAP", "from": "1997-04-08"}, "E-COUPON-004", "from"),
        ("a fixing on the last day", {"security": "SWAP", "from": "1998-01-07"}, "E-COUPON-003", "from"),
    ],
    "opening-shares": [("before the class began", {"date": "1995-12-29"}, "E-CLASS-003", "class")],
    "prices": [("in another currency than the security's", {"currency": "DEM"}, "E-PRICE-004", "currency")],
    "forward-rates": [("settled before its day", {"settlement_date": "1997-01-07"}, "E-RATE-005", "settlement_date")],
    "dividends": [
        ("paid before its ex-date", {"pay_date": "1997-01-08"}, "E-DIV-002", "pay_date"),
        ("recorded before", {"ex_date": "1997-01-07", "security": "ACME", "rate": "0.10"}, "E-DUP-001", None),
    ],
    "corporate-actions": [
        ("paid before its ex-date", {"pay_date": "1997-01-08"}, "E-ACT-004", "pay_date"),
        ("before the first of its day", {"sequence": "0"}, "E-ACT-014", "sequence"),
        ("as the tenth of its day", {"sequence": "10"}, "E-CSV-019", "sequence"),
        ("as the first of its day, like another", {"security": "ACME", "sequence": ""}, "E-DUP-002", None),
        ("of a bond", {"security": "DEBT"}, "E-ACT-005", "security"),
        ("a split that pays cash", {"cash": "1"}, "E-ACT-007", "cash"),
        ("capital paid back with a ratio", {**CAPITAL, "new": "2"}, "E-ACT-007", "new"),
        ("a liquidation with a price of fractions", {**CAPITAL, "kind": "liquidation", "fraction_price": "5"}, "E-ACT-007", "fraction_price"),
        ("capital paid back, and none", {**CAPITAL, "cash": "0"}, "E-ACT-008", "cash"),
        ("cash below zero", {**CAPITAL, "kind": "liquidation", "cash": "-0.01"}, "E-ACT-008", "cash"),
        ("cash that is no number", {**CAPITAL, "cash": ""}, "E-CSV-014", "cash"),
        ("cash with too many decimals", {**CAPITAL, "cash": "0.0000000000001"}, "E-CSV-015", "cash"),
        ("a split into another security", {"new_security": "BOLT"}, "E-ACT-007", "new_security"),
        ("an exchange into itself", {**MERGER, "new_security": "ACME"}, "E-ACT-020", "new_security"),
        ("an exchange into a bond", {**MERGER, "new_security": "DEBT"}, "E-ACT-005", "new_security"),
        ("an exchange into nothing known", {**MERGER, "new_security": "NONE"}, "E-REF-002", "new_security"),
        ("an exchange into another currency", {**MERGER, "new_security": "MARK"}, "E-ACT-021", "new_security"),
        ("an exchange for cash and units of unknown worth", {**MERGER, "cash": "1"}, "E-ACT-022", "worth"),
        ("a taxed exchange for units of unknown worth", {**MERGER, "kind": "taxed_exchange"}, "E-ACT-022", "worth"),
        ("units that are worth nothing", {**MERGER, "worth": "0"}, "E-ACT-022", "worth"),
        ("an exchange with a part of the cost", {**MERGER, "cost_pct": "5"}, "E-ACT-007", "cost_pct"),
        ("a spin-off that pays cash", {**SPIN_OFF, "cash": "1"}, "E-ACT-007", "cash"),
        ("a spin-off of more than the cost", {**SPIN_OFF, "cost_pct": "100.01"}, "E-ACT-023", "cost_pct"),
        ("an exchange that strips a recorded sale", {**MERGER, "ex_date": "1997-01-07"}, "E-LOT-014", None),
        ("a withdrawal of nothing", WITHDRAWAL, "E-ACT-010", None),
        ("a withdrawal on another ex-date", {**WITHDRAWAL, "action_id": "s0", "security": "MARK"}, "E-ACT-010", None),
        ("a withdrawal that pays", {**WITHDRAWAL, "cash": "1"}, "E-ACT-007", "cash"),
        ("a liquidation that strips a recorded sale", {**CAPITAL, "kind": "liquidation", "ex_date": "1997-01-07", "security": "ACME"}, "E-LOT-014", None),
        ("a call of a share", {**CALL, "security": "ACME"}, "E-ACT-005", "security"),
        ("a factor above 1", {**CALL, "kind": "paydown", "new": "1.01", "old": "1.02"}, "E-ACT-011", "old"),
        ("a call that pays nothing back", {**CALL, "new": "1"}, "E-ACT-012", "new"),
        ("a call that leaves more than there was", {**CALL, "new": "1.5"}, "E-ACT-012", "new"),
        ("a call that leaves less than nothing", {**CALL, "new": "-0.1"}, "E-ACT-012", "new"),
        ("a call of no par", {**CALL, "old": "0"}, "E-ACT-012", "new"),
        ("a factor with too many decimals", {**CALL, "new": "0.123456789"}, "E-CSV-015", "new"),
        ("a call with a price of fractions", {**CALL, "fraction_price": "20"}, "E-ACT-007", "fraction_price"),
        ("a call with cash for a unit", {**CALL, "cash": "1"}, "E-ACT-007", "cash"),
        ("a split with a price of par", {"price": "100"}, "E-ACT-007", "price"),
        ("a put for nothing", {**CALL, "kind": "put", "price": "0"}, "E-ACT-008", "price"),
        ("a call at maturity", {**CALL, "ex_date": "2002-07-15", "pay_date": "2002-07-15"}, "E-ACT-013", "ex_date"),
        ("an id that is recorded", {"action_id": "s0"}, "E-DUP-001", None),
        ("another of the same day", {"ex_date": "1997-01-07", "security": "MARK"}, "E-DUP-001", None),
        ("a recorded sale that it strips", {"ex_date": "1997-01-07", "security": "ACME", "new": "0.000001"}, "E-LOT-014", None),
        ("more than a book can count", {"ex_date": "1997-01-10", "security": "ACME", "new": "100000", "old": "0.000001"}, "E-LOT-018", None),
    ],
    "contract-trades": [
        ("of a bond", {"security": "DEBT"}, "E-CON-001", "security"),
        ("no contracts", {"contracts": "0"}, "E-EVENT-001", "contracts"),
        ("a commission below zero", {"commission": "-2.00"}, "E-CON-003", "commission"),
        ("after the last day", {"trade_date": "1997-03-24", "settle_date": "1997-03-25"}, "E-CON-009", "security"),
        ("an option bought to be held", {"side": "B"}, "E-CON-010", "effect"),
        ("a future that is paid for", {"security": "SPH7"}, "E-CON-011", "net_amount"),
        ("between two ticks", {"price": "3.06", "net_amount": "610.00"}, "E-CON-012", "price"),
        ("lots of what is opened", {"lots": "1:2"}, "E-LOT-017", "lots"),
        ("cash out for a sale", {"net_amount": "-608.00"}, "E-TRADE-004", "net_amount"),
        ("a cent too much", {"net_amount": "608.01"}, "E-TRADE-005", "net_amount"),
        ("settled before it is made", {"settle_date": "1997-01-08"}, "E-TRADE-008", "settle_date"),
        ("on the day of the opening", {"trade_date": "1997-01-03"}, "E-OPEN-006", None),
        ("a swap with a net amount", {"security": "SWAP", "lots": ""}, "E-CON-011", "net_amount"),
        ("a swap before it begins", {**SWAPPED, "trade_date": "1997-01-06"}, "E-CON-014", "security"),
        ("a swap on its last day", {**SWAPPED, "trade_date": "1998-01-07", "settle_date": "1998-01-08"}, "E-CON-014", "security"),
        ("a cap of a price below zero", {**SWAPPED, "security": "CAP", "side": "B", "price": "-0.10"}, "E-EVENT-001", "price"),
        ("a swap paid on no day", {**SWAPPED, "settle_date": ""}, "E-CON-015", "settle_date"),
        ("more of a swap than is open", {**SWAPPED, "effect": "close"}, "E-CON-005", None),
    ],
    "exercises": [
        ("of a future", {"security": "SPH7"}, "E-CON-001", "security"),
        ("after the last day", {"date": "1997-03-24", "settle_date": "1997-03-25"}, "E-CON-009", "security"),
        ("a difference without a price", {"settlement_price": ""}, "E-OPT-004", "settlement_price"),
        ("a delivery with a price", {"security": "PUT"}, "E-OPT-004", "settlement_price"),
        ("interest below zero", {"accrued_interest": "-1.00"}, "E-CON-003", "accrued_interest"),
        ("settled before its day", {"settle_date": "1997-01-08"}, "E-TRADE-008", "settle_date"),
        ("more than were written", {"contracts": "10"}, "E-CON-005", None),
        ("of an option that is not held", {"side": "exercised"}, "E-LOT-013", None),
        ("more than are held", {"security": "HELD", "side": "exercised", "contracts": "3", "settlement_price": ""}, "E-LOT-014", None),
        ("of shares that are not held", {"security": "BOLTCALL", "settlement_price": ""}, "E-LOT-013", None),
    ],
    "curves": [
        ("a rate beyond sense", {"rate_pct": "1001"}, "E-CURVE-001", "rate_pct"),
        ("a point before the one before it", {"to": "1997-04-07"}, "E-CURVE-002", "to"),
        ("a point on the day of the curve", {"date": "1998-01-08"}, "E-CURVE-002", "to"),
        ("no volatility at all", {"volatility_pct": "0"}, "E-CURVE-004", "volatility_pct"),
    ],
    "offers": [
        ("a deadline after the pay date", {"deadline": "1997-01-16"}, "E-ELE-002", "deadline"),
        ("paid on the deadline", {"deadline": "1997-01-15"}, "E-ELE-002", "deadline"),
        ("a deadline before it opens", {"deadline": "1997-01-08"}, "E-ELE-002", "deadline"),
        ("no deadline", {"deadline": ""}, "E-CSV-013", "deadline"),
        ("an option with another deadline", {"offer_id": "o1", "date": "1997-01-08"}, "E-ELE-003", "offer_id"),
        ("an option called decline", {"option": "decline"}, "E-ELE-004", "option"),
        ("an option with a result", {"accepted_pct": "50"}, "E-ELE-005", "accepted_pct"),
        ("a put that brings units", {**PUT, "new": "1"}, "E-ELE-005", "new"),
        ("a put of a share", {**PUT, "security": "ACME"}, "E-ACT-005", "security"),
        ("a put at maturity", {**PUT, "pay_date": "2002-07-15"}, "E-ACT-013", "pay_date"),
        ("a tender of a bond", {**PUT, "kind": "tender"}, "E-ACT-005", "security"),
        ("a conversion, and what of its interest", {**CONVERSION, "interest": ""}, "E-ELE-006", "interest"),
        ("a conversion of a share with interest", {**CONVERSION, "security": "ACME"}, "E-ELE-005", "interest"),
        ("a conversion with cash", {**CONVERSION, "cash": "1"}, "E-ELE-005", "cash"),
        ("an exchange with interest", {"interest": "paid"}, "E-ELE-005", "interest"),
        ("into itself", {"new_security": "ACME"}, "E-ACT-020", "new_security"),
        ("into a bond", {"new_security": "DEBT"}, "E-ACT-005", "new_security"),
        ("into another currency", {"new_security": "MARK"}, "E-ACT-021", "new_security"),
        ("for cash and units of unknown worth", {"worth": ""}, "E-ACT-022", "worth"),
        ("an exercise for nothing", {"kind": "exercise", "cash": "", "worth": ""}, "E-CSV-014", "cash"),
        ("an offer that is recorded", {"offer_id": "r1"}, "E-DUP-001", None),
        ("more than all is taken", {**RESULT, "accepted_pct": "100.01"}, "E-ELE-007", "accepted_pct"),
        ("a result on the deadline", {**RESULT, "date": "1997-01-09"}, "E-ELE-010", None),
        ("a result of nothing known", {**RESULT, "offer_id": "r9"}, "E-ELE-010", None),
        ("a result of no option", {**RESULT, "option": "units"}, "E-ELE-010", None),
        ("a withdrawal of nothing", {**NO_TERMS, "kind": "withdrawal"}, "E-ELE-009", None),
        ("a withdrawal on another day", {**NO_TERMS, "offer_id": "r1", "security": "TEND", "kind": "withdrawal"}, "E-ELE-009", None),
        ("a withdrawal with a price", {**NO_TERMS, "offer_id": "r1", "date": "1997-01-07", "security": "TEND", "kind": "withdrawal", "cash": "1"}, "E-ELE-005", "cash"),
    ],
    "elections": [
        ("of no offer", {"offer_id": "r9"}, "E-ELE-011", None),
        ("for no option", {"option": "units"}, "E-ELE-012", None),
        ("after the deadline", {"date": "1997-01-10"}, "E-ELE-013", None),
        ("before the offer opens", {"date": "1997-01-06"}, "E-ELE-013", None),
        ("taken back, and never elected", {"action": "withdraw"}, "E-ELE-014", None),
        ("more than is free", {"quantity": "500.5"}, "E-ELE-015", None),
        ("by who holds nothing", {"portfolio": "alpha"}, "E-ELE-015", None),
        ("an id that is recorded", {"election_id": "e0", "date": "1997-01-07"}, "E-DUP-001", None),
    ],
    "loans": [
        ("made jointly", {"kind": "joint_repurchase"}, "E-LOAN-001", "kind"),
        ("due on its day", {"due": "1997-01-09"}, "E-LOAN-005", "due"),
        ("a purpose of what is lent", {"kind": "securities_loan", "security": "ACME", "quantity": "1", "worth": "50.00"}, "E-LOAN-015", "purpose"),
        ("a security with a bank's loan", {"security": "ACME"}, "E-LOAN-009", "security"),
        ("a reverse repurchase of nothing", {"kind": "reverse_repurchase", "quantity": "1"}, "E-LOAN-009", "security"),
        ("interfund, dearer than a bank", {**INTERFUND, "rate_pct": "6.3"}, "E-LOAN-006", "rate_pct"),
        ("interfund, as a repurchase agreement", {**INTERFUND, "rate_pct": "5.5"}, "E-LOAN-006", "rate_pct"),
        ("interfund, for eight days", {**INTERFUND, "due": "1997-01-17"}, "E-LOAN-007", "due"),
        ("interfund, with itself", {**INTERFUND, "counterparty": "alpha"}, "E-LOAN-008", "counterparty"),
        ("interfund, on one side", INTERFUND, "E-LOAN-017", None),
        ("on the day of the opening", {"date": "1997-01-03"}, "E-OPEN-006", None),
        ("an id that is recorded", {"loan_id": "k1"}, "E-DUP-001", None),
    ],
    "loan-payments": [
        ("of no loan", {"loan_id": "k9"}, "E-LOAN-012", None),
        ("before the loan", {"date": "1997-01-06"}, "E-LOAN-012", None),
        ("more than is owed", {"principal": "990.01"}, "E-LOAN-013", None),
        ("securities back that nobody lent", {"quantity": "1"}, "E-LOAN-009", None),
        ("nothing at all", {"principal": "", "rate_pct": "", "due": ""}, "E-LOAN-016", "principal"),
        ("half of the bounds", {"repo_rate_pct": "5"}, "E-LOAN-009", "repo_rate_pct"),
        ("due before it is paid", {"due": "1997-01-08"}, "E-LOAN-005", "due"),
        ("an id that is recorded", {"payment_id": "q0"}, "E-DUP-001", None),
    ],
    "joint-accounts": [
        ("at another rate", {"rate_pct": "5.5"}, "E-JOINT-001", None),
        ("due on its day", {"due": "1997-01-08"}, "E-LOAN-005", "due"),
    ],
    "collateral": [
        ("of no deal", {"deal": "k9"}, "E-COL-002", None),
        ("below nothing", {"value": "-1.00"}, "E-LOAN-002", "value"),
    ],
    "trades": [
        ("a sale of what was elected", {"portfolio": "gamma", "security": "TEND", "quantity": "601", "net_amount": "30050.00"}, "E-ELE-016", None),
        ("a future as a holding", {"security": "SPH7"}, "E-CON-013", "security"),
        ("half a contract", {"security": "PUT"}, "E-OPT-007", "quantity"),
        ("cash out for a sale", {"net_amount": "-2500.00"}, "E-TRADE-004", "net_amount"),
        ("a cent too much", {"net_amount": "2500.01"}, "E-TRADE-005", "net_amount"),
        ("settled before it is made", {"settle_date": "1997-01-08"}, "E-TRADE-008", "settle_date"),
        ("lots that can not be read", {"lots": "1:ten"}, "E-TRADE-006", "lots"),
        ("on the day of the opening", {"trade_date": "1997-01-03", "settle_date": "1997-01-09"}, "E-OPEN-006", None),
        ("a reference that is recorded", {"trade_id": "1"}, "E-DUP-001", None),
        ("a sale of more than is held", {"quantity": "1101", "net_amount": "55050.00"}, "E-LOT-014", None),
        ("a sale of what is not held", {"security": "BOLT"}, "E-LOT-013", None),
        ("a sale before its purchase", {"trade_date": "1997-01-06", "quantity": "1001", "net_amount": "50050.00"}, "E-LOT-014", None),
    ],
    "transfer-agent-shares": [("less than nothing", {"shares": "-1"}, "E-RECON-002", "shares")],
    "explanations": [("of nothing", {"amount": "0"}, "E-RECON-004", "amount")],
    "period-totals": [
        ("a period that ends before it begins", {"from": "1997-01-09"}, "E-PERIOD-002", "to"),
        ("a percent in thousands", {"line": "turnover", "scale": "1000"}, "E-PERIOD-003", "scale"),
        ("parts of a cent", {"line": "dividends", "amount": "1.005"}, "E-PERIOD-004", "amount"),
        ("more money than there is", {"line": "dividends", "amount": "999999999999999", "scale": "1000"}, "E-CSV-016", "amount"),
        ("more shares than can be", {"amount": "999999999999", "scale": "1000"}, "E-CSV-016", "amount"),
        ("half a reclassification", {"line": "reclassified_income"}, "E-PERIOD-005", None),
        ("more places than shares have", {"amount": "1.0005"}, "E-SHARE-006", "amount"),
    ],
    "exchange-rates": [("a currency in itself", {"base": "CHF"}, "E-RATE-008", "base")],
    "currency-deals": [
        ("a currency for itself", {"buy_currency": "USD"}, "E-DEAL-003", "buy_currency"),
        ("settled before it is made", {"settle_date": "1997-01-07"}, "E-TRADE-008", "settle_date"),
        ("on the day of the opening", {"trade_date": "1997-01-03"}, "E-OPEN-006", None),
    ],
    "forward-deals": [
        ("a currency for itself", {"sell_currency": "USD"}, "E-DEAL-003", "buy_currency"),
        ("settled on its day", {"settle_date": "1997-01-08"}, "E-FWD-007", "settle_date"),
        ("an amount of base currency twice", {"base_amount": "64.00"}, "E-FWD-005", "base_amount"),
        ("two foreign currencies and nothing in base", {"buy_currency": "CHF"}, "E-FWD-004", "base_amount"),
        ("on the day of the opening", {"trade_date": "1997-01-03"}, "E-OPEN-006", None),
    ],
    "approvals": [("ended before it begins", {"to": "1996-01-01"}, "E-APPROVAL-001", "to")],
    "fair-values": [
        ("a value below zero", {"value": "-1"}, "E-FAIR-002", "value"),
        ("a value for ever", {"expires": ""}, "E-FAIR-003", "expires"),
        ("ended before it begins", {"expires": "1997-01-07"}, "E-FAIR-005", "date"),
    ],
    "entries": [
        ("a second cash account, and no transfer", {"to_cash_account": "main"}, "E-CASH-003", "to_cash_account"),
        ("a cash account, and no cash", {"entry": "expense accrued", "cash_account": "main"}, "E-CASH-002", "cash_account"),
        ("a reference that is recorded", {"id": "e0", "date": "1997-01-07"}, "E-DUP-001", None),
        ("before the opening", {"date": "1996-12-31"}, "E-OPEN-006", None),
    ],
    "shares": [
        ("on a Saturday", {"date": "1997-01-11"}, "E-SHARE-004", None),
        ("before the class began", {"date": "1995-12-29"}, "E-CLASS-003", "class"),
        ("before the opening", {"date": "1997-01-02"}, "E-OPEN-006", None),
        ("subscriptions below zero", {"subscriptions": "-1.00"}, "E-SHARE-005", "subscriptions"),
        ("the row before again", {"date": "1997-01-08", "subscriptions": "100.00", "redemptions": "1.5"}, "E-DUP-002", None),
        ("recorded before", {"date": "1997-01-06", "subscriptions": "1.00", "redemptions": "0"}, "E-DUP-001", None),
        ("redeemed beyond what is outstanding", {"date": "1997-01-06", "portfolio": "delta", "redemptions": "0.001"}, "E-SHARE-002", None),
    ],
    "cancellations": [
        ("what was never recorded", {"reference": "e9"}, "E-CANCEL-001", None),
        ("of another day", {"date": "1997-01-06"}, "E-CANCEL-001", None),
        ("a purchase that was elected", {"date": "1997-01-06", "portfolio": "gamma", "reference": "3"}, "E-ELE-017", None),
        ("a purchase that was sold from", {"date": "1997-01-06", "reference": "1"}, "E-LOT-014", None),
    ],
    "printed": [],
}

# Faults of a whole file: sentence, what becomes of the good text, code, row (none: that of the last row).
def cut(text):
    return text[:-3]


WHOLE = [
    ("nothing at all", lambda text: b"", "E-CSV-001", 1),
    ("a byte-order mark", lambda text: b"\xef\xbb\xbf" + text.encode(), "E-CSV-002", 1),
    ("Latin-1", lambda text: text.encode() + b"Nestl\xe9\n", "E-CSV-003", 4),
    ("UTF-16", lambda text: text.encode("utf-16"), "E-CSV-003", 1),
    ("a cut-off end", lambda text: cut(text).encode(), "E-CSV-004", 3),
    ("a cut-off header", lambda text: text.split("\n")[0][:-2].encode(), "E-CSV-004", 1),
    ("a row cut off, and more behind it", lambda text: (cut(text).rsplit(",", 1)[0] + "\n").encode(), "E-CSV-011", 3),
    ("a field too many", lambda text: (text[:-1] + ",1\n").encode(), "E-CSV-011", 3),
    ("an empty row", lambda text: (text + "\n").encode(), "E-CSV-011", 4),
    ("semicolons", lambda text: text.replace(",", ";").encode(), "E-CSV-020", 1),
    ("a quote that does not end", lambda text: (text + '"' + text.split("\n")[1] + "\n").encode(), "E-CSV-008", 4),
    ("text behind a closing quote", lambda text: (text + '"a"b' + text.split("\n")[1] + "\n").encode(), "E-CSV-009", 4),
    ("a quote inside an unquoted field", lambda text: (text + 'a"b' + text.split("\n")[1][1:] + "\n").encode(), "E-CSV-010", 4),
]


class Case:
    def __init__(self, kind, sentence, text, code, row, column=None):
        self.kind, self.sentence, self.code, self.row, self.column = kind, sentence, code, row, column
        self.text = text.encode() if isinstance(text, str) else text


def cases_of(word):
    kind = KINDS[word]
    good = kind.text(kind.first, kind.second)

    def spoilt(place, text):
        row = list(kind.second)
        row[place] = text
        return kind.text(kind.first, row)

    for sentence, change, code, row in WHOLE:
        yield Case(word, sentence, change(good), code, row)
    for place, (name, type_) in enumerate(zip(kind.columns, kind.types)):
        optional, type_ = type_.endswith("?"), type_.rstrip("?")
        without = [[f for i, f in enumerate(row) if i != place] for row in (kind.columns, kind.first, kind.second)]
        if not optional:
            yield Case(word, f"no column {name}", "".join(",".join(map(field, row)) + "\n" for row in without), "E-CSV-005", 1)
            code = kind.codes.get("empty", kind.codes.get(name)) if type_ in ("word", "text") else None
            yield Case(word, f"{name}: empty", spoilt(place, ""), code or EMPTY[type_], 3, place + 1)
        for sentence, (text, code) in SPOILT[type_].items():
            yield Case(word, f"{name}: {sentence}", spoilt(place, text), code or kind.codes[name], 3, place + 1)
        yield Case(word, f"{name}: a million letters", spoilt(place, LONG), "E-CSV-018", 3, place + 1)
        twice = good.replace(name, name + "," + name, 1).replace("\n", ",\n")  # broken rows are not reached
        yield Case(word, f"{name} stands twice", twice.replace(",\n", "\n", 1), "E-CSV-006", 1, place + 2)
    yield Case(word, "a column nobody knows", good.replace("\n", ",colour\n", 1), "E-CSV-007", 1, len(kind.columns) + 1)
    if "repeated" in kind.codes or word not in ("securities", "shares"):
        yield Case(word, "a row twice", kind.text(kind.first, kind.second, kind.second), kind.codes.get("repeated", "E-DUP-002"), 4)
    for sentence, fields, code, column in RULES.get(word, []):
        row = [fields.get(name, text) for name, text in zip(kind.columns, kind.second)]
        yield Case(word, sentence, kind.text(kind.first, row), code, 3, None if column is None else kind.columns.index(column) + 1)


class BadInput(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-bad-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.store = str(cls.folder / "desk.db")
        trust = dict(TRUST)
        trust["trust.toml"] = trust["trust.toml"].replace('"beta"]', '"beta", "gamma", "delta"]')
        for name in ("gamma", "delta"):
            trust[name + ".toml"] = TRUST["alpha.toml"].replace("alpha", name).replace("Alpha", name.capitalize())
        cls.run_it("init", write(cls.folder / "trust", trust))
        cls.run_it("import", "folder", write(cls.folder / "contracts", {
            "securities.csv": "security,name,kind,currency,maturity,multiplier,underlying_kind,underlying,tick,right,strike\n"
                              "SPH7,S&P 500 March,future,USD,1997-03-20,500,index,S&P 500,0.05,,\nDAX,DAX March,future,DEM,1997-03-21,100,index,DAX,,,\n"
                              "PUT,Acme 50 put,option,USD,1997-03-21,100,security,ACME,0.05,put,50\n"
                              "BOLTCALL,Bolt 50 call,option,USD,1997-03-21,100,security,BOLT,0.05,call,50\n"
                              "OEX,OEX 700 call,option,USD,1997-03-21,100,index,OEX,0.05,call,700\n"
                              "HELD,Acme 40 call,option,USD,1997-03-21,100,security,ACME,0.05,call,40\n"}))
        cls.run_it("import", "folder", write(cls.folder / "rates", {
            "securities.csv": "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year,multiplier,underlying_kind,underlying,"
                              "floating_per_year,floating_day_count,spread_pct\n"
                              "SWAP,Swap 6%,interest_rate_swap,USD,6,1998-01-07,1997-01-07,30/360,2,100000,money_market,LIBOR,4,actual/360,0.10\n"
                              "CAP,Cap 5%,interest_rate_cap,USD,5,1998-01-07,1997-01-07,actual/360,4,100000,money_market,LIBOR,,,\n"}))
        cls.run_it("import", "folder", write(cls.folder / "ready", {
            "securities.csv": "security,name,kind,currency,rate_pct,maturity,day_count,coupons_per_year\nACME,Acme Inc.,common_stock,USD,,,,\n"
                              "BOLT,Bolt Co.,common_stock,USD,,,,\nMARK,Mark AG,common_stock,DEM,,,,\nTEND,Tend Inc.,common_stock,USD,,,,\n"
                              "DEBT,Debt 6%,corporate_bond,USD,6,2002-07-15,30/360,2\n",
            "corporate-actions.csv": "action_id,ex_date,security,kind,new,old\ns0,1997-01-07,MARK,split,2,1\n",
            "offers.csv": "offer_id,date,security,kind,deadline,pay_date,cash\nr1,1997-01-07,TEND,tender,1997-01-09,1997-01-20,48\n",
            "elections.csv": "election_id,date,portfolio,offer_id,option,quantity\ne0,1997-01-07,gamma,r1,tender,400\n",
            "opening-balances.csv": BALANCES + "alpha,1997-01-03,cash,1000000.00,printed\nalpha,1997-01-03,capital,1000000.00,printed\n",
            "opening-shares.csv": "portfolio,class,date,shares,basis\nalpha,one,1997-01-03,100000.000,printed\n",
            "prices.csv": "date,security,price,currency\n1997-01-06,ACME,50,USD\n",
            "dividends.csv": "ex_date,security,rate\n1997-01-07,ACME,0.10\n",
            "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
                          "1,1997-01-06,1997-01-09,alpha,ACME,B,1001,50,-50050.00\n2,1997-01-07,1997-01-10,alpha,ACME,S,1,50,50.00\n"
                          "3,1997-01-06,1997-01-09,gamma,TEND,B,1000,50,-50000.00\n4,1997-01-07,1997-01-08,alpha,HELD,B,200,10,-2000.00\n",
            "contract-trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,effect,contracts,price,net_amount\n"
                                   "w1,1997-01-07,1997-01-08,alpha,PUT,S,open,9,3,2700.00\nw2,1997-01-07,1997-01-08,alpha,OEX,S,open,9,3,2700.00\n"
                                   "w3,1997-01-07,1997-01-08,alpha,BOLTCALL,S,open,9,3,2700.00\n",
            "entries.csv": "id,date,portfolio,entry,amount\ne0,1997-01-07,alpha,expense accrued,5.00\n",
            "loans.csv": "loan_id,date,portfolio,kind,counterparty,principal,rate_pct,purpose\nk1,1997-01-07,alpha,bank_borrowing,First Bank,1000.00,6,temporary\n",
            "loan-payments.csv": "payment_id,date,portfolio,loan_id,principal\nq0,1997-01-07,alpha,k1,0.00\n",
            "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-06,alpha,one,5.00,0\n"}))

    @classmethod
    def run_it(cls, *words, expect=DONE):
        done = subprocess.run([PROGRAM, *words, "--store", cls.store, "--json"], capture_output=True, text=True, timeout=120)
        if done.returncode != expect:
            raise AssertionError(f"{words}: {done.returncode}\n{done.stdout[:3000]}\n{done.stderr[:3000]}")
        return json.loads(done.stdout)

    def rows(self):
        """Everything that is stored, as SQLite sees it."""
        base = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            tables = [name for name, in base.execute("select name from sqlite_schema where type = 'table'")]
            return {name: base.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}, \
                base.execute("select seq, head from batch order by seq desc limit 1").fetchone()
        finally:
            base.close()

    def give(self, case, expect, *more):
        """Hands a case in, alone or in a folder with what must come beside it."""
        beside = KINDS[case.kind].beside
        folder = self.folder / "given"
        shutil.rmtree(folder, ignore_errors=True)
        write(folder, {**beside, f"{case.kind}.csv": case.text})
        words = ("folder", folder) if beside else (case.kind, folder / f"{case.kind}.csv")
        return self.run_it("import", *map(str, words), *more, expect=expect)

    def refused(self, case):
        refusals = self.give(case, REFUSED)["refused"]
        told = [(r["code"], r["message"], r["row"], r["column"]) for r in refusals]
        self.assertEqual(len(refusals), 1, told)
        refusal = refusals[0]
        self.assertEqual((refusal["code"], refusal["file"], refusal["row"]), (case.code, f"{case.kind}.csv", case.row), told)
        if case.column is not None:
            self.assertEqual(refusal["column"], case.column, told)
        for part in ("message", "found", "expected", "remedy"):
            self.assertTrue(refusal[part], (part, told))
            self.assertLess(len(refusal[part]), 600, (part, told))
        self.assertLess(len(refusal["excerpt"]), 200, told)

    def test_every_kind_is_in_the_table(self):
        told = subprocess.run([PROGRAM, "import", "--help"], capture_output=True, text=True).stdout
        listed = re.search(r"a kind of file: ([a-z, \n-]+)", told).group(1)
        self.assertEqual({word for word in re.split(r"[,\s]+", listed) if word}, set(KINDS), "each kind has its row in KINDS")

    def test_the_good_rows_are_taken(self):
        for word, kind in KINDS.items():
            with self.subTest(word):
                self.give(Case(word, "", kind.text(kind.first, kind.second), "", 0), DONE, "--dry-run")

    def test_each_fault_is_told_once_and_nothing_is_recorded(self):
        before = self.rows()
        count = 0
        for word in KINDS:
            for case in cases_of(word):
                count += 1
                with self.subTest(kind=word, fault=case.sentence):
                    self.refused(case)
        self.assertEqual(self.rows(), before)
        self.assertGreater(count, 900)
        self.assertTrue(self.run_it("verify")["ok"])

    def test_every_row_at_fault_is_told(self):
        kind = KINDS["entries"]
        bad = [[f"b{i}", "1997-02-30", "omega", "poem", "1,000", "", "", "", ""] for i in range(3)]
        refusals = self.give(Case("entries", "", kind.text(kind.first, *bad), "", 0), REFUSED)["refused"]
        self.assertEqual([(r["row"], r["column"]) for r in refusals],
                         [(row, column) for row in (3, 4, 5) for column in (3, 2, 4, 5)])

    def test_a_folder_half_written_is_refused_whole(self):
        before = self.rows()
        trades, prices = KINDS["trades"], KINDS["prices"]
        whole = {"prices.csv": prices.text(prices.first, prices.second), "trades.csv": trades.text(trades.first, trades.second)}
        for sentence, files, code in (
            ("the last file cut off in a row", {"trades.csv": cut(whole["trades.csv"])}, "E-CSV-004"),
            ("the last file made and not written", {"trades.csv": ""}, "E-CSV-001"),
            ("the header only begun", {"trades.csv": "trade_id,tra"}, "E-CSV-004"),
            ("an opening of which a row is missing", {"opening-balances.csv": BALANCES + "beta,1997-01-03,cash,1.00,printed\n"}, "E-OPEN-001"),
            ("a file under its name of the transfer", {"trades.tmp.csv": "trade_id,tra"}, "E-KIND-002"),
            ("a mapping cut off", {"import.toml": "[trades"}, "E-TOML-001"),
            ("a mapping by an absurd unit", {"import.toml": '[trades]\nunits = { price = "0.' + "0" * 40 + '1" }\n'}, "E-TOML-001"),
        ):
            with self.subTest(sentence):
                folder = self.folder / "half"
                shutil.rmtree(folder, ignore_errors=True)
                refusals = self.run_it("import", "folder", write(folder, {**whole, **files}), expect=REFUSED)["refused"]
                self.assertEqual([r["code"] for r in refusals], [code])
        self.assertEqual(self.rows(), before)

    def test_a_file_twice_is_recorded_once(self):
        store = self.folder / "twice.db"
        shutil.copy(self.store, store)
        again = {"trades": "E-DUP-001", "entries": "E-DUP-001", "shares": "E-DUP-001", "dividends": "E-DUP-001",
                 "cancellations": "E-CANCEL-001", "opening-balances": "E-DUP-001"}
        for word, code in again.items():
            kind = KINDS[word]
            folder = write(self.folder / f"twice-{word}", {**kind.beside, f"{word}.csv": kind.text(kind.first, kind.second)})

            def take(*words, expect):
                done = subprocess.run([PROGRAM, "import", *words, "--store", str(store), "--json"], capture_output=True, text=True)
                self.assertEqual(done.returncode, expect, done.stdout)
                return json.loads(done.stdout)

            with self.subTest(word):
                take("folder", folder, expect=DONE)
                second = take("folder", folder, expect=DONE)
                self.assertTrue(all(f["already_recorded"] for f in second["files"]))
                other = pathlib.Path(folder) / "another-name.csv"
                (pathlib.Path(folder) / f"{word}.csv").rename(other)
                self.assertIn(code, {r["code"] for r in take(word, str(other), expect=REFUSED)["refused"]})


if __name__ == "__main__":
    unittest.main()
