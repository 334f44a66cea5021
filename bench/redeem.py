"""How long a redemption takes, as ratios to what it is measured against, all in one run.

    python bench/redeem.py

What is compared runs interleaved, and each ratio is the median of ratios of neighbours, so that
a slow machine or a busy one moves both sides alike. Nothing here asserts a time: the bound stands
beside the ratio. That both sides give the same amounts is asserted.
"""

import os
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import QuantLib as ql  # noqa: N813

from notecalc import LIQUIDMETAL_2007, Facts, __version__, redeem

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measurement beside its bound. Where it is a gain, the bound is the least it may be."""

    what: str
    times: tuple[float, ...]
    over: tuple[float, ...]
    bound: float
    gain: bool = False

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        ratios = [a / b for a, b in zip(self.times, self.over, strict=True)]
        low, middle, high = quantiles(ratios, n=4)
        within = middle >= self.bound if self.gain else middle <= self.bound
        return (
            self.what,
            _duration(median(self.times)),
            _duration(median(self.over)),
            f"{middle:.2f}",
            f"{low:.2f} to {high:.2f}",
            f"at {'least' if self.gain else 'most'} {self.bound:.2f}",
            "within" if within else "OVER",
        )


def _duration(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


# --- processes, from start to end ---

REDEEM = ("redeem", "--notice", "2008-09-29")
TOTAL = b"1,192.68"
_BARE = "import click, dateutil, decimal, holidays\nholidays.US(years=range(2006, 2012))"


def processes(rounds: int = 21) -> list[Ratio]:
    """The command line as cold processes against processes that only import."""
    module = (sys.executable, "-m", "notecalc")
    commands: dict[str, tuple[str, ...]] = {
        "redeem": (*module, *REDEEM),
        "bare": (sys.executable, "-c", _BARE),
        "pandas": (sys.executable, "-c", f"import pandas\n{_BARE}"),
        "help": (*module, "--help"),
        "click": (sys.executable, "-c", "import click"),
    }
    suffix = sysconfig.get_config_var("EXE") or ""
    script = Path(sysconfig.get_path("scripts")) / f"notecalc{suffix}"
    if script.exists():
        commands["script"] = (str(script), *REDEEM)
        commands["script help"] = (str(script), "--help")
    times = _interleaved(commands, rounds)
    found = [
        Ratio("python -m notecalc redeem / bare imports", times["redeem"], times["bare"], 0.8),
        Ratio("bare imports and pandas / redeem", times["pandas"], times["redeem"], 3.5, gain=True),
        Ratio("python -m notecalc --help / click", times["help"], times["click"], 1.5),
    ]
    if script.exists():
        found += [
            Ratio("notecalc redeem / bare imports", times["script"], times["bare"], 0.8),
            Ratio("notecalc --help / click", times["script help"], times["click"], 1.5),
        ]
    return found


def _interleaved(
    commands: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, tuple[float, ...]]:
    """Seconds of each command in each round, every other round backwards; two rounds warm up."""
    # Bytecode is written as it is for users: installed packages come compiled.
    env = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(-2, rounds):
        for name in list(commands)[:: 1 if turn % 2 else -1]:
            begun = perf_counter()
            ran = subprocess.run(commands[name], cwd=ROOT, env=env, capture_output=True, check=True)
            taken = perf_counter() - begun
            if REDEEM[0] in commands[name] and TOTAL not in ran.stdout:
                raise ValueError(f"{' '.join(commands[name])} does not print {TOTAL.decode()}")
            if turn >= 0:
                times[name].append(taken)
    return {name: tuple(taken) for name, taken in times.items()}


# --- a redemption in a warm process ---

Amounts = tuple[Decimal, Decimal, Decimal, Decimal]

BANKS, EVERY_DAY = ql.UnitedStates(ql.UnitedStates.FederalReserve), ql.NullCalendar()
ACT_365F, QUARTER = ql.Actual365Fixed(), ql.Period(ql.Quarterly)
ISSUE, FIRST_INTEREST_DATE = ql.Date(3, 1, 2007), ql.Date(1, 4, 2007)
BASE_RATE, DEFAULT_RATE = Decimal("0.10"), Decimal("0.15")
CENT = Decimal("0.01")

# Each of 1,000 days running: those redeemed after the first interest date and before maturity.
NOTICES = tuple(date(2007, 3, 16) + timedelta(days=n) for n in range(1000))


def with_notecalc(notice: date) -> Amounts:
    """The redemption with its timeline and its schedule."""
    due = redeem(LIQUIDMETAL_2007, Facts(notice=notice)).redemption
    assert due is not None
    return due.principal, due.accrued_interest, due.total, due.per_diem


def with_quantlib(notice: date) -> Amounts:
    """The amounts alone, as one writes them with QuantLib: a schedule of its own for each note."""
    default = BANKS.advance(ql.Date.from_date(notice), 10, ql.Days) + 1
    redemption = BANKS.adjust(default, ql.Following)
    schedule = ql.Schedule(
        ISSUE,
        redemption,
        QUARTER,
        EVERY_DAY,
        ql.Unadjusted,
        ql.Unadjusted,
        ql.DateGeneration.Forward,
        False,
        FIRST_INTEREST_DATE,
    )
    principal, accrued = Decimal("1000.00"), Decimal("0.00")
    for start, end in pairwise(schedule):
        principal += accrued
        if default <= start:
            accrued = interest(principal, DEFAULT_RATE, start, end)
        elif default >= end:
            accrued = interest(principal, BASE_RATE, start, end)
        else:
            accrued = interest(principal, BASE_RATE, start, default)
            accrued += interest(principal, DEFAULT_RATE, default, end)
    per_diem = (principal * DEFAULT_RATE / 365).quantize(CENT, ROUND_HALF_UP)
    return principal, accrued, principal + accrued, per_diem


def interest(principal: Decimal, rate: Decimal, start: ql.Date, end: ql.Date) -> Decimal:
    """Interest over [start, end), rounded to the cent."""
    days: int = ACT_365F.dayCount(start, end)
    return (principal * rate * days / 365).quantize(CENT, ROUND_HALF_UP)


def redemptions(rounds: int = 15, together: int = 50) -> Ratio:
    """A redemption against the bare amounts: `together` notices on one side, then on the other."""
    for notice in NOTICES:  # which warms both sides up, too
        ours, theirs = with_notecalc(notice), with_quantlib(notice)
        if ours != theirs:
            raise ValueError(f"notice {notice}: notecalc gives {ours}, QuantLib {theirs}")
    times: list[float] = []
    over: list[float] = []
    for turn in range(rounds):
        for first in range(0, len(NOTICES), together):
            notices = NOTICES[first : first + together]
            sides = [(with_notecalc, times), (with_quantlib, over)]
            for side, taken in sides[:: 1 if turn % 2 else -1]:
                taken.append(_each(side, notices))
    return Ratio("warm redemption / amounts with QuantLib", tuple(times), tuple(over), 2.0)


def _each(side: Callable[[date], Amounts], notices: Sequence[date]) -> float:
    begun = perf_counter()
    for notice in notices:
        side(notice)
    return (perf_counter() - begun) / len(notices)


# --- the table ---

HEADS = ("first / second", "first", "second", "ratio", "quartiles", "bound", "")


def machine() -> str:
    """What the figures were measured on, and with which packages."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        lines = cpus.read_text(encoding="utf-8").splitlines()
        named = (line.partition(":")[2] for line in lines if line.startswith("model name"))
        model = next(named, model).strip()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    packages = ("click", "holidays", "pandas", "QuantLib")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}; {python}\n"
        f"notecalc {__version__}, {versions}"
    )


def main() -> None:
    """Measure and print."""
    print(machine(), end="\n\n", flush=True)
    rows = [HEADS, *(each.cells() for each in (*processes(), redemptions()))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for what, *cells in rows:
        placed = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        print("  ".join([what.ljust(widths[0]), *placed]).rstrip())
    print(
        f"\nTimes and ratios are medians; a warm redemption is one of {len(NOTICES):,} notice"
        " dates,\neach with the same principal, interest, total and per diem on both sides."
    )


if __name__ == "__main__":
    main()
