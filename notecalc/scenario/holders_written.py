"""Holders and beneficial ownership as documents of text."""

from typing import Any

from notecalc.ownership import COUNTS
from notecalc.scenario.texts import amount, given, rate
from notecalc.terms import Reported, Terms


def holders_of(terms: Terms) -> dict[str, Any]:
    """The holders and what ownership is measured by, as documents of text."""
    ownership = terms.ownership
    holders = [
        given(
            id=each.id,
            name=each.name,
            shares=each.shares or None,
            conversion_shares=each.conversion_shares or None,
            warrant_shares=each.warrant_shares or None,
            principal=amount(each.principal, terms.currency),
            reported=_written(each.reported),
        )
        for each in terms.holders
    ]
    groups = [
        given(
            id=each.id,
            name=each.name,
            members=list(each.members),
            reported=_written(each.reported),
        )
        for each in ownership.groups
    ]
    measured = given(
        shares_outstanding=ownership.shares_outstanding,
        as_of=ownership.as_of,
        source=ownership.source or None,
        groups=groups or None,
    )
    return given(holders=holders or None, ownership=measured or None)


def _written(reported: Reported | None) -> dict[str, Any] | None:
    if reported is None:
        return None
    counts = {name: getattr(reported, name) for name in COUNTS}
    return given(**counts, percent=rate(reported.percent))
