"""Random notes and facts by the engine and by the oracle, on every core: ``make fuzz``.

``python tests/fuzz/differential.py [--count N] [--seed N] [--jobs N]`` compares N cases and prints
the rate and each difference with the command that computes it alone (``--case NUMBER``). The exit
code is 1 where there is one.
"""

import argparse
import os
import sys
import time
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

from test_differential import difference  # noqa: E402

MOST_SHOWN = 5


def checked(seed: int, number: int) -> tuple[int, str]:
    """The number of a case and where it differs; what raises differs too."""
    try:
        return number, difference(seed, number)
    except Exception as error:
        return number, f"{type(error).__name__}: {error}"


def main() -> int:
    """Compare, say how fast and what differs, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=100_000, help="how many cases")
    parser.add_argument("--seed", type=int, default=1, help="another seed has other cases")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes")
    parser.add_argument("--case", type=int, help="the one case of this number")
    given = parser.parse_args()
    if given.case is not None:
        print(found := difference(given.seed, given.case) or "agrees")
        return found != "agrees"
    started, differing, done = time.monotonic(), list[int](), 0
    with get_context("spawn").Pool(given.jobs) as pool:
        numbers = range(given.count)
        for number, found in pool.imap_unordered(partial(checked, given.seed), numbers, 25):
            done += 1
            if found:
                differing.append(number)
                again = f"python tests/fuzz/differential.py --seed {given.seed} --case {number}"
                print(f"case {number} differs: {again}")
                print(found if len(differing) <= MOST_SHOWN else "")
            if done % 5000 == 0:
                rate = done / (time.monotonic() - started)
                print(f"{done:,} of {given.count:,}, {rate:.0f} a second", file=sys.stderr)
    took = time.monotonic() - started
    print(
        f"{done - len(differing):,} of {done:,} random notes and facts agree (seed {given.seed}):"
        f" {took:.0f} s on {given.jobs} processes, {done / took:.0f} a second"
    )
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
