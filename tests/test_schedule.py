"""The schedule engine (rules 5 to 10), line by line, against figures worked by hand.

Unless a row says otherwise the note is of 1,000.00 from 1 January 2008, at 10% and 15% from
default, ACT/360, by quarters of 91, 91, 92 and 92 days. A line is told as

    start-end days rate basis principal +interest -paid ^capitalized ~accrued =closing principal
"""

import importlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from core_strategies import BANKS, calendar_of, day, note, paid

from notecalc.calendars import Roll
from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Payment
from notecalc.money import PaidIn
from notecalc.periods import Period
from notecalc.schedule import COLUMNS, Basis, Line, accrue, reference, schedule
from notecalc.terms import LIQUIDMETAL_2007, Retroactive, Terms

ql: Any = importlib.import_module("QuantLib")  # it has no type information

CASH = PaidIn.CASH


def told(line: Line) -> str:
    span = f"{line.start:%y%m%d}-{line.end:%y%m%d} {line.days}d {line.rate} {line.basis.value}"
    ends = f"^{line.capitalized} ~{line.accrued} ={line.closing_principal}"
    return f"{span} {line.principal} +{line.interest} -{line.paid} {ends}"


def lines(
    terms: Terms,
    until: str,
    *,
    start: str | None = None,
    paid_to: str | None = None,
    performed: str | None = None,
    **facts: Any,
) -> tuple[Line, ...]:
    return schedule(
        terms,
        Facts(**facts),
        calendar_of(terms),
        until=day(until),
        performed_to=day(performed) if performed else None,
        at_default=((day(start), None),) if start else (),
        paid_to=day(paid_to) if paid_to else None,
    )


def run(terms: Terms, until: str, **given: Any) -> list[str]:
    return [told(line) for line in lines(terms, until, **given)]


NOTES = note()
Q1 = "080101-080401 91d 0.10 base 1000.00 +25.28 -0.00 ^25.28 ~0.00 =1025.28"  # 25.27777…


@pytest.mark.parametrize(
    ("until", "start", "expected", "source"),
    [
        ("2008-01-01", None, [], "no day, no line"),
        (
            "2008-01-02",
            None,
            ["080101-080102 1d 0.10 base 1000.00 +0.28 -0.00 ^0.00 ~0.28 =1000.00"],
            "rule 5: [start, end): one day, 0.27777…",
        ),
        (
            "2008-05-01",
            None,
            [Q1, "080401-080501 30d 0.10 base 1025.28 +8.54 -0.00 ^0.00 ~8.54 =1025.28"],
            "rule 8: added to principal; 1,025.28 x 10% x 30/360 = 8.544",
        ),
        (
            "2008-04-01",
            None,
            ["080101-080401 91d 0.10 base 1000.00 +25.28 -0.00 ^0.00 ~25.28 =1000.00"],
            "rule 11: a period that ends on the last day stays accrued",
        ),
        (
            "2008-04-02",
            None,
            [Q1, "080401-080402 1d 0.10 base 1025.28 +0.28 -0.00 ^0.00 ~0.28 =1025.28"],
            "the day after: capitalized; 0.2848",
        ),
        (
            "2008-04-02",
            "2008-02-01",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00",
                "080201-080401 60d 0.15 default 1000.00 +25.00 -0.00 ^33.61 ~0.00 =1033.61",
                "080401-080402 1d 0.15 default 1033.61 +0.43 -0.00 ^0.00 ~0.43 =1033.61",
            ],
            "rules 6, 7: a line ends where the default rate starts; 8.6111…, 25, 0.4307",
        ),
        (
            "2008-04-02",
            "2008-04-01",
            [Q1, "080401-080402 1d 0.15 default 1025.28 +0.43 -0.00 ^0.00 ~0.43 =1025.28"],
            "on an interest date: no further line; 0.4272",
        ),
        (
            "2008-04-01",
            "2008-01-01",
            ["080101-080401 91d 0.15 default 1000.00 +37.92 -0.00 ^0.00 ~37.92 =1000.00"],
            "reading issue: from the first day; 37.91666…",
        ),
        (
            "2008-04-01",
            "2008-04-01",
            ["080101-080401 91d 0.10 base 1000.00 +25.28 -0.00 ^0.00 ~25.28 =1000.00"],
            "rule 6: the default rate from that day, not for the day before",
        ),
        (
            "2008-04-01",
            "2008-03-31",
            [
                "080101-080331 90d 0.10 base 1000.00 +25.00 -0.00 ^0.00 ~25.00 =1000.00",
                "080331-080401 1d 0.15 default 1000.00 +0.42 -0.00 ^0.00 ~25.42 =1000.00",
            ],
            "the last day only; 0.41666…",
        ),
    ],
)
def test_paid_in_notes(until: str, start: str | None, expected: list[str], source: str) -> None:
    assert run(NOTES, until, start=start) == expected, source


def test_a_line_ends_at_the_default_even_where_the_rates_are_equal() -> None:
    # 8.6111… + 16.6666…
    assert run(note(default="0.10"), "2008-04-01", start="2008-02-01") == [
        "080101-080201 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00",
        "080201-080401 60d 0.10 default 1000.00 +16.67 -0.00 ^0.00 ~25.28 =1000.00",
    ]


