"""Rows of a book that share their terms: by the rules over arrays, else one by one."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any

import numpy as np

from notecalc.dates import FIRST_DATE
from notecalc.money import from_minor, to_minor
from notecalc.portfolio import limits
from notecalc.portfolio.days import NONE, number
from notecalc.portfolio.exact import Answer, Asked, Single
from notecalc.portfolio.given import Price, Rates
from notecalc.portfolio.plan import Plan
from notecalc.portfolio.rates import rate_columns, shared_price, shared_rates
from notecalc.portfolio.rows import Numbers, Rows
from notecalc.terms import Terms
from notecalc.timeline import State

_BLOCK = 16_384  # so many that what a block needs stays in a processor's cache
STATES = tuple(State)
"""What a state's number stands for."""

_DEFAULT, _CURED = STATES.index(State.DEFAULT), STATES.index(State.CURED)


@dataclass(frozen=True, slots=True)
class Found:
    """What is found of the rows of a book: days by number (NONE: none), amounts in minor units.

    `state` is -1 where a row has none; the days are covenant deadline, cure deadline, Event of
    Default, start of the default rate and redemption date; the amounts principal due, accrued
    interest, total and per diem.
    """

    state: Any
    days: Any
    amounts: Any

    @classmethod
    def of(cls, count: int) -> "Found":
        """Nothing yet."""
        return cls(
            np.full(count, -1, dtype=np.int8),
            np.full((5, count), NONE, dtype=np.int32),
            np.zeros((4, count), dtype=np.int64),
        )


def settle(
    single: Single, plan: Plan | None, rows: Rows, which: Any, engine: ModuleType, found: Found
) -> dict[int, str]:
    """Find what the rows at `which` give: an index, or None for all. Returns what is wrong."""
    count = len(rows) if which is None else len(which)
    asked = np.ones(count, dtype=bool)
    if plan is not None:
        asked = by_arrays(plan, rows, which, engine, found)
    places = np.flatnonzero(asked)
    if which is not None:
        places = which[places]
    wrong = {}
    for row in places.tolist():
        if row in rows.wrong.said:
            continue
        answer = single.answer(_asked(single.terms, rows, row))
        if answer.error:
            wrong[row] = answer.error
        _write(answer, row, rows.places, found)
    return wrong


def by_arrays(plan: Plan, rows: Rows, which: Any, engine: ModuleType, found: Found) -> Any:
    """Find what the rules over arrays give; which rows are for the single-note engine."""

    def of(column: Any) -> Any:
        return column if which is None or isinstance(column, int) else column[which]

    issue, notice, cured = of(rows.issue), of(rows.notice), of(rows.cured)
    count = len(issue)
    rates, price = shared_rates(plan.terms, rows, of), shared_price(plan.terms, rows, of)
    if rates is None or price is None:
        return np.ones(count, dtype=bool)
    asked = np.zeros(count, dtype=bool) | (rates.default < rates.base)
    days, flags = np.empty((5, count), dtype=np.int32), np.empty((2, count), dtype=bool)
    anchor, redeem_on = issue if plan.anchor is None else plan.anchor, of(rows.redeem_on)
    for block in _blocks(count):
        engine.date_block(
            _cut(issue, block), _cut(anchor, block), notice[block], _cut(cured, block),
            _cut(redeem_on, block), plan.clock, days[:, block], flags[:, block],
        )  # fmt: skip
    in_time, odd = flags
    asked |= odd
    if plan.waits:
        asked |= (cured != NONE) & ~in_time
    if plan.terms.maturity_date is not None:
        asked |= issue >= number(plan.terms.maturity_date)
    if rows.wrong.said:
        wrong = np.zeros(len(rows), dtype=bool)
        wrong[list(rows.wrong.said)] = True
        asked |= of(wrong)
    amounts = np.zeros((4, count), dtype=np.int64)
    _amounts(plan, (issue, notice, of(rows.principal)), days, asked | in_time, rates, price,
             engine, amounts, asked)  # fmt: skip
    state = np.full(count, _DEFAULT, dtype=np.int8)
    state[in_time], state[asked] = _CURED, -1
    days[2:, in_time], days[:, asked] = NONE, NONE
    if not plan.cures:
        days[1] = NONE
    if which is None:
        found.state[:], found.days[:], found.amounts[:] = state, days, amounts
    else:
        found.state[which], found.days[:, which], found.amounts[:, which] = state, days, amounts
    return asked


