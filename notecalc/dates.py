"""Dates as they are written: YYYY-MM-DD, from 1900 to 2199, never with a time of day.

An hour stands by itself, HH:MM, where the papers ask for one.
"""

import re
from datetime import date, time

from notecalc.errors import refuse

FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2199, 12, 31)
"""Dates are accepted from 1900 to 2199."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def parse_date(text: str) -> date:
    """A date written YYYY-MM-DD, from 1900 to 2199."""
    if not _DATE.fullmatch(text):
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise refuse(f"{shown!r} is not a date", "write YYYY-MM-DD, such as 2008-09-29")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refuse(f"there is no day {text}", "write a day that the calendar has") from None
    check_date(day)
    return day


def parse_hour(text: str) -> time:
    """An hour of the day written HH:MM, from 00:00 to 23:59."""
    if not _HOUR.fullmatch(text):
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise refuse(f"{shown!r} is not an hour", "write HH:MM, such as 16:30")
    return time.fromisoformat(text)


def check_hour(hour: time) -> None:
    """Refuse what is not an hour and minute alone, without seconds or time zone."""
    if type(hour) is not time or hour.tzinfo or hour.second or hour.microsecond:
        raise refuse(f"{hour!r} is not an hour and minute", "give a datetime.time such as 16:30")


def check_date(day: date) -> None:
    """Refuse what is not a plain date from 1900 to 2199; a datetime is not a date."""
    if type(day) is not date:
        raise refuse(f"{day!r} is not a date", "give a datetime.date, without a time of day")
    if not FIRST_DATE <= day <= LAST_DATE:
        raise refuse(f"{day} is outside 1900 to 2199", "write a date in those years")
