"""The pictures of the page that can be pointed at: places on paper, and nothing else."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from notecalc.export.report.chart import Chart
from notecalc.money import grouped
from notecalc.schedule import Line
from notecalc.statement.explain import line_step
from notecalc.statement.pictures import Owed
from notecalc.statement.questions import Spread
from notecalc.timeline.reasons import said

MOST_BANDS = 120
"""So many points of a chart can be pointed at: the last ones, where there are more."""


class Band(NamedTuple):
    """A strip of a chart that can be pointed at, its point, and what it says."""

    x: float
    width: float
    at: tuple[float, float]
    owed: str
    told: str
    line: int | None


def bands(chart: Chart, points: Sequence[Owed], lines: Sequence[Line]) -> tuple[Band, ...]:
    """The strips of a chart, one for each point: what is owed that day, and by which line."""
    found = []
    for place, (point, at) in enumerate(zip(points, chart.marks, strict=True)):
        before = chart.marks[place - 1][0] if place else at[0] - 12
        left, right = max(before, 0.0), at[0] if place else at[0] + 4
        owed = f"{said(point.date)}: {grouped(point.after)} owed"
        told = "at issue" if not place else _line(place, lines[place - 1])
        found.append(
            Band(left, max(right - left, 1.5), at, owed, told, place - 1 if place else None)
        )
    return tuple(found[-MOST_BANDS:])


def _line(number: int, line: Line) -> str:
    rate, days = line_step(line).why.split(", ")[:2]
    return f"line {number}: {rate}, {days}, interest {grouped(line.interest)}"


class Bar(NamedTuple):
    """How far the answers to a question go: left and right of the total, as parts of 100."""

    low: float
    high: float


MIDDLE = 100.0
"""Where the total stands in a bar that is twice as wide."""


def bars(spreads: Iterable[Spread]) -> dict[str, Bar]:
    """The bar of each question by what it asks, the widest filling one side."""
    found = list(spreads)
    most = max((max(-each.least, each.most) for each in found), default=Decimal(0))
    if not most:
        return {}
    return {
        each.asks: Bar(_length(-each.least / most), _length(each.most / most)) for each in found
    }


def _length(share: Decimal) -> float:
    return round(float(share) * MIDDLE, 2)
