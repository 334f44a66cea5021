"""Deadlines (rule 1): read as the papers write them, and counted day by day."""

import importlib
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from core_strategies import BANKS, WEEKENDS, day

from notecalc.calendars import Roll, business_calendar
from notecalc.dates import check_date, parse_date
from notecalc.deadlines import Anchor, Deadline, Pause, Step, Unit
from notecalc.errors import NotecalcError

ql: Any = importlib.import_module("QuantLib")  # it has no type information

NYSE = business_calendar("nyse")


def message(text: str) -> str:
    with pytest.raises(NotecalcError) as caught:
        Deadline.parse(text)
    return str(caught.value)


@pytest.mark.parametrize("text", ["1900-01-01", "2008-02-29", "2008-09-29", "2199-12-31"])
def test_a_date_is_read(text: str) -> None:
    assert parse_date(text) == date.fromisoformat(text)


ISO = "write YYYY-MM-DD, such as 2008-09-29"
YEARS = "write a date in those years"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008-9-29", f"'2008-9-29' is not a date; {ISO}"),
        ("20080929", f"'20080929' is not a date; {ISO}"),
        ("09/29/2008", f"'09/29/2008' is not a date; {ISO}"),
        ("2008-W40-1", f"'2008-W40-1' is not a date; {ISO}"),
        ("", f"'' is not a date; {ISO}"),
        ("\u0662008-09-29", f"'\u0662008-09-29' is not a date; {ISO}"),
        ("2008-09-29" * 4, f"'{'2008-09-29' * 4}' is not a date; {ISO}"),
        ("2008-09-29" * 4 + "2", f"'{'2008-09-29' * 4}…' is not a date; {ISO}"),
        ("2008-09-29" * 5, f"'{'2008-09-29' * 4}…' is not a date; {ISO}"),
        ("2008-02-30", "there is no day 2008-02-30; write a day that the calendar has"),
        ("2007-02-29", "there is no day 2007-02-29; write a day that the calendar has"),
        ("0000-01-01", "there is no day 0000-01-01; write a day that the calendar has"),
        ("0001-01-01", f"0001-01-01 is outside 1900 to 2199; {YEARS}"),
        ("1899-12-31", f"1899-12-31 is outside 1900 to 2199; {YEARS}"),
        ("2200-01-01", f"2200-01-01 is outside 1900 to 2199; {YEARS}"),
        ("9999-12-31", f"9999-12-31 is outside 1900 to 2199; {YEARS}"),
    ],
)
def test_what_is_no_date_is_refused(text: str, expected: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        parse_date(text)
    assert str(caught.value) == expected


def test_a_datetime_is_no_date() -> None:
    with pytest.raises(NotecalcError) as caught:
        check_date(datetime(2008, 9, 29))
    assert str(caught.value) == (
        "datetime.datetime(2008, 9, 29, 0, 0) is not a date;"
        " give a datetime.date, without a time of day"
    )


@pytest.mark.parametrize(
    ("text", "count", "unit", "after", "roll", "shown"),
    [
        ("5 business days after closing", 5, Unit.BUSINESS_DAYS, Anchor.CLOSING, None, ""),
        ("10 business days after notice", 10, Unit.BUSINESS_DAYS, Anchor.NOTICE, None, ""),
        ("3 days after due", 3, Unit.DAYS, Anchor.DUE, None, ""),
        ("30 days after notice received", 30, Unit.DAYS, Anchor.NOTICE_RECEIVED, None, ""),
        ("2 weeks after issue", 2, Unit.WEEKS, Anchor.ISSUE, None, ""),
        ("6 months after 2008-09-29", 6, Unit.MONTHS, day("2008-09-29"), None, ""),
        ("1 business day after due", 1, Unit.BUSINESS_DAYS, Anchor.DUE, None, ""),
        ("1 year after issue", 1, Unit.YEARS, Anchor.ISSUE, None, ""),
        ("0 days after issue", 0, Unit.DAYS, Anchor.ISSUE, None, ""),
        ("9999 days after issue", 9999, Unit.DAYS, Anchor.ISSUE, None, ""),
        ("3 days after due, rolled following", 3, Unit.DAYS, Anchor.DUE, Roll.FOLLOWING, ""),
        (
            "1 month after due, rolled modified following",
            1,
            Unit.MONTHS,
            Anchor.DUE,
            Roll.MODIFIED_FOLLOWING,
            "",
        ),
        ("3 days after due, rolled preceding", 3, Unit.DAYS, Anchor.DUE, Roll.PRECEDING, ""),
        (
            "  10  Business   DAYS after Notice  Received ,rolled  Following ",
            10,
            Unit.BUSINESS_DAYS,
            Anchor.NOTICE_RECEIVED,
            Roll.FOLLOWING,
            "10 business days after notice received, rolled following",
        ),
        ("1 days after due", 1, Unit.DAYS, Anchor.DUE, None, "1 day after due"),
        ("3 day after due", 3, Unit.DAYS, Anchor.DUE, None, "3 days after due"),
    ],
)
def test_a_deadline_is_read_and_shown(
    text: str, count: int, unit: Unit, after: Anchor | date, roll: Roll | None, shown: str
) -> None:
    assert Deadline.parse(text) == Deadline(count, unit, after, roll)
    assert str(Deadline(count, unit, after, roll)) == (shown or text)


WRITE = (
    "write N (business days | days | weeks | months | years) after"
    " (closing | issue | notice | notice received | due | YYYY-MM-DD)"
    "[, rolled following | modified following | preceding]"
)
UNITS = "one of business days, days, weeks, months, years"
ANCHORS = "one of closing, issue, notice, notice received, due"
ROLLS = "one of following, modified following, preceding"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ten days after notice", f"'ten days after notice' is not a deadline; {WRITE}"),
        ("-3 days after due", f"'-3 days after due' is not a deadline; {WRITE}"),
        ("3 days before due", f"'3 days before due' is not a deadline; {WRITE}"),
        ("", f"'' is not a deadline; {WRITE}"),
        ("x" * 80, f"'{'x' * 80}' is not a deadline; {WRITE}"),
        ("x" * 81, f"'{'x' * 80}…' is not a deadline; {WRITE}"),
        ("10000 days after due", "10000 is too long a count; write at most 9999"),
        (
            f"{'1' * 30} days after due",
            f"{'1' * 20} is too long a count; write at most 9999",
        ),
        (
            f"{'1' * 5000} days after due",  # more digits than Python makes an int of
            f"{'1' * 20} is too long a count; write at most 9999",
        ),
        ("3 days after d1", f"unknown anchor 'd1'; write {ANCHORS}"),
        ("3 days after 5", f"'5' is not a date; {ISO}"),
        ("3 fortnights after due", f"unknown unit 'fortnights'; write {UNITS}"),
        (
            "3 busines days after due",
            f"unknown unit 'busines days'; did you mean business days? ({UNITS})",
        ),
        (
            "3 days after notise",
            f"unknown anchor 'notise'; did you mean notice? ({ANCHORS})",
        ),
        (
            "3 days after due, rolled folowing",
            f"unknown roll 'folowing'; did you mean following? ({ROLLS})",
        ),
        ("3 days after 20080930", f"'20080930' is not a date; {ISO}"),
        (
            "3 days after 2008-02-30",
            "there is no day 2008-02-30; write a day that the calendar has",
        ),
    ],
)
def test_what_is_no_deadline_is_refused(text: str, expected: str) -> None:
    assert message(text) == expected


