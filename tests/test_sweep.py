"""A sweep: figures worked by hand and by QuantLib, rows as `redeem` has them, and its files."""

import csv
import gc
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, cast

import pytest
import QuantLib as ql  # noqa: N813
from core_strategies import BOUNDED, day, defaulted, note, reread
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from test_cli import Run, run

from notecalc.cli import printing
from notecalc.errors import NotecalcError
from notecalc.export import parquet_file, plots
from notecalc.facts import Facts, Fee, Notice
from notecalc.money import PaidIn
from notecalc.readings import governing_dates
from notecalc.readings.sweep import Over, Span, SweepRow, has_fees, on, sweep
from notecalc.redemption import redeem
from notecalc.scenario import parse_scenarios
from notecalc.scenario.documents import SweepDocument
from notecalc.statement.sweeps import sweep_columns
from notecalc.terms import (
    LIQUIDMETAL_2007,
    DefaultFrom,
    DefaultUntil,
    LateFee,
    Retroactive,
    Terms,
    choose,
)

__all__ = ["run"]

ALL = tuple(DefaultFrom)


def rows(start: str, end: str, **more: Any) -> list[SweepRow]:
    facts = more.pop("facts", Facts())
    return list(sweep(LIQUIDMETAL_2007, facts, day(start), day(end), **more))


# --- by hand ---

# Paid in notes, 1,188.12 of principal from 1 October 2008, 10% and then 15% over 365 days.
# Notices of Fri 26 to Sun 28 September: ten Business Days end on Fri 10 October, the default is
# on Sat 11, redemption on Tue 14 (Mon 13 is Columbus Day). 10 days at 10% are 3.2551, 3 at 15%
# 1.4648: 3.26 + 1.46. Notice of Mon 29: the tenth day is Tue 14, default and redemption on Wed
# 15: 14 days at 10% are 4.5571. A day longer costs 0.16 less: one more at 10%, three less at 15%.
WORKED = [
    ("2008-09-26", "2008-10-10", "2008-10-11", "2008-10-14", "4.72", "1192.84", None),
    ("2008-09-27", "2008-10-10", "2008-10-11", "2008-10-14", "4.72", "1192.84", "0.00"),
    ("2008-09-28", "2008-10-10", "2008-10-11", "2008-10-14", "4.72", "1192.84", "0.00"),
    ("2008-09-29", "2008-10-14", "2008-10-15", "2008-10-15", "4.56", "1192.68", "-0.16"),
]


def test_worked_rows() -> None:
    found = [
        (
            *map(str, (row.date, row.cure_deadline, row.event_of_default, row.redemption_date)),
            *map(str, (row.accrued_interest, row.total)),
            None if row.cost_of_waiting is None else str(row.cost_of_waiting),
        )
        for row in rows("2008-09-26", "2008-09-29")
    ]
    assert found == WORKED


def test_holidays_that_bite() -> None:
    # Columbus Day lies within the ten days of every notice from Mon 29 September on; those of the
    # Friday before are over by then.
    bite = {row.date.day: row.skipped for row in rows("2008-09-26", "2008-09-30")}
    columbus = ((date(2008, 10, 13), "Columbus Day"),)
    assert bite == {26: (), 27: (), 28: (), 29: columbus, 30: columbus}


def test_over_redemptions_a_day_costs_the_per_diem_until_interest_is_added() -> None:
    # 1,188.12 x 15% / 365 is 0.48827 a day. On Thu 1 January the quarter's interest still stands
    # accrued; the day after, 1,188.12 + 4.56 + 38.08 (78 days at 15%) bear interest: 1,230.76.
    found = rows(
        "2008-12-31", "2009-01-02", facts=Facts(notice=date(2008, 9, 29)), over="redemption"
    )
    assert [str(row.total) for row in found] == ["1230.28", "1230.76", "1231.27"]
    assert [str(row.cost_of_waiting) for row in found] == ["None", "0.48", "0.51"]
    assert [str(row.principal) for row in found] == ["1188.12", "1188.12", "1230.76"]
    assert [str(row.per_diem) for row in found] == ["0.49", "0.49", "0.51"]


