"""Scenario files answered, one scenario at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from notecalc.errors import NotecalcError, Problem
from notecalc.redemption import redeem
from notecalc.service.disputes import (
    need_compared,
    reconcile,
    reconcile_schedule,
    their_schedule,
)
from notecalc.service.notes import Answer, Note, as_known_on, good_through

if TYPE_CHECKING:
    from notecalc.claim import Claim
    from notecalc.facts import Facts
    from notecalc.readings.compare import Comparison
    from notecalc.readings.likeness import ReconciledSchedule
    from notecalc.readings.reconciliation import Reconciled
    from notecalc.readings.sweep import Span, SweepRow
    from notecalc.scenario import Scenario, ScenarioFile
    from notecalc.terms import Terms
    from notecalc.verify import Verdict


def scenario_files(paths: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The files that `paths` name, folders in name order, and what is wrong with the others."""
    from notecalc import scenario

    files: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files += scenario.scenario_files([path])
        except NotecalcError as error:
            problems += error.problems
    return files, problems


def run_file(path: str) -> Iterator[Answer | NotecalcError]:
    """Each scenario of a file answered, or what is wrong with it."""
    from notecalc.scenario import read_scenarios

    return _run(lambda: read_scenarios(path))


def run_text(text: str | bytes, name: str) -> Iterator[Answer | NotecalcError]:
    """The same of a text that reads no file; `name` is what problems call it."""
    from notecalc.scenario import parse_scenarios

    return _run(lambda: parse_scenarios(text, name, None))


def _run(read: "Callable[[], ScenarioFile]") -> Iterator[Answer | NotecalcError]:
    from notecalc.readings import price
    from notecalc.scenario import Broken, check_expectations

    try:
        found = read()
    except NotecalcError as error:
        yield error
        return
    path = found.file
    for each in found.scenarios:
        if isinstance(each, Broken):
            yield NotecalcError(*each.problems)
            continue
        try:
            facts = each.known_facts
            result = redeem(each.terms, facts)
            reconciled, scheduled, told = _disputed(each)
            unmet = tuple(check_expectations(each, result, reconciled, scheduled))
            answer = Answer(
                result,
                each.terms_name,
                each.name,
                unmet,
                path,
                reconciled=reconciled,
                scheduled=scheduled,
                told=told,
                questions=price(each.terms, facts) if each.price_readings else None,
                swept=_swept(each),
                compared=_compared(each),
                claim=_claimed(each.terms, facts),
            )
            if each.as_known_on:
                answer = as_known_on(answer, each.facts, each.as_known_on)
            yield good_through(answer, each.good_through) if each.good_through else answer
        except NotecalcError as error:
            yield NotecalcError(*each.located(error.problems))


def _claimed(terms: "Terms", facts: "Facts") -> "Claim | None":
    if not (facts.petition or facts.judgment):
        return None
    from notecalc.claim import claim  # on the way of a claim only

    return claim(terms, facts)


def _disputed(
    scenario: "Scenario",
) -> "tuple[Reconciled | None, ReconciledSchedule | None, tuple[str, ...]]":
    """The figure and the schedule of the other side reconciled, and what in its file is ignored."""
    from notecalc.readings.figure import Theirs

    figure, theirs = scenario.reconcile, scenario.theirs or Theirs()
    note, facts = Note(scenario.terms, scenario.terms_name), scenario.known_facts
    if theirs.on is not None:
        facts = replace(facts, redeem_on=theirs.on)
    reconciled = reconcile(note, facts, figure) if figure else None
    scheduled: ReconciledSchedule | None = None
    told: list[str] = []
    if theirs.schedule is not None:
        rows, told = their_schedule(theirs.schedule, note.terms.currency)
        scheduled = reconcile_schedule(note, facts, rows, theirs.within)
    if theirs.on is not None:
        try:
            need_compared(note, facts, reconciled, scheduled)
        except NotecalcError as error:
            raise NotecalcError(
                *(
                    each.at("reconcile.on") if each.path == "redeem_on" else each
                    for each in error.problems
                )
            ) from None
    return reconciled, scheduled, tuple(told)


def _swept(scenario: "Scenario") -> "tuple[Span, tuple[SweepRow, ...]] | None":
    from notecalc.readings.sweep import sweep

    span = scenario.sweep
    if span is None:
        return None
    rows = sweep(scenario.terms, scenario.known_facts, span.start, span.end, over=span.over)
    return span, tuple(rows)


def _compared(scenario: "Scenario") -> "tuple[str, Comparison] | None":
    from notecalc.scenario import compare

    paper = scenario.compare
    if paper is None:
        return None
    return paper.name, compare(scenario.terms, paper.terms, scenario.known_facts)


def check_file(path: str) -> list[Problem]:
    """What is wrong with a scenario or terms file, which is not run."""
    from notecalc.scenario import check_document

    return check_document(path)


def verify_file(path: str) -> "tuple[Verdict, ...]":
    """Each statement of a file recomputed and compared."""
    from notecalc.verify import verify

    return verify(path)
