"""What holds of every note as facts are added over time: properties of rules 13 to 26."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core_strategies import BOUNDED, calendar_of, days, defaulted
from hypothesis import assume, given
from hypothesis import strategies as st

from notecalc.errors import NotecalcError
from notecalc.facts import (
    Amendment,
    Conversion,
    Facts,
    Fee,
    Forbearance,
    Notice,
    PartialCure,
    Payment,
)
from notecalc.money import PaidIn, Rounding, RoundingMode, RoundingPer
from notecalc.redemption import Result, redeem
from notecalc.terms import (
    Bucket,
    ConversionTerm,
    DefaultUntil,
    OnConversion,
    OverdueInterest,
    OverdueRate,
    Terms,
)

Case = tuple[Terms, Facts]
DAY = timedelta(days=1)
SPAN = days("2008-01-12", "2009-09-30")
TOO_MUCH = ("more than is due", "more than is outstanding", "is more than", "falls in", "below the")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A note in default with terms and facts of every kind, most of them absent from each."""
    terms, facts = draw(defaulted())
    terms = replace(
        terms,
        waterfall=tuple(draw(st.permutations(tuple(Bucket)))),
        rounding=Rounding(draw(st.sampled_from(RoundingMode)), draw(st.sampled_from(RoundingPer))),
        default_rates=replace(terms.default_rates, until=draw(st.sampled_from(DefaultUntil))),
        overdue_interest=draw(
            st.none()
            | st.builds(OverdueInterest, st.just("o"), st.sampled_from(OverdueRate), st.booleans())
        ),
        conversion=ConversionTerm("c", Decimal("1.10"), draw(st.sampled_from(OnConversion))),
    )
    tenth = (terms.principal / 20).quantize(Decimal("0.01"))
    sent = facts.sent
    assert sent is not None
    start = draw(SPAN)
    end = start + draw(st.integers(0, 40)) * DAY
    facts = replace(
        facts,
        notices=tuple(
            Notice(each) for each in draw(st.lists(st.dates(sent, date(2009, 9, 30)), max_size=2))
        ),
        fees=tuple(Fee(each, Decimal("7.50")) for each in draw(st.lists(SPAN, max_size=2))),
        forbearances=(Forbearance(start, end, draw(st.booleans())),)
        if draw(st.booleans())
        else (),
        amendments=(Amendment(draw(SPAN), "a", default_cash_rate=Decimal("0.35"),
                              default_note_rate=Decimal("0.35")),)
        if draw(st.booleans())
        else (),
        conversions=(Conversion(draw(SPAN), tenth),) if tenth and draw(st.booleans()) else (),
        waived={"covenant": draw(st.dates(sent, date(2009, 12, 31)))}
        if draw(st.booleans())
        else {},
    )  # fmt: skip
    return terms, facts


def redeemed(case: Case) -> Result:
    """The result of a case whose facts are not too much for the note."""
    try:
        return redeem(*case)
    except NotecalcError as error:
        assume(not any(words in str(error) for words in TOO_MUCH))
        raise


def amounts(result: Result) -> tuple[object, ...]:
    """What a result comes to."""
    lines = [line._replace(clause="") for line in result.schedule]  # an amendment is cited
    return result.state, lines, result.redemption and replace(result.redemption, clause="")


@BOUNDED
@given(cases(), st.integers(0, 9999))
def test_the_order_in_which_facts_are_listed_changes_nothing(case: Case, seed: int) -> None:
    terms, facts = case
    twice = replace(
        facts,
        payments=(*facts.payments, *(Payment(each.on, Decimal("0.01")) for each in facts.payments)),
        fees=(*facts.fees, *(Fee(each.on, Decimal("1.25"), "costs") for each in facts.fees)),
    )
    mixed: dict[str, Any] = {}
    for name in ("notices", "payments", "fees", "forbearances", "amendments", "conversions"):
        listed = list(getattr(twice, name))
        random.Random(seed).shuffle(listed)
        mixed[name] = tuple(listed)
    other = replace(twice, **mixed)
    assert other == twice
    assert amounts(redeemed((terms, other))) == amounts(redeemed((terms, twice)))


@BOUNDED
@given(cases(), st.integers(1, 60))
def test_a_fact_after_the_redemption_date_changes_no_amount(case: Case, later: int) -> None:
    terms, facts = case
    result = redeemed(case)
    assume(result.redemption is not None)
    assert result.redemption is not None
    facts = replace(facts, redeem_on=result.redemption.date)
    on = result.redemption.date + later * DAY
    # of the one that governs: another may ripen only after the redemption date, and yet be the
    # earliest breach among those that ripen
    governing = result.timeline.governing
    assert governing is not None
    event = governing.event.id
    more = replace(
        facts,
        notices=(*facts.notices, Notice(on)),
        payments=(*facts.payments, Payment(on, Decimal("0.01"))),
        fees=(*facts.fees, Fee(on, Decimal(9))),
        partly_cured=(PartialCure(on, event),),
        waived={**facts.waived, event: facts.waived.get(event, on)},  # type: ignore[dict-item, union-attr]
        amendments=facts.amendments
        if any(each.on == on for each in facts.amendments)
        else (*facts.amendments, Amendment(on, "late", default_cash_rate=Decimal("0.40"),
                                           default_note_rate=Decimal("0.40"))),
        conversions=(*facts.conversions, Conversion(on, Decimal("0.01"))),
    )  # fmt: skip
    before = redeem(terms, facts)
    after = redeem(terms, more)
    assert after.schedule == before.schedule
    assert after.redemption == before.redemption


