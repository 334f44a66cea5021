"""A long sweep by arrays: rows as those of a short one, figures by hand, what it leaves alone."""

import gc
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import pytest
from books import random_terms
from core_strategies import day
from test_sweep import WORKED, by_quantlib

from notecalc.calendars import Roll
from notecalc.deadlines import Deadline, Unit
from notecalc.facts import Amendment, Facts, Fee, Forbearance, Notice, Payment
from notecalc.money import PaidIn, Rounding, RoundingMode
from notecalc.portfolio.plan import Plan
from notecalc.readings import arrays
from notecalc.readings import sweep as module
from notecalc.readings.sweep import Over, SweepRow, sweep
from notecalc.terms import (
    LIQUIDMETAL_2007,
    CalendarTerm,
    DefaultFrom,
    DefaultUntil,
    Retroactive,
    ScheduledPayment,
    Terms,
    choose,
)

ALL = tuple(DefaultFrom)

Sweep = Callable[..., list[SweepRow]]


@pytest.fixture
def by_arrays(monkeypatch: pytest.MonkeyPatch) -> Sweep:
    """Any span as a long one, in blocks of seven days."""

    def swept(*args: Any, **more: Any) -> list[SweepRow]:
        with monkeypatch.context() as patched:
            patched.setattr(module, "_WORTH_ARRAYS", 0)
            patched.setattr(module, "_BLOCK", 7)
            return list(sweep(*args, **more))

    return swept


def one_by_one(*args: Any, **more: Any) -> list[SweepRow]:
    """The rows of a short span, which a day after another makes up."""
    terms, facts, start, end = args
    assert (end - start).days * len(ALL) < module._WORTH_ARRAYS
    return list(sweep(terms, facts, start, end, **more))


def texts(rows: list[SweepRow]) -> list[str]:
    """Rows with all that is to be seen of them, decimals of amounts too."""
    return list(map(repr, rows))


# --- figures ---


def test_worked_rows(by_arrays: Sweep) -> None:
    found = by_arrays(LIQUIDMETAL_2007, Facts(), day("2008-09-26"), day("2008-09-29"))
    assert [
        (
            *map(str, (row.date, row.cure_deadline, row.event_of_default, row.redemption_date)),
            *map(str, (row.accrued_interest, row.total)),
            None if row.cost_of_waiting is None else str(row.cost_of_waiting),
        )
        for row in found
    ] == WORKED
    columbus = ((date(2008, 10, 13), "Columbus Day"),)
    assert [row.skipped for row in found] == [(), (), (), columbus]


def test_three_years_of_notices_by_quantlib() -> None:
    # 1,096 days: long enough for arrays as it is, and more than a block.
    found = list(sweep(LIQUIDMETAL_2007, Facts(), day("2008-03-20"), day("2011-03-20")))
    assert len(found) == 1096
    for row in (*found[:30], *found[1015:1035], *found[-30:]):
        assert (row.date, row.total) == (row.date, by_quantlib(row.date))


# --- properties ---

CURES = [
    Deadline.parse("10 business days after notice"),
    Deadline.parse("0 business days after notice, rolled following"),
    Deadline.parse("0 business days after notice"),
    Deadline.parse("30 days after notice, rolled modified following"),
    Deadline.parse("30 days after notice, rolled preceding"),
    Deadline.parse("1 month after notice"),
]


def random_case(rnd: random.Random) -> tuple[Terms, Facts, date, Over]:
    """Terms, facts and a span that arrays may know, by a year's end with its holidays or not."""
    terms = random_terms(rnd)
    event = terms.events_of_default[0]
    if event.cure is not None and rnd.random() < 0.5:
        event = replace(event, cure=rnd.choice(CURES))
        terms = replace(terms, events_of_default=(event, *terms.events_of_default[1:]))
    if rnd.random() < 0.2:
        until = rnd.choice(list(DefaultUntil))
        terms = replace(terms, default_rates=replace(terms.default_rates, until=until))
    terms = replace(terms, principal=Decimal(rnd.choice(["1000.00", "17500000.00", "3E+10"])))
    start = rnd.choice([date(2007, 1, 1), date(2008, 9, 15), date(2009, 12, 20)])
    start += timedelta(days=rnd.randrange(30))
    over: Over = rnd.choice(["notice", "redemption"])
    notice = start - timedelta(days=rnd.randrange(60))

    def some(value: Any, other: Any) -> Any:
        return value if rnd.random() < 0.3 else other

    cured = notice + timedelta(days=rnd.randrange(-20, 60))
    facts = Facts(
        notice=notice if over == "redemption" else some(notice, None),
        redeem_on=some(start + timedelta(days=rnd.randrange(60)), None),
        cured=some(rnd.choice([cured, {event.id: cured}]), {}),
    )
    return terms, facts, start, over


