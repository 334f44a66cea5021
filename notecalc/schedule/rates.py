"""Which rate a note bears on each day (rule 6): base, default, and as amended."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.money import PaidIn, percent
from notecalc.schedule.line import Basis
from notecalc.terms import OverdueRate, Terms

if TYPE_CHECKING:
    from notecalc.facts import Amendment

Spans = tuple[tuple[date, date | None], ...]
"""Days, each span from a day up to but not including another (None: without end)."""


_T = TypeVar("_T")
_NONE = (0, 1)


class Bearing(NamedTuple):
    """What a note bears from a day on; the rates also as quotients of integers.

    `over` is the rate that overdue interest bears.
    """

    start: date
    basis: Basis
    rate: Decimal
    top: int
    bottom: int
    clause: str
    over: tuple[int, int]


class _Rates(NamedTuple):
    base: Decimal
    default: Decimal
    base_clause: str
    default_clause: str


def bearings(terms: Terms, facts: Facts, at_default: Spans) -> list[Bearing]:
    """What the note bears from the issue date on, a new one wherever that changes."""
    rates = _rates(terms, facts)
    flips = _flips(terms.issue_date, at_default)
    overdue = terms.overdue_interest
    in_cash = terms.interest.paid_in is PaidIn.CASH
    on_overdue = overdue.rate if overdue is not None and in_cash else None
    if len(rates) == 1:
        return [_bearing(day, rates[0][1], default, on_overdue) for day, default in flips]
    found: list[Bearing] = []
    for day in sorted({on for on, _ in (*rates, *flips)}):
        bearing = _bearing(day, _last(rates, day), _last(flips, day), on_overdue)
        if not found or _borne(bearing) != _borne(found[-1]):
            found.append(bearing)
    return found


def _borne(bearing: Bearing) -> tuple[Basis, Decimal, tuple[int, int]]:
    return bearing.basis, bearing.rate, bearing.over


def _flips(issue: date, at_default: Spans) -> list[tuple[date, bool]]:
    """From the issue date on: whether the default rate runs, wherever that changes."""
    found = [(issue, False)]
    for start, end in at_default:
        if start > issue:
            found.append((start, True))
        elif end is None or end > issue:
            found[-1] = (issue, True)
        if end is not None and end > issue:
            found.append((end, False))
    return found


def changes(found: list[Bearing]) -> list[date]:
    """The days on which the rate that principal bears changes."""
    return [two.start for one, two in pairwise(found) if one[1:3] != two[1:3]]


def bearing_on(found: list[Bearing], day: date) -> Bearing:
    """What the note bears on `day`, not before the issue date."""
    return next(each for each in reversed(found) if each.start <= day)


def _rates(terms: Terms, facts: Facts) -> list[tuple[date, _Rates]]:
    """The rates of the terms from the issue date on, as amended."""
    base, rates = terms.base_rate, terms.default_rates
    clause, default_clause, given = _base_clause(terms), rates.clause, None
    found = [(terms.issue_date, _Rates(base, terms.default_rate, clause, default_clause))]
    for each in facts.amendments:
        new, new_default = _amended(each, terms.interest.paid_in)
        if new is not None:
            base, clause = new, each.source
        if new_default is not None:
            given, default_clause = new_default, each.source
        default = given if given is not None else rates.rate(terms.interest.paid_in, base)
        assert default is not None  # checked when the terms were made
        if default < base:
            named = f" ({each.clause})" if each.source == each.clause else ""
            raise refuse(
                f"the amendment of {each.on}{named} leaves the default rate"
                f" {percent(default)} below the base rate {percent(base)}",
                f"amend the default rate too, to {percent(base)} or more",
                f"amendments.{each.on}",
            )
        found.append((each.on, _Rates(base, default, clause, default_clause)))
    return found


def _amended(amendment: "Amendment", paid_in: PaidIn) -> tuple[Decimal | None, Decimal | None]:
    if paid_in is PaidIn.CASH:
        return amendment.cash_rate, amendment.default_cash_rate
    return amendment.note_rate, amendment.default_note_rate


def _last(dated: list[tuple[date, _T]], day: date) -> _T:
    """What stands on `day`: the last of what is dated up to it."""
    return next(each for on, each in reversed(dated) if on <= day)


def _bearing(start: date, rates: _Rates, default: bool, on_overdue: OverdueRate | None) -> Bearing:
    over = _NONE
    if on_overdue is not None:
        over = (rates.base if on_overdue is OverdueRate.BASE else rates.default).as_integer_ratio()
    basis, rate, clause = Basis.BASE, rates.base, rates.base_clause
    if default:
        basis, rate, clause = Basis.DEFAULT, rates.default, rates.default_clause
    return Bearing(start, basis, rate, *rate.as_integer_ratio(), clause, over)


def _base_clause(terms: Terms) -> str:
    path = "cash_rate" if terms.interest.paid_in is PaidIn.CASH else "note_rate"
    assumed = f"interest.{path}" in terms.assumed
    return terms.interest.clause or ("assumed" if assumed else "no clause given")