@pytest.mark.parametrize(
    ("payments", "until", "start", "expected", "source"),
    [
        (
            [("2008-02-01", "100.00")],
            "2008-05-01",
            None,
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -100.00 ^0.00 ~0.00 =908.61",
                "080201-080401 60d 0.10 base 908.61 +15.14 -0.00 ^15.14 ~0.00 =923.75",
                "080401-080501 30d 0.10 base 923.75 +7.70 -0.00 ^0.00 ~7.70 =923.75",
            ],
            "rule 10: 8.61 of interest, 91.39 of principal; 15.1435, 7.6979",
        ),
        (
            [("2008-02-01", "5.00")],
            "2008-05-01",
            None,
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -5.00 ^0.00 ~3.61 =1000.00",
                "080201-080401 60d 0.10 base 1000.00 +16.67 -0.00 ^20.28 ~0.00 =1020.28",
                "080401-080501 30d 0.10 base 1020.28 +8.50 -0.00 ^0.00 ~8.50 =1020.28",
            ],
            "rule 10: less than the interest: no principal; the rest is capitalized",
        ),
        (
            [("2008-02-01", "8.61")],
            "2008-02-02",
            None,
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -8.61 ^0.00 ~0.00 =1000.00",
                "080201-080202 1d 0.10 base 1000.00 +0.28 -0.00 ^0.00 ~0.28 =1000.00",
            ],
            "rule 10: the interest to the cent",
        ),
        (
            [("2008-04-01", "10.00")],
            "2008-05-01",
            None,
            [
                "080101-080401 91d 0.10 base 1000.00 +25.28 -10.00 ^15.28 ~0.00 =1015.28",
                "080401-080501 30d 0.10 base 1015.28 +8.46 -0.00 ^0.00 ~8.46 =1015.28",
            ],
            "rule 10: on an interest date payment comes first, the rest is capitalized",
        ),
        (
            [("2008-04-01", "30.00")],
            "2008-05-01",
            None,
            [
                "080101-080401 91d 0.10 base 1000.00 +25.28 -30.00 ^0.00 ~0.00 =995.28",
                "080401-080501 30d 0.10 base 995.28 +8.29 -0.00 ^0.00 ~8.29 =995.28",
            ],
            "rule 10: more than the interest: nothing to capitalize, 4.72 of principal",
        ),
        (
            [("2008-04-01", "10.00")],
            "2008-04-01",
            None,
            ["080101-080401 91d 0.10 base 1000.00 +25.28 -10.00 ^0.00 ~15.28 =1000.00"],
            "rule 10: on the redemption date, at the start of the day",
        ),
        (
            [("2008-02-02", "10.00")],
            "2008-02-01",
            None,
            ["080101-080201 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00"],
            "after the last day: it changes nothing",
        ),
        (
            [("2008-02-01", "5.00"), ("2008-02-01", "5.00")],
            "2008-02-02",
            None,
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -10.00 ^0.00 ~0.00 =998.61",
                "080201-080202 1d 0.10 base 998.61 +0.28 -0.00 ^0.00 ~0.28 =998.61",
            ],
            "two on one day are one line",
        ),
        (
            [("2008-02-01", "100.00")],
            "2008-04-01",
            "2008-02-01",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -100.00 ^0.00 ~0.00 =908.61",
                "080201-080401 60d 0.15 default 908.61 +22.72 -0.00 ^0.00 ~22.72 =908.61",
            ],
            "on the day the default rate starts: one line; 22.71525",
        ),
        (
            [("2008-03-01", "100.00"), ("2008-01-31", "5.00")],
            "2008-04-01",
            "2008-02-15",
            [
                "080101-080131 30d 0.10 base 1000.00 +8.33 -5.00 ^0.00 ~3.33 =1000.00",
                "080131-080215 15d 0.10 base 1000.00 +4.17 -0.00 ^0.00 ~7.50 =1000.00",
                "080215-080301 15d 0.15 default 1000.00 +6.25 -100.00 ^0.00 ~0.00 =913.75",
                "080301-080401 31d 0.15 default 913.75 +11.80 -0.00 ^0.00 ~11.80 =913.75",
            ],
            "in the order of their days; 8.333, 4.1666, 6.25, 11.80260",
        ),
        (
            [("2008-02-01", "1008.61")],
            "2008-05-01",
            None,
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -1008.61 ^0.00 ~0.00 =0.00",
                "080201-080401 60d 0.10 base 0.00 +0.00 -0.00 ^0.00 ~0.00 =0.00",
                "080401-080501 30d 0.10 base 0.00 +0.00 -0.00 ^0.00 ~0.00 =0.00",
            ],
            "paid in full, to the cent",
        ),
    ],
)
def test_payments_on_a_note_paid_in_notes(
    payments: list[tuple[str, str]],
    until: str,
    start: str | None,
    expected: list[str],
    source: str,
) -> None:
    found = run(NOTES, until, start=start, payments=paid(*payments))
    assert found == expected, source


IN_CASH = note(paid_in=CASH)
PAID_Q1 = "080101-080401 91d 0.10 base 1000.00 +25.28 -25.28 ^0.00 ~0.00 =1000.00"


