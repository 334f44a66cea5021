"""Notes and facts for the tests of the core: a plain builder, and hypothesis strategies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from notecalc.calendars import Calendar, business_calendar
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.facts import Facts, Notice, Payment
from notecalc.money import PaidIn
from notecalc.periods import MonthDay
from notecalc.terms import (
    CalendarTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    EventOfDefault,
    Interest,
    RedemptionTerm,
    ScheduledPayment,
    Terms,
)

BANKS = business_calendar("us-banks")
WEEKENDS = business_calendar("weekends")

BOUNDED = settings(max_examples=100, derandomize=True, deadline=None)
"""The profile of the properties: the same examples on every run."""

QUARTERS = "01-01 04-01 07-01 10-01"


def day(text: str) -> date:
    """A date, short to write."""
    return date.fromisoformat(text)


def event(text: str) -> EventOfDefault:
    """An event of default from "id: covenant NAME | payment | happening [; cure DEADLINE]"."""
    name, _, rest = text.partition(": ")
    what, _, cure = rest.partition("; cure ")
    return EventOfDefault(
        name,
        f"Note {name}",
        covenant=what.removeprefix("covenant ") if what.startswith("covenant ") else None,
        payment="any" if what == "payment" else None,
        cure=Deadline.parse(cure) if cure else None,
    )


COVENANT = "covenant: covenant debt; cure 10 business days after notice"
PAYMENT = "payment: payment; cure 3 business days after due"
CRASH = "crash: happening"


def note(
    *events: str,
    issue: str = "2008-01-01",
    maturity: str | None = None,
    principal: str = "1000.00",
    paid_in: PaidIn = PaidIn.NOTES,
    base: str = "0.10",
    default: str | None = "0.15",
    margin: str | None = None,
    dates: str = QUARTERS,
    day_count: DayCount = DayCount.ACT_360,
    calendar: str = "us-banks",
    debt: str = "2008-01-10",
    start: DefaultFrom = DefaultFrom.EVENT_OF_DEFAULT,
    portion: str = "1",
    price: str = "1",
    scheduled: Sequence[tuple[str, str]] = (),
    currency: str = "USD",
) -> Terms:
    """A note with one covenant, `debt`, due on the date given, and round figures to count with."""
    rate = Decimal(default) if default else None
    return Terms(
        name="a note",
        issue_date=day(issue),
        closing_date=day(issue),
        maturity_date=day(maturity) if maturity else None,
        principal=Decimal(principal),
        calendar=CalendarTerm(tuple(calendar.split("+"))),
        interest=Interest(
            Decimal(base),
            Decimal(base),
            paid_in,
            tuple(MonthDay.parse(text) for text in dates.split()),
            day_count,
        ),
        covenants=(Covenant("debt", "SPA 1", Deadline.parse(f"0 days after {debt}")),),
        events_of_default=tuple(event(text) for text in events or (COVENANT, PAYMENT, CRASH)),
        default_rates=DefaultRates(
            "Note 2", rate, rate, Decimal(margin) if margin else None, start
        ),
        redemption=RedemptionTerm("Note 4(b)", Decimal(portion), Decimal(price)),
        scheduled_payments=tuple(
            ScheduledPayment(day(due), Decimal(amount)) for due, amount in scheduled
        ),
        currency=currency,
    )


def paid(*pairs: tuple[str, str]) -> tuple[Payment, ...]:
    """Payments from dates and amounts."""
    return tuple(Payment(day(on), Decimal(amount)) for on, amount in pairs)


# --- strategies: notes of 2006 to 2008 in default, with facts that fit them ---

ACCRUING = tuple(count for count in DayCount if count.accrues)
INTEREST_DATES = (
    QUARTERS,
    "03-31 06-30 09-30 12-31",
    "02-28 08-31",
    "01-15 07-15",
    "06-30",
    "01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
)


def days(first: str, last: str) -> st.SearchStrategy[date]:
    """Any day of a span, both ends included."""
    return st.dates(day(first), day(last))


def cents(least: str, most: str) -> st.SearchStrategy[Decimal]:
    """An amount in whole cents."""
    return st.decimals(least, most, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def notes(
    draw: st.DrawFn,
    paid_in: st.SearchStrategy[PaidIn] = st.sampled_from(PaidIn),  # noqa: B008
) -> Terms:
    """A valid note under any day count, in cash or notes, under any reading."""
    base = draw(st.integers(0, 2000))
    return note(
        issue=str(draw(days("2006-01-01", "2007-12-31"))),
        maturity=draw(st.sampled_from([None, "2010-01-03", "2008-02-29"])),
        principal=str(draw(cents("1.00", "9999999.99"))),
        paid_in=draw(paid_in),
        base=f"{base / 10000:.4f}",
        default=f"{(base + draw(st.integers(0, 1000))) / 10000:.4f}",
        dates=draw(st.sampled_from(INTEREST_DATES)),
        day_count=draw(st.sampled_from(ACCRUING)),
        start=draw(st.sampled_from(DefaultFrom)),
        price=draw(st.sampled_from(["1", "1.015", "0.995"])),
    )


@st.composite
def defaulted(
    draw: st.DrawFn,
    payments: bool = True,
    paid_in: st.SearchStrategy[PaidIn] = st.sampled_from(PaidIn),  # noqa: B008
) -> tuple[Terms, Facts]:
    """A note and facts that put it in default: a notice always, the rest perhaps."""
    terms = draw(notes(paid_in))
    sent = draw(days("2008-01-11", "2008-12-31"))
    least, most = terms.principal / 1000, terms.principal / 50
    amounts = cents("0.01", "0.02") if most < 1 else cents(f"{least:.2f}", f"{most:.2f}")
    paid_on = st.dates(terms.issue_date + timedelta(days=1), day("2009-06-30"))
    money = st.builds(Payment, paid_on, amounts.map(lambda amount: max(amount, Decimal("0.01"))))
    facts = Facts(
        notice=Notice(sent, sent + timedelta(days=draw(st.integers(0, 9)))),
        missed=tuple(draw(st.lists(days("2008-01-31", "2008-12-31"), max_size=3))),
        occurred=draw(st.sampled_from([{}, {"crash": day("2008-05-17")}])),
        payments=tuple(draw(st.lists(money, max_size=3))) if payments else (),
    )
    return terms, facts


def reread(terms: Terms, reading: DefaultFrom) -> Terms:
    """The terms under another reading."""
    return replace(terms, default_rates=replace(terms.default_rates, start=reading))


def calendar_of(terms: Terms) -> Calendar:
    """The calendar that the terms name."""
    return terms.calendar.resolve()
