"""When a notice counts as received (rule 13): as the facts say, else by how it was sent."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import BANKS, CRASH, PAYMENT, day, note

from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Notice
from notecalc.terms import Delivery
from notecalc.timeline import timeline
from notecalc.timeline.receipts import receipts

SENT = day("2008-09-29")  # a Monday
WAYS = (
    Delivery("fax", "SPA 7(f)", cut_off=time(17)),
    Delivery("telex", "", cut_off=time(12)),
    Delivery("mail", "SPA 7(g)", deemed=Deadline.parse("3 days after notice")),
    Delivery(
        "air mail", "SPA 7(h)", deemed=Deadline.parse("3 days after notice, rolled following")
    ),
    Delivery("courier", "", deemed=Deadline.parse("1 business day after notice")),
)
PLAIN = note("covenant: covenant debt; cure 3 business days after notice received", PAYMENT, CRASH)
TERMS = replace(PLAIN, deliveries=WAYS)
NEXT = "received on the next Business Day"
THAT_DAY = "before 17:00 on a Business Day: received that day"


def notice(text: str, **more: Any) -> Notice:
    """A notice from "date way [hour]"."""
    sent, _, way = text.partition(" ")
    by, _, hour = way.rpartition(" ") if way[-1:].isdigit() else (way, "", "")
    return Notice(day(sent), by=by, at=time.fromisoformat(hour) if hour else None, **more)


@pytest.mark.parametrize(
    ("given", "received", "why", "source"),
    [
        ("2008-09-29 fax 16:59", "2008-09-29", f"by fax at 16:59, {THAT_DAY}", "before the hour"),
        ("2008-09-29 fax 00:00", "2008-09-29", f"by fax at 00:00, {THAT_DAY}", "midnight: its day"),
        ("2008-09-29 fax 17:00", "2008-09-30", f"by fax at 17:00, not before 17:00: {NEXT}",
         "at the hour is not before it"),
        ("2008-09-29 telex 11:59", "2008-09-29",
         "by telex at 11:59, before 12:00 on a Business Day: received that day", "each its hour"),
        ("2008-09-29 telex 16:59", "2008-09-30", f"by telex at 16:59, not before 12:00: {NEXT}",
         "each its hour"),
        # Sat 11, Sun 12 and Columbus Day, Mon 13, are closed
        ("2008-10-10 fax 17:00", "2008-10-14", f"by fax at 17:00, not before 17:00: {NEXT}",
         "Friday evening, over Columbus Day"),
        ("2008-10-04 fax 10:00", "2008-10-06", f"by fax at 10:00, Saturday: {NEXT}", "a Saturday"),
        ("2008-10-04 fax 17:00", "2008-10-06", f"by fax at 17:00, Saturday: {NEXT}",
         "a Saturday evening is no later"),
        ("2008-10-05 fax 10:00", "2008-10-06", f"by fax at 10:00, Sunday: {NEXT}", "a Sunday"),
        ("2008-10-13 fax 16:59", "2008-10-14", f"by fax at 16:59, Columbus Day: {NEXT}",
         "a holiday of banks"),
        ("2008-09-29 mail", "2008-10-02", "by mail, 3 days after sending", "three days after"),
        ("2008-09-29 mail 23:59", "2008-10-02", "by mail, 3 days after sending", "at any hour"),
        ("2008-10-01 mail", "2008-10-04", "by mail, 3 days after sending", "a Saturday it stays"),
        ("2008-10-01 air mail", "2008-10-06",
         "by air mail, 3 days after sending, rolled following", "Saturday, rolled to Monday"),
        ("2008-10-10 courier", "2008-10-14", "by courier, 1 business day after sending",
         "a Business Day after Friday, over Columbus Day"),
        ("2008-09-29", "2008-09-29", "", "no way given: when sent"),
    ],
)  # fmt: skip
def test_when_a_notice_is_received(given: str, received: str, why: str, source: str) -> None:
    (found,) = receipts(TERMS, Facts(notice=notice(given)), BANKS)
    assert (found.received, found.why) == (day(received), why), source
    clauses = {each.by: each.clause for each in WAYS}
    assert found.clause == (clauses[found.notice.by] if found.notice.by else ""), source


@pytest.mark.parametrize("way", ["fax", "pigeon", "fax 18:00", "mail"])
def test_a_day_of_receipt_given_is_the_day(way: str) -> None:
    given = notice(f"2008-09-29 {way}", received=day("2008-10-07"))
    (found,) = receipts(TERMS, Facts(notice=given), BANKS)
    assert (found.received, found.why, found.clause) == (day("2008-10-07"), "", "")


def test_a_way_that_no_term_speaks_of_is_received_when_sent() -> None:
    (found,) = receipts(PLAIN, Facts(notice=notice("2008-09-29 pigeon")), BANKS)
    assert (found.notice, found.received, found.why) == (notice("2008-09-29 pigeon"), SENT, "")


def test_there_is_no_receipt_without_a_notice() -> None:
    assert receipts(TERMS, Facts(), BANKS) == ()


def test_receipts_are_in_the_order_of_sending() -> None:
    first, second, third = (notice(each) for each in (
        "2008-09-29 mail", "2008-09-30 fax 09:00", "2008-10-01"))  # fmt: skip
    facts = Facts(notice=second, notices=(third, first))
    found = receipts(TERMS, facts, BANKS)
    assert [each.notice for each in found] == [first, second, third]
    told = [f"{each.received:%m-%d}" for each in found]
    assert told == ["10-02", "09-30", "10-01"], "the first sent is the last received"
    alone = receipts(TERMS, Facts(notices=(third, first)), BANKS)
    assert [each.notice for each in alone] == [first, third]


WRITE = "(one of covenant, payment, crash)"
BY = "(one of fax, telex, mail, air mail, courier)"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            Facts(notice=notice("2008-09-29 fox")),
            [f"notice.by: unknown way to send a notice 'fox'; did you mean fax? {BY}"],
        ),
        (
            Facts(notice=Notice(SENT, of=("covenant", "covenent"))),
            [f"notice.of: unknown event of default 'covenent'; did you mean covenant? {WRITE}"],
        ),
        (
            Facts(
                notice=notice("2008-09-29 fox", of=("crush",)),
                notices=(notice("2008-09-30 mial"), Notice(SENT, of=("payment",))),
            ),
            [
                f"notice.of: unknown event of default 'crush'; did you mean crash? {WRITE}",
                f"notice.by: unknown way to send a notice 'fox'; did you mean fax? {BY}",
                f"notices.2008-09-30.by: unknown way to send a notice 'mial'; did you mean mail?"
                f" {BY}",
            ],
        ),
        (
            Facts(notice=notice("2008-09-29 fax")),
            [
                "notice.at: the notice of 2008-09-29 went by fax, and SPA 7(f) asks whether that"
                " was before 17:00; give its hour, such as 16:30, or the day it was received"
            ],
        ),
        (
            Facts(notice=SENT, notices=(notice("2008-09-30 fax"),)),
            [
                "notices.2008-09-30.at: the notice of 2008-09-30 went by fax, and SPA 7(f) asks"
                " whether that was before 17:00; give its hour, such as 16:30, or the day it was"
                " received"
            ],
        ),
        (
            Facts(notice=notice("2008-09-29 telex")),
            [
                "notice.at: the notice of 2008-09-29 went by telex, and the terms ask whether that"
                " was before 12:00; give its hour, such as 16:30, or the day it was received"
            ],
        ),
    ],
)
def test_a_notice_that_does_not_fit_the_terms_is_refused(facts: Facts, expected: list[str]) -> None:
    with pytest.raises(NotecalcError) as caught:
        receipts(TERMS, facts, BANKS)
    assert [str(problem) for problem in caught.value.problems] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (notice("2008-09-29 fax 16:59"),
         "notice of default sent: by fax at 16:59, before 17:00 on a Business Day: received that"
         " day (SPA 7(f))"),
        (notice("2008-10-13 fax 16:59"),
         "notice of default sent; received on Tue 2008-10-14: by fax at 16:59, Columbus Day:"
         " received on the next Business Day (SPA 7(f))"),
        (notice("2008-09-29 courier"),
         "notice of default sent; received on Tue 2008-09-30: by courier, 1 business day after"
         " sending"),
        (Notice(SENT, of=("covenant",)), "notice of default sent of covenant"),
        (Notice(SENT, of=("covenant", "crash"), principal=Decimal("1250.50")),
         "notice of default sent of covenant and crash by holders of 1,250.50"),
    ],
)  # fmt: skip
def test_a_notice_says_when_it_came_and_why(given: Notice, expected: str) -> None:
    terms = replace(TERMS, principal=Decimal("2000.00"))
    events = timeline(terms, Facts(notice=given), BANKS).events
    assert [each.reason for each in events if each.event == "notice"] == [expected]


@pytest.mark.parametrize(
    ("notices", "start", "deadline", "source"),
    [
        # 3, 6 and 7 October
        (("2008-09-29 mail",), "2008-10-02", "2008-10-07", "from the receipt, not the sending"),
        # 2, 3 and 6 October
        (("2008-09-29 mail", "2008-10-01 fax 16:59"), "2008-10-01", "2008-10-06",
         "the one received first, not the one sent first"),
        (("2008-09-29 mail", "2008-10-01 fax 17:00"), "2008-10-02", "2008-10-07",
         "both received on one day"),
        (("2008-09-29 mail", "2008-10-02 fax 17:00"), "2008-10-02", "2008-10-07",
         "the second received a day later"),
    ],
)  # fmt: skip
def test_a_period_from_receipt_counts_from_the_first_received(
    notices: tuple[str, ...], start: str, deadline: str, source: str
) -> None:
    facts = Facts(notices=tuple(notice(each) for each in notices))
    clock = timeline(TERMS, facts, BANKS).clocks[0]
    assert (clock.start, clock.cure_deadline) == (day(start), day(deadline)), source
    assert clock.notice is not None
    assert clock.notice.notice.sent == SENT, "rule 13: the notice is the first sent"


TAKEN = "the notice is taken as received on {}, the day it was sent: no day of receipt is given"


@pytest.mark.parametrize(
    ("notices", "expected", "source"),
    [
        ((Notice(SENT),), "Mon 2008-09-29", "nothing says when"),
        ((Notice(SENT, SENT),), "", "the facts say"),
        ((notice("2008-09-29 fax 09:00"),), "", "the terms say"),
        ((notice("2008-09-29 mail"), Notice(day("2008-10-01"))), "Wed 2008-10-01",
         "the second is received first, and nothing says so"),
        ((Notice(SENT, starts_cure=False), Notice(day("2008-10-01"), day("2008-10-01"))), "",
         "the first starts no cure period"),
        ((Notice(SENT, starts_cure=False), Notice(day("2008-10-01"))), "Wed 2008-10-01",
         "the first starts no cure period"),
        ((Notice(SENT, SENT, starts_cure=False), Notice(SENT)), "Mon 2008-09-29",
         "the one whose receipt is given starts no cure period"),
        ((Notice(SENT, SENT, of=("crash",)), Notice(SENT)), "Mon 2008-09-29",
         "the one whose receipt is given is of another default"),
        ((Notice(SENT, SENT, of=("covenant",)),), "", "given, of this default by name"),
        ((Notice(day("2008-01-11"), day("2008-01-11")),), "", "given, on the day of the breach"),
        ((Notice(SENT, of=("crash",)), Notice(SENT, SENT)), "", "the first is of another default"),
    ],
)  # fmt: skip
def test_a_receipt_that_nothing_states_is_warned_of(
    notices: tuple[Notice, ...], expected: str, source: str
) -> None:
    facts = Facts(notices=notices, occurred={"crash": day("2008-09-01")})
    found = [each for each in timeline(TERMS, facts, BANKS).warnings if "taken as received" in each]
    assert found == ([TAKEN.format(expected)] if expected else []), source
