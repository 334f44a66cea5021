"""On what a date turns, in plain words: one answer changed at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from notecalc.facts import Facts
from notecalc.money import grouped
from notecalc.readings.of_counting import CALENDAR
from notecalc.readings.pricing import Priced, PricedQuestion, governing_dates, price
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms
from notecalc.timeline.clocks import counted
from notecalc.timeline.reasons import said

Move = tuple[str, date | None]
"""An event and the date it moves to; None where it no longer happens."""

_SAID = {
    "covenant_deadline": ("the covenant deadline is", "there is no covenant deadline"),
    "cure_deadline": ("the cure deadline is", "there is no cure deadline"),
    "event_of_default": ("the Event of Default is on", "there is no Event of Default"),
    "default_rate_from": ("the default rate starts on", "no default rate starts"),
    "redemption": ("the redemption date is", "there is no redemption"),
}


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """Dates that move under any one of some conditions, and what that is worth.

    `moves` are the dates, the one that moves the others first; `worth` is the difference in the
    total, in units of the currency; `redemption` the redemption date then, None where nothing is
    due, and `usual` the one now. `only` is whether nothing else moves the first date so.
    """

    moves: tuple[Move, ...]
    conditions: tuple[str, ...]
    worth: Decimal
    redemption: date | None
    usual: date | None
    only: bool

    def __str__(self) -> str:
        event, day = self.moves[0]
        there, gone = _SAID[event]
        what = f"{there} {said(day)}" if day else gone
        condition = f"{'only ' * self.only}if {', or '.join(self.conditions)}"
        return f"{what} {condition}; {self._consequence()}"

    def _consequence(self) -> str:
        if self.redemption is None:
            less = f", {grouped(abs(self.worth))} less" if self.worth else ""
            return f"nothing is due then{less}"
        moved = self.usual is not None and self.redemption != self.usual
        instead = f" in place of {said(self.usual)}" if moved and self.usual else ""
        worth = grouped(abs(self.worth)) if self.worth else "nothing"
        less = " less" * (self.worth < 0)
        return f"for a redemption on {said(self.redemption)}{instead} that is worth {worth}{less}"


def tipping_points(
    terms: Terms, facts: Facts, questions: Iterable[PricedQuestion] | None = None
) -> tuple[TippingPoint, ...]:
    """On what each date turns that one answer moves, the most at stake first.

    `questions` are the case's as `price` has them, where they are at hand. Raises NotecalcError
    where the case as it is does not fit.
    """
    base = redeem(terms, facts)
    found: dict[tuple[tuple[Move, ...], Decimal, date | None], dict[str, None]] = {}
    for each in questions if questions is not None else price(terms, facts):
        for row in each.answers:
            if row.result is not None and (moves := _moves(row, base, row.result)):
                then = governing_dates(row.result).get("redemption")
                place = (moves, row.difference, then)
                found.setdefault(place, {})[_condition(each, row, base)] = None
    usual = governing_dates(base).get("redemption")
    reached = [move for moves, _, _ in found for move in moves]
    points = [
        TippingPoint(moves, tuple(words), worth, then, usual, reached.count(moves[0]) == 1)
        for (moves, worth, then), words in found.items()
    ]
    return tuple(sorted(points, key=lambda point: -abs(point.worth)))


def _moves(row: Priced, base: Result, other: Result) -> tuple[Move, ...]:
    """The dates that the answer moves; not the deadlines of two clocks for one that moved."""
    were, are = base.timeline.governing, other.timeline.governing
    if were is None or are is None or were.of == are.of:
        return row.moves
    return tuple(
        move for move in row.moves if move[0] not in ("covenant_deadline", "cure_deadline")
    )


def _condition(question: PricedQuestion, row: Priced, base: Result) -> str:
    """What must be so for the answer, in words that follow "if"."""
    if question.question is CALENDAR and row.result is not None:
        days = " and ".join(_holidays(base, row.result))
        if days:
            return days
    return row.answer.says


def _holidays(base: Result, other: Result) -> Iterator[str]:
    """The days that one calendar closes and the other does not, among those that were counted."""
    for day in sorted(_counted_days(base, other)):
        was, becomes = base.calendar.why_closed(day), other.calendar.why_closed(day)
        if was and not becomes:
            yield f"{was} ({said(day)}) is a Business Day"
        elif becomes and not was:
            yield f"{becomes} ({said(day)}) is not a Business Day"


def _counted_days(base: Result, other: Result) -> set[date]:
    """Each day that a deadline, or the redemption date, is counted over in either result."""
    spans = [_spans(base), _spans(other)]
    days: set[date] = set()
    for start, end in (span for each in spans for span in each):
        days |= {start + timedelta(days=n) for n in range(1, (end - start).days + 1)}
    return days


def _spans(result: Result) -> Iterator[tuple[date, date]]:
    for clock in result.timeline.clocks:
        yield from ((each.start, each.end) for each in counted(clock, result.terms))
    governing, on = result.timeline.governing, result.timeline.redemption
    if governing and governing.default and on and result.facts.redeem_on is None:
        yield governing.default - timedelta(days=1), on
