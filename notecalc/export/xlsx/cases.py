"""What the formulas of a schedule are about: each line with its interest period and its money.

The engine says which lines there are; here stands what a spreadsheet needs beside them: from
where days are counted, the year fraction as two integers, what was received at a line's end and
what the Company had paid by then (rule 9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting, exact
from notecalc.export.xlsx.beyond import rounds_otherwise
from notecalc.money import PaidIn, half_up, minor_units, to_minor
from notecalc.periods import Period
from notecalc.redemption import Result
from notecalc.schedule import Basis, Line, reference
from notecalc.terms import Retroactive, Terms


class Span(NamedTuple):
    """[start, end) within an interest period: its days and its fraction n ÷ d.

    `to_end` are the days from the start of the period; `measure` the period by which the day
    count measures; `leap_days` those in leap years; `plain` whether n ÷ d is what the formulas
    of the day count give.
    """

    period: Period
    measure: tuple[date, date]
    start: date
    end: date
    days: int
    to_end: int
    leap_days: int
    n: int
    d: int
    plain: bool


class Money(NamedTuple):
    """What is received on a day, in minor units: `amount` by rule 10, `scheduled` principal."""

    amount: int = 0
    scheduled: int = 0


class Row(NamedTuple):
    """A line of the schedule with what its formulas refer to.

    `settled` is whether the end of its period is one that history fixes; `opens` is the index of
    the first line of its period.
    """

    line: Line
    span: Span
    money: Money | None
    ends_period: bool
    settled: bool
    opens: int


class Past(NamedTuple):
    """A stretch of the history of rule 9, in minor units; `paid` on the last one of a period."""

    span: Span
    principal: int
    parts: exact.Parts
    interest: int
    money: Money | None
    early: int
    accrued: int
    closing: int
    paid: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A result as rows, with the history by which the Company paid."""

    result: Result
    rows: tuple[Row, ...]
    history: tuple[Past, ...]
    scale: int

    @property
    def terms(self) -> Terms:
        """The terms of the result."""
        return self.result.terms

    @property
    def unit(self) -> int:
        """Minor units in one of the currency."""
        return int(10 ** minor_units(self.terms.currency))

    @property
    def wide(self) -> int:
        """The characters that the largest amount takes, with separators."""
        amounts = (self.terms.principal, *(each.line.closing_principal for each in self.rows))
        return len(f"{2 * max(amounts):,f}")

    def minor(self, amount: Decimal) -> int:
        """An amount of the engine in minor units."""
        return to_minor(amount, minor_units(self.terms.currency))


def case(result: Result) -> Case:
    """The rows of a result."""
    terms, money = result.terms, _money(result)
    scale = exact.rate_scale(float(max(_rates(terms))))
    past = () if rounds_otherwise(terms) else tuple(_history(result, money, scale))
    ends = {each.span.period.end: each.paid for each in past if each.paid is not None}
    found = Case(result, tuple(_rows(result, money, set(ends))), past, scale)
    if all(_agrees(found, row, ends[row.line.end]) for row in found.rows if row.settled):
        return found
    # History by terms that no formula here knows: what was paid is the engine's.
    return Case(result, tuple(_rows(result, money, set())), (), scale)


def _agrees(found: Case, row: Row, paid: int) -> bool:
    """Whether the engine has a line settled as history says here."""
    if found.terms.interest.paid_in is PaidIn.NOTES:
        return row is found.rows[-1] or found.minor(row.line.capitalized) == paid
    return found.minor(row.line.paid) == paid + sum(row.money or ())


def _rates(terms: Terms) -> Iterator[Fraction]:
    for paid_in in PaidIn:
        base = terms.interest.rate(paid_in)
        if base is not None:
            yield Fraction(base)
            if (rate := terms.default_rates.rate(paid_in, base)) is not None:
                yield Fraction(rate)


def _periods(result: Result) -> Iterator[Period]:
    return result.terms.interest_dates(result.calendar).periods()


def _money(result: Result) -> Mapping[date, Money]:
    """What is received by day: payments, and scheduled principal as far as it was paid."""
    terms, done = result.terms, result.timeline.performed_to
    places, found = minor_units(terms.currency), dict[date, Money]()
    for payment in result.facts.happened.payments:
        had = found.get(payment.on, Money())
        found[payment.on] = Money(had.amount + to_minor(payment.amount, places), had.scheduled)
    for each in terms.scheduled_payments:
        if done is not None and each.due <= done:
            had = found.get(each.due, Money())
            found[each.due] = Money(had.amount, had.scheduled + to_minor(each.principal, places))
    return found


