"""The lines of a schedule as a block of cells (rules 7 to 10, 16 and 19)."""

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.cases import Row
from notecalc.export.xlsx.cells import SCALE, At, Cells
from notecalc.export.xlsx.moves import Left, Moves, Sum
from notecalc.export.xlsx.past import Settled
from notecalc.export.xlsx.rates import rate_on
from notecalc.export.xlsx.rounding import Metered, line_formula
from notecalc.money import Rounding
from notecalc.schedule import Basis
from notecalc.terms import OverdueRate


def write_lines(cells: Cells, top: int, settled: Settled) -> None:
    """Write the lines, the first at row `top`."""
    case = cells.case
    meter = Metered(case.terms.rounding, case.scale)
    for index, row in enumerate(case.rows):
        if index == row.opens:
            meter = Metered(case.terms.rounding, case.scale)
        _line(cells, top, index, row, settled, meter)


def write_sums(cells: Cells, row: int, top: int) -> None:
    """Write the sums of the columns that add up."""
    lines = cells.case.rows
    cells.sheet.text(row, 0, "Sums", "bold")
    further = {"upon": "overdue_interest"} if "overdue" in cells.case.tracks else {}
    for name in ("interest", "paid", "capitalized", *further):
        letter = cells.layout.place[name].letter
        shown = further.get(name, name)
        value = sum(cells.case.minor(getattr(each.line, shown)) for each in lines)
        formula = f"ROUND(SUM({letter}{top + 1}:{letter}{top + len(lines)}),{cells.places})"
        cells.formula(row, name, formula, value / cells.unit, "sum")


def _line(cells: Cells, top: int, index: int, row: Row, settled: Settled, meter: Metered) -> None:
    case, line, number = cells.case, row.line, top + index
    at, above = cells.layout.at(number), cells.layout.at(number - 1)
    before = case.rows[index - 1].line if index else None
    cells.span(number, at, row.span, first=index == row.opens, above=above["to_end"])
    opening = before.closing_principal if before else case.terms.principal
    principal = case.minor(line.principal)
    place = above["closing_principal"] if before else "principal"
    cells.amount(number, "principal", (place, case.minor(opening)), principal)
    _interest(cells, (top, number), row, meter)
    owed: Sum = [at["interest"]], case.minor(line.interest)
    if not before and "overdue" in case.tracks:
        _nothing(cells, number, "upon", 0)
    if before:
        owed = [above["accrued"], f"+{at['interest']}"], owed[1] + case.minor(before.accrued)
        if "overdue" in case.tracks:
            upon = _upon(cells, number, row, above)
            owed = [*owed[0], f"+{at['upon']}"], owed[1] + upon
    left = Left(owed, ([at["principal"]], principal), ([], 0))
    moves = None
    if row.flow:
        moves = Moves(
            cells, number, above if before else {}, row.flow,
            tracks=case.tracks, at_default=line.basis is Basis.DEFAULT,
        )  # fmt: skip
        left = moves.write(owed, left.principal)
    owed = _settle(cells, (top, number), row, left, settled.get(line.end) if row.settled else None)
    cells.amount(number, "accrued", (cells.sum(owed[0]), owed[1]), case.minor(line.accrued))
    _closing(cells, number, row, left.principal)
    if moves:
        moves.stand(row.ends_period and (not cells.in_notes or row is not case.rows[-1]))


def _settle(
    cells: Cells, place: tuple[int, int], row: Row, left: Left, fixed: tuple[str, int] | None
) -> Sum:
    """What was paid and capitalized at the end of a line, and what interest is left."""
    owed, number, case = left.owed, place[1], cells.case
    at, paid = cells.layout.at(number), left.paid
    if fixed:
        cells.formula(number, "settled", fixed[0], fixed[1] / case.unit, "helper_amount")
    if cells.in_notes:
        _paid(cells, number, row, paid)
        return _capitalized(cells, place, at, row, (fixed, owed))
    if fixed:
        paid = [*paid[0], f"+{at['settled']}"], paid[1] + fixed[1]
        owed = [*owed[0], f"-{at['settled']}"], owed[1] - fixed[1]
    _paid(cells, number, row, paid)
    _nothing(cells, number, "capitalized", case.minor(row.line.capitalized))
    return owed


