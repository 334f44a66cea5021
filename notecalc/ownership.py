"""Who owns and who gets what: beneficial ownership of the issuer's common shares, and an amount
shared among holders so that the parts add up to the whole (rule 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from notecalc.money import add, from_minor, grouped, half_up, minor_units, to_minor
from notecalc.redemption import Result
from notecalc.terms import Group, Holder, Reported, Terms

COUNTS = ("shares", "conversion_shares", "warrant_shares", "total")
"""The counts of common shares that a filing may report of a holder or a group."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that a filing reports otherwise than its own parts give it."""

    figure: str
    computed: Decimal
    reported: Decimal

    @property
    def off(self) -> Decimal:
        """What is computed less what is reported."""
        return add(self.computed, self.reported.copy_negate())


@dataclass(frozen=True, slots=True)
class Beneficial:
    """What a holder, or a group of them, beneficially owns: counts of common shares.

    `members` are the ids of a group's holders, none for a holder; `outstanding` the common shares
    outstanding, where the terms state them.
    """

    id: str | None
    name: str
    members: tuple[str, ...]
    shares: int
    conversion_shares: int
    warrant_shares: int
    outstanding: int | None = None
    reported: Reported | None = None

    @property
    def issuable(self) -> int:
        """The shares issuable on conversion and on warrants."""
        return self.conversion_shares + self.warrant_shares

    @property
    def total(self) -> int:
        """The shares held and issuable."""
        return self.shares + self.issuable

    @property
    def measure(self) -> int | None:
        """What Rule 13d-3(d)(1)(i) measures by: the shares outstanding and the own issuable."""
        return None if self.outstanding is None else self.outstanding + self.issuable

    @property
    def percent(self) -> Decimal | None:
        """Total ÷ shares outstanding, as the filing of the case computes it."""
        return _share(self.total, self.outstanding)

    @property
    def percent_by_rule(self) -> Decimal | None:
        """Total ÷ `measure` (17 CFR 240.13d-3(d)(1)(i))."""
        return _share(self.total, self.measure)

    @property
    def compared(self) -> tuple[Difference, ...]:
        """Each reported figure beside the one computed."""
        if self.reported is None:
            return ()
        found = [
            Difference(name, Decimal(getattr(self, name)), Decimal(count))
            for name in COUNTS
            if (count := getattr(self.reported, name)) is not None
        ]
        if self.percent is not None and self.reported.percent is not None:
            found.append(Difference("percent", self.percent, self.reported.percent))
        return tuple(found)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The figures that the filing reports otherwise."""
        return tuple(each for each in self.compared if each.off)


def _share(part: int, whole: int | None) -> Decimal | None:
    """A share of 1, rounded half up to the hundredth of a percent."""
    return None if whole is None else from_minor(half_up(part * 10_000, whole), 4)


def beneficial_ownership(terms: Terms) -> tuple[Beneficial, ...]:
    """What each holder, then each group owns; a group's counts are the sums of its members'."""
    by_id = {each.id: each for each in terms.holders}
    return (
        *(_owned(each, (), (each,), terms) for each in terms.holders),
        *(
            _owned(each, each.members, [by_id[name] for name in each.members], terms)
            for each in terms.ownership.groups
        ),
    )


def _owned(
    whose: Holder | Group, members: tuple[str, ...], parts: Sequence[Holder], terms: Terms
) -> Beneficial:
    return Beneficial(
        whose.id,
        whose.name,
        members,
        sum(each.shares for each in parts),
        sum(each.conversion_shares for each in parts),
        sum(each.warrant_shares for each in parts),
        terms.ownership.shares_outstanding,
        whose.reported,
    )


class ShareBy(Enum):
    """By what an amount is shared among the holders."""

    PRINCIPAL = "principal"
    CONVERSION_SHARES = "conversion-shares"


@dataclass(frozen=True, slots=True)
class Share:
    """A holder's notes and its part of the amount due."""

    name: str
    principal: Decimal | None
    amount: Decimal
    conversion_shares: int = 0
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """The redemption amount shared among the holders; where there are no parts, `why`."""

    by: ShareBy
    parts: tuple[Share, ...] = ()
    why: str = ""


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


def share_out(result: Result, by: ShareBy = ShareBy.PRINCIPAL) -> Allocation:
    """The redemption amount shared among the holders, where the whole note is theirs (rule 12).

    By principal, each holder's is stated and together they are the note's. By conversion shares
    it is assumed that the note is theirs alone, unless their stated principal says otherwise.
    """
    terms, due = result.terms, result.redemption
    places = minor_units(terms.currency)
    if why := _unshared(result, by):
        return Allocation(by, why=why)
    assert due is not None  # or nothing would be shared
    weights = [
        each.conversion_shares
        if by is ShareBy.CONVERSION_SHARES
        else to_minor(each.principal or Decimal(0), places)
        for each in terms.holders
    ]
    parts = zip(terms.holders, allocate(to_minor(due.total, places), weights), strict=True)
    return Allocation(
        by,
        tuple(
            Share(
                holder.name,
                holder.principal,
                from_minor(part, places),
                holder.conversion_shares,
                holder.id,
            )
            for holder, part in parts
        ),
    )


def shares(result: Result) -> tuple[Share, ...]:
    """The redemption amount shared by principal; none where part of it belongs to others."""
    return share_out(result).parts


def _unshared(result: Result, by: ShareBy) -> str:
    """Why nothing is shared, or nothing where it is."""
    terms, holders = result.terms, result.terms.holders
    if result.redemption is None:
        return f"the state is {result.state.value}: nothing is due on redemption"
    if not holders:
        return "the terms name no holder"
    places = minor_units(terms.currency)
    stated = [each.principal for each in holders if each.principal is not None]
    if by is ShareBy.PRINCIPAL and len(stated) < len(holders):
        return (
            f"the principal of the notes held is stated for {len(stated)} of {len(holders)}"
            " holders, and an amount is shared only among holders whose notes it is (rule 12);"
            " state each holder's principal, or ask for conversion shares"
        )
    together = sum(to_minor(principal, places) for principal in stated)
    if len(stated) == len(holders) and together != to_minor(terms.principal, places):
        return (
            f"the holders' notes add up to {grouped(from_minor(together, places))}, the note to"
            f" {grouped(terms.principal)} {terms.currency}, and an amount is shared only among"
            " holders whose notes it is (rule 12)"
        )
    if by is ShareBy.CONVERSION_SHARES and not any(each.conversion_shares for each in holders):
        return "no holder has shares issuable on conversion"
    return ""
