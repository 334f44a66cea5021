"""What an address asks, answered: the note, its facts, what was chosen, the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notecalc import service
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.service import Answer, Note
from notecalc.service.answers import (
    BY_OPTION,
    Choice,
    answered,
    choices,
    first_notice,
    read_answers,
)
from notecalc.service.given import need_facts, read_all
from notecalc.service.options import NEEDED
from notecalc.service.reader import Reader, at_options
from notecalc.terms import BUILT_IN
from notecalc.web.asked import Asked
from notecalc.web.notes import Notes

_FIRST_NOTICE = {"liquidmetal-2007": "2008-09-29"}


@dataclass(frozen=True, slots=True)
class Solved:
    """An answer, the case under which it was found, and the choices that the case leaves.

    `plain` is the note as its terms have it, before anything chosen among the choices.
    """

    asked: Asked
    answer: Answer
    note: Note
    facts: Facts
    plain: Note
    choices: tuple[Choice, ...]


def opening(notes: Notes, asked: Asked) -> Asked:
    """What is asked, of a note that nothing has happened to with a first notice of default."""
    given = asked.given()
    if any(given[key] not in (None, ()) for key in NEEDED):
        return asked
    name = asked.one("terms") or notes.first
    day = _FIRST_NOTICE.get(name)
    if day is None:
        try:
            found = first_notice(notes.find(name, None))
        except NotecalcError:
            return asked
        day = str(found) if found else None
    return asked if day is None else asked.changed(notice=[day])


def solve(asked: Asked, notes: Notes) -> Answer:
    """The answer alone. NotecalcError with every problem at its option."""
    return _solve(asked, notes)[0]


def solve_whole(asked: Asked, notes: Notes) -> Solved:
    """The answer with what can be chosen; choices that change nothing leave the address."""
    plain, _, offered = offer(asked, notes)
    kept = _kept(asked, offered)
    answer, note, facts = _solve(kept, notes)
    if (kept.one("terms") or notes.first) == notes.first:
        kept = kept.changed(terms=() if notes.first in BUILT_IN else [notes.first])
    return Solved(kept, answer, note, facts, plain, offered)


def offer(asked: Asked, notes: Notes) -> tuple[Note, Facts, tuple[Choice, ...]]:
    """The note before anything chosen, what is known of it, and the choices that it leaves."""
    unchosen = asked.changed(**dict.fromkeys(BY_OPTION.values(), ()))
    note, facts, day = read_all(_named(unchosen, notes), notes.find)
    known = facts if day is None else facts.as_known_on(day)
    return note, known, choices(note, known)


def chosen(asked: Asked, choice: Choice) -> str:
    """The id of the answer to a choice that is asked for."""
    name = choice.question.id
    given = asked.one(BY_OPTION[name]) if name in BY_OPTION else _answers(asked).get(name)
    return given or choice.taken


def _kept(asked: Asked, offered: tuple[Choice, ...]) -> Asked:
    """Without the choices that are taken anyway, and those that the case does not raise."""
    taken = {each.question.id: each.taken for each in offered}
    options = {
        name: () for of, name in BY_OPTION.items() if asked.one(name) == taken.get(of, object())
    }
    answers = tuple(
        text
        for text in asked.values.get("answer", ())
        if (pair := text.partition("="))[0] in taken and taken[pair[0]] != pair[2]
    )
    return asked.changed(**options, answer=answers)


def _solve(asked: Asked, notes: Notes) -> tuple[Answer, Note, Facts]:
    given = _named(asked, notes)
    need_facts(given)
    reader = Reader([])
    answers = read_answers(reader, asked.values.get("answer", ()))
    try:
        note, facts, day = read_all(given, notes.find)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    try:
        return _found(note, facts, day, answers)
    except NotecalcError as error:
        raise at_options(error) from None


def _found(
    note: Note, facts: Facts, day: date | None, answers: Mapping[str, str]
) -> tuple[Answer, Note, Facts]:
    known = facts if day is None else facts.as_known_on(day)
    read, known = answered(note, known, answers)
    found = service.answer(read, known)
    if day is None:
        return found, read, known
    _, whole = answered(note, facts, answers)
    return service.as_known_on(found, whole, day), read, known


def _named(asked: Asked, notes: Notes) -> dict[str, object]:
    given = asked.given()
    return {**given, "terms": given["terms"] or notes.first}


def _answers(asked: Asked) -> Mapping[str, str]:
    pairs = (text.partition("=") for text in asked.values.get("answer", ()))
    return {name: answer for name, _, answer in pairs}
