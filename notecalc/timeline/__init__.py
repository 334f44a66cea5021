"""Terms and facts to dated events, each with its clause and its reason (rules 1 to 6, 9).

Each event of default runs its own clock; the earliest that ripens governs. An event keeps what
it was found from and says its reason when it is read.
"""

from datetime import date
from typing import NamedTuple

from notecalc.calendars import Calendar
from notecalc.facts import Facts
from notecalc.terms import Terms
from notecalc.timeline import clocks, running
from notecalc.timeline.clocks import Clock, State
from notecalc.timeline.events import (
    EVENTS,
    Event,
    of_clocks,
    of_default,
    of_facts,
    of_redemption,
    place,
)
from notecalc.timeline.paying import interest_paid_to, performed_to
from notecalc.timeline.receipts import Receipt, receipts
from notecalc.timeline.running import Spans, default_day
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


class Timeline(NamedTuple):
    """The dates of a note and what follows from them; its events and warnings when they are read.

    `at_default`, the days on which the default rate runs, and `default_from`, the first of them,
    are there where the state is default and it runs at all; where the state is default so is
    `redemption`, where enough holders have given notice, and with it `performed_to`, the last day
    on which what fell due is taken as paid, and `paid_to`, the day up to which interest was paid
    in cash (None where interest is paid in notes). Where only the accrual of a note that performs
    is asked for, it is not `of_default`, and has no events.
    """

    terms: Terms
    given: Facts
    calendar: Calendar
    state: State
    clocks: tuple[Clock, ...] = ()
    noticed: tuple[Receipt, ...] = ()
    governing: Clock | None = None
    default_from: date | None = None
    redemption: date | None = None
    performed_to: date | None = None
    paid_to: date | None = None
    at_default: Spans = ()
    of_default: bool = True

    @property
    def ripe(self) -> list[Clock]:
        """The clocks whose breach became an Event of Default."""
        return [clock for clock in self.clocks if clock.default is not None]

    @property
    def events(self) -> tuple[Event, ...]:
        """The dated events, by date."""
        if not self.of_default:
            return ()
        terms, facts, governing = self.terms, self.given.happened, self.governing
        found = list(of_clocks(terms, facts, self.clocks, governing, self.calendar, self.noticed))
        found += of_facts(facts)
        if governing is not None:
            start = running.default_from(terms, facts, self.ripe, governing, self.calendar)
            found += of_default(terms, facts, governing, self.at_default, start)
            if self.redemption is not None:
                needed = terms.redemption.holders_needed is not None
                reached = running.accelerated(terms, facts, self.redemption) if needed else None
                found += of_redemption(
                    terms, facts, governing, self.redemption, reached, self.calendar
                )
        return tuple(sorted(found, key=place))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must be told about the dates."""
        told = list(
            warnings(
                self.terms,
                self.given,
                self.clocks,
                self.calendar,
                self.performed_to,
                self.paid_to,
                self.redemption,
            )
        )
        if self.governing is not None and self.redemption is None:
            told.append(running.not_enough(self.terms, self.given.happened))
        return tuple(told)


def timeline(terms: Terms, facts: Facts, calendar: Calendar) -> Timeline:
    """The timeline of the note. Raises NotecalcError, naming both dates, by rule 3."""
    given, facts = facts, facts.happened
    noticed = receipts(terms, facts, calendar)
    found = clocks.run(terms, facts, calendar, noticed)
    state = clocks.worst(clock.state for clock in found)
    ripe = [clock for clock in found if clock.default is not None]
    if not ripe:
        return Timeline(terms, given, calendar, state, found, noticed)
    governing = min(ripe, key=default_day)
    start = running.default_from(terms, facts, ripe, governing, calendar)
    at_default = running.default_spans(terms, facts, ripe, start)
    on = running.redemption(terms, facts, governing, start, calendar)
    done = paid_to = None
    if on is not None:
        roll = terms.interest_dates(calendar).roll
        done = performed_to(facts, default_day(governing), on, roll)
        paid_to = interest_paid_to(terms, facts, calendar, done, on)
    return Timeline(
        terms,
        given,
        calendar,
        state,
        found,
        noticed,
        governing,
        at_default[0][0] if at_default else None,
        on,
        done,
        paid_to,
        at_default,
    )
