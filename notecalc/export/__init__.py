"""Tables written out: CSV, JSON, Parquet, and files written beside and renamed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, BinaryIO

from notecalc.errors import NotecalcError, refuse
from notecalc.money import minor_units
from notecalc.statement import Cell
from notecalc.statement.typed import Rate, tables

__all__ = [
    "csv_file",
    "csv_row",
    "csv_table",
    "folder",
    "json_text",
    "optional",
    "parquet_file",
    "parquet_table",
    "tables",
    "whole",
    "write",
]


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV by RFC 4180, in UTF-8: ISO dates, plain decimals.

    The bytes are the same printed and in a file: no system turns the line ends.
    """
    return csv_row(columns) + b"".join(csv_row(row) for row in rows)


def csv_row(row: Sequence[Cell]) -> bytes:
    """One row as CSV, ended by CR LF."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell  # spreadsheets would take it for a formula
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def json_text(value: object) -> str:
    """A value as indented JSON, its keys in the order given."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


@contextmanager
def csv_file(path: str, columns: Iterable[str]) -> Iterator[Callable[[Sequence[Cell]], object]]:
    """A CSV file, written row by row with what this gives. Raises NotecalcError."""
    with whole(path) as file:

        def add(row: Sequence[Cell]) -> None:
            file.write(csv_row(row))

        add(tuple(columns))
        yield add


_BATCH = 10_000


@contextmanager
def parquet_file(
    path: str, columns: Mapping[str, type], places: int = 2
) -> Iterator[Callable[[Sequence[Cell]], object]]:
    """A Parquet file, written row by row: dates as date32, amounts as decimal128.

    `columns` says what the cells of each are: date, Decimal, Rate, str or int; amounts have
    `places` decimals, rates 22. Raises NotecalcError, too where pyarrow is not installed.
    """
    arrow, parquet = optional("pyarrow", "portfolio"), optional("pyarrow.parquet", "portfolio")
    kinds = {
        date: arrow.date32(),
        Decimal: arrow.decimal128(38, places),
        Rate: arrow.decimal128(38, 22),
        str: arrow.string(),
        int: arrow.int64(),
    }
    schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    waiting: list[Sequence[Cell]] = []
    with whole(path) as file, parquet.ParquetWriter(file, schema) as writer:

        def flush() -> None:
            cells = zip(*waiting, strict=True)
            arrays = [
                arrow.array(each, kind) for each, kind in zip(cells, schema.types, strict=True)
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))
            waiting.clear()

        def add(row: Sequence[Cell]) -> None:
            waiting.append(row)
            if len(waiting) == _BATCH:
                flush()

        yield add
        if waiting:
            flush()


def parquet_table(
    path: str, columns: Mapping[str, type], rows: Iterable[Sequence[Cell]], currency: str
) -> int:
    """Write rows as a Parquet file, as `parquet_file` does; how many there were."""
    count = 0
    with parquet_file(path, columns, max(2, minor_units(currency))) as add:
        for row in rows:
            add(row)
            count += 1
    return count


def optional(module: str, extra: str) -> Any:
    """A module that comes with an extra of notecalc. NotecalcError where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise refuse(
            f"{package} is not installed", f"install it: pip install 'notecalc[{extra}]'"
        ) from None


def write(path: str, content: str | bytes, *, replace: bool = True) -> None:
    """Write a file whole or not at all, as `whole` does. Raises NotecalcError."""
    with whole(path, replace=replace) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole(path: str, *, replace: bool = True) -> Iterator[BinaryIO]:
    """A file to write, which is there whole or not at all: beside, then renamed.

    A link is followed; what is no file, such as a pipe, is written to. With `replace` false an
    existing file is refused. Raises NotecalcError.
    """
    if not replace and os.path.lexists(path):
        raise refuse(f"{path} is there already", "name a new file")
    if "\0" in path:
        raise _unwritten(path, "embedded null byte")
    try:
        target = os.path.realpath(path)
        special = os.path.exists(target) and not (os.path.isfile(target) or os.path.isdir(target))
        with open(target, "wb") if special else _beside(target) as file:
            yield file
    except OSError as error:
        raise _unwritten(path, error.strerror or str(error)) from None


def _unwritten(path: str, reason: str) -> NotecalcError:
    return refuse(f"cannot write {path}: {reason}", "name a file that can be written")


@contextmanager
def _beside(target: str) -> Iterator[BinaryIO]:
    name = f".{os.path.basename(target)}.{os.getpid()}.part"
    beside = os.path.join(os.path.dirname(target), name)
    try:
        with open(beside, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def folder(path: str) -> None:
    """Make a folder where it is not there. Raises NotecalcError."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise refuse(
            f"cannot make the folder {path}: {error.strerror}", "name a folder that can be written"
        ) from None
