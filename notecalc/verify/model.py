"""What a statement carries and shows, and what was found of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PLAIN = ("figure", "cell")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure where the reader sees it: its path, its value and the text, where that is apart."""

    path: str
    value: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A statement taken apart: what it was computed from, its figures, what it shows of them.

    `unread` says what of the file is shown but not compared; `kind` is that of a document whose
    every cell or text can be made anew, `content` its bytes; `computed` is false for a workbook
    whose formulas have no values.
    """

    made: Mapping[str, Any]
    figures: Mapping[str, Any]
    shown: tuple[Shown, ...] = ()
    unread: str = ""
    kind: str = ""
    content: bytes = b""
    computed: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: its path, what stands there, what it should be."""

    path: str
    stands: str
    should: str
    where: str = "figure"

    def __str__(self) -> str:
        at = f"{self.path} ({self.where})" if self.where not in _PLAIN else self.path
        return f"{at}: {self.stands}; it should be {self.should}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a statement found. It agrees where nothing differs.

    `name` is that of the scenario; `version` made it; `figures` were recomputed, `shown` of them
    compared where the reader sees them; `warnings` do not keep it from agreeing; `compared` says
    how much of the file was.
    """

    file: str
    name: str | None
    version: str
    figures: int
    shown: int
    differences: tuple[Difference, ...]
    warnings: tuple[str, ...]
    compared: str = "every figure"

    @property
    def agrees(self) -> bool:
        """Whether every figure is what the input gives."""
        return not self.differences
