"""Each kind of statement taken apart into what it carries and what it shows."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from notecalc.errors import NotecalcError
from notecalc.schedule import COLUMNS, FURTHER
from notecalc.verify.bounds import broken, check_packed, kind_of, parsed, read, refused
from notecalc.verify.model import Carried, Shown

_NOT_IN_PAGES = (
    "the figures that a PDF carries were compared, not the ink of its pages: print it again from"
    " the same input to compare these"
)


_UNCOMPUTED = (
    "its formulas have no values, as a program that does not compute saves them: each formula was"
    " compared, not what it shows; open it in a spreadsheet, save it and verify it again"
)

_BESIDE = ("good_through",)
"""Figures that a statement carries beside those of the result."""


def statements(path: str) -> tuple[Carried, ...]:
    """The statements of a file: one, or those of a run. Raises NotecalcError."""
    kind = kind_of(path)
    content = read(path)
    if not content.strip():
        raise refused(path, "the file is empty", "name a statement")
    if kind == "json":
        return _json(path, content)
    if kind == "csv":
        return (_csv(path, content),)
    if kind == "xlsx":
        check_packed(path, content)
    return (_document(path, kind, content),)


def _json(path: str, content: bytes) -> tuple[Carried, ...]:
    document = parsed(path, content)
    results = document if isinstance(document, list) else [document]
    if not results:
        raise refused(path, "this is an empty list of results", "name a statement")
    return tuple(_result(path, each) for each in results)


def _result(path: str, found: Any) -> Carried:
    """A result with its input as the last key, or a sidecar, which has its figures as a key."""
    if isinstance(found, dict) and isinstance(found.get("figures"), dict):
        return Carried(*_parts(path, found))
    if not isinstance(found, dict) or not isinstance(found.get("input"), dict):
        raise refused(
            path, "this JSON carries no input to recompute", "name one that redeem or run printed"
        )
    figures = {name: value for name, value in found.items() if name != "input"}
    return Carried(*_parts(path, {**found["input"], "figures": figures}))


def _parts(path: str, found: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a statement was made from, and its figures, of the right shapes."""
    texts = ("notecalc", "input", "input_sha256", "calendar", "calendar_fingerprint")
    has = found if isinstance(found, dict) else {}
    if lacking := [name for name in texts if not isinstance(has.get(name), str)]:
        raise refused(
            path,
            f"what the file carries lacks {', '.join(lacking)}",
            "name a statement of notecalc",
        )
    if has.get("schema") != 1:
        raise refused(
            path,
            f"the layout {str(has.get('schema'))[:20]} of what it carries is not known here",
            "verify it with the notecalc that wrote it, or a later one",
        )
    figures = has.get("figures")
    events = figures.get("timeline") if isinstance(figures, dict) else None
    good = isinstance(events, list) and all(
        isinstance(each, dict)
        and all(isinstance(each.get(name), str) for name in ("event", "date"))
        and isinstance(each.get("of", 0), str | None)
        for each in events
    )
    if not isinstance(figures, dict) or not good:
        raise refused(path, "the figures it carries are no result", "name a statement of notecalc")
    beside = {name: has[name] for name in _BESIDE if name in has}
    made = {name: value for name, value in has.items() if name not in ("figures", *_BESIDE)}
    return made, {**figures, **beside}


def _csv(path: str, content: bytes) -> Carried:
    """A schedule with the sidecar beside it.

    Editors and version control turn line ends, and add a byte order mark or a blank line.
    """
    beside = (f"{path}.json", f"{os.path.splitext(path)[0]}.json")
    sidecar = next((each for each in beside if os.path.exists(each)), None)
    if sidecar is None:
        raise refused(
            path,
            f"a CSV file carries no input, and its sidecar {beside[0]} is not there",
            "put it beside the file",
        )
    carried = _json(sidecar, read(sidecar))
    if len(carried) != 1:
        raise refused(sidecar, "this is no sidecar: it holds several results", "name one result")
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        rows = [row for row in csv.reader(lines, strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise refused(path, f"this is no CSV: {error}", "it may be cut off") from None
    return Carried(carried[0].made, carried[0].figures, tuple(_cells(path, rows)))


def _cells(path: str, rows: list[list[str]]) -> Iterable[Shown]:
    if not rows:
        raise refused(path, "the file is empty", "name a statement")
    columns = rows[0]
    if unknown := [name for name in columns if name not in (*COLUMNS, *FURTHER)]:
        what = f"no column of a schedule is named {unknown[0][:40]!r}"
        raise refused(path, what, f"the columns are {', '.join((*COLUMNS, *FURTHER))}")
    for number, row in enumerate(rows[1:]):
        if len(row) != len(columns):
            what = f"line {number + 2} has {len(row)} cells for {len(columns)} columns"
            raise refused(path, what, "it may be cut off")
        for name, cell in zip(columns, row, strict=True):
            yield Shown(f"schedule.{number}.{name}", cell)
    yield Shown("schedule", str(len(rows) - 1))


def _document(path: str, kind: str, content: bytes) -> Carried:
    """A workbook, a page or a PDF, by the reader beside its writer."""
    try:
        carried = _readers(kind)[0](path)
        made, figures = _parts(path, carried)
        computed = kind != "xlsx" or _is_computed(content)
        shown = tuple(_shown(_readers(kind)[1](path))) if computed else ()
    except NotecalcError:
        raise
    except Exception:  # readers of others' formats fail in as many ways as there are files
        raise broken(path, kind) from None
    unread = _NOT_IN_PAGES if kind == "pdf" else "" if computed else _UNCOMPUTED
    return Carried(made, figures, shown, unread, kind, content, computed)


def _is_computed(content: bytes) -> bool:
    from notecalc.export.xlsx.reading import is_computed

    return is_computed(content)


def _readers(kind: str) -> tuple[Callable[[str], Any], Callable[[str], Any]]:
    """What reads the input that a document carries, and what reads the figures that it shows."""
    if kind == "xlsx":
        from notecalc.export.xlsx import reading as workbook

        return workbook.read_embedded, workbook.figures
    from notecalc.export.report import reading as page

    if kind == "html":
        return page.read_embedded, page.figures
    return page.read_embedded_pdf, lambda _: ()


def _shown(found: Any) -> Iterable[Shown]:
    """Figures as a document shows them: values by path, or path, value and visible text."""
    if isinstance(found, Mapping):
        for path, value in found.items():
            yield Shown(str(path), str(value))
        return
    for path, value, text in found:
        yield Shown(str(path), str(value), str(text))
