"""How long ten years of notice dates take under the five starts of the default rate.

    python bench/sweep.py

A sweep is measured against calling `redeem` in a loop, year by year, each first in every other
year, so that a slow or a busy machine moves both sides alike. Both must give the same totals, and
the loop must take at least twenty times as long: exit code 1 where it does not.
"""

import sys
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

from notecalc import LIQUIDMETAL_2007, DefaultFrom, Facts, choose, redeem
from notecalc.readings.sweep import sweep

FIRST, YEARS = date(2007, 1, 11), 10
BOUND = 20
READ = [choose(LIQUIDMETAL_2007, default_from=each) for each in DefaultFrom]

Totals = list[Decimal | None]


def swept(start: date, end: date) -> Totals:
    """The totals of a span, by the sweep."""
    rows = sweep(LIQUIDMETAL_2007, Facts(), start, end, readings=tuple(DefaultFrom))
    return [row.total for row in rows]


def looped(start: date, end: date) -> Totals:
    """The totals of a span, by `redeem` in a loop."""
    found: Totals = []
    for n in range((end - start).days + 1):
        facts = Facts(notice=start + timedelta(days=n))
        for terms in READ:
            due = redeem(terms, facts).redemption
            found.append(due.total if due else None)
    return found


def main() -> None:
    """Measure and print."""
    spans = [
        (FIRST.replace(year=FIRST.year + n), FIRST.replace(year=FIRST.year + n + 1)) for n in
        range(YEARS)
    ]  # fmt: skip
    looped(FIRST, FIRST + timedelta(days=30))  # which warms both sides up
    swept(FIRST, FIRST + timedelta(days=365))
    times: list[tuple[float, float]] = []
    rows = 0
    for turn, (start, end) in enumerate(spans):
        taken, totals = {}, {}
        for side in (swept, looped)[:: 1 if turn % 2 else -1]:
            begun = perf_counter()
            totals[side] = side(start, end - timedelta(days=1))
            taken[side] = perf_counter() - begun
        if totals[swept] != totals[looped]:
            raise ValueError(f"sweep and loop differ between {start} and {end}")
        rows += len(totals[swept])
        times.append((taken[swept], taken[looped]))
    whole, loop = (sum(side) for side in zip(*times, strict=True))
    ratio = median(other / one for one, other in times)
    print(f"{rows:,} redemptions: sweep {whole:.2f} s, loop {loop:.2f} s")
    print(f"the loop takes {ratio:.1f} times as long (median of {YEARS}; at least {BOUND})")
    if ratio < BOUND:
        sys.exit(1)


if __name__ == "__main__":
    main()
