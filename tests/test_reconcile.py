"""Which readings reproduce a figure: each expected one worked by hand or by plain arithmetic."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from core_strategies import day, note
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notecalc.daycount import DayCount
from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.money import PaidIn
from notecalc.readings import QUESTIONS, raised
from notecalc.readings.dials import first_reaching, roundest
from notecalc.readings.figure import parse_within
from notecalc.readings.question import Case
from notecalc.readings.reconciliation import Reconciled, reconcile
from notecalc.redemption import redeem
from notecalc.terms import LIQUIDMETAL_2007, Terms, choose

NOTICED = Facts(notice=date(2008, 9, 29))
ON = date(2008, 10, 15)
FEW = settings(
    max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


@cache
def of_case(amount: str) -> Reconciled:
    return reconcile(LIQUIDMETAL_2007, NOTICED, Decimal(amount))


# Source: the worked table of the case, per 1,000.00, redeemed on 15 October 2008.
WORKED = {
    "1192.68": {},
    "1194.96": {"default_from": "interest-date"},
    "1195.28": {"default_from": "notice"},
    "1299.12": {"default_from": "breach"},
    "1023.23": {"paid_in": "cash"},
    "1024.99": {"default_from": "notice", "paid_in": "cash"},
    "1093.70": {"default_from": "breach", "paid_in": "cash"},
}


@pytest.mark.parametrize("amount", WORKED)
def test_the_worked_table_is_found(amount: str) -> None:
    found = of_case(amount)
    first = found.matches[0]
    assert (first.total, first.off) == (Decimal(amount), Decimal(0))
    assert dict(first.simplest) == WORKED[amount]
    for question, answer in WORKED[amount].items():
        assert answer in first.answers[question]
    assert found.nearest is first


def test_what_a_match_needs_and_leaves_free() -> None:
    """The breach of 11 January 2007 hangs on business days; how ten days are counted does not.

    A default at the breach, from which the rate starts, earns the same to 15 October.
    """
    found = of_case("1299.12")
    needs = found.needs(found.matches[0])
    assert needs["default_from"] == {"breach", "event-of-default"}
    assert "occurs" in found.free(found.matches[0])
    assert (found.on, found.given, found.matches[0].day) == (ON, False, ON)
    assert needs["covenant_days"] == {"business"}
    assert needs["paid_in"] == {"notes"}
    assert "calendar" in found.free(found.matches[0])
    assert not needs.keys() & set(found.free(found.matches[0]))


def test_needs_hold_on_the_date_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every combination through the engine by itself, on its own date and on that of the case."""
    asked = ("occurs", "clock", "default_from", "calendar", "first_day", "paid_in")
    questions = tuple(each for each in QUESTIONS if each.id in asked)
    monkeypatch.setattr("notecalc.readings.pricing.QUESTIONS", questions)
    given: dict[tuple[Decimal, date], list[dict[str, str]]] = {}
    for chosen, case in combinations():
        results = {redeemed(case[0], facts) for facts in (case[1], replace(case[1], redeem_on=ON))}
        for place in results - {None}:
            assert place is not None
            given.setdefault(place, []).append(chosen)
    for amount in sorted({amount for amount, _ in given})[::4]:
        found = reconcile(LIQUIDMETAL_2007, NOTICED, amount)
        matches = {match.day: match for match in found.matches}
        assert set(matches) == {day for total, day in given if total == amount}
        for on, match in matches.items():
            them = given[amount, on]
            assert match.count == len(them)
            assert match.answers == {name: {each[name] for each in them} for name in match.answers}
        ways = [tuple(each.items()) for on in matches for each in given[amount, on]]
        assert found.reproducing == len(set(ways))


def combinations() -> Iterator[tuple[dict[str, str], Case]]:
    """Every combination of answers, read one by one."""
    asked = list(raised(LIQUIDMETAL_2007, NOTICED))
    for answers in product(*(answers for _, answers in asked)):
        case: Case = LIQUIDMETAL_2007, NOTICED
        for answer in answers:
            case = answer.read(*case)
        yield {q.id: answer.id for (q, _), answer in zip(asked, answers, strict=True)}, case


def redeemed(terms: Terms, facts: Facts) -> tuple[Decimal, date] | None:
    try:
        due = redeem(terms, facts).redemption
    except NotecalcError:
        return None
    return (due.total, due.date) if due else None


