"""Interest on a judgment: simple, or compounded each year, on a year of 365 days (rule 25)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from notecalc.errors import refuse
from notecalc.facts import Judgment
from notecalc.money import from_minor, half_up, minor_units, to_minor
from notecalc.redemption import Redemption, Result

YEAR = 365
"""The days of a year, leap or not."""


class Year(NamedTuple):
    """A year of a judgment, or what of it there was: [start, end), interest, the total at `end`.

    `balance` is what bore interest; amounts are in units of the currency.
    """

    start: date
    end: date
    days: int
    balance: Decimal
    interest: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgment and its interest to `until`; `because` says what day that is.

    `amount` is what was due on the day of the judgment, `due` the redemption it was found from.
    `bears` is what bears interest on `until`, and `per_diem` the interest of that day.
    """

    order: Judgment
    due: Redemption
    amount: Decimal
    until: date
    because: str
    years: tuple[Year, ...]
    interest: Decimal
    total: Decimal
    bears: Decimal
    per_diem: Decimal


def judged(order: Judgment, result: Result, until: date, because: str) -> Judged:
    """The judgment for what is due in `result`, which is of the day of the order."""
    due = result.redemption
    assert due is not None  # the caller has refused a judgment for nothing
    currency = result.terms.currency
    years = tuple(years_of(order, due.total, currency, until))
    total, bears = standing(order, due.total, years)
    places = minor_units(currency)
    top, bottom = order.rate.as_integer_ratio()
    per_diem = half_up(to_minor(bears, places) * top, bottom * YEAR)
    interest = to_minor(total, places) - to_minor(due.total, places)
    return Judged(
        order,
        due,
        due.total,
        until,
        because,
        years,
        from_minor(interest, places),
        total,
        bears,
        from_minor(per_diem, places),
    )


def years_of(order: Judgment, amount: Decimal, currency: str, until: date) -> Iterator[Year]:
    """Each year of a judgment for `amount`, the last one up to `until`.

    Simple interest is rounded once for all days since the judgment, half up, so that a year has
    what is new; compounded interest is rounded for each year, and bears interest after it.
    """
    if until < order.on:
        raise refuse(
            f"{until} is before the judgment of {order.on}",
            f"write a date from {order.on} on",
            "until",
        )
    places = minor_units(currency)
    top, bottom = order.rate.as_integer_ratio()
    whole = balance = total = to_minor(amount, places)
    start, number = order.on, 0
    while start < until:
        number += 1
        end = min(_anniversary(order, number), until)
        since = start if order.compounds else order.on
        interest = half_up(balance * top * (end - since).days, bottom * YEAR)
        if not order.compounds:
            interest -= total - whole
        total += interest
        yield Year(
            start,
            end,
            (end - start).days,
            from_minor(balance, places),
            from_minor(interest, places),
            from_minor(total, places),
        )
        start, balance = end, total if order.compounds else whole


def standing(order: Judgment, amount: Decimal, years: tuple[Year, ...]) -> tuple[Decimal, Decimal]:
    """The total after these years, and what of it bears interest."""
    if not years:
        return amount, amount
    last = years[-1]
    full = order.compounds and last.end == _anniversary(order, len(years))
    return last.total, last.total if full else last.balance


def _anniversary(order: Judgment, number: int) -> date:
    return order.on + relativedelta(years=number)
