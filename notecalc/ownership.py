"""Who gets what: an amount shared among holders so that the parts add up to the whole (rule 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from notecalc.money import from_minor, minor_units, to_minor
from notecalc.redemption import Result


@dataclass(frozen=True, slots=True)
class Share:
    """A holder's notes and its part of the amount due."""

    name: str
    principal: Decimal
    amount: Decimal


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Share whole units by weight, largest remainder first, ties to the first listed.

    The parts add up to `amount`. `weights` are not negative and not all zero.
    """
    whole = sum(weights)
    parts = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    left = amount - sum(parts)
    for index in sorted(range(len(weights)), key=lambda each: -remainders[each])[:left]:
        parts[index] += 1
    return parts


def shares(result: Result) -> tuple[Share, ...]:
    """The redemption amount shared among the holders, where the whole note is theirs.

    That is where each holder's principal is stated and together they are the note's; else there
    is nothing to share, since part of the amount belongs to others.
    """
    terms, due = result.terms, result.redemption
    places = minor_units(terms.currency)
    stated = [each.principal for each in terms.holders if each.principal is not None]
    if due is None or len(stated) < len(terms.holders) or not stated:
        return ()
    weights = [to_minor(principal, places) for principal in stated]
    if sum(weights) != to_minor(terms.principal, places):
        return ()
    parts = allocate(to_minor(due.total, places), weights)
    return tuple(
        Share(holder.name, principal, from_minor(part, places))
        for holder, principal, part in zip(terms.holders, stated, parts, strict=True)
    )
