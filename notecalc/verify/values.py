"""Figures by their paths, and whether two ways of writing one are the same value."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from notecalc.statement.figures import figure_values

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?", re.ASCII)
_MONTHS = "January February March April May June July August September October November December"
_LONG = re.compile(
    rf"\b(?:(\d{{1,2}})\s+)?({'|'.join(f'{name}|{name[:3]}' for name in _MONTHS.split())})\.?\s+"
    r"(?:(\d{1,2}),\s+)?(\d{4})\b"
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_WORDS = re.compile(rf"\b({'|'.join(name[:3] for name in _WEEKDAYS.split())})", re.ASCII)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


def by_path(figures: Mapping[str, Any]) -> dict[str, str]:
    """Every value of a result by its path: as documents mark figures, and the words beside them."""
    events = figures["timeline"]
    paths = figure_values({"timeline": events})
    rest = {name: value for name, value in figures.items() if name != "timeline"}
    words = {
        f"{path}.{name}": str(value)
        for path, each in zip(paths, events, strict=True)
        for name, value in each.items()
        if name not in ("event", "of", "date") and value is not None
    }
    return {**figure_values({**rest, "timeline": events}), **words, **dict(_empty(rest, ""))}


def _empty(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """What has no value or no members is something said too."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _empty(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        if path:
            yield f"{path}.length", str(len(value))
        for at, each in enumerate(value):
            yield from _empty(each, f"{path}.{at}")
    elif value is None:
        yield path, "none"


def same(stands: str, should: str) -> bool:
    """Whether two values are one, however many zeros a number ends in."""
    if stands == should:
        return True
    numbers = _number(stands), _number(should)
    return None not in numbers and numbers[0] == numbers[1]


def kept(stands: str, should: str) -> bool:
    """Whether a number is one rounded to the fifteen digits that spreadsheets keep.

    Amounts of up to fifteen digits are then the same to the last.
    """
    try:
        here, there = Decimal(stands), Decimal(should)
        most = Decimal("0.51").scaleb(there.adjusted() - 14) if there else 0
        return abs(here - there) <= most
    except ArithmeticError:
        return False


def reads(text: str, should: str) -> bool:
    """Whether a text that a reader sees says a value: a number grouped, a date written out."""
    told = " ".join(text.replace("\u2212", "-").split())
    wanted = _number(should)
    if wanted is not None:
        found = [_number(each[0]) for each in _NUMBER.finditer(told)]
        return found == [wanted]
    try:
        day = date.fromisoformat(should)
    except ValueError:
        return told == " ".join(should.split())
    weekdays = [name for name in _WEEKDAYS.split() if name[:3] in _WORDS.findall(told)]
    return list(_dates(told)) == [day] and weekdays in ([], [f"{day:%A}"])


def _dates(text: str) -> Iterator[date | None]:
    """The dates in a text; None for what is written as one and is none."""
    for found in _ISO.findall(text):
        yield _date(*map(int, found.split("-")))
    for before, month, after, year in _LONG.findall(text):
        number = next(at for at, name in enumerate(_MONTHS.split(), 1) if name[:3] == month[:3])
        yield _date(int(year), number, int(before or after or 1))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text.strip()):
        return None
    try:
        value = Decimal(text.strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None
    return value.scaleb(-2) if text.strip().endswith("%") else value
