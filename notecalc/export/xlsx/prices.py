"""The prices that the terms give on redemption, each as a row, and the greatest (rule 22)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.cells import PRICE, Cells
from notecalc.export.xlsx.make_whole import round_price
from notecalc.money import half_up
from notecalc.redemption import Redemption
from notecalc.redemption.price import make_whole_price

SHARE_SCALE = "share_scale"
"""The cell with the parts of one to which share prices are taken."""

_DEAREST = "MAX(share_price,conversion_price)"
SHARES = f"IF({_DEAREST}<0.09,10^9,IF({_DEAREST}<90,10^6,IF({_DEAREST}<9000,10^4,10^2)))"
"""So many parts that every share price stays below 9 × 10^7 of them: products stay exact."""

_MOST = 2**53

Number = tuple[str, int]
"""A formula and what it gives."""


class Factor(NamedTuple):
    """What an amount is multiplied by: exactly `share`, in cells a rate × n ÷ d."""

    label: str
    rate: str
    value: Decimal
    share: Fraction
    n: Number = ("", 1)
    d: Number = ("", 1)
    note: str = ""

    @classmethod
    def of(cls, label: str, name: str, value: Decimal, note: str = "") -> "Factor":
        """An input as it is."""
        return cls(label, name, value, Fraction(value), note=note)


def share_scale(case: Case) -> int:
    """What the formula `SHARES` gives."""
    right, share_price = case.terms.conversion, case.result.facts.share_price
    most = max(right.price if right else 0, share_price or 0)
    levels = (Decimal("0.09"), 10**9), (90, 10**6), (9000, 10**4)
    return next((scale for level, scale in levels if most < level), 100)


def _factors(case: Case, due: Redemption, on: str) -> Iterator[Factor]:
    """The prices on the redemption date, which stands in the cell `on`."""
    term, right = case.terms.redemption, case.terms.conversion
    share_price = case.result.facts.share_price
    if term.prices:
        dated = [term.price, *(each.price for each in term.prices if each.start <= due.date)]
        name = f"INDEX(price_table,SUMPRODUCT((price_from<={on})*1))"
        yield Factor.of("Dated price", name, dated[-1], "principal × the last price up to this day")
    elif term.minimum or term.make_whole or term.conversion_value:
        yield Factor.of("Stated price", "price", term.price, "principal × price")
    else:
        yield Factor.of("Principal × price", "price", term.price)
    if term.minimum is not None:
        yield Factor.of("Minimum price", "minimum_price", term.minimum, "principal × minimum")
    if term.conversion_value and right is not None and share_price is not None:
        scale = share_scale(case)
        yield Factor(
            "Conversion value", "1", Decimal(1),
            Fraction(share_price) / Fraction(right.price),
            (f"ROUND(share_price*{SHARE_SCALE},0)", round(share_price * scale)),
            (f"ROUND(conversion_price*{SHARE_SCALE},0)", round(right.price * scale)),
            "principal × share price ÷ conversion price",
        )  # fmt: skip


def write_product(
    cells: Cells, row: int, amount: Number, by: Factor, engine: int, style: str = "amount"
) -> Number:
    """An amount × a factor, rounded, by the steps of interest; its cell and what it shows."""
    at, scale = cells.layout.at(row), exact.PRICE_SCALE
    cells.sheet.text(row, 0, by.label, "bold")
    cells.formula(row, "principal", amount[0], amount[1] / cells.unit, "amount")
    if not by.d[1]:  # a conversion price finer than its parts
        cells.amount(row, "interest", ("", -1), engine, style)
        return at["interest"], engine
    cells.formula(row, "rate", by.rate, float(by.value), "rate")
    for name, (formula, value) in (("n", by.n), ("d", by.d)):
        if formula:
            cells.formula(row, name, formula, value)
        else:
            cells.number(row, name, value)
    fraction = by.n[1], by.d[1]
    found = cells.exact(row, at, (amount[1], float(by.value)), (PRICE, scale), fraction)
    gives = exact.rounded(found, by.d[1], scale) if max(found) < _MOST else -1
    cells.amount(row, "interest", (exact.interest(at, cells.unit, PRICE), gives), engine, style)
    if by.note:
        cells.note(row, by.note)
    return at["interest"], engine


def write_prices(
    cells: Cells, row: int, outstanding: Number, due: Redemption
) -> tuple[int, Number]:
    """Write a row for each price, and the greatest; the next row, and the principal priced."""
    written, at = list[Number](), cells.layout.at(row)
    result, terms = cells.case.result, cells.case.terms
    if terms.redemption.prices:
        cells.day(row, "end", due.date)
    for each in _factors(cells.case, due, at["end"]):
        priced = times(outstanding[1], each.share)
        written.append(write_product(cells, row, outstanding, each, priced))
        row += 1
    whole = make_whole_price(terms, result.facts.happened, result.calendar, due.date)
    if whole is not None:
        written.append(_made_whole(cells, row, outstanding, times(outstanding[1], whole.share)))
        row += 1
    if len(written) == 1:
        return row, written[0]
    cells.sheet.text(row, 0, "The greatest of these", "bold")
    greatest = f"MAX({','.join(cell for cell, _ in written)})"
    engine = times(outstanding[1], due.price.share)
    cells.amount(row, "interest", (greatest, max(value for _, value in written)), engine)
    return row + 1, (cells.layout.at(row)["interest"], engine)


def _made_whole(cells: Cells, row: int, outstanding: Number, engine: int) -> Number:
    """Principal × the make-whole price, in binary fractions."""
    at, found = cells.layout.at(row), cells.make_whole
    cells.sheet.text(row, 0, "Make-whole price", "bold")
    cells.formula(row, "principal", outstanding[0], outstanding[1] / cells.unit, "amount")
    formula, gives = "", -1
    if found is not None:
        cells.formula(row, "rate", *found, "rate")
        formula = f"ROUND({at['principal']}*{at['rate']},{cells.places})"
        gives = round_price(outstanding[1], found[1], cells.unit)
    cells.amount(row, "interest", (formula, gives), engine)
    cells.note(row, "principal × the make-whole price above")
    return at["interest"], engine


def times(amount: int, factor: Fraction | Decimal) -> int:
    """An amount × a factor, rounded half up."""
    exactly = amount * Fraction(factor)
    return half_up(exactly.numerator, exactly.denominator)
