"""A figure from elsewhere beside notecalc's, and the differences that a source decides."""

import csv
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data"
_DECIDED = Path(__file__).parent / "differences.csv"


class Case(NamedTuple):
    """One published figure: `name` tells it apart, `origin` says where it stands."""

    name: str
    origin: str
    published: str
    found: str
    agrees: bool


class Difference(NamedTuple):
    """A figure that notecalc gives otherwise: what of both, why, and who decides it so."""

    source: str
    name: str
    published: str
    found: str
    why: str
    citation: str


def differences() -> dict[tuple[str, str], Difference]:
    """The differences that are decided, by source and case."""
    with _DECIDED.open(newline="", encoding="utf-8") as table:
        rows = [Difference(**row) for row in csv.DictReader(table)]
    return {(row.source, row.name): row for row in rows}
