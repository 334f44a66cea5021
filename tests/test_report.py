"""The payoff statement as a page and a PDF: its structure, its figures, hostile texts, its command.

The case is the worked one of docs/rules.md: 1,192.68 on 15 October 2008.
"""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from notecalc import LIQUIDMETAL_2007, Facts
from notecalc.cli import main
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.errors import NotecalcError
from notecalc.export.report import report_html, report_pdf, report_section
from notecalc.export.report.html import SECTIONS, carried
from notecalc.export.report.pdf import LONGEST, _set
from notecalc.facts import Amendment, Fee, Forbearance, Judgment, Notice, PartialCure, Payment
from notecalc.scenario import load_terms
from notecalc.service import Answer, Note, accrue, answer, payoff_statement
from notecalc.statement import as_json
from notecalc.statement.figures import figure_values
from notecalc.statement.payoff import PayoffStatement
from notecalc.statement.series import good_through_json
from notecalc.terms import Delivery, Holder, LateFee, OverdueInterest, Ownership, Terms
from notecalc.verify import verify

PAPERS = Path(__file__).parent.parent / "scenarios" / "papers"
NOTICE = ("--notice", "2008-09-29")
SENT = Facts(notice=date(2008, 9, 29))
VOID = {"meta", "br", "col", "hr", "img", "input", "link"}


class Element:
    """An element of a page: its tag, its attributes, what is in it."""

    def __init__(self, tag: str, given: Mapping[str, str | None]) -> None:
        self.tag, self.given = tag, given
        self.inner: list[Element | str] = []

    @property
    def text(self) -> str:
        """The text in it."""
        parts = (each if isinstance(each, str) else each.text for each in self.inner)
        return "".join(parts)

    def all(self, *tags: str) -> "list[Element]":
        """The elements in it with one of these tags, or every one."""
        found = []
        for each in self.inner:
            if isinstance(each, Element):
                found += [each] if not tags or each.tag in tags else []
                found += each.all(*tags)
        return found

    def one(self, tag: str, **given: str) -> "Element":
        """The only element with this tag and these attributes."""
        (found,) = (each for each in self.all(tag) if given.items() <= each.given.items())
        return found


