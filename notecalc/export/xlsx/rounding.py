"""How interest is rounded in cells, as the terms have it: each line, the period, or a day's."""

from collections.abc import Mapping
from dataclasses import dataclass

from notecalc.export.xlsx import exact
from notecalc.export.xlsx.spans import Span
from notecalc.money import Rounding, RoundingMode, RoundingPer

At = Mapping[str, str]

_ROUNDED = {
    RoundingMode.NEAREST: "ROUND({},0)",
    RoundingMode.DOWN: "INT({})",
    RoundingMode.UP: "-INT(-({}))",
}


def rounded(mode: RoundingMode, quotient: str) -> str:
    """The formula of a quotient as a whole number, going where the mode says."""
    return _ROUNDED[mode].format(quotient)


@dataclass(slots=True)
class Metered:
    """What the formulas of the lines of one interest period come to, in minor units."""

    rounding: Rounding
    scale: int
    whole: int = 0
    rest: int = 0
    over: int = 1
    booked: int = 0

    def line(self, found: exact.Parts, span: Span) -> int:
        """The interest of the next line of the period."""
        per, round_ = self.rounding.per, self.rounding.mode.of
        self.over = span.d * self.scale
        self.whole += found.whole
        self.rest += found.rest
        if per is RoundingPer.PER_DIEM and span.days > 0:
            day = round_(found.whole * self.over + found.rest, self.over * span.days)
            interest = span.days * day
        elif per is RoundingPer.PERIOD:
            interest = self._sum() - self.booked
        else:
            interest = found.whole + round_(found.rest, self.over)
        self.booked += interest
        return interest

    @property
    def period(self) -> int:
        """The interest of the period so far, rounded once."""
        return self.booked if self.rounding.per is RoundingPer.PER_DIEM else self._sum()

    def _sum(self) -> int:
        return self.whole + self.rounding.mode.of(self.rest, self.over)


def day_parts(found: exact.Parts, span: Span, scale: int) -> tuple[int, int]:
    """The interest of one of the days of a line: whole minor units, and its rest."""
    whole = found.whole // span.days
    return whole, (found.whole - whole * span.days) * span.d * scale + found.rest


def day_formulas(at: At, scale: str) -> tuple[str, str]:
    """The same as formulas of the columns `day_whole` and `day_rest`."""
    left = f"({at['whole']}-{at['day_whole']}*{at['days']})"
    return f"INT({at['whole']}/{at['days']})", f"{left}*{at['d']}*{scale}+{at['rest']}"


def line_formula(rounding: Rounding, at: At, top: At, days: int, unit: int, scale: str) -> str:
    """The formula of the interest of a line; `top` is the first line of its period."""
    if rounding.per is RoundingPer.PER_DIEM and days > 0:
        day = rounded(rounding.mode, f"{at['day_rest']}/({at['d']}*{scale}*{at['days']})")
        return f"{at['days']}*({at['day_whole']}+{day})/{unit}"
    if rounding.per is RoundingPer.PERIOD and top["whole"] != at["whole"]:
        return period_formula(rounding, at, top, unit, scale)
    rest = rounded(rounding.mode, f"{at['rest']}/({at['d']}*{scale})")
    return f"({at['whole']}+{rest})/{unit}"


def period_formula(rounding: Rounding, at: At, top: At, unit: int, scale: str) -> str:
    """The formula of the interest of a period so far, rounded once."""
    if rounding.per is RoundingPer.PER_DIEM:
        return f"SUM({top['interest']}:{at['interest']})"
    rest = f"SUM({top['rest']}:{at['rest']})/({at['d']}*{scale})"
    return f"(SUM({top['whole']}:{at['whole']})+{rounded(rounding.mode, rest)})/{unit}"
