"""The clocks of a note: one for each breach, to its cure, waiver or default (rule 2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from notecalc.calendars import Calendar
from notecalc.deadlines import Anchor, Deadline
from notecalc.errors import NotecalcError, Problem, unknown
from notecalc.facts import Facts
from notecalc.terms import Covenant, EventOfDefault, Occurs, Terms

DAY = timedelta(days=1)


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


@dataclass(frozen=True, slots=True)
class Clock:
    """One breach and what became of it.

    `due` is the last day to perform (for a happening, the day it happened); `start` the day from
    which the cure period counts; `default` the Event of Default, where the clock ripens.
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

    @property
    def of(self) -> str:
        """The id of the event of default."""
        return self.event.id


@dataclass(frozen=True, slots=True)
class _Trigger:
    event: EventOfDefault
    covenant: Covenant | None
    due: date
    breach: date

    def __str__(self) -> str:
        if self.covenant:
            return f"the deadline of covenant {self.covenant.id!r} ({self.covenant.clause})"
        what = "the payment" if self.event.payment else "the happening"
        return f"{what} of event of default {self.event.id!r} ({self.event.clause})"


def anchored(terms: Terms, anchor: Anchor | date) -> date:
    """The date of an anchor that the terms alone fix."""
    if isinstance(anchor, date):
        return anchor
    return terms.closing_date if anchor is Anchor.CLOSING else terms.issue_date


def run(terms: Terms, facts: Facts, calendar: Calendar) -> tuple[Clock, ...]:
    """Every clock that the facts start, in the order of the terms. Raises all problems at once."""
    triggers = list(_triggers(terms, facts, calendar))
    problems = [
        *_before_issue(terms, facts),
        *_unknown_happenings(terms, facts),
        *_unsupported_notice(triggers, facts.sent),
    ]
    cured, wrong_cures = _assign("cured", facts.cured, terms, triggers)
    waived, wrong_waivers = _assign("waived", facts.waived, terms, triggers)
    if problems := [*problems, *wrong_cures, *wrong_waivers]:
        raise NotecalcError(*problems)
    return tuple(
        _clock(
            trigger,
            _start(trigger, terms, facts),
            _noticed(trigger, facts),
            _effective(cured, trigger),
            _effective(waived, trigger),
            facts.as_of,
            calendar,
        )
        for trigger in triggers
    )


def _triggers(terms: Terms, facts: Facts, calendar: Calendar) -> Iterator[_Trigger]:
    for event in terms.events_of_default:
        if event.covenant is not None:
            covenant = terms.covenant(event.covenant)
            assert covenant is not None  # checked when the terms were made
            due = covenant.deadline.end(anchored(terms, covenant.deadline.after), calendar)
            yield _Trigger(event, covenant, due, due + DAY)
        elif event.payment is not None:
            for due in facts.missed:
                yield _Trigger(event, None, due, due + DAY)
        elif event.id in facts.occurred:
            happened = facts.occurred[event.id]
            yield _Trigger(event, None, happened, happened)


def _before_issue(terms: Terms, facts: Facts) -> Iterator[Problem]:
    issued = f"the issue on {terms.issue_date}"
    for due in facts.missed:
        if due <= terms.issue_date:
            yield Problem(
                f"the payment missed on {due} was not due after {issued}",
                "write a due date of this note",
                "missed",
            )
    for name, day in facts.occurred.items():
        if day < terms.issue_date:
            yield Problem(
                f"{name!r} of {day} was before {issued}",
                "write the day it happened to this note",
                f"occurred.{name}",
            )


def _unknown_happenings(terms: Terms, facts: Facts) -> Iterator[Problem]:
    happenings = [
        event.id for event in terms.events_of_default if not (event.covenant or event.payment)
    ]
    for name in facts.occurred:
        if name in happenings:
            continue
        if happenings:
            yield unknown("happening", name, happenings, f"occurred.{name}")
        else:
            yield Problem(
                f"no event of default of these terms is a happening such as {name!r}",
                "add one without covenant and payment, or leave it out",
                f"occurred.{name}",
            )


