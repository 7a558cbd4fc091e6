"""The language of stories: each sentence is one row of SENTENCES. docs/how-to/write-a-story.md tells how to use it, and a
test holds the two together."""
import re
from decimal import Decimal

from desk import Told, command_exists

DATE = r"\d{4}-\d\d-\d\d"
NUMBER = r"-?[\d,]*\d(?:\.\d+)?"
# One security, or several: `A, B and C`.
NAMES = r"([^\s,]+(?:, [^\s,]+)*(?: and [^\s,]+)?)"
BONDS = {"corporate_bond", "convertible_bond", "treasury", "agency", "discount_note", "repurchase_agreement", "treasury_bill", "strip", "municipal_bond",
         "certificate_of_deposit", "pass_through", "tba"}
# Words of a sentence's tail that read better than the column they fill.
TAIL = {"settles": "settle_date", "paid": "pay_date"}


class Waits(Exception):
    """The program can not do yet what the story is about."""


def number(text):
    return Decimal(text.replace(",", ""))


def plain(text):
    return text.replace(",", "")


def names(text):
    return re.split(r", | and ", text)


def tail(text):
    """`, settles 1997-01-09, lots highest cost` as columns."""
    cells = {}
    for part in filter(None, re.split(r", (?=[a-z])", (text or "").removeprefix(", "))):
        word, _, value = part.partition(" ")
        if not value:
            raise Told(f'"{part}" gives no value')
        cells[TAIL.get(word, word)] = plain(value) if re.fullmatch(NUMBER, value) else value.strip('"')
    return cells


def expect(what, found, expected):
    if found != expected:
        show = lambda x: f"{x:,}" if isinstance(x, Decimal) else str(x)
        raise Told(f"{what}\n    found     {show(found)}\n    expected  {show(expected)}")


