"""A book of notes against QuantLib, plain Python with Decimal, and pandas; and what it takes.

    python bench/portfolio.py            everything; writes bench/RESULTS.md
    python bench/portfolio.py --quick    smaller books, nothing written

The job: principal 1,000 to 50 million, issued in January 2007, quarterly notes at 10%
capitalized, ACT/360, notice from 2007-02-01 to 2010-12-31, ten Business Days of us-banks to cure,
15% from the Event of Default, redemption 60 days after notice. The others do it for a sample, the
times are for one note, and each side is the best of several rounds that take turns. Nothing
asserts a time: bounds stand beside the ratios. That the figures are the same is asserted.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import pandas
import psutil
import pyarrow as pa
import pyarrow.parquet as parquet
import QuantLib as ql  # noqa: N813

from notecalc import (
    LIQUIDMETAL_2007,
    DayCount,
    Facts,
    NotecalcError,
    business_calendar,
    redeem,
    redeem_many,
)
from notecalc.portfolio import days, given, plan, settle

TERMS = replace(
    LIQUIDMETAL_2007, interest=replace(LIQUIDMETAL_2007.interest, day_count=DayCount.ACT_360)
)
FIRST, NOTICES = date(2007, 2, 1), (date(2010, 12, 31) - date(2007, 2, 1)).days + 1
EPOCH = date(1970, 1, 1)
CENT = Decimal("0.01")


class Figure(NamedTuple):
    """A line of the results."""

    what: str
    measured: str
    bound: str


def book(count: int, seed: int = 1) -> pa.Table:
    """A book of the job."""
    draw = np.random.default_rng(seed)
    words = np.zeros((count, 2), dtype=np.int64)
    words[:, 0] = draw.integers(100_000, 5_000_000_001, count)
    issue = (date(2007, 1, 1) - EPOCH).days + draw.integers(0, 31, count, dtype=np.int32)
    notice = (FIRST - EPOCH).days + draw.integers(0, NOTICES, count, dtype=np.int32)
    principal = pa.Array.from_buffers(pa.decimal128(38, 2), count, [None, pa.py_buffer(words)])
    return pa.table(
        {
            "id": pa.array(np.arange(count)),
            "principal": principal,
            "issue_date": pa.array(issue, pa.date32()),
            "notice_date": pa.array(notice, pa.date32()),
            "redeem_on": pa.array(notice + np.int32(60), pa.date32()),
        }
    )


# --- the others ---

_FED = ql.UnitedStates(ql.UnitedStates.FederalReserve)
_COUNT = ql.Actual360()
Amounts = tuple[Any, ...]


def by_quantlib(row: dict[str, Any]) -> Amounts:
    """A note as QuantLib's users write it: calendar, schedule and day count are QuantLib's."""
    issue, notice = (ql.Date.from_date(row[each]) for each in ("issue_date", "notice_date"))
    covenant = _FED.advance(issue, 5, ql.Days)
    cure = _FED.advance(notice, 10, ql.Days)
    default, until = cure + 1, notice + 60
    schedule = ql.Schedule(
        ql.Date(1, 1, 2007), until, ql.Period(ql.Quarterly), ql.NullCalendar(), ql.Unadjusted,
        ql.Unadjusted, ql.DateGeneration.Forward, False,
    )  # fmt: skip
    balance, accrued = float(row["principal"]), 0.0
    ends = [issue, *(each for each in schedule if each > issue)]
    for start, end in zip(ends, ends[1:]):  # noqa: B905, RUF007
        interest = 0.0
        if start < default:
            cut = min(default, end)
            interest += round(balance * 0.10 * _COUNT.yearFraction(start, cut), 2)
        if end > default:
            cut = max(default, start)
            interest += round(balance * 0.15 * _COUNT.yearFraction(cut, end), 2)
        if end < until:
            balance += interest
        else:
            accrued = interest
    dates = tuple(each.to_date() for each in (covenant, cure, default, until))
    return (*dates, balance, accrued, balance + accrued, round(balance * 0.15 / 360, 2))


_CLOSED = set(business_calendar("us-banks").closed)


def _business(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in _CLOSED
    return day


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def by_decimal(row: dict[str, Any]) -> Amounts:
    """A note in plain Python: days walked, amounts Decimal."""
    issue, notice = row["issue_date"], row["notice_date"]
    covenant, cure = _business(issue, 5), _business(notice, 10)
    default, until = cure + timedelta(days=1), notice + timedelta(days=60)
    quarters = (date(year, month, 1) for year in range(2007, 2013) for month in (1, 4, 7, 10))
    ends = [issue, *(each for each in quarters if issue < each < until), until]
    balance, accrued = row["principal"], Decimal(0)
    for start, end in zip(ends, ends[1:]):  # noqa: B905, RUF007
        interest = Decimal(0)
        if start < default:
            count = (min(default, end) - start).days
            interest += _cents(balance * Decimal("0.10") * count / 360)
        if end > default:
            count = (end - max(default, start)).days
            interest += _cents(balance * Decimal("0.15") * count / 360)
        if end < until:
            balance += interest
        else:
            accrued = interest
    diem = _cents(balance * Decimal("0.15") / 360)
    return covenant, cure, default, until, balance, accrued, balance + accrued, diem


def by_pandas(frame: pandas.DataFrame) -> pandas.DataFrame:
    """The book in pandas: NumPy's business days, a column at a time, amounts float64."""
    closed = np.array(sorted(_CLOSED), dtype="M8[D]")
    issue = frame["issue_date"].to_numpy("M8[D]")
    notice = frame["notice_date"].to_numpy("M8[D]")
    covenant = np.busday_offset(issue, 5, roll="backward", holidays=closed)
    cure = np.busday_offset(notice, 10, roll="backward", holidays=closed)
    default, until = cure + 1, notice + 60
    out = pandas.DataFrame({"covenant": covenant, "cure": cure, "default": default, "until": until})
    balance = frame["principal"].astype("float64")
    start = pandas.Series(issue)
    accrued = pandas.Series(0.0, index=frame.index)
    quarters = np.arange("2007-04", "2012-02", 3, dtype="M8[M]").astype("M8[D]")
    begins = pandas.Series(default)
    for quarter in quarters:
        end = pandas.Series(np.minimum(quarter, until))
        lines = []
        for rate, one, other in (
            (0.10, start, end.where(end < begins, begins)),
            (0.15, start.where(start > begins, begins), end),
        ):
            count = (other - one).dt.days.clip(lower=0)
            lines.append((balance * rate * count / 360 + 1e-9).round(2))
        interest = lines[0] + lines[1]
        last = (end == until) & (start < end)
        accrued = accrued.where(~last, interest)
        balance = balance + interest.where(end < until, 0.0)
        start = end
    out["principal_due"], out["accrued_interest"] = balance.round(2), accrued.round(2)
    out["total"] = (balance + accrued).round(2)
    out["per_diem"] = (balance * 0.15 / 360).round(2)
    return out


