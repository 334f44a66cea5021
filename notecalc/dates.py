"""Dates as they are written: YYYY-MM-DD, from 1900 to 2199, never with a time of day."""

import re
from datetime import date

from notecalc.errors import refuse

FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2199, 12, 31)
"""Dates are accepted from 1900 to 2199."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


def check_date(day: date) -> None:
    """Refuse what is not a plain date from 1900 to 2199; a datetime is not a date."""
    if type(day) is not date:
        raise refuse(f"{day!r} is not a date", "give a datetime.date, without a time of day")
    if not FIRST_DATE <= day <= LAST_DATE:
        raise refuse(f"{day} is outside 1900 to 2199", "write a date in those years")
