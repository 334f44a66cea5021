"""The payoff statement that people hand over: one HTML file or a PDF, and its reading back."""

from notecalc.export.report.html import PAPERS, report_html, report_section
from notecalc.export.report.pdf import report_pdf

__all__ = ["PAPERS", "report_html", "report_pdf", "report_section"]
