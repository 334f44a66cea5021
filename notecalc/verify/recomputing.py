"""The input that a statement carries computed anew, with all that the statement has figures of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.redemption import Result, performing, redeem
from notecalc.statement import as_json
from notecalc.terms import BUILT_IN, Terms
from notecalc.verify.model import Carried

_ASKED_WITH_MORE = ("reconcile", "reconcile_schedule", "compare")
"""What takes a file or a figure of the other side, which a statement does not carry."""

_ASKED_WITH_FILES = ("compare", "reconcile")
_INPUT = "the input"

MOST_SWEPT = 3660
"""How many days of a sweep are recomputed: as many as a scenario may ask for."""


@dataclass(frozen=True, slots=True)
class Anew:
    """A statement's input computed anew, its figures, and which of its parts were not."""

    result: Result
    figures: dict[str, Any]
    left: tuple[str, ...]
    terms_name: str
    scenario: str | None
    known: tuple[date, Facts] | None = None


def hash_of(text: str) -> str:
    """The hash by which a statement guards its input."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def recomputed(carried: Carried) -> Anew:
    """The result of the input. Raises NotecalcError where it is not read or does not compute."""
    from notecalc.scenario import Broken, parse_scenarios

    _check_whole(carried.made["input"])
    found = parse_scenarios(carried.made["input"], _INPUT).scenarios
    if len(found) != 1:
        what = f"the input holds {len(found)} scenarios"
        raise NotecalcError(Problem(what, "a statement carries one"))
    scenario = found[0]
    if isinstance(scenario, Broken):
        raise NotecalcError(*scenario.problems)
    result = _result(carried, scenario.terms, scenario.known_facts)
    told = carried.figures.get("terms")
    # The name of built-in terms stays theirs when they are changed, as by --set.
    name = told if isinstance(told, str) and told in BUILT_IN else scenario.terms.name
    figures = as_json(result, terms_name=name, scenario=scenario.name)
    more, left = _more(carried.figures, result)
    known = (scenario.as_known_on, scenario.facts) if scenario.as_known_on else None
    if scenario.as_known_on is not None:
        more |= _learned(carried.figures, scenario.terms, scenario.facts, scenario.as_known_on)
    return Anew(result, {**figures, **more}, left, name, scenario.name, known)


def by_the_name(carried: Carried, anew: Anew) -> Result | None:
    """The result with the closed days of the calendar by its name, not of a list of its own.

    None where the statement has no such list. Raises NotecalcError where that does not compute.
    """
    terms = anew.result.terms
    if terms.calendar.frozen is None:
        return None
    named = replace(terms, calendar=replace(terms.calendar, frozen=None))
    return _result(carried, named, anew.result.facts)


def _result(carried: Carried, terms: Terms, facts: Facts) -> Result:
    until = _until(carried, terms.issue_date)
    return redeem(terms, facts) if until is None else performing(terms, facts, until)


def _check_whole(text: str) -> None:
    """Refuse an input that leaves something to other files: they are not the statement's."""
    from notecalc.scenario.frozen import refuse_files
    from notecalc.scenario.source import parse_source

    source = parse_source(text, _INPUT)
    scenarios = source.tree.get("scenarios")
    listed = [each for each in scenarios if isinstance(each, dict)] if scenarios else []
    if not isinstance(source.tree.get("terms"), dict):
        raise NotecalcError(
            source.problem("the terms are not in it", "a statement carries them", ("terms",))
        )
    refuse_files(source)
    for each in listed:
        for name in _ASKED_WITH_FILES:
            if name in each:
                what = f"a statement does not carry {name!r}"
                raise NotecalcError(source.problem(what, "leave it out", ("scenarios", 0, name)))


def _until(carried: Carried, issue: date) -> date | None:
    """The day to which a performing note was accrued; None where the note was redeemed."""
    until = carried.made.get("until")
    if until is None:
        # Accrued to the day of issue there is no line, and so no last day of one.
        return None if carried.figures["timeline"] else issue
    from notecalc.dates import parse_date

    return parse_date(str(until))


def _more(figures: Mapping[str, Any], result: Result) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a result may have beside itself, where what was asked is known; what is left."""
    found: dict[str, Any] = {}
    for name, compute in (
        ("good_through", _good_through),
        ("questions", _questions),
        ("sweep", _sweep),
        ("claim", _claim),
    ):
        if name in figures:
            try:
                found[name] = compute(figures[name], result)
            except (NotecalcError, KeyError, IndexError, TypeError, ValueError):
                found[name] = []  # what was asked for is not to be read: every figure differs
    return found, tuple(each for each in _ASKED_WITH_MORE if each in figures)


def _good_through(given: Any, result: Result) -> Any:
    from notecalc.readings.good_through import good_through
    from notecalc.statement.series import good_through_json

    if not given:
        return []
    until = date.fromisoformat(given[-1]["date"])
    return good_through_json(good_through(result.terms, result.facts, until))


def _questions(_: Any, result: Result) -> Any:
    from notecalc.readings import price
    from notecalc.statement.questions import question_json

    return [question_json(each) for each in price(result.terms, result.facts)]


def _claim(_: Any, result: Result) -> Any:
    from notecalc.claim import claim
    from notecalc.statement.claims import claim_parts

    return claim_parts(claim(result.terms, result.facts))


def _learned(figures: Mapping[str, Any], terms: Terms, facts: Facts, day: date) -> dict[str, Any]:
    """What the statement says was learned later, where it says anything of it."""
    from notecalc.readings.later import learned_after
    from notecalc.statement.later import learned_json

    if "as_known_on" not in figures and "learned_later" not in figures:
        return {}
    later = [learned_json(each) for each in learned_after(terms, facts, day)]
    return {"as_known_on": str(day), "learned_later": later}


def _sweep(given: Any, result: Result) -> Any:
    from notecalc.readings.sweep import Span, has_fees, sweep
    from notecalc.statement.sweeps import span_json

    start, end = date.fromisoformat(given["from"]), date.fromisoformat(given["to"])
    if not 0 <= (end - start).days < MOST_SWEPT or given["over"] not in ("notice", "redemption"):
        return []
    span = Span(start, end, given["over"])
    rows = tuple(sweep(result.terms, result.facts, start, end, over=span.over))
    return span_json(rows, span, fees=has_fees(result.terms, result.facts))
