"""Where the terms of two papers differ, path by path, each change made alone."""

from collections.abc import Iterator
from typing import Any

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import several
from notecalc.readings.compare import Change, Comparison
from notecalc.readings.compare import compare as priced
from notecalc.scenario.builder import Tree
from notecalc.scenario.changes import Draft, Place
from notecalc.scenario.source import named
from notecalc.scenario.written import terms_document
from notecalc.terms import Terms, still_assumed

_MOST_SAID = 100
"""How long a list is told in full: one of closed days has hundreds."""


def compare(one: Terms, other: Terms, facts: Facts) -> Comparison:
    """Two papers' terms on one set of facts: each term that differs alone, and all together.

    Raises NotecalcError where the facts do not fit the first paper, or the currencies differ.
    """
    return priced(one, other, facts, differences(one, other))


def differences(one: Terms, other: Terms) -> tuple[Change, ...]:
    """The terms that differ, in the order of the papers; which are assumed is no term."""
    mine, theirs = terms_document(one), terms_document(other)
    theirs["assumed"] = mine.get("assumed")
    return tuple(
        _change(path, before, after, changed)
        for path, before, after, changed in _between(mine, theirs)
    )


def _between(one: Any, other: Any) -> Iterator[tuple[tuple[str, ...], Tree, Tree, Any]]:
    """Each difference: its path, both values, and `one` with that difference alone."""
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            for path, before, after, changed in _between(one.get(key), other.get(key)):
                made = {**one, key: changed}
                if changed is None:
                    del made[key]
                yield (key, *path), before, after, made
    elif _by_id(one) and _by_id(other):
        mine, theirs = _entries(one), _entries(other)
        for path, before, after, changed in _between(mine, theirs):
            yield path, before, after, list(changed.values())
        order = [key for key in theirs if key in mine]
        if order != (was := [key for key in mine if key in theirs]):
            left = [entry for key, entry in mine.items() if key not in theirs]
            yield (), list(was), list(order), [*(mine[key] for key in order), *left]
    else:
        yield (), one, other, other


def _by_id(node: Any) -> bool:
    """Whether a node is a list whose entries go by a name; nothing is such a list too."""
    if node is None:
        return True
    return isinstance(node, list) and all(named(x) is not None for x in node)


def _entries(node: Any) -> dict[str, Any]:
    return {named(entry) or "": entry for entry in node or ()}


def _change(path: tuple[str, ...], before: Tree, after: Tree, changed: dict[str, Any]) -> Change:
    name = ".".join(path)
    if assumed := changed.get("assumed"):
        changed["assumed"] = list(still_assumed(tuple(assumed), [name]))
    try:
        terms, refused = Draft(changed, Place(None)).terms(), ""
    except NotecalcError as error:
        terms, refused = None, "; ".join(each.what for each in error.problems)
    return Change(name, _said(before), _said(after), terms, refused)


def _said(value: Any) -> str | None:
    """What stands at a path, in one line; None where nothing does."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(each)}" for key, each in value.items() if key != "id")
    if len(value) > _MOST_SAID:
        return several(len(value), "entry", "entries")
    ends = "; " if any(isinstance(each, dict) for each in value) else ", "
    return ends.join(_said(each) or "" for each in value)