class Play:
    """One story being played."""

    def __init__(self, desk):
        self.desk = desk
        self.date = None
        self.kind_of = {}
        self.trades = 0

    # -- the trust

    def needs_command(self, name):
        if not command_exists(name):
            raise Waits(f"openend {name}")

    def has(self, key, value):
        self.desk.settings.append(f"{key} = {value}")

    def needs_setting(self, key, value):
        self.has(key, value)
        self.desk.run("init", self.desk.write_trust())
        if any(r["code"].startswith("E-TERM") for r in self.desk.refused):
            raise Waits(f"the setting {key}")

    def opens(self, date, cash, shares):
        self.desk.opening = (date, number(cash), number(shares))

    def fee(self, rate):
        self.desk.terms.append(f'[[advisory_fee]]\nfrom = 1993-01-04\ntiers = [ {{ rate_pct = "{rate}" }} ]')

    def withholding(self, country, withheld, given_back, since):
        self.desk.trust_terms.append(f'[[withholding]]\ncountry = "{country}"\nfrom = {since or "1993-01-04"}\n'
                                     f'withheld_pct = "{withheld}"\nreclaim_pct = "{given_back or 0}"')

    def cash_account(self, name):
        self.desk.terms.append(f'[[cash_account]]\nid = "{name}"')

    def security(self, securities, kind, currency, rest):
        for name in names(securities):
            self.kind_of[name] = kind
            self.desk.currency_of[name] = currency
            self.desk.row("securities", {"security": name, "name": name, "kind": kind, "currency": currency, **tail(rest)})

    def hold(self, quantity, securities, cost, rest):
        for name in names(securities):
            self.desk.opening_lots.append({"security": self.known(name), "quantity": plain(quantity), "cost": number(cost), **tail(rest)})

    # -- what happens

    def on(self, date):
        self.date = date

    def today(self):
        if self.date is None:
            raise Told("no day is told: write on DATE before")
        return self.date

    def known(self, security):
        if security not in self.kind_of:
            raise Told(f"{security} is not told of: write {security} is a common_stock in USD")
        return security

    def trade(self, side, quantity, security, price, rest):
        cells = tail(rest)
        self.trades += 1
        sign = -1 if side == "buy" else 1
        gross = number(quantity) * number(price)
        if self.kind_of[self.known(security)] in BONDS:
            gross /= 100
        net = sign * gross.quantize(Decimal("0.01")) - Decimal(cells.get("commission", "0")) + sign * Decimal(cells.get("accrued_interest", "0"))
        self.desk.row("trades", {
            "trade_id": str(self.trades), "trade_date": self.today(), "settle_date": self.today(), "portfolio": "alpha", "security": security,
            "side": "B" if side == "buy" else "S", "quantity": plain(quantity), "price": plain(price), "net_amount": f"{net:.2f}", **cells})

    def price(self, securities, price, rest):
        for name in names(securities):
            self.desk.row("prices", {"date": self.today(), "security": self.known(name), "price": plain(price),
                                     "currency": self.desk.currency_of[name], **tail(rest)})

    def rate(self, currency, rate, rest):
        self.desk.row("exchange-rates", {"date": self.today(), "currency": currency, "base": "USD", "rate": rate, **tail(rest)})

    def dividend(self, security, rate, rest):
        self.desk.row("dividends", {"ex_date": self.today(), "security": self.known(security), "rate": rate, **tail(rest)})

    def action(self, security, kind, cells, rest):
        rows = len(self.desk.files.get("corporate-actions", [])) + 1
        self.desk.row("corporate-actions", {"action_id": f"{self.today()}-{self.desk.deliveries}-{rows}", "ex_date": self.today(), "security": self.known(security),
                                            "kind": kind, "new": "", "old": "", **cells, **tail(rest)})

    def split(self, security, new, old, rest):
        self.action(security, "split", {"new": plain(new), "old": plain(old)}, rest)

    def return_of_capital(self, security, cash, rest):
        self.action(security, "return_of_capital", {"cash": plain(cash)}, rest)

    def withdraw_action(self, name, security):
        self.action(security, "withdrawal", {"action_id": name}, "")

    def liquidation(self, security, cash, rest):
        self.action(security, "liquidation", {"cash": plain(cash)}, rest)

    def exchange_units(self, security, new, old, received, rest):
        self.action(security, "exchange", {"new": plain(new), "old": plain(old), "new_security": self.known(received)}, rest)

    def exchange_taxed(self, security, new, old, received, worth, rest):
        cells = {"new": plain(new), "old": plain(old), "new_security": self.known(received), "worth": plain(worth)}
        self.action(security, "taxed_exchange", cells, rest)

    def spin_off(self, security, new, received, old, percent, rest):
        self.action(security, "spin_off", {"new": plain(new), "old": plain(old), "new_security": self.known(received), "cost_pct": plain(percent)}, rest)

    def offer(self, name, security, kind, rest):
        self.desk.row("offers", {"offer_id": name, "date": self.today(), "security": self.known(security), "kind": kind, **tail(rest)})

    def elect(self, verb, quantity, offer, option):
        rows = len(self.desk.files.get("elections", [])) + 1
        self.desk.row("elections", {"election_id": f"{self.today()}-{self.desk.deliveries}-{rows}", "date": self.today(), "portfolio": "alpha", "offer_id": offer,
                                    "option": option, "quantity": plain(quantity), "action": "elect" if verb == "elect" else "withdraw"})

    def entry(self, amount, entry, rest):
        rows = len(self.desk.files.get("entries", [])) + 1
        self.desk.row("entries", {"id": f"{self.today()}-{self.desk.deliveries}-{rows}", "date": self.today(), "portfolio": "alpha",
                                  "entry": entry, "amount": plain(amount), **tail(rest)})

    def holders(self, verb, amount):
        bought = verb == "buy"
        self.desk.row("shares", {"date": self.today(), "portfolio": "alpha", "class": "one",
                                 "subscriptions": plain(amount) if bought else "0", "redemptions": "0" if bought else plain(amount)})

    def deal(self, sold, sold_amount, bought, bought_amount, rest):
        rows = len(self.desk.files.get("currency-deals", [])) + 1
        self.desk.row("currency-deals", {
            "deal_id": f"{self.today()}-{rows}", "trade_date": self.today(), "settle_date": self.today(), "portfolio": "alpha",
            "sell_currency": sold, "sell_amount": plain(sold_amount), "buy_currency": bought, "buy_amount": plain(bought_amount), **tail(rest)})

    def settlement(self, trade, verb):
        self.desk.row("settlements", {"date": self.today(), "portfolio": "alpha", "trade_id": trade,
                                      "state": "failed" if verb == "fails" else "settled"})

    def cancel(self, trade):
        self.desk.row("cancellations", {"date": self.today(), "portfolio": "alpha", "kind": "trades", "reference": trade})

    def any_row(self, kind, rest):
        self.desk.row(kind, tail(rest))

    # -- steps

    def no_refusal(self):
        """A refusal that the story did not expect ends it."""
        self.desk.stop_if_refused("refused")

    def deliver(self):
        self.desk.deliver()

    def strike(self, date, who=None):
        self.on(date)
        self.desk.day = date
        self.desk.step("strike", "--date", date, *(["--as", who] if who else []))

    def estimate(self, date):
        self.on(date)
        self.desk.day = date
        self.desk.step("strike", "--date", date, "--estimate")

    def override(self, check, reason, who):
        self.desk.step("override", self.desk.subject(), check, "--reason", reason, "--as", who)

    def decide(self, verb, who):
        self.desk.step(verb, self.desk.subject(), "--as", who)

    # -- what must be found

    def then_day(self, date):
        self.desk.day = date

    def then_net_assets(self, amount):
        expect("net assets", self.desk.figure("net_assets"), number(amount))

    def then_nav(self, amount):
        expect("NAV", self.desk.figure("nav_per_share"), number(amount))

    def then_shares(self, amount):
        expect("shares", self.desk.shares(), number(amount))

    def then_balance(self, account, amount, side):
        balance = self.desk.account(account.replace(" ", "_"))
        if balance and not side:
            raise Told(f"{account} is not 0.00: say debit or credit\n    found     {abs(balance):,} {'debit' if balance > 0 else 'credit'}")
        expect(f"{account}, in {side or 'sum'}", -balance if side == "credit" else balance, number(amount))

    def then_report(self, report, name, rest):
        rows = self.desk.rows(report, name)
        if not rows:
            raise Told(f"{report} shows no {name}")
        wanted = tail(rest)
        rows = [row for row in rows if all(column in row for column in wanted)] or rows
        for column in wanted:
            if column not in rows[0]:
                raise Told(f"{report} has no column {column}; it has " + ", ".join(k for k in rows[0] if k not in ("kind", "indent")))
        same = lambda found, expected: Decimal(found) == Decimal(expected) if re.fullmatch(NUMBER, found) and re.fullmatch(NUMBER, expected) else found == expected
        if not any(all(same(row[c], v) for c, v in wanted.items()) for row in rows):
            told = lambda cells: ", ".join(f"{c} {cells[c]}" for c in wanted)
            raise Told(f"{report}, {name}\n    found     {' | '.join(map(told, rows))}\n    expected  {told(wanted)}")

    def then_no_row(self, report, name):
        expect(f"rows of {name} in {report}", len(self.desk.rows(report, name)), 0)

    def then_lot(self, lot, security, quantity, cost):
        found = self.desk.lots(security)
        expect(f"lot {lot} of {security}, quantity and cost", found.get(lot, "no such lot; there are " + ", ".join(found)),
               (number(quantity), number(cost)))

    def then_no_lot(self, security, lot):
        expect(f"{security} has lot {lot}", lot in self.desk.lots(security), False)

    def then_state(self, state):
        expect("state", self.desk.struck()["state"], state)

    def then_version(self, version):
        expect("version", self.desk.struck()["version"], int(version))

    def then_restates(self, date):
        expect("first day restated", (self.desk.struck()["restated"] or ["none"])[0], date)

    def then_no_exceptions(self):
        expect("exceptions", self.desk.struck()["exceptions"], [])

    def then_exception(self, words):
        found = self.desk.struck()["exceptions"]
        if not any(words in text for text in found):
            raise Told(f"no exception names {words}\n    found     {'; '.join(found) or 'none'}")

    def then_failed(self, checks):
        expect("failed checks", ", ".join(sorted({f["check"] for f in self.desk.status()["failed"]})) or "none", checks)

    def then_published(self, navs):
        expect("published NAVs", ", ".join(p["nav_per_share"] for p in self.desk.status()["published"]), navs)

    def then_refused(self, code, found):
        codes = [r["code"] for r in self.desk.refused]
        if code not in codes:
            raise Told(f"it is not refused with {code}\n    found     {', '.join(codes) or 'nothing refused'}")
        if found:
            expect("what it found", self.desk.refused[codes.index(code)]["found"], found)
        self.desk.refused = []

    def then_nothing_recorded(self):
        expect("digest of the store", self.desk.ask("verify")["store_digest"], self.desk.digest_before)


