"""A result as titled tables of typed cells, and as the JSON object of one result, once.

Every format prints what stands here: texts, numbers and dates are found in this module only.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from notecalc import __version__
from notecalc.money import grouped, percent, plain
from notecalc.ownership import shares
from notecalc.readings import Reading
from notecalc.redemption import Result
from notecalc.schedule import COLUMNS, Line
from notecalc.terms import Terms
from notecalc.timeline import Event
from notecalc.timeline.clocks import counted
from notecalc.timeline.reasons import said

Cell = str | int | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column headings and rows of typed cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One date or amount explained: what it is, its value, its clause, how it came about."""

    what: str
    value: Cell
    clause: str
    why: str
    detail: tuple[str, ...] = ()


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
    "total",
    "per_diem",
)
"""The columns of a result in one row."""


def timeline_table(result: Result) -> Table:
    """The dated events with weekday, clause and reason."""
    several = len({clock.of for clock in result.timeline.clocks}) > 1
    rows = tuple(
        (said(event.date), _event_name(event, several), event.clause, event.reason)
        for event in result.timeline.events
    )
    return Table("Timeline", ("date", "event", "clause", "reason"), rows)


def _event_name(event: Event, several: bool) -> str:
    name = event.event.replace("_", " ")
    if not several or event.of is None:
        return name
    return f"{name} ({event.of}{', governs' if event.governing else ''})"


def redemption_table(result: Result) -> Table:
    """What is due: principal, accrued interest, total, per diem."""
    due = result.redemption
    rows: tuple[tuple[Cell, ...], ...] = ()
    if due is not None:
        rows = (
            ("principal", due.principal),
            ("accrued interest", due.accrued_interest),
            ("total", due.total),
            ("per diem", due.per_diem),
        )
    title = f"Due on redemption, {said(due.date)} ({due.clause})" if due else "Due on redemption"
    return Table(title, ("", result.terms.currency), rows)


def readings_table(readings: tuple[Reading, ...], terms: Terms) -> Table:
    """The total under every reading of where the default rate starts."""
    chosen = next((each.redemption for each in readings if each.chosen), None)
    base = chosen.total if chosen else None
    rows: list[tuple[Cell, ...]] = []
    for each in readings:
        name = each.default_from.value + (" *" if each.chosen else "")
        if each.redemption is None:
            rows.append((name, "", each.refused or "no default", None, None))
            continue
        due = each.redemption
        difference = due.total - base if base is not None else None
        rows.append((name, each.start, due.total, difference, due.per_diem))
    clause = terms.default_rates.clause
    return Table(
        f"If the default rate starts at ({clause} leaves it open; * chosen)",
        ("reading", "from", "total", "difference", "per diem"),
        tuple(rows),
    )


def schedule_table(lines: tuple[Line, ...]) -> Table:
    """The lines of the schedule, in the columns of section "JSON" of the documentation."""
    return Table("Schedule", COLUMNS, tuple(tuple(line_row(line)) for line in lines))


def line_row(line: Line) -> list[Cell]:
    """A line's cells in the order of `COLUMNS`, its rate the shortest decimal."""
    return [
        line.start,
        line.end,
        line.days,
        plain(line.rate),
        line.basis.value,
        line.principal,
        line.interest,
        line.paid,
        line.capitalized,
        line.accrued,
        line.closing_principal,
    ]


