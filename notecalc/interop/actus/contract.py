"""The model of an ACTUS contract of type PAM (principal at maturity), as `reader` makes it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from notecalc.daycount import DayCount

DAY_COUNTS = {
    "AA": DayCount.ACT_ACT_ISDA,
    "A360": DayCount.ACT_360,
    "A365": DayCount.ACT_365F,
    "30E360": DayCount.THIRTY_E_360,
    "30E360ISDA": DayCount.THIRTY_E_360_ISDA,
}
"""The day counts of ACTUS that are carried."""


class Payday(NamedTuple):
    """An end of an interest period: the day to which it accrues, and that of the event."""

    to: date
    on: date


class Reset(NamedTuple):
    """A rate a year from a day on, and the day of the event."""

    start: date
    on: date
    rate: Decimal


class Fees(NamedTuple):
    """Fees on some days: an amount each, or with `yearly` a rate a year on the nominal."""

    paydays: tuple[Payday, ...]
    rate: Decimal
    yearly: bool
    accrued: Decimal


class Trade(NamedTuple):
    """A purchase or a termination, at a price beside interest accrued."""

    on: date
    price: Decimal


@dataclass(frozen=True, slots=True)
class Contract:
    """What a contract comes to; `owed` is whether it is a liability: every sign is turned.

    Interest accrues from `start`: the day of exchange, or where that is past the status date or
    the interest date before it; `accrued` had accrued by then. `maturity` is the day to which
    interest accrues, the day after `matures` where that is meant to its end. Interest of the
    `paydays` up to `grows_to` is added to the nominal.
    """

    name: str
    currency: str
    owed: bool
    status: date
    exchange: date
    start: date
    maturity: date
    matures: date
    principal: Decimal
    premium: Decimal
    rate: Decimal
    accrued: Decimal
    day_count: DayCount
    paydays: tuple[Payday, ...]
    grows_to: date | None
    resets: tuple[Reset, ...]
    fees: Fees | None
    purchase: Trade | None
    termination: Trade | None
