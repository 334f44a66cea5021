"""Days and year fractions as spreadsheet arithmetic, for each day count.

A year fraction is numerator over denominator, both integers. The days from the start of the
interest period to the end of a line are written out; a line has those less the ones before it
(rule 7). Business Days are counted by the engine: a spreadsheet has no calendar of ours.
"""

from datetime import date
from fractions import Fraction

from notecalc.daycount import DayCount

_FIXED = {
    DayCount.ACT_360: 360,
    DayCount.ACT_365F: 365,
    DayCount.NL_365: 365,
    DayCount.THIRTY_360: 360,
    DayCount.THIRTY_U_360: 360,
    DayCount.THIRTY_E_360: 360,
    DayCount.THIRTY_E_360_ISDA: 360,
    DayCount.BUS_252: 252,
}

BY_YEAR = 365 * 366
"""The denominator of ACT/ACT ISDA: days over 365 and days over 366 in one fraction."""


def days_formula(count: DayCount, start: str, end: str, maturity: str) -> str | None:
    """The days from cell `start` to cell `end` in the day count; None for Business Days."""
    if count is DayCount.BUS_252:
        return None
    if count is DayCount.NL_365:
        return f"{end}-{start}-({_leap_days(end)}-({_leap_days(start)}))"
    if count not in _THIRTY:
        return f"{end}-{start}"
    months = f"360*(YEAR({end})-YEAR({start}))+30*(MONTH({end})-MONTH({start}))"
    bond = f"IF(AND(DAY({end})=31,DAY({start})>=30),30,DAY({end}))-MIN(DAY({start}),30)"
    first, last = f"MIN(DAY({start}),30)", f"MIN(DAY({end}),30)"
    if count is DayCount.THIRTY_E_360:
        return f"{months}+{last}-{first}"
    if count is DayCount.THIRTY_U_360:
        rule = f"IF({_ends_february(end)},30,{last})-30"
        return f"{months}+IF({_ends_february(start)},{rule},{bond})"
    if count is DayCount.THIRTY_E_360_ISDA:
        d1 = f"IF({_ends_february(start)},30,{first})"
        d2 = f"IF(AND({_ends_february(end)},{end}<>{maturity}),30,{last})"
        return f"{months}+{d2}-{d1}"
    return f"{months}+{bond}"


_THIRTY = (
    DayCount.THIRTY_360,
    DayCount.THIRTY_U_360,
    DayCount.THIRTY_E_360,
    DayCount.THIRTY_E_360_ISDA,
)


def leap_year_days_formula(start: str, end: str) -> str:
    """How many of the days from `start` to `end` lie in leap years."""
    return f"{_in_leap_years(end)}-({_in_leap_years(start)})"


def leap_year_days(start: date, end: date) -> int:
    """The same, counted."""
    fraction = DayCount.ACT_ACT_ISDA.fraction(start, end)
    return int(BY_YEAR * (Fraction((end - start).days, 365) - fraction))


def denominator_formula(count: DayCount, frequency: int, first: str, last: str) -> str | None:
    """The denominator measured by a period from `first` to `last`; None where it is a number."""
    if count is DayCount.ACT_ACT_ICMA:
        return f"{frequency}*({last}-{first})"
    if count is DayCount.ACT_365L and frequency == 1:
        return f"365+IF({_leap_days(last)}>{_leap_days(first)},1,0)"
    return f"365+{_is_leap(last)}" if count is DayCount.ACT_365L else None


def denominator(count: DayCount, frequency: int, measure: tuple[date, date]) -> int:
    """The denominator of a line's year fraction."""
    if count is DayCount.ACT_ACT_ISDA:
        return BY_YEAR
    if count is DayCount.ACT_ACT_ICMA:
        return frequency * (measure[1] - measure[0]).days
    if count is DayCount.ACT_365L:
        days = (measure[1] - measure[0]).days
        return int(days / count.fraction(*measure, reference=measure, frequency=frequency))
    return _FIXED[count]


def per_diem_formula(count: DayCount, frequency: int, on: str, first: str, last: str) -> str | None:
    """The denominator of one day at `on`, whose numerator is 1; None where it is a number."""
    if count is DayCount.ACT_ACT_ISDA:
        return f"365+{_is_leap(on)}"
    if count is DayCount.ACT_365L:
        return f"365+{_is_leap(last)}"
    return denominator_formula(count, frequency, first, last)


def _is_leap(day: str) -> str:
    return f"IF(DAY(DATE(YEAR({day}),2,29))=29,1,0)"


def _in_leap_years(day: str) -> str:
    """Days in leap years from the year 1 up to `day`."""
    before = f"(YEAR({day})-1)"
    whole = f"366*(INT({before}/4)-INT({before}/100)+INT({before}/400))"
    return f"{whole}+{_is_leap(day)}*({day}-DATE(YEAR({day}),1,1))"


def _leap_days(day: str) -> str:
    """How many times 29 February has come, on or before `day`."""
    year = f"(YEAR({day})-IF({day}<DATE(YEAR({day}),2,29),1,0))"
    return f"INT({year}/4)-INT({year}/100)+INT({year}/400)"


def _ends_february(day: str) -> str:
    return f"AND(MONTH({day})=2,DAY({day}+1)=1)"