def _unsupported_notice(triggers: list[_Trigger], sent: date | None) -> Iterator[Problem]:
    if sent is None or any(trigger.breach <= sent for trigger in triggers):
        return
    for trigger in triggers:
        if trigger.covenant or (trigger.event.cure and trigger.event.cure.needs_notice):
            yield Problem(
                f"the notice of {sent} is of a breach that has not happened: it is not after"
                f" {trigger}, {trigger.due}",
                f"write a notice date from {trigger.breach} on",
                "notice",
            )


def _assign(
    path: str, given: date | Mapping[str, date], terms: Terms, triggers: list[_Trigger]
) -> tuple[dict[str, date], list[Problem]]:
    """The dates by event-of-default id, and what is wrong with them."""
    if not given:
        return {}, []
    names = list(dict.fromkeys(trigger.event.id for trigger in triggers))
    if isinstance(given, date):
        open_then = {each.event.id for each in triggers if each.breach <= given}
        # A date before every breach is refused below, with the first breach that it misses.
        first = min(triggers, key=lambda each: each.breach, default=None)
        candidates = open_then or ({first.event.id} if first else set())
        if len(candidates) != 1:
            listed = ", ".join(f"{{{name}: {given}}}" for name in names if name in candidates)
            what = "several clocks are open" if candidates else "no clock is running"
            remedy = f"say which: {listed}" if candidates else "leave it out"
            return {}, [Problem(f"{path} on {given}: {what}", remedy, path)]
        given = {next(iter(candidates)): given}
    problems = []
    word = {"cured": "cure", "waived": "waiver"}[path]
    for name, day in given.items():
        mine = [trigger for trigger in triggers if trigger.event.id == name]
        if name not in {event.id for event in terms.events_of_default}:
            ids = [event.id for event in terms.events_of_default]
            problems.append(unknown("event of default", name, ids, f"{path}.{name}"))
        elif not mine:
            problems.append(
                Problem(
                    f"{name!r} has no breach in the facts",
                    "give the missed payment or the happening too",
                    f"{path}.{name}",
                )
            )
        elif all(day < trigger.breach for trigger in mine):
            problems.append(
                Problem(
                    f"the {word} of {day} is before the breach of {mine[0].breach}: {mine[0]},"
                    f" {mine[0].due}",
                    f"write a date from {mine[0].breach} on",
                    f"{path}.{name}",
                )
            )
    return dict(given), problems


def _effective(dates: dict[str, date], trigger: _Trigger) -> date | None:
    day = dates.get(trigger.event.id)
    return day if day is not None and day >= trigger.breach else None


def _start(trigger: _Trigger, terms: Terms, facts: Facts) -> date | None:
    """The day from which this clock's cure period counts, where it has one and it has begun."""
    cure = trigger.event.cure
    if cure is None:
        return None
    if cure.after is Anchor.DUE:
        return trigger.due
    if not cure.needs_notice:
        return anchored(terms, cure.after)
    if _noticed(trigger, facts) is None or not facts.starts_cure:
        return None
    start = facts.received if cure.after is Anchor.NOTICE_RECEIVED else facts.sent
    on_its_way = start is not None and facts.as_of is not None and start > facts.as_of
    return None if on_its_way else start


def _noticed(trigger: _Trigger, facts: Facts) -> date | None:
    """The day of the notice, where it came after this breach."""
    return facts.sent if facts.sent is not None and facts.sent >= trigger.breach else None


def _clock(
    trigger: _Trigger,
    start: date | None,
    noticed: date | None,
    cured: date | None,
    waived: date | None,
    as_of: date | None,
    calendar: Calendar,
) -> Clock:
    cure, unbroken = trigger.event.cure, as_of is not None and trigger.breach > as_of
    deadline = cure.end(start, calendar) if cure and start and not unbroken else None
    if cure is None or trigger.event.occurs is Occurs.AT_BREACH:
        default: date | None = trigger.breach
    elif trigger.event.occurs is Occurs.AT_NOTICE:
        default = noticed
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
    )


def counted(clock: Clock, terms: Terms) -> Iterator[tuple[Deadline, date, date]]:
    """Each deadline of the clock: the rule, the day from which it counts, the day it ends."""
    if clock.covenant is not None:
        deadline = clock.covenant.deadline
        yield deadline, anchored(terms, deadline.after), clock.due
    if clock.event.cure is not None and clock.start is not None and clock.cure_deadline is not None:
        yield clock.event.cure, clock.start, clock.cure_deadline
