"""The good-through table: figures worked by hand, each row as `redeem` has it, what delay costs."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from core_strategies import BOUNDED, calendar_of, day, defaulted, note, paid
from hypothesis import given
from hypothesis import strategies as st
from test_cli import Run, run

from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.readings.good_through import good_through
from notecalc.redemption import redeem
from notecalc.scenario import parse_scenarios
from notecalc.statement.series import GOOD_THROUGH, delay_lines
from notecalc.terms import LIQUIDMETAL_2007, Terms

__all__ = ["run"]

NOTICED = Facts(notice=date(2008, 9, 29))

# 1,188.12 x 15% / 365 is 0.488268 a day, 0.49 rounded. Accrued on 15 October 4.56 (14 days at
# 10%); then n days at 15%: 0.49, 0.98, 2.44 (5 days; 2.45 by the per diem), 2.93 (2.94).
WORKED = [
    ("2008-10-15", 0, "4.56", "1192.68", "0.00", "0.00"),
    ("2008-10-16", 1, "5.05", "1193.17", "0.49", "0.49"),
    ("2008-10-17", 2, "5.54", "1193.66", "0.98", "0.98"),
    ("2008-10-20", 5, "7.00", "1195.12", "2.44", "2.45"),
    ("2008-10-21", 6, "7.49", "1195.61", "2.93", "2.94"),
]


def test_worked_rows() -> None:
    rows = good_through(LIQUIDMETAL_2007, NOTICED, day("2008-10-21"))
    found = [
        (str(row.due.date), row.days, str(row.due.accrued_interest), str(row.due.total),
         str(row.late), str(row.by_per_diem))
        for row in rows
    ]  # fmt: skip
    assert found == WORKED
    assert {str(row.due.principal) for row in rows} == {"1188.12"}
    assert {str(row.due.per_diem) for row in rows} == {"0.49"}
    assert [str(row.gap) for row in rows] == ["0.00", "0.00", "0.00", "-0.01", "-0.01"]


def test_interest_added_to_principal_raises_the_per_diem() -> None:
    # 78 days at 15% to 1 January are 38.08: 1,188.12 + 4.56 + 38.08 = 1,230.76, and 1,230.76 x 15%
    # / 365 is 0.5058. On 2 January 0.51 has accrued: 1,231.27. That is 38.59 more than on 15
    # October; 79 days at 0.49 are 38.71.
    rows = good_through(LIQUIDMETAL_2007, NOTICED, day("2009-01-02"))
    last = rows[-1]
    assert [str(row.due.date) for row in rows[-2:]] == ["2008-12-31", "2009-01-02"]
    assert (str(last.due.principal), str(last.due.per_diem)) == ("1230.76", "0.51")
    assert (str(last.due.total), str(last.late)) == ("1231.27", "38.59")
    assert (last.days, str(last.by_per_diem), str(last.gap)) == (79, "38.71", "-0.12")
    assert delay_lines(rows, redeem(LIQUIDMETAL_2007, NOTICED)) == (
        "paid on Fri 2009-01-02, 79 days after the redemption date, the note costs 38.59 USD more",
        "0.49 × 79 days is 38.71, 0.12 more than the table says: the table is right",
        "the per diem is rounded: 1,188.12 × 15% × 1/365 = 0.48826849…",
        "by Fri 2009-01-02 the per diem is 0.51, on 1,230.76 of principal, for interest was added"
        " to it",
    )


def cash(count: DayCount, principal: str = "36500.00", **more: Any) -> Terms:
    """A note whose interest is paid in cash, 10% and 15%, so that nothing is added to principal."""
    return note(paid_in=PaidIn.CASH, day_count=count, principal=principal, **more)


def test_a_per_diem_without_a_rest_agrees_on_every_day() -> None:
    # 36,500.00 x 15% / 365 is 15.00: each day costs that and nothing else.
    terms = cash(DayCount.ACT_365F)
    facts = Facts(notice=day("2008-02-01"))
    rows = good_through(terms, facts, day("2008-03-14"))
    assert rows[0].due.date == day("2008-02-19")  # ten Business Days; 18 February is a holiday
    assert all(row.gap == 0 for row in rows)
    assert delay_lines(rows, redeem(terms, facts)) == (
        "paid on Fri 2008-03-14, 24 days after the redemption date, the note costs 360.00 USD more",
        "15.00 × 24 days is 360.00: per diem times days agrees with the table on every day",
    )


def test_a_day_count_that_leaves_days_out() -> None:
    # By 30/360 1 October to Fri 31 October are 30 days and to Mon 3 November 32, so that the three
    # days in between are two: 36,000.00 x 15% / 360 is 15.00, twice. BUS/252 counts one: 36,000.00
    # x 15% / 252 is 21.4286.
    facts = Facts(notice=day("2008-09-01"), redeem_on=day("2008-10-31"))
    for count, late, product, last in (
        (DayCount.THIRTY_360, "30.00", "15.00 × 3 days is 45.00, 15.00 more", "counts 2"),
        (DayCount.BUS_252, "21.43", "21.43 × 3 days is 64.29, 42.86 more", "counts 1"),
    ):
        terms = cash(count, "36000.00")
        rows = good_through(terms, facts, day("2008-11-03"))
        assert str(rows[1].late) == late
        told = delay_lines(rows, redeem(terms, facts))
        assert told[1] == f"{product} than the table says: the table is right"
        assert told[-1] == f"{count.value} {last} of these days"


def test_a_per_diem_that_rounds_to_nothing() -> None:
    # 9.73 x 15% / 365 is 0.0040 a day: 3 days to Tue 19 February are 0.01, 4 and 5 days 0.02.
    terms = cash(DayCount.ACT_365F, "9.73")
    facts = Facts(notice=day("2008-02-01"))
    rows = good_through(terms, facts, day("2008-02-21"))
    assert [str(row.late) for row in rows] == ["0.00", "0.01", "0.01"]
    assert delay_lines(rows, redeem(terms, facts))[1:] == (
        "0.00 × 2 days is 0.00, 0.01 less than the table says: the table is right",
        "the per diem is rounded: 9.73 × 15% × 1/365 = 0.00399863…",
    )


def test_a_payment_in_between_is_taken_off() -> None:
    # 1,000.00 paid on 20 February: the interest accrued first, the rest from principal.
    terms = cash(DayCount.ACT_365F)
    facts = Facts(notice=day("2008-02-01"), payments=paid(("2008-02-20", "1000.00")))
    rows = good_through(terms, facts, day("2008-02-20"))
    # On the day itself the payment comes first: 15.00 more interest, 1,000.00 less to pay.
    assert str(rows[1].late) == "-985.00"
    assert delay_lines(rows, redeem(terms, facts))[0] == (
        "paid on Wed 2008-02-20, 1 day after the redemption date, the note costs 985.00 USD less"
    )
    assert "1,000.00 was paid on Wed 2008-02-20" in delay_lines(rows, redeem(terms, facts))


def test_nothing_due_is_an_empty_table() -> None:
    cured = replace(NOTICED, cured=date(2008, 10, 14))
    assert good_through(LIQUIDMETAL_2007, cured, day("2008-10-31")) == ()
    assert delay_lines((), redeem(LIQUIDMETAL_2007, cured)) == ()


def test_the_redemption_date_alone() -> None:
    rows = good_through(LIQUIDMETAL_2007, NOTICED, day("2008-10-15"))
    assert [row.days for row in rows] == [0]
    assert delay_lines(rows, redeem(LIQUIDMETAL_2007, NOTICED)) == ()


def test_a_redemption_date_on_a_closed_day_stands_first() -> None:
    facts = replace(NOTICED, redeem_on=date(2008, 10, 18))  # a Saturday
    rows = good_through(LIQUIDMETAL_2007, facts, day("2008-10-21"))
    assert [row.due.date.day for row in rows] == [18, 20, 21]


def test_before_the_redemption_date() -> None:
    with pytest.raises(NotecalcError) as error:
        good_through(LIQUIDMETAL_2007, NOTICED, day("2008-10-14"))
    assert str(error.value) == (
        "good_through: good through 2008-10-14 is before the redemption date of 2008-10-15;"
        " write a date from 2008-10-15 on"
    )


@BOUNDED
@given(defaulted(), st.integers(0, 40))
def test_rows_are_what_redeem_gives(case: tuple[Terms, Facts], ahead: int) -> None:
    terms, facts = case
    try:
        first = redeem(terms, facts).redemption
        assert first is not None
        until = first.date + timedelta(days=ahead)
        last = redeem(terms, replace(facts, redeem_on=until)).redemption
    except NotecalcError:
        return  # payments of more than is due
    assert last is not None
    rows = good_through(terms, facts, until)
    calendar = calendar_of(terms)
    days = (first.date + timedelta(days=n) for n in range(1, ahead + 1))
    open_days = [each for each in days if calendar.is_business_day(each)]
    assert [row.due.date for row in rows] == [first.date, *open_days]
    assert rows[0].due == first
    for row in rows:
        assert row.due == redeem(terms, replace(facts, redeem_on=row.due.date)).redemption
        assert row.late == row.due.total - first.total
        assert row.by_per_diem == first.per_diem * (row.due.date - first.date).days
    assert all(delay_lines(rows, redeem(terms, facts))) is True


# --- the command line and scenario files ---

NOTICE = ("--notice", "2008-09-29")


def test_table(run: Run) -> None:
    done = run("redeem", *NOTICE, "--good-through", "2008-10-21")
    assert (done.code, done.err) == (0, "")
    assert "  Mon 2008-10-20     5   1,188.12              7.00  1,195.12      0.49" in done.out
    assert "  Mon 2008-10-20           2.44                 2.45" in done.out
    assert "0.01 more than the table says: the table is right" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert "Due on each Business Day" not in run("redeem", *NOTICE).out


def test_json_has_it_when_it_is_asked_for(run: Run) -> None:
    asked = json.loads(
        run("redeem", *NOTICE, "--good-through", "2008-10-20", "--format", "json").out
    )
    plain = json.loads(run("redeem", *NOTICE, "--format", "json").out)
    table = asked.pop("good_through")
    assert asked == plain
    assert table[3] == {
        "date": "2008-10-20",
        "days": 5,
        "principal": "1188.12",
        "accrued_interest": "7.00",
        "fees": "0.00",
        "total": "1195.12",
        "per_diem": "0.49",
        "cost_of_delay": "2.44",
        "per_diem_times_days": "2.45",
    }
    cured = ("--cured", "2008-10-14", "--good-through", "2008-10-20", "--format", "json")
    assert json.loads(run("redeem", *NOTICE, *cured).out)["good_through"] == []


def test_csv_is_the_table(run: Run) -> None:
    out = run("redeem", *NOTICE, "--good-through", "2008-10-20", "--format", "csv").out
    found = list(csv.reader(io.StringIO(out)))
    assert tuple(found[0]) == GOOD_THROUGH
    assert found[4] == [
        "2008-10-20", "5", "1188.12", "7.00", "0.00", "1195.12", "0.49", "2.44", "2.45"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (
            "2008-10-14",
            "--good-through: good through 2008-10-14 is before the redemption date of 2008-10-15;"
            " write a date from 2008-10-15 on\n",
        ),
        ("soon", "--good-through: 'soon' is not a date; write YYYY-MM-DD, such as 2008-09-29\n"),
    ],
)
def test_mistakes(run: Run, until: str, said: str) -> None:
    done = run("redeem", *NOTICE, "--good-through", until)
    assert (done.code, done.out, done.err) == (1, "", said)


SCENARIO = """\
notecalc: 1
terms: liquidmetal-2007
scenarios:
  - name: as noticed
    notice: 2008-09-29
    good_through: 2008-10-20
"""


def test_a_scenario_asks_for_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    done = run("run", str(file))
    assert done.out.splitlines()[-1] == "  good through 2008-10-20: 1,195.12 USD"
    (found,) = json.loads(run("run", str(file), "--format", "json").out)
    assert [row["total"] for row in found["good_through"]][-1] == "1195.12"
    (scenario,) = parse_scenarios(SCENARIO).scenarios
    assert getattr(scenario, "good_through", None) == date(2008, 10, 20)


def test_a_scenario_that_asks_too_early(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SCENARIO.replace("10-20", "10-14"), encoding="utf-8")
    done = run("run", str(file))
    assert done.code == 1
    assert done.err.splitlines()[0] == (
        f"{file}:6:19: scenarios.0.good_through: good through 2008-10-14 is before the redemption"
        " date of 2008-10-15; write a date from 2008-10-15 on"
    )
