"""What the workbook carries of its own making, on a sheet that only programs find.

The JSON of `notecalc.export.embedded` stands in column A of the sheet `notecalc`, in parts of up
to 32,000 characters, one a row.
"""

import json
from typing import Any

from notecalc.export.xlsx.book import LONGEST, Book

SHEET = "notecalc"


def write_carried(book: Book, found: dict[str, Any]) -> None:
    """Write it, as ASCII."""
    sheet = book.sheet(SHEET, (20,))
    sheet.hide()
    # Excel takes _x0041_ in a cell for a character: no _x stands in what is written. And openpyxl
    # leaves out x005F_ wherever it stands in a text that a spreadsheet saved.
    text = json.dumps(found, ensure_ascii=True, separators=(",", ":"))
    text = text.replace("_x", "\\u005fx").replace("x005F_", "\\u0078005F_")
    for row in range(-(-len(text) // LONGEST)):
        sheet.raw(row, 0, text[row * LONGEST : (row + 1) * LONGEST])


def joined(parts: list[str]) -> dict[str, Any]:
    """The parts read back. ValueError where they are no JSON object."""
    found = json.loads("".join(parts))
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