# --- measured ---


def best(rounds: int, *sides: Callable[[], object]) -> list[float]:
    """The best time of each side, in seconds, of rounds in which they take turns."""
    found = [float("inf")] * len(sides)
    for _ in range(rounds):
        for number, side in enumerate(sides):
            begun = perf_counter()
            side()
            found[number] = min(found[number], perf_counter() - begun)
    return found


def kernel(table: pa.Table) -> Callable[[], object]:
    """The rules alone, compiled: arrays of whole numbers in, arrays of whole numbers out."""
    from notecalc.portfolio import compiled
    from notecalc.portfolio.plan import for_book

    tables = plan.plan(for_book(TERMS))
    assert tables is not None
    count = len(table)
    columns = [
        np.asarray(table.column(name).combine_chunks().cast(pa.int32())) + np.int32(days.EPOCH)
        for name in ("issue_date", "notice_date", "redeem_on")
    ]
    words = np.frombuffer(table.column("principal").combine_chunks().buffers()[1], np.int64)
    issue, notice, until = columns
    principal = words.reshape(-1, 2)[:count, 0].astype(np.float64)
    found = settle.Found.of(count)
    flags = np.empty((2, count), dtype=bool)
    rates = given.Rates(np.float64(2), np.float64(3), np.float64(20))
    price = given.Price(np.float64(1), np.float64(0), np.float64(1), np.float64(0))

    def run() -> None:
        balance = principal.copy()
        for at in range(0, count, 16_384):
            block = slice(at, at + 16_384)
            compiled.date_block(
                issue[block], issue[block], notice[block], days.NONE, until[block], tables.clock,
                found.days[:, block], flags[:, block],
            )  # fmt: skip
            compiled.amount_block(
                balance[block], issue[block], notice[block], found.days[3, block],
                found.days[4, block], rates, tables.accrual, price, found.amounts[:, block],
            )  # fmt: skip

    return run


