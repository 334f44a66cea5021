"""A sweep over a span of days as tables, rows and objects.

`fees` is whether terms or facts have any (`has_fees`): they have a column only then.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from notecalc import __version__
from notecalc.money import grouped
from notecalc.readings.sweep import Span, SweepRow
from notecalc.statement.series import as_object
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
        "fees": Decimal,
        "total": Decimal,
        "per_diem": Decimal,
        "cost_of_waiting": Decimal,
        "skipped": str,
        "refused": str,
    }
)
"""The columns of a sweep with fees, each with what its cells are."""


def sweep_columns(*, fees: bool) -> Mapping[str, type]:
    """The columns of a sweep, each with what its cells are."""
    return SWEEP if fees else {name: kind for name, kind in SWEEP.items() if name != "fees"}


def sweep_cells(row: SweepRow, *, fees: bool) -> list[Cell]:
    """A row of a sweep in the columns of `sweep_columns`."""
    state = row.state.value if row.state else None
    skipped = "; ".join(f"{day} {name}" for day, name in row.skipped)
    owed = (row.fees,) if fees else ()
    amounts = (row.total, row.per_diem, row.cost_of_waiting)
    return [
        row.date,
        row.default_from.value,
        state,
        row.cure_deadline,
        row.event_of_default,
        row.default_rate_from,
        row.redemption_date,
        row.principal,
        row.accrued_interest,
        *owed,
        *amounts,
        skipped or None,
        row.refused or None,
    ]


def sweep_tables(rows: Sequence[SweepRow], over: str, currency: str, *, fees: bool) -> list[Table]:
    """A sweep as a table for each reading."""
    columns = (
        "date",
        "cure_deadline",
        "event_of_default",
        "redemption_date",
        *(("fees",) if fees else ()),
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
    rows: Sequence[SweepRow], over: str, terms_name: str, currency: str, *, fees: bool
) -> dict[str, Any]:
    """A sweep as a JSON object."""
    head = {"terms": terms_name, "currency": currency, "over": over}
    return {"notecalc": __version__, "schema": 1, **head, "rows": _sweep_rows(rows, fees)}


def span_json(rows: Sequence[SweepRow], span: Span, *, fees: bool) -> dict[str, Any]:
    """A sweep over a span as a part of another object."""
    days = {"from": str(span.start), "to": str(span.end)}
    return {"over": span.over, **days, "rows": _sweep_rows(rows, fees)}


def _sweep_rows(rows: Sequence[SweepRow], fees: bool) -> list[dict[str, Any]]:
    columns = sweep_columns(fees=fees)
    return [
        {
            **as_object(columns, sweep_cells(row, fees=fees)),
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
