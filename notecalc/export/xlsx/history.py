"""What the Company paid, or issued notes for, by interest date: history, as rows (rule 9)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.flow import Flow, Flows
from notecalc.export.xlsx.rates import rate_on
from notecalc.export.xlsx.rounding import Metered
from notecalc.export.xlsx.spans import Span, periods, span
from notecalc.money import PaidIn, minor_units, to_minor
from notecalc.redemption import Result
from notecalc.schedule import Basis
from notecalc.schedule.account import Account
from notecalc.schedule.measure import elapsed
from notecalc.schedule.rates import bearings, changes
from notecalc.terms import Retroactive


class Past(NamedTuple):
    """A stretch of the history of rule 9, in minor units; `paid` on the last one of a period."""

    span: Span
    rate: Fraction
    principal: int
    parts: exact.Parts
    interest: int
    flow: Flow
    accrued: int
    closing: int
    paid: int | None


def history(result: Result, flows: Flows, scale: int) -> Iterator[Past]:
    """What the Company paid by period, at the base rate, as if no reading existed (rule 9)."""
    terms, settled_to = result.terms, _settled_to(result)
    if settled_to is None:
        return
    in_notes = terms.interest.paid_in is PaidIn.NOTES
    account = Account(to_minor(terms.principal, minor_units(terms.currency)))
    cuts = {*flows.days, *changes(bearings(terms, result.facts.happened, ()))}
    flows.restart()
    for period in periods(result):
        if period.start >= settled_to:
            return
        inside = sorted(day for day in cuts if period.start < day < period.end)
        early = to_end = account.accrued = 0
        meter = Metered(terms.rounding, scale)
        before, start = Fraction(0), period.start
        for end in [*inside, period.end]:
            days, fraction = elapsed(terms, period, end, result.calendar)
            part = span(terms, period, start, end, days - to_end, days, fraction - before)
            rate = rate_on(result, Basis.BASE, start)[1]
            opening = account.principal
            found = exact.parts(opening, round(Fraction(rate) * scale), part.n, part.d, scale)
            interest = meter.line(found, part)
            account.accrued += interest
            flow = flows.move(account, end)
            early += flow.interest_paid + flow.gone.accrued
            paid = None
            if end == period.end:
                paid = max(meter.period - early, 0)
                account.principal += paid if in_notes else 0
            yield Past(
                part, Fraction(rate), opening, found, interest, flow, account.accrued,
                account.principal, paid,
            )  # fmt: skip
            before, start, to_end = fraction, end, days


def _settled_to(result: Result) -> date | None:
    """The day up to which history fixes what was paid, or for what notes were issued."""
    terms, done = result.terms, result.timeline.performed_to
    if terms.interest.paid_in is PaidIn.CASH:
        return result.timeline.paid_to
    if done is None or terms.default_rates.retroactive is not Retroactive.STANDS:
        return None
    return terms.interest_dates(result.calendar).last(done)
