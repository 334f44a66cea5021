"""``reconcile`` on the command line and in scenario files, as a user meets it."""

import csv
import io
import json
from pathlib import Path

import pytest
from test_cli import Run, run

from notecalc.errors import NotecalcError
from notecalc.scenario import Broken, check_document, parse_scenarios, scenario_schema
from notecalc.service import run_file

__all__ = ["run"]

NOTICE = ("--notice", "2008-09-29")

# Source: the lines worked by hand in scenarios/liquidmetal-2008.yaml, the fifth not: 27.50 there.
THEIRS = """\
start,end,interest,remark
2007-01-03,2007-04-01,24.11,
2007-04-01,2007-07-01,25.53,
2007-07-01,2007-10-01,26.46,
2007-10-01,2008-01-01,27.12,
2008-01-01,2008-04-01,27.51,
2008-04-01,2008-07-01,28.19,
2008-07-01,2008-10-01,29.21,
2008-10-01,2008-10-15,4.56,
"""


def test_a_figure_that_is_reproduced(run: Run) -> None:
    done = run("reconcile", "--amount", "1299.12", *NOTICE)
    assert (done.code, done.err) == (0, "")
    assert "1,299.12 is reproduced in 1 way, by " in done.out
    assert "\n1. 1,299.12 on 2008-10-15, to the cent; " in done.out
    assert "  - simplest: default_from breach\n" in done.out
    assert "  - interest.day_count: ACT/365F\n" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_what_is_assumed_is_that_of_the_note(run: Run) -> None:
    """The nearest may rely on the noticed default alone; the payment's cure is assumed still."""
    done = run("reconcile", "--amount", "1299.12", "--missed", "2008-09-30", *NOTICE)
    assert (done.code, done.err) == (0, "")
    assert "events_of_default.payment: cure 3 business days after due" in done.out


def test_a_figure_that_is_not(run: Run) -> None:
    done = run("reconcile", "--amount", "1234.56", *NOTICE)
    assert (done.code, done.err) == (0, "")
    assert "No reading tried gives 1,234.56: none of" in done.out
    assert "\nNearest below: " in done.out
    assert "\nNearest above: " in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_json(run: Run) -> None:
    done = run("reconcile", "--amount", "1299.12", *NOTICE, "--format", "json")
    found = json.loads(done.out)
    assert (done.code, found["terms"], found["schedule"]) == (0, "liquidmetal-2007", None)
    figure = found["figure"]
    assert (figure["schema"], figure["reproduced"], figure["amount"]) == (1, True, "1299.12")
    (match,) = figure["matches"]
    assert match["simplest"] == {"default_from": "breach"}
    assert match["needs"]["default_from"] == ["breach"]
    assert (match["total"], match["off"], match["principal"]) == ("1299.12", "0.00", None)
    assert match["redemption_date"] == "2008-10-15"


def test_json_of_what_is_varied(run: Run) -> None:
    """1,000.00 at 8% in cash is 1,000.00 at 8% in cash: 1,023.23, by hand."""
    done = run(
        "reconcile", "--amount", "1023.23", "--paid-in", "cash", *NOTICE, "--format", "json",
        "--principal-between", "990", "1010", "--on", "2008-10-15",
    )  # fmt: skip
    figure = json.loads(done.out)["figure"]
    assert figure["principal_between"] == ["990.00", "1010.00"]
    as_read = [each["principal"] for each in figure["matches"] if not each["simplest"]]
    assert as_read == ["1000.00"]


