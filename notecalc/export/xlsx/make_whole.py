"""The make-whole price as rows of cells: each remaining interest date discounted (rule 22).

The engine is exact; cells are binary fractions. The price has some fourteen digits, so that an
amount is right to the cent up to about a billion; where an amount as exported would not be, the
engine's stands there instead.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from notecalc.export.xlsx.cells import Cells
from notecalc.export.xlsx.rates import rate_on
from notecalc.export.xlsx.spans import Span, span
from notecalc.money import half_up
from notecalc.periods import Period
from notecalc.redemption import Result
from notecalc.redemption.price import make_whole_end, remaining
from notecalc.schedule import Basis
from notecalc.schedule.measure import elapsed

MOST_PERIODS = 400
"""The interest dates beyond which the price is the engine's."""

_HEADS = (
    "From", "Interest date", "Days", "Base rate", "Share of a period", "Interest on 1",
    "Discount factor",
)  # fmt: skip


class Left(NamedTuple):
    """A remaining interest period, of which interest is counted to `end`."""

    period: Period
    end: date


class _Worth(NamedTuple):
    """What the cells come to after an interest date."""

    discount: float
    grown: float
    present: float


def periods_left(result: Result, on: date) -> list[Left]:
    """The interest periods that the price values; none where there is no such price on a day."""
    terms, term = result.terms, result.terms.redemption.make_whole
    if term is None or on >= (until := make_whole_end(terms, term)):
        return []
    return [Left(*each) for each in remaining(terms, result.calendar, on, until)]


def write_make_whole(cells: Cells, top: int, on: date) -> int:
    """Write the price on a day from row `top` on, if there is one: how many rows it takes."""
    left = periods_left(cells.case.result, on)
    if not 0 < len(left) <= MOST_PERIODS:
        return 0
    value = "Grown to" if cells.in_notes else "Present value"
    cells.sheet.texts(top, (f"Make-whole price on {on}", *[""] * 9), "section")
    cells.sheet.height(top + 1, 3)
    cells.sheet.texts(top + 1, (*_HEADS, value, "Full period from", "to"), "head")
    row = top + 2
    accrued, since = _interest(cells, row, left[0].period, on), cells.layout.at(row)
    cells.note(row, "accrued since the last interest date: taken off below")
    found = None
    for each in left:
        row += 1
        found = _period(cells, row, each, on, found)
    assert found is not None  # or there were no price
    first, last = cells.layout.at(row - len(left) + 1), cells.layout.at(row)
    if cells.in_notes:
        worth, price = f"{last['paid']}*{last['interest']}", found.grown * found.discount
    else:
        worth = f"SUM({first['paid']}:{last['paid']})+{last['interest']}"
        price = found.present + found.discount
    cells.sheet.text(row + 1, 0, "Make-whole price, share of principal", "bold")
    formula = f"{worth}-{since['principal']}"
    cells.formula(row + 1, "interest", formula, price - accrued, "factor")
    cells.make_whole = cells.layout.at(row + 1)["interest"], price - accrued
    return row + 3 - top


def _interest(cells: Cells, row: int, period: Period, end: date) -> float:
    """The interest on 1 from the start of a period to a day."""
    case, at = cells.case, cells.layout.at(row)
    days, fraction = elapsed(case.terms, period, end, case.result.calendar)
    part: Span = span(case.terms, period, period.start, end, days, days, fraction)
    cells.span(row, at, part, first=True, above="")
    due = case.result.redemption
    assert due is not None  # or there were no price
    name, rate = rate_on(case.result, Basis.BASE, due.date)
    cells.formula(row, "rate", name, float(rate), "rate")
    value = float(rate) * part.n / part.d
    cells.formula(row, "principal", f"{at['rate']}*{at['n']}/{at['d']}", value, "factor")
    return value


def _period(cells: Cells, row: int, left: Left, on: date, before: _Worth | None) -> _Worth:
    """An interest date: its interest, the factor that discounts it, and what it is worth."""
    terms, at, above = cells.case.terms, cells.layout.at(row), cells.layout.at(row - 1)
    term, frequency = terms.redemption.make_whole, len(terms.interest.dates)
    assert term is not None  # or there were no price
    coupon, (first, last) = _interest(cells, row, left.period, left.end), left.period.reference
    # The first interest date is discounted from the day of redemption, on the row above.
    since, day = (at["start"], left.period.start) if before else (above["end"], on)
    part = (left.end - day).days / (last - first).days
    share = f"({at['end']}-{since})/({at['accrued']}-{at['capitalized']})"
    cells.formula(row, "basis", share, part, "factor_short")
    was, grew = (above["interest"], above["paid"]) if before else ("1", "1")
    discount, grown, present = before or _Worth(1.0, 1.0, 0.0)
    discount /= 1 + float(term.rate) / frequency * part
    formula = f"{was}/(1+make_whole_rate/{frequency}*{at['basis']})"
    cells.formula(row, "interest", formula, discount, "factor")
    grown *= 1 + coupon
    if cells.in_notes:
        cells.formula(row, "paid", f"{grew}*(1+{at['principal']})", grown, "factor")
    else:
        formula = f"{at['principal']}*{at['interest']}"
        cells.formula(row, "paid", formula, coupon * discount, "factor")
    cells.day(row, "capitalized", first)
    cells.day(row, "accrued", last)
    return _Worth(discount, grown, present + coupon * discount)


def round_price(principal: int, price: float, unit: int) -> int:
    """A principal × a price in minor units, as the cells round it."""
    exactly = Decimal(principal / unit * price) * unit
    return half_up(*exactly.as_integer_ratio())
