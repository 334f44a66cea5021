"""The kinds of facts that have more to them than a date.

Each may bear `known`, the day it became known; where that is not given it was known as it
happened. Amounts are in units of the note's currency.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of default: when it was sent, and when received (when sent, where not given).

    `starts_cure` is whether it counts as a notice of the breach, from which cure periods run.
    `by` is how it was sent and `at` the hour, for the terms' rules of deemed receipt; `of` the
    events of default that it names (none: all); `principal` what its senders hold (None: all).
    """

    sent: date
    received: date | None = None
    starts_cure: bool = True
    by: str = ""
    at: time | None = None
    of: tuple[str, ...] = ()
    principal: Decimal | None = None
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid by the issuer outside the interest payments of rule 9."""

    on: date
    amount: Decimal
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """Fees or expenses that the issuer owes from `on`; they bear no interest."""

    on: date
    amount: Decimal
    what: str = "fees and expenses"
    known: date | None = None


@dataclass(frozen=True, slots=True)
class PartialCure:
    """A part of what event of default `of` asks for, done on `on`: it stops no clock."""

    on: date
    of: str
    what: str = ""
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Forbearance:
    """A forbearance or standstill from `start` to `end`, both days included.

    Days in it count towards no cure period and no redemption falls in it; `suspends_rate` is
    whether the default rate does not run meanwhile.
    """

    start: date
    end: date
    suspends_rate: bool = False
    clause: str = "forbearance"
    known: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Amendment:
    """New rates a year from `on`; a rate not given stays. What came before stays as it was."""

    on: date
    clause: str
    cash_rate: Decimal | None = None
    note_rate: Decimal | None = None
    default_cash_rate: Decimal | None = None
    default_note_rate: Decimal | None = None
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """Principal converted into shares at the start of `on`.

    `share_price` prices a fractional share (the conversion price, where it is not given).
    """

    on: date
    principal: Decimal
    share_price: Decimal | None = None
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Judgment:
    """A judgment for what was due on `on`, and the rate a year that it bears.

    Interest on it is simple, or with `compounds` compounded each year (28 U.S.C. 1961(b)).
    """

    on: date
    rate: Decimal
    compounds: bool = False
    clause: str = "judgment"
    known: date | None = None
