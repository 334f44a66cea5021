"""Fees, payments, scheduled principal and conversions of a day, applied to what is owed."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from notecalc.errors import refuse
from notecalc.facts import Conversion
from notecalc.money import from_minor, grouped, minor_units, percent, to_minor
from notecalc.schedule.account import Account
from notecalc.schedule.happenings import Charge, Day
from notecalc.schedule.line import Entry
from notecalc.schedule.shares import converted
from notecalc.terms import Bucket, OnConversion, Terms


def charged(
    terms: Terms, account: Account, charge: Charge, missed: Mapping[date, int]
) -> Entry | None:
    """A fee or late fee added to what is owed; None where it comes to nothing.

    `missed` is the interest that was due and not paid, by the day on which it was to be paid.
    """
    places = minor_units(terms.currency)
    if charge.due is not None:
        short = missed.get(charge.due, 0)
        entry = _late_fee(terms, account, charge.on, charge.missed, short)
    else:
        assert charge.fee is not None  # a charge is one or the other
        what = charge.fee
        entry = Entry(charge.on, "fee", what.amount, ((Bucket.FEES, what.amount),), "", what.what)
    account.fees += to_minor(entry.amount, places)
    return entry if entry.amount else None


def moved(terms: Terms, account: Account, on: date, day: Day) -> Iterator[tuple[Entry, int]]:
    """The entries of a day, each with the cash that the Company paid by it, in minor units."""
    places = minor_units(terms.currency)
    for amount in day.payments:
        yield _paid(terms, account, on, amount), amount
    if day.scheduled:
        whole = from_minor(day.scheduled, places)
        if account.principal < day.scheduled:
            raise _too_much(on, whole, from_minor(account.principal, places))
        account.principal -= day.scheduled
        applied = ((Bucket.PRINCIPAL, whole),)
        why = "principal that the terms make due, taken as paid"
        yield Entry(on, "scheduled principal", whole, applied, "", why), day.scheduled
    for conversion in day.conversions:
        yield _convert(terms, account, conversion)


def _paid(terms: Terms, account: Account, on: date, amount: int) -> Entry:
    places = minor_units(terms.currency)
    parts = account.pay(amount, terms.waterfall)
    if (owed := sum(parts.values())) < amount:
        raise _too_much(on, from_minor(amount, places), from_minor(owed, places))
    applied = tuple((bucket, from_minor(part, places)) for bucket, part in parts.items())
    why = "to " + ", then ".join(f"{bucket.value} {grouped(part)}" for bucket, part in applied)
    return Entry(on, "payment", from_minor(amount, places), applied, "", why)


def _late_fee(
    terms: Terms, account: Account, on: date, missed: tuple[date, ...], interest: int
) -> Entry:
    fee, places = terms.late_fee, minor_units(terms.currency)
    assert fee is not None  # or no late fee had been found
    principal = sum(
        to_minor(each.principal, places) for each in terms.scheduled_payments if each.due in missed
    )
    if terms.maturity_date in missed:
        principal = account.principal
    short = interest + principal
    top, bottom = fee.rate.as_integer_ratio()
    owed = terms.rounding.mode.of(short * top, bottom)
    least = to_minor(fee.minimum, places) if fee.minimum is not None else 0
    amount = from_minor(max(owed, least), places)
    why = (
        f"{percent(fee.rate)} of {grouped(from_minor(short, places))} missed on"
        f" {' and '.join(map(str, missed))}"
        f"{f', at least {grouped(fee.minimum)}' if fee.minimum is not None else ''}"
    )
    return Entry(on, "late fee", amount, ((Bucket.FEES, amount),), fee.clause, why)


def _convert(terms: Terms, account: Account, conversion: Conversion) -> tuple[Entry, int]:
    """Convert principal: the entry, and the accrued interest that was paid with it in cash."""
    places, term = minor_units(terms.currency), terms.conversion
    assert term is not None  # or the conversion had been refused
    part = to_minor(conversion.principal, places)
    if part > account.principal:
        outstanding = grouped(from_minor(account.principal, places))
        raise refuse(
            f"the conversion of {conversion.on} is of {grouped(conversion.principal)}, more than"
            f" the principal of {outstanding} outstanding on that day",
            f"write at most {outstanding.replace(',', '')}"
            if account.principal
            else "leave it out",
            f"conversions.{conversion.on}.principal",
        )
    interest = account.convert(part)
    accrued = from_minor(interest, places)
    with_interest = interest if term.accrued is OnConversion.CONVERTED else 0
    amount = from_minor(part + with_interest, places)
    got = converted(term.price, amount, conversion.share_price, places)
    why = f"{got}; accrued interest of {grouped(accrued)} {term.accrued.value}"
    applied = ((Bucket.PRINCIPAL, conversion.principal), (Bucket.INTEREST, accrued))
    entry = Entry(conversion.on, "conversion", conversion.principal, applied, term.clause, why)
    return entry, interest if term.accrued is OnConversion.PAID else 0


def _too_much(on: date, paid: Decimal, owed: Decimal) -> Exception:
    return refuse(
        f"the payments of {on} are more than is due on that day: {grouped(paid)} where"
        f" {grouped(owed)} was owed",
        "write the amounts that were paid, or leave out what came after full payment",
        f"payments.{on}",
    )
