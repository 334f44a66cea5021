"""What a scenario expects of its result, read when the file is and checked against the result."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, Problem, refuse, unknown
from notecalc.redemption import Result
from notecalc.scenario.builder import MOST_PROBLEMS, short
from notecalc.scenario.complaints import Complaint
from notecalc.terms import Terms
from notecalc.timeline import EVENTS, State

if TYPE_CHECKING:
    from notecalc.scenario.scenarios import Scenario

NONE: Final = "none"
"""The value of an expectation that there is no such date or amount."""

_AMOUNTS: Final = ("principal", "accrued_interest", "total", "per_diem")
_NAMES: Final = (*EVENTS, "redemption_date", "state", *_AMOUNTS)
_AMOUNT: Final = re.compile(r"\d{1,30}(\.\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expectation:
    """That an event falls on a date, or that the state or an amount is so, and where it says so."""

    event: str
    value: str
    line: int = 0
    column: int = 0


def complaints(expected: Mapping[str, str], terms: Terms | None) -> list[Complaint]:
    """What is wrong with expectations before there is a result; ids are checked with terms."""
    found = []
    for name, value in islice(expected.items(), MOST_PROBLEMS):
        event, dot, of = name.partition(".")
        ids = [each.id for each in terms.events_of_default] if terms else [of]
        if event not in _NAMES or (dot and event not in EVENTS):
            problem = unknown("expectation", short(name, 80), _NAMES)
            found.append(Complaint((name,), problem.what, problem.remedy, key=True))
        elif dot and of not in ids:
            problem = unknown("event of default", short(of, 80), ids)
            found.append(Complaint((name,), problem.what, problem.remedy, key=True))
        elif value != NONE:
            try:
                _meant(event, value)
            except NotecalcError as error:
                found += [Complaint((name,), each.what, each.remedy) for each in error.problems]
    return found


def expectations(expected: Mapping[str, str], terms: Terms) -> tuple[Expectation, ...]:
    """Expectations given apart from a file. NotecalcError with all that is wrong with them."""
    wrong = complaints(expected, terms)
    if wrong:
        raise NotecalcError(*(Problem(each.what, each.remedy, "expect") for each in wrong))
    return tuple(Expectation(event, value) for event, value in expected.items())


def unmet(expected: Iterable[Expectation], result: Result) -> Iterator[tuple[Expectation, str]]:
    """The expectations that the result does not meet, and what is wrong with each.

    A bare event is the governing one, the first listed where nothing governs; ``event.of`` that
    of an event of default, or of no clock. Amounts are compared as numbers, dates as dates.
    """
    for each in expected:
        got = _got(each.event, result)
        meant = None if each.value == NONE else _meant(each.event.partition(".")[0], each.value)
        if got != meant:
            yield each, f"{each.event} is {NONE if got is None else got}, expected {each.value}"


def check_expectations(scenario: "Scenario", result: Result) -> list[Problem]:
    """The expectations of a scenario that the result does not meet, each where it stands."""
    return [
        Problem(
            what,
            "mend the scenario or the expectation",
            f"scenarios.{scenario.index}.expect.{each.event}",
            scenario.file,
            each.line,
            each.column,
        )
        for each, what in unmet(scenario.expect, result)
    ]


def _meant(name: str, value: str) -> date | Decimal | str:
    if name == "state":
        states = [each.value for each in State]
        if value not in states:
            raise NotecalcError(unknown("state", short(value), states))
        return value
    if name in _AMOUNTS:
        if not _AMOUNT.fullmatch(value):
            raise refuse(
                f"{short(value)!r} is not an amount", f"write a decimal such as 1192.68, or {NONE}"
            )
        return Decimal(value)
    return parse_date(value)


def _got(name: str, result: Result) -> date | Decimal | str | None:
    event, _, of = name.partition(".")
    due = result.redemption
    if event == "state":
        return result.state.value
    if event in _AMOUNTS:
        return None if due is None else Decimal(getattr(due, event))
    if event == "redemption_date":
        return None if due is None else due.date
    same = (each for each in result.timeline.events if each.event == event)
    if of:
        found = (each for each in same if each.of in (of, None))
    elif result.timeline.governing is not None:
        found = (each for each in same if each.governing)
    else:
        found = same
    return next((each.date for each in found), None)