def assumed_lines(result: Result) -> tuple[str, ...]:
    """Each assumed term as its path and what is assumed."""
    terms = result.terms
    interest, paid_to = terms.interest, result.timeline.paid_to
    values = {
        "interest.note_rate": percent(interest.note_rate) if interest.note_rate else "",
        "interest.cash_rate": percent(interest.cash_rate) if interest.cash_rate else "",
        "interest.dates": ", ".join(str(day) for day in interest.dates),
        "interest.day_count": interest.day_count.value,
        "interest.paid_in": interest.paid_in.value,
        "calendar": str(terms.calendar),
        "maturity_date": said(terms.maturity_date) if terms.maturity_date else "",
        "principal": f"{grouped(terms.principal)} {terms.currency} of face amount",
        "redemption.price": percent(terms.redemption.price),
        "redemption.portion": percent(terms.redemption.portion),
        "governing_law": "New York, where a warning cites its law",
        "redemption_date": f"{said(result.redemption.date)}" if result.redemption else "",
        "paid_to": f"interest paid to {said(paid_to)}" if paid_to else "",
    }
    for event in terms.events_of_default:
        values[f"events_of_default.{event.id}"] = f"cure {event.cure or 'none: automatic'}"
    return tuple(f"{path}: {values[path]}" if values.get(path) else path for path in result.assumed)


def as_json(result: Result, *, terms_name: str, scenario: str | None = None) -> dict[str, Any]:
    """The JSON object of one result."""
    terms, due = result.terms, result.redemption
    return {
        "notecalc": __version__,
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
            "total": str(due.total),
            "per_diem": str(due.per_diem),
        },
        "schedule": [
            dict(zip(COLUMNS, map(_json_cell, line_row(line)), strict=True))
            for line in result.schedule
        ],
        "holders": [
            {"name": each.name, "principal": str(each.principal), "amount": str(each.amount)}
            for each in shares(result)
        ],
        "assumed": list(result.assumed),
        "warnings": list(result.warnings),
    }


def _json_cell(cell: Cell) -> str | int | None:
    return str(cell) if isinstance(cell, date | Decimal) else cell


def summary_row(result: Result, *, terms_name: str, scenario: str | None = None) -> list[Cell]:
    """A result in one row, in the columns of `SUMMARY`; dates are those that govern."""
    dates: dict[str, date] = {}
    for event in result.timeline.events:
        if event.governing or event.event not in dates:
            dates[event.event] = event.date
    due = result.redemption
    amounts: list[Cell] = [None] * 4
    if due is not None:
        amounts = [due.principal, due.accrued_interest, due.total, due.per_diem]
    names = ("covenant_deadline", "cure_deadline", "event_of_default", "default_rate_from")
    return [
        scenario,
        terms_name,
        result.state.value,
        *(dates.get(name) for name in names),
        dates.get("redemption"),
        *amounts,
    ]


def brief(result: Result, name: str) -> tuple[str, ...]:
    """A result in a few lines."""
    dates = dict(zip(SUMMARY, summary_row(result, terms_name=name), strict=True))
    shown = ("cure_deadline", "event_of_default", "default_rate_from")
    parts = [f"{each.replace('_', ' ')} {day}" for each in shown if (day := dates[each])]
    lines = [name, "  " + "; ".join([result.state.value, *parts])]
    if due := result.redemption:
        lines.append(
            f"  {due.date}: {grouped(due.principal)} + {grouped(due.accrued_interest)}"
            f" = {grouped(due.total)} {result.terms.currency}, per diem {grouped(due.per_diem)}"
        )
    return tuple(lines)


def terms_table(terms: Terms, document: dict[str, Any], sources: dict[str, str]) -> Table:
    """Terms by path: value, clause or source; the assumed ones marked."""
    rows: list[tuple[Cell, ...]] = []
    for path, value in _leaves(document):
        where = next(
            (sources[prefix] for prefix in _prefixes(path) if prefix in sources),
            "assumed" if any(each in terms.assumed for each in _prefixes(path)) else "",
        )
        rows.append((path, value, where))
    return Table(terms.name, ("term", "value", "clause or source"), tuple(rows))


