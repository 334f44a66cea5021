"""What a scenario expects of the claim at a petition, and of a judgment."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from notecalc.claim import Claim, claim
from notecalc.errors import NotecalcError, unknown
from notecalc.readings.claims import Value
from notecalc.redemption import Result
from notecalc.scenario.builder import short

NAMES: Final = (
    "claim.principal",
    "claim.interest",
    "claim.fees",
    "claim.total",
    "claim.contract",
    "claim.difference",
    "judgment.amount",
    "judgment.interest",
    "judgment.total",
    "judgment.per_diem",
)
"""What can be expected; ``claim.contract`` is what the contract would have run to in total, and
``claim.difference`` that less the claim, signed."""


def of_claims(name: str, ids: Iterable[str]) -> bool:
    """Whether an expectation is of a claim or a judgment. NotecalcError for one misspelt.

    The judgment is an event too, which may be asked for as ``judgment.of`` one of `ids`.
    """
    of, dot, what = name.partition(".")
    if name in NAMES:
        return True
    if dot and of in ("claim", "judgment") and what not in ids:
        raise NotecalcError(unknown("expectation", short(name, 80), NAMES))
    return False


def of_result(result: Result) -> Claim | None:
    """The claim of the result's facts; None where there is no petition and no judgment."""
    facts = result.facts
    return claim(result.terms, facts) if facts.petition or facts.judgment else None


def found(name: str, claimed: Claim | None) -> Value:
    """The amount that the claim has for `name`; None where it has none."""
    of, _, what = name.partition(".")
    if claimed is None:
        return None
    at = claimed.petition
    if what in ("contract", "difference"):
        run = at.contract if at else None
        if run is None:
            return None
        return run.total if what == "contract" else run.difference
    part = at if of == "claim" else claimed.judgment
    return None if part is None else Decimal(getattr(part, what))
