"""Lists of closed days in place of a named calendar: read strictly, carried, and compared.

The dates are those of docs/rules.md, "Worked": by a list without Columbus Day of 2008 (Monday 13
October) ten Business Days after Monday 29 September 2008 end on that day, and not on the 14th.
"""

import json
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import notecalc.calendars
from notecalc import LIQUIDMETAL_2007, Facts, redeem
from notecalc.calendars import business_calendar, day_sources
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.readings import price
from notecalc.scenario import compare, load_terms, parse_scenarios, parse_terms, terms_yaml
from notecalc.terms import CalendarTerm
from notecalc.terms.frozen import MOST_ROWS, frozen_calendar, frozen_rows, frozen_table, rows_of
from notecalc.verify import verify

TABLES = Path(notecalc.calendars.__file__).parent
BANKS = (TABLES / "us-banks.csv").read_text(encoding="utf-8")
COLUMBUS = next(line for line in BANKS.splitlines() if line.startswith("2008-10-13"))
OLD = BANKS.replace(f"{COLUMBUS}\n", "")
NOTICE = ("--notice", "2008-09-29")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    out, err = capsys.readouterr()
    assert isinstance(left.value.code, int)
    return left.value.code, out, err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["us-banks", "us-federal", "nyse", "target", "london"])
def test_a_frozen_table_is_the_table(name: str) -> None:
    calendar = business_calendar(name)
    table = frozen_table(calendar)
    assert table == (TABLES / f"{name}.csv").read_text(encoding="utf-8")
    again = frozen_calendar(name, rows_of(table, "any.csv"))
    assert again.closed == calendar.closed
    assert (again.first, again.last, again.fingerprint) == (
        calendar.first, calendar.last, calendar.fingerprint,
    )  # fmt: skip
    assert day_sources(again) == day_sources(calendar)
    assert again.sources == (f"a list given in place of {name}",)
    assert day_sources(pickle.loads(pickle.dumps(again))) == day_sources(calendar)


def test_a_country_is_frozen_with_its_commas_and_a_joined_calendar_with_all() -> None:
    joined = business_calendar("country:BR+us-banks")
    again = frozen_calendar(joined.name, tuple(frozen_rows(joined)))
    assert (again.closed, again.fingerprint) == (joined.closed, joined.fingerprint)
    assert "," in day_sources(again)[date(2008, 4, 21)], "holidays 0.…, public holidays, BR"


def test_what_lists_nothing_is_not_frozen() -> None:
    with pytest.raises(NotecalcError, match=r"^weekends lists no closed day; name a calendar"):
        frozen_table(business_calendar("weekends"))


