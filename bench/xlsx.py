"""How long a workbook of 10,000 lines takes, as a ratio to XlsxWriter writing the same cells bare.

    python bench/xlsx.py

Both sides run interleaved in one process, each ratio of neighbours; the memory is that of a fresh
process which writes one workbook. Nothing here asserts a time: the bound stands beside the ratio.
That both sides write the same cells is asserted.
"""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from notecalc import LIQUIDMETAL_2007, Facts, Result, redeem
from notecalc.export.xlsx import xlsx
from notecalc.money import PaidIn
from notecalc.periods import MonthDay
from notecalc.terms import CalendarTerm

ROUNDS = 3
MOST_RATIO, MOST_MEGABYTES = 2.5, 300
_KINDS = ("write_formula", "write_number", "write_string", "write_datetime", "write_blank")
Cell = tuple[str, str, tuple[Any, ...]]


def long_note() -> Result:
    """A note with 250 interest dates a year, whose schedule has some 10,000 lines."""
    days = [MonthDay(month, day) for month in range(1, 13) for day in range(1, 22)][:250]
    terms = replace(
        LIQUIDMETAL_2007,
        name="A note with 10,000 lines",
        issue_date=date(1980, 1, 1),
        closing_date=date(1980, 1, 1),
        maturity_date=date(2030, 1, 1),
        principal=Decimal("18640000.00"),
        calendar=CalendarTerm(("weekends",)),
        interest=replace(
            LIQUIDMETAL_2007.interest,
            note_rate=Decimal("0.02"),
            paid_in=PaidIn.NOTES,
            dates=tuple(days),
        ),
    )
    return redeem(terms, Facts(notice=date(2019, 12, 12), redeem_on=date(2020, 1, 3)))


@contextmanager
def recorded() -> Iterator[list[Cell]]:
    """The cells that are written meanwhile: kind, sheet and arguments."""
    found: list[Cell] = []
    own = {kind: getattr(Worksheet, kind) for kind in _KINDS}

    def recording(kind: str) -> Any:
        def write(sheet: Worksheet, *given: Any) -> Any:
            found.append((kind, sheet.get_name(), given))
            return own[kind](sheet, *given)

        return write

    for kind in _KINDS:
        setattr(Worksheet, kind, recording(kind))
    try:
        yield found
    finally:
        for kind in _KINDS:
            setattr(Worksheet, kind, own[kind])


def bare(cells: list[Cell]) -> bytes:
    """The same cells with XlsxWriter alone, their formats as plain ones."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheets = {name: book.add_worksheet(name) for name in dict.fromkeys(cell[1] for cell in cells)}
    formats: dict[int, Any] = {}
    for kind, name, given in cells:
        row, column, value, *rest = given
        if rest and rest[0] is not None and id(rest[0]) not in formats:
            formats[id(rest[0])] = book.add_format({"num_format": rest[0].num_format})
        style = formats[id(rest[0])] if rest and rest[0] is not None else None
        getattr(sheets[name], kind)(row, column, value, style, *rest[1:])
    book.close()
    return file.getvalue()


def formulas(content: bytes) -> int:
    """How many formulas a workbook has."""
    with ZipFile(BytesIO(content)) as book:
        return sum(book.read(name).count(b"<f>") for name in book.namelist() if "sheet" in name)


def main() -> None:
    """Measure and print."""
    result = long_note()
    with recorded() as cells:
        content = xlsx(result, terms_name="bench")
    if formulas(content) != formulas(bare(cells)):
        raise ValueError("the bare workbook has other cells")
    times: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        taken = {}
        for side in ("ours", "bare") if turn % 2 else ("bare", "ours"):
            begun = perf_counter()
            xlsx(result, terms_name="bench") if side == "ours" else bare(cells)
            taken[side] = perf_counter() - begun
        times.append((taken["ours"], taken["bare"]))
    ratio = median(ours / other for ours, other in times)
    ran = subprocess.run([sys.executable, __file__, "once"], capture_output=True, check=True)
    megabytes = int(ran.stdout) / 1024
    print(f"{len(result.schedule):,} lines, {len(cells):,} cells, {formulas(content):,} formulas")
    print(f"xlsx {median(t for t, _ in times):.2f} s, bare {median(t for _, t in times):.2f} s")
    print(f"ratio {ratio:.2f}, at most {MOST_RATIO}: {_said(ratio, MOST_RATIO)}")
    print(
        f"memory {megabytes:.0f} MB, at most {MOST_MEGABYTES}: {_said(megabytes, MOST_MEGABYTES)}"
    )


def _said(value: float, bound: float) -> str:
    return "within" if value <= bound else "OVER"


if __name__ == "__main__":
    if sys.argv[1:] == ["once"]:
        xlsx(long_note(), terms_name="bench")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    else:
        main()
