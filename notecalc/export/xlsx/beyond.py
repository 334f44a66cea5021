"""Terms and facts that the formulas of a workbook do not follow, and how it says so."""

from collections.abc import Sequence

from notecalc.money import NEAREST_CENT
from notecalc.redemption import Result
from notecalc.terms import Bucket, Terms


def rounds_otherwise(terms: Terms) -> bool:
    """Whether interest is rounded otherwise than line by line, half up."""
    how, usual = terms.rounding, NEAREST_CENT
    return (how.mode, how.per) != (usual.mode, usual.per)


def beyond_formulas(result: Result) -> tuple[str, ...]:
    """The terms and facts that the formulas do not follow: figures that hang on them are marked."""
    terms, facts, price = result.terms, result.facts, result.terms.redemption
    named = {
        "rounding": rounds_otherwise(terms),
        "waterfall": terms.waterfall != tuple(Bucket),
        "overdue_interest": terms.overdue_interest is not None,
        "late_fee": terms.late_fee is not None,
        "redemption.prices": bool(price.prices),
        "redemption.minimum": price.minimum is not None,
        "redemption.make_whole": price.make_whole is not None,
        "redemption.conversion_value": price.conversion_value,
        "amendments": bool(facts.amendments),
        "fees": bool(facts.fees),
        "conversions": bool(facts.conversions),
    }
    return tuple(name for name, there in named.items() if there)


def beyond_words(named: Sequence[str]) -> str:
    """That formulas do not follow some terms, in a sentence."""
    return (
        f"No formula here follows {', '.join(named)}: figures that hang on them are the engine's"
        " (brown, italic) and stay as they are when an input is changed; run notecalc again."
    )
