"""``compare``: two papers' terms side by side, and what each difference is worth."""

from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import format_option, note_options_of_papers, read_case
from notecalc.errors import NotecalcError
from notecalc.service.reader import at_options

if TYPE_CHECKING:
    from datetime import date

    from notecalc.readings.compare import Comparison, Effect


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
        click.echo(export.csv_table(table.columns, table.rows), nl=False)
    else:
        _show(found, one, other)


def _show(found: "Comparison", one: str, other: str) -> None:
    from notecalc import statement
    from notecalc.cli.printing import indented, say
    from notecalc.statement.compared import signed

    for name, paper, result in (("A", one, found.one), ("B", other, found.other)):
        say(f"{name} {paper}: {statement.headline(result) if result else found.refused}")
    click.echo()
    if not found.effects:
        say("The terms are the same.")
        return
    say("Terms that differ, and what B's term changes in A alone")
    for each in found.effects:
        say(f"  {each.change.path}: {signed(each.difference)}")
        for name, value in (("A", each.change.one), ("B", each.change.other)):
            click.echo(indented(f"{name} {'-' if value is None else value}"))
        if each.refused:
            click.echo(indented(f"does not fit alone: {each.refused}"))
        _show_dates(each, found.same_date)
    say(f"All together: {signed(found.together)}")
    if found.interplay:
        say(f"Of that, beyond the sum of each alone: {signed(found.interplay)}")
    if found.same_date:
        _show_dates(found, found.same_date)
        click.echo()
        say(
            "The redemption dates differ, so that interest of the days between is part of this:"
            f" --redeem-on {found.same_date} compares both on one day."
        )


def _show_dates(each: "Effect | Comparison", same: "date | None") -> None:
    """The dates that move and, where redemption dates differ, the difference on one day."""
    from notecalc.cli.printing import indented
    from notecalc.statement.compared import signed
    from notecalc.statement.objects import move_words
    from notecalc.timeline.reasons import said

    if each.moves:
        click.echo(indented(move_words(each.moves)))
    if same and each.at_same_date is not None:
        click.echo(indented(f"both redeemed on {said(same)}: {signed(each.at_same_date)}"))
