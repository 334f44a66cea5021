"""The columns of a schedule as a block of cells: those that are shown and those that help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from notecalc.daycount import DayCount
from notecalc.export.xlsx import exact
from notecalc.export.xlsx.book import Sheet, column_name
from notecalc.export.xlsx.cases import Case
from notecalc.money import RoundingPer
from notecalc.schedule import COLUMNS

_KINDS = {
    "accrued": "accrued interest",
    "default": "default interest",
    "upon": "interest on overdue interest",
    "overdue": "overdue interest",
}
_STEPS = (
    ("stood", " before conversion, in minor units"),
    ("first", " × first digits of the converted"),
    ("second", ": rest of that, next four digits"),
    ("third", ": rest of that, last four digits"),
    ("gone", " that goes with it"),
)
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
    "day_whole": "interest of a day, whole minor units",
    "day_rest": "its rest",
    "over_rate": "rate on overdue interest",
    **{f"over_{name}": f"overdue interest: {told}" for name, told in exact.HEADS.items()},
    "upon": "Interest on overdue interest",
    "received": "payment received",
    "scheduled": "scheduled principal received",
    "charged": "fees owed since the last line",
    "to_fees": "of it to fees",
    "to_upon": "of it to interest on overdue interest",
    "to_default": "of it to default interest",
    "to_interest": "of it to interest",
    "to_principal": "of it to principal",
    "converted": "principal converted",
    "stood": "principal before it, in minor units",
    **{f"{kind}_{step}": f"{told}{more}" for kind, told in _KINDS.items() for step, more in _STEPS},
    "settled": "fixed by history",
    "fees": "fees unpaid after the line",
    "upon_left": "of accrued: interest on overdue interest",
    "default_left": "of accrued: default interest",
    "overdue": "of accrued: overdue, bears interest",
}
_WIDTHS = {
    "quotient": 14, "product": 14, "share": 17, "left": 18, "whole": 17, "rest": 17,
    "day_whole": 14, "day_rest": 18,
}  # fmt: skip
_AMOUNTS = (
    "received", "scheduled", "charged", "to_fees", "to_upon", "to_default", "to_interest",
    "to_principal", "converted", "settled", "fees", "upon_left", "default_left", "overdue",
)  # fmt: skip


class Column(NamedTuple):
    """Where a column stands."""

    number: int
    letter: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a block, in order: those `shown` as a schedule, a gap, those that help."""

    columns: tuple[str, ...]
    shown: int
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
        if any(each.terms.rounding.per is RoundingPer.PER_DIEM for each in cases):
            helps += ["day_whole", "day_rest"]
        helps += _moving(cases)
        further = ("upon",) if any("overdue" in each.tracks for each in cases) else ()
        shown = (*COLUMNS, *further)
        columns = (*shown, "", *helps)
        place = {name: Column(at, column_name(at)) for at, name in enumerate(columns) if name}
        return cls(columns, len(shown), place)

    def widths(self, wide: int) -> list[float]:
        """The width of each column, where amounts have up to `wide` characters."""
        amount = max(wide + 2, 13)
        known = {**_WIDTHS, **dict.fromkeys(_AMOUNTS, amount), "plain": amount + 6}
        plain = [11, 11, 7, 9.5, 8, *[amount] * (self.shown - 5), 2]
        return [*plain, *(known.get(name, 11.5) for name in self.columns[len(plain) :])]

    def at(self, row: int) -> dict[str, str]:
        """The cell of each column in a row counted from 0."""
        number = row + 1
        return {name: f"{where.letter}{number}" for name, where in self.place.items()}

    def heads(self, sheet: Sheet, row: int) -> None:
        """Write the headings."""
        sheet.height(row, 4)
        for name, where in self.place.items():
            style = "head" if where.number < self.shown else "helper_head"
            sheet.text(row, where.number, HEADS[name], style)


def _moving(cases: Sequence[Case]) -> list[str]:
    """The columns for what moves, and for what is kept apart."""
    tracks = frozenset[str]().union(*(each.tracks for each in cases))
    flows = [row.flow for each in cases for row in each.rows if row.flow]
    flows += [past.flow for each in cases for past in each.history]
    found = list[str]()
    if "overdue" in tracks:
        found += ["over_rate", *(f"over_{name}" for name in exact.HEADS)]
    found += ["charged"] if "fees" in tracks else []
    if any(flow.received or flow.scheduled for flow in flows):
        found += ["received", "scheduled"]
        apart = {"to_fees": "fees", "to_upon": "overdue", "to_default": "default"}
        if "parts" in tracks:
            found += [name for name, needed in apart.items() if needed in tracks]
        found += ["to_interest", *(["to_principal"] if "parts" in tracks else [])]
    if "conversions" in tracks:
        kinds = ["accrued"]
        kinds += ["default"] if "default" in tracks else []
        kinds += ["upon", "overdue"] if "overdue" in tracks else []
        found += ["converted", "stood"]
        found += [f"{kind}_{step}" for kind in kinds for step, _ in _STEPS]
    found += ["settled"] if any(each.history for each in cases) else []
    found += ["fees"] if "fees" in tracks else []
    found += ["upon_left"] if "overdue" in tracks else []
    found += ["default_left"] if "default" in tracks else []
    return [*found, "overdue"] if "overdue" in tracks else found
