"""Which readings come nearest to the other side's schedule, and where it departs from each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError, refuse
from notecalc.facts import Facts
from notecalc.money import add
from notecalc.readings.combinations import Done, Path, redeemed, results, unheard, union
from notecalc.readings.departure import Departure, TheirLine, departure, ours_from, same
from notecalc.readings.question import Case
from notecalc.redemption import Result, redeem
from notecalc.schedule import Line, schedule
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Likeness:
    """Combinations of answers that give one schedule, and how far another's is from it.

    `alike` is how many lines of theirs are lines of ours, `unlike` how many are not, `extra` how
    many lines of ours are none of theirs; `off` is their interest less ours. The rest is as in
    `Match`.
    """

    alike: int
    unlike: int
    extra: int
    off: Decimal
    count: int
    answers: Mapping[str, frozenset[str]]
    simplest: Path
    departure: Departure | None
    result: Result


@dataclass(frozen=True, slots=True)
class ReconciledSchedule:
    """The schedules of every combination, that from which theirs departs least first.

    `combinations` were tried that leave something due; `facts` are those tried, with the redemption
    date; `taken` is whether that is the last day of their schedule because none was given, `stops`
    whether their schedule stops before redemption and is compared as far as it goes.
    """

    theirs: tuple[TheirLine, ...]
    facts: Facts
    combinations: int
    found: tuple[Likeness, ...]
    taken: bool
    stops: bool

    @property
    def reproduced(self) -> bool:
        """Whether a reading gives their schedule line by line."""
        return bool(self.found) and self.found[0].departure is None


def reconcile_schedule(
    terms: Terms,
    facts: Facts,
    rows: Sequence[TheirLine],
    *,
    within: Decimal = Decimal(0),
    most: int = 5,
    done: Done = unheard,
) -> ReconciledSchedule:
    """From which combinations of readings another's schedule departs least, and where first.

    The least is the fewest lines unlike, then the least difference in interest, then the fewest
    answers other than those chosen; the `most` nearest are answered. Where the facts name no
    redemption date it is the last day of their schedule. One that stops before redemption, or
    before the Event of Default of the case as it is, is compared as far as it goes. Amounts that
    differ by no more than `within` agree. `done` is told how many steps of how many have been made.
    """
    theirs = tuple(rows)
    if not theirs:
        raise refuse("their schedule has no lines", "give one line at least")
    last, given = theirs[-1].end, facts.redeem_on
    facts = replace(facts, redeem_on=_redeemed_on((terms, facts), last))
    stops = facts.redeem_on is None or last < facts.redeem_on
    merged: dict[object, Likeness] = {}
    combinations = 0
    for each, result in results(terms, facts, done=done):
        if result.redemption is None:
            continue
        combinations += each.count
        if stops:
            result = replace(result, schedule=_until(result, last))
        place = tuple(line[:11] for line in result.schedule)
        if place in merged:
            merged[place] = _joined(merged[place], each.count, each.answers, each.simplest, result)
        else:
            measured = _measured(result, theirs, within)
            merged[place] = Likeness(
                *measured, each.count, each.answers, each.simplest, None, result
            )
    nearest = sorted(merged.values(), key=_rank)[:most]
    found = tuple(
        replace(each, departure=departure(each.result, theirs, within)) for each in nearest
    )
    taken = given is None and not stops
    return ReconciledSchedule(theirs, facts, combinations, found, taken, stops)


def _redeemed_on(case: Case, last: date) -> date | None:
    """The redemption date: that given; the last day of theirs where it may be; that of the case."""
    terms, facts = case
    if facts.redeem_on is not None:
        return facts.redeem_on
    usual = redeem(terms, facts).timeline
    default = usual.governing.default if usual.governing else None
    if default is None or last < default:
        return usual.redemption
    try:
        redeem(*redeemed(case, last))
    except NotecalcError:
        return usual.redemption
    return last


def _until(result: Result, last: date) -> tuple[Line, ...]:
    """The lines up to a day; the one in which it lies is cut there."""
    whole = tuple(line for line in result.schedule if line.end <= last)
    if not any(line.start < last < line.end for line in result.schedule):
        return whole
    dated, known = result.timeline, result.facts.happened
    cut = schedule(
        result.terms,
        known,
        result.calendar,
        until=last,
        performed_to=dated.performed_to,
        at_default=dated.at_default,
        paid_to=dated.paid_to,
    )
    return (*whole, cut[-1])


def _rank(each: Likeness) -> tuple[int, Decimal, int]:
    return each.unlike + each.extra, abs(each.off), len(each.simplest)


def _joined(
    one: Likeness, count: int, answers: Mapping[str, frozenset[str]], path: Path, result: Result
) -> Likeness:
    simpler = {"simplest": path, "result": result} if len(path) < len(one.simplest) else {}
    joined = replace(one, count=one.count + count, answers=union(one.answers, answers))
    return replace(joined, **simpler)  # type: ignore[arg-type]


def _measured(
    result: Result, theirs: Sequence[TheirLine], within: Decimal
) -> tuple[int, int, int, Decimal]:
    """Lines alike, lines of theirs and of ours that are not, and their interest less ours."""
    ours = ours_from(result, theirs)
    by_start = {line.start: line for line in ours}
    alike = sum(row.start in by_start and same(by_start[row.start], row, within) for row in theirs)
    off = Decimal(0)
    for row in theirs:
        off = add(off, row.interest)
    for line in ours:
        off = add(off, -line.interest)
    return alike, len(theirs) - alike, len(ours) - alike, off