@pytest.mark.parametrize(
    ("until", "start", "paid_to", "payments", "expected", "source"),
    [
        (
            "2008-08-01",
            None,
            "2008-07-01",
            [],
            [
                PAID_Q1,
                "080401-080701 91d 0.10 base 1000.00 +25.28 -25.28 ^0.00 ~0.00 =1000.00",
                "080701-080801 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00",
            ],
            "rule 9: each period paid on its interest date",
        ),
        (
            "2008-10-15",
            None,
            "2008-04-01",
            [],
            [
                PAID_Q1,
                "080401-080701 91d 0.10 base 1000.00 +25.28 -0.00 ^0.00 ~25.28 =1000.00",
                "080701-081001 92d 0.10 base 1000.00 +25.56 -0.00 ^0.00 ~50.84 =1000.00",
                "081001-081015 14d 0.10 base 1000.00 +3.89 -0.00 ^0.00 ~54.73 =1000.00",
            ],
            "rule 9: nothing after the paid-to date, and no interest on interest",
        ),
        (
            "2008-04-01",
            None,
            "2008-04-01",
            [],
            [PAID_Q1],
            "paid to the last day itself",
        ),
        (
            "2008-04-01",
            None,
            "2008-01-01",
            [],
            ["080101-080401 91d 0.10 base 1000.00 +25.28 -0.00 ^0.00 ~25.28 =1000.00"],
            "paid to the issue date: never",
        ),
        (
            "2008-08-01",
            "2008-02-01",
            "2008-07-01",
            [],
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00",
                "080201-080401 60d 0.15 default 1000.00 +25.00 -25.28 ^0.00 ~8.33 =1000.00",
                "080401-080701 91d 0.15 default 1000.00 +37.92 -25.28 ^0.00 ~20.97 =1000.00",
                "080701-080801 31d 0.15 default 1000.00 +12.92 -0.00 ^0.00 ~33.89 =1000.00",
            ],
            "rule 9: paid at the base rate, once a period; what the reading claims beyond stays",
        ),
        (
            "2008-08-01",
            "2008-07-01",
            "2008-07-01",
            [],
            [
                PAID_Q1,
                "080401-080701 91d 0.10 base 1000.00 +25.28 -25.28 ^0.00 ~0.00 =1000.00",
                "080701-080801 31d 0.15 default 1000.00 +12.92 -0.00 ^0.00 ~12.92 =1000.00",
            ],
            "a reading from the paid-to date on",
        ),
        (
            "2008-05-01",
            None,
            "2008-04-01",
            [("2008-02-01", "100.00")],
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -100.00 ^0.00 ~0.00 =908.61",
                "080201-080401 60d 0.10 base 908.61 +15.14 -15.14 ^0.00 ~0.00 =908.61",
                "080401-080501 30d 0.10 base 908.61 +7.57 -0.00 ^0.00 ~7.57 =908.61",
            ],
            "the period's interest, 8.6111 + 15.1435 = 23.75, less the 8.61 already paid",
        ),
        (
            "2008-05-01",
            None,
            "2008-04-01",
            [("2008-02-01", "5.00")],
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -5.00 ^0.00 ~3.61 =1000.00",
                "080201-080401 60d 0.10 base 1000.00 +16.67 -20.28 ^0.00 ~0.00 =1000.00",
                "080401-080501 30d 0.10 base 1000.00 +8.33 -0.00 ^0.00 ~8.33 =1000.00",
            ],
            "25.28 less 5.00",
        ),
        (
            "2008-07-02",
            None,
            "2008-07-01",
            [("2008-05-01", "30.00")],
            [
                PAID_Q1,
                "080401-080501 30d 0.10 base 1000.00 +8.33 -30.00 ^0.00 ~0.00 =978.33",
                "080501-080701 61d 0.10 base 978.33 +16.58 -16.58 ^0.00 ~0.00 =978.33",
                "080701-080702 1d 0.10 base 978.33 +0.27 -0.00 ^0.00 ~0.27 =978.33",
            ],
            "in the second period: 8.3333 + 16.5773 = 24.91, less 8.33; 0.2718",
        ),
        (
            "2008-05-01",
            "2008-01-01",
            "2008-04-01",
            [("2008-02-01", "100.00")],
            [
                "080101-080201 31d 0.15 default 1000.00 +12.92 -100.00 ^0.00 ~0.00 =912.92",
                "080201-080401 60d 0.15 default 912.92 +22.82 -15.14 ^0.00 ~7.68 =912.92",
                "080401-080501 30d 0.15 default 912.92 +11.41 -0.00 ^0.00 ~19.09 =912.92",
            ],
            "rule 9: 15.14 was paid, whatever a reading makes of it; 12.9166, 22.823, 11.4115",
        ),
        (
            "2008-04-02",
            None,
            "2008-04-01",
            [("2008-04-01", "10.00")],
            [
                "080101-080401 91d 0.10 base 1000.00 +25.28 -25.28 ^0.00 ~0.00 =1000.00",
                "080401-080402 1d 0.10 base 1000.00 +0.28 -0.00 ^0.00 ~0.28 =1000.00",
            ],
            "on the interest date: 10.00 and the 15.28 that it leaves",
        ),
        (
            "2008-04-02",
            None,
            "2008-04-01",
            [("2008-04-01", "30.00")],
            [
                "080101-080401 91d 0.10 base 1000.00 +25.28 -30.00 ^0.00 ~0.00 =995.28",
                "080401-080402 1d 0.10 base 995.28 +0.28 -0.00 ^0.00 ~0.28 =995.28",
            ],
            "on the interest date: more than the interest, nothing left to pay",
        ),
        (
            "2008-07-01",
            "2008-01-08",
            "2008-04-01",
            [],
            [
                "080101-080108 7d 0.10 base 1000.00 +1.94 -0.00 ^0.00 ~1.94 =1000.00",
                "080108-080401 84d 0.15 default 1000.00 +35.00 -25.28 ^0.00 ~11.66 =1000.00",
                "080401-080701 91d 0.15 default 1000.00 +37.92 -0.00 ^0.00 ~49.58 =1000.00",
            ],
            "25.28 rounded once for the period, not 1.94 + 23.33 by lines",
        ),
        (
            "2008-08-01",
            None,
            "2008-04-01",
            [("2008-07-15", "20.00")],
            [
                PAID_Q1,
                "080401-080701 91d 0.10 base 1000.00 +25.28 -0.00 ^0.00 ~25.28 =1000.00",
                "080701-080715 14d 0.10 base 1000.00 +3.89 -20.00 ^0.00 ~9.17 =1000.00",
                "080715-080801 17d 0.10 base 1000.00 +4.72 -0.00 ^0.00 ~13.89 =1000.00",
            ],
            "rule 10: after the paid-to date a payment goes to all the interest accrued",
        ),
    ],
)
def test_paid_in_cash(
    until: str,
    start: str | None,
    paid_to: str,
    payments: list[tuple[str, str]],
    expected: list[str],
    source: str,
) -> None:
    found = run(IN_CASH, until, start=start, paid_to=paid_to, payments=paid(*payments))
    assert found == expected, source


def test_the_payment_of_a_period_is_its_segments_rounded_once() -> None:
    # 1,000.04: 8.611455… (8.61), then 100.00 leaves 908.65: 15.144166… (15.14); the sum is
    # 23.755622… = 23.76, of which 8.61 was paid: 15.15, a cent more than the lines have
    terms = note(paid_in=CASH, principal="1000.04")
    found = run(terms, "2008-05-01", paid_to="2008-04-01", payments=paid(("2008-02-01", "100.00")))
    assert found == [
        "080101-080201 31d 0.10 base 1000.04 +8.61 -100.00 ^0.00 ~0.00 =908.65",
        "080201-080401 60d 0.10 base 908.65 +15.14 -15.15 ^0.00 ~-0.01 =908.65",
        "080401-080501 30d 0.10 base 908.65 +7.57 -0.00 ^0.00 ~7.56 =908.65",  # 7.57208
    ]


