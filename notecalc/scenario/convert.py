"""Documents to the core's terms, to the figures to be reconciled, and to readings."""

import os
from decimal import Decimal

from notecalc.errors import NotecalcError, refuse
from notecalc.readings.figure import Bounds, Figure, Theirs
from notecalc.readings.sweep import Span
from notecalc.scenario.builder import short
from notecalc.scenario.documents import ReadingsDocument, ReconcileDocument, ScenarioDocument
from notecalc.scenario.holders import to_holders, to_ownership
from notecalc.scenario.money_convert import money_terms, to_redemption
from notecalc.scenario.terms_documents import CalendarDocument, TermsDocument
from notecalc.terms import (
    CalendarTerm,
    Covenant,
    DefaultRates,
    EventOfDefault,
    Interest,
    ScheduledPayment,
    Terms,
    choose,
)
from notecalc.terms.frozen import frozen_calendar


def to_terms(document: TermsDocument) -> Terms:
    """The terms that a document holds; NotecalcError where they do not fit together."""
    interest, rates = document.interest, document.default_rates
    return Terms(
        name=document.name,
        currency=document.currency,
        governing_law=document.governing_law,
        issue_date=document.issue_date,
        maturity_date=document.maturity_date,
        closing_date=document.closing_date or document.issue_date,
        principal=document.principal,
        calendar=_calendar(document.calendar),
        interest=Interest(
            interest.cash_rate,
            interest.note_rate,
            interest.paid_in,
            tuple(interest.dates),
            interest.day_count,
            interest.clause,
            interest.roll,
            interest.adjusted,
        ),
        covenants=tuple(
            Covenant(each.id, each.clause, each.deadline) for each in document.covenants or ()
        ),
        events_of_default=tuple(
            EventOfDefault(
                each.id, each.clause, each.covenant, each.payment, each.cure, each.occurs
            )
            for each in document.events_of_default
        ),
        default_rates=DefaultRates(
            rates.clause,
            rates.cash_rate,
            rates.note_rate,
            rates.margin,
            rates.start,
            rates.retroactive,
            rates.until,
        ),
        redemption=to_redemption(document.redemption),
        scheduled_payments=tuple(
            ScheduledPayment(each.due, each.principal) for each in document.scheduled_payments or ()
        ),
        holders=to_holders(document.holders),
        ownership=to_ownership(document.ownership),
        assumed=tuple(document.assumed or ()),
        **money_terms(document),
    )


def to_figure(document: ScenarioDocument) -> Figure | None:
    """The figure that a scenario reconciles; NotecalcError where its bounds make no sense."""
    given = document.reconcile
    if given is None:
        return None
    if given.amount is None:
        _without_amount(given)
        return None
    return Figure(
        given.amount,
        given.within,
        _bounds("principal_between", given.principal_between),
        _bounds("rate_between", given.rate_between),
    )


def _without_amount(given: ReconcileDocument) -> None:
    """Refuse what needs an amount where there is none."""
    if given.schedule is None:
        what, remedy = "there is neither an amount nor a schedule", "write amount: 19080000.00"
        raise refuse(what, f"{remedy} or schedule: theirs.csv", "reconcile")
    for name in ("principal_between", "rate_between"):
        if getattr(given, name) is not None:
            remedy = "write amount: 19080000.00, or leave it out"
            raise refuse(f"{name} needs an amount", remedy, f"reconcile.{name}")


def to_theirs(document: ScenarioDocument, folder: str | None) -> Theirs | None:
    """What goes with the figure; NotecalcError where there is no such file in `folder`."""
    given = document.reconcile
    if given is None:
        return None
    path = None
    if given.schedule is not None:
        if folder is None:
            raise refuse("no file is read here", "leave it out", "reconcile.schedule")
        path = os.path.join(folder, given.schedule)
        if "\0" in path or not os.path.lexists(path):
            what = f"there is no file {short(given.schedule, 80)}"
            remedy = "write its path from the folder of this file"
            raise refuse(what, remedy, "reconcile.schedule")
    return Theirs(given.on, path, given.within)


def _bounds(name: str, given: list[Decimal] | None) -> Bounds | None:
    if given is None:
        return None
    if len(given) != 2:
        raise refuse("these are not two", "write the least and the most", f"reconcile.{name}")
    return given[0], given[1]


MOST_DAYS = 3_660
"""How many days a scenario may sweep: ten years."""


def to_span(document: ScenarioDocument) -> Span | None:
    """The days that a scenario sweeps; NotecalcError where they are none or too many."""
    given = document.sweep
    if given is None:
        return None
    start, end = given.start, given.end
    if end < start:
        what = f"the span ends on {end}, before it starts on {start}"
        raise refuse(what, f"write a date from {start} on", "sweep.to")
    if (end - start).days >= MOST_DAYS:
        what = f"these are {(end - start).days + 1:,} days"
        remedy = f"write at most {MOST_DAYS:,}, or use notecalc sweep"
        raise refuse(what, remedy, "sweep.to")
    return Span(start, end, given.over)


def read_as(terms: Terms, readings: ReadingsDocument) -> Terms:
    """The terms under these readings."""
    return choose(
        terms,
        default_from=readings.default_from,
        default_until=readings.default_until,
        paid_in=readings.paid_in,
        day_count=readings.day_count,
        calendar=None if readings.calendar is None else _calendar(readings.calendar),
    )


def _calendar(given: tuple[str, ...] | CalendarDocument) -> CalendarTerm:
    if not isinstance(given, CalendarDocument):
        return CalendarTerm(given)
    frozen = None
    if given.frozen is not None:
        try:
            frozen = frozen_calendar("+".join(given.name), given.frozen)
        except NotecalcError as error:
            at = "calendar.frozen"
            raise NotecalcError(
                *(each.at(f"{at}.{each.path}" if each.path else at) for each in error.problems)
            ) from None
    return CalendarTerm(given.name, tuple(given.closed or ()), frozen)
