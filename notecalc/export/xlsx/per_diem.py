"""The interest of a day as a row of cells: what principal bears, and overdue interest (rule 11)."""

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting, exact
from notecalc.export.xlsx.cells import SCALE, Cells
from notecalc.export.xlsx.rates import in_force, rate_on
from notecalc.export.xlsx.rounding import rounded
from notecalc.export.xlsx.spans import measure_on
from notecalc.redemption import Redemption
from notecalc.schedule import Basis
from notecalc.terms import OverdueRate


def write_per_diem(
    cells: Cells, row: int, outstanding: tuple[str, int], due: Redemption, overdue: str
) -> str:
    """Write the per diem at `row`: its cell.

    `outstanding` is the cell of the principal and its minor units, `overdue` the cell of what is
    overdue and bears interest (empty where that is not followed).
    """
    case, at, result = cells.case, cells.layout.at(row), cells.case.result
    basis, mode = in_force(result, due.date), case.terms.rounding.mode
    cells.sheet.text(row, 0, "Per diem", "bold")
    cells.day(row, "end", due.date)
    name, rate = rate_on(result, basis, due.date)
    if due.rate == rate:
        cells.formula(row, "rate", name, float(due.rate), "rate")
    else:
        cells.number(row, "rate", float(due.rate), "rate_engine")
    cells.formula(row, "principal", outstanding[0], outstanding[1] / cells.unit, "amount")
    fraction = _fraction(cells, row, due)
    found = cells.exact(row, at, (outstanding[1], float(due.rate)), cells.scale, fraction)
    whole, rest = at["whole"], at["rest"]
    units, left = found.whole, found.rest
    if overdue:
        term = case.terms.overdue_interest
        bears = Basis.BASE if term and term.rate is OverdueRate.BASE else Basis.DEFAULT
        name, rate = rate_on(result, bears, due.date)
        cells.formula(row, "over_rate", name, float(rate), "rate")
        over = {each: at[f"over_{each}"] for each in exact.HEADS}
        over = {**at, **over, "principal": overdue, "rate": at["over_rate"]}
        product = case.minor(due.overdue), float(rate)
        more = cells.exact(row, over, product, cells.scale, fraction, "over_")
        whole, rest = f"{whole}+{over['whole']}", f"({rest}+{over['rest']})"
        units, left = units + more.whole, left + more.rest
        cells.note(row, "with the interest of a day on what is overdue")
    gives = units + mode.of(left, fraction[1] * case.scale)
    quotient = rounded(mode, f"{rest}/({at['d']}*{SCALE})")
    cells.amount(
        row, "interest", (f"({whole}+{quotient})/{cells.unit}", gives), case.minor(due.per_diem)
    )
    return at["interest"]


def _fraction(cells: Cells, row: int, due: Redemption) -> tuple[int, int]:
    """The year fraction of the day as numerator and denominator."""
    day, at, terms = due.day_fraction, cells.layout.at(row), cells.case.terms
    count, frequency = terms.interest.day_count, len(terms.interest.dates)
    measured = ("", "")
    if count.needs_reference:
        measured = at["measure_from"], at["measure_to"]
        for name, each in zip(
            ("measure_from", "measure_to"), measure_on(cells.case.result, due.date), strict=True
        ):
            cells.day(row, name, each)
    over = counting.per_diem_formula(count, frequency, at["end"], *measured)
    n, d = day.numerator, day.denominator
    cells.number(row, "n", n, "days_engine" if count is DayCount.BUS_252 else "helper")
    if over is None:
        cells.number(row, "d", d)
    else:
        cells.formula(row, "d", over, d)
    return n, d
