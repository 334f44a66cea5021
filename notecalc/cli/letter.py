"""``letter notice`` and ``letter payoff``: letters to the issuer, to be edited and sent."""

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.note import answer_of
from notecalc.cli.options import note_options
from notecalc.cli.outputs import check_outputs
from notecalc.errors import NotecalcError
from notecalc.service.reader import Reader, at_options

if TYPE_CHECKING:
    from notecalc.service import Answer
    from notecalc.statement.letters import Letter

_docx = click.option("--docx", metavar="FILE", help="Write it as a Word document.")


@click.group()
def letter() -> None:
    """Letters to the issuer, filled from the result: drafts for counsel, not legal advice.

    \b
    notecalc letter notice --notice 2008-09-29 --as-of 2008-09-29 --docx notice.docx
    notecalc letter payoff --notice 2008-09-29 --docx payoff.docx
    """


@letter.command()
@note_options
@_docx
def notice(docx: str | None, **given: Any) -> None:
    """The notice of default with the election to redeem: conditional while a cure period runs.

    \b
    notecalc letter notice --notice 2008-09-29 --as-of 2008-09-29
    """
    from notecalc.statement.letters import notice_letter

    check_outputs({"--docx": docx})
    answer = answer_of(given)
    if given["as_of"] is None and docx is not None:
        click.echo(
            "no --as-of: every deadline is taken as past; --as-of writes the letter of that day",
            err=True,
        )
    _give(lambda: _known(notice_letter(answer.result), answer), docx)


@letter.command()
@note_options
@click.option(
    "--good-through",
    "until",
    metavar="DATE",
    help="The last day of the table of amounts; ten Business Days where it is not given.",
)
@_docx
def payoff(docx: str | None, until: str | None, **given: Any) -> None:
    """The payoff letter: amount due, per diem, the amount on each Business Day after.

    \b
    notecalc letter payoff --notice 2008-09-29 --good-through 2008-10-31 --docx payoff.docx
    """
    from notecalc import service
    from notecalc.dates import parse_date
    from notecalc.statement.letters import payoff_letter

    check_outputs({"--docx": docx})
    reader = Reader([])
    day = reader.read("--good-through", parse_date, until)
    reader.done()
    answer = answer_of(given)
    due = answer.result.redemption

    def made() -> "Letter":
        payoffs = service.payoffs(answer, day) if due is not None else ()
        return _known(payoff_letter(answer.result, payoffs), answer)

    _give(made, docx)


def _known(letter: "Letter", answer: "Answer") -> "Letter":
    """The letter; where it is of what was known on a day, with what was learned later."""
    from notecalc.statement.letters import as_known

    if answer.as_known_on is None:
        return letter
    currency = answer.result.terms.currency
    return as_known(letter, answer.as_known_on, answer.learned or (), currency)


def _give(make: "Callable[[], Letter]", docx: str | None) -> None:
    made = _placed(make)
    if docx is None:
        _show(made)
        return
    from notecalc import export
    from notecalc.export.docx import letter_docx

    export.write(docx, letter_docx(made))
    click.echo(f"letter written to {docx}: a draft, not legal advice", err=True)


def _placed(make: "Callable[[], Any]") -> Any:
    try:
        return make()
    except NotecalcError as error:
        raise at_options(error) from None


def _show(letter: "Letter") -> None:
    """Print a letter as plain text."""
    from notecalc.cli.printing import WIDTH, show
    from notecalc.statement import Table
    from notecalc.statement.characters import safe
    from notecalc.statement.letters import Kind

    number = 0
    for part in letter.parts:
        if isinstance(part, Table):
            show([part])
            continue
        number += part.kind is Kind.SECTION
        head = f"{number}. " if part.kind is Kind.SECTION else "- " * (part.kind is Kind.ITEM)
        lead = (
            f"{part.lead}\n" if part.kind is Kind.SIGNATURE else f"{part.lead} " * bool(part.lead)
        )
        for line in f"{head}{lead}{part.text}".split("\n"):
            click.echo(textwrap.fill(safe(line), WIDTH, break_on_hyphens=False))
        if part.kind is not Kind.ITEM:
            click.echo()
