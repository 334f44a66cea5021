"""Tables written out: CSV, JSON, and files written beside and renamed."""

import os
from collections.abc import Iterable, Sequence
from decimal import Decimal

from notecalc.errors import refuse
from notecalc.statement import Cell


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV (RFC 4180 quoting, lines end in a line feed): ISO dates, plain decimals."""
    return csv_row(columns) + "".join(csv_row(row) for row in rows)


def csv_row(row: Sequence[Cell]) -> str:
    """One row as CSV."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_csv_cell(cell) for cell in row])
    return out.getvalue()


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


def write(path: str, content: str | bytes, *, replace: bool = True) -> None:
    """Write a file whole or not at all: beside, then renamed. Raises NotecalcError.

    A link is followed; what is no file, such as a pipe, is written to. With `replace` false an
    existing file is refused.
    """
    data = content.encode() if isinstance(content, str) else content
    if not replace and os.path.lexists(path):
        raise refuse(f"{path} is there already", "name a new file")
    try:
        target = os.path.realpath(path)
        if os.path.exists(target) and not (os.path.isfile(target) or os.path.isdir(target)):
            with open(target, "wb") as pipe:
                pipe.write(data)
        else:
            _write_beside(target, data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refuse(f"cannot write {path}: {reason}", "name a file that can be written") from None


def _write_beside(target: str, data: bytes) -> None:
    name = f".{os.path.basename(target)}.{os.getpid()}.part"
    beside = os.path.join(os.path.dirname(target), name)
    try:
        with open(beside, "wb") as file:
            file.write(data)
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