def test_the_company_pays_nothing_back() -> None:
    # 1,000.51: 8.6155 (8.62) and 16.6752 (16.68), a cent more than 25.2907 (25.29); payments
    # have covered all 25.30 of it by the interest date
    terms = note(paid_in=CASH, principal="1000.51")
    payments = paid(("2008-02-01", "0.01"), ("2008-04-01", "25.29"))
    assert run(terms, "2008-04-02", paid_to="2008-04-01", payments=payments) == [
        "080101-080201 31d 0.10 base 1000.51 +8.62 -0.01 ^0.00 ~8.61 =1000.51",
        "080201-080401 60d 0.10 base 1000.51 +16.68 -25.29 ^0.00 ~0.00 =1000.51",
        "080401-080402 1d 0.10 base 1000.51 +0.28 -0.00 ^0.00 ~0.28 =1000.51",  # 0.2779
    ]


def test_a_payment_that_only_a_reading_can_take_up_is_no_error() -> None:
    # at 10% the note was paid off on 1 February (8.61 and 1,000.00 of 1,010.00) and the Company
    # paid nothing after; at 15% 12.92 stood accrued, and 2.92 of principal is left: 0.073
    found = run(
        IN_CASH,
        "2008-05-01",
        start="2008-01-01",
        paid_to="2008-04-01",
        payments=paid(("2008-02-01", "1010.00")),
    )
    assert found == [
        "080101-080201 31d 0.15 default 1000.00 +12.92 -1010.00 ^0.00 ~0.00 =2.92",
        "080201-080401 60d 0.15 default 2.92 +0.07 -0.00 ^0.00 ~0.07 =2.92",
        "080401-080501 30d 0.15 default 2.92 +0.04 -0.00 ^0.00 ~0.11 =2.92",  # 0.0365
    ]


def test_the_company_paid_what_no_reading_had_split() -> None:
    # at equal rates the two lines, 1.9444… and 23.3333…, add up to a cent less than 25.2777…
    terms = note(paid_in=CASH, default="0.10")
    assert run(terms, "2008-04-02", start="2008-01-08", paid_to="2008-04-01") == [
        "080101-080108 7d 0.10 base 1000.00 +1.94 -0.00 ^0.00 ~1.94 =1000.00",
        "080108-080401 84d 0.10 default 1000.00 +23.33 -25.28 ^0.00 ~-0.01 =1000.00",
        "080401-080402 1d 0.10 default 1000.00 +0.28 -0.00 ^0.00 ~0.27 =1000.00",
    ]


def test_a_payment_after_an_overpaid_cent_goes_to_principal_alone() -> None:
    # 5.00: 9 days are 0.0125 (0.01), 82 days 0.1139 (0.11), the period 0.1264 (0.13); a cent too
    # much is no interest that the payment the day after could cover
    found = run(
        note(paid_in=CASH, principal="5.00", default="0.10"),
        "2008-04-02",
        start="2008-01-10",
        paid_to="2008-04-01",
        payments=paid(("2008-04-02", "1.00")),
    )
    assert found == [
        "080101-080110 9d 0.10 base 5.00 +0.01 -0.00 ^0.00 ~0.01 =5.00",
        "080110-080401 82d 0.10 default 5.00 +0.11 -0.13 ^0.00 ~-0.01 =5.00",
        "080401-080402 1d 0.10 default 5.00 +0.00 -1.00 ^0.00 ~-0.01 =4.00",
    ]


def test_scheduled_principal_that_only_a_reading_leaves_to_pay_is_no_error() -> None:
    # at 10%: 50.00 on 1 February pays 8.61 and 41.39 of principal; 29 days on 958.61 are 7.7221;
    # then 960.00 is more than all principal: the Company owed 8.6111 + 7.7221 - 8.61 = 7.72 more
    terms = note(paid_in=CASH, scheduled=[("2008-03-01", "960.00")])
    found = run(
        terms,
        "2008-04-01",
        start="2008-01-01",
        paid_to="2008-04-01",
        performed="2008-03-01",
        payments=paid(("2008-02-01", "50.00")),
    )
    assert found == [
        "080101-080201 31d 0.15 default 1000.00 +12.92 -50.00 ^0.00 ~0.00 =962.92",
        "080201-080301 29d 0.15 default 962.92 +11.64 -960.00 ^0.00 ~11.64 =2.92",  # 11.6353
        "080301-080401 31d 0.15 default 2.92 +0.04 -7.72 ^0.00 ~3.96 =2.92",  # 0.0377
    ]


