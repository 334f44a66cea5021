"""The workbook: live formulas that LibreOffice recalculates to the engine's figures."""

import os
import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import unescape

import openpyxl
import pytest
from click.testing import CliRunner
from core_strategies import ACCRUING, INTEREST_DATES, note
from spreadsheet import recalculated, rewritten
from workbooks import (
    due_of,
    has_no_values,
    holders_of,
    input_cells,
    lines_of,
    money,
    named,
    readings_due,
    readings_of,
    schedule_of,
)

from notecalc import LIQUIDMETAL_2007, Facts, redeem
from notecalc.calendars import Roll
from notecalc.cli import cli
from notecalc.errors import NotecalcError
from notecalc.export.embedded import embedded
from notecalc.export.xlsx import readings, xlsx_file
from notecalc.export.xlsx.beyond import beyond_formulas
from notecalc.export.xlsx.book import LONGEST, cut
from notecalc.export.xlsx.reading import figures, read_embedded
from notecalc.facts import Amendment, Conversion, Fee, Payment
from notecalc.money import PaidIn, Rounding, RoundingMode, from_minor, minor_units
from notecalc.ownership import shares
from notecalc.redemption import Result, performing
from notecalc.schedule import COLUMNS
from notecalc.statement.figures import figure_values
from notecalc.terms import (
    Bucket,
    ConversionTerm,
    DefaultFrom,
    Holder,
    OverdueInterest,
    Ownership,
    Retroactive,
    Terms,
)

NOTES = 60
NOTICE = date(2008, 9, 29)


# --- 60 notes, each recalculated as it is and after its principal, rates and price are changed ---