@pytest.mark.parametrize("anchor", list(Anchor))
def test_only_a_count_from_a_notice_needs_one(anchor: Anchor) -> None:
    expected = anchor.value.startswith("notice")
    assert Deadline(3, Unit.DAYS, anchor).needs_notice is expected
    assert not Deadline(3, Unit.DAYS, day("2008-09-29")).needs_notice


@pytest.mark.parametrize(
    ("text", "start", "expected", "source"),
    [
        ("5 business days after closing", "2007-01-03", "2007-01-10", "section 2, the Notice"),
        ("5 days after closing", "2007-01-03", "2007-01-08", "section 2, calendar days"),
        ("10 business days after notice", "2008-09-29", "2008-10-14", "section 4, worked"),
        ("3 business days after due", "2008-09-30", "2008-10-03", "section 2, the 8-K"),
        ("3 days after due", "2008-09-30", "2008-10-03", "section 2, the 8-K"),
        ("1 business day after due", "2008-09-27", "2008-09-29", "from a Saturday: the Monday"),
        ("1 business day after due", "2008-10-13", "2008-10-14", "from a holiday: the day after"),
        ("0 business days after due", "2008-10-12", "2008-10-12", "none: E itself"),
        ("2 weeks after due", "2008-09-30", "2008-10-14", "14 days"),
        ("1 month after due", "2008-01-31", "2008-02-29", "month ends clip, leap year"),
        ("1 month after due", "2007-01-31", "2007-02-28", "month ends clip"),
        ("1 month after due", "2008-02-29", "2008-03-29", "and do not stick"),
        ("13 months after due", "2008-01-31", "2009-02-28", "over a year's end"),
        ("1 year after due", "2008-02-29", "2009-02-28", "29 February clips"),
        ("4 days after due", "2008-09-30", "2008-10-04", "a Saturday: it stays there"),
        ("4 days after due, rolled following", "2008-09-30", "2008-10-06", "Sat to Mon"),
        ("4 days after due, rolled preceding", "2008-09-30", "2008-10-03", "Sat to Fri"),
        ("3 days after due, rolled following", "2008-09-30", "2008-10-03", "open: not moved"),
        ("11 days after due, rolled following", "2008-09-30", "2008-10-14",
         "Sat 11 October: Sun, then Columbus Day"),
        ("30 days after due, rolled following", "2008-05-01", "2008-06-02", "Sat 31 May"),
        ("30 days after due, rolled modified following", "2008-05-01", "2008-05-30",
         "Sat 31 May: Monday is in June"),
        ("4 days after due, rolled modified following", "2008-09-30", "2008-10-06",
         "the Monday is in the month"),
        ("9 business days after due, rolled following", "2008-09-30", "2008-10-14",
         "Business Days end on one"),
    ],
)  # fmt: skip
def test_where_a_deadline_ends(text: str, start: str, expected: str, source: str) -> None:
    assert Deadline.parse(text).end(day(start), BANKS) == day(expected), source


