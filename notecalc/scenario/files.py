"""Files of terms and of scenarios by path: one, or all of a folder."""

import os
from collections.abc import Iterable

from notecalc.errors import NotecalcError, Problem
from notecalc.scenario.model import Broken, Scenario, ScenarioFile
from notecalc.scenario.papers import draft_of, looks_like_path, unknown_terms
from notecalc.scenario.scenarios import scenarios_of
from notecalc.scenario.source import Source, parse_source, read_source
from notecalc.terms import BUILT_IN, Terms


def load_terms(path: str | os.PathLike[str]) -> Terms:
    """The terms in the file at `path`, or the built-in terms of that name.

    Raises NotecalcError with every problem, each with line and column.
    """
    name = os.fspath(path)
    if name in BUILT_IN:
        return BUILT_IN[name]
    if not os.path.lexists(name) and not looks_like_path(name):
        raise NotecalcError(unknown_terms(name))
    return draft_of(read_source(name), os.path.dirname(name)).terms()


def parse_terms(text: str | bytes, file: str = "") -> Terms:
    """The terms that a YAML text holds, which names no file; `file` is named in problems."""
    return draft_of(parse_source(text, file), None).terms()


def read_scenarios(path: str | os.PathLike[str]) -> ScenarioFile:
    """The scenarios of the file at `path`; one that is broken does not silence the others.

    Raises NotecalcError, with every problem, where the file as a whole cannot be used.
    """
    name = os.fspath(path)
    return scenarios_of(read_source(name), os.path.dirname(name))


def parse_scenarios(text: str | bytes, file: str = "", folder: str | None = "") -> ScenarioFile:
    """The same of a text; paths in it are taken from `folder`, and refused where that is None."""
    return scenarios_of(parse_source(text, file), folder)


def load_scenarios(path: str | os.PathLike[str]) -> list[Scenario]:
    """The scenarios of a file, or of all files of a folder in name order.

    Raises NotecalcError with every problem of every file.
    """
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for file in scenario_files([path]):
        try:
            found = read_scenarios(file).scenarios
        except NotecalcError as error:
            problems += error.problems
            continue
        for each in found:
            if isinstance(each, Broken):
                problems += each.problems
            else:
                scenarios.append(each)
    if problems:
        raise NotecalcError(*problems)
    return scenarios


def scenario_files(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The files that the paths name: a folder's own ``*.yaml`` and ``*.yml``, in name order.

    Raises NotecalcError for a folder that has none or cannot be listed; a file is not looked at.
    """
    files: list[str] = []
    problems = []
    for each in paths:
        path = os.fspath(each)
        if not os.path.isdir(path):
            files.append(path)
            continue
        try:
            names = sorted(os.listdir(path))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            what = f"the folder cannot be listed: {why}"
            problems.append(Problem(what, "check the folder", file=path))
            continue
        inside = [
            os.path.join(path, name)
            for name in names
            if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        ]
        files += inside
        if not inside:
            what = "there is no scenario file in this folder"
            problems.append(Problem(what, "put files *.yaml in it, or name one", file=path))
    if problems:
        raise NotecalcError(*problems)
    return files


def check_document(path: str | os.PathLike[str]) -> list[Problem]:
    """All that is wrong with a file of scenarios or of terms, which is not run."""
    name = os.fspath(path)
    try:
        source = read_source(name)
        if _holds_scenarios(source):
            found = scenarios_of(source, os.path.dirname(name)).scenarios
            return [each for one in found if isinstance(one, Broken) for each in one.problems]
        draft_of(source, os.path.dirname(source.file)).terms()
    except NotecalcError as error:
        return list(error.problems)
    return []


def _holds_scenarios(source: Source) -> bool:
    return not source.tree.keys().isdisjoint(("notecalc", "scenarios", "terms"))
