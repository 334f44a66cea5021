"""What the local page costs: a key to the painted answer, memory, many clients, odd requests.

    python bench/serve.py [quick]

The keystroke is compared with an htmx round trip to an empty FastAPI route, both in one browser,
in turns; what either page waits before it asks is taken off. Nothing here asserts a time: the bound
stands beside the figure. That no request fails is asserted.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from chromium import ARGS, CHROMIUM
from web_client import free_port, served
from web_requests import PATHS, requests

MOST_RATIO, MOST_MEGABYTES, MOST_GROWTH = 3.0, 120.0, 10.0
_DELAY = 20.0
_EMPTY = """
import sys, uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from notecalc.web.rendering import files_of_page
app = FastAPI(openapi_url=None)
script = files_of_page()[0]["htmx.min.js"][0]
page = ('<!DOCTYPE html><title>empty</title><script src="/htmx.js"></script><input id="day" '
        'type="range" max="1000" value="500" hx-get="/empty" hx-target="#first" '
        'hx-trigger="input delay:20ms"><div id="first">0</div>')
@app.get("/")
async def whole(): return HTMLResponse(page)
@app.get("/htmx.js")
async def htmx(): return Response(script, media_type="text/javascript")
@app.get("/empty")
async def empty(): return HTMLResponse("<p>1</p>")
uvicorn.run(app, port=int(sys.argv[1]), http="h11", loop="asyncio", ws="none", lifespan="off",
            log_config=None, access_log=False)
"""
_PAINTED = """() => {
  let begun = 0;
  document.addEventListener("keydown", event => { begun = event.timeStamp }, {once: true});
  window.painted = new Promise(done => {
    new MutationObserver((_, seen) => {
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    }).observe(document.getElementById("first"), {childList: true});
  });
}"""


@contextmanager
def empty_route() -> Iterator[str]:
    """The address of a page whose route gives nothing but a number."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-c", _EMPTY, str(port)]) as server:
        try:
            for _ in range(300):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/", timeout=30)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def megabytes(pid: int) -> float:
    """The memory of a process, as it stands now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError("no memory is told of")


def keystrokes(ours: str, turns: int) -> tuple[float, float]:
    """The median time from a key to paint of the page and of an empty one, in milliseconds."""
    from playwright.sync_api import sync_playwright

    with empty_route() as empty, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        pages = [browser.new_page() for _ in range(2)]
        times: list[list[float]] = [[], []]
        for page, address in zip(pages, (ours, empty), strict=True):
            page.goto(f"{address}/")
        for turn in range(turns + 3):
            for page, found in zip(pages, times, strict=True):
                took = _keystroke(page, "ArrowRight" if turn % 2 else "ArrowLeft")
                if turn >= 3:
                    found.append(took)
        browser.close()
    return median(times[0]), median(times[1])


def _keystroke(page: Any, key: str) -> float:
    page.bring_to_front()
    page.focus("#day")
    page.evaluate(_PAINTED)
    page.keyboard.press(key)
    took: float = page.evaluate("window.painted")
    page.wait_for_timeout(600)  # what comes after the answer is painted is no part of it
    return took - _DELAY


async def clients(address: str, number: int, seconds: float) -> tuple[int, list[int]]:
    """So many clients, each asking again as soon as it is answered: how many, and what failed."""
    ends, failed, count = time.monotonic() + seconds, [], 0

    async def client(first: int) -> None:
        nonlocal count
        async with httpx.AsyncClient(base_url=address, timeout=60) as asking:
            turn = first
            while time.monotonic() < ends:
                day = 1 + turn % 28
                path = PATHS[turn % 3]
                told = {"hx-request": "true", "hx-trigger": "note"} if turn % 2 else {}
                answer = await asking.get(f"{path}?notice=2008-09-{day:02}", headers=told)
                if answer.status_code != 200:
                    failed.append(answer.status_code)
                count += 1
                turn += 1

    await asyncio.gather(*(client(each) for each in range(number)))
    return count, failed


async def odd(address: str, count: int, seed: int) -> dict[int, int]:
    """Odd requests, eight at a time: how many were answered with each status."""
    waiting, found = requests(seed, count), dict[int, int]()

    async def client() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as asking:
            for each in waiting:
                answer = await asking.request(
                    each.method, each.address, headers=each.headers, content=each.body
                )
                found[answer.status_code] = found.get(answer.status_code, 0) + 1

    await asyncio.gather(*(client() for _ in range(8)))
    return found


def main() -> None:
    """Measure and print."""
    quick = sys.argv[1:] == ["quick"]
    with served() as (address, server):
        pid = server.pid
        ours, empty = keystrokes(address, 10 if quick else 50)
        ratio = ours / empty
        print(f"key to paint {ours:.1f} ms, empty route {empty:.1f} ms")
        print(f"ratio {ratio:.2f}, at most {MOST_RATIO}: {_said(ratio, MOST_RATIO)}")
        count, failed = asyncio.run(clients(address, 8, 5 if quick else 30))
        print(f"8 clients: {count:,} requests, {len(failed)} failed")
        asyncio.run(odd(address, 500, 1))
        before = megabytes(pid)
        found = asyncio.run(odd(address, 500 if quick else 20_000, 2))
        after = megabytes(pid)
        print(f"odd requests by status: {dict(sorted(found.items()))}")
        grown = after - before
        print(f"memory {after:.0f} MB, at most {MOST_MEGABYTES}: {_said(after, MOST_MEGABYTES)}")
        print(f"grown by {grown:.1f} MB, at most {MOST_GROWTH}: {_said(grown, MOST_GROWTH)}")
    if failed or any(status >= 500 for status in found):
        raise ValueError("a request failed")


def _said(value: float, bound: float) -> str:
    return "within" if value <= bound else "OVER"


if __name__ == "__main__":
    main()
