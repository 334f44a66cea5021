"""Runs of books that are killed, stopped, or run out of room, and what --resume makes of them.

Every fault is a real one: a process that gets the signal, a file that the system does not let
grow. What was undisturbed is what an undisturbed run gives.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from portfolio_runs import PART, THERE, begun, names, parts_in, small_book, wait_until, write_book

from notecalc import LIQUIDMETAL_2007
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.portfolio import redeem_many
from notecalc.portfolio.job import How, run

EVERY_PART = [f"part-{n:05}.parquet" for n in range(6)]
TOLD = "6,000 rows written to due: 5,998 default; 2 failed"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Any) -> Path:
    """A folder with a book, in which the runs take place."""
    write_book(tmp_path / "book.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def resumed(capsys: pytest.CaptureFixture[str], *more: str) -> None:
    """`--resume` ends the run as if nothing had happened: every row once, nothing else left."""
    with pytest.raises(SystemExit) as left:
        main(["portfolio", "book.parquet", "due", "--resume", *more])
    assert left.value.code == 1  # two rows are wrong
    assert capsys.readouterr().err.splitlines()[0] == TOLD
    undisturbed()


def undisturbed() -> None:
    """OUT is what one call gives for the whole book, and nothing else is left."""
    assert parquet.read_table("due").equals(redeem_many(small_book(), LIQUIDMETAL_2007))
    assert names(Path("due")) == ["_job.json", *EVERY_PART]
    assert not Path("due.unfinished").exists()


def test_killed_between_parts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = folder / "due.unfinished"
    process = begun(folder, "book.parquet", "due", "--workers", "1")
    wait_until(lambda: len(parts_in(work)) >= 2, process)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    process.communicate()
    assert not (folder / "due").exists()
    done = {name: (work / name).stat().st_mtime_ns for name in parts_in(work)}
    assert 2 <= len(done) < 6
    resumed(capsys)
    # what was done is not done again
    assert {name: (folder / "due" / name).stat().st_mtime_ns for name in done} == done


# where the process is killed: a part that has no footer yet; one that is whole but not renamed;
# the book, its parts all done, before it is renamed; the parts joined, before they are removed
KILLED = [
    ("while a part is written", "due", "if table.slice(0, 1)['id'][0].as_py() == 'N-3000':"
     " os.kill(os.getpid(), signal.SIGKILL)", "", EVERY_PART[:3]),
    ("before a part is renamed", "due", "pass",
     "replace = os.replace\ndef killed(a, b):\n"
     "    if 'part-00003' in b: os.kill(os.getpid(), signal.SIGKILL)\n"
     "    replace(a, b)\nos.replace = killed", EVERY_PART[:3]),
    ("before the folder is renamed", "due", "pass",
     "work.os.rename = lambda a, b: os.kill(os.getpid(), signal.SIGKILL)", EVERY_PART),
    ("before the file is renamed", "due.parquet", "pass",
     "replace = os.replace\ndef killed(a, b):\n"
     "    if 'due.parquet' in os.path.basename(b): os.kill(os.getpid(), signal.SIGKILL)\n"
     "    replace(a, b)\nos.replace = killed", EVERY_PART),
    ("before the parts are removed", "due.parquet", "pass",
     "work.shutil.rmtree = lambda path: os.kill(os.getpid(), signal.SIGKILL)", EVERY_PART),
]  # fmt: skip


@pytest.mark.parametrize(
    ("out", "before", "patched", "done"),
    [row[1:] for row in KILLED],
    ids=[row[0] for row in KILLED],
)
def test_killed_in_the_middle_of_writing(
    folder: Path, out: str, before: str, patched: str, done: list[str]
) -> None:
    process = begun(folder, "book.parquet", out, "--workers", "1", before=before, patched=patched)
    assert (process.communicate()[1], process.returncode) == ("", -signal.SIGKILL)
    left = names(Path(f"{out}.unfinished"))
    assert [name for name in left if name.startswith("part-")] == done
    whole = patched.startswith("work.shutil")
    assert Path(out).exists() is whole
    if not whole and "rename" not in patched:
        assert any(name.endswith(".tmp") for name in left)  # what it was at
    run("book.parquet", out, LIQUIDMETAL_2007, How(resume=True))
    assert parquet.read_table(out).equals(redeem_many(small_book(), LIQUIDMETAL_2007))
    assert names(folder) == ["book.parquet", out, "slowed.py"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_says_how_to_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str], stop: signal.Signals
) -> None:
    work = folder / "due.unfinished"
    with pytest.raises(SystemExit):
        main(["terms", "--format", "yaml"])
    (folder / "my terms.yaml").write_text(capsys.readouterr().out)
    process = begun(folder, "book.parquet", "due", "--workers", "1", "--terms", "my terms.yaml")
    wait_until(lambda: parts_in(work), process)
    os.killpg(process.pid, stop)
    _, err = process.communicate()
    assert process.returncode == 130
    assert err == (
        "stopped; what is done is in due.unfinished, to go on:\n"
        "  notecalc portfolio book.parquet due --workers 1 --terms 'my terms.yaml' --resume\n\n"
    )
    assert names(work) == ["_job.json", *parts_in(work)]  # nothing half-written
    resumed(capsys, "--terms", "my terms.yaml")


def test_stopped_while_csv_is_read(folder: Path) -> None:
    lines = ["id,principal,issue_date,notice_date"]
    lines += [f"N-{n},1000.00,2007-01-03,2008-09-29" for n in range(3000)]
    Path("book.csv").write_text("\n".join(lines))
    patched = (
        "from notecalc.portfolio import job\nread = job.csv_batches\n"
        "def batches(*args):\n    for each in read(*args):\n        yield each\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\njob.csv_batches = batches"
    )
    process = begun(folder, "book.csv", "due.parquet", patched=patched)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    left = names(Path("due.parquet.unfinished"))
    assert "_job.json" in left
    assert "_input.parquet" not in left
    run("book.csv", "due.parquet", LIQUIDMETAL_2007, How(resume=True))
    # Source: the worked table of the rules.
    totals = parquet.read_table("due.parquet")["total"].to_pylist()
    assert (len(totals), {str(each) for each in totals}) == (3000, {"1192.68"})


def test_what_is_unfinished_is_not_run_over(folder: Path) -> None:
    Path("due.unfinished").mkdir()
    Path("due.unfinished/_job.json").touch()
    with pytest.raises(NotecalcError) as found:
        run("book.parquet", "due", LIQUIDMETAL_2007)
    assert str(found.value) == (
        "due.unfinished is there, left by a run that did not end;"
        " go on with --resume, or remove the folder to begin anew"
    )
    with pytest.raises(NotecalcError, match=r"due\.unfinished/_job\.json cannot be read; remove"):
        run("book.parquet", "due", LIQUIDMETAL_2007, How(resume=True))
    assert names(Path("due.unfinished")) == ["_job.json"]


def unfinished(folder: Path) -> None:
    process = begun(
        folder, "book.parquet", "due", "--workers", "1",
        before="if table['id'][0].as_py() == 'N-3000': os.kill(os.getpid(), signal.SIGKILL)",
    )  # fmt: skip
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_resume_is_of_the_same_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unfinished(folder)
    left = names(Path("due.unfinished"))
    again = How(resume=True)

    def refused(said: str, source: str = "book.parquet", terms: Any = LIQUIDMETAL_2007) -> None:
        with pytest.raises(NotecalcError) as found:
            run(source, "due", terms, again)
        assert str(found.value) == (
            f"due.unfinished was begun with {said};"
            " go on with what it was begun with, or remove the folder"
        )

    write_book(folder / "other.parquet", small_book(3))
    refused("no other.parquet in its input, book.parquet in its input", "other.parquet")
    from notecalc.money import PaidIn
    from notecalc.terms import choose

    refused("other terms", terms=choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH))
    about = json.loads(Path("due.unfinished/_job.json").read_text())
    Path("due.unfinished/_job.json").write_text(json.dumps({**about, "notecalc": "0.0.9"}))
    refused("notecalc 0.0.9")
    Path("due.unfinished/_job.json").write_text(json.dumps(about))
    moment = Path("book.parquet").stat().st_mtime_ns
    os.utime("book.parquet", ns=(moment, moment + 1))
    refused("book.parquet as it was")
    os.utime("book.parquet", ns=(moment, moment))
    assert parts_in(Path("due.unfinished")) == [each for each in left if each[0] == "p"]
    # Other parts would not fit those that are done: they stay as they were begun.
    resumed(capsys, "--part-rows", "6000")


def test_a_damaged_part_is_done_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unfinished(folder)
    part = Path("due.unfinished/part-00001.parquet")
    part.write_bytes(part.read_bytes()[:-100])
    short = small_book(500).replace_schema_metadata({"notecalc": json.dumps([500, 0, {}, []])})
    parquet.write_table(short, "due.unfinished/part-00002.parquet")
    resumed(capsys)


def test_two_do_not_work_at_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process = begun(folder, "book.parquet", "due", "--workers", "1")
    wait_until(lambda: parts_in(folder / "due.unfinished"), process)
    with pytest.raises(NotecalcError) as found:
        run("book.parquet", "due", LIQUIDMETAL_2007, How(resume=True))
    assert str(found.value) == (
        "another notecalc is at work in due.unfinished; wait until it has ended"
    )
    process.communicate()
    assert process.returncode == 1
    undisturbed()


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from notecalc.cli import main
main(sys.argv[2:])
"""