@pytest.mark.parametrize(
    ("scheduled", "facts", "paid_in", "performed", "expected", "source"),
    [
        (
            [("2008-02-01", "200.00")],
            {},
            PaidIn.NOTES,
            "2008-02-01",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -200.00 ^0.00 ~8.61 =800.00",
                "080201-080401 60d 0.10 base 800.00 +13.33 -0.00 ^21.94 ~0.00 =821.94",
                "080401-080402 1d 0.10 base 821.94 +0.23 -0.00 ^0.00 ~0.23 =821.94",
            ],
            "principal that the note makes due, none of it interest; 13.3333, 0.2283",
        ),
        (
            [("2008-02-01", "200.00")],
            {},
            PaidIn.NOTES,
            "2008-01-31",
            [Q1, "080401-080402 1d 0.10 base 1025.28 +0.28 -0.00 ^0.00 ~0.28 =1025.28"],
            "due the day after: not paid, no line",
        ),
        (
            [("2008-02-01", "200.00")],
            {},
            PaidIn.NOTES,
            None,
            [Q1, "080401-080402 1d 0.10 base 1025.28 +0.28 -0.00 ^0.00 ~0.28 =1025.28"],
            "never performed: not paid, no line",
        ),
        (
            [("2008-03-01", "300.00"), ("2008-02-01", "200.00")],
            {},
            PaidIn.NOTES,
            "2008-02-29",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -200.00 ^0.00 ~8.61 =800.00",
                "080201-080401 60d 0.10 base 800.00 +13.33 -0.00 ^21.94 ~0.00 =821.94",
                "080401-080402 1d 0.10 base 821.94 +0.23 -0.00 ^0.00 ~0.23 =821.94",
            ],
            "the first paid, the second not",
        ),
        (
            [("2008-02-01", "100.00"), ("2008-02-01", "100.00")],
            {"payments": paid(("2008-02-01", "10.00"))},
            PaidIn.NOTES,
            "2008-04-01",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -210.00 ^0.00 ~0.00 =798.61",
                "080201-080401 60d 0.10 base 798.61 +13.31 -0.00 ^13.31 ~0.00 =811.92",
                "080401-080402 1d 0.10 base 811.92 +0.23 -0.00 ^0.00 ~0.23 =811.92",
            ],
            "two and a payment on one day: 8.61 of the 10.00 is interest; 13.3101, 0.2255",
        ),
        (
            [("2008-04-01", "200.00")],
            {},
            CASH,
            "2008-04-01",
            [
                "080101-080401 91d 0.10 base 1000.00 +25.28 -225.28 ^0.00 ~0.00 =800.00",
                "080401-080402 1d 0.10 base 800.00 +0.22 -0.00 ^0.00 ~0.22 =800.00",
            ],
            "on an interest date, beside the interest; 0.2222",
        ),
        (
            [("2008-02-01", "200.00")],
            {},
            CASH,
            "2008-04-01",
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -200.00 ^0.00 ~8.61 =800.00",
                "080201-080401 60d 0.10 base 800.00 +13.33 -21.94 ^0.00 ~0.00 =800.00",
                "080401-080402 1d 0.10 base 800.00 +0.22 -0.00 ^0.00 ~0.22 =800.00",
            ],
            "rule 9: over the segments, 8.6111 + 13.3333 = 21.94",
        ),
        (
            [("2008-04-02", "200.00"), ("2008-04-03", "200.00")],
            {},
            PaidIn.NOTES,
            "2008-04-01",
            [Q1, "080401-080402 1d 0.10 base 1025.28 +0.28 -0.00 ^0.00 ~0.28 =1025.28"],
            "on the last day, or after it",
        ),
    ],
)
def test_principal_that_falls_due_before_maturity(
    scheduled: list[tuple[str, str]],
    facts: dict[str, Any],
    paid_in: PaidIn,
    performed: str | None,
    expected: list[str],
    source: str,
) -> None:
    terms = note(paid_in=paid_in, scheduled=scheduled)
    paid_to = "2008-04-01" if paid_in is CASH else None
    found = run(terms, "2008-04-02", paid_to=paid_to, performed=performed, **facts)
    assert found == expected, source


STANDS = replace(NOTES, default_rates=replace(NOTES.default_rates, retroactive=Retroactive.STANDS))
# at 15% from the issue: 37.92 (37.91666…) on 1 April, where notes of 25.28 were issued at 10%
SHORT = "080101-080401 91d 0.15 default 1000.00 +37.92 -0.00 ^25.28 ~12.64 =1025.28"


@pytest.mark.parametrize(
    ("until", "start", "performed", "payments", "expected", "source"),
    [
        (
            "2008-07-02",
            "2008-01-01",
            "2008-04-01",
            [],
            [
                SHORT,
                "080401-080701 91d 0.15 default 1025.28 +38.88 -0.00 ^38.88 ~12.64 =1064.16",
                "080701-080702 1d 0.15 default 1064.16 +0.44 -0.00 ^0.00 ~13.08 =1064.16",
            ],
            "notes issued on 1 April only; the rest stands, without interest; 38.8752, 0.4434",
        ),
        (
            "2008-07-02",
            "2008-01-01",
            "2008-07-01",
            [],
            [
                SHORT,
                # 1,025.28 at 10%: 25.9168 = 25.92
                "080401-080701 91d 0.15 default 1025.28 +38.88 -0.00 ^25.92 ~25.60 =1051.20",
                "080701-080702 1d 0.15 default 1051.20 +0.44 -0.00 ^0.00 ~26.04 =1051.20",
            ],
            "notes issued on both days, at 10% on what notes there were; 0.438",
        ),
        (
            "2008-04-02",
            "2008-02-01",
            "2008-04-01",
            [],
            [
                "080101-080201 31d 0.10 base 1000.00 +8.61 -0.00 ^0.00 ~8.61 =1000.00",
                "080201-080401 60d 0.15 default 1000.00 +25.00 -0.00 ^25.28 ~8.33 =1025.28",
                "080401-080402 1d 0.15 default 1025.28 +0.43 -0.00 ^0.00 ~8.76 =1025.28",
            ],
            "from within a period: 33.61 less 25.28; 0.4272",
        ),
        (
            "2008-04-02",
            "2008-01-01",
            "2008-03-31",
            [],
            [
                "080101-080401 91d 0.15 default 1000.00 +37.92 -0.00 ^37.92 ~0.00 =1037.92",
                "080401-080402 1d 0.15 default 1037.92 +0.43 -0.00 ^0.00 ~0.43 =1037.92",
            ],
            "no interest date before the notice: nothing was issued, all is capitalized; 0.4325",
        ),
        (
            "2008-04-02",
            None,
            "2008-04-01",
            [],
            [Q1, "080401-080402 1d 0.10 base 1025.28 +0.28 -0.00 ^0.00 ~0.28 =1025.28"],
            "a reading that claims nothing for the past",
        ),
        (
            "2008-05-01",
            "2008-01-01",
            "2008-04-01",
            [("2008-02-01", "5.00")],
            [
                "080101-080201 31d 0.15 default 1000.00 +12.92 -5.00 ^0.00 ~7.92 =1000.00",
                "080201-080401 60d 0.15 default 1000.00 +25.00 -0.00 ^20.28 ~12.64 =1020.28",
                "080401-080501 30d 0.15 default 1020.28 +12.75 -0.00 ^0.00 ~25.39 =1020.28",
            ],
            "notes for what a payment had left of the 25.28; 12.7535",
        ),
    ],
)
def test_a_claim_for_periods_settled_in_notes_may_stand_beside_them(
    until: str,
    start: str | None,
    performed: str,
    payments: list[tuple[str, str]],
    expected: list[str],
    source: str,
) -> None:
    found = run(STANDS, until, start=start, performed=performed, payments=paid(*payments))
    assert found == expected, source


