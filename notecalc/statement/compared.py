"""Two papers compared, as a table and as an object."""

from decimal import Decimal
from typing import Any

from notecalc import __version__
from notecalc.money import several
from notecalc.readings.compare import Comparison, Effect, Moves
from notecalc.redemption import Result
from notecalc.statement.tables import Table

COMPARED = (
    "term",
    "one",
    "other",
    "total",
    "difference",
    "at_same_redemption_date",
    "moves",
    "refused",
)
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
            each.at_same_date,
            _moves_cell(each.moves),
            each.refused or None,
        )
        for each in found.effects
    ]
    rows.append(
        (
            "all together",
            None,
            None,
            _total(found.other),
            found.together,
            found.at_same_date,
            _moves_cell(found.moves),
            found.refused or None,
        )
    )
    return Table("Terms that differ, each alone", COMPARED, tuple(rows))


def comparison_json(found: Comparison, one: str, other: str) -> dict[str, Any]:
    """A comparison as a JSON object; `one` and `other` are the papers' names."""
    return {"notecalc": __version__, "schema": 1, **comparison_object(found, one, other)}


def comparison_object(found: Comparison, one: str, other: str) -> dict[str, Any]:
    """The same as a part of another object."""
    return {
        "currency": found.one.terms.currency,
        "one": {"terms": one, **_side(found.one)},
        "other": {"terms": other, **_side(found.other), "refused": found.refused or None},
        "differences": [_effect(each) for each in found.effects],
        "together": _text(found.together),
        "interplay": _text(found.interplay),
        "moves": _moves(found.moves),
        "same_redemption_date": str(found.same_date) if found.same_date else None,
        "at_same_redemption_date": _text(found.at_same_date),
    }


def comparison_line(found: Comparison, other: str) -> str:
    """A comparison in a line: what all changes come to."""
    head = f"compared with {other}"
    if found.together is None:
        return f"{head}: {found.refused}"
    terms = several(len(found.effects), "term")
    held = (
        ""
        if found.at_same_date is None
        else (f"; {signed(found.at_same_date)} with both redeemed on {found.same_date}")
    )
    return f"{head}: {signed(found.together)} {found.one.terms.currency} by {terms}{held}"


def signed(amount: Decimal | None) -> str:
    """A difference with its sign."""
    return "no figure" if amount is None else format(amount, "+,f" if amount else "f")


def _effect(each: Effect) -> dict[str, Any]:
    return {
        "term": each.change.path,
        "one": each.change.one,
        "other": each.change.other,
        "total": _text(each.total),
        "difference": _text(each.difference),
        "at_same_redemption_date": _text(each.at_same_date),
        "moves": _moves(each.moves),
        "refused": each.refused or None,
    }


def _moves(moves: Moves) -> dict[str, str | None]:
    return {name: str(day) if day else None for name, day in moves}


def _moves_cell(moves: Moves) -> str | None:
    return ", ".join(f"{name}={day or 'none'}" for name, day in moves) or None


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
