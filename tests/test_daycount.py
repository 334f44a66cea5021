"""Day counts against figures from elsewhere.

Expected values come from data/daycount*.csv (test suites of QuantLib and OpenGamma Strata), from
QuantLib itself, or from the text of a rule worked by hand, as each row's source says.
"""

import copy
import doctest
import importlib
import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from conformance.case import differences
from conformance.daycounts import BRAZIL, compared, day, quantlib_date, rows
from hypothesis import given, settings
from hypothesis import strategies as st

import notecalc.daycount
from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError

ql: Any = importlib.import_module("QuantLib")  # it has no type information

DECIDED = {name for _, name in differences()}


class NoCalendar:
    """Stands for a calendar that must not be asked."""

    def count(self, start: date, end: date, /) -> int:
        raise AssertionError((start, end))


# --- the rows of data/daycount*.csv ---


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['line']}-{row['source']}")
def test_agrees_with_the_sources(row: dict[str, str]) -> None:
    case = compared(row)
    assert case.agrees or case.name in DECIDED, case


# --- by hand ---

BY_HAND = [
    # day count, start, end, arguments, fraction, source
    ("ACT/360", "2008-01-31", "2008-02-29", {}, "29/360", "the interface"),
    ("ACT/365F", "2008-01-01", "2009-01-01", {}, "366/365", "ISDA 4.16(d): 366 days of 2008"),
    ("NL/365", "2008-02-29", "2008-03-01", {}, "1/365", "the start itself is not left out"),
    ("NL/365", "1900-01-01", "1901-01-01", {}, "1", "1900 is no leap year"),
    ("NL/365", "2000-01-01", "2001-01-01", {}, "1", "2000 is one"),
    ("ACT/ACT ISDA", "1900-01-01", "1900-07-01", {}, "181/365", "1900 is no leap year"),
    ("ACT/ACT ISDA", "2000-01-01", "2000-07-01", {}, "182/366", "2000 is one"),
    ("ACT/ACT ISDA", "2007-01-01", "2010-01-01", {}, "3", "three whole years"),
    ("30/360", "2008-01-30", "2008-03-31", {}, "60/360", "4.16(f): D1 = 30, so D2 = 30"),
    ("30/360", "2008-01-29", "2008-03-31", {}, "62/360", "4.16(f): D1 = 29, so D2 stays 31"),
    ("30/360", "2008-01-31", "2008-03-31", {}, "60/360", "4.16(f): D1 becomes 30, so D2 too"),
    ("30E/360", "2008-01-29", "2008-03-31", {}, "61/360", "4.16(g): D2 = 30 whatever D1 is"),
    ("30U/360", "2007-02-28", "2007-03-31", {}, "30/360", "D1 = 30, so D2 = 30"),
    ("30U/360", "2008-02-28", "2008-02-29", {}, "1/360", "28 February 2008 is not the last"),
    ("30U/360", "2007-02-28", "2008-02-29", {"eom": False}, "361/360", "eom=False is 30/360"),
    # a leap year's 29 February counts only inside (start, end] of an annual period
    ("ACT/365L", "2008-03-01", "2008-04-01", {"reference": ("2008-02-29", "2009-02-28"),
     "frequency": 1}, "31/365", "251.1(i): the start of the period is left out"),
    ("ACT/365L", "2007-03-01", "2007-04-01", {"reference": ("2007-02-28", "2008-02-29"),
     "frequency": 1}, "31/366", "251.1(i): its end is included"),
    ("ACT/365L", "2008-03-01", "2008-04-01", {"reference": ("2008-01-01", "2009-01-01"),
     "frequency": 1}, "31/366", "251.1(i): by the period, not by the days asked for"),
    ("ACT/365L", "2008-01-01", "2008-04-01", {"reference": ("2007-12-01", "2009-01-01"),
     "frequency": 2}, "91/365", "not annual: by the year of the period's end"),
    ("ACT/ACT ICMA", "2007-12-01", "2008-02-01", {"reference": ("2008-01-01", "2008-07-01"),
     "frequency": 2}, "31/368 + 31/364",
     "251.1(iii): 184 days to 2008-01-01, 182 from there"),
    ("ACT/ACT ICMA", "2008-08-01", "2008-09-01", {"reference": ("2007-07-01", "2008-01-01"),
     "frequency": 2}, "31/368", "two periods on: 2008-07-01 to 2009-01-01 has 184 days"),
    ("ACT/ACT ICMA", "2006-08-01", "2006-09-01", {"reference": ("2008-01-01", "2008-07-01"),
     "frequency": 2}, "31/368", "three periods back: 2006-07-01 to 2007-01-01 has 184 days"),
    ("ACT/ACT ICMA", "2008-10-01", "2008-10-31", {"reference": ("2008-06-30", "2008-09-30"),
     "frequency": 4}, "30/368", "month ends: 2008-09-30 to 2008-12-31 has 92 days"),
    ("ACT/ACT ICMA", "2008-10-01", "2008-10-31", {"reference": ("2008-06-30", "2008-09-30"),
     "frequency": 4, "eom": False}, "30/364", "the 30th: 2008-09-30 to 2008-12-30 has 91 days"),
    ("ACT/ACT ICMA", "1999-12-01", "1999-12-31", {"reference": ("2000-02-29", "2000-05-30"),
     "frequency": 4}, "30/364", "the 30th, clipped: 1999-11-30 to 2000-02-29 has 91 days"),
    ("ACT/ACT ICMA", "1999-11-29", "1999-11-30", {"reference": ("2000-02-29", "2000-05-30"),
     "frequency": 4}, "1/368", "the 30th of August to that of November has 92 days"),
    ("ACT/ACT ICMA", "2008-03-01", "2008-04-01", {"reference": ("2007-08-30", "2008-02-29"),
     "frequency": 2}, "31/366", "the 30th: 2008-02-29 to 2008-08-30 has 183 days"),
    ("ACT/ACT ICMA", "2008-01-01", "2008-02-01", {"reference": ("2008-01-01", "2008-04-20"),
     "frequency": 5}, "31/550", "within an irregular period: over frequency x its 110 days"),
    ("1/1", "2008-01-01", "2008-01-01", {}, "1", "ISDA 4.16(a)"),
    ("BUS/252", "2002-02-01", "2002-02-04", {"calendar": BRAZIL}, "1/252",
     "a Friday; start counts, end does not"),
]  # fmt: skip


