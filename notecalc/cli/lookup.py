"""``deadline``, ``calendar`` and ``terms``: what is counted from, and by what."""

import click

from notecalc.cli.options import format_option


@click.command()
@click.argument("text", metavar='"N UNITS after DATE"')
@click.option("--calendar", "name", metavar="NAME", default="us-banks", show_default=True,
              help="Business Days, such as us-banks, nyse or us-banks+nyse.")  # fmt: skip
@click.option("--frozen", metavar="FILE",
              help="A list of closed days in place of what that calendar lists now.")  # fmt: skip
@format_option("table", "json", "csv")
def deadline(text: str, name: str, frozen: str | None, form: str) -> None:
    """Count a deadline day by day.

    \b
    notecalc deadline "10 business days after 2008-09-29"
    notecalc deadline "30 days after 2008-09-29, rolled following" --calendar nyse
    """
    from notecalc import export, service
    from notecalc.cli.printing import say

    count = service.count_deadline(text, name, frozen)
    steps = [(step.day, step.number, step.note) for step in count.steps]
    if form == "json":
        click.echo(export.json_text(count.as_json()), nl=False)
    elif form == "csv":
        click.echo(export.csv_table(("date", "number", "note"), steps), nl=False)
    else:
        for step in count.steps:
            click.echo(f"  {step}")
        say(f"{count.deadline}, by {count.calendar.name}: {count.end:%a} {count.end}")
        if count.closed:
            say(f"{count.end:%a} {count.end} is a closed day ({count.closed}); no term moves it.")


@click.command()
@click.argument("name", required=False)
@click.option("--year", type=click.IntRange(1900, 2199), help="The year; all where not given.")
@click.option("--freeze", metavar="FILE", help="Write them as a list that --frozen takes.")
@format_option("table", "json", "csv")
def calendar(name: str | None, year: int | None, freeze: str | None, form: str) -> None:
    """The closed weekdays of a calendar, with names and sources; without NAME, the calendars.

    \b
    notecalc calendar us-banks --year 2008
    notecalc calendar us-banks --freeze us-banks.csv
    """
    from notecalc import export, service
    from notecalc.cli.printing import show

    if freeze is not None:
        if name is None or year is not None:
            raise click.UsageError("--freeze takes a whole calendar: write NAME and no --year.")
        export.write(freeze, service.frozen_list(name))
        click.echo(f"list of {name} written to {freeze}", err=True)
        return
    table = service.closed_days(name, year) if name else service.calendars()
    if form == "json":
        rows = [dict(zip(table.columns, map(str, row), strict=True)) for row in table.rows]
        click.echo(export.json_text(rows), nl=False)
    elif form == "csv":
        click.echo(export.csv_table(table.columns, table.rows), nl=False)
    else:
        show([table])


@click.command()
@click.argument("name", default="liquidmetal-2007")
@click.option(
    "--json-schema",
    is_flag=True,
    help="Print the JSON Schema of such files, for editors.",
)
@click.option("--format", "form", type=click.Choice(("table", "yaml")), default="table",
              show_default=True, help="yaml reads back unchanged.")  # fmt: skip
def terms(name: str, json_schema: bool, form: str) -> None:
    """A note's terms, clause by clause, the assumed ones marked: a built-in name or a file.

    \b
    notecalc terms liquidmetal-2007 --format yaml > terms.yaml
    """
    from notecalc import export, service
    from notecalc.cli.printing import show_terms

    if json_schema:
        from notecalc.scenario import file_schema

        click.echo(export.json_text(file_schema()), nl=False)
        return
    note = service.find_terms(name)
    if form == "yaml":
        from notecalc.scenario import terms_yaml

        click.echo(terms_yaml(note.terms), nl=False)
    else:
        show_terms(service.terms_table(note))
