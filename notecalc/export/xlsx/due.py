"""What is due on redemption, as a block of cells below the lines of a schedule (rule 11)."""

from dataclasses import dataclass

from notecalc.export.xlsx.cells import Cells, summed
from notecalc.export.xlsx.per_diem import write_per_diem
from notecalc.export.xlsx.prices import Factor, times, write_prices, write_product
from notecalc.redemption import Redemption


@dataclass(frozen=True, slots=True)
class Due:
    """The cells in which a block shows what is due, and the row below it."""

    below: int
    principal: str
    accrued_interest: str
    total: str
    per_diem: str


def write_due(cells: Cells, row: int, top: int, due: Redemption) -> Due:
    """Write what is due from row `row` on, under lines whose first is at row `top`."""
    case, minor = cells.case, cells.case.minor
    last = cells.layout.at(top + len(case.rows) - 1)
    outstanding, stood = "principal", minor(due.outstanding)
    if case.rows:
        outstanding = last["closing_principal"]
    row, priced = write_prices(cells, row, (outstanding, stood), due)
    both, owed = priced
    if case.rows:
        both = summed(cells.places, both, "+", last["accrued"])
        owed += minor(case.rows[-1].line.accrued)
    of = Factor.of("Principal due: that × portion", "portion", case.terms.redemption.portion)
    principal = write_product(cells, row, priced, of, minor(due.principal))
    whole = times(owed, of.share)
    of = of._replace(label="With accrued interest, × portion")
    redeemed = write_product(cells, row + 1, (both, owed), of, whole)
    at = [cells.layout.at(row + each)["interest"] for each in range(6)]
    cells.sheet.text(row + 2, 0, "Accrued interest due: the rest", "bold")
    rest = summed(cells.places, redeemed[0], "-", principal[0])
    gives = whole - minor(due.principal)
    cells.amount(row + 2, "interest", (rest, gives), minor(due.accrued_interest))
    cells.sheet.text(row + 3, 0, "Fees unpaid", "bold")
    if case.rows and "fees" in case.tracks:
        fees = minor(due.fees), case.rows[-1].flow
        gives = fees[1].after.fees if fees[1] else -1
        cells.amount(row + 3, "interest", (last["fees"], gives), fees[0])
    else:
        cells.number(row + 3, "interest", float(due.fees), "amount")
    cells.sheet.text(row + 4, 0, "Total due", "bold")
    total = summed(cells.places, redeemed[0], "+", at[3])
    gives = whole + minor(due.fees)
    cells.amount(row + 4, "interest", (total, gives), minor(due.total), "total")
    overdue = last.get("overdue", "") if case.rows and "overdue" in case.tracks else ""
    write_per_diem(cells, row + 5, (outstanding, stood), due, overdue)
    found = (f"{cells.sheet.name}!${each}" for each in (at[0], at[2], at[4], at[5]))
    return Due(row + 6, *found)
