"""How large a principal may be before a product of whole numbers is too large to be exact."""

import math
from typing import Any

from notecalc.portfolio.given import Accrual, Price, Rates

IN_FLOAT = 2.0**52
"""Below it float64 holds every whole number, and a quotient rounded down is the right one."""

IN_INT = 2.0**61
"""Below it int64 does not wrap, whatever is added once more."""


def largest(
    limit: float, issue: Any, until: Any, rates: Rates, accrual: Accrual, price: Price
) -> float:
    """The largest principal, in minor units, for which no product of the rules reaches `limit`.

    Bounds are generous: a principal may grow at the default rate all the way, over years that are
    longer than any day count has them.
    """
    first, last = int(issue.min()), int(until.max())
    place, count = accrual.dates.place, accrual.tables
    periods = slice(int(place[first]), int(place[last]) + 1)
    # No day count has more than 366 to the day, as ACT/ACT ISDA over 365 × 366 does.
    days = min(int(count.whole[periods].max()), 366 * (last - first + 40))
    basis = count.uniform or int(count.basis[periods].max())
    rate, over = float(_most(rates.default)), float(rates.over)
    years = (last - first) / 340 + 1
    share = float(_most(price.price)) / price.over if price.over else 1.0
    times = max(
        2 * days * rate,
        2.0 * float(_most(price.price)),
        2.0 * float(price.portion) * max(share, 1.0),
    )
    grown = math.exp(min(rate / over * years, 600)) * (1 + rate / over * years)
    room = limit - basis * over - price.over - price.portion_over
    return float(room / times / grown - (periods.stop - periods.start) - 2)


def _most(numbers: Any) -> Any:
    return numbers.max() if hasattr(numbers, "max") else numbers
