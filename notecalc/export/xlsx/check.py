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


def checks(
    case: Case, layout: Layout, tops: tuple[int, int], readings: Sequence[Reading],
    holders: Iterable[Held],
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
    return found + [Checked(f"Holder: {each.name}", each.cell, each.amount) for each in holders]


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
    for row, (name, place, value) in enumerate(given, 5):
        style = (
            "rate"
            if (value <= 10 and "rate" in name) or name in ("margin", "price", "portion")
            else "amount"
        )
        sheet.text(row, 0, name, "wrap")
        sheet.formula(row, 1, place, float(value), style)
        sheet.number(row, 2, value, style)
        changed = f'IF(B{row + 1}=C{row + 1},"as exported","changed")'
        sheet.formula(row, 3, changed, "as exported", "status")
    sheet.texts(first - 1, ("Figure", "Workbook", "Engine", "OK, or the difference"), "head")
    places = len(str(case.unit)) - 1
    for row, each in enumerate(checked, first):
        number = row + 1
        sheet.height(row, -(-len(each.what) // 74))
        sheet.text(row, 0, each.what, "wrap")
        sheet.formula(row, 1, each.cell, each.engine, "amount")
        large = abs(each.engine) * case.unit >= exact.MOST_MINOR and each.large
        if large:
            sheet.text(row, 2, each.large, "right")
            shown = "0." + "0" * places if places else "0"
            test = f'IF(TEXT(B{number},"{shown}")=C{number},"OK","engine: "&C{number})'
        else:
            sheet.number(row, 2, each.engine, "amount_engine")
            off = f"ROUND(B{number}-C{number},{places})"
            test = f'IF(ISNUMBER(B{number}),IF({off}=0,"OK",{off}),"none now")'
        sheet.formula(row, 3, test, "OK", "status")
    _limits(sheet, first + len(checked) + 1, case)


def _limits(sheet: Sheet, row: int, case: Case) -> None:
    most = exact.MOST_MINOR // case.unit
    sheet.paragraph(
        row,
        f"Limits: a spreadsheet keeps fifteen digits, so amounts are exact below {most:,}"
        f" {case.terms.currency}; beyond, the engine's figure stands here as text. Rates are exact"
        f" to one part in {case.scale:,}, the price and the portion to one in"
        f" {exact.PRICE_SCALE:,}.",
        3, 110, "note",
    )  # fmt: skip
    told = _finer(case)
    if beyond := beyond_formulas(case.result):
        told.append(beyond_words(beyond))
    for each in told:
        row += 1
        sheet.paragraph(row, each, 3, 110, "warning")


def _finer(case: Case) -> list[str]:
    """The inputs that are finer than the formulas take them, and amounts with too many digits."""
    terms, rates = case.terms, case.terms.default_rates
    told = []
    for name, value, scale in (
        ("cash_rate", terms.interest.cash_rate, case.scale),
        ("note_rate", terms.interest.note_rate, case.scale),
        ("default_cash_rate", rates.cash_rate, case.scale),
        ("default_note_rate", rates.note_rate, case.scale),
        ("margin", rates.margin, case.scale),
        ("price", terms.redemption.price, exact.PRICE_SCALE),
        ("portion", terms.redemption.portion, exact.PRICE_SCALE),
    ):
        if value is not None and value * scale % 1:
            told.append(
                f"{name} {plain(value)} is finer than one part in {scale:,}: formulas take it"
                " rounded, and a cell in which that tells shows the engine's figure instead."
            )
    amounts = [terms.principal, *(each.line.closing_principal for each in case.rows)]
    if max(case.minor(each) for each in amounts) >= exact.MOST_MINOR:
        told.append("Amounts here have more digits than a spreadsheet keeps: cents may be lost.")
    return told
