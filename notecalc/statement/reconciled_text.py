"""What reproduces another's figure or schedule, in sentences."""

from collections.abc import Mapping

from notecalc.money import grouped, percent
from notecalc.readings import raised
from notecalc.readings.combinations import Path
from notecalc.readings.figure import Figure
from notecalc.readings.likeness import Likeness, ReconciledSchedule
from notecalc.readings.reconciliation import Match, Reconciled
from notecalc.redemption import Result
from notecalc.statement.reconciled import either
from notecalc.terms import Terms

Section = tuple[str, tuple[str, ...]]
"""A heading and what stands under it."""


def figure_headline(found: Reconciled) -> str:
    """Whether the figure is reproduced, in a sentence or two."""
    figure, asked = found.figure, _asked(found.figure)
    tried = f"{grouped_count(found.combinations)} combinations of readings{_varied(figure)}"
    left = (
        f" {grouped_count(found.left_out)} more leave nothing due or do not fit the facts."
        if found.left_out
        else ""
    )
    if found.nearest is None:
        return f"Nothing was compared with {asked}: no reading leaves anything due.{left}"
    if not found.matches:
        return f"No reading tried gives {asked}: none of {tried}.{left}"
    many = sum(each.count for each in found.matches)
    ways = "1 way" if len(found.matches) == 1 else f"{grouped_count(len(found.matches))} ways"
    return f"{asked} is reproduced in {ways}, by {grouped_count(many)} of {tried}.{left}"


def figure_line(found: Reconciled) -> str:
    """The answer in a line."""
    amount, nearest = grouped(found.figure.amount), found.nearest
    if nearest is None:
        return f"reconcile: {amount}: no reading leaves anything due"
    near = f"nearest {grouped(nearest.total)}, off {grouped(nearest.off)}"
    if not found.matches:
        return f"reconcile: no reading gives {amount}; {near}"
    return f"reconcile: {amount} is reproduced; {near}"


def _asked(figure: Figure) -> str:
    within = f", give or take {grouped(figure.within)}" if figure.within else ""
    return grouped(figure.amount) + within


def _varied(figure: Figure) -> str:
    parts = []
    if figure.principal:
        parts.append("principal from {} to {}".format(*map(grouped, figure.principal)))
    if figure.rate:
        parts.append("a base rate from {} to {}".format(*map(percent, figure.rate)))
    return f", with {' and '.join(parts)}" if parts else ""


def grouped_count(count: int) -> str:
    """A count with thousands separators."""
    return f"{count:,}"


def match_sections(found: Reconciled, terms: Terms, most: int) -> tuple[Section, ...]:
    """What reproduces the figure, else the nearest on either side, each under its heading."""
    said = _answers(found, terms)
    if found.matches:
        shown = [(f"{number}. ", each) for number, each in enumerate(found.matches[:most], 1)]
    else:
        sides = (("Nearest below: ", found.below), ("Nearest above: ", found.above))
        shown = [(heading, each) for heading, each in sides if each]
    sections = [
        (f"{heading}{_headed(each)}", tuple(_match_items(found, each, said)))
        for heading, each in shown
    ]
    if len(found.matches) > most:
        more = len(found.matches) - most
        sections.append(("", (f"{grouped_count(more)} more; --most shows more of them",)))
    return tuple(sections)


def _headed(match: Match) -> str:
    due = match.result.redemption
    day = f" on {due.date}" if due else ""
    off = f"off by {grouped(match.off)}" if match.off else "to the cent"
    ways = "combination" if match.count == 1 else "combinations"
    return f"{grouped(match.total)}{day}, {off}; {grouped_count(match.count)} {ways}"


def _match_items(found: Reconciled, match: Match, said: Mapping[tuple[str, str], str]) -> list[str]:
    items = []
    if match.principal is not None:
        items.append(f"principal {grouped(match.principal)}")
    if match.rate is not None:
        items.append(f"base rate {percent(match.rate)}")
    items.append(f"simplest: {_path(match.simplest)}")
    for question, answers in found.needs(match).items():
        items.append(f"needs {question}: {either(said[question, each] for each in answers)}")
    if free := found.free(match):
        held = "" if match.product else ", though not in every combination"
        items.append(f"any answer to {', '.join(free)}{held}")
    return items


def _path(path: Path) -> str:
    if not path:
        return "the readings as they are chosen"
    return ", ".join(f"{question} {answer}" for question, answer in path)


def _answers(found: Reconciled, terms: Terms) -> dict[tuple[str, str], str]:
    """Each answer in words, by the ids of its question and itself."""
    nearest = found.nearest
    said = {
        (question, answer): answer
        for question, answers in found.tried.items()
        for answer in answers
    }
    if nearest is not None:
        for question, answers in raised(terms, nearest.result.facts):
            for each in answers:
                if each.says != each.id:
                    said[question.id, each.id] = f"{each.id} ({each.says})"
    return said


def schedule_headline(found: ReconciledSchedule) -> str:
    """Whether the schedule is reproduced, in a sentence or two."""
    lines = f"Their schedule of {len(found.theirs)} lines, to {found.facts.redeem_on},"
    tried = f"{grouped_count(found.combinations)} combinations of readings"
    if not found.found:
        return f"{lines} was compared with nothing: no reading leaves anything due then."
    if found.reproduced:
        return f"{lines} is reproduced line by line; {tried} were tried."
    return f"{lines} is that of no reading tried: none of {tried}."


def likeness_sections(found: ReconciledSchedule) -> tuple[Section, ...]:
    """From what a schedule departs least, each under its heading."""
    return tuple(_likeness(number, each) for number, each in enumerate(found.found, 1))


def _likeness(number: int, each: Likeness) -> Section:
    ways = "combination" if each.count == 1 else "combinations"
    heading = (
        f"{number}. {each.alike} lines alike, {each.unlike} not; interest off by"
        f" {grouped(each.off)}; {grouped_count(each.count)} {ways}"
    )
    items = [f"simplest: {_path(each.simplest)}"]
    if first := each.departure:
        place = f" (line {first.theirs.line} of the file)" if first.theirs else ""
        items.append(f"departs first at line {first.number}{place}: {first.why}")
    return heading, tuple(items)


def base_of(figure: Reconciled | None, schedule: ReconciledSchedule | None) -> Result | None:
    """The result whose assumed terms are to be listed: that of the nearest."""
    if figure is not None and figure.nearest is not None:
        return figure.nearest.result
    return schedule.found[0].result if schedule is not None and schedule.found else None
