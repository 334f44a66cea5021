"""The price on redemption (rule 22): dated, minimum, make-whole and conversion value.

Unless a row says otherwise the note pays 10% by quarters, 30/360, in cash: 2.5% a quarter; the
make-whole discounts at 8%, 2% a quarter. 2008 has quarters of 91, 91, 92 and 92 actual days.
"""

import importlib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from accruals import amounts, due, round_note
from core_strategies import CRASH, calendar_of, day, note

from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.facts import Amendment, Facts
from notecalc.money import PaidIn
from notecalc.redemption.price import Price, conversion_shares, price
from notecalc.terms import ConversionTerm, MakeWhole, PriceFrom, RedemptionTerm, Terms

ql: Any = importlib.import_module("QuantLib")  # it has no type information

F = Fraction


def priced(terms: Terms, on: str, **facts: Any) -> Price:
    return price(terms, Facts(**facts), calendar_of(terms), day(on))


def term(**given: Any) -> RedemptionTerm:
    return RedemptionTerm("Note 4(b)", **given)


def whole(
    until: str | None = "2008-10-01", rate: str = "0.08", low: str = "0.01", **changes: Any
) -> Terms:
    """A note with a make-whole price, its stated price so low that it never is the greatest."""
    given = {"day_count": DayCount.THIRTY_360, "paid_in": PaidIn.CASH, **changes}
    make_whole = MakeWhole("Note 4(c)", Decimal(rate), day(until) if until else None)
    return replace(note(**given), redemption=term(price=Decimal(low), make_whole=make_whole))


# --- dated prices, the minimum ---

DATED = term(
    price=Decimal("1.00"),
    prices=(
        PriceFrom(day("2008-04-01"), Decimal("1.02")),
        PriceFrom(day("2008-03-01"), Decimal("1.05")),
    ),
)


@pytest.mark.parametrize(
    ("on", "share", "what", "source"),
    [
        ("2008-02-29", "1.00", "100%", "before the first: the price of the terms"),
        ("2008-03-01", "1.05", "105% from 2008-03-01 on", "on its day"),
        ("2008-03-31", "1.05", "105% from 2008-03-01 on", "to the day before the next"),
        ("2008-04-01", "1.02", "102% from 2008-04-01 on", "the last, though it is less"),
        ("2009-01-01", "1.02", "102% from 2008-04-01 on", "without end"),
    ],
)
def test_dated_prices(on: str, share: str, what: str, source: str) -> None:
    terms = replace(note(), redemption=DATED)
    assert priced(terms, on) == Price(F(share), what, "Note 4(b)"), source


@pytest.mark.parametrize(
    ("given", "share", "what", "source"),
    [
        ({"price": Decimal("1.015")}, "1.015", "", "the price of the terms alone"),
        (
            {"price": Decimal("1.01"), "minimum": Decimal("1.02")},
            "1.02",
            "the minimum of 102%",
            "the minimum is greater",
        ),
        (
            {"price": Decimal("1.03"), "minimum": Decimal("1.02")},
            "1.03",
            "103%",
            "the stated price is greater",
        ),
        (
            {"price": Decimal("1.02"), "minimum": Decimal("1.02")},
            "1.02",
            "102%",
            "equal: the stated price, which comes first",
        ),
        (
            {"prices": DATED.prices, "minimum": Decimal("1.03")},
            "1.03",
            "the minimum of 103%",
            "beside a dated price, 102% then",
        ),
    ],
)
def test_the_greatest_price_is_paid(
    given: dict[str, Any], share: str, what: str, source: str
) -> None:
    terms = replace(note(), redemption=term(**given))
    assert priced(terms, "2008-05-01") == Price(F(share), what, "Note 4(b)"), source


# --- the value on conversion ---


def convertible(**given: Any) -> Terms:
    right = ConversionTerm("Note 6", Decimal("10"))
    return replace(note(), conversion=right, redemption=term(conversion_value=True, **given))