# Each sentence: how the manual writes it, what it matches, what it does. The first that matches is meant.
SENTENCES = [
    ("needs the command NAME", r"needs the command (\w+)", Play.needs_command),
    ("needs the setting KEY = VALUE", r"needs the setting (\w+) = (.+)", Play.needs_setting),
    ("the books open DATE with CASH and SHARES shares", rf"the books open ({DATE}) with ({NUMBER}) and ({NUMBER}) shares", Play.opens),
    ("the books hold QUANTITY SECURITY at a cost of AMOUNT, lot NAME, acquired DATE",
     rf"the books hold ({NUMBER}) (?:each of )?{NAMES} at a cost of ({NUMBER})(, .*)?", Play.hold),
    ("the trust says KEY = VALUE", r"the trust says (\w+) = (.+)", Play.has),
    ("the fee is RATE percent a year", rf"the fee is ({NUMBER}) percent a year", Play.fee),
    ("COUNTRY withholds RATE percent and gives back RATE, from DATE",
     rf"(.+) withholds ({NUMBER}) percent(?: and gives back ({NUMBER}))?(?:, from ({DATE}))?", Play.withholding),
    ("there is a cash account NAME", r"there is a cash account (\w+)", Play.cash_account),
    ("SECURITY is a KIND in CURRENCY, COLUMN VALUE", rf"{NAMES} (?:is an?|are) (\w+) in ([A-Z]{{3}})(, .*)?", Play.security),
    ("on DATE", rf"on ({DATE})", Play.on),
    ("buy QUANTITY SECURITY at PRICE, settles DATE", rf"(buy) ({NUMBER}) (\S+) at ({NUMBER})(, .*)?", Play.trade),
    ("sell QUANTITY SECURITY at PRICE, settles DATE, lots METHOD", rf"(sell) ({NUMBER}) (\S+) at ({NUMBER})(, .*)?", Play.trade),
    ("price SECURITY PRICE", rf"price {NAMES} ({NUMBER})(, .*)?", Play.price),
    ("rate CURRENCY RATE", rf"rate ([A-Z]{{3}}) ({NUMBER})(, .*)?", Play.rate),
    ("dividend SECURITY RATE, paid DATE", rf"dividend (\S+) ({NUMBER})(, .*)?", Play.dividend),
    ("SECURITY splits NEW for OLD, fraction_price PRICE, paid DATE", rf"(\S+) splits ({NUMBER}) for ({NUMBER})(, .*)?", Play.split),
    ("SECURITY returns capital of AMOUNT a unit, paid DATE", rf"(\S+) returns capital of ({NUMBER}) a unit(, .*)?", Play.return_of_capital),
    ("withdraw action NAME of SECURITY", r"withdraw action (\S+) of (\S+)", Play.withdraw_action),
    ("SECURITY is liquidated at AMOUNT a unit, paid DATE", rf"(\S+) is liquidated at ({NUMBER}) a unit(, .*)?", Play.liquidation),
    ("SECURITY is exchanged NEW for OLD into SECURITY, cash AMOUNT, worth PRICE, fraction_price PRICE, paid DATE",
     rf"(\S+) is exchanged ({NUMBER}) for ({NUMBER}) into ([^\s,]+)(, .*)?", Play.exchange_units),
    ("SECURITY is exchanged taxed NEW for OLD into SECURITY at PRICE, cash AMOUNT, paid DATE",
     rf"(\S+) is exchanged taxed ({NUMBER}) for ({NUMBER}) into (\S+) at ({NUMBER})(, .*)?", Play.exchange_taxed),
    ("SECURITY spins off NEW SECURITY for OLD with PERCENT% of the cost, worth PRICE",
     rf"(\S+) spins off ({NUMBER}) (\S+) for ({NUMBER}) with ({NUMBER})% of the cost(, .*)?", Play.spin_off),
    ("offer NAME to holders of SECURITY: KIND, option WORD, deadline DATE, paid DATE, COLUMN VALUE", r"offer (\S+) to holders of (\S+): (\w+)(, .*)?", Play.offer),
    ("elect QUANTITY of OFFER for OPTION", rf"(elect) ({NUMBER}) of (\S+) for (\w+)", Play.elect),
    ("take back QUANTITY of OFFER for OPTION", rf"(take back) ({NUMBER}) of (\S+) for (\w+)", Play.elect),
    ("enter AMOUNT as ENTRY", rf"enter ({NUMBER}) as ([a-z ]+)(, .*)?", Play.entry),
    ("holders buy for AMOUNT", rf"holders (buy) for ({NUMBER})", Play.holders),
    ("holders redeem QUANTITY shares", rf"holders (redeem) ({NUMBER}) shares", Play.holders),
    ("exchange CURRENCY AMOUNT for CURRENCY AMOUNT, settles DATE",
     rf"exchange ([A-Z]{{3}}) ({NUMBER}) for ([A-Z]{{3}}) ({NUMBER})(, .*)?", Play.deal),
    ("trade NUMBER fails", r"trade (\S+) (fails)", Play.settlement),
    ("trade NUMBER settles", r"trade (\S+) (settles)", Play.settlement),
    ("trade NUMBER is cancelled", r"trade (\S+) is cancelled", Play.cancel),
    ("row of KIND: COLUMN VALUE, COLUMN VALUE", r"row of ([\w-]+): (.+)", Play.any_row),
    ("deliver", r"deliver", Play.deliver),
    ("strike DATE", rf"strike ({DATE})", Play.strike),
    ("strike DATE as NAME", rf"strike ({DATE}) as (\w+)", Play.strike),
    ("estimate DATE", rf"estimate ({DATE})", Play.estimate),
    ('override CHECK because "REASON" as NAME', r'override (\S+) because "(.+)" as (\w+)', Play.override),
    ("approve as NAME", r"(approve) as (\w+)", Play.decide),
    ("publish as NAME", r"(publish) as (\w+)", Play.decide),
    ("then on DATE", rf"then on ({DATE})", Play.then_day),
    ("then net assets are AMOUNT", rf"then net assets are ({NUMBER})", Play.then_net_assets),
    ("then NAV is AMOUNT", rf"then NAV is ({NUMBER})", Play.then_nav),
    ("then shares are QUANTITY", rf"then shares are ({NUMBER})", Play.then_shares),
    ("then state is STATE", r"then state is ([a-z ]+)", Play.then_state),
    ("then version is NUMBER", r"then version is (\d+)", Play.then_version),
    ("then it restates from DATE", rf"then it restates from ({DATE})", Play.then_restates),
    ("then there are no exceptions", r"then there are no exceptions", Play.then_no_exceptions),
    ("then an exception names TEXT", r"then an exception names (.+)", Play.then_exception),
    ("then failed checks are CHECKS", r"then failed checks are (.+)", Play.then_failed),
    ("then published NAVs are AMOUNTS", r"then published NAVs are (.+)", Play.then_published),
    ('then it is refused with CODE, found "TEXT"', r'then it is refused with (E-[A-Z]+-\d+)(?:, found "(.+)")?', Play.then_refused),
    ("then nothing is recorded", r"then nothing is recorded", Play.then_nothing_recorded),
    ("then lot NAME of SECURITY is QUANTITY at a cost of AMOUNT",
     rf"then lot (\S+) of (\S+) is ({NUMBER}) at a cost of ({NUMBER})", Play.then_lot),
    ("then SECURITY has no lot NAME", r"then (\S+) has no lot (\S+)", Play.then_no_lot),
    ("then REPORT shows no ROW", r"then ([\w-]+) shows no (.+)", Play.then_no_row),
    ("then REPORT shows ROW: COLUMN VALUE, COLUMN VALUE", r"then ([\w-]+) shows ([^:]+): (.+)", Play.then_report),
    ("then ACCOUNT is AMOUNT debit or credit", rf"then ([a-z_ ]+) (?:is|are) ({NUMBER}) ?(debit|credit)?", Play.then_balance),
]


