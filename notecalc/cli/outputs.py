"""The files that a command line names to be written: each another, and only text to a terminal."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from notecalc.service import Answer
    from notecalc.statement import Cell
    from notecalc.statement.questions import Questions

parquet_option = click.option(
    "--parquet", "parquet_file", metavar="FILE", help="Write it as Parquet too, types kept."
)

xlsx_option = click.option(
    "--xlsx", "xlsx_file", metavar="FILE", help="Write an Excel workbook of live formulas too."
)


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


def write_parquet(
    path: str,
    columns: Mapping[str, type],
    rows: "Iterable[Sequence[Cell]]",
    of: "Answer | Questions",
) -> None:
    """Write rows of an answer as Parquet, and say how many."""
    from notecalc import export
    from notecalc.money import several

    count = export.parquet_table(path, columns, rows, of.result.terms.currency)
    click.echo(f"{several(count, 'row')} written to {path}", err=True)


def write_xlsx(path: str, of: "Answer | Questions", scenario: str | None = None) -> None:
    """Write the workbook of an answer, and say so."""
    from notecalc.export.xlsx import xlsx_file

    xlsx_file(path, of.result, terms_name=of.terms_name, scenario=scenario)
    click.echo(f"workbook written to {path}", err=True)
