"""Two papers' terms: what each term that differs is worth alone, and what all are together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from notecalc.errors import NotecalcError, refuse
from notecalc.facts import Facts
from notecalc.redemption import Result, redeem
from notecalc.terms import Terms

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
    the whole; `refused` says why the change alone does not fit, and both are None.
    """

    change: Change
    total: Decimal | None
    difference: Decimal | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers on one set of facts: the first's result, the second's, each change alone.

    `other` is None where the second paper does not fit the facts; `refused` says why.
    """

    one: Result
    other: Result | None
    effects: tuple[Effect, ...]
    refused: str = ""

    @property
    def together(self) -> Decimal | None:
        """What all changes give together: the second paper's total less the first's."""
        return None if self.other is None else _owed(self.other) - _owed(self.one)

    @property
    def interplay(self) -> Decimal | None:
        """What the changes give together beyond the sum of each alone."""
        alone = [each.difference for each in self.effects if each.difference is not None]
        if self.together is None or len(alone) < len(self.effects):
            return None
        return self.together - sum(alone, _NOTHING)


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
    effects = tuple(_effect(each, facts, base) for each in changes)
    try:
        return Comparison(base, redeem(other, facts), effects)
    except NotecalcError as error:
        return Comparison(base, None, effects, error.problems[0].what)


def _effect(change: Change, facts: Facts, base: Result) -> Effect:
    if change.terms is None:
        return Effect(change, None, None, change.refused)
    try:
        result = redeem(change.terms, facts)
    except NotecalcError as error:
        return Effect(change, None, None, error.problems[0].what)
    total = result.redemption.total if result.redemption else None
    return Effect(change, total, _owed(result) - _owed(base))


def _owed(result: Result) -> Decimal:
    return result.redemption.total if result.redemption else _NOTHING
