"""Facts over time (rules 13 to 16, 26): what had happened, what was known, what is refused."""

from dataclasses import fields, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import BANKS, day, note

from notecalc.errors import NotecalcError
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Judgment,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.facts.knowledge import dated
from notecalc.timeline import State, timeline

ONE, RATE = Decimal("1.00"), Decimal("0.10")


def everything(later: bool = False) -> Facts:
    """A fact of each kind, each in a month of 2008; known as it happened, or on 1 March 2009."""
    known = day("2009-03-01") if later else None
    happened = {
        "cured.one": "2008-03-10", "waived.one": "2008-04-10", "occurred.crash": "2008-05-10",
        "missed.2008-06-09": "2008-06-10", "petition": "2008-12-10",
    }  # fmt: skip
    return Facts(
        notice=Notice(day("2008-01-10"), known=known),
        redeem_on=day("2009-06-01"),
        notices=(Notice(day("2008-02-10"), known=known),),
        cured={"one": day("2008-03-10")},
        waived={"one": day("2008-04-10")},
        occurred={"crash": day("2008-05-10")},
        missed=(day("2008-06-09"),),
        payments=(Payment(day("2008-07-10"), ONE, known),),
        fees=(Fee(day("2008-08-10"), ONE, known=known),),
        partly_cured=(PartialCure(day("2008-09-10"), "one", known=known),),
        forbearances=(Forbearance(day("2008-10-10"), day("2008-10-20"), known=known),),
        amendments=(Amendment(day("2008-10-15"), "A", cash_rate=RATE, known=known),),
        conversions=(Conversion(day("2008-11-10"), ONE, known=known),),
        petition=day("2008-12-10"),
        judgment=Judgment(day("2008-12-20"), RATE, known=known),
        share_price=ONE,
        paid_to=day("2008-01-01"),
        known_on=dict.fromkeys(happened, known) if known else {},
    )


IN_ORDER = (
    "notice", "notices", "cured", "waived", "occurred", "missed", "payments", "fees",
    "partly_cured", "forbearances", "amendments", "conversions", "petition", "judgment",
)  # fmt: skip
KEPT = ("redeem_on", "share_price", "paid_to")
DAYS = (
    "2008-01-10", "2008-02-10", "2008-03-10", "2008-04-10", "2008-05-10", "2008-06-10",
    "2008-07-10", "2008-08-10", "2008-09-10", "2008-10-10", "2008-10-15", "2008-11-10",
    "2008-12-10", "2008-12-20",
)  # fmt: skip


def there(facts: Facts) -> set[str]:
    """The kinds of facts of which there is any."""
    given = {each.name for each in fields(facts)} - {*KEPT, "as_of", "known_on"}
    return {name for name in given if getattr(facts, name)}


@pytest.mark.parametrize(("count", "on"), list(enumerate(DAYS)))
def test_a_fact_is_there_from_its_day(count: int, on: str) -> None:
    # rule 26: a missed payment from the day after its due date, 9 June; a forbearance from its
    # first day; all else from its own
    before, after = day(on).toordinal() - 1, day(on)
    for facts in (everything(), everything(later=True)):
        assert there(facts.by(date.fromordinal(before))) == set(IN_ORDER[:count])
        assert there(facts.by(after)) == set(IN_ORDER[: count + 1])
    known = everything()
    assert there(known.as_known_on(date.fromordinal(before))) == set(IN_ORDER[:count])
    assert there(known.as_known_on(after)) == set(IN_ORDER[: count + 1])


def test_what_became_known_later_is_left_out_until_then() -> None:
    facts = everything(later=True)
    assert there(facts.as_known_on(day("2009-02-28"))) == set(), "nothing was known"
    assert facts.as_known_on(day("2009-03-01")) == facts, "all of it, on the day"
    assert facts.by(day("2008-12-20")) == facts, "what had happened is another question"
    early = facts.as_known_on(day("2009-02-28"))
    assert early.known_on == {}, "of what is left out nothing is known"
    assert {name: getattr(early, name) for name in KEPT} == {
        name: getattr(facts, name) for name in KEPT
    }, "a choice is no fact"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2008-03-09", []),
        ("2008-03-10", ["cured.one"]),
        ("2008-04-10", ["cured.one", "waived.one"]),
        ("2008-06-09", ["cured.one", "occurred.crash", "waived.one"]),
        ("2008-06-10", ["cured.one", "missed.2008-06-09", "occurred.crash", "waived.one"]),
        ("2008-12-09", ["cured.one", "missed.2008-06-09", "occurred.crash", "waived.one"]),
        ("2008-12-10",
         ["cured.one", "missed.2008-06-09", "occurred.crash", "petition", "waived.one"]),
    ],
)  # fmt: skip
def test_what_is_known_of_goes_with_its_fact(by: str, expected: list[str]) -> None:
    assert sorted(everything(later=True).by(day(by)).known_on) == expected


