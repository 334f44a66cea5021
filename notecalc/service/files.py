"""Scenario files answered, one scenario at a time."""

from collections.abc import Iterator, Sequence

from notecalc.errors import NotecalcError, Problem
from notecalc.redemption import redeem
from notecalc.service.disputes import reconcile
from notecalc.service.notes import Answer, Note, good_through


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
    from notecalc.readings import price
    from notecalc.scenario import Broken, check_expectations, read_scenarios

    try:
        read = read_scenarios(path)
    except NotecalcError as error:
        yield error
        return
    for each in read.scenarios:
        if isinstance(each, Broken):
            yield NotecalcError(*each.problems)
            continue
        try:
            result = redeem(each.terms, each.facts)
            figure = each.reconcile
            note = Note(each.terms, each.terms_name)
            reconciled = reconcile(note, each.facts, figure) if figure else None
            unmet = tuple(check_expectations(each, result, reconciled))
            found = Answer(
                result,
                each.terms_name,
                each.name,
                unmet,
                path,
                reconciled=reconciled,
                questions=price(each.terms, each.facts) if each.price_readings else None,
            )
            yield good_through(found, each.good_through) if each.good_through else found
        except NotecalcError as error:
            yield NotecalcError(*each.located(error.problems))


def check_file(path: str) -> list[Problem]:
    """What is wrong with a scenario or terms file, which is not run."""
    from notecalc.scenario import check_document

    return check_document(path)
