"""The command lines on which nothing has happened to the note, refused."""

from collections.abc import Mapping
from typing import Any

import click

from notecalc.service.options import NEEDED


def need_facts(given: Mapping[str, Any]) -> None:
    """Refuse a command line on which nothing has happened to the note."""
    if all(given.get(name) in (None, ()) for name in NEEDED):
        raise click.UsageError(
            "Missing option '--notice' (or '--missed', '--occurred', '--as-of').",
            click.get_current_context(),
        )
