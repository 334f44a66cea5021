"""Terms and dates to the lines of the schedule, and what has accrued on a day (rules 5 to 10)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from notecalc.calendars import Calendar
from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.periods import Period
from notecalc.schedule.engine import Engine
from notecalc.schedule.line import COLUMNS, FURTHER, Basis, Entry, Line, columns
from notecalc.schedule.measure import day_fraction, reference
from notecalc.schedule.rates import Bearing, Spans, bearing_on, bearings
from notecalc.terms import Retroactive, Terms

if TYPE_CHECKING:
    from notecalc.schedule.happenings import Charge, Day

__all__ = [
    "COLUMNS",
    "FURTHER",
    "Accrual",
    "Basis",
    "Bearing",
    "Entry",
    "Line",
    "Spans",
    "accrue",
    "columns",
    "day_fraction",
    "reference",
    "schedule",
]


class Accrual(NamedTuple):
    """What accrued to a day: the lines, the ledger of other money, and how things stand then.

    `fees` unpaid and `overdue` interest that bears interest are in whole minor units, and so is
    what of the interest unpaid accrued at the `default` rate and `upon` overdue interest;
    `in_force` is what the note bears on the day.
    """

    lines: tuple[Line, ...]
    ledger: tuple[Entry, ...]
    fees: int
    overdue: int
    default: int
    upon: int
    in_force: Bearing


def schedule(
    terms: Terms,
    facts: Facts,
    calendar: Calendar,
    *,
    until: date,
    performed_to: date | None = None,
    at_default: Spans = (),
    paid_to: date | None = None,
) -> tuple[Line, ...]:
    """The lines from the issue date to `until`; see `accrue`."""
    return accrue(
        terms,
        facts,
        calendar,
        until=until,
        performed_to=performed_to,
        at_default=at_default,
        paid_to=paid_to,
    ).lines


def accrue(
    terms: Terms,
    facts: Facts,
    calendar: Calendar,
    *,
    until: date,
    performed_to: date | None = None,
    at_default: Spans = (),
    paid_to: date | None = None,
    periods: Sequence[Period] = (),
) -> Accrual:
    """What accrued from the issue date to `until`.

    `performed_to` is the last day on which scheduled principal was paid (None: never);
    `at_default` the days on which the default rate runs, `paid_to` the day up to which interest
    was paid in cash (None where interest is paid in notes). `periods` are the interest periods
    from the issue date to `until` at least, where no days of the year can say them.
    """
    if until < terms.issue_date:
        raise refuse(
            f"{until} is before the issue date {terms.issue_date}",
            f"write a date from {terms.issue_date} on",
        )
    happens: dict[date, Day] = {}
    owed: list[Charge] = []
    if _moves_money(terms, facts):
        from notecalc.schedule.happenings import charges, happenings  # few notes have them

        happens = happenings(terms, facts, until, performed_to)
        owed = charges(terms, facts, calendar, until)
    settled_to = paid_to or _notes_issued_to(terms, calendar, performed_to)
    history: dict[date, int] = {}
    if settled_to:
        from notecalc.schedule.settled import settled  # not wanted by the usual note

        base = bearings(terms, facts, ())
        history = settled(terms, calendar, happens, owed, base, settled_to, periods)
    bearing = bearings(terms, facts, at_default)
    engine = Engine(terms, calendar, happens, owed, history, bearing, periods)
    lines = tuple(engine.run(until))
    account = engine.account
    in_force = bearing_on(bearing, until)
    standing = account.fees, account.overdue, account.default, account.upon
    return Accrual(lines, tuple(engine.entries), *standing, in_force)


def _moves_money(terms: Terms, facts: Facts) -> bool:
    """Whether money may move beside the interest payments of rule 9."""
    told = facts.payments or facts.conversions or facts.fees
    return bool(told or terms.scheduled_payments or terms.late_fee)


def _notes_issued_to(terms: Terms, calendar: Calendar, performed_to: date | None) -> date | None:
    """The last interest date whose notes were issued, where a claim to more stands beside them."""
    stands = terms.default_rates.retroactive is Retroactive.STANDS
    if performed_to is None or not stands or terms.interest.paid_in is PaidIn.CASH:
        return None
    return terms.interest_dates(calendar).last(performed_to)
