"""The letters: what they say in each state, hostile names, the same bytes, Word's own parts.

Dates and amounts are those of the case worked in docs/rules.md: cure deadline 14 October 2008,
1,192.68 on 15 October 2008 at a per diem of 0.49, per 1,000.00.
"""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from notecalc import LIQUIDMETAL_2007, Facts, Notice, good_through, redeem
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.export.docx import letter_docx
from notecalc.statement.letters import Kind, Letter, Part, notice_letter, payoff_letter
from notecalc.terms import EventOfDefault, Holder, Ownership, Terms

NOTICE = date(2008, 9, 29)
SENT = Facts(notice=NOTICE)
NONE = Ownership()


def text_of(document: bytes) -> str:
    """The text of a Word document: paragraphs and cells in reading order, then head and foot."""
    opened = docx.Document(io.BytesIO(document))
    told = []
    for block in opened.iter_inner_content():
        if hasattr(block, "rows"):
            told += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            told.append(block.text)
    section = opened.sections[0]
    told += [each.text for part in (section.header, section.footer) for each in part.paragraphs]
    return "\n".join(told)


def notice(facts: Facts, terms: Terms = LIQUIDMETAL_2007) -> str:
    return text_of(letter_docx(notice_letter(redeem(terms, facts))))


def payoff(facts: Facts, until: date, terms: Terms = LIQUIDMETAL_2007) -> str:
    payoffs = good_through(terms, facts, until)
    return text_of(letter_docx(payoff_letter(redeem(terms, facts), payoffs)))


BREACHED = "The breach dates from Thursday, January 11, 2007"
COUNTED = (
    "The last day to cure {} Tuesday, October 14, 2008 (10 business days after notice on Monday,"
    " September 29, 2008; not a Business Day: Monday, October 13, 2008 Columbus Day)"
)


