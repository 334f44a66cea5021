"""The clocks (rules 2 and 3): from the breach to cure, waiver or default, each by itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from core_strategies import BANKS, COVENANT, CRASH, PAYMENT, day, note

from notecalc.calendars import Roll
from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Forbearance, Notice, PartialCure
from notecalc.terms import LIQUIDMETAL_2007, Covenant, Occurs, Terms
from notecalc.timeline import clocks
from notecalc.timeline.clocks import Clock, State, counted, worst
from notecalc.timeline.reasons import breach

SENT = day("2008-09-29")


def terms_of(*events: str, debt: str = "2007-01-10") -> Terms:
    return note(*events, issue="2007-01-03", debt=debt)


CASE = terms_of(COVENANT, PAYMENT, CRASH)


def short(on: date | None) -> str:
    return f"{on:%y%m%d}" if on else "-"


def told(clock: Clock) -> str:
    """A clock in a line: id, due, breach, start > cure deadline > default, state."""
    counted = f"{short(clock.start)} > {short(clock.cure_deadline)} > {short(clock.default)}"
    return f"{clock.of} {short(clock.due)} {short(clock.breach)} {counted} {clock.state.value}"


def run(terms: Terms, **facts: Any) -> list[str]:
    given = Facts(**facts)
    if given.as_of is not None:
        given = given.by(given.as_of)  # as the timeline does
    return [told(clock) for clock in clocks.run(terms, given, BANKS)]


def message(terms: Terms, **facts: Any) -> list[str]:
    with pytest.raises(NotecalcError) as caught:
        clocks.run(terms, Facts(**facts), BANKS)
    return [str(problem) for problem in caught.value.problems]


RIPE = "covenant 070110 070111 080929 > 081014 > 081015 default"


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        ({}, "covenant 070110 070111 - > - > - breach", "rule 2: the day after the deadline"),
        ({"notice": SENT}, RIPE, "section 4: the tenth Business Day, default the day after"),
        (
            {"notice": Notice(SENT, day("2008-10-20"))},
            RIPE,
            "rule 2: sent, not received, unless the terms say so",
        ),
        (
            {"notice": day("2007-01-11")},
            # Fri 12; Mon 15 is King's birthday; 16-19 are 2-5; 22-26 are 6-10
            "covenant 070110 070111 070111 > 070126 > 070127 default",
            "a notice on the day of breach: it has happened",
        ),
        (
            {"notice": SENT, "cured": day("2008-10-14")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "cured on the last day",
        ),
        ({"notice": SENT, "cured": day("2008-10-15")}, RIPE, "cured a day late"),
        (
            {"notice": SENT, "cured": SENT},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "cured on the day of the notice",
        ),
        (
            {"notice": SENT, "cured": day("2008-02-01")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "rule 3: cured between breach and notice, a good defence",
        ),
        (
            {"notice": SENT, "cured": day("2007-01-11")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "cured on the day of breach",
        ),
        (
            {"cured": day("2008-02-01")},
            "covenant 070110 070111 - > - > - cured",
            "cured without any notice",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-14")},
            "covenant 070110 070111 080929 > 081014 > - waived",
            "waived before the Event of Default",
        ),
        ({"notice": SENT, "waived": day("2008-10-15")}, RIPE, "waived on it: too late"),
        (
            {"waived": day("2007-01-11")},
            "covenant 070110 070111 - > - > - waived",
            "waived without any notice",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-15"), "cured": day("2008-10-14")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "the cure in time, the waiver late",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-14"), "cured": day("2008-10-15")},
            "covenant 070110 070111 080929 > 081014 > - waived",
            "the waiver in time, the cure late",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-02"), "cured": day("2008-10-01")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "cured first, nothing left to waive",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-01"), "cured": day("2008-10-02")},
            "covenant 070110 070111 080929 > 081014 > - waived",
            "waived first, nothing left to cure",
        ),
        (
            {"notice": SENT, "waived": day("2008-10-01"), "cured": day("2008-10-01")},
            "covenant 070110 070111 080929 > 081014 > - cured",
            "both on one day: a breach cured needs no waiver",
        ),
    ],
)
def test_a_covenant(facts: dict[str, Any], expected: str, source: str) -> None:
    assert run(CASE, **facts) == [expected], source


@pytest.mark.parametrize(
    ("event", "facts", "expected", "source"),
    [
        (
            "covenant: covenant debt",
            {},
            "covenant 070110 070111 - > - > 070111 default",
            "rule 2: automatic, the day of breach, no notice asked for",
        ),
        (
            "covenant: covenant debt",
            {"cured": day("2007-01-11"), "waived": day("2007-01-11")},
            "covenant 070110 070111 - > - > 070111 default",
            "automatic: nothing is in time on the day of breach",
        ),
        (
            "covenant: covenant debt; cure 10 business days after notice received",
            {"notice": Notice(SENT, day("2008-10-02"))},
            # 3, 6, 7, 8, 9, 10 October are 1-6; 13 is Columbus Day; 14-17 are 7-10
            "covenant 070110 070111 081002 > 081017 > 081018 default",
            "the terms count from receipt",
        ),
        (
            "covenant: covenant debt; cure 10 business days after notice received",
            {"notice": SENT},
            "covenant 070110 070111 080929 > 081014 > 081015 default",
            "received when sent, where not given",
        ),
        (
            "covenant: covenant debt; cure 30 days after due",
            {},
            "covenant 070110 070111 070110 > 070209 > 070210 default",
            "counted from the covenant deadline, no notice needed",
        ),
        (
            "covenant: covenant debt; cure 30 days after due",
            {"notice": SENT},
            "covenant 070110 070111 070110 > 070209 > 070210 default",
            "a notice does not move it",
        ),
        (
            "covenant: covenant debt; cure 30 days after closing",
            {},
            "covenant 070110 070111 070103 > 070202 > 070203 default",
            "counted from the closing",
        ),
        (
            "covenant: covenant debt; cure 1 month after issue",
            {},
            "covenant 070110 070111 070103 > 070203 > 070204 default",
            "counted from the issue; it ends on a Saturday and stays there",
        ),
        (
            "covenant: covenant debt; cure 1 month after 2007-01-31",
            {},
            "covenant 070110 070111 070131 > 070228 > 070301 default",
            "counted from a date; the month's end clips",
        ),
        (
            "covenant: covenant debt; cure 3 days after issue",
            {"cured": day("2007-01-11")},
            "covenant 070110 070111 070103 > 070106 > 070111 default",
            "a cure period that ran out before the breach: no default before it",
        ),
        (
            "payment: payment; cure 3 business days after due",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 080930 > 081003 > 081004 default",
            "section 2, the 8-K: Saturday 4 October",
        ),
        (
            "payment: payment; cure 3 days after due",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 080930 > 081003 > 081004 default",
            "section 2: so do three calendar days",
        ),
        (
            "payment: payment; cure 5 days after due",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 080930 > 081005 > 081006 default",
            "rule 1: a Sunday, and it stays there",
        ),
        (
            "payment: payment; cure 5 days after due, rolled following",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 080930 > 081006 > 081007 default",
            "rule 1: the terms roll it to Monday",
        ),
        (
            "payment: payment; cure 3 business days after due",
            {"missed": (day("2008-10-04"),)},
            "payment 081004 081005 081004 > 081008 > 081009 default",
            "rule 5: due on a Saturday, the cure counts from the unadjusted date",
        ),
        (
            "payment: payment",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 - > - > 081001 default",
            "a payment without grace: the day after it was due",
        ),
        (
            "payment: payment; cure 3 business days after notice",
            {"missed": (day("2008-09-30"),)},
            "payment 080930 081001 - > - > - breach",
            "a payment that needs a notice, without one",
        ),
        (
            "payment: payment; cure 3 business days after notice",
            {"missed": (day("2008-09-30"),), "notice": day("2008-10-01")},
            "payment 080930 081001 081001 > 081006 > 081007 default",
            "a payment that needs a notice, with one",
        ),
        (
            "crash: happening",
            {"occurred": {"crash": day("2008-03-03")}},
            "crash 080303 080303 - > - > 080303 default",
            "a happening is a breach on its day",
        ),
        (
            "crash: happening; cure 60 days after due",
            {"occurred": {"crash": day("2008-03-03")}},
            "crash 080303 080303 080303 > 080502 > 080503 default",
            "a petition dismissed within 60 days: 28 in March, 30 in April, 2 in May",
        ),
        (
            "crash: happening; cure 5 days after notice",
            {"occurred": {"crash": day("2008-03-03")}, "notice": day("2008-03-03")},
            "crash 080303 080303 080303 > 080308 > 080309 default",
            "a notice on the day it happened",
        ),
    ],
)
def test_each_kind_of_event(event: str, facts: dict[str, Any], expected: str, source: str) -> None:
    assert run(terms_of(event), **facts) == [expected], source


@pytest.mark.parametrize(
    ("as_of", "facts", "expected", "source"),
    [
        ("2007-01-10", {}, "- > - > - performing", "the deadline itself: may still perform"),
        ("2007-01-11", {}, "- > - > - breach", "the day of breach"),
        ("2008-09-28", {"notice": SENT}, "- > - > - breach", "the day before the notice"),
        ("2008-09-29", {"notice": SENT}, "080929 > 081014 > - curing", "the day of the notice"),
        ("2008-10-14", {"notice": SENT}, "080929 > 081014 > - curing", "the last day to cure"),
        ("2008-10-15", {"notice": SENT}, "080929 > 081014 > 081015 default", "the day after"),
        (
            "2008-10-05",
            {"notice": SENT, "cured": day("2008-10-06")},
            "080929 > 081014 > - curing",
            "the day before the cure",
        ),
        (
            "2008-10-06",
            {"notice": SENT, "cured": day("2008-10-06")},
            "080929 > 081014 > - cured",
            "the day of the cure",
        ),
        (
            "2008-10-06",
            {"notice": SENT, "waived": {"covenant": day("2008-10-06")}},
            "080929 > 081014 > - waived",
            "the day of the waiver",
        ),
    ],
)
def test_the_state_as_of_a_day(
    as_of: str, facts: dict[str, Any], expected: str, source: str
) -> None:
    found = run(CASE, as_of=day(as_of), **facts)
    assert found == [f"covenant 070110 070111 {expected}"], source


def read(event: str, occurs: Occurs) -> Terms:
    terms = terms_of(event)
    events = tuple(replace(each, occurs=occurs) for each in terms.events_of_default)
    return replace(terms, events_of_default=events)


AFTER, AT_NOTICE, AT_BREACH = Occurs.AFTER_CURE, Occurs.AT_NOTICE, Occurs.AT_BREACH


@pytest.mark.parametrize(
    ("event", "occurs", "facts", "expected", "source"),
    [
        (COVENANT, AFTER, {"notice": SENT}, "080929 > 081014 > 081015 default", "as ever"),
        (COVENANT, AT_NOTICE, {"notice": SENT}, "080929 > 081014 > 080929 default", "its day"),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": Notice(SENT, day("2008-10-02"))},
            "080929 > 081014 > 080929 default",
            "sent, not received",
        ),
        (COVENANT, AT_NOTICE, {}, "- > - > - breach", "no notice, no default"),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": SENT, "cured": day("2008-09-28")},
            "080929 > 081014 > - cured",
            "cured the day before the notice",
        ),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": SENT, "cured": SENT, "waived": SENT},
            "080929 > 081014 > 080929 default",
            "nothing is in time on the day of the notice",
        ),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": SENT, "waived": day("2008-09-28")},
            "080929 > 081014 > - waived",
            "waived the day before the notice",
        ),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": SENT, "as_of": day("2008-09-28")},
            "- > - > - breach",
            "as of the day before the notice",
        ),
        (
            COVENANT,
            AT_NOTICE,
            {"notice": SENT, "as_of": SENT},
            "080929 > 081014 > 080929 default",
            "as of the notice",
        ),
        (COVENANT, AT_BREACH, {"notice": SENT}, "080929 > 081014 > 070111 default", "no notice"),
        (COVENANT, AT_BREACH, {}, "- > - > 070111 default", "asks for no notice"),
        (
            COVENANT,
            AT_BREACH,
            {"notice": SENT, "cured": day("2007-01-11")},
            "080929 > 081014 > 070111 default",
            "nothing is in time on the day of the breach",
        ),
        (
            "covenant: covenant debt; cure 30 days after due",
            AT_NOTICE,
            {},
            "070110 > 070209 > - curing",
            "a cure period that needs no notice: the default does",
        ),
        ("covenant: covenant debt", AT_NOTICE, {}, "- > - > 070111 default", "automatic"),
    ],
)
def test_when_a_breach_is_an_event_of_default(
    event: str, occurs: Occurs, facts: dict[str, Any], expected: str, source: str
) -> None:
    assert run(read(event, occurs), **facts) == [f"covenant 070110 070111 {expected}"], source


@pytest.mark.parametrize(
    ("occurs", "expected", "source"),
    [
        (AFTER, "- > - > - breach", "no cure period, so nothing that could run out"),
        (AT_NOTICE, "- > - > 080929 default", "a notice all the same"),
    ],
)
def test_a_notice_that_is_none_of_the_breach_starts_no_cure_period(
    occurs: Occurs, expected: str, source: str
) -> None:
    notice = Notice(SENT, starts_cure=False)
    found = run(read(COVENANT, occurs), notice=notice)
    assert found == [f"covenant 070110 070111 {expected}"], source


def test_a_notice_before_a_breach_makes_it_no_event_of_default() -> None:
    # the notice of 1 July is of the covenant; the payment is missed on 30 September
    terms = terms_of(COVENANT, PAYMENT)
    events = tuple(replace(each, occurs=AT_NOTICE) for each in terms.events_of_default)
    terms = replace(terms, events_of_default=events)
    assert run(terms, notice=day("2008-07-01"), missed=(day("2008-09-30"),)) == [
        # 2, 3, 7-11, 14-16 July: ten Business Days without the 4th
        "covenant 070110 070111 080701 > 080716 > 080701 default",
        "payment 080930 081001 080930 > 081003 > - curing",
    ]


def test_the_notice_is_not_received_before_its_day() -> None:
    terms = terms_of("covenant: covenant debt; cure 10 business days after notice received")
    notice = Notice(SENT, day("2008-10-02"))
    assert run(terms, notice=notice, as_of=day("2008-10-01")) == [
        "covenant 070110 070111 - > - > - breach"
    ]
    assert run(terms, notice=notice, as_of=day("2008-10-02")) == [
        "covenant 070110 070111 081002 > 081017 > - curing"
    ]


def test_nothing_is_to_be_cured_before_the_breach() -> None:
    terms = terms_of("covenant: covenant debt; cure 30 days after due")
    assert run(terms, as_of=day("2007-01-10")) == [
        "covenant 070110 070111 070110 > - > - performing"
    ]
    assert run(terms, as_of=day("2007-01-11")) == [
        "covenant 070110 070111 070110 > 070209 > - curing"
    ]
    (clock,) = clocks.run(terms, Facts(as_of=day("2007-01-10")), BANKS)
    assert [str(each.deadline) for each in counted(clock, terms)] == ["0 days after 2007-01-10"]


def test_a_payment_is_no_clock_before_it_is_missed() -> None:
    missed = (day("2008-09-30"),)
    assert len(run(CASE, missed=missed, as_of=day("2008-09-30"))) == 1
    assert run(CASE, missed=missed, as_of=day("2008-10-01"))[1] == (
        "payment 080930 081001 080930 > 081003 > - curing"
    )


P1 = "payment 080701 080702 080701 > 080707 > 080708 default"  # 2, 3, 7 July: Friday is the 4th
P2 = "payment 080930 081001 080930 > 081003 > 081004 default"
MISSED = (day("2008-09-30"), day("2008-07-01"))


@pytest.mark.parametrize(
    ("facts", "expected", "source"),
    [
        ({"notice": SENT, "missed": MISSED}, [RIPE, P1, P2], "each runs its own clock"),
        (
            {"notice": SENT, "missed": MISSED, "occurred": {"crash": day("2008-05-01")}},
            [RIPE, P1, P2, "crash 080501 080501 - > - > 080501 default"],
            "in the order of the terms, then of the due dates",
        ),
        (
            {"missed": MISSED, "cured": {"payment": day("2008-07-07")}},
            [
                "covenant 070110 070111 - > - > - breach",
                "payment 080701 080702 080701 > 080707 > - cured",
                P2,
            ],
            "a cure of the first payment cures no later one",
        ),
        (
            {"missed": MISSED, "cured": {"payment": day("2008-10-03")}},
            [
                "covenant 070110 070111 - > - > - breach",
                P1,
                "payment 080930 081001 080930 > 081003 > - cured",
            ],
            "in time for the second, late for the first",
        ),
        (
            {"missed": MISSED, "waived": {"covenant": day("2008-01-01")}},
            ["covenant 070110 070111 - > - > - waived", P1, P2],
            "a waiver of one clock does not stop another",
        ),
        (
            {"missed": MISSED[:1], "cured": day("2008-09-30")},
            [
                "covenant 070110 070111 - > - > - cured",
                P2,
            ],
            "a bare date goes to the only clock open then",
        ),
        (
            {"notice": day("2008-07-02"), "missed": MISSED},
            [
                # 3 July; 7-11; 14-17 July: ten Business Days without the 4th
                "covenant 070110 070111 080702 > 080717 > 080718 default",
                P1,
                P2,
            ],
            "the notice counts for the covenant; payments need none",
        ),
    ],
)
def test_several_clocks(facts: dict[str, Any], expected: list[str], source: str) -> None:
    assert run(CASE, **facts) == expected, source


def test_a_notice_that_another_default_supports_starts_no_later_clock() -> None:
    # the covenant falls due only on 10 January 2009; the payment was missed before the notice
    terms = terms_of(COVENANT, PAYMENT, debt="2009-01-10")
    assert run(terms, notice=day("2008-10-01"), missed=(day("2008-09-30"),)) == [
        "covenant 090110 090111 - > - > - breach",
        P2,
    ]


NOT_YET = "is of a breach that has not happened: it is not after"


@pytest.mark.parametrize(
    ("terms", "facts", "expected"),
    [
        (
            LIQUIDMETAL_2007,
            {"notice": day("2007-01-10")},
            [
                f"notice: the notice of 2007-01-10 {NOT_YET} the deadline of covenant"
                " 'debt-payoff' (SPA 4(i)), 2007-01-10; write a notice date from 2007-01-11 on"
            ],
        ),
        (
            LIQUIDMETAL_2007,
            {"notices": (Notice(day("2007-01-10")), Notice(day("2008-09-29")))},
            [
                f"notices.2007-01-10: the notice of 2007-01-10 {NOT_YET} the deadline of covenant"
                " 'debt-payoff' (SPA 4(i)), 2007-01-10; write a notice date from 2007-01-11 on"
            ],
        ),
        (
            terms_of(COVENANT, PAYMENT),
            {"notice": day("2007-01-05"), "missed": (day("2007-01-05"),)},
            [
                f"notice: the notice of 2007-01-05 {NOT_YET} the deadline of covenant 'debt'"
                " (SPA 1), 2007-01-10; write a notice date from 2007-01-11 on"
            ],
        ),
        (
            terms_of("payment: payment; cure 3 days after notice"),
            {"notice": day("2008-09-30"), "missed": (day("2008-09-30"),)},
            [
                f"notice: the notice of 2008-09-30 {NOT_YET} the payment of event of default"
                " 'payment' (Note payment), 2008-09-30; write a notice date from 2008-10-01 on"
            ],
        ),
        (
            terms_of("crash: happening; cure 3 days after notice"),
            {"notice": day("2008-09-29"), "occurred": {"crash": day("2008-09-30")}},
            [
                f"notice: the notice of 2008-09-29 {NOT_YET} the happening of event of default"
                " 'crash' (Note crash), 2008-09-30; write a notice date from 2008-09-30 on"
            ],
        ),
        (
            LIQUIDMETAL_2007,
            {"cured": day("2007-01-10")},
            [
                "cured.covenant: the cure of 2007-01-10 is before the breach of 2007-01-11:"
                " the deadline of covenant 'debt-payoff' (SPA 4(i)), 2007-01-10;"
                " write a date from 2007-01-11 on"
            ],
        ),
        (
            terms_of(PAYMENT),
            {"waived": {"payment": day("2008-06-30")}, "missed": MISSED},
            [
                "waived.payment: the waiver of 2008-06-30 is before the breach of 2008-07-02:"
                " the payment of event of default 'payment' (Note payment), 2008-07-01;"
                " write a date from 2008-07-02 on"
            ],
        ),
        (
            CASE,
            {"cured": {"covenent": day("2008-01-01")}},
            [
                "cured.covenent: unknown event of default 'covenent';"
                " did you mean covenant? (one of covenant, payment, crash)"
            ],
        ),
        (
            CASE,
            {"waived": {"payment": day("2008-01-01")}},
            [
                "waived.payment: 'payment' has no breach in the facts;"
                " give the missed payment or the happening too"
            ],
        ),
        (
            CASE,
            {"missed": (day("2008-09-30"),), "cured": day("2008-10-01")},
            [
                "cured: cured on 2008-10-01: several clocks are open;"
                " say which: {covenant: 2008-10-01}, {payment: 2008-10-01}"
            ],
        ),
        (
            terms_of(PAYMENT),
            {"waived": day("2008-10-01")},
            ["waived: waived on 2008-10-01: no clock is running; leave it out"],
        ),
        (
            CASE,
            {"missed": (day("2007-01-02"), day("2007-01-03"), day("2007-01-04"))},
            [
                f"missed.{on}: the payment missed on {on} was not due after the issue on"
                " 2007-01-03; write a due date of this note"
                for on in ("2007-01-02", "2007-01-03")
            ],
        ),
        (
            CASE,
            {"occurred": {"crash": day("2007-01-02")}},
            [
                "occurred.crash: 'crash' of 2007-01-02 was before the issue on 2007-01-03;"
                " write the day it happened to this note"
            ],
        ),
        (
            CASE,
            {"cured": day("2007-01-10"), "missed": MISSED},
            [
                "cured.covenant: the cure of 2007-01-10 is before the breach of 2007-01-11:"
                " the deadline of covenant 'debt' (SPA 1), 2007-01-10;"
                " write a date from 2007-01-11 on"
            ],
        ),
        (
            CASE,
            {"waived": day("2007-01-10"), "occurred": {"crash": day("2008-05-01")}},
            [
                "waived.covenant: the waiver of 2007-01-10 is before the breach of 2007-01-11:"
                " the deadline of covenant 'debt' (SPA 1), 2007-01-10;"
                " write a date from 2007-01-11 on"
            ],
        ),
        (
            terms_of(PAYMENT),
            {"waived": day("2008-07-01"), "missed": MISSED},
            [
                "waived.payment: the waiver of 2008-07-01 is before the breach of 2008-07-02:"
                " the payment of event of default 'payment' (Note payment), 2008-07-01;"
                " write a date from 2008-07-02 on"
            ],
        ),
        (
            CASE,
            {"occurred": {"crush": day("2008-10-01")}},
            ["occurred.crush: unknown happening 'crush'; did you mean crash? (one of crash)"],
        ),
        (
            CASE,
            {"occurred": {"crash": day("2008-10-01"), "crush": day("2008-10-01")}},
            ["occurred.crush: unknown happening 'crush'; did you mean crash? (one of crash)"],
        ),
        (
            terms_of(COVENANT),
            {"occurred": {"crash": day("2008-10-01")}},
            [
                "occurred.crash: no event of default of these terms is a happening such as"
                " 'crash'; add one without covenant and payment, or leave it out"
            ],
        ),
    ],
)
def test_facts_that_do_not_fit_are_refused(
    terms: Terms, facts: dict[str, Any], expected: list[str]
) -> None:
    assert message(terms, **facts) == expected


def test_all_problems_are_told_together() -> None:
    found = message(
        terms_of(COVENANT, CRASH),
        notice=day("2007-01-10"),
        occurred={"crush": day("2008-10-01")},
        cured={"covenant": day("2007-01-09")},
        waived={"covenant": day("2007-01-10")},
    )
    paths = [problem.partition(":")[0] for problem in found]
    assert paths == ["occurred.crush", "notice", "cured.covenant", "waived.covenant"]


@pytest.mark.parametrize(
    ("states", "expected", "source"),
    [
        ("", "performing", "no clock"),
        ("curing default breach", "default", "rule 2"),
        ("breach curing waived", "curing", "rule 2: the worst of curing, breach, waived, cured"),
        ("waived breach cured", "breach", "rule 2"),
        ("cured waived performing", "waived", "rule 2"),
        ("performing cured", "cured", "rule 2"),
    ],
)
def test_the_worst_state(states: str, expected: str, source: str) -> None:
    assert worst(State(each) for each in states.split()).value == expected, source


def test_what_was_counted_can_be_told() -> None:
    covenant, payment, crash = clocks.run(
        CASE,
        Facts(notice=SENT, missed=(day("2008-09-30"),), occurred={"crash": day("2008-10-30")}),
        BANKS,
    )
    told = [(str(each.deadline), each.start, each.end) for each in counted(covenant, CASE)]
    assert told == [
        ("0 days after 2007-01-10", day("2007-01-10"), day("2007-01-10")),
        ("10 business days after notice", SENT, day("2008-10-14")),
    ]
    told = [(str(each.deadline), each.start, each.end) for each in counted(payment, CASE)]
    assert told == [
        ("3 business days after due", day("2008-09-30"), day("2008-10-03")),
    ]
    assert list(counted(crash, CASE)) == []


def test_a_covenant_deadline_counts_from_its_anchor() -> None:
    for text, expected in (
        ("5 business days after closing", "2007-02-12"),  # Tue 6 to Fri 9 are 1-4
        ("5 days after issue", "2007-01-08"),
        ("5 days after 2007-03-01", "2007-03-06"),
    ):
        terms = replace(
            CASE,
            closing_date=day("2007-02-05"),
            covenants=(Covenant("debt", "SPA 1", Deadline.parse(text)),),
        )
        (clock,) = clocks.run(terms, Facts(), BANKS)
        assert clock.due == day(expected), text


# --- rule 13: several notices ---


def sent(text: str, *of: str, **more: Any) -> Notice:
    """A notice of a day of 2008, of these events of default (none: of all)."""
    return Notice(day(f"2008-{text}"), of=of, **more)


FIVE = "other: covenant debt; cure 5 days after notice"
ON_NOTICE = "payment: payment; cure 3 business days after notice"
C_0929 = "covenant 070110 070111 080929 > 081014 > 081015 default"
NOT_COVENANT = "covenant 070110 070111 - > - > - breach"


@pytest.mark.parametrize(
    ("events", "notices", "expected", "source"),
    [
        (
            (COVENANT, FIVE),
            [sent("09-29", "covenant")],
            [C_0929, "other 070110 070111 - > - > - breach"],
            "a notice of one default does not start another's clock",
        ),
        (
            (COVENANT, FIVE),
            [sent("09-29", "covenant"), sent("10-06")],
            # 6 October and five days: Sat 11
            [C_0929, "other 070110 070111 081006 > 081011 > 081012 default"],
            "each from the first notice of it",
        ),
        (
            (COVENANT, FIVE),
            [sent("10-06", "other", "covenant"), sent("09-29", "other")],
            # 7-10 October, 14-17, 20 and 21 October: ten Business Days without the 13th
            [
                "covenant 070110 070111 081006 > 081021 > 081022 default",
                "other 070110 070111 080929 > 081004 > 081005 default",
            ],
            "in whatever order they are given",
        ),
        (
            (COVENANT, FIVE),
            [sent("09-29"), sent("10-06")],
            [C_0929, "other 070110 070111 080929 > 081004 > 081005 default"],
            "of all: the first",
        ),
        (
            (COVENANT, ON_NOTICE),
            [sent("09-29"), sent("10-01")],
            [C_0929, "payment 080930 081001 081001 > 081006 > 081007 default"],
            "the first came before the payment was missed; the second on its breach",
        ),
        (
            (COVENANT, ON_NOTICE),
            [sent("09-29"), sent("09-30")],
            [C_0929, "payment 080930 081001 - > - > - breach"],
            "both came before the breach",
        ),
        (
            (COVENANT, ON_NOTICE),
            [sent("10-06", "payment")],
            # 7, 8 and 9 October
            [NOT_COVENANT, "payment 080930 081001 081006 > 081009 > 081010 default"],
            "of the payment alone",
        ),
        (
            (COVENANT,),
            [sent("09-29", starts_cure=False), sent("10-06")],
            ["covenant 070110 070111 081006 > 081021 > 081022 default"],
            "the first is read as none of the breach",
        ),
        (
            (COVENANT,),
            [sent("09-29"), sent("10-06", starts_cure=False)],
            [C_0929],
            "the second is",
        ),
    ],
)
def test_several_notices(
    events: tuple[str, ...], notices: list[Notice], expected: list[str], source: str
) -> None:
    terms, missed = terms_of(*events), (day("2008-09-30"),)
    facts = {"missed": missed if ON_NOTICE in events else ()}
    assert run(terms, notices=tuple(notices), **facts) == expected, source
    assert run(terms, notice=notices[-1], notices=tuple(notices[:-1]), **facts) == expected, source


def test_a_default_at_the_notice_is_at_the_first_notice_of_it() -> None:
    # a notice read as none of the breach starts no cure period; the reading at-notice takes it
    terms = read(COVENANT, AT_NOTICE)
    notices = (sent("10-06"), sent("09-29", starts_cure=False))
    assert run(terms, notices=notices) == [
        "covenant 070110 070111 081006 > 081021 > 080929 default"
    ]
    other = terms_of(COVENANT, FIVE)
    events = tuple(replace(each, occurs=AT_NOTICE) for each in other.events_of_default)
    other = replace(other, events_of_default=events)
    assert run(other, notices=(sent("09-29", "other"), sent("10-06"))) == [
        "covenant 070110 070111 081006 > 081021 > 081006 default",
        "other 070110 070111 080929 > 081004 > 080929 default",
    ]


def test_a_later_notice_has_not_happened_as_of_an_earlier_day() -> None:
    notices = (sent("09-29", "covenant"), sent("10-06", "other"))
    terms = terms_of(COVENANT, FIVE)
    assert run(terms, notices=notices, as_of=day("2008-10-05")) == [
        "covenant 070110 070111 080929 > 081014 > - curing",
        "other 070110 070111 - > - > - breach",
    ]
    assert run(terms, notices=notices, as_of=day("2008-10-06"))[1] == (
        "other 070110 070111 081006 > 081011 > - curing"
    )


def test_the_first_received_starts_a_clock_from_receipt() -> None:
    terms = terms_of("covenant: covenant debt; cure 3 business days after notice received")
    first = Notice(SENT, day("2008-10-08"))
    second = Notice(day("2008-10-01"), day("2008-10-02"))
    # 3, 6 and 7 October
    assert run(terms, notices=(first, second)) == [
        "covenant 070110 070111 081002 > 081007 > 081008 default"
    ]
    assert run(terms, notices=(first, second), as_of=day("2008-10-01")) == [NOT_COVENANT]


NO_BREACH = "give the missed payment or the happening too"


@pytest.mark.parametrize(
    ("terms", "notices", "expected"),
    [
        (CASE, [sent("09-29", "payment")], ["notice.of: the notice of 2008-09-29 is of 'payment',"
         f" which has no breach; {NO_BREACH}"]),
        (CASE, [sent("09-29", "crash", "payment")], ["notice.of: the notice of 2008-09-29 is of"
         f" 'crash', which has no breach; {NO_BREACH}"]),
        (CASE, [sent("09-29", "payment", "covenant")], []),
        (
            CASE,
            [sent("09-29"), Notice(day("2007-01-10"))],
            [f"notice: the notice of 2007-01-10 {NOT_YET} the deadline of covenant 'debt' (SPA 1),"
             " 2007-01-10; write a notice date from 2007-01-11 on"],
        ),
    ],
)  # fmt: skip
def test_every_notice_needs_a_breach(
    terms: Terms, notices: list[Notice], expected: list[str]
) -> None:
    facts = {"notice": notices[-1], "notices": tuple(notices[:-1])}
    if expected:
        assert message(terms, **facts) == expected
    else:
        assert len(run(terms, **facts)) == 1, "one of those it names is breached"


def test_a_notice_of_a_payment_is_not_supported_by_another_default() -> None:
    # the payment is missed on 30 September; the covenant has been in breach since 2007
    terms = terms_of(COVENANT, ON_NOTICE)
    missed = (day("2008-09-30"),)
    assert message(terms, notice=sent("09-30", "payment"), missed=missed) == [
        f"notice: the notice of 2008-09-30 {NOT_YET} the payment of event of default 'payment'"
        " (Note payment), 2008-09-30; write a notice date from 2008-10-01 on"
    ]
    assert run(terms, notice=sent("10-01", "payment"), missed=missed)[1] == (
        "payment 080930 081001 081001 > 081006 > 081007 default"
    )


# --- rule 14: forbearance ---


def stay(start: str, end: str) -> Forbearance:
    return Forbearance(day(f"2008-{start}"), day(f"2008-{end}"))


@pytest.mark.parametrize(
    ("event", "facts", "forbearances", "expected", "source"),
    [
        (COVENANT, {"notice": SENT}, [stay("10-01", "10-07")], "080929 > 081021 > 081022 default",
         "five Business Days in it: 15, 16, 17, 20, 21 October instead"),
        (COVENANT, {"notice": SENT}, [stay("09-01", "09-29")], "080929 > 081014 > 081015 default",
         "over by the day of the notice"),
        (COVENANT, {"notice": SENT}, [stay("10-15", "10-31")], "080929 > 081014 > 081015 default",
         "it starts on the Event of Default: too late for it"),
        (COVENANT, {"notice": SENT}, [stay("10-14", "10-31")], "080929 > 081103 > 081104 default",
         "it starts on the last day, which moves to Mon 3 November"),
        (COVENANT, {"notice": SENT, "cured": day("2008-10-21")}, [stay("10-01", "10-07")],
         "080929 > 081021 > - cured", "cured on the last day that it gives"),
        (COVENANT, {"notice": SENT, "cured": day("2008-10-22")}, [stay("10-01", "10-07")],
         "080929 > 081021 > 081022 default", "cured a day late"),
        (COVENANT, {"notice": SENT, "as_of": day("2008-10-20")}, [stay("10-01", "10-07")],
         "080929 > 081021 > - curing", "still curing"),
        (COVENANT, {"notice": SENT, "as_of": day("2008-10-15")}, [stay("10-16", "10-17")],
         "080929 > 081014 > 081015 default", "a forbearance that has not happened"),
        ("covenant: covenant debt; cure 10 days after notice", {"notice": SENT},
         [stay("10-01", "10-05")], "080929 > 081014 > 081015 default",
         "five days longer, with the weekend in it"),
        ("covenant: covenant debt; cure 10 days after notice, rolled following", {"notice": SENT},
         [stay("10-01", "10-02")], "080929 > 081014 > 081015 default",
         "to Sat 11 October, rolled over Columbus Day"),
        ("covenant: covenant debt", {}, [stay("01-01", "12-31")], "- > - > 070111 default",
         "no cure period, nothing to stand still"),
    ],
)  # fmt: skip
def test_a_cure_period_stands_still_in_a_forbearance(
    event: str,
    facts: dict[str, Any],
    forbearances: list[Forbearance],
    expected: str,
    source: str,
) -> None:
    found = run(terms_of(event), forbearances=tuple(forbearances), **facts)
    assert found == [f"covenant 070110 070111 {expected}"], source


def test_a_forbearance_moves_no_covenant_deadline() -> None:
    terms = terms_of(COVENANT, debt="2008-10-06")
    facts = Facts(forbearances=(stay("10-01", "10-07"),), notice=day("2008-10-07"))
    (clock,) = clocks.run(terms, facts, BANKS)
    assert (clock.due, clock.breach) == (day("2008-10-06"), day("2008-10-07"))
    pauses = [each.paused for each in counted(clock, terms)]
    assert pauses == [(), ((day("2008-10-01"), day("2008-10-07"), "forbearance"),)]


# --- a partial cure (rule 15) ---


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (PartialCure(day("2008-10-01"), "covenent"),
         "partly_cured.2008-10-01.of: unknown breach 'covenent'; did you mean covenant?"
         " (one of covenant, payment)"),
        (PartialCure(day("2008-10-01"), "crash"),
         "partly_cured.2008-10-01.of: unknown breach 'crash'; write one of covenant, payment"),
        (PartialCure(day("2007-01-10"), "covenant"),
         "partly_cured.2007-01-10.on: the partial cure of 2007-01-10 is before the breach of"
         " 2007-01-11: the deadline of covenant 'debt' (SPA 1), 2007-01-10; write a date"
         " from 2007-01-11 on"),
        (PartialCure(day("2008-07-01"), "payment"),
         "partly_cured.2008-07-01.on: the partial cure of 2008-07-01 is before the breach of"
         " 2008-07-02: the payment of event of default 'payment' (Note payment), 2008-07-01;"
         " write a date from 2008-07-02 on"),
    ],
)  # fmt: skip
def test_a_partial_cure_is_of_a_breach(part: PartialCure, expected: str) -> None:
    assert message(CASE, missed=MISSED, partly_cured=(part,)) == [expected]


def test_a_partial_cure_stops_no_clock() -> None:
    for each in ("2007-01-11 covenant", "2008-10-14 covenant", "2008-07-02 payment"):
        on, of = each.split()
        parts = (PartialCure(day(on), of, "half of it"),)
        found = run(CASE, notice=SENT, missed=MISSED, partly_cured=parts)
        assert found == [RIPE, P1, P2], on


# --- rule 21: a due date that rolls ---


def rolling(roll: Roll | None, event: str = PAYMENT) -> Terms:
    terms = terms_of(event)
    return replace(terms, interest=replace(terms.interest, roll=roll))


@pytest.mark.parametrize(
    ("roll", "missed", "expected", "source"),
    [
        # 1 November 2008 is a Saturday
        (None, "2008-11-01", "081101 081102 081101 > 081105 > 081106 default", "rule 5: no roll"),
        (Roll.FOLLOWING, "2008-11-01", "081103 081104 081103 > 081106 > 081107 default",
         "to Monday; 4, 5 and 6 November"),
        (Roll.PRECEDING, "2008-11-01", "081031 081101 081031 > 081105 > 081106 default",
         "to Friday; 3, 4 and 5 November"),
        # Sun 31 August, then Labor Day
        (Roll.FOLLOWING, "2008-08-31", "080902 080903 080902 > 080905 > 080906 default",
         "to Tuesday, in the next month"),
        (Roll.MODIFIED_FOLLOWING, "2008-08-31", "080829 080830 080829 > 080904 > 080905 default",
         "to Friday, in the month; 2, 3 and 4 September"),
        (Roll.FOLLOWING, "2008-09-30", "080930 081001 080930 > 081003 > 081004 default",
         "a Business Day does not roll"),
        (Roll.FOLLOWING, "2008-11-03", "081103 081104 081103 > 081106 > 081107 default",
         "given as the day that it rolls to"),
    ],
)  # fmt: skip
def test_a_missed_payment_was_due_on_the_day_rolled_to(
    roll: Roll | None, missed: str, expected: str, source: str
) -> None:
    assert run(rolling(roll), missed=(day(missed),)) == [f"payment {expected}"], source
    (clock,) = clocks.run(rolling(roll), Facts(missed=(day(missed),)), BANKS)
    assert clock.scheduled == (day(missed),), "both are kept"


ONE_DAY = [
    (Roll.FOLLOWING, "2008-11-01 2008-11-02", ["081103 081104 081103 > 081106 > 081107 default"],
     ["2008-11-01", "2008-11-02"], "Saturday and Sunday, to Monday"),
    (Roll.FOLLOWING, "2008-11-01 2008-11-02 2008-11-03",
     ["081103 081104 081103 > 081106 > 081107 default"], ["2008-11-01", "2008-11-02"],
     "and Monday itself"),
    (Roll.MODIFIED_FOLLOWING, "2008-08-29 2008-08-31",
     ["080829 080830 080829 > 080904 > 080905 default"], ["2008-08-31"],
     "Friday, and Sunday back to it: 2, 3 and 4 September"),
    (Roll.FOLLOWING, "2008-11-01 2008-11-04",
     ["081103 081104 081103 > 081106 > 081107 default",
      "081104 081105 081104 > 081107 > 081108 default"], ["2008-11-01"], "two days, two clocks"),
    (None, "2008-11-01 2008-11-02",
     ["081101 081102 081101 > 081105 > 081106 default",
      "081102 081103 081102 > 081105 > 081106 default"], [],
     "rule 5: nothing rolls; 3, 4 and 5 November from either"),
]  # fmt: skip


@pytest.mark.parametrize(("roll", "missed", "expected", "rolled", "source"), ONE_DAY)
def test_what_rolls_to_one_day_is_one_clock(
    roll: Roll | None, missed: str, expected: list[str], rolled: list[str], source: str
) -> None:
    # Rule 21: a missed payment is missed on the day rolled to.
    days = tuple(map(day, missed.split()))
    assert run(rolling(roll), missed=days) == [f"payment {each}" for each in expected], source
    (first, *_) = clocks.run(rolling(roll), Facts(missed=days), BANKS)
    assert first.rolled == tuple(map(day, rolled)), source
    told = " and ".join(f"{day(each):%a} {each}" for each in rolled)
    assert (f"rolled from {told}, not paid" in breach(first)) is bool(rolled), source


def test_a_payment_that_rolls_is_not_missed_before_its_day() -> None:
    terms, missed = rolling(Roll.FOLLOWING), (day("2008-11-01"),)
    assert run(terms, missed=missed, as_of=day("2008-11-03")) == [
        "payment 081103 081104 081103 > - > - performing"
    ]
    assert run(terms, missed=missed, as_of=day("2008-11-04")) == [
        "payment 081103 081104 081103 > 081106 > - curing"
    ]
    at_once = rolling(Roll.FOLLOWING, "payment: payment")
    assert run(at_once, missed=missed) == ["payment 081103 081104 - > - > 081104 default"]


def test_no_other_deadline_rolls_with_interest() -> None:
    terms = rolling(Roll.FOLLOWING, "covenant: covenant debt")
    terms = replace(terms, covenants=(Covenant("debt", "SPA 1", Deadline.parse(
        "0 days after 2008-11-01")),))  # fmt: skip
    assert run(terms) == ["covenant 081101 081102 - > - > 081102 default"]


def test_a_happening_on_the_day_of_the_issue_is_of_this_note() -> None:
    assert run(CASE, occurred={"crash": day("2007-01-03")})[1] == (
        "crash 070103 070103 - > - > 070103 default"
    )
