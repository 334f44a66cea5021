"""Runs of books for the tests: a small book with bad rows, and processes that can be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

import notecalc

PART = 1000

THERE = {**os.environ, "PYTHONPATH": str(Path(notecalc.__file__).parents[1])}
"""What a process in another folder needs to find what is tested."""

SLOWED = """
import os, signal, sys, time
from notecalc.portfolio import parts, work

signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
redeem_many = parts.redeem_many

def slowed(table, *args, **more):
    {before}
    return redeem_many(table, *args, **more)

parts.redeem_many = slowed
{patched}
if __name__ == "__main__":
    from notecalc.cli import main
    main(sys.argv[1:])
"""


def small_book(rows: int = 6 * PART) -> pa.Table:
    """A book whose rows 17 and 4711, by their place, are wrong: no notice, no such principal."""
    places = range(rows)
    notices: list[date | None] = [date(2007, 3, 1) + timedelta(days=n % 1300) for n in places]
    principals = [Decimal(100_000 + 37 * n) / 100 for n in places]
    if rows > 17:
        notices[17] = None
    if rows > 4711:
        principals[4711] = Decimal("-1.00")
    return pa.table(
        {
            "id": [f"N-{n}" for n in places],
            "principal": pa.array(principals, pa.decimal128(38, 2)),
            "issue_date": pa.array([date(2007, 1, 3)] * rows),
            "notice_date": pa.array(notices),
        }
    )


def write_book(path: Path, table: pa.Table | None = None) -> Path:
    """A small book as Parquet, in row groups of one part each."""
    parquet.write_table(small_book() if table is None else table, path, row_group_size=PART)
    return path


def begun(
    folder: Path, *args: str, before: str = "time.sleep(0.2)", patched: str = ""
) -> "subprocess.Popen[str]":
    """A run in a process of its own, which does something before each batch that it redeems.

    It is a file, so that the processes which it starts do the same.
    """
    program = folder / "slowed.py"
    program.write_text(SLOWED.format(before=before, patched=patched))
    return subprocess.Popen(
        [sys.executable, str(program), "portfolio", *args, "--part-rows", str(PART)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=THERE,
        start_new_session=True,
    )


def wait_until(
    is_so: Callable[[], object], process: "subprocess.Popen[str]", seconds: int = 60
) -> None:
    """Wait until something holds of a run that has not ended."""
    end = time.monotonic() + seconds
    while not is_so():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden names too; nothing where there is none."""
    return sorted(os.listdir(folder)) if folder.is_dir() else []


def parts_in(folder: Path) -> list[str]:
    """The parts that are done."""
    return [name for name in names(folder) if name.startswith("part-")]
