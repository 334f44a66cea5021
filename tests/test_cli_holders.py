"""``notecalc holders``: the cover of the Schedule 13D, and the amount due shared out."""

import csv
import io
import json
from pathlib import Path

import pytest

from notecalc import LIQUIDMETAL_2007, Facts, beneficial_ownership, redeem, share_out
from notecalc.cli import main
from notecalc.scenario import load_terms
from notecalc.statement.owned import OWNED

SHARED = "[{id: a, name: A, principal: 600.00}, {id: b, name: B, principal: 400.00}]"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["holders", *args])
    said = capsys.readouterr()
    code = left.value.code
    assert isinstance(code, int)
    return code, said.out, said.err


def test_ownership_without_a_notice(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    # the cover pages: the group's total, reported one share lower; 8.34% as filed, 7.87% by rule
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if "3,731,32" in line}
    assert rows["group"][-2:] == ["3,731,324", "3,731,323"]
    assert "  group           8.34      8.34     2,657,770  47,384,065         7.87\n" in out
    assert "total 3,731,323 reported, 3,731,324 computed: its members add up to 1\n" in out
    assert "Not shared" not in out
    assert "interest.day_count" not in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert list(found)[:3] == ["notecalc", "schema", "terms"]
    assert (found["schema"], found["terms"]) == (1, "liquidmetal-2007")
    assert (found["shares_outstanding"], found["as_of"]) == (44_726_295, "2008-07-31")
    assert [each["percent"] for each in found["holders"]] == ["2.28", "3.06", "3.00"]
    assert [each["id"] for each in found["groups"]] == ["management", "group"]
    group = found["groups"][1]
    assert (group["percent"], group["percent_by_rule"]) == ("8.34", "7.87")
    assert group["reported"]["percent"] == "8.34"
    assert group["differences"][1] == {
        "figure": "total", "reported": 3_731_323, "computed": 3_731_324, "off": 1,
    }  # fmt: skip
    assert found["allocation"] is None
    assert found["assumed"] == ["exercisable_within_60_days"]


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys, "--notice", "2008-09-29", "--by", "conversion-shares", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == OWNED
    assert [each["amount"] for each in rows] == ["333.95", "437.32", "421.41", "", ""]
    assert (rows[4]["members"], rows[4]["total_off"]) == ("partners; partners-i; offshore", "1")
    assert [each["percent_by_rule"] for each in rows] == ["2.24", "3.00", "2.94", "5.15", "7.87"]


def test_nothing_is_shared_where_whose_notes_they_are_is_not_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "--notice", "2008-09-29")
    assert (code, err) == (0, "")
    assert "Not shared: the principal of the notes held is stated for 0 of 3 holders, and" in out
    assert "interest.day_count: ACT/365F" in out
    found = json.loads(run(capsys, "--notice", "2008-09-29", "--format", "json")[1])
    assert found["allocation"]["parts"] == []
    assert "stated for 0 of 3" in found["allocation"]["why_not"]
    assert "holders.principal" not in found["assumed"]


def test_shared_by_conversion_shares_only_when_asked_and_then_assumed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    args = ("--notice", "2008-09-29", "--by", "conversion-shares")
    _, out, _ = run(capsys, *args)
    assert "1,192.68 USD due on Wed 2008-10-15, shared by conversion shares\n" in out
    assert "  partners-i            567,372  437.32\n" in out
    assert "holders.principal: the whole note is theirs, in proportion to" in out
    found = json.loads(run(capsys, *args, "--format", "json")[1])
    assert found["allocation"]["total"] == "1192.68"
    assert found["assumed"][-1] == "holders.principal"


def test_shared_by_principal(capsys: pytest.CaptureFixture[str]) -> None:
    args = ("--notice", "2008-09-29", "--set", f"holders={SHARED}", "--set", "ownership=null")
    _, out, _ = run(capsys, *args)
    # 1,192.68 by 600 and 400: 715.608 and 477.072
    assert "  a          600.00  715.61\n  b          400.00  477.07\n" in out
    assert "No percentages: the terms do not state the shares outstanding" in out
    assert "Percent of the class" not in out
    assert "exercisable_within" not in out


def test_a_percentage_reported_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    # 1,019,531 / 44,726,295 is 2.2795%
    change = ("--set", "holders.partners.reported.percent=2.2%")
    _, out, _ = run(capsys, *change)
    assert "  - partners: percent 2.20% reported, 2.28% computed\n" in out
    (difference,) = json.loads(run(capsys, *change, "--format", "json")[1])["holders"][0][
        "differences"
    ]
    assert difference == {
        "figure": "percent", "reported": "2.20", "computed": "2.28", "off": "0.08",
    }  # fmt: skip


def test_a_state_in_which_nothing_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--notice", "2008-09-29", "--cured", "2008-10-14")
    assert "Not shared: the state is cured: nothing is due on redemption.\n" in out


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--by", "principal"), 2, "Missing option '--notice'"),
        (("--redeem-on", "2008-11-14"), 2, "Missing option '--notice'"),
        (("--by", "shares"), 2, "'shares' is not one of 'principal', 'conversion-shares'"),
        (("--set", "holders=null", "--set", "ownership=null"), 1,
         "these terms name no holder; write holders: [{name: First Holder LP}]"),
        (("--set", "holders=null"), 1, "unknown holder 'partners': no holder has an id"),
        (("--notice", "2008-13-01"), 1, "--notice: "),
        (("--notice", "2008-09-29", "--redeem-on", "2008-09-30"), 1, "--redeem-on: "),
    ],
)  # fmt: skip
def test_misuse(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], code: int, message: str
) -> None:
    left, out, err = run(capsys, *args)
    assert (left, out) == (code, "")
    assert message in err


def test_names_are_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "note.yaml"
    text = "\n".join(
        [
            "name: Example", "issue_date: 2007-01-03", "principal: 1000.00", "calendar: us-banks",
            "interest: {cash_rate: 8%, paid_in: cash, dates: [06-30], day_count: 30/360}",
            "events_of_default: [{id: payment, clause: Note 4, payment: any}]",
            "default_rates: {clause: Note 2, margin: 2%}", "redemption: {clause: Note 4}",
            r'holders: [{name: "=1+1\u202e\nTotal  9", shares: 3}, {name: "[red]x[/]", shares: 1}]',
            r'ownership: {shares_outstanding: 200, source: "10-Q\e[2J"}',
        ]
    )  # fmt: skip
    file.write_text(text, encoding="utf-8")
    name = load_terms(file).holders[0].name
    _, out, _ = run(capsys, "--terms", str(file))
    assert "\x1b" not in out
    assert "  =1+1\ufffd Total 9" in out  # one line, nothing that steers a terminal
    assert "  [red]x[/]" in out
    _, out, _ = run(capsys, "--terms", str(file), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["name"] == "'" + name  # spreadsheets would take it for a formula
    _, out, _ = run(capsys, "--terms", str(file), "--format", "json")
    assert json.loads(out)["holders"][0]["name"] == name


def test_from_python() -> None:
    from datetime import date

    owned = {each.id: each for each in beneficial_ownership(LIQUIDMETAL_2007)}
    assert str(owned["group"].percent_by_rule) == "0.0787"
    assert share_out(redeem(LIQUIDMETAL_2007, Facts(notice=date(2008, 9, 29)))).parts == ()