HEAD = "date,name,source\n"
# what stands in the file, and what is said of it, from its line on
WRONG = [
    ("", "list.csv:1:1: the heading is ''; write date,name,source"),
    ("x" * 41, f"list.csv:1:1: the heading is '{'x' * 40}'; write date,name,source"),
    ("date,name\n", "list.csv:1:1: the heading is 'date,name'; write date,name,source"),
    (HEAD, "list.csv:1:1: the list of closed days is empty; write a row such as 2008-10-13,"),
    (f"{HEAD}2008-10-13,A\n", "list.csv:2:1: '2008-10-13,A' has not the cells date, name and"),
    (f'{HEAD}2008-10-13,"A,B\n', "list.csv:2:1: '2008-10-13,\"A,B' has not the cells"),
    (f'{HEAD}2008-10-13,"A"x,B\n', "list.csv:2:1: '2008-10-13,\"A\"x,B' has not the cells"),
    (
        f"{HEAD}2008-10-13,{'A' * 30}\n",
        f"list.csv:2:1: '2008-10-13,{'A' * 29}' has not the cells date, name and source; write"
        " them as in 2008-10-13,Columbus Day,Federal Reserve Banks holiday schedule",
    ),
    (f"{HEAD}2008-10-13,A,B,C\n", "list.csv:2:1: '2008-10-13,A,B,C' has not the cells"),
    (f"{HEAD}\n2008-10-13,A,B\n", "list.csv:2:1: '' has not the cells date, name and source"),
    (f"{HEAD}13.10.2008,A,B\n", "list.csv:2:1: '13.10.2008' is not a date; write YYYY-MM-DD"),
    (f"{HEAD}2008-02-30,A,B\n", "list.csv:2:1: there is no day 2008-02-30; write a day"),
    (f"{HEAD}1899-10-13,A,B\n", "list.csv:2:1: 1899-10-13 is outside 1900 to 2199; write"),
    (f"{HEAD}2008-10-12,A,B\n", "list.csv:2:1: 2008-10-12 is a Sunday, which is closed anyway;"),
    (f"{HEAD}2008-10-11,A,B\n", "list.csv:2:1: 2008-10-11 is a Saturday, which is closed anyway;"),
    (f"{HEAD}2008-10-13, ,B\n", "list.csv:2:2: the name of 2008-10-13 is not given; write one"),
    (f"{HEAD}2008-10-13,A,\n", "list.csv:2:3: the source of 2008-10-13 is not given; write"),
    (f"{HEAD}2008-10-13,A\a,B\n", "list.csv:2:2: the name of 2008-10-13 is no plain text;"),
    (
        f"{HEAD}2008-10-13,A,B\n2008-10-13,A,B\n",
        "list.csv:3:1: 2008-10-13 is listed twice; list each day once, the earlier first",
    ),
    (
        f"{HEAD}2008-10-13,A,B\n2008-01-01,A,B\n",
        "list.csv:3:1: 2008-01-01 stands after 2008-10-13; list each day once",
    ),
    (
        f"{HEAD}2008-10-13,A,B\n2011-01-03,A,B\n",
        "list.csv:1:1: no closed day of 2009 is listed, and the list covers 2008 to 2011; list",
    ),
    (
        f"{HEAD}{'2008-10-13,A,B' * (MOST_ROWS + 1)}".replace("B2", "B\n2"),
        "list.csv:1:1: there are more than 20000 rows; leave out years that are not needed",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_list_is_read_strictly(text: str, said: str) -> None:
    with pytest.raises(NotecalcError) as caught:
        rows_of(text, "list.csv")
    assert str(caught.value).startswith(said)


def test_every_problem_of_a_list_is_told_up_to_a_hundred() -> None:
    with pytest.raises(NotecalcError) as caught:
        rows_of(f"{HEAD}{'x,y,z' * 150}".replace("zx", "z\nx"), "list.csv")
    assert [each.line for each in caught.value.problems] == list(range(2, 102))


def test_a_list_may_end_its_lines_as_windows_does() -> None:
    assert rows_of(f"{HEAD}2008-10-13,A,B\n".replace("\n", "\r\n"), "x") == ("2008-10-13,A,B",)


def test_a_list_covers_its_years_whole() -> None:
    listed = frozen_calendar("mine", ("2008-10-13,A,B", "2009-05-25,C,D"))
    assert (listed.first, listed.last) == (date(2008, 1, 1), date(2009, 12, 31))
    with pytest.raises(NotecalcError, match="mine covers 2008 to 2009, not 2010-01-01"):
        listed.is_business_day(date(2010, 1, 1))


def test_terms_with_a_list_close_on_further_days_too() -> None:
    listed = frozen_calendar("us-banks", rows_of(OLD, "old.csv"))
    term = CalendarTerm(("us-banks",), (date(2008, 10, 10), date(2008, 11, 27)), listed)
    calendar = term.resolve()
    assert calendar.add(date(2008, 9, 29), 10) == date(2008, 10, 14)  # the 10th, a Friday, is shut
    assert (calendar.name, calendar.sources) == ("us-banks", listed.sources)
    assert calendar.holiday_name(date(2008, 10, 10)) == "closed by the terms"
    assert calendar.holiday_name(date(2008, 11, 27)) == "Thanksgiving Day"
    sources = day_sources(calendar)
    assert sources[date(2008, 10, 10)] == "closed by the terms"
    assert sources[date(2008, 11, 27)] == listed.stated[date(2008, 11, 27)]
    with pytest.raises(NotecalcError, match="us-banks covers 1990 to 2050, not 2051-01-02"):
        replace(term, closed=(date(2051, 1, 2),)).resolve()


def test_a_list_keeps_its_own_sources_where_the_terms_close_on_further_days() -> None:
    listed = frozen_calendar("us-banks", ("2008-10-13,A holiday,a paper",))
    term = CalendarTerm(("us-banks",), (date(2008, 10, 10),), listed)
    assert day_sources(term.resolve()) == {
        date(2008, 10, 10): "closed by the terms", date(2008, 10, 13): "a paper",
    }  # fmt: skip


def test_redeem_by_a_frozen_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "redeem", *NOTICE, "--frozen", "old.csv", "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    dates = {(each["event"], each["of"]): each["date"] for each in found["timeline"]}
    assert dates["cure_deadline", "covenant"] == "2008-10-13"
    own = frozen_calendar("us-banks", rows_of(OLD, "old.csv")).fingerprint
    assert found["calendar_fingerprint"] == own != business_calendar("us-banks").fingerprint
    assert "calendar" in found["assumed"], "which calendar it stands in for is still assumed"
    code, out, _ = run(capsys, "deadline", "10 business days after 2008-09-29",
                       "--frozen", "old.csv", "--format", "json")  # fmt: skip
    assert (json.loads(out)["end"], json.loads(out)["calendar_fingerprint"]) == ("2008-10-13", own)


def test_the_list_of_now_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "calendar", "us-banks", "--freeze", "banks.csv")
    assert (code, err) == (0, "list of us-banks written to banks.csv\n")
    assert (folder / "banks.csv").read_text(encoding="utf-8") == BANKS
    _, plain, _ = run(capsys, "redeem", *NOTICE)
    assert run(capsys, "redeem", *NOTICE, "--frozen", "banks.csv") == (0, plain, "")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("redeem", *NOTICE, "--frozen", "no.csv"), 1,
         "no.csv: --frozen: there is no such file; check its name and folder\n"),
        (("redeem", *NOTICE, "--frozen", "bad.csv"), 1,
         "bad.csv:2:1: --frozen: 2008-10-12 is a Sunday, which is closed anyway; leave it out\n"),
        (("redeem", *NOTICE, "--frozen", "short.csv"), 1,
         "us-banks covers 2008 to 2008, not 2007-01-03;"),
        (("redeem", *NOTICE, "--set", "calendar={name: us-banks, frozen: old.csv}"), 1,
         "calendar.frozen: the list in old.csv is not read here; name it in a file, or give"),
        (("deadline", "1 day after 2008-09-29", "--frozen", "no.csv"), 1, "no.csv: there is no"),
        (("calendar", "--freeze", "x.csv"), 2, "--freeze takes a whole calendar"),
        (("calendar", "nyse", "--year", "2008", "--freeze", "x.csv"), 2, "--freeze takes a whole"),
        (("calendar", "weekends", "--freeze", "x.csv"), 1, "weekends lists no closed day;"),
    ],
)  # fmt: skip
def test_what_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "bad.csv").write_text(f"{HEAD}2008-10-12,A,B\n", encoding="utf-8")
    (folder / "short.csv").write_text(f"{HEAD}2008-10-13,A,B\n", encoding="utf-8")
    found, out, err = run(capsys, *args)
    assert (found, out) == (code, "")
    assert said in err
    assert not (folder / "x.csv").exists()


