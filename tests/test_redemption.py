"""The amount due (rule 11): the worked table of section 4, portion and price, the per diem."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from core_strategies import BANKS, CRASH, PAYMENT, WEEKENDS, day, note, paid, reread

from notecalc.calendars import Roll, business_calendar
from notecalc.daycount import DayCount
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.redemption import Redemption, frame, performing, redeem
from notecalc.schedule import COLUMNS
from notecalc.terms import LIQUIDMETAL_2007, CalendarTerm, DefaultFrom, Terms, choose
from notecalc.timeline import State

SENT = day("2008-09-29")
REDEEM = day("2008-10-15")
NOTES = LIQUIDMETAL_2007
CASH = choose(NOTES, paid_in=PaidIn.CASH)
ROLLED = replace(CASH, interest=replace(CASH.interest, roll=Roll.FOLLOWING))


def due(terms: Terms, **facts: Any) -> Redemption:
    found = redeem(terms, Facts(**facts)).redemption
    assert found is not None
    return found


def amounts(found: Redemption) -> str:
    return f"{found.principal} + {found.accrued_interest} = {found.total}, {found.per_diem} a day"


# Paid in notes, 10% ACT/365F, per 1,000.00, each quarter rounded and capitalized:
#   24.11, 25.53, 26.46, 27.12, 27.50, 28.19, 29.21 to 1,188.12 on 1 October 2008; 14 days at 10%
#   are 4.557 = 4.56, at 15% 6.836 = 6.84; a day at 15% is 0.4883. Under `notice` the last quarter
#   is 90 days at 10%, 28.576 = 28.58, and 2 days at 15%, 0.953 = 0.95: 1,188.44; 14 days 6.837.
#   Under `breach` 8 days at 10%, 2.19, and 80 at 15%, 32.88, then at 15% 38.71, 40.60, 42.13,
#   43.25, 44.87 and 47.06 to 1,291.69; 14 days are 7.4316 = 7.43, a day 0.5308.
# Paid in cash, 8% and 12%: paid to 1 July 2008; 92 days at 8% are 20.164 = 20.16, 14 days 3.068 =
#   3.07 (at 12% 4.603 = 4.60); under `notice` 90 days 19.726 = 19.73 and 2 days at 12% 0.658 =
#   0.66; a day at 12% is 0.3288. Under `breach` 12% from 11 January 2007: beyond what was paid,
#   1.75 + 26.30 - 19.29, 9.97, 10.09, 10.09, 9.97, 9.97, then 30.25 and 4.60: 93.70.
@pytest.mark.parametrize(
    ("terms", "reading", "expected", "source"),
    [
        (NOTES, "event-of-default", "1188.12 + 4.56 = 1192.68, 0.49 a day", "section 4, worked"),
        (NOTES, "interest-date", "1188.12 + 6.84 = 1194.96, 0.49 a day", "section 4, worked"),
        (NOTES, "notice", "1188.44 + 6.84 = 1195.28, 0.49 a day", "section 4, worked"),
        (NOTES, "breach", "1291.69 + 7.43 = 1299.12, 0.53 a day", "section 4, worked"),
        (CASH, "event-of-default", "1000.00 + 23.23 = 1023.23, 0.33 a day", "section 4, worked"),
        (CASH, "interest-date", "1000.00 + 24.76 = 1024.76, 0.33 a day", "section 4, worked"),
        (CASH, "notice", "1000.00 + 24.99 = 1024.99, 0.33 a day", "section 4, worked"),
        (CASH, "breach", "1000.00 + 93.70 = 1093.70, 0.33 a day", "section 4, worked"),
    ],
)
def test_the_worked_table(terms: Terms, reading: str, expected: str, source: str) -> None:
    chosen = choose(terms, default_from=DefaultFrom(reading))
    assert amounts(due(chosen, notice=SENT, redeem_on=REDEEM)) == expected, source
    assert amounts(due(chosen, notice=SENT)) == expected, f"{source}: the date assumed"


@pytest.mark.parametrize(
    ("terms", "facts", "on", "expected", "source"),
    [
        (
            choose(NOTES, principal=Decimal("1750000.00")),
            {"notice": SENT, "redeem_on": day("2008-11-14")},
            "2008-11-14",
            # 2,079,226.35 on 1 October; 14 days at 10%: 7,975.11; 30 days at 15%: 25,634.30 …
            # 2,079,226.35 x 15% / 365 = 854.4766
            "2079226.35 + 33609.41 = 2112835.76, 854.48 a day",
            "section 6, the scenario as noticed",
        ),
        (
            NOTES,
            {"notice": SENT, "missed": (day("2008-09-30"),)},
            "2008-10-06",
            # 3 days at 10%, 0.9765; 2 days at 15%, 0.9765
            "1188.12 + 1.96 = 1190.08, 0.49 a day",
            "section 2, the 8-K: default on Sat 4 October, redemption on Monday",
        ),
        (
            NOTES,
            {"notice": SENT, "redeem_on": day("2009-01-01")},
            "2009-01-01",
            # 14 days at 10%, 4.56; 78 days at 15%, 38.0849: the quarter is not capitalized
            "1188.12 + 42.64 = 1230.76, 0.49 a day",
            "rule 11: on an interest date, it stays accrued",
        ),
        (
            NOTES,
            {"notice": SENT, "redeem_on": day("2009-01-02")},
            "2009-01-02",
            # 1,230.76 x 15% / 365 = 0.5058
            "1230.76 + 0.51 = 1231.27, 0.51 a day",
            "rule 8: the day after, it is capitalized, after default too",
        ),
        (
            CASH,
            {"notice": SENT, "redeem_on": day("2008-10-01"), "missed": (day("2008-09-25"),)},
            "2008-10-01",
            # default on 1 October; 92 days at 8%
            "1000.00 + 20.16 = 1020.16, 0.33 a day",
            "rule 11: in cash on an interest date, and at the default rate from that day",
        ),
        (
            reread(NOTES, DefaultFrom.ISSUE),
            {"notice": SENT, "redeem_on": SENT},
            "2008-09-29",
            # 15% from 3 January 2007: 36.16, 38.75, 40.64, 42.18, 43.30, 44.92 to 1,245.95, and
            # 90 days 46.08 (36.1644, 38.7497, 40.6408, 42.1774, 43.2967, 44.9159, 46.0831)
            "1245.95 + 46.08 = 1292.03, 0.51 a day",
            "rule 3: before the Event of Default, where the reading is earlier",
        ),
        (
            NOTES,
            {"notice": SENT, "payments": paid(("2008-10-15", "4.56"))},
            "2008-10-15",
            "1188.12 + 0.00 = 1188.12, 0.49 a day",
            "rule 10: a payment on the redemption date",
        ),
        (
            NOTES,
            {"notice": SENT, "payments": paid(("2008-10-15", "100.00"))},
            "2008-10-15",
            # 4.56 of interest, 95.44 of principal; 1,092.68 x 15% / 365 = 0.4490
            "1092.68 + 0.00 = 1092.68, 0.45 a day",
            "rule 10: a payment on the redemption date, to principal too",
        ),
    ],
)
def test_amounts_by_hand(
    terms: Terms, facts: dict[str, Any], on: str, expected: str, source: str
) -> None:
    found = due(terms, **facts)
    assert found.date == day(on), source
    assert amounts(found) == expected, source


CRASHED: dict[str, Any] = {"occurred": {"crash": day("2008-03-03")}}


@pytest.mark.parametrize(
    ("portion", "price", "expected", "source"),
    [
        # 62 days at 10% on 333.33: 5.7406 = 5.74
        ("1", "1", "333.33 + 5.74 = 339.07, 0.14 a day", "par"),
        ("1", "1.015", "338.33 + 5.74 = 344.07, 0.14 a day", "333.33 x 1.015 = 338.32995"),
        ("0.5", "1", "166.67 + 2.87 = 169.54, 0.14 a day", "166.665; 339.07 / 2 = 169.535"),
        (
            "0.5",
            "1.015",
            "169.17 + 2.87 = 172.04, 0.14 a day",
            "338.33 / 2 = 169.165; (338.33 + 5.74) / 2 = 172.035",
        ),
        (
            "0.1",
            "1.0125",
            "33.75 + 0.57 = 34.32, 0.14 a day",
            "price first: 337.496625 = 337.50; a tenth 33.75; (337.50 + 5.74) / 10 = 34.324",
        ),
        (
            "0.1",
            "1.0005",
            "33.35 + 0.57 = 33.92, 0.14 a day",
            "333.496665 = 333.50; 33.35; 33.924 (unrounded 333.496665: 33.3497 = 33.35)",
        ),
        (
            "0.05",
            "0.9999",
            "16.67 + 0.28 = 16.95, 0.14 a day",
            "333.296667 = 333.30; 16.665 (unrounded 16.6648 = 16.66); 339.04 / 20 = 16.952",
        ),
    ],
)
def test_portion_and_price(portion: str, price: str, expected: str, source: str) -> None:
    terms = note(CRASH, principal="333.33", portion=portion, price=price)
    found = due(terms, **CRASHED)
    # a day: 333.33 x 15% / 360 = 0.1389, of the whole note, at par
    assert amounts(found) == expected, source
    assert found.outstanding == Decimal("333.33")


@pytest.mark.parametrize(
    ("count", "on", "expected", "source"),
    [
        # a day of 150,000.00 a year
        (DayCount.ACT_360, "2008-03-03", "416.67", "/ 360"),
        (DayCount.THIRTY_360, "2008-03-31", "416.67", "/ 360, on a 31st too"),
        (DayCount.THIRTY_U_360, "2008-03-03", "416.67", "/ 360"),
        (DayCount.THIRTY_E_360, "2008-03-31", "416.67", "/ 360"),
        (DayCount.THIRTY_E_360_ISDA, "2008-03-03", "416.67", "/ 360"),
        (DayCount.ACT_365F, "2008-03-03", "410.96", "/ 365, in a leap year too"),
        (DayCount.NL_365, "2008-03-03", "410.96", "/ 365"),
        (DayCount.ACT_365L, "2008-03-03", "409.84", "/ 366: the period ends on 1 April 2008"),
        (DayCount.ACT_365L, "2008-10-15", "410.96", "/ 365: it ends on 1 January 2009"),
        (DayCount.ACT_365L, "2008-10-01", "410.96", "/ 365: the period that begins on that day"),
        (DayCount.ACT_ACT_ISDA, "2008-12-31", "409.84", "/ 366: the days of 2008"),
        (DayCount.ACT_ACT_ISDA, "2009-01-01", "410.96", "/ 365: the days of 2009"),
        (DayCount.ACT_ACT_ICMA, "2008-03-31", "412.09", "/ (4 x 91)"),
        (DayCount.ACT_ACT_ICMA, "2008-07-01", "407.61", "/ (4 x 92): the period that begins"),
        (DayCount.ACT_ACT_ICMA, "2009-01-01", "416.67", "/ (4 x 90): January to March 2009"),
        (DayCount.BUS_252, "2008-03-03", "595.24", "/ 252 on a Business Day"),
        (DayCount.BUS_252, "2008-10-13", "0.00", "nothing on Columbus Day"),
        (DayCount.BUS_252, "2008-10-12", "0.00", "nothing on a Sunday"),
    ],
)
def test_the_per_diem_of_each_day_count(
    count: DayCount, on: str, expected: str, source: str
) -> None:
    terms = note(CRASH, principal="1000000.00", day_count=count, paid_in=PaidIn.CASH)
    assert str(due(terms, **CRASHED, redeem_on=day(on)).per_diem) == expected, source


def test_every_accruing_day_count_has_a_per_diem_case() -> None:
    marks = test_the_per_diem_of_each_day_count.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in marks[0].args[1]} == {each for each in DayCount if each.accrues}


def test_the_per_diem_of_a_stub_under_icma_is_that_of_its_notional_period() -> None:
    # from 14 February 2008: 1 January to 1 April is 91 days; 1,000,000 x 15% / 364
    terms = note(CRASH, issue="2008-02-14", principal="1000000.00", day_count=DayCount.ACT_ACT_ICMA)
    found = due(terms, **CRASHED)
    assert (str(found.per_diem), found.rate) == ("412.09", Decimal("0.15"))
    assert found.day_fraction == Fraction(1, 364)


def test_the_per_diem_is_at_the_rate_in_force() -> None:
    # a happening on 3 March, redeemed that day; 1,000 at 15% / 360 is 0.4167
    found = due(note(CRASH, paid_in=PaidIn.CASH), **CRASHED)
    assert (found.date, found.rate, str(found.per_diem)) == (
        day("2008-03-03"), Decimal("0.15"), "0.42",
    )  # fmt: skip


def test_redemption_on_the_issue_date() -> None:
    result = redeem(note(CRASH, issue="2008-03-03"), Facts(**CRASHED))
    assert result.schedule == ()
    assert result.redemption is not None
    assert amounts(result.redemption) == "1000.00 + 0.00 = 1000.00, 0.42 a day"


@pytest.mark.parametrize(
    ("facts", "state", "source"),
    [
        ({}, State.BREACH, "no notice"),
        ({"notice": SENT, "cured": day("2008-10-14")}, State.CURED, "cured in time"),
        ({"notice": SENT, "waived": day("2008-10-14")}, State.WAIVED, "waived in time"),
        ({"notice": SENT, "as_of": SENT}, State.CURING, "not yet"),
        ({"as_of": day("2007-01-10")}, State.PERFORMING, "not yet"),
    ],
)
def test_nothing_is_due_without_a_default(facts: dict[str, Any], state: State, source: str) -> None:
    given = Facts(**facts)
    result = redeem(NOTES, given)
    assert (result.state, result.redemption, result.schedule) == (state, None, ()), source
    assert (result.terms, result.facts, result.calendar) == (NOTES, given, BANKS), source


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        ({"missed": (day("2008-09-30"),)}, State.CURING, "the payment is missed on 1 October"),
        ({"notice": day("2008-10-01")}, State.BREACH, "the notice is sent the day after"),
        ({"notice": SENT, "cured": day("2008-10-01")}, State.CURING, "cured the day after"),
        ({"notice": SENT, "cured": day("2008-09-30")}, State.CURED, "cured on the day"),
    ],
)
def test_what_happens_after_the_as_of_date_is_not_seen(
    facts: dict[str, Any], expected: State, source: str
) -> None:
    given = Facts(**{"notice": SENT, **facts}, as_of=day("2008-09-30"))
    assert redeem(NOTES, given).state is expected, source


def test_a_payment_after_the_as_of_date_is_not_counted() -> None:
    # as of 20 October: default on 15 October; the redemption ahead on 14 November: 4.56 and 14.65
    # (30 days at 15% on 1,188.12: 14.6476)
    ahead = {"notice": SENT, "redeem_on": day("2008-11-14"), "as_of": day("2008-10-20")}
    late, early = paid(("2008-11-03", "500.00")), paid(("2008-10-20", "2.00"))
    assert due(NOTES, **ahead, payments=late).total == Decimal("1207.33")
    # 5 days at 15%: 2.4413, 25 days: 12.2062; 4.56 + 2.44 - 2.00 + 12.21
    assert due(NOTES, **ahead, payments=early).total == Decimal("1205.33")


def test_a_result_says_what_is_assumed() -> None:
    result = redeem(NOTES, Facts(notice=SENT))
    assert result.assumed == (*NOTES.assumed, "governing_law", "redemption_date")
    result = redeem(CASH, Facts(notice=SENT))
    assert result.assumed == (*CASH.assumed, "governing_law", "redemption_date", "paid_to")
    given = Facts(notice=SENT, redeem_on=REDEEM, paid_to=day("2008-07-01"))
    assert redeem(CASH, given).assumed == (*CASH.assumed, "governing_law")
    assert redeem(NOTES, Facts()).assumed == (*NOTES.assumed, "governing_law")


@pytest.mark.parametrize(
    ("due_on", "expected", "source"),
    [
        ("2008-03-02", True, "due the day before: taken as paid"),
        ("2008-03-03", False, "due on the day of the Event of Default and of redemption"),
    ],
)
def test_principal_taken_as_paid_is_assumed(due_on: str, expected: bool, source: str) -> None:
    terms = note(CRASH, scheduled=[(due_on, "100.00"), ("2008-12-01", "100.00")])
    result = redeem(terms, Facts(**CRASHED))
    assert ("scheduled_payments" in result.assumed) is expected, source
    assert "scheduled_payments" not in redeem(terms, Facts()).assumed, "no default"


def test_the_governing_law_is_assumed_unless_given() -> None:
    terms = replace(NOTES, governing_law="England")
    assert redeem(terms, Facts(notice=SENT)).assumed == (*NOTES.assumed, "redemption_date")


def test_a_result_names_the_holidays_that_moved_a_deadline() -> None:
    columbus = (day("2008-10-13"), "Columbus Day")
    assert redeem(NOTES, Facts(notice=SENT)).skipped == (columbus,)
    facts = Facts(notice=SENT, missed=(day("2008-10-09"), day("2008-07-01")))
    independence = (day("2008-07-04"), "Independence Day")
    assert redeem(NOTES, facts).skipped == (independence, columbus), "in order, each once"


def test_a_result_tells_its_warnings() -> None:
    result = redeem(NOTES, Facts(notice=SENT, redeem_on=day("2010-02-01")))
    assert result.warnings == result.timeline.warnings
    assert len(result.warnings) == 1
    assert "past maturity" in result.warnings[0]


def test_the_calendar_is_that_of_the_terms_unless_given() -> None:
    # section 4: by the calendar of the NYSE the deadline is Mon 13 October, default on the 14th
    nyse = replace(NOTES, calendar=CalendarTerm(("nyse",)))
    for result in (
        redeem(nyse, Facts(notice=SENT)),
        redeem(NOTES, Facts(notice=SENT), business_calendar("nyse")),
    ):
        assert result.redemption is not None
        assert result.redemption.date == day("2008-10-14")
        assert result.calendar.name == "nyse"
    assert redeem(NOTES, Facts(notice=SENT)).calendar == BANKS


def test_the_lines_add_up_to_the_amount() -> None:
    result = redeem(NOTES, Facts(notice=SENT))
    last = result.schedule[-1]
    assert result.redemption is not None
    assert (last.end, last.closing_principal, last.accrued) == (
        REDEEM, Decimal("1188.12"), Decimal("4.56"),
    )  # fmt: skip
    assert result.redemption.clause == "Note 4(b)"
    assert [str(line.interest) for line in result.schedule] == [
        "24.11", "25.53", "26.46", "27.12", "27.50", "28.19", "29.21", "4.56",
    ]  # fmt: skip
    # section 6, the JSON of the first line
    first = result.schedule[0]
    assert (first.start, first.end, first.days) == (day("2007-01-03"), day("2007-04-01"), 88)
    assert (first.capitalized, first.accrued) == (Decimal("24.11"), Decimal("0.00"))


def test_a_schedule_is_a_frame() -> None:
    result = redeem(NOTES, Facts(notice=SENT))
    table = result.to_frame()
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 8
    assert list(table["basis"]) == ["base"] * 8
    assert table["interest"].sum() == Decimal("192.68")  # 1,192.68 less 1,000.00
    assert table["end"].iloc[-1] == REDEEM
    assert list(redeem(ROLLED, Facts(notice=SENT)).to_frame().columns) == [*COLUMNS, "due"]
    assert len(frame(())) == 0
    assert list(frame(()).columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("terms", "facts", "until", "expected", "source"),
    [
        # 24.11 and 25.53; 31 days on 1,049.64 are 8.9147
        (NOTES, {}, "2007-08-01", "1049.64 + 8.91", "in notes, at the base rate"),
        (NOTES, {"notice": SENT}, "2007-08-01", "1049.64 + 8.91", "a notice moves no rate"),
        (
            choose(ROLLED, paid_in=PaidIn.NOTES),
            {},
            "2007-08-01",
            "1049.64 + 8.91",
            "in notes that issue on Monday 2 July: interest runs to Sunday as it is",
        ),
        # paid to 1 July; 31 days at 8% are 6.7945
        (CASH, {}, "2007-08-01", "1000.00 + 6.79", "in cash, paid to the last interest date"),
        # paid to 1 April; 91 days at 8% are 19.9452
        (CASH, {}, "2007-07-01", "1000.00 + 19.95", "in cash, due that day"),
        # 88 days at 8% are 19.2877; 19.95; 6.79
        (CASH, {"paid_to": day("2007-01-03")}, "2007-08-01", "1000.00 + 46.03", "never paid"),
    ],
)
def test_a_note_that_performs(
    terms: Terms, facts: dict[str, Any], until: str, expected: str, source: str
) -> None:
    result = performing(terms, Facts(**facts), day(until))
    last = result.schedule[-1]
    assert (result.state, result.redemption, result.warnings) == (State.PERFORMING, None, ())
    assert f"{last.closing_principal} + {last.accrued}" == expected, source
    assert last.end == day(until), source


@pytest.mark.parametrize("count", [DayCount.ACT_360, DayCount.ACT_ACT_ICMA])
def test_redemption_after_the_last_interest_date_of_2199(count: DayCount) -> None:
    terms = note(CRASH, issue="2199-01-01", calendar="weekends", day_count=count)
    facts = Facts(occurred={"crash": day("2199-10-04")}, redeem_on=day("2199-12-04"))
    result = redeem(terms, facts, WEEKENDS)
    assert result.schedule[-1].end == day("2199-12-04")
    # 1,077.77 (ACT/360) or 1,076.89 (a quarter each: 25.00, 25.63, 26.27) x 15% a day over 360
    # or 4 x 92 days: 0.4491, 0.4389
    per_diem = {DayCount.ACT_360: "0.45", DayCount.ACT_ACT_ICMA: "0.44"}
    assert result.redemption is not None
    assert str(result.redemption.per_diem) == per_diem[count]


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        # crash on 3 March, redemption that day: 31 days at 10% on 1,000 are 8.6111; 31 on 900 are
        # 7.75; 900 x 15% / 360 = 0.375
        (CRASHED, "900.00 + 16.36 = 916.36, 0.38 a day", "paid on 1 February, before the default"),
        # 8.6111; to 3 March 7.75; to 1 April 29 days at 15% on 900: 10.875; capitalized 27.24;
        # 927.24 x 15% / 360 = 0.3864
        (
            {**CRASHED, "redeem_on": day("2008-04-02")},
            "927.24 + 0.39 = 927.63, 0.39 a day",
            "the principal of 5 March was due after the default: taken as unpaid",
        ),
        # 8.6111; 7.75; 2 days at 15% on 900, 0.75, and 27 on 800, 9.00; capitalized 26.11;
        # 826.11 x 15% / 360 = 0.3442
        (
            {**CRASHED, "notice": day("2008-03-05"), "redeem_on": day("2008-04-02")},
            "826.11 + 0.34 = 826.45, 0.34 a day",
            "due on the day of the notice: taken as paid",
        ),
        # 62 days at 10% on 1,000: 17.2222
        (
            {**CRASHED, "missed": (day("2008-02-01"),)},
            "1000.00 + 17.22 = 1017.22, 0.42 a day",
            "missed: not paid",
        ),
    ],
)
def test_scheduled_principal_is_paid_up_to_the_notice_or_default(
    facts: dict[str, Any], expected: str, source: str
) -> None:
    terms = note(CRASH, scheduled=[("2008-02-01", "100.00"), ("2008-03-05", "100.00")])
    assert amounts(due(terms, **facts)) == expected, source


@pytest.mark.parametrize(
    ("until", "facts", "expected", "source"),
    [
        # 31 days at 10% on 1,000: 8.6111; 28 on 900: 7.00
        ("2008-02-29", {}, "900.00 + 15.61", "paid when due"),
        ("2008-02-01", {}, "1000.00 + 8.61", "due on the last day: not yet"),
        ("2008-02-02", {}, "900.00 + 8.86", "due the day before; 0.25"),
        # 59 days: 16.3889
        ("2008-02-29", {"missed": (day("2008-02-01"),)}, "1000.00 + 16.39", "missed"),
    ],
)
def test_scheduled_principal_of_a_note_that_performs(
    until: str, facts: dict[str, Any], expected: str, source: str
) -> None:
    terms = note(CRASH, scheduled=[("2008-02-01", "100.00")])
    last = performing(terms, Facts(**facts), day(until)).schedule[-1]
    assert f"{last.closing_principal} + {last.accrued}" == expected, source


def test_a_note_that_performs_past_maturity_is_warned_of() -> None:
    later = "the accrual to Mon 2010-01-04 is past maturity, Sun 2010-01-03:"
    rest = "non-payment at maturity is itself a default, and another rate may govern"
    no_notes = "no further notes may issue then, "
    assert performing(NOTES, Facts(), day("2010-01-04")).warnings == (f"{later} {no_notes}{rest}",)
    assert performing(CASH, Facts(), day("2010-01-04")).warnings == (f"{later} {rest}",)
    assert performing(NOTES, Facts(), day("2010-01-03")).warnings == ()


def test_a_note_that_performs_has_no_events() -> None:
    facts = Facts(missed=(day("2007-07-02"),))
    result = performing(CASH, facts, day("2007-08-01"))
    assert (result.terms, result.facts, result.calendar) == (CASH, facts, BANKS)
    dated = result.timeline
    assert (dated.terms, dated.given, dated.calendar) == (CASH, facts, BANKS)
    assert dated.of_default is False
    assert (dated.events, dated.clocks, dated.governing) == ((), (), None)
    assert (dated.default_from, dated.redemption) == (None, None)
    assert (dated.performed_to, dated.paid_to) == (day("2007-07-01"), day("2007-07-01"))


@pytest.mark.parametrize(
    ("until", "facts", "performed", "paid_to", "expected", "source"),
    [
        # 1 July 2007 is a Sunday. 91 days at 8% are 19.9452; a day on 1,000 is 0.2192
        ("2007-07-02", {}, "2007-07-01", "2007-04-01", "20.17", "due that day: not yet paid"),
        ("2007-07-03", {}, "2007-07-02", "2007-07-01", "0.44", "paid on Monday, up to Sunday"),
        (
            "2007-07-03",
            {"missed": (day("2007-07-01"),)},
            "2007-07-01",
            "2007-04-01",
            "20.39",
            "missed on Monday: what fell due on Sunday would have been paid",
        ),
    ],
)
def test_a_note_that_performs_pays_when_its_dates_roll_to(
    until: str, facts: dict[str, Any], performed: str, paid_to: str, expected: str, source: str
) -> None:
    result = performing(ROLLED, Facts(**facts), day(until))
    dated = result.timeline
    assert (dated.performed_to, dated.paid_to) == (day(performed), day(paid_to)), source
    assert str(result.schedule[-1].accrued) == expected, source


def test_a_per_diem_is_of_the_period_as_it_rolls() -> None:
    # 1,000.00 x 12% over 4 x 92 days, 1 October to 1 January: 0.3260
    terms = choose(ROLLED, day_count=DayCount.ACT_ACT_ICMA)
    assert str(due(terms, notice=SENT).per_diem) == "0.33"


def test_a_note_that_performs_counts_by_its_calendar() -> None:
    # 21 Business Days in January 2008 at 10% / 252: 8.3333
    result = performing(note(day_count=DayCount.BUS_252), Facts(), day("2008-02-01"))
    assert (result.schedule[-1].days, str(result.schedule[-1].accrued)) == (21, "8.33")


@pytest.mark.parametrize(
    ("as_of", "expected", "source"),
    [
        # 59 days at 10% on 1,000, 16.3889; or 8.61 paid off with 91.39 of principal on 1 February,
        # then 28 days on 908.61, 7.0670
        ("2008-01-31", "1000.00 + 16.39", "the payment is not known yet"),
        ("2008-02-01", "908.61 + 7.07", "the payment of that day is known"),
    ],
)
def test_a_note_that_performs_knows_nothing_after_the_as_of_date(
    as_of: str, expected: str, source: str
) -> None:
    facts = Facts(as_of=day(as_of), payments=paid(("2008-02-01", "100.00")))
    result = performing(note(), facts, day("2008-02-29"))
    last = result.schedule[-1]
    assert f"{last.closing_principal} + {last.accrued}" == expected, source
    assert result.facts is facts


def test_missed_interest_is_no_part_of_what_was_paid() -> None:
    # in cash from 1 January 2008: missed on 1 July; paid to 1 April. 91 days at 10%, 25.28; then
    # default on 8 July (2, 3 and 7 July to cure): 7 days at 10%, 1.9444
    terms = note(PAYMENT, paid_in=PaidIn.CASH)
    found = due(terms, missed=(day("2008-07-01"),))
    assert found.date == day("2008-07-08")
    assert amounts(found) == "1000.00 + 27.22 = 1027.22, 0.42 a day"


def test_the_per_diem_before_it_is_rounded() -> None:
    found = redeem(LIQUIDMETAL_2007, Facts(notice=day("2008-09-29"))).redemption
    assert found is not None
    # 1,188.12 × 15% ÷ 365
    assert found.exact_per_diem == Fraction("1188.12") * Fraction("0.15") / 365
