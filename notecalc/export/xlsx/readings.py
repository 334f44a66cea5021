"""Readings: what is due under every answer, each by a schedule of its own on the sheet Workings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from notecalc.errors import NotecalcError
from notecalc.export.xlsx.book import Book, Sheet
from notecalc.export.xlsx.cases import Case, case
from notecalc.export.xlsx.cells import Cells, Received
from notecalc.export.xlsx.due import Due, write_due
from notecalc.export.xlsx.late_fees import place_late_fees, write_late_fees
from notecalc.export.xlsx.layout import Layout
from notecalc.export.xlsx.lines import write_lines
from notecalc.export.xlsx.make_whole import write_make_whole
from notecalc.export.xlsx.past import Settled, write_history
from notecalc.readings import PricedQuestion, price
from notecalc.redemption import Result, redeem
from notecalc.statement.objects import move_words
from notecalc.terms import DefaultFrom, choose

MOST_LINES = 6_000
"""The lines of all workings together: beyond them, readings have the engine's totals, marked."""

MOST_ASKED = 1_000
"""The lines of a schedule beyond which the open questions are left to ``notecalc readings``."""


class Answer(NamedTuple):
    """One reading: its question, what it says, who argues for it, what it moves, its result."""

    question: str
    says: str
    argued_by: str
    told: str
    chosen: bool
    result: Result | None


@dataclass(slots=True)
class Reading:
    """An answer, and where its amounts are worked out: None where only the engine gives them."""

    answer: Answer
    case: Case | None = None
    due: Due | None = None


def find_readings(main: Case) -> tuple[Reading, ...]:
    """The answers, first where the default rate starts, each with the case to be worked out."""
    found, left = [], MOST_LINES
    seen: list[Case] = []
    for answer in _answers(main):
        reading = Reading(answer)
        found.append(reading)
        result = answer.result
        if result is None or result.redemption is None:
            continue
        if _same(result, main.result):
            reading.case = main
            continue
        known = next((each for each in seen if _same(result, each.result)), None)
        if known is None and len(result.schedule) <= left:
            known = case(result)
            left -= len(known.rows) + len(known.history)
            seen.append(known)
        reading.case = known
    return tuple(found)


def _same(one: Result, other: Result) -> bool:
    # Where figures are the same by chance, the way of payment still tells the formulas apart.
    return (one.schedule, one.redemption, one.terms.interest.paid_in) == (
        other.schedule,
        other.redemption,
        other.terms.interest.paid_in,
    )


def _answers(main: Case) -> Iterator[Answer]:
    result = main.result
    terms, facts = result.terms, result.facts
    if result.redemption is None:
        return
    asks = "From when does the default rate run?"
    for start in DefaultFrom:
        chosen = start is terms.default_rates.start
        if not chosen and len(result.schedule) > MOST_LINES:
            continue
        try:
            found = (
                result
                if chosen
                else redeem(choose(terms, default_from=start), facts, result.calendar)
            )
        except NotecalcError as error:
            yield Answer(asks, start.value, "", f"refused: {error.problems[0].what}", chosen, None)
        else:
            yield Answer(
                asks, start.value, "", f"from {found.timeline.default_from}", chosen, found
            )
    if len(result.schedule) <= MOST_ASKED:
        for question in price(terms, facts):
            yield from _of(question)


def _of(question: PricedQuestion) -> Iterator[Answer]:
    if question.question.id == "default_from":
        return
    for row in question.answers:
        told = f"refused: {row.refused}" if row.refused else move_words(row.moves)
        answer = row.answer
        yield Answer(
            question.question.asks, answer.says, answer.argued_by, told, row.chosen, row.result
        )