def test_one_of_several_is_kept_by_itself() -> None:
    facts = Facts(
        cured={"one": day("2008-03-10"), "two": day("2008-03-10")},
        missed=(day("2008-06-09"), day("2008-07-09")),
        payments=(Payment(day("2008-03-10"), ONE), Payment(day("2008-03-10"), ONE + 1,
                                                           day("2008-05-01"))),
        known_on={"cured.two": day("2008-05-01"), "missed.2008-07-09": day("2008-09-01")},
    )  # fmt: skip
    found = facts.as_known_on(day("2008-08-01"))
    assert found.cured == {"one": day("2008-03-10"), "two": day("2008-03-10")}
    assert (found.missed, len(found.payments)) == ((day("2008-06-09"),), 2)
    assert found.known_on == {"cured.two": day("2008-05-01")}
    before = facts.as_known_on(day("2008-04-30"))
    assert before.cured == {"one": day("2008-03-10")}
    assert [each.amount for each in before.payments] == [ONE]
    assert before.known_on == {}


@pytest.mark.parametrize("path", ["cured", "waived"])
def test_a_bare_date_is_known_on_a_day_too(path: str) -> None:
    given: dict[str, Any] = {path: day("2008-03-10"), "known_on": {path: day("2008-04-10")}}
    facts = Facts(**given)
    assert facts.as_known_on(day("2008-04-09")) == Facts()
    assert facts.as_known_on(day("2008-04-10")) == facts
    assert facts.by(day("2008-03-10")) == facts
    assert facts.by(day("2008-03-09")) == Facts()


def test_facts_in_the_order_of_their_fields() -> None:
    told = [(each.what, str(each.known)) for each in dated(everything(later=True))]
    assert told == [(what, "2009-03-01") for what in (
        "the notice of 2008-01-10", "the notice of 2008-02-10", "the cure of 2008-03-10",
        "the waiver of 2008-04-10", "the happening of 2008-05-10",
        "the payment missed on 2008-06-09", "the payment of 2008-07-10", "the fee of 2008-08-10",
        "the partial cure of 2008-09-10", "the forbearance of 2008-10-10",
        "the amendment of 2008-10-15", "the conversion of 2008-11-10",
        "the petition of 2008-12-10", "the judgment of 2008-12-20",
    )]  # fmt: skip
    assert [each.known for each in dated(everything())] == [
        each.happened for each in dated(everything())
    ], "rule 26: known as it happened, where nothing else is said"
    assert list(dated(Facts())) == []


def test_a_forbearance_covers_its_first_day_and_its_last() -> None:
    agreed = Forbearance(day("2008-10-10"), day("2008-10-20"))
    days = ("2008-10-09", "2008-10-10", "2008-10-15", "2008-10-20", "2008-10-21")
    assert [agreed.covers(day(each)) for each in days] == [False, True, True, True, False]


def test_every_notice_in_the_order_of_sending() -> None:
    sent = [Notice(day(f"2008-10-0{each}")) for each in (1, 2, 3)]
    assert Facts().every_notice == ()
    assert Facts(notice=sent[0].sent).every_notice == (sent[0],)
    facts = Facts(notice=sent[1], notices=(sent[2], sent[0]))
    assert facts.every_notice == tuple(sent)
    assert facts.sent == day("2008-10-01"), "rule 13: the first sent, wherever it is given"
    assert facts.notices == (sent[0], sent[2])
    assert facts == Facts(notice=sent[1], notices=(sent[0], sent[2])), "in either order"
    assert Facts(notices=(sent[2], sent[1])).sent == day("2008-10-02")
    assert Facts(notice=sent[0].sent, notices=(sent[1],)).sent == day("2008-10-01")
    alone = Facts(notice=sent[1], notices=(sent[2],)).by(day("2008-10-02"))
    assert alone.every_notice == (sent[1],)