SCENARIO = """\
notecalc: 1
terms: liquidmetal-2007
set:
  calendar: {name: us-banks, frozen: old.csv}
scenarios:
  - notice: 2008-09-29
    expect: {cure_deadline: 2008-10-13}
"""


def test_scenarios_and_terms_name_a_list_beside_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = folder / "cases"
    inside.mkdir()
    (inside / "case.yaml").write_text(SCENARIO, encoding="utf-8")
    code, _, err = run(capsys, "run", "cases/case.yaml")
    assert (code, "there is no file old.csv" in err) == (1, True), "from the folder of the file"
    (inside / "old.csv").write_text(OLD, encoding="utf-8")
    assert run(capsys, "run", "cases/case.yaml")[0] == 0
    text = terms_yaml(LIQUIDMETAL_2007).replace(
        "calendar: us-banks", "calendar: {name: us-banks, frozen: old.csv}"
    )
    (inside / "terms.yaml").write_text(text, encoding="utf-8")
    terms = load_terms(inside / "terms.yaml")
    assert terms.calendar.frozen == frozen_calendar("us-banks", rows_of(OLD, ""))
    assert parse_terms(terms_yaml(terms)) == terms, "written with its rows, it reads back equal"


@pytest.mark.parametrize(
    ("frozen", "said"),
    [
        ("no.csv", "4:38: set.calendar.frozen: there is no file no.csv; write its path from"),
        ("[2008-10-12]", "4:39: set.calendar.frozen.0: '2008-10-12' has not the cells date, name"),
        ("[]", "4:38: set.calendar.frozen: the list of closed days is empty; write a row"),
        ("{a: b}", "4:38: set.calendar.frozen: a mapping stands where a file of closed days"),
        ("~", None),
    ],
)
def test_lists_in_a_file_that_are_refused(folder: Path, frozen: str, said: str | None) -> None:
    text = SCENARIO.replace("old.csv", frozen)
    if said is None:
        assert parse_scenarios(text, "x.yaml").scenarios, "nothing is no list"
        return
    with pytest.raises(NotecalcError) as caught:
        parse_scenarios(text, "x.yaml")
    assert str(caught.value).startswith(f"x.yaml:{said}")


