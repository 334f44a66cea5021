"""``reconcile``: which readings reproduce the other side's figure or schedule."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import format_option, note_options, read_case
from notecalc.errors import NotecalcError
from notecalc.service.reader import Reader, at_options

if TYPE_CHECKING:
    from notecalc.facts import Facts
    from notecalc.readings.figure import Figure
    from notecalc.readings.likeness import ReconciledSchedule
    from notecalc.readings.reconciliation import Reconciled
    from notecalc.service import Note


@click.command()
@click.option("--amount", metavar="AMOUNT", help="The total that the other side asserts.")
@click.option("--on", metavar="DATE", help="The redemption date that it is for.")
@click.option("--within", metavar="AMOUNT", help="How far off still counts.  [default: 0]")
@click.option("--schedule", "file", metavar="FILE.csv", help="The other side's schedule.")
@click.option("--principal-between", nargs=2, metavar="LOW HIGH", help="Vary the principal too.")
@click.option("--rate-between", nargs=2, metavar="LOW HIGH", help="Vary the base rate too.")
@click.option(
    "--most", type=click.IntRange(1), default=5, show_default=True, help="Show at most so many."
)
@note_options
@format_option("table", "json", "csv")
def reconcile(form: str, most: int, file: str | None, **given: Any) -> None:
    """Which combinations of readings reproduce a total or a schedule of the other side, and
    how far off the nearest are where none does.

    \b
    notecalc reconcile --amount 1299.12 --notice 2008-09-29
    notecalc reconcile --schedule theirs.csv --notice 2008-09-29
    """
    from notecalc import export, service
    from notecalc.cli.printing import counted
    from notecalc.statement import reconciled as said

    _check_usage(given, file, form)
    need_facts(given)
    typed = {} if given["on"] is None else {"--redeem-on": "--on"}
    note, facts, asked = _read(given, typed)
    figure: Reconciled | None = None
    schedule: ReconciledSchedule | None = None
    try:
        if file is not None:
            rows, warnings = service.their_schedule(file, note.terms.currency)
            for warning in warnings:
                click.echo(warning, err=True)
            within = asked.within if asked else _within(given, note)
            with counted("schedules compared") as done:
                schedule = service.reconcile_schedule(note, facts, rows, within, most, done)
        if asked is not None:
            with counted("readings tried") as done:
                figure = service.reconcile(note, facts, asked, done)
        service.need_compared(note, facts, figure, schedule)
    except NotecalcError as error:
        raise at_options(error, typed) from None
    if form == "json":
        found = said.reconciled_json(figure, schedule, note.name)
        click.echo(export.json_text(found), nl=False)
    elif form == "csv" and schedule is not None:
        click.echo(export.csv_table(said.LIKENESSES, said.likeness_rows(schedule)), nl=False)
    elif form == "csv" and figure is not None:
        click.echo(export.csv_table(said.MATCHES, said.match_rows(figure, most)), nl=False)
    else:
        _show(note, facts, figure, schedule, most)


def _check_usage(given: dict[str, Any], file: str | None, form: str) -> None:
    context = click.get_current_context()
    if given["amount"] is None and file is None:
        raise click.UsageError("Missing option '--amount' (or '--schedule').", context)
    if given["on"] is not None and given["redeem_on"] is not None:
        raise click.UsageError("--on and --redeem-on: give one of them.", context)
    if form == "csv" and file is not None and given["amount"] is not None:
        raise click.UsageError(
            "--format csv is one table: leave out --amount or --schedule.", context
        )
    varied = [name for name in ("principal_between", "rate_between") if given[name]]
    if given["amount"] is None and varied:
        raise click.UsageError(f"--{varied[0].replace('_', '-')} needs --amount.", context)


def _read(given: dict[str, Any], typed: dict[str, str]) -> tuple["Note", "Facts", "Figure | None"]:
    """The note, the facts and the figure; NotecalcError with the problems of all."""
    from notecalc.money import parse_amount, parse_rate
    from notecalc.readings.figure import Figure

    reader = Reader([])
    given["redeem_on"] = given["redeem_on"] if given["on"] is None else given["on"]
    try:
        note, facts = read_case(given)
    except NotecalcError as error:
        raise at_options(error, typed) from None
    currency = note.terms.currency

    def bounds(name: str, parse: Callable[[str], Decimal]) -> Any:
        option = f"--{name.replace('_', '-')}"
        found = [reader.read(option, parse, text) for text in given[name] or ()]
        return tuple(found) if found and None not in found else None

    def money(text: str) -> Decimal:
        return parse_amount(text, currency)

    amount = reader.read("--amount", money, given["amount"])
    within = reader.read("--within", _tolerance(currency), given["within"])
    principal = bounds("principal_between", money)
    rate = bounds("rate_between", parse_rate)
    reader.done()
    if amount is None:
        return note, facts, None
    try:
        return note, facts, Figure(amount, within or Decimal(0), principal, rate)
    except NotecalcError as error:
        raise at_options(error) from None


def _tolerance(currency: str) -> Callable[[str], Decimal]:
    from notecalc.readings.figure import parse_within

    return lambda text: parse_within(text, currency)


def _within(given: dict[str, Any], note: "Note") -> Decimal:
    text = given["within"]
    return Decimal(0) if text is None else _tolerance(note.terms.currency)(text)


def _show(
    note: "Note",
    facts: "Facts",
    figure: "Reconciled | None",
    schedule: "ReconciledSchedule | None",
    most: int,
) -> None:
    from notecalc import statement
    from notecalc.cli.printing import say, show_list
    from notecalc.statement import reconciled_text as said

    say(note.terms.name)
    click.echo()
    if figure is not None:
        say(said.figure_headline(figure))
        click.echo()
        for heading, items in said.match_sections(figure, note.terms, facts, most):
            show_list(heading, items)
    if schedule is not None:
        say(said.schedule_headline(schedule))
        click.echo()
        for heading, items in said.likeness_sections(schedule, note.terms, facts):
            show_list(heading, items)
    base = said.base_of(figure, schedule)
    if base is not None:
        # An answer sets its term, on which the papers are as silent as before.
        lines = statement.assumed_lines(replace(base, terms=note.terms, facts=facts))
        show_list("Assumed, in no paper at hand", lines)
