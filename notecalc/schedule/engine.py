"""The schedule engine: one run over the interest periods (rules 5 to 10).

A line ends at each interest date, where the rate changes, where money moves and at the last day,
and nowhere else. Its interest is principal × rate × fraction, exact, rounded once, half up unless
the terms round otherwise, to the cent; everything else is sums of lines. Amounts are whole cents
inside.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from notecalc.calendars import Calendar
from notecalc.money import (
    NEAREST_CENT,
    PaidIn,
    Rounding,
    from_minor,
    half_up,
    minor_units,
    to_minor,
)
from notecalc.periods import Period
from notecalc.schedule.account import Account
from notecalc.schedule.line import Basis, Entry, Line
from notecalc.schedule.measure import elapsed
from notecalc.schedule.rates import Bearing, changes
from notecalc.terms import Terms

if TYPE_CHECKING:
    from notecalc.schedule.happenings import Charge, Day
    from notecalc.schedule.meter import Meter

_ZERO = Fraction(0)


class Engine:
    """One run over the interest periods; `settled` is what was paid, by the end of the period."""

    __slots__ = (
        "_bearings", "_calendar", "_cuts", "_happens", "_missed", "_only_overdue", "_periods",
        "_settled", "_terms", "_waiting", "account", "entries",
    )  # fmt: skip

    def __init__(
        self,
        terms: Terms,
        calendar: Calendar,
        happens: "Mapping[date, Day]",
        owed: "Sequence[Charge]",
        settled: Mapping[date, int],
        bearing: list[Bearing],
        periods: Sequence[Period],
    ) -> None:
        self._terms, self._calendar, self._bearings = terms, calendar, bearing
        self._periods = periods
        self._happens, self._settled = happens, settled
        self._waiting = deque(owed)
        self._cuts = changes(bearing)
        self._only_overdue: set[date] = set()
        overdue = terms.overdue_interest
        if overdue is not None:
            starts = {each.start for each in bearing[1:]}
            self._only_overdue = starts.difference(self._cuts, happens)
        if happens:
            self._cuts = sorted({*happens, *self._cuts})
        self._missed: dict[date, int] = {}
        self.account = Account(
            to_minor(terms.principal, minor_units(terms.currency)),
            capitalized=overdue is not None and overdue.capitalized,
        )
        self.entries: list[Entry] = []

    def run(self, until: date) -> Iterator[Line]:
        """The lines up to `until`."""
        terms, account, happens, cuts = self._terms, self.account, self._happens, self._cuts
        places, count = minor_units(terms.currency), terms.interest.day_count
        only_overdue = self._only_overdue
        in_notes = terms.interest.paid_in is PaidIn.NOTES
        meter = _meter(terms.rounding) if terms.rounding != NEAREST_CENT else None
        bearing = iter(self._bearings)
        current, following = next(bearing), next(bearing, None)
        nothing, closing = from_minor(0, places), from_minor(account.principal, places)
        for period in self._periods or terms.interest_dates(self._calendar).periods():
            if period.start >= until:
                return
            start, days_before, fraction_before = period.start, 0, _ZERO
            standing, earned = account.accrued, 0
            if meter:
                meter.start()
            last = period.end if period.end < until else until
            inside = [day for day in cuts if start < day < last]
            if only_overdue:
                inside = sorted({*inside, *(day for day in only_overdue if start < day < last)})
            for end in [*inside, last] if inside else (last,):
                if only_overdue and end in only_overdue and end < last and not account.overdue:
                    continue
                days, fraction = elapsed(terms, period, end, self._calendar)
                part = fraction if start == period.start else fraction - fraction_before
                while following is not None and following.start <= start:
                    current, following = following, next(bearing, None)
                _, basis, rate, top, bottom, clause, over = current
                if meter is None:
                    product = account.principal * top * part.numerator
                    interest = half_up(product, bottom * part.denominator)
                else:
                    exact = account.principal * Fraction(top, bottom) * part
                    interest = meter.line(exact, days - days_before)
                overdue, upon = account.overdue, 0
                if overdue:
                    upon = terms.rounding.mode.of(
                        *(overdue * Fraction(*over) * part).as_integer_ratio()
                    )
                    account.upon += upon
                account.accrued += interest + upon
                earned += interest
                if basis is Basis.DEFAULT:
                    account.default += interest
                if self._waiting:
                    self._charge(end)
                paid = self._move(end) if end in happens else 0
                capitalized = 0
                if end == period.end and in_notes and end < until:
                    unsettled = account.accrued - min(standing, account.accrued)
                    capitalized = self._settled.get(end, unsettled)
                    account.less(capitalized)
                    account.principal += capitalized
                elif end == period.end and not in_notes:
                    paid += self._settle(period, earned)
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
                    count,
                    clause,
                    period.due,
                    from_minor(upon, places) if upon else nothing,
                    from_minor(overdue, places) if overdue else nothing,
                )
                start, days_before, fraction_before = end, days, fraction

    def _settle(self, period: Period, earned: int) -> int:
        """What the Company paid in cash at the end of a period; what is left is overdue."""
        account = self.account
        paid = self._settled.get(period.end, 0)
        account.less(paid)
        if self._terms.late_fee is not None:
            short = max(min(earned - paid, account.accrued - account.upon), 0)
            self._missed[period.due] = self._missed.get(period.due, 0) + short
        if self._terms.overdue_interest is not None:
            due = account.accrued if account.capitalized else account.accrued - account.upon
            account.overdue = max(due, 0)
        return paid

    def _charge(self, to: date) -> None:
        """Add the fees owed up to a day."""
        from notecalc.schedule import ledger

        while self._waiting and self._waiting[0].on <= to:
            charge = self._waiting.popleft()
            if entry := ledger.charged(self._terms, self.account, charge, self._missed):
                self.entries.append(entry)

    def _move(self, on: date) -> int:
        """Apply what happens on a day: what the Company paid."""
        from notecalc.schedule import ledger

        paid = 0
        for entry, cash in ledger.moved(self._terms, self.account, on, self._happens[on]):
            self.entries.append(entry)
            paid += cash
        return paid


def _meter(rounding: Rounding) -> "Meter":
    from notecalc.schedule.meter import Meter  # for what does not round as most do

    return Meter(rounding)
