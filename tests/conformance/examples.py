"""The published examples of data/worked.json: what notecalc gives of each, figure by figure.

Each example is written as terms and facts; the figures that no term or fact can give are listed
among the differences, with the reason, and a figure in neither place fails.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from accruals import accrual, conversions, round_note
from core_strategies import CRASH, day, note

from conformance.case import DATA, Case
from notecalc.claim import claim
from notecalc.claim.judgment import years_of
from notecalc.daycount import DayCount
from notecalc.equity import conversion_value
from notecalc.facts import Facts, Judgment
from notecalc.money import PaidIn, Rounding, RoundingMode, RoundingPer
from notecalc.redemption import redeem
from notecalc.schedule import Line
from notecalc.terms import ConversionTerm, OnConversion, Terms

EXAMPLES: dict[str, dict[str, Any]] = {
    each["id"]: each
    for each in json.loads((DATA / "worked.json").read_text(encoding="utf-8"))["examples"]
}
"""The published examples by id, each with its address."""

MONTHS = " ".join(f"{month:02}-01" for month in range(1, 13))
A_DAY = RoundingPer.PER_DIEM
NEAREST, DOWN, UP = RoundingMode

Figures = Mapping[str, Decimal | Fraction | int | None]


def plain_note(issue: str, principal: str, rate: str, count: DayCount, **changes: Any) -> Terms:
    """A note paid in cash whose default rate is its base rate."""
    own = {name: changes.pop(name) for name in ("rounding", "conversion") if name in changes}
    given = {"paid_in": PaidIn.CASH, "dates": "", "debt": issue, "default": rate, **changes}
    terms = note(CRASH, issue=issue, principal=principal, base=rate, day_count=count, **given)
    return replace(terms, **own)


def interest(terms: Terms, until: str) -> list[Decimal]:
    """The interest of each line to a day, nothing paid."""
    return [line.interest for line in accrual(terms, until).lines]


def only(terms: Terms, until: str) -> Line:
    """The only line to a day."""
    (line,) = accrual(terms, until).lines
    return line


def claimed(terms: Terms, petition: str) -> Decimal:
    """The interest of a claim at a petition."""
    found = claim(terms, Facts(petition=day(petition))).petition
    assert found is not None
    return found.interest


def by_the_day(
    principal: str, rate: str, issue: str, until: str, mode: RoundingMode
) -> dict[str, Decimal]:
    """Interest of a day, rounded, times days; the same in a claim on that day."""
    terms = plain_note(issue, principal, rate, DayCount.ACT_365F, rounding=Rounding(mode, A_DAY))
    due = redeem(terms, Facts(occurred={"crash": day(until)}, redeem_on=day(until))).redemption
    assert due is not None
    assert due.accrued_interest == only(terms, until).interest == claimed(terms, until)
    return {"daily": due.per_diem, "interest": due.accrued_interest}


def we02() -> Figures:
    # Its 10 days are the day after the due date to the day paid, that one counted; accrual counts
    # the due date instead, and not the last day.
    terms = plain_note("2023-04-01", "1500.00", "0.065", DayCount.ACT_360)
    assert only(terms, "2023-04-11").days == EXAMPLES["WE02"]["inputs"]["days"]
    assert only(terms, "2023-04-11").interest == claimed(terms, "2023-04-11")
    return {"interest": claimed(terms, "2023-04-11")}


def we04() -> Figures:
    terms = note(
        principal="16000.00", issue="2015-05-01", maturity="2017-05-01", dates="05-01",
        day_count=DayCount.THIRTY_360,
    )  # fmt: skip
    one, two, default = accrual(terms, "2018-05-01", default="2017-05-01").lines
    return {
        "year1": one.interest,
        "year2": two.interest,
        "due_at_maturity": two.closing_principal,
        "default_interest_one_year": default.interest,
    }


def we06() -> Figures:
    # 8,000 of interest converts too: 108,000 at 400 or 100 a share, a share of the round worth 500.
    found: dict[str, Decimal | Fraction | int | None] = {}
    for what, price in (("discount", "400"), ("cap", "100")):
        terms = plain_note(
            "2018-03-01", "100000.00", "0.08", DayCount.THIRTY_360, calendar="weekends",
            conversion=ConversionTerm("Note 6", Decimal(price), OnConversion.CONVERTED),
        )  # fmt: skip
        happened = {"crash": day("2019-03-01")}
        facts = Facts(occurred=happened, redeem_on=day("2019-03-01"), share_price=Decimal(500))
        got = conversion_value(redeem(terms, facts))
        assert got is not None
        assert not got.shares.fraction
        whole = conversions(("2019-03-01", "100000.00"))
        (entry,) = accrual(terms, "2019-03-01", conversions=whole).ledger
        assert entry.reason == f"{got.shares}; accrued interest of 8,000.00 converted"
        found |= {
            "balance": got.total,
            f"{what}_shares": got.shares.whole,
            f"{what}_value": got.value,
        }
    return found


def we08() -> Figures:
    terms = round_note(
        principal="10500000.00", conversion=ConversionTerm("Note 6", Decimal("1.40"))
    )
    (entry,) = accrual(
        terms, "2008-01-02", conversions=conversions(("2008-01-02", "10500000.00"))
    ).ledger
    shares = entry.reason.partition(" shares;")[0]
    return {"shares": int(shares.replace(",", ""))}


def we09() -> Figures:
    # 25 days of our own; the year is one of 365 days.
    year = plain_note("2007-01-01", "1000.00", "0.08", DayCount.ACT_365F)
    daily = by_the_day("1000.00", "0.08", "2007-01-01", "2007-01-26", NEAREST)
    return {"annual": only(year, "2008-01-01").interest, **daily}


def we10() -> Figures:
    year = plain_note("1997-01-01", "3000.00", "0.08", DayCount.ACT_365F)
    daily = by_the_day("3000.00", "0.08", "1996-09-22", "1996-12-31", DOWN)
    return {"annual": only(year, "1998-01-01").interest, **daily}


def we11() -> Figures:
    # The daily factor 0.00022 is 8.03% over 365: 2,300.00 × 0.00022 = 0.506; 60 days of our own.
    return by_the_day("2300.00", "0.0803", "2015-01-01", "2015-03-02", UP)


def we14() -> Figures:
    # A year as interest on a judgment (rule 25). Months are 30/360, to the 15th of the last whole
    # one: the odd days, which rule 25 counts (544.93 for the 884 days), are left out by that day.
    order = Judgment(day("1998-02-15"), Decimal("0.09"))
    years = list(years_of(order, Decimal("2500.00"), "USD", day("2000-07-18")))
    assert (sum(each.days for each in years), years[-1].total) == (884, Decimal("3044.93"))
    dates = MONTHS.replace("-01", "-15")
    terms = plain_note("1998-02-15", "2500.00", "0.09", DayCount.THIRTY_360, dates=dates)
    months = interest(terms, "2000-07-15")
    assert len(months) == EXAMPLES["WE14"]["inputs"]["whole_months"]
    assert len(set(months)) == 1
    return {"annual": years[0].interest, "monthly": months[0], "interest": Decimal(sum(months))}


def we16() -> Figures:
    sure = ("300000.00", "0.06")
    jan, feb, _, apr = interest(
        plain_note("2007-01-01", *sure, DayCount.ACT_365F, dates=MONTHS), "2007-05-01"
    )
    (leap,) = interest(
        plain_note("2008-02-01", *sure, DayCount.ACT_365F, dates=MONTHS), "2008-03-01"
    )
    months = interest(
        plain_note("2008-02-01", *sure, DayCount.THIRTY_360, dates=MONTHS), "2008-04-01"
    )
    assert months[0] == months[1]
    return {"jan": jan, "feb": feb, "apr": apr, "leap_feb": leap, "thirty360_month": months[0]}


def we18() -> Figures:
    # Per 100, to six decimals: the exact interest of the line, of which the note books 5,104.17.
    terms = plain_note(
        "2018-11-15", "1000000.00", "0.04375", DayCount.THIRTY_360, dates="05-15 11-15"
    )
    last = accrual(terms, "2019-06-27", paid_to="2019-05-15").lines[-1]
    assert (last.days, str(last.accrued)) == (42, "5104.17")
    return {"accrued": Fraction(round(last.unrounded / 10_000, 6))}


EXPRESSED: dict[str, Callable[[], Figures]] = {
    "WE02": we02, "WE04": we04, "WE06": we06, "WE08": we08, "WE09": we09, "WE10": we10,
    "WE11": we11, "WE14": we14, "WE16": we16, "WE18": we18,
}  # fmt: skip


def figures(name: str) -> Iterator[Case]:
    """The published figures of an example."""
    example = EXAMPLES[name]
    found = EXPRESSED[name]() if name in EXPRESSED else {}
    for figure, published in example["expected_published"].items():
        got = found.get(figure)
        agrees = got is not None and Fraction(got) == Fraction(published)
        shown = "not carried" if got is None else str(got)
        yield Case(f"{name}.{figure}", example["url"], str(published), shown, agrees)


def cases() -> Iterator[Case]:
    """Every published figure."""
    return (case for name in EXAMPLES for case in figures(name))
