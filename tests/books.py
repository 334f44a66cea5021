"""Random books and what the single-note engine says of each row, for the tests of books."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from notecalc import LIQUIDMETAL_2007, DayCount, DefaultFrom, Facts, PaidIn, redeem
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.errors import NotecalcError
from notecalc.periods import MonthDay
from notecalc.terms import CalendarTerm, Occurs, Ownership, Terms

COUNTS = [each for each in DayCount if each.accrues]
INTEREST_DATES = [
    ("01-01", "04-01", "07-01", "10-01"), ("06-30", "12-31"), ("02-29", "08-31"), ("03-15",),
    ("01-31", "02-28", "08-15"), tuple(f"{month:02}-28" for month in range(1, 13)),
]  # fmt: skip
CALENDARS = ["us-banks", "us-federal", "nyse", "target", "london", "weekends", "us-banks+london"]

Row = dict[str, Any]


def random_terms(rnd: random.Random) -> Terms:
    """Terms with one covenant, as a book may have them."""
    terms, paid_in = LIQUIDMETAL_2007, rnd.choice(list(PaidIn))
    dates = tuple(map(MonthDay.parse, rnd.choice(INTEREST_DATES)))
    base = Decimal(rnd.choice(["0", "0.05", "0.08", "0.1", "0.10125", "0.0333333"]))
    default = base + Decimal(rnd.choice(["0", "0.02", "0.05", "0.123456"]))
    cure = Deadline(rnd.choice([0, 1, 10, 30]), rnd.choice(list(Unit)[:4]), Anchor.NOTICE)
    covenant = Deadline(rnd.choice([0, 5, 20]), rnd.choice(list(Unit)[:3]), Anchor.CLOSING)
    event = replace(
        terms.events_of_default[0],
        cure=rnd.choice([cure, cure, cure, None]),
        occurs=rnd.choice(list(Occurs)),
    )
    return replace(
        terms,
        calendar=CalendarTerm((rnd.choice(CALENDARS[:6]),)),
        interest=replace(
            terms.interest, cash_rate=base, note_rate=base, paid_in=paid_in, dates=dates,
            day_count=rnd.choice(COUNTS),
        ),
        default_rates=replace(
            terms.default_rates, cash_rate=default, note_rate=default,
            start=rnd.choice(list(DefaultFrom)),
        ),
        covenants=(replace(terms.covenants[0], deadline=covenant),),
        events_of_default=(event, *terms.events_of_default[1:]),
        redemption=replace(
            terms.redemption,
            price=Decimal(rnd.choice(["1", "1", "1.01", "0.995", "1.333333"])),
            portion=Decimal(rnd.choice(["1", "1", "0.5", "0.333"])),
        ),
        maturity_date=rnd.choice([None, date(2010, 1, 3), date(2012, 2, 29)]),
        holders=(), ownership=Ownership(),
        assumed=(),
    )  # fmt: skip


def random_row(rnd: random.Random, named: int) -> Row:
    """A row with every column; the optional ones are mostly null."""

    def some(value: Any, share: float = 0.3) -> Any:
        return value if rnd.random() < share else None

    issue = date(2004, 1, 1) + timedelta(days=rnd.randrange(1500))
    notice = issue + timedelta(days=rnd.choice([rnd.randrange(40), rnd.randrange(3000)]))
    rate = Decimal(rnd.randrange(200)) / 1000
    return {
        "id": f"N{named}",
        "principal": Decimal(rnd.choice([rnd.randrange(1, 500), rnd.randrange(1, 10**10),
                                         rnd.randrange(1, 10**13)])) / 100,
        "issue_date": issue,
        "notice_date": notice,
        "cash_rate": some(rate, 0.1),
        "note_rate": some(rate, 0.1),
        "default_cash_rate": some(rate + Decimal("0.05"), 0.1),
        "default_note_rate": some(rate + Decimal("0.05"), 0.1),
        "paid_in": some(rnd.choice(["cash", "notes"])),
        "day_count": some(rnd.choice(COUNTS).value),
        "calendar": some(rnd.choice(CALENDARS)),
        "default_from": some(rnd.choice([each.value for each in DefaultFrom])),
        "redeem_on": some(notice + timedelta(days=rnd.randrange(400)), 0.5),
        "cured": some(notice + timedelta(days=rnd.randrange(-100, 100)), 0.2),
        "interest_dates": some(" ".join(rnd.choice(INTEREST_DATES))),
        "cure_days": some(rnd.choice([0, 3, 10, 15])),
        "covenant_days": some(rnd.choice([0, 5, 40])),
        "price": some(Decimal(rnd.choice(["1", "1.05", "0.9"])), 0.1),
    }  # fmt: skip


TYPES = {
    "principal": pa.decimal128(38, 2),
    "issue_date": pa.date32(),
    "notice_date": pa.date32(),
    "cured": pa.date32(),
    "redeem_on": pa.date32(),
    "cure_days": pa.int32(),
    "covenant_days": pa.int16(),
    "price": pa.decimal128(9, 4),
    **dict.fromkeys(
        ("cash_rate", "note_rate", "default_cash_rate", "default_note_rate"),
        pa.decimal128(12, 6),
    ),
}


def book(rows: list[Row], names: tuple[str, ...]) -> pa.Table:
    """These columns of rows as a table."""
    return pa.table(
        {
            name: pa.array([row[name] for row in rows], TYPES.get(name, pa.string()))
            for name in names
        }
    )


def as_terms(terms: Terms, row: Row) -> Terms:
    """The terms as a row has them, said here once more for the tests alone."""
    follows = terms.closing_date == terms.issue_date
    interest = terms.interest
    given: Row = {name: each for name, each in row.items() if each is not None}
    other = "note" if given.get("paid_in", interest.paid_in.value) == "cash" else "cash"
    for name in (f"{other}_rate", f"default_{other}_rate"):  # of the way that it is not paid in
        given.pop(name, None)
    covenants, events = terms.covenants, terms.events_of_default
    if "covenant_days" in given:
        deadline = replace(covenants[0].deadline, count=given["covenant_days"])
        covenants = (replace(covenants[0], deadline=deadline),)
    if "cure_days" in given and events[0].cure:
        cure = replace(events[0].cure, count=given["cure_days"])
        events = (replace(events[0], cure=cure), *events[1:])
    dates = given.get("interest_dates")
    return replace(
        terms,
        principal=given["principal"],
        issue_date=given["issue_date"],
        closing_date=given["issue_date"] if follows else terms.closing_date,
        interest=replace(
            interest,
            cash_rate=given.get("cash_rate", interest.cash_rate),
            note_rate=given.get("note_rate", interest.note_rate),
            paid_in=PaidIn(given["paid_in"]) if "paid_in" in given else interest.paid_in,
            day_count=DayCount(given["day_count"]) if "day_count" in given else interest.day_count,
            dates=tuple(map(MonthDay.parse, dates.split())) if dates else interest.dates,
        ),
        default_rates=replace(
            terms.default_rates,
            cash_rate=given.get("default_cash_rate", terms.default_rates.cash_rate),
            note_rate=given.get("default_note_rate", terms.default_rates.note_rate),
            start=DefaultFrom(given.get("default_from", terms.default_rates.start.value)),
        ),
        calendar=(
            CalendarTerm(tuple(given["calendar"].split("+")))
            if "calendar" in given else terms.calendar
        ),
        covenants=covenants,
        events_of_default=events,
        redemption=replace(
            terms.redemption, price=given.get("price", terms.redemption.price)
        ),
    )  # fmt: skip


def expected(terms: Terms, row: Row) -> Row:
    """What the single-note engine says of a row: None throughout where it refuses it."""
    names = (
        "state", "covenant_deadline", "cure_deadline", "event_of_default", "default_rate_from",
        "redemption_date", "principal_due", "accrued_interest", "total", "per_diem",
    )  # fmt: skip
    try:
        own = as_terms(terms, row)
        facts = Facts(
            notice=row["notice_date"], cured=row.get("cured") or {}, redeem_on=row.get("redeem_on")
        )
        result = redeem(own, facts)
    except NotecalcError:
        return dict.fromkeys(names)
    clock, due = result.timeline.clocks[0], result.redemption
    found = (
        result.state.value, clock.due, clock.cure_deadline, clock.default,
        result.timeline.default_from, due and due.date, due and due.principal,
        due and due.accrued_interest, due and due.total, due and due.per_diem,
    )  # fmt: skip
    return dict(zip(names, found, strict=True))


def differences(terms: Terms, rows: list[Row], found: pa.Table) -> Iterator[str]:
    """Where a book and the single-note engine differ."""
    for row, got in zip(rows, found.to_pylist(), strict=True):
        want, error = expected(terms, row), got.pop("error")
        refused = want["state"] is None
        if got.pop("id") != row["id"] or got != want or bool(error) != refused:
            yield f"{row}\n  book   {got} {error}\n  single {want}"
