"""Terms of money, prices and deliveries: every broken rule told, what they may be in a file."""

# ruff: noqa: E501 -- a term stands on one line, as in a file

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import day, note

from notecalc.calendars import Roll
from notecalc.daycount import DayCount
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import Rounding, RoundingMode, RoundingPer
from notecalc.scenario import (
    compare,
    differences,
    parse_terms,
    set_terms,
    terms_document,
    terms_yaml,
)
from notecalc.service import find_terms
from notecalc.service.lookups import terms_table
from notecalc.service.notes import Note
from notecalc.terms import (
    LIQUIDMETAL_2007,
    Bucket,
    ConversionTerm,
    DefaultUntil,
    Delivery,
    LateFee,
    MakeWhole,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    PriceFrom,
    Terms,
    choose,
)

NOTE = note()
USUAL = tuple(Bucket)
FORM = "write it as 12% or 0.12"
CONVERSION = ConversionTerm("Note 3", Decimal("1.10"))


def redemption(**changes: Any) -> dict[str, Any]:
    return {"redemption": replace(NOTE.redemption, **changes)}


def interest(**changes: Any) -> dict[str, Any]:
    return {"interest": replace(NOTE.interest, **changes)}


def prices(*pairs: tuple[str, str]) -> dict[str, Any]:
    return redemption(prices=tuple(PriceFrom(day(on), Decimal(price)) for on, price in pairs))


def due(text: str) -> Deadline:
    return Deadline.parse(text)


