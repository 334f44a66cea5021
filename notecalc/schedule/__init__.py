"""Terms and dates to the lines of the schedule: the schedule engine (rules 5 to 10).

A line ends at each interest date, where the default rate starts, at each payment and at the last
day, and nowhere else. Its interest is principal × rate × fraction, exact, rounded once, half up,
to the cent; everything else is sums of lines. Amounts are whole cents inside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from notecalc.calendars import Calendar
from notecalc.daycount import DayCount
from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.money import PaidIn, check_amount, from_minor, half_up, minor_units, to_minor
from notecalc.periods import Period, last_interest_date, periods
from notecalc.schedule.line import COLUMNS, Basis, Line
from notecalc.terms import Retroactive, Terms

__all__ = ["COLUMNS", "Basis", "Line", "reference", "schedule"]

_ZERO = Fraction(0)


def schedule(
    terms: Terms,
    facts: Facts,
    calendar: Calendar,
    *,
    until: date,
    performed_to: date | None = None,
    default_from: date | None = None,
    paid_to: date | None = None,
) -> tuple[Line, ...]:
    """The lines from the issue date to `until`.

    `performed_to` is the last day on which scheduled principal was paid (None: never);
    `default_from` is the day the default rate starts (None: never), `paid_to` the day up to
    which interest was paid in cash (None where interest is paid in notes).
    """
    if until < terms.issue_date:
        raise refuse(
            f"{until} is before the issue date {terms.issue_date}",
            f"write a date from {terms.issue_date} on",
        )
    payments = _payments(terms, facts, until, performed_to)
    settled_to = paid_to or _notes_issued_to(terms, performed_to)
    settled = _settled(terms, calendar, payments, settled_to) if settled_to else {}
    return tuple(_accrue(terms, calendar, payments, settled, until, default_from))


@dataclass(slots=True)
class _Account:
    """The running state in cents: principal, and interest accrued and unpaid."""

    principal: int
    accrued: int = 0

    def pay(self, paid: "_Paid") -> int:
        """Apply the payments of a day: accrued interest first, then principal (rule 10)."""
        interest = min(paid.amount, max(self.accrued, 0))
        self.accrued -= interest
        self.principal -= paid.amount - interest + paid.scheduled
        return interest


@dataclass(frozen=True, slots=True)
class _Paid:
    """Payments of one day in cents: `amount` by rule 10, `scheduled` principal fallen due."""

    amount: int = 0
    scheduled: int = 0


def _payments(
    terms: Terms, facts: Facts, until: date, performed_to: date | None
) -> dict[date, _Paid]:
    paid: dict[date, _Paid] = {}
    places = minor_units(terms.currency)
    for payment in facts.payments:
        check_amount(payment.amount, terms.currency, "payment")
        if payment.on <= terms.issue_date:
            raise refuse(
                f"the payment of {payment.on} is not after the issue date {terms.issue_date}",
                "write the day it was paid",
                "payments",
            )
        if payment.on <= until:
            earlier = paid.get(payment.on, _Paid())
            amount = earlier.amount + to_minor(payment.amount, places)
            paid[payment.on] = _Paid(amount, earlier.scheduled)
    for due in terms.scheduled_payments:
        if performed_to is not None and due.due <= performed_to:
            earlier = paid.get(due.due, _Paid())
            scheduled = earlier.scheduled + to_minor(due.principal, places)
            paid[due.due] = _Paid(earlier.amount, scheduled)
    return paid


def _notes_issued_to(terms: Terms, performed_to: date | None) -> date | None:
    """The last interest date whose notes were issued, where a claim to more stands beside them."""
    stands = terms.default_rates.retroactive is Retroactive.STANDS
    if performed_to is None or not stands or terms.interest.paid_in is PaidIn.CASH:
        return None
    return last_interest_date(terms.issue_date, terms.interest.dates, performed_to)


def _settled(
    terms: Terms, calendar: Calendar, payments: Mapping[date, _Paid], settled_to: date
) -> dict[date, int]:
    """What the Company paid, or issued notes for, on each interest date, in cents (rule 9).

    It is the period's interest at the base rate, as if no reading existed, rounded once, less
    what payments had paid of it already.
    """
    in_notes = terms.interest.paid_in is PaidIn.NOTES
    found: dict[date, int] = {}
    base = Fraction(*terms.base_rate.as_integer_ratio())
    account = _Account(to_minor(terms.principal, minor_units(terms.currency)))
    for period in periods(terms.issue_date, terms.interest.dates):
        if period.start >= settled_to:
            break
        exact, early, before = _ZERO, 0, _ZERO
        account.accrued = 0
        for end in _ends(period, period.end, None, payments):
            _, fraction = _elapsed(terms, period, end, calendar)
            interest = account.principal * base * (fraction - before)
            exact += interest
            account.accrued += half_up(interest.numerator, interest.denominator)
            if end in payments:
                early += account.pay(payments[end])
                account.principal = max(account.principal, 0)
            before = fraction
        found[period.end] = max(half_up(exact.numerator, exact.denominator) - early, 0)
        account.principal += found[period.end] if in_notes else 0
    return found


def _accrue(
    terms: Terms,
    calendar: Calendar,
    payments: Mapping[date, _Paid],
    settled: Mapping[date, int],
    until: date,
    default_from: date | None,
) -> Iterator[Line]:
    """The lines; `settled` is the interest paid, or notes issued, by interest date."""
    places = minor_units(terms.currency)
    account = _Account(to_minor(terms.principal, places))
    in_notes = terms.interest.paid_in is PaidIn.NOTES
    base = _bearing(Basis.BASE, terms.base_rate, _base_clause(terms))
    default = _bearing(Basis.DEFAULT, terms.default_rate, terms.default_rates.clause)
    nothing, closing = from_minor(0, places), from_minor(account.principal, places)
    for period in periods(terms.issue_date, terms.interest.dates):
        if period.start >= until:
            return
        start, days_before, fraction_before = period.start, 0, _ZERO
        standing = account.accrued
        for end in _ends(period, until, default_from, payments):
            days, fraction = _elapsed(terms, period, end, calendar)
            part = fraction - fraction_before if fraction_before else fraction
            late = default_from is not None and start >= default_from
            basis, rate, top, bottom, clause = default if late else base
            interest = half_up(account.principal * top * part.numerator, bottom * part.denominator)
            account.accrued += interest
            paid = _receive(account, payments[end], end) if end in payments else 0
            capitalized = 0
            if end == period.end and in_notes and end < until:
                unsettled = account.accrued - min(standing, account.accrued)
                capitalized = settled.get(end, unsettled)
                account.accrued -= capitalized
                account.principal += capitalized
            elif end == period.end and not in_notes:
                account.accrued -= settled.get(end, 0)
                paid += settled.get(end, 0)
            opening, closing = closing, from_minor(account.principal, places)
            yield Line(
                start,
                end,
                days - days_before,
                rate,
                basis,
                opening,
                from_minor(interest, places),
                from_minor(paid, places) if paid else nothing,
                from_minor(capitalized, places) if capitalized else nothing,
                from_minor(account.accrued, places) if account.accrued else nothing,
                closing,
                part,
                terms.interest.day_count,
                clause,
            )
            start, days_before, fraction_before = end, days, fraction


def _bearing(basis: Basis, rate: Decimal, clause: str) -> tuple[Basis, Decimal, int, int, str]:
    """What a line bears: its rate also as a quotient of integers, taken once for all lines."""
    return basis, rate, *rate.as_integer_ratio(), clause


def _receive(account: _Account, paid: _Paid, on: date) -> int:
    """Apply the payments of a day and return what was paid; refuse more than is due."""
    account.pay(paid)
    if account.principal < 0:
        raise refuse(
            f"the payments of {on} are more than is due on that day",
            "write the amounts that were paid, or leave out what came after full payment",
            "payments",
        )
    return paid.amount + paid.scheduled


def _ends(
    period: Period, until: date, default_from: date | None, payments: Mapping[date, _Paid]
) -> list[date]:
    """Where the lines of a period end (rule 7), in order."""
    last = min(period.end, until)
    inside = [day for day in payments if period.start < day < last]
    if default_from is not None and period.start < default_from < last:
        inside.append(default_from)
    return [*sorted(set(inside)), last] if inside else [last]


def reference(terms: Terms, period: Period) -> tuple[date, date]:
    """The period by which the day count measures: the full one for ACT/ACT ICMA, else its own."""
    if terms.interest.day_count is DayCount.ACT_ACT_ICMA:
        return period.reference
    return period.start, period.end


def _elapsed(terms: Terms, period: Period, end: date, calendar: Calendar) -> tuple[int, Fraction]:
    """Days and year fraction from the start of the period to `end`."""
    count = terms.interest.day_count
    if not count.needs_reference:
        return count.elapsed(period.start, end, maturity=terms.maturity_date, calendar=calendar)
    return count.elapsed(
        period.start,
        end,
        reference=reference(terms, period),
        frequency=len(terms.interest.dates),
    )


def _base_clause(terms: Terms) -> str:
    path = "cash_rate" if terms.interest.paid_in is PaidIn.CASH else "note_rate"
    assumed = f"interest.{path}" in terms.assumed
    return terms.interest.clause or ("assumed" if assumed else "no clause given")
