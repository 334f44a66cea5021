"""The command line as a user meets it: output, exit codes, and what is said of mistakes."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from notecalc.cli import main


class Done:
    """What a run of the command line left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run: TypeAlias = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process."""

    def call(*args: str) -> Done:
        with pytest.raises(SystemExit) as left:
            main(list(args))
        said = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Done(code, said.out, said.err)

    return call


# Source: the worked table of the rules: per 1,000.00, notice 2008-09-29, redeemed 2008-10-15.
WORKED = [
    ("event-of-default", "notes", "1188.12", "4.56", "1192.68", "0.49"),
    ("interest-date", "notes", "1188.12", "6.84", "1194.96", "0.49"),
    ("notice", "notes", "1188.44", "6.84", "1195.28", "0.49"),
    ("breach", "notes", "1291.69", "7.43", "1299.12", "0.53"),
    ("event-of-default", "cash", "1000.00", "23.23", "1023.23", "0.33"),
    ("interest-date", "cash", "1000.00", "24.76", "1024.76", "0.33"),
    ("notice", "cash", "1000.00", "24.99", "1024.99", "0.33"),
    ("breach", "cash", "1000.00", "93.70", "1093.70", "0.33"),
]


@pytest.mark.parametrize(("reading", "paid_in", "principal", "accrued", "total", "day"), WORKED)
def test_worked_table(
    run: Run, reading: str, paid_in: str, principal: str, accrued: str, total: str, day: str
) -> None:
    done = run(
        "redeem", "--notice", "2008-09-29", "--default-from", reading, "--paid-in", paid_in,
        "--format", "json",
    )  # fmt: skip
    found = json.loads(done.out)
    assert done.code == 0
    assert found["redemption"] == {
        "date": "2008-10-15",
        "principal": principal,
        "accrued_interest": accrued,
        "total": total,
        "per_diem": day,
    }
    assert found["readings"]["default_from"] == reading
    assert found["readings"]["paid_in"] == paid_in
    assert ("interest.paid_in" in found["assumed"]) is False


def test_json_is_section_6_to_the_letter(run: Run) -> None:
    found = json.loads(run("redeem", "--notice", "2008-09-29", "--format", "json").out)
    assert list(found) == [
        "notecalc", "schema", "scenario", "terms", "state", "readings", "calendar_fingerprint",
        "skipped", "timeline", "redemption", "schedule", "holders", "assumed", "warnings",
        "input",
    ]  # fmt: skip
    assert (found["notecalc"], found["schema"]) == ("0.1.0", 1)
    assert found["scenario"] is None
    assert found["terms"] == "liquidmetal-2007"
    assert found["state"] == "default"
    assert found["skipped"] == [{"date": "2008-10-13", "name": "Columbus Day"}]
    assert found["holders"] == []
    assert found["warnings"] == []
    # Source: the interface, the first line and the first event.
    assert found["schedule"][0] == {
        "start": "2007-01-03", "end": "2007-04-01", "days": 88, "rate": "0.1", "basis": "base",
        "principal": "1000.00", "interest": "24.11", "paid": "0.00", "capitalized": "24.11",
        "accrued": "0.00", "closing_principal": "1024.11",
    }  # fmt: skip
    deadline = next(e for e in found["timeline"] if e["event"] == "covenant_deadline")
    assert deadline["of"] == "covenant"
    assert deadline["date"] == "2007-01-10"
    assert deadline["clause"] == "SPA 4(i)"
    assert deadline["governing"] is True
    # Source: the case, what is always printed as assumed.
    assert set(found["assumed"]) == {
        "interest.note_rate", "interest.dates", "interest.day_count", "interest.paid_in",
        "calendar", "maturity_date", "principal", "redemption.price", "events_of_default.payment",
        "redemption_date", "governing_law",
    }  # fmt: skip


def test_schedule_csv_has_the_columns_of_the_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.csv"
    done = run("schedule", "--notice", "2008-09-29", "--csv", str(file))
    assert (done.code, done.out) == (0, "")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    lines = json.loads(run("schedule", "--notice", "2008-09-29", "--format", "json").out)
    assert rows == [{key: str(cell) for key, cell in line.items()} for line in lines["schedule"]]
    assert len(rows) == 8  # seven interest dates from 2007-04-01 to 2008-10-01, and the redemption
    assert run("schedule", "--notice", "2008-09-29", "--csv", "-").out.encode() == file.read_bytes()


def test_no_half_written_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    done = run("schedule", "--notice", "2008-09-29", "--csv", str(tmp_path / "taken"))
    assert done.code == 1
    assert "cannot write" in done.err
    assert "name a file that can be written" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_performing_note(run: Run) -> None:
    done = run("schedule", "--until", "2007-08-01", "--paid-in", "cash", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    # 1,000 x 8% x 88/365 = 19.29, x 91/365 = 19.95, both paid; x 31/365 = 6.79 accrued
    assert [(r["interest"], r["paid"], r["accrued"]) for r in rows] == [
        ("19.29", "19.29", "0.00"),
        ("19.95", "19.95", "0.00"),
        ("6.79", "0.00", "6.79"),
    ]


def test_table_says_what_the_issue_asks(run: Run) -> None:
    out = run("redeem", "--notice", "2008-09-29", "--principal", "18640000").out
    for said in (
        "Wed 2007-01-10  covenant deadline  SPA 4(i)",
        "Tue 2008-10-14  cure deadline      Note 4(a)(iv)",
        "2008-10-13 Columbus Day",
        "22,231,677.22",  # 22,146,730.86 + 84,946.36, each line by hand on 18,640,000
        "interest-date",
        "Assumed, in no paper at hand",
        "interest.note_rate: 10%",
    ):
        assert said in out
    assert "principal: " not in out  # set, so no longer assumed
    assert max(map(len, out.splitlines())) <= 80


def test_explain_counts_and_multiplies(run: Run) -> None:
    out = run("explain", "--notice", "2008-09-29").out
    assert "Mon 2008-10-13 Columbus Day: not a Business Day" in out
    assert "Tue 2008-10-14 day 10" in out
    # 1,188.12 x 10% x 14 / 365 = 4.557172602739…
    assert "1,188.12 × 10% × 14/365 = 4.55717260…, rounded 4.56" in out
    assert "[Note 4(b)]" in out
    steps = json.loads(run("explain", "--notice", "2008-09-29", "--format", "json").out)["steps"]
    (per_diem,) = (step for step in steps if step["what"] == "per diem")
    assert per_diem["value"] == "0.49"
    table = run("explain", "--notice", "2008-09-29", "--format", "csv").out
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(steps)


def test_explain_good_through(run: Run) -> None:
    args = ["explain", "--notice", "2008-09-29", "--good-through", "2008-10-20"]
    steps = json.loads(run(*args, "--format", "json").out)["steps"]
    # 1,188.12 x 15% x 5 / 365 = 2.4413; with 4.56 to 15 October 7.00. Per diem 0.49 x 5 = 2.45.
    assert steps[-1] == {
        "what": "good through 2008-10-20",
        "value": "1195.12",
        "clause": "Note 4(b)",
        "reason": "as redeemed on Mon 2008-10-20: principal 1,188.12 and accrued interest 7.00",
        "detail": ["5 days late cost 2.44; per diem times days is 2.45"],
    }


def test_deadline(run: Run) -> None:
    asked = "10 business days after 2008-09-29"
    assert run("deadline", asked).out.endswith("by us-banks: Tue 2008-10-14\n")
    by_nyse = run("deadline", asked, "--calendar", "nyse", "--format", "json").out
    assert json.loads(by_nyse)["end"] == "2008-10-13"
    rows = list(csv.DictReader(io.StringIO(run("deadline", asked, "--format", "csv").out)))
    assert [row["date"] for row in rows if row["number"] == "10"] == ["2008-10-14"]
    assert "is a closed day (Saturday)" in run("deadline", "4 days after 2008-09-30").out


def test_calendar(run: Run) -> None:
    rows = json.loads(run("calendar", "nyse", "--year", "2007", "--format", "json").out)
    # Source: the Exchange's holidays of 2007, and its closing on 2 January for President Ford.
    assert [row["date"] for row in rows] == [
        "2007-01-01", "2007-01-02", "2007-01-15", "2007-02-19", "2007-04-06", "2007-05-28",
        "2007-07-04", "2007-09-03", "2007-11-22", "2007-12-25",
    ]  # fmt: skip
    assert all(row["source"] for row in rows)
    assert "us-banks" in run("calendar").out
    assert run("calendar", "us-banks", "--year", "2060").code == 1


# What a user may mistype: the options, the whole message.
MISTAKES = [
    (["--notice", "29.9.2008"],
     "--notice: '29.9.2008' is not a date; write YYYY-MM-DD, such as 2008-09-29"),
    (["--notice", "2008-02-30"],
     "--notice: there is no day 2008-02-30; write a day that the calendar has"),
    (["--notice", "0001-01-01"],
     "--notice: 0001-01-01 is outside 1900 to 2199; write a date in those years"),
    (["--notice", "9999-12-31"],
     "--notice: 9999-12-31 is outside 1900 to 2199; write a date in those years"),
    (["--notice", "2008-09-29", "--principal", "0"],
     "--principal: amount 0 is not above zero; write a decimal such as 1750000.00"),
    (["--notice", "2008-09-29", "--principal", "-5"],
     "--principal: amount -5 is not above zero; write a decimal such as 1750000.00"),
    (["--notice", "2008-09-29", "--principal", "NaN"],
     "--principal: amount NaN is not a number; write a decimal such as 1750000.00"),
    (["--notice", "2008-09-29", "--principal", "1.005"],
     "--principal: amount 1.005 has more than 2 decimals; USD amounts have at most 2"),
    (["--notice", "2008-09-29", "--principal", "1" * 40],
     f"--principal: amount {'1' * 40} is above 10^15; write at most 1000000000000000.00"),
    (["--notice", "2008-09-29", "--principal", "1,000"],
     "--principal: amount '1,000' is not a number; write 1750000.00"),
    (["--notice", "2008-09-29", "--calendar", "nyze"],
     "--calendar: unknown calendar 'nyze'; did you mean nyse? (one of us-banks, us-federal, nyse,"
     " target, london, weekends, country:XX)"),
    (["--notice", "2008-09-29", "--default-from", "brech"],
     "--default-from: unknown reading 'brech'; did you mean breach? (one of event-of-default,"
     " notice, breach, interest-date, issue)"),
    (["--notice", "2008-09-29", "--paid-in", "kind"],
     "--paid-in: unknown way to pay interest 'kind'; write one of cash, notes"),
    (["--notice", "2008-09-29", "--day-count", "1/1"],
     "--day-count: day count 1/1 counts every line as a whole year;"
     " write the day count of the note, such as ACT/365F"),
    (["--notice", "2007-01-10"],
     "--notice: the notice of 2007-01-10 is of a breach that has not happened: it is not after the"
     " deadline of covenant 'debt-payoff' (SPA 4(i)), 2007-01-10; write a notice date from"
     " 2007-01-11 on"),
    (["--notice", "2008-09-29", "--redeem-on", "2008-10-14"],
     "--redeem-on: redemption on 2008-10-14 is before the Event of Default of 2008-10-15"
     " (Note 4(a)(iv)); write a date from 2008-10-15 on"),
    (["--notice", "2008-09-29", "--default-from", "breach", "--redeem-on", "2008-09-26"],
     "--redeem-on: redemption on 2008-09-26 is before the notice of 2008-09-29 (Note 4(a)(iv));"
     " write a date from 2008-09-29 on"),
    (["--notice", "2008-09-29", "--cured", "2007-01-10"],
     "--cured: the cure of 2007-01-10 is before the breach of 2007-01-11: the deadline of covenant"
     " 'debt-payoff' (SPA 4(i)), 2007-01-10; write a date from 2007-01-11 on"),
    (["--missed", "2008-09-30", "--default-from", "notice"],
     "--default-from: the reading 'notice' starts the default rate at a notice, and there is none;"
     " give the notice, or another reading of default_from"),
    (["--notice", "2008-09-29", "--received", "2008-09-26"],
     "--received: the notice was received on 2008-09-26, before it was sent on 2008-09-29;"
     " write the day of receipt, on or after the sending"),
    (["--missed", "2008-09-30", "--received", "2008-10-01"],
     "--received: a notice was received but none was sent; give --notice"),
    (["--notice", "2008-09-29", "--payment", "2008-10-01"],
     "--payment: '2008-10-01' has no two sides; write DATE=AMOUNT"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "message"), MISTAKES, ids=[" ".join(m[0]) for m in MISTAKES])
def test_mistakes_are_one_line_each(run: Run, options: list[str], message: str) -> None:
    done = run("redeem", *options)
    assert (done.code, done.out, done.err) == (1, "", message + "\n")


def test_all_mistakes_at_once(run: Run) -> None:
    done = run(
        "redeem", "--notice", "soon", "--principal", "much", "--calendar", "nyze",
        "--redeem-on", "2008-13-01",
    )  # fmt: skip
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [
        "--principal", "--calendar", "--notice", "--redeem-on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["redeem", "--notise", "2008-09-29"], "No such option"),
        (["redeem"], "Missing option '--notice'"),
        (["redem"], "unknown command 'redem'; did you mean redeem?"),
        (["schedule", "--until", "2008-01-01", "--notice", "2008-09-29"], "leave out --notice"),
        (["deadline"], "Missing argument"),
    ],
)
def test_misuse_exits_with_2(run: Run, args: list[str], said: str) -> None:
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == "notecalc 0.1.0\n"
    assert "notecalc redeem --notice 2008-09-29" in run("--help").out
    for command in ("redeem", "schedule", "explain", "deadline", "calendar", "terms", "run"):
        assert run(command, "--help").code == 0


def _process(*args: str, **more: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "notecalc", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **more},
    )


def test_closed_pipe_ends_quietly() -> None:
    with _process("schedule", "--notice", "2100-01-04", "--calendar", "weekends") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "notecalc", "redeem", "--notice", "2008-09-29"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = b"cannot write the result: No space left on device; write it elsewhere\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_output_does_not_depend_on_the_locale() -> None:
    with _process("explain", "--notice", "2008-09-29", PYTHONIOENCODING="ascii") as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert b"Columbus Day" in out
