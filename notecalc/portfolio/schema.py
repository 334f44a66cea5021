"""The columns of a book: what may stand in a table of notes, and what comes out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from notecalc.calendars import business_calendar
from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError, Problem, closest, one_of, refuse
from notecalc.money import PaidIn, check_rate, minor_units, parse_rate
from notecalc.periods import MonthDay
from notecalc.terms import DefaultFrom, Terms

REQUIRED = ("id", "principal", "issue_date", "notice_date")
DATES = ("issue_date", "notice_date", "redeem_on", "cured")
RATES = ("cash_rate", "note_rate", "default_cash_rate", "default_note_rate")
COLUMNS = (
    *REQUIRED, *RATES, "paid_in", "day_count", "calendar", "default_from", "redeem_on", "cured",
    "interest_dates", "cure_days", "covenant_days", "price",
)  # fmt: skip
"""The columns that are read, in the order of the documents; others are left alone."""

_MOST_DAYS = 9999


def read_rate(text: Any) -> Decimal:
    """A rate as text: 12%, 12.00% or 0.12."""
    return parse_rate(str(text))


def check_share(value: Decimal) -> None:
    """Refuse a rate, given as a number, that is not a share of one."""
    if value >= 1:
        raise refuse(f"rate {value:f} is 1 or more", "write a share of one: 0.12 for 12%")
    check_rate(value)


def read_price(text: Any) -> Decimal:
    """A price as text: 100% or 102.5%."""
    price = parse_rate(str(text), kind="price")
    check_price(price)
    return price


def check_price(value: Decimal) -> None:
    """Refuse a price, given as a number, that is not a share of principal above zero."""
    check_rate(value, "price")
    if not value:
        raise refuse("a price of 0% is not possible", "write a share of principal: 1 for 100%")


def _interest_dates(text: Any) -> tuple[MonthDay, ...]:
    found = [MonthDay.parse(each) for each in str(text).replace(",", " ").split()]
    return tuple(sorted(found))


def _days(given: Any) -> int:
    text = str(given)
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_DAYS):
        raise refuse(f"{text[:20]!r} is not a count of days", f"write one from 0 to {_MOST_DAYS}")
    return int(text)


def _calendar(text: Any) -> str:
    business_calendar(text)
    return str(text)


CHOICES: dict[str, Callable[[Any], Any]] = {
    "paid_in": lambda text: one_of(PaidIn, str(text), "way of payment"),
    "day_count": lambda text: DayCount.parse(str(text)),
    "calendar": _calendar,
    "default_from": lambda text: one_of(DefaultFrom, str(text), "reading"),
    "interest_dates": _interest_dates,
    "cure_days": _days,
    "covenant_days": _days,
}
"""What a row may choose, and how it is read."""


def check_columns(schema: pa.Schema) -> None:
    """Refuse a table in which a column is missing, misspelt, twice or of the wrong type."""
    names, problems = schema.names, []
    for name in REQUIRED:
        if name not in names:
            problems.append(_missing(name, names))
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            problems.append(Problem(f"column {name!r} is there twice", "leave one out", name))
        elif name in COLUMNS:
            problems += _mistyped(name, schema.field(name).type)
        elif (near := closest(name, COLUMNS)) and near not in names and near not in REQUIRED:
            what = f"column {name!r} is none of a book's"
            problems.append(Problem(what, f"did you mean {near}?", name))
    if problems:
        raise NotecalcError(*problems)


def _missing(name: str, names: list[str]) -> Problem:
    near = closest(name, [each for each in names if each not in COLUMNS])
    meant = f"did you mean it by {near!r}? Else " if near else ""
    return Problem(f"column {name!r} is missing", f"{meant}add it", name)


def _mistyped(name: str, kind: pa.DataType) -> list[Problem]:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)
    whole, exact = pa.types.is_integer(kind), pa.types.is_decimal(kind)
    times = pa.types.is_timestamp(kind) and kind.tz is None
    dates = pa.types.is_date(kind) or times
    if name == "id":
        fits, wanted = text or whole, "text or whole numbers"
    elif name == "principal":
        fits, wanted = text or whole or exact, "decimal128(38, 2)"
    elif name in DATES:
        fits, wanted = text or dates, "dates (date32)"
    elif name in RATES or name == "price":
        fits, wanted = text or exact, "decimals such as decimal128(12, 6), or text such as 12%"
    elif name in ("cure_days", "covenant_days"):
        fits, wanted = text or whole, "whole numbers"
    else:
        fits, wanted = text, "text"
    if fits:
        return []
    why = ", which is not exact" if pa.types.is_floating(kind) else ""
    return [Problem(f"column {name!r} holds {kind}{why}", f"write {wanted}", name)]


def output_schema(terms: Terms, id_type: pa.DataType) -> pa.Schema:
    """The columns that come out, in order; amounts have two decimals, or the currency's if more."""
    amount = pa.decimal128(38, max(2, minor_units(terms.currency)))
    return pa.schema(
        [
            ("id", id_type),
            ("state", pa.dictionary(pa.int8(), pa.string())),
            ("covenant_deadline", pa.date32()),
            ("cure_deadline", pa.date32()),
            ("event_of_default", pa.date32()),
            ("default_rate_from", pa.date32()),
            ("redemption_date", pa.date32()),
            ("principal_due", amount),
            ("accrued_interest", amount),
            ("total", amount),
            ("per_diem", amount),
            ("error", pa.string()),
        ]
    )


TEMPLATE = pa.table(
    {
        "id": ["A-1", "A-2", "A-3"],
        "principal": pa.array(
            [Decimal("1000.00"), Decimal("2260000.00"), Decimal("1750000.00")],
            pa.decimal128(38, 2),
        ),
        "issue_date": pa.array([date(2007, 1, 3)] * 3),
        "notice_date": pa.array([date(2008, 9, 29), date(2008, 10, 7), date(2008, 9, 29)]),
        "paid_in": ["notes", "notes", "cash"],
        "default_from": pa.array(["event-of-default", "interest-date", None]),
        "redeem_on": pa.array([None, date(2008, 11, 14), None], pa.date32()),
        "cured": pa.array([None, None, date(2008, 10, 14)], pa.date32()),
    }
)
"""A book of three notes, as an example."""
