"""A workbook of ours read back: what it carries, and what its cells show."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from notecalc.errors import refuse
from notecalc.export.xlsx.carried import SHEET, joined
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
_REMEDY = "name a workbook that notecalc wrote with --xlsx"


def read_embedded(path: str) -> dict[str, Any]:
    """What the workbook carries of its own making (`notecalc.export.embedded`).

    Raises NotecalcError where the file is no workbook of ours.
    """
    return _embedded(_load(path), path)


def figures(path: str) -> dict[str, str]:
    """What the cells show, by the paths of `notecalc.statement.figures`, written as in JSON.

    The named results, every cell of the schedule, the dates of the timeline and the holders'
    amounts. A cell that shows nothing is ``""``, as where a program changed the workbook and has
    not recalculated it. Raises NotecalcError where the file is no workbook of ours.
    """
    book = _load(path)
    carried = figure_values(_embedded(book, path)["figures"])
    found: dict[str, str] = {}
    for name, where in _NAMED.items():
        if where in carried:
            found[where] = _shown(next(_cells(book, name), None), carried[where])
    for index, row in enumerate(_rows(book, "schedule")):
        for column, value in zip(COLUMNS, row, strict=False):
            where = f"schedule.{index}.{column}"
            found[where] = _shown(value, carried.get(where, ""))
    for kind, name, last in (
        ("timeline.", "timeline_dates", ""),
        ("holders.", "holder_amounts", ".amount"),
    ):
        paths = [each for each in carried if each.startswith(kind) and each.endswith(last)]
        for where, value in zip(paths, _cells(book, name), strict=False):
            found[where] = _shown(value, carried[where])
    return found


def cells(content: bytes) -> dict[str, tuple[str, str, str]]:
    """Every cell by `Sheet!Cell`, as text: its formula or input, its cached value, its format.

    Sheets and names stand among them by themselves. What the workbook carries is left out.
    """
    book, cached = (_load(BytesIO(content), data_only=each) for each in (False, True))
    found: dict[str, tuple[str, str, str]] = {}
    for sheet in book.worksheets:
        if sheet.title == SHEET:
            continue
        found[sheet.title] = (f"a sheet, {sheet.sheet_state}", "", "")
        # The cells that there are: a last cell far out must not make millions of empty ones.
        for _, cell in sorted(sheet._cells.items()):
            if cell.value is None:
                continue
            value = cached[sheet.title][cell.coordinate].value
            pattern = _LOCALE.sub("", str(cell.number_format)).lower()
            found[f"{sheet.title}!{cell.coordinate}"] = (
                _written(cell.value),
                _written(value),
                "".join(each for each in pattern if each not in '\\"'),
            )
    for name, named in book.defined_names.items():
        found[f"the name {name}"] = (str(named.attr_text), "", "")
    return found


def laid_over(content: bytes) -> frozenset[str]:
    """The parts of a workbook that can lie over its cells: drawings, pictures, comments."""
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        names = packed.namelist()
    return frozenset(each for each in names if each.startswith(_OVER))


def _written(value: Any) -> str:
    """A value as a difference names it; numbers to the fifteen digits that spreadsheets keep."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return str(value).removesuffix(" 00:00:00")
    return "" if value is None else str(getattr(value, "text", value))


def _load(path: str | BytesIO, data_only: bool = True) -> Any:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(path, data_only=data_only)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refuse(f"cannot read {path}: {reason}", "name a file that can be read") from None
    except (BadZipFile, KeyError, ValueError, InvalidFileException):
        raise refuse(f"{path} is no workbook", _REMEDY) from None


def _embedded(book: Any, path: str) -> dict[str, Any]:
    if SHEET not in book.sheetnames:
        raise refuse(f"{path} carries nothing to recompute it from", _REMEDY)
    try:
        found = joined(
            [str(each[0] or "") for each in book[SHEET].iter_rows(max_col=1, values_only=True)]
        )
        figure_values(found["figures"])
        return found
    except (ValueError, KeyError, TypeError):
        raise refuse(f"what {path} carries is broken", _REMEDY) from None


def _rows(book: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a named range; none where there is no such name."""
    if name not in book.defined_names:
        return
    for sheet, place in book.defined_names[name].destinations:
        if sheet in book.sheetnames:
            cells = book[sheet][place]
            cells = cells if isinstance(cells, tuple) else ((cells,),)
            yield from (tuple(cell.value for cell in row) for row in cells)


def _cells(book: Any, name: str) -> Iterator[Any]:
    return (value for row in _rows(book, name) for value in row)


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
