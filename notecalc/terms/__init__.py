"""What the papers say: the model of a note's terms, and the terms of the case."""

from notecalc.terms.liquidmetal import LIQUIDMETAL_2007, LIQUIDMETAL_SOURCES
from notecalc.terms.model import (
    CalendarTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    EventOfDefault,
    Holder,
    Interest,
    Occurs,
    RedemptionTerm,
    Retroactive,
    ScheduledPayment,
    Terms,
    choose,
    still_assumed,
)

BUILT_IN = {"liquidmetal-2007": LIQUIDMETAL_2007}
"""The terms that go by a name of their own."""

__all__ = [
    "BUILT_IN",
    "LIQUIDMETAL_2007",
    "LIQUIDMETAL_SOURCES",
    "CalendarTerm",
    "Covenant",
    "DefaultFrom",
    "DefaultRates",
    "EventOfDefault",
    "Holder",
    "Interest",
    "Occurs",
    "RedemptionTerm",
    "Retroactive",
    "ScheduledPayment",
    "Terms",
    "choose",
    "still_assumed",
]
