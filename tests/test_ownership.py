"""Who owns and who gets what: the cover of the Schedule 13D, and rule 12 on shares of an amount."""

# ruff: noqa: E501 -- a message stands on one line

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecalc.errors import NotecalcError
from notecalc.facts import Facts
from notecalc.ownership import (
    COUNTS,
    Beneficial,
    ShareBy,
    allocate,
    beneficial_ownership,
    share_out,
    shares,
)
from notecalc.redemption import redeem
from notecalc.terms import LIQUIDMETAL_2007, Group, Holder, Ownership, Reported, Terms

NOTICED = Facts(notice=date(2008, 9, 29))
OWNED = {each.id: each for each in beneficial_ownership(LIQUIDMETAL_2007)}


def held(*holders: Holder, ownership: Ownership | None = None) -> Terms:
    return replace(LIQUIDMETAL_2007, holders=holders, ownership=ownership or Ownership())


# --- beneficial ownership: the cover pages of Schedule 13D/A no. 2 ---


COVER = [
    # common, on conversion, on warrants, total, percent as the filing reports them
    ("partners", 275_355, 433_266, 310_910, 1_019_531, "2.28"),
    ("partners-i", 395_779, 567_372, 407_143, 1_370_294, "3.06"),
    ("offshore", 402_420, 546_740, 392_339, 1_341_499, "3.00"),
]


@pytest.mark.parametrize(("name", "common", "converted", "warrants", "total", "percent"), COVER)
def test_the_funds(
    name: str, common: int, converted: int, warrants: int, total: int, percent: str
) -> None:
    fund = OWNED[name]
    assert (fund.shares, fund.conversion_shares, fund.warrant_shares) == (
        common,
        converted,
        warrants,
    )
    assert fund.total == total
    assert fund.reported == Reported(total=total, percent=Decimal(percent) / 100)
    assert fund.percent == Decimal(percent) / 100
    assert fund.differences == ()


def test_the_two_partnerships_together() -> None:
    # Capital Management LLC: 1,019,531 + 1,370,294 = 2,389,825, which is 5.34% of 44,726,295
    both = OWNED["management"]
    assert both.members == ("partners", "partners-i")
    assert (both.total, both.percent, both.differences) == (2_389_825, Decimal("0.0534"), ())


def test_the_group_and_the_filing_s_own_difference_of_one_share() -> None:
    group = OWNED["group"]
    # 1,019,531 + 1,370,294 + 1,341,499 and 433,266 + 567,372 + 546,740
    assert (group.total, group.conversion_shares) == (3_731_324, 1_547_378)
    assert [
        (each.figure, int(each.computed), int(each.reported), int(each.off))
        for each in group.differences
    ] == [
        ("conversion_shares", 1_547_378, 1_547_377, 1),
        ("total", 3_731_324, 3_731_323, 1),
    ]  # fmt: skip
    assert group.percent == Decimal("0.0834")


BY_RULE = [
    # total / (44,726,295 + own issuable), each by hand
    ("partners", 45_470_471, "2.24"),  # 1,019,531 / 45,470,471 = 0.022422
    ("partners-i", 45_700_810, "3.00"),  # 1,370,294 / 45,700,810 = 0.029984
    ("offshore", 45_665_374, "2.94"),  # 1,341,499 / 45,665,374 = 0.029377
    ("management", 46_444_986, "5.15"),  # 2,389,825 / 46,444,986 = 0.051455
    ("group", 47_384_065, "7.87"),  # 3,731,324 / 47,384,065 = 0.078746; the filing's case
]


@pytest.mark.parametrize(("name", "measure", "percent"), BY_RULE)
def test_by_the_rule_own_issuable_shares_count_as_outstanding(
    name: str, measure: int, percent: str
) -> None:
    assert OWNED[name].measure == measure
    assert OWNED[name].percent_by_rule == Decimal(percent) / 100


@pytest.mark.parametrize(
    ("total", "outstanding", "percent", "source"),
    [
        (1, 20_000, "0.0001", "0.005% is half of a hundredth: up to 0.01%"),
        (1, 20_001, "0", "0.00499975% is below half"),
        (2, 1, "2", "more than there are: 200%"),
        (0, 7, "0", "nothing held"),
        (1, 3, "0.3333", "33.33%"),
        (2, 3, "0.6667", "66.67%"),
    ],
)
def test_percentages_are_rounded_half_up(
    total: int, outstanding: int, percent: str, source: str
) -> None:
    assert Beneficial("x", "x", (), total, 0, 0, outstanding).percent == Decimal(percent), source


