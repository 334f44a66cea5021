"""Year fractions from the tests of QuantLib and OpenGamma Strata.

data/daycount.csv is a selection of them, data/daycount_rest.csv what the same tests hold besides,
its ACT/ACT ICMA rows with one regular period of the source's schedule as their reference.
"""

import csv
import importlib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from conformance.case import DATA, Case
from notecalc.daycount import DayCount

ql: Any = importlib.import_module("QuantLib")  # it has no type information


def day(text: str) -> date:
    return date.fromisoformat(text)


def quantlib_date(on: date) -> Any:
    return ql.Date(on.day, on.month, on.year)


class QuantLibCalendar:
    """A calendar of QuantLib's as BUS/252 asks for it: Business Days of [start, end)."""

    def __init__(self, calendar: Any) -> None:
        self.calendar = calendar

    def count(self, start: date, end: date, /) -> int:
        assert start <= end, "a calendar is asked forwards only"
        between: int = self.calendar.businessDaysBetween(
            quantlib_date(start), quantlib_date(end), True, False
        )
        return between


BRAZIL = QuantLibCalendar(ql.Brazil(ql.Brazil.Settlement))

# ACT/ACT ICMA rows that do not give the notional period. Strata's rows give the end of the coupon
# period and the whole schedule, stub dates included; what notecalc asks for is one regular period
# of that schedule, from which the stub is stepped. It is the one that the row's frequency and eom
# make of the coupon period's regular date. Key: start, end, end of the coupon period, frequency,
# eom.
NOTIONAL = {
    # the other, quarterly to 30 April 2000 from the 30th, without eom: see differences.csv
    ("1999-11-30", "2000-04-30", "", "4", "0"): ("1999-11-30", "2000-02-29"),
    # short back stub of 1999-01-30/1999-07-30/2000-01-30/2000-06-30: the period it cuts short
    ("2000-01-30", "2000-06-30", "", "2", "0"): ("2000-01-30", "2000-07-30"),
    ("2000-01-30", "2000-06-30", "2000-06-30", "2", "1"): ("2000-01-30", "2000-07-30"),
    # a regular period, and part of it
    ("2003-11-01", "2004-04-30", "2004-05-01", "2", "1"): ("2003-11-01", "2004-05-01"),
    ("2003-11-01", "2004-05-01", "2004-05-01", "2", "1"): ("2003-11-01", "2004-05-01"),
    ("2003-07-15", "2004-01-15", "2004-01-15", "2", "1"): ("2003-07-15", "2004-01-15"),
    ("1999-07-30", "2000-01-30", "2000-01-30", "2", "1"): ("1999-07-30", "2000-01-30"),
    # long initial stubs to 2012-02-29, quarterly: the last period of the stub, month ends where eom
    ("2011-07-01", "2011-08-12", "2012-02-29", "4", "1"): ("2011-11-30", "2012-02-29"),
    ("2011-07-01", "2011-11-12", "2012-02-29", "4", "1"): ("2011-11-30", "2012-02-29"),
    ("2011-10-01", "2011-11-12", "2012-02-29", "4", "0"): ("2011-11-29", "2012-02-29"),
    ("2011-10-01", "2012-01-12", "2012-02-29", "4", "0"): ("2011-11-29", "2012-02-29"),
    # short initial stub: the year it cuts short
    ("1999-02-01", "1999-07-01", "1999-07-01", "1", "1"): ("1998-07-01", "1999-07-01"),
    # long final stub from a month end, eom: the first period of the stub
    ("1999-11-30", "2000-04-30", "2000-04-30", "4", "1"): ("1999-11-30", "2000-02-29"),
}


def arguments(row: dict[str, str]) -> dict[str, Any]:
    """What the row's columns are called here."""
    found: dict[str, Any] = {}
    if row["frequency"]:
        found["frequency"] = int(row["frequency"])
    if row["ref_start"]:
        found["reference"] = (day(row["ref_start"]), day(row["ref_end"]))
    elif row["convention"] == "ACT/ACT ICMA":
        key = (row["start"], row["end"], row["ref_end"], row["frequency"], row["eom"])
        found["reference"] = tuple(map(day, NOTIONAL[key]))
    elif row["convention"] == "ACT/365L":  # the coupon period starts where the row does
        found["reference"] = (day(row["start"]), day(row["ref_end"]))
    if row["maturity"]:
        found["maturity"] = day(row["maturity"])
    if row["calendar"]:
        assert row["calendar"] == "Brazil(Settlement)"
        found["calendar"] = BRAZIL
    if row["eom"]:
        found["eom"] = row["eom"] == "1"
    return found


def rows() -> list[dict[str, str]]:
    """The rows of both files, each with the line on which it stands."""
    return [*_of_file("daycount.csv", ""), *_of_file("daycount_rest.csv", "rest ")]


def _of_file(name: str, called: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as lines:
        for at, row in enumerate(csv.DictReader(lines), start=2):
            yield {**row, "line": f"{called}{at}"}


def compared(row: dict[str, str]) -> Case:
    """A row: equal where it is exact, and within its tolerance."""
    found = DayCount(row["convention"]).fraction(
        day(row["start"]), day(row["end"]), **arguments(row)
    )
    exact, published = row["expected_exact"], Fraction(row["expected_year_fraction"])
    agrees = abs(found - published) <= Fraction(row["tolerance"])
    if exact:
        agrees = agrees and found == Fraction(exact)
    name = f"{row['line']}-{row['convention']}-{row['source']}"
    return Case(name, row["source"], exact or row["expected_year_fraction"], str(found), agrees)


def of(suite: str) -> Iterator[Case]:
    """The rows from one test suite."""
    return (compared(row) for row in rows() if row["source"].startswith(suite))
