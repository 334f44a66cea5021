"""Answers on standard output: rich tables on a terminal, plain text in a pipe."""

import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TypeVar

import click

from notecalc.money import grouped
from notecalc.statement import Cell, Step, Table
from notecalc.statement.characters import safe

_T = TypeVar("_T")

WIDTH = 80
"""What stands in a pipe is at most this wide, where words allow it."""


def show(tables: Iterable[Table]) -> None:
    """Print titled tables; one that is too wide goes on below, its first column repeated."""
    parts = [part for table in tables for part in _parts(table)]
    if sys.stdout.isatty():
        _show_rich(parts)
        return
    for table in parts:
        click.echo("\n".join([safe(table.title), *_plain(table), ""]))


def _parts(table: Table) -> Iterator[Table]:
    """A table in parts that fit the width; the last column of text may be wrapped to fit."""
    rows = [[_text(cell) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) + 2 for column in zip(table.columns, *rows, strict=True)]
    if any(isinstance(cell, str) for cell in (table.rows[0][-1:] if table.rows else ())):
        widths[-1] = min(widths[-1], 26)
    start = 1
    while start < len(widths):
        end = start + 1
        while end < len(widths) and widths[0] + sum(widths[start : end + 1]) <= _width():
            end += 1
        rows_of_part = tuple((row[0], *row[start:end]) for row in table.rows)
        more = f"{table.title}, continued" if table.title else "continued"
        title = table.title if start == 1 else more
        yield Table(title, (table.columns[0], *table.columns[start:end]), rows_of_part)
        start = end


def progress(items: Iterable[_T], total: int, what: str) -> Iterator[_T]:
    """The items, with a progress bar on standard error once they take longer than half a second.

    There is none where standard error is no terminal.
    """
    with counted(what) as tell:
        for done, item in enumerate(items, 1):
            yield item
            tell(done, total)


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Takes how many of how many are done; drawn as `progress` draws its items."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    begun = drawn = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, visible=False)

        def tell(done: int, total: int) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn > 0.1:
                bar.update(task, completed=done, total=total, visible=now - begun > 0.5)
                drawn = now

        yield tell


def show_list(title: str, items: Sequence[str]) -> None:
    """Print a titled list, nothing where it is empty."""
    if items:
        click.echo("\n".join([title, *(_wrapped(item) for item in items), ""]))


def say(text: str) -> None:
    """Print a paragraph, wrapped."""
    click.echo(textwrap.fill(safe(text), _width()))


def show_steps(steps: Iterable[Step]) -> None:
    """Print every step with its detail."""
    for step in steps:
        value = _day(step.value) if isinstance(step.value, date) else _text(step.value)
        click.echo(safe(f"{step.what}: {value}" + (f"  [{step.clause}]" if step.clause else "")))
        click.echo(indented(step.why))
        for line in step.detail:
            click.echo(indented(line, "      "))
        click.echo()


def show_terms(table: Table) -> None:
    """Print each term with its value, and under it where it comes from, said once for a group."""
    click.echo(safe(table.title))
    said = ""
    for path, value, source in table.rows:
        click.echo(safe(f"  {path}: {value}"))
        if source and source != said:
            click.echo(indented(str(source), "      "))
        said = str(source)


def _day(day: date) -> str:
    return f"{day:%a} {day}"


def _width() -> int:
    if not sys.stdout.isatty():
        return WIDTH
    from shutil import get_terminal_size

    return max(get_terminal_size((WIDTH, 24)).columns, 40)


def indented(text: str, indent: str = "    ") -> str:
    """A paragraph, wrapped and set in."""
    return textwrap.fill(
        safe(text), _width(), initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _wrapped(item: str) -> str:
    return textwrap.fill(
        safe(item), _width(), initial_indent="  - ", subsequent_indent="    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return grouped(cell) if isinstance(cell, Decimal) else safe(str(cell))


def _plain(table: Table) -> list[str]:
    """A table in columns; the last column of text is wrapped where the width asks for it."""
    rows = [[_text(cell) for cell in row] for row in table.rows]
    heads = [column.replace("_", " ") for column in table.columns]
    numeric = [
        any(isinstance(cell, int | Decimal) for cell in cells)
        for cells in (zip(*table.rows, strict=True) if rows else [()] * len(heads))
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    last = len(widths) - 1
    if not numeric[last]:
        widths[last] = max(min(widths[last], WIDTH - sum(widths[:-1]) - 2 * last - 2), 24)
    lines: list[str] = []
    for row in [heads, *rows] if any(heads) else rows:
        wrapped = textwrap.wrap(row[last], widths[last], break_on_hyphens=False) or [""]
        if numeric[last]:
            wrapped = [row[last]]
        cells = [*row[:-1], wrapped[0]]
        lines.append(_row(cells, widths, numeric))
        lines += [_row([""] * last + [more], widths, numeric) for more in wrapped[1:]]
    return lines


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    placed = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return ("  " + "  ".join(placed)).rstrip()


def _show_rich(tables: Iterable[Table]) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(highlight=False)
    for table in tables:
        console.print(Text(safe(table.title), "bold"))
        drawn = RichTable(box=None, padding=(0, 2, 0, 0), header_style="dim")
        columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        last = len(columns) - 1
        for index, (name, cells) in enumerate(zip(table.columns, columns, strict=True)):
            right = any(isinstance(cell, int | Decimal) for cell in cells)
            drawn.add_column(
                name.replace("_", " "),
                justify="right" if right else "left",
                overflow="fold",
                no_wrap=right or index < last,
            )
        for row in table.rows:
            drawn.add_row(*(Text(_text(cell)) for cell in row))
        console.print(drawn)
        console.print()