ORDER = "write each once, in order: fees, interest on overdue interest, default interest, interest, principal"
ONE_OF_THEM = 'give one of them: cut_off: "17:00", or deemed: 3 days after notice'


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            interest(adjusted=True),
            [
                "interest.adjusted: interest is adjusted to the day that a due date rolls to, and"
                " nothing is rolled; give interest.roll, such as following"
            ],
        ),
        (
            interest(adjusted=True, roll=Roll.FOLLOWING, day_count=DayCount.ACT_ACT_ICMA),
            [
                "interest.adjusted: ACT/ACT ICMA counts interest periods that are not adjusted;"
                " write adjusted: no, or another day count"
            ],
        ),
        (
            {"waterfall": USUAL[:-1]},
            [f"waterfall: a payment goes to each part of what is owed, and 'principal' is not there; {ORDER}"],
        ),
        (
            {"waterfall": (*USUAL, Bucket.FEES)},
            [f"waterfall: a payment goes to each part of what is owed, and 'fees' is there twice; {ORDER}"],
        ),
        (
            {"waterfall": (Bucket.FEES, Bucket.INTEREST, Bucket.INTEREST, Bucket.PRINCIPAL, Bucket.OVERDUE_INTEREST)},
            [
                "waterfall: a payment goes to each part of what is owed, and 'default interest' is"
                f" not there, 'interest' is there twice; {ORDER}"
            ],
        ),
        (
            prices(("2008-01-03", "0"), ("2009-01-03", "11"), ("2008-01-03", "1.05")),
            [
                "redemption.prices.2008-01-03: there are 2 prices from 2008-01-03 on; keep one of them",
                "redemption.prices.2008-01-03.price: a price of 0% is not possible; write a share above 0%",
                f"redemption.prices.2009-01-03.price: price 11 is above 1000%; {FORM}",
            ],
        ),
        (
            prices(("1899-12-31", "1")),
            ["redemption.prices.1899-12-31: 1899-12-31 is outside 1900 to 2199; write a date in those years"],
        ),
        (
            redemption(minimum=Decimal(0)),
            ["redemption.minimum: a minimum of 0% is not possible; write a share above 0%"],
        ),
        (
            redemption(minimum=Decimal("NaN")),
            [f"redemption.minimum: minimum NaN is not a number; {FORM}"],
        ),
        (
            redemption(make_whole=MakeWhole("Note 4", Decimal("-0.01"))),
            [
                f"redemption.make_whole.rate: rate -0.01 is below zero; {FORM}",
                "redemption.make_whole: the make-whole price runs to the maturity date, and there"
                " is none; give redemption.make_whole.until, or the maturity date",
            ],
        ),
        (
            redemption(make_whole=MakeWhole("Note 4", Decimal("0.05"), NOTE.issue_date)),
            [
                "redemption.make_whole.until: the make-whole price runs to 2008-01-01, not after the"
                " issue on 2008-01-01; write the last day that is valued, or leave it out for the"
                " maturity date"
            ],
        ),
        (
            redemption(make_whole=MakeWhole("Note 4", Decimal("0.05"), day("2200-01-01"))),
            ["redemption.make_whole.until: 2200-01-01 is outside 1900 to 2199; write a date in those years"],
        ),
        (
            redemption(conversion_value=True),
            [
                "redemption.conversion_value: the value on conversion is paid, and there is no right"
                " to convert; give the terms' conversion: its clause and price"
            ],
        ),
        (
            redemption(holders_needed=Decimal(0)),
            [
                "redemption.holders_needed: holders of 0% of principal cannot be needed;"
                " write a share above 0%, at most 100%"
            ],
        ),
        (
            redemption(holders_needed=Decimal("1.01")),
            [
                "redemption.holders_needed: holders of 101% of principal cannot be needed;"
                " write a share above 0%, at most 100%"
            ],
        ),
        (
            redemption(holders_needed=Decimal("-0.25")),
            [f"redemption.holders_needed: share -0.25 is below zero; {FORM}"],
        ),
        (
            {"late_fee": LateFee("Note 2")},
            [
                "late_fee: the late fee has neither a rate nor a minimum;"
                " give late_fee.rate, such as 5%, or late_fee.minimum"
            ],
        ),
        (
            {"late_fee": LateFee("Note 2", Decimal("11"), Decimal("0"), due("10 days after notice"))},
            [
                f"late_fee.rate: rate 11 is above 1000%; {FORM}",
                "late_fee.minimum: amount 0 is not above zero; write a decimal such as 1750000.00",
                "late_fee.after: the days of grace of a late fee count from the due date, not as"
                " here: 10 days after notice; write them so, such as 10 days after due",
            ],
        ),
        (
            {"conversion": ConversionTerm("Note 3", Decimal("0"))},
            ["conversion.price: conversion price 0 is not above zero; write a decimal such as 1.10"],
        ),
        (
            {"conversion": ConversionTerm("Note 3", Decimal("Infinity"))},
            ["conversion.price: conversion price Infinity is not a number; write a decimal such as 1.10"],
        ),
        (
            {"conversion": ConversionTerm("Note 3", Decimal("0.12345678901"))},
            ["conversion.price: conversion price 0.12345678901 has more than 10 decimals; write at most 10"],
        ),
        (
            {"conversion": ConversionTerm("Note 3", Decimal("1000000000000001"))},
            ["conversion.price: conversion price 1000000000000001 is above 10^15; write at most 1000000000000000.00"],
        ),
        (
            {"conversion": ConversionTerm("Note 3", 1.1)},  # type: ignore[arg-type]
            ["conversion.price: 1.1 is no Decimal; give a Decimal"],
        ),
        (
            {"deliveries": (Delivery(" ", "Note 9", deemed=due("3 days after notice")),)},
            ["deliveries.0.by: this way of sending has no name; write one, such as facsimile"],
        ),
        (
            {"deliveries": (Delivery("mail", "Note 9", time(17)), Delivery("mail", "Note 9", time(9)))},
            [
                "deliveries.0.by: the way of sending 'mail' is there twice; give each once",
                "deliveries.1.by: the way of sending 'mail' is there twice; give each once",
            ],
        ),
        (
            {"deliveries": (Delivery("mail", "Note 9"),)},
            [f"deliveries.0: by 'mail' there is neither an hour nor a time at which a notice counts as received; {ONE_OF_THEM}"],
        ),
        (
            {"deliveries": (Delivery("mail", "Note 9", time(0), due("3 days after notice")),)},
            [f"deliveries.0: by 'mail' there is both an hour and a time at which a notice counts as received; {ONE_OF_THEM}"],
        ),
        (
            {"deliveries": (Delivery("fax", "Note 9", time(17, 0, 30)), Delivery("mail", "Note 9", deemed=due("3 days after due")))},
            [
                "deliveries.0.cut_off: datetime.time(17, 0, 30) is not an hour and minute; give a datetime.time such as 16:30",
                "deliveries.1.deemed: receipt is counted from the sending, not as here: 3 days after due; write it so, such as 3 days after notice",
            ],
        ),
        (
            {"events_of_default": (replace(NOTE.events_of_default[1], id="on"),)},
            [
                "events_of_default.on: an event of default may not be called 'on', which in facts is"
                " the key of a date; write another id"
            ],
        ),
        (
            {"assumed": ("late_fee.rate", "deliveries.mail", "redemption.prices.2009-01-01")},
            [
                f"assumed: {path!r} is assumed but is not a term of this note;"
                " write the path of a term, such as interest.day_count"
                for path in ("late_fee.rate", "deliveries.mail", "redemption.prices.2009-01-01")
            ],
        ),
    ],
)  # fmt: skip
def test_terms_that_do_not_fit_together_are_refused(
    changes: dict[str, Any], expected: list[str]
) -> None:
    with pytest.raises(NotecalcError) as caught:
        replace(NOTE, **changes)
    assert [str(each) for each in caught.value.problems] == expected


