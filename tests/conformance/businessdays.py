"""Business Days counted by QuantLib, and the days on which lists of the United States differ."""

import csv
from collections.abc import Iterator
from datetime import date

from conformance.case import DATA, Case
from notecalc.calendars import business_calendar

NAMES = {
    "US_FEDERAL": "us-federal",
    "FED": "us-banks",
    "NYSE": "nyse",
    "TARGET": "target",
    "LONDON": "london",
}
"""The calendars of the file, and what they are called here."""

OPINIONS = {
    "US_FEDERAL_statutory": "us-federal",
    "QuantLib_Settlement": "us-federal",
    "holidays_US": "us-federal",
    "FED(QuantLib)": "us-banks",
    "NYSE(all sources)": "nyse",
}
"""Who says whether a disputed day is open, and of which calendar."""


def counted() -> Iterator[Case]:
    """The n-th Business Day after a day, or before it."""
    for row in _rows("businessdays.csv"):
        calendar = business_calendar(NAMES[row["calendar"]])
        found = calendar.add(date.fromisoformat(row["start"]), int(row["n"])).isoformat()
        name = f"{row['calendar']} {row['start']} {row['n']}"
        yield Case(name, row["tag"], row["expected_date"], found, found == row["expected_date"])


def disputed() -> Iterator[Case]:
    """Whether a weekday is open, each list by itself."""
    for row in _rows("businessdays_disputed.csv"):
        day = date.fromisoformat(row["date"])
        for opinion, name in OPINIONS.items():
            found = "open" if business_calendar(name).is_business_day(day) else "closed"
            said = row[opinion]
            yield Case(f"{opinion} {row['date']}", row["note"], said, found, found == said)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))
