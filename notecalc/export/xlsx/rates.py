"""The rates of a note by date, each with the cell that it stands in (rules 6 and 16)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from notecalc.facts import Facts
from notecalc.money import PaidIn, add
from notecalc.redemption import Result
from notecalc.schedule import Basis
from notecalc.terms import Terms

KINDS = {PaidIn.CASH: "cash", PaidIn.NOTES: "note"}
"""How the rates of each way of payment are named."""


class Dated(NamedTuple):
    """A rate from a day on, and the name of its cell; `over` is the base that a margin is on."""

    start: date
    name: str
    value: Decimal
    source: str
    over: str = ""


def amended(terms: Terms, facts: Facts) -> Iterator[Dated]:
    """The rates that the amendments set, and the default rates that follow a base so set."""
    for each in facts.amendments:
        for paid_in, kind in KINDS.items():
            base, default = _set(each.on, f"{kind}_rate"), _set(each.on, f"default_{kind}_rate")
            new, new_default = getattr(each, f"{kind}_rate"), getattr(each, f"default_{kind}_rate")
            if new is not None:
                yield Dated(each.on, base, new, each.source)
            if new_default is not None:
                yield Dated(each.on, default, new_default, each.source)
            elif new is not None and terms.default_rates.margin is not None:
                value = terms.default_rates.rate(paid_in, new)
                assert value is not None  # a margin gives a rate for every base
                yield Dated(each.on, default, value, "base rate and margin", base)


def rate_on(result: Result, basis: Basis, on: date) -> tuple[str, Decimal]:
    """The name of the cell with the rate in force on `on`, and the rate."""
    terms = result.terms
    kind, margin = KINDS[terms.interest.paid_in], terms.default_rates.margin
    base, default = (f"{kind}_rate", terms.base_rate), (f"default_{kind}_rate", terms.default_rate)
    follows = margin is not None
    for each in result.facts.happened.amendments:
        if each.on > max(on, terms.issue_date):
            continue
        new, new_default = getattr(each, f"{kind}_rate"), getattr(each, f"default_{kind}_rate")
        if new is not None:
            base = _set(each.on, f"{kind}_rate"), new
        if new_default is not None:
            default, follows = (_set(each.on, f"default_{kind}_rate"), new_default), False
        elif new is not None and follows and margin is not None:
            default = _set(each.on, f"default_{kind}_rate"), add(new, margin)
    return default if basis is Basis.DEFAULT else base


def in_force(result: Result, on: date) -> Basis:
    """Whether the base or the default rate runs on `on`."""
    spans = result.timeline.at_default
    runs = any(start <= on and (end is None or on < end) for start, end in spans)
    return Basis.DEFAULT if runs else Basis.BASE


def all_rates(result: Result) -> Iterator[Decimal]:
    """Every rate that the formulas may take: those of the terms and those of amendments."""
    terms = result.terms
    for paid_in in PaidIn:
        base = terms.interest.rate(paid_in)
        if base is not None:
            yield base
            if (rate := terms.default_rates.rate(paid_in, base)) is not None:
                yield rate
    yield from (each.value for each in amended(terms, result.facts))


def _set(on: date, name: str) -> str:
    return f"{name}_{on:%Y_%m_%d}"
