"""The values that documents hold: text in, and the core's own values out.

Every value comes as its source text and is read by the parser that the core has for it, whose
words reach the reader unchanged. Python callers may give dates, Decimals and the core's own
values in place of text; a float is refused, for it has lost digits already.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, TypeVar, get_args

from pydantic import BaseModel, PlainValidator, ValidationInfo, WithJsonSchema

from notecalc.dates import check_date, parse_date
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError, refuse, unknown
from notecalc.money import (
    PaidIn,
    check_amount,
    check_price,
    check_rate,
    parse_amount,
    parse_price,
    parse_rate,
)
from notecalc.periods import MonthDay
from notecalc.readings.figure import parse_within
from notecalc.readings.sweep import Over
from notecalc.scenario.builder import short
from notecalc.terms import DefaultFrom, Occurs, Retroactive

_E = TypeVar("_E", bound=Enum)

_OVER = get_args(Over)

TAGS = ("(text)", "(list)", "(mapping)", "(known)")
"""The steps that a choice between shapes adds to the place of an error."""


def shape(value: object) -> str:
    if isinstance(value, Mapping | BaseModel):
        return "(mapping)"
    return "(text)"


def shape_or_list(value: object) -> str:
    return "(list)" if isinstance(value, list | tuple) else shape(value)


def _no_text(value: object, wanted: str, example: str) -> NotecalcError:
    if value is None:
        what = f"nothing stands where {wanted} is wanted"
    elif isinstance(value, float):
        return refuse(f"{value!r} is a float", f"give text or a Decimal, such as {example!r}")
    elif isinstance(value, Mapping):
        what = f"a mapping stands where {wanted} is wanted"
    elif isinstance(value, list | tuple):
        what = f"a list stands where {wanted} is wanted"
    else:
        what = f"{short(repr(value))} is not {wanted}"
    return refuse(what, f"write {example}")


def read(
    wanted: str, example: str, parse: Callable[[str], object], *made: type
) -> Callable[[object], object]:
    """A validator: text is parsed, a value of a type in `made` is kept."""

    def validate(value: object) -> object:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, made):
            return value
        raise _no_text(value, wanted, example)

    return validate


def _date(value: object) -> object:
    if isinstance(value, str):
        return parse_date(value.strip())
    if isinstance(value, date):
        check_date(value)
        return value
    raise _no_text(value, "a date", "2008-09-29")


def _rate(value: object) -> object:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return parse_rate(str(value))
    if isinstance(value, Decimal):
        check_rate(value)
        return value
    raise _no_text(value, "a rate", "12%")


def _amount(value: object, info: ValidationInfo) -> object:
    currency = (info.context or {}).get("currency", "USD")
    if isinstance(value, str):
        return parse_amount(value, currency)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        check_amount(Decimal(value), currency)
        return Decimal(value)
    raise _no_text(value, "an amount", "1750000.00")


def _price(value: object) -> object:
    if isinstance(value, str):
        return parse_price(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        check_price(Decimal(value))
        return Decimal(value)
    raise _no_text(value, "a price", "1.10")


def _tolerance(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        return parse_within(value, (info.context or {}).get("currency", "USD"))
    return Decimal(0) if value == 0 and not isinstance(value, float) else _amount(value, info)


def _count(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        return int(value)
    if isinstance(value, str):
        raise refuse(
            f"{short(value)!r} is not a count of shares", "write digits alone, such as 275355"
        )
    raise _no_text(value, "a count of shares", "275355")


def _version(value: object) -> object:
    if value in ("1", 1) and not isinstance(value, bool):
        return 1
    raise refuse(f"unknown version {short(str(value))!r}", "write notecalc: 1")


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("yes", "true", "no", "false"):
        return value in ("yes", "true")
    raise _no_text(value, "yes or no", "yes")


def _varied(value: object) -> object:
    if value in _OVER:
        return value
    if isinstance(value, str):
        raise NotecalcError(unknown("thing to sweep over", short(value), _OVER))
    raise _no_text(value, "what to sweep over", _OVER[0])


def _names(value: object) -> object:
    """Calendar names: one, several joined by +, or a list of them."""
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split("+"))
    if isinstance(value, list | tuple) and value and all(isinstance(x, str) for x in value):
        return tuple(value)
    raise _no_text(value, "the name of a calendar", "us-banks")


def _rows(value: object) -> object:
    """The rows of a list of closed days, as they stand in its file."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, str):
        what = f"the list in {short(value, 80)} is not read here"
        raise refuse(what, "name it in a file, or give --frozen FILE")
    raise _no_text(value, "a file of closed days", "us-banks.csv")


