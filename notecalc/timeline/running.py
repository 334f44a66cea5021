"""On which days the default rate runs, and when redemption opens (rules 4 and 6)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from notecalc.calendars import Calendar, Roll
from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.money import grouped, percent
from notecalc.terms import DefaultFrom, DefaultUntil, Terms
from notecalc.timeline.clocks import Clock

_DAY = timedelta(days=1)

Spans = tuple[tuple[date, date | None], ...]
"""Days, each span from a day up to but not including another (None: without end)."""


def default_day(clock: Clock) -> date:
    """The Event of Default of a clock that ripened."""
    assert clock.default is not None  # asked of clocks that ripened only
    return clock.default


def default_from(
    terms: Terms, facts: Facts, ripe: list[Clock], governing: Clock, calendar: Calendar
) -> date:
    """The day from which the default rate runs, by the reading of the terms."""
    reading = terms.default_rates.start
    if reading is DefaultFrom.EVENT_OF_DEFAULT:
        return default_day(governing)
    if reading is DefaultFrom.BREACH:
        return min(clock.breach for clock in ripe)
    if reading is DefaultFrom.INTEREST_DATE:
        return terms.interest_dates(calendar).last(default_day(governing)) or terms.issue_date
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


def default_spans(terms: Terms, facts: Facts, ripe: list[Clock], start: date) -> Spans:
    """The days on which the default rate runs, from `start` on.

    Where the terms end it at a cure or a waiver, it runs as long as any Event of Default
    continues; a forbearance may suspend it.
    """
    until = terms.default_rates.until
    spans: Spans = ((start, None),)
    if until is not DefaultUntil.REDEMPTION:
        governs = min(ripe, key=default_day)
        spans = _joined(
            (start if clock is governs else max(start, default_day(clock)), ended(clock, until))
            for clock in ripe
        )
    for each in facts.forbearances:
        if each.suspends_rate:
            spans = tuple(_less(spans, each.start, each.end + _DAY))
    return spans


def ended(clock: Clock, until: DefaultUntil) -> date | None:
    """The day on which an Event of Default ends by a cure or waiver that came after it."""
    days = {clock.waived} if until is DefaultUntil.WAIVER else {clock.cured, clock.waived}
    return min((day for day in days if day is not None), default=None)


def _joined(spans: "Iterator[tuple[date, date | None]]") -> Spans:
    found: list[tuple[date, date | None]] = []
    for start, end in sorted(spans, key=lambda each: each[0]):
        if end is not None and end <= start:
            continue
        last = found[-1][1] if found else start
        if found and (last is None or start <= last):
            longest = None if last is None or end is None else max(last, end)
            found[-1] = (found[-1][0], longest)
        else:
            found.append((start, end))
    return tuple(found)


def _less(spans: Spans, start: date, end: date) -> Iterator[tuple[date, date | None]]:
    """The spans without the days from `start` up to `end`."""
    for one, other in spans:
        if one < start and (other is None or start < other):
            yield one, start
        elif other is not None and other <= start:
            yield one, other
        if other is None or other > end:
            yield max(one, end), other


def accelerated(terms: Terms, facts: Facts, by: date | None = None) -> date | None:
    """The day on which notices of enough holders had been sent; None where they were not.

    Notices sent after `by` do not count. A notice that states no principal is of all holders.
    """
    needed = terms.redemption.holders_needed
    assert needed is not None  # asked of terms that need holders only
    held = Fraction(0)
    for notice in facts.every_notice:
        if by is not None and notice.sent > by:
            return None
        held += Fraction(terms.principal if notice.principal is None else notice.principal)
        if held >= Fraction(needed) * Fraction(terms.principal):
            return notice.sent
    return None


def not_enough(terms: Terms, facts: Facts) -> str:
    """That too few holders have given notice, in figures."""
    needed = terms.redemption.holders_needed
    assert needed is not None  # asked of terms that need holders only
    by = facts.redeem_on
    counted = [each for each in facts.every_notice if by is None or each.sent <= by]
    given = [each.principal for each in counted if each.principal is not None]  # else enough
    until = f" by the redemption date given, {by}" if len(counted) < len(facts.every_notice) else ""
    return (
        f"holders of {grouped(sum(given, Decimal(0)))} of {grouped(terms.principal)} principal have"
        f" given notice{until}, and {terms.redemption.clause} needs {percent(needed)}: nothing is"
        " accelerated"
    )


def redemption(
    terms: Terms, facts: Facts, governing: Clock, start: date, calendar: Calendar
) -> date | None:
    """The redemption date (rule 4); None where too few holders have given notice."""
    default, sent, on = default_day(governing), facts.sent, facts.redeem_on
    if terms.redemption.holders_needed is not None:
        sent = accelerated(terms, facts, on)
        if sent is None:
            return None
    if on is None:
        return _first(max(default, sent or default), facts, calendar)
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
    problems += [
        Problem(
            f"redemption on {on} is within the {each.clause} from {each.start} to {each.end}",
            f"write a date from {each.end + _DAY} on",
            "redeem_on",
        )
        for each in facts.forbearances
        if each.covers(on)
    ]
    if problems:
        raise NotecalcError(*problems)
    return on


def _first(day: date, facts: Facts, calendar: Calendar) -> date:
    """The first Business Day on or after `day` that lies in no forbearance."""
    on = calendar.roll(day, Roll.FOLLOWING)
    for each in facts.forbearances:
        if each.covers(on):
            on = calendar.roll(each.end + _DAY, Roll.FOLLOWING)
    return on