@pytest.mark.parametrize("seed", range(12))
def test_long_and_short_sweeps_agree(by_arrays: Sweep, seed: int) -> None:
    rnd, known = random.Random(seed), 0
    for _ in range(25):
        terms, facts, start, over = random_case(rnd)
        end = start + timedelta(days=rnd.randrange(1, 24))
        known += arrays.spelled(terms, facts) is not None
        given = (terms, facts, start, end)
        found = by_arrays(*given, over=over, readings=ALL)
        assert texts(found) == texts(one_by_one(*given, over=over, readings=ALL)), given
    assert known > 15, "or arrays were hardly asked"


# --- what arrays leave to the single-note engine ---

NOTICED = Facts(notice=date(2008, 9, 29))
SPAN = date(2008, 10, 10), date(2008, 10, 31)
IN_CASH = choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH)


def read(**changed: Any) -> Terms:
    """The default rates of the case with something else in them."""
    rates = replace(LIQUIDMETAL_2007.default_rates, **changed)
    return replace(LIQUIDMETAL_2007, default_rates=rates)


def cured_until(cure: str) -> Terms:
    """The case with another cure period."""
    own, *more = LIQUIDMETAL_2007.events_of_default
    own = replace(own, cure=Deadline.parse(cure))
    return replace(LIQUIDMETAL_2007, events_of_default=(own, *more))


LEFT: list[tuple[str, Terms, Facts, Over]] = [
    ("rule 13: a notice that takes days to arrive", cured_until("10 business days after notice"
     " received"), Facts(notice=Notice(date(2008, 9, 1), date(2008, 9, 4))), "notice"),
    ("rule 13: one that starts no cure period", LIQUIDMETAL_2007,
     Facts(notice=Notice(date(2008, 9, 29), starts_cure=False)), "redemption"),
    ("rule 13: a second notice", LIQUIDMETAL_2007,
     Facts(notices=(Notice(date(2008, 9, 29)),)), "notice"),
    ("rule 2: a second clock", LIQUIDMETAL_2007, Facts(missed=(date(2008, 9, 30),)), "notice"),
    ("rule 2: no notice", LIQUIDMETAL_2007, Facts(missed=(date(2008, 9, 30),)), "redemption"),
    ("rule 2: no clock that runs out", LIQUIDMETAL_2007, Facts(), "redemption"),
    ("rule 2: waived", LIQUIDMETAL_2007, replace(NOTICED, waived=date(2008, 10, 1)), "redemption"),
    ("rule 3: a cure of another clock", LIQUIDMETAL_2007,
     Facts(cured={"payment": date(2008, 10, 1)}), "notice"),
    ("rule 2: as of a day", LIQUIDMETAL_2007, Facts(as_of=date(2008, 10, 20)), "notice"),
    ("rule 9: paid to a day", IN_CASH, Facts(paid_to=date(2008, 1, 1)), "notice"),
    ("rule 10: a payment", LIQUIDMETAL_2007,
     Facts(payments=(Payment(date(2008, 9, 1), Decimal("100.00")),)), "notice"),
    ("rule 14: a forbearance", LIQUIDMETAL_2007,
     Facts(forbearances=(Forbearance(date(2008, 10, 15), date(2008, 10, 20)),)), "notice"),
    ("rule 15: the default rate runs until the cure", read(until=DefaultUntil.CURE),
     replace(NOTICED, cured=date(2008, 10, 20)), "redemption"),
    ("rule 16: an amendment", LIQUIDMETAL_2007,
     Facts(amendments=(Amendment(date(2008, 6, 1), "A", note_rate=Decimal("0.11")),)), "notice"),
    ("rule 18: fees", LIQUIDMETAL_2007,
     Facts(fees=(Fee(date(2008, 10, 1), Decimal("25.00")),)), "notice"),
    ("rule 20: rounded down", replace(LIQUIDMETAL_2007, rounding=Rounding(RoundingMode.DOWN)),
     Facts(), "notice"),
    ("settled: what stands compounds no further", read(retroactive=Retroactive.STANDS,
     start=DefaultFrom.BREACH), Facts(), "notice"),
    ("scheduled principal", replace(LIQUIDMETAL_2007, scheduled_payments=(
        ScheduledPayment(date(2008, 10, 20), Decimal("100.00")),)), Facts(), "notice"),
    ("rule 2: a cure period from another day", cured_until("600 days after issue"), Facts(),
     "notice"),
    ("rule 3: before the Event of Default", LIQUIDMETAL_2007, NOTICED, "redemption"),
    ("products that int64 does not hold",
     replace(LIQUIDMETAL_2007, principal=Decimal("1E+15")), Facts(), "notice"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "terms", "facts", "over"), LEFT, ids=[row[0] for row in LEFT])
