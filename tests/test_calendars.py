"""Business Days against the published lists, other libraries and the plain definition."""

import csv
import importlib
import importlib.util
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
import pytest
from conformance.businessdays import counted
from conformance.case import differences
from hypothesis import given
from hypothesis import strategies as st

import notecalc.calendars
from notecalc.calendars import CALENDARS, Calendar, Roll, business_calendar, day_sources
from notecalc.errors import NotecalcError

ql: Any = importlib.import_module("QuantLib")  # it has no types

HERE = Path(__file__).parent
TABLES = Path(notecalc.calendars.__file__).parent
FROZEN = [source for source in CALENDARS if source.name != "weekends"]
NAMES = [source.name for source in CALENDARS]

FED = "Federal Reserve Banks holiday schedule"
FED_SATURDAY = "Federal Reserve: after a Saturday holiday Banks are open the preceding Friday"
FED_SUNDAY = "Federal Reserve: after a Sunday holiday Banks are closed the following Monday"
SATURDAY = "5 U.S.C. 6103(b)(1)"
SUNDAY = "Executive Order 11582 Sec. 3(a)"
RULE = "NYSE Rule 7.2: a Saturday holiday closes the Friday, a Sunday one the Monday"
YEAR_END = "NYSE Rule 7.2: not where a yearly accounting period ends"
RULE_51 = "NYSE Rule 7.2 and the former Rule 51: not among the holidays listed"
CLOSING = "NYSE notice of its closing for the day"
NO_HOLIDAY = "no holiday of 5 U.S.C. 6103(a)"
TARGET = "ECB, 14 December 2000: long-term calendar for TARGET closing days"
ACT = "Banking and Financial Dealings Act 1971 Sch. 1"
GAZETTE = "royal proclamation, London Gazette"

# calendar, day, its holiday's name (None: a Business Day), source
PUBLISHED = [
    ("us-banks", "2008-10-13", "Columbus Day", f"{FED} 2008"),
    ("nyse", "2008-10-13", None, RULE_51),
    ("us-federal", "2008-10-13", "Columbus Day", "5 U.S.C. 6103(a)"),
    ("target", "2008-10-13", None, TARGET),
    ("us-banks", "2009-07-03", None, FED_SATURDAY),
    ("us-federal", "2009-07-03", "Independence Day (observed)", SATURDAY),
    ("us-banks", "2010-12-24", None, FED_SATURDAY),
    ("us-banks", "2010-12-31", None, FED_SATURDAY),
    ("us-federal", "2010-12-31", "New Year's Day (observed)", SATURDAY),
    ("us-banks", "2010-07-05", "Independence Day (observed)", FED_SUNDAY),
    ("us-federal", "2010-07-05", "Independence Day (observed)", SUNDAY),
    ("us-banks", "2010-01-18", "Martin Luther King Jr. Day", f"{FED} 2010"),
    ("us-banks", "2010-11-11", "Veterans Day", f"{FED} 2010"),
    ("us-banks", "2020-06-19", None, "Pub. L. 117-17 is of 17 June 2021"),
    ("us-banks", "2022-06-20", "Juneteenth National Independence Day (observed)", FED_SUNDAY),
    ("us-banks", "2027-06-18", None, "Federal Reserve holiday schedule 2027: June 19 a Saturday"),
    ("us-banks", "2012-10-29", None, "Fedwire ran through Hurricane Sandy"),
    ("nyse", "2021-12-31", None, YEAR_END),
    ("nyse", "2022-01-03", None, "NYSE holiday calendar 2022"),
    ("nyse", "2023-01-02", "New Year's Day (observed)", RULE),
    ("nyse", "2021-06-18", None, "SEC notice of 2021: Juneteenth is a NYSE holiday from 2022"),
    ("nyse", "2022-06-20", "Juneteenth National Independence Day (observed)", RULE),
    ("nyse", "2012-04-06", "Good Friday", "NYSE holiday schedule 2012"),
    ("nyse", "1997-01-20", None, "NYSE keeps Martin Luther King Jr. Day from 1998"),
    ("nyse", "1998-01-19", "Martin Luther King Jr. Day", "NYSE keeps it from 1998"),
    ("nyse", "1994-04-27", "Funeral of former President Richard M. Nixon", CLOSING),
    ("target", "1999-04-02", None, "ECB, 3 September 1998: two closing days in 1999"),
    ("target", "1999-12-31", "Additional closing day", "ECB, 31 March 1999"),
    ("target", "2000-04-21", "Good Friday", "ECB, 15 July 1999"),
    ("target", "2000-05-01", "Labour Day", "ECB, 15 July 1999"),
    ("target", "2001-12-31", "Additional closing day", "ECB calendar for 2001"),
    ("target", "2002-12-31", None, TARGET),
    ("target", "2002-12-26", "Christmas Holiday", TARGET),
    ("london", "1998-12-28", "Boxing Day (observed)", "London Gazette, 30 June 1998"),
    ("london", "1999-01-01", "New Year's Day", "London Gazette, 30 June 1998"),
    ("london", "1999-05-03", "May Day", "London Gazette, 30 June 1998"),
    ("london", "1999-12-31", "Millennium Celebrations", GAZETTE),
    ("london", "2002-05-27", None, GAZETTE),
    ("london", "2002-06-04", "Spring Bank Holiday", GAZETTE),
    ("london", "2012-05-28", None, "bank holidays in England and Wales 2012"),
    ("london", "2012-06-04", "Spring Bank Holiday", "bank holidays in England and Wales 2012"),
    ("london", "2012-06-05", "Diamond Jubilee of Elizabeth II", GAZETTE),
    ("london", "2020-05-04", None, "London Gazette notice 3326938"),
    ("london", "2020-05-08", "May Day", "London Gazette notice 3326938"),
    (
        "london",
        "2022-09-19",
        "State Funeral of Queen Elizabeth II",
        "London Gazette notice 4158896",
    ),
    ("london", "2023-05-01", "May Day", "London Gazette notice 4115743"),
    ("london", "2024-05-06", "May Day", "London Gazette notice 4388378"),
    ("london", "2025-05-05", "May Day", "London Gazette notice 4631404"),
    ("london", "2016-12-27", "Christmas Day (observed)", ACT),
    ("weekends", "2008-12-25", None, "Monday to Friday"),
]

