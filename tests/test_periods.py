"""Interest dates and periods (rule 5): unadjusted, the first from the issue date, without end."""

import importlib
from datetime import date
from itertools import islice, pairwise
from typing import Any

import pytest
from core_strategies import BANKS, QUARTERS, WEEKENDS, day

from notecalc.calendars import Roll
from notecalc.errors import NotecalcError
from notecalc.periods import InterestDates, MonthDay, Period, last_interest_date, periods

ql: Any = importlib.import_module("QuantLib")  # it has no type information


def dates(text: str) -> tuple[MonthDay, ...]:
    return tuple(MonthDay.parse(each) for each in text.split())


@pytest.mark.parametrize(
    ("text", "month", "number"),
    [("04-01", 4, 1), ("12-31", 12, 31), ("02-29", 2, 29), ("01-01", 1, 1), ("04-30", 4, 30)],
)
def test_a_day_of_the_year_is_read_and_shown(text: str, month: int, number: int) -> None:
    assert MonthDay.parse(text) == MonthDay(month, number)
    assert str(MonthDay.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1-1", "'1-1' is not a day of the year; write MM-DD, such as 04-01"),
        ("04/01", "'04/01' is not a day of the year; write MM-DD, such as 04-01"),
        ("0a-01", "'0a-01' is not a day of the year; write MM-DD, such as 04-01"),
        ("\u0660\u0664-01", "'\u0660\u0664-01' is not a day of the year;"
         " write MM-DD, such as 04-01"),
        ("2008-04-01", "'2008-04-01' is not a day of the year; write MM-DD, such as 04-01"),
        ("x" * 50, f"'{'x' * 40}' is not a day of the year; write MM-DD, such as 04-01"),
        ("02-30", "no year has a day 02-30; write MM-DD, such as 04-01"),
        ("04-31", "no year has a day 04-31; write MM-DD, such as 04-01"),
        ("04-00", "no year has a day 04-00; write MM-DD, such as 04-01"),
        ("00-01", "no year has a day 00-01; write MM-DD, such as 04-01"),
        ("13-01", "no year has a day 13-01; write MM-DD, such as 04-01"),
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_year_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        MonthDay.parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "year", "expected", "source"),
    [
        ("04-01", 2008, "2008-04-01", "itself"),
        ("02-29", 2008, "2008-02-29", "a leap year"),
        ("02-29", 2007, "2007-02-28", "the last day of February"),
        ("02-29", 2000, "2000-02-29", "divisible by 400"),
        ("02-29", 2100, "2100-02-28", "divisible by 100, not by 400"),
        ("02-28", 2008, "2008-02-28", "stays the 28th"),
        ("03-29", 2007, "2007-03-29", "another month's 29th"),
    ],
)
def test_a_day_in_a_year(text: str, year: int, expected: str, source: str) -> None:
    assert MonthDay.parse(text).on(year) == day(expected), source


@pytest.mark.parametrize(
    ("issue", "given", "expected", "source"),
    [
        (
            "2007-01-03",
            QUARTERS,
            "2007-01-03/2007-04-01<2007-01-01 2007-04-01/2007-07-01<2007-04-01",
            "the case: a short first period, as long as it is, in the quarter from 1 January",
        ),
        (
            "2007-04-01",
            QUARTERS,
            "2007-04-01/2007-07-01<2007-04-01 2007-07-01/2007-10-01<2007-07-01",
            "issued on an interest date: no stub",
        ),
        (
            "2007-03-31",
            QUARTERS,
            "2007-03-31/2007-04-01<2007-01-01 2007-04-01/2007-07-01<2007-04-01",
            "a stub of one day",
        ),
        (
            "2007-03-01",
            "07-01",
            "2007-03-01/2007-07-01<2006-07-01 2007-07-01/2008-07-01<2007-07-01",
            "yearly: the reference reaches into the year before the issue",
        ),
        (
            "2007-08-01",
            "07-01",
            "2007-08-01/2008-07-01<2007-07-01 2008-07-01/2009-07-01<2008-07-01",
            "yearly, issued after the year's interest date",
        ),
        (
            "2007-12-31",
            "02-29 08-31",
            "2007-12-31/2008-02-29<2007-08-31 2008-02-29/2008-08-31<2008-02-29",
            "month ends, not adjusted: 31 August 2008 is a Sunday",
        ),
        ("2007-01-03", "", "2007-01-03/2199-12-31<2007-01-03", "no interest dates: one period"),
    ],
)
def test_the_first_periods(issue: str, given: str, expected: str, source: str) -> None:
    found = list(islice(periods(day(issue), dates(given)), 2))
    told = [f"{each.start}/{each.end}<{each.reference[0]}" for each in found]
    assert " ".join(told) == expected, source
    assert all(each.reference[1] == each.end for each in found), "a period ends its reference"


