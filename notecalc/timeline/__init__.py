"""Terms and facts to dated events, each with its clause and its reason (rules 1 to 6, 9).

Each event of default runs its own clock; the earliest that ripens governs. An event keeps what
it was found from and says its reason when it is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notecalc.calendars import Calendar, Roll
from notecalc.deadlines import Anchor
from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.periods import last_interest_date
from notecalc.terms import DefaultFrom, Terms
from notecalc.timeline import clocks, reasons
from notecalc.timeline.clocks import DAY, Clock, State
from notecalc.timeline.warnings import warnings

__all__ = [
    "EVENTS",
    "Clock",
    "Event",
    "State",
    "Timeline",
    "interest_paid_to",
    "performed_to",
    "timeline",
]

EVENTS = (
    "closing",
    "covenant_deadline",
    "breach",
    "notice",
    "cure_deadline",
    "cured",
    "waived",
    "event_of_default",
    "default_rate_from",
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated events of a note and what follows from them.

    `default_from`, `redemption` and `performed_to`, the last day on which what fell due is taken
    as paid, are None unless the state is default; so is `paid_to`, the day up to which interest
    was paid in cash, and where interest is paid in notes.
    """

    state: State
    events: tuple[Event, ...]
    clocks: tuple[Clock, ...]
    governing: Clock | None
    default_from: date | None
    redemption: date | None
    performed_to: date | None
    paid_to: date | None
    warnings: tuple[str, ...]


def timeline(terms: Terms, facts: Facts, calendar: Calendar) -> Timeline:
    """The timeline of the note. Raises NotecalcError, naming both dates, by rule 3."""
    given, facts = facts, facts.known
    running = clocks.run(terms, facts, calendar)
    ripe = [clock for clock in running if clock.default is not None]
    governing = min(ripe, key=_defaulted, default=None)
    start = on = done = paid_to = None
    if governing is not None:
        start = _default_from(terms, facts, ripe, governing)
        on = _redemption(facts, governing, start, calendar)
        done = performed_to(facts, _defaulted(governing), on)
        paid_to = interest_paid_to(terms, facts, done, on)
    events = list(_events(terms, facts, running, governing, calendar))
    if governing is not None and start is not None and on is not None:
        events += _default_events(terms, facts, governing, start, on, calendar)
    events.sort(key=_place)
    return Timeline(
        state=clocks.worst(clock.state for clock in running),
        events=tuple(events),
        clocks=running,
        governing=governing,
        default_from=start,
        redemption=on,
        performed_to=done,
        paid_to=paid_to,
        warnings=tuple(warnings(terms, given, running, calendar, done, paid_to, on)),
    )


def _place(event: Event) -> tuple[date, int]:
    return event.date, _ORDER[event.event]


def _defaulted(clock: Clock) -> date:
    assert clock.default is not None  # asked of clocks that ripened only
    return clock.default


def _default_from(terms: Terms, facts: Facts, ripe: list[Clock], governing: Clock) -> date:
    reading = terms.default_rates.start
    if reading is DefaultFrom.EVENT_OF_DEFAULT:
        return _defaulted(governing)
    if reading is DefaultFrom.BREACH:
        return min(clock.breach for clock in ripe)
    if reading is DefaultFrom.INTEREST_DATE:
        by = _defaulted(governing)
        return last_interest_date(terms.issue_date, terms.interest.dates, by) or terms.issue_date
    if reading is DefaultFrom.ISSUE:
        return terms.issue_date
    if facts.sent is None:
        raise NotecalcError(
            Problem(
                "the reading 'notice' starts the default rate at a notice, and there is none",
                "give the notice, or another reading of default_from",
                "default_rates.from",
            )
        )
    return facts.sent