@pytest.mark.parametrize("name", ["notices", "payments", "fees", "partly_cured", "forbearances",
                                  "amendments", "conversions"])  # fmt: skip
def test_the_order_in_which_facts_are_listed_means_nothing(name: str) -> None:
    one = getattr(everything(), name)[0]
    on = {"notices": "sent", "forbearances": "start"}.get(name, "on")
    moved = {on: day("2007-01-02")} | ({"end": day("2007-01-03")} if on == "start" else {})
    two = replace(one, **moved)
    given: dict[str, Any] = {name: (one, two)}
    assert getattr(Facts(**given), name) == (two, one)


def test_the_notes_that_a_caller_keeps_change_nothing() -> None:
    known = {"petition": day("2008-12-11")}
    facts = Facts(petition=day("2008-12-10"), known_on=known)
    known.clear()
    assert facts.known_on == {"petition": day("2008-12-11")}


# --- refused ---


def refused(**given: Any) -> list[str]:
    with pytest.raises(NotecalcError) as caught:
        Facts(**given)
    return [f"{each.path}: {each.what}; {each.remedy}" for each in caught.value.problems]


EARLY, SENT, NEXT = day("1899-12-31"), day("2008-09-29"), day("2008-09-30")
OUTSIDE = "1899-12-31 is outside 1900 to 2199; write a date in those years"
STAY = Forbearance(SENT, NEXT)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"notices": (Notice(EARLY),)}, "notice.sent"),
        ({"notice": Notice(SENT, known=EARLY)}, "notice.known"),
        ({"fees": (Fee(EARLY, ONE),)}, "fees"),
        ({"payments": (Payment(SENT, ONE, EARLY),)}, "payments"),
        ({"partly_cured": (PartialCure(EARLY, "one"),)}, "partly_cured"),
        ({"forbearances": (Forbearance(EARLY, SENT),)}, "forbearances"),
        ({"forbearances": (Forbearance(SENT, day("1899-12-31")),)}, "forbearances"),
        ({"forbearances": (replace(STAY, known=EARLY),)}, "forbearances"),
        ({"amendments": (Amendment(EARLY, "A"),)}, "amendments"),
        ({"conversions": (Conversion(EARLY, ONE),)}, "conversions"),
        ({"petition": EARLY}, "petition"),
        ({"judgment": Judgment(EARLY, RATE)}, "judgment.on"),
        ({"judgment": Judgment(SENT, RATE, known=EARLY)}, "judgment.known"),
        ({"cured": SENT, "known_on": {"cured": EARLY}}, "cured"),
    ],
)
def test_every_date_of_a_fact_is_checked(given: dict[str, Any], path: str) -> None:
    assert refused(**given) == [f"{path}: {OUTSIDE}"]


def test_a_time_of_day_is_no_day_of_being_known() -> None:
    noon: Any = datetime(2008, 9, 30, 12)
    (found,) = refused(payments=(Payment(SENT, ONE, noon),))
    assert found.startswith("payments: datetime.datetime(2008, 9, 30, 12, 0) is not a date")


@pytest.mark.parametrize("name", ["missed", "notices", "payments", "fees", "partly_cured",
                                  "forbearances", "amendments", "conversions"])  # fmt: skip
def test_a_list_holds_facts_of_its_kind(name: str) -> None:
    kind = {
        "missed": "date", "notices": "Notice", "payments": "Payment", "fees": "Fee",
        "partly_cured": "PartialCure", "forbearances": "Forbearance", "amendments": "Amendment",
        "conversions": "Conversion",
    }[name]  # fmt: skip
    assert refused(**{name: ("soon",)}) == [
        f"{name}: ('soon',) is no tuple of {kind}s; give a tuple"
    ]
    assert refused(**{name: "soon"}) == [f"{name}: 'soon' is no tuple of {kind}s; give a tuple"]
    nothing: dict[str, Any] = {name: []}
    assert getattr(Facts(**nothing), name) == [], "an empty list is none"


