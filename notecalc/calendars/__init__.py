"""Which days are Business Days: Monday to Friday, and not a holiday of any named calendar.

The holidays are data, one file a calendar beside this one, a row for each closed weekday with its
source. They are generated and corrected by ``tools/make_calendars.py``; nothing here guesses, and
a question about a day outside the years that a calendar covers is an error.
"""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from notecalc.errors import NotecalcError, Problem, unknown

__all__ = [
    "CALENDARS",
    "Calendar",
    "CalendarSource",
    "Roll",
    "business_calendar",
    "day_sources",
]


class Roll(Enum):
    """Where a date that falls on a closed day goes (ISDA 2006 section 4.12)."""

    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified following"
    PRECEDING = "preceding"


class CalendarSource(NamedTuple):
    """A calendar that comes with notecalc: what it lists, who says so, the years it covers."""

    name: str
    what: str
    source: str
    first_year: int = 1990
    last_year: int = 2050


CALENDARS: tuple[CalendarSource, ...] = (
    CalendarSource(
        "us-banks",
        "Federal Reserve Banks; a Saturday holiday does not close the Friday before",
        "Federal Reserve Banks holiday schedule; 12 CFR 229.2(g)",
    ),
    CalendarSource(
        "us-federal",
        "United States government; a Saturday holiday closes the Friday before it",
        "5 U.S.C. 6103; Executive Order 11582",
    ),
    CalendarSource(
        "nyse",
        "New York Stock Exchange, with its closings for the day",
        "NYSE Rule 7.2 (formerly Rule 51)",
    ),
    CalendarSource(
        "target", "TARGET, the euro's settlement system", "European Central Bank decisions", 1999
    ),
    CalendarSource(
        "london",
        "bank holidays of England and Wales; the London Stock Exchange keeps them too",
        "Banking and Financial Dealings Act 1971 and royal proclamations",
    ),
    CalendarSource("weekends", "Saturdays and Sundays alone", "Monday to Friday", 1900, 2199),
)

_BY_NAME = {source.name: source for source in CALENDARS}
TERMS = "closed by the terms"
"""What closes a day that the terms add to a calendar."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The Business Days from `first` to `last`: Monday to Friday less the `closed` weekdays.

    `closed` maps each closed weekday to its holiday's name; days at weekends or outside the
    coverage are left out of it. `stated` maps it to who says so, for a list that is not one of
    `CALENDARS`. Two calendars are equal when all they say is. Every method raises `NotecalcError`
    for a day outside the coverage, and TypeError for a datetime.
    """

    name: str
    closed: Mapping[date, str] = field(hash=False, repr=False)
    first: date
    last: date
    sources: tuple[str, ...] = ()
    stated: Mapping[date, str] = field(default_factory=dict, hash=False, compare=False, repr=False)
    # The closed days as weekday numbers, rising; then each less the closed days before it.
    _numbers: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifted: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _fingerprint: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, last, given = self.first, self.last, self.closed
        closed = {d: given[d] for d in sorted(given) if first <= d <= last and d.weekday() < 5}
        numbers = tuple(_weekdays_before(day.toordinal()) for day in closed)
        put = object.__setattr__
        put(self, "closed", MappingProxyType(closed))
        put(self, "_numbers", numbers)
        put(self, "_shifted", tuple(number - i for i, number in enumerate(numbers)))
        put(self, "_fingerprint", "")

    def __reduce__(self) -> tuple[object, ...]:
        # A mapping proxy cannot be pickled, and calendars travel to worker processes.
        given = self.name, dict(self.closed), self.first, self.last, self.sources, self.stated
        return Calendar, given

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is Monday to Friday and no holiday."""
        if isinstance(day, datetime) or not self.first <= day <= self.last:
            raise self._refused(day)
        return day.weekday() < 5 and day not in self.closed

    def holiday_name(self, day: date) -> str | None:
        """The holiday that closes a weekday; None on a Business Day and at a weekend."""
        return None if self.is_business_day(day) else self.closed.get(day)

    def why_closed(self, day: date) -> str | None:
        """The holiday's name, "Saturday" or "Sunday"; None on a Business Day."""
        if self.is_business_day(day):
            return None
        return self.closed.get(day) or ("Saturday" if day.weekday() == 5 else "Sunday")

    def add(self, day: date, n: int) -> date:
        """The `n`-th Business Day strictly after `day`, or before it where `n` is negative.

        `day` itself never counts and may be closed; for 0 it is the answer, closed or not.
        """
        if isinstance(day, datetime) or not self.first <= day <= self.last:
            raise self._refused(day)
        if not n:
            return day
        ordinal = day.toordinal()
        found = self._nth(self._before(ordinal + 1) + n - 1 if n > 0 else self._before(ordinal) + n)
        if found is None:
            raise self._outside(f"{abs(n)} Business Days {'after' if n > 0 else 'before'} {day}")
        return found

    def roll(self, day: date, roll: Roll) -> date:
        """`day` if it is a Business Day, else the one that `roll` names."""
        if self.is_business_day(day):
            return day
        before = self._before(day.toordinal())
        later, earlier = self._nth(before), self._nth(before - 1)
        if roll is Roll.MODIFIED_FOLLOWING and (later is None or later.month != day.month):
            later = earlier
        found = earlier if roll is Roll.PRECEDING else later
        if found is None:
            raise self._outside(f"the day to which {day} rolls ({roll.value})")
        return found

    def count(self, start: date, end: date) -> int:
        """The Business Days from `start` up to but not including `end`; negative run backwards.

        As `end` is left out, the day after the last one covered may stand there.
        """
        beyond = self.last.toordinal() + 1
        for day in (start, end):
            if isinstance(day, datetime) or day < self.first or day.toordinal() > beyond:
                raise self._refused(day)
        return self._before(end.toordinal()) - self._before(start.toordinal())

    @property
    def fingerprint(self) -> str:
        """ "sha256:" and 16 hexadecimal digits of name, coverage and every closed weekday."""
        if not self._fingerprint:
            from hashlib import sha256  # wanted by a few results only

            rows = "".join(f"{day},{name}\n" for day, name in self.closed.items())
            text = f"{self.name},{self.first},{self.last}\n{rows}"
            digest = sha256(text.encode()).hexdigest()[:16]
            object.__setattr__(self, "_fingerprint", f"sha256:{digest}")
        return self._fingerprint

    def _before(self, ordinal: int) -> int:
        """The Business Days before a day, as if none had been closed before `first`."""
        weekdays = _weekdays_before(ordinal)
        return weekdays - bisect_left(self._numbers, weekdays)

    def _nth(self, index: int) -> date | None:
        """The Business Day with `index` others before it; None where that is not covered."""
        weeks, weekday = divmod(index + bisect_right(self._shifted, index), 5)
        ordinal = 7 * weeks + weekday + 1
        if self.first.toordinal() <= ordinal <= self.last.toordinal():
            return date.fromordinal(ordinal)
        return None

    def _refused(self, day: date) -> Exception:
        if isinstance(day, datetime):
            return TypeError("a date is wanted, not a datetime")
        return self._outside(str(day))

    def _outside(self, asked: str) -> NotecalcError:
        years = f"{self.first.year} to {self.last.year}"
        remedy = f"write a date from {self.first} to {self.last}, or name another calendar"
        return NotecalcError(Problem(f"{self.name} covers {years}, not {asked}", remedy))


