"""``run``, ``check`` and ``init``: scenario and terms files."""

import os
import re
import sys
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Protocol

import click

from notecalc.cli.options import format_option
from notecalc.errors import NotecalcError, Problem

if TYPE_CHECKING:
    from notecalc.service import Answer


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE-OR-FOLDER...")
@click.option("--out", metavar="DIR", help="Write one JSON and one CSV file a scenario.")
@format_option("table", "json", "csv")
def run(paths: Sequence[str], out: str | None, form: str) -> None:
    """Run scenario files, or all of a folder in name order.

    Every scenario is run, whatever becomes of the others; the exit code is 1 where one is
    broken or does not meet its expectations.

    \b
    notecalc run scenarios/
    """
    from notecalc import export, service
    from notecalc.cli.printing import progress

    if out is not None:
        export.folder(out)
    printer, names = _PRINTERS[form](), set[str]()
    failed = 0
    files, problems = service.scenario_files(paths)
    failed += _complain(problems)
    for file in progress(files, len(files), "scenario files"):
        for found in service.run_file(file):
            if isinstance(found, NotecalcError):
                failed += bool(_complain(found.problems))
                continue
            failed += bool(_complain(found.unmet))
            for told in found.told:
                click.echo(told, err=True)
            if out is not None:
                _write(found, out, names)
            printer.add(found)
    printer.end()
    if failed:
        their = "it" if failed == 1 else "they"
        click.echo(f"{failed:,} did not come out as {their} should", err=True)
        sys.exit(1)


def _complain(problems: Sequence[Problem]) -> int:
    for problem in problems:
        click.echo(str(problem), err=True)
    return len(problems)


def _write(answer: "Answer", out: str, names: set[str]) -> None:
    from notecalc import export, statement

    stem = os.path.splitext(os.path.basename(answer.file))[0]
    name = re.sub(r"[^a-z0-9]+", "-", f"{stem}-{answer.scenario or ''}".lower()).strip("-")
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    name = next(each for each in numbered if each not in names)
    names.add(name)
    path = os.path.join(out, name)
    export.write(f"{path}.json", export.json_text(answer.as_json()))
    table = statement.schedule_table(answer.result)
    export.write(f"{path}.csv", export.csv_table(table.columns, table.rows))


class _Printer(Protocol):
    """Prints answers."""

    def add(self, answer: "Answer") -> None:
        """Print an answer, or keep it."""

    def end(self) -> None:
        """Print what is left."""


class _Text:
    """Each answer in a few lines, as it comes."""

    def add(self, answer: "Answer") -> None:
        from notecalc import statement
        from notecalc.money import grouped
        from notecalc.statement.characters import safe

        name = f"{os.path.basename(answer.file)}: {answer.scenario or answer.terms_name}"
        for line in statement.brief(answer.result, name):
            click.echo(safe(line))
        if answer.good_through:
            last = answer.good_through[-1].due
            click.echo(
                f"  good through {last.date}: {grouped(last.total)} {answer.result.terms.currency}"
            )
        if answer.reconciled is not None:
            from notecalc.statement.reconciled_text import figure_lines

            for line in figure_lines(answer.reconciled):
                click.echo(f"  {line}")
        if answer.scheduled is not None:
            from notecalc.statement.reconciled_text import schedule_lines

            for line in schedule_lines(answer.scheduled):
                click.echo(f"  {line}")
        if answer.swept is not None:
            from notecalc.statement.sweeps import span_line

            span, rows = answer.swept
            click.echo(f"  {span_line(rows, span, answer.result.terms.currency)}")
        if answer.compared is not None:
            from notecalc.statement.compared import comparison_line

            paper, found = answer.compared
            click.echo(safe(f"  {comparison_line(found, paper)}"))
        if answer.learned is not None:
            from notecalc.statement.later import learned_lines

            for line in learned_lines(answer.learned, answer.result.terms.currency):
                click.echo(safe(f"  {line}"))
        if answer.claim is not None:
            from notecalc.statement.claims import claim_brief

            for line in claim_brief(answer.claim):
                click.echo(line)

    def end(self) -> None:
        """Nothing is left to print."""


class _Json:
    """One array, written as the answers come."""

    def __init__(self) -> None:
        self.opening = "[\n"

    def add(self, answer: "Answer") -> None:
        from notecalc import export

        click.echo(self.opening + export.json_text(answer.as_json()).rstrip(), nl=False)
        self.opening = ",\n"

    def end(self) -> None:
        click.echo("[]" if self.opening == "[\n" else "\n]")


class _Csv:
    """One row an answer, under the columns of a summary."""

    def __init__(self) -> None:
        from notecalc import export, statement

        click.echo(export.csv_table(statement.SUMMARY, []), nl=False)

    def add(self, answer: "Answer") -> None:
        from notecalc import export

        click.echo(export.csv_row(answer.summary_row()), nl=False)

    def end(self) -> None:
        """Nothing is left to print."""


_PRINTERS: dict[str, type[_Printer]] = {"table": _Text, "json": _Json, "csv": _Csv}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
def check(paths: Sequence[str]) -> None:
    """Check scenario and terms files: every problem is listed, nothing is run."""
    from notecalc import service
    from notecalc.money import several

    files, problems = service.scenario_files(paths)
    for file in files:
        problems += service.check_file(file)
    if _complain(problems):
        sys.exit(1)
    click.echo(f"{several(len(files), 'file')} without a problem")


@click.command()
@click.argument("path", metavar="FILE")
def init(path: str) -> None:
    """Write a commented template for the terms of another note; an existing file is left alone."""
    from notecalc import export
    from notecalc.scenario import template

    if path == "-":
        click.echo(template(), nl=False)
        return
    export.write(path, template(), replace=False)
    click.echo(f"{path} written: fill it in, then notecalc redeem --terms {path} --notice DATE")
