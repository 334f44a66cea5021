"""A workbook set up: styles, sheets ready to print, texts that stay texts, formulas with values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from notecalc import __version__
from notecalc.errors import refuse
from notecalc.export.xlsx.styles import WRAPPED, styles
from notecalc.statement.characters import safe

LONGEST = 32_000
"""The UTF-16 units of text put into one cell; Excel takes 32,767."""

_FIRST_DATE = date(1900, 3, 1)
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Book:
    """A workbook being written to a file, row by row: rows must be given in order."""

    def __init__(self, file: BinaryIO, name: str, created: date, places: int, rate: str) -> None:
        import xlsxwriter

        self._name = safe(name)
        self._book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                "title": cut(self._name, 200),
                "author": f"notecalc {__version__}",
                "created": datetime(created.year, created.month, created.day),
            }
        )
        self._book.set_calc_mode("auto")
        self._styles = {
            name: self._book.add_format(told) for name, told in styles(places, rate).items()
        }

    def sheet(self, name: str, widths: Sequence[float], **set_up: Any) -> "Sheet":
        """A new sheet with the widths of its columns; see `Sheet`."""
        sheet = self._book.add_worksheet(name)
        return Sheet(sheet, self._styles, name, self._name, widths, **set_up)

    def name(self, name: str, place: str) -> None:
        """Give a cell or a range a name."""
        self._book.define_name(name, f"={place}")

    def close(self) -> None:
        """Write the file."""
        self._book.close()


class Sheet:
    """A sheet: landscape, as wide as a page, the note's name above and the page below.

    `freeze` are the rows and columns that stay in sight, `repeat` the rows that head each page,
    `printed` the last row and column that are printed, `pages` how many it is high (0: any).
    """

    def __init__(
        self,
        sheet: Any,
        styles: Mapping[str, Any],
        name: str,
        title: str,
        widths: Sequence[float],
        *,
        freeze: tuple[int, int] = (0, 0),
        repeat: tuple[int, int] | None = None,
        printed: tuple[int, int] | None = None,
        pages: int = 0,
    ) -> None:
        self._sheet, self._styles, self.name = sheet, styles, name
        self.columns = len(widths)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        # In a header & begins a code, && is one; &G is a picture, which XlsxWriter looks for.
        shown = cut(title, 100).replace("\n", " ").replace("&G", "& G").replace("&[", "& [")
        shown = shown.replace("&", "&&")
        sheet.set_header(f"&L{shown}&R{name}")
        sheet.set_footer("&Lnotecalc&RPage &P of &N")
        sheet.hide_gridlines(2)
        if any(freeze):
            sheet.freeze_panes(*freeze)
        if repeat:
            sheet.repeat_rows(*repeat)
        if printed is not None:
            sheet.print_area(0, 0, *printed)

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """A text, whatever it begins with, cut where a cell cannot hold it."""
        text = cut(safe(text), LONGEST)
        if text.startswith(_FORMULA_MARKS):
            style = "quoted_wrap" if style in WRAPPED else "quoted"
        if not text:
            self._sheet.write_blank(row, column, None, self._styles[style])
            return
        self._sheet.write_string(row, column, text, self._styles[style])

    def texts(self, row: int, texts: Sequence[str], style: str = "text", first: int = 0) -> None:
        """Texts side by side."""
        for column, text in enumerate(texts, first):
            self.text(row, column, text, style)

    def number(self, row: int, column: int, value: int | Decimal | float, style: str) -> None:
        """A number as it is."""
        self._sheet.write_number(row, column, value, self._styles[style])

    def date(self, row: int, column: int, day: date, style: str = "date") -> None:
        """A date, one that `check_dates` lets pass."""
        self._sheet.write_datetime(row, column, day, self._styles[style])

    def formula(
        self, row: int, column: int, formula: str, value: int | float | str, style: str
    ) -> None:
        """A formula and the value that it has."""
        self._sheet.write_formula(row, column, formula, self._styles[style], value)

    def raw(self, row: int, column: int, text: str) -> None:
        """A text for programs, as it is."""
        self._sheet.write_string(row, column, text)

    def height(self, row: int, lines: float) -> None:
        """How many lines of text a row has room for; before anything is written to it."""
        self._sheet.set_row(row, min(13.5 * max(lines, 1), 400))  # Excel has rows up to 409

    def paragraph(
        self, row: int, text: str, last: int, wide: int, style: str = "paragraph"
    ) -> None:
        """A text over the columns up to `last`, `wide` characters a line, as high as it needs."""
        text = cut(safe(text), LONGEST)
        if text.startswith(_FORMULA_MARKS):
            style = "quoted_wrap"
        self.height(row, lines(text, wide) * (1.7 if style == "heading" else 1))
        self._sheet.merge_range(row, 0, row, last, "", self._styles[style])
        self._sheet.write_string(row, 0, text, self._styles[style])

    def print_to(self, row: int, column: int) -> None:
        """Print up to this row and column only."""
        self._sheet.print_area(0, 0, row, column)

    def hide(self) -> None:
        """Hide the sheet so that only a program finds it."""
        self._sheet.very_hidden()


def check_dates(days: Iterable[date]) -> None:
    """Refuse dates that spreadsheets do not agree on: Excel has a 29 February 1900."""
    first = min(days)
    if first < _FIRST_DATE:
        raise refuse(
            f"{first} is before 1 March 1900, from which on spreadsheets agree on dates",
            "leave out --xlsx, or write later dates",
        )


def lines(text: str, wide: int) -> int:
    """How many lines a text takes where a line has `wide` characters."""
    return sum(-(-max(len(part), 1) // wide) for part in text.split("\n"))


def cut(text: str, longest: int) -> str:
    """A text of at most `longest` UTF-16 units; where it is longer, it says so."""
    if len(text) * 2 <= longest or len(text.encode("utf-16-le", "replace")) // 2 <= longest:
        return text
    told = f"… (cut: {len(text):,} characters)"
    units = text.encode("utf-16-le", "replace")[: 2 * (longest - len(told))]
    return units.decode("utf-16-le", "ignore") + told


def column_name(column: int) -> str:
    """A, B, … AA for a column counted from 0."""
    name, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
