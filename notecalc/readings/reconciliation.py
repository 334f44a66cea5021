"""Which readings reproduce a figure that the other side asserts.

The figure is compared with the redemption total under every combination of answers and, where
that is asked for, under every principal and every base rate within bounds. A total rises with
principal and moves one way with the base rate, but for cents of rounding: so both are searched by
interpolation and bisection, a little wider than the rounding of the lines can move it, and what
is answered has been through the engine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import add, minor_units, to_minor
from notecalc.readings.combinations import Combined, Done, Path, combine, needed, unheard, union
from notecalc.readings.dials import Dial, principal_dial, rate_dial, worth_trying
from notecalc.readings.figure import Bounds, Figure
from notecalc.readings.question import Case
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Match:
    """Combinations of answers that give one total, under one principal and base rate.

    `off` is the total less the figure; `principal` and `rate` are None where they were not varied;
    `answers` are those found in the combinations by question, `simplest` the combination with the
    fewest answers other than those chosen, those only.
    """

    total: Decimal
    off: Decimal
    count: int
    answers: Mapping[str, frozenset[str]]
    simplest: Path
    principal: Decimal | None
    rate: Decimal | None
    result: Result

    @property
    def product(self) -> bool:
        """Whether its combinations are all of those that its answers can make."""
        return self.count == prod(map(len, self.answers.values()))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Which combinations reproduce a figure, nearest first, then simplest first.

    `combinations` were tried that leave something due, `left_out` leave nothing due or do not fit
    the facts; `tried` are the answers by question. `below` and `above` are the nearest that do not
    reproduce it, on either side.
    """

    figure: Figure
    combinations: int
    left_out: int
    tried: Mapping[str, frozenset[str]]
    matches: tuple[Match, ...]
    below: Match | None
    above: Match | None

    @property
    def nearest(self) -> Match | None:
        """The nearest of all."""
        sides = [each for each in (self.below, self.above) if each]
        return self.matches[0] if self.matches else min(sides, key=_rank, default=None)

    def needs(self, match: Match) -> dict[str, frozenset[str]]:
        """The answers found in a match, of the questions of which not every answer is."""
        return needed(match.answers, self.tried)

    def free(self, match: Match) -> tuple[str, ...]:
        """The questions of which every answer is found among the combinations of a match."""
        needs = self.needs(match)
        return tuple(
            question
            for question, answers in match.answers.items()
            if question not in needs and len(answers) > 1
        )


def reconcile(
    terms: Terms,
    facts: Facts,
    amount: Decimal,
    *,
    within: Decimal = Decimal(0),
    principal: Bounds | None = None,
    rate: Bounds | None = None,
    done: Done = unheard,
) -> Reconciled:
    """Which combinations of readings make the redemption total `amount`, give or take `within`.

    With `principal` and `rate` the principal, and the base rate in use, may be anything within
    these bounds too: of what reproduces the amount the roundest is answered. `done` is told how
    many steps of how many have been made. Raises NotecalcError where the bounds make no sense.
    """
    figure = Figure(amount, within, principal, rate)
    figure.check(terms.currency)
    cases = list(combine(terms, facts, done=lambda number, of: done(number, 2 * of)))
    merged: dict[tuple[object, ...], Match] = {}
    combinations, tried = 0, dict[str, frozenset[str]]()
    for number, each in enumerate(cases, len(cases) + 1):
        found = list(_tried(each, figure))
        if found:
            combinations += each.count
            tried = union(tried, each.answers)
        for match in found:
            same = match.total, match.principal, match.rate
            merged[same] = _merged(merged[same], match) if same in merged else match
        done(number, 2 * len(cases))
    ranked = sorted(merged.values(), key=_rank)
    left_out = sum(each.count for each in cases) - combinations
    missed = [match for match in ranked if abs(match.off) > within]
    return Reconciled(
        figure,
        combinations,
        left_out,
        tried,
        tuple(match for match in ranked if abs(match.off) <= within),
        next((match for match in missed if match.off < 0), None),
        next((match for match in missed if match.off > 0), None),
    )


def _rank(match: Match) -> tuple[Decimal, int]:
    return abs(match.off), len(match.simplest)


def _merged(one: Match, other: Match) -> Match:
    simpler = other if len(other.simplest) < len(one.simplest) else one
    return replace(
        simpler, count=one.count + other.count, answers=union(one.answers, other.answers)
    )


def _tried(each: Combined, figure: Figure) -> Iterator[Match]:
    """What a case comes to: what reproduces the figure, or the misses on the way."""
    places = minor_units(each.case[0].currency)
    dials: list[Dial] = []
    if figure.rate is not None:
        dials += rate_dial(each.case[0], figure.rate)
        if not dials:
            return  # every rate within the bounds is above the default rate
    if figure.principal is not None:
        dials.append(principal_dial(figure.principal, places))
    least, most = (
        to_minor(add(figure.amount, slack), places) for slack in (-figure.within, figure.within)
    )
    for result in _results(each.case, dials, (least, most)):
        assert result.redemption is not None  # those without are left out
        total = result.redemption.total
        yield Match(
            total,
            add(total, -figure.amount),
            each.count,
            each.answers,
            each.simplest,
            None if figure.principal is None else result.terms.principal,
            None if figure.rate is None else result.terms.base_rate,
            result,
        )


def _results(case: Case, dials: list[Dial], aim: tuple[int, int]) -> Iterable[Result]:
    """The first result within the aim, with each dial somewhere; else the last of each side."""
    terms, facts = case
    if not dials:
        try:
            result = redeem(terms, facts)
        except NotecalcError:
            return ()
        return (result,) if result.redemption is not None else ()
    dial, *rest = dials
    nearest: dict[bool, tuple[int, Result]] = {}
    for setting in worth_trying(case, dial, rest, aim):
        for result in _results((dial.set(terms, setting), facts), rest, aim):
            off = _off(result, aim)
            if not off:
                return (result,)
            above = off > 0
            if above not in nearest or abs(off) < nearest[above][0]:
                nearest[above] = abs(off), result
    return [result for _, result in nearest.values()]


def _off(result: Result, aim: tuple[int, int]) -> int:
    assert result.redemption is not None  # those without are left out
    total = to_minor(result.redemption.total, minor_units(result.terms.currency))
    return total - min(max(total, aim[0]), aim[1])