def test_what_arrays_do_not_know_is_left_alone(
    by_arrays: Sweep, source: str, terms: Terms, facts: Facts, over: Over
) -> None:
    found = by_arrays(terms, facts, *SPAN, over=over, readings=ALL)
    assert texts(found) == texts(one_by_one(terms, facts, *SPAN, over=over, readings=ALL)), source


@pytest.mark.parametrize(
    ("first", "last", "calendar", "cure"),
    [
        # up to 10 January no breach has happened
        ("2007-01-05", "2007-01-20", "us-banks", "10 business days after notice"),
        # where ten Business Days are not covered, nor the roll of thirty days
        ("2050-12-10", "2050-12-31", "us-banks", "10 business days after notice"),
        ("2050-11-20", "2050-12-11", "us-banks", "30 days after notice, rolled following"),
        # the last days of all
        ("2199-12-05", "2199-12-31", "weekends", "10 business days after notice"),
    ],
)
def test_days_that_do_not_fit_stand_among_those_that_do(
    by_arrays: Sweep, first: str, last: str, calendar: str, cure: str
) -> None:
    terms = choose(cured_until(cure), calendar=CalendarTerm((calendar,)))
    span = day(first), day(last)
    found = by_arrays(terms, Facts(), *span, readings=ALL)
    assert {bool(row.refused) for row in found} == {True, False}
    assert texts(found) == texts(one_by_one(terms, Facts(), *span, readings=ALL))


def test_a_sweep_of_a_covenant_that_the_calendar_does_not_cover(by_arrays: Sweep) -> None:
    covenant = replace(
        LIQUIDMETAL_2007.covenants[0],
        deadline=Deadline(5, Unit.BUSINESS_DAYS, date(2060, 1, 1), Roll.FOLLOWING),
    )
    terms = replace(LIQUIDMETAL_2007, covenants=(covenant,))
    (row,) = by_arrays(terms, Facts(), *2 * (date(2008, 9, 29),))
    assert row.refused == "us-banks covers 1990 to 2050, not 2060-01-01"


# --- when ---


@pytest.mark.parametrize(
    ("days", "readings", "asked"), [(999, 1, 0), (1000, 1, 1), (199, 5, 0), (200, 5, 5)]
)
def test_arrays_are_asked_where_that_pays(
    monkeypatch: pytest.MonkeyPatch, days: int, readings: int, asked: int
) -> None:
    called: list[Plan] = []

    def heard(plan: Plan, asked: arrays.Asked) -> arrays.Columns:
        called.append(plan)
        return columns(plan, asked)

    columns = arrays.columns
    monkeypatch.setattr(arrays, "columns", heard)
    start = date(2008, 1, 1)
    rows = sweep(
        LIQUIDMETAL_2007, Facts(), start, start + timedelta(days=days - 1),
        readings=ALL[:readings],
    )  # fmt: skip
    next(rows)
    assert len(called) == asked


def test_memory_stays_flat_over_blocks() -> None:
    def kept(days: int) -> int:
        span = sweep(LIQUIDMETAL_2007, Facts(), date(2008, 1, 1), date(2020, 1, 1))
        gc.collect()
        tracemalloc.start()
        try:
            for _ in islice(span, days):
                pass
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    kept(4000)  # fills what is kept between calls: tables, dates, holidays
    assert kept(4000) < 1.5 * kept(40)