def dated(given: dict[str, Any]) -> dict[str, Any]:
    """`given` with the texts of its reference as dates."""
    if "reference" in given:
        return given | {"reference": tuple(map(day, given["reference"]))}
    return given


@pytest.mark.parametrize(("name", "start", "end", "given", "expected", "source"), BY_HAND)
def test_by_hand(
    name: str, start: str, end: str, given: dict[str, Any], expected: str, source: str
) -> None:
    count = DayCount(name)
    total = sum(map(Fraction, expected.split(" + ")))
    assert count.fraction(day(start), day(end), **dated(given)) == total, source
    if start != end:
        assert count.fraction(day(end), day(start), **dated(given)) == -total, "backwards"


DAYS = [
    # day count, start, end, arguments, days, source
    *(
        (name, "2007-12-28", "2008-03-31", {}, 94, "4 + 31 + 29 + 30 actual days")
        for name in ("ACT/360", "ACT/365F", "ACT/365L", "ACT/ACT ISDA", "ACT/ACT ICMA", "1/1")
    ),
    ("NL/365", "2007-12-28", "2008-03-31", {}, 93, "94 less 29 February"),
    ("30/360", "2007-12-28", "2008-03-31", {}, 93, "360 - 270 + 3"),
    ("30/360", "2008-07-01", "2008-10-01", {}, 90, "rule 7: a quarter"),
    ("30E/360", "2007-12-28", "2008-03-31", {}, 92, "360 - 270 + 2"),
    ("30U/360", "2008-02-29", "2008-03-31", {}, 30, "30 - 30 + 30"),
    ("30U/360", "2008-02-29", "2008-03-31", {"eom": False}, 32, "30 + 31 - 29"),
    ("30E/360 ISDA", "2008-02-01", "2008-02-29", {}, 29, "30 - 1"),
    ("30E/360 ISDA", "2008-02-01", "2008-02-29", {"maturity": date(2008, 2, 29)}, 28, "29 - 1"),
    ("30E/360 ISDA", "2008-01-31", "2008-03-31", {"maturity": date(2008, 3, 31)}, 60,
     "maturity matters to the last day of February only"),
    ("BUS/252", "2002-02-01", "2002-02-05", {"calendar": BRAZIL}, 2, "Friday and Monday"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "start", "end", "given", "expected", "source"), DAYS)
