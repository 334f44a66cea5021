"""The timeline: what governs, where the default rate starts, redemption, paid-to date, warnings."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import BANKS, COVENANT, CRASH, PAYMENT, WEEKENDS, day, note, paid, reread

from notecalc.calendars import Roll
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
from notecalc.money import PaidIn
from notecalc.terms import (
    LIQUIDMETAL_2007,
    ConversionTerm,
    DefaultFrom,
    DefaultUntil,
    Occurs,
    ScheduledPayment,
    Terms,
)
from notecalc.timeline import (
    EVENTS,
    State,
    Timeline,
    interest_paid_to,
    performed_to,
    timeline,
)

SENT = day("2008-09-29")
MISSED = (day("2008-09-30"),)
CASE = LIQUIDMETAL_2007
CASH = replace(CASE, interest=replace(CASE.interest, paid_in=PaidIn.CASH))


def run(terms: Terms, **facts: Any) -> Timeline:
    return timeline(terms, Facts(**facts), BANKS)


def message(terms: Terms, **facts: Any) -> list[str]:
    with pytest.raises(NotecalcError) as caught:
        run(terms, **facts)
    return [str(problem) for problem in caught.value.problems]


def test_the_case_event_by_event() -> None:
    # section 4 (the deadlines), section 2 (the clauses)
    told = [
        (each.event, each.of, str(each.date), each.clause, each.governing, each.reason)
        for each in run(CASE, notice=SENT).events
    ]
    four = "Note 4(a)(iv)"
    assert told == [
        ("closing", None, "2007-01-03", "SPA 4(i)", True,
         "the closing, from which covenants count"),
        ("covenant_deadline", "covenant", "2007-01-10", "SPA 4(i)", True,
         "5 business days after closing on Wed 2007-01-03"),
        ("breach", "covenant", "2007-01-11", "SPA 4(i)", True,
         "the day after the covenant deadline Wed 2007-01-10, not performed"),
        ("notice", None, "2008-09-29", four, True, "notice of default sent"),
        ("cure_deadline", "covenant", "2008-10-14", four, True,
         "10 business days after notice on Mon 2008-09-29;"
         " not a Business Day: Mon 2008-10-13 Columbus Day"),
        ("event_of_default", "covenant", "2008-10-15", four, True,
         "the day after the cure deadline Tue 2008-10-14, not cured, not waived"),
        ("default_rate_from", None, "2008-10-15", "Note 2", True,
         "reading event-of-default: the governing Event of Default (covenant)"),
        ("redemption", None, "2008-10-15", "Note 4(b)", True,
         "assumed: the first Business Day on or after the Event of Default Wed 2008-10-15"
         " and the notice Mon 2008-09-29"),
    ]  # fmt: skip


def test_two_clocks_event_by_event() -> None:
    # section 2, the 8-K: the payment clock runs out first, on a Saturday
    found = run(CASE, notice=SENT, missed=MISSED)
    told = [(each.event, each.of or "", str(each.date), each.governing) for each in found.events]
    assert told == [
        ("closing", "", "2007-01-03", True),
        ("covenant_deadline", "covenant", "2007-01-10", False),
        ("breach", "covenant", "2007-01-11", False),
        ("notice", "", "2008-09-29", True),
        ("breach", "payment", "2008-10-01", True),
        ("cure_deadline", "payment", "2008-10-03", True),
        ("event_of_default", "payment", "2008-10-04", True),
        ("default_rate_from", "", "2008-10-04", True),
        ("redemption", "", "2008-10-06", True),
        ("cure_deadline", "covenant", "2008-10-14", False),
        ("event_of_default", "covenant", "2008-10-15", False),
    ]
    assert found.governing is found.clocks[1]
    assert (found.default_from, found.redemption) == (day("2008-10-04"), day("2008-10-06"))


def test_events_of_one_day_stand_in_the_order_of_what_follows_from_what() -> None:
    terms = note("crash: happening", issue="2008-01-02")
    found = run(terms, occurred={"crash": day("2008-01-02")}, notice=day("2008-01-02"))
    names = [each.event for each in found.events]
    expected = ["closing", "breach", "notice", "event_of_default", "default_rate_from",
                "redemption"]  # fmt: skip
    assert names == expected == [name for name in EVENTS if name in names]


@pytest.mark.parametrize(
    ("facts", "governs", "default", "state", "source"),
    [
        ({}, None, None, "breach", "no notice: the clock has not begun"),
        ({"notice": SENT}, 0, "2008-10-15", "default", "section 4"),
        ({"notice": SENT, "missed": MISSED}, 1, "2008-10-04", "default", "the first to run out"),
        ({"missed": MISSED}, 1, "2008-10-04", "default", "rule 2: default if any has ripened"),
        (
            {"notice": SENT, "missed": MISSED, "cured": {"payment": day("2008-10-03")}},
            0,
            "2008-10-15",
            "default",
            "the first one cured, the other governs",
        ),
        (
            {"notice": SENT, "cured": day("2008-10-14")},
            None,
            None,
            "cured",
            "no default",
        ),
        (
            {"missed": MISSED, "waived": {"payment": day("2008-10-03")}},
            None,
            None,
            "breach",
            "the worst of waived and breach",
        ),
        (
            {"notice": SENT, "missed": MISSED, "as_of": day("2008-10-03")},
            None,
            None,
            "curing",
            "both curing",
        ),
        (
            {"notice": SENT, "missed": MISSED, "as_of": day("2008-10-04")},
            1,
            "2008-10-04",
            "default",
            "one ripened, the other curing",
        ),
        ({"as_of": day("2007-01-10")}, None, None, "performing", "before the breach"),
    ],
)
def test_the_earliest_default_governs(
    facts: dict[str, Any], governs: int | None, default: str | None, state: str, source: str
) -> None:
    found = run(CASE, **facts)
    assert found.state is State(state), source
    if governs is None:
        assert (found.governing, found.default_from, found.redemption) == (None, None, None), source
    else:
        assert found.governing is found.clocks[governs], source
        assert found.governing.default == day(default or ""), source


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_on_the_same_day_the_first_listed_governs(order: tuple[str, str]) -> None:
    terms = note(*(f"{name}: happening" for name in order))
    occurred = {"a": day("2008-05-01"), "b": day("2008-05-01")}
    found = run(terms, occurred=occurred)
    assert found.governing is not None
    assert found.governing.of == order[0]
    told = [each.of for each in found.events if each.event == "event_of_default"]
    assert told == list(order)


E, N, B, D, I = (  # noqa: E741
    DefaultFrom.EVENT_OF_DEFAULT,
    DefaultFrom.NOTICE,
    DefaultFrom.BREACH,
    DefaultFrom.INTEREST_DATE,
    DefaultFrom.ISSUE,
)
BOTH = {"notice": SENT, "missed": MISSED}


@pytest.mark.parametrize(
    ("reading", "facts", "expected", "source"),
    [
        (E, {"notice": SENT}, "2008-10-15", "section 4, worked"),
        (D, {"notice": SENT}, "2008-10-01", "section 4, worked"),
        (N, {"notice": SENT}, "2008-09-29", "section 4, worked"),
        (B, {"notice": SENT}, "2007-01-11", "section 4, worked"),
        (I, {"notice": SENT}, "2007-01-03", "the issue date"),
        (N, {"notice": Notice(SENT, day("2008-10-02"))}, "2008-09-29", "rule 6: the sent date"),
        (E, BOTH, "2008-10-04", "the governing one"),
        (B, BOTH, "2007-01-11", "rule 6: the earliest breach of those that ripen, not governing"),
        (
            B,
            {"missed": MISSED},
            "2008-10-01",
            "rule 6: the covenant's clock does not ripen without a notice",
        ),
        (
            B,
            {**BOTH, "cured": {"covenant": day("2008-10-14")}},
            "2008-10-01",
            "rule 6: a cured clock does not ripen",
        ),
        (
            B,
            {**BOTH, "as_of": day("2008-10-04")},
            "2008-10-01",
            "rule 6: nor one that is still curing",
        ),
        (D, {"missed": (day("2008-09-26"),)}, "2008-10-01", "26 Sep + 3 is Wed 1 Oct, default 2"),
        (D, {"missed": (day("2008-09-25"),)}, "2008-10-01", "default on the interest date itself"),
        (D, {"missed": (day("2008-09-24"),)}, "2008-07-01", "default the day before one"),
        (D, {"missed": (day("2007-02-01"),)}, "2007-01-03", "none yet: the issue date"),
    ],
)
def test_where_the_default_rate_starts(
    reading: DefaultFrom, facts: dict[str, Any], expected: str, source: str
) -> None:
    found = run(reread(CASE, reading), **facts)
    assert found.default_from == day(expected), source
    (event,) = [each for each in found.events if each.event == "default_rate_from"]
    assert event.date == day(expected), source


def test_a_reading_says_what_it_is() -> None:
    told = {}
    for reading in DefaultFrom:
        events = run(reread(CASE, reading), notice=SENT).events
        (told[reading],) = [each.reason for each in events if each.event == "default_rate_from"]
    assert told == {
        E: "reading event-of-default: the governing Event of Default (covenant)",
        N: "reading notice: the day the notice was sent",
        B: "reading breach: the earliest breach among the clocks that ripen",
        D: "reading interest-date: the last interest date on or before the governing Event of"
        " Default (covenant), or the issue date",
        I: "reading issue: the issue date",
    }


def test_the_reading_notice_needs_one_where_there_is_a_default() -> None:
    terms = reread(CASE, N)
    assert message(terms, missed=MISSED) == [
        "default_rates.from: the reading 'notice' starts the default rate at a notice, and there"
        " is none; give the notice, or another reading of default_from"
    ]
    assert run(terms).state is State.BREACH, "no default: nothing to read"


@pytest.mark.parametrize("reading", list(DefaultFrom))
def test_a_reading_never_changes_whether_there_is_a_default(reading: DefaultFrom) -> None:
    found = run(reread(CASE, reading), notice=SENT, missed=MISSED)
    assert [clock.default for clock in found.clocks] == [day("2008-10-15"), day("2008-10-04")]
    assert found.redemption == day("2008-10-06")
    cured = run(reread(CASE, reading), notice=SENT, cured=day("2008-10-14"))
    assert (cured.state, cured.redemption) == (State.CURED, None)


AUTOMATIC = note("covenant: covenant debt", CRASH, debt="2008-01-10")


@pytest.mark.parametrize(
    ("terms", "facts", "expected", "reason", "source"),
    [
        (CASE, {"notice": SENT}, "2008-10-15",
         "the Event of Default Wed 2008-10-15 and the notice Mon 2008-09-29", "section 4"),
        (CASE, BOTH, "2008-10-06",
         "the Event of Default Sat 2008-10-04 and the notice Mon 2008-09-29;"
         " Sat 2008-10-04 is Saturday", "rule 4: Saturday to Monday"),
        (CASE, {"missed": (day("2008-10-07"),)}, "2008-10-14",
         "the Event of Default Sat 2008-10-11; Sat 2008-10-11 is Saturday",
         "rule 4: Saturday, Sunday, Columbus Day"),
        (CASE, {"missed": (day("2008-10-08"),)}, "2008-10-15",
         "the Event of Default Wed 2008-10-15",
         "8 October + 3 is Tuesday 14 October, over Columbus Day"),
        (note(CRASH), {"occurred": {"crash": day("2008-05-31")}}, "2008-06-02",
         "the Event of Default Sat 2008-05-31; Sat 2008-05-31 is Saturday",
         "rule 4: on or after, in the next month too"),
        (AUTOMATIC, {"notice": SENT}, "2008-09-29",
         "the Event of Default Fri 2008-01-11 and the notice Mon 2008-09-29",
         "rule 4: on or after both"),
        (AUTOMATIC, {"notice": day("2008-09-27")}, "2008-09-29",
         "the Event of Default Fri 2008-01-11 and the notice Sat 2008-09-27;"
         " Sat 2008-09-27 is Saturday", "a notice on a Saturday"),
        (AUTOMATIC, {}, "2008-01-11", "the Event of Default Fri 2008-01-11", "no notice"),
        (AUTOMATIC, {"notice": Notice(SENT, day("2008-10-02"))}, "2008-09-29",
         "the Event of Default Fri 2008-01-11 and the notice Mon 2008-09-29", "sent, not received"),
    ],
)  # fmt: skip
def test_the_redemption_date_where_none_is_given(
    terms: Terms, facts: dict[str, Any], expected: str, reason: str, source: str
) -> None:
    found = run(terms, **facts)
    assert found.redemption == day(expected), source
    assert found.events[-1].event == "redemption" or facts == BOTH
    (event,) = [each for each in found.events if each.event == "redemption"]
    assert event.reason == f"assumed: the first Business Day on or after {reason}", source


@pytest.mark.parametrize(
    ("terms", "facts", "source"),
    [
        (CASE, {"notice": SENT, "redeem_on": day("2008-10-15")}, "the Event of Default itself"),
        (CASE, {"notice": SENT, "redeem_on": day("2008-11-14")}, "section 6"),
        (CASE, {"notice": SENT, "redeem_on": day("2008-10-18")}, "a Saturday given is kept"),
        (reread(CASE, N), {"notice": SENT, "redeem_on": SENT}, "rule 3: the reading is earlier"),
        (reread(CASE, I), {"notice": SENT, "redeem_on": SENT}, "rule 3: the notice itself"),
        (reread(CASE, B), {**BOTH, "redeem_on": SENT}, "rule 3: before the Event of Default"),
        (
            reread(CASE, D),
            {"missed": MISSED, "redeem_on": day("2008-10-01")},
            "rule 3: on the day of the reading, no notice",
        ),
        (
            reread(AUTOMATIC, N),
            {"notice": SENT, "redeem_on": SENT},
            "the reading is later than the default: the default opens redemption",
        ),
    ],
)
def test_the_redemption_date_given(terms: Terms, facts: dict[str, Any], source: str) -> None:
    found = run(terms, **facts)
    assert found.redemption == facts["redeem_on"], source
    (event,) = [each for each in found.events if each.event == "redemption"]
    assert event.reason == "the redemption date given", source


@pytest.mark.parametrize(
    ("terms", "facts", "expected"),
    [
        (
            CASE,
            {"notice": SENT, "redeem_on": day("2008-10-14")},
            [
                "redeem_on: redemption on 2008-10-14 is before the Event of Default of 2008-10-15"
                " (Note 4(a)(iv)); write a date from 2008-10-15 on"
            ],
        ),
        (
            CASE,
            {**BOTH, "redeem_on": day("2008-10-03")},
            [
                "redeem_on: redemption on 2008-10-03 is before the Event of Default of 2008-10-04"
                " (assumed); write a date from 2008-10-04 on"
            ],
        ),
        (
            reread(CASE, I),
            {"notice": SENT, "redeem_on": day("2008-09-28")},
            [
                "redeem_on: redemption on 2008-09-28 is before the notice of 2008-09-29"
                " (Note 4(a)(iv)); write a date from 2008-09-29 on"
            ],
        ),
        (
            CASE,
            {"notice": SENT, "redeem_on": day("2008-09-28")},
            [
                "redeem_on: redemption on 2008-09-28 is before the Event of Default of 2008-10-15"
                " (Note 4(a)(iv)); write a date from 2008-10-15 on",
                "redeem_on: redemption on 2008-09-28 is before the notice of 2008-09-29"
                " (Note 4(a)(iv)); write a date from 2008-09-29 on",
            ],
        ),
        (
            reread(AUTOMATIC, N),
            {"notice": SENT, "redeem_on": day("2008-09-28")},
            [
                "redeem_on: redemption on 2008-09-28 is before the notice of 2008-09-29"
                " (Note covenant); write a date from 2008-09-29 on"
            ],
        ),
        (
            reread(CASE, D),
            {"missed": MISSED, "redeem_on": day("2008-09-30")},
            [
                "redeem_on: redemption on 2008-09-30 is before the Event of Default of 2008-10-04"
                " (assumed); write a date from 2008-10-01 on"
            ],
        ),
    ],
)
def test_a_redemption_date_too_early_is_refused(
    terms: Terms, facts: dict[str, Any], expected: list[str]
) -> None:
    assert message(terms, **facts) == expected


CRASHES = note(COVENANT, PAYMENT, CRASH, paid_in=PaidIn.CASH, issue="2007-01-03")


@pytest.mark.parametrize(
    ("terms", "facts", "expected", "source"),
    [
        (CASH, {"notice": SENT}, "2008-07-01", "rule 9: the last on or before the notice"),
        (CASE, {"notice": SENT}, None, "paid in notes: there is none"),
        (CASH, {"notice": day("2008-10-01")}, "2008-10-01", "on the notice"),
        (CASH, {"notice": SENT, "redeem_on": day("2009-03-02")}, "2008-07-01", "not redemption"),
        (CASH, {"missed": MISSED}, "2008-07-01", "strictly before the first missed due date"),
        (CASH, {"missed": (day("2008-07-01"),)}, "2008-04-01", "missed on an interest date"),
        (
            CASH,
            {"missed": (day("2008-07-02"), day("2008-09-30"))},
            "2008-07-01",
            "missed the day after one; the first of two",
        ),
        (
            CASH,
            {"notice": day("2008-02-01"), "missed": (day("2008-07-02"),)},
            "2008-01-01",
            "the notice comes before the missed payment",
        ),
        (
            CRASHES,
            {"occurred": {"crash": day("2008-10-01")}, "redeem_on": day("2008-10-02")},
            "2008-10-01",
            "without a notice: on or before the governing Event of Default",
        ),
        (
            CRASHES,
            {"occurred": {"crash": day("2008-09-30")}, "redeem_on": day("2008-12-02")},
            "2008-07-01",
            "without a notice: not after the Event of Default",
        ),
        (
            CRASHES,
            {"occurred": {"crash": day("2008-10-01")}},
            "2008-07-01",
            "redemption on 1 October itself: strictly before it",
        ),
        (CRASHES, {"occurred": {"crash": day("2007-02-01")}}, "2007-01-03", "the issue date"),
        (CASH, {"notice": SENT, "paid_to": day("2008-04-01")}, "2008-04-01", "given"),
        (CASH, {"notice": SENT, "paid_to": day("2007-01-03")}, "2007-01-03", "given: the issue"),
        (CASH, {"notice": SENT, "paid_to": day("2008-10-01")}, "2008-10-01", "after the notice"),
        (
            CASH,
            {"notice": SENT, "paid_to": day("2009-01-01"), "redeem_on": day("2009-01-01")},
            "2009-01-01",
            "given: up to the redemption itself",
        ),
    ],
)
def test_the_paid_to_date(
    terms: Terms, facts: dict[str, Any], expected: str | None, source: str
) -> None:
    assert run(terms, **facts).paid_to == (day(expected) if expected else None), source


def test_a_note_that_performs_is_paid_to_the_last_interest_date() -> None:
    for until, expected in (("2008-10-02", "2008-10-01"), ("2008-10-01", "2008-07-01")):
        performed = performed_to(Facts(), None, day(until))
        found = interest_paid_to(CASH, Facts(), BANKS, performed, day(until))
        assert found == day(expected)


@pytest.mark.parametrize(
    ("facts", "default", "until", "expected", "source"),
    [
        ({}, None, "2008-10-15", "2008-10-14", "nothing wrong: strictly before the last day"),
        ({}, "2008-10-01", "2008-10-15", "2008-10-01", "no notice: to the Event of Default"),
        ({}, "2008-10-15", "2008-10-15", "2008-10-14", "and strictly before the redemption"),
        ({"notice": SENT}, "2008-10-15", "2008-10-15", "2008-09-29", "to the notice"),
        ({"notice": SENT}, None, "2008-10-15", "2008-09-29", "to the notice, without a default"),
        ({"notice": SENT}, "2008-03-03", "2008-10-15", "2008-09-29", "later than the default too"),
        ({"notice": SENT}, "2008-10-15", "2008-09-29", "2008-09-28", "before the last day"),
        ({"notice": Notice(SENT, day("2008-10-02"))}, None, "2008-10-15", "2008-09-29", "sent"),
        (
            {"notice": SENT, "missed": (day("2008-09-30"), day("2008-09-29"))},
            "2008-10-15",
            "2008-10-15",
            "2008-09-28",
            "strictly before the first missed due date",
        ),
        (
            {"notice": SENT, "missed": MISSED},
            "2008-10-04",
            "2008-10-06",
            "2008-09-29",
            "missed after",
        ),
    ],
)
def test_what_fell_due_is_taken_as_paid_up_to_a_day(
    facts: dict[str, Any], default: str | None, until: str, expected: str, source: str
) -> None:
    by = day(default) if default else None
    assert performed_to(Facts(**facts), by, day(until)) == day(expected), source


@pytest.mark.parametrize(
    ("terms", "facts", "expected", "source"),
    [
        (CASE, {"notice": SENT}, "2008-09-29", "to the notice, whichever way interest is paid"),
        (CASH, {"notice": SENT}, "2008-09-29", "to the notice"),
        (CASE, {"missed": MISSED}, "2008-09-29", "strictly before the missed due date"),
        (CASE, {"missed": (day("2008-07-01"),)}, "2008-06-30", "strictly before it"),
        (note(CRASH), {"occurred": {"crash": day("2008-05-31")}}, "2008-05-31",
         "no notice: to the Event of Default, a Saturday; redemption is on Monday"),
        (note(CRASH), {"occurred": {"crash": day("2008-06-02")}}, "2008-06-01",
         "redemption on the day of the Event of Default: strictly before it"),
        (CASH, {"notice": SENT, "paid_to": day("2008-04-01")}, "2008-09-29",
         "a paid-to date is of interest"),
        (CASE, {}, None, "no default"),
        (CASE, {"notice": SENT, "cured": day("2008-10-14")}, None, "no default"),
    ],
)  # fmt: skip
def test_the_timeline_carries_the_day_up_to_which_the_note_was_performed(
    terms: Terms, facts: dict[str, Any], expected: str | None, source: str
) -> None:
    found = run(terms, **facts).performed_to
    assert found == (day(expected) if expected else None), source


@pytest.mark.parametrize(
    ("paid_to", "expected"),
    [
        (
            "2009-01-01",
            "paid_to: interest paid to 2009-01-01 is past the redemption on 2008-10-15;"
            " write a date up to 2008-10-15",
        ),
        (
            "2008-09-30",
            "paid_to: interest paid to 2008-09-30, which is neither an interest date nor the issue"
            " date; write 2008-07-01, or another interest date",
        ),
        (
            "2007-01-02",
            "paid_to: interest paid to 2007-01-02, which is neither an interest date nor the issue"
            " date; write 2007-01-03, or another interest date",
        ),
    ],
)
def test_a_wrong_paid_to_date_is_refused(paid_to: str, expected: str) -> None:
    assert message(CASH, notice=SENT, paid_to=day(paid_to)) == [expected]


# --- reasons ---


def reason(name: str, terms: Terms, **facts: Any) -> str:
    """The reason of the only event of that name, or of the last."""
    return [each.reason for each in run(terms, **facts).events if each.event == name][-1]


PETITION = note("crash: happening; cure 60 days after due")
GIVEN = note("covenant: covenant debt; cure 30 days after 2008-09-13", CRASH)
ROLLED = note("payment: payment; cure 4 days after due, rolled following")


@pytest.mark.parametrize(
    ("name", "terms", "facts", "expected"),
    [
        ("notice", CASE, {"notice": Notice(SENT, day("2008-10-02"))},
         "notice of default sent; received on Thu 2008-10-02"),
        ("notice", CASE, {"notice": Notice(SENT, starts_cure=False)},
         "notice of default sent; read as no notice of the breach: it starts no cure period"),
        ("notice", CASE, {"notice": Notice(SENT, day("2008-10-02"), starts_cure=False)},
         "notice of default sent; received on Thu 2008-10-02; read as no notice of the breach: it"
         " starts no cure period"),
        ("breach", CASE, BOTH, "the day after the due date Tue 2008-09-30, not paid"),
        ("breach", AUTOMATIC, {"occurred": {"crash": SENT}}, "the day it happened"),
        ("cure_deadline", CASE, {"missed": MISSED},
         "3 business days after due on Tue 2008-09-30"),
        ("cure_deadline", ROLLED, {"missed": MISSED},
         "4 days after due on Tue 2008-09-30, rolled following"),
        ("cure_deadline", ROLLED, {"missed": (day("2008-10-07"),)},
         "4 days after due on Tue 2008-10-07, rolled following;"
         " not a Business Day: Mon 2008-10-13 Columbus Day"),
        ("cure_deadline", GIVEN, {},
         "30 days after Sat 2008-09-13; a closed day, which no term moves"),
        ("cure_deadline", CASE, {"notice": day("2007-12-20")},
         "10 business days after notice on Thu 2007-12-20; not a Business Day:"
         " Tue 2007-12-25 Christmas Day, Tue 2008-01-01 New Year's Day"),
        ("cured", CASE, {"notice": SENT, "cured": day("2008-10-14")},
         "cured on or before the cure deadline Tue 2008-10-14"),
        ("cured", CASE, {"notice": SENT, "cured": SENT},
         "cured on or before the cure deadline Tue 2008-10-14"),
        ("cured", CASE, {"notice": SENT, "cured": day("2008-10-15")},
         "too late: the cure deadline was Tue 2008-10-14"),
        ("cured", CASE, {"notice": SENT, "cured": day("2008-09-28")},
         "the breach was cured before any notice of it: a good defence"),
        ("cured", CASE, {"cured": day("2008-09-28")},
         "the breach was cured before any notice of it: a good defence"),
        ("cured", CASE, {"missed": MISSED, "cured": {"payment": day("2008-10-01")}},
         "cured on or before the cure deadline Fri 2008-10-03"),
        ("cured", AUTOMATIC, {"cured": day("2008-01-11")},
         "too late: this event of default is automatic and has no cure period"),
        ("waived", CASE, {"notice": SENT, "waived": day("2008-10-14")},
         "waived before an Event of Default"),
        ("waived", CASE, {"notice": SENT, "waived": day("2008-10-15")},
         "too late: not before the Event of Default Wed 2008-10-15"),
        ("event_of_default", AUTOMATIC, {}, "automatic: the day of the breach"),
        ("event_of_default", PETITION, {"occurred": {"crash": day("2008-03-03")}},
         "the day after the cure deadline Fri 2008-05-02, not cured, not waived"),
    ],
)  # fmt: skip
def test_each_event_says_why(name: str, terms: Terms, facts: dict[str, Any], expected: str) -> None:
    assert reason(name, terms, **facts) == expected


@pytest.mark.parametrize(
    ("name", "until", "told"),
    [
        # Rule 15: a waiver ends the default rate under `cure` and `waiver`, a cure under `cure`.
        ("waived", DefaultUntil.REDEMPTION, ""),
        ("waived", DefaultUntil.CURE, "until: cure"),
        ("waived", DefaultUntil.WAIVER, "until: waiver"),
        ("cured", DefaultUntil.REDEMPTION, ""),
        ("cured", DefaultUntil.CURE, "until: cure"),
        ("cured", DefaultUntil.WAIVER, ""),
    ],
)
def test_what_comes_too_late_may_end_the_default_rate(
    name: str, until: DefaultUntil, told: str
) -> None:
    terms = replace(CASE, default_rates=replace(CASE.default_rates, until=until))
    said = reason(name, terms, notice=SENT, **{name: day("2008-11-03")})
    assert said.startswith("too late: ")
    ends = f"; but this default bears no default rate from this day ({told})"
    assert said.endswith(ends if told else "Tue 2008-10-14" if name == "cured" else "2008-10-15")


def test_a_reading_of_when_the_default_occurs_says_so() -> None:
    told = {}
    for occurs in Occurs:
        events = tuple(replace(each, occurs=occurs) for each in CASE.events_of_default)
        told[occurs] = reason(
            "event_of_default", replace(CASE, events_of_default=events), notice=SENT
        )
    assert told == {
        Occurs.AFTER_CURE: "the day after the cure deadline Tue 2008-10-14, not cured, not waived",
        Occurs.AT_NOTICE: "reading at-notice: the notice says that the Event of Default has"
        " occurred",
        Occurs.AT_BREACH: "reading at-breach: the breach is the Event of Default, cure period or"
        " not",
    }


@pytest.mark.parametrize("occurs", [Occurs.AT_NOTICE, Occurs.AT_BREACH])
def test_an_automatic_event_of_default_is_read_no_other_way(occurs: Occurs) -> None:
    events = tuple(replace(each, occurs=occurs) for each in AUTOMATIC.events_of_default)
    terms = replace(AUTOMATIC, events_of_default=events)
    assert reason("event_of_default", terms) == "automatic: the day of the breach"


def test_a_cure_after_a_default_at_the_breach_is_too_late() -> None:
    # the reading at-breach: a cure within the cure period comes after the Event of Default
    event = replace(CASE.events_of_default[0], occurs=Occurs.AT_BREACH)
    terms = replace(CASE, events_of_default=(event, *CASE.events_of_default[1:]))
    assert reason("cured", terms, notice=SENT, cured=day("2008-10-01")) == (
        "too late: the Event of Default was on Thu 2007-01-11"
    )


def test_a_cure_between_notice_and_receipt() -> None:
    # the notice is sent on 29 September and received on 2 October; as of 1 October the period
    # has not begun, and the breach is cured
    terms = note("covenant: covenant debt; cure 10 business days after notice received")
    facts = {"notice": Notice(SENT, day("2008-10-02")), "as_of": day("2008-10-01")}
    assert reason("cured", terms, cured=day("2008-09-30"), **facts) == (
        "cured before any cure period ran out"
    )


def test_a_clock_that_performs_has_no_breach_yet() -> None:
    events = run(CASE, as_of=day("2007-01-10")).events
    assert [each.event for each in events] == ["closing", "covenant_deadline"]


def test_a_clock_that_performs_hides_no_other() -> None:
    # as of 1 December the covenant has time to 10 January 2009; the payment defaulted on 4 October
    terms = note(COVENANT, PAYMENT, debt="2009-01-10")
    found = run(terms, missed=MISSED, as_of=day("2008-12-01"))
    told = [(each.event, each.of) for each in found.events]
    assert told == [
        ("closing", None), ("breach", "payment"), ("cure_deadline", "payment"),
        ("event_of_default", "payment"), ("default_rate_from", None), ("redemption", None),
        ("covenant_deadline", "covenant"),
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["cured", "waived"])
@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        (
            {"notice": SENT, "on": {"covenant": day("2008-10-14")}},
            ("covenant", "2008-10-14", "Note 4(a)(iv)", False),
            "in time: nothing governs",
        ),
        (
            {"notice": SENT, "on": {"covenant": day("2008-10-15")}},
            ("covenant", "2008-10-15", "Note 4(a)(iv)", True),
            "late: the clock that governs",
        ),
        (
            {**BOTH, "on": {"covenant": day("2008-10-15")}},
            ("covenant", "2008-10-15", "Note 4(a)(iv)", False),
            "late: the other clock governs",
        ),
    ],
)
def test_a_cure_or_waiver_stands_in_its_clock(
    what: str, facts: dict[str, Any], expected: tuple[str, str, str, bool], source: str
) -> None:
    given = {what if key == "on" else key: value for key, value in facts.items()}
    events = [each for each in run(CASE, **given).events if each.event == what]
    told = [(each.of, str(each.date), each.clause, each.governing) for each in events]
    assert told == [expected], source


def test_the_closing_cites_the_covenant_that_counts_from_it() -> None:
    assert run(CASE).events[0].clause == "SPA 4(i)"
    assert run(AUTOMATIC).events[0].clause == "", "its covenant counts from a date"


def test_the_notice_cites_the_clause_that_asks_for_it() -> None:
    (event,) = [each for each in run(AUTOMATIC, notice=SENT).events if each.event == "notice"]
    assert event.clause == "", "no clock of these terms asks for a notice"
    (event,) = [each for each in run(CASE, **BOTH).events if each.event == "notice"]
    assert event.clause == "Note 4(a)(iv)"


# --- warnings ---

MOVES = "N.Y. General Construction Law section 25 may move it to the next Business Day"
UNPAID = "is taken as unpaid, an assumption"
NOT_DUE = (
    "falls on no interest date of these terms, no scheduled payment and not on maturity:"
    " how it is made up is not known here"
)
LAW = "the governing law (England) may move it"
ONLY_CRASH = note(CRASH, paid_in=PaidIn.CASH)
AT_ONCE = note(CRASH, "payment: payment", paid_in=PaidIn.CASH)
ON_NOTICE = note(CRASH, "payment: payment; cure 5 days after notice", paid_in=PaidIn.CASH)
CRASHED = {"occurred": {"crash": day("2008-03-31")}}


def due(*dates: str) -> tuple[ScheduledPayment, ...]:
    """Principal of 100.00 that falls due on each of the days."""
    return tuple(ScheduledPayment(day(each), Decimal("100.00")) for each in dates)


@pytest.mark.parametrize(
    ("terms", "facts", "expected", "source"),
    [
        (CASE, {"notice": SENT}, [], "nothing to warn of"),
        (
            note(COVENANT, debt="2008-01-12"),
            {},
            [
                "the covenant deadline Sat 2008-01-12 (SPA 1) falls on a closed day (Saturday);"
                f" {MOVES}",
            ],
            "rule 1",
        ),
        (
            note("payment: payment; cure 5 days after due"),
            {"missed": MISSED},
            [
                "the cure deadline Sun 2008-10-05 (Note payment) falls on a closed day (Sunday);"
                f" {MOVES}",
                f"the payment missed on Tue 2008-09-30 {NOT_DUE}",
            ],
            "rule 1",
        ),
        (
            GIVEN,
            {},
            [
                "the cure deadline Mon 2008-10-13 (Note covenant) falls on a closed day"
                f" (Columbus Day); {MOVES}"
            ],
            "rule 1: the clause of the cure, not of the covenant",
        ),
        (
            CASE,
            {"missed": (day("2008-10-04"),)},
            [
                f"the due date Sat 2008-10-04 falls on a closed day (Saturday); {MOVES},"
                " and the cure period with it",
                f"the payment missed on Sat 2008-10-04 {NOT_DUE}",
            ],
            "rule 5",
        ),
        (
            note(CRASH),
            {"missed": MISSED},
            [
                "these terms have no event of default for a missed payment: none was dated from it",
                f"the payment missed on Tue 2008-09-30 {NOT_DUE}",
            ],
            "a fact that starts no clock",
        ),
        (
            note("covenant: covenant debt; cure 10 business days after notice received"),
            {"notice": SENT},
            [
                "the notice is taken as received on Mon 2008-09-29, the day it was sent:"
                " no day of receipt is given"
            ],
            "an assumption is said",
        ),
        (
            note("covenant: covenant debt; cure 10 business days after notice received"),
            {"notice": Notice(SENT, SENT)},
            [],
            "the day of receipt is given",
        ),
        (
            CASE,
            {"notice": SENT, "paid_to": day("2008-04-01")},
            ["the paid-to date changes nothing: interest is paid in notes"],
            "a fact without effect",
        ),
        (
            CASE,
            {"notice": SENT, "payments": paid(("2008-10-15", "1.00"), ("2008-10-16", "1.00"))},
            ["the payment of Thu 2008-10-16 is after the redemption date: left out"],
            "the day itself counts",
        ),
        (
            replace(note(COVENANT, debt="2008-01-12"), governing_law="New York"),
            {},
            [
                "the covenant deadline Sat 2008-01-12 (SPA 1) falls on a closed day (Saturday);"
                f" {MOVES}"
            ],
            "the law that is assumed",
        ),
        (
            replace(note("payment: payment; cure 4 days after due"), governing_law="England"),
            {"missed": (day("2008-11-01"),)},
            [
                "the due date Sat 2008-11-01 falls on a closed day (Saturday);"
                f" {LAW}, and the cure period with it",
                f"the payment missed on Sat 2008-11-01 {NOT_DUE}",
            ],
            "another law",
        ),
        (
            note("payment: payment; cure 5 days after due", maturity="2008-12-17"),
            {"missed": (day("2008-10-01"), day("2008-12-17"))},
            [],
            "missed on an interest date and on maturity",
        ),
        (
            note("payment: payment; cure 5 days after due", scheduled=[("2008-09-30", "1.00")]),
            {"missed": (day("2008-09-29"), *MISSED)},
            [
                "the cure deadline Sat 2008-10-04 (Note payment) falls on a closed day (Saturday);"
                f" {MOVES}",
                "the cure deadline Sun 2008-10-05 (Note payment) falls on a closed day (Sunday);"
                f" {MOVES}",
                f"the payment missed on Mon 2008-09-29 {NOT_DUE}",
            ],
            "missed on a day of scheduled principal, and on the day before",
        ),
        (
            CASE,
            {
                "notice": SENT,
                "as_of": day("2008-09-28"),
                "payments": paid(("2008-09-28", "1.00"), ("2008-09-29", "1.00")),
                "cured": day("2008-09-30"),
                "waived": {"covenant": day("2008-09-28"), "payment": day("2008-10-01")},
                "missed": (day("2008-09-27"), day("2008-09-28")),
                "occurred": {},
            },
            [
                "the due date Sat 2008-09-27 falls on a closed day (Saturday);"
                f" {MOVES}, and the cure period with it",
                "the notice of Mon 2008-09-29 is after the as-of date Sun 2008-09-28: left out",
                "the cure of Tue 2008-09-30 is after the as-of date Sun 2008-09-28: left out",
                "the waiver of Wed 2008-10-01 is after the as-of date Sun 2008-09-28: left out",
                "the payment due Sun 2008-09-28 was not missed by Sun 2008-09-28: left out",
                "the payment of Mon 2008-09-29 is after the as-of date Sun 2008-09-28: left out",
                f"the payment missed on Sat 2008-09-27 {NOT_DUE}",
            ],
            "what is after the as-of date is left out, and said",
        ),
        (
            note(CRASH),
            {"occurred": {"crash": day("2008-05-02")}, "as_of": day("2008-05-01")},
            ["the happening of Fri 2008-05-02 is after the as-of date Thu 2008-05-01: left out"],
            "a happening after the as-of date",
        ),
        (
            note(CRASH),
            {"occurred": {"crash": day("2008-05-01")}, "as_of": day("2008-05-01")},
            [],
            "a happening on the as-of date",
        ),
        (CASE, {"notice": SENT, "redeem_on": day("2010-01-03")}, [], "on maturity"),
        (
            note(CRASH, paid_in=PaidIn.CASH, maturity="2008-05-01"),
            {"occurred": {"crash": day("2008-05-02")}},
            [
                "the redemption date Fri 2008-05-02 is past maturity, Thu 2008-05-01:"
                " non-payment at maturity is itself a default, and another rate may govern"
            ],
            "rule 5: in cash, no notes are to issue",
        ),
        (
            CASE,
            {"notice": SENT, "redeem_on": day("2010-01-04")},
            [
                "the redemption date Mon 2010-01-04 is past maturity, Sun 2010-01-03: no further"
                " notes may issue then, non-payment at maturity is itself a default, and another"
                " rate may govern"
            ],
            "rule 5",
        ),
        (
            note(CRASH, maturity=None),
            {"occurred": {"crash": day("2030-01-02")}},
            [],
            "no maturity given",
        ),
        (
            CASH,
            {"notice": SENT},
            [
                # 2, 3 and 6 October
                f"the interest due Wed 2008-10-01 {UNPAID}; that would start the clock 'payment'"
                " (assumed): 3 business days after due, ending Mon 2008-10-06"
            ],
            "rule 9",
        ),
        (
            CASH,
            {"notice": SENT, "redeem_on": day("2009-01-02")},
            [
                f"the interest due Wed 2008-10-01 {UNPAID}, and so is what fell due on 1 later"
                " day; that would start the clock 'payment' (assumed): 3 business days after due,"
                " ending Mon 2008-10-06"
            ],
            "rule 9: two dates",
        ),
        (
            CASH,
            {"notice": SENT, "redeem_on": day("2009-04-02")},
            [
                f"the interest due Wed 2008-10-01 {UNPAID}, and so is what fell due on 2 later"
                " days; that would start the clock 'payment' (assumed): 3 business days after due,"
                " ending Mon 2008-10-06"
            ],
            "rule 9: three dates",
        ),
        (
            CASH,
            {"notice": SENT, "redeem_on": day("2009-01-01"), "paid_to": day("2008-10-01")},
            [],
            "what falls due on the redemption date is in the redemption amount",
        ),
        (
            ONLY_CRASH,
            {**CRASHED, "redeem_on": day("2008-04-02")},
            [
                f"the interest due Tue 2008-04-01 {UNPAID};"
                " these terms have no event of default for it"
            ],
            "rule 9: no payment clock",
        ),
        (
            AT_ONCE,
            {**CRASHED, "redeem_on": day("2008-04-02")},
            [
                f"the interest due Tue 2008-04-01 {UNPAID};"
                " that would be event of default 'payment' (Note payment) at once"
            ],
            "rule 9: an automatic one",
        ),
        (
            ON_NOTICE,
            {**CRASHED, "redeem_on": day("2008-04-02")},
            [
                f"the interest due Tue 2008-04-01 {UNPAID};"
                " that would start the clock 'payment' (Note payment): 5 days after notice"
            ],
            "rule 9: one that waits for a notice has no end yet",
        ),
        (
            replace(CASE, scheduled_payments=due("2008-09-29", "2008-10-10", "2008-10-15")),
            {"notice": SENT},
            [
                # 14, 15 and 16 October: Monday is Columbus Day
                f"the principal due Fri 2008-10-10 {UNPAID}; that would start the clock 'payment'"
                " (assumed): 3 business days after due, ending Thu 2008-10-16"
            ],
            "rule 9: principal too, strictly after the notice and before redemption",
        ),
        (
            replace(CASE, scheduled_payments=due("2008-10-14", "2008-09-30", "2008-10-10")),
            {"notice": SENT},
            [
                f"the principal due Tue 2008-09-30 {UNPAID}, and so is what fell due on 2 later"
                " days; that would start the clock 'payment' (assumed): 3 business days after due,"
                " ending Fri 2008-10-03"
            ],
            "rule 9: the earliest is named, in whatever order the terms list them",
        ),
        (
            replace(CASH, scheduled_payments=due("2008-09-30")),
            {"notice": SENT},
            [
                f"the principal due Tue 2008-09-30 {UNPAID}, and so is what fell due on 1 later"
                " day; that would start the clock 'payment' (assumed): 3 business days after due,"
                " ending Fri 2008-10-03"
            ],
            "rule 9: the interest of 1 October is the later one",
        ),
        (
            replace(CASH, scheduled_payments=due("2008-10-10")),
            {"notice": SENT},
            [
                f"the interest due Wed 2008-10-01 {UNPAID}, and so is what fell due on 1 later"
                " day; that would start the clock 'payment' (assumed): 3 business days after due,"
                " ending Mon 2008-10-06"
            ],
            "rule 9: the principal of 10 October is the later one",
        ),
        (
            replace(CASE, scheduled_payments=due("2008-09-30", "2008-10-03")),
            BOTH,
            [
                f"the principal due Fri 2008-10-03 {UNPAID}; that would start the clock 'payment'"
                " (assumed): 3 business days after due, ending Wed 2008-10-08"
            ],
            "what was missed is a fact, not an assumption",
        ),
        (
            replace(CASH, scheduled_payments=due("2008-09-30")),
            {"missed": (day("2008-09-30"), day("2008-10-01"))},
            [],
            "nor is missed interest",
        ),
        (
            replace(CASE, scheduled_payments=due("2008-09-30")),
            {},
            [],
            "no default: nothing is priced",
        ),
    ],
)
def test_what_a_reader_is_warned_of(
    terms: Terms, facts: dict[str, Any], expected: list[str], source: str
) -> None:
    assert list(run(terms, **facts).warnings) == expected, source


def test_interest_unpaid_at_the_end_of_time_is_warned_of() -> None:
    terms = note(CRASH, paid_in=PaidIn.CASH, issue="2199-01-01", calendar="weekends")
    facts = Facts(
        occurred={"crash": day("2199-10-04")},
        redeem_on=day("2199-12-04"),
        paid_to=day("2199-07-01"),
    )
    assert timeline(terms, facts, WEEKENDS).warnings == (
        "the interest due Tue 2199-10-01 is taken as unpaid, as the paid-to date has it;"
        " these terms have no event of default for it",
    )


def test_a_deadline_ahead_of_the_as_of_date_is_shown() -> None:
    by = run(CASE, **BOTH, as_of=day("2008-09-30"))
    assert [clock.of for clock in by.clocks] == ["covenant"]
    assert by.events[-1].date == day("2008-10-14")


def test_the_day_of_the_notice_alone_is_enough() -> None:
    assert run(CASE, notice=SENT).events == run(CASE, notice=Notice(SENT)).events


# --- facts over time: events and their reasons ---


def told(found: Timeline, *names: str) -> list[tuple[str, str, str, str]]:
    """The events of these names: name, date, clause, reason."""
    return [
        (each.event, str(each.date), each.clause, each.reason)
        for each in found.events
        if each.event in names
    ]


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        (
            {"partly_cured": (PartialCure(day("2008-10-02"), "covenant"),)},
            ("partly_cured", "2008-10-02", "Note 4(a)(iv)",
             "a part of what is asked for: it stops no clock"),
            "rule 15",
        ),
        (
            {"partly_cured": (PartialCure(day("2008-10-02"), "covenant", "half paid"),)},
            ("partly_cured", "2008-10-02", "Note 4(a)(iv)",
             "a part of what is asked for (half paid): it stops no clock"),
            "rule 15",
        ),
        (
            {"amendments": (Amendment(day("2008-05-01"), "Am. 1", Decimal("0.11"), Decimal("0.12"),
                                      Decimal("0.13"), Decimal("0.14")),)},
            ("amendment", "2008-05-01", "Am. 1",
             "from this day: cash rate 11%, note rate 12%, default cash rate 13%,"
             " default note rate 14%"),
            "rule 16",
        ),
        (
            {"amendments": (Amendment(day("2008-05-01"), "Am. 1"),)},
            ("amendment", "2008-05-01", "Am. 1", "from this day: no rate is changed"),
            "rule 16",
        ),
        (
            {"petition": day("2009-01-05")},
            ("petition", "2009-01-05", "11 U.S.C. 502(b)(2)",
             "a claim in bankruptcy stops here: interest unmatured on this day is not allowed"),
            "rule 25",
        ),
        (
            {"judgment": Judgment(day("2009-01-05"), Decimal("0.09"))},
            ("judgment", "2009-01-05", "judgment of 2009-01-05",
             "judgment for what is due on this day, which bears 9%, simple"),
            "rule 25",
        ),
        (
            {"judgment": Judgment(day("2009-01-05"), Decimal("0.09"), True, "order")},
            ("judgment", "2009-01-05", "order",
             "judgment for what is due on this day, which bears 9%, compounded each year"),
            "rule 25",
        ),
    ],
)  # fmt: skip
def test_what_was_agreed_or_ordered_is_an_event(
    facts: dict[str, Any], expected: tuple[str, str, str, str], source: str
) -> None:
    assert told(run(CASE, notice=SENT, **facts), expected[0]) == [expected], source


def test_a_partial_cure_stands_with_the_clock_that_governs() -> None:
    # the payments of 30 June and 30 September are missed; only the first is cured in time, and
    # the second governs: a part paid on either stands with what governs
    facts = {"missed": (day("2008-06-30"), *MISSED), "cured": {"payment": day("2008-07-02")}}
    parts = (PartialCure(day("2008-10-01"), "payment"), PartialCure(day("2008-10-02"), "covenant"))
    found = run(CASE, notice=SENT, partly_cured=parts, **facts)
    assert found.governing is found.clocks[2]
    flags = {each.of: each.governing for each in found.events if each.event == "partly_cured"}
    assert flags == {"payment": True, "covenant": False}
    alone = run(CASE, partly_cured=(PartialCure(day("2008-10-02"), "covenant"),))
    flags = {each.of: each.governing for each in alone.events if each.event == "partly_cured"}
    assert flags == {"covenant": False}, "nothing governs"


CONVERTIBLE = replace(CASE, conversion=ConversionTerm("Note 6", Decimal("1.10")))


def test_a_conversion_up_to_the_redemption_is_an_event() -> None:
    # redemption is on Wed 15 October 2008
    made = [Conversion(day(f"2008-10-{on}"), Decimal("100.00")) for on in (14, 15, 16)]
    found = run(CONVERTIBLE, notice=SENT, conversions=tuple(made))
    assert told(found, "conversion") == [
        ("conversion", on, "Note 6", "100.00 of principal converted into shares")
        for on in ("2008-10-14", "2008-10-15")
    ]
    assert list(found.warnings) == [
        "the conversion of Thu 2008-10-16 is after the redemption date: left out"
    ]
    assert told(run(CASE, notice=SENT, conversions=tuple(made)), "conversion") == []


def test_what_is_paid_after_the_redemption_is_left_out() -> None:
    one = Decimal("1.00")
    facts = {
        "payments": (Payment(day("2008-10-15"), one), Payment(day("2008-10-16"), one)),
        "fees": (Fee(day("2008-10-15"), one), Fee(day("2008-10-17"), one)),
    }
    assert list(run(CASE, notice=SENT, **facts).warnings) == [
        "the payment of Thu 2008-10-16 is after the redemption date: left out",
        "the fee of Fri 2008-10-17 is after the redemption date: left out",
    ]
    assert run(CASE, **facts).warnings == (), "no redemption"


def test_a_petition_before_the_redemption_is_warned_of() -> None:
    said = (
        "the petition of Tue 2008-10-14 is before the redemption: a claim stops there, and what is"
        " shown is what the contract would have run to"
    )
    assert list(run(CASE, notice=SENT, petition=day("2008-10-14")).warnings) == [said]
    assert run(CASE, notice=SENT, petition=day("2008-10-15")).warnings == (), "on that very day"


def test_events_of_one_day_over_time_stand_in_order() -> None:
    # Mon 13 October, Columbus Day, and everything on it
    on = day("2008-10-13")
    found = run(
        replace(CONVERTIBLE, redemption=replace(CASE.redemption, holders_needed=Decimal("0.5"))),
        notice=SENT,
        redeem_on=day("2008-12-01"),
        notices=(Notice(on),),
        forbearances=(Forbearance(on, on, suspends_rate=True),),
        partly_cured=(PartialCure(on, "covenant"),),
        missed=(day("2008-10-07"),),
        cured={"covenant": on},
        waived={"payment": on},
        amendments=(Amendment(on, "Am. 1", note_rate=Decimal("0.11")),),
        conversions=(Conversion(on, Decimal("1.00")),),
        petition=on,
        judgment=Judgment(on, Decimal("0.09")),
    )
    names = [each.event for each in found.events if each.date == on]
    assert names == [
        "notice", "forbearance", "forbearance_end", "partly_cured", "cured", "waived",
        "amendment", "default_rate_until", "conversion", "petition", "judgment",
    ]  # fmt: skip
    assert names == [name for name in EVENTS if name in names]
    assert all(each.governing is True for each in found.events if each.of is None)
    assert len(set(EVENTS)) == len(EVENTS) == 20


def test_each_notice_cites_the_clause_that_asks_for_it() -> None:
    terms = note(COVENANT, "other: covenant debt; cure 5 days after notice", PAYMENT)
    notices = tuple(Notice(SENT, of=(each,)) for each in ("covenant", "other", "payment"))
    found = run(terms, notices=notices, missed=(day("2008-06-30"),))
    told = {each.reason.rpartition(" ")[2]: each.clause for each in found.events
            if each.event == "notice"}  # fmt: skip
    assert told == {"covenant": "Note covenant", "other": "Note other", "payment": ""}


STILL = Forbearance(day("2008-10-01"), day("2008-10-07"), clause="standstill")


@pytest.mark.parametrize(
    ("forbearances", "expected", "source"),
    [
        ((STILL,), "standing still in the standstill from Wed 2008-10-01 to Tue 2008-10-07",
         "rule 14"),
        ((STILL, Forbearance(day("2008-10-20"), day("2008-10-20"))),
         "standing still in the standstill from Wed 2008-10-01 to Tue 2008-10-07 and the"
         " forbearance from Mon 2008-10-20 to Mon 2008-10-20", "two"),
        ((STILL, Forbearance(day("2008-10-21"), day("2008-10-21"))),
         "standing still in the standstill from Wed 2008-10-01 to Tue 2008-10-07 and the"
         " forbearance from Tue 2008-10-21 to Tue 2008-10-21", "on the last day as it was"),
        ((STILL, Forbearance(day("2008-10-22"), day("2008-10-23"))),
         "standing still in the standstill from Wed 2008-10-01 to Tue 2008-10-07",
         "the second after the end"),
        ((Forbearance(day("2008-09-01"), day("2008-09-29")), STILL),
         "standing still in the standstill from Wed 2008-10-01 to Tue 2008-10-07",
         "the first over on the day of the notice"),
    ],
)  # fmt: skip
def test_a_cure_deadline_says_where_it_stood_still(
    forbearances: tuple[Forbearance, ...], expected: str, source: str
) -> None:
    # ten Business Days without those of 1 to 7 October: to Tue 21 October, or a day later
    found = reason("cure_deadline", CASE, notice=SENT, forbearances=forbearances)
    assert found == (
        "10 business days after notice on Mon 2008-09-29; not a Business Day: Mon 2008-10-13"
        f" Columbus Day; {expected}"
    ), source


def test_a_holiday_on_which_a_count_stood_still_did_not_move_it() -> None:
    columbus = day("2008-10-13")
    agreed = (Forbearance(columbus, columbus),)
    assert reason("cure_deadline", CASE, notice=SENT, forbearances=agreed) == (
        "10 business days after notice on Mon 2008-09-29;"
        " standing still in the forbearance from Mon 2008-10-13 to Mon 2008-10-13"
    )


def test_a_count_did_not_stand_still_on_the_day_to_which_it_rolled() -> None:
    # four days end on Saturday 11 October and roll over Columbus Day to Tuesday the 14th
    terms = note("covenant: covenant debt; cure 4 days after notice, rolled following")
    agreed = (Forbearance(day("2008-10-14"), day("2008-10-17")),)
    given = {"notice": day("2008-10-07"), "forbearances": agreed}
    assert reason("cure_deadline", terms, **given) == (
        "4 days after notice on Tue 2008-10-07, rolled following;"
        " not a Business Day: Mon 2008-10-13 Columbus Day"
    )


def test_a_deadline_that_stands_still_nowhere_says_nothing_of_it() -> None:
    agreed = (Forbearance(day("2008-10-15"), day("2008-10-17")),)
    assert reason("cure_deadline", CASE, notice=SENT, forbearances=agreed) == (
        "10 business days after notice on Mon 2008-09-29;"
        " not a Business Day: Mon 2008-10-13 Columbus Day"
    )


# --- rule 21 in the timeline: 1 November 2008 is a Saturday ---


def rolling(roll: Roll | None, adjusted: bool = False) -> Terms:
    terms = note(PAYMENT, CRASH, paid_in=PaidIn.CASH, dates="02-01 05-01 08-01 11-01")
    return replace(terms, interest=replace(terms.interest, roll=roll, adjusted=adjusted))


F, P = Roll.FOLLOWING, Roll.PRECEDING
NOV = (day("2008-11-01"),)


@pytest.mark.parametrize(
    ("roll", "adjusted", "facts", "paid_to", "source"),
    [
        (F, False, {"missed": NOV}, "2008-08-01", "missed: paid to the date before"),
        (F, True, {"missed": NOV}, "2008-08-01", "missed: paid to the date before"),
        (P, False, {"missed": NOV}, "2008-08-01", "due on Friday, and missed"),
        (P, True, {"missed": NOV}, "2008-08-01", "due on Friday, and missed"),
        (P, True, {"missed": (day("2008-10-31"),)}, "2008-08-01", "given as the day rolled to"),
        (F, False, {"missed": (day("2008-11-03"),)}, "2008-08-01", "given as the day rolled to"),
        (F, False, {"crash": "2008-11-02", "redeem_on": day("2008-12-01")}, "2008-08-01",
         "the default before the payment on Monday"),
        (F, False, {"crash": "2008-11-03", "redeem_on": day("2008-12-01")}, "2008-11-01",
         "the default on Monday: paid, to the date as it is"),
        (F, True, {"crash": "2008-11-03", "redeem_on": day("2008-12-01")}, "2008-11-03",
         "adjusted: to the day rolled to"),
        (F, True, {"crash": "2008-11-03"}, "2008-08-01", "strictly before the redemption"),
        (P, False, {"crash": "2008-10-31", "redeem_on": day("2008-12-01")}, "2008-11-01",
         "paid on Friday, to the date as it is"),
        (P, False, {"crash": "2008-10-30", "redeem_on": day("2008-12-01")}, "2008-08-01",
         "the default on the day before"),
        (P, False, {"crash": "2008-10-31", "redeem_on": day("2008-11-01")}, "2008-11-01",
         "due and paid on Friday, before the redemption on Saturday"),
        (P, False, {"crash": "2008-10-31", "redeem_on": day("2008-10-31")}, "2008-08-01",
         "due on the day of the redemption"),
    ],
)  # fmt: skip
def test_the_paid_to_date_where_interest_dates_roll(
    roll: Roll, adjusted: bool, facts: dict[str, Any], paid_to: str, source: str
) -> None:
    given = dict(facts)
    if "crash" in given:
        given["occurred"] = {"crash": day(given.pop("crash"))}
    assert run(rolling(roll, adjusted), **given).paid_to == day(paid_to), source


@pytest.mark.parametrize(
    ("roll", "expected", "source"),
    [
        (None, "2008-10-31", "the day before the due date"),
        (F, "2008-11-02", "the day before Monday"),
        (P, "2008-10-30", "the day before Friday"),
    ],
)
def test_what_fell_due_is_paid_up_to_the_day_before_the_one_rolled_to(
    roll: Roll | None, expected: str, source: str
) -> None:
    assert run(rolling(roll), missed=NOV).performed_to == day(expected), source


@pytest.mark.parametrize(
    ("roll", "expected", "source"),
    [
        (None, "the day after the due date Sat 2008-11-01, not paid", "no roll"),
        (F, "the day after the due date Mon 2008-11-03, rolled from Sat 2008-11-01, not paid",
         "following"),
        (P, "the day after the due date Fri 2008-10-31, rolled from Sat 2008-11-01, not paid",
         "preceding"),
    ],
)  # fmt: skip
def test_a_breach_says_where_its_due_date_rolled_from(
    roll: Roll | None, expected: str, source: str
) -> None:
    assert reason("breach", rolling(roll), missed=NOV) == expected, source


INTEREST = (
    "the interest due {} is taken as unpaid, an assumption{}; that would start the clock 'payment'"
    " (Note payment): 3 business days after due, ending {}"
)


@pytest.mark.parametrize(
    ("roll", "adjusted", "facts", "expected", "source"),
    [
        (F, False, {"missed": NOV}, [], "what was missed is a fact"),
        (F, True, {"missed": NOV}, [], "by the date of the terms"),
        (P, True, {"missed": NOV}, [], "by the date of the terms"),
        (F, True, {"missed": (day("2008-11-03"),)}, [], "by the day that it rolls to"),
        (F, False, {"missed": (day("2008-11-04"),)},
         [f"the payment missed on Tue 2008-11-04 {NOT_DUE}"], "neither"),
        # 4, 5 and 6 November; then 31 October is a Friday: 3, 4 and 5
        (F, False, {"crash": "2008-10-20", "redeem_on": day("2008-11-04")},
         [INTEREST.format("Mon 2008-11-03", "", "Thu 2008-11-06")], "due on Monday"),
        (P, False, {"crash": "2008-10-20", "redeem_on": day("2008-11-04")},
         [INTEREST.format("Fri 2008-10-31", "", "Wed 2008-11-05")], "due on Friday"),
        (F, False, {"crash": "2008-10-20", "redeem_on": day("2008-11-03")}, [],
         "due on the redemption date itself"),
        (F, False, {"crash": "2008-10-20", "redeem_on": day("2008-11-02")}, [],
         "due after the redemption, the period over before it"),
        (P, False, {"crash": "2008-10-20", "redeem_on": day("2008-11-01")},
         [INTEREST.format("Fri 2008-10-31", "", "Wed 2008-11-05")],
         "due before the redemption, the period over on it"),
        (F, False, {"crash": "2008-10-20", "redeem_on": day("2009-02-03")},
         [INTEREST.format("Mon 2008-11-03", ", and so is what fell due on 1 later day",
                          "Thu 2008-11-06")], "the second due on Mon 2 February"),
    ],
)  # fmt: skip
def test_what_is_taken_as_unpaid_where_interest_dates_roll(
    roll: Roll, adjusted: bool, facts: dict[str, Any], expected: list[str], source: str
) -> None:
    given = dict(facts)
    if "crash" in given:
        given["occurred"] = {"crash": day(given.pop("crash"))}
    assert list(run(rolling(roll, adjusted), **given).warnings) == expected, source


def test_a_paid_to_date_is_the_end_of_a_period_as_it_rolls() -> None:
    facts = {"occurred": {"crash": day("2008-11-10")}, "redeem_on": day("2008-12-01")}
    assert run(rolling(F), **facts, paid_to=NOV[0]).paid_to == NOV[0]
    monday = day("2008-11-03")
    assert run(rolling(F, True), **facts, paid_to=monday).paid_to == monday
    assert message(rolling(F, True), **facts, paid_to=NOV[0]) == [
        "paid_to: interest paid to 2008-11-01, which is neither an interest date nor the issue"
        " date; write 2008-08-01, or another interest date"
    ]


@pytest.mark.parametrize(
    ("roll", "adjusted", "crash", "expected"),
    [
        (F, True, "2008-11-02", "2008-08-01"),
        (F, True, "2008-11-03", "2008-11-03"),
        (F, False, "2008-11-02", "2008-11-01"),
        (P, True, "2008-10-31", "2008-10-31"),
        (P, False, "2008-10-31", "2008-08-01"),
    ],
)
def test_the_reading_interest_date_where_they_roll(
    roll: Roll, adjusted: bool, crash: str, expected: str
) -> None:
    found = run(reread(rolling(roll, adjusted), D), occurred={"crash": day(crash)})
    assert found.default_from == day(expected)


def test_a_note_that_performs_has_no_events() -> None:
    assert Timeline(CASE, Facts(), BANKS, State.PERFORMING, of_default=False).events == ()


def test_a_judgment_before_the_redemption_is_told() -> None:
    order = Judgment(day("2008-10-20"), Decimal("0.09"))
    found = run(CASE, notice=SENT, redeem_on=day("2008-10-29"), judgment=order)
    assert found.warnings[-1] == (
        "the judgment of Mon 2008-10-20 is before the redemption: from it the sum bears the rate of"
        " the judgment (notecalc claim), and what is shown is what the contract would have run to"
    )
    on_the_day = run(CASE, notice=SENT, redeem_on=day("2008-10-20"), judgment=order)
    assert not any("judgment" in each for each in on_the_day.warnings)
