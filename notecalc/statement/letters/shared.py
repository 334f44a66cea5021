"""What both letters have: how they open and close, their annexes."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from notecalc.money import percent
from notecalc.redemption import Result
from notecalc.statement.ledger import ledger_table
from notecalc.statement.letters.model import DRAFT, Kind, Part, money, plain_day, sentence, spelled
from notecalc.statement.tables import (
    Cell,
    Table,
    assumed_lines,
    schedule_table,
    timeline_table,
)
from notecalc.terms import Terms

MOST_SIGNED = 12
"""How many holders sign by name; where there are more, one blank stands for all."""


def opening(terms: Terms, dated: date | None, subject: str) -> Iterator[Part]:
    """That it is a draft; date, addressee, subject and salutation."""
    yield Part(Kind.DRAFT, DRAFT)
    yield Part(Kind.ADDRESS, plain_day(dated) if dated else "[Date]")
    yield Part(Kind.ADDRESS, "[By courier and e-mail, as the notice clause of the papers requires]")
    yield Part(Kind.ADDRESS, "[Name of the Company]\n[Address]\nAttention: [name and title]")
    yield Part(Kind.SUBJECT, f"{terms.name}: {subject}", "Re:")
    yield Part(Kind.TEXT, "Ladies and Gentlemen:")


def note_words(terms: Terms) -> str:
    """The note by its name, date and principal."""
    assumed = " (assumed)" if "principal" in terms.assumed else ""
    return (
        f"the {terms.name}, issued on {plain_day(terms.issue_date)} in the principal amount of"
        f" {money(terms.principal, terms.currency)}{assumed} (the “Note”)"
    )


def undersigned(terms: Terms) -> str:
    """Who writes, with the verb that follows left to agree: several, one, or a blank."""
    return "the undersigned holders" if len(terms.holders) > 1 else "the undersigned holder"


def elects(terms: Terms) -> str:
    """The verb of the election, in agreement with who writes."""
    return "hereby elect" if len(terms.holders) > 1 else "hereby elects"


def reservation() -> str:
    """That no right is given up."""
    return (
        "Nothing in this letter, and no delay in acting on it, waives any breach, default or Event"
        " of Default, or any right or remedy under the Note, the other papers or the law. All of"
        " them are reserved, among them the right to claim under any other reading of the papers"
        " and to correct this letter."
    )


def closing(terms: Terms) -> Iterator[Part]:
    """The signatures: a block for each holder by name, or a blank."""
    yield Part(Kind.TEXT, "Very truly yours,")
    names = [each.name for each in terms.holders] or ["[Name of holder]"]
    if len(names) > MOST_SIGNED:
        names = ["[Names of the holders]"]
    for name in names:
        yield Part(Kind.SIGNATURE, "By: ______________________\nName: [name]\nTitle: [title]", name)


def annexes(result: Result, annexed: str = "") -> Iterator[Part | Table]:
    """How the dates and the interest came about, what is assumed, what to check."""
    letters = iter("ABCD")
    yield Part(Kind.ANNEX, f"Annex {next(letters)}. How the dates were counted{annexed}")
    yield spelled_table(timeline_table(result), "")
    yield Part(
        Kind.TEXT,
        f"Business Days are Monday to Friday but the closed days of {result.terms.calendar}"
        f" ({'; '.join((*result.calendar.sources, f'list {result.calendar.fingerprint}'))}).",
    )
    if result.schedule:
        yield Part(Kind.ANNEX, f"Annex {next(letters)}. Schedule of interest{annexed}")
        yield _of_letter(schedule_table(result))
    if result.ledger:
        yield Part(Kind.ANNEX, f"Annex {next(letters)}. Payments, fees and conversions{annexed}")
        yield _without_title(ledger_table(result))
    yield Part(Kind.ANNEX, f"Annex {next(letters)}. Assumptions")
    if result.assumed:
        yield Part(
            Kind.TEXT,
            "No paper at hand states the following. Each is assumed, and the dates and amounts of"
            " this letter rest on it:",
        )
    for line in assumed_lines(result) or ("Every term and date used is stated.",):
        yield Part(Kind.ITEM, _assumption(line))
    yield Part(Kind.NOTES, "Drafting notes, to be removed before sending")
    for line in drafting_notes(result.warnings):
        yield Part(Kind.ITEM, line)


_ASSUMED = {
    "interest.note_rate": "rate of interest paid in further notes, before default",
    "interest.cash_rate": "rate of interest paid in cash, before default",
    "interest.dates": "interest dates (month and day)",
    "interest.day_count": "day count",
    "interest.paid_in": "interest is paid in",
    "calendar": "Business Days are those of",
    "maturity_date": "maturity",
    "principal": "principal",
    "redemption.price": "redemption price, of principal",
    "redemption.portion": "portion redeemed",
    "governing_law": "governing law",
    "redemption_date": "redemption date",
    "paid_to": "paid-to date",
}


def _without_title(table: Table) -> Table:
    return Table("", table.columns, table.rows)


def _assumption(line: str) -> str:
    """An assumed term in words; its path, where there are none for it."""
    path, _, value = line.partition(": ")
    words = _ASSUMED.get(path) or path.replace("_", " ").replace(".", ", ")
    return sentence(spelled(f"{words}: {value}" if value else words))


def _of_letter(table: Table) -> Table:
    """A schedule for the page: rates as people write them, no column that says nothing."""
    kept = [
        at
        for at, name in enumerate(table.columns)
        if name not in _LEFT_OUT and any(_something(row[at]) for row in table.rows)
    ]
    return Table(
        "",
        tuple(table.columns[at] for at in kept),
        tuple(tuple(_cell(table.columns[at], row[at]) for at in kept) for row in table.rows),
    )


_LEFT_OUT = ("basis", "closing_principal")  # the rate and the next line say them


def _cell(column: str, cell: Cell) -> Cell:
    return percent(Decimal(str(cell))) if column == "rate" else cell


def _something(cell: Cell) -> bool:
    return bool(cell) if isinstance(cell, Decimal) else True


def spelled_table(table: Table, title: str | None = None) -> Table:
    """A table with its dates as letters write them, under another title where one is given."""
    rows = tuple(
        tuple(spelled(cell) if isinstance(cell, str) else cell for cell in row)
        for row in table.rows
    )
    return Table(spelled(table.title) if title is None else title, table.columns, rows)


def drafting_notes(warnings: Sequence[str]) -> Iterator[str]:
    """What counsel has to look at before the letter goes."""
    yield "Fill in each blank in brackets, and check each clause against the papers."
    yield "Send as the notice clause of the papers requires: the way of sending may decide dates."
    for each in warnings:
        yield spelled(each[:1].upper() + each[1:]) + "."
