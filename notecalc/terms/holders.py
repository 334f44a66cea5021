"""Who holds the notes, and what a Schedule 13D says of them: part of the terms of a note."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reported:
    """The figures that a filing reports of a holder or a group; None where it does not.

    Counts are of common shares, `percent` is a share of 1 (0.0834).
    """

    shares: int | None = None
    conversion_shares: int | None = None
    warrant_shares: int | None = None
    total: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder: common shares held, issuable on conversion and on warrants; notes held.

    Groups and expectations name it by `id`.
    """

    name: str
    shares: int = 0
    conversion_shares: int = 0
    warrant_shares: int = 0
    principal: Decimal | None = None
    id: str | None = None
    reported: Reported | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Holders, by id, whose shares one person or a group beneficially owns together."""

    id: str
    name: str
    members: tuple[str, ...]
    reported: Reported | None = None


@dataclass(frozen=True, slots=True)
class Ownership:
    """What beneficial ownership is measured by: the common shares outstanding, and the groups.

    `as_of` is the day of the count, `source` the paper that states it.
    """

    shares_outstanding: int | None = None
    as_of: date | None = None
    source: str = ""
    groups: tuple[Group, ...] = ()
