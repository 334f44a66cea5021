"""Cells of a statement as markup: amounts grouped, dates as machines read them, texts escaped."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from notecalc.money import grouped, percent
from notecalc.statement import Cell
from notecalc.statement.characters import safe
from notecalc.timeline.reasons import said


def text(value: object) -> Markup:
    """Any text of the papers, safe to show and escaped."""
    return escape(safe(str(value)))


def words(value: str) -> str:
    """A name of the JSON object as words: ``closing principal``."""
    return value.replace("_", " ")


def shown(cell: Cell) -> Markup:
    """A cell as it is read."""
    if cell is None:
        return Markup("")
    if isinstance(cell, Decimal):
        return Markup(grouped(cell))
    if isinstance(cell, date):
        return Markup(f'<time datetime="{cell}">{said(cell)}</time>')
    return text(cell)


def amount(value: Decimal | int, path: str) -> Markup:
    """An amount or a count as a figure that can be checked: by its path in the JSON object."""
    told = grouped(value) if isinstance(value, Decimal) else f"{value:,}"
    return Markup(f'<data value="{value}" data-figure="{escape(path)}">{told}</data>')


def day(value: date, path: str, *, full: bool = False) -> Markup:
    """A date as a figure that can be checked, with its weekday; `full` writes it in words."""
    told = f"{value:%A}, {value.day} {value:%B} {value.year}" if full else said(value)
    return Markup(f'<time datetime="{value}" data-figure="{escape(path)}">{told}</time>')


def inert(json: str) -> Markup:
    """JSON as the text of an element that is not shown: its quotation marks need no escape."""
    return Markup(json.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def is_number(cell: Cell) -> bool:
    """Whether a cell is set flush right."""
    return isinstance(cell, Decimal | int)


def schedule_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Markup:
    """The rows of a schedule, each cell that is a figure marked by its path.

    Written without a template: there may be thousands.
    """
    known: dict[str, str] = {}
    kinds = [_kind(name) for name in columns]
    found = []
    for place, row in enumerate(rows):
        cells = []
        for name, kind, cell in zip(columns, kinds, row, strict=True):
            if kind == "text":
                seen = known.get(cell)  # type: ignore[arg-type]
                if seen is None:
                    seen = known[cell] = f"<td>{text(cell)}</td>"  # type: ignore[index]
                cells.append(seen)
                continue
            figure = f'data-figure="schedule.{place}.{name}">'
            if kind == "amount":
                told = f"{cell:,f}" if isinstance(cell, Decimal) else cell
                cells.append(f'<td class="n"><data value="{cell}" {figure}{told}</data></td>')
            elif kind == "rate":
                told = percent(Decimal(str(cell)))
                cells.append(f'<td class="n"><data value="{cell}" {figure}{told}</data></td>')
            else:
                cells.append(f'<td><time datetime="{cell}" {figure}{cell}</time></td>')
        found.append(f"<tr>{''.join(cells)}</tr>\n")
    return Markup("".join(found))


def _kind(column: str) -> str:
    if column in ("start", "end", "due"):
        return "date"
    if column in ("basis", "clause"):
        return "text"
    return "rate" if column == "rate" else "amount"
