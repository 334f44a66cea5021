"""Every combination of answers, equal outcomes merged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.readings.price import raised
from notecalc.readings.question import Case, key
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms

Path = tuple[tuple[str, str], ...]
"""Answers by question: pairs of ids."""


@dataclass(frozen=True, slots=True)
class Combined:
    """A case under some combinations of answers that all come to it.

    `count` is how many; `answers` the answers found in them by question; `simplest` the one with
    the fewest answers other than those chosen already, those only.
    """

    case: Case
    count: int
    answers: dict[str, frozenset[str]]
    simplest: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some combinations give: the total due, or None, and the state."""

    total: Decimal | None
    state: str
    count: int
    answers: dict[str, frozenset[str]]
    simplest: Path
    result: Result


def grid(
    terms: Terms, facts: Facts, done: Callable[[int, int], None] | None = None
) -> tuple[Outcome, ...]:
    """The outcomes of every combination of answers, the least due first.

    `done` is told how many distinct cases of how many have been priced. Combinations that do not
    fit the facts are left out.
    """
    cases = list(combine(terms, facts))
    merged: dict[tuple[Decimal | None, str], Outcome] = {}
    for number, each in enumerate(cases, 1):
        try:
            result = redeem(*each.case)
        except NotecalcError:
            continue
        total = result.redemption.total if result.redemption else None
        outcome = Outcome(
            total, result.state.value, each.count, each.answers, each.simplest, result
        )
        same = (total, outcome.state)
        merged[same] = _merged(merged[same], outcome) if same in merged else outcome
        if done is not None:
            done(number, len(cases))
    return tuple(sorted(merged.values(), key=lambda each: each.total or Decimal(0)))


def combine(terms: Terms, facts: Facts) -> Iterator[Combined]:
    """The distinct cases that the combinations of answers come to."""
    cases = [Combined((terms, facts), 1, {}, ())]
    for question, _ in raised(terms, facts):
        found: dict[object, Combined] = {}
        for each in cases:
            own = key(each.case)
            for answer in question.answers(*each.case) or ():
                read = answer.read(*each.case)
                place = key(read)
                kept = place == own
                path = each.simplest if kept else (*each.simplest, (question.id, answer.id))
                answers = {**each.answers, question.id: frozenset((answer.id,))}
                new = Combined(read, each.count, answers, path)
                found[place] = _joined(found[place], new) if place in found else new
        cases = list(found.values())
    yield from cases


def _joined(one: Combined, other: Combined) -> Combined:
    return Combined(
        one.case,
        one.count + other.count,
        _union(one.answers, other.answers),
        min(one.simplest, other.simplest, key=len),
    )


def _merged(one: Outcome, other: Outcome) -> Outcome:
    simpler = other if len(other.simplest) < len(one.simplest) else one
    return Outcome(
        one.total,
        one.state,
        one.count + other.count,
        _union(one.answers, other.answers),
        simpler.simplest,
        simpler.result,
    )


def _union(
    one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    return {name: one[name] | other[name] for name in one}
