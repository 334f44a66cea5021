"""What the local page lets in, what it tells a browser, and how it is started and ended."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx")

import httpx
from web_client import Client, free_port, served
from web_requests import requests

from notecalc import LIQUIDMETAL_2007
from notecalc.cli import main
from notecalc.scenario import terms_yaml
from notecalc.web import serving
from notecalc.web.app import create_app
from notecalc.web.guard import Hosts
from notecalc.web.work import BusyError, Workshop

NOTICE = "notice=2008-09-29"


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    found = Client()
    yield found
    found.close()


# --- whose page it is ---


@pytest.mark.parametrize(
    ("host", "header", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1:8321", True),
        ("127.0.0.1", "localhost:8321", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "[::1]:8321", True),
        ("127.0.0.1", "evil.example", False),
        ("127.0.0.1", "127.0.0.1.evil.example:8321", False),
        ("127.0.0.1", "localhost.", False),
        ("127.0.0.1", "192.168.1.5:8321", False),
        ("127.0.0.1", "", False),
        ("192.168.1.5", "192.168.1.5:8321", True),
        ("192.168.1.5", "192.168.1.6:8321", False),
        ("0.0.0.0", "192.168.1.6:8321", True),
        ("0.0.0.0", "[fe80::1]:8321", True),
        ("0.0.0.0", socket.gethostname(), True),
        ("0.0.0.0", "evil.example:8321", False),
        ("::", "10.0.0.1", True),
    ],
)
def test_a_name_that_another_binds_to_this_machine(host: str, header: str, allowed: bool) -> None:
    assert Hosts(host).allow(header) is allowed


def test_another_host_is_refused(client: Client) -> None:
    for path in ("/", "/api/redeem?notice=2008-09-29", "/static/page.css"):
        answer = client.get(path, headers={"host": "evil.example"})
        assert answer.status_code == 421
        assert answer.json()["problems"][0]["says"].startswith("this page is not of the host")


@pytest.mark.parametrize(
    "path",
    ["/", "/?notice=x", "/api/redeem?notice=2008-09-29", "/api/redeem", "/static/htmx.min.js",
     "/nothing", "/statement.html?notice=2008-09-29", "/api/openapi.json"],
)  # fmt: skip
def test_what_every_answer_tells_a_browser(client: Client, path: str) -> None:
    headers = client.get(path, headers={"origin": "https://evil.example"}).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert not [name for name in headers if name.startswith("access-control")]


def test_no_script_and_no_style_stands_in_the_page(client: Client) -> None:
    text = client.get("/").text
    assert re.findall(r"<script[^>]*>", text) == re.findall(
        r'<script src="/static/htmx\.min\.js\?[0-9a-f]+" defer>', text
    )
    assert len(re.findall(r"<script", text)) == 1
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.findall(r'(?:src|href|action)="(?:[a-z]+:)?//', text)


def test_the_script_has_its_licence_beside_it(client: Client) -> None:
    assert "Zero-Clause BSD" in client.get("/static/htmx.LICENSE.txt").text
    assert 'version:"2.0.11"' in client.get("/static/htmx.min.js").text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("OPTIONS", "/api/redeem", 405),
        ("POST", "/api/redeem", 405),
        ("GET", "/api/run", 405),
        ("PUT", "/", 405),
        ("GET", "/static/../asked.py", 404),
        ("GET", "/static/%2e%2e%2fasked.py", 404),
        ("GET", "/docs", 404),
        ("GET", "/etc/passwd", 404),
    ],
)
def test_what_is_not_there(client: Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.json()["problems"]
    if status == 405:
        assert answer.headers["allow"]


def test_a_body_that_is_too_large(client: Client) -> None:
    for path in ("/api/run", "/terms"):
        answer = client.post(path, content=b"x" * 1_000_001)
        assert answer.status_code == 413
    assert client.post("/api/run", content=b"x" * 1_000_000).status_code == 422


def test_a_body_that_does_not_arrive() -> None:
    from notecalc.web.guard import Guard

    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(30)
        return {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    guard = Guard(create_app(), Hosts(), seconds=0.05)
    scope = {"type": "http", "headers": [(b"host", b"localhost")]}
    asyncio.run(guard(scope, receive, send))
    assert sent[0]["status"] == 408


# --- so much work at a time, and for so long ---


def _forever() -> None:
    while True:
        pass


def test_work_that_takes_too_long_is_stopped() -> None:
    async def run() -> None:
        work = Workshop(at_work=1, waiting=1, seconds=0.2)
        with pytest.raises(BusyError, match="too long"):
            await work.do(_forever)
        assert await work.do(lambda: 7) == 7, "the thread is free again"

    asyncio.run(run())
    assert threading.active_count() < 20


def test_more_work_than_there_is_room_for() -> None:
    async def run() -> None:
        work = Workshop(at_work=1, waiting=1, seconds=30)
        going = threading.Event()
        first, second = (asyncio.ensure_future(work.do(going.wait)) for _ in range(2))
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError, match="too many"):
            await work.do(lambda: 7)
        going.set()
        assert [await first, await second] == [True, True]
        assert await work.do(lambda: 7) == 7

    asyncio.run(run())


def test_what_a_task_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(Workshop().do(lambda: 1 // 0))


# Where it comes while a weak reference is cleared, Python says that it let it not through.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_request_that_takes_too_long_is_told_so() -> None:
    # A century of daily sweeps in one document: a machine of any speed takes longer than 0.02 s.
    text = "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n" + (
        "  - {sweep: {from: 2008-01-01, to: 2017-12-31}}\n" * 10
    )
    found = Client(create_app(workshop=Workshop(seconds=0.02)))
    answer = found.post("/api/run", content=text)
    found.close()
    assert answer.status_code == 503
    assert "this takes too long" in answer.json()["problems"][0]["says"]
    assert answer.headers["retry-after"] == "1"


# --- started and ended ---


def test_served_and_ended() -> None:
    with served() as (address, process):
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.get(f"{address}/api/redeem?{NOTICE}", timeout=60)
        assert answer.json()["redemption"]["total"] == "1192.68", "docs/rules.md, worked"
        assert httpx.get(address, headers={"host": "a.example"}, timeout=60).status_code == 421
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "stopped\n")


def test_a_request_that_never_arrives() -> None:
    with served() as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=120) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            assert slow.recv(100) == b"", "it is closed without an answer"
        assert httpx.get(f"{address}/static/icon.svg", timeout=60).status_code == 200


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as left:
            main(["serve", "--port", str(port)])
    assert left.value.code == 1
    said = re.fullmatch(rf"port {port} is taken; write --port (\d+)\n", capsys.readouterr().err)
    assert said
    with socket.socket() as free:
        free.bind(("127.0.0.1", int(said[1])))


def test_an_address_that_is_not_of_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["serve", "--host", "192.0.2.1"])  # RFC 5737: no machine's
    assert left.value.code == 1
    assert "cannot listen on 192.0.2.1 port 8321" in capsys.readouterr().err


def test_without_the_extra(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", cast(Any, None))
    with pytest.raises(SystemExit) as left:
        main(["serve", "--port", str(free_port())])
    assert left.value.code == 1
    said = "uvicorn is not installed; install it: pip install 'notecalc[web]'"
    assert said in capsys.readouterr().err


def test_a_host_that_others_reach_is_warned_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "serve", lambda sock, *_: sock.close())
    for host, warned in (("127.0.0.1", False), ("0.0.0.0", True)):
        with pytest.raises(SystemExit) as left:
            main(["serve", "--port", "0", "--host", host])
        assert left.value.code == 0
        assert ("warning: listening on" in capsys.readouterr().err) is warned


def test_served_with_a_file_of_terms(tmp_path: Any) -> None:
    file = tmp_path / "own.yaml"
    text = terms_yaml(LIQUIDMETAL_2007).replace("Liquidmetal Technologies, Inc.", "Harbor Mills")
    file.write_text(text, encoding="utf-8")
    with served("--terms", str(file)) as (address, _):
        page = httpx.get(f"{address}/", timeout=60).text
        assert "<title>Harbor Mills 8% Convertible Subordinated Notes" in page
        wrong = httpx.get(f"{address}/?notice=2008-02-30", timeout=60).text
        assert str(tmp_path) not in page + wrong
        assert "own.yaml" not in page + wrong


def test_a_broken_file_of_terms_is_said_before_anything_is_served(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("name: 1\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["serve", "--terms", str(file), "--port", "0"])
    assert left.value.code == 1
    assert f"{file}:1:1: " in capsys.readouterr().err


# --- many clients, odd requests, memory ---


def _megabytes(process: "subprocess.Popen[str]") -> float:
    with open(f"/proc/{process.pid}/status") as status:
        (line,) = (each for each in status if each.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_many_clients_and_odd_requests() -> None:
    failed: list[object] = []

    def client(number: int, address: str) -> None:
        with httpx.Client(base_url=address, timeout=120) as asking:
            for turn in range(12):
                path = ("/", "/api/redeem", "/rest")[(number + turn) % 3]
                answer = asking.get(f"{path}?notice=2008-09-{1 + number + turn:02}")
                if answer.status_code != 200:
                    failed.append((path, answer.status_code))

    def odd(seed: int, count: int, address: str) -> None:
        with httpx.Client(base_url=address, timeout=120) as asking:
            for each in requests(seed, count):
                answer = asking.request(
                    each.method, each.address, headers=each.headers, content=each.body
                )
                if answer.status_code not in (200, 303, 422):
                    failed.append((each, answer.status_code))

    with served() as (address, process):
        clients = [threading.Thread(target=client, args=(n, address)) for n in range(8)]
        for each in clients:
            each.start()
        for each in clients:
            each.join()
        odd(3, 150, address)
        before = _megabytes(process)
        odd(4, 300, address)
        after = _megabytes(process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert failed == []
    assert told == "stopped\n", "no traceback"
    assert after < 120, "the issue's bound in MB"
    assert after - before < 10, "no growth, but for what the allocator keeps"