def test_a_claim_stands_beside_notes_whose_dates_would_roll() -> None:
    rolling = replace(STANDS, interest=replace(STANDS.interest, roll=Roll.FOLLOWING))
    given = {"start": "2008-01-01", "performed": "2008-04-01"}  # both weekdays: none does
    assert run(rolling, "2008-07-02", **given) == run(STANDS, "2008-07-02", **given)


def test_a_claim_for_periods_settled_in_cash_always_stands() -> None:
    terms = replace(
        IN_CASH, default_rates=replace(IN_CASH.default_rates, retroactive=Retroactive.STANDS)
    )
    given = {"start": "2008-02-01", "performed": "2008-07-01", "paid_to": "2008-07-01"}
    assert run(terms, "2008-08-01", **given) == run(IN_CASH, "2008-08-01", **given)


def test_a_claim_compounds_unless_the_terms_say_that_it_stands() -> None:
    assert run(NOTES, "2008-04-02", start="2008-01-01", performed="2008-04-01") == [
        "080101-080401 91d 0.15 default 1000.00 +37.92 -0.00 ^37.92 ~0.00 =1037.92",
        "080401-080402 1d 0.15 default 1037.92 +0.43 -0.00 ^0.00 ~0.43 =1037.92",
    ]


@pytest.mark.parametrize(
    ("count", "start", "days", "interest", "source"),
    [
        (
            DayCount.THIRTY_360,
            "2008-01-31",
            [30, 60],
            ["8.33", "25.00"],
            "rule 7: D2 = 31 stays, so 30 of 90 days; from 31 January directly it would be 61",
        ),
        (
            DayCount.THIRTY_E_360,
            "2008-01-31",
            [29, 61],
            ["8.06", "25.42"],
            "rule 7: D2 = 31 becomes 30, so 29 of 90; 1,000 x 15% x 61/360 = 25.41666…",
        ),
        (
            DayCount.THIRTY_360,
            "2008-02-29",
            [58, 32],
            ["16.11", "13.33"],
            "rule 7: no end-of-February rule; 16.1111, 13.3333",
        ),
        (
            DayCount.ACT_365F,
            "2008-02-01",
            [31, 60],
            ["8.49", "24.66"],
            "8.49315, 24.65753",
        ),
        (
            DayCount.NL_365,
            "2008-02-01",
            [31, 59],
            ["8.49", "24.25"],
            "29 February is no day: 24.24657",
        ),
        (
            DayCount.ACT_365L,
            "2008-02-01",
            [31, 60],
            ["8.47", "24.59"],
            "the period ends in a leap year: /366; 8.46994, 24.59016",
        ),
        (
            DayCount.ACT_ACT_ISDA,
            "2008-02-01",
            [31, 60],
            ["8.47", "24.59"],
            "days of 2008 over 366",
        ),
        (
            DayCount.ACT_ACT_ICMA,
            "2008-02-01",
            [31, 60],
            ["8.52", "24.73"],
            "over 4 x 91: 8.51648, 24.72527",
        ),
        (
            DayCount.BUS_252,
            "2008-02-01",
            [21, 41],
            ["8.33", "24.40"],
            "January 23 weekdays less New Year and King's birthday; February 21 less Presidents'"
            " Day, March 21; 8.3333, 24.40476",
        ),
    ],
)
def test_the_lines_of_a_period_add_up_to_it(
    count: DayCount, start: str, days: list[int], interest: list[str], source: str
) -> None:
    found = lines(note(day_count=count), "2008-04-01", start=start)
    assert [line.days for line in found] == days, source
    assert [str(line.interest) for line in found] == interest, source


def the_date(text: str) -> Any:
    return ql.Date(day(text).day, day(text).month, day(text).year)


def counted_by(name: str, *arguments: Any) -> Callable[[str, str, tuple[str, str]], float]:
    def fraction(start: str, end: str, period: tuple[str, str]) -> float:
        theirs = getattr(ql, name)(*arguments)
        found: float = theirs.yearFraction(
            the_date(start), the_date(end), *(the_date(each) for each in period)
        )
        return found

    return fraction


@pytest.mark.parametrize(
    ("count", "theirs"),
    [
        (DayCount.ACT_360, counted_by("Actual360")),
        (DayCount.ACT_365F, counted_by("Actual365Fixed")),
        (DayCount.NL_365, counted_by("Actual365Fixed", ql.Actual365Fixed.NoLeap)),
        (DayCount.THIRTY_360, counted_by("Thirty360", ql.Thirty360.BondBasis)),
        (DayCount.THIRTY_E_360, counted_by("Thirty360", ql.Thirty360.EurobondBasis)),
        (DayCount.ACT_ACT_ISDA, counted_by("ActualActual", ql.ActualActual.ISDA)),
        (DayCount.ACT_ACT_ICMA, counted_by("ActualActual", ql.ActualActual.ISMA)),
    ],
)
def test_interest_agrees_with_quantlib(
    count: DayCount, theirs: Callable[[str, str, tuple[str, str]], float]
) -> None:
    terms = note(day_count=count, issue="2007-02-14", principal="1000000.00", paid_in=CASH)
    found = lines(terms, "2008-05-31", start="2007-11-15", paid_to="2007-02-14")
    assert len(found) == 7
    quarters = [
        ("2007-01-01", "2007-04-01"), ("2007-04-01", "2007-07-01"), ("2007-07-01", "2007-10-01"),
        ("2007-10-01", "2008-01-01"), ("2008-01-01", "2008-04-01"), ("2008-04-01", "2008-07-01"),
    ]  # fmt: skip
    for line in found:
        (period,) = [each for each in quarters if day(each[0]) <= line.start < day(each[1])]
        first = max(period[0], "2007-02-14")
        fraction = theirs(first, str(line.end), period)
        if str(line.start) > first:
            fraction -= theirs(first, str(line.start), period)
        expected = 1_000_000 * float(line.rate) * fraction
        assert float(line.interest) == pytest.approx(expected, abs=0.00501), (count, line.start)
        assert float(line.unrounded) == pytest.approx(expected, abs=1e-6), (count, line.start)


