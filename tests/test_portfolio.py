"""Books of notes: the rules over arrays against hand figures and against the single-note engine."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas
import portfolio as job
import pyarrow as pa
import pytest
from books import COUNTS, book, differences, random_row, random_terms
from hypothesis import given, settings
from hypothesis import strategies as st

from notecalc import LIQUIDMETAL_2007, Calendar, Facts, business_calendar, redeem, redeem_many
from notecalc.calendars import Roll
from notecalc.dates import FIRST_DATE, LAST_DATE
from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.errors import NotecalcError
from notecalc.money import PaidIn, Rounding, RoundingMode
from notecalc.periods import InterestDates, MonthDay
from notecalc.portfolio import COLUMNS, TEMPLATE, blocks, days, limits, output_schema
from notecalc.portfolio.exact import Single
from notecalc.portfolio.given import Accrual, Price, Rates
from notecalc.portfolio.plan import plan
from notecalc.terms import (
    DefaultFrom,
    DefaultUntil,
    MakeWhole,
    Occurs,
    OverdueInterest,
    PriceFrom,
    Retroactive,
    ScheduledPayment,
    Terms,
)

BANKS = business_calendar("us-banks")
D = date


def one(**columns: Any) -> dict[str, Any]:
    """The answer for a book of one note, as the README has it but for these columns."""
    row = {
        "id": "A", "principal": Decimal("1000.00"), "issue_date": D(2007, 1, 3),
        "notice_date": D(2008, 9, 29), **columns,
    }  # fmt: skip
    table = pa.table({name: [value] for name, value in row.items()})
    return dict(redeem_many(table, LIQUIDMETAL_2007).to_pylist()[0])


# Hand figures: the table of docs/rules.md, per 1,000.00, redemption 2008-10-15.
WORKED = [
    ("rules, worked table", "event-of-default", "notes", "1188.12", "4.56", "1192.68", "0.49"),
    ("rules, worked table", "interest-date", "notes", "1188.12", "6.84", "1194.96", "0.49"),
    ("rules, worked table", "notice", "notes", "1188.44", "6.84", "1195.28", "0.49"),
    ("rules, worked table", "breach", "notes", "1291.69", "7.43", "1299.12", "0.53"),
    ("rules, worked table", "event-of-default", "cash", "1000.00", "23.23", "1023.23", "0.33"),
    ("rules, worked table", "interest-date", "cash", "1000.00", "24.76", "1024.76", "0.33"),
    ("rules, worked table", "notice", "cash", "1000.00", "24.99", "1024.99", "0.33"),
    ("rules, worked table", "breach", "cash", "1000.00", "93.70", "1093.70", "0.33"),
]


@pytest.mark.parametrize(
    ("source", "reading", "paid_in", "principal", "accrued", "total", "per_diem"), WORKED
)
def test_the_worked_table(
    source: str, reading: str, paid_in: str, principal: str, accrued: str, total: str, per_diem: str
) -> None:
    found = one(default_from=reading, paid_in=paid_in)
    assert found["error"] is None, source
    amounts = [str(found[n]) for n in ("principal_due", "accrued_interest", "total", "per_diem")]
    assert amounts == [principal, accrued, total, per_diem]
    assert (found["covenant_deadline"], found["cure_deadline"]) == (D(2007, 1, 10), D(2008, 10, 14))
    assert found["redemption_date"] == D(2008, 10, 15)


def test_a_cure_in_time_leaves_nothing_due() -> None:
    found = one(cured=D(2008, 10, 14))  # the last day of the cure period
    assert found["state"] == "cured"
    assert found["cure_deadline"] == D(2008, 10, 14)
    nothing = ("event_of_default", "default_rate_from", "redemption_date", "principal_due",
               "accrued_interest", "total", "per_diem", "error")  # fmt: skip
    assert [found[name] for name in nothing] == [None] * 8
    assert one(cured=D(2008, 10, 15))["state"] == "default"  # a day late


# The rules over arrays against the single-note engine.


def _book(seed: int, notes: int, share: float) -> tuple[Terms, list[dict[str, Any]], pa.Table]:
    rnd = random.Random(seed)
    terms = random_terms(rnd)
    needed = ("id", "principal", "issue_date", "notice_date")
    names = tuple(name for name in COLUMNS if name in needed or rnd.random() < share)
    rows = [random_row(rnd, number) for number in range(notes)]
    rows = [{name: row[name] for name in names} for row in rows]
    return terms, rows, book(rows, names)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.2, 0.5, 1.0]))
def test_a_book_is_what_its_notes_are_one_by_one(seed: int, share: float) -> None:
    terms, rows, table = _book(seed, 30, share)
    assert not list(differences(terms, rows, redeem_many(table, terms)))


@pytest.mark.parametrize("paid_in", list(PaidIn))
@pytest.mark.parametrize("count", COUNTS, ids=str)
def test_every_day_count_is_spelled_by_the_arrays(
    count: DayCount, paid_in: PaidIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Single, "answer", None)  # so that a row sent there fails
    rnd = random.Random(count.value + paid_in.value)
    base = replace(LIQUIDMETAL_2007, interest=replace(LIQUIDMETAL_2007.interest, day_count=count,
                   paid_in=paid_in))  # fmt: skip
    for reading in DefaultFrom:
        terms = replace(base, default_rates=replace(base.default_rates, start=reading))
        rows = []
        for number in range(25):
            row = random_row(rnd, number)
            after = row["notice_date"].toordinal() + 40
            rows.append({"id": row["id"], "principal": min(row["principal"], Decimal(10**6)),
                         "issue_date": D(2006, 5, 1),
                         "notice_date": max(row["notice_date"], D(2006, 6, 1)),
                         "redeem_on": max(D.fromordinal(after), D(2006, 8, 1))})  # fmt: skip
        table = book(rows, tuple(rows[0]))
        assert not list(differences(terms, rows, redeem_many(table, terms)))


def test_the_compiled_rules_are_the_same() -> None:
    pytest.importorskip("numba")
    # Amounts in float64 and, with long rates, in int64; with every column and with few.
    for seed, share in ((3, 1.0), (4, 0.0)):
        terms, rows, table = _book(seed, 200, share)
        assert not list(differences(terms, rows, redeem_many(table, terms, compiled=True)))


MAKE_WHOLE = MakeWhole("Note 6", Decimal("0.05"), D(2009, 12, 31))
UNSPELLED: list[tuple[str, Callable[[Terms], Terms]]] = [
    ("rule 20", lambda t: replace(t, rounding=Rounding(RoundingMode.DOWN))),
    ("rule 21", lambda t: replace(t, interest=replace(t.interest, roll=Roll.FOLLOWING))),
    ("rule 19", lambda t: replace(_cash(t), overdue_interest=OverdueInterest("Note 5"))),
    ("rule 22", lambda t: _priced(t, minimum=Decimal("1.02"))),
    ("rule 22", lambda t: _priced(t, prices=(PriceFrom(D(2008, 1, 1), Decimal("1.03")),))),
    ("rule 22", lambda t: _priced(t, make_whole=MAKE_WHOLE)),
    ("rule 23", lambda t: _priced(t, holders_needed=Decimal("0.25"))),
    ("rule 9", lambda t: replace(_cash(t), scheduled_payments=(
        ScheduledPayment(D(2008, 1, 1), Decimal("100.00")),))),
    ("settled", lambda t: replace(t, default_rates=replace(
        t.default_rates, retroactive=Retroactive.STANDS, start=DefaultFrom.BREACH))),
]  # fmt: skip


def _cash(terms: Terms) -> Terms:
    return replace(terms, interest=replace(terms.interest, paid_in=PaidIn.CASH))


def _priced(terms: Terms, **changes: Any) -> Terms:
    return replace(terms, redemption=replace(terms.redemption, **changes))


@pytest.mark.parametrize(("source", "change"), UNSPELLED)
def test_terms_that_the_arrays_do_not_spell_go_to_the_single_note_engine(
    source: str, change: Callable[[Terms], Terms]
) -> None:
    terms = change(LIQUIDMETAL_2007)
    assert plan(terms) is None, source
    table = pa.table({"id": [1], "principal": [Decimal("5000.00")], "issue_date": [D(2007, 1, 3)],
                      "notice_date": [D(2008, 9, 29)]})  # fmt: skip
    due = redeem(replace(terms, principal=Decimal("5000.00")), Facts(notice=D(2008, 9, 29)))
    assert due.redemption is not None
    assert redeem_many(table, terms).column("total").to_pylist() == [due.redemption.total]


def test_a_cure_after_the_default_may_end_the_default_rate() -> None:
    rates = replace(LIQUIDMETAL_2007.default_rates, until=DefaultUntil.CURE)
    terms = replace(LIQUIDMETAL_2007, default_rates=rates)
    row = {"id": "A", "principal": Decimal("1000.00"), "issue_date": D(2007, 1, 3),
           "notice_date": D(2008, 9, 29), "cured": D(2008, 10, 20),
           "redeem_on": D(2008, 12, 1)}  # fmt: skip
    found = redeem_many(book([row], tuple(row)), terms)
    assert not list(differences(terms, [row], found))


# What a row gets wrong costs no other row.

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("a null", {"principal": pa.nulls(1, pa.decimal128(9, 2))},
     "principal: missing; write an amount such as 1750000.00"),
    ("a null", {"notice_date": pa.nulls(1, pa.date32())},
     "notice_date: missing; write a date such as 2008-09-29"),
    ("a null", {"issue_date": pa.nulls(1)}, "issue_date: missing; it is needed"),
    ("a null", {"id": pa.nulls(1, pa.string())}, "id: missing; give each note one"),
    ("below zero", {"principal": [Decimal("-1.00")]},
     "principal: principal -1.00 is not above zero; write a decimal such as 1750000.00"),
    ("finer than a cent", {"principal": [Decimal("1.005")]},
     "principal: principal 1.005 has more than 2 decimals; USD amounts have at most 2"),
    ("above 10^15", {"principal": [Decimal("1000000000000000.01")]},
     "principal: principal 1000000000000000.01 is above 10^15; write at most 1000000000000000.00"),
    ("an absurd date", {"notice_date": pa.array([2**30], pa.int32()).cast(pa.date32())},
     "notice_date: a date outside 1900 to 2199; write a date in those years"),
    ("a time of day", {"notice_date": [datetime(2008, 9, 29, 12)]},
     "notice_date: a time of day; write a date alone"),
    ("text that is no date", {"notice_date": ["29.9.2008"]},
     "notice_date: '29.9.2008' is not a date; write YYYY-MM-DD, such as 2008-09-29"),
    ("an unknown calendar", {"calendar": ["us-bank"]},
     "calendar: unknown calendar 'us-bank'; did you mean us-banks?"
     " (one of us-banks, us-federal, nyse, target, london, weekends, country:XX)"),
    ("a rate from 1 upward", {"note_rate": [Decimal("12")]},
     "note_rate: rate 12 is 1 or more; write a share of one: 0.12 for 12%"),
    ("rule 6", {"note_rate": ["20%"]},
     "default_rates.note_rate: the default rate 15% is below the base rate 20%;"
     " write at least 20%"),
    ("a day count unknown", {"day_count": ["ACT/361"]},
     "day_count: unknown day count 'ACT/361'; did you mean ACT/360? (one of ACT/360, ACT/365F,"
     " ACT/365L, NL/365, 30/360, 30U/360, 30E/360, 30E/360 ISDA, ACT/ACT ISDA, ACT/ACT ICMA,"
     " BUS/252, 1/1)"),
    ("a count of days", {"cure_days": [-1]},
     "cure_days: '-1' is not a count of days; write one from 0 to 9999"),
    ("a price of nothing", {"price": ["0%"]},
     "price: a price of 0% is not possible; write a share of principal: 1 for 100%"),
    ("rule 3", {"notice_date": [D(2007, 1, 10)]},
     "notice: the notice of 2007-01-10 is of a breach that has not happened: it is not after the"
     " deadline of covenant 'debt-payoff' (SPA 4(i)), 2007-01-10; write a notice date from"
     " 2007-01-11 on"),
    ("rule 3", {"redeem_on": [D(2008, 10, 14)]},
     "redeem_on: redemption on 2008-10-14 is before the Event of Default of 2008-10-15"
     " (Note 4(a)(iv)); write a date from 2008-10-15 on"),
    ("rule 3", {"cured": [D(2007, 1, 10)]},
     "cured.covenant: the cure of 2007-01-10 is before the breach of 2007-01-11: the deadline of"
     " covenant 'debt-payoff' (SPA 4(i)), 2007-01-10; write a date from 2007-01-11 on"),
    ("the calendar's years", {"issue_date": [D(1985, 1, 3)]},
     "us-banks covers 1990 to 2050, not 1985-01-03; write a date from 1990-01-01 to 2050-12-31,"
     " or name another calendar"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "column", "said"), WRONG)
def test_a_wrong_row_says_why_and_costs_no_other(
    source: str, column: dict[str, Any], said: str
) -> None:
    ((name, given_),) = column.items()
    right: dict[str, Any] = {
        "id": ["A"], "principal": [Decimal("1000.00")],
        "issue_date": [D(2007, 1, 3)], "notice_date": [D(2008, 9, 29)],
    }  # fmt: skip
    wrong = given_ if isinstance(given_, pa.Array) else pa.array(given_)
    first = redeem_many(pa.table({**right, name: wrong}), LIQUIDMETAL_2007).to_pylist()[0]
    assert first["error"] == said, source
    assert [value for key, value in first.items() if key not in ("id", "error")] == [None] * 10
    other = pa.nulls(1, wrong.type)  # what the terms say, or for what a row must have, the right
    if name in right and not pa.types.is_null(wrong.type):
        wrong = wrong.cast(pa.string())
        other = pa.array([str(right[name][0])])
    elif name in right:
        wrong, other = pa.nulls(1, pa.date32()), pa.array(right[name])
    both = {key: pa.array([*value, *value]) for key, value in right.items()}
    both[name] = pa.concat_arrays([wrong, other])
    totals = redeem_many(pa.table(both), LIQUIDMETAL_2007).column("total").to_pylist()
    assert totals == [None, Decimal("1192.68")]


def test_a_default_past_2199_costs_no_other_row() -> None:
    # Ten weekdays after Tue 17 December 2199 end on its 31st, a Tuesday: the default is in 2200.
    columns = {
        "id": ["A", "B"], "principal": [Decimal("1000.00")] * 2, "issue_date": [D(2007, 1, 3)] * 2,
        "notice_date": [D(2199, 12, 17), D(2008, 9, 29)], "calendar": ["weekends", None],
    }  # fmt: skip
    late, usual = redeem_many(pa.table(columns), LIQUIDMETAL_2007).to_pylist()
    assert late["error"].startswith("weekends covers 1900 to 2199, not 2200-01-01; write a date")
    assert (usual["total"], usual["error"]) == (Decimal("1192.68"), None)


def test_a_closing_of_its_own_day_does_not_move_with_the_issue() -> None:
    terms = replace(LIQUIDMETAL_2007, closing_date=D(2007, 1, 5))
    rows = [{"id": str(day), "principal": Decimal("1000.00"), "issue_date": D(2007, 1, day),
             "notice_date": D(2008, 9, 29)} for day in (3, 8)]  # fmt: skip
    found = redeem_many(book(rows, tuple(rows[0])), terms)
    # Five Business Days after Friday 5 January are Friday 12 January.
    assert found.column("covenant_deadline").to_pylist() == [D(2007, 1, 12)] * 2
    assert not list(differences(terms, rows, found))


def test_a_note_issued_on_its_maturity_is_refused() -> None:
    found = one(issue_date=D(2010, 1, 3), notice_date=D(2010, 3, 1))
    assert found["error"] == (
        "maturity_date: the note matures on 2010-01-03, not after its issue on 2010-01-03; write a"
        " later maturity date"
    )


@pytest.mark.parametrize("paid_in", list(PaidIn))
@pytest.mark.parametrize(
    ("source", "redeem_on"),
    [("rule 3: before the notice", D(2008, 9, 30)), ("rule 9: on the notice", D(2008, 10, 1))],
)
def test_a_default_at_the_breach_may_be_redeemed_on_the_notice_but_not_before(
    source: str, redeem_on: date, paid_in: PaidIn
) -> None:
    event = replace(LIQUIDMETAL_2007.events_of_default[0], occurs=Occurs.AT_BREACH)
    terms = replace(
        LIQUIDMETAL_2007,
        events_of_default=(event, *LIQUIDMETAL_2007.events_of_default[1:]),
        interest=replace(LIQUIDMETAL_2007.interest, paid_in=paid_in),
    )
    row = {"id": "A", "principal": Decimal("1000.00"), "issue_date": D(2007, 1, 3),
           "notice_date": D(2008, 10, 1), "redeem_on": redeem_on}  # fmt: skip
    found = redeem_many(book([row], tuple(row)), terms)
    assert not list(differences(terms, [row], found)), source
    assert (found.column("total").to_pylist() == [None]) is (redeem_on == D(2008, 9, 30))


def test_every_problem_of_a_row_is_said() -> None:
    found = one(calendar="nowhere", paid_in="gold", note_rate="2000%")
    assert [each.split(":")[0] for each in found["error"].split(" | ")] == [
        "note_rate", "paid_in", "calendar",
    ]  # fmt: skip


# What a whole table gets wrong is refused.

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("missing", {"principal": None}, "principal: column 'principal' is missing; add it"),
    ("misspelt", {"principal": None, "pricipal": ["1"]},
     "principal: column 'principal' is missing; did you mean it by 'pricipal'? Else add it"),
    ("misspelt", {"calender": ["nyse"]},
     "calender: column 'calender' is none of a book's; did you mean calendar?"),
    ("a float is not exact", {"principal": [1000.0]},
     "principal: column 'principal' holds double, which is not exact; write decimal128(38, 2)"),
    ("wrong type", {"notice_date": [20080929]},
     "notice_date: column 'notice_date' holds int64; write dates (date32)"),
    ("wrong type", {"note_rate": [1]},
     "note_rate: column 'note_rate' holds int64; write decimals such as decimal128(12, 6), or text"
     " such as 12%"),
    ("wrong type", {"id": [1.5]},
     "id: column 'id' holds double, which is not exact; write text or whole numbers"),
    ("wrong type", {"cure_days": [Decimal("1.0")]},
     "cure_days: column 'cure_days' holds decimal128(2, 1); write whole numbers"),
    ("wrong type", {"paid_in": [1]}, "paid_in: column 'paid_in' holds int64; write text"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "columns", "said"), REFUSED)
def test_a_table_that_does_not_fit_is_refused(
    source: str, columns: dict[str, Any], said: str
) -> None:
    whole: dict[str, Any] = {"id": ["A"], "principal": [Decimal("1000.00")],
                             "issue_date": [D(2007, 1, 3)], "notice_date": [D(2008, 9, 29)],
                             "remarks": ["not read"], **columns}  # fmt: skip
    table = pa.table({name: value for name, value in whole.items() if value is not None})
    with pytest.raises(NotecalcError) as caught:
        redeem_many(table, LIQUIDMETAL_2007)
    assert str(caught.value) == said, source


def test_a_column_that_is_there_twice_is_refused() -> None:
    table = pa.Table.from_arrays([pa.array(["A"])] * 2, ["id", "id"])
    with pytest.raises(NotecalcError, match="column 'id' is there twice; leave one out"):
        redeem_many(table, LIQUIDMETAL_2007)


# The shapes in which a table may come.


def test_text_frames_and_batches_give_the_same() -> None:
    table = pa.table({
        "id": ["A", "B"], "principal": [Decimal("1000.00"), Decimal("2500.50")],
        "issue_date": [D(2007, 1, 3)] * 2, "notice_date": [D(2008, 9, 29), D(2008, 10, 20)],
        "note_rate": [Decimal("0.08"), None], "price": [None, Decimal("1.02")],
    })  # fmt: skip
    want = redeem_many(table, LIQUIDMETAL_2007).to_pylist()
    text = table.cast(pa.schema([(name, pa.string()) for name in table.schema.names]))
    percent = text.set_column(5, "price", pa.array([None, "102%"]))
    large = percent.cast(pa.schema([(name, pa.large_string()) for name in table.schema.names]))
    coded = percent.set_column(2, "issue_date", percent.column(2).dictionary_encode())
    batch = table.combine_chunks().to_batches()[0]
    finer = table.set_column(1, "principal", table.column(1).cast(pa.decimal128(30, 6)))
    wide = table.set_column(4, "note_rate", table.column(4).cast(pa.decimal128(38, 22)))
    times = table.set_column(3, "notice_date", table.column(3).cast(pa.timestamp("us")))
    frame = table.to_pandas()
    for each in (percent, coded, batch, finer, wide, times, frame, table.slice(0, 2)):
        assert redeem_many(each, LIQUIDMETAL_2007).to_pylist() == want
    assert redeem_many(large, LIQUIDMETAL_2007).to_pylist() == want
    assert redeem_many(
        pa.concat_tables([table, table]).slice(1, 2), LIQUIDMETAL_2007
    ).to_pylist() == [want[1], want[0]]


def test_the_columns_that_come_out() -> None:
    found = redeem_many(TEMPLATE, LIQUIDMETAL_2007)
    assert found.schema == output_schema(LIQUIDMETAL_2007, pa.string())
    assert found.schema.names == [
        "id", "state", "covenant_deadline", "cure_deadline", "event_of_default",
        "default_rate_from", "redemption_date", "principal_due", "accrued_interest", "total",
        "per_diem", "error",
    ]  # fmt: skip
    assert found.schema.field("total").type == pa.decimal128(38, 2)
    assert found.column("state").to_pylist() == ["default", "default", "cured"]
    found.validate(full=True)


def test_an_empty_book_is_fine() -> None:
    assert redeem_many(TEMPLATE.slice(0, 0), LIQUIDMETAL_2007).num_rows == 0


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notecalc.portfolio.book.BATCH", 7)
    terms, rows, table = _book(11, 40, 0.5)
    alone, several = redeem_many(table, terms), redeem_many(table, terms, threads=3)
    assert several.to_pylist() == alone.to_pylist()
    assert not list(differences(terms, rows, several))


# Tables by day against the rules that they tabulate.

SOME_DAYS = st.integers(0, days.DAYS - 1)
MONTH_DAYS = [("01-01", "04-01", "07-01", "10-01"), ("02-29",), ("01-31", "02-28", "08-15")]


def _day(number: int) -> date:
    return date.fromordinal(FIRST_DATE.toordinal() + number)


@given(
    start=SOME_DAYS,
    unit=st.sampled_from(list(Unit)),
    count=st.sampled_from([0, 1, 5, 10, 400]),
    roll=st.sampled_from([None, *Roll]),
    calendar=st.sampled_from([BANKS, business_calendar("weekends"), business_calendar("target")]),
)
def test_the_end_of_a_deadline_by_day(
    start: int, unit: Unit, count: int, roll: Roll | None, calendar: Calendar
) -> None:
    deadline = Deadline(count, unit, Anchor.NOTICE, roll)
    try:
        want = days.number(deadline.end(_day(start), calendar))
    except NotecalcError:
        want = days.NONE
    assert days.deadline_ends(deadline, calendar)[start] == want


@given(
    count=st.sampled_from(COUNTS),
    named=st.sampled_from(MONTH_DAYS),
    issue=st.integers(days.number(D(1992, 1, 1)), days.number(D(2030, 1, 1))),
    nth=st.integers(0, 6),
    part=st.floats(0, 1),
    matures=st.booleans(),
)
def test_what_elapsed_by_day_and_the_fraction_of_a_day(
    count: DayCount, named: Sequence[str], issue: int, nth: int, part: float, matures: bool
) -> None:
    dates = tuple(map(MonthDay.parse, named))
    periods = InterestDates(_day(issue), dates).periods()
    period = [next(periods) for _ in range(nth + 1)][-1]
    end = _day(days.number(period.start) + round(part * (period.end - period.start).days))
    maturity = end if matures else None
    tables = days.day_count(count, dates, BANKS, maturity)
    if tables is None:
        assert (count, len(dates)) == (DayCount.ACT_365L, 1)
        return
    if end == period.start and count is DayCount.THIRTY_E_360_ISDA:
        return  # where nothing elapsed the rules do not look (`rules.elapsed`)
    full = period.reference if count is DayCount.ACT_ACT_ICMA else (period.start, period.end)
    want = count.fraction(period.start, end, reference=full, frequency=len(dates),
                          maturity=maturity, calendar=BANKS)  # fmt: skip
    start, place = days.number(period.start), days.interest_dates(dates).place
    at = int(place[start])
    elapsed = int(tables.end[tables.kind[start], days.number(end)]) - int(tables.start[start])
    assert Fraction(elapsed, int(tables.basis[at])) == want
    diem = count.per_diem(period.start, reference=full, frequency=len(dates), calendar=BANKS)
    assert Fraction(int(tables.day[start]), int(tables.day_basis[start])) == diem


def test_the_days_begin_in_1900_and_end_in_2199() -> None:
    assert (days.number(FIRST_DATE), days.number(LAST_DATE)) == (0, days.DAYS - 1)
    assert days.EPOCH == 25_567  # 70 years of 365 days and 17 leap days


# No product is too large to be exact.


def _by_arrays(kind: type, principal: list[int]) -> list[list[int]]:
    """Amounts of these principals in minor units, with rates of many decimals."""
    table = plan(LONG_RATES)
    assert table is not None
    rates = Rates(*(kind(each) for each in (101_237, 150_000, 10**6)))
    amounts = np.zeros((4, len(principal)), dtype=np.int64)
    issue, notice, start, until = (np.full(len(principal), each, dtype=np.int32) for each in PUSHED)
    balance: Any = np.array(principal, dtype=kind)
    price = Price(1, 0, 1, 0)
    blocks.amount_block(balance, issue, notice, start, until, rates, table.accrual, price, amounts)
    return [list(each) for each in amounts.T.tolist()]


LONG_RATES = replace(LIQUIDMETAL_2007, interest=replace(LIQUIDMETAL_2007.interest,
                     day_count=DayCount.ACT_ACT_ISDA, note_rate=Decimal("0.101237")))  # fmt: skip
# Issue, notice, start of the default rate, redemption.
PUSHED = [days.number(each) for each in (D(2007, 1, 3), D(2008, 9, 29), D(2008, 10, 15),
                                         D(2009, 12, 31))]  # fmt: skip


def _most(limit: float) -> int:
    table = plan(LONG_RATES)
    assert table is not None
    issue, until = (np.array([each], dtype=np.int32) for each in (PUSHED[0], PUSHED[3]))
    rates, price = Rates(101_237, 150_000, 10**6), Price(1, 0, 1, 0)
    return int(limits.largest(limit, issue, until, rates, table.accrual, price))


def test_amounts_in_int64_are_exact_up_to_their_limit() -> None:
    most = _most(limits.IN_INT)
    (found,) = _by_arrays(np.int64, [most])
    own = replace(LONG_RATES, principal=Decimal(most).scaleb(-2))
    due = redeem(own, Facts(notice=D(2008, 9, 29), redeem_on=D(2009, 12, 31))).redemption
    assert due is not None
    want = [due.principal, due.accrued_interest, due.total, due.per_diem]
    assert found == [int(each.scaleb(2)) for each in want]


def test_amounts_in_float64_are_exact_up_to_their_limit() -> None:
    most = _most(limits.IN_FLOAT)
    some = list(range(most - 5_000, most + 1))
    assert _by_arrays(np.float64, some) == _by_arrays(np.int64, some)


@pytest.mark.parametrize(("limit", "holds"), [(limits.IN_FLOAT, 2**53), (limits.IN_INT, 2**63)])
def test_no_product_is_more_than_numbers_hold(limit: float, holds: int) -> None:
    # The largest: what it has grown to × twice the days of a quarter of a leap year × the rate,
    # and as much again as is added to round it.
    own = replace(LONG_RATES, principal=Decimal(_most(limit)).scaleb(-2))
    due = redeem(own, Facts(notice=D(2008, 9, 29), redeem_on=D(2009, 12, 31))).redemption
    assert due is not None
    over = 365 * 366 * 10**6
    product = int(due.outstanding.scaleb(2)) * 2 * (92 * 366 * 150_000) + over
    assert holds / 64 < product < holds


def test_a_principal_beyond_the_limits_goes_to_the_single_note_engine() -> None:
    rows = [{"id": "large", "principal": Decimal("999999999999999.99"),
             "issue_date": D(2007, 1, 3), "notice_date": D(2008, 9, 29),
             "note_rate": Decimal("0.101237")},
            {"id": "small", "principal": Decimal("0.01"), "issue_date": D(2007, 1, 3),
             "notice_date": D(2008, 9, 29), "note_rate": Decimal("0.101237")}]  # fmt: skip
    terms = replace(LIQUIDMETAL_2007, interest=replace(LIQUIDMETAL_2007.interest,
                    day_count=DayCount.ACT_ACT_ISDA))  # fmt: skip
    found = redeem_many(book(rows, tuple(rows[0])), terms)
    assert not list(differences(terms, rows, found))


def test_a_frame_may_be_given() -> None:
    frame = pandas.DataFrame({"id": [7], "principal": [Decimal("1000.00")],
                              "issue_date": pandas.to_datetime(["2007-01-03"]),
                              "notice_date": pandas.to_datetime(["2008-09-29"])})  # fmt: skip
    found = redeem_many(frame, LIQUIDMETAL_2007)
    assert found.column("total").to_pylist() == [Decimal("1192.68")]
    assert found.column("id").to_pylist() == [7]


def test_limits_leave_room_for_growth() -> None:
    table = plan(LIQUIDMETAL_2007)
    assert table is not None
    rates, price = Rates(2, 3, 20), Price(1, 0, 1, 0)
    soon, late = (np.array([days.number(D(year, 6, 1))]) for year in (2008, 2060))
    issue = np.array([days.number(D(2007, 1, 3))])
    near = limits.largest(limits.IN_INT, issue, soon, rates, table.accrual, price)
    far = limits.largest(limits.IN_INT, issue, late, rates, table.accrual, price)
    # At 15% a year, 52 years more are a growth of at least 1.0375^208, some 2,100 times.
    assert far * 2_000 < near
    assert isinstance(table.accrual, Accrual)


def test_the_job_of_the_benchmark_by_plain_decimals_and_by_quantlib() -> None:
    table = job.book(2_000, seed=5)
    wrong = 0
    for row, got in zip(table.to_pylist(), redeem_many(table, job.TERMS).to_pylist(), strict=True):
        plain, dates = job.by_decimal(row), job.by_quantlib(row)[:4]
        if row["notice_date"] <= plain[0]:  # on or before the covenant's deadline: rule 3
            wrong += "breach that has not happened" in (got["error"] or "")
            continue
        names = ("covenant_deadline", "cure_deadline", "event_of_default", "redemption_date",
                 "principal_due", "accrued_interest", "total", "per_diem")  # fmt: skip
        found = tuple(got[name] for name in names)
        assert (found, found[:4]) == (plain, dates)
    assert wrong == sum(row["notice_date"] <= job.by_decimal(row)[0] for row in table.to_pylist())
