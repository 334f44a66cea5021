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
    assert "\n1. 1,299.12 redeemed on 2008-10-15, to the cent; " in done.out
    assert "  - the simplest: default_from: breach\n" in done.out
    assert "  - for a redemption on 2008-10-15 it needs default_from: breach or" in done.out
    text = " ".join(done.out.split())
    assert "each was redeemed on the first Business Day that it allows, and on 2008-10-15" in text
    assert "default_from: Where does the default rate start? event-of-default: it starts at" in text
    assert "needs occurs" not in text
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
    assert list(found)[:2] == ["notecalc", "schema"]
    figure = found["figure"]
    assert (figure["reproduced"], figure["amount"]) == (True, "1299.12")
    (match,) = figure["matches"]
    assert match["simplest"] == {"default_from": "breach"}
    assert match["needs"]["default_from"] == ["breach", "event-of-default"]
    assert (match["own_date"], match["held"]) == (False, [])
    assert (figure["redeemed_on"], figure["redemption_date_given"]) == ("2008-10-15", False)
    assert figure["reproducing"] == match["combinations"]
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
    assert "1. 7 of their 8 lines and of our 8 agree; interest off by 0.01\n" in done.out
    assert "Its last day is taken as the redemption date" in " ".join(done.out.split())
    assert "departs first at line 5 (line 6 of the file): interest: theirs 27.51," in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    done = run("reconcile", "--schedule", str(file), "--within", "0.01", *NOTICE)
    assert "is reproduced line by line" in done.out
    found = json.loads(run("reconcile", "--schedule", str(file), *NOTICE, "--format", "json").out)
    assert (found["figure"], found["schema"]) == (None, 1)
    assert found["schedule"]["nearest"][0]["departs"]["line"] == 6
    rows = csv.DictReader(
        io.StringIO(run("reconcile", "--schedule", str(file), *NOTICE, "--format", "csv").out)
    )
    first = next(rows)
    numbers = [first[name] for name in ("alike", "unlike", "extra", "line")]
    assert numbers == ["7", "1", "1", "5"]


def test_a_figure_and_a_schedule_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text(THEIRS.replace("27.51", "27.50"))
    done = run("reconcile", "--amount", "1192.68", "--schedule", str(file), *NOTICE)
    assert "1,192.68 is reproduced" in done.out
    assert "is reproduced line by line" in done.out


def test_a_schedule_that_stops_early(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("\n".join(THEIRS.replace("27.51", "27.50").splitlines()[:4]))
    done = run("reconcile", "--schedule", str(file), *NOTICE)
    text = " ".join(done.out.split())
    assert done.code == 0
    assert "Their schedule of 3 lines, to 2007-10-01, is reproduced line by line; " in text
    said = "It stops before the redemption of 2008-10-15: it is compared as far as it goes."
    assert said in text
    file.write_text("\n".join(THEIRS.splitlines()[:2]))
    done = run("reconcile", "--schedule", str(file), "--on", "2008-11-14", *NOTICE)
    assert "Their schedule of 1 line, to 2007-04-01, is reproduced" in done.out
    found = json.loads(run("reconcile", "--schedule", str(file), *NOTICE, "--format", "json").out)
    schedule = found["schedule"]
    assert (schedule["stops_before_redemption"], schedule["redemption_date_taken"]) == (True, False)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ("--notice", "2008-09-29", "--on", "2008-01-01"),
            "--on: redemption on 2008-01-01 is before the Event of Default of 2008-10-15 (Note"
            " 4(a)(iv)); write a date from 2008-10-15 on\n"
            "--on: redemption on 2008-01-01 is before the notice of 2008-09-29 (Note 4(a)(iv));"
            " write a date from 2008-09-29 on\n",
        ),
        (
            ("--notice", "2008-09-29", "--on", "2008-13-01"),
            "--on: there is no day 2008-13-01; write a day that the calendar has\n",
        ),
        (
            ("--notice", "2008-09-29", "--within", "-1"),
            "--within: tolerance -1 is below zero; write 0 or more\n",
        ),
        (
            ("--cured", "2007-01-11"),
            "nothing can be compared, no reading leaves anything due: the state is cured; closing"
            " 2007-01-03; covenant deadline 2007-01-10; breach 2007-01-11; cured 2007-01-11; give"
            " other facts, or other terms\n",
        ),
        (
            ("--notice", "2008-09-29", "--rate-between", "16%", "20%"),
            "--rate-between: no base rate within the bounds is at most the default rate; write a"
            " least rate that is lower\n",
        ),
    ],
)
def test_where_nothing_can_be_compared_the_reason_is_said(
    run: Run, args: tuple[str, ...], said: str
) -> None:
    done = run("reconcile", "--amount", "1000.00", *args)
    assert (done.code, done.out, done.err) == (1, "", said)


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
    "{within: 1.00}": "reconcile: there is neither an amount nor a schedule; write amount:"
    " 19080000.00 or schedule: theirs.csv",
    "{schedule: no-such.csv}": "reconcile.schedule: there is no file no-such.csv; write its path"
    " from the folder of this file",
    "{amount: 1.00, on: soon}": "reconcile.on: 'soon' is not a date",
    "{amount: 1.00, amuont: 2.00}": "unknown key 'amuont'; did you mean amount?",
    "{amount: 0}": "reconcile.amount: amount 0 is not above zero",
    "{amount: 1.00, within: 0.001}": "reconcile.within: tolerance 0.001 has more than 2 decimals",
    "{amount: 1.00, within: -1}": "reconcile.within: tolerance -1 is below zero; write 0 or more",
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
    assert done.out.splitlines()[-2:] == [
        "  reconcile: no reading gives 1,299.13; nearest 1,299.12, off -0.01, on 2008-10-15",
        "    by default_from: breach",
    ]
    (found,) = json.loads(run("run", str(file), "--format", "json").out)
    assert (found["schema"], found["reconcile"]["reproduced"]) == (1, False)
    assert found["reconcile"]["below"]["off"] == "-0.01"
    file.write_text(scenario("{amount: 1299.12}"))
    assert run("run", str(file)).out.splitlines()[-2:] == [
        "  reconcile: 1,299.12 is reproduced; nearest 1,299.12, off 0.00, on 2008-10-15",
        "    by default_from: breach",
    ]


