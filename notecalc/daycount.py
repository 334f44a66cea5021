"""Day counts: what part of a year lies between two dates, exactly.

A day count turns [start, end) into a year fraction: the first day counts, the last does not. Each
member of `DayCount` owns its rule, and its ``__doc__`` is the specification of the rule: formula,
other names, source. "ISDA 2006" is the 2006 ISDA Definitions; "ICMA Rule 251" is in the ICMA Rules
and Recommendations. Fractions are exact, days are whole days; nothing here rounds.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Final, NoReturn, Protocol, Self, TypeAlias, cast

from notecalc.dates import is_leap
from notecalc.errors import NotecalcError, Problem, refuse, unknown

_ONE_DAY: Final = timedelta(days=1)
_MONTH_END: Final = 31


class BusinessDays(Protocol):
    """What BUS/252 asks of a calendar."""

    def count(self, start: date, end: date, /) -> int:
        """The number of Business Days in [start, end), where start is not after end."""


Reference: TypeAlias = tuple[date, date]
"""Start and end of a notional interest period, the end not included."""

# What a caller gave beside the dates: reference, frequency, maturity, calendar, eom. A bare tuple,
# because a named one costs as much as the whole of ACT/360.
_Given: TypeAlias = tuple[Reference | None, int | None, date | None, BusinessDays | None, bool]
_Days: TypeAlias = Callable[[date, date, _Given], int]


# --- days: every function below counts from start to end, where start is not after end ---


def _actual(start: date, end: date, _: _Given) -> int:
    return (end - start).days


def _no_leap(start: date, end: date, _: _Given) -> int:
    return (end - start).days - (_leap_days(end) - _leap_days(start))


def _thirty(start: date, end: date, d1: int, d2: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + d2 - d1


def _bond(start: date, end: date, _: _Given) -> int:
    d1, d2 = min(start.day, 30), end.day
    if d2 == 31 and d1 == 30:
        d2 = 30
    return _thirty(start, end, d1, d2)


def _us(start: date, end: date, given: _Given) -> int:
    if not (given[4] and _ends_february(start)):
        return _bond(start, end, given)
    return _thirty(start, end, 30, 30 if _ends_february(end) else min(end.day, 30))


def _euro(start: date, end: date, _: _Given) -> int:
    return _thirty(start, end, min(start.day, 30), min(end.day, 30))


def _euro_isda(start: date, end: date, given: _Given) -> int:
    d1 = 30 if _ends_february(start) else min(start.day, 30)
    d2 = 30 if _ends_february(end) and end != given[2] else min(end.day, 30)
    return _thirty(start, end, d1, d2)


def _business(start: date, end: date, given: _Given) -> int:
    calendar = given[3]
    if calendar is None:
        raise refuse("BUS/252 needs a calendar", "give calendar, whose Business Days it counts")
    return calendar.count(start, end)


# --- rules: days and year fraction of [start, end), and the year fraction of one day ---


class _Rule(ABC):
    """How a day count counts. Its methods are asked forwards only: start is not after end."""

    needs_reference = False
    needs_calendar = False
    accrues = True

    def __init__(self, days: _Days = _actual) -> None:
        self.days = days

    @abstractmethod
    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        """The year fraction of [start, end)."""

    @abstractmethod
    def per_diem(self, on: date, given: _Given) -> Fraction:
        """The year fraction by which a per diem is counted, on the day `on`."""


class _Fixed(_Rule):
    """Days over a basis that never changes."""

    def __init__(self, days: _Days, basis: int) -> None:
        super().__init__(days)
        self.basis = basis
        self.day = Fraction(1, basis)

    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        return Fraction(self.days(start, end, given), self.basis)

    def per_diem(self, on: date, given: _Given) -> Fraction:
        return self.day


class _OfBusinessDays(_Fixed):
    """Business Days over a fixed basis: a closed day earns nothing."""

    needs_calendar = True

    def per_diem(self, on: date, given: _Given) -> Fraction:
        return self.fraction(on, on + _ONE_DAY, given)


class _ByYear(_Rule):
    """Each day over the length of the calendar year that it lies in."""

    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        first, last = start.year, end.year
        if first == last:
            return Fraction((end - start).days, _year_length(first))
        head = Fraction((date(first + 1, 1, 1) - start).days, _year_length(first))
        tail = Fraction((end - date(last, 1, 1)).days, _year_length(last))
        return head + (last - first - 1) + tail

    def per_diem(self, on: date, given: _Given) -> Fraction:
        return Fraction(1, _year_length(on.year))


class _ByLeapPeriod(_Rule):
    """Actual days over 365 or 366, one basis for the whole of the interest period."""

    needs_reference = True

    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        first, last, frequency = _period("ACT/365L", given)
        if start < first or last < end:
            # Another period may have the other basis: an answer here would be a guess.
            raise refuse(
                f"{start} to {end} is not within the reference period {first} to {last}",
                "ACT/365L counts one interest period at a time: give the one it lies in",
            )
        leap = _leap_days(last) > _leap_days(first) if frequency == 1 else is_leap(last.year)
        return Fraction((end - start).days, 365 + leap)

    def per_diem(self, on: date, given: _Given) -> Fraction:
        _, last, _ = _period("ACT/365L", given, needs_frequency=False)
        return Fraction(1, _year_length(last.year))


class _ByPeriod(_Rule):
    """Each day over frequency x the days of the notional period that it lies in."""

    needs_reference = True

    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        first, last, frequency = _period("ACT/ACT ICMA", given)
        if first <= start and end <= last:
            return Fraction((end - start).days, frequency * (last - first).days)
        edge = _edges(first, last, frequency, eom=given[4])
        total, k = Fraction(0), 0
        while edge(k) > start:
            k -= 1
        while (low := edge(k)) < end:
            k += 1
            high = edge(k)
            days = (min(end, high) - max(start, low)).days
            if days > 0:  # none in the periods between the reference and a later start
                total += Fraction(days, frequency * (high - low).days)
        return total

    def per_diem(self, on: date, given: _Given) -> Fraction:
        first, last, frequency = _period("ACT/ACT ICMA", given)
        return Fraction(1, frequency * (last - first).days)


class _One(_Rule):
    """Always one year."""

    accrues = False

    def fraction(self, start: date, end: date, given: _Given) -> Fraction:
        return Fraction(1)

    def per_diem(self, on: date, given: _Given) -> Fraction:
        raise refuse("1/1 has no per diem", "it is one whole year however many days there are")


_UNGIVEN: Final = cast("_Rule", None)


class DayCount(Enum):
    """A day count convention; its value, and its text, is its name.

    >>> DayCount("ACT/360").fraction(date(2008, 1, 31), date(2008, 2, 29))
    Fraction(29, 360)
    """

    ACT_360 = (
        "ACT/360",
        _Fixed(_actual, 360),
        """Actual days / 360.

        Also Actual/360, A/360. Source: ISDA 2006 section 4.16(e).""",
    )
    ACT_365F = (
        "ACT/365F",
        _Fixed(_actual, 365),
        """Actual days / 365, in leap years too.

        Also Actual/365 (Fixed), A/365F. Source: ISDA 2006 section 4.16(d).""",
        "ACT/365 FIXED",
    )
    ACT_365L = (
        "ACT/365L",
        _ByLeapPeriod(),
        """Actual days / 366 in a leap interest period, else / 365.

        Needs reference, the interest period itself (a stub as long as it is), and frequency. With
        a frequency of 1 a period is leap if a 29 February is in it, its start left out and its end
        included; with any other, if its end lies in a leap year. The per diem asks for the latter
        whatever the frequency, so in an annual period it may have the other basis.
        Also Actual/365 (Leap year). Source: ISDA 2006 section 4.16(i), ICMA Rule 251.1(i).""",
        "ACT/365 LEAP",
        "ACT/365 LEAP YEAR",
    )
    NL_365 = (
        "NL/365",
        _Fixed(_no_leap, 365),
        """Actual days without any 29 February / 365.

        A 29 February is left out where it comes after start and on or before end. The per diem is
        1/365 on that day too.
        Also Actual/365 No Leap, ACT/NL. Source: market usage; in none of the definitions.""",
        "ACT/365 NO LEAP",
        "ACT/NL",
        "NL365",
    )
    THIRTY_360 = (
        "30/360",
        _Fixed(_bond, 360),
        """(360 x years + 30 x months + D2 - D1) / 360, without an end-of-February rule.

        D1 = 31 becomes 30; then D2 = 31 becomes 30 if D1 is 30.
        Also 360/360, Bond Basis, 30/360 ISDA. Source: ISDA 2006 section 4.16(f).""",
        "360/360",
        "BOND BASIS",
        "30/360 ISDA",
        "30/360 BOND BASIS",
    )
    THIRTY_U_360 = (
        "30U/360",
        _Fixed(_us, 360),
        """30/360 with an end-of-February rule, for notes whose interest dates are month ends.

        Where start is the last day of February, D1 becomes 30, and so does D2 if end is one too;
        then as 30/360. With eom=False this is 30/360.
        Also 30/360 US, 30US/360. Source: market usage (SIFMA, Standard Securities Calculation
        Methods); not in ISDA 2006.""",
        "30/360 US",
        "30US/360",
    )
    THIRTY_E_360 = (
        "30E/360",
        _Fixed(_euro, 360),
        """(360 x years + 30 x months + D2 - D1) / 360, where a D1 or D2 of 31 becomes 30.

        Also Eurobond Basis, 30/360 ISMA, 30S/360. Source: ISDA 2006 section 4.16(g).""",
        "EUROBOND BASIS",
        "30E/360 EUROBOND BASIS",
        "30/360 ISMA",
        "30S/360",
    )
    THIRTY_E_360_ISDA = (
        "30E/360 ISDA",
        _Fixed(_euro_isda, 360),
        """30E/360 in which the last day of February becomes 30 as well.

        As D2 it does not where end is the maturity date. Without maturity no end is.
        Also 30E/360 (ISDA), 30E/360 German. Source: ISDA 2006 section 4.16(h).""",
        "30E/360 GERMAN",
    )
    ACT_ACT_ISDA = (
        "ACT/ACT ISDA",
        _ByYear(),
        """Days in leap years / 366 + days in other years / 365.

        Also Actual/Actual (ISDA). Source: ISDA 2006 section 4.16(b).""",
    )
    ACT_ACT_ICMA = (
        "ACT/ACT ICMA",
        _ByPeriod(),
        """Actual days / (frequency x days of the notional period); summed over such periods.

        Needs reference, a regular notional period, and frequency, the periods in a year. Days
        outside the reference lie in the periods of 12/frequency months before and after it: these
        fall on the later of its two days of the month, or on the month's last day where it is
        shorter, or where both dates of the reference are month ends (with eom=False the month
        ends do not count as such: 30 June stays the 30th).
        Also Actual/Actual (ISMA), (Bond). Source: ICMA Rule 251.1(iii), ISDA 2006 section
        4.16(c).""",
        "ACT/ACT ISMA",
        "ACT/ACT BOND",
    )
    BUS_252 = (
        "BUS/252",
        _OfBusinessDays(_business, 252),
        """Business Days of [start, end) / 252.

        Needs calendar. The per diem is 1/252 on a Business Day and 0 on any other.
        Also Business/252. Source: Brazilian market usage.""",
        "BUSINESS/252",
        "BUS252",
    )
    ONE_ONE = (
        "1/1",
        _One(),
        """One year, whatever the dates; -1 backwards.

        A fraction only: days do not add up to it, so interest does not accrue by it.
        Source: ISDA 2006 section 4.16(a).""",
    )

    _value_: str
    _rule: _Rule
    _aliases: tuple[str, ...]

    # Only name has no default: type checkers read DayCount("ACT/360") as a call of this.
    def __new__(
        cls, name: str, rule: _Rule = _UNGIVEN, specification: str = "", *aliases: str
    ) -> Self:
        member = object.__new__(cls)
        member._value_ = name
        member.__doc__ = specification
        member._rule = rule
        member._aliases = aliases
        return member

    __hash__ = object.__hash__  # each member is one of a kind; Enum would hash its name, slower

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise NotecalcError(unknown("day count", str(value), (member.value for member in cls)))

    @classmethod
    def parse(cls, text: str) -> "DayCount":
        """The day count that papers name `text`: its name or another, in either case.

        "Actual" and "A" may stand for ACT, and parentheses and dots count as spaces. A name that
        has two meanings in the field is refused, as is an unknown one (NotecalcError).
        """
        name = _plain(text)
        if name in _MEANINGS:
            raise refuse(f"day count {text!r} has two meanings", f"write {_MEANINGS[name]}")
        found = _NAMES.get(name)
        return cls._missing_(text) if found is None else found

    def __str__(self) -> str:
        return self._value_

    @property
    def value(self) -> str:
        """The name."""
        return self._value_

    @property
    def accrues(self) -> bool:
        """Whether interest can accrue by it: whether its fractions grow with the days."""
        return self._rule.accrues

    @property
    def needs_reference(self) -> bool:
        """Whether `fraction` and `per_diem` ask for reference and frequency."""
        return self._rule.needs_reference

    @property
    def needs_calendar(self) -> bool:
        """Whether everything asked of it asks for a calendar."""
        return self._rule.needs_calendar

    def fraction(
        self,
        start: date,
        end: date,
        *,
        reference: Reference | None = None,
        frequency: int | None = None,
        maturity: date | None = None,
        calendar: BusinessDays | None = None,
        eom: bool = True,
    ) -> Fraction:
        """The exact year fraction of [start, end); negative where end comes first.

        `reference` and `frequency` are for ACT/ACT ICMA and ACT/365L, `maturity` for 30E/360 ISDA,
        `calendar` for BUS/252, `eom` for 30U/360 and ACT/ACT ICMA; each member says what it makes
        of them, and the others ignore them. NotecalcError where a needed one is missing or makes
        no sense, and for a datetime.
        """
        if type(start) is not date or type(end) is not date:
            raise _not_dates(start, end)
        given = (reference, frequency, maturity, calendar, eom)
        if end < start:
            return -self._rule.fraction(end, start, given)
        return self._rule.fraction(start, end, given)

    def elapsed(
        self,
        start: date,
        end: date,
        *,
        reference: Reference | None = None,
        frequency: int | None = None,
        maturity: date | None = None,
        calendar: BusinessDays | None = None,
    ) -> tuple[int, Fraction]:
        """`days` and `fraction` of [start, end) at once, for the engine, which asks for both.

        The dates are not checked: start is not after end, and neither has a time of day.
        """
        given = (reference, frequency, maturity, calendar, True)
        rule = self._rule
        return rule.days(start, end, given), rule.fraction(start, end, given)

    def days(
        self,
        start: date,
        end: date,
        *,
        maturity: date | None = None,
        calendar: BusinessDays | None = None,
        eom: bool = True,
    ) -> int:
        """The day count's own days of [start, end); negative where end comes first.

        Actual days, but the numerator of the 30/360 family (90 in a quarter), no 29 February in
        NL/365, Business Days in BUS/252. Arguments and errors as for `fraction`.
        """
        if type(start) is not date or type(end) is not date:
            raise _not_dates(start, end)
        given = (None, None, maturity, calendar, eom)
        if end < start:
            return -self._rule.days(end, start, given)
        return self._rule.days(start, end, given)

    def per_diem(
        self,
        on: date,
        *,
        reference: Reference | None = None,
        frequency: int | None = None,
        calendar: BusinessDays | None = None,
    ) -> Fraction:
        """The year fraction of one day by which a per diem is counted, on the day `on`.

        1/360 for the 30/360 family, where the fraction of a given day may be 0 or 3/360: a per
        diem is an average day's. Arguments and errors as for `fraction`; `reference` is the
        interest period that interest accrues in on that day. ACT/365L asks for no frequency.
        """
        if type(on) is not date:
            raise _not_dates(on)
        return self._rule.per_diem(on, (reference, frequency, None, calendar, True))


def _plain(text: str) -> str:
    for mark in "().":
        text = text.replace(mark, " ")
    text = " ".join(text.upper().split()).replace(" /", "/").replace("/ ", "/")
    text = text.replace("ACTUAL", "ACT")
    return "ACT" + text[1:] if text.startswith("A/") else text


_NAMES: Final = {name: each for each in DayCount for name in (each.value, *each._aliases)}

# ACT/ACT is ISDA's in the 2006 Definitions, and ICMA's in bonds; Actual/365 is Actual/Actual in
# the 1991 ISDA Definitions, and over 365 days in everyday use.
_MEANINGS: Final = {
    "ACT/ACT": "ACT/ACT ISDA or ACT/ACT ICMA",
    "ACT/365": "ACT/365F or ACT/ACT ISDA",
}


def _not_dates(*values: object) -> NotecalcError:
    """The error for those of `values` that are not plain dates."""
    return NotecalcError(
        *(
            Problem(f"{value!r} is not a date", "give a datetime.date, without a time of day")
            for value in values
            if type(value) is not date
        )
    )


def _period(name: str, given: _Given, *, needs_frequency: bool = True) -> tuple[date, date, int]:
    """Start, end and frequency of the reference period; NotecalcError lists all that is wrong."""
    problems = []
    reference, frequency = given[0], given[1]
    first, last = reference or (date.min, date.max)
    if type(first) is not date or type(last) is not date:
        raise _not_dates(first, last)
    if reference is None:
        problems.append(
            Problem(f"{name} needs a reference period", "give reference, its start and its end")
        )
    elif last <= first:
        problems.append(
            Problem(f"the reference period {first} to {last} has no days", "give start, then end")
        )
    if frequency is None:
        if needs_frequency:
            problems.append(
                Problem(
                    f"{name} needs a frequency", "give frequency, the interest periods in a year"
                )
            )
        frequency = 1
    elif frequency < 1:
        problems.append(
            Problem(f"{frequency} is not a frequency", "give the interest periods in a year")
        )
    if problems:
        raise NotecalcError(*problems)
    return first, last, frequency


def _edges(first: date, last: date, frequency: int, *, eom: bool) -> Callable[[int], date]:
    """The start of the k-th notional period after the one from `first` to `last`, which is 0."""
    from dateutil.relativedelta import relativedelta  # a long stub only

    if 12 % frequency:
        raise refuse(
            f"a year has no {frequency} periods of whole months",
            "give a frequency of 1, 2, 3, 4, 6 or 12",
        )
    months = 12 // frequency
    at_month_ends = all((day + _ONE_DAY).day == 1 for day in (first, last))
    day_of_month = _MONTH_END if eom and at_month_ends else max(first.day, last.day)

    def edge(k: int) -> date:
        # relativedelta moves the month first, then sets the day, clipped to the month's last.
        return first + relativedelta(months=k * months, day=day_of_month)

    if edge(0) != first or edge(1) != last:
        long = "a month" if months == 1 else f"{months} months"
        raise refuse(
            f"the reference period {first} to {last} is not {long} long",
            f"give a regular period, as a frequency of {frequency} has it",
        )
    return edge


def _year_length(year: int) -> int:
    return 365 + is_leap(year)


def _leap_days(day: date) -> int:
    """How many times 29 February has come, on or before `day`."""
    years = day.year if (day.month, day.day) >= (2, 29) else day.year - 1
    return years // 4 - years // 100 + years // 400


def _ends_february(day: date) -> bool:
    return day.month == 2 and day.day == 28 + is_leap(day.year)
