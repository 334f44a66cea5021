"""The payoff statement as one HTML file: self-contained, without a script, the same every time."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from notecalc import __version__
from notecalc.errors import refuse
from notecalc.export.embedded import embedded, input_of
from notecalc.export.report import chart, dates, markup
from notecalc.money import several
from notecalc.statement import payoff, readings_table, refused_readings, series, timeline_table
from notecalc.statement.claims import claim_lines, claim_tables
from notecalc.statement.figures import event_paths
from notecalc.statement.later import learned_table
from notecalc.statement.ledger import ledger_table
from notecalc.statement.payoff import PayoffStatement
from notecalc.statement.pictures import cure_counts, owed

if TYPE_CHECKING:
    from jinja2 import Environment

PAPERS = {"a4": "A4", "letter": "letter"}
"""The papers that a statement is set on, as CSS names them."""

SECTIONS = (
    "summary",
    "timeline",
    "owed",
    "good_through",
    "readings",
    "schedule",
    "assumptions",
    "computed",
)
"""The sections, in their order; each is a template of its own."""

_MOST_GRIDS = 3
FACE = "Source Serif 4, Charter, Bitstream Charter, Georgia, Liberation Serif, serif"
"""The faces of the pictures, the first that is at hand."""
_PARTS = {
    "principal due": "redemption.principal",
    "accrued interest": "redemption.accrued_interest",
    "fees": "redemption.fees",
    "total": "redemption.total",
    "per diem": "redemption.per_diem",
}
_BROAD = 96


def report_html(statement: PayoffStatement, *, paper: str = "a4") -> str:
    """The whole document. The embedded JSON is inert: text in a template element."""
    return environment().get_template("statement.html").render(context(statement, paper))


def report_section(statement: PayoffStatement, name: str) -> str:
    """One section as a fragment, for a page that has the styles already."""
    if name not in SECTIONS:
        raise refuse(f"unknown section {name!r}", f"write one of {', '.join(SECTIONS)}")
    return environment().get_template(f"{name}.html").render(context(statement))


def styles(paper: str = "a4") -> str:
    """The style sheet, for the screen and for a paper."""
    from importlib.resources import files

    text = files("notecalc.export.report").joinpath("styles.css").read_text(encoding="utf-8")
    return text.replace("PAPER", PAPERS[paper])


def carried(statement: PayoffStatement, paper: str = "a4") -> dict[str, Any]:
    """What the statement carries to be checked by: `report` is what it was asked with."""
    found = embedded(statement.result, terms_name=statement.terms_name, scenario=statement.scenario)
    if statement.payoffs:
        found["good_through"] = series.good_through_json(statement.payoffs)
    if statement.as_known_on and statement.all_facts:
        known = statement.as_known_on, statement.all_facts
        found |= input_of(statement.result, scenario=statement.scenario, known=known)
    until = str(statement.payoffs[-1].due.date) if statement.payoffs else None
    return {**found, "report": {"paper": paper, "good_through": until}}


def context(statement: PayoffStatement, paper: str = "a4") -> dict[str, Any]:
    """What the templates are filled with."""
    result = statement.result
    terms, due = result.terms, result.redemption
    carries = carried(statement, paper)
    counts, points = cure_counts(result), owed(result)
    lines, empty = payoff.cited_schedule(result)
    start = result.timeline.default_from
    shares = payoff.payees(result)
    return {
        "s": statement,
        "version": __version__,
        "title": terms.name,
        "principal": payoff.principal_line(result),
        "currency": terms.currency,
        "face": FACE,
        "styles": Markup(styles(paper)),
        "created": payoff.created(result).isoformat(),
        "due": due,
        "parts": payoff.due_table(result),
        "part_paths": _PARTS,
        "payees": shares,
        "shares": payoff.payees_table(shares, terms.currency),
        "holder": payoff.to_whom(result),
        **_claimed(statement),
        "why_nothing": "" if due else payoff.why_nothing(result),
        "clocks": payoff.clocks_table(result),
        "range": payoff.stake(statement),
        "rail": dates.rail(result.timeline.events),
        "hatch": dates.hatch,
        "grids": [(each, dates.grid(each)) for each in counts[:_MOST_GRIDS]],
        "more_counts": max(0, len(counts) - _MOST_GRIDS),
        "events": list(
            zip(
                event_paths(result.timeline.events),
                result.timeline.events,
                timeline_table(result).rows,
                strict=True,
            )
        ),
        "points": points,
        "wide_chart": chart.chart(points, start, 700) if points else None,
        "narrow_chart": chart.chart(points, start, 340) if points else None,
        "per_diem_clause": terms.default_rates.clause,
        "payoffs": series.good_through_table(statement.payoffs, terms.currency),
        "delay": series.delay_lines(statement.payoffs, result),
        "starts": readings_table(statement.starts if due else (), terms),
        "refused": refused_readings(statement.starts) if due else (),
        "questions": payoff.questions_table(statement.questions, terms.currency),
        "ledger": ledger_table(result),
        "learned": learned_table(statement.learned, terms.currency),
        "schedule": lines if lines.rows else None,
        "schedule_body": markup.schedule_rows(lines.columns, lines.rows),
        "schedule_is_wide": _is_broad(lines.rows),
        "empty_columns": empty,
        "day_count": terms.interest.day_count.value,
        "assumed": payoff.assumed_table(result),
        "warnings": result.warnings,
        "holidays": payoff.holidays_table(result),
        "record": payoff.record_table(statement, carries["input_sha256"]),
        "embedded": markup.inert(json.dumps(carries, separators=(",", ":"))),
    }


def _claimed(statement: PayoffStatement) -> dict[str, Any]:
    """The claim at a petition, where one was filed before the redemption."""
    found = statement.claim
    return {
        "later": statement.later.petition if statement.later else None,
        "claim": found.petition if found else None,
        "claim_tables": list(claim_tables(found)) if found else [],
        "claim_lines": claim_lines(found) if found else (),
    }


def _is_broad(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the schedule is too wide for a page on end: by its last line, the longest."""
    if not rows:
        return False
    return sum(len(str(cell)) + 2 for cell in rows[-1]) > _BROAD


@lru_cache(maxsize=1)
def environment() -> "Environment":
    """The templates of the sections, with what they are filled by."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("notecalc.export.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "told": markup.text,
        "words": markup.words,
        "shown": markup.shown,
        "amount": markup.amount,
        "day": markup.day,
        "short": lambda told, most: escape(dates.short(told, most)),
        "counted": several,
    }
    found.tests["figure"] = markup.is_number
    found.globals["m"] = found.get_template("macros.html").module
    return found
