"""A note's dates and amounts, by day numbers and whole minor units: a second spelling of the rules.

Every rule is written for one note and works as well for arrays of notes: NumPy takes it as it
stands (see `blocks`), numba compiles the loops at the end of this module, which call it for one
note after another (see `compiled`). Days are those of `days`; a fraction of a year is days over a
basis; a rate is a whole number over one that all notes share.
"""

from typing import Any

import numpy as np

from notecalc.portfolio.days import NONE, Count
from notecalc.portfolio.given import (
    AFTER_CURE,
    AT_NOTICE,
    FROM_BREACH,
    FROM_INTEREST,
    FROM_ISSUE,
    FROM_NOTICE,
    Accrual,
    Clock,
    Price,
    Rates,
)

# What numba spells in its own way: it takes one note where NumPy takes an array of them.


def choose(condition: Any, one: Any, other: Any) -> Any:
    """`one` where the condition holds, else `other`."""
    if isinstance(condition, bool):
        return one if condition else other
    return np.where(condition, one, other)


def quotient(numerator: Any, denominator: Any) -> Any:
    """The quotient of whole numbers, rounded down."""
    if numerator.dtype.kind == "f":
        found = numerator / denominator
        return np.floor(found, out=found)
    return numerator // denominator


# The rules


def half_up(amount: Any, times: Any, over: Any) -> Any:
    """amount × times ÷ over, rounded half up (rule 7)."""
    return quotient(amount * (2 * times) + over, 2 * over)


def dated(issue: Any, anchor: Any, notice: Any, cured: Any, redeem_on: Any, clock: Clock) -> Any:
    """The dates of a note (rules 2 to 4 and 6).

    `anchor` is what the covenant's deadline counts from; `cured` and `redeem_on` are NONE where
    not given. Returns covenant deadline, cure deadline, Event of Default, start of the default
    rate, redemption date, whether cured in time, and whether the rules may refuse the note.
    """
    deadline, cure_deadline = clock.covenant[anchor], clock.cure[notice]
    breach = deadline + 1
    default = breach
    if clock.occurs == AFTER_CURE:
        default = np.maximum(cure_deadline + 1, breach)
    elif clock.occurs == AT_NOTICE:
        default = notice
    start = default
    if clock.reading == FROM_NOTICE:
        start = notice
    elif clock.reading == FROM_BREACH:
        start = breach
    elif clock.reading == FROM_INTEREST:
        start = np.maximum(clock.dates.last[default], issue)
    elif clock.reading == FROM_ISSUE:
        start = issue
    until = choose(redeem_on == NONE, clock.following[np.maximum(default, notice)], redeem_on)
    in_time = (cured != NONE) & (cured < default)
    odd = (deadline == NONE) | (cure_deadline == NONE) | (notice < breach)
    odd = odd | ((cured != NONE) & (cured < breach))
    late = (until < np.minimum(default, start)) | (until < notice) | (until <= issue)
    return deadline, cure_deadline, default, start, until, in_time, odd | (late & ~in_time)


def elapsed(count: Count, start: Any, end: Any) -> Any:
    """The days that elapsed in one period from its start, by the day count."""
    if count.actual:
        return end - start
    return choose(end > start, count.end[count.kind[start], end] - count.start[start], 0)


def basis_of(count: Count, place: Any) -> Any:
    """The basis of the period at a place."""
    return count.uniform if count.uniform else count.basis[place]


def places(issue: Any, notice: Any, start: Any, until: Any, accrual: Accrual) -> Any:
    """The interest periods of a note, by place.

    Returns the first, the one in which the default rate starts, the last, and the first one
    whose interest was not settled (rule 9; where it is paid in notes, the first).
    """
    place = accrual.dates.place
    first, last = place[issue], place[until - 1]
    turn = np.maximum(place[start], first)
    unsettled = first
    if not accrual.in_notes:
        unsettled = np.maximum(place[np.minimum(until - 1, notice)], first)
    return first, turn, last, unsettled


def first_interest(
    principal: Any, issue: Any, first: Any, turn: Any, last: Any, unsettled: Any,
    rates: Rates, accrual: Accrual,
) -> Any:  # fmt: skip
    """The interest of the first period, where all of it is at the base rate and not settled."""
    days = elapsed(accrual.tables, issue, accrual.dates.ends[first])
    counted = days * ((first < turn) & (first < last) & (unsettled == first))
    over = basis_of(accrual.tables, first) * rates.over
    return half_up(principal, rates.base * counted, over)


def turning_interest(
    principal: Any, issue: Any, start: Any, turn: Any, last: Any, unsettled: Any,
    rates: Rates, accrual: Accrual,
) -> Any:  # fmt: skip
    """The interest of the period in which the default rate starts, less what was settled of it."""
    ends, count = accrual.dates.ends, accrual.tables
    opens, full = np.maximum(issue, ends[turn - 1]), turn < last
    before = elapsed(count, opens, np.maximum(start, opens)) * full
    whole = elapsed(count, opens, ends[turn]) * full
    over = basis_of(count, turn) * rates.over
    interest = half_up(principal, rates.base * before, over)
    interest += half_up(principal, rates.default * (whole - before), over)
    if not accrual.in_notes:
        settled = whole * (turn < unsettled)
        interest -= half_up(principal, rates.base * settled, over)
    return interest


