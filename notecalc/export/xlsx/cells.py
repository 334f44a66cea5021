"""The cells of a row: amounts by formula where the engine agrees, dates, days, exact products.

Each formula of an amount is tried on the way out, with the engine's figures in the cells that it
refers to. Where it would give another figure than the engine, as under a term that no formula
here knows, the engine's stands there instead, marked as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting, exact
from notecalc.export.xlsx.book import Sheet
from notecalc.export.xlsx.cases import Case
from notecalc.export.xlsx.layout import Layout
from notecalc.export.xlsx.rounding import day_formulas, day_parts, line_formula
from notecalc.export.xlsx.spans import Span
from notecalc.money import PaidIn, RoundingPer, minor_units

SCALE, PRICE = "rate_scale", "price_scale"

At = Mapping[str, str]
"""The cell of each column in a row."""


@dataclass(frozen=True, slots=True)
class Received:
    """The cells on the sheet of terms with what was received, by day: formulas that add them.

    `fees` are those that the facts name, owed from their day; late fees are found, not given.
    `conversions` are of principal.
    """

    payments: Mapping[date, str]
    scheduled: Mapping[date, str]
    fees: Mapping[date, str]
    conversions: Mapping[date, str]

    def on(self, day: date) -> tuple[str, str]:
        """The formulas of a day; empty where nothing was received."""
        return self.payments.get(day, ""), self.scheduled.get(day, "")


class Cells:
    """Writes the cells of a block into one row after another."""

    def __init__(self, sheet: Sheet, layout: Layout, case: Case, received: Received) -> None:
        self.sheet, self.case, self.layout, self.received = sheet, case, layout, received
        self.unit = case.unit
        self.places = minor_units(case.terms.currency)
        self.scale = SCALE, case.scale
        self.in_notes = case.terms.interest.paid_in is PaidIn.NOTES
        self.late: dict[date, list[str]] = {}
        self.make_whole: tuple[str, float] | None = None
        self._index = {name: where.number for name, where in layout.place.items()}

    def amount(
        self, row: int, name: str, formula: tuple[str, int], engine: int, style: str = "amount"
    ) -> None:
        """An amount by formula where that gives the engine's, else the engine's, marked."""
        if formula[1] == engine:
            self.sheet.formula(row, self._index[name], formula[0], engine / self.unit, style)
        else:
            self.sheet.number(row, self._index[name], engine / self.unit, "amount_engine")

    def formula(
        self, row: int, name: str, formula: str, value: float, style: str = "helper"
    ) -> None:
        """A formula of a helper column."""
        self.sheet.formula(row, self._index[name], formula, value, style)

    def number(self, row: int, name: str, value: float, style: str = "helper") -> None:
        """A number as it is."""
        self.sheet.number(row, self._index[name], value, style)

    def day(self, row: int, name: str, day: date) -> None:
        """A date of the engine."""
        self.sheet.date(row, self._index[name], day)

    def note(self, row: int, text: str) -> None:
        """A text to the right of what is due."""
        self.sheet.text(row, self._index["paid"], text, "aside")

    def text(self, row: int, name: str, text: str) -> None:
        """A text."""
        self.sheet.text(row, self._index[name], text, "center")

    def span(self, row: int, at: At, span: Span, *, first: bool, above: str) -> None:
        """The dates and days of a stretch and its fraction as numerator and denominator."""
        terms = self.case.terms
        count, frequency = terms.interest.day_count, len(terms.interest.dates)
        self.day(row, "start", span.start)
        self.day(row, "end", span.end)
        self.day(row, "period_start", span.period.start)
        if count.needs_reference:
            self.day(row, "measure_from", span.measure[0])
            self.day(row, "measure_to", span.measure[1])
        days = counting.days_formula(count, at["period_start"], at["end"], "maturity")
        if days is None:
            self.number(row, "to_end", span.to_end, "days_engine")
        else:
            self.formula(row, "to_end", days, span.to_end)
        self.formula(
            row, "days", at["to_end"] if first else f"{at['to_end']}-{above}", span.days, "days"
        )
        if not span.plain:
            self.number(row, "n", span.n, "days_engine")
            self.number(row, "d", span.d, "days_engine")
            return
        if count is DayCount.ACT_ACT_ISDA:
            leap = counting.leap_year_days_formula(at["start"], at["end"])
            self.formula(row, "leap_days", leap, span.leap_days)
            n = f"366*({at['days']}-{at['leap_days']})+365*{at['leap_days']}"
        else:
            n = at["days"]
        self.formula(row, "n", n, span.n)
        over = None
        if count.needs_reference:
            over = counting.denominator_formula(
                count, frequency, at["measure_from"], at["measure_to"]
            )
        if over is None:
            self.number(row, "d", span.d)
        else:
            self.formula(row, "d", over, span.d)

    def interest(self, row: int, opens: int, found: exact.Parts, span: Span) -> str:
        """The formula of the interest of a row, whose period begins with row `opens` (rule 20)."""
        how, at, top = self.case.terms.rounding, self.layout.at(row), self.layout.at(opens)
        if how.per is RoundingPer.PER_DIEM and span.days > 0:
            values = day_parts(found, span, self.case.scale)
            for name, formula, value in zip(
                ("day_whole", "day_rest"), day_formulas(at, SCALE), values, strict=True
            ):
                self.formula(row, name, formula, value)
        told = line_formula(how, at, top, span.days, self.unit, SCALE)
        if how.per is RoundingPer.PERIOD and row != opens:
            booked = f"SUM({top['interest']}:{self.layout.at(row - 1)['interest']})"
            told = f"ROUND({told}-{booked},{self.places})"
        return told

    def exact(
        self,
        row: int,
        at: At,
        product: tuple[int, float],
        scale: tuple[str, int],
        fraction: tuple[int, int],
        prefix: str = "",
    ) -> exact.Parts:
        """principal × rate × n ÷ d in the helper columns; what they come to."""
        (principal, rate), (name, size), (n, d) = product, scale, fraction
        scaled = round(rate * size)
        found = exact.parts(principal, scaled, n, d, size)
        formulas = exact.formulas(at, self.unit, name)
        for (column, formula), value in zip(formulas, (scaled, *found), strict=True):
            self.formula(row, f"{prefix}{column}", formula, value)
        if prefix:
            return found
        told = f"{at['principal']}*{at['rate']}*{at['n']}/{at['d']}"
        self.formula(row, "plain", told, principal * rate * n / d / self.unit, "helper_plain")
        return found

    def charged(self, after: date, to: date) -> str:
        """The formula of the fees and late fees owed from days after one and up to another."""
        owed = (*self.received.fees.items(), *((on, "+".join(x)) for on, x in self.late.items()))
        return "+".join(formula for day, formula in owed if after < day <= to)

    def sum(self, parts: Sequence[str]) -> str:
        """A sum of cells; those to be taken off begin with a minus."""
        if len(parts) < 2:
            return "".join(parts).removeprefix("+") or "0"
        signed = (each if each.startswith(("+", "-")) else f"+{each}" for each in parts)
        return summed(self.places, *signed)


def summed(places: int, *parts: str) -> str:
    """A sum of signed cells, rounded so that no binary dust gathers."""
    return f"ROUND({''.join(parts).removeprefix('+')},{places})"
