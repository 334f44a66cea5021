"""What may be varied within bounds to come to a total: principal and base rate, in small steps.

A dial is set to whole steps. The total moves one way with it, but for the cents that rounding
each line can move it; `worth_trying` finds the settings between which a wanted total lies.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from notecalc.errors import NotecalcError
from notecalc.money import PaidIn, from_minor, minor_units, to_minor
from notecalc.readings.question import Case
from notecalc.redemption import redeem
from notecalc.terms import Terms

_RATE_PLACES = 7
"""Steps of a rate: five decimals of a percent, in which LIBOR was fixed."""

_MOST = 200
"""So many settings of a dial are tried at most before it is given up."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What is varied, in whole steps from `low` to `high`."""

    low: int
    high: int
    set: Callable[[Terms, int], Terms]


def principal_dial(bounds: tuple[Decimal, Decimal], places: int) -> Dial:
    """The principal, in minor units."""
    low, high = (to_minor(each, places) for each in bounds)
    return Dial(low, high, lambda terms, at: replace(terms, principal=from_minor(at, places)))


def rate_dial(terms: Terms, bounds: tuple[Decimal, Decimal]) -> Iterator[Dial]:
    """The base rate in use, up to the default rate; none where the bounds lie above that."""
    low, high = bounds
    if terms.default_rates.margin is None:
        high = min(high, terms.default_rate)
    places = max([_RATE_PLACES, *(_decimals(each) for each in (low, high))])
    in_cash = terms.interest.paid_in is PaidIn.CASH

    def at_rate(terms: Terms, at: int) -> Terms:
        rate, interest = from_minor(at, places), terms.interest
        if in_cash:
            return replace(terms, interest=replace(interest, cash_rate=rate))
        return replace(terms, interest=replace(interest, note_rate=rate))

    if low <= high:
        yield Dial(to_minor(low, places), to_minor(high, places), at_rate)


def _decimals(rate: Decimal) -> int:
    exponent = rate.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def worth_trying(
    case: Case, dial: Dial, rest: Sequence[Dial], aim: tuple[int, int]
) -> Iterator[int]:
    """The settings at which the total may be within the aim, the roundest first.

    The dials of `rest` may stand anywhere. Where no setting will do, it is the nearest ends.
    """
    least, most = aim
    ends = dial.low, dial.high
    slack = _lines(case)
    highest, lowest = _totals(case, dial, rest, -1), _totals(case, dial, rest, 0)
    falls = highest(dial.low) > highest(dial.high)

    def turned(at: int) -> int:
        return sum(ends) - at if falls else at

    first = first_reaching(lambda at: highest(turned(at)), ends, least - slack)
    last = first_reaching(lambda at: lowest(turned(at)), ends, most + slack + 1) - 1
    if first > last:
        near = [max(min(first, dial.high), dial.low), max(min(last, dial.high), dial.low)]
        return iter(sorted({turned(at) for at in near}))
    return islice(roundest(*sorted((turned(first), turned(last)))), _MOST)


def _lines(case: Case) -> int:
    """By how many minor units rounding may move a total: one a line, and one for the price."""
    try:
        return len(redeem(*case).schedule) + 1
    except NotecalcError:
        return 1


def _totals(case: Case, dial: Dial, rest: Sequence[Dial], end: int) -> Callable[[int], int]:
    """The total in minor units at a setting, the rest at their ends; 0 where it is refused."""
    terms, facts = case
    found: dict[int, int] = {}

    def total(at: int) -> int:
        if at not in found:
            changed = dial.set(terms, at)
            for each in rest:
                changed = each.set(changed, (each.low, each.high)[end])
            try:
                due = redeem(changed, facts).redemption
            except NotecalcError:
                due = None
            found[at] = to_minor(due.total, minor_units(terms.currency)) if due else 0
        return found[at]

    return total


def first_reaching(total: Callable[[int], int], ends: tuple[int, int], wanted: int) -> int:
    """The first setting whose total is at least that wanted, one past the end where none is."""
    low, high = ends
    if total(low) >= wanted:
        return low
    if total(high) < wanted:
        return high + 1
    halve = False
    while high - low > 1:
        width = high - low
        middle = (low + high) // 2
        if not halve:
            part = (wanted - total(low)) * width // (total(high) - total(low))
            middle = low + max(1, min(width - 1, part))
        if total(middle) < wanted:
            low = middle
        else:
            high = middle
        halve = not halve and 2 * (high - low) > width
    return high


def roundest(low: int, high: int) -> Iterator[int]:
    """The whole numbers from low to high, those with the most zeros at their end first."""
    step = 10 ** len(str(high))
    while step:
        first = -(-low // step)
        for each in range(first, high // step + 1):
            if each % 10 or step * 10 > 10 ** len(str(high)):
                yield each * step
        step //= 10
