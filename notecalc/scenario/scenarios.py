"""A file of scenarios to checked values: its terms, then each scenario, problems in their place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from notecalc.errors import NotecalcError, Problem
from notecalc.readings.claims import NONE
from notecalc.scenario import expect
from notecalc.scenario.builder import short
from notecalc.scenario.changes import Draft, Place
from notecalc.scenario.complaints import Complaint, of_core, validated
from notecalc.scenario.convert import read_as, to_figure, to_span, to_theirs
from notecalc.scenario.documents import MOST_SCENARIOS, FileDocument, ScenarioDocument
from notecalc.scenario.expect import Expectation
from notecalc.scenario.facts_convert import to_facts
from notecalc.scenario.frozen import put_rows
from notecalc.scenario.model import Broken, Paper, Scenario, ScenarioFile, of_facts
from notecalc.scenario.papers import referred
from notecalc.scenario.source import Source
from notecalc.terms import BUILT_IN, Terms

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Base:
    """The terms of a file: as a draft that scenarios change, and made."""

    draft: Draft
    terms: Terms
    name: str


def scenarios_of(source: Source, folder: str | None) -> ScenarioFile:
    """The scenarios of a file, paths in it taken from `folder`; None where it may name no file."""
    tree = source.tree
    if "scenarios" not in tree and "issue_date" in tree:
        what, remedy = "these are terms, not scenarios", "name a file of scenarios"
        raise NotecalcError(source.problem(what, remedy))
    put_rows(source, folder)
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
    scenarios = tuple(_scenario(source, index, base, folder) for index in range(len(listed)))
    if document is None or base is None or problems:
        for each in scenarios:
            problems += each.problems if isinstance(each, Broken) else ()
        raise NotecalcError(*_in_order(problems, source.file))
    return ScenarioFile(source.file, scenarios)


def _base(source: Source, folder: str | None) -> _Base | None:
    """The terms of a file with the file's changes; None where what they are is missing."""
    given = source.tree.get("terms")
    if isinstance(given, dict):
        return _with_set(source, Draft(given, Place(source, ("terms",))), None)
    if not isinstance(given, str):
        if "terms" in source.tree:
            kind = "nothing" if given is None else "a list"
            what = f"{kind} stands where the terms are wanted"
            remedy = f"write terms: {next(iter(BUILT_IN))}"
            raise NotecalcError(source.problem(what, remedy, ("terms",)))
        return None
    return _with_set(source, referred(source, given, folder, ("terms",)), given)


def _with_set(source: Source, draft: Draft, given: str | None) -> _Base:
    """Terms with what the file sets, under the name that it has for them."""
    name = given if given in BUILT_IN else None
    changes = source.tree.get("set")
    if not changes or not isinstance(changes, dict):
        terms = draft.terms() if name is None else BUILT_IN[name]
    else:
        draft = draft.changed(changes, Place(source, ("set",)))
        terms = draft.terms()
    return _Base(Draft(draft.tree, None), terms, name or terms.name)


def _scenario(
    source: Source, index: int, base: _Base | None, folder: str | None
) -> Scenario | Broken:
    at = Place(source, ("scenarios", index))
    tree: Any = source.tree["scenarios"][index]  # type: ignore[index]
    currency = base.terms.currency if base else "USD"
    document, complaints = validated(ScenarioDocument, tree, currency)
    given: Mapping[str, Any] = tree if isinstance(tree, dict) else {}
    name = given["name"] if isinstance(given.get("name"), str) else None
    problems = [at.problem(each) for each in complaints]
    terms = paper = None
    if base is not None:
        try:
            terms = _terms(base, given.get("set"), document, at)
            if document is not None and document.compare is not None:
                paper = _paper(document.compare, terms, given.get("set"), document, at, folder)
        except NotecalcError as error:
            problems += error.problems
    facts, figure, span = (
        _made(to_facts, document, at, problems),
        _made(to_figure, document, at, problems),
        _made(to_span, document, at, problems),
    )
    theirs = _made(lambda given: to_theirs(given, folder), document, at, problems)
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
        span,
        paper,
        theirs,
        document.as_known_on,
    )


def _made(
    make: Callable[[ScenarioDocument], _T],
    document: ScenarioDocument | None,
    at: Place,
    problems: list[Problem],
) -> _T | None:
    """What is made of a document; None, with the problems kept, where that fails."""
    try:
        return None if document is None else make(document)
    except NotecalcError as error:
        problems += [at.problem(each) for each in of_core(error.problems)]
        return None


def _paper(
    given: str,
    terms: Terms,
    changes: Any,
    document: ScenarioDocument,
    at: Place,
    folder: str | None,
) -> Paper:
    """The paper to be compared with, under the same changes and readings."""
    source = at.source
    assert source is not None  # a scenario stands in a file
    draft = referred(source, given, folder, (*at.path, "compare"))
    try:
        other = _terms(_with_set(source, draft, given), changes, document, at)
    except NotecalcError as error:
        raise NotecalcError(
            *(
                replace(each, what=f"with the terms of {short(given, 80)}: {each.what}")
                if each.file == source.file
                else each
                for each in error.problems
            )
        ) from None
    if other.currency != terms.currency:
        what = f"these terms are in {other.currency}, the scenario's in {terms.currency}"
        complaint = Complaint(("compare",), what, "compare papers of one currency")
        raise NotecalcError(at.problem(complaint))
    return Paper(given, other)


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
        complaints = [of_facts(each) for each in of_core(error.problems)]
    raise NotecalcError(*(at.problem(each) for each in complaints))


def _in_order(problems: Iterable[Problem], file: str) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.file != file, each.line, each.column))