@given(st.integers(0, 10**15), st.integers(0, 10**15), st.integers(1, 10**15))
def test_percentages_are_exact_in_any_decimal_context(shares: int, more: int, whole: int) -> None:
    with localcontext(prec=3):
        owner = Beneficial(None, "x", (), shares, more, 0, whole)
        found, by_rule = owner.percent, owner.percent_by_rule
    assert found is not None
    assert by_rule is not None
    assert abs(Fraction(found) - Fraction(shares + more, whole)) <= Fraction(1, 20_000)
    assert abs(Fraction(by_rule) - Fraction(shares + more, whole + more)) <= Fraction(1, 20_000)
    assert by_rule <= max(found, Decimal(1))


def test_without_shares_outstanding_there_are_no_percentages() -> None:
    (owner,) = beneficial_ownership(held(Holder("A", 5, reported=Reported(6, percent=Decimal(1)))))
    assert (owner.percent, owner.percent_by_rule, owner.measure) == (None, None, None)
    assert [(each.figure, int(each.off)) for each in owner.differences] == [("shares", -1)]


def test_every_reported_figure_is_compared() -> None:
    reported = Reported(1, 2, 3, 7, Decimal("0.05"))
    terms = held(Holder("A", 1, 2, 3, reported=reported), ownership=Ownership(100))
    (owner,) = beneficial_ownership(terms)
    assert [each.figure for each in owner.compared] == [*COUNTS, "percent"]
    # 1 + 2 + 3 = 6, not 7, and 6 of 100 are 6%, not 5%
    assert [(each.figure, each.off) for each in owner.differences] == [
        ("total", -1),
        ("percent", Decimal("0.01")),
    ]


# --- checks ---

A, B = Holder("A", 1, id="a"), Holder("B", 1, id="b")


@pytest.mark.parametrize(
    ("holders", "ownership", "message"),
    [
        ((A, B), {"groups": (Group("g", "G", ("a", "bb")),)},
         "ownership.groups.0.members.1: unknown holder 'bb'; did you mean b? (one of a, b)"),
        ((A,), {"groups": (Group("g", "G", ("a", "a")),)},
         "ownership.groups.0.members.1: 'a' is there twice; write each member once"),
        ((Holder("A"),), {"groups": (Group("g", "G", ("a",)),)},
         "ownership.groups.0.members.0: unknown holder 'a': no holder has an id;"
         " give holders ids, or leave the group out"),
        ((A, B), {"groups": (Group("g", "G", ("c" * 41,)),)},
         f"ownership.groups.0.members.0: unknown holder '{'c' * 40}'; write one of a, b"),
        ((replace(A, id="c" * 41),), {"groups": (Group("g", "G", ("c" * 41, "c" * 41)),)},
         f"ownership.groups.0.members.1: '{'c' * 40}' is there twice; write each member once"),
        ((Holder("A"),), {"groups": (Group("g", "G", ("c" * 41,)),)},
         f"ownership.groups.0.members.0: unknown holder '{'c' * 40}': no holder has an id;"
         " give holders ids, or leave the group out"),
        ((A,), {"groups": (Group("g", "G", ()),)},
         "ownership.groups.0.members: the group 'g' has no members; write the ids of its holders"),
        ((A,), {"groups": (Group("a", "G", ("a",)),)},
         "ownership.groups.0.id: the id 'a' is a holder's too; give the group its own"),
        ((A,), {"groups": (Group("g", "G", ("a",)), Group("g", "H", ("a",)))},
         "ownership.groups: the id 'g' is there twice; give each its own"),
        ((A, replace(B, id="a")), {}, "holders: the id 'a' is there twice; give each its own"),
        ((Holder("A", id=""),), {}, "holders: '' is not an id; use letters, digits, - and _ (at most 80)"),
        ((A,), {"shares_outstanding": 0},
         "ownership.shares_outstanding: 0 shares outstanding are not above zero;"
         " write the count that the company reports, or leave it out"),
        ((A,), {"shares_outstanding": Decimal("1.5")},
         "ownership.shares_outstanding: Decimal('1.5') shares outstanding are not above zero;"
         " write the count that the company reports, or leave it out"),
        ((A,), {"as_of": date(2008, 7, 31)},
         "ownership: the count of shares outstanding is missing;"
         " give shares_outstanding, or leave out its date and source"),
        ((A,), {"shares_outstanding": 1, "as_of": date(1899, 1, 1)}, "ownership.as_of: "),
        ((Holder("A", 1.0),), {},  # type: ignore[arg-type]
         "holders.0.shares: 1.0 is not a count of shares; write 0 or more, in digits"),
        ((Holder("A", reported=Reported(total=-1)),), {},
         "holders.0.reported.total: -1 is not a count of shares; write 0 or more, in digits"),
        ((Holder("A", reported=Reported(percent=Decimal(11))),), {},
         "holders.0.reported.percent: percent 11 is above 1000%; write it as 12% or 0.12"),
        ((A,), {"groups": (Group("g", "G", ("a",), Reported(percent=Decimal(-1))),)},
         "ownership.groups.0.reported.percent: percent -1 is below zero; write it as 12% or 0.12"),
    ],
)  # fmt: skip
def test_holders_and_groups_that_cannot_be(
    holders: tuple[Holder, ...], ownership: dict[str, Any], message: str
) -> None:
    with pytest.raises(NotecalcError) as caught:
        held(*holders, ownership=Ownership(**ownership))
    (problem,) = caught.value.problems
    assert str(problem).startswith(message)


