"""What was known on a day, and what each thing learned after it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.facts.knowledge import dated
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms

_MOVING = ("cure_deadline", "event_of_default", "default_rate_from", "redemption")


@dataclass(frozen=True, slots=True)
class Learned:
    """What became known on a day, and what the note comes to with it.

    `facts` are the facts in words; `moves` the governing dates that differ from the day before;
    `total` what is due then (None: nothing), `change` what it differs by, in units of the
    currency, nothing due counting as 0. `refused` says why the facts as known do not fit.
    """

    on: date
    facts: tuple[str, ...]
    state: str
    moves: tuple[tuple[str, date | None], ...]
    total: Decimal | None
    change: Decimal
    refused: str = ""


def learned_after(terms: Terms, facts: Facts, day: date) -> tuple[Learned, ...]:
    """What each day on which something was learned after `day` changed, in order.

    Raises NotecalcError where the facts known on `day` do not fit the terms.
    """
    return tuple(_learned(terms, facts, day, redeem(terms, facts.as_known_on(day))))


def _learned(terms: Terms, facts: Facts, day: date, before: Result) -> Iterator[Learned]:
    later = [fact for fact in dated(facts) if fact.known > day]
    for on in sorted({fact.known for fact in later}):
        what = tuple(fact.what for fact in later if fact.known == on)
        try:
            after = redeem(terms, facts.as_known_on(on))
        except NotecalcError as error:
            yield Learned(on, what, "", (), None, Decimal(0), str(error.problems[0]))
            continue
        was, now = _dates(before), _dates(after)
        moves = tuple((name, now.get(name)) for name in _MOVING if was.get(name) != now.get(name))
        total = _total(after)
        change = (total or Decimal(0)) - (_total(before) or Decimal(0))
        yield Learned(on, what, after.state.value, moves, total, change)
        before = after


def _total(result: Result) -> Decimal | None:
    return result.redemption.total if result.redemption else None


def _dates(result: Result) -> dict[str, date]:
    """The dates of what governs; where nothing does, of the clock listed first."""
    governs = result.timeline.governing is not None
    events = [each for each in result.timeline.events if each.governing or not governs]
    return {each.event: each.date for each in reversed(events)}
