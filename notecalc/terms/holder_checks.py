"""What must hold of the holders of a note and of their groups."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from notecalc.dates import check_date
from notecalc.errors import Problem, problems_at, unknown
from notecalc.money import check_amount, check_rate

if TYPE_CHECKING:
    from notecalc.terms.holders import Group, Holder, Reported
    from notecalc.terms.model import Terms


def problems(terms: "Terms") -> Iterator[Problem]:
    """Every problem of the holders, then of what their ownership is measured by."""
    for index, holder in enumerate(terms.holders):
        path = f"holders.{index}"
        if holder.principal is not None:
            yield from problems_at(
                f"{path}.principal", check_amount, holder.principal, terms.currency
            )
        yield from _counts(holder, ("shares", "conversion_shares", "warrant_shares"), path)
        yield from _reported(holder.reported, f"{path}.reported")
    yield from _outstanding(terms)
    known = [each.id for each in terms.holders if each.id is not None]
    for index, group in enumerate(terms.ownership.groups):
        path = f"ownership.groups.{index}"
        yield from _members(group, known, path)
        yield from _reported(group.reported, f"{path}.reported")


def _outstanding(terms: "Terms") -> Iterator[Problem]:
    ownership = terms.ownership
    if ownership.as_of is not None:
        yield from problems_at("ownership.as_of", check_date, ownership.as_of)
    if ownership.shares_outstanding is None:
        if ownership.as_of is not None or ownership.source:
            yield Problem(
                "the count of shares outstanding is missing",
                "give shares_outstanding, or leave out its date and source",
                "ownership",
            )
    elif type(ownership.shares_outstanding) is not int or ownership.shares_outstanding <= 0:
        yield Problem(
            f"{ownership.shares_outstanding!r} shares outstanding are not above zero",
            "write the count that the company reports, or leave it out",
            "ownership.shares_outstanding",
        )


def _members(group: "Group", known: list[str], path: str) -> Iterator[Problem]:
    if group.id in known:
        yield Problem(
            f"the id {group.id!r} is a holder's too", "give the group its own", f"{path}.id"
        )
    if not group.members:
        yield Problem(
            f"the group {group.id!r} has no members",
            "write the ids of its holders",
            f"{path}.members",
        )
    for index, member in enumerate(group.members):
        place = f"{path}.members.{index}"
        if member in group.members[:index]:
            yield Problem(f"{member[:40]!r} is there twice", "write each member once", place)
        elif not known:
            yield Problem(
                f"unknown holder {member[:40]!r}: no holder has an id",
                "give holders ids, or leave the group out",
                place,
            )
        elif member not in known:
            yield unknown("holder", member[:40], known, place)


def _reported(reported: "Reported | None", path: str) -> Iterator[Problem]:
    if reported is None:
        return
    yield from _counts(reported, ("shares", "conversion_shares", "warrant_shares", "total"), path)
    if reported.percent is not None:
        yield from problems_at(f"{path}.percent", check_rate, reported.percent, "percent")


def _counts(given: "Holder | Reported", names: tuple[str, ...], path: str) -> Iterator[Problem]:
    for name in names:
        count = getattr(given, name)
        if count is not None and (type(count) is not int or count < 0):
            yield Problem(
                f"{count!r} is not a count of shares",
                "write 0 or more, in digits",
                f"{path}.{name}",
            )
