"""Where another's schedule first departs from a result's, and why, in words.

Lines are compared one by one. The first that differs is judged by what decides a line, in this
order: its days, its principal, its rate, its day count, its rounding, what became of its interest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.money import add, from_minor, grouped, half_up, minor_units, percent, several
from notecalc.redemption import Result, redeem
from notecalc.schedule import Basis, Line
from notecalc.terms import choose
from notecalc.timeline.reasons import said


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line of another's schedule: interest over [start, end), in units of the currency.

    The rest is None where their schedule does not say it. `line` is that of their file.
    """

    start: date
    end: date
    interest: Decimal
    days: int | None = None
    rate: Decimal | None = None
    basis: Basis | None = None
    principal: Decimal | None = None
    paid: Decimal | None = None
    capitalized: Decimal | None = None
    accrued: Decimal | None = None
    closing_principal: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Departure:
    """The first line that differs, from 1, theirs and ours where there is one, and why."""

    number: int
    theirs: TheirLine | None
    ours: Line | None
    why: str


_SAME = ("start", "end", "days", "rate", "basis")
_AMOUNTS = ("principal", "interest", "paid", "capitalized", "accrued", "closing_principal")


def same(ours: Line, theirs: TheirLine, within: Decimal) -> bool:
    """Whether a line agrees in all that theirs says, each amount give or take `within`."""
    return all(getattr(theirs, name) in (None, getattr(ours, name)) for name in _SAME) and not any(
        _off(ours, theirs, name, within) for name in _AMOUNTS
    )


def _off(ours: Line, theirs: TheirLine, name: str, within: Decimal) -> bool:
    value = getattr(theirs, name)
    return value is not None and abs(add(value, -getattr(ours, name))) > within


def ours_from(result: Result, theirs: Sequence[TheirLine]) -> tuple[Line, ...]:
    """The lines to compare: those from where their schedule begins."""
    return tuple(line for line in result.schedule if line.end > theirs[0].start)


def departure(
    result: Result, theirs: Sequence[TheirLine], within: Decimal = Decimal(0)
) -> Departure | None:
    """The first line at which another's schedule departs from the result's; None where none does.

    Amounts that differ by no more than `within` agree.
    """
    ours = ours_from(result, theirs)
    for number, (line, row) in enumerate(zip(ours, theirs, strict=False), 1):
        if not same(line, row, within):
            why = next(_reasons(result, line, row, within))
            return Departure(number, row, line, why)
    number = min(len(ours), len(theirs)) + 1
    if len(ours) > len(theirs):
        line = ours[len(theirs)]
        why = f"theirs ends on {said(theirs[-1].end)}; ours goes on to {said(ours[-1].end)}"
        return Departure(number, None, line, why)
    if len(theirs) > len(ours):
        row = theirs[len(ours)]
        end = ours[-1].end if ours else result.terms.issue_date
        why = f"ours ends on {_ends(result, end)}; theirs goes on to {said(theirs[-1].end)}"
        return Departure(number, row, None, why)
    return None


def _reasons(result: Result, ours: Line, theirs: TheirLine, within: Decimal) -> Iterator[str]:
    """What sets a line apart, what decides most first; at least one where it differs."""
    if theirs.start != ours.start:
        yield f"theirs starts on {said(theirs.start)}, ours on {said(ours.start)}"
    if theirs.end < ours.end:
        day = _happens(result, theirs.end)
        yield f"theirs ends on {day}; ours goes on to {_ends(result, ours.end)}"
    if theirs.end > ours.end:
        yield f"ours ends on {_ends(result, ours.end)}; theirs goes on to {said(theirs.end)}"
    if _off(ours, theirs, "principal", within):
        yield _other_principal(result, ours, theirs)
    if theirs.rate is not None and theirs.rate != ours.rate:
        yield f"another rate: {_rate(result, theirs.rate)}; ours {_rate(result, ours.rate)}"
    if theirs.basis is not None and theirs.basis is not ours.basis:
        yield f"theirs bears the {theirs.basis.value} rate, ours the {ours.basis.value} rate"
    if theirs.days not in (None, ours.days):
        yield _other_days(result, ours, theirs)
    if _off(ours, theirs, "interest", within):
        yield _other_interest(result, ours, theirs)
    for name in ("paid", "capitalized", "accrued", "closing_principal"):
        if _off(ours, theirs, name, within):
            what = name.replace("_", " ")
            yield f"{what}: theirs {_shown(theirs, name)}, ours {_shown(ours, name)}"


def _shown(line: Line | TheirLine, name: str) -> str:
    return grouped(getattr(line, name))


