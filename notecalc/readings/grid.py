"""Every combination of answers, equal outcomes merged.

What dates the note is asked first: combinations that come to the same dates earn the same
interest, and only one of them goes on to the questions of interest.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.readings.price import raised
from notecalc.readings.question import Case, Question, key
from notecalc.readings.questions import OF_INTEREST
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms
from notecalc.timeline import timeline

Path = tuple[tuple[str, str], ...]
"""Answers by question: pairs of ids."""


@dataclass(frozen=True, slots=True)
class Combined:
    """Some combinations of answers that come to the same, and the case under the simplest.

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
    """The cases that the combinations of answers come to, one for all that earn the same."""
    cases = [Combined((terms, facts), 1, {}, ())]
    questions = [question for question, _ in raised(terms, facts)]
    for question in questions:
        if question not in OF_INTEREST:
            cases = _joined((new for each in cases for new in _answered(each, question)), key)
    cases = _joined(cases, _dates)
    for question in questions:
        if question in OF_INTEREST:
            cases = _joined((new for each in cases for new in _answered(each, question)), key)
    yield from cases


def _answered(each: Combined, question: Question) -> Iterator[Combined]:
    """A case under each answer; as it is where it does not raise the question."""
    answers = question.answers(*each.case)
    if not answers:
        yield each
        return
    own = key(each.case)
    for answer in answers:
        read = answer.read(*each.case)
        path = each.simplest if key(read) == own else (*each.simplest, (question.id, answer.id))
        yield Combined(
            read, each.count, {**each.answers, question.id: frozenset((answer.id,))}, path
        )


def _joined(cases: Iterable[Combined], place: Callable[[Case], Hashable]) -> list[Combined]:
    """The cases, those at the same place as one."""
    found: dict[Hashable, Combined] = {}
    for each in cases:
        at = place(each.case)
        found[at] = _join(found[at], each) if at in found else each
    return list(found.values())


def _dates(case: Case) -> Hashable:
    """All of the dates of a case by which interest and the redemption are reckoned."""
    terms, facts = case
    calendar = terms.calendar.resolve()
    try:
        dated = timeline(terms, facts, calendar)
    except NotecalcError:  # a question of interest may be what does not fit: left apart
        return key(case)
    counted = calendar.name if terms.interest.day_count.needs_calendar else ""
    return dated.state, dated.default_from, dated.redemption, dated.performed_to, counted


def _join(one: Combined, other: Combined) -> Combined:
    simpler = other if len(other.simplest) < len(one.simplest) else one
    return Combined(
        simpler.case,
        one.count + other.count,
        union(one.answers, other.answers),
        simpler.simplest,
    )


def _merged(one: Outcome, other: Outcome) -> Outcome:
    simpler = other if len(other.simplest) < len(one.simplest) else one
    return Outcome(
        one.total,
        one.state,
        one.count + other.count,
        union(one.answers, other.answers),
        simpler.simplest,
        simpler.result,
    )


def union(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """The answers found in either, by question."""
    none: frozenset[str] = frozenset()
    return {name: one.get(name, none) | other.get(name, none) for name in {**one, **other}}