def test_the_worked_table_of_the_rules_in_one_row_a_reading() -> None:
    found = rows("2008-09-29", "2008-09-29", readings=ALL)
    totals = {row.default_from.value: str(row.total) for row in found}
    issue = totals.pop("issue")
    assert totals == {
        "event-of-default": "1192.68",
        "notice": "1195.28",
        "breach": "1299.12",
        "interest-date": "1194.96",
    }
    assert Decimal(issue) > Decimal(totals["breach"])  # eight days more at the higher rate


# --- fees ---

# Redeemed a day later than on 15 October, 4.56 and 0.49 (1,188.12 x 15% / 365 0.4883) and the
# fee owed from that day; two days later 0.98 (0.9765).
OWED = Facts(notice=date(2008, 9, 29), fees=(Fee(date(2008, 10, 16), Decimal("25.00")),))
FEES = ("sweep", "--over", "redemption", "--notice", "2008-09-29", "--from", "2008-10-15",
        "--to", "2008-10-17")  # fmt: skip


def test_fees_stand_apart() -> None:
    found = rows("2008-10-15", "2008-10-17", facts=OWED, over="redemption")
    assert [f"{row.accrued_interest} + {row.fees} = {row.total}" for row in found] == [
        "4.56 + 0.00 = 1192.68",
        "5.05 + 25.00 = 1218.17",
        "5.54 + 25.00 = 1218.66",
    ], "rule 18: paid in full on redemption, beside portion and price"


def test_a_late_fee_is_a_fee() -> None:
    # 92 days 8% 20.1643, 5% of 20.16 1.008 from 2 October; three Business Days end on the 6th;
    # 6 days to the 7th 1.3151.
    terms = choose(LIQUIDMETAL_2007, paid_in=PaidIn.CASH)
    terms = replace(terms, late_fee=LateFee("Note 5", Decimal("0.05")))
    facts = Facts(missed=(date(2008, 10, 1),))
    (row,) = sweep(terms, facts, day("2008-09-29"), day("2008-09-29"))
    assert f"{row.redemption_date}: {row.accrued_interest} + {row.fees} = {row.total}" == (
        "2008-10-07: 21.48 + 1.01 = 1022.49"
    )


@pytest.mark.parametrize(
    ("terms", "facts", "expected", "source"),
    [
        (LIQUIDMETAL_2007, Facts(), False, "neither"),
        (LIQUIDMETAL_2007, OWED, True, "a fee of the facts"),
        (replace(LIQUIDMETAL_2007, late_fee=LateFee("Note 5", Decimal("0.05"))), Facts(), True,
         "a late fee of the terms"),
    ],
)  # fmt: skip
def test_fees_have_a_column_only_where_there_can_be_any(
    terms: Terms, facts: Facts, expected: bool, source: str
) -> None:
    assert has_fees(terms, facts) is expected, source
    assert ("fees" in sweep_columns(fees=has_fees(terms, facts))) is expected, source


