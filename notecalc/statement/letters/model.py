"""What a letter is made of, and how it writes dates and amounts."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from notecalc.money import grouped
from notecalc.statement.tables import Table

DRAFT = (
    "Draft, not legal advice. Calculated from the terms and facts given, on the assumptions listed"
    " at the end; for review by counsel before it is sent."
)
"""What every letter says of itself, where it is seen first."""

_SAID = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{4}-\d{2}-\d{2})\b", re.ASCII)
_ISO = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)


class Kind(Enum):
    """What a paragraph of a letter is."""

    DRAFT = "draft"
    ADDRESS = "address"
    SUBJECT = "subject"
    TEXT = "text"
    SECTION = "section"
    ITEM = "item"
    ANNEX = "annex"
    SIGNATURE = "signature"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: its kind, its text, and the words that lead it in, set apart from the rest.

    An address and a signature are lines; [a bracketed part of a text] is a blank to fill in.
    """

    kind: Kind
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its title, the day that the result speaks for, where it has one, its parts."""

    title: str
    day: date | None
    parts: tuple[Part | Table, ...]


def longhand(day: date) -> str:
    """A date as letters write it: ``Tuesday, October 14, 2008``."""
    return f"{day:%A}, {plain_day(day)}"


def plain_day(day: date) -> str:
    """The same without the weekday: ``October 14, 2008``."""
    return f"{day:%B} {day.day}, {day.year}"


def spelled(text: str) -> str:
    """A sentence of the result with its dates as letters write them."""
    return _ISO.sub(_plain, _SAID.sub(_long, text))


def _long(found: re.Match[str]) -> str:
    day = _day(found[1])
    return longhand(day) if day else found[0]


def _plain(found: re.Match[str]) -> str:
    day = _day(found[0])
    return plain_day(day) if day else found[0]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # digits of a clause that only look like a date
        return None


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency: ``USD 1,192.68``."""
    return f"{currency} {grouped(amount)}"


def clause(text: str) -> str:
    """A clause as it is cited, or a blank where no paper at hand has one."""
    return "[clause: none in the papers at hand]" if text in ("", "assumed") else text


def sentence(text: str) -> str:
    """A phrase as a sentence: its first letter large, a full stop at its end."""
    ended = text.endswith((".", "…", "]"))
    return f"{text[:1].upper()}{text[1:]}{'' if ended or not text else '.'}"
