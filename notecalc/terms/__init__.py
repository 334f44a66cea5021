"""What the papers say: the model of a note's terms, and the terms of the case."""

from notecalc.terms.holders import Group, Holder, Ownership, Reported
from notecalc.terms.liquidmetal import LIQUIDMETAL_2007, LIQUIDMETAL_SOURCES
from notecalc.terms.model import (
    CalendarTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    EventOfDefault,
    Interest,
    Occurs,
    RedemptionTerm,
    Retroactive,
    ScheduledPayment,
    Terms,
    choose,
    still_assumed,
)
from notecalc.terms.money import (
    Bucket,
    ConversionTerm,
    DefaultUntil,
    Delivery,
    LateFee,
    MakeWhole,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    PriceFrom,
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
