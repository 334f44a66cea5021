"""The local page as a person uses it: in Chromium, by keyboard, on telephones, without scripts."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi")

from chromium import browser
from web_client import served

from notecalc import LIQUIDMETAL_2007
from notecalc.scenario import load_scenarios, terms_yaml
from notecalc.service import Note, answer, verify_file
from notecalc.web.downloads import DOWNLOADS

__all__ = ["browser"]

PATIENCE = 60_000
TOTAL = "#due .amount .why"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as (found, _):
        yield found


class Visit:
    """A page in a context of its own, with all that it asked for and said."""

    def __init__(self, browser: Any, address: str, **more: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **more})
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.address, self.said, self.asked = address, list[str](), list[str]()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.context.on("request", lambda request: self.asked.append(request.url))

    def open(self, query: str = "") -> Any:
        self.page.goto(f"{self.address}/{query}")
        return self.page

    def shows(self, selector: str, told: str) -> None:
        """Wait until a text stands there."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector).first).to_contain_text(told, timeout=PATIENCE)

    def at(self, query: str) -> None:
        """Wait until the address is that of a state."""
        self.page.wait_for_url(f"{self.address}/?{query}", timeout=PATIENCE)

    def end(self) -> None:
        """Nothing was said by the browser, and nothing asked of anybody else."""
        elsewhere = [each for each in self.asked if not each.startswith(f"{self.address}/")]
        self.context.close()
        assert (self.said, elsewhere) == ([], [])


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    found = Visit(browser, address)
    yield found
    found.end()