def business_calendar(name: str | Iterable[str], closed: Iterable[date] = ()) -> Calendar:
    """The calendar of that name, less the days in `closed`.

    `name` is one of `CALENDARS`, or ``country:XX`` or ``country:XX-SUB`` for the public holidays
    that the holidays package lists for a country or a part of it. Several names, in a list or
    joined with "+", give a calendar that is open only where all are, and covers the years that
    all cover. Raises `NotecalcError` for unknown names, countries whose weekend is not Saturday
    and Sunday, and days of `closed` outside the coverage.
    """
    return _named((name,) if isinstance(name, str) else tuple(name), tuple(closed))


@lru_cache(maxsize=256)
def _named(parts: tuple[str, ...], closed: tuple[date, ...]) -> Calendar:
    names = [part.strip() for joined in parts for part in joined.split("+")] or [""]
    return _joined(tuple(dict.fromkeys(names)), tuple(sorted(set(closed))))


@lru_cache(maxsize=256)
def _joined(names: tuple[str, ...], closed: tuple[date, ...]) -> Calendar:
    strange = [name for name in names if name not in _BY_NAME and not name.startswith("country:")]
    if strange:
        options = (*_BY_NAME, "country:XX")
        raise NotecalcError(*(unknown("calendar", name, options) for name in strange))
    calendars = [_load(name) for name in names]
    if len(calendars) == 1 and not closed:
        return calendars[0]
    first, last = max(c.first for c in calendars), min(c.last for c in calendars)
    if first > last:
        raise NotecalcError(Problem(f"no year is covered by all of {' and '.join(names)}"))
    days = dict.fromkeys(closed, TERMS)
    for calendar in reversed(calendars):
        days.update(calendar.closed)
    sources = tuple(source for calendar in calendars for source in calendar.sources)
    joined = Calendar("+".join(names), days, first, last, sources)
    for day in closed:
        joined.is_business_day(day)  # raises where the terms name a day that is not covered
    return joined


@lru_cache(maxsize=256)
def _load(name: str) -> Calendar:
    if name in _BY_NAME:
        closed, told = _rows(name, 1), _BY_NAME[name]
        first_year, last_year, source = told.first_year, told.last_year, told.source
    else:
        from notecalc.calendars._countries import public_holidays  # brings the holidays package

        closed, first_year, last_year, source = public_holidays(name)
    return Calendar(name, closed, date(first_year, 1, 1), date(last_year, 12, 31), (source,))


def day_sources(calendar: Calendar) -> dict[date, str]:
    """For each closed weekday of the calendar: who says that it is closed."""
    if calendar.stated:
        return {day: calendar.stated[day] for day in calendar.closed}
    said = dict.fromkeys(calendar.closed, TERMS)
    for name in reversed(calendar.name.split("+")):
        days = _load(name).closed
        own = _rows(name, 2) if name in _BY_NAME else dict.fromkeys(days, _load(name).sources[0])
        said.update({day: own[day] for day in days if day in said})
    return said


def _rows(name: str, column: int) -> dict[date, str]:
    if name == "weekends":
        return {}
    path = os.path.join(os.path.dirname(__file__), f"{name}.csv")
    with open(path, encoding="utf-8") as table:
        next(table)
        rows = (row.split(",", 2) for row in table)  # names hold no comma: see make_calendars
        return {date.fromisoformat(row[0]): row[column].strip() for row in rows}


def _weekdays_before(ordinal: int) -> int:
    """The Mondays to Fridays before a day, from 1 January of year 1, which was a Monday."""
    weeks, days = divmod(ordinal - 1, 7)
    return 5 * weeks + min(days, 5)