@pytest.mark.parametrize(
    ("facts", "said", "unsaid", "source"),
    [
        (
            SENT,
            (
                "Notice of Event of Default and election to redeem",
                "SPA 4(i)",
                "on or before Wednesday, January 10, 2007, that is 5 business days after closing",
                BREACHED,
                COUNTED.format("was"),
                "An Event of Default occurred on Wednesday, October 15, 2008",
                "hereby elect to redeem 100% of the Note",
                "[No redemption date is given.",
                "interest is 15% a year, paid in further notes, in place of 10%, from Wednesday,"
                " October 15, 2008",
                "Total | 1,192.68",
                "Each day after it adds 0.49",
                "ACT/365F",
            ),
            ("if the breach is not cured",),
            "rules 1, 2, 4, 6, 11 and the worked table",
        ),
        (
            replace(SENT, as_of=NOTICE),
            (
                "September 29, 2008\n",
                "This letter, sent on Monday, September 29, 2008, is notice of the following.",
                COUNTED.format("is"),
                "hereby elect, if the breach is not cured on or before Tuesday, October 14, 2008,"
                " to redeem 100% of the Note",
                "[redemption date, not before Wednesday, October 15, 2008]",
                "If the breach is cured on or before Tuesday, October 14, 2008, this election has"
                " no effect.",
                "It will be stated for the redemption date",
            ),
            ("1,192.68", "occurred", "Annex C"),
            "rule 2: the cure period runs on 29 September, so nothing is due yet",
        ),
        (
            replace(SENT, as_of=date(2008, 10, 1), redeem_on=date(2008, 10, 15)),
            (
                "Notice of the following was sent on Monday, September 29, 2008",
                "on Wednesday, October 15, 2008.",
                "If the breach is not cured, the amount due on redemption on Wednesday, October"
                " 15, 2008 is USD 1,192.68",
                "Annex B. Schedule of interest, if the breach is not cured",
            ),
            ("occurred",),
            "the worked table, for the redemption date given",
        ),
        (
            replace(SENT, cured=date(2008, 10, 14)),
            (
                "Breach cured; reservation of rights",
                "The breach was cured on Tuesday, October 14, 2008: on or before the cure deadline",
                "this letter elects none",
                "All of them are reserved",
            ),
            ("hereby elect", "1,192.68", "Event of Default occurred"),
            "rule 2: cured on the deadline",
        ),
        (
            replace(SENT, waived=date(2008, 10, 14)),
            ("The breach was waived on Tuesday, October 14, 2008", "this letter elects none"),
            ("hereby elect",),
            "rule 2: waived before the Event of Default",
        ),
        (
            replace(SENT, cured=date(2008, 10, 15)),
            (
                "The cure of Wednesday, October 15, 2008 was too late: the cure deadline was"
                " Tuesday, October 14, 2008.",
                "hereby elect to redeem",
            ),
            (),
            "rule 2: cured a day late",
        ),
        (
            Facts(as_of=date(2008, 9, 1)),
            (
                "This letter is notice of the following.",
                "Note 4(a)(iv) allows 10 business days after notice to cure",
                "if the breach is not cured within the time to cure",
            ),
            ("occurred",),
            "rule 2: without a notice no cure period runs",
        ),
        (
            replace(SENT, missed=(date(2008, 9, 30),), as_of=date(2008, 10, 2)),
            (
                "Payment due on September 30, 2008, [clause: none in the papers at hand].",
                "any of the breaches is not cured on or before its own last day to cure"
                " (Covenant, SPA 4(i): Tuesday, October 14, 2008; Payment due on September 30,"
                " 2008, [clause: none in the papers at hand]: Friday, October 3, 2008)",
                "If each of the breaches is cured on or before its own last day",
            ),
            (),
            "rule 2: each breach runs its own clock; three Business Days end on 3 October",
        ),
        (
            replace(SENT, missed=(date(2008, 9, 30),)),
            (
                "An Event of Default occurred on Saturday, October 4, 2008. It governs.",
                "An Event of Default occurred on Wednesday, October 15, 2008.",
            ),
            (),
            "rule 2: the earliest that ripens governs",
        ),
    ],
)
def test_the_notice_says(
    facts: Facts, said: tuple[str, ...], unsaid: tuple[str, ...], source: str
) -> None:
    told = notice(facts)
    for each in (*said, "DRAFT, NOT LEGAL ADVICE", "Draft, not legal advice.", "[Name of the Comp"):
        assert each in told, source
    for each in unsaid:
        assert each not in told, source


def test_a_happening_without_time_to_cure() -> None:
    insolvent = EventOfDefault("insolvency", "Note 4(a)(vi)")
    terms = replace(
        LIQUIDMETAL_2007, events_of_default=(*LIQUIDMETAL_2007.events_of_default, insolvent)
    )
    told = notice(Facts(notice=NOTICE, occurred={"insolvency": date(2008, 9, 20)}), terms)
    assert "Insolvency, Note 4(a)(vi). This happened on Saturday, September 20, 2008" in told
    assert "Under Note 4(a)(vi) there is no time to cure" in told


def test_a_notice_that_arrived_later_and_one_paid_in_cash() -> None:
    from notecalc import PaidIn, choose

    facts = Facts(notice=Notice(NOTICE, date(2008, 9, 30)), as_of=date(2008, 9, 30))
    told = notice(facts, choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH))
    assert "would on an Event of Default be 12% a year, paid in cash, in place of 8%" in told
    assert "unpaid bears no interest of its own" in told


def test_no_amount_is_asked_for_where_no_redemption_date_is_given() -> None:
    # Rule 6: the reading `notice` has no start without one; a letter states no amount then.
    from notecalc import DefaultFrom, choose

    terms = choose(LIQUIDMETAL_2007, default_from=DefaultFrom.NOTICE)
    facts = Facts(missed=(date(2008, 9, 30),), as_of=date(2008, 10, 2))
    assert "(reading notice of where it starts)" in notice(facts, terms)
    with pytest.raises(NotecalcError, match="there is none"):
        notice(replace(facts, redeem_on=date(2008, 10, 6)), terms)