def copied(table: pa.Table) -> Callable[[], object]:
    """The columns in and out of a book, copied by two threads."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(2)
    columns = [
        np.frombuffer(each, np.uint8)
        for whole in (table, redeem_many(table, TERMS))
        for column in whole.columns
        for chunk in column.chunks
        for each in _buffers(chunk)
    ]
    return lambda: list(pool.map(np.copy, columns))


def _buffers(chunk: pa.Array) -> list[pa.Buffer]:
    return [each for each in chunk.buffers() if each is not None]


def speed(count: int, *, bound: bool = True) -> list[Figure]:
    """Times for one note against the others, in one run; bounds are for a million."""
    table, sample = book(count), book(min(count, 20_000), seed=2)
    rows, frame = sample.to_pylist(), table.to_pandas()
    run, copy = kernel(table), copied(table)
    numpy_in, numba_in, alone, two, copy_in, quantlib, plain, panda = best(
        7,
        lambda: redeem_many(table, TERMS, compiled=False),
        lambda: redeem_many(table, TERMS, compiled=True),
        run,
        lambda: redeem_many(table, TERMS, compiled=True, threads=2),
        copy,
        lambda: [by_quantlib(row) for row in rows],
        lambda: [by_decimal(row) for row in rows[:5_000]],
        lambda: by_pandas(frame),
    )
    loop = quantlib / len(rows)
    notes = f"{count:,} notes"

    def of_loop(what: str, seconds: float, least: str) -> Figure:
        each = seconds / count
        return Figure(
            what, f"{each * 1e9:,.0f} ns a note, {loop / each:,.0f} times", least if bound else ""
        )

    return [
        Figure(f"QuantLib loop (sample of {len(rows):,})", f"{loop * 1e6:,.1f} µs a note", ""),
        Figure("plain Python, Decimal (sample of 5,000)",
               f"{plain / 5_000 * 1e6:,.1f} µs a note, {loop / (plain / 5_000):,.1f} times", ""),
        of_loop(f"pandas, {notes}", panda, ""),
        of_loop(f"redeem_many, NumPy, one thread, {notes}", numpy_in, "at least 500 times"),
        of_loop(f"redeem_many, numba, one thread, {notes}", numba_in, "at least 1,000 times"),
        of_loop(f"the kernel alone, numba, {notes}", alone, "at least 2,500 times"),
        Figure(f"redeem_many, two threads, to copying the columns by two, {notes}",
               f"{two / count * 1e9:,.0f} ns to {copy_in / count * 1e9:,.1f}:"
               f" {two / copy_in:,.1f} times", "at most 15 times" if bound else ""),
    ]  # fmt: skip


def growth(least: int, most: int) -> list[Figure]:
    """What a note of a large book costs against one of a smaller."""
    small, large = book(least), book(most)
    one, other = best(3, lambda: redeem_many(small, TERMS, compiled=True),
                      lambda: redeem_many(large, TERMS, compiled=True))  # fmt: skip
    ratio = (other / most) / (one / least)
    return [Figure(f"a note of {most:,} to one of {least:,}", f"{ratio:.2f}", "at most 1.2")]


def agree(count: int) -> list[Figure]:
    """Every row against the single-note engine, and dates against QuantLib."""
    table = book(count, seed=3)
    found = redeem_many(table, TERMS, compiled=True)
    step = 10_000
    spans = [(table.slice(at, step), found.slice(at, step)) for at in range(0, count, step)]
    with ProcessPoolExecutor() as pool:
        differing = sum(pool.map(_differing, *zip(*spans, strict=True)))
    if differing:
        raise ValueError(f"{differing:,} of {count:,} rows differ")
    return [
        Figure("rows equal to the single-note engine, and dates to QuantLib's", f"{count:,}", "all")
    ]


def _differing(table: pa.Table, found: pa.Table) -> int:
    names = ("covenant_deadline", "cure_deadline", "event_of_default", "redemption_date",
             "principal_due", "accrued_interest", "total", "per_diem")  # fmt: skip
    wrong = 0
    for row, got in zip(table.to_pylist(), found.to_pylist(), strict=True):
        mine = replace(TERMS, principal=row["principal"], issue_date=row["issue_date"],
                       closing_date=row["issue_date"], holders=(), ownership=_NO_OWNERSHIP,
                       assumed=())  # fmt: skip
        try:
            result = redeem(mine, Facts(notice=row["notice_date"], redeem_on=row["redeem_on"]))
        except NotecalcError:
            wrong += got["error"] is None
            continue
        clock, due = result.timeline.clocks[0], result.redemption
        assert due is not None
        want = (clock.due, clock.cure_deadline, clock.default, due.date, due.principal,
                due.accrued_interest, due.total, due.per_diem)  # fmt: skip
        wrong += tuple(got[name] for name in names) != want
        wrong += by_quantlib(row)[:4] != want[:4]
    return wrong


_NO_OWNERSHIP = type(TERMS.ownership)()


# --- from file to file ---


def scale(folder: Path, count: int) -> list[Figure]:
    """A book from Parquet to Parquet, by threads and by a cluster, with time and peak memory."""
    source = folder / "in"
    source.mkdir()
    step = 1_000_000
    for part, at in enumerate(range(0, count, step)):
        parquet.write_table(book(min(step, count - at), seed=at), source / f"{part:05}.parquet")
    found, times = [], {}
    for name, options in (
        ("local, one worker", ["--workers", "1"]),
        ("local, two workers", ["--workers", "2"]),
        ("dask, one worker", ["--engine", "dask", "--workers", "1"]),
        ("dask, two workers", ["--engine", "dask", "--workers", "2"]),
    ):
        out = folder / "out"
        seconds, peak = run_job(source, out, options)
        rows = sum(parquet.read_metadata(each).num_rows for each in out.glob("*.parquet"))
        if rows != count:
            raise ValueError(f"{rows:,} rows of {count:,} came out")
        shutil.rmtree(out)
        times[name] = seconds
        found.append(Figure(
            f"Parquet to Parquet, {count:,} rows, {name}",
            f"{seconds:,.0f} s, {count / seconds / 1e6:,.2f} million rows a second,"
            f" largest process {peak:,.0f} MB", "",
        ))  # fmt: skip
    gain = times["dask, one worker"] / times["dask, two workers"]
    found.append(Figure("dask, two workers to one", f"{gain:.2f} times", "at least 1.6 times"))
    return found


def run_job(source: Path, out: Path, options: list[str]) -> tuple[float, float]:
    """A run of the command: seconds, and the most megabytes that one of its processes had."""
    begun, peak = perf_counter(), 0
    with subprocess.Popen(
        [sys.executable, "-m", "notecalc", "portfolio", str(source), str(out), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as run:  # fmt: skip
        first = psutil.Process(run.pid)
        while run.poll() is None:
            with suppress(psutil.Error):
                for each in (first, *first.children(recursive=True)):
                    peak = max(peak, each.memory_info().rss)
            with suppress(subprocess.TimeoutExpired):
                run.wait(0.1)
        seconds = perf_counter() - begun
        said = run.stderr.read() if run.stderr else ""
    if run.returncode not in (0, 1):  # 1: rows whose notice came before the breach
        raise ValueError(said)
    return seconds, peak / 2**20


def memory(folder: Path, count: int) -> list[Figure]:
    """Peak memory of a long run above that of the libraries that it loads."""
    source, out = folder / "long.parquet", folder / "one"
    with parquet.ParquetWriter(source, book(1).schema) as writer:
        for at in range(0, count, 1_000_000):
            writer.write_table(book(min(1_000_000, count - at), seed=at), row_group_size=131_072)
    code = (
        "import psutil, rich.progress, notecalc.cli.portfolio, notecalc.portfolio.job,"
        " notecalc.portfolio.compiled; print(psutil.Process().memory_info().rss)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    more = run_job(source, out, ["--workers", "1"])[1] - int(loaded) / 2**20
    part = book(1_000_000)
    size = (part.nbytes + redeem_many(part, TERMS).nbytes) / 2**20
    return [Figure(f"peak memory of {count:,} rows above the loaded libraries", f"{more:,.0f} MB",
                   f"64 MB and one part, which is {size:,.0f} MB in and out")]  # fmt: skip


# --- told ---


def machine() -> str:
    """What this ran on."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].partition(": ")[2] if models else name
    packages = ("numpy", "pyarrow", "numba", "pandas", "distributed", "QuantLib")
    listed = ", ".join(f"{each} {version(each)}" for each in packages)
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{name}, {os.cpu_count()} processors, {system}; {listed}"


