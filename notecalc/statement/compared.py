"""Two papers compared, as a table and as an object."""

from decimal import Decimal
from typing import Any

from notecalc import __version__
from notecalc.readings.compare import Comparison, Effect
from notecalc.redemption import Result
from notecalc.statement.tables import Table

COMPARED = ("term", "one", "other", "total", "difference", "refused")
"""The columns of a comparison."""


def comparison_table(found: Comparison) -> Table:
    """A row for each term that differs, and last the other paper as a whole."""
    rows = [
        (
            each.change.path,
            each.change.one,
            each.change.other,
            each.total,
            each.difference,
            each.refused or None,
        )
        for each in found.effects
    ]
    rows.append(
        ("all together", None, None, _total(found.other), found.together, found.refused or None)
    )
    return Table("Terms that differ, each alone", COMPARED, tuple(rows))


def comparison_json(found: Comparison, one: str, other: str) -> dict[str, Any]:
    """A comparison as a JSON object; `one` and `other` are the papers' names."""
    return {
        "notecalc": __version__,
        "schema": 1,
        "currency": found.one.terms.currency,
        "one": {"terms": one, **_side(found.one)},
        "other": {"terms": other, **_side(found.other), "refused": found.refused or None},
        "differences": [_effect(each) for each in found.effects],
        "together": _text(found.together),
        "interplay": _text(found.interplay),
    }


def _effect(each: Effect) -> dict[str, Any]:
    return {
        "term": each.change.path,
        "one": each.change.one,
        "other": each.change.other,
        "total": _text(each.total),
        "difference": _text(each.difference),
        "refused": each.refused or None,
    }


def _side(result: Result | None) -> dict[str, Any]:
    due = result.redemption if result else None
    return {
        "state": result.state.value if result else None,
        "redemption_date": str(due.date) if due else None,
        "total": _text(_total(result)),
    }


def _total(result: Result | None) -> Decimal | None:
    return result.redemption.total if result and result.redemption else None


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