# Federal Reserve Banks: the standard holidays of 2009 and 2010 as published, and of 2025 to 2027.
FED_SCHEDULES = {
    2009: "01-01 01-19 02-16 05-25 09-07 10-12 11-11 11-26 12-25",
    2010: "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25",
}

# Why each of the disputed days is open or closed: us-federal, us-banks, nyse.
DISPUTED = {
    "2000-11-10": (SATURDAY, FED_SATURDAY, RULE_51),
    "2001-09-11": (NO_HOLIDAY, FED, CLOSING),
    "2001-09-12": (NO_HOLIDAY, FED, CLOSING),
    "2001-09-13": (NO_HOLIDAY, FED, CLOSING),
    "2001-09-14": (NO_HOLIDAY, FED, CLOSING),
    "2004-06-11": ("Executive Order 13343 closes agencies; " + NO_HOLIDAY, FED, CLOSING),
    "2004-12-24": (SATURDAY, FED_SATURDAY, RULE),
    "2004-12-31": (SATURDAY, FED_SATURDAY, YEAR_END),
    "2006-11-10": (SATURDAY, FED_SATURDAY, RULE_51),
    "2007-01-02": ("Executive Order 13421 closes agencies; " + NO_HOLIDAY, FED, CLOSING),
    "2009-07-03": (SATURDAY, FED_SATURDAY, RULE),
    "2010-12-24": (SATURDAY, FED_SATURDAY, RULE),
    "2010-12-31": (SATURDAY, FED_SATURDAY, YEAR_END),
    "2012-10-29": (NO_HOLIDAY, FED, CLOSING),
    "2012-10-30": (NO_HOLIDAY, FED, CLOSING),
    "2015-07-03": (SATURDAY, FED_SATURDAY, RULE),
    "2017-11-10": (SATURDAY, FED_SATURDAY, RULE_51),
    "2018-12-05": ("Executive Order 13852 closes agencies; " + NO_HOLIDAY, FED, CLOSING),
    "2020-07-03": (SATURDAY, FED_SATURDAY, RULE),
    "2021-06-18": ("OPM memorandum of 17 June 2021", FED_SATURDAY, "a NYSE holiday from 2022"),
    "2021-12-24": (SATURDAY, FED_SATURDAY, RULE),
    "2021-12-31": (SATURDAY, FED_SATURDAY, YEAR_END),
    "2023-11-10": (SATURDAY, FED_SATURDAY, RULE_51),
    "2025-01-09": ("Executive Order of 30 December 2024; " + NO_HOLIDAY, FED, CLOSING),
    "2026-07-03": (SATURDAY, FED_SATURDAY, RULE),
    "2027-06-18": (SATURDAY, FED_SATURDAY, RULE),
    "2027-12-24": (SATURDAY, FED_SATURDAY, RULE),
    "2027-12-31": (SATURDAY, FED_SATURDAY, YEAR_END),
    "2028-11-10": (SATURDAY, FED_SATURDAY, RULE_51),
}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / "data" / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def span(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(i) for i in range((end - start).days))


