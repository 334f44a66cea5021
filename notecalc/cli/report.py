"""``report``: the payoff statement, as a page or as a PDF."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import note_options, read_all
from notecalc.cli.outputs import check_outputs
from notecalc.errors import NotecalcError
from notecalc.service.reader import Reader, at_options

if TYPE_CHECKING:
    from notecalc.statement.payoff import PayoffStatement


@click.command()
@click.option("--html", metavar="FILE", help="Write the statement as one HTML file.")
@click.option("--pdf", metavar="FILE", help="Write it as a PDF.  [needs notecalc[pdf]]")
@click.option(
    "--paper",
    type=click.Choice(("a4", "letter")),
    default="a4",
    show_default=True,
    help="The paper that it is set on.",
)
@click.option(
    "--good-through",
    "until",
    metavar="DATE",
    help="The last day of the table of amounts; ten Business Days where it is not given.",
)
@click.option("--name", metavar="NAME", help="A name for the statement.")
@note_options
def report(
    html: str | None,
    pdf: str | None,
    paper: str,
    until: str | None,
    name: str | None,
    **given: Any,
) -> None:
    """The payoff statement: what is due, on which date, to whom, and why.

    \b
    notecalc report --notice 2008-09-29 --html statement.html
    notecalc report --notice 2008-09-29 --pdf statement.pdf --paper letter
    """
    from notecalc import export

    if html is None and pdf is None:
        context = click.get_current_context()
        raise click.UsageError("Missing option '--html' (or '--pdf').", context)
    check_outputs({"--html": html, "--pdf": pdf}, text=("--html",))
    statement = _statement(given, until, name)
    if html is not None:
        from notecalc.export.report import report_html

        page = report_html(statement, paper=paper)
        if html == "-":
            click.echo(page, nl=False)
        else:
            export.write(html, page)
            click.echo(f"statement written to {html}", err=True)
    if pdf is not None:
        from notecalc.export.report import report_pdf

        export.write(pdf, report_pdf(statement, paper=paper))
        click.echo(f"statement written to {pdf}", err=True)


def _statement(given: dict[str, Any], until: str | None, name: str | None) -> "PayoffStatement":
    from notecalc import service
    from notecalc.dates import parse_date

    need_facts(given)
    reader = Reader([])
    day = reader.read("--good-through", parse_date, until)
    try:
        note, facts, known_on = read_all(given)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    known = facts if known_on is None else facts.as_known_on(known_on)
    try:
        found = service.answer(note, known, name)
        if known_on is not None:
            found = service.as_known_on(found, facts, known_on)
        return service.payoff_statement(found, day)
    except NotecalcError as error:
        raise at_options(error) from None
