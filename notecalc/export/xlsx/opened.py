"""A workbook opened to be read, whoever made it: the cells that there are, and no others.

openpyxl's own sheets make every cell of a range that is merged, linked or named: one range may have
17 billion. So the cells are taken from its parser, and a name is followed only so far.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from notecalc.errors import refuse

MOST_NAMED = 200_000
"""How many cells a name may refer to: a schedule has eleven a line."""

REMEDY = "name a workbook that notecalc wrote with --xlsx"

_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_PLACE = re.compile(rf"=?(?:'([^'!\[\]]+)'|(\w+))!{_CELL}(?::{_CELL})?")


class Workbook:
    """A workbook with the values that its formulas had, or with the formulas."""

    def __init__(self, source: str | BytesIO, *, formulas: bool = False) -> None:
        self._book = _load(source, data_only=not formulas)
        self._cells: dict[str, dict[tuple[int, int], Any]] = {}

    @property
    def sheets(self) -> Mapping[str, str]:
        """The names of the sheets, and whether each is visible."""
        return {each.title: each.sheet_state for each in self._book.worksheets}

    @property
    def names(self) -> Mapping[str, str]:
        """What each name refers to, as it is written."""
        found = self._book.defined_names.items()
        return {name: str(named.attr_text) for name, named in found}

    def cells(self, sheet: str) -> Mapping[tuple[int, int], Any]:
        """The cells that a sheet has, by row and column from 1, each with value and format."""
        if sheet not in self._cells:
            self._cells[sheet] = {(each.row, each.column): each for each in self._parsed(sheet)}
        return self._cells[sheet]

    def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The values of a named range, row by row; none where there is no such name.

        Raises NotecalcError where it refers to no range of a sheet, or to too large a one.
        """
        if name not in self.names:
            return
        sheet, (left, top, right, bottom) = self._place(name, self.names[name])
        there = self.cells(sheet)
        for row in range(top, bottom + 1):
            cells = (there.get((row, column)) for column in range(left, right + 1))
            yield tuple(None if each is None else each.value for each in cells)

    def _place(self, name: str, text: str) -> tuple[str, tuple[int, int, int, int]]:
        from openpyxl.utils import column_index_from_string

        remedy = "verify the workbook as notecalc wrote it"
        found = _PLACE.fullmatch(text)
        if found is None:
            other = "another file" if "[" in text else "no range of cells"
            raise refuse(f"the name {name} refers to {other}, {text[:60]}", remedy)
        quoted, plain, *place = found.groups()
        sheet = quoted or plain
        if sheet not in self.sheets:
            raise refuse(f"the name {name} refers to {text[:60]}, which is not there", remedy)
        letters, numbers = [each or place[0] for each in place[::2]], [*place[1::2]]
        (left, right), top = sorted(map(column_index_from_string, letters)), int(numbers[0])
        top, bottom = sorted((top, int(numbers[1] or top)))
        count = (right - left + 1) * (bottom - top + 1)
        if count > MOST_NAMED:
            what = f"the name {name} refers to {count:,} cells, {text[:60]}"
            raise refuse(what, f"notecalc follows at most {MOST_NAMED:,}: {remedy}")
        return sheet, (left, top, right, bottom)

    def _parsed(self, sheet: str) -> Iterator[Any]:
        from openpyxl.cell.read_only import ReadOnlyCell
        from openpyxl.worksheet._reader import WorkSheetParser

        book, found = self._book, self._book[sheet]
        with found._get_source() as source:
            parser = WorkSheetParser(
                source,
                found._shared_strings,
                data_only=book.data_only,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for _, row in parser.parse():
                yield from (ReadOnlyCell(found, **each) for each in row)


def _load(source: str | BytesIO, *, data_only: bool) -> Any:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    named = source if isinstance(source, str) else "the file"
    try:
        return openpyxl.load_workbook(source, read_only=True, data_only=data_only)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refuse(f"cannot read {named}: {reason}", "name a file that can be read") from None
    except (BadZipFile, KeyError, ValueError, InvalidFileException):
        raise refuse(f"{named} is no workbook", REMEDY) from None