def _random(number: int) -> tuple[Terms, Facts]:
    """A note by its number: every day count, in cash and in notes, and the rest at random."""
    luck = random.Random(number)
    places = minor_units(currency := luck.choice(("USD", "USD", "USD", "JPY", "BHD")))
    digits = luck.choice((5, 7, 9, 11, 14))
    principal = from_minor(luck.randrange(10 ** (digits - 1), 10**digits), places)
    decimals = luck.choice((2, 4, 4, 6, 8))
    base = luck.randrange(0, 2 * 10 ** (decimals - 1))
    default = base + luck.randrange(0, 10 ** (decimals - 1))
    issue = date(2006, 1, 1) + timedelta(luck.randrange(730))
    terms = note(
        issue=str(issue),
        maturity=luck.choice((None, "2008-02-29", "2010-01-03")),
        principal=f"{principal:f}",
        paid_in=tuple(PaidIn)[number // len(ACCRUING) % 2],
        base=f"{Decimal(base).scaleb(-decimals):f}",
        default=f"{Decimal(default).scaleb(-decimals):f}" if number % 5 else None,
        margin=None if number % 5 else "0.0325",
        dates=luck.choice(INTEREST_DATES),
        day_count=ACCRUING[number % len(ACCRUING)],
        start=luck.choice(tuple(DefaultFrom)),
        portion=luck.choice(("1", "1", "0.5", "0.33333")),
        price=luck.choice(("1", "1.015", "0.995")),
        scheduled=[("2008-01-15", f"{_part(principal, 40, places):f}")] * (number % 3 == 0),
        currency=currency,
    )
    if number % 4 == 1:
        rates = replace(terms.default_rates, retroactive=Retroactive.STANDS)
        terms = replace(terms, default_rates=rates)
    if number % 6 == 2 and digits < 14:
        parts = [_part(principal, each, places) for each in (3, 7, 11)]
        weights = [*parts, principal - sum(parts)]
        holders = tuple(Holder(f"holder {n}", principal=each) for n, each in enumerate(weights))
        terms = replace(terms, holders=holders)
    sent = date(2008, 1, 11) + timedelta(luck.randrange(300))
    times = luck.choice((0, 0, 1, 3))
    paid_on = [issue + timedelta(luck.randrange(1, 1000)) for _ in range(times)]
    payments = tuple(
        Payment(day, _part(principal, luck.randrange(30, 900), places)) for day in paid_on
    )
    return terms, Facts(notice=sent, payments=payments)


def _part(principal: Decimal, of: int, places: int) -> Decimal:
    return from_minor(max(int(principal.scaleb(places)) // of, 1), places)


def _changed(terms: Terms, number: int) -> tuple[Terms, dict[str, str]]:
    """The terms with another principal, rates and price, and the same changes by named cell."""
    luck = random.Random(-number - 1)
    places, interest, rates = minor_units(terms.currency), terms.interest, terms.default_rates
    principal = from_minor(
        int(terms.principal.scaleb(places)) * 3 // 2 + luck.randrange(99), places
    )
    more = Decimal(luck.randrange(1, 300)).scaleb(-4)
    base = terms.base_rate + more
    price = Decimal(luck.choice(("1", "1.025", "0.98765")))
    changes = {"principal": principal, "cash_rate": base, "note_rate": base, "price": price}
    if rates.margin is None:
        default = terms.default_rate + 2 * more
        rates = replace(rates, cash_rate=default, note_rate=default)
        changes |= {"default_cash_rate": default, "default_note_rate": default}
    else:
        rates = replace(rates, margin=rates.margin + more)
        changes["margin"] = rates.margin or Decimal(0)
    new = replace(
        terms,
        principal=principal,
        interest=replace(interest, cash_rate=base, note_rate=base),
        default_rates=rates,
        redemption=replace(terms.redemption, price=price),
    )
    return new, {name: f"{value:f}" for name, value in changes.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xlsx")


@dataclass(frozen=True)
class Recalculated:
    """A note's result, its result on changed terms, and both workbooks as recalculated."""

    result: Result
    other: Result
    same: Path
    changed: Path


Answers = tuple[list[Recalculated], dict[str, Path]]


def _beyond() -> dict[str, Result]:
    """Notes under facts over time, two conversions on a day, which no formula follows, last."""
    found = {}
    for paid_in in PaidIn:
        plain = note(paid_in=paid_in, principal="1234567.89", issue="2007-01-03")
        facts = Facts(notice=NOTICE, redeem_on=date(2009, 2, 2))
        payments = (Payment(date(2008, 11, 3), Decimal("5000.00")),)
        fees = (Fee(date(2008, 10, 20), Decimal("321.09")),)
        twice = Conversion(date(2008, 11, 3), Decimal("54321.09"))
        for name, terms, happened in (
            ("rounded down", replace(plain, rounding=Rounding(RoundingMode.DOWN)), facts),
            (
                "overdue interest",
                replace(plain, overdue_interest=OverdueInterest("Note 3", capitalized=True)),
                facts,
            ),
            ("fees", plain, replace(facts, fees=fees, payments=payments)),
            (
                "principal first",
                replace(plain, waterfall=tuple(reversed(Bucket))),
                replace(facts, payments=payments),
            ),
            (
                "amended",
                plain,
                replace(
                    facts,
                    amendments=(
                        Amendment(date(2007, 9, 9), "First", Decimal("0.11"), Decimal("0.11")),
                    ),
                ),
            ),
            (
                "adjusted dates",
                replace(
                    plain, interest=replace(plain.interest, roll=Roll.FOLLOWING, adjusted=True)
                ),
                facts,
            ),
            (
                "converted twice a day",
                replace(plain, conversion=ConversionTerm("Note 6", Decimal("1.10"))),
                replace(facts, conversions=(twice, replace(twice, principal=Decimal("77.77")))),
            ),
        ):
            found[f"{name}, in {paid_in.value}"] = redeem(terms, happened)
    return found


BEYOND = _beyond()

# 36 days over 360 at 10% are a hundredth of the principal: half a cent, which is no binary fraction
TIES = {
    "100.50": ("1.01", "rule 7: 1.005 rounded half up"),
    "1000.50": ("10.01", "rule 7: 10.005 rounded half up"),
    "9999999999950.50": ("99999999999.51", "rule 7: 99,999,999,999.505 rounded half up"),
}


@pytest.fixture(scope="module")
def answers(folder: Path) -> Answers:
    """The notes recalculated in one run, and the workbooks of the ties by principal."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    found, files, ties = [], [], []
    for number in range(NOTES):
        terms, facts = _random(number)
        new, names = _changed(terms, number)
        found.append((redeem(terms, facts), redeem(new, facts)))
        source = folder / f"{number}.xlsx"
        xlsx_file(str(source), found[-1][0], terms_name="a note")
        same, changed = folder / f"{number}-same.xlsx", folder / f"{number}-changed.xlsx"
        rewritten(source, same)
        rewritten(source, changed, input_cells(source, names))
        files += [same, changed]
    for principal in TIES:
        source, tie = folder / f"tie-{principal}.xlsx", folder / f"tie-{principal}-same.xlsx"
        terms = note(issue="2008-02-25", debt="2008-03-03", principal=principal)
        xlsx_file(str(source), redeem(terms, Facts(notice=NOTICE)), terms_name="a tie")
        rewritten(source, tie)
        ties.append(tie)
    for name, result in BEYOND.items():
        source, other = folder / f"{name}.xlsx", folder / f"{name}-same.xlsx"
        xlsx_file(str(source), result, terms_name=name)
        rewritten(source, other)
        ties.append(other)
    for each in (*files, *ties):
        assert has_no_values(each), "cached values are still there: the test would be empty"
    done = recalculated([*files, *ties], folder)
    return (
        [Recalculated(*each, *done[2 * n : 2 * n + 2]) for n, each in enumerate(found)],
        dict(zip((*TIES, *BEYOND), done[len(files) :], strict=True)),
    )


@pytest.mark.parametrize("number", range(NOTES))
def test_recalculated_is_the_engine(answers: Answers, number: int) -> None:
    each = answers[0][number]
    for expected, path, told in (
        (each.result, each.same, "OK"),
        (each.other, each.changed, "differ"),
    ):
        book = openpyxl.load_workbook(path, data_only=True)
        assert list(schedule_of(book)) == list(lines_of(expected))
        assert named(book) == due_of(expected)
        assert readings_of(book) == readings_due(expected)
        assert holders_of(book) == [each.amount for each in shares(expected)]
        assert book["Check"]["B3"].value.endswith(told)


@pytest.mark.parametrize("name", BEYOND)
def test_facts_over_time_are_the_engine_and_what_is_not_followed_is_marked(
    answers: Answers, name: str
) -> None:
    book = openpyxl.load_workbook(answers[1][name], data_only=True)
    assert list(schedule_of(book)) == list(lines_of(BEYOND[name]))
    assert named(book) == due_of(BEYOND[name])
    assert book["Check"]["B3"].value == "OK"
    texts = [str(row[0]) for row in book["Summary"].iter_rows(max_col=1, values_only=True)]
    told = any(each.startswith("No formula here follows") for each in texts)
    assert told is bool(beyond_formulas(BEYOND[name])) is name.startswith("converted twice")


@pytest.mark.parametrize("principal", TIES)
def test_half_cents_are_rounded_up(answers: Answers, principal: str) -> None:
    book = openpyxl.load_workbook(answers[1][principal], data_only=True)
    assert money(book["Schedule"]["G4"].value, Decimal("0.01")) == Decimal(TIES[principal][0])


def test_every_amount_is_a_formula(answers: Answers, folder: Path) -> None:
    for number in range(NOTES):
        book = openpyxl.load_workbook(folder / f"{number}.xlsx", read_only=True)
        last = 3 + len(answers[0][number].result.schedule)
        for row in book["Schedule"].iter_rows(min_row=4, max_row=last, values_only=True):
            for column, value in zip(COLUMNS, row, strict=False):
                live = isinstance(value, str) and value.startswith("=")
                nothing = column in ("paid", "capitalized") and value == 0
                assert live or nothing or column in ("start", "end", "basis"), (number, column)
                assert "ACCRINT" not in str(value)
                assert "YEARFRAC" not in str(value)
        for row in book["Readings"].iter_rows(max_col=2, values_only=True):
            assert len(row) < 2 or not isinstance(row[1], int | float)


# --- what a workbook has, without a spreadsheet to open it ---


@pytest.fixture(scope="module")
def case_file(folder: Path) -> Path:
    path = folder / "case.xlsx"
    result = redeem(LIQUIDMETAL_2007, Facts(notice=NOTICE))
    xlsx_file(str(path), result, terms_name="liquidmetal-2007")
    return path


def test_the_case_as_worked_by_hand(case_file: Path) -> None:
    # docs/rules.md, worked: 1,188.12 + 4.56 = 1,192.68, per diem 0.49, and the table of readings
    book = openpyxl.load_workbook(case_file)
    assert book["Summary"]["B7"].value.startswith("=Schedule!")
    book = openpyxl.load_workbook(case_file, data_only=True)
    assert [float(book["Summary"][f"B{row}"].value) for row in (5, 6, 7, 8)] == [
        1188.12, 4.56, 1192.68, 0.49,
    ]  # fmt: skip
    totals = {says: float(total) for (_, says), (total, _) in readings_of(book).items()}
    assert totals["interest-date"] == 1194.96
    assert totals["notice"] == 1195.28
    assert totals["breach"] == 1299.12
    assert totals["interest is paid in cash"] == 1023.23
    assert book["Check"]["B3"].value == "OK"


def test_sheets_names_and_set_up(case_file: Path) -> None:
    book = openpyxl.load_workbook(case_file)
    shown = [each.title for each in book if each.sheet_state == "visible"]
    wanted = ["Summary", "Terms", "Timeline", "Schedule", "Readings", "Holders", "Check"]
    assert shown == [*wanted, "Workings"]
    assert book["notecalc"].sheet_state == "veryHidden"
    inputs = {"principal", "cash_rate", "note_rate", "default_cash_rate", "default_note_rate"}
    results = {"principal_due", "accrued_interest", "total", "per_diem"}
    assert {*inputs, *results, "price"} <= set(book.defined_names)
    for name in shown:
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text.startswith("Liquidmetal Technologies")
        assert "&P of &N" in sheet.oddFooter.right.text.replace("[Page]", "P")
    assert book["Schedule"].freeze_panes == "C4"
    with zipfile.ZipFile(case_file) as packed:
        assert not any("vba" in name.lower() for name in packed.namelist())


def test_the_same_input_gives_the_same_bytes(case_file: Path) -> None:
    code = (
        "import sys; from datetime import date; from notecalc import *\n"
        "from notecalc.export.xlsx import xlsx\n"
        "result = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))\n"
        "sys.stdout.buffer.write(xlsx(result, terms_name='liquidmetal-2007'))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert ran.stdout == case_file.read_bytes()


NAMES = {
    "html": "<b>Bold</b> & <script>alert(1)</script>",
    "formula": '=HYPERLINK("http://example.com","x")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "url": "http://example.com",
    "number": "12",
    "header": "&R&G &D 12 Fund",
    "long": "Ω" * 10_000,
    "emoji": "👩‍👩‍👧 Notes 😀" * 3,
    "arabic": "ملاحظات",
}


@pytest.mark.parametrize("kind", NAMES)
def test_names_come_out_harmless_and_unbroken(kind: str, folder: Path) -> None:
    name, path = NAMES[kind], folder / f"{kind}.xlsx"
    holders = (Holder(name, principal=Decimal("400.00")), Holder("b", principal=Decimal("600.00")))
    terms = replace(LIQUIDMETAL_2007, name=name, holders=holders, ownership=Ownership())
    xlsx_file(str(path), redeem(terms, Facts(notice=NOTICE)), terms_name=name)
    book = openpyxl.load_workbook(path)
    found = [cell for row in book["Terms"].iter_rows() for cell in row if cell.value == name]
    assert len(found) == 2  # the note's and the holder's
    for cell in (book["Summary"]["A1"], book["Holders"]["A4"], *found):
        assert cell.value == name
        assert cell.data_type in ("s", "inlineStr")
        assert not cell.hyperlink
        assert cell.quotePrefix is (kind in ("formula", "plus", "minus", "at", "tab"))
    with zipfile.ZipFile(path) as packed:
        header = packed.read("xl/worksheets/sheet1.xml").decode().partition("<oddHeader>")[2]
    shown = (
        unescape(header.partition("</oddHeader>")[0]).removeprefix("&L").removesuffix("&RSummary")
    )
    assert "&" not in shown.replace("&&", "")
    assert read_embedded(str(path))["figures"]["holders"][0]["name"] == name


def test_direction_marks_are_shown_and_carried_unchanged(folder: Path) -> None:
    name, path = "abc\u202egnp.exe\u2066\x07", folder / "marks.xlsx"
    holders = (Holder(name, principal=Decimal("1000.00")),)
    terms = replace(LIQUIDMETAL_2007, holders=holders, ownership=Ownership())
    xlsx_file(str(path), redeem(terms, Facts(notice=NOTICE)), terms_name="marks")
    book = openpyxl.load_workbook(path)
    assert book["Holders"]["A4"].value == "abc\ufffdgnp.exe\ufffd\ufffd"
    assert read_embedded(str(path))["figures"]["holders"][0]["name"] == name


@pytest.mark.parametrize(
    ("text", "shown", "source"),
    [
        ("short", "short", "a cell holds it"),
        ("a" * 40_000, "… (cut: 40,000 characters)", "Excel's limit: 32,767 characters a cell"),
        ("😀" * 20_000, "… (cut: 20,000 characters)", "an emoji is two UTF-16 units there"),
    ],
)
def test_a_text_that_no_cell_holds_says_that_it_is_cut(text: str, shown: str, source: str) -> None:
    found = cut(text, LONGEST)
    assert found.endswith(shown), source
    assert len(found.encode("utf-16-le")) // 2 <= 32_767


def test_what_it_carries_reads_back(case_file: Path) -> None:
    result = redeem(LIQUIDMETAL_2007, Facts(notice=NOTICE))
    carried = read_embedded(str(case_file))
    assert carried == embedded(result, terms_name="liquidmetal-2007")
    shown, figured = figures(str(case_file)), figure_values(carried["figures"])
    assert {path: figured[path] for path in shown} == shown
    assert {"redemption.total", "schedule.3.interest", "timeline.notice"} <= set(shown)
    assert len(shown) == 4 + len(COLUMNS) * len(result.schedule) + len(result.timeline.events)


def test_a_changed_cell_shows_in_the_figures(case_file: Path, folder: Path) -> None:
    path = folder / "tampered.xlsx"
    with zipfile.ZipFile(case_file) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<v>1192.68</v>", b"<v>1193.685</v>"))
    assert figures(str(path))["redemption.total"] == "1193.685"


@pytest.mark.parametrize("ours", [True, False])
def test_a_file_of_others_is_refused(ours: bool, folder: Path) -> None:
    path = folder / "other.xlsx"
    path.write_bytes(b"no zip")
    message = "is no workbook"
    if ours:
        openpyxl.Workbook().save(path)
        message = "carries nothing to recompute it from"
    with pytest.raises(NotecalcError, match=message):
        figures(str(path))


def test_amounts_with_too_many_digits_are_marked(folder: Path) -> None:
    path = folder / "large.xlsx"
    result = redeem(note(principal="999999999999999.99"), Facts(notice=NOTICE))
    xlsx_file(str(path), result, terms_name="large")
    sheet = openpyxl.load_workbook(path)["Check"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Amounts here have more digits than a spreadsheet keeps: cents may be lost." in texts
    assert result.redemption is not None
    assert str(result.redemption.total) in texts  # as text, every digit


def test_a_term_that_no_formula_knows_shows_the_engine(folder: Path) -> None:
    # 9 × 10^10 × 0.00000000999 is 899.10: formulas, which take the price rounded, do not have it
    path = folder / "fine.xlsx"
    terms = note(principal="90000000000.00", price="1.00000000999")
    xlsx_file(str(path), redeem(terms, Facts(notice=NOTICE)), terms_name="fine")
    book = openpyxl.load_workbook(path)
    place = book["Summary"]["B5"].value.partition("!")[2].replace("$", "")
    letter, row = place[0], int(place[1:])
    assert isinstance(book["Schedule"][f"{letter}{row - 1}"].value, int | float)
    texts = [str(row[0].value) for row in book["Check"].iter_rows()]
    assert any(each.startswith("price 1.00000000999 is finer") for each in texts)


def test_a_date_that_spreadsheets_do_not_agree_on_is_refused(folder: Path) -> None:
    terms = note(issue="1900-01-15", calendar="weekends")
    with pytest.raises(NotecalcError, match="1900-01-15 is before 1 March 1900"):
        xlsx_file(str(folder / "old.xlsx"), redeem(terms, Facts(notice=NOTICE)), terms_name="old")
    assert not (folder / "old.xlsx").exists()


@pytest.mark.parametrize("cured", [True, False])
def test_where_nothing_is_due(cured: bool, folder: Path) -> None:
    path = folder / "nothing.xlsx"
    result, told = performing(LIQUIDMETAL_2007, Facts(), NOTICE), "Accrual of a note that performs"
    if cured:
        result = redeem(LIQUIDMETAL_2007, Facts(notice=NOTICE, cured=NOTICE))
        told = "the breach was cured"
    xlsx_file(str(path), result, terms_name="nothing")
    book = openpyxl.load_workbook(path)
    assert told in book["Summary"]["A4"].value
    assert "total" not in book.defined_names
    shown = [each for each in figures(str(path)) if each.startswith("schedule.")]
    assert len(shown) == len(COLUMNS) * len(result.schedule)


def test_a_long_schedule_says_what_it_leaves_to_the_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "MOST_LINES", 20)
    path = folder / "long.xlsx"
    xlsx_file(str(path), redeem(LIQUIDMETAL_2007, Facts(notice=NOTICE)), terms_name="long")
    rows = list(openpyxl.load_workbook(path)["Readings"].iter_rows(values_only=True))
    told = [row for row in rows if row[4] and "too long to work out here" in row[4]]
    assert told
    assert all(isinstance(row[1], int | float) for row in told)
    monkeypatch.setattr(readings, "MOST_ASKED", 5)
    xlsx_file(str(path), redeem(LIQUIDMETAL_2007, Facts(notice=NOTICE)), terms_name="long")
    rows = list(openpyxl.load_workbook(path)["Readings"].iter_rows(values_only=True))
    assert any(row[0] and "notecalc readings prices them" in row[0] for row in rows)


@pytest.mark.parametrize("command", ["redeem", "schedule", "readings"])
def test_on_the_command_line(command: str, folder: Path) -> None:
    path = folder / f"{command}.xlsx"
    ran = CliRunner().invoke(cli, [command, "--notice", "2008-09-29", "--xlsx", str(path)])
    assert ran.exit_code == 0, ran.output
    assert figures(str(path))["redemption.total"] == "1192.68"  # docs/rules.md, worked
    assert f"workbook written to {path}" in ran.stderr