ABOVE = "write one above zero, or leave it out"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"fees": (Fee(SENT, 1.5),)}, ["fees: 1.5 is no Decimal; give a Decimal"]),  # type: ignore[arg-type]
        ({"payments": (Payment(SENT, 2),), "conversions": (Conversion(SENT, 3),)},  # type: ignore[arg-type]
         ["payments: 2 is no Decimal; give a Decimal",
          "conversions: 3 is no Decimal; give a Decimal"]),
        ({"notice": Notice(SENT, principal=5)},  # type: ignore[arg-type]
         ["notice.principal: 5 is no Decimal; give a Decimal"]),
        *(({"notice": Notice(SENT, principal=Decimal(each))},
           [f"notice.principal: the notice of 2008-09-29 is by holders of {each}; write the"
            " principal that they hold, above zero, or none for all"])
          for each in ("0", "-1.00", "NaN", "Infinity")),
        ({"share_price": Decimal("0.00")},
         [f"share_price: a share price of 0.00; {ABOVE}"]),
        ({"share_price": Decimal("-0.01")},
         [f"share_price: a share price of -0.01; {ABOVE}"]),
        ({"share_price": Decimal("NaN")},
         [f"share_price: a share price of NaN; {ABOVE}"]),
        ({"share_price": 1.5}, [f"share_price: a share price of 1.5; {ABOVE}"]),
        *(({"conversions": (Conversion(SENT, ONE), Conversion(NEXT, ONE, price))},
           [f"conversions.1.share_price: a share price of {price}; {ABOVE}"])
          for price in (Decimal(0), Decimal("-1"), Decimal("Infinity"))),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused(given: dict[str, Any], expected: list[str]) -> None:
    assert refused(**given) == expected


def test_numbers_at_their_bounds_are_taken() -> None:
    assert Facts(share_price=Decimal("0.0001")).share_price, "a share worth next to nothing"
    assert Facts(conversions=(Conversion(SENT, ONE, Decimal("0.01")),)).conversions
    assert Facts(notice=Notice(SENT, principal=Decimal("0.01"))).every_notice


def amended(on: date, **rates: str) -> Amendment:
    given: dict[str, Any] = {name: Decimal(rate) for name, rate in rates.items()}
    return Amendment(on, "A", **given)


@pytest.mark.parametrize("name", ["cash_rate", "note_rate", "default_cash_rate",
                                  "default_note_rate"])  # fmt: skip
def test_a_rate_of_an_amendment_is_a_rate(name: str) -> None:
    (problem,) = refused(amendments=(amended(SENT, **{name: "-0.1"}),))
    assert problem.startswith("amendments: ")
    assert Facts(amendments=(amended(SENT, **{name: "0"}),)).amendments


def test_the_rate_of_a_judgment_is_a_rate() -> None:
    (problem,) = refused(judgment=Judgment(SENT, Decimal("-0.1")))
    assert problem.startswith("judgment.rate: ")


@pytest.mark.parametrize(
    ("given", "path", "said"),
    [
        ({"amendments": (Amendment(SENT, "A", 0.1, default_cash_rate=RATE),)}, "amendments",  # type: ignore[arg-type]
         "0.1 is no Decimal; give a Decimal"),
        ({"amendments": (Amendment(SENT, "A", RATE, default_cash_rate=0.1),)}, "amendments",  # type: ignore[arg-type]
         "0.1 is no Decimal; give a Decimal"),
        ({"judgment": Judgment(SENT, 0.1)}, "judgment.rate", "0.1 is no Decimal; give a Decimal"),  # type: ignore[arg-type]
        ({"amendments": (Amendment(SENT, "A", Decimal("NaN"), default_cash_rate=RATE),)},
         "amendments", "rate NaN is not a number; write it as 12% or 0.12"),
        ({"amendments": (Amendment(SENT, "A", RATE, default_cash_rate=Decimal("NaN")),)},
         "amendments", "rate NaN is not a number; write it as 12% or 0.12"),
    ],
)  # fmt: skip
def test_a_rate_is_a_number(given: dict[str, Any], path: str, said: str) -> None:
    assert refused(**given) == [f"{path}: {said}"]


def test_every_rate_that_is_no_number_is_told() -> None:
    wrong: Any = Amendment(SENT, "A", 0.1, default_cash_rate=0.2)  # type: ignore[arg-type]
    assert refused(amendments=(wrong,)) == [
        "amendments: 0.1 is no Decimal; give a Decimal",
        "amendments: 0.2 is no Decimal; give a Decimal",
    ]


