"""What the README says is the most that notecalc takes: it is taken, and one more is refused."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from notecalc import LIQUIDMETAL_2007, Facts, redeem
from notecalc.cli import main
from notecalc.dates import parse_date
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError, Problem
from notecalc.interop.schedule_csv import read_schedule
from notecalc.money import parse_amount, parse_rate
from notecalc.scenario import parse_scenarios, set_terms
from notecalc.terms.frozen import frozen_calendar
from notecalc.verify import verify

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
LARGEST = "1000000000000000.00"
HEAD = "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
ONE = "  - notice: 2008-09-29\n"


def listed(count: int) -> str:
    return f"{HEAD}{ONE * count}"


def sized(size: int) -> str:
    text = listed(1)
    return f"{text}#{'x' * (size - len(text) - 1)}"


# what the README calls it, the most of it, how it is read, what is taken, what is one too much,
# and what is said of that
LIMITS = [
    ("a file of scenarios, terms or closed days", "5,000,000 bytes", parse_scenarios,
     sized(5_000_000), sized(5_000_001), "the file is larger than 5 MB"),
    ("scenarios in a file", "10,000", parse_scenarios,
     listed(10_000), listed(10_001), "there are more than 10000 entries"),
    ("values in a file", "100,000", parse_scenarios,
     None, f"{HEAD}{ONE}    missed: [{'2008-09-30,' * 100_001}]", "more than 100000"),
    ("nesting in a file", "40 levels", parse_scenarios,
     None, f"{HEAD}{ONE}    expect: {'[' * 40}{']' * 40}", "nesting deeper than 40"),
    ("a text in a file", "10,000 characters", parse_scenarios,
     f"{listed(1)}    name: {'x' * 10_000}", f"{listed(1)}    name: {'x' * 10_001}", "10000"),
    ("days in a scenario's sweep", "3,660", parse_scenarios,
     f"{HEAD}  - sweep: {{from: 2008-01-01, to: 2018-01-07}}",
     f"{HEAD}  - sweep: {{from: 2008-01-01, to: 2018-01-08}}", "3,661 days"),
    ("dates", "1900-01-01 to 2199-12-31", parse_date, "2199-12-31", "2200-01-01", "is outside"),
    ("dates", "1900-01-01 to 2199-12-31", parse_date, "1900-01-01", "1899-12-31", "is outside"),
    ("an amount", "10^15 units of the currency", lambda text: parse_amount(text, "USD"),
     LARGEST, "1000000000000000.01", "is above 10^15"),
    ("an amount", "10^15 units of the currency", lambda text: parse_amount(text, "JPY"),
     "1000000000000000", "1000000000000001", "is above 10^15"),
    ("a rate", "1000% a year, 22 decimals", parse_rate, "1000%", "1000.01%", "1000%"),
    ("a rate", "1000% a year, 22 decimals", parse_rate, f"0.{'1' * 22}", f"0.{'1' * 23}", "22"),
    ("a deadline", "9,999 units", Deadline.parse, "9999 business days after notice",
     "10000 business days after notice", "is too long a count"),
    ("rows of a list of closed days", "20,000",
     lambda rows: frozen_calendar("x", tuple(rows.split(";"))), "2008-10-13,A,B",
     ";".join(["2008-10-13,A,B"] * 20_001), "there are more than 20000 rows"),
]  # fmt: skip


def problems_of(read: Callable[[str], Any], text: str) -> list[Problem]:
    """What is wrong with a text: all of it, or its scenarios."""
    try:
        found = read(text)
    except NotecalcError as error:
        return list(error.problems)
    scenarios = getattr(found, "scenarios", ())
    return [problem for each in scenarios for problem in getattr(each, "problems", ())]


@pytest.mark.parametrize(("what", "most", "read", "taken", "refused", "said"), LIMITS)
def test_what_is_at_most_taken(
    what: str, most: str, read: Callable[[str], Any], taken: str | None, refused: str, said: str
) -> None:
    assert re.search(rf"^\| {re.escape(what)} \| {re.escape(most)} \|", README, re.MULTILINE)
    assert taken is None or problems_of(read, taken) == []
    (problem, *_) = problems_of(read, refused)
    assert said in str(problem)
    assert problem.remedy


def test_the_other_sides_schedule_is_bounded(tmp_path: Path) -> None:
    for what, most in (("the other side's schedule", "5,000,000 bytes, 10,000 lines"),
                       ("a statement that is verified", "50,000,000 bytes")):  # fmt: skip
        assert f"| {what} | {most} |" in README
    file = tmp_path / "theirs.csv"
    line = "2008-01-01,2008-01-02,0.00\n"
    file.write_text(f"start,end,interest\n{line * 10_000}", encoding="utf-8")
    assert len(read_schedule(str(file))[0]) == 10_000
    file.write_text(f"start,end,interest\n{line * 10_001}", encoding="utf-8")
    with pytest.raises(NotecalcError, match="there are more than 10000 lines"):
        read_schedule(str(file))
    big = tmp_path / "big.json"
    with big.open("wb") as opened:
        opened.truncate(50_000_001)
    with pytest.raises(NotecalcError, match="larger than 50,000,000 bytes"):
        verify(str(big))


def test_the_largest_principal_is_exact_to_the_cent() -> None:
    """Seven quarters at 10%, ACT/365F, each rounded half up and capitalized, then 14 days."""
    cents = 10**17
    for days in (88, 91, 92, 92, 91, 91, 92):
        cents += int(Fraction(cents * days, 3650) + Fraction(1, 2))
    accrued = int(Fraction(cents * 14, 3650) + Fraction(1, 2))
    terms = set_terms(LIQUIDMETAL_2007, {"principal": LARGEST})
    due = redeem(terms, Facts(notice=date(2008, 9, 29))).redemption
    assert due is not None
    assert [int(each * 100) for each in (due.principal, due.accrued_interest)] == [cents, accrued]
    assert due.total * 100 == cents + accrued


def test_three_centuries_are_exact_to_the_cent() -> None:
    """From 1 January 1900 to 31 December 2199 in cash: a year of 365 days is 10% to the day."""
    changes = {"principal": LARGEST, "calendar": "weekends", "maturity_date": "null",
               "interest.paid_in": "cash", "interest.cash_rate": "10%",
               "default_rates.cash_rate": "10%"}  # fmt: skip
    terms = replace(
        set_terms(LIQUIDMETAL_2007, changes | {"issue_date": "1900-01-01"}),
        closing_date=date(1900, 1, 1),
    )
    facts = Facts(notice=date(1900, 2, 1), paid_to=date(1900, 1, 1), redeem_on=date(2199, 12, 31))
    result = redeem(terms, facts)
    assert result.redemption is not None
    exact = Fraction(10**17) * (date(2199, 12, 31) - date(1900, 1, 1)).days / 3650
    # Each line is rounded by itself: at most half a cent a line away from the whole, unrounded.
    accrued = Fraction(result.redemption.accrued_interest * 100)
    assert abs(accrued - exact) <= Fraction(len(result.schedule), 2)


def test_statements_of_the_largest_principal_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook too, which keeps fifteen digits of a number and has all of them as text."""
    monkeypatch.chdir(tmp_path)
    note = ("--notice", "2008-09-29", "--principal", LARGEST)
    for command in (
        ("redeem", "--xlsx", "note.xlsx", "--format", "json"), ("report", "--html", "note.html"),
        ("schedule", "--csv", "note.csv"),
    ):  # fmt: skip
        with pytest.raises(SystemExit) as left:
            main([*command, *note])
        assert left.value.code == 0
        if "json" in command:
            (tmp_path / "note.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert json.loads((tmp_path / "note.json").read_text())["redemption"]["total"]
    for name in ("note.json", "note.xlsx", "note.html", "note.csv"):
        (verdict,) = verify(name)
        assert verdict.differences == (), name
