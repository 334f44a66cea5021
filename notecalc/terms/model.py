"""The model of a note's terms. `Terms` is checked when it is made, all problems raised together.

What no paper states is listed by its path in `assumed`.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from notecalc.calendars import Calendar, Roll, business_calendar
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.money import NEAREST_CENT, PaidIn, Rounding, add
from notecalc.periods import InterestDates, MonthDay
from notecalc.terms import checks
from notecalc.terms.choices import Bucket, DefaultFrom, DefaultUntil, Occurs, Retroactive
from notecalc.terms.holders import Holder, Ownership

if TYPE_CHECKING:
    from notecalc.terms.money import (
        ConversionTerm,
        Delivery,
        LateFee,
        MakeWhole,
        OverdueInterest,
        PriceFrom,
        ScheduledPayment,
    )


@dataclass(frozen=True, slots=True)
class CalendarTerm:
    """The Business Days: open only where every named calendar is; `closed` adds closed days.

    `frozen` is a list given in place of what the names stand for now.
    """

    names: tuple[str, ...]
    closed: tuple[date, ...] = ()
    frozen: Calendar | None = None

    def __str__(self) -> str:
        return "+".join(self.names)

    def resolve(self) -> Calendar:
        """The calendar itself; NotecalcError where a name is unknown."""
        if self.frozen is not None:
            from notecalc.terms.frozen import closed_too  # on the way of a frozen list only

            return closed_too(self.frozen, self.closed) if self.closed else self.frozen
        return business_calendar(self.names, self.closed)


@dataclass(frozen=True, slots=True)
class Interest:
    """Base interest: rates a year, how it is paid, the interest dates, in the year's order.

    `roll` moves the due date of a payment off a closed day; interest accrues to the interest date
    as it is, or with `adjusted` to the day moved to.
    """

    cash_rate: Decimal | None
    note_rate: Decimal | None
    paid_in: PaidIn
    dates: tuple[MonthDay, ...]
    day_count: DayCount
    clause: str = ""
    roll: Roll | None = None
    adjusted: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "dates", tuple(sorted(self.dates)))

    def rate(self, paid_in: PaidIn) -> Decimal | None:
        """The base rate for interest paid in cash or in notes."""
        return self.cash_rate if paid_in is PaidIn.CASH else self.note_rate


@dataclass(frozen=True, slots=True)
class Covenant:
    """A promise to be performed by a deadline."""

    id: str
    clause: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class EventOfDefault:
    """What ripens into an Event of Default, and the time to cure it.

    It is the breach of `covenant`, a missed payment (`payment` is "any"), or, with neither, a
    happening that the facts date. Without `cure` it is automatic. `occurs` says when, for those
    who read a cure period as no part of the definition.
    """

    id: str
    clause: str
    covenant: str | None = None
    payment: str | None = None
    cure: Deadline | None = None
    occurs: Occurs = Occurs.AFTER_CURE


@dataclass(frozen=True, slots=True)
class DefaultRates:
    """The rates from an Event of Default on: given, or a margin over the base rates."""

    clause: str
    cash_rate: Decimal | None = None
    note_rate: Decimal | None = None
    margin: Decimal | None = None
    start: DefaultFrom = DefaultFrom.EVENT_OF_DEFAULT
    retroactive: Retroactive = Retroactive.COMPOUNDS
    until: DefaultUntil = DefaultUntil.REDEMPTION

    def rate(self, paid_in: PaidIn, base: Decimal) -> Decimal | None:
        """The default rate beside the base rate `base`."""
        if self.margin is not None:
            return add(base, self.margin)
        return self.cash_rate if paid_in is PaidIn.CASH else self.note_rate


@dataclass(frozen=True, slots=True)
class RedemptionTerm:
    """The portion of the note redeemed and the price as a share of principal.

    `prices` replace the price from their days on; the greatest of that price, `minimum`, the
    make-whole price and, with `conversion_value`, the value on conversion is paid.
    `holders_needed` is the share of principal whose holders must have given notice.
    """

    clause: str
    portion: Decimal = Decimal(1)
    price: Decimal = Decimal(1)
    prices: "tuple[PriceFrom, ...]" = ()
    minimum: Decimal | None = None
    make_whole: "MakeWhole | None" = None
    conversion_value: bool = False
    holders_needed: Decimal | None = None

    def __post_init__(self) -> None:
        if self.prices:
            ordered = tuple(sorted(self.prices, key=lambda each: each.start))
            object.__setattr__(self, "prices", ordered)


@dataclass(frozen=True, slots=True)
class Terms:
    """A note's terms. Raises NotecalcError with every problem when they do not fit together.

    Where no `governing_law` is given, New York's is assumed.
    """

    name: str
    issue_date: date
    closing_date: date
    principal: Decimal
    calendar: CalendarTerm
    interest: Interest
    events_of_default: tuple[EventOfDefault, ...]
    default_rates: DefaultRates
    redemption: RedemptionTerm
    maturity_date: date | None = None
    covenants: tuple[Covenant, ...] = ()
    scheduled_payments: "tuple[ScheduledPayment, ...]" = ()
    holders: tuple[Holder, ...] = ()
    ownership: Ownership = field(default_factory=Ownership)
    assumed: tuple[str, ...] = ()
    currency: str = "USD"
    governing_law: str = ""
    waterfall: tuple[Bucket, ...] = tuple(Bucket)
    rounding: Rounding = NEAREST_CENT
    overdue_interest: "OverdueInterest | None" = None
    late_fee: "LateFee | None" = None
    conversion: "ConversionTerm | None" = None
    deliveries: "tuple[Delivery, ...]" = ()

    def __post_init__(self) -> None:
        problems = checks.problems(self)
        if problems:
            raise NotecalcError(*problems)

    @property
    def base_rate(self) -> Decimal:
        """The rate a year before default, for interest paid as these terms have it."""
        rate = self.interest.rate(self.interest.paid_in)
        assert rate is not None  # checked when the terms were made
        return rate

    @property
    def default_rate(self) -> Decimal:
        """The rate a year from the default on."""
        rate = self.default_rates.rate(self.interest.paid_in, self.base_rate)
        assert rate is not None  # checked when the terms were made
        return rate

    def interest_dates(self, calendar: Calendar) -> InterestDates:
        """The interest dates, and how the calendar moves what falls due on them."""
        interest, roll = self.interest, self.interest.roll
        if roll is None:
            return InterestDates(self.issue_date, interest.dates)
        return InterestDates(
            self.issue_date,
            interest.dates,
            lambda day: calendar.roll(day, roll),
            interest.adjusted,
        )

    def covenant(self, name: str | None) -> Covenant | None:
        """The covenant with this id."""
        return next((each for each in self.covenants if each.id == name), None)


def choose(
    terms: Terms,
    *,
    principal: Decimal | None = None,
    paid_in: PaidIn | None = None,
    default_from: DefaultFrom | None = None,
    default_until: DefaultUntil | None = None,
    day_count: DayCount | None = None,
    calendar: CalendarTerm | None = None,
) -> Terms:
    """The terms with what is given set; a term that was set is no longer assumed."""
    interest, rates = terms.interest, terms.default_rates
    chosen = {
        "principal": principal,
        "interest.paid_in": paid_in,
        "default_rates.from": default_from,
        "default_rates.until": default_until,
        "interest.day_count": day_count,
        "calendar": calendar,
    }
    return replace(
        terms,
        principal=terms.principal if principal is None else principal,
        calendar=calendar or terms.calendar,
        interest=replace(
            interest,
            paid_in=paid_in or interest.paid_in,
            day_count=day_count or interest.day_count,
        ),
        default_rates=replace(
            rates, start=default_from or rates.start, until=default_until or rates.until
        ),
        assumed=still_assumed(terms.assumed, [path for path in chosen if chosen[path] is not None]),
    )


def still_assumed(assumed: tuple[str, ...], paths: list[str]) -> tuple[str, ...]:
    """The assumed paths that setting `paths` leaves assumed: not those, within or around them."""
    return tuple(
        each
        for each in assumed
        if not any(f"{path}.".startswith(f"{each}.") or f"{each}.".startswith(f"{path}.")
                   for path in paths)
    )  # fmt: skip
