"""The money of the second implementation of rules 13 to 26: interest, balances, the schedule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from oracle import (
    ONE_DAY,
    Deadline,
    Json,
    Note,
    Period,
    RefusedError,
    _cents,
    _half_up,
    _rate,
)

BUCKETS = (
    "fees",
    "interest on overdue interest",
    "default interest",
    "interest",
    "principal",
)
FEES, UPON, DEFAULT, INTEREST, PRINCIPAL = BUCKETS

OPEN: set[str] = set()
"""Where the engine departs from the rules as they stand, and the oracle follows it for now.

Take a name out to have the rules alone.
"""


def _mode(value: Fraction, mode: str) -> int:
    if mode == "nearest":
        return (2 * value.numerator + value.denominator) // (2 * value.denominator)
    floor = value.numerator // value.denominator
    return floor if mode == "down" or value == floor else floor + 1


@dataclass
class Meter:
    """Interest of lines, rounded as rule 20 has it."""

    note: Note
    mode: str
    per: str
    period: Period | None = None
    exact: Fraction = Fraction(0)
    booked: int = 0

    def of(self, amount: int, rate: Fraction, start: date, end: date, period: Period) -> int:
        if period != self.period:
            self.period, self.exact, self.booked = period, Fraction(0), 0
        days, fraction = self.note.counter.of_line(start, end, period)
        if self.per == "per diem":
            if not days:
                return 0
            return _mode(amount * rate * fraction / days, self.mode) * days
        if self.per == "line":
            return _mode(amount * rate * fraction, self.mode)
        self.exact += amount * rate * fraction
        interest = _mode(self.exact, self.mode) - self.booked
        self.booked += interest
        return interest


@dataclass
class Book:
    """Balances in cents."""

    principal: int
    owed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BUCKETS, 0))
    overdue: int = 0  # of the interest owed, what bears interest

    @property
    def accrued(self) -> int:
        return self.owed[DEFAULT] + self.owed[INTEREST]

    def net(self) -> None:
        """Set a cent paid too much of one kind of interest against the other kind."""
        for one, other in ((INTEREST, DEFAULT), (DEFAULT, INTEREST)):
            moved = min(-self.owed[one], self.owed[other])
            if moved > 0:
                self.owed[one] += moved
                self.owed[other] -= moved


@dataclass
class Walk:
    """The note from its issue to a day."""

    lines: list[Json]
    entries: list[Json]
    book: Book


def _apply(book: Book, amount: int, order: list[str], joins: bool) -> dict[str, int]:
    current_first = "current interest is paid before overdue interest" in OPEN
    parts: dict[str, int] = {}
    book.net()
    book.owed[PRINCIPAL] = book.principal
    left = amount
    for bucket in order:
        part = min(left, max(book.owed[bucket], 0))
        if part:
            parts[bucket] = part
        left -= part
        book.owed[bucket] -= part
        owes = bucket in (DEFAULT, INTEREST) or (joins and bucket == UPON)
        if owes and not current_first:
            book.overdue = max(0, book.overdue - part)
    if left:
        raise RefusedError("payment larger than what is owed")
    book.principal = book.owed[PRINCIPAL]
    if current_first:
        joins = joins or "overdue interest is capped with the interest on it" in OPEN
        book.overdue = min(book.overdue, book.accrued + (book.owed[UPON] if joins else 0))
    return parts


def _convert(book: Book, cents: int, joins: bool) -> dict[str, int]:
    """Take converted principal off, and the accrued interest that goes with it (rule 24)."""
    if cents > book.principal:
        raise RefusedError("more converted than is outstanding")
    share = Fraction(cents, book.principal)
    gone = _half_up(share * max(book.accrued + book.owed[UPON], 0))
    parts = {PRINCIPAL: cents}
    left = gone
    in_turn = "conversion takes interest, then default interest, then interest on overdue interest"
    if in_turn in OPEN:
        taken = {}
        for bucket in (INTEREST, DEFAULT, UPON):
            taken[bucket] = min(left, max(0, book.owed[bucket]))
            left -= taken[bucket]
        rest = book.accrued - taken[INTEREST] - taken[DEFAULT]
        if joins or "overdue interest is capped with the interest on it" in OPEN:
            rest += book.owed[UPON] - taken[UPON]
        book.overdue = min(book.overdue, rest)
    else:
        upon, default = (_half_up(share * book.owed[each]) for each in (UPON, DEFAULT))
        taken = {UPON: upon, DEFAULT: default, INTEREST: left - upon - default}
        book.overdue -= _half_up(share * book.overdue)
    for bucket, part in taken.items():
        parts[bucket] = part
        book.owed[bucket] -= part
    book.principal -= cents
    return parts


def _late_fees(case: Json, note: Note, facts: Any) -> dict[date, date]:
    """The day from which the late fee of each missed due date is owed."""
    term = case["terms"].get("late_fee")
    if not term:
        return {}
    found = {}
    for due in facts.missed:
        after = term.get("after")
        rolled = note.periods.roll(due)  # type: ignore[attr-defined]
        last = Deadline.parse(after).after(rolled, note.calendar) if after else rolled
        found[due] = max(last, note.periods.accrued_to(due)) + ONE_DAY  # type: ignore[attr-defined]
    return found


class Walker:
    """Walks the note from its issue, a day at a time."""

    def __init__(
        self, case: Json, note: Note, facts: Any, rates: Any, company: dict[date, int]
    ) -> None:
        self.terms = terms = case["terms"]
        self.note, self.facts, self.rates, self.company = note, facts, rates, company
        rounding = terms.get("rounding", {})
        self.mode, per = rounding.get("mode", "nearest"), rounding.get("per", "line")
        self.meter, self.upon_meter = Meter(note, self.mode, per), Meter(note, self.mode, "line")
        self.order = terms.get("waterfall", list(BUCKETS))
        self.overdue = terms.get("overdue_interest") if note.paid_in == "cash" else None
        self.joins = bool((self.overdue or {}).get("capitalized"))
        self.owed_from = _late_fees(case, note, facts)
        self.missed_left: dict[date, int] = {}
        self.book, self.start = Book(note.principal), note.issue
        self.lines: list[Json] = []
        self.entries: list[Json] = []
        self.of_period = self.upon_of_period = self.paid_interest = 0

    def to(self, redemption: date) -> Walk:
        """The note at the end of a day."""
        day = self.note.issue
        while day < redemption:
            day += ONE_DAY
            self._fees(day)
            line = self._accrue(day) if self._ends(day) or day == redemption else None
            self._late(day)
            paid = self._payments(day)
            if line is not None:
                self._close(line, day, paid, day == redemption)
        return Walk(self.lines, self.entries, self.book)

    def _enter(self, day: date, kind: str, amount: int, applied: dict[str, int]) -> None:
        entry = {"on": day, "kind": kind, "amount": amount, "applied": applied}
        self.entries.append(entry)

    def _fees(self, day: date) -> None:
        for on, cents in self.facts.fees:
            if on == day:
                self.book.owed[FEES] += cents
                self._enter(day, "fee", cents, {FEES: cents})

    def _ends(self, day: date) -> bool:
        """Whether a line ends on the day, redemption apart (rules 7, 14, 15, 16 and 24)."""
        rates, facts = self.rates, self.facts
        if self.note.periods.is_interest_date(day) or day in facts.payments:
            return True
        if any(on == day for on, _ in facts.conversions):
            return True
        if rates.borne(day) != rates.borne(self.start):
            return True
        if "fees end lines" in OPEN and (
            any(on == day for on, _ in facts.fees) or day in self.owed_from.values()
        ):
            return True
        bears = self.book.overdue or (
            "the rate of overdue interest ends lines where nothing is overdue" in OPEN
        )
        return bool(bears) and rates.of_overdue(day) != rates.of_overdue(self.start)

    def _accrue(self, day: date) -> Json:
        start, book = self.start, self.book
        period = self.note.periods.containing(start)
        rate, basis = self.rates.borne(start)
        days, _ = self.note.counter.of_line(start, day, period)
        interest = self.meter.of(book.principal, rate, start, day, period)
        upon = self.upon_meter.of(book.overdue, self.rates.of_overdue(start), start, day, period)
        line = {
            "start": start,
            "end": day,
            "days": days,
            "rate": rate,
            "basis": basis,
            "principal": book.principal,
            "interest": interest,
            "overdue_interest": upon,
        }
        book.owed[DEFAULT if basis == "default" else INTEREST] += interest
        book.owed[UPON] += upon
        self.of_period += interest
        self.upon_of_period += upon
        return line

    def _late(self, day: date) -> None:
        for due, owed in self.owed_from.items():
            if owed == day:
                term, left = self.terms["late_fee"], self.missed_left.get(due, 0)
                if due == self.note.maturity:  # whatever it is paid in, principal is due then
                    left += self.book.principal
                fee = _mode(_rate(term.get("rate", "0")) * left, self.mode)
                fee = max(fee, _cents(term["minimum"]) if term.get("minimum") else 0)
                if fee:
                    self.book.owed[FEES] += fee
                    self._enter(day, "late fee", fee, {FEES: fee})

    def _payments(self, day: date) -> int:
        """Apply the day's payments and conversions; what was paid in cash."""
        paid = 0
        for amount in self.facts.payments.get(day, []):
            parts = _apply(self.book, amount, self.order, self.joins)
            self._enter(day, "payment", amount, parts)
            paid += amount
            self.paid_interest += sum(parts.get(each, 0) for each in (UPON, DEFAULT, INTEREST))
        for on, cents in self.facts.conversions:
            if on == day:
                if not self.terms.get("conversion"):
                    raise RefusedError("no right to convert")
                parts = _convert(self.book, cents, self.joins)
                self._enter(day, "conversion", cents, parts)
                interest = sum(parts.values()) - cents
                paid += interest if self.terms["conversion"].get("accrued") == "paid" else 0
                self.paid_interest += interest
        return paid

    def _close(self, line: Json, day: date, paid: int, last: bool) -> None:
        """What the Company paid, and the interest date, come last."""
        book, ends = self.book, self.note.periods.is_interest_date(day)
        from_company = self.company.get(day, 0)
        of_base = min(from_company, max(book.owed[INTEREST], 0))
        of_default = min(from_company - of_base, max(book.owed[DEFAULT], 0))
        book.owed[DEFAULT] -= of_default
        book.owed[INTEREST] -= from_company - of_default
        book.overdue = max(0, book.overdue - from_company)
        capitalized = 0
        if ends:
            self._left_unpaid(from_company)
            if self.note.paid_in == "notes" and not last:
                capitalized = book.accrued
                book.owed[DEFAULT] = book.owed[INTEREST] = 0
                book.principal += capitalized
            if self.overdue:
                too_much = min(max(0, -book.accrued), book.owed[UPON])
                book.owed[UPON] -= too_much
                book.owed[INTEREST] += too_much
                book.overdue = max(0, book.accrued) + self.joins * book.owed[UPON]
        line["paid"] = from_company + paid
        line["capitalized"] = capitalized
        line["accrued"] = book.accrued + book.owed[UPON]
        line["closing_principal"] = book.principal
        self.lines.append(line)
        self.start = day

    def _left_unpaid(self, from_company: int) -> None:
        """What of the interest of the period that ends stays unpaid (rule 18)."""
        due = self.note.periods.containing(self.start).due  # type: ignore[attr-defined]
        left, owed = self.of_period, self.book.accrued
        if "late fee counts interest on overdue interest" in OPEN:
            left, owed = left + self.upon_of_period, owed + self.book.owed[UPON]
        if "late fee takes off what was paid of earlier interest" in OPEN:
            left = max(0, left - from_company - self.paid_interest)
        else:
            left = max(0, min(left - from_company, owed))
        # what is paid in notes is added to principal, not left unpaid
        self.missed_left[due] = left if self.note.paid_in == "cash" else 0
        self.of_period = self.upon_of_period = self.paid_interest = 0
