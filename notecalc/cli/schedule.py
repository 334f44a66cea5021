"""``schedule``: the lines of a note, to its redemption or of one that performs."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.note import answer_of
from notecalc.cli.options import format_option, note_options, read_case
from notecalc.cli.outputs import (
    check_outputs,
    parquet_option,
    write_parquet,
    write_xlsx,
    xlsx_option,
)
from notecalc.errors import NotecalcError
from notecalc.service.reader import Reader, at_options

if TYPE_CHECKING:
    from notecalc.service import Answer


@click.command()
@note_options
@click.option("--until", metavar="DATE", help="Accrual of a note that performs, to this day.")
@click.option("--csv", "csv_file", metavar="FILE|-", help="Write the lines as CSV.")
@parquet_option
@xlsx_option
@click.option("--actus", metavar="FILE", help="The events of the ACTUS contracts of a JSON file.")
@format_option("table", "json", "csv")
def schedule(
    form: str,
    actus: str | None,
    until: str | None,
    csv_file: str | None,
    parquet_file: str | None,
    xlsx_file: str | None,
    **given: Any,
) -> None:
    """The lines of the schedule, to the redemption date.

    \b
    notecalc schedule --notice 2008-09-29 --csv schedule.csv
    notecalc schedule --until 2008-09-30
    notecalc schedule --actus contracts.json
    """
    from notecalc import export, statement

    if csv_file is not None and form != "table":
        raise click.UsageError("--csv and --format: give one of them.", click.get_current_context())
    if actus is not None:
        _of_contracts(actus, form, csv_file)
        return
    from notecalc.money import several

    named = {"--csv": csv_file, "--parquet": parquet_file, "--xlsx": xlsx_file}
    check_outputs(named, text=("--csv",))
    answer = answer_of(given) if until is None else _performing(until, given)
    table = statement.schedule_table(answer.result)
    if parquet_file is not None:
        from notecalc.statement.typed import line_cells, schedule_kinds

        kinds, lines = schedule_kinds(answer.result.terms), answer.result.schedule
        rows = (line_cells(each, kinds) for each in lines)
        write_parquet(parquet_file, kinds, rows, answer)
    if xlsx_file is not None:
        write_xlsx(xlsx_file, answer)
    if csv_file == "-" or form == "csv":
        click.echo(export.csv_table(table.columns, table.rows), nl=False)
    elif csv_file is not None:
        export.write(csv_file, export.csv_table(table.columns, table.rows))
        sidecar = f"{csv_file}.json"
        export.write(sidecar, export.json_text(answer.carried()))
        told = f"{several(len(table.rows), 'line')} written to {csv_file}"
        click.echo(f"{told}; {sidecar} beside it is what notecalc verify needs", err=True)
    elif form == "json":
        click.echo(export.json_text(answer.as_json()), nl=False)
    else:
        from notecalc.cli.printing import show, show_list

        show([table])
        show_list("Warnings", answer.result.warnings)
        if not table.rows:
            click.echo(f"No lines: the state is {answer.result.state.value}.", err=True)


def _of_contracts(path: str, form: str, csv_file: str | None) -> None:
    from notecalc.cli.actus import print_actus

    context = click.get_current_context()
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        asked = source is not None and source.name == "COMMANDLINE"
        if asked and option.name not in ("actus", "form", "csv_file"):
            raise click.UsageError(
                f"--actus takes the terms from its file: leave out {option.opts[-1]}.", context
            )
    check_outputs({"--csv": csv_file}, text=("--csv",))
    print_actus(path, form, csv_file)


_OF_DEFAULT = ("notice", "received", "redeem_on", "default_from", "as_of")


def _performing(until: str, given: dict[str, Any]) -> "Answer":
    from notecalc import service
    from notecalc.dates import parse_date

    found = [f"--{name.replace('_', '-')}" for name in _OF_DEFAULT if given[name] is not None]
    found += [f"--{name}" for name in ("missed", "occurred", "cured", "waived") if given[name]]
    if found:
        raise click.UsageError(
            f"--until is for a note that performs: leave out {', '.join(found)}.",
            click.get_current_context(),
        )
    reader = Reader([])
    day = reader.read("--until", parse_date, until)
    try:
        note, facts = read_case(given)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    assert day is not None  # or there had been a problem
    try:
        return service.accrue(note, facts, day)
    except NotecalcError as error:
        raise at_options(error) from None
