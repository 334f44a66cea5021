"""The ACTUS contracts of data/actus.json: each event of each, to 1e-8."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from conformance.case import DATA, Case
from notecalc.interop.actus import events

WITHIN = 1e-8
CONTRACTS: dict[str, dict[str, Any]] = {
    each["id"]: each
    for each in json.loads((DATA / "actus.json").read_text(encoding="utf-8"))["tests"]
}
"""The published contracts by id: terms, observed rates, and events in short."""

_COLUMNS = ("date", "type", "payoff", "nominal")


def cases() -> Iterator[Case]:
    """Each event: its date and type as published, its payoff and nominal within `WITHIN`."""
    for name, contract in CONTRACTS.items():
        found = events(contract["terms"], contract["observed_rates"])
        pairs = zip_longest(contract["events"], found, fillvalue=None)
        for number, (published, ours) in enumerate(pairs, 1):
            own = [ours[column] for column in _COLUMNS] if ours is not None else None
            yield Case(f"{name} {number}", name, str(published), str(own), _agree(published, own))


def _agree(published: list[Any] | None, found: list[Any] | None) -> bool:
    if published is None or found is None or published[:2] != found[:2]:
        return False
    pairs = zip(published[2:], found[2:], strict=True)
    return all(abs(one - other) <= WITHIN for one, other in pairs)
