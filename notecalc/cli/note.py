"""``redeem``: one note."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
from notecalc.cli.options import format_option, note_options, read_all
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
    from notecalc.redemption import Result
    from notecalc.service import Answer
    from notecalc.statement import Table


def answer_of(
    given: dict[str, Any], name: str | None = None, expected: Sequence[str] = ()
) -> "Answer":
    """What is due on the note that the options name, as known on the day that they ask for."""
    from notecalc import service

    need_facts(given)
    note, facts, day = read_all(given)
    known = facts if day is None else facts.as_known_on(day)
    reader = Reader([])
    hoped = reader.pairs("--expect", "EVENT=VALUE", expected, str)
    reader.done()
    try:
        answer = service.answer(note, known, name, hoped)
        return answer if day is None else service.as_known_on(answer, facts, day)
    except NotecalcError as error:
        raise at_options(error) from None


good_through_option = click.option(
    "--good-through",
    "until",
    metavar="DATE",
    help="Show what is due on each Business Day up to this one.",
)


@click.command()
@note_options
@good_through_option
@click.option("--name", metavar="NAME", help="A name for the result.")
@click.option(
    "--expect",
    "expected",
    metavar="EVENT=VALUE",
    multiple=True,
    help="Fail where the result is another, as total=1192.68.",
)
@parquet_option
@xlsx_option
@format_option("table", "json", "csv")
def redeem(
    form: str,
    until: str | None,
    name: str | None,
    expected: Sequence[str],
    parquet_file: str | None,
    xlsx_file: str | None,
    **given: Any,
) -> None:
    """The timeline, the amount due, and the total under every reading of where the default
    rate starts.

    \b
    notecalc redeem --notice 2008-09-29
    notecalc redeem --notice 2008-09-29 --principal 18640000 --redeem-on 2008-11-14
    notecalc redeem --notice 2008-09-29 --good-through 2008-10-31
    """
    check_outputs({"--parquet": parquet_file, "--xlsx": xlsx_file})
    answer = answer_of(given, name, expected)
    if until is not None:
        answer = good_through(answer, until)
    if parquet_file is not None:
        write_parquet(parquet_file, answer.kinds, answer.as_rows()[1], answer)
    if xlsx_file is not None:
        write_xlsx(xlsx_file, answer, name)
    if form == "table":
        _show(answer)
    elif form == "json":
        from notecalc import export

        click.echo(export.json_text(answer.as_json()), nl=False)
    else:
        from notecalc import export

        click.echo(export.csv_table(*answer.as_rows()), nl=False)
    if answer.unmet:
        raise at_options(NotecalcError(*answer.unmet))


def good_through(answer: "Answer", until: str) -> "Answer":
    """The answer with what is due on each Business Day up to the day of ``--good-through``."""
    from notecalc import service
    from notecalc.dates import parse_date

    reader = Reader([])
    day = reader.read("--good-through", parse_date, until)
    reader.done()
    assert day is not None  # or there had been a problem
    try:
        return service.good_through(answer, day)
    except NotecalcError as error:
        raise at_options(error) from None


def _conversion(result: "Result") -> "list[Table]":
    """The table of what converting gives instead, where the terms give the right."""
    if result.terms.conversion is None:
        return []
    from notecalc.equity import conversion_value
    from notecalc.statement.conversion import conversion_table

    found = conversion_value(result)
    return [conversion_table(found, result.terms.currency)] if found else []


def _show(answer: "Answer") -> None:
    from notecalc import statement
    from notecalc.cli.printing import say, show, show_list
    from notecalc.money import grouped

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
    refused: tuple[str, ...] = ()
    if result.redemption is not None:
        starts = answer.starts
        tables.append(statement.redemption_table(result))
        tables += _conversion(result)
        tables.append(statement.readings_table(starts, terms))
        refused = statement.refused_readings(starts)
    if result.ledger:
        tables.append(statement.ledger_table(result))
    if answer.learned is not None:
        from notecalc.statement.later import learned_table

        tables.append(learned_table(answer.learned, terms.currency))
    delay: tuple[str, ...] = ()
    if answer.good_through:
        from notecalc.statement import series

        tables.append(series.good_through_table(answer.good_through, terms.currency))
        delay = series.delay_lines(answer.good_through, result)
    show(tables)
    show_list("What paying late costs", delay)
    show_list("Readings of its start that do not fit the facts", refused)
    show_list("Assumed, in no paper at hand", statement.assumed_lines(result))
    show_list("Warnings", result.warnings)
