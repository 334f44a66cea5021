"""Every command that the README shows is run, and prints what the README shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from notecalc.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def _commands() -> list[tuple[str, str]]:
    found = []
    for block in BLOCKS:
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", block, re.MULTILINE):
            found.append((command, output))
    return found


def _shows(shown: str, printed: str) -> bool:
    """Whether `printed` is what is shown, where a line of … stands for any lines left out."""
    lines = shown.rstrip().splitlines()
    pattern = "".join(r"(.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in lines)
    told = printed.replace("\r\n", "\n")  # as a terminal shows a CSV
    return re.fullmatch(pattern, told.rstrip() + "\n") is not None


@pytest.mark.parametrize(
    ("shown", "printed", "agrees"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\nc\n", "a\nb\nc\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("…\nb\n…\n", "a\nb\nc\n", True),
        ("…\nx\n…\n", "a\nb\nc\n", False),
    ],
)
def test_left_out_lines_are_the_only_ones_that_may_differ(
    shown: str, printed: str, agrees: bool
) -> None:
    assert _shows(shown, printed) is agrees


def test_readme_shows_commands() -> None:
    assert len(_commands()) >= 5
    for said in ("make demo", "make test", "No legal advice".lower().removeprefix("no ")):
        assert said in README


def test_readme_commands_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    for command, shown in _commands():
        program, *args = shlex.split(command)
        assert program == "notecalc"
        with pytest.raises(SystemExit) as left:
            main(args)
        printed = capsys.readouterr()
        assert (command, left.value.code, printed.err) == (command, 0, "")
        assert _shows(shown, printed.out), f"{command} prints:\n{printed.out}"


def test_readme_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shown = re.findall(r"^(\S.*?) +# (Decimal.*)$", block, re.MULTILINE)
    names: dict[str, object] = {}
    exec(block, names)
    assert shown
    for expression, value in shown:
        assert repr(eval(expression, names)) == value
    assert len(names["result"].to_frame()) == 8  # type: ignore[attr-defined]


def test_readme_names_every_command() -> None:
    from notecalc.cli import cli

    for name in cli.list_commands(None):  # type: ignore[arg-type]
        assert f"`notecalc {name}" in README, name


YAML = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def test_readme_scenario_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (each for each in YAML if each.startswith("notecalc:"))
    file = tmp_path / "readme.yaml"
    file.write_text(block, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(file)])
    assert (left.value.code, capsys.readouterr().err) == (0, "")


def test_readme_parts_of_scenarios_stand_in_a_file() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "scenarios").glob("*.yaml")]
    parts = [part for each in YAML if not each.startswith("notecalc:")
             for part in each.strip("\n").split("\n\n")]  # fmt: skip
    assert parts
    for part in parts:
        assert any(f"{part}\n" in text for text in texts), part
