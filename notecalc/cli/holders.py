"""``holders``: what each holder and group owns, and what each gets of the amount due."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import format_option, note_options, read_case
from notecalc.errors import NotecalcError
from notecalc.service.reader import at_options

if TYPE_CHECKING:
    from notecalc.statement.owned import Holdings

_OF_DEFAULT = ("notice", "received", "redeem_on", "as_of", "cured", "waived", "missed", "occurred",
               "paid_to", "payments")  # fmt: skip


@click.command()
@note_options
@click.option(
    "--by",
    type=click.Choice(("principal", "conversion-shares")),
    help="By what the amount due is shared.  [default: principal]",
)
@format_option("table", "json", "csv")
def holders(form: str, by: str | None, **given: Any) -> None:
    """Beneficial ownership as on the cover of a Schedule 13D and, after a notice, the amount due
    shared among the holders whose notes it is.

    \b
    notecalc holders
    notecalc holders --notice 2008-09-29 --by conversion-shares
    """
    from notecalc import export
    from notecalc.ownership import ShareBy
    from notecalc.service.holdings import holders as holders_of
    from notecalc.statement import owned

    shared = by is not None or any(map(given.get, _OF_DEFAULT))
    if shared:
        need_facts(given)
    note, facts = read_case(given)
    try:
        found = holders_of(note, facts if shared else None, ShareBy(by or "principal"))
    except NotecalcError as error:
        raise at_options(error) from None
    if form == "json":
        click.echo(export.json_text(found.as_json()), nl=False)
    elif form == "csv":
        click.echo(export.csv_table(owned.OWNED, found.rows()), nl=False)
    else:
        _show(found)


def _show(found: "Holdings") -> None:
    from notecalc.cli.printing import say, show, show_list
    from notecalc.statement import owned_text

    say(found.terms.name)
    say(owned_text.headline(found))
    click.echo()
    show(owned_text.tables(found))
    if why := owned_text.not_shared(found):
        say(why)
        click.echo()
    show_list("Reported otherwise than computed", owned_text.difference_lines(found))
    show_list("Assumed, in no paper at hand", found.assumed_lines())
    show_list("Warnings", found.result.warnings if found.result else ())
