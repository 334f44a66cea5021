"""The open questions: what each answer changes and gives, by hand; the grid; tipping points."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
import QuantLib as ql  # noqa: N813
from core_strategies import BOUNDED, COVENANT, day, days, note
from hypothesis import given
from hypothesis import strategies as st

from notecalc.deadlines import Deadline
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Notice
from notecalc.money import PaidIn
from notecalc.readings import (
    QUESTIONS,
    Outcome,
    Priced,
    PricedQuestion,
    asserted,
    grid,
    price,
    raised,
    tipping_points,
)
from notecalc.readings.question import Case, key
from notecalc.readings.words import LIQUIDMETAL_WORDS, words
from notecalc.redemption import Result, redeem
from notecalc.scenario import (
    Broken,
    Scenario,
    facts_document,
    parse_scenarios,
    scenario_yaml,
    set_terms,
)
from notecalc.terms import LIQUIDMETAL_2007, Terms

SENT, ON = day("2008-09-29"), day("2008-11-14")
NOTICED = Facts(notice=SENT, redeem_on=ON)
MISSED = Facts(notice=SENT, redeem_on=ON, missed=(day("2008-09-30"),))
LATE = Facts(redeem_on=ON, missed=(day("2008-10-01"),))


def found(questions: tuple[PricedQuestion, ...]) -> dict[str, dict[str, Priced]]:
    """The priced answers by question and id."""
    return {each.question.id: {row.answer.id: row for row in each.answers} for each in questions}


def with_changes(changes: Mapping[str, str]) -> Terms:
    """The terms of the case with changes by path."""
    return set_terms(LIQUIDMETAL_2007, changes)


# --- what each answer changes: terms set by path, facts written out ---

CURE = "events_of_default.covenant.cure"
GRACE = "events_of_default.payment.cure"
ROLLED = {
    "covenants.debt-payoff.deadline": "5 business days after closing",
    CURE: "10 business days after notice",
    GRACE: "3 business days after due",
}
ARRIVED = Facts(notice=Notice(SENT, day("2008-09-30")), redeem_on=ON)

CHANGES: list[tuple[str, str, Facts, dict[str, str], Facts]] = [
    ("occurs", "after-cure", NOTICED, {}, NOTICED),
    ("occurs", "at-notice", NOTICED, {"events_of_default.covenant.occurs": "at-notice"}, NOTICED),
    ("occurs", "at-breach", NOTICED, {"events_of_default.covenant.occurs": "at-breach"}, NOTICED),
    ("clock", "yes", NOTICED, {}, NOTICED),
    ("clock", "no", NOTICED, {}, replace(NOTICED, notice=Notice(SENT, None, False))),
    *(
        ("default_from", start, NOTICED, {"default_rates.from": start}, NOTICED)
        for start in ("event-of-default", "notice", "breach", "interest-date", "issue")
    ),
    *(
        ("calendar", name, NOTICED, {"calendar": name}, NOTICED)
        for name in ("us-banks", "us-federal", "nyse", "us-banks+nyse", "weekends")
    ),
    ("receipt", "sent", NOTICED, {}, NOTICED),
    ("receipt", "received", NOTICED, {CURE: "10 business days after notice received"}, ARRIVED),
    ("first_day", "not-counted", NOTICED, {}, NOTICED),
    ("first_day", "counted", NOTICED, {CURE: "9 business days after notice"}, NOTICED),
    ("covenant_days", "business", NOTICED, {}, NOTICED),
    (
        "covenant_days",
        "calendar",
        NOTICED,
        {"covenants.debt-payoff.deadline": "5 days after closing"},
        NOTICED,
    ),
    ("grace", "business", LATE, {}, LATE),
    ("grace", "calendar", LATE, {GRACE: "3 days after due"}, LATE),
    ("roll", "stays", NOTICED, {}, NOTICED),
    ("roll", "following", NOTICED, {}, NOTICED),  # Business Days: nothing to roll
    ("relies_on", "any", MISSED, {}, MISSED),
    *(
        ("day_count", name, NOTICED, {"interest.day_count": name}, NOTICED)
        for name in ("ACT/365F", "ACT/360", "30/360", "ACT/ACT ISDA", "ACT/ACT ICMA")
    ),
    ("paid_in", "cash", NOTICED, {"interest.paid_in": "cash"}, NOTICED),
    ("paid_in", "notes", NOTICED, {"interest.paid_in": "notes"}, NOTICED),
    ("retroactive", "compounds", NOTICED, {}, NOTICED),
    ("retroactive", "stands", NOTICED, {"default_rates.retroactive": "stands"}, NOTICED),
]


@pytest.mark.parametrize(("question", "answer", "facts", "changes", "then"), CHANGES)
def test_an_answer_is_this_change(
    question: str, answer: str, facts: Facts, changes: dict[str, str], then: Facts
) -> None:
    row = found(price(LIQUIDMETAL_2007, facts))[question][answer]
    terms, happened = row.answer.read(LIQUIDMETAL_2007, facts)
    assert replace(terms, assumed=()) == replace(with_changes(changes), assumed=())
    assert happened == then
    assert row.total == total(with_changes(changes), then)


def test_every_answer_is_tried() -> None:
    asked = {
        (question.id, answer.id)
        for facts in (NOTICED, MISSED, LATE)
        for question, answers in raised(LIQUIDMETAL_2007, facts)
        for answer in answers
    }
    tried = {(question, answer) for question, answer, *_ in CHANGES}
    assert asked - tried == {("relies_on", "noticed")}  # below: it takes an event away
    assert {question for question, _ in asked} == {each.id for each in QUESTIONS}
    assert {each.id for each in QUESTIONS} == set(LIQUIDMETAL_WORDS)


def test_relying_on_the_noticed_default_leaves_the_others_out() -> None:
    facts = replace(MISSED, waived={"payment": day("2008-10-01")})
    terms, happened = found(price(LIQUIDMETAL_2007, facts))["relies_on"]["noticed"].answer.read(
        LIQUIDMETAL_2007, facts
    )
    assert [each.id for each in terms.events_of_default] == ["covenant"]
    assert "events_of_default.payment" not in terms.assumed
    assert happened == replace(MISSED, waived={})


def total(terms: Terms, facts: Facts) -> Decimal | None:
    """The total due."""
    due = redeem(terms, facts).redemption
    return due.total if due else None


# --- what each answer gives, by hand ---
#
# Per 1,000.00, notice 2008-09-29, redeemed 2008-11-14, 44 days after 1 October 2008, when the
# principal is 1,188.12 (the lines to there stand in scenarios/liquidmetal-2008.yaml).
# As read: 14 days at 10% 4.56, 30 at 15% 14.65: 1,207.33.

BY_HAND = {
    # 2008-09-29: 1,158.91 x 10% x 90/365 28.58, x 15% x 2/365 0.95: 1,188.44, x 15% x 44/365 21.49
    ("occurs", "at-notice"): ("1209.93", "event_of_default 2008-09-29"),
    # 1,291.69 on 1 October (15% from 2007-01-11), x 15% x 44/365 23.36
    ("occurs", "at-breach"): ("1315.05", "event_of_default 2007-01-11"),
    ("clock", "no"): (None, "cure_deadline None"),
    ("default_from", "notice"): ("1209.93", "default_rate_from 2008-09-29"),
    ("default_from", "breach"): ("1315.05", "default_rate_from 2007-01-11"),
    # 1,188.12 x 15% x 44/365 = 21.48
    ("default_from", "interest-date"): ("1209.60", "default_rate_from 2008-10-01"),
    # 1,293.06 on 1 October (15% throughout), x 15% x 44/365 = 23.38
    ("default_from", "issue"): ("1316.44", "default_rate_from 2007-01-03"),
    # 30 Sep, 1, 2, 3, 6 to 10 October, and the 13th, Columbus Day, on which the Exchange trades:
    # 13 days at 10% 4.23, 31 at 15% 15.14
    ("calendar", "nyse"): ("1207.49", "cure_deadline 2008-10-13"),
    ("calendar", "weekends"): ("1207.49", "cure_deadline 2008-10-13"),
    # both close on Columbus Day
    ("calendar", "us-federal"): ("1207.33", ""),
    ("calendar", "us-banks+nyse"): ("1207.33", ""),
    # received 30 September, the tenth is Wed 15 October: 15 days at 10% 4.88, 29 at 15% 14.16
    ("receipt", "received"): ("1207.16", "cure_deadline 2008-10-15"),
    # 29 September is day 1, Fri 10 October the tenth: 10 days at 10% 3.26, 34 at 15% 16.60
    ("first_day", "counted"): ("1207.98", "cure_deadline 2008-10-10"),
    # 3 January 2007 and five days: Mon 8 January; the default rate starts later
    ("covenant_days", "calendar"): ("1207.33", "covenant_deadline 2007-01-08"),
    ("roll", "following"): ("1207.33", ""),
    # paid to 1 July: 1,000 x 8% x 92/365 20.16, x 14/365 3.07, x 12% x 30/365 9.86
    ("paid_in", "cash"): ("1033.09", ""),
    # no period before the default is settled at a rate below the one claimed
    ("retroactive", "stands"): ("1207.33", ""),
}


@pytest.mark.parametrize(("question", "answer"), BY_HAND, ids="-".join)
def test_an_answer_gives_this(question: str, answer: str) -> None:
    due, moved = BY_HAND[question, answer]
    row = found(price(LIQUIDMETAL_2007, NOTICED))[question][answer]
    assert row.total == (None if due is None else Decimal(due))
    assert row.difference == (row.total or 0) - Decimal("1207.33")
    assert " ".join(map(str, row.moves[0] if row.moves else ())) == moved
    assert not row.chosen
    assert not row.refused


COUNTS = {
    "ACT/360": ql.Actual360(),
    "30/360": ql.Thirty360(ql.Thirty360.BondBasis),
    "ACT/ACT ISDA": ql.ActualActual(ql.ActualActual.ISDA),
    "ACT/ACT ICMA": ql.ActualActual(ql.ActualActual.ISMA),
}


def to_ql(when: date) -> Any:
    """A date of QuantLib."""
    return ql.Date(when.day, when.month, when.year)


@pytest.mark.parametrize("name", COUNTS)
def test_a_day_count_gives_what_quantlib_has(name: str) -> None:
    count = COUNTS[name]
    quarters = [date(2007, 1, 1), date(2007, 4, 1), date(2007, 7, 1), date(2007, 10, 1)]
    quarters += [date(2008, each.month, 1) for each in quarters] + [date(2009, 1, 1)]

    def interest(principal: int, rate: int, start: date, end: date, whole: int) -> int:
        period = [to_ql(quarters[whole]), to_ql(quarters[whole + 1])]

        def since(when: date) -> Fraction:
            first = max(quarters[whole], date(2007, 1, 3))
            arguments = [to_ql(first), to_ql(when), *(period if "ICMA" in name else [])]
            # QuantLib counts in floats: their nearest fraction with a year's denominator
            return Fraction(count.yearFraction(*arguments)).limit_denominator(400 * 400)

        exact = principal * Fraction(rate, 100) * (since(end) - since(start))
        return int(exact + Fraction(1, 2))

    principal = 100_000
    for whole in range(7):
        start = max(quarters[whole], date(2007, 1, 3))
        principal += interest(principal, 10, start, quarters[whole + 1], whole)
    eod = date(2008, 10, 15)
    due = principal + interest(principal, 10, quarters[7], eod, 7)
    due += interest(principal, 15, eod, ON, 7)
    row = found(price(LIQUIDMETAL_2007, NOTICED))["day_count"][name]
    assert row.total == Decimal(due) / 100


def test_which_default_is_relied_on() -> None:
    rows = found(price(LIQUIDMETAL_2007, MISSED))["relies_on"]
    # Three Business Days after 30 September end on 3 October: 3 days at 10% 0.98, 41 at 15% 20.02
    assert (rows["any"].total, rows["any"].chosen) == (Decimal("1209.12"), True)
    assert (rows["noticed"].total, rows["noticed"].chosen) == (Decimal("1207.33"), False)
    assert dict(rows["noticed"].moves)["event_of_default"] == day("2008-10-15")


def test_grace_in_business_or_calendar_days_and_its_roll() -> None:
    # Due Wed 1 October: 2, 3 and Mon 6 October are Business Days: 6 days at 10% 1.95, 38 at 15%
    # 18.55. Calendar days end on Sat 4 October: 4 days 1.30, 40 days 19.53; rolled, Mon 6 October.
    rows = found(price(LIQUIDMETAL_2007, LATE))["grace"]
    assert rows["business"].total == Decimal("1208.62")
    assert rows["calendar"].total == Decimal("1208.95")
    assert dict(rows["calendar"].moves)["cure_deadline"] == day("2008-10-04")
    in_days = with_changes({GRACE: "3 days after due"})
    rows = found(price(in_days, LATE))["roll"]
    assert (rows["stays"].total, rows["stays"].chosen) == (Decimal("1208.95"), True)
    assert (rows["following"].total, rows["following"].chosen) == (Decimal("1208.62"), False)


def test_a_claim_for_settled_periods_compounds_or_stands() -> None:
    # From the breach, compounding: 1,315.05 (above). Standing: 15% on what the notes issued at
    # 10% had made of the principal, the notes of 1 October at 15% as none were issued:
    #   1,000.00 2.19 + 32.88, notes 24.11    1,076.10 40.69, notes 27.12
    #   1,024.11 38.30, notes 25.53           1,103.22 41.26, notes 27.50
    #   1,049.64 39.69, notes 26.46           1,130.72 42.29, notes 28.19
    # which leaves 78.39 standing and 1,158.91; 43.82 makes 1,202.73; 44 days 21.75.
    terms = with_changes({"default_rates.from": "breach"})
    rows = found(price(terms, NOTICED))["retroactive"]
    assert rows["compounds"].total == Decimal("1315.05")
    assert rows["stands"].total == Decimal("1302.87")
    result = rows["stands"].result
    assert result is not None
    lines = [(str(x.end), str(x.interest), str(x.accrued)) for x in result.schedule]
    assert lines == [
        ("2007-01-11", "2.19", "2.19"), ("2007-04-01", "32.88", "10.96"),
        ("2007-07-01", "38.30", "23.73"), ("2007-10-01", "39.69", "36.96"),
        ("2008-01-01", "40.69", "50.53"), ("2008-04-01", "41.26", "64.29"),
        ("2008-07-01", "42.29", "78.39"), ("2008-10-01", "43.82", "78.39"),
        ("2008-11-14", "21.75", "100.14"),
    ]  # fmt: skip
    assert result.schedule[-1].principal == Decimal("1202.73")


def test_a_reading_of_when_the_default_occurred_says_so() -> None:
    rows = found(price(LIQUIDMETAL_2007, NOTICED))
    for question, answer, event, reason in (
        ("occurs", "at-notice", "event_of_default", "reading at-notice: the notice says that the"
         " Event of Default has occurred"),
        ("occurs", "at-breach", "event_of_default", "reading at-breach: the breach is the Event of"
         " Default, cure period or not"),
        ("clock", "no", "notice", "notice of default sent; read as no notice of the breach: it"
         " starts no cure period"),
        ("receipt", "received", "notice", "notice of default sent; received on Tue 2008-09-30"),
    ):  # fmt: skip
        result = rows[question][answer].result
        assert result is not None
        assert [x.reason for x in result.timeline.events if x.event == event] == [reason]


def test_a_notice_that_starts_no_cure_period_still_elects_redemption() -> None:
    # The Event of Default at the breach; redemption not before the notice of 29 September.
    notice = Notice(SENT, None, False)
    at_breach = with_changes({"events_of_default.covenant.occurs": "at-breach"})
    due = redeem(at_breach, Facts(notice=notice)).redemption
    assert due is not None
    assert due.date == SENT
    assert redeem(LIQUIDMETAL_2007, Facts(notice=notice)).state.value == "breach"


def test_whether_a_notice_starts_the_cure_is_read_and_written() -> None:
    facts = Facts(notice=Notice(SENT, None, False))
    assert facts_document(facts) == {"notice": {"sent": "2008-09-29", "starts_cure": "no"}}
    (back,) = parse_scenarios(scenario_yaml(LIQUIDMETAL_2007, facts)).scenarios
    assert isinstance(back, Scenario)
    assert back.facts == facts
    (broken,) = parse_scenarios(
        "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
        "  - notice: {sent: 2008-09-29, starts_cure: maybe}\n"
    ).scenarios
    assert isinstance(broken, Broken)
    assert [each.what for each in broken.problems] == ["'maybe' is not yes or no"]


# --- which questions are raised, and how they are put ---


def test_the_widest_stake_comes_first_and_one_answer_is_chosen() -> None:
    for facts in (NOTICED, MISSED, LATE, Facts(notice=SENT)):
        questions = price(LIQUIDMETAL_2007, facts)
        stakes = [each.stake for each in questions]
        assert stakes == sorted(stakes, reverse=True)
        for each in questions:
            assert [row.chosen for row in each.answers].count(True) == 1
            assert each.chosen is not None
            assert each.chosen.difference == 0
            totals = [row.total or Decimal(0) for row in each.answers if not row.refused]
            assert each.stake == max(totals) - min(totals)


def test_a_receipt_that_is_dated_is_taken_as_it_is() -> None:
    dated = replace(NOTICED, notice=Notice(SENT, day("2008-10-06")))
    rows = found(price(LIQUIDMETAL_2007, dated))["receipt"]
    # ten Business Days after Mon 6 October, without the 13th: Tue 21 October
    assert dict(rows["received"].moves)["cure_deadline"] == day("2008-10-21")
    by_fax = replace(NOTICED, notice=Notice(SENT, SENT))
    assert "receipt" not in found(price(LIQUIDMETAL_2007, by_fax))
    on_receipt = with_changes({CURE: "10 business days after notice received"})
    rows = found(price(on_receipt, dated))["receipt"]
    assert rows["received"].chosen
    assert dict(rows["sent"].moves)["cure_deadline"] == day("2008-10-14")
    assert found(price(on_receipt, NOTICED))["receipt"]["sent"].chosen


def test_the_first_day_counts_only_where_it_is_a_day_of_the_count() -> None:
    saturday = replace(NOTICED, notice=day("2008-09-27"))
    assert found(price(LIQUIDMETAL_2007, saturday))["first_day"]["counted"].moves == ()
    in_days = with_changes({CURE: "10 days after notice"})
    rows = found(price(in_days, saturday))["first_day"]
    assert dict(rows["counted"].moves)["cure_deadline"] == day("2008-10-06")
    # received on a Saturday: that day is no Business Day, though the day of sending is
    terms = with_changes({CURE: "10 business days after notice received"})
    friday = replace(NOTICED, notice=Notice(day("2008-09-26"), day("2008-09-27")))
    assert found(price(terms, friday))["first_day"]["counted"].moves == ()


def test_other_terms_are_not_given_the_papers_of_this_case() -> None:
    terms = replace(note(COVENANT, calendar="london"), name="other notes")
    facts = Facts(notice=day("2008-02-01"))
    asked = {each.question.id: each for each in price(terms, facts)}
    for each in asked.values():
        assert each.words == words(each.question, terms)
        assert "“" not in each.words
        assert "SPA 4(i)" not in each.words
    assert asked["occurs"].words == "Note covenant: cure 10 business days after notice"
    assert asked["covenant_days"].words == "SPA 1: 0 days after 2008-01-10"
    assert asked["day_count"].words == "interest: ACT/360"
    assert list(found(tuple(asked.values()))["calendar"]) == ["london", "weekends"]
    here = {each.question.id: each for each in price(LIQUIDMETAL_2007, NOTICED)}
    assert "“notice of such default sent by the Holder”" in here["receipt"].words


def test_an_argument_from_new_york_law_is_made_under_new_york_law() -> None:
    here = found(price(LIQUIDMETAL_2007, NOTICED))
    argued = here["first_day"]["not-counted"].answer.argued_by
    assert "N.Y. General Construction Law section 20 " in argued
    assert "section 25" in here["roll"]["following"].answer.argued_by
    there = found(price(replace(LIQUIDMETAL_2007, governing_law="England"), NOTICED))
    assert not any("N.Y." in x.answer.argued_by for rows in there.values() for x in rows.values())


def test_an_answer_that_does_not_fit_says_why() -> None:
    rows = found(price(LIQUIDMETAL_2007, LATE))["default_from"]
    assert "there is none" in rows["notice"].refused
    assert (rows["notice"].total, rows["notice"].moves) == (None, ())
    assert "occurs" not in found(price(LIQUIDMETAL_2007, LATE))


# --- what is worth nothing alone, and what moves the redemption date ---


def under(questions: tuple[PricedQuestion, ...], question: str) -> dict[tuple[str, str], str]:
    """The stakes of a question by the answer to another."""
    (asked,) = (each for each in questions if each.question.id == question)
    return {(x.question.id, x.answer.id): str(x.stake) for x in asked.elsewhere}


def test_what_is_worth_nothing_alone_may_be_under_another_answer() -> None:
    # In cash, from the breach. Five Business Days: 8 days at 8% 1.75, 80 at 12% 26.30, 28.05 to 1
    # April 2007. Five calendar days end on Mon 8 January: 6 at 8% 1.32, 82 at 12% 26.96, 28.28.
    in_cash = price(with_changes({"interest.paid_in": "cash"}), NOTICED)
    assert under(in_cash, "covenant_days") == {
        ("occurs", "at-breach"): "0.23",
        ("default_from", "breach"): "0.23",
    }
    # In notes, from the breach, 1,315.05 compounding and 1,302.87 standing (above).
    in_notes = price(LIQUIDMETAL_2007, NOTICED)
    found = under(in_notes, "retroactive")
    assert found["default_from", "breach"] == found["occurs", "at-breach"] == "12.18"
    assert ("default_from", "event-of-default") not in found
    assert list(found.values()) == sorted(found.values(), key=Decimal, reverse=True)
    # No deadline is in calendar days, nor under one other answer in days that end on a closed day.
    assert under(in_notes, "roll") == {}
    for each in in_notes:
        assert not (each.stake and each.elsewhere)


def test_grace_matters_where_the_noticed_default_does_not_come_first() -> None:
    # Due Fri 26 September: three Business Days to Wed 1 October, three calendar days to Mon 29
    # September: defaults of 2 October and 30 September. The quarter on 1,158.91: 92 days at 10%
    # 29.21, or 91 28.89 and one at 15% 0.48, 29.37. Then 1,188.12: one day at 10% 0.33 and 43 at
    # 15% 21.00; or 1,188.28: 44 at 15% 21.49. 0.16 and 0.16.
    facts = Facts(notice=SENT, redeem_on=ON, missed=(day("2008-09-26"),))
    asked = {each.question.id: each for each in price(LIQUIDMETAL_2007, facts)}
    assert asked["grace"].stake == Decimal("0.32")
    assert asked["grace"].elsewhere == ()
    assert asked["clock"].stake == 0
    assert ("relies_on", "noticed") in under(tuple(asked.values()), "clock")


SAME_DATE = [
    # 1,188.12 from 1 October; as read 14 days at 10% are 4.56 to Wed 15 October.
    # Default on Sat 11 October, redemption Tue 14: 10 days 3.26, 3 at 15% 1.46; to the 15th 4 1.95.
    ("first_day", "counted", "0.16", "0.65"),
    # Default and redemption on Tue 14 October: 13 days 4.23; to the 15th one at 15%, 0.49, more.
    ("calendar", "nyse", "-0.33", "0.16"),
    ("calendar", "us-federal", "0.00", None),  # moves nothing
    ("receipt", "received", "0.32", None),  # Thu 16 October: the 15th is before the default
    ("clock", "no", "-1192.68", None),  # nothing is due
    ("default_from", "breach", "106.44", None),
]


@pytest.mark.parametrize(("question", "answer", "difference", "held"), SAME_DATE)
def test_the_difference_at_the_same_redemption_date(
    question: str, answer: str, difference: str, held: str | None
) -> None:
    row = found(price(LIQUIDMETAL_2007, Facts(notice=SENT)))[question][answer]
    assert str(row.difference) == difference
    assert row.at_same_date == (None if held is None else Decimal(held))


# --- properties ---


@given(
    days("2008-08-01", "2008-12-31"),
    st.integers(0, 90),
    st.sampled_from(PaidIn),
    st.sampled_from([row for row in CHANGES if row[2] is NOTICED and row[0] not in ("receipt",)]),
)
@BOUNDED
def test_one_answer_changed_is_the_engine_on_changed_terms(
    sent: date, later: int, paid_in: PaidIn, change: tuple[str, str, Facts, dict[str, str], Facts]
) -> None:
    question, answer, _, changes, _ = change
    base = set_terms(LIQUIDMETAL_2007, {"interest.paid_in": paid_in.value})
    facts = Facts(notice=sent, redeem_on=sent + timedelta(days=30 + later))
    expected = set_terms(base, changes)
    if answer == "counted" and not base.calendar.resolve().is_business_day(sent):
        expected = base
    happened = replace(facts, notice=Notice(sent, None, False)) if answer == "no" else facts
    row = found(price(base, facts))[question][answer]
    result = redeem(expected, happened)
    due = result.redemption.total if result.redemption else None
    assert (row.total, row.result and row.result.schedule) == (due, result.schedule)


def every(terms: Terms, facts: Facts) -> list[tuple[dict[str, str], Result]]:
    """Every combination of answers run through the engine, one by one."""
    asked = list(raised(terms, facts))
    done = []
    for answers in product(*(answers for _, answers in asked)):
        case: Case = terms, facts
        try:
            for answer in answers:
                case = answer.read(*case)
            result = redeem(*case)
        except NotecalcError:
            continue
        pairs = zip(asked, answers, strict=True)
        done.append(({question.id: answer.id for (question, _), answer in pairs}, result))
    return done


SOME = [
    ("occurs", "clock", "default_from", "receipt", "first_day", "retroactive"),
    ("default_from", "covenant_days", "roll", "day_count", "paid_in", "retroactive"),
    ("clock", "calendar", "first_day", "relies_on", "grace", "paid_in"),
    ("occurs", "default_from", "relies_on", "grace", "roll"),
]


@pytest.mark.parametrize("asked", SOME, ids=",".join)
@pytest.mark.parametrize("facts", [NOTICED, MISSED, Facts(notice=SENT, missed=LATE.missed)])
def test_the_grid_is_every_combination_and_merging_loses_nothing(
    asked: tuple[str, ...], facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tuple(each for each in QUESTIONS if each.id in asked)
    monkeypatch.setattr("notecalc.readings.pricing.QUESTIONS", questions)
    counts: Counter[tuple[Decimal | None, str]] = Counter()
    answers: dict[tuple[Decimal | None, str], dict[str, set[str]]] = {}
    for chosen, result in every(LIQUIDMETAL_2007, facts):
        place = (result.redemption.total if result.redemption else None, result.state.value)
        counts[place] += 1
        for name, answer in chosen.items():
            answers.setdefault(place, {}).setdefault(name, set()).add(answer)
    told: list[tuple[int, int]] = []
    outcomes = grid(LIQUIDMETAL_2007, facts, lambda number, of: told.append((number, of)))
    assert {(each.total, each.state): each.count for each in outcomes} == counts
    assert {(each.total, each.state): each.answers for each in outcomes} == answers
    totals = [each.total or Decimal(0) for each in outcomes]
    assert totals == sorted(totals)
    assert all(0 < number <= of for number, of in told)
    for each in outcomes:
        replayed = replay(each)
        assert key((replayed.terms, replayed.facts)) == key((each.result.terms, each.result.facts))
    for row in price(LIQUIDMETAL_2007, facts):
        for one in row.answers:
            if not one.refused and one.result:
                place = (one.total, one.result.state.value)
                assert one.answer.id in answers[place][row.question.id]


def replay(outcome: Outcome) -> Result:
    """The result under the simplest combination of an outcome, answer by answer."""
    facts = outcome.result.facts
    base = next(x for x in (NOTICED, MISSED, LATE, Facts()) if x.redeem_on == facts.redeem_on)
    start = replace(base, notice=SENT, missed=facts.missed, redeem_on=facts.redeem_on)
    case: Case = LIQUIDMETAL_2007, start
    asked = {question.id: answers for question, answers in raised(*case)}
    for name, chosen in outcome.simplest:
        case = next(each for each in asked[name] if each.id == chosen).read(*case)
    return redeem(*case)


def test_the_whole_grid_of_the_case() -> None:
    outcomes = grid(LIQUIDMETAL_2007, NOTICED)
    # 3 occurs x 2 clock x 5 starts x 5 calendars x 2 receipt x 2 first day x 2 covenant days
    # x 2 roll x 5 day counts x 2 ways to pay x 2 retroactive
    assert sum(each.count for each in outcomes) == 3 * 2 * 5 * 5 * 2 * 2 * 2 * 2 * 5 * 2 * 2
    due = {each.total: each for each in outcomes}
    # 1,207.33, as read, is every cure deadline of 14 October, whatever the covenant's days, the
    # roll and what stands (8): with Columbus Day a holiday (3) sent and the first day left out, or
    # received and counted (2); with none (2) received and left out: 8 x (3 x 2 + 2 x 1)
    assert due[Decimal("1207.33")].count == 64
    assert due[Decimal("1207.33")].simplest == ()
    # nothing is due where no cure period runs and none is dispensed with: 48,000 / 3 / 2
    assert due[None].count == 8_000
    assert due[None].simplest == (("clock", "no"),)


# --- tipping points ---


def test_the_sentence_of_columbus_day() -> None:
    said = [str(each) for each in tipping_points(LIQUIDMETAL_2007, NOTICED)]
    assert (
        "the cure deadline is Mon 2008-10-13 only if Columbus Day (Mon 2008-10-13) is a Business"
        " Day; for a redemption on Fri 2008-11-14 that is worth 0.16"
    ) in said
    assert said[0] == (
        "there is no cure deadline only if the notice starts no cure period; nothing is due then,"
        " 1,207.33 less"
    )
    assert said[-1] == (
        "the covenant deadline is Mon 2007-01-08 only if the days of the covenant are calendar"
        " days; for a redemption on Fri 2008-11-14 that is worth nothing"
    )
    # the default rate starts at the notice too where the default itself occurs then
    assert (
        "the default rate starts on Mon 2008-09-29 if it starts at the notice; for a redemption on"
        " Fri 2008-11-14 that is worth 2.60"
    ) in said
    assert len(said) == len(set(said)) == 11


def test_tipping_points_come_with_the_most_at_stake_first() -> None:
    worth = [abs(each.worth) for each in tipping_points(LIQUIDMETAL_2007, NOTICED)]
    assert worth == sorted(worth, reverse=True)


def test_a_tipping_point_that_moves_the_redemption_says_so() -> None:
    said = [str(each) for each in tipping_points(LIQUIDMETAL_2007, Facts(notice=SENT))]
    # 13 days at 10% in place of 14: 4.23 in place of 4.56
    assert (
        "the cure deadline is Mon 2008-10-13 only if Columbus Day (Mon 2008-10-13) is a Business"
        " Day; for a redemption on Tue 2008-10-14 in place of Wed 2008-10-15 that is worth 0.33"
        " less"
    ) in said


def test_a_holiday_that_the_answer_adds_is_named() -> None:
    by_exchange = with_changes({"calendar": "nyse"})
    said = [str(each) for each in tipping_points(by_exchange, NOTICED)]
    assert (
        "the cure deadline is Tue 2008-10-14 only if Columbus Day (Mon 2008-10-13) is not a"
        " Business Day, or the cure period runs from receipt, taken as the next Business Day; for a"
        " redemption on Fri 2008-11-14 that is worth 0.16 less"
    ) in said


def test_another_clock_that_governs_is_no_deadline_that_moved() -> None:
    said = [str(each) for each in tipping_points(LIQUIDMETAL_2007, MISSED)]
    assert (
        "the Event of Default is on Wed 2008-10-15 only if the redemption relies on the one that"
        " was noticed, alone; for a redemption on Fri 2008-11-14 that is worth 1.79 less"
    ) in said
    assert not any(each.startswith("the cure deadline") for each in said)


# --- what would have to be true ---


def test_what_would_have_to_be_true_for_a_date() -> None:
    found = asserted(LIQUIDMETAL_2007, NOTICED, {"cure_deadline": "2008-10-13"})
    assert found.met is not None
    # of the 24,000 with a cure period two calendars of five, and half of those: sent with the
    # first day left out, or received and counted
    assert found.met.count == 24_000 * 2 // 5 // 2
    assert found.met.needs == {"clock": {"yes"}, "calendar": {"nyse", "weekends"}}
    assert found.met.simplest == (("calendar", "nyse"),)
    assert found.combinations == 48_000
    assert found.nearest is None


def test_what_would_have_to_be_true_for_an_amount_and_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("occurs", "default_from", "calendar", "covenant_days", "paid_in")
    questions = tuple(each for each in QUESTIONS if each.id in asked)
    monkeypatch.setattr("notecalc.readings.pricing.QUESTIONS", questions)
    facts = Facts(notice=SENT)
    found = asserted(LIQUIDMETAL_2007, facts, {"total": "1299.12", "state": "default"})
    assert found.met is not None
    assert found.met.simplest == (("default_from", "breach"),)
    # the default at the breach or the rate from it; on 15 October, that of the note as it is read
    assert found.met.needs["default_from"] == {"breach", "event-of-default"}
    assert "occurs" not in found.met.needs
    assert found.on == day("2008-10-15")
    dates = {"cure_deadline": "2008-10-13", "redemption_date": "2008-10-14"}
    found = asserted(LIQUIDMETAL_2007, facts, {**dates, "total": "1299.12"})
    assert found.met is None
    assert found.on is None
    assert found.nearest is not None
    assert found.nearest.result.redemption is not None
    assert found.nearest.result.timeline.governing is not None
    assert found.nearest.result.timeline.governing.cure_deadline == day("2008-10-13")
    assert found.off == found.nearest.result.redemption.total - Decimal("1299.12")
    assert not found.apart
    beyond = asserted(LIQUIDMETAL_2007, facts, {"total": "1.00", "cure_deadline": "2010-01-04"})
    assert beyond.apart
    assert beyond.met is None
    assert asserted(LIQUIDMETAL_2007, facts, {"breach": "2010-01-04"}).nearest is None


def test_asserted_is_every_combination_that_meets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("occurs", "clock", "default_from", "calendar", "first_day", "paid_in")
    questions = tuple(each for each in QUESTIONS if each.id in asked)
    monkeypatch.setattr("notecalc.readings.pricing.QUESTIONS", questions)
    tried = every(LIQUIDMETAL_2007, NOTICED)
    for wanted in ("2008-10-10", "2008-10-13", "2008-10-14", "none"):
        met = [
            chosen
            for chosen, result in tried
            for dates in [[x.date for x in result.timeline.events if x.event == "cure_deadline"]]
            if list(map(str, dates)) == ([] if wanted == "none" else [wanted])
        ]
        found = asserted(LIQUIDMETAL_2007, NOTICED, {"cure_deadline": wanted}).met
        assert (found.count if found else 0) == len(met)


def test_what_is_wrong_with_an_assertion_is_all_said() -> None:
    with pytest.raises(NotecalcError) as error:
        asserted(LIQUIDMETAL_2007, NOTICED, {"totl": "1", "breach.no": "x", "total": "much"})
    assert [each.path for each in error.value.problems] == [
        "assert.totl", "assert.breach.no", "assert.total",
    ]  # fmt: skip
    assert "did you mean total?" in str(error.value)


def test_a_case_that_does_not_fit_is_refused() -> None:
    early = Facts(notice=day("2007-01-04"))
    for ask in (price, grid, tipping_points):
        with pytest.raises(NotecalcError, match="has not happened"):
            ask(LIQUIDMETAL_2007, early)
    with pytest.raises(NotecalcError, match="has not happened"):
        asserted(LIQUIDMETAL_2007, early, {"total": "1.00"})


def test_terms_whose_roll_is_stated_leave_no_question_of_it() -> None:
    rolled = "3 days after due, rolled following"
    terms = with_changes(
        {
            "covenants.debt-payoff.deadline": "5 days after closing, rolled following",
            GRACE: rolled,
        }
    )
    assert "roll" not in found(price(terms, LATE))
    assert terms.events_of_default[1].cure == Deadline.parse(rolled)


def test_the_day_that_counts_is_the_one_that_the_cure_period_runs_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions = tuple(each for each in QUESTIONS if each.id in ("receipt", "first_day"))
    monkeypatch.setattr("notecalc.readings.pricing.QUESTIONS", questions)
    # Sent on Fri 26 September, received on the Saturday, which is no Business Day and so no day 1:
    # ten after either end on Fri 10 October; from the Friday as day 1, on Thu 9 October.
    facts = Facts(notice=Notice(day("2008-09-26"), day("2008-09-27")))
    for wanted, count in (("2008-10-09", 1), ("2008-10-10", 3)):
        found = asserted(LIQUIDMETAL_2007, facts, {"cure_deadline": wanted}).met
        assert (found.count if found else 0) == count


def test_nothing_due_is_written_as_an_amount() -> None:
    # cured in time: nothing is due but where no cure period runs; at the notice, 1,158.91 at 10%
    # for 90 days 28.58, which the redemption on that day leaves accrued
    cured = Facts(notice=SENT, cured=day("2008-10-02"))
    rows = found(price(LIQUIDMETAL_2007, cured))
    assert str(rows["occurs"]["after-cure"].difference) == "0.00"
    assert str(rows["occurs"]["at-notice"].difference) == "1187.49"
    assert str(rows["day_count"]["ACT/360"].difference) == "0.00"
