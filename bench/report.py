"""How long a page of 10,000 lines takes, as a ratio to a bare jinja2 loop over the same cells.

    python bench/report.py

Both sides run interleaved in one process, each ratio of neighbours; the memory is that of a fresh
process which writes one page. Nothing here asserts a time: the bound stands beside the ratio.
That both sides write as many cells is asserted.
"""

import re
import resource
import subprocess
import sys
from statistics import median
from time import perf_counter

from jinja2 import Environment, Template
from xlsx import long_note

from notecalc.export.report import report_html
from notecalc.statement import Table
from notecalc.statement.payoff import PayoffStatement, cited_schedule

ROUNDS = 3
MOST_RATIO, MOST_MEGABYTES = 3.0, 300
_BARE = """<table><thead><tr>{% for name in columns %}<th>{{ name }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>"""
_ROW = re.compile(r"<tr>(?:<td\b.*?</td>)+</tr>")


def statement() -> PayoffStatement:
    """The statement of the long note, without what else is told beside its lines."""
    return PayoffStatement(long_note(), "bench", None, (), (), ())


def template() -> Template:
    """The bare loop, compiled."""
    return Environment(autoescape=True).from_string(_BARE)


def bare(compiled: Template, table: Table) -> str:
    """The same cells in one table by jinja2 alone."""
    return compiled.render(columns=table.columns, rows=table.rows)


def cells(table: str) -> int:
    """How many cells the rows of a table have."""
    return sum(row.count("<td") for row in _ROW.findall(table))


def main() -> None:
    """Measure and print."""
    given, compiled = statement(), template()
    table = cited_schedule(given.result)[0]
    page = report_html(given)
    found = cells(page.partition('class="lines"')[2].partition("</table>")[0])
    if found != cells(bare(compiled, table)) or found != len(table.rows) * len(table.columns):
        raise ValueError("the bare table has other cells")
    times: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        taken = {}
        for side in ("ours", "bare") if turn % 2 else ("bare", "ours"):
            begun = perf_counter()
            report_html(given) if side == "ours" else bare(compiled, table)
            taken[side] = perf_counter() - begun
        times.append((taken["ours"], taken["bare"]))
    ratio = median(ours / other for ours, other in times)
    ran = subprocess.run([sys.executable, __file__, "once"], capture_output=True, check=True)
    megabytes = int(ran.stdout) / 1024
    print(f"{len(table.rows):,} lines, {found:,} cells, {len(page.encode()) / 1e6:.1f} MB")
    print(f"html {median(t for t, _ in times):.2f} s, bare {median(t for _, t in times):.2f} s")
    print(f"ratio {ratio:.2f}, at most {MOST_RATIO}: {_said(ratio, MOST_RATIO)}")
    print(
        f"memory {megabytes:.0f} MB, at most {MOST_MEGABYTES}: {_said(megabytes, MOST_MEGABYTES)}"
    )


def _said(value: float, bound: float) -> str:
    return "within" if value <= bound else "OVER"


if __name__ == "__main__":
    if sys.argv[1:] == ["once"]:
        report_html(statement())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    else:
        main()
