"""What moves at the end of each line, and how things stand after it, in minor units.

The engine's own account is run over the lines, so that each part of a payment and each kind of
interest has its figure; the formulas of `moves` come to the same.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from notecalc.export.xlsx.spans import periods
from notecalc.money import PaidIn, minor_units, to_minor
from notecalc.redemption import Result
from notecalc.schedule import Basis
from notecalc.schedule.account import Account
from notecalc.schedule.happenings import charges, happenings
from notecalc.terms import Bucket, OnConversion, Terms

MOST_CONVERTED = 4 * 10**11
"""The principal, in minor units, of which formulas take a part of interest exactly."""


class Standing(NamedTuple):
    """How a note stands: see `notecalc.schedule.account.Account`."""

    principal: int
    accrued: int
    default: int
    upon: int
    overdue: int
    fees: int


class Flow(NamedTuple):
    """What moves on a day; `to` are the parts of the payments, `gone` what conversions took.

    `charged` are the fees owed from days after `since`, late fees among them;
    `before` is how things stood before conversions, `after` how they stand after the line.
    """

    since: date
    on: date
    received: int
    scheduled: int
    charged: int
    to: Mapping[Bucket, int]
    conversions: int
    converted: int
    before: Standing
    gone: Standing
    after: Standing

    @property
    def interest_paid(self) -> int:
        """The interest that payments took."""
        return sum(self.to.values()) - self.to[Bucket.FEES] - self.to[Bucket.PRINCIPAL]


class Flows:
    """What moves, day by day: fees as they are owed, and all else that ends a line."""

    def __init__(self, result: Result) -> None:
        self._terms, facts = result.terms, result.facts.happened
        self._places = minor_units(self._terms.currency)
        until = result.schedule[-1].end if result.schedule else self._terms.issue_date
        self.days = happenings(self._terms, facts, until, result.timeline.performed_to)
        self._charges = [
            (each.on, to_minor(each.amount, self._places))
            for each in result.ledger
            if each.kind in ("fee", "late fee")
        ]
        self.restart()

    def restart(self) -> None:
        """Begin again with the first fee."""
        self._waiting, self._since = deque(self._charges), date.min

    def move(self, account: Account, on: date) -> Flow:
        """Apply fees owed by a day and what happens on it."""
        charged, received, converted = 0, 0, 0
        while self._waiting and self._waiting[0][0] <= on:
            charged += self._waiting.popleft()[1]
        account.fees += charged
        to: Counter[Bucket] = Counter()
        day = self.days.get(on)
        for amount in day.payments if day else ():
            received += amount
            to.update(account.pay(amount, self._terms.waterfall))
        scheduled = day.scheduled if day else 0
        account.principal = max(account.principal - scheduled, 0)
        before, conversions = _standing(account), day.conversions if day else []
        for conversion in conversions:
            part = min(to_minor(conversion.principal, self._places), account.principal)
            if part:
                account.convert(part)
            converted += part
        after = _standing(account)
        gone = Standing(*(one - two for one, two in zip(before, after, strict=True)))
        since, self._since = self._since, on
        return Flow(
            since, on, received, scheduled, charged, to, len(conversions), converted, before,
            gone, after,
        )  # fmt: skip

    def lines(self, result: Result) -> Iterator[Flow]:
        """What moves at the end of each line of the schedule."""
        terms, places = self._terms, self._places
        overdue, in_cash = terms.overdue_interest, terms.interest.paid_in is PaidIn.CASH
        account = Account(
            to_minor(terms.principal, places),
            capitalized=overdue is not None and overdue.capitalized,
        )
        self.restart()
        coming = periods(result)
        period = next(coming)
        for line in result.schedule:
            while period.end <= line.start:
                period = next(coming)
            interest, upon = (
                to_minor(each, places) for each in (line.interest, line.overdue_interest)
            )
            account.upon += upon
            account.accrued += interest + upon
            account.default += interest if line.basis is Basis.DEFAULT else 0
            flow = self.move(account, line.end)
            if line.end == period.end and not in_cash and line is not result.schedule[-1]:
                capitalized = to_minor(line.capitalized, places)
                account.less(capitalized)
                account.principal += capitalized
            elif line.end == period.end and in_cash:
                given = flow.received + flow.scheduled + pays_converted(terms) * flow.gone.accrued
                account.less(to_minor(line.paid, places) - given)
                if overdue is not None:
                    due = account.accrued - (0 if account.capitalized else account.upon)
                    account.overdue = max(due, 0)
            yield flow._replace(after=_standing(account))


def _standing(account: Account) -> Standing:
    return Standing(
        account.principal, account.accrued, account.default, account.upon, account.overdue,
        account.fees,
    )  # fmt: skip


def pays_converted(terms: Terms) -> bool:
    """Whether interest accrued on what is converted is paid in cash."""
    return terms.conversion is not None and terms.conversion.accrued is OnConversion.PAID


def tracks(result: Result) -> frozenset[str]:
    """What formulas must follow beside principal and accrued interest.

    ``fees``, ``overdue`` interest, ``default`` interest apart from other interest, ``parts`` of
    payments by the waterfall, ``conversions``; nothing for most notes.
    """
    terms, facts, found = result.terms, result.facts.happened, set[str]()
    until = result.schedule[-1].end if result.schedule else terms.issue_date
    if charges(terms, facts, result.calendar, until):
        found.add("fees")
    if terms.overdue_interest is not None and terms.interest.paid_in is PaidIn.CASH:
        found.add("overdue")
    if facts.conversions:
        found.add("conversions")
    if facts.payments and (found & {"fees", "overdue"} or terms.waterfall != tuple(Bucket)):
        found.add("parts")
        if _apart(terms, found) and any(each.basis is Basis.DEFAULT for each in result.schedule):
            found.add("default")
    return frozenset(found)


def _apart(terms: Terms, found: set[str]) -> bool:
    """Whether a payment goes to something else between default interest and other interest."""
    places = [terms.waterfall.index(x) for x in (Bucket.DEFAULT_INTEREST, Bucket.INTEREST)]
    between = set(terms.waterfall[min(places) + 1 : max(places)])
    if "fees" not in found:
        between.discard(Bucket.FEES)
    if "overdue" not in found:
        between.discard(Bucket.OVERDUE_INTEREST)
    return bool(between)
