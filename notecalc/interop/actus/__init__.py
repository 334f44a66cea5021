"""ACTUS contracts (actusfrf.org): their terms read, their events from the one engine."""

from collections.abc import Iterable, Mapping
from typing import Any

from notecalc.interop.actus.contract import Contract
from notecalc.interop.actus.flows import Flow, flows
from notecalc.interop.actus.reader import read

__all__ = ["Contract", "Flow", "as_actus", "events", "flows", "read"]


def events(
    terms: Mapping[str, Any], observed: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The events of a contract of type PAM: `date`, `type`, `payoff` and `nominal` of each.

    `terms` are those of the ACTUS data dictionary, as texts or numbers; `observed` the market
    rates that it resets to, each with its `date` and `value`. Raises NotecalcError with every
    term that cannot be carried, by its name.
    """
    return [as_actus(flow) for flow in flows(read(terms, observed))]


def as_actus(flow: Flow) -> dict[str, Any]:
    """An event as ACTUS writes it: a text and numbers, which are floats only here."""
    amounts = {"payoff": float(flow.payoff), "nominal": float(flow.nominal)}
    return {"date": flow.on.isoformat(), "type": flow.type, **amounts}
