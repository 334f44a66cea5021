"""The note and the facts that options give, read together so that all that is wrong is said at
once."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notecalc.errors import NotecalcError, one_of, refuse
from notecalc.service.given_facts import read_facts as facts_of
from notecalc.service.options import NEEDED
from notecalc.service.reader import Reader

if TYPE_CHECKING:
    from notecalc.facts import Facts
    from notecalc.service.notes import Note

    Find = Callable[[str, Mapping[str, str]], Note]


def read_case(given: Mapping[str, Any]) -> "tuple[Note, Facts]":
    """The note that the options name and what is known to have happened to it.

    Raises every problem at once.
    """
    note, facts, day = read_all(given)
    return note, facts if day is None else facts.as_known_on(day)


def read_all(
    given: Mapping[str, Any], find: "Find | None" = None
) -> "tuple[Note, Facts, date | None]":
    """The note, all that happened to it, and the day whose knowledge is asked for.

    `find` finds the terms in place of `find_terms`.
    """
    from notecalc.dates import parse_date

    reader = Reader([])
    note = _note(reader, given, find)
    facts = facts_of(reader, given, note.terms.currency if note else "USD")
    day = reader.read("--as-known-on", parse_date, given["as_known_on"])
    reader.done()
    assert note is not None  # or there had been a problem
    return note, facts, day


def _note(reader: Reader, given: Mapping[str, Any], find: "Find | None") -> "Note | None":
    from notecalc.calendars import business_calendar
    from notecalc.daycount import DayCount
    from notecalc.money import PaidIn, parse_amount
    from notecalc.service.notes import Note, find_terms
    from notecalc.terms import CalendarTerm, DefaultFrom, DefaultUntil, choose

    changes = reader.pairs("--set", "PATH=VALUE", given["changes"], str)
    note = None
    try:
        note = (find or find_terms)(given["terms"], changes)
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
    if note is not None:
        return reader.read("--frozen", note.by_list, given.get("frozen")) or note
    return note


def need_facts(given: Mapping[str, Any]) -> None:
    """Refuse options by which nothing has happened to the note."""
    if all(given.get(name) in (None, ()) for name in NEEDED):
        what = "nothing has happened to the note"
        raise refuse(what, "give --notice (or --missed, --occurred, --as-of)", "--notice")
