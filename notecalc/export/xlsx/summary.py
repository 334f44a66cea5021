"""The sheets that are read first: the summary, and the timeline."""

from datetime import date

from notecalc.export.xlsx.beyond import beyond_formulas, beyond_words
from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.due import Due
from notecalc.money import RoundingMode, RoundingPer
from notecalc.statement import Table, timeline_table
from notecalc.statement.payoff import assumed_table, why_nothing
from notecalc.terms import Terms

_WIDE = 128
RESULTS = {
    "principal_due": ("Principal due", "portion × (price × principal outstanding, rounded)"),
    "accrued_interest": ("Accrued interest due", "the total less principal due"),
    "total": ("Total due", "portion × (priced principal + interest accrued and unpaid)"),
    "per_diem": ("Per diem", "principal × the rate in force × one day's fraction"),
}
"""The results by name: what each is, and how it is found."""


def write_summary(book: Book, sheet: Sheet, case: Case, due: Due | None, status: str) -> None:
    """Write the summary; `status` is the cell that says whether all checks hold."""
    result = case.result
    terms = result.terms
    sheet.paragraph(0, terms.name, 3, 80, "heading")
    how = f"{terms.currency}; interest paid in {terms.interest.paid_in.value}"
    calendar = f"Business Days {terms.calendar} ({result.calendar.fingerprint})"
    sheet.text(1, 0, f"{how}; {terms.interest.day_count.value}; {calendar}", "note_line")
    row = 3
    if due is None or result.redemption is None:
        told = why_nothing(result) if not result.schedule else "Accrual of a note that performs."
        sheet.paragraph(row, told, 3, _WIDE, "bold_wrap")
        row += 2
    else:
        row = _amounts(book, sheet, row, case, due)
    row = _facts(sheet, row, case)
    sheet.text(row, 0, "Check against the engine", "bold")
    sheet.formula(row, 1, status, "OK", "status")
    sheet.text(row, 2, "sheet Check; after a change of terms it shows the differences", "note_line")
    row += 2
    warnings = list(result.warnings)
    if beyond := beyond_formulas(result):
        warnings.append(beyond_words(beyond))
    if warnings:
        sheet.texts(row, ("Warnings", "", "", ""), "section")
        for line in warnings:
            row += 1
            sheet.paragraph(row, line, 3, _WIDE)
        row += 2
    assumed = assumed_table(result)
    if assumed.rows:
        sheet.texts(row, (assumed.title, "", "", ""), "section")
        for cells in assumed.rows:
            row += 1
            for column, cell in enumerate(cells):
                sheet.text(row, column, str(cell or ""))
        row += 2
    _legend(sheet, row, case)


def _amounts(book: Book, sheet: Sheet, row: int, case: Case, due: Due) -> int:
    redemption = case.result.redemption
    assert redemption is not None  # the caller has seen it
    heads = (f"Due on redemption, {redemption.date:%a} {redemption.date}", case.terms.currency)
    sheet.texts(row, (*heads, "Clause", "How"), "head")
    values = (
        redemption.principal,
        redemption.accrued_interest,
        redemption.total,
        redemption.per_diem,
    )
    places = (due.principal, due.accrued_interest, due.total, due.per_diem)
    for (name, (label, how)), place, value in zip(RESULTS.items(), places, values, strict=True):
        row += 1
        style = "total_big" if name == "total" else "amount_big"
        if name == "total" and "fees" in case.tracks:
            how += ", and fees unpaid"
        if name == "principal_due" and redemption.price.what:
            how += f"; the price as exported: {redemption.price.what}"
        sheet.height(row, max(1.5, -(-len(how) // 66)))
        sheet.text(row, 0, label, "label")
        sheet.formula(row, 1, place, float(value), style)
        clause = case.terms.default_rates.clause if name == "per_diem" else redemption.clause
        sheet.text(row, 2, clause, "beside")
        sheet.text(row, 3, how, "beside_note")
        book.name(name, f"Summary!$B${row + 1}")
    return row + 2


_DATES = ("notice", "cure_deadline", "event_of_default", "default_rate_from", "redemption")


def _facts(sheet: Sheet, row: int, case: Case) -> int:
    result, found = case.result, dict[str, tuple[date, str]]()
    for event in result.timeline.events:
        if event.governing or event.event not in found:
            found[event.event] = event.date, event.clause
    sheet.texts(row, ("How the note is read", "", "Clause", ""), "section")
    for label, text in (
        ("State", result.state.value),
        ("Default rate from", result.terms.default_rates.start.value),
    ):
        row += 1
        sheet.text(row, 0, label, "wrap")
        sheet.text(row, 1, text, "wrap")
        sheet.text(row, 2, "", "wrap")
    for name in _DATES:
        if name in found:
            row += 1
            sheet.text(row, 0, name.replace("_", " ").capitalize(), "wrap")
            sheet.date(row, 1, found[name][0], "weekday")
            sheet.text(row, 2, found[name][1], "beside")
    return row + 2


def _legend(sheet: Sheet, row: int, case: Case) -> None:
    sheet.texts(row, ("How to read this workbook", "", "", ""), "section")
    for text, style in (
        ("input, on the sheets Terms and Holders", "text_input"),
        ("from the engine, no formula", "engine_note"),
        ("formula", "text"),
        ("helper column", "helper"),
    ):
        row += 1
        sheet.text(row, 0, text, style)
    sheet.paragraph(
        row + 1,
        "Every amount is a formula down to the terms. Interest is principal × rate × numerator ÷"
        f" denominator of the days' fraction, rounded {_rounding(case.terms)}; the helper columns"
        " of the schedule keep whole minor units and remainders apart, so that no half cent is"
        " lost to binary fractions.",
        3, _WIDE, "note",
    )  # fmt: skip


def _rounding(terms: Terms) -> str:
    """How interest is rounded, in words."""
    goes = "half up" if terms.rounding.mode is RoundingMode.NEAREST else terms.rounding.mode.value
    once = {
        RoundingPer.LINE: "once a line",
        RoundingPer.PERIOD: "once an interest period",
        RoundingPer.PER_DIEM: "for one day and taken times days",
    }
    return f"{goes} {once[terms.rounding.per]}"


def write_timeline(book: Book, sheet: Sheet, case: Case) -> None:
    """Write the dated events with their reasons, the days as the engine found them."""
    table: Table = timeline_table(case.result)
    sheet.height(0, 2)
    sheet.text(0, 0, "Timeline", "title")
    sheet.text(
        1, 0, "Dates come from the engine: a change of terms here does not move them", "engine_line"
    )
    sheet.texts(2, [each.capitalize() for each in table.columns], "head")
    row = 2
    for event, (_, *cells) in zip(case.result.timeline.events, table.rows, strict=True):
        row += 1
        texts = [str(each or "") for each in cells]
        sheet.height(
            row, max(-(-len(texts[-1]) // 105), -(-len(texts[0]) // 36), -(-len(texts[1]) // 22))
        )
        sheet.date(row, 0, event.date, "weekday")
        sheet.texts(row, texts, "beside", 1)
    if row > 2:
        book.name("timeline_dates", f"Timeline!$A$4:$A${row + 1}")
