"""Every combination of answers, equal outcomes merged.

What dates the note is asked first: combinations that come to the same dates earn the same
interest, and only one of them goes on to the questions of interest.

Each is redeemed by the single-note engine: nearly every one is of terms of its own, and the rules
over arrays (`portfolio`) pay where many notes share theirs. Their tables for the 600 terms of the
case take longer than its 620 redemptions.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.readings.pricing import raised
from notecalc.readings.question import Answer, Case, Question, key
from notecalc.readings.questions import OF_INTEREST
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms
from notecalc.timeline import Timeline, timeline

Path = tuple[tuple[str, str], ...]
"""Answers by question: pairs of ids."""


Done = Callable[[int, int], None]
"""Is told how many steps of how many have been made."""


def unheard(number: int, of: int) -> None:
    """Tells nobody."""


def nothing(dated: Timeline) -> Hashable:
    """Nothing of a timeline: all that come to the same interest and redemption are one."""
    return None


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
    """What some combinations give: the total due, or None, and the state.

    `dates` are the redemption dates found among them.
    """

    total: Decimal | None
    state: str
    count: int
    answers: dict[str, frozenset[str]]
    simplest: Path
    result: Result
    dates: frozenset[date] = frozenset()


def grid(terms: Terms, facts: Facts, done: Done = unheard) -> tuple[Outcome, ...]:
    """The outcomes of every combination of answers, the least due first.

    `done` is told how many steps of how many have been made. Combinations that do not fit the
    facts are left out. Raises NotecalcError where the case as it is does not fit.
    """
    redeem(terms, facts)
    merged: dict[tuple[Decimal | None, str], Outcome] = {}
    for each, result in results(terms, facts, done=done):
        total = result.redemption.total if result.redemption else None
        same = (total, result.state.value)
        dates = frozenset((result.redemption.date,) if result.redemption else ())
        outcome = Outcome(*same, each.count, each.answers, each.simplest, result, dates)
        merged[same] = _merged(merged[same], outcome) if same in merged else outcome
    return tuple(sorted(merged.values(), key=_by_total))


def results(
    terms: Terms,
    facts: Facts,
    apart: Callable[[Timeline], Hashable] = nothing,
    done: Done = unheard,
    on: date | None = None,
) -> Iterator[tuple[Combined, Result]]:
    """What `combine` comes to, each priced; what does not fit the facts is left out."""
    cases = list(combine(terms, facts, apart, lambda number, of: done(number, 2 * of), on))
    for number, each in enumerate(cases, len(cases) + 1):
        try:
            result = redeem(*each.case)
        except NotecalcError:
            continue
        yield each, result
        done(number, 2 * len(cases))


def _by_total(outcome: Outcome) -> tuple[Decimal, bool, str]:
    return outcome.total or Decimal(0), outcome.total is not None, outcome.state


def combine(
    terms: Terms,
    facts: Facts,
    apart: Callable[[Timeline], Hashable] = nothing,
    done: Done = unheard,
    on: date | None = None,
) -> Iterator[Combined]:
    """The cases that the combinations of answers come to, one for all that earn the same.

    Cases that differ in what `apart` finds in their timelines are kept apart too, and with `on`
    those that would differ if they were redeemed on that day. Combinations of answers that do not
    fit together are left out. `done` is told how many cases were dated.
    """
    asked = list(raised(terms, facts))
    cases = [Combined((terms, facts), 1, {}, ())]
    for question, answers in asked:
        if question not in OF_INTEREST:
            cases = _joined(_answered(cases, question, answers), key)
    cases = _joined(_told(cases, done), lambda case: _dates(case, apart, on))
    for question, answers in asked:
        if question in OF_INTEREST:
            cases = _joined(_answered(cases, question, answers), key)
    yield from cases


def _answered(
    cases: Iterable[Combined], question: Question, answers: Sequence[Answer]
) -> Iterator[Combined]:
    """Each case under each answer; one that it does not turn on leaves it as it is."""
    for each in cases:
        own = key(each.case)
        for answer in answers:
            try:
                read = answer.read(*each.case)
            except NotecalcError:
                continue
            path = each.simplest if key(read) == own else (*each.simplest, (question.id, answer.id))
            found = {**each.answers, question.id: frozenset((answer.id,))}
            yield Combined(read, each.count, found, path)


def _told(cases: Sequence[Combined], done: Done) -> Iterator[Combined]:
    for number, each in enumerate(cases, 1):
        yield each
        done(number, len(cases))


def _joined(cases: Iterable[Combined], place: Callable[[Case], Hashable]) -> list[Combined]:
    """The cases, those at the same place as one."""
    found: dict[Hashable, Combined] = {}
    for each in cases:
        at = place(each.case)
        found[at] = _join(found[at], each) if at in found else each
    return list(found.values())


def usual_date(terms: Terms, facts: Facts) -> date | None:
    """The redemption date of the case as it is; None where nothing is due or it does not fit."""
    try:
        return redeem(terms, facts).timeline.redemption
    except NotecalcError:
        return None


def redeemed(case: Case, on: date) -> Case:
    """The case with a redemption on that day."""
    terms, facts = case
    return terms, replace(facts, redeem_on=on)


def _dates(case: Case, apart: Callable[[Timeline], Hashable], on: date | None) -> Hashable:
    """All of the dates of a case by which interest and the redemption are reckoned."""
    terms, facts = case
    calendar = terms.calendar.resolve()
    try:
        dated = timeline(terms, facts, calendar)
    except NotecalcError:  # a question of interest may be what does not fit: left apart
        return key(case)
    counted = calendar.name if terms.interest.day_count.needs_calendar else ""
    earned = dated.state, dated.at_default, dated.redemption, dated.performed_to, counted
    if on is None or dated.redemption in (None, on):
        return earned, apart(dated)
    return earned, apart(dated), _on_another(redeemed(case, on))


def _on_another(case: Case) -> Hashable:
    """What interest turns on besides, where the case is redeemed on another day."""
    terms, facts = case
    try:
        return timeline(terms, facts, terms.calendar.resolve()).performed_to
    except NotecalcError as error:
        late = all(each.path == "redeem_on" for each in error.problems)
        return "refused" if late else key(case)


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
        one.dates | other.dates,
    )


def union(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """The answers found in either, by question."""
    none: frozenset[str] = frozenset()
    return {name: one.get(name, none) | other.get(name, none) for name in {**one, **other}}


def needed(
    answers: Mapping[str, frozenset[str]], every: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """The answers of the questions of which not every answer in `every` is among `answers`."""
    return {name: those for name, those in answers.items() if those != every[name]}
