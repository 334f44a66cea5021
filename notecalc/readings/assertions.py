"""What would have to be true for dates and amounts that the other side asserts."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.readings.claims import AMOUNTS, Value, check_name, found, meant
from notecalc.readings.combinations import (
    Combined,
    Done,
    Path,
    needed,
    redeemed,
    results,
    unheard,
    union,
    usual_date,
)
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Found:
    """Combinations of answers that are alike in what is asked for.

    `needs` are the answers found in them, of the questions of which not every answer is;
    `simplest` is the combination with the fewest answers other than those chosen, those only,
    and `result` what it gives.
    """

    count: int
    needs: Mapping[str, frozenset[str]]
    simplest: Path
    result: Result


@dataclass(frozen=True, slots=True)
class Asserted:
    """What would have to be true for `values`, by event or amount.

    `combinations` are those that fit the facts; `met` those under which all values hold. Where
    none does, `nearest` are those that come nearest to the first amount asserted, of those under
    which the rest holds, or, where `apart` is true and there are none such, of all. Where an
    amount is asserted and no redemption date given, each is redeemed on `on` as well as on the
    first day that it allows itself; None where that makes no difference.
    """

    values: Mapping[str, Value]
    combinations: int
    met: Found | None
    nearest: Found | None = None
    apart: bool = False
    on: date | None = None

    @property
    def amount(self) -> str | None:
        """The name of the first amount asserted."""
        return next((name for name in self.values if name in AMOUNTS), None)

    @property
    def off(self) -> Decimal | None:
        """What the nearest has more than the first amount asserted."""
        name = self.amount
        if self.nearest is None or name is None:
            return None
        return _amount(self.nearest.result, name) - Decimal(str(self.values[name]))


def asserted(
    terms: Terms, facts: Facts, values: Mapping[str, str], done: Done = unheard
) -> Asserted:
    """The combinations of answers under which all that is asserted holds.

    `values` are texts by event or amount, as a scenario expects them: a date, an amount, a state
    or none. `done` is told how many steps of how many have been made. Raises NotecalcError with
    every problem of `values`, and where the case as it is does not fit.
    """
    wanted = _meant(terms, values)
    redeem(terms, facts)
    dates = [name for name in wanted if name not in AMOUNTS]
    on = _another_date(terms, facts, wanted)
    every: dict[str, frozenset[str]] = {}
    combinations = 0
    tried: list[tuple[Combined, Result]] = []
    apart = results(
        terms, facts, lambda dated: tuple(found(x, dated, None) for x in dates), done, on
    )
    for each, result in apart:
        every = union(every, each.answers)
        combinations += each.count
        tried += [(each, one) for one in _on_dates(each, result, on)]
    met = [pair for pair in tried if _holds(wanted, wanted, pair[1])]
    if met:
        return Asserted(wanted, combinations, _found(met, every), on=on)
    amount = next((x for x in wanted if x in AMOUNTS and wanted[x] is not None), None)
    priced = [pair for pair in tried if pair[1].redemption is not None]
    if amount is None or not priced:
        return Asserted(wanted, combinations, None, on=on)
    rest = [name for name in wanted if name != amount]
    near = [pair for pair in priced if _holds(wanted, rest, pair[1])]
    target = Decimal(str(wanted[amount]))
    gaps = [(abs(_amount(pair[1], amount) - target), pair) for pair in near or priced]
    least = min(gap for gap, _ in gaps)
    closest = _found([pair for gap, pair in gaps if gap == least], every)
    return Asserted(wanted, combinations, None, closest, apart=not near, on=on)


def _another_date(terms: Terms, facts: Facts, wanted: Iterable[str]) -> date | None:
    """The redemption date of the case as it is, where what is asserted may turn on another."""
    if facts.redeem_on is not None or "redemption_date" in wanted:
        return None
    return usual_date(terms, facts) if any(name in AMOUNTS for name in wanted) else None


def _on_dates(each: Combined, result: Result, on: date | None) -> Iterator[Result]:
    """What a combination gives on `on`, where it may be redeemed then, and on its own date."""
    if on is not None and result.timeline.redemption not in (None, on):
        with suppress(NotecalcError):  # it may be too early then
            yield redeem(*redeemed(each.case, on))
    yield result


def _meant(terms: Terms, values: Mapping[str, str]) -> dict[str, Value]:
    ids = [each.id for each in terms.events_of_default]
    wanted: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, text in values.items():
        try:
            check_name(name, ids)
            wanted[name] = meant(name, text)
        except NotecalcError as error:
            problems += [
                Problem(each.what, each.remedy, f"assert.{name}") for each in error.problems
            ]
    if problems:
        raise NotecalcError(*problems)
    return wanted


def _holds(wanted: Mapping[str, Value], names: Iterable[str], result: Result) -> bool:
    return all(found(x, result.timeline, result.redemption) == wanted[x] for x in names)


def _amount(result: Result, name: str) -> Decimal:
    return Decimal(getattr(result.redemption, name))


def _found(pairs: list[tuple[Combined, Result]], every: Mapping[str, frozenset[str]]) -> Found:
    answers: dict[str, frozenset[str]] = {}
    once = {id(each): each for each, _ in pairs}.values()
    for each in once:
        answers = union(answers, each.answers)
    simplest, result = min(pairs, key=lambda pair: len(pair[0].simplest))
    return Found(
        sum(each.count for each in once),
        needed(answers, every),
        simplest.simplest,
        result,
    )