def _rows(result: Result, money: Mapping[date, Money], settled: set[date]) -> Iterator[Row]:
    coming = _periods(result)
    period, to_end, opens = next(coming), 0, 0
    for index, line in enumerate(result.schedule):
        while period.end <= line.start:
            period, to_end, opens = next(coming), 0, index
        to_end += line.days
        last = line.end == period.end
        span = _span(result.terms, period, line.start, line.end, line.days, to_end, line.fraction)
        yield Row(line, span, money.get(line.end), last, last and line.end in settled, opens)


def _span(
    terms: Terms, period: Period, start: date, end: date, days: int, to_end: int, exactly: Fraction
) -> Span:
    count, measure = terms.interest.day_count, reference(terms, period)
    d, n, leap = counting.denominator(count, len(terms.interest.dates), measure), days, 0
    if count is DayCount.ACT_ACT_ISDA:
        leap = counting.leap_year_days(start, end)
        n = 366 * (days - leap) + 365 * leap
    plain = n * exactly.denominator == d * exactly.numerator
    if not plain:
        n, d = exactly.numerator, exactly.denominator
    return Span(period, measure, start, end, days, to_end, leap, n, d, plain)


def _settled_to(result: Result) -> date | None:
    """The day up to which history fixes what was paid, or for what notes were issued."""
    terms, done = result.terms, result.timeline.performed_to
    if terms.interest.paid_in is PaidIn.CASH:
        return result.timeline.paid_to
    if done is None or terms.default_rates.retroactive is not Retroactive.STANDS:
        return None
    return terms.interest_dates(result.calendar).last(done)


def _history(result: Result, money: Mapping[date, Money], scale: int) -> Iterator[Past]:
    """What the Company paid by period, at the base rate, as if no reading existed (rule 9)."""
    terms, settled_to = result.terms, _settled_to(result)
    if settled_to is None:
        return
    in_notes = terms.interest.paid_in is PaidIn.NOTES
    rate = round(Fraction(terms.base_rate) * scale)
    principal = to_minor(terms.principal, minor_units(terms.currency))
    for period in _periods(result):
        if period.start >= settled_to:
            return
        inside = sorted(day for day in money if period.start < day < period.end)
        accrued = early = whole = rest = to_end = 0
        before, start = Fraction(0), period.start
        for end in [*inside, period.end]:
            days, fraction = _elapsed(result, period, end)
            span = _span(terms, period, start, end, days - to_end, days, fraction - before)
            found = exact.parts(principal, rate, span.n, span.d, scale)
            interest = exact.rounded(found, span.d, scale)
            accrued, received = accrued + interest, money.get(end)
            whole, rest, taken = whole + found.whole, rest + found.rest, 0
            opening = principal
            if received:
                taken = min(received.amount, max(accrued, 0))
                accrued -= taken
                principal -= received.amount - taken + received.scheduled
                principal = max(principal, 0)
            early += taken
            paid = None
            if end == period.end:
                paid = max(whole + half_up(rest, span.d * scale) - early, 0)
                principal += paid if in_notes else 0
            yield Past(span, opening, found, interest, received, taken, accrued, principal, paid)
            before, start, to_end = fraction, end, days


def _elapsed(result: Result, period: Period, end: date) -> tuple[int, Fraction]:
    terms, count = result.terms, result.terms.interest.day_count
    return count.elapsed(
        period.start,
        end,
        reference=reference(terms, period) if count.needs_reference else None,
        frequency=len(terms.interest.dates) or None,
        maturity=terms.maturity_date,
        calendar=result.calendar,
    )


def measure_on(result: Result, day: date) -> tuple[date, date]:
    """The period by which the day count measures `day`."""
    return reference(result.terms, next(each for each in _periods(result) if each.end > day))


def rate_of(terms: Terms, basis: Basis) -> str:
    """The name of the cell with the rate of a line."""
    kind = "cash" if terms.interest.paid_in is PaidIn.CASH else "note"
    return f"{kind}_rate" if basis is Basis.BASE else f"default_{kind}_rate"
