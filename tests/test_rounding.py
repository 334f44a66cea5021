"""Rounding (rule 20): each way of rounding, per line, period and day, against figures by hand."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from accruals import accrual, due, round_note
from core_strategies import CRASH, day, note, paid

from notecalc.daycount import DayCount
from notecalc.money import NEAREST_CENT, PaidIn, Rounding, RoundingMode, RoundingPer, half_up
from notecalc.schedule.meter import Meter
from notecalc.terms import Terms

NEAREST, DOWN, UP = RoundingMode
LINE, PERIOD, PER_DIEM = RoundingPer

# 1,000.51 at 10%, cut on 1 February where the default rate, 10% too, starts:
# ACT/360 31 days 8.615503, 60 days 16.675167, both 25.290669; a day 0.277919
# ACT/365F 8.497482, 16.446740, 24.944222; a day 0.274112
# 30/360 30 days 8.337583, 60 days 16.675167, 25.012750; a day 0.277919
# ACT/ACT ICMA (4 x 91) 8.520827, 16.491923, 25.012750; a day 0.274865
# A period's second line is the rounded period less the first; a day is rounded before it is
# taken 31 (30) and 60 times.
BY_HAND = {
    DayCount.ACT_360: {
        (LINE, NEAREST): "8.62 16.68",
        (LINE, DOWN): "8.61 16.67",
        (LINE, UP): "8.62 16.68",
        (PERIOD, NEAREST): "8.62 16.67",
        (PERIOD, DOWN): "8.61 16.68",
        (PERIOD, UP): "8.62 16.68",
        (PER_DIEM, NEAREST): "8.68 16.80",
        (PER_DIEM, DOWN): "8.37 16.20",
        (PER_DIEM, UP): "8.68 16.80",
    },
    DayCount.ACT_365F: {
        (LINE, NEAREST): "8.50 16.45",
        (LINE, DOWN): "8.49 16.44",
        (LINE, UP): "8.50 16.45",
        (PERIOD, NEAREST): "8.50 16.44",
        (PERIOD, DOWN): "8.49 16.45",
        (PERIOD, UP): "8.50 16.45",
        (PER_DIEM, NEAREST): "8.37 16.20",
        (PER_DIEM, DOWN): "8.37 16.20",
        (PER_DIEM, UP): "8.68 16.80",
    },
    DayCount.THIRTY_360: {
        (LINE, NEAREST): "8.34 16.68",
        (LINE, DOWN): "8.33 16.67",
        (LINE, UP): "8.34 16.68",
        (PERIOD, NEAREST): "8.34 16.67",
        (PERIOD, DOWN): "8.33 16.68",
        (PERIOD, UP): "8.34 16.68",
        (PER_DIEM, NEAREST): "8.40 16.80",
        (PER_DIEM, DOWN): "8.10 16.20",
        (PER_DIEM, UP): "8.40 16.80",
    },
    DayCount.ACT_ACT_ICMA: {
        (LINE, NEAREST): "8.52 16.49",
        (LINE, DOWN): "8.52 16.49",
        (LINE, UP): "8.53 16.50",
        (PERIOD, NEAREST): "8.52 16.49",
        (PERIOD, DOWN): "8.52 16.49",
        (PERIOD, UP): "8.53 16.49",
        (PER_DIEM, NEAREST): "8.37 16.20",
        (PER_DIEM, DOWN): "8.37 16.20",
        (PER_DIEM, UP): "8.68 16.80",
    },
}
ROWS = [
    (count, per, mode, expected)
    for count, rows in BY_HAND.items()
    for (per, mode), expected in rows.items()
]


def rounded(mode: RoundingMode, per: RoundingPer, **changes: Any) -> Terms:
    given = {"principal": "1000.51", "default": "0.10", "paid_in": PaidIn.CASH, **changes}
    return replace(note(**given), rounding=Rounding(mode, per))


@pytest.mark.parametrize(("count", "per", "mode", "expected"), ROWS)
def test_lines_are_rounded_as_the_terms_have_it(
    count: DayCount, per: RoundingPer, mode: RoundingMode, expected: str
) -> None:
    found = accrual(rounded(mode, per, day_count=count), "2008-04-01", default="2008-02-01").lines
    assert " ".join(str(line.interest) for line in found) == expected


def history() -> Iterator[tuple[RoundingPer, RoundingMode, str, str]]:
    yield LINE, NEAREST, "24.94", "the period, rounded once: not 8.50 + 16.45"
    yield LINE, DOWN, "24.94", "the period, rounded once: not 8.49 + 16.44"
    yield LINE, UP, "24.95", "24.944222"
    yield PERIOD, NEAREST, "24.94", "24.944222"
    yield PERIOD, DOWN, "24.94", "24.944222"
    yield PERIOD, UP, "24.95", "24.944222"
    yield PER_DIEM, NEAREST, "24.57", "91 x 0.27"
    yield PER_DIEM, DOWN, "24.57", "91 x 0.27"
    yield PER_DIEM, UP, "25.48", "91 x 0.28"


@pytest.mark.parametrize(("per", "mode", "expected", "source"), list(history()))
def test_what_was_paid_is_rounded_as_the_terms_have_it(
    per: RoundingPer, mode: RoundingMode, expected: str, source: str
) -> None:
    terms = rounded(mode, per, day_count=DayCount.ACT_365F)
    found = accrual(terms, "2008-04-01", default="2008-02-01", paid_to="2008-04-01").lines
    assert str(found[-1].paid) == expected, source


def test_what_was_paid_by_days_is_less_what_a_payment_had_taken() -> None:
    # 31 and 60 days at 0.27: 24.57, of which 1.00 was paid on 1 February
    terms = rounded(NEAREST, PER_DIEM, day_count=DayCount.ACT_365F)
    given: Any = {"paid_to": "2008-04-01", "payments": paid(("2008-02-01", "1.00"))}
    assert str(accrual(terms, "2008-04-01", **given).lines[-1].paid) == "23.57"


@pytest.mark.parametrize("per", RoundingPer)
@pytest.mark.parametrize("mode", RoundingMode)
def test_each_period_is_rounded_for_itself(mode: RoundingMode, per: RoundingPer) -> None:
    # quarters of 91, 91, 92 days at ACT/360: 25.290669 twice, 25.568589; a day 0.277919
    by_hand = {
        NEAREST: {PER_DIEM: ["25.48", "25.48", "25.76"], "else": ["25.29", "25.29", "25.57"]},
        DOWN: {PER_DIEM: ["24.57", "24.57", "24.84"], "else": ["25.29", "25.29", "25.56"]},
        UP: {PER_DIEM: ["25.48", "25.48", "25.76"], "else": ["25.30", "25.30", "25.57"]},
    }
    found = accrual(rounded(mode, per), "2008-10-01").lines
    rows = by_hand[mode]
    assert [str(line.interest) for line in found] == rows[per if per is PER_DIEM else "else"]


@pytest.mark.parametrize("per", RoundingPer)
@pytest.mark.parametrize("mode", RoundingMode)
def test_a_line_of_no_day_has_no_interest(mode: RoundingMode, per: RoundingPer) -> None:
    # 30/360 from 1 January: 30 days to the 31st (which stays the 31st), and to 1 February too
    terms = rounded(mode, per, day_count=DayCount.THIRTY_360)
    payments = paid(("2008-01-31", "0.01"))
    found = accrual(terms, "2008-02-11", default="2008-02-01", payments=payments).lines
    assert [line.days for line in found] == [30, 0, 10]
    assert str(found[1].interest) == "0.00"
    # 8.337583 and 10 days on 1,000.51: 2.779194, 11.116778 of the period
    assert str(found[2].interest) == {
        (LINE, NEAREST): "2.78", (LINE, DOWN): "2.77", (LINE, UP): "2.78",
        (PERIOD, NEAREST): "2.78", (PERIOD, DOWN): "2.78", (PERIOD, UP): "2.78",
        (PER_DIEM, NEAREST): "2.80", (PER_DIEM, DOWN): "2.70", (PER_DIEM, UP): "2.80",
    }[per, mode]  # fmt: skip


def test_a_period_rounded_once_follows_the_principal() -> None:
    # 1,000.51: 8.615503 (8.62); 100.00 leaves 909.13: 60 days 15.152167; 23.767669 of the period,
    # 23.77 less 8.62
    terms = rounded(NEAREST, PERIOD)
    found = accrual(terms, "2008-04-01", payments=paid(("2008-02-01", "100.00"))).lines
    assert [str(line.interest) for line in found] == ["8.62", "15.15"]
    assert [str(line.principal) for line in found] == ["1000.51", "909.13"]


@pytest.mark.parametrize("per", RoundingPer)
@pytest.mark.parametrize("mode", RoundingMode)
def test_what_is_even_is_not_rounded(mode: RoundingMode, per: RoundingPer) -> None:
    terms = round_note(rounding=Rounding(mode, per))
    found = accrual(terms, "2008-07-01", default="2008-02-01").lines
    assert [line.interest for line in found] == [3_100, 9_000, 13_650]


@pytest.mark.parametrize("per", RoundingPer)
@pytest.mark.parametrize("mode", RoundingMode)
def test_nothing_is_never_below_nothing(mode: RoundingMode, per: RoundingPer) -> None:
    # one cent of principal, a line for each day of a month: 0.0000027 a day
    terms = rounded(mode, per, principal="0.01")
    spans = tuple((f"2008-01-{on:02}", f"2008-01-{on + 1:02}") for on in range(2, 30, 2))
    found = accrual(terms, "2008-02-01", default=spans).lines
    assert len(found) == 29
    assert min(line.interest for line in found) >= 0
    once = {LINE: 29, PERIOD: 1, PER_DIEM: 31}[per] if mode is UP else 0  # in cents
    assert sum(line.interest for line in found) == Decimal(once) / 100


@pytest.mark.parametrize(
    ("mode", "expected", "source"),
    [(NEAREST, "0.42", "0.41667"), (DOWN, "0.41", "0.41667"), (UP, "0.42", "0.41667")],
)
def test_the_per_diem_is_rounded_so_too(mode: RoundingMode, expected: str, source: str) -> None:
    # 1,000.00 at 15% / 360
    terms = replace(note(CRASH), rounding=Rounding(mode))
    assert str(due(terms, occurred={"crash": day("2008-03-03")}).per_diem) == expected, source


# --- the meter and the modes by themselves ---


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest", "down", "up", "source"),
    [
        (49, 100, 0, 0, 1, "below a half"),
        (50, 100, 1, 0, 1, "a half goes up to the nearest"),
        (51, 100, 1, 0, 1, "above a half"),
        (1, 100, 0, 0, 1, "the least"),
        (99, 100, 1, 0, 1, "almost the next"),
        (2, 1, 2, 2, 2, "even: not rounded"),
        (4, 2, 2, 2, 2, "even as a quotient"),
        (0, 7, 0, 0, 0, "nothing"),
        (-1, 2, 0, -1, 0, "down is down, up is up"),
        (-4, 2, -2, -2, -2, "less than nothing, even"),
        (10**40 + 1, 2, 5 * 10**39 + 1, 5 * 10**39, 5 * 10**39 + 1, "beyond any float"),
    ],
)
def test_the_ways_of_rounding(
    numerator: int, denominator: int, nearest: int, down: int, up: int, source: str
) -> None:
    found = [mode.of(numerator, denominator) for mode in RoundingMode]
    assert found == [nearest, down, up], source
    assert half_up(numerator, denominator) == nearest, source


@pytest.mark.parametrize(
    ("rounding", "expected", "period", "source"),
    [
        # 1.5 for 2 days, 0 for none, 2.5 for 4 days: 0.75 and 0.625 a day; in all 4
        (Rounding(NEAREST, LINE), [2, 0, 3], 4, "the period is not the sum of its lines"),
        (Rounding(DOWN, LINE), [1, 0, 2], 4, "each line down"),
        (Rounding(UP, LINE), [2, 0, 3], 4, "each line up"),
        (Rounding(NEAREST, PERIOD), [2, 0, 2], 4, "1.5 as 2; 4 less 2"),
        (Rounding(DOWN, PERIOD), [1, 0, 3], 4, "4 less 1"),
        (Rounding(UP, PERIOD), [2, 0, 2], 4, "4 less 2"),
        (Rounding(NEAREST, PER_DIEM), [2, 0, 4], 6, "the period is the sum of its days"),
        (Rounding(DOWN, PER_DIEM), [0, 0, 0], 0, "each day down"),
        (Rounding(UP, PER_DIEM), [2, 0, 4], 6, "each day up"),
    ],
)
def test_the_meter(rounding: Rounding, expected: list[int], period: int, source: str) -> None:
    meter = Meter(rounding)
    given = [(Fraction(3, 2), 2), (Fraction(0), 0), (Fraction(5, 2), 4)]
    for _ in range(2):
        assert [meter.line(exact, days) for exact, days in given] == expected, source
        assert meter.period == period, source
        meter.start()
        assert meter.period == 0, "a new period"


def test_interest_goes_to_the_nearest_cent_line_by_line_unless_the_terms_say_otherwise() -> None:
    assert (NEAREST_CENT.mode, NEAREST_CENT.per, NEAREST_CENT.clause) == (NEAREST, LINE, "")
    assert note().rounding == NEAREST_CENT
    stated = replace(note(principal="1000.51"), rounding=Rounding(clause="Note 7"))
    found = accrual(stated, "2008-04-01", default="2008-02-01").lines
    assert found == accrual(note(principal="1000.51"), "2008-04-01", default="2008-02-01").lines