# 1,000.00 at 10%, ACT/360: 20 and 45 days, and 16 to the end. In notes 1,000 × 20/3600 = 5.5555…;
# 1,005.56 × 45/3600 = 12.5695; 1,018.13 × 16/3600 = 4.5250…. In cash 5.56, 12.50 and 4.4444….
@pytest.mark.parametrize(
    ("terms", "paid_to", "expected"),
    [
        (
            NOTES,
            None,
            [
                "080101-080121 20d 0.10 base 1000.00 +5.56 -0.00 ^5.56 ~0.00 =1005.56",
                "080121-080306 45d 0.10 base 1005.56 +12.57 -0.00 ^12.57 ~0.00 =1018.13",
                "080306-080322 16d 0.10 base 1018.13 +4.53 -0.00 ^0.00 ~4.53 =1018.13",
            ],
        ),
        (
            note(paid_in=CASH),
            "2008-03-22",
            [
                "080101-080121 20d 0.10 base 1000.00 +5.56 -5.56 ^0.00 ~0.00 =1000.00",
                "080121-080306 45d 0.10 base 1000.00 +12.50 -12.50 ^0.00 ~0.00 =1000.00",
                "080306-080322 16d 0.10 base 1000.00 +4.44 -0.00 ^0.00 ~4.44 =1000.00",
            ],
        ),
    ],
)
def test_periods_given_one_by_one(terms: Terms, paid_to: str | None, expected: list[str]) -> None:
    ends = ["2008-01-01", "2008-01-21", "2008-03-06", "2008-05-01"]
    periods = [
        Period(start, end, (start, end), end, end) for start, end in pairwise(map(day, ends))
    ]
    found = accrue(
        terms,
        Facts(),
        BANKS,
        until=day("2008-03-22"),
        paid_to=day(paid_to) if paid_to else None,
        periods=periods,
    )
    assert [told(line) for line in found.lines] == expected


def test_interest_is_rounded_half_up() -> None:
    # 1.80 x 10% x 10/360 = 0.005 exactly; 5.40: 0.015; 9.00: 0.025
    for principal, expected in (("1.80", "0.01"), ("5.40", "0.02"), ("9.00", "0.03")):
        (line,) = lines(note(principal=principal), "2008-01-11")
        assert str(line.interest) == expected, principal
        assert line.unrounded == Fraction(Decimal(principal)) / 360


def test_a_currency_without_cents() -> None:
    # 1,000,000 x 10% x 91/360 = 25,277.777…
    terms = note(principal="1000000", currency="JPY")
    assert run(terms, "2008-04-02")[0] == (
        "080101-080401 91d 0.10 base 1000000 +25278 -0 ^25278 ~0 =1025278"
    )


def test_the_company_pays_no_interest_on_what_was_paid_off() -> None:
    # yen at 500% and 1000%: by 1 February 43.06 = 43 and 86.11 = 86; 150 pays all at 500%, where
    # 43 was the interest of the period and paid; at 1000% it leaves 36, 60 days of which are 60
    terms = note(paid_in=CASH, principal="100", base="5", default="10", currency="JPY")
    found = run(
        terms,
        "2008-05-01",
        start="2008-01-01",
        paid_to="2008-04-01",
        payments=paid(("2008-02-01", "150")),
    )
    assert found[:2] == [
        "080101-080201 31d 10 default 100 +86 -150 ^0 ~0 =36",
        "080201-080401 60d 10 default 36 +60 -0 ^0 ~60 =36",
    ]


def test_what_was_paid_in_cash_adds_nothing_to_principal() -> None:
    # 1,000 yen at 1000%: 91 days are 2,527.78, in the second quarter as in the first
    terms = note(paid_in=CASH, principal="1000", base="10", default="10", currency="JPY")
    assert run(terms, "2008-07-01", paid_to="2008-07-01") == [
        "080101-080401 91d 10 base 1000 +2528 -2528 ^0 ~0 =1000",
        "080401-080701 91d 10 base 1000 +2528 -2528 ^0 ~0 =1000",
    ]


@pytest.mark.parametrize(
    ("maturity", "days", "interest", "source"),
    [
        ("2008-02-29", 58, "16.11", "on maturity the 29th stays the 29th: 30 + 28"),
        ("2008-03-01", 59, "16.39", "else the end of February counts as the 30th: 30 + 29"),
        (None, 59, "16.39", "without a maturity too"),
    ],
)
def test_the_last_of_february_counts_by_maturity(
    maturity: str | None, days: int, interest: str, source: str
) -> None:
    # ISDA 2006 section 4.16(h); 1,000 x 10% x 58/360 and 59/360
    terms = note(day_count=DayCount.THIRTY_E_360_ISDA, maturity=maturity)
    (line,) = lines(terms, "2008-02-29")
    assert (line.days, str(line.interest), line.fraction) == (
        days, interest, Fraction(days, 360),
    ), source  # fmt: skip


def test_the_company_pays_by_the_calendar_where_the_day_count_asks_for_it() -> None:
    # 62 Business Days in the first quarter of 2008: 21, 20 and 21; 1,000 x 10% x 62/252
    terms = note(paid_in=CASH, day_count=DayCount.BUS_252)
    (line,) = lines(terms, "2008-04-01", paid_to="2008-04-01")
    assert (line.days, str(line.interest), str(line.paid)) == (62, "24.60", "24.60")


