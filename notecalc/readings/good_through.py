"""What is due on each Business Day from the redemption date on: the payoff, good through a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from notecalc.calendars import Calendar
from notecalc.dates import check_date
from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.redemption import Redemption, redeem
from notecalc.terms import Terms


@dataclass(frozen=True, slots=True)
class Payoff:
    """The amount due on one day, in units of the currency, beside that on the redemption date.

    `days` are the calendar days since the redemption date, `late` what they cost: this total less
    that one. `by_per_diem` is the per diem of the redemption date times the days, which need not
    be the same; the total is right (rule 11). `counted` is the year fraction of one day by the
    terms' day count, times the rate and the principal the per diem before rounding.
    """

    due: Redemption
    days: int
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
    first = redeem(terms, facts, calendar).redemption
    if first is None:
        return ()
    if until < first.date:
        raise refuse(
            f"good through {until} is before the redemption date of {first.date}",
            f"write a date from {first.date} on",
            "good_through",
        )
    return tuple(_payoffs(terms, facts, first, until, calendar))


def _payoffs(
    terms: Terms, facts: Facts, first: Redemption, until: date, calendar: Calendar
) -> Iterator[Payoff]:
    for days in range((until - first.date).days + 1):
        day = first.date + timedelta(days=days)
        if days and not calendar.is_business_day(day):
            continue
        due = redeem(terms, replace(facts, redeem_on=day), calendar).redemption
        assert due is not None  # in default on the redemption date, and so on every later one
        yield Payoff(due, days, due.total - first.total, days * first.per_diem)
