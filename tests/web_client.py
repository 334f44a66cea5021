"""The page asked within this process, or as a process of its own."""

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from notecalc.web.app import create_app
from notecalc.web.guard import App
from notecalc.web.work import Workshop

HERE = "http://127.0.0.1:8321"
ROOT = Path(__file__).parent.parent


class Client:
    """Asks an application without a socket; redirections are not followed."""

    def __init__(self, app: App | None = None, base: str = HERE) -> None:
        self._loop = asyncio.new_event_loop()
        patient = app or create_app(workshop=Workshop(seconds=300))
        transport = httpx.ASGITransport(patient)  # type: ignore[arg-type]
        self._client = httpx.AsyncClient(transport=transport, base_url=base)

    def request(self, method: str, address: str, **more: Any) -> httpx.Response:
        """The answer to a request."""
        return self._loop.run_until_complete(self._client.request(method, address, **more))

    def get(self, address: str, **more: Any) -> httpx.Response:
        """The answer to a GET request."""
        return self.request("GET", address, **more)

    def post(self, address: str, **more: Any) -> httpx.Response:
        """The answer to a POST request."""
        return self.request("POST", address, **more)

    def close(self) -> None:
        """End it."""
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(*options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The page served by the command line on a free port: its address and its process."""
    command = [sys.executable, "-m", "notecalc", "serve", "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            told = re.match(r"(http://\S+)/ \(Ctrl-C ends it\)\n", server.stdout.readline())
            assert told, server.stderr and server.stderr.read()
            for _ in range(600):
                try:
                    httpx.get(f"{told[1]}/static/icon.svg", timeout=60)
                    break
                except httpx.TransportError:
                    continue
            yield told[1], server
        finally:
            if server.poll() is None:
                server.terminate()
