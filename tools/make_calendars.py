"""Write the tables of `notecalc.calendars`: the holidays package plus dated, sourced corrections.

``python tools/make_calendars.py`` rewrites every table; run twice, it changes nothing. The rows
below that name a day are what was decided or proclaimed for that day alone. They stand whether or
not the package has them, so that no release of it can move a deadline that has passed.
"""

import csv
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays

import notecalc.calendars
from notecalc.calendars import CALENDARS, CalendarSource

Days = dict[date, str]
VERSION = version("holidays")


@dataclass(frozen=True, slots=True)
class Correction:
    """A day closed by a decision of its own; `instead_of` is the day that it replaces."""

    day: date
    name: str
    source: str
    instead_of: date | None = None


_FED = "Federal Reserve Banks holiday schedule; 12 CFR 229.2(g)"
_FED_MONDAY = f"{_FED}: Monday after a Sunday holiday"
_SECTION_6103 = "5 U.S.C. 6103(a)"
_SATURDAY = "5 U.S.C. 6103(b)(1): Friday before a Saturday holiday"
_SUNDAY = "Executive Order 11582 Sec. 3(a): next workday after a Sunday holiday"
_NYSE = "NYSE Rule 7.2 (formerly Rule 51)"
_TARGET_1999 = "ECB press release of 3 September 1998"
_TARGET_2000 = "ECB press release of 15 July 1999"
_TARGET_2001 = "ECB calendar of TARGET closing days for 2001"
_TARGET = "ECB Governing Council decision of 14 December 2000"
_ACT = "Banking and Financial Dealings Act 1971 Sch. 1"
_PROCLAIMED = "Royal proclamation under Banking and Financial Dealings Act 1971 s. 1(3)"
_MOVED = "Royal proclamation under Banking and Financial Dealings Act 1971 s. 1(2)"
_COMMON_LAW = "Common law holiday; Bills of Exchange Act 1882 s. 92"

_ATTACKS = "Closed following Attacks on the World Trade Center"
_MOURNING = "National Day of Mourning for former President"

CORRECTIONS: Mapping[str, tuple[Correction, ...]] = {
    "us-federal": (
        Correction(
            date(2021, 6, 18),
            "Juneteenth National Independence Day (observed)",
            "Pub. L. 117-17; OPM memorandum of 17 June 2021; 5 U.S.C. 6103(b)(1)",
        ),
    ),
    "nyse": (
        Correction(
            date(1994, 4, 27),
            "Funeral of former President Richard M. Nixon",
            "NYSE closing 1994-04-27",
        ),
        *(
            Correction(date(2001, 9, day), _ATTACKS, f"NYSE closing 2001-09-{day}")
            for day in range(11, 15)
        ),
        Correction(date(2004, 6, 11), f"{_MOURNING} Ronald Reagan", "NYSE closing 2004-06-11"),
        Correction(date(2007, 1, 2), f"{_MOURNING} Gerald R. Ford", "NYSE closing 2007-01-02"),
        Correction(date(2012, 10, 29), "Hurricane Sandy", "NYSE closing 2012-10-29"),
        Correction(date(2012, 10, 30), "Hurricane Sandy", "NYSE closing 2012-10-30"),
        Correction(date(2018, 12, 5), f"{_MOURNING} George H. W. Bush", "NYSE closing 2018-12-05"),
        Correction(date(2025, 1, 9), f"{_MOURNING} Jimmy Carter", "NYSE closing 2025-01-09"),
    ),
    "target": (
        Correction(
            date(1999, 12, 31), "Additional closing day", "ECB press release of 31 March 1999"
        ),
        Correction(date(2001, 12, 31), "Additional closing day", _TARGET_2001),
    ),
    "london": (
        Correction(date(1995, 5, 8), "May Day", _PROCLAIMED, instead_of=date(1995, 5, 1)),
        Correction(date(1999, 12, 31), "Millennium Celebrations", _PROCLAIMED),
        Correction(date(2002, 6, 3), "Golden Jubilee of Elizabeth II", _PROCLAIMED),
        Correction(date(2002, 6, 4), "Spring Bank Holiday", _MOVED, instead_of=date(2002, 5, 27)),
        Correction(date(2011, 4, 29), "Wedding of William and Catherine", _PROCLAIMED),
        Correction(date(2012, 6, 4), "Spring Bank Holiday", _MOVED, instead_of=date(2012, 5, 28)),
        Correction(date(2012, 6, 5), "Diamond Jubilee of Elizabeth II", _PROCLAIMED),
        Correction(date(2020, 5, 8), "May Day", _PROCLAIMED, instead_of=date(2020, 5, 4)),
        Correction(date(2022, 6, 2), "Spring Bank Holiday", _MOVED, instead_of=date(2022, 5, 30)),
        Correction(date(2022, 6, 3), "Platinum Jubilee of Elizabeth II", _PROCLAIMED),
        Correction(date(2022, 9, 19), "State Funeral of Queen Elizabeth II", _PROCLAIMED),
        Correction(date(2023, 5, 8), "Coronation of Charles III", _PROCLAIMED),
    ),
}


