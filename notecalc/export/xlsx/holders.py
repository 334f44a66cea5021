"""Who gets what: the total shared by largest remainder in formulas (rule 12)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from math import gcd
from typing import NamedTuple

from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.owned import Percent, has_shares, write_owned
from notecalc.money import minor_units
from notecalc.ownership import Share, allocate, shares

_LIMB = 10_000
MOST_WEIGHT = 4 * 10**11
"""The largest sum of weights that formulas share exactly: a rest × a limb stays below 2^53."""

_TOP = 3
_HEADS = ("Holder", "Notes held", "Amount")
_HELP = (
    "in minor units", "weight: over what all have in common", "total ÷ weights, whole",
    "rest × weight, its first digits", "its rest, next four digits", "its rest, last four digits",
    "share, whole", "rest of the share", "share in minor units, whole", "remainder", "its rank",
)  # fmt: skip
WIDTHS = (15, 15, 15, 17, 17, 17, 17, 15, 17, 15, 8)
"""The widths of the helper columns."""


class Held(NamedTuple):
    """Where a holder's amount stands, the holder and the engine's amount."""

    cell: str
    name: str
    amount: float


def write_holders(book: Book, sheet: Sheet, case: Case) -> tuple[list[Held], list[Percent]]:
    """Write what each holder gets and owns; where each one's amount and percentages stand."""
    sheet.height(0, 2)
    sheet.text(0, 0, "Holders", "title")
    found = shares(case.result)
    held, row, across = list[Held](), _TOP, 2
    if found:
        held, row = _shared(book, sheet, case, found)
    else:
        _unshared(sheet, case)
    percents = list[Percent]()
    if case.terms.holders and (has_shares(case) or not found):
        percents, row = write_owned(book, sheet, case, row)
        across = sheet.columns - 1
    sheet.print_to(row, across)
    return held, percents


def _shared(book: Book, sheet: Sheet, case: Case, found: Sequence[Share]) -> tuple[list[Held], int]:
    """Write the amount shared out: where each one's stands, and the row below."""
    sheet.paragraph(
        1,
        "The total shared by principal: whole minor units first, then one more to the largest"
        " remainders, so that the parts add up",
        2, 84, "note",
    )  # fmt: skip
    sheet.height(2, 4)
    sheet.texts(2, _HEADS, "head")
    sheet.texts(2, _HELP, "helper_head", 3)
    live = _write_shares(sheet, case, found)
    last = _TOP + len(found)
    sheet.text(last, 0, "All holders", "label")
    values = (case.terms.principal, sum(each.amount for each in found))
    for column, value in enumerate(values, 1):
        letter = "ABC"[column]
        formula = (
            f"ROUND(SUM({letter}{_TOP + 1}:{letter}{last}),{minor_units(case.terms.currency)})"
        )
        sheet.formula(last, column, formula, float(value), "total")
    if not live:
        told = "The amounts are the engine's: the weights have too many digits for formulas"
        sheet.text(last + 1, 0, told, "engine_line")
    book.name("holder_amounts", f"Holders!$C${_TOP + 1}:$C${last}")
    held = [
        Held(f"Holders!C{_TOP + 1 + index}", each.name, float(each.amount))
        for index, each in enumerate(found)
    ]
    return held, last + 3


def _write_shares(sheet: Sheet, case: Case, found: Sequence[Share]) -> bool:
    """Write a row for each holder; whether their amounts are formulas."""
    held = [each.principal or Decimal(0) for each in found]  # shared by principal: all state one
    minors = [case.minor(each) for each in held]
    common = reduce(gcd, minors)
    weights = [each // common for each in minors]
    amounts = [case.minor(each.amount) for each in found]
    live = sum(weights) <= MOST_WEIGHT and allocate(sum(amounts), weights) == amounts
    columns = [_steps(sum(amounts), each, sum(weights)) for each in weights]
    order = sorted(range(len(found)), key=lambda each: -columns[each][-1])
    for index, share in enumerate(found):
        row = _TOP + index
        sheet.height(row, -(-len(share.name) // 50))
        sheet.text(row, 0, share.name, "wrap")
        sheet.number(row, 1, held[index], "amount_input")
        if not live:
            sheet.number(row, 2, share.amount, "amount_engine")
            continue
        formulas = list(_formulas(row + 1, len(found), case.unit))
        sheet.formula(row, 2, formulas[0], float(share.amount), "amount")
        values = (minors[index], weights[index], *columns[index], order.index(index) + 1)
        for column, (formula, value) in enumerate(zip(formulas[1:], values, strict=True), 3):
            sheet.formula(row, column, formula, value, "helper")
    return live


def _steps(total: int, weight: int, whole: int) -> tuple[int, ...]:
    """total × weight ÷ whole by the digits of the weight, as in the helper columns."""
    quotient, rest = divmod(total, whole)
    first = rest * (weight // _LIMB**2)
    second = first % whole * _LIMB + rest * (weight // _LIMB % _LIMB)
    third = second % whole * _LIMB + rest * (weight % _LIMB)
    share = (first // whole * _LIMB + second // whole) * _LIMB + third // whole
    left = third % whole
    return quotient, first, second, third, share, left, quotient * weight + share, left


def _formulas(r: int, count: int, unit: int) -> Iterator[str]:
    """The formulas of a row: the amount, then the helper columns D to N."""
    top, last = _TOP + 1, _TOP + count
    total, sums = f"ROUND(total*{unit},0)", f"SUM(E${top}:E${last})"
    rest = f"({total}-F{r}*{sums})"
    one_more = f"IF(N{r}<={total}-SUM(L${top}:L${last}),1,0)"
    yield f'IF(SUM(B${top}:B${last})=principal,(L{r}+{one_more})/{unit},"")'
    yield f"ROUND(B{r}*{unit},0)"
    yield f"D{r}/GCD(D${top}:D${last})"
    yield f"INT({total}/{sums})"
    first, second = f"INT(E{r}/{_LIMB**2})", f"INT(E{r}/{_LIMB})"
    yield f"{rest}*{first}"
    yield f"(G{r}-INT(G{r}/{sums})*{sums})*{_LIMB}+{rest}*({second}-{first}*{_LIMB})"
    yield f"(H{r}-INT(H{r}/{sums})*{sums})*{_LIMB}+{rest}*(E{r}-{second}*{_LIMB})"
    yield f"(INT(G{r}/{sums})*{_LIMB}+INT(H{r}/{sums}))*{_LIMB}+INT(I{r}/{sums})"
    yield f"I{r}-INT(I{r}/{sums})*{sums}"
    # A quotient just below a whole number may be taken for it: then one too many was taken.
    yield f"F{r}*E{r}+J{r}-IF(K{r}<0,1,0)"
    yield f"K{r}+IF(K{r}<0,{sums},0)"
    yield f"SUMPRODUCT((M${top}:M${last}>M{r})*1)+COUNTIF(M${top}:M{r},M{r})"


def _unshared(sheet: Sheet, case: Case) -> None:
    """That the amount is not shared out."""
    sheet.paragraph(
        1,
        "The amount due is not shared out: the terms do not state whose the whole note is"
        " (each holder's principal, together the note's)",
        4, 120, "note",
    )  # fmt: skip
    if not case.terms.holders:
        sheet.text(_TOP, 0, "The terms name no holders.")
