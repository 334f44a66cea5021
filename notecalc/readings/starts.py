"""One note under every reading of a question that the papers leave open."""

from typing import NamedTuple

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.redemption import Redemption, redeem
from notecalc.terms import DefaultFrom, Terms, choose


class Reading(NamedTuple):
    """One answer to where the default rate starts, and what is due under it.

    `refused` says why the reading does not fit the facts, where it does not.
    """

    default_from: DefaultFrom
    chosen: bool
    redemption: Redemption | None
    start: str
    refused: str = ""


def default_rate_starts(terms: Terms, facts: Facts) -> tuple[Reading, ...]:
    """The note under every reading of where the default rate starts (rule 6)."""
    calendar, found = terms.calendar.resolve(), []
    for reading in DefaultFrom:
        chosen = reading is terms.default_rates.start
        try:
            read = terms if chosen else choose(terms, default_from=reading)
            result = redeem(read, facts, calendar)
        except NotecalcError as error:
            found.append(Reading(reading, chosen, None, "", error.problems[0].what))
        else:
            start = result.timeline.default_from
            found.append(Reading(reading, chosen, result.redemption, str(start or "")))
    return tuple(found)
