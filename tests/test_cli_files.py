"""``run``, ``check``, ``init`` and ``terms``: files in, files out, exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from notecalc.cli import main

SCENARIOS = Path(__file__).parent.parent / "scenarios"

GOOD = """\
notecalc: 1
terms: liquidmetal-2007
scenarios:
  - {name: as noticed, notice: 2008-09-29, expect: {total: 1192.68}}
  - {name: as noticed, notice: 2008-09-29, cured: 2008-10-14, expect: {state: cured}}
"""
# Source: the worked table of docs/rules.md: 1,192.68. Wrong by a cent on purpose.
UNMET = GOOD.replace("{total: 1192.68}", "{total: 1192.69}")
BROKEN = GOOD.replace("notice: 2008-09-29, cured", "notise: 2008-09-29, cured")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in this process: exit code, standard output, standard error."""

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, said.out, said.err

    return call


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda file: file.name)
def test_every_scenario_meets_its_expectations(run: Run, file: Path) -> None:
    code, out, err = run("run", str(file))
    assert (code, err) == (0, "")
    assert out
    assert "expect:" in file.read_text(encoding="utf-8")


def test_a_folder_in_name_order_and_each_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(GOOD)
    (tmp_path / "a.yaml").write_text(GOOD.replace("as noticed", "first"))
    code, out, err = run("run", str(tmp_path), "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [each["scenario"] for each in found] == ["first", "first", "as noticed", "as noticed"]
    assert [each["state"] for each in found] == ["default", "cured", "default", "cured"]
    _, out, _ = run("run", str(tmp_path), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["total"] for row in rows] == ["1192.68", "", "1192.68", ""]
    _, out, _ = run("run", str(tmp_path))
    assert "a.yaml: first\n  default; cure deadline 2008-10-14" in out


def test_an_unmet_expectation_fails_and_names_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "unmet.yaml"
    file.write_text(UNMET)
    code, out, err = run("run", str(file))
    assert code == 1
    assert err.startswith(f"{file}:4:")
    assert "1192.68" in err
    assert "1192.69" in err
    assert "unmet.yaml: as noticed" in out


def test_one_broken_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text("{")
    (tmp_path / "2.yaml").write_text(BROKEN)
    (tmp_path / "3.yaml").write_text(GOOD)
    code, out, err = run("run", str(tmp_path), str(tmp_path / "gone.yaml"), "--format", "json")
    assert code == 1
    assert [each["state"] for each in json.loads(out)] == ["default", "default", "cured"]
    assert f"{tmp_path / '1.yaml'}:" in err
    assert "did you mean notice?" in err
    assert "gone.yaml" in err


def test_out_writes_a_json_and_a_csv_a_scenario(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(GOOD)
    out = tmp_path / "out" / "deep"
    assert run("run", str(file), "--out", str(out))[0] == 0
    assert sorted(os.listdir(out)) == [
        "case-as-noticed-2.csv",
        "case-as-noticed-2.json",
        "case-as-noticed.csv",
        "case-as-noticed.json",
    ]
    found = json.loads((out / "case-as-noticed.json").read_text(encoding="utf-8"))
    assert found["redemption"]["total"] == "1192.68"
    lines = (out / "case-as-noticed.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 9  # the columns and eight lines


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD)
    (tmp_path / "file").write_text("")
    code, out, err = run("run", str(tmp_path / "case.yaml"), "--out", str(tmp_path / "file"))
    assert (code, out) == (1, "")
    assert err == (
        f"cannot make the folder {tmp_path / 'file'}: File exists; name a folder that can be"
        " written\n"
    )


def test_check(run: Run, tmp_path: Path) -> None:
    good, broken = tmp_path / "good.yaml", tmp_path / "broken.yaml"
    good.write_text(UNMET)  # nothing is run
    broken.write_text(BROKEN)
    assert run("check", str(good)) == (0, "1 file without a problem\n", "")
    code, out, err = run("check", str(good), str(broken))
    assert (code, out) == (1, "")
    assert err.startswith(f"{broken}:5:")


def test_init_writes_terms_that_hold_and_leaves_what_is_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "my-note.yaml"
    assert run("init", str(file))[0] == 0
    assert run("check", str(file))[0] == 0
    # 90 days after the closing of 15 January 2025 end on 15 April; the notice is after that.
    code, out, _ = run("redeem", "--terms", str(file), "--notice", "2025-06-02", "--format", "json")
    found = json.loads(out)
    assert (code, found["terms"]) == (0, "Example Corp. 8% Convertible Notes due 2028")
    # 1,000,000 at 8% 30/360 from 15 January to the default, ten Business Days (19 June is closed)
    # after 2 June: Tue 17 June, 152 days
    assert found["redemption"]["accrued_interest"] == "33777.78"
    assert [each["amount"] for each in found["holders"]] == ["620266.67", "413511.11"]
    code, _, err = run("init", str(file))
    assert (code, err) == (1, f"{file} is there already; name a new file\n")


def test_terms_as_table_yaml_and_schema(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("terms")
    assert code == 0
    assert "covenants.debt-payoff.deadline: 5 business days after closing" in out
    assert "“not cured within ten" in out
    file = tmp_path / "terms.yaml"
    _, printed, _ = run("terms", "liquidmetal-2007", "--format", "yaml")
    file.write_text(printed, encoding="utf-8")
    assert run("terms", str(file), "--format", "yaml")[1] == printed
    scenarios, terms = json.loads(run("terms", "--json-schema")[1])["anyOf"]
    assert "scenarios" in scenarios["properties"]
    assert "issue_date" in terms["properties"]
    code, _, err = run("terms", "liquidmetal-2008")
    assert code == 1
    assert "did you mean liquidmetal-2007?" in err


def test_set_changes_a_term_by_its_path(run: Run) -> None:
    options = ["redeem", "--notice", "2008-09-29", "--format", "json"]
    changed = json.loads(run(*options, "--set", "interest.note_rate=9%")[1])
    assert "interest.note_rate" not in changed["assumed"]
    assert changed["schedule"][0]["interest"] == "21.70"  # 1,000 x 9% x 88 / 365 = 21.699
    code, _, err = run(*options, "--set", "interest.note_rat=9%")
    assert code == 1
    assert "interest.note_rate" in err
    assert run(*options, "--set", "interest.note_rate")[0] == 1


def test_memory_is_flat_however_many_files(tmp_path: Path) -> None:
    peak = """
import resource, sys
from notecalc.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    print(left.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""
    found = []
    for count in (20, 400):
        folder = tmp_path / str(count)
        folder.mkdir()
        for index in range(count):
            (folder / f"{index}.yaml").write_text(GOOD)
        done = subprocess.run(
            [sys.executable, "-c", peak, "run", str(folder), "--format", "json"],
            capture_output=True,
            text=True,
            check=True,
        )
        code, kilobytes = done.stderr.split()
        assert code == "0"
        found.append(int(kilobytes))
    assert found[1] < found[0] + 8_000  # 380 files more hold less than 8 MB more
