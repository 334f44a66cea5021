"""Amounts and rates: read exactly, rounded once, half up, to the currency's minor unit.

Amounts are `Decimal` at the edges and whole minor units (cents) inside, so that no sum and no
product depends on the decimal context of the caller. Nothing here passes through a float.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from enum import Enum

from notecalc.errors import refuse

LARGEST_AMOUNT = Decimal(10) ** 15
"""The largest principal or payment accepted, in units of the currency."""

LARGEST_RATE = Decimal(10)
"""The largest rate accepted: 1000% a year."""

MOST_PRICE_DECIMALS = 10
"""The decimals that the price of a share may have."""

UNROUNDED = "XTS"
"""The currency that rounds nothing one can see: ISO 4217's code for tests, with 20 decimals."""

_MOST_RATE_DIGITS = 22
_EXACT = Context(prec=1000)
_SCALEB = _EXACT.scaleb
_PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"


class PaidIn(Enum):
    """How interest is paid: in cash, or in further notes (added to principal, "PIK")."""

    CASH = "cash"
    NOTES = "notes"


class RoundingMode(Enum):
    """Where an amount between two whole minor units goes; halves go up under `NEAREST`."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"

    def of(self, numerator: int, denominator: int) -> int:
        """The quotient of two integers (denominator positive) as an integer."""
        if self is RoundingMode.NEAREST:
            return half_up(numerator, denominator)
        down = numerator // denominator
        return down if self is RoundingMode.DOWN or not numerator % denominator else down + 1


class RoundingPer(Enum):
    """What is rounded once: each line, each interest period, or the interest of one day."""

    LINE = "line"
    PERIOD = "period"
    PER_DIEM = "per diem"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How interest is rounded to the minor unit, and what is rounded once."""

    mode: RoundingMode = RoundingMode.NEAREST
    per: RoundingPer = RoundingPer.LINE
    clause: str = ""


NEAREST_CENT = Rounding()
"""Each line to the nearest minor unit, halves up (rule 7)."""


def minor_units(currency: str) -> int:
    """Decimal places of the currency's minor unit (ISO 4217): 2 for USD, 0 for JPY."""
    if currency in _WITHOUT:
        return 0
    if currency == UNROUNDED:
        return 20
    return 3 if currency in _THOUSANDTHS else 2


def to_minor(amount: Decimal, places: int) -> int:
    """`amount` in whole minor units; the caller has checked that it has no finer digits."""
    return int(_EXACT.scaleb(amount, places))


def from_minor(amount: int, places: int) -> Decimal:
    """Whole minor units as a `Decimal` with exactly `places` decimals."""
    return _SCALEB(amount, -places)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two integers (denominator positive) rounded half up to an integer."""
    return (2 * numerator + denominator) // (2 * denominator)


def add(left: Decimal, right: Decimal) -> Decimal:
    """Exact sum, whatever the decimal context of the caller."""
    return _EXACT.add(left, right)


def exact(value: Decimal, times: Decimal, more: Decimal) -> Decimal:
    """value × times + more, whatever the decimal context of the caller."""
    return _EXACT.fma(value, times, more)


def parse_amount(text: str, currency: str = "USD", *, kind: str = "amount") -> Decimal:
    """An amount above zero such as ``1750000.00``, with at most the minor unit's decimals."""
    value = _number(text, kind, "1750000.00")
    check_amount(value, currency, kind)
    if not _PLAIN.fullmatch(text.strip()):
        raise refuse(f"{kind} {text.strip()} is not a plain decimal", "write 1750000.00")
    places = minor_units(currency)
    return from_minor(to_minor(value, places), places)


def check_amount(value: Decimal, currency: str, kind: str = "amount") -> None:
    """Refuse an amount that is not finite, not above zero, too large or too finely divided."""
    shown = format(value, "f") if value.is_finite() and value.adjusted() < 40 else str(value)
    if len(shown) > 60:
        shown = f"{shown[:20]}… ({len(shown)} characters)"
    if not value.is_finite():
        raise refuse(f"{kind} {shown} is not a number", "write a decimal such as 1750000.00")
    if value <= 0:
        raise refuse(f"{kind} {shown} is not above zero", "write a decimal such as 1750000.00")
    if value > LARGEST_AMOUNT:
        raise refuse(f"{kind} {shown} is above 10^15", f"write at most {plain(LARGEST_AMOUNT)}.00")
    places = minor_units(currency)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise refuse(
            f"{kind} {shown} has more than {places} decimals",
            f"{currency} amounts have at most {places}",
        )


