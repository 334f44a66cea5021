"""Statements recomputed: each kind agrees, and each thing that is changed in one is found.

The case is the worked one of docs/rules.md: 1,192.68 on 15 October 2008.
"""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from notecalc import LIQUIDMETAL_2007, Calendar, Facts, redeem
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.export.embedded import embedded
from notecalc.scenario import scenario_yaml
from notecalc.verify import Verdict, bounds, verify
from notecalc.verify.values import reads, same

TERMS = scenario_yaml(LIQUIDMETAL_2007, Facts()).partition("scenarios:")[0]
SENT = Facts(notice=date(2008, 9, 29))
NOTICE = ("--notice", "2008-09-29")
Change = Callable[[dict[str, Any]], object]


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def printed(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    code, out, err = run(capsys, *args, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def result(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The JSON of the case with its good-through table."""
    found = printed(capsys, "redeem", *NOTICE, "--good-through", "2008-10-21")
    assert isinstance(found, dict)
    assert found["redemption"]["total"] == "1192.68"
    return found


def checked(tmp_path: Path, found: object) -> Verdict:
    file = tmp_path / "statement.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    (verdict,) = verify(str(file))
    return verdict


def found_in(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [(each.path, each.stands, each.should) for each in verdict.differences]


def test_a_result_agrees(tmp_path: Path, result: dict[str, Any]) -> None:
    verdict = checked(tmp_path, result)
    assert verdict.agrees
    assert (verdict.name, verdict.version, verdict.warnings) == (None, "0.1.0", ())
    assert list(result)[-1] == "input"
    assert "figures" not in result["input"]


@pytest.mark.parametrize(
    "args",
    [
        ("schedule", *NOTICE),
        ("schedule", "--until", "2008-09-30"),
        ("schedule", "--until", "2007-01-03"),
        ("redeem", *NOTICE, "--as-of", "2008-10-01"),
        ("redeem", *NOTICE, "--cured", "2008-10-14"),
        ("redeem", *NOTICE, "--missed", "2008-09-30", "--missed", "2008-10-01"),
        ("redeem", *NOTICE, "--set", "name=Other", "--paid-in", "cash", "--name", "a: b"),
        ("redeem", *NOTICE, "--payment", "2008-10-10=12.34", "--principal", "18640000"),
        ("redeem", *NOTICE, "--calendar", "country:US+nyse", "--day-count", "30/360"),
    ],
    ids=" ".join,
)
def test_what_is_printed_agrees(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, args: tuple[str, ...]
) -> None:
    verdict = checked(tmp_path, printed(capsys, *args))
    assert found_in(verdict) == []


def test_a_run_agrees_scenario_by_scenario(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scenarios = tmp_path / "s.yaml"
    scenarios.write_text(
        "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
        "  - {name: one, notice: 2008-09-29, price_readings: yes}\n"
        "  - name: two\n    notice: 2008-09-29\n    redeem_on: 2008-11-14\n"
        "    sweep: {from: 2008-09-26, to: 2008-09-30, over: notice}\n"
        "    reconcile: {amount: 1024.99}\n    compare: liquidmetal-2007\n"
    )
    array = printed(capsys, "run", str(scenarios))
    file = tmp_path / "run.json"
    file.write_text(json.dumps(array))
    one, two = verify(str(file))
    assert (one.name, two.name, one.agrees, two.agrees) == ("one", "two", True, True)
    assert two.warnings == (
        "reconcile was not recomputed: what it was asked with is not in the file",
        "compare was not recomputed: what it was asked with is not in the file",
    )
    array[0]["questions"][0]["stake"] = "0.01"
    array[1]["sweep"]["rows"][0]["total"] = "0.01"
    file.write_text(json.dumps(array))
    assert [[path for path, _, _ in found_in(each)] for each in verify(str(file))] == [
        ["questions.0.stake"],
        ["sweep.rows.0.total"],
    ]


SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("scenarios", SCENARIOS, ids=lambda path: path.stem)
def test_what_run_prints_of_our_own_scenarios_agrees(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, scenarios: Path
) -> None:
    code, out, _ = run(capsys, "run", str(scenarios), "--format", "json")
    assert code == 0
    file = tmp_path / "run.json"
    file.write_text(out, encoding="utf-8")
    for verdict in verify(str(file)):
        assert found_in(verdict) == [], verdict.name
        assert verdict.figures > 20
        assert all(told.startswith(("reconcile", "compare")) for told in verdict.warnings)


LATER = (*NOTICE, "--cured", "2008-10-10", "--known", "cured=2008-11-03", "--redeem-on",
         "2008-11-14", "--as-known-on", "2008-10-20")  # fmt: skip


def test_what_was_learned_later_is_recomputed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # Rule 26: on 20 October the cure of the 10th is not known, so the note is in default; by
    # 3 November it is known to have come in time, and nothing is due.
    found = printed(capsys, "redeem", *LATER)
    assert (found["state"], found["learned_later"][0]["state"]) == ("default", "cured")
    verdict = checked(tmp_path, found)
    assert (found_in(verdict), verdict.warnings) == ([], ())
    change = found["learned_later"][0]["change"]
    found["learned_later"][0]["change"] = "0.00"
    assert found_in(checked(tmp_path, found)) == [("learned_later.0.change", "0.00", change)]
    found["learned_later"][0]["change"] = change
    found["as_known_on"] = "2008-10-21"
    assert found_in(checked(tmp_path, found)) == [("as_known_on", "2008-10-21", "2008-10-20")]
    del found["as_known_on"], found["learned_later"]
    assert checked(tmp_path, found).agrees


def test_a_sidecar_of_what_was_known_agrees(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    more = ("--set", "interest.roll=following", "--csv", str(file))
    assert run(capsys, "schedule", *LATER, *more)[0] == 0
    assert file.read_text().partition("\n")[0].endswith(",closing_principal,due")
    (verdict,) = verify(str(file))
    # Rule 21: the interest date 1 April 2007 is a Sunday, so due on Monday the 2nd.
    assert found_in(verdict) == []
    file.write_text(file.read_text().replace(",2007-04-02", ",2007-04-03", 1))
    assert found_in(verify(str(file))[0]) == [("schedule.0.due", "2007-04-03", "2007-04-02")]


def test_a_changed_claim_is_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scenarios = tmp_path / "s.yaml"
    scenarios.write_text(
        "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
        "  - {name: a, notice: 2008-09-29, petition: 2008-10-15, fees: [{on: 2008-10-02,"
        " amount: 5.00}], payments: [{on: 2008-10-10, amount: 6.00}]}\n"
    )
    (found,) = printed(capsys, "run", str(scenarios))
    verdict = checked(tmp_path, found)
    assert (found_in(verdict), verdict.warnings) == ([], ())
    total = found["claim"]["petition"]["total"]
    found["claim"]["petition"]["total"] = "1.00"
    found["ledger"][1]["applied"]["fees"] = "4.00"
    assert sorted(found_in(checked(tmp_path, found))) == [
        ("claim.petition.total", "1.00", total),
        ("ledger.1.applied.fees", "4.00", "5.00"),
    ]


def _total(found: dict[str, Any]) -> None:
    found["redemption"]["total"] = "1192.69"


def _line(found: dict[str, Any]) -> None:
    found["schedule"][2]["interest"] = "26.46"


def _event(found: dict[str, Any]) -> None:
    found["timeline"][4]["date"] = "2008-10-13"


def _reason(found: dict[str, Any]) -> None:
    found["timeline"][4]["reason"] = "because"


def _dropped(found: dict[str, Any]) -> None:
    found["schedule"].pop()


def _assumption(found: dict[str, Any]) -> None:
    found["assumed"].remove("interest.day_count")


def _more(found: dict[str, Any]) -> None:
    found["redemption"]["discount"] = "0.00"


def _through(found: dict[str, Any]) -> None:
    found["good_through"][-1]["total"] = "1195.62"


@pytest.mark.parametrize(
    ("change", "path", "stands", "should", "source"),
    [
        (_total, "redemption.total", "1192.69", "1192.68", "the worked table"),
        (
            # 1,049.64 × 10% × 92 ÷ 365 = 26.4566… rounds to 26.46: a cent more is 26.47
            lambda found: found["schedule"][2].update(interest="26.47"),
            "schedule.2.interest",
            "26.47",
            "26.46",
            "rule 7",
        ),
        (_event, "timeline.cure_deadline.covenant", "2008-10-13", "2008-10-14", "rule 1"),
        (
            _reason,
            "timeline.cure_deadline.covenant.reason",
            "because",
            "10 business days after notice on Mon 2008-09-29; not a Business Day: Mon 2008-10-13"
            " Columbus Day",
            "words of the same version are compared",
        ),
        (_dropped, "schedule.length", "7", "8", "a line left out"),
        (_assumption, "assumed.length", "10", "11", "an assumption left out"),
        (_more, "redemption.discount", "0.00", "nothing", "a figure put in"),
        (_through, "good_through.4.total", "1195.62", "1195.61", "README, good through"),
        (
            lambda found: found.update(state="cured"), "state", "cured", "default", "rule 2",
        ),
        (
            lambda found: found.update(terms="others"),
            "terms",
            "others",
            "Liquidmetal Technologies, Inc. 8% Convertible Subordinated Notes",
            "the name is a figure too",
        ),
        (lambda found: found.update(notecalc="0.0.1"), "notecalc", "0.0.1", "0.1.0", "version"),
    ],
)  # fmt: skip
def test_a_changed_figure_is_named(
    tmp_path: Path,
    result: dict[str, Any],
    change: Change,
    path: str,
    stands: str,
    should: str,
    source: str,
) -> None:
    change(result)
    assert (path, stands, should) in found_in(checked(tmp_path, result)), source


def test_changed_terms_are_found(tmp_path: Path, result: dict[str, Any]) -> None:
    made = result["input"]
    made["input"] = made["input"].replace("note_rate: 15%", "note_rate: 16%")
    verdict = checked(tmp_path, result)
    paths = [each.path for each in verdict.differences]
    assert paths[0] == "input_sha256"
    assert "the input was changed" in verdict.differences[0].stands
    assert "redemption.per_diem" in paths
    # With the hash made to fit, the figures still tell.
    made["input_sha256"] = sha256(made["input"].encode()).hexdigest()
    paths = [each.path for each in checked(tmp_path, result).differences]
    assert "input_sha256" not in paths
    # 1,188.12 × 16% ÷ 365 = 0.5208…; rule 11
    assert ("redemption.per_diem", "0.49", "0.52") in found_in(checked(tmp_path, result))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not: [yaml", "the input:"),
        ("terms: liquidmetal-2007\nscenarios: [{notice: 2008-09-29}]\n", "the terms are not in it"),
        ("terms: /etc/passwd\nscenarios: [{notice: 2008-09-29}]\n", "the terms are not in it"),
        (f"{TERMS}scenarios: []\n", "there is no scenario"),
        (f"{TERMS}scenarios: 7\n", "the input:"),
        (f"{TERMS}scenarios: [{{notice: 2008-09-29}}, {{notice: 2008-09-29}}]\n", "2 scenarios"),
        (f"{TERMS}scenarios: [{{notise: 2008-09-29}}]\n", "did you mean notice?"),
        (f"{TERMS}scenarios: [{{compare: a.yaml}}]\n", "does not carry 'compare'"),
        (f"{TERMS}scenarios: [{{reconcile: {{schedule: a.csv}}}}]\n", "'reconcile'"),
        ("half \ud83d", "the input"),
    ],
)
def test_input_that_cannot_be_read(
    tmp_path: Path, result: dict[str, Any], text: str, said: str
) -> None:
    result["input"]["input"] = text
    verdict = checked(tmp_path, result)
    assert not verdict.agrees
    assert [each.path for each in verdict.differences] == ["input_sha256", "input"]
    assert said in verdict.differences[1].stands


def test_another_calendar_is_named(
    tmp_path: Path, result: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A list without Columbus Day of 2008: the deadline would be 13 October (docs/rules.md).
    from notecalc import business_calendar

    banks = business_calendar("us-banks")
    closed = {day: name for day, name in banks.closed.items() if day != date(2008, 10, 13)}
    other = Calendar("us-banks", closed, banks.first, banks.last, banks.sources)
    monkeypatch.setattr("notecalc.terms.model.business_calendar", lambda *_: other)
    verdict = checked(tmp_path, result)
    differing = found_in(verdict)
    assert differing[0] == (
        "calendar_fingerprint",
        f"the closed days of another list, {banks.fingerprint}",
        f"{other.fingerprint}, those of us-banks now",
    )
    assert ("timeline.cure_deadline.covenant", "2008-10-14", "2008-10-13") in differing
    (told,) = verdict.warnings
    assert "cure_deadline.covenant 2008-10-14 moves to 2008-10-13" in told
    assert "2008-10-13 Columbus Day counted as closed then, not now" in told


def test_another_calendar_that_moves_nothing(tmp_path: Path, result: dict[str, Any]) -> None:
    result["input"]["calendar_fingerprint"] = "sha256:0000000000000000"
    result["calendar_fingerprint"] = "sha256:0000000000000000"
    verdict = checked(tmp_path, result)
    assert [path for path, _, _ in found_in(verdict)] == ["calendar_fingerprint"] * 2
    assert verdict.warnings == (
        "by the calendar as it is now no date moves (no closed day that moved a deadline differs)",
    )
    result["input"]["calendar"] = "nyse"
    assert ("calendar", "nyse", "us-banks") in found_in(checked(tmp_path, result))


def test_an_older_version_is_recomputed_with_a_warning(
    tmp_path: Path, result: dict[str, Any]
) -> None:
    result["notecalc"] = result["input"]["notecalc"] = "0.0.9"
    result["timeline"][4]["reason"] = "worded so then"
    del result["skipped"]
    verdict = checked(tmp_path, result)
    assert verdict.agrees
    assert verdict.warnings[0] == "made by notecalc 0.0.9, recomputed by 0.1.0"
    assert "skipped.length" in verdict.warnings[1]
    assert "timeline.cure_deadline.covenant.reason" in verdict.warnings[2]
    _total(result)
    assert found_in(checked(tmp_path, result)) == [("redemption.total", "1192.69", "1192.68")]


# --- CSV with its sidecar ---


@pytest.fixture
def table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A schedule as CSV, with its sidecar."""
    file = tmp_path / "lines.csv"
    code, out, err = run(capsys, "schedule", *NOTICE, "--csv", str(file))
    assert (code, out) == (0, "")
    assert f"{file}.json beside it is what notecalc verify needs" in err
    return file


def test_a_schedule_agrees(table: Path) -> None:
    (verdict,) = verify(str(table))
    assert (found_in(verdict), verdict.shown) == ([], 8 * 11 + 1)


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("2007-04-01,88,", "2007-04-01,89,", [("schedule.0.days", "89", "88")]),
        (",1024.11,25.53,", ",1024.11,25.54,", [("schedule.1.interest", "25.54", "25.53")]),
        (",0.1,base", ",0.10,base", []),
        (",0.1,base", ",12%,base", [(f"schedule.{n}.rate", "12%", "0.1") for n in range(8)]),
    ],
)
def test_a_changed_cell_is_named(
    table: Path, was: str, now: str, found: list[tuple[str, str, str]]
) -> None:
    text = table.read_text()
    assert was in text
    table.write_text(text.replace(was, now))
    (verdict,) = verify(str(table))
    assert found_in(verdict) == found


@pytest.mark.parametrize(
    ("end", "start", "more"),
    [
        (b"\n", b"", b""),  # git with autocrlf, Unix editors
        (b"\r", b"", b""),  # old spreadsheets
        (b"\r\r\n", b"", b""),  # written twice as text
        (b"\r\n", b"\xef\xbb\xbf", b"\r\n"),  # Windows editors
    ],
)
def test_line_ends_turned_in_transit_agree(
    table: Path, end: bytes, start: bytes, more: bytes
) -> None:
    made = table.read_bytes()
    assert made.count(b"\r\n") == made.count(b"\n") == 9  # RFC 4180: the heading and 8 lines
    turned = start + made.replace(b"\r\n", end) + more
    table.write_bytes(turned)
    assert found_in(verify(str(table))[0]) == []
    table.write_bytes(turned.replace(b",1024.11,25.53,", b",1024.11,25.54,"))
    assert found_in(verify(str(table))[0]) == [("schedule.1.interest", "25.54", "25.53")]
    table.write_bytes(turned.rstrip()[:-1])
    assert not verify(str(table))[0].agrees


def test_a_table_of_nothing(table: Path) -> None:
    table.write_bytes(b"\xef\xbb\xbf\r\n")
    assert "the file is empty" in refused(table)


def test_a_line_more_or_less(table: Path) -> None:
    lines = table.read_text().splitlines()
    table.write_text("\n".join(lines[:-1]) + "\n")
    assert found_in(verify(str(table))[0]) == [("schedule", "7", "8")]
    table.write_text("\n".join([*lines, lines[-1]]) + "\n")
    found = found_in(verify(str(table))[0])
    assert found[0] == ("schedule.8.start", "2008-10-01", "nothing")
    assert found[-1] == ("schedule", "9", "8")


def test_a_changed_sidecar_is_named(table: Path) -> None:
    sidecar = Path(f"{table}.json")
    found = json.loads(sidecar.read_text())
    found["figures"]["redemption"]["total"] = "1192.69"
    sidecar.write_text(json.dumps(found))
    assert found_in(verify(str(table))[0]) == [("redemption.total", "1192.69", "1192.68")]
    assert found_in(verify(str(sidecar))[0]) == [("redemption.total", "1192.69", "1192.68")]


def test_what_run_writes_is_a_pair(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scenarios = tmp_path / "s.yaml"
    scenarios.write_text(
        "notecalc: 1\nterms: liquidmetal-2007\nscenarios: [{name: a, notice: 2008-09-29}]\n"
    )
    run(capsys, "run", str(scenarios), "--out", str(tmp_path / "out"))
    (verdict,) = verify(str(tmp_path / "out" / "s-a.csv"))
    assert (found_in(verdict), verdict.name) == ([], "a")


# --- workbooks, pages and PDFs ---


def workbook(path: Path) -> None:
    from notecalc.export.xlsx import xlsx_file

    xlsx_file(str(path), redeem(LIQUIDMETAL_2007, SENT), terms_name="liquidmetal-2007")


def repacked(path: Path, change: Callable[[str], str]) -> None:
    """The parts of a packed file as text, changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    changed = {name: change(content.decode()).encode() for name, content in parts.items()}
    assert changed != parts
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in changed.items():
            packed.writestr(name, content)


def test_a_workbook_agrees(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    workbook(file)
    (verdict,) = verify(str(file))
    assert found_in(verdict) == []
    assert verdict.shown > 8 * 11


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        # As shown: the cached value of a cell. As carried: the JSON on the sheet for programs.
        ("<v>1192.68</v>", "<v>1192.69</v>", ("redemption.total", "1192.69", "1192.68")),
        ("<v>25.53</v>", "<v>25.54</v>", ("schedule.1.interest", "25.54", "25.53")),
        (
            '\\"total\\":\\"1192.68\\"',
            '\\"total\\":\\"1192.69\\"',
            ("redemption.total", "1192.69", "1192.68"),
        ),
    ],
)
def test_a_changed_workbook_is_named(
    tmp_path: Path, was: str, now: str, found: tuple[str, str, str]
) -> None:
    file = tmp_path / "a.xlsx"
    workbook(file)
    was, now = (each.replace('\\"', '"') for each in (was, now))
    with zipfile.ZipFile(file) as packed:
        quoted = not any(was in packed.read(each).decode() for each in packed.namelist())
    if quoted:  # in XML text quotation marks may be written as entities
        was, now = (each.replace('"', "&quot;") for each in (was, now))
    repacked(file, lambda text: text.replace(was, now))
    assert found in found_in(verify(str(file))[0])


def report(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    """The payoff statement by the command line."""
    pytest.importorskip("notecalc.cli.report")
    kind = f"--{path.suffix[1:]}"
    code, _, err = run(capsys, "report", *NOTICE, "--good-through", "2008-10-21", kind, str(path))
    assert code == 0, err


def test_a_page_agrees(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    report(capsys, file)
    (verdict,) = verify(str(file))
    assert found_in(verdict) == []
    assert verdict.shown > 8 * 5


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        (">1,192.68</data>", ">1,192.69</data>", ("redemption.total", "1,192.69", "1192.68")),
        ('value="1192.68"', 'value="1192.69"', ("redemption.total", "1192.69", "1192.68")),
        (
            '"total":"1192.68"', '"total":"1192.69"', ("redemption.total", "1192.69", "1192.68"),
        ),
        (
            "note_rate: 15%", "note_rate: 16%", ("redemption.per_diem", "0.49", "0.52"),
        ),
    ],
)  # fmt: skip
def test_a_changed_page_is_named(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    was: str,
    now: str,
    found: tuple[str, str, str],
) -> None:
    file = tmp_path / "a.html"
    report(capsys, file)
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")
    assert found in found_in(verify(str(file))[0])


def test_a_pdf_agrees_and_is_cut_off(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    file = tmp_path / "a.pdf"
    report(capsys, file)
    (verdict,) = verify(str(file))
    assert found_in(verdict) == []
    assert "not the ink of its pages" in verdict.warnings[0]
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    refused(file)


# --- files that are no statements ---


def refused(path: Path) -> str:
    with pytest.raises(NotecalcError) as error:
        verify(str(path))
    assert len(error.value.problems) == 1
    return str(error.value).removeprefix(f"{path}: ").removeprefix(f"{path}:")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "the file is empty"),
        ("a.json", b'{"notecalc": "0.1', "1:14: this is no JSON"),
        ("a.json", b"\xff\xfe", "this JSON is not used: 'utf-8' codec"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "an empty list"),
        ("a.json", b"7", "carries no input"),
        ("a.json", b'{"total": 1}', "carries no input"),
        ("a.json", b'{"a": 1, "a": 2}', "'a' stands twice"),
        ("a.json", b'{"a": NaN}', "NaN is no number"),
        ("a.json", b"1" * 5000, "this JSON is not used"),
        ("a.json", b'{"input": {}, "timeline": []}', "lacks notecalc, input,"),
        ("a.csv", b"start,end\n", "its sidecar"),
        ("a.xlsx", b"PK\x03\x04", "cannot be read as a statement in xlsx"),
        ("a.xlsx", b"<html>", "cannot be read as a statement in xlsx"),
        ("a.html", b"<p>hello", ""),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.docx", b"PK", "no statement that can be verified"),
        ("a", b"{}", "no statement that can be verified"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_foreign_files(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    if name.endswith(("html", "pdf")):
        pytest.importorskip("notecalc.export.report.reading")
    assert said in refused(file)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda found: found["input"].update(schema=2), "the layout 2"),
        (lambda found: found.update(timeline=[7]), "are no result"),
        (lambda found: found.update(timeline=[{"event": None}]), "are no result"),
        (lambda found: found["timeline"].append({"event": "x", "of": None}), "are no result"),
        (lambda found: found.pop("timeline"), "are no result"),
        (lambda found: found["input"].pop("calendar"), "lacks calendar"),
        (lambda found: found["input"].update(input=7), "lacks input"),
    ],
)
def test_broken_statements(
    tmp_path: Path, result: dict[str, Any], change: Change, said: str
) -> None:
    change(result)
    file = tmp_path / "a.json"
    file.write_text(json.dumps(result))
    assert said in refused(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(schedule=7, redemption=[], holders={"a": 1}, skipped=None),
        lambda found: found.update(schedule=[[], {}, "x"], terms=[1], scenario={"a": None}),
        lambda found: found.update(good_through="2008", questions=7, sweep=[], compare=7),
        lambda found: found.update(good_through=[{"date": "2199-01-01"}], sweep={"from": 1}),
        lambda found: found.update(
            sweep={"from": "1990-01-01", "to": "2049-12-31", "over": "notice", "rows": []}
        ),
        lambda found: found["input"].update(until="2100-13-01"),
        lambda found: found.update(warnings=json.loads("[" * 600 + "]" * 600)),
        lambda found: found["timeline"].append({"event": "x", "of": None, "date": "2008"}),
    ],
)
def test_strange_figures_are_differences(
    tmp_path: Path, result: dict[str, Any], change: Change
) -> None:
    change(result)
    assert not checked(tmp_path, result).agrees


def test_unreadable_files(tmp_path: Path) -> None:
    assert "this is a folder" in refused(_made(tmp_path / "a.json"))
    assert "cannot be read: no such file" in refused(tmp_path / "none.json")
    assert "cannot be read" in refused(tmp_path / "a\0.json")


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_csv_that_is_none(table: Path) -> None:
    sidecar = Path(f"{table}.json")
    whole = sidecar.read_text()
    for text, said in (
        (b"start,total\n", "no column of a schedule is named 'total'"),
        (b"start,end\n2007-01-03\n", "line 2 has 1 cells for 2 columns"),
        (b"\xff\n", "this is no CSV"),
        (b'start,"end\n', "this is no CSV"),
    ):
        table.write_bytes(text)
        assert said in refused(table)
    sidecar.write_text(f"[{whole},{whole}]")
    table.write_text("start\n")
    assert "it holds several results" in refused(table)


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.json"
    file.write_text("[" + " " * 100)
    monkeypatch.setattr(bounds, "MOST_BYTES", 100)
    assert "larger than 100 bytes" in refused(file)


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(5):
            packed.writestr(f"xl/{number}.xml", b"0" * 50_000_000)
    assert file.stat().st_size < 1_000_000
    assert "would unpack to 250,000,000 bytes" in refused(file)


# --- how values are read ---


@pytest.mark.parametrize(
    ("stands", "should", "agree"),
    [
        ("1192.680", "1192.68", True),
        ("1,192.68", "1192.68", True),
        ("12%", "0.12", True),
        ("1192.69", "1192.68", False),
        ("", "0", False),
        ("2008-10-14", "2008-10-15", False),
        ("1e3", "1000", False),
    ],
)
def test_same(stands: str, should: str, agree: bool) -> None:
    assert same(stands, should) is agree


@pytest.mark.parametrize(
    ("text", "should", "agree"),
    [
        ("USD 1,192.68", "1192.68", True),
        ("1,192.69", "1192.68", False),
        ("1,192.68 or 3.00", "1192.68", False),
        ("\u22120.16", "-0.16", True),
        ("15%", "0.15", True),
        ("Wednesday, 15 October 2008", "2008-10-15", True),
        ("October 15, 2008", "2008-10-15", True),
        ("Wed 2008-10-15", "2008-10-15", True),
        ("Tue 2008-10-15", "2008-10-15", False),
        ("2008-02-30", "2008-10-15", False),
        ("16 October 2008", "2008-10-15", False),
        ("default", "default", True),
        ("cured", "default", False),
    ],
)
def test_reads(text: str, should: str, agree: bool) -> None:
    assert reads(text, should) is agree


# --- the command line ---


def test_verify_prints(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, result: dict[str, Any]
) -> None:
    good, bad, foreign = (tmp_path / name for name in ("good.json", "bad.json", "foreign.json"))
    good.write_text(json.dumps(result))
    _total(result)
    bad.write_text(json.dumps(result))
    foreign.write_text("{}")
    code, out, err = run(capsys, "verify", str(good))
    assert (code, err) == (0, "")
    assert "agrees to the cent" in " ".join(out.split())
    code, out, err = run(capsys, "verify", str(good), str(bad), str(foreign))
    assert code == 1
    assert "  redemption.total: 1192.69; it should be 1192.68\n" in out
    assert err.startswith(f"{foreign}: this JSON carries no input to recompute")
    code, out, _ = run(capsys, "verify", str(bad), "--format", "json")
    (found,) = json.loads(out)
    assert (code, found["agrees"]) == (1, False)
    assert found["differences"] == [
        {
            "path": "redemption.total",
            "where": "figure",
            "stands": "1192.69",
            "should_be": "1192.68",
        }
    ]


def test_the_input_is_carried_with_every_figure() -> None:
    carried = embedded(redeem(LIQUIDMETAL_2007, SENT), terms_name="liquidmetal-2007")
    assert carried["figures"]["redemption"]["total"] == "1192.68"
    assert carried["input_sha256"] == sha256(carried["input"].encode()).hexdigest()
    assert json.loads(json.dumps(carried)) == carried
    assert io.StringIO(carried["input"]).readline() == "notecalc: 1\n"
