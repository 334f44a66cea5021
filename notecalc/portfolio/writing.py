"""What is written: beside and renamed; the parts of a book joined in one file."""

import csv as python_csv
import io
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from notecalc.errors import NotecalcError, refuse
from notecalc.portfolio.source import is_csv, parquet_batches, reason

_FORMULA: Final = r"^[=+\-@\t\r]"


@contextmanager
def beside(path: str, target: str | None = None) -> Iterator[str]:
    """The name of a file to write, then renamed to `target`, else `path`. Raises NotecalcError."""
    folder, name = os.path.split(path)
    unfinished = os.path.join(folder, f".{name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        yield unfinished
        written = os.open(unfinished, os.O_RDWR)
        try:
            os.fsync(written)
        finally:
            os.close(written)
        os.replace(unfinished, target or path)
    except OSError as error:
        raise unwritten(target or path, error) from None
    finally:
        with suppress(OSError):
            os.unlink(unfinished)


def unwritten(path: str, error: OSError) -> NotecalcError:
    """The error of what cannot be written."""
    return refuse(f"cannot write {path}: {reason(error)}", "make room there, or name another place")


def parquet_writer(path: str, schema: pa.Schema) -> Any:
    """A writer of results; dictionaries only where there are few values."""
    few = [
        name
        for name in schema.names
        if name == "state" or pa.types.is_date(schema.field(name).type)
    ]
    return parquet.ParquetWriter(path, schema, use_dictionary=few)


def join(paths: Sequence[str], path: str, target: str, moved: Callable[[int], object]) -> None:
    """Write parts as one file at `path`, which is to be `target`, in its form."""
    if is_csv(target):
        _join_csv(paths, path, moved)
    elif len(paths) == 1:
        os.replace(paths[0], path)
    else:
        with parquet_writer(path, parquet.read_schema(paths[0]).remove_metadata()) as writer:
            for each in _rows(paths, moved):
                writer.write_batch(each, row_group_size=len(each))
    if os.path.exists(target):
        os.chmod(path, os.stat(target).st_mode & 0o7777)


def _rows(paths: Sequence[str], moved: Callable[[int], object]) -> Iterator[pa.RecordBatch]:
    for path in paths:
        for batch in parquet_batches(path, 0, parquet.read_metadata(path).num_row_groups):
            yield batch
            moved(len(batch))


def _join_csv(paths: Sequence[str], path: str, moved: Callable[[int], object]) -> None:
    """The parts as CSV (RFC 4180): ISO dates, plain decimals."""
    schema = parquet.read_schema(paths[0])
    as_text = pa.schema(
        [(each.name, pa.string() if _is_text(each.type) else each.type) for each in schema]
    )
    with open(path, "wb") as file:
        file.write((",".join(schema.names) + "\r\n").encode())
        for batch in _rows(paths, moved):
            file.write(_csv_rows(_harmless(batch.cast(as_text))))


def _csv_rows(batch: pa.RecordBatch) -> bytes:
    """Rows as CSV, each ended by CR LF, which Arrow does not write."""
    texts = [each for each in batch.columns if pa.types.is_string(each.type)]
    if any(pc.any(pc.match_substring(each, "\n")).as_py() for each in texts):
        rows = io.StringIO(newline="")  # a line break within a text stays as it is
        python_csv.writer(rows, lineterminator="\r\n").writerows(
            zip(*(column.to_pylist() for column in batch.columns), strict=True)
        )
        return rows.getvalue().encode()
    lines = pa.BufferOutputStream()
    csv.write_csv(batch, lines, csv.WriteOptions(include_header=False))
    return bytes(lines.getvalue().to_pybytes().replace(b"\n", b"\r\n"))


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _harmless(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Texts that a spreadsheet would take for a formula, marked as text."""
    columns = []
    for column in batch.columns:
        if pa.types.is_string(column.type):
            marked = pc.binary_join_element_wise("'", column, "")
            column = pc.if_else(pc.match_substring_regex(column, _FORMULA), marked, column)
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
