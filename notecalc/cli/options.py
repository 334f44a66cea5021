"""The options that say which note and what happened, read together so that all that is wrong
is said at once."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from notecalc.cli.facts import HAPPENED, NOTICE
from notecalc.cli.facts import read_facts as facts_of
from notecalc.cli.reader import Reader
from notecalc.errors import NotecalcError, one_of

if TYPE_CHECKING:
    from notecalc.facts import Facts
    from notecalc.service import Note

_Command = TypeVar("_Command", bound=Callable[..., Any])

_TERMS = click.option("--terms", metavar="FILE", default="liquidmetal-2007", show_default=True,
                      help="Terms: a built-in name or a file.")  # fmt: skip
_NOTE = (
    click.option("--principal", metavar="AMOUNT", help="Principal at issue."),
    click.option("--paid-in", metavar="cash|notes", help="How interest is paid."),
    click.option("--default-from", metavar="READING",
                 help="Where the default rate starts: event-of-default, notice, breach,"
                 " interest-date or issue."),
    click.option("--default-until", metavar="READING",
                 help="How long it runs: to redemption, cure or waiver."),
    click.option("--calendar", metavar="NAME", help="Business Days, such as us-banks or nyse."),
    click.option("--day-count", metavar="NAME", help="Day count, such as ACT/360 or 30/360."),
    click.option("--set", "changes", metavar="PATH=VALUE", multiple=True,
                 help="Change any term by its path."),
)  # fmt: skip
_OPTIONS = (*NOTICE, _TERMS, *_NOTE, *HAPPENED)


def note_options(command: _Command) -> _Command:
    """The options of the note and the facts, in the order in which help lists them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def note_options_of_papers(command: _Command) -> _Command:
    """The same where the command line names the papers: without --terms."""
    for option in reversed([each for each in _OPTIONS if each is not _TERMS]):
        command = option(command)
    return command


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """--format with the formats that the command has."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default="table", show_default=True,
        help="How the answer is printed.",
    )  # fmt: skip


def read_case(given: Mapping[str, Any]) -> "tuple[Note, Facts]":
    """The note that the options name and what is known to have happened to it.

    Raises every problem at once.
    """
    note, facts, day = read_all(given)
    return note, facts if day is None else facts.as_known_on(day)


def read_all(given: Mapping[str, Any]) -> "tuple[Note, Facts, date | None]":
    """The note, all that happened to it, and the day whose knowledge is asked for."""
    from notecalc.dates import parse_date

    reader = Reader([])
    note = _note(reader, given)
    facts = facts_of(reader, given, note.terms.currency if note else "USD")
    day = reader.read("--as-known-on", parse_date, given["as_known_on"])
    reader.done()
    assert note is not None  # or there had been a problem
    return note, facts, day


def read_note(given: Mapping[str, Any]) -> "Note":
    """The note that the options name. Raises every problem of them all at once."""
    return read_case(given)[0]


def read_facts(given: Mapping[str, Any], currency: str) -> "Facts":
    """What the options say happened. Raises NotecalcError with every problem."""
    reader = Reader([])
    facts = facts_of(reader, given, currency)
    reader.done()
    return facts


def _note(reader: "Reader", given: Mapping[str, Any]) -> "Note | None":
    from notecalc.calendars import business_calendar
    from notecalc.daycount import DayCount
    from notecalc.money import PaidIn, parse_amount
    from notecalc.service import Note, find_terms
    from notecalc.terms import CalendarTerm, DefaultFrom, DefaultUntil, choose

    changes = reader.pairs("--set", "PATH=VALUE", given["changes"], str)
    note = None
    try:
        note = find_terms(given["terms"], changes)
    except NotecalcError as error:
        reader.problems += error.problems
    currency = note.terms.currency if note else "USD"

    def named_calendar(text: str) -> CalendarTerm:
        return CalendarTerm(tuple(business_calendar(text).name.split("+")))

    def way_of_payment(text: str) -> PaidIn:
        return one_of(PaidIn, text, "way to pay interest")

    def reading(text: str) -> DefaultFrom:
        return one_of(DefaultFrom, text, "reading")

    def until(text: str) -> DefaultUntil:
        return one_of(DefaultUntil, text, "reading")

    def amount(text: str) -> Decimal:
        return parse_amount(text, currency)

    chosen: dict[str, Any] = {
        "principal": reader.read("--principal", amount, given["principal"]),
        "paid_in": reader.read("--paid-in", way_of_payment, given["paid_in"]),
        "default_from": reader.read("--default-from", reading, given["default_from"]),
        "default_until": reader.read("--default-until", until, given["default_until"]),
        "day_count": reader.read("--day-count", DayCount.parse, given["day_count"]),
        "calendar": reader.read("--calendar", named_calendar, given["calendar"]),
    }
    if note is not None and any(value is not None for value in chosen.values()):
        try:
            note = Note(choose(note.terms, **chosen), note.name)
        except NotecalcError as error:
            reader.add(error)
    return note
