"""A file of scenarios to checked values: its terms, then each scenario, problems in their place."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.facts import Facts
from notecalc.readings.claims import NONE
from notecalc.readings.figure import Figure
from notecalc.scenario import expect
from notecalc.scenario.builder import Tree, short
from notecalc.scenario.changes import Draft, Place
from notecalc.scenario.complaints import Complaint, of_core, validated
from notecalc.scenario.convert import read_as, to_facts, to_figure
from notecalc.scenario.documents import MOST_SCENARIOS, FileDocument, ScenarioDocument
from notecalc.scenario.expect import Expectation
from notecalc.scenario.source import Source, read_source
from notecalc.scenario.written import terms_document
from notecalc.terms import BUILT_IN, Terms

_READINGS = {
    "default_rates.from": "default_from",
    "interest.paid_in": "paid_in",
    "interest.day_count": "day_count",
    "calendar": "calendar",
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happened to a note, on which terms, and what is expected of the result.

    `terms_name` is the built-in name where the file refers to the terms by it, else their own;
    `index` the number in the file, from 0; `line` where the scenario begins; `good_through` the
    last day of the table of amounts that it asks for; `reconcile` the figure to be reconciled;
    `price_readings` whether each open question is to be priced.
    """

    name: str | None
    terms: Terms
    terms_name: str
    facts: Facts
    expect: tuple[Expectation, ...] = ()
    file: str = ""
    line: int = 0
    index: int = 0
    _source: Source | None = field(default=None, repr=False, compare=False)
    good_through: date | None = None
    reconcile: Figure | None = None
    price_readings: bool = False

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems found on the way to a result, each where the file says what caused it."""
        if self._source is None:
            return tuple(problems)
        at = Place(self._source, ("scenarios", self.index))
        return tuple(at.problem(_of_facts(each)) for each in of_core(problems))


@dataclass(frozen=True, slots=True)
class Broken:
    """A scenario that cannot be used, and why."""

    name: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """The scenarios of a file, in its order."""

    file: str
    scenarios: tuple[Scenario | Broken, ...]


@dataclass(frozen=True, slots=True)
class _Base:
    """The terms of a file: as a draft that scenarios change, and made."""

    draft: Draft
    terms: Terms
    name: str


def looks_like_path(name: str) -> bool:
    """Whether a name of terms is meant as a path."""
    return os.path.basename(name) != name or name.lower().endswith((".yaml", ".yml"))


def unknown_terms(name: str) -> Problem:
    """The problem of terms that are neither built in nor a file."""
    return unknown("terms", short(name, 80), [*BUILT_IN, "the path of a file of terms"])


def draft_of(source: Source) -> Draft:
    """A file of terms as a draft; NotecalcError where it holds scenarios."""
    if "scenarios" in source.tree:
        raise NotecalcError(
            source.problem(
                "these are scenarios, not terms", "name the file of the terms", ("scenarios",),
                key=True,
            )
        )  # fmt: skip
    return Draft(source.tree, Place(source))


@lru_cache(maxsize=16)
def _built_in(name: str) -> dict[str, Tree]:
    return terms_document(BUILT_IN[name])


def scenarios_of(source: Source, folder: str) -> ScenarioFile:
    """The scenarios of a file, paths of terms in it taken from `folder`."""
    tree = source.tree
    if "scenarios" not in tree and "issue_date" in tree:
        what, remedy = "these are terms, not scenarios", "name a file of scenarios"
        raise NotecalcError(source.problem(what, remedy))
    top = Place(source)
    document, complaints = validated(FileDocument, tree)
    problems = [top.problem(each) for each in complaints]
    if tree.get("scenarios") == []:
        what, remedy = "there is no scenario", "write one, such as - notice: 2008-09-29"
        problems.append(source.problem(what, remedy, ("scenarios",)))
    base = None
    try:
        base = _base(source, folder)
    except NotecalcError as error:
        problems += error.problems
    entries = tree.get("scenarios")
    listed = entries if isinstance(entries, list) and len(entries) <= MOST_SCENARIOS else []
    scenarios = tuple(_scenario(source, index, base) for index in range(len(listed)))
    if document is None or base is None or problems:
        for each in scenarios:
            problems += each.problems if isinstance(each, Broken) else ()
        raise NotecalcError(*_in_order(problems, source.file))
    return ScenarioFile(source.file, scenarios)


def _base(source: Source, folder: str) -> _Base | None:
    """The terms of a file with the file's changes; None where what they are is missing."""
    given = source.tree.get("terms")
    name = None
    if isinstance(given, dict):
        draft = Draft(given, Place(source, ("terms",)))
    elif isinstance(given, str):
        if given in BUILT_IN:
            name, draft = given, Draft(_built_in(given), None)
        else:
            draft = draft_of(_referred(source, given, folder))
    else:
        if "terms" in source.tree:
            kind = "nothing" if given is None else "a list"
            what = f"{kind} stands where the terms are wanted"
            remedy = f"write terms: {next(iter(BUILT_IN))}"
            raise NotecalcError(source.problem(what, remedy, ("terms",)))
        return None
    changes = source.tree.get("set")
    if not changes or not isinstance(changes, dict):
        terms = draft.terms() if name is None else BUILT_IN[name]
    else:
        draft = draft.changed(changes, Place(source, ("set",)))
        terms = draft.terms()
    return _Base(Draft(draft.tree, None), terms, name or terms.name)


