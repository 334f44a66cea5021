"""``redeem``, ``schedule`` and ``explain``: one note."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.options import at_options, format_option, note_options, read_facts, read_note
from notecalc.errors import NotecalcError

if TYPE_CHECKING:
    from notecalc.service import Answer


def _answer(given: dict[str, Any]) -> "Answer":
    from notecalc import service

    if not (given["notice"] or given["missed"] or given["occurred"] or given["as_of"]):
        raise click.UsageError(
            "Missing option '--notice' (or '--missed', '--occurred', '--as-of').",
            click.get_current_context(),
        )
    note = read_note(given)
    facts = read_facts(given, note.terms.currency)
    try:
        return service.answer(note, facts)
    except NotecalcError as error:
        raise at_options(error) from None


@click.command()
@note_options
@format_option("table", "json", "csv")
def redeem(form: str, **given: Any) -> None:
    """The timeline, the amount due, and the total under every reading of where the default
    rate starts.

    \b
    notecalc redeem --notice 2008-09-29
    notecalc redeem --notice 2008-09-29 --principal 18640000 --redeem-on 2008-11-14
    """
    answer = _answer(given)
    if form == "table":
        _show(answer)
        return
    from notecalc import export, statement

    if form == "json":
        click.echo(export.json_text(answer.as_json()), nl=False)
    else:
        click.echo(export.csv_text(statement.SUMMARY, [answer.summary_row()]), nl=False)


def _show(answer: "Answer") -> None:
    from notecalc import statement
    from notecalc.cli.printing import say, show, show_list
    from notecalc.money import grouped
    from notecalc.readings import default_rate_starts

    result = answer.result
    terms = result.terms
    say(terms.name)
    say(
        f"{grouped(terms.principal)} {terms.currency}, interest paid in"
        f" {terms.interest.paid_in.value}, {terms.interest.day_count.value}, Business Days"
        f" {terms.calendar} ({result.calendar.fingerprint})"
    )
    click.echo()
    say(statement.headline(result))
    click.echo()
    tables = [statement.timeline_table(result)]
    if result.redemption is not None:
        readings = default_rate_starts(terms, result.facts)
        tables.append(statement.redemption_table(result))
        tables.append(statement.readings_table(readings, terms))
    show(tables)
    show_list("Assumed, in no paper at hand", statement.assumed_lines(result))
    show_list("Warnings", result.warnings)


@click.command()
@note_options
@click.option("--until", metavar="DATE", help="Accrual of a note that performs, to this day.")
@click.option("--csv", "csv_file", metavar="FILE|-", help="Write the lines as CSV.")
@format_option("table", "json", "csv")
def schedule(form: str, until: str | None, csv_file: str | None, **given: Any) -> None:
    """The lines of the schedule, to the redemption date.

    \b
    notecalc schedule --notice 2008-09-29 --csv schedule.csv
    notecalc schedule --until 2008-09-30
    """
    from notecalc import export, statement

    answer = _performing(until, given) if until else _answer(given)
    table = statement.schedule_table(answer.result.schedule)
    if csv_file and csv_file != "-":
        export.write(csv_file, export.csv_text(table.columns, table.rows))
        click.echo(f"{len(table.rows)} lines written to {csv_file}", err=True)
    elif csv_file or form == "csv":
        click.echo(export.csv_text(table.columns, table.rows), nl=False)
    elif form == "json":
        click.echo(export.json_text(answer.as_json()), nl=False)
    else:
        from notecalc.cli.printing import show, show_list

        show([table])
        show_list("Warnings", answer.result.warnings)
        if not table.rows:
            click.echo(f"No lines: the state is {answer.result.state.value}.", err=True)


def _performing(until: str, given: dict[str, Any]) -> "Answer":
    from notecalc import service
    from notecalc.dates import parse_date

    if given["notice"] or given["redeem_on"]:
        raise click.UsageError(
            "--until is for a note that performs: leave out --notice and --redeem-on.",
            click.get_current_context(),
        )
    note = read_note(given)
    try:
        day = parse_date(until)
    except NotecalcError as error:
        problem = error.problems[0]
        raise NotecalcError(type(problem)(problem.what, problem.remedy, "--until")) from None
    try:
        return service.accrue(note, read_facts(given, note.terms.currency), day)
    except NotecalcError as error:
        raise at_options(error) from None


@click.command()
@note_options
@format_option("table", "json", "csv")
def explain(form: str, **given: Any) -> None:
    """Every date and amount, step by step: each day counted, each product, each clause.

    \b
    notecalc explain --notice 2008-09-29
    """
    from notecalc import export, statement
    from notecalc.cli.printing import show_list, show_steps

    result = _answer(given).result
    steps = statement.explain(result)
    if form == "json":
        click.echo(export.json_text([statement.step_json(step) for step in steps]), nl=False)
    elif form == "csv":
        rows = [(s.what, s.value, s.clause, s.why, "; ".join(s.detail)) for s in steps]
        columns = ("what", "value", "clause", "reason", "detail")
        click.echo(export.csv_text(columns, rows), nl=False)
    else:
        show_steps(steps)
        show_list("Assumed, in no paper at hand", statement.assumed_lines(result))
        show_list("Warnings", result.warnings)
