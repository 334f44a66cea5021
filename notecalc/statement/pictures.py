"""What the pictures of a statement show, as typed data: days counted one by one, what is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor
from notecalc.money import add
from notecalc.redemption import Result
from notecalc.timeline.clocks import Clock, counted
from notecalc.timeline.triggers import DAY


class Day(NamedTuple):
    """A day of a count: its number where it counts, why it is closed, what happens on it."""

    date: date
    number: int | None
    closed: str | None
    happens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CureCount:
    """A cure period in whole weeks from Monday: the rule, where it starts and ends, each day."""

    of: str
    clause: str
    rule: str
    start: date
    end: date
    governing: bool
    days: tuple[Day, ...]


class Owed(NamedTuple):
    """What is owed at the end of a day's happenings, and before what was paid on it."""

    date: date
    before: Decimal
    after: Decimal


_STARTS = {Anchor.NOTICE: "notice", Anchor.NOTICE_RECEIVED: "received", Anchor.DUE: "due"}


def cure_counts(result: Result) -> tuple[CureCount, ...]:
    """The cure periods that ran, each counted day by day, the governing one first."""
    governing = result.timeline.governing
    found = [
        _cure_count(clock, result, clock is governing)
        for clock in result.timeline.clocks
        if clock.cure_deadline is not None and clock.start is not None
    ]
    return tuple(sorted(found, key=lambda each: not each.governing))


def _cure_count(clock: Clock, result: Result, governing: bool) -> CureCount:
    rule, start, end, paused = list(counted(clock, result.terms))[-1]
    numbers = {
        step.day: step.number
        for step in rule.steps(start, result.calendar, paused)
        if step.number is not None
    }
    happens: dict[date, list[str]] = {}
    began = _STARTS.get(rule.after, "start") if isinstance(rule.after, Anchor) else "start"
    due = result.redemption.date if result.redemption and governing else None
    for day, what in (
        (start, began),
        (end, "deadline"),
        (clock.cured, "cured"),
        (clock.waived, "waived"),
        (clock.default, "default"),
        (due, "redemption"),
    ):
        if day is not None:
            happens.setdefault(day, []).append(what)
    last = max(end, clock.default or end)
    days = tuple(
        Day(day, numbers.get(day), _closed(result.calendar, day), tuple(happens.get(day, ())))
        for day in _whole_weeks(start, last)
    )
    return CureCount(clock.of, clock.event.clause, str(rule), start, end, governing, days)


def _whole_weeks(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    return (monday + n * DAY for n in range((sunday - monday).days + 1))


def _closed(calendar: Calendar, day: date) -> str | None:
    """Why a day is closed; of a day that only fills a week and is not covered, nothing is said."""
    return calendar.why_closed(day) if calendar.first <= day <= calendar.last else None


def owed(result: Result) -> tuple[Owed, ...]:
    """Principal and accrued interest owed at issue and at the end of each line of the schedule."""
    lines = result.schedule
    if not lines:
        return ()
    found = [Owed(lines[0].start, lines[0].principal, lines[0].principal)]
    for line in lines:
        after = add(line.closing_principal, line.accrued)
        found.append(Owed(line.end, add(after, line.paid), after))
    return tuple(found)
