"""``claim``: a claim in bankruptcy, a judgment and its interest."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.options import format_option, note_options, read_case
from notecalc.errors import NotecalcError
from notecalc.service.reader import Reader, at_options

if TYPE_CHECKING:
    from notecalc.service.claims import Claimed


@click.command()
@click.option(
    "--until",
    metavar="DATE",
    help="Run the contract, or the interest on the judgment, to this day.  [default: --redeem-on,"
    " or one year after the judgment, or the redemption date]",
)
@note_options
@format_option("table", "json", "csv")
def claim(form: str, until: str | None, **given: Any) -> None:
    """The claim at a petition in bankruptcy and what the contract would have run to; a judgment
    and its interest.

    \b
    notecalc claim --petition 2008-11-03 --notice 2008-09-29 --until 2010-01-03
    notecalc claim --judgment 2009-03-02=9% --notice 2008-09-29
    """
    answer = _answer(given, until)
    from notecalc import export
    from notecalc.statement import claims as said

    if form == "json":
        click.echo(export.json_text(answer.as_json()), nl=False)
    elif form == "csv":
        click.echo(export.csv_table(said.ROWS, said.claim_rows(answer.claim)), nl=False)
    else:
        from notecalc.cli.printing import say, show, show_list
        from notecalc.statement import assumed_lines

        say(answer.claim.terms.name)
        click.echo()
        show(said.claim_tables(answer.claim))
        show_list("On what this rests", said.claim_lines(answer.claim))
        show_list("Assumed, in no paper at hand", assumed_lines(answer.claim.result))
        show_list("Warnings", answer.claim.warnings)


def _answer(given: dict[str, Any], until: str | None) -> "Claimed":
    from notecalc.dates import parse_date
    from notecalc.service.claims import claims

    if given["petition"] is None and given["judgment"] is None:
        raise click.UsageError(
            "Missing option '--petition' (or '--judgment').", click.get_current_context()
        )
    reader = Reader([])
    to = reader.read("--until", parse_date, until)
    try:
        note, facts = read_case(given)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    try:
        return claims(note, facts, to)
    except NotecalcError as error:
        raise at_options(error) from None