def last_interest(
    principal: Any, issue: Any, start: Any, until: Any, last: Any, rates: Rates, accrual: Accrual
) -> Any:
    """The interest of the last period, up to the redemption date."""
    count = accrual.tables
    opens = np.maximum(issue, accrual.dates.ends[last - 1])
    turn = np.maximum(start, opens)  # the default rate never starts after the redemption date
    before, whole = elapsed(count, opens, turn), elapsed(count, opens, until)
    over = basis_of(count, last) * rates.over
    interest = half_up(principal, rates.base * before, over)
    return interest + half_up(principal, rates.default * (whole - before), over)


def due(principal: Any, accrued: Any, share: Any, price: Price) -> Any:
    """Principal due, accrued interest due and the total (rule 11); `share` is the note's price."""
    priced = half_up(principal, share, price.over) if price.over else principal
    total = priced + accrued
    if price.portion_over:
        priced = half_up(priced, price.portion, price.portion_over)
        total = half_up(total, price.portion, price.portion_over)
    return priced, total - priced, total


def per_diem(principal: Any, until: Any, rates: Rates, count: Count) -> Any:
    """The interest of one day at the default rate, on the redemption date (rule 11)."""
    if count.uniform_day:
        return half_up(principal, rates.default, count.uniform_day * rates.over)
    over = count.day_basis[until] * rates.over
    return half_up(principal, rates.default * count.day[until], over)


# The loops that numba compiles. They stand here because what it keeps on disk is as old as this
# file: a rule that is changed is compiled anew.


def at(column: Any, note: Any) -> Any:
    """A note's entry of a column; a number is the same for every note."""
    return column[note]


def date_loop(
    issue: Any, anchor: Any, notice: Any, cured: Any, redeem_on: Any, clock: Clock,
    days: Any, flags: Any,
) -> None:  # fmt: skip
    """`dated` for each note of a block, into the rows of `days` and `flags`."""
    for i in range(len(notice)):
        found = dated(at(issue, i), at(anchor, i), notice[i], at(cured, i), at(redeem_on, i), clock)
        days[0, i], days[1, i], days[2, i], days[3, i], days[4, i] = found[:5]
        flags[0, i], flags[1, i] = found[5:]


def run_loop(
    principal: Any, accrued: Any, first: Any, end: Any, rate: Any, over: Any, sign: Any,
    accrual: Accrual,
) -> None:  # fmt: skip
    """The interest of whole periods from the place `first` up to `end`, added."""
    least, most, periods = first[0], end[0], 0
    for i in range(len(principal)):
        least, most = min(least, first[i]), max(most, end[i])
        periods += max(end[i] - first[i], 0)
    whole = accrual.tables.whole
    if 4 * periods < len(principal) * (most - least):
        for i in range(len(principal)):
            for place in range(first[i], end[i]):
                parts = basis_of(accrual.tables, place) * over
                interest = half_up(principal[i], at(rate, i) * whole[place], parts)
                if accrual.in_notes:
                    principal[i] += interest
                else:
                    accrued[i] += sign * interest
        return
    # A period at a time, over notes within it or not: a processor takes several notes at once.
    for place in range(least, most):
        parts, days, now = basis_of(accrual.tables, place) * over, whole[place], np.int32(place)
        for i in range(len(principal)):
            within = (first[i] <= now) & (now < end[i])
            interest = half_up(principal[i], choose(within, at(rate, i) * days, 0), parts)
            if accrual.in_notes:
                principal[i] += interest
            else:
                accrued[i] += sign * interest


def amount_loop(
    principal: Any, issue: Any, notice: Any, start: Any, until: Any, rates: Rates,
    accrual: Accrual, price: Price, amounts: Any,
) -> None:  # fmt: skip
    """The amounts of each note of a block, into the rows of `amounts`."""
    count, in_notes = len(principal), accrual.in_notes
    turns, lasts = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    froms, ends = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    settled, accrued = np.empty(count, dtype=np.int32), np.zeros_like(principal)
    for i in range(count):
        day, rate = at(issue, i), Rates(at(rates.base, i), at(rates.default, i), rates.over)
        first, turn, last, unsettled = places(day, notice[i], start[i], until[i], accrual)
        interest = first_interest(principal[i], day, first, turn, last, unsettled, rate, accrual)
        if in_notes:
            principal[i] += interest
        else:
            accrued[i] += interest
        turns[i], lasts[i], settled[i] = turn, last, min(unsettled, last)
        froms[i], ends[i] = max(first + 1, unsettled), min(turn, last)
    run_loop(principal, accrued, froms, ends, rates.base, rates.over, 1, accrual)
    for i in range(count):
        day, rate = at(issue, i), Rates(at(rates.base, i), at(rates.default, i), rates.over)
        interest = turning_interest(
            principal[i], day, start[i], turns[i], lasts[i], settled[i], rate, accrual
        )
        if in_notes:
            principal[i] += interest
        else:
            accrued[i] += interest
        froms[i] = turns[i] + 1
    run_loop(principal, accrued, froms, lasts, rates.default, rates.over, 1, accrual)
    if not in_notes:
        run_loop(principal, accrued, froms, settled, rates.base, rates.over, -1, accrual)
    for i in range(count):
        day, rate = at(issue, i), Rates(at(rates.base, i), at(rates.default, i), rates.over)
        accrued[i] += last_interest(principal[i], day, start[i], until[i], lasts[i], rate, accrual)
        paid = due(principal[i], accrued[i], at(price.price, i), price)
        amounts[0, i], amounts[1, i], amounts[2, i] = paid
        amounts[3, i] = per_diem(principal[i], until[i], rate, accrual.tables)
