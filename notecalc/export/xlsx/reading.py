"""A workbook of ours read back: what it carries, and what its cells show."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from notecalc.errors import refuse
from notecalc.export.xlsx.carried import SHEET, joined
from notecalc.export.xlsx.opened import REMEDY, Workbook
from notecalc.schedule import COLUMNS
from notecalc.statement.figures import figure_values

_NAMED = {
    "principal_due": "redemption.principal",
    "accrued_interest": "redemption.accrued_interest",
    "total": "redemption.total",
    "per_diem": "redemption.per_diem",
}
_LOCALE = re.compile(r"\[\$[^\]]*\]")
_OVER = ("xl/drawings/", "xl/media/", "xl/charts/", "xl/comments", "xl/threadedComments/")


def read_embedded(path: str) -> dict[str, Any]:
    """What the workbook carries of its own making (`notecalc.export.embedded`).

    Raises NotecalcError where the file is no workbook of ours.
    """
    return _embedded(Workbook(path), path)


def figures(path: str) -> dict[str, str]:
    """What the cells show, by the paths of `notecalc.statement.figures`, written as in JSON.

    The named results, every cell of the schedule, the dates of the timeline and the holders'
    amounts. A cell that shows nothing is ``""``, as where a program changed the workbook and has
    not recalculated it. Raises NotecalcError where the file is no workbook of ours.
    """
    book = Workbook(path)
    carried = figure_values(_embedded(book, path)["figures"])
    found: dict[str, str] = {}
    for name, where in _NAMED.items():
        if where in carried:
            found[where] = _shown(next(_values(book, name), None), carried[where])
    for index, row in enumerate(book.rows("schedule")):
        for column, value in zip(COLUMNS, row, strict=False):
            where = f"schedule.{index}.{column}"
            found[where] = _shown(value, carried.get(where, ""))
    for kind, name, last in (
        ("timeline.", "timeline_dates", ""),
        ("holders.", "holder_amounts", ".amount"),
    ):
        paths = [each for each in carried if each.startswith(kind) and each.endswith(last)]
        for where, value in zip(paths, _values(book, name), strict=False):
            found[where] = _shown(value, carried[where])
    return found


def is_computed(content: bytes) -> bool:
    """Whether any formula has a value; a program that does not compute saves them without."""
    book, values = Workbook(BytesIO(content), formulas=True), Workbook(BytesIO(content))
    found = False
    for sheet in book.sheets:
        for place, cell in book.cells(sheet).items():
            if cell.data_type == "f":
                found = True
                if values.cells(sheet)[place].value is not None:
                    return True
    return not found


def cells(content: bytes) -> dict[str, tuple[str, str, str]]:
    """Every cell by `Sheet!Cell`, as text: its formula or input, its cached value, its format.

    Sheets and names stand among them by themselves. What the workbook carries is left out.
    """
    book, values = Workbook(BytesIO(content), formulas=True), Workbook(BytesIO(content))
    found: dict[str, tuple[str, str, str]] = {}
    for sheet, state in book.sheets.items():
        if sheet == SHEET:
            continue
        found[sheet] = (f"a sheet, {state}", "", "")
        cached = values.cells(sheet)
        for place, cell in sorted(book.cells(sheet).items()):
            if cell.value is None:
                continue
            pattern = _LOCALE.sub("", str(cell.number_format)).lower()
            found[f"{sheet}!{cell.coordinate}"] = (
                _written(cell.value),
                _written(cached[place].value),
                "".join(each for each in pattern if each not in '\\"'),
            )
    for name, text in book.names.items():
        found[f"the name {name}"] = (text, "", "")
    return found


def laid_over(content: bytes) -> frozenset[str]:
    """The parts of a workbook that can lie over its cells: drawings, pictures, comments."""
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        names = packed.namelist()
    return frozenset(each for each in names if each.startswith(_OVER))


def _written(value: Any) -> str:
    """A value as a difference names it."""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime):
        return str(value).removesuffix(" 00:00:00")
    # The escape of a _: openpyxl takes it out of texts that cells share, and of no others.
    return "" if value is None else str(getattr(value, "text", value)).replace("x005F_", "")


def _embedded(book: Workbook, path: str) -> dict[str, Any]:
    if SHEET not in book.sheets:
        what = f"{path} carries nothing to recompute it from: its hidden sheet {SHEET!r} is gone"
        raise refuse(what, "verify the workbook as notecalc wrote it, or write it again: --xlsx")
    try:
        parts = book.cells(SHEET).items()
        found = joined([str(each.value or "") for place, each in sorted(parts) if place[1] == 1])
        figure_values(found["figures"])
        return found
    except (ValueError, KeyError, TypeError):
        raise refuse(f"what {path} carries is broken", REMEDY) from None


def _values(book: Workbook, name: str) -> Iterator[Any]:
    return (value for row in book.rows(name) for value in row)


def _shown(value: Any, like: str) -> str:
    """A cell's value as JSON has it: with the decimals of `like`, and more where it has more."""
    if isinstance(value, datetime):
        return str(value.date())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    shown = Decimal(repr(value))
    places = len(like.partition(".")[2])
    more = -int(shown.normalize().as_tuple().exponent)
    return f"{shown:.{max(places, more, 0)}f}"
