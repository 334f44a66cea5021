"""Lists of closed days that are given in place of a named calendar, so that they do not move.

A list has the columns of the tables of `notecalc.calendars`: date, name and source, a row for each
closed weekday, rising. It covers its years from the first to the last, each of them whole.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from notecalc.calendars import TERMS, Calendar, day_sources
from notecalc.dates import parse_date
from notecalc.errors import NotecalcError, Problem, refuse

HEADING: Final = ("date", "name", "source")
MOST_ROWS: Final = 20_000
_MOST_PROBLEMS: Final = 100
_EXAMPLE: Final = "2008-10-13,Columbus Day,Federal Reserve Banks holiday schedule"


@lru_cache(maxsize=64)
def frozen_calendar(name: str, rows: tuple[str, ...]) -> Calendar:
    """The calendar that these rows list, under the name of the one that they stand in for.

    Raises NotecalcError with every problem, at the number of its row (from 0).
    """
    if not rows:
        raise refuse("the list of closed days is empty", f"write a row such as {_EXAMPLE}")
    if len(rows) > MOST_ROWS:
        raise refuse(f"there are more than {MOST_ROWS} rows", "leave out years that are not needed")
    problems: list[Problem] = []
    found: dict[date, tuple[str, str]] = {}
    before: date | None = None
    for number, row in enumerate(rows):
        try:
            before, called, source = _read(row, before)
            found[before] = called, source
        except NotecalcError as error:
            problems += [each.at(str(number)) for each in error.problems]
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        raise NotecalcError(*problems)
    first, last = min(found).year, max(found).year
    if missing := sorted(set(range(first, last)) - {day.year for day in found}):
        what = f"no closed day of {missing[0]} is listed, and the list covers {first} to {last}"
        raise refuse(what, "list every year between the first and the last")
    return Calendar(
        name,
        {day: called for day, (called, _) in found.items()},
        date(first, 1, 1),
        date(last, 12, 31),
        (f"a list given in place of {name}",),
        {day: source for day, (_, source) in found.items()},
    )


def frozen_rows(calendar: Calendar) -> Iterator[str]:
    """The rows of a calendar's closed weekdays, which `frozen_calendar` reads back."""
    sources = day_sources(calendar)
    for day, called in calendar.closed.items():
        yield _row((str(day), called, sources[day]))


def frozen_table(calendar: Calendar) -> str:
    """The same with their heading, as a file. NotecalcError where nothing is listed."""
    if not calendar.closed:
        what = f"{calendar.name} lists no closed day"
        raise refuse(what, "name a calendar with holidays: this one cannot change")
    return "\n".join((",".join(HEADING), *frozen_rows(calendar), ""))


def rows_of(text: str, file: str) -> tuple[str, ...]:
    """The rows of a file's text, checked. NotecalcError has each problem at its line and cell."""
    heading, *rows = [line.rstrip("\r") for line in text.removesuffix("\n").split("\n")]
    if tuple(cell.strip() for cell in heading.split(",")) != HEADING:
        what, remedy = f"the heading is {heading[:40]!r}", f"write {','.join(HEADING)}"
        raise NotecalcError(Problem(what, remedy, "", file, 1, 1))
    try:
        frozen_calendar(file, tuple(rows))
    except NotecalcError as error:
        raise NotecalcError(*_placed(error.problems, file)) from None
    return tuple(rows)


def _placed(problems: Iterable[Problem], file: str) -> Iterator[Problem]:
    for each in problems:
        line = int(each.path) + 2 if each.path else 1
        yield Problem(each.what, each.remedy, "", file, line, each.column or 1)


def closed_too(calendar: Calendar, days: Iterable[date]) -> Calendar:
    """The calendar less these days. NotecalcError for one that it does not cover."""
    closed = tuple(days)
    for day in closed:
        calendar.is_business_day(day)
    return Calendar(
        calendar.name,
        dict.fromkeys(closed, TERMS) | dict(calendar.closed),
        calendar.first,
        calendar.last,
        calendar.sources,
        dict.fromkeys(closed, TERMS) | dict(calendar.stated),
    )


def _read(row: str, before: date | None) -> tuple[date, str, str]:
    """Date, name and source of a row that comes after the day `before`."""
    cells = _cells(row)
    if len(cells) != len(HEADING):
        what = f"{row[:40]!r} has not the cells date, name and source"
        raise refuse(what, f"write them as in {_EXAMPLE}")
    day = parse_date(cells[0])
    _check_day(day, before)
    for column, (kind, cell) in enumerate(zip(HEADING[1:], cells[1:], strict=True), 2):
        if not cell or not cell.isprintable():
            what = f"the {kind} of {day} is {'no plain text' if cell else 'not given'}"
            remedy = f"write one as in {_EXAMPLE}"
            raise NotecalcError(Problem(what, remedy, column=column))
    return day, cells[1], cells[2]


def _check_day(day: date, before: date | None) -> None:
    if day.weekday() > 4:
        raise refuse(f"{day} is a {day:%A}, which is closed anyway", "leave it out")
    if before is not None and day <= before:
        told = "is listed twice" if day == before else f"stands after {before}"
        raise refuse(f"{day} {told}", "list each day once, the earlier first")


def _cells(row: str) -> list[str]:
    try:
        (cells,) = csv.reader([row], strict=True)
    except (csv.Error, ValueError):
        return []
    return [cell.strip() for cell in cells]


def _row(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
