"""How long ten years of notice dates take under the five starts of the default rate.

    python bench/sweep.py

A sweep is measured against calling `redeem` in a loop, year by year, each first in every other
year, so that a slow or a busy machine moves both sides alike. That both give the same totals is
asserted; the time is not.
"""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

from notecalc import LIQUIDMETAL_2007, DefaultFrom, Facts, choose, redeem
from notecalc.readings.sweep import sweep

FIRST, YEARS = date(2007, 1, 11), 10
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
    ratio = median(one / other for one, other in times)
    print(f"{rows:,} redemptions: sweep {whole:.2f} s, loop {loop:.2f} s, median ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
