"""The sheet that compares the workbook with the engine: inputs as exported, totals, readings."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.beyond import beyond_formulas, beyond_words
from notecalc.export.xlsx.book import Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.holders import Held
from notecalc.export.xlsx.inputs import Inputs, input_order
from notecalc.export.xlsx.layout import Layout
from notecalc.export.xlsx.make_whole import periods_left
from notecalc.export.xlsx.owned import Percent
from notecalc.export.xlsx.prices import share_scale
from notecalc.export.xlsx.readings import Reading
from notecalc.export.xlsx.summary import RESULTS
from notecalc.money import plain

STATUS = "Check!$B$3"
"""The cell that says whether everything agrees."""


class Checked(NamedTuple):
    """A cell compared with the engine's figure."""

    what: str
    cell: str
    engine: float
    large: str = ""
    style: str = "amount"


def checks(
    case: Case, layout: Layout, tops: tuple[int, int], readings: Sequence[Reading],
    holders: tuple[Iterable[Held], Iterable[Percent]],
) -> list[Checked]:  # fmt: skip
    """Everything that is compared: what is due, the columns of the schedule, readings, holders."""
    found, due, (top, sums) = [], case.result.redemption, tops
    if due is not None:
        values = (due.principal, due.accrued_interest, due.total, due.per_diem)
        found += [
            Checked(label, name, float(value), f"{value:f}")
            for (name, (label, _)), value in zip(RESULTS.items(), values, strict=True)
        ]
    if case.rows:
        for name in ("interest", "paid", "capitalized"):
            engine = sum(getattr(each.line, name) for each in case.rows)
            cell = f"Schedule!{layout.place[name].letter}{sums + 1}"
            found.append(Checked(f"Schedule: sum of {name}", cell, float(engine), f"{engine:f}"))
        last = case.rows[-1].line
        for name in ("accrued", "closing_principal"):
            cell = f"Schedule!{layout.place[name].letter}{top + len(case.rows)}"
            value = getattr(last, name)
            label = f"Schedule: last {name.replace('_', ' ')}"
            found.append(Checked(label, cell, float(value), f"{value:f}"))
    for reading in readings:
        result = reading.answer.result
        if reading.due is not None and result is not None and result.redemption is not None:
            label = f"Reading: {reading.answer.question} {reading.answer.says}"
            total = result.redemption.total
            found.append(Checked(label, reading.due.total, float(total), f"{total:f}"))
    found += [Checked(f"Holder: {each.name}", each.cell, each.amount) for each in holders[0]]
    for share in holders[1]:
        found.append(Checked(share.what, share.cell, float(share.engine), style="share"))
    return found


def write_check(sheet: Sheet, case: Case, inputs: Inputs, checked: Sequence[Checked]) -> None:
    """Write the comparison: OK, or the difference."""
    given = list(input_order(inputs))
    first = 6 + len(given) + 3
    sheet.height(0, 2)
    sheet.text(0, 0, "Check", "title")
    sheet.paragraph(
        1,
        "The workbook's figures beside the engine's, for the terms as exported. Where an input has"
        " been changed, the differences are what the change is worth.",
        3, 110, "note",
    )  # fmt: skip
    last = first + len(checked)
    wrong = f'SUMPRODUCT((D{first + 1}:D{last}<>"OK")*1)'
    sheet.text(2, 0, "All figures agree with the engine", "bold")
    status = f'IF({wrong}=0,"OK",{wrong}&" differ")' if checked else '"OK"'
    sheet.formula(2, 1, status, "OK", "status")
    sheet.texts(4, ("Input", "Now", "As exported", "Changed?"), "head")
    for row, (name, place, value, style) in enumerate(given, 5):
        sheet.text(row, 0, name, "wrap")
        sheet.formula(row, 1, place, float(value), style)
        sheet.number(row, 2, value, style)
        changed = f'IF(B{row + 1}=C{row + 1},"as exported","changed")'
        sheet.formula(row, 3, changed, "as exported", "status")
    sheet.texts(first - 1, ("Figure", "Workbook", "Engine", "OK, or the difference"), "head")
    for row, each in enumerate(checked, first):
        number = row + 1
        sheet.height(row, -(-len(each.what) // 74))
        sheet.text(row, 0, each.what, "wrap")
        places = 4 if each.style == "share" else len(str(case.unit)) - 1
        sheet.formula(row, 1, each.cell, each.engine, each.style)
        large = abs(each.engine) * case.unit >= exact.MOST_MINOR and each.large
        if large:
            sheet.text(row, 2, each.large, "right")
            shown = "0." + "0" * places if places else "0"
            test = f'IF(TEXT(B{number},"{shown}")=C{number},"OK","engine: "&C{number})'
        else:
            sheet.number(row, 2, each.engine, f"{each.style}_engine")
            off = f"ROUND(B{number}-C{number},{places})"
            test = f'IF(ISNUMBER(B{number}),IF({off}=0,"OK",{off}),"none now")'
        sheet.formula(row, 3, test, "OK", "status")
    _limits(sheet, first + len(checked) + 1, case, inputs)


def _limits(sheet: Sheet, row: int, case: Case, inputs: Inputs) -> None:
    most, due, more = exact.MOST_MINOR // case.unit, case.result.redemption, ""
    if due is not None and periods_left(case.result, due.date):
        more = (
            " The make-whole price is worked out in binary fractions: an amount is right to the"
            " cent up to about a billion; beyond, a change of terms may leave it a cent off."
        )
    sheet.paragraph(
        row,
        f"Limits: a spreadsheet keeps fifteen digits, so amounts are exact below {most:,}"
        f" {case.terms.currency}; beyond, the engine's figure stands here as text. Rates are exact"
        f" to one part in {case.scale:,}, the price and the portion to one in"
        f" {exact.PRICE_SCALE:,}.{more}",
        3, 110, "note",
    )  # fmt: skip
    told = _finer(case, inputs)
    if beyond := beyond_formulas(case.result):
        told.append(beyond_words(beyond))
    for each in told:
        row += 1
        sheet.paragraph(row, each, 3, 110, "warning")


def _finer(case: Case, inputs: Inputs) -> list[str]:
    """The inputs that are finer than the formulas take them, and amounts with too many digits."""
    told, due = [], case.result.redemption
    for name, _, value, style in input_order(inputs):
        scale = _scale(case, name, style)
        if scale and value * scale % 1:
            told.append(
                f"{name} {plain(value)} is finer than one part in {scale:,}: formulas take it"
                " rounded, and a cell in which that tells shows the engine's figure instead."
            )
    amounts = [case.terms.principal, *(each.line.closing_principal for each in case.rows)]
    amounts += [due.total] if due is not None else []
    if max(case.minor(each) for each in amounts) >= exact.MOST_MINOR:
        told.append("Amounts here have more digits than a spreadsheet keeps: cents may be lost.")
    return told


def _scale(case: Case, name: str, style: str) -> int:
    """The parts of one to which formulas take an input; 0 where they take it as it is."""
    if style == "quote":
        return share_scale(case)
    if style != "rate" or name == "make_whole_rate":
        return 0
    priced = name in ("price", "portion", "minimum_price", "late_fee_rate")
    return exact.PRICE_SCALE if priced or name.startswith("price from") else case.scale