def test_csv(run: Run) -> None:
    done = run("reconcile", "--amount", "1299.12", *NOTICE, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert (row["reproduces"], row["total"], row["off"]) == ("yes", "1299.12", "0.00")
    assert row["simplest"] == "default_from=breach"
    done = run("reconcile", "--amount", "1234.56", *NOTICE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [each["reproduces"] for each in rows] == ["no", "no"]
    assert float(rows[0]["off"]) < 0 < float(rows[1]["off"])


def test_most(run: Run) -> None:
    args = ("reconcile", "--amount", "1195.00", "--within", "5", *NOTICE)
    done = run(*args, "--most", "2")
    assert "\n2. " in done.out
    assert "\n3. " not in done.out
    assert "more; --most shows more of them" in done.out


def test_a_schedule(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text(THEIRS)
    done = run("reconcile", "--schedule", str(file), *NOTICE)
    assert (done.code, done.err) == (0, f"{file}: the column remark is ignored\n")
    assert "Their schedule of 8 lines, to 2008-10-15, is that of no reading tried" in done.out
    assert "1. 7 lines alike, 2 not; interest off by 0.01;" in done.out
    assert "departs first at line 5 (line 6 of the file): interest: theirs 27.51," in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    done = run("reconcile", "--schedule", str(file), "--within", "0.01", *NOTICE)
    assert "is reproduced line by line" in done.out
    found = json.loads(run("reconcile", "--schedule", str(file), *NOTICE, "--format", "json").out)
    assert (found["figure"], found["schedule"]["schema"]) == (None, 1)
    assert found["schedule"]["nearest"][0]["departs"]["line"] == 6
    rows = csv.DictReader(
        io.StringIO(run("reconcile", "--schedule", str(file), *NOTICE, "--format", "csv").out)
    )
    first = next(rows)
    assert (first["alike"], first["unlike"], first["line"]) == ("7", "2", "5")


def test_a_figure_and_a_schedule_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text(THEIRS.replace("27.51", "27.50"))
    done = run("reconcile", "--amount", "1192.68", "--schedule", str(file), *NOTICE)
    assert "1,192.68 is reproduced" in done.out
    assert "is reproduced line by line" in done.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing option '--amount' (or '--schedule')."),
        (("--amount", "1"), "Missing option '--notice'"),
        (
            ("--amount", "1", "--on", "2008-10-15", "--redeem-on", "2008-10-15", *NOTICE),
            "--on and --redeem-on: give one of them.",
        ),
        (
            ("--schedule", "x.csv", "--rate-between", "1%", "2%", *NOTICE),
            "--rate-between needs --amount.",
        ),
        (
            ("--schedule", "x.csv", "--amount", "1", "--format", "csv", *NOTICE),
            "--format csv is one table: leave out --amount or --schedule.",
        ),
    ],
)
def test_misuse(run: Run, args: tuple[str, ...], said: str) -> None:
    done = run("reconcile", *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_every_wrong_value_is_said_at_its_option(run: Run) -> None:
    done = run(
        "reconcile", "--amount", "x", "--within", "0.001", "--principal-between", "1", "y",
        "--rate-between", "12", "15%", *NOTICE,
    )  # fmt: skip
    assert (done.code, done.out) == (1, "")
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == [
        "--amount", "--within", "--principal-between", "--rate-between",
    ]  # fmt: skip
    done = run("reconcile", "--amount", "1", "--principal-between", "2", "1", *NOTICE)
    said = "--principal-between: 2.00 is above 1.00; write the least first, then the most\n"
    assert (done.code, done.err) == (1, said)
    done = run("reconcile", "--schedule", "no-such.csv", *NOTICE)
    assert done.code == 1
    assert done.err.startswith("no-such.csv: the file cannot be read: no such file")


# --- in scenario files ---

HEAD = "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"


def scenario(reconcile: str, expect: str = "state: default") -> str:
    return f"{HEAD}  - notice: 2008-09-29\n    reconcile: {reconcile}\n    expect: {{{expect}}}\n"


def unmet(tmp_path: Path, reconcile: str, expect: str) -> list[str]:
    file = tmp_path / "s.yaml"
    file.write_text(scenario(reconcile, expect))
    (found,) = run_file(str(file))
    if isinstance(found, NotecalcError):
        raise found
    return [str(each).partition(": ")[2] for each in found.unmet]


def test_expectations_of_a_figure(tmp_path: Path) -> None:
    """1,195.28 less 1,195.50 is -0.22: from the notice, of the worked table."""
    met = "reconcile.matches: yes, reconcile.nearest: 1299.12, reconcile.off: 0"
    assert unmet(tmp_path, "{amount: 1299.12}", met) == []
    assert unmet(tmp_path, "{amount: 1299.12}", "reconcile.matches: no, reconcile.off: -0.22") == [
        "scenarios.0.expect.reconcile.matches: reconcile.matches is yes, expected no; mend the"
        " scenario or the expectation",
        "scenarios.0.expect.reconcile.off: reconcile.off is 0.00, expected -0.22; mend the"
        " scenario or the expectation",
    ]


def test_expectations_of_no_figure(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(f"{HEAD}  - {{notice: 2008-09-29, expect: {{reconcile.matches: yes}}}}\n")
    (found,) = run_file(str(file))
    assert not isinstance(found, NotecalcError)
    (problem,) = found.unmet
    assert problem.what == "reconcile.matches is none, expected yes"


BAD = {
    "{within: 1.00}": "reconcile: amount is missing; write amount: 19080000.00",
    "{amount: 1.00, amuont: 2.00}": "unknown key 'amuont'; did you mean amount?",
    "{amount: 0}": "reconcile.amount: amount 0 is not above zero",
    "{amount: 1.00, within: 0.001}": "reconcile.within: tolerance 0.001 has more than 2 decimals",
    "{amount: 1.00, within: -1}": "reconcile.within: tolerance -1 is not above zero",
    "{amount: 1.00, rate_between: [12, 15%]}": "rate 12 has no %; did you mean 12%?",
    "{amount: 1.00, rate_between: [12%]}": "reconcile.rate_between: these are not two; write the"
    " least and the most",
    "{amount: 1.00, rate_between: [15%, 12%]}": "reconcile.rate_between: 15% is above 12%",
    "{amount: 1.00, principal_between: [1, 2, 3]}": "there are more than 2 entries",
}


@pytest.mark.parametrize("given", BAD)
def test_mistakes_are_said_where_they_stand(given: str) -> None:
    (found,) = parse_scenarios(scenario(given), "s.yaml").scenarios
    assert isinstance(found, Broken)
    (problem,) = found.problems
    assert BAD[given] in str(problem)
    assert (problem.file, problem.line) == ("s.yaml", 5)


def test_expectations_that_cannot_be() -> None:
    text = scenario("{amount: 1.00}", "reconcile.matches: maybe, reconcile.off: far")
    (found,) = parse_scenarios(text, "s.yaml").scenarios
    assert isinstance(found, Broken)
    assert [each.what for each in found.problems] == [
        "'maybe' is neither yes nor no",
        "'far' is not an amount",
    ]


def test_run_prints_the_figure(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(scenario("{amount: 1299.13, within: 0}"))
    done = run("run", str(file))
    assert done.code == 0
    said = "  reconcile: no reading gives 1,299.13; nearest 1,299.12, off -0.01"
    assert done.out.splitlines()[-1] == said
    (found,) = json.loads(run("run", str(file), "--format", "json").out)
    assert (found["reconcile"]["schema"], found["reconcile"]["reproduced"]) == (1, False)
    assert found["reconcile"]["below"]["off"] == "-0.01"
    file.write_text(scenario("{amount: 1299.12}"))
    last = run("run", str(file)).out.splitlines()[-1]
    assert last == "  reconcile: 1,299.12 is reproduced; nearest 1,299.12, off 0.00"


def test_the_key_is_checked_and_in_the_schema(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(scenario("{amount: 1.00}"))
    assert check_document(str(file)) == []
    assert "reconcile" in json.dumps(scenario_schema())
