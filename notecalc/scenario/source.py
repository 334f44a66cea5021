"""YAML read once, every scalar as its source text, every key and value with line and column.

There is no implicit typing: ``2008-09-29`` and ``yes`` are text; only a plain ``null``, ``~`` or
nothing at all is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from yaml.reader import Reader

from notecalc.errors import NotecalcError, Problem
from notecalc.scenario.builder import BREAK, Builder, Marks, Tree, dotted

MOST_BYTES: Final = 5_000_000
_UNPRINTABLE: Final = Reader.NON_PRINTABLE
_DATED: Final = ("on", "due", "from", "sent")
"""The keys of the date by which an entry of a list may go."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's tree and where each part of it stands."""

    file: str
    tree: dict[str, Tree]
    _marks: Marks = field(repr=False)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `path`, or of its key.

        A step into a list is an index, or an entry's id or date. Of a path that leads on to what
        is not there, the place is that of the last part that is.
        """
        node: Tree = self.tree
        mark = None
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            marks = self._marks[id(node)][found]
            node = node[found]  # type: ignore[index]
            mark = marks[0 if key else 1]
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def problem(
        self, what: str, remedy: str, path: Sequence[str | int] = (), *, key: bool = False
    ) -> Problem:
        """A problem of the value at `path`, or of its key."""
        return Problem(what, remedy, dotted(path), self.file, *self.place(path, key=key))


def named(each: object) -> str | None:
    """The name by which an entry of a list goes: its id, or the way of sending."""
    if not isinstance(each, dict):
        return None
    name = each.get("id", each.get("by"))
    return name if isinstance(name, str) else None


def entry(entries: Sequence[object], name: str) -> int | None:
    """The entry of a list that goes by a name, a date, or its number."""
    for index, each in enumerate(entries):
        if isinstance(each, dict) and (
            named(each) == name or any(each.get(key) == name for key in _DATED)
        ):
            return index
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 9 else len(entries)
    return number if number < len(entries) else None


def _step(node: Tree, step: str | int) -> str | int | None:
    if isinstance(node, dict):
        return step if step in node else None
    if isinstance(node, list) and isinstance(step, int):
        return step if step < len(node) else None
    if not isinstance(node, list):
        return None
    return node.index(step) if step in node else entry(node, str(step))


def read_source(path: str) -> Source:
    """The YAML file at `path`. Raises NotecalcError, with every problem that can be seen."""
    return parse_source(_read(path), path)


def read_text(path: str) -> str:
    """The text of the file at `path`. Raises NotecalcError where it cannot be read as text."""
    data = _read(path)
    _check_size(len(data), path)
    return _decoded(data, path).removeprefix("\ufeff")


def _read(path: str) -> bytes:
    """The bytes at `path`, one more than a file may have at most."""
    try:
        with open(path, "rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _refused(path, "there is no such file", "check its name and folder") from None
    except IsADirectoryError:
        raise _refused(path, "this is a folder", "name a file in it") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        what = f"the file cannot be read: {why.lower()}"
        raise _refused(path, what, "check the file") from None


def _check_size(size: int, file: str) -> None:
    if size > MOST_BYTES:
        raise _refused(file, f"the file is larger than {MOST_BYTES // 10**6} MB", "split it")


def parse_source(data: bytes | str, file: str = "") -> Source:
    """The YAML in `data`. Raises NotecalcError, with every problem that can be seen."""
    file = file or "<text>"
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    _check_size(size, file)
    text = _decoded(data, file) if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff")
    if strange := _UNPRINTABLE.search(text):
        shown = f"U+{ord(strange[0]):04X}"
        place = _position(text[: strange.start()])
        if strange[0] == "\0":
            raise _refused(file, "this is not text: it holds a NUL", "give a YAML file", place)
        raise _refused(file, f"the character {shown} is not text", "take it out", place)
    builder = Builder(file, text)
    return Source(file, builder.build(), builder.marks)


def _refused(file: str, what: str, remedy: str, place: tuple[int, int] = (0, 0)) -> NotecalcError:
    return NotecalcError(Problem(what, remedy, "", file, *place))


def _decoded(data: bytes, file: str) -> str:
    nuls = data.count(0)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        nuls and max(data[::2].count(0), data[1::2].count(0)) == nuls >= len(data) // 3
    ):
        raise _refused(file, "this is UTF-16", "save it as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        place = _position(data[: error.start].decode().removeprefix("\ufeff"))
        if nuls:
            raise _refused(file, "this is not text: it holds a NUL", "give a YAML file") from None
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise _refused(file, what, "save it as UTF-8", place) from None


def _position(before: str) -> tuple[int, int]:
    """Line and column of what follows the text `before`."""
    line, start = 1, 0
    for found in BREAK.finditer(before):
        line, start = line + 1, found.end()
    return line, len(before) - start + 1
