"""Who owns how many of the issuer's shares, by formulas down to the counts (Rule 13d-3)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from notecalc.export.xlsx.book import Book, Sheet, column_name
from notecalc.export.xlsx.cases import Case
from notecalc.ownership import COUNTS, Beneficial, beneficial_ownership
from notecalc.terms import Ownership

_HEADS = {
    "shares": "Common shares",
    "conversion_shares": "Issuable on conversion",
    "warrant_shares": "Issuable on warrants",
    "total": "Total",
}
_COLUMNS = {name: column_name(at) for at, name in enumerate(COUNTS, 1)}
OUTSTANDING = "shares_outstanding"
"""The name of the cell with the common shares outstanding."""


class Percent(NamedTuple):
    """Where a percentage stands, what it is, and the engine's."""

    cell: str
    what: str
    engine: Decimal


def has_shares(case: Case) -> bool:
    """Whether the terms say what shares the holders own."""
    owners = beneficial_ownership(case.terms)
    return case.terms.ownership != Ownership() or any(each.total for each in owners)


def write_owned(book: Book, sheet: Sheet, case: Case, top: int) -> tuple[list[Percent], int]:
    """Write holders and groups from row `top` on: their percentages, and the row below."""
    owners, ownership = beneficial_ownership(case.terms), case.terms.ownership
    outstanding = ownership.shares_outstanding
    reported = [
        name
        for name in (*COUNTS, "percent")
        if any(getattr(each.reported, name, None) is not None for each in owners)
    ]
    heads = list(_heads(reported, outstanding is not None))
    sheet.texts(top, ("Shares beneficially owned", *[""] * len(heads)), "section")
    row = top + 1
    if outstanding is not None:
        day = f" on {ownership.as_of}" if ownership.as_of else ""
        sheet.text(row, 0, f"Common shares outstanding{day}", "wrap")
        sheet.number(row, 1, outstanding, "count_input")
        sheet.text(row, 2, ownership.source, "aside")
        book.name(OUTSTANDING, f"Holders!$B${row + 1}")
        row += 1
    sheet.height(row, 4)
    sheet.texts(row, ("Holder", *heads), "head")
    found, first = list[Percent](), row + 1
    members = {each.id: first + at for at, each in enumerate(owners) if not each.members}
    for row, each in enumerate(owners, first):
        sheet.height(row, -(-len(each.name) // 50))
        sheet.text(row, 0, each.name, "wrap")
        _counts(sheet, row, each, [members[name] for name in each.members])
        found += _compared(sheet, row, each, reported)
    return found, row + 1


def _heads(reported: Sequence[str], measured: bool) -> Iterator[str]:
    yield from _HEADS.values()
    for name in reported:
        if name != "percent":
            yield f"{_HEADS[name]}, reported"
            yield "Computed less reported"
    if measured:
        yield "As filed: total ÷ outstanding"
        if "percent" in reported:
            yield "Percent reported"
            yield "Computed less reported"
        yield "By Rule 13d-3: total ÷ (outstanding + issuable)"


def _counts(sheet: Sheet, row: int, each: Beneficial, members: Sequence[int]) -> None:
    """The counts: inputs of a holder, sums of a group's members."""
    for column, name in enumerate(COUNTS[:-1], 1):
        count = getattr(each, name)
        if members:
            formula = "+".join(f"{_COLUMNS[name]}{member + 1}" for member in members)
            sheet.formula(row, column, formula, count, "count")
        else:
            sheet.number(row, column, count, "count_input")
    sheet.formula(row, 4, f"SUM(B{row + 1}:D{row + 1})", each.total, "count")


def _compared(
    sheet: Sheet, row: int, each: Beneficial, reported: Sequence[str]
) -> Iterator[Percent]:
    """What is reported beside what is computed, and the percentages."""
    column, number = 5, row + 1
    for name in reported:
        if name != "percent":
            given, own = getattr(each.reported, name, None), _COLUMNS[name]
            _reported(sheet, (row, column), (given, f"{own}{number}", getattr(each, name)), "count")
            column += 2
    for what, value, over in (
        ("as filed", each.percent, OUTSTANDING),
        ("by Rule 13d-3", each.percent_by_rule, f"({OUTSTANDING}+C{number}+D{number})"),
    ):
        if value is None:
            continue
        formula = f"ROUND(E{number}*10000/{over},0)/10000"
        sheet.formula(row, column, formula, float(value), "share")
        yield Percent(
            f"Holders!{column_name(column)}{number}", f"Percent {what}: {each.name}", value
        )
        column += 1
        if over == OUTSTANDING and "percent" in reported:
            cell = f"{column_name(column - 1)}{number}"
            given = each.reported.percent if each.reported else None
            _reported(sheet, (row, column), (given, cell, value), "share")
            column += 2


def _reported(
    sheet: Sheet, place: tuple[int, int], found: tuple[Decimal | int | None, str, Decimal | int],
    style: str,
) -> None:  # fmt: skip
    """A reported figure, and the computed one less it; nothing where it is not reported."""
    (row, column), (given, cell, computed) = place, found
    if given is None:
        sheet.texts(row, ("", ""), "wrap", column)
        return
    sheet.number(row, column, given, f"{style}_engine")
    off = f"ROUND({cell}-{column_name(column)}{row + 1},4)"
    sheet.formula(row, column + 1, off, float(computed - given), style)