def on(day: str) -> date:
    return date.fromisoformat(day)


def make_calendars() -> ModuleType:
    path = HERE.parent / "tools" / "make_calendars.py"
    spec = importlib.util.spec_from_file_location("make_calendars", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_calendars"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "day", "holiday", "source"), PUBLISHED)
def test_published_facts(name: str, day: str, holiday: str | None, source: str) -> None:
    calendar = business_calendar(name)
    assert calendar.holiday_name(on(day)) == holiday, source
    assert calendar.is_business_day(on(day)) is (holiday is None), source


@pytest.mark.parametrize("year", FED_SCHEDULES)
def test_federal_reserve_schedules(year: int) -> None:
    closed = {day for day in business_calendar("us-banks").closed if day.year == year}
    assert closed == {on(f"{year}-{day}") for day in FED_SCHEDULES[year].split()}


def test_the_case() -> None:
    noticed = on("2008-09-29")
    assert business_calendar("us-banks").add(noticed, 10) == on("2008-10-14")
    assert business_calendar("nyse").add(noticed, 10) == on("2008-10-13")
    # Closing 3 January 2007; "five business days, by January 10, 2007" (Notice of Default).
    assert business_calendar("us-banks").add(on("2007-01-03"), 5) == on("2007-01-10")


@pytest.mark.parametrize("row", rows("businessdays_disputed.csv"), ids=lambda row: row["date"])
def test_disputed_days(row: dict[str, str]) -> None:
    day = on(row["date"])
    said = (row["US_FEDERAL_statutory"], row["FED(QuantLib)"], row["NYSE(all sources)"])
    names = ("us-federal", "us-banks", "nyse")
    for name, state, source in zip(names, said, DISPUTED[row["date"]], strict=True):
        assert business_calendar(name).is_business_day(day) is (state == "open"), source


def test_every_disputed_day_is_decided() -> None:
    assert set(DISPUTED) == {row["date"] for row in rows("businessdays_disputed.csv")}


def test_united_states_calendars_differ_on_disputed_days_and_regular_holidays_only() -> None:
    """Any other difference is Good Friday, or a holiday that the NYSE does not keep at all."""
    federal, banks, nyse = map(business_calendar, ("us-federal", "us-banks", "nyse"))
    for day in span(on("2000-01-01"), on("2031-01-01")):
        if day.isoformat() not in DISPUTED:
            assert federal.is_business_day(day) == banks.is_business_day(day), day
            if banks.is_business_day(day) != nyse.is_business_day(day):
                name = nyse.holiday_name(day) or banks.holiday_name(day) or ""
                assert name.startswith(("Good Friday", "Columbus Day", "Veterans Day")), day


OTHERS: dict[str, tuple[Any, Callable[[range], Iterable[date]]]] = {
    "us-banks": (
        ql.UnitedStates(ql.UnitedStates.FederalReserve),
        lambda years: {
            day: name
            for day, name in holidays.country_holidays("US", years=years, language="en_US").items()
            if day.weekday() != 4 or not name.endswith("(observed)")
        },
    ),
    "us-federal": (
        ql.UnitedStates(ql.UnitedStates.Settlement),
        lambda years: holidays.country_holidays("US", years=years, language="en_US"),
    ),
    "nyse": (
        ql.UnitedStates(ql.UnitedStates.NYSE),
        lambda years: holidays.financial_holidays("XNYS", years=years),
    ),
    "target": (ql.TARGET(), lambda years: holidays.financial_holidays("XECB", years=years)),
    "london": (
        ql.UnitedKingdom(ql.UnitedKingdom.Exchange),
        lambda years: holidays.country_holidays("GB", subdiv="ENG", years=years),
    ),
}
# OPM, memorandum of 17 June 2021: observed that Friday. QuantLib's list begins in 2022.
QUANTLIB_DIFFERS = {("us-federal", on("2021-06-18"))}


@pytest.mark.parametrize("name", OTHERS)
def test_table_holidays_package_and_quantlib_agree(name: str) -> None:
    quantlib, package = OTHERS[name]
    listed = frozenset(package(range(1999, 2033)))
    calendar = business_calendar(name)
    for day in span(on("2000-01-01"), on("2031-01-01")):
        is_open = calendar.is_business_day(day)
        assert is_open == (day.weekday() < 5 and day not in listed), day
        theirs = quantlib.isBusinessDay(ql.Date(day.day, day.month, day.year))
        assert (is_open != theirs) == ((name, day) in QUANTLIB_DIFFERS), day


def test_london_exchange_and_banks_keep_the_same_days() -> None:
    exchange = ql.UnitedKingdom(ql.UnitedKingdom.Exchange)
    banks = ql.UnitedKingdom(ql.UnitedKingdom.Settlement)
    for day in span(on("2000-01-01"), on("2031-01-01")):
        at = ql.Date(day.day, day.month, day.year)
        assert exchange.isBusinessDay(at) == banks.isBusinessDay(at), day


def test_businessdays_of_quantlib() -> None:
    decided = {case for _, case in differences()}
    assert [case for case in counted() if not case.agrees and case.name not in decided] == []


@pytest.mark.parametrize("source", FROZEN, ids=lambda source: source.name)
def test_tables_are_what_the_tool_makes(
    source: notecalc.calendars.CalendarSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "th")  # the package has Thai names for some, and would use them
    tool = make_calendars()
    table = (TABLES / f"{source.name}.csv").read_bytes()
    moved = "\n".join(tool.changes(source, table.decode()))
    assert table == tool.render(source).encode(), (
        f"these days moved:\n{moved}\nA day that has passed is kept by a dated row of CORRECTIONS"
        " in tools/make_calendars.py, with its source; then run `make calendars`."
    )


def test_a_new_release_that_changes_holidays_is_named_day_by_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A package without Columbus Day of 2008, and with a day and a name of its own."""
    tool = make_calendars()
    (banks,) = (source for source in FROZEN if source.name == "us-banks")
    table = (TABLES / "us-banks.csv").read_text(encoding="utf-8")
    kept = dict(holidays.country_holidays("US", years=range(1990, 2051), language="en_US"))

    def other(*_: object, **__: object) -> dict[date, str]:
        changed = {**kept, on("2008-10-31"): "Halloween", on("2008-11-11"): "Armistice Day"}
        del changed[on("2008-10-13")]
        return changed

    assert tool.changes(banks, table) == []
    monkeypatch.setattr(tool.holidays, "country_holidays", other)
    by, source = f"by holidays {tool.VERSION}", f"{FED}; 12 CFR 229.2(g)"
    assert tool.changes(banks, table) == [
        f"us-banks 2008-10-13 Columbus Day: closed in the table, open {by}",
        f"us-banks 2008-10-31 Halloween: open in the table, closed {by}",
        f"us-banks 2008-11-11: ('Veterans Day', '{source}') in the table,"
        f" ('Armistice Day', '{source}') {by}",
    ]
    with pytest.raises(AssertionError, match="us-banks 2008-10-13 Columbus Day: closed in the"):
        test_tables_are_what_the_tool_makes(banks, monkeypatch)


@pytest.mark.parametrize("source", FROZEN, ids=lambda source: source.name)
def test_tables_are_well_formed(source: notecalc.calendars.CalendarSource) -> None:
    with (TABLES / f"{source.name}.csv").open(encoding="utf-8", newline="") as table:
        listed = list(csv.DictReader(table))
    days = [on(row["date"]) for row in listed]
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
    assert {day.year for day in days} == set(range(source.first_year, source.last_year + 1))
    assert all(row["name"] and row["source"] for row in listed)
    calendar = business_calendar(source.name)
    assert dict(calendar.closed) == {on(row["date"]): row["name"] for row in listed}
    assert calendar.sources == (source.source,)


def test_corrections_stand_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = make_calendars()
    for source in FROZEN:
        moved = {row.instead_of: "moved" for row in tool.CORRECTIONS.get(source.name, ())}
        moved.pop(None, None)
        recipe = tool.Recipe(lambda years, moved=moved: dict(moved), lambda day, name: "none")
        monkeypatch.setattr(tool, "RECIPES", {source.name: recipe})
        made = {day: (name, why) for day, name, why in tool.rows(source)}
        for row in tool.CORRECTIONS.get(source.name, ()):
            assert made[row.day.isoformat()] == (row.name, row.source)
            assert row.instead_of is None or row.instead_of.isoformat() not in made


def test_joined_calendar_is_open_where_all_are() -> None:
    both = business_calendar("us-banks+nyse")
    assert both.name == "us-banks+nyse"
    assert both == business_calendar(["us-banks", "nyse"]) == business_calendar("us-banks + nyse")
    banks, nyse = business_calendar("us-banks"), business_calendar("nyse")
    for day in span(on("2001-01-01"), on("2013-01-01")):
        assert both.is_business_day(day) == (
            banks.is_business_day(day) and nyse.is_business_day(day)
        )
    assert both.sources == banks.sources + nyse.sources
    # 26 December: each has a name of its own for it, and the first named decides.
    day = on("2008-12-26")
    assert business_calendar("london+target").holiday_name(day) == "Boxing Day"
    assert business_calendar("target+london").holiday_name(day) == "Christmas Holiday"


def test_joined_coverage_is_the_years_covered_by_all() -> None:
    joined = business_calendar("us-banks+target+weekends")
    assert (joined.first, joined.last) == (on("1999-01-01"), on("2050-12-31"))
    assert business_calendar("weekends").last == on("2199-12-31")
    with pytest.raises(NotecalcError, match="covers 1999 to 2050, not 1998-06-01"):
        joined.is_business_day(on("1998-06-01"))


def test_naming_a_calendar_twice_changes_nothing() -> None:
    assert business_calendar("nyse+nyse") is business_calendar("nyse")


def test_days_closed_by_the_terms() -> None:
    closed = [on("2008-10-14"), on("2008-10-13"), on("2008-10-12")]
    calendar = business_calendar("us-banks", closed)
    assert calendar.add(on("2008-09-29"), 10) == on("2008-10-15")
    assert calendar.why_closed(on("2008-10-14")) == "closed by the terms"
    assert calendar.why_closed(on("2008-10-13")) == "Columbus Day"
    assert calendar.why_closed(on("2008-10-12")) == "Sunday"
    assert calendar.name == "us-banks"
    assert business_calendar("us-banks").is_business_day(on("2008-10-14"))
    with pytest.raises(NotecalcError, match="us-banks covers 1990 to 2050, not 2908-10-14"):
        business_calendar("us-banks", [on("2908-10-14")])


def test_why_closed() -> None:
    calendar = business_calendar("us-banks")
    days = ("2008-10-10", "2008-10-11", "2008-10-12", "2008-10-13")
    assert [calendar.why_closed(on(day)) for day in days] == [
        None,
        "Saturday",
        "Sunday",
        "Columbus Day",
    ]
    assert [calendar.holiday_name(on(day)) for day in days] == [None, None, None, "Columbus Day"]


# Laws 662/1949, 6.802/1980, 9.093/1995 and 10.607/2002; 20 November from Law 14.759/2023.
BRAZIL = {
    2008: "01-01 03-21 04-21 05-01 12-25",
    2024: "01-01 03-29 05-01 11-15 11-20 12-25",
}


@pytest.mark.parametrize("year", BRAZIL)
def test_brazil(year: int) -> None:
    calendar = business_calendar("country:BR")
    closed = {day for day in calendar.closed if day.year == year}
    assert closed == {on(f"{year}-{day}") for day in BRAZIL[year].split()}
    assert (calendar.first, calendar.last) == (on("1990-01-01"), on("2050-12-31"))
    assert calendar.holiday_name(on("2008-03-21")) == "Good Friday"
    assert "holidays 0." in calendar.sources[0]


def test_part_of_a_country() -> None:
    """New York General Construction Law section 24: 12 February, Lincoln's birthday."""
    assert not business_calendar("country:US-NY").is_business_day(on("2008-02-12"))
    assert business_calendar("country:US").is_business_day(on("2008-02-12"))
    joined = business_calendar("country:US+us-federal")
    assert joined.closed == business_calendar("us-federal").closed


def test_country_covers_years_known_in_full() -> None:
    # Saturday and Sunday from 1 January 2022 (UAE cabinet, December 2021).
    assert business_calendar("country:AE").first == on("2022-01-01")
    # The package warns that India's are known from 2001 to 2035 only.
    india = business_calendar("country:IN")
    assert (india.first.year, india.last.year) == (2001, 2035)


def test_country_years_are_in_one_piece() -> None:
    """Johor rested on Friday and Saturday from 2014 to 2024: what was before does not count."""
    assert business_calendar("country:MY-01").first == on("2025-01-01")


def test_country_names_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert business_calendar("country:DE").holiday_name(on("2008-01-01")) == "New Year's Day"


def test_country_is_a_frozen_copy() -> None:
    calendar = business_calendar("country:BR")
    before = dict(calendar.closed)
    calendar.is_business_day(on("2049-01-04"))
    assert dict(calendar.closed) == before
    assert business_calendar("country:BR") is calendar


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nyze", "unknown calendar 'nyze'; did you mean nyse?"),
        ("us-bank+nyse", "unknown calendar 'us-bank'; did you mean us-banks?"),
        ("US-Banks", "unknown calendar 'US-Banks'; did you mean us-banks?"),
        ("", "unknown calendar ''"),
        ("us-banks+", "unknown calendar ''"),
        ("country:br", "unknown calendar 'country:br'; did you mean country:BR?"),
        ("country:US-NX", "unknown calendar 'country:US-NX'; did you mean country:US-"),
        ("country:Brasilia", "unknown calendar 'country:Brasilia'"),
        ("country:", "unknown calendar 'country:'"),
        ("country:IL", "the weekend of country:IL is not Saturday and Sunday"),
    ],
)
def test_names_that_are_refused(name: str, message: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        business_calendar(name)
    assert str(caught.value).startswith(message)
    assert all(problem.remedy for problem in caught.value.problems)


def test_every_unknown_name_is_told() -> None:
    with pytest.raises(NotecalcError) as caught:
        business_calendar(["nyze", "us-banks", "londn"])
    whats = [problem.what for problem in caught.value.problems]
    assert whats == ["unknown calendar 'nyze'", "unknown calendar 'londn'"]


def test_calendars_without_a_common_year(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {
        "london": Calendar("london", {}, on("1990-01-01"), on("1998-12-31")),
        "weekends": Calendar("weekends", {}, on("1999-01-01"), on("2050-12-31")),
    }
    monkeypatch.setattr(notecalc.calendars, "_load", parts.__getitem__)
    with pytest.raises(NotecalcError, match="no year is covered by all of london and weekends"):
        business_calendar("london+weekends")


def test_no_name_at_all() -> None:
    with pytest.raises(NotecalcError, match="unknown calendar ''"):
        business_calendar([])


@pytest.mark.parametrize(
    "ask",
    [
        lambda c, day: c.is_business_day(day),
        lambda c, day: c.holiday_name(day),
        lambda c, day: c.why_closed(day),
        lambda c, day: c.add(day, 1),
        lambda c, day: c.add(day, 0),
        lambda c, day: c.roll(day, Roll.FOLLOWING),
        lambda c, day: c.count(day, on("2008-01-02")),
        lambda c, day: c.count(on("2008-01-02"), day),
    ],
)
@pytest.mark.parametrize("name", ["us-banks", "target", "weekends"])
def test_beyond_the_coverage(name: str, ask: Callable[[Calendar, date], object]) -> None:
    calendar = business_calendar(name)
    years = {source.name: (source.first_year, source.last_year) for source in CALENDARS}
    first, last = years[name]
    for day in (date(first - 1, 12, 31), date(last + 1, 1, 2)):
        with pytest.raises(NotecalcError) as caught:
            ask(calendar, day)
        assert caught.value.problems[0].what == f"{name} covers {first} to {last}, not {day}"
        assert caught.value.problems[0].remedy
    moment = datetime(2008, 1, 2, 12)
    with pytest.raises(TypeError, match=r"^a date is wanted, not a datetime$"):
        ask(calendar, moment)


def test_a_holiday_may_be_the_first_day_covered_or_the_last() -> None:
    first, last = on("2008-10-13"), on("2008-10-31")
    closed = {on("2008-10-10"): "before", first: "A", last: "B", on("2008-11-03"): "after"}
    calendar = Calendar("a month", closed, first, last)
    assert calendar.closed == {first: "A", last: "B"}
    assert (calendar.holiday_name(first), calendar.holiday_name(last)) == ("A", "B")
    assert calendar.count(first, last) == 13  # 14 weekdays from the 13th to the 30th, less one


def test_days_are_added_from_the_first_day_covered_and_from_the_last() -> None:
    first, last = on("2008-10-13"), on("2008-10-31")  # a Monday and a Friday
    calendar = Calendar("a month", {}, first, last)
    assert (calendar.add(first, 1), calendar.add(last, -1)) == (
        on("2008-10-14"), on("2008-10-30"),
    )  # fmt: skip


def test_a_count_may_begin_on_the_first_day_covered() -> None:
    # 1990 began on a Monday, New Year's Day: 2 to 5 January are four Business Days
    calendar = business_calendar("us-banks")
    assert calendar.count(on("1990-01-01"), on("1990-01-08")) == 4
    assert calendar.count(on("1990-01-08"), on("1990-01-01")) == -4


def test_counts_that_run_out_of_the_coverage() -> None:
    calendar = business_calendar("us-banks")
    for n in (30, 10**12):
        with pytest.raises(NotecalcError, match=f"not {n} Business Days after 2050-12-20"):
            calendar.add(on("2050-12-20"), n)
    with pytest.raises(NotecalcError, match="not 1 Business Days after 2050-12-30"):
        calendar.add(on("2050-12-30"), 1)
    with pytest.raises(NotecalcError, match="not 10000 Business Days before 1991-01-04"):
        calendar.add(on("1991-01-04"), -10_000)
    with pytest.raises(NotecalcError, match="the day to which 2050-12-31 rolls"):
        calendar.roll(on("2050-12-31"), Roll.FOLLOWING)  # a Saturday
    with pytest.raises(NotecalcError, match="the day to which 1990-01-01 rolls"):
        calendar.roll(on("1990-01-01"), Roll.PRECEDING)
    # What follows is in another month wherever it is: the day before answers.
    assert calendar.roll(on("2050-12-31"), Roll.MODIFIED_FOLLOWING) == on("2050-12-30")
    # 2050: 260 weekdays (it begins and ends on a Saturday) less 10 holidays, 25 December a Sunday.
    assert calendar.count(on("2050-01-01"), on("2051-01-01")) == 250
    assert calendar.count(on("2051-01-01"), on("2050-01-01")) == -250


@pytest.mark.parametrize(
    ("day", "roll", "rolled"),
    [
        ("2008-05-31", "following", "2008-06-02"),  # a Saturday, the last of May
        ("2008-05-31", "modified following", "2008-05-30"),
        ("2008-05-31", "preceding", "2008-05-30"),
        ("2008-10-13", "modified following", "2008-10-14"),
        ("2008-10-13", "preceding", "2008-10-10"),
        ("2008-10-14", "following", "2008-10-14"),
        ("2008-10-14", "preceding", "2008-10-14"),
    ],
)
def test_roll(day: str, roll: str, rolled: str) -> None:
    """ISDA 2006 section 4.12."""
    assert business_calendar("us-banks").roll(on(day), Roll(roll)) == on(rolled)


def test_values() -> None:
    calendar = business_calendar("us-banks")
    again = Calendar(
        "us-banks", dict(calendar.closed), calendar.first, calendar.last, calendar.sources
    )
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert again.fingerprint == calendar.fingerprint
    assert pickle.loads(pickle.dumps(calendar)) == calendar
    assert replace(calendar, name="other") != calendar
    with pytest.raises(FrozenInstanceError):
        setattr(calendar, "name", "other")  # noqa: B010
    assert not hasattr(calendar.closed, "__setitem__")


def test_closed_days_at_weekends_or_outside_the_coverage_change_nothing() -> None:
    year = (on("2008-01-01"), on("2008-12-31"))
    plain = Calendar("x", {on("2008-10-13"): "Columbus Day"}, *year)
    days = {
        on("2009-10-12"): "outside",
        on("2008-10-12"): "a Sunday",
        on("2008-10-13"): "Columbus Day",
    }
    assert Calendar("x", days, *year) == plain
    assert Calendar("x", days, *year).fingerprint == plain.fingerprint


def test_fingerprint_changes_with_everything_said() -> None:
    calendar = business_calendar("us-banks")
    kind, digits = calendar.fingerprint.split(":")
    assert kind == "sha256"
    assert len(bytes.fromhex(digits)) == 8
    renamed = {**calendar.closed, on("2008-10-13"): "Indigenous Peoples' Day"}
    fewer = {day: name for day, name in calendar.closed.items() if day != on("2008-10-13")}
    others = [
        replace(calendar, name="other"),
        replace(calendar, first=on("1989-12-31")),
        replace(calendar, last=on("2051-01-01")),
        replace(calendar, closed=renamed),
        replace(calendar, closed=fewer),
        business_calendar("us-banks", [on("2008-10-14")]),
        *(business_calendar(name) for name in NAMES if name != "us-banks"),
    ]
    prints = {calendar.fingerprint, *(other.fingerprint for other in others)}
    assert len(prints) == len(others) + 1


def test_nothing_slow_is_imported_on_the_way() -> None:
    code = (
        "import sys; from notecalc.calendars import business_calendar as c; c('us-banks').first; "
        "print([m for m in ('holidays', 'csv', 'pathlib', 'hashlib', 'importlib.resources')"
        " if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


calendars = st.sampled_from([*NAMES, "us-banks+nyse", "target+london"]).map(business_calendar)


def test_the_first_and_the_last_day_of_a_calendar_are_reached() -> None:
    # Monday 1 January 1900 and Tuesday 31 December 2199
    weekends = business_calendar("weekends")
    assert weekends.add(on("1900-01-02"), -1) == on("1900-01-01")
    assert weekends.add(on("2199-12-30"), 1) == on("2199-12-31")


days = st.dates(on("2001-01-01"), on("2030-12-31"))  # 300 Business Days after TARGET begins
steps = st.integers(1, 300)


def naive_add(calendar: Calendar, day: date, n: int) -> date:
    step = timedelta(1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while day.weekday() > 4 or day in calendar.closed:
            day += step
    return day


@given(calendars, days, st.integers(-300, 300))
def test_add_is_the_plain_definition(calendar: Calendar, day: date, n: int) -> None:
    assert calendar.add(day, n) == naive_add(calendar, day, n)


@given(calendars, days, steps)
def test_add_moves_strictly_to_business_days(calendar: Calendar, day: date, n: int) -> None:
    later, earlier = calendar.add(day, n), calendar.add(day, -n)
    assert earlier < day < later
    assert calendar.is_business_day(later)
    assert calendar.is_business_day(earlier)
    assert calendar.add(day, n + 1) > later


@given(calendars, days, steps)
def test_add_there_and_back(calendar: Calendar, day: date, n: int) -> None:
    """Back on the day itself where it is open, else on the Business Day before (or after) it."""
    assert calendar.add(calendar.add(day, n), -n) == calendar.roll(day, Roll.PRECEDING)
    assert calendar.add(calendar.add(day, -n), n) == calendar.roll(day, Roll.FOLLOWING)


@given(calendars, days, steps, steps)
def test_add_in_two_steps(calendar: Calendar, day: date, n: int, m: int) -> None:
    assert calendar.add(calendar.add(day, n), m) == calendar.add(day, n + m)


@given(calendars, days, days)
def test_count_is_the_plain_definition(calendar: Calendar, start: date, end: date) -> None:
    low, high = min(start, end), max(start, end)
    plain = sum(day.weekday() < 5 and day not in calendar.closed for day in span(low, high))
    assert calendar.count(start, end) == (plain if start <= end else -plain)


@given(calendars, days, steps)
def test_count_and_add_agree(calendar: Calendar, day: date, n: int) -> None:
    tomorrow = day + timedelta(1)
    assert calendar.count(tomorrow, calendar.add(day, n) + timedelta(1)) == n
    assert calendar.count(calendar.add(day, -n), day) == n


@given(calendars, days, st.sampled_from(Roll))
def test_roll_is_the_plain_definition(calendar: Calendar, day: date, roll: Roll) -> None:
    yesterday, tomorrow = day - timedelta(1), day + timedelta(1)
    later, earlier = naive_add(calendar, yesterday, 1), naive_add(calendar, tomorrow, -1)
    if roll is Roll.MODIFIED_FOLLOWING and later.month != day.month:
        later = earlier
    assert calendar.roll(day, roll) == (earlier if roll is Roll.PRECEDING else later)


@given(calendars, days)
def test_why_closed_says_something_on_closed_days_only(calendar: Calendar, day: date) -> None:
    assert (calendar.why_closed(day) is None) is calendar.is_business_day(day)
    assert calendar.holiday_name(day) == calendar.closed.get(day)


def test_each_closed_day_has_its_source() -> None:
    fed = "Federal Reserve Banks holiday schedule; 12 CFR 229.2(g)"
    rule = "NYSE Rule 7.2 (formerly Rule 51)"
    banks = day_sources(business_calendar("us-banks"))
    assert banks[on("2008-10-13")] == fed
    assert set(banks) == set(business_calendar("us-banks").closed)
    joined = business_calendar("us-banks+nyse", [on("2008-09-30"), on("2008-12-25")])
    found = day_sources(joined)
    assert found[on("2008-12-25")] == fed, "the first calendar that closes it"
    assert found[on("2008-03-21")] == rule, "Good Friday closes the exchange alone"
    assert found[on("2008-09-30")] == "closed by the terms"
    assert set(found) == set(joined.closed)
    assert day_sources(business_calendar("weekends")) == {}


def test_the_source_of_a_country_is_the_package_that_lists_its_holidays() -> None:
    calendar = business_calendar("country:DE")
    assert set(day_sources(calendar).values()) == {calendar.sources[0]}
    joined = business_calendar("target+country:DE")  # the euro from 1999, both from then on
    found = day_sources(joined)
    assert found[on("2008-10-03")] == calendar.sources[0], "German Unity Day"
    assert found[on("2008-12-25")] == "ECB Governing Council decision of 14 December 2000"
    assert set(found) == set(joined.closed), "no day before both cover it"


def test_tables_are_read_as_they_stand() -> None:
    # read anew: what other tests have read already is kept
    notecalc.calendars._joined.cache_clear()
    notecalc.calendars._load.cache_clear()
    assert business_calendar("weekends").closed == {}
    with open(TABLES / "london.csv", encoding="utf-8", newline="") as table:
        rows = {on(row["date"]): row["name"] for row in csv.DictReader(table)}
    assert business_calendar("london").closed == rows