def write_workings(
    sheet: Sheet | None,
    layout: Layout,
    readings: Sequence[Reading],
    main: Case,
    given: tuple[Received, Settled, Due | None],
) -> None:
    """Write a schedule for each reading that is not the note's own; fills in where it stands."""
    received, settled, own = given
    if sheet is not None:
        layout.heads(sheet, 0)
    row, written = 2, list[tuple[Case, Due]]()
    for reading in readings:
        if reading.case is None:
            continue
        if reading.case is main:
            reading.due = own
            continue
        reading.due = next((due for each, due in written if each is reading.case), None)
        due = reading.case.result.redemption
        if reading.due is not None or due is None or sheet is None:
            continue
        cells = Cells(sheet, layout, reading.case, received)
        sheet.text(row, 0, f"{reading.answer.question} {reading.answer.says}", "bold")
        row += 1
        fixed = settled
        if reading.case.history and reading.case.history != main.history:
            sheet.text(row, 0, "What the Company paid, at the base rate (rule 9)", "note_line")
            fixed = write_history(cells, row + 1)
            row += len(reading.case.history) + 2
        top, row = row, row + len(reading.case.rows)
        late = place_late_fees(cells, row)
        write_lines(cells, top, fixed)
        write_late_fees(cells, row, top)
        row += late + write_make_whole(cells, row + late, due.date)
        reading.due = write_due(cells, row, top, due)
        written.append((reading.case, reading.due))
        row = reading.due.below + 2
    if sheet is not None:
        sheet.print_to(row, layout.shown - 1)


_HEADS = (
    "Answer (* as read here)",
    "Total",
    "Difference",
    "Per diem",
    "From or moves",
    "Argued by",
)


def write_readings(book: Book, sheet: Sheet, readings: Sequence[Reading], main: Case) -> None:
    """Write what is due under each answer, and how far that is from the note as it is read."""
    sheet.height(0, 2)
    sheet.text(0, 0, "Readings", "title")
    sheet.paragraph(
        1,
        "Each total is a formula over a schedule of its own, on the sheet Workings. One answer is"
        " changed at a time; where the redemption date moves, the days between bear interest too.",
        5, 150, "note",
    )  # fmt: skip
    row, asked = 2, ""
    for reading in readings:
        answer = reading.answer
        if answer.question != asked:
            asked = answer.question
            sheet.texts(row + 1, (asked, "", "", "", "", ""), "section")
            sheet.texts(row + 2, _HEADS, "head")
            row += 3
        _reading(sheet, row, reading, main)
        row += 1
    if not readings:
        sheet.text(3, 0, "Nothing is due on redemption: no reading is priced here.")
    elif len(main.rows) > MOST_ASKED:
        sheet.paragraph(
            row + 1,
            f"The schedule has {len(main.rows):,} lines: other open questions are not worked out"
            " here; notecalc readings prices them.",
            5, 150, "note",
        )  # fmt: skip


def _reading(sheet: Sheet, row: int, reading: Reading, main: Case) -> None:
    answer = reading.answer
    mark = " *" if answer.chosen else ""
    texts = (answer.says, 58), (answer.told, 50), (answer.argued_by, 44)
    sheet.height(row, max(-(-len(text) // wide) for text, wide in texts))
    sheet.text(row, 0, answer.says + mark, "wrap")
    sheet.text(row, 4, answer.told, "beside")
    sheet.text(row, 5, answer.argued_by, "beside")
    found = answer.result.redemption if answer.result else None
    own = main.result.redemption
    if found is None or own is None:
        sheet.text(row, 1, "refused" if answer.result is None else "nothing due", "right")
        sheet.texts(row, ("", ""), "wrap", 2)
        return
    off = float(found.total - own.total)
    if reading.due is None:
        for column, value in ((1, found.total), (2, Decimal(str(off))), (3, found.per_diem)):
            sheet.number(row, column, value, "amount_engine")
        sheet.text(
            row, 4, f"{answer.told}; the engine's figures: too long to work out here", "engine_note"
        )
        return
    sheet.formula(row, 1, reading.due.total, float(found.total), "amount")
    places = len(str(main.unit)) - 1
    sheet.formula(row, 2, f"ROUND(B{row + 1}-total,{places})", off, "amount")
    sheet.formula(row, 3, reading.due.per_diem, float(found.per_diem), "amount")
