"""``explain``: every date and amount of one note, step by step."""

from typing import Any

import click

from notecalc.cli.note import answer_of, good_through, good_through_option
from notecalc.cli.options import format_option, note_options


@click.command()
@note_options
@good_through_option
@format_option("table", "json", "csv")
def explain(form: str, until: str | None, **given: Any) -> None:
    """Every date and amount, step by step: each day counted, each product, each clause.

    \b
    notecalc explain --notice 2008-09-29
    """
    from notecalc import export, statement
    from notecalc.cli.printing import show_list, show_steps

    answer = answer_of(given)
    if until is not None:
        answer = good_through(answer, until)
    result = answer.result
    if form == "json":
        click.echo(export.json_text(answer.explained()), nl=False)
    elif form == "csv":
        rows = [(s.what, s.value, s.clause, s.why, "; ".join(s.detail)) for s in answer.steps]
        columns = ("what", "value", "clause", "reason", "detail")
        click.echo(export.csv_table(columns, rows), nl=False)
    else:
        show_steps(answer.steps)
        show_list("Assumed, in no paper at hand", statement.assumed_lines(result))
        show_list("Warnings", result.warnings)
