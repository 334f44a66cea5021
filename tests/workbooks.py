"""What a recalculated workbook shows, and what the engine has in the same words."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from notecalc.export.xlsx.cases import case
from notecalc.export.xlsx.readings import find_readings
from notecalc.redemption import Result
from notecalc.schedule import COLUMNS

AMOUNTS = ("principal", "interest", "paid", "capitalized", "accrued", "closing_principal")


def input_cells(path: Path, names: dict[str, str]) -> dict[str, str]:
    """New numbers by cell of the sheet Terms."""
    with zipfile.ZipFile(path) as book:
        written = book.read("xl/workbook.xml").decode()
    named = dict(re.findall(r'<definedName name="(\w+)">Terms!([^<]*)<', written))
    return {named[name].replace("$", ""): value for name, value in names.items()}


def has_no_values(path: Path) -> bool:
    """Whether no formula has a value left."""
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "/sheet" in name]
    return sum(each.count("<f>") for each in sheets) > 200 and not any(
        "</f><v>" in each for each in sheets
    )


def money(value: Any, like: Decimal) -> Decimal:
    """A cell as an amount: to the minor unit, and with nothing beyond it."""
    shown = Decimal(repr(value)) if isinstance(value, int | float) else Decimal("NaN")
    assert abs(shown - shown.quantize(like)) <= abs(shown) * Decimal("1e-15"), value
    return shown.quantize(like)


def schedule_of(book: Any) -> Iterator[tuple[object, ...]]:
    """The lines that the sheet Schedule shows."""
    place = book.defined_names["schedule"].value.partition("!")[2].replace("$", "")
    like = Decimal(1).scaleb(-places_of(book))
    for row in book["Schedule"][place]:
        values = dict(zip(COLUMNS, (cell.value for cell in row), strict=True))
        yield (
            values["start"].date(), values["end"].date(), values["days"],
            *(money(values[name], like) for name in AMOUNTS),
        )  # fmt: skip


def places_of(book: Any) -> int:
    """The decimals of amounts."""
    shown = book["Summary"]["B5"].number_format
    return len(shown.partition(".")[2])


def lines_of(result: Result) -> Iterator[tuple[object, ...]]:
    """The lines of a result, as `schedule_of` has them."""
    for line in result.schedule:
        yield (line.start, line.end, line.days, *(getattr(line, name) for name in AMOUNTS))


def named(book: Any) -> list[Decimal]:
    """What the named results show."""
    like = Decimal(1).scaleb(-places_of(book))
    names = ("principal_due", "accrued_interest", "total", "per_diem")
    cells = [book.defined_names[name].value.partition("!")[2].replace("$", "") for name in names]
    return [money(book["Summary"][cell].value, like) for cell in cells]


def due_of(result: Result) -> list[Decimal]:
    """The engine's, as `named` has it."""
    due = result.redemption
    assert due is not None
    return [due.principal, due.accrued_interest, due.total, due.per_diem]


def readings_of(book: Any) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Total and per diem of each reading, by question and answer."""
    like, found, asked = Decimal(1).scaleb(-places_of(book)), {}, ""
    for says, total, _, per_diem in book["Readings"].iter_rows(
        min_row=3, max_col=4, values_only=True
    ):
        if says and str(says).endswith("?"):
            asked = says
        elif isinstance(total, int | float):
            key = asked, says.removesuffix(" *")
            found[key] = money(total, like), money(per_diem, like)
    return found


def readings_due(result: Result) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """The engine's, as `readings_of` has them."""
    return {
        (each.answer.question, each.answer.says): (due.total, due.per_diem)
        for each in find_readings(case(result))
        if each.answer.result is not None and (due := each.answer.result.redemption)
    }


def holders_of(book: Any) -> list[Decimal]:
    """The amounts of the holders."""
    if "holder_amounts" not in book.defined_names:
        return []
    place = book.defined_names["holder_amounts"].value.partition("!")[2].replace("$", "")
    like = Decimal(1).scaleb(-places_of(book))
    values = [row[0].value for row in book["Holders"][place]]
    return [money(each, like) for each in values if each not in (None, "")]
