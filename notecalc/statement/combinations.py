"""Every combination of answers, and what is asserted of them: as objects, rows and sentences."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any

from notecalc.facts import Facts
from notecalc.money import grouped, several
from notecalc.readings import Asserted, Outcome, needed, union
from notecalc.readings.assertions import Found
from notecalc.readings.combinations import Path
from notecalc.redemption import Result
from notecalc.statement.legend import legend, named
from notecalc.statement.objects import SUMMARY, summary_row
from notecalc.statement.tables import Cell
from notecalc.terms import Terms

OUTCOMES = ("total", "state", "combinations", "needs", "simplest")
"""The columns of the grid, a row for each outcome."""


def base_json(result: Result) -> dict[str, Any]:
    """The result that the questions start from: state, governing dates, amounts."""
    row = zip(SUMMARY[2:], summary_row(result, terms_name="")[2:], strict=True)
    return {name: None if cell is None else str(cell) for name, cell in row}


def _needs(outcomes: Sequence[Outcome]) -> Iterator[tuple[Outcome, dict[str, frozenset[str]]]]:
    none: dict[str, frozenset[str]] = {}
    every = reduce(union, (each.answers for each in outcomes), none)
    return ((each, needed(each.answers, every)) for each in outcomes)


def grid_json(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The grid: each outcome, how many combinations give it, what all of them need."""
    return [
        {
            "total": text(each.total),
            "state": each.state,
            "combinations": each.count,
            "needs": _sorted(needs),
            "simplest": dict(each.simplest),
            "redemption_dates": sorted(map(str, each.dates)),
        }
        for each, needs in _needs(outcomes)
    ]


def grid_rows(outcomes: Sequence[Outcome]) -> Iterator[list[Cell]]:
    """A row for each outcome, in the columns of `OUTCOMES`."""
    for each, needs in _needs(outcomes):
        yield [each.total, each.state, each.count, needs_words(needs), path_words(each.simplest)]


def grid_notes(outcomes: Sequence[Outcome], given: date | None) -> tuple[str, ...]:
    """That the totals are for different redemption dates, where they are, and what fixes one."""
    days = sorted({day for each in outcomes for day in each.dates})
    if given is not None or len(days) < 2:
        return ()
    return (
        f"each total is on the combination's own redemption date, of {len(days)} from {days[0]} to"
        f" {days[-1]}; --redeem-on DATE fixes one for all",
    )


def grid_legend(outcomes: Sequence[Outcome], terms: Terms, facts: Facts) -> tuple[str, ...]:
    """What the questions and answers in the grid's needs stand for."""
    return legend(terms, facts, named((needs for _, needs in _needs(outcomes)), ()))


def asserted_legend(found: Asserted, terms: Terms, facts: Facts) -> tuple[str, ...]:
    """What the questions and answers in `asserted_lines` stand for."""
    shown = [each for each in (found.met or found.nearest,) if each]
    return legend(terms, facts, named((x.needs for x in shown), (x.simplest for x in shown)))


def needs_words(needs: Mapping[str, frozenset[str]]) -> str:
    """What all combinations need: the answers found, of each question that is not free."""
    return "; ".join(f"{name}: {' or '.join(sorted(those))}" for name, those in needs.items())


def path_words(path: Path) -> str:
    """A combination by the answers in it that are not chosen already."""
    return ", ".join(f"{name}: {answer}" for name, answer in path) or "as the note is read"


def asserted_json(found: Asserted) -> dict[str, Any]:
    """What would have to be true for what is asserted."""
    return {
        "values": {name: text(value) for name, value in found.values.items()},
        "combinations": found.combinations,
        "redeemed_on": text(found.on),
        "met": _found_json(found.met) if found.met else None,
        "nearest": None
        if found.nearest is None
        else {"off": text(found.off), "apart": found.apart, **_found_json(found.nearest)},
    }


def _found_json(found: Found) -> dict[str, Any]:
    return {
        "combinations": found.count,
        "needs": _sorted(found.needs),
        "simplest": dict(found.simplest),
        "result": base_json(found.result),
    }


def asserted_lines(found: Asserted) -> tuple[str, ...]:
    """What would have to be true, in sentences."""
    of = f"of {several(found.combinations, 'combination')} of answers"
    if found.met is not None:
        hold = "all hold" if len(found.values) > 1 else "it holds"
        return (f"under {found.met.count:,} {of} {hold}", *_found_lines(found, found.met))
    hold = "do they hold together" if len(found.values) > 1 else "does it hold"
    none = f"under none {of} {hold}"
    if found.nearest is None or found.amount is None or found.off is None:
        return none, *_dates(found)
    amount = getattr(found.nearest.result.redemption, found.amount)
    more = "more" if found.off > 0 else "less"
    rest = " (what else is asserted does not hold then)" if found.apart else ""
    near = (
        f"the nearest {found.amount.replace('_', ' ')} is {grouped(amount)},"
        f" {grouped(abs(found.off))} {more}, under {found.nearest.count:,}{rest}"
    )
    return (none, near, *_found_lines(found, found.nearest))


def _found_lines(found: Asserted, those: Found) -> Iterator[str]:
    yield f"all of them need {needs_words(those.needs)}" if those.needs else "they need no answer"
    due = those.result.redemption
    on = f", redeemed on {due.date}" if found.on and due else ""
    yield f"the simplest: {path_words(those.simplest)}{on}"
    yield from _dates(found)


def _dates(found: Asserted) -> Iterator[str]:
    """For which redemption dates that holds, where none is given."""
    if found.on is not None:
        yield (
            f"for a redemption on {found.on}, or on the first Business Day that the reading allows"
            " (--redeem-on fixes one)"
        )


def asserted_title(found: Asserted) -> str:
    """What is asserted."""
    given = (
        f"{name.replace('_', ' ')} {text(value) or 'none'}" for name, value in found.values.items()
    )
    return f"What would have to be true for {', '.join(given)}"


def _sorted(needs: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {name: sorted(those) for name, those in needs.items()}


def text(value: object) -> str | None:
    """A date, an amount or a state as text; None where there is none."""
    return None if value is None else str(value)