@BOUNDED
@given(cases())
def test_as_known_on_the_last_day_is_the_full_answer(case: Case) -> None:
    terms, facts = case
    known = facts.as_known_on(date(2010, 12, 31))
    assert known == facts
    assert amounts(redeemed((terms, known))) == amounts(redeemed(case))


@BOUNDED
@given(cases())
def test_the_waterfall_neither_loses_nor_makes_a_cent(case: Case) -> None:
    terms, facts = case
    result = redeemed(case)
    for entry in result.ledger:
        if entry.kind == "payment":
            assert sum(part for _, part in entry.applied) == entry.amount
            order = [terms.waterfall.index(bucket) for bucket, _ in entry.applied]
            assert order == sorted(order)
    principal, accrued = terms.principal, Decimal(0)
    fees, conversions = Decimal(0), Decimal(0)
    for line in result.schedule:
        assert line.principal == principal
        moved = [each for each in result.ledger if each.on == line.end]
        to_fees = sum(
            (part for each in moved if each.kind == "payment" for bucket, part in each.applied
             if bucket is Bucket.FEES), Decimal(0))  # fmt: skip
        converted = sum(
            (part for each in moved if each.kind == "conversion" for _, part in each.applied),
            Decimal(0),
        )
        in_cash = Decimal(0)
        if terms.conversion is not None and terms.conversion.accrued is OnConversion.PAID:
            in_cash = sum(
                (part for each in moved if each.kind == "conversion"
                 for bucket, part in each.applied if bucket is not Bucket.PRINCIPAL),
                Decimal(0))  # fmt: skip
        owed = line.principal + accrued + line.interest + line.overdue_interest
        left = owed - (line.paid - to_fees - in_cash) - converted
        assert left == line.closing_principal + line.accrued
        principal, accrued = line.closing_principal, line.accrued
        fees -= to_fees
        conversions += converted
    assert result.redemption is not None
    end = result.redemption.date
    fees += sum((each.amount for each in facts.fees if each.on <= end), Decimal(0))
    assert result.redemption.fees == fees
    assert result.redemption.outstanding == principal


@BOUNDED
@given(defaulted(), st.integers(1, 120), st.integers(0, 60))
def test_a_waiver_changes_nothing_of_a_redemption_before_it(
    case: Case, later: int, sooner: int
) -> None:
    terms, facts = case
    terms = replace(terms, default_rates=replace(terms.default_rates, until=DefaultUntil.WAIVER))
    dated = redeemed((terms, facts)).timeline
    governing, redemption = dated.governing, dated.redemption
    assert governing is not None
    assert redemption is not None
    on = redemption + later * DAY
    redeem_on = max(redemption, on - (1 + sooner) * DAY)
    facts = replace(facts, redeem_on=redeem_on)
    without = redeemed((terms, facts))
    waived = redeemed((terms, replace(facts, waived={governing.event.id: on})))
    assert waived.schedule == without.schedule
    assert waived.redemption == without.redemption


@BOUNDED
@given(defaulted(), st.integers(0, 30), st.integers(0, 20), st.booleans())
def test_a_forbearance_that_covers_no_counted_day_changes_nothing(
    case: Case, after: int, length: int, suspends: bool
) -> None:
    terms, facts = case
    result = redeemed(case)
    assert result.redemption is not None
    # before the issue, and after both the redemption date and the last cure deadline
    last = max(
        result.redemption.date,
        *(clock.cure_deadline for clock in result.timeline.clocks if clock.cure_deadline),
    )
    for start in (terms.issue_date - (after + length + 40) * DAY, last + (after + 1) * DAY):
        quiet = Forbearance(start, start + length * DAY, suspends)
        found = redeem(terms, replace(facts, forbearances=(quiet,)))
        assert amounts(found) == amounts(result)


@BOUNDED
@given(defaulted(), SPAN, st.sampled_from(RoundingPer))
def test_an_amendment_to_the_same_rates_changes_no_amount(
    case: Case, on: date, per: RoundingPer
) -> None:
    terms, facts = case
    terms = replace(terms, rounding=Rounding(per=per))
    base, default = terms.base_rate, terms.default_rate
    if terms.interest.paid_in is PaidIn.CASH:
        same = Amendment(on, "a", cash_rate=base, default_cash_rate=default)
    else:
        same = Amendment(on, "a", note_rate=base, default_note_rate=default)
    found = redeemed((terms, replace(facts, amendments=(same,))))
    assert amounts(found) == amounts(redeemed((terms, facts)))
    assert calendar_of(terms) == found.calendar
