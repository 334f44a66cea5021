"""The local page asked without a browser: its interface, its downloads, its manners, its safety."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx")

from web_client import Client
from web_requests import requests

from notecalc import LIQUIDMETAL_2007
from notecalc.cli import main
from notecalc.errors import NotecalcError
from notecalc.scenario import terms_yaml
from notecalc.service import Note, verify_file
from notecalc.service.answers import walk
from notecalc.web.downloads import DOWNLOADS
from notecalc.web.notes import pack, unpack

SCENARIOS = Path(__file__).parent.parent / "scenarios"
NOTICE = {"notice": "2008-09-29"}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    found = Client()
    yield found
    found.close()


def cli(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, list[str]]:
    """What the command line does: its exit code, what it prints, and its messages."""
    with pytest.raises(SystemExit) as left:
        main(list(args))
    printed = capsys.readouterr()
    code = left.value.code
    assert isinstance(code, int)
    return code, printed.out, printed.err.splitlines()


def says(answer: Any) -> list[str]:
    """What an answer says is wrong."""
    return [each["says"] for each in answer.json()["problems"]]


# --- the interface for programs: the command line's options, JSON and messages ---

ASKED: tuple[tuple[tuple[str, str], ...], ...] = (
    (("notice", "2008-09-29"),),
    (("notice", "2008-09-29"), ("principal", "18640000"), ("redeem-on", "2008-11-14")),
    (("notice", "2008-09-29"), ("paid-in", "cash"), ("default-from", "breach")),
    (("notice", "2008-09-29"), ("calendar", "nyse"), ("day-count", "30/360")),
    (("notice", "2008-09-29"), ("missed", "2008-09-30"), ("missed", "2008-12-31")),
    (("notice", "2008-09-29"), ("cured", "covenant=2008-10-10")),
    (("notice", "2008-09-29"), ("as-of", "2008-10-01")),
    (("notice", "2008-09-29"), ("set", "default_rates.note_rate=16%"), ("payment",
      "2008-10-20=100.00"), ("redeem-on", "2008-11-03")),
    (("notice", "2008-09-29"), ("cured", "covenant=2008-10-10"),
     ("known", "cured.covenant=2008-11-03"), ("as-known-on", "2008-10-20")),
)  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_redeem_answers_as_the_command_line(
    client: Client, capsys: pytest.CaptureFixture[str], asked: tuple[tuple[str, str], ...]
) -> None:
    options = [part for name, text in asked for part in (f"--{name}", text)]
    code, printed, _ = cli(capsys, "redeem", *options, "--format", "json")
    answer = client.get(f"/api/redeem?{urlencode(asked)}")
    assert (code, answer.status_code, answer.text) == (0, 200, printed)


@pytest.mark.parametrize(
    "asked",
    [
        (("notice", "2008-02-30"),),
        (("notice", "2008-09-29"), ("principal", "0")),
        (("notice", "2008-09-29"), ("principal", "x"), ("paid-in", "shares"), ("missed", "soon")),
        (("notice", "2007-01-05"),),
        (("notice", "2008-09-29"), ("redeem-on", "2008-10-01")),
        (("notice", "2008-09-29"), ("set", "interest.rate=9%")),
        (("notice", "2008-09-29"), ("set", "interest")),
        (("notice", "2008-09-29"), ("calendar", "nysee"), ("day-count", "ACT/365")),
        (("received", "2008-09-30"), ("missed", "2008-09-30")),
        (("notice", "2100-01-01"),),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_as_on_the_command_line(
    client: Client, capsys: pytest.CaptureFixture[str], asked: tuple[tuple[str, str], ...]
) -> None:
    options = [part for name, text in asked for part in (f"--{name}", text)]
    code, _, errors = cli(capsys, "redeem", *options)
    answer = client.get(f"/api/redeem?{urlencode(asked)}")
    assert (code, answer.status_code) == (1, 422)
    assert says(answer) == errors


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "--notice: nothing has happened to the note"),
        ("notise=2008-09-29", "unknown option 'notise'; did you mean notice?"),
        ("notice=2008-09-29&notice=2008-09-30", "--notice: this is given more than once"),
        ("notice=2008-09-29&terms=/etc/passwd", "--terms: unknown terms '/etc/passwd'"),
        ("notice=2008-09-29&terms=../note.yaml", "--terms: unknown terms '../note.yaml'"),
        ("notice=2008-09-29&terms=z.AAAA", "--terms: these terms were cut off"),
        ("notice=2008-09-29&answer=occurs=never", "--answer: unknown answer to occurs 'never'"),
        ("notice=2008-09-29&answer=when=never", "--answer: unknown question 'when'"),
        ("notice=2008-09-29&answer=grace=calendar", "--answer: the case does not raise"),
        (f"notice={'2' * 3000}", "--notice: this is 3,000 characters long"),
        ("&".join(["missed=2008-09-30"] * 300), "there are more than 200 values"),
    ],
)
def test_what_an_address_alone_can_get_wrong(client: Client, query: str, said: str) -> None:
    answer = client.get(f"/api/redeem?{query}")
    assert answer.status_code == 422
    assert says(answer)[0].startswith(said)


@pytest.mark.parametrize(
    ("answers", "total", "source"),
    [
        (("occurs=after-cure",), "1192.68", "docs/rules.md, worked: from the event of default"),
        # Occurring at the notice of 29 September it starts the rate and is redeemed that day:
        # 1,158.91 × (90 days at 10%) / 365 = 28.5758… = 28.58; 1,158.91 + 28.58.
        (("occurs=at-notice",), "1187.49", "by hand, rules 2, 4 and 7"),
        # Received on 30 September: the tenth Business Day after it is 15 October, the default and
        # the redemption are on the 16th: 1,188.12 × 10% × 15/365 = 4.8827 = 4.88; + 1,188.12.
        (("receipt=received",), "1193.00", "by hand, rules 1, 2 and 4"),
        (("clock=no",), None, "no cure period starts, so that nothing ripens (rule 2)"),
    ],
)
def test_answers_to_open_questions(
    client: Client, answers: tuple[str, ...], total: str | None, source: str
) -> None:
    query = urlencode([*NOTICE.items(), *(("answer", each) for each in answers)])
    due = client.get(f"/api/redeem?{query}").json()["redemption"]
    assert (due and due["total"]) == total, source


def test_run_answers_as_the_command_line(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = 0
    for file in sorted(SCENARIOS.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if ".yaml" in text.partition("scenarios:")[0] or "compare:" in text or ".csv" in text:
            continue  # names files, which the page does not read
        code, printed, _ = cli(capsys, "run", str(file), "--format", "json")
        answer = client.post("/api/run", content=text)
        assert (code, answer.status_code) == (0, 200), answer.text
        assert answer.json() == json.loads(printed)
        ran += 1
    assert ran >= 3


def test_run_takes_json(client: Client) -> None:
    document = {"notecalc": 1, "terms": "liquidmetal-2007", "scenarios": [NOTICE]}
    (found,) = client.post("/api/run", json=document).json()
    assert found["redemption"]["total"] == "1192.68", "docs/rules.md, worked"


def test_a_broken_scenario_does_not_silence_the_others(client: Client) -> None:
    text = (
        "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n"
        "  - {notice: 2008-02-30}\n  - {notice: 2008-09-29}\n"
        "  - {notice: 2008-09-29, expect: {total: 1.00}}\n"
    )
    answer = client.post("/api/run", content=text)
    assert answer.status_code == 422
    assert says(answer) == [
        "scenarios:4:14: scenarios.0.notice: there is no day 2008-02-30;"
        " write a day that the calendar has",
        says(answer)[1],
    ]
    assert "1192.68" in says(answer)[1]
    assert [each["redemption"]["total"] for each in answer.json()["results"]] == ["1192.68"] * 2


@pytest.mark.parametrize(
    "scenario",
    [
        "terms: FILE\nscenarios: [{notice: 2008-09-29}]",
        "terms: liquidmetal-2007\nscenarios: [{notice: 2008-09-29, compare: FILE}]",
        "terms: liquidmetal-2007\nscenarios: [{notice: 2008-09-29, reconcile: {amount: 1.00,"
        " schedule: FILE}}]",
        "terms: liquidmetal-2007\nset: {calendar: {name: us-banks, frozen: FILE}}\n"
        "scenarios: [{notice: 2008-09-29}]",
    ],
)
def test_no_document_makes_the_page_read_a_file(
    client: Client, tmp_path: Path, scenario: str
) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text(terms_yaml(LIQUIDMETAL_2007).replace("8% Conv", "SECRET"), encoding="utf-8")
    text = scenario.replace("FILE", str(file))
    answer = client.post("/api/run", content=f"notecalc: 1\n{text}\n")
    assert answer.status_code == 422
    assert "no file is read here" in answer.text
    assert "SECRET" not in answer.text


def test_the_document_of_the_interface(client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    assert set(document["paths"]) == {"/api/redeem", "/api/run"}
    named = {each["name"] for each in document["paths"]["/api/redeem"]["get"]["parameters"]}
    assert named >= {"notice", "redeem-on", "principal", "paid-in", "default-from", "set"}
    assert {"FileDocument", "TermsDocument", "ResultModel"} <= set(
        document["components"]["schemas"]
    )


# --- the page: one state, one address ---


def page(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"/?{query}", headers=headers)
    assert answer.status_code == 200
    return answer.text


def live(client: Client, query: str, by: str = "note") -> str:
    return page(client, query, **{"hx-request": "true", "hx-trigger": by})


def test_the_page_opens_with_the_case(client: Client) -> None:
    text = page(client)
    for told in ("2008-10-14", "1,192.68", "0.49", "Columbus Day", "Note 4(a)(iv)", "SPA 4(i)"):
        assert told in text, f"{told}: docs/rules.md, worked"
    assert 'value="2008-09-29"' in text


def test_every_figure_has_its_explanation(client: Client) -> None:
    import re

    text = page(client)
    opened = re.findall(r'popovertarget="(why-[^"]+)"', text)
    cards = re.findall(r'<div popover id="(why-[^"]+)"', text)
    assert len(cards) == len(set(cards))
    assert set(opened) == set(cards)
    # 8 dates, 8 lines, principal, accrued interest, total, per diem.
    assert len(cards) == 20


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("notice=2008-09-29&principal=&paid-in=notes&calendar=us-banks", "notice=2008-09-29"),
        ("notice=+2008-09-29+&answer=occurs%3Dafter-cure", "notice=2008-09-29"),
        ("terms=liquidmetal-2007&notice=2008-09-29", "notice=2008-09-29"),
        ("notice=2008-09-29&answer=grace%3Dcalendar", "notice=2008-09-29"),
        ("default-from=breach&notice=2008-09-29", "notice=2008-09-29&default-from=breach"),
        ("notice=2008-09-29&missed=2008-12-31,2008-09-30",
         "notice=2008-09-29&missed=2008-12-31&missed=2008-09-30"),
        ("notice=2008-09-29&answer=occurs%3Dat-notice&answer=receipt%3Dsent",
         "notice=2008-09-29&answer=occurs%3Dat-notice"),
    ],
)  # fmt: skip
def test_a_state_has_one_address(client: Client, query: str, address: str) -> None:
    answer = client.get(f"/rest?{query}", headers={"hx-request": "true"})
    assert answer.headers["hx-replace-url"] == f"/?{address}"


def test_a_step_is_a_business_day(client: Client) -> None:
    # Columbus Day, Monday 13 October 2008, is no Business Day of banks: from Friday 10 October
    # the next is Tuesday 14 October, and back from it Friday 10 October.
    text = live(client, "notice=2008-10-10")
    assert 'id="after" href="/?notice=2008-10-14"' in text
    assert 'id="before" href="/?notice=2008-10-10"' in live(client, "notice=2008-10-14")
    days = walk(Note(LIQUIDMETAL_2007, ""), date(2008, 10, 10))
    moved = live(client, f"notice=2008-10-10&day={days.taken + 1}", "day")
    assert 'name="notice"' in moved
    assert 'value="2008-10-14"' in moved


def test_the_day_of_the_slider_counts_only_where_the_slider_was_moved(client: Client) -> None:
    assert "Friday, 10 October 2008" in live(client, "notice=2008-10-10&day=4500")
    assert "Friday, 10 October 2008" in page(client, "notice=2008-10-10&day=4500")


@pytest.mark.parametrize(
    ("query", "slot", "said"),
    [
        ("notice=2008-02-30", "notice", "there is no day 2008-02-30"),
        ("notice=2008-09-29&principal=x", "principal", "amount &#39;x&#39; is not a number"),
        ("notice=2008-09-29&redeem-on=2008-10-01", "redeem-on", "2008-10-01"),
        ("notice=", "notice", "nothing has happened to the note"),
        ("notice=2008-09-29&missed=2008-13-01", "missed", "there is no day 2008-13-01"),
        ("notice=2008-09-29&answer=occurs%3Dnever", "answer", "unknown answer"),
        ("notice=2008-09-29&fee=x", "other", "--fee: &#39;x&#39; has no two sides"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, query: str, slot: str, said: str
) -> None:
    answer = client.get(f"/?{query}", headers={"hx-request": "true", "hx-trigger": "note"})
    assert answer.headers["hx-reswap"] == "none"
    beside = answer.text.partition(f'id="problem-{slot}"')[2].partition("</div>")[0]
    assert said in beside
    whole = page(client, query + "&was=notice%3D2008-10-06")
    beside = whole.partition(f'id="problem-{slot}"')[2].partition("</div>")[0]
    assert said in beside
    assert "Monday, 6 October 2008" in whole, "the last good answer stays"


def test_what_was_said_is_taken_back(client: Client) -> None:
    text = live(client, "notice=2008-09-29&wrong=notice+principal")
    for slot in ("notice", "principal"):
        assert f'id="problem-{slot}" aria-live="polite" hx-swap-oob="innerHTML"></div>' in text
    assert "problem-redeem-on" not in text


# --- terms from a file ---


def send(client: Client, content: bytes, name: str = "note.yaml", **headers: str) -> Any:
    files = {"file": (name, content, "application/yaml")}
    return client.post("/terms", files=files, headers=headers)


def test_terms_travel_in_the_address(client: Client) -> None:
    # At 12% from the start the first quarter earns 1,000.00 × 12% × 88/365 = 28.93 (28.9315…).
    text = terms_yaml(LIQUIDMETAL_2007).replace("note_rate: 10%", "note_rate: 12%")
    answer = send(client, text.encode())
    assert answer.status_code == 303
    address = answer.headers["location"]
    asked = parse_qs(urlsplit(address).query)
    # The first breach, 11 January 2007, is a Business Day: the first day for a notice.
    assert asked["notice"] == ["2007-01-11"]
    assert terms_yaml(unpack(asked["terms"][0])) == text
    assert "28.93" in page(client, urlencode({**NOTICE, "terms": asked["terms"][0]}))
    moved = send(client, text.encode(), **{"hx-request": "true"})
    assert (moved.status_code, moved.headers["hx-redirect"]) == (200, address)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: [", "note.yaml:2:1: not YAML"),
        (b"principal: 5 apples\n", "note.yaml:1:12: principal: "),
        (b"\xff\xfe\x00", "note.yaml: this is UTF-16; save it as UTF-8"),
        (b"a: &a 1\nb: *a\n", "note.yaml:1:4:"),
        (b"scenarios: []\n", "these are scenarios, not terms"),
        (b"x" * 600_000, "the file is larger than 500 kB"),
        (b"", "note.yaml"),
    ],
)
def test_a_broken_file_of_terms(client: Client, content: bytes, said: str) -> None:
    answer = send(client, content, "/home/someone/secret/note.yaml")
    assert answer.status_code == 200
    assert said in answer.text.partition('id="problem-file"')[2].partition("</div>")[0]
    assert "1,192.68" in answer.text, "the answer stays"
    assert "secret" not in answer.text
    beside = send(client, content, **{"hx-request": "true"})
    assert beside.headers["hx-reswap"] == "none"
    assert said in beside.text


def test_no_file_is_no_traceback(client: Client) -> None:
    for kind in ("text/plain", "multipart/form-data", "multipart/form-data; boundary=x"):
        answer = client.post("/terms", content=b"nothing", headers={"content-type": kind})
        assert "choose a file of terms" in answer.text


_opened: list[tuple[Any, ...]] = []
_watching = False


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event == "open" and isinstance(args[2], int) and args[2] & 0o1103:
        _opened.append(args)  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC


def test_nothing_is_written(client: Client) -> None:
    global _watching
    sys.addaudithook(_watch)
    page(client)
    _watching = True
    try:
        send(client, terms_yaml(LIQUIDMETAL_2007).encode() + b"#" * 400_000)
        client.post("/api/run", content=b"#" * 900_000)
        for download in DOWNLOADS:
            if download.name not in ("statement.pdf", "workbook.xlsx"):
                client.get(f"/{download.name}?{urlencode(NOTICE)}")
    finally:
        _watching = False
    assert [each for each in _opened if each[0] != "/dev/null"] == []


@pytest.mark.parametrize("text", ["z.", "z.AAAA", "z.!!", "z." + "A" * 1000, "z.💥"])
def test_terms_that_were_cut_off(text: str) -> None:
    with pytest.raises(NotecalcError, match="cut off"):
        unpack(text)


def test_terms_that_unpack_to_too_much() -> None:
    import zlib
    from base64 import urlsafe_b64encode

    bomb = zlib.compress(b"#" * 50_000_000, 9)
    with pytest.raises(NotecalcError, match="cut off"):
        unpack("z." + urlsafe_b64encode(bomb).decode())
    assert unpack(pack(LIQUIDMETAL_2007)) == LIQUIDMETAL_2007


# --- downloads ---

STATES = (
    "notice=2008-09-29",
    "notice=2008-09-29&default-from=breach&answer=occurs%3Dat-notice",
    "notice=2008-09-29&missed=2008-09-30&principal=18640000&paid-in=cash",
    "notice=2008-09-29&cured=covenant%3D2008-10-10&known=cured.covenant%3D2008-11-03"
    "&as-known-on=2008-10-20",
)


@pytest.mark.parametrize("query", STATES)
def test_what_is_taken_away_verifies(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    found = client.get(f"/api/redeem?{query}").json()
    for each in DOWNLOADS:
        if each.name == "statement.pdf":
            continue
        answer = client.get(f"/{each.name}?{query}")
        assert answer.status_code == 200, answer.text
        name = answer.headers["content-disposition"].partition('"')[2].rstrip('"')
        (tmp_path / name).write_bytes(answer.content)
    for file in tmp_path.iterdir():
        if file.suffix in (".html", ".xlsx", ".csv") or file.name.endswith(".csv.json"):
            (verdict,) = verify_file(str(file))
            assert verdict.agrees, (file.name, verdict.differences)
    (scenario,) = tmp_path.glob("*.yaml")
    _, printed, _ = cli(capsys, "run", str(scenario), "--format", "json")
    (again,) = json.loads(printed)
    for name in ("redemption", "schedule", "timeline", "state"):
        assert again[name] == found[name]


def test_the_pdf_verifies(client: Client, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    answer = client.get(f"/statement.pdf?{STATES[1]}")
    file = tmp_path / "a.pdf"
    file.write_bytes(answer.content)
    (verdict,) = verify_file(str(file))
    assert verdict.agrees, verdict.differences


def test_the_csv_is_the_schedule(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/schedule.csv?{STATES[0]}").text)))
    # docs/rules.md, worked: principal 1,188.12 and accrued interest 4.56 on 15 October 2008.
    assert (rows[-1]["closing_principal"], rows[-1]["accrued"]) == ("1188.12", "4.56")


def test_what_is_wrong_is_no_download(client: Client) -> None:
    answer = client.get("/workbook.xlsx?notice=2008-02-30")
    assert (answer.status_code, says(answer)) == (
        422, ["--notice: there is no day 2008-02-30; write a day that the calendar has"],
    )  # fmt: skip


# --- odd requests ---


def test_odd_requests(client: Client) -> None:
    for each in requests(seed=7, count=400):
        answer = client.request(
            each.method, each.address, headers=each.headers, content=each.body,
        )  # fmt: skip
        assert answer.status_code in (200, 303, 422), each
        for told in ("Traceback", __file__.rpartition("/")[0], sys.prefix):
            assert told not in answer.text, each
