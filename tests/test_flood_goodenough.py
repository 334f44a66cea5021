"""The loan of Flood and Goodenough, "Contract as Automaton" (OFR Working Paper 15-04).

Its states past the first payment are worked by hand in scenarios/flood-goodenough.yaml.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from notecalc.cli import main
from notecalc.daycount import DayCount
from notecalc.facts import Facts
from notecalc.redemption import performing
from notecalc.scenario import load_terms

SCENARIOS = Path(__file__).parent.parent / "scenarios"
TERMS = SCENARIOS / "papers" / "flood-goodenough.yaml"


def test_the_performing_schedule_pays_what_the_agreement_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Section 2: (a) $550, 500 of principal and 50 of interest; (b) $525, 500 and 25.
    with pytest.raises(SystemExit) as left:
        main(["schedule", "--terms", str(TERMS), "--until", "2016-06-02", "--csv", "-"])
    assert left.value.code == 0
    names, *rows = (line.split(",") for line in capsys.readouterr().out.splitlines())
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    told = [(line["end"], line["interest"], line["paid"]) for line in lines]
    assert told == [
        ("2015-06-01", "50.00", "550.00"),
        ("2016-06-01", "25.00", "525.00"),
        ("2016-06-02", "0.00", "0.00"),
    ]
    assert [line["closing_principal"] for line in lines] == ["500.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("count", "expected", "source"),
    [
        (DayCount.THIRTY_360, "50.00 25.00", "Section 2: what the agreement says"),
        (DayCount.ACT_ACT_ICMA, "50.00 25.00", "one full period each"),
        (DayCount.ACT_365F, "50.00 25.07", "500 x 5% x 366/365 = 25.0684"),
        (DayCount.ACT_360, "50.69 25.42", "1,000 x 5% x 365/360 = 50.6944; 366/360 25.4166"),
    ],
)
def test_the_day_count_is_assumed_for_its_figures(
    count: DayCount, expected: str, source: str
) -> None:
    terms = load_terms(str(TERMS))
    assert "interest.day_count" in terms.assumed
    terms = replace(terms, interest=replace(terms.interest, day_count=count))
    lines = performing(terms, Facts(), date(2016, 6, 1)).schedule
    assert " ".join(str(line.interest) for line in lines) == expected, source


def test_there_is_no_other_rate_after_default() -> None:
    # The agreement names none: the default rate is the base rate, and listed as assumed.
    terms = load_terms(str(TERMS))
    assert terms.default_rate == terms.base_rate == Decimal("0.05")
    assert "default_rates.margin" in terms.assumed
