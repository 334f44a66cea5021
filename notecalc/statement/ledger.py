"""Money beside the interest payments: the ledger as a table, as JSON, and explained."""

from typing import Any

from notecalc.money import grouped
from notecalc.redemption import Result
from notecalc.schedule import Entry
from notecalc.statement.tables import Table
from notecalc.terms import Bucket


def ledger_table(result: Result) -> Table:
    """Each entry with what it went to, the buckets that none went to left out."""
    used = [each for each in Bucket if any(each in dict(entry.applied) for entry in result.ledger)]
    columns = ("date", "what", "amount", *(each.value for each in used), "clause", "reason")
    rows = tuple(
        (
            entry.on,
            entry.kind,
            entry.amount,
            *(dict(entry.applied).get(each) for each in used),
            entry.clause,
            entry.reason,
        )
        for entry in result.ledger
    )
    return Table("Payments, fees and conversions", columns, rows)


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry of the ledger as a JSON object."""
    return {
        "date": str(entry.on),
        "kind": entry.kind,
        "amount": str(entry.amount),
        "applied": {bucket.value: str(part) for bucket, part in entry.applied},
        "clause": entry.clause,
        "reason": entry.reason,
    }


def entry_words(entry: Entry) -> str:
    """What an entry is, in words."""
    return f"{entry.kind} {grouped(entry.amount)} on {entry.on}"
