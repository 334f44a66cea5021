"""What reproduces another's figure or schedule, in sentences."""

from collections.abc import Iterator

from notecalc.facts import Facts
from notecalc.money import grouped, percent, several
from notecalc.readings.figure import Figure
from notecalc.readings.likeness import Likeness, ReconciledSchedule
from notecalc.readings.reconciliation import Match, Reconciled
from notecalc.redemption import Result
from notecalc.statement.combinations import needs_words, path_words
from notecalc.statement.legend import LEGEND, legend, named
from notecalc.terms import Terms

Section = tuple[str, tuple[str, ...]]
"""A heading and what stands under it."""


def figure_headline(found: Reconciled) -> str:
    """Whether the figure is reproduced, in a few sentences."""
    asked = _asked(found.figure)
    tried = several(found.combinations, "combination") + f" of readings{_varied(found.figure)}"
    if found.nearest is None:
        return f"Nothing was compared with {asked}: no reading leaves anything due."
    if found.matches:
        ways = several(len(found.matches), "way")
        answer = f"{asked} is reproduced in {ways}, by {found.reproducing:,} of {tried}."
    else:
        answer = f"No reading tried gives {asked}: none of {tried}."
    return " ".join([answer, *_left_out(found.left_out), *_dates(found)])


def _left_out(count: int) -> Iterator[str]:
    if count == 1:
        yield "1 more leaves nothing due or does not fit the facts."
    elif count:
        yield f"{count:,} more leave nothing due or do not fit the facts."


def _dates(found: Reconciled) -> Iterator[str]:
    """On which dates the combinations were redeemed, where none is given."""
    if not found.given:
        usual = f", and on {found.on}, that of the note as it is read" if found.on else ""
        yield (
            "No redemption date is given: each was redeemed on the first Business Day that it"
            f" allows{usual} (--on fixes one)."
        )


def figure_lines(found: Reconciled) -> tuple[str, ...]:
    """The answer in a line, and what gives the nearest in another."""
    asked, nearest = _asked(found.figure), found.nearest
    if nearest is None:
        return (f"reconcile: {asked}: no reading leaves anything due",)
    near = f"nearest {grouped(nearest.total)}, off {grouped(nearest.off)}, on {nearest.day}"
    first = f"reconcile: no reading gives {asked}; {near}"
    if found.matches:
        first = f"reconcile: {asked} is reproduced; {near}"
    return first, f"  by {'; '.join([*_varied_to(nearest), path_words(nearest.simplest)])}"


def schedule_lines(found: ReconciledSchedule) -> tuple[str, ...]:
    """Whether a schedule is reproduced in a line, and by what, or where it departs, in another."""
    if not found.found:
        return ("reconcile: their schedule: no reading leaves anything due",)
    first, stops = found.found[0], ", as far as it goes" * found.stops
    by = f"  by {path_words(first.simplest)}"
    if first.departure is None:
        return f"reconcile: their schedule is reproduced{stops}", by
    agree = f"{first.alike:,} of {several(len(found.theirs), 'line')}"
    at = f"departs at line {first.departure.number}: {first.departure.why}"
    return f"reconcile: no reading gives their schedule{stops}; at best {agree}", f"{by}; {at}"


def _asked(figure: Figure) -> str:
    within = f" (give or take {grouped(figure.within)})" if figure.within else ""
    return grouped(figure.amount) + within


def _varied(figure: Figure) -> str:
    parts = []
    if figure.principal:
        parts.append("principal from {} to {}".format(*map(grouped, figure.principal)))
    if figure.rate:
        parts.append("a base rate from {} to {}".format(*map(percent, figure.rate)))
    return f", with {' and '.join(parts)}" if parts else ""


