"""The dated events of a note, each with its clause and its grounds."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor
from notecalc.facts import Facts
from notecalc.terms import Terms
from notecalc.timeline import clocks, reasons
from notecalc.timeline.clocks import Clock, State
from notecalc.timeline.receipts import Receipt
from notecalc.timeline.running import Spans, default_day

EVENTS = (
    "closing",
    "covenant_deadline",
    "breach",
    "notice",
    "forbearance",
    "forbearance_end",
    "partly_cured",
    "cure_deadline",
    "cured",
    "waived",
    "event_of_default",
    "acceleration",
    "amendment",
    "default_rate_from",
    "default_rate_until",
    "default_rate_again",
    "conversion",
    "petition",
    "judgment",
    "redemption",
)
"""The kinds of events, in the order in which those of one day are listed."""

_ORDER = {name: rank for rank, name in enumerate(EVENTS)}


class Event(NamedTuple):
    """A dated event: of which event of default (None: of no clock), its clause, its grounds."""

    event: str
    of: str | None
    date: date
    clause: str
    governing: bool
    why: Callable[..., str]
    grounds: tuple[object, ...]

    @property
    def reason(self) -> str:
        """Why the event is on its day."""
        return self.why(*self.grounds)


def place(event: Event) -> tuple[date, int]:
    """Where an event stands among the others."""
    return event.date, _ORDER[event.event]


def of_clocks(
    terms: Terms,
    facts: Facts,
    running: tuple[Clock, ...],
    governing: Clock | None,
    calendar: Calendar,
    noticed: tuple[Receipt, ...],
) -> Iterator[Event]:
    """The closing, the notices, and what each clock came to."""
    from_closing = [each for each in terms.covenants if each.deadline.after is Anchor.CLOSING]
    clause = from_closing[0].clause if from_closing else ""
    yield Event("closing", None, terms.closing_date, clause, True, reasons.closing, ())
    for receipt in noticed:
        clause = next(
            (clock.event.clause for clock in running if clock.event.cure is not None
             and clock.event.cure.needs_notice and receipt.names(clock.of)), "",
        )  # fmt: skip
        sent = receipt.notice.sent
        yield Event("notice", None, sent, clause, True, reasons.notice, (receipt,))
    until = terms.default_rates.until
    for clock in running:
        own, governs = clock.event.clause, clock is governing
        clause = clock.covenant.clause if clock.covenant else own
        for deadline, start, end, paused in clocks.counted(clock, terms):
            cures = deadline is clock.event.cure
            name = "cure_deadline" if cures else "covenant_deadline"
            grounds = (deadline, start, end, calendar, paused)
            yield Event(
                name, clock.of, end, own if cures else clause, governs, reasons.counted, grounds
            )
        if clock.state is State.PERFORMING:
            continue
        yield Event("breach", clock.of, clock.breach, clause, governs, reasons.breach, (clock,))
        if clock.cured is not None:
            cured = (clock, clock.notice and clock.notice.notice.sent, until)
            yield Event("cured", clock.of, clock.cured, own, governs, reasons.cured, cured)
        if clock.waived is not None:
            late = (clock, until)
            yield Event("waived", clock.of, clock.waived, own, governs, reasons.waived, late)
        if clock.default is not None:
            why = reasons.event_of_default
            yield Event("event_of_default", clock.of, clock.default, own, governs, why, (clock,))
    for part in facts.partly_cured:
        clause = next(clock.event.clause for clock in running if clock.of == part.of)
        governs = governing is not None and governing.of == part.of
        yield Event("partly_cured", part.of, part.on, clause, governs, reasons.partly, (part.what,))


def of_facts(facts: Facts) -> Iterator[Event]:
    """What was agreed or ordered, apart from any clock."""
    for each in facts.forbearances:
        why = (each,)
        yield Event("forbearance", None, each.start, each.source, True, reasons.forbearance, why)
        yield Event("forbearance_end", None, each.end, each.source, True, reasons.last_day, ())
    for amendment in facts.amendments:
        yield Event(
            "amendment", None, amendment.on, amendment.source, True, reasons.amendment, (amendment,)
        )
    if facts.petition is not None:
        clause = "11 U.S.C. 502(b)(2)"
        yield Event("petition", None, facts.petition, clause, True, reasons.petition, ())
    if facts.judgment is not None:
        order = facts.judgment
        yield Event("judgment", None, order.on, order.source, True, reasons.judgment, (order,))


def of_default(
    terms: Terms,
    facts: Facts,
    governing: Clock,
    at_default: Spans,
    start: date,
) -> Iterator[Event]:
    """Where the default rate first runs, if it does, and where it ends."""
    rates = terms.default_rates
    if at_default:
        first = at_default[0][0]
        why: tuple[object, ...] = (rates.start, governing.of, start, first)
        yield Event(
            "default_rate_from", None, first, rates.clause, True, reasons.default_rate_from, why
        )
    for first, end in at_default:
        if first > start:
            again = reasons.default_rate_again
            yield Event("default_rate_again", None, first, rates.clause, True, again, ())
        if end is None:
            return
        suspended = next(
            (f for f in facts.forbearances if f.suspends_rate and f.start == end), None
        )
        why = (suspended, rates.until)
        clause = suspended.source if suspended else rates.clause
        yield Event("default_rate_until", None, end, clause, True, reasons.default_rate_until, why)


def of_redemption(
    terms: Terms,
    facts: Facts,
    governing: Clock,
    on: date,
    accelerated: date | None,
    calendar: Calendar,
) -> Iterator[Event]:
    """The redemption, the acceleration that it needs, and the conversions before it."""
    clause = terms.redemption.clause
    if accelerated is not None:
        share = terms.redemption.holders_needed
        yield Event("acceleration", None, accelerated, clause, True, reasons.acceleration, (share,))
    if terms.conversion is not None:
        for each in facts.conversions:
            if each.on <= on:
                yield Event(
                    "conversion", None, each.on, terms.conversion.clause, True,
                    reasons.conversion, (each,),
                )  # fmt: skip
    default, sent = default_day(governing), accelerated or facts.sent
    grounds = (facts.redeem_on is not None, default, sent, calendar, on, facts.forbearances)
    yield Event("redemption", None, on, clause, True, reasons.redemption, grounds)