def test_days(
    name: str, start: str, end: str, given: dict[str, Any], expected: int, source: str
) -> None:
    assert DayCount(name).days(day(start), day(end), **given) == expected, source
    assert DayCount(name).days(day(end), day(start), **given) == -expected, "backwards"


RULE_11 = "rule 11"
PER_DIEM = [
    # day count, on, arguments, fraction, source
    ("ACT/360", "2008-10-15", {}, "1/360", RULE_11),
    ("30/360", "2008-10-31", {}, "1/360", f"{RULE_11}: on the 31st too"),
    ("30U/360", "2008-02-29", {}, "1/360", f"{RULE_11}: at the end of February too"),
    ("30E/360", "2008-10-31", {}, "1/360", RULE_11),
    ("30E/360 ISDA", "2008-02-29", {}, "1/360", RULE_11),
    ("ACT/365F", "2008-10-15", {}, "1/365", f"{RULE_11}: in a leap year too"),
    ("NL/365", "2008-02-29", {}, "1/365", f"{RULE_11}: on 29 February too"),
    ("ACT/365L", "2007-10-15", {"reference": ("2007-10-01", "2008-01-01")}, "1/366",
     f"{RULE_11}: the period ends in 2008"),
    ("ACT/365L", "2008-10-15", {"reference": ("2008-10-01", "2009-01-01")}, "1/365",
     f"{RULE_11}: the period ends in 2009"),
    ("ACT/365L", "2007-10-15", {"reference": ("2007-01-15", "2008-01-15"), "frequency": 1},
     "1/366", f"{RULE_11}: whatever the frequency"),
    ("ACT/ACT ISDA", "2008-12-31", {}, "1/366", f"{RULE_11}: 2008 has 366 days"),
    ("ACT/ACT ISDA", "2009-01-01", {}, "1/365", f"{RULE_11}: 2009 has 365"),
    ("ACT/ACT ICMA", "2008-10-15", {"reference": ("2008-10-01", "2009-01-01"), "frequency": 4},
     "1/368", f"{RULE_11}: 4 x 92 days"),
    ("BUS/252", "2002-02-01", {"calendar": BRAZIL}, "1/252", f"{RULE_11}: a Friday"),
    ("BUS/252", "2002-02-02", {"calendar": BRAZIL}, "0", f"{RULE_11}: a Saturday"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "on", "given", "expected", "source"), PER_DIEM)
def test_per_diem(name: str, on: str, given: dict[str, Any], expected: str, source: str) -> None:
    assert DayCount(name).per_diem(day(on), **dated(given)) == Fraction(expected), source


# --- against QuantLib, over dates that nobody chose ---

