"""docs/liquidmetal.ipynb: run anew it shows what it shows, and its figures are those by hand."""

import re
from fractions import Fraction
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from test_cli import WORKED

nbformat: Any = import_module("nbformat")
ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "liquidmetal.ipynb"


def shown(notebook: Any) -> list[list[str]]:
    """What each cell shows: what it prints, the cells of its tables, the words of its plots."""
    return [
        [part for output in cell.outputs for part in _parts(output)]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def _parts(output: Any) -> list[str]:
    if output.output_type == "stream":
        return str(output.text).splitlines()
    data = output.data
    if "image/svg+xml" in data:
        words = re.findall(r"<text[^>]*>(.*?)</text>", data["image/svg+xml"], re.DOTALL)
        return sorted(unescape(re.sub(r"<[^>]*>", "", each)).strip() for each in words)
    page = re.sub(r"<style.*?</style>", "", data.get("text/html", data["text/plain"]), flags=re.S)
    return [unescape(each).strip() for each in re.split(r"<[^>]*>", page) if each.strip()]


@pytest.fixture(scope="module")
def stored() -> list[list[str]]:
    notebook = nbformat.read(FILE, as_version=4)
    nbformat.validate(notebook)
    return shown(notebook)


def rows(cells: list[str], width: int) -> list[tuple[str, ...]]:
    """The rows of a table of this many columns, the number of the row left out."""
    body = cells[width:]
    return [tuple(body[at + 1 : at + width + 1]) for at in range(0, len(body), width + 1)]


@pytest.mark.filterwarnings("ignore")  # those of Jupyter's packages
def test_run_anew_it_shows_what_it_shows(
    stored: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # it runs in a folder of its own
    notebook = nbformat.read(FILE, as_version=4)
    where = {"metadata": {"path": str(tmp_path)}}
    import_module("nbclient").NotebookClient(notebook, timeout=120, resources=where).execute()
    again = "jupyter execute --inplace docs/liquidmetal.ipynb"
    assert shown(notebook) == stored, f"the notebook is out of date: {again}, and look at it"
    assert list(tmp_path.iterdir()) == [], "it leaves no file behind"


def test_the_cure_period_is_counted_day_by_day(stored: list[list[str]]) -> None:
    """Ten Business Days after Monday 29 September 2008; Columbus Day closes banks alone."""
    assert stored[1][0] == "Tue 2008-09-30 day 1"
    assert stored[1][-2:] == ["Mon 2008-10-13 Columbus Day: not a Business Day",
                              "Tue 2008-10-14 day 10"]  # fmt: skip
    assert rows(stored[2], 2) == [
        ("us-banks", "2008-10-14"), ("nyse", "2008-10-13"), ("weekends", "2008-10-13"),
    ]  # fmt: skip


def test_every_reading_is_that_worked_by_hand(stored: list[list[str]]) -> None:
    found = rows(stored[5], 6)
    assert len(found) == 10
    assert {(paid_in, reading, *due) for reading, paid_in, *due in WORKED} < set(found)
    assert "State: default; 1,192.68 USD due on Wed 2008-10-15, per diem 0.49." in stored[3]


def test_plots_show_the_figures(stored: list[list[str]]) -> None:
    assert "1,192.68 on 2008-10-15" in stored[4]
    # 1,023.23 - 1,192.68; 1,299.12 is less than from issue, 1,300.50
    assert "cash -169.45" in stored[6]
    assert "issue +107.82" in stored[6]
    assert {"event-of-default", "notice", "breach"} < set(stored[8])


def test_the_second_default_governs(stored: list[list[str]]) -> None:
    """Three Business Days after Tuesday 30 September end on Friday the 3rd; redeemed on Monday."""
    assert rows(stored[7], 4)[:3] == [
        ("2008-10-03", "cure deadline", "payment", "True"),
        ("2008-10-04", "event of default", "payment", "True"),
        ("2008-10-06", "redemption", "-", "True"),
    ]


def test_what_waiting_costs_is_worked_by_hand(stored: list[list[str]]) -> None:
    """Seven quarters at 10% on ACT/365F, each rounded and capitalized, then days at 10% and 15%."""
    cents = 100_000_000
    for days in (88, 91, 92, 92, 91, 91, 92):
        cents += _rounded(Fraction(cents * days, 3650))
    base, late = _rounded(Fraction(cents * 14, 3650)), Fraction(cents * 15, 36500)
    wanted = []
    for day, count in (("15", 0), ("16", 1), ("17", 2), ("20", 5), ("21", 6)):
        cost = _rounded(late * count)
        wanted.append(
            (f"2008-10-{day}", str(count), _money(cents + base + cost), _money(_rounded(late)),
             _money(cost), _money(_rounded(late) * count))
        )  # fmt: skip
    assert rows(stored[9], 6) == wanted


def _rounded(cents: Fraction) -> int:
    return int(cents + Fraction(1, 2))


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def test_the_statement_verifies(stored: list[list[str]]) -> None:
    (told,) = stored[10]
    assert re.fullmatch(r"\d+ figures recomputed; agrees: True", told)
