"""Late fees as rows of cells: a share of what a missed payment left unpaid (rule 18)."""

from collections.abc import Iterator
from typing import NamedTuple

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.cases import Case, Row
from notecalc.export.xlsx.cells import PRICE, Cells
from notecalc.export.xlsx.rounding import rounded
from notecalc.money import PaidIn
from notecalc.schedule.happenings import Charge, charges
from notecalc.terms import LateFee


class Missed(NamedTuple):
    """A late fee: its line, and those that end the periods whose interest was missed."""

    charge: Charge
    line: int
    ends: tuple[Row, ...]

    @property
    def label(self) -> str:
        """What it is for, as the engine says it."""
        return f"missed on {' and '.join(map(str, self.charge.missed))}"


def late_fees(case: Case) -> list[Missed]:
    """The late fees of a note, in their order."""
    terms, result, rows = case.terms, case.result, case.rows
    if terms.late_fee is None or not rows:
        return []
    found, in_cash = [], terms.interest.paid_in is PaidIn.CASH
    for charge in charges(terms, result.facts.happened, result.calendar, rows[-1].line.end):
        if charge.due is not None:
            line = next(at for at, row in enumerate(rows) if row.line.end >= charge.on)
            ends = (row for row in rows[:line] if row.ends_period and row.line.due == charge.due)
            found.append(Missed(charge, line, tuple(ends) if in_cash else ()))
    return found


def place_late_fees(cells: Cells, row: int) -> int:
    """Say where late fees will stand, from row `row` on: how many rows they take."""
    found = late_fees(cells.case)
    for number, each in enumerate(found, row + 1):
        place = f"{cells.sheet.name}!{cells.layout.at(number)['interest']}"
        cells.late.setdefault(each.charge.on, []).append(place)
    return len(found) + 2 if found else 0


def write_late_fees(cells: Cells, row: int, top: int) -> None:
    """Write them from row `row` on, under lines whose first is at row `top`."""
    case, term = cells.case, cells.case.terms.late_fee
    owed = [
        (each.on, each.reason, case.minor(each.amount))
        for each in case.result.ledger
        if each.kind == "late fee"
    ]
    if found := late_fees(case):
        cells.sheet.texts(row, ("Late fees: a share of what was missed", *[""] * 6), "section")
    for each in found:
        row += 1
        assert term is not None  # or there were none
        engine = (
            amount for on, told, amount in owed if on == each.charge.on and each.label in told
        )
        _late_fee(cells, (row, top), each, term, next(engine, 0))


def _late_fee(
    cells: Cells, place: tuple[int, int], missed: Missed, term: LateFee, engine: int
) -> None:
    (row, top), at, scale = place, cells.layout.at(place[0]), exact.PRICE_SCALE
    parts = list(_short(cells, top, missed))
    short = sum(value for _, value in parts)
    cells.sheet.text(row, 0, "Owed from", "bold")
    cells.day(row, "end", missed.charge.on)
    formula = cells.sum([each for each, _ in parts])
    cells.formula(row, "principal", formula, short / cells.unit, "amount")
    cells.formula(row, "rate", "late_fee_rate", float(term.rate), "rate")
    cells.number(row, "n", 1)
    cells.number(row, "d", 1)
    found = cells.exact(row, at, (short, float(term.rate)), (PRICE, scale), (1, 1))
    mode = cells.case.terms.rounding.mode
    gives = found.whole + mode.of(found.rest, scale)
    rest = rounded(mode, f"{at['rest']}/({at['d']}*{PRICE})")
    formula = f"({at['whole']}+{rest})/{cells.unit}"
    if term.minimum is not None:
        formula = f"MAX({formula},late_fee_minimum)"
        gives = max(gives, cells.case.minor(term.minimum))
    cells.amount(row, "interest", (formula, gives), engine)
    cells.note(row, f"{missed.label}; {term.clause}")


def _short(cells: Cells, top: int, missed: Missed) -> Iterator[tuple[str, int]]:
    """What was missed: interest accrued in the period that ended then, and principal due."""
    case, minor, terms = cells.case, cells.case.minor, cells.case.terms
    paid = {each.span.period.end: each.paid for each in case.history}
    for row in missed.ends:
        last = next(at for at, each in enumerate(case.rows) if each is row)
        first, at = cells.layout.at(top + row.opens), cells.layout.at(top + last)
        earned = f"SUM({first['interest']}:{at['interest']})"
        value = sum(minor(each.line.interest) for each in case.rows[row.opens : last + 1])
        if row.settled:
            earned, value = f"{earned}-{at['settled']}", value - (paid[row.line.end] or 0)
        unpaid, stands = at["accrued"], minor(row.line.accrued)
        if row.flow and "overdue" in case.tracks:
            unpaid, stands = f"{unpaid}-{at['upon_left']}", stands - row.flow.after.upon
        yield f"MAX(MIN({earned},{unpaid}),0)", max(min(value, stands), 0)
    if terms.maturity_date in missed.charge.missed:
        stood = case.rows[missed.line].line.principal
        yield cells.layout.at(top + missed.line)["principal"], minor(stood)
        return
    for due in missed.charge.missed:
        if formula := cells.received.scheduled.get(due):
            falls = (each.principal for each in terms.scheduled_payments if each.due == due)
            yield formula, sum(map(minor, falls))