class Story:
    def __init__(self, path):
        self.path = path
        self.title = ""
        self.lines = []
        for row, line in enumerate(path.read_text().splitlines(), 1):
            text = re.sub(r"(^|\s)#.*", "", line).strip()
            if text and not self.title:
                self.title = text
            elif text:
                self.lines.append((row, text))

    def steps(self):
        """Every sentence with its row; all that are not understood are told at once."""
        steps, faults = [], []
        for row, text in self.lines:
            # `on DATE do this` is `on DATE` and `do this`; so is `then on DATE this is so`.
            parts = [text]
            for prefix in (rf"(on {DATE}) (.+)", rf"(then on {DATE}) (.+)"):
                if split := re.fullmatch(prefix, text):
                    parts = [split[1], ("then " if text.startswith("then") else "") + split[2]]
            for part in parts:
                for _, pattern, act in SENTENCES:
                    if match := re.fullmatch(pattern, part):
                        steps.append((row, part, act, match.groups()))
                        break
                else:
                    faults.append(f'{self.path}:{row}: "{part}" is no sentence of the language; see docs/how-to/write-a-story.md')
        if not self.title.endswith("."):
            faults.append(f"{self.path}:1: a story begins with its title, a sentence with a full stop")
        if not any(text.startswith("then") for _, text in self.lines):
            faults.append(f"{self.path}: nothing is expected: a story has a line that begins with then")
        if faults:
            raise Told("\n".join(faults))
        return steps

    def play(self, desk):
        """Plays the story; Told says where and why it came out otherwise."""
        play = Play(desk)
        for row, text, act, words in self.steps():
            try:
                if act is not Play.then_refused and act is not Play.then_nothing_recorded:
                    play.no_refusal()
                if desk.show:
                    print(text)
                act(play, *words)
            except Told as told:
                raise Told(f"{self.path}:{row}: {text}\n  {told}") from None
        try:
            play.no_refusal()
            if desk.files:
                raise Told("what stands after the last strike was never delivered: strike, or deliver")
            if not desk.ask("verify")["ok"]:
                raise Told("openend verify finds the store at fault")
        except Told as told:
            raise Told(f"{self.path}: at the end\n  {told}") from None
