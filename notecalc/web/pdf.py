"""The payoff statement as a PDF, made by a process of its own.

What sets pages takes more memory than the rest of the page, and gives it back when it ends.
"""

import subprocess
import sys

from notecalc.errors import refuse

_SECONDS = 40.0


def pdf_of(scenario: str, paper: str) -> bytes:
    """The statement of a scenario file's first scenario as a PDF.

    Raises NotecalcError where it cannot be made, as where notecalc[pdf] is not installed.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - this program, with a paper that is one of two
            [sys.executable, "-m", __name__, paper],
            input=scenario.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refuse("the PDF took too long", "use notecalc report --pdf") from None
    if ran.returncode != 0:
        said = ran.stderr.decode("utf-8", "replace").strip()
        what, _, remedy = said.partition("; ")
        known = ran.returncode == 1 and what and "\n" not in said
        if not known:
            what, remedy = "the PDF could not be made", "use notecalc report --pdf"
        raise refuse(what, remedy)
    return ran.stdout


def main() -> None:
    """Read a scenario from standard input, write its statement to standard output."""
    from notecalc import service
    from notecalc.errors import NotecalcError
    from notecalc.export.report import report_pdf

    (found,) = service.run_text(sys.stdin.buffer.read(), "scenario")
    try:
        if isinstance(found, NotecalcError):
            raise found
        content = report_pdf(service.payoff_statement(found), paper=sys.argv[1])
    except NotecalcError as error:
        sys.stderr.write(str(error.problems[0]))
        sys.exit(1)
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
