"""A line of the schedule, an entry of the ledger, and the columns by which lines are shown."""

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from notecalc.daycount import DayCount
from notecalc.terms import Bucket, Terms

COLUMNS = (
    "start",
    "end",
    "days",
    "rate",
    "basis",
    "principal",
    "interest",
    "paid",
    "capitalized",
    "accrued",
    "closing_principal",
)
"""The columns of a schedule, in order, wherever it is shown or written."""


FURTHER = ("overdue_interest", "due")
"""The columns that a schedule has after `COLUMNS` where its terms call for them."""


def columns(terms: Terms) -> tuple[str, ...]:
    """The columns of a schedule of these terms: `COLUMNS`, and what only some terms call for."""
    calls = (terms.overdue_interest is not None, terms.interest.roll is not None)
    return (*COLUMNS, *(name for name, called in zip(FURTHER, calls, strict=True) if called))


class Basis(Enum):
    """Which rate a line bears."""

    BASE = "base"
    DEFAULT = "default"


class Line(NamedTuple):
    """Interest over [start, end) and what happened to it at `end`.

    `principal` is the opening one; `accrued` is what stands accrued and unpaid after the line.
    Amounts are in units of the currency; `fraction` is the year fraction of the line.
    `overdue_interest` is the interest of the line on overdue interest, beside `interest`, and
    `due` the day on which the interest of the period is to be paid.
    """

    start: date
    end: date
    days: int
    rate: Decimal
    basis: Basis
    principal: Decimal
    interest: Decimal
    paid: Decimal
    capitalized: Decimal
    accrued: Decimal
    closing_principal: Decimal
    fraction: Fraction
    day_count: DayCount
    clause: str
    due: date
    overdue_interest: Decimal
    overdue: Decimal

    @property
    def unrounded(self) -> Fraction:
        """The interest before rounding: principal × rate × fraction."""
        return Fraction(self.principal) * Fraction(self.rate) * self.fraction


class Entry(NamedTuple):
    """Money that moved on a day beside the interest payments of rule 9, and what it went to.

    `kind` is ``payment``, ``scheduled principal``, ``fee``, ``late fee`` or ``conversion``;
    `applied` are the parts of `amount` in the order of the waterfall.
    """

    on: date
    kind: str
    amount: Decimal
    applied: tuple[tuple[Bucket, Decimal], ...]
    clause: str
    reason: str
