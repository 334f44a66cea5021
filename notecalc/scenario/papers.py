"""The papers that a file refers to: terms built in, or in a file beside it."""

import os
from functools import lru_cache

from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.scenario.builder import Tree, short
from notecalc.scenario.changes import Draft, Path, Place
from notecalc.scenario.frozen import put_rows
from notecalc.scenario.source import Source, read_source
from notecalc.scenario.written import terms_document
from notecalc.terms import BUILT_IN


def looks_like_path(name: str) -> bool:
    """Whether a name of terms is meant as a path."""
    return os.path.basename(name) != name or name.lower().endswith((".yaml", ".yml"))


def unknown_terms(name: str) -> Problem:
    """The problem of terms that are neither built in nor a file."""
    return unknown("terms", short(name, 80), [*BUILT_IN, "the path of a file of terms"])


def draft_of(source: Source, folder: str | None) -> Draft:
    """Terms as a draft, with the files that they name in `folder`, if they may name any.

    NotecalcError where they are scenarios.
    """
    if "scenarios" in source.tree:
        raise NotecalcError(
            source.problem(
                "these are scenarios, not terms", "name the file of the terms", ("scenarios",),
                key=True,
            )
        )  # fmt: skip
    put_rows(source, folder)
    return Draft(source.tree, Place(source))


def referred(source: Source, given: str, folder: str | None, path: Path) -> Draft:
    """The terms that `given` names at `path` of a file: built in, or a file in `folder`, if any.

    NotecalcError where there are none of that name.
    """
    if given in BUILT_IN:
        return Draft(_built_in(given), None)
    if folder is None:
        what = f"{short(given, 80)!r} are no terms built in, and no file is read here"
        remedy = f"write the terms themselves, or one of {', '.join(BUILT_IN)}"
        raise NotecalcError(source.problem(what, remedy, path))
    file = os.path.join(folder, given)
    if "\0" not in file and os.path.lexists(file):
        return draft_of(read_source(file), os.path.dirname(file))
    if looks_like_path(given):
        what = f"there is no file {short(given, 80)}"
        problem = Problem(what, "write its path from the folder of this file")
    else:
        problem = unknown_terms(given)
    raise NotecalcError(source.problem(problem.what, problem.remedy, path))


@lru_cache(maxsize=16)
def _built_in(name: str) -> dict[str, Tree]:
    return terms_document(BUILT_IN[name])
