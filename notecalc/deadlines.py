"""Deadlines as the papers write them: "10 business days after notice", counted day by day.

A deadline is a number of units after an anchor. The number of Business Days is counted strictly
after the anchor, whether or not the anchor is one; calendar units are added to it, month ends
clipped. A deadline counted in calendar units stays on a closed day unless the terms roll it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple, TypeAlias

from notecalc.calendars import Calendar, Roll
from notecalc.dates import check_date, parse_date
from notecalc.errors import NotecalcError, one_of, refuse

_DEADLINE = (
    r"(?P<count>\d+) +(?P<unit>[a-z]+(?: +[a-z]+)?) +after +(?P<after>[a-z0-9-]+(?: +[a-z]+)?)"
    r"(?: *, *rolled +(?P<roll>[a-z]+(?: +[a-z]+)?))?"
)
_FORM = (
    "N (business days | days | weeks | months | years) after"
    " (closing | issue | notice | notice received | due | YYYY-MM-DD)"
    "[, rolled following | modified following | preceding]"
)
_MOST = 9999
_CLOSED = ": not a Business Day"


class Unit(Enum):
    """What a deadline is counted in."""

    BUSINESS_DAYS = "business days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"

    def after(self, day: date, count: int, calendar: Calendar) -> date:
        """The day that stands `count` units after `day`."""
        if self is Unit.BUSINESS_DAYS:
            return calendar.add(day, count)
        if self is Unit.DAYS:
            return day + timedelta(days=count)
        from dateutil.relativedelta import relativedelta  # rare, and slow to import

        if self is Unit.WEEKS:
            return day + relativedelta(weeks=count)
        if self is Unit.MONTHS:
            return day + relativedelta(months=count)
        return day + relativedelta(years=count)


class Anchor(Enum):
    """The happening after which a deadline is counted."""

    CLOSING = "closing"
    ISSUE = "issue"
    NOTICE = "notice"
    NOTICE_RECEIVED = "notice received"
    DUE = "due"


Pause: TypeAlias = tuple[date, date, str]
"""Days on which a count stands still: the first, the last, and why."""


class Step(NamedTuple):
    """One day of a count: its number where days are counted, else what is to be said of it."""

    day: date
    number: int | None
    note: str = ""

    def __str__(self) -> str:
        said = f"day {self.number}" if self.number is not None else self.note
        return f"{self.day:%a} {self.day} {said}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`count` units after an anchor or a date, rolled off a closed day where `roll` is given."""

    count: int
    unit: Unit
    after: Anchor | date
    roll: Roll | None = None

    @classmethod
    def parse(cls, text: str) -> "Deadline":
        """Read "10 business days after notice"; NotecalcError names what does not fit."""
        words = " ".join(text.split())
        match = re.fullmatch(_DEADLINE, words, re.ASCII | re.IGNORECASE)
        if not match:
            shown = text if len(text) <= 80 else text[:80] + "…"
            raise refuse(f"{shown!r} is not a deadline", f"write {_FORM}")
        count = int(match["count"]) if len(match["count"]) < 10 else _MOST + 1
        if count > _MOST:
            raise refuse(f"{match['count'][:20]} is too long a count", f"write at most {_MOST}")
        named = match["unit"].lower()
        unit = one_of(Unit, named if named.endswith("s") else named + "s", "unit")
        after = match["after"].lower()
        anchor = parse_date(after) if after[0].isdigit() else one_of(Anchor, after, "anchor")
        roll = one_of(Roll, match["roll"].lower(), "roll") if match["roll"] else None
        return cls(count, unit, anchor, roll)

    def __str__(self) -> str:
        unit = self.unit.value if self.count != 1 else self.unit.value[:-1]
        after = self.after.value if isinstance(self.after, Anchor) else self.after
        rolled = f", rolled {self.roll.value}" if self.roll else ""
        return f"{self.count} {unit} after {after}{rolled}"

    @property
    def told(self) -> str:
        """The count in words, from a sending: ``3 days after sending``."""
        rule = str(self).partition(" after ")
        roll = rule[2].partition(", ")[2]
        return f"{rule[0]} after sending{f', {roll}' if roll else ''}"

    @property
    def needs_notice(self) -> bool:
        """Whether the count starts with a notice."""
        return self.after in (Anchor.NOTICE, Anchor.NOTICE_RECEIVED)

    def end(self, start: date, calendar: Calendar, paused: tuple[Pause, ...] = ()) -> date:
        """The last day, counted from `start` (the date of the anchor); paused days do not count."""
        end = self._unrolled(start, calendar, paused)
        return calendar.roll(end, self.roll) if self.roll else end

    def stays_on_closed_day(self, end: date, calendar: Calendar) -> bool:
        """Whether the count ended on a closed day and no term moves it (rule 1)."""
        counted = self.unit is not Unit.BUSINESS_DAYS and self.roll is None
        return counted and not calendar.is_business_day(end)

    def steps(
        self, start: date, calendar: Calendar, paused: tuple[Pause, ...] = ()
    ) -> Iterator[Step]:
        """The count day by day from the day after `start`, and then the roll, if any."""
        end = self._unrolled(start, calendar, paused)
        if self.unit in (Unit.BUSINESS_DAYS, Unit.DAYS):
            number = 0
            for ahead in range(1, (end - start).days + 1):
                day = start + timedelta(days=ahead)
                closed = self.unit is Unit.BUSINESS_DAYS and calendar.why_closed(day)
                if pause := _pausing(day, paused):
                    yield Step(day, None, f"{pause}: not counted")
                elif closed:
                    yield Step(day, None, f"{closed}{_CLOSED}")
                else:
                    number += 1
                    yield Step(day, number)
        else:
            longer = (
                f", {days} day{'s' * (days > 1)} longer"
                if (days := self._stood(start, end, paused, calendar))
                else ""
            )
            yield Step(end, None, str(self).partition(" after ")[0] + longer)
        rolled = calendar.roll(end, self.roll) if self.roll else end
        if rolled != end:
            toward = timedelta(days=1 if rolled > end else -1)
            for away in range(abs((rolled - end).days)):
                day = end + away * toward
                yield Step(day, None, f"{calendar.why_closed(day)}{_CLOSED}, rolled")
            yield Step(rolled, None, "the Business Day it rolls to")

    def skipped(
        self, start: date, calendar: Calendar, paused: tuple[Pause, ...] = ()
    ) -> Iterator[tuple[date, str]]:
        """The holidays (not weekends) that moved this deadline, with their names."""
        steps = self.steps(start, calendar, paused)
        for day in dict.fromkeys(step.day for step in steps if _CLOSED in step.note):
            if name := calendar.holiday_name(day):
                yield day, name

    def _unrolled(self, start: date, calendar: Calendar, paused: tuple[Pause, ...] = ()) -> date:
        end = self._after(start, self.count, calendar)
        while paused:
            counted = end
            end = self._longer(start, self._stood(start, end, paused, calendar), calendar)
            if end == counted:
                break
        return end

    def _longer(self, start: date, days: int, calendar: Calendar) -> date:
        if self.unit is Unit.BUSINESS_DAYS:
            return self._after(start, self.count + days, calendar)
        return self._after(start, self.count, calendar) + timedelta(days=days)

    def _stood(self, start: date, end: date, paused: tuple[Pause, ...], calendar: Calendar) -> int:
        """The days after `start` up to `end` that would have counted but for a pause."""
        found = 0
        for first, last, _ in paused:
            since, to = max(first, start + timedelta(days=1)), min(last, end) + timedelta(days=1)
            if since < to:
                business = self.unit is Unit.BUSINESS_DAYS
                found += calendar.count(since, to) if business else (to - since).days
        return found

    def _after(self, start: date, count: int, calendar: Calendar) -> date:
        try:
            end = self.unit.after(start, count, calendar)
            check_date(end)
        except (OverflowError, ValueError) as error:
            if isinstance(error, NotecalcError):
                raise
            raise refuse(f"{count} {self.unit.value} after {start} is past 2199") from None
        return end


def _pausing(day: date, paused: tuple[Pause, ...]) -> str:
    return next((why for first, last, why in paused if first <= day <= last), "")
