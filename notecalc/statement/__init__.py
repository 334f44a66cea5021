"""A result as tables, steps and objects, once: every format prints what stands here."""

from notecalc.statement.explain import Step, explain, explain_payoffs
from notecalc.statement.ledger import ledger_table
from notecalc.statement.objects import SUMMARY, as_json, brief, headline, step_json, summary_row
from notecalc.statement.tables import (
    Cell,
    Table,
    assumed_lines,
    line_row,
    readings_table,
    redemption_table,
    refused_readings,
    schedule_table,
    terms_table,
    timeline_table,
)

__all__ = [
    "SUMMARY",
    "Cell",
    "Step",
    "Table",
    "as_json",
    "assumed_lines",
    "brief",
    "explain",
    "explain_payoffs",
    "headline",
    "ledger_table",
    "line_row",
    "readings_table",
    "redemption_table",
    "refused_readings",
    "schedule_table",
    "step_json",
    "summary_row",
    "terms_table",
    "timeline_table",
]
