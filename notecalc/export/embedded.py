"""What a statement carries of its own making, so that it can be recomputed and checked."""

from datetime import date
from hashlib import sha256
from typing import Any

from notecalc import __version__
from notecalc.facts import Facts
from notecalc.redemption import Result
from notecalc.scenario.written import scenario_yaml
from notecalc.statement import as_json

FILE_NAME = "notecalc.json"
"""The name under which a statement attaches what it carries, where attachments have names."""


def embedded(result: Result, *, terms_name: str, scenario: str | None = None) -> dict[str, Any]:
    """The input in full, what computed it with which calendar, and every figure it gave."""
    figures = as_json(result, terms_name=terms_name, scenario=scenario)
    return {**input_of(result, scenario=scenario), "figures": figures}


def input_of(
    result: Result, *, scenario: str | None = None, known: tuple[date, Facts] | None = None
) -> dict[str, Any]:
    """The same without the figures, for what shows them itself.

    `input` is a scenario file that reads back equal: terms, facts and readings; `until` the day
    to which a note that performs was accrued, which no scenario says. `known` is the day whose
    knowledge was asked for with all the facts, for what shows what was learned later too.
    """
    day, facts = known or (None, result.facts)
    text = scenario_yaml(result.terms, facts, name=scenario, as_known_on=day)
    accrued = result.schedule[-1].end if result.schedule and result.redemption is None else None
    return {
        "notecalc": __version__,
        "schema": 1,
        "input": text,
        "input_sha256": sha256(text.encode()).hexdigest(),
        **({"until": str(accrued)} if accrued else {}),
        "calendar": result.calendar.name,
        "calendar_fingerprint": result.calendar.fingerprint,
    }
