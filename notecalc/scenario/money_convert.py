"""Documents to terms of money, prices and deliveries."""

from typing import Any

from notecalc.money import NEAREST_CENT, Rounding
from notecalc.scenario.terms_documents import RedemptionDocument, TermsDocument
from notecalc.terms import (
    Bucket,
    ConversionTerm,
    Delivery,
    LateFee,
    MakeWhole,
    OverdueInterest,
    PriceFrom,
    RedemptionTerm,
)


def to_redemption(given: RedemptionDocument) -> RedemptionTerm:
    """What may be redeemed, at which price."""
    whole = given.make_whole
    return RedemptionTerm(
        clause=given.clause,
        portion=given.portion,
        price=given.price,
        prices=tuple(PriceFrom(each.start, each.price) for each in given.prices or ()),
        minimum=given.minimum,
        make_whole=None if whole is None else MakeWhole(whole.clause, whole.rate, whole.until),
        conversion_value=given.conversion_value,
        holders_needed=given.holders_needed,
    )


def money_terms(given: TermsDocument) -> dict[str, Any]:
    """The arguments of `Terms` for what is paid beside interest, and first, and for notices."""
    rounding, overdue, fee = given.rounding, given.overdue_interest, given.late_fee
    right = given.conversion
    return {
        "waterfall": tuple(Bucket) if given.waterfall is None else tuple(given.waterfall),
        "rounding": NEAREST_CENT
        if rounding is None
        else Rounding(rounding.mode, rounding.per, rounding.clause),
        "overdue_interest": overdue
        and OverdueInterest(overdue.clause, overdue.rate, overdue.capitalized),
        "late_fee": fee and LateFee(fee.clause, fee.rate, fee.minimum, fee.after),
        "conversion": right and ConversionTerm(right.clause, right.price, right.accrued),
        "deliveries": tuple(
            Delivery(each.by, each.clause, each.cut_off, each.deemed)
            for each in given.deliveries or ()
        ),
    }
