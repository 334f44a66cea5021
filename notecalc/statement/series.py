"""What is due on each Business Day, good through it, as a table and as objects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from notecalc.money import grouped
from notecalc.readings.good_through import Payoff
from notecalc.redemption import Result
from notecalc.statement.explain import per_diem_product
from notecalc.statement.tables import Cell, Table
from notecalc.timeline.reasons import said

GOOD_THROUGH = (
    "date",
    "days",
    "principal",
    "accrued_interest",
    "fees",
    "total",
    "per_diem",
    "cost_of_delay",
    "per_diem_times_days",
)
"""The columns of a good-through table."""


def good_through_cells(row: Payoff) -> list[Cell]:
    """A row of a good-through table in the columns of `GOOD_THROUGH`."""
    due = row.due
    amounts = (due.principal, due.accrued_interest, due.fees, due.total, due.per_diem)
    return [due.date, row.days, *amounts, row.late, row.by_per_diem]


def good_through_json(rows: Sequence[Payoff]) -> list[dict[str, Any]]:
    """A good-through table as JSON objects."""
    return [as_object(GOOD_THROUGH, good_through_cells(row)) for row in rows]


def as_object(columns: Iterable[str], cells: Sequence[Cell]) -> dict[str, Any]:
    """Cells by their columns, as JSON writes them."""
    return {
        name: str(cell) if isinstance(cell, date | Decimal) else cell
        for name, cell in zip(columns, cells, strict=True)
    }


def good_through_table(rows: Sequence[Payoff], currency: str) -> Table:
    """What is due on each Business Day, and what each day of delay has cost by then.

    Fees have a column where there are any.
    """
    shown = [name for name in GOOD_THROUGH if name != "fees" or any(row.due.fees for row in rows)]
    cells = (dict(zip(GOOD_THROUGH, good_through_cells(row), strict=True)) for row in rows)
    return Table(
        f"Due on each Business Day, {currency}, good through that day",
        tuple(shown),
        tuple((said(row.due.date), *(each[name] for name in shown[1:]))
              for row, each in zip(rows, cells, strict=True)),
    )  # fmt: skip


def delay_lines(rows: Sequence[Payoff], result: Result) -> tuple[str, ...]:
    """What paying late costs, and why per diem times days is another amount, where it is."""
    if len(rows) < 2:
        return ()
    apart = [row for row in rows if row.gap]
    row, first = (apart or rows)[-1], rows[0].due
    days = f"{row.days} day{'s' * (row.days > 1)}"
    told = (
        f"paid on {said(row.due.date)}, {days} after the redemption date, the note costs"
        f" {grouped(abs(row.late))} {result.terms.currency} {'less' if row.late < 0 else 'more'}"
    )
    product = f"{grouped(first.per_diem)} × {days} is {grouped(row.by_per_diem)}"
    if not apart:
        return told, f"{product}: per diem times days agrees with the table on every day"
    aside = f"{grouped(abs(row.gap))} {'less' if row.gap > 0 else 'more'} than the table says"
    return told, f"{product}, {aside}: the table is right", *_causes(rows, row, result)


def _causes(rows: Sequence[Payoff], row: Payoff, result: Result) -> Iterator[str]:
    """Why per diem times days departs from the table on the day of `row`, as far as is known."""
    first, end = rows[0].due, row.due.date
    if first.exact_per_diem != Fraction(first.per_diem):
        yield f"the per diem is rounded: {per_diem_product(first)}"
    if row.due.fees > first.fees:
        owed = grouped(row.due.fees - first.fees)
        yield f"fees of {owed} came to be owed after the redemption date"
    if row.due.price.share != first.price.share:
        yield f"the price of principal is another by {said(end)}"
    for payment in result.facts.happened.payments:
        if first.date < payment.on <= end:
            yield f"{grouped(payment.amount)} was paid on {said(payment.on)}"
    for conversion in result.facts.happened.conversions:
        if first.date < conversion.on <= end:
            yield f"{grouped(conversion.principal)} was converted on {said(conversion.on)}"
    moved = next((each.due for each in rows if each.due.per_diem != first.per_diem), None)
    if moved is not None and moved.date <= end:
        grown = moved.outstanding > first.outstanding
        yield (
            f"by {said(moved.date)} the per diem is {grouped(moved.per_diem)}, on"
            f" {grouped(moved.outstanding)} of principal"
            + (", for interest was added to it" if grown else "")
        )
    if row.counted != row.days:
        yield f"{result.terms.interest.day_count.value} counts {row.counted} of these days"
