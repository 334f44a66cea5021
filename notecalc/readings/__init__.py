"""One note under every reading: the open questions, what each is worth, every combination."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notecalc.readings.assertions import Asserted, asserted
    from notecalc.readings.combinations import Outcome, grid, needed, union
    from notecalc.readings.departure import Departure, TheirLine
    from notecalc.readings.figure import Figure
    from notecalc.readings.likeness import Likeness, ReconciledSchedule, reconcile_schedule
    from notecalc.readings.pricing import (
        Elsewhere,
        Priced,
        PricedQuestion,
        governing_dates,
        price,
        raised,
    )
    from notecalc.readings.question import Answer, Case, Question
    from notecalc.readings.questions import QUESTIONS
    from notecalc.readings.reconciliation import Match, Reconciled, reconcile
    from notecalc.readings.starts import Reading, default_rate_starts
    from notecalc.readings.tipping import TippingPoint, tipping_points

_HOME = {
    "assertions": ("Asserted", "asserted"),
    "combinations": ("Outcome", "grid", "needed", "union"),
    "departure": ("Departure", "TheirLine"),
    "figure": ("Figure",),
    "likeness": ("Likeness", "ReconciledSchedule", "reconcile_schedule"),
    "pricing": ("Elsewhere", "Priced", "PricedQuestion", "governing_dates", "price", "raised"),
    "question": ("Answer", "Case", "Question"),
    "questions": ("QUESTIONS",),
    "reconciliation": ("Match", "Reconciled", "reconcile"),
    "starts": ("Reading", "default_rate_starts"),
    "tipping": ("TippingPoint", "tipping_points"),
}

__all__ = [
    "QUESTIONS",
    "Answer",
    "Asserted",
    "Case",
    "Departure",
    "Elsewhere",
    "Figure",
    "Likeness",
    "Match",
    "Outcome",
    "Priced",
    "PricedQuestion",
    "Question",
    "Reading",
    "Reconciled",
    "ReconciledSchedule",
    "TheirLine",
    "TippingPoint",
    "asserted",
    "default_rate_starts",
    "governing_dates",
    "grid",
    "needed",
    "price",
    "raised",
    "reconcile",
    "reconcile_schedule",
    "tipping_points",
    "union",
]


def __getattr__(name: str) -> Any:
    # A redemption wants one module of these, and its start must not wait for the others.
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