def test_what_is_wrong_in_a_list_that_a_file_names_is_told_there(folder: Path) -> None:
    (folder / "old.csv").write_text(f"{HEAD}2008-10-12,A,B\n", encoding="utf-8")
    with pytest.raises(NotecalcError) as caught:
        parse_scenarios(SCENARIO, "x.yaml")
    assert str(caught.value).startswith("old.csv:2:1: 2008-10-12 is a Sunday")


def test_a_list_among_the_readings_is_placed_there(folder: Path) -> None:
    text = SCENARIO.replace("frozen: old.csv", "closed: [2008-10-10]").replace(
        "    expect: {cure_deadline: 2008-10-13}",
        '    readings: {calendar: {name: us-banks, frozen: ["2008-10-13,A,B", "x"]}}',
    )
    (broken,) = parse_scenarios(text, "x.yaml").scenarios
    (problem,) = broken.problems  # type: ignore[union-attr]
    assert str(problem).startswith("x.yaml:7:70: scenarios.0.readings.calendar.frozen.1: 'x' has")


def test_readings_keep_the_list_as_the_note_is_read() -> None:
    listed = frozen_calendar("us-banks", rows_of(OLD, ""))
    terms = replace(LIQUIDMETAL_2007, calendar=CalendarTerm(("us-banks",), (), listed))
    (asked,) = (each for each in price(terms, Facts(notice=date(2008, 9, 29)))
                if each.question.id == "calendar")  # fmt: skip
    assert asked.chosen is not None
    assert asked.chosen.answer.id == "us-banks"
    assert not asked.chosen.difference
    found = {each.answer.id: each.difference for each in asked.answers}
    assert not found["nyse"], "it traded on Columbus Day"
    assert found["us-federal"], "it was closed"


