"""What letters say once a petition was filed: the stay, and the claim in place of an amount due."""

from collections.abc import Iterator

from notecalc.claim import CLAUSE, AtPetition, Claim
from notecalc.statement.claims import claim_tables, claim_words
from notecalc.statement.letters.model import Kind, Part, longhand, money
from notecalc.statement.letters.shared import spelled_table
from notecalc.statement.tables import Table

STAY = "11 U.S.C. 362(a)"
"""What stays collection and acceleration."""

AS_IF = ", by the contract as if no petition had been filed"
"""What is added to the head of an annex that runs past the petition."""


def stay_words(at: AtPetition) -> Part:
    """That a petition was filed, what is stayed, and what the amount is for."""
    return Part(
        Kind.TEXT,
        f"A petition was filed on {longhand(at.on)}. Collection and acceleration are stayed"
        f" ({STAY}). This letter demands no payment; any amount in it is stated for a proof of"
        " claim only.",
        "Petition.",
    )


def claimed(found: Claim) -> Iterator[Part | Table]:
    """The claim at the petition, and beside it what the contract would have run to."""
    at, currency = found.petition, found.terms.currency
    assert at is not None  # asked where a petition was filed
    words = claim_words(at, longhand).replace("Claim", "claim", 1)
    told = (
        f"The {words} at the petition date, {longhand(at.on)}, is {money(at.total, currency)}"
        f" ({CLAUSE})"
    )
    if (then := at.contract) is not None:
        of = "judgment" if at.judgment else "contract"
        told += f"; the {of} would have run to {money(then.total, currency)} on {longhand(then.on)}"
    yield Part(Kind.TEXT, f"{told}.", "Amount of the claim.")
    yield spelled_table(next(claim_tables(found)))


def elects_nothing() -> str:
    """That a notice after a petition is for the record."""
    return (
        f"Acceleration and redemption being stayed ({STAY}), this letter elects nothing. The right"
        " to elect is reserved."
    )