def _ends(result: Result, day: date) -> str:
    """A day on which a line of ours ends, and why it does."""
    dated = result.timeline
    if day == dated.redemption:
        return f"{said(day)}, the redemption date"
    if day == dated.default_from:
        start = result.terms.default_rates.start.value
        return f"{said(day)}, where the default rate starts (reading {start})"
    if any(payment.on == day for payment in result.facts.payments):
        return f"{said(day)}, the day of a payment"
    due = any(each.due == day for each in result.terms.scheduled_payments)
    return f"{said(day)}, where principal falls due" if due else f"{said(day)}, an interest date"


def _happens(result: Result, day: date) -> str:
    """A day on which no line of ours ends, and what happens on it all the same."""
    events = [each.event.replace("_", " ") for each in result.timeline.events if each.date == day]
    if not events:
        return f"{said(day)}, on which nothing happens under this reading"
    return f"{said(day)}, the day of the {' and the '.join(dict.fromkeys(events))}"


def _rate(result: Result, rate: Decimal) -> str:
    terms = result.terms
    names = {terms.default_rate: "the default rate", terms.base_rate: "the base rate"}
    return percent(rate) + (f", {names[rate]}" if rate in names else "")


def _other_principal(result: Result, ours: Line, theirs: TheirLine) -> str:
    assert theirs.principal is not None  # it has been found to differ
    apart = add(theirs.principal, -ours.principal)
    text = f"another principal: theirs {grouped(theirs.principal)}, ours {grouped(ours.principal)}"
    before = [line for line in result.schedule if line.end <= ours.start]
    if before and apart == -before[-1].capitalized:
        return f"{text}, which takes in the {grouped(-apart)} capitalized on {said(ours.start)}"
    if before and apart and apart == before[-1].accrued:
        return f"{text}: theirs takes in the {grouped(apart)} accrued by {said(ours.start)}"
    if theirs.principal == result.terms.principal:
        return f"{text}: theirs is the principal at issue, as if nothing had been added to it"
    return text


def _other_days(result: Result, ours: Line, theirs: TheirLine) -> str:
    counted = several(theirs.days or 0, "day")
    text = f"another day count: theirs counts {counted}, ours {ours.days}"
    names = [
        count.value for count, line in _by_other_counts(result, ours) if line.days == theirs.days
    ]
    own = f" ({ours.day_count.value})"
    return text + own + (f"; {theirs.days} is by {_either(names)}" if names else "")


def _other_interest(result: Result, ours: Line, theirs: TheirLine) -> str:
    """What makes the interest of a line another where nothing else that theirs says does."""
    terms, places = result.terms, minor_units(result.terms.currency)
    text = f"interest: theirs {grouped(theirs.interest)}, ours {grouped(ours.interest)}"
    if abs(Fraction(theirs.interest) - ours.unrounded) < Fraction(1, 10**places):
        return f"{text}: rounding, of {_exact(ours.unrounded)}, which is rounded half up"

    def earns(principal: Decimal, rate: Decimal, fraction: Fraction) -> bool:
        exact = Fraction(principal) * Fraction(rate) * fraction * 10**places
        return from_minor(half_up(exact.numerator, exact.denominator), places) == theirs.interest

    for rate in (terms.base_rate, terms.default_rate):
        if rate != ours.rate and earns(ours.principal, rate, ours.fraction):
            return f"{text}: another rate, theirs is that of {_rate(result, rate)}"
    counts = [
        count.value
        for count, line in _by_other_counts(result, ours)
        if earns(ours.principal, ours.rate, line.fraction)
    ]
    if counts:
        return f"{text}: another day count, theirs is that of {_either(counts)}"
    for principal in dict.fromkeys(line.principal for line in reversed(result.schedule)):
        if principal != ours.principal and earns(principal, ours.rate, ours.fraction):
            return f"{text}: another principal, theirs is that of {grouped(principal)}"
    if not ours.fraction:
        return text
    implied = Fraction(theirs.interest) / (Fraction(ours.principal) * ours.fraction)
    return f"{text}: theirs is {_exact(implied * 100)}% a year on {grouped(ours.principal)}"


def _by_other_counts(result: Result, ours: Line) -> Iterator[tuple[DayCount, Line]]:
    """A line's days and fraction under the other day counts."""
    for count in DayCount:
        if count is ours.day_count or not count.accrues or count.needs_calendar:
            continue
        try:
            lines = redeem(choose(result.terms, day_count=count), result.facts).schedule
        except NotecalcError:  # it does not fit the terms
            continue
        for line in lines:
            if (line.start, line.end) == (ours.start, ours.end):
                yield count, line


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _exact(value: Fraction) -> str:
    """A fraction for reading: four decimals, … where there are more."""
    whole = value * 10**4
    digits = Decimal(whole.numerator // whole.denominator).scaleb(-4)
    return grouped(digits) + ("" if whole.denominator == 1 else "…")