def test_the_last_period_ends_in_the_year_after_the_last_date() -> None:
    *_, before, last = periods(day("2199-11-01"), dates("03-31 09-30"))
    assert (before.start, before.end) == (day("2199-11-01"), date(2200, 3, 31))
    assert (last.start, last.end) == (date(2200, 3, 31), date(2200, 9, 30))


@pytest.mark.parametrize(
    ("issue", "given", "first", "months", "source"),
    [
        ("2007-01-03", QUARTERS, "2007-04-01", 3, "QuantLib Schedule, quarterly"),
        ("2006-11-20", "01-15 07-15", "2007-01-15", 6, "QuantLib Schedule, half-yearly"),
        ("2007-03-01", "06-30", "2007-06-30", 12, "QuantLib Schedule, yearly"),
    ],
)
def test_periods_agree_with_quantlib(
    issue: str, given: str, first: str, months: int, source: str
) -> None:
    def theirs(text: str) -> Any:
        on = day(text)
        return ql.Date(on.day, on.month, on.year)

    schedule = ql.Schedule(
        theirs(issue),
        theirs("2019-04-01") if months == 3 else theirs("2019-07-15") + ql.Period("1Y"),
        ql.Period(months, ql.Months),
        ql.NullCalendar(),
        ql.Unadjusted,
        ql.Unadjusted,
        ql.DateGeneration.Forward,
        False,
        theirs(first),
    )
    expected = [date(each.year(), each.month(), each.dayOfMonth()) for each in schedule][:-1]
    found = list(islice(periods(day(issue), dates(given)), len(expected) - 1))
    assert [each.start for each in found] == expected[:-1], source
    assert [each.end for each in found] == expected[1:], source


def test_periods_follow_each_other_to_the_last_year() -> None:
    found = list(periods(day("2190-01-03"), dates(QUARTERS)))
    assert all(one.end == two.start for one, two in pairwise(found))
    assert found[0].start == day("2190-01-03")
    # 10 years, 3 interest dates in the first (1 April on), 4 in each of the nine others
    assert len([each for each in found if each.end <= day("2199-10-01")]) == 39


def test_a_period_is_a_value() -> None:
    span = (day("2007-01-01"), day("2007-04-01"))
    one = next(periods(day("2007-01-03"), dates(QUARTERS)))
    end = day("2007-04-01")
    assert one == Period(day("2007-01-03"), end, span, due=end, scheduled=end)


@pytest.mark.parametrize(
    ("issue", "given", "by", "expected", "source"),
    [
        ("2007-01-03", QUARTERS, "2008-10-15", "2008-10-01", "section 4, worked table"),
        ("2007-01-03", QUARTERS, "2008-10-01", "2008-10-01", "on the day itself"),
        ("2007-01-03", QUARTERS, "2008-09-30", "2008-07-01", "the day before one"),
        ("2007-01-03", QUARTERS, "2008-01-01", "2008-01-01", "the first of a year"),
        ("2007-01-03", QUARTERS, "2007-12-31", "2007-10-01", "the last of a year"),
        ("2007-01-03", QUARTERS, "2007-04-01", "2007-04-01", "the first after the issue"),
        ("2007-01-03", QUARTERS, "2007-03-31", None, "none since the issue"),
        ("2007-01-03", QUARTERS, "2006-12-31", None, "before the issue"),
        ("2007-04-01", QUARTERS, "2007-04-01", None, "the issue date is no interest date"),
        ("2007-01-03", "06-30", "2008-06-29", "2007-06-30", "in the year before"),
        ("2007-01-03", "02-29", "2009-02-28", "2009-02-28", "29 February in a common year"),
        ("2007-01-03", "", "2008-10-15", None, "no interest dates"),
    ],
)
def test_the_last_interest_date(
    issue: str, given: str, by: str, expected: str | None, source: str
) -> None:
    found = last_interest_date(day(issue), dates(given), day(by))
    assert found == (day(expected) if expected else None), source


# --- rule 21: interest dates rolled off closed days ---

FOLLOWING, PRECEDING = Roll.FOLLOWING, Roll.PRECEDING
FEBRUARY = "02-01 05-01 08-01 11-01"


