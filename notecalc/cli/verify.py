"""``verify``: statements recomputed."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.options import format_option
from notecalc.errors import NotecalcError

if TYPE_CHECKING:
    from notecalc.verify import Verdict


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@format_option("table", "json")
def verify(paths: Sequence[str], form: str) -> None:
    """Recompute statements from what they carry: .xlsx, .html, .json, .csv with its sidecar, .pdf.

    Each agrees to the cent, or every figure that differs is listed, with what it should be; the
    exit code is then 1. Agreement does not say that the terms are those of the papers.

    \b
    notecalc redeem --notice 2008-09-29 --format json > result.json
    notecalc verify result.json
    """
    from notecalc import service

    verdicts: list[Verdict] = []
    failed = False
    for path in paths:
        try:
            verdicts += service.verify_file(path)
        except NotecalcError as error:
            failed = True
            click.echo(str(error), err=True)
    if form == "json":
        from notecalc import export

        click.echo(export.json_text([_object(each) for each in verdicts]), nl=False)
    else:
        for each in verdicts:
            _show(each)
    if failed or not all(each.agrees for each in verdicts):
        sys.exit(1)


def _show(found: "Verdict") -> None:
    from notecalc.cli.printing import say
    from notecalc.money import several
    from notecalc.statement.characters import safe

    name = safe(f"{found.file}: {found.name}" if found.name else found.file)
    places = several(len(found.differences), "place")
    click.echo(f"{name}: {'agrees to the cent' if found.agrees else f'differs in {places}'}")
    seen = f", {found.shown:,} of them as shown" if found.shown else ""
    click.echo(f"  {several(found.figures, 'figure')} recomputed{seen}; compared: {found.compared}")
    for difference in found.differences:
        click.echo(safe(f"  {difference}"))
    for warning in found.warnings:
        say(f"  warning: {warning}")


def _object(found: "Verdict") -> dict[str, Any]:
    return {
        "file": found.file,
        "scenario": found.name,
        "made_by": found.version,
        "agrees": found.agrees,
        "figures": found.figures,
        "shown": found.shown,
        "compared": found.compared,
        "differences": [
            {
                "path": each.path,
                "where": each.where,
                "stands": each.stands,
                "should_be": each.should,
            }
            for each in found.differences
        ],
        "warnings": list(found.warnings),
    }