def parse_price(text: str, *, kind: str = "price") -> Decimal:
    """A price of a share such as ``1.10``, not below zero, with at most 10 decimals."""
    value = _number(text, kind, "1.10")
    check_price(value, kind)
    return value


def check_price(value: Decimal, kind: str = "price", *, above_zero: bool = False) -> None:
    """Refuse a price that is not finite, below zero, too large or finer than 10 decimals."""
    shown = format(value, "f") if value.is_finite() and abs(value.adjusted()) < 40 else str(value)
    if len(shown) > 60:
        shown = f"{shown[:20]}… ({len(shown)} characters)"
    if not value.is_finite():
        raise refuse(f"{kind} {shown} is not a number", "write a decimal such as 1.10")
    if value < 0 or (above_zero and value == 0):
        least = "is not above zero" if above_zero else "is below zero"
        raise refuse(f"{kind} {shown} {least}", "write a decimal such as 1.10")
    if value > LARGEST_AMOUNT:
        raise refuse(f"{kind} {shown} is above 10^15", f"write at most {plain(LARGEST_AMOUNT)}.00")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_PRICE_DECIMALS:
        raise refuse(
            f"{kind} {shown} has more than {MOST_PRICE_DECIMALS} decimals",
            f"write at most {MOST_PRICE_DECIMALS}",
        )


def parse_rate(text: str, *, kind: str = "rate") -> Decimal:
    """A rate: ``12%``, ``12.00%`` or ``0.12``, exactly; from 1 upward the % is required."""
    stripped = text.strip()
    percent = stripped.endswith("%")
    value = _number(stripped.removesuffix("%").rstrip(), kind, "12% or 0.12")
    if value.is_finite() and not percent and value >= 1:
        meant = f"did you mean {stripped}%?" if value != 1 else "write 1% or 100%"
        raise refuse(f"{kind} {stripped} has no %", meant)
    if percent and value.is_finite() and abs(value.adjusted()) < 100:
        value = _EXACT.scaleb(value, -2)
    check_rate(value, kind, stripped)
    return value


def check_rate(value: Decimal, kind: str = "rate", shown: str = "") -> None:
    """Refuse a rate that is not finite, below zero, above 1000% or finer than 20 decimals."""
    shown = shown or str(value)
    most = _MOST_RATE_DIGITS - 2 if shown.endswith("%") else _MOST_RATE_DIGITS
    if len(shown) > 60:
        shown = f"{shown[:20]}… ({len(shown)} characters)"
    if not value.is_finite():
        raise refuse(f"{kind} {shown} is not a number", "write it as 12% or 0.12")
    if value.is_signed() and value:
        raise refuse(f"{kind} {shown} is below zero", "write it as 12% or 0.12")
    if value > LARGEST_RATE:
        raise refuse(f"{kind} {shown} is above 1000%", "write it as 12% or 0.12")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_RATE_DIGITS:
        raise refuse(f"{kind} {shown} has more than {most} decimals", f"write at most {most}")


def plain(value: Decimal) -> str:
    """The shortest decimal that is exactly `value`, without an exponent: ``0.12``."""
    if not value:
        return "0"
    return format(_EXACT.normalize(value), "f")


def percent(rate: Decimal) -> str:
    """A rate as people write it: ``12%``."""
    return plain(_EXACT.scaleb(rate, 2)) + "%"


def grouped(amount: Decimal) -> str:
    """An amount with thousands separators, for reading: ``1,188.12``."""
    return format(amount, ",f")


def several(count: int, one: str, more: str = "") -> str:
    """A count and what is counted, in the plural but for one: 1 line, 1,024 lines."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _number(text: str, kind: str, example: str) -> Decimal:
    stripped = text.strip()
    shown = stripped if len(stripped) <= 60 else f"{stripped[:20]}… ({len(stripped)} characters)"
    try:
        if not stripped.isascii() or len(stripped) > 200:
            raise InvalidOperation
        return _EXACT.create_decimal(stripped)
    except ArithmeticError:  # an exponent beyond what decimal holds is no number either
        raise refuse(f"{kind} {shown!r} is not a number", f"write {example}") from None
