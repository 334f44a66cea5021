"""The searches of ``make fuzz`` start, end and find what is broken; the long runs are by hand."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
searches = pytest.mark.skipif(
    find_spec("atheris") is None, reason="atheris comes for Linux on x86-64 alone"
)


def run(file: str, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "fuzz" / file), *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@searches
@pytest.mark.parametrize("name", ["yaml", "deadline", "list"])
def test_a_short_search_finds_nothing(name: str, tmp_path: Path) -> None:
    told = run("grammars.py", name, "-runs=300", "-seed=1", cwd=tmp_path)
    assert told.returncode == 0, told.stderr[-2000:]
    assert "Done 300 runs" in told.stderr
    assert list(tmp_path.iterdir()) == []


@searches
def test_a_search_finds_a_reader_that_fails(tmp_path: Path) -> None:
    """A deadline of more than 300 weeks is made to fail otherwise than it should."""
    broken = (
        "import sys; sys.argv[0] = 'grammars.py'; sys.path.insert(0, sys.argv.pop(1))\n"
        "import grammars, notecalc.deadlines as d\n"
        "sound = d.Unit.after\n"
        "def after(unit, day, count, calendar):\n"
        "    if unit is d.Unit.WEEKS and count > 300: raise KeyError(count)\n"
        "    return sound(unit, day, count, calendar)\n"
        "d.Unit.after = after\n"
        "grammars.main('deadline', '-runs=2000', '-seed=1')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", broken, str(HERE / "fuzz")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode != 0
    assert "KeyError" in told.stdout + told.stderr
    (kept,) = tmp_path.iterdir()
    assert b"weeks" in kept.read_bytes().lower()


def test_cases_are_compared_and_counted(tmp_path: Path) -> None:
    told = run("differential.py", "--count", "30", "--jobs", "1", "--seed", "3", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("30 of 30 random notes and facts agree (seed 3): ")


def test_a_difference_is_told_with_what_shows_it_alone(tmp_path: Path) -> None:
    """An engine that is a day late in every period: a case named is computed again, and differs."""
    broken = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/fuzz']; import differential\n"
        "import test_differential as t\n"
        "sound = t.engine\n"
        "t.engine = lambda case: {**sound(case), 'state': 'late'}\n"
        "sys.argv = ['differential.py', '--seed', '3', '--case', '4']\n"
        "sys.exit(differential.main())\n"
    )
    command = [sys.executable, "-c", broken, str(HERE)]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 1, told.stderr
    assert "state:\n  engine late\n  oracle " in told.stdout
