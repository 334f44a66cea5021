"""Principals and base rates under which a case comes to a total.

What the terms say is tried first: as they are, then with one of the two varied. Only where that
does not reach the total are both varied, by as little as may be.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from notecalc.errors import NotecalcError
from notecalc.money import minor_units, to_minor
from notecalc.readings.dials import Dial, principal_dial, rate_dial, worth_trying
from notecalc.readings.figure import Bounds, Figure
from notecalc.readings.question import Case
from notecalc.redemption import Result, redeem

Aim = tuple[int, int]
"""The least and the most that a total may be, in minor units."""

_RATES = 24
"""So many rates, the roundest, are weighed where both are varied."""

_PAIRS = 6
"""For so many of them, those nearest to the terms, a principal is looked for."""


def reaching(case: Case, figure: Figure, aim: Aim) -> list[Result]:
    """What comes to a total within the aim; where nothing does, the nearest on either side."""
    tried: list[Result] = []
    for some in _ways(case, figure, aim):
        results = list(some)
        exact = [each for each in results if not _off(each, aim)]
        if exact:
            return exact
        tried += results
    return _nearest(tried, aim)


def _ways(case: Case, figure: Figure, aim: Aim) -> Iterator[Iterable[Result]]:
    """The results to try, what changes least first."""
    terms, _ = case
    principal, rate = figure.principal, figure.rate
    own_principal = principal is None or _within(terms.principal, principal)
    own_rate = rate is None or _within(terms.base_rate, rate)
    if own_principal and own_rate:
        yield _redeemed(case)
    of_principal, of_rate = _principal_dials(case, principal), _rate_dials(case, rate)
    alone: list[Result] = []
    if own_principal:
        alone += [each for dial in of_rate for each in _turned(case, dial, aim)]
    if own_rate:
        alone += [each for dial in of_principal for each in _turned(case, dial, aim)]
    yield alone
    for one in of_rate:
        for other in of_principal:
            yield _both(case, one, other, figure, aim)


def _within(value: Decimal, bounds: Bounds) -> bool:
    return bounds[0] <= value <= bounds[1]


def _principal_dials(case: Case, bounds: Bounds | None) -> list[Dial]:
    return [] if bounds is None else [principal_dial(bounds, minor_units(case[0].currency))]


def _rate_dials(case: Case, bounds: Bounds | None) -> list[Dial]:
    return [] if bounds is None else list(rate_dial(case[0], bounds))


def _redeemed(case: Case) -> list[Result]:
    try:
        result = redeem(*case)
    except NotecalcError:
        return []
    return [result] if result.redemption is not None else []


def _turned(case: Case, dial: Dial, aim: Aim) -> list[Result]:
    """The first result within the aim, the roundest setting first; else the nearest."""
    tried: list[Result] = []
    for setting in worth_trying(case, dial, (), aim):
        for result in _redeemed((dial.set(case[0], setting), case[1])):
            if not _off(result, aim):
                return [result]
            tried.append(result)
    return _nearest(tried, aim)


def _both(case: Case, rate: Dial, principal: Dial, figure: Figure, aim: Aim) -> list[Result]:
    """Both varied: of the roundest rates that will do, the pair that is nearest to the terms."""
    terms, facts = case
    settings = islice(worth_trying(case, rate, [principal], aim), _RATES)
    at_rates = [rate.set(terms, each) for each in settings]
    at_rates.sort(key=lambda each: _distance(case, (each, facts), figure))
    tried: list[Result] = []
    for each in at_rates[:_PAIRS]:
        found = _turned((each, facts), principal, aim)
        if any(not _off(result, aim) for result in found):
            return found
        tried += found
    return _nearest(tried, aim)


def _distance(case: Case, at_rate: Case, figure: Figure) -> Fraction:
    """How far from the terms a rate and the principal that it needs are.

    Each is measured by the width of its bounds; the total is taken to rise with principal.
    """
    assert figure.principal is not None  # both are varied
    assert figure.rate is not None
    terms = case[0]
    due = next((each.redemption for each in _redeemed(at_rate)), None)
    if due is None:
        return Fraction(10**9)
    needed = Fraction(terms.principal) * Fraction(figure.amount) / Fraction(due.total)
    off = _share(needed - Fraction(terms.principal), figure.principal)
    return off**2 + _share(Fraction(at_rate[0].base_rate - terms.base_rate), figure.rate) ** 2


def _share(off: Fraction, bounds: Bounds) -> Fraction:
    width = Fraction(bounds[1] - bounds[0])
    return off / width if width else Fraction(0)


def _nearest(results: Iterable[Result], aim: Aim) -> list[Result]:
    """The nearest result on either side of the aim."""
    nearest: dict[bool, Result] = {}
    for result in results:
        off = _off(result, aim)
        before = nearest.get(off > 0)
        if before is None or abs(off) < abs(_off(before, aim)):
            nearest[off > 0] = result
    return list(nearest.values())


def _off(result: Result, aim: Aim) -> int:
    assert result.redemption is not None  # those without are left out
    total = to_minor(result.redemption.total, minor_units(result.terms.currency))
    return total - min(max(total, aim[0]), aim[1])
