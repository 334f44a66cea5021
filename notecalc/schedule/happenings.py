"""What happens to the money owed, day by day: fees, payments, scheduled principal, conversions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from notecalc.calendars import Calendar
from notecalc.errors import refuse
from notecalc.facts import Conversion, Facts, Fee
from notecalc.money import check_amount, minor_units, to_minor
from notecalc.terms import Terms

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Day:
    """What ends a line at the start of a day, in this order; amounts in whole minor units."""

    payments: list[int] = field(default_factory=list)
    scheduled: int = 0
    conversions: list[Conversion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee, or the late fee of what was missed on `due`, owed from `on`: it ends no line.

    `missed` are the days that the terms name for it, before any roll.
    """

    on: date
    fee: Fee | None = None
    due: date | None = None
    missed: tuple[date, ...] = ()


def charges(terms: Terms, facts: Facts, calendar: Calendar, until: date) -> list[Charge]:
    """The fees and late fees owed up to `until`, in their order."""
    if not (facts.fees or terms.late_fee):
        return []
    found = [Charge(fee.on, fee) for fee in _after_issue(terms, facts, "fees", "fee")]
    found += _late_fees(terms, facts, calendar)
    found.sort(key=lambda each: (each.on, each.fee is None))
    return [each for each in found if each.on <= until]


def happenings(
    terms: Terms, facts: Facts, until: date, performed_to: date | None
) -> dict[date, Day]:
    """What ends a line on each day up to `until`; scheduled principal paid to `performed_to`."""
    if not (facts.payments or facts.conversions or terms.scheduled_payments):
        return {}
    found: dict[date, Day] = {}
    places = minor_units(terms.currency)
    for payment in _after_issue(terms, facts, "payments", "payment"):
        found.setdefault(payment.on, Day()).payments.append(to_minor(payment.amount, places))
    for conversion in _after_issue(terms, facts, "conversions", "conversion"):
        if terms.conversion is None:
            what = f"a conversion on {conversion.on}, and these terms have no right to convert"
            path = f"conversions.{conversion.on}"
            raise refuse(what, "give the terms' conversion: its clause and price", path)
        found.setdefault(conversion.on, Day()).conversions.append(conversion)
    for each in terms.scheduled_payments:
        if performed_to is not None and each.due <= performed_to:
            day = found.setdefault(each.due, Day())
            day.scheduled += to_minor(each.principal, places)
    return {on: day for on, day in found.items() if on <= until}


def _after_issue(terms: Terms, facts: Facts, path: str, what: str) -> Iterator[Any]:
    for each in getattr(facts, path):
        amount = each.principal if isinstance(each, Conversion) else each.amount
        check_amount(amount, terms.currency, what)
        if each.on <= terms.issue_date:
            raise refuse(
                f"the {what} of {each.on} is not after the issue date {terms.issue_date}",
                "write the day it was paid" if what == "payment" else "write a later day",
                f"{path}.{each.on}.on",
            )
        yield each


def _late_fees(terms: Terms, facts: Facts, calendar: Calendar) -> Iterator[Charge]:
    fee, dates = terms.late_fee, terms.interest_dates(calendar)
    if fee is not None:
        for due, missed in facts.missed_by_day(dates.roll).items():
            last = fee.after.end(due, calendar) if fee.after else due
            yield Charge(max(last, dates.accrued_to(due)) + _DAY, None, due, missed)
