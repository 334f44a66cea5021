"""``compare``: two papers' terms side by side, and what each difference is worth."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.options import (
    at_options,
    format_option,
    need_facts,
    note_options_of_papers,
    read_case,
)
from notecalc.errors import NotecalcError

if TYPE_CHECKING:
    from notecalc.readings.compare import Comparison
    from notecalc.redemption import Result


@click.command()
@click.argument("one", metavar="A.yaml")
@click.argument("other", metavar="B.yaml")
@note_options_of_papers
@format_option("table", "json", "csv")
def compare(one: str, other: str, form: str, **given: Any) -> None:
    """Two papers' terms, each a file or a built-in name: every term that differs with both
    values, what it changes alone, and what all change together, on the facts given.

    \b
    notecalc compare liquidmetal-2007 draft.yaml --notice 2008-09-29
    """
    from notecalc import export
    from notecalc.scenario import compare as compared_terms
    from notecalc.statement import compared

    need_facts(given)
    papers, facts, problems = [], None, []
    for each in (one, other):
        try:
            paper, facts = read_case({**given, "terms": each})
            papers.append(paper)
        except NotecalcError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems or facts is None:
        raise NotecalcError(*problems)
    try:
        found = compared_terms(papers[0].terms, papers[1].terms, facts)
    except NotecalcError as error:
        raise at_options(error) from None
    if form == "json":
        click.echo(export.json_text(compared.comparison_json(found, one, other)), nl=False)
    elif form == "csv":
        table = compared.comparison_table(found)
        click.echo(export.csv_text(table.columns, table.rows), nl=False)
    else:
        _show(found, one, other)


def _show(found: "Comparison", one: str, other: str) -> None:
    from notecalc.cli.printing import indented, say

    for name, paper, result in (("A", one, found.one), ("B", other, found.other)):
        say(f"{name} {paper}: {_due(result) if result else found.refused}")
    click.echo()
    if not found.effects:
        say("The terms are the same.")
        return
    say("Terms that differ, and what B's term changes in A alone")
    for each in found.effects:
        say(f"  {each.change.path}: {_signed(each.difference)}")
        for name, value in (("A", each.change.one), ("B", each.change.other)):
            click.echo(indented(f"{name} {'-' if value is None else value}"))
        if each.refused:
            click.echo(indented(f"does not fit alone: {each.refused}"))
    say(f"All together: {_signed(found.together)}")
    if found.interplay:
        say(f"Of that, beyond the sum of each alone: {_signed(found.interplay)}")


def _due(result: "Result") -> str:
    from notecalc import statement

    return statement.headline(result)


def _signed(amount: Decimal | None) -> str:
    return "no figure" if amount is None else format(amount, "+,f" if amount else "f")