def test_a_figure_that_no_reading_gives() -> None:
    """Between what notes earn from 1 October and what they earn from 2007 nothing lies."""
    found = of_case("1234.56")
    assert not found.matches
    assert found.below is not None
    assert found.above is not None
    assert found.below.off == found.below.total - Decimal("1234.56") < 0
    assert found.above.off == found.above.total - Decimal("1234.56") > 0
    nearer = min((found.below, found.above), key=lambda each: abs(each.off))
    assert found.nearest is nearer


def test_combinations_are_counted_whole() -> None:
    """Every combination is a match, a miss that is not shown, or left out."""
    found = of_case("1192.68")
    answers = 1
    for _, those in raised(LIQUIDMETAL_2007, NOTICED):
        answers *= len(those)
    assert found.combinations + found.left_out == answers


def test_the_tolerance_counts_itself() -> None:
    """1,192.68 is off by 0.32 from 1,193.00."""
    exact = reconcile(LIQUIDMETAL_2007, NOTICED, Decimal("1193.00"), within=Decimal("0.32"))
    assert Decimal("1192.68") in [match.total for match in exact.matches]
    short = reconcile(LIQUIDMETAL_2007, NOTICED, Decimal("1193.00"), within=Decimal("0.31"))
    assert Decimal("1192.68") not in [match.total for match in short.matches]
    offs = [abs(match.off) for match in exact.matches]
    assert offs == sorted(offs)


def test_nothing_due_under_any_reading() -> None:
    """A cure on the first day answers every reading but those in which the default came before."""
    facts = Facts(cured=date(2007, 1, 11))
    found = reconcile(LIQUIDMETAL_2007, facts, Decimal("1000.00"))
    assert (found.matches, found.below, found.above, found.nearest) == ((), None, None, None)
    assert found.combinations == 0


# --- any reading, told nothing but its figure ---

SMALL = [
    note(paid_in=paid_in, day_count=count, calendar="weekends", issue="2007-11-15")
    for paid_in in PaidIn
    for count in (DayCount.ACT_360, DayCount.ACT_365F)
]


@st.composite
def read(draw: st.DrawFn) -> tuple[Case, Case, dict[str, str]]:
    """A case, the same under answers drawn at random, and the answers."""
    sent = draw(st.dates(day("2008-01-21"), day("2008-11-30")))
    missed = draw(st.sampled_from([(), (day("2008-04-01"),)]))
    base = case = (draw(st.sampled_from(SMALL)), Facts(notice=sent, missed=missed))
    drawn = {}
    for question, answers in raised(*base):
        answer = draw(st.sampled_from(answers))
        case, drawn[question.id] = answer.read(*case), answer.id
    return base, case, drawn


@FEW
@given(read())
def test_any_combination_is_found_by_its_figure_alone(
    drawn: tuple[Case, Case, dict[str, str]],
) -> None:
    base, case, answers = drawn
    try:
        result = redeem(*case)
    except NotecalcError:
        assume(False)
    assume(result.redemption is not None)
    assert result.redemption is not None
    found = reconcile(*base, result.redemption.total)
    (match,) = [each for each in found.matches if each.day == result.redemption.date]
    assert match.off == 0
    assert all(answer in match.answers[question] for question, answer in answers.items())


# --- principal and base rate ---

OUTSTANDING = replace(
    choose(LIQUIDMETAL_2007, principal=Decimal("18640000.00"), paid_in=PaidIn.CASH),
    issue_date=date(2008, 7, 1),
)
MISSED = Facts(notice=date(2008, 9, 29), missed=(date(2008, 9, 30),), redeem_on=date(2008, 10, 4))


def at_first(found: Reconciled) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    """Principal and rate of the matches under the readings as they are chosen."""
    return ((each.principal, each.rate) for each in found.matches if not each.simplest)


def test_a_hidden_principal() -> None:
    """1,750,000.00 to 14 November 2008: 2,079,226.35 + 7,975.11 + 25,634.30, by hand."""
    facts = replace(NOTICED, redeem_on=date(2008, 11, 14))
    bounds = Decimal(1_700_000), Decimal(1_800_000)
    found = reconcile(LIQUIDMETAL_2007, facts, Decimal("2112835.76"), principal=bounds)
    assert list(at_first(found)) == [(Decimal("1750000.00"), None)]