BELOW = "sets the default rate 9% below the base rate 10%; write at least 10%"


@pytest.mark.parametrize(
    ("given", "expected", "source"),
    [
        ([amended(SENT, cash_rate="0.10", default_cash_rate="0.10")], [], "equal rates stand"),
        ([amended(SENT, cash_rate="0.10", default_cash_rate="0.09")],
         [f"amendments.0.default_cash_rate: the amendment of 2008-09-29 {BELOW}"], "rule 6, cash"),
        ([amended(SENT, note_rate="0.10", default_note_rate="0.09")],
         [f"amendments.0.default_note_rate: the amendment of 2008-09-29 {BELOW}"], "rule 6, notes"),
        ([amended(SENT, note_rate="0.10", default_cash_rate="0.09")], [], "of two kinds"),
        ([amended(SENT, default_cash_rate="0.09")], [], "no base rate beside it"),
        ([amended(SENT, cash_rate="0.10"), amended(SENT, note_rate="0.10")],
         ["amendments.1.on: two amendments take effect on 2008-09-29; write them as one"],
         "on one day"),
        ([amended(SENT, cash_rate="0.10"), amended(NEXT, cash_rate="0.10")], [], "a day apart"),
    ],
)  # fmt: skip
def test_amendments_that_do_not_fit(
    given: list[Amendment], expected: list[str], source: str
) -> None:
    if expected:
        assert refused(amendments=tuple(given)) == expected, source
    else:
        assert len(Facts(amendments=tuple(given)).amendments) == len(given), source


def stay(start: str, end: str) -> Forbearance:
    return Forbearance(day(f"2008-{start}"), day(f"2008-{end}"))


@pytest.mark.parametrize(
    ("given", "expected", "source"),
    [
        ([stay("10-01", "10-01")], [], "a day"),
        ([stay("10-02", "10-01")],
         ["forbearances.0.to: the forbearance ends on 2008-10-01, before it starts on 2008-10-02;"
          " write an end from 2008-10-02 on"], "backwards"),
        ([stay("10-01", "10-05"), stay("10-06", "10-07")], [], "the day after"),
        ([stay("10-05", "10-07"), stay("10-01", "10-05")],
         ["forbearances.0.from: the forbearance from 2008-10-05 starts before the one from"
          " 2008-10-01 ends on 2008-10-05; write them as one, or as one after the other"],
         "on the last day, in either order"),
    ],
)  # fmt: skip
def test_forbearances_that_do_not_fit(
    given: list[Forbearance], expected: list[str], source: str
) -> None:
    if expected:
        assert refused(forbearances=tuple(given)) == expected, source
    else:
        assert len(Facts(forbearances=tuple(given)).forbearances) == len(given), source


BEFORE = day("2008-09-28")
KNOWN = "was known on 2008-09-28, before it happened on 2008-09-29; write a day from 2008-09-29 on"


@pytest.mark.parametrize(
    ("given", "path", "what"),
    [
        ({"notice": Notice(SENT, known=BEFORE)}, "notice", "the notice of 2008-09-29"),
        ({"notices": (Notice(SENT, known=BEFORE),)}, "notices.0", "the notice of 2008-09-29"),
        ({"cured": SENT, "known_on": {"cured": BEFORE}}, "cured", "the cure of 2008-09-29"),
        ({"waived": {"one": SENT}, "known_on": {"waived.one": BEFORE}},
         "waived.one", "the waiver of 2008-09-29"),
        ({"occurred": {"crash": SENT}, "known_on": {"occurred.crash": BEFORE}},
         "occurred.crash", "the happening of 2008-09-29"),
        # a payment due on the 28th is missed on the 29th
        ({"missed": (BEFORE,), "known_on": {"missed.2008-09-28": BEFORE}},
         "missed.2008-09-28", "the payment missed on 2008-09-28"),
        ({"payments": (Payment(SENT, ONE, BEFORE),)}, "payments.0", "the payment of 2008-09-29"),
        ({"fees": (Fee(SENT, ONE, known=BEFORE),)}, "fees.0", "the fee of 2008-09-29"),
        ({"partly_cured": (PartialCure(SENT, "one", known=BEFORE),)},
         "partly_cured.0", "the partial cure of 2008-09-29"),
        ({"conversions": (Conversion(SENT, ONE, known=BEFORE),)},
         "conversions.0", "the conversion of 2008-09-29"),
        ({"petition": SENT, "known_on": {"petition": BEFORE}}, "petition",
         "the petition of 2008-09-29"),
        ({"judgment": Judgment(SENT, RATE, known=BEFORE)}, "judgment",
         "the judgment of 2008-09-29"),
    ],
)  # fmt: skip
def test_nothing_is_known_before_it_happens(given: dict[str, Any], path: str, what: str) -> None:
    assert refused(**given) == [f"{path}.known: {what} {KNOWN}"]


