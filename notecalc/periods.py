"""Interest dates and the interest periods between them.

Periods run between interest dates, unadjusted, the first from the issue date (a stub is as long
as it is), and go on past maturity. Without interest dates there is one period, from the issue
date on.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from notecalc.dates import LAST_DATE, is_leap
from notecalc.errors import refuse

_KEPT = 40  # the periods that most notes have, found once
_FAR = timedelta(days=15)  # no roll goes so far
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class MonthDay(NamedTuple):
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
        if self.month == 2 and self.day == 29 and not is_leap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)


class Period(NamedTuple):
    """An interest period [start, end) and the full period between interest dates it lies in.

    `due` is the day on which its interest is to be paid, `scheduled` the interest date as the
    terms have it; both are the end where nothing is rolled.
    """

    start: date
    end: date
    reference: tuple[date, date]
    due: date
    scheduled: date


class InterestDates(NamedTuple):
    """The interest dates of a note issued on `issue`; `days` in the year's order.

    `roll` moves a due date off a closed day; interest accrues to the interest date as it is, or
    with `adjusted` to the day moved to.
    """

    issue: date
    days: tuple[MonthDay, ...]
    roll: Callable[[date], date] | None = None
    adjusted: bool = False

    def periods(self) -> Iterator[Period]:
        """The interest periods from the issue date on."""
        return periods(self.issue, self.days) if self.roll is None else self._rolled()

    def _rolled(self) -> Iterator[Period]:
        start = self.issue
        for each in periods(self.issue, self.days):
            end, due = self._moved(each.scheduled)
            if end > start:
                yield Period(start, end, each.reference, due, each.scheduled)
                start = end

    def last(self, by: date) -> date | None:
        """The last end of a period after the issue date that is not after `by`, if any."""
        if self.roll is None:
            return last_interest_date(self.issue, self.days, by)
        return max((end for end, _ in self._near(by) if self.issue < end <= by), default=None)

    def last_paid(self, by: date) -> date | None:
        """The last end of a period whose interest was to be paid by `by`, if any."""
        if self.roll is None:
            return last_interest_date(self.issue, self.days, by)
        ends = (end for end, due in self._near(by) if end > self.issue and due <= by)
        return max(ends, default=None)

    def pays_on(self, day: date) -> bool:
        """Whether interest is to be paid on `day`, or would be but for a roll."""
        if day in {each.on(day.year) for each in self.days}:
            return True
        return self.roll is not None and any(due == day for _, due in self._near(day))

    def accrued_to(self, day: date) -> date:
        """The end of the period whose interest is to be paid on `day`, or `day` where none is."""
        if self.roll is None:
            return day
        return next((end for end, due in self._near(day) if day in (end, due)), day)

    def _near(self, by: date) -> Iterator[tuple[date, date]]:
        """Ends and due dates of the periods about `by`."""
        for year in range(by.year - 2, min(by.year + 1, LAST_DATE.year) + 1):
            for day in self.days:
                if self.issue < (on := day.on(year)) < by + _FAR:
                    yield self._moved(on)

    def _moved(self, day: date) -> tuple[date, date]:
        due = self.roll(day) if self.roll is not None and day < LAST_DATE else day
        return (due if self.adjusted else day), due


def periods(issue: date, interest_dates: Sequence[MonthDay]) -> Iterator[Period]:
    """The interest periods from the issue date on, nothing rolled."""
    days = tuple(interest_dates)
    return chain(_first(issue, days), islice(_all(issue, days), _KEPT, None))


@lru_cache(maxsize=1024)
def _first(issue: date, interest_dates: tuple[MonthDay, ...]) -> tuple[Period, ...]:
    return tuple(islice(_all(issue, interest_dates), _KEPT))


def _all(issue: date, interest_dates: tuple[MonthDay, ...]) -> Iterator[Period]:
    if not interest_dates:
        yield Period(issue, LAST_DATE, (issue, LAST_DATE), LAST_DATE, LAST_DATE)
        return
    start = before = issue
    for year in range(issue.year - 1, LAST_DATE.year + 2):
        for day in interest_dates:
            end = day.on(year)
            if end > issue:
                yield Period(start, end, (before, end), end, end)
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
