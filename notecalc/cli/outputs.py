"""The files that a command line names to be written: each another, and only text to a terminal."""

import os
from collections.abc import Collection, Mapping

import click


def check_outputs(named: Mapping[str, str | None], *, text: Collection[str] = ()) -> None:
    """Refuse - for an option that writes no text, and two options that name one file.

    `named` are the files by option, None where it is not given; `text` the options that write
    text, and may print it.
    """
    context = click.get_current_context()
    places: dict[str, str] = {}
    for option, path in named.items():
        if path is None:
            continue
        if path == "-" and option not in text:
            raise click.UsageError(f"{option} - would print what is no text: name a file.", context)
        place = path if path == "-" else os.path.realpath(path)
        if place in places:
            raise click.UsageError(
                f"{places[place]} and {option} both name {path}: name a file for each.", context
            )
        places[place] = option
