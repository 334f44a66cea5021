"""Requests of every kind for the local page, good and bad, the same for the same seed."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from notecalc.web.asked import EVERY

PATHS = (
    "/",
    "/questions",
    "/api/redeem",
    "/statement.html",
    "/workbook.xlsx",
    "/schedule.csv",
    "/schedule.csv.json",
    "/scenario.yaml",
)
DATES = ("2008-09-29", "2008-10-06", "2007-01-11", "2010-01-03", "2008-02-30", "2199-12-31",
         "1900-01-01", "9999-99-99", "2008-9-1", "", "\u0662\u0660\u0660\u0668-09-29")  # fmt: skip
WORDS = ("", "0", "-1", "1e400", "NaN", "1750000.00", "12%", "cash", "notes", "breach", "nyse",
         "us-banks+nyse", "ACT/360", "covenant=2008-10-10", "2008-10-01=1000.00", "z.AAAA", "\x00",
         "principal=5000.00", "interest.day_count=ACT/360", "occurs=at-notice", "'\"<script>",
         "../../etc/passwd", "2008-11-01:cash_rate=9%", "2008-10-06..2008-10-17 suspended",
         "a" * 3000, "💥", "%00", "[[[[", "{a: *b}")  # fmt: skip
DOCUMENTS = (
    "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n  - {name: a, notice: 2008-09-29}\n",
    "notecalc: 1\nterms: /etc/passwd\nscenarios:\n  - {notice: 2008-09-29}\n",
    "notecalc: 1\nterms: liquidmetal-2007\nscenarios:\n  - {notice: 2008-09-29, missed: [x]}\n",
    '{"notecalc": 1, "terms": "liquidmetal-2007", "scenarios": [{"notice": "2008-09-29"}]}',
    "a: &a [*a]",
    "\t",
    "[" * 2000,
    "notecalc: 1\nterms: {name: x}\nscenarios: [1, [2], {3: 4}]\n",
    "",
)


class Asking(NamedTuple):
    """A request: its method, address, headers and body."""

    method: str
    address: str
    headers: dict[str, str]
    body: bytes | None


def requests(seed: int, count: int) -> Iterator[Asking]:
    """So many requests."""
    random = Random(seed)
    for _ in range(count):
        yield _one(random)


def _one(random: Random) -> Asking:
    kind = random.random()
    if kind < 0.15:
        return Asking("POST", "/api/run", {}, _marred(random, random.choice(DOCUMENTS).encode()))
    if kind < 0.25:
        text = random.choice(DOCUMENTS)
        form = (
            '--b\r\nContent-Disposition: form-data; name="file"; filename="../a.yaml"\r\n\r\n'
            f"{text}\r\n--b--\r\n"
        )
        headers = {"content-type": "multipart/form-data; boundary=b"}
        return Asking("POST", "/terms", headers, _marred(random, form.encode()))
    names = [each.name for each in EVERY]
    pairs = [("notice", random.choice(DATES[:4]))] if random.random() < 0.7 else []
    for _ in range(random.randrange(4)):
        name = random.choice([*names, "nothing", "day", "was", "raised"])
        pairs.append((name, random.choice(DATES + WORDS)))
    headers = {}
    if random.random() < 0.4:
        headers = {"hx-request": "true", "hx-trigger": random.choice(("note", "day", "", "x"))}
    path = random.choices(PATHS, (30, 8, 40, 4, 1, 4, 4, 4))[0]
    return Asking("GET", f"{path}?{urlencode(pairs)}", headers, None)


def _marred(random: Random, content: bytes) -> bytes:
    """The content, often with some of its bytes changed."""
    if random.random() < 0.5 or not content:
        return content
    found = bytearray(content)
    for _ in range(random.randrange(1, 4)):
        found[random.randrange(len(found))] = random.randrange(256)
    return bytes(found)
