"""A workbook or a page compared as a whole: each thing changed in one is found and named.

The worked case of docs/rules.md, 1,192.68 on 15 October 2008, with Wednesday Ltd as a holder.
"""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.verify import Verdict, verify
from notecalc.verify.whole import MOST_CELLS

NOTICE = ("--notice", "2008-09-29")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def only(path: Path) -> Verdict:
    (verdict,) = verify(str(path))
    return verdict


def told(verdict: Verdict) -> list[str]:
    return [str(each) for each in verdict.differences]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook and a page of the worked case."""
    folder = tmp_path_factory.mktemp("made")
    for args in (
        ("redeem", *NOTICE, "--xlsx", str(folder / "a.xlsx")),
        ("report", *NOTICE, "--good-through", "2008-10-21", "--html", str(folder / "a.html")),
    ):
        with pytest.raises(SystemExit) as left:
            main(list(args))
        assert left.value.code == 0
    return folder


# --- workbooks ---


def rewritten(source: Path, target: Path, change: dict[str, Any]) -> None:
    """The parts of a workbook, with texts replaced in the sheets named."""
    with zipfile.ZipFile(source) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    for name, (was, now) in change.items():
        text = parts[name].decode()
        assert was in text, name
        parts[name] = text.replace(was, now, 1).encode()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


TERMS, TIMELINE, SCHEDULE, READINGS, HOLDERS = (
    f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4, 5, 6)
)
CELLS = [
    # What is changed, and what is said of it. The figures on the right are those of rule 11 and of
    # the table of readings in README.md; a formula changed keeps the value that it had.
    (
        "a term",
        {TERMS: ('<c r="B8" s="9"><v>0.15</v>', '<c r="B8" s="9"><v>0.16</v>')},
        "Terms!B8: 0.16; it should be 0.15",
    ),
    (
        "a reading's total",
        {READINGS: ("<v>1195.28</v>", "<v>1095.28</v>")},
        " (cached value): 1095.28; it should be 1195.28",
    ),
    (
        "a holder's figure",
        {HOLDERS: ("<f>SUM(B7:D7)</f><v>", "<f>SUM(B7:D7)</f><v>9")},
        "Holders!E7 (cached value): 91019531; it should be 1019531",
    ),
    (
        "a formula with its value kept",
        {READINGS: ("<f>ROUND(B66-total,2)</f>", "<f>ROUND(B66-total,2)+1</f>")},
        "Readings!C66 (formula): =ROUND(B66-total,2)+1; it should be =ROUND(B66-total,2)",
    ),
    (
        "a formula made a constant",
        {READINGS: ("<f>ROUND(B66-total,2)</f>", "")},
        "Readings!C66 (formula): 0; it should be =ROUND(B66-total,2)",
    ),
    ("a text", {TERMS: ("Terms", "Forms")}, ": Forms; it should be Terms"),
    (
        "a reason",
        {TIMELINE: ("first Business Day on or after", "third Business Day on or after")},
        "third Business Day on or after",
    ),
    (
        "a cell that is taken away",
        {TERMS: ('<c r="B8" s="9"><v>0.15</v></c>', "")},
        "Terms!B8: nothing; it should be 0.15",
    ),
    (
        "a name that refers elsewhere",
        {"xl/workbook.xml": ("Terms!$B$8<", "Terms!$B$7<")},
        "Terms!$B$7; it should be",
    ),
    (
        "a sheet that is hidden",
        {"xl/workbook.xml": ('<sheet name="Check"', '<sheet state="hidden" name="Check"')},
        "Check: a sheet, hidden; it should be a sheet, visible",
    ),
    (
        "a format that shows another figure",
        {"xl/styles.xml": ('formatCode="', 'formatCode="&quot;470,900.00&quot;')},
        "(format): 470,900.00",
    ),
]


@pytest.mark.parametrize(
    ("change", "said"), [each[1:] for each in CELLS], ids=[c[0] for c in CELLS]
)
def test_a_changed_cell_is_named(
    made: Path, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    file = tmp_path / "b.xlsx"
    rewritten(made / "a.xlsx", file, change)
    verdict = only(file)
    assert any(said in each for each in told(verdict)), told(verdict)
    assert verdict.compared == "every cell"


def test_named_figures_come_first(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    rewritten(made / "a.xlsx", file, {SCHEDULE: ("<v>25.53</v>", "<v>25.54</v>")})
    found = told(only(file))
    assert found[0] == "schedule.1.interest (as shown): 25.54; it should be 25.53"
    assert found[1].startswith("Schedule!")
    assert found[1].endswith(" (cached value): 25.54; it should be 25.53")


def test_cells_added_far_out_and_over_the_others(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    rewritten(made / "a.xlsx", file, {TERMS: ("</sheetData>", far)})
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/media/image1.png", b"")
    assert told(only(file)) == [
        "Terms!XFD1048576: 7; it should be nothing",
        "xl/media/image1.png (part of the file): what can lie over cells; it should be nothing",
    ]


def test_many_cells_are_counted(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>7</v></c></row>' for n in range(9001, 9301))
    rewritten(made / "a.xlsx", file, {TERMS: ("</sheetData>", f"{rows}</sheetData>")})
    found = told(only(file))
    assert len(found) == MOST_CELLS + 1
    assert found[-1].startswith("cells (as a whole): 100 more cells that differ")


def test_another_version_compares_figures(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notecalc.verify import checking, whole

    monkeypatch.setattr(whole, "__version__", "9.9.9")
    monkeypatch.setattr(checking, "__version__", "9.9.9")
    file = tmp_path / "b.xlsx"
    rewritten(made / "a.xlsx", file, {TERMS: CELLS[0][1][TERMS]})
    verdict = only(file)
    assert (told(verdict), verdict.compared) == ([], "every figure")
    assert any("cells" in each and "not compared" in each for each in verdict.warnings)
    page = only(made / "a.html")
    assert (told(page), page.compared) == ([], "every figure")
    assert any("words of its text" in each and "not compared" in each for each in page.warnings)


# --- pages ---

PASSAGES = [
    # The readings are those of the table in README.md: 1,195.28 from the notice, 2.60 more.
    ("a reading's total", ">1,195.28<", ">1,095.28<", "'notice 2008-09-29 1,095.28"),
    ("a reading's difference", ">2.60<", ">1.60<", "1.60"),
    ("an assumed term", "<td>ACT/365F</td>", "<td>30/360</td>", "30/360"),
    ("a payee", ", to ", ", to Mallory ", "Mallory"),
    ("a clause", "<td>Note 4(b)</td>", "<td>Note 9(z)</td>", "Note 9(z)"),
    ("a title", "<title>Payoff", "<title>Final payoff", "Final payoff"),
    ("words added", "</main>", "<p>Waived.</p></main>", "Waived."),
]


@pytest.mark.parametrize(
    ("was", "now", "said"), [p[1:] for p in PASSAGES], ids=[p[0] for p in PASSAGES]
)
def test_a_changed_passage_is_named(
    made: Path, tmp_path: Path, was: str, now: str, said: str
) -> None:
    text = (made / "a.html").read_text(encoding="utf-8")
    assert was in text
    file = tmp_path / "b.html"
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    verdict = only(file)
    found = [each for each in verdict.differences if each.path == "shown"]
    assert any(said.strip("'").split()[-1] in each.stands for each in found), told(verdict)
    assert verdict.compared == "every figure and the whole text"


def test_a_passage_is_shown_with_words_around(made: Path, tmp_path: Path) -> None:
    text = (made / "a.html").read_text(encoding="utf-8")
    file = tmp_path / "b.html"
    file.write_text(text.replace(">1,195.28<", ">1,095.28<", 1), encoding="utf-8")
    (found,) = told(only(file))
    assert found.startswith("shown (after '")
    assert found.endswith("notice 2008-09-29'): '1,095.28'; it should be '1,195.28'")


@pytest.mark.parametrize(
    ("was", "now", "path"),
    [
        ("</style>", ".hero::after { content: '470,900.00' }</style>", "tags"),
        ("<main>", "<main hidden>", "tags"),
        ("<main>", "<main><!-- 7 -->", "page"),
        ('"paper":"a4"', '"paper":"a5"', "report"),
        ('"paper":"a4"', '"paper":"letter"', "tags"),
        ('"report":{', '"repart":{', "shown"),
    ],
)
def test_what_is_beside_the_text(made: Path, tmp_path: Path, was: str, now: str, path: str) -> None:
    text = (made / "a.html").read_text(encoding="utf-8")
    assert was in text
    file = tmp_path / "b.html"
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    assert path in [each.path for each in only(file).differences]


def test_line_ends_are_no_difference(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.html"
    file.write_bytes((made / "a.html").read_bytes().replace(b"\n", b"\r\n"))
    assert told(only(file)) == []


def test_much_text_is_bounded(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.html"
    text = (made / "a.html").read_text(encoding="utf-8")
    file.write_text(text.replace("</main>", "<p>7</p>" * 5000 + "</main>"), encoding="utf-8")
    assert len([each for each in only(file).differences if each.path == "shown"]) == 1
    for number in range(2000, 2010):
        text = text.replace(f">{number}", ">1900")
    text = text.replace("<td>", "<td>not ")
    file.write_text(text, encoding="utf-8")
    assert any("more passages that differ" in each for each in told(only(file)))


# --- what nobody changed ---

HARBOR = "scenarios/harbor-street-2023.yaml"
FACTS = [
    NOTICE,
    (*NOTICE, "--paid-in", "cash"),
    (*NOTICE, "--cured", "2008-10-10"),
    (*NOTICE, "--redeem-on", "2009-03-02", "--name", "later"),
    (*NOTICE, "--as-of", "2008-10-06"),
]


@pytest.mark.parametrize("facts", FACTS, ids=lambda each: " ".join(each[2:]) or "the notice")
@pytest.mark.parametrize("asked", [(), ("--paper", "letter", "--good-through", "2009-03-17")])
def test_untouched_documents_agree(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    facts: tuple[str, ...],
    asked: tuple[str, ...],
) -> None:
    book, page = tmp_path / "a.xlsx", tmp_path / "a.html"
    code, _, err = run(capsys, "redeem", *facts, "--xlsx", str(book))
    assert code == 0, err
    if "--cured" in facts or "--as-of" in facts:
        asked = asked[:2]
    code, _, err = run(capsys, "report", *facts, *asked, "--html", str(page))
    assert code == 0, err
    for file in (book, page):
        verdict = only(file)
        assert (told(verdict), verdict.warnings) == ([], ())
        assert verdict.shown > 0


def test_untouched_documents_of_scenarios_agree(tmp_path: Path) -> None:
    """Of every scenario file here: notes in cash, facts over time, what was learned later."""
    from notecalc import service
    from notecalc.export.report import report_html
    from notecalc.export.xlsx import xlsx_file

    done = 0
    for path in (HARBOR, "scenarios/facts-over-time.yaml"):
        for number, each in enumerate(service.run_file(path)):
            if isinstance(each, NotecalcError) or number > 7:
                continue
            book, page = tmp_path / "a.xlsx", tmp_path / "a.html"
            xlsx_file(str(book), each.result, terms_name=each.terms_name, scenario=each.scenario)
            page.write_text(report_html(service.payoff_statement(each)), encoding="utf-8")
            for file in (book, page):
                assert told(only(file)) == [], (path, each.scenario, file.name)
            done += 1
    assert done > 10


def test_the_summary_says_what_was_compared(capsys: pytest.CaptureFixture[str], made: Path) -> None:
    code, out, _ = run(capsys, "verify", str(made / "a.xlsx"), str(made / "a.html"))
    assert code == 0
    assert "compared: every cell\n" in out
    assert "compared: every figure and the whole text\n" in out
