"""A claim in bankruptcy, a judgment and its interest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from notecalc.claim import Claim, claim
from notecalc.facts import Facts
from notecalc.service.notes import Note


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with the name its terms go by, ready to be shown."""

    claim: Claim
    terms_name: str

    def as_json(self) -> dict[str, Any]:
        """The claim as a JSON object."""
        from notecalc.statement.claims import claim_json

        return claim_json(self.claim, terms_name=self.terms_name)


def claims(note: Note, facts: Facts, until: date | None = None) -> Claimed:
    """What the note comes to at the petition or under the judgment of the facts.

    Raises NotecalcError with every problem.
    """
    return Claimed(claim(note.terms, facts, until=until), note.name)