class Tree(HTMLParser):
    """A page as elements; what is closed must be what was open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), "an attribute is there twice"
        made = Element(tag, given)
        self._open[-1].inner.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inner.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].inner.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(page: str) -> Element:
    tree = Tree()
    tree.feed(page)
    tree.close()
    assert tree._open == [tree.root], "an element is not closed"
    return tree.root


def stated(facts: Facts = SENT, terms: Terms = LIQUIDMETAL_2007, name: str = "") -> PayoffStatement:
    return payoff_statement(answer(Note(terms, name or terms.name), facts))


def canal(facts: Facts, **changes: Any) -> PayoffStatement:
    return stated(facts, replace(load_terms(str(PAPERS / "canal-street.yaml")), **changes))


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(stated())


@pytest.fixture(scope="module")
def tree(page: str) -> Element:
    return parsed(page)


# --- structure ---


def test_headings_and_sections_in_order(tree: Element) -> None:
    assert tree.one("html").given["lang"] == "en"
    headings = [(each.tag, each.text) for each in tree.all("h1", "h2")]
    assert headings == [
        ("h1", "Liquidmetal Technologies, Inc. 8% Convertible Subordinated Notes"),
        ("h2", "Amount due"),
        ("h2", "Timeline"),
        ("h2", "What is owed, over time"),
        ("h2", "Good through"),
        ("h2", "Readings"),
        ("h2", "Schedule"),
        ("h2", "Assumptions and warnings"),
        ("h2", "How this statement was computed"),
    ]
    sections = tree.all("section")
    assert [each.given["id"] for each in sections] == [each.replace("_", "-") for each in SECTIONS]
    for each in sections:
        (heading,) = (h for h in each.all("h2"))
        assert each.given["aria-labelledby"] == heading.given["id"]
    assert tree.one("title").text.startswith("Payoff statement: Liquidmetal")
    levels = [int(each.tag[1]) for each in tree.all("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_ids_are_there_once_and_links_reach_them(tree: Element) -> None:
    ids = Counter(each.given["id"] for each in tree.all() if "id" in each.given)
    assert set(ids.values()) == {1}
    links = [each.given["href"] or "" for each in tree.all("a")]
    assert links
    assert all(each.startswith("#") and each[1:] in ids for each in links)


def test_tables_have_captions_and_headings(tree: Element) -> None:
    tables = tree.all("table")
    assert len(tables) == 9
    for table in tables:
        (caption,) = table.all("caption")
        assert caption.text.strip()
        assert all(each.given.get("scope") in ("col", "row") for each in table.all("th"))
        rows = table.one("tbody").all("tr")
        assert rows
        width = {len(row.all("th", "td")) for row in table.all("tr")}
        assert len(width) == 1, caption.text


def test_pictures_have_words(tree: Element) -> None:
    pictures = tree.all("svg")
    told = [each.given["aria-label"] or "" for each in pictures]
    assert {each.given["role"] for each in pictures} == {"img"}
    # Rule 1: the notice of Mon 29 September; ten Business Days end on Tue 14 October 2008.
    assert "from 2008-09-29 to the last day, 2008-10-14" in told[1]
    assert "closed: 2008-10-13 Columbus Day" in told[1]
    # The worked table: 1,000.00 at issue, 1,192.68 on redemption; wide and narrow say the same.
    assert told[2] == told[3]
    assert "1,000.00 USD on 2007-01-03, 1,192.68 USD on 2008-10-15" in told[2]
    assert len(pictures) == 4
    # Ten counted days, the last of them the deadline.
    numbers = [each.text for each in pictures[1].all("text") if each.given["y"] in _numbers()]
    assert numbers == [str(n) for n in range(1, 11)]


def _numbers() -> set[str]:
    return {f"{22.0 + 40 * row + 17}" for row in range(3)}


def test_nothing_runs_and_nothing_is_fetched(page: str, tree: Element) -> None:
    assert not tree.all("script", "iframe", "object", "embed", "link", "img", "base", "form")
    for each in tree.all():
        for name, value in each.given.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "xlink:href", "action", "background", "style")
            assert name == "content" or "//" not in (value or "")
    style = tree.one("style").text
    assert "@import" not in style
    assert "url(" not in style
    assert "default-src 'none'" in page
    assert len(page.encode()) < 200_000


def test_sections_stand_alone(page: str) -> None:
    whole = page.replace("\n", "")
    for name in SECTIONS:
        section = report_section(stated(), name)
        assert section.startswith("<section ")
        assert section.replace("\n", "") in whole
    with pytest.raises(NotecalcError, match=r"unknown section 'other'.*write one of summary"):
        report_section(stated(), "other")


# --- figures ---

FEES = Facts(
    missed=(date(2024, 4, 1),),
    fees=(Fee(date(2024, 4, 10), Decimal("1000.00"), "counsel to the Holder"),),
    payments=(Payment(date(2024, 4, 15), Decimal("5000.00")),),
    redeem_on=date(2024, 4, 25),
)
OWED_FEES = replace(FEES, payments=())
HELD = tuple(
    replace(each, principal=Decimal(principal))
    for each, principal in zip(
        LIQUIDMETAL_2007.holders, ("250.00", "250.00", "500.00"), strict=True
    )
)
HELD_TERMS = replace(LIQUIDMETAL_2007, holders=HELD)
CASES = {
    "case": lambda: stated(),
    "two payments missed": lambda: stated(
        replace(SENT, missed=(date(2008, 9, 30), date(2008, 10, 1)))
    ),
    "curing": lambda: stated(replace(SENT, as_of=date(2008, 10, 1))),
    "held": lambda: stated(terms=HELD_TERMS),
    "fees and a payment": lambda: canal(FEES),
    "fees owed": lambda: canal(OWED_FEES),
    "petition": lambda: stated(
        replace(SENT, petition=date(2008, 10, 20), redeem_on=date(2008, 10, 31))
    ),
    "yen": lambda: stated(
        Facts(notice=date(2008, 9, 29)),
        replace(LIQUIDMETAL_2007, currency="JPY", principal=Decimal("100000"), assumed=()),
    ),
    "performing": lambda: payoff_statement(
        accrue(Note(LIQUIDMETAL_2007, "a"), Facts(), date(2008, 9, 30))
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_figure_is_that_of_the_json(name: str) -> None:
    statement = CASES[name]()
    found = as_json(statement.result, terms_name=statement.terms_name)
    values = figure_values({**found, "good_through": good_through_json(statement.payoffs)})
    marked = [each for each in parsed(report_html(statement)).all() if "data-figure" in each.given]
    seen = set()
    for each in marked:
        path = each.given["data-figure"] or ""
        machine = each.given["value" if each.tag == "data" else "datetime"]
        assert machine == values[path], path
        seen.add(path)
    # Every date of the timeline and every amount due, line by line, is marked.
    wanted = {path for path in values if re.match(r"timeline\.|redemption\.(?!clause|price)", path)}
    wanted |= {path for path in values if re.match(r"holders\.\d+\.(principal|amount)", path)}
    wanted |= {path for path in values if re.match(r"good_through\.\d+\.(date|total)", path)}
    wanted |= {path for path in values if re.match(r"schedule\.\d+\.(start|end|interest)", path)}
    assert wanted <= seen, name


def test_the_worked_figures_stand_in_words(tree: Element) -> None:
    # docs/rules.md, the worked table: 1,188.12 + 4.56 = 1,192.68 on Wednesday, 15 October 2008.
    hero = tree.one("section", id="summary")
    said = " ".join(hero.text.split())
    assert (
        "USD 1,192.68 is due on Wednesday, 15 October 2008, to the holders of the note (3 named;"
        in said
    )
    assert "Each further day adds about 0.49" in said
    assert "4.56" in said


def test_shares_of_the_holders() -> None:
    # 1,192.68 by 250 : 250 : 500 is 298.17, 298.17 and 596.34.
    tree = parsed(report_html(stated(terms=HELD_TERMS)))
    table = tree.one("table", **{"class": "payees"})
    rows = [[cell.text for cell in row.all("th", "td")] for row in table.one("tbody").all("tr")]
    assert [row[1:] for row in rows] == [
        ["250.00", "298.17"], ["250.00", "298.17"], ["500.00", "596.34"],
    ]  # fmt: skip
    assert rows[0][0] == "Wynnefield Partners Small Cap Value LP"
    assert "to 3 holders" in " ".join(tree.text.split())
    assert not [each for each in parsed(report_html(stated())).all("table")
                if each.given.get("class") == "payees"]  # fmt: skip


def test_fees_have_a_row() -> None:
    # scenarios/facts-over-time.yaml: fees of 1,000.00 owed from 10 April 2024, and nothing paid.
    table = parsed(report_html(canal(OWED_FEES))).one("table", **{"class": "parts"})
    rows = {row.all("th")[0].text: row.all("td")[-1].text for row in table.one("tbody").all("tr")}
    assert rows["fees"] == "1,000.00"
    assert "fees" not in parsed(report_html(stated())).one("table", **{"class": "parts"}).text


@pytest.mark.parametrize("name", [each for each in CASES if each not in ("curing", "performing")])
def test_the_parts_add_up_as_shown(name: str) -> None:
    table = parsed(report_html(CASES[name]())).one("table", **{"class": "parts"})
    rows = {
        row.all("th")[0].text: Decimal(row.all("td")[-1].text.replace(",", ""))
        for row in table.one("tbody").all("tr")
    }
    total, per_diem = rows.pop("total"), rows.pop("per diem")
    assert sum(rows.values()) == total
    assert per_diem > 0


def test_payments_fees_and_what_they_went_to() -> None:
    # Rule 17: 5,000.00 goes to the fee of 1,000.00 first.
    table = parsed(report_html(canal(FEES))).one("section", id="schedule").one(
        "table", **{"class": "ledger"}
    )  # fmt: skip
    assert table.one("caption").text == "Payments, fees and conversions"
    rows = [[cell.text for cell in row.all("th", "td")] for row in table.one("tbody").all("tr")]
    assert [row[:3] for row in rows] == [
        ["Wed 2024-04-10", "fee", "1,000.00"],
        ["Mon 2024-04-15", "payment", "5,000.00"],
    ]
    assert rows[1][3] == "1,000.00"
    assert "Payments, fees" not in parsed(report_html(stated())).text


@pytest.mark.parametrize(
    ("holders", "said", "source"),
    [
        ((), "to the holder of the note, on redemption", "no holder is named"),
        (
            LIQUIDMETAL_2007.holders,
            "to the holders of the note (3 named; whose notes they are is not stated), on",
            "Schedule 13D/A: three funds, the notes of none",
        ),
        (
            LIQUIDMETAL_2007.holders[:1],
            "to the holder of the note (1 named; whose notes they are is not stated), on",
            "one named",
        ),
        (
            HELD[:2],
            "(2 named; the notes stated as theirs are not the whole note)",
            "rule 12: 250.00 and 250.00 of 1,000.00",
        ),
        (HELD, "to 3 holders, on", "rule 12: 1,000.00 of 1,000.00"),
    ],
)
def test_to_whom(holders: tuple[Holder, ...], said: str, source: str) -> None:
    terms = replace(LIQUIDMETAL_2007, holders=holders, ownership=Ownership())
    told = parsed(report_html(stated(terms=terms))).one("section", id="summary").text
    assert said in " ".join(told.split()), source


PETITION = replace(SENT, petition=date(2008, 10, 20), redeem_on=date(2008, 10, 31))


def test_a_claim_at_the_petition_is_what_the_statement_is_headed_by() -> None:
    # By hand. 1 to 15 October: 1,188.12 × 10% × 14 ÷ 365 = 4.5571… = 4.56. Petition: to 20 October
    # 1,188.12 × 15% × 5 ÷ 365 = 2.4413… = 2.44; 1,188.12 + 7.00 = 1,195.12. The contract to 31
    # October: 1,188.12 × 15% × 16 ÷ 365 = 7.8122… = 7.81; 1,188.12 + 12.37 = 1,200.49.
    summary = parsed(report_html(stated(PETITION))).one("section", id="summary")
    hero = summary.one("div", **{"class": "hero"})
    said = " ".join(hero.text.split())
    assert said.startswith(
        "USD 1,195.12 is the claim at the petition date, Mon 2008-10-20 (11 U.S.C. 502(b)(2)); the"
        " contract would have run to 1,200.49 on Fri 2008-10-31."
    )
    assert "stayed (11 U.S.C. 362(a))" in said
    assert "is due" not in said
    assert not [each for each in hero.all() if "data-figure" in each.given]
    assert "By the contract, on Fri 2008-10-31, as if no petition had been filed" in summary.text
    assert "pay the total beside it" not in parsed(report_html(stated(PETITION))).text


@pytest.mark.parametrize(
    ("facts", "claimed", "source"),
    [
        (replace(PETITION, petition=date(2008, 11, 3)), False, "after the redemption"),
        (replace(PETITION, as_of=date(2008, 10, 17)), False, "not yet filed on the as-of date"),
        (replace(PETITION, as_of=date(2008, 10, 20)), True, "filed on the as-of date"),
        (
            replace(SENT, petition=date(2008, 10, 20), as_of=date(2008, 10, 24)),
            True,
            "the redemption of 15 October was not paid, and a petition was filed by the as-of date",
        ),
        (Facts(petition=date(2008, 10, 20)), True, "rule 25: a note that performs has a claim"),
    ],
)
def test_when_a_petition_counts(facts: Facts, claimed: bool, source: str) -> None:
    told = parsed(report_html(stated(facts))).one("section", id="summary").text
    assert ("Claim at the petition date" in told) is claimed, source


def test_each_state_says_what_decides_it() -> None:
    # Rule 2: ten Business Days from 29 September end on 14 October, which is no "since".
    told = parsed(report_html(CASES["curing"]())).one("section", id="summary").text
    assert "cure deadline, Tue 2008-10-14" in told
    assert "decided by" in told
    assert "since" not in told


# --- states in which nothing is due ---


@pytest.mark.parametrize(
    ("facts", "said", "source"),
    [
        (
            replace(SENT, as_of=date(2008, 10, 1)),
            "Nothing is due on redemption on 2008-10-01: the cure period still runs.",
            "rule 2: ten Business Days from 29 September end on 14 October",
        ),
        (
            replace(SENT, cured=date(2008, 10, 14)),
            "Nothing is due on redemption: the breach was cured in time.",
            "rule 2: cured on the last day",
        ),
        (
            replace(SENT, waived=date(2008, 10, 10)),
            "Nothing is due on redemption: the breach was waived before an Event of Default.",
            "rule 2: waived before the deadline",
        ),
        (
            Facts(as_of=date(2007, 1, 3)),
            "Nothing is due on redemption on 2007-01-03: nothing has been left unperformed.",
            "rule 1: the covenant is due on 10 January 2007",
        ),
        (
            Facts(as_of=date(2008, 1, 3)),
            "Nothing is due on redemption on 2008-01-03: there is a breach, and no cure period has"
            " begun to run.",
            "rule 2: the cure period runs from notice",
        ),
    ],
)  # fmt: skip
def test_nothing_due_says_why(facts: Facts, said: str, source: str) -> None:
    page = report_html(stated(facts))
    tree = parsed(page)
    assert said in tree.one("section", id="summary").text, source
    assert "Nothing due" in tree.one("section", id="summary").text
    assert not [each for each in tree.all("section") if each.given["id"] == "good-through"]
    assert "redemption.total" not in page.partition("<template")[0]


def test_accrued_without_a_default() -> None:
    tree = parsed(report_html(CASES["performing"]()))
    assert "nothing has been left unperformed" in tree.one("section", id="summary").text
    assert tree.one("section", id="schedule").all("tr")


# --- the same bytes, on each paper ---

_PROGRAM = (
    "import sys; from datetime import date; from notecalc import *\n"
    "from notecalc.export.report import report_html, report_pdf\n"
    "from notecalc.service import Note, answer, payoff_statement\n"
    "note = Note(LIQUIDMETAL_2007, LIQUIDMETAL_2007.name)\n"
    "made = payoff_statement(answer(note, Facts(notice=date(2008, 9, 29))))\n"
    "sys.stdout.buffer.write({})"
)


def elsewhere(what: str) -> bytes:
    """What a process with another hash seed, time zone and clock writes."""
    there = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    program = _PROGRAM.format(what)
    ran = subprocess.run([sys.executable, "-c", program], env=there, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


def test_the_same_page_anywhere(page: str) -> None:
    assert report_html(stated()) == page
    assert elsewhere("report_html(made).encode()") == page.encode()


def test_the_same_pdf_anywhere() -> None:
    pytest.importorskip("weasyprint")
    made = report_pdf(stated())
    assert report_pdf(stated()) == made
    assert elsewhere("report_pdf(made)") == made


def test_both_papers(page: str) -> None:
    letter = report_html(stated(), paper="letter")
    assert "size: A4" in page
    assert "size: letter" in letter
    recorded = letter.replace('"paper":"letter"', '"paper":"a4"')  # what verify makes it anew by
    assert recorded.replace("size: letter", "size: A4") == page


def test_what_a_pdf_says_of_itself() -> None:
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(report_pdf(stated())))
    assert list(reader.attachments) == ["notecalc.json"]
    assert json.loads(reader.attachments["notecalc.json"][0]) == carried(stated())
    assert str(reader.metadata.creation_date)[:10] == "2008-10-15"
    assert reader.metadata.title.startswith("Payoff statement: Liquidmetal")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"


# --- hostile texts ---

HOSTILE = {
    "element": "<b onmouseover=alert(1)>x</b><script>alert(1)</script>",
    "quotes": "\"' onload='x' \" data-figure=\"redemption.total\" `x`",
    "closing": "</td></table></template></style></title></svg><h1>x",
    "entities": "&lt;script&gt; &amp;amp; &#x3c;b&#62; &quot;",
    "comment": "<!-- --> <![CDATA[ ]]> <?php ?>",
    "template": "{{ 7 * 7 }} {% for x in y %} {# #}",
    "directions": "\u202etxt.exe\u2066 \u200f\u061c",
    "controls": "a\x00b\x08c\x0bd\x1be\x7ff\x9bg",
    "lines": "a\r\nb\tc\u2028d",
    "long": "x" * 10_000,
    "words": "word " * 2_000,
    "emoji": "👩‍👩‍👧 🇺🇳 ünïcode 漢字",
    "formula": "=HYPERLINK(\"http://example.invalid\",1)",
}  # fmt: skip


def worn(text: str) -> tuple[Terms, Facts]:
    """A note and facts whose every text is `text`."""
    base = load_terms(str(PAPERS / "canal-street.yaml"))
    events = tuple(replace(each, clause=text) for each in base.events_of_default)
    terms = replace(
        base,
        name=text,
        governing_law=text,
        interest=replace(base.interest, clause=text),
        events_of_default=events,
        default_rates=replace(base.default_rates, clause=text),
        redemption=replace(base.redemption, clause=text),
        holders=(
            Holder(text, principal=Decimal("160000.00"), id="a"),
            Holder(text, principal=Decimal("200000.00"), id="b"),
        ),
        ownership=Ownership(1000, date(2024, 1, 1), text),
        overdue_interest=OverdueInterest(text),
        late_fee=LateFee(text, Decimal("0.01"), after=Deadline(2, Unit.BUSINESS_DAYS, Anchor.DUE)),
        deliveries=(Delivery(text, text, deemed=Deadline(2, Unit.BUSINESS_DAYS, Anchor.NOTICE)),),
        assumed=("calendar",),
    )
    facts = Facts(
        occurred={"insurance": date(2024, 3, 1)},
        notice=Notice(date(2024, 3, 11), by=text),
        missed=(date(2024, 4, 1),),
        fees=(Fee(date(2024, 4, 2), Decimal("10.00"), text),),
        partly_cured=(PartialCure(date(2024, 3, 12), "insurance", text),),
        forbearances=(Forbearance(date(2024, 3, 18), date(2024, 3, 22), clause=text),),
        amendments=(Amendment(date(2024, 3, 15), text, cash_rate=Decimal("0.11")),),
        judgment=Judgment(date(2024, 6, 3), Decimal("0.05"), clause=text),
    )
    return terms, facts


def clothed(text: str) -> PayoffStatement:
    terms, facts = worn(text)
    made: Answer = answer(Note(terms, text), facts, text)
    return payoff_statement(made)


def shape(tree: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with their attributes; how wide a text is decides a class."""
    return [(each.tag, tuple(sorted({*each.given} - {"class"}))) for each in tree.all()]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_text(name: str, tmp_path: Path) -> None:
    text = HOSTILE[name]
    statement = clothed(text)
    page = report_html(statement)
    tree = parsed(page)
    assert shape(tree) == shape(parsed(report_html(clothed("plain"))))
    shown = page.partition("<template")[0]
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown
    )
    read = json.loads(tree.one("template").text)
    assert read == carried(statement)
    assert read["figures"]["terms"] == text
    file = tmp_path / "a.html"
    file.write_text(page, encoding="utf-8")
    (verdict,) = verify(str(file))
    assert (verdict.differences, verdict.name) == ((), text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_on_paper(name: str, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    statement = clothed(HOSTILE[name])
    file = tmp_path / "a.pdf"
    file.write_bytes(report_pdf(statement))
    (verdict,) = verify(str(file))
    assert verdict.differences == ()
    reader = pypdf.PdfReader(file)
    root = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/JavaScript"} & {*root, *root.get("/Names", {})}
    links = [each.get_object()["/A"] for page in reader.pages for each in page.get("/Annots", ())
             if "/A" in each.get_object()]  # fmt: skip
    assert {each["/S"] for each in links} <= {"/GoTo"}  # to a place in the document alone
    read = json.loads(reader.attachments["notecalc.json"][0])
    assert read["figures"]["terms"] == HOSTILE[name]
    cut = "(10,000 characters; whole in the attachment)" in _set(report_html(statement))
    assert cut is (name in ("long", "words"))


def test_a_long_text_is_cut_at_a_character_not_in_an_entity() -> None:
    # 2,000 characters are shown, each written as five: a thousand stay, and none is cut in two.
    page = f"<head></head><body><p>{'&amp;' * 2000}</p><p>{'&amp;' * LONGEST}</p><template>x"
    assert _set(page) == (
        f"<head></head><body><p>{'&amp;' * 1000}… (2,000 characters; whole in the attachment)</p>"
        f"<p>{'&amp;' * 1000}</p>"
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_in_parquet(name: str, tmp_path: Path) -> None:
    """Parquet is for programs: every text is there as it was given."""
    parquet = pytest.importorskip("pyarrow.parquet")
    from notecalc.export import parquet_table, tables
    from notecalc.statement import typed

    text = HOSTILE[name]
    result = clothed(text).result
    kinds, seen = typed.kinds_of(result.terms), set()
    for table, found in tables(result, terms_name=text, scenario=text).items():
        file = tmp_path / f"{table}.parquet"
        parquet_table(str(file), kinds[table], found.rows, "USD")
        rows = [tuple(each.values()) for each in parquet.read_table(file).to_pylist()]
        assert rows == list(found.rows)
        seen |= {table for row in rows if text in row}
    assert {"summary", "timeline", "holders"} <= seen


def test_a_petition_after_the_redemption_is_told_at_its_head() -> None:
    # Rule 25, by hand: 1,188.12, 14 days at 10% (4.56) and 47 days from 15 October to 1 December at
    # 15%, 1,188.12 × 15% × 47 ÷ 365 = 22.948… = 22.95: 1,215.63.
    facts = Facts(notice=date(2008, 9, 29), petition=date(2008, 12, 1))
    made = answer(Note(LIQUIDMETAL_2007, "case"), facts)
    hero = parsed(report_html(payoff_statement(made))).one("div", **{"class": "hero"}).text
    assert "1,192.68" in hero
    assert "A petition was filed after that, on Mon 2008-12-01" in hero
    assert "the claim at the petition date, USD 1,215.63 (11 U.S.C. 502(b)(2))" in hero


# --- the command ---


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["report", *args])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def test_both_files_by_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    html, pdf = tmp_path / "a.html", tmp_path / "a.pdf"
    code, out, err = run(capsys, *NOTICE, "--html", str(html), "--pdf", str(pdf))
    assert (code, out) == (0, "")
    assert err == f"statement written to {html}\nstatement written to {pdf}\n"
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert pdf.read_bytes().startswith(b"%PDF-")
    for file in (html, pdf):
        (verdict,) = verify(str(file))
        assert (verdict.differences, verdict.agrees) == ((), True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.html", "a.pdf"]


def test_printed_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *NOTICE, "--html", "-", "--name", "a case")
    assert (code, err) == (0, "")
    assert out.endswith("</html>")
    assert "a case" in parsed(out).one("header").text


def test_as_known_on_a_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # Rule 26: the cure of 10 October, learned on 3 November, is left out of what was known before.
    late = ("--cured", "covenant=2008-10-10", "--known", "cured.covenant=2008-11-03")
    file = tmp_path / "a.html"
    code, _, err = run(
        capsys, *NOTICE, *late, "--as-known-on", "2008-10-20", "--html", str(file)
    )  # fmt: skip
    assert code == 0, err
    tree = parsed(file.read_text(encoding="utf-8"))
    assert (
        "As known on Mon 2008-10-20: what became known later is left out" in tree.one("header").text
    )
    table = tree.one("table", **{"class": "learned"})
    assert "Mon 2008-11-03" in table.text
    assert "1,192.68" in tree.one("section", id="summary").text
    (verdict,) = verify(str(file))
    assert (verdict.differences, verdict.agrees) == ((), True)


def test_good_through_to_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *NOTICE, "--html", "-", "--good-through", "2008-10-21")
    table = parsed(out).one("table", **{"class": "payoffs"})
    # Business Days from Wed 15 to Tue 21 October 2008: 15, 16, 17, 20, 21.
    assert len(table.one("tbody").all("tr")) == 5


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing option '--html' (or '--pdf')."),
        (("--html", "a", "--pdf", "a"), "--html and --pdf both name a"),
        (("--html", "a", "--pdf", "./a"), "--html and --pdf both name ./a"),
        (("--pdf", "-"), "--pdf - would print what is no text"),
        (("--html", "a", "--paper", "a5"), "'a5' is not one of"),
        (("--html", "a", "--good-through", "2008-02-30"), "--good-through: "),
        (("--html", "a", "--good-through", "2008-10-01"), "2008-10-01"),
    ],
)
def test_what_is_wrong_is_said(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *NOTICE, *args)
    # 2 where the command line is wrong, 1 where a value on it is.
    assert (code, out) == (1 if "--good-through" in args else 2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_facts_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--html", "-")
    assert code == 2
    assert "--notice" in err


def test_without_weasyprint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", cast(Any, None))
    file = tmp_path / "a.pdf"
    code, out, err = run(capsys, *NOTICE, "--pdf", str(file))
    assert (code, out) == (1, "")
    assert "weasyprint is not installed; install it: pip install 'notecalc[pdf]'" in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.html"
    file.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run(capsys, *NOTICE, "--html", str(file))
    assert code == 1
    assert f"cannot write {file}: No space left on device" in err
    assert file.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


# --- verified ---


@pytest.mark.parametrize(
    ("was", "now", "named"),
    [
        (">Wednesday, 15 October 2008<", ">Thursday, 16 October 2008<", "redemption.date"),
        ('"2008-10-14" data-figure', '"2008-10-13" data-figure', "timeline.cure_deadline.covenant"),
        (">1,193.17<", ">1,193.71<", "good_through.1.total"),
        (">26.46<", ">26.64<", "schedule.2.interest"),
        ("default_rates:", "default_rate:", "input_sha256"),
        ("note_rate: 15%", "note_rate: 14%", "redemption.per_diem"),
        ("us-banks", "nyse", "calendar_fingerprint"),
    ],
)
def test_a_change_is_found_and_named(
    page: str, tmp_path: Path, was: str, now: str, named: str
) -> None:
    assert was in page
    file = tmp_path / "a.html"
    file.write_text(page.replace(was, now), encoding="utf-8")
    (verdict,) = verify(str(file))
    assert named in [each.path for each in verdict.differences]


def test_a_changed_attachment_is_found(tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(report_pdf(stated())))
    found = carried(stated())
    found["figures"]["redemption"]["total"] = "1192.69"
    (attachment,) = writer.attachment_list
    attachment.content = json.dumps(found).encode()
    file = tmp_path / "a.pdf"
    writer.write(file)
    (verdict,) = verify(str(file))
    assert [(each.path, each.stands, each.should) for each in verdict.differences] == [
        ("redemption.total", "1192.69", "1192.68")
    ]
