"""Terms and facts that the formulas of a workbook do not follow, and how it says so."""

from collections.abc import Sequence

from notecalc.export.xlsx.flow import MOST_CONVERTED
from notecalc.export.xlsx.make_whole import MOST_PERIODS, periods_left
from notecalc.money import minor_units, to_minor
from notecalc.redemption import Result


def beyond_formulas(result: Result) -> tuple[str, ...]:
    """The terms and facts that the formulas do not follow: figures that hang on them are marked."""
    terms, facts, due = result.terms, result.facts, result.redemption
    days = [each.on for each in facts.conversions]
    stood = max((each.closing_principal for each in result.schedule), default=terms.principal)
    large = to_minor(max(terms.principal, stood), minor_units(terms.currency)) > MOST_CONVERTED
    named = {
        "redemption.make_whole": due is not None
        and len(periods_left(result, due.date)) > MOST_PERIODS,
        "conversions": bool(days) and (large or len(set(days)) < len(days)),
    }
    return tuple(name for name, there in named.items() if there)


def beyond_words(named: Sequence[str]) -> str:
    """That formulas do not follow some terms, in a sentence."""
    return (
        f"No formula here follows {', '.join(named)}: figures that hang on them are the engine's"
        " (brown, italic) and stay as they are when an input is changed; run notecalc again."
    )