def _amounts(
    plan: Plan, columns: tuple[Any, Any, Any], days: Any, left: Any, rates: Rates,
    price: Price, engine: ModuleType, amounts: Any, asked: Any,
) -> None:  # fmt: skip
    """The amounts of the rows that are not `left`; those too large are `asked` of the other."""
    issue, notice, principal = columns
    start, until, some = days[3], days[4], bool(left.any())
    if some:
        if left.all():
            return
        # What is left gets the dates of another row, and no principal: nothing comes of it.
        stand_in = int(np.argmin(left))
        issue, notice, start, until = (
            np.where(left, each[stand_in], each) for each in (issue, notice, start, until)
        )
    bounds = (issue, until, rates, plan.accrual, price)
    most = int(principal.max(initial=0, where=~left))
    kind: type = np.float64
    if most > limits.largest(limits.IN_FLOAT, *bounds):
        kind, limit = np.int64, limits.largest(limits.IN_INT, *bounds)
        if most > limit:
            too_large = ~left & (principal > limit)
            asked |= too_large
            left, some = left | too_large, True
    balance = principal.astype(kind)
    if some:
        balance[left] = 0
    rates = Rates(*(_typed(each, kind) for each in rates))
    price = Price(*(_typed(each, kind) for each in price))
    for block in _blocks(len(issue)):
        engine.amount_block(
            balance[block], issue[block], notice[block], start[block], until[block],
            Rates(_cut(rates.base, block), _cut(rates.default, block), rates.over),
            plan.accrual, price._replace(price=_cut(price.price, block)), amounts[:, block],
        )  # fmt: skip


def _typed(number_or_array: Any, kind: type) -> Any:
    if isinstance(number_or_array, np.ndarray):
        return number_or_array.astype(kind)
    return kind(number_or_array)  # of NumPy's own: a bare int would take on a table's 32 bits


def _blocks(count: int) -> list[slice]:
    return [slice(at, min(at + _BLOCK, count)) for at in range(0, count, _BLOCK)]


def _cut(column: Any, block: slice) -> Any:
    return column[block] if isinstance(column, np.ndarray) else column


def _asked(terms: Terms, rows: Rows, row: int) -> Asked:
    """A row as the single-note engine is asked of it."""
    base, default = rate_columns(terms)
    return Asked(
        from_minor(int(rows.principal[row]), rows.places),
        _day(rows.issue, row) or FIRST_DATE,
        _day(rows.notice, row) or FIRST_DATE,
        _day(rows.cured, row),
        _day(rows.redeem_on, row),
        _decimal(rows.numbers.get(base), row),
        _decimal(rows.numbers.get(default), row),
        _decimal(rows.numbers.get("price"), row),
    )


def _day(column: Any, row: int) -> date | None:
    at = int(column[row]) if isinstance(column, np.ndarray) else column
    return None if at == NONE else FIRST_DATE + timedelta(days=at)


def _decimal(stated: Numbers | None, row: int) -> Decimal | None:
    if stated is None or not (stated.given is True or stated.given[row]):
        return None
    return from_minor(int(stated.values[row]), stated.decimals)


def _write(answer: Answer, row: int, places: int, found: Found) -> None:
    """Put the answer for a row among what is found."""
    due = answer.redemption
    found.state[row] = -1 if answer.state is None else STATES.index(answer.state)
    dates = (
        answer.covenant_deadline, answer.cure_deadline, answer.event_of_default,
        answer.default_rate_from, due.date if due else None,
    )  # fmt: skip
    found.days[:, row] = [NONE if each is None else number(each) for each in dates]
    if due is not None:
        amounts = (due.principal, due.accrued_interest, due.total, due.per_diem)
        found.amounts[:, row] = [to_minor(each, places) for each in amounts]
