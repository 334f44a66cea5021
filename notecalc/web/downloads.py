"""What can be taken away from a state of the page: statements, tables, the scenario itself."""

from collections.abc import Callable
from dataclasses import dataclass

from notecalc import export, service, statement
from notecalc.scenario import scenario_yaml
from notecalc.service import Answer


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: its name in an address, its kind, what writes it, what it is called.

    `title` says what it is; `about` what it is for.
    """

    name: str
    kind: str
    write: Callable[[Answer], str | bytes]
    title: str
    about: str

    def file_name(self, answer: Answer) -> str:
        """The name under which a browser saves it."""
        due = answer.result.redemption
        stem = f"notecalc-{due.date}" if due else "notecalc"
        return f"{stem}.{self.name.partition('.')[2]}"


def _html(answer: Answer) -> str:
    from notecalc.export.report import report_html

    return report_html(service.payoff_statement(answer))


def _pdf(answer: Answer) -> bytes:
    from notecalc.web.pdf import pdf_of

    return pdf_of(_yaml(answer), "a4")


def _xlsx(answer: Answer) -> bytes:
    from notecalc.export.xlsx import xlsx

    return xlsx(answer.result, terms_name=answer.terms_name)


def _csv(answer: Answer) -> bytes:
    table = statement.schedule_table(answer.result)
    return export.csv_table(table.columns, table.rows)


def _sidecar(answer: Answer) -> str:
    return export.json_text(answer.carried())


def _yaml(answer: Answer) -> str:
    facts = answer.all_facts or answer.result.facts
    return scenario_yaml(answer.result.terms, facts, as_known_on=answer.as_known_on)


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DOWNLOADS = (
    Download("statement.html", "text/html", _html, "Payoff statement", "one file, HTML"),
    Download("statement.pdf", "application/pdf", _pdf, "Payoff statement", "PDF, A4"),
    Download("workbook.xlsx", _EXCEL, _xlsx, "Workbook", "Excel, live formulas"),
    Download("schedule.csv", "text/csv", _csv, "Schedule", "CSV"),
    Download("schedule.csv.json", "application/json", _sidecar, "Its sidecar", "to verify the CSV"),
    Download("scenario.yaml", "application/yaml", _yaml, "Scenario", "YAML, runs again"),
)
"""What can be taken away, in the order in which the page offers it."""