@pytest.mark.parametrize(
    ("terms", "share_price", "expected", "source"),
    [
        (
            convertible(),
            "12",
            Price(F(6, 5), "the conversion value, 12 a share over 10", "Note 6"),
            "12 / 10",
        ),
        (convertible(), "9.99", Price(F(1), "100%", "Note 4(b)"), "less than the stated price"),
        (convertible(), "10.00", Price(F(1), "100%", "Note 4(b)"), "equal: the stated price first"),
        (convertible(), "0.01", Price(F(1), "100%", "Note 4(b)"), "a share is worth a cent"),
        (
            convertible(minimum=Decimal("1.2")),
            "12",
            Price(F(6, 5), "the minimum of 120%", "Note 4(b)"),
            "equal: the minimum first",
        ),
        (
            convertible(minimum=Decimal("1.2")),
            "12.01",
            Price(F(1201, 1000), "the conversion value, 12.01 a share over 10", "Note 6"),
            "a cent more",
        ),
        (
            convertible(minimum=Decimal("1.3"), price=Decimal("1.1")),
            "12",
            Price(F(13, 10), "the minimum of 130%", "Note 4(b)"),
            "the greatest of three",
        ),
    ],
)
def test_the_value_on_conversion(
    terms: Terms, share_price: str, expected: Price, source: str
) -> None:
    assert priced(terms, "2008-05-01", share_price=Decimal(share_price)) == expected, source


def test_the_value_on_conversion_needs_a_share_price() -> None:
    with pytest.raises(NotecalcError) as caught:
        priced(convertible(), "2008-05-01")
    assert str(caught.value) == (
        "share_price: Note 4(b) pays at least the conversion value, which hangs on the price of a"
        " share; give the share price on 2008-05-01"
    )


def test_principal_in_shares() -> None:
    assert conversion_shares(convertible(), Decimal("1001.25")) == F("100.125")


# --- the make-whole price ---

# 16 May: 46 of 91 actual days are left, 45 of 90 have run by 30/360
BROKEN = 1 + F(1, 50) * F(46, 91)
C = F(1, 40)
STEP = F(51, 50)


@pytest.mark.parametrize(
    ("terms", "on", "expected", "source"),
    [
        (
            whole(),
            "2008-04-01",
            C / STEP + (1 + C) / STEP**2,
            "two whole periods: 1.0505 / 1.0404 = 1.009708",
        ),
        (whole(), "2008-07-01", (1 + C) / STEP, "one whole period: 1.025 / 1.02 = 1.004902"),
        (
            whole(),
            "2008-05-16",
            C / BROKEN + (1 + C) / (BROKEN * STEP) - C / 2,
            "a broken first period, simple: 46/91 of 2%; less 45 days accrued",
        ),
        (
            whole(),
            "2008-06-30",
            # 89 of 90 days have run by 30/360 (30 June); 1 of 91 actual days is left
            C / (1 + F(1, 50) * F(1, 91))
            + (1 + C) / ((1 + F(1, 50) * F(1, 91)) * STEP)
            - C * F(89, 90),
            "the day before an interest date",
        ),
        (
            whole("2008-08-15"),
            "2008-07-01",
            (1 + F(44, 3600)) / (1 + F(1, 50) * F(45, 92)),
            "a stub at the end: 44 days of interest, 45 of 92 actual days simple",
        ),
        (
            whole("2008-08-15"),
            "2008-07-16",
            (1 + F(44, 3600)) / (1 + F(1, 50) * F(30, 92)) - F(15, 3600),
            "broken at both ends: 30 of 92 actual days are left, 15 days accrued",
        ),
        (
            whole("2008-08-15"),
            "2008-04-01",
            C / STEP + (1 + F(44, 3600)) / (STEP * (1 + F(1, 50) * F(45, 92))),
            "a whole period, then a stub",
        ),
        (
            whole("2008-04-01", issue="2008-02-15"),
            "2008-03-01",
            (1 + F(46, 3600)) / (1 + F(1, 50) * F(31, 91)) - F(16, 3600),
            "in a short first period: 46 days of interest, 16 accrued, 31 of 91 days left",
        ),
        (
            whole("2008-04-01", issue="2008-02-15"),
            "2008-02-15",
            (1 + F(46, 3600)) / (1 + F(1, 50) * F(46, 91)),
            "on the issue date, in a short first period: broken, though nothing has run",
        ),
        (whole("2008-04-02"), "2008-04-01", (1 + F(1, 3600)) / (1 + F(1, 50) * F(1, 91)), "a day"),
        (
            whole("2008-04-01"),
            "2008-03-31",
            # 1 of 91 actual days is left; 90 of 90 days have run by 30/360 (31 March is day 30)
            (1 + C) / (1 + F(1, 50) * F(1, 91)) - C,
            "the day before the last",
        ),
        (whole("2008-04-01"), "2008-04-01", F(1, 100), "on the last day: none, the stated 1%"),
        (whole("2008-04-01"), "2008-04-02", F(1, 100), "after it: none"),
        (whole(rate="0"), "2008-04-01", 1 + 2 * C, "at 0% nothing is discounted"),
        (whole(rate="0"), "2008-05-16", 1 + 2 * C - C / 2, "at 0%, less what has accrued"),
        (whole(rate="0.10"), "2008-04-01", F(1), "at the rate of the note: par"),
        (
            whole(None, maturity="2008-10-01"),
            "2008-04-01",
            C / STEP + (1 + C) / STEP**2,
            "to maturity where the terms name no day",
        ),
        (
            whole("2008-07-01", maturity="2008-10-01"),
            "2008-04-01",
            (1 + C) / STEP,
            "to the day that the terms name, before maturity",
        ),
        (
            whole(paid_in=PaidIn.NOTES),
            "2008-04-01",
            (1 + C) ** 2 / STEP**2,
            "in notes: all grows to the end, 1.050625 / 1.0404",
        ),
        (
            whole(paid_in=PaidIn.NOTES),
            "2008-05-16",
            (1 + C) ** 2 / (BROKEN * STEP) - C / 2,
            "in notes, a broken first period",
        ),
        (
            whole("2008-08-15", paid_in=PaidIn.NOTES),
            "2008-07-01",
            (1 + F(44, 3600)) / (1 + F(1, 50) * F(45, 92)),
            "in notes, one stub: as in cash",
        ),
        (
            whole("2008-04-01", day_count=DayCount.BUS_252),
            "2008-02-15",
            # us-banks of 2008: 22 Business Days in January less New Year's, Martin Luther King's
            # (21 January): 21; in February 21 less Presidents' Day (the 18th): 20, 10 of them to
            # the 14th; 21 in March. 46 of 91 actual days are left.
            (1 + F(62, 2520)) / BROKEN - F(31, 2520),
            "by Business Days: the whole coupon, less what has accrued",
        ),
        (
            whole("2009-01-01", dates="01-01 07-01"),
            "2008-07-01",
            (1 + F(1, 20)) / (1 + F(4, 100)),
            "by half-years: 8% / 2",
        ),
        (
            whole("2009-07-01", dates="07-01"),
            "2008-07-01",
            F(110, 100) / F(108, 100),
            "by years: 8% / 1",
        ),
    ],
)
def test_the_make_whole_price(terms: Terms, on: str, expected: Fraction, source: str) -> None:
    assert priced(terms, on).share == expected, source


