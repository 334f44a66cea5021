"""The picture of what is owed: a step chart, its amounts scaled to lengths and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple

from notecalc.export.report.dates import hatch
from notecalc.money import grouped
from notecalc.statement.pictures import Owed


class Tick(NamedTuple):
    """A tick of an axis: where, and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is owed over time as steps."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    path: str
    default_path: str
    default_hatch: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    default_x: float | None
    default_label: str
    default_anchor: str
    end: tuple[float, float, str]
    start: tuple[float, float, str]
    marks: tuple[tuple[float, float], ...]


def chart(points: Sequence[Owed], default_from: date | None, width: float) -> Chart:
    """The step chart of what is owed, `width` units wide, and where the default rate starts."""
    height = 250.0 if width > 400 else 230.0
    low, high, step = _scale(points)
    labels = [low + n * step for n in range(round((high - low) / step) + 1)]
    places = max(0, -floor(log10(step)))
    told = [f"{each:,.{places}f}" for each in labels]
    left, right = 10 + 6.4 * max(map(len, told)), width - 8
    top, bottom = 26.0, height - 26
    first, last = points[0].date, points[-1].date
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return left + (right - left) * min(max((day - first).days / span, 0), 1)

    def y(value: float | Decimal) -> float:
        return bottom - (bottom - top) * (float(value) - low) / ((high - low) or 1)

    since = None if default_from is None else x(default_from)
    base = [each for each in points if default_from is None or each.date <= default_from]
    rest = [each for each in points if default_from is not None and each.date >= default_from]
    final = points[-1]
    near_end = since is not None and since > (left + right) / 2
    return Chart(
        width, height, left, right, top, bottom,
        _steps(base, x, y), _steps(rest, x, y),
        hatch(since, top, right - since, bottom - top, 7) if since is not None else "",
        tuple(_across(first, last, x, width)),
        tuple(Tick(y(value), label) for value, label in zip(labels, told, strict=True)),
        since, "" if since is None or right - since < 12 else "default rate",
        "end" if near_end else "start",
        (x(final.date), y(final.after), grouped(final.after)),
        (x(first), y(points[0].after), grouped(points[0].after)),
        tuple((x(each.date), y(each.after)) for each in points),
    )  # fmt: skip


def _steps(
    points: Sequence[Owed], x: Callable[[date], float], y: Callable[[Decimal], float]
) -> str:
    """A path of steps; of points that fall on one place of the paper, the last."""
    if not points:
        return ""
    parts = [f"M{x(points[0].date):.1f} {y(points[0].after):.1f}"]
    rest = [(x(each.date), each) for each in points[1:]]
    if len(points) > 400:
        rest = list({round(at): (at, each) for at, each in rest}.values())
    for at, each in rest:
        parts.append(f"H{at:.1f}V{y(each.before):.1f}")
        if each.after != each.before:
            parts.append(f"V{y(each.after):.1f}")
    return "".join(parts)


def _scale(points: Sequence[Owed]) -> tuple[float, float, float]:
    """The ends of the axis and its step, round numbers that hold every amount."""
    values = [float(value) for each in points for value in (each.before, each.after)]
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    rough = spread / 4
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= rough)
    return floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step, step


def _across(first: date, last: date, x: Callable[[date], float], width: float) -> Iterator[Tick]:
    """Ticks at starts of years, or of months where there are few days."""
    most = 9 if width > 400 else 5
    days = (last - first).days
    months = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240) if days / (30 * n) <= most), 480)
    year, month = first.year, 1
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        if day >= first:
            yield Tick(x(day), f"{day:%b} {year}" if months < 12 else str(year))
        month += months
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        if year > 2199:
            return
