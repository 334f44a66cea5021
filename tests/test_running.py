"""On which days the default rate runs, and when redemption opens (rules 4, 14, 15 and 23)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import BANKS, COVENANT, CRASH, PAYMENT, day, note, reread

from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Forbearance, Notice
from notecalc.terms import DefaultFrom, DefaultUntil, Terms
from notecalc.timeline import State, Timeline, timeline

# Notice of Mon 29 September 2008: the tenth Business Day is Tue 14 October, default on Wed 15.
# Missed on Tue 30 September: three Business Days end on Fri 3 October, default on Sat 4.
SENT = day("2008-09-29")
MISSED = (day("2008-09-30"),)
NOTE = note(COVENANT, PAYMENT, CRASH)
LATE = {"redeem_on": day("2008-12-01")}
AUTOMATIC = note("covenant: covenant debt", CRASH)  # default on Fri 11 January 2008


def ending(terms: Terms, until: DefaultUntil) -> Terms:
    return replace(terms, default_rates=replace(terms.default_rates, until=until))


def forbears(text: str, suspends_rate: bool = False, clause: str = "standstill") -> Forbearance:
    """A forbearance from "MM-DD MM-DD" of 2008."""
    start, end = text.split()
    return Forbearance(day(f"2008-{start}"), day(f"2008-{end}"), suspends_rate, clause)


def run(terms: Terms, **facts: Any) -> Timeline:
    return timeline(terms, Facts(**facts), BANKS)


def spans(found: Timeline) -> str:
    """The days at the default rate: "10-04/10-10 10-15/"."""
    told = [(f"{start:%m-%d}", f"{end:%m-%d}" if end else "") for start, end in found.at_default]
    return " ".join(f"{start}/{end}" for start, end in told)


def on(text: str) -> dict[str, Any]:
    """Dates of 2008 by event of default: "payment 10-10, covenant 11-03"."""
    pairs = [each.split() for each in text.split(", ")] if text else []
    return {name: day(f"2008-{at}") for name, at in pairs}


REDEMPTION, CURE, WAIVER = DefaultUntil


@pytest.mark.parametrize(
    ("until", "cured", "waived", "expected", "source"),
    [
        (REDEMPTION, "covenant 11-03", "covenant 11-04", "10-15/", "to redemption, whatever comes"),
        (CURE, "", "", "10-15/", "neither cured nor waived"),
        (CURE, "covenant 11-03", "", "10-15/11-03", "to the day of the cure, not that day"),
        (CURE, "", "covenant 11-03", "10-15/11-03", "a waiver ends it too"),
        (CURE, "covenant 11-03", "covenant 11-01", "10-15/11-01", "the earlier: the waiver"),
        (CURE, "covenant 11-01", "covenant 11-03", "10-15/11-01", "the earlier: the cure"),
        (CURE, "covenant 10-16", "", "10-15/10-16", "cured on the day after: one day"),
        (CURE, "covenant 10-15", "", "", "cured on the day of the default: not one day"),
        (CURE, "", "covenant 10-15", "", "waived on the day of the default"),
        (WAIVER, "covenant 11-03", "", "10-15/", "a cure does not end it"),
        (WAIVER, "", "covenant 11-03", "10-15/11-03", "a waiver does"),
        (WAIVER, "covenant 11-01", "covenant 11-03", "10-15/11-03", "the waiver, not the cure"),
    ],
)
def test_how_long_the_default_rate_runs(
    until: DefaultUntil, cured: str, waived: str, expected: str, source: str
) -> None:
    found = run(ending(NOTE, until), notice=SENT, cured=on(cured), waived=on(waived), **LATE)
    assert spans(found) == expected, source
    assert found.state is State.DEFAULT, "rule 15: the state stays"
    assert found.redemption == day("2008-12-01"), "nor is redemption closed"
    ended = [each for each in found.events if each.event == "default_rate_until"]
    _, _, end = expected.partition("/")
    assert [f"{each.date:%m-%d}" for each in ended] == ([end] if end else []), source


def test_a_cure_before_the_default_leaves_no_default_rate() -> None:
    found = run(ending(NOTE, CURE), notice=SENT, cured=on("covenant 10-14"))
    assert (found.state, found.at_default, found.default_from) == (State.CURED, (), None)


def test_a_default_rate_that_never_runs_has_no_start() -> None:
    # cured on the Event of Default: the redemption stays open, the base rate runs on
    found = run(ending(NOTE, CURE), notice=SENT, cured=on("covenant 10-15"))
    assert (found.default_from, found.redemption) == (None, day("2008-10-15"))
    assert "default_rate_from" not in [each.event for each in found.events]


E, N, B = DefaultFrom.EVENT_OF_DEFAULT, DefaultFrom.NOTICE, DefaultFrom.BREACH


@pytest.mark.parametrize(
    ("reading", "until", "cured", "waived", "expected", "source"),
    [
        (E, REDEMPTION, "payment 10-10, covenant 11-03", "", "10-04/", "to redemption"),
        (E, CURE, "payment 11-03", "", "10-04/", "the covenant's default goes on"),
        (E, CURE, "covenant 11-03", "", "10-04/", "the payment's default goes on"),
        (E, CURE, "payment 10-10", "", "10-04/10-10 10-15/", "cured before the other default"),
        (E, CURE, "payment 10-15", "", "10-04/", "cured as the other default starts: no gap"),
        (E, CURE, "payment 10-14", "", "10-04/10-14 10-15/", "a gap of a day"),
        (E, CURE, "payment 11-03, covenant 11-10", "", "10-04/11-10", "both: the later"),
        (E, CURE, "payment 11-10, covenant 11-03", "", "10-04/11-10", "both: the later"),
        (E, CURE, "payment 10-10, covenant 11-03", "", "10-04/10-10 10-15/11-03", "both, a gap"),
        (E, CURE, "payment 10-04", "", "10-15/", "the first gone on its day: the second's own day"),
        (E, CURE, "payment 10-04, covenant 10-15", "", "", "each gone on its day"),
        (E, CURE, "payment 11-03", "covenant 11-05", "10-04/11-05", "one cured, one waived"),
        (E, WAIVER, "payment 10-10", "covenant 11-03", "10-04/", "a cure does not end the first"),
        (E, WAIVER, "", "payment 10-10, covenant 11-03", "10-04/10-10 10-15/11-03", "waivers"),
        (N, CURE, "payment 10-10", "", "09-29/10-10 10-15/", "the reading starts the first"),
        (B, CURE, "payment 10-10", "", "01-11/10-10 10-15/", "the second from its own day"),
        (B, CURE, "payment 11-03, covenant 10-20", "", "01-11/11-03", "one within the other"),
    ],
)
def test_the_default_rate_runs_while_any_default_continues(
    reading: DefaultFrom,
    until: DefaultUntil,
    cured: str,
    waived: str,
    expected: str,
    source: str,
) -> None:
    terms = reread(ending(NOTE, until), reading)
    facts = {"notice": SENT, "missed": MISSED, "cured": on(cured), "waived": on(waived), **LATE}
    assert spans(run(terms, **facts)) == expected, source


def test_no_default_rate_runs_before_the_reading_has_it() -> None:
    # Two defaults of 11 January and 3 March, both long before the notice that the reading names.
    # The first is cured on 1 February: it never bears the rate; the second does from the notice.
    terms = reread(ending(AUTOMATIC, CURE), N)
    facts: dict[str, Any] = {"notice": SENT, "occurred": on("crash 03-03")}
    assert spans(run(terms, **facts, cured=on("covenant 02-01"))) == "09-29/"
    assert spans(run(terms, **facts, cured=on("covenant 10-10"))) == "09-29/"
    both = on("covenant 10-10, crash 10-20")
    assert spans(run(terms, **facts, cured=both)) == "09-29/10-20"


@pytest.mark.parametrize(
    ("until", "cured", "expected", "source"),
    [
        (CURE, "payment 10-10", "reading cure: the default rate runs until a cure or a waiver, and"
         " the base rate again", "Note 2"),
        (WAIVER, "payment 10-10", "reading waiver: the default rate runs until a waiver, and the"
         " base rate again", "Note 2"),
    ],
)  # fmt: skip
def test_the_end_of_the_default_rate_says_why(
    until: DefaultUntil, cured: str, expected: str, source: str
) -> None:
    path = "cured" if until is CURE else "waived"
    found = run(ending(NOTE, until), missed=MISSED, **{path: on(cured)})
    (event,) = [each for each in found.events if each.event == "default_rate_until"]
    assert (event.reason, event.clause, event.of) == (expected, source, None)


@pytest.mark.parametrize(
    ("forbearances", "cured", "expected", "source"),
    [
        ([], "", "01-11/", "none"),
        (["02-04 02-10"], "", "01-11/02-04 02-11/", "first day to last, both included"),
        (["01-11 01-20"], "", "01-21/", "from the start of the default rate"),
        (["01-02 01-11"], "", "01-12/", "the last day of it is the first of the rate"),
        (["01-02 01-10"], "", "01-11/", "over the day before"),
        (["02-04 02-10", "02-11 02-12"], "", "01-11/02-04 02-13/", "one after the other"),
        (["02-04 02-10", "02-12 02-12"], "", "01-11/02-04 02-11/02-12 02-13/", "a day between"),
        (["02-04 03-10"], "03-03", "01-11/02-04", "cured in it"),
        (["03-03 03-10"], "03-03", "01-11/03-03", "cured on its first day"),
        (["03-04 03-10"], "03-03", "01-11/03-03", "cured before it"),
        (["02-28 03-02"], "03-03", "01-11/02-28", "it ends on the day before the cure"),
        (["02-28 03-01"], "03-03", "01-11/02-28 03-02/03-03", "one day left before the cure"),
        (["01-02 03-31"], "03-03", "", "over all of it"),
    ],
)
def test_a_forbearance_may_suspend_the_default_rate(
    forbearances: list[str], cured: str, expected: str, source: str
) -> None:
    terms = ending(AUTOMATIC, CURE)
    facts = {"cured": on(f"covenant {cured}" if cured else ""), **LATE}
    agreed = tuple(forbears(each, suspends_rate=True) for each in forbearances)
    assert spans(run(terms, forbearances=agreed, **facts)) == expected, source
    goes_on = tuple(forbears(each) for each in forbearances)
    plain = f"01-11/{cured}"
    assert spans(run(terms, forbearances=goes_on, **facts)) == plain, "rule 14: the rate goes on"


def test_a_suspension_says_so() -> None:
    agreed = (forbears("02-04 02-10", suspends_rate=True), forbears("03-03 03-07"))
    found = run(AUTOMATIC, forbearances=agreed, **LATE)
    told = [(each.event, str(each.date), each.clause, each.reason) for each in found.events
            if each.event.startswith(("forbearance", "default_rate"))]  # fmt: skip
    assert all(each.governing is True for each in found.events if each.of is None)
    stands = "no cure period is counted, no redemption falls in it; the default rate"
    assert told == [
        ("default_rate_from", "2008-01-11", "Note 2",
         "reading event-of-default: the governing Event of Default (covenant)"),
        ("forbearance", "2008-02-04", "standstill",
         f"to Sun 2008-02-10: {stands} does not run"),
        ("default_rate_until", "2008-02-04", "standstill",
         "suspended by the standstill to Sun 2008-02-10"),
        ("forbearance_end", "2008-02-10", "standstill", "the last day of it"),
        ("default_rate_again", "2008-02-11", "Note 2",
         "the default rate runs again: an Event of Default continues"),
        ("forbearance", "2008-03-03", "standstill", f"to Fri 2008-03-07: {stands} goes on"),
        ("forbearance_end", "2008-03-07", "standstill", "the last day of it"),
    ]  # fmt: skip


def test_a_suspension_is_told_apart_from_a_forbearance_that_suspends_nothing() -> None:
    agreed = (
        forbears("01-21 01-25"),
        forbears("02-04 02-10", suspends_rate=True),
        forbears("03-03 03-07", suspends_rate=True),
    )
    found = run(AUTOMATIC, forbearances=agreed, **LATE)
    told = [each.reason for each in found.events if each.event == "default_rate_until"]
    assert told == [
        "suspended by the standstill to Sun 2008-02-10",
        "suspended by the standstill to Fri 2008-03-07",
    ]


def test_a_default_rate_that_starts_late_says_why() -> None:
    found = run(AUTOMATIC, forbearances=(forbears("01-11 01-20", suspends_rate=True),))
    (event,) = [each for each in found.events if each.event == "default_rate_from"]
    assert found.default_from == event.date == day("2008-01-21")
    assert event.reason == (
        "reading event-of-default: the governing Event of Default (covenant); cured, waived or"
        " suspended from Fri 2008-01-11 to this day"
    )


# --- redemption ---


@pytest.mark.parametrize(
    ("sent", "forbearances", "expected", "reason", "source"),
    [
        ("09-29", [], "09-29", "", "none"),
        ("09-29", ["09-01 09-28"], "09-29", "", "over before it"),
        ("09-29", ["09-30 10-10"], "09-29", "", "it starts the day after"),
        ("09-29", ["09-01 09-29"], "09-30",
         "; none is in the standstill, which ends on Mon 2008-09-29", "its last day"),
        ("09-29", ["09-29 09-29"], "09-30",
         "; none is in the standstill, which ends on Mon 2008-09-29", "a day"),
        # Sat 11, Sun 12 and Columbus Day are closed
        ("09-29", ["09-29 10-10"], "10-14",
         "; none is in the standstill, which ends on Fri 2008-10-10", "then a Business Day"),
        ("09-29", ["09-29 10-03", "10-06 10-07"], "10-08",
         "; none is in the standstill, which ends on Fri 2008-10-03"
         "; none is in the standstill, which ends on Tue 2008-10-07",
         "Saturday rolls into the next one"),
        ("09-29", ["09-29 10-03", "10-07 10-08"], "10-06",
         "; none is in the standstill, which ends on Fri 2008-10-03", "the day before the next"),
        ("09-27", ["09-29 09-30"], "10-01",
         "; Sat 2008-09-27 is Saturday; none is in the standstill, which ends on Tue 2008-09-30",
         "a Saturday rolls into it"),
        ("09-27", ["09-27 09-28"], "09-29",
         "; none is in the standstill, which ends on Sun 2008-09-28", "over a weekend"),
        ("09-27", ["09-20 09-26"], "09-29", "; Sat 2008-09-27 is Saturday", "over before it"),
    ],
)  # fmt: skip
def test_no_redemption_is_assumed_in_a_forbearance(
    sent: str, forbearances: list[str], expected: str, reason: str, source: str
) -> None:
    agreed = tuple(forbears(each) for each in forbearances)
    found = run(AUTOMATIC, notice=day(f"2008-{sent}"), forbearances=agreed)
    assert found.redemption == day(f"2008-{expected}"), source
    said = found.events[-1] if found.events[-1].event == "redemption" else None
    said = said or next(each for each in found.events if each.event == "redemption")
    notice = f"{day(f'2008-{sent}'):%a} 2008-{sent}"
    assert said.reason == (
        "assumed: the first Business Day on or after the Event of Default Fri 2008-01-11 and the"
        f" notice {notice}{reason}"
    ), source


@pytest.mark.parametrize(
    ("redeem_on", "refused", "source"),
    [
        ("2008-09-30", False, "the day before"),
        ("2008-10-01", True, "its first day"),
        ("2008-10-07", True, "in the middle"),
        ("2008-10-10", True, "its last day"),
        ("2008-10-11", False, "the day after, a Saturday given is kept"),
    ],
)
def test_a_redemption_given_in_a_forbearance_is_refused(
    redeem_on: str, refused: bool, source: str
) -> None:
    facts: dict[str, Any] = {
        "notice": SENT,
        "redeem_on": day(redeem_on),
        "forbearances": (forbears("10-01 10-10"),),
    }
    if not refused:
        assert run(AUTOMATIC, **facts).redemption == day(redeem_on), source
        return
    with pytest.raises(NotecalcError) as caught:
        run(AUTOMATIC, **facts)
    assert str(caught.value) == (
        f"redeem_on: redemption on {redeem_on} is within the standstill from 2008-10-01 to"
        " 2008-10-10; write a date from 2008-10-11 on"
    ), source


# --- acceleration ---


def noticed(*given: tuple[str, str]) -> tuple[Notice, ...]:
    """Notices from days of 2008 and the principal of their senders ("": of all)."""
    return tuple(
        Notice(day(f"2008-{sent}"), principal=Decimal(held) if held else None)
        for sent, held in given
    )


QUARTER = replace(NOTE, redemption=replace(NOTE.redemption, holders_needed=Decimal("0.25")))


@pytest.mark.parametrize(
    ("given", "facts", "reached", "redemption", "source"),
    [
        ([("09-29", "250.00")], {}, "09-29", "10-15", "exactly a quarter of 1,000.00"),
        ([("09-29", "249.99")], {}, None, None, "a cent short"),
        ([("09-29", "")], {}, "09-29", "10-15", "no principal stated: all"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {}, "10-20", "10-20", "by the second"),
        ([("09-29", "100.00"), ("10-20", "149.99")], {}, None, None, "never"),
        ([("09-29", "100.00"), ("10-20", "")], {}, "10-20", "10-20", "the second is of all"),
        ([("09-29", "100.00"), ("10-18", "150.00")], {}, "10-18", "10-20", "on a Saturday"),
        ([("09-29", "100.00"), ("10-10", "150.00")], {}, "10-10", "10-15", "before the default"),
        ([("09-29", "100.00"), ("10-20", "150.00"), ("10-27", "750.00")], {}, "10-20", "10-20",
         "once reached it stays"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {"redeem_on": day("2008-10-19")}, None, None,
         "reached only after the redemption date given"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {"redeem_on": day("2008-10-20")}, "10-20",
         "10-20", "reached on it"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {"as_of": day("2008-10-19")}, None, None,
         "the second not yet sent"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {"as_of": day("2008-10-20")}, "10-20", "10-20",
         "sent as of its day"),
    ],
)  # fmt: skip
def test_redemption_opens_when_enough_holders_gave_notice(
    given: list[tuple[str, str]],
    facts: dict[str, Any],
    reached: str | None,
    redemption: str | None,
    source: str,
) -> None:
    found = run(QUARTER, notices=noticed(*given), **facts)
    told = [(str(each.date), each.reason, each.clause, each.governing) for each in found.events
            if each.event == "acceleration"]  # fmt: skip
    said = "holders of at least 25% of principal had given notice"
    assert told == ([(f"2008-{reached}", said, "Note 4(b)", True)] if reached else []), source
    assert found.redemption == (day(f"2008-{redemption}") if redemption else None), source
    assert (found.state, found.default_from) == (State.DEFAULT, day("2008-10-15")), source
    assert ("redemption" in [each.event for each in found.events]) is (redemption is not None)
    if redemption is None:
        assert (found.performed_to, found.paid_to) == (None, None), "nothing is priced"


def test_the_notice_that_accelerates_is_the_one_named() -> None:
    found = run(QUARTER, notices=noticed(("09-29", "100.00"), ("10-18", "150.00")))
    (event,) = [each for each in found.events if each.event == "redemption"]
    assert event.reason == (
        "assumed: the first Business Day on or after the Event of Default Wed 2008-10-15 and the"
        " notice Sat 2008-10-18; Sat 2008-10-18 is Saturday"
    )


TOO_FEW = "principal have given notice{}, and Note 4(b) needs 25%: nothing is accelerated"


@pytest.mark.parametrize(
    ("given", "facts", "expected", "source"),
    [
        ([], {}, f"holders of 0 of 1,000.00 {TOO_FEW.format('')}", "no notice at all"),
        ([("09-29", "249.99")], {}, f"holders of 249.99 of 1,000.00 {TOO_FEW.format('')}", "one"),
        ([("09-29", "100.00"), ("10-20", "149.99")], {},
         f"holders of 249.99 of 1,000.00 {TOO_FEW.format('')}", "together"),
        ([("09-29", "100.00"), ("10-20", "150.00")], {"redeem_on": day("2008-10-19")},
         "holders of 100.00 of 1,000.00"
         f" {TOO_FEW.format(' by the redemption date given, 2008-10-19')}", "those in time"),
        ([("09-29", "100.00"), ("10-20", "")], {"redeem_on": day("2008-10-19")},
         "holders of 100.00 of 1,000.00"
         f" {TOO_FEW.format(' by the redemption date given, 2008-10-19')}", "all, too late"),
        ([("09-29", "100.00")], {"redeem_on": day("2008-10-19")},
         f"holders of 100.00 of 1,000.00 {TOO_FEW.format('')}", "all of them in time"),
        ([("09-29", "100.00"), ("10-19", "100.00")], {"redeem_on": day("2008-10-19")},
         f"holders of 200.00 of 1,000.00 {TOO_FEW.format('')}", "the second on the day itself"),
    ],
)  # fmt: skip
def test_too_few_holders_are_warned_of_in_figures(
    given: list[tuple[str, str]], facts: dict[str, Any], expected: str, source: str
) -> None:
    found = run(QUARTER, notices=noticed(*given), missed=MISSED, **facts)
    assert found.warnings[-1] == expected, source


def test_nothing_is_accelerated_where_nothing_is_in_default() -> None:
    found = run(QUARTER)
    assert (found.state, found.warnings) == (State.BREACH, ())
    assert run(NOTE, notice=SENT).warnings == (), "no share is asked for"


def test_a_cure_after_the_default_is_no_answer_to_who_may_redeem() -> None:
    # until a cure: the warning from the Event of Default on, up to the redemption date
    terms = ending(NOTE, CURE)
    said = (
        "the cure of {} is before the redemption: whether the Holder may still redeem for Note"
        " covenant is not for the rate to say"
    )
    for at, expected in (
        ("10-14", []), ("10-15", ["Wed 2008-10-15"]), ("11-03", ["Mon 2008-11-03"]),
        ("12-01", ["Mon 2008-12-01"]), ("12-02", []),
    ):  # fmt: skip
        found = run(terms, notice=SENT, cured=on(f"covenant {at}"), **LATE).warnings
        assert list(found) == [said.format(each) for each in expected], at
    assert run(NOTE, notice=SENT, cured=on("covenant 11-03"), **LATE).warnings == ()
    waived = run(ending(NOTE, WAIVER), notice=SENT, waived=on("covenant 11-03"), **LATE).warnings
    assert waived == (said.format("Mon 2008-11-03").replace("cure", "waiver"),)
