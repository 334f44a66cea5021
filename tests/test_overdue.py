"""Interest on overdue interest (rule 19), against figures worked by hand.

The note is of 360,000.00 at 10% and 15%, ACT/360, paid in cash and never paid: 9,100.00 falls due
on 1 April 2008 and on 1 July, 9,200.00 on 1 October.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from accruals import accrual, amounts, due, lines, round_note
from core_strategies import CRASH, day, paid

from notecalc.calendars import Roll
from notecalc.facts import Amendment
from notecalc.money import PaidIn, Rounding, RoundingMode
from notecalc.schedule import columns
from notecalc.terms import OverdueInterest, OverdueRate, Terms

BASE, DEFAULT = OverdueRate.BASE, OverdueRate.DEFAULT


def bearing(rate: OverdueRate, capitalized: bool = False, **changes: Any) -> Terms:
    term = OverdueInterest("Note 3", rate, capitalized)
    return round_note(overdue_interest=term, **changes)


Q1 = "080101-080401 91d 0.10 base 360000.00 +9100.00 -0.00 ^0.00 ~9100.00 =360000.00"


@pytest.mark.parametrize(
    ("terms", "expected", "overdue", "source"),
    [
        (
            bearing(BASE),
            # 9,100 x 91/3600 = 230.0277; 18,200 x 92/3600 = 465.1111
            [
                Q1,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 !230.03 -0.00 ^0.00 ~18430.03"
                " =360000.00",
                "080701-081001 92d 0.10 base 360000.00 +9200.00 !465.11 -0.00 ^0.00 ~28095.14"
                " =360000.00",
            ],
            2_740_000,
            "simple, at the base rate: the 230.03 bears none",
        ),
        (
            bearing(BASE, capitalized=True),
            # 18,430.03 x 92/3600 = 470.9897
            [
                Q1,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 !230.03 -0.00 ^0.00 ~18430.03"
                " =360000.00",
                "080701-081001 92d 0.10 base 360000.00 +9200.00 !470.99 -0.00 ^0.00 ~28101.02"
                " =360000.00",
            ],
            2_810_102,
            "capitalized: the 230.03 bears interest from 1 July",
        ),
        (
            bearing(DEFAULT),
            # 9,100 x 15% x 91/360 = 345.0417; 18,200 x 15% x 92/360 = 697.6667
            [
                Q1,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 !345.04 -0.00 ^0.00 ~18545.04"
                " =360000.00",
                "080701-081001 92d 0.10 base 360000.00 +9200.00 !697.67 -0.00 ^0.00 ~28442.71"
                " =360000.00",
            ],
            2_740_000,
            "at the default rate, though the note bears the base rate",
        ),
        (
            bearing(DEFAULT, capitalized=True),
            # 18,545.04 x 15% x 92/360 = 710.8932
            [
                Q1,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 !345.04 -0.00 ^0.00 ~18545.04"
                " =360000.00",
                "080701-081001 92d 0.10 base 360000.00 +9200.00 !710.89 -0.00 ^0.00 ~28455.93"
                " =360000.00",
            ],
            2_845_593,
            "at the default rate, capitalized",
        ),
    ],
)
def test_overdue_interest(terms: Terms, expected: list[str], overdue: int, source: str) -> None:
    assert lines(terms, "2008-10-01") == expected, source
    assert accrual(terms, "2008-10-01").overdue == overdue, source


@pytest.mark.parametrize(
    ("rate", "expected", "source"),
    [
        # 9,100 for 30 and for 61 days: 75.8333, 154.1944; at 15% 113.75, 231.2917
        (BASE, ["0", "75.83", "154.19"], "the base rate, while the note bears the default rate"),
        (DEFAULT, ["0", "113.75", "231.29"], "the default rate, before it starts and after"),
    ],
)
def test_the_rate_is_the_one_the_terms_name(
    rate: OverdueRate, expected: list[str], source: str
) -> None:
    found = accrual(bearing(rate), "2008-07-01", default="2008-05-01").lines
    assert [line.overdue_interest for line in found] == [Decimal(each) for each in expected], source
    assert [line.overdue for line in found] == [0, Decimal("9100.00"), Decimal("9100.00")], source
    assert sum(line.interest for line in found) == 9_100 + 3_000 + 61 * 150, "beside its own"


@pytest.mark.parametrize(
    ("capitalized", "on", "amount", "expected", "source"),
    [
        # 230.03 and 4,769.97 are paid: 13,430.03 x 92/3600 = 343.2119
        (False, "2008-07-01", "5000.00", "343.21", "on an interest date"),
        # 18,200 stay: 465.1111; 18,330.03 x 92/3600 = 468.4341
        (False, "2008-07-01", "100.00", "465.11", "part of the interest on it: simple"),
        (True, "2008-07-01", "100.00", "468.43", "part of the interest on it: capitalized"),
        # all of 18,430.03
        (False, "2008-07-01", "18430.03", "0", "all of it"),
    ],
)
def test_a_payment_on_an_interest_date_clears_part_of_it(
    capitalized: bool, on: str, amount: str, expected: str, source: str
) -> None:
    terms = bearing(BASE, capitalized)
    last = accrual(terms, "2008-10-01", payments=paid((on, amount))).lines[-1]
    assert last.overdue_interest == Decimal(expected), source


@pytest.mark.parametrize(
    ("amount", "expected", "source"),
    [
        # on 1 May 9,100.00 and 3,000.00 and 75.83 are accrued; then 61 days: 9,100 x 61/3600
        ("75.83", "154.19", "the interest on it: all of it still bears interest"),
        # 924.17 of 9,100.00: 8,175.83 x 61/3600 = 138.5349
        ("1000.00", "138.53", "rule 17: what is overdue before what accrued since"),
        # 4,924.17: 4,175.83 x 61/3600 = 70.7571
        ("5000.00", "70.76", "more of it"),
        # 9,040.00: 60 x 61/3600 = 1.0166
        ("9115.83", "1.02", "60.00 of it left"),
        ("9175.83", "0", "all that was overdue, and none of the 3,000.00"),
        ("12175.83", "0", "all interest"),
    ],
)
def test_a_payment_between_interest_dates_clears_part_of_it(
    amount: str, expected: str, source: str
) -> None:
    found = accrual(bearing(BASE), "2008-07-01", payments=paid(("2008-05-01", amount))).lines
    assert [line.overdue_interest for line in found[1:]] == [
        Decimal("75.83"), Decimal(expected),
    ], source  # fmt: skip


def test_it_runs_from_the_interest_date_though_that_is_rolled() -> None:
    # 1 June 2008 is a Sunday, the 15,200.00 to be paid on the 2nd. Rule 19 counts from the
    # interest date: 30 days to 1 July, 15,200 x 30/3600 = 126.6667 (29 days were 122.44)
    terms = bearing(BASE, dates="06-01 12-01")
    rolled = replace(terms, interest=replace(terms.interest, roll=Roll.FOLLOWING))
    found = accrual(rolled, "2008-07-01").lines
    assert [(str(line.due), str(line.interest)) for line in found] == [
        ("2008-06-02", "15200.00"), ("2008-12-01", "3000.00"),
    ]  # fmt: skip
    assert str(found[-1].overdue_interest) == "126.67"


@pytest.mark.parametrize(
    ("rate", "expected", "source"),
    [
        # 91 x 150 less the 9,100 paid: 4,550.00; 30 days 37.9167 at 10%, 56.875 at 15%
        (BASE, "37.92", "what a reading claims beyond what was paid is overdue"),
        (DEFAULT, "56.88", "half up"),
    ],
)
def test_a_claim_beyond_history_is_overdue(rate: OverdueRate, expected: str, source: str) -> None:
    given = {"default": "2008-01-01", "paid_to": "2008-04-01"}
    assert str(accrual(bearing(rate), "2008-05-01", **given).lines[-1].overdue_interest) == (
        expected
    ), source


def test_interest_paid_as_due_is_not_overdue() -> None:
    found = accrual(bearing(DEFAULT), "2008-08-01", paid_to="2008-07-01")
    assert [line.overdue_interest for line in found.lines] == [0, 0, 0]
    assert found.overdue == 0


def test_history_a_cent_too_much_is_not_overdue() -> None:
    # 1,000.04: 8.61 and 15.14 by lines, 15.15 paid: a cent less than nothing stands accrued
    terms = bearing(DEFAULT, principal="1000.04")
    given: Any = {"paid_to": "2008-04-01", "payments": paid(("2008-02-01", "100.00"))}
    found = accrual(terms, "2008-04-01", **given)
    assert (str(found.lines[-1].accrued), found.overdue) == ("-0.01", 0)


@pytest.mark.parametrize("capitalized", [False, True])
def test_in_notes_there_is_none(capitalized: bool) -> None:
    terms = bearing(DEFAULT, capitalized, paid_in=PaidIn.NOTES)
    amended = (Amendment(day("2008-05-01"), "Amendment 1", default_note_rate=Decimal("0.18")),)
    plain = replace(terms, overdue_interest=None)
    found = lines(terms, "2008-07-01", amendments=amended)
    assert found == lines(plain, "2008-07-01")
    assert len(found) == 2, "nothing bears the default rate: no line ends where it changes"


@pytest.mark.parametrize(
    ("rate", "mode", "expected", "source"),
    [
        (BASE, RoundingMode.NEAREST, "230.03", "230.0277"),
        (BASE, RoundingMode.DOWN, "230.02", "230.0277"),
        (BASE, RoundingMode.UP, "230.03", "230.0277"),
        (DEFAULT, RoundingMode.NEAREST, "345.04", "345.0417"),
        (DEFAULT, RoundingMode.DOWN, "345.04", "345.0417"),
        (DEFAULT, RoundingMode.UP, "345.05", "345.0417"),
    ],
)
def test_it_is_rounded_as_the_terms_have_it(
    rate: OverdueRate, mode: RoundingMode, expected: str, source: str
) -> None:
    found = accrual(bearing(rate, rounding=Rounding(mode)), "2008-07-01").lines
    assert str(found[-1].overdue_interest) == expected, source


@pytest.mark.parametrize(
    ("rate", "amendment", "expected", "source"),
    [
        # 9,100 for 61 days: at 12% 185.0333, at 18% 277.55
        (BASE, {"cash_rate": Decimal("0.12")}, "185.03", "the base rate as amended"),
        (DEFAULT, {"default_cash_rate": Decimal("0.18")}, "277.55", "the default rate as amended"),
    ],
)
def test_an_amendment_changes_its_rate(
    rate: OverdueRate, amendment: dict[str, Any], expected: str, source: str
) -> None:
    amended = (Amendment(day("2008-05-01"), "Amendment 1", **amendment),)
    found = accrual(bearing(rate), "2008-07-01", amendments=amended).lines
    assert [line.days for line in found] == [91, 30, 61], source
    assert str(found[-1].overdue_interest) == expected, source


@pytest.mark.parametrize(
    ("paid_to", "days", "source"),
    [
        (None, [91, 30, 61], "9,100.00 is overdue on 1 May"),
        ("2008-04-01", [91, 91], "nothing is overdue: no line ends there"),
    ],
)
def test_a_line_ends_where_its_rate_is_amended_only_while_something_is_overdue(
    paid_to: str | None, days: list[int], source: str
) -> None:
    rate = Decimal("0.18")
    amended = (Amendment(day("2008-05-01"), "Amendment 1", default_cash_rate=rate),)
    found = accrual(bearing(DEFAULT), "2008-07-01", paid_to=paid_to, amendments=amended).lines
    assert [line.days for line in found] == days, source


Q1_PAID = "080101-080401 91d 0.10 base 360000.00 +9100.00 -9100.00 ^0.00 ~0.00 =360000.00"


@pytest.mark.parametrize(
    ("amended", "payment", "expected", "source"),
    [
        (
            "2008-02-15",
            ("2008-02-15", "1000.00"),
            [
                "080101-080215 45d 0.10 base 360000.00 +4500.00 -1000.00 ^0.00 ~3500.00 =360000.00",
                "080215-080401 46d 0.10 base 360000.00 +4600.00 -0.00 ^0.00 ~8100.00 =360000.00",
            ],
            "a payment on the day of an amendment ends a line, though nothing is overdue",
        ),
        (
            "2008-04-01",
            ("2008-04-01", "9100.00"),
            [
                Q1_PAID,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 -0.00 ^0.00 ~9100.00 =360000.00",
            ],
            "amended where a period ends with nothing overdue",
        ),
        (
            "2008-04-01",
            None,
            # 9,100.00 x 20% x 91/360 = 460.0556
            [
                Q1,
                "080401-080701 91d 0.10 base 360000.00 +9100.00 !460.06 -0.00 ^0.00 ~18660.06"
                " =360000.00",
            ],
            "amended where a period ends and its interest falls due",
        ),
    ],
)
def test_an_amendment_of_its_rate_beside_other_ends_of_lines(
    amended: str, payment: tuple[str, str] | None, expected: list[str], source: str
) -> None:
    amendments = (Amendment(day(amended), "Amendment 1", default_cash_rate=Decimal("0.20")),)
    payments = paid(payment) if payment else ()
    until = expected[-1][7:13]
    found = lines(
        bearing(DEFAULT), f"20{until[:2]}-{until[2:4]}-{until[4:]}", amendments=amendments,
        payments=payments,
    )  # fmt: skip
    assert found == expected, source


@pytest.mark.parametrize(
    ("rate", "capitalized", "on", "expected", "source"),
    [
        # crash on 3 March: 6,200 and 29 x 150 are overdue on 1 April, 10,550.00; 30 days of it at
        # 15%, 131.875; a day 4.3958 beside 150.00
        (DEFAULT, False, "2008-05-01", "15181.88 = 375181.88, 154.40 a day", "within a period"),
        # 91 x 150; 10,550 x 15% x 91/360 = 400.0208; a day of 24,200: 10.0833
        (DEFAULT, False, "2008-07-01", "24600.02 = 384600.02, 160.08 a day", "on an interest date"),
        # a day of 24,600.02: 10.25
        (DEFAULT, True, "2008-07-01", "24600.02 = 384600.02, 160.25 a day", "capitalized"),
        # 266.6806; a day of 24,200: 6.7222
        (BASE, False, "2008-07-01", "24466.68 = 384466.68, 156.72 a day", "at the base rate"),
    ],
)
def test_the_per_diem_includes_it(
    rate: OverdueRate, capitalized: bool, on: str, expected: str, source: str
) -> None:
    term = OverdueInterest("Note 3", rate, capitalized)
    terms = round_note(CRASH, overdue_interest=term)
    found = due(
        terms,
        occurred={"crash": day("2008-03-03")},
        paid_to=terms.issue_date,
        redeem_on=day(on),
    )
    assert amounts(found) == f"360000.00 + {expected}", source


def test_the_schedule_has_a_column_for_it() -> None:
    assert columns(bearing(BASE))[-1] == "overdue_interest"
    assert "overdue_interest" not in columns(round_note())
    terms = round_note()
    rolled = replace(terms, interest=replace(terms.interest, roll=Roll.FOLLOWING))
    assert columns(rolled) == (*columns(terms), "due")
