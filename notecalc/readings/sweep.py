"""One note over a span of dates: what each day of notice, or of redemption, would give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice, pairwise, repeat
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from notecalc.calendars import Calendar
from notecalc.dates import check_date
from notecalc.errors import NotecalcError, refuse
from notecalc.facts import Facts, Notice
from notecalc.readings.pricing import governing_dates
from notecalc.redemption import Redemption, Result, priced
from notecalc.terms import DefaultFrom, Retroactive, Terms, choose
from notecalc.timeline import Clock, State, Timeline, timeline

if TYPE_CHECKING:
    from notecalc.readings.arrays import Columns, Skipped

Over = Literal["notice", "redemption"]
"""What a sweep varies: the day the notice is sent, or the redemption date."""

_Day: TypeAlias = date
_ONE = timedelta(days=1)

_WORTH_ARRAYS = 1000
"""From so many rows on the rules over arrays are worth the 0.16 s that NumPy takes to be imported.

A row by the single-note engine takes 0.18 to 0.30 ms, by arrays a few microseconds.
"""

_BLOCK = 1024
"""So many days are at work at a time, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a sweep, both included, and what falls on each."""

    start: date
    end: date
    over: Over = "notice"


class SweepRow(NamedTuple):
    """What one date gives under one reading of where the default rate starts.

    Dates are the governing ones. Amounts are in units of the currency, None where nothing is due.
    `cost_of_waiting` is the total less the total of the day before, None where either is missing.
    `skipped` are the holidays that moved a deadline, with their names. `refused` says why the
    date does not fit the terms and the facts; there is no state then, and nothing else.
    """

    date: _Day
    default_from: DefaultFrom
    state: State | None = None
    cure_deadline: _Day | None = None
    event_of_default: _Day | None = None
    default_rate_from: _Day | None = None
    redemption_date: _Day | None = None
    principal: Decimal | None = None
    accrued_interest: Decimal | None = None
    fees: Decimal | None = None
    total: Decimal | None = None
    per_diem: Decimal | None = None
    cost_of_waiting: Decimal | None = None
    skipped: tuple[tuple[_Day, str], ...] = ()
    refused: str = ""


def has_fees(terms: Terms, facts: Facts) -> bool:
    """Whether fees can be a part of what is due."""
    return bool(facts.fees) or terms.late_fee is not None


def sweep(
    terms: Terms,
    facts: Facts,
    start: date,
    end: date,
    *,
    over: Over = "notice",
    readings: Sequence[DefaultFrom] = (),
) -> Iterator[SweepRow]:
    """A row for each calendar day from `start` to `end`, both included, and for each reading.

    Over notices the day is the one on which the notice is sent, and a notice in the facts says
    how many days one takes to arrive; over redemptions it is the redemption date. `readings` is
    the one of the terms unless given. Rows come one at a time, each as `redeem` has it. Raises
    NotecalcError where the span ends before it starts; a date that does not fit is a row.
    """
    for day in (start, end):
        check_date(day)
    if end < start:
        raise refuse(f"the span ends on {end}, before it starts on {start}", "write a later end")
    calendar = terms.calendar.resolve()
    asked = readings or (terms.default_rates.start,)
    holidays = _Holidays()
    running = [_Reading(choose(terms, default_from=each), calendar, holidays) for each in asked]
    days = (start + n * _ONE for n in range((end - start).days + 1))
    if ((end - start).days + 1) * len(running) >= _WORTH_ARRAYS and _few(facts, over):
        return _long(running, facts, days, over)
    return _rows(running, facts, days, over)


def _few(facts: Facts, over: Over) -> bool:
    """Whether there are no facts but a notice, a cure and a redemption date: arrays know these."""
    noticed = isinstance(facts.notice, date) or (over == "notice" and facts.notice is None)
    return noticed and facts == Facts(facts.notice, facts.redeem_on, cured=facts.cured)


def _long(
    running: Sequence["_Reading"], facts: Facts, every_day: Iterator[date], over: Over
) -> Iterator[SweepRow]:
    """The rows of a long span: by arrays where these know the terms, else as of a short one."""
    from notecalc.readings import arrays

    known = (arrays.spelled(each.terms, facts) for each in running)
    plans = [each for each in known if each is not None]
    if len(plans) < len(running):
        yield from _rows(running, facts, every_day, over)
    while days := list(islice(every_day, _BLOCK)):
        asked = arrays.asked(plans[0].terms, facts, over, days)
        skipped = list(arrays.skipped(plans[0], asked.notices))
        found = (
            each.rows(days, arrays.columns(plan, asked), skipped, facts, over)
            for each, plan in zip(running, plans, strict=True)
        )
        yield from chain.from_iterable(zip(*found, strict=True))


def _rows(
    running: Sequence["_Reading"], facts: Facts, days: Iterator[date], over: Over
) -> Iterator[SweepRow]:
    for day in days:
        try:
            case = on(facts, day, over)
        except NotecalcError as error:
            yield from (each.refuse(day, error) for each in running)
            continue
        for each in running:
            yield each.row(day, case)


def on(facts: Facts, day: date, over: Over = "notice") -> Facts:
    """The facts with the notice sent, or the note redeemed, on `day`."""
    if over == "redemption":
        return replace(facts, redeem_on=day)
    notice = facts.notice
    if not isinstance(notice, Notice):
        return replace(facts, notice=day)
    received = notice.received and day + (notice.received - notice.sent)
    return replace(facts, notice=replace(notice, sent=day, received=received))


@dataclass(slots=True)
class _Holidays:
    """The holidays that moved a deadline of the last clocks asked of: readings share clocks."""

    clocks: tuple[Clock, ...] = ()
    skipped: tuple[tuple[date, str], ...] = ()

    def of(self, result: Result) -> tuple[tuple[date, str], ...]:
        """Those of a result."""
        if result.timeline.clocks != self.clocks:
            self.clocks, self.skipped = result.timeline.clocks, result.skipped
        return self.skipped


@dataclass(slots=True)
class _Reading:
    """One reading of the sweep and what is kept of its last row, for the next one to share."""

    terms: Terms
    calendar: Calendar
    holidays: _Holidays
    total: Decimal | None = None
    grounds: tuple[object, ...] = ()
    due: Redemption | None = None

    def row(self, day: date, facts: Facts) -> SweepRow:
        """The row of a day."""
        try:
            dated = timeline(self.terms, facts, self.calendar)
            result = self._priced(facts, dated)
        except NotecalcError as error:
            return self.refuse(day, error)
        dates, due, before = governing_dates(result), result.redemption, self.total
        self.total = due.total if due else None
        return SweepRow(
            day,
            self.terms.default_rates.start,
            dated.state,
            dates.get("cure_deadline"),
            dates.get("event_of_default"),
            dated.default_from,
            dated.redemption,
            due.principal if due else None,
            due.accrued_interest if due else None,
            due.fees if due else None,
            self.total,
            due.per_diem if due else None,
            self.total - before if self.total is not None and before is not None else None,
            self.holidays.of(result),
        )

    def rows(
        self, days: list[date], found: "Columns", skipped: "list[Skipped]", facts: Facts, over: Over
    ) -> list[SweepRow]:
        """The rows of a block of days as arrays have found them, else as they are one by one."""
        before, start, totals = self.total, self.terms.default_rates.start, found.total
        asked = {at: self.row(days[at], on(facts, days[at], over)) for at in found.left}
        for at, row in asked.items():
            totals[at] = row.total
        waited = [
            None if total is None or last is None else total - last
            for last, total in pairwise((before, *totals))
        ]
        self.total = totals[-1]
        rows = list(map(SweepRow, days, repeat(start), *found[1:], waited, skipped))
        for at, row in asked.items():
            rows[at] = row._replace(cost_of_waiting=waited[at])
        return rows

    def refuse(self, day: date, error: NotecalcError) -> SweepRow:
        """The row of a day that does not fit."""
        self.total = None
        said = "; ".join(problem.what for problem in error.problems)
        return SweepRow(day, self.terms.default_rates.start, refused=said)

    def _priced(self, facts: Facts, dated: Timeline) -> Result:
        """The result, its lines left out where the amounts are those of the row before.

        Notices of a weekend mostly run out on one day. How far the issuer performed moves the
        amounts by way of the paid-to date, of scheduled principal and of notes issued alone.
        """
        terms = self.terms
        stands = terms.default_rates.retroactive is Retroactive.STANDS
        performed = dated.performed_to if stands or terms.scheduled_payments else None
        grounds = (dated.redemption, dated.at_default, dated.paid_to, performed)
        if grounds == self.grounds:
            return Result(terms, facts, self.calendar, dated, (), self.due)
        result = priced(terms, facts, self.calendar, dated)
        self.grounds, self.due = grounds, result.redemption
        return result
