"""What is due on redemption, as a block of cells below the lines of a schedule (rule 11)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting, exact
from notecalc.export.xlsx.cases import measure_on, rate_of
from notecalc.export.xlsx.cells import PRICE, SCALE, Cells, summed
from notecalc.money import half_up
from notecalc.redemption import Redemption
from notecalc.schedule import Basis

ROWS = 7
"""How many rows the block has."""


@dataclass(frozen=True, slots=True)
class Due:
    """The cells in which a block shows what is due."""

    principal: str
    accrued_interest: str
    total: str
    per_diem: str


def write_due(cells: Cells, row: int, top: int, due: Redemption) -> Due:
    """Write what is due from row `row` on, under lines whose first is at row `top`."""
    case, minor, at = (
        cells.case,
        cells.case.minor,
        [cells.layout.at(row + each) for each in range(ROWS)],
    )
    last = cells.layout.at(top + len(case.rows) - 1)
    outstanding, stood = "principal", minor(due.outstanding)
    accrued, both = 0, at[0]["interest"]
    if case.rows:
        outstanding, accrued = last["closing_principal"], minor(case.rows[-1].line.accrued)
        both = summed(cells.places, both, "+", last["accrued"])
    price, portion = case.terms.redemption.price, case.terms.redemption.portion
    priced = _times(stood, due.price.share)
    _product(cells, row, "Principal × price", (outstanding, stood), ("price", price), priced)
    _product(
        cells, row + 1, "Principal due: that × portion", (at[0]["interest"], priced),
        ("portion", portion), minor(due.principal),
    )  # fmt: skip
    whole = _times(priced + accrued, portion)
    _product(
        cells, row + 2, "With accrued interest, × portion", (both, priced + accrued),
        ("portion", portion), whole,
    )  # fmt: skip
    cells.sheet.text(row + 3, 0, "Accrued interest due: the rest", "bold")
    rest = summed(cells.places, at[2]["interest"], "-", at[1]["interest"])
    gives = whole - minor(due.principal)
    cells.amount(row + 3, "interest", (rest, gives), minor(due.accrued_interest))
    cells.sheet.text(row + 4, 0, "Fees unpaid", "bold")
    cells.number(row + 4, "interest", float(due.fees), "amount_engine")
    cells.sheet.text(row + 5, 0, "Total due", "bold")
    total = summed(cells.places, at[2]["interest"], "+", at[4]["interest"])
    gives = whole + minor(due.fees)
    cells.amount(row + 5, "interest", (total, gives), minor(due.total), "total")
    _per_diem(cells, row + 6, (outstanding, stood), due)
    letter = cells.layout.place["interest"].letter
    return Due(*(f"{cells.sheet.name}!${letter}${row + each}" for each in (2, 4, 6, 7)))


def _product(
    cells: Cells, row: int, label: str, amount: tuple[str, int], factor: tuple[str, Decimal],
    engine: int, style: str = "amount",
) -> None:  # fmt: skip
    """An amount × a factor, rounded: the steps of interest with a fraction of 1 ÷ 1."""
    at, (name, size) = cells.layout.at(row), factor
    cells.sheet.text(row, 0, label, "bold")
    cells.formula(row, "rate", name, float(size), "rate")
    cells.formula(row, "principal", amount[0], amount[1] / cells.unit, "amount")
    cells.number(row, "n", 1)
    cells.number(row, "d", 1)
    scale = exact.PRICE_SCALE
    found = cells.exact(row, at, (amount[1], float(size)), (PRICE, scale), (1, 1))
    gives = exact.rounded(found, 1, scale)
    cells.amount(row, "interest", (exact.interest(at, cells.unit, PRICE), gives), engine, style)


def _per_diem(cells: Cells, row: int, outstanding: tuple[str, int], due: Redemption) -> None:
    """The interest of a day: principal × the rate in force × one day's fraction."""
    terms, day, at = cells.case.terms, due.day_fraction, cells.layout.at(row)
    count, frequency = terms.interest.day_count, len(terms.interest.dates)
    cells.sheet.text(row, 0, "Per diem", "bold")
    cells.day(row, "end", due.date)
    if due.rate == terms.default_rate:
        cells.formula(row, "rate", rate_of(terms, Basis.DEFAULT), float(due.rate), "rate")
    else:
        cells.number(row, "rate", float(due.rate), "rate_engine")
    cells.formula(row, "principal", outstanding[0], outstanding[1] / cells.unit, "amount")
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
    found = cells.exact(row, at, (outstanding[1], float(due.rate)), cells.scale, (n, d))
    gives = exact.rounded(found, d, cells.case.scale)
    formula = exact.interest(at, cells.unit, SCALE)
    cells.amount(row, "interest", (formula, gives), cells.case.minor(due.per_diem))


def _times(amount: int, factor: Fraction | Decimal) -> int:
    exactly = amount * Fraction(factor)
    return half_up(exactly.numerator, exactly.denominator)