def _interest(cells: Cells, place: tuple[int, int], row: Row, meter: Metered) -> None:
    """The rate of a line, and its interest rounded as the terms have it."""
    (top, number), case, line, span = place, cells.case, row.line, row.span
    at = cells.layout.at(number)
    name, expected = rate_on(case.result, line.basis, line.start)
    if line.rate == expected:
        cells.formula(number, "rate", name, float(line.rate), "rate")
    else:
        cells.number(number, "rate", float(line.rate), "rate_engine")
    cells.text(number, "basis", line.basis.value)
    product = case.minor(line.principal), float(line.rate)
    found = cells.exact(number, at, product, cells.scale, (span.n, span.d))
    gives, interest = meter.line(found, span), case.minor(line.interest)
    meter.booked += interest - gives
    formula = cells.interest(number, top + row.opens, found, span)
    cells.amount(number, "interest", (formula, gives), interest)


def _upon(cells: Cells, number: int, row: Row, above: At) -> int:
    """The interest of a line upon what is overdue before it (rule 19)."""
    case, line, at = cells.case, row.line, cells.layout.at(number)
    term = case.terms.overdue_interest
    assert term is not None  # or it were not followed
    basis = Basis.BASE if term.rate is OverdueRate.BASE else Basis.DEFAULT
    name, rate = rate_on(case.result, basis, line.start)
    cells.formula(number, "over_rate", name, float(rate), "rate")
    over = {each: at[f"over_{each}"] for each in exact.HEADS}
    over = {**at, **over, "principal": above["overdue"], "rate": at["over_rate"]}
    product, fraction = (case.minor(line.overdue), float(rate)), (row.span.n, row.span.d)
    found = cells.exact(number, over, product, cells.scale, fraction, "over_")
    mode, upon = case.terms.rounding.mode, case.minor(line.overdue_interest)
    by_line = Rounding(mode)
    gives = Metered(by_line, case.scale).line(found, row.span)
    formula = line_formula(by_line, over, over, 0, case.unit, SCALE)
    cells.amount(number, "upon", (formula, gives), upon)
    return upon


def _nothing(cells: Cells, number: int, name: str, engine: int) -> None:
    """An amount that no formula gives: nothing, or the engine's."""
    style = "amount_engine" if engine else "amount"
    cells.number(number, name, engine / cells.unit, style)


def _paid(cells: Cells, number: int, row: Row, paid: Sum) -> None:
    """What was paid at the end of a line."""
    engine = cells.case.minor(row.line.paid)
    if paid[0]:
        cells.amount(number, "paid", (cells.sum(paid[0]), paid[1]), engine)
    else:
        _nothing(cells, number, "paid", engine)


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
    formula, gives = cells.sum(owed[0]), owed[1]
    if fixed:
        formula, gives = at["settled"], fixed[1]
    elif case.history and row.opens:
        standing = case.minor(case.rows[row.opens - 1].line.accrued)
        stood = f"{cells.layout.place['accrued'].letter}{top + row.opens}"
        formula = f"ROUND({formula}-MIN({stood},{formula}),{cells.places})"
        gives -= min(standing, gives)
    cells.amount(number, "capitalized", (formula, gives), engine)
    return [*owed[0], f"-{at['capitalized']}"], owed[1] - engine


def _closing(cells: Cells, number: int, row: Row, left: Sum) -> None:
    """Principal after the line; `left` is what payments and conversions left of the opening."""
    minor, (parts, value) = cells.case.minor, left
    if cells.in_notes and row.ends_period and row is not cells.case.rows[-1]:
        capitalized = cells.layout.at(number)["capitalized"]
        parts, value = [*parts, f"+{capitalized}"], value + minor(row.line.capitalized)
    engine = minor(row.line.closing_principal)
    cells.amount(number, "closing_principal", (cells.sum(parts), value), engine)
