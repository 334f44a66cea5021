"""What the papers say: the model of a note's terms, and the terms of the case."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from notecalc.terms.choices import (
    Bucket,
    DefaultFrom,
    DefaultUntil,
    Occurs,
    OnConversion,
    OverdueRate,
    Retroactive,
)
from notecalc.terms.holders import Group, Holder, Ownership, Reported
from notecalc.terms.liquidmetal import LIQUIDMETAL_2007, LIQUIDMETAL_SOURCES
from notecalc.terms.model import (
    CalendarTerm,
    Covenant,
    DefaultRates,
    EventOfDefault,
    Interest,
    RedemptionTerm,
    Terms,
    choose,
    still_assumed,
)

if TYPE_CHECKING:
    from notecalc.terms.money import (
        ConversionTerm,
        Delivery,
        LateFee,
        MakeWhole,
        OverdueInterest,
        PriceFrom,
        ScheduledPayment,
    )

BUILT_IN = {"liquidmetal-2007": LIQUIDMETAL_2007}
"""The terms that go by a name of their own."""

__all__ = [
    "BUILT_IN",
    "LIQUIDMETAL_2007",
    "LIQUIDMETAL_SOURCES",
    "Bucket",
    "CalendarTerm",
    "ConversionTerm",
    "Covenant",
    "DefaultFrom",
    "DefaultRates",
    "DefaultUntil",
    "Delivery",
    "EventOfDefault",
    "Group",
    "Holder",
    "Interest",
    "LateFee",
    "MakeWhole",
    "Occurs",
    "OnConversion",
    "OverdueInterest",
    "OverdueRate",
    "Ownership",
    "PriceFrom",
    "RedemptionTerm",
    "Reported",
    "Retroactive",
    "ScheduledPayment",
    "Terms",
    "choose",
    "still_assumed",
]


def __getattr__(name: str) -> Any:
    # Few notes have the terms of that module, and a start must not wait for it.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.money"), name)
