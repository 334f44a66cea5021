"""What is counted from and by what: deadlines, calendars, terms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from notecalc import statement
from notecalc.calendars import CALENDARS, Calendar, business_calendar, day_sources
from notecalc.deadlines import Deadline, Step
from notecalc.errors import NotecalcError, Problem
from notecalc.service.notes import Note
from notecalc.terms.frozen import frozen_table


@dataclass(frozen=True, slots=True)
class Count:
    """A deadline counted from a date."""

    deadline: Deadline
    start: date
    end: date
    calendar: Calendar

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count, day by day."""
        return tuple(self.deadline.steps(self.start, self.calendar))

    @property
    def closed(self) -> str:
        """Why the last day is closed, where the count stays on it all the same."""
        stays = self.deadline.stays_on_closed_day(self.end, self.calendar)
        return (self.calendar.why_closed(self.end) or "") if stays else ""

    def as_json(self) -> dict[str, Any]:
        """The count as a JSON object."""
        return {
            "deadline": str(self.deadline),
            "calendar": self.calendar.name,
            "calendar_fingerprint": self.calendar.fingerprint,
            "end": str(self.end),
            "closed": self.closed,
            "steps": [
                {"date": str(step.day), "number": step.number, "note": step.note}
                for step in self.steps
            ],
        }


def count_deadline(text: str, calendar_name: str, frozen: str | None = None) -> Count:
    """Count "N units after DATE" by a calendar, or by the list in the file `frozen` in its place.

    Raises NotecalcError with every problem.
    """
    problems: list[Problem] = []
    found: list[Any] = []
    readers: tuple[tuple[Callable[[str], Any], str], ...] = (
        (Deadline.parse, text),
        (business_calendar, calendar_name),
    )
    if frozen is not None:
        from notecalc.scenario.frozen import read_frozen

        readers = (*readers[:1], (lambda path: read_frozen(path, calendar_name), frozen))
    for read, given in readers:
        try:
            found.append(read(given))
        except NotecalcError as error:
            problems += error.problems
    if not problems and not isinstance(found[0].after, date):
        problems.append(
            Problem(
                f"{text!r} counts from {found[0].after.value}, which only terms date",
                "write a date, such as 10 business days after 2008-09-29",
            )
        )
    if problems:
        raise NotecalcError(*problems)
    deadline, calendar = found
    return Count(deadline, deadline.after, deadline.end(deadline.after, calendar), calendar)


def calendars() -> statement.Table:
    """The calendars that come with notecalc: what each lists, who says so, the years covered."""
    rows = tuple(
        (each.name, f"{each.first_year}-{each.last_year}", f"{each.what} ({each.source})")
        for each in CALENDARS
    )
    return statement.Table("Calendars", ("name", "years", "lists"), rows)


def frozen_list(name: str) -> str:
    """The closed days of a calendar as a file that `--frozen` takes in place of it."""
    return frozen_table(business_calendar(name))


def closed_days(name: str, year: int | None) -> statement.Table:
    """The closed weekdays of a calendar, with names and sources."""
    calendar = business_calendar(name)
    if year is not None:
        calendar.is_business_day(date(year, 1, 1))  # an error where the year is not covered
    sources = day_sources(calendar)
    rows = tuple(
        (day, f"{day:%a}", holiday, sources[day])
        for day, holiday in sorted(calendar.closed.items())
        if year is None or day.year == year
    )
    title = f"Closed weekdays of {calendar.name} ({calendar.fingerprint})"
    return statement.Table(title, ("date", "day", "name", "source"), rows)


def terms_table(note: Note) -> statement.Table:
    """A note's terms by path: value, clause or source, whether assumed."""
    from notecalc.export.terms import sourced_terms

    return sourced_terms(note.terms)
