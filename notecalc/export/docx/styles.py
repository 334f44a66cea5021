"""How a letter looks: page, styles, the running head and the page numbers."""

from typing import Any

from notecalc.export import optional

_HEAD = "DRAFT, NOT LEGAL ADVICE"
_FONT = "Times New Roman"
_GREY = "595959"


def prepared(document: Any) -> None:
    """Give a new document the page, the styles, the head and the foot of a letter."""
    shared = _shared()
    section = document.sections[0]
    section.page_width, section.page_height = shared.Inches(8.5), shared.Inches(11)
    section.left_margin = section.right_margin = shared.Inches(1.1)
    section.top_margin = section.bottom_margin = shared.Inches(1)
    _styles(document, shared)
    head = section.header.paragraphs[0]
    head.style = document.styles["Header"]
    head.add_run(_HEAD).bold = True
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Footer"]
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def points(size: float) -> Any:
    """A length in points."""
    return _shared().Pt(size)


def text_width(document: Any) -> int:
    """How wide the text of a page is."""
    section = document.sections[0]
    width: int = section.page_width - section.left_margin - section.right_margin
    return width


def _shared() -> Any:
    return optional("docx.shared", "docx")


def _styles(document: Any, shared: Any) -> None:
    align = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after = points(8)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.widow_control = True
    for name, size, before, after in (
        ("Heading 1", 11.5, 12.0, 4.0),
        ("Heading 2", 12, 0, 8),
        ("Header", 8.5, 0, 0),
        ("Footer", 9, 0, 0),
        ("List Bullet", 10.5, 0, 3),
    ):
        style = styles[name]
        _font(style, size)
        style.font.bold = name.startswith("Heading")
        style.paragraph_format.space_before = points(before)
        style.paragraph_format.space_after = points(after)
        style.paragraph_format.keep_with_next = name.startswith("Heading")
    styles["Header"].font.color.rgb = shared.RGBColor.from_string(_GREY)
    styles["Header"].paragraph_format.alignment = align.CENTER
    styles["Footer"].paragraph_format.alignment = align.CENTER
    added = optional("docx.enum.style", "docx").WD_STYLE_TYPE.PARAGRAPH
    for name, size, before, after, bold in (
        ("Letter Draft", 9.5, 0, 14, False),
        ("Letter Address", 11, 0, 12, False),
        ("Letter Subject", 11, 0, 12, True),
        ("Letter Signature", 11, 8, 4, False),
        ("Letter Cell", 9, 1.5, 1.5, False),
        ("Letter Column Head", 9, 1.5, 1.5, True),
        ("Letter Caption", 10, 6, 3, True),
        ("Letter After Table", 4, 0, 0, False),
    ):
        style = styles.add_style(name, added)
        style.base_style = normal
        _font(style, size)
        style.font.bold = bold
        style.paragraph_format.space_before = points(before)
        style.paragraph_format.space_after = points(after)
        if "Cell" in name or "Head" in name:
            style.paragraph_format.line_spacing = 1
    for name in ("Letter Signature", "Letter Subject", "Letter Address"):
        styles[name].paragraph_format.keep_together = True
    styles["Letter Caption"].paragraph_format.keep_with_next = True
    styles["Letter Draft"].font.italic = True
    _box(styles["Letter Draft"])
    subject = styles["Letter Subject"].paragraph_format
    subject.left_indent, subject.first_line_indent = shared.Inches(0.5), shared.Inches(-0.5)


def _box(style: Any) -> None:
    """A thin line around a paragraph."""
    element = optional("docx.oxml", "docx").OxmlElement
    named = optional("docx.oxml.ns", "docx").qn
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = element(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", _GREY)):
            line.set(named(f"w:{name}"), value)
        borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _font(style: Any, size: float) -> None:
    """One face for every script, in black: themes have others."""
    named = optional("docx.oxml.ns", "docx").qn
    style.font.name, style.font.size = _FONT, _shared().Pt(size)
    style.font.color.rgb = _shared().RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(named(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(named(f"w:{script}"), _FONT)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word fills in, such as the page number."""
    element = optional("docx.oxml", "docx").OxmlElement
    named = optional("docx.oxml.ns", "docx").qn
    field = element("w:fldSimple")
    field.set(named("w:instr"), name)
    run, text = element("w:r"), element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
