"""Up to when what fell due was paid (rule 9)."""

from collections.abc import Callable
from datetime import date, timedelta

from notecalc.calendars import Calendar
from notecalc.errors import NotecalcError, Problem
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.terms import Terms

_DAY = timedelta(days=1)


def performed_to(
    facts: Facts,
    default: date | None,
    until: date,
    roll: Callable[[date], date] | None = None,
) -> date:
    """The last day on which what fell due is taken as paid (rule 9).

    That is the day of the notice (without one, of the default), strictly before the first missed
    due date (the day that `roll` moves it to, rule 21) and strictly before `until`.
    """
    latest = [until - _DAY, *(due - _DAY for due in facts.missed_by_day(roll))]
    if paid_by := facts.sent or default:
        latest.append(paid_by)
    return min(latest)


def interest_paid_to(
    terms: Terms, facts: Facts, calendar: Calendar, performed: date, until: date
) -> date | None:
    """The day up to which interest was paid in cash (rule 9); None where it is paid in notes."""
    if terms.interest.paid_in is PaidIn.NOTES:
        return None
    issue, dates = terms.issue_date, terms.interest_dates(calendar)
    given = facts.paid_to
    if given is None:
        return dates.last_paid(performed) or issue
    if given > until:
        raise NotecalcError(
            Problem(
                f"interest paid to {given} is past the redemption on {until}",
                f"write a date up to {until}",
                "paid_to",
            )
        )
    nearest = dates.last(given) or issue
    if given != nearest:
        raise NotecalcError(
            Problem(
                f"interest paid to {given}, which is neither an interest date nor the issue date",
                f"write {nearest}, or another interest date",
                "paid_to",
            )
        )
    return given
