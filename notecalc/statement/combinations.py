"""Every combination of answers, and what is asserted of them: as objects, rows and sentences."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from notecalc.money import grouped
from notecalc.readings import Asserted, Outcome, needed, union
from notecalc.readings.assertions import Found
from notecalc.readings.combinations import Path
from notecalc.redemption import Result
from notecalc.statement.objects import SUMMARY, summary_row
from notecalc.statement.tables import Cell

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
        }
        for each, needs in _needs(outcomes)
    ]


def grid_rows(outcomes: Sequence[Outcome]) -> Iterator[list[Cell]]:
    """A row for each outcome, in the columns of `OUTCOMES`."""
    for each, needs in _needs(outcomes):
        yield [each.total, each.state, each.count, needs_words(needs), path_words(each.simplest)]


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
    of = f"of {found.combinations:,} combinations of answers"
    if found.met is not None:
        hold = "all hold" if len(found.values) > 1 else "it holds"
        return (f"under {found.met.count:,} {of} {hold}", *_found_lines(found.met))
    hold = "do they hold together" if len(found.values) > 1 else "does it hold"
    none = f"under none {of} {hold}"
    if found.nearest is None or found.amount is None or found.off is None:
        return (none,)
    amount = getattr(found.nearest.result.redemption, found.amount)
    more = "more" if found.off > 0 else "less"
    rest = " (what else is asserted does not hold then)" if found.apart else ""
    near = (
        f"the nearest {found.amount.replace('_', ' ')} is {grouped(amount)},"
        f" {grouped(abs(found.off))} {more}, under {found.nearest.count:,}{rest}"
    )
    return (none, near, *_found_lines(found.nearest))


def _found_lines(found: Found) -> Iterator[str]:
    yield f"all of them need {needs_words(found.needs)}" if found.needs else "they need no answer"
    yield f"the simplest: {path_words(found.simplest)}"


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