def test_a_hidden_rate() -> None:
    """18,640,000.00 at 9% for 95 days, ACT/365F: 1,677,600 x 95 / 365 = 436,635.62.

    In two lines: x 92 / 365 = 422,847.12 (.1233) and x 3 / 365 = 13,788.49 (.4932).
    """
    bounds = Decimal("0.06"), Decimal("0.12")
    found = reconcile(OUTSTANDING, MISSED, Decimal("19076635.61"), rate=bounds)
    ((principal, rate),) = at_first(found)
    assert (principal, rate) == (None, Decimal("0.09"))


def test_principal_and_rate_together_are_the_roundest() -> None:
    """Any principal within 100.00 and any rate between will do: the roundest pair is answered."""
    found = reconcile(
        OUTSTANDING,
        MISSED,
        Decimal("19076635.61"),
        within=Decimal("150.00"),
        principal=(Decimal("18639900.00"), Decimal("18640100.00")),
        rate=(Decimal("0.0888"), Decimal("0.0912")),
    )
    assert (Decimal("18640000.00"), Decimal("0.09")) in list(at_first(found))


@pytest.mark.parametrize(
    ("amount", "principal", "rate", "answered"),
    [
        # 18,640,000.00 at 8% for 95 days, in lines of 92 and 3: 375,864.11 + 12,256.44
        ("19028120.55", (18_600_000, 18_700_000), ("0.06", "0.12"), {("18640000.00", "0.08")}),
        # at 9% (above), or at 8% on 18,640,000 x 19,076,635.61 / 19,028,120.55 = 18,687,525.48,
        # of which .50 is the roundest that is within 0.02
        (
            "19076635.61",
            (18_600_000, 18_700_000),
            ("0.06", "0.12"),
            {("18640000.00", "0.09"), ("18687525.50", "0.08")},
        ),
        # neither alone: 18,645,000.00 at 8% make 19,033,224.66, 18,640,000.00 at 8.3% make
        # 19,042,674.52; at 8.26% 19,044,120.55 / (1 + .0826 x 95 / 365) = 18,643,314.82, and
        # (3,314.82 / 10,000)^2 + (0.26 / 0.4)^2 = 0.5324 is less than at 8.25% (0.5343) or at
        # 8.27% (0.5363)
        (
            "19044120.55",
            (18_635_000, 18_645_000),
            ("0.079", "0.083"),
            {("18643314.80", "0.0826")},
        ),
    ],
)
def test_what_the_terms_say_is_held_first(
    amount: str,
    principal: tuple[int, int],
    rate: tuple[str, str],
    answered: set[tuple[str, str]],
) -> None:
    found = reconcile(
        OUTSTANDING,
        MISSED,
        Decimal(amount),
        within=Decimal("0.02"),
        principal=(Decimal(principal[0]), Decimal(principal[1])),
        rate=(Decimal(rate[0]), Decimal(rate[1])),
    )
    read = [match for match in found.matches if not match.simplest]
    values = {(match.principal, match.rate) for match in read}
    assert values == {(Decimal(one), Decimal(other)) for one, other in answered}
    for match in read:
        held = {"principal": match.principal == Decimal(18_640_000)}
        held["rate"] = match.rate == Decimal("0.08")
        assert match.held == tuple(name for name, own in held.items() if own)


def test_bounds_that_do_not_reach() -> None:
    """In cash at 8%, 18,645,000.00 give 19,033,224.66 at most as it is read (x 95 / 365)."""
    bounds = Decimal(18_635_000), Decimal(18_645_000)
    found = reconcile(
        OUTSTANDING, MISSED, Decimal(19_080_000), within=Decimal(5000), principal=bounds
    )
    assert not found.matches
    assert found.below is not None
    # 90 days at 8% 372,900.00, 2 at 12% 12,430.00, 3 at 12% 18,645.00, ACT/360
    assert (found.below.total, found.below.principal) == (Decimal("19048975.00"), bounds[1])
    assert found.below.off == Decimal("-31025.00")
    assert found.above is not None
    # in notes: a quarter at 10% 465,875.00, then 3/92 of a quarter 15,571.37
    assert (found.above.total, found.above.principal) == (Decimal("19116446.37"), bounds[0])


