"""``portfolio``: a book of notes, from a file to a file."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import click

from notecalc.cli.outputs import check_outputs

if TYPE_CHECKING:
    from notecalc.portfolio.parts import Counts

_EVERY_SECONDS: Final = 10.0
_LIQUIDMETAL: Final = "liquidmetal-2007"


@click.command()
@click.argument("source", metavar="IN", required=False)
@click.argument("out", metavar="OUT", required=False)
@click.option(
    "--terms",
    metavar="FILE",
    default=_LIQUIDMETAL,
    show_default=True,
    help="Terms that all notes share: a built-in name or a file.",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Threads of this process, or the workers of a Dask cluster.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="With dask, a cluster that exists, such as tcp://10.0.0.1:8786; its workers must"
    " see IN and OUT under the same paths. Without it workers are started here.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="How many threads or workers.  [default: one a processor]",
)
@click.option("--resume", is_flag=True, help="Go on with a run to OUT that did not end.")
@click.option("--strict", is_flag=True, help="Stop at the first row that is wrong; write nothing.")
@click.option(
    "--part-rows",
    type=click.IntRange(1),
    metavar="N",
    default=1_000_000,
    show_default=True,
    help="About how many rows are done, kept and resumed together;"
    " row groups of a Parquet file are not split.",
)
@click.option("--template", metavar="FILE", help="Write an example of IN, Parquet or CSV.")
def portfolio(source: str | None, out: str | None, template: str | None, **given: Any) -> None:
    """What is due on each note of a book: a row in, a row out, in the same order.

    IN is a Parquet file, a folder of them or a CSV file with id, principal, issue_date and
    notice_date, and what a note has otherwise than the terms. OUT is a .parquet or .csv file, or
    a folder of Parquet files, which is quickest for a large book. A row that is wrong says why in
    its column error and costs no other; the exit code is 1 then.

    \b
    notecalc portfolio --template book.csv
    notecalc portfolio book.csv due.parquet
    """
    context = click.get_current_context()
    if template is not None:
        if source is not None:
            raise click.UsageError("--template is written alone: leave out IN and OUT.", context)
        _write_template(template)
        return
    if source is None or out is None:
        raise click.UsageError(f"Missing argument '{'OUT' if source else 'IN'}'.", context)
    if given["scheduler"] is not None and given["engine"] != "dask":
        raise click.UsageError("--scheduler needs --engine dask.", context)
    if given["scheduler"] is not None and given["workers"] is not None:
        raise click.UsageError("--workers are those of the --scheduler: leave it out.", context)
    check_outputs({"OUT": out})
    with _interrupted(source, out, given):
        counts = _run(source, out, given)
    if _report(counts, out):
        sys.exit(1)


def _run(source: str, out: str, given: dict[str, Any]) -> "Counts":
    from notecalc import export, service

    export.optional("pyarrow", "portfolio")
    from notecalc.portfolio.job import Engine, How, run

    terms = service.find_terms(given["terms"]).terms
    asked = {name: each for name, each in given.items() if name != "terms"}
    how = How(**asked | {"engine": Engine(given["engine"])})
    with _watched() as watch:
        return run(source, out, terms, how, watch)


@contextmanager
def _interrupted(source: str, out: str, given: dict[str, Any]) -> Iterator[None]:
    """Ctrl-C, and what asks the process to end, told with the command that goes on."""
    command = ["notecalc", "portfolio", source, out]
    for name, value in given.items():
        default = {"terms": _LIQUIDMETAL, "engine": "local", "part_rows": None}.get(name)
        if name not in ("resume", "part_rows") and value and value != default:
            command += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        from notecalc.portfolio.work import unfinished

        if os.path.isdir(unfinished(out)):
            said = f"stopped; what is done is in {unfinished(out)}, to go on:"
            click.echo(f"{said}\n  {shlex.join([*command, '--resume'])}", err=True)
        raise
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


def _write_template(path: str) -> None:
    from notecalc import export

    check_outputs({"--template": path})
    export.optional("pyarrow", "portfolio")
    from notecalc.errors import refuse
    from notecalc.portfolio import TEMPLATE

    ending = os.path.splitext(path)[1].lower()
    if ending == ".parquet":
        with export.whole(path) as file:
            export.optional("pyarrow.parquet", "portfolio").write_table(TEMPLATE, file)
    elif ending == ".csv":
        rows = (tuple(row.values()) for row in TEMPLATE.to_pylist())
        export.write(path, export.csv_table(TEMPLATE.column_names, rows))
    else:
        raise refuse(f"{path} is no .parquet or .csv file", "name one", "--template")
    click.echo(f"{path} written: try notecalc portfolio {path} due{ending}", err=True)


def _report(counts: "Counts", out: str) -> int:
    """Counts and the first errors; how many rows failed."""
    from notecalc.money import several
    from notecalc.statement.characters import safe

    states = ", ".join(f"{number:,} {state}" for state, number in counts.states.most_common())
    failed = f"{counts.failed:,} failed" if counts.failed else ""
    told = "; ".join(part for part in (states, failed) if part)
    wrote = f"{several(counts.rows, 'row')} written to {out}"
    click.echo(safe(f"{wrote}: {told}" if told else wrote), err=True)
    for note, why in counts.first:
        click.echo(safe(f"{note}: {why}"), err=True)
    more = counts.failed - len(counts.first)
    if more:
        click.echo(f"and {more:,} more, each in the column error", err=True)
    return counts.failed


@contextmanager
def _watched() -> "Iterator[_Lines]":
    """Tells how far a run is: a bar on a terminal, else a line every ten seconds."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = BarColumn(), TextColumn("{task.fields[said]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


class _Lines:
    """How far a run is, with rate and time left; nothing of a step that is short."""

    every = _EVERY_SECONDS

    def __init__(self) -> None:
        self.lock = Lock()
        self.begin("", None)

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """The next of its steps."""
        self.what, self.total, self.done, self.before = what, total, done, done
        self.begun = self.told = time.monotonic()

    def moved(self, rows: int) -> None:
        """So many more rows are done; several threads say so."""
        with self.lock:
            self.done += rows
            now = time.monotonic()
            if now - self.told >= self.every:
                self.told = now
                self.tell(now - self.begun)

    def tell(self, seconds: float) -> None:
        """Say it."""
        click.echo(self.said(seconds), err=True)

    def said(self, seconds: float) -> str:
        """How far it is after so many seconds."""
        rate = (self.done - self.before) / seconds
        if self.total is None:
            return f"{self.done:,} {self.what}, {rate:,.0f} a second"
        left = (self.total - self.done) / rate
        told = f"{left:,.0f} s" if left < 100 else f"{left / 60:,.0f} min"
        return f"{self.done:,} of {self.total:,} {self.what}, {rate:,.0f} a second, {told} left"


class _Bar(_Lines):
    """The same as a bar, once it takes longer than half a second."""

    every = 0.1

    def __init__(self, bar: Any) -> None:
        self.bar = bar
        self.task = bar.add_task("", said="", visible=False)
        super().__init__()

    def tell(self, seconds: float) -> None:
        """Draw it."""
        self.bar.update(
            self.task, completed=self.done, total=self.total, said=self.said(seconds),
            visible=seconds > 0.5,
        )  # fmt: skip
