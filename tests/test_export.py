"""Files written whole or not at all; CSV that spreadsheets do not take for formulas."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from notecalc import export
from notecalc.errors import NotecalcError
from notecalc.statement import Cell


@pytest.mark.parametrize(
    ("row", "text", "source"),
    [
        ((date(2008, 9, 29), Decimal("-0.01"), 3), "2008-09-29,-0.01,3\r\n", "plain values"),
        ((None, "a,b", 'say "x"'), ',"a,b","say ""x"""\r\n', "RFC 4180 section 2"),
        (("=1+1", "+1", "-1", "@a", "\tx"), "'=1+1,'+1,'-1,'@a,'\tx\r\n", "formula injection"),
        (("a\nb", "c\rd", ""), '"a\nb","c\rd",\r\n', "RFC 4180 section 2.6"),
        (("",), '""\r\n', "a record has one field or more (section 2.4), so it is no blank line"),
        (("ünï 漢",), "ünï 漢\r\n", "RFC 4180 section 3: the charset is ours to name, UTF-8"),
        ((Decimal("1E+3"),), "1000\r\n", "no exponents"),
    ],
)
def test_csv_row(row: tuple[Cell, ...], text: str, source: str) -> None:
    assert export.csv_row(row) == text.encode(), source


def test_a_csv_file_has_the_bytes_of_the_table(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    with export.csv_file(str(file), ("a", "b")) as add:
        add(("x", 1))
    assert file.read_bytes() == b"a,b\r\nx,1\r\n" == export.csv_table(("a", "b"), [("x", 1)])


def test_write_replaces_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    export.write(str(file), "new")
    assert file.read_text() == "new"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotecalcError) as refused:
        export.write(str(file), "new")
    assert str(refused.value) == (
        f"cannot write {file}: No space left on device; name a file that can be written"
    )
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("name", ["missing/out.csv", "a\0b"])
def test_unwritable(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotecalcError, match="cannot write"):
        export.write(str(tmp_path / name), "new")
    assert os.listdir(tmp_path) == []


def test_existing_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text("mine")
    with pytest.raises(NotecalcError, match="is there already; name a new file"):
        export.write(str(file), "template", replace=False)
    assert file.read_text() == "mine"


def test_folder(tmp_path: Path) -> None:
    export.folder(str(tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(NotecalcError, match="cannot make the folder"):
        export.folder(str(tmp_path / "file" / "b"))
