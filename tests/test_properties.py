"""What holds of every note: properties over notes, facts and readings of all kinds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

from core_strategies import (
    ACCRUING,
    BANKS,
    BOUNDED,
    INTEREST_DATES,
    calendar_of,
    days,
    defaulted,
    note,
    notes,
    reread,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from notecalc.daycount import DayCount
from notecalc.deadlines import Anchor, Deadline, Unit
from notecalc.errors import NotecalcError
from notecalc.facts import Facts, Payment
from notecalc.money import PaidIn
from notecalc.redemption import Result, redeem
from notecalc.schedule import Basis, Line, schedule
from notecalc.terms import DefaultFrom, Terms
from notecalc.timeline import timeline

Case = tuple[Terms, Facts]
CENT = Decimal("0.01")
AT_BASE = note(day_count=DayCount.ACT_360, dates="")


def redeemed(case: Case) -> Result:
    """The result of a case whose payments are not more than is due."""
    try:
        return redeem(*case)
    except NotecalcError as error:
        assume("are more than is due" not in str(error))
        raise


def near(line: Line) -> bool:
    """Whether a line's interest is its exact interest rounded half up."""
    off = Fraction(line.interest) - line.unrounded
    return -Fraction(1, 200) < off <= Fraction(1, 200)


@BOUNDED
@given(defaulted())
def test_lines_add_up(case: Case) -> None:
    result = redeemed(case)
    terms = case[0]
    principal, accrued = terms.principal, Decimal(0)
    for line in result.schedule:
        assert line.principal == principal
        principal, before = line.closing_principal, accrued
        accrued = line.accrued
        owed = line.principal + before + line.interest - line.paid
        assert owed == line.closing_principal + line.accrued
        assert near(line)
        assert line.capitalized == 0 or line.accrued == 0
        assert line.fraction >= 0
        assert line.days >= 0
    if result.schedule:
        assert result.schedule[0].start == terms.issue_date
        assert result.schedule[-1].end == result.timeline.redemption
        interest = sum(line.interest for line in result.schedule)
        money = sum(line.paid for line in result.schedule)
        assert terms.principal + interest - money == principal + accrued
    assert all(one.end == two.start for one, two in pairwise(result.schedule))
    due = result.redemption
    assert due is not None
    assert due.principal + due.accrued_interest == due.total
    assert due.outstanding == principal
    assert due.accrued_interest == accrued, "portion 100%: what stands accrued"
    price = Fraction(due.principal) - Fraction(terms.redemption.price) * Fraction(principal)
    assert -Fraction(1, 200) < price <= Fraction(1, 200)


@BOUNDED
@given(defaulted())
def test_lines_end_where_rule_7_says_and_nowhere_else(case: Case) -> None:
    terms, facts = case
    result = redeemed(case)
    last, start = result.timeline.redemption, result.timeline.default_from
    assert last is not None
    assert start is not None
    ends = {last, start, *(payment.on for payment in facts.payments)}
    for year in range(2005, 2011):
        ends |= {each.on(year) for each in terms.interest.dates}
    expected = sorted(each for each in ends if terms.issue_date < each <= last)
    assert [line.end for line in result.schedule] == expected
    for line in result.schedule:
        assert line.basis is (Basis.DEFAULT if line.start >= start else Basis.BASE)
        rate = terms.default_rate if line.basis is Basis.DEFAULT else terms.base_rate
        assert line.rate == rate


@st.composite
def spans(draw: st.DrawFn) -> tuple[Terms, date, list[date]]:
    """A note in cash and some days on which to split its lines."""
    terms = note(
        issue=str(draw(days("2006-01-01", "2008-12-31"))),
        paid_in=PaidIn.CASH,
        default="0.10",
        dates=draw(st.sampled_from(INTEREST_DATES)),
        day_count=draw(st.sampled_from(ACCRUING)),
    )
    ahead = st.integers(1, 500).map(lambda n: terms.issue_date + timedelta(days=n))
    return terms, draw(ahead), draw(st.lists(ahead, max_size=4))


@BOUNDED
@given(spans())
def test_splitting_a_period_changes_nothing_before_rounding(
    given_: tuple[Terms, date, list[date]],
) -> None:
    terms, until, splits = given_
    calendar = calendar_of(terms)
    # rates are equal and a payment of a cent never reaches principal: interest covers it
    whole = schedule(terms, Facts(), calendar, until=until, paid_to=terms.issue_date)
    for start in splits:
        parts = schedule(
            terms,
            Facts(),
            calendar,
            until=until,
            paid_to=terms.issue_date,
            at_default=((start, None),) if start else (),
        )
        assert sum(line.unrounded for line in parts) == sum(line.unrounded for line in whole)
        assert sum(line.days for line in parts) == sum(line.days for line in whole)
        assert sum(line.fraction for line in parts) == sum(line.fraction for line in whole)
    for line in whole:
        assert line.unrounded == Fraction(1000) * Fraction(1, 10) * line.fraction
        if not terms.interest.day_count.needs_reference:
            direct = terms.interest.day_count.fraction(line.start, line.end, calendar=calendar)
            assert line.fraction == direct


@BOUNDED
@given(spans())
def test_splitting_by_payments_changes_nothing_before_rounding(
    given_: tuple[Terms, date, list[date]],
) -> None:
    terms, until, splits = given_
    calendar = calendar_of(terms)
    payments = tuple(Payment(on, CENT) for on in splits)
    whole = schedule(terms, Facts(), calendar, until=until, paid_to=terms.issue_date)
    facts = Facts(payments=payments)
    parts = schedule(terms, facts, calendar, until=until, paid_to=terms.issue_date)
    if all(line.closing_principal == terms.principal for line in parts):
        assert sum(line.unrounded for line in parts) == sum(line.unrounded for line in whole)
    assert {on for on in splits if on <= until} <= {line.end for line in parts}


