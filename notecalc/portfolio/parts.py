"""A part of a book: read, redeemed, written beside and renamed.

That a part's file is there means that it is done. Its counts stand in its metadata, so that they
can be summed again by who goes on with an unfinished book.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet

from notecalc import __version__
from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.portfolio import BATCH, COLUMNS, output_schema, redeem_many
from notecalc.portfolio.source import (
    ParquetSource,
    gathered,
    parquet_batches,
    reading,
    widened,
)
from notecalc.portfolio.writing import beside, parquet_writer
from notecalc.terms import Terms

FIRST_ERRORS: Final = 10
"""How many errors are told."""

_COUNTS: Final = b"notecalc"
_PROBE: Final = 4096
_STEP_SECONDS: Final = 1.0


class VoidError(NotecalcError):
    """What ends a run for good: a row that is wrong, where that is to stop it; IN was changed."""


class StoppedError(Exception):
    """The run was stopped while a part was being made."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a book: row groups of files as (path, first, end), one or more.

    `before` is how many rows of the book come before them.
    """

    number: int
    pieces: tuple[tuple[str, int, int], ...]
    rows: int
    before: int

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"part-{self.number:05}.parquet"


@dataclass(slots=True)
class Counts:
    """How many rows there are, in which state, how many failed, and the first that did."""

    rows: int = 0
    failed: int = 0
    states: Counter[str] = field(default_factory=Counter)
    first: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Counts") -> None:
        """Add what comes after."""
        self.rows += other.rows
        self.failed += other.failed
        self.states.update(other.states)
        self.first += other.first[: FIRST_ERRORS - len(self.first)]

    def as_json(self) -> str:
        """As `read_counts` reads it."""
        return json.dumps([self.rows, self.failed, self.states, self.first])


@dataclass(frozen=True, slots=True)
class Task:
    """What every part is redeemed with; `version` is of who gave it out."""

    folder: str
    terms: Terms
    strict: bool = False
    compiled: bool | None = None
    version: str = __version__


def parted(files: Iterable[ParquetSource], rows: int) -> list[Part]:
    """Row groups in parts of about so many rows; one without any where there is no row."""
    parts: list[Part] = []
    pieces: list[tuple[str, int, int]] = []
    count = before = 0

    def close() -> None:
        nonlocal pieces, count, before
        parts.append(Part(len(parts), tuple(pieces), count, before))
        before += count
        pieces, count = [], 0

    for each in files:
        for group, more in enumerate(each.groups):
            if count and count + more > rows:
                close()
            if pieces and pieces[-1][0] == each.path:
                pieces[-1] = (each.path, pieces[-1][1], group + 1)
            else:
                pieces.append((each.path, group, group + 1))
            count += more
        if not each.groups:
            pieces.append((each.path, 0, 0))
    close()
    return parts


def changed(path: str) -> VoidError:
    """The error of an IN that is not what it was when the run began."""
    what, remedy = f"{path} was changed while it was read", "begin anew once it no longer is"
    return VoidError(Problem(what, remedy))


def read_counts(part: Part, folder: str) -> Counts | None:
    """The counts of a part that is done; None where it is not."""
    try:
        about = parquet.read_metadata(os.path.join(folder, part.name))
        rows, failed, states, first = json.loads((about.metadata or {})[_COUNTS])
    except (OSError, pa.ArrowInvalid, KeyError, ValueError):
        return None
    found = Counts(rows, failed, Counter(states), [(note, why) for note, why in first])
    return found if found.rows == about.num_rows == part.rows else None


def redeem_part(
    part: Part,
    task: Task,
    moved: Callable[[int], object] = lambda rows: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Counts:
    """Redeem a part into its file, unless that is done. Raises NotecalcError, StoppedError.

    `moved` is told of rows as they are redeemed; `stopped` is asked as often.
    """
    if task.version != __version__:
        what = f"notecalc {__version__} is asked to work for {task.version}"
        raise refuse(what, "install one version on all machines")
    found = read_counts(part, task.folder)
    if found is not None:
        moved(part.rows)
        return found
    with beside(os.path.join(task.folder, part.name)) as unfinished:
        return _written(part, task, unfinished, moved, stopped)


def _written(
    part: Part, task: Task, path: str, moved: Callable[[int], object], stopped: Callable[[], bool]
) -> Counts:
    counts = Counts()
    batches = chain.from_iterable(parquet_batches(*piece, COLUMNS) for piece in part.pieces)
    schema = output_schema(task.terms, _id_type(part))
    with parquet_writer(path, schema) as writer:
        for table in gathered(batches):
            done = []
            for each in _steps(table, task):
                if stopped():
                    raise StoppedError
                _count(each, counts, part.before)
                if task.strict and counts.failed:
                    note, why = counts.first[0]
                    raise VoidError(Problem(why, "", note))
                done.append(each)
                moved(len(each))
            writer.write_table(pa.concat_tables(done), row_group_size=BATCH)
        if counts.rows != part.rows:
            raise changed(part.pieces[0][0])
        writer.add_key_value_metadata({_COUNTS: counts.as_json()})
    return counts


def _id_type(part: Part) -> pa.DataType:
    path = part.pieces[0][0]
    with reading(path):
        return widened(parquet.read_schema(path).field("id").type)


def _steps(table: pa.Table, task: Task) -> Iterator[pa.Table]:
    """A table redeemed in steps of about a second: rows of the single-note engine take long."""
    at, step = 0, _PROBE
    while at < len(table):
        begun = monotonic()
        found = redeem_many(table.slice(at, step), task.terms, compiled=task.compiled)
        yield found
        at += len(found)
        taken = max(monotonic() - begun, 1e-6)
        step = max(_PROBE // 8, min(BATCH, int(len(found) * _STEP_SECONDS / taken)))


def _count(found: pa.Table, counts: Counts, before: int) -> None:
    error = found["error"]
    failed = len(found) - error.null_count
    if failed and len(counts.first) < FIRST_ERRORS:
        for row in pc.indices_nonzero(error.is_valid())[:FIRST_ERRORS].to_pylist():
            note = found["id"][row].as_py()
            name = f"(row {before + counts.rows + row + 1})" if note is None else str(note)
            counts.first.append((name, error[row].as_py()))
        del counts.first[FIRST_ERRORS:]
    counts.rows += len(found)
    counts.failed += failed
    for each in pc.value_counts(found["state"].drop_null()).to_pylist():
        counts.states[each["values"]] += each["counts"]
