"""What a reader must be told about the dates: closed days, maturity, interest taken as unpaid."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor
from notecalc.facts import Facts, Notice
from notecalc.money import PaidIn
from notecalc.periods import periods
from notecalc.terms import Terms
from notecalc.timeline.clocks import Clock, counted
from notecalc.timeline.reasons import said

_MOVES = "N.Y. General Construction Law section 25 may move it to the next Business Day"


def warnings(
    terms: Terms,
    facts: Facts,
    clocks: tuple[Clock, ...],
    calendar: Calendar,
    performed_to: date | None,
    paid_to: date | None,
    redemption: date | None,
) -> Iterator[str]:
    """Each warning as a sentence, in the order of the dates' rules."""
    yield from _closed_days(terms, clocks, calendar)
    yield from _facts(terms, facts, clocks, redemption)
    if redemption is None or performed_to is None:
        return
    maturity = terms.maturity_date
    if maturity is not None and redemption > maturity:
        yield (
            f"the redemption date {said(redemption)} is past maturity, {said(maturity)}: no further"
            " notes may issue then, non-payment at maturity is itself a default, and another rate"
            " may govern"
        )
    unpaid = [
        (each.due, "principal")
        for each in terms.scheduled_payments
        if performed_to < each.due < redemption
    ]
    if paid_to is not None:
        unpaid += [(due, "interest") for due in _interest_due(terms, paid_to, redemption)]
    told = sorted(each for each in unpaid if each[0] not in facts.missed)
    if told:
        yield _unpaid(terms, calendar, *told[0], len(told) - 1)


def _closed_days(terms: Terms, clocks: tuple[Clock, ...], calendar: Calendar) -> Iterator[str]:
    for clock in clocks:
        for deadline, _, end in counted(clock, terms):
            if deadline.stays_on_closed_day(end, calendar):
                cures = deadline is clock.event.cure
                what = "cure" if cures else "covenant"
                clause = clock.covenant.clause if clock.covenant and not cures else ""
                yield (
                    f"the {what} deadline {said(end)} ({clause or clock.event.clause}) is"
                    f" {calendar.why_closed(end)}, a closed day; {_MOVES}"
                )
        if clock.event.payment is not None and not calendar.is_business_day(clock.due):
            yield (
                f"the due date {said(clock.due)} is {calendar.why_closed(clock.due)}, a closed day;"
                f" {_MOVES}, and the cure period with it"
            )


def _facts(
    terms: Terms, facts: Facts, clocks: tuple[Clock, ...], redemption: date | None
) -> Iterator[str]:
    if facts.missed and not any(event.payment for event in terms.events_of_default):
        yield "these terms have no event of default for a missed payment: none was dated from it"
    received = isinstance(facts.notice, Notice) and facts.notice.received is not None
    for clock in clocks:
        cure = clock.event.cure
        if clock.start and cure and cure.after is Anchor.NOTICE_RECEIVED and not received:
            yield (
                f"the notice is taken as received on {said(clock.start)}, the day it was sent:"
                " no day of receipt is given"
            )
    if facts.paid_to is not None and terms.interest.paid_in is PaidIn.NOTES:
        yield "the paid-to date changes nothing: interest is paid in notes"
    if redemption is not None:
        for payment in facts.payments:
            if payment.on > redemption:
                yield f"the payment of {said(payment.on)} is after the redemption date: left out"


def _interest_due(terms: Terms, after: date, before: date) -> Iterator[date]:
    """The interest dates strictly between two days."""
    ends = (period.end for period in periods(terms.issue_date, terms.interest.dates))
    return (end for end in takewhile(lambda end: end < before, ends) if end > after)


def _unpaid(terms: Terms, calendar: Calendar, due: date, what: str, later: int) -> str:
    event = next((each for each in terms.events_of_default if each.payment), None)
    if event is None:
        clock = "these terms have no event of default for it"
    elif event.cure is None:
        clock = f"it would be event of default {event.id!r} ({event.clause}) at once"
    else:
        clock = f"it would start the clock {event.id!r} ({event.clause}): {event.cure}"
        if event.cure.after is Anchor.DUE:
            clock += f", ending {said(event.cure.end(due, calendar))}"
    more = f", and so is what fell due on {later} later day{'s' * (later > 1)}" if later else ""
    return f"the {what} due {said(due)} is taken as unpaid, an assumption{more}; {clock}"
