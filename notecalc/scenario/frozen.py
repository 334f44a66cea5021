"""Files of closed days that stand in for a calendar: read, and put where another names them."""

import os
from collections.abc import Iterator
from typing import Any, TypeAlias

from notecalc.calendars import Calendar
from notecalc.errors import NotecalcError
from notecalc.scenario.builder import Tree, short
from notecalc.scenario.source import Source, read_text
from notecalc.terms.frozen import frozen_calendar, rows_of

Place: TypeAlias = tuple[str | int, ...]


def read_frozen(path: str, name: str) -> Calendar:
    """The list in the file at `path`, in place of the calendar of that name.

    Raises NotecalcError with every problem, each with line and cell.
    """
    return frozen_calendar(name, rows_of(read_text(path), path))


def put_rows(source: Source, folder: str | None) -> None:
    """Put the rows of each file that ``calendar: {name:, frozen: FILE}`` names in its place.

    A path is taken from `folder`; None is for a text that may name no file. Raises NotecalcError
    with every problem of every such file.
    """
    problems = []
    for place, calendar in _by_file(source):
        if folder is None:
            what, remedy = "no file is read here", "write the closed days themselves"
            problems.append(source.problem(what, remedy, place))
            continue
        path = os.path.join(folder, calendar["frozen"])
        if "\0" in path or not os.path.lexists(path):
            what = f"there is no file {short(calendar['frozen'], 80)}"
            problems.append(
                source.problem(what, "write its path from the folder of this file", place)
            )
            continue
        try:
            calendar["frozen"] = list(rows_of(read_text(path), path))
        except NotecalcError as error:
            problems += error.problems
    if problems:
        raise NotecalcError(*problems)


def refuse_files(source: Source) -> None:
    """Refuse a text that names a file of closed days where it has to hold them itself."""
    for place, _ in _by_file(source):
        what, remedy = "the closed days are not in it", "a statement carries them"
        raise NotecalcError(source.problem(what, remedy, place))


def _by_file(source: Source) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each mapping under a key ``calendar``, wherever it stands, whose list is that of a file."""
    ahead: list[tuple[Place, Tree]] = [((), source.tree)]
    while ahead:
        place, node = ahead.pop()
        if isinstance(node, dict):
            each = node.get("calendar")
            if isinstance(each, dict) and isinstance(each.get("frozen"), str):
                yield (*place, "calendar", "frozen"), each
            ahead += [((*place, key), value) for key, value in node.items()]
        elif isinstance(node, list):
            ahead += [((*place, index), value) for index, value in enumerate(node)]
