"""A result as titled tables of typed cells."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from notecalc.money import grouped, percent, plain
from notecalc.readings import Reading
from notecalc.redemption import Result
from notecalc.schedule import COLUMNS, Line, columns
from notecalc.terms import Terms
from notecalc.timeline import Event
from notecalc.timeline.reasons import said

Cell = str | int | date | Decimal | None


class Table(NamedTuple):
    """A title, column headings and rows of typed cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


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
        fees: tuple[tuple[Cell, ...], ...] = (("fees", due.fees),) if due.fees else ()
        rows = (
            (f"principal{f', at {due.price.what}' if due.price.what else ''}", due.principal),
            ("accrued interest", due.accrued_interest),
            *fees,
            ("total", due.total),
            ("per diem", due.per_diem),
        )
    title = f"Due on redemption, {said(due.date)} ({due.clause})" if due else "Due on redemption"
    return Table(title, ("", result.terms.currency), rows)


def readings_table(readings: tuple[Reading, ...], terms: Terms) -> Table:
    """The total under every reading of where the default rate starts that fits the facts."""
    chosen = next((each.redemption for each in readings if each.chosen), None)
    rows: list[tuple[Cell, ...]] = []
    for each in readings:
        name = each.default_from.value + (" *" if each.chosen else "")
        if (due := each.redemption) is not None:
            difference = due.total - chosen.total if chosen else None
            rows.append((name, each.start, due.total, difference, due.per_diem))
    return Table(
        f"Total by where the default rate starts ({terms.default_rates.clause}; * chosen)",
        ("reading", "from", "total", "difference", "per diem"),
        tuple(rows),
    )


def refused_readings(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """The readings that do not fit the facts, and why."""
    return tuple(f"{each.default_from.value}: {each.refused}" for each in readings if each.refused)


def schedule_table(result: Result) -> Table:
    """The lines of the schedule, in the columns of section "JSON" of the documentation."""
    named = columns(result.terms)
    return Table("Schedule", named, tuple(tuple(line_row(line, named)) for line in result.schedule))


def line_row(line: Line, named: tuple[str, ...] = COLUMNS) -> list[Cell]:
    """A line's cells in the order of the columns, its rate the shortest decimal."""
    taken, rate, basis = _takes(named)
    cells: list[Cell] = list(taken(line))
    cells[rate] = _rate(line.rate)
    cells[basis] = line.basis.value
    return cells


@lru_cache(maxsize=16)
def _takes(named: tuple[str, ...]) -> tuple[Callable[[Line], tuple[Any, ...]], int, int]:
    """What takes a line's cells, and where the rate and the basis stand among them."""
    return attrgetter(*named), named.index("rate"), named.index("basis")


_rate = lru_cache(maxsize=1024)(plain)  # lines bear few rates, and each is shown many times


def terms_table(
    terms: Terms, document: dict[str, Any], sourced: dict[str, Any], sources: dict[str, str]
) -> Table:
    """Terms by path: value, clause or source; the assumed ones marked.

    `sources` speak of the document `sourced`: of a value that differs they say nothing.
    """
    rows: list[tuple[Cell, ...]] = []
    known = dict(_leaves(sourced))
    for path, value in _leaves(document):
        assumed = any(each in terms.assumed for each in _prefixes(path))
        said = next((sources[each] for each in _prefixes(path) if each in sources), "")
        said = said if known.get(path) == value else ""
        # What was set is no longer assumed, and its source no longer speaks of it.
        stale = said.startswith("assumed") and not assumed
        rows.append((path, value, ("assumed" if assumed else "") if stale or not said else said))
    return Table(terms.name, ("term", "value", "clause or source"), tuple(rows))


def _prefixes(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _leaves(value: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [
            leaf
            for name, each in value.items()
            if name not in ("id", "by", "assumed")
            for leaf in _leaves(each, f"{path}.{name}" if path else name)
        ]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return [
            leaf
            for index, each in enumerate(value)
            for leaf in _leaves(each, f"{path}.{each.get('id', each.get('by', index))}")
        ]
    return [(path, ", ".join(map(str, value)) if isinstance(value, list) else str(value))]


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
