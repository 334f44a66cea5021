"""The columns of a schedule as a block of cells: those that are shown and those that help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from notecalc.daycount import DayCount
from notecalc.export.xlsx import exact
from notecalc.export.xlsx.book import Sheet, column_name
from notecalc.export.xlsx.cases import Case
from notecalc.schedule import COLUMNS

HEADS: Mapping[str, str] = {
    **{name: name.replace("_", " ").capitalize() for name in COLUMNS},
    "period_start": "interest period from",
    "measure_from": "measured by the period from",
    "measure_to": "to",
    "to_end": "days from the period's start",
    "leap_days": "days of the line in leap years",
    "n": "fraction: numerator",
    "d": "fraction: denominator",
    "plain": "interest before rounding, for reading",
    **exact.HEADS,
    "received": "payment received",
    "scheduled": "scheduled principal received",
    "to_interest": "of it to interest",
    "settled": "fixed by history",
}
_WIDTHS = {"quotient": 14, "product": 14, "share": 17, "left": 18, "whole": 17, "rest": 17}


class Column(NamedTuple):
    """Where a column stands."""

    number: int
    letter: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a block, in order: those of a schedule, a gap, then those that help."""

    columns: tuple[str, ...]
    place: Mapping[str, Column] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "Layout":
        """The columns that any of the cases needs."""
        counts = {each.terms.interest.day_count for each in cases}
        helps = ["period_start"]
        if any(each.needs_reference for each in counts):
            helps += ["measure_from", "measure_to"]
        helps.append("to_end")
        if DayCount.ACT_ACT_ISDA in counts:
            helps.append("leap_days")
        helps += ["n", "d", "plain", *exact.HEADS]
        if any(row.money for each in cases for row in each.rows) or any(
            past.money for each in cases for past in each.history
        ):
            helps += ["received", "scheduled", "to_interest"]
        if any(each.history for each in cases):
            helps.append("settled")
        columns = (*COLUMNS, "", *helps)
        place = {name: Column(at, column_name(at)) for at, name in enumerate(columns) if name}
        return cls(columns, place)

    def widths(self, wide: int) -> list[float]:
        """The width of each column, where amounts have up to `wide` characters."""
        amount = max(wide + 2, 13)
        amounts = dict.fromkeys(("received", "scheduled", "to_interest", "settled"), amount)
        known = {**_WIDTHS, **amounts, "plain": amount + 6}
        plain = [11, 11, 7, 9.5, 8, *[amount] * 6, 2]
        return [*plain, *(known.get(name, 11.5) for name in self.columns[len(plain) :])]

    def at(self, row: int) -> dict[str, str]:
        """The cell of each column in a row counted from 0."""
        number = row + 1
        return {name: f"{where.letter}{number}" for name, where in self.place.items()}

    def heads(self, sheet: Sheet, row: int) -> None:
        """Write the headings."""
        sheet.height(row, 4)
        for name, where in self.place.items():
            style = "head" if name in COLUMNS else "helper_head"
            sheet.text(row, where.number, HEADS[name], style)
