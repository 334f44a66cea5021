"""The other side's schedule: read, compared line by line, and the first departure said.

The schedule is that of the case, its lines worked by hand in scenarios/liquidmetal-2008.yaml:
per 1,000.00, 10%, ACT/365F, quarters in notes, then 14 days to 15 October 2008.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from core_strategies import COVENANT, note

from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Payment
from notecalc.interop import read_schedule
from notecalc.money import PaidIn
from notecalc.readings.departure import TheirLine, departure
from notecalc.readings.likeness import reconcile_schedule
from notecalc.redemption import redeem
from notecalc.schedule import Basis
from notecalc.terms import LIQUIDMETAL_2007, DefaultFrom, choose

NOTICED = Facts(notice=date(2008, 9, 29))
RESULT = redeem(LIQUIDMETAL_2007, NOTICED)

DATES = [
    "2007-01-03", "2007-04-01", "2007-07-01", "2007-10-01", "2008-01-01", "2008-04-01",
    "2008-07-01", "2008-10-01", "2008-10-15",
]  # fmt: skip
DAYS = [88, 91, 92, 92, 91, 91, 92, 14]
INTEREST = ["24.11", "25.53", "26.46", "27.12", "27.50", "28.19", "29.21", "4.56"]
PRINCIPAL = [
    "1000.00", "1024.11", "1049.64", "1076.10", "1103.22", "1130.72", "1158.91", "1188.12"
]  # fmt: skip
THEIRS = tuple(
    TheirLine(
        date.fromisoformat(start),
        date.fromisoformat(end),
        Decimal(interest),
        days=days,
        rate=Decimal("0.1"),
        basis=Basis.BASE,
        principal=Decimal(principal),
        capitalized=Decimal(interest if days != 14 else 0),
        line=number,
    )
    for number, (start, end, days, interest, principal) in enumerate(
        zip(DATES[:-1], DATES[1:], DAYS, INTEREST, PRINCIPAL, strict=True), 2
    )
)


def changed(at: int, **values: object) -> tuple[TheirLine, ...]:
    """Their schedule with line `at`, from 1, changed by hand."""
    lines = list(THEIRS)
    lines[at - 1] = replace(lines[at - 1], **values)  # type: ignore[arg-type]
    return tuple(lines)


def test_the_schedule_by_hand_is_reproduced() -> None:
    found = reconcile_schedule(LIQUIDMETAL_2007, NOTICED, THEIRS)
    first = found.found[0]
    assert found.reproduced
    assert (first.alike, first.unlike, first.extra, first.off) == (8, 0, 0, Decimal(0))
    assert (first.simplest, found.taken, found.stops) == ((), True, False)
    assert found.facts.redeem_on == date(2008, 10, 15)
    # next comes the default rate from 1 October: 14 days at 15% are 6.84, 2.28 more
    assert (found.found[1].simplest, found.found[1].off) == (
        (("default_from", "interest-date"),),
        Decimal("-2.28"),
    )


def test_only_dates_and_interest_are_enough() -> None:
    bare = [TheirLine(each.start, each.end, each.interest) for each in THEIRS]
    assert reconcile_schedule(LIQUIDMETAL_2007, NOTICED, bare).reproduced


def test_the_reading_that_made_a_schedule_is_found() -> None:
    """From the notice: 90 days at 10% 28.58, 2 at 15% 0.95, capitalized; 14 at 15% 6.84."""
    seventh = replace(
        THEIRS[6], end=date(2008, 9, 29), days=90, interest=Decimal("28.58"), capitalized=None
    )
    rest = {"rate": Decimal("0.15"), "basis": Basis.DEFAULT, "capitalized": None}
    split = replace(THEIRS[6], start=date(2008, 9, 29), days=2, interest=Decimal("0.95"), **rest)  # type: ignore[arg-type]
    last = replace(THEIRS[7], interest=Decimal("6.84"), principal=Decimal("1188.44"), **rest)  # type: ignore[arg-type]
    found = reconcile_schedule(LIQUIDMETAL_2007, NOTICED, (*THEIRS[:6], seventh, split, last))
    assert found.reproduced
    assert found.found[0].simplest == (("default_from", "notice"),)


def test_their_schedule_may_begin_later() -> None:
    assert departure(RESULT, THEIRS[4:]) is None


# Each change by hand, the first line that departs, and why. The figures: 1,024.11 × 10% × 91/365
# = 25.5326 on line 2; at 15% 38.2989; by ACT/360 25.8872; on 1,000.00 24.9315; 30.00 is 11.7496%.
CHANGED = {
    "another rate": (
        changed(2, rate=Decimal("0.15")),
        "another rate: 15%, the default rate; ours 10%, the base rate",
    ),
    "a rate of nobody's": (
        changed(2, rate=Decimal("0.11")),
        "another rate: 11%; ours 10%, the base rate",
    ),
    "another basis": (
        changed(2, basis=Basis.DEFAULT),
        "theirs bears the default rate, ours the base rate",
    ),
    "other days": (
        changed(2, days=90),
        "another day count: theirs counts 90 days, ours 91 (ACT/365F); 90 is by 30/360, 30U/360,"
        " 30E/360 or 30E/360 ISDA",
    ),
    "days of no day count": (
        changed(2, days=77),
        "another day count: theirs counts 77 days, ours 91 (ACT/365F)",
    ),
    "nothing capitalized": (
        changed(2, principal=Decimal("1000.00")),
        "another principal: theirs 1,000.00, ours 1,024.11, which takes in the 24.11 capitalized"
        " on Sun 2007-04-01",
    ),
    "another principal": (
        changed(2, principal=Decimal("1024.00")),
        "another principal: theirs 1,024.00, ours 1,024.11",
    ),
    "rounding": (
        changed(2, interest=Decimal("25.54")),
        "interest: theirs 25.54, ours 25.53: rounding, of 25.5326…, which is rounded half up",
    ),
    "interest of another rate": (
        changed(2, interest=Decimal("38.30")),
        "interest: theirs 38.30, ours 25.53: another rate, theirs is that of 15%, the default rate",
    ),
    "interest of another day count": (
        changed(2, interest=Decimal("25.89")),
        "interest: theirs 25.89, ours 25.53: another day count, theirs is that of ACT/360",
    ),
    "interest of another principal": (
        changed(2, interest=Decimal("24.93")),
        "interest: theirs 24.93, ours 25.53: another principal, theirs is that of 1,000.00",
    ),
    "interest of nothing known": (
        changed(2, interest=Decimal("30.00")),
        "interest: theirs 30.00, ours 25.53: theirs is 11.7496…% a year on 1,024.11",
    ),
    "interest not added": (
        changed(2, capitalized=Decimal("0.00")),
        "capitalized: theirs 0.00, ours 25.53",
    ),
    "a line that ends at the notice": (
        changed(7, end=date(2008, 9, 29)),
        "theirs ends on Mon 2008-09-29, the day of the notice; ours goes on to Wed 2008-10-01, an"
        " interest date",
    ),
    "a line that ends at nothing": (
        changed(7, end=date(2008, 9, 1)),
        "theirs ends on Mon 2008-09-01, on which nothing happens under this reading; ours goes on"
        " to Wed 2008-10-01, an interest date",
    ),
    "a line that ends later": (
        changed(4, end=date(2008, 1, 5)),
        "ours ends on Tue 2008-01-01, an interest date; theirs goes on to Sat 2008-01-05",
    ),
    "a line that starts later": (
        changed(4, start=date(2007, 10, 2)),
        "theirs starts on Tue 2007-10-02, ours on Mon 2007-10-01",
    ),
    "a line less": (
        THEIRS[:7],
        "theirs ends on Wed 2008-10-01; ours goes on to Wed 2008-10-15",
    ),
    "a line more": (
        (*THEIRS, replace(THEIRS[7], start=date(2008, 10, 15), end=date(2008, 11, 14))),
        "ours ends on Wed 2008-10-15, the redemption date; theirs goes on to Fri 2008-11-14",
    ),
}
AT = {"a line that ends at the notice": 7, "a line that ends at nothing": 7, "a line less": 8}
AT |= {"a line that ends later": 4, "a line that starts later": 4, "a line more": 9}


@pytest.mark.parametrize("name", CHANGED)
def test_the_first_line_that_departs_and_why(name: str) -> None:
    theirs, why = CHANGED[name]
    found = departure(RESULT, theirs)
    assert found is not None
    assert (found.number, found.why) == (AT.get(name, 2), why)


def test_where_ours_ends_is_said() -> None:
    """The default rate from the notice, and a payment on 18 August, end lines of ours."""
    terms = choose(LIQUIDMETAL_2007, default_from=DefaultFrom.NOTICE)
    paying = replace(NOTICED, payments=(Payment(date(2008, 8, 18), Decimal("10.00")),))
    found = departure(redeem(terms, NOTICED), THEIRS)
    assert found is not None
    assert found.why == (
        "ours ends on Mon 2008-09-29, where the default rate starts (reading notice); theirs goes"
        " on to Wed 2008-10-01"
    )
    found = departure(redeem(LIQUIDMETAL_2007, paying), THEIRS)
    assert found is not None
    assert found.why == (
        "ours ends on Mon 2008-08-18, the day of a payment; theirs goes on to Wed 2008-10-01"
    )


def test_in_cash_theirs_may_take_in_what_is_unpaid() -> None:
    """1,000.00 at 10% in cash from 1 April 2008, ACT/360: 25.28 (25.2778) unpaid on 1 July."""
    terms = note(COVENANT, paid_in=PaidIn.CASH, issue="2008-04-01", day_count=DayCount.ACT_360)
    facts = Facts(notice=date(2008, 6, 16), redeem_on=date(2008, 8, 1))
    lines = [
        TheirLine(date(2008, 4, 1), date(2008, 7, 1), Decimal("25.28")),
        TheirLine(
            date(2008, 7, 1), date(2008, 8, 1), Decimal("8.83"), principal=Decimal("1025.28")
        ),
    ]
    found = departure(redeem(terms, facts), lines)
    assert found is not None
    assert (found.number, found.why) == (
        2,
        "another principal: theirs 1,025.28, ours 1,000.00: theirs takes in the 25.28 accrued by"
        " Tue 2008-07-01",
    )


def test_amounts_within_a_tolerance_agree() -> None:
    rounded = changed(2, interest=Decimal("25.54"))
    assert departure(RESULT, rounded, Decimal("0.01")) is None
    found = reconcile_schedule(LIQUIDMETAL_2007, NOTICED, rounded, within=Decimal("0.01"), most=1)
    assert found.reproduced
    assert found.found[0].off == Decimal("0.01")
    assert len(found.found) == 1


def test_a_schedule_without_lines_is_refused() -> None:
    with pytest.raises(NotecalcError) as caught:
        reconcile_schedule(LIQUIDMETAL_2007, NOTICED, ())
    assert str(caught.value) == "their schedule has no lines; give one line at least"


# 1,076.10 at 10% for 31 days of 365 is 9.14 (9.1394…); for 92 it is 27.12, all of it capitalized.
CUT = replace(THEIRS[3], end=date(2007, 11, 1), days=31, interest=Decimal("9.14"), capitalized=None)
STOPS = {
    "at an interest date": (THEIRS[:7], None, True, None),
    "within a period": ((*THEIRS[:3], CUT), None, True, None),
    "before a redemption that is given": (THEIRS[:7], date(2008, 11, 14), True, None),
    "wrong before it stops": (
        (*THEIRS[:3], replace(CUT, interest=Decimal("9.13"))),
        None,
        True,
        "interest: theirs 9.13, ours 9.14: rounding, of 9.1394…, which is rounded half up",
    ),
    "on the day of the default": (THEIRS, None, False, None),
}


@pytest.mark.parametrize("name", STOPS)
def test_a_schedule_that_stops_early_is_compared_as_far_as_it_goes(name: str) -> None:
    theirs, on, stops, why = STOPS[name]
    facts = replace(NOTICED, redeem_on=on)
    found = reconcile_schedule(LIQUIDMETAL_2007, facts, theirs)
    first = found.found[0]
    assert found.stops is stops
    assert (first.departure.why if first.departure else None) == why
    assert (first.alike, first.unlike, first.extra) == (
        (len(theirs), 0, 0) if why is None else (len(theirs) - 1, 1, 1)
    )
    assert found.facts.redeem_on == (on or date(2008, 10, 15))


def test_nothing_due_is_compared_with_nothing() -> None:
    facts = Facts(cured=date(2007, 1, 11))
    found = reconcile_schedule(LIQUIDMETAL_2007, facts, THEIRS)
    assert (found.found, found.reproduced, found.combinations) == ((), False, 0)


# --- the file ---


def read(tmp_path: Path, text: str | bytes, currency: str = "USD") -> tuple[TheirLine, ...]:
    file = tmp_path / "t.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_schedule(str(file), currency)[0]


def test_a_file_is_read(tmp_path: Path) -> None:
    text = (
        "\ufeffStart,End,Interest,Rate,Days,Basis,Closing principal,Principal\r\n"
        '2008-07-01,2008-10-01,"1,469,830.14",10%,92,Default,19109830.1,\r\n'
        "\r\n2008-10-01,2008-10-04,15706.71,0.1,3,base,,18640000\r\n"
    )
    assert read(tmp_path, text) == (
        TheirLine(
            date(2008, 7, 1), date(2008, 10, 1), Decimal("1469830.14"), 92, Decimal("0.10"),
            Basis.DEFAULT, closing_principal=Decimal("19109830.10"), line=2,
        ),
        TheirLine(
            date(2008, 10, 1), date(2008, 10, 4), Decimal("15706.71"), 3, Decimal("0.1"),
            Basis.BASE, Decimal("18640000.00"), line=4,
        ),
    )  # fmt: skip


def test_what_is_ignored_is_said(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("start,end,interest,,Remark\n2008-07-01,2008-10-01,1.00,x,y\n")
    _, warnings = read_schedule(str(file))
    ignored = ["the column (no name) is ignored", "the column remark is ignored"]
    assert warnings == [f"{file}: {each}" for each in ignored]


HEAD = "start,end,interest,rate,days,basis\n"
BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", ": the file is empty; write a heading and lines under it"),
    "heading alone": (HEAD, ":1:1: there is no line under the heading; write one at least"),
    "a column missing": (
        "start,finish,intrest\n2008-07-01,2008-10-01,1.00\n",
        ":1:1: there is no column end; write one, such as 2008-10-01 in a line\n"
        "FILE:1:1: there is no column interest; rename intrest",
    ),
    "a column twice": (
        "start,end,interest,Start\n",
        ":1:4: the column start is there twice; keep one of them",
    ),
    "a cell too few": (
        HEAD + "2008-07-01,2008-10-01,1.00\n",
        ":2:1: there are 3 cells under 6 columns; write one cell a column",
    ),
    "bad cells": (
        HEAD + '2008-07-01,2008-10-01,1.00,0.1,92,base\n7/1/2008,,"24,11",12,x,accrual\n',
        ":3:1: start: '7/1/2008' is not a date; write YYYY-MM-DD, such as 2008-09-29\n"
        "FILE:3:2: end: '' is not a date; write YYYY-MM-DD, such as 2008-09-29\n"
        "FILE:3:3: interest: '24,11' is not an amount; write a decimal such as 1188.12\n"
        "FILE:3:4: rate: rate 12 has no %; did you mean 12%?\n"
        "FILE:3:5: days: 'x' is not a count of days; write digits alone, such as 92\n"
        "FILE:3:6: basis: 'accrual' is no basis; write base or default",
    ),
    "a fraction of a cent": (
        HEAD + "2008-07-01,2008-10-01,1.005,,,\n",
        ":2:3: interest: amount 1.005 has more than 2 decimals; USD has 2",
    ),
    "no interest": (
        HEAD + "2008-07-01,2008-10-01,,,,\n",
        ":2:3: interest: '' is not an amount; write a decimal such as 1188.12",
    ),
    "an end before the start": (
        HEAD + "2008-07-01,2008-06-01,1.00,,,\n",
        ":2:2: end: 2008-06-01 is not after the start 2008-07-01; write the day the line ends",
    ),
    "an open quote": (
        HEAD + '2008-07-01,"2008-10-01,1.00,,,\n',
        ":2:1: not CSV: unexpected end of data; check the quotes",
    ),
    "another encoding": (
        HEAD.encode() + b"2008-07-01,2008-10-01,1.00,,,\xe9\n",
        ":2:1: the byte 0xE9 is not UTF-8; save it as CSV UTF-8",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_every_mistake_of_a_file_is_said(tmp_path: Path, name: str) -> None:
    text, said = BAD[name]
    with pytest.raises(NotecalcError) as caught:
        read(tmp_path, text)
    file = str(tmp_path / "t.csv")
    assert str(caught.value) == (file + said).replace("FILE", file)


def test_a_file_without_end(tmp_path: Path) -> None:
    with pytest.raises(NotecalcError, match="larger than 5 MB; split it"):
        read(tmp_path, "x" * 5_000_001)
    many = HEAD + "2008-07-01,2008-10-01,1.00,,,\n" * 10_001
    with pytest.raises(NotecalcError) as caught:
        read(tmp_path, many)
    said = ":10002:1: there are more than 10000 lines; leave out what is not interest"
    assert str(caught.value) == str(tmp_path / "t.csv") + said
    with pytest.raises(NotecalcError) as caught:
        read(tmp_path, HEAD + "x,2008-10-01,1.00,,,\n" * 500)
    assert len(caught.value.problems) == 101


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotecalcError) as caught:
        read_schedule(str(tmp_path / "none.csv"))
    said = f"{tmp_path}/none.csv: the file cannot be read: no such file or directory;"
    assert str(caught.value) == f"{said} check its name"


def test_yen_have_no_cents(tmp_path: Path) -> None:
    (line,) = read(tmp_path, HEAD + "2008-07-01,2008-10-01,29,,,\n", "JPY")
    assert line.interest == 29