def rolled(issue: str, given: str, roll: Roll | None, adjusted: bool) -> InterestDates:
    move = None if roll is None else lambda on: BANKS.roll(on, roll)
    return InterestDates(day(issue), dates(given), move, adjusted)


@pytest.mark.parametrize(
    ("roll", "adjusted", "expected", "source"),
    [
        # 1 November 2008 is a Saturday, 1 February 2009 a Sunday
        (None, False, "08-01/11-01@11-01 11-01/02-01@02-01 02-01/05-01@05-01", "rule 5"),
        (FOLLOWING, False, "08-01/11-01@11-03 11-01/02-01@02-02 02-01/05-01@05-01",
         "paid on Monday, accrued to the date as it is"),
        (FOLLOWING, True, "08-01/11-03@11-03 11-03/02-02@02-02 02-02/05-01@05-01",
         "adjusted: accrued to Monday, and from it"),
        (PRECEDING, False, "08-01/11-01@10-31 11-01/02-01@01-30 02-01/05-01@05-01",
         "paid on Friday"),
        (PRECEDING, True, "08-01/10-31@10-31 10-31/01-30@01-30 01-30/05-01@05-01",
         "adjusted: accrued to Friday"),
        (Roll.MODIFIED_FOLLOWING, True, "08-01/11-03@11-03 11-03/02-02@02-02 02-02/05-01@05-01",
         "Monday is in the month"),
    ],
)  # fmt: skip
def test_periods_where_interest_dates_roll(
    roll: Roll | None, adjusted: bool, expected: str, source: str
) -> None:
    found = list(islice(rolled("2008-01-10", FEBRUARY, roll, adjusted).periods(), 6))[3:]
    told = [f"{each.start:%m-%d}/{each.end:%m-%d}@{each.due:%m-%d}" for each in found]
    assert " ".join(told) == expected, source
    scheduled = ("2008-11-01", "2009-02-01", "2009-05-01")
    assert [str(each.scheduled) for each in found] == list(scheduled), "both are kept"
    assert [str(each.reference[1]) for each in found] == list(scheduled)


@pytest.mark.parametrize(
    ("issue", "roll", "expected", "source"),
    [
        ("2008-10-31", FOLLOWING, "10-31/11-03", "issued on the Friday before: a stub to Monday"),
        ("2008-10-31", PRECEDING, "10-31/01-30", "rolled to the issue: no period ends there"),
        ("2008-11-01", FOLLOWING, "11-01/02-02", "the issue date is no interest date"),
        ("2008-11-02", FOLLOWING, "11-02/02-02", "nor is one before it, wherever it rolls to"),
        ("2008-11-01", PRECEDING, "11-01/01-30", "the issue date is no interest date"),
    ],
)
def test_the_first_period_where_interest_dates_roll(
    issue: str, roll: Roll, expected: str, source: str
) -> None:
    given = rolled(issue, FEBRUARY, roll, adjusted=True)
    first = next(given.periods())
    assert f"{first.start:%m-%d}/{first.end:%m-%d}" == expected, source
    assert given.last(first.end) == first.end, source
    assert given.last(date.fromordinal(first.end.toordinal() - 1)) is None, source
    assert given.last_paid(date.fromordinal(first.due.toordinal() - 1)) is None, source
    assert given.last_paid(first.due) == first.end, source


# Sun 31 December 2006 rolls on to Tue 2 January 2007, over New Year's Day; Sat 1 January 2011
# rolls back to Fri 31 December 2010, on which Federal Reserve Banks are open.
YEAR_END, NEW_YEAR = "06-30 12-31", "01-01 07-01"


