"""The questions that the papers of a note leave open, in the order in which they are answered."""

from notecalc.readings.of_counting import (
    CALENDAR,
    COVENANT_DAYS,
    FIRST_DAY,
    GRACE,
    RECEIPT,
    ROLL,
)
from notecalc.readings.of_default import CLOCK, DEFAULT_FROM, OCCURS, RELIES_ON
from notecalc.readings.of_interest import DAY_COUNT, PAID_IN, RETROACTIVE

OF_INTEREST = (DAY_COUNT, PAID_IN, RETROACTIVE)
"""The questions that move no date."""

QUESTIONS = (
    OCCURS,
    CLOCK,
    DEFAULT_FROM,
    CALENDAR,
    FIRST_DAY,
    RECEIPT,
    COVENANT_DAYS,
    GRACE,
    ROLL,
    RELIES_ON,
    *OF_INTEREST,
)
"""Every open question. A day of the notice that counts is taken off before receipt moves it."""
