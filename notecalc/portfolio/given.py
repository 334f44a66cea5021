"""What the rules over arrays are given: numbers for readings, tables by day, rates and prices."""

from typing import Any, NamedTuple

from notecalc.portfolio.days import Count, Dates

AFTER_CURE, AT_NOTICE, AT_BREACH = range(3)
FROM_DEFAULT, FROM_NOTICE, FROM_BREACH, FROM_INTEREST, FROM_ISSUE = range(5)


class Clock(NamedTuple):
    """What dates follow from: tables by day, and how the terms are read.

    `covenant` and `cure` are the ends of those deadlines, `following` Business Days.
    """

    covenant: Any
    cure: Any
    following: Any
    dates: Dates
    occurs: int
    reading: int


class Rates(NamedTuple):
    """Base and default rate of each note, or of all: whole numbers over `over`."""

    base: Any
    default: Any
    over: Any


class Accrual(NamedTuple):
    """What interest follows from; the interest accrued is capitalized where paid `in_notes`."""

    dates: Dates
    tables: Count
    in_notes: bool


class Price(NamedTuple):
    """Price of each note or of all, and portion: whole numbers over others, 0 where it is 100%."""

    price: Any
    over: Any
    portion: Any
    portion_over: Any
