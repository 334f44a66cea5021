"""A tree from the parser's events, with the marks of every key and value.

Nesting, aliases and size are refused as the events come, before anything is built of them, and
nothing here recurses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from notecalc.errors import NotecalcError, Problem

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
Marks: TypeAlias = dict[int, dict[str | int, tuple[Any, Any]]]
"""By the id of a mapping or list: the parser's marks of each key and its value."""

MOST_DEPTH: Final = 40
MOST_VALUES: Final = 100_000
MOST_CHARACTERS: Final = 10_000
MOST_PROBLEMS: Final = 100

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
BREAK: Final = re.compile("\r\n?|\n|[\x85\u2028\u2029]")
_KEY: Final = object()  # the mapping waits for a key
_DROPPED: Final = object()  # the key was refused, and its value goes with it

_MENDS: Final = {
    "mapping values are not allowed": "quote a text that holds ': ', and check the indentation",
    "found unexpected end of stream": "close the quotes",
    "did not find expected ',' or '}'": "close the bracket, or put a comma between the keys",
    "did not find expected ',' or ']'": "close the bracket, or put a comma between the entries",
    "did not find expected node content": "write a value, or close the bracket",
    "cannot start any token": "quote a text that begins with %, @ or `",
}


def dotted(path: Sequence[str | int]) -> str:
    """A path as people read it; a step of unlikely length is cut."""
    return ".".join(short(str(step), 80) for step in path)


def short(text: str, most: int = 40) -> str:
    """`text`, cut where it is too long to be shown."""
    return text if len(text) <= most else text[:most] + "…"


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read: the step that leads to it, and the key that waits."""

    node: Any
    marks: dict[str | int, tuple[Any, Any]]
    at: str | int
    key: Any = _KEY
    key_mark: Any = None
    named: str = "?"

    def next(self) -> str | int:
        """The step to the value that is read now."""
        return len(self.node) if type(self.node) is list else self.named


class Builder:
    """The tree of one text, built from the parser's events."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.marks: dict[int, dict[str | int, tuple[Any, Any]]] = {}
        self.open: list[_Open] = []
        self.top: Any = None

    def build(self) -> dict[str, Tree]:
        """The tree. NotecalcError with everything that is wrong with the text."""
        try:
            self._read()
        except yaml.YAMLError as error:
            self.problems.append(self._not_yaml(error))
        if self.problems:
            raise NotecalcError(*self.problems)
        if self.top is None:
            what, remedy = "the file is empty", "write keys with values"
            raise NotecalcError(Problem(what, remedy, "", self.file))
        if not isinstance(self.top, dict):
            kind = "list" if isinstance(self.top, list) else "text"
            what = f"a {kind} stands at the top"
            remedy = "write keys with values, such as notecalc: 1"
            raise NotecalcError(Problem(what, remedy, "", self.file, 1, 1))
        return self.top

    def _read(self) -> None:
        documents = 0
        for count, event in enumerate(self._events()):
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                self._leaf(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._begin(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "there is a second document", "split the file at ---")
                    return
            if count > MOST_VALUES:
                self._refuse(
                    event, f"there are more than {MOST_VALUES} keys and values", "split the file"
                )
                return
            if len(self.open) > MOST_DEPTH:
                self.open.clear()  # its path would be as long as it is deep
                self._refuse(event, f"nesting deeper than {MOST_DEPTH}", "write it flatter")
                return
            if len(self.problems) > MOST_PROBLEMS:
                self._refuse(event, "there are more problems", "mend these first")
                return

    def _events(self) -> Iterator[Any]:
        loader = _LOADER(self.text)
        try:
            while (event := loader.get_event()) is not None:
                yield event
        finally:
            loader.dispose()

    def _leaf(self, event: Any) -> None:
        value: str | None
        if type(event) is yaml.AliasEvent:
            self._refuse(event, f"an alias, *{short(str(event.anchor))}", "write the value out")
            value = None
        else:
            value = event.value
            if event.anchor is not None or event.tag is not None:
                self._refuse_marks(event)
            if len(event.value) > MOST_CHARACTERS:
                what = f"a text of {len(event.value)} characters"
                self._refuse(event, what, f"write at most {MOST_CHARACTERS}")
            if event.implicit[0] and event.value in _NULLS and not self._wants_key():
                value = None
        self._put(value, event)

    def _begin(self, event: Any, node: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if self._wants_key():
            kind = "mapping" if isinstance(node, dict) else "list"
            self._refuse(event, f"a {kind} as a key", "write a text as the key")
        at = self.open[-1].next() if self.open else ""
        self._put(node, event)
        marks = self.marks[id(node)] = {}
        self.open.append(_Open(node, marks, at))

    def _end(self) -> None:
        self.open.pop()

    def _wants_key(self) -> bool:
        return bool(self.open) and self.open[-1].key is _KEY and type(self.open[-1].node) is dict

    def _put(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: at the top, in a list, as a key or under one."""
        if not self.open:
            self.top = value
            return
        into, mark = self.open[-1], event.start_mark
        if type(into.node) is list:
            into.marks[len(into.node)] = mark, mark
            into.node.append(value)
        elif into.key is _KEY:
            into.key, into.key_mark = value, mark
            if type(value) is not str:
                into.key, into.named = _DROPPED, "?"
                return
            into.named = value
            if value not in into.node:
                return
            first = into.marks[value][0]
            what = f"the key {short(value)!r} is there twice, first on line {first.line + 1}"
            self._refuse(event, what, "keep one of them")
            into.key = _DROPPED
        else:
            if into.key is not _DROPPED:
                into.node[into.key] = value
                into.marks[into.key] = into.key_mark, mark
            into.key = _KEY

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"an anchor, &{short(event.anchor)}", "write each value out")
        if event.tag is not None:
            tag = short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, f"a tag, {tag}", "write the value alone")

    def _refuse(self, event: Any, what: str, remedy: str) -> None:
        path = [each.at for each in self.open[1:]]
        if self.open and not self._wants_key():
            path.append(self.open[-1].next())
        mark = event.start_mark
        place = mark.line + 1, mark.column + 1
        self.problems.append(Problem(what, remedy, dotted(path), self.file, *place))

    def _not_yaml(self, error: yaml.YAMLError) -> Problem:
        said = getattr(error, "problem", None) or "it cannot be read"
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            return Problem(f"not YAML: {said}", "check the file", "", self.file)
        lines = BREAK.split(self.text)
        line = lines[mark.line] if mark.line < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())] or line[mark.column :].startswith("\t"):
            what, remedy = "a tab", "indent with spaces"
        else:
            what = f"not YAML: {said}"
            mends = (mend for part, mend in _MENDS.items() if part in said)
            remedy = next(mends, "check indentation, quotes and brackets here and before")
        return Problem(what, remedy, "", self.file, mark.line + 1, mark.column + 1)
