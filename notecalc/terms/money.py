"""Terms that few notes have: what is due beside base and default interest, prices, deliveries."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from notecalc.deadlines import Deadline
from notecalc.terms.choices import OnConversion, OverdueRate


@dataclass(frozen=True, slots=True)
class ScheduledPayment:
    """Principal that the note itself makes due before maturity."""

    due: date
    principal: Decimal


@dataclass(frozen=True, slots=True)
class OverdueInterest:
    """Interest on interest that fell due in cash and was not paid, from its interest date.

    It is simple, or with `capitalized` joins the overdue interest on each interest date and bears
    interest with it from then.
    """

    clause: str
    rate: OverdueRate = OverdueRate.DEFAULT
    capitalized: bool = False


@dataclass(frozen=True, slots=True)
class LateFee:
    """A fee on each missed payment: a share of what was missed, at least `minimum`.

    It is owed from the day after the last day of `after`, which counts from the due date; from
    the day after the due date where there is none.
    """

    clause: str
    rate: Decimal = Decimal(0)
    minimum: Decimal | None = None
    after: Deadline | None = None


@dataclass(frozen=True, slots=True)
class PriceFrom:
    """The redemption price, as a share of principal, from a day on."""

    start: date
    price: Decimal


@dataclass(frozen=True, slots=True)
class MakeWhole:
    """A price of at least the present value of what would have been paid to `until`.

    That is interest at the base rate on each interest date and principal on `until` (the
    maturity where not given), less interest accrued since the last interest date, discounted at
    `rate` a year: compounded by whole interest periods, simple in the broken one (31 CFR part
    356 appendix B).
    """

    clause: str
    rate: Decimal
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ConversionTerm:
    """The right to convert principal into shares at `price` a share.

    `accrued` is what becomes of the interest accrued on what is converted. A fraction of a share
    is paid in cash.
    """

    clause: str
    price: Decimal
    accrued: OnConversion = OnConversion.FORFEITED


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a notice sent in one way counts as received.

    With `cut_off`, one sent before that hour on a Business Day is received that day, any other
    on the next Business Day. Otherwise it is received at the end of `deemed`, counted from the
    sending.
    """

    by: str
    clause: str
    cut_off: time | None = None
    deemed: Deadline | None = None
