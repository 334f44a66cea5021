"""The kinds of facts, beside a notice, that have more to them than a date.

Each may bear `known`, the day it became known; where that is not given it was known as it
happened. Amounts are in units of the note's currency. The `source` of a paper is its `clause`, or
where that names none but says only what kind of paper it is, that with its day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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

    @property
    def source(self) -> str:
        """What is cited for it."""
        return _dated(self.clause, "forbearance", self.start)

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

    @property
    def source(self) -> str:
        """What is cited for it."""
        return _dated(self.clause, "amendment", self.on)


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

    @property
    def source(self) -> str:
        """What is cited for it."""
        return _dated(self.clause, "judgment", self.on)

    @property
    def interest_source(self) -> str:
        """What is cited for its interest: where only it is known to compound, the statute."""
        named = self.source == self.clause
        return "28 U.S.C. 1961(b)" if self.compounds and not named else self.source


def _dated(clause: str, kind: str, day: date) -> str:
    return f"{kind} of {day}" if clause == kind else clause
