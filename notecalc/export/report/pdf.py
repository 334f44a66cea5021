"""The payoff statement as a PDF by weasyprint, with what it carries attached as JSON."""

from datetime import UTC, datetime
from typing import Any

from notecalc.export import json_text, optional
from notecalc.export.embedded import FILE_NAME
from notecalc.export.report.html import carried, report_html
from notecalc.statement import payoff
from notecalc.statement.payoff import PayoffStatement


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
        string=report_html(statement, paper=paper), url_fetcher=_nothing, media_type="print"
    )
    found: bytes = document.write_pdf(
        attachments=[attached],
        pdf_identifier=carries["input_sha256"][:32].encode(),
        pdf_tags=True,
    )
    return found


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """A statement fetches nothing."""
    raise ValueError(f"a statement needs nothing from {url}")
