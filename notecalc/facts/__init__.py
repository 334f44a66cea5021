"""What happened to a note. `Facts` is checked when made."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from notecalc.facts.model import Facts
from notecalc.facts.notice import Notice

if TYPE_CHECKING:
    from notecalc.facts.events import (
        Amendment,
        Conversion,
        Fee,
        Forbearance,
        Judgment,
        PartialCure,
        Payment,
    )

__all__ = [
    "Amendment",
    "Conversion",
    "Facts",
    "Fee",
    "Forbearance",
    "Judgment",
    "Notice",
    "PartialCure",
    "Payment",
]


def __getattr__(name: str) -> Any:
    # Most notes have a notice alone, and a start must not wait for the other kinds.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.events"), name)
