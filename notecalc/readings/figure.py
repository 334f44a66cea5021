"""A total that the other side asserts, and what may be varied to come to it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.money import check_amount, check_rate, grouped, parse_amount, percent

Bounds = tuple[Decimal, Decimal]
"""The least and the most that something may be."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the other side asserts to be due, and what may be varied to come to it.

    Amounts are in units of the currency, rates a year. Raises NotecalcError with every problem.
    """

    amount: Decimal
    within: Decimal = Decimal(0)
    principal: Bounds | None = None
    rate: Bounds | None = None

    def __post_init__(self) -> None:
        problems = [
            *_bounds("principal_between", self.principal, grouped),
            *_bounds("rate_between", self.rate, percent),
        ]
        if not self.within.is_finite() or self.within < 0:
            what = f"the tolerance {self.within} is below zero or no number"
            problems.append(Problem(what, "write 0 or more", "reconcile.within"))
        if problems:
            raise NotecalcError(*problems)

    def check(self, currency: str) -> None:
        """Refuse amounts that are none of the currency, and rates that are none."""
        problems: list[Problem] = []
        places = [("amount", self.amount), ("within", self.within or Decimal(1))]
        places += [("principal_between", each) for each in self.principal or ()]
        for name, value in places:
            problems += _wrong(name, lambda value=value: check_amount(value, currency))  # type: ignore[misc]
        for value in self.rate or ():
            problems += _wrong("rate_between", lambda value=value: check_rate(value))  # type: ignore[misc]
        if problems:
            raise NotecalcError(*problems)


@dataclass(frozen=True, slots=True)
class Theirs:
    """What goes with a figure of the other side, or stands for it.

    `on` is the redemption date that it is for, None where that of the facts; `schedule` the path of
    their schedule, None where there is none; its amounts agree give or take `within`.
    """

    on: date | None = None
    schedule: str | None = None
    within: Decimal = Decimal(0)


def _bounds(name: str, bounds: Bounds | None, said: Callable[[Decimal], str]) -> Iterator[Problem]:
    if bounds is not None and bounds[0] > bounds[1]:
        low, high = map(said, bounds)
        yield Problem(
            f"{low} is above {high}", "write the least first, then the most", f"reconcile.{name}"
        )


def _wrong(name: str, check: Callable[[], None]) -> Iterator[Problem]:
    try:
        check()
    except NotecalcError as error:
        for each in error.problems:
            yield Problem(each.what, each.remedy, f"reconcile.{name}")


def parse_within(text: str, currency: str = "USD") -> Decimal:
    """A tolerance: an amount, or 0."""
    stripped = text.strip()
    if re.fullmatch(r"-\d+(\.\d+)?", stripped, re.ASCII):
        raise refuse(f"tolerance {stripped[:40]} is below zero", "write 0 or more")
    if stripped.strip("0") in ("", ".") and "0" in stripped:
        return Decimal(0)
    return parse_amount(text, currency, kind="tolerance")
