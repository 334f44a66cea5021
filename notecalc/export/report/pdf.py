"""The payoff statement as a PDF by weasyprint, with what it carries attached as JSON."""

import re
from datetime import UTC, datetime
from html import escape, unescape
from typing import Any

from notecalc.export import json_text, optional
from notecalc.export.embedded import FILE_NAME
from notecalc.export.report.html import carried, report_html
from notecalc.statement import payoff
from notecalc.statement.payoff import PayoffStatement

LONGEST = 1_000
"""The characters of a text that are set; what it carries has the whole."""

_MOST_FITTED = 400
_TEXT = re.compile(r">([^<>]+)<")
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)


def report_pdf(statement: PayoffStatement, *, paper: str = "a4") -> bytes:
    """The document on `paper`, a tagged PDF: the same bytes for the same statement.

    That holds with one version of weasyprint and one set of fonts. Raises NotecalcError where
    weasyprint is not installed.
    """
    weasyprint = optional("weasyprint", "pdf")
    day = payoff.created(statement.result)
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    carries = carried(statement, paper)
    attached = weasyprint.Attachment(
        string=json_text(carries),
        name=FILE_NAME,
        description="The input and every figure, to recompute this statement by",
        created=made,
        modified=made,
    )
    document = weasyprint.HTML(
        string=_set(report_html(statement, paper=paper)), url_fetcher=_nothing, media_type="print"
    )
    found: bytes = document.write_pdf(
        attachments=[attached],
        pdf_identifier=carries["input_sha256"][:32].encode(),
        pdf_tags=True,
    )
    return found


def _set(page: str) -> str:
    """The page as it is set: texts cut that are longer than any paper needs.

    Columns fitted to their words take time by the square of the longest text, on every page: those
    of a table with a long one are of one width.
    """
    head, begun, rest = page.partition("<body>")
    body = _TEXT.sub(_cut, rest.partition("<template")[0])
    return head + begun + _TABLE.sub(_columns, body)


def _cut(found: re.Match[str]) -> str:
    if len(found[1]) <= LONGEST:
        return found[0]
    text = unescape(found[1])
    if len(text) <= LONGEST:
        return found[0]
    told = f"… ({len(text):,} characters; whole in the attachment)"
    return f">{escape(text[:LONGEST])}{told}<"


def _columns(found: re.Match[str]) -> str:
    table = found[0]
    if all(len(each) <= _MOST_FITTED for each in _TEXT.findall(table)):
        return table
    return table.replace("<table", '<table style="table-layout: fixed"', 1)


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """A statement fetches nothing."""
    raise ValueError(f"a statement needs nothing from {url}")
