"""Interest dates and the interest periods between them.

Periods run between interest dates, unadjusted, the first from the issue date (a stub is as long
as it is), and go on past maturity. Without interest dates there is one period, from the issue
date on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notecalc.dates import LAST_DATE
from notecalc.errors import refuse

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as 1 April. 29 February is the last day of February."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> "MonthDay":
        """Read MM-DD."""
        month, dash, day = text.partition("-")
        if not (dash and len(text) == 5 and text.isascii() and (month + day).isdigit()):
            raise refuse(f"{text[:40]!r} is not a day of the year", "write MM-DD, such as 04-01")
        found = cls(int(month), int(day))
        if not (1 <= found.month <= 12 and 1 <= found.day <= _LONGEST[found.month - 1]):
            raise refuse(f"no year has a day {text}", "write MM-DD, such as 04-01")
        return found

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    def on(self, year: int) -> date:
        """This day in `year`; 29 February is 28 February where the year has none."""
        leap_day = self.month == 2 and self.day == 29
        if leap_day and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
            return date(year, 2, 28)
        return date(year, self.month, self.day)


class Period(NamedTuple):
    """An interest period [start, end) and the full period between interest dates it lies in."""

    start: date
    end: date
    reference: tuple[date, date]


def periods(issue: date, interest_dates: Sequence[MonthDay]) -> Iterator[Period]:
    """The interest periods from the issue date on; `interest_dates` in the year's order."""
    if not interest_dates:
        yield Period(issue, LAST_DATE, (issue, LAST_DATE))
        return
    start = before = issue
    for year in range(issue.year - 1, LAST_DATE.year + 2):
        for day in interest_dates:
            end = day.on(year)
            if end > issue:
                yield Period(start, end, (before, end))
                start = end
            before = end


def last_interest_date(issue: date, interest_dates: Sequence[MonthDay], by: date) -> date | None:
    """The last interest date after the issue date and not after `by`, if there is one."""
    for year in (by.year, by.year - 1):
        for day in reversed(interest_dates):
            found = day.on(year)
            if issue < found <= by:
                return found
    return None
