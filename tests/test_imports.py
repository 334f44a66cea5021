"""What a command imports: a start is fast because what is slow to load is loaded only where used.

Each case runs in a process of its own and reports the modules that it ends with.
"""

import subprocess
import sys

import pytest

SLOW = {"holidays", "matplotlib", "numpy", "pandas", "pyarrow", "pydantic", "rich", "yaml"}

ENGINE = {
    "notecalc.calendars",
    "notecalc.daycount",
    "notecalc.redemption",
    "notecalc.schedule",
    "notecalc.service.notes",
    "notecalc.statement",
    "notecalc.terms",
    "notecalc.timeline",
}

NOTICE = ("--notice", "2008-09-29")

COMMAND = """
import sys
from notecalc.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""

FRAME = """
import sys
from datetime import date
from notecalc import LIQUIDMETAL_2007, Facts, redeem
result = redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))
before = list(sys.modules)
result.to_frame()
print(*(before if "before" in sys.argv else sys.modules), file=sys.stderr)
"""


def modules(program: str, *args: str) -> set[str]:
    """The modules loaded when `program` ends, which must end well."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *args], capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.split())


def packages(program: str, *args: str) -> set[str]:
    """The same, by top-level package."""
    return {name.partition(".")[0] for name in modules(program, *args)}


@pytest.mark.parametrize(
    "args",
    [
        ("--help",),
        ("redeem", *NOTICE),
        ("redeem", *NOTICE, "--format", "csv"),
        ("redeem", "--help"),
        ("schedule", *NOTICE),
        ("schedule", *NOTICE, "--csv", "-"),
        ("schedule", "--until", "2008-09-30"),
        ("explain", *NOTICE),
        ("holders",),
        ("holders", *NOTICE, "--by", "conversion-shares", "--format", "json"),
        ("deadline", "10 business days after 2008-09-29"),
        ("redeem", *NOTICE, "--good-through", "2008-10-31"),
        ("sweep", "--from", "2008-09-26", "--to", "2008-09-29", "--csv", "-"),
    ],
    ids=" ".join,
)
def test_a_command_loads_nothing_slow(args: tuple[str, ...]) -> None:
    loaded = packages(COMMAND, *args)
    assert loaded >= {"click", "notecalc"}
    assert not loaded & SLOW


@pytest.mark.parametrize(
    "args",
    [("--help",), ("--version",), ("redeem", "--help"), ("portfolio", "--help")],
    ids=" ".join,
)
def test_help_loads_no_engine(args: tuple[str, ...]) -> None:
    loaded = modules(COMMAND, *args)
    assert "notecalc.cli" in loaded
    assert not loaded & ENGINE


def test_a_redemption_from_python_loads_nothing_slow_and_no_command_line() -> None:
    loaded = packages(FRAME, "before")
    assert "notecalc" in loaded
    assert not loaded & (SLOW | {"click"})


# --- that the tests above can fail: what is loaded where it is used is seen ---


def test_a_frame_loads_pandas() -> None:
    assert packages(FRAME) >= {"numpy", "pandas"}


def test_the_calendar_of_a_country_loads_holidays() -> None:
    assert "holidays" in packages(COMMAND, "redeem", *NOTICE, "--calendar", "country:US")


def test_a_redemption_loads_nothing_of_spans_and_comparisons() -> None:
    loaded = modules(COMMAND, "redeem", *NOTICE)
    spans = {"readings.sweep", "readings.good_through", "readings.compare", "statement.series"}
    spans |= {"statement.sweeps"}
    assert not loaded & {f"notecalc.{name}" for name in spans}


RARE = {
    f"notecalc.{name}"
    for name in (
        "facts.events",
        "ownership",
        "schedule.happenings",
        "schedule.ledger",
        "schedule.meter",
        "schedule.settled",
        "service.files",
        "terms.money",
    )
}


def test_a_redemption_loads_nothing_of_what_few_notes_have() -> None:
    assert not modules(COMMAND, "redeem", *NOTICE) & RARE


def test_a_payment_loads_what_it_is_booked_by() -> None:
    loaded = modules(COMMAND, "redeem", *NOTICE, "--payment", "2008-06-30=100.00")
    names = ("facts.events", "schedule.happenings", "schedule.ledger")
    assert loaded & RARE == {f"notecalc.{name}" for name in names}


def test_terms_as_yaml_load_yaml() -> None:
    assert "yaml" in packages(COMMAND, "terms", "--format", "yaml")


def test_a_result_in_json_carries_its_input_and_loads_yaml_alone_to_write_it() -> None:
    loaded = packages(COMMAND, "redeem", *NOTICE, "--format", "json")
    assert loaded & SLOW == {"yaml"}


def test_a_redemption_loads_the_engine() -> None:
    assert modules(COMMAND, "redeem", *NOTICE) >= ENGINE
