"""What a reader must be told about the dates: closed days, maturity, interest taken as unpaid."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor
from notecalc.facts import Facts
from notecalc.facts.knowledge import dated
from notecalc.money import PaidIn
from notecalc.terms import DefaultUntil, Terms
from notecalc.timeline.clocks import Clock, counted
from notecalc.timeline.reasons import said
from notecalc.timeline.receipts import receipts
from notecalc.timeline.triggers import DAY

_NEW_YORK = "New York"
_MONEY = ("payments", "fees", "conversions")


def warnings(
    terms: Terms,
    facts: Facts,
    clocks: tuple[Clock, ...],
    calendar: Calendar,
    performed_to: date | None,
    paid_to: date | None,
    redemption: date | None,
    what: str = "the redemption date",
) -> Iterator[str]:
    """Each warning as a sentence, in the order of the rules; `what` is the day of `redemption`."""
    yield from _closed_days(terms, clocks, calendar)
    yield from _later_than_as_of(facts)
    yield from _facts(terms, facts.happened, clocks, calendar, redemption)
    if redemption is None or performed_to is None:
        return
    yield from past_maturity(terms, redemption, what)
    yield from _after_default(terms, facts.happened, clocks, redemption)
    unpaid = [
        (each.due, "principal")
        for each in terms.scheduled_payments
        if performed_to < each.due < redemption
    ]
    if paid_to is not None:
        unpaid += _interest_due(terms, facts, calendar, paid_to, redemption)
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
        for deadline, _, end, _ in counted(clock, terms):
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
    for fact in dated(facts):
        if fact.path.startswith("missed"):
            due = fact.happened - DAY
            if due >= day:
                yield f"the payment due {said(due)} was not missed by {said(day)}: left out"
        elif fact.happened > day:
            what = f"the {fact.word} of {said(fact.happened)}"
            yield f"{what} is after the as-of date {said(day)}: left out"


def _facts(
    terms: Terms,
    facts: Facts,
    clocks: tuple[Clock, ...],
    calendar: Calendar,
    redemption: date | None,
) -> Iterator[str]:
    if facts.missed and not any(event.payment for event in terms.events_of_default):
        yield "these terms have no event of default for a missed payment: none was dated from it"
    for due in facts.missed:
        if not _falls_due(terms, due, calendar):
            yield (
                f"the payment missed on {said(due)} falls on no interest date of these terms, no"
                " scheduled payment and not on maturity: how it is made up is not known here"
            )
    for clock in clocks:
        cure = clock.event.cure
        counts = cure is not None and cure.after is Anchor.NOTICE_RECEIVED
        if counts and clock.start and not _receipt_told(terms, facts, clock, calendar):
            yield (
                f"the notice is taken as received on {said(clock.start)}, the day it was sent:"
                " no day of receipt is given"
            )
    if facts.paid_to is not None and terms.interest.paid_in is PaidIn.NOTES:
        yield "the paid-to date changes nothing: interest is paid in notes"
    if redemption is not None:
        moved = facts.payments or facts.fees or facts.conversions
        for fact in dated(facts) if moved else ():
            if fact.path in _MONEY and fact.happened > redemption:
                what = f"the {fact.word} of {said(fact.happened)}"
                yield f"{what} is after the redemption date: left out"


def _receipt_told(terms: Terms, facts: Facts, clock: Clock, calendar: Calendar) -> bool:
    """Whether the receipt from which the clock counts is a fact or a rule of the terms."""
    return any(
        each.received == clock.start and bool(each.notice.received or each.why)
        for each in receipts(terms, facts, calendar)
        if each.notice.starts_cure and each.names(clock.of) and each.notice.sent >= clock.breach
    )


def _falls_due(terms: Terms, due: date, calendar: Calendar) -> bool:
    scheduled = {terms.maturity_date, *(each.due for each in terms.scheduled_payments)}
    return due in scheduled or terms.interest_dates(calendar).pays_on(due)


def _interest_due(
    terms: Terms, facts: Facts, calendar: Calendar, after: date, before: date
) -> Iterator[tuple[date, str]]:
    """The days strictly between two on which interest falls due, but for those missed."""
    periods, missed = terms.interest_dates(calendar).periods(), set(facts.missed)
    for period in takewhile(lambda each: each.due < before, periods):
        if period.end > after and not {period.scheduled, period.due} & missed:
            yield period.due, "interest"


def _after_default(
    terms: Terms, facts: Facts, clocks: tuple[Clock, ...], redemption: date
) -> Iterator[str]:
    """What came between the Event of Default and the redemption, and is not for these terms."""
    if terms.default_rates.until is not DefaultUntil.REDEMPTION:
        for clock in clocks:
            for word, day in (("cure", clock.cured), ("waiver", clock.waived)):
                if clock.default and day and clock.default <= day <= redemption:
                    yield (
                        f"the {word} of {said(day)} is before the redemption: whether the Holder"
                        f" may still redeem for {clock.event.clause} is not for the rate to say"
                    )
    if facts.judgment is not None and facts.judgment.on < redemption:
        yield (
            f"the judgment of {said(facts.judgment.on)} is before the redemption: from it the sum"
            " bears the rate of the judgment (notecalc claim), and what is shown is what the"
            " contract would have run to"
        )
    if facts.petition is not None and facts.petition < redemption:
        yield (
            f"the petition of {said(facts.petition)} is before the redemption: a claim stops"
            " there, and what is shown is what the contract would have run to"
        )


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
