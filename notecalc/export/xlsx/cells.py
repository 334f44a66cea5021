"""The cells of a row: amounts by formula where the engine agrees, dates, days, exact products.

Each formula of an amount is tried on the way out, with the engine's figures in the cells that it
refers to. Where it would give another figure than the engine, as under a term that no formula
here knows, the engine's stands there instead, marked as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notecalc.daycount import DayCount
from notecalc.export.xlsx import counting, exact
from notecalc.export.xlsx.book import Sheet
from notecalc.export.xlsx.cases import Case, Money, Span
from notecalc.export.xlsx.layout import Layout
from notecalc.money import PaidIn, minor_units

SCALE, PRICE = "rate_scale", "price_scale"

At = Mapping[str, str]
"""The cell of each column in a row."""


@dataclass(frozen=True, slots=True)
class Received:
    """The cells on the sheet of terms with what was received, by day: formulas that add them."""

    payments: Mapping[date, str]
    scheduled: Mapping[date, str]

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

    def exact(
        self,
        row: int,
        at: At,
        product: tuple[int, float],
        scale: tuple[str, int],
        fraction: tuple[int, int],
    ) -> exact.Parts:
        """principal × rate × n ÷ d in the helper columns; what they come to."""
        (principal, rate), (name, size), (n, d) = product, scale, fraction
        scaled = round(rate * size)
        found = exact.parts(principal, scaled, n, d, size)
        formulas = exact.formulas(at, self.unit, name)
        for (column, formula), value in zip(formulas, (scaled, *found), strict=True):
            self.formula(row, column, formula, value)
        told = f"{at['principal']}*{at['rate']}*{at['n']}/{at['d']}"
        self.formula(row, "plain", told, principal * rate * n / d / self.unit, "helper_plain")
        return found

    def money(self, row: int, at: At, day: date, money: Money, owed: tuple[str, int]) -> int:
        """What is received, and how much of it goes to the interest `owed` (rule 10)."""
        formulas = self.received.on(day)
        for name, formula, value in zip(("received", "scheduled"), formulas, money, strict=True):
            if formula:
                self.formula(row, name, formula, value / self.unit, "helper_amount")
            else:
                self.number(row, name, value / self.unit, "helper_amount")
        taken = min(money.amount, max(owed[1], 0))
        formula = f"MIN({at['received']},MAX({owed[0]},0))"
        self.formula(row, "to_interest", formula, taken / self.unit, "helper_amount")
        return taken


def summed(places: int, *parts: str) -> str:
    """A sum of signed cells, rounded so that no binary dust gathers."""
    return f"ROUND({''.join(parts).removeprefix('+')},{places})"
