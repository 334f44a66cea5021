"""Which readings reproduce a figure that the other side asserts.

The figure is compared with the redemption total under every combination of answers and, where
that is asked for, under every principal and every base rate within bounds. Where no redemption
date is given each combination is redeemed on its own, the first Business Day that it allows, and
on that of the case as it is, so that what a figure needs is not needed for a date alone.

A total rises with
principal and moves one way with the base rate, but for cents of rounding: so both are searched by
interpolation and bisection, a little wider than the rounding of the lines can move it, and what
is answered has been through the engine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import prod

from notecalc.facts import Facts
from notecalc.money import add, minor_units, to_minor
from notecalc.readings.combinations import (
    Combined,
    Done,
    Path,
    combine,
    needed,
    redeemed,
    unheard,
    union,
    usual_date,
)
from notecalc.readings.figure import Bounds, Figure
from notecalc.readings.search import reaching
from notecalc.redemption import Result
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Match:
    """Combinations of answers that give one total, on one date, under one principal and base rate.

    `off` is the total less the figure; `principal` and `rate` are None where they were not varied,
    `held` names those that might have been and are those of the terms; `answers` are those found in
    the combinations by question, `simplest` the combination with the fewest answers other than
    those chosen, those only.
    """

    total: Decimal
    off: Decimal
    count: int
    answers: Mapping[str, frozenset[str]]
    simplest: Path
    principal: Decimal | None
    rate: Decimal | None
    result: Result
    held: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The redemption date."""
        assert self.result.redemption is not None  # those without are left out
        return self.result.redemption.date

    @property
    def product(self) -> bool:
        """Whether its combinations are all of those that its answers can make."""
        return self.count == prod(map(len, self.answers.values()))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Which combinations reproduce a figure, nearest first, then simplest first.

    `combinations` were tried that leave something due, `left_out` leave nothing due or do not fit
    the facts; `reproducing` of them reproduce it on one date or another; `tried` are the answers
    by question. All were redeemed on `on` where they allow it, `tried_on` are the answers then;
    each was on its own redemption date too, unless one was `given`. `below` and `above` are the
    nearest that do not reproduce it, on either side.
    """

    figure: Figure
    combinations: int
    left_out: int
    tried: Mapping[str, frozenset[str]]
    matches: tuple[Match, ...]
    below: Match | None
    above: Match | None
    reproducing: int
    on: date | None
    given: bool
    tried_on: Mapping[str, frozenset[str]]

    @property
    def nearest(self) -> Match | None:
        """The nearest of all."""
        sides = [each for each in (self.below, self.above) if each]
        return self.matches[0] if self.matches else min(sides, key=self._rank, default=None)

    def needs(self, match: Match) -> dict[str, frozenset[str]]:
        """The answers found in a match, of the questions of which not every answer is.

        They are needed for a redemption on its date: of all combinations where that is `on`, else
        of those whose own it is.
        """
        return needed(match.answers, self.tried_on if match.day == self.on else self.tried)

    def _rank(self, match: Match) -> tuple[Decimal, bool, int]:
        return _rank(match, self.on)

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
    these bounds too: answered is what the terms say where that reproduces the amount, else the
    roundest of one alone, else the two that are nearest to the terms. `done` is told how many steps
    of how many have been made. Raises NotecalcError where the bounds make no sense.
    """
    figure = Figure(amount, within, principal, rate)
    figure.check(terms.currency)
    on = facts.redeem_on or usual_date(terms, facts)
    cases = list(combine(terms, facts, done=lambda number, of: done(number, 2 * of), on=on))
    merged: dict[tuple[object, ...], Match] = {}
    combinations = reproducing = 0
    tried, tried_on = dict[str, frozenset[str]](), dict[str, frozenset[str]]()
    for number, each in enumerate(cases, len(cases) + 1):
        found = list(_tried(each, figure, on))
        if found:
            combinations += each.count
            tried = union(tried, each.answers)
        if any(match.day == on for match in found):
            tried_on = union(tried_on, each.answers)
        if any(abs(match.off) <= within for match in found):
            reproducing += each.count
        for match in found:
            same = match.total, match.day, match.principal, match.rate
            merged[same] = _merged(merged[same], match) if same in merged else match
        done(number, 2 * len(cases))
    ranked = sorted(merged.values(), key=lambda match: _rank(match, on))
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
        reproducing,
        on,
        facts.redeem_on is not None,
        tried_on,
    )


def _rank(match: Match, on: date | None) -> tuple[Decimal, bool, int]:
    return abs(match.off), match.day != on, len(match.simplest)


def _merged(one: Match, other: Match) -> Match:
    simpler = other if len(other.simplest) < len(one.simplest) else one
    return replace(
        simpler, count=one.count + other.count, answers=union(one.answers, other.answers)
    )


def _tried(each: Combined, figure: Figure, on: date | None) -> Iterator[Match]:
    """What a case comes to: what reproduces the figure, or the misses on the way.

    On its own redemption date and, where that is another day, on `on`.
    """
    places = minor_units(each.case[0].currency)
    aim = (
        to_minor(add(figure.amount, -figure.within), places),
        to_minor(add(figure.amount, figure.within), places),
    )
    found = reaching(each.case, figure, aim)
    if on is not None and found and found[0].timeline.redemption != on:
        found += reaching(redeemed(each.case, on), figure, aim)
    for result in found:
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
            _held(each, figure, result),
        )


def _held(each: Combined, figure: Figure, result: Result) -> tuple[str, ...]:
    """What might have been varied and was left as it is in the terms."""
    terms = each.case[0]
    held = []
    if figure.principal is not None and result.terms.principal == terms.principal:
        held.append("principal")
    if figure.rate is not None and result.terms.base_rate == terms.base_rate:
        held.append("rate")
    return tuple(held)
