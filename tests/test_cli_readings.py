"""The command ``readings`` and what else shows the open questions: text, JSON, CSV, plots, YAML."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import test_cli
from test_cli import Run

from notecalc.errors import NotecalcError
from notecalc.export import plots
from notecalc.facts import Facts
from notecalc.readings import price
from notecalc.statement.questions import elsewhere_words
from notecalc.terms import LIQUIDMETAL_2007

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
    assert "       leaves no cure deadline, no event of default, no default rate from, no" in lines
    head = "Worth nothing alone, as the note is otherwise read\n"
    idle = " ".join(done.out.partition(head)[2].partition("\n\n")[0].split())
    assert idle.count("- ") == 3
    assert "calendar days: moves covenant deadline Mon 2007-01-08." in idle
    # 1,315.05 less 1,302.87, worked in test_readings
    assert "12.18 under occurs: at-breach (it occurs at the breach)" in idle
    assert "No date moves. Worth nothing under any one other answer either." in idle
    assert "at same date" not in done.out
    assert "Columbus Day (Mon 2008-10-13) is" in done.out
    assert "Assumed, in no paper at hand" in done.out


def test_a_moved_redemption_date_has_a_column(run: Run) -> None:
    out = run("readings", "--notice", "2008-09-29").out
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    (line,) = (line for line in lines if line.startswith("     the day of the notice is "))
    assert line.split()[-3:] == ["1,192.84", "0.16", "0.65"]
    heads = [line for line in lines if line.startswith("     answer (*")]
    assert [line.endswith("   at same date") for line in heads] == [
        False, False, False, True, False, True, True, True,
    ]  # fmt: skip
    assert "at same date: the difference with the redemption date left on Wed 2008-10-15," in lines


def test_where_nothing_is_due_no_redemption_date_is_held(run: Run, tmp_path: Path) -> None:
    cured = ("readings", "--notice", "2008-09-29", "--cured", "2008-10-10")
    plot = tmp_path / "a.svg"
    done = run(*cured, "--plot", str(plot))
    # 1,290.66 is due at the notice with the default at the breach, and nothing as the note is read.
    assert "     it occurs at the breach                            1,290.66       1,290.66" in (
        done.out.splitlines()
    )
    assert "at same date" not in done.out
    assert "†" not in plot.read_text(encoding="utf-8")


def test_many_answers_under_which_a_question_matters_are_counted() -> None:
    asked = price(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))
    (question,) = (each for each in asked if each.question.id == "covenant_days")
    at_breach, from_breach = question.elsewhere
    more = replace(question, elsewhere=(at_breach, from_breach) * 3)
    named = "under occurs: at-breach (it occurs at the breach)"
    assert elsewhere_words(more).count(named) == 2
    assert elsewhere_words(more).endswith("; something under 3 more.")


def test_json(run: Run) -> None:
    found = json.loads(run("readings", *CASE, "--format", "json").out)
    assert list(found) == ["notecalc", "schema", "terms", "base", "questions", "tipping_points"]
    assert (found["schema"], found["terms"]) == (1, "liquidmetal-2007")
    assert found["base"]["total"] == "1207.33"
    assert found["base"]["cure_deadline"] == "2008-10-14"
    clock, *_, last = found["questions"]
    assert list(clock) == ["id", "asks", "words", "stake", "answers", "elsewhere"]
    assert (clock["id"], clock["stake"], last["stake"]) == ("clock", "1207.33", "0.00")
    assert clock["answers"][1] == {
        "id": "no",
        "says": "the notice starts no cure period",
        "chosen": False,
        "total": None,
        "difference": "-1207.33",
        "at_same_redemption_date": None,
        "moves": {
            "cure_deadline": None, "event_of_default": None, "default_rate_from": None,
            "redemption": None,
        },
        "argued_by": "the issuer: it claims an Event of Default and asks for no cure",
        "refused": None,
    }  # fmt: skip
    assert clock["elsewhere"] == []
    assert last["elsewhere"][-1] == {
        "question": "default_from", "answer": "breach", "says": "it starts at the breach",
        "stake": "12.18",
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


def test_the_grid_says_its_redemption_dates_and_its_words(run: Run) -> None:
    """Grace to Saturday 4 October, so default on the 5th, or to the 6th: the 6th or the 7th."""
    undated = [each for each in LATE if each not in ("--redeem-on", "2008-11-14")]
    text = " ".join(run("readings", *undated, "--grid").out.split())
    said = (
        "each total is on the combination's own redemption date, of 2 from 2008-10-06 to 2008-10-07"
    )
    assert said in text
    assert "; --redeem-on DATE fixes one for all" in text
    assert "- default_from: Where does the default rate start?" in text
    assert "breach: it starts at the breach" in text
    found = json.loads(run("readings", *undated, "--grid", "--format", "json").out)["grid"]
    days = {day for each in found for day in each["redemption_dates"]}
    assert days == {"2008-10-06", "2008-10-07"}
    assert "own redemption date" not in run("readings", *LATE, "--grid").out


def test_an_amount_asserted_without_a_redemption_date(run: Run) -> None:
    """1,299.12 of the worked table is due on 15 October, whenever the default occurred."""
    done = run("readings", "--notice", "2008-09-29", "--assert", "total=1299.12")
    asked = done.out.partition("What would have to be true for total 1299.12\n")[2]
    asked = " ".join(asked.partition("Assumed")[0].split())
    assert "all of them need default_from: breach or event-of-default; " in asked
    assert "occurs" not in asked
    assert "- the simplest: default_from: breach, redeemed on 2008-10-15" in asked
    assert "for a redemption on 2008-10-15, or on the first Business Day that the reading" in asked


def test_what_is_asserted(run: Run) -> None:
    done = run("readings", *LATE, "--assert", "cure_deadline=2008-10-04")
    assert "What would have to be true for cure deadline 2008-10-04" in done.out
    # grace in calendar days, whatever the calendar; not rolled
    assert "  - under 200 of 800 combinations of answers it holds" in done.out
    assert "  - all of them need grace: calendar; roll: stays" in done.out
    assert "  - the simplest: grace: calendar" in done.out
    assert "The questions, and what the answers named here say\n" in done.out
    assert "--redeem-on fixes one" not in done.out
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
    said = "--assert: unknown expectation 'cure_dedline'; did you mean cure_deadline?"
    assert done.err.startswith(said)
    done = run("readings", *CASE, "--assert", "notice=soon")
    assert done.err.startswith("--assert: 'soon' is not a date")
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


def test_every_label_stands_inside_the_plot(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(plots, "save", lambda figure, path: drawn.append(figure))
    plain = ("readings", "--notice", "2008-09-29", "--plot", str(tmp_path / "a.png"))
    for principal in ("1000.00", "18640000.00", "999999999999.99"):
        run(*plain, "--principal", principal)
        figure = drawn.pop()
        (axes,) = figure.axes
        frame = axes.get_window_extent()
        labels = [each for each in axes.texts if each.get_text()]
        assert len(labels) == 9
        for each in labels:
            box = each.get_window_extent()
            assert frame.x0 <= box.x0
            assert box.x1 <= frame.x1
    assert "at-breach" in "".join(each.get_text() for each in labels if "†" in each.get_text())
    assert "--redeem-on 2008-10-15 holds it" in " ".join(axes.get_title(loc="left").split())
    run(*plain, "--redeem-on", "2008-10-15")
    (axes,) = drawn.pop().axes
    assert "†" not in "".join(each.get_text() for each in axes.texts) + axes.get_title(loc="left")


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


def test_explain_does_not_say_that_nothing_turns_on_what_matters_elsewhere(run: Run) -> None:
    out = " ".join(run("explain", *CASE).out.split())
    assert "open question retroactive: at stake alone: 0.00" in out
    assert "12.18 under default_from: breach (it starts at the breach)" in out


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