def test_the_payoff_letter() -> None:
    # Source: the good-through table of the README, worked from 1,188.12 × 15% ÷ 365 = 0.48826…
    told = payoff(SENT, date(2008, 10, 21))
    for said in (
        "On Wednesday, October 15, 2008, the redemption date assumed here, the amount due is USD"
        " 1,192.68: 100% of the Note at 100% of principal",
        "adds USD 0.49 (USD 1,188.12 × 15% × 1/365 = 0.48826849…, rounded)",
        "Oct 15, 2008 | 0 | 1,188.12 | 4.56 | 1,192.68",
        "Oct 20, 2008 | 5 | 1,188.12 | 7.00 | 1,195.12",
        "Account number | [number]",
        "All of them are reserved",
        "No paper at hand states the following. Each is assumed",
        "Day count: ACT/365F.",
        "Redemption date: Wednesday, October 15, 2008.",
        "DRAFT, NOT LEGAL ADVICE",
    ):
        assert said in told
    assert told.count("By: ____") == 3


def test_holders_share_and_sign() -> None:
    # Source: rule 12. 1,192.68 by 600:400 is 715.608 and 477.072: the cent goes to the first.
    from decimal import Decimal

    holders = (Holder("A", principal=Decimal("600.00")), Holder("B", principal=Decimal("400.00")))
    told = payoff(
        SENT, date(2008, 10, 15), replace(LIQUIDMETAL_2007, holders=holders, ownership=NONE)
    )
    assert "A | 600.00 | 715.61" in told
    assert "B | 400.00 | 477.07" in told
    many = replace(
        LIQUIDMETAL_2007, holders=tuple(Holder(f"H{n}") for n in range(13)), ownership=NONE
    )
    assert "[Names of the holders]" in notice(SENT, many)
    assert "[Name of holder]" in notice(SENT, replace(LIQUIDMETAL_2007, holders=(), ownership=NONE))


@pytest.mark.parametrize(
    ("write", "facts", "said"),
    [
        (notice, Facts(as_of=date(2007, 1, 5)), "there is no breach to give notice of"),
        (lambda f: payoff(f, NOTICE), replace(SENT, as_of=NOTICE), "the state is curing"),
        (
            notice,
            replace(SENT, as_of=NOTICE, redeem_on=date(2008, 10, 14)),
            "before the Event of Default of 2008-10-15",
        ),
    ],
)
def test_letters_that_cannot_be_written(
    write: Callable[[Facts], str], facts: Facts, said: str
) -> None:
    with pytest.raises(NotecalcError, match=said):
        write(facts)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x00b\x0bc\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("\u202ecod.exe", "\ufffdcod.exe"),
        ("half \ud83d", "half \ufffd"),
        ("👩‍👩‍👧 ünïcode", "👩‍👩‍👧 ünïcode"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("<w:p> & ]]>", "<w:p> & ]]>"),
        ("{ DDEAUTO c:\\cmd }", "{ DDEAUTO c:\\cmd }"),
        ("x" * 10_000, "x" * 10_000),
        ("line\nfeed\ttab", "line\nfeed\ttab"),
    ],
    ids=range(9),
)
def test_hostile_names_are_text(name: str, shown: str) -> None:
    holders = (replace(LIQUIDMETAL_2007.holders[0], name=name),)
    told = notice(SENT, replace(LIQUIDMETAL_2007, name=name, holders=holders, ownership=NONE))
    assert f"of the {shown}, issued on January 3, 2007" in told


def made(facts: Facts = SENT) -> bytes:
    return letter_docx(notice_letter(redeem(LIQUIDMETAL_2007, facts)))


def test_the_same_bytes_anywhere() -> None:
    program = (
        "import sys; from datetime import date; from notecalc import *\n"
        "from notecalc.export.docx import letter_docx\n"
        "from notecalc.statement.letters import notice_letter\n"
        "result = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))\n"
        "sys.stdout.buffer.write(letter_docx(notice_letter(result)))"
    )
    there = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    ran = subprocess.run([sys.executable, "-c", program], env=there, capture_output=True)
    assert ran.stdout == made() == made(), ran.stderr.decode()


