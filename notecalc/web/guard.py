"""What stands before every request: whose it is, how large it is, and what a browser may do."""

import asyncio
import ipaddress
import json
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from notecalc.errors import Problem

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1_000_000
"""The largest body that is taken."""

_SECONDS = 10.0
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """The names by which the page may be asked for; any other is another's, bound to this address.

    With a host that stands for all addresses, every address in figures is taken: a name that
    somebody else binds to this machine is none.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.names = {*_LOOPBACK, host.strip("[]").lower()}
        self.all = host.strip("[]") in ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound
        if self.all:
            self.names.add(socket.gethostname().lower())

    def allow(self, header: str) -> bool:
        """Whether a Host header names this page."""
        name = _name(header)
        return name in self.names or (self.all and _is_address(name))


def _name(header: str) -> str:
    """The host of a Host header without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.rpartition(":")[0].lower() if header.count(":") == 1 else header.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Checks the host and the size of each request, and adds what a browser must be told."""

    def __init__(self, app: App, hosts: Hosts, seconds: float = _SECONDS) -> None:
        self.app, self.hosts, self.seconds = app, hosts, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return

        async def tell(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*_told(message["headers"])]
            await send(message)

        found = [value for name, value in scope["headers"] if name == b"host"]
        if len(found) != 1 or not self.hosts.allow(found[0].decode("latin-1")):
            what = "this page is not of the host that was asked for"
            await _refuse(tell, 421, what, "ask for it by the address that notecalc printed")
            return
        try:
            body = await asyncio.wait_for(_body(receive), self.seconds)
        except TimeoutError:
            await _refuse(tell, 408, "the request took too long to arrive", "send it again")
            return
        if body is None:
            what = f"the request is larger than {MOST_BYTES // 10**6} MB"
            await _refuse(tell, 413, what, "send less, or use the command line")
            return
        await self.app(scope, _again(body, receive), tell)


def _told(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in headers}
    yield from headers
    for name, value in _HEADERS.items():
        yield name.encode(), value.encode()
    if b"cache-control" not in names:
        yield b"cache-control", b"no-store"


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; None where it is too large."""
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(found)
        found += message.get("body", b"")
        if len(found) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(found)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for who handles the request."""
    parts = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> dict[str, Any]:
        return parts.pop() if parts else await receive()

    return again


async def _refuse(send: Send, status: int, what: str, remedy: str) -> None:
    text = json.dumps({"problems": [problem_json(Problem(what, remedy))]}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as the interface tells of it, last as the command line says it."""
    return {
        "path": problem.path,
        "what": problem.what,
        "remedy": problem.remedy,
        "line": problem.line or None,
        "column": problem.column or None,
        "says": str(problem),
    }
