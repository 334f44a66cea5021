"""Books from file to file: forms of input and output, counts, messages, engines, progress."""

import csv
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from portfolio_runs import PART, names, small_book, write_book

from notecalc import LIQUIDMETAL_2007
from notecalc.cli import main
from notecalc.cli import portfolio as command
from notecalc.errors import NotecalcError, Problem
from notecalc.portfolio import TEMPLATE, redeem_many
from notecalc.portfolio.cluster import distributed, on_cluster
from notecalc.portfolio.job import How, run
from notecalc.portfolio.parts import Task, parted
from notecalc.portfolio.source import inspected

Said = Callable[..., tuple[int, str]]

SMALL = How(part_rows=PART)
COLUMNS = [
    "id", "state", "covenant_deadline", "cure_deadline", "event_of_default", "default_rate_from",
    "redemption_date", "principal_due", "accrued_interest", "total", "per_diem", "error",
]  # fmt: skip

# Source: the worked table of the rules, per 1,000.00, and the third row of the template: cured on
# the last day of the cure period.
WORKED = {
    "id": "A-1", "state": "default", "covenant_deadline": date(2007, 1, 10),
    "cure_deadline": date(2008, 10, 14), "event_of_default": date(2008, 10, 15),
    "default_rate_from": date(2008, 10, 15), "redemption_date": date(2008, 10, 15),
    "principal_due": Decimal("1188.12"), "accrued_interest": Decimal("4.56"),
    "total": Decimal("1192.68"), "per_diem": Decimal("0.49"), "error": None,
}  # fmt: skip


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: Any) -> Said:
    """Runs the command in a folder of its own: its exit code and what it says."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            main(["portfolio", *args])
        out, err = capsys.readouterr()
        assert not out
        assert isinstance(left.value.code, int)
        return left.value.code, err

    return call


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_template_gives_the_worked_example(said: Said, ending: str) -> None:
    code, err = said("--template", f"book.{ending}")
    assert (code, err) == (
        0, f"book.{ending} written: try notecalc portfolio book.{ending} due.{ending}\n",
    )  # fmt: skip
    assert said(f"book.{ending}", "due.parquet") == (
        0, "3 rows written to due.parquet: 2 default, 1 cured\n",
    )  # fmt: skip
    table = parquet.read_table("due.parquet")
    assert table.column_names == COLUMNS
    assert table.slice(0, 1).to_pylist() == [WORKED]
    assert table["state"].to_pylist()[2] == "cured"
    assert names(Path()) == [f"book.{ending}", "due.parquet"]


def as_read(book: pa.Table, source: str) -> pa.Table:
    """A book as it is read: all of it text where it is CSV."""
    return (
        book.cast(pa.schema([(name, pa.string()) for name in book.column_names]))
        if source == "book.csv"
        else book
    )


@pytest.mark.parametrize("out", ["due", "due/", "due.parquet", "due.csv"])
@pytest.mark.parametrize("source", ["book.parquet", "book", "book.csv"])
def test_every_form_gives_the_same_rows_in_order(
    tmp_path: Path, monkeypatch: Any, source: str, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    book = small_book()
    if source == "book":
        os.mkdir("book")
        write_book(Path("book/a.parquet"), book.slice(0, 2500))
        write_book(Path("book/b.parquet"), book.slice(2500, 0))
        write_book(Path("book/c.parquet"), book.slice(2500))
        Path("book/_SUCCESS").touch()
    elif source == "book.csv":
        rows = ["," .join("" if cell is None else str(cell) for cell in row.values())
                for row in book.to_pylist()]  # fmt: skip
        Path("book.csv").write_text("\n".join([",".join(book.column_names), *rows]))
    else:
        write_book(Path("book.parquet"), book)
    counts = run(source, out, LIQUIDMETAL_2007, SMALL)
    assert (counts.rows, counts.failed, [note for note, _ in counts.first]) == (
        6000, 2, ["N-17", "N-4711"],
    )  # fmt: skip
    assert sum(counts.states.values()) == 5998
    assert names(Path()) == sorted([source, out.rstrip("/")])
    expected = redeem_many(as_read(book, source), LIQUIDMETAL_2007)
    if out == "due.csv":
        with open(out, newline="") as file:
            found = list(csv.DictReader(file))
        assert found == [
            {name: "" if cell is None else str(cell) for name, cell in row.items()}
            for row in expected.to_pylist()
        ]
        return
    assert parquet.read_table(out).equals(expected)
    if out.startswith("due") and "." not in out:
        # 6,000 rows in parts of 1,000; a folder has a file that ends after 2,500 of them
        count = {"book": 7}.get(source, 6)
        assert names(Path(out)) == ["_job.json", *(f"part-{n:05}.parquet" for n in range(count))]


def test_ids_keep_their_type(tmp_path: Path) -> None:
    for kind in (pa.int64(), pa.uint16(), pa.large_string()):
        book = small_book(3)
        ids = pa.array(["1", "2", "3"]).cast(kind)
        source = write_book(tmp_path / "book.parquet", book.set_column(0, "id", ids))
        run(str(source), str(tmp_path / "due.parquet"), LIQUIDMETAL_2007)
        assert parquet.read_schema(tmp_path / "due.parquet").field("id").type == kind


def test_each_row_group_may_have_a_dictionary_of_its_own(tmp_path: Path) -> None:
    """An index of 8 bits has room for the words of one row group, not for those of all."""
    book, kind = small_book(300), pa.dictionary(pa.int8(), pa.string())
    schema = pa.schema([("id", kind), *list(book.schema)[1:]])
    with parquet.ParquetWriter(tmp_path / "book.parquet", schema) as writer:
        for first in (0, 100, 200):
            rows = book.slice(first, 100).combine_chunks()
            ids = rows["id"].combine_chunks().dictionary_encode().cast(kind)
            writer.write_table(rows.set_column(0, "id", ids))
    for out in ("due", "due.parquet"):
        run(str(tmp_path / "book.parquet"), str(tmp_path / out), LIQUIDMETAL_2007)
        ids = parquet.read_table(tmp_path / out)["id"]
        assert ids.type == pa.dictionary(pa.int32(), pa.string())
        assert ids.to_pylist() == book["id"].to_pylist()


def test_a_book_without_rows(tmp_path: Path, said: Said) -> None:
    write_book(tmp_path / "book.parquet", small_book(0))
    (tmp_path / "book.csv").write_text("id,principal,issue_date,notice_date\n")
    for source in ("book.parquet", "book.csv"):
        for out in ("due", "due.parquet", "due.csv"):
            assert said(source, out) == (0, f"0 rows written to {out}\n")
        assert parquet.read_table("due").column_names == COLUMNS
        assert (tmp_path / "due.csv").read_bytes() == (",".join(COLUMNS) + "\r\n").encode()
        shutil.rmtree("due")


def test_a_folder_that_is_empty_is_taken(tmp_path: Path, said: Said) -> None:
    write_book(tmp_path / "book.parquet", small_book(3))
    for out in ("due", "due.parquet"):
        Path(out).mkdir()
        assert said("book.parquet", out)[0] == 0
        assert names(Path(out)) == ["_job.json", "part-00000.parquet"]


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    book = small_book(5)
    ids = pa.array(["=1+1", "-2", "@x", "+4", 'a "b", c'])
    source = write_book(tmp_path / "book.parquet", book.set_column(0, "id", ids))
    run(str(source), str(tmp_path / "due.csv"), LIQUIDMETAL_2007)
    with open(tmp_path / "due.csv", newline="") as file:
        found = [row["id"] for row in csv.DictReader(file)]
    assert found == ["'=1+1", "'-2", "'@x", "'+4", 'a "b", c']


def test_a_bad_row_costs_no_other(tmp_path: Path, said: Said) -> None:
    write_book(tmp_path / "book.parquet")
    code, err = said("book.parquet", "due.parquet")
    lines = err.splitlines()
    assert code == 1
    assert re.fullmatch(r"6,000 rows written to due\.parquet: .*5,998 default; 2 failed", lines[0])
    assert re.fullmatch(r"N-17: notice_date: missing; write a date such as \S+", lines[1])
    assert lines[2].startswith("N-4711: principal: ")
    assert len(lines) == 3


def test_the_first_ten_errors_and_how_many_more(tmp_path: Path, said: Said) -> None:
    book = small_book(30)
    nothing = pa.nulls(30, pa.date32())
    ids = pa.array([None, *(f"N-{n}" for n in range(1, 30))])
    book = book.set_column(3, "notice_date", nothing).set_column(0, "id", ids)
    parquet.write_table(book, tmp_path / "book.parquet", row_group_size=8)
    code, err = said("book.parquet", "due.parquet", "--part-rows", "8", "--workers", "3")
    lines = err.splitlines()
    assert code == 1
    assert lines[0] == "30 rows written to due.parquet: 30 failed"
    assert [line.partition(":")[0] for line in lines[1:11]] == [
        "(row 1)", *(f"N-{n}" for n in range(1, 10)),
    ]  # fmt: skip
    assert lines[11:] == ["and 20 more, each in the column error"]


def test_strict_stops_at_a_bad_row_and_leaves_nothing(tmp_path: Path, said: Said) -> None:
    write_book(tmp_path / "book.parquet")
    code, err = said("book.parquet", "due", "--strict", "--workers", "1", "--part-rows", "1000")
    assert code == 1
    assert err == "N-17: notice_date: missing; write a date such as 2008-09-29\n"
    assert names(tmp_path) == ["book.parquet"]


def mistyped(name: str, kind: pa.DataType) -> pa.Table:
    book = small_book(3)
    place = book.column_names.index(name)
    return book.set_column(place, name, pa.array([1, 2, 3]).cast(kind))


# what is in the way, the arguments, what is said; {} is the folder
WRONG: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("no such file", {}, ["no.parquet", "due"],
     "no.parquet: cannot be read: no such file or directory; check its name and contents"),
    ("empty file", {"b.parquet": b""}, ["b.parquet", "due"],
     "b.parquet: not Parquet; name a Parquet file, a folder of them, or a .csv file"),
    ("not Parquet", {"b.parquet": b"PK\3\4 and more of it"}, ["b.parquet", "due"],
     "b.parquet: not Parquet; name a Parquet file, a folder of them, or a .csv file"),
    ("empty CSV", {"b.csv": b""}, ["b.csv", "due"],
     "b.csv: the file is empty; write a heading and a line for each note"),
    ("ragged CSV", {"b.csv": b"id,principal,issue_date,notice_date\na,1,2007-01-03\n"},
     ["b.csv", "due"],
     "b.csv: cannot be read: Row #2: Expected 4 columns, got 3: a,1,2007-01-03;"
     " mend it, or write it anew"),
    ("open quotation mark",
     {"b.csv": b'principal,issue_date,notice_date,id\n1,2007-01-03,2008-09-29,"a\n2,\n'},
     ["b.csv", "due"],
     "b.csv: row 1, id: a cell goes on over a line's end;"
     " close the quotation mark in its own line"),
    ("CSV that is not UTF-8", {"b.csv": b"id,principal,issue_date,notice_date\n\xe9,1,,\n"},
     ["b.csv", "due"],
     "b.csv: cannot be read: In CSV column #0: Row #2: CSV conversion error to string: invalid"
     " UTF8 data; mend it, or write it anew"),
    ("column twice", {"b.csv": b"id,id\n1,2\n"}, ["b.csv", "due"],
     "b.csv: the column 'id' is there twice; keep one of them"),
    ("column missing", {"b.parquet": small_book(3).drop(["notice_date"])}, ["b.parquet", "due"],
     "b.parquet: notice_date: column 'notice_date' is missing; add it"),
    ("column misspelt", {"b.csv": b"id,principle,issue_date,notice_date\n"}, ["b.csv", "due"],
     "b.csv: principal: column 'principal' is missing; did you mean it by 'principle'? Else add"
     " it"),
    ("wrong type", {"b.parquet": mistyped("notice_date", pa.float64())}, ["b.parquet", "due"],
     "b.parquet: notice_date: column 'notice_date' holds double, which is not exact; write dates"
     " (date32)"),
    ("wrong type in the second file",
     {"b/1.parquet": small_book(3), "b/2.parquet": mistyped("principal", pa.float64())},
     ["b", "due"],
     "b/2.parquet: principal: column 'principal' holds double, which is not exact; write"
     " decimal128(38, 2)"),
    ("ids of two types",
     {"b/1.parquet": small_book(3), "b/2.parquet": mistyped("id", pa.int64())}, ["b", "due"],
     "id is int64 in b/2.parquet, string in b/1.parquet; write it as one type in all files"),
    ("folder without Parquet", {"b/readme.txt": b"?"}, ["b", "due"],
     "b: there is no Parquet file in it; name one that has files *.parquet"),
    ("folders inside", {"b/day_count=ACT/1.parquet": b"?"}, ["b", "due"],
     "b: there are folders inside, such as day_count=ACT; name a folder that has its Parquet"
     " files in itself"),
    ("IN is OUT", {"b.csv": b"id\n"}, ["b.csv", "./b.csv"],
     "IN and OUT are both b.csv; name another OUT"),
    ("OUT in IN", {"b/1.parquet": small_book(3)}, ["b", "b/due"],
     "b/due is in b, which is read; name an OUT that is not in IN"),
    ("OUT of another kind", {"b.parquet": small_book(3)}, ["b.parquet", "due.xlsx"],
     "due.xlsx is none of .parquet, .csv and a folder; name one of them"),
    ("OUT that is not empty", {"b.parquet": small_book(3), "due/x": b""}, ["b.parquet", "due"],
     "due is a folder that is not empty; name a new one"),
    ("OUT that is a file", {"b.parquet": small_book(3), "due": b""}, ["b.parquet", "due"],
     "due is a file; name a new folder, or a .parquet or .csv file"),
    ("OUT in no folder", {"b.parquet": small_book(3)}, ["b.parquet", "no/due"],
     "cannot write no/due: No such file or directory; make room there, or name another place"),
    ("a folder of another", {"b.parquet": small_book(3), "due.unfinished/x": b""},
     ["b.parquet", "due", "--resume"],
     "due.unfinished is there and is not of notecalc; rename it, or name another OUT"),
    ("template of another kind", {}, ["--template", "b.xlsx"],
     "--template: b.xlsx is no .parquet or .csv file; name one"),
    ("no terms", {"b.parquet": small_book(3)}, ["b.parquet", "due", "--terms", "no.yaml"],
     "no.yaml: "),
]  # fmt: skip


@pytest.mark.parametrize(("files", "args", "told"), [row[1:] for row in WRONG],
                         ids=[row[0] for row in WRONG])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_left(
    tmp_path: Path, said: Said, files: dict[str, Any], args: list[str], told: str
) -> None:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            write_book(path, content)
    before = sorted(tmp_path.rglob("*"))
    code, err = said(*args)
    assert code == 1
    assert err.startswith(told) if told.endswith(": ") else err == f"{told}\n"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Missing argument 'IN'."),
        (("b.csv",), "Missing argument 'OUT'."),
        (("b.csv", "due", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler needs --engine dask."),
        (("b.csv", "due", "--engine", "dask", "--scheduler", "x", "--workers", "2"),
         "--workers are those of the --scheduler: leave it out."),
        (("b.csv", "due", "--workers", "0"), "Invalid value for '--workers'"),
        (("b.csv", "-"), "OUT - would print what is no text: name a file."),
        (("b.csv", "due", "--template", "x.csv"), "--template is written alone"),
    ],
)  # fmt: skip
def test_misuse(said: Said, args: tuple[str, ...], told: str) -> None:
    code, err = said(*args)
    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    ("package", "engine", "extra"),
    [("pyarrow", "local", "portfolio"), ("distributed", "dask", "dask")],
)
def test_what_is_not_installed_is_named(
    said: Said, tmp_path: Path, monkeypatch: Any, package: str, engine: str, extra: str
) -> None:
    write_book(tmp_path / "b.parquet", small_book(3))
    monkeypatch.delitem(sys.modules, "notecalc.portfolio.cluster", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delattr("notecalc.portfolio.cluster", raising=False)
    code, err = said("b.parquet", "due", "--engine", engine)
    assert code == 1
    assert err == f"{package} is not installed; install it: pip install 'notecalc[{extra}]'\n"


def test_parts_are_whole_row_groups(tmp_path: Path) -> None:
    for name, rows in (("a", 2500), ("b", 300), ("c", 1200)):
        write_book(tmp_path / f"{name}.parquet", small_book(rows))
    files = [inspected(str(tmp_path / f"{name}.parquet")) for name in "abc"]
    # row groups of a: 1000, 1000, 500; of b: 300; of c: 1000, 200
    found = [
        [(Path(path).stem, first, end) for path, first, end in part.pieces]
        for part in parted(files, PART)
    ]
    assert found == [
        [("a", 0, 1)], [("a", 1, 2)], [("a", 2, 3), ("b", 0, 1)], [("c", 0, 1)], [("c", 1, 2)],
    ]  # fmt: skip
    assert [(part.rows, part.before) for part in parted(files, PART)] == [
        (1000, 0), (1000, 1000), (800, 2000), (1000, 2800), (200, 3800),
    ]  # fmt: skip


def test_a_part_says_what_it_counts(tmp_path: Path) -> None:
    source = write_book(tmp_path / "book.parquet")
    run(str(source), str(tmp_path / "due"), LIQUIDMETAL_2007, SMALL)
    about = parquet.read_metadata(tmp_path / "due" / "part-00000.parquet").metadata
    rows, failed, states, first = json.loads(about[b"notecalc"])
    assert (rows, failed, states) == (1000, 1, {"default": 999})
    assert [note for note, _ in first] == ["N-17"]


def test_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    lines = command._Lines()
    lines.begin("notes", 50_000, done=10_000)
    for second in range(1, 22):
        now[0] += 1
        lines.moved(1000)
        assert len(capsys.readouterr().err) == (0 if second % 10 else 50)
    lines.begin("rows read", None)
    now[0] += 20
    lines.moved(5000)
    assert capsys.readouterr().err == "5,000 rows read, 250 a second\n"
    # 10,000 done before, 1,000 a second since: 20,000 of 50,000 after ten seconds, 30 s left
    lines.begin("notes", 50_000, done=10_000)
    for _ in range(10):
        now[0] += 1
        lines.moved(1000)
    told = "20,000 of 50,000 notes, 1,000 a second, 30 s left\n"
    assert capsys.readouterr().err == told


def test_a_bar_on_a_terminal(monkeypatch: Any) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with command._watched() as watch:
        assert isinstance(watch, command._Bar)
        watch.begin("notes", 100)
        watch.begun -= 10
        watch.told -= 10
        watch.moved(50)
        task = watch.bar.tasks[0]
        assert (task.completed, task.total, task.visible) == (50, 100, True)
        assert task.fields["said"] == "50 of 100 notes, 5 a second, 10 s left"


def test_files_with_few_rows_are_put_together(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    book = small_book()
    for n in range(12):
        write_book(tmp_path / "book" / f"{n:02}.parquet", book.slice(500 * n, 500))
    run(str(tmp_path / "book"), str(tmp_path / "due.parquet"), LIQUIDMETAL_2007)
    about = parquet.read_metadata(tmp_path / "due.parquet")
    assert (about.num_rows, about.num_row_groups) == (6000, 1)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster that exists: workers of this process behind ports of this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
        dashboard_address=None, scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


class TestCluster:
    """The workers of a cluster that exists."""

    def test_it_gives_what_threads_give(self, tmp_path: Path, said: Said, address: str) -> None:
        write_book(tmp_path / "book.parquet")
        small = ("--part-rows", "1000")
        here = said("book.parquet", "here", *small)
        there = said("book.parquet", "there", *small, "--engine", "dask", "--scheduler", address)
        assert there == (1, here[1].replace("here", "there"))
        assert parquet.read_table("there").equals(parquet.read_table("here"))
        assert names(Path("there")) == names(Path("here"))

    def test_strict(self, tmp_path: Path, said: Said, address: str) -> None:
        write_book(tmp_path / "book.parquet", small_book(100))
        code, err = said(
            "book.parquet", "due", "--strict", "--engine", "dask", "--scheduler", address
        )
        assert code == 1
        assert err == "N-17: notice_date: missing; write a date such as 2008-09-29\n"
        assert names(tmp_path) == ["book.parquet"]

    def test_a_worker_of_another_version_is_refused(self, tmp_path: Path, address: str) -> None:
        source = inspected(str(write_book(tmp_path / "book.parquet", small_book(3))))
        task = Task(str(tmp_path), LIQUIDMETAL_2007, version="0.0.9")
        with pytest.raises(NotecalcError, match=r"is asked to work for 0\.0\.9; install one"):
            list(on_cluster(parted([source], PART), task, 1, address, lambda rows: None))

    def test_workers_are_told_whole_paths(
        self, tmp_path: Path, said: Said, monkeypatch: Any, address: str
    ) -> None:
        def told(part: Any, task: Task) -> NotecalcError:
            return NotecalcError(Problem(f"{part.pieces[0]} {task.folder}"))

        monkeypatch.setattr("notecalc.portfolio.cluster.attempted", told)
        write_book(tmp_path / "book.parquet", small_book(3))
        code, err = said("book.parquet", "due", "--engine", "dask", "--scheduler", address)
        assert code == 1
        assert err == f"('{tmp_path}/book.parquet', 0, 1) {tmp_path}/due.unfinished\n"

    def test_no_scheduler_there(self, tmp_path: Path, said: Said, monkeypatch: Any) -> None:
        monkeypatch.setattr("notecalc.portfolio.cluster._PATIENCE", 1)
        write_book(tmp_path / "book.parquet", small_book(3))
        dask = ("--engine", "dask", "--scheduler")
        for address in ("tcp://127.0.0.1:1", "what://ever"):
            code, err = said("book.parquet", "due", *dask, address)
            assert code == 1
            assert err == (
                f"--scheduler: no scheduler answers at {address}; start one with dask scheduler,"
                " write its address such as tcp://10.0.0.1:8786\n"
            )
        assert names(tmp_path) == ["book.parquet"]


def test_csv_lines_end_by_rfc_4180(tmp_path: Path) -> None:
    for ids in (["A", "B"], ["a line\nbreak", "B"]):  # as Arrow writes them, and one that it cannot
        table = TEMPLATE.slice(0, 2).set_column(0, "id", pa.array(ids))
        parquet.write_table(table, tmp_path / "book.parquet")
        run(str(tmp_path / "book.parquet"), str(tmp_path / "due.csv"), LIQUIDMETAL_2007)
        written = (tmp_path / "due.csv").read_bytes()
        assert written.count(b"\r\n") == 3
        assert written.replace(b"\r\n", b"").count(b"\n") == ids[0].count("\n")
        with open(tmp_path / "due.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [row["id"] for row in rows] == ids
        assert (rows[0]["total"], rows[0]["cure_deadline"]) == ("1192.68", "2008-10-14")
