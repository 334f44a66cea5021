"""What conversion gives beside redemption, and the break-even share price (rules 22 and 24)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from core_strategies import day, note

from notecalc.equity import conversion_value
from notecalc.facts import Facts, Fee
from notecalc.money import PaidIn
from notecalc.redemption import Result, redeem
from notecalc.statement import as_json
from notecalc.statement.conversion import conversion_json, conversion_table, explain_conversion
from notecalc.terms import ConversionTerm, OnConversion

CASH = note(paid_in=PaidIn.CASH)
FEES = (Fee(day("2008-05-21"), Decimal("12.00")),)


def redeemed(
    accrued: str,
    share_price: str | None,
    *,
    price: str = "3.00",
    portion: str = "1",
    at_value: bool = False,
    **facts: Any,
) -> Result:
    """The note redeemed on 2008-05-21: 1,000.00 + 15.28 (11.11 and 4.17), convertible at 3.00."""
    right = ConversionTerm("Note 5", Decimal(price), OnConversion(accrued))
    term = replace(CASH.redemption, portion=Decimal(portion), conversion_value=at_value)
    return redeem(
        replace(CASH, conversion=right, redemption=term),
        Facts(
            occurred={"crash": day("2008-05-11")},
            redeem_on=day("2008-05-21"),
            share_price=None if share_price is None else Decimal(share_price),
            **facts,
        ),
    )


VALUES = [
    (
        ("forfeited", "3.20"), {},
        "333 + 1.07, beside 0.00 = 1066.67, conversion by 51.39, even 3.0458",
        "333 1/3 shares: 333 × 3.20 1,065.60, a third 1.0666; 1,015.28 / 333 1/3 3.04584",
    ),
    (
        ("paid", "3.20"), {},
        "333 + 1.07, beside 15.28 = 1081.95, conversion by 66.67, even 3.0000",
        "15.28 is paid beside the shares: (1,015.28 - 15.28) / 333 1/3",
    ),
    (
        ("converted", "3.20"), {},
        "338 + 1.37, beside 0.00 = 1082.97, conversion by 67.69, even 3.0000",
        "1,015.28 / 3.00 = 338 32/75: 338 × 3.20 1,081.60, 32/75 × 3.20 1.3653",
    ),
    (
        ("paid", "3"), {},
        "333 + 1.00, beside 15.28 = 1015.28, equal by 0.00, even 3.0000",
        "at the break-even price both are worth the same",
    ),
    (
        ("forfeited", "2.10"), {},
        "333 + 0.70, beside 0.00 = 700.00, redemption by -315.28, even 3.0458",
        "333 × 2.10 699.30, a third 0.70",
    ),
    (
        ("forfeited", "0.01"), {},
        "333 + 0.00, beside 0.00 = 3.33, redemption by -1011.95, even 3.0458",
        "a share may be worth a cent: 333 × 0.01 3.33, a third 0.0033",
    ),
    (
        ("forfeited", "3.20"), {"fees": FEES},
        "333 + 1.07, beside 12.00 = 1078.67, conversion by 51.39, even 3.0458",
        "fees are owed either way: (1,027.28 - 12.00) / 333 1/3",
    ),
    (
        ("forfeited", "3.20"), {"portion": "0.5"},
        "166 + 2.13, beside 0.00 = 533.33, conversion by 25.69, even 3.0458",
        "half: 500.00 / 3.00 = 166 2/3, 531.20 and 2.1333; 507.64 / 166 2/3 3.04584",
    ),
    (
        ("forfeited", None), {},
        "333 + 1.00, beside 0.00 = None, None by None, even 3.0458",
        "without a share price: the fraction at the conversion price, the break-even all the same",
    ),
    (
        ("forfeited", "3.20"), {"at_value": True},
        "333 + 1.07, beside 0.00 = 1066.67, redemption by -15.28, even None",
        "rule 22: redemption pays the value of the shares, 1,066.67, and 15.28 of interest",
    ),
    (
        ("forfeited", "2.10"), {"at_value": True},
        "333 + 0.70, beside 0.00 = 700.00, redemption by -315.28, even 3.0458",
        "rule 22: par is more than the shares are worth, and does not follow the share price",
    ),
    (
        ("paid", "1"), {"price": "10000000"},
        "0 + 0.00, beside 15.28 = 15.28, redemption by -1000.00, even 10000000.0000",
        "a ten-thousandth of a share: 0.0001 × 1 rounds to nothing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "more", "expected", "source"), VALUES)
def test_conversion_by_hand(
    asked: tuple[str, str | None], more: dict[str, Any], expected: str, source: str
) -> None:
    got = conversion_value(redeemed(*asked, **more))
    assert got is not None
    said = (
        f"{got.shares.whole} + {got.shares.cash}, beside {got.beside} = {got.value},"
        f" {got.greater} by {got.difference}, even {got.break_even}"
    )
    assert said == expected, source


def test_conversion_of_yen_has_no_decimals() -> None:
    yen = note(paid_in=PaidIn.CASH, principal="100000", currency="JPY")
    right = ConversionTerm("Note 5", Decimal("300"), OnConversion.FORFEITED)
    got = conversion_value(
        redeem(
            replace(yen, conversion=right),
            Facts(occurred={"crash": day("2008-05-21")}, share_price=Decimal("320")),
        )
    )
    assert got is not None
    # 333 1/3 shares: 333 x 320 is 106,560, a third of 320 is 106.67
    assert (got.shares.whole, str(got.shares.cash), str(got.value)) == (333, "107", "106667")


def test_without_a_right_or_a_redemption_there_is_nothing_to_convert() -> None:
    facts = Facts(occurred={"crash": day("2008-05-11")})
    assert conversion_value(redeem(CASH, facts)) is None
    assert "conversion" not in as_json(redeem(CASH, facts), terms_name="a note")
    right = replace(CASH, conversion=ConversionTerm("Note 5", Decimal("3.00")))
    performs = redeem(right, Facts(as_of=day("2008-01-05")))
    assert conversion_value(performs) is None
    assert as_json(performs, terms_name="a note")["conversion"] is None
    assert explain_conversion(performs) == ()


def test_conversion_is_shown_with_the_redemption() -> None:
    result = redeemed("converted", "3.20")
    got = conversion_value(result)
    assert got is not None
    shown = as_json(result, terms_name="a note")["conversion"]
    assert shown == conversion_json(got)
    assert (shown["shares"], shown["fraction"], shown["value"]) == (338, "32/75", "1082.97")
    assert (shown["greater"], shown["break_even"]) == ("conversion", "3.0000")
    table = conversion_table(got, "USD")
    assert table.rows == (
        ("whole shares", 338),
        ("cash for 32/75 of a share", Decimal("1.37")),
        ("shares at 3.2, with that cash", Decimal("1082.97")),
        ("cash beside shares", Decimal("0.00")),
        ("conversion", Decimal("1082.97")),
        ("redemption", Decimal("1015.28")),
        ("conversion is worth more by", Decimal("67.69")),
        ("break-even share price", Decimal("3.0000")),
    )
    steps = explain_conversion(result)
    assert {step.clause for step in steps} == {"Note 5"}
    assert [step.why for step in steps] == [
        "1,000.00 + 15.28 over 3 = 25382/75, whole",
        "338 × 3.2, with 1.37 for the fraction of a share, and 0.00 in cash beside; redemption is"
        " 1,015.28",
        "(1,015.28 − 0.00) over 25382/75 shares, to 4 decimals, half up",
    ]


def test_a_break_even_that_follows_the_share_price_is_said() -> None:
    got = conversion_value(redeemed("forfeited", "3.20", at_value=True))
    assert got is not None
    assert conversion_table(got, "USD").rows[-1][1] == "follows the share price"
    assert len(explain_conversion(redeemed("forfeited", "3.20", at_value=True))) == 2
    none = conversion_value(redeemed("forfeited", None))
    assert none is not None
    assert [row[0] for row in conversion_table(none, "USD").rows] == [
        "whole shares",
        "cash for 1/3 of a share",
        "cash beside shares",
        "redemption",
        "break-even share price",
    ]
    assert conversion_json(none)["value"] is None
