"""Tables by day: what a calendar, a deadline, interest dates and a day count say of each date.

A day is its number from 1 January 1900, 0, to 31 December 2199. A table has an entry for every
day, found once and looked up for every note. NONE stands where the rules give no date: a note
that comes to it goes to the single-note engine, which says why.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from notecalc.calendars import Calendar, Roll
from notecalc.dates import FIRST_DATE, LAST_DATE
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline, Unit
from notecalc.periods import MonthDay

Days = npt.NDArray[np.int32]
"""Day numbers, or counts of days."""

NONE = -1
DAYS = (LAST_DATE - FIRST_DATE).days + 1
"""How many days a table has."""

EPOCH = (date(1970, 1, 1) - FIRST_DATE).days
"""The number of 1 January 1970, from which Arrow counts."""

EVERY: Days = np.arange(DAYS, dtype=np.int32)
"""Every day."""

_DATES = np.datetime64(FIRST_DATE, "D") + EVERY
_MONTHS = _DATES.astype("M8[M]")
_YEARS = _DATES.astype("M8[Y]").astype(np.int32) + 1970
_MONTH = (_MONTHS.astype(np.int32) % 12 + 1).astype(np.int32)
_DAY = (_DATES - _MONTHS.astype("M8[D]")).astype(np.int32) + 1
_LEAP = (_YEARS % 4 == 0) & ((_YEARS % 100 != 0) | (_YEARS % 400 == 0))
_FEBRUARY_ENDS = (_MONTH == 2) & (_DAY == 28 + _LEAP)
_LEAP_DAYS = np.cumsum((_MONTH == 2) & (_DAY == 29), dtype=np.int32)


def number(day: date) -> int:
    """The number of a day."""
    return (day - FIRST_DATE).days


class Open(NamedTuple):
    """The Business Days of a calendar: those before each day, each by its place, and the rolls."""

    before: Days
    nth: Days
    following: Days
    preceding: Days


@lru_cache(maxsize=64)
def business_days(calendar: Calendar) -> Open:
    """The Business Days of a calendar; NONE outside its coverage."""
    first, last = number(max(calendar.first, FIRST_DATE)), number(min(calendar.last, LAST_DATE))
    covered = (first <= EVERY) & (last >= EVERY)
    is_open = covered & (EVERY % 7 < 5)  # 1 January 1900 was a Monday
    is_open[[number(day) for day in calendar.closed]] = False
    nth = np.flatnonzero(is_open).astype(np.int32)
    before = np.concatenate([[0], np.cumsum(is_open)]).astype(np.int32)
    padded = np.concatenate([[NONE], nth, [NONE]]).astype(np.int32)
    following = np.where(covered, padded[before[:-1] + 1], NONE)
    preceding = np.where(covered, padded[before[1:]], NONE)
    return Open(before, nth, following, preceding)


@lru_cache(maxsize=256)
def deadline_ends(deadline: Deadline, calendar: Calendar) -> Days:
    """The end of a deadline (rule 1) for each day on which its anchor may fall."""
    count, unit = deadline.count, deadline.unit
    if unit is Unit.BUSINESS_DAYS:
        ends = _business_days_after(count, calendar)
    elif unit in (Unit.DAYS, Unit.WEEKS):
        ends = EVERY + count * (7 if unit is Unit.WEEKS else 1)
    else:
        months = _MONTHS + count * (12 if unit is Unit.YEARS else 1)
        starts = months.astype("M8[D]")
        lengths = ((months + 1).astype("M8[D]") - starts).astype(np.int32)
        ends = (starts - _DATES[0]).astype(np.int32) + np.minimum(_DAY, lengths) - 1
    ends = np.where((ends >= 0) & (ends < DAYS), ends, NONE).astype(np.int32)
    return ends if deadline.roll is None else _rolled(ends, deadline.roll, calendar)


def _business_days_after(count: int, calendar: Calendar) -> Days:
    _, nth, following, _ = business_days(calendar)
    covered = (following != NONE) | (business_days(calendar).preceding != NONE)
    if count == 0:
        return np.where(covered, EVERY, NONE)
    places = business_days(calendar).before[1:] + count - 1
    found = nth[np.minimum(places, len(nth) - 1)]
    return np.where(covered & (places < len(nth)), found, NONE)


def _rolled(ends: Days, roll: Roll, calendar: Calendar) -> Days:
    _, _, following, preceding = business_days(calendar)
    later, earlier = following[ends], preceding[ends]
    if roll is Roll.PRECEDING:
        found = earlier
    elif roll is Roll.FOLLOWING:
        found = later
    else:
        found = np.where((later == NONE) | (_MONTH[later] != _MONTH[ends]), earlier, later)
    return np.where(ends == NONE, NONE, found)


class Dates(NamedTuple):
    """Interest dates: each by its place, the places after each day, and the last one by each day.

    The interest period that a day lies in has the place of the interest date that ends it.
    """

    ends: Days
    place: Days
    last: Days


@lru_cache(maxsize=256)
def interest_dates(days: tuple[MonthDay, ...]) -> Dates:
    """The interest dates of every year; without any, one period from first to last day."""
    years = range(FIRST_DATE.year, LAST_DATE.year + 1)
    found = [number(each.on(year)) for year in years for each in days]
    # A period before the first interest date and one after the last lie beyond the tables: what
    # is measured by them is not, but for a note that is sent to the single-note engine.
    ends = np.array([0, *(each for each in found if each > 0), DAYS - 1], dtype=np.int32)
    place = np.searchsorted(ends[:-1], EVERY, side="right").astype(np.int32)
    return Dates(ends, place, ends[place - 1])


class Count(NamedTuple):
    """A day count: days and bases, so that an elapsed fraction is a difference over a basis.

    What elapsed from `start` to `end` of one period is `end[kind[start], end] - start[start]`
    over the basis of the period by its place. The fraction of one day, for a per diem, is
    `day` over `day_basis`, both by day. `whole` are the days of each period by its place.
    `uniform` is the basis where every period has the same, and `uniform_day` that of one day,
    else 0; `actual` says that days are the calendar's.
    """

    start: Days
    kind: npt.NDArray[np.uint8]
    end: npt.NDArray[np.int32]
    basis: Days
    day: Days
    day_basis: Days
    whole: Days
    uniform: int
    uniform_day: int
    actual: bool


@lru_cache(maxsize=256)
def day_count(
    count: DayCount, days: tuple[MonthDay, ...], calendar: Calendar, maturity: date | None
) -> Count | None:
    """The tables of a day count over interest periods; None for one that they cannot hold.

    That is ACT/365L on annual periods, where a stub has a basis of its own.
    """
    dates, one = interest_dates(days), np.ones(DAYS, dtype=np.int32)
    ends, kind = dates.ends, np.zeros(DAYS, dtype=np.uint8)
    fixed = _FIXED.get(count, 360)
    basis, day, day_basis = np.full(len(ends), fixed, np.int32), one, one * fixed
    start, end = EVERY, EVERY[None]
    if count is DayCount.NL_365:
        start = EVERY - _LEAP_DAYS
        end = start[None]
    elif count is DayCount.BUS_252:
        start = business_days(calendar).before[:-1]
        end, day = start[None], np.diff(business_days(calendar).before)
    elif count is DayCount.ACT_ACT_ISDA:
        weights = np.where(_LEAP, 365, 366)
        start = np.concatenate([[0], np.cumsum(weights)[:-1]]).astype(np.int32)
        end, day_basis = start[None], (365 + _LEAP).astype(np.int32)
    elif count is DayCount.ACT_ACT_ICMA:
        basis = np.concatenate([[1], len(days) * np.diff(ends)]).astype(np.int32)
        day_basis = basis[dates.place]
    elif count is DayCount.ACT_365L:
        if len(days) == 1:
            return None
        basis = (365 + _LEAP[ends]).astype(np.int32)
        day_basis = basis[dates.place]
    elif count not in _FIXED:
        start, kind, end = _thirty(count, maturity)
    elapsed = end[kind[ends[:-1]], ends[1:]] - start[ends[:-1]]
    whole = np.concatenate([[0], elapsed]).astype(np.int32)
    uniform = 0 if count.needs_reference else int(basis[0])
    by_day = count.needs_reference or count in (DayCount.ACT_ACT_ISDA, DayCount.BUS_252)
    actual = count in _ACTUAL
    return Count(
        start, kind, end, basis, day, day_basis, whole, uniform, 0 if by_day else uniform, actual
    )


_FIXED = {
    DayCount.ACT_360: 360,
    DayCount.ACT_365F: 365,
    DayCount.NL_365: 365,
    DayCount.BUS_252: 252,
    DayCount.ACT_ACT_ISDA: 365 * 366,
    DayCount.ACT_ACT_ICMA: 1,
    DayCount.ACT_365L: 1,
}
_ACTUAL = (DayCount.ACT_360, DayCount.ACT_365F, DayCount.ACT_ACT_ICMA, DayCount.ACT_365L)


def _thirty(
    count: DayCount, maturity: date | None
) -> tuple[Days, npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """The 30/360 family: months of thirty days, whose ends each member cuts in its own way."""
    months, thirtieth = 360 * _YEARS + 30 * _MONTH, np.minimum(_DAY, 30)
    first, cut = thirtieth, months + thirtieth
    kind = np.zeros(DAYS, dtype=np.uint8)
    if count is DayCount.THIRTY_E_360:
        return months + first, kind, cut[None]
    if count is DayCount.THIRTY_E_360_ISDA:
        first = np.where(_FEBRUARY_ENDS, 30, thirtieth)
        last = first.copy()
        if maturity is not None:
            last[number(maturity)] = thirtieth[number(maturity)]
        return months + first, kind, (months + last)[None]
    kind = (first == 30).astype(np.uint8)
    ends = [months + _DAY, cut]
    if count is DayCount.THIRTY_U_360:
        first = np.where(_FEBRUARY_ENDS, 30, thirtieth)
        kind = np.where(_FEBRUARY_ENDS, 2, kind).astype(np.uint8)
        ends.append(months + first)
    return months + first, kind, np.stack(ends).astype(np.int32)
