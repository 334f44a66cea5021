"""The holders of a note answered: what they own and what each gets."""

from notecalc.errors import refuse
from notecalc.facts import Facts
from notecalc.ownership import ShareBy, beneficial_ownership, share_out
from notecalc.redemption import redeem
from notecalc.service.notes import Note
from notecalc.statement.owned import Holdings


def holders(note: Note, facts: Facts | None = None, by: ShareBy = ShareBy.PRINCIPAL) -> Holdings:
    """What each holder and group owns and, after `facts`, what each holder gets of the amount due.

    Raises NotecalcError where the terms name no holder.
    """
    owners = beneficial_ownership(note.terms)
    if not owners:
        raise refuse("these terms name no holder", "write holders: [{name: First Holder LP}]")
    if facts is None:
        return Holdings(note.terms, note.name, owners)
    result = redeem(note.terms, facts)
    return Holdings(note.terms, note.name, owners, result, share_out(result, by))
