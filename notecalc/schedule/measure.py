"""Days and year fractions within an interest period, as the terms' day count has them."""

from datetime import date
from fractions import Fraction
from functools import lru_cache

from notecalc.calendars import Calendar
from notecalc.daycount import DayCount
from notecalc.periods import Period
from notecalc.terms import Terms


def reference(terms: Terms, period: Period) -> tuple[date, date]:
    """The period by which the day count measures: the full one for ACT/ACT ICMA, else its own."""
    if terms.interest.day_count is DayCount.ACT_ACT_ICMA:
        return period.reference
    return period.start, period.end


def elapsed(terms: Terms, period: Period, end: date, calendar: Calendar) -> tuple[int, Fraction]:
    """Days and year fraction from the start of the period to `end`."""
    count = terms.interest.day_count
    if count.needs_reference:
        return count.elapsed(
            period.start,
            end,
            reference=reference(terms, period),
            frequency=len(terms.interest.dates),
        )
    if count.needs_calendar:
        return count.elapsed(period.start, end, calendar=calendar)
    return _between(count, period.start, end, terms.maturity_date)


@lru_cache(maxsize=4096)
def _between(
    count: DayCount, start: date, end: date, maturity: date | None
) -> tuple[int, Fraction]:
    # The same periods come again under every reading and for every notice date.
    return count.elapsed(start, end, maturity=maturity)


def day_fraction(terms: Terms, calendar: Calendar, on: date) -> Fraction:
    """The year fraction of the day `on`, in the interest period that it lies in."""
    count = terms.interest.day_count
    if not count.needs_reference:
        return count.per_diem(on, calendar=calendar)
    dates = terms.interest_dates(calendar).periods()
    period = next(each for each in dates if each.end > on)
    frequency = len(terms.interest.dates)
    return count.per_diem(on, reference=reference(terms, period), frequency=frequency)
