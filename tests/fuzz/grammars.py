"""Coverage-guided search for text on which a reader fails otherwise than by saying what is wrong.

``python tests/fuzz/grammars.py yaml|deadline|list [-max_total_time=30] [FILE]`` runs atheris
(libFuzzer), which prints the input that fails and keeps it in a file; given that file it runs it
alone. ``make fuzz`` runs all three for a bounded time.
"""

import os
import re
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

MOST_BYTES = 2000
"""How long the inputs get: what is longer takes its time and finds no more."""

DEADLINES = (
    "10 business days after notice",
    "3 business days after due, rolled modified following",
    "30 days after notice received, rolled following",
    "6 months after closing",
    "1 year after 2008-02-29, rolled preceding",
    "9999 weeks after issue",
)


def check_yaml(data: bytes) -> None:
    """Scenarios and terms: read, or every problem at a place that the text has."""
    from notecalc.errors import NotecalcError
    from notecalc.scenario import Broken, parse_scenarios, parse_terms

    # The parser counts the end of a text that breaks off as a line of its own.
    lines = 2 + sum(map(data.count, (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")))
    for read in (parse_scenarios, parse_terms):
        problems: list[Any] = []
        try:
            found: Any = read(data, "fuzz")
        except NotecalcError as error:
            problems += error.problems
        else:
            scenarios = getattr(found, "scenarios", ())
            problems += [p for each in scenarios if isinstance(each, Broken) for p in each.problems]
        for each in problems:
            assert each.what, "it says what is wrong"
            assert each.file != "fuzz" or each.line <= lines, "at a line of the text"


def check_deadline(data: bytes) -> None:
    """A deadline: what is read is written and read back equal, and counted as its steps say."""
    from notecalc.calendars import business_calendar
    from notecalc.deadlines import Deadline
    from notecalc.errors import NotecalcError

    text, calendar = data.decode("utf-8", "replace"), business_calendar("us-banks")
    try:
        rule = Deadline.parse(text)
    except NotecalcError as error:
        _check(error)
        return
    assert Deadline.parse(str(rule)) == rule
    start = rule.after if isinstance(rule.after, date) else date(2008, 9, 29)
    try:
        end, steps = rule.end(start, calendar), list(rule.steps(start, calendar))
    except NotecalcError:
        return
    assert not steps or steps[-1].day == end


def check_list(data: bytes) -> None:
    """A list of closed days: what is read is written and read back equal."""
    from notecalc.errors import NotecalcError
    from notecalc.terms.frozen import frozen_calendar, frozen_table, rows_of

    try:
        calendar = frozen_calendar("a", rows_of(data.decode("utf-8", "replace"), "fuzz"))
    except NotecalcError as error:
        _check(error)
        return
    again = frozen_calendar("a", rows_of(frozen_table(calendar), "fuzz"))
    assert (again, again.fingerprint) == (calendar, calendar.fingerprint)


def _check(error: Any) -> None:
    assert all(each.what and each.remedy for each in error.problems), "it says what to write"


def _seeds(name: str) -> list[bytes]:
    if name == "deadline":
        return [each.encode() for each in DEADLINES]
    if name == "list":
        table = (ROOT / "notecalc/calendars/target.csv").read_text(encoding="utf-8")
        return ["\n".join(table.splitlines()[:40]).encode()]
    files = [*(ROOT / "tests/errors").glob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")]
    return [file.read_bytes()[:MOST_BYTES] for file in sorted(files)]


CHECKS: dict[str, Callable[[bytes], None]] = {
    "yaml": check_yaml,
    "deadline": check_deadline,
    "list": check_list,
}


def main(name: str, *options: str) -> None:
    """Search with libFuzzer's options; a failure ends the process with another code than 0."""
    if find_spec("atheris") is None:
        print(f"{name}: not searched: atheris comes for Linux on x86-64 alone")
        return
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["notecalc"]):
        for module in ("calendars", "deadlines", "scenario.files", "terms.frozen"):
            import_module(f"notecalc.{module}")
    here = os.getcwd()
    with TemporaryDirectory() as corpus, TemporaryDirectory() as empty:
        seeds = _seeds(name)
        for number, seed in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(seed)
        words = sorted(set(re.findall(rb"[A-Za-z_]{3,20}:?", b"\n".join(seeds))))
        dictionary = Path(empty, "words")
        dictionary.write_bytes(b"".join(b'"%s"\n' % word for word in words))
        alone = [each for each in options if not each.startswith("-")]
        where = [os.path.abspath(each) for each in alone] or [corpus]
        given = [each for each in options if each.startswith("-")]
        fixed = [f"-artifact_prefix={here}/fuzz-{name}-", f"-max_len={MOST_BYTES}", "-timeout=20"]
        fixed.append(f"-dict={dictionary}")
        os.chdir(empty)  # what a text names as a file beside it is not there
        atheris.Setup([sys.argv[0], *fixed, *given, *where], CHECKS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in CHECKS:
        sys.exit(f"usage: grammars.py {'|'.join(CHECKS)} [-max_total_time=SECONDS] [FILE]")
    main(*sys.argv[1:])
