"""Who owns and who gets what: as a JSON object and as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from notecalc import __version__
from notecalc.money import from_minor, percent, to_minor
from notecalc.ownership import COUNTS, Allocation, Beneficial, Difference, ShareBy
from notecalc.redemption import Result
from notecalc.statement.tables import Cell, assumed_lines
from notecalc.terms import Terms

OWNED = (
    "id",
    "name",
    "members",
    *COUNTS,
    "percent",
    "percent_by_rule",
    *(f"reported_{name}" for name in (*COUNTS, "percent")),
    "total_off",
    "conversion_shares_off",
    "amount",
)
"""The columns of the holders and groups, a row for each; a group's row has its members."""

_WITHIN = "exercisable_within_60_days"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the holders of a note own and, where its default was asked for, what each gets."""

    terms: Terms
    terms_name: str
    owners: tuple[Beneficial, ...]
    result: Result | None = None
    allocation: Allocation | None = None

    @property
    def assumed(self) -> tuple[str, ...]:
        """The paths of what no paper states."""
        return tuple(path for path, _ in self._assumed())

    def _assumed(self) -> Iterator[tuple[str, str]]:
        """Each path with the line that says what is assumed."""
        if self.result is not None:
            yield from zip(self.result.assumed, assumed_lines(self.result), strict=True)
        if any(each.issuable for each in self.owners):
            yield _WITHIN, f"{_WITHIN}: all that is issuable (Rule 13d-3(d)(1)(i))"
        if self._by_conversion:
            path = "holders.principal"
            yield path, f"{path}: the whole note is theirs, in proportion to conversion shares"

    @property
    def _by_conversion(self) -> bool:
        shared = self.allocation
        return shared is not None and bool(shared.parts) and shared.by is ShareBy.CONVERSION_SHARES

    def as_json(self) -> dict[str, Any]:
        """The JSON object of all that was asked; percentages as decimals of 100."""
        ownership = self.terms.ownership
        return {
            "notecalc": __version__,
            "schema": 1,
            "terms": self.terms_name,
            "shares_outstanding": ownership.shares_outstanding,
            "as_of": ownership.as_of and str(ownership.as_of),
            "source": ownership.source,
            "holders": [_owner_json(each) for each in self.owners if not each.members],
            "groups": [_owner_json(each) for each in self.owners if each.members],
            "allocation": self.allocation and self._allocation_json(self.allocation),
            "assumed": list(self.assumed),
            "warnings": list(self.result.warnings) if self.result else [],
        }

    def _allocation_json(self, shared: Allocation) -> dict[str, Any]:
        due = self.result.redemption if self.result else None
        return {
            "by": shared.by.value,
            "date": due and str(due.date),
            "total": due and str(due.total),
            "parts": [
                {
                    "id": each.id,
                    "name": each.name,
                    "principal": each.principal and str(each.principal),
                    "conversion_shares": each.conversion_shares,
                    "amount": str(each.amount),
                }
                for each in shared.parts
            ],
            "why_not": shared.why,
        }

    def rows(self) -> list[list[Cell]]:
        """Each holder, then each group, in the columns of `OWNED`."""
        parts = self.allocation.parts if self.allocation else ()
        amounts: list[Cell] = [each.amount for each in parts]
        amounts += [None] * (len(self.owners) - len(amounts))
        return [[*_cells(each), amount] for each, amount in zip(self.owners, amounts, strict=True)]

    def assumed_lines(self) -> tuple[str, ...]:
        """Each assumption as its path and what is assumed."""
        return tuple(line for _, line in self._assumed())


def in_percent(rate: Decimal) -> Decimal:
    """A share of 1 in percent, with two decimals at least: 0.03 is 3.00."""
    value = Decimal(percent(rate).removesuffix("%"))
    exponent = value.as_tuple().exponent
    fine = isinstance(exponent, int) and exponent < -2
    return value if fine else from_minor(to_minor(value, 2), 2)


def reported_figure(owner: Beneficial, figure: str) -> Decimal | None:
    """What the filing reports of it; a percentage as decimals of 100."""
    value = getattr(owner.reported, figure, None)
    return as_percent(value) if value is None or figure == "percent" else Decimal(value)


def _cells(owner: Beneficial) -> list[Cell]:
    """An owner in the columns of `OWNED`, without the amount."""
    off = {each.figure: int(each.off) for each in owner.compared if each.figure in COUNTS}
    reported = [getattr(owner.reported, name, None) for name in COUNTS]
    return [
        owner.id,
        owner.name,
        "; ".join(owner.members) or None,
        *(getattr(owner, name) for name in COUNTS),
        as_percent(owner.percent),
        as_percent(owner.percent_by_rule),
        *reported,
        reported_figure(owner, "percent"),
        off.get("total"),
        off.get("conversion_shares"),
    ]


def _owner_json(owner: Beneficial) -> dict[str, Any]:
    reported = owner.reported
    return {
        "id": owner.id,
        "name": owner.name,
        **({"members": list(owner.members)} if owner.members else {}),
        **{name: getattr(owner, name) for name in COUNTS},
        "percent": _text(as_percent(owner.percent)),
        "percent_by_rule": _text(as_percent(owner.percent_by_rule)),
        "reported": reported
        and {
            **{name: getattr(reported, name) for name in COUNTS},
            "percent": _text(as_percent(reported.percent)),
        },
        "differences": [_difference_json(each) for each in owner.differences],
    }


def _difference_json(difference: Difference) -> dict[str, Any]:
    figures = {
        "reported": difference.reported,
        "computed": difference.computed,
        "off": difference.off,
    }
    if difference.figure == "percent":
        return {"figure": "percent", **{key: str(in_percent(x)) for key, x in figures.items()}}
    return {"figure": difference.figure, **{key: int(x) for key, x in figures.items()}}


def as_percent(rate: Decimal | None) -> Decimal | None:
    """The same, None where there is none."""
    return None if rate is None else in_percent(rate)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