def test_without_interest_dates_there_is_nothing_to_discount_by() -> None:
    with pytest.raises(NotecalcError) as caught:
        whole(dates="")
    assert str(caught.value) == (
        "redemption.make_whole: the make-whole price is discounted by interest periods, and there"
        " are no interest dates; give interest.dates, such as [06-30, 12-31]"
    )


def test_the_make_whole_price_says_what_it_is() -> None:
    found = priced(whole(), "2008-04-01")
    assert found.what == "the make-whole price to 2008-10-01, discounted at 8%"
    assert found.clause == "Note 4(c)"
    assert priced(whole(paid_in=PaidIn.NOTES), "2008-04-01")[1:] == found[1:]
    found = priced(whole("2008-03-01"), "2008-04-01")
    assert (found.what, found.clause) == ("1%", "Note 4(b)"), "from its end on there is none"


@pytest.mark.parametrize(
    ("low", "minimum", "what", "source"),
    [
        # 1.0505 / 1.0404 = 1.0097078
        ("1.0098", None, "100.98%", "the stated price is greater"),
        ("1.0097", None, "the make-whole price to 2008-10-01, discounted at 8%", "it is greater"),
        ("1", "1.0098", "the minimum of 100.98%", "the minimum is greater"),
    ],
)
def test_the_make_whole_price_among_others(
    low: str, minimum: str | None, what: str, source: str
) -> None:
    terms = whole(low=low)
    least = Decimal(minimum) if minimum else None
    terms = replace(terms, redemption=replace(terms.redemption, minimum=least))
    assert priced(terms, "2008-04-01").what == what, source


def test_equal_to_par_the_stated_price_comes_first() -> None:
    assert priced(whole(low="1", rate="0.10"), "2008-04-01").what == "100%"


@pytest.mark.parametrize(
    ("on", "rate", "source"),
    [
        ("2008-04-01", "0.12", "amended on the redemption date: 3% a quarter"),
        ("2008-03-31", "0.12", "amended before"),
        ("2008-04-02", "0.10", "amended the day after: not yet"),
    ],
)
def test_the_make_whole_price_is_at_the_base_rate_as_amended(
    on: str, rate: str, source: str
) -> None:
    amended = (Amendment(day(on), "Amendment 1", cash_rate=Decimal("0.12")),)
    coupon = F(rate) / 4
    found = priced(whole(), "2008-04-01", amendments=amended)
    assert found.share == coupon / STEP + (1 + coupon) / STEP**2, source