def write(page: Any, selector: str, text: str) -> None:
    """Type a text in place of what stands in a field."""
    page.focus(selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_it_opens_with_the_case(visit: Visit) -> None:
    page = visit.open()
    # docs/rules.md, worked: the cure deadline, the total, the per diem.
    assert "2008-10-14" in page.inner_text("#timeline")
    assert page.inner_text(TOTAL).startswith("1,192.68")
    assert page.inner_text("#due .perdiem .why").startswith("0.49")
    assert "Columbus Day" in page.inner_text("#timeline")


def test_a_notice_date_by_keyboard(visit: Visit) -> None:
    page = visit.open()
    write(page, "#notice", "2008-10-06")
    # Ten Business Days after 6 October, Columbus Day left out: 7, 8, 9, 10, 14, 15, 16, 17, 20, 21
    # October; the default on the 22nd. 1,188.12 × 10% × 21/365 = 6.8357 = 6.84; + 1,188.12.
    visit.shows(TOTAL, "1,194.96")
    visit.shows("#timeline", "2008-10-21")
    visit.shows("#schedule", "6.84")
    visit.shows("#said", "1,194.96 USD due on Wed 2008-10-22")
    visit.at("notice=2008-10-06")
    assert page.evaluate("document.activeElement.id") == "notice"
    assert page.input_value("#notice") == "2008-10-06"


def test_the_slider_by_arrow_keys(visit: Visit) -> None:
    page = visit.open()
    page.focus("#day")
    page.keyboard.press("ArrowRight")
    # One Business Day on, 30 September: the tenth after it is 15 October, the default on the 16th:
    # 1,188.12 × 10% × 15/365 = 4.8827 = 4.88; + 1,188.12.
    visit.shows(TOTAL, "1,193.00")
    visit.shows("#notice-day", "Tuesday, 30 September 2008")
    visit.at("notice=2008-09-30")
    assert page.input_value("#notice") == "2008-09-30"
    assert page.evaluate("document.activeElement.id") == "day"
    # Two back, over a weekend: Friday 26 September; the tenth Business Day after it is Friday 10
    # October, the default on Saturday, redemption on Tuesday the 14th: 13 days at 10% from 1
    # October to the 11th, 3 at 15%: 1,188.12 × (10% × 10 + 15% × 3)/365 = 3.2551 + 1.4648.
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    visit.at("notice=2008-09-26")
    visit.shows(TOTAL, "1,192.84")  # 3.26 + 1.46 = 4.72; + 1,188.12
    page.locator("#after").press("Enter")
    visit.at("notice=2008-09-29")
    visit.shows(TOTAL, "1,192.68")


def test_a_reading_by_keyboard(visit: Visit) -> None:
    page = visit.open()
    page.focus("#q-default_from")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visit.shows(TOTAL, "1,195.28")  # docs/rules.md, worked: from the notice, in notes
    visit.at("notice=2008-09-29&default-from=notice")
    page.focus('input[name="paid-in"][value="notes"]')
    page.keyboard.press("ArrowLeft")
    visit.shows(TOTAL, "1,024.99")  # the same, in cash
    visit.at("notice=2008-09-29&paid-in=cash&default-from=notice")


def test_what_a_question_is_worth_and_its_answer_taken(visit: Visit) -> None:
    page = visit.open()
    page.locator("#ask-default_from > summary").press("Enter")
    taken = page.locator("#ask-default_from a", has_text="It starts at the breach")
    # docs/rules.md, worked: 1,299.12 from the breach, 106.44 more than 1,192.68.
    row = page.locator("#ask-default_from tr", has_text="It starts at the breach")
    assert re.split(r"\s+", row.inner_text())[-2:] == ["1,299.12", "+106.44"]
    taken.press("Enter")
    visit.shows(TOTAL, "1,299.12")
    visit.at("notice=2008-09-29&default-from=breach")
    assert page.input_value("#q-default_from") == "breach"
    page.go_back()
    visit.shows(TOTAL, "1,192.68")
    assert page.input_value("#q-default_from") == "event-of-default"


def test_a_figure_opens_its_explanation(visit: Visit) -> None:
    page = visit.open()
    button = page.locator(TOTAL)
    button.press("Enter")
    card = page.locator("#why-total")
    assert card.is_visible()
    assert "Note 4(b)" in card.inner_text()
    assert "accrued interest: 4.56" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "why"
    page.locator('#timeline tr:has(th:text-is("cure deadline")) .why').press("Enter")
    told = page.locator(".card:popover-open").inner_text()
    for line in ("Mon 2008-10-13 Columbus Day: not a Business Day", "Tue 2008-10-14 day 10"):
        assert line in told, "docs/rules.md, worked"
    page.keyboard.press("Escape")
    page.locator("#schedule tr#line-7 .why").press("Enter")
    told = page.locator(".card:popover-open").inner_text()
    assert "1,188.12 × 10% × 14/365 = 4.55717260…, rounded 4.56" in told


def test_a_point_of_the_chart(visit: Visit) -> None:
    page = visit.open()
    points = page.locator(".chart.wide .bands a")
    # Issue, seven interest dates, the redemption.
    assert points.count() == 9
    points.nth(8).focus()
    tip = points.nth(8).locator(".tip")
    assert tip.is_visible()
    told = [each.strip() for each in tip.locator("tspan").all_text_contents()]
    assert told == [
        "Wed 2008-10-15: 1,192.68 owed",
        "line 8: base rate 10%, 14 days, interest 4.56",
    ]
    points.nth(2).locator(".hit").hover()
    assert points.nth(2).locator(".tip").is_visible()
    assert not tip.is_visible()
    points.nth(8).press("Enter")
    assert page.url.endswith("#line-7")


def test_more_facts_bring_more_questions(visit: Visit) -> None:
    page = visit.open()
    assert page.locator("#q-grace").count() == 0
    page.locator("summary", has_text="More facts").press("Enter")
    write(page, "#missed", "2008-09-30")
    visit.at("notice=2008-09-29&missed=2008-09-30")
    visit.shows("#choices", "Are the days of grace for a payment Business Days or calendar days?")
    # Three Business Days after 30 September end on 3 October: the default on Saturday the 4th.
    visit.shows("#timeline", "Sat 2008-10-04")
    assert page.evaluate("document.activeElement.id") == "missed"


def test_a_state_can_be_sent(visit: Visit, browser: Any) -> None:
    page = visit.open()
    write(page, "#notice", "2008-10-06")
    page.select_option("#q-occurs", "occurs=at-breach")
    page.fill("#principal", "18640000")
    visit.at("notice=2008-10-06&principal=18640000&answer=occurs%3Dat-breach")
    told, sent = page.inner_text(TOTAL), page.url
    other = Visit(browser, visit.address)
    other.page.goto(sent)
    assert other.page.inner_text(TOTAL) == told
    assert other.page.input_value("#principal") == "18640000"
    assert other.page.input_value("#q-occurs") == "occurs=at-breach"
    other.end()


def test_a_date_that_is_none(visit: Visit) -> None:
    page = visit.open()
    write(page, "#notice", "2008-02-30")
    visit.shows("#problem-notice", "there is no day 2008-02-30; write a day that the calendar has")
    visit.shows("#stale", "Below stands the last result")
    assert page.inner_text(TOTAL).startswith("1,192.68")
    assert page.input_value("#notice") == "2008-02-30"
    assert page.url == f"{visit.address}/"
    write(page, "#notice", "2008-09-30")
    visit.shows(TOTAL, "1,193.00")
    assert page.inner_text("#problem-notice") == ""
    assert page.inner_text("#stale") == ""


def test_a_file_of_terms(visit: Visit, tmp_path: Path) -> None:
    text = terms_yaml(LIQUIDMETAL_2007).replace("Liquidmetal Technologies, Inc.", "Harbor Mills")
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("note_rate: 10%", "note_rate: 10"), encoding="utf-8")
    page = visit.open()
    page.set_input_files("#terms-file", str(bad))
    visit.shows("#problem-file", "bad.yaml:")
    visit.shows("#problem-file", "did you mean 10%?")
    assert page.inner_text(TOTAL).startswith("1,192.68"), "the answer stays"
    page.set_input_files("#terms-file", str(good))
    visit.shows("h1", "Harbor Mills")
    write(page, "#notice", "2008-09-29")
    visit.shows(TOTAL, "1,192.68")
    visit.page.wait_for_url(re.compile(r"notice=2008-09-29&terms=z\."), timeout=PATIENCE)


