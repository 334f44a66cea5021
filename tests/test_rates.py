"""Which rate a note bears (rules 6, 15, 16): spans at the default rate, amendments, by hand.

The note is of 360,000.00 at 10% and 15%, ACT/360, paid in cash and never paid: 100.00 and 150.00
a day. 2008 has 31, 29 and 31 days to 1 April. A line is told as its days, rate, basis, interest.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from accruals import accrual, due, round_note
from core_strategies import CRASH, day

from notecalc.errors import NotecalcError
from notecalc.facts import Amendment, Facts
from notecalc.money import PaidIn
from notecalc.redemption import Result, performing, redeem
from notecalc.schedule import Accrual
from notecalc.terms import Terms

NOTE = round_note()
MARGIN = round_note(default=None, margin="0.05")
ONE = "Amendment 1"


def amended(*given: str, clause: str = ONE) -> tuple[Amendment, ...]:
    """Amendments from "DAY cash_rate=0.12 default_cash_rate=0.18"."""
    found = []
    for text in given:
        on, *rates = text.split()
        named = dict(each.split("=") for each in rates)
        rated: Any = {name: Decimal(rate) for name, rate in named.items()}
        found.append(Amendment(day(on), clause, **rated))
    return tuple(found)


def short(found: Accrual) -> list[str]:
    return [f"{x.days}d {x.rate} {x.basis.value} {x.interest}" for x in found.lines]


SUSPENDED = (("2008-02-01", "2008-03-01"), ("2008-03-15", None))


@pytest.mark.parametrize(
    ("default", "until", "expected", "source"),
    [
        (
            SUSPENDED,
            "2008-04-01",
            [
                "31d 0.10 base 3100.00",
                "29d 0.15 default 4350.00",
                "14d 0.10 base 1400.00",
                "17d 0.15 default 2550.00",
            ],
            "rule 14: suspended for 14 days",
        ),
        (
            (("2008-02-01", "2008-03-01"),),
            "2008-04-11",
            [
                "31d 0.10 base 3100.00",
                "29d 0.15 default 4350.00",
                "31d 0.10 base 3100.00",
                "10d 0.10 base 1000.00",
            ],
            "rule 15: from the day of the cure the base rate again",
        ),
        (
            (("2008-02-01", "2008-04-01"),),
            "2008-04-11",
            ["31d 0.10 base 3100.00", "60d 0.15 default 9000.00", "10d 0.10 base 1000.00"],
            "it ends on an interest date: no further line",
        ),
        (
            (("2008-04-01", "2008-04-06"), ("2008-04-08", "2008-04-11")),
            "2008-04-11",
            [
                "91d 0.10 base 9100.00",
                "5d 0.15 default 750.00",
                "2d 0.10 base 200.00",
                "3d 0.15 default 450.00",
            ],
            "two spans within a period",
        ),
        (
            (("2007-12-01", None),),
            "2008-04-01",
            ["91d 0.15 default 13650.00"],
            "from before the issue: from the issue date",
        ),
        (
            (("2008-01-01", "2008-02-01"),),
            "2008-04-01",
            ["31d 0.15 default 4650.00", "60d 0.10 base 6000.00"],
            "from the issue date on",
        ),
        (
            (("2007-11-01", "2007-12-01"), ("2007-12-15", "2008-02-01")),
            "2008-04-01",
            ["31d 0.15 default 4650.00", "60d 0.10 base 6000.00"],
            "a span that ended before the issue is none",
        ),
        (
            (("2007-12-01", "2008-01-01"),),
            "2008-04-01",
            ["91d 0.10 base 9100.00"],
            "one that ended on it neither",
        ),
        ((), "2008-04-01", ["91d 0.10 base 9100.00"], "never"),
    ],
)
def test_the_days_at_the_default_rate(
    default: Any, until: str, expected: list[str], source: str
) -> None:
    assert short(accrual(NOTE, until, default=default)) == expected, source


def test_lines_end_at_the_default_even_where_the_rates_are_equal() -> None:
    found = accrual(round_note(default="0.10"), "2008-04-01", default=SUSPENDED)
    assert short(found) == [
        "31d 0.10 base 3100.00",
        "29d 0.10 default 2900.00",
        "14d 0.10 base 1400.00",
        "17d 0.10 default 1700.00",
    ]


@pytest.mark.parametrize(
    ("until", "rate", "source"),
    [
        ("2008-01-01", "0.10", "the issue date"),
        ("2008-01-31", "0.10", "the day before"),
        ("2008-02-01", "0.15", "the day it starts"),
        ("2008-02-29", "0.15", "its last day"),
        ("2008-03-01", "0.10", "the day it ends"),
        ("2008-03-15", "0.15", "again"),
    ],
)
def test_the_rate_in_force(until: str, rate: str, source: str) -> None:
    assert str(accrual(NOTE, until, default=SUSPENDED).in_force.rate) == rate, source


@pytest.mark.parametrize(
    ("terms", "default", "amendments", "expected", "source"),
    [
        (
            NOTE,
            None,
            ["2008-02-01 cash_rate=0.12"],
            ["31d 0.10 base 3100.00", "60d 0.12 base 7200.00", "10d 0.12 base 1200.00"],
            "within a period",
        ),
        (
            NOTE,
            None,
            ["2008-04-01 cash_rate=0.12"],
            ["91d 0.10 base 9100.00", "10d 0.12 base 1200.00"],
            "on an interest date: no further line",
        ),
        (
            NOTE,
            None,
            ["2008-01-01 cash_rate=0.12", "2008-04-01 cash_rate=0.1"],
            ["91d 0.12 base 10920.00", "10d 0.1 base 1000.00"],
            "on the issue date, and again",
        ),
        (
            NOTE,
            "2008-01-01",
            ["2008-01-01 default_cash_rate=0.18"],
            ["91d 0.18 default 16380.00", "10d 0.18 default 1800.00"],
            "on the issue date, at the default rate from it",
        ),
        (
            NOTE,
            "2008-02-01",
            ["2008-01-01 cash_rate=0.12"],
            ["31d 0.12 base 3720.00", "60d 0.15 default 9000.00", "10d 0.15 default 1500.00"],
            "on the issue date, with a default later",
        ),
        (
            NOTE,
            None,
            ["2008-01-01 cash_rate=0.12"],
            ["91d 0.12 base 10920.00", "10d 0.12 base 1200.00"],
            "on the issue date",
        ),
        (
            NOTE,
            None,
            ["2008-02-01 cash_rate=0.100"],
            ["91d 0.10 base 9100.00", "10d 0.10 base 1000.00"],
            "rule 16: to the rate it was: no line ends there",
        ),
        (
            NOTE,
            None,
            ["2008-02-01 note_rate=0.12 default_note_rate=0.18"],
            ["91d 0.10 base 9100.00", "10d 0.10 base 1000.00"],
            "the rates of the other way of paying",
        ),
        (
            NOTE,
            None,
            ["2008-02-01 cash_rate=0.12", "2008-03-01 cash_rate=0.08"],
            [
                "31d 0.10 base 3100.00",
                "29d 0.12 base 3480.00",
                "31d 0.08 base 2480.00",
                "10d 0.08 base 800.00",
            ],
            "one after the other, up and down",
        ),
        (
            NOTE,
            "2008-02-01",
            ["2008-03-01 cash_rate=0.12"],
            ["31d 0.10 base 3100.00", "60d 0.15 default 9000.00", "10d 0.15 default 1500.00"],
            "the base rate while the default rate runs: no line ends there",
        ),
        (
            MARGIN,
            "2008-02-01",
            ["2008-03-01 cash_rate=0.12"],
            [
                "31d 0.10 base 3100.00",
                "29d 0.15 default 4350.00",
                "31d 0.17 default 5270.00",
                "10d 0.17 default 1700.00",
            ],
            "rule 16: with a margin the default rate follows",
        ),
        (
            NOTE,
            "2008-02-01",
            ["2008-03-01 default_cash_rate=0.18"],
            [
                "31d 0.10 base 3100.00",
                "29d 0.15 default 4350.00",
                "31d 0.18 default 5580.00",
                "10d 0.18 default 1800.00",
            ],
            "the default rate while it runs",
        ),
        (
            NOTE,
            "2008-04-01",
            ["2008-03-01 default_cash_rate=0.18"],
            ["91d 0.10 base 9100.00", "10d 0.18 default 1800.00"],
            "the default rate before it runs: no line ends there",
        ),
        (
            MARGIN,
            "2008-02-01",
            ["2008-02-15 default_cash_rate=0.20", "2008-03-01 cash_rate=0.12"],
            [
                "31d 0.10 base 3100.00",
                "14d 0.15 default 2100.00",
                "46d 0.20 default 9200.00",
                "10d 0.20 default 2000.00",
            ],
            "a default rate that an amendment gives takes the place of the margin",
        ),
        (
            NOTE,
            "2008-02-01",
            ["2008-02-01 cash_rate=0.12 default_cash_rate=0.18"],
            ["31d 0.10 base 3100.00", "60d 0.18 default 10800.00", "10d 0.18 default 1800.00"],
            "on the day the default rate starts: one line",
        ),
        (
            NOTE,
            (("2008-02-01", "2008-03-01"),),
            ["2008-02-15 cash_rate=0.12"],
            [
                "31d 0.10 base 3100.00",
                "29d 0.15 default 4350.00",
                "31d 0.12 base 3720.00",
                "10d 0.12 base 1200.00",
            ],
            "amended meanwhile: the base rate that runs again is the new one",
        ),
        (
            NOTE,
            None,
            ["2008-04-11 cash_rate=0.12"],
            ["91d 0.10 base 9100.00", "10d 0.10 base 1000.00"],
            "on the last day: nothing accrues at it yet",
        ),
        (
            round_note(paid_in=PaidIn.NOTES),
            None,
            ["2008-02-01 cash_rate=0.15 note_rate=0.12"],
            # 370,300 x 12% x 10/360 = 1,234.3333
            ["31d 0.10 base 3100.00", "60d 0.12 base 7200.00", "10d 0.12 base 1234.33"],
            "in notes the note rate",
        ),
        (
            NOTE,
            None,
            ["2008-02-01 cash_rate=0.15"],
            ["31d 0.10 base 3100.00", "60d 0.15 base 9000.00", "10d 0.15 base 1500.00"],
            "up to the default rate itself",
        ),
    ],
)
def test_amendments(
    terms: Terms, default: Any, amendments: list[str], expected: list[str], source: str
) -> None:
    given = amended(*amendments)
    assert short(accrual(terms, "2008-04-11", default=default, amendments=given)) == expected, (
        source
    )


@pytest.mark.parametrize(
    ("until", "rate"), [("2008-01-31", "0.10"), ("2008-02-01", "0.12"), ("2008-02-02", "0.12")]
)
def test_an_amended_rate_is_in_force_from_its_day(until: str, rate: str) -> None:
    given = amended("2008-02-01 cash_rate=0.12")
    assert str(accrual(NOTE, until, amendments=given).in_force.rate) == rate


@pytest.mark.parametrize(
    ("terms", "amendments", "expected", "source"),
    [
        (NOTE, ["2008-02-01 cash_rate=0.12"], ["no clause given", ONE, "Note 2"], "base rate"),
        (
            NOTE,
            ["2008-03-01 default_cash_rate=0.18"],
            ["no clause given", "Note 2", ONE],
            "default",
        ),
        (
            MARGIN,
            ["2008-03-01 cash_rate=0.12"],
            ["no clause given", "Note 2", "Note 2"],
            "a margin stays the terms' own",
        ),
    ],
)
def test_a_line_cites_what_gives_its_rate(
    terms: Terms, amendments: list[str], expected: list[str], source: str
) -> None:
    start = "2008-03-01" if terms is NOTE and "cash_rate=0.12" in amendments[0] else "2008-02-01"
    found = accrual(terms, "2008-04-01", default=start, amendments=amended(*amendments))
    assert [line.clause for line in found.lines] == expected, source


@pytest.mark.parametrize(
    ("default", "amendments", "expected", "source"),
    [
        (None, ["2008-02-01 cash_rate=0.12"], "10300.00 0.00", "31 x 100 + 60 x 120"),
        # 91 x 150 = 13,650.00
        (
            "2008-01-01",
            ["2008-02-01 cash_rate=0.12"],
            "10300.00 3350.00",
            "as if no reading existed",
        ),
        (
            "2008-01-01",
            ["2008-02-01 default_cash_rate=0.18"],
            "9100.00 6350.00",
            "31 x 150, 60 x 180",
        ),
        (None, ["2008-04-01 cash_rate=0.12"], "9100.00 0.00", "from the end of the period on"),
        (None, ["2008-03-31 cash_rate=0.12"], "9120.00 0.00", "for its last day"),
    ],
)
def test_history_is_at_the_base_rate_as_amended(
    default: str | None, amendments: list[str], expected: str, source: str
) -> None:
    given = amended(*amendments)
    found = accrual(NOTE, "2008-04-01", default=default, paid_to="2008-04-01", amendments=given)
    assert f"{found.lines[-1].paid} {found.lines[-1].accrued}" == expected, source


@pytest.mark.parametrize(
    ("terms", "amendments", "on", "shown", "source"),
    [
        (
            NOTE,
            ["2008-02-01 cash_rate=0.1501"],
            "2008-02-01",
            ("15%", "15.01%"),
            "the base above it",
        ),
        (
            NOTE,
            ["2008-02-01 default_cash_rate=0.09"],
            "2008-02-01",
            ("9%", "10%"),
            "the default rate below it",
        ),
        (
            NOTE,
            ["2008-02-01 cash_rate=0.14", "2008-03-01 default_cash_rate=0.13"],
            "2008-03-01",
            ("13%", "14%"),
            "below the base rate as amended before",
        ),
        (
            NOTE,
            ["2009-02-01 cash_rate=0.16"],
            "2009-02-01",
            ("15%", "16%"),
            "after the last day too",
        ),
    ],
)
def test_an_amendment_that_leaves_default_below_base_is_refused(
    terms: Terms, amendments: list[str], on: str, shown: tuple[str, str], source: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        accrual(terms, "2008-04-01", amendments=amended(*amendments))
    default, base = shown
    assert str(caught.value) == (
        f"amendments.{on}: the amendment of {on} (Amendment 1) leaves the default rate {default}"
        f" below the base rate {base}; amend the default rate too, to {base} or more"
    ), source


def test_an_amendment_without_a_clause_is_refused_by_its_day_alone() -> None:
    with pytest.raises(NotecalcError) as caught:
        accrual(
            NOTE, "2008-04-01", amendments=amended("2008-02-01 cash_rate=0.16", clause="amendment")
        )
    assert str(caught.value) == (
        "amendments.2008-02-01: the amendment of 2008-02-01 leaves the default rate 15% below the"
        " base rate 16%; amend the default rate too, to 16% or more"
    )


def test_amending_the_base_rate_leaves_the_default_rate_of_the_way_of_paying() -> None:
    rates = replace(NOTE.default_rates, note_rate=Decimal("0.18"))
    given = amended("2008-02-01 cash_rate=0.12")
    found = accrual(
        replace(NOTE, default_rates=rates), "2008-04-01", default="2008-03-01", amendments=given
    )
    # 31 days 10%, 29 days 12%, 31 days 15%
    assert short(found)[-1] == "31d 0.15 default 4650.00"


def test_the_other_way_of_paying_is_not_asked() -> None:
    given = amended("2008-02-01 note_rate=0.16")
    assert short(accrual(NOTE, "2008-04-01", amendments=given)) == ["91d 0.10 base 9100.00"]


def test_the_per_diem_is_at_the_rate_as_amended() -> None:
    terms, crash = round_note(CRASH), {"crash": day("2008-03-03")}
    given = amended("2008-03-03 default_cash_rate=0.18")
    found = due(terms, occurred=crash, amendments=given)
    assert (str(found.rate), str(found.per_diem)) == ("0.18", "180.00")
    found = due(terms, occurred=crash, amendments=amended("2008-03-04 default_cash_rate=0.18"))
    assert (str(found.rate), str(found.per_diem)) == ("0.15", "150.00")


@pytest.mark.parametrize(
    ("run", "source"),
    [
        (lambda facts: performing(NOTE, facts, day("2008-02-11")), "a note that performs"),
        (lambda facts: redeem(NOTE, facts), "whatever the state"),
    ],
)
def test_an_amendment_before_the_issue_is_refused(
    run: Callable[[Facts], Result], source: str
) -> None:
    # Rule 16: an amendment sets rates from its day; the note was issued on 1 January 2008.
    given = amended("2007-11-01 cash_rate=0.11", "2007-12-31 cash_rate=0.12")
    with pytest.raises(NotecalcError) as caught:
        run(Facts(amendments=given))
    assert [str(each) for each in caught.value.problems] == [
        f"amendments.{on}.on: the amendment of {on} is before the issue date 2008-01-01; write a"
        " day from 2008-01-01 on, or change the rates of the terms"
        for on in ("2007-11-01", "2007-12-31")
    ], source
    assert run(Facts(amendments=amended("2008-01-01 cash_rate=0.11"))), source


def test_a_note_that_performs_bears_the_amended_rate() -> None:
    facts = Facts(amendments=amended("2008-02-01 cash_rate=0.12"))
    last = performing(NOTE, facts, day("2008-02-11")).schedule[-1]
    assert (last.days, str(last.interest), str(last.accrued)) == (10, "1200.00", "4300.00")
