"""What is handed out: the same bytes from the same sources, and a wheel that needs nothing more.

The wheel goes into an empty virtual environment with the packages that it declares, and no extra;
they are linked from where the tests run, so that nothing is fetched.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from email.parser import Parser
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement

import notecalc

ROOT = Path(__file__).parent.parent
EXTRAS = ("docx", "matplotlib", "pyarrow", "pypdf", "weasyprint")
PARTS = (
    *("pyproject.toml", "README.md", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "Makefile"),
    *("SECURITY.md", "CITATION.cff", "notecalc", "tests", "scenarios", "tools", "bench", "docs"),
)
EPOCH = "1700000000"

# One worker builds for all of them.
pytestmark = pytest.mark.xdist_group("release")


def _built(folder: Path, *, mode: int, time: int) -> Path:
    """The distributions of a copy of the sources whose files have these modes and times."""
    source, into = folder / "source", folder / "dist"
    source.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    for path in [each for each in source.rglob("*") if each.is_file()]:
        path.chmod(mode)
        os.utime(path, (time, time))
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, cwd=source, env=env, check=True, capture_output=True)
    return into


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("first"), mode=0o644, time=1_600_000_000)


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


def test_the_same_sources_give_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    again = _built(tmp_path, mode=0o600, time=1_650_000_000)
    names = sorted(path.name for path in dist.iterdir())
    assert [name.rpartition("-")[2].partition(".")[0] for name in names] == ["any", "0"]
    assert names == sorted(path.name for path in again.iterdir())
    assert all((dist / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_the_sources_handed_out_give_the_same_wheel(
    dist: Path, wheel: Path, tmp_path: Path
) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, cwd=source, env=env, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()
    assert all((source / part).exists() for part in PARTS)


def test_the_wheel_holds_the_package_and_no_more(wheel: Path) -> None:
    package = ROOT / "notecalc"
    wanted = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert held == wanted


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment with the wheel and what it declares that it needs."""
    folder = tmp_path_factory.mktemp("alone")
    venv.create(folder / "venv", symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "venv/bin/python")]
    install = ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True)
    (site,) = (folder / "venv/lib").glob("python*/site-packages")
    with ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith("/METADATA"))
        metadata = Parser().parsestr(opened.read(name).decode())
    for needed in _needed(metadata.get_all("Requires-Dist") or [], {}).values():
        for part in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            if not (site / part).exists():
                (site / part).symlink_to(Path(str(needed.locate_file(part))))
    return folder


def _needed(requirements: list[str], found: dict[str, Distribution]) -> dict[str, Distribution]:
    """The distributions that the requirements name, and what these need, without extras."""
    for requirement in map(Requirement, requirements):
        if requirement.name in found:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found[requirement.name] = distribution(requirement.name)
            _needed(found[requirement.name].requires or [], found)
    return found


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(folder / "venv/bin" / command[0]), *command[1:]],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_wheel_works_alone(alone: Path) -> None:
    """The figures are those of docs/rules.md, "Worked"."""
    code = f"import importlib.util as u; print([n for n in {EXTRAS} if u.find_spec(n)])"
    assert _run(alone, "python", "-c", code).stdout == "[]\n", "no extra is at hand"
    told = _run(alone, "notecalc", "redeem", "--notice", "2008-09-29", "--format", "json")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["redemption"]["total"] == "1192.68"
    (alone / "note.json").write_text(told.stdout, encoding="utf-8")
    for command in (
        "redeem --notice 2008-09-29",
        "redeem --notice 2008-09-29 --calendar country:BR",
        "explain --notice 2008-09-29",
        "readings --notice 2008-09-29",
        "calendar us-banks --year 2008",
        "report --notice 2008-09-29 --html note.html",
        "redeem --notice 2008-09-29 --xlsx note.xlsx",
        "verify note.json note.html note.xlsx",
        "init terms.yaml",
        "check terms.yaml",
    ):
        told = _run(alone, "notecalc", *command.split())
        assert told.returncode == 0, (command, told.stderr)


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        ("report --notice 2008-09-29 --pdf note.pdf", "pdf"),
        ("letter notice --notice 2008-09-29 --docx note.docx", "docx"),
        ("readings --notice 2008-09-29 --plot note.svg", "plot"),
        ("redeem --notice 2008-09-29 --parquet note.parquet", "portfolio"),
    ],
)
def test_what_needs_an_extra_says_which(alone: Path, command: str, extra: str) -> None:
    told = _run(alone, "notecalc", *command.split())
    assert told.returncode == 1
    assert f"pip install 'notecalc[{extra}]'" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_citation_is_of_this_version() -> None:
    """The required keys of Citation File Format 1.2.0, and those that go with the package."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0"
    assert (cited["title"], cited["type"], cited["license"]) == (
        "notecalc",
        "software",
        "Apache-2.0",
    )
    assert cited["version"] == notecalc.__version__
    assert cited["authors"]
    assert all(each.keys() <= {"name", "family-names", "given-names"} for each in cited["authors"])


def test_security_says_which_versions_and_how_to_report() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{re.escape(notecalc.__version__.rpartition('.')[0])}\b", text)
    assert "report" in text.lower()
