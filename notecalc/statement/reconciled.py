"""What reproduces another's figure or schedule, as objects and rows."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from notecalc import __version__
from notecalc.money import plain
from notecalc.readings.combinations import Path
from notecalc.readings.figure import Bounds
from notecalc.readings.likeness import ReconciledSchedule
from notecalc.readings.reconciliation import Match, Reconciled
from notecalc.statement.tables import Cell

MATCHES = (
    "reproduces",
    "total",
    "off",
    "redemption_date",
    "combinations",
    "principal",
    "rate",
    "simplest",
    "needs",
)
"""The columns of what a figure was reconciled with."""

LIKENESSES = (
    "alike",
    "unlike",
    "extra",
    "interest_off",
    "combinations",
    "simplest",
    "line",
    "why",
)
"""The columns of what a schedule was reconciled with."""


def figure_json(found: Reconciled) -> dict[str, Any]:
    """What reproduces a figure as a JSON object; amounts and rates as text."""
    figure = found.figure
    return {
        "amount": str(figure.amount),
        "within": str(figure.within),
        "principal_between": _bounds(figure.principal, str),
        "rate_between": _bounds(figure.rate, plain),
        "reproduced": bool(found.matches),
        "combinations": found.combinations,
        "reproducing": found.reproducing,
        "left_out": found.left_out,
        "redeemed_on": str(found.on) if found.on else None,
        "redemption_date_given": found.given,
        "matches": [_match_json(found, each) for each in found.matches],
        "below": _match_json(found, found.below) if found.below else None,
        "above": _match_json(found, found.above) if found.above else None,
    }


def schedule_json(found: ReconciledSchedule) -> dict[str, Any]:
    """From which readings a schedule departs least as a JSON object."""
    return {
        "redemption_date": str(found.facts.redeem_on) if found.facts.redeem_on else None,
        "redemption_date_taken": found.taken,
        "stops_before_redemption": found.stops,
        "lines": len(found.theirs),
        "reproduced": found.reproduced,
        "combinations": found.combinations,
        "nearest": [
            {
                "alike": each.alike,
                "unlike": each.unlike,
                "extra": each.extra,
                "interest_off": str(each.off),
                "combinations": each.count,
                "simplest": dict(each.simplest),
                "departs": each.departure
                and {
                    "number": each.departure.number,
                    "line": each.departure.theirs.line if each.departure.theirs else None,
                    "why": each.departure.why,
                },
            }
            for each in found.found
        ],
    }


def reconciled_json(
    figure: Reconciled | None, schedule: ReconciledSchedule | None, terms_name: str
) -> dict[str, Any]:
    """Both as one JSON object, null what was not asked for."""
    return {
        "notecalc": __version__,
        "schema": 1,
        "terms": terms_name,
        "figure": figure and figure_json(figure),
        "schedule": schedule and schedule_json(schedule),
    }


def _bounds(bounds: Bounds | None, said: Callable[[Decimal], str]) -> list[str] | None:
    return None if bounds is None else [said(each) for each in bounds]


def _match_json(found: Reconciled, match: Match) -> dict[str, Any]:
    return {
        "total": str(match.total),
        "off": str(match.off),
        "combinations": match.count,
        "principal": match.principal and str(match.principal),
        "rate": match.rate and plain(match.rate),
        "held": list(match.held),
        "redemption_date": str(match.day),
        "own_date": match.day != found.on,
        "simplest": dict(match.simplest),
        "needs": {name: sorted(those) for name, those in found.needs(match).items()},
        "any": list(found.free(match)),
        "independent": match.product,
    }


def match_rows(found: Reconciled, most: int) -> list[list[Cell]]:
    """What reproduces the figure, else the nearest on either side, in the columns of `MATCHES`."""
    sides = [each for each in (found.below, found.above) if each]
    return [
        [
            "yes" if found.matches else "no",
            each.total,
            each.off,
            str(each.day),
            each.count,
            each.principal,
            each.rate and plain(each.rate),
            _listed(each.simplest),
            "; ".join(f"{name}={either(those)}" for name, those in found.needs(each).items()),
        ]
        for each in found.matches[:most] or sides
    ]


def likeness_rows(found: ReconciledSchedule) -> list[list[Cell]]:
    """From what a schedule departs least, in the columns of `LIKENESSES`."""
    return [
        [
            each.alike,
            each.unlike,
            each.extra,
            each.off,
            each.count,
            _listed(each.simplest),
            each.departure.number if each.departure else None,
            each.departure.why if each.departure else None,
        ]
        for each in found.found
    ]


def either(answers: Iterable[str]) -> str:
    """Answers of which one is given, in order."""
    return " or ".join(sorted(answers))


def _listed(path: Path) -> str:
    return "; ".join(f"{question}={answer}" for question, answer in path)
