"""The sheets of a workbook in their order, each where the others refer to it."""

from typing import Any, BinaryIO

from notecalc.export.xlsx.book import Book, check_dates
from notecalc.export.xlsx.carried import write_carried
from notecalc.export.xlsx.cases import Case, case
from notecalc.export.xlsx.cells import Cells
from notecalc.export.xlsx.check import STATUS, checks, write_check
from notecalc.export.xlsx.due import Due, write_due
from notecalc.export.xlsx.holders import WIDTHS as HOLDERS
from notecalc.export.xlsx.holders import write_holders
from notecalc.export.xlsx.inputs import Inputs, write_terms
from notecalc.export.xlsx.late_fees import place_late_fees, write_late_fees
from notecalc.export.xlsx.layout import Layout
from notecalc.export.xlsx.lines import write_lines, write_sums
from notecalc.export.xlsx.make_whole import write_make_whole
from notecalc.export.xlsx.past import Settled, write_history
from notecalc.export.xlsx.rates import amended
from notecalc.export.xlsx.readings import find_readings, write_readings, write_workings
from notecalc.export.xlsx.summary import write_summary, write_timeline
from notecalc.money import minor_units
from notecalc.redemption import Result
from notecalc.statement.payoff import created

FIRST = 3
"""The row of the first line of the schedule."""


def write_book(file: BinaryIO, result: Result, carried: dict[str, Any]) -> None:
    """Write the workbook of a result, with what it carries of its own making."""
    main = case(result)
    measured = (row.span.measure[0] for row in main.rows)
    check_dates((result.terms.issue_date, *measured, *(x.date for x in result.timeline.events)))
    readings = find_readings(main)
    cases = [main, *(each.case for each in readings if each.case)]
    book = Book(
        file,
        result.terms.name,
        created(result),
        minor_units(result.terms.currency),
        _rate_format(main),
    )
    sheets = _Sheets(book, main, cases)
    inputs = write_terms(book, sheets.terms, main)
    settled = _history(sheets, main, inputs)
    due = _schedule(book, sheets, main, inputs, settled)
    write_workings(sheets.workings, sheets.wide, readings, main, (inputs.received, settled, due))
    write_readings(book, sheets.readings, readings, main)
    holders = write_holders(book, sheets.holders, main)
    checked = checks(main, sheets.layout, (FIRST, FIRST + len(main.rows)), readings, holders)
    write_check(sheets.check, main, inputs, checked)
    write_summary(book, sheets.summary, main, due, STATUS)
    write_timeline(book, sheets.timeline, main)
    write_carried(book, carried)
    book.close()


class _Sheets:
    """The sheets, in the order in which they stand in the workbook."""

    def __init__(self, book: Book, main: Case, cases: list[Case]) -> None:
        self.layout, self.wide = Layout.of([main]), Layout.of(cases)
        shown = self.layout.shown - 1
        wide = max(each.wide for each in cases)
        widths, big, amount = self.layout.widths(wide), max(26, 1.6 * wide), max(17, wide + 2)
        pages = 1 if len(main.result.warnings) < 6 else 0
        self.summary = book.sheet("Summary", (34, big, 20, 62), freeze=(2, 0), pages=pages)
        named = 27 if main.result.facts.amendments else 19  # default_cash_rate_2009_03_01
        self.terms = book.sheet("Terms", (40, 26, named, 11, 84), freeze=(1, 0))
        self.timeline = book.sheet("Timeline", (19, 34, 20, 92), freeze=(3, 1), repeat=(2, 2))
        self.schedule = book.sheet(
            "Schedule",
            widths,
            freeze=(FIRST, 2),
            repeat=(FIRST - 1, FIRST - 1),
        )
        self.readings = book.sheet("Readings", (50, amount, amount, 14, 46, 40), freeze=(2, 1))
        self.holders = book.sheet("Holders", (46, amount, amount, *HOLDERS), freeze=(2, 1))
        self.check = book.sheet("Check", (74, amount + 4, amount + 4, amount + 8), freeze=(3, 1))
        self.history = None
        if main.history:
            end = FIRST + len(main.history)
            self.history = book.sheet(
                "History",
                widths,
                freeze=(FIRST, 2),
                repeat=(FIRST - 1, FIRST - 1),
                printed=(end, shown),
            )
        self.workings = None
        if any(each is not main for each in cases[1:]):
            self.workings = book.sheet(
                "Workings", self.wide.widths(wide), freeze=(1, 2), repeat=(0, 0)
            )


def _history(sheets: _Sheets, main: Case, inputs: Inputs) -> Settled:
    if sheets.history is None:
        return {}
    sheet = sheets.history
    sheet.height(0, 2)
    sheet.text(0, 0, "What the Company paid", "title")
    sheet.text(
        1, 0,
        "By interest date, at the base rate as if no reading existed, each period rounded once"
        " (rule 9); dates are the engine's",
        "note_line",
    )  # fmt: skip
    sheets.layout.heads(sheet, FIRST - 1)
    return write_history(Cells(sheet, sheets.layout, main, inputs.received), FIRST)


def _schedule(
    book: Book, sheets: _Sheets, main: Case, inputs: Inputs, settled: Settled
) -> Due | None:
    sheet, layout = sheets.schedule, sheets.layout
    sheet.height(0, 2)
    sheet.text(0, 0, "Schedule", "title")
    sheet.text(
        1, 0,
        "A day counts from its start; the last day is not counted. Dates are the engine's (brown);"
        " columns to the right show how each figure is found",
        "note_line",
    )  # fmt: skip
    layout.heads(sheet, FIRST - 1)
    cells = Cells(sheet, layout, main, inputs.received)
    row = FIRST + len(main.rows)
    late = place_late_fees(cells, row + 2)
    write_lines(cells, FIRST, settled)
    if main.rows:
        first, last = layout.place["start"].letter, layout.place["closing_principal"].letter
        book.name("schedule", f"Schedule!${first}${FIRST + 1}:${last}${row}")
        write_sums(cells, row, FIRST)
    write_late_fees(cells, row + 2, FIRST)
    row += late
    due, found = main.result.redemption, None
    if due is not None:
        row += write_make_whole(cells, row + 2, due.date)
        heading = (f"Due on redemption, {due.date}", *[""] * 6)
        sheet.texts(row + 2, heading, "section")
        found = write_due(cells, row + 3, FIRST, due)
        row = found.below
    sheet.print_to(row, layout.shown - 1)
    return found


def _rate_format(main: Case) -> str:
    """Percent with as many decimals as the rates and the price need, two at least."""
    terms, rates = main.terms, main.terms.default_rates
    given = (
        terms.interest.cash_rate, terms.interest.note_rate, rates.cash_rate, rates.note_rate,
        rates.margin, terms.redemption.price, terms.redemption.portion,
        terms.redemption.minimum, *(each.price for each in terms.redemption.prices),
        terms.late_fee and terms.late_fee.rate,
        terms.redemption.make_whole and terms.redemption.make_whole.rate,
        *(each.value for each in amended(terms, main.result.facts)),
    )  # fmt: skip
    decimals = (-int(each.normalize().as_tuple().exponent) - 2 for each in given if each)
    return f"0.{'0' * min(max(2, *decimals), 9)}%"
