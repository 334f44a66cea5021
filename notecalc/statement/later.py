"""What was learned after a day, as a table, as steps and as JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from notecalc.money import grouped
from notecalc.readings.later import Learned
from notecalc.statement.explain import Step
from notecalc.statement.tables import Table
from notecalc.timeline.reasons import said


def learned_table(rows: tuple[Learned, ...], currency: str) -> Table:
    """What each day of learning changed, in words and in money."""
    cells = tuple(
        (
            said(each.on),
            "; ".join(each.facts),
            each.refused or _changed(each),
            each.total,
            None if each.refused else each.change,
        )
        for each in rows
    )
    columns = ("known", "what was learned", "what it changed", f"total {currency}", "change")
    return Table("Learned later", columns, cells)


def _changed(learned: Learned) -> str:
    moved = [
        f"{name.replace('_', ' ')} {said(day) if day else 'none'}" for name, day in learned.moves
    ]
    return "; ".join([f"state {learned.state}", *moved])


def learned_lines(rows: tuple[Learned, ...], currency: str) -> tuple[str, ...]:
    """The same, a line for each day of learning."""
    return tuple(
        f"learned {said(each.on)}: {'; '.join(each.facts)}: {each.refused or _changed(each)}"
        + ("" if each.refused else f", {_signed(each.change)} {currency}")
        for each in rows
    )


def explain_learned(day: date, rows: tuple[Learned, ...], currency: str) -> tuple[Step, ...]:
    """What was known on `day`, and each day on which something was learned after it, in order."""
    what = (
        "what was learned later is left out, and follows" if rows else "nothing was learned later"
    )
    return (
        Step("as known on", day, "", what),
        *(
            Step(
                f"learned on {each.on}",
                each.total,
                "",
                "; ".join(each.facts),
                (each.refused or f"{_changed(each)}, {_signed(each.change)} {currency}",),
            )
            for each in rows
        ),
    )


def _signed(change: Decimal) -> str:
    return f"{'+' if change > 0 else ''}{grouped(change)}"


def learned_json(learned: Learned) -> dict[str, Any]:
    """A day of learning as a JSON object."""
    return {
        "known": str(learned.on),
        "facts": list(learned.facts),
        "state": learned.state,
        "moves": {name: None if day is None else str(day) for name, day in learned.moves},
        "total": None if learned.total is None else str(learned.total),
        "change": str(learned.change),
        "refused": learned.refused,
    }
