"""A line of the schedule, and the columns by which it is shown."""

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from notecalc.daycount import DayCount

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


class Basis(Enum):
    """Which rate a line bears."""

    BASE = "base"
    DEFAULT = "default"


class Line(NamedTuple):
    """Interest over [start, end) and what happened to it at `end`.

    `principal` is the opening one; `accrued` is what stands accrued and unpaid after the line.
    Amounts are in units of the currency; `fraction` is the year fraction of the line.
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

    @property
    def unrounded(self) -> Fraction:
        """The interest before rounding: principal × rate × fraction."""
        return Fraction(self.principal) * Fraction(self.rate) * self.fraction
