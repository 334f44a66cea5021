"""``schedule --actus``: the events of ACTUS contracts."""

from decimal import Decimal
from typing import Any

import click

_COLUMNS = ("date", "type", "payoff", "nominal")
PLACES = 10
"""The decimals of what is printed: ACTUS rounds nothing."""


def print_actus(path: str, form: str, csv_file: str | None) -> None:
    """Print the events of the contracts of a file as a table, CSV or JSON, or write them as CSV."""
    from notecalc import export
    from notecalc.interop.actus import as_actus, flows
    from notecalc.interop.actus.files import read_file

    found = [(name, contract, flows(contract)) for name, contract in read_file(path)]
    if csv_file is not None or form == "csv":
        rows = [(name, *_cells(flow)) for name, _, events in found for flow in events]
        text = export.csv_table(("contract", *_COLUMNS), rows)
        if csv_file in (None, "-"):
            click.echo(text, nl=False)
        else:
            from notecalc.money import several

            export.write(str(csv_file), text)
            click.echo(f"{several(len(rows), 'event')} written to {csv_file}", err=True)
    elif form == "json":
        listed = [
            {"contract": name, "currency": contract.currency, "events": [*map(as_actus, events)]}
            for name, contract, events in found
        ]
        click.echo(export.json_text(listed), nl=False)
    else:
        from notecalc.cli.printing import show
        from notecalc.statement import Table

        show(
            Table(f"{name}, {contract.currency}", _COLUMNS, tuple(map(_cells, events)))
            for name, contract, events in found
        )


def _cells(flow: Any) -> tuple[Any, ...]:
    return flow.on, flow.type, _shown(flow.payoff), _shown(flow.nominal)


def _shown(amount: Decimal) -> Decimal:
    """An amount to so many decimals, halves up."""
    from notecalc.money import from_minor, half_up

    top, bottom = amount.as_integer_ratio()
    return from_minor(half_up(top * 10**PLACES, bottom), PLACES)