def _expected(value: object) -> object:
    """What an expectation says, as text; nothing means that there is to be none."""
    if value is None:
        return "none"
    if isinstance(value, date | Decimal | int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value.strip()
    raise _no_text(value, "what is expected", "2008-10-15, 1192.68 or none")


def named(kind: type[_E], what: str) -> PlainValidator:
    """A validator of the words that an enum has for its members."""
    names = [each.value for each in kind]

    def parse(text: str) -> _E:
        if text in names:
            return kind(text)
        raise NotecalcError(unknown(what, short(text), names))

    return PlainValidator(read(f"a {what}", names[0], parse, kind))


def form(kind: str = "string", **more: object) -> WithJsonSchema:
    """What the JSON Schema says of a value."""
    return WithJsonSchema({"type": kind, **more})


_DATE_FORM = form(format="date", pattern=r"^\d{4}-\d{2}-\d{2}$")
_NUMBER_FORM = WithJsonSchema({"type": ["string", "number"]})

Text = Annotated[str, PlainValidator(read("a text", "a text", str)), form()]
Paper = Annotated[str, PlainValidator(read("a file of terms or a name", "draft.yaml", str)), form()]
Day = Annotated[date, PlainValidator(_date), _DATE_FORM]
Rate = Annotated[Decimal, PlainValidator(_rate), _NUMBER_FORM]
Amount = Annotated[Decimal, PlainValidator(_amount), _NUMBER_FORM]
Price = Annotated[Decimal, PlainValidator(_price), _NUMBER_FORM]
Tolerance = Annotated[Decimal, PlainValidator(_tolerance), _NUMBER_FORM]
Count = Annotated[int, PlainValidator(_count), form("integer", minimum=0)]
Version = Annotated[int, PlainValidator(_version), WithJsonSchema({"const": 1})]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Varied = Annotated[Over, PlainValidator(_varied), form(enum=list(_OVER))]
Names = Annotated[
    tuple[str, ...],
    PlainValidator(_names),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Rows = Annotated[
    tuple[str, ...],
    PlainValidator(_rows),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Due = Annotated[
    Deadline,
    PlainValidator(read("a deadline", "10 business days after notice", Deadline.parse, Deadline)),
    form(examples=["10 business days after notice", "3 business days after due"]),
]
YearDay = Annotated[
    MonthDay,
    PlainValidator(read("a day of the year", "04-01", MonthDay.parse, MonthDay)),
    form(pattern=r"^\d{2}-\d{2}$"),
]
CountOfDays = Annotated[
    DayCount,
    PlainValidator(read("a day count", "ACT/365F", DayCount.parse, DayCount)),
    WithJsonSchema({"anyOf": [{"enum": [each.value for each in DayCount]}, {"type": "string"}]}),
]
Paid = Annotated[PaidIn, named(PaidIn, "way to pay interest"), form(enum=["cash", "notes"])]
From = Annotated[
    DefaultFrom, named(DefaultFrom, "reading"), form(enum=[each.value for each in DefaultFrom])
]
When = Annotated[
    Occurs, named(Occurs, "time of default"), form(enum=[each.value for each in Occurs])
]
Claim = Annotated[
    Retroactive,
    named(Retroactive, "treatment of retroactive interest"),
    form(enum=[each.value for each in Retroactive]),
]
Expected = Annotated[
    str, PlainValidator(_expected), WithJsonSchema({"type": ["string", "number", "null"]})
]
