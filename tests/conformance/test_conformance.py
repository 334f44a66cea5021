"""Every published figure agrees, or the difference is decided by a cited source."""

from pathlib import Path

import pytest

from conformance.__main__ import main
from conformance.case import Case, differences
from conformance.sources import SOURCES


@pytest.mark.parametrize("source", SOURCES)
def test_every_case_agrees_or_is_decided(source: str) -> None:
    decided = differences()
    cases = list(SOURCES[source]())
    differing = {case.name: case for case in cases if not case.agrees}
    assert cases
    assert len({case.name for case in cases}) == len(cases)
    assert set(differing) == {name for of, name in decided if of == source}
    for name, case in differing.items():
        told = decided[source, name]
        assert (told.published, told.found) == (case.published, case.found)


def test_every_difference_names_its_reason_and_its_source() -> None:
    for (source, _), told in differences().items():
        assert source in SOURCES
        assert told.why
        assert told.citation


def test_the_readme_shows_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    table, *told = capsys.readouterr().out.split("\n\n")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"```text\n{table}\n```" in readme, table
    assert len(told) == len(differences())


def test_a_difference_that_nobody_decided_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(SOURCES, "else", lambda: iter([Case("it", "there", "1", "2", False)]))
    assert main() == 1
    assert "else, it: published 1, notecalc 2. Not decided: there" in capsys.readouterr().out