def test_redemption_at_the_make_whole_price() -> None:
    # crash on 1 April, paid to 1 January: a quarter, 9,000.00; 360,000 x 1.0505 / 1.0404 =
    # 363,494.8097; a day at 15%, 150.00, at par
    terms = replace(round_note(CRASH, day_count=DayCount.THIRTY_360), redemption=whole().redemption)
    found = due(terms, occurred={"crash": day("2008-04-01")})
    assert amounts(found) == "363494.81 + 9000.00 = 372494.81, 150.00 a day"
    assert (found.price.share, found.outstanding) == (F(10505, 10404), Decimal("360000.00"))


def test_redemption_at_the_value_on_conversion() -> None:
    # 62 days at 10%: 6,200.00; 360,000 x 12.345 / 10
    terms = round_note(CRASH, conversion=ConversionTerm("Note 6", Decimal("10")), portion="0.5")
    given = replace(terms.redemption, conversion_value=True)
    found = due(
        replace(terms, redemption=given),
        occurred={"crash": day("2008-03-03")},
        share_price=Decimal("12.345"),
    )
    assert amounts(found) == "222210.00 + 3100.00 = 225310.00, 150.00 a day"


# --- published, and by QuantLib ---

CFR = "31 CFR part 356 appendix B section II"


@pytest.mark.parametrize(
    ("coupon", "discount", "issue", "dates", "until", "on", "expected", "source"),
    [
        ("0.0875", "0.0884", "1990-05-15", "05-15 11-15", "2020-05-15", "1990-05-15",
         "99.057893", f"{CFR}.A: 60 whole half-years"),
        ("0.0850", "0.0859", "1990-04-02", "03-31 09-30", "1992-03-31", "1990-04-02",
         "99.838183", f"{CFR}.B: a short first half-year, 181 of 183 days"),
        ("0.0950", "0.0954", "1985-11-15", "05-15 11-15", "1995-11-15", "1985-11-29",
         "99.730918", f"{CFR}.D: 14 of 181 days have accrued, 0.367403"),
    ],
)  # fmt: skip
def test_the_make_whole_price_as_the_treasury_publishes_it(
    coupon: str,
    discount: str,
    issue: str,
    dates: str,
    until: str,
    on: str,
    expected: str,
    source: str,
) -> None:
    terms = whole(
        until,
        discount,
        base=coupon,
        issue=issue,
        dates=dates,
        day_count=DayCount.ACT_ACT_ICMA,
        calendar="weekends",
    )
    assert f"{float(100 * priced(terms, on).share):.6f}" == expected, source


def the_date(text: str) -> Any:
    return ql.Date(day(text).day, day(text).month, day(text).year)


@pytest.mark.parametrize(
    ("count", "theirs"),
    [
        (DayCount.THIRTY_360, ql.Thirty360(ql.Thirty360.BondBasis)),
        (DayCount.ACT_360, ql.Actual360()),
        (DayCount.ACT_365F, ql.Actual365Fixed()),
        (DayCount.ACT_ACT_ICMA, ql.ActualActual(ql.ActualActual.ISMA)),
    ],
)
@pytest.mark.parametrize(
    "on", ["2008-01-01", "2008-02-29", "2008-03-31", "2008-04-01", "2008-05-16", "2009-06-30"]
)
@pytest.mark.parametrize("rate", ["0.08", "0.00", "0.1425"])
def test_the_make_whole_price_agrees_with_quantlib(
    count: DayCount, theirs: Any, on: str, rate: str
) -> None:
    terms = whole("2010-01-01", rate, day_count=count)
    plan = ql.Schedule(
        the_date("2008-01-01"),
        the_date("2010-01-01"),
        ql.Period(ql.Quarterly),
        ql.NullCalendar(),
        ql.Unadjusted,
        ql.Unadjusted,
        ql.DateGeneration.Forward,
        False,
    )
    bond = ql.FixedRateBond(0, 100.0, plan, [0.10], theirs)
    actual = ql.ActualActual(ql.ActualActual.ISMA, plan)
    discount = ql.InterestRate(float(rate), actual, ql.SimpleThenCompounded, ql.Quarterly)
    settled = the_date(on)
    expected = ql.BondFunctions.cleanPrice(bond, discount, settled)
    assert float(100 * priced(terms, on).share) == pytest.approx(expected, abs=1e-9)
