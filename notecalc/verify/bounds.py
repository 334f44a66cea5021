"""A file taken in within bounds: of what kind it is, how large it may be, JSON read strictly."""

import json
import os
import zipfile
from typing import Any

from notecalc.errors import NotecalcError, Problem

MOST_BYTES = 50_000_000
"""The largest file that is read."""

MOST_UNPACKED = 200_000_000
"""The most that a packed file may unpack to."""

_KINDS = {"xlsx": "xlsx", "html": "html", "htm": "html", "json": "json", "csv": "csv", "pdf": "pdf"}
_REMEDY = "name a file .xlsx, .html, .json, .csv or .pdf that notecalc wrote"


def kind_of(path: str) -> str:
    """The kind of a statement by the name of its file. Raises NotecalcError."""
    kind = _KINDS.get(path.rpartition(".")[2].lower())
    if kind is None:
        raise refused(path, "this is no statement that can be verified", _REMEDY)
    return kind


def read(path: str) -> bytes:
    """The bytes of a file. Raises NotecalcError where it is too large or cannot be read."""
    try:
        if os.path.isdir(path):
            raise refused(path, "this is a folder", "name a file")
        with open(path, "rb") as file:
            found = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, NotecalcError):
            raise
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise refused(path, f"the file cannot be read: {why}", "check its name") from None
    if len(found) > MOST_BYTES:
        raise refused(path, f"the file is larger than {MOST_BYTES:,} bytes", "name a statement")
    return found


def check_packed(path: str) -> None:
    """Refuse a packed file that is broken or unpacks to more than is read."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        raise broken(path, "xlsx") from None
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED or len(parts) > 10_000:
        what = f"the file would unpack to {size:,} bytes in {len(parts):,} parts"
        raise refused(path, what, f"notecalc reads at most {MOST_UNPACKED:,}")


def parsed(path: str, text: bytes | str) -> Any:
    """JSON read strictly: no name twice, no NaN. Raises NotecalcError."""
    try:
        told = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(told, object_pairs_hook=_once, parse_constant=_constant)
    except json.JSONDecodeError as error:
        what = f"this is no JSON: {error.msg}"
        raise NotecalcError(
            Problem(what, "the file may be cut off", "", path, error.lineno, error.colno)
        ) from None
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise refused(path, f"this JSON is not used: {why}", "name a statement") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:40]!r} stands twice in one object")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def refused(path: str, what: str, remedy: str) -> NotecalcError:
    """The error for a file as a whole."""
    return NotecalcError(Problem(what, remedy, "", path))


def broken(path: str, kind: str) -> NotecalcError:
    """The error for a file that is cut off or from elsewhere."""
    return refused(
        path,
        f"this cannot be read as a statement in {kind}",
        "it may be cut off, or not notecalc's",
    )