@pytest.mark.parametrize(
    ("given", "roll", "adjusted", "by", "last", "last_paid", "source"),
    [
        (YEAR_END, None, False, "2006-12-31", "2006-12-31", "2006-12-31", "nothing rolled"),
        (YEAR_END, FOLLOWING, False, "2006-12-30", "2006-06-30", "2006-06-30", "not yet"),
        (YEAR_END, FOLLOWING, False, "2006-12-31", "2006-12-31", "2006-06-30", "ended, unpaid"),
        (YEAR_END, FOLLOWING, False, "2007-01-01", "2006-12-31", "2006-06-30", "ended, unpaid"),
        (YEAR_END, FOLLOWING, False, "2007-01-02", "2006-12-31", "2006-12-31", "paid on the 2nd"),
        (YEAR_END, FOLLOWING, True, "2007-01-01", "2006-06-30", "2006-06-30", "adjusted: not yet"),
        (YEAR_END, FOLLOWING, True, "2007-01-02", "2007-01-02", "2007-01-02", "adjusted"),
        (NEW_YEAR, PRECEDING, False, "2010-12-30", "2010-07-01", "2010-07-01", "not yet"),
        (NEW_YEAR, PRECEDING, False, "2010-12-31", "2010-07-01", "2011-01-01",
         "paid the day before the period ends"),
        (NEW_YEAR, PRECEDING, False, "2011-01-01", "2011-01-01", "2011-01-01", "ended"),
        (NEW_YEAR, PRECEDING, True, "2010-12-30", "2010-07-01", "2010-07-01", "not yet"),
        (NEW_YEAR, PRECEDING, True, "2010-12-31", "2010-12-31", "2010-12-31", "adjusted"),
        (NEW_YEAR, PRECEDING, True, "2011-06-30", "2010-12-31", "2010-12-31", "of the year before"),
        # Sat 31 December 2011 rolls over New Year's Day, kept on Monday, to Tue 3 January 2012
        ("12-31", FOLLOWING, False, "2012-01-02", "2011-12-31", "2010-12-31", "a year before"),
        ("12-31", FOLLOWING, True, "2012-01-02", "2010-12-31", "2010-12-31", "a year before"),
        ("12-31", FOLLOWING, False, "2012-01-03", "2011-12-31", "2011-12-31", "paid on the 3rd"),
    ],
)  # fmt: skip
def test_the_last_interest_date_where_they_roll(
    given: str, roll: Roll | None, adjusted: bool, by: str, last: str, last_paid: str, source: str
) -> None:
    found = rolled("2006-01-15", given, roll, adjusted)
    assert (found.last(day(by)), found.last_paid(day(by))) == (day(last), day(last_paid)), source


@pytest.mark.parametrize(
    ("roll", "paid", "not_paid", "source"),
    [
        (None, "2008-11-01 2008-08-01", "2008-11-03 2008-10-31 2008-08-02", "as they are"),
        (FOLLOWING, "2008-11-01 2008-11-03 2008-08-01 2009-02-02", "2008-10-31 2008-11-04",
         "the date itself, and Monday"),
        (PRECEDING, "2008-11-01 2008-10-31 2009-01-30", "2008-11-03 2008-10-30", "Friday"),
    ],
)  # fmt: skip
def test_the_days_on_which_interest_is_paid(
    roll: Roll | None, paid: str, not_paid: str, source: str
) -> None:
    given = rolled("2008-01-10", FEBRUARY, roll, adjusted=False)
    assert [each for each in paid.split() if not given.pays_on(day(each))] == [], source
    assert [each for each in not_paid.split() if given.pays_on(day(each))] == [], source


@pytest.mark.parametrize(
    ("on", "expected", "source"),
    [
        ("2008-11-01", "2008-11-01", "the interest date itself, a Saturday"),
        ("2008-11-03", "2008-11-01", "the Monday on which its interest is paid"),
        ("2008-10-15", "2008-10-15", "no interest is paid on it"),
    ],
)
def test_interest_has_accrued_to_an_interest_date(on: str, expected: str, source: str) -> None:
    given = rolled("2008-01-10", FEBRUARY, FOLLOWING, adjusted=False)
    assert given.accrued_to(day(on)) == day(expected), source


def test_interest_dates_roll_to_the_last_date_and_no_further() -> None:
    # Tue 31 December 2199 is the last date there is: no calendar says where later ones roll to
    given = InterestDates(
        day("2199-03-01"), dates("06-30 12-31"), lambda on: WEEKENDS.roll(on, FOLLOWING), True
    )
    found = [str(each.end) for each in given.periods()]
    assert found == ["2199-07-01", "2199-12-31", "2200-06-30", "2200-12-31"]  # 30 June: a Sunday
    assert given.last(day("2199-12-31")) == given.last_paid(day("2199-12-31")) == day("2199-12-31")
    assert given.last(day("2199-12-30")) == day("2199-07-01")


def test_a_note_without_interest_dates_rolls_none() -> None:
    given = rolled("2008-01-10", "", FOLLOWING, adjusted=True)
    assert [str(each.end) for each in given.periods()] == ["2199-12-31"]
    assert (given.last(day("2010-01-01")), given.pays_on(day("2010-01-01"))) == (None, False)
