"""A file taken in within bounds: of what kind it is, how large it may be, JSON read strictly."""

import json
import os
import zipfile
import zlib
from io import BytesIO
from typing import Any

from notecalc.errors import NotecalcError, Problem

MOST_BYTES = 50_000_000
"""The largest file that is read."""

MOST_UNPACKED = 200_000_000
"""The most that a packed file may unpack to."""

MOST_PARTS = 1_000
"""The most parts that a packed file may have."""

MOST_TAGS = 1_500_000
"""The most tags in the sheets of a workbook: a line has about 140, and readings 6,000 lines."""

MOST_TAGS_BESIDE = 100_000
"""The most tags in its other parts, such as styles and names."""

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


def check_packed(path: str, content: bytes) -> None:
    """Refuse a workbook that is broken or holds more than is read.

    What costs time is the number of tags, and few bytes unpack to many: so they are counted first.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_size(path, parts)
            _check_tags(path, packed, parts)
    except NotecalcError:
        raise
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        raise broken(path, "xlsx") from None


def _check_size(path: str, parts: list[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED or len(parts) > MOST_PARTS:
        what = f"the file would unpack to {size:,} bytes in {len(parts):,} parts"
        most = f"notecalc reads at most {MOST_UNPACKED:,} in {MOST_PARTS:,}"
        raise refused(path, what, most)
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        what = f"two parts of the file are named {twice[:60]}"
        raise refused(path, what, "programs would differ in which they show; name another file")


def _check_tags(path: str, packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    counts = {"sheets": 0, "other parts": 0}
    for part in parts:
        text = packed.read(part)
        large = part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
        counts["sheets" if large else "other parts"] += text.count(b"<")
        if b"<!DOCTYPE" in text:
            what = f"{part.filename[:60]} in the file declares a document type"
            raise refused(path, what, "name a workbook as a spreadsheet wrote it")
    for where, most in (("sheets", MOST_TAGS), ("other parts", MOST_TAGS_BESIDE)):
        if counts[where] > most:
            what = f"the {where} of the workbook have {counts[where]:,} tags"
            raise refused(path, what, f"notecalc reads at most {most:,}: verify its JSON instead")


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