def test_an_agreement_is_known_before_its_day() -> None:
    facts = Facts(
        forbearances=(replace(STAY, known=BEFORE),),
        amendments=(amended(SENT, cash_rate="0.1"),),
    )
    assert facts.as_known_on(BEFORE).forbearances == facts.forbearances
    early = replace(facts.amendments[0], known=BEFORE)
    assert Facts(amendments=(early,)).as_known_on(BEFORE).amendments == (early,)


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        ({}, "cured.one", "'cured.one' was known but is no fact given; give the fact too"),
        ({"cured": {"two": SENT}}, "cured.one",
         "'cured.one' was known but is no fact given; write cured.two"),
        ({"cured": {"one": SENT}}, "cured",
         "'cured' was known but is no fact given; write cured.one"),
        ({"missed": (SENT,), "petition": NEXT, "notice": SENT}, "missed.2008-09-30",
         "'missed.2008-09-30' was known but is no fact given; write missed.2008-09-29 or petition"),
        ({}, "petition", "'petition' was known but is no fact given; give the fact too"),
        *(({"notice": SENT, "payments": (Payment(SENT, ONE),), "notices": (Notice(NEXT),)}, path,
           f"{path!r} is no fact that is a date: it bears its own day of being known; in a"
           " scenario file write its known: DATE beside it")
          for path in ("notice", "notices.0", "payments", "judgment", "forbearances")),
    ],
)  # fmt: skip
def test_only_a_date_given_is_known_on_a_day(
    given: dict[str, Any], path: str, expected: str
) -> None:
    assert refused(**given, known_on={path: NEXT}) == [f"known_on.{path}: {expected}"]


# --- as known, in the timeline ---

NOTE = note()


def test_as_of_and_as_known_are_two_questions() -> None:
    # The covenant's notice of Mon 29 September ripens on 15 October. The cure was on Fri 10
    # October, in time, and became known on 3 November.
    facts = Facts(
        notice=SENT,
        cured={"covenant": day("2008-10-10")},
        known_on={"cured.covenant": day("2008-11-03")},
    )
    for known, as_of, expected in (
        ("2008-11-02", None, State.DEFAULT),
        ("2008-11-03", None, State.CURED),
        ("2008-11-02", "2008-10-14", State.CURING),
        ("2008-11-03", "2008-10-09", State.CURING),
        ("2008-11-03", "2008-10-10", State.CURED),
        ("2008-09-28", None, State.BREACH),
    ):
        by = day(as_of) if as_of else None
        asked = replace(facts.as_known_on(day(known)), as_of=by)
        assert timeline(NOTE, asked, BANKS).state is expected, (known, as_of)


def test_what_is_after_the_as_of_date_is_told_by_its_word() -> None:
    facts = replace(everything(), as_of=day("2007-12-31"), cured={}, waived={}, occurred={},
                    partly_cured=(), redeem_on=None, paid_to=None)  # fmt: skip
    told = timeline(NOTE, facts, BANKS).warnings
    assert [each.partition(" is after")[0].partition(" was not")[0] for each in told] == [
        "the notice of Thu 2008-01-10", "the notice of Sun 2008-02-10",
        "the payment due Mon 2008-06-09", "the payment of Thu 2008-07-10",
        "the fee of Sun 2008-08-10", "the forbearance of Fri 2008-10-10",
        "the amendment of Wed 2008-10-15", "the conversion of Mon 2008-11-10",
        "the petition of Wed 2008-12-10", "the judgment of Sat 2008-12-20",
    ]  # fmt: skip


def test_an_hour_is_a_time_of_day() -> None:
    assert Facts(notice=Notice(SENT, at=time(16, 59))).every_notice[0].at == time(16, 59)