def limited(size: int, *args: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(size), "portfolio", *args, "--part-rows", str(PART)],
        stderr=subprocess.PIPE,
        text=True,
        env=THERE,
    )
    return done.returncode, done.stderr


def test_a_full_disk(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room = "File too large; make room there, or name another place"
    # no room for what the run is of, nor for a part: nothing is left
    assert limited(50, "book.parquet", "due") == (
        1,
        f"cannot write due.unfinished/_job.json: {room}\n",
    )
    assert names(folder) == ["book.parquet"]
    code, err = limited(5000, "book.parquet", "due", "--workers", "1")
    assert code == 1
    assert err.endswith(f"due.unfinished/part-00000.parquet: {room}\n")
    assert names(folder) == ["book.parquet"]


@pytest.mark.parametrize("out", ["due.parquet", "due.csv"])
def test_a_disk_that_is_full_at_the_end(folder: Path, out: str) -> None:
    # room for each part, of some 50 kB, but not for the whole
    code, err = limited(100_000, "book.parquet", out)
    lines = err.splitlines()
    assert code == 1
    assert lines == [
        f"cannot write {folder / out}: File too large; make room there, or name another place",
        f"6 of 6 parts are done, in {out}.unfinished;"
        " mend it and go on with --resume, or remove the folder if IN must change",
    ]
    assert names(folder) == ["book.parquet", f"{out}.unfinished"]
    assert names(Path(f"{out}.unfinished")) == ["_job.json", *EVERY_PART]
    counts = run("book.parquet", out, LIQUIDMETAL_2007, How(resume=True))
    assert (counts.rows, counts.failed) == (6000, 2)
    assert names(folder) == ["book.parquet", out]


def test_a_truncated_file(folder: Path) -> None:
    whole = Path("book.parquet").read_bytes()
    for size in (5, 1000, len(whole) - 1):
        Path("book.parquet").write_bytes(whole[:size])
        with pytest.raises(NotecalcError) as found:
            run("book.parquet", "due", LIQUIDMETAL_2007)
        assert str(found.value) == (
            f"book.parquet: cut short: {size:,} bytes that do not end as Parquet ends;"
            " write or copy it again"
        )
    assert names(folder) == ["book.parquet"]


def test_a_damaged_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The footer is right, a page in the fourth row group is not: what precedes it is kept."""
    whole = Path("book.parquet").read_bytes()
    moment = Path("book.parquet").stat().st_mtime_ns
    about = parquet.read_metadata("book.parquet").row_group(3).column(1)
    first = about.dictionary_page_offset or about.data_page_offset
    damaged = whole[:first] + b"\xff" * 200 + whole[first + 200 :]
    Path("book.parquet").write_bytes(damaged)
    os.utime("book.parquet", ns=(moment, moment))
    with pytest.raises(NotecalcError) as found:
        run("book.parquet", "due", LIQUIDMETAL_2007, How(workers=1, part_rows=PART))
    first_line, last = str(found.value).splitlines()
    assert first_line.startswith("book.parquet: cannot be read: ")
    assert last.partition(" ")[2] == (  # one more may have been under way
        "of 6 parts are done, in due.unfinished;"
        " mend it and go on with --resume, or remove the folder if IN must change"
    )
    done = parts_in(Path("due.unfinished"))
    assert done[:3] == EVERY_PART[:3]
    assert EVERY_PART[3] not in done
    Path("book.parquet").write_bytes(whole)
    os.utime("book.parquet", ns=(moment, moment))
    resumed(capsys)


def test_a_book_that_changes_while_it_is_read(folder: Path) -> None:
    """Rows of two books under one name would be worse than none."""
    patched = (
        "from notecalc.portfolio import job\nred = job._redeemed\n"
        "def changed(*args):\n    counts = red(*args)\n    os.utime('book.parquet')\n"
        "    return counts\njob._redeemed = changed"
    )
    process = begun(folder, "book.parquet", "due", before="pass", patched=patched)
    assert process.communicate()[1] == (
        "book.parquet was changed while it was read; begin anew once it no longer is\n"
    )
    assert process.returncode == 1
    assert names(folder) == ["book.parquet", "slowed.py"]


# What is wrong with the row of a cell, as it is said of that row alone.
BAD = [
    ("notice_date", None, "notice_date: missing"),
    ("principal", None, "principal: missing"),
    ("notice_date", "29-09-2008", "notice_date: "),
    ("notice_date", "9999-12-31", "notice_date: "),
    ("notice_date", "1066-10-14", "notice_date: "),
    ("issue_date", "2007-02-30", "issue_date: "),
    ("calendar", "us-bank", "calendar: unknown calendar 'us-bank'; did you mean us-banks?"),
    ("day_count", "ACT/361", "day_count: unknown day count 'ACT/361'; "),
    ("principal", "1e400", "principal: "),
]


def test_bad_cells_cost_their_rows_alone(tmp_path: Path) -> None:
    good = {"id": "x", "principal": "1000.00", "issue_date": "2007-01-03",
            "notice_date": "2008-09-29", "calendar": None, "day_count": None}  # fmt: skip
    rows: list[dict[str, str | None]] = []
    for n, (column, cell, _) in enumerate(BAD):
        rows += [{**good, "id": f"good-{n}"}, {**good, "id": f"bad-{n}", column: cell}]
    write_book(tmp_path / "book.parquet", pa.Table.from_pylist(rows))
    counts = run(str(tmp_path / "book.parquet"), str(tmp_path / "due"), LIQUIDMETAL_2007)
    assert (counts.rows, counts.failed, dict(counts.states)) == (18, 9, {"default": 9})
    assert [note for note, _ in counts.first] == [f"bad-{n}" for n in range(9)]
    for (_, why), (_, _, said) in zip(counts.first, BAD, strict=True):
        assert why.startswith(said)
        assert "; " in why
    found = parquet.read_table(tmp_path / "due").to_pylist()
    # Source: the worked table of the rules.
    assert {str(row["total"]) for row in found if row["id"].startswith("good")} == {"1192.68"}
    assert {row["total"] for row in found if row["id"].startswith("bad")} == {None}


class TestCluster:
    """Workers of this machine, each a process."""

    DASK = ("book.parquet", "due", "--engine", "dask", "--workers")

    def test_a_worker_that_is_killed(self, folder: Path) -> None:
        # Whoever is the first to begin part 2 is killed in it; Dask gives it to another.
        before = (
            "if table['id'][0].as_py() == 'N-2000' and not os.path.exists('killed'):\n"
            "        open('killed', 'x').close()\n"
            "        os.kill(os.getpid(), signal.SIGKILL)"
        )
        process = begun(folder, *self.DASK, "2", before=before)
        err = process.communicate()[1]
        assert process.returncode == 1  # two rows are wrong
        assert err.splitlines()[0] == TOLD
        assert Path("killed").exists()
        undisturbed()

    def test_a_driver_that_is_killed(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        work = folder / "due.unfinished"
        process = begun(folder, *self.DASK, "1", before="time.sleep(0.5)")
        wait_until(lambda: len(parts_in(work)) >= 2, process)
        process.kill()
        process.communicate()  # ends when the worker does, which has the same standard error
        assert process.returncode == -signal.SIGKILL
        assert not (folder / "due").exists()
        assert 2 <= len(parts_in(work)) < 6
        resumed(capsys)