def _referred(source: Source, given: str, folder: str) -> Source:
    path = os.path.join(folder, given)
    if "\0" not in path and os.path.lexists(path):
        return read_source(path)
    if looks_like_path(given):
        what = f"there is no file {short(given, 80)}"
        problem = Problem(what, "write its path from the folder of this file")
    else:
        problem = unknown_terms(given)
    raise NotecalcError(source.problem(problem.what, problem.remedy, ("terms",)))


def _scenario(source: Source, index: int, base: _Base | None) -> Scenario | Broken:
    at = Place(source, ("scenarios", index))
    tree: Any = source.tree["scenarios"][index]  # type: ignore[index]
    currency = base.terms.currency if base else "USD"
    document, complaints = validated(ScenarioDocument, tree, currency)
    given: Mapping[str, Any] = tree if isinstance(tree, dict) else {}
    name = given["name"] if isinstance(given.get("name"), str) else None
    problems = [at.problem(each) for each in complaints]
    terms = facts = figure = None
    if base is not None:
        try:
            terms = _terms(base, given.get("set"), document, at)
        except NotecalcError as error:
            problems += error.problems
    if document is not None:
        try:
            facts = to_facts(document)
        except NotecalcError as error:
            problems += [at.problem(each) for each in of_core(error.problems)]
        try:
            figure = to_figure(document)
        except NotecalcError as error:
            problems += [at.problem(each) for each in of_core(error.problems)]
    expected = _texts(given.get("expect"))
    at_expect = Place(source, (*at.path, "expect"))
    problems += [at_expect.problem(each) for each in expect.complaints(expected, terms)]
    if document is None or terms is None or facts is None or base is None or problems:
        return Broken(name, tuple(_in_order(problems, source.file)))
    line, _ = source.place(at.path)
    return Scenario(
        name,
        terms,
        base.name,
        facts,
        tuple(
            Expectation(event, value, *source.place((*at.path, "expect", event)))
            for event, value in (document.expect or {}).items()
        ),
        source.file,
        line,
        index,
        source,
        document.good_through,
        figure,
        document.price_readings,
    )


def _texts(given: Any) -> dict[str, str]:
    """Expectations as they stand in the file; what is none is complained of elsewhere."""
    if not isinstance(given, dict):
        return {}
    kept = {name: value for name, value in given.items() if value is None or isinstance(value, str)}
    return {name: NONE if value is None else value.strip() for name, value in kept.items()}


def _terms(base: _Base, changes: Any, document: ScenarioDocument | None, at: Place) -> Terms:
    terms = base.terms
    if isinstance(changes, dict) and changes:
        draft = base.draft.changed(changes, Place(at.source, (*at.path, "set")))
        terms = draft.terms()
    if document is None or document.readings is None:
        return terms
    try:
        return read_as(terms, document.readings)
    except NotecalcError as error:
        complaints = [_of_facts(each) for each in of_core(error.problems)]
    raise NotecalcError(*(at.problem(each) for each in complaints))


def _of_facts(complaint: Complaint) -> Complaint:
    """A complaint of a term that a reading may have set, at the reading."""
    reading = _READINGS.get(".".join(map(str, complaint.path)))
    path = ("readings", reading) if reading else complaint.path
    return Complaint(path, complaint.what, complaint.remedy, complaint.key)


def _in_order(problems: Iterable[Problem], file: str) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.file != file, each.line, each.column))
