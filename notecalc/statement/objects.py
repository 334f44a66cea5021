"""A result as the JSON object of one result, as one row, and in a few lines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from notecalc import __version__
from notecalc.money import grouped
from notecalc.redemption import Result
from notecalc.schedule import columns
from notecalc.statement.explain import Step
from notecalc.statement.ledger import entry_json
from notecalc.statement.tables import Cell, line_row
from notecalc.timeline.reasons import said

SUMMARY = (
    "scenario",
    "terms",
    "state",
    "covenant_deadline",
    "cure_deadline",
    "event_of_default",
    "default_rate_from",
    "redemption_date",
    "principal",
    "accrued_interest",
    "fees",
    "total",
    "per_diem",
)
"""The columns of a result in one row."""


def as_json(result: Result, *, terms_name: str, scenario: str | None = None) -> dict[str, Any]:
    """The JSON object of one result."""
    from notecalc.ownership import shares  # a result that is printed wants none

    terms, due, named = result.terms, result.redemption, columns(result.terms)
    return {
        "notecalc": __version__,
        "schema": 1,
        "scenario": scenario,
        "terms": terms_name,
        "state": result.state.value,
        "readings": {
            "default_from": terms.default_rates.start.value,
            "paid_in": terms.interest.paid_in.value,
            "day_count": terms.interest.day_count.value,
            "calendar": str(terms.calendar),
        },
        "calendar_fingerprint": result.calendar.fingerprint,
        "skipped": [{"date": str(day), "name": name} for day, name in result.skipped],
        "timeline": [
            {
                "event": event.event,
                "of": event.of,
                "date": str(event.date),
                "clause": event.clause,
                "reason": event.reason,
                "governing": event.governing,
            }
            for event in result.timeline.events
        ],
        "redemption": None
        if due is None
        else {
            "date": str(due.date),
            "principal": str(due.principal),
            "accrued_interest": str(due.accrued_interest),
            **({"fees": str(due.fees)} if due.fees else {}),
            "total": str(due.total),
            "per_diem": str(due.per_diem),
        },
        "schedule": [
            dict(zip(named, map(_json_cell, line_row(line, named)), strict=True))
            for line in result.schedule
        ],
        **({"ledger": [entry_json(each) for each in result.ledger]} if result.ledger else {}),
        **_conversion(result),
        "holders": [
            {"name": each.name, "principal": str(each.principal), "amount": str(each.amount)}
            for each in shares(result)
        ],
        "assumed": list(result.assumed),
        "warnings": list(result.warnings),
    }


def _conversion(result: Result) -> dict[str, Any]:
    """What converting gives, where the terms give the right."""
    if result.terms.conversion is None:
        return {}
    from notecalc.equity import conversion_value
    from notecalc.statement.conversion import conversion_json

    found = conversion_value(result)
    return {"conversion": found and conversion_json(found)}


def _json_cell(cell: Cell) -> str | int | None:
    return cell if isinstance(cell, _PLAIN) or cell is None else str(cell)


_PLAIN = (str, int)


def step_json(step: Step) -> dict[str, Any]:
    """A step as a JSON object."""
    return {
        "what": step.what,
        "value": _json_cell(step.value),
        "clause": step.clause,
        "reason": step.why,
        "detail": list(step.detail),
    }


def summary_row(result: Result, *, terms_name: str, scenario: str | None = None) -> list[Cell]:
    """A result in one row, in the columns of `SUMMARY`; dates are those that govern."""
    dates: dict[str, date] = {}
    for event in result.timeline.events:
        if event.governing or event.event not in dates:
            dates[event.event] = event.date
    due = result.redemption
    amounts: list[Cell] = [None] * 5
    if due is not None:
        amounts = [due.principal, due.accrued_interest, due.fees, due.total, due.per_diem]
    names = ("covenant_deadline", "cure_deadline", "event_of_default", "default_rate_from")
    return [
        scenario,
        terms_name,
        result.state.value,
        *(dates.get(name) for name in names),
        dates.get("redemption"),
        *amounts,
    ]


def move_words(moves: Sequence[tuple[str, date | None]]) -> str:
    """The dates that move, and those that are left out, in words."""
    moved = [f"{name.replace('_', ' ')} {said(day)}" for name, day in moves if day]
    gone = [name.replace("_", " ") for name, day in moves if not day]
    parts = ((moved, "moves"), ([f"no {name}" for name in gone], "leaves"))
    return "; ".join(f"{verb} {', '.join(those)}" for those, verb in parts if those)


def headline(result: Result) -> str:
    """The answer in a sentence."""
    due, currency = result.redemption, result.terms.currency
    if due is None:
        return f"State: {result.state.value}; nothing is due on redemption."
    return (
        f"State: {result.state.value}; {grouped(due.total)} {currency} due on {said(due.date)},"
        f" per diem {grouped(due.per_diem)}."
    )


def brief(result: Result, name: str) -> tuple[str, ...]:
    """A result in a few lines, under its name."""
    dates = dict(zip(SUMMARY, summary_row(result, terms_name=name), strict=True))
    shown = ("cure_deadline", "event_of_default", "default_rate_from")
    parts = [f"{each.replace('_', ' ')} {day}" for each in shown if (day := dates[each])]
    lines = [name, "  " + "; ".join([result.state.value, *parts])]
    if due := result.redemption:
        fees = f" + {grouped(due.fees)}" if due.fees else ""
        lines.append(
            f"  {due.date}: {grouped(due.principal)} + {grouped(due.accrued_interest)}{fees}"
            f" = {grouped(due.total)} {result.terms.currency}, per diem {grouped(due.per_diem)}"
        )
    return tuple(lines)
