"""The lines of a schedule as a block of cells (rules 7 to 10)."""

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.beyond import rounds_otherwise
from notecalc.export.xlsx.cases import Row, rate_of
from notecalc.export.xlsx.cells import SCALE, At, Cells, summed
from notecalc.export.xlsx.past import Settled
from notecalc.schedule import Basis

Sum = tuple[list[str], int]
"""The terms of a sum of cells, and what they add up to in minor units."""


def write_lines(cells: Cells, top: int, settled: Settled) -> None:
    """Write the lines, the first at row `top`."""
    for index, row in enumerate(cells.case.rows):
        _line(cells, top, index, row, settled)


def write_sums(cells: Cells, row: int, top: int) -> None:
    """Write the sums of the columns that add up."""
    lines = cells.case.rows
    cells.sheet.text(row, 0, "Sums", "bold")
    for name in ("interest", "paid", "capitalized"):
        letter = cells.layout.place[name].letter
        value = sum(cells.case.minor(getattr(each.line, name)) for each in lines)
        formula = f"ROUND(SUM({letter}{top + 1}:{letter}{top + len(lines)}),{cells.places})"
        cells.formula(row, name, formula, value / cells.unit, "sum")


def _line(cells: Cells, top: int, index: int, row: Row, settled: Settled) -> None:
    case, line, span, number = cells.case, row.line, row.span, top + index
    at, above = cells.layout.at(number), cells.layout.at(number - 1)
    before = case.rows[index - 1].line if index else None
    cells.span(number, at, span, first=span.start == span.period.start, above=above["to_end"])
    _rate(cells, number, row)
    opening = before.closing_principal if before else case.terms.principal
    principal, interest = case.minor(line.principal), case.minor(line.interest)
    cells.amount(
        number,
        "principal",
        (above["closing_principal"] if before else "principal", case.minor(opening)),
        principal,
    )
    found = cells.exact(number, at, (principal, float(line.rate)), cells.scale, (span.n, span.d))
    gives = exact.rounded(found, span.d, case.scale)
    if rounds_otherwise(case.terms):
        gives = -1  # where it is the same figure, it would not follow a change
    cells.amount(number, "interest", (exact.interest(at, case.unit, SCALE), gives), interest)
    owed: Sum = [at["interest"]], interest
    if before:
        owed = [above["accrued"], "+", at["interest"]], interest + case.minor(before.accrued)
    taken = 0
    if row.money:
        taken = cells.money(
            number, at, line.end, row.money, (summed(cells.places, *owed[0]), owed[1])
        )
        owed = [*owed[0], "-", at["to_interest"]], owed[1] - taken
    fixed = settled.get(line.end) if row.settled else None
    if fixed:
        cells.formula(number, "settled", fixed[0], fixed[1] / case.unit, "helper_amount")
    if cells.in_notes:
        _paid(cells, number, at, row, None)
        owed = _capitalized(cells, (top, number), at, row, (fixed, owed))
    else:
        owed = _paid(cells, number, at, row, fixed, owed)
        _nothing(cells, number, "capitalized", case.minor(line.capitalized))
    accrued = summed(cells.places, *owed[0]) if len(owed[0]) > 1 else owed[0][0]
    cells.amount(number, "accrued", (accrued, owed[1]), case.minor(line.accrued))
    _closing(cells, number, at, row, principal - _on_principal(row, taken))


def _rate(cells: Cells, number: int, row: Row) -> None:
    terms, line = cells.case.terms, row.line
    expected = terms.base_rate if line.basis is Basis.BASE else terms.default_rate
    if line.rate == expected:
        cells.formula(number, "rate", rate_of(terms, line.basis), float(line.rate), "rate")
    else:
        cells.number(number, "rate", float(line.rate), "rate_engine")
    cells.text(number, "basis", line.basis.value)


def _on_principal(row: Row, taken: int) -> int:
    return sum(row.money) - taken if row.money else 0


def _nothing(cells: Cells, number: int, name: str, engine: int) -> None:
    """An amount that no formula gives: nothing, or the engine's."""
    style = "amount_engine" if engine else "amount"
    cells.number(number, name, engine / cells.unit, style)


def _paid(
    cells: Cells, number: int, at: At, row: Row, fixed: tuple[str, int] | None, owed: Sum = ([], 0)
) -> Sum:
    """What was paid at the end of a line; what is owed after it."""
    parts, gives, engine = list[str](), 0, cells.case.minor(row.line.paid)
    if row.money:
        parts, gives = [at["received"], "+", at["scheduled"]], sum(row.money)
    if fixed:
        parts += ["+", at["settled"]] if parts else [at["settled"]]
        gives += fixed[1]
        owed = [*owed[0], "-", at["settled"]], owed[1] - fixed[1]
    if not parts:
        _nothing(cells, number, "paid", engine)
    else:
        formula = summed(cells.places, *parts) if len(parts) > 1 else parts[0]
        cells.amount(number, "paid", (formula, gives), engine)
    return owed


def _capitalized(
    cells: Cells, place: tuple[int, int], at: At, row: Row,
    given: tuple[tuple[str, int] | None, Sum],
) -> Sum:  # fmt: skip
    """What is added to principal: what history fixes, else what accrued in the period (rule 8)."""
    (top, number), (fixed, owed), case = place, given, cells.case
    engine = case.minor(row.line.capitalized)
    if not row.ends_period or row is case.rows[-1]:
        _nothing(cells, number, "capitalized", engine)
        return owed
    formula = summed(cells.places, *owed[0]) if len(owed[0]) > 1 else owed[0][0]
    gives = owed[1]
    if fixed:
        formula, gives = at["settled"], fixed[1]
    elif case.history and row.opens:
        standing = case.minor(case.rows[row.opens - 1].line.accrued)
        stood = f"{cells.layout.place['accrued'].letter}{top + row.opens}"
        formula = f"ROUND({formula}-MIN({stood},{formula}),{cells.places})"
        gives -= min(standing, gives)
    cells.amount(number, "capitalized", (formula, gives), engine)
    return [*owed[0], "-", at["capitalized"]], owed[1] - engine


def _closing(cells: Cells, number: int, at: At, row: Row, left: int) -> None:
    """Principal after the line; `left` is what payments left of the opening one."""
    minor, parts = cells.case.minor, [at["principal"]]
    issued = minor(row.line.capitalized)
    if row.money:
        parts.append(f"-({at['received']}-{at['to_interest']})-{at['scheduled']}")
    if cells.in_notes and row.ends_period and row is not cells.case.rows[-1]:
        parts += ["+", at["capitalized"]]
    formula = summed(cells.places, *parts) if len(parts) > 1 else parts[0]
    cells.amount(
        number, "closing_principal", (formula, left + issued), minor(row.line.closing_principal)
    )
