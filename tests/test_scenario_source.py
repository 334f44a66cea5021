"""Every refusal of a file by its exact message, and the reader that keeps text and places."""

# ruff: noqa: E501 -- a message stands on one line

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notecalc.errors import NotecalcError, Problem
from notecalc.scenario import check_document, parse_scenarios, parse_terms
from notecalc.scenario.builder import MOST_VALUES
from notecalc.scenario.source import MOST_BYTES, parse_source, read_source
from notecalc.service.files import run_file

ERRORS = Path(__file__).parent / "errors"
SCENARIOS = Path(__file__).parents[1] / "scenarios"
CASES = sorted(path.stem for path in ERRORS.glob("*.yaml"))
FUZZ = settings(max_examples=150, derandomize=True, deadline=None)
SCENARIO = b"""notecalc: 1
terms: liquidmetal-2007
set: {principal: 1750000.00, events_of_default.payment.cure: 3 days after due}
scenarios:
  - name: as noticed
    notice: {sent: 2008-09-29, received: 2008-09-30}
    cured: {covenant: 2008-10-14}
    payments: [{on: 2008-10-01, amount: 250.00, known: 2008-10-02}]
    forbearances: [{from: 2008-10-06, to: 2008-10-10, default_rate: suspended}]
    notices: [{sent: 2008-10-07, by: facsimile, at: 16:30, of: [covenant]}]
    readings: {default_from: notice, calendar: us-banks+nyse}
    expect: {state: cured, breach.covenant: 2007-01-11, total: none}
"""


def refusal(data: bytes | str, file: str = "f.yaml") -> str:
    with pytest.raises(NotecalcError) as caught:
        parse_source(data, file)
    return str(caught.value)


