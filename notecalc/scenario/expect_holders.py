"""What a scenario expects of holders: ``holders.ID.FIGURE`` of a holder or a group, by its id."""

import re
from decimal import Decimal
from typing import Final

from notecalc.errors import NotecalcError, Problem, closest, refuse, unknown
from notecalc.money import parse_rate, percent
from notecalc.ownership import COUNTS, Beneficial, beneficial_ownership, shares
from notecalc.readings import claims
from notecalc.readings.claims import NONE, Value
from notecalc.redemption import Result
from notecalc.scenario.builder import short
from notecalc.terms import Terms

_OF_CLASS: Final = ("shares_outstanding", "as_of")
_PERCENTS: Final = ("percent", "percent_by_rule", "reported_percent", "percent_off")
_OFF: Final = tuple(f"{name}_off" for name in (*COUNTS, "percent"))
FIGURES: Final = (
    *COUNTS,
    "issuable",
    "percent",
    "percent_by_rule",
    *(f"reported_{name}" for name in (*COUNTS, "percent")),
    *_OFF,
    "amount",
)
"""What can be expected of a holder or a group.

``_off`` is what is computed less what is reported; ``amount`` the part of the amount due, shared
by principal.
"""

_COUNT: Final = re.compile(r"\d{1,18}", re.ASCII)


def of_holders(name: str) -> bool:
    """Whether an expectation is of holders, or probably meant to be."""
    first, dot, _ = name.partition(".")
    return bool(dot) and closest(first, ("holders",)) is not None


def check_name(name: str, terms: Terms | None) -> None:
    """Refuse what cannot be expected of holders; ids are checked with terms."""
    first, _, rest = name.partition(".")
    whose, dot, figure = rest.partition(".")
    if first != "holders":
        what = f"unknown expectation {short(name, 80)!r}"
        raise refuse(what, f"did you mean holders.{short(rest, 80)}?")
    if not dot:
        if whose not in _OF_CLASS:
            known = (*_OF_CLASS, *(f"ID.{each}" for each in FIGURES))
            raise NotecalcError(unknown("figure of the holders", short(whose, 80), known))
        return
    ids = [each.id for each in beneficial_ownership(terms) if each.id] if terms else [whose]
    if not ids:
        raise NotecalcError(Problem("no holder has an id", "give holders ids in the terms"))
    if whose not in ids:
        raise NotecalcError(unknown("holder", short(whose, 80), ids))
    if figure not in FIGURES:
        raise NotecalcError(unknown("figure of a holder", short(figure, 80), FIGURES))


def meant(name: str, text: str) -> Value:
    """The value that a text expects. NotecalcError where it cannot be one."""
    figure = name.rpartition(".")[2]
    if text == NONE:
        return None
    if figure in ("amount", "as_of"):
        return claims.meant("total" if figure == "amount" else "notice", text)
    signed = figure in _OFF and text.startswith("-")
    size = text[1:] if signed else text
    if figure in _PERCENTS:
        rate = parse_rate(size, kind="percent")
        return percent(rate.copy_negate() if signed and rate else rate)
    if not _COUNT.fullmatch(size):
        what = f"{short(text)!r} is not a count of shares"
        raise refuse(what, f"write digits alone, such as 1019531, or {NONE}")
    return Decimal(-int(size) if signed else int(size))


def found(name: str, result: Result) -> Value:
    """What a result has for it; None where the terms or the filing state nothing of it."""
    terms = result.terms
    whose, dot, figure = name.partition(".")[2].partition(".")
    if not dot:
        stated = getattr(terms.ownership, whose)
        return Decimal(stated) if isinstance(stated, int) else stated
    if figure == "amount":
        return next((each.amount for each in shares(result) if each.id == whose), None)
    owner = next(each for each in beneficial_ownership(terms) if each.id == whose)
    value = _figure(owner, figure)
    return percent(value) if value is not None and figure in _PERCENTS else value


def _figure(owner: Beneficial, figure: str) -> Decimal | None:
    if figure in _OFF:
        name = figure.removesuffix("_off")
        return next((each.off for each in owner.compared if each.figure == name), None)
    whose = owner.reported if figure.startswith("reported_") else owner
    value = getattr(whose, figure.removeprefix("reported_"), None)
    return None if value is None else Decimal(value)