def test_the_exchange_trades_on_columbus_day() -> None:
    # section 4: by the calendar of the NYSE the deadline is Mon 13 October
    assert Deadline.parse("10 business days after notice").end(day("2008-09-29"), NYSE) == day(
        "2008-10-13"
    )


def test_business_days_agree_with_quantlib() -> None:
    federal = ql.UnitedStates(ql.UnitedStates.FederalReserve)
    for ahead in range(0, 500, 3):
        start = day("2007-06-01") + timedelta(days=ahead)
        for count in (1, 3, 5, 10):
            theirs = federal.advance(ql.Date(start.day, start.month, start.year), count, ql.Days)
            expected = date(theirs.year(), theirs.month(), theirs.dayOfMonth())
            assert Deadline(count, Unit.BUSINESS_DAYS, Anchor.DUE).end(start, BANKS) == expected


@pytest.mark.parametrize(
    ("text", "end", "expected", "source"),
    [
        ("4 days after due", "2008-10-04", True, "calendar days end on a Saturday"),
        ("1 month after due", "2008-10-13", True, "on a holiday"),
        ("3 days after due", "2008-10-03", False, "on a Business Day"),
        ("4 days after due, rolled following", "2008-10-04", False, "the terms move it"),
        ("4 business days after due", "2008-10-04", False, "Business Days are never closed"),
    ],
)
def test_a_deadline_that_stays_on_a_closed_day(
    text: str, end: str, expected: bool, source: str
) -> None:
    assert Deadline.parse(text).stays_on_closed_day(day(end), BANKS) is expected, source


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        (
            "3 business days after notice",
            "2008-10-10",
            [
                "Sat 2008-10-11 Saturday: not a Business Day",
                "Sun 2008-10-12 Sunday: not a Business Day",
                "Mon 2008-10-13 Columbus Day: not a Business Day",
                "Tue 2008-10-14 day 1",
                "Wed 2008-10-15 day 2",
                "Thu 2008-10-16 day 3",
            ],
        ),
        (
            "2 days after notice",
            "2008-10-11",
            ["Sun 2008-10-12 day 1", "Mon 2008-10-13 day 2"],
        ),
        (
            "2 days after notice, rolled following",
            "2008-10-09",
            [
                "Fri 2008-10-10 day 1",
                "Sat 2008-10-11 day 2",
                "Sat 2008-10-11 Saturday: not a Business Day, rolled",
                "Sun 2008-10-12 Sunday: not a Business Day, rolled",
                "Mon 2008-10-13 Columbus Day: not a Business Day, rolled",
                "Tue 2008-10-14 the Business Day it rolls to",
            ],
        ),
        (
            "2 days after notice, rolled preceding",
            "2008-10-11",
            [
                "Sun 2008-10-12 day 1",
                "Mon 2008-10-13 day 2",
                "Mon 2008-10-13 Columbus Day: not a Business Day, rolled",
                "Sun 2008-10-12 Sunday: not a Business Day, rolled",
                "Sat 2008-10-11 Saturday: not a Business Day, rolled",
                "Fri 2008-10-10 the Business Day it rolls to",
            ],
        ),
        ("2 days after notice, rolled following", "2008-09-29",
         ["Tue 2008-09-30 day 1", "Wed 2008-10-01 day 2"]),
        ("0 days after notice", "2008-09-29", []),
    ],
)  # fmt: skip
def test_a_deadline_is_counted_day_by_day(text: str, start: str, expected: list[str]) -> None:
    steps = Deadline.parse(text).steps(day(start), BANKS)
    assert [str(step) for step in steps] == expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("6 months after due", "2008-03-31", [("2008-09-30", "6 months")]),
        ("1 week after due", "2008-09-30", [("2008-10-07", "1 week")]),
        ("2 years after notice received", "2006-09-29", [("2008-09-29", "2 years")]),
        (
            "1 month after due, rolled following",
            "2008-09-11",
            [
                ("2008-10-11", "1 month"),
                ("2008-10-11", "Saturday: not a Business Day, rolled"),
                ("2008-10-12", "Sunday: not a Business Day, rolled"),
                ("2008-10-13", "Columbus Day: not a Business Day, rolled"),
                ("2008-10-14", "the Business Day it rolls to"),
            ],
        ),
    ],
)
def test_a_deadline_in_weeks_months_or_years_is_one_step(
    text: str, start: str, expected: list[tuple[str, str]]
) -> None:
    steps = Deadline.parse(text).steps(day(start), BANKS)
    assert list(steps) == [Step(day(on), None, note) for on, note in expected]