@pytest.mark.parametrize("name", CASES)
def test_each_message_stands_beside_its_reproducer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ERRORS)
    problems = check_document(f"{name}.yaml") or met(f"{name}.yaml")
    expected = (ERRORS / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(map(str, problems)) + "\n" == expected


def met(path: str) -> list[Problem]:
    """What is found wrong only when the scenarios are run: facts that do not fit the terms."""
    answers = run_file(path)
    return [each for one in answers if isinstance(one, NotecalcError) for each in one.problems]


def test_every_reproducer_has_its_message() -> None:
    assert CASES
    assert {path.stem for path in ERRORS.glob("*.txt")} == set(CASES)


BYTES = {
    "NUL": (b"a: b\0c", "f.yaml:1:5: this is not text: it holds a NUL; give a YAML file"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "f.yaml: this is not text: it holds a NUL; give a YAML file"),
    "UTF-16, marked": ("a: b".encode("utf-16"), "f.yaml: this is UTF-16; save it as UTF-8"),
    "UTF-16, little": ("a: b".encode("utf-16-le"), "f.yaml: this is UTF-16; save it as UTF-8"),
    "UTF-16, big": ("a: b".encode("utf-16-be"), "f.yaml: this is UTF-16; save it as UTF-8"),
    "Latin-1": (b"a: b\r\n\xc3\xa9: caf\xe9", "f.yaml:2:7: the byte 0xE9 is not UTF-8; save it as UTF-8"),
    "cut short": ("a: é".encode()[:-1], "f.yaml:1:4: the byte 0xC3 is not UTF-8; save it as UTF-8"),
    "surrogate": (b"a: \xed\xa0\x80", "f.yaml:1:4: the byte 0xED is not UTF-8; save it as UTF-8"),
    "too large": (b"#" * (MOST_BYTES + 1), "f.yaml: the file is larger than 5 MB; split it"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(name: str) -> None:
    data, message = BYTES[name]
    assert refusal(data) == message


def test_a_surrogate_in_a_text() -> None:
    assert refusal("a: \ud800") == "f.yaml:1:4: the character U+D800 is not text; take it out"


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    said = {
        "gone.yaml": "gone.yaml: there is no such file; check its name and folder",
        "folder.yaml": "folder.yaml: this is a folder; name a file in it",
        "x" * 300: f"{'x' * 300}: the file cannot be read: file name too long; check the file",
        "a\0b": "a\0b: the file cannot be read: embedded null byte; check the file",
    }
    for path, message in said.items():
        with pytest.raises(NotecalcError) as caught:
            read_source(path)
        assert str(caught.value) == message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a: b")
    path.chmod(0)
    with pytest.raises(NotecalcError, match="permission denied"):
        read_source(str(path))


def test_scalars_keep_their_source_text() -> None:
    text = "a: 2008-09-29\nb: [1000.00, yes, 0o7, '', ~, null, , \"null\"]\n".replace(", ,", ",")
    assert parse_source(text).tree == {
        "a": "2008-09-29",
        "b": ["1000.00", "yes", "0o7", "", None, None, "null"],
    }
    assert parse_source("a:\nnull: {on: no}\n").tree == {"a": None, "null": {"on": "no"}}
    assert parse_source("\ufeffa: |\n  b\n  c\n".encode()).tree == {"a": "b\nc\n"}


def test_places_count_characters_from_one() -> None:
    source = parse_source("é😀:\r\n- {id: x, 😀: é}\r\n- {id: '0', y: [1]}\r\n", "f")
    assert source.place(("é😀",), key=True) == (1, 1)
    assert source.place(("é😀", 0, "😀"), key=True) == (2, 11)
    assert source.place(("é😀", "x", "😀")) == (2, 14)
    assert source.place(("é😀", "0", "y", "0")) == (3, 17)
    assert source.place(("é😀", 0, "z", 5)) == (2, 3)
    assert source.place(("z",)) == (1, 1)


def test_problems_are_listed_together_up_to_a_hundred() -> None:
    assert refusal("a: 1\na: 2\na: 3\nb: &x !t 1\n").count("\n") == 3
    lines = refusal("a: 1\n" * 500).splitlines()
    assert len(lines) == 102
    assert lines[-1].endswith("there are more problems; mend these first")


def test_the_number_of_values_is_limited() -> None:
    assert f"there are more than {MOST_VALUES} keys and values" in refusal(
        "a: [" + "b, " * MOST_VALUES
    )


def test_without_libyaml_the_same_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notecalc.scenario.builder._LOADER", yaml.SafeLoader)
    assert parse_source("é: [1, {a: ~}]\n").tree == {"é": ["1", {"a": None}]}
    assert refusal("é: 1\né: *x\n").startswith("f.yaml:2:1: é: the key 'é' is there twice")
    assert "nesting deeper than 40" in refusal("[" * 5000)
    assert "not YAML" in refusal("a: b: c")


HOSTILE = {
    "brackets": "[" * (MOST_BYTES - 1),
    "braces": "a: " + "{a: " * 1_000_000,
    "dashes": "- " * 2_000_000,
    "questions": "? " * 2_000_000,
    "entries": "a: [" + "a," * 2_000_000,
    "keys": "".join(f"k{i}: 1\n" for i in range(300_000)),
    "long text": "a: " + "x" * 4_000_000,
    "escapes": 'a: "' + "\\x41" * 1_000_000 + '"',
    "aliases": "a: &a x\nb: [" + "*a," * 1_000_000,
    "comments": "#\n" * 2_000_000,
    "twice": "a: 1\n" * 800_000,
    "bangs": "!" * 4_000_000,
    "colons": ":" * 4_000_000,
    "quotes": "'" * 4_999_999,
    "laughs": "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 60)),
    "strange keys": SCENARIO.decode() + "    set: {" + ", ".join(f"x{i}: 1" for i in range(20000)) + "}\n",
    "known too early": "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n  - payments:\n"
    + "    - {on: 2008-10-02, amount: 1, known: 2008-10-01}\n" * 4_000,
    "forbearances": "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n  - forbearances:\n"
    + "    - {from: 2008-10-02, to: 2008-10-01}\n" * 1_000,
    "many broken": SCENARIO.decode() + "  - notice: 1\n" * 9_000,
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the peak")
def test_hostile_files_end_soon_in_little_memory(tmp_path: Path) -> None:
    for name, text in HOSTILE.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    code = """
import sys, time
from notecalc.scenario import check_document, scenario_files
for path in scenario_files(sys.argv[1:]):
    began = time.process_time()
    assert check_document(path)
    print(path, time.process_time() - began, sep="\\t")
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("peak", status["VmHWM"].split()[0], sep="\\t")
"""
    # By itself, so that neither the test runner's memory nor the tracing of it is counted.
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=plain,
        cwd=SCENARIOS.parent,
    )
    said = dict(line.split("\t") for line in run.stdout.splitlines())
    assert int(said.pop("peak")) < 200 * 1024
    assert len(said) == len(HOSTILE)
    assert not {path: seconds for path, seconds in said.items() if float(seconds) >= 2}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_kindly(name: str) -> None:
    survive(HOSTILE[name].encode())


def survive(data: bytes) -> None:
    """Read as either kind of file: it is usable or refused with a message, nothing else."""
    for read in (parse_scenarios, parse_terms):
        try:
            read(data, "f.yaml")
        except NotecalcError as error:
            refused = error
        else:
            continue
        assert refused.problems
        assert all(problem.what and str(problem) for problem in refused.problems)


@FUZZ
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_random_bytes_are_refused_kindly(data: bytes) -> None:
    survive(data)


@FUZZ
@given(st.text(st.sampled_from("{}[]:,-?&*!|>'\"%@`# \t\nab0~"), max_size=60))
def test_random_punctuation_is_refused_kindly(text: str) -> None:
    survive(text.encode())


@pytest.mark.parametrize("seed", range(8))
def test_mutated_files_are_refused_kindly(seed: int) -> None:
    chance = random.Random(seed)
    originals = [SCENARIO, *(path.read_bytes()[:3000] for path in sorted(SCENARIOS.glob("*.yaml")))]
    for _ in range(40):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 20)]
                case 2:
                    data[at:at] = chance.choice(
                        (b"{", b"}", b": ", b"\n", b"- ", b"&a ", b"9" * 30)
                    )
                case _:
                    start = chance.randrange(len(data))
                    data[at:at] = data[start : start + chance.randint(1, 40)]
        survive(bytes(data))
