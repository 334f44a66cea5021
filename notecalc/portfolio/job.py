"""A book from file to file: planned, redeemed part by part by threads or a cluster, finished."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from threading import Event
from types import ModuleType
from typing import Any, Final, Protocol

import pyarrow.parquet as parquet

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.portfolio import BATCH, check_columns
from notecalc.portfolio.parts import (
    Counts,
    Part,
    Task,
    VoidError,
    changed,
    parted,
    read_counts,
    redeem_part,
)
from notecalc.portfolio.source import (
    ParquetSource,
    csv_batches,
    csv_columns,
    csv_mark,
    inspected,
    is_csv,
    need_same_ids,
    parquet_files,
)
from notecalc.portfolio.work import Job, Work
from notecalc.portfolio.writing import beside
from notecalc.terms import Terms

PART_ROWS: Final = 1_000_000
"""About how many rows a part has."""

_WORTH_COMPILING: Final = 500_000


class Engine(Enum):
    """Who redeems the parts: threads of this process, or the workers of a Dask cluster."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class How:
    """How a book is redeemed. `workers` None: as many as there are processors."""

    engine: Engine = Engine.LOCAL
    scheduler: str | None = None
    workers: int | None = None
    resume: bool = False
    strict: bool = False
    part_rows: int = PART_ROWS


class Watch(Protocol):
    """Is told how far a run is; `moved` comes from several threads."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """The next of its steps, with how many rows it has if that is known."""

    def moved(self, rows: int) -> None:
        """So many more rows are done."""


class Unwatched:
    """Watches nothing."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Nothing."""

    def moved(self, rows: int) -> None:
        """Nothing."""


_IN_SILENCE: Final = Unwatched()


def run(
    source: str, out: str, terms: Terms, how: How | None = None, watch: Watch = _IN_SILENCE
) -> Counts:
    """Redeem the book at `source` into `out`; how many rows there were and how they came out.

    Parts gather in a folder beside `out`, which stays where the run is broken off: `resume` goes
    on with it. Raises NotecalcError; of a bad row only where `strict`, else it stands in the row.
    """
    how = how or How()
    if how.engine is Engine.DASK:
        _need_cluster()
    work = Work(out)
    _check_apart(source, work)
    files, marks = _inspected(source)
    with work.held(how.resume):
        begun = work.begin(Job.of(terms, marks, how.part_rows))
        parts: list[Part] = []
        try:
            if is_csv(source):
                files = [_cut(source, work, begun.part_rows, watch)]
            parts = parted(files, begun.part_rows)
            counts = _redeemed(parts, work, terms, how, watch)
            if _inspected(source)[1] != marks:
                raise changed(source)
            watch.begin("rows written out", counts.rows)
            work.finish(parts, watch.moved)
        except VoidError:
            work.remove()
            raise
        except NotecalcError as error:
            if work.is_empty:
                work.remove()
                raise
            done = sum(read_counts(part, work.folder) is not None for part in parts)
            what = f"{done:,} of {len(parts):,} parts are done, in {work.folder}"
            kept = Problem(
                what, "mend it and go on with --resume, or remove the folder if IN must change"
            )
            raise NotecalcError(*error.problems, kept) from None
    return counts


def _need_cluster() -> ModuleType:
    try:
        from notecalc.portfolio import cluster
    except ImportError:
        what, remedy = "distributed is not installed", "install it: pip install 'notecalc[dask]'"
        raise refuse(what, remedy) from None
    return cluster


def _check_apart(source: str, work: Work) -> None:
    read = os.path.realpath(source)
    if read == work.target:
        raise refuse(f"IN and OUT are both {source}", "name another OUT")
    if os.path.isdir(read) and work.target.startswith(os.path.join(read, "")):
        raise refuse(f"{work.out} is in {source}, which is read", "name an OUT that is not in IN")


def _inspected(source: str) -> tuple[list[ParquetSource], list[dict[str, Any]]]:
    """The Parquet files of a book, none of CSV, and what marks its files; its columns are right."""
    if is_csv(source):
        with _in_file(source):
            check_columns(csv_columns(source))
        return [], [csv_mark(source)]
    files = [inspected(path) for path in parquet_files(source)]
    for each in files:
        with _in_file(each.path):
            check_columns(each.schema)
    need_same_ids(files)
    return files, [each.mark for each in files]


@contextmanager
def _in_file(path: str) -> Iterator[None]:
    try:
        yield
    except NotecalcError as error:
        raise NotecalcError(*(replace(each, file=path) for each in error.problems)) from None


def _cut(source: str, work: Work, part_rows: int, watch: Watch) -> ParquetSource:
    """A CSV file as Parquet, its cells as text: parts need places to begin at."""
    if not os.path.exists(work.cut):
        watch.begin("rows read", None)
        with beside(work.cut) as path:
            schema = csv_columns(source)
            with parquet.ParquetWriter(path, schema) as writer:
                for batch in csv_batches(source, schema):
                    writer.write_batch(batch, row_group_size=min(BATCH, part_rows))
                    watch.moved(len(batch))
    return inspected(work.cut)


def _redeemed(parts: list[Part], work: Work, terms: Terms, how: How, watch: Watch) -> Counts:
    """Every part made, by those that are not done yet; the counts of all in their order."""
    done = {part: read_counts(part, work.folder) for part in parts}
    counts = {part: found for part, found in done.items() if found is not None}
    todo = [part for part in parts if part not in counts]
    total = sum(part.rows for part in parts)
    watch.begin("notes", total, sum(part.rows for part in counts))
    task = Task(os.path.abspath(work.folder), terms, how.strict, total >= _WORTH_COMPILING or None)
    workers = how.workers or os.cpu_count() or 1
    if how.engine is Engine.DASK and todo:
        made = _need_cluster().on_cluster(todo, task, workers, how.scheduler, watch.moved)
    else:
        made = on_threads(todo, task, workers, watch.moved)
    with closing(made):
        counts.update(made)
    whole = Counts()
    for part in parts:
        whole.add(counts[part])
    if how.strict and whole.failed:  # in a part that an earlier run made
        note, why = whole.first[0]
        raise VoidError(Problem(why, "", note))
    return whole


def on_threads(
    parts: Sequence[Part], task: Task, workers: int, moved: Callable[[int], object]
) -> Generator[tuple[Part, Counts]]:
    """The counts of parts as threads of this process make them. Raises NotecalcError."""
    stop = Event()
    with ThreadPoolExecutor(workers) as pool:
        try:
            futures = {
                pool.submit(redeem_part, part, task, moved, stop.is_set): part for part in parts
            }
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