def test_no_base_rate_above_the_default_rate() -> None:
    """12% in cash and 15% in notes are the default rates: what lies above is not tried."""
    facts, amount = NOTICED, Decimal("1192.68")
    found = reconcile(LIQUIDMETAL_2007, facts, amount, rate=(Decimal("0.13"), Decimal("0.14")))
    assert found.tried["paid_in"] == {"notes"}
    none = reconcile(LIQUIDMETAL_2007, facts, amount, rate=(Decimal("0.16"), Decimal("0.2")))
    assert none.combinations == 0


@settings(FEW, max_examples=8)
@given(
    st.sampled_from(SMALL),
    st.integers(50_000, 5_000_000),
    st.integers(1, 140),
    st.sampled_from(["principal", "rate"]),
)
def test_random_hidden_values(base: Terms, cents: int, tenths: int, hidden: str) -> None:
    """A principal in cents, or a rate in tenths of a percent, is found by the total alone."""
    facts = Facts(notice=day("2008-05-07"), redeem_on=day("2008-07-15"))
    if hidden == "principal":
        value = Decimal(cents).scaleb(-2)
        changed = replace(base, principal=value)
        bounds = {"principal": (Decimal(1), Decimal(100_000))}
        near = Decimal("0.05")
    else:
        value = Decimal(tenths).scaleb(-3)
        interest = replace(base.interest, cash_rate=value, note_rate=value)
        changed = replace(base, interest=interest)
        bounds = {"rate": (Decimal("0.0005"), Decimal("0.145"))}
        near = Decimal("0.0002")
    due = redeem(changed, facts).redemption
    assert due is not None
    found = reconcile(base, facts, due.total, **bounds)  # type: ignore[arg-type]
    values = [getattr(each, hidden) for each in found.matches if not each.simplest]
    assert values
    assert all(abs(each - value) <= near for each in values)
    assert all(each.off == 0 for each in found.matches)


def test_the_roundest_come_first_and_none_is_missed() -> None:
    assert list(roundest(95, 112)) == [100, 110, *range(95, 100), *range(101, 110), 111, 112]
    assert list(roundest(7, 7)) == [7]
    assert next(roundest(1_863_500_000, 1_864_400_000)) == 1_864_000_000


@given(st.integers(0, 400), st.integers(1, 400), st.integers(-5, 170_000))
def test_the_first_setting_by_search_is_that_by_trying(low: int, width: int, wanted: int) -> None:
    ends = low, low + width
    tried = [at for at in range(low, low + width + 1) if at * at >= wanted]
    assert first_reaching(lambda at: at * at, ends, wanted) == (tried[0] if tried else ends[1] + 1)


WRONG = {
    "bounds the wrong way": (
        {"principal": (Decimal(2), Decimal(1))},
        "reconcile.principal_between: 2 is above 1; write the least first, then the most",
    ),
    "rates the wrong way": (
        {"rate": (Decimal("0.12"), Decimal("0.06"))},
        "reconcile.rate_between: 12% is above 6%; write the least first, then the most",
    ),
    "a tolerance below zero": (
        {"within": Decimal(-1)},
        "reconcile.within: the tolerance -1 is below zero or no number; write 0 or more",
    ),
    "cents of cents": (
        {"within": Decimal("0.001")},
        "reconcile.within: amount 0.001 has more than 2 decimals; USD amounts have at most 2",
    ),
    "a principal of nothing": (
        {"principal": (Decimal(0), Decimal(1))},
        "reconcile.principal_between: amount 0 is not above zero; write a decimal such as"
        " 1750000.00",
    ),
    "a rate below zero": (
        {"rate": (Decimal("-0.01"), Decimal("0.06"))},
        "reconcile.rate_between: rate -0.01 is below zero; write it as 12% or 0.12",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_makes_no_sense_is_refused(name: str) -> None:
    given_, said = WRONG[name]
    with pytest.raises(NotecalcError) as caught:
        reconcile(LIQUIDMETAL_2007, NOTICED, Decimal("1192.68"), **given_)  # type: ignore[arg-type]
    assert str(caught.value) == said


def test_a_tolerance_may_be_zero() -> None:
    assert [parse_within(text) for text in ("0", "0.00", " 5000.00 ")] == [0, 0, 5000]
    with pytest.raises(NotecalcError, match="'x' is not a number"):
        parse_within("x")


def test_progress_is_told_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    facts = Facts(notice=day("2008-05-07"))
    reconcile(SMALL[0], facts, Decimal(1), done=lambda *each: heard.append(each))
    assert heard[-1][0] == heard[-1][1]
