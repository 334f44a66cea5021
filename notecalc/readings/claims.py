"""What can be asserted of a result: that an event falls on a date, the state, an amount."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, one_of, refuse, unknown
from notecalc.redemption import Redemption
from notecalc.timeline import EVENTS, State, Timeline

NONE: Final = "none"
"""The value of an assertion that there is no such date or amount."""

AMOUNTS: Final = ("principal", "accrued_interest", "total", "per_diem")
"""The amounts that can be asserted, in units of the currency."""

NAMES: Final = (*EVENTS, "redemption_date", "state", *AMOUNTS)
"""What can be asserted; an event also as ``event.of``, of an event of default."""

Value = date | Decimal | str | None
"""What is asserted, or found: a date, an amount, a state; None where there is none."""

_AMOUNT: Final = re.compile(r"\d{1,30}(\.\d{1,4})?", re.ASCII)


def check_name(name: str, ids: Iterable[str]) -> None:
    """Refuse what cannot be asserted; `ids` are the events of default of the terms."""
    event, dot, of = name.partition(".")
    if event not in NAMES or (dot and event not in EVENTS):
        raise NotecalcError(unknown("expectation", _cut(name, 80), NAMES))
    if dot and of not in ids:
        raise NotecalcError(unknown("event of default", _cut(of, 80), ids))


def meant(name: str, text: str) -> Value:
    """The value that a text asserts of `name`. NotecalcError where it cannot be one."""
    event = name.partition(".")[0]
    if text == NONE:
        return None
    if event == "state":
        return one_of(State, _cut(text), "state").value
    if event not in AMOUNTS:
        return parse_date(text)
    if not _AMOUNT.fullmatch(text):
        raise refuse(
            f"{_cut(text)!r} is not an amount", f"write a decimal such as 1192.68, or {NONE}"
        )
    return Decimal(text)


def found(name: str, dated: Timeline, due: Redemption | None) -> Value:
    """What a result has for `name`: its timeline, and what is due, where anything is.

    A bare event is the governing one, the first listed where nothing governs; ``event.of`` that
    of an event of default, or of no clock.
    """
    event, _, of = name.partition(".")
    if event == "state":
        return dated.state.value
    if event in AMOUNTS:
        return None if due is None else Decimal(getattr(due, event))
    if event == "redemption_date":
        return dated.redemption
    same = (each for each in dated.events if each.event == event)
    if of:
        those = (each for each in same if each.of in (of, None))
    elif dated.governing is not None:
        those = (each for each in same if each.governing)
    else:
        those = same
    return next((each.date for each in those), None)


def _cut(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"