def test_the_column_of_fees_as_people_meet_it(run: Run, tmp_path: Path) -> None:
    import pyarrow.parquet

    fee = ("--fee", "2008-10-16=25")
    head = next(line for line in run(*FEES, *fee).out.splitlines() if " fees" in line)
    assert head.split()[-2:] == ["fees", "total"]
    assert " fees" not in run(*FEES).out
    found = json.loads(run(*FEES, *fee, "--format", "json").out)["rows"]
    names = list(sweep_columns(fees=True))
    assert [(list(row), row["fees"]) for row in found] == [
        (names, "0.00"), (names, "25.00"), (names, "25.00"),
    ]  # fmt: skip
    printed = list(csv.DictReader(io.StringIO(run(*FEES, *fee, "--format", "csv").out)))
    assert [(list(row), row["fees"], row["total"]) for row in printed][1] == (
        names, "25.00", "1218.17",
    )  # fmt: skip
    for name in ("rows.csv", "rows.parquet"):
        run(*FEES, *fee, f"--{Path(name).suffix[1:]}", str(tmp_path / name))
    with (tmp_path / "rows.csv").open(encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == printed
    table = pyarrow.parquet.read_table(tmp_path / "rows.parquet")
    assert (table.column_names, table.to_pylist()[1]["fees"]) == (names, Decimal("25.00"))


def test_a_scenario_swept_with_fees_verifies(run: Run, tmp_path: Path) -> None:
    given = "notice: 2008-09-29\n    fees: [{on: 2008-10-16, amount: 25.00}]"
    text = SCENARIO.split("  - name: when")[0]
    text = text.replace("notice: 2008-09-29", given)
    text = text.replace(
        "2008-09-26, to: 2008-09-29", "2008-10-15, to: 2008-10-16, over: redemption"
    )
    file, made = tmp_path / "a.yaml", tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    made.write_text(run("run", str(file), "--format", "json").out, encoding="utf-8")
    (found,) = json.loads(made.read_text(encoding="utf-8"))
    assert [row["fees"] for row in found["sweep"]["rows"]] == ["0.00", "25.00"]
    done = run("verify", str(made))
    assert (done.code, "agrees to the cent" in done.out) == (0, True)


def test_a_date_that_does_not_fit_says_why() -> None:
    early, late = rows("2007-01-10", "2007-01-11")
    assert early.refused == (
        "the notice of 2007-01-10 is of a breach that has not happened: it is not after the"
        " deadline of covenant 'debt-payoff' (SPA 4(i)), 2007-01-10"
    )
    assert (early.state, early.total, early.cost_of_waiting) == (None, None, None)
    assert late.refused == ""
    assert late.total is not None
    assert late.cost_of_waiting is None  # there is nothing to wait from
    (before,) = rows(
        "2008-10-14", "2008-10-14", facts=Facts(notice=date(2008, 9, 29)), over="redemption"
    )
    assert before.refused == (
        "redemption on 2008-10-14 is before the Event of Default of 2008-10-15 (Note 4(a)(iv))"
    )


def test_a_date_beyond_the_calendar_says_so_and_the_rest_goes_on() -> None:
    found = rows("2050-12-14", "2050-12-20")
    assert found[0].refused == ""
    assert found[-1].refused.startswith("us-banks covers 1990 to 2050, not 10 Business Days after")


def test_a_cured_note_has_a_state_and_no_amounts() -> None:
    (row,) = rows("2008-09-29", "2008-09-29", facts=Facts(cured=date(2008, 10, 14)))
    assert row.state is not None
    assert (row.state.value, row.total, row.cure_deadline) == ("cured", None, date(2008, 10, 14))


def test_a_span_that_ends_before_it_starts() -> None:
    with pytest.raises(NotecalcError) as error:
        rows("2008-09-30", "2008-09-29")
    assert str(error.value) == (
        "the span ends on 2008-09-29, before it starts on 2008-09-30; write a later end"
    )


def test_a_notice_takes_as_long_to_arrive_on_every_day() -> None:
    given = Facts(notice=Notice(date(2008, 9, 1), date(2008, 9, 4)))
    moved = on(given, date(2008, 9, 29)).notice
    assert moved == Notice(date(2008, 9, 29), date(2008, 10, 2))
    assert on(Facts(), date(2008, 9, 29)).notice == date(2008, 9, 29)
    late = Facts(notice=Notice(date(2199, 12, 1), date(2199, 12, 4)))
    found = rows("2199-12-30", "2199-12-30", facts=late, readings=ALL)
    assert [row.refused for row in found] == ["2200-01-02 is outside 1900 to 2199"] * 5


def test_the_default_rate_may_stop_and_start_again_between_rows() -> None:
    # Until a cure. The payment due on 30 September defaults on Sat 4 October and is cured on the
    # 10th; the covenant's default comes ten Business Days after the notice, on 15, 16 and 17
    # October. Of 1,188.12 to 1 December: 3 days at 10% 0.98, 6 at 15% 2.93, then
    # 5, 6, 7 days at 10%: 1.63, 1.95, 2.28, and 47, 46, 45 at 15%: 22.95, 22.46, 21.97.
    rates = replace(LIQUIDMETAL_2007.default_rates, until=DefaultUntil.CURE)
    facts = Facts(
        missed=(day("2008-09-30"),),
        cured={"payment": day("2008-10-10")},
        redeem_on=day("2008-12-01"),
    )
    terms = replace(LIQUIDMETAL_2007, default_rates=rates)
    found = sweep(terms, facts, day("2008-09-29"), day("2008-10-01"))
    assert [str(row.total) for row in found] == ["1216.61", "1216.44", "1216.28"]


# --- by QuantLib ---

ISSUE, EVERY_DAY, COUNT = ql.Date(3, 1, 2007), ql.NullCalendar(), ql.Actual365Fixed()
FED = ql.UnitedStates(ql.UnitedStates.FederalReserve)


def by_quantlib(notice: date) -> Decimal:
    """The total due: QuantLib's calendar, schedule and day count, and cents rounded half up."""
    default = FED.advance(ql.Date.from_date(notice), 10, ql.Days) + 1
    end = FED.adjust(default, ql.Following)
    first = ql.Date(1, 4, 2007)
    quarters = ql.Schedule(
        ISSUE, end, ql.Period(ql.Quarterly), EVERY_DAY, ql.Unadjusted, ql.Unadjusted,
        ql.DateGeneration.Forward, False, first,
    )  # fmt: skip
    principal, accrued = Decimal(1000), Decimal(0)
    for start, stop in pairwise(quarters):
        principal, accrued = principal + accrued, Decimal(0)
        cut = min(max(default, start), stop)
        for rate, one, other in (("0.10", start, cut), ("0.15", cut, stop)):
            exact = principal * Decimal(rate) * COUNT.dayCount(one, other) / 365
            accrued += exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return principal + accrued


def test_a_year_of_notices_by_quantlib() -> None:
    for row in rows("2008-03-20", "2009-03-19"):
        assert (row.date, row.total) == (row.date, by_quantlib(row.date))


# --- properties ---

overs = st.sampled_from(("notice", "redemption"))


@BOUNDED
@given(defaulted(), overs, st.integers(0, 400), st.sampled_from(Retroactive))
def test_rows_are_what_redeem_gives(
    case: tuple[Any, Facts], over: Over, later: int, claim: Retroactive
) -> None:
    terms, facts = case
    terms = replace(terms, default_rates=replace(terms.default_rates, retroactive=claim))
    start = date(2008, 1, 5) + timedelta(days=later)
    for row in sweep(terms, facts, start, start + timedelta(days=3), over=over, readings=ALL):
        try:
            result = redeem(reread(terms, row.default_from), on(facts, row.date, over))
        except NotecalcError as error:
            said = "; ".join(each.what for each in error.problems)
            assert row == SweepRow(row.date, row.default_from, refused=said)
            continue
        due, dates = result.redemption, governing_dates(result)
        amounts = due and (due.principal, due.accrued_interest, due.total, due.per_diem)
        assert (row.principal, row.accrued_interest, row.total, row.per_diem) == (
            amounts or (None,) * 4
        )
        assert (row.state, row.skipped, row.refused) == (result.state, result.skipped, "")
        assert [row.cure_deadline, row.event_of_default, row.default_rate_from] == [
            dates.get(name) for name in ("cure_deadline", "event_of_default", "default_rate_from")
        ]
        assert row.redemption_date == dates.get("redemption")


def test_shared_amounts_know_scheduled_principal() -> None:
    # 100.00 is due on Sun 28 September: paid where the notice goes then or later, not before, and
    # the three notices of that weekend give one redemption date.
    terms = note(scheduled=(("2008-09-28", "100.00"),), paid_in=PaidIn.NOTES)
    found = [row.principal for row in sweep(terms, Facts(), day("2008-09-27"), day("2008-09-28"))]
    assert found == [
        due.principal
        for sent in ("2008-09-27", "2008-09-28")
        if (due := redeem(terms, Facts(notice=day(sent))).redemption)
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0] > found[1]


@pytest.mark.parametrize("over", ["notice", "redemption"])
def test_costs_of_waiting_add_up(over: Over) -> None:
    facts = Facts(notice=date(2008, 9, 29)) if over == "redemption" else Facts()
    found = rows("2008-10-15", "2009-02-01", facts=facts, over=over, readings=ALL)
    for reading in ALL:
        mine = [row for row in found if row.default_from is reading]
        waited = sum((row.cost_of_waiting or Decimal(0) for row in mine), Decimal(0))
        assert mine[0].total is not None
        assert mine[-1].total is not None
        assert waited == mine[-1].total - mine[0].total


def test_rows_come_one_at_a_time() -> None:
    """What a sweep keeps does not grow with the rows that have been taken."""

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

    kept(400)  # fills what is kept between calls: dates, holidays
    assert kept(400) < 2 * kept(40)


# --- the command line ---

SPAN = ("--from", "2008-09-26", "--to", "2008-09-29")


def test_table(run: Run) -> None:
    done = run("sweep", *SPAN)
    assert (done.code, done.err) == (0, "")
    assert "By day of notice, default rate from event-of-default, USD" in done.out
    assert "  2008-09-29  2008-10-14     2008-10-15        2008-10-15       1,192.68" in done.out
    assert "skips Mon 2008-10-13 Columbus Day" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_what_waiting_costs_is_said_from_day_to_day(run: Run) -> None:
    told = " ".join(run("sweep", *SPAN).out.split())
    assert told.endswith(
        "Notes - cost of waiting is what one more day adds to the total: from Sun 2008-09-28 to"
        " Mon 2008-09-29 it takes off 0.16"
    )
    assert "Notes" not in run("sweep", *SPAN[:2], "--to", "2008-09-28").out  # nothing is added
    over = ("--over", "redemption", "--notice", "2008-09-29")
    out = run("sweep", *over, "--from", "2008-10-14", "--to", "2008-10-20").out
    assert max(map(len, out.splitlines())) <= 80
    assert out.count("Columbus Day") == 1
    told = " ".join(out.split())
    assert "from Wed 2008-10-15 to Thu 2008-10-16 it adds 0.49" in told
    assert told.endswith("their count skips Mon 2008-10-13 Columbus Day")


def test_table_says_what_does_not_fit_and_how_a_note_stands(run: Run) -> None:
    refused = run("sweep", "--from", "2007-01-09", "--to", "2007-01-10").out
    assert "the notice of 2007-01-10 is of a breach" in " ".join(refused.split())
    assert "cured; skips" in run("sweep", *SPAN[2:], *("--from", "2008-09-29"), "--cured",
                                 "2008-10-10").out  # fmt: skip


def test_json(run: Run) -> None:
    found = json.loads(run("sweep", *SPAN, "--all-readings", "--format", "json").out)
    head = {name: found[name] for name in found if name != "rows"}
    assert head == {
        "notecalc": "0.1.0",
        "schema": 1,
        "terms": "liquidmetal-2007",
        "currency": "USD",
        "over": "notice",
    }
    assert len(found["rows"]) == 20
    row = found["rows"][15]
    assert list(row) == list(sweep_columns(fees=False))
    assert row | {"skipped": None} == {
        "date": "2008-09-29",
        "default_from": "event-of-default",
        "state": "default",
        "cure_deadline": "2008-10-14",
        "event_of_default": "2008-10-15",
        "default_rate_from": "2008-10-15",
        "redemption_date": "2008-10-15",
        "principal": "1188.12",
        "accrued_interest": "4.56",
        "total": "1192.68",
        "per_diem": "0.49",
        "cost_of_waiting": "-0.16",
        "skipped": None,
        "refused": None,
    }
    assert row["skipped"] == [{"date": "2008-10-13", "name": "Columbus Day"}]


def test_csv_printed_and_written_is_the_same(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    done = run("sweep", *SPAN, "--csv", str(file))
    assert (done.code, done.out, done.err) == (0, "", f"4 rows written to {file}\n")
    text = file.read_bytes().decode()
    assert text == run("sweep", *SPAN, "--csv", "-").out
    assert text == run("sweep", *SPAN, "--format", "csv").out
    found = list(csv.DictReader(io.StringIO(text)))
    assert list(found[0]) == list(sweep_columns(fees=False))
    assert found[3]["total"] == "1192.68"
    assert found[3]["skipped"] == "2008-10-13 Columbus Day"


def test_parquet_has_dates_and_exact_amounts(run: Run, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    file = tmp_path / "rows.parquet"
    done = run("sweep", *SPAN, "--all-readings", "--parquet", str(file))
    assert (done.code, done.err) == (0, f"20 rows written to {file}\n")
    table = pyarrow.parquet.read_table(file)
    kinds = {date: pyarrow.date32(), Decimal: pyarrow.decimal128(38, 2), str: pyarrow.string()}
    assert {field.name: field.type for field in table.schema} == {
        name: kinds[kind] for name, kind in sweep_columns(fees=False).items()
    }
    assert table.num_rows == 20
    row = table.to_pylist()[15]
    assert (row["date"], row["total"]) == (date(2008, 9, 29), Decimal("1192.68"))
    assert row["refused"] is None


def test_parquet_goes_batch_by_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet

    monkeypatch.setattr("notecalc.export._BATCH", 2)
    for count, groups in ((0, 0), (4, 2), (5, 3)):
        file = tmp_path / f"{count}.parquet"
        with parquet_file(str(file), {"n": int, "text": str}) as add:
            for n in range(count):
                add((n, None))
        read = pyarrow.parquet.ParquetFile(file)
        assert (read.metadata.num_rows, read.num_row_groups) == (count, groups)
        assert read.read().to_pylist() == [{"n": n, "text": None} for n in range(count)]


def test_plots_are_the_same_every_time(run: Run, tmp_path: Path) -> None:
    one, other, picture = (tmp_path / name for name in ("one.svg", "other.SVG", "one.png"))
    for file in (one, other, picture):
        done = run("sweep", *SPAN, "--all-readings", "--plot", str(file))
        assert (done.code, done.err) == (0, f"20 rows written to {file}\n")
    drawn = one.read_bytes()
    assert drawn == other.read_bytes()
    for said in (b"Total due by day of notice", b"interest-date", b"USD"):
        assert said in drawn
    assert b"dc:date" not in drawn
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert b"matplotlib version" not in picture.read_bytes()


def test_all_files_in_one_run(run: Run, tmp_path: Path) -> None:
    names = [str(tmp_path / name) for name in ("a.csv", "a.parquet", "a.svg")]
    done = run("sweep", *SPAN, "--csv", names[0], "--parquet", names[1], "--plot", names[2])
    assert done.err == "".join(f"4 rows written to {name}\n" for name in names)
    assert done.out == ""


@pytest.mark.parametrize(
    ("option", "package", "extra"),
    [("--parquet", "pyarrow", "portfolio"), ("--plot", "matplotlib", "plot")],
)
def test_an_extra_that_is_not_installed(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    package: str,
    extra: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, cast(Any, None))
    done = run("sweep", *SPAN, option, str(tmp_path / "a.svg"))
    assert done.code == 1
    assert done.err == f"{package} is not installed; install it: pip install 'notecalc[{extra}]'\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ("--from", "2008-9-1", "--to", "x", "--paid-to", "y"),
            1,
            "--from: '2008-9-1' is not a date; write YYYY-MM-DD, such as 2008-09-29\n"
            "--to: 'x' is not a date; write YYYY-MM-DD, such as 2008-09-29\n"
            "--paid-to: 'y' is not a date; write YYYY-MM-DD, such as 2008-09-29\n",
        ),
        (
            ("--from", "2008-09-30", "--to", "2008-09-29"),
            1,
            "--to: the span ends on 2008-09-29, before it starts on 2008-09-30;"
            " write a date from 2008-09-30 on\n",
        ),
        (
            (*SPAN, "--plot", "a.gif"),
            1,
            "a.gif is no name of a plot; name a file that ends in .svg or .png\n",
        ),
        (
            ("--from", "2007-01-09", "--to", "2007-01-10", "--plot", "a.svg"),
            1,
            "nothing is due on any of these days; give days on which something is\n",
        ),
        (
            (*SPAN, "--csv", "missing/a.csv"),
            1,
            "cannot write missing/a.csv: No such file or directory;"
            " name a file that can be written\n",
        ),
        (
            (*SPAN, "--csv", "a.csv", "--format", "json"),
            2,
            "--format is for what is printed: leave it out where files are written.",
        ),
        (
            (*SPAN, "--over", "redemption"),
            2,
            "Missing option '--notice' (or '--missed', '--occurred', '--as-of').",
        ),
        (
            (*SPAN, "--over", "redemption", "--notice", "2008-09-29", "--redeem-on", "2008-11-14"),
            2,
            "--redeem-on is what the sweep varies: leave it out.",
        ),
        (
            (*SPAN, "--parquet", "-"),
            2,
            "--parquet - would print what is no text: name a file.",
        ),
        (
            (*SPAN, "--plot", "-"),
            2,
            "--plot - would print what is no text: name a file.",
        ),
        (
            (*SPAN, "--csv", "z", "--parquet", "./z"),
            2,
            "--csv and --parquet both name ./z: name a file for each.",
        ),
        (
            (*SPAN, "--parquet", "z.svg", "--plot", "z.svg"),
            2,
            "--parquet and --plot both name z.svg: name a file for each.",
        ),
        (
            (*SPAN, "--notice", "2008-09-29"),
            2,
            "--notice is what the sweep varies: leave it out, or add --over redemption.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("sweep", *args)
    assert (done.code, done.out) == (code, "")
    assert done.err == said if code == 1 else said in done.err
    assert list(tmp_path.iterdir()) == []


# --- scenario files ---

SCENARIO = """\
notecalc: 1
terms: liquidmetal-2007
scenarios:
  - name: as noticed
    notice: 2008-09-29
    sweep: {from: 2008-09-26, to: 2008-09-29}
  - name: when to redeem
    notice: 2008-09-29
    sweep: {from: 2008-10-14, to: 2008-10-16, over: redemption}
  - name: too early to notice
    notice: 2008-09-29
    sweep: {from: 2007-01-09, to: 2007-01-10, over: notice}
  - notice: 2008-09-29
"""


def test_a_scenario_asks_for_a_sweep(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    lines = run("run", str(file)).out.splitlines()
    assert [line for line in lines if "sweep" in line] == [
        "  sweep over notice, 2008-09-26 to 2008-09-29: 1,192.68 (2008-09-29) to 1,192.84"
        " (2008-09-26) USD",
        "  sweep over redemption, 2008-10-14 to 2008-10-16: 1,192.68 (2008-10-15) to 1,193.17"
        " (2008-10-16) USD",
        "  sweep over notice, 2007-01-09 to 2007-01-10: nothing is due on any day",
    ]
    one, two, _, plain = json.loads(run("run", str(file), "--format", "json").out)
    alone = json.loads(run("sweep", *SPAN, "--format", "json").out)
    assert one["sweep"] == {
        "over": "notice", "from": "2008-09-26", "to": "2008-09-29", "rows": alone["rows"],
    }  # fmt: skip
    assert [row["total"] for row in two["sweep"]["rows"]] == [None, "1192.68", "1193.17"]
    assert "sweep" not in plain
    scenario = parse_scenarios(SCENARIO).scenarios[1]
    span = Span(date(2008, 10, 14), date(2008, 10, 16), "redemption")
    assert getattr(scenario, "sweep", None) == span


def test_ten_years_may_be_swept_and_no_day_more() -> None:
    # 366 days in 2000, 2004 and 2008: 3,653 to the end of 2009; seven days more to 7 January.
    def read(end: str) -> Any:
        text = SCENARIO.replace("from: 2008-09-26, to: 2008-09-29", f"from: 2000-01-01, to: {end}")
        return parse_scenarios(text).scenarios[0]

    assert read("2010-01-07").sweep.end == date(2010, 1, 7)
    (problem,) = read("2010-01-08").problems
    assert problem.what == "these are 3,661 days"


def test_python_callers_may_say_what_is_swept_over() -> None:
    with pytest.raises(ValidationError, match="3 is not what to sweep over"):
        SweepDocument.model_validate({"from": "2008-09-26", "to": "2008-09-29", "over": 3})


# --- the progress bar ---


class Terminal(io.StringIO):
    """Standard error as a terminal is."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("step", "drawn"), [(0.01, False), (1.0, True)])
def test_a_bar_once_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, step: float, drawn: bool
) -> None:
    terminal = Terminal()
    clock: Iterator[float] = iter(n * step for n in range(10_000))
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("notecalc.cli.printing.time.monotonic", lambda: next(clock))
    monkeypatch.setenv("TERM", "xterm")
    assert list(printing.progress(range(20), 20, "dates")) == list(range(20))
    assert ("dates" in terminal.getvalue()) is drawn


def test_plot_of_gaps(tmp_path: Path) -> None:
    points = [(date(2008, 9, 29), Decimal(1)), (date(2008, 9, 30), None)]
    plots.over_dates(str(tmp_path / "a.svg"), {"one": points}, title="t", unit="USD")
