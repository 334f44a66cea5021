"""The terms of notes that share them, as the rules over arrays need them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from notecalc.calendars import Calendar
from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline
from notecalc.money import NEAREST_CENT, PaidIn
from notecalc.periods import MonthDay
from notecalc.portfolio import days, given
from notecalc.terms import (
    CalendarTerm,
    DefaultFrom,
    DefaultUntil,
    Occurs,
    Ownership,
    Retroactive,
    Terms,
)

_OCCURS = {
    Occurs.AFTER_CURE: given.AFTER_CURE,
    Occurs.AT_NOTICE: given.AT_NOTICE,
    Occurs.AT_BREACH: given.AT_BREACH,
}
_READINGS = {
    DefaultFrom.EVENT_OF_DEFAULT: given.FROM_DEFAULT,
    DefaultFrom.NOTICE: given.FROM_NOTICE,
    DefaultFrom.BREACH: given.FROM_BREACH,
    DefaultFrom.INTEREST_DATE: given.FROM_INTEREST,
    DefaultFrom.ISSUE: given.FROM_ISSUE,
}


class Chosen(NamedTuple):
    """What a row chooses other than the terms have it; None where they stand."""

    paid_in: PaidIn | None = None
    day_count: DayCount | None = None
    calendar: str | None = None
    default_from: DefaultFrom | None = None
    interest_dates: tuple[MonthDay, ...] | None = None
    cure_days: int | None = None
    covenant_days: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms, and the tables of those that the rules over arrays spell.

    `anchor` is the day from which the covenant's deadline counts, None where that is the issue
    date; `cures` says whether there is a cure period. `waits` are terms under which a cure after
    the Event of Default matters, so that a row with one is for the single-note engine.
    """

    terms: Terms
    calendar: Calendar
    clock: given.Clock
    accrual: given.Accrual
    anchor: int | None
    cures: bool
    waits: bool


def for_book(terms: Terms) -> Terms:
    """The terms without what is of this one note: its holders, and what is assumed of it."""
    return replace(terms, holders=(), ownership=Ownership(), assumed=())


def chosen_terms(terms: Terms, chosen: Chosen) -> Terms:
    """The terms as a row chooses. Raises NotecalcError where that does not go together."""
    interest = replace(
        terms.interest,
        paid_in=chosen.paid_in or terms.interest.paid_in,
        day_count=chosen.day_count or terms.interest.day_count,
        dates=terms.interest.dates if chosen.interest_dates is None else chosen.interest_dates,
    )
    start = chosen.default_from or terms.default_rates.start
    calendar = terms.calendar
    if chosen.calendar is not None:
        calendar = CalendarTerm(tuple(chosen.calendar.split("+")), calendar.closed)
    covenants, events = terms.covenants, terms.events_of_default
    if chosen.covenant_days is not None:
        covenants = tuple(
            replace(each, deadline=replace(each.deadline, count=chosen.covenant_days))
            for each in covenants
        )
    if chosen.cure_days is not None:
        events = tuple(
            replace(each, cure=replace(each.cure, count=chosen.cure_days))
            if each.covenant is not None and each.cure is not None else each
            for each in events
        )  # fmt: skip
    return replace(
        terms,
        interest=interest,
        default_rates=replace(terms.default_rates, start=start),
        calendar=calendar,
        covenants=covenants,
        events_of_default=events,
    )


@lru_cache(maxsize=256)
def plan(terms: Terms) -> Plan | None:
    """The tables of terms; None for terms that only the single-note engine spells."""
    clocks = [each for each in terms.events_of_default if each.covenant is not None]
    if len(clocks) != 1 or not _plain(terms):
        return None
    event, calendar = clocks[0], terms.calendar.resolve()
    covenant = terms.covenant(event.covenant)
    assert covenant is not None  # checked when the terms were made
    cure, after = event.cure, covenant.deadline.after
    if cure is not None and cure.after is not Anchor.NOTICE:
        return None
    month_days = terms.interest.dates
    count = days.day_count(terms.interest.day_count, month_days, calendar, terms.maturity_date)
    if count is None:
        return None
    dates = days.interest_dates(month_days)
    clock = given.Clock(
        _ends(covenant.deadline, calendar),
        days.EVERY if cure is None else _ends(cure, calendar),
        days.business_days(calendar).following,
        dates,
        given.AT_BREACH if cure is None else _OCCURS[event.occurs],
        _READINGS[terms.default_rates.start],
    )
    accrual = given.Accrual(dates, count, terms.interest.paid_in is PaidIn.NOTES)
    anchor = days.number(after) if isinstance(after, date) else None
    if after is Anchor.CLOSING and terms.closing_date != terms.issue_date:
        anchor = days.number(terms.closing_date)
    waits = terms.default_rates.until is not DefaultUntil.REDEMPTION
    return Plan(terms, calendar, clock, accrual, anchor, cure is not None, waits)


def _ends(deadline: Deadline, calendar: Calendar) -> days.Days:
    """The ends of a deadline; none on the last day of all, whose next one no table has."""
    ends = days.deadline_ends(deadline, calendar)
    return np.where(ends == days.DAYS - 1, days.NONE, ends).astype(np.int32)


def _plain(terms: Terms) -> bool:
    """Whether no term is there that the rules over arrays leave to the single-note engine."""
    price, in_cash = terms.redemption, terms.interest.paid_in is PaidIn.CASH
    stands = terms.default_rates.retroactive is Retroactive.STANDS and not in_cash
    return not (
        stands
        or terms.scheduled_payments
        or terms.interest.roll is not None
        or (terms.rounding.mode, terms.rounding.per) != (NEAREST_CENT.mode, NEAREST_CENT.per)
        or (terms.overdue_interest is not None and in_cash)
        or price.prices
        or price.minimum is not None
        or price.make_whole is not None
        or price.conversion_value
        or price.holders_needed is not None
    )
