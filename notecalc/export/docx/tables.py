"""A table of a letter: its heads repeated on each page, its columns as wide as they need."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from notecalc.export import optional
from notecalc.export.docx import styles
from notecalc.money import grouped
from notecalc.statement import Cell, Table
from notecalc.statement.characters import safe

_KEPT = 12
"""A table of at most so many rows stays on one page."""

_WIDEST = 44
_HEADS = {"start": "from", "end": "to"}


def add_table(document: Any, table: Table, runs: Callable[[Any, str], None]) -> None:
    """Put a table under its title; `runs` writes the text of a cell into its paragraph."""
    align = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH
    if table.title:
        document.add_paragraph(safe(table.title), "Letter Caption")
    heads = [_capital(_HEADS.get(name, name.replace("_", " "))) for name in table.columns]
    rows = [
        [_text(cell, name) for cell, name in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    numeric = [
        any(isinstance(row[at], int | Decimal) for row in table.rows) for at in range(len(heads))
    ]
    drawn = document.add_table(rows=0, cols=len(heads))
    drawn.style, drawn.autofit = "Table Grid", False
    shown = [("Letter Column Head", heads), *(("Letter Cell", row) for row in rows)]
    for number, (style, cells) in enumerate(shown):
        row = drawn.add_row()
        keep_whole(row)
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[style]
            runs(paragraph, text)
            together = number == 0 or len(shown) <= _KEPT
            paragraph.paragraph_format.keep_with_next = together and number < len(shown) - 1
            if numeric[at]:
                paragraph.alignment = align.RIGHT
            if cells[0] == "Total":
                for run in paragraph.runs:
                    run.bold = True
    _set(drawn.rows[0], "w:tblHeader")
    _shade(drawn.rows[0])
    _place(drawn, _widths([heads, *rows], numeric, styles.text_width(document)))
    document.add_paragraph(style="Letter After Table")


def keep_whole(row: Any) -> None:
    """Keep a row from breaking over two pages."""
    _set(row, "w:cantSplit")


def _text(cell: Cell, column: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return grouped(cell)
    if isinstance(cell, date):
        return f"{cell:%b} {cell.day}, {cell.year}"
    return _capital(str(cell)) if column in ("", "event") else str(cell)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _set(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(optional("docx.oxml", "docx").OxmlElement(name))


def _shade(row: Any) -> None:
    named = optional("docx.oxml.ns", "docx").qn
    for cell in row.cells:
        shade = optional("docx.oxml", "docx").OxmlElement("w:shd")
        shade.set(named("w:val"), "clear")
        shade.set(named("w:fill"), "E7E6E6")
        cell._tc.get_or_add_tcPr().append(shade)


def _widths(rows: Sequence[Sequence[str]], numeric: Sequence[bool], whole: int) -> list[int]:
    """Widths that add up to at most the whole: figures unbroken first, words share the rest."""
    a_character, margin = styles.points(4.7), styles.points(13)
    columns = list(zip(*rows, strict=True))
    dated = [max(map(len, cells[1:]), default=0) <= len("Sep 30, 2008") for cells in columns]
    asked = [
        max(min(max(map(len, cells)), _WIDEST), 5 if fixed else 12) * a_character + margin
        for cells, fixed in zip(columns, numeric, strict=True)
    ]
    fixed = [one or other for one, other in zip(numeric, dated, strict=True)]
    firm = sum(width for width, keeps in zip(asked, fixed, strict=True) if keeps)
    loose = sum(asked) - firm
    if firm > whole or not loose:
        share = min(1.0, whole / sum(asked))
        return [int(width * share) for width in asked]
    share = min(1.0, (whole - firm) / loose)
    return [
        width if keeps else int(width * share) for width, keeps in zip(asked, fixed, strict=True)
    ]


def _place(drawn: Any, widths: Sequence[int]) -> None:
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    for row in drawn.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
