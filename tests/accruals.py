"""What accrued on a note, told in short lines, for the tests of the money.

A line of the schedule is told as

    start-end days rate basis principal +interest -paid ^capitalized ~accrued =closing principal

with ``!`` before its interest on overdue interest, where it has any; an entry of the ledger as

    month-day kind amount: part, part
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from core_strategies import calendar_of, day, note

from notecalc.facts import Conversion, Facts, Fee
from notecalc.money import PaidIn
from notecalc.redemption import Redemption, redeem
from notecalc.schedule import Accrual, Entry, Line, accrue
from notecalc.terms import Bucket, Terms

SHORT = {
    Bucket.FEES: "fees",
    Bucket.OVERDUE_INTEREST: "upon",
    Bucket.DEFAULT_INTEREST: "default",
    Bucket.INTEREST: "interest",
    Bucket.PRINCIPAL: "principal",
}
"""The buckets of the waterfall, in short."""


def told(line: Line) -> str:
    """A line of the schedule in short."""
    span = f"{line.start:%y%m%d}-{line.end:%y%m%d} {line.days}d {line.rate} {line.basis.value}"
    upon = f" !{line.overdue_interest}" if line.overdue_interest else ""
    ends = f"^{line.capitalized} ~{line.accrued} ={line.closing_principal}"
    return f"{span} {line.principal} +{line.interest}{upon} -{line.paid} {ends}"


def entered(entry: Entry) -> str:
    """An entry of the ledger in short."""
    parts = ", ".join(f"{SHORT[bucket]} {part}" for bucket, part in entry.applied)
    return f"{entry.on:%m-%d} {entry.kind} {entry.amount}: {parts}"


def accrual(
    terms: Terms,
    until: str,
    *,
    default: str | tuple[tuple[str, str | None], ...] | None = None,
    paid_to: str | None = None,
    performed: str | None = None,
    **facts: Any,
) -> Accrual:
    """What accrued to `until`, at the default rate from a day on or in spans of days.

    A note paid in cash was never paid where no paid-to date is given.
    """
    spans = ((default, None),) if isinstance(default, str) else default or ()
    in_cash = terms.interest.paid_in is PaidIn.CASH
    return accrue(
        terms,
        Facts(**facts),
        calendar_of(terms),
        until=day(until),
        performed_to=day(performed) if performed else None,
        at_default=tuple((day(one), day(end) if end else None) for one, end in spans),
        paid_to=day(paid_to) if paid_to else terms.issue_date if in_cash else None,
    )


def lines(terms: Terms, until: str, **given: Any) -> list[str]:
    """The lines of the schedule in short."""
    return [told(line) for line in accrual(terms, until, **given).lines]


def due(terms: Terms, **facts: Any) -> Redemption:
    """What is due on redemption."""
    found = redeem(terms, Facts(**facts)).redemption
    assert found is not None
    return found


def amounts(found: Redemption) -> str:
    """What is due on redemption in short."""
    return f"{found.principal} + {found.accrued_interest} = {found.total}, {found.per_diem} a day"


def round_note(*events: str, **changes: Any) -> Terms:
    """A note of 360,000.00 at 10% and 15%, ACT/360, paid in cash: 100.00 and 150.00 a day.

    From 1 January 2008 by quarters of 91, 91, 92 and 92 days: 9,100.00, 9,100.00, 9,200.00 …
    Changes by the names of `note`; others are terms of their own.
    """
    own = {
        name: changes.pop(name)
        for name in ("waterfall", "rounding", "overdue_interest", "late_fee", "conversion")
        if name in changes
    }
    given = {"principal": "360000.00", "paid_in": PaidIn.CASH, **changes}
    return replace(note(*events, **given), **own)


def fees(*pairs: tuple[str, str]) -> tuple[Fee, ...]:
    """Fees from dates and amounts."""
    return tuple(Fee(day(on), Decimal(amount)) for on, amount in pairs)


def conversions(*given: tuple[str, str] | tuple[str, str, str]) -> tuple[Conversion, ...]:
    """Conversions from dates, amounts and prices of a share."""
    return tuple(
        Conversion(day(on), Decimal(amount), Decimal(prices[0]) if prices else None)
        for on, amount, *prices in given
    )
