"""A payoff statement read back: what it carries, and the figures that it shows."""

import json
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from notecalc.errors import refuse
from notecalc.export import optional
from notecalc.export.embedded import FILE_NAME

_ELEMENT = "notecalc-json"
_REMEDY = "name a statement as notecalc wrote it"


def read_embedded(path: str) -> dict[str, Any]:
    """What an HTML statement carries. Raises NotecalcError where it carries nothing."""
    carried = "".join(_read(path).carried)
    if not carried:
        raise refuse(f"{path} carries nothing to recompute it from", _REMEDY)
    return _json(path, carried)


def figures(path: str) -> list[tuple[str, str, str]]:
    """Every figure that an HTML statement shows: its path, its machine value, its visible text."""
    return _read(path).figures


def read_embedded_pdf(path: str) -> dict[str, Any]:
    """What a PDF statement has attached. Raises NotecalcError where nothing is."""
    reader = optional("pypdf", "pdf").PdfReader(BytesIO(Path(path).read_bytes()))
    attached = reader.attachments.get(FILE_NAME)
    if not attached:
        raise refuse(f"{path} carries nothing to recompute it from", _REMEDY)
    return _json(path, attached[0].decode())


def passages(text: str) -> tuple[list[str], list[str]]:
    """The texts of a page in order, without its tags; and its tags and styles in order."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.texts, page.tags


class _Page(HTMLParser):
    """Collects the figures of a page, and the text of the element that carries the input."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.carried: list[str] = []
        self.figures: list[tuple[str, str, str]] = []
        self._open: list[tuple[str, str, str, list[str]]] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._carrying = False
        self._apart = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(self.get_starttag_text() or tag)
        self._apart = True
        if tag == "template" and given.get("id") == _ELEMENT:
            self._carrying = True
        elif path := given.get("data-figure"):
            value = given.get("value") or given.get("datetime") or ""
            self._open.append((tag, path, value, []))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"</{tag}>")
        self._apart = True
        if tag == "template":
            self._carrying = False
        elif self._open and self._open[-1][0] == tag:
            _, path, value, text = self._open.pop()
            self.figures.append((path, value, "".join(text).strip()))

    def handle_data(self, data: str) -> None:
        if self._carrying:
            self.carried.append(data)
        elif told := " ".join(data.split()):
            if self.tags and self.tags[-1].startswith("<style"):
                self.tags.append(told)
            elif self._apart or not self.texts:
                self.texts.append(told)
            else:
                self.texts[-1] += f" {told}"
            self._apart = False
        for *_, text in self._open:
            text.append(data)


def _read(path: str) -> _Page:
    page = _Page()
    page.feed(Path(path).read_text(encoding="utf-8"))
    page.close()
    return page


def _json(path: str, text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise refuse(f"{path} carries no object", _REMEDY)
    return found
