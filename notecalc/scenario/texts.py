"""Values as the text that documents hold for them."""

from decimal import Decimal
from typing import Any

from notecalc.money import from_minor, minor_units, percent, to_minor


def given(**values: object) -> dict[str, Any]:
    """A mapping of text; what is None is left out."""
    shapes = (str, list, dict)
    return {
        key: value if isinstance(value, shapes) else str(value)
        for key, value in values.items()
        if value is not None
    }


def rate(value: Decimal | None) -> str | None:
    """A rate with its percent sign."""
    return None if value is None else percent(value)


def amount(value: Decimal | None, currency: str) -> str | None:
    """An amount with the decimals of its currency."""
    if value is None:
        return None
    places = minor_units(currency)
    return format(from_minor(to_minor(value, places), places), "f")


def flag(value: bool, usual: bool = False) -> str | None:
    """Yes or no; None where it is as usual."""
    if value is usual:
        return None
    return "yes" if value else "no"
