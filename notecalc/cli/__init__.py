"""The command line: paths, printing, exit codes.

Exit codes: 0 done; 1 the input is wrong, every problem a line on standard error; 2 misuse.
Command modules are loaded when their command runs, and load the engine inside it.
"""

import os
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from notecalc import __version__
from notecalc.errors import NotecalcError

_COMMANDS = {
    "redeem": ("note", "The timeline, the amount due and what each reading of it gives."),
    "schedule": ("schedule", "The lines of the schedule; with --until, of a note that performs."),
    "explain": ("explain", "Every date and amount, step by step, with its clause."),
    "readings": ("readings", "What each open question is worth, largest first; every combination."),
    "reconcile": ("reconcile", "Which readings reproduce the other side's figure or schedule."),
    "compare": ("compare", "Two papers' terms, each difference in dollars, alone and together."),
    "holders": ("holders", "What each holder owns, and gets of the amount due."),
    "portfolio": ("portfolio", "A table of notes, of any length: a row in, a row out."),
    "sweep": ("sweep", "One row for each notice or redemption date."),
    "claim": ("claim", "A claim in bankruptcy; a judgment and its interest."),
    "report": ("report", "The payoff statement as a page or a PDF: due, when, to whom, why."),
    "letter": ("letter", "The notice of default and the payoff letter, as drafts to be edited."),
    "serve": ("serve", "The local page: type a notice date, see what it costs."),
    "verify": ("verify", "Recompute a statement: does it agree to the cent, or where not?"),
    "deadline": ("lookup", 'Count a deadline day by day: "10 business days after 2008-09-29".'),
    "calendar": ("lookup", "The closed days of a calendar, with names and sources."),
    "terms": ("lookup", "A note's terms, clause by clause."),
    "run": ("files", "Run scenario files or folders of them."),
    "check": ("files", "Check scenario and terms files without running them."),
    "init": ("files", "Write a commented template for the terms of another note."),
}


class _ReaderGoneError(OSError):
    """Who read standard output has gone; not an EPIPE, for which click exits with 1 by itself."""


class _Commands(click.Group):
    """The commands, each loaded from its module when it is asked for."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _ReaderGoneError from None
        return done

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command = getattr(import_module(f"notecalc.cli.{_COMMANDS[name][0]}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            from notecalc.errors import unknown

            raise click.UsageError(str(unknown("command", args[0], _COMMANDS)), ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="notecalc %(version)s")
def cli() -> None:
    """What a convertible note's default costs: which date each thing falls on, why, and what
    is due to the cent.

    Try: notecalc redeem --notice 2008-09-29
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; never with a traceback of the user's."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who called
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a narrow encoding is no reason for a traceback
    try:
        code = cli.main(args, prog_name="notecalc", standalone_mode=False)
    except NotecalcError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except OSError as error:
        # What is still buffered must not complain when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, _ReaderGoneError):
            sys.exit(0)
        click.echo(f"cannot write the result: {error.strerror}; write it elsewhere", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