def _prefixes(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _leaves(value: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [
            leaf
            for name, each in value.items()
            if name not in ("id", "assumed")
            for leaf in _leaves(each, f"{path}.{name}" if path else name)
        ]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return [
            leaf
            for index, each in enumerate(value)
            for leaf in _leaves(each, f"{path}.{each.get('id', index)}")
        ]
    return [(path, ", ".join(map(str, value)) if isinstance(value, list) else str(value))]


def explain(result: Result) -> tuple[Step, ...]:
    """Every date and amount of a result, step by step."""
    steps = [_explain_event(event, result) for event in result.timeline.events]
    steps += [_explain_line(line, result) for line in result.schedule]
    return (*steps, *_explain_redemption(result))


def step_json(step: Step) -> dict[str, Any]:
    """A step as a JSON object."""
    return {
        "what": step.what,
        "value": _json_cell(step.value),
        "clause": step.clause,
        "reason": step.why,
        "detail": list(step.detail),
    }


def _explain_event(event: Event, result: Result) -> Step:
    detail: tuple[str, ...] = ()
    if event.event in ("covenant_deadline", "cure_deadline"):
        detail = next(
            tuple(str(step) for step in deadline.steps(start, result.calendar))
            for clock in result.timeline.clocks
            for deadline, start, end in counted(clock, result.terms)
            if (clock.of, end) == (event.of, event.date)
        )
    of = f" ({event.of})" if event.of else ""
    return Step(event.event.replace("_", " ") + of, event.date, event.clause, event.reason, detail)


def _explain_line(line: Line, result: Result) -> Step:
    detail = [
        f"{grouped(line.principal)} × {percent(line.rate)} × {year_fraction(line)}"
        f" = {unrounded(line.unrounded)}, rounded {grouped(line.interest)}"
    ]
    if line.paid:
        detail.append(f"paid on {said(line.end)}: {grouped(line.paid)}")
    if line.capitalized:
        detail.append(
            f"added to principal on {said(line.end)}: {grouped(line.capitalized)},"
            f" which makes {grouped(line.closing_principal)}"
        )
    elif line.closing_principal != line.principal:
        detail.append(f"principal from {said(line.end)}: {grouped(line.closing_principal)}")
    detail.append(f"accrued and unpaid after {said(line.end)}: {grouped(line.accrued)}")
    return Step(
        f"interest {line.start} to {line.end}",
        line.interest,
        line.clause,
        f"{line.basis.value} rate {percent(line.rate)}, {line.days} days,"
        f" {line.day_count.value}, the last day not counted",
        tuple(detail),
    )


def year_fraction(line: Line) -> str:
    """The year fraction of a line as days over basis where the day count has one basis."""
    fraction = line.fraction
    basis = Fraction(line.days) / fraction if fraction else Fraction(0)
    if basis.denominator == 1 and basis:
        return f"{line.days}/{basis}"
    return str(fraction)


def unrounded(amount: Fraction) -> str:
    """An exact amount for reading: eight decimals, … where there are more."""
    scaled = amount * 10**8
    digits = Decimal(scaled.numerator // scaled.denominator).scaleb(-8)
    return grouped(digits) + ("" if scaled.denominator == 1 else "…")


def _explain_redemption(result: Result) -> tuple[Step, ...]:
    due, terms = result.redemption, result.terms
    if due is None:
        return ()
    term = terms.redemption
    accrued = result.schedule[-1].accrued if result.schedule else Decimal(0)
    day = due.day_fraction
    return (
        Step(
            "principal due",
            due.principal,
            due.clause,
            f"portion {percent(term.portion)} of {grouped(due.outstanding)} outstanding"
            f" at {percent(term.price)}",
        ),
        Step(
            "accrued interest",
            due.accrued_interest,
            due.clause,
            f"portion {percent(term.portion)} of {grouped(accrued)} accrued and unpaid on"
            f" {said(due.date)}, sums of the lines above",
        ),
        Step("total", due.total, due.clause, "principal due and accrued interest"),
        Step(
            "per diem",
            due.per_diem,
            terms.default_rates.clause,
            f"{grouped(due.outstanding)} × {percent(due.rate)} × {day}"
            f" = {unrounded(Fraction(due.outstanding) * Fraction(due.rate) * day)}, rounded",
        ),
    )
