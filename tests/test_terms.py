"""The model of a note's terms: the case as section 2 has it, and every broken rule told at once."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import COVENANT, PAYMENT, day, event, note

from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.money import PaidIn
from notecalc.periods import MonthDay
from notecalc.terms import (
    BUILT_IN,
    LIQUIDMETAL_2007,
    LIQUIDMETAL_SOURCES,
    CalendarTerm,
    Covenant,
    DefaultFrom,
    DefaultRates,
    DefaultUntil,
    Holder,
    RedemptionTerm,
    ScheduledPayment,
    Terms,
    choose,
    still_assumed,
)

NOTE = note()
INTEREST = NOTE.interest


def told(caught: pytest.ExceptionInfo[NotecalcError]) -> list[str]:
    """Every problem as path: what; remedy."""
    return [str(problem) for problem in caught.value.problems]


# --- the case, against the papers ---


@pytest.mark.parametrize(
    ("path", "found", "expected", "source"),
    [
        ("issue_date", LIQUIDMETAL_2007.issue_date, day("2007-01-03"), "Note and SPA, 3 Jan 2007"),
        ("closing_date", LIQUIDMETAL_2007.closing_date, day("2007-01-03"), "SPA: closing"),
        ("maturity_date", LIQUIDMETAL_2007.maturity_date, day("2010-01-03"), "assumed, a Sunday"),
        ("principal", LIQUIDMETAL_2007.principal, Decimal("1000.00"), "assumed"),
        ("currency", LIQUIDMETAL_2007.currency, "USD", "section 6"),
        ("calendar", str(LIQUIDMETAL_2007.calendar), "us-banks", "assumed"),
        ("cash", LIQUIDMETAL_2007.interest.cash_rate, Decimal("0.08"), "8% notes"),
        ("note", LIQUIDMETAL_2007.interest.note_rate, Decimal("0.10"), "assumed"),
        ("paid_in", LIQUIDMETAL_2007.interest.paid_in, PaidIn.NOTES, "assumed"),
        ("dates", " ".join(str(each) for each in LIQUIDMETAL_2007.interest.dates),
         "01-01 04-01 07-01 10-01", "assumed"),
        ("day_count", LIQUIDMETAL_2007.interest.day_count, DayCount.ACT_365F, "assumed"),
        ("default cash", LIQUIDMETAL_2007.default_rates.cash_rate, Decimal("0.12"), "Note 2"),
        ("default note", LIQUIDMETAL_2007.default_rates.note_rate, Decimal("0.15"), "Note 2"),
        ("from", LIQUIDMETAL_2007.default_rates.start, DefaultFrom.EVENT_OF_DEFAULT, "section 6"),
        ("portion", LIQUIDMETAL_2007.redemption.portion, 1, "Note 4(b): 100%"),
        ("price", LIQUIDMETAL_2007.redemption.price, 1, "assumed: par"),
        ("base_rate", LIQUIDMETAL_2007.base_rate, Decimal("0.10"), "paid in notes"),
        ("default_rate", LIQUIDMETAL_2007.default_rate, Decimal("0.15"), "paid in notes"),
    ],
)  # fmt: skip
def test_the_case(path: str, found: object, expected: object, source: str) -> None:
    assert found == expected, (path, source)


def test_the_covenant_and_events_of_the_case() -> None:
    (covenant,) = LIQUIDMETAL_2007.covenants
    assert (covenant.id, covenant.clause) == ("debt-payoff", "SPA 4(i)")
    assert str(covenant.deadline) == "5 business days after closing"
    told = [
        (each.id, each.clause, each.covenant, each.payment, str(each.cure))
        for each in LIQUIDMETAL_2007.events_of_default
    ]
    assert told == [
        ("covenant", "Note 4(a)(iv)", "debt-payoff", None, "10 business days after notice"),
        ("payment", "assumed", None, "any", "3 business days after due"),
    ]


def test_the_holders_of_the_case() -> None:
    # section 2: the three funds; the group holds one share more than the filing adds up to
    sums = [each.shares + each.conversion_shares + each.warrant_shares
            for each in LIQUIDMETAL_2007.holders]  # fmt: skip
    assert sums == [1_019_531, 1_370_294, 1_341_499]
    assert sum(sums) == 3_731_323 + 1
    assert sum(each.conversion_shares for each in LIQUIDMETAL_2007.holders) == 1_547_377 + 1


def test_what_is_assumed_is_said() -> None:
    # section 6, terms in full
    assert LIQUIDMETAL_2007.assumed == (
        "interest.note_rate", "interest.dates", "interest.day_count", "interest.paid_in",
        "calendar", "maturity_date", "principal", "redemption.price", "events_of_default.payment",
    )  # fmt: skip
    for path in LIQUIDMETAL_2007.assumed:
        assert LIQUIDMETAL_SOURCES[path], path
    assert BUILT_IN == {"liquidmetal-2007": LIQUIDMETAL_2007}


# --- rates, choices ---


@pytest.mark.parametrize(
    ("terms", "base", "default", "source"),
    [
        (replace(LIQUIDMETAL_2007, interest=replace(LIQUIDMETAL_2007.interest,
                                                    paid_in=PaidIn.CASH)),
         "0.08", "0.12", "section 2, cash rates"),
        (note(base="0.10", default=None, margin="0.02"), "0.10", "0.12", "a margin of 2%"),
        (note(base="0.10", default="0.10"), "0.10", "0.10", "an equal default rate is allowed"),
        (note(base="0", default="0"), "0", "0", "a note that bears nothing"),
    ],
)  # fmt: skip
def test_the_rates(terms: Terms, base: str, default: str, source: str) -> None:
    assert (terms.base_rate, terms.default_rate) == (Decimal(base), Decimal(default)), source


def test_choosing_sets_a_term_and_takes_it_off_the_assumed_list() -> None:
    assumed = (*LIQUIDMETAL_2007.assumed, "default_rates.from", "default_rates.until")
    chosen = choose(
        replace(LIQUIDMETAL_2007, assumed=assumed),
        principal=Decimal("18640000"),
        paid_in=PaidIn.CASH,
        default_from=DefaultFrom.BREACH,
        default_until=DefaultUntil.CURE,
        day_count=DayCount.ACT_360,
        calendar=CalendarTerm(("nyse",)),
    )
    assert chosen.principal == Decimal("18640000")
    assert chosen.interest.paid_in is PaidIn.CASH
    assert chosen.interest.day_count is DayCount.ACT_360
    assert chosen.default_rates.start is DefaultFrom.BREACH
    assert chosen.default_rates.until is DefaultUntil.CURE
    assert str(chosen.calendar) == "nyse"
    assert chosen.assumed == (
        "interest.note_rate", "interest.dates", "maturity_date", "redemption.price",
        "events_of_default.payment",
    )  # fmt: skip


def test_choosing_nothing_changes_nothing() -> None:
    assert choose(LIQUIDMETAL_2007) == LIQUIDMETAL_2007


@pytest.mark.parametrize(
    ("assumed", "paths", "expected", "source"),
    [
        (("interest.note_rate",), ["interest.note_rate"], (), "itself"),
        (("interest.note_rate",), ["interest"], (), "set around it"),
        (("events_of_default.payment",), ["events_of_default.payment.cure"], (), "set within it"),
        (("interest.note_rate",), ["interest.note"], ("interest.note_rate",), "part of a name"),
        (("interest",), ["interesting"], ("interest",), "a longer name"),
        (("a", "b", "c"), ["b"], ("a", "c"), "the others stay, in order"),
        (("a",), [], ("a",), "nothing set"),
    ],
)
def test_what_stays_assumed(
    assumed: tuple[str, ...], paths: list[str], expected: tuple[str, ...], source: str
) -> None:
    assert still_assumed(assumed, paths) == expected, source


def test_a_covenant_is_found_by_its_id() -> None:
    assert NOTE.covenant("debt") is NOTE.covenants[0]
    assert NOTE.covenant("other") is None
    assert NOTE.covenant(None) is None


def test_calendars_join() -> None:
    joined = CalendarTerm(("us-banks", "nyse"), (day("2008-09-30"),))
    assert str(joined) == "us-banks+nyse"
    calendar = joined.resolve()
    # Columbus Day closes banks; Good Friday 2008 the exchange; 30 September the terms
    for closed in ("2008-10-13", "2008-03-21", "2008-09-30"):
        assert not calendar.is_business_day(day(closed))
    assert calendar.is_business_day(day("2008-10-01"))


# --- every rule that terms can break ---


def rates(**changes: Any) -> dict[str, Any]:
    return {"default_rates": replace(NOTE.default_rates, **changes)}


def interest(**changes: Any) -> dict[str, Any]:
    return {"interest": replace(INTEREST, **changes)}


FORM = "write it as 12% or 0.12"
AMOUNT = "write a decimal such as 1750000.00"
ORDER = "interest.dates: an interest date is there twice; write each day of the year once"
DAYS_AFTER_DUE, DAYS_AFTER_NOTICE = "3 days after due", "3 days after notice"
LATE = "is not an id; use letters, digits, - and _ (at most 80)"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"issue_date": day("1899-12-31")},
            ["issue_date: 1899-12-31 is outside 1900 to 2199; write a date in those years"],
        ),
        (
            {"closing_date": datetime(2008, 1, 1)},
            [
                "closing_date: datetime.datetime(2008, 1, 1, 0, 0) is not a date;"
                " give a datetime.date, without a time of day"
            ],
        ),
        (
            {"maturity_date": day("2200-01-01")},
            ["maturity_date: 2200-01-01 is outside 1900 to 2199; write a date in those years"],
        ),
        (
            {"maturity_date": day("2008-01-01")},
            [
                "maturity_date: the note matures on 2008-01-01, not after its issue on 2008-01-01;"
                " write a later maturity date"
            ],
        ),
        (
            {"scheduled_payments": (ScheduledPayment(day("1899-12-31"), Decimal("0")),)},
            [
                "scheduled_payments: 1899-12-31 is outside 1900 to 2199;"
                " write a date in those years",
                f"scheduled_payments: amount 0 is not above zero; {AMOUNT}",
            ],
        ),
        (
            {
                "scheduled_payments": (
                    ScheduledPayment(day("2008-01-01"), Decimal(1)),
                    ScheduledPayment(day("2007-12-31"), Decimal(1)),
                )
            },
            [
                "scheduled_payments: principal falls due on 2008-01-01, not after the issue on"
                " 2008-01-01; write the day it falls due",
                "scheduled_payments: principal falls due on 2007-12-31, not after the issue on"
                " 2008-01-01; write the day it falls due",
            ],
        ),
        (
            {"currency": "usd", "principal": Decimal(0)},
            ["currency: 'usd' is not a currency; write its three capital letters, such as USD"],
        ),
        (
            {"currency": "u" * 21},
            [
                f"currency: '{'u' * 20}' is not a currency; write its three capital letters, such"
                " as USD"
            ],
        ),
        (
            {"principal": 1000.0},
            ["principal: 1000.0 is no Decimal; give a Decimal"],
        ),
        (
            {"principal": Decimal("NaN")},
            [f"principal: principal NaN is not a number; {AMOUNT}"],
        ),
        (
            {"holders": (Holder("A", 1), Holder("B", principal=Decimal("-1")))},
            [f"holders.1.principal: amount -1 is not above zero; {AMOUNT}"],
        ),
        (
            {"holders": (Holder("A", 1, -1, 1),)},
            [
                "holders.0.conversion_shares: -1 is not a count of shares;"
                " write 0 or more, in digits"
            ],
        ),
        (
            {"redemption": RedemptionTerm("x", portion=Decimal("1.01"))},
            [
                "redemption.portion: a portion of 101% is not possible;"
                " write a share above 0%, at most 100%"
            ],
        ),
        (
            {"redemption": RedemptionTerm("x", Decimal(0), Decimal(0))},
            [
                "redemption.portion: a portion of 0% is not possible;"
                " write a share above 0%, at most 100%",
                "redemption.price: a price of 0% is not possible; write 100%",
            ],
        ),
        (
            {"redemption": RedemptionTerm("x", Decimal("-0.5"), Decimal("11"))},
            [
                f"redemption.portion: portion -0.5 is below zero; {FORM}",
                f"redemption.price: price 11 is above 1000%; {FORM}",
            ],
        ),
        (
            {"calendar": CalendarTerm(("nysse",))},
            [
                "calendar: unknown calendar 'nysse'; did you mean nyse? (one of us-banks,"
                " us-federal, nyse, target, london, weekends, country:XX)"
            ],
        ),
        (
            interest(note_rate=Decimal("-0.1"), cash_rate=Decimal("NaN")),
            [
                f"interest.cash_rate: rate NaN is not a number; {FORM}",
                f"interest.note_rate: rate -0.1 is below zero; {FORM}",
            ],
        ),
        (
            interest(note_rate=None),
            [
                "interest.paid_in: interest is paid in notes and there is no note_rate;"
                " give interest.note_rate"
            ],
        ),
        (
            interest(cash_rate=None, paid_in=PaidIn.CASH),
            [
                "interest.paid_in: interest is paid in cash and there is no cash_rate;"
                " give interest.cash_rate"
            ],
        ),
        (interest(dates=(MonthDay(1, 1), MonthDay(1, 1))), [ORDER]),
        (interest(dates=(MonthDay(2, 28), MonthDay(2, 29))), [ORDER]),
        (
            interest(day_count=DayCount.ONE_ONE),
            [
                "interest.day_count: day count 1/1 counts every line as a whole year;"
                " write the day count of the note, such as ACT/365F"
            ],
        ),
        (
            interest(day_count=DayCount.ACT_ACT_ICMA, dates=()),
            [
                "interest.day_count: day count ACT/ACT ICMA needs interest dates;"
                " give interest.dates, such as [06-30, 12-31]"
            ],
        ),
        (
            rates(cash_rate=Decimal("0.09"), note_rate=Decimal("NaN")),
            [
                f"default_rates.note_rate: rate NaN is not a number; {FORM}",
            ],
        ),
        (
            rates(cash_rate=Decimal("0.09"), note_rate=Decimal("0.08")),
            [
                "default_rates.cash_rate: the default rate 9% is below the base rate 10%;"
                " write at least 10%",
                "default_rates.note_rate: the default rate 8% is below the base rate 10%;"
                " write at least 10%",
            ],
        ),
        (
            rates(cash_rate=Decimal("sNaN")),
            [f"default_rates.cash_rate: rate sNaN is not a number; {FORM}"],
        ),
        (
            rates(note_rate=Decimal("Infinity")),
            [f"default_rates.note_rate: rate Infinity is not a number; {FORM}"],
        ),
        (
            rates(cash_rate=None, note_rate=None, margin=Decimal("sNaN")),
            [f"default_rates.margin: rate sNaN is not a number; {FORM}"],
        ),
        (
            interest(cash_rate=Decimal("sNaN"), note_rate=Decimal("-sNaN")),
            [
                f"interest.cash_rate: rate sNaN is not a number; {FORM}",
                f"interest.note_rate: rate -sNaN is not a number; {FORM}",
            ],
        ),
        (
            {
                **interest(note_rate=Decimal("0.05")),
                **rates(cash_rate=Decimal("0.07"), note_rate=Decimal("0.06")),
            },
            [
                "default_rates.cash_rate: the default rate 7% is below the base rate 10%;"
                " write at least 10%",
            ],
        ),
        (
            {**interest(cash_rate=None), **rates(cash_rate=None, note_rate=Decimal("0.09"))},
            [
                "default_rates.note_rate: the default rate 9% is below the base rate 10%;"
                " write at least 10%",
            ],
        ),
        (
            rates(note_rate=Decimal("0.099")),
            [
                "default_rates.note_rate: the default rate 9.9% is below the base rate 10%;"
                " write at least 10%"
            ],
        ),
        (
            rates(margin=Decimal("0.02")),
            ["default_rates: there are both default rates and a margin; give one of them"],
        ),
        (
            rates(note_rate=None),
            [
                "default_rates: there is no default rate for interest paid in notes;"
                " give default_rates.note_rate or default_rates.margin"
            ],
        ),
        (
            {**interest(paid_in=PaidIn.CASH), **rates(cash_rate=None)},
            [
                "default_rates: there is no default rate for interest paid in cash;"
                " give default_rates.cash_rate or default_rates.margin"
            ],
        ),
        (
            {"covenants": (Covenant("debt", "SPA 1", Deadline.parse(DAYS_AFTER_DUE)),)},
            [
                "covenants.debt.deadline: a covenant's deadline does not count from what follows"
                " it: 3 days after due; count it from closing, issue or a date"
            ],
        ),
        (
            {"covenants": (Covenant("debt", "SPA 1", Deadline.parse(DAYS_AFTER_NOTICE)),)},
            [
                "covenants.debt.deadline: a covenant's deadline does not count from what follows"
                " it: 3 days after notice; count it from closing, issue or a date"
            ],
        ),
        (
            {"covenants": (*NOTE.covenants, *NOTE.covenants)},
            ["covenants: the id 'debt' is there twice; give each its own"],
        ),
        (
            {"events_of_default": ()},
            ["events_of_default: there is no event of default; give at least one"],
        ),
        (
            {"events_of_default": (event(COVENANT), event(COVENANT))},
            ["events_of_default: the id 'covenant' is there twice; give each its own"],
        ),
        (
            {"events_of_default": (replace(event(PAYMENT), id="my event"),)},
            [f"events_of_default: 'my event' {LATE}"],
        ),
        (
            {"events_of_default": (replace(event(PAYMENT), id="x" * 81),)},
            [f"events_of_default: '{'x' * 40}' {LATE}"],
        ),
        (
            {"events_of_default": (replace(event(PAYMENT), covenant="debt"),)},
            ["events_of_default.payment: this is of a covenant and of a payment; give one of them"],
        ),
        (
            {"events_of_default": (replace(event(PAYMENT), payment="all"),)},
            ["events_of_default.payment.payment: unknown payment 'all'; write one of any"],
        ),
        (
            {"events_of_default": (replace(event(PAYMENT), payment=""),)},
            ["events_of_default.payment.payment: unknown payment ''; write one of any"],
        ),
        (
            {"events_of_default": (replace(event(COVENANT), covenant="debts"),)},
            [
                "events_of_default.covenant.covenant: unknown covenant 'debts';"
                " did you mean debt? (one of debt)"
            ],
        ),
        (
            {"covenants": (), "events_of_default": (event(COVENANT),)},
            ["events_of_default.covenant: there is no covenant 'debt'; give covenants"],
        ),
        (
            {"assumed": ("interest.spread", "calendar")},
            [
                "assumed: 'interest.spread' is assumed but is not a term of this note;"
                " write the path of a term, such as interest.day_count"
            ],
        ),
        (
            {"assumed": ("x" * 81,)},
            [
                f"assumed: '{'x' * 80}' is assumed but is not a term of this note;"
                " write the path of a term, such as interest.day_count"
            ],
        ),
        (
            {"assumed": ("events_of_default.other",)},
            [
                "assumed: 'events_of_default.other' is assumed but is not a term of this note;"
                " write the path of a term, such as interest.day_count"
            ],
        ),
    ],
)
def test_terms_that_do_not_fit_together_are_refused(
    changes: dict[str, Any], expected: list[str]
) -> None:
    with pytest.raises(NotecalcError) as caught:
        replace(NOTE, **changes)
    assert told(caught) == expected


def test_every_problem_is_told_together_in_the_order_of_the_terms() -> None:
    with pytest.raises(NotecalcError) as caught:
        replace(
            NOTE,
            issue_date=day("1899-12-31"),
            principal=Decimal(0),
            calendar=CalendarTerm(("moon",)),
            events_of_default=(),
            **interest(note_rate=None),
            **rates(margin=Decimal("0.01")),
            assumed=("moon",),
        )
    assert [each.path for each in caught.value.problems] == [
        "issue_date", "principal", "calendar", "interest.paid_in", "default_rates",
        "events_of_default", "assumed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({"maturity_date": day("2008-01-02")}, "the day after the issue"),
        (
            {"scheduled_payments": (ScheduledPayment(day("2008-01-02"), Decimal(1)),)},
            "principal due the day after the issue",
        ),
        ({"assumed": ("default_rates.from", "covenants.debt.deadline")}, "paths into the terms"),
        (
            {
                "scheduled_payments": (ScheduledPayment(day("2008-01-02"), Decimal(1)),),
                "assumed": ("scheduled_payments.2008-01-02",),
            },
            "a path by a due date",
        ),
        ({"holders": (Holder("A", 1, principal=Decimal("1000.00")),)}, "a holder's notes"),
        ({"redemption": RedemptionTerm("x", Decimal("0.01"), Decimal("10"))}, "the limits"),
        (interest(cash_rate=None), "a rate that is not used may be absent"),
        (rates(cash_rate=None), "and so its default rate"),
        (interest(dates=()), "no interest dates: one period"),
        ({"events_of_default": (replace(event(PAYMENT), id="x" * 80),)}, "80 characters"),
        ({**rates(note_rate=None, cash_rate=None, margin=Decimal(0))}, "a margin of nothing"),
    ],
)
def test_terms_that_fit_together(changes: dict[str, Any], source: str) -> None:
    assert replace(NOTE, **changes) != NOTE, source


@pytest.mark.parametrize("name", ["portion", "price"])
def test_a_share_that_is_no_number_is_refused(name: str) -> None:
    share: Any = {name: Decimal("NaN")}
    with pytest.raises(NotecalcError) as caught:
        replace(NOTE, redemption=replace(NOTE.redemption, **share))
    assert told(caught) == [f"redemption.{name}: {name} NaN is not a number; {FORM}"]


def test_a_default_rate_may_be_absent_for_the_other_way_of_paying() -> None:
    assert DefaultRates("x", Decimal("0.1")).rate(PaidIn.NOTES, Decimal("0.1")) is None


def test_interest_dates_are_kept_in_the_year_s_order() -> None:
    given = replace(INTEREST, dates=(MonthDay(7, 1), MonthDay(1, 1)))
    assert given.dates == (MonthDay(1, 1), MonthDay(7, 1))


def test_there_is_no_other_kind_of_term() -> None:
    with pytest.raises(ImportError, match="cannot import name 'Guarantee'"):
        from notecalc.terms import Guarantee  # noqa: F401
