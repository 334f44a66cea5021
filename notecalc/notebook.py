"""Results shown in a notebook: ``%load_ext notecalc``, and then a result is shown as its tables.

`html` is what is shown, for who wants it elsewhere; every text in it is escaped.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from notecalc.money import grouped
from notecalc.redemption import Result
from notecalc.statement import (
    Cell,
    Table,
    assumed_lines,
    headline,
    ledger_table,
    readings_table,
    redemption_table,
    schedule_table,
    timeline_table,
)
from notecalc.statement.characters import safe

if TYPE_CHECKING:
    from notecalc.statement.questions import Questions

MOST_ROWS = 400
"""How many rows of a table are shown."""


def register(shell: Any) -> None:
    """Have a notebook show results, tables and priced questions as HTML."""
    from notecalc.statement.questions import Questions

    formatter = shell.display_formatter.formatters["text/html"]
    shown: Mapping[type, Callable[[Any], str]] = {
        Result: html,
        Table: table_html,
        Questions: questions_html,
    }
    for kind, write in shown.items():
        formatter.for_type(kind, write)


def html(result: Result) -> str:
    """A result: what is due, its dates, the readings of the default rate, its schedule."""
    from notecalc.readings import default_rate_starts

    tables = [timeline_table(result)]
    if result.redemption is not None:
        starts = default_rate_starts(result.terms, result.facts)
        tables += [redemption_table(result), readings_table(starts, result.terms)]
    if result.schedule:
        tables.append(schedule_table(result))
    if result.ledger:
        tables.append(ledger_table(result))
    parts = [f"<p><b>{_text(result.terms.name)}</b><br>{_text(headline(result))}</p>"]
    parts += map(table_html, tables)
    for title, lines in (
        ("Assumed, in no paper at hand", assumed_lines(result)),
        ("Warnings", result.warnings),
    ):
        if lines:
            items = "".join(f"<li>{_text(line)}</li>" for line in lines)
            parts.append(f"<details><summary>{title}</summary><ul>{items}</ul></details>")
    return "".join(parts)


def questions_html(questions: "Questions") -> str:
    """The open questions, a row for each answer."""
    from notecalc.statement.questions import QUESTIONS, question_rows

    rows = tuple(tuple(row) for row in question_rows(questions.questions))
    table = Table("What each open question is worth", QUESTIONS, rows)
    return f"<p>{_text(headline(questions.result))}</p>{table_html(table)}"


def table_html(table: Table) -> str:
    """A table with its heads, figures to the right."""
    heads = "".join(
        f'<th scope="col">{_text(name.replace("_", " "))}</th>' for name in table.columns
    )
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[:MOST_ROWS])
    more = len(table.rows) - MOST_ROWS
    left = f"<p>{more:,} more rows are not shown.</p>" if more > 0 else ""
    return (
        f"<table><caption>{_text(table.title)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{left}"
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, int | Decimal):
        told = grouped(cell) if isinstance(cell, Decimal) else str(cell)
        return f'<td style="text-align:right">{told}</td>'
    return f'<td style="text-align:left">{_text("" if cell is None else str(cell))}</td>'


def _text(text: str) -> str:
    return escape(safe(text))
