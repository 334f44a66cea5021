"""The clocks of a note: one for each breach, to its cure, waiver or default (rule 2)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import NamedTuple

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor, Deadline, Pause
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.terms import Covenant, EventOfDefault, Occurs, Terms
from notecalc.timeline.receipts import Receipt, receipts
from notecalc.timeline.triggers import DAY, Trigger, anchored, assign, problems, triggers


class State(Enum):
    """How the note, or one clock of it, stands; the worst last."""

    PERFORMING = "performing"
    CURED = "cured"
    WAIVED = "waived"
    BREACH = "breach"
    CURING = "curing"
    DEFAULT = "default"


_SEVERITY = {state: rank for rank, state in enumerate(State)}


def worst(states: Iterator[State]) -> State:
    """The worst of the states; performing where there is none."""
    return max(states, key=_SEVERITY.__getitem__, default=State.PERFORMING)


class Clock(NamedTuple):
    """One breach and what became of it.

    `due` is the last day to perform (for a happening, the day it happened), `scheduled` the days
    that the terms name for a payment, where a roll moves them; `start` the day from which the cure
    period counts, `paused` the forbearances in which it stands still, `notice` the one that
    started it; `default` the Event of Default, where the clock ripens.
    """

    event: EventOfDefault
    covenant: Covenant | None
    due: date
    breach: date
    start: date | None
    cure_deadline: date | None
    cured: date | None
    waived: date | None
    default: date | None
    state: State
    scheduled: tuple[date, ...]
    paused: tuple[Pause, ...] = ()
    notice: Receipt | None = None

    @property
    def of(self) -> str:
        """The id of the event of default."""
        return self.event.id

    @property
    def rolled(self) -> tuple[date, ...]:
        """The days that the terms name for it and a roll moved."""
        return tuple(day for day in self.scheduled if day != self.due)


def run(
    terms: Terms,
    facts: Facts,
    calendar: Calendar,
    noticed: tuple[Receipt, ...] | None = None,
) -> tuple[Clock, ...]:
    """Every clock that the facts start, in the order of the terms. Raises all problems at once.

    `noticed` are the notices with their receipts, where they are at hand.
    """
    noticed = receipts(terms, facts, calendar) if noticed is None else noticed
    found = list(triggers(terms, facts, calendar))
    cured, wrong_cures = assign("cured", facts.cured, terms, found)
    waived, wrong_waivers = assign("waived", facts.waived, terms, found)
    wrong = [*problems(terms, facts, found, noticed), *wrong_cures, *wrong_waivers]
    if wrong:
        raise NotecalcError(*wrong)
    paused = tuple((each.start, each.end, each.clause) for each in facts.forbearances)
    return tuple(
        _clock(
            trigger,
            _start(trigger, terms, mine, facts.as_of),
            mine[0] if mine else None,
            _effective(cured, trigger),
            _effective(waived, trigger),
            facts.as_of,
            calendar,
            paused,
        )
        for trigger in found
        for mine in [_notices_of(trigger, noticed)]
    )


def _effective(dates: dict[str, date], trigger: Trigger) -> date | None:
    day = dates.get(trigger.event.id)
    return day if day is not None and day >= trigger.breach else None


def _start(
    trigger: Trigger, terms: Terms, noticed: list[Receipt], as_of: date | None
) -> date | None:
    """The day from which this clock's cure period counts, where it has one and it has begun.

    `noticed` are the notices of this breach.
    """
    cure = trigger.event.cure
    if cure is None:
        return None
    if cure.after is Anchor.DUE:
        return trigger.due
    if not cure.needs_notice:
        return anchored(terms, cure.after)
    mine = [each for each in noticed if each.notice.starts_cure]
    if not mine:
        return None
    if cure.after is Anchor.NOTICE_RECEIVED:
        start = min(each.received for each in mine)
    else:
        start = mine[0].notice.sent
    return None if as_of is not None and start > as_of else start


def _notices_of(trigger: Trigger, noticed: tuple[Receipt, ...]) -> list[Receipt]:
    """The notices of this event of default that came after its breach, as sent."""
    return [
        each
        for each in noticed
        if each.notice.sent >= trigger.breach and each.names(trigger.event.id)
    ]


def _clock(
    trigger: Trigger,
    start: date | None,
    noticed: Receipt | None,
    cured: date | None,
    waived: date | None,
    as_of: date | None,
    calendar: Calendar,
    paused: tuple[Pause, ...],
) -> Clock:
    cure, unbroken = trigger.event.cure, as_of is not None and trigger.breach > as_of
    deadline = cure.end(start, calendar, paused) if cure and start and not unbroken else None
    if cure is None or trigger.event.occurs is Occurs.AT_BREACH:
        default: date | None = trigger.breach
    elif trigger.event.occurs is Occurs.AT_NOTICE:
        default = noticed.notice.sent if noticed else None
    else:
        default = max(deadline + DAY, trigger.breach) if deadline else None
    in_time = cured if cured and (default is None or cured < default) else None
    released = waived if waived and (default is None or waived < default) else None
    if unbroken:
        state = State.PERFORMING
    elif in_time and not (released and released < in_time):
        state = State.CURED
    elif released:
        state = State.WAIVED
    elif default is not None and (as_of is None or default <= as_of):
        state = State.DEFAULT
    else:
        state = State.CURING if deadline else State.BREACH
    return Clock(
        trigger.event,
        trigger.covenant,
        trigger.due,
        trigger.breach,
        start,
        deadline,
        cured,
        waived,
        default if state is State.DEFAULT else None,
        state,
        trigger.scheduled,
        paused,
        noticed,
    )


class Counted(NamedTuple):
    """A deadline as it was counted: the rule, its first and last day, the pauses in between."""

    deadline: Deadline
    start: date
    end: date
    paused: tuple[Pause, ...] = ()


def counted(clock: Clock, terms: Terms) -> Iterator[Counted]:
    """Each deadline of the clock, as it was counted."""
    if clock.covenant is not None:
        deadline = clock.covenant.deadline
        yield Counted(deadline, anchored(terms, deadline.after), clock.due)
    if clock.event.cure is not None and clock.start is not None and clock.cure_deadline is not None:
        yield Counted(clock.event.cure, clock.start, clock.cure_deadline, clock.paused)