def test_they_are_told_together_with_the_others_in_the_order_of_the_papers() -> None:
    with pytest.raises(NotecalcError) as caught:
        replace(
            NOTE,
            events_of_default=(),
            waterfall=(),
            deliveries=(Delivery("mail", "Note 9"),),
            late_fee=LateFee("Note 2"),
            assumed=("moon",),
            **interest(adjusted=True),
            **redemption(conversion_value=True, minimum=Decimal(0)),
        )
    assert [each.path for each in caught.value.problems] == [
        "events_of_default", "interest.adjusted", "redemption.minimum",
        "redemption.conversion_value", "waterfall", "late_fee", "deliveries.0", "assumed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        (prices(("2009-01-03", "1.05"), ("2008-01-03", "10")), "prices above 100% are legal"),
        (redemption(minimum=Decimal("1.10")), "and so is such a minimum"),
        (
            {**redemption(make_whole=MakeWhole("x", Decimal(0))), "maturity_date": day("2010-01-01")},
            "a make-whole price to maturity, discounted at nothing",
        ),
        (redemption(make_whole=MakeWhole("x", Decimal("0.05"), day("2008-01-02"))), "or to a day"),
        (redemption(holders_needed=Decimal(1)), "all the holders"),
        (redemption(holders_needed=Decimal("0.0001")), "any holder"),
        ({**redemption(conversion_value=True), "conversion": CONVERSION}, "a right to convert"),
        ({"conversion": ConversionTerm("x", Decimal("0.0000000001"))}, "10 decimals"),
        ({"late_fee": LateFee("x", minimum=Decimal("100.00"))}, "a fixed late fee"),
        ({"late_fee": LateFee("x", Decimal("0.05"), after=due("0 days after due"))}, "no grace"),
        (interest(roll=Roll.PRECEDING, adjusted=True), "rolled and adjusted"),
        (
            {
                "deliveries": (Delivery("fax", "", time(0)), Delivery("mail", "", deemed=due("0 days after notice"))),
                "assumed": ("deliveries.fax.cut_off", "deliveries.mail", "waterfall", "rounding.per"),
            },
            "ways of sending, by name in a path",
        ),
        (
            {**prices(("2008-01-03", "1.05")), "assumed": ("redemption.prices.2008-01-03.price",)},
            "a dated price, by its day in a path",
        ),
    ],
)  # fmt: skip
def test_terms_that_fit_together(changes: dict[str, Any], source: str) -> None:
    assert replace(NOTE, **changes) != NOTE, source


# --- in a file ---

