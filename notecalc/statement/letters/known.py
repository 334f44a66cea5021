"""A letter of what was known on a day: that it says so, and what was learned later."""

from dataclasses import replace
from datetime import date

from notecalc.readings.later import Learned
from notecalc.statement.later import learned_table
from notecalc.statement.letters.model import Kind, Letter, Part, longhand
from notecalc.statement.letters.shared import spelled_table


def as_known(letter: Letter, day: date, learned: tuple[Learned, ...], currency: str) -> Letter:
    """The letter, saying at its top of which day's knowledge it is, and last what came later."""
    parts = list(letter.parts)
    subject = next(at for at, each in enumerate(parts) if _is(each, Kind.SUBJECT))
    told = f"As known on {longhand(day)}: this letter leaves out what became known later"
    told += ", which its last annex lists." if learned else "; nothing was learned later."
    parts.insert(subject, Part(Kind.TEXT, told))
    if learned:
        end = next(
            (at for at, each in enumerate(parts) if _is(each, Kind.NOTES)),
            len(parts),
        )
        parts[end:end] = [
            Part(Kind.ANNEX, f"Learned after {longhand(day)}"),
            spelled_table(learned_table(learned, currency), ""),
        ]
    return replace(letter, parts=tuple(parts))


def _is(part: object, kind: Kind) -> bool:
    return isinstance(part, Part) and part.kind is kind