def _redemption(facts: Facts, governing: Clock, start: date, calendar: Calendar) -> date:
    default, sent, on = _defaulted(governing), facts.sent, facts.redeem_on
    if on is None:
        return calendar.roll(max(default, sent or default), Roll.FOLLOWING)
    problems = []
    if on < min(default, start):
        problems.append(
            Problem(
                f"redemption on {on} is before the Event of Default of {default}"
                f" ({governing.event.clause})",
                f"write a date from {min(default, start)} on",
                "redeem_on",
            )
        )
    if sent is not None and on < sent:
        problems.append(
            Problem(
                f"redemption on {on} is before the notice of {sent} ({governing.event.clause})",
                f"write a date from {sent} on",
                "redeem_on",
            )
        )
    if problems:
        raise NotecalcError(*problems)
    return on


def performed_to(facts: Facts, default: date | None, until: date) -> date:
    """The last day on which what fell due is taken as paid (rule 9).

    That is the day of the notice (without one, of the default), strictly before the first missed
    due date and strictly before `until`.
    """
    latest = [until - DAY, *(due - DAY for due in facts.missed)]
    if paid_by := facts.sent or default:
        latest.append(paid_by)
    return min(latest)


def interest_paid_to(terms: Terms, facts: Facts, performed: date, until: date) -> date | None:
    """The day up to which interest was paid in cash (rule 9); None where it is paid in notes."""
    if terms.interest.paid_in is PaidIn.NOTES:
        return None
    issue, dates = terms.issue_date, terms.interest.dates
    given = facts.paid_to
    if given is None:
        return last_interest_date(issue, dates, performed) or issue
    if given > until:
        raise NotecalcError(
            Problem(
                f"interest paid to {given} is past the redemption on {until}",
                f"write a date up to {until}",
                "paid_to",
            )
        )
    nearest = last_interest_date(issue, dates, given) or issue
    if given != nearest:
        raise NotecalcError(
            Problem(
                f"interest paid to {given}, which is neither an interest date nor the issue date",
                f"write {nearest}, or another interest date",
                "paid_to",
            )
        )
    return given


def _events(
    terms: Terms,
    facts: Facts,
    running: tuple[Clock, ...],
    governing: Clock | None,
    calendar: Calendar,
) -> Iterator[Event]:
    from_closing = [each for each in terms.covenants if each.deadline.after is Anchor.CLOSING]
    clause = from_closing[0].clause if from_closing else ""
    yield Event("closing", None, terms.closing_date, clause, True, reasons.closing, ())
    sent, received = facts.sent, facts.received
    if sent is not None:
        clause = next(
            (clock.event.clause for clock in running if clock.event.cure is not None
             and clock.event.cure.needs_notice), "",
        )  # fmt: skip
        told = (sent, received, facts.starts_cure)
        yield Event("notice", None, sent, clause, True, reasons.notice, told)
    for clock in running:
        own, governs = clock.event.clause, clock is governing
        clause = clock.covenant.clause if clock.covenant else own
        for deadline, start, end in clocks.counted(clock, terms):
            cures = deadline is clock.event.cure
            name = "cure_deadline" if cures else "covenant_deadline"
            grounds = (deadline, start, end, calendar)
            yield Event(
                name, clock.of, end, own if cures else clause, governs, reasons.counted, grounds
            )
        if clock.state is State.PERFORMING:
            continue
        yield Event("breach", clock.of, clock.breach, clause, governs, reasons.breach, (clock,))
        if clock.cured is not None:
            grounds_of_cure = (clock, sent)
            yield Event(
                "cured", clock.of, clock.cured, own, governs, reasons.cured, grounds_of_cure
            )
        if clock.waived is not None:
            yield Event("waived", clock.of, clock.waived, own, governs, reasons.waived, (clock,))
        if clock.default is not None:
            why = reasons.event_of_default
            yield Event("event_of_default", clock.of, clock.default, own, governs, why, (clock,))


def _default_events(
    terms: Terms, facts: Facts, governing: Clock, start: date, on: date, calendar: Calendar
) -> Iterator[Event]:
    rates, default = terms.default_rates, _defaulted(governing)
    yield Event(
        "default_rate_from",
        None,
        start,
        rates.clause,
        True,
        reasons.default_rate_from,
        (rates.start, governing.of),
    )
    yield Event(
        "redemption",
        None,
        on,
        terms.redemption.clause,
        True,
        reasons.redemption,
        (facts.redeem_on is not None, default, facts.sent, calendar, on),
    )