def test_everything_is_taken_away(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()
    page.select_option("#q-default_from", "breach")
    visit.shows(TOTAL, "1,299.12")
    links = page.locator(".take a")
    assert links.count() == len(DOWNLOADS)
    files = []
    for place in range(links.count()):
        with page.expect_download(timeout=PATIENCE) as coming:
            links.nth(place).click()
        found = coming.value
        assert found.failure() is None
        files.append(tmp_path / found.suggested_filename)
        found.save_as(files[-1])
    kinds = {"".join(each.suffixes[-2:]) if ".csv.json" in each.name else each.suffix
             for each in files}  # fmt: skip
    assert kinds == {".html", ".pdf", ".xlsx", ".csv", ".csv.json", ".yaml"}
    for file in files:
        if file.suffix != ".yaml":
            (verdict,) = verify_file(str(file))
            assert verdict.agrees, (file.name, verdict.differences)
    (again,) = load_scenarios(next(each for each in files if each.suffix == ".yaml"))
    due = answer(Note(again.terms, again.terms_name), again.facts).result.redemption
    assert due is not None
    assert str(due.total) == "1299.12"


def test_without_scripts(browser: Any, address: str) -> None:
    visit = Visit(browser, address, java_script_enabled=False)
    page = visit.open()
    assert not page.locator("#day").is_visible()
    page.fill("#notice", "2008-10-06")
    page.select_option("#q-receipt", "receipt=sent")
    page.click("text=Work it out")
    assert page.inner_text(TOTAL).startswith("1,194.96")
    page.fill("#notice", "2008-02-30")
    page.click("text=Work it out")
    assert "there is no day 2008-02-30" in page.inner_text("#problem-notice")
    assert page.get_attribute("#notice", "aria-invalid") == "true"
    assert page.input_value("#notice") == "2008-02-30"
    assert page.inner_text(TOTAL).startswith("1,194.96"), "the last good answer stays"
    page.goto(f"{address}/?notice=2008-09-29")
    page.click("#after")
    assert page.inner_text(TOTAL).startswith("1,193.00")
    page.locator(TOTAL).press("Enter")
    assert page.locator("#why-total").is_visible()
    visit.end()


LOOKED_AT = ("", "?notice=2008-02-30", "?notice=2008-09-29&missed=2008-09-30&as-of=2008-10-02")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 800, 1280, 2560])
def test_at_every_width(browser: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    size = {"width": width, "height": 900}
    visit = Visit(browser, address, viewport=size, color_scheme=scheme, bypass_csp=True)
    for query in LOOKED_AT:
        page = visit.open(query)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = axe.run(page).response["violations"]
        assert [(each["id"], [n["target"] for n in each["nodes"]]) for each in found] == []
        page.locator(".why").first.click()
        found = axe.run(page).response["violations"]
        assert [(each["id"], [n["target"] for n in each["nodes"]]) for each in found] == []
    visit.end()


def test_every_field_has_a_label_and_every_change_is_told(visit: Visit) -> None:
    page = visit.open()
    unnamed = """() => [...document.querySelectorAll("input:not([type=hidden]), select")]
      .filter(each => !each.labels || !each.labels.length).map(each => each.id)"""
    assert page.evaluate(unnamed) == []
    assert page.get_attribute("#said", "role") == "status"
    assert page.locator("[aria-live], [role=status]").count() > 5
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"


def test_printed(browser: Any, address: str, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    visit = Visit(browser, address)
    page = visit.open()
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert 2 <= len(pages) <= 6
    text = "\n".join(each.extract_text() for each in pages)
    for told in ("1,192.68", "2008-10-14", "What each open question is worth", "Schedule"):
        assert told in text
    for untold in ("Open questions", "Work it out", "Another note"):
        assert untold not in text, "the form is not printed"
    visit.end()
