"""What there is to read: a Parquet file, a folder of them, or CSV."""

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.portfolio import BATCH

_BUFFER: Final = 1 << 18
_MAGIC: Final = b"PAR1"
_TEXT: Final = {"null_values": [""], "strings_can_be_null": True}


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A Parquet file: the rows of its row groups, and what tells it from one that was changed."""

    path: str
    groups: tuple[int, ...]
    schema: pa.Schema
    mark: dict[str, Any]


def is_csv(path: str) -> bool:
    """Whether a name is that of a CSV file."""
    return path.lower().endswith(".csv") and not os.path.isdir(path)


def wrong_file(path: str, what: str, remedy: str) -> NotecalcError:
    """The error of a file, to be raised by the caller."""
    return NotecalcError(Problem(what, remedy, "", path))


def reason(error: BaseException) -> str:
    """Why the system, Arrow or Dask refuses, in a line."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return next(iter(str(error).splitlines()), type(error).__name__)


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Whatever reading a file raises, as NotecalcError."""
    try:
        yield
    except OSError as error:
        why = reason(error).lower()
        raise wrong_file(path, f"cannot be read: {why}", "check its name and contents") from None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowKeyError) as error:
        why = reason(error).removeprefix("CSV parse error: ")
        raise wrong_file(path, f"cannot be read: {why}", "mend it, or write it anew") from None


def parquet_files(path: str) -> list[str]:
    """The Parquet files that a path names: itself, or those of a folder in name order.

    Raises NotecalcError where a folder has none, or has folders: what Hive keeps in their names
    would be lost.
    """
    if not os.path.isdir(path):
        return [path]
    with reading(path):
        inside = sorted(name for name in os.listdir(path) if name[0] not in "._")
    folders = [name for name in inside if os.path.isdir(os.path.join(path, name))]
    if folders:
        what = f"there are folders inside, such as {folders[0]}"
        raise wrong_file(path, what, "name a folder that has its Parquet files in itself")
    found = [os.path.join(path, name) for name in inside if name.lower().endswith(".parquet")]
    if not found:
        raise wrong_file(
            path, "there is no Parquet file in it", "name one that has files *.parquet"
        )
    return found


def inspected(path: str) -> ParquetSource:
    """What the footer of a Parquet file says. Raises NotecalcError."""
    with reading(path):
        with open(path, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            head = file.read(4)
            file.seek(max(size - 8, 0))
            tail = file.read(8)
            if head != _MAGIC:
                remedy = "name a Parquet file, a folder of them, or a .csv file"
                raise wrong_file(path, "not Parquet", remedy)
            if size < 12 or tail[4:] != _MAGIC:
                what = f"cut short: {size:,} bytes that do not end as Parquet ends"
                raise wrong_file(path, what, "write or copy it again")
            file.seek(max(size - 8 - int.from_bytes(tail[:4], "little"), 0))
            footer = hashlib.sha256(file.read()).hexdigest()
            changed = os.fstat(file.fileno()).st_mtime_ns
        with parquet.ParquetFile(path) as opened:
            about, schema = opened.metadata, opened.schema_arrow
            groups = tuple(about.row_group(i).num_rows for i in range(about.num_row_groups))
    name = os.path.basename(path)
    return ParquetSource(
        path, groups, schema,
        {"name": name, "bytes": size, "changed": changed, "rows": sum(groups), "footer": footer},
    )  # fmt: skip


def csv_mark(path: str) -> dict[str, Any]:
    """What tells a CSV file from one that was changed."""
    with reading(path):
        about = os.stat(path)
    return {"name": os.path.basename(path), "bytes": about.st_size, "changed": about.st_mtime_ns}


def parquet_batches(
    path: str, first: int, end: int, wanted: Collection[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of some row groups, at most BATCH at a time, of the columns that are wanted.

    Raises NotecalcError.
    """
    with reading(path):
        # Pages are decoded as they are needed: a row group may be of any size.
        file = parquet.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER)
        with file:
            names = file.schema_arrow.names
            columns = names if wanted is None else [name for name in names if name in wanted]
            yield from file.iter_batches(
                BATCH, row_groups=range(first, end), columns=columns, use_threads=False
            )


def gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Batches put together to about BATCH rows, for files that have few."""
    for schema, alike in groupby(batches, lambda each: each.schema):
        wide = pa.schema([each.with_type(widened(each.type)) for each in schema])
        waiting: list[pa.RecordBatch] = []
        for each in alike:
            waiting.append(each)
            if sum(map(len, waiting)) >= BATCH:
                yield pa.Table.from_batches(waiting).cast(wide)
                waiting = []
        if waiting:
            yield pa.Table.from_batches(waiting).cast(wide)


def widened(kind: pa.DataType) -> pa.DataType:
    """A type with room for the words of all row groups, where each has a dictionary of its own."""
    if pa.types.is_dictionary(kind):
        return pa.dictionary(pa.int32(), kind.value_type)
    return kind


def csv_columns(path: str) -> pa.Schema:
    """The columns of a CSV file, all of them text. Raises NotecalcError."""
    with reading(path):
        if not os.path.getsize(path):
            raise wrong_file(path, "the file is empty", "write a heading and a line for each note")
        names = _open_csv(path, {}).schema.names
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise wrong_file(path, f"the column {twice!r} is there twice", "keep one of them")
    return pa.schema([(name, pa.string()) for name in names])


def csv_batches(path: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a CSV file as text, null where a cell is empty. Raises NotecalcError."""
    rows = 0
    with reading(path):
        for batch in _open_csv(path, {field.name: field.type for field in schema}):
            for name, column in zip(schema.names, batch.columns, strict=True):
                broken = pc.index(pc.match_substring(column, "\n"), True).as_py()
                if broken >= 0:
                    what = f"row {rows + broken + 1}, {name}: a cell goes on over a line's end"
                    raise wrong_file(path, what, "close the quotation mark in its own line")
            rows += len(batch)
            yield batch


def _open_csv(path: str, types: dict[str, pa.DataType]) -> Any:
    return csv.open_csv(
        path,
        # With one thread the number of a bad row is known, and the rows come in order.
        read_options=csv.ReadOptions(use_threads=False, block_size=1 << 20),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, quoted_strings_can_be_null=True, **_TEXT
        ),
    )


def need_same_ids(files: list[ParquetSource]) -> None:
    """Refuse files whose ids are of several types: they could not stand in one column."""
    first = files[0].schema.field("id").type
    for each in files:
        kind = each.schema.field("id").type
        if kind != first:
            what = f"id is {kind} in {each.path}, {first} in {files[0].path}"
            raise refuse(what, "write it as one type in all files")
