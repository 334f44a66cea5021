"""What the Company paid by interest date, or issued notes for, as a block of cells (rule 9)."""

from collections.abc import Mapping
from datetime import date

from notecalc.export.xlsx.cells import SCALE, At, Cells
from notecalc.export.xlsx.history import Past
from notecalc.export.xlsx.moves import Moves
from notecalc.export.xlsx.rates import rate_on
from notecalc.export.xlsx.rounding import period_formula
from notecalc.schedule import Basis

Settled = Mapping[date, tuple[str, int]]
"""The cell in which history fixes what was paid on an interest date, and what it shows."""


def write_history(cells: Cells, top: int) -> Settled:
    """Write the history, at the base rate as if no reading existed, the first row at `top`."""
    found: dict[date, tuple[str, int]] = {}
    column, opens = "capitalized" if cells.in_notes else "paid", top
    for row, past in enumerate(cells.case.history, top):
        _stretch(cells, row, opens, past, column)
        if past.paid is not None:
            place = cells.layout.at(row)[column]
            found[past.span.period.end] = (f"{cells.sheet.name}!{place}", past.paid)
            opens = row + 1
    return found


def _stretch(cells: Cells, row: int, opens: int, past: Past, column: str) -> None:
    span, unit, terms = past.span, cells.unit, cells.case.terms
    at, above = cells.layout.at(row), cells.layout.at(row - 1)
    first = span.start == span.period.start
    cells.span(row, at, span, first=first, above=above["to_end"])
    name, _ = rate_on(cells.case.result, Basis.BASE, span.start)
    cells.formula(row, "rate", name, float(past.rate), "rate")
    cells.text(row, "basis", "base")
    opening = "principal" if span.start == terms.issue_date else above["closing_principal"]
    cells.formula(row, "principal", opening, past.principal / unit, "amount")
    cells.exact(row, at, (past.principal, float(past.rate)), cells.scale, (span.n, span.d))
    interest = cells.interest(row, opens, past.parts, span)
    cells.formula(row, "interest", interest, past.interest / unit, "amount")
    owed = [at["interest"]] if first else [above["accrued"], at["interest"]]
    # Interest is of one kind here: as if there were no default, and nothing overdue.
    tracks, flow = cells.case.tracks - {"default", "overdue"}, past.flow
    before = {"fees": above["fees"]} if "fees" in tracks and span.start > terms.issue_date else {}
    moves = Moves(cells, row, before, flow, tracks=tracks)
    taken = flow.interest_paid + flow.gone.accrued
    left = moves.write((owed, past.accrued + taken), ([at["principal"]], past.principal))
    cells.formula(row, "accrued", cells.sum(left.owed[0]), past.accrued / unit, "amount")
    if past.paid is not None:
        cells.formula(row, column, _paid(cells, at, row, opens), past.paid / unit, "amount")
    closing = left.principal[0]
    if flow.received or flow.scheduled:
        closing = [f"MAX({cells.sum(closing)},0)"]
    if past.paid is not None and cells.in_notes:
        closing = [*closing, at["capitalized"]]
    cells.formula(row, "closing_principal", cells.sum(closing), past.closing / unit, "amount")
    moves.stand(settles=False)


def _paid(cells: Cells, at: At, row: int, opens: int) -> str:
    """The interest of a period rounded once, less what had been taken of it."""
    top, terms = cells.layout.at(opens), cells.case.terms
    whole = period_formula(terms.rounding, at, top, cells.unit, SCALE)
    if row == opens:
        whole = at["interest"]
    names = ("to_interest", "accrued_gone")
    taken = [f"-SUM({top[name]}:{at[name]})" for name in names if name in at]
    return f"MAX({cells.sum([whole, *taken])},0)" if taken else whole
