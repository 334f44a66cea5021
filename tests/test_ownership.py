"""Rule 12: shares by largest remainder, ties to the first listed, parts adding up to the whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecalc.facts import Facts
from notecalc.ownership import allocate, shares
from notecalc.redemption import redeem
from notecalc.terms import LIQUIDMETAL_2007, Holder


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


def _due(*principals: str | None) -> list[tuple[str, Decimal]]:
    holders = tuple(
        Holder(f"holder {index}", principal=Decimal(each) if each else None)
        for index, each in enumerate(principals)
    )
    terms = replace(LIQUIDMETAL_2007, holders=holders)
    return [
        (share.name, share.amount)
        for share in shares(redeem(terms, Facts(notice=date(2008, 9, 29))))
    ]


def test_shared_among_those_whose_notes_it_is() -> None:
    # 1,192.68 of 600 and 400: 715.608 and 477.072, the cent left over to the larger remainder
    assert _due("600.00", "400.00") == [
        ("holder 0", Decimal("715.61")),
        ("holder 1", Decimal("477.07")),
    ]


@pytest.mark.parametrize("principals", [("600.00", "300.00"), ("1000.00", None), (None,), ()])
def test_not_shared_where_part_of_it_is_others(principals: tuple[str | None, ...]) -> None:
    assert _due(*principals) == []


def test_nothing_is_shared_without_a_default() -> None:
    terms = replace(LIQUIDMETAL_2007, holders=(Holder("one", principal=Decimal("1000.00")),))
    assert shares(redeem(terms, Facts())) == ()
