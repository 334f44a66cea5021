"""Rates and prices of rows as whole numbers over one that all of them share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np

from notecalc.money import PaidIn, to_minor
from notecalc.portfolio.given import Price, Rates
from notecalc.portfolio.rows import Numbers, Rows
from notecalc.terms import Terms

_MOST_DECIMALS = 17

Of = Callable[[Any], Any]
"""The entries of a column that are wanted."""


def rate_columns(terms: Terms) -> tuple[str, str]:
    """The columns of the base and the default rate, as interest is paid."""
    if terms.interest.paid_in is PaidIn.CASH:
        return "cash_rate", "default_cash_rate"
    return "note_rate", "default_note_rate"


def shared_rates(terms: Terms, rows: Rows, of: Of) -> Rates | None:
    """Base and default rates; None where they have too many decimals for whole numbers."""
    base_column, default_column = (rows.numbers.get(name) for name in rate_columns(terms))
    scale = _scale(base_column, default_column, terms.base_rate, terms.default_rate)
    if scale > _MOST_DECIMALS:
        return None
    base, margin = _whole(base_column, terms.base_rate, scale, of), terms.default_rates.margin
    default = to_minor(terms.default_rate, scale)
    if margin is not None:
        default = base + to_minor(margin, scale)
    default = _whole(default_column, default, scale, of)
    shared = _divisor(base, default, 10**scale)
    return Rates(base // shared, default // shared, 10**scale // shared)


def shared_price(terms: Terms, rows: Rows, of: Of) -> Price | None:
    """Price and portion; None where they have too many decimals for whole numbers."""
    term, column = terms.redemption, rows.numbers.get("price")
    scale, (portion, portion_over) = _scale(column, term.price), term.portion.as_integer_ratio()
    if scale > _MOST_DECIMALS or portion_over > 10**_MOST_DECIMALS:
        return None
    price = _whole(column, term.price, scale, of)
    shared = _divisor(price, 10**scale)
    price, over = price // shared, 10**scale // shared
    at_par = bool(np.all(price == over))
    return Price(price, 0 if at_par else over, portion, 0 if portion_over == 1 else portion_over)


def _scale(*numbers: Numbers | Decimal | None) -> int:
    """The most decimals that any of them has."""
    found = [0]
    for each in numbers:
        if isinstance(each, Decimal):
            found.append(-int(each.normalize().as_tuple().exponent))
        elif each is not None:
            found.append(each.decimals)
    return max(found)


def _whole(column: Numbers | None, stated: Any, scale: int, of: Of) -> Any:
    """What rows give, else what is stated, over 10^scale."""
    if isinstance(stated, Decimal):
        stated = to_minor(stated, scale)
    if column is None:
        return stated
    values = of(column.values) * 10 ** (scale - column.decimals)
    given = column.given if column.given is True else of(column.given)
    return values if given is True else np.where(given, values, stated)


def _divisor(*numbers: Any) -> int:
    """The greatest that divides them all, so that products stay small."""
    found = 0
    for each in numbers:
        found = int(np.gcd(found, np.gcd.reduce(np.atleast_1d(each), axis=None)))
    return found or 1
