"""Every table of a result with the types of its columns, for files and frames that keep them.

A column's kind is date, Decimal (an amount), `Rate`, int or str; yes and no are text.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from notecalc.ownership import shares
from notecalc.readings import default_rate_starts
from notecalc.redemption import Result
from notecalc.schedule import COLUMNS, Entry, Line, columns
from notecalc.statement.objects import SUMMARY, summary_row
from notecalc.statement.tables import Cell, Table, assumed_lines
from notecalc.terms import Bucket, Terms


class Rate(Decimal):
    """The kind of a column of rates a year, exact to 22 decimals: an amount has the cents only."""


Kinds = Mapping[str, type]
"""The kind of each column, in order."""

_NOT_AMOUNTS = {
    "start": date, "end": date, "days": int, "rate": Rate, "basis": str, "due": date
}  # fmt: skip
_DATES = ("covenant_deadline", "cure_deadline", "event_of_default", "default_rate_from")
_AMOUNTS = ("principal", "accrued_interest", "fees", "total", "per_diem")

SCHEDULE: Kinds = MappingProxyType({name: _NOT_AMOUNTS.get(name, Decimal) for name in COLUMNS})
"""The columns of a schedule, but for what only some terms call for (`schedule_kinds`)."""

LEDGER: Kinds = MappingProxyType(
    {
        "date": date,
        "what": str,
        "amount": Decimal,
        **{each.name.lower(): Decimal for each in Bucket},
        "clause": str,
        "reason": str,
    }
)
"""The columns of the ledger: what each entry is, and what it went to."""

SUMMARY_KINDS: Kinds = MappingProxyType(
    {
        name: date if name in (*_DATES, "redemption_date") else Decimal if name in _AMOUNTS else str
        for name in SUMMARY
    }
)
"""The columns of a result in one row."""

GOOD_THROUGH_KINDS: Kinds = MappingProxyType(
    {
        "date": date,
        "days": int,
        **dict.fromkeys(_AMOUNTS, Decimal),
        "cost_of_delay": Decimal,
        "per_diem_times_days": Decimal,
    }
)
"""The columns of a good-through table."""

QUESTION_KINDS: Kinds = MappingProxyType(
    {
        "question": str,
        "asks": str,
        "words": str,
        "stake": Decimal,
        "answer": str,
        "says": str,
        "chosen": str,
        "total": Decimal,
        "difference": Decimal,
        "at_same_redemption_date": Decimal,
        "moves": str,
        "argued_by": str,
        "refused": str,
    }
)
"""The columns of the open questions, a row for each answer."""

OUTCOME_KINDS: Kinds = MappingProxyType(
    {"total": Decimal, "state": str, "combinations": int, "needs": str, "simplest": str}
)
"""The columns of every combination of answers, a row for each outcome."""

KINDS: Mapping[str, Kinds] = MappingProxyType(
    {
        "summary": SUMMARY_KINDS,
        "timeline": MappingProxyType(
            {
                "date": date,
                "event": str,
                "of": str,
                "clause": str,
                "governing": str,
                "reason": str,
            }
        ),
        "schedule": SCHEDULE,
        "ledger": LEDGER,
        "default_rate_starts": MappingProxyType(
            {
                "default_from": str,
                "chosen": str,
                "from": date,
                "total": Decimal,
                "difference": Decimal,
                "per_diem": Decimal,
                "refused": str,
            }
        ),
        "holders": MappingProxyType({"name": str, "principal": Decimal, "amount": Decimal}),
        "assumed": MappingProxyType({"term": str, "value": str}),
        "warnings": MappingProxyType({"warning": str}),
    }
)
"""The columns of each of the tables of a result, in order; `kinds_of` has those of its terms."""


def schedule_kinds(terms: Terms) -> Kinds:
    """The columns of a schedule of these terms."""
    return {name: _NOT_AMOUNTS.get(name, Decimal) for name in columns(terms)}


def kinds_of(terms: Terms) -> Mapping[str, Kinds]:
    """The columns of each of the tables of a result of these terms, in order."""
    return {**KINDS, "schedule": schedule_kinds(terms)}


def tables(
    result: Result, *, terms_name: str = "", scenario: str | None = None
) -> dict[str, Table]:
    """Every table of a result by name, its cells of the kinds that `kinds_of` says."""
    kinds = kinds_of(result.terms)
    rows: dict[str, tuple[tuple[Cell, ...], ...]] = {
        "summary": (
            tuple(
                summary_row(result, terms_name=terms_name or result.terms.name, scenario=scenario)
            ),
        ),
        "timeline": tuple(
            (each.date, each.event, each.of, each.clause, _yes(each.governing), each.reason)
            for each in result.timeline.events
        ),
        "schedule": tuple(line_cells(each, kinds["schedule"]) for each in result.schedule),
        "ledger": tuple(map(_entry_cells, result.ledger)),
        "default_rate_starts": _starts(result),
        "holders": tuple((each.name, each.principal, each.amount) for each in shares(result)),
        "assumed": tuple(_pair(line) for line in assumed_lines(result)),
        "warnings": tuple((each,) for each in result.warnings),
    }
    return {
        name: Table(name.replace("_", " ").capitalize(), tuple(kinds[name]), found)
        for name, found in rows.items()
    }


def line_cells(line: Line, named: Iterable[str] = COLUMNS) -> tuple[Cell, ...]:
    """A line of the schedule in these columns, its rate a number."""
    return tuple(line.basis.value if name == "basis" else getattr(line, name) for name in named)


def _entry_cells(entry: Entry) -> tuple[Cell, ...]:
    went = dict(entry.applied)
    parts = (went.get(each) for each in Bucket)
    return entry.on, entry.kind, entry.amount, *parts, entry.clause or None, entry.reason


def _starts(result: Result) -> tuple[tuple[Cell, ...], ...]:
    if result.redemption is None:
        return ()
    total, found = result.redemption.total, []
    for each in default_rate_starts(result.terms, result.facts):
        due = each.redemption
        found.append(
            (
                each.default_from.value,
                _yes(each.chosen),
                date.fromisoformat(each.start) if each.start else None,
                due.total if due else None,
                due.total - total if due else None,
                due.per_diem if due else None,
                each.refused or None,
            )
        )
    return tuple(found)


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _pair(line: str) -> tuple[Cell, ...]:
    path, _, value = line.partition(": ")
    return path, value or None