def match_sections(found: Reconciled, terms: Terms, facts: Facts, most: int) -> tuple[Section, ...]:
    """What reproduces the figure, else the nearest on either side, each under its heading."""
    if found.matches:
        shown = [(f"{number}. ", each) for number, each in enumerate(found.matches[:most], 1)]
    else:
        sides = (("Nearest below: ", found.below), ("Nearest above: ", found.above))
        shown = [(heading, each) for heading, each in sides if each]
    sections = [
        (f"{heading}{_headed(each)}", tuple(_match_items(found, each))) for heading, each in shown
    ]
    if len(found.matches) > most:
        more = len(found.matches) - most
        sections.append(("And more", (f"{more:,} more; --most shows more of them",)))
    names = named(
        (found.needs(each) for _, each in shown),
        (each.simplest for _, each in shown),
        (name for _, each in shown for name in found.free(each)),
    )
    return (*sections, (LEGEND, legend(terms, facts, names)))


def _headed(match: Match) -> str:
    off = f"off by {grouped(match.off)}" if match.off else "to the cent"
    ways = several(match.count, "combination")
    return f"{grouped(match.total)} redeemed on {match.day}, {off}; {ways}"


def _match_items(found: Reconciled, match: Match) -> Iterator[str]:
    yield from _varied_to(match)
    yield f"the simplest: {path_words(match.simplest)}"
    if needs := found.needs(match):
        yield f"{_condition(found, match)} needs {needs_words(needs)}"
    if free := found.free(match):
        held = "" if match.product else ", though not in every combination"
        yield f"any answer to {', '.join(free)}{held}"


def _condition(found: Reconciled, match: Match) -> str:
    """For which redemptions it holds what a match needs."""
    if match.day == found.on:
        return f"for a redemption on {match.day} it"
    return f"a reading whose own redemption date is {match.day}"


def _varied_to(match: Match) -> Iterator[str]:
    """Principal and base rate where they might be varied, and whether they are the terms' own."""
    own = ", held as in the terms"
    if match.principal is not None:
        yield f"principal {grouped(match.principal)}{own * ('principal' in match.held)}"
    if match.rate is not None:
        yield f"base rate {percent(match.rate)}{own * ('rate' in match.held)}"


def schedule_headline(found: ReconciledSchedule) -> str:
    """Whether the schedule is reproduced, in a few sentences."""
    last, on = found.theirs[-1].end, found.facts.redeem_on
    lines = f"Their schedule of {several(len(found.theirs), 'line')}, to {last},"
    tried = several(found.combinations, "combination") + " of readings"
    if not found.found:
        return f"{lines} was compared with nothing: no reading leaves anything due."
    if found.reproduced:
        answer = f"{lines} is reproduced line by line; {tried} were tried."
        if found.combinations == 1:
            answer = f"{lines} is reproduced line by line, by the one reading that there is."
    else:
        answer = f"{lines} is that of no reading tried: none of {tried}."
    if found.stops:
        until = f" of {on}" if on else ""
        return f"{answer} It stops before the redemption{until}: it is compared as far as it goes."
    taken = " Its last day is taken as the redemption date, as none is given (--on gives one)."
    return answer + taken * found.taken


def likeness_sections(found: ReconciledSchedule, terms: Terms, facts: Facts) -> tuple[Section, ...]:
    """From what a schedule departs least, each under its heading."""
    names = named((), (each.simplest for each in found.found))
    sections = (_likeness(number, each) for number, each in enumerate(found.found, 1))
    return (*sections, (LEGEND, legend(terms, facts, names)))


def _likeness(number: int, each: Likeness) -> Section:
    theirs, ours = each.alike + each.unlike, each.alike + each.extra
    heading = (
        f"{number}. {each.alike:,} of their {several(theirs, 'line')} and of our {ours:,} agree;"
        f" interest off by {grouped(each.off)}"
    )
    ways = several(each.count, "combination")
    items = [f"by {ways}, the simplest: {path_words(each.simplest)}"]
    if first := each.departure:
        place = f" (line {first.theirs.line} of the file)" if first.theirs else ""
        items.append(f"departs first at line {first.number}{place}: {first.why}")
    return heading, tuple(items)


def base_of(figure: Reconciled | None, schedule: ReconciledSchedule | None) -> Result | None:
    """The result whose assumed terms are to be listed: that of the nearest."""
    if figure is not None and figure.nearest is not None:
        return figure.nearest.result
    return schedule.found[0].result if schedule is not None and schedule.found else None
