"""What a scenario expects of its result, read when the file is and checked against the result."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.readings.claims import NONE, Value, check_name, found, meant
from notecalc.readings.likeness import ReconciledSchedule
from notecalc.readings.reconciliation import Reconciled
from notecalc.redemption import Result
from notecalc.scenario import expect_claims as of_claims
from notecalc.scenario import expect_holders as of_holders
from notecalc.scenario.builder import MOST_PROBLEMS, short
from notecalc.scenario.complaints import Complaint
from notecalc.terms import Terms

if TYPE_CHECKING:
    from notecalc.scenario.model import Scenario

RECONCILED: Final = (
    "reconcile.matches",
    "reconcile.nearest",
    "reconcile.off",
    "reconcile.schedule",
)
"""What can be expected of a figure or a schedule that is reconciled; ``off`` is signed."""

_YES_OR_NO: Final = ("reconcile.matches", "reconcile.schedule")
_SIGNED: Final = re.compile(r"-?\d{1,30}(\.\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expectation:
    """That an event falls on a date, or that the state or an amount is so, and where it says so."""

    event: str
    value: str
    line: int = 0
    column: int = 0


def complaints(expected: Mapping[str, str], terms: Terms | None) -> list[Complaint]:
    """What is wrong with expectations before there is a result; ids are checked with terms."""
    wrong = []
    for name, value in islice(expected.items(), MOST_PROBLEMS):
        ids = [each.id for each in terms.events_of_default] if terms else [name.partition(".")[2]]
        named = False
        try:
            if name in RECONCILED or of_claims.of_claims(name, ids):
                named = True
                _meant_of_figure(name, value)
                continue
            if of_holders.of_holders(name):
                of_holders.check_name(name, terms)
                named = True
                of_holders.meant(name, value)
                continue
            check_name(name, ids)
            named = True
            meant(name, value)
        except NotecalcError as error:
            wrong += [
                Complaint((name,), each.what, each.remedy, key=not named) for each in error.problems
            ]
    return wrong


def expectations(expected: Mapping[str, str], terms: Terms) -> tuple[Expectation, ...]:
    """Expectations given apart from a file. NotecalcError with all that is wrong with them."""
    wrong = complaints(expected, terms)
    if wrong:
        raise NotecalcError(*(Problem(each.what, each.remedy, "expect") for each in wrong))
    return tuple(Expectation(event, value) for event, value in expected.items())


def unmet(
    expected: Iterable[Expectation],
    result: Result,
    reconciled: Reconciled | None = None,
    scheduled: ReconciledSchedule | None = None,
) -> Iterator[tuple[Expectation, str]]:
    """The expectations that the result does not meet, and what is wrong with each.

    A bare event is the governing one, the first listed where nothing governs; ``event.of`` that
    of an event of default, or of no clock. Amounts are compared as numbers, dates as dates;
    ``reconcile.`` asks of the figure and the schedule that were reconciled, ``holders.`` of holders
    and groups, ``claim.`` and ``judgment.`` of the claim at a petition and of a judgment.
    """
    claimed = None
    for each in expected:
        got: Value
        if each.event in of_claims.NAMES:
            claimed = claimed or of_claims.of_result(result)
            got, hoped = of_claims.found(each.event, claimed), _meant_of_figure(*_pair(each))
        elif each.event in RECONCILED:
            got = _of_theirs(each.event, reconciled, scheduled)
            hoped = _meant_of_figure(*_pair(each))
        elif of_holders.of_holders(each.event):
            got, hoped = of_holders.found(each.event, result), of_holders.meant(*_pair(each))
        else:
            got = found(each.event, result.timeline, result.redemption)
            hoped = meant(each.event, each.value)
        if got != hoped:
            yield each, f"{each.event} is {NONE if got is None else got}, expected {each.value}"


def _pair(each: Expectation) -> tuple[str, str]:
    return each.event, each.value


def _meant_of_figure(name: str, text: str) -> Value:
    if text == NONE:
        return None
    if name in _YES_OR_NO:
        if text not in ("yes", "no"):
            raise refuse(f"{short(text)!r} is neither yes nor no", "write yes, no or none")
        return text
    if not _SIGNED.fullmatch(text):
        raise refuse(f"{short(text)!r} is not an amount", f"write one such as -31025.00, or {NONE}")
    return Decimal(text)


def _of_theirs(
    name: str, reconciled: Reconciled | None, scheduled: ReconciledSchedule | None
) -> Value:
    """Whether figure or schedule is reproduced, the nearest total, how far it is off."""
    if name == "reconcile.schedule":
        return None if scheduled is None else "yes" if scheduled.reproduced else "no"
    if reconciled is None:
        return None
    nearest = reconciled.nearest
    if name == "reconcile.matches":
        return "yes" if reconciled.matches else "no"
    if nearest is None:
        return None
    return nearest.total if name == "reconcile.nearest" else nearest.off


def check_expectations(
    scenario: "Scenario",
    result: Result,
    reconciled: Reconciled | None = None,
    scheduled: ReconciledSchedule | None = None,
) -> list[Problem]:
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
        for each, what in unmet(scenario.expect, result, reconciled, scheduled)
    ]