WRITTEN = {
    "interest": "interest: {cash_rate: 8%, note_rate: 10%, paid_in: notes, dates: [01-01, 04-01, 07-01, 10-01],"
    " day_count: ACT/365F, roll: modified following, adjusted: yes}",
    "default_rates": "default_rates: {clause: Note 2, cash_rate: 12%, note_rate: 15%, from: event-of-default, until: waiver}",
    "redemption": "redemption: {clause: Note 4(b), portion: 100%, price: 100%, prices: [{from: 2008-01-03, price: 105%},"
    " {from: 2009-01-03, price: 102.5%}], minimum: 110%, make_whole: {clause: Note 4(c), rate: 5%, until: 2010-01-02},"
    " conversion_value: yes, holders_needed: 25%}",
    "waterfall": "waterfall: [principal, fees, interest on overdue interest, default interest, interest]",
    "rounding": "rounding: {mode: down, per: per diem, clause: Note 2(d)}",
    "overdue_interest": "overdue_interest: {clause: Note 2(a), rate: base, capitalized: yes}",
    "late_fee": "late_fee: {clause: Note 2(c), rate: 5%, minimum: 100.00, after: 10 days after due}",
    "conversion": "conversion: {clause: Note 3, price: 1.0825, accrued: converted}",
    "deliveries": "deliveries:\n"
    "  - {by: facsimile, clause: SPA 7(f), cut_off: '17:00'}\n"
    "  - {by: mail, clause: SPA 7(f), deemed: 3 days after notice}",
}  # fmt: skip
GIVEN = replace(
    LIQUIDMETAL_2007,
    interest=replace(LIQUIDMETAL_2007.interest, roll=Roll.MODIFIED_FOLLOWING, adjusted=True),
    default_rates=replace(LIQUIDMETAL_2007.default_rates, until=DefaultUntil.WAIVER),
    redemption=replace(
        LIQUIDMETAL_2007.redemption,
        prices=(
            PriceFrom(date(2009, 1, 3), Decimal("1.025")),
            PriceFrom(date(2008, 1, 3), Decimal("1.05")),
        ),
        minimum=Decimal("1.1"),
        make_whole=MakeWhole("Note 4(c)", Decimal("0.05"), date(2010, 1, 2)),
        conversion_value=True,
        holders_needed=Decimal("0.25"),
    ),
    waterfall=(Bucket.PRINCIPAL, *USUAL[:-1]),
    rounding=Rounding(RoundingMode.DOWN, RoundingPer.PER_DIEM, "Note 2(d)"),
    overdue_interest=OverdueInterest("Note 2(a)", OverdueRate.BASE, True),
    late_fee=LateFee("Note 2(c)", Decimal("0.05"), Decimal("100.00"), due("10 days after due")),
    conversion=ConversionTerm("Note 3", Decimal("1.0825"), OnConversion.CONVERTED),
    deliveries=(
        Delivery("facsimile", "SPA 7(f)", time(17)),
        Delivery("mail", "SPA 7(f)", deemed=due("3 days after notice")),
    ),
)


def test_they_are_written_as_the_papers_have_them_and_read_back() -> None:
    printed = terms_yaml(GIVEN)
    for key, line in WRITTEN.items():
        assert f"\n{line}\n" in printed, key
    assert parse_terms(printed) == GIVEN


def test_what_is_as_usual_is_left_out() -> None:
    plain = terms_document(LIQUIDMETAL_2007)
    assert not set(WRITTEN) & set(plain) - {"interest", "default_rates", "redemption"}
    assert set(plain["redemption"]) == {"clause", "portion", "price"}
    assert not {"roll", "adjusted"} & set(plain["interest"])
    assert "until" not in plain["default_rates"]
    least = replace(
        LIQUIDMETAL_2007,
        overdue_interest=OverdueInterest("Note 2(a)"),
        conversion=ConversionTerm("Note 3", Decimal("1.10")),
        rounding=Rounding(clause="Note 2(d)"),
    )
    document = terms_document(least)
    assert document["overdue_interest"] == {"clause": "Note 2(a)"}
    assert document["conversion"] == {"clause": "Note 3", "price": "1.1"}
    assert document["rounding"] == {"clause": "Note 2(d)"}
    assert parse_terms(terms_yaml(least)) == least


@pytest.mark.parametrize(
    ("changes", "path", "expected"),
    [
        ({"default_rates.until": "cure"}, "default_rates.until", DefaultUntil.CURE),
        ({"interest.roll": "following"}, "interest.roll", Roll.FOLLOWING),
        ({"redemption.holders_needed": "33.4%"}, "redemption.holders_needed", Decimal("0.334")),
        ({"redemption.make_whole.rate": "6%"}, "redemption.make_whole.rate", Decimal("0.06")),
        ({"redemption.make_whole": "null"}, "redemption.make_whole", None),
        ({"late_fee.minimum": "5.00"}, "late_fee.minimum", Decimal(5)),
        ({"late_fee": "{clause: x, rate: 1%}"}, "late_fee", LateFee("x", Decimal("0.01"))),
        ({"rounding.mode": "up"}, "rounding.mode", RoundingMode.UP),
        ({"waterfall": "[fees, default interest, interest on overdue interest, interest, principal]"},
         "waterfall", (Bucket.FEES, Bucket.DEFAULT_INTEREST, Bucket.OVERDUE_INTEREST, Bucket.INTEREST, Bucket.PRINCIPAL)),
    ],
)  # fmt: skip
def test_set_reaches_into_them(changes: dict[str, str], path: str, expected: object) -> None:
    found: Any = set_terms(GIVEN, changes)
    for step in path.split("."):
        found = getattr(found, step)
    assert found == expected


