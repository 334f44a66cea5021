"""A letter's parts as paragraphs, lists and tables of a Word document."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from notecalc.export import optional
from notecalc.export.docx import styles
from notecalc.export.docx.plain import fixed
from notecalc.export.docx.tables import add_table, keep_whole
from notecalc.statement import Table
from notecalc.statement.characters import safe
from notecalc.statement.letters import Kind, Letter, Part

_BLANK = re.compile(r"(\[[^\[\]]*\])")
_NO_DAY = date(1980, 1, 1)
_MOST_TITLE = 250
_STYLES = {
    Kind.DRAFT: "Letter Draft",
    Kind.ADDRESS: "Letter Address",
    Kind.SUBJECT: "Letter Subject",
    Kind.TEXT: "Normal",
    Kind.ITEM: "List Bullet",
    Kind.SIGNATURE: "Letter Signature",
}


def letter_docx(letter: Letter) -> bytes:
    """The letter as a Word document. NotecalcError where python-docx is not installed."""
    document = optional("docx", "docx").Document()
    styles.prepared(document)
    _properties(document, letter)
    sections, annexed, signing = 0, False, list[Part]()
    for at, part in enumerate(letter.parts):
        ahead = letter.parts[at + 1 : at + 3]
        if isinstance(part, Table):
            add_table(document, part, _runs)
        elif part.kind is Kind.SECTION:
            sections += 1
            document.add_paragraph(f"{sections}. {safe(part.text)}", "Heading 1")
        elif part.kind in (Kind.ANNEX, Kind.NOTES):
            _annex(document, part, apart=part.kind is Kind.NOTES or not annexed)
            annexed = True
        elif part.kind is Kind.SIGNATURE:
            signing.append(part)
            if not _signs(ahead[:1]):
                _signatures(document, signing)
        else:
            paragraph = _paragraph(document, part)
            # A table follows its introduction, and no page has signatures alone.
            leads = isinstance(ahead[0], Table) if ahead else False
            paragraph.paragraph_format.keep_with_next = leads or _signs(ahead)
    out = io.BytesIO()
    document.save(out)
    return fixed(out.getvalue())


def _annex(document: Any, part: Part, *, apart: bool) -> None:
    """The heading of an annex; the first, after the signatures, and the notes begin a page."""
    heading = document.add_paragraph(safe(part.text), "Heading 2").paragraph_format
    heading.page_break_before = apart
    heading.space_before = styles.points(0 if apart else 14)


def _signatures(document: Any, signing: Sequence[Part]) -> None:
    """Signature blocks side by side, two in a row, which stay together."""
    drawn = document.add_table(rows=0, cols=2)
    rows = [signing[at : at + 2] for at in range(0, len(signing), 2)]
    for number, those in enumerate(rows):
        row = drawn.add_row()
        keep_whole(row)
        for cell, part in zip(row.cells, those, strict=False):
            paragraph = cell.paragraphs[0]
            _fill(paragraph, part, "\n")
            paragraph.style = document.styles[_STYLES[part.kind]]
            paragraph.paragraph_format.keep_with_next = number < len(rows) - 1


def _signs(parts: Sequence[Part | Table]) -> bool:
    return any(isinstance(part, Part) and part.kind is Kind.SIGNATURE for part in parts)


def _properties(document: Any, letter: Letter) -> None:
    day = letter.day or _NO_DAY
    made = datetime(day.year, day.month, day.day)
    properties = document.core_properties
    properties.title = safe(letter.title)[:_MOST_TITLE]
    properties.author = properties.last_modified_by = "notecalc"
    properties.comments = "Draft, not legal advice."
    properties.subject = properties.keywords = properties.category = ""
    properties.created = properties.modified = made
    properties.revision = 1


def _paragraph(document: Any, part: Part) -> Any:
    paragraph = document.add_paragraph(style=_STYLES[part.kind])
    _fill(paragraph, part, "\t" if part.kind is Kind.SUBJECT else " ")
    return paragraph


def _fill(paragraph: Any, part: Part, between: str) -> None:
    if part.lead:
        paragraph.add_run(safe(part.lead) + between).bold = True
    _runs(paragraph, part.text)


def _runs(paragraph: Any, text: str) -> None:
    """A text, its blanks marked as those to be filled in."""
    colour = optional("docx.enum.text", "docx").WD_COLOR_INDEX.YELLOW
    for at, piece in enumerate(_BLANK.split(safe(text))):
        if piece:
            run = paragraph.add_run(piece)
            if at % 2:
                run.font.highlight_color = colour