def test_compare_tells_a_list_by_its_length() -> None:
    listed = frozen_calendar("us-banks", rows_of(OLD, ""))
    terms = replace(LIQUIDMETAL_2007, calendar=CalendarTerm(("us-banks",), (), listed))
    (change,) = compare(LIQUIDMETAL_2007, terms, Facts(notice=date(2008, 9, 29))).effects
    count = f"{len(OLD.splitlines()) - 1:,} entries"
    assert (change.change.one, change.change.other) == (
        "us-banks", f"name: us-banks, frozen: {count}",
    )  # fmt: skip


MOVED = (
    "made by a list of its own: by us-banks as it is now"
    " cure_deadline.covenant 2008-10-13 moves to 2008-10-14;"
    " event_of_default.covenant 2008-10-14 moves to 2008-10-15;"
    " default_rate_from 2008-10-14 moves to 2008-10-15; redemption 2008-10-14 moves to 2008-10-15"
    " (2008-10-13 Columbus Day counts as closed now, not then)"
)


def test_verify_says_which_dates_of_a_statement_would_move(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in (
        ("redeem", "--format", "json"), ("redeem", "--xlsx", "note.xlsx"),
        ("report", "--html", "note.html"), ("schedule", "--csv", "note.csv"),
    ):  # fmt: skip
        code, out, _ = run(capsys, *options, *NOTICE, "--frozen", "old.csv")
        assert code == 0
        if "json" in options:
            (folder / "note.json").write_text(out, encoding="utf-8")
    for name in ("note.json", "note.xlsx", "note.html", "note.csv"):
        (verdict,) = verify(str(folder / name))
        assert verdict.agrees, "it carries the list that it was computed by"
        assert verdict.warnings == (MOVED,)


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        ("name: us-banks, frozen: now.csv", []),
        (
            "name: tokyo-banks, frozen: now.csv",
            ["made by a list of its own: unknown calendar 'tokyo-banks'"],
        ),
    ],
)
def test_verify_where_no_date_can_move(
    folder: Path, capsys: pytest.CaptureFixture[str], calendar: str, told: list[str]
) -> None:
    (folder / "now.csv").write_text(BANKS, encoding="utf-8")
    text = SCENARIO.replace("name: us-banks, frozen: old.csv", calendar).replace("-13}", "-14}")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    assert run(capsys, "run", "case.yaml", "--out", "out")[0] == 0
    (file,) = (folder / "out").glob("*.json")
    (verdict,) = verify(str(file))
    assert (verdict.agrees, list(verdict.warnings)) == (True, told)


def test_a_note_that_performs_by_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("schedule", "--until", "2008-09-29", "--frozen", "old.csv", "--csv", "note.csv")
    assert run(capsys, *args)[0] == 0
    (verdict,) = verify("note.csv")
    assert verdict.agrees
    assert verdict.warnings == (
        "made by a list of its own: by us-banks as it is now no date moves"
        " (no closed day that moved a deadline differs)",
    )


def test_a_statement_that_names_a_file_is_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`verify` reads no other file than the statement (SECURITY.md)."""
    _, out, _ = run(capsys, "redeem", *NOTICE, "--format", "json")
    found = json.loads(out)
    found["input"]["input"] = found["input"]["input"].replace(
        "calendar: us-banks", "calendar: {name: us-banks, frozen: old.csv}"
    )
    (folder / "note.json").write_text(json.dumps(found), encoding="utf-8")
    (verdict,) = verify("note.json")
    assert "the closed days are not in it" in verdict.differences[1].stands


def test_redeem_itself_takes_a_list() -> None:
    listed = frozen_calendar("us-banks", rows_of(OLD, ""))
    terms = replace(LIQUIDMETAL_2007, calendar=CalendarTerm(("us-banks",), (), listed))
    result = redeem(terms, Facts(notice=date(2008, 9, 29)))
    assert result.redemption is not None
    assert result.redemption.date == date(2008, 10, 14)