def test_set_reaches_entries_by_way_and_by_day() -> None:
    found = set_terms(
        GIVEN,
        {
            "deliveries.facsimile.cut_off": "16:30",
            "deliveries.mail.deemed": "5 days after notice",
            "redemption.prices.2009-01-03.price": "101%",
        },
    )
    assert [each.cut_off for each in found.deliveries] == [time(16, 30), None]
    assert found.deliveries[1].deemed == due("5 days after notice")
    assert [str(each.price) for each in found.redemption.prices] == ["1.05", "1.01"]
    with pytest.raises(NotecalcError, match=r"unknown term 'deliveries\.telex\.clause'"):
        set_terms(GIVEN, {"deliveries.telex.clause": "x"})
    with pytest.raises(NotecalcError, match=r"did you mean deliveries\.mail\.deemed"):
        set_terms(GIVEN, {"deliveries.mail.demed": "x"})


def test_what_is_set_is_no_longer_assumed() -> None:
    assumed = ("default_rates.until", "deliveries.facsimile.cut_off", "rounding")
    terms = replace(GIVEN, assumed=assumed)
    assert set_terms(terms, {"deliveries.facsimile": "{by: facsimile, clause: x, cut_off: 09:00}",
                             "rounding.per": "line"}).assumed == assumed[:1]  # fmt: skip
    assert choose(terms, default_until=DefaultUntil.CURE).assumed == assumed[1:]
    assert choose(terms, default_until=DefaultUntil.CURE).default_rates.until is DefaultUntil.CURE


def test_terms_differ_way_by_way() -> None:
    other = set_terms(GIVEN, {"deliveries.mail.deemed": "5 days after notice", "conversion": "null",
                              "redemption.conversion_value": "no"})  # fmt: skip
    found = {each.path: (each.one, each.other) for each in differences(GIVEN, other)}
    assert found == {
        "redemption.conversion_value": ("yes", None),
        "conversion": ("clause: Note 3, price: 1.0825, accrued: converted", None),
        "deliveries.mail.deemed": ("3 days after notice", "5 days after notice"),
    }
    assert (
        compare(GIVEN, GIVEN, Facts(notice=date(2008, 9, 29), share_price=Decimal(1))).effects == ()
    )


def test_the_table_of_terms_shows_them_where_they_are_given() -> None:
    rows = {str(row[0]): row[1] for row in terms_table(Note(GIVEN, GIVEN.name)).rows}
    for path, value in {
        "interest.roll": "modified following",
        "default_rates.until": "waiver",
        "redemption.prices.1.price": "102.5%",
        "redemption.make_whole.until": "2010-01-02",
        "redemption.holders_needed": "25%",
        "rounding.per": "per diem",
        "late_fee.clause": "Note 2(c)",
        "conversion.price": "1.0825",
        "deliveries.facsimile.cut_off": "17:00",
        "deliveries.mail.clause": "SPA 7(f)",
        "waterfall": "principal, fees, interest on overdue interest, default interest, interest",
    }.items():
        assert rows[path] == value
    usual = {str(row[0]) for row in terms_table(find_terms("liquidmetal-2007")).rows}
    assert not {
        path
        for path in usual
        if path.split(".")[0] in set(WRITTEN) - {"interest", "default_rates", "redemption"}
    }


def a_note_of(text: str) -> Terms:
    return parse_terms(terms_yaml(LIQUIDMETAL_2007) + text)


def test_an_hour_may_stand_without_quotes() -> None:
    found = a_note_of("deliveries: [{by: facsimile, clause: x, cut_off: 09:05}]\n")
    assert found.deliveries[0].cut_off == time(9, 5)
