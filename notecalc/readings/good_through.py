"""What is due on each Business Day from the redemption date on: the payoff, good through a day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from notecalc.dates import check_date
from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.redemption import Redemption, Result, redeem
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Payoff:
    """The amount due on one day, in units of the currency, beside that on the redemption date.

    `days` are the calendar days since the redemption date, `counted` those of the day count;
    `late` is what they cost, this total less that one. `by_per_diem` is the per diem of the
    redemption date times the days, which need not be the same; the total is right (rule 11).
    """

    due: Redemption
    days: int
    counted: int
    late: Decimal
    by_per_diem: Decimal

    @property
    def gap(self) -> Decimal:
        """What the table has more than per diem times days."""
        return self.late - self.by_per_diem


def good_through(terms: Terms, facts: Facts, until: date) -> tuple[Payoff, ...]:
    """What is due on the redemption date and on each Business Day after it up to `until`.

    Each row is the note redeemed on that day. Empty where nothing is due, whatever the day.
    Raises NotecalcError where `until` is before the redemption date.
    """
    check_date(until)
    calendar = terms.calendar.resolve()
    first = redeem(terms, facts, calendar)
    if first.redemption is None:
        return ()
    on = first.redemption.date
    if until < on:
        raise refuse(
            f"good through {until} is before the redemption date of {on}",
            f"write a date from {on} on",
            "good_through",
        )
    days = (on + timedelta(days=n) for n in range((until - on).days + 1))
    payable = (day for day in days if day == on or calendar.is_business_day(day))
    return tuple(
        _payoff(first, redeem(terms, replace(facts, redeem_on=day), calendar)) for day in payable
    )


def _payoff(first: Result, later: Result) -> Payoff:
    base, due = first.redemption, later.redemption
    assert base is not None  # the caller has seen that it is due
    assert due is not None  # a default on the redemption date is one on every later day
    days = (due.date - base.date).days
    counted = sum(line.days for line in later.schedule) - sum(line.days for line in first.schedule)
    return Payoff(due, days, counted, due.total - base.total, days * base.per_diem)
