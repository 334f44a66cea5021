"""``sweep``: a row for each day on which the notice could go, or the note be redeemed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import format_option, note_options, read_case
from notecalc.cli.outputs import check_outputs
from notecalc.errors import NotecalcError, Problem
from notecalc.service.reader import Reader

if TYPE_CHECKING:
    from notecalc.readings.sweep import Over, SweepRow
    from notecalc.service import Note

    Sink = Callable[[SweepRow], object]


@click.command()
@click.option("--from", "start", metavar="DATE", required=True, help="The first day.")
@click.option("--to", "end", metavar="DATE", required=True, help="The last day.")
@click.option(
    "--over",
    type=click.Choice(("notice", "redemption")),
    default="notice",
    show_default=True,
    help="What falls on each day.",
)
@click.option("--all-readings", is_flag=True, help="Under every start of the default rate.")
@note_options
@click.option("--csv", "csv_file", metavar="FILE|-", help="Write the rows as CSV, as they come.")
@click.option("--parquet", "parquet_file", metavar="FILE", help="Write the rows as Parquet.")
@click.option("--plot", "plot_file", metavar="FILE", help="Draw the total, as .svg or .png.")
@format_option("table", "json", "csv")  # fmt: skip
def sweep(
    over: "Over",
    all_readings: bool,
    form: str,
    **given: Any,
) -> None:
    """A row for each day from --from to --to: deadlines, total, per diem, what one more day costs.

    Over notices, --notice and --received together say how long a notice takes to arrive.

    \b
    notecalc sweep --from 2008-09-22 --to 2008-10-03
    notecalc sweep --over redemption --notice 2008-09-29 --from 2008-10-15 --to 2008-11-14
    """
    from notecalc.cli.printing import progress
    from notecalc.readings.sweep import has_fees, sweep
    from notecalc.terms import DefaultFrom

    files = [given[name] for name in _FILES if given[name] is not None]
    _check_use(over, given, prints=form != "table" or not files, writes=bool(files))
    note, facts, start, end = _read(given)
    readings = tuple(DefaultFrom) if all_readings else ()
    rows = sweep(note.terms, facts, start, end, over=over, readings=readings)
    total = ((end - start).days + 1) * (len(readings) or 1)
    with ExitStack() as opened:
        fees = has_fees(note.terms, facts)
        places = _sinks(given, form if not files else "", note, over, fees)
        sinks = [opened.enter_context(place) for place in places]
        printed = form == "csv" or given["csv_file"] == "-"
        quiet = printed and sys.stdout.isatty()  # a bar would run through the rows
        for row in rows if quiet else progress(rows, total, "dates"):
            for sink in sinks:
                sink(row)
    for path in files:
        if path != "-":
            click.echo(f"{total} rows written to {path}", err=True)


_FILES = ("csv_file", "parquet_file", "plot_file")


def _check_use(over: str, given: dict[str, Any], *, prints: bool, writes: bool) -> None:
    context = click.get_current_context()
    files = {f"--{name.removesuffix('_file')}": given[name] for name in _FILES}
    check_outputs(files, text=("--csv",))
    if prints and writes:
        raise click.UsageError(
            "--format is for what is printed: leave it out where files are written.", context
        )
    if over == "redemption":
        need_facts(given)
        if given["redeem_on"] is not None:
            raise click.UsageError("--redeem-on is what the sweep varies: leave it out.", context)
    elif given["notice"] is not None and given["received"] is None:
        raise click.UsageError(
            "--notice is what the sweep varies: leave it out, or add --over redemption.", context
        )


def _read(given: dict[str, Any]) -> tuple["Note", Any, date, date]:
    from notecalc.dates import parse_date

    reader, case = Reader([]), None
    start = reader.read("--from", parse_date, given["start"])
    end = reader.read("--to", parse_date, given["end"])
    if start and end and end < start:
        what = f"the span ends on {end}, before it starts on {start}"
        reader.problems.append(Problem(what, f"write a date from {start} on", "--to"))
    try:
        case = read_case(given)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    assert case is not None  # or there had been a problem, as for the next
    assert start is not None
    assert end is not None
    return *case, start, end


def _sinks(
    given: dict[str, Any], form: str, note: "Note", over: str, fees: bool
) -> "Iterator[AbstractContextManager[Sink]]":
    """Where the rows go: to files, or printed in `form`."""
    if form == "csv" or given["csv_file"] == "-":
        yield _printed_csv(fees)
    elif form:
        yield _shown(form, note, over, fees)
    if given["csv_file"] not in (None, "-"):
        yield _csv(given["csv_file"], fees)
    if given["parquet_file"] is not None:
        yield _parquet(given["parquet_file"], note, fees)
    if given["plot_file"] is not None:
        yield _plot(given["plot_file"], note, over)


@contextmanager
def _printed_csv(fees: bool) -> "Iterator[Sink]":
    from notecalc import export
    from notecalc.statement import sweeps

    click.echo(export.csv_row(tuple(sweeps.sweep_columns(fees=fees))), nl=False)
    yield lambda row: click.echo(export.csv_row(sweeps.sweep_cells(row, fees=fees)), nl=False)


@contextmanager
def _csv(path: str, fees: bool) -> "Iterator[Sink]":
    from notecalc import export
    from notecalc.statement import sweeps

    with export.csv_file(path, sweeps.sweep_columns(fees=fees)) as add:
        yield lambda row: add(sweeps.sweep_cells(row, fees=fees))


@contextmanager
def _parquet(path: str, note: "Note", fees: bool) -> "Iterator[Sink]":
    from notecalc import export
    from notecalc.money import minor_units
    from notecalc.statement import sweeps

    places = max(2, minor_units(note.terms.currency))
    with export.parquet_file(path, sweeps.sweep_columns(fees=fees), places) as add:
        yield lambda row: add(sweeps.sweep_cells(row, fees=fees))


@contextmanager
def _plot(path: str, note: "Note", over: str) -> "Iterator[Sink]":
    from notecalc.export import plots

    plots.check(path)
    found: dict[str, list[Any]] = {}

    def add(row: "SweepRow") -> None:
        found.setdefault(row.default_from.value, []).append((row.date, row.total))

    yield add
    title = f"Total due by day of {over}, by where the default rate starts"
    plots.over_dates(path, found, title=title, unit=note.terms.currency)


@contextmanager
def _shown(form: str, note: "Note", over: str, fees: bool) -> "Iterator[Sink]":
    from notecalc import export
    from notecalc.cli.printing import show, show_list
    from notecalc.statement import sweeps

    rows: list[SweepRow] = []
    yield rows.append
    currency = note.terms.currency
    if form == "json":
        found = sweeps.sweep_json(rows, over, note.name, currency, fees=fees)
        click.echo(export.json_text(found), nl=False)
    else:
        show(sweeps.sweep_tables(rows, over, currency, fees=fees))
        show_list("Notes", sweeps.sweep_notes(rows, over))
