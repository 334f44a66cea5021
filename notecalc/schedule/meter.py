"""The interest of a line in whole minor units, rounded as the terms have it."""

from dataclasses import dataclass
from fractions import Fraction

from notecalc.money import Rounding, RoundingPer


@dataclass(slots=True)
class Meter:
    """Rounds interest line by line: each line, the sum of a period, or the interest of a day."""

    rounding: Rounding
    exact: Fraction = Fraction(0)
    booked: int = 0

    def start(self) -> None:
        """A new interest period begins."""
        self.exact, self.booked = Fraction(0), 0

    def line(self, interest: Fraction, days: int) -> int:
        """The interest of the next line of the period, of so many days."""
        per, round_ = self.rounding.per, self.rounding.mode.of
        if per is RoundingPer.PER_DIEM and days > 0:
            booked = days * round_(*(interest / days).as_integer_ratio())
        elif per is RoundingPer.PERIOD:
            booked = round_(*(self.exact + interest).as_integer_ratio()) - self.booked
        else:
            booked = round_(*interest.as_integer_ratio())
        self.exact += interest
        self.booked += booked
        return booked

    @property
    def period(self) -> int:
        """The interest of the period so far, rounded once."""
        if self.rounding.per is RoundingPer.PER_DIEM:
            return self.booked
        return self.rounding.mode.of(*self.exact.as_integer_ratio())
