"""Rows of a book as arrays of whole numbers, and what is wrong with them."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from notecalc.errors import NotecalcError


@dataclass(slots=True)
class Wrong:
    """What is wrong with rows, by their place."""

    said: dict[int, list[str]] = field(default_factory=dict)

    def add(self, rows: Any, column: str, why: str) -> None:
        """The same is wrong with a column of several rows."""
        for row in np.flatnonzero(rows).tolist() if isinstance(rows, np.ndarray) else (rows,):
            self.said.setdefault(row, []).append(f"{column}: {why}")

    def add_error(self, rows: Any, column: str, error: NotecalcError) -> None:
        """What an error says of a column of several rows."""
        for each in error.problems:
            self.add(rows, column, str(each.at("")))


class Numbers(NamedTuple):
    """Whole numbers of `decimals` decimals, and which rows give one."""

    values: Any
    decimals: int
    given: Any


class Choices(NamedTuple):
    """The distinct values of a column, and by row the place of its own; -1 where it gives none."""

    codes: Any
    values: list[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a book. Days are numbers, NONE where not given; amounts are whole minor units."""

    ids: Any
    principal: Any
    issue: Any
    notice: Any
    cured: Any
    redeem_on: Any
    numbers: dict[str, Numbers]
    choices: dict[str, Choices]
    wrong: Wrong
    places: int

    def __len__(self) -> int:
        return len(self.ids)