def test_a_note_without_interest_dates_has_one_period() -> None:
    # 1,000 x 10% x 366/360 = 101.6666…
    assert run(note(dates=""), "2009-01-01") == [
        "080101-090101 366d 0.10 base 1000.00 +101.67 -0.00 ^0.00 ~101.67 =1000.00"
    ]


def test_the_last_day_of_all() -> None:
    # 192 years to 1 January 2200, with 48 leap years less 2100, less that day: 70,080 + 47 - 1;
    # 1,000 x 10% x 70,126/360 = 19,479.4444
    terms = note(dates="", calendar="weekends", paid_in=CASH)
    (line,) = lines(terms, "2199-12-31", paid_to="2199-12-31")
    assert (line.days, line.end) == (70_126, day("2199-12-31"))
    assert (str(line.interest), str(line.paid)) == ("19479.44", "19479.44")


def test_interest_accrues_after_the_last_interest_date_of_2199() -> None:
    # quarters of 90, 91 and 92 days: 25.00, 25.9097, 26.8566; then 91 days on 1,077.77: 27.2436
    found = lines(note(issue="2199-01-01", calendar="weekends"), "2199-12-31")
    assert [str(line.interest) for line in found] == ["25.00", "25.91", "26.86", "27.24"]
    assert found[-1].end == day("2199-12-31")


def test_periods_and_capitalization_go_on_past_maturity() -> None:
    terms = note(maturity="2008-02-01")
    assert run(terms, "2008-05-01") == run(NOTES, "2008-05-01")


def test_each_line_cites_its_clause_and_measure() -> None:
    found = lines(NOTES, "2008-05-01", start="2008-04-01")
    told = [(line.basis, line.clause, line.day_count, line.fraction) for line in found]
    assert told == [
        (Basis.BASE, "no clause given", DayCount.ACT_360, Fraction(91, 360)),
        (Basis.DEFAULT, "Note 2", DayCount.ACT_360, Fraction(30, 360)),
    ]


@pytest.mark.parametrize(
    ("paid_in", "clause", "assumes", "expected", "source"),
    [
        (CASH, "", ("interest.cash_rate",), "assumed", "the rate that is used"),
        (PaidIn.NOTES, "", ("interest.cash_rate",), "no clause given", "the rate not used"),
        (PaidIn.NOTES, "", None, "assumed", "section 2: the note rate is assumed"),
        (CASH, "", None, "no clause given", "stated, but not where"),
        (PaidIn.NOTES, "Note 1", None, "Note 1", "the clause given"),
        (CASH, "Note 1", None, "Note 1", "the clause given"),
    ],
)
def test_the_clause_of_the_base_rate(
    paid_in: PaidIn,
    clause: str,
    assumes: tuple[str, ...] | None,
    expected: str,
    source: str,
) -> None:
    interest = replace(LIQUIDMETAL_2007.interest, paid_in=paid_in, clause=clause)
    assumed = ("interest.note_rate",) if assumes is None else assumes
    terms = replace(LIQUIDMETAL_2007, interest=interest, assumed=assumed)
    (line,) = schedule(terms, Facts(), BANKS, until=day("2007-02-01"))
    assert line.clause == expected, source


@pytest.mark.parametrize(
    ("count", "expected", "source"),
    [
        (DayCount.ACT_ACT_ICMA, ("2007-01-01", "2007-04-01"), "the notional period of a stub"),
        (DayCount.ACT_365L, ("2007-01-03", "2007-04-01"), "the interest period itself"),
    ],
)
def test_the_period_by_which_a_day_count_measures(
    count: DayCount, expected: tuple[str, str], source: str
) -> None:
    full = (day("2007-01-01"), day("2007-04-01"))
    stub = Period(day("2007-01-03"), full[1], full, due=full[1], scheduled=full[1])
    found = reference(note(day_count=count), stub)
    assert found == (day(expected[0]), day(expected[1])), source


def test_the_columns_are_those_of_the_interface() -> None:
    # section 6, the keys of a line in their order
    assert COLUMNS == (
        "start", "end", "days", "rate", "basis", "principal", "interest", "paid", "capitalized",
        "accrued", "closing_principal",
    )  # fmt: skip
    (line,) = lines(NOTES, "2008-01-02")
    assert all(hasattr(line, column) for column in COLUMNS)


TOO_MUCH = "are more than is due on that day"
INSTEAD = "write the amounts that were paid, or leave out what came after full payment"


@pytest.mark.parametrize(
    ("until", "payments", "expected"),
    [
        (
            "2007-12-31",
            (),
            "2007-12-31 is before the issue date 2008-01-01; write a date from 2008-01-01 on",
        ),
        (
            "2008-05-01",
            paid(("2008-02-01", "1008.62")),
            f"payments.2008-02-01: the payments of 2008-02-01 {TOO_MUCH}:"
            f" 1,008.62 where 1,008.61 was owed; {INSTEAD}",
        ),
        (
            "2008-05-01",
            paid(("2008-02-01", "1008.61"), ("2008-04-01", "0.01")),
            f"payments.2008-04-01: the payments of 2008-04-01 {TOO_MUCH}:"
            f" 0.01 where 0.00 was owed; {INSTEAD}",
        ),
        (
            "2008-05-01",
            paid(("2008-01-01", "1.00")),
            "payments.2008-01-01.on: the payment of 2008-01-01 is not after the issue date"
            " 2008-01-01; write the day it was paid",
        ),
        (
            "2008-05-01",
            (Payment(date(2008, 2, 1), Decimal("0.001")),),
            "payment 0.001 has more than 2 decimals; USD amounts have at most 2",
        ),
    ],
)
def test_what_cannot_be_scheduled_is_refused(
    until: str, payments: tuple[Payment, ...], expected: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        lines(NOTES, until, payments=payments)
    assert str(caught.value) == expected
