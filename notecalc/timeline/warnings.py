"""What a reader must be told about the dates: closed days, maturity, interest taken as unpaid."""

from collections.abc import Iterator, Mapping
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

_NEW_YORK = "New York"


def warnings(
    terms: Terms,
    facts: Facts,
    clocks: tuple[Clock, ...],
    calendar: Calendar,
    performed_to: date | None,
    paid_to: date | None,
    redemption: date | None,
) -> Iterator[str]:
    """Each warning as a sentence, in the order of the rules that ask for it."""
    yield from _closed_days(terms, clocks, calendar)
    yield from _later_than_as_of(facts)
    yield from _facts(terms, facts.known, clocks, redemption)
    if redemption is None or performed_to is None:
        return
    yield from past_maturity(terms, redemption, "the redemption date")
    unpaid = [
        (each.due, "principal")
        for each in terms.scheduled_payments
        if performed_to < each.due < redemption
    ]
    if paid_to is not None:
        unpaid += [(due, "interest") for due in _interest_due(terms, paid_to, redemption)]
    told = sorted(each for each in unpaid if each[0] not in facts.missed)
    if told:
        given = facts.paid_to is not None
        later = len({due for due, _ in told}) - 1
        yield _unpaid(terms, calendar, *told[0], later, given=given)


def past_maturity(terms: Terms, day: date, what: str) -> Iterator[str]:
    """The warning of rule 5 where `what`, on `day`, is past maturity."""
    maturity = terms.maturity_date
    if maturity is not None and day > maturity:
        in_notes = terms.interest.paid_in is PaidIn.NOTES
        issue = "no further notes may issue then, " if in_notes else ""
        yield (
            f"{what} {said(day)} is past maturity, {said(maturity)}: {issue}non-payment at"
            " maturity is itself a default, and another rate may govern"
        )


def _moves(terms: Terms) -> str:
    if terms.governing_law in ("", _NEW_YORK):
        return "N.Y. General Construction Law section 25 may move it to the next Business Day"
    return f"the governing law ({terms.governing_law}) may move it"


def _closed_days(terms: Terms, clocks: tuple[Clock, ...], calendar: Calendar) -> Iterator[str]:
    for clock in clocks:
        for deadline, _, end in counted(clock, terms):
            if deadline.stays_on_closed_day(end, calendar):
                cures = deadline is clock.event.cure
                what = "cure" if cures else "covenant"
                clause = clock.covenant.clause if clock.covenant and not cures else ""
                yield (
                    f"the {what} deadline {said(end)} ({clause or clock.event.clause}) falls on a"
                    f" closed day ({calendar.why_closed(end)}); {_moves(terms)}"
                )
        if clock.event.payment is not None and not calendar.is_business_day(clock.due):
            yield (
                f"the due date {said(clock.due)} falls on a closed day"
                f" ({calendar.why_closed(clock.due)}); {_moves(terms)}, and the cure period with it"
            )


def _later_than_as_of(facts: Facts) -> Iterator[str]:
    day = facts.as_of
    if day is None:
        return
    dated = [("the notice", facts.sent)]
    dated += [("the payment", payment.on) for payment in facts.payments]
    for what, dates in (("cure", facts.cured), ("waiver", facts.waived)):
        dated += [(f"the {what}", each) for each in _each(dates)]
    dated += [("what occurred", each) for each in facts.occurred.values()]
    for what, on in dated:
        if on is not None and on > day:
            yield f"{what} of {said(on)} is after the as-of date {said(day)}: left out"
    for due in facts.missed:
        if due >= day:
            yield f"the payment due {said(due)} was not missed by {said(day)}: left out"


def _each(dates: date | Mapping[str, date]) -> tuple[date, ...]:
    return (dates,) if isinstance(dates, date) else tuple(dates.values())


def _facts(
    terms: Terms, facts: Facts, clocks: tuple[Clock, ...], redemption: date | None
) -> Iterator[str]:
    if facts.missed and not any(event.payment for event in terms.events_of_default):
        yield "these terms have no event of default for a missed payment: none was dated from it"
    for due in facts.missed:
        if not _falls_due(terms, due):
            yield (
                f"the payment missed on {said(due)} falls on no interest date of these terms, no"
                " scheduled payment and not on maturity: how it is made up is not known here"
            )
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


def _falls_due(terms: Terms, due: date) -> bool:
    scheduled = {terms.maturity_date, *(each.due for each in terms.scheduled_payments)}
    return due in scheduled or due in {day.on(due.year) for day in terms.interest.dates}


def _interest_due(terms: Terms, after: date, before: date) -> Iterator[date]:
    """The interest dates strictly between two days."""
    ends = (period.end for period in periods(terms.issue_date, terms.interest.dates))
    return (end for end in takewhile(lambda end: end < before, ends) if end > after)


def _unpaid(
    terms: Terms, calendar: Calendar, due: date, what: str, later: int, *, given: bool
) -> str:
    event = next((each for each in terms.events_of_default if each.payment), None)
    if event is None:
        clock = "these terms have no event of default for it"
    elif event.cure is None:
        clock = f"that would be event of default {event.id!r} ({event.clause}) at once"
    else:
        clock = f"that would start the clock {event.id!r} ({event.clause}): {event.cure}"
        if event.cure.after is Anchor.DUE:
            clock += f", ending {said(event.cure.end(due, calendar))}"
    more = f", and so is what fell due on {later} later day{'s' * (later > 1)}" if later else ""
    told = given and what == "interest"
    basis = "as the paid-to date has it" if told else "an assumption"
    return f"the {what} due {said(due)} is taken as unpaid, {basis}{more}; {clock}"