def main() -> None:
    """Measure, print and write."""
    quick = "--quick" in sys.argv
    sizes = (10_000, 100_000) if quick else (10_000, 1_000_000, 10_000_000)
    sections = [
        (f"{sizes[0]:,} notes", speed(sizes[0], bound=False)),
        (f"{sizes[1]:,} notes", speed(sizes[1])),
        ("Large books", growth(sizes[1], sizes[-1])),
    ]
    sections.append(("Exact", agree(20_000 if quick else 1_000_000)))
    with tempfile.TemporaryDirectory() as folder:
        rows = 1_000_000 if quick else 50_000_000
        sections.append(("From file to file", scale(Path(folder), rows)))
        sections.append(("Memory", memory(Path(folder), rows // 5)))
    text = ["# A book of notes, measured", "", f"By `python bench/portfolio.py`, on: {machine()}.",
            "", "Times are for one note and the best of seven rounds that take turns; *times* is"
            " how many notes it does while the QuantLib loop does one.", ""]  # fmt: skip
    for title, figures in sections:
        text += [f"## {title}", "", "| what | measured | bound |", "|---|---|---|"]
        text += [f"| {each.what} | {each.measured} | {each.bound} |" for each in figures]
        text.append("")
    print("\n".join(text))
    if not quick:
        Path(__file__).with_name("RESULTS.md").write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