DATES = st.dates(date(1901, 1, 1), date(2199, 12, 31))
NEAR_MONTH_ENDS = st.builds(
    lambda year, month, back: date(year + month // 12, month % 12 + 1, 1) - timedelta(days=back),
    st.integers(1995, 2010),
    st.integers(1, 12),
    st.integers(0, 3),
)
ANY_DATE = DATES | NEAR_MONTH_ENDS

QUANTLIB = {
    DayCount.ACT_360: ql.Actual360(),
    DayCount.ACT_365F: ql.Actual365Fixed(),
    DayCount.NL_365: ql.Actual365Fixed(ql.Actual365Fixed.NoLeap),
    DayCount.THIRTY_360: ql.Thirty360(ql.Thirty360.BondBasis),
    DayCount.THIRTY_U_360: ql.Thirty360(ql.Thirty360.USA),
    DayCount.THIRTY_E_360: ql.Thirty360(ql.Thirty360.EurobondBasis),
    DayCount.ACT_ACT_ISDA: ql.ActualActual(ql.ActualActual.ISDA),
    DayCount.BUS_252: ql.Business252(ql.Brazil(ql.Brazil.Settlement)),
    DayCount.ONE_ONE: ql.OneDayCounter(),
}


@pytest.mark.parametrize("count", QUANTLIB, ids=str)
@settings(max_examples=200, deadline=None)
@given(ANY_DATE, ANY_DATE)
def test_agrees_with_quantlib(count: DayCount, one: date, other: date) -> None:
    start, end = sorted((one, other))
    theirs = QUANTLIB[count]
    found = count.fraction(start, end, calendar=BRAZIL)
    expected = theirs.yearFraction(quantlib_date(start), quantlib_date(end))
    assert float(found) == pytest.approx(expected, abs=1e-11)
    if count is not DayCount.ONE_ONE:  # whose days QuantLib counts as 1
        assert count.days(start, end, calendar=BRAZIL) == theirs.dayCount(
            quantlib_date(start), quantlib_date(end)
        )


@settings(max_examples=200, deadline=None)
@given(ANY_DATE, ANY_DATE, st.none() | ANY_DATE, st.booleans())
def test_30e_360_isda_agrees_with_quantlib(
    one: date, other: date, maturity: date | None, matures: bool
) -> None:
    start, end = sorted((one, other))
    maturity = end if matures else maturity
    theirs = ql.Thirty360(ql.Thirty360.ISDA, quantlib_date(maturity) if maturity else ql.Date())
    assert DayCount.THIRTY_E_360_ISDA.days(start, end, maturity=maturity) == theirs.dayCount(
        quantlib_date(start), quantlib_date(end)
    )


@settings(max_examples=200, deadline=None)
@given(
    st.builds(date, st.integers(1990, 2020), st.integers(1, 12), st.integers(1, 28)),
    st.sampled_from([1, 2, 4, 12]),
    st.integers(-1500, 400),
    st.integers(0, 1500),
)
def test_act_act_icma_agrees_with_quantlib(
    first: date, frequency: int, offset: int, length: int
) -> None:
    # To the 28th only: QuantLib steps from the clipped day, notecalc from the day of the month.
    last = quantlib_date(first) + ql.Period(12 // frequency, ql.Months)
    reference = (first, date(last.year(), last.month(), last.dayOfMonth()))
    # QuantLib refuses a start after the reference, and a range that reaches over both its ends.
    start = min(first + timedelta(days=offset), reference[1] - timedelta(days=1))
    end = start + timedelta(days=length)
    if start < first:
        end = min(end, reference[1])
    found = DayCount.ACT_ACT_ICMA.fraction(
        start, end, reference=reference, frequency=frequency, eom=False
    )
    expected = ql.ActualActual(ql.ActualActual.ISMA).yearFraction(
        quantlib_date(start), quantlib_date(end), quantlib_date(first), last
    )
    assert float(found) == pytest.approx(expected, abs=1e-11)


# --- properties ---

ADDITIVE = [
    DayCount.ACT_360,
    DayCount.ACT_365F,
    DayCount.ACT_365L,
    DayCount.NL_365,
    DayCount.ACT_ACT_ISDA,
    DayCount.ACT_ACT_ICMA,
    DayCount.BUS_252,
]


@pytest.mark.parametrize("count", ADDITIVE, ids=str)
@settings(max_examples=100, deadline=None)
@given(*[st.dates(date(2000, 1, 31), date(2004, 1, 31)) | st.just(date(2004, 1, 31))] * 3)
def test_parts_add_up(count: DayCount, a: date, b: date, c: date) -> None:
    # ACT/365L knows one period only; ACT/ACT ICMA steps on from its one.
    long = (date(2000, 1, 31), date(2004, 1, 31))
    year = (date(2002, 1, 31), date(2003, 1, 31))
    given: dict[str, Any] = {
        "reference": long if count is DayCount.ACT_365L else year,
        "frequency": 1,
        "calendar": BRAZIL,
    }
    whole = count.fraction(a, c, **given)
    assert count.fraction(a, b, **given) + count.fraction(b, c, **given) == whole
    assert count.days(a, b, calendar=BRAZIL) + count.days(b, c, calendar=BRAZIL) == count.days(
        a, c, calendar=BRAZIL
    )


@pytest.mark.parametrize("count", [each for each in DayCount if each.accrues], ids=str)
@given(ANY_DATE)
def test_nothing_in_no_days(count: DayCount, on: date) -> None:
    reference = (on, on + timedelta(days=1))
    assert count.fraction(on, on, reference=reference, frequency=1, calendar=BRAZIL) == 0
    assert count.days(on, on, calendar=BRAZIL) == 0


def test_only_bus_252_asks_the_calendar() -> None:
    start, end = date(2008, 1, 1), date(2008, 7, 1)
    for count in DayCount:
        if not count.needs_calendar:
            count.fraction(start, end, reference=(start, end), frequency=2, calendar=NoCalendar())


# --- names ---

NAMES = [
    "ACT/360",
    "ACT/365F",
    "ACT/365L",
    "NL/365",
    "30/360",
    "30U/360",
    "30E/360",
    "30E/360 ISDA",
    "ACT/ACT ISDA",
    "ACT/ACT ICMA",
    "BUS/252",
    "1/1",
]
LISTED = ", ".join(NAMES)


def test_names() -> None:
    assert [count.value for count in DayCount] == NAMES
    assert [str(count) for count in DayCount] == NAMES
    assert [f"{count}" for count in DayCount] == NAMES
    assert [DayCount(name) for name in NAMES] == list(DayCount)
    assert [DayCount.parse(name) for name in NAMES] == list(DayCount)
    assert [DayCount.parse(name.lower()) for name in NAMES] == list(DayCount)


OTHER_NAMES = [
    # text, day count, source
    ("Actual/360", "ACT/360", "ISDA 2006 4.16(e)"),
    ("A/360", "ACT/360", "ISDA 2006 4.16(e)"),
    (" act / 360 ", "ACT/360", "spaces do not matter"),
    ("ACT/365 FIXED", "ACT/365F", "ISDA 2006 4.16(d)"),
    ("Actual/365 (Fixed)", "ACT/365F", "ISDA 2006 4.16(d)"),
    ("A/365F", "ACT/365F", "ISDA 2006 4.16(d)"),
    ("ACT/365.FIXED", "ACT/365F", "FpML"),
    ("Actual/365L", "ACT/365L", "Strata"),
    ("Act/365 Leap year", "ACT/365L", "Strata"),
    ("Act/365 Leap", "ACT/365L", "Strata"),
    ("Actual/365 No Leap", "NL/365", "Strata"),
    ("Act/NL", "NL/365", "Strata"),
    ("NL365", "NL/365", "Strata"),
    ("360/360", "30/360", "ISDA 2006 4.16(f)"),
    ("Bond Basis", "30/360", "ISDA 2006 4.16(f)"),
    ("30/360 (Bond Basis)", "30/360", "QuantLib"),
    ("30/360 ISDA", "30/360", "Strata"),
    ("30/360 US", "30U/360", "Strata"),
    ("30US/360", "30U/360", "Strata"),
    ("Eurobond Basis", "30E/360", "ISDA 2006 4.16(g)"),
    ("30E/360 (Eurobond Basis)", "30E/360", "QuantLib"),
    ("30/360 ISMA", "30E/360", "Strata"),
    ("30S/360", "30E/360", "Strata"),
    ("30E/360 (ISDA)", "30E/360 ISDA", "ISDA 2006 4.16(h)"),
    ("30E/360 German", "30E/360 ISDA", "Strata"),
    ("Actual/Actual (ISDA)", "ACT/ACT ISDA", "ISDA 2006 4.16(b)"),
    ("ACT/ACT.ISDA", "ACT/ACT ISDA", "FpML"),
    ("Actual/Actual (ICMA)", "ACT/ACT ICMA", "ISDA 2006 4.16(c)"),
    ("Actual/Actual (ISMA)", "ACT/ACT ICMA", "QuantLib"),
    ("Actual/Actual (Bond)", "ACT/ACT ICMA", "QuantLib"),
    ("Business/252", "BUS/252", "QuantLib"),
    ("BUS252", "BUS/252", "market usage"),
]


@pytest.mark.parametrize(("text", "name", "source"), OTHER_NAMES)
def test_other_names(text: str, name: str, source: str) -> None:
    assert DayCount.parse(text).value == name, source


REFUSED = [
    (
        "ACT/ACT",
        "day count 'ACT/ACT' has two meanings; write ACT/ACT ISDA or ACT/ACT ICMA",
    ),
    (
        "Actual/Actual",
        "day count 'Actual/Actual' has two meanings; write ACT/ACT ISDA or ACT/ACT ICMA",
    ),
    ("A/365", "day count 'A/365' has two meanings; write ACT/365F or ACT/ACT ISDA"),
    ("ACT/361", f"unknown day count 'ACT/361'; did you mean ACT/360? (one of {LISTED})"),
    ("", f"unknown day count ''; write one of {LISTED}"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused_names(text: str, message: str) -> None:
    with pytest.raises(NotecalcError) as refused:
        DayCount.parse(text)
    assert str(refused.value) == message


def test_the_constructor_takes_exact_names_only() -> None:
    with pytest.raises(NotecalcError) as refused:
        DayCount("Actual/360")
    assert str(refused.value).startswith("unknown day count 'Actual/360'; did you mean ACT/360?")


def test_each_day_count_says_its_rule_and_source() -> None:
    for count in DayCount:
        assert count.__doc__ is not None
        assert "Source: " in count.__doc__


def test_copies_and_pickles_are_the_member() -> None:
    for count in DayCount:
        assert pickle.loads(pickle.dumps(count)) is count
        assert copy.deepcopy(count) is count


def test_flags() -> None:
    assert [each.value for each in DayCount if not each.accrues] == ["1/1"]
    assert [each.value for each in DayCount if each.needs_calendar] == ["BUS/252"]
    assert [each.value for each in DayCount if each.needs_reference] == [
        "ACT/365L",
        "ACT/ACT ICMA",
    ]


# --- messages ---

START, END = date(2008, 1, 1), date(2008, 7, 1)
NO_REFERENCE = "needs a reference period; give reference, its start and its end"
NO_FREQUENCY = "needs a frequency; give frequency, the interest periods in a year"
NO_CALENDAR = "BUS/252 needs a calendar; give calendar, whose Business Days it counts"
BACKWARDS = "the reference period 2008-07-01 to 2008-01-01 has no days; give start, then end"
NO_DATE = "is not a date; give a datetime.date, without a time of day"

FRACTION_REFUSED: list[tuple[str, dict[str, Any], str]] = [
    # day count, arguments, message
    (
        "ACT/ACT ICMA",
        {},
        f"ACT/ACT ICMA {NO_REFERENCE}\nACT/ACT ICMA {NO_FREQUENCY}",
    ),
    ("ACT/ACT ICMA", {"reference": (START, END)}, f"ACT/ACT ICMA {NO_FREQUENCY}"),
    ("ACT/ACT ICMA", {"frequency": 2}, f"ACT/ACT ICMA {NO_REFERENCE}"),
    ("ACT/365L", {}, f"ACT/365L {NO_REFERENCE}\nACT/365L {NO_FREQUENCY}"),
    ("ACT/365L", {"reference": (END, START), "frequency": 2}, BACKWARDS),
    (
        "ACT/ACT ICMA",
        {"reference": (START, START), "frequency": 2},
        "the reference period 2008-01-01 to 2008-01-01 has no days; give start, then end",
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, END), "frequency": 0},
        "0 is not a frequency; give the interest periods in a year",
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, datetime(2008, 7, 1)), "frequency": 2},
        f"datetime.datetime(2008, 7, 1, 0, 0) {NO_DATE}",
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (datetime(2008, 1, 1), END), "frequency": 2},
        f"datetime.datetime(2008, 1, 1, 0, 0) {NO_DATE}",
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, date(2008, 3, 15)), "frequency": 5},
        "a year has no 5 periods of whole months; give a frequency of 1, 2, 3, 4, 6 or 12",
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, date(2008, 4, 2)), "frequency": 4},
        (
            "the reference period 2008-01-01 to 2008-04-02 is not 3 months long;"
            " give a regular period, as a frequency of 4 has it"
        ),
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, date(2008, 2, 2)), "frequency": 12},
        (
            "the reference period 2008-01-01 to 2008-02-02 is not a month long;"
            " give a regular period, as a frequency of 12 has it"
        ),
    ),
    (
        "ACT/ACT ICMA",
        {"reference": (START, date(2008, 6, 1)), "frequency": 2},
        (
            "the reference period 2008-01-01 to 2008-06-01 is not 6 months long;"
            " give a regular period, as a frequency of 2 has it"
        ),
    ),
    (
        "ACT/365L",
        {"reference": (START, date(2008, 4, 1)), "frequency": 4},
        (
            "2008-01-01 to 2008-07-01 is not within the reference period 2008-01-01 to 2008-04-01;"
            " ACT/365L counts one interest period at a time: give the one it lies in"
        ),
    ),
    (
        "ACT/365L",
        {"reference": (date(2008, 1, 2), END), "frequency": 2},
        (
            "2008-01-01 to 2008-07-01 is not within the reference period 2008-01-02 to 2008-07-01;"
            " ACT/365L counts one interest period at a time: give the one it lies in"
        ),
    ),
    ("BUS/252", {}, NO_CALENDAR),
]


