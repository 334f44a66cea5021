"""Which readings come nearest to the other side's schedule, and where it departs from each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.money import add
from notecalc.readings.combinations import Done, Path, results, unheard, union
from notecalc.readings.departure import Departure, TheirLine, departure, ours_from, same
from notecalc.redemption import Result
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Likeness:
    """Combinations of answers that give one schedule, and how far another's is from it.

    `alike` is how many lines of theirs are lines of ours, `unlike` how many of either are not;
    `off` is their interest less ours. The rest is as in `Match`.
    """

    alike: int
    unlike: int
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
    date.
    """

    theirs: tuple[TheirLine, ...]
    facts: Facts
    combinations: int
    found: tuple[Likeness, ...]

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
    redemption date it is the last day of their schedule. Amounts that differ by no more than
    `within` agree. `done` is told how many steps of how many have been made.
    """
    theirs = tuple(rows)
    if not theirs:
        raise refuse("their schedule has no lines", "give one line at least")
    if facts.redeem_on is None:
        facts = replace(facts, redeem_on=theirs[-1].end)
    merged: dict[object, Likeness] = {}
    combinations = 0
    for each, result in results(terms, facts, done=done):
        if result.redemption is None:
            continue
        combinations += each.count
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
    return ReconciledSchedule(theirs, facts, combinations, found)


def _rank(each: Likeness) -> tuple[int, Decimal, int]:
    return each.unlike, abs(each.off), len(each.simplest)


def _joined(
    one: Likeness, count: int, answers: Mapping[str, frozenset[str]], path: Path, result: Result
) -> Likeness:
    simpler = {"simplest": path, "result": result} if len(path) < len(one.simplest) else {}
    joined = replace(one, count=one.count + count, answers=union(one.answers, answers))
    return replace(joined, **simpler)  # type: ignore[arg-type]


def _measured(
    result: Result, theirs: Sequence[TheirLine], within: Decimal
) -> tuple[int, int, Decimal]:
    """Lines alike, lines unlike on either side, and their interest less ours."""
    ours = ours_from(result, theirs)
    by_start = {line.start: line for line in ours}
    alike = sum(row.start in by_start and same(by_start[row.start], row, within) for row in theirs)
    off = Decimal(0)
    for row in theirs:
        off = add(off, row.interest)
    for line in ours:
        off = add(off, -line.interest)
    return alike, len(ours) + len(theirs) - 2 * alike, off
