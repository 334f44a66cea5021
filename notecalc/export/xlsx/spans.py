"""Stretches of an interest period: their days, and their year fraction as two integers."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting
from notecalc.periods import Period
from notecalc.redemption import Result
from notecalc.schedule import reference
from notecalc.terms import Terms


class Span(NamedTuple):
    """[start, end) within an interest period: its days and its fraction n ÷ d.

    `to_end` are the days from the start of the period; `measure` the period by which the day
    count measures; `leap_days` those in leap years; `plain` whether n ÷ d is what the formulas
    of the day count give.
    """

    period: Period
    measure: tuple[date, date]
    start: date
    end: date
    days: int
    to_end: int
    leap_days: int
    n: int
    d: int
    plain: bool


def span(
    terms: Terms, period: Period, start: date, end: date, days: int, to_end: int, exactly: Fraction
) -> Span:
    """The stretch of a period whose days and exact fraction are given."""
    count, measure = terms.interest.day_count, reference(terms, period)
    d, n, leap = counting.denominator(count, len(terms.interest.dates), measure), days, 0
    if count is DayCount.ACT_ACT_ISDA:
        leap = counting.leap_year_days(start, end)
        n = 366 * (days - leap) + 365 * leap
    plain = n * exactly.denominator == d * exactly.numerator
    if not plain:
        n, d = exactly.numerator, exactly.denominator
    return Span(period, measure, start, end, days, to_end, leap, n, d, plain)


def periods(result: Result) -> Iterator[Period]:
    """The interest periods of a result, without end."""
    return result.terms.interest_dates(result.calendar).periods()


def measure_on(result: Result, day: date) -> tuple[date, date]:
    """The period by which the day count measures `day`."""
    return reference(result.terms, next(each for each in periods(result) if each.end > day))
