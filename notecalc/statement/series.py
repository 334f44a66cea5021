"""Amounts over a span of days as tables and objects: a sweep, and a good-through table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from notecalc import __version__
from notecalc.money import grouped
from notecalc.readings.good_through import Payoff
from notecalc.readings.sweep import Span, SweepRow
from notecalc.redemption import Result
from notecalc.statement.explain import per_diem_product
from notecalc.statement.tables import Cell, Table
from notecalc.timeline.reasons import said

Skipped = tuple[tuple[date, str], ...]
"""Closed days with their names."""

SWEEP: Mapping[str, type] = MappingProxyType(
    {
        "date": date,
        "default_from": str,
        "state": str,
        "cure_deadline": date,
        "event_of_default": date,
        "default_rate_from": date,
        "redemption_date": date,
        "principal": Decimal,
        "accrued_interest": Decimal,
        "total": Decimal,
        "per_diem": Decimal,
        "cost_of_waiting": Decimal,
        "skipped": str,
        "refused": str,
    }
)
"""The columns of a sweep, each with what its cells are."""

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


def sweep_cells(row: SweepRow) -> list[Cell]:
    """A row of a sweep in the columns of `SWEEP`."""
    state = row.state.value if row.state else None
    skipped = "; ".join(f"{day} {name}" for day, name in row.skipped)
    amounts = (row.principal, row.accrued_interest, row.total, row.per_diem, row.cost_of_waiting)
    return [
        row.date,
        row.default_from.value,
        state,
        row.cure_deadline,
        row.event_of_default,
        row.default_rate_from,
        row.redemption_date,
        *amounts,
        skipped or None,
        row.refused or None,
    ]


def sweep_tables(rows: Sequence[SweepRow], over: str, currency: str) -> list[Table]:
    """A sweep as a table for each reading."""
    columns = (
        "date",
        "cure_deadline",
        "event_of_default",
        "redemption_date",
        "total",
        "per_diem",
        "cost_of_waiting",
        "remark",
    )
    by_reading: dict[str, list[SweepRow]] = {}
    for row in rows:
        by_reading.setdefault(row.default_from.value, []).append(row)
    shared = _skipped_by_all(rows, over)
    return [
        Table(
            f"By day of {over}, default rate from {reading}, {currency}",
            columns,
            tuple(
                (*(getattr(row, name) for name in columns[:-1]), _remark(row, shared))
                for row in found
            ),
        )
        for reading, found in by_reading.items()
    ]


def sweep_notes(rows: Sequence[SweepRow], over: str) -> tuple[str, ...]:
    """What a sweep's column of waiting means, by its largest amount; what every deadline skips."""
    notes = []
    waits = [(row.cost_of_waiting, row.date) for row in rows if row.cost_of_waiting]
    if waits:
        cost, day = max(waits, key=lambda each: abs(each[0]))
        notes.append(
            "cost of waiting is what one more day adds to the total: from"
            f" {said(day - timedelta(days=1))} to {said(day)} it"
            f" {'adds' if cost > 0 else 'takes off'} {grouped(abs(cost))}"
        )
    if skipped := _skips(_skipped_by_all(rows, over)):
        notes.append(f"the deadlines are the same on every day; their count {skipped}")
    return tuple(notes)


def _skipped_by_all(rows: Sequence[SweepRow], over: str) -> Skipped:
    """The holidays that moved the deadlines on every day: a redemption date moves none of them."""
    found = {row.skipped for row in rows if not row.refused}
    return found.pop() if over == "redemption" and len(found) == 1 else ()


def _skips(skipped: Skipped) -> str:
    days = ", ".join(f"{said(day)} {name}" for day, name in skipped)
    return f"skips {days}" if days else ""


def _remark(row: SweepRow, shared: Skipped) -> str:
    if row.refused:
        return row.refused
    state = "" if row.total is not None or row.state is None else row.state.value
    skips = "" if row.skipped == shared else _skips(row.skipped)
    return "; ".join(part for part in (state, skips) if part)


def sweep_json(
    rows: Sequence[SweepRow], over: str, terms_name: str, currency: str
) -> dict[str, Any]:
    """A sweep as a JSON object."""
    head = {"terms": terms_name, "currency": currency, "over": over}
    return {"notecalc": __version__, "schema": 1, **head, "rows": _sweep_rows(rows)}


def span_json(rows: Sequence[SweepRow], span: Span) -> dict[str, Any]:
    """A sweep over a span as a part of another object."""
    days = {"from": str(span.start), "to": str(span.end)}
    return {"over": span.over, **days, "rows": _sweep_rows(rows)}


def _sweep_rows(rows: Sequence[SweepRow]) -> list[dict[str, Any]]:
    return [
        {
            **_object(SWEEP, sweep_cells(row)),
            "skipped": [{"date": str(day), "name": name} for day, name in row.skipped],
        }
        for row in rows
    ]


def span_line(rows: Sequence[SweepRow], span: Span, currency: str) -> str:
    """A sweep in a line: the least and the most that is due, and on which days."""
    head = f"sweep over {span.over}, {span.start} to {span.end}"
    due = [(row.total, row.date) for row in rows if row.total is not None]
    if not due:
        return f"{head}: nothing is due on any day"
    low, high = min(due, key=lambda each: each[0]), max(due, key=lambda each: each[0])
    return f"{head}: {grouped(low[0])} ({low[1]}) to {grouped(high[0])} ({high[1]}) {currency}"


def good_through_cells(row: Payoff) -> list[Cell]:
    """A row of a good-through table in the columns of `GOOD_THROUGH`."""
    due = row.due
    amounts = (due.principal, due.accrued_interest, due.fees, due.total, due.per_diem)
    return [due.date, row.days, *amounts, row.late, row.by_per_diem]


def good_through_json(rows: Sequence[Payoff]) -> list[dict[str, Any]]:
    """A good-through table as JSON objects."""
    return [_object(GOOD_THROUGH, good_through_cells(row)) for row in rows]


def _object(columns: Sequence[str] | Mapping[str, type], cells: Sequence[Cell]) -> dict[str, Any]:
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
