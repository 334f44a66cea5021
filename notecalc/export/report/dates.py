"""The pictures of the dates: the course of events, and each cure period as a calendar.

Days to places on paper; the templates draw them. A picture is as many CSS pixels wide as a
telephone shows, so that its words can be read there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import log10
from typing import NamedTuple

from notecalc.statement.characters import safe
from notecalc.statement.pictures import CureCount, Day
from notecalc.timeline import Event

WIDTH = 340
"""How wide the pictures of the dates are."""

_MOST_WEEKS = 14
_CELL, _ROW = 46, 40


def short(told: str, most: int) -> str:
    """A text cut to fit a picture; the table beside it has the whole."""
    told = safe(" ".join(told[: 4 * most].split()))
    return told if len(told) <= most else told[: most - 1].rstrip() + "…"


class Mark(NamedTuple):
    """A day on the rail: where, its date, what happened (name and clause), its shape."""

    y: float
    date: date
    names: tuple[tuple[float, str, str], ...]
    shape: str


class Stretch(NamedTuple):
    """A part of the rail between two marks: from, to, what holds in it, its length in words."""

    top: float
    bottom: float
    phase: str
    days: str


@dataclass(frozen=True, slots=True)
class Rail:
    """The course of events from top to bottom."""

    height: float
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]


_SHAPES = ("redemption", "event_of_default", "cured", "waived", "notice", "breach")
_PHASES = {
    "breach": "breach",
    "notice": "notice",
    "event_of_default": "default",
    "cured": "over",
    "waived": "over",
}
_LINE = 31


def rail(events: Sequence[Event]) -> Rail:
    """The rail of dated events, days of one date together; gaps grow slowly with their days."""
    several = len({each.of for each in events if each.of}) > 1
    marks: list[Mark] = []
    stretches: list[Stretch] = []
    y, phase, before = 14.0, "before", None
    for day, group in groupby(events, key=lambda each: each.date):
        here = list(group)
        if before is not None:
            days = (day - before).days
            bottom = y + 10 + 9 * log10(days)
            stretches.append(Stretch(marks[-1].y, bottom, phase, f"{days:,} day{'s' * (days > 1)}"))
            y = bottom
        named = tuple(
            (y + 4.5 + place * _LINE, _name(each, several), short(each.clause, 40))
            for place, each in enumerate(here)
        )
        kinds = {each.event for each in here}
        shape = next((each for each in _SHAPES if each in kinds), "deadline")
        marks.append(Mark(y, day, named, shape))
        phase = next((_PHASES[e.event] for e in reversed(here) if e.event in _PHASES), phase)
        y, before = y + _LINE * len(here), day
    return Rail(y + 4, tuple(marks), tuple(stretches))


def _name(event: Event, several: bool) -> str:
    name = event.event.replace("_", " ").replace("event of default", "Event of Default")
    name = name[0].upper() + name[1:]
    return short(f"{name} ({event.of})" if several and event.of else name, 34)


class Cell(NamedTuple):
    """A day of the calendar: its place, its labels, its fill and the lines of its hatching."""

    x: float
    y: float
    day: str
    number: str
    label: str
    kind: str
    hatch: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A cure period as a calendar, a week a row; `left_out` weeks in the middle are not drawn."""

    height: float
    cells: tuple[Cell, ...]
    left_out: int
    gap: float
    alt: str


def grid(count: CureCount) -> Grid:
    """The calendar of a cure period."""
    weeks = [count.days[at : at + 7] for at in range(0, len(count.days), 7)]
    left_out = 0
    if len(weeks) > _MOST_WEEKS:
        left_out = len(weeks) - _MOST_WEEKS
        half = _MOST_WEEKS // 2
        weeks = [*weeks[:half], *weeks[-half:]]
    cells: list[Cell] = []
    y, gap = 22.0, 0.0
    for row, week in enumerate(weeks):
        if left_out and row == _MOST_WEEKS // 2:
            gap = y + 14
            y += 22
        cells += [_cell(day, 9 + place * _CELL, y, count, not cells and not place)
                  for place, day in enumerate(week)]  # fmt: skip
        y += _ROW
    return Grid(y + 2, tuple(cells), left_out, gap, _alt(count))


def _cell(day: Day, x: float, y: float, count: CureCount, first: bool) -> Cell:
    outside = not count.start <= day.date <= count.end and not day.happens
    told = f"{day.date:%b} {day.date.day}" if first or day.date.day == 1 else str(day.date.day)
    kinds = [each for each in ("default", "deadline", "cured", "waived") if each in day.happens]
    kind: str = (
        kinds[0] if kinds else "start" if day.happens else "closed" if day.closed else "open"
    )
    if outside:
        kind = "closed-outside" if day.closed else "outside"
    label = kinds[0] if kinds else day.happens[0] if day.happens else ""
    number = "" if day.number is None or outside else str(day.number)
    hatched = day.closed is not None and kind != "default"
    return Cell(x, y, told, number, label, kind, hatch(x, y, _CELL, _ROW) if hatched else "")


def hatch(x: float, y: float, width: float, height: float, step: int = 6) -> str:
    """Diagonals across a box as a path, each cut at the edges."""
    lines = []
    for at in range(step, int(width + height), step):
        x0, y0 = max(0.0, at - height), min(at, height)
        x1, y1 = min(at, width), max(0.0, at - width)
        lines.append(f"M{x + x0:g} {y + y0:g}L{x + x1:g} {y + y1:g}")
    return "".join(lines)


def _alt(count: CureCount) -> str:
    """The calendar in words."""
    closed = [
        f"{day.date} {safe(day.closed)}"
        for day in count.days
        if day.closed and day.date.weekday() < 5 and count.start < day.date <= count.end
    ]
    tail = f"; closed: {', '.join(closed[:20])}" if closed else "; no holiday falls in it"
    return (
        f"Calendar of the cure period, {short(count.rule, 80)}: from {count.start} to the last"
        f" day, {count.end}; weekends closed{tail}."
    )
