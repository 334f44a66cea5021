"""The options that say which note and what happened, as click has them."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from notecalc.service import options
from notecalc.service.given import read_all, read_case

__all__ = [
    "format_option",
    "note_options",
    "note_options_of_papers",
    "read_all",
    "read_case",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])

OPTIONS = (*options.OPTIONS, options.FROZEN)


def _one(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> str | None:
    """The value of an option that is given once at most: the others would be dropped unsaid."""
    if len(texts) > 1:
        more = "; several notices need a scenario file" if option.name == "notice" else ""
        said = f"{option.opts[0]} is given {len(texts)} times: give it once{more}."
        raise click.UsageError(said, context)
    return texts[0] if texts else None


def _click(option: options.Option) -> Callable[[_Command], _Command]:
    names = (f"--{option.name}", option.key)
    more: dict[str, Any] = {}
    if option is options.TERMS:
        more = {"default": "liquidmetal-2007", "show_default": True}
    elif option.many:
        more = {"multiple": True}
    elif option not in (*options.NOTE, options.FROZEN):
        more = {"multiple": True, "callback": _one}
    return click.option(*names, metavar=option.form, help=option.help, **more)


def note_options(command: _Command) -> _Command:
    """The options of the note and the facts, in the order in which help lists them."""
    for option in reversed(OPTIONS):
        command = _click(option)(command)
    return command


def note_options_of_papers(command: _Command) -> _Command:
    """The same where the command line names the papers: without --terms."""
    for option in reversed([each for each in OPTIONS if each is not options.TERMS]):
        command = _click(option)(command)
    return command


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """--format with the formats that the command has."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default="table", show_default=True,
        help="How the answer is printed.",
    )  # fmt: skip
