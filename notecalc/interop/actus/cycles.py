"""Cycles of dates and business day conventions, as ACTUS has them.

A cycle such as P1ML0 steps one month at a time from its anchor, each date from the anchor anew;
L0 joins a broken last period to the one before it (long last stub), L1 leaves it short.
"""

import calendar as months_of
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from notecalc.calendars import Calendar, Roll
from notecalc.errors import refuse

MOST_DATES = 10_000
"""The dates that one cycle may have."""

_CYCLE = re.compile(r"P(?P<number>[1-9]\d{0,2})(?P<unit>[DWMQHY])L(?P<short>[01])", re.ASCII)
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12}
_ROLLS = {
    "F": (Roll.FOLLOWING, None),
    "MF": (Roll.MODIFIED_FOLLOWING, None),
    "P": (Roll.PRECEDING, None),
    "MP": (Roll.PRECEDING, Roll.FOLLOWING),
}


class Cycle(NamedTuple):
    """A step in days or in months; `short` leaves a broken last period short."""

    days: int
    months: int
    short: bool

    @classmethod
    def parse(cls, text: str) -> "Cycle":
        """Read P1ML0: a number to 999, D, W, M, Q, H or Y, and the stub."""
        match = _CYCLE.fullmatch(text)
        if match is None:
            raise refuse(f"{text[:40]!r} is not a cycle", "write one such as P1ML0 or P27DL1")
        number, unit = int(match["number"]), match["unit"]
        days, months = number * _DAYS.get(unit, 0), number * _MONTHS.get(unit, 0)
        return cls(days, months, match["short"] == "1")

    def after(self, day: date) -> date:
        """The day one step after a day."""
        return day + relativedelta(days=self.days, months=self.months)

    def dates(self, anchor: date, before: date, month_end: bool) -> list[date]:
        """The dates from the anchor on, before the end of the contract, which is not one of them.

        With `month_end` a cycle of months from the last day of a month stays on last days. Raises
        NotecalcError where there are more than `MOST_DATES`.
        """
        month_end = month_end and bool(self.months) and (anchor + timedelta(days=1)).day == 1
        found = []
        for day in self._steps(anchor, month_end):
            if day >= before:
                break
            found.append(day)
            if len(found) > MOST_DATES:
                what = f"there are more than {MOST_DATES:,} dates before {before}"
                raise refuse(what, "write a longer cycle")
        if not self.short and day != before and len(found) > 1:
            found.pop()
        return found

    def _steps(self, anchor: date, month_end: bool) -> Iterator[date]:
        for n in count():
            day = anchor + relativedelta(days=n * self.days, months=n * self.months)
            if month_end:
                day = day.replace(day=months_of.monthrange(day.year, day.month)[1])
            yield day


class Shift(NamedTuple):
    """A business day convention: where an event goes, and whether interest goes with it.

    SC shifts and then calculates, to the day shifted to; CS calculates to the day as it was.
    """

    first: bool = False
    roll: Roll | None = None
    otherwise: Roll | None = None

    @classmethod
    def parse(cls, text: str) -> "Shift":
        """Read SCF, SCMF, SCP, SCMP, the same with CS, or NOS: no shift."""
        if text in ("NOS", "NULL"):
            return cls()
        way, rule = text[:2], text[2:]
        if way not in ("SC", "CS") or rule not in _ROLLS:
            known = ", ".join(f"{way}{rule}" for way in ("SC", "CS") for rule in _ROLLS)
            raise refuse(f"{text[:40]!r} is no business day convention", f"write NOS, {known}")
        return cls(way == "SC", *_ROLLS[rule])

    def on(self, day: date, calendar: Calendar | None) -> date:
        """The day on which what falls on `day` happens; itself where none is closed."""
        if self.roll is None or calendar is None:
            return day
        moved = calendar.roll(day, self.roll)
        if self.otherwise is not None and moved.month != day.month:
            return calendar.roll(day, self.otherwise)
        return moved
