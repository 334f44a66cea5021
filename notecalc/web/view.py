"""What the page shows of an answer: the figures, each with its explanation, and the pictures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from notecalc.errors import NotecalcError
from notecalc.export.report import chart, dates
from notecalc.export.report.html import FACE
from notecalc.redemption import Result
from notecalc.service.claims import claims
from notecalc.statement import Step, headline, payoff, timeline_table
from notecalc.statement.claims import claim_brief
from notecalc.statement.explain import event_step, explain_redemption, line_step
from notecalc.statement.ledger import ledger_table
from notecalc.statement.pictures import cure_counts, owed
from notecalc.web import pictures
from notecalc.web.downloads import DOWNLOADS
from notecalc.web.solving import Solved

_KEY_DATES = {
    "notice": "Notice",
    "cure_deadline": "Last day to cure",
    "event_of_default": "Event of Default",
    "default_rate_from": "Default rate from",
}
_MOST_LINES = 240
_MOST_GRIDS = 3
_NAMES = {
    "principal due": "principal-due",
    "accrued interest": "accrued-interest",
    "total": "total",
    "per diem": "per-diem",
}

Card = tuple[str, Step]
"""A figure by its id, explained."""


def due(solved: Solved) -> dict[str, Any]:
    """What the amount due is told with: the part of an answer that comes first."""
    result = solved.answer.result
    terms, found = result.terms, result.redemption
    dated = list(_key_dates(result))
    kept = {*(id for _, id, _ in dated), f"event-{_redeemed(result)}"}
    return {
        "solved": solved,
        "query": solved.asked.query(),
        "title": terms.name,
        "principal": payoff.principal_line(result),
        "currency": terms.currency,
        "headline": headline(result),
        "due": found,
        "due_event": f"event-{_redeemed(result)}",
        "why_nothing": "" if found else payoff.why_nothing(result),
        "holder": payoff.to_whom(result),
        "key_dates": dated,
        "parts": payoff.due_table(result),
        "part_ids": _NAMES,
        "shares": payoff.payees_table(payoff.payees(result), terms.currency),
        "clocks": payoff.clocks_table(result),
        "claim": _claim(solved),
        "downloads": DOWNLOADS,
        "cards": [*_parts(result), *(each for each in _events(result) if each[0] in kept)],
    }


def rest(solved: Solved) -> dict[str, Any]:
    """What the answer rests on: the dates, the pictures, the lines, what is assumed."""
    result = solved.answer.result
    counts = cure_counts(result)
    told = {*(id for _, id, _ in _key_dates(result)), f"event-{_redeemed(result)}"}
    return {
        "solved": solved,
        "currency": result.terms.currency,
        "face": FACE,
        "due": result.redemption,
        "rail": dates.rail(result.timeline.events),
        "hatch": dates.hatch,
        "grids": [(each, dates.grid(each)) for each in counts[:_MOST_GRIDS]],
        "more_counts": max(0, len(counts) - _MOST_GRIDS),
        "events": list(zip(result.timeline.events, timeline_table(result).rows, strict=True)),
        **_owed(result),
        **_schedule(result),
        "ledger": ledger_table(result),
        "assumed": payoff.assumed_table(result),
        "warnings": result.warnings,
        "cards": [each for each in _events(result) if each[0] not in told],
        "line_cards": list(_lines(result)),
    }


def _redeemed(result: Result) -> int | None:
    """The place of the redemption among the events."""
    events = result.timeline.events
    return next((at for at, each in enumerate(events) if each.event == "redemption"), None)


def _key_dates(result: Result) -> Iterator[tuple[str, str, date]]:
    """The dates that decide: what each is, the id of its explanation, the day."""
    told = set()
    for place, each in enumerate(result.timeline.events):
        if each.governing and each.event in _KEY_DATES and each.event not in told:
            told.add(each.event)
            yield _KEY_DATES[each.event], f"event-{place}", each.date


def _claim(solved: Solved) -> tuple[str, ...]:
    """The claim at a petition and under a judgment, where there is one, in lines."""
    facts = solved.answer.result.facts.happened
    if not (facts.petition or facts.judgment):
        return ()
    try:
        return claim_brief(claims(solved.note, solved.facts).claim)
    except NotecalcError as error:
        return tuple(str(each) for each in error.problems)


def _events(result: Result) -> Iterator[Card]:
    """Each date by its id, explained."""
    for place, event in enumerate(result.timeline.events):
        yield f"event-{place}", event_step(event, result)


def _lines(result: Result) -> Iterator[Card]:
    """Each line that is shown by its id, multiplied out."""
    first = max(0, len(result.schedule) - _MOST_LINES)
    for place, line in enumerate(result.schedule[first:], first):
        yield f"line-{place}", line_step(line)


def _parts(result: Result) -> Iterator[Card]:
    """Each part of the amount due by its id, explained; the total with its parts."""
    rows = [row for row in payoff.due_table(result).rows if row[0] not in ("total", "per diem")]
    for step in explain_redemption(result):
        of = tuple(f"{row[0]}: {row[3]:,f}" for row in rows) if step.what == "total" else ()
        yield _NAMES[step.what], step._replace(detail=of)


def _owed(result: Result) -> dict[str, Any]:
    """The step chart, wide and narrow, with the strips that can be pointed at."""
    points = owed(result)
    if not points:
        return {"points": (), "charts": ()}
    start = result.timeline.default_from
    drawn = [
        (chart.chart(points, start, width), name)
        for width, name in ((700, "wide"), (340, "narrow"))
    ]
    charts = [(each, name, pictures.bands(each, points, result.schedule)) for each, name in drawn]
    return {"points": points, "charts": charts}


def _schedule(result: Result) -> dict[str, Any]:
    """The lines of the schedule, the last ones where there are many."""
    lines, empty = payoff.cited_schedule(result)
    left_out = max(0, len(lines.rows) - _MOST_LINES)
    return {
        "schedule": lines._replace(rows=lines.rows[left_out:]) if lines.rows else None,
        "left_out": left_out,
        "empty_columns": empty,
        "day_count": result.terms.interest.day_count.value,
    }
