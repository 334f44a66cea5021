"""``--known FACT=DATE``: when each fact of the command line became known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, refuse, unknown
from notecalc.facts import Notice
from notecalc.facts.knowledge import when
from notecalc.money import several
from notecalc.service.reader import Reader

OPTION = "--known"

_BY_PATH = ("cured", "waived", "occurred", "missed", "petition")
_BEARING = {
    "notice": ("notice", "notice"),
    "payment": ("payments", "payment"),
    "fee": ("fees", "fee"),
    "partly-cured": ("partly_cured", "partial cure"),
    "forbearance": ("forbearances", "forbearance"),
    "amendment": ("amendments", "amendment"),
    "conversion": ("conversions", "conversion"),
    "judgment": ("judgment", "judgment"),
}
"""The options whose facts bear their own day of being known, each with its field and its word."""


def known(reader: Reader, texts: Iterable[str], facts: dict[str, Any]) -> dict[str, Any]:
    """The fields of the facts with the days on which they became known.

    A fact that is a date is named by its path (``cured``, ``missed.2008-09-30``); any other by its
    option, and by its own day where there are several (``payment.2008-10-08``).
    """
    found = {**facts, "known_on": {}}
    unread = {problem.path for problem in reader.problems}
    for name, day in reader.pairs(OPTION, "FACT=DATE", texts, parse_date).items():
        word, _, on = name.partition(".")
        if word in _BY_PATH:
            found["known_on"][name] = day
        elif word not in _BEARING:
            reader.problems.append(unknown("fact", word, (*_BY_PATH, *_BEARING), OPTION))
        elif f"--{word}" not in unread:
            try:
                found.update(_learned(found, word, on, day))
            except NotecalcError as error:
                reader.problems += [each.at(OPTION) for each in error.problems]
    return found


def _learned(facts: dict[str, Any], word: str, on: str, day: date) -> dict[str, Any]:
    """The field of one option, with its fact of `on` (its only one, where empty) known on `day`."""
    field, what = _BEARING[word]
    given = facts[field]
    all_given = given if isinstance(given, tuple) else () if given is None else (given,)
    listed = [Notice(each) if isinstance(each, date) else each for each in all_given]
    fact = _meant(listed, word, what, on)
    if fact.known is not None:
        told = f"the {what} of {when(fact)} was known on {fact.known} and on {day}"
        raise refuse(told, "give one of them")
    told_of = tuple(replace(each, known=day) if each is fact else each for each in listed)
    return {field: told_of if isinstance(given, tuple) else told_of[0]}


def _meant(listed: list[Any], word: str, what: str, on: str) -> Any:
    """The fact that is meant; NotecalcError where there is none, or more than one."""
    asked = parse_date(on) if on else None
    found = [each for each in listed if asked in (None, when(each))]
    if len(found) == 1:
        return found[0]
    days = sorted({when(each) for each in listed})
    ways = " or ".join(f"{word}.{day}" for day in days)
    if not found:
        told = f"no {what}{f' of {asked}' if asked else ''} is given"
        raise refuse(told, f"write {ways}" if ways else f"give --{word} too")
    if asked is None and len(days) > 1:
        raise refuse(f"{several(len(found), what)} are given", f"write {ways}")
    raise refuse(
        f"{several(len(found), what)} are of {when(found[0])}",
        "write them in a scenario file, each with its known: DATE",
    )
