"""Request to answer: what the command line and the local page both call."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notecalc.service.disputes import (
        need_compared,
        questions,
        reconcile,
        reconcile_schedule,
        their_schedule,
    )
    from notecalc.service.files import check_file, run_file, run_text, scenario_files, verify_file
    from notecalc.service.lookups import (
        Count,
        calendars,
        closed_days,
        count_deadline,
        frozen_list,
        terms_table,
    )
    from notecalc.service.notes import (
        Answer,
        Note,
        accrue,
        answer,
        as_known_on,
        find_terms,
        good_through,
        payoff_statement,
        payoffs,
    )

_HOME = {
    "disputes": (
        "need_compared",
        "questions",
        "reconcile",
        "reconcile_schedule",
        "their_schedule",
    ),
    "files": ("check_file", "run_file", "run_text", "scenario_files", "verify_file"),
    "lookups": (
        "Count",
        "calendars",
        "closed_days",
        "count_deadline",
        "frozen_list",
        "terms_table",
    ),
    "notes": (
        "Answer",
        "Note",
        "accrue",
        "answer",
        "as_known_on",
        "find_terms",
        "good_through",
        "payoff_statement",
        "payoffs",
    ),
}

__all__ = [
    "Answer",
    "Count",
    "Note",
    "accrue",
    "answer",
    "as_known_on",
    "calendars",
    "check_file",
    "closed_days",
    "count_deadline",
    "find_terms",
    "frozen_list",
    "good_through",
    "need_compared",
    "payoff_statement",
    "payoffs",
    "questions",
    "reconcile",
    "reconcile_schedule",
    "run_file",
    "run_text",
    "scenario_files",
    "terms_table",
    "their_schedule",
    "verify_file",
]


def __getattr__(name: str) -> Any:
    # The options are read before the engine is wanted: a module is loaded when asked for.
    for module, names in _HOME.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
