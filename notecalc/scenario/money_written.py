"""Terms of money, prices and deliveries as documents of text; what is as usual is left out."""

from typing import Any

from notecalc.money import NEAREST_CENT, RoundingMode, RoundingPer, plain
from notecalc.scenario.texts import amount, flag, given, rate
from notecalc.terms import (
    Bucket,
    DefaultRates,
    DefaultUntil,
    Interest,
    OnConversion,
    OverdueRate,
    RedemptionTerm,
    Terms,
)


def roll_of(interest: Interest) -> dict[str, Any]:
    """How interest dates are rolled."""
    return given(
        roll=interest.roll.value if interest.roll else None, adjusted=flag(interest.adjusted)
    )


def until_of(rates: DefaultRates) -> dict[str, Any]:
    """How long the default rate runs."""
    usual = rates.until is DefaultUntil.REDEMPTION
    return {} if usual else {"until": rates.until.value}


def price_of(redemption: RedemptionTerm) -> dict[str, Any]:
    """What the price may be besides the stated one, and who may ask for it."""
    whole = redemption.make_whole
    return given(
        prices=[{"from": str(each.start), "price": rate(each.price)} for each in redemption.prices]
        or None,
        minimum=rate(redemption.minimum),
        make_whole=whole and given(clause=whole.clause, rate=rate(whole.rate), until=whole.until),
        conversion_value=flag(redemption.conversion_value),
        holders_needed=rate(redemption.holders_needed),
    )


def money_terms(terms: Terms) -> dict[str, Any]:
    """What is paid beside interest, what is paid first, and how notices are received."""
    order, fee, right = terms.waterfall, terms.late_fee, terms.conversion
    overdue = terms.overdue_interest
    return given(
        waterfall=[each.value for each in order] if order != tuple(Bucket) else None,
        rounding=_rounding(terms),
        overdue_interest=overdue
        and given(
            clause=overdue.clause,
            rate=overdue.rate.value if overdue.rate is not OverdueRate.DEFAULT else None,
            capitalized=flag(overdue.capitalized),
        ),
        late_fee=fee
        and given(
            clause=fee.clause,
            rate=rate(fee.rate) if fee.rate else None,
            minimum=amount(fee.minimum, terms.currency),
            after=fee.after,
        ),
        conversion=right
        and given(
            clause=right.clause,
            price=plain(right.price),
            accrued=right.accrued.value if right.accrued is not OnConversion.FORFEITED else None,
        ),
        deliveries=[
            given(
                by=each.by,
                clause=each.clause,
                cut_off=each.cut_off and f"{each.cut_off:%H:%M}",
                deemed=each.deemed,
            )
            for each in terms.deliveries
        ]
        or None,
    )


def _rounding(terms: Terms) -> dict[str, Any] | None:
    rounding = terms.rounding
    if rounding == NEAREST_CENT:
        return None
    return given(
        mode=rounding.mode.value if rounding.mode is not RoundingMode.NEAREST else None,
        per=rounding.per.value if rounding.per is not RoundingPer.LINE else None,
        clause=rounding.clause or None,
    )
