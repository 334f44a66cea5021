"""Who owns and who gets what: as tables and in words."""

from decimal import Decimal

from notecalc.money import grouped
from notecalc.ownership import Beneficial, Difference, ShareBy
from notecalc.statement.owned import Holdings, as_percent, in_percent, reported_figure
from notecalc.statement.tables import Table
from notecalc.timeline.reasons import said

_CALLED = {
    "shares": "common shares",
    "conversion_shares": "on conversion",
    "warrant_shares": "on warrants",
}


def tables(found: Holdings) -> tuple[Table, ...]:
    """Names, shares, percentages, and the amount shared out."""
    named = any(each.id for each in found.owners)
    return (
        *([_names(found)] if named else []),
        _shares(found),
        *([_percentages(found)] if found.terms.ownership.shares_outstanding else []),
        *([_parts(found)] if found.allocation and found.allocation.parts else []),
    )


def _names(found: Holdings) -> Table:
    rows = tuple(
        (_label(each), f"{_line(each.name)}: {', '.join(each.members)}".removesuffix(": "))
        for each in found.owners
    )
    return Table("Holders", ("holder", "name"), rows)


def _shares(found: Holdings) -> Table:
    rows = tuple(
        (
            _label(each),
            Decimal(each.shares),
            Decimal(each.conversion_shares),
            Decimal(each.warrant_shares),
            Decimal(each.total),
            reported_figure(each, "total"),
        )
        for each in found.owners
    )
    columns = ("holder", "common", "on conversion", "on warrants", "total", "reported")
    return Table("Shares beneficially owned", columns, rows)


def _percentages(found: Holdings) -> Table:
    rows = tuple(
        (
            _label(each),
            as_percent(each.percent),
            reported_figure(each, "percent"),
            Decimal(each.issuable),
            Decimal(each.measure or 0),
            as_percent(each.percent_by_rule),
        )
        for each in found.owners
    )
    columns = ("holder", "as filed", "reported", "own issuable", "with them", "by the rule")
    return Table("Percent of the class", columns, rows)


def _parts(found: Holdings) -> Table:
    assert found.allocation is not None
    assert found.result is not None
    assert found.result.redemption is not None  # or nothing had been shared
    due, by = found.result.redemption, found.allocation.by
    rows = tuple(
        (
            each.id or _line(each.name),
            each.principal if by is ShareBy.PRINCIPAL else Decimal(each.conversion_shares),
            each.amount,
        )
        for each in found.allocation.parts
    )
    total = f"{grouped(due.total)} {found.terms.currency}"
    title = f"{total} due on {said(due.date)}, shared by {by.value.replace('-', ' ')}"
    return Table(title, ("holder", by.value.replace("-", " "), "amount"), rows)


def headline(found: Holdings) -> str:
    """By how many shares outstanding the percentages go."""
    ownership = found.terms.ownership
    if ownership.shares_outstanding is None:
        return (
            "No percentages: the terms do not state the shares outstanding"
            " (ownership.shares_outstanding)."
        )
    day = f" on {said(ownership.as_of)}" if ownership.as_of else ""
    source = f" ({ownership.source})" if ownership.source else ""
    return (
        f"{ownership.shares_outstanding:,} common shares outstanding{day}{source}. As filed:"
        " total ÷ outstanding; by Rule 13d-3(d)(1)(i): total ÷ (outstanding + own issuable)."
    )


def not_shared(found: Holdings) -> str:
    """Why the amount due is not shared out; nothing where it is, or was not asked for."""
    shared = found.allocation
    return f"Not shared: {shared.why}." if shared and not shared.parts else ""


def difference_lines(found: Holdings) -> tuple[str, ...]:
    """Each figure that the filing reports otherwise than its parts give it."""
    return tuple(
        f"{_label(each)}: {_differs(each, difference)}"
        for each in found.owners
        for difference in each.differences
    )


def _line(name: str) -> str:
    """A name in one line: it comes from others."""
    return " ".join(name.split())


def _label(owner: Beneficial) -> str:
    return owner.id or _line(owner.name)


def _differs(owner: Beneficial, difference: Difference) -> str:
    if difference.figure == "percent":
        reported, computed = in_percent(difference.reported), in_percent(difference.computed)
        return f"percent {reported}% reported, {computed}% computed"
    off = difference.off
    called = _CALLED.get(difference.figure, difference.figure)
    whose = "its members" if owner.members else "its parts"
    return (
        f"{called} {grouped(difference.reported)} reported, {grouped(difference.computed)}"
        f" computed: {whose} add up to {grouped(off.copy_abs())} {'more' if off > 0 else 'less'}"
    )
