"""The price at which a note is redeemed, as a share of principal."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from notecalc.calendars import Calendar
from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.money import PaidIn, percent, plain
from notecalc.periods import Period
from notecalc.schedule import Bearing
from notecalc.schedule.measure import elapsed
from notecalc.schedule.rates import bearing_on, bearings
from notecalc.terms import Terms

if TYPE_CHECKING:
    from notecalc.terms import MakeWhole


class Price(NamedTuple):
    """A price as a share of principal, what it is, and the clause that gives it.

    `what` is empty where it is just the price that the terms state.
    """

    share: Fraction
    what: str
    clause: str


def price(terms: Terms, facts: Facts, calendar: Calendar, on: date) -> Price:
    """The greatest of the prices that the terms give on a redemption date, the first if equal."""
    term = terms.redemption
    if not (term.prices or term.minimum or term.make_whole or term.conversion_value):
        return Price(_exact(term.price), "", term.clause)
    return max(_prices(terms, facts, calendar, on), key=lambda each: each.share)


_exact = lru_cache(maxsize=256)(Fraction)  # few prices are asked for, and each often


def _prices(terms: Terms, facts: Facts, calendar: Calendar, on: date) -> Iterator[Price]:
    term = terms.redemption
    stated = term.price
    said = percent(stated)
    for each in term.prices:
        if each.start <= on:
            stated, said = each.price, f"{percent(each.price)} from {each.start} on"
    yield Price(Fraction(stated), said, term.clause)
    if term.minimum is not None:
        yield Price(Fraction(term.minimum), f"the minimum of {percent(term.minimum)}", term.clause)
    if (whole := make_whole_price(terms, facts, calendar, on)) is not None:
        yield whole
    if term.conversion_value:
        yield _conversion_value(terms, facts, on)


def _conversion_value(terms: Terms, facts: Facts, on: date) -> Price:
    right = terms.conversion
    assert right is not None  # checked when the terms were made
    if facts.share_price is None:
        raise refuse(
            f"{terms.redemption.clause} pays at least the conversion value, which hangs on the"
            " price of a share",
            f"give the share price on {on}",
            "share_price",
        )
    share = Fraction(facts.share_price) / Fraction(right.price)
    what = f"the conversion value, {plain(facts.share_price)} a share over {plain(right.price)}"
    return Price(share, what, right.clause)


def make_whole_price(terms: Terms, facts: Facts, calendar: Calendar, on: date) -> Price | None:
    """The make-whole price on a day; None where there is none, or none any more."""
    term = terms.redemption.make_whole
    if term is None or on >= make_whole_end(terms, term):
        return None
    base = bearing_on(bearings(terms, facts, ()), on)
    return _make_whole(terms, term, calendar, on, base)


def _make_whole(
    terms: Terms, term: "MakeWhole", calendar: Calendar, on: date, base: Bearing
) -> Price:
    until = make_whole_end(terms, term)
    what = f"the make-whole price to {until}, discounted at {percent(term.rate)}"
    rate = Fraction(base.top, base.bottom)
    step = Fraction(term.rate) / len(terms.interest.dates)
    present, discount, grown, accrued = Fraction(0), Fraction(1), Fraction(1), Fraction(0)
    for period, end in remaining(terms, calendar, on, until):
        coupon = rate * elapsed(terms, period, end, calendar)[1]
        since = max(period.start, on)
        if since == on:
            accrued = rate * elapsed(terms, period, on, calendar)[1]
        first, last = period.reference
        discount /= 1 + step * Fraction((end - since).days, (last - first).days)
        grown *= 1 + coupon
        present += coupon * discount
    if terms.interest.paid_in is PaidIn.NOTES:
        return Price(grown * discount - accrued, what, term.clause)
    return Price(present + discount - accrued, what, term.clause)


def make_whole_end(terms: Terms, term: "MakeWhole") -> date:
    """The last day that a make-whole price values."""
    until = term.until or terms.maturity_date
    assert until is not None  # checked when the terms were made
    return until


def remaining(
    terms: Terms, calendar: Calendar, on: date, until: date
) -> Iterator[tuple[Period, date]]:
    """The interest periods in which days after `on` lie, each with its end, not past `until`."""
    periods = terms.interest_dates(calendar).periods()
    for period in takewhile(lambda each: each.start < until, periods):
        if period.end > on:
            yield period, min(period.end, until)


def conversion_shares(terms: Terms, outstanding: Decimal) -> Fraction:
    """The shares into which principal converts, a fraction of one included."""
    assert terms.conversion is not None  # asked of terms with a right to convert
    return Fraction(outstanding) / Fraction(terms.conversion.price)
