"""What is wrong with what the user gave, said so that it can be mended.

Every check returns or raises `Problem`s; the edges (command line, scenario files, page) print
them as ``file:line:column: path: what is wrong; what to write instead``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

_E = TypeVar("_E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, the remedy, and where it stands as far as that is known."""

    what: str
    remedy: str = ""
    path: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def at(self, path: str) -> "Problem":
        """The same problem at another path."""
        return replace(self, path=path)

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}"
        said = f"{self.what}; {self.remedy}" if self.remedy else self.what
        return ": ".join(part for part in (place, self.path, said) if part)


class NotecalcError(ValueError):
    """The input is wrong. `problems` holds every problem found, in the order of the input."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def refuse(what: str, remedy: str = "", path: str = "") -> NotecalcError:
    """The error for a single problem, to be raised by the caller."""
    return NotecalcError(Problem(what, remedy, path))


def problems_at(path: str, check: Callable[..., object], *values: object) -> Iterator[Problem]:
    """What a check of these values refuses, at `path`."""
    try:
        check(*values)
    except NotecalcError as error:
        for each in error.problems:
            yield each.at(path)


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that `word` was probably meant to be, if any is near enough."""
    from difflib import get_close_matches  # on the way of a mistake only

    by_lower = {option.lower(): option for option in options}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def unknown(kind: str, word: str, options: Iterable[str], path: str = "") -> Problem:
    """The problem of a name that is not one of `options`: names the nearest, lists them all."""
    names = list(options)
    near = closest(word, names)
    listed = f"one of {', '.join(names)}"
    remedy = f"did you mean {near}? ({listed})" if near else f"write {listed}"
    return Problem(f"unknown {kind} {word!r}", remedy, path)


def one_of(kind: type[_E], word: str, what: str) -> _E:
    """The member of an enum that has `word` for its value; NotecalcError names the nearest."""
    try:
        return kind(word)
    except ValueError:
        raise NotecalcError(unknown(what, word, [each.value for each in kind])) from None