@pytest.mark.parametrize(("name", "given", "message"), FRACTION_REFUSED)
def test_fraction_refuses(name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(NotecalcError) as refused:
        DayCount(name).fraction(START, END, **given)
    assert str(refused.value) == message


PER_DIEM_REFUSED: list[tuple[str, dict[str, Any], str]] = [
    # day count, arguments, message
    ("ACT/365L", {}, f"ACT/365L {NO_REFERENCE}"),
    ("ACT/ACT ICMA", {"reference": (START, END)}, f"ACT/ACT ICMA {NO_FREQUENCY}"),
    ("BUS/252", {}, NO_CALENDAR),
    ("1/1", {}, "1/1 has no per diem; it is one whole year however many days there are"),
]


@pytest.mark.parametrize(("name", "given", "message"), PER_DIEM_REFUSED)
def test_per_diem_refuses(name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(NotecalcError) as refused:
        DayCount(name).per_diem(START, **given)
    assert str(refused.value) == message


def test_a_datetime_is_not_a_date() -> None:
    noon = datetime(2008, 1, 1, 12)
    said = f"datetime.datetime(2008, 1, 1, 12, 0) {NO_DATE}"
    with pytest.raises(NotecalcError) as refused:
        DayCount.ACT_360.fraction(noon, END)
    assert str(refused.value) == said
    with pytest.raises(NotecalcError) as refused:
        DayCount.ACT_360.fraction(START, noon)
    assert str(refused.value) == said
    with pytest.raises(NotecalcError) as refused:
        DayCount.ACT_360.days(noon, noon)
    assert str(refused.value) == f"{said}\n{said}"
    with pytest.raises(NotecalcError) as refused:
        DayCount.ACT_360.days(START, noon)
    assert str(refused.value) == said
    with pytest.raises(NotecalcError) as refused:
        DayCount.ACT_360.per_diem(noon)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("name", "start", "end", "given", "days", "fraction", "source"),
    [
        ("ACT/360", "2008-01-31", "2008-02-29", {}, 29, "29/360", "the interface"),
        ("30U/360", "2007-02-28", "2007-03-31", {}, 30, "30/360", "D1 = 30, so D2 = 30"),
        ("ACT/ACT ICMA", "2011-10-01", "2012-01-12",
         {"reference": (date(2011, 11, 30), date(2012, 2, 29)), "frequency": 4}, 103, "103/364",
         "Strata, longInitialStub_eomFlagEom_long"),
    ],
)  # fmt: skip
def test_days_and_fraction_at_once(
    name: str, start: str, end: str, given: dict[str, Any], days: int, fraction: str, source: str
) -> None:
    found = DayCount(name).elapsed(day(start), day(end), **given)
    assert found == (days, Fraction(fraction)), source


def test_days_needs_a_calendar_for_bus_252() -> None:
    with pytest.raises(NotecalcError) as refused:
        DayCount.BUS_252.days(START, END)
    assert str(refused.value) == NO_CALENDAR


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(notecalc.daycount) == (0, 1)


def test_import_is_light() -> None:
    # By itself: what the package re-exports is no matter of this module's.
    code = f"""
import sys, types
package = types.ModuleType("notecalc")
package.__path__ = {list(notecalc.__path__)}
sys.modules["notecalc"] = package
import notecalc.daycount
print(*{{"dateutil", "holidays", "pandas", "numpy", "calendar"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