@BOUNDED
@given(defaulted(payments=False), st.integers(0, 250), st.integers(0, 250))
def test_a_later_redemption_never_costs_less(case: Case, first: int, more: int) -> None:
    terms, facts = case
    earliest = redeem(terms, facts).timeline.redemption
    assert earliest is not None

    def cost(on: date) -> Decimal:
        result = redeem(terms, replace(facts, redeem_on=on))
        assert result.redemption is not None
        return result.redemption.total + sum(line.paid for line in result.schedule)

    sooner = earliest + timedelta(days=first)
    assert cost(sooner + timedelta(days=more)) >= cost(sooner)


@BOUNDED
@given(days("2000-01-01", "2029-12-31"), st.integers(1, 30))
def test_a_notice_a_day_later_moves_the_deadline_by_a_business_day_or_not_at_all(
    sent: date, count: int
) -> None:
    deadline = Deadline(count, Unit.BUSINESS_DAYS, Anchor.NOTICE)
    later = sent + timedelta(days=1)
    one, two = deadline.end(sent, BANKS), deadline.end(later, BANKS)
    open_between = [
        each
        for each in (one + timedelta(days=n) for n in range(1, (two - one).days + 1))
        if each.weekday() < 5 and each not in BANKS.closed
    ]
    if later.weekday() < 5 and later not in BANKS.closed:
        assert open_between == [two], "exactly one Business Day"
    else:
        assert two == one


READINGS = st.sampled_from(DefaultFrom)


@BOUNDED
@given(defaulted(), READINGS)
def test_a_reading_changes_no_line_that_ends_before_its_date(
    case: Case, reading: DefaultFrom
) -> None:
    terms, facts = case
    result = redeemed((reread(terms, reading), facts))
    start, until = result.timeline.default_from, result.timeline.redemption
    assert start is not None
    assert until is not None
    plain = schedule(terms, facts, calendar_of(terms), until=until, paid_to=result.timeline.paid_to)
    before = [line for line in result.schedule if line.end < start]
    assert before == [line for line in plain if line.end < start]
    for line in result.schedule:
        assert (line.basis is Basis.BASE) == (line.end <= start)


@BOUNDED
@given(defaulted())
def test_what_was_paid_does_not_depend_on_the_reading(case: Case) -> None:
    terms, facts = case
    dated = timeline(terms, facts, calendar_of(terms))
    assert dated.redemption is not None
    found = []
    for reading in DefaultFrom:
        result = redeemed((reread(terms, reading), facts))
        assert result.timeline.redemption == dated.redemption
        assert result.timeline.paid_to == dated.paid_to
        found.append({line.end: line.paid for line in result.schedule if line.paid})
    assert all(each == found[0] for each in found)
    if dated.paid_to is not None and not facts.payments:
        # each period by itself: base rate, rounded once
        paid_to = dated.paid_to
        expected = {
            line.end: line.interest
            for line in schedule(terms, Facts(), calendar_of(terms), until=dated.redemption,
                                 paid_to=terms.issue_date)
            if line.end <= paid_to and line.interest
        }  # fmt: skip
        assert found[0] == expected


@BOUNDED
@given(defaulted())
def test_the_decimal_context_of_the_caller_changes_nothing(case: Case) -> None:
    expected = redeemed(case)
    with localcontext(prec=3, rounding=ROUND_DOWN):
        found = redeem(*case)
    assert (found.schedule, found.redemption) == (expected.schedule, expected.redemption)
    assert found.warnings == expected.warnings


@BOUNDED
@given(defaulted(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(case: Case, shuffled: Any) -> None:
    terms, facts = case
    missed, payments = list(facts.missed) * 2, list(facts.payments)
    shuffled.shuffle(missed)
    shuffled.shuffle(payments)
    other = Facts(
        occurred=facts.occurred,
        payments=tuple(payments),
        missed=tuple(missed),
        notice=facts.notice,
    )
    assert other == facts
    expected, found = redeemed(case), redeem(terms, other)
    assert (found.schedule, found.redemption) == (expected.schedule, expected.redemption)
    assert [each.reason for each in found.timeline.events] == [
        each.reason for each in expected.timeline.events
    ]


@BOUNDED
@given(notes(st.just(PaidIn.NOTES)), days("2008-01-01", "2010-12-31"))
def test_a_performing_note_in_notes_never_stands_accrued_past_an_interest_date(
    terms: Terms, until: date
) -> None:
    for line in schedule(terms, Facts(), calendar_of(terms), until=until)[:-1]:
        assert line.paid == 0
        assert line.accrued == 0
        assert line.capitalized == line.interest
        assert line.closing_principal == line.principal + line.interest


@BOUNDED
@given(st.integers(1, 400), st.integers(0, 20))
def test_interest_of_one_period_is_the_product(length: int, offset: int) -> None:
    # ACT/360 at 10% on 1,000.00: 100,000 x days / 3,600 in cents, half up
    until = AT_BASE.issue_date + timedelta(days=length)
    start = AT_BASE.issue_date + timedelta(days=offset)
    lines = schedule(
        AT_BASE, Facts(), calendar_of(AT_BASE), until=until, at_default=((start, None),)
    )
    split = [min(offset, length), max(length - offset, 0)]
    units = [100_000 * 10 * split[0], 100_000 * 15 * split[1]]
    expected = [(2 * each + 36_000) // 72_000 for each, days in zip(units, split, strict=True)
                if days]  # fmt: skip
    assert [int(line.interest * 100) for line in lines] == expected
