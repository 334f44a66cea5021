"""`set:` applied to a document of terms by path, and where in a file a problem of them stands.

Changes are made before the terms are checked, so that they may mend what would not stand by
itself; what is wrong afterwards is placed at the change that caused it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from notecalc.errors import NotecalcError, Problem, closest
from notecalc.scenario.builder import Tree, dotted, short
from notecalc.scenario.complaints import (
    Complaint,
    holds_list,
    inner,
    keys,
    of_core,
    validated,
)
from notecalc.scenario.convert import to_terms
from notecalc.scenario.source import Source, entry, named, parse_source
from notecalc.scenario.terms_documents import TermsDocument
from notecalc.scenario.written import terms_document
from notecalc.terms import Terms, still_assumed

Path = tuple[str | int, ...]
_MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a file, or of no file: what is wrong below it is shown at its path."""

    source: Source | None
    path: Path = ()

    def problem(self, complaint: Complaint, below: Path | None = None) -> Problem:
        """The complaint as a problem, at `below` this place (at the complaint's own path)."""
        path = self.path + (complaint.path if below is None else below)
        if self.source is None:
            return Problem(complaint.what, complaint.remedy, dotted(path))
        return self.source.problem(complaint.what, complaint.remedy, path, key=complaint.key)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document of terms that is not checked yet: its tree, its place and the changes made.

    `place` is None for the built-in terms; `before` is the draft without its last changes.
    """

    tree: dict[str, Tree]
    place: Place | None
    changes: tuple[tuple[tuple[str, ...], Place], ...] = ()
    before: "Draft | None" = None

    def changed(self, given: Mapping[str, Any], at: Place) -> "Draft":
        """With each path of `given` set. NotecalcError names the paths that are no term's."""
        if len(given) > _MOST_CHANGES:
            what = f"there are more than {_MOST_CHANGES} changes"
            remedy = "write the terms in full"
            raise NotecalcError(at.problem(Complaint((), what, remedy, key=True)))
        tree = dict(self.tree)
        assumed = tree.get("assumed")
        if isinstance(assumed, list) and len(assumed) <= 1000:
            texts = tuple(each for each in assumed if isinstance(each, str))
            if len(texts) == len(assumed):
                tree["assumed"] = list(still_assumed(texts, list(given)))
        problems = []
        for path, value in given.items():
            steps = tuple(path.split("."))
            if not _put(tree, steps, value):
                what = f"unknown term {short(path, 80)!r}"
                problems.append(at.problem(Complaint((path,), what, _meant(tree, path), key=True)))
        if problems:
            raise NotecalcError(*problems)
        made = [
            (_by_id(tree, path.split(".")), Place(at.source, (*at.path, path))) for path in given
        ]
        return Draft(tree, self.place, (*self.changes, *made), self)

    def terms(self) -> Terms:
        """The terms. NotecalcError with every problem, each where it was caused."""
        terms, complaints = _checked(self.tree)
        if terms is not None:
            return terms
        unchanged = self.before.tree if self.before else None
        by_change = unchanged is not None and _checked(unchanged)[0] is not None
        raise NotecalcError(*(self._problem(each, by_change=by_change) for each in complaints))

    def _problem(self, complaint: Complaint, *, by_change: bool) -> Problem:
        path = _by_id(self.tree, complaint.path)
        for change, place in reversed(self.changes):
            if path[: len(change)] == change:
                return place.problem(complaint, complaint.path[len(change) :])
        if not by_change and self.place is not None:
            return self.place.problem(complaint)
        near = (place for change, place in reversed(self.changes) if change[:1] == path[:1])
        return next(near, self.changes[-1][1]).problem(complaint, ())


def set_terms(terms: Terms, changes: Mapping[str, Any]) -> Terms:
    """The terms with each path set to what its text says; what was set is no longer assumed.

    A text in [brackets] or {braces} is read as YAML, and ``null`` takes a term away. Raises
    NotecalcError with every problem, at the path of its change.
    """
    if not changes:
        return terms
    values = {path: _value(path, text) for path, text in changes.items()}
    draft = Draft(terms_document(terms), None)
    return draft.changed(values, Place(None)).terms()


def paths(model: type[BaseModel], tree: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Every path that can be set in this tree, entries of lists by name (else by number)."""
    for key, field in keys(model).items():
        path = before + key
        yield path
        below, value = inner(field.annotation), tree.get(key)
        if below is None:
            continue
        if isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, dict):
                    entry = f"{path}.{named(each) or index}"
                    yield entry
                    yield from paths(below, each, f"{entry}.")
        elif not holds_list(field.annotation):
            yield from paths(below, value if isinstance(value, dict) else {}, f"{path}.")


def _meant(tree: Mapping[str, Any], path: str) -> str:
    """What to write in place of a path that is no term's."""
    known = list(paths(TermsDocument, tree))
    near = closest(short(path, 80), known)
    if near:
        return f"did you mean {near}?"
    before = path.rpartition(".")[0]
    while before and before not in known:
        before = before.rpartition(".")[0]
    inside = f"{before}." if before else ""
    beside = [each for each in known if each.startswith(inside) and "." not in each[len(inside) :]]
    return f"write one of {', '.join(beside)}" if beside else f"write {before}"


def _checked(tree: Mapping[str, Any]) -> tuple[Terms | None, list[Complaint]]:
    currency = tree.get("currency") or "USD"
    document, complaints = validated(TermsDocument, tree, str(currency))
    if document is None:
        return None, complaints
    try:
        return to_terms(document), []
    except NotecalcError as error:
        return None, of_core(error.problems)


def _put(tree: dict[str, Any], steps: Sequence[str], value: object) -> bool:
    """Set a path of the tree, copying what is on the way; whether there is such a path."""
    model: type[BaseModel] = TermsDocument
    node: Any = tree
    for step in steps[:-1]:
        at, below = _inside(node, model, step)
        if at is None or below is None:
            return False
        found = node[at] if isinstance(node, list) else node.get(at)
        if isinstance(node, dict) and holds_list(keys(model)[step].annotation):
            if not isinstance(found, list):
                return False
            node[at] = list(found)
        elif isinstance(found, dict):
            node[at] = dict(found)
        else:
            node[at] = {"name": found} if step == "calendar" else {}
        node, model = node[at], below
    at, _ = _inside(node, model, steps[-1])
    if at is None:
        return False
    node[at] = value
    return True


def _inside(node: object, model: type[BaseModel], step: str) -> tuple[Any, type[BaseModel] | None]:
    """The key or index in `node` that a step leads to, and the document that stands there."""
    if isinstance(node, list):
        return entry(node, step), model
    field = keys(model).get(step)
    return (None, None) if field is None else (step, inner(field.annotation))


def _by_id(tree: Mapping[str, Any], path: Sequence[str | int]) -> tuple[str, ...]:
    """The path with each entry of a list by its name, where it has one."""
    node: Any = tree
    steps = []
    for step in path:
        name = str(step)
        if isinstance(node, dict):
            node = node.get(name)
        elif isinstance(node, list):
            index = entry(node, name)
            node = None if index is None else node[index]
            name = named(node) or name
        steps.append(name)
    return tuple(steps)


def _value(path: str, text: Any) -> Any:
    if not isinstance(text, str):
        return text
    stripped = text.strip()
    if stripped in ("null", "~", ""):
        return None
    if not stripped.startswith(("[", "{")):
        return text
    try:
        return parse_source(f"value: {stripped}").tree.get("value")
    except NotecalcError as error:
        raise NotecalcError(
            *(Problem(each.what, each.remedy, path) for each in error.problems)
        ) from None
