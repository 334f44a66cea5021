"""Two papers' terms: what each term that differs is worth alone, and what all are together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError, refuse
from notecalc.facts import Facts
from notecalc.readings.pricing import moved, owed
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms

Moves = tuple[tuple[str, date | None], ...]
"""Governing dates by event, None where there is none."""

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Change:
    """A term that two papers have differently: its path, and what stands there in each.

    A side is None where its paper says nothing. `terms` are the first paper's with the second's
    value there; None where they do not fit together so, and `refused` says why.
    """

    path: str
    one: str | None
    other: str | None
    terms: Terms | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A change and what it gives alone: the total, and the difference from the first paper's.

    Amounts are in units of the currency. Where nothing is due the total is None and the difference
    the whole; `refused` says why the change alone does not fit, and both are None. `moves` are the
    governing dates that it moves; `at_same_date` is the difference on the comparison's `same_date`.
    """

    change: Change
    total: Decimal | None
    difference: Decimal | None
    refused: str = ""
    moves: Moves = ()
    at_same_date: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers on one set of facts: the first's result, the second's, each change alone.

    `other` is None where the second paper does not fit the facts; `refused` says why. Where the
    redemption dates differ, `same_date` is the last of them and `at_same_date` what all changes
    give together with every paper redeemed on it.
    """

    one: Result
    other: Result | None
    effects: tuple[Effect, ...]
    refused: str = ""
    same_date: date | None = None
    at_same_date: Decimal | None = None

    @property
    def together(self) -> Decimal | None:
        """What all changes give together: the second paper's total less the first's."""
        return None if self.other is None else owed(self.other) - owed(self.one)

    @property
    def interplay(self) -> Decimal | None:
        """What the changes give together beyond the sum of each alone."""
        alone = [each.difference for each in self.effects if each.difference is not None]
        if self.together is None or len(alone) < len(self.effects):
            return None
        return self.together - sum(alone, _NOTHING)

    @property
    def moves(self) -> Moves:
        """The governing dates of the second paper that are not those of the first."""
        return () if self.other is None else moved(self.one, self.other)


def compare(one: Terms, other: Terms, facts: Facts, changes: Iterable[Change]) -> Comparison:
    """What the changes that lead from one paper to the other give, after these facts.

    Raises NotecalcError where the facts do not fit the first paper, or the currencies differ.
    """
    if one.currency != other.currency:
        raise refuse(
            f"the papers are in {one.currency} and in {other.currency}",
            "compare papers of one currency",
            "currency",
        )
    base = redeem(one, facts)
    read = [(each, *_redeemed(each.terms, facts, each.refused)) for each in changes]
    whole, refused = _redeemed(other, facts)
    results = (base, whole, *(result for _, result, _ in read))
    days = {each.redemption.date for each in results if each and each.redemption}
    same = max(days) if len(days) > 1 else None
    effects = tuple(_effect(base, each, result, why, same) for each, result, why in read)
    return Comparison(base, whole, effects, refused, same, _held(base, whole, same))


def _redeemed(terms: Terms | None, facts: Facts, refused: str = "") -> tuple[Result | None, str]:
    """The result of terms, or why there is none."""
    if terms is None:
        return None, refused
    try:
        return redeem(terms, facts), ""
    except NotecalcError as error:
        return None, error.problems[0].what


def _effect(
    base: Result, change: Change, result: Result | None, refused: str, same: date | None
) -> Effect:
    if result is None:
        return Effect(change, None, None, refused)
    total = result.redemption.total if result.redemption else None
    difference = owed(result) - owed(base)
    held = _held(base, result, same)
    return Effect(change, total, difference, "", moved(base, result), held)


def _held(base: Result, result: Result | None, on: date | None) -> Decimal | None:
    """The difference with both redeemed on one day; None without one, or where it does not fit."""
    if result is None or on is None:
        return None
    try:
        now, was = (redeem(x.terms, replace(x.facts, redeem_on=on)) for x in (result, base))
    except NotecalcError:
        return None
    return owed(now) - owed(was)
