"""The options that say which note and what happened, read together so that all that is wrong
is said at once."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from notecalc.cli.reader import Reader, pair_of
from notecalc.errors import NotecalcError, Problem, one_of

if TYPE_CHECKING:
    from notecalc.facts import Facts
    from notecalc.service import Note

_Command = TypeVar("_Command", bound=Callable[..., Any])

_TERMS = click.option("--terms", metavar="FILE", default="liquidmetal-2007", show_default=True,
                      help="Terms: a built-in name or a file.")  # fmt: skip
_OPTIONS = (
    click.option("--notice", metavar="DATE", help="Day the notice of default was sent."),
    click.option("--received", metavar="DATE", help="Day it was received, where not that day."),
    click.option("--redeem-on", metavar="DATE", help="Redemption date."),
    _TERMS,
    click.option("--principal", metavar="AMOUNT", help="Principal at issue."),
    click.option("--paid-in", metavar="cash|notes", help="How interest is paid."),
    click.option("--default-from", metavar="READING",
                 help="Where the default rate starts: event-of-default, notice, breach,"
                 " interest-date or issue."),
    click.option("--calendar", metavar="NAME", help="Business Days, such as us-banks or nyse."),
    click.option("--day-count", metavar="NAME", help="Day count, such as ACT/360 or 30/360."),
    click.option("--set", "changes", metavar="PATH=VALUE", multiple=True,
                 help="Change any term by its path."),
    click.option("--as-of", metavar="DATE", help="State on this day; without it all is past."),
    click.option("--cured", metavar="[ID=]DATE", multiple=True, help="Day of a cure."),
    click.option("--waived", metavar="[ID=]DATE", multiple=True, help="Day of a waiver."),
    click.option("--missed", metavar="DATE", multiple=True, help="Due date of a missed payment."),
    click.option("--occurred", metavar="ID=DATE", multiple=True,
                 help="Day of a happening that is an event of default."),
    click.option("--paid-to", metavar="DATE", help="Day up to which interest was paid."),
    click.option("--payment", "payments", metavar="DATE=AMOUNT", multiple=True,
                 help="A payment made."),
)  # fmt: skip


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


def need_facts(given: Mapping[str, Any]) -> None:
    """Refuse a command line on which nothing has happened to the note."""
    happened = ("missed", "occurred", "cured", "waived")
    if given["notice"] is None and given["as_of"] is None and not any(map(given.get, happened)):
        raise click.UsageError(
            "Missing option '--notice' (or '--missed', '--occurred', '--as-of').",
            click.get_current_context(),
        )


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """--format with the formats that the command has."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default="table", show_default=True,
        help="How the answer is printed.",
    )  # fmt: skip


def read_case(given: Mapping[str, Any]) -> "tuple[Note, Facts]":
    """The note that the options name and what happened to it. Raises every problem at once."""
    reader = Reader([])
    note = _note(reader, given)
    facts = _facts(reader, given, note.terms.currency if note else "USD")
    reader.done()
    assert note is not None  # or there had been a problem
    return note, facts


def read_note(given: Mapping[str, Any]) -> "Note":
    """The note that the options name. Raises every problem of them all at once."""
    return read_case(given)[0]


def read_facts(given: Mapping[str, Any], currency: str) -> "Facts":
    """What the options say happened. Raises NotecalcError with every problem."""
    reader = Reader([])
    facts = _facts(reader, given, currency)
    reader.done()
    return facts


def _note(reader: "Reader", given: Mapping[str, Any]) -> "Note | None":
    from notecalc.calendars import business_calendar
    from notecalc.daycount import DayCount
    from notecalc.money import PaidIn, parse_amount
    from notecalc.service import Note, find_terms
    from notecalc.terms import CalendarTerm, DefaultFrom, choose

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

    def amount(text: str) -> Decimal:
        return parse_amount(text, currency)

    chosen: dict[str, Any] = {
        "principal": reader.read("--principal", amount, given["principal"]),
        "paid_in": reader.read("--paid-in", way_of_payment, given["paid_in"]),
        "default_from": reader.read("--default-from", reading, given["default_from"]),
        "day_count": reader.read("--day-count", DayCount.parse, given["day_count"]),
        "calendar": reader.read("--calendar", named_calendar, given["calendar"]),
    }
    if note is not None and any(value is not None for value in chosen.values()):
        try:
            note = Note(choose(note.terms, **chosen), note.name)
        except NotecalcError as error:
            reader.add(error)
    return note


def _facts(reader: "Reader", given: Mapping[str, Any], currency: str) -> "Facts":
    from notecalc.dates import parse_date
    from notecalc.facts import Facts, Notice, Payment
    from notecalc.money import parse_amount

    def payment(text: str) -> Payment:
        day, amount = pair_of(text, "DATE=AMOUNT")
        return Payment(parse_date(day), parse_amount(amount, currency))

    def when(name: str) -> Any:
        texts = given[name]
        if len(texts) == 1 and "=" not in texts[0]:
            return reader.read(f"--{name}", parse_date, texts[0]) or {}
        return reader.pairs(f"--{name}", "ID=DATE", texts, parse_date)

    days = {
        name: reader.read(f"--{name.replace('_', '-')}", parse_date, given[name])
        for name in ("notice", "received", "redeem_on", "as_of", "paid_to")
    }
    sent, received = days["notice"], days["received"]
    if given["received"] is not None and given["notice"] is None:
        reader.problems.append(
            Problem("a notice was received but none was sent", "give --notice", "--received")
        )
    facts: dict[str, Any] = {
        "notice": Notice(sent, received) if sent and received else sent,
        "redeem_on": days["redeem_on"],
        "as_of": days["as_of"],
        "cured": when("cured"),
        "waived": when("waived"),
        "missed": tuple(reader.all("--missed", parse_date, given["missed"])),
        "occurred": reader.pairs("--occurred", "ID=DATE", given["occurred"], parse_date),
        "paid_to": days["paid_to"],
        "payments": tuple(reader.all("--payment", payment, given["payments"])),
    }
    try:
        return Facts(**facts)
    except NotecalcError as error:
        reader.add(error)
        return Facts()