def test_nothing_of_the_clock_goes_in() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = docx.Document(io.BytesIO(made())).core_properties
    assert told.created == told.modified
    assert told.created is not None
    assert told.created.replace(tzinfo=None) == datetime(2008, 10, 15)
    assert (told.author, told.revision) == ("notecalc", 1)
    undated = Letter("t", None, (Part(Kind.TEXT, "x"),))
    opened = docx.Document(io.BytesIO(letter_docx(undated))).core_properties
    assert opened.created is not None
    assert opened.created.year == 1980


def test_words_own_parts() -> None:
    opened: Any = docx.Document(io.BytesIO(made()))
    styles = {each.style.name for each in opened.paragraphs}
    assert styles >= {"Heading 1", "Heading 2", "List Bullet", "Letter Subject", "Letter Caption"}
    heads = [
        row for table in opened.tables for row in table.rows if row._tr.xpath(".//w:tblHeader")
    ]
    assert len(heads) == 3  # the amounts, the dates, the schedule; signatures have none
    foot = opened.sections[0].footer._element.xpath(".//w:fldSimple/@w:instr")
    assert foot == ["PAGE", "NUMPAGES"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_opens_in_libreoffice(tmp_path: Path) -> None:
    hostile = replace(LIQUIDMETAL_2007, name="\u202e=1\x0b" + "x" * 3000 + "👩‍👩‍👧")
    letters = {
        "plain": notice_letter(redeem(LIQUIDMETAL_2007, SENT)),
        "hostile": notice_letter(redeem(hostile, SENT)),
    }
    for name, letter in letters.items():
        (tmp_path / f"{name}.docx").write_bytes(letter_docx(letter))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "txt:Text", "--outdir", str(tmp_path),
         *(str(tmp_path / f"{name}.docx") for name in letters)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for name in letters:
        told = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig")
        assert "An Event of Default occurred on Wednesday, October 15, 2008." in told


# --- the command line ---


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["letter", *args])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def test_letters_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    code, out, err = run(capsys, "notice", "--notice", "2008-09-29", "--docx", str(file))
    assert (code, out) == (0, "")
    assert err == (
        "no --as-of: every deadline is taken as past; --as-of writes the letter of that day\n"
        f"letter written to {file}: a draft, not legal advice\n"
    )
    assert file.read_bytes() == made()
    code, _, err = run(capsys, "payoff", "--notice", "2008-09-29", "--docx", str(file))
    assert (code, err) == (0, f"letter written to {file}: a draft, not legal advice\n")
    # Source: ten Business Days from 15 October 2008, none of them a holiday: 29 October.
    assert "Oct 29, 2008 | 14 |" in text_of(file.read_bytes())


def test_a_letter_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "payoff", "--notice", "2008-09-29", "--good-through", "2008-10-17")
    assert (code, err) == (0, "")
    assert out.startswith("Draft, not legal advice.")
    assert "1. Amount due" in out
    assert "2008-10-17" in out
    assert "2008-10-20" not in out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("payoff", "--notice", "2008-09-29", "--as-of", "2008-10-01"), 1, "the state is curing"),
        (("notice", "--notice", "2008-09-31"), 1, "--notice: "),
        (("payoff", "--notice", "2008-09-29", "--good-through", "x"), 1, "--good-through: "),
        (
            ("payoff", "--notice", "2008-09-29", "--good-through", "2008-10-01"),
            1,
            "--good-through: good through 2008-10-01 is before",
        ),
        (("notice",), 2, "Missing option '--notice'"),
        (("notice", "--notice", "2008-09-29", "--docx", "-"), 2, "--docx -"),
    ],
)
def test_letters_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "a.docx"
    more = () if "--docx" in args else ("--docx", str(file))
    found, _, err = run(capsys, *args, *more)
    assert found == code
    assert said in err
    assert not file.exists()


def test_python_docx_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    file = tmp_path / "a.docx"
    code, _, err = run(capsys, "payoff", "--notice", "2008-09-29", "--docx", str(file))
    assert code == 1
    assert err.endswith("docx is not installed; install it: pip install 'notecalc[docx]'\n")
    assert not file.exists()