# Without a language the package takes that of the machine, and the names would change with it.


def _federal(years: range) -> Days:
    return dict(holidays.country_holidays("US", years=years, language="en_US").items())


def _fed(years: range) -> Days:
    """The government's list less the Fridays that stand for a Saturday."""
    return {
        day: name for day, name in _federal(years).items() if not _stands_for_saturday(day, name)
    }


def _stands_for_saturday(day: date, name: str) -> bool:
    return day.weekday() == 4 and name.endswith("(observed)")


def _us_federal_source(day: date, name: str) -> str:
    if not name.endswith("(observed)"):
        return _SECTION_6103
    return _SATURDAY if day.weekday() == 4 else _SUNDAY


def _target_source(day: date, name: str) -> str:
    return {1999: _TARGET_1999, 2000: _TARGET_2000, 2001: _TARGET_2001}.get(day.year, _TARGET)


def _london_source(day: date, name: str) -> str:
    if name in ("Good Friday", "Christmas Day"):
        return _COMMON_LAW
    if name.startswith(("New Year's Day", "May Day")) or (day.month, day.day) == (12, 28):
        return _PROCLAIMED
    return _ACT


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table is made: the days of the package, and the source of each."""

    days: Callable[[range], Days]
    source: Callable[[date, str], str]


RECIPES: Mapping[str, Recipe] = {
    "us-banks": Recipe(_fed, lambda day, name: _FED_MONDAY if "(observed)" in name else _FED),
    "us-federal": Recipe(_federal, _us_federal_source),
    "nyse": Recipe(
        lambda years: dict(
            holidays.financial_holidays("XNYS", years=years, language="en_US").items()
        ),
        lambda day, name: _NYSE,
    ),
    "target": Recipe(
        lambda years: dict(holidays.financial_holidays("XECB", years=years).items()),
        _target_source,
    ),
    "london": Recipe(
        lambda years: dict(
            holidays.country_holidays("GB", subdiv="ENG", years=years, language="en_GB").items()
        ),
        _london_source,
    ),
}


def rows(calendar: CalendarSource) -> list[tuple[str, str, str]]:
    """Date, name and source of every closed weekday, rising."""
    recipe = RECIPES[calendar.name]
    days = recipe.days(range(calendar.first_year, calendar.last_year + 1))
    sources = {day: recipe.source(day, name) for day, name in days.items()}
    for correction in CORRECTIONS.get(calendar.name, ()):
        if correction.instead_of:
            days.pop(correction.instead_of, None)
        days[correction.day] = correction.name
        sources[correction.day] = correction.source
    kept = sorted(
        day
        for day in days
        if day.weekday() < 5 and calendar.first_year <= day.year <= calendar.last_year
    )
    for day in kept:
        if "," in days[day] or '"' in days[day]:
            raise ValueError(f"{calendar.name} {day}: no comma or quote in {days[day]!r}, please")
    return [(day.isoformat(), days[day], sources[day]) for day in kept]


def render(calendar: CalendarSource) -> str:
    """The table as its file holds it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("date", "name", "source"))
    table.writerows(rows(calendar))
    return out.getvalue()


def changes(calendar: CalendarSource, table: str) -> list[str]:
    """Each day on which the package and the corrections now say other than a table does."""
    stands = {
        row["date"]: (row["name"], row["source"]) for row in csv.DictReader(io.StringIO(table))
    }
    made = {day: (name, source) for day, name, source in rows(calendar)}
    found = []
    for day in sorted(stands.keys() | made.keys()):
        old, new = stands.get(day), made.get(day)
        if old and new is None:
            found.append(f"{day} {old[0]}: closed in the table, open by holidays {VERSION}")
        elif new and old is None:
            found.append(f"{day} {new[0]}: open in the table, closed by holidays {VERSION}")
        elif old != new:
            found.append(f"{day}: {old} in the table, {new} by holidays {VERSION}")
    return [f"{calendar.name} {each}" for each in found]


def main() -> None:
    """Write every table beside its old self, then put it in its place, and say what it changed."""
    folder = Path(notecalc.calendars.__file__).parent
    for calendar in CALENDARS:
        if calendar.name in RECIPES:
            file = folder / f"{calendar.name}.csv"
            told = changes(calendar, file.read_text(encoding="utf-8")) if file.exists() else []
            beside = folder / f"{calendar.name}.csv.new"
            beside.write_text(render(calendar), encoding="utf-8", newline="\n")
            os.replace(beside, file)
            print(
                f"{calendar.name}: {calendar.first_year} to {calendar.last_year}", *told, sep="\n  "
            )


if __name__ == "__main__":
    main()
