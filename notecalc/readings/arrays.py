"""Days of a sweep by the rules over arrays (`portfolio`), a block of them at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from notecalc.calendars import Calendar
from notecalc.dates import FIRST_DATE
from notecalc.deadlines import Deadline, Unit
from notecalc.facts import Facts
from notecalc.money import from_minor, minor_units, to_minor
from notecalc.portfolio import blocks
from notecalc.portfolio.days import NONE, Days, number
from notecalc.portfolio.plan import Plan, plan
from notecalc.portfolio.rows import Rows, Wrong
from notecalc.portfolio.settle import STATES, Found, by_arrays
from notecalc.terms import EventOfDefault, Terms
from notecalc.timeline.triggers import anchored

Skipped = tuple[tuple[date, str], ...]
"""Closed days with their names."""

_FIRST = np.datetime64(FIRST_DATE, "D")
_STATES = np.array([*STATES, None], dtype=object)  # a day without a state has -1


class Asked(NamedTuple):
    """What a sweep asks of a block of days: by number, NONE where not given."""

    notices: Any
    redeem_on: Any
    cured: int


class Columns(NamedTuple):
    """What days give, in lists; None throughout on those `left` to the single-note engine."""

    left: list[int]
    state: list[Any]
    cure_deadline: list[Any]
    event_of_default: list[Any]
    default_rate_from: list[Any]
    redemption_date: list[Any]
    principal: list[Any]
    accrued_interest: list[Any]
    fees: list[Any]
    total: list[Any]
    per_diem: list[Any]


def spelled(terms: Terms, facts: Facts) -> Plan | None:
    """The plan of terms that the rules over arrays know, with a cure of no clock but theirs."""
    found = plan(terms)
    if found is None or (not isinstance(facts.cured, date) and {*facts.cured} - {_event(terms).id}):
        return None
    return found


def asked(terms: Terms, facts: Facts, over: str, days: Sequence[date]) -> Asked:
    """What is asked of consecutive days, for terms and facts that are `spelled`."""
    cured = facts.cured if isinstance(facts.cured, date) else facts.cured.get(_event(terms).id)
    cure = NONE if cured is None else number(cured)
    every = np.arange(len(days), dtype=np.int32) + np.int32(number(days[0]))
    if over == "notice":
        return Asked(every, NONE if facts.redeem_on is None else number(facts.redeem_on), cure)
    assert isinstance(facts.notice, date)  # the caller has seen it
    return Asked(np.full_like(every, number(facts.notice)), every, cure)


def columns(plan: Plan, asked: Asked) -> Columns:
    """What the days of a block give."""
    terms, count = plan.terms, len(asked.notices)
    places = minor_units(terms.currency)
    note = np.full(count, to_minor(terms.principal, places))
    issue = np.full(count, number(terms.issue_date), dtype=np.int32)
    rows = Rows(
        asked.notices, note, issue, asked.notices, asked.cured, asked.redeem_on, {}, {},
        Wrong(), places,
    )  # fmt: skip
    found = Found.of(count)
    left = by_arrays(plan, rows, None, blocks, found)
    due = found.days[4] != NONE

    dates = np.where(found.days == NONE, np.datetime64("NaT"), _FIRST + found.days)
    _, cure_deadline, default, start, redemption = dates.tolist()

    def money(cents: Any) -> list[Any]:
        distinct, at = np.unique(cents, return_inverse=True)
        made = np.array([from_minor(each, places) for each in distinct.tolist()], dtype=object)[at]
        made[~due] = None
        return made.tolist()  # type: ignore[no-any-return]

    principal, accrued, total, per_diem = map(money, found.amounts)
    fees = money(np.zeros(count, dtype=np.int64))
    return Columns(
        np.flatnonzero(left).tolist(), _STATES[found.state].tolist(), cure_deadline, default,
        start, redemption, principal, accrued, fees, total, per_diem,
    )  # fmt: skip


def skipped(plan: Plan, notices: Days) -> Iterator[Skipped]:
    """The holidays that moved a deadline, for each day of notice.

    Nothing where a deadline is not covered: the single-note engine is asked of these days.
    """
    terms, event = plan.terms, _event(plan.terms)
    covenant = terms.covenant(event.covenant)
    assert covenant is not None  # checked when the terms were made
    anchor = anchored(terms, covenant.deadline.after)
    always: Skipped = ()
    if plan.clock.covenant[number(anchor)] != NONE:
        always = tuple(covenant.deadline.skipped(anchor, plan.calendar))
    ends = plan.clock.cure[notices]
    seen: dict[Skipped, Skipped] = {}
    for each in _in_cure(event.cure, plan.calendar, notices, ends):
        if each not in seen:
            seen[each] = tuple(sorted({*always, *each}))
        yield seen[each]


def _in_cure(
    cure: Deadline | None, calendar: Calendar, notices: Days, ends: Days
) -> Iterator[Skipped]:
    """The holidays that moved the end of a cure period, for each day of notice."""
    if cure is None or (cure.unit is not Unit.BUSINESS_DAYS and cure.roll is None):
        yield from [()] * len(notices)
    elif cure.unit is Unit.BUSINESS_DAYS and cure.count:
        # It ends on a Business Day, so that no roll moves it: all that count are in between.
        closed = tuple(calendar.closed.items())
        days = [number(day) for day, _ in closed]
        since = np.searchsorted(days, notices, side="right").tolist()
        to = np.searchsorted(days, ends).tolist()
        yield from (closed[first:last] for first, last in zip(since, to, strict=True))
    else:
        for notice, end in zip(notices.tolist(), ends.tolist(), strict=True):
            start = FIRST_DATE + timedelta(days=notice)
            yield () if end == NONE else tuple(cure.skipped(start, calendar))


def _event(terms: Terms) -> EventOfDefault:
    """The event of default of terms that have one of a covenant alone."""
    return next(each for each in terms.events_of_default if each.covenant is not None)