def test_the_step_of_a_day_that_counts_has_its_number_and_no_note() -> None:
    steps = Deadline.parse("1 business day after due").steps(day("2008-10-12"), BANKS)
    assert list(steps) == [
        Step(day("2008-10-13"), None, "Columbus Day: not a Business Day"),
        Step(day("2008-10-14"), 1, ""),
    ]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("10 business days after notice", "2008-09-29", [("2008-10-13", "Columbus Day")]),
        ("10 days after notice", "2008-10-06", []),
        ("7 days after notice, rolled following", "2008-10-06", [("2008-10-13", "Columbus Day")]),
        ("3 business days after notice", "2008-09-29", []),
        ("1 month after notice", "2008-09-13", []),  # ends on Columbus Day and stays there
        ("1 month after notice, rolled following", "2008-09-13", [("2008-10-13", "Columbus Day")]),
        ("1 month after notice, rolled preceding", "2008-09-13", [("2008-10-13", "Columbus Day")]),
        ("1 week after notice", "2008-10-08", []),  # passes Columbus Day: no day is counted
    ],
)
def test_the_holidays_that_moved_it(text: str, start: str, expected: list[tuple[str, str]]) -> None:
    found = list(Deadline.parse(text).skipped(day(start), BANKS))
    assert found == [(day(on), name) for on, name in expected]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        (
            "9999 years after due",
            "2008-09-29",
            "9999 years after 2008-09-29 is past 2199",
        ),
        ("300 years after due", "2008-01-01", f"2308-01-01 is outside 1900 to 2199; {YEARS}"),
        ("5 days after due", "2199-12-30", f"2200-01-04 is outside 1900 to 2199; {YEARS}"),
    ],
)
def test_a_deadline_past_the_last_year_is_refused(text: str, start: str, expected: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        Deadline.parse(text).end(day(start), WEEKENDS)
    assert str(caught.value) == expected


def test_a_deadline_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(NotecalcError) as caught:
        Deadline.parse("10 business days after due").end(day("2050-12-30"), BANKS)
    assert str(caught.value) == (
        "us-banks covers 1990 to 2050, not 10 Business Days after 2050-12-30;"
        " write a date from 1990-01-01 to 2050-12-31, or name another calendar"
    )


# --- rule 14: days on which a count stands still ---


def pauses(text: str) -> tuple[Pause, ...]:
    """Pauses from "10-01/10-07 10-10/10-20", days of 2008."""
    pairs = [each.split("/") for each in text.split()]
    return tuple((day(f"2008-{one}"), day(f"2008-{other}"), "standstill") for one, other in pairs)


TEN = "10 business days after notice"  # from Mon 29 September: to Tue 14 October
DAYS_TEN = "10 days after notice"  # from Mon 29 September: to Thu 9 October


@pytest.mark.parametrize(
    ("text", "paused", "expected", "source"),
    [
        (TEN, "", "10-14", "none"),
        (TEN, "09-20/09-29", "10-14", "before the first day; the day of the notice never counts"),
        (TEN, "09-20/09-30", "10-15", "over the first day"),
        (TEN, "10-01/10-07", "10-21", "in the middle: 1, 2, 3, 6, 7 October; so 15-17, 20, 21"),
        (TEN, "10-04/10-05", "10-14", "a weekend: no Business Day in it"),
        (TEN, "10-13/10-13", "10-14", "a holiday: no Business Day in it"),
        (TEN, "10-14/10-14", "10-15", "the last day"),
        (TEN, "10-15/10-20", "10-14", "from the day after the last"),
        (TEN, "10-14/10-20", "10-21", "across the end: nine days before it, the tenth after"),
        (TEN, "10-10/10-20", "10-22", "across the end: eight days to Thu 9, then 21 and 22"),
        (TEN, "10-01/10-02 10-15/10-16", "10-20",
         "the first brings the end past the second: 30, 3, 6-10, 14 are eight, then 17 and 20"),
        (TEN, "10-15/10-16", "10-14", "and without the first the second does nothing"),
        ("0 business days after notice", "09-29/10-03", "09-29", "nothing is counted"),
        (DAYS_TEN, "", "10-09", "none"),
        (DAYS_TEN, "09-20/09-29", "10-09", "before the first day"),
        (DAYS_TEN, "09-30/09-30", "10-10", "the first day"),
        (DAYS_TEN, "10-01/10-05", "10-14", "in the middle: five days, with their weekend"),
        (DAYS_TEN, "10-09/10-09", "10-10", "the last day"),
        (DAYS_TEN, "10-10/10-20", "10-09", "from the day after the last"),
        (DAYS_TEN, "10-08/10-20", "10-22", "across the end: eight days to Tue 7, then 21 and 22"),
        (DAYS_TEN, "10-01/10-02 10-10/10-10", "10-12", "the second bites by the first"),
        (f"{DAYS_TEN}, rolled following", "10-01/10-02", "10-14",
         "two days longer: Sat 11, rolled over Columbus Day"),
        (f"{DAYS_TEN}, rolled preceding", "10-01/10-02", "10-10", "Sat 11, rolled back"),
        ("2 weeks after notice", "10-13/10-14", "10-15", "to Mon 13, then two days"),
        ("1 month after notice", "10-29/10-30", "10-31", "to Wed 29, then two days"),
        ("1 month after notice", "09-29/09-30", "10-30", "one of the two counts"),
        ("1 year after notice", "10-01/10-01", "2009-09-30", "a day longer"),
    ],
)  # fmt: skip
def test_paused_days_do_not_count(text: str, paused: str, expected: str, source: str) -> None:
    found = Deadline.parse(text).end(day("2008-09-29"), BANKS, pauses(paused))
    assert found == day(expected if len(expected) > 5 else f"2008-{expected}"), source


@pytest.mark.parametrize(
    ("text", "start", "paused", "expected"),
    [
        (
            "3 business days after notice",
            "2008-10-09",
            "10-13/10-15",
            [
                "Fri 2008-10-10 day 1",
                "Sat 2008-10-11 Saturday: not a Business Day",
                "Sun 2008-10-12 Sunday: not a Business Day",
                "Mon 2008-10-13 standstill: not counted",
                "Tue 2008-10-14 standstill: not counted",
                "Wed 2008-10-15 standstill: not counted",
                "Thu 2008-10-16 day 2",
                "Fri 2008-10-17 day 3",
            ],
        ),
        (
            "2 days after notice",
            "2008-10-10",
            "10-12/10-13",
            [
                "Sat 2008-10-11 day 1",
                "Sun 2008-10-12 standstill: not counted",
                "Mon 2008-10-13 standstill: not counted",
                "Tue 2008-10-14 day 2",
            ],
        ),
        ("1 month after notice", "2008-09-29", "10-01/10-01",
         ["Thu 2008-10-30 1 month, 1 day longer"]),
        ("2 weeks after notice", "2008-09-29", "10-01/10-02",
         ["Wed 2008-10-15 2 weeks, 2 days longer"]),
        ("2 weeks after notice", "2008-09-29", "10-14/10-20", ["Mon 2008-10-13 2 weeks"]),
        (
            "2 days after notice, rolled following",
            "2008-10-09",
            "10-10/10-10",
            [
                "Fri 2008-10-10 standstill: not counted",
                "Sat 2008-10-11 day 1",
                "Sun 2008-10-12 day 2",
                "Sun 2008-10-12 Sunday: not a Business Day, rolled",
                "Mon 2008-10-13 Columbus Day: not a Business Day, rolled",
                "Tue 2008-10-14 the Business Day it rolls to",
            ],
        ),
    ],
)  # fmt: skip
def test_a_paused_count_is_told_day_by_day(
    text: str, start: str, paused: str, expected: list[str]
) -> None:
    steps = Deadline.parse(text).steps(day(start), BANKS, pauses(paused))
    assert [str(step) for step in steps] == expected


@pytest.mark.parametrize(
    ("text", "start", "paused", "expected", "source"),
    [
        ("3 business days after notice", "2008-10-09", "10-13/10-15", [],
         "rule 14: Columbus Day is within it: 10, 16 and 17 October, were banks open on it or not"),
        ("10 business days after notice", "2008-09-29", "10-06/10-17", [],
         "rule 14: 30 September to 3 October, then from the 20th"),
        ("10 business days after notice", "2008-09-29", "10-06/10-12", ["2008-10-13"],
         "rule 14: over the day before it"),
        ("4 days after notice, rolled following", "2008-10-07", "10-11/10-31", [],
         "1 to 4 days end on 1 November, a Saturday, and roll over a weekend"),
        ("4 days after notice, rolled following", "2008-10-07", "10-14/10-31", ["2008-10-13"],
         "rolled from Sat 11 October over the holiday to Tue 14, within it: rule 14 lets it stay"),
        ("2 days after notice", "2008-10-10", "10-12/10-13", [],
         "calendar days: Columbus Day stands still by the forbearance, not as a holiday"),
        ("2 days after notice, rolled following", "2008-10-09", "10-10/10-10", ["2008-10-13"],
         "it rolls over Columbus Day"),
        ("3 business days after notice", "2008-10-08", "10-10/10-10", ["2008-10-13"],
         "Columbus Day comes into the count by the forbearance: 9, 14 and 15 October"),
        ("2 business days after notice", "2008-10-08", "", [], "9 and 10 October"),
    ],
)  # fmt: skip
def test_a_pause_is_no_holiday(
    text: str, start: str, paused: str, expected: list[str], source: str
) -> None:
    found = list(Deadline.parse(text).skipped(day(start), BANKS, pauses(paused)))
    assert found == [(day(on), "Columbus Day") for on in expected], source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 days after notice", "3 days after sending"),
        ("1 business day after notice", "1 business day after sending"),
        ("3 days after notice, rolled following", "3 days after sending, rolled following"),
    ],
)
def test_a_count_from_a_sending_in_words(text: str, expected: str) -> None:
    assert Deadline.parse(text).told == expected
