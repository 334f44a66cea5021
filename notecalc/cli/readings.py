"""``readings``: what each open question is worth, and every combination of answers."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from notecalc.cli.facts import need_facts
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
    from notecalc.readings import Priced, PricedQuestion
    from notecalc.statement.questions import Questions


@click.command()
@click.option("--grid", "whole", is_flag=True, help="Every combination of answers too.")
@click.option(
    "--assert",
    "claims",
    metavar="EVENT=VALUE",
    multiple=True,
    help="What would have to be true, as cure_deadline=2008-10-13 or total=1299.12.",
)
@click.option("--plot", metavar="FILE", help="Draw the stakes, as .svg or .png.")
@parquet_option
@xlsx_option
@note_options
@format_option("table", "json", "csv")
def readings(
    form: str,
    whole: bool,
    claims: Sequence[str],
    plot: str | None,
    parquet_file: str | None,
    xlsx_file: str | None,
    **given: Any,
) -> None:
    """What each question that the papers leave open is worth, largest first, one answer changed
    at a time; and on what each date turns.

    \b
    notecalc readings --notice 2008-09-29 --redeem-on 2008-11-14
    notecalc readings --notice 2008-09-29 --grid
    notecalc readings --notice 2008-09-29 --assert cure_deadline=2008-10-13
    """
    from notecalc import export, statement
    from notecalc.statement import combinations, questions

    if form == "csv" and claims:
        raise click.UsageError(
            "--format csv is one table: leave out --assert.", click.get_current_context()
        )
    check_outputs({"--plot": plot, "--parquet": parquet_file, "--xlsx": xlsx_file})
    found = _found(given, claims, whole=whole)
    if xlsx_file is not None:
        write_xlsx(xlsx_file, found)
    if plot is not None:
        _plot(found, plot)
    if parquet_file is not None:
        from notecalc.statement import typed

        if found.outcomes is not None:
            rows = combinations.grid_rows(found.outcomes)
            write_parquet(parquet_file, typed.OUTCOME_KINDS, rows, found)
        else:
            rows = questions.question_rows(found.questions)
            write_parquet(parquet_file, typed.QUESTION_KINDS, rows, found)
    if form == "json":
        click.echo(export.json_text(found.as_json()), nl=False)
    elif form == "csv" and found.outcomes is not None:
        click.echo(
            export.csv_table(combinations.OUTCOMES, combinations.grid_rows(found.outcomes)),
            nl=False,
        )
    elif form == "csv":
        click.echo(
            export.csv_table(questions.QUESTIONS, questions.question_rows(found.questions)),
            nl=False,
        )
    else:
        from notecalc.cli.printing import show_list

        _show(found)
        show_list("Assumed, in no paper at hand", statement.assumed_lines(found.result))
        show_list("Warnings", found.result.warnings)


def _found(given: dict[str, Any], claims: Sequence[str], *, whole: bool) -> "Questions":
    from notecalc import service
    from notecalc.cli.printing import counted

    need_facts(given)
    reader = Reader([])
    values = reader.pairs("--assert", "EVENT=VALUE", claims, str)
    try:
        note, facts = read_case(given)
    except NotecalcError as error:
        reader.problems += error.problems
    reader.done()
    try:
        with counted("combinations") as done:
            return service.questions(note, facts, values, whole=whole, done=done)
    except NotecalcError as error:
        raise at_options(error) from None


def _plot(found: "Questions", path: str) -> None:
    from notecalc.export import plots

    name = f"{found.result.terms.name}: what each open question is worth"
    title = "\n".join([name, *textwrap.wrap(found.caption(), 90)])
    plots.tornado(path, found.spreads(), title=title, unit=found.result.terms.currency)
    click.echo(f"plot written to {path}", err=True)


def _show(found: "Questions") -> None:
    from notecalc import statement
    from notecalc.cli.printing import say, show_list
    from notecalc.timeline.reasons import said as said_day

    say(found.result.terms.name)
    click.echo()
    say(statement.headline(found.result))
    click.echo()
    for number, each in enumerate((each for each in found.questions if each.stake), 1):
        dated = found.moves_redemption(each)
        for line in _question(number, each, found.result.terms.currency, dated=dated):
            click.echo(line)
        click.echo()
    due = found.result.redemption
    if due and any(found.moves_redemption(each) for each in found.questions if each.stake):
        say(
            "at same date: the difference with the redemption date left on"
            f" {said_day(due.date)}, where the answer fits it; --redeem-on {due.date} prices"
            " everything so"
        )
        click.echo()
    idle = (each for each in found.questions if not each.stake)
    show_list("Worth nothing alone, as the note is otherwise read", [_idle(each) for each in idle])
    show_list("Tipping points, one answer changed at a time", [str(x) for x in found.points])
    _show_asked(found)


def _show_asked(found: "Questions") -> None:
    """What was asserted, and every combination, where they were asked for."""
    from notecalc import statement
    from notecalc.cli.printing import show, show_list
    from notecalc.statement import combinations as said
    from notecalc.statement.legend import LEGEND

    terms, facts = found.result.terms, found.result.facts
    if found.asserted is not None:
        show_list(said.asserted_title(found.asserted), said.asserted_lines(found.asserted))
        if found.outcomes is None:
            show_list(LEGEND, said.asserted_legend(found.asserted, terms, facts))
    if found.outcomes is not None:
        rows = [
            ("none" if total is None else total, count, needs or "nothing")
            for total, _, count, needs, _ in said.grid_rows(found.outcomes)
        ]
        columns = ("total", "combinations", "what all of them need")
        title = f"Every combination, {sum(each.count for each in found.outcomes):,}"
        show([statement.Table(title, columns, tuple(rows))])
        show_list("Redemption dates", said.grid_notes(found.outcomes, facts.redeem_on))
        show_list(LEGEND, said.grid_legend(found.outcomes, terms, facts))


_SAYS, _AMOUNT = 44, 15


def _question(number: int, each: "PricedQuestion", currency: str, *, dated: bool) -> Iterator[str]:
    """A question as a block: the words it hangs on, then its answers, the chosen one starred.

    With `dated`, the differences at the same redemption date too.
    """
    from notecalc.cli.printing import indented
    from notecalc.money import grouped

    yield indented(f"{number}. {each.question.asks}", "")
    yield indented(f"at stake: {grouped(each.stake)} {currency}", "   ")
    yield indented(each.words, "   ")
    names = ("total", "difference", *["at same date"] * dated)
    heads = "".join(f"{name:>{_AMOUNT}}" for name in names)
    yield f"     {'answer (* as the note is read)':{_SAYS - _AMOUNT * dated}}{heads}"
    for row in each.answers:
        yield from _answer(row, dated=dated)


def _answer(row: "Priced", *, dated: bool) -> Iterator[str]:
    """An answer with its amounts; the difference at the same date too where the block has it."""
    from notecalc.cli.printing import indented
    from notecalc.money import grouped
    from notecalc.statement.characters import safe
    from notecalc.statement.objects import move_words

    width = _SAYS - _AMOUNT * dated
    first, *more = textwrap.wrap(safe(row.answer.says), width - 2, break_on_hyphens=False)
    total = "refused" if row.refused else "none" if row.total is None else grouped(row.total)
    difference = "" if row.refused else grouped(row.difference)
    held = "" if row.at_same_date is None else grouped(row.at_same_date)
    amounts = "".join(f"{each:>{_AMOUNT}}" for each in (total, difference, held)).rstrip()
    star = "*" if row.chosen else " "
    yield f"   {star} {first:{width}}{amounts}"
    yield from (f"     {line}" for line in more)
    yield indented(f"argued by {row.answer.argued_by}", "       ")
    if row.refused:
        yield indented(row.refused, "       ")
    elif row.moves:
        yield indented(move_words(row.moves), "       ")


def _idle(each: "PricedQuestion") -> str:
    from notecalc.statement.objects import move_words
    from notecalc.statement.questions import elsewhere_words

    told = [f"{row.answer.says}: {move_words(row.moves)}" for row in each.answers if row.moves]
    told += [f"{row.answer.says}: refused, {row.refused}" for row in each.answers if row.refused]
    dates = f"{'; '.join(told)}." if told else "No date moves."
    return f"{each.question.asks} {dates} {elsewhere_words(each)}"
