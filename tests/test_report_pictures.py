"""The payoff statement as it is seen: in Chromium wide and narrow, light and dark, and on paper."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from chromium import browser

from notecalc import LIQUIDMETAL_2007, Facts
from notecalc.export.report import report_html, report_pdf
from notecalc.service import Note, answer, payoff_statement

__all__ = ["browser"]

FACTS = {
    "default": Facts(notice=date(2008, 9, 29)),
    "curing": Facts(notice=date(2008, 9, 29), as_of=date(2008, 10, 1)),
    "two clocks": Facts(notice=date(2008, 9, 29), missed=(date(2008, 9, 30), date(2008, 10, 1))),
}


def statement(name: str) -> Any:
    note = Note(LIQUIDMETAL_2007, LIQUIDMETAL_2007.name)
    return payoff_statement(answer(note, FACTS[name]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name in FACTS:
        (made / f"{name}.html").write_text(report_html(statement(name)), encoding="utf-8")
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", FACTS)
def test_in_a_browser(browser: Any, folder: Path, name: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        address = (folder / f"{name}.html").as_uri()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert (said, asked) == ([], [address])
        found = axe.run(page).response["violations"]
        assert [(each["id"], [n["target"] for n in each["nodes"]]) for each in found] == []
    finally:
        context.close()


@pytest.mark.parametrize(
    ("paper", "width", "height", "source"),
    [
        ("a4", 595.28, 841.89, "ISO 216: 210 mm by 297 mm, in points of 1/72 inch"),
        ("letter", 612.0, 792.0, "ANSI Y14.1: 8.5 in by 11 in"),
    ],
)
def test_on_paper(tmp_path: Path, paper: str, width: float, height: float, source: str) -> None:
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    content = report_pdf(statement("default"), paper=paper)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert 2 <= len(pages) <= 8
    for page in pages:
        sides = sorted((float(page.mediabox.width), float(page.mediabox.height)))
        assert sides == pytest.approx((width, height), abs=0.1), source
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed, so no page can be looked at")
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "40", "-gray", str(file), str(tmp_path / "p")], check=True)
    drawn = sorted(tmp_path.glob("p-*.pgm"))
    assert len(drawn) == len(pages)
    for each in drawn:
        pixels = each.read_bytes().split(b"\n", 3)[3]
        dark = sum(value < 160 for value in pixels)
        assert dark / len(pixels) > 0.005, f"{each.name} is blank"
