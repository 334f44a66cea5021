"""The rules over a block of notes at a time, by NumPy."""

from typing import Any

import numpy as np

from notecalc.portfolio import rules
from notecalc.portfolio.given import Accrual, Clock, Price, Rates


def date_block(
    issue: Any, anchor: Any, notice: Any, cured: Any, redeem_on: Any, clock: Clock,
    days: Any, flags: Any,
) -> None:  # fmt: skip
    """`rules.dated` for a block of notes, into the rows of `days` and `flags`."""
    found = rules.dated(issue, anchor, notice, cured, redeem_on, clock)
    for row, each in zip((*days, *flags), found, strict=True):
        row[:] = each


def amount_block(
    principal: Any, issue: Any, notice: Any, start: Any, until: Any, rates: Rates,
    accrual: Accrual, price: Price, amounts: Any,
) -> None:  # fmt: skip
    """The amounts of a block of notes, into the rows of `amounts`."""
    first, turn, last, unsettled = rules.places(issue, notice, start, until, accrual)
    accrued = np.zeros_like(principal)
    into = principal if accrual.in_notes else accrued
    into += rules.first_interest(principal, issue, first, turn, last, unsettled, rates, accrual)
    base, default = rates.base, rates.default
    _run(principal, into, np.maximum(first + 1, unsettled), np.minimum(turn, last), base, rates,
         accrual)  # fmt: skip
    into += rules.turning_interest(principal, issue, start, turn, last, unsettled, rates, accrual)
    _run(principal, into, turn + 1, last, default, rates, accrual)
    if not accrual.in_notes:
        _run(principal, into, turn + 1, np.minimum(unsettled, last), base, rates, accrual, -1)
    accrued += rules.last_interest(principal, issue, start, until, last, rates, accrual)
    amounts[:3] = rules.due(principal, accrued, price.price, price)
    amounts[3] = rules.per_diem(principal, until, rates, accrual.tables)


def _run(
    principal: Any, into: Any, first: Any, end: Any, rate: Any, rates: Rates, accrual: Accrual,
    sign: int = 1,
) -> None:  # fmt: skip
    """The interest of whole periods from the place `first` up to `end`, added to `into`.

    Notes are put in the order of how many periods they have, so that those that have more of
    them stand together.
    """
    counts = np.maximum(end - first, 0)
    most = int(counts.max(initial=0))
    if not most:
        return
    order = np.argsort(counts.astype(np.min_scalar_type(most)), kind="stable")[::-1]
    have_more = np.cumsum(np.bincount(counts)[::-1])[::-1]
    order, first = order[: have_more[1]], first[order[: have_more[1]]]
    same = bool((first == first[0]).all())
    rate = rate[order] if isinstance(rate, np.ndarray) else rate
    count, balance, gained = accrual.tables, principal[order], into[order]
    gaining = balance if into is principal else gained
    for n in range(most):
        still = slice(have_more[n + 1])
        place = first[0] + n if same else first[still] + n
        times = (rate[still] if isinstance(rate, np.ndarray) else rate) * count.whole[place]
        over = rules.basis_of(count, place) * rates.over
        gaining[still] += sign * rules.half_up(balance[still], times, over)
    into[order] = gaining
