"""Conversion against redemption: what the shares are worth, and the break-even share price."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from notecalc.money import from_minor, half_up, minor_units, to_minor
from notecalc.redemption import Result
from notecalc.schedule.shares import Shares, converted
from notecalc.terms import OnConversion

PRICE_PLACES = 4
"""The decimals to which a break-even price is rounded, halves up."""


@dataclass(frozen=True, slots=True)
class ConversionValue:
    """The part of the note that is redeemed, converted on the redemption date instead.

    `principal`, and `interest` where accrued interest converts too, become `shares`; `beside` is
    the cash paid with them: accrued interest where the terms pay it, and fees, which are owed
    either way. `shares_value` (whole shares at the share price, with the cash for a fraction of
    one) and `value`, that with `beside`, are None without a share price. `break_even` is the
    share price at which `value` is the redemption `total`, exactly total less beside over shares,
    rounded to four decimals half up; None where the redemption price itself follows the share
    price. Amounts are in units of the currency.
    """

    on: date
    clause: str
    principal: Decimal
    interest: Decimal
    shares: Shares
    share_price: Decimal | None
    shares_value: Decimal | None
    beside: Decimal
    value: Decimal | None
    total: Decimal
    break_even: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What conversion is worth more than redemption; below zero where it is worth less."""
        if self.value is None:
            return None
        places = -min(int(self.value.as_tuple().exponent), 0)
        return from_minor(to_minor(self.value, places) - to_minor(self.total, places), places)

    @property
    def greater(self) -> str | None:
        """Which is worth more: ``conversion``, ``redemption``, or ``equal``."""
        more = self.difference
        if more is None:
            return None
        return "equal" if not more else "conversion" if more > 0 else "redemption"


def conversion_value(result: Result) -> ConversionValue | None:
    """What converting gives on the redemption date; None without a right to or a redemption."""
    terms, due = result.terms, result.redemption
    right, price = terms.conversion, result.facts.share_price
    if right is None or due is None:
        return None
    places = minor_units(terms.currency)
    top, bottom = terms.redemption.portion.as_integer_ratio()
    principal = half_up(to_minor(due.outstanding, places) * top, bottom)
    accrued, fees = to_minor(due.accrued_interest, places), to_minor(due.fees, places)
    with_it = accrued if right.accrued is OnConversion.CONVERTED else 0
    beside = fees + (accrued if right.accrued is OnConversion.PAID else 0)
    amount = from_minor(principal + with_it, places)
    shares = converted(right.price, amount, price, places)
    worth = None
    if price is not None:
        whole = 10**places * shares.whole * Fraction(price)
        worth = half_up(*whole.as_integer_ratio()) + to_minor(shares.cash, places)
    ratio = None if price is None else Fraction(price) / Fraction(right.price)
    follows = terms.redemption.conversion_value and due.price.share == ratio
    even = None
    exact = shares.whole + shares.fraction
    if exact and not follows:
        total = to_minor(due.total, places)
        at = Fraction(total - beside, 10**places) / exact * 10**PRICE_PLACES
        even = from_minor(half_up(*at.as_integer_ratio()), PRICE_PLACES)
    return ConversionValue(
        due.date,
        right.clause,
        from_minor(principal, places),
        from_minor(with_it, places),
        shares,
        price,
        None if worth is None else from_minor(worth, places),
        from_minor(beside, places),
        None if worth is None else from_minor(worth + beside, places),
        due.total,
        even,
    )