def test_run_prints_what_made_the_figure(run: Run) -> None:
    """Source: the figures worked by hand in the scenario file."""
    lines = run("run", "scenarios/liquidmetal-19-08-million.yaml").out.splitlines()
    assert [line for line in lines if "reconcile" in line or line.startswith("    by")] == [
        "  reconcile: no reading gives 19,080,000.00 (give or take 5,000.00); nearest"
        " 19,048,975.00, off -31,025.00, on 2008-10-04",
        "    by principal 18,645,000.00; default_from: notice, day_count: ACT/360",
        "  reconcile: 19,080,000.00 (give or take 5,000.00) is reproduced; nearest"
        " 19,080,026.23, off 26.23, on 2008-10-04",
        "    by base rate 9%; default_from: interest-date, day_count: ACT/ACT ISDA",
    ]


def test_a_date_and_a_schedule_in_a_scenario(run: Run, tmp_path: Path) -> None:
    """1,207.33 is due on 14 November 2008 (the README); their schedule goes to 15 October."""
    (tmp_path / "theirs.csv").write_text(THEIRS)
    file = tmp_path / "s.yaml"
    dated = "{amount: 1207.33, on: 2008-11-14}"
    theirs = "{schedule: theirs.csv, within: 0.01}"
    met = "reconcile.matches: yes, reconcile.off: 0, redemption_date: 2008-10-15"
    assert unmet(tmp_path, dated, met) == []
    assert unmet(tmp_path, theirs, "reconcile.schedule: yes, reconcile.matches: none") == []
    assert unmet(tmp_path, "{schedule: theirs.csv}", "reconcile.schedule: yes") == [
        "scenarios.0.expect.reconcile.schedule: reconcile.schedule is no, expected yes; mend the"
        " scenario or the expectation",
    ]
    done = run("run", str(file))
    assert done.out.splitlines()[-2:] == [
        "  reconcile: no reading gives their schedule; at best 7 of 8 lines",
        "    by as the note is read; departs at line 5: interest: theirs 27.51, ours 27.50:"
        " rounding, of 27.5049…, which is rounded half up",
    ]
    assert f"{tmp_path}/theirs.csv: the column remark is ignored\n" in done.err
    file.write_text(scenario(theirs))
    assert run("run", str(file)).out.splitlines()[-2:] == [
        "  reconcile: their schedule is reproduced", "    by as the note is read",
    ]  # fmt: skip
    (found,) = json.loads(run("run", str(file), "--format", "json").out)
    assert found["reconcile_schedule"]["reproduced"] is True
    assert "reconcile" not in found


def test_mistakes_that_only_a_run_finds_are_said_where_they_stand(tmp_path: Path) -> None:
    with pytest.raises(NotecalcError) as caught:
        unmet(tmp_path, "{amount: 1.00, on: 2008-01-01}", "state: default")
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{tmp_path}/s.yaml:5:")
    assert ": scenarios.0.reconcile.on: redemption on 2008-01-01 is before the Event" in first
    (tmp_path / "theirs.csv").write_text("start,end,interest\n2007-01-03,2007-04-01,x\n")
    with pytest.raises(NotecalcError) as caught:
        unmet(tmp_path, "{schedule: theirs.csv}", "state: default")
    assert str(caught.value).startswith(f"{tmp_path}/theirs.csv:2:3: interest: 'x' is not")


def test_the_key_is_checked_and_in_the_schema(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(scenario("{amount: 1.00}"))
    assert check_document(str(file)) == []
    schema = json.dumps(scenario_schema())
    for key in ("reconcile", "schedule", "on", "principal_between"):
        assert f'"{key}": {{' in schema
