"""A notice of default, the fact that most notes have."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of default: when it was sent, and when received (when sent, where not given).

    `starts_cure` is whether it counts as a notice of the breach, from which cure periods run.
    `by` is how it was sent and `at` the hour, for the terms' rules of deemed receipt; `of` the
    events of default that it names (none: all); `principal` what its senders hold (None: all).
    """

    sent: date
    received: date | None = None
    starts_cure: bool = True
    by: str = ""
    at: time | None = None
    of: tuple[str, ...] = ()
    principal: Decimal | None = None
    known: date | None = None
