"""Lines to the amount due on redemption and the per diem (rule 11), and the whole of one note."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from notecalc.calendars import Calendar
from notecalc.facts import Facts
from notecalc.money import from_minor, half_up, minor_units, to_minor
from notecalc.periods import periods
from notecalc.schedule import COLUMNS, Line, reference, schedule
from notecalc.terms import Terms
from notecalc.timeline import State, Timeline, interest_paid_to, performed_to, timeline
from notecalc.timeline.clocks import counted
from notecalc.timeline.warnings import past_maturity

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Redemption:
    """What is due on redemption, in units of the currency.

    `principal` is portion × (price × principal outstanding, rounded), `total` the redemption
    amount and `accrued_interest` the rest of it; `per_diem` is the interest of one day at the
    rate in force on the redemption date. `outstanding` and `rate` are what they were found from.
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


@dataclass(frozen=True, slots=True)
class Result:
    """One note's default, dated and priced. `redemption` is None unless the state is default."""

    terms: Terms
    facts: Facts
    calendar: Calendar
    timeline: Timeline
    schedule: tuple[Line, ...]
    redemption: Redemption | None

    @property
    def state(self) -> State:
        """How the note stands."""
        return self.timeline.state

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must be told."""
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
            for deadline, start, _ in counted(clock, self.terms)
            for skipped in deadline.skipped(start, self.calendar)
        }
        return tuple(sorted(found))

    def to_frame(self) -> "pandas.DataFrame":
        """The schedule as a pandas DataFrame, its amounts as Decimal."""
        return frame(self.schedule)


def frame(lines: tuple[Line, ...]) -> "pandas.DataFrame":
    """Lines as a pandas DataFrame, its columns those of a schedule."""
    import pandas

    rows = [[getattr(line, column) for column in COLUMNS] for line in lines]
    table = pandas.DataFrame(rows, columns=list(COLUMNS))
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
    lines = schedule(
        terms,
        facts.known,
        calendar,
        until=dated.redemption,
        performed_to=dated.performed_to,
        default_from=dated.default_from,
        paid_to=dated.paid_to,
    )
    due = _redemption(terms, calendar, dated, lines)
    return Result(terms, facts, calendar, dated, lines, due)


def performing(terms: Terms, facts: Facts, until: date) -> Result:
    """The accrual of a note that performs, to `until`: the base rate throughout."""
    calendar = terms.calendar.resolve()
    known = facts.known
    done = performed_to(known, None, until)
    paid_to = interest_paid_to(terms, known, done, until)
    lines = schedule(terms, known, calendar, until=until, performed_to=done, paid_to=paid_to)
    told = tuple(past_maturity(terms, until, "the accrual to"))
    dated = Timeline(State.PERFORMING, (), (), None, None, None, done, paid_to, told)
    return Result(terms, facts, calendar, dated, lines, None)


def _redemption(
    terms: Terms, calendar: Calendar, dated: Timeline, lines: tuple[Line, ...]
) -> Redemption:
    on = dated.redemption
    assert on is not None  # the caller has seen the default
    places, term = minor_units(terms.currency), terms.redemption
    outstanding = to_minor(lines[-1].closing_principal if lines else terms.principal, places)
    accrued = to_minor(lines[-1].accrued, places) if lines else 0
    price, price_unit = term.price.as_integer_ratio()
    portion, portion_unit = term.portion.as_integer_ratio()
    priced = half_up(outstanding * price, price_unit)
    principal = half_up(priced * portion, portion_unit)
    total = half_up((priced + accrued) * portion, portion_unit)
    rate = terms.default_rate  # in force: redemption is never before the default rate starts
    day = _day_fraction(terms, calendar, on)
    top, bottom = rate.as_integer_ratio()
    per_diem = half_up(top * outstanding * day.numerator, bottom * day.denominator)
    return Redemption(
        on,
        from_minor(principal, places),
        from_minor(total - principal, places),
        from_minor(total, places),
        from_minor(per_diem, places),
        from_minor(outstanding, places),
        rate,
        day,
        term.clause,
    )


def _day_fraction(terms: Terms, calendar: Calendar, on: date) -> Fraction:
    """The year fraction of the day `on`, in the interest period that it lies in."""
    count = terms.interest.day_count
    if not count.needs_reference:
        return count.per_diem(on, calendar=calendar)
    days = periods(terms.issue_date, terms.interest.dates)
    period = next(each for each in days if each.end > on)
    frequency = len(terms.interest.dates)
    return count.per_diem(on, reference=reference(terms, period), frequency=frequency)
