"""The questions that the papers of a note leave open, in the order in which they are answered."""

from notecalc.readings.of_counting import CALENDAR, FIRST_DAY, RECEIPT
from notecalc.readings.of_deadlines import COVENANT_DAYS, GRACE, ROLL
from notecalc.readings.of_default import CLOCK, DEFAULT_FROM, OCCURS, RELIES_ON
from notecalc.readings.of_interest import DAY_COUNT, PAID_IN, RETROACTIVE

OF_INTEREST = (DAY_COUNT, PAID_IN, RETROACTIVE)
"""The questions that move no date."""

QUESTIONS = (
    OCCURS,
    CLOCK,
    DEFAULT_FROM,
    CALENDAR,
    RECEIPT,
    FIRST_DAY,
    COVENANT_DAYS,
    GRACE,
    ROLL,
    RELIES_ON,
    *OF_INTEREST,
)
"""Every open question. Which day the cure period runs from is settled before that day is counted,
and what is counted in calendar days before it rolls."""
