"""Another's schedule from a CSV file, read strictly: every bad cell at its line and column.

The heading names the columns, in any order: start, end and interest at least, the others of a
schedule where they are there. Others still are ignored, with a warning. Column numbers in
problems count cells, as spreadsheets do.
"""

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, Problem, closest, refuse
from notecalc.money import minor_units, parse_rate, several
from notecalc.readings.departure import TheirLine
from notecalc.schedule import COLUMNS, Basis

MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 10_000
_MOST_PROBLEMS: Final = 100
_NEEDED: Final = ("start", "end", "interest")
_EXAMPLES: Final = {"start": "2008-07-01", "end": "2008-10-01", "interest": "29.21"}
_AMOUNT: Final = re.compile(r"(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,15})?", re.ASCII)

Row = tuple[int, list[str]]
"""A row of the file: the line on which it begins, and its cells."""


def read_schedule(path: str, currency: str = "USD") -> tuple[tuple[TheirLine, ...], list[str]]:
    """The lines of the schedule in the file at `path`, and warnings of what is ignored.

    Raises NotecalcError with every problem, at most about a hundred.
    """
    rows = _rows(path, _text(path))
    if not rows:
        raise _refused(path, "the file is empty", "write a heading and lines under it")
    (at, heading), *body = rows
    names = [name.strip().lower().replace(" ", "_") for name in heading]
    _check_heading(path, at, names)
    if not body:
        raise _refused(path, "there is no line under the heading", "write one at least", at)
    unknown = [name for name in names if name not in COLUMNS]
    warnings = [f"{path}: the column {name or '(no name)'} is ignored" for name in unknown]
    problems: list[Problem] = []
    found = []
    for line, cells in body[:MOST_LINES]:
        row = _line(path, line, names, cells, currency, problems)
        if row is not None:
            found.append(row)
        if len(problems) > _MOST_PROBLEMS:
            break
    if len(body) > MOST_LINES:
        what, remedy = f"there are more than {MOST_LINES} lines", "leave out what is not interest"
        problems.append(Problem(what, remedy, "", path, body[MOST_LINES][0], 1))
    if problems:
        raise NotecalcError(*problems)
    return tuple(found), warnings


def _refused(path: str, what: str, remedy: str, line: int = 0) -> NotecalcError:
    return NotecalcError(Problem(what, remedy, "", path, line, 1 if line else 0))


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise _refused(path, f"the file cannot be read: {why}", "check its name") from None
    if len(data) > MOST_BYTES:
        raise _refused(path, f"the file is larger than {MOST_BYTES // 10**6} MB", "split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise _refused(path, what, "save it as CSV UTF-8", line) from None


def _rows(path: str, text: str) -> list[Row]:
    """The rows that are not blank."""
    rows: list[Row] = []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    begun = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begun, [cell.strip() for cell in cells]))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _refused(path, f"not CSV: {error}", "check the quotes", reader.line_num) from None
    return rows


def _check_heading(path: str, at: int, names: list[str]) -> None:
    problems = []
    for column, name in enumerate(names, 1):
        if name in COLUMNS and name in names[: column - 1]:
            what = f"the column {name} is there twice"
            problems.append(Problem(what, "keep one of them", "", path, at, column))
    for name in _NEEDED:
        if name not in names:
            near = closest(name, [each for each in names if each not in COLUMNS])
            meant = f"rename {near}" if near else f"write one, such as {_EXAMPLES[name]} in a line"
            problems.append(Problem(f"there is no column {name}", meant, "", path, at, 1))
    if problems:
        raise NotecalcError(*problems)


def _line(
    path: str,
    line: int,
    names: list[str],
    cells: list[str],
    currency: str,
    problems: list[Problem],
) -> TheirLine | None:
    """A row as a line; None, with its problems added, where a cell is bad."""
    if len(cells) != len(names):
        are = "is" if len(cells) == 1 else "are"
        what = f"there {are} {several(len(cells), 'cell')} under {several(len(names), 'column')}"
        problems.append(Problem(what, "write one cell a column", "", path, line, 1))
        return None
    before, values = len(problems), dict[str, Any]()
    for column, (name, cell) in enumerate(zip(names, cells, strict=True), 1):
        if name not in COLUMNS or (not cell and name not in _NEEDED):
            continue
        try:
            values[name] = _READ.get(name, _amount)(cell, currency)
        except NotecalcError as error:
            problems += [
                Problem(each.what, each.remedy, name, path, line, column) for each in error.problems
            ]
    if len(problems) == before:
        problems += _order(path, line, names, values)
    return TheirLine(**values, line=line) if len(problems) == before else None


def _order(path: str, line: int, names: list[str], values: dict[str, Any]) -> Iterator[Problem]:
    start, end = values["start"], values["end"]
    if end <= start:
        what, remedy = f"{end} is not after the start {start}", "write the day the line ends"
        yield Problem(what, remedy, "end", path, line, names.index("end") + 1)


def _amount(cell: str, currency: str) -> Decimal:
    if not _AMOUNT.fullmatch(cell):
        raise refuse(f"{cell[:40]!r} is not an amount", "write a decimal such as 1188.12")
    places = minor_units(currency)
    whole, _, cents = cell.replace(",", "").partition(".")
    if len(cents) > places:
        raise refuse(f"amount {cell} has more than {places} decimals", f"{currency} has {places}")
    return Decimal(f"{whole}.{cents.ljust(places, '0')}" if places else whole)


def _days(cell: str, _: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 7):
        raise refuse(f"{cell[:40]!r} is not a count of days", "write digits alone, such as 92")
    return int(cell)


def _basis(cell: str, _: str) -> Basis:
    try:
        return Basis(cell.lower())
    except ValueError:
        raise refuse(f"{cell[:40]!r} is no basis", "write base or default") from None


_READ: Final[dict[str, Callable[[str, str], object]]] = {
    "start": lambda cell, _: parse_date(cell),
    "end": lambda cell, _: parse_date(cell),
    "days": _days,
    "rate": lambda cell, _: parse_rate(cell),
    "basis": _basis,
}
