"""Lines to the amount due on redemption and the per diem (rule 11), and the whole of one note."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from notecalc.calendars import Calendar
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import from_minor, half_up, minor_units, to_minor
from notecalc.redemption.price import Price, price
from notecalc.schedule import COLUMNS, Accrual, Entry, Line, accrue, columns, day_fraction
from notecalc.terms import Terms
from notecalc.timeline import State, Timeline, interest_paid_to, performed_to, timeline
from notecalc.timeline.clocks import counted
from notecalc.timeline.triggers import early_amendments
from notecalc.timeline.warnings import past_maturity

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Redemption:
    """What is due on redemption, in units of the currency.

    `principal` is portion × (price × principal outstanding, rounded), `total` the redemption
    amount with `fees` unpaid, and `accrued_interest` the rest of it; `per_diem` is the interest
    of one day at the rate in force on the redemption date. `outstanding`, `price` and `rate` are
    what they were found from, and `overdue` interest that bears interest at `overdue_rate`.
    """

    date: date
    principal: Decimal
    accrued_interest: Decimal
    total: Decimal
    per_diem: Decimal
    outstanding: Decimal
    rate: Decimal
    day_fraction: Fraction
    clause: str
    price: Price
    fees: Decimal
    overdue: Decimal
    overdue_rate: Fraction

    @property
    def exact_per_diem(self) -> Fraction:
        """The per diem before it is rounded."""
        principal = Fraction(self.outstanding) * Fraction(self.rate)
        return (principal + Fraction(self.overdue) * self.overdue_rate) * self.day_fraction


@dataclass(frozen=True, slots=True)
class Result:
    """One note's default, dated and priced. `redemption` is None unless the state is default.

    `ledger` is the money that moved beside the interest payments: fees, payments, conversions.
    """

    terms: Terms
    facts: Facts
    calendar: Calendar
    timeline: Timeline
    schedule: tuple[Line, ...]
    redemption: Redemption | None
    ledger: tuple[Entry, ...] = ()

    @property
    def state(self) -> State:
        """How the note stands."""
        return self.timeline.state

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must be told."""
        if not self.timeline.of_default:
            until = self.schedule[-1].end if self.schedule else self.terms.issue_date
            return tuple(past_maturity(self.terms, until, "the accrual to"))
        return self.timeline.warnings

    @property
    def assumed(self) -> tuple[str, ...]:
        """The paths of the terms and dates that no paper states."""
        terms, done = self.terms, self.timeline.performed_to
        found = [*terms.assumed, *(() if terms.governing_law else ("governing_law",))]
        if self.redemption is not None and self.facts.redeem_on is None:
            found.append("redemption_date")
        if self.timeline.paid_to is not None and self.facts.paid_to is None:
            found.append("paid_to")
        if done is not None and any(each.due <= done for each in terms.scheduled_payments):
            found.append("scheduled_payments")
        return tuple(found)

    @property
    def skipped(self) -> tuple[tuple[date, str], ...]:
        """The holidays that moved a deadline, with their names."""
        found = {
            skipped
            for clock in self.timeline.clocks
            for deadline, start, _, paused in counted(clock, self.terms)
            for skipped in deadline.skipped(start, self.calendar, paused)
        }
        return tuple(sorted(found))

    def to_frame(self) -> "pandas.DataFrame":
        """The schedule as a pandas DataFrame, its amounts as Decimal."""
        return frame(self.schedule, columns(self.terms))


def frame(lines: tuple[Line, ...], named: tuple[str, ...] = COLUMNS) -> "pandas.DataFrame":
    """Lines as a pandas DataFrame, its columns those of a schedule."""
    import pandas

    rows = [[getattr(line, column) for column in named] for line in lines]
    table = pandas.DataFrame(rows, columns=list(named))
    table["basis"] = [line.basis.value for line in lines]
    return table


def redeem(terms: Terms, facts: Facts, calendar: Calendar | None = None) -> Result:
    """What is due on the note after these facts: every date, every line, the amount.

    `calendar` is that of the terms unless given. Raises NotecalcError, with every problem, where
    the facts do not fit the terms (rule 3).
    """
    calendar = calendar or terms.calendar.resolve()
    return priced(terms, facts, calendar, timeline(terms, facts, calendar))


def priced(terms: Terms, facts: Facts, calendar: Calendar, dated: Timeline) -> Result:
    """The result of a timeline: its lines, and what is due on its redemption date."""
    if dated.redemption is None:
        return Result(terms, facts, calendar, dated, (), None)
    accrual = accrue(
        terms,
        facts.happened,
        calendar,
        until=dated.redemption,
        performed_to=dated.performed_to,
        at_default=dated.at_default,
        paid_to=dated.paid_to,
    )
    due = _redemption(terms, facts.happened, calendar, dated.redemption, accrual)
    return Result(terms, facts, calendar, dated, accrual.lines, due, accrual.ledger)


def performing(terms: Terms, facts: Facts, until: date) -> Result:
    """The accrual of a note that performs, to `until`: the base rate throughout."""
    calendar = terms.calendar.resolve()
    known = facts.happened
    if early := tuple(early_amendments(terms, known)):
        raise NotecalcError(*early)
    done = performed_to(known, None, until, terms.interest_dates(calendar).roll)
    paid_to = interest_paid_to(terms, known, calendar, done, until)
    accrual = accrue(terms, known, calendar, until=until, performed_to=done, paid_to=paid_to)
    dated = Timeline(
        terms,
        facts,
        calendar,
        State.PERFORMING,
        performed_to=done,
        paid_to=paid_to,
        of_default=False,
    )
    return Result(terms, facts, calendar, dated, accrual.lines, None, accrual.ledger)


def _redemption(
    terms: Terms, facts: Facts, calendar: Calendar, on: date, accrual: Accrual
) -> Redemption:
    lines = accrual.lines
    places, term = minor_units(terms.currency), terms.redemption
    outstanding = to_minor(lines[-1].closing_principal if lines else terms.principal, places)
    accrued = to_minor(lines[-1].accrued, places) if lines else 0
    at = price(terms, facts, calendar, on)
    portion, portion_unit = term.portion.as_integer_ratio()
    priced = half_up(outstanding * at.share.numerator, at.share.denominator)
    principal = half_up(priced * portion, portion_unit)
    total = half_up((priced + accrued) * portion, portion_unit)
    bearing, day = accrual.in_force, day_fraction(terms, calendar, on)
    top, bottom = outstanding * bearing.top * day.numerator, bearing.bottom * day.denominator
    if accrual.overdue:
        over = accrual.overdue * Fraction(*bearing.over) * day
        top, bottom = (Fraction(top, bottom) + over).as_integer_ratio()
    return Redemption(
        on,
        from_minor(principal, places),
        from_minor(total - principal, places),
        from_minor(total + accrual.fees, places),
        from_minor(terms.rounding.mode.of(top, bottom), places),
        from_minor(outstanding, places),
        bearing.rate,
        day,
        term.clause,
        at,
        from_minor(accrual.fees, places),
        from_minor(accrual.overdue, places),
        Fraction(*bearing.over),
    )
