"""Workbooks that other programs saved, and workbooks made to harm who verifies them.

The worked case of docs/rules.md, 1,192.68 on 15 October 2008.
"""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from notecalc import LIQUIDMETAL_2007, Facts, redeem
from notecalc.errors import NotecalcError
from notecalc.export.xlsx import opened, xlsx_file
from notecalc.verify import Verdict, bounds, verify
from notecalc.verify.values import kept

HOSTILE = '=1+1\n_x0041_ _x005F_ <b>&amp; \u202e👩‍👩‍👧 "q" it\'s'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the case, and that of a note whose name is hostile."""
    folder = tmp_path_factory.mktemp("made")
    for name, terms in (
        ("a.xlsx", LIQUIDMETAL_2007),
        ("hostile.xlsx", replace(LIQUIDMETAL_2007, name=HOSTILE)),
    ):
        result = redeem(terms, Facts(notice=date(2008, 9, 29)))
        xlsx_file(str(folder / name), result, terms_name=terms.name)
    return folder


@pytest.fixture(scope="module")
def saved(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, opened and saved by LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("saved")
    ran = subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(folder), *map(str, made.glob("*.xlsx"))],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (folder / "hostile.xlsx").exists(), ran.stderr
    return folder


def only(path: Path) -> Verdict:
    (verdict,) = verify(str(path))
    return verdict


def told(verdict: Verdict) -> list[str]:
    return [str(each) for each in verdict.differences]


def refused(path: Path) -> str:
    with pytest.raises(NotecalcError) as error:
        verify(str(path))
    assert len(error.value.problems) == 1
    return str(error.value)


def changed(source: Path, target: Path, change: Callable[[str, str], str]) -> Path:
    """A workbook with each part changed, by its name and its text."""
    with zipfile.ZipFile(source) as packed:
        parts = {each: packed.read(each).decode() for each in packed.namelist()}
    after = {name: change(name, text) for name, text in parts.items()}
    assert after != parts
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in after.items():
            packed.writestr(name, text)
    return target


def in_sheet(number: int, was: str, now: str) -> Callable[[str, str], str]:
    """A change of the first text like `was` in a sheet."""
    part = f"xl/worksheets/sheet{number}.xml"
    return lambda name, text: re.sub(was, now, text, count=1) if name == part else text


def place_of(path: Path, sheet: str, value: object) -> str:
    """Where a value stands in a sheet."""
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
    return str(next(each.coordinate for row in rows for each in row if each.value == value))


# --- saved by others ---


@pytest.mark.parametrize("name", ["a.xlsx", "hostile.xlsx"])
def test_saved_by_libreoffice_agrees(saved: Path, name: str) -> None:
    verdict = only(saved / name)
    assert (told(verdict), verdict.warnings, verdict.compared) == ([], (), "every cell")
    assert verdict.shown > 8 * 11


def test_a_change_is_found_after_libreoffice(saved: Path, tmp_path: Path) -> None:
    file = saved / "a.xlsx"
    term = place_of(file, "Terms", 0.15)
    reading = place_of(file, "Readings", 1195.28)
    cases = [
        # Sheets in their order: Summary, Terms, Timeline, Schedule, Readings.
        (2, rf'(<c r="{term}"[^>]*><v>)0.15<', r"\g<1>0.16<", f"Terms!{term}: 0.16; it should"),
        (4, "<v>25.53</v>", "<v>25.54</v>", "schedule.1.interest (as shown): 25.54; it should"),
        (5, "<v>1195.28</v>", "<v>1195.29</v>", f"Readings!{reading} (cached value): 1195.29"),
        (5, rf'(<c r="{reading}"[^>]*>)<f[^>]*>[^<]*</f>', r"\g<1>", f"Readings!{reading} (form"),
    ]
    for sheet, was, now, said in cases:
        verdict = only(changed(file, tmp_path / "b.xlsx", in_sheet(sheet, was, now)))
        assert any(each.startswith(said) for each in told(verdict)), (said, told(verdict))


def by_openpyxl(source: Path, target: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.load_workbook(source)
    change(book)
    book.save(target)
    return target


@pytest.mark.parametrize("name", ["a.xlsx", "hostile.xlsx"])
def test_saved_without_values_agrees_with_a_warning(made: Path, tmp_path: Path, name: str) -> None:
    verdict = only(by_openpyxl(made / name, tmp_path / "b.xlsx", lambda book: None))
    assert (told(verdict), verdict.shown) == ([], 0)
    assert verdict.compared == "every cell but the values of formulas"
    (warning,) = verdict.warnings
    assert warning.startswith("its formulas have no values, as a program that does not compute")
    assert warning.endswith("open it in a spreadsheet, save it and verify it again")


def test_a_change_is_found_without_values(made: Path, tmp_path: Path) -> None:
    file = made / "a.xlsx"
    term, reading = place_of(file, "Terms", 0.15), place_of(file, "Readings", 1195.28)
    for sheet, place, value, said in (
        ("Terms", term, 0.16, f"Terms!{term}: 0.16; it should be 0.15"),
        ("Readings", reading, 1195.28, f"Readings!{reading} (formula): 1195.28; it should be ="),
        ("Readings", reading, "=1195.28", f"Readings!{reading} (formula): =1195.28; it should"),
        ("Readings", reading, None, f"Readings!{reading} (formula): nothing; it should be ="),
    ):  # fmt: skip
        target = tmp_path / "b.xlsx"
        by_openpyxl(file, target, lambda book: book[sheet].__setitem__(place, value))  # noqa: B023
        assert any(each.startswith(said) for each in told(only(target))), said


def test_one_value_taken_away_is_found(made: Path, tmp_path: Path) -> None:
    change = in_sheet(5, "<v>1195.28</v>", "")
    (found,) = told(only(changed(made / "a.xlsx", tmp_path / "b.xlsx", change)))
    assert found.endswith("(cached value): nothing; it should be 1195.28")


def test_without_what_it_carries(made: Path, tmp_path: Path) -> None:
    file = by_openpyxl(
        made / "a.xlsx", tmp_path / "b.xlsx", lambda book: book.remove(book["notecalc"])
    )
    assert refused(file) == (
        f"{file} carries nothing to recompute it from: its hidden sheet 'notecalc' is gone; verify"
        " the workbook as notecalc wrote it, or write it again: --xlsx"
    )


@pytest.mark.parametrize(
    ("stands", "should", "agrees", "source"),
    [
        # 47.0572438356164|45 rounds to …165 from its exact value, to …164 from seventeen digits.
        ("47.0572438356165", "47.05724383561645", True, "a half rounded either way"),
        ("47.0572438356163", "47.05724383561645", False, "a digit of the fifteen"),
        ("1192.69", "1192.68", False, "a cent"),
        ("9999999999999.98", "9999999999999.99", False, "a cent in the fifteenth digit"),
        ("0", "0.00", True, "zero"),
        ("1e-16", "0", False, "not zero"),
        ("NaN", "NaN", False, "no number"),
        ("1e999999999", "1e-999999999", False, "no number that is kept"),
        ("x", "1", False, "a text"),
    ],
)
def test_fifteen_digits(stands: str, should: str, agrees: bool, source: str) -> None:
    assert kept(stands, should) is agrees, source


# --- made to harm ---


def named(text: str) -> Callable[[str, str], str]:
    """The name `total` made to refer to something else."""

    def change(part: str, found: str) -> str:
        if part != "xl/workbook.xml":
            return found
        return re.sub(r'(<definedName name="total">)[^<]*', rf"\g<1>{text}", found)

    return change


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Terms!$A$1:$XFD$1048576",  # 16,384 columns × 1,048,576 rows
            "refers to 17,179,869,184 cells, Terms!$A$1:$XFD$1048576; notecalc follows at most"
            " 200,000: verify the workbook as notecalc wrote it",
        ),
        ("Terms!$B$1048576:$B$1", "refers to 1,048,576 cells, Terms!$B$1048576:$B$1; notecalc"),
        ("'[1]Sheet1'!$A$1", "refers to another file, '[1]Sheet1'!$A$1; verify the workbook as"),
        ("total", "refers to no range of cells, total; verify the workbook as notecalc wrote it"),
        ("per_diem+total", "refers to no range of cells, per_diem+total; verify"),
        ("Terms!$A:$A", "refers to no range of cells, Terms!$A:$A; verify"),
        ("#REF!", "refers to no range of cells, #REF!; verify"),
        ("Summary!#REF!", "refers to no range of cells, Summary!#REF!; verify"),
        ("Nowhere!$A$1", "refers to Nowhere!$A$1, which is not there; verify"),
    ],
)
def test_names_are_followed_only_so_far(made: Path, tmp_path: Path, text: str, said: str) -> None:
    file = changed(made / "a.xlsx", tmp_path / "b.xlsx", named(text))
    assert f"the name total {said}" in refused(file)


def test_a_schedule_fits_what_a_name_may_refer_to() -> None:
    # A line a month from 1900 to 2199, the dates there are, eleven columns each.
    assert opened.MOST_NAMED > 300 * 12 * 11


@pytest.mark.parametrize(
    "more",
    [
        '<mergeCells count="1"><mergeCell ref="A9000:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A9000:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_ranges_of_millions_are_not_filled(made: Path, tmp_path: Path, more: str) -> None:
    change = in_sheet(2, "</sheetData>(<mergeCells.*</mergeCells>)?", f"</sheetData>{more}")
    assert told(only(changed(made / "a.xlsx", tmp_path / "b.xlsx", change))) == []


def test_rows_that_say_they_are_wide_are_not_filled(made: Path, tmp_path: Path) -> None:
    change = in_sheet(2, '<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    assert told(only(changed(made / "a.xlsx", tmp_path / "b.xlsx", change))) == []


def test_too_many_tags(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = changed(
        made / "a.xlsx",
        tmp_path / "b.xlsx",
        in_sheet(2, "</sheetData>", "<x/>" * 1_500_001 + "</sheetData>"),
    )
    assert re.search(
        r"the sheets of the workbook have 1,5\d\d,\d{3} tags; notecalc reads at most 1,500,000:"
        " verify its JSON instead",
        refused(file),
    )
    file = changed(
        made / "a.xlsx",
        tmp_path / "b.xlsx",
        lambda name, text: text.replace("</cellXfs>", "<xf/>" * 100_001 + "</cellXfs>"),
    )
    assert "the other parts of the workbook have 10" in refused(file)
    assert bounds.MOST_TAGS_BESIDE == 100_000


def test_a_document_type_is_not_read(made: Path, tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    file = changed(
        made / "a.xlsx",
        tmp_path / "b.xlsx",
        in_sheet(3, "<worksheet", f"{laughs}<worksheet"),
    )
    assert "xl/worksheets/sheet3.xml in the file declares a document type; name" in refused(file)


def test_two_parts_of_one_name(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    shutil.copy(made / "a.xlsx", file)
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/Worksheets/sheet1.xml", "<worksheet/>")
    assert "two parts of the file are named xl/worksheets/sheet1.xml; programs" in refused(file)


def test_many_parts(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    shutil.copy(made / "a.xlsx", file)
    with zipfile.ZipFile(file, "a") as packed:
        for number in range(1000):
            packed.writestr(f"xl/{number}", b"")
    assert "parts; notecalc reads at most 200,000,000 in 1,000" in refused(file)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<sheetData>", "<sheetData>&"),
        ("<v>", '</v></c><c r="A1" t="s"><v>99999</v></c><c r="B2"><v>'),
        (' s="9"', ' s="99999"'),
        ("<v>0.15</v>", "<v>zero</v>"),
    ],
)
def test_a_sheet_that_is_broken(made: Path, tmp_path: Path, was: str, now: str) -> None:
    file = changed(made / "a.xlsx", tmp_path / "b.xlsx", in_sheet(2, was, now))
    assert told(only(file)) == [
        "cells (as a whole): what cannot be read; it should be as the input makes them"
    ]
