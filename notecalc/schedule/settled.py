"""What the Company paid, or issued notes for, on each interest date: history (rule 9)."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from notecalc.calendars import Calendar
from notecalc.money import PaidIn, minor_units, to_minor
from notecalc.periods import Period
from notecalc.schedule.account import Account
from notecalc.schedule.happenings import Charge, Day
from notecalc.schedule.ledger import charged
from notecalc.schedule.measure import elapsed
from notecalc.schedule.meter import Meter
from notecalc.schedule.rates import Bearing, bearing_on, changes
from notecalc.terms import Terms


def settled(
    terms: Terms,
    calendar: Calendar,
    happens: Mapping[date, Day],
    owed: Sequence[Charge],
    base: list[Bearing],
    settled_to: date,
    periods: Sequence[Period],
) -> dict[date, int]:
    """What was paid, or notes issued for, by the end of the period, in minor units.

    It is the period's interest at the base rate, as if no reading existed, rounded once, less
    what payments and conversions had taken of it already.
    """
    in_notes = terms.interest.paid_in is PaidIn.NOTES
    found: dict[date, int] = {}
    account = Account(to_minor(terms.principal, minor_units(terms.currency)))
    meter = Meter(terms.rounding)
    waiting = deque(owed)
    cuts = {*happens, *changes(base)}
    for period in periods or terms.interest_dates(calendar).periods():
        if period.start >= settled_to:
            break
        early, before, days_before, start = 0, Fraction(0), 0, period.start
        account.accrued = 0
        meter.start()
        inside = sorted(on for on in cuts if period.start < on < period.end)
        for end in (*inside, period.end):
            days, fraction = elapsed(terms, period, end, calendar)
            rate = Fraction(*bearing_on(base, start)[3:5])
            exact = account.principal * rate * (fraction - before)
            account.accrued += meter.line(exact, days - days_before)
            while waiting and waiting[0].on <= end:
                charged(terms, account, waiting.popleft(), {})
            if end in happens:
                early += _taken(terms, account, happens[end])
            start, before, days_before = end, fraction, days
        found[period.end] = max(meter.period - early, 0)
        account.principal += found[period.end] if in_notes else 0
    return found


def _taken(terms: Terms, account: Account, day: Day) -> int:
    """Apply the payments and conversions of a day: the interest that they took."""
    before = account.accrued
    for amount in day.payments:
        account.pay(amount, terms.waterfall)
    account.principal = max(account.principal - day.scheduled, 0)
    for conversion in day.conversions:
        part = min(to_minor(conversion.principal, minor_units(terms.currency)), account.principal)
        if part:
            account.convert(part)
    return before - account.accrued