# --- an amount shared (rule 12) ---


@pytest.mark.parametrize(
    ("amount", "weights", "parts", "source"),
    [
        (100, [1, 1, 1], [34, 33, 33], "three thirds of 100: 33.33 each, the tie to the first"),
        (100, [1, 2], [33, 67], "33.33 and 66.67: the larger remainder is the second's"),
        (10, [1, 1, 1, 1], [3, 3, 2, 2], "2.5 each: two left over, to the first two"),
        (5, [0, 1], [0, 5], "no notes, no money"),
        (0, [3, 4], [0, 0], "nothing to share"),
        (7, [600, 400], [4, 3], "4.2 and 2.8: remainders 0.2 and 0.8"),
    ],
)
def test_largest_remainder(amount: int, weights: list[int], parts: list[int], source: str) -> None:
    assert allocate(amount, weights) == parts, source


@given(st.integers(0, 10**17), st.lists(st.integers(0, 10**15), min_size=1).filter(any))
def test_parts_add_up_and_are_within_a_unit(amount: int, weights: list[int]) -> None:
    parts = allocate(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)


def _principals(*principals: str | None) -> Terms:
    return held(
        *(
            Holder(f"holder {index}", principal=Decimal(each) if each else None)
            for index, each in enumerate(principals)
        )
    )


def test_shared_among_those_whose_notes_it_is() -> None:
    # 1,192.68 of 600 and 400: 715.608 and 477.072, the cent left over to the larger remainder
    result = redeem(_principals("600.00", "400.00"), NOTICED)
    assert [(share.name, share.amount) for share in shares(result)] == [
        ("holder 0", Decimal("715.61")),
        ("holder 1", Decimal("477.07")),
    ]


RULE_12 = "and an amount is shared only among holders whose notes it is (rule 12)"
STATE_IT = "; state each holder's principal, or ask for conversion shares"


@pytest.mark.parametrize(
    ("principals", "why"),
    [
        (("600.00", "300.00"), f"the holders' notes add up to 900.00, the note to 1,000.00 USD, {RULE_12}"),
        (("600.00", "500.00"), f"the holders' notes add up to 1,100.00, the note to 1,000.00 USD, {RULE_12}"),
        (("1000.00", None), f"the principal of the notes held is stated for 1 of 2 holders, {RULE_12}{STATE_IT}"),
        ((None,), f"the principal of the notes held is stated for 0 of 1 holders, {RULE_12}{STATE_IT}"),
        ((), "the terms name no holder"),
    ],
)  # fmt: skip
def test_not_shared_where_part_of_it_is_others(
    principals: tuple[str | None, ...], why: str
) -> None:
    result = redeem(_principals(*principals), NOTICED)
    assert shares(result) == ()
    assert share_out(result).why == why


def test_nothing_is_shared_without_a_default() -> None:
    result = redeem(_principals("1000.00"), Facts())
    assert shares(result) == ()
    assert share_out(result).why == "the state is breach: nothing is due on redemption"


def test_shared_by_conversion_shares_where_asked_for() -> None:
    # 119,268 cents by 433,266, 567,372 and 546,740 of 1,547,378: 33,395.05, 43,731.61 and
    # 42,141.34; the cent left over goes to the largest remainder, the second
    found = share_out(redeem(LIQUIDMETAL_2007, NOTICED), ShareBy.CONVERSION_SHARES)
    assert [(each.id, str(each.amount)) for each in found.parts] == [
        ("partners", "333.95"),
        ("partners-i", "437.32"),
        ("offshore", "421.41"),
    ]
    assert [each.conversion_shares for each in found.parts] == [433_266, 567_372, 546_740]
    assert sum(each.amount for each in found.parts) == Decimal("1192.68")


@pytest.mark.parametrize(
    ("holders", "why"),
    [
        ((Holder("A", 5),), "no holder has shares issuable on conversion"),
        ((Holder("A", 0, 5, principal=Decimal(900)),), "the holders' notes add up to 900.00"),
        ((Holder("A", 0, 5, principal=Decimal(900)), Holder("B", 0, 5)), ""),
    ],
)
def test_by_conversion_shares_unless_the_holders_principal_says_otherwise(
    holders: tuple[Holder, ...], why: str
) -> None:
    found = share_out(redeem(held(*holders), NOTICED), ShareBy.CONVERSION_SHARES)
    assert found.why.startswith(why)
    assert bool(found.parts) is not bool(why)
