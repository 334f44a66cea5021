"""The command ``readings`` and what else shows the open questions: text, JSON, CSV, plots, YAML."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
import test_cli
from test_cli import Run

from notecalc import plots
from notecalc.errors import NotecalcError

run = test_cli.run

CASE = ("--notice", "2008-09-29", "--redeem-on", "2008-11-14")


def test_text_is_ranked_starred_and_fits(run: Run) -> None:
    done = run("readings", *CASE)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    asked = [line for line in lines if line[:1].isdigit()]
    assert asked[:3] == [
        "1. Does a notice that claims an Event of Default also start the cure period?",
        "2. Is interest paid in cash or in notes?",
        "3. Where does the default rate start?",
    ]
    assert "   at stake: 109.11 USD" in lines
    starred = [line for line in lines if line.startswith("   * it starts at the Event of Default")]
    assert [line.split()[-2:] for line in starred] == [["1,207.33", "0.00"]]
    assert "       moves default rate from Thu 2007-01-11" in lines
    assert "       argued by the holder: from when the breach began" in lines
    idle = done.out.partition("Nothing turns in money on\n")[2].partition("\n\n")[0]
    assert idle.count("  - ") == 3
    assert "covenant deadline Mon 2007-01-08" in idle
    assert "Columbus Day (Mon 2008-10-13) is" in done.out
    assert "Assumed, in no paper at hand" in done.out


def test_json(run: Run) -> None:
    found = json.loads(run("readings", *CASE, "--format", "json").out)
    assert list(found) == ["notecalc", "schema", "terms", "base", "questions", "tipping_points"]
    assert (found["schema"], found["terms"]) == (1, "liquidmetal-2007")
    assert found["base"]["total"] == "1207.33"
    assert found["base"]["cure_deadline"] == "2008-10-14"
    clock, *_, last = found["questions"]
    assert list(clock) == ["id", "asks", "words", "stake", "answers"]
    assert (clock["id"], clock["stake"], last["stake"]) == ("clock", "1207.33", "0.00")
    assert clock["answers"][1] == {
        "id": "no",
        "says": "the notice starts no cure period",
        "chosen": False,
        "total": None,
        "difference": "-1207.33",
        "moves": {
            "cure_deadline": None, "event_of_default": None, "default_rate_from": None,
            "redemption": None,
        },
        "argued_by": "the issuer: it claims an Event of Default and asks for no cure",
        "refused": None,
    }  # fmt: skip
    assert found["tipping_points"][0]["worth"] == "-1207.33"
    assert found["tipping_points"][0]["only"] is True


def test_json_of_a_refused_answer(run: Run) -> None:
    found = json.loads(run("readings", "--missed", "2008-10-01", "--format", "json").out)
    starts = next(each for each in found["questions"] if each["id"] == "default_from")
    notice = next(each for each in starts["answers"] if each["id"] == "notice")
    assert (notice["total"], notice["difference"]) == (None, None)
    assert "there is none" in notice["refused"]
    text = run("readings", "--missed", "2008-10-01").out
    assert "refused" in text


def test_csv_has_a_row_for_each_answer(run: Run) -> None:
    found = json.loads(run("readings", *CASE, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(run("readings", *CASE, "--format", "csv").out)))
    answers = [
        (q["id"], a["id"], a["total"] or "") for q in found["questions"] for a in q["answers"]
    ]
    assert [(row["question"], row["answer"], row["total"]) for row in rows] == answers
    assert [row["chosen"] for row in rows[:2]] == ["yes", "no"]
    assert rows[1]["moves"] == (
        "cure_deadline=none, event_of_default=none, default_rate_from=none, redemption=none"
    )


LATE = (
    "--missed", "2008-10-01", "--redeem-on", "2008-11-14",
    "--set", "interest.note_rate=null", "--set", "interest.paid_in=cash",
)  # fmt: skip
"""Few questions: no notice, cash alone."""


def test_the_grid(run: Run) -> None:
    text = run("readings", *LATE, "--grid").out
    assert max(map(len, text.splitlines())) <= 80
    found = json.loads(run("readings", *LATE, "--grid", "--format", "json").out)["grid"]
    # 4 starts (no notice) x 5 calendars x 2 covenant days x 2 grace x 2 roll x 5 day counts
    assert sum(each["combinations"] for each in found) == 4 * 5 * 2 * 2 * 2 * 5
    assert "Every combination, 800\n" in text
    rows = list(
        csv.DictReader(io.StringIO(run("readings", *LATE, "--grid", "--format", "csv").out))
    )
    assert [row["total"] for row in rows] == [each["total"] or "" for each in found]
    # paid to 1 July; 92 days at 8% 20.16; 6 days at 8% 1.32, 38 at 12% 12.49
    base = next(each for each in found if each["total"] == "1033.97")
    assert base["simplest"] == {}
    assert base["needs"]["day_count"] == ["ACT/365F"]
    assert "as the note is read" in {row["simplest"] for row in rows}


def test_what_is_asserted(run: Run) -> None:
    done = run("readings", *LATE, "--assert", "cure_deadline=2008-10-04")
    assert "What would have to be true for cure deadline 2008-10-04" in done.out
    # grace in calendar days, whatever the calendar; not rolled
    assert "  - under 200 of 800 combinations of answers it holds" in done.out
    assert "  - all of them need grace: calendar; roll: stays" in done.out
    assert "  - the simplest: grace: calendar" in done.out
    args = (*LATE, "--assert", "total=1033.00", "--format", "json")
    found = json.loads(run("readings", *args).out)["asserted"]
    assert found["met"] is None
    assert found["values"] == {"total": "1033.00"}
    assert found["nearest"]["off"] == str(
        Decimal(found["nearest"]["result"]["total"]) - Decimal("1033.00")
    )
    text = run("readings", *args[:-2]).out
    assert "under none of 800 combinations of answers does it hold" in text
    assert "the nearest total is 1,03" in text


def test_an_assertion_that_cannot_be_is_said(run: Run) -> None:
    done = run("readings", *CASE, "--assert", "cure_dedline=2008-10-13", "--assert", "total")
    assert (done.code, done.out) == (1, "")
    assert "--assert: 'total' has no two sides; write EVENT=VALUE" in done.err
    done = run("readings", *CASE, "--assert", "cure_dedline=2008-10-13")
    assert "unknown expectation 'cure_dedline'; did you mean cure_deadline?" in done.err
    assert run("readings", *CASE, "--assert", "total=1", "--format", "csv").code == 2
    assert run("readings").code == 2


def test_the_plot_is_the_same_each_time(
    run: Run,
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "1.svg", tmp_path / "2.svg"
    for file in (first, second):
        done = run("readings", *CASE, "--plot", str(file))
        assert done.code == 0
        assert done.err == f"plot written to {file}\n"
    drawn = first.read_text(encoding="utf-8")
    assert drawn == second.read_text(encoding="utf-8")
    assert "dc:date" not in drawn
    for said in ("Where does the default rate start?", "issue +109.11", "cash -174.24"):
        assert said in drawn
    assert "nothing is due if the notice starts no cure period" in drawn
    assert "1207.33" not in drawn.replace(",", "").replace("total 1207.33 USD", "")


def test_a_plot_that_cannot_be_drawn_says_why(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = run("readings", *CASE, "--plot", "stakes.gif")
    assert (done.code, done.out) == (1, "")
    assert "name a file that ends in .svg or .png" in done.err
    with pytest.raises(NotecalcError, match="no amount turns on any question"):
        plots.tornado(str(tmp_path / "none.svg"), (), title="", unit="USD")
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    done = run("readings", *CASE, "--plot", str(tmp_path / "stakes.svg"))
    assert done.code == 1
    assert "pip install 'notecalc[plot]'" in done.err
    assert list(tmp_path.iterdir()) == []


def test_explain_ends_with_the_open_questions(run: Run) -> None:
    out = run("explain", *CASE).out
    assert "open question default_from: at stake: 109.11" in out
    assert "Where does the default rate start? Taken here: it starts at the Event of" in out
    steps = json.loads(run("explain", *CASE, "--format", "json").out)["steps"]
    asked = [each["what"] for each in steps if each["what"].startswith("open question")]
    assert asked[:2] == ["open question clock: at stake", "open question paid_in: at stake"]
    assert steps[-len(asked) - 1]["what"] == "per diem"


def test_a_scenario_asks_for_its_questions(
    run: Run,
    tmp_path: Path,
) -> None:
    file = tmp_path / "case.yaml"
    scenario = "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n  - notice: 2008-09-29\n"
    file.write_text(scenario + "    price_readings: yes\n  - notice: 2008-09-29\n")
    asked, other = json.loads(run("run", str(file), "--format", "json").out)
    found = json.loads(run("readings", "--notice", "2008-09-29", "--format", "json").out)
    assert asked["questions"] == found["questions"]
    assert "questions" not in other
    file.write_text(scenario + "    price_readings: perhaps\n")
    done = run("run", str(file))
    assert done.code == 1
    assert "'perhaps' is not yes or no; write yes" in done.err
