"""What happened to a note. `Facts` is checked when made."""

from notecalc.facts.events import (
    Amendment,
    Conversion,
    Fee,
    Forbearance,
    Judgment,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.facts.model import Facts

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
