"""What the Company paid by interest date, or issued notes for, as a block of cells (rule 9)."""

from collections.abc import Mapping
from datetime import date

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.cases import Past, rate_of
from notecalc.export.xlsx.cells import SCALE, At, Cells, summed
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
    cells.formula(row, "rate", rate_of(terms, Basis.BASE), float(terms.base_rate), "rate")
    cells.text(row, "basis", "base")
    opening = "principal" if span.start == terms.issue_date else above["closing_principal"]
    cells.formula(row, "principal", opening, past.principal / unit, "amount")
    cells.exact(row, at, (past.principal, float(terms.base_rate)), cells.scale, (span.n, span.d))
    interest = exact.interest(at, unit, SCALE)
    cells.formula(row, "interest", interest, past.interest / unit, "amount")
    owed = at["interest"]
    if not first:
        owed = summed(cells.places, above["accrued"], "+", owed)
    accrued = owed
    if past.money:
        cells.money(row, at, span.end, past.money, (owed, past.accrued + past.early))
        accrued = summed(cells.places, owed, "-", at["to_interest"])
    cells.formula(row, "accrued", accrued, past.accrued / unit, "amount")
    if past.paid is not None:
        cells.formula(row, column, _paid(cells, at, row, opens), past.paid / unit, "amount")
    _closing(cells, row, at, past)


def _paid(cells: Cells, at: At, row: int, opens: int) -> str:
    """The interest of a period rounded once, less what payments had paid of it."""
    whole, top = at["interest"], cells.layout.at(opens)
    if row != opens:
        rest = f"ROUND(SUM({top['rest']}:{at['rest']})/({at['d']}*{SCALE}),0)"
        whole = f"(SUM({top['whole']}:{at['whole']})+{rest})/{cells.unit}"
    if "to_interest" not in at:
        return whole
    taken = f"SUM({top['to_interest']}:{at['to_interest']})"
    return f"MAX(ROUND({whole}-{taken},{cells.places}),0)"


def _closing(cells: Cells, row: int, at: At, past: Past) -> None:
    closing = at["principal"]
    if past.money:
        closing = f"MAX({closing}-({at['received']}-{at['to_interest']})-{at['scheduled']},0)"
    if past.paid is not None and cells.in_notes:
        closing = summed(cells.places, closing, "+", at["capitalized"])
    elif past.money:
        closing = summed(cells.places, closing)
    cells.formula(row, "closing_principal", closing, past.closing / cells.unit, "amount")
